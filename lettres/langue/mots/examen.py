"""Examen : lit un texte et rend chaque mot interdit, avec son extrait exact et sa formule calme."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import cache, lru_cache
from itertools import accumulate, repeat

from lettres.langue.mots.citations import passages_d_autrui, propos_rapportes
from lettres.langue.mots.eveil import AlineaLu, ChampDeTexte, Recherche, alineas, masques, recherches
from lettres.langue.mots.motifs import Famille, Motif, SorteDeChamp, citations, compiler, famille_de, familles
from lettres.langue.mots.normalisation import ALINEA, Normalise, normaliser
from lettres.langue.mots.numeros import numeros, porte_un_numero
from lettres.langue.pliage import COURT, GARDES
from lettres.socle.classes import NamedTuple
from lettres.socle.constats import Gravite
from lettres.socle.expression import Expression

_PORTEE = 400
"""Le nombre de caractères lus, au plus, de part et d'autre d'un motif pour juger de sa phrase."""
_FIN_DE_MOT = Expression(r"\w{0,40}\Z")
_SUITE_DE_MOT = Expression(r"\w{0,40}")
_FINS = (". ", "! ", "? ", "; ", ALINEA, "\n")
"""Ce qui finit une phrase."""
_Passage = tuple[int, int, Gravite]

AVANT_MAX = 90
"""Et juste avant lui, pour juger des mots qui l'excusent."""


class Trouvaille(NamedTuple):
    """Un passage fautif : `extrait` est `texte[debut:fin]`, lettre pour lettre."""

    code: str
    gravite: Gravite
    debut: int
    fin: int
    extrait: str
    message: str
    remede: str
    fondement: str


class ContexteDesMots(NamedTuple):
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
    champ: SorteDeChamp | None = None,
) -> list[Trouvaille]:
    """Rend les mots interdits du texte, dans l'ordre du texte.

    `consommateur` dit si la lettre est adressée à un consommateur. Sans `nature`, une mise en demeure est tenue pour
    une lettre de réputation si elle parle elle-même de réputation. Les mots cités de l'autre partie sont exempts.
    `champ` dit ce que le texte a à dire; sans lui, seuls se cherchent les motifs de toute lettre.
    """
    lecture = lire(texte, repeat(champ))
    contexte = ContexteDesMots(
        lettre,
        consommateur,
        membre_du_barreau,
        vise_la_reputation(lettre, nature, lecture.lu.texte),
        contestation_ecrite,
    )
    lignes, a_chercher = lecture.lu.lignes(), recherches(lecture.alineas, champ)
    par_famille = [(f, {*_passages(f, utiles, lecture.lu, lignes)}) for f, utiles in eveillees(a_chercher, contexte)]
    if porte_un_numero(lecture.entier.texte):
        par_famille += [(f, {*_numeros(f, lecture.entier)}) for f in _a_numeros() if contexte.concerne(f)]
    trouvailles = {
        _trouvaille(famille, texte, *passage)
        for famille, passages in par_famille
        if passages
        for passage in _sans_recouvrement(passages)
    }
    return sorted(_sans_redite(trouvailles), key=lambda t: (t.debut, t.fin, t.code)) if trouvailles else []


class Lecture(NamedTuple):
    """Un texte normalisé, tout entier, puis sans les mots d'autrui, et ses alinéas."""

    entier: Normalise
    lu: Normalise
    alineas: list[AlineaLu]


def lire(texte: str, champs: Iterable[ChampDeTexte], separe: str = ALINEA) -> Lecture:
    """Le texte où chercher des mots interdits; chaque alinéa, ou ce que sépare un autre signe, a son champ."""
    entier = lu = normaliser(texte)
    regles = citations()
    if passages := passages_d_autrui(texte, regles):
        lu = entier.masquer(passages)
    lus = alineas(lu.texte, champs, separe)
    if propos := propos_rapportes(lu, lus, regles):
        lu = lu.masquer(propos)
        lus = masques(lus, lu.texte, champs)
    return Lecture(entier, lu, lus)


