"""Copie annotée : les constats d'un modèle, en commentaires dans une copie de son fichier."""

from __future__ import annotations

from lettres.socle.constats import Constat
from lettres.socle.places import DansWord
from lettres.studio.copies.annotation import Remarque, annoter
from lettres.studio.verification import Verification


def copie_annotee(verification: Verification) -> bytes:
    """La copie, un commentaire par constat sur les mots en cause. Lève ModeleInvalide si le fichier ne s'ouvre pas."""
    modele = verification.modele
    lus = {partie.titre: [p.texte for p in partie.paragraphes] for partie in (modele.parties if modele else ())}
    return annoter(verification.octets, [remarque(c) for c in verification.constats], lus)


def remarque(constat: Constat) -> Remarque:
    """Le commentaire d'un constat : code, gravité, ce qui cloche, le remède; et sa place, si elle est ailleurs."""
    dans = constat.dans if isinstance(constat.dans, DansWord) else None
    lignes = [f"{constat.code} ({constat.gravite})\u00a0: {constat.message}"]
    if dans is None or dans.partie != "corps":
        ailleurs = constat.place if constat.chemin else "tout le document"
        lignes.append(f"Place\u00a0: {ailleurs if dans is None else dans}")
    if constat.remede:
        lignes.append(f"Remède\u00a0: {constat.remede}")
    return Remarque(dans, tuple(lignes))
