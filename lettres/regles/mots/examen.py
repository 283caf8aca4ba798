"""Examen : lit un texte et rend chaque mot interdit, avec son extrait exact et sa formule calme."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from lettres.constats import Gravite
from lettres.regles.mots.catalogue import Famille, Motif, citations, familles
from lettres.regles.mots.citations import passages_d_autrui, propos_rapportes
from lettres.regles.mots.eveil import Recherche, recherches
from lettres.regles.mots.normalisation import ALINEA, Normalise, normaliser
from lettres.regles.mots.numeros import numeros

_PORTEE = 400
"""Le nombre de caractères lus, au plus, de part et d'autre d'un motif pour juger de sa phrase."""

AVANT_MAX = 90
"""Et juste avant lui, pour juger des mots qui l'excusent."""


@dataclass(frozen=True, slots=True)
class Trouvaille:
    """Un passage fautif : `extrait` est `texte[debut:fin]`, lettre pour lettre."""

    code: str
    gravite: Gravite
    debut: int
    fin: int
    extrait: str
    message: str
    remede: str
    fondement: str


@dataclass(frozen=True, slots=True)
class Contexte:
    """Ce qu'il faut savoir de la lettre pour juger de ses mots."""

    lettre: str
    consommateur: bool = True
    membre_du_barreau: bool = False
    reputation: bool = False
    contestation_ecrite: bool = False

    def concerne(self, famille: Famille) -> bool:
        """Dit si la famille s'applique à cette lettre."""
        fiche = famille.fiche
        if fiche.lettres and self.lettre not in fiche.lettres:
            return False
        match fiche.condition:
            case "consommateur":
                return self.consommateur
            case "reputation":
                return self.reputation
            case "sauf_barreau":
                return not self.membre_du_barreau
            case "contestation_ecrite":
                return self.contestation_ecrite
            case None:
                return True


def examiner(
    texte: str,
    *,
    lettre: str,
    consommateur: bool = True,
    membre_du_barreau: bool = False,
    nature: str | None = None,
    contestation_ecrite: bool = False,
) -> list[Trouvaille]:
    """Rend les mots interdits du texte, dans l'ordre du texte.

    `consommateur` dit si la lettre est adressée à un consommateur. Sans `nature`, une mise en demeure est tenue pour
    une lettre de réputation si elle parle elle-même de réputation. Les mots cités de l'autre partie sont exempts.
    """
    regles = citations()
    entier = normaliser(texte)
    cite = entier.masquer(passages_d_autrui(texte, regles))
    lu = cite.masquer(propos_rapportes(cite, regles))
    reputation = lettre == "retrait" or nature == "reputation"
    if nature is None and lettre in {"mise_en_demeure", "dossier_avocat"}:
        reputation = reputation or _parle_de_reputation(lu.texte)
    contexte = Contexte(lettre, consommateur, membre_du_barreau, reputation, contestation_ecrite)
    lignes, a_chercher = lu.lignes(), recherches(lu.texte)
    trouvailles: set[Trouvaille] = set()
    for famille in familles():
        utiles = a_chercher.get(famille.code, ())
        if (utiles or famille.fiche.numero) and contexte.concerne(famille):
            passages = _numeros(famille, entier) if famille.fiche.numero else _passages(famille, utiles, lu, lignes)
            trouvailles.update(_trouvaille(famille, texte, *p) for p in _sans_recouvrement(passages))
    return sorted(trouvailles, key=lambda t: (t.debut, t.fin, t.code))


def _parle_de_reputation(texte: str) -> bool:
    return any(mot in texte for mot in ("reputation", "diffam", "propos publie", "retractation"))


def _trouvaille(famille: Famille, texte: str, debut: int, fin: int) -> Trouvaille:
    fiche, extrait = famille.fiche, texte[debut:fin]
    montre = " ".join(extrait.split())
    message = fiche.message.replace("{extrait}", montre if len(montre) <= 120 else montre[:117] + "…")
    return Trouvaille(famille.code, fiche.gravite, debut, fin, extrait, message, fiche.remede, fiche.fondement)


def _numeros(famille: Famille, entier: Normalise) -> Iterator[tuple[int, int]]:
    genre = famille.fiche.numero
    if genre is not None:
        yield from (entier.etendue(*p) for p in numeros(entier.texte, genre))


def _passages(famille: Famille, utiles: Sequence[Recherche], lu: Normalise, lignes: str) -> Iterator[tuple[int, int]]:
    for recherche in utiles:
        motif = famille.motif(recherche.rang)
        source = lignes if motif.lignes else lu.texte
        for trouve in motif.motif.finditer(source, recherche.debut, recherche.fin):
            # -- L'amorce coûte plus que la plupart des motifs : on ne la cherche que si l'un d'eux trouve --
            if famille.amorce is not None and famille.amorce.search(lu.texte) is None:
                return
            if not _excepte(motif, source, *trouve.span()):
                yield trouve.span() if motif.lignes else lu.etendue(*trouve.span())


def _excepte(motif: Motif, texte: str, debut: int, fin: int) -> bool:
    avant, apres = texte[max(0, debut - _PORTEE) : debut], texte[fin : fin + _PORTEE]
    if any(p.search(avant[-AVANT_MAX:]) for p in motif.sauf_avant):
        return True
    if motif.sauf_apres is not None and motif.sauf_apres.match(apres):
        return True
    if motif.sauf_dedans is not None and motif.sauf_dedans.search(texte[debut:fin]):
        return True
    if not motif.sauf_phrase and motif.a_condition is None:
        return False
    phrase = _fin_de(avant) + texte[debut:fin] + _debut_de(apres)
    if any(p.search(phrase) for p in motif.sauf_phrase):
        return True
    return motif.a_condition is not None and motif.a_condition.search(phrase) is None


def _fin_de(avant: str) -> str:
    return avant[max(avant.rfind(signe) for signe in (". ", "! ", "? ", "; ", ALINEA, "\n")) + 1 :]


def _debut_de(apres: str) -> str:
    places = [p for p in (apres.find(signe) for signe in (". ", "! ", "? ", "; ", ALINEA, "\n")) if p >= 0]
    return apres[: min(places)] if places else apres


def _sans_recouvrement(passages: Iterator[tuple[int, int]]) -> list[tuple[int, int]]:
    """Garde, de passages qui se recouvrent, le premier et le plus long."""
    gardes: list[tuple[int, int]] = []
    for debut, fin in sorted(set(passages), key=lambda p: (p[0], -p[1])):
        if fin > debut and (not gardes or debut >= gardes[-1][1]):
            gardes.append((debut, fin))
    return gardes
