"""Composition des créances : comment chacune se nomme, d'où elle vient, et les titres qui en dépendent.

Une somme sans numéro de facture n'est pas une facture : un prêt, un acompte, un remboursement a ses propres mots.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from lettres.composition.imprimable.argent import CreanceImprimable
from lettres.dossier import Creance
from lettres.langue.typographie import date_longue, date_si_connue, de, dollars, enumerer, majuscule, numero, pieces

_NOMS = {"pret": "prêt", "acompte": "acompte", "remboursement": "remboursement"}
_REPERES = _NOMS | {"service": "service", "bien": "bien"}

# -- Ce que la cause dit, et rien de plus : qu'un service a été rendu ou un bien livré, seul un fait le dit --
_CAUSES = {
    "service": ("est le prix de services", "sont le prix de services"),
    "bien": ("est le prix de biens", "sont le prix de biens"),
    "pret": ("vient d’un prêt", "viennent de prêts"),
    "acompte": ("est un acompte", "sont des acomptes"),
    "remboursement": ("est un remboursement qui {m_}est dû", "sont des remboursements qui {me} sont dus"),
}

_NUMEROS_DITS = 5
"""Au-delà, un objet de lettre donne le nombre de factures; le tableau les nomme."""


def nom(c: Creance) -> str:
    """« facture n° F-1023 », « prêt du 3 mai 2026 », « somme du 3 mai 2026 »."""
    if c.facture:
        return numero("facture", c.facture)
    mot = _NOMS.get(c.cause or "", "somme")
    quand = c.date or c.echeance
    return f"{mot} du {date_longue(quand)}" if quand else mot


def noms(siennes: Sequence[Creance]) -> str:
    """« facture n° F-1 », « factures F-1 et F-4 », « facture n° F-1 et prêt du 3 mai 2026 »."""
    factures = [c.facture for c in siennes if c.facture]
    if 1 < len(factures) == len(siennes):
        return f"factures {enumerer(factures)}" if len(factures) <= _NUMEROS_DITS else f"{len(factures)} factures"
    return enumerer([nom(c) for c in siennes])


def avec_article(siennes: Sequence[Creance]) -> str:
    """« la facture n° F-1 », « les factures F-1 et F-4 », « la facture n° F-1 et le prêt du 3 mai 2026 »."""
    if len(siennes) > 1 and all(c.facture for c in siennes):
        return f"les {noms(siennes)}"
    return enumerer([_avec_article(c) for c in siennes])


def du_nom(c: Creance) -> str:
    """« de la facture n° F-1023 », « du prêt du 3 mai 2026 »."""
    return de(_avec_article(c))


def _avec_article(c: Creance) -> str:
    return f"{'la' if _est_feminine(c) else 'le'} {nom(c)}"


def _est_feminine(c: Creance) -> bool:
    return bool(c.facture) or (c.cause or "") not in _NOMS


def designation(creances: Sequence[Creance], au: date) -> str | None:
    """« facture n° F-1023, échue le 31 août 2026 », « factures F-1 et F-2, échues », « prêt du 3 mai 2026 »."""
    if len(creances) == 1:
        (seule,) = creances
        if seule.echeance is None:
            return nom(seule)
        echue = f"échu{'e' if _est_feminine(seule) else ''}" if seule.echeance < au else "payable"
        return f"{nom(seule)}, {echue} le {date_longue(seule.echeance)}"
    factures = [c.facture for c in creances if c.facture]
    groupes = [nom(c) for c in creances if not c.facture]
    if len(factures) > _NUMEROS_DITS:
        groupes.insert(0, f"{len(factures)} factures")
    elif factures:
        groupes.insert(0, numero("facture", factures[0]) if len(factures) == 1 else f"factures {enumerer(factures)}")
    if not groupes:
        return None
    toutes_echues = all(c.echeance and c.echeance < au for c in creances)
    return enumerer(groupes) + (", échues" if toutes_echues and len(factures) == len(creances) else "")


def les(creances: Sequence[Creance]) -> str:
    """« la facture », « les factures », « la somme », « les sommes »; tous ces mots sont féminins."""
    mot = "facture" if creances and all(c.facture for c in creances) else "somme"
    return f"les {mot}s" if len(creances) > 1 else f"la {mot}"


def colonne(creances: Sequence[Creance]) -> str:
    """Le titre de la première colonne : « Facture » dès qu'une somme en a le numéro."""
    return "Facture" if any(c.facture for c in creances) else "Nature"


def causes(creances: Sequence[Creance], mots: dict[str, str]) -> str | None:
    """Une phrase par cause; rien d'une cause que le dossier ne dit pas, ni que le nom de la somme dit déjà."""
    groupes: dict[str, list[Creance]] = {}
    for c in creances:
        groupes.setdefault(c.cause or "", []).append(c)
    if len(groupes) > 1:
        groupes = {cause: [c for c in siennes if c.facture or cause not in _NOMS] for cause, siennes in groupes.items()}
    phrases = []
    for cause, siennes in groupes.items():
        if cause not in _CAUSES or not siennes:
            continue
        forme = _CAUSES[cause][len(siennes) > 1].format(**mots)
        sujet = _sujet(siennes, toutes=len(siennes) == len(creances))
        phrases.append(f"{sujet} {forme}.")
    return " ".join(phrases) or None


def _sujet(siennes: Sequence[Creance], *, toutes: bool) -> str:
    plusieurs = len(siennes) > 1
    if toutes:
        return "Les sommes dues" if plusieurs else "La somme due"
    if all(c.facture for c in siennes):
        factures = [c.facture or "" for c in siennes]
        return f"Les montants des factures {enumerer(factures)}" if plusieurs else f"Le montant de la {nom(siennes[0])}"
    return majuscule(enumerer([_avec_article(c) for c in siennes]))


def creance(c: Creance) -> CreanceImprimable:
    """Compose une somme due."""
    commande = c.bon_de_commande and numero("bon de commande", c.bon_de_commande)
    texte = " – ".join(m for m in (c.objet, commande) if m)
    piece = pieces([c.piece]) if c.piece else None
    return CreanceImprimable(
        facture=c.facture,
        repere=c.facture or majuscule(_REPERES.get(c.cause or "", "somme")),
        date=date_si_connue(c.date),
        echeance=date_si_connue(c.echeance),
        objet=c.objet,
        description=_avec_piece(texte, piece) if c.objet else None,
        bon_de_commande=c.bon_de_commande,
        montant=dollars(c.montant),
        avant_taxes=dollars(c.avant_taxes),
        tps=dollars(c.tps),
        tvq=dollars(c.tvq),
        piece=piece,
    )


def _avec_piece(texte: str, piece: str | None) -> str:
    """Jamais deux parenthèses de suite : après l'une, la pièce suit un tiret."""
    if piece is None:
        return texte
    return f"{texte} – {piece}" if texte.endswith(")") else f"{texte} ({piece})"
