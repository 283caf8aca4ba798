"""Débiteurs : les affaires d'un même débiteur, réunies, et ce qu'il y a à faire pour lui; jamais celles d'un autre.

Le NEQ dit qui il est; sinon, le nom avec le code postal ou le courriel. Un nom seul ne réunit rien.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from functools import cached_property, lru_cache

from lettres.affaire import Affaire, Obstacle
from lettres.dossier import Dossier
from lettres.dossier.parties import Destinataire
from lettres.escalade import URGENCE, Decision, Pourquoi, Statut
from lettres.langue.pliage import serrer
from lettres.production.relances.contradictions import Contradiction, DeLAffaire, contradictions, ecrirait, retiennent
from lettres.socle.classes import dataclass

CleDeDebiteur = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PasSuivi:
    """Une décision, telle qu'on la relève : ce qu'il y a à faire, pour quelles créances, pour combien, pourquoi."""

    source: str
    reference: str
    statut: Statut
    echelon: str | None
    titre: str | None
    lettre: str | None
    action: str | None
    creances: tuple[str, ...]
    somme: Decimal | None
    """Ce qui reste à payer de ces créances; None si cela ne se calcule pas, ou si rien ne se paie."""
    raison: Pourquoi
    des_le: date | None
    avant_le: date | None
    prescription: date | None
    manques: tuple[Pourquoi, ...] = ()
    """Ce que sa lettre exige et que le dossier n'a pas; elle ne se fait pas sans cela."""

    @property
    def urgence(self) -> tuple[int, date, date]:
        """De la plus urgente à la moins : le statut, le dernier jour où agir, le jour où le pas s'ouvre."""
        return URGENCE[self.statut], self.avant_le or date.max, self.des_le or date.max


@dataclass(frozen=True, slots=True)
class AffaireSuivie:
    """Ce que l'on garde d'une affaire une fois évaluée : presque rien, et rien du dossier lui-même."""

    source: str
    reference: str
    nature: str
    nom: str
    neq: str | None
    cles: frozenset[CleDeDebiteur]
    dite: DeLAffaire
    pas: tuple[PasSuivi, ...]
    noms: tuple[str, ...]
    """Tout ce qui le nomme : son nom, celui de son commerce, celui de qui le représente, son courriel."""

    @property
    def lettres(self) -> tuple[PasSuivi, ...]:
        """Les pas dont la lettre est due aujourd'hui, du plus urgent au moins : chacun a la sienne."""
        return tuple(p for p in self.pas if p.lettre is not None)


@dataclass(frozen=True)
class Debiteur:
    """Une rangée : un débiteur, ses affaires, et tout ce qu'il y a à faire pour lui."""

    affaires: tuple[AffaireSuivie, ...]

    @property
    def nom(self) -> str:
        """Tel que la première de ses affaires l'écrit."""
        return self.affaires[0].nom

    @property
    def neq(self) -> str | None:
        """Son NEQ, si un dossier le donne."""
        return self.affaires[0].neq

    @cached_property
    def pas(self) -> tuple[PasSuivi, ...]:
        """Ce qu'il y a à faire, du plus urgent au moins; le premier fait la rangée."""
        return tuple(sorted((p for affaire in self.affaires for p in affaire.pas), key=lambda p: p.urgence))

    @cached_property
    def contradictions(self) -> tuple[Contradiction, ...]:
        """Ce que ses dossiers disent de lui, et qui ne s'accorde pas."""
        return tuple(contradictions([affaire.dite for affaire in self.affaires]))

    @property
    def retenu(self) -> bool:
        """Un de ses dossiers défend de lui écrire : rien ne part avant qu'une personne y voie."""
        return any(c.code in retiennent for c in self.contradictions)

    @property
    def statut(self) -> Statut:
        """Celui du pas le plus urgent; à trancher, si c'est une lettre et qu'un autre dossier défend d'écrire."""
        premier = self.pas[0]
        return Statut.A_REVOIR if self.retenu and premier.lettre is not None else premier.statut

    @property
    def a_ecrire(self) -> tuple[AffaireSuivie, ...]:
        """Les affaires dont une lettre, ou plusieurs, peuvent s'écrire aujourd'hui."""
        return () if self.retenu else tuple(affaire for affaire in self.affaires if affaire.lettres)

    @property
    def urgence(self) -> tuple[int, date, date]:
        """Le rang de la rangée."""
        return URGENCE[self.statut], *self.pas[0].urgence[1:]