def eveillees(
    a_chercher: Mapping[str, Collection[Recherche]], contexte: ContexteDesMots
) -> Iterator[tuple[Famille, Collection[Recherche]]]:
    """Les familles dont un motif est à chercher, et qui concernent cette lettre."""
    for code, utiles in a_chercher.items():
        famille = famille_de(code)
        if contexte.concerne(famille):
            yield famille, utiles


@cache
def _a_numeros() -> tuple[Famille, ...]:
    """Les familles qui se reconnaissent à une clé."""
    return tuple(famille for famille in familles() if famille.fiche.numero)


def _sans_redite(trouvailles: Collection[Trouvaille]) -> Iterator[Trouvaille]:
    """Un passage ne se reproche pas deux fois : l'alerte se tait là où une erreur le dit déjà."""
    erreurs = sorted((t.debut, t.fin) for t in trouvailles if t.gravite is Gravite.ERREUR)
    fins = list(accumulate((fin for _, fin in erreurs), max))
    for t in trouvailles:
        avant = bisect_left(erreurs, (t.fin,))
        if t.gravite is not Gravite.ALERTE or not avant or fins[avant - 1] <= t.debut:
            yield t


def vise_la_reputation(lettre: str, nature: str | None, texte: str = "") -> bool:
    """Dit si c'est une lettre de réputation; sans nature, son texte le dit."""
    if lettre in {"retrait", "cesser"} or nature == "reputation":
        return True
    a_le_savoir = nature is None and lettre in {"mise_en_demeure", "dossier_avocat"}
    return a_le_savoir and any(mot in texte for mot in ("reputation", "diffam", "propos publie", "retractation"))


def _trouvaille(famille: Famille, texte: str, debut: int, fin: int, gravite: Gravite) -> Trouvaille:
    debut, fin = en_mots_entiers(texte, debut, fin)
    fiche, extrait = famille.fiche, texte[debut:fin]
    montre = " ".join(extrait.split())
    message = fiche.message.replace("{extrait}", montre if len(montre) <= 120 else _abrege(montre))
    return Trouvaille(famille.code, gravite, debut, fin, extrait, message, fiche.remede, fiche.fondement)


def en_mots_entiers(texte: str, debut: int, fin: int) -> tuple[int, int]:
    """Le même passage, étendu aux mots qu'il entame : un radical coupé ne se montre à personne."""
    if debut < fin and texte[debut].isalnum():
        entame = _FIN_DE_MOT.search(texte, max(0, debut - 40), debut)
        debut = entame.start() if entame else debut
    if debut < fin and texte[fin - 1].isalnum():
        suite = _SUITE_DE_MOT.match(texte, fin)
        fin = suite.end() if suite else fin
    return debut, fin


def _abrege(montre: str) -> str:
    return montre[:117].rpartition(" ")[0] + "…"


def a_un_numero(entier: Normalise, contexte: ContexteDesMots) -> bool:
    """Dit si un numéro privé se lit dans ce texte."""
    return any(True for famille in _a_numeros() if contexte.concerne(famille) for _ in _numeros(famille, entier))


def _numeros(famille: Famille, entier: Normalise) -> Iterator[_Passage]:
    genre = famille.fiche.numero
    if genre is not None:
        yield from ((*entier.etendue(*p), famille.fiche.gravite) for p in numeros(entier.texte, genre))


def _passages(famille: Famille, utiles: Collection[Recherche], lu: Normalise, lignes: str) -> Iterator[_Passage]:
    for recherche in utiles:
        motif = famille.motif(recherche.rang)
        source = lignes if motif.lignes else lu.texte
        for trouve in ou_il_se_trouve(motif, source, recherche):
            # -- L'amorce coûte plus que la plupart des motifs : on ne la cherche que si l'un d'eux trouve --
            if famille.amorce is not None and famille.amorce.search(lu.texte) is None:
                return
            if not excepte(motif, source, *trouve):
                place = trouve if motif.lignes else lu.etendue(*trouve)
                yield (*place, _gravite(motif, source, *trouve))


