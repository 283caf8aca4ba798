"""Feuilles CSV : des octets aux factures, ligne à ligne, quels que soient codage, séparateur et fins de ligne.

Aucune ligne n'est gardée : celles d'une facture se condensent à mesure, et la mémoire ne suit que les factures.
"""

from __future__ import annotations

import codecs
import csv
import io
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import NoReturn

from lettres.importation.correspondance import Correspondance
from lettres.importation.lecteurs.cellules import FactureBrute, ValeurLue, condenser
from lettres.importation.pieges import Piege, refuser
from lettres.lecture import codage
from lettres.socle.classes import NamedTuple
from lettres.socle.places import DansExport

LIGNES_MAX = 1_000_000
CELLULE_MAX = 100_000
ENTETE_MAX = 20
"""Les lignes où l'on cherche l'en-tête : certains exports commencent par un titre."""

SEPARATEURS = (",", ";", "\t", "|")
_BOM = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))


_Colonne = tuple[int, DansExport]
"""Le rang d'une colonne, et sa place, à toute ligne."""


class LigneDeFeuille(NamedTuple):
    """Une ligne de la feuille, et le rang de chaque colonne."""

    fichier: str
    numero: int
    cellules: Sequence[str]
    rangs: Mapping[str, int]

    @property
    def lieu(self) -> DansExport:
        """La place de la ligne."""
        return DansExport(self.fichier, "", "cellule", self.numero)

    def lire(self, chemin: str) -> list[ValeurLue]:
        """La cellule de cette colonne, si elle n'est pas vide."""
        texte = self.texte(chemin)
        return [ValeurLue(texte, _colonne(self.fichier, chemin, self.rangs[chemin]), self.numero)] if texte else []

    def texte(self, chemin: str) -> str:
        """Le texte de cette colonne; vide, si la ligne ou la feuille ne l'a pas."""
        rang = self.rangs.get(chemin, len(self.cellules))
        return self.cellules[rang].strip() if rang < len(self.cellules) else ""

    def dedans(self, chemin: str) -> Iterable[LigneDeFeuille]:
        """La ligne elle-même : un tableau n'a pas de liste."""
        return (self,)