def resumer(source: str, affaire: Affaire, decisions: Iterable[Decision]) -> AffaireSuivie:
    """Ce qu'il y a à retenir d'une affaire évaluée."""
    dossier = affaire.dossier
    pas = tuple(_pas(source, affaire, d) for d in decisions)
    d = dossier.destinataire
    obstacles = frozenset(e.obstacle for e in affaire.empechements("mise_en_demeure"))
    dite = DeLAffaire(
        reference=dossier.reference,
        avocat=Obstacle.AVOCAT in obstacles,
        insolvable=Obstacle.INSOLVABILITE in obstacles,
        ecrirait=ecrirait(decisions),
        qualite=None if d.qualite == "inconnue" else d.qualite,
        adresse=_adresse(d),
        adresse_pliee=serrer(_adresse(d) or ""),
    )
    cles = cles_du_debiteur(dossier, source)
    noms = (d.nom, d.nom_commercial, d.attention.nom if d.attention else None, d.courriel)
    connus = tuple(filter(None, noms))
    return AffaireSuivie(source, dossier.reference, dossier.nature, d.nom, d.neq, cles, dite, pas, connus)


def _pas(source: str, affaire: Affaire, d: Decision) -> PasSuivi:
    return PasSuivi(
        source=source,
        reference=affaire.dossier.reference,
        statut=d.statut,
        echelon=d.echelon.code if d.echelon else None,
        titre=d.echelon.titre if d.echelon else None,
        lettre=d.lettre,
        action=d.action,
        creances=d.creances,
        somme=_somme(affaire, d),
        raison=d.raisons[0],
        des_le=d.des_le,
        avant_le=d.avant_le,
        prescription=d.prescription,
        manques=d.ce_qui_manque,
    )


def _somme(affaire: Affaire, d: Decision) -> Decimal | None:
    releves = [compte.reclame for compte in affaire.comptes.creances if compte.nom in d.creances]
    soldes = [releve.solde for releve in releves if releve is not None]
    return sum(soldes, Decimal(0)) if soldes and len(soldes) == len(releves) else None


def _adresse(d: Destinataire) -> str | None:
    a = d.adresse
    return None if a is None else ", ".join(filter(None, (a.ligne, a.complement, a.ville, a.code_postal, a.pays)))


def cles_du_debiteur(dossier: Dossier, source: str) -> frozenset[CleDeDebiteur]:
    """Ce à quoi un débiteur se reconnaît d'un dossier à l'autre; sans rien de sûr, il n'est que de ce dossier."""
    d = dossier.destinataire
    code_postal, pays = (d.adresse.code_postal, d.adresse.pays) if d.adresse is not None else (None, None)
    cles = cles_sures(d.nom, neq=d.neq, code_postal=code_postal, pays=pays, courriel=d.courriel)
    return cles or frozenset({("dossier", source, dossier.reference)})


@lru_cache(4096)
def cles_sures(
    nom: str, *, neq: str | None, code_postal: str | None, pays: str | None, courriel: str | None
) -> frozenset[CleDeDebiteur]:
    """Ce à quoi ce débiteur se reconnaît sûrement; rien, si l'on n'en sait que le nom."""
    if neq is not None:
        return frozenset({("neq", neq)})
    serre = serrer(nom)
    cles: set[CleDeDebiteur] = set()
    if code_postal is not None:
        cles.add(("code_postal", serre, serrer(code_postal), serrer(pays or "")))
    if courriel is not None:
        cles.add(("courriel", serre, courriel.casefold()))
    return frozenset(cles)


def par_debiteur(affaires: Iterable[AffaireSuivie]) -> list[Debiteur]:
    """Une rangée par débiteur, de la plus urgente à la moins; à urgence égale, dans l'ordre des dossiers."""
    return sorted(map(Debiteur, _reunir(list(affaires))), key=lambda debiteur: debiteur.urgence)


def _reunir(affaires: list[AffaireSuivie]) -> Iterator[tuple[AffaireSuivie, ...]]:
    """Les affaires qui ont une clé en commun, de proche en proche, dans leur ordre."""
    for rangs in reunir([affaire.cles for affaire in affaires]):
        yield tuple(affaires[rang] for rang in rangs)


def reunir(cles: Sequence[Iterable[CleDeDebiteur]]) -> list[list[int]]:
    """Les rangs de ce qui a une clé en commun, de proche en proche, dans leur ordre."""
    chef = list(range(len(cles)))

    def remonter(rang: int) -> int:
        while chef[rang] != rang:
            chef[rang] = chef[chef[rang]]
            rang = chef[rang]
        return rang

    premiers: dict[CleDeDebiteur, int] = {}
    for rang, siennes in enumerate(cles):
        for cle in siennes:
            autre = remonter(premiers.setdefault(cle, rang))
            ici = remonter(rang)
            chef[max(ici, autre)] = min(ici, autre)
    groupes: dict[int, list[int]] = {}
    for rang in range(len(cles)):
        groupes.setdefault(remonter(rang), []).append(rang)
    return list(groupes.values())
