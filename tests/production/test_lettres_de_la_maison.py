"""Le répertoire de l'usager : ses modèles, lettre par lettre, et les lettres que son catalogue ajoute aux livrées."""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

import lettres
from lettres.catalogue import dossier_des_modeles
from lettres.escalade import Politique, Politiques, livree
from lettres.production.maison import lire_maison
from lettres.production.maison.declarees import schema_de_catalogue
from lettres.rendu import lire_provenance
from lettres.socle.donnees import lire_yaml

AU = date(2026, 11, 22)
RACINE = Path(__file__).parents[2]
RAPPEL = (dossier_des_modeles() / "rappel-recouvrement.docx").read_bytes()
SIENNE = """\
catalogue: 1
lettres:
  - code: dernier_avis
    nature: recouvrement
    comme: rappel
    titre: Dernier avis
    fichier: dernier-avis.docx
    exige: ["creances[].montant"]
    mentions: [ "Sauf  ERREUR de notre part" ]
"""


def avec(octets: bytes, **remplace: str) -> bytes:
    """Le même modèle, où un texte en remplace un autre."""
    sortie = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(octets)) as lu, zipfile.ZipFile(sortie, "w") as ecrit:
        for nom in lu.namelist():
            dedans = lu.read(nom)
            for cherche, remplacant in remplace.items() if nom == "word/document.xml" else ():
                assert cherche.replace("_", " ").encode() in dedans
                dedans = dedans.replace(cherche.replace("_", " ").encode(), remplacant.encode())
            ecrit.writestr(nom, dedans)
    return sortie.getvalue()


@pytest.fixture
def maison(tmp_path: Path) -> Path:
    (tmp_path / "catalogue.yaml").write_text(SIENNE, "utf-8")
    (tmp_path / "dernier-avis.docx").write_bytes(RAPPEL)
    return tmp_path


def dossier() -> lettres.Dossier:
    return lettres.lire(RACINE / "exemples/minimaux/rappel-recouvrement.yaml")


def codes(refus: lettres.ErreurLettres) -> list[str]:
    return [c.code for c in refus.constats]


# -- Lettre par lettre --


def test_un_repertoire_qui_n_a_qu_un_rappel_ne_remplace_que_lui(tmp_path: Path):
    (tmp_path / "rien").mkdir()
    (tmp_path / "rien" / "fin-de-relation-recouvrement.docx").write_bytes(RAPPEL)
    (tmp_path / "rappel-recouvrement.docx").write_bytes(avec(RAPPEL, Sauf_erreur="Sauf oubli"))
    with lettres.Atelier(tmp_path) as atelier, lettres.Atelier(tmp_path / "rien") as livres:
        sienne, autre = (a.generer(dossier(), "rappel", au=AU) for a in (atelier, livres))
    assert (sienne.modele, sienne.modele_livre) == (str(tmp_path / "rappel-recouvrement.docx"), False)
    assert (autre.modele, autre.modele_livre) == ("rappel-recouvrement.docx", True)
    provenance = lire_provenance(sienne.octets).provenance
    assert provenance is not None
    assert provenance.empreinte_modele == sienne.empreinte_du_modele != autre.empreinte_du_modele


# -- Une lettre à soi --


def test_elle_se_nomme_comme_les_autres_et_ce_qu_elle_tient_lieu_d_etre_dit_ce_qu_elle_fait(maison: Path):
    with lettres.Atelier(maison) as atelier:
        lettre = atelier.generer(dossier(), "dernier_avis", au=AU)
    assert (lettre.nom, lettre.titre) == ("2026-014_dernier-avis_2026-11-22.docx", "Dernier avis")
    assert (lettre.lettre, lettre.modele_livre) == ("rappel", False)


def test_elle_n_exige_que_ce_qu_elle_declare(maison: Path):
    (maison / "catalogue.yaml").write_text(SIENNE.replace('["creances[].montant"]', "[contrat]"), "utf-8")
    with lettres.Atelier(maison) as atelier, pytest.raises(lettres.DossierInvalide) as refus:
        atelier.generer(dossier(), "dernier_avis", au=AU)
    assert [(c.code, c.message) for c in refus.value.erreurs] == [("E101", "Il manque « Contrat ».")]


