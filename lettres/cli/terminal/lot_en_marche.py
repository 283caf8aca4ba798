"""Lot en marche : des lettres qui s'écrivent l'une après l'autre; la barre, l'arrêt demandé, le bilan et le code."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from lettres.cli.options.arguments import usage_fautif
from lettres.cli.terminal.affichage import est_muette, signaler
from lettres.cli.terminal.arret import Arret, a_l_ecoute
from lettres.cli.terminal.bilan_de_lot import Bilan, progression
from lettres.cli.terminal.codes_de_sortie import CodeDeSortie, code_de
from lettres.cli.terminal.echecs import comprendre, interruption
from lettres.socle.constats import Constat, abreger
from lettres.socle.disque import est_un_repertoire
from lettres.socle.erreurs import ErreurLettres

if TYPE_CHECKING:
    from lettres.production.lots import ResultatDeLot


_Source = TypeVar("_Source")

_INTERROMPU = "Lot interrompu; la lettre en main est finie."
_REPRISE = "La même commande reprend où il en est."
_GRAVITE = (CodeDeSortie.FAIT, CodeDeSortie.ERREURS, CodeDeSortie.MODELE, CodeDeSortie.SORTIE, CodeDeSortie.INTERNE)
"""De ce qui pèse le moins à ce qui pèse le plus, quand les lettres d'un lot ne finissent pas toutes pareil."""

Ouvrir = Callable[[ExitStack, Arret], "tuple[Iterable[ResultatDeLot], int | None]"]
"""Ce qui commence le lot : ses résultats, à mesure, et leur nombre s'il est connu."""


def mener(
    commande: str, bilan: Bilan, sortie: str, ouvrir: Ouvrir, *, en_json_: bool, deja: Sequence[Constat] = ()
) -> int:
    """Mène le lot, le dit, et rend le code de sortie; `deja` : les erreurs dites avant qu'il ne commence.

    Ce qui échoue avant la première lettre est levé : c'est à l'application de le dire.
    """
    gc.enable()  # -- un lot, lui, vit longtemps --
    constats = deja
    with a_l_ecoute("SIGINT", "SIGTERM") as arret:
        try:
            with ExitStack() as pile:
                resultats, total = ouvrir(pile, arret)
                avancer = pile.enter_context(progression(total))
                for resultat in resultats:
                    bilan.ajouter(resultat)
                    avancer()
            code = pire_des([*bilan.familles], deja)
        except KeyboardInterrupt:
            code = CodeDeSortie.INTERROMPU
        except Exception as faute:
            if not bilan.commence or (isinstance(faute, ErreurLettres) and est_muette(faute.constats)):
                raise  # -- rien n'est commencé, ou plus rien ne se répond : c'est à l'application de le dire --
            echec = comprendre(faute, [commande])
            constats, code = [*constats, *echec.constats], echec.code
    if arret.code is not None and en_json_:
        constats = [*constats, interruption(_INTERROMPU, _REPRISE)]
    bilan.finir(constats, sortie)
    if arret.code is not None:
        signaler(f"{_INTERROMPU} {_REPRISE}")
    return arret.code or code


def pire_des(familles: Iterable[type[ErreurLettres]], deja: Sequence[Constat] = ()) -> CodeDeSortie:
    """Le code de sortie de plusieurs dossiers : celui du pire refus."""
    codes = [*map(_code_du_refus, familles), *([CodeDeSortie.ERREURS] if deja else [])]
    return max(codes, key=_GRAVITE.index, default=CodeDeSortie.FAIT)


def _code_du_refus(famille: type[ErreurLettres]) -> CodeDeSortie:
    """Un dossier illisible, dans un lot, est un dossier refusé."""
    code = code_de(famille([]))
    return CodeDeSortie.ERREURS if code is CodeDeSortie.USAGE else code


def attendre(sources: Iterator[_Source], arret: Arret) -> Iterator[_Source]:
    """Les dossiers; pendant qu'on attend le prochain, rien n'est en main."""
    while True:
        arret.attente = True
        try:
            source = next(sources, None)
        finally:
            arret.attente = False
        if source is None:
            return
        yield source


def repertoire(sortie: str, option: str) -> str:
    """Le répertoire où s'écrivent des lettres; refuse ce qui en nomme une seule."""
    from lettres.sortie.noms import extension

    if extension(Path(sortie).name).lower() == ".docx" and not est_un_repertoire(sortie):
        message = f"« {abreger(sortie)} » nomme une lettre; un lot s’écrit dans un répertoire."
        raise usage_fautif("U006", option, message, f"Nommez un répertoire : {option} lettres-a-envoyer")
    return sortie
