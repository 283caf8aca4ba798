"""Le contrat de `--json` : chaque réponse, réussie ou non, suit le schéma publié, et nul autre objet ne le suit."""

from __future__ import annotations

import copy
import json
import shutil
from collections.abc import Callable, Iterator
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from conftest import DOSSIER, Resultat
from exemples_rendus import EXEMPLES, Exemple
from jsonschema import Draft202012Validator
from tries import tries

import lettres
from lettres import interface
from lettres.cli.sommaire import COMMANDES, Groupement
from lettres.codes import table

AU = ("--au", "2026-11-22")
MUETTES = {"nouveau", "schema"}
"""Les commandes qui n'ont pas de réponse `--json` : elles écrivent un fichier, ou répondent déjà en JSON."""

INTERET = ("calculer", "interet", "--capital", "4311.56", "--taux", "12", "--depuis", "2026-08-01", *AU)
VERSEMENTS = ("calculer", "versements", "--capital", "1149.75", "--premier", "2027-01-15", *AU)

REPONSES = [
    ("constats", 0, ("verifier", "d.yaml", *AU)),
    ("constats", 0, ("verifier", "d.yaml", "paye.yaml", "--lettre", "rappel", *AU)),
    ("constats", 1, ("verifier", "vide.yaml", *AU)),
    ("constats", 1, ("verifier", "invalide.yaml", *AU)),
    ("constats", 2, ("verifier", "illisible.yaml", "d.yaml", *AU)),
    ("constats", 2, ("verifier", "absent.yaml", *AU)),
    ("constats", 2, ("verifier", "d.yaml", "--au", "hier")),
    ("constats", 2, ("verifier", "--zut")),
    ("constats", 2, ("zut",)),
    ("etat", 0, ("etat", "d.yaml", *AU)),
    ("etat", 0, ("etat", "paye.yaml", *AU)),
    ("etat", 0, ("etat", "ecrit.yaml", *AU)),
    ("etat", 0, ("etat", "promis.yaml", *AU)),
    ("etat", 0, ("etat", "d.yaml", "--config", "preferences.toml", *AU)),
    ("etat", 1, ("etat", "invalide.yaml", *AU)),
    ("etat", 2, ("etat", "illisible.yaml", *AU)),
    ("etat", 2, ("etat", "d.yaml", "--au", "hier")),
    ("etat", 2, ("etat",)),
    ("generer", 0, ("generer", "d.yaml", *AU)),
    ("generer", 0, ("generer", "d.yaml", "--ebauche", "--ecraser", *AU)),
    ("generer", 0, ("generer", "d.json", "--ecraser", *AU)),
    ("generer", 0, ("generer", "promis.yaml", "--forcer", "--motif", "Client injoignable.", "--ecraser", *AU)),
    ("generer", 0, ("generer", "d.yaml", "--relecture", "--ecraser", *AU)),
    ("generer", 1, ("generer", "promis.yaml", "--ecraser", *AU)),
    ("generer", 1, ("generer", "d.yaml", "--lettre", "retrait", *AU)),
    ("generer", 2, ("generer", "d.yaml", "--au", "hier")),
    ("generer", 2, ("generer", "d.yaml", "--motif", "Sans forcer.", *AU)),
    ("generer", 2, ("generer",)),
    ("generer", 3, ("generer", "d.yaml", "--modele", "d.yaml", *AU)),
    ("generer", 4, ("generer", "d.yaml", "--sortie", "d.yaml/x", *AU)),
    ("envoi", 0, ("envoi", "d.yaml", "--lettre", "rappel", "--mode", "poste", "--fichier", "lettre.docx", *AU)),
    ("envoi", 0, ("envoi", "ecrit.yaml", "--corrige", "1", "--motif", "Jamais partie.", *AU)),
    ("envoi", 1, ("envoi", "d.yaml", "--lettre", "poulet", "--mode", "poste", *AU)),
    ("envoi", 2, ("envoi", "d.yaml", "--lettre", "rappel", *AU)),
    ("envoi", 4, ("envoi", "vide.toml", "--lettre", "rappel", "--mode", "poste", *AU)),
    ("suite", 0, ("suite", "ecrit.yaml", "--resultat", "retour_courrier", "--envoi", "1", "--date", "2026-09-20", *AU)),
    ("suite", 1, ("suite", "d.yaml", "--resultat", "refus", "--envoi", "1", *AU)),
    ("suite", 2, ("suite", "d.yaml", *AU)),
    ("paiement", 0, ("paiement", "d.json", "--montant", "20,00 $", *AU)),
    ("paiement", 2, ("paiement", "absent.yaml", "--montant", "20", *AU)),
    ("suspendre", 0, ("suspendre", "d.yaml", "--motif", "mediation", "--revoir-le", "2026-12-31", *AU)),
    ("suspendre", 2, ("suspendre", "d.yaml", "--motif", "mediation", *AU)),
    ("clore", 0, ("clore", "d.yaml", "--issue", "payee", "--motif", "Réglé au comptant.", *AU)),
    ("clore", 1, ("clore", "d.yaml", "--issue", "finie", *AU)),
    ("clore", 2, ("clore", "d.yaml", *AU)),
    ("preciser", 0, ("preciser", "d.yaml", "--mode-envoi", "poste", "--agit-deja", "Agence Exemple", *AU)),
    ("preciser", 0, ("preciser", "promis.yaml", "--mode-envoi", "courriel", *AU)),
    ("preciser", 1, ("preciser", "d.yaml", "--mode-envoi", "pigeon", *AU)),
    ("preciser", 2, ("preciser", "d.yaml", *AU)),
    ("moi", 0, ("moi", "--nom", "Karine Exemple", "--adresse", "12, rue des Érables", "--ville", "Granby")),
    ("moi", 1, ("moi", "--nom", "Karine Exemple", "--courriel", "zut")),
    ("moi", 2, ("moi", "--voir")),
    ("pieces", 0, ("pieces", "d.yaml")),
    ("pieces", 0, ("pieces", "d.yaml", "--ajouter", "lettre.docx", "--titre", "Lettre", "--noter")),
    ("pieces", 1, ("pieces", "pieces.yaml")),
    ("pieces", 2, ("pieces", "d.yaml", "--ajouter", "absente.pdf", "--titre", "Lettre")),
    ("lot", 0, ("lot", "d.yaml", "paye.yaml", "--sortie", "s", *AU)),
    ("lot", 1, ("lot", "d.yaml", "illisible.yaml", "invalide.yaml", "absent.yaml", "--sortie", "s", *AU)),
    ("lot", 2, ("lot", "d.yaml", "--sortie", "s", "--au", "hier")),
    ("lot", 2, ("lot", "d.yaml")),
    ("lot", 3, ("lot", "d.yaml", "--modele", "d.yaml", "--sortie", "s", *AU)),
    ("lot", 4, ("lot", "d.yaml", "--sortie", "d.yaml", *AU)),
    ("relance", 0, ("relance", "d.yaml", "paye.yaml", "promis.yaml", "ecrit.yaml", *AU)),
    ("relance", 0, ("relance", "d.yaml", "paye.yaml", "--produire", "s", *AU)),
    ("relance", 1, ("relance", "d.yaml", "illisible.yaml", "invalide.yaml", "absent.yaml", *AU)),
    ("relance", 1, ("relance", "d.yaml", "illisible.yaml", "--produire", "s", *AU)),
    ("relance", 2, ("relance", "d.yaml", "--au", "hier")),
    ("relance", 2, ("relance",)),
    ("relance", 4, ("relance", "d.yaml", "--produire", "d.yaml", *AU)),
    ("simuler", 0, ("simuler", "d.yaml", "--jusqu-a", "2030-01-01", *AU)),
    ("simuler", 0, ("simuler", "d.yaml", "--jusqu-a", "2027-01-01", "--si", "promesse:2026-12-15:60", *AU)),
    ("simuler", 1, ("simuler", "invalide.yaml", "--jusqu-a", "2027-01-01", *AU)),
    ("simuler", 2, ("simuler", "d.yaml", "--jusqu-a", "2027-01-01", "--si", "zut", *AU)),
    ("simuler", 2, ("simuler", "d.yaml")),
    ("purger", 0, ("purger", ".")),
    ("purger", 2, ("purger", "d.yaml")),
    ("deguiser", 0, ("deguiser", "d.yaml", "-o", "double.yaml")),
    ("deguiser", 2, ("deguiser", "d.yaml", "-o", "d.yaml")),
    ("importer", 1, ("importer", "factures.csv", "--sortie", "s")),
    ("importer", 0, ("importer", "factures.csv", "--expediteur", "moi.yaml", "--sortie", "s")),
    ("importer", 0, ("importer", "factures.csv", "--apercu")),
    ("importer", 2, ("importer", "d.yaml", "--sortie", "s")),
    ("importer", 2, ("importer", "factures.csv")),
    ("importer", 4, ("importer", "factures.csv", "--sortie", "d.yaml")),
    ("controler", 0, ("controler", "lettre.docx", "--dossier", "d.yaml")),
    ("controler", 1, ("controler", "lettre.docx", "--type", "F")),
    ("controler", 1, ("controler", "etrangere.docx")),
    ("controler", 2, ("controler", "lettre.docx", "--type", "Z")),
    ("controler", 2, ("controler", "lettre.docx", "--dossier", "absent.yaml")),
    ("controler", 2, ("controler",)),
    ("controler", 3, ("controler", "d.yaml")),
    ("affirmations", 0, ("affirmations", "d.yaml", "--lettre", "rappel", *AU)),
    ("affirmations", 0, ("affirmations", "lettre.docx", "--dossier", "d.yaml")),
    ("affirmations", 0, ("affirmations", "etrangere.docx")),
    ("affirmations", 1, ("affirmations", "d.yaml", "--lettre", "retrait", *AU)),
    ("affirmations", 2, ("affirmations", "absent.yaml")),
    ("affirmations", 3, ("affirmations", "absent.docx")),
    ("interet", 0, INTERET),
    ("interet", 0, (*INTERET, "--paiement", "2026-09-10:1000", "--paiement", "2026-10-01:9000")),
    ("interet", 1, (*INTERET, "--taux", "200")),
    ("interet", 2, (*INTERET, "--capital", "beaucoup")),
    ("versements", 0, (*VERSEMENTS, "--nombre", "6")),
    ("versements", 0, (*VERSEMENTS, "--montant", "200", "--taux", "12")),
    ("versements", 1, (*VERSEMENTS, "--montant", "1")),
    ("versements", 2, VERSEMENTS),
    ("delai", 0, ("calculer", "delai", "--depuis", "2026-12-15", "--jours", "10")),
    ("delai", 0, ("calculer", "delai", "--depuis", "2026-12-15", "--mois", "2", "--calendrier", "lpc")),
    ("delai", 2, ("calculer", "delai", "--depuis", "2026-12-15")),
    ("prescription", 0, ("calculer", "prescription", "--matiere", "generale", "--depuis", "2026-01-31", *AU)),
    ("prescription", 0, ("calculer", "prescription", "--matiere", "journal", "--depuis", "2020-01-31", *AU)),
    ("prescription", 2, ("calculer", "prescription", "--matiere", "zut", "--depuis", "2026-01-31")),
    ("taxes", 0, ("calculer", "taxes", "--avant-taxes", "1000", *AU)),
    ("taxes", 0, ("calculer", "taxes", "--total", "1149.75", *AU)),
    ("taxes", 1, ("calculer", "taxes", "--total", "0.11", *AU)),
    ("taxes", 2, ("calculer", "taxes")),
    ("droit", 0, ("droit", *AU)),
    ("droit", 0, ("droit", "interet", "--au", "1950-01-01")),
    ("droit", 0, ("droit", "--a-reverifier", *AU)),
    ("droit", 1, ("droit", "interet.creances_etat", *AU)),
    ("droit", 2, ("droit", "zzz")),
    ("regles", 0, ("regles",)),
    ("regles", 2, ("regles", "zut")),
    ("expliquer", 2, ("expliquer", "zzz")),
    ("modeles", 0, ("modeles", "lister")),
    ("modeles", 2, ("modeles", "lister", "zut")),
    ("verification", 0, ("modeles", "verifier", "sain.docx")),
    ("verification", 1, ("modeles", "verifier", "sain.docx", "menace.docx", "--lettre", "cesser")),
    ("verification", 2, ("modeles", "verifier")),
    ("verification", 2, ("modeles", "verifier", "sain.docx", "--nature", "zut")),
    ("verification", 3, ("modeles", "verifier", "absent.docx", "d.yaml")),
    ("copier", 0, ("modeles", "copier", "m", "--lettre", "opc")),
    ("copier", 2, ("modeles", "copier", "m", "--lettre", "zut")),
    ("comparaison", 0, ("modeles", "comparer", "sain.docx", "sain.docx")),
    ("comparaison", 0, ("modeles", "comparer", "sain.docx", "menace.docx")),
    ("comparaison", 2, ("modeles", "comparer", "sain.docx")),
    ("comparaison", 3, ("modeles", "comparer", "sain.docx", "absent.docx")),
    ("apercu", 0, ("modeles", "apercu", "menace.docx", "--lettre", "cesser", "--sortie", "vues", "--sans-pdf")),
    ("apercu", 2, ("modeles", "apercu", "sain.docx")),
    ("nettoyage", 0, ("modeles", "nettoyer", "sain.docx")),
    ("nettoyage", 2, ("modeles", "nettoyer", "sain.docx", "-o", "sain.docx")),
    ("nettoyage", 3, ("modeles", "nettoyer", "absent.docx")),
    ("champs", 0, ("modeles", "champs")),
    ("champs", 2, ("modeles", "champs", "--zut")),
]
"""Le schéma, le code de sortie et la ligne de commande."""

