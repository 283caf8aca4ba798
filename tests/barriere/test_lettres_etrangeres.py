"""Des lettres que nous n'avons pas écrites : reconnues, et jugées juste, quelles que soient leurs tournures."""

from __future__ import annotations

import io
from pathlib import Path

import docx
import pytest
from tables import d_un_trait

from lettres.barriere import controler
from lettres.barriere.lecture import lire
from lettres.barriere.listes import listes
from lettres.barriere.types_de_lettre import reconnaitre, types_nommes
from lettres.barriere.zones import decouper
from lettres.socle.constats import Gravite
from lettres.socle.donnees import lire_yaml

LETTRES = lire_yaml(Path(__file__).parent / "etrangeres.yaml")


def ecrire(lettre: dict) -> bytes:
    """La lettre, en Word ordinaire : style Normal, retours de ligne, tableau de mise en page."""
    document = docx.Document()
    for ligne in lettre.get("en_tete", []):
        document.sections[0].header.add_paragraph(ligne)
    for ligne in lettre["corps"]:
        if isinstance(ligne, str):
            document.add_paragraph(ligne)
        else:
            rangee = document.add_table(rows=1, cols=len(ligne)).rows[0]
            for cellule, (texte,) in zip(rangee.cells, ligne, strict=True):
                cellule.text = "\n".join(texte.split(" / "))
    sortie = io.BytesIO()
    document.save(sortie)
    return sortie.getvalue()


par_lettre = pytest.mark.parametrize("lettre", LETTRES, ids=lambda e: e["titre"])


@d_un_trait
@par_lettre
def test_une_lettre_etrangere_est_reconnue(lettre: dict):
    trouve = reconnaitre(decouper(lire(ecrire(lettre), "lettre")), listes().types.values(), None)
    assert (trouve and trouve.cle) == lettre["type"]


@d_un_trait
@par_lettre
def test_une_lettre_etrangere_donne_ses_erreurs_et_elles_seules(lettre: dict):
    constats = controler(ecrire(lettre))
    points = [c for c in constats if not c.code.startswith("V")]
    assert sorted(c.code for c in points if c.gravite is Gravite.ERREUR) == sorted(lettre["erreurs"]), [
        f"{c.code} {c.message}" for c in points
    ]
    assert set(lettre.get("conseils", [])) <= {c.code for c in points if c.gravite is Gravite.CONSEIL}


@d_un_trait
@pytest.mark.parametrize(
    "phrase",
    [
        "Vous pouvez payer par l’un de ces moyens :",
        "Vous pouvez payer par le moyen suivant :",
        "Vous pouvez payer par les modes suivants :",
        "Le paiement se fait par le seul mode ci-dessous :",
        "Vous pouvez payer au moyen du mode suivant :",
        "Vous pouvez nous payer de la façon suivante :",
        "Veuillez verser cette somme de la manière suivante :",
        "Vous pouvez payer par chèque.",
        "Mode de paiement :",
    ],
)
@pytest.mark.parametrize(("type_", "code"), [("D", "D-09"), ("A", "A-10")])
def test_un_seul_moyen_de_payer_suffit_et_se_dit_de_plus_d_une_facon(phrase: str, type_: str, code: str):
    par_cheque = LETTRES[0]["corps"]
    muette = [ligne.replace(" par chèque visé à l’ordre de Exemple & Associés,", "") for ligne in par_cheque]
    assert code in {c.code for c in controler(ecrire({"corps": muette}), type=type_)}
    dite = [*muette[:12], phrase, "en mains propres, à notre bureau.", *muette[12:]]
    assert code not in {c.code for c in controler(ecrire({"corps": dite}), type=type_)}


@d_un_trait
@pytest.mark.parametrize(
    ("nom", "cles"),
    [
        ("D", {"D"}),
        ("d", {"D"}),
        ("f-rappel", {"F-rappel"}),
        ("rappel-recouvrement", {"A"}),
        ("retrait", {"C"}),
        ("opc", {"G"}),
        ("mise_en_demeure", {"D", "E", "F", "K"}),
        ("mise-en-demeure-entente", {"K"}),
        ("reputation", {"C", "E", "J", "S-reputation", "S-publique", "T"}),
        ("reponse", {"S", "S-entente", "S-reputation", "S-consommation"}),
        ("reponse_publique", {"S-publique"}),
        ("H", {"H"}),
        ("proposition", {"H", "H-entente"}),
        ("Q", {"Q"}),
        ("transaction", {"R", "R-entente"}),
        ("Z", set()),
    ],
)
def test_un_type_se_nomme_par_sa_lettre_son_code_ou_sa_nature(nom: str, cles: set[str]):
    assert {t.cle for t in types_nommes(nom)} == cles


def test_un_type_inconnu_est_un_constat_qui_les_nomme_tous():
    (constat,) = controler(ecrire(LETTRES[0]), type="Z")
    assert constat.code == "B001"
    assert all(f"{t.cle} (" in constat.remede for t in listes().types.values())


def test_un_tableau_dont_une_cellule_n_a_aucun_paragraphe_se_lit():
    """Word n'en écrit pas; un autre logiciel, si."""
    document = docx.Document()
    rangee = document.add_table(rows=1, cols=2).rows[0]
    rangee.cells[1].text = "60,00 $"
    rangee.cells[0]._tc.remove(rangee.cells[0].paragraphs[0]._p)
    sortie = io.BytesIO()
    document.save(sortie)
    (lue,) = lire(sortie.getvalue(), "lettre")
    assert (lue.texte, lue.rangee, lue.numero) == (" ¦ 60,00 $", True, 1)
