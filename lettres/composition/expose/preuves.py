"""Composition des preuves : mises en demeure, lettres, position de l'autre, faiblesses, témoins, index des pièces."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from lettres.affaire import Affaire
from lettres.catalogue import capacites
from lettres.composition import envois, recit, tiers
from lettres.composition.argent import creances
from lettres.composition.expose import chronologie
from lettres.composition.imprimable.expose import PieceIndexee
from lettres.composition.jointes import est_offert, renvois
from lettres.dossier import Envoi, Piece, Suite
from lettres.langue import typographie as t
from lettres.socle.constats import Chemin

_MUETTES = {"sans_reponse", "injoignable", "retour_courrier", "appel_fait"}
"""Ce qui revient sans que l'autre ait rien dit."""

_JUGEMENTS = {"exact": "dit exact", "inexact": "dit inexact", "inconnu": "ni confirmé ni nié"}
_POSITIONS = {
    "payer": "payer ce que l’autre partie réclame",
    "contester": "contester",
    "compenser": "opposer à l’autre partie ce qu’elle doit",
}
_AUCUNE_FAIBLESSE = f"Aucune indiquée{t.INSECABLE}: à chercher avec l’avocat."
_AVIS = "Un avis sur les recours, les preuves qui manquent et les délais."


# -- Les lettres --


def _envoyees(affaire: Affaire) -> Iterator[Envoi]:
    """Les lettres parties, sans les offres ni ce qui n'est pas parti vers l'autre."""
    faites = affaire.demarches
    parties = [(d.rang, d.envoi) for d in faites.envois] + list(faites.revenus)
    for _, e in sorted(parties, key=lambda ligne: (ligne[1].date, ligne[0])):
        if not (capacites(e.lettre).sans_destinataire or capacites(e.lettre).offre):
            yield e


def lettres_envoyees(affaire: Affaire) -> list[str]:
    """Chaque lettre : sorte, date, mode, et la preuve de sa réception."""
    return [_prouvee(e) for e in _envoyees(affaire)] or [_aucune(affaire, "lettre")]


def demeures(affaire: Affaire) -> list[str]:
    """Les mises en demeure, et la preuve de leur réception."""
    siennes = [_prouvee(e) for e in _envoyees(affaire) if capacites(e.lettre).met_en_demeure]
    return siennes or [_aucune(affaire, "mise en demeure")]


def _aucune(affaire: Affaire, ligne: str) -> str:
    """Ce que le dossier n'a pas; de quelques créances que l'on vise, il peut l'avoir pour une autre."""
    siennes = [compte.creance for compte in affaire.comptes.creances if affaire.comptes.vise(compte.nom)]
    pour = f" pour {creances.avec_article(siennes)}" if len(siennes) < len(affaire.comptes.creances) else ""
    return f"Aucune {ligne} n’est inscrite au dossier{pour}."


def _prouvee(e: Envoi) -> str:
    feminin = "e" if capacites(e.lettre).feminine else ""
    mode = f", {envois.parti(e)}" if e.mode else ""
    suivi = f" (suivi {e.suivi})" if e.suivi else ""
    if e.recu_le is None:
        preuve = "réception non prouvée" + (f"; envoi{t.INSECABLE}: {t.pieces([e.preuve])}" if e.preuve else "")
    else:
        preuve = f"reçu{feminin} le {t.date_longue(e.recu_le)}"
        preuve += f"; preuve{t.INSECABLE}: {t.pieces([e.preuve])}" if e.preuve else "; aucune pièce ne le prouve"
    return f"{envois.LETTRES[e.lettre]} du {t.date_longue(e.date)}{mode}{suivi}{t.INSECABLE}: {preuve}."


# -- Ce que dit l'autre --


def position(affaire: Affaire) -> list[str]:
    """Les réponses de l'autre partie, dans ses mots, sans les pourparlers."""
    nom = chronologie.autre(affaire)
    lignes = []
    for j in chronologie.racontes(affaire):
        if isinstance(j.element, Suite) and j.element.resultat not in _MUETTES:
            lignes.append(recit.suite(affaire, int(j.chemin[1]), j.element, nom))
    lignes += _ecrits_recus(affaire)
    achat = affaire.dossier.achat
    if achat is not None and achat.reponse:
        lignes.append(t.phrase(f"Réponse du commerçant{t.INSECABLE}: {tiers.a_un_tiers(achat.reponse)}"))
    return lignes or [_aucune(affaire, "réponse de l’autre partie")]


def _ecrits_recus(affaire: Affaire) -> Iterator[str]:
    recu = affaire.dossier.recu
    if recu is None:
        return
    if recu.reclame is not None and recu.reclame.montant is not None:
        yield f"L’autre partie réclame {t.montant(recu.reclame.montant)}; rien n’en est reconnu ici."
    nom = chronologie.autre(affaire)
    for point in recu.points:
        jugement = f"; {_JUGEMENTS[point.jugement]}" if point.jugement else ""
        reponse = f" Réponse{t.INSECABLE}: {tiers.a_un_tiers(point.reponse, nom)}" if point.reponse else ""
        preuves = f" À l’appui{t.INSECABLE}: {t.pieces(point.pieces)}." if point.pieces else ""
        dit = f"Propos de {chronologie.AUTRE}{t.INSECABLE}: {tiers.citer(point.texte)}{jugement}.{reponse}"
        yield f"{t.phrase(dit)}{preuves}"
    # -- proposer de régler, c'est des pourparlers --
    if recu.position in _POSITIONS:
        yield f"Position prise devant cet écrit{t.INSECABLE}: {_POSITIONS[recu.position]}."


