"""Commandes : le nom et le résumé de chacune. Son module n'est chargé que si on la demande."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib import import_module
from typing import Any

from lettres.socle.classes import NamedTuple


class Groupement(NamedTuple):
    """Des commandes réunies sous un nom; elles sont toutes dans le module de ce nom, ou chacune dans le sien."""

    resume: str
    commandes: tuple[str, ...]


COMMANDES: Mapping[str, str | Groupement] = {
    "generer": "Écrit la lettre demandée, ou la prochaine de l’escalade, en Word.",
    "lot": "Écrit une lettre par dossier, dans un répertoire, avec un journal; interrompue, la même commande finit "
    "le lot.",
    "verifier": "Vérifie des dossiers : dit tout ce qui manque ou cloche, n’écrit rien.",
    "controler": "Relit une lettre finie : provenance, éléments obligatoires, sommes et dates, mots défendus.",
    "affirmations": "Dit sur quoi repose chaque phrase d’une lettre : faits, calculs, pièces, articles.",
    "etat": "Dit où en est un dossier : ce qui est dû, ce qu’il y a à faire, pourquoi, et ce qui le changerait.",
    "relance": "Dit, débiteur par débiteur, ce qui est dû, pourquoi et depuis quand; « --produire » écrit les "
    "lettres dues.",
    "simuler": "Montre le calendrier de toute l’échelle d’un dossier, si l’on supposait ce qui arrive; n’écrit rien.",
    "envoi": "Inscrit au dossier une lettre envoyée.",
    "suite": "Inscrit au dossier ce qui est revenu : réponse, promesse, silence, courrier retourné.",
    "paiement": "Inscrit au dossier un paiement reçu.",
    "suspendre": "Inscrit au dossier un temps d’arrêt, avec sa fin ou le jour où y repenser.",
    "clore": "Inscrit au dossier comment l’affaire, ou certaines factures, a fini; ou la rouvre.",
    "preciser": "Précise au dossier ce que demandent les lettres qui viennent : mode d’envoi, délai, un fait, "
    "une offre.",
    "pieces": "Dit ce que sont devenues les pièces, et ce que le dossier en cite; en note, en ajoute, les relie.",
    "nouveau": "Crée un dossier commenté, à remplir.",
    "moi": "Garde qui écrit, parmi vos réglages; chaque dossier neuf le reprend.",
    "importer": "Fait, de l’export d’un logiciel de facturation, un dossier par débiteur; ce qui est écrit y reste.",
    "deguiser": "Fait d’un dossier un double que l’on peut montrer : mêmes constats, même décision, aucun nom.",
    "purger": "Dit ce qu’un répertoire garde d’affaires finies, et quand cela peut partir; n’efface que sur demande.",
    "calculer": Groupement(
        "L’arithmétique du droit, seule et expliquée : intérêt, versements, délai, prescription, taxes.",
        ("interet", "versements", "delai", "prescription", "taxes"),
    ),
    "droit": "Montre les paramètres du droit : valeur, entrée en vigueur, source, fiche et certitude.",
    "modeles": Groupement(
        "Les modèles Word : ceux qui sont livrés, ce qu’ils peuvent imprimer, et ce qui cloche dans les vôtres.",
        ("lister", "copier", "champs", "verifier", "comparer", "apercu", "nettoyer"),
    ),
    "regles": "Liste les règles : code, nom de la faute, gravité et fondement.",
    "expliquer": "Explique un code : la faute, pourquoi elle compte, un cas fautif, un cas conforme et le fondement.",
    "schema": "Imprime un JSON Schema : celui d’un fichier que vous écrivez, ou d’une réponse « --json ».",
}
"""Dans l'ordre de l'aide. Le résumé est la première phrase de la commande : un essai le tient."""


INSCRIRE = frozenset({"envoi", "suite", "paiement", "suspendre", "clore", "preciser", "pieces"})
"""Les commandes qui écrivent dans le dossier de l’usager; elles sont rangées ensemble."""

ECHELLE = frozenset({"relance", "simuler"})
"""Celles qui disent l’escalade de beaucoup d’affaires, ou d’une seule jusqu’au bout."""

MENAGE = frozenset({"deguiser", "purger"})
"""Celles qui montrent un double d’un dossier, ou laissent partir ceux dont l’affaire a fini."""

_RANGEES = {nom: ou for ou, noms in (("inscrire", INSCRIRE), ("echelle", ECHELLE), ("menage", MENAGE)) for nom in noms}

_UN_MODULE_CHACUNE = frozenset({"calculer"})

VOS_MODELES = frozenset({"champs", "copier", "comparer", "apercu", "nettoyer"})
"""Les sous-commandes de « modeles » qui en comparent deux, ou qui écrivent à partir d’eux."""


def charger(nom: str, fonction: str = "") -> Callable[..., Any]:
    """La fonction d'une commande; `fonction` est celle d'un groupement."""
    module = f"{_RANGEES[nom]}.{nom}" if nom in _RANGEES else nom
    if nom in _UN_MODULE_CHACUNE or fonction in VOS_MODELES:
        module = f"{'vos_modeles' if fonction in VOS_MODELES else nom}.{fonction}"
    trouvee: Callable[..., Any] = getattr(import_module(f"lettres.cli.commandes.{module}"), fonction or nom)
    return trouvee


def annoncer(resume: str) -> Callable[[], None]:
    """Ce qui tient la place d'une commande qu'on ne charge pas : son résumé."""

    def commande() -> None: ...

    commande.__doc__ = resume
    return commande
