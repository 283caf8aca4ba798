"""Mise en forme d'un lot : chaque lettre aussi en PDF, en page Web ou en texte, à côté d'elle; les PDF, par volées.

La lettre en Word reste : c'est d'elle que le journal répond, et c'est elle que l'on compare plus tard. Ce qui est déjà
fait n'est pas refait; ce qui manque d'un lot interrompu se fait à la reprise.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

from lettres import conversion
from lettres.catalogue import capacites
from lettres.production.generation import FormeDeLettre
from lettres.production.lots import constats_de_lot as dits
from lettres.production.lots.resultats import DejaFaite, Faite, Refusee, ResultatDeLot
from lettres.production.lots.travail import jamais
from lettres.socle import disque
from lettres.socle.classes import NamedTuple, replace
from lettres.socle.constats import Constat
from lettres.socle.erreurs import ErreurLettres, SortieRefusee
from lettres.sortie.depot import LETTRE_MAX, Parution, deposer
from lettres.sortie.refus import refus_systeme


def mettre_en_forme(
    resultats: Iterable[ResultatDeLot], forme: FormeDeLettre, arreter: Callable[[], bool] = jamais
) -> Iterator[ResultatDeLot]:
    """Les mêmes résultats, dans l'ordre, chaque lettre écrite aussi sous cette forme à côté de son document Word.

    Les lettres ont leur `fichier` : le lot a une sortie. Une lettre dont la forme ne se fait pas est refusée, et les
    autres se font. Quand `arreter` est vrai, ce qui attend est rendu tel quel. Lève SortieRefusee s'il manque de quoi
    faire un PDF, avant la première lettre.
    """
    if forme == "docx":
        yield from resultats
        return
    if forme == "pdf":
        conversion.exiger_de_quoi_faire_un_pdf()
    volee: list[ResultatDeLot] = []
    for resultat in resultats:
        volee.append(resultat)
        if forme != "pdf" or len(volee) == conversion.PAR_APPEL:
            yield from _une_volee(volee, forme, arreter)
            volee = []
    yield from _une_volee(volee, forme, arreter)


def _une_volee(
    volee: Sequence[ResultatDeLot], forme: FormeDeLettre, arreter: Callable[[], bool]
) -> Iterator[ResultatDeLot]:
    if arreter():
        yield from volee
        return
    mis: dict[int, ResultatDeLot] = {}
    a_convertir: dict[int, tuple[_EnMain, bytes]] = {}
    for rang, resultat in enumerate(volee):
        if isinstance(resultat, Refusee) or resultat.fichier is None:
            continue
        main = _EnMain(resultat, resultat.fichier.with_suffix(f".{forme}"))
        try:
            word = disque.lire(resultat.fichier, LETTRE_MAX)
            if forme != "pdf":
                mis[rang] = main.deposer(_tirer(resultat, word, forme))
            elif (deja := main.deja(word)) is not None:
                mis[rang] = deja
            else:
                a_convertir[rang] = main, word
        except OSError as faute:
            mis[rang] = main.refuser(refus_systeme(faute, str(resultat.fichier)))
        except ErreurLettres as refus:
            mis[rang] = main.refuser(refus)
    faits = conversion.chaque_pdf([word for _, word in a_convertir.values()]) if a_convertir else []
    for (rang, (main, _)), fait in zip(a_convertir.items(), faits, strict=True):
        if isinstance(fait, ErreurLettres):
            mis[rang] = main.refuser(fait)
        else:
            mis[rang] = main.deposer(fait.octets, fait.pages, fait.constats)
    yield from (mis.get(rang, resultat) for rang, resultat in enumerate(volee))


def _tirer(lettre: Faite | DejaFaite, word: bytes, forme: FormeDeLettre) -> bytes | None:
    """La lettre sous cette forme; None si elle y est déjà : ce qui se publie a toujours son texte à côté."""
    if forme == "html":
        return conversion.en_html(word, lettre.titre).encode()
    return None if capacites(lettre.lettre).publique else conversion.en_texte(word).encode()


class _EnMain(NamedTuple):
    """Une lettre, et le fichier où elle sera sous l'autre forme."""

    lettre: Faite | DejaFaite
    final: Path

    def deja(self, word: bytes) -> ResultatDeLot | None:
        """La lettre, si son PDF est déjà là, et l'on dit s'il a changé; celui d'une autre la fait refuser."""
        try:
            octets = disque.lire(self.final, LETTRE_MAX)
        except FileNotFoundError:
            return None
        if not conversion.fait_de(octets, word):
            return self.refuser(SortieRefusee([dits.forme_d_une_autre(str(self.final))]))
        vus = () if conversion.est_intact(octets) else (dits.modifiee(str(self.final)),)
        return self._sous_sa_forme(conversion.pages_de(octets), vus)

    def deposer(self, octets: bytes | None, pages: int | None = None, vus: Sequence[Constat] = ()) -> ResultatDeLot:
        """La lettre, sa forme posée; None : elle y est déjà."""
        if octets is not None and deposer(octets, self.final.parent, self.final.name) is Parution.AUTRE:
            return self.refuser(SortieRefusee([dits.forme_d_une_autre(str(self.final))]))
        return self._sous_sa_forme(pages, vus)

    def refuser(self, refus: ErreurLettres) -> Refusee:
        """La lettre en Word est là; sa forme, non : le refus nomme le fichier, s'il ne nomme rien."""
        ou, lue = str(self.lettre.fichier), self.lettre
        places = [c if c.fichier is not None else replace(c, fichier=ou) for c in refus.constats]
        return Refusee(lue.source, lue.reference, lue.lettre, lue.titre, lue.nom, refus=type(refus)(places))

    def _sous_sa_forme(self, pages: int | None, vus: Sequence[Constat]) -> ResultatDeLot:
        constats = (*self.lettre.constats, *vus)
        return replace(self.lettre, forme=self.final, pages=pages, constats=constats)