# -- Ce qui aide ou nuit --


def faiblesses(affaire: Affaire) -> list[str]:
    """Ce qui joue contre l'expéditeur, sans le cacher."""
    nom = chronologie.autre(affaire)
    dites = [_avec_pieces(tiers.a_un_tiers(f.texte, nom), f.pieces) for f in affaire.dossier.faiblesses]
    return dites or [_AUCUNE_FAIBLESSE]


def temoins(affaire: Affaire) -> list[str]:
    """Chaque témoin, et son lien avec les faits."""
    return [t.phrase(f"{x.nom}{t.INSECABLE}: {x.lien}" if x.lien else x.nom) for x in affaire.dossier.temoins]


def questions(affaire: Affaire) -> list[str]:
    """Ce qui est demandé à l'avocat; à défaut, un avis."""
    return [t.phrase(q, "") for q in affaire.dossier.questions] or [_AVIS]


def _avec_pieces(texte: str, pieces: Sequence[str]) -> str:
    return t.phrase(t.majuscule(f"{t.pieces(pieces)}{t.INSECABLE}: {texte}" if pieces else texte))


# -- L'index --


def index(affaire: Affaire, gardees: Sequence[Piece]) -> list[PieceIndexee]:
    """Les pièces gardées, et ce que chacune est d'après ce qui la cite."""
    citees: dict[str, list[str]] = {}
    for chemin, numero in renvois(affaire.textes):
        if not est_offert(affaire, chemin) and (dite := _origine(affaire, chemin)):
            citees.setdefault(numero, []).append(dite)
    return [
        PieceIndexee(
            id=p.id,
            libelle=recit.piece(p).libelle,
            origine=t.majuscule("; ".join([*_auteur(p), *_sans_redite(citees.get(p.id, ["rien ne la cite"]))])),
        )
        for p in gardees
    ]


def _auteur(p: Piece) -> list[str]:
    return [t.de_nom(p.auteur)] if p.auteur else []


_ORIGINES = {
    "achat": "contrat ou facture de l’achat",
    "avoirs": "note de crédit",
    "frais": "frais prévus au contrat",
    "prejudices": "preuve d’un tort",
    "faits": "preuve d’un fait",
    "accompli": "preuve de ce qui a été fait",
    "menaces": "menace, telle que gardée",
    "recu": "écrit de l’autre partie",
    "suites": "écrit de l’autre partie, ou ce qui le prouve",
    "envois": "preuve d’un envoi ou d’une réception",
    "faiblesses": "montre une faiblesse",
    "rupture": "fin de la relation",
}


def _sans_redite(dites: Sequence[str]) -> Iterator[str]:
    """Chaque origine une fois; « écrit de l'autre partie » suffit, sans ajouter qu'il le prouve."""
    for dite in dict.fromkeys(dites):
        if dite != _ORIGINES["suites"] or _ORIGINES["recu"] not in dites:
            yield dite


def _origine(affaire: Affaire, chemin: Chemin) -> str | None:
    dossier, bloc = affaire.dossier, str(chemin[0])
    if bloc == "achat" and dossier.achat is not None and dossier.achat.loue:
        return "contrat ou facture de la location"
    if bloc == "contrat":
        return "taux convenu" if "interet" in chemin else "entente des parties"
    if bloc == "creances":
        facture = dossier.creances[int(chemin[1])].facture
        return f"facture {facture}, de qui réclame" if facture else "preuve de la somme due"
    if bloc == "publications":
        quoi = "démenti" if "pieces" in chemin else "capture"
        return f"{quoi} du propos {int(chemin[1]) + 1}" if len(dossier.publications) > 1 else f"{quoi} du propos"
    if bloc == "recu" and "points" in chemin:
        return "appui de la réponse donnée"
    return _ORIGINES.get(bloc)


def sous_pli(affaire: Affaire) -> tuple[bool, str | None]:
    """Dit si des pourparlers sont au dossier, et les pièces qu'eux seuls citent."""
    siennes: set[str] = set()
    autres: set[str] = set()
    for chemin, numero in renvois(affaire.textes):
        (siennes if est_offert(affaire, chemin) else autres).add(numero)
    presents = any(len(chemin) > 1 or getattr(affaire.dossier, str(chemin[0])) for chemin in affaire.litige.pourparlers)
    seules = [p.id for p in affaire.dossier.pieces if p.id in siennes - autres]
    return presents, f"{'les' if len(seules) > 1 else 'la'} {t.pieces(seules)}" if seules else None
