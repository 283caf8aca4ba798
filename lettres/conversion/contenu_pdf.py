"""Contenu d'une page de PDF : ses fragments de texte, chacun à sa place, sous le numéro que lui donne sa structure.

Le texte vient de la table de signes de chaque police, et les espaces insécables du texte de remplacement que
LibreOffice y met : rien n'est deviné de la forme des lettres.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from lettres.socle.classes import NamedTuple, dataclass, field

_SIGNES = re.compile(rb"<([0-9A-Fa-f]+)>")
_PLAGES = re.compile(rb"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>")
_PLAGE_MAX = 0xFFFF
_ECART = 0.4
"""Un blanc plus large, en cadratins, est une tabulation."""


class FragmentDePage(NamedTuple):
    """Un bout de texte : d'où à où il va sur sa ligne, à quelle hauteur, et la taille de ses signes."""

    texte: str
    debut: float
    fin: float
    hauteur: float
    corps: float


class Police(NamedTuple):
    """Ce que dit chaque signe d'une police, et la place qu'il prend, en millièmes de cadratin."""

    large: int = 1
    dit: Mapping[bytes, str] = {}
    chasses: Mapping[int, float] = {}


@dataclass
class ContenuDePage:
    """Les fragments d'une page : ceux de chaque passage de la structure, et ceux qui n'en sont pas (en-tête, pied)."""

    marques: dict[int, list[FragmentDePage]] = field(default_factory=dict)
    hors: list[FragmentDePage] = field(default_factory=list)


def joindre(fragments: Iterable[FragmentDePage]) -> str:
    """Le texte de fragments qui se suivent : un saut de ligne voulu, une tabulation s'y retrouvent."""
    texte, avant = "", None
    for fragment in fragments:
        colle = not texte or texte[-1].isspace() or fragment.texte[:1].isspace()
        if avant is not None and not colle:
            if abs(fragment.hauteur - avant.hauteur) > avant.corps / 2:
                texte += "" if texte.endswith("-") else "\n"
            elif fragment.debut - avant.fin > _ECART * avant.corps:
                texte += "\t"
        texte, avant = texte + fragment.texte, fragment
    return texte.strip()


class _Plume:
    """L'état de qui dessine la page : où il est, avec quelle police, et dans quel passage."""

    def __init__(self, polices: Mapping[str, Police]) -> None:
        self.contenu = ContenuDePage()
        self._polices = polices
        self._police, self._corps = Police(), 1.0
        self._x = self._y = 0.0
        self._passages: list[tuple[int | None, str | None]] = []

    def faire(self, geste: bytes, operandes: Sequence[Any]) -> None:
        match geste:
            case b"BT":
                self._x = self._y = 0.0
            case b"Td" | b"TD":
                self._x, self._y = self._x + float(operandes[0]), self._y + float(operandes[1])
            case b"Tm":
                self._x, self._y = float(operandes[4]), float(operandes[5])
            case b"Tf":
                self._police, self._corps = self._polices.get(str(operandes[0]), Police()), abs(float(operandes[1]))
            case b"BDC" | b"BMC":
                self._entrer(operandes[1] if len(operandes) > 1 else {})
            case b"EMC" if self._passages:
                self._passages.pop()
            case b"TJ":
                self._ecrire(operandes[0])
            case b"Tj" | b"'" | b'"':
                self._ecrire([operandes[-1]])

    def _entrer(self, dits: Any) -> None:
        lus = dits if hasattr(dits, "get") else {}
        dehors = self._passages[-1][0] if self._passages else None
        numero = int(lus["/MCID"]) if "/MCID" in lus else dehors
        self._passages.append((numero, str(lus["/ActualText"]) if "/ActualText" in lus else None))

    def _ecrire(self, morceaux: Sequence[Any]) -> None:
        numero, remplace = self._passages[-1] if self._passages else (None, None)
        texte, debut = "", self._x
        for morceau in morceaux:
            if isinstance(morceau, int | float):
                self._x -= float(morceau) / 1000 * self._corps
                continue
            octets = getattr(morceau, "original_bytes", morceau)
            for signe in _decouper(octets, self._police.large):
                texte += self._police.dit.get(signe, "")
                self._x += self._police.chasses.get(int.from_bytes(signe), 0.0) / 1000 * self._corps
        if remplace is not None:
            texte = remplace
            if self._passages:  # -- le texte de remplacement vaut une fois pour tout le passage --
                self._passages[-1] = (numero, "")
        if texte:
            fragment = FragmentDePage(texte, debut, self._x, self._y, self._corps)
            (self.contenu.hors if numero is None else self.contenu.marques.setdefault(numero, [])).append(fragment)


def lire_la_page(lecteur: Any, page: Any) -> ContenuDePage:
    """Les fragments d'une page de pypdf."""
    from pypdf.generic import ContentStream

    contenu = page.get_contents()
    plume = _Plume(_polices(page))
    for operandes, geste in ContentStream(contenu, lecteur).operations if contenu is not None else ():
        plume.faire(geste, operandes)
    return plume.contenu


def _decouper(octets: object, large: int) -> list[bytes]:
    return [octets[i : i + large] for i in range(0, len(octets), large)] if isinstance(octets, bytes) else []


def _polices(page: Any) -> dict[str, Police]:
    ressources = page.get("/Resources", {}).get_object()
    polices = ressources.get("/Font", {}).get_object()
    return {str(nom): _police(police.get_object()) for nom, police in polices.items()}


def _police(police: Any) -> Police:
    dit = _signes(police["/ToUnicode"].get_object().get_data()) if "/ToUnicode" in police else {}
    premier, chasses = int(police.get("/FirstChar", 0)), police.get("/Widths", ())
    larges = {
        premier + rang: float(chasse) for rang, chasse in enumerate(getattr(chasses, "get_object", lambda: chasses)())
    }
    return Police(max(map(len, dit), default=1), dit, larges)


def _signes(table: bytes) -> dict[bytes, str]:
    """La table de signes d'une police : le texte que dit chacun."""
    dits: dict[bytes, str] = {}
    for bloc in re.findall(rb"beginbfchar(.*?)(?:endbfchar|\Z)", table, re.DOTALL):
        signes = _SIGNES.findall(bloc)
        dits |= {bytes.fromhex(a.decode()): _en_texte(b) for a, b in zip(signes[::2], signes[1::2], strict=False)}
    for bloc in re.findall(rb"beginbfrange(.*?)(?:endbfrange|\Z)", table, re.DOTALL):
        for debut, fin, texte in _PLAGES.findall(bloc):
            premier = int(debut, 16)
            for rang in range(min(int(fin, 16) - premier, _PLAGE_MAX) + 1):
                dits[(premier + rang).to_bytes(len(debut) // 2)] = chr(int(texte, 16) + rang)
    return dits


def _en_texte(signes: bytes) -> str:
    return bytes.fromhex(signes.decode()).decode("utf-16-be", "replace")
