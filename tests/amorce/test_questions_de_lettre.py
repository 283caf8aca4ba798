"""Les questions d'une lettre : ce qu'elle exige, dans l'ordre; une réponse se vérifie comme une valeur de dossier."""

from __future__ import annotations

from datetime import date

import pytest
import yaml
from tables import d_un_trait

import lettres
from lettres.amorce import Questionnaire, necessaires, vouloir
from lettres.amorce.conditions import EN_PLUS, SEULEMENT_SI
from lettres.catalogue import catalogue
from lettres.lecture import lire_texte
from lettres.lecture.redaction import en_yaml
from lettres.socle.constats import Gravite

AU = date(2026, 11, 20)
CE_QUI_RESTE = {"proposition": {"W203"}, "transaction": {"W203"}}
"""Ce qu'un questionnaire ne demande pas, et que le dossier fini dit avec son remède : il ne pose qu'une concession."""

LETTRES = [(m.nature, m.lettre) for m in catalogue()]


def questions(questionnaire: Questionnaire):
    return [questionnaire.question(ligne, 0) for _, lignes in questionnaire.parties() for ligne in lignes]


def parcourir(nature, lettre: str, **reponses: str) -> tuple[list[str], Questionnaire]:
    """Les clés demandées, une réponse vide les passant; sans réponse donnée, c'est l'exemple."""
    questionnaire, posees = Questionnaire(vouloir(nature, lettre)), []
    for _, lignes in questionnaire.parties():
        for ligne in lignes:
            if not questionnaire.se_pose(ligne):
                continue
            question = questionnaire.question(ligne, 0)
            nom = ".".join(ligne.cle)
            posees.append(nom)
            if reponse := reponses.get(nom.replace(".", "__"), question.exemple):
                assert questionnaire.repondre(question, reponse) == []
    return posees, questionnaire


@pytest.mark.un_sur(8)
@pytest.mark.parametrize(("nature", "lettre"), LETTRES)
def test_chaque_cle_exigee_est_demandee(nature, lettre: str):
    posees = questions(Questionnaire(vouloir(nature, lettre)))
    a_condition = {cle for cle, condition in EN_PLUS[nature].items() if condition.exigee}
    assert {q.cle for q in posees if q.obligatoire} - a_condition == necessaires(nature, lettre) - a_condition
    assert all(q.rubrique or q.cle == ("reference",) for q in posees)
    assert all(q.texte and q.exemple for q in posees)


@d_un_trait
@pytest.mark.un_sur(3)
@pytest.mark.parametrize(("nature", "lettre"), LETTRES)
def test_repondre_a_chaque_question_par_son_exemple_fait_un_dossier_sans_erreur(nature, lettre: str):
    _, questionnaire = parcourir(nature, lettre)
    texte = questionnaire.squelette("x.json")
    dossier = lire_texte(texte.encode(), fichier="a.yaml", format="yaml")
    constats = lettres.verifier(dossier, lettre, au=AU)
    assert {c.code for c in constats if c.gravite is Gravite.ERREUR} == CE_QUI_RESTE.get(lettre, set())


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


@d_un_trait
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


# -- Les questions qui dépendent d'une réponse --

TAXES = ["expediteur.tps", "expediteur.tvq", "creances.avant_taxes", "creances.tps", "creances.tvq"]
INTERET = ["contrat.interet.piece", "contrat.interet.demeure_automatique"]
PIECES = ["pieces.id", "pieces.titre"]


BARREAU = ["expediteur.signataire.barreau"]
MANDANT = [f"expediteur.mandant.{cle}" for cle in ("type", "taxes", "adresse.ligne", "adresse.ville")]
NOM_DU_MANDANT = ["expediteur.mandant.nom"]
AVOCATE = {"expediteur__signataire__nom": "Me Karine Exemple"}


