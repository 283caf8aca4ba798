"""À qui va une lettre : au destinataire du dossier; une demande de rétrofacturation, à l'émetteur de la carte."""

from __future__ import annotations

from lettres.catalogue import capacites
from lettres.dossier import Destinataire, Dossier


def destinataire_de(dossier: Dossier, lettre: str) -> Destinataire:
    """Celui qui lira cette lettre; sans carte au dossier, son destinataire : la lettre, alors, ne se fait pas."""
    carte = dossier.achat.carte if dossier.achat else None
    if carte is None or not capacites(lettre).a_l_emetteur:
        return dossier.destinataire
    e = carte.emetteur
    return Destinataire(type="entreprise", nom=e.nom, adresse=e.adresse, courriel=e.courriel, qualite="commercant")


def adresse_a(dossier: Dossier, lettre: str) -> Dossier:
    """Le même dossier, dont le destinataire est celui de la lettre."""
    a_qui = destinataire_de(dossier, lettre)
    return dossier if a_qui is dossier.destinataire else dossier.model_copy(update={"destinataire": a_qui})
