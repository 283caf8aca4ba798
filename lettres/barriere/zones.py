"""Zones : où l'on lit dans une lettre. Le haut, l'objet, les parties, le corps, les citations, la fin, les pièces.

Chaque zone est un texte plié, une ligne par paragraphe. Rien n'est exigé de la mise en page : l'expéditeur peut être
dans l'en-tête, en haut, au pied ou sous la signature; le destinataire, dans un bloc ou derrière « À : ».
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import lru_cache

from lettres.barriere.lecture import Paragraphe
from lettres.dossier import Destinataire, Dossier, Emetteur
from lettres.langue.ecriture import MOIS
from lettres.langue.mots.normalisation import MUET
from lettres.langue.pliage import COURT, GARDES, plier
from lettres.rendu.paragraphes.lecture import CORPS, EN_TETE, PIED
from lettres.socle.classes import NamedTuple, dataclass, replace
from lettres.socle.expression import Expression

_MOIS = "|".join(map(plier, MOIS))
_DATE = re.compile(rf"\b(?:(?:1er|\d{{1,2}}) (?:{_MOIS}) \d{{4}}|\d{{4}}-\d\d-\d\d|\d{{1,2}}/\d{{1,2}}/\d{{4}})\b")
_OBJET = re.compile(r"(?:objet|obj\.|re|concerne|sujet) ?:")
_APPEL = re.compile(
    r"(?:(?:chere?s? )?(?:madame|monsieur|mesdames|messieurs|maitre|docteure?|bonjour)\b[^.:;¦]{0,60},|"
    r"(?:madame|monsieur|mesdames|messieurs|madame, monsieur|bonjour|a qui de droit),?)"
)
_NOM_EN_APPEL = re.compile(r"[^\d.:;¦]{3,60},")
_SALUTATION = Expression(
    r"(?:veuillez|je vous prie|nous vous prions)[^.]{0,60}(?:recevoir|agreer|accepter|croire)|salutations|"
    r"^(?:bien )?cordialement|^bien a vous|^sinceres|sentiments (?:les )?(?:distingues|meilleurs)"
)
_AGIR = Expression(r"agir en consequence|gouverner en consequence")
_PIECES = re.compile(r"(?:p\. ?j\.|pj\b|pieces? (?:jointes?|produites?|communiquees?)|annexes?\b|documents? joints?)")
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
_FERMANT = {"«": "»", "“": "”", '"': '"'}
_OUVRANT = re.compile("|".join(_FERMANT))
_PARLE = re.compile(r"(?<!-)\b(?:je|nous|vous)\b|\bj'")
_COURRIEL = re.compile(r"\S@\S")
_ATTRIBUE = Expression(
    r"(?=(vous (?:nous |m'|lui )?(?:avez|aviez) |"
    r"vous (?:(?:me|nous|y|l'|m') ?)?(?:dites|affirmez|soutenez|declarez|pretendez|repondez|ajoutez)\b|"
    r"votre (?:courriel|texto|message|lettre|publication|commentaire|reponse)|"
    r"\bselon\b|\bclause\b|\barticle\b|\bcontrat\b|\bintitul|sous le nom|\bpropos\b|passage|\boutil\b|reponse|"
    r"\becri|titre|\b(?:il|elle|on) (?:a |avait )?(?:dit|ecri|repond|affirm)))"
)
"""Chaque place, même dans un autre, où des mots disent de qui ou d'où vient ce qui suit."""
_PORTEE = 120
"""Le nombre de signes, avant un guillemet, où ces mots se cherchent."""
_PROPOSE = Expression(r"retract|rectif|corriger|conviendrait|propose")
_REPROCHE = Expression(r"propos|publi|ecri|affirm|commentaire|avis")


@dataclass(frozen=True, slots=True)
class Zones:
    """Les zones d'une lettre, en textes pliés, et ses paragraphes tels qu'écrits."""

    paragraphes: tuple[Paragraphe, ...]
    textes: dict[str, str]
    dits: tuple[tuple[Paragraphe, str], ...]
    """Ce que la lettre dit elle-même : chaque paragraphe qui ne cite pas, et son texte sans les mots de l'autre."""
    propres: tuple[str, ...] = ()
    """Les noms des parties et les titres des pièces, pliés, du plus long au plus court, quand on a le dossier."""

    def sans_les_noms(self, plie: str) -> str:
        """Le texte, sans ce qui ne fait que nommer : « Recours Exemple inc. » n'annonce aucun recours."""
        for nom in self.propres:
            plie = plie.replace(nom, MUET)
        return plie

    def __getitem__(self, nom: str) -> str:
        return self.textes[nom]


class _Ligne(NamedTuple):
    plie: str
    paragraphe: Paragraphe


