"""Composition de l'offre de règlement : ce que chacun ferait, ce qui se paierait, son terme, comment l'accepter."""

from __future__ import annotations

from lettres.affaire import Affaire
from lettres.composition import parties
from lettres.composition.imprimable.differend import OffreImprimable
from lettres.dossier import Offre, VersementOffert
from lettres.langue import typographie as t

_PAR_LA_POSTE = {"poste": "par la poste", "recommande": "par courrier recommandé", "main_propre": "en main propre"}

SIGNATURE = "ecrit_signe"
"""L'offre ne s'accepte que d'un écrit signé : dite acceptée autrement, elle n'est qu'un accord à écrire."""


def offre(affaire: Affaire) -> OffreImprimable | None:
    """Compose l'offre du dossier; None s'il n'en a pas."""
    au_jour = affaire.offre
    if au_jour is None:
        return None
    donnee, reclame = au_jour.offre, affaire.pretention
    return OffreImprimable(
        cede=t.liste(au_jour.cede),
        demande=t.liste(au_jour.demande),
        versements=t.liste([v for v in map(_versement, donnee.versements) if v]),
        total=t.dollars(au_jour.total),
        plusieurs=len(donnee.versements) > 1,
        nombre=t.en_lettres(len(donnee.versements)),
        verse_le=t.date_si_connue(donnee.versements[0].date) if donnee.versements else None,
        nous_payons=au_jour.nous_payons,
        reclamee=t.dollars(reclame.montant) if reclame else None,
        expire_le=t.jour_et_date(donnee.expire_le) if donnee.expire_le else None,
        heure=t.heure(donnee.heure) if donnee.heure else None,
        accepter=_accepter(affaire, donnee),
        sur_signature=donnee.accepter_par == SIGNATURE,
    )


def _versement(v: VersementOffert) -> str | None:
    """« 500,00 $ au plus tard le 15 décembre 2026 »; None si la somme ou le jour manque."""
    if v.montant is None or v.date is None:
        return None
    return f"{t.montant(v.montant)} au plus tard le {t.date_longue(v.date)}"


def _accepter(affaire: Affaire, donnee: Offre) -> str | None:
    """Par où accepter, et à quelle adresse; un écrit à signer s'annonce par le moyen ordinaire."""
    expediteur = affaire.dossier.expediteur
    if donnee.accepter_par in _PAR_LA_POSTE and expediteur.adresse:
        return f"{_PAR_LA_POSTE[donnee.accepter_par]}, {parties.a_l_adresse(expediteur.adresse)}"
    if donnee.accepter_par == "courriel" and expediteur.courriel:
        return f"par courriel à {expediteur.courriel}"
    return parties.expediteur(expediteur, affaire.qualites).ecrire if donnee.accepter_par == SIGNATURE else None
