"""Faits affirmés : ce qu'une lettre dit du dossier et qu'on pourrait lui opposer, une date ou une somme par ligne.

Une seule définition pour le journal (`envois[].affirme`), qui le garde, et pour la lettre suivante, que l'on y compare.
La somme réclamée et la date limite n'en sont pas : le journal les a déjà.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from lettres.affaire import Affaire
from lettres.catalogue import Modele, capacites
from lettres.composition.portees import portees
from lettres.dossier import Moment, Publication
from lettres.dossier.demarches import JOURS_DE_L_AVIS, SANS_INTERET, TAUX_DU_PLAN, nom_affirme
from lettres.langue.ecriture import INSECABLE, exact, pour_cent
from lettres.langue.typographie import en_jours
from lettres.socle.classes import NamedTuple
from lettres.socle.constats import Chemin, abreger

_ENTRE = " : "
"""Entre ce dont il s'agit et sa valeur; aucune valeur n'en contient."""

_DE_L_ACHAT = {
    "date": "date",
    "prix": "prix",
    "livraison_prevue": "livraison promise",
    "livre_le": "livraison",
    "panne_le": "panne",
    "annule_le": "annulation",
    "restitue_le": "restitution",
}


class FaitAffirme(NamedTuple):
    """Un fait que la lettre imprime : ce dont il s'agit, sa valeur au dossier, et sa place."""

    nom: str
    brute: Decimal | date | str
    chemin: Chemin

    @property
    def valeur(self) -> str:
        """Comme le journal l'écrit : « 60,00 $ », « 2026-08-31 »."""
        if isinstance(self.brute, Decimal):
            return exact(self.brute).replace(INSECABLE, " ")
        return self.brute.isoformat() if isinstance(self.brute, date) else self.brute

    @property
    def ecrit(self) -> str:
        """« facture F-1023, montant : 60,00 $ »."""
        return f"{self.nom}{_ENTRE}{self.valeur}"


def lire(ligne: str) -> tuple[str, str]:
    """Ce dont il s'agit, et sa valeur, d'une ligne du journal; une ligne qui n'a pas cette forme n'affirme rien."""
    nom, _, valeur = ligne.replace(INSECABLE, " ").rpartition(_ENTRE)
    return nom, valeur


def affirmes(affaire: Affaire, modele: Modele) -> tuple[FaitAffirme, ...]:
    """Les faits que cette lettre imprime, dans l'ordre des blocs; de deux que rien ne distingue, aucun."""
    imprimes = portees(modele)
    faits = [
        FaitAffirme(" ".join(nom.replace(INSECABLE, " ").split()), brute, chemin)
        for nom, brute, chemin in (*_tous(affaire), *_du_plan(affaire, modele))
        if brute is not None and imprimes.imprime(affaire.dossier, chemin)
    ]
    combien = Counter(fait.nom for fait in faits)
    return tuple(fait for fait in faits if combien[fait.nom] == 1)


def _tous(affaire: Affaire) -> Iterator[tuple[str, Decimal | date | str | None, Chemin]]:
    d = affaire.dossier
    if d.contrat is not None:
        yield "contrat, date", d.contrat.date, ("contrat", "date")
    yield from _factures(affaire)
    if d.achat is not None:
        for cle, nom in _DE_L_ACHAT.items():
            yield f"achat, {nom}", getattr(d.achat, cle), ("achat", cle)
    for rang, p in enumerate(d.publications):
        if quoi := _propos(p):
            yield f"{quoi}, publié le", _jour(p.date), ("publications", rang, "date")
            yield f"{quoi}, lieu", p.support and p.support.replace(_ENTRE, " "), ("publications", rang, "support")
    for liste in ("accompli", "faits"):
        for rang, fait in enumerate(getattr(d, liste)):
            yield f"« {abreger(fait.texte.rstrip('.'))} », date", fait.date or fait.vers, (liste, rang, "date")
    if d.rupture is not None:
        yield "fin de la relation, date", d.rupture.effet_le, ("rupture", "effet_le")


def _factures(affaire: Affaire) -> Iterator[tuple[str, Decimal | date | None, Chemin]]:
    """Celles que la lettre réclame; sans numéro ni objet qui la distingue, une somme n'affirme rien."""
    dues = {id(compte.creance) for compte in affaire.comptes.dues}
    creances = affaire.dossier.creances
    combien = Counter(c.objet for c in creances)
    for rang, (compte, c) in enumerate(zip(affaire.comptes.creances, creances, strict=True)):
        if id(compte.creance) in dues and (c.facture or (c.objet and combien[c.objet] == 1)):
            # -- comme un propos, elle se reconnaît à ses mots : son rang change dès qu'on en ajoute une --
            quoi = nom_affirme(c.facture) if c.facture else f"créance « {abreger(c.objet or '')} »"
            yield f"{quoi}, montant", c.montant, ("creances", rang, "montant")
            yield f"{quoi}, date", c.date, ("creances", rang, "date")
            yield f"{quoi}, échéance", c.echeance, ("creances", rang, "echeance")


def _du_plan(affaire: Affaire, modele: Modele) -> Iterator[tuple[str, str, Chemin]]:
    """Ce qu'une entente de paiement écrit, et que le dossier ne dira plus une fois l'offre remplacée."""
    offre = affaire.dossier.offre
    if offre is None or not capacites(modele.lettre).etale:
        return
    place = ("offre", "versements", 0, "date")
    yield (
        TAUX_DU_PLAN,
        pour_cent(offre.taux_annuel).replace(INSECABLE, " ") if offre.taux_annuel else SANS_INTERET,
        place,
    )
    yield JOURS_DE_L_AVIS, en_jours(affaire.delai("")), place


def _propos(p: Publication) -> str | None:
    """Un propos se reconnaît à son adresse, sinon à ses premiers mots; son rang change dès qu'on en ajoute un."""
    if p.url is not None:
        return f"propos {abreger(p.url)}"
    return f"propos « {abreger(p.citation.rstrip('.'))} »" if p.citation else None


def _jour(m: Moment | None) -> date | None:
    return m.jour if m is not None else None
