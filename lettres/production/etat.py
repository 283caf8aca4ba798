"""État d'un dossier : son affaire au jour dit, la prochaine lettre, et ce qui s'y oppose."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from lettres.affaire import Affaire, APayer, Attente, Empechement
from lettres.composition.achats import office
from lettres.lecture import Donnees, valider
from lettres.production.projet import jour, prochaine_lettre, suivantes, verifier
from lettres.socle.constats import Constat


@dataclass(frozen=True, slots=True)
class Etat:
    """Ce que montre `lettres etat`."""

    affaire: Affaire
    delais: tuple[str, ...]
    prochaine_lettre: str | None
    attentes: tuple[Attente, ...]
    """Ce qui retient une mise en demeure; la prochaine lettre peut n'en être pas retenue."""
    empechements: tuple[Empechement, ...]
    """Ce qui empêche la première lettre qui reste : aucune n'est alors la prochaine, ou c'en est une autre."""
    constats: tuple[Constat, ...]

    @property
    def a_payer(self) -> APayer | None:
        """Ce qui libère à la date limite de la prochaine lettre; None si elle ne réclame pas une somme due."""
        if self.prochaine_lettre is None or self.affaire.dossier.nature != "recouvrement":
            return None
        return self.affaire.a_payer(self.prochaine_lettre)

    def retient(self, attente: Attente) -> bool:
        """Dit si cette attente retient aussi la prochaine lettre."""
        return self.prochaine_lettre is not None and attente in self.affaire.attentes(self.prochaine_lettre)


def bilan(dossier: Donnees, *, au: date) -> Affaire:
    """L'affaire au jour `au` : sommes, prescriptions, tribunal, qualités, démarches.

    Ne lève jamais pour un dossier valide : ce qui manque est absent, un constat de `verifier` le dit. Lève
    DossierInvalide pour un dict qui n'est pas un dossier, et ValueError pour un « au » qui n'est pas une date.
    """
    au = jour(au)
    return Affaire(valider(dossier), au)


def dresser(donnees: Donnees, *, au: date) -> Etat:
    """Dresse l'état d'un dossier au jour `au`; lève comme `bilan`."""
    affaire = bilan(donnees, au=au)
    dossier = affaire.dossier
    prochaine = prochaine_lettre(dossier, au=affaire.au)
    premiere = next(iter(suivantes(affaire)), None)
    examinee = prochaine or premiere
    empechements = affaire.empechements(premiere) if premiere else ()
    constats = tuple(verifier(dossier, examinee, au=affaire.au)) if examinee else ()
    delais = tuple(office.delais(affaire))
    return Etat(affaire, delais, prochaine, affaire.attentes("mise_en_demeure"), empechements, constats)
