"""Portées : les faits du dossier qu'un modèle imprime, d'après les seuls champs qu'il imprime.

Cela vaut pour tout modèle, quels que soient ses mots : le livré, ou celui de l'usager. Un oui-non n'a pas de texte à
lui; le lire suffit, puisqu'une phrase du modèle en dépend. Les demandes qu'une lettre fait par ses phrases fixes
(retirer, cesser) sont dites au catalogue.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache, lru_cache, partial
from pathlib import Path

from lettres.affaire import ARGENT
from lettres.catalogue import Modele, dossier_des_modeles
from lettres.composition.champs import champs_par_chemin
from lettres.dossier import Dossier
from lettres.socle.classes import NamedTuple, dataclass, field
from lettres.socle.constats import Chemin, chemin_generique
from lettres.socle.donnees import lire_yaml

_CHOIX = re.compile(r"(?P<bloc>\w+)\[(?:(?P<rang>\d+)|(?P<cle>\w+)=(?P<valeur>\w+))\](?P<reste>.*)")
_PAS = re.compile(r"\.|\[\]")
FAITS_GARDES = 4096


class ChampsDuModele(NamedTuple):
    """Les champs qu'un modèle imprime, et tous ceux qu'il lit."""

    imprimes: frozenset[str]
    lus: frozenset[str]


@cache
def champs_livres(fichier: str) -> ChampsDuModele:
    """Les champs d'un modèle livré, que la fabrique a notés à côté de lui : rien à compiler pour les connaître."""
    notes = lire_yaml(dossier_des_modeles() / "champs" / Path(fichier).with_suffix(".yaml").name)
    return ChampsDuModele(frozenset(notes["imprimes"]), frozenset((*notes["imprimes"], *(notes["lus"] or ()))))


class _Choix(NamedTuple):
    """Les éléments d'une liste, et non tous, dont un fait s'imprime : celui de ce rang, ou ceux de cette sorte."""

    bloc: str
    reste: str
    rang: int | None
    cle: str
    valeur: str

    def vaut(self, dossier: Dossier, chemin: Chemin) -> bool:
        bloc, *suite = chemin
        if bloc != self.bloc or not suite or not isinstance(rang := suite[0], int):
            return False
        if self.rang is not None:
            return rang == self.rang
        return bool(getattr(getattr(dossier, bloc)[rang], self.cle) == self.valeur)


class _ParFait(dict[Chemin, tuple[_Choix, ...] | None]):
    """D'un fait, les choix dont l'un suffit à l'imprimer; None quand il s'imprime partout. Trouvé à la demande."""

    def __init__(self, partout: frozenset[str], choisis: Sequence[_Choix]) -> None:
        self._partout = partout
        self._choisis = choisis

    def __missing__(self, chemin: Chemin) -> tuple[_Choix, ...] | None:
        nom = chemin_generique(chemin)
        # -- lui-même et ce qui le contient : `faits[].texte`, `faits[]`, `faits` --
        debuts = {nom, *(nom[: m.start()] for m in _PAS.finditer(nom))}
        siens = tuple(c for c in self._choisis if f"{c.bloc}[]{c.reste}" in debuts)
        if len(self) >= FAITS_GARDES:
            self.clear()  # -- une liste est aussi longue que l'on veut --
        self[chemin] = siens if debuts.isdisjoint(self._partout) else None
        return self[chemin]


@dataclass(frozen=True, slots=True, eq=False)
class Portees:
    """Les faits qu'une lettre imprime : certains partout, d'autres pour certains éléments d'une liste seulement."""

    _partout: frozenset[str]
    _choisis: tuple[_Choix, ...]
    choix: _ParFait = field(init=False)
    """Par chemin : voir `_ParFait`."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "choix", _ParFait(self._partout, self._choisis))

    def imprime(self, dossier: Dossier, chemin: Chemin) -> bool:
        """Dit si le fait qui est à ce chemin du dossier s'imprime."""
        choix = self.choix[chemin]
        return any(un.vaut(dossier, chemin) for un in choix) if choix else choix is None

    def en_imprime(self, dossier: Dossier, chemins: Iterable[Chemin]) -> bool:
        """Dit si l'un de ces faits s'imprime."""
        return any(map(partial(self.imprime, dossier), chemins))


def portees(modele: Modele, champs: ChampsDuModele | None = None) -> Portees:
    """Les faits qu'imprime cette lettre; `champs` sont ceux du modèle qui remplace le livré."""
    return _portees(champs or champs_livres(modele.livre), modele.demandes)


@lru_cache(maxsize=64)
def _portees(champs: ChampsDuModele, demandes: tuple[str, ...]) -> Portees:
    connus = champs_par_chemin()
    lus = (connus[chemin] for chemin in champs.lus if chemin in connus)
    dits = {f for c in lus if c.chemin in champs.imprimes or c.genre == "oui_non" for f in c.porte}
    dits |= {f"demandes[type={type_}].type" for type_ in demandes}
    # -- une règle compare déjà la somme qu'on demande de payer à celle que la lettre réclame --
    dits |= {f"demandes[type={type_}].montant" for type_ in demandes if type_ in ARGENT}
    choisis = {fait: m for fait in sorted(dits) if (m := _CHOIX.fullmatch(fait))}
    return Portees(
        frozenset(dits - set(choisis)),
        tuple(
            _Choix(m["bloc"], m["reste"], int(m["rang"]) if m["rang"] else None, m["cle"] or "", m["valeur"] or "")
            for m in choisis.values()
        ),
    )
