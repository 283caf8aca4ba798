"""Écriture : le fichier entier, ou rien; jamais par-dessus un autre sans qu'on le demande."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from os import PathLike
from pathlib import Path

from lettres.socle import disque
from lettres.socle.chemins import CheminDeFichier, en_chemin, nom_montre
from lettres.sortie.noms import defaut, extension
from lettres.sortie.refus import format_refuse, nom_refuse, refus_systeme, repertoire_refuse

_FORMATS = {".doc", ".docx", ".docm", ".dotx", ".dotm", ".odt", ".pdf", ".rtf", ".txt", ".html", ".htm"}
_SEPARATEURS = tuple(filter(None, (os.sep, os.altsep)))


def chemin_de_sortie(chemin: CheminDeFichier) -> str:
    """Le chemin d'une sortie, en texte. Lève SortieRefusee si ce n'en est pas un."""
    voulu = en_chemin(chemin)
    if voulu is None:
        raise nom_refuse(nom_montre(chemin), "ce n’est pas un chemin")
    return voulu


def destination(chemin: CheminDeFichier, nom: str) -> tuple[Path, str]:
    """Comprend un chemin de sortie : un fichier s'il finit comme `nom`, sinon un répertoire qui recevra `nom`.

    Un répertoire qui existe, ou une barre finale, désigne toujours un répertoire. Lève SortieRefusee pour l'extension
    d'un autre format : un répertoire nommé « lettre.pdf » tromperait.
    """
    voulu = Path(chemin_de_sortie(chemin))
    if os.fspath(chemin).endswith(_SEPARATEURS) or disque.est_un_repertoire(voulu):
        return voulu, nom
    format_ = extension(voulu.name).lower()
    if format_ == extension(nom):
        return voulu.parent, voulu.name
    if format_ in _FORMATS:
        raise format_refuse(str(voulu), extension(nom))
    return voulu, nom


def ecrire(
    contenu: bytes | Iterable[bytes], repertoire: str | PathLike[str], nom: str, *, ecraser: bool = False
) -> Path:
    """Écrit ces octets, ou ces morceaux, dans `repertoire/nom`, pour son seul propriétaire; rend le chemin du fichier.

    Le contenu est d'abord écrit en entier à côté, puis publié d'un seul geste : personne ne voit un fichier à
    moitié écrit, et un échec (disque plein, droits, interruption) ne laisse rien. `ecraser` ne remplace qu'un fichier
    ordinaire : un lien, un tube, un périphérique ou un répertoire est refusé. Lève `SortieRefusee`.
    """
    with retirable(contenu, repertoire, nom, ecraser=ecraser) as final:
        return final


def ecrire_avec_son_texte(
    octets: bytes, texte: str | None, repertoire: str | PathLike[str], nom: str, *, ecraser: bool = False
) -> Path:
    """Comme `ecrire`; le texte à coller, s'il y en a un, paraît à côté : l'un et l'autre, ou rien."""
    if texte is None:
        return ecrire(octets, repertoire, nom, ecraser=ecraser)
    with retirable(texte.encode(), repertoire, nom_du_texte(nom), ecraser=ecraser):
        return ecrire(octets, repertoire, nom, ecraser=ecraser)


def nom_du_texte(nom: str) -> str:
    """Le nom du texte à coller d'une lettre de ce nom."""
    return f"{nom.removesuffix('.docx')}.txt"


@contextmanager
def retirable(
    contenu: bytes | Iterable[bytes], repertoire: str | PathLike[str], nom: str, *, ecraser: bool = False
) -> Iterator[Path]:
    """Comme `ecrire`, mais le fichier ne reste que si le bloc va au bout : sinon, il ne reste rien de l'écriture.

    Pendant le bloc, un fichier neuf est déjà là; celui qu'on écrase n'est remplacé qu'après. Lève `SortieRefusee`.
    """
    repertoire = Path(repertoire)
    final = repertoire / nom
    if (mal := defaut(nom)) is not None:
        raise nom_refuse(str(final).replace("\0", "?"), mal)
    crees: list[Path] = []
    with ExitStack() as pile:
        a_defaire = pile.enter_context(ExitStack())
        a_defaire.callback(retirer_repertoires, crees)
        with _traduire(final):
            preparer_repertoire(repertoire, crees)
            (disque.exiger_remplacable if ecraser else disque.exiger_libre)(final)
            temporaire = pile.enter_context(disque.inacheve(contenu, repertoire))
            if not ecraser:
                a_defaire.callback(disque.retirer, final, temporaire.lstat())
                disque.nommer(temporaire, final)
                _durer(repertoire)
        yield final
        if ecraser:
            with _traduire(final):
                disque.remplacer(temporaire, final)
                _durer(repertoire)
        a_defaire.pop_all()


def preparer_repertoire(repertoire: Path, crees: list[Path]) -> None:
    """Crée le répertoire de sortie et ses parents absents; note ceux qu'il crée. Lève SortieRefusee ou OSError."""
    try:
        for absent in disque.absents(repertoire):
            if absent.name != ".." and (mal := defaut(absent.name, repertoire=True)) is not None:
                raise nom_refuse(str(absent), mal)
        disque.creer_repertoire(repertoire, crees)
    except NotADirectoryError as faute:
        raise repertoire_refuse(str(faute.filename)) from None


@contextmanager
def _traduire(final: Path) -> Iterator[None]:
    try:
        yield
    except OSError as faute:
        raise refus_systeme(faute, str(final)) from faute


def _durer(repertoire: Path) -> None:
    """Fait durer le nom malgré une panne, là où le système le permet."""
    with suppress(OSError):
        disque.synchroniser_repertoire(repertoire)


def retirer_repertoires(crees: list[Path]) -> None:
    """Retire les répertoires que l'on vient de créer, s'ils sont vides."""
    for cree in reversed(crees):
        with suppress(OSError):
            cree.rmdir()
