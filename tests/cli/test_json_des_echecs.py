"""`--json` : quoi qu'il arrive, la sortie est un seul objet JSON, avec ses constats et le même code de sortie."""

from __future__ import annotations

import json
import os
import re
import shutil
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from lettres import interface
from lettres.cli import application
from lettres.cli.sommaire import COMMANDES, Groupement

AU = ("--au", "2026-11-22")
SOUS_COMMANDES = [
    (nom, sous)
    for nom, commande in COMMANDES.items()
    for sous in (commande.commandes if isinstance(commande, Groupement) else ("",))
]
TOUTES = [tuple(filter(None, paire)) for paire in SOUS_COMMANDES]
GROUPES = [(nom,) for nom, commande in COMMANDES.items() if isinstance(commande, Groupement)]
CONSTAT = Draft202012Validator({"$ref": "#/$defs/ConstatDuLot", "$defs": interface.schema("lot")["$defs"]})
"""Un constat, où que ce soit : celui d’un lot nomme de plus le dossier refusé."""

ECHECS = [
    ("usage : option inconnue", ("--zut",), 2, "U019"),
    ("usage : option sans valeur", ("generer", "d.yaml", "--lettre"), 2, "U019"),
    ("usage : date", ("generer", "d.yaml", "--au", "hier"), 2, "U001"),
    ("usage : lettre", ("verifier", "d.yaml", "--lettre", "relance"), 2, "U002"),
    ("usage : type", ("controler", "lettre.docx", "--type", "Z"), 2, "U010"),
    ("usage : code", ("expliquer", "zzz"), 2, "U018"),
    ("usage : paramètre", ("droit", "zzz"), 2, "U017"),
    ("usage : montant", ("calculer", "taxes", "--total", "beaucoup"), 2, "U011"),
    ("usage : nombre", ("lot", "d.yaml", "--sortie", "s", "--travailleurs", "mille"), 2, "U009"),
    ("fichier absent : generer", ("generer", "absent.yaml", *AU), 2, "L001"),
    ("fichier absent : verifier", ("verifier", "absent.yaml", *AU), 2, "L001"),
    ("fichier absent : etat", ("etat", "absent.yaml", *AU), 2, "L001"),
    ("fichier absent : controler", ("controler", "lettre.docx", "--dossier", "absent.yaml"), 2, "L001"),
    ("fichier absent : lot", ("lot", "absent.yaml", "--sortie", "s", *AU), 1, "L001"),
    ("fichier illisible", ("etat", "illisible.yaml", *AU), 2, "L008"),
    ("dossier invalide : generer", ("generer", "invalide.yaml", *AU), 1, "D105"),
    ("dossier invalide : etat", ("etat", "invalide.yaml", *AU), 1, "D105"),
    ("lettre impossible", ("generer", "d.yaml", "--lettre", "retrait", *AU), 1, "E102"),
    ("calcul refusé", ("calculer", "taxes", "--total", "0.11", *AU), 1, "Q102"),
    ("modèle refusé : generer", ("generer", "d.yaml", "--modele", "d.yaml", *AU), 3, "M101"),
    ("modèle refusé : lot", ("lot", "d.yaml", "--modele", "d.yaml", "--sortie", "s", *AU), 3, "M101"),
    ("modèles absents", ("lot", "d.yaml", "--modeles", "absent", "--sortie", "s", *AU), 3, "I101"),
    ("lettre illisible", ("controler", "d.yaml"), 3, "M101"),
    ("sortie refusée : generer", ("generer", "d.yaml", "--sortie", "d.yaml/x", *AU), 4, "S002"),
    ("sortie refusée : lot", ("lot", "d.yaml", "--sortie", "d.yaml", *AU), 4, "S002"),
]


@pytest.fixture
def dossiers(dossier: Path) -> Path:
    shutil.copy(dossier, dossier.parent / "d.yaml")
    (dossier.parent / "illisible.yaml").write_text("a: [", encoding="utf-8")
    (dossier.parent / "invalide.yaml").write_text(dossier.read_text(encoding="utf-8") + "zut: 1\n", encoding="utf-8")
    (dossier.parent / "lettre.docx").write_bytes(b"")
    return dossier.parent


