"""Ajouter une inscription au fichier de l'usager : elle s'y insère comme ses voisines, et rien d'autre n'y change."""

from __future__ import annotations

import json
import unicodedata
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from tables import d_un_trait

import lettres
from lettres.lecture.ajouts import AjoutRefuse, ajouter
from lettres.lecture.fichier import lire_arbre

TETE = """\
reference: 2026-014
nature: recouvrement
expediteur: {nom: Studio Karine Exemple}
destinataire: {nom: Marie Exemple}
"""
RAPPEL = {"lettre": "rappel", "date": date(2026, 11, 29)}


def ajoutee(corps: str, entree: dict[str, Any] | None = None) -> str:
    nouveaux = ajouter((TETE + corps).encode(), entree or {"envois": RAPPEL}, format="yaml")
    texte = nouveaux.decode()
    assert texte.startswith(TETE)
    return texte.removeprefix(TETE)


# -- YAML : l'inscription suit l'habitude de sa liste --


@d_un_trait
@pytest.mark.parametrize(
    ("avant", "apres"),
    [
        (
            "envois:\n  - {lettre: rappel, date: 2026-10-01}\n",
            "envois:\n  - {lettre: rappel, date: 2026-10-01}\n  - {lettre: rappel, date: 2026-11-29}\n",
        ),
        (
            "envois:\n  - lettre: rappel\n    date: 2026-10-01\nlieu: Granby\n",
            "envois:\n  - lettre: rappel\n    date: 2026-10-01\n"
            "  - lettre: rappel\n    date: 2026-11-29\nlieu: Granby\n",
        ),
        (
            "envois:\n- lettre: rappel\n  date: 2026-10-01\n",
            "envois:\n- lettre: rappel\n  date: 2026-10-01\n- lettre: rappel\n  date: 2026-11-29\n",
        ),
        (
            "envois:\n    -   lettre: rappel\n        date: 2026-10-01\n",
            "envois:\n    -   lettre: rappel\n        date: 2026-10-01\n"
            "    -   lettre: rappel\n        date: 2026-11-29\n",
        ),
        (
            "envois:\n  - lettre: rappel\n    date: 2026-10-01  # par courriel\n    # recu_le:\n\n"
            "# --- Le lieu ---\nlieu: Granby\n",
            "envois:\n  - lettre: rappel\n    date: 2026-10-01  # par courriel\n    # recu_le:\n"
            "  - lettre: rappel\n    date: 2026-11-29\n\n# --- Le lieu ---\nlieu: Granby\n",
        ),
        (
            "envois:\n  - {lettre: rappel, date: 2026-10-01}\n# fin",
            "envois:\n  - {lettre: rappel, date: 2026-10-01}\n  - {lettre: rappel, date: 2026-11-29}\n# fin",
        ),
        (
            "envois:\n  - {lettre: rappel, date: 2026-10-01}",
            "envois:\n  - {lettre: rappel, date: 2026-10-01}\n  - {lettre: rappel, date: 2026-11-29}",
        ),
        ("envois: []\n", "envois: [\n  {lettre: rappel, date: 2026-11-29},\n]\n"),
        ("envois: []  # aucun\n", "envois: [\n  {lettre: rappel, date: 2026-11-29},\n]  # aucun\n"),
        (
            "envois: [{lettre: rappel, date: 2026-10-01}]\n",
            "envois: [{lettre: rappel, date: 2026-10-01}, {lettre: rappel, date: 2026-11-29}]\n",
        ),
        (
            "envois: [\n  {lettre: rappel, date: 2026-10-01},  # le premier\n]\n",
            "envois: [\n  {lettre: rappel, date: 2026-10-01},  # le premier\n"
            "  {lettre: rappel, date: 2026-11-29},\n]\n",
        ),
        (
            "envois: [\n  {lettre: rappel, date: 2026-10-01}  # le premier, seul\n]\n",
            "envois: [\n  {lettre: rappel, date: 2026-10-01},  # le premier, seul\n"
            "  {lettre: rappel, date: 2026-11-29}\n]\n",
        ),
        (
            "envois: [\n  {lettre: rappel, date: 2026-10-01}]\n",
            "envois: [\n  {lettre: rappel, date: 2026-10-01},\n  {lettre: rappel, date: 2026-11-29}]\n",
        ),
        ("envois:\n", "envois:\n  - {lettre: rappel, date: 2026-11-29}\n"),
        (
            "envois:  # rien encore\n  # - {lettre: rappel}\nlieu: Granby\n",
            "envois:  # rien encore\n  # - {lettre: rappel}\n  - {lettre: rappel, date: 2026-11-29}\nlieu: Granby\n",
        ),
        ("lieu: Granby\n", "lieu: Granby\nenvois:\n  - {lettre: rappel, date: 2026-11-29}\n"),
        ("lieu: Granby", "lieu: Granby\nenvois:\n  - {lettre: rappel, date: 2026-11-29}"),
        ("\nlieu: Granby\n", "\nlieu: Granby\n\nenvois:\n  - {lettre: rappel, date: 2026-11-29}\n"),
        ("lieu: Granby\n...\n", "lieu: Granby\nenvois:\n  - {lettre: rappel, date: 2026-11-29}\n...\n"),
        (
            "suites:\n- date: 2026-10-02\n  resultat: refus\n",
            "suites:\n- date: 2026-10-02\n  resultat: refus\nenvois:\n- lettre: rappel\n  date: 2026-11-29\n",
        ),
        (
            "envois:\n  - lettre: rappel\n    date: 2026-10-01\n    motif: |\n      Deux lignes\n      de texte.\n\n"
            "lieu: Granby\n",
            "envois:\n  - lettre: rappel\n    date: 2026-10-01\n    motif: |\n      Deux lignes\n      de texte.\n"
            "  - lettre: rappel\n    date: 2026-11-29\n\nlieu: Granby\n",
        ),
        (
            "envois:\n  - lettre: rappel\n    date: 2026-10-01\n    motif: |+\n      Un mot.\n\nlieu: Granby\n",
            "envois:\n  - lettre: rappel\n    date: 2026-10-01\n    motif: |+\n      Un mot.\n\n"
            "  - lettre: rappel\n    date: 2026-11-29\nlieu: Granby\n",
        ),
        (
            "envois:\n  - {lettre: rappel,\n     date: 2026-10-01}  # deux lignes\n",
            "envois:\n  - {lettre: rappel,\n     date: 2026-10-01}  # deux lignes\n"
            "  - {lettre: rappel, date: 2026-11-29}\n",
        ),
        (
            '"envois":\n  -\n    lettre: rappel\n    date: 2026-10-01\n',
            '"envois":\n  -\n    lettre: rappel\n    date: 2026-10-01\n  - lettre: rappel\n    date: 2026-11-29\n',
        ),
        (
            "solution: |+\n  Deux lignes\n  de texte.\n\n",
            "solution: |+\n  Deux lignes\n  de texte.\n\nenvois:\n  - {lettre: rappel, date: 2026-11-29}\n",
        ),
    ],
)
def test_une_inscription_suit_l_habitude_de_sa_liste(avant: str, apres: str):
    assert ajoutee(avant) == apres


