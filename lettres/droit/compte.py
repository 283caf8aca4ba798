"""Compte : intérêt simple par segments et imputation des paiements, chaque étape expliquée.

Intérêt simple, année de 365 jours; les jours sont une différence de dates (premier exclu, dernier compté). Un paiement
ferme un segment et en ouvre un autre; il va à la créance que le dossier nomme, sinon aux créances échues, la plus
ancienne d'abord, aux intérêts courus puis au capital. Chaque segment est arrondi au cent, demi-cent vers le haut; le
total est la somme de ce qui est montré. Un rythme (par jour, par année), lui, s'arrondit vers le bas : il ne réclame
jamais un cent de trop. Fiches F3.01 à F3.03, F3.11; C.c.Q., art. 1569 à 1572 et 1617.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal
from itertools import islice

from lettres.droit.dette import ZERO as ZERO
from lettres.droit.dette import Dette, Tranche
from lettres.droit.parametre import Reference
from lettres.langue.ecriture import exact, jour, pour_cent
from lettres.socle.classes import NamedTuple, dataclass, field

CENT = Decimal("0.01")


class Versement(NamedTuple):
    """Un paiement reçu; `dette` nomme celle que le débiteur ou le dossier a désignée."""

    date: date
    montant: Decimal
    dette: str | None = None


class Segment(NamedTuple):
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
        return f"{exact(self.capital)} × {pour_cent(self.taux)} × {self.jours} / 365 = {exact(self.interet)}"


class Imputation(NamedTuple):
    """Ce qu'un versement a payé."""

    date: date
    dette: str
    interet: Decimal
    capital: Decimal

    @property
    def montant(self) -> Decimal:
        """Tout ce que le versement a payé de cette dette."""
        return self.interet + self.capital

    @property
    def phrase(self) -> str:
        """« 1 000,00 $ le 10 septembre 2026 : 56,70 $ à l'intérêt, 943,30 $ au capital »."""
        somme = exact(self.montant)
        return f"{somme} le {jour(self.date)} : {exact(self.interet)} à l’intérêt, {exact(self.capital)} au capital"


class ReleveDeTranche(NamedTuple):
    """L'état d'une tranche : ce qui reste de son capital, et l'intérêt qu'elle a porté, payé ou non."""

    tranche: Tranche
    segments: tuple[Segment, ...]
    capital_restant: Decimal

    @property
    def interet(self) -> Decimal:
        """Tout l'intérêt qu'elle a porté."""
        return sum((s.interet for s in self.segments), ZERO)


class ReleveDeDette(NamedTuple):
    """L'état d'une dette à une date, avec tout ce qui l'explique."""

    dette: Dette
    tranches: tuple[ReleveDeTranche, ...]
    imputations: tuple[Imputation, ...]
    capital_restant: Decimal
    interet: Decimal
    interet_restant: Decimal
    par_jour_exact: Decimal

    @property
    def par_jour(self) -> Decimal:
        """L'intérêt d'un jour, arrondi au cent vers le bas; de plusieurs dettes, l'exact se somme avant l'arrondi."""
        return self.par_jour_exact.quantize(CENT, ROUND_DOWN)

    @property
    def segments(self) -> tuple[Segment, ...]:
        """Les périodes de chaque tranche, l'une après l'autre."""
        return tuple(s for t in self.tranches for s in t.segments)

    @property
    def solde(self) -> Decimal:
        """Capital et intérêt qui restent dus."""
        return self.capital_restant + self.interet_restant

    @property
    def paye(self) -> Decimal:
        """Ce que les versements ont payé, intérêt et capital."""
        return sum((i.montant for i in self.imputations), ZERO)


@dataclass(frozen=True, slots=True)
class Compte:
    """Tous les relevés à une date; `trop_paye` est ce qu'aucune dette n'a absorbé."""

    au: date
    releves: tuple[ReleveDeDette, ...]
    trop_paye: Decimal
    emplois: tuple[tuple[Imputation, ...], ...] = field(compare=False)
    """Ce que chaque versement a payé, dans l'ordre où les versements ont été donnés; rien s'il est postérieur."""

    @property
    def solde(self) -> Decimal:
        """La somme des soldes."""
        return sum((r.solde for r in self.releves), ZERO)


REGLE = (
    "Intérêt simple : capital × taux × jours / 365, premier jour exclu et dernier compté; chaque segment arrondi au "
    "cent; un paiement va d’abord à l’intérêt couru, puis au capital."
)

REFERENCE = Reference(
    loi="Code civil du Québec",
    article="1569 à 1572 et 1617",
    texte="Loi sur l’intérêt, art. 3",
    titre="Juriseo, 13 juin 2024",
    url="https://juriseo.ca/2024/06/13/les-interets-et-indemnites-applicables-a-une-action-sur-compte",
)


_CENT_ANNEES = Decimal(36500)


def interet_exact(capital: Decimal, taux: Decimal, jours: int) -> Decimal:
    """L'intérêt simple avant tout arrondi; `taux` en pour cent par année."""
    return capital * taux * jours / _CENT_ANNEES


def interet_par_jour(capital: Decimal, taux: Decimal) -> Decimal:
    """L'intérêt d'un jour, arrondi au cent vers le bas."""
    return interet_exact(capital, taux, 1).quantize(CENT, ROUND_DOWN)


def interet_par_annee(capital: Decimal, taux: Decimal) -> Decimal:
    """L'intérêt d'une année, arrondi au cent vers le bas."""
    return interet_exact(capital, taux, 365).quantize(CENT, ROUND_DOWN)