@pytest.mark.parametrize(("mention", "refusee"), [("SAUF erreur de notre part", False), ("sans préjudice", True)])
def test_ce_qu_elle_doit_porter_y_est_mot_pour_mot_a_la_casse_pres(maison: Path, mention: str, refusee: bool):
    (maison / "catalogue.yaml").write_text(SIENNE.replace('"Sauf  ERREUR de notre part"', mention), "utf-8")
    with lettres.Atelier(maison) as atelier:
        if not refusee:
            assert atelier.generer(dossier(), "dernier_avis", au=AU).octets
            return
        with pytest.raises(lettres.ModeleInvalide) as refus:
            atelier.generer(dossier(), "dernier_avis", au=AU)
    assert [c.code for c in refus.value.erreurs] == ["B208"]


@pytest.mark.parametrize(
    ("ajout", "attendus"),
    [
        ("Sinon, vous irez en prison.", {"V101"}),
        ("Vous devez {{ sommes.solde }}, soit 1{{ sommes.total }}.", {"B201"}),
        ("Bonjour.", set[str]()),
    ],
)
def test_la_barriere_la_relit_comme_la_lettre_dont_elle_tient_lieu(maison: Path, ajout: str, attendus: set[str]):
    (maison / "dernier-avis.docx").write_bytes(avec(RAPPEL, Sauf_erreur=f"{ajout} Sauf erreur"))
    (maison / "rappel-recouvrement.docx").write_bytes((maison / "dernier-avis.docx").read_bytes())

    def dits(lettre: str) -> set[str]:
        with lettres.Atelier(maison) as atelier:
            try:
                return {c.code for c in atelier.generer(dossier(), lettre, au=AU).constats}
            except lettres.ModeleInvalide as refus:
                return set(codes(refus))

    assert dits("dernier_avis") == dits("rappel") == attendus


def test_un_modele_qui_ne_se_lit_pas_est_refuse_et_jamais_remplace_par_le_livre(maison: Path):
    (maison / "dernier-avis.docx").write_bytes(b"rien")
    (maison / "rappel-recouvrement.docx").write_bytes(b"rien non plus")
    with lettres.Atelier(maison) as atelier:
        for lettre in ("dernier_avis", "rappel"):
            with pytest.raises(lettres.ModeleInvalide) as refus:
                atelier.generer(dossier(), lettre, au=AU)
            assert codes(refus.value) == ["M101"]


def test_une_lettre_que_rien_ne_declare_n_existe_pas(maison: Path):
    with lettres.Atelier(maison) as atelier, pytest.raises(lettres.DossierInvalide) as refus:
        atelier.generer(dossier(), "avis_final", au=AU)
    assert codes(refus.value) == ["E102"]
    assert refus.value.constats[0].remede.endswith("dernier_avis.")


# -- Un échelon --

VIVE = {
    "politique": 1,
    "code": "vive",
    "titre": "Vive",
    "nature": "recouvrement",
    "tolerance": "5",
    "intervalle": 7,
    "grace": 3,
    "echelons": [
        {"code": "avis", "titre": "Dernier avis", "lettre": "rappel", "modele": "dernier_avis", "depuis": "echeance"}
        | {"jours": 7}
    ],
}


def politiques(**change: str) -> Politiques:
    (echelon,) = VIVE["echelons"]  # type: ignore[misc]
    return Politiques((Politique.model_validate(VIVE | {"echelons": [echelon | change]}),))


def test_elle_est_un_echelon_de_la_politique_de_l_usager(maison: Path):
    with lettres.Atelier(maison, politiques=politiques()) as atelier:
        lettre = atelier.generer(dossier(), au=AU)
        (resultat,) = atelier.generer_lot([dossier()], au=AU)
        ((decision, relancee),) = [tuple(r) for r in atelier.relancer([dossier()], au=AU)]
    assert (lettre.titre, lettre.lettre, lettre.echelon) == ("Dernier avis", "rappel", "avis")
    assert (resultat.lettre, resultat.titre, resultat.octets) == ("dernier_avis", "Dernier avis", lettre.octets)
    assert (decision.modele, relancee) == ("dernier_avis", lettre)


def test_un_lot_confie_a_d_autres_la_fait_aussi(maison: Path):
    with lettres.Atelier(maison, politiques=politiques()) as atelier, ThreadPoolExecutor(1) as ailleurs:
        (fait,) = atelier.generer_lot([dossier()], au=AU, executeur=ailleurs)
        assert (fait.lettre, fait.octets) == ("dernier_avis", atelier.generer(dossier(), au=AU).octets)


