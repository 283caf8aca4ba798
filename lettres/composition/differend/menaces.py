"""Composition des mots qui menacent un nom, avant toute publication : cités, datés, avec la pièce qui les garde."""

from __future__ import annotations

from lettres.affaire import Affaire
from lettres.composition import mots_de_l_autre
from lettres.composition.imprimable.differend import MenaceImprimable, MenacesImprimables
from lettres.dossier import Menace
from lettres.langue import typographie as t

_DATES_AU_TITRE = 2


def menaces(affaire: Affaire) -> MenacesImprimables:
    """Compose chaque parole, et le jour de chacune pour l'objet; au-delà de deux dates, l'objet les tait."""
    citees = affaire.dossier.menaces
    jours = list(dict.fromkeys(m.date for m in citees if m.date))
    quand = f" {t.le_ou_les(jours)}" if 0 < len(jours) <= _DATES_AU_TITRE else ""
    return MenacesImprimables(objet=f"propos tenus{quand}", lignes=[_menace(m) for m in citees])


def _menace(m: Menace) -> MenaceImprimable:
    return MenaceImprimable(
        quand=mots_de_l_autre.quand(m.date, m.canal, m.piece) if m.date else None,
        verbe=mots_de_l_autre.verbe(m.canal),
        citation=m.citation and t.sans_guillemets(m.citation),
    )
