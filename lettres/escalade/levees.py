"""Levées : le jour où a fini ce qui retenait un pas : suspension, parole rompue, offre, clôture, droit fermé.

Un pas n'est « ouvert depuis » que ce jour, même si ses propres jours étaient passés : avant, on ne l'aurait pas écrit.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from functools import partial

from lettres.affaire import INSOLVABLE, ROUVERTE, EtatDeLOffre, Promesse, offre_qui_tient
from lettres.catalogue import capacites
from lettres.droit.calendrier import UN_JOUR
from lettres.escalade.cible import ATTENDUE, Cible
from lettres.escalade.droit_du_pas import droits_perdus
from lettres.escalade.pas import Pas
from lettres.escalade.politique import Echelon


def ouvert_depuis(cible: Cible, pas: Pas) -> date | None:
    """Le premier jour où ce pas est ouvert sans que rien ne le retienne; None s'il l'a toujours été."""
    compte = date.min if pas.des_le is None else pas.des_le
    jours = (jour for jour in _levees(cible, pas.echelon) if jour <= cible.affaire.au)
    depuis = max(jours, default=compte)
    return None if max(depuis, compte) == date.min else max(depuis, compte)


def _levees(cible: Cible, echelon: Echelon) -> Iterator[date]:
    lignes, dossier = cible.affaire.inscriptions, cible.affaire.dossier
    for _, s in lignes.suspensions:
        if s.au is not None and s.motif != INSOLVABLE and _vise(s.creances, cible):
            yield s.au + UN_JOUR
    yield from (ferme_depuis for _, _, ferme_depuis in droits_perdus(cible))
    yield from (c.date for _, c in lignes.clotures if c.issue == ROUVERTE and _vise(c.creances, cible))
    if not capacites(echelon.lettre or ATTENDUE).libre:
        yield from filter(None, map(partial(_fin_de_la_parole, cible), cible.promesses(echelon.lettre)))
    defaut, offre = cible.affaire.defaut_du_plan, dossier.offre
    if defaut is not None and defaut.en_retard is not None and defaut.plan.vise(cible.noms):
        yield defaut.en_retard.dernier_jour(cible.suivie.grace) + UN_JOUR
        if defaut.avis is not None and not capacites(echelon.lettre or "").relance:
            yield defaut.avis.dernier_jour + UN_JOUR
    terme = offre.expire_le if offre is not None else None
    if offre and terme and offre_qui_tient(offre, cible.affaire.demarches, terme) is EtatDeLOffre.OUVERTE:
        yield terme + UN_JOUR


def _fin_de_la_parole(cible: Cible, p: Promesse) -> date | None:
    """La grâce passée, ou le jour où une autre parole l'a remplacée; None de celle qui n'a rien retenu, ou payée."""
    fin = p.fin + timedelta(days=cible.suivie.grace) + UN_JOUR
    if p.remplacee_le is not None:
        return min(fin, p.remplacee_le)
    return fin if p.tient else None


def _vise(factures: tuple[str, ...], cible: Cible) -> bool:
    return not factures or cible.nom is None or cible.nom in factures
