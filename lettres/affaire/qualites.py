"""Qualités : ce que les faits disent des parties. Trois réponses : oui, non, ou on ne sait pas (`None`).

Fondement : LPC, art. 1 e) (F4.01) : un consommateur est une personne physique; une société n'en est jamais un.
"""

from __future__ import annotations

from lettres.catalogue import capacites
from lettres.dossier import Adresse, Creancier, Destinataire, Dossier, Expediteur, Partie, Personne
from lettres.dossier.parties import est_le_canada
from lettres.socle.classes import NamedTuple
from lettres.socle.constats import Chemin

# -- Formes sociales qui, à la fin d'un nom, disent une entreprise sans équivoque --
_FORMES_SOCIALES = (
    " inc.",
    " inc",
    " ltée",
    " ltée.",
    " ltd",
    " ltd.",
    " s.e.n.c.",
    " senc",
    " s.e.n.c.r.l.",
    " corp.",
    " enr.",
)

_QUEBEC = {"québec", "quebec", "qc", "qc.", "qué", "qué.", "pq", "p.q."}
_CODES_POSTAUX_DU_QUEBEC = ("G", "H", "J")


def chemin_du_creancier(dossier: Dossier) -> Chemin:
    """Où le dossier dit qui est le créancier : le mandant d'un avocat, sinon l'expéditeur."""
    return ("expediteur",) if dossier.expediteur.mandant is None else ("expediteur", "mandant")


def mandant_sans_barreau(dossier: Dossier) -> bool:
    """Dit si l'on écrirait pour un mandant sans se dire membre du Barreau : aucune lettre ne s'écrit ainsi."""
    e = dossier.expediteur
    return e.mandant is not None and not (e.signataire and e.signataire.barreau)


def tait_le_mandant(dossier: Dossier, lettre: str) -> bool:
    """Dit si cette lettre ne sait pas nommer le mandant : hors du recouvrement, seul un dossier le nomme."""
    return dossier.expediteur.mandant is not None and dossier.nature != "recouvrement" and not capacites(lettre).expose


def destinataire_de(dossier: Dossier, lettre: str) -> Destinataire:
    """Qui lira cette lettre : le destinataire du dossier; d'une demande de rétrofacturation, l'émetteur de la carte."""
    carte = dossier.achat.carte if dossier.achat else None
    if carte is None or not capacites(lettre).a_l_emetteur:
        return dossier.destinataire
    e = carte.emetteur
    return Destinataire(type="entreprise", nom=e.nom, adresse=e.adresse, courriel=e.courriel, qualite="commercant")


def adresse_a(dossier: Dossier, lettre: str) -> Dossier:
    """Le même dossier, dont le destinataire est celui qui lira la lettre."""
    a_qui = destinataire_de(dossier, lettre)
    return dossier if a_qui is dossier.destinataire else dossier.model_copy(update={"destinataire": a_qui})


class Qualites(NamedTuple):
    """Les qualités des parties, telles que les faits les donnent."""

    creancier: Creancier
    """Pour qui l'on écrit : le mandant d'un avocat, sinon l'expéditeur."""
    organisation: bool | None
    """Le créancier est-il une entreprise ou un organisme."""
    personne_morale: bool | None
    """Le créancier est-il une société ou un organisme."""
    inscrit_aux_taxes: bool | None
    """Le créancier est-il inscrit aux fichiers de la TPS et de la TVQ; un numéro le dit, un silence ne dit rien."""
    destinataire_organisation: bool | None
    consommateur: bool | None
    """Le destinataire est-il un consommateur."""
    commercant: bool | None
    """Le destinataire peut-il être le commerçant d'une plainte de consommateur; non s'il est un particulier."""
    hors_du_quebec: bool
    """L'adresse du destinataire est-elle hors du Québec : un pays, une province, ou un code postal d'ailleurs."""
    peut_se_plaindre: bool
    """L'expéditeur peut-il être le consommateur d'une plainte; non s'il se dit entreprise ou organisme, ou a un NEQ."""
    lecteur: Destinataire | Personne | None
    """Qui lit : le destinataire, ou la personne nommée dans l'organisation; None si elle n'en nomme pas."""

    @property
    def consommateur_possible(self) -> bool:
        """Dans le doute, les règles qui protègent le consommateur s'appliquent (F4.01)."""
        return self.consommateur is not False

    @property
    def au_singulier(self) -> bool:
        """« je » pour une personne, « nous » pour une organisation."""
        return not self.organisation


