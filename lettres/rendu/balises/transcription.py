"""Transcription : d'un arbre Jinja déjà permis, le code à exécuter et le schéma XML où sa structure se lit.

Le schéma est le modèle lui-même, où chaque bloc est un élément et chaque valeur imprimée une marque. S'il est bien
formé, toute lettre l'est : prendre une branche ou répéter un corps ne peut ni ouvrir ni fermer autre chose.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from jinja2 import nodes

from lettres.rendu.balises.environnement import FILTRE_ATTRIBUT, FILTRE_PARCOURS, FILTRE_TEXTE, SUIVI

ESPACE_BLOCS = "urn:lettres:blocs"
SI, CAS, SINON, BOUCLE, SORTIE = (f"{{{ESPACE_BLOCS}}}{nom}" for nom in ("si", "cas", "sinon", "boucle", "sortie"))
REPERE = "rsidP"
"""L'attribut qui porte, le temps de la compilation, le numéro de chaque paragraphe du modèle."""

DEBUT_DE_REPERE, FIN_DE_REPERE = "\ufdda", "\ufddb"
_REPERE = re.compile(rf'\sw:{REPERE}="{DEBUT_DE_REPERE}(\d+){FIN_DE_REPERE}"')


class Transcription:
    """Transcrit un arbre : il en ressort prêt à compiler, et `schema` en dit la structure."""

    def __init__(self, arbre: nodes.Template, annoncees: Mapping[nodes.For, bool]) -> None:
        self._annoncees = annoncees
        self._morceaux: list[str] = []
        self._dans_une_marque = False
        self._attribut = ""
        self._paragraphe = 0
        self.attributs: set[str] = set()
        """Les attributs XML où une valeur s'imprime."""
        self.sans_bloc = True
        self._corps(arbre.body)

    @property
    def schema(self) -> str:
        """Le schéma XML : blocs et valeurs y sont des éléments de l'espace `ESPACE_BLOCS`."""
        return "".join(self._morceaux)

    def _corps(self, corps: Sequence[nodes.Node]) -> None:
        for noeud in corps:
            match noeud:
                case nodes.Output():
                    noeud.nodes[:] = [self._sortie(valeur) for valeur in noeud.nodes]
                case nodes.If():
                    self._situer(noeud, noeud.body)
                    self._condition(noeud)
                case nodes.For():
                    self._situer(noeud, noeud.body)
                    self._boucle(noeud)

    def _situer(self, noeud: nodes.Node, corps: Sequence[nodes.Node] = ()) -> None:
        """Donne à un nœud, pour ligne, le numéro de son paragraphe; un bloc est dans celui qui précède son corps."""
        suivant = _premier_repere(corps)
        ligne = max(self._paragraphe, suivant - 1 if suivant else 0) + 1
        noeud.lineno = ligne
        for autre in noeud.elif_ if isinstance(noeud, nodes.If) else ():
            autre.lineno = ligne

    def _sortie(self, valeur: nodes.Expr) -> nodes.Expr:
        if isinstance(valeur, nodes.TemplateData):
            reperes = _REPERE.findall(valeur.data)
            if reperes:
                self._paragraphe = int(reperes[-1])
                valeur.data = _REPERE.sub("", valeur.data)
            self._donnee(valeur.data)
            return valeur
        self._situer(valeur)
        attribut = self._dans_une_marque
        self._bloc("sortie/")
        return _filtre(valeur, FILTRE_ATTRIBUT if attribut else FILTRE_TEXTE)

    def _donnee(self, texte: str) -> None:
        ouvre, ferme = texte.rfind("<"), texte.rfind(">")
        if ouvre != ferme:
            self._dans_une_marque = ouvre > ferme
        if self._dans_une_marque:
            # -- lxml écrit tous les attributs entre guillemets droits, et n'en laisse aucun dans leur valeur --
            avant, signe, _ = texte[max(ouvre, 0) :].rpartition('="')
            self._attribut = avant.rpartition(" ")[2] if signe else self._attribut
        self._morceaux.append(texte)

    def _condition(self, noeud: nodes.If) -> None:
        self._bloc("si")
        for cas in (noeud, *noeud.elif_):
            self._entre("cas", cas.body)
        if noeud.else_:
            self._entre("sinon", noeud.else_)
        self._bloc("/si")

    def _boucle(self, noeud: nodes.For) -> None:
        noeud.iter = _filtre(noeud.iter, FILTRE_PARCOURS, nodes.Const(self._annoncees.get(noeud, False)))
        self._entre("boucle", noeud.body)
        if noeud.else_:
            self._bloc("si")
            self._entre("cas", noeud.else_)
            self._bloc("/si")

    def _entre(self, nom: str, corps: Sequence[nodes.Node]) -> None:
        avant = self._dans_une_marque
        self._bloc(nom)
        self._corps(corps)
        self._dans_une_marque = avant
        self._bloc(f"/{nom}")

    def _bloc(self, nom: str) -> None:
        self.sans_bloc = False
        if self._dans_une_marque:
            # -- Une valeur ou un bloc dans un attribut, comme ceux de `{% vm %}` : rien ne s'y ouvre --
            self.attributs.add(self._attribut)
        elif nom.startswith("/"):
            self._morceaux.append(f"</j:{nom[1:]}>")
        else:
            self._morceaux.append(f'<j:{nom.rstrip("/")} xmlns:j="{ESPACE_BLOCS}"{"/" if nom.endswith("/") else ""}>')


def _premier_repere(corps: Sequence[nodes.Node]) -> int:
    """Le premier paragraphe d'un corps de bloc; 0 s'il n'en ouvre aucun avant sa première valeur."""
    premier = corps[0] if corps else None
    if isinstance(premier, nodes.Output) and isinstance(premier.nodes[0], nodes.TemplateData):
        trouve = _REPERE.search(premier.nodes[0].data)
        return int(trouve[1]) if trouve else 0
    return 0


def _filtre(valeur: nodes.Node, nom: str, *arguments: nodes.Expr) -> nodes.Filter:
    return nodes.Filter(valeur, nom, list(arguments), [], None, None, lineno=valeur.lineno, environment=SUIVI)
