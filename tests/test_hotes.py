"""Les exemples pour un logiciel hôte, menés pour vrai : travail de nuit, service Web, base de données, fils."""

from __future__ import annotations

import ast
import asyncio
import io
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import unquote
from wsgiref.types import WSGIApplication
from wsgiref.util import setup_testing_defaults
from wsgiref.validate import validator

import pytest
from jsonschema import Draft202012Validator
from lot_d_essai import AU, donnees

import lettres
from exemples.hotes import asynchrone, base, nuit, service
from lettres import interface
from lettres.rendu.paragraphes.texte import texte_lisible
from lettres.socle import disque

HOTES = Path(nuit.__file__).parent
EXPORT = (Path(__file__).parent / "importation" / "exports" / "invoiceninja.propre.json").read_bytes()
PROBLEME = Draft202012Validator(interface.schema("probleme"))


@pytest.fixture(autouse=True)
def ailleurs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


# -- Le travail de nuit --


def fiches(*envois: Mapping[str, Any]) -> dict[str, nuit.FicheDuClient]:
    courriels = [d["destinataire"]["courriel"] for d, _, _ in lettres.importer(EXPORT)]
    return {c: nuit.FicheDuClient({"qualite": "entreprise"}, envois) for c in courriels}


def contenu(coffre: Path) -> dict[str, bytes]:
    return {str(f.relative_to(coffre)): f.read_bytes() for f in sorted(coffre.rglob("*.docx"))}


def test_un_export_d_invoice_ninja_se_lit_en_cinq_lignes():
    source = ast.parse(Path(nuit.__file__).read_text(encoding="utf-8"))
    (lecture,) = [n for n in source.body if isinstance(n, ast.FunctionDef) and n.name == "dossiers_du_jour"]
    lignes = {n.lineno for pas in lecture.body[1:] for n in ast.walk(pas) if isinstance(n, ast.stmt)}
    assert len(lignes) == 5
    dossiers = list(nuit.dossiers_du_jour(EXPORT, fiches()))
    assert dossiers
    for dossier in dossiers:
        assert lettres.valider(dossier).destinataire.qualite == "entreprise"


def test_la_nuit_refaite_ne_range_rien_deux_fois(tmp_path: Path):
    nuits = []
    for _ in range(2):
        assert nuit.ranger_ce_qui_est_du(nuit.dossiers_du_jour(EXPORT, fiches()), tmp_path / "coffre", AU) == []
        nuits.append(contenu(tmp_path / "coffre"))
    assert nuits[0] == nuits[1] != {}
    factures = [c["facture"] for d, _, _ in lettres.importer(EXPORT) for c in d["creances"]]
    toutes = "".join(map(texte_lisible, nuits[0].values()))
    assert factures
    assert all(facture in toutes for facture in factures)


def test_ce_que_l_export_laisse_de_cote_se_dit_a_qui_veille():
    assert nuit.laissees_de_cote(EXPORT) == []
    lu = json.loads(EXPORT)
    (premiere, *_) = lu["data"]
    lu["data"] = [premiere, premiere | {"amount": "1.00"}, premiere | {"number": "B-1", "status_id": "1"}]
    lu["meta"] = {"pagination": {"current_page": 1, "total_pages": 2}}
    dites = nuit.laissees_de_cote(json.dumps(lu).encode())
    pointeurs = [dit.partition(" : ")[0].split()[-1] for dit in dites]
    assert pointeurs == ["/data/1/number", "/data/2/status_id", "/meta/pagination/current_page"]
    payee = json.dumps({"data": [premiere | {"status_id": "4"}]}).encode()
    assert nuit.laissees_de_cote(payee) == []


def test_ce_qui_est_parti_n_est_plus_du_la_nuit_d_apres(tmp_path: Path):
    envoi = {"lettre": "rappel", "echelon": "rappel", "date": AU.isoformat(), "mode": "courriel"}
    dossiers = list(nuit.dossiers_du_jour(EXPORT, fiches(envoi)))
    assert nuit.ranger_ce_qui_est_du(dossiers, tmp_path / "coffre", AU) == []
    assert contenu(tmp_path / "coffre") == {}


def test_un_dossier_fautif_se_dit_et_n_arrete_pas_la_nuit(tmp_path: Path):
    fautif = donnees(1, expediteur={"nom": "Studio Exemple", "courriel": "zut"})
    (dit,) = nuit.ranger_ce_qui_est_du([fautif, donnees(2)], tmp_path / "coffre", AU)
    assert dit.startswith("dossier 1 : expediteur.courriel: ")
    assert len(contenu(tmp_path / "coffre")) == 1


