"""Exposer : toute l'affaire, telle qu'un avocat ou un tribunal veut la lire, sans les pourparlers ni un jugement."""

from __future__ import annotations

from collections.abc import Sequence

from lettres.affaire import Affaire
from lettres.composition.expose import acces, chronologie, identites, limites, preuves, reclame
from lettres.composition.imprimable.expose import ExposeImprimable
from lettres.dossier import Piece


def exposer(affaire: Affaire, mots: dict[str, str], gardees: Sequence[Piece]) -> ExposeImprimable:
    """Compose l'exposé; `gardees` sont les pièces que le document joint."""
    a_part, pieces_a_part = preuves.sous_pli(affaire)
    return ExposeImprimable(
        parties=identites.les_parties(affaire),
        autres_noms=identites.autres_noms(affaire),
        limites=limites.limites(affaire),
        affaire=" ".join(reclame.de_quoi(affaire)),
        resume=reclame.resume(affaire),
        voulu=reclame.voulu(affaire, mots),
        passages=chronologie.passages(affaire),
        etapes=chronologie.etapes(affaire),
        sommes=reclame.les_sommes(affaire),
        interet=reclame.l_interet(affaire),
        acces=acces.acces(affaire),
        tribunaux=acces.tribunaux(affaire, mots),
        demeures=preuves.demeures(affaire),
        lettres_envoyees=preuves.lettres_envoyees(affaire),
        propos=chronologie.propos(affaire),
        position=preuves.position(affaire),
        torts=reclame.torts(affaire),
        faiblesses=preuves.faiblesses(affaire),
        temoins=preuves.temoins(affaire),
        questions=preuves.questions(affaire),
        sous_pli_separe=a_part,
        pieces_sous_pli=pieces_a_part,
        pieces=preuves.index(affaire, gardees),
    )
