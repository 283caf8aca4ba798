"""Les commandes « regles » et « expliquer », et la table du README, qui vient du même registre."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from lettres.cli.expliquer import explications
from lettres.regles import REGLES

README = Path(__file__).parents[2] / "README.md"


def table_des_regles() -> str:
    rangees = ["| Code | Permettre de… | Gravité | Fondement |", "|---|---|---|---|"]
    rangees += [f"| {r.code} | {r.nom} | {r.gravite.value} | {r.reference() or '–'} |" for r in REGLES]
    return "\n".join(rangees)


def test_la_table_du_readme_est_celle_du_registre(request: pytest.FixtureRequest):
    texte = README.read_text(encoding="utf-8")
    motif = re.compile(r"(?<=<!-- regles -->\n)(.*?)\n?(?=<!-- /regles -->)", re.DOTALL)
    if request.config.getoption("--maj-references"):
        texte = motif.sub(lambda _: f"{table_des_regles()}\n", texte)
        README.write_text(texte, encoding="utf-8")
    trouvee = motif.search(texte)
    assert trouvee is not None
    assert trouvee[1] == table_des_regles()


def test_regles_aligne_le_code_le_nom_la_gravite_et_le_fondement(lancer):
    resultat = lancer("regles")
    assert (resultat.code, resultat.ennuis) == (0, "")
    lignes = resultat.sortie.splitlines()
    assert lignes[0].split() == ["CODE", "NOM", "GRAVITÉ", "FONDEMENT"]
    assert {r.code for r in REGLES} <= {ligne.split(" ")[0] for ligne in lignes}
    assert re.search(r"^S101  compter-deux-fois-une-facture +erreur +Loi sur le\b", resultat.sortie, re.M)


def test_regles_en_json_porte_tout_le_registre(lancer):
    contenu = json.loads(lancer("regles", "--json").sortie)
    assert contenu["version"] == 1
    assert [r["code"] for r in contenu["regles"]] == [r.code for r in REGLES]
    assert set(contenu["regles"][0]) == {"code", "nom", "gravite", "depuis", "faute", "fondement", "fiches"}


@pytest.mark.parametrize("code", ["S101", "s101", " S101 "])
def test_expliquer_montre_la_page_entiere_d_une_regle(lancer, code: str):
    resultat = lancer("expliquer", code)
    assert (resultat.code, resultat.ennuis) == (0, "")
    assert resultat.sortie.startswith(
        "S101 compter-deux-fois-une-facture [erreur]\n\nLa même facture figure deux fois."
    )
    rubriques = re.findall(r"^(\w+) :", resultat.sortie, re.M)
    assert rubriques == ["Pourquoi", "Fautif", "Conforme", "Fondement", "Depuis"]


@pytest.mark.parametrize(
    "code", ["V101", "E101", "E102", "D101", "L008", "M101", "S001", "U001", "Q101", "D-10", "B301"]
)
def test_expliquer_dit_au_moins_une_phrase_des_codes_des_autres_parties(lancer, code: str):
    resultat = lancer("expliquer", code)
    assert resultat.code == 0
    assert re.search(r"\n\n[A-ZÉÀ«].*\.\n", resultat.sortie)


def test_expliquer_repond_en_json(lancer):
    contenu = json.loads(lancer("expliquer", "T106", "--json").sortie)
    assert (contenu["version"], contenu["code"], contenu["nom"]) == (1, "T106", "presser-le-destinataire")
    assert list(contenu["rubriques"]) == ["Pourquoi", "Fautif", "Conforme", "Fondement", "Depuis"]


@pytest.mark.parametrize(("code", "propose"), [("S1O1", True), ("zzzzzz", False)])
def test_un_code_inconnu_est_une_faute_d_usage_qui_propose_le_plus_proche(lancer, code: str, propose: bool):
    resultat = lancer("expliquer", code)
    assert (resultat.code, resultat.sortie) == (2, "")
    assert f"Code inconnu : « {code} »." in resultat.ennuis
    assert ("Vouliez-vous dire" in resultat.ennuis) is propose


def test_un_code_inconnu_se_dit_aussi_en_json(lancer):
    resultat = lancer("expliquer", "zzzzzz", "--json")
    assert resultat.code == 2
    assert [c["code"] for c in json.loads(resultat.sortie)["constats"]] == ["U018"]


def test_chaque_regle_a_une_explication_qui_n_est_pas_celle_d_une_autre_partie():
    connues = explications()
    assert all(connues[r.code].nom == r.nom for r in REGLES)
