"""YAML : où s'insère une inscription, ou une valeur, et comment, d'après ses voisines."""

from __future__ import annotations

import re

import yaml

from lettres.lecture.ajouts.original import Imprevu, Insertion, Original
from lettres.lecture.ajouts.plan_yaml import PlanYaml, plan_de
from lettres.lecture.ajouts.plume import Plume
from lettres.lecture.arbre import Valeur
from lettres.socle.constats import Chemin

_DEUX_POINTS = re.compile(r"[ \t]*:")
_BLANC = re.compile(r" *(?=#)")
_LARGEUR = 120
"""Au-delà, ce qui tiendrait entre accolades ou crochets s'écrit une clé, ou un tiret, par ligne."""


def inserer(original: Original, nom: str, bloc: Valeur) -> list[Insertion]:
    """Les insertions qui ajoutent cet élément à la liste `nom`; lève Imprevu."""
    return _ListeYaml(original, nom, bloc).insertions()


def poser(original: Original, chemin: Chemin, valeur: Valeur) -> list[Insertion]:
    """Les insertions qui donnent cette valeur à cette clé, qu'elle y soit déjà ou non; lève Imprevu."""
    plan, plume = plan_de(original), Plume(original.codage)
    *pas, cle = chemin
    bloc: yaml.Node = plan.racine
    for un_pas in pas:
        bloc = _descendre(plan, bloc, un_pas)
    if not isinstance(bloc, yaml.MappingNode):
        raise Imprevu(f"« {pas[0]} » n’y est pas écrit comme un bloc")
    if deja := plan.paire(bloc, cle):
        return [_remplacer(plan, plume, *deja, valeur)]
    if bloc is plan.racine:
        return [plan.au_premier_rang(str(cle), _suite(plume, valeur, plan.marge))]
    if not bloc.flow_style:
        return [plan.dans_le_bloc(bloc, str(cle), _suite(plume, valeur, bloc.start_mark.column))]
    return [Insertion(plan.place(bloc.value[-1][1].end_mark), f", {cle}: {plume.yaml(valeur)}")]


def retirer(original: Original, chemin: Chemin, mention: str) -> list[Insertion]:
    """Les insertions qui mettent en commentaire cette clé de premier rang, et ce qu'elle contient; lève Imprevu."""
    plan = plan_de(original)
    paire = plan.paire(plan.racine, chemin[0])
    if paire is None:
        raise Imprevu(f"« {chemin[0]} » n’y est pas")
    cle, valeur = paire
    return original.en_commentaire(plan.place(cle.start_mark), plan.fin(valeur), mention)


def _descendre(plan: PlanYaml, noeud: yaml.Node, pas: str | int) -> yaml.Node:
    if isinstance(noeud, yaml.SequenceNode) and isinstance(pas, int) and pas < len(noeud.value):
        fils: yaml.Node = noeud.value[pas]
        return fils
    if isinstance(noeud, yaml.MappingNode) and (paire := plan.paire(noeud, pas)):
        return paire[1]
    raise Imprevu(f"« {pas} » n’y est pas")


def _remplacer(plan: PlanYaml, plume: Plume, cle: yaml.Node, ancienne: yaml.Node, valeur: Valeur) -> Insertion:
    """La nouvelle valeur à la place de l'ancienne; un commentaire qui la suit garde, s'il se peut, sa colonne."""
    nouvelle = plume.yaml(valeur)
    if isinstance(ancienne, yaml.SequenceNode) and isinstance(valeur, list):
        debut = plan.place(cle.end_mark)
        return Insertion(debut, f":{_suite(plume, valeur, cle.start_mark.column)}", plan.fin(ancienne) - debut)
    if not isinstance(ancienne, yaml.ScalarNode):
        raise Imprevu(f"« {cle.value} » n’y est pas une simple valeur")
    if ancienne.style in {"|", ">"}:
        raise Imprevu(f"« {cle.value} » y est un texte de plusieurs lignes")
    if ancienne.value or ancienne.style:
        debut = plan.place(ancienne.start_mark)
        return Insertion(debut, nouvelle, plan.place(ancienne.end_mark) - debut)
    texte = plan.original.texte
    deux_points = _DEUX_POINTS.match(texte, plan.place(cle.end_mark))
    if deux_points is None:
        raise Imprevu(f"« {cle.value} » y est une clé sans deux-points")
    blanc = _BLANC.match(texte, deux_points.end())
    ote = min(len(nouvelle) + 1, max(len(blanc[0]) - 2, 0)) if blanc else 0
    return Insertion(deux_points.end(), f" {nouvelle}", ote)


