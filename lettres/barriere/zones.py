"""Zones : où l'on lit dans une lettre. Le haut, l'objet, les parties, le corps, les citations, la fin, les pièces.

Chaque zone est un texte plié, une ligne par paragraphe. Rien n'est exigé de la mise en page : l'expéditeur peut être
dans l'en-tête, en haut, au pied ou sous la signature; le destinataire, dans un bloc ou derrière « À : ».
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from lettres.barriere.lecture import Paragraphe
from lettres.barriere.su import APPEL, OBJET
from lettres.dossier import Destinataire, Dossier, Emetteur
from lettres.langue.ecriture import MOIS
from lettres.langue.mots.normalisation import MUET
from lettres.langue.pliage import plier
from lettres.rendu.paragraphes.lecture import CORPS, EN_TETE, PIED
from lettres.socle.classes import dataclass
from lettres.socle.expression import Expression

_MOIS = "|".join(map(plier, MOIS))
_DATE = re.compile(rf"\b(?:(?:1er|\d{{1,2}}) (?:{_MOIS}) \d{{4}}|\d{{4}}-\d\d-\d\d|\d{{1,2}}/\d{{1,2}}/\d{{4}})\b")
_NOM_EN_APPEL = re.compile(r"[^\d.:;¦]{3,60},")
_AGIR, _EN_CONSEQUENCE = "r en consequence", Expression(r"agir en consequence|gouverner en consequence")
_MENTION = re.compile(
    r"(?:par |sous |sans |remis |personnel|confidentiel|(?:notre|votre|n/|v/) ?(?:ref|doss)|(?:ref|dossier)\b|"
    r"mise en demeure|proposition de reglement|transaction et quittance|entente de paiement|"
    r"livre |envoye |transmis |recommande)"
)
_ANCRE = re.compile(
    r"[a-z]\d[a-z] ?\d[a-z]\d|\S@\S|^\d+[ ,]|\b(?:rue|avenue|boulevard|chemin|boul\.|rang|case postale)\b"
)
_A = re.compile(r"(?:a|destinataires?|debiteur|debitrice|commercant) ?: ?")
_DE = re.compile(r"(?:de|expediteur|expeditrice|creancier|creanciere) ?: ?")
_PARLE = re.compile(r"(?<!-)\b(?:je|nous|vous)\b|\bj'")
_COURRIEL = re.compile(r"\S@\S")
_PROPOSE = Expression(r"retract|rectif|corriger|conviendrait|propose")
_REPROCHE = Expression(r"propos|publi|ecri|affirm|commentaire|avis")


@dataclass(frozen=True, slots=True)
class Zones:
    """Les zones d'une lettre, en textes pliés, et ses paragraphes tels qu'écrits."""

    paragraphes: tuple[Paragraphe, ...]
    textes: dict[str, str]
    dits: tuple[tuple[Paragraphe, str], ...]
    """Ce que la lettre dit elle-même : chaque paragraphe qui ne cite pas, et son texte sans les mots de l'autre."""
    noms: Callable[[], tuple[str, ...]] = tuple
    """Les noms des parties et les titres des pièces, pliés, du plus long au plus court, quand on a le dossier."""

    def sans_les_noms(self, plie: str) -> str:
        """Le texte, sans ce qui ne fait que nommer : « Recours Exemple inc. » n'annonce aucun recours."""
        for nom in self.noms():
            plie = plie.replace(nom, MUET)
        return plie

    def __getitem__(self, nom: str) -> str:
        return self.textes[nom]


_Corps = Sequence[Paragraphe]


