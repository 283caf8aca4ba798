"""`lettres.toml` et les politiques de l'usager : ce qui se lit, et chaque faute à sa place, toutes à la fois."""

from __future__ import annotations

import json
import re
from importlib.resources import files
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from lettres.escalade import livree, schema_de_politique
from lettres.lecture.annexes import lire_annexe
from lettres.production.preferences import a_cote, lire_politique, lire_preferences
from lettres.socle.donnees import lire_yaml
from lettres.socle.erreurs import DossierIllisible, DossierInvalide, ErreurLettres

LIVREES = files("lettres.escalade") / "politiques"
NATURES = ["recouvrement", "reputation", "consommation", "entente"]

BONNE = """\
politique: 1
code: ferme
titre: Ferme
nature: recouvrement
tolerance: "5.00"
intervalle: 7
grace: 3
echelons:
  - {code: rappel, titre: Rappel, lettre: rappel, depuis: echeance, jours: 7}
  - {code: demeure, titre: Demeure, lettre: mise_en_demeure, depuis: envoi, jours: 10, effet: demeure}
"""

ANGLAIS = re.compile(
    r"\b(the|should|must|input|valid|value|error|field|required|string|integer|least)\b", re.IGNORECASE
)


def ecrire(ou: Path, nom: str, texte: str) -> Path:
    (ou / nom).write_text(texte, encoding="utf-8")
    return ou / nom


def fautes(refus: ErreurLettres) -> list[tuple[int | None, int | None, str]]:
    return [(c.ligne, c.colonne, c.code) for c in sorted(refus.constats, key=lambda c: (c.ligne or 0, c.colonne or 0))]


# -- Une politique --


@pytest.mark.parametrize("nature", NATURES)
def test_une_politique_livree_se_lit_comme_celle_d_un_usager(tmp_path: Path, nature: str):
    fichier = ecrire(tmp_path, "p.yaml", (LIVREES / f"{nature}.yaml").read_text(encoding="utf-8"))
    assert lire_politique(fichier).contenu == livree(nature)


@pytest.mark.parametrize(
    ("ecrit", "autrement"),
    [
        ('tolerance: "5.00"', "tolerance: 5,00 $"),
        ("intervalle: 7", "intervalle: 7 jours"),
        ("nature: recouvrement", "nature: Recouvrement"),
        ("depuis: echeance", "depuis: échéance"),
        ("lettre: mise_en_demeure", "lettre: mise en demeure"),
        ("code: ferme", 'code: "ferme"'),
    ],
)
def test_elle_se_lit_comme_on_l_ecrit(tmp_path: Path, ecrit: str, autrement: str):
    assert ecrit in BONNE
    lues = [lire_politique(ecrire(tmp_path, "p.yaml", t)).contenu for t in (BONNE, BONNE.replace(ecrit, autrement))]
    assert lues[0] == lues[1]
    assert lues[0].empreinte == lues[1].empreinte


def test_en_json_et_en_toml_c_est_la_meme(tmp_path: Path):
    brute = lire_yaml(ecrire(tmp_path, "p.yaml", BONNE))
    en_toml = "\n".join(f"{cle} = {json.dumps(valeur)}" for cle, valeur in brute.items() if cle != "echelons")
    for echelon in brute["echelons"]:
        en_toml += "\n[[echelons]]\n" + "\n".join(f"{cle} = {json.dumps(valeur)}" for cle, valeur in echelon.items())
    voulue = lire_politique(tmp_path / "p.yaml").contenu
    assert lire_politique(ecrire(tmp_path, "p.json", json.dumps(brute))).contenu == voulue
    assert lire_politique(ecrire(tmp_path, "p.toml", en_toml)).contenu == voulue


