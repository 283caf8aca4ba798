"""Catalogue : les familles de mots interdits, lues de fichiers YAML et composées de petites briques nommées."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import Any, Literal

from lettres.socle.classes import NamedTuple
from lettres.socle.code import VERSION_D_ORIGINE, Code, Page
from lettres.socle.constats import Gravite
from lettres.socle.donnees import donnees

_BRIQUE = re.compile(r"(?<!\?P)<([a-z_]+)>")
_OUVRE_UNE_LIGNE = re.compile(r"(\(\?i\)|)\^")
_PASSE_UN_ALINEA = re.compile(r"\\[sDWZ]|\\n[*+?{]|\\n\\n|\[\^(?![^\]]{0,40}\\n)")
"""Ce qui, dans un motif, peut lire deux sauts de ligne de suite, ou voir la fin du texte."""
_REPERTOIRE = "langue/mots/donnees"
_FICHIERS = (
    "menaces",
    "apparences",
    "exigences",
    "ton",
    "donnees",
    "leviers",
    "contraintes",
    "insinuations",
    "sommes",
    "langue",
    "temps",
)
_BRIQUES = ("briques", "briques_des_leviers", "briques_des_pressions")

Condition = Literal["consommateur", "reputation", "sauf_barreau", "contestation_ecrite"]

SorteDeChamp = Literal["recit", "tort", "note", "titre", "demande", "offre", "suite"]
"""Ce qu'un texte a à dire : ce qui est arrivé, le tort subi, ce que l'autre a répondu, un nom de chose, une demande,
une solution, ou la suite d'un refus. Une lettre finie n'a plus de champs."""


class FicheMotif(NamedTuple):
    """Un motif et ses exceptions.

    Il tombe si ce qui le précède finit par `sauf_avant`, si ce qui le suit commence par `sauf_apres`, ou si l'on
    trouve `sauf_dedans` dans ses mots ou `sauf_phrase` dans sa phrase; `a_condition` doit s'y trouver.
    `lignes` : le motif lit le texte d'origine, ses lignes et ses majuscules. `gravite` est celle de sa famille, sauf
    mention : une famille a ses motifs sûrs, qui sont des erreurs, et ses motifs douteux, qui sont des alertes.
    `certain_si` : sans lui dans la phrase, l'erreur n'est pas certaine et devient une alerte.
    `champs` : ceux où le motif se cherche; tous, lettre finie comprise, sauf mention.
    """

    motif: str
    sauf_avant: str | None = None
    sauf_apres: str | None = None
    sauf_dedans: str | None = None
    sauf_phrase: str | None = None
    a_condition: str | None = None
    lignes: bool = False
    gravite: Gravite | None = None
    certain_si: str | None = None
    champs: tuple[SorteDeChamp, ...] = ()


class FicheFamille(NamedTuple):
    """Une famille, telle qu'écrite dans le fichier : sa page, puis ses motifs.

    `lettres`, `condition` et `champs` disent quand elle s'applique; `amorce`, un mot sans lequel rien n'est à chercher;
    `numero`, une famille qui se reconnaît à une clé plutôt qu'à des motifs.
    """

    nom: str
    gravite: Gravite
    pourquoi: str
    fautif: str
    conforme: str
    fondement: str
    fiche: str
    message: str
    remede: str = ""
    lettres: tuple[str, ...] = ()
    condition: Condition | None = None
    amorce: str | None = None
    sauf_phrase: str | None = None
    numero: Literal["carte", "nas"] | None = None
    champs: tuple[SorteDeChamp, ...] = ()
    depuis: str = VERSION_D_ORIGINE


class Motif(NamedTuple):
    """Un motif, qui se compile quand on le cherche; ce qui l'excuse, le jour où il trouve."""

    lignes: bool
    gravite: Gravite
    fiche: FicheMotif
    de_la_famille: str | None
    """Ce qui, dans la phrase, excuse tous les motifs de la famille."""
    au_saut: re.Pattern[str] | None = None
    """Le même, s'il ouvre une ligne : écrit depuis le saut qui la précède, il se cherche bien plus vite."""
    passe_un_alinea: bool = False
    """Ce qu'il trouve peut être dans plusieurs alinéas, ou dépendre de ceux qui suivent."""

    def peut_se_trouver(self, source: str) -> bool:
        """Dit s'il faut le chercher dans ce texte."""
        return self.au_saut is None or self.au_saut.search(f"\n{source}") is not None

    @property
    def motif(self) -> re.Pattern[str]:
        """Ce qui le trouve."""
        return compiler(self.fiche.motif, lignes=self.lignes)

    @property
    def sauf_avant(self) -> re.Pattern[str] | None:
        """Ce qui l'excuse, juste avant lui."""
        return None if self.fiche.sauf_avant is None else _au_bout(self.fiche.sauf_avant)

    @property
    def sauf_apres(self) -> re.Pattern[str] | None:
        """Ce qui l'excuse, juste après."""
        return _ou_rien(self.fiche.sauf_apres)

    @property
    def sauf_dedans(self) -> re.Pattern[str] | None:
        """Ce qui l'excuse, dans ses mots."""
        return _ou_rien(self.fiche.sauf_dedans)

    @property
    def sauf_phrase(self) -> tuple[re.Pattern[str], ...]:
        """Ce qui l'excuse, dans sa phrase."""
        return tuple(compiler(m) for m in (self.fiche.sauf_phrase, self.de_la_famille) if m is not None)

    @property
    def a_condition(self) -> re.Pattern[str] | None:
        """Ce qu'il faut dans sa phrase."""
        return _ou_rien(self.fiche.a_condition)

    @property
    def certain_si(self) -> re.Pattern[str] | None:
        """Ce sans quoi, dans sa phrase, l'erreur n'est pas certaine."""
        return _ou_rien(self.fiche.certain_si)


