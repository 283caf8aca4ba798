"""Mémoire du cahier : `python memoire_du_cahier.py DOSSIER CIBLE` relie et dit la mémoire qu'il y faut de plus, en Kio.

Dans son propre processus : ce que les autres essais ont chargé n'y compte pas. La mémoire de base est celle d'un
processus qui a importé lettres, pikepdf et ce qui lit un dossier.
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

TAILLE = 5_000_000


def photo(rang: int) -> bytes:
    """Une photo JPEG de cinq mégaoctets, chacune différente : une vraie image, suivie de ce qu'un appareil y ajoute."""
    from pieces_fabriquees import image

    petite = image("JPEG", taille=(1600, 1200))
    # -- un commentaire JPEG porte 65 533 octets au plus --
    commentaire = b"\xff\xfe\xff\xff" + rang.to_bytes(4, "big") + bytes(65_529)
    return petite[:2] + commentaire * (TAILLE // len(commentaire)) + petite[2:]


def en_dossier(ou: Path, nombre: int) -> Path:
    """Un dossier de tant de photos; elles se répètent de quarante en quarante, sans être le même fichier."""
    from pieces_fabriquees import TETE

    (ou / "pieces").mkdir()
    originaux = [photo(rang) for rang in range(min(nombre, 40))]
    lignes = []
    for rang in range(nombre):
        (ou / "pieces" / f"{rang}.jpg").write_bytes(originaux[rang % 40])
        lignes.append(f"  - {{id: P-{rang + 1}, titre: Photo {rang + 1}, fichier: pieces/{rang}.jpg}}\n")
    fichier = ou / "dossier.yaml"
    fichier.write_text(TETE + "".join(lignes), encoding="utf-8")
    return fichier


def _residente() -> int:
    """La mémoire résidente la plus grande de ce programme, en Kio; celle de `getrusage` compte aussi qui l'a lancé."""
    (ligne,) = (li for li in Path("/proc/self/status").read_text().splitlines() if li.startswith("VmHWM:"))
    return int(ligne.split()[1])


def main(fichier: str, cible: str) -> None:
    import pikepdf  # noqa: F401 -- la base où l'on compare

    import lettres  # noqa: F401
    from lettres.cli import executer

    base = _residente()
    executer(["pieces", fichier, "--cahier", cible, "--json"])
    sys.stderr.write(json.dumps({"base": base, "plus": _residente() - base, "octets": os.stat(cible).st_size}))  # noqa: PTH116


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
