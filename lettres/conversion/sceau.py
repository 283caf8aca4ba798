"""Sceau : dans une lettre qui n'est plus en Word, ce dont elle vient, et l'empreinte de tout le reste du fichier.

C'est un témoin, non une signature : il dit si le fichier a changé depuis; qui le récrit peut aussi récrire le témoin.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping

from lettres.rendu import Provenance, Trace
from lettres.rendu.paquet.provenance import depuis, nommees

_NOM = "lettres.contenu"
_BLANC = b"0" * 64
"""Ce qui tient la place de l'empreinte pendant qu'on la calcule."""

_SCEAU = re.compile(rb'lettres\.contenu(?: \(|" content=")([0-9a-f]{64})(?=[)"])')


def a_sceller(provenance: Provenance) -> dict[str, str]:
    """La provenance, clé par clé, et la place du sceau : ce que le fichier doit porter avant `sceller`."""
    return {**nommees(provenance), _NOM: _BLANC.decode()}


def sceller(octets: bytes) -> bytes:
    """Met le sceau à sa place; rend les octets tels quels s'ils ne lui en gardent pas."""
    trouve = _SCEAU.search(octets)
    return octets if trouve is None else _remplacer(octets, trouve, _empreinte(octets))


def lire_le_sceau(octets: bytes, dites: Mapping[str, str]) -> Trace:
    """Ce que le fichier dit de lui-même; `dites` : les valeurs nommées que son format y a lues."""
    provenance = depuis(dites)
    if provenance is None:
        return Trace("etrangere")
    return Trace("inchangee" if est_intact(octets) else "retouchee", provenance)


def est_intact(octets: bytes) -> bool:
    """Dit si le fichier porte un sceau, et si rien n'y a changé depuis."""
    trouve = _SCEAU.search(octets)
    return trouve is not None and _empreinte(_remplacer(octets, trouve, _BLANC)) == trouve[1]


def _remplacer(octets: bytes, trouve: re.Match[bytes], valeur: bytes) -> bytes:
    debut, fin = trouve.span(1)
    return octets[:debut] + valeur + octets[fin:]


def _empreinte(octets: bytes) -> bytes:
    return hashlib.sha256(octets).hexdigest().encode()
