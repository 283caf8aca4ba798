"""Lecteur JSON : une descente récursive qui garde la place de chaque valeur et le texte exact des nombres."""

from __future__ import annotations

import re
from json import JSONDecodeError, JSONDecoder
from typing import NoReturn

from lettres.lecture.arbre import ArbreLu, Valeur
from lettres.lecture.codes_lus import CodeLu
from lettres.lecture.source import Source
from lettres.socle.constats import Chemin

_DECODEUR = JSONDecoder()
"""Ne sert qu'aux textes entre guillemets, échappements compris."""

_ESPACES = re.compile(r"[ \t\n]*")
_NOMBRE = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?(?![0-9A-Za-z_.])")
_MOT = re.compile(r"-?[A-Za-z]+")
_MOTS: dict[str, str | None] = {"true": "true", "false": "false", "null": None}
_INDEFINIS = frozenset({"NaN", "Infinity", "-Infinity"})


def lire_json(source: Source) -> ArbreLu:
    """Lit un document JSON; lève `DossierIllisible` si le fichier ne se lit pas."""
    arbre = ArbreLu(source)
    lecteur = _LecteurJson(arbre)
    debut = lecteur.sauter(0)
    if debut == len(source.texte):
        arbre.arreter_vide()
    racine, fin = lecteur.valeur(debut, (), 1)
    fin = lecteur.sauter(fin)
    if fin < len(source.texte):
        lecteur.refuser(fin, "Rien ne peut suivre l’accolade qui ferme le dossier.", "Effacez ce qui suit.")
    if not isinstance(racine, dict):
        arbre.arreter(
            CodeLu.RACINE,
            source.position(debut),
            "Un dossier est un bloc de clés, non une liste ni un texte.",
            "Commencez par « { » et finissez par « } ».",
        )
    arbre.donnees = racine
    return arbre


def finir(source: Source, debut: int) -> int:
    """La place qui suit la valeur qui commence ici, dans un document qui se lit."""
    return _LecteurJson(ArbreLu(source)).valeur(debut, None, 1)[1]


class _LecteurJson:
    def __init__(self, arbre: ArbreLu) -> None:
        self.arbre = arbre
        self.source = arbre.source
        self.texte = arbre.source.texte

    def sauter(self, i: int) -> int:
        trouve = _ESPACES.match(self.texte, i)
        return trouve.end() if trouve else i

    def valeur(self, i: int, chemin: Chemin | None, profondeur: int) -> tuple[Valeur, int]:
        place = self.source.position(i)
        self.arbre.placer(chemin, place, profondeur)
        signe = self.texte[i : i + 1]
        if signe == "{":
            return self._bloc(i, chemin, profondeur)
        if signe == "[":
            return self._liste(i, chemin, profondeur)
        if signe == '"':
            brut, fin = self._chaine(i)
            return self.arbre.texte(brut, chemin, place), fin
        if nombre := _NOMBRE.match(self.texte, i):
            return nombre[0], nombre.end()
        return self._mot(i, chemin)

    def _bloc(self, debut: int, chemin: Chemin | None, profondeur: int) -> tuple[dict[str, Valeur], int]:
        bloc: dict[str, Valeur] = {}
        i = self.sauter(debut + 1)
        if self.texte[i : i + 1] == "}":
            return bloc, i + 1
        while True:
            if self.texte[i : i + 1] != '"':
                self._refuser_l_element(debut, i, "Une clé JSON s’écrit entre guillemets droits.")
            brute, fin = self._chaine(i)
            enfant = self.arbre.cle(chemin, brute, self.source.position(i))
            i = self.sauter(fin)
            if self.texte[i : i + 1] != ":":
                self.refuser(i, "Il manque « : » entre la clé et sa valeur.", 'Écrivez « "cle": "valeur" ».')
            valeur, fin = self.valeur(self.sauter(i + 1), enfant, profondeur + 1)
            if enfant is not None:
                bloc[str(enfant[-1])] = valeur
            i, fini = self._separateur(debut, fin, "}")
            if fini:
                return bloc, i

    def _liste(self, debut: int, chemin: Chemin | None, profondeur: int) -> tuple[list[Valeur], int]:
        liste: list[Valeur] = []
        i = self.sauter(debut + 1)
        if self.texte[i : i + 1] == "]":
            return liste, i + 1
        while True:
            element = None if chemin is None else (*chemin, len(liste))
            valeur, fin = self.valeur(i, element, profondeur + 1)
            liste.append(valeur)
            i, fini = self._separateur(debut, fin, "]")
            if fini:
                return liste, i

    def _separateur(self, debut: int, fin: int, fermant: str) -> tuple[int, bool]:
        i = self.sauter(fin)
        signe = self.texte[i : i + 1]
        if signe == fermant:
            return i + 1, True
        if signe != ",":
            self._refuser_l_element(debut, i, f"Il manque une virgule ou « {fermant} ».")
        suite = self.sauter(i + 1)
        if self.texte[suite : suite + 1] == fermant:
            self.refuser(i, f"Une virgule ne précède pas « {fermant} ».", "Effacez cette virgule.")
        return suite, False

    def _refuser_l_element(self, debut: int, i: int, message: str) -> NoReturn:
        """Au bout du fichier, la faute est à l'ouverture; ailleurs, là où l'on bute."""
        if i == len(self.texte):
            signe, fermant = ("Cette accolade", "}") if self.texte[debut] == "{" else ("Ce crochet", "]")
            accord = "fermée" if fermant == "}" else "fermé"
            self.refuser(debut, f"{signe} n’est pas {accord} : le fichier est coupé.", f"Ajoutez « {fermant} ».")
        self.refuser(i, message, "Vérifiez les virgules et les guillemets droits.")

    def _chaine(self, i: int) -> tuple[str, int]:
        try:
            chaine, fin = _DECODEUR.raw_decode(self.texte, i)
        except JSONDecodeError as exc:
            # -- la place et le signe qui s'y trouve disent la faute; le texte anglais n'est jamais lu --
            if exc.pos <= i:
                self.refuser(i, "Ce guillemet n’est pas fermé.", "Fermez-le à la fin de la valeur.")
            if self.texte[exc.pos] < " ":
                self.refuser(
                    exc.pos,
                    "Un texte JSON ne contient ni tabulation ni retour de ligne, ou son guillemet n’est pas fermé.",
                    "Fermez le guillemet, ou écrivez « \\t » ou « \\n ».",
                )
            self.refuser(
                self.texte.rfind("\\", i, exc.pos + 1),
                "Après une barre oblique inverse, ce texte n’est pas compris.",
                "Doublez la barre : « \\\\ ».",
            )
        return str(chaine), fin

    def _mot(self, i: int, chemin: Chemin | None) -> tuple[str | None, int]:
        mot = _MOT.match(self.texte, i)
        if mot and mot[0] in _MOTS:
            return _MOTS[mot[0]], mot.end()
        if mot and mot[0] in _INDEFINIS:
            self.arbre.pas_un_nombre(chemin, self.source.position(i))
            return None, mot.end()
        if i == len(self.texte):
            message, remede = "Le fichier est coupé : il manque une valeur.", "Complétez le dossier."
        else:
            message = "Cette valeur n’est pas du JSON."
            remede = "Un texte s’écrit entre guillemets droits; un nombre, en chiffres, avec un point."
        return self.refuser(i, message, remede)

    def refuser(self, i: int, message: str, remede: str) -> NoReturn:
        self.arbre.arreter(CodeLu.SYNTAXE, self.source.position(i), message, remede)
