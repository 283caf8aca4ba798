"""Les questions d'une lettre : ce qu'elle exige, dans l'ordre; une réponse se vérifie comme une valeur de dossier."""

from __future__ import annotations

from datetime import date

import pytest
import yaml

import lettres
from lettres.amorce import Questionnaire, necessaires, vouloir
from lettres.composition import catalogue
from lettres.lecture import lire_texte
from lettres.lecture.redaction import en_yaml
from lettres.socle.constats import Gravite

AU = date(2026, 11, 20)
LETTRES = [(m.nature, m.lettre) for m in catalogue()]


def questions(questionnaire: Questionnaire):
    return [questionnaire.question(ligne, 0) for _, lignes in questionnaire.parties() for ligne in lignes]


@pytest.mark.parametrize(("nature", "lettre"), LETTRES)
def test_chaque_cle_exigee_est_demandee(nature, lettre: str):
    posees = questions(Questionnaire(vouloir(nature, lettre)))
    assert {q.cle for q in posees if q.obligatoire} == necessaires(nature, lettre)
    assert all(q.rubrique or q.cle == ("reference",) for q in posees)
    assert all(q.texte and q.exemple for q in posees)


@pytest.mark.parametrize(("nature", "lettre"), LETTRES)
def test_repondre_a_chaque_question_par_son_exemple_fait_un_dossier_sans_erreur(nature, lettre: str):
    questionnaire = Questionnaire(vouloir(nature, lettre))
    for question in questions(questionnaire):
        assert questionnaire.repondre(question, question.exemple) == []
    texte = questionnaire.squelette("x.json")
    dossier = lire_texte(texte.encode(), fichier="a.yaml", format="yaml")
    constats = lettres.verifier(dossier, lettre, au=AU)
    assert [c for c in constats if c.gravite is Gravite.ERREUR] == []


def test_ce_que_la_lettre_n_imprimerait_pas_n_est_pas_demande():
    def demandees(nature, lettre: str):
        return {q.cle for q in questions(Questionnaire(vouloir(nature, lettre)))}

    assert ("solution",) in demandees("entente", "rappel")
    assert ("solution",) not in demandees("recouvrement", "mise_en_demeure")
    assert "\n# solution:" in vouloir("recouvrement", "mise_en_demeure").squelette("x.json")


def test_une_mauvaise_reponse_n_est_pas_retenue_et_dit_ce_que_dirait_la_lecture():
    questionnaire = Questionnaire(vouloir("recouvrement", "rappel"))
    (jour,) = [q for q in questions(questionnaire) if q.cle == ("creances", "date")]
    (constat,) = questionnaire.repondre(jour, "14/03/2026")
    assert (constat.code, constat.chemin) == ("D116", ("creances", 0, "date"))
    assert questionnaire.reponses == {}


def test_une_liste_dans_une_liste_se_remplit():
    questionnaire = Questionnaire(vouloir("entente", "rappel"))
    (passage,) = [q for q in questions(questionnaire) if q.cle == ("contrat", "clauses", "texte")]
    assert questionnaire.repondre(passage, "Un passage.") == []
    donnees = yaml.safe_load(questionnaire.squelette("x.json"))
    assert donnees["contrat"]["clauses"][0]["texte"] == "Un passage."


def test_la_piece_suivante_porte_le_numero_suivant():
    questionnaire = Questionnaire(vouloir("entente", "mise_en_demeure"))
    (ligne,) = [li for _, lignes in questionnaire.parties() for li in lignes if li.cle == ("pieces", "id")]
    assert [questionnaire.question(ligne, rang).defaut for rang in range(3)] == ["P-1", "P-2", "P-3"]


@pytest.mark.parametrize(
    "texte",
    [
        *("Granby", "12, rue des Érables", "Reportage : « mariage »", "1 149,75 $", "oui", "null", "~", "é", "😀"),
        *("a: b", "a:", "a # b", "#", "- a", "---", "...", "[a", "{a: b}", "& a", "* a", "<<", "?", "| a", "> a"),
        *("'", '"', "a'b", '"a" b', "!a", "%a", "@a", "`a", "\\n", "a\tb"),
    ],
)
def test_toute_reponse_s_ecrit_en_yaml_et_se_relit_pareille(texte: str):
    assert yaml.load(f"a: {en_yaml(texte)}\n", Loader=yaml.BaseLoader) == {"a": texte}  # noqa: S506
    suite = "nature: entente\nexpediteur: {nom: A}\ndestinataire: {nom: B}\n"
    dossier = lire_texte(f"reference: {en_yaml(f'{texte} x')}\n{suite}".encode(), fichier="a", format="yaml")
    assert dossier.reference == f"{texte} x"
