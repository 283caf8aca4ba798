"""Les commandes « regles » et « expliquer », et la page du registre, qui vient du même code."""

from __future__ import annotations

import json
import re
import sys
from dataclasses import fields, replace
from itertools import groupby
from pathlib import Path

import pytest
from tables import d_un_trait

import lettres
from lettres.cli.commandes.expliquer import en_texte
from lettres.codes import table
from lettres.regles import REGLES
from lettres.socle.code import Code

REGISTRE = Path(lettres.__file__).parent / "regles" / "REGISTRE.md"
TETE = """\
# Le registre des règles

Chaque lettre passe par ces règles avant d’exister. `lettres expliquer CODE` donne la page d’une règle : pourquoi, un
cas fautif, un cas conforme; `tests/codes/MESSAGES.md`, ses messages. Une alerte se rétrograde en conseil, et un conseil
se tait, par une ligne du dossier et un motif écrit; une erreur ne se tait pas :

```yaml
derogations:
  - {code: T106, motif: "La vente a lieu vendredi : le délai ne peut être plus long.", gravite: conseil}
```

Cette page vient du code : `pytest tests/cli/test_commande_regles.py --maj-references` la refait.
"""


def registre() -> str:
    """La page des règles, une table par module, dans l'ordre où un dossier les rencontre."""
    sections = [TETE]
    for module, siennes in groupby(REGLES, lambda r: r.controle.__module__):
        titre = (sys.modules[module].__doc__ or "").splitlines()[0].rstrip(".").replace("'", "’")
        rangees = [f"| {r.code} | {r.nom} | {r.gravite.value} | {r.reference() or '–'} |" for r in siennes]
        entete = [f"## {titre}", "", "| Code | Permettre de… | Gravité | Fondement |", "|---|---|---|---|"]
        sections.append("\n".join([*entete, *rangees, ""]))
    return "\n".join(sections)


def test_la_page_du_registre_est_celle_du_code(request: pytest.FixtureRequest):
    if request.config.getoption("--maj-references"):
        REGISTRE.write_text(registre(), encoding="utf-8")
    assert REGISTRE.read_text(encoding="utf-8") == registre(), (
        "pytest tests/cli/test_commande_regles.py --maj-references"
    )


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
    titre, statut, faute, *_ = resultat.sortie.split("\n\n")
    assert titre == "S101 compter-deux-fois-une-facture [erreur]"
    assert statut.startswith("Erreur depuis la version 0.1 : ")
    assert faute == "La même facture figure deux fois."
    rubriques = re.findall(r"^(\w+) :", resultat.sortie, re.M)
    assert rubriques == ["Pourquoi", "Fautif", "Conforme", "Fondement"]


@pytest.mark.parametrize(
    "code",
    ["V101", "E101", "D101", "L008", "M101", "S001", "S011", "S014", "I101", "I201", "U001", "Q101", "D-10", "B301"],
)
def test_expliquer_a_la_page_des_codes_de_chaque_partie(lancer, code: str):
    resultat = lancer("expliquer", code)
    assert (resultat.code, resultat.ennuis) == (0, "")
    assert resultat.sortie.startswith(f"{code} {table()[code].nom} [")


@d_un_trait
@pytest.mark.parametrize("largeur", [40, 100])
@pytest.mark.parametrize("famille", sorted({c.famille for c in table().values()}))
def test_une_page_se_replie_sans_perdre_un_mot_ni_orpheliner_un_signe(famille: str, largeur: int):
    siennes = [c for c in table().values() if c.famille == famille]
    assert [c.code for c in siennes if mal_repliee(c, largeur)] == []


def mal_repliee(code: Code, largeur: int) -> bool:
    texte = en_texte(code, largeur)
    entiere = " ".join(texte.split())
    phrases = (code.page.faute, *code.page.rubriques().values())
    perdues = [p for p in phrases if " ".join(p.split()) not in entiere]
    return bool(perdues or re.search(r"«$|^ *[»:]", texte, re.M))


@pytest.mark.parametrize(
    ("code", "statut"),
    [
        ("T101", "une ébauche la tolère; elle ne se force pas; aucune dérogation ne l’adoucit."),
        ("S101", "même une ébauche la refuse; elle ne se force pas; aucune dérogation ne l’adoucit."),
        ("J107", "même une ébauche la refuse; elle se force, avec un motif écrit; aucune dérogation ne l’adoucit."),
        ("J111", "même une ébauche la refuse; elle se force, avec un motif écrit; aucune dérogation ne l’adoucit."),
        ("T106", "une dérogation motivée l’adoucit."),
        ("S014", "aucune dérogation ne l’adoucit."),
        ("G104", "aucune dérogation ne l’adoucit."),
    ],
)
def test_expliquer_dit_en_une_phrase_ce_que_l_on_peut_faire_d_un_code(lancer, code: str, statut: str):
    phrase = " ".join(lancer("expliquer", code).sortie.split("\n\n")[1].split())
    assert phrase == f"{table()[code].gravite.capitalize()} depuis la version 0.1 : {statut}"


def test_expliquer_dit_qu_un_code_est_retire():
    retire = replace(table()["S101"], retire="0.3")
    assert en_texte(retire, 100).split("\n\n")[1] == "Code retiré à la version 0.3 : plus rien ne le donne."


def test_expliquer_repond_en_json_avec_tous_les_champs(lancer):
    contenu = json.loads(lancer("expliquer", "T106", "--json").sortie)
    assert (contenu["version"], contenu["code"], contenu["nom"]) == (1, "T106", "presser-le-destinataire")
    assert set(contenu) == {"version", *(f.name for f in fields(Code))} - {"page"} | {"faute", "rubriques"}
    assert list(contenu["rubriques"]) == ["Pourquoi", "Fautif", "Conforme", "Fondement"]
    assert (contenu["tolere"], contenu["forcable"], contenu["derogeable"], contenu["retire"]) == (
        False,
        False,
        True,
        None,
    )


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
