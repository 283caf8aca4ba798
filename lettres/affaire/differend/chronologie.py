"""Chronologie : tout ce qui est arrivé au dossier, dans l'ordre des jours, chaque ligne avec ses pièces (J-03).

Un avocat et un tribunal la lisent : elle vient donc de tout le dossier, et non des seuls faits. Rien d'à venir n'y est,
ni ce qu'une correction a effacé du journal, ni un paiement refusé, que sa suite raconte. Les mots sont à qui compose.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from enum import StrEnum

from lettres.affaire.comptes import Comptes
from lettres.affaire.suite.demarches import Demarches
from lettres.affaire.suite.inscriptions import Inscriptions
from lettres.catalogue import capacites
from lettres.dossier import Dossier, Envoi, Paiement
from lettres.dossier.fait import Fait
from lettres.socle.classes import NamedTuple
from lettres.socle.constats import Chemin


class SorteDeJalon(StrEnum):
    """Ce qu'est un jalon; le même jour, ils se suivent dans cet ordre."""

    ENTENTE = "entente"
    ECHANGE = "échange"
    ACHAT = "achat"
    LIVRAISON = "livraison"
    PANNE = "panne"
    AVANCE = "avance"
    ACCOMPLI = "accompli"
    FACTURE = "facture"
    FAIT = "fait"
    MOTIF = "motif"
    MENACE = "menace"
    PUBLICATION = "publication"
    RECU = "reçu"
    AVIS = "avis"
    ENVOI = "envoi"
    RECEPTION = "réception"
    SUITE = "suite"
    AVOIR = "avoir"
    PAIEMENT = "paiement"
    ACCEPTATION = "acceptation"
    ANNULATION = "annulation"
    RESTITUTION = "restitution"
    REMISE = "remise"
    FIN = "fin"


_ORDRE = {sorte: rang for rang, sorte in enumerate(SorteDeJalon)}


class Jalon(NamedTuple):
    """Une ligne de la chronologie : son jour, ce qu'elle est, d'où elle vient, et les pièces qui la prouvent."""

    le: date | None
    """None d'un fait que rien ne date : il vient avant les autres."""
    sorte: SorteDeJalon
    chemin: Chemin
    """Le bloc du dossier; sa clé, quand un bloc a plusieurs jours."""
    element: Fait
    pieces: tuple[str, ...] = ()
    environ: bool = False
    """Le jour est approximatif : « le ou vers le »."""
    pourparlers: bool = False
    """Une offre, sa réponse ou son acceptation : un tribunal ne les lit pas, un avocat les lit à part (J-15)."""


def chronologie(
    dossier: Dossier, lignes: Inscriptions, demarches: Demarches, comptes: Comptes, au: date
) -> tuple[Jalon, ...]:
    """Les jalons du dossier au jour `au`, dans l'ordre; ceux que rien ne date d'abord.

    De quelques créances que l'on vise, ce qui n'en touche que d'autres n'y est pas.
    """
    tous = (*_de_l_entente(dossier), *_de_l_argent(dossier, lignes), *_du_recit(dossier), *_de_la_fin(dossier))
    passes = [jalon for jalon in (*tous, *_du_journal(dossier, lignes)) if jalon.le is None or jalon.le <= au]
    if comptes.visees is not None:
        passes = [jalon for jalon in passes if _concerne(jalon, demarches, comptes)]
    nommees = set(lignes.lettres_nommees.values())
    dites = {(jalon.le, *jalon.pieces) for jalon in passes if jalon.sorte is SorteDeJalon.SUITE and jalon.pieces}
    # -- ce que le journal dit déjà, mot pour mot, n'est pas deux fois arrivé --
    racontes = [j for j in passes if j.sorte is not SorteDeJalon.RECU or (j.le, *j.pieces) not in dites]
    return tuple(sorted(racontes, key=lambda jalon: (jalon.le or date.min, _rang(jalon, nommees))))


def _concerne(jalon: Jalon, demarches: Demarches, comptes: Comptes) -> bool:
    """Dit si ce jalon touche l'une des créances que l'on vise; ce qui n'est ni somme ni démarche les touche toutes."""
    match jalon.chemin:
        case ("creances", int(rang)):
            return comptes.vise(comptes.creances[rang].nom)
        case ("avoirs", _):
            return any(jalon.element in compte.avoirs for compte in comptes.creances if comptes.vise(compte.nom))
        case ("paiements", _) if isinstance(jalon.element, Paiement):
            payees = {emploi.dette for r in comptes.recus if r.source is jalon.element for emploi in r.emplois}
            nommees = payees or {jalon.element.facture} - {None}
            return not nommees or any(comptes.vise(nom) for nom in nommees if nom)
        case ("envois", rang, *_):
            return rang in {d.rang for d in demarches.envois} | {revenu for revenu, _ in demarches.revenus}
        case ("suites", rang, *_):
            return rang in {autre for autre, _ in demarches.suites}
    return True


def _rang(jalon: Jalon, nommees: set[int]) -> float:
    """La place d'un jalon parmi ceux du même jour : une réponse suit ce qui est venu, sauf ce qui la nomme."""
    envoi = jalon.element
    if jalon.sorte is SorteDeJalon.ENVOI and isinstance(envoi, Envoi) and jalon.chemin[1] not in nommees:
        return _ORDRE[SorteDeJalon.SUITE] + 0.5 if capacites(envoi.lettre).replique else _ORDRE[jalon.sorte]
    return _ORDRE[jalon.sorte]


