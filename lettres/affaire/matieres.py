"""Matières : ce que la cause d'une somme décide : ses taxes, et si elle s'adresse ailleurs (F14.08).

La cause le dit à coup sûr; les mots de l'objet le font seulement craindre : on n'affirme alors rien.
"""

from __future__ import annotations

import re
from datetime import date

from lettres.dossier import Creance
from lettres.droit.forum import Exclusion, orientation
from lettres.socle.expression import Expression

_PAR_CAUSE = {
    "loyer_logement": Exclusion.BAIL_DE_LOGEMENT,
    "salaire": Exclusion.SALAIRE,
    "pension_alimentaire": Exclusion.PENSION_ALIMENTAIRE,
}

# -- Chaque matière : ses mots, et ceux d'une facture ordinaire qui en parle (un local loué, un logiciel de paie) --
_SERVICE = (
    r"\blogiciel|\bservices?\b|\bgestion|\btraitement|\bcalculs?\b|\bformation|\b[ée]tude|\bcomptab|\bmodule"
    r"|\bconseil|\btenue\b|\br[ée]daction|\btraduction|\barticle|\bguide|\bm[ée]diation|\bconvention"
)
_PAR_MOTS = {
    Exclusion.BAIL_DE_LOGEMENT: (
        r"\bloyers?\b|\bbail\b|\blogements? lou[ée]s?\b|\bsous-location\b"
        r"|\blocation (?:de |du |d[’'])?(?:l[’']|un |mon |notre |votre )?(?:appartement|logement|chambre|\d ½|\d 1/2)",
        r"\bcommercia|\bbureaux?\b|\blocal\b|\blocaux\b|\b[ée]quipement|\bv[ée]hicule|\bappareil|\boutil|\bentrep[ôo]t"
        r"|\bmachine|\bsalle\b|\bmat[ée]riel|\bremorque|\bcamion|\bvoiture|\bauto\b|\batelier|\bkiosque|\bterrain"
        r"|\blogiciel|\bgestion|\bh[ôo]tel|\bremise\b",
    ),
    Exclusion.SALAIRE: (
        r"\bsalaires?\b|\bpaies? (?:de|du|des|d[’'])|\bpaye du \d|\bpr[ée]avis (?:de cong[ée]diement|de licenciement)"
        r"|\bindemnit[ée]s? de (?:d[ée]part|cong[ée]diement|licenciement|vacances)|\bvacances? (?:dues|non pay[ée]es?)",
        _SERVICE,
    ),
    Exclusion.PENSION_ALIMENTAIRE: (
        r"\bpensions? alimentaires?\b|\barr(?:[ée]rages|i[ée]r[ée]s?) de pension\b"
        r"|\bpension (?:pour|de|des) (?:les |mes |nos |l[’'])?enfants?\b",
        _SERVICE,
    ),
}
_MOTIFS = {
    matiere: (Expression(mots, re.IGNORECASE), Expression(sauf, re.IGNORECASE))
    for matiere, (mots, sauf) in _PAR_MOTS.items()
}

_SANS_TAXES = {"pret", "acompte", "remboursement"}


def peut_porter_des_taxes(creance: Creance) -> bool:
    """Non d'un prêt, d'un acompte, d'un remboursement, ni de ce qui s'adresse ailleurs : rien ne se demande."""
    return creance.cause not in _SANS_TAXES and exclusion(creance) is None


def exclusion(creance: Creance) -> Exclusion | None:
    """La matière que dit la cause de la créance; None si elle n'est d'aucune de celles-là."""
    return _PAR_CAUSE.get(creance.cause or "")


def soupcon(creance: Creance) -> Exclusion | None:
    """La matière que les mots de l'objet font craindre, quand la cause ne la dit pas."""
    return None if exclusion(creance) is not None else soupcon_des_mots(creance.objet or "")


def soupcon_des_mots(texte: str) -> Exclusion | None:
    """La matière que ces mots font craindre."""
    return next((m for m, (mots, sauf) in _MOTIFS.items() if mots.search(texte) and not sauf.search(texte)), None)


def adresse_de(matiere: Exclusion, au: date) -> str | None:
    """Où s'adresser pour cette matière; None si la source ne le dit pas ce jour-là."""
    ailleurs = orientation(matiere, au)
    return ailleurs.texte if ailleurs else None
