"""Composition des lettres parties : comment chacune se raconte, et ce qu'elle visait quand ce n'était pas tout."""

from __future__ import annotations

from collections.abc import Sequence

from lettres.affaire import Affaire
from lettres.catalogue import capacites
from lettres.composition.argent import creances
from lettres.dossier import Creance, Envoi
from lettres.langue import typographie as t

LETTRES = {
    "rappel": "Rappel",
    "retrait": "Demande de retrait",
    "mise_en_demeure": "Mise en demeure",
    "opc": "Appel à l’Office de la protection du consommateur",
    "proposition": "Proposition de règlement",
    "entente_paiement": "Entente de paiement",
    "transaction": "Transaction et quittance",
    "fin_de_relation": "Avis de fin de relation",
    "dossier_avocat": "Dossier remis à un avocat",
    "dossier_petites_creances": "Dossier pour les petites créances",
    "reponse": "Réponse",
    "reponse_publique": "Réponse publique",
    "cesser": "Demande de cesser",
    "garantie": "Demande de réparation sous garantie",
    "avis_resolution": "Avis de résolution",
    "retrofacturation": "Demande de rétrofacturation",
}

_MODES = {
    "courriel": "envoyé par courriel",
    "poste": "envoyé par la poste",
    "recommande": "envoyé par courrier recommandé",
    "huissier": "signifié par huissier",
    "main_propre": "remis en main propre",
}


def concerne(affaire: Affaire, e: Envoi) -> bool:
    """Dit si cette lettre partie visait l'une des sommes que l'on réclame; hors d'un recouvrement, rien ne se vise."""
    return affaire.dossier.nature != "recouvrement" or not affaire.comptes.dues or bool(affaire.reclamees.visees_par(e))


def une_part_de(affaire: Affaire, e: Envoi) -> Sequence[Creance]:
    """Ce que cette lettre visait, quand ce n'est pas tout ce que l'on réclame : sinon, rien n'est à dire."""
    if affaire.dossier.nature != "recouvrement":
        return ()
    visees = affaire.reclamees.visees_par(e)
    if visees or not e.creances:
        return visees if len(visees) < len(affaire.comptes.dues) else ()
    nommees = {*e.creances}
    return [compte.creance for compte in affaire.comptes.creances if compte.nom in nommees]


def raconter(affaire: Affaire, e: Envoi) -> str:
    """« Rappel du 5 octobre 2026, pour la facture n° F-1, envoyé par courriel (pièce P-4). »"""
    texte = f"{LETTRES[e.lettre]} du {t.date_longue(e.date)}"
    if siennes := une_part_de(affaire, e):
        texte += f", pour {creances.avec_article(siennes)}"
    if e.mode:
        texte += f", {parti(e)}"
    if e.recu_le:
        texte += f", reçu{'e' if capacites(e.lettre).feminine else ''} le {t.date_longue(e.recu_le)}"
    return t.phrase(t.entre_parentheses(texte, t.pieces([e.preuve])) if e.preuve else texte)


def parti(e: Envoi) -> str:
    """« envoyée par courriel », accordé à la lettre; rien d'un mode qu'on ne sait pas."""
    if e.mode is None:
        return ""
    participe, reste = _MODES[e.mode].split(" ", 1)
    return f"{participe}{'e' if capacites(e.lettre).feminine else ''} {reste}"
