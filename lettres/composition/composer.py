"""Composer : affaire + lettre → l'arbre de ce qu'un modèle peut imprimer."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import time

from lettres.affaire import Affaire, sommes_demandees
from lettres.catalogue import capacites, modele_de
from lettres.composition import demandes, parties, rappel, recit
from lettres.composition.achats import consommation, office, reclamation
from lettres.composition.argent import creances, interet, sommes
from lettres.composition.differend import menaces, offre, rupture
from lettres.composition.imprimable.base import GroupeOuvert
from lettres.composition.imprimable.expose import ExposeImprimable
from lettres.composition.imprimable.lettre import Arbre, LettreImprimee
from lettres.composition.jointes import Jointes, jointes
from lettres.composition.repondre import en_public, point_par_point
from lettres.dossier import Piece
from lettres.dossier.valeurs_nommees import Complement
from lettres.droit.parametre import jours
from lettres.langue import typographie as t

_MODES = {
    "courriel": "PAR COURRIEL",
    "poste": "PAR LA POSTE",
    "recommande": "PAR COURRIER RECOMMANDÉ",
    "huissier": "PAR HUISSIER",
    "main_propre": "REMIS EN MAIN PROPRE",
}


def _lettre(affaire: Affaire, lettre: str) -> LettreImprimee:
    dossier, au = affaire.dossier, affaire.au
    limite = affaire.echeance(lettre)
    ville = dossier.lieu or (dossier.expediteur.adresse and dossier.expediteur.adresse.ville)
    return LettreImprimee(
        date=t.date_longue(au),
        lieu_et_date=f"{ville}, le {t.date_longue(au)}" if ville else None,
        reference=dossier.reference,
        mode_envoi=_MODES[dossier.mode_envoi] if dossier.mode_envoi else None,
        par_courriel=dossier.mode_envoi == "courriel",
        echeance=t.date_longue(limite),
        echeance_jour=t.jour_et_date(limite),
        heure_limite=t.heure(dossier.heure_limite or time(jours("heure.limite", au))),
    )


def _modes_de_paiement(affaire: Affaire, mots: dict[str, str]) -> list[str]:
    """Les modes du dossier; à défaut, un chèque à l'ordre du créancier, ou un mode à convenir."""
    dossier, creancier = affaire.dossier, affaire.qualites.creancier
    if dossier.paiement_par:
        return t.liste(dossier.paiement_par)
    adresse = creancier.adresse or dossier.expediteur.adresse
    if adresse is None:
        return t.liste([f"un mode de paiement à convenir avec {mots['moi']}"])
    cheque = f"chèque à l’ordre {t.de_nom(creancier.nom)}, posté {parties.a_l_adresse(adresse)}"
    return t.liste([cheque, f"tout autre mode convenu avec {mots['moi']}"])


def _pieces(affaire: Affaire, lettre: str) -> tuple[Piece, ...]:
    """Les pièces jointes : celles que cite ce que la lettre imprime."""
    modele = modele_de(lettre, affaire.dossier.nature)
    return affaire.dossier.pieces if modele is None else jointes(affaire, modele).gardees


def composer(affaire: Affaire, lettre: str, triees: Jointes | None = None) -> Arbre:
    """Compose l'arbre imprimable. Ce qui manque au dossier manque à l'arbre; rien n'est inventé.

    `triees` sont les pièces triées pour le modèle qui l'imprimera; à défaut, pour le modèle livré.
    """
    # -- une lettre qui ne réclame rien, offre ou dossier, est de la créance entière; un plan, de ce qui se réclame --
    affaire = affaire if capacites(lettre).reclame or capacites(lettre).etale else affaire.entiere
    dossier, qualites = affaire.dossier, affaire.qualites
    mots, due = parties.voix(qualites), affaire.a_payer(lettre)
    modes = _modes_de_paiement(affaire, mots)
    demandees = zip(dossier.demandes, sommes_demandees(dossier), strict=True)
    gardees = triees.gardees if triees else _pieces(affaire, lettre)
    totaux = sommes.sommes(affaire, due, mots)
    composees = [consommation.demande(d, somme, mots["me"]) for d, somme in demandees]
    return Arbre(
        lettre=_lettre(affaire, lettre),
        expediteur=parties.expediteur(dossier.expediteur, qualites),
        mandant=parties.mandant(dossier.expediteur.mandant),
        destinataire=parties.destinataire(dossier.destinataire, qualites),
        voix=mots,
        contrat=recit.contrat(dossier.contrat),
        creances=[creances.creance(compte.creance) for compte in affaire.comptes.dues],
        paiements=sommes.paiements(affaire),
        sommes=totaux,
        interet=interet.interet(affaire, due, mots),
        rappel=rappel.rappel(affaire),
        modes_de_paiement=modes,
        modes_de_paiement_plusieurs=len(modes) > 1,
        faits=[recit.evenement(f) for f in dossier.faits],
        accompli=[recit.evenement(f) for f in dossier.accompli],
        demarches=recit.demarches(affaire),
        publications=[recit.publication(p, rang) for rang, p in enumerate(dossier.publications, 1)],
        publications_plusieurs=len(dossier.publications) > 1,
        publications_passages=any(p.passage for p in dossier.publications),
        excuses_souhaitees=any(d.type == "excuser" for d in dossier.demandes),
        achat=consommation.achat(dossier.achat),
        demande=composees[0] if composees else None,
        demandes=composees,
        execution=demandes.execution(affaire, composees),
        reputation=demandes.reputation(affaire, composees),
        reclamation=reclamation.reclamation(affaire, lettre, mots),
        solution=dossier.solution and t.phrase(dossier.solution),
        options=[t.phrase(option) for option in dossier.options],
        consequence=dossier.consequence and t.phrase(dossier.consequence),
        prejudices=[recit.prejudice(p) for p in dossier.prejudices],
        pieces=[recit.piece(p) for p in gardees],
        chronologie=office.chronologie(affaire),
        delais_opc=office.delais(affaire),
        questions_opc=office.questions(affaire),
        recu=point_par_point.recu(affaire),
        en_public=en_public.en_public(dossier),
        expose=_exposer(affaire, mots, gardees) if capacites(lettre).expose else None,
        menaces=menaces.menaces(affaire),
        offre=offre.offre(affaire),
        quittance=offre.quittance(dossier.quittance),
        rupture=rupture.rupture(affaire, totaux.deductions),
        complements=GroupeOuvert({cle: _complement(donne) for cle, donne in dossier.complements.items()}),
    )


def _complement(donne: Complement) -> str:
    """Le texte tel quel; une somme, une date, mises en forme comme les autres."""
    return t.dollars(donne.somme) or t.date_si_connue(donne.date) or donne.texte or ""


def _exposer(affaire: Affaire, mots: dict[str, str], gardees: Sequence[Piece]) -> ExposeImprimable:
    from lettres.composition.expose.exposer import exposer  # -- peu de lettres exposent toute l'affaire --

    return exposer(affaire, mots, gardees)
