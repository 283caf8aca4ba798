"""Retouche : une lettre Word est-elle celle que l'outil donne, l'a-t-on retouchée, ou vient-elle d'ailleurs ?"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from typing import Literal

from lettres.catalogue import catalogue
from lettres.dossier import Dossier
from lettres.production.atelier import generer
from lettres.rendu import lire_provenance
from lettres.rendu.paquet.provenance import Provenance
from lettres.socle.donnees import empreinte as empreinte_des_faits
from lettres.socle.erreurs import ErreurLettres

EtatDuFichier = Literal["conforme", "inchangee", "retouchee", "etrangere"]
"""Conforme : octet pour octet ce que `generer` donne de ce dossier. Inchangée : de l'outil, mais d'un autre dossier ou
d'un modèle qui n'est pas livré; elle ne se refait pas ici."""


@dataclass(frozen=True, slots=True)
class LettreJointe:
    """Ce qu'une lettre finie dit d'elle-même."""

    etat: EtatDuFichier
    empreinte: str
    lettre: str | None
    """Son code, si son modèle est livré."""
    forces: tuple[str, ...]
    """Les codes auxquels on a passé outre pour l'écrire."""


def examiner(octets: bytes, dossier: Dossier) -> LettreJointe:
    """Ce qu'est cette lettre, au regard du dossier tel qu'il était avant de l'inscrire.

    Lève ModeleInvalide si ce n'est pas un document Word lisible.
    """
    trace = lire_provenance(octets)
    empreinte, vient_de = hashlib.sha256(octets).hexdigest(), trace.provenance
    if vient_de is None:
        return LettreJointe("etrangere", empreinte, None, ())
    code = next((m.lettre for m in catalogue() if m.fichier == vient_de.modele), None)
    etat: EtatDuFichier = "retouchee" if trace.etat == "retouchee" else "inchangee"
    # -- d'une politique de l'usager, que l'on n'a pas ici, la lettre ne se refait pas --
    if etat == "inchangee" and code and not vient_de.politique and vient_de.dossier == empreinte_des_faits(dossier):
        etat = "conforme" if empreinte in _refaites(dossier, code, vient_de) else "retouchee"
    return LettreJointe(etat, empreinte, code, tuple(vient_de.forces.split()))


def _refaites(dossier: Dossier, code: str, vient_de: Provenance) -> Iterator[str]:
    """L'empreinte de ce que `generer` donne, la lettre nommée ou non : sans nom, elle n'a que les créances à son pas.

    Seuls les codes forcés entrent dans la lettre, jamais le motif.
    """
    motif = "La lettre dit elle-même l’avoir été." if vient_de.forces else None
    for nommee in (code, None):
        with suppress(ErreurLettres):
            yield generer(dossier, nommee, au=vient_de.au, forcer=motif).empreinte