UNE_FAUTE = {
    "une version à venir": ("politique: 1", "politique: 2", (1, 12, "D108")),
    "un code qui n’en est pas un": ("code: ferme", "code: Très ferme", (2, 7, "D130")),
    "aucune": ("code: ferme", "code: aucune", (2, 7, "D130")),
    "une nature inconnue": ("nature: recouvrement", "nature: recouvrment", (4, 9, "D108")),
    "un montant illisible": ('tolerance: "5.00"', "tolerance: peu", (5, 12, "D114")),
    "un montant négatif": ('tolerance: "5.00"', "tolerance: -5", (5, 12, "D114")),
    "un intervalle nul": ("intervalle: 7", "intervalle: 0", (6, 13, "D119")),
    "un intervalle démesuré": ("intervalle: 7", "intervalle: 9999", (6, 13, "D119")),
    "des mois": ("grace: 3", "grace: 3 mois", (7, 8, "D119")),
    "une clé de trop": ("grace: 3", "grace: 3\nzut: 1", (8, 1, "D105")),
    "une clé presque juste": ("grace: 3", "grace: 3\ntolérence: 1", (8, 1, "D105")),
    "une clé écrite deux fois": ("grace: 3", "grace: 3\ngrace: 4", (8, 1, "D101")),
    "une clé qui manque": ("grace: 3\n", "", (1, 1, "D106")),
    "un titre vide": ("titre: Ferme", "titre: ''", (3, 8, "D107")),
    "aucun échelon": (BONNE[BONNE.index("echelons:") :], "echelons: []\n", (8, 11, "D110")),
    "des échelons qui n’en sont pas": (BONNE[BONNE.index("echelons:") :], "echelons: oui\n", (8, 11, "D110")),
    "un échelon sans rien à faire": ("lettre: rappel, ", "", (9, 5, "D130")),
    "une lettre et une action": ("lettre: rappel, ", "lettre: rappel, action: avocat, ", (9, 5, "D130")),
    "une action inconnue": ("lettre: rappel, ", "action: prier, ", (9, 43, "D108")),
    "une lettre inconnue": ("lettre: rappel, ", "lettre: sommation, ", (9, 43, "D108")),
    "la lettre d’une autre nature": ("lettre: rappel, ", "lettre: retrait, ", (9, 43, "D130")),
    "un départ inconnu": ("depuis: echeance", "depuis: hier", (9, 59, "D108")),
    "un premier échelon compté d’un envoi": ("depuis: echeance", "depuis: envoi", (9, 59, "D130")),
    "des jours illisibles": ("jours: 7}", "jours: sept}", (9, 76, "D119")),
    "des jours négatifs": ("jours: 7}", "jours: -7}", (9, 76, "D119")),
    "un mode inconnu": ("jours: 7}", "jours: 7, modes: [pigeon]}", (9, 87, "D108")),
    "un maximum démesuré": ("jours: 7}", "jours: 7, maximum: 13}", (9, 88, "D119")),
    "deux fois le même code": ("code: demeure", "code: rappel", (10, 12, "D130")),
    "une mise en demeure sans effet": (", effet: demeure", "", (10, 5, "D130")),
    "un rappel qui met en demeure": ("jours: 7}", "jours: 7, effet: demeure}", (9, 86, "D130")),
}


@pytest.mark.parametrize(("ecrit", "fautif", "attendue"), UNE_FAUTE.values(), ids=UNE_FAUTE)
def test_une_politique_fautive_l_est_a_sa_place_avec_son_remede(tmp_path: Path, ecrit: str, fautif: str, attendue):
    assert ecrit in BONNE
    with pytest.raises(DossierInvalide) as refus:
        lire_politique(ecrire(tmp_path, "p.yaml", BONNE.replace(ecrit, fautif, 1)))
    assert fautes(refus.value) == [attendue]
    (constat,) = refus.value.constats
    assert constat.fichier == str(tmp_path / "p.yaml")
    assert ANGLAIS.findall(f"{constat.message} {constat.remede}") == []
    assert constat.remede or constat.code == "D108" or "écrivez" in constat.message


def test_toutes_ses_fautes_sont_dites_a_la_fois(tmp_path: Path):
    fautive = BONNE.replace("code: ferme", "code: aucune").replace("depuis: echeance", "depuis: envoi")
    fautive = fautive.replace("code: demeure", "code: rappel").replace("lettre: rappel", "lettre: retrait")
    with pytest.raises(DossierInvalide) as refus:
        lire_politique(ecrire(tmp_path, "p.yaml", fautive))
    assert fautes(refus.value) == [(2, 7, "D130"), (9, 43, "D130"), (9, 60, "D130"), (10, 12, "D130")]
    fautive = (
        BONNE.replace("grace: 3", "grace: x")
        .replace("depuis: echeance", "depuis: hier")
        .replace("effet: d", "effet: x")
    )
    with pytest.raises(DossierInvalide) as refus:
        lire_politique(ecrire(tmp_path, "p.yaml", fautive))
    assert [code for *_, code in fautes(refus.value)] == ["D119", "D108", "D108"]


@pytest.mark.parametrize(
    ("nom", "texte", "code"),
    [("p.yaml", "a: [", "L008"), ("p.yaml", "", "L015"), ("p.yaml", "- 1", "L016"), ("p.txt", BONNE, "L007")],
)
def test_une_politique_illisible_l_est_comme_un_dossier(tmp_path: Path, nom: str, texte: str, code: str):
    with pytest.raises(DossierIllisible) as refus:
        lire_politique(ecrire(tmp_path, nom, texte))
    assert [c.code for c in refus.value.constats] == [code]


# -- Son schéma --


