"""Tiers : ce que l'on dit à qui n'en est pas, un agent, un avocat, un tribunal, sans récrire les mots de l'usager."""

from __future__ import annotations

from lettres.affaire import Affaire, s_adresse_au_destinataire
from lettres.catalogue import capacites
from lettres.dossier import Evenement
from lettres.langue import typographie as t

COMMERCANT = "le commerçant"
"""L'autre partie, dite à l'agent de l'Office."""

EMETTEUR = "l’émetteur de la carte"
"""Qui répond à une demande de rétrofacturation : ses mots ne sont pas ceux du commerçant."""


def qui_a_dit(affaire: Affaire, rang: int, autre: str | None) -> str | None:
    """Qui parle dans la suite de ce rang; None quand c'est le destinataire, que la lettre vouvoie."""
    repondue = affaire.inscriptions.lettre_nommee(affaire.dossier, rang)
    return EMETTEUR if repondue is not None and capacites(repondue.lettre).a_l_emetteur else autre


def citer(mots: str) -> str:
    """Les mots entre guillemets français, sans ceux que l'usager y avait mis."""
    return f"«{t.INSECABLE}{t.sans_guillemets(mots)}{t.INSECABLE}»"


def a_un_tiers(texte: str, autre: str = COMMERCANT) -> str:
    """Les mots qui s'adressent à l'autre, cités et annoncés pour qui ne l'est pas; les autres, tels quels."""
    if not s_adresse_au_destinataire(texte):
        return texte
    return f"en mots adressés {t.a(autre)}, {citer(texte)}"


def dit_a_un_tiers(e: Evenement, autre: str) -> str:
    """Un fait dit à un tiers : dans les mots que le dossier lui destine, sinon cité s'il parle à l'autre."""
    return e.au_tiers or a_un_tiers(e.texte, autre)