def reponse(texte: str) -> dict[str, object]:
    """L'objet, dont la forme est celle que la documentation promet."""
    lue = json.loads(texte)
    assert lue["version"] == 1
    assert lue["constats"]
    assert all(CONSTAT.is_valid(constat) for constat in lue["constats"])
    assert any(constat["gravite"] == "erreur" for constat in lue["constats"])
    return lue


@pytest.mark.un_sur(4)
@pytest.mark.parametrize(("args", "code", "constat"), [e[1:] for e in ECHECS], ids=[e[0] for e in ECHECS])
@pytest.mark.parametrize("place", ["avant", "apres", "milieu"])
def test_un_echec_est_un_objet_json_ou_que_soit_l_option(
    lancer, dossiers: Path, args: tuple[str, ...], code: int, constat: str, place: str
):
    texte = lancer(*args)
    nombre = 1 if args[0] in ("calculer", "modeles") else 0
    ou = {"avant": 0, "apres": len(args), "milieu": nombre + 1}[place]
    resultat = lancer(*args[:ou], "--json", *args[ou:])
    if place == "avant":
        # -- l'option est celle d'une commande : avant elle, c'est une faute d'usage, dite en JSON elle aussi --
        assert (resultat.code, reponse(resultat.sortie)["constats"][0]["code"]) == (2, "U019")  # type: ignore[index]
        return
    if args[-1] == "--lettre":  # -- « --lettre --json » : une valeur, et l'on répond en JSON --
        constat = "U002" if place == "apres" else constat
    else:
        assert texte.code == resultat.code == code
    assert resultat.ennuis == ""
    assert constat in [c["code"] for c in reponse(resultat.sortie)["constats"]]  # type: ignore[union-attr]


@pytest.mark.un_sur(10)
@pytest.mark.parametrize("commande", [(), *GROUPES, *TOUTES], ids=lambda c: " ".join(c) or "lettres")
@pytest.mark.parametrize("faute", [("--zut",), ("un", "deux", "trois"), ("-1",), ("--au",)], ids=" ".join)
def test_une_faute_d_usage_de_n_importe_quelle_commande_est_un_objet_json(
    lancer, anglais, commande: tuple[str, ...], faute: tuple[str, ...]
):
    des_fichiers = {
        ("verifier",),
        ("lot",),
        ("relance",),
        ("importer",),
        ("modeles", "verifier"),
        ("modeles", "apercu"),
    }
    if commande in des_fichiers and faute[0] == "un":
        faute = ("--zut", *faute)
    resultat = lancer(*commande, *faute, "--json")
    assert (resultat.code, resultat.ennuis) == (2, "")
    (constat,) = reponse(resultat.sortie)["constats"]  # type: ignore[misc]
    assert anglais(f"{constat['message']} {constat['remede']}") == []


@pytest.mark.parametrize("commande", [(), *GROUPES], ids=lambda c: " ".join(c) or "lettres")
def test_sans_commande_le_logiciel_recoit_un_constat_et_non_l_aide(lancer, commande: tuple[str, ...]):
    resultat = lancer(*commande, "--json")
    assert (resultat.code, resultat.ennuis) == (2, "")
    assert reponse(resultat.sortie)["constats"][0]["code"] == "U019"  # type: ignore[index]


@pytest.mark.parametrize("args", [("generer", "--", "--json"), ("generer", "absent.yaml", "--", "--json")])
def test_apres_deux_tirets_ce_n_est_plus_une_option(lancer, args: tuple[str, ...]):
    resultat = lancer(*args)
    assert (resultat.code, resultat.sortie) == (2, "")
    assert resultat.ennuis != ""


