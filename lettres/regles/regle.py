"""Règle : un contrôle nommé, sa gravité, son fondement et sa page, qui est sa docstring.

Une règle est une fonction pure `(affaire, lettre) -> constats`; celles des dérogations reçoivent, au lieu de la lettre,
ce que les autres ont trouvé. Son auteur n'écrit que la faute (où, quoi, remède); le décorateur `regle` y met le code,
la gravité et le fondement; `quand` dit ce qu'il faut pour que la règle ait quelque chose à dire.
"""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable, Iterable, Iterator, Set
from datetime import date
from typing import Generic, TypeVar

from lettres.affaire import Affaire
from lettres.catalogue import capacites
from lettres.droit.parametre import ParametreInconnu, Reference, fait
from lettres.regles.mots_cles import MotsCles
from lettres.socle.classes import NamedTuple, dataclass, replace
from lettres.socle.code import VERSION_D_ORIGINE, Code, Page
from lettres.socle.constats import Chemin, Constat, Gravite

INDETERMINE = "Indéterminé : "
FORCEZ = 'ou passez outre en disant pourquoi : « generer --forcer --motif "…" ».'
"""La fin du remède de ce qui se force."""
_TOUJOURS = date(9999, 12, 31)
_SECTIONS = ("Pourquoi", "Fautif", "Conforme")


class Faute(NamedTuple):
    """Ce qu'un contrôle trouve : où, quoi, comment y remédier. La gravité est celle de la règle, sauf mention."""

    chemin: Chemin
    message: str
    remede: str = ""
    gravite: Gravite | None = None


def indetermine(chemin: Chemin, message: str, remede: str) -> Faute:
    """Les faits ne permettent pas de conclure : on le dit, au lieu de se taire."""
    return Faute(chemin, INDETERMINE + message, remede, Gravite.CONSEIL)


Vu = TypeVar("Vu")
"""Ce qu'une règle regarde avec l'affaire : la lettre, ou ce que les autres règles ont trouvé."""

Controle = Callable[[Affaire, Vu], Iterator[Faute]]

Un = str | tuple[str, ...]
"""Un mot, ou plusieurs dont l'un suffit."""


def lire_page(docstring: str | None) -> Page:
    """Lit la page dans une docstring; lève ValueError si elle n'en a pas la forme."""
    titre, _, corps = inspect.cleandoc(docstring or "").partition("\n\n")
    morceaux = re.split(rf"^({'|'.join(_SECTIONS)}) :\s+", corps, flags=re.MULTILINE)
    if morceaux[0].strip() or tuple(morceaux[1::2]) != _SECTIONS:
        raise ValueError(f"Une page a une ligne, puis « {' », « '.join(_SECTIONS)} » : {titre!r}")
    pourquoi, fautif, conforme = (" ".join(texte.split()) for texte in morceaux[2::2])
    return Page(titre, pourquoi, fautif, conforme)


class Besoin(NamedTuple):
    """Ce sans quoi une règle n'a rien à dire; de chaque sorte, un seul suffit, et aucun n'est requis s'il n'y en a pas.

    La nature et la lettre ne se disent qu'ici : son contrôle ne les redemande pas. Les clés et les mots ne font
    qu'épargner un contrôle qui, sans eux, ne trouverait rien.
    """

    natures: tuple[str, ...] = ()
    """Les natures de dossier qu'elle regarde."""
    lettres: tuple[str, ...] = ()
    """Ce que fait une lettre qu'elle regarde : des mots de `Capacites`."""
    cles: tuple[str, ...] = ()
    """Les clés du dossier qu'elle lit : un bloc (« achat »), ou ce qu'il donne (« contrat.interet »)."""
    mots: tuple[MotsCles, ...] = ()
    """Ceux qu'elle cherche dans les textes du dossier."""

    def regarde(self, nature: str, lettre: str) -> bool:
        """Dit si la règle regarde cette lettre, dans un dossier de cette nature."""
        if self.natures and nature not in self.natures:
            return False
        return not self.lettres or any(getattr(capacites(lettre), fait) for fait in self.lettres)

    def est_comble(self, donnees: Set[str], signes: int) -> bool:
        """Dit si le dossier, qui donne ces clés, en donne une qu'elle lit, et s'il a de ces mots."""
        if self.mots and not any(mots.parmi(signes) for mots in self.mots):
            return False
        return not self.cles or not donnees.isdisjoint(self.cles)


_AUCUN = Besoin()


