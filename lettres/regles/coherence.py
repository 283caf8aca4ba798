"""Cohérence : les faits du dossier ne se contredisent pas et ne contredisent pas la lettre demandée.

Un contrôle est une fonction pure `(dossier, lettre, au) -> constats`; `CONTROLES` les nomme tous. Chaque docstring dit
la faute et pourquoi elle compte.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date

from lettres.constats import Constat
from lettres.dossier import Dossier
from lettres.regles import droit_de_la_lettre, parties, pieces, sommes

Controle = Callable[[Dossier, str, date], Iterator[Constat]]

CONTROLES: tuple[Controle, ...] = (
    parties.mandant_sans_barreau,
    parties.procureur_au_dossier,
    parties.type_incertain,
    pieces.piece_citee_mais_absente,
    pieces.piece_doublee,
    sommes.facture_doublee,
    sommes.echeance_avant_la_facture,
    sommes.creance_non_echue,
    sommes.taxes_qui_ne_s_additionnent_pas,
    sommes.taxes_sans_numero,
    sommes.taxes_non_ventilees,
    sommes.paiement_sans_facture,
    sommes.rien_a_payer,
    sommes.taux_d_interet,
    sommes.prejudice_sans_piece,
    droit_de_la_lettre.demande_sans_texte,
    droit_de_la_lettre.fait_sans_date_ni_piece,
    droit_de_la_lettre.fait_a_venir,
    droit_de_la_lettre.delai_trop_court,
    droit_de_la_lettre.opc_pour_un_consommateur,
    droit_de_la_lettre.chronologie_trop_longue,
    droit_de_la_lettre.prescription_de_la_reputation,
)


def verifier_coherence(dossier: Dossier, lettre: str, au: date) -> list[Constat]:
    """Tous les constats de cohérence, d'un coup."""
    return [constat for controle in CONTROLES for constat in controle(dossier, lettre, au)]
