"""Correspondance : où une source écrit chaque fait d'une facture. Des données : en ajouter une n'est pas du code.

Un chemin est le nom d'une colonne, un chemin JSON (« client.contacts[].email ») ou un XPath, selon la forme; plusieurs
se suivent, du préféré au dernier recours, et « a + b » en réunit deux.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache, cached_property
from typing import Annotated, Literal

from pydantic import BeforeValidator, ConfigDict, Field

from lettres.importation.notations_lues import Decimales, FormatDeDate
from lettres.socle.donnees import Livree, donnees_de

FormeDeSource = Literal["csv", "json", "xml"]

CLES = (
    *("facture", "date", "echeance", "objet", "montant", "avant_taxes", "tps", "tvq", "bon_de_commande", "devise"),
    "devise_des_sommes",
    *("solde", "paye", "avoir", "radie", "total_taxes", "frais_de_retard", "jours_de_terme"),
    *("statut", "sorte", "supprimee", "contestation", "promesse"),
    *("nom", "nom_commercial", "neq", "attention", "client", "sorte_de_client", "courriel", "telephone"),
    *("ligne", "complement", "ville", "province", "pays", "code_postal"),
)
"""Ce qu'une source peut dire d'une facture et de qui la doit; rien d'autre n'en est lu."""

DE_LA_PARTIE = ("nom", "nom_commercial", "neq", "attention", "courriel", "telephone")
DE_L_ADRESSE = ("ligne", "complement", "ville", "province", "pays", "code_postal")


def _en_liste(valeur: object) -> object:
    return (valeur,) if isinstance(valeur, str) else valeur


def _sans_casse(valeur: object) -> object:
    return frozenset(v.casefold() for v in valeur) if isinstance(valeur, list | tuple) else valeur


CheminsDeSource = Annotated[tuple[str, ...], BeforeValidator(_en_liste)]
ValeursDeSource = Annotated[frozenset[str], BeforeValidator(_sans_casse)]
"""Des valeurs que l'on reconnaît quelle que soit leur casse."""


class ListeDeSource(Livree):
    """Une liste de la facture : ses paiements, ses rappels, ses articles, le taux de chaque taxe qu'elle nomme."""

    nom: Literal["paiements", "rappels", "articles", "taux"]
    dans: str = ""
    champs: Mapping[str, str]


class TaxeDeSource(Livree):
    """Où sont le nom d'une taxe et son montant."""

    dans: str = ""
    nom: str
    montant: str


class FactureAEcarter(Livree):
    """Les valeurs d'une clé qui font qu'une facture n'est pas à réclamer, et pourquoi."""

    cle: str
    valeurs: ValeursDeSource = frozenset()
    sauf: ValeursDeSource = frozenset()
    """Toute valeur, sauf celles-là."""
    toujours: bool = False
    """Quelle que soit la valeur, même absente."""
    pas_une_vente: bool = False
    soldee: bool = False
    contestee: bool = False
    """Elle se réclame, mais la source dit qu'elle est contestée."""
    paye_inconnu: bool = False
    """Elle se réclame, mais l'export ne dit pas combien en reste dû."""
    parce_que: str


class Jointure(Livree):
    """Les objets d'un autre type que la facture désigne : `nom>chemin` les lit."""

    nom: str
    liste: str
    cle: str
    par: str


class Correspondance(Livree):
    """Une source : sa forme, ce à quoi elle se reconnaît, et où chaque fait s'y trouve."""

    model_config = ConfigDict(arbitrary_types_allowed=True)

    source: str
    titre: str
    forme: FormeDeSource
    reconnue_a: tuple[str, ...] = ()
    """Les colonnes, les chemins ou l'espace de noms sans lesquels ce n'est pas elle."""
    sans_nom: str = ""
    """Comment demander ses factures avec le nom de leur client, quand elle ne le donne pas d'office."""
    factures: CheminsDeSource = ("",)
    """Où sont les factures d'un document JSON."""
    suite: tuple[str, ...] = ()
    """Où un document JSON dit qu'il n'a qu'une page des factures : un chemin rempli, ou « page < dernière »."""
    clients: str | None = None
    """Ce fichier est un carnet de clients : la clé par laquelle une facture désigne le sien, ou « jointure »."""
    en_cents: bool = False
    decimales: Decimales | None = "point"
    dates: tuple[FormatDeDate, ...] = ("AAAA-MM-JJ",)
    formats: Mapping[str, tuple[FormatDeDate, ...]] = Field(default_factory=dict)
    """Le format d'une clé, quand ce n'est pas celui des autres."""
    devises: Mapping[str, str] = Field(default_factory=dict)
    """Ce qui, dans cette source, veut dire une devise."""
    pays: Mapping[str, str] = Field(default_factory=dict)
    """Ce qui, dans cette source, veut dire un pays, quand elle les numérote."""
    champs: Mapping[str, CheminsDeSource]
    sommes: Mapping[str, str] = Field(default_factory=dict)
    """Les clés qui s'obtiennent en additionnant une colonne, d'article en article."""
    taxes: tuple[TaxeDeSource, ...] = ()
    listes: tuple[ListeDeSource, ...] = ()
    jointures: tuple[Jointure, ...] = ()
    ecarts: tuple[FactureAEcarter, ...] = ()
    etats_dus: ValeursDeSource = frozenset()
    """Les valeurs de « statut » d'une facture à réclamer; vide, la source n'en dit rien."""
    article_de_retard: str | None = None
    """La sorte d'article qui est un frais de retard."""
    personne: tuple[str, ...] = ()
    """Les valeurs de « sorte_de_client » qui disent une personne."""

    def connait(self, statut: str) -> bool:
        """Dit si l'on sait ce que cet état veut dire; d'une source qui n'en a pas, il ne dit rien."""
        return not self.etats_dus or statut.casefold() in self._etats_connus

    @cached_property
    def _etats_connus(self) -> frozenset[str]:
        return self.etats_dus.union(*(e.valeurs for e in self.ecarts if e.cle == "statut"))

    def avec_les_etats(self, dus: Iterable[str]) -> Correspondance:
        """La même source, où ces états-là aussi disent une facture due; d'une source qui n'en a pas, rien ne change."""
        de_plus = frozenset(etat.strip().casefold() for etat in dus)
        if not de_plus or not self.etats_dus:
            return self
        autre = self.model_copy(update={"etats_dus": self.etats_dus | de_plus})
        autre.__dict__.pop("_etats_connus", None)  # -- ceux de la première, déjà réunis --
        return autre

    @property
    def colonnes(self) -> tuple[str, ...]:
        """Les colonnes nommées, d'un CSV."""
        noms = [un for chemins in self.champs.values() for c in chemins for un in c.split(" + ")]
        noms += [*self.sommes.values(), *(n for t in self.taxes for n in (t.nom, t.montant))]
        return tuple(dict.fromkeys(noms))


@cache
def sources() -> Mapping[str, Correspondance]:
    """Les sources livrées, par le nom de leur fichier."""
    return {nom: Correspondance.model_validate(dites) for nom, dites in donnees_de("importation/sources")}


def source_nommee(mot: str) -> str:
    """La source que ce mot nomme, quels que soient sa casse et ses espaces (« Invoice Ninja »); sinon, le mot."""
    serre = "".join(c for c in mot.casefold() if c.isalnum())
    return serre if serre in noms_des_sources() else mot


def noms_des_sources() -> tuple[str, ...]:
    """Les noms que « --de » connaît; « csv » est tout autre tableau, que l'usager décrit."""
    return (*dict.fromkeys(s.source for s in sources().values()), "csv")
