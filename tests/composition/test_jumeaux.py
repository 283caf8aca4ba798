"""Les jumeaux : à côté de chaque somme et de chaque date imprimées, de quoi les comparer, jamais les imprimer."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from fabrique_de_dossiers import AU, complet, dossier, facture
from hypothesis import example, given
from hypothesis import strategies as st
from paquets import docx, p, texte

import lettres
from lettres.affaire import Affaire
from lettres.composition import champs_par_chemin, composer
from lettres.composition.imprimable import jumeaux
from lettres.composition.imprimable.jumeaux import poser_les_jumeaux
from lettres.langue.ecriture import exact, jour, jour_et_date, jour_lu, somme_lue
from lettres.socle.champ import JUMEAUX
from lettres.socle.erreurs import ModeleInvalide

CHAMPS = champs_par_chemin()
BRUTS = {chemin: champ for chemin, champ in CHAMPS.items() if champ.genre in JUMEAUX}


@given(st.decimals(min_value="-9999999", max_value="9999999", places=2).filter(lambda s: s == 0 or abs(s) >= 1))
@example(Decimal("0"))
@example(Decimal("0.05"))
@example(Decimal("1149.75"))
@example(Decimal("1000000.10"))
def test_une_somme_ecrite_se_relit_au_cent_pres(somme: Decimal):
    assert somme_lue(exact(somme)) == somme


@given(st.dates(min_value=date(1900, 1, 1), max_value=date(2199, 12, 31)))
@example(date(2026, 10, 1))
@example(date(2026, 8, 31))
@example(date(2026, 2, 11))
def test_une_date_ecrite_se_relit(quand: date):
    assert jour_lu(jour(quand)) == jour_lu(jour_et_date(quand)) == quand


def test_chaque_jumeau_accompagne_un_texte_et_porte_son_nom():
    for chemin, champ in BRUTS.items():
        assert CHAMPS[chemin.removesuffix(JUMEAUX[champ.genre])].genre == "texte", chemin
    assert {"sommes.solde_nombre", "lettre.date_iso", "creances[].montant_nombre", "paiements[].date_iso"} <= set(BRUTS)
    assert {"lettre.echeance_iso", "publications[].capture_iso", "offre.total_nombre", "faits[].quand_iso"} <= set(
        BRUTS
    )


@pytest.mark.parametrize("fin", JUMEAUX.values())
def test_aucun_texte_ne_porte_le_nom_d_un_jumeau(fin: str):
    assert [c for c, champ in CHAMPS.items() if c.endswith(fin) and champ.genre not in JUMEAUX] == []


def contexte(**faits: Any) -> dict[str, Any]:
    affaire = Affaire(complet(**faits), AU)
    arbre = composer(affaire, "mise_en_demeure")
    donnees = arbre.contexte()
    poser_les_jumeaux(arbre, donnees, affaire.dossier)
    return donnees


def test_le_jumeau_dit_ce_qui_s_imprime():
    factures = [facture(facture="F-1", montant="1 149,75 $"), facture(facture="F-2", montant="0,10 $", date=None)]
    lu = contexte(creances=factures, paiements=[{"date": "2026-09-10", "montant": "200,00 $"}])
    assert [c["montant_nombre"] for c in lu["creances"]] == [Decimal("1149.75"), Decimal("0.10")]
    assert "date_iso" not in lu["creances"][1]
    assert lu["paiements"][0]["date_iso"] == "2026-09-10"
    assert lu["lettre"]["date_iso"] == AU.isoformat()
    assert lu["paiements"][0]["montant_nombre"] == Decimal("200.00")


def test_une_publication_se_compare_par_son_jour_meme_quand_son_heure_s_imprime():
    lu = contexte(publications=[{"date": "2026-10-12 14:30", "citation": "Voleurs."}])["publications"][0]
    assert "à 14" in lu["date"]
    assert lu["date_iso"] == "2026-10-12"


# -- Par un modèle de l'usager --


def lettre(balise: str, **faits: Any) -> str:
    """Ce qu'un modèle d'une seule balise donne de la mise en demeure."""
    modele = docx(p("{{ sommes.solde }} {{ lettre.echeance }}") + p(balise.replace("<", "&lt;")))
    return texte(lettres.generer(dossier(**faits), "mise_en_demeure", au=AU, modele=modele, ebauche=True).octets)


@pytest.mark.parametrize(
    ("montant", "dit"),
    [("900,49 $", "petite"), ("900,50 $", "petite"), ("900,51 $", "grande"), ("10 000,00 $", "grande")],
)
def test_un_modele_compare_une_somme_au_cent_pres(montant: str, dit: str):
    balise = "{% if sommes.total_nombre > 900.50 %}grande{% else %}petite{% endif %}"
    assert lettre(balise, creances=[facture(facture="F-1", montant=montant)]).endswith(dit)


@pytest.mark.parametrize(("limite", "dit"), [("2026-12-03", "tôt"), ("2026-12-04", "tard"), ("2026-12-05", "tard")])
def test_un_modele_compare_une_date(limite: str, dit: str):
    balise = '{% if lettre.echeance_iso >= "2026-12-04" %}tard{% else %}tôt{% endif %}'
    assert lettre(balise, echeance_demandee=limite).endswith(dit)


def test_un_modele_trie_les_rangees_de_ses_boucles():
    balise = "{% for c in creances if c.montant_nombre >= 50 %}{{ c.facture }};{% endfor %}"
    factures = [
        facture(facture="F-1", montant="49,99 $"),
        facture(facture="F-2", montant="50,00 $"),
        facture(facture="F-3", montant="1 000,00 $"),
    ]
    assert lettre(balise, creances=factures).endswith("F-2;F-3;")


def test_un_jumeau_ne_s_imprime_pas():
    with pytest.raises(ModeleInvalide) as refus:
        lettre("{{ sommes.solde_nombre }}")
    (constat,) = refus.value.constats
    assert (constat.code, constat.remede) == ("M402", "Écrivez {{ sommes.solde }}.")


def test_une_lettre_qui_ne_compare_rien_ne_lit_aucun_jumeau(monkeypatch: pytest.MonkeyPatch):
    appels: list[object] = []
    monkeypatch.setattr(jumeaux, "poser_les_jumeaux", lambda *quoi: appels.append(quoi))
    lettre("{{ sommes.total }}")
    assert appels == []
    lettre("{% if sommes.total_nombre > 1 %}{{ sommes.total }}{% endif %}")
    assert len(appels) == 1
