"""Préciser le fichier de l'usager : la valeur prend sa place, ou celle de l'ancienne, et rien d'autre n'y change."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest
from tables import d_un_trait
from test_ajouts import RAPPEL, TETE, TOML, en_json, lu

import lettres
from lettres.lecture.ajouts import AjoutRefuse, ajouter, modifier

MODE = {"mode_envoi": "recommande"}
AGIT = {"agit_deja": {"qui": "Agence Exemple inc.", "depuis": date(2026, 11, 29)}}
EMPREINTE = "ab" * 32


def precisee(corps: str, entree: dict[str, Any] | None = None) -> str:
    texte = ajouter((TETE + corps).encode(), entree or MODE, format="yaml").decode()
    assert texte.startswith(TETE)
    return texte.removeprefix(TETE)


# -- YAML --


@d_un_trait
@pytest.mark.parametrize(
    ("avant", "apres"),
    [
        ("lieu: Granby\n", "lieu: Granby\nmode_envoi: recommande\n"),
        ("lieu: Granby", "lieu: Granby\nmode_envoi: recommande"),
        ("\nlieu: Granby\n", "\nlieu: Granby\n\nmode_envoi: recommande\n"),
        ("lieu: Granby\n...\n", "lieu: Granby\nmode_envoi: recommande\n...\n"),
        ("mode_envoi:\nlieu: Granby\n", "mode_envoi: recommande\nlieu: Granby\n"),
        ("mode_envoi:", "mode_envoi: recommande"),
        ("mode_envoi: \n", "mode_envoi: recommande \n"),
        (
            "mode_envoi:               # courriel, poste…\n",
            "mode_envoi: recommande    # courriel, poste…\n",
        ),
        ("mode_envoi:  # à dire\n", "mode_envoi: recommande  # à dire\n"),
        ("mode_envoi: # à dire\n", "mode_envoi: recommande # à dire\n"),
        ("mode_envoi: courriel  # à revoir\n", "mode_envoi: recommande  # à revoir\n"),
        ('mode_envoi: "courriel"\n', "mode_envoi: recommande\n"),
        ("'mode_envoi' : 'courriel'   # à revoir\n", "'mode_envoi' : recommande   # à revoir\n"),
        ("mode_envoi:\n  courriel\nlieu: Granby\n", "mode_envoi:\n  recommande\nlieu: Granby\n"),
        ("mode_envoi:\n  courrier\n  recommandé\n", "mode_envoi:\n  recommande\n"),
        ("mode_envoi: null # rien\n", "mode_envoi: recommande # rien\n"),
        (
            "# mode_envoi:             # courriel, poste…\n\n# --- Le lieu ---\nlieu: Granby\n",
            "# mode_envoi:             # courriel, poste…\nmode_envoi: recommande\n\n# --- Le lieu ---\nlieu: Granby\n",
        ),
        (
            "solution: |\n  Un texte\n  # mode_envoi: non\n# fin\n",
            "solution: |\n  Un texte\n  # mode_envoi: non\n# fin\nmode_envoi: recommande\n",
        ),
        (
            "paiement_par: [virement,\n# mode_envoi: non\n  chèque]\n",
            "paiement_par: [virement,\n# mode_envoi: non\n  chèque]\nmode_envoi: recommande\n",
        ),
        (
            "faits:\n- texte: A\n# mode_envoi: non\n- texte: B\n",
            "faits:\n- texte: A\n# mode_envoi: non\n- texte: B\nmode_envoi: recommande\n",
        ),
    ],
)
def test_une_valeur_prend_sa_place_ou_celle_de_l_ancienne(avant: str, apres: str):
    assert precisee(avant) == apres


@pytest.mark.parametrize(
    ("avant", "apres"),
    [
        (
            "\nlieu: Granby\n",
            '\nlieu: Granby\n\nagit_deja:\n  qui: "Agence Exemple inc."\n  depuis: 2026-11-29\n',
        ),
        (
            "# agit_deja:               # qui agit déjà\n#   qui:       # Agence\n#   depuis:\n# politique:\n",
            "# agit_deja:               # qui agit déjà\n#   qui:       # Agence\n#   depuis:\n"
            'agit_deja:\n  qui: "Agence Exemple inc."\n  depuis: 2026-11-29\n# politique:\n',
        ),
        (
            "agit_deja: {qui: Me Exemple, depuis: 2026-10-01}\n",
            'agit_deja: {qui: "Agence Exemple inc.", depuis: 2026-11-29}\n',
        ),
        (
            "agit_deja:\n    qui: Agence Exemple inc.  # la même\n    depuis: 2026-10-01\n",
            "agit_deja:\n    qui: Agence Exemple inc.  # la même\n    depuis: 2026-11-29\n",
        ),
    ],
)
def test_un_bloc_s_ajoute_entier_ou_se_precise_cle_par_cle(avant: str, apres: str):
    assert precisee(avant, AGIT) == apres


@pytest.mark.parametrize(
    ("avant", "apres"),
    [
        (
            "pieces:\n  - {id: P-1, titre: Contrat}\n  - {id: P-2, titre: Photos}\n",
            "pieces:\n  - {id: P-1, titre: Contrat}\n  - {id: P-2, titre: Photos, empreinte: E}\n",
        ),
        (
            "pieces:\n  - id: P-1\n    titre: A\n  - id: P-2\n    titre: B  # deux\n    # date:\n\nlieu: Granby\n",
            "pieces:\n  - id: P-1\n    titre: A\n  - id: P-2\n    titre: B  # deux\n    empreinte: E\n    # date:\n"
            "\nlieu: Granby\n",
        ),
        (
            "pieces:\n  - id: P-1\n    titre: A\n  - id: P-2\n    titre: B\n    # fichier:\n    # empreinte:\n\n",
            "pieces:\n  - id: P-1\n    titre: A\n  - id: P-2\n    titre: B\n    # fichier:\n    # empreinte:\n"
            "    empreinte: E\n\n",
        ),
        (
            "pieces: [{id: P-1, titre: Contrat}, {id: P-2, titre: Photos,}]\n",
            "pieces: [{id: P-1, titre: Contrat}, {id: P-2, titre: Photos, empreinte: E,}]\n",
        ),
        (
            "pieces: [{id: P-1, titre: A}, {\n  id: P-2,  # deux\n  titre: B  # des photos\n}]\n",
            "pieces: [{id: P-1, titre: A}, {\n  id: P-2,  # deux\n  titre: B, empreinte: E  # des photos\n}]\n",
        ),
        (
            "pieces:\n- id: P-1\n  titre: Contrat\n- id: P-2\n  empreinte: cd  # vieille\n  titre: |\n    Photos\n",
            "pieces:\n- id: P-1\n  titre: Contrat\n- id: P-2\n  empreinte: E  # vieille\n  titre: |\n    Photos\n",
        ),
        (
            "pieces:\n- id: P-1\n  titre: A\n-   id: P-2\n    titre: >-\n      B\n      et C\nlieu: Granby\n",
            "pieces:\n- id: P-1\n  titre: A\n-   id: P-2\n    titre: >-\n      B\n      et C\n    empreinte: E\n"
            "lieu: Granby\n",
        ),
    ],
)
def test_un_element_d_une_liste_se_precise_aussi(avant: str, apres: str):
    geste = (("pieces", 1, "empreinte"), EMPREINTE)
    texte = modifier((TETE + avant).encode(), [geste], format="yaml").decode()
    assert texte.removeprefix(TETE) == apres.replace("empreinte: E", f"empreinte: {EMPREINTE}")


@pytest.mark.parametrize("fin", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("marque", [b"", b"\xef\xbb\xbf"])
def test_les_fins_de_ligne_et_la_marque_de_tete_restent(fin: str, marque: bytes):
    avant = marque + (TETE + "mode_envoi: courriel\nlieu: Granby\n").replace("\n", fin).encode()
    entree = {"mode_envoi": "recommande", "delai_jours": 10, "envois": RAPPEL}
    apres = ajouter(avant, entree, format="yaml")
    ajout = "delai_jours: 10\nenvois:\n  - {lettre: rappel, date: 2026-11-29}\n".replace("\n", fin).encode()
    assert apres == avant.replace(b"courriel", b"recommande") + ajout


def test_un_dossier_tout_en_retrait_le_reste():
    avant = "".join(f"  {ligne}\n" for ligne in TETE.splitlines())
    assert ajouter(avant.encode(), MODE, format="yaml").decode() == f"{avant}  mode_envoi: recommande\n"


def test_ce_qui_est_deja_dit_ne_se_recrit_pas():
    avant = (TETE + "mode_envoi:   recommande\n").encode()
    assert ajouter(avant, MODE | {"lieu": None, "solution": ""}, format="yaml") == avant


# -- JSON et TOML --


@d_un_trait
@pytest.mark.parametrize("retrait", [2, 4, "\t", None])
@pytest.mark.parametrize("deja", [{}, {"mode_envoi": "courriel"}, {"mode_envoi": None}, {"agit_deja": {"qui": "Me A"}}])
def test_en_json_ce_qui_est_precise_est_ce_que_json_aurait_ecrit(retrait: Any, deja: dict[str, Any]):
    deja = {"agit_deja": {"qui": "Me A", "depuis": "2026-01-02"}} if "agit_deja" in deja else deja
    agit = {"qui": "Agence Exemple inc.", "depuis": "2026-11-29"}
    apres = en_json(**deja | MODE | {"agit_deja": agit})
    ecrit = ajouter(json.dumps(en_json(**deja), indent=retrait).encode(), MODE | AGIT, format="json").decode()
    assert json.loads(ecrit) == apres
    sans_ordre = [
        json.dumps(dict(sorted(x.items())), indent=retrait, sort_keys=True) for x in (json.loads(ecrit), apres)
    ]
    assert sans_ordre[0] == sans_ordre[1]
    if retrait is not None:
        assert ecrit == json.dumps(json.loads(ecrit), indent=retrait, ensure_ascii=True)


@pytest.mark.parametrize(
    ("avant", "apres"),
    [
        ('[{"id": "P-1", "titre": "A"}]', '[{"id": "P-1", "titre": "A", "empreinte": "E"}]'),
        ('[\n  {"id": "P-1", "titre": "A"}\n ]', '[\n  {"id": "P-1", "titre": "A", "empreinte": "E"}\n ]'),
        (
            '[\n  {\n   "id": "P-1",\n   "titre": "A"\n  }\n ]',
            '[\n  {\n   "id": "P-1",\n   "titre": "A",\n   "empreinte": "E"\n  }\n ]',
        ),
        ('[{"id":"P-1","empreinte":"cd","titre":"A"}]', '[{"id":"P-1","empreinte":"E","titre":"A"}]'),
    ],
)
def test_en_json_un_element_d_une_liste_se_precise(avant: str, apres: str):
    tete = json.dumps(en_json())[:-1]
    ecrit = modifier(
        f'{tete}, "pieces": {avant}}}\n'.encode(), [(("pieces", 0, "empreinte"), EMPREINTE)], format="json"
    )
    assert ecrit.decode() == f'{tete}, "pieces": {apres}}}\n'.replace('"E"', f'"{EMPREINTE}"')


PRECISE = TOML.replace("\n\n[destinataire]", '\nmode_envoi = "recommande"\n\n[destinataire]')
DEUX = TOML + '\n[[pieces]]\nid = "P-1"\ntitre = "A"\n\n[[pieces]]\n  id = "P-2"\n  titre = "B" # deux\n'


@pytest.mark.parametrize(
    ("avant", "apres"),
    [
        (TOML, PRECISE),
        (TOML.replace("\n", "\r\n"), PRECISE.replace("\n", "\r\n")),
        (
            TOML.replace("nature", "mode_envoi = 'courriel' # à revoir\nnature"),
            TOML.replace("nature", "mode_envoi = \"recommande\" # à revoir\nnature"),
        ),
        (
            'mode_envoi = """\\\n  courriel"""\n' + TOML,
            'mode_envoi = "recommande"\n' + TOML,
        ),
        (
            TOML + "\n[[faits]]\ntexte = 'A'\n# mode_envoi = 1\n",
            PRECISE + "\n[[faits]]\ntexte = 'A'\n# mode_envoi = 1\n",
        ),
    ],
)  # fmt: skip
def test_en_toml_une_valeur_de_premier_rang_precede_les_tables(avant: str, apres: str):
    assert ajouter(avant.encode(), MODE, format="toml").decode() == apres


@pytest.mark.parametrize(
    ("avant", "apres"),
    [
        (TOML, TOML + '\n[agit_deja]\nqui = "Agence Exemple inc."\ndepuis = 2026-11-29\n'),
        (
            TOML + '\n[agit_deja]\nqui = "Me Exemple" # un avocat\ndepuis = 2026-10-01\n[contrat]\n',
            TOML + '\n[agit_deja]\nqui = "Agence Exemple inc." # un avocat\ndepuis = 2026-11-29\n[contrat]\n',
        ),
        (
            "agit_deja = {qui = 'Me Exemple', depuis = 2026-11-29}\n" + TOML,
            'agit_deja = {qui = "Agence Exemple inc.", depuis = 2026-11-29}\n' + TOML,
        ),
    ],
)
def test_en_toml_un_bloc_est_une_table_de_plus_ou_se_precise(avant: str, apres: str):
    assert ajouter(avant.encode(), AGIT, format="toml").decode() == apres


@pytest.mark.parametrize(
    ("avant", "apres"),
    [
        (f"{DEUX}\n[contrat]\n", f"{DEUX}  E\n\n[contrat]\n"),
        (
            'pieces = [{id = "P-1", titre = "A"}, {id = "P-2", titre = "B"}]\n' + TOML,
            'pieces = [{id = "P-1", titre = "A"}, {id = "P-2", titre = "B", E}]\n' + TOML,
        ),
    ],
)  # fmt: skip
def test_en_toml_un_element_d_une_liste_se_precise(avant: str, apres: str):
    ecrit = modifier(avant.encode(), [(("pieces", 1, "empreinte"), EMPREINTE)], format="toml").decode()
    assert ecrit == apres.replace("E\n", f'empreinte = "{EMPREINTE}"\n').replace("E}", f'empreinte = "{EMPREINTE}"}}')


# -- Ce qui ne se précise pas --


@pytest.mark.parametrize(
    ("avant", "format", "colle"),
    [
        (TETE + "mode_envoi: >\n  courriel\n", "yaml", "mode_envoi: recommande"),
        ("? mode_envoi\n: courriel\n" + TETE + "? mode_envoi2\n", "yaml", None),
        (
            "{reference: a1, nature: entente, expediteur: {nom: A}, destinataire: {nom: B}}\n",
            "yaml",
            "mode_envoi: recommande",
        ),
    ],
)
def test_un_fichier_ecrit_autrement_est_refuse_avec_ce_qu_il_faut_ecrire(avant: str, format: Any, colle: str | None):
    with pytest.raises((AjoutRefuse, lettres.DossierIllisible, lettres.DossierInvalide)) as refus:
        ajouter(avant.encode(), MODE, format=format)
    if colle:
        (constat,) = refus.value.constats
        assert (constat.code, constat.remede) == ("S019", f"Écrivez au premier rang du dossier : « {colle} ».")


def test_le_remede_nomme_l_element_a_preciser():
    avant = TETE + "pieces:\n  - {id: P-1, titre: Contrat, empreinte: [1]}\n"
    avant = avant.replace("empreinte: [1]", "date: 2026-01-02")
    with pytest.raises(AjoutRefuse) as refus:
        modifier(avant.encode(), [(("pieces", 3, "empreinte"), EMPREINTE)], format="yaml")
    assert refus.value.constats[0].remede.startswith("Écrivez à « pieces[3] » : « empreinte: ab")


@pytest.mark.parametrize(
    "entree",
    [{"reference": "autre"}, {"mode_envoi": {"a": "b"}}, {"agit_deja": "Me Exemple"}, {"delai_jours": 10.5}],
)
def test_une_precision_impossible_est_une_faute_d_appel(entree: dict[str, Any]):
    with pytest.raises(ValueError, match="«"):
        ajouter(TETE.encode(), entree, format="yaml")


@pytest.mark.parametrize(
    ("entree", "code"),
    [({"mode_envoi": "pigeon"}, "D108"), ({"delai_jours": 0}, "D"), ({"rapproche_le": "hier"}, "D")],
)
def test_une_precision_fautive_n_est_pas_ecrite(entree: dict[str, Any], code: str):
    with pytest.raises(lettres.DossierInvalide) as refus:
        ajouter(TETE.encode(), entree, format="yaml")
    assert refus.value.constats[0].code.startswith(code)


def test_une_precision_se_relit_comme_une_inscription():
    entree = MODE | {"delai_jours": 10, "rapproche_le": date(2026, 11, 28), "solution": "Non: « jamais » # ni demain"}
    for tete, format in ((TETE, "yaml"), (json.dumps(en_json()), "json"), (TOML, "toml")):
        relu = lu(ajouter(tete.encode(), entree, format=format), format)
        assert {cle: relu[cle] for cle in entree} == {
            "mode_envoi": "recommande",
            "delai_jours": "10",
            "rapproche_le": "2026-11-28",
            "solution": "Non: « jamais » # ni demain",
        }
