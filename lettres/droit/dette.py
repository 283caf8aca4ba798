"""Dette : une somme due, par tranches, et le taux qu'elle porte : le sien, ou celui d'un plan signé."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal

from lettres.socle.classes import NamedTuple

ZERO = Decimal("0.00")


class Tranche(NamedTuple):
    """Ce qui, d'un capital, porte intérêt depuis un même jour; `depuis` vaut None tant que rien ne le fait courir."""

    capital: Decimal
    depuis: date | None


class Palier(NamedTuple):
    """Le taux qu’un plan signé donne à une dette, du jour où elle y est reconnue à celui où il cesse d’en être un."""

    du: date
    au: date | None
    """Le jour d’où l’intérêt d’avant reprend; None tant que rien ne le fait reprendre."""
    taux: Decimal

    def vaut(self, jour: date) -> bool:
        """Dit si, passé ce jour, c’est à ce taux que la dette porte intérêt."""
        return self.du <= jour and (self.au is None or jour < self.au)


class Dette(NamedTuple):
    """Une somme due. `depuis` est le jour d'où court l'intérêt; None s'il ne court pas encore.

    Une dette sans échéance connue se paie après celles qui sont échues. Ce qui, de son capital, n'est venu en demeure
    que plus tard, ou ne l'est pas encore, est à `ensuite` : tout le reste court depuis `depuis`.
    """

    nom: str
    capital: Decimal
    echeance: date | None
    depuis: date | None
    taux: Decimal
    ensuite: tuple[Tranche, ...] = ()
    plans: tuple[Palier, ...] = ()
    """Dans l’ordre de leurs jours; aucun ne commence avant que celui d’avant n’ait fini."""

    def plan_le(self, jour: date) -> Palier | None:
        """Le plan dont elle porte le taux, passé ce jour."""
        return next((palier for palier in self.plans if palier.vaut(jour)), None)

    def taux_le(self, jour: date) -> Decimal:
        """Le taux qu’elle porte, passé ce jour."""
        plan = self.plan_le(jour)
        return self.taux if plan is None else plan.taux

    def porte_interet(self, tranche: Tranche, jour: date) -> bool:
        """Dit si, passé ce jour, cette tranche porte intérêt."""
        if plan := self.plan_le(jour):
            return bool(plan.taux)
        return tranche.depuis is not None and tranche.depuis <= jour

    def etapes(self, jour: date) -> Iterator[tuple[date, Decimal | None, date | None]]:
        """Jusqu’à ce jour, la fin de chaque temps d’un même taux, ce taux, et d’où il fait courir toute tranche.

        Le taux vaut None sous un plan sans intérêt.
        """
        for palier in self.plans:
            if jour <= palier.du:
                break
            yield palier.du, self.taux, None
            fin = jour if palier.au is None else min(jour, palier.au)
            yield fin, palier.taux or None, palier.du if palier.taux else None
        yield jour, self.taux, None

    @property
    def tranches(self) -> tuple[Tranche, ...]:
        """Tout le capital, de ce qui porte intérêt depuis le plus longtemps à ce qui n'en porte pas."""
        premiere = self.capital - sum((t.capital for t in self.ensuite), ZERO)
        return (Tranche(premiere, self.depuis), *self.ensuite)

    def en_tranches(self, tranches: Sequence[Tranche]) -> Dette:
        """La même dette, de ces tranches."""
        premiere, *ensuite = tranches
        capital = sum((t.capital for t in tranches), ZERO)
        return self._replace(capital=capital, depuis=premiere.depuis, ensuite=tuple(ensuite))

    def sans(self, part: Decimal) -> Dette:
        """La même dette, moins cette part de son capital : celle qui porte intérêt depuis le moins longtemps."""
        restent: list[Tranche] = []
        for tranche in reversed(self.tranches):
            otee = min(part, tranche.capital)
            part -= otee
            if tranche.capital > otee:
                restent.insert(0, tranche._replace(capital=tranche.capital - otee))
        return self.en_tranches(restent or [Tranche(ZERO, self.depuis)])
