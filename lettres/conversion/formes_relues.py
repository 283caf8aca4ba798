"""Relecture : une lettre en PDF ou en page Web, en passages, et ce qu'elle dit d'elle-même.

Le texte seul n'en dit rien, et ne se relit pas : il est fait pour être collé, et ce qu'il porterait suivrait partout.
"""

from __future__ import annotations

import re
from html.parser import HTMLParser
from os import PathLike
from pathlib import Path
from typing import Literal

from lettres.conversion.page_web import HORS_VUE
from lettres.conversion.passages_relus import PassageRelu
from lettres.conversion.sceau import lire_le_sceau
from lettres.rendu import Trace
from lettres.socle import disque
from lettres.socle.chemins import en_chemin
from lettres.socle.classes import NamedTuple
from lettres.socle.constats import Constat, Gravite
from lettres.socle.erreurs import ModeleInvalide

TAILLE_MAX = 50_000_000
_TETE = 1_024
_PUCE = re.compile(r"[–•·-]\t")
_PAGE_WEB = re.compile(rb"\s*(?:<!doctype\s+html|<html)", re.IGNORECASE)
_COUPE = frozenset({"p", "li", "h1", "h2", "h3", "h4", "h5", "h6", "tr"})
_PARTIES = frozenset({"header", "main", "footer"})
_ETENDUES, _CHIFFRES = ("colspan", "rowspan"), 5
_TAIT = frozenset({"style", "script", "title"})


class FormeRelue(NamedTuple):
    """Une lettre relue : sa forme, ses passages dans l'ordre, et ce qu'elle dit d'elle-même."""

    forme: Literal["pdf", "html"]
    passages: tuple[PassageRelu, ...]
    trace: Trace


def relire(source: bytes | str | PathLike[str], nom: str) -> FormeRelue | None:
    """La lettre, si elle est en PDF ou en page Web; None si ce n'est ni l'un ni l'autre, au lecteur de Word d'en juger.

    Lève ModeleInvalide pour un PDF qui ne se lit pas, SortieRefusee s'il manque la bibliothèque qui lit un PDF.
    """
    octets = source if isinstance(source, bytes) else _ouvrir(source)
    if octets is None or len(octets) > TAILLE_MAX:
        return None
    if b"%PDF-" in octets[:_TETE]:
        return _un_pdf(octets, nom)
    if _PAGE_WEB.match(octets[:_TETE].removeprefix(b"\xef\xbb\xbf")):
        page = _PageLue(octets.decode(errors="replace"))
        return FormeRelue("html", tuple(page.passages), lire_le_sceau(octets, page.dites))
    return None


def _ouvrir(source: object) -> bytes | None:
    chemin = en_chemin(source)
    try:
        return None if chemin is None else disque.lire(Path(chemin), TAILLE_MAX + 1, suivre=True)
    except (OSError, ValueError):
        return None


def _un_pdf(octets: bytes, nom: str) -> FormeRelue:
    from lettres.conversion.pdf import exiger_de_quoi_relire

    exiger_de_quoi_relire()
    from lettres.conversion.relecture_pdf import relire_le_pdf

    try:
        dites, passages = relire_le_pdf(octets)
    except ValueError as faute:
        message = f"Ce fichier ne se lit pas : {faute}."
        remede = "Donnez le PDF que l’outil a écrit, ou la lettre en Word."
        raise ModeleInvalide([Constat("S320", Gravite.ERREUR, message, remede, fichier=nom)]) from None
    if not passages:
        message = "Ce PDF n’a aucun texte : c’est sans doute une image."
        remede = "Donnez la lettre en Word, ou un PDF dont le texte se sélectionne."
        raise ModeleInvalide([Constat("S320", Gravite.ERREUR, message, remede, fichier=nom)])
    sans_puces = (p._replace(texte=_PUCE.sub("", p.texte, count=1)) for p in passages)
    return FormeRelue("pdf", tuple(sans_puces), lire_le_sceau(octets, dites))


def _nombre(dit: str | None) -> int:
    return int(dit) if dit and dit.isdecimal() and len(dit) < _CHIFFRES else 1


class _PageLue(HTMLParser):
    """Une page Web : ses paragraphes, ses rangées, et les valeurs nommées de sa tête."""

    def __init__(self, source: str) -> None:
        super().__init__()
        self.dites: dict[str, str] = {}
        self.passages: list[PassageRelu] = []
        self._texte: list[str] = []
        self._cellules: list[str] | None = None
        self._partie = ""
        """Celle de la page où l'on est : son en-tête, sa lettre, son pied."""
        self._tait = False
        self._colonne = 0
        self._tenues: dict[int, tuple[int, int]] = {}
        """Par colonne, les rangées que tient encore une cellule du dessus, et les colonnes de celle-ci."""
        self.feed(source)
        self._finir()

    def handle_starttag(self, balise: str, attributs: list[tuple[str, str | None]]) -> None:
        donnes = dict(attributs)
        if balise == "meta" and donnes.get("name"):
            self.dites[str(donnes["name"])] = donnes.get("content") or ""
        elif balise == "br":
            self._finir()
        elif balise in _COUPE:
            self._finir()
            self._cellules = [] if balise == "tr" else None
        elif balise == "table":
            self._tenues = {}
        elif balise in ("td", "th") and self._cellules is not None:
            self._sauter(self._cellules)
            large, haute = (_nombre(donnes.get(nom)) for nom in _ETENDUES)
            if haute > 1:
                self._tenues[self._colonne] = (haute - 1, large)
            self._colonne += large
        elif balise in _PARTIES:
            self._finir()
            self._partie = balise
        self._tait = self._tait or balise in _TAIT or donnes.get("class") == HORS_VUE

    def handle_endtag(self, balise: str) -> None:
        if balise in ("td", "th") and self._cellules is not None:
            self._cellules.append(" ".join("".join(self._texte).split()))
            self._texte = []
        elif balise in _COUPE or balise in _PARTIES:
            self._finir()
            self._partie = "" if balise in _PARTIES else self._partie
        self._tait = self._tait and balise not in {*_TAIT, "h1"}

    def handle_data(self, texte: str) -> None:
        if not self._tait:
            self._texte.append(texte)

    def _sauter(self, cellules: list[str]) -> None:
        """Ce qu'une cellule du dessus tient encore se relit comme dans Word : une cellule vide."""
        while self._colonne in self._tenues:
            reste, large = self._tenues.pop(self._colonne)
            if reste > 1:
                self._tenues[self._colonne] = (reste - 1, large)
            cellules.append("")
            self._colonne += max(large, 1)

    def _finir(self) -> None:
        rangee, self._cellules = self._cellules, None
        if rangee is not None:
            self._sauter(rangee)
            self._colonne = 0
        texte = "".join(self._texte).strip() if rangee is None else " ¦ ".join(rangee)
        self._texte = []
        if texte:
            en_tete, en_pied = self._partie == "header", self._partie == "footer"
            self.passages.append(PassageRelu(texte, rangee=rangee is not None, en_tete=en_tete, en_pied=en_pied))
