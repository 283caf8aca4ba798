"""Issues : comment on dit qu'une affaire a fini et, confiée, à qui."""

from __future__ import annotations

from collections.abc import Collection

from lettres.affaire import Affaire, Demarches
from lettres.dossier import Cloture
from lettres.droit.compte import ZERO
from lettres.escalade.decision import DOCUMENTS
from lettres.langue.ecriture import exact, jour

_ISSUES = {
    "payee": "payée",
    "entente": "réglée par une entente",
    "abandon": "abandonnée",
    "irrecouvrable": "tenue pour irrecouvrable",
    "confiee": "confiée à d’autres",
    "echelle_epuisee": "au bout de ses démarches",
}
_CONFIEES = {
    "petites_creances": "portée à la Division des petites créances",
    "tribunal": "portée devant un tribunal",
    "avocat": "confiée à un avocat",
    "mediation": "confiée à un médiateur",
    "huissier": "confiée à un huissier",
    "agence": "confiée à une agence de recouvrement",
}
_PREPARES = {document: action for action, document in DOCUMENTS.items()}


def issue_dite(c: Cloture, demarches: Demarches) -> str:
    """« confiée à un avocat » : celui que dit la clôture; sinon celui pour qui le dernier dossier remis l'a été."""
    if c.issue != "confiee":
        return _ISSUES[c.issue]
    remis = [d.envoi for d in demarches.envois if d.envoi.lettre in _PREPARES and d.envoi.date <= c.date]
    a_qui = c.confiee_a or (_PREPARES[max(remis, key=lambda e: e.date).lettre] if remis else None)
    return _CONFIEES[a_qui] if a_qui else _ISSUES[c.issue]


def versement_manque(c: Cloture, affaire: Affaire, noms: Collection[str], grace: int) -> str:
    """Ce qui s'ajoute d'une entente qui a clos l'affaire, et dont un versement n'est pas venu, sa grâce passée."""
    defaut = affaire.defaut_du_plan if c.issue == "entente" else None
    manque = defaut.en_retard if defaut is not None and defaut.plan.vise(noms) else None
    if manque is None or manque.dernier_jour(grace) >= affaire.au:
        return ""
    return f"; du versement prévu le {jour(manque.jour)}, {exact(manque.montant)} ne sont pas venus"


def reste_dit(affaire: Affaire, rang: int) -> str:
    """« 150,00 $ à payer (F-1, F-2) » : tout ce qui reste dû de ce que cette clôture dit payé; rien, si tout l'est."""
    soldes = affaire.restes_des_payees.get(rang)
    if not soldes:
        return ""
    dont = f" ({', '.join(soldes)})" if len(affaire.comptes.creances) > 1 else ""
    return f"{exact(sum(soldes.values(), ZERO))} à payer{dont}"