def decouper(paragraphes: Sequence[Paragraphe]) -> Zones:
    """Découpe une lettre lue."""
    corps = [_Ligne(p.plie.strip(), p) for p in paragraphes if p.partie == CORPS]
    debut = _debut_du_corps(corps)
    fin = max(_debut_de_la_fin(corps), debut)
    haut, milieu, bas = _en_lignes(corps[:debut]), corps[debut:fin], corps[fin:]
    if haut and _NOM_EN_APPEL.fullmatch(haut[-1]):
        haut.pop()
    en_tete = [x.strip() for p in paragraphes if p.partie == EN_TETE for x in _lignes(p)]
    pied = [p.plie for p in paragraphes if p.partie == PIED]
    pieces = next((i for i, ligne in enumerate(bas) if _PIECES.match(ligne.plie)), len(bas))
    signature = [x for ligne in bas[1:pieces] for x in _lignes(ligne.paragraphe)]
    expediteur, destinataire = _parties(haut, en_tete)
    tableau = sum(ligne.paragraphe.rangee and ligne.plie.count("¦") >= 2 for ligne in milieu) >= 2
    dits = {id(p): _hors_guillemets_attribues(p.plie) for p in paragraphes if not p.cite}
    texte = [dits[id(x.paragraphe)].strip() for x in milieu if not x.paragraphe.cite]
    textes = {
        "haut": [x for x in haut if not _OBJET.match(x)],
        "objet": [x for x in haut if _OBJET.match(x)],
        "expediteur": [*en_tete, *expediteur, *signature, *pied],
        "destinataire": destinataire,
        "corps": [x.plie for x in milieu],
        "texte": texte,
        "prose": [] if tableau else texte,
        "citations": [x.plie for x in milieu if x.paragraphe.cite],
        "propos": _propos(milieu),
        "fin": [x.plie for x in bas],
        "signature": signature,
        "pieces": [x.plie for x in bas[pieces:]] or [x.plie for x in milieu if _PIECES.match(x.plie)],
        "lettre": [*haut, *(x.plie for x in corps[debut:])],
    }
    return Zones(
        tuple(paragraphes),
        {nom: "\n".join(lignes) for nom, lignes in textes.items()},
        tuple((p, dits[id(p)]) for p in paragraphes if not p.cite),
    )


def avec_le_dossier(zones: Zones, dossier: Dossier) -> Zones:
    """Les zones; un nom, une adresse du dossier y sont marqués (« ¤nom », « ¤adresse »), quelle qu’en soit la forme."""
    textes = dict(zones.textes)
    e, d = dossier.expediteur, dossier.destinataire
    signataire = e.signataire.nom if e.signataire else e.nom
    # -- une demande de rétrofacturation va à l'émetteur de la carte --
    carte = dossier.achat.carte if dossier.achat else None
    lecteurs: list[Destinataire | Emetteur] = [d, carte.emetteur] if carte else [d]
    for zone, repere, valeurs in (
        ("expediteur", "¤nom", [e.nom]),
        ("signature", "¤nom", [signataire]),
        ("destinataire", "¤nom", [p.nom for p in lecteurs]),
        ("expediteur", "¤adresse", [e.adresse.ligne if e.adresse else ""]),
        *(("destinataire", "¤adresse", [p.adresse.ligne if p.adresse else "", p.courriel or ""]) for p in lecteurs),
    ):
        if any(v and plier(v) in zones[zone] for v in valeurs):
            textes[zone] += f"\n{repere}"
    # -- un nom qui a l'air d'une mention, « Sans Réserve Exemple ltée », n'en reste pas moins dans le haut --
    if "¤nom" not in textes["destinataire"] and plier(d.nom) in zones["haut"].split("\n"):
        textes["destinataire"] += "\n¤nom"
    return replace(zones, textes=textes, propres=noms_propres(dossier))


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


def _hors_guillemets_attribues(plie: str) -> str:
    """Le texte sans les mots de l'autre : « … » n'est ôté que si la phrase dit de qui ou d'où il vient."""
    if "«" not in plie and "“" not in plie and '"' not in plie:
        return plie
    return (_deja_lu if len(plie) <= COURT else _sans_les_mots_de_l_autre)(plie)


def _sans_les_mots_de_l_autre(plie: str) -> str:
    passages = list(_entre_guillemets(plie))
    attributions = [m.span(1) for m in _ATTRIBUE.finditer(plie)] if passages else []
    morceaux: list[str] = []
    lu = 0
    for debut, fin in passages:
        origine = max(0, debut - _PORTEE)
        phrase = max(origine, plie.rfind(". ", origine, debut) + 1)
        proches = attributions[bisect_left(attributions, (phrase, 0)) : bisect_left(attributions, (debut, 0))]
        if any(terme <= debut for _, terme in proches):
            morceaux += [plie[lu:debut], "« »"]
            lu = fin
    return "".join([*morceaux, plie[lu:]])