@dataclass
class _Page:
    """Une tranche pendant le calcul."""

    tranche: Tranche
    capital: Decimal
    segments: list[Segment] = field(default_factory=list)
    jusqu_au: date | None = None

    def avancer(self, jour: date, taux: Decimal | None, depuis: date | None = None) -> Decimal:
        """Ferme le segment en cours au jour donné; rend l'intérêt qu'il ajoute, qui court de `depuis` au plus tard."""
        depart = self.jusqu_au or min(filter(None, (self.tranche.depuis, depuis)), default=None)
        if depart is None or jour <= depart:
            return ZERO
        self.jusqu_au = jour
        if not self.capital or taux is None:
            return ZERO
        jours = (jour - depart).days
        interet = interet_exact(self.capital, taux, jours).quantize(CENT, ROUND_HALF_UP)
        self.segments.append(Segment(depart, jour, jours, self.capital, taux, interet))
        return interet


class _Livre:
    """Une dette pendant le calcul."""

    def __init__(self, dette: Dette) -> None:
        self.dette = dette
        self.capital = dette.capital
        self.interet_du = ZERO
        self.imputations: list[Imputation] = []
        self._pages = [_Page(tranche, tranche.capital) for tranche in dette.tranches]

    @property
    def est_solde(self) -> bool:
        """Vrai quand plus rien n'y est dû, ni n'y courra : le capital se paie en dernier."""
        return not self.capital

    def avancer(self, jour: date) -> None:
        """Ferme les segments en cours au jour donné."""
        for fin, taux, depuis in self.dette.etapes(jour):
            for page in self._pages:
                self.interet_du += page.avancer(fin, taux, depuis)

    def payer(self, jour: date, montant: Decimal) -> Imputation | None:
        """Impute à tout l'intérêt, puis au capital qui en porte depuis le plus longtemps; None si rien n'était dû."""
        self.avancer(jour)
        interet = min(montant, self.interet_du)
        capital = reste = min(montant - interet, self.capital)
        if not interet and not capital:
            return None
        self.interet_du -= interet
        self.capital -= capital
        for page in self._pages:
            paye = min(reste, page.capital)
            page.capital -= paye
            reste -= paye
        self.imputations.append(Imputation(jour, self.dette.nom, interet, capital))
        return self.imputations[-1]

    def releve(self, au: date) -> ReleveDeDette:
        tranches = tuple(ReleveDeTranche(p.tranche, tuple(p.segments), p.capital) for p in self._pages)
        courent = (t for t in tranches if self.dette.porte_interet(t.tranche, au))
        return ReleveDeDette(
            self.dette,
            tranches,
            tuple(self.imputations),
            self.capital,
            sum((t.interet for t in tranches), ZERO),
            self.interet_du,
            interet_exact(sum((t.capital_restant for t in courent), ZERO), self.dette.taux_le(au), 1),
        )


class _Livres:
    """L'ordre où les dettes se paient : la désignée, puis par échéance, les échues avant celles à échoir (F3.11)."""

    def __init__(self, livres: Sequence[_Livre]) -> None:
        self._a_payer = sorted(livres, key=lambda livre: livre.dette.echeance or date.max)
        self._de: dict[str | None, list[_Livre]] = {}
        for livre in self._a_payer:
            self._de.setdefault(livre.dette.nom, []).append(livre)
        self._soldees = 0

    def ordre(self, versement: Versement) -> Iterator[_Livre]:
        """Les dettes que ce versement peut payer; celles qui sont soldées en tête ne sont plus jamais revues."""
        while self._soldees < len(self._a_payer) and self._a_payer[self._soldees].est_solde:
            self._soldees += 1
        yield from self._de.get(versement.dette, ())
        yield from islice(self._a_payer, self._soldees, None)


def _recus(versements: Sequence[Versement], au: date) -> list[tuple[int, Versement]]:
    """Les versements reçus au jour `au`, avec leur rang, par date; le même jour, ceux qui désignent une dette d'abord.

    L'ordre ne dépend pas de celui où le dossier les écrit.
    """
    recus = [(rang, v) for rang, v in enumerate(versements) if v.date <= au]
    return sorted(recus, key=lambda r: (r[1].date, r[1].dette is None, r[1].dette, r[1].montant))


def etablir_sans(releve: ReleveDeDette, part: Decimal, au: date) -> Compte:
    """Le compte d'une dette au jour `au`, comme si cette part de son capital n'en était pas.

    Ce que la dette entière a reçu va au reste, à l'intérêt qu'il porte d'abord : la part n'en porte aucun.
    """
    reste = releve.dette.sans(part)
    return etablir([reste], [Versement(i.date, i.montant, reste.nom) for i in releve.imputations], au)


def etablir(dettes: Sequence[Dette], versements: Sequence[Versement], au: date) -> Compte:
    """Établit le compte au jour `au`. Un versement postérieur à `au` n'est pas encore reçu : il est laissé de côté."""
    livres = [_Livre(dette) for dette in dettes]
    file = _Livres(livres)
    emplois: list[tuple[Imputation, ...]] = [()] * len(versements)
    trop_paye = ZERO
    for rang, versement in _recus(versements, au):
        reste = versement.montant
        for livre in file.ordre(versement):
            if reste <= 0:
                break
            if faite := livre.payer(versement.date, reste):
                reste -= faite.montant
                emplois[rang] += (faite,)
        trop_paye += reste
    for livre in livres:
        livre.avancer(au)
    return Compte(au, tuple(livre.releve(au) for livre in livres), trop_paye, tuple(emplois))
