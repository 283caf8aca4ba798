"""Ententes : celle qui a pris fin ne se résout ni ne se résilie plus; les obligations qui lui survivent demeurent."""

from __future__ import annotations

from datetime import date

from lettres.dossier import Dossier
from lettres.socle.expression import Expression

_ENTENTE = (
    r"(?:contrat|entente|licence|bail|location|mandat|abonnement|convention|accord|permission|autorisation|forfait)\b"
)
_DE = r"(?:du |de (?:la |cette |ce |cet |notre |votre |mon |ma |l[’'])|d[’'])"
_FINI = (
    r"(?:pris fin|expir(?:é|ée|e)|résili(?:é|ée)|résolue?|annul(?:é|ée)|rompue?|terminée?|échue?|éteinte?"
    r"|(?:venue?|arrivée?) à (?:terme|échéance|expiration))\b"
)
_FINIE = Expression(
    # -- « le contrat a pris fin », « la licence du 2 mai est expirée » --
    rf"(?i)\b{_ENTENTE}[^.;:!?«»]{{0,40}}? (?:a|est|avait|était|fut) (?:été |déjà |donc ){{0,2}}{_FINI}"
    # -- « vous avez résilié le contrat », « j’ai mis fin à notre entente » --
    r"|\b(?:ai|a|avez|avons|ont|avait|aviez|avions) (?:\w{1,20} )?(?:résilié|résolu|annulé|rompu|mis fin|mis un terme)"
    rf" (?:au |à |à la |à l[’']|le |la |l[’'])?(?:ce |cet |cette |mon |ma |notre |votre |nos )?{_ENTENTE}"
    # -- « un mois après la fin de la licence » --
    rf"|\b(?:après|depuis) (?:la |le |l[’'])(?:fin|résiliation|résolution|expiration|échéance|annulation|terme)"
    rf" {_DE}{_ENTENTE}"
)


def entente_finie(dossier: Dossier, au: date) -> bool:
    """L'entente a pris fin à ce jour : son jour de fin est venu; sans lui, un fait raconte qu'elle est finie."""
    contrat = dossier.contrat
    if contrat is not None and contrat.fin is not None:
        return contrat.fin <= au
    return any(_FINIE.search(f.texte) for f in (*dossier.faits, *dossier.accompli))