class FeuilleCsv:
    """Un CSV ouvert : ses colonnes, puis ses lignes, une seule fois. Lève DossierIllisible s'il ne se lit pas."""

    def __init__(self, octets: bytes, fichier: str, *, separateur: str | None = None, encodage: str | None = None):
        self.fichier = fichier
        texte = decoder(octets, fichier, encodage)
        self.separateur = separateur or _separateur(texte)
        self._en_formules = '="' in texte
        self._lecteur = csv.reader(io.StringIO(texte, newline=""), delimiter=self.separateur, strict=True)
        self.colonnes: tuple[str, ...] = ()
        """Telles que la feuille les écrit; d'une colonne nommée deux fois, la première compte."""
        self._avant = self._fini = 0
        self._relues: list[tuple[int, list[str]]] = []

    def chercher_l_entete(
        self, voulues: Sequence[Iterable[str]] = (), connues: Callable[[Sequence[str]], int] = len
    ) -> tuple[str, ...]:
        """L'en-tête : la première ligne qui a toutes les colonnes d'une des listes voulues.

        À défaut, d'entre les premières lignes remplies, celle qui a le plus de colonnes `connues` : certains rapports
        ont d'abord un titre. Une fois trouvé, les lignes qui suivent sont celles de `rangees`.
        """
        debut: list[tuple[int, list[str]]] = []
        for cellules in self._lignes():
            debut.append((self._avant, cellules))
            if any(set(liste) <= set(map(_nom, cellules)) for liste in voulues):
                self._entete(cellules)
                return self.colonnes
            if len(debut) >= ENTETE_MAX:
                break
        remplies = [rang for rang, (_, c) in enumerate(debut) if sum(map(bool, map(str.strip, c))) > 1]
        if not remplies:
            refuser(Piege.SYNTAXE, self.fichier, "Ce tableau n’a pas d’en-tête.", "Exportez-le avec ses colonnes.")
        meilleure = max(remplies, key=lambda rang: connues([_nom(c) for c in debut[rang][1]]))
        self._entete(debut[meilleure][1])
        self._relues = debut[meilleure + 1 :]
        return self.colonnes

    def _entete(self, cellules: Sequence[str]) -> None:
        self.colonnes = tuple(_nom(c) for c in cellules)
        self._rangs = {nom: rang for rang, nom in reversed(list(enumerate(self.colonnes))) if nom}

    def prevoir(self, source: Correspondance) -> tuple[list[tuple[str, list[_Colonne]]], Correspondance]:
        """Par clé, les colonnes où sa cellule se cherche, dans l'ordre; et la source, sans les clés que cela règle."""
        prevues: list[tuple[str, list[_Colonne]]] = []
        restent: dict[str, tuple[str, ...]] = {}
        for nom, chemins in source.champs.items():
            presents = tuple(c for c in chemins if any(un in self._rangs for un in c.split(" + ")))
            if not all(c in self._rangs for c in presents):
                restent[nom] = presents
            elif presents:
                siens = [(c, self._rangs[c]) for c in presents]
                prevues.append((nom, [(rang, _colonne(self.fichier, c, rang)) for c, rang in siens]))
        return prevues, source.model_copy(update={"champs": restent})

    def rangees(self) -> Iterator[LigneDeFeuille]:
        """Les lignes qui suivent l'en-tête, sans les vides."""
        for numero, cellules in self._relues:
            if any(map(str.strip, cellules)):
                yield LigneDeFeuille(self.fichier, numero, cellules, self._rangs)
        for cellules in self._lignes():
            if any(map(str.strip, cellules)):
                yield LigneDeFeuille(self.fichier, self._avant, cellules, self._rangs)

    def _lignes(self) -> Iterator[list[str]]:
        """Chaque ligne; `_avant` en est le numéro dans le fichier, celui où elle commence."""
        while True:
            try:
                cellules = next(self._lecteur, None)
            except csv.Error:
                self._ne_se_lit_plus()
            if cellules is None:
                return
            # -- la borne de `csv` est à tout le processus, et n'est pas à nous --
            if max(map(len, cellules), default=0) > CELLULE_MAX:
                self._ne_se_lit_plus()
            self._avant, self._fini = self._fini + 1, self._lecteur.line_num
            if self._fini > LIGNES_MAX:
                message = f"Cet export dépasse {LIGNES_MAX // 1_000_000} million de lignes."
                refuser(Piege.DEMESURE, self.fichier, message, "Exportez moins de factures à la fois.")
            yield list(map(_sans_formule, cellules)) if self._en_formules else cellules

    def _ne_se_lit_plus(self) -> NoReturn:
        remede = "Un guillemet y est mal fermé, ou une cellule démesurée : exportez-le de nouveau."
        message = "Ce tableau ne se lit plus à cette ligne."
        refuser(Piege.SYNTAXE, self.fichier, message, remede, self._lecteur.line_num)


def decoder(octets: bytes, fichier: str, encodage: str | None = None) -> str:
    """Le texte : UTF-8, UTF-16 ou Windows-1252, reconnu; ou dans le codage dit."""
    marque = next((nom for debut, nom in _BOM if octets.startswith(debut)), None)
    remede = "Exportez-le de nouveau en UTF-8, ou dites son codage : « codage: cp1252 », dans colonnes.yaml."
    if sorte := codage.sorte_de_fichier(octets):
        dit = f"C’est {sorte}. Un classeur s’enregistre en CSV; d’une archive, sortez d’abord l’export."
        refuser(Piege.CODAGE, fichier, "Ce fichier n’est pas du texte.", dit)
    try:
        if encodage or marque:
            return octets.decode(encodage or marque or "utf-8")
        if codage.est_en_utf_16_ou_32(octets):
            return octets.decode("utf-16-be" if octets[:1] == b"\x00" else "utf-16-le")
        return octets.decode("utf-8")
    except UnicodeDecodeError:
        texte = None if encodage or marque else codage.lire_windows_1252(octets)
    if texte is None:
        refuser(Piege.CODAGE, fichier, "Le codage de cet export ne se reconnaît pas.", remede)
    return texte


def _colonne(fichier: str, nom: str, rang: int) -> DansExport:
    """La place d'une colonne, à toute ligne."""
    return DansExport(fichier, nom, "cellule", None, rang + 1)


def _sans_formule(cellule: str) -> str:
    """Le texte que « ="0012" » garde d'un tableur, pour que celui-ci n'en fasse pas un nombre."""
    return cellule[2:-1].replace('""', '"') if cellule.startswith('="') and cellule.endswith('"') else cellule