@pytest.mark.parametrize("fin", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("marque", [b"", b"\xef\xbb\xbf"])
def test_les_fins_de_ligne_et_la_marque_de_tete_restent(fin: str, marque: bytes):
    avant = marque + (TETE + "envois:\n  - lettre: rappel\n    date: 2026-10-01\n").replace("\n", fin).encode()
    apres = ajouter(avant, {"envois": RAPPEL}, format="yaml")
    assert apres == avant + f"  - lettre: rappel{fin}    date: 2026-11-29{fin}".encode()


def test_un_fichier_windows_1252_le_reste_et_son_ajout_s_y_lit():
    avant = (TETE + "lieu: Lévis\n").encode("cp1252")
    suite = {"date": "2026-11-29", "resultat": "refus", "note": "Été → non, ß ý"}
    apres = ajouter(avant, {"suites": suite}, format="yaml")
    assert apres.startswith(avant)
    assert b'"\xc9t\xe9 \\u2192 non, \\u00df \\u00fd"' in apres
    assert lu(apres, "yaml")["suites"] == [suite]


@pytest.mark.parametrize(
    ("format", "avant", "ajoute"),
    [
        ("yaml", TETE, "envois:\n  - {lettre: rappel, date: 2026-11-29}\n  - {lettre: reponse, date: 2026-11-30}\n"),
        (
            "toml",
            'reference = "2026-014"\nnature = "recouvrement"\nexpediteur = {nom = "K"}\ndestinataire = {nom = "M"}\n',
            '\n[[envois]]\nlettre = "rappel"\ndate = 2026-11-29\n\n[[envois]]\nlettre = "reponse"\ndate = 2026-11-30\n',
        ),
    ],
)
def test_plusieurs_inscriptions_d_une_liste_s_ecrivent_d_une_fois(format: Any, avant: str, ajoute: str):
    deux = [RAPPEL, {"lettre": "reponse", "date": "2026-11-30"}]
    assert ajouter(avant.encode(), {"envois": deux}, format=format).decode() == avant + ajoute
    assert ajouter(memoryview(avant.encode()), {"envois": tuple(deux)}, format=format).decode() == avant + ajoute


@pytest.mark.parametrize("sans", [{}, {"envois": []}])
def test_n_ajouter_rien_ne_change_rien(sans: dict[str, Any]):
    assert ajouter(TETE.encode(), sans, format="yaml") == TETE.encode()


def test_plusieurs_listes_s_ecrivent_d_une_fois_et_se_valident_ensemble():
    entree = {
        "paiements": {"date": "2026-11-20", "montant": Decimal("60.00")},
        "suites": {"date": "2026-11-29", "resultat": "cheque_sans_provision", "paiement": 1},
    }
    apres = ajouter(TETE.encode(), entree, format="yaml")
    assert list(lu(apres, "yaml"))[-2:] == ["paiements", "suites"]
    with pytest.raises(lettres.DossierInvalide):
        ajouter(TETE.encode(), {"suites": entree["suites"]}, format="yaml")


# -- JSON et TOML --


def en_json(**blocs: Any) -> dict[str, Any]:
    parties = {"expediteur": {"nom": "Studio Karine Exemple"}, "destinataire": {"nom": "Marie Exemple"}}
    return {"reference": "2026-014", "nature": "recouvrement", **parties, **blocs}


@d_un_trait
@pytest.mark.parametrize("retrait", [2, 4, "\t", None])
@pytest.mark.parametrize("envois", [None, [], [{"lettre": "rappel", "date": "2026-10-01"}]])
def test_en_json_l_ajout_est_ce_que_json_aurait_ecrit(retrait: Any, envois: Any):
    blocs = {} if envois is None else {"envois": envois}
    apres = en_json(**blocs | {"envois": [*(envois or []), {"lettre": "rappel", "date": "2026-11-29"}]})
    ecrit = ajouter(json.dumps(en_json(**blocs), indent=retrait).encode(), {"envois": RAPPEL}, format="json")
    assert ecrit.decode() == json.dumps(apres, indent=retrait)


def test_en_json_serre_l_ajout_l_est_aussi():
    serre = json.dumps(en_json(), separators=(",", ":"))
    ecrit = ajouter(serre.encode(), {"envois": RAPPEL}, format="json").decode()
    assert ecrit == serre[:-1] + ',"envois":[{"lettre":"rappel","date":"2026-11-29"}]}'


def test_en_json_une_inscription_d_une_ligne_appelle_une_inscription_d_une_ligne():
    avant = '{"reference": "1", "nature": "entente", "expediteur": {"nom": "A"}, "destinataire": {"nom": "B"},\n'
    avant += ' "lieu": "Granby", "envois": [\n   {"lettre": "rappel", "date": "2026-10-01"}\n ]\n}\n'
    apres = ajouter(avant.encode(), {"envois": RAPPEL}, format="json").decode()
    ajout = ',\n   {"lettre": "rappel", "date": "2026-11-29"}'
    assert apres == avant.replace('"2026-10-01"}', '"2026-10-01"}' + ajout)


TOML = """\
reference = "2026-014"
nature = "recouvrement"
expediteur = {nom = "Studio Karine Exemple"}

[destinataire]
nom = "Marie Exemple"
"""
TABLE = """
[[envois]]
lettre = "rappel"
date = 2026-11-29
"""


@pytest.mark.parametrize("avant", [TOML, TOML + '\n[[envois]]\nlettre = "rappel"\ndate = 2026-10-01\n'])
def test_en_toml_une_table_s_ajoute_a_la_fin(avant: str):
    assert ajouter(avant.encode(), {"envois": RAPPEL}, format="toml").decode() == avant + TABLE


@pytest.mark.parametrize(
    ("avant", "ajout"),
    [
        (TOML.rstrip("\n"), "\n" + TABLE.rstrip("\n")),
        (TOML.replace("\n", "\r\n"), TABLE.replace("\n", "\r\n")),
        ("\ufeff" + TOML, TABLE),
        (TOML + "# la fin\n", TABLE),
        (TOML + "\n\n", TABLE.lstrip("\n")),
        ("envois = [] # rien\n".replace("envois", "suites") + TOML, TABLE),
        (TOML + '\n[[envois]]\nlettre = "rappel"\ndate = 2026-10-01\n[envois.force]\nmotif = "A"\n[contrat]\n', TABLE),
    ],
    ids=["sans fin", "CRLF", "BOM", "commentaire", "lignes vides", "autre liste", "tables mêlées"],
)
def test_en_toml_de_quelque_facon_qu_il_finisse(avant: str, ajout: str):
    assert ajouter(avant.encode(), {"envois": RAPPEL}, format="toml").decode() == avant + ajout


# -- Les valeurs se relisent telles qu'on les a données --


def lu(octets: bytes, format: Any) -> dict[str, Any]:
    return lire_arbre(octets, fichier="dossier", format=format).donnees


ENTETES = {"yaml": TETE, "json": json.dumps(en_json(), indent=2), "toml": TOML}


@d_un_trait
@pytest.mark.un_sur(4)
@pytest.mark.parametrize("format", ["yaml", "json", "toml"])
@pytest.mark.parametrize(
    "note",
    [
        "60,00 $",
        "oui",
        "Non",
        "yes",
        "off",
        "null",
        "~",
        "007",
        "0x1F",
        "1e5",
        "12:30",
        "1_000",
        ".5",
        "2026-11-29",
        "2026-02-30",
        "Elle a dit : « non ».",
        "Elle a dit: non",
        "une note # pas un commentaire",
        "- un tiret",
        "? une question",
        "[P-1]",
        "{a: 1}",
        "*ancre",
        "&ancre",
        "!etiquette",
        "%pour cent",
        "@arobase",
        "`grave`",
        "| barre",
        "> chevron",
        "'apostrophes'",
        '"guillemets"',
        "une barre \\ et un \\n",
        "Deux lignes\nde texte",
        "Trois\n\nlignes",
        "    du retrait\n  dedans",
        "une\ttabulation",
        "l’été à Québec : 25 °C, 3 × 2",
        "1 149,75\u00a0$ et 1\u202f149 $",
        "e\u0301te\u0301",
        "日本語 😀",
        "---",
        "...",
        "<<",
        "=",
        "a" * 900,
    ],
)
def test_une_valeur_ecrite_se_relit_mot_pour_mot(note: str, format: Any):
    note_lisible = f"{note} x" if note in {"---", "...", "<<", "=", "~"} else note
    entree = {"suites": {"date": "2026-11-29", "resultat": "refus", "note": note_lisible, "citation": note_lisible}}
    suite = lu(ajouter(ENTETES[format].encode(), entree, format=format), format)["suites"][0]
    attendue = unicodedata.normalize("NFC", note_lisible).strip()
    assert suite == {"date": "2026-11-29", "resultat": "refus", "note": attendue, "citation": attendue}


@pytest.mark.parametrize("format", ["yaml", "json", "toml"])
def test_un_bloc_une_liste_un_nombre_et_un_vide_s_inscrivent(format: Any):
    force = {"codes": ["J104", "J106"], "motif": "Elle part demain, « sans faute »."}
    envoi = RAPPEL | {"montant": Decimal("1149.75"), "corrige": None, "creances": [], "suivi": "", "force": force}
    lue = lu(ajouter(ENTETES[format].encode(), {"envois": envoi}, format=format), format)["envois"]
    assert lue == [{"lettre": "rappel", "date": "2026-11-29", "montant": "1149.75", "force": force}]


# -- Ce qui ne s'inscrit pas --


@pytest.mark.parametrize(
    ("avant", "format", "bloc"),
    [
        (TETE + "envois: null\n", "yaml", "- {lettre: rappel, date: 2026-11-29}"),
        (TETE + "envois: ~\n", "yaml", "- {lettre: rappel, date: 2026-11-29}"),
        (TETE + "envois: [  # aucun\n]\n", "yaml", "- {lettre: rappel, date: 2026-11-29}"),
        (
            "{reference: a1, nature: entente, expediteur: {nom: A}, destinataire: {nom: B}}\n",
            "yaml",
            "- {lettre: rappel, date: 2026-11-29}",
        ),
        (json.dumps(en_json(envois=None)), "json", '{"lettre": "rappel", "date": "2026-11-29"}'),
        (
            'envois = [{lettre = "rappel", date = 2026-10-01}]\n' + TOML,
            "toml",
            '{lettre = "rappel", date = 2026-11-29}',
        ),
        ("envois = []\n" + TOML, "toml", '{lettre = "rappel", date = 2026-11-29}'),
    ],
)
def test_un_fichier_ecrit_autrement_est_refuse_avec_le_bloc_a_coller(avant: str, format: Any, bloc: str):
    with pytest.raises(AjoutRefuse) as refus:
        ajouter(avant.encode(), {"envois": RAPPEL}, format=format)
    (constat,) = refus.value.constats
    assert constat.code == "S019"
    assert constat.remede == f"Collez à la fin de « envois » : « {bloc} »."


@pytest.mark.parametrize(
    "corps",
    ["envois: &a\n  - {lettre: rappel, date: 2026-10-01}\n", "creances: [{montant: 60], envois: 3\n"],
)
def test_un_dossier_illisible_le_reste(corps: str):
    with pytest.raises(lettres.DossierIllisible):
        ajouter((TETE + corps).encode(), {"envois": RAPPEL}, format="yaml")


@pytest.mark.parametrize(
    "entree",
    [
        {"envois": {"lettre": "rappel"}},
        {"envois": {"lettre": "poulet", "date": "2026-11-29"}},
        {"envois": {"lettre": "rappel", "date": "2026-11-29", "humeur": "bonne"}},
        {"envois": {"corrige": 1, "motif": "Jamais partie."}},
        {"suites": {"date": "2026-11-29", "resultat": "retour_courrier"}},
        {"suites": {"date": "2026-11-29", "resultat": "refus", "note": "un \u0000 nul"}},
    ],
)
def test_une_inscription_fautive_n_est_pas_ecrite(entree: dict[str, Any]):
    with pytest.raises(lettres.DossierInvalide):
        ajouter(TETE.encode(), entree, format="yaml")


@d_un_trait
@pytest.mark.parametrize(
    ("entree", "format"),
    [
        ({"faits": {"texte": "A"}}, "yaml"),
        ({"envois": RAPPEL | {"montant": 60.5}}, "yaml"),
        ({"envois": RAPPEL | {"montant": Decimal("NaN")}}, "yaml"),
        ({"envois": RAPPEL}, "jsonl"),
        ({"envois": [RAPPEL, "rappel"]}, "yaml"),
        ({"au": "2026-12-01"}, "yaml"),
        ({"envois": "rappel"}, "json"),
        ({"envois": None}, "toml"),
    ],
)
def test_une_demande_impossible_est_une_faute_d_appel(entree: dict[str, Any], format: Any):
    with pytest.raises(ValueError, match="«"):
        ajouter(TETE.encode(), entree, format=format)


@pytest.mark.parametrize(
    ("octets", "entree", "dit"),
    [
        (TETE, {"envois": RAPPEL}, "les octets du dossier, et reçoit un texte"),
        (None, {"envois": RAPPEL}, "les octets du dossier, et reçoit une valeur de type « NoneType »"),
        ({"reference": "2026-014"}, {"envois": RAPPEL}, "les octets du dossier, et reçoit une valeur de type « dict »"),
        (TETE.encode(), [("envois", RAPPEL)], "attend un bloc de clés"),
        (TETE.encode(), "envois", "attend un bloc de clés"),
    ],
)
def test_un_texte_pour_des_octets_est_une_faute_d_appel_dite_en_francais(octets: Any, entree: Any, dit: str):
    with pytest.raises(ValueError, match=dit):
        ajouter(octets, entree, format="yaml")
