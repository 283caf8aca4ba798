"""Plusieurs processus : les mêmes lettres, dans l'ordre, une fois chacune, quel que soit l'exécuteur."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from importlib.util import find_spec
from multiprocessing import active_children
from pathlib import Path
from typing import Any

import pytest
from lot_d_essai import AU, ENVIRONNEMENT, POSIX, dossier, journal, lettres_de, ligne, nom, verifier_sortie

import lettres
from lettres.production.lots.conduite import MORCEAU, SEUIL

NOMBRE = 30


@pytest.fixture(scope="module")
def attendues(atelier: lettres.Atelier) -> dict[str, str]:
    resultats = atelier.generer_lot([ligne(rang) for rang in range(NOMBRE)], au=AU)
    return {str(r.nom): str(r.empreinte) for r in resultats}


class Immediat(Executor):
    """Exécute sur-le-champ, ici; note la taille des paquets. Un exécuteur comme un autre."""

    def __init__(self) -> None:
        self.paquets: list[int] = []

    def submit(self, fn: Any, /, *args: Any, **kwargs: Any) -> Future[Any]:
        self.paquets.append(len(args[0]))
        futur: Future[Any] = Future()
        futur.set_result(fn(*args, **kwargs))
        return futur


class Rompu(Immediat):
    """Rend le premier paquet, puis se rompt, comme un processus tué par le système."""

    def submit(self, fn: Any, /, *args: Any, **kwargs: Any) -> Future[Any]:
        if self.paquets:
            raise RuntimeError("rompu")
        return super().submit(fn, *args, **kwargs)


def test_deux_processus_ecrivent_les_memes_lettres_dans_l_ordre(
    atelier: lettres.Atelier, attendues: dict[str, str], tmp_path: Path
):
    sources = [b"{fautif", *(ligne(rang) for rang in range(NOMBRE)), *[b"{}"] * SEUIL][: max(SEUIL, NOMBRE + 1)]
    resultats, processus = [], set()
    for resultat in atelier.generer_lot(sources, au=AU, sortie=tmp_path, travailleurs=2):
        resultats.append(resultat)
        processus |= {p.pid for p in active_children()}
    assert len(processus) == 2
    assert [r.source for r in resultats] == [f"<entrée>:{rang + 1}" for rang in range(len(sources))]
    assert [r.etat for r in resultats[1 : NOMBRE + 1]] == ["faite"] * NOMBRE
    assert {r.etat for r in (resultats[0], *resultats[NOMBRE + 1 :])} == {"refusee"}
    assert resultats[0].constats[0].ligne == 1
    assert not any(r.octets for r in resultats)
    verifier_sortie(tmp_path, attendues, finie=True)


def test_en_deca_du_seuil_un_seul_processus_suffit(atelier: lettres.Atelier):
    for _ in atelier.generer_lot([b"{}"] * (SEUIL - 1), au=AU, travailleurs=2):
        assert active_children() == []


def test_quatre_fils_comme_executeur_ecrivent_chaque_lettre_une_fois(
    atelier: lettres.Atelier, attendues: dict[str, str], tmp_path: Path
):
    sources = [dossier(rang % NOMBRE) for rang in range(2 * NOMBRE)]
    with ThreadPoolExecutor(4) as executeur:
        faits = atelier.generer_lot(sources, au=AU, sortie=tmp_path, executeur=executeur, travailleurs=4)
        etats = [r.etat for r in faits]
        refaits = atelier.generer_lot(sources, au=AU, sortie=tmp_path, executeur=executeur, travailleurs=4)
        assert [r.etat for r in refaits] == ["deja_faite"] * 2 * NOMBRE
        en_memoire = list(atelier.generer_lot(sources[:3], au=AU, executeur=executeur))
    assert sorted(etats) == ["deja_faite"] * NOMBRE + ["faite"] * NOMBRE
    verifier_sortie(tmp_path, attendues, finie=True)
    assert [r.empreinte for r in en_memoire] == [attendues[nom(rang)] for rang in range(3)]
    assert all(r.octets for r in en_memoire)


def test_les_paquets_sont_des_octets_de_cinquante_dossiers_au_plus(atelier: lettres.Atelier, tmp_path: Path):
    executeur = Immediat()
    fautives = [b"{}"] * (SEUIL + MORCEAU)
    assert len(list(atelier.generer_lot(fautives, au=AU, executeur=executeur))) == SEUIL + MORCEAU
    assert len(executeur.paquets) == (SEUIL + MORCEAU) / MORCEAU


def test_jamais_plus_de_quelques_paquets_ne_sont_en_vol(atelier: lettres.Atelier):
    demandes = 0

    def source() -> Any:
        nonlocal demandes
        while True:
            demandes += 1
            yield b"{}"

    executeur = Immediat()
    lot = atelier.generer_lot(source(), au=AU, executeur=executeur, travailleurs=2)
    next(lot)
    lot.close()
    assert demandes <= max(SEUIL, 5 * MORCEAU)
    assert len(executeur.paquets) == 5


def test_un_executeur_rompu_donne_des_refus_et_la_reprise_fait_le_reste(
    atelier: lettres.Atelier, attendues: dict[str, str], tmp_path: Path
):
    sources = [ligne(rang) for rang in range(NOMBRE)]
    resultats = list(atelier.generer_lot(sources, au=AU, sortie=tmp_path, executeur=Rompu()))
    faites = [r.etat for r in resultats].count("faite")
    assert 0 < faites < NOMBRE
    assert [r.source for r in resultats] == [f"<entrée>:{rang + 1}" for rang in range(NOMBRE)]
    for refus in resultats[faites:]:
        assert isinstance(refus.refus, lettres.FauteDeLOutil)
        assert [(c.code, c.fichier) for c in refus.constats] == [("I202", refus.source)]
    assert len(journal(tmp_path)) == faites
    reprise = list(atelier.generer_lot(sources, au=AU, sortie=tmp_path))
    assert [r.etat for r in reprise] == ["deja_faite"] * faites + ["faite"] * (NOMBRE - faites)
    verifier_sortie(tmp_path, attendues, finie=True)


def test_quitter_le_lot_inscrit_les_lettres_deja_parues(atelier: lettres.Atelier, tmp_path: Path):
    lot = atelier.generer_lot([ligne(r) for r in range(9)], au=AU, sortie=tmp_path, executeur=Immediat())
    next(lot)
    lot.close()
    assert len(lettres_de(tmp_path)) == 9
    assert sorted(ligne_["fichier"] for ligne_ in journal(tmp_path)) == lettres_de(tmp_path)


def test_l_arret_demande_recueille_ce_qui_est_en_vol(atelier: lettres.Atelier, tmp_path: Path):
    recus: list[lettres.ResultatDeLot] = []
    for resultat in atelier.generer_lot(
        [ligne(r) for r in range(9)], au=AU, sortie=tmp_path, executeur=Immediat(), arreter=lambda: len(recus) >= 1
    ):
        recus.append(resultat)
    assert [str(r.nom) for r in recus] == lettres_de(tmp_path)
    assert len(journal(tmp_path)) == len(recus)


# -- Le processus principal tué : ses travailleurs ne lui survivent pas --

ORPHELINS = """
import json, sys, lettres
from lettres.production.lots.conduite import conduire
from lettres.production.lots.executeurs import executeur_local, travailler_sous_garde
from lettres.production.lots import travail
from lot_d_essai import AU, ligne

