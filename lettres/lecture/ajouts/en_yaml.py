"""YAML : où s'insère une inscription, et comment, d'après ses voisines. Un nœud ne dit pas où finit son texte."""

from __future__ import annotations

import re

import yaml

from lettres.lecture.ajouts.original import Imprevu, Insertion, Original
from lettres.lecture.ajouts.plume import Bloc, Plume
from lettres.socle.donnees import CHARGEUR

_FIN_DU_DOCUMENT = re.compile(r"^\.\.\.(?=\s|$)", re.MULTILINE)
_COMMENTAIRE = re.compile(r"( *)#")


def inserer(original: Original, nom: str, bloc: Bloc) -> list[Insertion]:
    """Les insertions qui ajoutent ce bloc à la liste `nom`; lève Imprevu."""
    return _Yaml(original, nom, bloc).insertions()


class _Yaml:
    def __init__(self, original: Original, nom: str, bloc: Bloc) -> None:
        self.original, self.nom, self.bloc = original, nom, bloc
        self.plume = Plume(original.codage)
        racine = yaml.compose(original.texte, Loader=CHARGEUR)
        if not isinstance(racine, yaml.MappingNode) or racine.flow_style:
            raise Imprevu("tout le dossier y est entre accolades")
        self.racine = racine

    def insertions(self) -> list[Insertion]:
        for cle, valeur in self.racine.value:
            if cle.value == self.nom:
                return self._dans(cle, valeur)
        return [self._a_la_fin()]

    def _dans(self, cle: yaml.Node, liste: yaml.Node) -> list[Insertion]:
        if isinstance(liste, yaml.SequenceNode) and liste.flow_style:
            return self._entre_crochets(liste)
        if isinstance(liste, yaml.SequenceNode):
            return [self._apres(_fin(self.original, liste), liste.start_mark.column, self._bloc(liste))]
        if isinstance(liste, yaml.ScalarNode) and not liste.value and not liste.style:
            marge = cle.start_mark.column + self._habitude()
            lignes = self._lignes(marge, marge + 2, en_accolades=self._prefere_les_accolades())
            return [self._apres(_place(self.original, cle.end_mark), cle.start_mark.column, lignes)]
        raise Imprevu(f"« {self.nom} » n’y est pas écrit comme une liste")

    # -- Un tiret par inscription --

    def _bloc(self, liste: yaml.SequenceNode) -> str:
        """L'inscription, écrite comme la dernière de la liste."""
        marge, derniere = liste.start_mark.column, liste.value[-1]
        if not isinstance(derniere, yaml.MappingNode):
            raise Imprevu(f"le dernier élément de « {self.nom} » n’y est pas un bloc")
        retrait = max(derniere.start_mark.column, marge + 2)
        return self._lignes(marge, retrait, en_accolades=bool(derniere.flow_style))

    def _lignes(self, marge: int, retrait: int, *, en_accolades: bool) -> str:
        tiret = " " * marge + "-" + " " * (retrait - marge - 1)
        if en_accolades:
            return " " * marge + f"- {self.plume.yaml(self.bloc)}"
        paires = [f"{cle}: {self.plume.yaml(valeur)}" for cle, valeur in self.bloc.items()]
        return tiret + f"\n{' ' * retrait}".join(paires)

    def _apres(self, place: int, marge: int, lignes: str) -> Insertion:
        """Sous la ligne de cette place, et sous les commentaires qui la suivent, plus en retrait que la marge."""
        fin = self.original.fin_de_la_ligne(place)
        while (suite := _COMMENTAIRE.match(self.original.texte, fin + 1)) and len(suite[1]) > marge:
            fin = self.original.fin_de_la_ligne(suite.end())
        return fin, f"\n{lignes}"

    # -- Une liste entre crochets --

    def _entre_crochets(self, liste: yaml.SequenceNode) -> list[Insertion]:
        ecrite, texte = self.plume.yaml(self.bloc), self.original.texte
        debut, fin = _place(self.original, liste.start_mark), _place(self.original, liste.end_mark)
        if not liste.value:
            if texte[debut + 1 : fin - 1].strip():
                raise Imprevu(f"« {self.nom} » y est une liste vide, avec un commentaire")
            marge = " " * (liste.start_mark.column and self.racine.start_mark.column)
            suite = f"\n{marge}  {ecrite},\n{marge}" if "\n" not in texte[debut:fin] else f"\n{marge}  {ecrite},"
            return [(debut + 1, suite)]
        derniere = liste.value[-1]
        ou = _place(self.original, derniere.end_mark)
        marge = texte[self.original.debut_de_la_ligne(place := _place(self.original, derniere.start_mark)) : place]
        if marge.strip():
            return [(ou, f", {ecrite}")]
        virgule = _virgule(texte, ou, fin - 1)
        ligne = self.original.fin_de_la_ligne(ou if virgule is None else virgule)
        if ligne >= fin:
            return [(ou, f",\n{marge}{ecrite}")] if virgule is None else [(virgule + 1, f"\n{marge}{ecrite},")]
        if virgule is None:
            return [(ou, ","), (ligne, f"\n{marge}{ecrite}")]
        return [(ligne, f"\n{marge}{ecrite},")]

    # -- Une liste que le dossier n'a pas --

    def _a_la_fin(self) -> Insertion:
        texte, marge = self.original.texte, self.racine.start_mark.column
        fin = _FIN_DU_DOCUMENT.search(texte, _fin(self.original, self.racine))
        place = fin.start() - 1 if fin else len(texte) - texte.endswith("\n")
        retrait = marge + self._habitude()
        lignes = self._lignes(retrait, retrait + 2, en_accolades=self._prefere_les_accolades())
        saut = "\n" if self._aere() and not texte[:place].endswith("\n") else ""
        return place, f"\n{saut}{' ' * marge}{self.nom}:\n{lignes}"

    def _aere(self) -> bool:
        """Une ligne vide sépare déjà des blocs de ce dossier."""
        debuts = (
            self.original.debut_de_la_ligne(_place(self.original, cle.start_mark)) for cle, _ in self.racine.value
        )
        return any(self.original.texte[max(debut - 2, 0) : debut] == "\n\n" for debut in debuts)

    def _listes(self) -> list[tuple[yaml.Node, yaml.SequenceNode]]:
        """Les listes de blocs du dossier, un tiret par élément."""
        return [
            (cle, v)
            for cle, v in self.racine.value
            if isinstance(v, yaml.SequenceNode) and not v.flow_style and isinstance(v.value[-1], yaml.MappingNode)
        ]

    def _habitude(self) -> int:
        """De combien les tirets sont en retrait de leur clé."""
        return next((v.start_mark.column - cle.start_mark.column for cle, v in self._listes()), 2)

    def _prefere_les_accolades(self) -> bool:
        dernieres = [v.value[-1] for _, v in self._listes()]
        return not dernieres or bool(dernieres[-1].flow_style)


def _place(original: Original, repere: yaml.Mark) -> int:
    return original.source.indice((repere.line + 1, repere.column + 1))


def _fin(original: Original, noeud: yaml.Node) -> int:
    """La place où finit le dernier signe d'un nœud; l'analyseur la met au début de ce qui suit un bloc."""
    while not getattr(noeud, "flow_style", True) and noeud.value:
        dernier = noeud.value[-1]
        noeud = dernier[1] if isinstance(noeud, yaml.MappingNode) else dernier
    fin = _place(original, noeud.end_mark)
    if isinstance(noeud, yaml.ScalarNode) and noeud.style in {"|", ">"}:
        debut = _place(original, noeud.start_mark)
        garde = "+" in original.texte[debut : original.fin_de_la_ligne(debut)].partition("#")[0]
        fin = fin - 1 if garde else len(original.texte[:fin].rstrip())
    return fin


def _virgule(texte: str, debut: int, fin: int) -> int | None:
    """La place de la virgule qui suit le dernier élément, commentaires sautés; None s'il n'y en a pas."""
    place = debut
    while place < fin:
        if texte[place] == "#":
            place = texte.find("\n", place)
        elif texte[place] == ",":
            return place
        place += 1
    return None
