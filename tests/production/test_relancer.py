"""`Atelier.relancer` : chaque dossier, sa décision et sa lettre; et le travail de nuit du mode d'emploi."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml
from tables import d_un_trait

import lettres

AU = date(2026, 11, 22)
MINIMAL = Path(__file__).parents[2] / "exemples/minimaux/rappel-recouvrement.yaml"

README = Path(__file__).parents[2] / "README.md"
NUIT = (
    "import lettres\nfrom datetime import date\n"
    + re.findall(r"<!-- nuit -->\n```python\n(.*?)```", README.read_text(encoding="utf-8"), re.DOTALL)[0]
)
"""Tel que le mode d'emploi le montre; les essais y mettent leur jour."""


def faits(**blocs: Any) -> dict[str, Any]:
    return lettres.lire(MINIMAL).model_dump(mode="json", by_alias=True, exclude_defaults=True) | blocs


@pytest.fixture
def la_nuit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Les dossiers d'une entreprise, et son travail de nuit, un jour dit."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "dossiers").mkdir()
    (tmp_path / "a-envoyer").mkdir()

    def poser(nom: str, **blocs: Any) -> None:
        (tmp_path / "dossiers" / nom).write_text(yaml.safe_dump(faits(**blocs), allow_unicode=True), encoding="utf-8")

    def passer(au: date = AU) -> dict[str, bytes]:
        exec(NUIT.replace("date.today()", repr(au).replace("datetime.", "")), {})  # noqa: S102 -- le mode d'emploi
        return {f.name: f.read_bytes() for f in (tmp_path / "a-envoyer").iterdir()}

    return poser, passer


def test_la_nuit_ecrit_les_lettres_dues_et_dit_ce_qu_une_personne_doit_trancher(la_nuit, capsys):
    poser, passer = la_nuit
    poser("a.yaml", reference="2026-001")
    poser("b.yaml", reference="2026-002", suites=[{"date": "2026-11-10", "resultat": "contestation"}])
    poser("c.yaml", reference="2026-003", paiements=[{"date": "2026-09-10", "montant": "60"}])
    Path("dossiers/d.yaml").write_text("a: [", encoding="utf-8")
    assert [*passer()] == ["2026-001_rappel_2026-11-22.docx"]
    dit = capsys.readouterr().out.splitlines()
    assert [ligne.split()[0] for ligne in dit] == ["dossiers/b.yaml", "dossiers/d.yaml"]


def test_refaite_la_nuit_ne_change_rien(la_nuit):
    poser, passer = la_nuit
    poser("a.yaml", reference="2026-001")
    faite = passer()
    assert passer() == faite
    # -- la lettre retouchée le lendemain matin n'est pas remplacée --
    Path("a-envoyer", *faite).write_bytes(b"retouche")
    assert [*passer().values()] == [b"retouche"]


def test_une_fois_l_envoi_inscrit_la_nuit_n_ecrit_plus_cette_lettre(la_nuit):
    poser, passer = la_nuit
    poser("a.yaml", reference="2026-001", envois=[{"lettre": "rappel", "date": "2026-11-22"}])
    assert passer() == {}
    assert passer(date(2026, 12, 4)) == {}
    assert [*passer(date(2026, 12, 14))] == ["2026-001_rappel_2026-12-14.docx"]


def test_le_travail_de_nuit_tient_en_dix_lignes():
    assert len([ligne for ligne in NUIT.splitlines() if ligne and not ligne.startswith(("import", "from"))]) <= 10


# -- L'appel --


def test_la_lettre_et_la_decision_sont_celles_qu_on_aurait_demandees_seules():
    with lettres.Atelier() as atelier:
        ((decision, lettre),) = atelier.relancer([faits()], au=AU)
        seule = atelier.generer(faits(), au=AU)
    assert isinstance(lettre, lettres.Lettre)
    assert (lettre.nom, lettre.empreinte) == (seule.nom, seule.empreinte)
    assert decision == lettres.evaluer(faits(), au=AU)


def test_tout_ce_qu_un_lot_prend_se_relance(tmp_path: Path):
    import json

    fichier = tmp_path / "a.yaml"
    fichier.write_text(MINIMAL.read_text(encoding="utf-8"), encoding="utf-8")
    ligne = json.dumps(faits(), default=str).encode()
    sources = [faits(), lettres.valider(faits()), fichier, str(fichier), ligne, lettres.Ligne(ligne, 3)]
    with lettres.Atelier() as atelier:
        faites = [lettre for _, lettre in atelier.relancer(sources, au=AU)]
    assert [lettre.nom for lettre in faites if isinstance(lettre, lettres.Lettre)] == [faites[0].nom] * 6  # type: ignore[union-attr]


@d_un_trait
@pytest.mark.parametrize(
    ("source", "statut", "refuse"),
    [
        ({"reference": "zut"}, "a_revoir", True),
        (b"{", "a_revoir", True),
        ("absent.yaml", "a_revoir", True),
        (faits(creances=[{"facture": "F-1", "echeance": "2026-08-31", "montant": 60}]), "due", True),
        (faits(envois=[{"lettre": "rappel", "date": "2026-11-23"}]), "a_revoir", True),
        (faits(paiements=[{"date": "2026-09-10", "montant": 60}]), "terminee", False),
        (faits(suspensions=[{"motif": "mediation", "du": "2026-11-01"}]), "a_revoir", False),
        (
            faits(
                envois=[
                    {"lettre": "mise_en_demeure", "date": "2026-10-01", "mode": "huissier", "recu_le": "2026-10-05"}
                ]
            ),
            "due",
            False,
        ),
    ],
)
def test_ce_qui_n_est_pas_une_lettre_due_n_en_fait_pas_et_n_arrete_rien(
    atelier: lettres.Atelier, source, statut: str, refuse: bool
):
    premiere, seconde = atelier.relancer([source, faits()], au=AU)
    assert (premiere.decision.statut, premiere.lettre, premiere.refus is not None) == (statut, None, refuse)
    assert premiere.decision.raisons
    assert seconde.lettre is not None


def test_rien_n_est_demande_d_avance():
    demandes: list[int] = []

    def suite():
        for rang in range(3):
            demandes.append(rang)
            yield faits()

    with lettres.Atelier() as atelier:
        relances = atelier.relancer(suite(), au=AU)
        assert demandes == []
        next(relances)
        assert demandes == [0]


@pytest.mark.parametrize(("dossiers", "au", "faute"), [("a.yaml", AU, TypeError), ([], "hier", ValueError)])
def test_un_appel_qui_n_a_pas_de_sens_le_dit_aussitot(dossiers, au, faute: type[Exception]):
    with lettres.Atelier() as atelier, pytest.raises(faute):
        atelier.relancer(dossiers, au=au)
