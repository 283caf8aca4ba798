"""Composition d'une réponse : ce qui a été reçu, désigné; chaque point, cité puis jugé; la position, en oui-non.

Nommer ce que l'autre réclame n'est pas le reconnaître (C.c.Q., art. 2898; F2.05) : aucun mot d'ici ne le fait.
"""

from __future__ import annotations

from lettres.affaire import Affaire
from lettres.composition.imprimable.replique import PointImprimable, RecuImprimable
from lettres.dossier import LettreRecue, PointRecu
from lettres.langue import typographie as t

_SORTES = {
    "mise_en_demeure": "mise en demeure",
    "contestation": "contestation",
    "plainte": "plainte",
    "avis": "avis",
    None: "lettre",
}

_EN_DEMEURE = {"mise_en_demeure"}
_MASCULINS = {"avis"}

_ARRIVEE = {
    "courriel": ("reçu", "par courriel"),
    "texto": ("reçu", "par texto"),
    "telephone": ("fait", "par téléphone"),
    "poste": ("reçu", "par la poste"),
    "recommande": ("reçu", "par courrier recommandé"),
    "huissier": ("signifié", "par huissier"),
    "main_propre": ("remis", "en main propre"),
    "en_ligne": ("publié", "en ligne"),
}


def recu(affaire: Affaire) -> RecuImprimable | None:
    """Compose ce qui a été reçu; None quand rien ne l'a été."""
    r = affaire.dossier.recu
    if r is None:
        return None
    fixe = affaire.dossier.echeance_demandee
    return RecuImprimable(
        objet=_nommer(r),
        quoi=_designer(r),
        reference=r.reference,
        en_demeure=r.type in _EN_DEMEURE,
        de_vive_voix=r.mode == "telephone",
        points=[_point(p, rang) for rang, p in enumerate(r.points, 1)],
        plusieurs=len(r.points) > 1,
        inconnus=any(p.jugement == "inconnu" for p in r.points),
        paye=r.position == "payer",
        conteste=r.position == "contester",
        compense=r.position == "compenser",
        propose=r.position == "proposer",
        reclame=r.reclame is not None,
        montant=t.dollars(r.reclame.montant) if r.reclame else None,
        reste_du=bool(affaire.comptes.dues),
        le=t.jour_et_date(fixe) if fixe else None,
    )


def _nommer(r: LettreRecue) -> str:
    quand = f" du {t.date_longue(r.date)}" if r.date else ""
    return f"votre {_SORTES[r.type]}{quand}"


def _designer(r: LettreRecue) -> str:
    """« votre plainte du 3 novembre 2026, écrite par Paul Exemple et reçue par courriel (pièce P-3) »."""
    accord = "" if r.type in _MASCULINS else "e"
    details = [f"écrit{accord} par {r.de}"] if r.de else []
    if r.mode in _ARRIVEE:
        participe, comment = _ARRIVEE[r.mode]
        details.append(f"{participe}{accord} {comment}")
    nomme = ", ".join([_nommer(r), " et ".join(details)]) if details else _nommer(r)
    return t.entre_parentheses(nomme, t.pieces([r.piece])) if r.piece else nomme


def _point(p: PointRecu, rang: int) -> PointImprimable:
    return PointImprimable(
        numero=str(rang),
        citation=t.sans_guillemets(p.texte),
        exact=p.jugement == "exact",
        inexact=p.jugement == "inexact",
        inconnu=p.jugement == "inconnu",
        reponse=p.reponse and t.phrase(t.majuscule(p.reponse)),
        pieces=t.pieces(p.pieces) if p.pieces else None,
    )