def test_le_schema_d_une_politique_admet_les_livrees_et_refuse_leurs_fautes():
    Draft202012Validator.check_schema(schema_de_politique())
    valideur = Draft202012Validator(schema_de_politique())
    for nature in NATURES:
        brute = lire_yaml(LIVREES / f"{nature}.yaml")
        assert valideur.is_valid(brute)
        assert not valideur.is_valid(brute | {"zut": 1})
        assert not valideur.is_valid({cle: v for cle, v in brute.items() if cle != "grace"})
        assert not valideur.is_valid(brute | {"nature": "zut"})
        assert not valideur.is_valid(brute | {"echelons": []})
        assert not valideur.is_valid(brute | {"echelons": [brute["echelons"][0] | {"jours": -1}]})


# -- lettres.toml --


def test_les_chemins_partent_du_repertoire_de_lettres_toml(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    ou = tmp_path / "ici"
    ou.mkdir()
    ecrire(ou, "ferme.yaml", BONNE)
    fichier = ecrire(ou, "lettres.toml", 'politique = "ferme.yaml"\nmodeles = "miens"\n')
    monkeypatch.chdir(tmp_path)
    lues = lire_preferences(fichier)
    assert lues.politiques is not None
    assert [p.code for p in lues.siennes] == ["ferme"]
    assert lues.modeles == str(ou / "miens")


def test_plusieurs_politiques_se_donnent_en_liste(tmp_path: Path):
    ecrire(tmp_path, "a.yaml", BONNE)
    ecrire(tmp_path, "b.yaml", BONNE.replace("code: ferme", "code: douce"))
    lues = lire_preferences(ecrire(tmp_path, "lettres.toml", 'politique = ["a.yaml", "b.yaml"]\n'))
    assert [p.code for p in lues.siennes] == ["ferme", "douce"]


@pytest.mark.parametrize(
    ("texte", "attendues"),
    [
        ('zut = "x"\n', [(1, 1, "D105")]),
        ('politiques = "a.yaml"\n', [(1, 1, "D105")]),
        ('papier = ["p.docx"]\n', [(1, 10, "D111")]),
        ('modeles = ["a"]\n', [(1, 11, "D111")]),
        ('politique = ["a.yaml", "a.yaml"]\n', [(1, 24, "D130")]),
        ('papier = ["p.docx"]\nzut = "x"\n', [(1, 10, "D111"), (2, 1, "D105")]),
    ],
)
def test_un_lettres_toml_fautif_l_est_a_sa_place(tmp_path: Path, texte: str, attendues: list[tuple[int, int, str]]):
    ecrire(tmp_path, "a.yaml", BONNE)
    with pytest.raises(DossierInvalide) as refus:
        lire_preferences(ecrire(tmp_path, "lettres.toml", texte))
    assert fautes(refus.value) == attendues
    assert ANGLAIS.findall(" ".join(f"{c.message} {c.remede}" for c in refus.value.constats)) == []


@pytest.mark.parametrize(("texte", "code"), [('politique = "absente.yaml"\n', "L001"), ("politique = \n", "L008")])
def test_ce_qui_ne_se_lit_pas_est_illisible(tmp_path: Path, texte: str, code: str):
    with pytest.raises(DossierIllisible) as refus:
        lire_preferences(ecrire(tmp_path, "lettres.toml", texte))
    assert [c.code for c in refus.value.constats] == [code]


@pytest.mark.parametrize("texte", ["", '# politique = "ferme.yaml"\n'])
def test_vide_ou_tout_en_commentaires_il_ne_change_rien(tmp_path: Path, texte: str):
    lues = lire_preferences(ecrire(tmp_path, "lettres.toml", texte))
    assert (lues.politiques, lues.modeles, lues.siennes) == (None, None, ())


def test_les_fautes_de_deux_politiques_sont_dites_ensemble(tmp_path: Path):
    ecrire(tmp_path, "a.yaml", BONNE.replace("grace: 3", "grace: x"))
    ecrire(tmp_path, "b.yaml", BONNE.replace("intervalle: 7", "intervalle: x"))
    with pytest.raises(DossierInvalide) as refus:
        lire_preferences(ecrire(tmp_path, "lettres.toml", 'politique = ["a.yaml", "b.yaml"]\n'))
    assert {(Path(c.fichier or "").name, c.ligne) for c in refus.value.constats} == {("a.yaml", 7), ("b.yaml", 6)}


def test_on_ne_cherche_qu_a_cote_du_dossier(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    sous = tmp_path / "a" / "b"
    sous.mkdir(parents=True)
    ecrire(tmp_path / "a", "lettres.toml", "")
    monkeypatch.chdir(tmp_path / "a")
    assert a_cote(sous / "d.yaml") is None
    assert a_cote(tmp_path / "a" / "d.yaml") == tmp_path / "a" / "lettres.toml"


def test_une_annexe_garde_la_place_de_ses_valeurs(tmp_path: Path):
    lue = lire_annexe(
        ecrire(tmp_path, "p.yaml", BONNE), type(livree("entente")), nom="politique", dans="dans la politique"
    )
    assert lue.origine.valeurs["echelons", 1, "lettre"] == (10, 45)