def decouper(paragraphes: Sequence[Paragraphe]) -> Zones:
    """Découpe une lettre lue."""
    corps: list[Paragraphe] = []
    en_tete: list[str] = []
    pied: list[str] = []
    dits: list[tuple[Paragraphe, str]] = []
    for p in paragraphes:
        su, partie = p.su, p.partie
        if partie == CORPS:
            corps.append(p)
        elif partie == EN_TETE:
            en_tete += [x.strip() for x in su.lignes]
        elif partie == PIED:
            pied.append(su.plie)
        if not p.cite:
            dits.append((p, su.dit))
    debut = _debut_du_corps(corps)
    fin = max(_debut_de_la_fin(corps), debut)
    milieu, bas = corps[debut:fin], corps[fin:]
    haut = [x.strip() for p in corps[:debut] for x in p.su.lignes]
    if haut and _NOM_EN_APPEL.fullmatch(haut[-1]):
        haut.pop()
    pieces = next((rang for rang, p in enumerate(bas) if p.su.joint), len(bas))
    signature = [x for p in bas[1:pieces] for x in p.su.lignes]
    expediteur, destinataire = _parties(haut, en_tete)
    tableau = len([p for p in milieu if p.rangee and p.su.nu.count("¦") >= 2]) >= 2
    texte = [p.su.dit.strip() for p in milieu if not p.cite]
    objets = [x for x in haut if OBJET.match(x)]
    plies, fin_pliee = [p.su.nu for p in milieu], [p.su.nu for p in bas]
    textes = {
        "haut": [x for x in haut if x not in objets],
        "objet": objets,
        "expediteur": [*en_tete, *expediteur, *signature, *pied],
        "destinataire": destinataire,
        "corps": plies,
        "texte": texte,
        "prose": [] if tableau else texte,
        "citations": [p.su.nu for p in milieu if p.cite],
        "propos": _propos(milieu),
        "fin": fin_pliee,
        "signature": signature,
        "pieces": fin_pliee[pieces:] or [p.su.nu for p in milieu if p.su.joint],
        "lettre": [*haut, *plies, *fin_pliee],
    }
    return Zones(tuple(paragraphes), {nom: "\n".join(lignes) for nom, lignes in textes.items()}, tuple(dits))


def avec_le_dossier(zones: Zones, dossier: Dossier) -> Zones:
    """Les zones; un nom, une adresse du dossier y sont marqués (« ¤nom », « ¤adresse »), quelle qu’en soit la forme."""
    textes = dict(zones.textes)
    e, d = dossier.expediteur, dossier.destinataire
    signataire = e.signataire.nom if e.signataire else e.nom
    # -- une demande de rétrofacturation va à l'émetteur de la carte --
    carte = dossier.achat.carte if dossier.achat else None
    lecteurs: list[Destinataire | Emetteur] = [d, carte.emetteur] if carte else [d]

    def marquer(zone: str, repere: str, *valeurs: str | None) -> None:
        for valeur in valeurs:
            if valeur and plier(valeur) in zones.textes[zone]:
                textes[zone] += f"\n{repere}"
                return

    marquer("expediteur", "¤nom", e.nom)
    marquer("signature", "¤nom", signataire)
    marquer("destinataire", "¤nom", *[p.nom for p in lecteurs])
    marquer("expediteur", "¤adresse", e.adresse.ligne if e.adresse else None)
    for p in lecteurs:
        marquer("destinataire", "¤adresse", p.adresse.ligne if p.adresse else None, p.courriel)
    # -- un nom qui a l'air d'une mention, « Sans Réserve Exemple ltée », n'en reste pas moins dans le haut --
    if "¤nom" not in textes["destinataire"] and plier(d.nom) in zones["haut"].split("\n"):
        textes["destinataire"] += "\n¤nom"
    return Zones(zones.paragraphes, textes, zones.dits, _Noms(dossier))


class _Noms:
    """Les noms d'un dossier, cherchés à la première demande : peu de lettres les demandent."""

    __slots__ = ("_dossier", "_trouves")

    def __init__(self, dossier: Dossier) -> None:
        self._dossier = dossier
        self._trouves: tuple[str, ...] | None = None

    def __call__(self) -> tuple[str, ...]:
        if self._trouves is None:
            self._trouves = noms_propres(self._dossier)
        return self._trouves


def noms_propres(dossier: Dossier) -> tuple[str, ...]:
    """Les noms et les titres qu'un dossier donne, pliés; pas ceux d'un seul mot, qui en est un de toute phrase."""
    e, d = dossier.expediteur, dossier.destinataire
    parties = [p for p in (e, d, e.mandant) if p is not None]
    personnes = [p for p in (e.signataire, d.attention, d.procureur) if p is not None]
    tous = [n for p in parties for n in (p.nom, p.nom_commercial) if n] + [p.nom for p in personnes]
    # -- un titre qui parle, « je vous mets en demeure », n'en est plus un --
    titres = [p.titre for p in dossier.pieces if _PARLE.search(plier(p.titre)) is None]
    plies = {plier(nom) for nom in (*tous, *titres)}
    return tuple(sorted((nom for nom in plies if " " in nom), key=len, reverse=True))


def _debut_du_corps(corps: _Corps) -> int:
    """Après l'appel et l'objet; sans eux, à la première phrase entière."""
    for rang in range(min(len(corps), 40), 0, -1):
        if corps[rang - 1].su.ouvre:
            return rang + (rang < len(corps) and bool(_NOM_EN_APPEL.fullmatch(corps[rang].su.nu)))
    for rang, p in enumerate(corps):
        if len(p.su.nu) > 70 or p.rangee or (p.su.nu.endswith(".") and len(p.su.nu) > 40):
            return rang
    return len(corps)


