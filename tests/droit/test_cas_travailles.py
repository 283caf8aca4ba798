"""Les cas travaillés : chaque calcul du droit, refait à la main, de part et d'autre de chaque limite."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from lettres.droit import consommation
from lettres.droit.calendrier import Calendrier, ajouter_jours_ouvrables
from lettres.droit.compte import ReleveDeDette, Versement, etablir
from lettres.droit.delais import delai_en_jours, delai_en_mois, echeance_de_lettre, reception_prevue
from lettres.droit.dette import Dette
from lettres.droit.forum import Exclusion, petites_creances
from lettres.droit.interet import depart, examiner_taux, taux_applicable
from lettres.droit.prescription import Matiere, prescription
from lettres.droit.taxes import depuis_le_total, taxes
from lettres.socle.donnees import lire_yaml

CAS = Path(__file__).parent / "cas"
AU = date(2026, 11, 22)

Cas = dict[str, Any]


@cache
def lus(fichier: str) -> dict[str, list[Cas]]:
    return lire_yaml(CAS / f"{fichier}.yaml")


def chaque(fichier: str, section: str) -> pytest.MarkDecorator:
    """Un essai par cas de la section, nommé par sa phrase."""
    return pytest.mark.parametrize("c", lus(fichier)[section], ids=lambda c: c["cas"])


def test_il_y_a_au_moins_cent_trente_cas_et_chaque_titre_est_une_phrase_unique():
    tous = [
        (fichier.stem, c["cas"])
        for fichier in CAS.glob("*.yaml")
        for section in lus(fichier.stem).values()
        for c in section
    ]
    assert len(tous) >= 130
    assert len(tous) == len(set(tous))
    assert all((len(titre.split()) >= 4 and titre[0].isupper()) or titre[0].isdigit() for _, titre in tous)


# -- Intérêt --


def le_releve(c: Cas) -> tuple[ReleveDeDette, Decimal]:
    dette = Dette("capital", Decimal(c["capital"]), c["depuis"] or c["au"], c["depuis"], Decimal(c["taux"]))
    versements = [
        Versement(jour, Decimal(montant)) for paye in c.get("paiements", ()) for jour, montant in paye.items()
    ]
    compte = etablir([dette], versements, c["au"])
    return compte.releves[0], compte.trop_paye


@chaque("interet", "compte")
def test_l_interet_et_le_solde_sont_justes_au_cent(c: Cas):
    releve, trop_paye = le_releve(c)
    assert {
        "segments": [{"jours": s.jours, "capital": str(s.capital), "interet": str(s.interet)} for s in releve.segments],
        "interet": str(releve.interet),
        "capital_restant": str(releve.capital_restant),
        "interet_restant": str(releve.interet_restant),
        "solde": str(releve.solde),
        "par_jour": str(releve.par_jour),
        "trop_paye": str(trop_paye),
    } == c["attendu"]


@chaque("interet", "compte")
def test_chaque_segment_se_suit_et_chaque_dollar_se_retrouve(c: Cas):
    releve, trop_paye = le_releve(c)
    assert all(s.jours == (s.au - s.du).days > 0 for s in releve.segments)
    assert all(a.au == b.du for a, b in zip(releve.segments, releve.segments[1:], strict=False))
    assert releve.dette.capital + releve.interet == releve.solde + releve.paye
    recus = [Decimal(m) for p in c.get("paiements", ()) for jour, m in p.items() if jour <= c["au"]]
    assert releve.paye + trop_paye == sum(recus)


@chaque("interet", "dettes")
def test_un_paiement_va_a_la_bonne_dette(c: Cas):
    dettes = [Dette(d["nom"], Decimal(d["capital"]), d["echeance"], None, Decimal(5)) for d in c["dettes"]]
    versements = [Versement(p["date"], Decimal(p["montant"]), p.get("dette")) for p in c["paiements"]]
    compte = etablir(dettes, versements, date(2026, 12, 31))
    assert {r.dette.nom: str(r.solde) for r in compte.releves} == c["attendu"]["soldes"]
    assert str(compte.trop_paye) == c["attendu"]["trop_paye"]


@chaque("interet", "taux")
def test_le_taux_est_celui_qui_lie(c: Cas):
    annuel = Decimal(c["annuel"]) if "annuel" in c else None
    rendu = taux_applicable(annuel, c.get("preuve"), AU, taux_mensuel=c.get("mensuel"))
    assert {"taux": str(rendu.taux), "conventionnel": rendu.conventionnel, "fiche": rendu.fiche} == c["attendu"]
    assert rendu.motif.endswith(".")


@chaque("interet", "examen")
def test_un_taux_est_admis_discute_reduit_ou_criminel(c: Cas):
    examen = examiner_taux(Decimal(c["taux"]), c.get("au", AU))
    assert examen.avis.value == c["attendu"]
    assert (examen.seuil is None) is (examen.phrase == "") is (c["attendu"] == "admis")


@chaque("interet", "depart")
def test_l_interet_part_du_bon_jour(c: Cas):
    rendu = depart(c.get("echeance"), c.get("receptions", ()), demeure_automatique=c.get("automatique", False))
    assert (rendu.jour, rendu.fiche) == (c["attendu"], c["fiche"])
    assert rendu.motif.endswith(".")


# -- Délais --


@chaque("delais", "jours")
def test_un_delai_en_jours_finit_le_bon_jour(c: Cas):
    delai = delai_en_jours(c["depuis"], c["nombre"], Calendrier(c["calendrier"]))
    assert delai.echeance == c["attendu"]
    assert delai.terme == c["depuis"] + timedelta(days=c["nombre"])
    assert delai.reporte_de == (None if delai.terme == c["attendu"] else delai.terme)


@chaque("delais", "mois")
def test_un_delai_en_mois_finit_le_bon_jour(c: Cas):
    assert delai_en_mois(c["depuis"], c["nombre"], Calendrier(c["calendrier"])).echeance == c["attendu"]


@chaque("delais", "lettres")
def test_une_lettre_donne_tout_son_delai(c: Cas):
    assert reception_prevue(c["envoi"], c["mode"]) == c["reception"]
    assert echeance_de_lettre(c["envoi"], c["jours"], c["mode"]) == c["attendu"]


@chaque("delais", "ouvrables")
def test_les_jours_ouvrables_se_comptent_un_a_un(c: Cas):
    assert ajouter_jours_ouvrables(c["depuis"], c["nombre"]) == c["attendu"]


# -- Prescription --


@chaque("prescription", "dates")
def test_un_droit_se_prescrit_a_sa_date(c: Cas):
    rendue = prescription(Matiere(c["matiere"]), c["depuis"], publication=c.get("publication"))
    assert rendue.fin == c["attendu"]
    assert rendue.regle.endswith("sans report.")


@chaque("prescription", "urgences")
def test_l_urgence_suit_les_jours_qui_restent(c: Cas):
    rendue = prescription(Matiere.REPUTATION, date(2026, 10, 13))
    assert rendue.urgence(c["au"]).value == c["attendu"]


# -- Forum --


@chaque("forum", "cas")
def test_les_petites_creances_sont_ouvertes_fermees_ou_indeterminees(c: Cas):
    rendu = petites_creances(
        Decimal(c["capital"]),
        c.get("au", AU),
        exclusion=Exclusion(c["exclusion"]) if "exclusion" in c else None,
        personne_morale=c.get("personne_morale", False),
        employes=c.get("employes"),
    )
    assert {
        "ouvert": rendu.ouvert,
        "mediation": rendu.mediation_obligatoire,
        "fiche": rendu.fiche,
    } == c["attendu"]
    assert rendu.motif.endswith(".")


# -- Taxes --


@chaque("taxes", "avant_taxes")
def test_les_taxes_s_ajoutent_au_prix(c: Cas):
    t = taxes(Decimal(c["prix"]), AU)
    assert {"tps": str(t.tps), "tvq": str(t.tvq), "total": str(t.total)} == c["attendu"]


@chaque("taxes", "total")
def test_un_total_rend_son_prix_ou_rien(c: Cas):
    t = depuis_le_total(Decimal(c["total"]), AU)
    assert (str(t.avant_taxes) if t else None) == c["attendu"]


# -- Consommation --


@chaque("consommation", "limites")
def test_un_droit_du_consommateur_finit_le_bon_jour(c: Cas):
    limite = getattr(consommation, c["droit"])(c["depuis"], **c.get("avec", {}))
    assert limite.fin == c["attendu"]
    assert limite.duree > 0 and limite.unite == ("années" if limite.duree in {1, 3} else "jours")
    assert limite.fiche == c.get("fiche", limite.fiche)


@chaque("consommation", "fermetures")
def test_un_droit_eteint_dit_depuis_quand(c: Cas):
    limite = getattr(consommation, c["droit"])(c["depuis"])
    assert limite.fermee_depuis(c["au"]) == c["attendu"]


@chaque("consommation", "garanties")
def test_la_garantie_de_bon_fonctionnement_finit_le_bon_jour_ou_dit_pourquoi_elle_ne_vaut_pas(c: Cas):
    rendue = consommation.garantie_legale(c["bien"], c["achat"], neuf=c["neuf"], livraison=c.get("livraison"))
    assert (rendue.limite.fin if rendue.limite else None) == c["attendu"]
    assert c["dit"] in rendue.motif.replace("\u00a0", " ") and rendue.motif.endswith(".")
    assert rendue.limite is None or rendue.limite.fiche == "F14.01"