def _nom(cellule: str) -> str:
    """Le nom d'une colonne, sans l'astérisque dont un modèle marque celles qu'il exige."""
    return unicodedata.normalize("NFC", cellule.strip().lstrip("*").strip())


def _separateur(texte: str) -> str:
    """Celui qui coupe le plus de cellules dans les premières lignes, hors des guillemets."""
    lignes = texte[:20_000].splitlines()[:ENTETE_MAX]
    nues = ["".join(ligne.split('"')[::2]) for ligne in lignes]
    return max(SEPARATEURS, key=lambda s: max((ligne.count(s) for ligne in nues), default=0))


def factures_de(feuille: FeuilleCsv, source: Correspondance) -> Iterator[FactureBrute]:
    """Les factures de la feuille, chacune une fois toutes ses lignes lues, dans l'ordre de la première."""
    connues: dict[str, dict[tuple[str, ...], FactureBrute]] = {}
    toutes: list[FactureBrute] = []
    chemins = source.champs.get("facture", ())
    prevues, reste = feuille.prevoir(source)
    # -- deux lignes qui s'y contredisent sont de deux factures, fussent-elles du même numéro --
    distinctives = {ecart.cle for ecart in source.ecarts}
    distinctifs = [(nom, siennes) for nom, siennes in prevues if nom in distinctives]
    for rangee in feuille.rangees():
        # -- une ligne sans numéro est une facture à elle seule : qu'on le dise --
        cle = next((lu for chemin in chemins if (lu := rangee.texte(chemin))), f"\0{rangee.numero}")
        memes = connues.setdefault(cle, {})
        etats = () if _de_la_premiere(memes, rangee, distinctifs) else _etats(rangee, distinctifs)
        if (brute := memes.get(etats)) is None:
            brute = memes[etats] = FactureBrute(rangee.lieu)
            toutes.append(brute)
        if len(rangee.cellules) > len(feuille.colonnes):
            brute.debordee = brute.debordee or _au_dela(rangee, len(feuille.colonnes))
        _garder_les_cellules(brute, rangee, prevues)
        condenser(brute, rangee, reste)
    yield from toutes


def _de_la_premiere(
    memes: Mapping[tuple[str, ...], FactureBrute],
    rangee: LigneDeFeuille,
    distinctifs: Sequence[tuple[str, Sequence[_Colonne]]],
) -> bool:
    """Dit si cette ligne est de la première facture de ce numéro, non de celle d'un fournisseur ou d'une refaite."""
    premiere = memes.get(())
    if premiere is None:
        return True
    connus = (premiere.premier(nom) for nom, _ in distinctifs)
    etats = zip(connus, _etats(rangee, distinctifs), strict=True)
    return all(connu is None or not texte or texte == connu.texte for connu, texte in etats)


def _etats(rangee: LigneDeFeuille, distinctifs: Sequence[tuple[str, Sequence[_Colonne]]]) -> tuple[str, ...]:
    """Ce que cette ligne dit de ce qui distingue deux factures."""
    cellules = rangee.cellules
    lus = ([t for r, _ in siennes if r < len(cellules) and (t := cellules[r].strip())] for _, siennes in distinctifs)
    return tuple(textes[0] if textes else "" for textes in lus)


def _au_dela(rangee: LigneDeFeuille, colonnes: int) -> ValeurLue | None:
    """La première cellule remplie au-delà de l'en-tête : une virgule sans guillemets en a coupé une en deux."""
    restes = ((rang, texte) for rang, c in enumerate(rangee.cellules[colonnes:], colonnes + 1) if (texte := c.strip()))
    rang, texte = next(restes, (0, ""))
    return ValeurLue(texte, DansExport(rangee.fichier, "", "cellule", rangee.numero, rang)) if texte else None


def _garder_les_cellules(
    brute: FactureBrute, rangee: LigneDeFeuille, prevues: Iterable[tuple[str, Iterable[_Colonne]]]
) -> None:
    """Ce que `condenser` ferait de ces clés, sans chercher dix fois par cellule où elle est."""
    _, numero, cellules, _ = rangee
    champs, combien = brute.champs, len(cellules)
    for nom, siennes in prevues:
        for rang, ou in siennes:
            if rang < combien and (texte := cellules[rang].strip()):
                gardees = champs.get(nom)
                if gardees is None:
                    champs[nom] = [ValeurLue(texte, ou, numero)]
                elif gardees[0].texte != texte:
                    brute.garder(nom, ValeurLue(texte, ou, numero))
                break