@dataclass(frozen=True, slots=True)
class Regle(Generic[Vu]):
    """Une règle du registre. `fondement` est un texte de loi, ou la clé d'un paramètre du droit qui le porte.

    `tolere`, `forcable` et `derogeable` : voir `Code`; une erreur n'est jamais dérogeable.
    """

    code: str
    nom: str
    gravite: Gravite
    depuis: str
    fondement: Reference | str | None
    fiches: tuple[str, ...]
    controle: Controle[Vu]
    tolere: bool = False
    forcable: bool = False
    derogeable: bool = True
    besoin: Besoin = _AUCUN

    @property
    def page(self) -> Page:
        """La page de la règle."""
        return lire_page(self.controle.__doc__)

    def reference(self, au: date = _TOUJOURS) -> Reference | None:
        """Le texte qui fonde la règle au jour `au`; None pour une règle de bon sens."""
        if not isinstance(self.fondement, str):
            return self.fondement
        try:
            return fait(self.fondement, au).reference
        except ParametreInconnu:
            return fait(self.fondement, _TOUJOURS).reference

    def declarer(self) -> Code:
        """Le code de la règle, tel que la table le porte."""
        reference = self.reference()
        fondement = " – ".join(filter(None, (str(reference), reference.adresse))) if reference else ""
        return Code(
            self.code,
            self.nom,
            self.gravite,
            "regles",
            self.page._replace(fondement=fondement),
            tolere=self.tolere,
            forcable=self.forcable,
            derogeable=self.derogeable and self.gravite is not Gravite.ERREUR,
            depuis=self.depuis,
        )

    def __call__(self, affaire: Affaire, vu: Vu) -> list[Constat]:
        """Les constats de la règle, si son besoin est comblé : c'est à qui l'appelle de le savoir."""
        return appliquer((self,), affaire, vu)

    def constater(self, f: Faute, au: date) -> Constat:
        """La faute, devenue constat."""
        return Constat(self.code, f.gravite or self.gravite, f.message, f.remede, self._fondement(au), f.chemin)

    def avouer(self, inconnu: ParametreInconnu) -> Faute:
        """La faute qui tient lieu des autres, quand un paramètre du droit est inconnu ce jour-là."""
        remede = f"La règle « {self.nom} » n’a pas pu être vérifiée; vérifiez-la vous-même."
        return indetermine(("reference",), str(inconnu), remede)

    def _fondement(self, au: date) -> str:
        reference = self.reference(au)
        return str(reference) if reference else ""


def appliquer(regles: Iterable[Regle[Vu]], affaire: Affaire, vu: Vu) -> list[Constat]:
    """Les constats de ces règles, dont le besoin est comblé, dans leur ordre."""
    # -- d'une traite : presque aucune n'a rien à dire, et un appel de plus coûterait autant que son contrôle --
    au, constats = affaire.au, list[Constat]()
    for une in regles:
        try:
            for faute in une.controle(affaire, vu):
                constats.append(une.constater(faute, au))
        except ParametreInconnu as inconnu:
            constats.append(une.constater(une.avouer(inconnu), au))
    return constats


def regle(
    code: str,
    nom: str,
    gravite: Gravite,
    *,
    fondement: Reference | str | None = None,
    fiches: tuple[str, ...] = (),
    depuis: str = VERSION_D_ORIGINE,
    tolere: bool = False,
    forcable: bool = False,
    derogeable: bool = True,
) -> Callable[[Controle[Vu]], Regle[Vu]]:
    """Fait d'un contrôle une règle. `nom` dit la faute et se lit après « permettre de »."""
    return lambda controle: Regle(code, nom, gravite, depuis, fondement, fiches, controle, tolere, forcable, derogeable)


def quand(
    *, nature: Un = (), lettre: Un = (), donne: Un = (), mots: tuple[MotsCles, ...] = ()
) -> Callable[[Regle[str]], Regle[str]]:
    """Dit le `Besoin` d'une règle : nature du dossier, ce que fait la lettre, clé que le dossier donne, mots qu'il a.

    De plusieurs, l'un suffit : `@quand(nature="consommation", lettre=("garantit", "resout"), donne="achat")`.
    """
    natures, lettres, cles = ((un,) if isinstance(un, str) else un for un in (nature, lettre, donne))
    besoin = Besoin(natures, lettres, cles, mots)
    return lambda une: replace(une, besoin=besoin)


ERREUR, ALERTE, CONSEIL = Gravite.ERREUR, Gravite.ALERTE, Gravite.CONSEIL
