"""Indemnité additionnelle : l'excédent du taux des créances de l'État sur le taux appliqué, par trimestre (F3.08).

Le tribunal peut l'accorder; une lettre ne la réclame jamais. Ces chiffres ne servent qu'au dossier remis à un avocat.
Un trimestre sans taux arrête le calcul : rien n'est prolongé.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal

from lettres.droit.compte import CENT, ZERO, Segment, interet_exact
from lettres.droit.ecriture import exact, pour_cent
from lettres.droit.parametre import Certitude, parametre

_UN_JOUR = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Trimestre:
    """La part d'un trimestre : jours comptés, taux de l'État, excédent et indemnité."""

    nom: str
    du: date
    au: date
    jours: int
    capital: Decimal
    taux_etat: Decimal
    excedent: Decimal
    indemnite: Decimal
    certitude: Certitude

    @property
    def phrase(self) -> str:
        """Le calcul du trimestre, tel qu'on le refait à la main."""
        calcul = f"{exact(self.capital)} × {pour_cent(self.excedent)} × {self.jours} / 365 = {exact(self.indemnite)}"
        return f"{self.nom} ({self.certitude}) : {calcul}"


@dataclass(frozen=True, slots=True)
class Indemnite:
    """L'indemnité additionnelle, trimestre par trimestre."""

    trimestres: tuple[Trimestre, ...]

    @property
    def total(self) -> Decimal:
        """La somme des trimestres, chacun arrondi au cent."""
        return sum((t.indemnite for t in self.trimestres), ZERO)


def _fin_de_trimestre(jour: date) -> date:
    mois = 3 * ((jour.month - 1) // 3) + 3
    suivant = date(jour.year + mois // 12, mois % 12 + 1, 1)
    return suivant - _UN_JOUR


def indemnite_additionnelle(capital: Decimal, taux_applique: Decimal, depuis: date, au: date) -> Indemnite:
    """Calcule l'indemnité sur `capital`, du jour `depuis` (exclu) au jour `au` (compté).

    Lève ParametreInconnu si le taux d'un trimestre n'est pas connu.
    """
    trimestres = []
    veille = depuis
    while veille < au:
        premier = veille + _UN_JOUR
        fin = min(_fin_de_trimestre(premier), au)
        taux = parametre("interet.creances_etat", premier)
        excedent = max(Decimal(0), taux.valeur - taux_applique)
        nombre = (fin - veille).days
        somme = interet_exact(capital, excedent, nombre).quantize(CENT, ROUND_HALF_UP)
        nom = f"{premier.year}-T{(premier.month - 1) // 3 + 1}"
        trimestres.append(Trimestre(nom, veille, fin, nombre, capital, taux.valeur, excedent, somme, taux.certitude))
        veille = fin
    return Indemnite(tuple(trimestres))


def indemnite_du_releve(segments: Iterable[Segment]) -> Indemnite:
    """L'indemnité des segments d'un relevé : chacun sur son capital, à l'excédent sur le taux appliqué."""
    parts = (indemnite_additionnelle(s.capital, s.taux, s.du, s.au).trimestres for s in segments)
    return Indemnite(tuple(trimestre for part in parts for trimestre in part))
