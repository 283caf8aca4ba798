"""Compte : intérêt simple par segments et imputation des paiements, chaque étape expliquée.

Intérêt simple, année de 365 jours; les jours sont une différence de dates (premier exclu, dernier compté). Un paiement
ferme un segment et en ouvre un autre; il va à la créance que le dossier nomme, sinon aux créances échues, la plus
ancienne d'abord, aux intérêts courus puis au capital. Chaque segment est arrondi au cent, demi-cent vers le haut; le
total est la somme de ce qui est montré. Fiches F3.01, F3.02, F3.11; C.c.Q., art. 1569 à 1572 et 1617.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

CENT = Decimal("0.01")
ZERO = Decimal("0.00")


@dataclass(frozen=True, slots=True)
class Dette:
    """Une somme due. `depuis` est le jour d'où court l'intérêt; None s'il ne court pas encore."""

    nom: str
    capital: Decimal
    echeance: date
    depuis: date | None
    taux: Decimal


@dataclass(frozen=True, slots=True)
class Versement:
    """Un paiement reçu; `dette` nomme celle que le débiteur ou le dossier a désignée."""

    date: date
    montant: Decimal
    dette: str | None = None


@dataclass(frozen=True, slots=True)
class Segment:
    """Une période pendant laquelle le capital ne change pas."""

    du: date
    au: date
    jours: int
    capital: Decimal
    taux: Decimal
    interet: Decimal

    @property
    def phrase(self) -> str:
        """Le calcul du segment, tel qu'on le refait à la main."""
        return f"{self.capital} $ × {self.taux} % × {self.jours} / 365 = {self.interet} $"


@dataclass(frozen=True, slots=True)
class Imputation:
    """Ce qu'un versement a payé."""

    date: date
    dette: str
    interet: Decimal
    capital: Decimal


@dataclass(frozen=True, slots=True)
class Releve:
    """L'état d'une dette à une date, avec tout ce qui l'explique."""

    dette: Dette
    segments: tuple[Segment, ...]
    imputations: tuple[Imputation, ...]
    capital_restant: Decimal
    interet: Decimal
    interet_restant: Decimal
    par_jour: Decimal

    @property
    def solde(self) -> Decimal:
        """Capital et intérêt qui restent dus."""
        return self.capital_restant + self.interet_restant


@dataclass(frozen=True, slots=True)
class Compte:
    """Tous les relevés à une date; `trop_paye` est ce qu'aucune dette n'a absorbé."""

    au: date
    releves: tuple[Releve, ...]
    trop_paye: Decimal

    @property
    def solde(self) -> Decimal:
        """La somme des soldes."""
        return sum((r.solde for r in self.releves), ZERO)


REGLE = (
    "Intérêt simple : capital × taux × jours / 365, premier jour exclu et dernier compté; chaque segment arrondi au "
    "cent; un paiement va d’abord à l’intérêt couru, puis au capital."
)


def interet_exact(capital: Decimal, taux: Decimal, jours: int) -> Decimal:
    """L'intérêt simple avant tout arrondi; `taux` en pour cent par année."""
    return capital * taux * jours / Decimal(36500)


def interet_par_jour(capital: Decimal, taux: Decimal) -> Decimal:
    """L'intérêt d'un jour, arrondi au cent, demi-cent vers le haut."""
    return interet_exact(capital, taux, 1).quantize(CENT, ROUND_HALF_UP)


@dataclass
class _Livre:
    """Une dette pendant le calcul."""

    dette: Dette
    capital: Decimal
    interet_du: Decimal = ZERO
    segments: list[Segment] = field(default_factory=list)
    imputations: list[Imputation] = field(default_factory=list)
    jusqu_au: date | None = None

    def avancer(self, jour: date) -> None:
        """Ferme le segment en cours au jour donné."""
        depart = self.jusqu_au or self.dette.depuis
        if depart is None or jour <= depart:
            return
        jours = (jour - depart).days
        if self.capital > 0:
            interet = interet_exact(self.capital, self.dette.taux, jours).quantize(CENT, ROUND_HALF_UP)
            self.segments.append(Segment(depart, jour, jours, self.capital, self.dette.taux, interet))
            self.interet_du += interet
        self.jusqu_au = jour

    def payer(self, jour: date, montant: Decimal) -> Decimal:
        """Impute aux intérêts puis au capital; rend ce qui reste du montant."""
        self.avancer(jour)
        interet = min(montant, self.interet_du)
        capital = min(montant - interet, self.capital)
        if interet or capital:
            self.interet_du -= interet
            self.capital -= capital
            self.imputations.append(Imputation(jour, self.dette.nom, interet, capital))
        return montant - interet - capital

    def releve(self) -> Releve:
        total = sum((s.interet for s in self.segments), ZERO)
        par_jour = interet_par_jour(self.capital, self.dette.taux) if self.dette.depuis else ZERO
        return Releve(
            self.dette,
            tuple(self.segments),
            tuple(self.imputations),
            self.capital,
            total,
            self.interet_du,
            par_jour,
        )


def _ordre(livres: Sequence[_Livre], versement: Versement) -> list[_Livre]:
    """La dette désignée, puis les dettes échues, la plus ancienne d'abord, puis les autres (F3.11)."""
    par_echeance = sorted(livres, key=lambda livre: livre.dette.echeance)
    echues = [livre for livre in par_echeance if livre.dette.echeance <= versement.date]
    autres = [livre for livre in par_echeance if livre.dette.echeance > versement.date]
    designees = [livre for livre in par_echeance if livre.dette.nom == versement.dette]
    return _uniques([*designees, *echues, *autres])


def _uniques(livres: Sequence[_Livre]) -> list[_Livre]:
    vus: list[_Livre] = []
    for livre in livres:
        if not any(livre is vu for vu in vus):
            vus.append(livre)
    return vus


def etablir(dettes: Sequence[Dette], versements: Sequence[Versement], au: date) -> Compte:
    """Établit le compte au jour `au`. Un versement postérieur à `au` n'est pas encore reçu : il est laissé de côté."""
    livres = [_Livre(dette, dette.capital) for dette in dettes]
    trop_paye = ZERO
    for versement in sorted((v for v in versements if v.date <= au), key=lambda v: v.date):
        reste = versement.montant
        for livre in _ordre(livres, versement):
            if reste <= 0:
                break
            reste = livre.payer(versement.date, reste)
        trop_paye += reste
    for livre in livres:
        livre.avancer(au)
    return Compte(au, tuple(livre.releve() for livre in livres), trop_paye)