def test_un_coffre_ou_l_on_n_ecrit_pas_arrete_la_nuit(tmp_path: Path):
    (tmp_path / "coffre").write_text("Ceci n’est pas un répertoire.", encoding="utf-8")
    with pytest.raises(lettres.SortieRefusee):
        nuit.ranger_ce_qui_est_du([donnees(1)], tmp_path / "coffre", AU)


# -- Le service Web --


@pytest.fixture(scope="module")
def web() -> WSGIApplication:
    return validator(service.servir(lambda: AU))


def demander(
    web: WSGIApplication, chemin: str, corps: bytes, *, methode: str = "POST", requete: str = "", **autres: str
) -> tuple[int, dict[str, str], bytes]:
    demande: dict[str, Any] = {"REQUEST_METHOD": methode, "SCRIPT_NAME": "", "PATH_INFO": chemin}
    demande |= {"QUERY_STRING": requete, "CONTENT_LENGTH": str(len(corps)), "wsgi.input": io.BytesIO(corps), **autres}
    setup_testing_defaults(demande)
    recus: list[Any] = []

    def repondre(statut: str, entetes: list[tuple[str, str]], faute: object = None) -> Any:
        recus.extend([int(statut.split()[0]), dict(entetes)])
        return lambda octets: None

    corps_rendu = web(demande, repondre)
    try:
        octets = b"".join(corps_rendu)
    finally:
        corps_rendu.close()  # type: ignore[attr-defined]
    return recus[0], recus[1], octets


def en_json(faits: Mapping[str, Any]) -> bytes:
    return json.dumps(faits, ensure_ascii=False, indent=1).encode()


@pytest.mark.parametrize("chemin", ["/lettres/rappel", "/lettres"])
def test_un_dossier_donne_sa_lettre(web: WSGIApplication, chemin: str):
    statut, entetes, octets = demander(web, chemin, en_json(donnees(1)))
    attendue = lettres.generer(donnees(1), "rappel", au=AU)
    assert (statut, entetes["Content-Type"]) == (200, service.WORD)
    assert octets == attendue.octets
    assert unquote(entetes["Content-Disposition"]).endswith(attendue.nom)
    assert entetes["ETag"] == f'"{attendue.empreinte}"'


@pytest.mark.parametrize(
    ("chemin", "corps", "statut", "codes"),
    [
        ("/lettres/rappel", en_json(donnees(1, nature="zut")), 422, {"D108"}),
        ("/lettres/zut", en_json(donnees(1)), 422, {"E102"}),
        ("/lettres/rappel", b'{"reference": ', 400, {"L008"}),
        ("/lettres/rappel", b"\xff\xfe\x00", 400, None),
        ("/lettres/rappel", b"", 400, None),
        ("/lettres/mise_en_demeure", en_json(donnees(1)), 422, None),
    ],
    ids=["mot hors liste", "lettre inconnue", "JSON coupé", "octets", "rien", "faits absents"],
)
def test_un_refus_dit_tous_ses_constats(
    web: WSGIApplication, chemin: str, corps: bytes, statut: int, codes: set[str] | None
):
    rendu, entetes, octets = demander(web, chemin, corps)
    assert (rendu, entetes["Content-Type"]) == (statut, "application/problem+json")
    probleme = json.loads(octets)
    assert PROBLEME.is_valid(probleme)
    assert (probleme["status"], probleme["instance"]) == (statut, chemin)
    assert probleme["constats"]
    assert codes is None or {c["code"] for c in probleme["constats"]} == codes


@pytest.mark.parametrize(
    ("chemin", "statut", "autres"),
    [
        ("/", 404, {}),
        ("/lettres/rappel/encore", 404, {}),
        ("/lettres", 405, {"methode": "GET"}),
        ("/lettres", 400, {"requete": "au=hier"}),
        ("/lettres", 413, {"CONTENT_LENGTH": "1000001"}),
    ],
)
def test_une_demande_qui_n_en_est_pas_une_est_un_probleme_ordinaire(
    web: WSGIApplication, chemin: str, statut: int, autres: dict[str, Any]
):
    rendu, entetes, octets = demander(web, chemin, en_json(donnees(1)), **autres)
    dit = json.loads(octets)
    assert (rendu, dit["status"], dit["type"]) == (statut, statut, "about:blank")
    assert entetes["Content-Type"] == "application/problem+json"
    assert ("Allow" in entetes) is (statut == 405)


