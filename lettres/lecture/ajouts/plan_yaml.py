"""Plan YAML : où sont, dans le texte, les blocs d'un dossier, et quelles habitudes ils montrent.

Un nœud ne dit pas où finit son texte; et ce qu'on ajoute doit ressembler à ses voisins.
"""

from __future__ import annotations

import re
from functools import lru_cache

import yaml

from lettres.lecture.ajouts.original import Imprevu, Insertion, Original
from lettres.socle.donnees import CHARGEUR

_FIN_DU_DOCUMENT = re.compile(r"^\.\.\.(?=\s|$)", re.MULTILINE)
_COMMENTAIRE = re.compile(r"( *)#")


def en_commentaire(nom: str, marge: int) -> re.Pattern[str]:
    """Cette clé en commentaire, à cette marge, et ce qu'elle contiendrait."""
    devant = " " * marge
    return re.compile(rf"^{devant}# ?{re.escape(nom)}:.*(?:\n{devant}#  .*)*", re.MULTILINE)


class PlanYaml:
    """Un dossier en YAML, ses nœuds, et les places où l'on peut y écrire; lève Imprevu s'il est tout en accolades."""

    def __init__(self, original: Original) -> None:
        self.original = original
        racine = yaml.compose(original.texte, Loader=CHARGEUR)
        if not isinstance(racine, yaml.MappingNode) or racine.flow_style:
            raise Imprevu("tout le dossier y est entre accolades")
        self.racine = racine

    def paire(self, bloc: yaml.MappingNode, nom: object) -> tuple[yaml.Node, yaml.Node] | None:
        """La clé de ce nom dans un bloc, et sa valeur."""
        return next(((cle, valeur) for cle, valeur in bloc.value if cle.value == nom), None)

    def place(self, repere: yaml.Mark) -> int:
        """La place du texte que désigne un repère de l'analyseur."""
        return self.original.source.indice((repere.line + 1, repere.column + 1))

    def fin(self, noeud: yaml.Node) -> int:
        """La place où finit le dernier signe d'un nœud; l'analyseur la met au début de ce qui suit un bloc."""
        while not getattr(noeud, "flow_style", True) and noeud.value:
            dernier = noeud.value[-1]
            noeud = dernier[1] if isinstance(noeud, yaml.MappingNode) else dernier
        fin = self.place(noeud.end_mark)
        if isinstance(noeud, yaml.ScalarNode) and noeud.style in {"|", ">"}:
            debut = self.place(noeud.start_mark)
            garde = "+" in self.original.texte[debut : self.original.fin_de_la_ligne(debut)].partition("#")[0]
            fin = fin - 1 if garde else len(self.original.texte[:fin].rstrip())
        return fin

    def apres(self, place: int, marge: int, lignes: str) -> Insertion:
        """Sous la ligne de cette place, et sous les commentaires qui la suivent, plus en retrait que la marge."""
        fin = self.original.fin_de_la_ligne(place)
        while (suite := _COMMENTAIRE.match(self.original.texte, fin + 1)) and len(suite[1]) > marge:
            fin = self.original.fin_de_la_ligne(suite.end())
        return Insertion(fin, f"\n{lignes}")

    # -- Une clé que le dossier n'a pas --

    @property
    def marge(self) -> int:
        """La colonne des clés du dossier."""
        return self.racine.start_mark.column

    def au_premier_rang(self, nom: str, suite: str) -> Insertion:
        """Une clé de plus, et ce qui la suit : sous la même clé, en commentaire, s'il y en a une; sinon à la fin."""
        texte, ligne = self.original.texte, f"{' ' * self.marge}{nom}:{suite}"
        if (tue := self._en_commentaire(self.racine, nom)) is not None:
            return Insertion(tue, f"\n{ligne}")
        place = self._fin_du_document(len(texte) - texte.endswith("\n"))
        saut = "\n" if self._aere() and not texte[:place].endswith("\n") else ""
        return Insertion(place, f"\n{saut}{ligne}")

    def dans_le_bloc(self, bloc: yaml.MappingNode, nom: str, suite: str) -> Insertion:
        """Une clé de plus dans un bloc, une par ligne : sous la même, en commentaire; sinon après la dernière."""
        marge = bloc.start_mark.column
        ligne = f"{' ' * marge}{nom}:{suite}"
        if (tue := self._en_commentaire(bloc, nom)) is not None:
            return Insertion(tue, f"\n{ligne}")
        return self.apres(self.fin(bloc), marge, ligne)

    def _fin_du_document(self, sinon: int) -> int:
        fin = _FIN_DU_DOCUMENT.search(self.original.texte, self.fin(self.racine))
        return fin.start() - 1 if fin else sinon

    def _en_commentaire(self, bloc: yaml.MappingNode, nom: str) -> int | None:
        """La fin des lignes où cette clé du bloc est en commentaire, avec ce qu'elle contiendrait; hors des autres."""
        texte, marge = self.original.texte, bloc.start_mark.column
        fin = (
            self._fin_du_document(len(texte))
            if bloc is self.racine
            else self.apres(self.fin(bloc), marge - 1, "").place
        )
        etendues = [(self.place(cle.start_mark), self.fin(valeur)) for cle, valeur in bloc.value]
        for trouve in en_commentaire(nom, marge).finditer(texte, self.place(bloc.start_mark), fin):
            if not any(depuis < trouve.start() < jusqu_a for depuis, jusqu_a in etendues):
                return trouve.end()
        return None

    def _aere(self) -> bool:
        """Une ligne vide sépare déjà des blocs de ce dossier."""
        debuts = (self.original.debut_de_la_ligne(self.place(cle.start_mark)) for cle, _ in self.racine.value)
        return any(self.original.texte[max(debut - 2, 0) : debut] == "\n\n" for debut in debuts)

    # -- Les habitudes de ses listes --

    def habitude(self) -> int:
        """De combien les tirets sont en retrait de leur clé."""
        return next((v.start_mark.column - cle.start_mark.column for cle, v in self._listes()), 2)

    def prefere_les_accolades(self) -> bool:
        """Dit si la dernière inscription de la première liste tient entre accolades; oui, s'il n'y a pas de liste."""
        dernieres = [v.value[-1] for _, v in self._listes()]
        return not dernieres or bool(dernieres[-1].flow_style)

    def _listes(self) -> list[tuple[yaml.Node, yaml.SequenceNode]]:
        """Les listes de blocs du dossier, un tiret par élément."""
        return [
            (cle, v)
            for cle, v in self.racine.value
            if isinstance(v, yaml.SequenceNode) and not v.flow_style and isinstance(v.value[-1], yaml.MappingNode)
        ]


@lru_cache(1)
def plan_de(original: Original) -> PlanYaml:
    """Le plan de ce dossier, établi une fois pour tous les gestes que l'on y fait d'un coup; lève Imprevu."""
    return PlanYaml(original)
