"""Constats : ce que l'outil trouve, où, pourquoi et comment y remédier. Des valeurs, jamais des impressions."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from enum import StrEnum
from typing import Protocol

from lettres.socle.classes import NamedTuple, dataclass, replace
from lettres.socle.places import SEPARATEUR, DansDossier, DansExport, DansFichier, DansWord, Endroit
from lettres.socle.places import Chemin as Chemin
from lettres.socle.places import chemin_generique as chemin_generique
from lettres.socle.places import chemin_lisible as chemin_lisible


class Gravite(StrEnum):
    """Gravité d'un constat, de la plus lourde à la plus légère."""

    ERREUR = "erreur"
    ALERTE = "alerte"
    CONSEIL = "conseil"


_ABREGE = 80
_RANG = {Gravite.ERREUR: 0, Gravite.ALERTE: 1, Gravite.CONSEIL: 2}

CONSTATS_MAX = 300
"""Bien plus qu'on n'en corrige avant de relire : le reste n'a d'ordinaire qu'une cause, déjà dite."""

SUITE = "E103"
"""Le code du dernier constat d'une liste écourtée : il compte ceux qu'elle tait."""


@dataclass(frozen=True, slots=True)
class Constat:
    """Un constat : code stable, gravité, message d'une phrase, remède, fondement et places.

    `chemin` nomme la valeur, l'option ou la commande en cause; `extrait` est la ligne fautive du fichier. `dans` dit la
    place quand une ligne ne le peut pas : celle d'un document Word, d'un export, ou d'un dossier bâti en mémoire.

    D'un dossier, `chemin` est celui de la valeur dans le dict que l'hôte a donné, pas à pas : une clé, ou le rang d'un
    élément, jusque dans les listes d'une liste (`("suites", 0, "creances", 1)`). Le chemin d'une clé absente mène au
    bloc qui devrait l'avoir, et ses derniers pas la nomment; un chemin vide parle du dossier entier.
    """

    code: str
    gravite: Gravite
    message: str
    remede: str = ""
    fondement: str = ""
    chemin: Chemin = ()
    fichier: str | None = None
    ligne: int | None = None
    colonne: int | None = None
    extrait: str | None = None
    dans: DansWord | DansDossier | DansExport | None = None

    @property
    def lieu(self) -> Endroit | None:
        """Sa place la plus précise; None quand il ne parle ni d'un fichier, ni d'une valeur d'un dossier."""
        if self.dans is None and self.fichier is not None:
            return DansFichier(self.fichier, self.ligne, self.colonne)
        return self.dans

    @property
    def place(self) -> str:
        """`fichier:ligne:colonne`, ou le fichier Word ou l'export, et la place; sans fichier, le chemin."""
        if isinstance(self.dans, DansExport):
            return str(self.dans)
        if self.fichier is None:
            return chemin_lisible(self.chemin) or "dossier"
        fichier = str(DansFichier(self.fichier, self.ligne, self.colonne))
        return f"{fichier}{SEPARATEUR}{self.dans}" if isinstance(self.dans, DansWord) else fichier

    def __str__(self) -> str:
        return f"{self.place}: {self.message}"


_Places = dict[Chemin, tuple[int, int]]


class Reperes:
    """La ligne et la colonne de chaque valeur et de chaque clé d'un fichier; `ranger` les dit quand on les demande."""

    valeurs: _Places
    cles: _Places

    def __init__(self, ranger: Callable[[], tuple[_Places, _Places]] | None = None) -> None:
        if ranger is None:
            self.valeurs, self.cles = {}, {}
        else:
            self._ranger = ranger

    def __getattr__(self, nom: str) -> _Places:
        if nom not in Reperes.__annotations__:
            raise AttributeError(nom)
        self.valeurs, self.cles = self._ranger()
        return self.valeurs if nom == "valeurs" else self.cles

    def __getstate__(self) -> dict[str, object]:
        return {"valeurs": self.valeurs, "cles": self.cles}

    def __eq__(self, autre: object) -> bool:
        return isinstance(autre, Reperes) and self.__getstate__() == autre.__getstate__()

    __hash__ = None  # type: ignore[assignment]


class TexteLu(Protocol):
    """Le texte d'un fichier, tel qu'on en parle."""

    @property
    def fichier(self) -> str:
        """Son nom, tel que les constats le disent."""

    @property
    def lignes(self) -> tuple[str, ...]:
        """Ses lignes, telles qu'on les montre."""

    @property
    def conseils(self) -> tuple[Constat, ...]:
        """Ce que la lecture a supposé, et qui suit le dossier."""