@pytest.mark.parametrize("commande", TOUTES, ids=" ".join)
@pytest.mark.parametrize(
    ("levee", "code", "constat"), [(RuntimeError("Zzcanari"), 70, "I301"), (KeyboardInterrupt(), 130, "I302")]
)
def test_une_faute_de_l_outil_et_une_interruption_sont_aussi_du_json(
    lancer, anglais, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, commande, levee: BaseException, code, constat
):
    def casser(*_args: object) -> object:
        raise levee

    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    monkeypatch.setattr(application, "_lancer", casser)
    texte, en_json = lancer(*commande), lancer(*commande, "--json")
    assert texte.code == en_json.code == code
    assert texte.sortie == ""
    assert [c["code"] for c in reponse(en_json.sortie)["constats"]] == [constat]  # type: ignore[union-attr]
    assert "Zzcanari" not in texte.tout + en_json.tout
    assert "Traceback" not in texte.tout + en_json.tout
    assert anglais(re.sub(r"\S+\.txt", "", texte.ennuis + en_json.ennuis)) == []


def test_sans_repertoire_temporaire_la_faute_de_l_outil_se_dit_quand_meme(
    lancer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    def casser(*_args: object) -> object:
        raise RuntimeError

    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "absent"))
    monkeypatch.setattr(application, "_lancer", casser)
    resultat = lancer("schema")
    assert (resultat.code, "Aucun rapport n’a pu être gardé" in resultat.ennuis) == (70, True)
    assert lancer("schema", "--json").code == 70


def test_une_faute_de_l_outil_au_milieu_d_un_lot_ferme_l_objet_et_garde_ce_qui_est_fait(
    lancer, dossiers: Path, monkeypatch: pytest.MonkeyPatch
):
    from lettres.cli.options import sources

    def une_puis_casse(_fichiers: object):
        yield "d.yaml"
        raise RuntimeError("Zzcanari")

    monkeypatch.setattr("tempfile.tempdir", str(dossiers))
    monkeypatch.setattr("lettres.cli.commandes.lot.lire_les_sources", une_puis_casse)
    assert sources.lire_les_sources is not une_puis_casse
    resultat = lancer("lot", "d.yaml", "--sortie", "s", *AU, "--json")
    assert resultat.code == 70
    lue = reponse(resultat.sortie)
    assert lue["resume"] == {"faite": 1, "deja_faite": 0, "refusee": 0}
    assert [c["code"] for c in lue["constats"]] == ["I301"]  # type: ignore[union-attr]
    texte = lancer("lot", "d.yaml", "--sortie", "s", *AU)
    assert (texte.code, "déjà faites  1" in texte.sortie, "I301" in texte.ennuis) == (70, True, True)
    assert "Zzcanari" not in resultat.tout + texte.tout


@pytest.mark.parametrize(
    ("args", "cles"),
    [
        (
            ("generer", "absent.yaml"),
            {
                *("fichier", "nom", "lettre", "empreinte", "chemin", "au"),
                *("ebauche", "force", "consigne", "fiche", "texte", "courriel", "format", "relecture", "modele"),
            },
        ),
        (("verifier", "d.yaml", "--au", "hier"), {"dossiers"}),
        (("controler", "absent.docx"), {"fichier", "type", "dossier", "au"}),
        (
            ("lot", "d.yaml", "--sortie", "s", "--au", "hier"),
            {"au", "sortie", "lettres", "reuni", "recommandes", "resume"},
        ),
    ],
)
def test_un_echec_garde_les_cles_que_la_commande_donne_d_ordinaire(lancer, args: tuple[str, ...], cles: set[str]):
    assert set(reponse(lancer(*args, "--json").sortie)) == {"version", "constats"} | cles


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="pas de périphérique plein ici")
@pytest.mark.parametrize("args", [("etat", "absent.yaml"), ("generer",), ("regles",)], ids=" ".join)
def test_si_la_sortie_standard_refuse_la_reponse_le_refus_va_aux_ennuis(processus, args: tuple[str, ...]):
    plein = f"import os, sys; os.dup2(os.open('/dev/full', os.O_WRONLY), 1); assert {os.name!r} == 'posix'"
    resultat = processus(*args, "--json", avant=plein)
    assert (resultat.code, resultat.sortie) == (4, "")
    assert resultat.ennuis.startswith("sortie standard: S004 [erreur]")