def ou_il_se_trouve(motif: Motif, source: str, recherche: Recherche) -> Iterator[tuple[int, int]]:
    """Chaque passage que trouve un motif; d'un alinéa, qui revient de lettre en lettre, on le sait d'ordinaire déjà."""
    spans = ou_il_est(motif, source[recherche.debut : recherche.fin])
    return ((recherche.debut + debut, recherche.debut + fin) for debut, fin in spans)


def ou_il_est(motif: Motif, alinea: str) -> tuple[tuple[int, int], ...]:
    """Chaque passage que trouve un motif dans un alinéa normalisé; ou dans des lignes, si ce sont elles qu'il lit."""
    if motif.lignes:
        return tuple([m.span() for m in motif.motif.finditer(alinea)]) if motif.peut_se_trouver(alinea) else ()
    return (_deja_cherche if len(alinea) <= COURT else _chercher)(motif.fiche.motif, alinea)


def _chercher(ecrit: str, alinea: str) -> tuple[tuple[int, int], ...]:
    # -- un motif compilé se hache de tout son code à chaque fois; ce qui l'écrit, une seule --
    return tuple([m.span() for m in compiler(ecrit).finditer(alinea)])


_deja_cherche = lru_cache(maxsize=2 * GARDES)(_chercher)


def excepte(motif: Motif, texte: str, debut: int, fin: int) -> bool:
    """Dit si ce qui entoure un passage, dans ce texte, l'excuse."""
    avant, apres = texte[max(0, debut - _PORTEE) : debut], texte[fin : fin + _PORTEE]
    if (sauf_avant := motif.sauf_avant) is not None and sauf_avant.search(avant[-AVANT_MAX:]):
        return True
    if (sauf_apres := motif.sauf_apres) is not None and sauf_apres.match(apres):
        return True
    if (sauf_dedans := motif.sauf_dedans) is not None and sauf_dedans.search(texte[debut:fin]):
        return True
    sauf_phrase, a_condition = motif.sauf_phrase, motif.a_condition
    if not sauf_phrase and a_condition is None:
        return False
    phrase = _phrase(texte, debut, fin)
    if any(p.search(phrase) for p in sauf_phrase):
        return True
    return a_condition is not None and a_condition.search(phrase) is None


def _gravite(motif: Motif, texte: str, debut: int, fin: int) -> Gravite:
    """Celle du motif; une alerte, si rien dans la phrase ne rend l'erreur certaine."""
    certain_si = motif.certain_si
    if certain_si is None or certain_si.search(_phrase(texte, debut, fin)):
        return motif.gravite
    return Gravite.ALERTE


def _phrase(texte: str, debut: int, fin: int) -> str:
    avant, apres = texte[max(0, debut - _PORTEE) : debut], texte[fin : fin + _PORTEE]
    return _fin_de(avant) + texte[debut:fin] + _debut_de(apres)


def _fin_de(avant: str) -> str:
    return avant[max(map(avant.rfind, _FINS)) + 1 :]


def _debut_de(apres: str) -> str:
    places = [place for place in map(apres.find, _FINS) if place >= 0]
    return apres[: min(places) + 1] if places else apres


def _sans_recouvrement(uniques: Collection[_Passage]) -> list[_Passage]:
    """Garde, de passages qui se recouvrent, le plus grave, puis le premier et le plus long."""
    if len(uniques) < 2:
        return [passage for passage in uniques if passage[1] > passage[0]]
    gardes: list[_Passage] = []
    for passage in sorted(uniques, key=lambda p: (p[2] is not Gravite.ERREUR, p[0], -p[1])):
        debut, fin, _ = passage
        rang = bisect_left(gardes, passage)
        libre = (not rang or gardes[rang - 1][1] <= debut) and (rang == len(gardes) or gardes[rang][0] >= fin)
        if fin > debut and libre:
            gardes.insert(rang, passage)
    return gardes