class Origine(NamedTuple):
    """D'où vient un dossier : son fichier, la place de chaque valeur et de chaque clé."""

    source: TexteLu
    reperes: Reperes

    @property
    def fichier(self) -> str:
        """Le nom du fichier."""
        return self.source.fichier

    @property
    def lignes(self) -> tuple[str, ...]:
        """Ses lignes."""
        return self.source.lignes

    @property
    def conseils(self) -> tuple[Constat, ...]:
        """Ce que la lecture a supposé."""
        return self.source.conseils

    @property
    def valeurs(self) -> _Places:
        """La place de chaque valeur."""
        return self.reperes.valeurs

    @property
    def cles(self) -> _Places:
        """La place de chaque clé."""
        return self.reperes.cles

    def placer(self, constat: Constat, *, sur_la_cle: bool = False) -> Constat:
        """Donne au constat le fichier, la ligne, la colonne et la ligne fautive de son chemin.

        Un chemin absent du fichier (clé manquante) prend la place de son plus proche parent présent.
        """
        positions = self.cles if sur_la_cle else self.valeurs
        chemin = constat.chemin
        while chemin and chemin not in positions:
            chemin = chemin[:-1]
        ligne, colonne = positions.get(chemin) or self.valeurs.get(chemin, (1, 1))
        extrait = self.lignes[ligne - 1] if 0 < ligne <= len(self.lignes) else None
        return replace(constat, fichier=self.fichier, ligne=ligne, colonne=colonne, extrait=extrait)


def dans_un_dossier(constat: Constat) -> Constat:
    """Le constat d'un dossier qu'aucun fichier ne porte : son chemin est sa place."""
    return replace(constat, dans=DansDossier(constat.chemin)) if constat.chemin else constat


def abreger(texte: str) -> str:
    """Le début d'un texte, sur une ligne, pour le citer dans un message."""
    ligne = " ".join(texte.split())
    return ligne if len(ligne) <= _ABREGE else ligne[: _ABREGE - 1] + "…"


def trier(constats: Iterable[Constat]) -> list[Constat]:
    """Range les constats dans l'ordre du fichier, puis par gravité, puis dans l'ordre des paragraphes."""

    def rang(c: Constat) -> tuple[object, ...]:
        ou = (c.dans.partie, c.dans.paragraphe or 0, c.dans.debut or 0) if isinstance(c.dans, DansWord) else ("", 0, 0)
        return (c.fichier or "", c.ligne or 0, c.colonne or 0, _RANG[c.gravite], c.code, *ou, c.message)

    return sorted(constats, key=rang)


def dans_l_ordre_du_fichier(constats: Iterable[Constat]) -> list[Constat]:
    """Les constats comme on corrige, ligne après ligne; ceux qui n'ont pas de ligne suivent, dans leur ordre."""
    return sorted(constats, key=lambda c: (c.ligne is None, c.ligne or 0, c.colonne or 0))


def en_chiffres(nombre: int) -> str:
    """« 30 000 » : les milliers séparés par une espace insécable."""
    return f"{nombre:,}".replace(",", "\u00a0")


def par_gravite(constats: Iterable[Constat]) -> tuple[Constat, ...]:
    """Range les constats par gravité, les erreurs d'abord; de même gravité, ils gardent leur ordre."""
    return tuple(sorted(constats, key=lambda c: _RANG[c.gravite]))


def ecourter(constats: Sequence[Constat]) -> list[Constat]:
    """Les constats, dans leur ordre; au-delà de `CONSTATS_MAX`, les plus graves, puis un dernier qui compte le reste.

    Le dernier a la gravité du plus grave qu'il tait : une liste écourtée n'a d'erreur que si l'entière en a.
    """
    if len(constats) <= CONSTATS_MAX:
        return list(constats)
    rangs = sorted(range(len(constats)), key=lambda i: _RANG[constats[i].gravite])
    dits, tus = sorted(rangs[:CONSTATS_MAX]), rangs[CONSTATS_MAX:]
    message = f"… et {en_chiffres(len(tus))} autres constats." if len(tus) > 1 else "… et un autre constat."
    remede = "Corrigez d’abord ceux qui précèdent : les autres ont souvent la même cause."
    suivant = replace(constats[tus[0]], code=SUITE, message=message, remede=remede, fondement="")
    return [*(constats[i] for i in dits), suivant]


def a_une_erreur(constats: Sequence[Constat]) -> bool:
    """Dit si un constat au moins interdit d'écrire la lettre."""
    return Gravite.ERREUR in [c.gravite for c in constats]
