"""Les dérogations : une alerte devient un conseil, un conseil se tait, une erreur reste."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pytest
from cas_de_regles import AU, BASES, Cas
from pydantic import ValidationError
from tables import d_un_trait

from lettres.affaire import Affaire
from lettres.dossier import Derogation, Dossier
from lettres.regles import mots_ecrits, registre, verifier_coherence
from lettres.regles.familles import DE_FOND
from lettres.regles.regle import Regle

ALERTE = {"delai_jours": "4"}
CONSEIL = {"contrat.clauses[0].page": "null"}
ERREUR = {"echeance_demandee": "2026-11-22"}
MOTS = {"faits[0].texte": "vous êtes un menteur."}
DOUTEUX = {"consequence": "je m’adresserai au tribunal; Equifax aura votre nom."}
CERTAIN = {"consequence": "je vais signaler votre dette à Equifax, puis au tribunal."}


def gravites(code: str, retouches: dict[str, Any], *derogations: dict[str, str]) -> list[str]:
    retouches = retouches | ({"derogations": list(derogations)} if derogations else {})
    dossier = Cas("", 0, "recouvrement", "mise_en_demeure", AU, retouches, (), None).dossier
    return [c.gravite.value for c in verifier_coherence(Affaire(dossier, AU), "mise_en_demeure") if c.code == code]


def derogation(code: str, gravite: str) -> dict[str, str]:
    return {"code": code, "motif": "La vente a lieu vendredi.", "gravite": gravite}


@d_un_trait
@pytest.mark.parametrize(
    ("code", "retouches", "gravite", "reste"),
    [
        ("T106", ALERTE, None, ["alerte"]),
        ("T106", ALERTE, "conseil", ["conseil"]),
        ("T106", ALERTE, "tu", ["alerte"]),
        ("K104", CONSEIL, None, ["conseil"]),
        ("K104", CONSEIL, "conseil", ["conseil"]),
        ("K104", CONSEIL, "tu", []),
        ("T105", ERREUR, "conseil", ["erreur"]),
        ("T105", ERREUR, "tu", ["erreur"]),
        ("V113", MOTS, None, ["alerte"]),
        ("V113", MOTS, "conseil", ["conseil"]),
        # -- une famille a ses motifs douteux, que l'on adoucit, et ses motifs certains, qui demeurent --
        ("V124", DOUTEUX, None, ["alerte"]),
        ("V124", DOUTEUX, "conseil", ["conseil"]),
        ("V124", CERTAIN, None, ["erreur"]),
        ("V124", CERTAIN, "conseil", ["erreur"]),
    ],
)
def test_une_derogation_adoucit_d_un_cran_et_jamais_une_erreur(
    code: str, retouches: dict[str, str], gravite: str | None, reste: list[str]
):
    assert gravites(code, retouches, *([derogation(code, gravite)] if gravite else [])) == reste


def test_une_derogation_ne_touche_que_sa_regle():
    assert gravites("T106", ALERTE | CONSEIL, derogation("K104", "tu")) == ["alerte"]


@pytest.mark.parametrize("code", ["T106", "K104", "V113", "V124"])
def test_une_derogation_ne_fait_rien_verifier_deux_fois(code: str, monkeypatch: pytest.MonkeyPatch):
    verifies: list[str] = []
    lus: list[str] = []

    def appliquer(regles: Iterable[Regle[Any]], affaire: Affaire, vu: Any, vraie: Any = registre.appliquer) -> Any:
        verifies.extend(r.code for r in regles if r in DE_FOND)
        return vraie(regles, affaire, vu)

    def examiner(texte: str, vraie: Any = mots_ecrits.examiner, **options: Any) -> Any:
        lus.append(texte)
        return vraie(texte, **options)

    monkeypatch.setattr(registre, "appliquer", appliquer)
    monkeypatch.setattr(mots_ecrits, "examiner", examiner)
    gravites(code, ALERTE | CONSEIL | MOTS)
    sans = (verifies.copy(), lus.copy())
    verifies.clear()
    lus.clear()
    gravites(code, ALERTE | CONSEIL | MOTS, derogation(code, "conseil"))
    assert (verifies, lus) == sans
    assert len(set(verifies)) == len(verifies) > 1


@pytest.mark.parametrize(
    "bloc",
    [
        {"code": "T106", "gravite": "conseil"},
        {"code": "T106", "gravite": "conseil", "motif": "  "},
        {"code": "T106", "gravite": "alerte", "motif": "Vendredi."},
        {"code": "T106", "motif": "Vendredi."},
    ],
)
def test_une_derogation_exige_un_motif_ecrit_et_une_gravite_plus_basse(bloc: dict[str, str]):
    with pytest.raises(ValidationError):
        Derogation.model_validate(bloc)


def test_deroger_a_une_famille_dont_certains_motifs_sont_des_erreurs_est_permis():
    assert gravites("G101", DOUTEUX, derogation("V124", "conseil")) == []
    assert gravites("G101", MOTS, derogation("V108", "conseil")) == ["erreur"]


def test_des_frais_ne_changent_jamais_le_solde():
    frais = [{"texte": "frais de retard", "montant": "25,00 $", "clause": "7.3", "piece": "P-1"}]
    sans = Dossier.model_validate(BASES["recouvrement"])
    avec = Dossier.model_validate(BASES["recouvrement"] | {"frais": frais})
    assert Affaire(avec, AU).comptes.impaye == Affaire(sans, AU).comptes.impaye
