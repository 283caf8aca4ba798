"""Passer outre : ce qui se force et ce qui ne se force jamais, le motif, et ce que la lettre en garde."""

from __future__ import annotations

import re
import zipfile
from datetime import date
from io import BytesIO

import pytest
from exemples_rendus import ATELIER
from fabrique_de_dossiers import dossier, expediteur, facture
from tables import d_un_trait

import lettres
from lettres.dossier import Dossier, Force
from lettres.rendu import lire_provenance
from lettres.socle.erreurs import DossierInvalide

AU = date(2026, 11, 28)
MOTIF = "Elle quitte le pays demain."

EN_COURS = {"lettre": "rappel", "date": "2026-11-20", "mode": "courriel", "echeance": "2026-12-04"}
RAISONS = {
    "J104": {"envois": [EN_COURS]},
    "J106": {"suites": [{"resultat": "contestation", "date": "2026-11-10"}]},
    "J107": {"suspensions": [{"motif": "mediation", "du": "2026-11-01"}]},
    "J111": {"suites": [{"resultat": "promesse", "date": "2026-11-20", "promis_le": "2026-12-04"}]},
}


def a_demeurer(**blocs: object) -> Dossier:
    """Un dossier prêt pour la mise en demeure, sauf ce que `blocs` y oppose."""
    pret = {
        "expediteur": expediteur(type="personne"),
        "creances": [facture(cause="autre", piece="P-1")],
        "envois": [{"lettre": "rappel", "date": "2026-10-01", "mode": "courriel"}],
        "pieces": [{"id": "P-1", "titre": "Facture F-1023"}],
        "mode_envoi": "recommande",
    }
    return dossier(**pret | blocs)


def forcee(faits: Dossier, motif: str | None = MOTIF, lettre: str = "mise_en_demeure") -> lettres.Lettre:
    return ATELIER.generer(faits, lettre, au=AU, forcer=motif)


def gravites(constats: tuple[lettres.Constat, ...] | list[lettres.Constat]) -> dict[str, str]:
    return {c.code: str(c.gravite) for c in constats}


def refus(faits: Dossier, motif: str | None) -> dict[str, str]:
    with pytest.raises(DossierInvalide) as leve:
        forcee(faits, motif)
    return gravites(leve.value.constats)


# -- Ce qui se force --


def test_rien_ne_s_oppose_a_un_dossier_pret():
    assert "erreur" not in gravites(forcee(a_demeurer(), None).constats).values()


@pytest.mark.parametrize(("code", "blocs"), RAISONS.items(), ids=RAISONS)
def test_chaque_raison_d_attendre_arrete_la_lettre_meme_nommee(code: str, blocs: dict):
    assert refus(a_demeurer(**blocs), None)[code] == "erreur"
    assert gravites(lettres.verifier(a_demeurer(**blocs), "mise_en_demeure", au=AU))[code] == "erreur"


@pytest.mark.parametrize(("code", "blocs"), RAISONS.items(), ids=RAISONS)
def test_forcee_elle_s_ecrit_et_la_raison_reste_une_alerte(code: str, blocs: dict):
    lettre = forcee(a_demeurer(**blocs))
    assert gravites(lettre.constats)[code] == "alerte"
    assert lettre.force == MOTIF
    assert "E106" not in gravites(lettre.constats)


def test_les_quatre_raisons_se_forcent_d_un_seul_motif():
    tout = {"envois": [EN_COURS], "suspensions": RAISONS["J107"]["suspensions"]}
    suites = [*RAISONS["J106"]["suites"], *RAISONS["J111"]["suites"]]
    dites = gravites(forcee(a_demeurer(**tout, suites=suites)).constats)
    # -- le rappel du 20 répond à la contestation du 10 --
    assert {code: dites.get(code) for code in RAISONS} == {
        "J104": "alerte",
        "J106": None,
        "J107": "alerte",
        "J111": "alerte",
    }


@pytest.mark.parametrize("lettre", ["rappel", "mise_en_demeure"])
def test_un_rappel_aussi_se_force(lettre: str):
    assert forcee(a_demeurer(envois=[EN_COURS]), lettre=lettre).force == MOTIF


