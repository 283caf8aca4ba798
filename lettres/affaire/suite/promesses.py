"""Promesses : les paiements promis ou annoncés, ce qu'il en est advenu, et ceux qui font encore attendre."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date, timedelta
from typing import NamedTuple

from lettres.affaire.echeances import delai_par_defaut
from lettres.affaire.suite.inscriptions import AvecRang
from lettres.affaire.suite.recus import Recus
from lettres.affaire.suite.visees import derniere, dernieres
from lettres.dossier import Dossier, Suite
from lettres.droit.parametre import jours

PROMESSES = frozenset({"promesse", "paiement_annonce", "en_approbation"})
"""Les suites qui annoncent un paiement."""

_REMPLACENT = PROMESSES | {"refus", "contestation"}


class Promesse(NamedTuple):
    """Un paiement promis, et le jour où on l'attend, compris."""

    rang: int
    faite_le: date
    fin: date
    calculee: bool
    """Vrai quand le jour n'est pas au dossier : il se compte."""
    tient: bool
    """Ni payée, ni remplacée par une parole plus récente, ni venue après trop de promesses rompues."""
    payee: bool

    def rompue(self, au: date) -> bool:
        """Dit si, ce jour-là, le jour promis est passé sans le paiement."""
        return not self.payee and self.fin < au


def promesses(
    dossier: Dossier,
    recus: Recus,
    suites: Sequence[AvecRang[Suite]],
    lettre: str,
    au: date,
    facture: str | None = None,
) -> tuple[Promesse, ...]:
    """Les promesses d'un journal, dans l'ordre de leurs jours; celle qu'une autre remplace à temps n'est pas rompue.

    `facture` : celle que toutes ces suites visent; ce qu'elles disent des autres n'y compte alors pas.
    """
    seule = () if facture is None else (facture,)
    paroles = sorted(
        ((s.date, rang, s, s.creances and (seule or s.creances)) for rang, s in suites if s.resultat in _REMPLACENT),
        key=lambda p: p[:2],
    )
    if not paroles:
        return ()
    dites = dernieres((visees, (jour, rang)) for jour, rang, _, visees in paroles)
    rompues, maximum = Counter[str | None](), jours("promesses.rompues", au)
    attendues: dict[str | None, Promesse] = {}
    trouvees = []
    for jour, rang, s, visees in paroles:
        # -- ce qui était promis avant, et dont le jour est passé, est rompu dès lors --
        for visee in visees or (None,):
            precedente = attendues.pop(visee, None)
            rompues[visee] += precedente is not None and precedente.rompue(jour)
        if s.resultat not in PROMESSES:
            continue
        fin = s.promis_le or jour + timedelta(days=delai_par_defaut(dossier, lettre, jour))
        payee = s.montant is not None and recus.depuis(jour, s.creances) >= s.montant
        deja = max(rompues[visee] for visee in (None, *visees))
        derniere_parole = derniere(dites, visees) == (jour, rang)
        tient = not payee and derniere_parole and deja < maximum
        promesse = Promesse(rang, jour, fin, s.promis_le is None, tient, payee)
        attendues.update((visee, promesse) for visee in visees or (None,))
        trouvees.append(promesse)
    return tuple(trouvees)