class Famille(NamedTuple):
    """Une famille prête à servir; ses expressions ne se compilent que le jour où un texte en a besoin."""

    code: str
    fiche: FicheFamille
    fiches: tuple[FicheMotif, ...]

    @property
    def amorce(self) -> re.Pattern[str] | None:
        """Le motif sans lequel rien n'est à chercher."""
        return None if self.fiche.amorce is None else compiler(self.fiche.amorce)

    @property
    def gravites(self) -> frozenset[Gravite]:
        """Les gravités que ses constats peuvent avoir."""
        incertaines = {Gravite.ALERTE for f in self.fiches if f.certain_si is not None}
        return frozenset({self.fiche.gravite} | {f.gravite for f in self.fiches if f.gravite} | incertaines)

    @property
    def la_plus_legere(self) -> Gravite:
        """La plus légère de ses gravités : c'est elle qu'une dérogation vise."""
        return max(self.gravites, key=list(Gravite).index)

    def declarer(self) -> Code:
        """Le code de la famille, tel que la table le porte. Rien n'excuse un mot défendu, pas même une ébauche."""
        f = self.fiche
        faute = f.message.replace("« {extrait} »", "Un passage")
        page = Page(faute, f.pourquoi, f.fautif, f.conforme, f.remede, f.fondement)
        permise = self.la_plus_legere is not Gravite.ERREUR
        return Code(self.code, f.nom, f.gravite, "mots", page, derogeable=permise, depuis=f.depuis)

    def motif(self, rang: int) -> Motif:
        """Un de ses motifs, compilé."""
        return motif_de(self.code, rang)

    def source(self, rang: int) -> str:
        """Un de ses motifs, tel qu'il sera compilé."""
        return _composer(self.fiches[rang].motif, _briques())


class Citations(NamedTuple):
    """Ce qui attribue une citation : à l'autre partie (fort, faible) ou à celui qui écrit (soi).

    Chaque motif se compile le jour où un texte cite ou rapporte.
    """

    sources: Mapping[str, str]

    @property
    def rapportes(self) -> re.Pattern[str]:
        """Ce qui rapporte sans guillemets les propos de l'autre."""
        return self._motif("rapportes")

    def attribue(self, avant: str, apres: str) -> bool:
        """Dit si la citation est de l'autre partie : le verbe le plus proche l'emporte, puis le nom."""
        if self._motif("incise").match(apres):
            return True
        fort, soi = _dernier(self._motif("fort"), avant), _dernier(self._motif("soi"), avant)
        if fort >= 0 or soi >= 0:
            return fort > soi
        return self._motif("faible").search(avant) is not None

    def _motif(self, nom: str) -> re.Pattern[str]:
        return compiler(self.sources[nom])