def test_le_jour_se_dit_a_la_requete(web: WSGIApplication):
    _, entetes, _ = demander(web, "/lettres/rappel", en_json(donnees(1)), requete="au=2026-11-20")
    assert "2026-11-20" in entetes["Content-Disposition"]


# -- La base de données --


def test_un_dossier_vit_dans_la_base_sans_passer_par_le_disque(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    def refuser(*_: object) -> None:
        raise AssertionError("un fichier s’écrit")

    monkeypatch.setattr(disque, "creer", refuser)
    monkeypatch.setattr(disque, "creer_repertoire", refuser)
    ma_base = base.ouvrir()
    for rang in (2, 1):
        base.garder(ma_base, donnees(rang))
    due = base.lettre_due(ma_base, "2026-00001", AU)
    assert due is not None
    assert due.octets == lettres.generer(donnees(1), "rappel", au=AU).octets
    envoi = {"lettre": due.lettre, "echelon": due.echelon, "date": AU, "mode": "courriel"}
    base.inscrire(ma_base, "2026-00001", {"envois": envoi})
    assert base.lettre_due(ma_base, "2026-00001", AU) is None
    assert [(r, lettre is not None) for r, lettre in base.relances(ma_base, AU)] == [
        ("2026-00001", False),
        ("2026-00002", True),
    ]
    faits, version = base.lire(ma_base, "2026-00001")
    assert (json.loads(faits)["envois"][0]["date"], version) == ("2026-11-22", 2)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("faits", [donnees(1, nature="zut"), donnees(1, creances=[{"montant": 1.5}])])
def test_un_dossier_fautif_n_entre_pas_dans_la_base(faits: dict[str, Any]):
    ma_base = base.ouvrir()
    with pytest.raises(lettres.DossierInvalide):
        base.garder(ma_base, faits)
    assert ma_base.execute("SELECT count(*) FROM dossiers").fetchone() == (0,)


def test_ce_qu_un_autre_a_inscrit_entre_temps_ne_se_perd_pas(monkeypatch: pytest.MonkeyPatch):
    ma_base = base.ouvrir()
    base.garder(ma_base, donnees(1))
    ajouter = lettres.ajouter
    deja = iter((True,))

    def apres_un_autre(octets: bytes, entree: Mapping[str, object], **options: Any) -> bytes:
        if next(deja, False):
            base.inscrire(ma_base, "2026-00001", {"paiements": {"date": AU, "montant": "20.00"}})
        return ajouter(octets, entree, **options)

    monkeypatch.setattr(lettres, "ajouter", apres_un_autre)
    with pytest.raises(base.Change):
        base.inscrire(ma_base, "2026-00001", {"paiements": {"date": AU, "montant": "30.00"}})
    faits, version = base.lire(ma_base, "2026-00001")
    assert ([p["montant"] for p in json.loads(faits)["paiements"]], version) == (["20.00"], 2)


# -- Les fils --


def test_les_lettres_de_plusieurs_fils_sont_celles_d_un_seul():
    dossiers = [donnees(1), donnees(2, nature="zut"), donnees(3)]
    une, refus, autre = asyncio.run(asynchrone.lettres_de(dossiers, AU))
    assert isinstance(refus, lettres.DossierInvalide)
    for rang, faite in ((1, une), (3, autre)):
        assert isinstance(faite, lettres.Lettre)
        assert faite.octets == lettres.generer(donnees(rang), au=AU).octets


def test_la_boucle_tourne_pendant_qu_une_lettre_se_fait():
    async def mener() -> tuple[int, lettres.Lettre]:
        with lettres.Atelier() as atelier:
            lettre = asyncio.create_task(asynchrone.lettre_de(atelier, donnees(1), AU))
            tours = 0
            while not lettre.done():
                tours += 1
                await asyncio.sleep(0)
            return tours, lettre.result()

    tours, lettre = asyncio.run(mener())
    assert (tours > 1, lettre.lettre) == (True, "rappel")


# -- Tous --


def test_un_exemple_tient_en_une_page_et_le_guide_les_nomme_tous():
    guide = (HOTES / "LISEZMOI.md").read_text(encoding="utf-8")
    modules = sorted(HOTES.glob("*.py"))
    assert len(modules) >= 4
    for module in modules:
        assert len(module.read_text(encoding="utf-8").splitlines()) <= 120
        assert f"({module.name})" in guide