def _suite(plume: Plume, valeur: Valeur, marge: int) -> str:
    """Ce qui suit le deux-points d'une clé à cette marge : une valeur; un bloc, une clé par ligne; une liste."""
    ecrite, retrait = f" {plume.yaml(valeur)}", " " * (marge + 2)
    if isinstance(valeur, dict):
        return "".join(f"\n{retrait}{cle}:{_suite(plume, v, marge + 2)}" for cle, v in valeur.items())
    if isinstance(valeur, list) and (len(ecrite) + marge > _LARGEUR // 2 or any(isinstance(v, dict) for v in valeur)):
        return "".join(f"\n{_tiret(plume, v, marge + 2, marge + 4)}" for v in valeur)
    return ecrite


def _tiret(plume: Plume, valeur: Valeur, marge: int, retrait: int, *, en_accolades: bool = True) -> str:
    """Un élément de liste sous son tiret; un bloc entre accolades s'il y tient, sinon une clé par ligne."""
    ecrite = f"{' ' * marge}- {plume.yaml(valeur)}"
    if not isinstance(valeur, dict) or (en_accolades and len(ecrite) <= _LARGEUR):
        return ecrite
    paires = [f"{cle}:{_suite(plume, v, retrait)}" for cle, v in valeur.items()]
    return " " * marge + "-" + " " * (retrait - marge - 1) + f"\n{' ' * retrait}".join(paires)


class _ListeYaml:
    def __init__(self, original: Original, nom: str, bloc: Valeur) -> None:
        self.original, self.nom, self.bloc = original, nom, bloc
        self.plume, self.plan = Plume(original.codage), plan_de(original)

    def insertions(self) -> list[Insertion]:
        if deja := self.plan.paire(self.plan.racine, self.nom):
            return self._dans(*deja)
        retrait = self.plan.marge + self.plan.habitude()
        lignes = self._lignes(retrait, retrait + 2, en_accolades=self.plan.prefere_les_accolades())
        return [self.plan.au_premier_rang(self.nom, f"\n{lignes}")]

    def _dans(self, cle: yaml.Node, liste: yaml.Node) -> list[Insertion]:
        if isinstance(liste, yaml.SequenceNode) and liste.flow_style:
            return self._entre_crochets(liste)
        if isinstance(liste, yaml.SequenceNode):
            return [self.plan.apres(self.plan.fin(liste), liste.start_mark.column, self._bloc(liste))]
        if isinstance(liste, yaml.ScalarNode) and not liste.value and not liste.style:
            marge = cle.start_mark.column + self.plan.habitude()
            lignes = self._lignes(marge, marge + 2, en_accolades=self.plan.prefere_les_accolades())
            return [self.plan.apres(self.plan.place(cle.end_mark), cle.start_mark.column, lignes)]
        raise Imprevu(f"« {self.nom} » n’y est pas écrit comme une liste")

    # -- Un tiret par inscription --

    def _bloc(self, liste: yaml.SequenceNode) -> str:
        """L'inscription, écrite comme la dernière de la liste."""
        marge, derniere = liste.start_mark.column, liste.value[-1]
        if isinstance(self.bloc, dict) and not isinstance(derniere, yaml.MappingNode):
            raise Imprevu(f"le dernier élément de « {self.nom} » n’y est pas un bloc")
        retrait = max(derniere.start_mark.column, marge + 2)
        return self._lignes(marge, retrait, en_accolades=bool(getattr(derniere, "flow_style", True)))

    def _lignes(self, marge: int, retrait: int, *, en_accolades: bool) -> str:
        return _tiret(self.plume, self.bloc, marge, retrait, en_accolades=en_accolades)

    # -- Une liste entre crochets --

    def _entre_crochets(self, liste: yaml.SequenceNode) -> list[Insertion]:
        ecrite, texte, place = self.plume.yaml(self.bloc), self.original.texte, self.plan.place
        debut, fin = place(liste.start_mark), place(liste.end_mark)
        if not liste.value:
            if texte[debut + 1 : fin - 1].strip():
                raise Imprevu(f"« {self.nom} » y est une liste vide, avec un commentaire")
            marge = " " * (liste.start_mark.column and self.plan.marge)
            suite = f"\n{marge}  {ecrite},\n{marge}" if "\n" not in texte[debut:fin] else f"\n{marge}  {ecrite},"
            return [Insertion(debut + 1, suite)]
        derniere = liste.value[-1]
        ou, debut_de_la_derniere = place(derniere.end_mark), place(derniere.start_mark)
        marge = texte[self.original.debut_de_la_ligne(debut_de_la_derniere) : debut_de_la_derniere]
        if marge.strip():
            return [Insertion(ou, f", {ecrite}")]
        virgule = _virgule(texte, ou, fin - 1)
        ligne = self.original.fin_de_la_ligne(ou if virgule is None else virgule)
        if virgule is None and ligne >= fin:
            return [Insertion(ou, f",\n{marge}{ecrite}")]
        if virgule is None:
            return [Insertion(ou, ","), Insertion(ligne, f"\n{marge}{ecrite}")]
        if ligne >= fin:
            return [Insertion(virgule + 1, f"\n{marge}{ecrite},")]
        return [Insertion(ligne, f"\n{marge}{ecrite},")]


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