if __name__ == "__main__":
    from lettres.production.lots import conduite
    conduite.travailler = travailler_sous_garde
    executeur = executeur_local(2)
    lot = lettres.Atelier().generer_lot(
        (ligne(r) for r in range(100_000)), au=AU, sortie=sys.argv[1], executeur=executeur, travailleurs=2
    )
    next(lot)
    sys.stdout.write(json.dumps(list(executeur._processes)) + "\\n")
    sys.stdout.flush()
    for _ in lot:
        pass
"""


@pytest.mark.skipif(not POSIX, reason="kill est propre à POSIX")
def test_le_parent_tue_ses_travailleurs_s_arretent_et_la_reprise_ne_perd_rien(atelier: lettres.Atelier, tmp_path: Path):
    programme = tmp_path / "orphelins.py"
    programme.write_text(ORPHELINS, encoding="utf-8")
    sortie = tmp_path / "sortie"
    with subprocess.Popen(
        [sys.executable, str(programme), str(sortie)], stdout=subprocess.PIPE, env=ENVIRONNEMENT
    ) as parent:
        assert parent.stdout is not None
        travailleurs = json.loads(parent.stdout.readline())
        parent.kill()
    assert len(travailleurs) == 2
    limite = time.monotonic() + 600
    while any(vivant(pid) for pid in travailleurs):
        assert time.monotonic() < limite, "un travailleur survit à son parent"
        time.sleep(0.05)
    parues = lettres_de(sortie)
    rangs = [int(n.split("_")[0].split("-")[1]) for n in parues]
    reprise = list(atelier.generer_lot([ligne(r) for r in rangs], au=AU, sortie=sortie))
    assert {r.etat for r in reprise} == {"deja_faite"}
    verifier_sortie(sortie, {str(r.nom): str(r.empreinte) for r in reprise}, finie=True)


def vivant(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    etat = Path(f"/proc/{pid}/stat")
    return not etat.exists() or etat.read_text().rsplit(")", 1)[1].split()[0] != "Z"


# -- Dask --

DASK = {
    "DASK_LOGGING__DISTRIBUTED": "critical",
    # -- une machine lente ou occupée n'est pas une panne --
    "DASK_DISTRIBUTED__COMM__TIMEOUTS__CONNECT": "300s",
    "DASK_DISTRIBUTED__COMM__TIMEOUTS__TCP": "300s",
}
AVEC_DASK = """
import json, sys
from distributed import LocalCluster
from lettres.cli import executer

