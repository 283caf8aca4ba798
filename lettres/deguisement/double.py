"""Double : un dossier déguisé, prêt à montrer; ce qu'il reste à y relire, et la preuve qu'il se comporte pareil."""

from __future__ import annotations

import re
from datetime import date
from pathlib import PurePosixPath

from lettres.deguisement.double_ecrit import ecrire_en_yaml
from lettres.deguisement.fictions import Fictions
from lettres.deguisement.genres import GARDE, PHRASE, TexteDuDossier, textes_de
from lettres.deguisement.lexique import lexique, plie, sans_fin, sonorite, sosies
from lettres.deguisement.memes_constats import ce_qui_differe
from lettres.deguisement.noms_fictifs import NomsFictifs, en_partie, est_une_personne, mots_colles, mots_du_nom
from lettres.deguisement.phrases_recrites import Phrases
from lettres.lecture.arbre import Valeur
from lettres.lecture.fichier import Format, lire_arbre
from lettres.socle.champ import est_un_blanc
from lettres.socle.classes import dataclass
from lettres.socle.constats import Chemin

_CHIFFRES = re.compile(r"(?<![\w-])(?<!\d )\d{1,4}(?![\w-]| \d)")
"""Un petit nombre, dans un complément d'adresse : un étage, un bureau."""

_DEBUT_DE_MOT = re.compile(r"(?<![^\W\d_])[^\W\d_]")
_UN_MOT = re.compile(r"[a-z]{3}")
_SANS_NUMERO = re.compile(r"créance \d+(?: \(sans numéro\))?", re.IGNORECASE)
"""Comment le journal nomme une créance sans numéro : il n'y a rien à cacher."""

_COMPLEMENTS = "complements"
"""Le bloc dont l'usager nomme lui-même les clés : il peut y nommer quelqu'un."""

_SANS_FICTION = frozenset({GARDE, PHRASE, "schema", "nom", "ville", "complement"})


@dataclass(frozen=True, slots=True)
class ARelire:
    """Une phrase du double qui peut encore nommer quelqu'un : sa ligne, son chemin, et les mots en cause."""

    ligne: int
    chemin: Chemin
    mots: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Double:
    """Le dossier déguisé, en YAML."""

    octets: bytes
    a_relire: tuple[ARelire, ...]
    differences: tuple[str, ...]
    """Ce que le double ne fait pas comme l'original; vide s'il se comporte pareil."""


def deguiser(octets: bytes, *, fichier: str, format: Format, au: date) -> Double:
    """Déguise un dossier, même fautif, pourvu que son fichier se lise; `au` : le jour où les deux se comparent.

    Lève DossierIllisible, ou DossierInvalide pour un fichier qui ne s'analyse pas.
    """
    arbre = lire_arbre(octets, fichier=fichier, format=format)
    lus = list(textes_de(arbre.donnees))
    masque = _Masque(lus)
    fictives = {lu.chemin: masque.de(lu) for lu in lus}
    double = {cle: _recopier(v, (cle,), fictives) for cle, v in arbre.donnees.items()}
    noms: dict[str, str] = {}
    if isinstance(complements := double.get(_COMPLEMENTS), dict):
        noms = {cle: masque.cle_de(cle) for cle in complements}
        double[_COMPLEMENTS] = {noms[cle]: valeur for cle, valeur in complements.items()}
    ecrit, lignes = ecrire_en_yaml(double)
    a_relire = []
    for vrai, mots in masque.a_relire.items():
        chemin = (vrai[0], noms[str(vrai[1])], *vrai[2:]) if vrai[0] == _COMPLEMENTS and noms else vrai
        a_relire.append(ARelire(lignes[chemin], chemin, tuple(mots)))
    differences = ce_qui_differe(octets, format, ecrit, au)
    return Double(ecrit, tuple(sorted(a_relire, key=lambda r: r.ligne)), tuple(differences))


def _recopier(valeur: Valeur, chemin: Chemin, fictives: dict[Chemin, str]) -> Valeur:
    if isinstance(valeur, dict):
        return {cle: _recopier(v, (*chemin, cle), fictives) for cle, v in valeur.items()}
    if isinstance(valeur, list):
        return [_recopier(v, (*chemin, rang), fictives) for rang, v in enumerate(valeur)]
    return fictives[chemin] if isinstance(valeur, str) else valeur