def _jalon(
    le: date | None, sorte: SorteDeJalon, chemin: Chemin, element: Fait, pieces: Sequence[str | None] = ()
) -> Iterator[Jalon]:
    """Le jalon de ce jour, ses pièces chacune une fois; aucun, sans jour."""
    if le is not None:
        yield Jalon(le, sorte, chemin, element, tuple(dict.fromkeys(p for p in pieces if p is not None)))


def _de_l_entente(d: Dossier) -> Iterator[Jalon]:
    if d.contrat is not None:
        yield from _jalon(d.contrat.date, SorteDeJalon.ENTENTE, ("contrat",), d.contrat, [d.contrat.piece])
        for i, clause in enumerate(d.contrat.clauses):
            ici: Chemin = ("contrat", "clauses", i)
            yield from _jalon(clause.date, SorteDeJalon.ECHANGE, ici, clause, [clause.piece])
    if (achat := d.achat) is not None:
        for cle, sorte in (
            ("date", SorteDeJalon.ACHAT),
            ("livre_le", SorteDeJalon.LIVRAISON),
            ("panne_le", SorteDeJalon.PANNE),
            ("annule_le", SorteDeJalon.ANNULATION),
            ("restitue_le", SorteDeJalon.RESTITUTION),
        ):
            pieces = [achat.piece] if cle == "date" else []
            yield from _jalon(getattr(achat, cle), sorte, ("achat", cle), achat, pieces)


def _de_l_argent(d: Dossier, lignes: Inscriptions) -> Iterator[Jalon]:
    for i, c in enumerate(d.creances):
        yield from _jalon(c.date, SorteDeJalon.FACTURE, ("creances", i), c, [c.piece])
    for i, avoir in enumerate(d.avoirs):
        yield from _jalon(avoir.date, SorteDeJalon.AVOIR, ("avoirs", i), avoir, [avoir.piece])
    for i, paiement in lignes.paiements:
        yield from _jalon(paiement.date, SorteDeJalon.PAIEMENT, ("paiements", i), paiement)


def _du_recit(d: Dossier) -> Iterator[Jalon]:
    for nom, sorte in (("accompli", SorteDeJalon.ACCOMPLI), ("faits", SorteDeJalon.FAIT)):
        for i, fait in enumerate(getattr(d, nom)):
            environ = fait.date is None and fait.vers is not None
            pieces = tuple(dict.fromkeys(fait.pieces))
            yield Jalon(fait.date or fait.vers, sorte, (nom, i), fait, pieces, environ)
    for i, p in enumerate(d.publications):
        publie = p.date.jour if p.date else None
        yield from _jalon(publie, SorteDeJalon.PUBLICATION, ("publications", i), p, [p.piece, *p.pieces])
    for i, menace in enumerate(d.menaces):
        yield from _jalon(menace.date, SorteDeJalon.MENACE, ("menaces", i), menace, [menace.piece])
    if d.recu is not None:
        yield from _jalon(d.recu.date, SorteDeJalon.RECU, ("recu",), d.recu, [d.recu.piece])


def _de_la_fin(d: Dossier) -> Iterator[Jalon]:
    rupture = d.rupture
    if rupture is None:
        return
    for i, motif in enumerate(rupture.motifs):
        yield from _jalon(motif.date, SorteDeJalon.MOTIF, ("rupture", "motifs", i), motif, motif.pieces)
    for i, avance in enumerate(rupture.avances):
        yield from _jalon(avance.date, SorteDeJalon.AVANCE, ("rupture", "avances", i), avance, [avance.piece])
    for i, remise in enumerate(rupture.remises):
        yield from _jalon(remise.date, SorteDeJalon.REMISE, ("rupture", "remises", i), remise, remise.pieces)
    yield from _jalon(rupture.avis_le, SorteDeJalon.AVIS, ("rupture", "avis_le"), rupture)
    yield from _jalon(rupture.effet_le, SorteDeJalon.FIN, ("rupture", "effet_le"), rupture)


def _du_journal(d: Dossier, lignes: Inscriptions) -> Iterator[Jalon]:
    parties = [*lignes.envois, *lignes.revenus]
    offres = {rang for rang, e in parties if capacites(e.lettre).offre}
    for rang, e in parties:
        preuves = (e.preuve,) if e.preuve else ()
        offerte = rang in offres
        yield Jalon(e.date, SorteDeJalon.ENVOI, ("envois", rang), e, preuves, pourparlers=offerte)
        if e.recu_le is not None:
            ici: Chemin = ("envois", rang, "recu_le")
            yield Jalon(e.recu_le, SorteDeJalon.RECEPTION, ici, e, preuves, pourparlers=offerte)
    for rang, s in lignes.suites:
        preuves = (s.piece,) if s.piece else ()
        d_une_offre = lignes.lettres_nommees.get(rang) in offres
        yield Jalon(s.date, SorteDeJalon.SUITE, ("suites", rang), s, preuves, pourparlers=d_une_offre)
    if d.offre is not None and d.offre.acceptee_le is not None:
        acceptee: Chemin = ("offre", "acceptee_le")
        yield Jalon(d.offre.acceptee_le, SorteDeJalon.ACCEPTATION, acceptee, d.offre, pourparlers=True)
