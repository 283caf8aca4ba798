"""Retouche : une lettre Word est-elle celle que l'outil donne, l'a-t-on retouchée, ou vient-elle d'ailleurs ?"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Literal

from lettres.affaire import Affaire
from lettres.catalogue import catalogue
from lettres.dossier import Dossier
from lettres.escalade import situer
from lettres.production.atelier import generer
from lettres.production.consigne import consigne
from lettres.production.generation import Lettre
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
    dit: Mapping[str, object] = field(default_factory=dict)
    """Conforme, ce qu'elle réclame, de quelles créances, et le pas qu'elle franchit, sous les clés de `envois`."""


def examiner(octets: bytes, dossier: Dossier) -> LettreJointe:
    """Ce qu'est cette lettre, au regard du dossier tel qu'il était avant de l'inscrire.

    Lève ModeleInvalide si ce n'est pas un document Word lisible.
    """
    trace = lire_provenance(octets)
    empreinte, vient_de = hashlib.sha256(octets).hexdigest(), trace.provenance
    if vient_de is None:
        return LettreJointe("etrangere", empreinte, None, ())
    code, forces = next((m.lettre for m in catalogue() if m.fichier == vient_de.modele), None), vient_de.forces.split()
    if trace.etat == "retouchee":
        return LettreJointe("retouchee", empreinte, code, tuple(forces))
    # -- d'une politique de l'usager, que l'on n'a pas ici, la lettre ne se refait pas --
    if code is None or vient_de.politique or vient_de.dossier != empreinte_des_faits(dossier):
        return LettreJointe("inchangee", empreinte, code, tuple(forces))
    for refaite in _refaites(dossier, code, vient_de):
        if refaite.empreinte == empreinte:
            return LettreJointe("conforme", empreinte, code, tuple(forces), _ce_qu_elle_dit(dossier, refaite, vient_de))
    return LettreJointe("retouchee", empreinte, code, tuple(forces))


def _refaites(dossier: Dossier, code: str, vient_de: Provenance) -> Iterator[Lettre]:
    """Ce que `generer` donne, la lettre nommée ou non : sans nom, elle n'a que les créances à son pas.

    Seuls les codes forcés entrent dans la lettre, jamais le motif.
    """
    motif = "La lettre dit elle-même l’avoir été." if vient_de.forces else None
    for nommee in (None, code):
        with suppress(ErreurLettres):
            yield generer(dossier, nommee, au=vient_de.au, forcer=motif, signer=bool(vient_de.signature))


def _ce_qu_elle_dit(dossier: Dossier, lettre: Lettre, vient_de: Provenance) -> dict[str, object]:
    """Ce que la lettre fixe; ni son jour, ni son mode : ceux-là se voient à l'envoi."""
    affaire = Affaire(dossier, vient_de.au).visant(lettre.creances)
    inscription = consigne(affaire, lettre.lettre, echelon=lettre.echelon).inscription
    dit: dict[str, object] = {
        cle: inscription[cle] for cle in ("echelon", "montant", "echeance", "creances") if cle in inscription
    }
    suivie = situer(affaire, relire=True).politique if lettre.echelon else None
    return dit | ({"politique": suivie} if suivie else {})