def qualites(dossier: Dossier) -> Qualites:
    """Les qualités des parties d'un dossier."""
    e, d = dossier.expediteur, dossier.destinataire
    creancier = e.mandant or e
    sienne, la_leur = _organisation(creancier), _organisation(d)
    peut_se_plaindre = e.type not in {"entreprise", "organisme"} and not e.neq
    morale = _personne_morale(creancier, organisation=sienne)
    if dossier.nature == "consommation" and peut_se_plaindre and morale is None:
        # -- un consommateur est une personne physique --
        morale = False
    return Qualites(
        creancier=creancier,
        organisation=sienne,
        personne_morale=morale,
        inscrit_aux_taxes=_inscrit_aux_taxes(creancier),
        destinataire_organisation=la_leur,
        consommateur=_consommateur(d, organisation=la_leur),
        commercant=_commercant(d),
        hors_du_quebec=d.adresse is not None and not (dit_au_quebec(d.adresse) and code_postal_du_quebec(d.adresse)),
        peut_se_plaindre=peut_se_plaindre,
        lecteur=d.attention if la_leur else d,
    )


def dit_au_quebec(adresse: Adresse) -> bool:
    """Dit si l'adresse se dit du Québec : ni autre pays, ni autre province."""
    return est_le_canada(adresse.pays) and adresse.province.casefold() in _QUEBEC


def code_postal_du_quebec(adresse: Adresse) -> bool:
    """Dit si rien, dans le code postal, ne dément le Québec (F11.08)."""
    return adresse.code_postal is None or adresse.code_postal.startswith(_CODES_POSTAUX_DU_QUEBEC)


def _inscrit_aux_taxes(creancier: Creancier) -> bool | None:
    if creancier.tps or creancier.tvq:
        return True
    return None if creancier.taxes is None else creancier.taxes == "inscrit"


def _consommateur(d: Destinataire, *, organisation: bool | None) -> bool | None:
    if d.qualite != "inconnue":
        return d.qualite == "consommateur"
    # -- une organisation n'est jamais consommatrice; une personne peut avoir acheté pour son commerce --
    return False if organisation else None


def _commercant(d: Destinataire) -> bool | None:
    if d.qualite == "inconnue":
        return False if d.type == "personne" else None
    return d.qualite != "consommateur"


def _organisation(partie: Partie) -> bool | None:
    """Dit si une partie est une entreprise ou un organisme."""
    if partie.type is not None:
        return partie.type != "personne"
    if partie.civilite is not None:
        return False
    if partie.nom_commercial or partie.neq or _a_une_forme_sociale(partie):
        return True
    if isinstance(partie, Expediteur) and partie.signataire is not None:
        return partie.signataire.nom != partie.nom
    if isinstance(partie, Destinataire):
        if partie.attention is not None or partie.qualite in {"commercant", "entreprise"}:
            return True
        if partie.qualite == "consommateur":
            return False
    return None


def _personne_morale(partie: Partie, *, organisation: bool | None) -> bool | None:
    """Dit si une partie est une société ou un organisme; une entreprise peut n'être que quelqu'un : on ne sait pas."""
    if organisation is False:
        return False
    return True if partie.type == "organisme" or _a_une_forme_sociale(partie) else None


def _a_une_forme_sociale(partie: Partie) -> bool:
    nom = partie.nom.lower()
    return nom.endswith(_FORMES_SOCIALES) or " québec inc" in nom
