"""Usine : coupe, pour vrai, des lots en marche; chaque enfant est un processus que l'on tue ou que le disque refuse.

Exécutée comme un programme (`python usine.py ESSAI DOSSIER …`), elle lève AssertionError si une lettre est
corrompue, perdue, remplacée, double ou laissée à moitié; sinon elle écrit ce qu'elle a fait, en JSON.
"""

from __future__ import annotations

import errno
import json
import os
import random
import signal
import sys
import time
from collections.abc import Callable
from pathlib import Path

from lot_d_essai import AU, lettres_de, ligne, nom, verifier_sortie

import lettres
from lettres.cli.terminal.codes_de_sortie import code_de
from lettres.socle import disque

GESTES = ("open", "write", "fsync", "link", "unlink", "mkdir", "ftruncate", "rename")
PLEIN = ("open", "write", "fsync", "link", "mkdir", "ftruncate", "rename")


def enfant(travail: Callable[[], int]) -> int:
    """Lance `travail` dans un processus à part; rend son numéro."""
    pid = os.fork()
    if pid == 0:
        try:
            code = travail()
        except BaseException:  # noqa: BLE001 -- le code dit l'échec; l'enfant ne rend jamais la main
            sys.excepthook(*sys.exc_info())
            code = 99
        os._exit(code)
    return pid


def fin(pid: int) -> int:
    """Attend l'enfant : son code, ou moins son signal."""
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])


class Fabrique:
    """Un lot de `nombre` dossiers, et les octets que chaque lettre doit avoir."""

    def __init__(self, nombre: int) -> None:
        self.lignes = [ligne(rang) for rang in range(nombre)]
        self.atelier = lettres.Atelier()
        self.attendues: dict[str, str] = {}
        for resultat in self.atelier.generer_lot(self.lignes, au=AU):
            self.attendues[str(resultat.nom)] = str(resultat.empreinte)
        assert list(self.attendues) == [nom(rang) for rang in range(nombre)]

    def lot(self, sortie: Path) -> int:
        etats = {r.etat for r in self.atelier.generer_lot(self.lignes, au=AU, sortie=sortie)}
        return 0 if etats <= {"faite", "deja_faite"} else 1


def mort_au_hasard(racine: Path, nombre: int, morts: int, graine: int) -> dict[str, int]:
    """`kill -9` à un moment quelconque, puis reprise, autant de fois qu'il le faut."""
    hasard = random.Random(graine)  # noqa: S311 -- un tirage reproductible
    fabrique = Fabrique(nombre)
    tour = faites = 0
    vues: dict[str, tuple[int, int]] = {}
    for _ in range(morts):
        sortie = racine / f"sortie-{tour}"
        pid = enfant(lambda sortie=sortie: fabrique.lot(sortie))  # type: ignore[misc]
        time.sleep(hasard.uniform(0, 0.08))
        os.kill(pid, signal.SIGKILL)
        fini = fin(pid) == 0
        if not sortie.exists():
            continue
        verifier_sortie(sortie, fabrique.attendues, finie=False)
        for lettre in lettres_de(sortie):
            etat = (sortie / lettre).stat()
            assert vues.setdefault(f"{tour}/{lettre}", (etat.st_ino, etat.st_mtime_ns)) == (
                etat.st_ino,
                etat.st_mtime_ns,
            )
        if fini:
            verifier_sortie(sortie, fabrique.attendues, finie=True)
            tour, faites = tour + 1, faites + 1
    sortie = racine / f"sortie-{tour}"
    assert fin(enfant(lambda: fabrique.lot(sortie))) == 0
    verifier_sortie(sortie, fabrique.attendues, finie=True)
    return {"morts": morts, "lots": faites + 1, "lettres": nombre}


class Compteur:
    """Compte les gestes de l'écriture; au geste voulu, fait ce qu'on lui a dit de faire."""

    def __init__(self, gestes: tuple[str, ...], cible: int, agir: Callable[[str, tuple[object, ...]], None]) -> None:
        self.compte = 0
        for geste in gestes:
            setattr(os, geste, self._envelopper(geste, getattr(os, geste), cible, agir))

    def _envelopper(
        self, geste: str, vrai: Callable[..., object], cible: int, agir: Callable[[str, tuple[object, ...]], None]
    ) -> Callable[..., object]:
        def geste_compte(*arguments: object, **options: object) -> object:
            lecture = geste == "open" and not int(str(arguments[1])) & os.O_CREAT
            if not lecture:
                self.compte += 1
                if self.compte >= cible:
                    agir(geste, arguments)
            return vrai(*arguments, **options)

        return geste_compte


def a_chaque_geste(racine: Path, panne: str) -> dict[str, object]:
    """Deux lettres; au n-ième geste, pour tout n : mort, écriture à moitié puis mort, ou disque plein désormais."""
    fabrique = Fabrique(2)
    vrai_write = os.write
    codes: list[int] = []
    while not codes or codes[-1] != 0:
        cible = len(codes) + 1
        sortie = racine / f"{panne}-{cible}"

        def travail(cible: int = cible, sortie: Path = sortie) -> int:
            def mourir(geste: str, arguments: tuple[object, ...]) -> None:
                if panne == "moitie" and geste == "write":
                    descripteur, octets = arguments
                    vrai_write(int(str(descripteur)), bytes(octets)[: len(bytes(octets)) // 2])  # type: ignore[arg-type]
                os.kill(os.getpid(), signal.SIGKILL)

            def refuser(geste: str, arguments: tuple[object, ...]) -> None:
                numero = getattr(errno, panne)
                raise OSError(numero, os.strerror(numero))

            if panne in {"mort", "moitie"}:
                Compteur(GESTES, cible, mourir)
                return fabrique.lot(sortie)
            Compteur(PLEIN, cible, refuser)
            try:
                return fabrique.lot(sortie)
            except lettres.SortieRefusee as refus:
                return code_de(refus)

        codes.append(fin(enfant(travail)))
        if sortie.exists():
            verifier_sortie(sortie, fabrique.attendues, finie=False)
            restes = [f.name for f in sortie.iterdir() if disque.TEMPORAIRE.fullmatch(f.name)]
            assert panne in {"mort", "moitie"} or restes == [], restes
        assert fin(enfant(lambda sortie=sortie: fabrique.lot(sortie))) == 0  # type: ignore[misc]
        verifier_sortie(sortie, fabrique.attendues, finie=True)
    return {"codes": codes}


if __name__ == "__main__":
    essai, dossier, *reste = sys.argv[1:]
    if essai == "hasard":
        sys.stdout.write(json.dumps(mort_au_hasard(Path(dossier), *map(int, reste))))
    else:
        sys.stdout.write(json.dumps(a_chaque_geste(Path(dossier), *reste)))
