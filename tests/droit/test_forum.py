"""Le forum : ce que dit la réponse, et ce qu'elle ne dit pas."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from lettres.droit import forum
from lettres.droit.forum import Competence, Exclusion, Tribunal, competence, orientation, petites_creances
from lettres.droit.parametre import Parametre, ParametreInconnu, parametre

S = "\u00a0"
AU = date(2026, 11, 22)
SOUS_LE_PLAFOND = f"Le capital ne dépasse pas le plafond de 15{S}000{S}$."
AU_PLUS_DIX = "Une personne morale compte au plus 10 employés depuis douze mois"


@pytest.mark.parametrize(
    ("capital", "motif"),
    [
        (
            "5000",
            f"{SOUS_LE_PLAFOND} Contestée, la demande passerait par la médiation (5{S}000{S}$ et moins, à confirmer).",
        ),
        ("5000.01", SOUS_LE_PLAFOND),
        ("15500", f"Entre 15{S}000{S}$ et 16{S}000{S}$, vérifiez le plafond au greffe ou à la Gazette officielle."),
        (
            "16000.01",
            f"Le capital dépasse le dernier plafond connu, 15{S}000{S}$, à vérifier au greffe; on peut le réduire pour "
            "s’y tenir.",
        ),
    ],
)
def test_le_motif_nomme_le_montant_qui_decide(capital: str, motif: str):
    assert petites_creances(Decimal(capital), AU).motif == motif


def test_le_plafond_que_sa_source_dit_sur_se_dit_tel():
    motif = f"Le capital dépasse le plafond de 15{S}000{S}$; on peut le réduire pour s’y tenir."
    assert petites_creances(Decimal("15000.01"), date(2024, 12, 31)).motif == motif


@pytest.mark.parametrize(
    ("exclusion", "ouvert", "certitude", "adresse"),
    [
        (Exclusion.BAIL_DE_LOGEMENT, False, "sûr", "Tribunal administratif du logement"),
        (Exclusion.PENSION_ALIMENTAIRE, False, "sûr", "percepteur des pensions alimentaires"),
        (Exclusion.DIFFAMATION, False, "sûr", None),
        (Exclusion.ACTION_COLLECTIVE, False, "probable", None),
        (Exclusion.CREANCE_ACHETEE, False, "probable", None),
        (Exclusion.SALAIRE, None, "à vérifier", "CNESST"),
        (
            Exclusion.IMAGE_INTIME,
            None,
            "à vérifier",
            "Cour du Québec, par le formulaire d’ordonnance urgente, jour et nuit, dès 14 ans",
        ),
    ],
)
def test_une_matiere_qui_va_ailleurs_est_nommee_avec_son_adresse(
    exclusion: Exclusion, ouvert: bool | None, certitude: str, adresse: str | None
):
    rendu = petites_creances(Decimal(1), AU, exclusion=exclusion)
    assert (rendu.ouvert, rendu.certitude, rendu.mediation_obligatoire) == (ouvert, certitude, False)
    assert f": {exclusion.value}." in rendu.motif
    assert rendu.motif.endswith(f" Adressez-vous ici : {adresse}." if adresse else f": {exclusion.value}.")
    ailleurs = orientation(exclusion, AU)
    assert (ailleurs.texte if ailleurs else None) == adresse


def test_seules_les_exclusions_sures_se_disent_quel_que_soit_le_montant():
    motifs = {e: petites_creances(Decimal(1), AU, exclusion=e).motif for e in Exclusion}
    ailleurs = {Exclusion.SALAIRE, Exclusion.IMAGE_INTIME}
    assert {e for e, motif in motifs.items() if "quel que soit le montant" not in motif} == ailleurs


@pytest.mark.parametrize(("jour", "ouvert"), [(date(2025, 6, 3), False), (date(2025, 6, 4), True)])
def test_l_ordonnance_pour_une_image_intime_existe_depuis_le_4_juin_2025(jour: date, ouvert: bool):
    assert (orientation(Exclusion.IMAGE_INTIME, jour) is not None) is ouvert
    rendu = petites_creances(Decimal(1), jour, exclusion=Exclusion.IMAGE_INTIME)
    assert rendu.fiche == ("F14.07" if ouvert else "F14.08")


@pytest.mark.parametrize(
    ("capital", "au", "morale", "employes", "certitude"),
    [
        ("15000", AU, False, None, "sûr"),
        ("15000.01", AU, False, None, "à vérifier"),
        ("16000.01", AU, False, None, "à vérifier"),
        ("15000.01", date(2024, 12, 31), False, None, "sûr"),
        ("8000", AU, True, 11, "sûr"),
        ("8000", AU, True, None, "à vérifier"),
        ("8000", AU, None, 11, "à vérifier"),
    ],
)
def test_une_reponse_n_est_sure_que_si_sa_source_et_les_faits_le_sont(
    capital: str, au: date, morale: bool | None, employes: int | None, certitude: str
):
    assert petites_creances(Decimal(capital), au, personne_morale=morale, employes=employes).certitude == certitude


def test_la_diffamation_se_dit_aussi_d_un_mot():
    assert petites_creances(Decimal(1), AU, diffamation=True) == petites_creances(
        Decimal(1), AU, exclusion=Exclusion.DIFFAMATION
    )


@pytest.mark.parametrize(
    ("employes", "morale", "motif"),
    [
        (None, True, f"{AU_PLUS_DIX}; le dossier n’en dit pas le nombre (« employes »)."),
        (11, None, f"{AU_PLUS_DIX}; le dossier ne dit pas si l’expéditeur en est une."),
        (11, True, "L’entreprise compte plus de 10 employés."),
    ],
)
def test_un_doute_sur_les_employes_dit_ce_qui_manque(employes: int | None, morale: bool | None, motif: str):
    assert petites_creances(Decimal(1), AU, personne_morale=morale, employes=employes).motif == motif


@pytest.mark.parametrize(("jour", "connu"), [(date(2014, 12, 31), False), (date(2015, 1, 1), True)])
def test_avant_le_premier_plafond_connu_on_ne_repond_pas(jour: date, connu: bool):
    if connu:
        assert petites_creances(Decimal(15000), jour).ouvert is True
    else:
        with pytest.raises(ParametreInconnu, match="plafond"):
            petites_creances(Decimal(15000), jour)


QUEBEC, SUPERIEURE = Tribunal.COUR_DU_QUEBEC, Tribunal.COUR_SUPERIEURE


@pytest.mark.parametrize(
    ("capital", "rendu"),
    [
        ("0.01", Competence((QUEBEC,), f"Sous 75{S}000{S}$, la Cour du Québec est seule compétente.", "F14.13")),
        ("74999.99", Competence((QUEBEC,), f"Sous 75{S}000{S}$, la Cour du Québec est seule compétente.", "F14.13")),
        (
            "75000",
            Competence(
                (QUEBEC, SUPERIEURE), f"De 75{S}000{S}$ à moins de 100{S}000{S}$, le demandeur a le choix.", "F14.13"
            ),
        ),
        (
            "99999.99",
            Competence(
                (QUEBEC, SUPERIEURE), f"De 75{S}000{S}$ à moins de 100{S}000{S}$, le demandeur a le choix.", "F14.13"
            ),
        ),
        (
            "100000",
            Competence((SUPERIEURE,), f"À 100{S}000{S}$ et plus, la Cour supérieure est compétente.", "F14.13"),
        ),
    ],
)
def test_le_tribunal_suit_le_capital(capital: str, rendu: Competence):
    assert competence(Decimal(capital), AU) == rendu


@pytest.mark.parametrize("incertain", ["cour_du_quebec.exclusive", "cour_du_quebec.concurrente"])
def test_un_seul_seuil_incertain_suffit_a_ne_nommer_aucun_tribunal(incertain: str, monkeypatch: pytest.MonkeyPatch):
    def moins_sur(cle: str, au: date) -> Parametre:
        lu = parametre(cle, au)
        return replace(lu, certitude="à vérifier") if cle == incertain else lu

    monkeypatch.setattr(forum, "parametre", moins_sur)
    rendu = competence(Decimal(20000), AU)
    assert rendu == Competence((), "Les seuils de la Cour du Québec ne sont pas sûrs.", "F14.13")


@pytest.mark.parametrize(("jour", "tribunaux"), [(date(2023, 6, 29), ()), (date(2023, 6, 30), (QUEBEC,))])
def test_la_competence_n_est_connue_que_depuis_le_30_juin_2023(jour: date, tribunaux: tuple[Tribunal, ...]):
    rendu = competence(Decimal(20000), jour)
    assert (rendu.tribunaux, rendu.fiche) == (tribunaux, "F14.13")
    assert ("2023-06-29" in rendu.motif) is (not tribunaux)