COMMANDEES = [nom for nom in interface.FORMES if nom not in {"decision", "probleme"}]
"""Les schémas de la réponse d'une commande; une décision en est un morceau, un problème est celle d'un service Web."""

SCHEMA_DE = {
    "verifier": "constats",
    "modeles lister": "modeles",
    "modeles champs": "champs",
    "modeles copier": "copier",
    "modeles verifier": "verification",
    "modeles comparer": "comparaison",
    "modeles apercu": "apercu",
    "modeles nettoyer": "nettoyage",
}


@cache
def valideur(nom: str) -> Draft202012Validator:
    return Draft202012Validator(interface.schema(nom))


def fautes(nom: str, reponse: object) -> list[str]:
    return [f"{'/'.join(map(str, f.absolute_path))} : {f.message[:300]}" for f in valideur(nom).iter_errors(reponse)]


@pytest.fixture(scope="module")
def classeur(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """De bons dossiers, un promis, un payé, un déjà écrit, des fautifs; une lettre à nous et une d'un autre."""
    import docx
    import yaml

    ou, texte = tmp_path_factory.mktemp("classeur"), DOSSIER
    complet = texte.replace("  signataire:", "  taxes: non_inscrit\n  signataire:").replace(
        "{facture", "{cause: service, facture"
    )
    envoi = "envois: [{lettre: rappel, date: 2026-09-10}]\n"
    fichiers = {
        "d.yaml": complet,
        "d.json": json.dumps(yaml.safe_load(complet), default=str),
        "paye.yaml": complet.replace("014", "015") + 'paiements: [{date: 2026-09-10, montant: "20,00 $"}]\n',
        "ecrit.yaml": complet + envoi + "suspensions: [{motif: autre, du: 2026-11-01, note: En voyage.}]\n",
        "promis.yaml": complet
        + envoi
        + "mode_envoi: recommande\npieces: [{id: P-1, titre: Facture F-1023}]\n"
        + "suites: [{date: 2026-11-20, canal: telephone, resultat: promesse, promis_le: 2026-11-28}]\n",
        "pieces.yaml": complet
        + "pieces:\n  - {id: P-1, titre: A, fichier: lettre.docx, date: 2026-08-01}\n"
        + f"  - {{id: P-2, titre: B, fichier: lettre.docx, empreinte: {'0' * 64}}}\n"
        + "faits: [{date: 2026-08-01, texte: Un fait, pieces: [P-9]}]\n",
        "avocat.yaml": complet.replace("014", "016") + "suites: [{date: 2026-11-10, resultat: procureur_constitue}]\n",
        "preferences.toml": 'politique = "politiques/vive.yaml"\nmodeles = "miens"\n',
        "vide.yaml": texte.replace("  courriel: karine@exemple.test\n", "").replace(
            "  adresse: {ligne: 34 avenue du Lac, ville: Bromont, code_postal: J2L 2B2}\n", ""
        ),
        "invalide.yaml": texte + "zut: 1\nmontant: beaucoup\n",
        "illisible.yaml": "a: [",
        "moi.yaml": yaml.safe_dump(yaml.safe_load(complet)["expediteur"]),
        "factures.csv": "ContactName,EmailAddress,InvoiceNumber,InvoiceDate,DueDate,Total,InvoiceAmountPaid,"
        "InvoiceAmountDue,Status,Description\n"
        "Marie Exemple,m@exemple.test,F-1,2026-08-01,2026-08-31,60,0,60,Awaiting Payment,Reportage\n"
        "Marie Exemple,m@exemple.test,F-2,2026-08-01,2026-08-31,60,0,60,Draft,Reportage\n",
        "vide.toml": 'envois = []\nreference = "1"\nnature = "entente"\n'
        'expediteur = {nom = "A"}\ndestinataire = {nom = "B"}\n',
    }
    from test_configuration import VIVE
    from test_modeles_de_l_usager import SIENNE

    for repertoire in ("politiques", "miens"):
        (ou / repertoire).mkdir()
    (ou / "miens" / "catalogue.yaml").write_text(SIENNE, encoding="utf-8")
    (ou / "politiques" / "vive.yaml").write_text(VIVE, encoding="utf-8")
    for nom, contenu in fichiers.items():
        (ou / nom).write_text(contenu, encoding="utf-8")
    faite = lettres.generer(lettres.lire(ou / "d.yaml"), au=date.fromisoformat(AU[1]))
    (ou / "lettre.docx").write_bytes(faite.octets)
    from modeles_fautifs import modele
    from paquets import p

    (ou / "sain.docx").write_bytes(modele(p("Bonjour {{ destinataire.nom }}.")))
    (ou / "miens" / "dernier-avis.docx").write_bytes((ou / "sain.docx").read_bytes())
    (ou / "menace.docx").write_bytes(modele(p("Sinon, nous publierons votre nom sur Facebook.")))
    etrangere = docx.Document()
    etrangere.add_paragraph("Bonjour, {{ nom }} : payez 60,00 $ d’ici [date].")
    etrangere.save(str(ou / "etrangere.docx"))
    return ou


@pytest.fixture(scope="module")
def repondues() -> dict[tuple[str, ...], Resultat]:
    """Ce que les commandes ont répondu, chacune une fois pour tous les essais."""
    return {}


@pytest.fixture
def repondre(
    lancer, tmp_path: Path, classeur: Path, repondues, monkeypatch: pytest.MonkeyPatch
) -> Callable[..., Resultat]:
    """Ce qu'une commande répond en JSON dans un classeur où rien d'autre n'a été fait."""
    monkeypatch.setenv("LETTRES_CONFIG", "reglages")

    def reponse(*args: str) -> Resultat:
        if args not in repondues:
            shutil.copytree(classeur, tmp_path, dirs_exist_ok=True)
            repondues[args] = lancer(*args, "--json")
        return repondues[args]

    return reponse


@pytest.mark.un_sur(3)
@pytest.mark.parametrize(("nom", "code", "args"), REPONSES, ids=[f"{c} {' '.join(a)}" for _, c, a in REPONSES])
def test_chaque_reponse_suit_le_schema_de_sa_commande(repondre, nom: str, code: int, args):
    resultat = repondre(*args)
    assert resultat.code == code, resultat.tout
    assert fautes(nom, json.loads(resultat.sortie)) == []


def test_chaque_commande_qui_repond_en_json_a_son_schema_et_ses_cas():
    commandes = [
        " ".join(filter(None, (nom, sous)))
        for nom, commande in COMMANDES.items()
        for sous in (commande.commandes if isinstance(commande, Groupement) else ("",))
        if nom not in MUETTES
    ]
    schemas = {SCHEMA_DE.get(commande, commande.split()[-1]) for commande in commandes}
    assert schemas == set(COMMANDEES)
    assert {nom for nom, code, _ in REPONSES if code == 0} == schemas - {"expliquer"}
    assert {nom for nom, code, _ in REPONSES if code == 2} == schemas


@pytest.mark.un_sur(6)
@tries(("exemple",), {e.nom: (e,) for e in EXEMPLES}, [e.nom for e in EXEMPLES[::4]])
@pytest.mark.parametrize(("nom", "commande"), [("constats", "verifier"), ("etat", "etat")])
def test_chaque_exemple_livre_suit_les_schemas(lancer, exemple: Exemple, nom: str, commande: str):
    resultat = lancer(commande, str(exemple.chemin), "--au", exemple.au.isoformat(), "--json")
    assert fautes(nom, json.loads(resultat.sortie)) == []


def test_la_page_de_chaque_code_suit_son_schema():
    assert {
        code: fautes("expliquer", json.loads(json.dumps(interface.explication(c)))) for code, c in table().items()
    } == {code: [] for code in table()}


# -- Ce que le schéma refuse --

UNE_DE_CHAQUE = {nom: args for nom, code, args in reversed(REPONSES) if code in (0, 1)} | {
    "expliquer": ("expliquer", "S101"),
    "constats": ("verifier", "vide.yaml", "d.yaml", *AU),
    "generer": ("generer", "d.yaml", *AU),
    "lot": ("lot", "d.yaml", "illisible.yaml", "--sortie", "s", *AU),
    "simuler": ("simuler", "d.yaml", "--jusqu-a", "2027-01-01", "--si", "contestation@2026-12-01", *AU),
    "relance": ("relance", "d.yaml", "avocat.yaml", "illisible.yaml", "--produire", "s", *AU),
    "etat": ("etat", "promis.yaml", *AU),
    "controler": ("controler", "etrangere.docx"),
    "affirmations": ("affirmations", "d.yaml", "--lettre", "rappel", *AU),
}
FACULTATIVES = {(None, "dossiers"), (None, "provenance"), ("constats", "source")}
FACULTATIVES |= {("expediteur", "nom"), ("expediteur", "adresse"), ("adresse", "ligne"), ("adresse", "ville")}
"""Une clé facultative, et celle qui mène à son objet; `moi` garde ce qu'on lui a dit, et rien de plus."""
LIBRES = {"inscription", "precisions", "rubriques", "donnees"}


def objets(valeur: Any, chemin: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """Le chemin de chaque objet d'une réponse dont les clés sont fixées; d'une liste, le premier."""
    if isinstance(valeur, dict) and (not chemin or chemin[-1] not in LIBRES):
        yield chemin
        for cle, v in valeur.items():
            yield from objets(v, (*chemin, cle))
    elif isinstance(valeur, list) and valeur:
        yield from objets(valeur[0], (*chemin, 0))


def atteindre(valeur: Any, chemin: tuple[str | int, ...]) -> Any:
    for pas in chemin:
        valeur = valeur[pas]
    return valeur


@pytest.mark.un_sur(9)
@pytest.mark.parametrize("nom", COMMANDEES)
def test_une_cle_de_trop_ou_de_moins_est_refusee_ou_qu_elle_soit(repondre, nom: str):
    reponse = json.loads(repondre(*UNE_DE_CHAQUE[nom]).sortie)
    assert fautes(nom, reponse) == []
    acceptees = []
    for chemin in objets(reponse):
        gatee = copy.deepcopy(reponse)
        atteindre(gatee, chemin)["zut"] = None
        acceptees += [(*chemin, "zut")] if valideur(nom).is_valid(gatee) else []
        sous = next((pas for pas in reversed(chemin) if isinstance(pas, str)), None)
        for cle in (c for c in atteindre(reponse, chemin) if (sous, c) not in FACULTATIVES):
            gatee = copy.deepcopy(reponse)
            del atteindre(gatee, chemin)[cle]
            acceptees += [(*chemin, cle)] if valideur(nom).is_valid(gatee) else []
    assert acceptees == []


@pytest.mark.un_sur(10)
@pytest.mark.parametrize("nom", COMMANDEES)
def test_une_valeur_d_un_autre_type_est_refusee(repondre, nom: str):
    reponse = json.loads(repondre(*UNE_DE_CHAQUE[nom]).sortie)
    acceptees = []
    for chemin in objets(reponse):
        for cle in atteindre(reponse, chemin):
            gatee = copy.deepcopy(reponse)
            atteindre(gatee, chemin)[cle] = 1.5
            acceptees += [(*chemin, cle)] if valideur(nom).is_valid(gatee) else []
    assert acceptees == []


@pytest.mark.parametrize("fichier", ["d.yaml", "promis.yaml", "ecrit.yaml", "paye.yaml"])
def test_une_decision_suit_son_schema_seule_comme_dans_l_etat(repondre, fichier: str):
    etat = json.loads(repondre("etat", fichier, *AU).sortie)
    assert etat["decision"] == etat["decisions"][0]
    assert [fautes("decision", d) for d in etat["decisions"]] == [[]] * len(etat["decisions"])
    assert fautes("decision", etat["decision"] | {"zut": None})
    assert fautes("decision", etat["decision"] | {"statut": "non_evaluee"})


# -- La commande « schema » --


@pytest.mark.parametrize("nom", interface.FORMES)
def test_le_schema_publie_est_celui_qu_on_verifie(lancer, nom: str):
    resultat = lancer("schema", "--de", nom)
    assert (resultat.code, resultat.ennuis) == (0, "")
    assert json.loads(resultat.sortie) == interface.schema(nom)


def test_sans_rien_dire_le_schema_est_celui_du_dossier(lancer):
    sans, avec = lancer("schema"), lancer("schema", "--de", "dossier")
    assert sans == avec
    assert json.loads(sans.sortie)["title"] == "Dossier lettres"


@pytest.mark.parametrize("fautif", ["zut", "", "Dossier", "etats"])
def test_un_schema_inconnu_est_une_faute_d_usage_qui_nomme_les_autres(lancer, fautif: str):
    resultat = lancer("schema", "--de", fautif)
    assert (resultat.code, resultat.sortie) == (2, "")
    assert "U015" in resultat.ennuis
    assert all(nom in resultat.ennuis for nom in ("dossier", *interface.FORMES))


def test_l_aide_de_schema_nomme_tous_les_schemas(lancer):
    aide = " ".join(lancer("schema", "--help").sortie.split())
    assert all(nom in aide for nom in ("dossier", *interface.FORMES))