def test_la_decision_dit_ce_que_la_lettre_de_l_echelon_exige_et_non_la_livree(maison: Path):
    (maison / "catalogue.yaml").write_text(SIENNE.replace('["creances[].montant"]', "[contrat]"), "utf-8")
    connues = lire_maison(maison).avec(politiques())
    manquent = lettres.evaluer(dossier(), au=AU, politique=connues).ce_qui_manque
    assert [m.phrase for m in manquent] == ["Il manque « Contrat »."]


def test_un_echelon_dont_la_lettre_est_inconnue_n_envoie_jamais_la_livree(maison: Path):
    with lettres.Atelier(politiques=politiques()) as sans, lettres.Atelier(maison, politiques=politiques()) as avec_:
        with pytest.raises(lettres.DossierInvalide) as refus:
            sans.generer(dossier(), au=AU)
        assert avec_.generer(dossier(), au=AU).octets
    assert codes(refus.value) == ["E110"]


def test_une_contestation_recoit_sa_reponse_et_non_la_lettre_de_l_echelon(maison: Path):
    faits = (RACINE / "exemples/minimaux/rappel-recouvrement.yaml").read_text("utf-8")
    (maison / "conteste.yaml").write_text(f"{faits}suites: [{{date: 2026-11-01, resultat: contestation}}]\n", "utf-8")
    contestee = lettres.lire(maison / "conteste.yaml")
    with lettres.Atelier(maison, politiques=politiques()) as atelier:
        lettre = atelier.generer(contestee, au=AU, ebauche=True)
    assert lettre.modele_livre