@pytest.mark.un_sur(6)
@pytest.mark.parametrize(
    ("nature", "lettre", "reponses", "posees", "tues"),
    [
        # -- les taxes : à une entreprise, et ses numéros si elle est inscrite --
        *(
            ("recouvrement", lettre, {"expediteur__type": qui, "expediteur__taxes": "non_inscrit"}, oui, non)
            for lettre in ("rappel", "mise_en_demeure")
            for qui, oui, non in (
                ("entreprise", ["expediteur.taxes"], TAXES),
                ("Entreprise", ["expediteur.taxes"], TAXES),
                ("organisme", ["expediteur.taxes"], TAXES),
                ("", ["expediteur.taxes"], TAXES),
                ("personne", [], ["expediteur.taxes", *TAXES]),
                ("Personne", [], ["expediteur.taxes", *TAXES]),
            )
        ),
        ("recouvrement", "rappel", {"expediteur__taxes": "inscrit"}, TAXES, []),
        ("recouvrement", "mise_en_demeure", {"expediteur__taxes": "Inscrit"}, TAXES, []),
        ("recouvrement", "rappel", {"expediteur__taxes": ""}, ["expediteur.taxes"], TAXES),
        *((nature, "rappel", {}, [], ["expediteur.taxes"]) for nature in ("entente", "consommation")),
        # -- l'intérêt : d'une somme convenue, et sa preuve s'il y en a un --
        *(
            ("recouvrement", "rappel", {"creances__cause": cause, "contrat__interet__taux_annuel": ""}, oui, non)
            for cause, oui, non in (
                ("service", ["contrat.interet.taux_annuel"], [*INTERET, *PIECES]),
                ("prêt", ["contrat.interet.taux_annuel"], [*INTERET, *PIECES]),
                ("acompte", [], ["contrat.interet.taux_annuel", *INTERET, *PIECES]),
                ("", [], ["contrat.interet.taux_annuel", *INTERET, *PIECES]),
            )
        ),
        ("recouvrement", "rappel", {"contrat__interet__taux_annuel": "12 %"}, [*INTERET, *PIECES], ["contrat.forme"]),
        ("recouvrement", "mise_en_demeure", {"contrat__interet__taux_annuel": ""}, PIECES, INTERET),
        # -- le passage cité : sa page au contrat écrit, d'où il vient sinon --
        *(
            ("entente", lettre, {"contrat__forme": forme}, oui, non)
            for lettre in ("rappel", "mise_en_demeure")
            for forme, oui, non in (
                ("ecrit", ["contrat.clauses.page"], ["contrat.clauses.source", "contrat.clauses.date"]),
                ("", ["contrat.clauses.page"], ["contrat.clauses.source"]),
                ("échanges", ["contrat.clauses.source", "contrat.clauses.date"], ["contrat.clauses.page"]),
                ("verbal", ["contrat.clauses.source"], ["contrat.clauses.numero", "contrat.clauses.page"]),
            )
        ),
        # -- l'avocat : son numéro de membre, puis pour qui il écrit; à nul autre --
        *(
            ("recouvrement", lettre, {"expediteur__signataire__nom": qui}, [*BARREAU, *NOM_DU_MANDANT, *MANDANT], [])
            for lettre in ("rappel", "mise_en_demeure")
            for qui in ("Me Karine Exemple", "Maître Karine Exemple", "Karine Exemple, avocate", "K. Exemple, avocat")
        ),
        *(
            ("recouvrement", "rappel", {"expediteur__nom": qui}, [*BARREAU, *NOM_DU_MANDANT], [])
            for qui in ("Me Karine Exemple", "Cabinet Exemple inc.", "Exemple avocats inc.")
        ),
        *(
            ("recouvrement", lettre, {"expediteur__signataire__nom": qui}, ["expediteur.signataire.nom"], muettes)
            for lettre in ("rappel", "mise_en_demeure")
            for qui in ("Karine Exemple", "Médéric Exemple", "Karine Maître-Exemple")
            for muettes in ([*BARREAU, *NOM_DU_MANDANT, *MANDANT],)
        ),
        ("recouvrement", "rappel", {"expediteur__nom": "Cabinet dentaire Exemple"}, [], [*BARREAU, *NOM_DU_MANDANT]),
        ("recouvrement", "rappel", {**AVOCATE, "expediteur__mandant__nom": ""}, [*BARREAU, *NOM_DU_MANDANT], MANDANT),
        ("recouvrement", "rappel", {**AVOCATE, "expediteur__mandant__taxes": "inscrit"}, TAXES[2:], TAXES[:2]),
        # -- ce qui se réclame est au mandant : ce sont ses taxes qui comptent --
        (
            "recouvrement",
            "rappel",
            {**AVOCATE, "expediteur__taxes": "inscrit"},
            [*TAXES[:2], "expediteur.mandant.taxes"],
            [*TAXES[2:], "expediteur.mandant.tps"],
        ),
        # -- ailleurs, la lettre ne nomme pas de mandant --
        *(
            (nature, lettre, AVOCATE, BARREAU, NOM_DU_MANDANT)
            for nature, lettre in (("reputation", "retrait"), ("consommation", "rappel"), ("entente", "rappel"))
        ),
        ("consommation", "rappel", {"achat__obligation": "delai"}, ["achat.livraison_prevue"], ["achat.livre_le"]),
        ("consommation", "rappel", {"achat__obligation": "garantie"}, [], ["achat.livraison_prevue"]),
        # -- une pièce que la lettre n'exige pas se nomme et se décrit ensemble, ou ni l'un ni l'autre --
        *(
            ("consommation", lettre, {"achat__piece": piece}, ["achat.piece", *posees], tues)
            for lettre in ("avis_resolution", "garantie")
            for piece, posees, tues in (("P-1", PIECES, []), ("", [], PIECES))
        ),
    ],
    ids=str,
)
def test_une_question_ne_se_pose_que_si_une_autre_reponse_l_appelle(
    nature, lettre: str, reponses: dict[str, str], posees: list[str], tues: list[str]
):
    demandees, _ = parcourir(nature, lettre, **reponses)
    assert set(posees) <= set(demandees)
    assert set(tues).isdisjoint(demandees)


