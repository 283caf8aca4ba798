"""Noms fictifs : de chaque mot d'un nom, un autre de même genre; le même mot, le même partout.

Une raison sociale garde sa forme (« inc. »), un nom composé le prénom de qui le porte : « Studio Karine Exemple » et
« Karine Exemple » restent parents.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import combinations

from lettres.deguisement.fictions import Fictions, silhouettes
from lettres.deguisement.lexique import lexique, plie, sans_fin, sonorite

RESERVE = "Exemple"
"""Le nom de famille de nos fictions : il n'est de personne."""

_COLLE_MIN = 5
_MOT = re.compile(r"(?P<elide>[dlDL][’'])?(?P<mot>[^\s,;()’']+(?:(?<![^\W\d_][^\W\d_])[’'][^\s,;()’']+)?)")
"""Un mot d'un nom; « O’Connor » en est un, « L’Heureux » aussi, moins son article."""


class NomsFictifs:
    """Les noms d'un dossier, mot par mot."""

    def __init__(self, fictions: Fictions) -> None:
        self._fictions = fictions
        self.mots: dict[str, str] = {}
        """De chaque mot vrai, plié, sa fiction."""
        self.de_personnes: set[str] = set()
        self.entiers: dict[str, str] = {}
        """De chaque nom vrai, plié, sa fiction entière."""

    def de(self, nom: str, civilite: str, *, personne: bool) -> str:
        """La fiction d'un nom; `civilite` dit le genre de qui le porte, si on le sait."""
        cle = plie(nom)
        if cle not in self.entiers:
            self.entiers[cle] = self._neuf(nom, _genre(civilite, nom), personne=personne)
        return self.entiers[cle]

    def _neuf(self, nom: str, genre: str, *, personne: bool) -> str:
        # -- « Marie Exemple, caution » : ce qui n'a pas de majuscule n'y est pas un nom, et une règle le lit --
        capitales = any(m["mot"][0].isupper() for m in _MOT.finditer(nom))
        communs = {m["mot"] for m in _MOT.finditer(nom) if _est_commun(m["mot"]) or (capitales and m["mot"].islower())}
        vrais = [m["mot"] for m in _MOT.finditer(nom) if m["mot"] not in communs]
        dernier = vrais[-1] if vrais else ""
        # -- une raison sociale qui n'a ni notre nom ni numéro l'ajoute : on voit qu'elle est fictive --
        connus = [self.mots.get(plie(mot), mot) for mot in vrais]
        ajoute = not personne and not any(re.search(r"exemple|\d", mot, re.IGNORECASE) for mot in connus)

        def un_mot(trouve: re.Match[str]) -> str:
            mot = trouve["mot"]
            if mot in communs:
                return trouve[0]
            famille = personne and mot == dernier and (len(vrais) > 1 or genre != "neutre")
            fictif = self._mot(mot, genre, personne=personne, famille=famille)
            suite = f" {RESERVE.upper() if mot.isupper() else RESERVE}" if ajoute and mot == dernier else ""
            return f"{trouve['elide'] or ''}{fictif}{suite}"

        fictif = _MOT.sub(un_mot, nom)
        if plie(fictif) in {plie(nom), ""}:
            fictif = f"{self._fictions.prise(sans_fin(lexique().raisons['consonne']))} {fictif}".strip()
        return fictif

    def _mot(self, mot: str, genre: str, *, personne: bool, famille: bool) -> str:
        cle = plie(mot)
        if cle == plie(RESERVE):
            return mot
        if personne:
            self.de_personnes.add(cle)
        if cle not in self.mots:
            self.mots[cle] = self._fictions.prise(self._candidats(mot, genre, personne=personne, famille=famille))
        fictif = self.mots[cle]
        if mot.isupper() and len(mot) > 1:
            return fictif.upper()
        return fictif.lower() if mot.islower() else fictif

    def _candidats(self, mot: str, genre: str, *, personne: bool, famille: bool) -> Iterator[str]:
        if re.search(r"\d", mot):
            return silhouettes(mot)
        if famille:
            return sans_fin(lexique().familles[1:])
        mots = lexique().prenoms[genre] if personne else lexique().raisons
        return sans_fin(mots[sonorite(mot)])


def mots_du_nom(nom: str) -> list[str]:
    """Les mots d'un nom, sans l'article élidé qui en précède un."""
    return [trouve["mot"] for trouve in _MOT.finditer(nom)]


def mots_colles(nom: str) -> Iterator[tuple[str, str]]:
    """« LHeureux », de « L’Heureux », et le mot qui y est : un identifiant n'a pas d'apostrophe."""
    for trouve in _MOT.finditer(nom):
        mot = trouve["mot"]
        for vu in {mot, mot.partition("-")[0]} if trouve["elide"] else ():
            if len(vu) >= _COLLE_MIN:
                yield f"{trouve['elide'][0]}{vu}", mot


def en_partie(vrai: str, fictif: str) -> Iterator[tuple[str, str]]:
    """« Ben Ali », « J.-N. D’Amours », et leur fiction; rien de « M. D’Amours », qui peut être Monsieur."""
    vrais, fictifs = vrai.split(), fictif.split()
    if len(vrais) < 2 or len(vrais) != len(fictifs):
        return
    initiales = [partie[0] for partie in re.findall(r"[^\W\d_]+", vrais[0])]
    siennes = [initiales[:combien] for combien in {1, len(initiales)} if initiales[:combien] != ["M"]]
    for debut, fin in combinations(range(len(vrais) + 1), 2):
        if fin - debut > 1:
            yield " ".join(vrais[debut:fin]), " ".join(fictifs[debut:fin])
    for debut, fin in combinations(range(1, len(vrais) + 1), 2):
        for lettres in siennes:
            nom = " ".join([*(f"{lettre}." for lettre in lettres), *vrais[debut:fin]])
            yield nom, " ".join([f"{fictifs[0][0]}.", *fictifs[debut:fin]])


def est_une_personne(nom: str) -> bool:
    """Dit si rien, dans ce nom, n'est d'une raison sociale."""
    formes = {plie(forme) for forme in lexique().formes}
    return not any(plie(mot) in formes for mot in nom.split()) and not re.search(r"\d", nom)


def _est_commun(mot: str) -> bool:
    """Dit si ce mot d'un nom n'est de personne : une particule, une civilité, une forme sociale."""
    communs = {plie(m) for m in (*lexique().particules, *lexique().formes, *lexique().lus)}
    return plie(mot) in communs or not plie(mot)


def _genre(civilite: str, nom: str) -> str:
    dites = [plie(civilite), *plie(nom).split()[:1]]
    if any(d in lexique().feminins for d in dites):
        return "f"
    return "m" if any(d in lexique().masculins for d in dites) else "neutre"