@pytest.mark.parametrize("nature", ["recouvrement", "reputation", "consommation", "entente"])
def test_une_politique_sans_modele_garde_son_empreinte(nature: str):
    dite = livree(nature).model_dump(mode="json")
    for echelon in dite["echelons"]:
        assert echelon.pop("modele") is None
    d_avant = json.dumps(dite, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    assert livree(nature).empreinte == hashlib.sha256(d_avant.encode()).hexdigest()


# -- Le catalogue --

FAUTES = {
    "un code mal écrit": ("code: dernier_avis", "code: Dernier avis", "D130"),
    "un code livré": ("code: dernier_avis", "code: rappel", "D130"),
    "une nature inconnue": ("nature: recouvrement", "nature: recouvrment", "D108"),
    "une lettre d’une autre nature": ("comme: rappel", "comme: retrait", "D130"),
    "une lettre inconnue": ("comme: rappel", "comme: rapel", "D108"),
    "un titre vide": ("titre: Dernier avis", "titre: ''", "D107"),
    "un fichier livré": ("fichier: dernier-avis.docx", "fichier: rappel-recouvrement.docx", "D130"),
    "un fichier ailleurs": ("fichier: dernier-avis.docx", "fichier: ../dernier-avis.docx", "D130"),
    "un ancien .doc": ("fichier: dernier-avis.docx", "fichier: dernier-avis.doc", "D130"),
    "un fichier absent": ("fichier: dernier-avis.docx", "fichier: dernier_avis.docx", "I103"),
    "un fait inconnu": ("creances[].montant", "creances[].montan", "D130"),
    "une liste sans crochets": ("creances[].montant", "creances.montant", "D130"),
    "des crochets sans liste": ("creances[].montant", "reference[]", "D130"),
    "un fait de trop loin": ("creances[].montant", "reference.montant", "D130"),
    "une clé presque juste": ("exige:", "exiger:", "D105"),
    "une version à venir": ("catalogue: 1", "catalogue: 2", "D108"),
    "un yaml fautif": ("lettres:", "lettres: [", "L008"),
    "autre chose qu’un catalogue": (SIENNE, "- 1\n", "L016"),
}


@pytest.mark.parametrize(("ecrit", "fautif", "code"), FAUTES.values(), ids=FAUTES)
def test_un_catalogue_fautif_est_refuse_a_sa_ligne_avec_son_remede(maison: Path, ecrit: str, fautif: str, code: str):
    assert ecrit in SIENNE
    (maison / "catalogue.yaml").write_text(SIENNE.replace(ecrit, fautif), "utf-8")
    with pytest.raises(lettres.ModeleInvalide) as refus:
        lettres.Atelier(maison)
    vus = {(c.code, c.fichier) for c in refus.value.constats if c.fichier == str(maison / "catalogue.yaml")}
    assert vus == {(code, str(maison / "catalogue.yaml"))}
    assert all(c.ligne and (c.remede or c.code == "D108") for c in refus.value.constats if c.code == code)


@pytest.mark.parametrize(
    "fautif", ["- catalogue: 1\n", SIENNE.split("lettres:\n")[1], "dernier_avis\n", '"x"\n', "[]\n"]
)
def test_un_catalogue_qui_est_une_liste_ou_un_texte_se_dit_avec_ses_mots(maison: Path, fautif: str):
    (maison / "catalogue.yaml").write_text(fautif, "utf-8")
    with pytest.raises(lettres.ModeleInvalide) as refus:
        lire_maison(maison)
    (constat,) = refus.value.constats
    assert constat.code == "L016"
    assert "catalogue" in constat.message and "dossier" not in f"{constat.message} {constat.remede}"
    assert "« catalogue: 1 »" in constat.remede
    # -- le remède se suit --
    (maison / "catalogue.yaml").write_text("catalogue: 1\n", "utf-8")
    (maison / "dernier-avis.docx").unlink()
    assert lire_maison(maison).lettres == ()


def test_deux_lettres_n_ont_pas_le_meme_code_sauf_de_deux_natures(maison: Path):
    entree = SIENNE.split("lettres:\n")[1]
    (maison / "catalogue.yaml").write_text(SIENNE + entree, "utf-8")
    with pytest.raises(lettres.ModeleInvalide) as refus:
        lettres.Atelier(maison)
    assert codes(refus.value) == ["D130"]
    ailleurs = entree.replace("nature: recouvrement", "nature: entente").replace('"creances[].montant"', "contrat")
    (maison / "catalogue.yaml").write_text(SIENNE + ailleurs, "utf-8")
    assert [m.nature for m in lire_maison(maison).lettres] == ["recouvrement", "entente"]


@pytest.mark.parametrize(
    ("nom", "dit"),
    [
        ("rappel-recouvrement.dotx", "« rappel-recouvrement.docx »"),
        ("Rappel-recouvrement.doc", "« rappel-recouvrement.docx »"),
        ("rappel_recouvrement.odt", "« rappel-recouvrement.docx »"),
        ("catalogue.yml", "« catalogue.yaml »"),
        ("Catalogue.yaml", "« catalogue.yaml »"),
        ("catalog.yaml", "« catalogue.yaml »"),
        ("catalogue.json", "« catalogue.yaml »"),
    ],
)
def test_ce_qu_on_croirait_servi_et_qui_ne_le_serait_pas_est_dit(tmp_path: Path, nom: str, dit: str):
    (tmp_path / nom).write_bytes(b"x")
    with pytest.raises(lettres.ModeleInvalide) as refus:
        lire_maison(tmp_path)
    ((code, message),) = [(c.code, c.message) for c in refus.value.constats]
    assert (code, dit in message) == ("I102", True)


@pytest.mark.parametrize(
    "nom",
    [
        *("~$rappel-recouvrement.docx", "LISEZMOI.docx", "notes.yaml", "contrat.doc", ".x.docx"),
        *("rappel-recouvrement_ANNOTE.docx", "rappel-recouvrement_NETTOYE.docx"),
    ],
)
def test_ce_qui_n_a_rien_d_un_modele_n_est_pas_regarde(tmp_path: Path, nom: str):
    (tmp_path / nom).write_bytes(b"x")
    assert lire_maison(tmp_path).remplaces == {}


@pytest.mark.parametrize("texte", ["catalogue: 1\nlettres: []\n", "catalogue: 1\n", "# rien encore\n"])
def test_un_catalogue_sans_lettre_ne_change_rien(tmp_path: Path, texte: str):
    (tmp_path / "catalogue.yaml").write_text(texte, "utf-8")
    assert lire_maison(tmp_path).lettres == ()
    assert lire_maison(tmp_path).avec(None) is None


def test_le_schema_publie_accepte_le_catalogue_et_refuse_une_cle_inconnue(maison: Path):
    schema = Draft202012Validator(schema_de_catalogue())
    faits = lire_yaml(maison / "catalogue.yaml")
    assert list(schema.iter_errors(faits)) == []
    assert list(schema.iter_errors(faits | {"zut": 1})) != []