_deja_lu = lru_cache(maxsize=GARDES)(_sans_les_mots_de_l_autre)


def _entre_guillemets(texte: str) -> Iterator[tuple[int, int]]:
    """Chaque passage entre guillemets, de son ouvrant à son fermant; une citation peut en porter une autre."""
    sans_fermant: set[str] = set()
    place = 0
    while ouvrant := _OUVRANT.search(texte, place):
        signe, place = ouvrant[0], ouvrant.end()
        fin = -1 if signe in sans_fermant else _son_fermant(texte, signe, place)
        if fin < 0:
            # -- Ce fermant n'est plus dans le texte : on ne l'y cherche pas deux fois --
            sans_fermant.add(signe)
        else:
            place = fin + 1
            yield ouvrant.start(), place


def _son_fermant(texte: str, ouvrant: str, place: int) -> int:
    """La place du fermant, passé ceux des citations que celle-ci porte; le premier, si leurs paires ne se font pas."""
    fermant = _FERMANT[ouvrant]
    premier = fin = texte.find(fermant, place)
    dedans = 0 if ouvrant == fermant or fin < 0 else texte.count(ouvrant, place, fin)
    while dedans and (suivant := texte.find(fermant, fin + 1)) > 0:
        dedans += texte.count(ouvrant, fin, suivant) - 1
        fin = suivant
    return premier if dedans else fin


def _en_lignes(lignes: Sequence[_Ligne]) -> list[str]:
    return [x.strip() for ligne in lignes for x in _lignes(ligne.paragraphe)]


def _lignes(paragraphe: Paragraphe) -> list[str]:
    """Les lignes d'un paragraphe, pliées; d'une seule, c'est déjà fait."""
    return plier(paragraphe.texte).split("\n") if "\n" in paragraphe.texte else [paragraphe.plie]


def _debut_du_corps(corps: Sequence[_Ligne]) -> int:
    """Après l'appel et l'objet; sans eux, à la première phrase entière."""
    reperes = [i for i, ligne in enumerate(corps[:40]) if _OBJET.match(ligne.plie) or _APPEL.fullmatch(ligne.plie)]
    if reperes:
        suivant = reperes[-1] + 1
        return suivant + (suivant < len(corps) and bool(_NOM_EN_APPEL.fullmatch(corps[suivant].plie)))
    for i, ligne in enumerate(corps):
        if len(ligne.plie) > 70 or ligne.paragraphe.rangee or (ligne.plie.endswith(".") and len(ligne.plie) > 40):
            return i
    return len(corps)


def _debut_de_la_fin(corps: Sequence[_Ligne]) -> int:
    """À la salutation; sans elle, à « agir en conséquence »; sans rien, aux dernières lignes courtes."""
    for motif in (_SALUTATION, _AGIR):
        # -- la dernière compte : on la cherche depuis la fin --
        for rang in range(len(corps) - 1, -1, -1):
            plie = corps[rang].plie
            if not corps[rang].paragraphe.cite and (_deja_cherche if len(plie) <= COURT else _se_lit)(motif, plie):
                return rang
    debut = len(corps)
    while debut and len(corps[debut - 1].plie) < 60 and not corps[debut - 1].plie.endswith((".", ";", ":")):
        debut -= 1
    return max(0, debut - 1)


def _se_lit(motif: re.Pattern[str], plie: str) -> bool:
    return motif.search(plie) is not None


_deja_cherche = lru_cache(maxsize=GARDES)(_se_lit)
"""Retenu sous une `Expression` : un motif compilé se hacherait de tout son code à chaque fois."""


def _parties(haut: Sequence[str], en_tete: Sequence[str]) -> tuple[list[str], list[str]]:
    """Les lignes de l'expéditeur et celles du destinataire, d'après les blocs du haut.

    Un en-tête qui joint quelqu'un est celui de l'expéditeur; ce qui précède alors la date est encore de lui, si ce qui
    la suit joint quelqu'un d'autre.
    """
    blocs: list[list[str]] = [[]]
    rang_de_la_date = None
    for ligne in haut:
        if not ligne or _OBJET.match(ligne) or _APPEL.fullmatch(ligne):
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


def _propos(milieu: Sequence[_Ligne]) -> list[str]:
    """Les citations que la lettre reproche : pas les textes de rectification qu'elle propose."""
    avant, propos = "", []
    for ligne in milieu:
        if not ligne.paragraphe.cite:
            avant = ligne.plie
        elif not _PROPOSE.search(avant):
            propos.append(ligne.plie)
    for ligne in milieu:
        longs = [] if ligne.paragraphe.cite else [p for p in _entre_guillemets(ligne.plie) if p[1] - p[0] > 30]
        if longs and _REPROCHE.search(ligne.plie):
            propos += [ligne.plie[debut:fin] for debut, fin in longs]
    return propos


__all__ = ["Zones", "avec_le_dossier", "decouper"]