class _Masque:
    """Les fictions d'un dossier : d'abord tout ce qu'il nomme, puis ses phrases."""

    def __init__(self, lus: list[TexteDuDossier]) -> None:
        mots = [mot for lu in lus if lu.genre == "nom" for mot in lu.texte.split()]
        fictions = Fictions([*(lu.texte for lu in lus), *mots])
        self._fictions = fictions
        self._noms = NomsFictifs(fictions)
        self._villes: dict[str, str] = {}
        self._phrases = Phrases(fictions.de)
        self.a_relire: dict[Chemin, list[str]] = {}
        noms = [lu for lu in lus if lu.genre == "nom" and lu.texte.strip()]
        for lu in sorted(noms, key=_qui_d_abord):
            self._savoir_le_nom(lu)
        for lu in lus:
            if lu.genre == "ville" and lu.texte.strip():
                self._phrases.savoir(lu.texte, self._ville(lu.texte), casse=True)
            elif lu.genre not in _SANS_FICTION and lu.texte.strip():
                self._savoir(lu)
        for cle, fictif in self._noms.mots.items():
            self._savoir_le_mot(cle, fictif, noms)
        for colle, mot in (paire for lu in noms for paire in mots_colles(lu.texte)):
            self._phrases.savoir(colle, self._noms.mots.get(plie(mot), mot))

    def cle_de(self, cle: str) -> str:
        """La clé d'un complément, les mots d'un nom remplacés par leur fiction; s'il en reste un mot, elle se relit."""
        fictifs = {partie: plie(fictif) for mot, fictif in self._noms.mots.items() for partie in mot.split()}
        mots = plie(cle).split()
        fictive = "_".join(fictifs.get(m, m) for m in mots).replace(" ", "_") if fictifs.keys() & set(mots) else cle
        if any(map(_UN_MOT.search, set(mots) - fictifs.keys())):
            self.a_relire.setdefault((_COMPLEMENTS, cle), []).insert(0, fictive)
        return fictive

    def de(self, lu: TexteDuDossier) -> str:
        """La fiction d'un texte; une phrase récrite dont il reste à relire se note."""
        if lu.genre == GARDE or est_un_blanc(lu.texte):
            return lu.texte
        fictive = self._fictive(lu)
        if lu.genre != PHRASE:
            # -- une lettre d'un autre alphabet, qu'une règle voit, reste dans un mot de la fiction --
            lettres = iter(sosies(lu.texte))
            fictive = _DEBUT_DE_MOT.sub(lambda debut: f"{debut[0]}{next(lettres, '')}", fictive)
        return fictive

    def _fictive(self, lu: TexteDuDossier) -> str:
        match lu.genre:
            case "schema":
                return "lettres.schema.json"
            case "complement":
                recrit = _CHIFFRES.sub(lambda nombre: "9" * len(nombre[0]), self._phrases.recrire(lu.texte))
                for mot in self._phrases.a_relire(recrit):
                    recrit = recrit.replace(mot, "Exemple")
                return recrit
            case "nom":
                return self._nom(lu)
            case "ville":
                return self._ville(lu.texte)
            case "facture" if _SANS_NUMERO.fullmatch(lu.texte.strip()):
                return lu.texte
            case genre if genre != PHRASE:
                return self._fictions.de(genre, lu.texte)
        recrite = self._phrases.recrire(lu.texte)
        if mots := self._phrases.a_relire(recrite):
            self.a_relire[lu.chemin] = mots
        return recrite

    def _nom(self, lu: TexteDuDossier) -> str:
        return self._noms.de(lu.texte, _civilite(lu), personne=_est_une_personne(lu))

    def _savoir_le_nom(self, lu: TexteDuDossier) -> None:
        fictif = self._nom(lu)
        self._phrases.savoir(lu.texte, fictif)
        if _est_une_personne(lu):
            for vrai, double in en_partie(lu.texte, fictif):
                self._phrases.savoir(vrai, double)

    def _savoir_le_mot(self, cle: str, fictif: str, noms: list[TexteDuDossier]) -> None:
        """Un mot d'un nom, seul dans une phrase : d'une raison sociale, il ne se reconnaît qu'à sa majuscule."""
        ecrits = {mot for lu in noms for mot in mots_du_nom(lu.texte) if plie(mot) == cle}
        for ecrit in sorted(ecrits):
            self._phrases.savoir(ecrit, fictif, casse=cle not in self._noms.de_personnes)
            for moitie in ecrit.split("-") if "-" in ecrit else ():
                # -- « Jean » pour « Jean-François », « M. Marchand » pour « Marchand-Lebœuf » --
                if len(moitie) > 3:
                    self._phrases.savoir(moitie, fictif, casse=True)

    def _ville(self, vraie: str) -> str:
        cle = plie(vraie)
        if cle not in self._villes:
            self._villes[cle] = self._fictions.prise(sans_fin(lexique().villes[sonorite(vraie)]))
        return self._villes[cle]

    def _savoir(self, lu: TexteDuDossier) -> None:
        fictive = self._fictions.de(lu.genre, lu.texte)
        self._phrases.savoir(lu.texte, fictive)
        if lu.genre == "voie":
            # -- « rue des Érables », sans son numéro --
            rue = re.sub(r"^\W*\d+\w?\W+|,.*$", "", lu.texte.strip())
            if " " in rue:
                self._phrases.savoir(rue, fictive.partition(", ")[2])
            self._phrases.savoir_la_voie(lu.texte, fictive)
        elif lu.genre == "fichier":
            self._phrases.savoir(PurePosixPath(lu.texte.replace("\\", "/")).name, PurePosixPath(fictive).name)


def _qui_d_abord(lu: TexteDuDossier) -> tuple[bool, bool]:
    """Les personnes dont on sait le genre, les autres, puis les raisons sociales, faites de leurs noms."""
    return not _est_une_personne(lu), not _civilite(lu)


def _civilite(lu: TexteDuDossier) -> str:
    civilite = lu.bloc.get("civilite")
    return civilite if isinstance(civilite, str) else ""


def _est_une_personne(lu: TexteDuDossier) -> bool:
    """Dit si un nom est celui d'une personne, d'après ce qui l'entoure."""
    if lu.chemin[-1] == "nom_commercial" or not est_une_personne(lu.texte):
        return False
    if lu.bloc.get("type") in {"entreprise", "organisme"} or lu.bloc.get("neq"):
        return False
    signataire = lu.bloc.get("signataire")
    signe = signataire.get("nom") if isinstance(signataire, dict) else signataire
    return not isinstance(signe, str) or plie(signe) == plie(lu.texte) or bool(_civilite(lu))