# -- Ce qui ne se force jamais --

JAMAIS = {
    "insolvabilité": ({"suites": [{"resultat": "insolvabilite", "date": "2026-11-10"}]}, "J108"),
    "avocat au dossier": (
        {
            "destinataire": {
                "nom": "Marie Exemple",
                "civilite": "Mme",
                "adresse": {"ligne": "34, avenue du Lac", "ville": "Bromont", "code_postal": "J2L 2B2"},
                "procureur": {"nom": "Paul Exemple"},
            },
        },
        "P102",
    ),
    "délai raccourci": ({"envois": [EN_COURS | {"echeance": "2026-12-20"}], "echeance_demandee": "2026-12-19"}, "J105"),
    "délai raccourci sans date demandée": ({"envois": [EN_COURS | {"echeance": "2027-01-15"}]}, "J105"),
    "aucun délai": ({"echeance_demandee": "2026-11-28"}, "T105"),
    "mot défendu": ({"consequence": "Sinon, je porterai plainte à la police pour fraude."}, "V101"),
}


@pytest.mark.parametrize(("blocs", "code"), JAMAIS.values(), ids=JAMAIS)
def test_un_motif_ne_leve_ni_l_insolvabilite_ni_l_avocat_ni_le_delai_raccourci_ni_les_mots(blocs: dict, code: str):
    envois = [*blocs.get("envois", []), EN_COURS]
    dites = refus(a_demeurer(**blocs | {"envois": envois}), MOTIF)
    assert dites[code] == "erreur"
    assert dites["J104"] == "alerte"


def test_quand_aucune_erreur_ne_se_force_on_le_dit():
    dites = refus(a_demeurer(suites=[{"resultat": "insolvabilite", "date": "2026-11-10"}]), MOTIF)
    assert (dites["J108"], dites["E106"]) == ("erreur", "conseil")


# -- Le motif --


def test_quand_il_n_y_avait_rien_a_forcer_on_le_dit_et_le_motif_ne_reste_pas():
    lettre = forcee(a_demeurer())
    assert gravites(lettre.constats)["E106"] == "conseil"
    assert lettre.force is None
    assert lettre.octets == forcee(a_demeurer(), None).octets


@d_un_trait
@pytest.mark.parametrize(
    "motif", ["", "   ", "\n\t", "…", "\u200b", "mot " * 200, 3, True, ["parce que"]], ids=lambda m: repr(m)[:12]
)
def test_un_motif_vide_ou_illisible_est_une_faute_d_appel(motif: object):
    with pytest.raises(ValueError, match=r"^« forcer » : [A-ZÉ].*\.$"):
        ATELIER.generer(a_demeurer(envois=[EN_COURS]), "mise_en_demeure", au=AU, forcer=motif)  # type: ignore[arg-type]


def test_un_motif_sur_plusieurs_lignes_se_replie_sur_une():
    assert forcee(a_demeurer(envois=[EN_COURS]), "Elle quitte\n  le pays demain.").force == MOTIF


def test_la_lettre_ne_garde_que_les_codes_et_jamais_le_motif():
    lettre = forcee(a_demeurer(envois=[EN_COURS], suspensions=RAISONS["J107"]["suspensions"]))
    trace = lire_provenance(lettre.octets)
    assert trace.etat == "inchangee"
    assert trace.provenance is not None
    assert trace.provenance.forces == "J104 J107"
    with zipfile.ZipFile(BytesIO(lettre.octets)) as archive:
        assert not [nom for nom in archive.namelist() if b"quitte le pays" in archive.read(nom)]


def test_une_lettre_qui_n_est_pas_forcee_ne_dit_rien_de_plus():
    with zipfile.ZipFile(BytesIO(forcee(a_demeurer(), None).octets)) as archive:
        assert not re.search(rb"forces", archive.read("docProps/custom.xml"))


def test_le_motif_inscrit_au_journal_se_relit():
    faits = a_demeurer(envois=[EN_COURS | {"force": MOTIF}])
    assert faits.envois[0].force == Force(motif=MOTIF)