if __name__ == "__main__":
    fichier, sortie = sys.argv[1:]
    with LocalCluster(n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None) as grappe:
        codes = [
            executer(["lot", fichier, "--sortie", sortie, "--au", "2026-11-22", "--json",
                      "--dask", grappe.scheduler_address])
            for _ in range(2)
        ]
    sys.exit(10 * codes[0] + codes[1])
"""


@pytest.mark.long
@pytest.mark.dask
@pytest.mark.skipif(find_spec("distributed") is None, reason="Dask n'est pas installé (pip install distributed)")
def test_deux_travailleurs_dask_ecrivent_les_memes_lettres_une_fois_chacune(attendues: dict[str, str], tmp_path: Path):
    (tmp_path / "lot.jsonl").write_bytes(b"".join(ligne(rang) for rang in range(NOMBRE)))
    (tmp_path / "essai.py").write_text(AVEC_DASK, encoding="utf-8")
    sortie = tmp_path / "sortie"
    fini = subprocess.run(
        [sys.executable, str(tmp_path / "essai.py"), str(tmp_path / "lot.jsonl"), str(sortie)],
        capture_output=True,
        encoding="utf-8",
        timeout=600,
        cwd=tmp_path,
        env={**ENVIRONNEMENT, **DASK},
    )
    # -- En fermant, Dask peut encore se plaindre de ses battements de cœur : ce n'est pas le lot --
    assert fini.returncode == 0, fini.stderr
    decodeur = json.JSONDecoder()
    premier, ou = decodeur.raw_decode(fini.stdout)
    second, _ = decodeur.raw_decode(fini.stdout[ou:].lstrip())
    assert premier["resume"] == {"faite": NOMBRE, "deja_faite": 0, "refusee": 0}
    assert second["resume"] == {"faite": 0, "deja_faite": NOMBRE, "refusee": 0}
    assert [lu["nom"] for lu in premier["lettres"]] == list(attendues)
    verifier_sortie(sortie, attendues, finie=True)


def test_le_signal_d_interruption_est_l_affaire_du_parent_seul():
    programme = (
        "import signal; from lettres.production.lots.executeurs import preparer_travailleur; preparer_travailleur();"
        "signal.raise_signal(signal.SIGINT); signal.raise_signal(signal.SIGTERM); print('vivant')"
    )
    fini = subprocess.run([sys.executable, "-c", programme], capture_output=True, encoding="utf-8", env=ENVIRONNEMENT)
    assert (fini.stdout, fini.stderr, fini.returncode) == ("vivant\n", "", 0)