def _dernier(motif: re.Pattern[str], texte: str) -> int:
    return max((m.end() for m in motif.finditer(texte)), default=-1)


@cache
def _briques() -> dict[str, str]:
    """Les briques, chacune composée des précédentes."""
    composees: dict[str, str] = {}
    for fichier in _BRIQUES:
        for nom, valeur in donnees(f"{_REPERTOIRE}/{fichier}").items():
            composees[nom] = f"(?:{_composer(str(valeur), composees)})"
    return composees


def _composer(motif: str, briques: dict[str, str]) -> str:
    """Met les lignes bout à bout et remplace chaque `<brique>` par ce qu'elle vaut."""
    return _BRIQUE.sub(lambda m: briques[m[1]], motif.replace("\n", ""))


@cache
def compiler(motif: str, *, lignes: bool = False) -> re.Pattern[str]:
    """Un motif du catalogue, compilé une fois pour toutes."""
    return re.compile(_composer(motif, _briques()), re.MULTILINE if lignes else 0)


def _ou_rien(motif: str | None) -> re.Pattern[str] | None:
    return None if motif is None else compiler(motif)


@cache
def _au_bout(motif: str) -> re.Pattern[str]:
    """Le motif, à la fin de ce qui précède."""
    return re.compile(f"(?:{_composer(motif, _briques())}) ?$")


@cache
def motif_de(code: str, rang: int) -> Motif:
    """Le motif de cette famille, à ce rang."""
    famille = famille_de(code)
    fiche = famille.fiches[rang]
    return Motif(
        fiche.lignes,
        fiche.gravite or famille.fiche.gravite,
        fiche,
        famille.fiche.sauf_phrase,
        _au_saut(fiche.motif) if fiche.lignes else None,
        fiche.lignes and _PASSE_UN_ALINEA.search(famille.source(rang)) is not None,
    )


def _au_saut(motif: str) -> re.Pattern[str] | None:
    ouvre = _OUVRE_UNE_LIGNE.match(motif)
    return compiler(f"{ouvre[1]}\\n{motif[ouvre.end() :]}", lignes=True) if ouvre else None


@cache
def familles() -> tuple[Famille, ...]:
    """Toutes les familles, dans l'ordre de leurs codes."""
    dites = {code: dite for fichier in _FICHIERS for code, dite in donnees(f"{_REPERTOIRE}/{fichier}").items()}
    return tuple(_famille(code, dites[code]) for code in sorted(dites))


def famille_de(code: str) -> Famille:
    """La famille de ce code."""
    return _par_code()[code]


@cache
def _par_code() -> Mapping[str, Famille]:
    return {famille.code: famille for famille in familles()}


def _famille(code: str, dite: dict[str, Any]) -> Famille:
    motifs = dite.pop("motifs", ())
    fiche = FicheFamille(**_gelee(dite))
    return Famille(code, fiche, tuple(FicheMotif(m) if isinstance(m, str) else FicheMotif(**_gelee(m)) for m in motifs))


def _gelee(dite: Mapping[str, Any]) -> dict[str, Any]:
    """Ce que le fichier dit d'une fiche : ses listes, gelées; sa gravité, l'une des nôtres."""
    gelee = {cle: tuple(valeur) if isinstance(valeur, list) else valeur for cle, valeur in dite.items()}
    return gelee | {"gravite": Gravite(dite["gravite"])} if "gravite" in dite else gelee


@cache
def citations() -> Citations:
    """Les mots qui attribuent une citation."""
    return Citations({cle: str(valeur) for cle, valeur in donnees(f"{_REPERTOIRE}/citations").items()})
