"""Mise en dossier : d'un débiteur et de ses factures à un dossier à remplir, et d'où vient chaque valeur."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from lettres.catalogue import Modele
from lettres.composition import manques as manques_d_une_lettre
from lettres.dossier.parties import Expediteur
from lettres.importation.correspondance import DE_L_ADRESSE
from lettres.importation.facture_lue import FactureLue, FaitsLus
from lettres.importation.lecteurs.cellules import ValeurLue
from lettres.importation.pieges import Piege, dit, par_place
from lettres.importation.regroupement import DebiteurLu
from lettres.lecture.formes import sans_les_vides
from lettres.lecture.validation import valider_a_remplir
from lettres.socle.classes import dataclass, field
from lettres.socle.constats import Chemin, Constat, Gravite, abreger
from lettres.socle.places import DansExport

Donnees = dict[str, Any]

QUALITES = ("consommateur", "commercant", "fabricant", "entreprise")


@dataclass(frozen=True)
class DossierImporte:
    """Le dossier d'un débiteur, tel qu'on l'écrira : ses faits, d'où ils viennent, ce qui y manque, ce qu'on en dit."""

    dossier: Donnees
    manques: list[Constat]
    remarques: list[Constat]
    lues: Mapping[Chemin, ValeurLue]
    """Ce que l'export dit à chaque chemin; à celui d'un bloc, la valeur qui le nomme."""
    groupe: DebiteurLu
    incertaines: Mapping[str, str] = field(default_factory=dict)
    """Par facture, pourquoi son montant reste un blanc."""

    def placer(self, constat: Constat) -> Constat:
        """Le même constat, à la cellule d'où vient la valeur; à celle de sa facture, si l'export n'en dit rien."""
        return _placer(constat, self.lues)

    @property
    def origines(self) -> dict[Chemin, DansExport]:
        """La place de chacune."""
        return {chemin: valeur.lieu for chemin, valeur in self.lues.items()}


def _placer(constat: Constat, lues: Mapping[Chemin, ValeurLue]) -> Constat:
    """Le constat d'un dossier, à la place de l'export d'où vient ce dont il parle; tel quel s'il n'en vient pas."""
    chemin = constat.chemin
    while chemin and chemin not in lues:
        chemin = chemin[:-1]
    if chemin not in lues:
        return constat
    lieu = lues[chemin].lieu
    return Constat(
        constat.code, constat.gravite, constat.message, constat.remede, constat.fondement, constat.chemin,
        lieu.fichier, lieu.ligne, lieu.colonne, dans=lieu,
    )  # fmt: skip


def mettre_en_dossier(
    groupe: DebiteurLu,
    expediteur: Mapping[str, object] | None,
    reponses: Mapping[str, str],
    modele: Modele,
    deja_lu: Expediteur | None = None,
) -> DossierImporte:
    """Le dossier de ce débiteur, pour cette lettre; `reponses` : ce qu'aucun export ne dit, déjà répondu.

    `deja_lu` : l'expéditeur, validé une fois pour tous les dossiers.
    """
    factures = factures_reclamees(groupe)
    partie = groupe.partie
    bati = _Bati()
    donnees: Donnees = {"reference": factures[0].numero, "nature": "recouvrement"}
    if expediteur is not None:
        donnees["expediteur"] = dict(expediteur)
        if "taxes" in reponses and not ({"tps", "tvq", "taxes"} & set(expediteur)):
            donnees["expediteur"]["taxes"] = reponses["taxes"]
            deja_lu = None
    donnees["destinataire"] = bati.destinataire(partie, reponses)
    cause = {"cause": reponses["cause"]} if "cause" in reponses else {}
    donnees["creances"] = [
        {**cause, **bati.element(("creances", rang), facture.creance, facture.creance["facture"])}
        for rang, facture in enumerate(factures)
    ]
    for nom in ("avoirs", "paiements", "envois", "suites"):
        elements = [e for f in factures for e in getattr(f, nom)]
        if elements:
            donnees[nom] = [bati.element((nom, rang), e, next(iter(e.values()))) for rang, e in enumerate(elements)]
    bati.lues["reference",] = factures[0].creance["facture"]
    remarques = [*groupe.constats, *(c for f in factures for c in f.constats)]
    if "type" not in partie and "qualite" not in reponses:
        message = f"L’export ne dit pas si « {abreger(partie['nom'].texte)} » est un consommateur ou une entreprise."
        remede = "Répondez-y une fois, dans « debiteurs.yaml » ou au dossier : la loi qui s’applique en dépend."
        remarques.append(dit(Piege.QUALITE, Gravite.ALERTE, message, remede, partie["nom"].lieu))
    # -- rien n'est vide de ce qui vient d'un export; de l'expéditeur, une clé peut l'être --
    nettes = sans_les_vides(donnees) if deja_lu is None else {**donnees, "expediteur": deja_lu}
    return DossierImporte(
        dossier=donnees,
        manques=[_placer(c, bati.lues) for c in ce_qui_manque(nettes, modele)],
        remarques=par_place(remarques),
        lues=bati.lues,
        groupe=groupe,
        incertaines={f.numero: f.incertaine for f in factures if f.incertaine},
    )


class _Bati:
    """Les blocs d'un dossier, et ce que l'export y disait à chaque chemin."""

    def __init__(self) -> None:
        self.lues: dict[Chemin, ValeurLue] = {}

    def element(self, ou: Chemin, lu: FaitsLus, nomme: ValeurLue) -> Donnees:
        """Un élément d'une liste, que nomme cette valeur; ce qui nomme des créances en fait une liste."""
        self.lues[ou] = nomme
        element: Donnees = {}
        for cle, valeur in lu.items():
            if cle == "creances":
                element[cle] = [valeur.texte]
            else:
                element[cle] = valeur.texte
                self.lues[(*ou, cle)] = valeur
        return element

    def destinataire(self, partie: Mapping[str, ValeurLue], reponses: Mapping[str, str]) -> Donnees:
        """Le débiteur : ce qu'on a répondu de lui, puis ce que l'export en dit."""
        bloc: Donnees = {
            cle: reponses[cle]
            for cle in ("type", "civilite", "qualite", "neq")
            if cle in reponses and cle not in partie
        }
        for cle, valeur in partie.items():
            ou: Chemin = ("destinataire", "adresse", cle) if cle in DE_L_ADRESSE else ("destinataire", cle)
            (bloc.setdefault("adresse", {}) if cle in DE_L_ADRESSE else bloc)[cle] = valeur.texte
            self.lues[ou] = valeur
        self.lues["destinataire",] = partie["nom"]
        return bloc


def ce_qui_manque(nettes: Any, modele: Modele) -> list[Constat]:
    """Ce que le lecteur refuserait de ces données sans vides, puis ce que la lettre en exige; chacun par son chemin."""
    dossier, constats = valider_a_remplir(nettes)
    if dossier is None:
        # -- une suite sans sa date ne se comble pas : sans elle, le reste se compare à ce que la lettre exige --
        dossier, _ = valider_a_remplir({cle: v for cle, v in nettes.items() if cle != "suites"})
    exiges = [] if dossier is None else manques_d_une_lettre(dossier, modele)
    dits = {c.chemin for c in constats}
    return [*constats, *(c for c in exiges if not any(c.chemin[:n] in dits for n in range(1, len(c.chemin) + 1)))]


def factures_reclamees(groupe: DebiteurLu) -> Sequence[FactureLue]:
    """Celles qui ne sont pas soldées."""
    return [f for f in groupe.factures if not f.soldee]