@pytest.mark.un_sur(12)
@pytest.mark.parametrize("lettre", ["rappel", "mise_en_demeure"])
@pytest.mark.parametrize(
    "reponses",
    [
        {"expediteur__type": "personne", "expediteur__nom": "Karine Exemple"},
        {"expediteur__type": "entreprise", "expediteur__taxes": "non_inscrit"},
        {"expediteur__taxes": "inscrit", "creances__montant": "1 149,75 $"},
        {"contrat__interet__taux_annuel": "12 %"},
        {"contrat__interet__taux_annuel": ""},
        {"creances__cause": "acompte"},
        AVOCATE,
        {**AVOCATE, "expediteur__mandant__nom": ""},
        {**AVOCATE, "expediteur__type": "personne", "expediteur__nom": "Me Karine Exemple"},
        {**AVOCATE, "expediteur__mandant__type": "personne", "expediteur__mandant__nom": "Zoé Exemple"},
        {**AVOCATE, "expediteur__taxes": "inscrit"},
        {**AVOCATE, "expediteur__mandant__taxes": "inscrit", "creances__montant": "1 149,75 $"},
    ],
    ids=str,
)
def test_quelles_que_soient_les_reponses_le_dossier_n_a_pas_d_erreur(lettre: str, reponses: dict[str, str]):
    _, questionnaire = parcourir("recouvrement", lettre, **reponses)
    dossier = lire_texte(questionnaire.squelette("x.json").encode(), fichier="a.yaml", format="yaml")
    assert [c for c in lettres.verifier(dossier, lettre, au=AU) if c.gravite is Gravite.ERREUR] == []


def test_ce_qui_est_repondu_est_au_dossier_ce_qui_n_est_pas_demande_y_reste_en_commentaire():
    _, inscrite = parcourir("recouvrement", "rappel", expediteur__taxes="inscrit", creances__montant="1 149,75 $")
    _, personne = parcourir("recouvrement", "rappel", expediteur__type="personne")
    assert yaml.safe_load(inscrite.squelette("x.json"))["expediteur"]["taxes"] == "inscrit"
    assert "\n  # taxes:" in personne.squelette("x.json")


@pytest.mark.parametrize(("qui", "exigee"), [("entreprise", True), ("", True), ("personne", False)])
def test_interrompu_le_dossier_n_exige_pas_ce_qui_ne_se_demande_pas(qui: str, exigee: bool):
    questionnaire = Questionnaire(vouloir("recouvrement", "mise_en_demeure"))
    (ligne,) = [li for _, groupe in questionnaire.parties() for li in groupe if li.cle == ("expediteur", "type")]
    assert not qui or questionnaire.repondre(questionnaire.question(ligne, 0), qui) == []
    lignes = questionnaire.squelette("x.json").splitlines()
    (taxes,) = [li for li in lignes if li.startswith(("  taxes:", "  # taxes:"))]
    assert ("obligatoire" in taxes) is exigee
    assert taxes.startswith("  # ") is not exigee


@pytest.mark.un_sur(6)
@pytest.mark.parametrize(("nature", "lettre"), LETTRES)
def test_chaque_condition_porte_sur_une_cle_demandee_avant_elle(nature, lettre: str):
    ordre = [q.cle for q in questions(Questionnaire(vouloir(nature, lettre)))]
    for cle, condition in {**SEULEMENT_SI, **EN_PLUS[nature]}.items():
        if cle in ordre:
            assert {*condition.cles} <= {*ordre[: ordre.index(cle)]}, cle
