"""Facture lue : les faits d'une facture, d'où vient chacun, et de quoi les lire en disant ce qui ne se lit pas."""

from __future__ import annotations

import unicodedata
from decimal import Decimal
from functools import lru_cache
from itertools import chain

from lettres.dossier.saisie.caracteres import caracteres_refuses
from lettres.importation.correspondance import Correspondance
from lettres.importation.lecteurs.cellules import FactureBrute, ValeurLue
from lettres.importation.notations_lues import Ambigue, FormatDeDate, Illisible, PasDesCents, lire_jour, lire_somme
from lettres.importation.pieges import Piege, dit
from lettres.socle.classes import dataclass, field
from lettres.socle.constats import Constat, Gravite, abreger
from lettres.socle.places import DansExport

FaitsLus = dict[str, ValeurLue]
"""Un élément d'une liste du dossier : ses clés, et d'où vient chaque valeur."""


@dataclass(slots=True)
class FactureLue:
    """Une facture comprise : ses faits, et d'où vient chacun."""

    lieu: DansExport
    numero: str
    creance: FaitsLus = field(default_factory=dict)
    partie: FaitsLus = field(default_factory=dict)
    client: str | None = None
    paiements: tuple[FaitsLus, ...] = ()
    avoirs: tuple[FaitsLus, ...] = ()
    envois: tuple[FaitsLus, ...] = ()
    suites: tuple[FaitsLus, ...] = ()
    constats: list[Constat] = field(default_factory=list)
    soldee: bool = False
    ecartee: Constat | None = None
    """Pourquoi elle n'est pas à réclamer; elle n'a alors que son numéro."""
    pas_une_vente: bool = False
    """Elle n'est pas de celles que l'on envoie : son numéro est peut-être aussi celui d'une autre."""
    reste: ValeurLue | None = None
    """Ce qui en reste dû, selon la source, sans les frais de retard qu'elle y a ajoutés."""
    incertaine: str = ""
    """Pourquoi son montant reste un blanc."""

    @property
    def qui_et_combien(self) -> tuple[str | None, ...]:
        """Ce à quoi deux factures du même numéro se reconnaissent pour la même : son débiteur, sa date, son montant."""
        lus = (self.partie.get("nom"), self.creance.get("date"), self.creance.get("montant"))
        return tuple(lu and lu.texte for lu in lus)

    @property
    def traits(self) -> tuple[object, ...]:
        """Tout ce qu'elle dit, sans les places."""
        listes = (self.paiements, self.avoirs, self.envois, self.suites)
        dits = [{cle: v.texte for cle, v in un.items()} for un in (self.creance, self.partie, *chain(*listes))]
        return self.client, self.soldee, self.incertaine, dits


class LectureDeFacture:
    """Une facture que l'on comprend : ce que l'export en écrit, ce qu'on en a tiré, et ce qu'il y a à en dire."""

    def __init__(self, brute: FactureBrute, source: Correspondance) -> None:
        self.brute, self.source = brute, source
        self.litige: ValeurLue | None = None
        """L'état qui la dit contestée."""
        numero = brute.premier("facture")
        self.lue = FactureLue(numero.lieu, propre(numero.texte)) if numero else FactureLue(brute.lieu, "")

    def dire(
        self, piege: Piege, gravite: Gravite, message: str, remede: str, lieu: DansExport | None = None
    ) -> Constat:
        """Le constat d'un piège de cette facture, qui en est le sujet; il est gardé avec elle."""
        sujet = f"Facture {self.lue.numero}" if self.brute.premier("facture") else "Facture sans numéro"
        constat = dit(piege, gravite, f"{sujet} : {message}", remede, lieu or self.lue.lieu)
        self.lue.constats.append(constat)
        return constat

    def laisser(
        self,
        piege: Piege,
        raison: str,
        remede: str,
        lu: ValeurLue | None = None,
        gravite: Gravite = Gravite.ALERTE,
    ) -> Constat:
        """Pourquoi cette facture est laissée de côté; ce constat n'est pas de ceux qu'elle garde."""
        constat = self.dire(piege, gravite, f"laissée de côté, car {raison}.", remede, lu.lieu if lu else None)
        self.lue.constats.remove(constat)
        return constat

    def jour(self, cle: str) -> ValeurLue | None:
        """Le jour de cette clé; dit, et absent, s'il ne se lit pas ou se lit de deux façons."""
        lu = self.brute.premier(cle)
        if lu is None:
            return None
        formats: tuple[FormatDeDate, ...] = self.source.formats.get(cle, self.source.dates)
        try:
            return lu.devenue(lire_jour(lu.texte, formats).isoformat())
        except Illisible as faute:
            self.illisible(lu, faute)
        return None

    def somme(self, cle: str) -> tuple[Decimal, ValeurLue] | None:
        """La somme de cette clé, et sa place; dite, et absente, si elle ne se lit pas."""
        brute = self.brute
        if (somme := brute.sommes.get(cle)) is not None:
            if not somme.illisibles:
                return somme.total, somme.premiere
            lu = somme.illisibles[0]
        elif cle in brute.champs:
            lu = brute.champs[cle][0]
        else:
            return None
        try:
            return lire_somme(lu.texte, self.source.decimales, mineure=self.source.en_cents), lu
        except Illisible as faute:
            self.illisible(lu, faute)
        return None

    @property
    def _a_cote(self) -> str:
        """Où dire ce que le tableau ne dit pas : le fichier qui part de sa source, s'il en a une."""
        partir = "" if self.source.source == "csv" else f"« de: {self.source.source} », puis "
        return f"dans « colonnes.yaml », à côté de l’export : {partir}"

    def illisible(self, lu: ValeurLue, faute: Illisible) -> None:
        """Dit la valeur qui ne se lit pas, et comment faire qu'elle se lise."""
        cite = f"« {abreger(lu.texte)} »"
        if isinstance(faute, PasDesCents):
            remede = "Donnez l’export tel que la source le produit : elle compte en cents."
            self.dire(Piege.EN_CENTS, Gravite.ERREUR, f"{cite} n’est pas un nombre entier de cents.", remede, lu.lieu)
        elif isinstance(faute, Ambigue) and faute.jours:
            formats = " ou ".join(f"« dates: {un} »" for un in faute.formats)
            remede = f"Dites-en le format {self._a_cote}{formats}."
            message = f"la date {cite} se lit de deux façons, {' ou '.join(faute.jours)}."
            self.dire(Piege.DATE_AMBIGUE, Gravite.ERREUR, message, remede, lu.lieu)
        else:
            remede = "Corrigez la valeur dans votre logiciel, ou écrivez-la au dossier."
            if isinstance(faute, Ambigue) and self.source.forme == "csv":
                remede = f"Dites-le {self._a_cote}« decimales: point » ou « decimales: virgule »."
            self.dire(Piege.VALEUR, Gravite.ERREUR, f"{cite} ne se lit pas : {faute}.", remede, lu.lieu)


@lru_cache(4096)
def propre(texte: str) -> str:
    """Le texte sur une ligne, sans ce qui ne s'imprime pas."""
    if texte.isascii() and texte.isprintable():
        return " ".join(texte.split())
    texte = " ".join(unicodedata.normalize("NFC", texte).split())
    refuses = {rang for rang, _ in caracteres_refuses(texte)}
    return "".join(c for rang, c in enumerate(texte) if rang not in refuses).strip() if refuses else texte