def _debut_de_la_fin(corps: _Corps) -> int:
    """À la salutation; sans elle, à « agir en conséquence »; sans rien, aux dernières lignes courtes."""
    # -- la dernière compte : on la cherche depuis la fin --
    for rang in range(len(corps) - 1, -1, -1):
        if corps[rang].su.salue and not corps[rang].cite:
            return rang
    for rang in range(len(corps) - 1, -1, -1):
        if _AGIR in corps[rang].su.nu and _EN_CONSEQUENCE.search(corps[rang].su.nu) and not corps[rang].cite:
            return rang
    debut = len(corps)
    while debut and len(corps[debut - 1].su.nu) < 60 and not corps[debut - 1].su.nu.endswith((".", ";", ":")):
        debut -= 1
    return max(0, debut - 1)


def _parties(haut: Sequence[str], en_tete: Sequence[str]) -> tuple[list[str], list[str]]:
    """Les lignes de l'expéditeur et celles du destinataire, d'après les blocs du haut.

    Un en-tête qui joint quelqu'un est celui de l'expéditeur; ce qui précède alors la date est encore de lui, si ce qui
    la suit joint quelqu'un d'autre.
    """
    blocs: list[list[str]] = [[]]
    rang_de_la_date = None
    for ligne in haut:
        if not ligne or OBJET.match(ligne) or APPEL.fullmatch(ligne):
            blocs.append([])
        elif _DATE.search(ligne) and not _ANCRE.search(_DATE.sub("", ligne)):
            blocs.append([])
            rang_de_la_date = len(blocs) - 1 if rang_de_la_date is None else rang_de_la_date
        elif _MENTION.match(ligne):
            blocs += [[ligne[ligne.rfind(" ", 0, m.start()) + 1 :]], []] if (m := _COURRIEL.search(ligne)) else [[]]
        elif (a := _A.match(ligne)) or (de := _DE.match(ligne)):
            blocs.append([ligne[: (a or de).end()].strip(), ligne[(a or de).end() :]])  # type: ignore[union-attr]
        else:
            blocs[-1].append(ligne)
    nommes_a = [b[1:] for b in blocs if b and _A.fullmatch(b[0] + " ")]
    nommes_de = [b[1:] for b in blocs if b and _DE.fullmatch(b[0] + " ")]
    if nommes_a:
        return _fondre(nommes_de), _fondre(nommes_a)
    libres = [(i, b) for i, b in enumerate(blocs) if b and not _DE.fullmatch(b[0] + " ")]
    avant_la_date = [b for i, b in libres if rang_de_la_date is not None and i < rang_de_la_date]
    a_l_expediteur = 0
    apres_la_date = [b for i, b in libres if rang_de_la_date is not None and i >= rang_de_la_date]
    dans_l_en_tete = any(_ANCRE.search(x) for x in en_tete)
    if dans_l_en_tete and avant_la_date and any(map(_ANCRE.search, _fondre(apres_la_date))):
        dans_l_en_tete = False
    if not dans_l_en_tete and not nommes_de and libres and (avant_la_date or len(_ancres(libres)) > 1):
        a_l_expediteur = max(1, min(len(avant_la_date), len(libres) - 1)) if avant_la_date else 1
    blocs = [b for _, b in libres]
    return _fondre([*nommes_de, *blocs[:a_l_expediteur]]), _fondre(blocs[a_l_expediteur:])


def _fondre(blocs: Sequence[list[str]]) -> list[str]:
    return [ligne for bloc in blocs for ligne in bloc]


def _ancres(blocs: Sequence[tuple[int, list[str]]]) -> list[list[str]]:
    return [b for _, b in blocs if any(_ANCRE.search(x) for x in b)]


def _propos(milieu: _Corps) -> list[str]:
    """Les citations que la lettre reproche : pas les textes de rectification qu'elle propose."""
    avant, propos, entre_guillemets = "", [], []
    for p in milieu:
        su = p.su
        if not p.cite:
            avant = su.nu
            if su.passages:
                entre_guillemets.append(su)
        elif not _PROPOSE.search(avant):
            propos.append(su.nu)
    for su in entre_guillemets:
        longs = [su.plie[debut:fin] for debut, fin in su.passages if fin - debut > 30]
        if longs and _REPROCHE.search(su.plie):
            propos += longs
    return propos


__all__ = ["Zones", "avec_le_dossier", "decouper"]
