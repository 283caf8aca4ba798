"""Ce qui ne menace pas : un nom, un titre, les mots de l'autre; et ce qu'une lettre ne peut pas porter."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from exemples_rendus import ATELIER, donnees_de
from tables import d_un_trait

import lettres
from lettres.barriere import controler
from lettres.barriere.su import _entre_guillemets
from lettres.socle.constats import Gravite

AU = date(2026, 11, 20)
DE = {
    "cesser": "minimaux/cesser-reputation.yaml",
    "reponse": "minimaux/reponse-recouvrement.yaml",
    "proposition": "minimaux/proposition-recouvrement.yaml",
    "fin_de_relation": "minimaux/fin_de_relation-entente.yaml",
    "reponse_publique": "minimaux/reponse_publique-reputation.yaml",
    "dossier_avocat": "minimaux/dossier_avocat-recouvrement.yaml",
    "dossier_petites_creances": "minimaux/dossier_petites_creances-recouvrement.yaml",
}


def de(lettre: str, **blocs: Any) -> dict[str, Any]:
    donnees = donnees_de(DE[lettre])
    for bloc, valeur in blocs.items():
        donnees[bloc] = donnees.get(bloc, {}) | valeur if isinstance(valeur, dict) else valeur
    return donnees


def graves(constats: list[lettres.Constat] | tuple[lettres.Constat, ...]) -> list[str]:
    return [c.code for c in constats if c.gravite is Gravite.ERREUR]


def point(texte: str) -> dict[str, Any]:
    return {"mode": "telephone", "points": [{"texte": texte, "jugement": "inexact", "reponse": "Le tout a été remis."}]}


NE_MENACENT_PAS: dict[str, tuple[str, dict[str, Any]]] = {
    "un nom de société": ("cesser", {"destinataire": {"civilite": None, "nom": "Recours & Tribunal Exemple inc."}}),
    "un nom de famille": ("cesser", {"destinataire": {"nom": "Ève Poursuite-Exemple"}}),
    "un nom qui a l’air d’une mention": (
        "fin_de_relation",
        {"destinataire": {"type": "entreprise", "nom": "Sans Réserve Exemple ltée"}},
    ),
    "un nom qui a l’air d’un crime": (
        "dossier_avocat",
        {"destinataire": {"civilite": None, "type": "entreprise", "nom": "Voleurs de Pommes Exemple, coop"}},
    ),
    "un nom qui a l’air d’une somme, en public": (
        "reponse_publique",
        {"expediteur": {"type": "entreprise", "nom": "Les Films 1 000 $ Exemple inc.", "nom_commercial": None}},
    ),
    "le titre d’une pièce": ("proposition", {"pieces": [{"id": "P-1", "titre": "Mise en demeure reçue, « sinon »"}]}),
    "ce que l’autre dit de vive voix": ("reponse", {"recu": point("Sinon, je vous poursuivrai en justice.")}),
    "une citation dans une citation": (
        "reponse",
        {"recu": point("On m’a dit « payez », puis « sinon, je vous poursuis », et voilà.")},
    ),
    "un jour que l’autre invente": ("reponse", {"recu": point("Vous deviez livrer le 31 novembre 2026.")}),
    "une somme que l’autre écrit en lettres": (
        "reponse",
        {"recu": point("Vous me devez cent dollars (cent dollars).")},
    ),
    "les mots de l’autre, dits à un avocat": (
        "dossier_avocat",
        {"recu": {"date": "2026-11-10", "points": [{"texte": "Taisez-vous, ou je porte plainte à la police."}]}},
    ),
    "ce qu’elle a écrit, que l’on raconte à un avocat": (
        "dossier_avocat",
        {"faits": [{"date": "2026-10-02", "texte": "vous avez écrit à mon adjointe : « Vous êtes une voleuse. »"}]},
    ),
}


@d_un_trait
@pytest.mark.parametrize(("lettre", "blocs"), NE_MENACENT_PAS.values(), ids=NE_MENACENT_PAS)
def test_un_nom_un_titre_et_les_mots_de_l_autre_ne_sont_pas_reproches(lettre: str, blocs: dict[str, Any]):
    dossier = lettres.valider(de(lettre, **blocs))
    assert graves(lettres.verifier(dossier, lettre, au=AU)) == []
    octets = ATELIER.generer(dossier, lettre, au=AU).octets
    assert graves(controler(octets, dossier=dossier)) == []


FAIT = {"date": "2026-10-02"}
DE_TROP: dict[str, tuple[str, str, str]] = {
    "un avocat, dans une demande de cesser": ("cesser", "j’ai consulté un avocat.", "T-07"),
    "un tribunal, dans une demande de cesser": ("cesser", "le tribunal a tranché une autre affaire.", "T-07"),
    "des caractères, dans une fin": ("fin_de_relation", "nos caractères d’imprimerie étaient incompatibles.", "I-21"),
    "une retenue, dans une fin": ("fin_de_relation", "nous retenons vos fichiers jusqu’au paiement du solde.", "I-15"),
    "des chances, au tribunal": ("dossier_petites_creances", "ma cause est solide.", "U-09"),
    "un jour qui n’existe pas": ("reponse", "le travail a été remis le 31 juin 2026.", "B205"),
    "un faux jour de semaine": ("cesser", "le lundi 3 novembre 2026, vous étiez absente.", "B205"),
}


@pytest.mark.parametrize(("lettre", "texte", "code"), DE_TROP.values(), ids=DE_TROP)
def test_un_mot_que_la_lettre_ne_peut_porter_se_dit_a_sa_place_des_la_verification(lettre: str, texte: str, code: str):
    dossier = lettres.valider(de(lettre, faits=[FAIT | {"texte": "Le travail a été remis."}, FAIT | {"texte": texte}]))
    vus = [c for c in lettres.verifier(dossier, lettre, au=AU) if c.gravite is Gravite.ERREUR]
    assert [(c.code, c.chemin) for c in vus] == [(code, ("faits", 1, "texte"))]
    with pytest.raises(lettres.DossierInvalide) as refus:
        ATELIER.generer(dossier, lettre, au=AU)
    assert [c for c in refus.value.constats if c.gravite is Gravite.ERREUR] == vus


@pytest.mark.parametrize("texte", ["le lundi 5 octobre 2026, vous étiez absente.", "vous avez lu mes courriels."])
def test_un_fait_que_la_lettre_peut_porter_n_est_pas_reproche(texte: str):
    assert graves(lettres.verifier(de("cesser", faits=[FAIT | {"texte": texte}]), "cesser", au=AU)) == []


@pytest.mark.parametrize(
    ("texte", "cites"),
    [
        ("a « b » c « d » e", ["« b »", "« d »"]),
        ("a « b « c » d » e", ["« b « c » d »"]),
        ("« a « b « c » » d » e « f »", ["« a « b « c » » d »", "« f »"]),
        ("a « b « c » d", ["« b « c »"]),
        ("« jamais fermé", []),
        ('a "b" c « "d" »', ['"b"', '« "d" »']),
    ],
)
def test_une_citation_finit_a_son_propre_guillemet(texte: str, cites: list[str]):
    assert [texte[debut:fin] for debut, fin in _entre_guillemets(texte)] == cites


@pytest.mark.parametrize("lettre", ["reponse", "proposition"])
def test_deux_natures_qui_ont_la_meme_liste_n_empechent_pas_de_reconnaitre_la_lettre(lettre: str):
    """Sans rien qui dise la nature, l'une ou l'autre liste convient : c'est la même."""
    reclame = {"montant": "100,00 $", "exigible_le": "2026-09-01"}
    recu = {"date": "2026-11-10", "position": "contester", "reclame": reclame}
    cede = [{"de": "nous", "texte": "tout oublier"}, {"de": "vous", "texte": "tout oublier aussi"}]
    offre = {"offre": {"concessions": cede}} if lettre == "proposition" else {}
    octets = ATELIER.generer(de(lettre, creances=[], recu=recu, **offre), lettre, au=AU).octets
    assert "B001" not in {c.code for c in controler(octets)}
