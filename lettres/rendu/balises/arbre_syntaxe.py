"""Liste blanche : l'arbre d'un modèle ne contient que des balises qui placent, testent ou répètent.

L'arbre est vérifié avant que rien n'en soit récrit.
"""

from __future__ import annotations

from jinja2 import nodes

from lettres.rendu.anomalies import Anomalie
from lettres.rendu.balises.champs_connus import Operande
from lettres.rendu.balises.champs_nommes import (
    BOUCLE,
    CALCULEE,
    RESERVES_A_JINJA,
    Chemins,
    Portee,
    ecriture_de,
    est_de_boucle,
)
from lettres.rendu.balises.defenses import defendu, est_fusion, inconnu
from lettres.rendu.balises.operations import FILTRES, TESTS
from lettres.rendu.xml.arbre_xml import HORS_XML
from lettres.socle.classes import dataclass, field

NOEUDS_MAX = 5_000
PROFONDEUR_MAX = 60
BOUCLES_MAX = 4
_PERMIS: tuple[type[nodes.Node], ...] = (
    *(nodes.Template, nodes.Output, nodes.TemplateData, nodes.Const, nodes.List, nodes.Name, nodes.Getattr),
    *(nodes.Getitem, nodes.Filter, nodes.Test, nodes.For, nodes.If, nodes.CondExpr, nodes.Compare, nodes.Operand),
    *(nodes.And, nodes.Or, nodes.Not, nodes.Mul, nodes.Slice, nodes.Assign),
)
_SANS_ENFANT = frozenset({nodes.TemplateData, nodes.Const, nodes.Name})
_MISES_EN_FORME = frozenset(
    {"date", "dateformat", "format_date", "strftime", "format", "currency", "round", "float", "int"}
)
_ARGUMENTS_DES_FILTRES = {"join": (0, 1), "default": (0, 1), "d": (0, 1), "replace": (2, 2)}
_DEFAUTS = frozenset({"default", "d"})
_SANS_ARGUMENT = frozenset({"defined", "none", "odd", "even", "string", "number"})
_MARQUES = ("{{", "}}", "{%", "%}", "{#", "#}")


def trop_de_boucles() -> Anomalie:
    """Des boucles trop imbriquées."""
    return Anomalie("M307", f"Plus de {BOUCLES_MAX} boucles sont imbriquées.", "Simplifiez le modèle.")


def _rang_depuis_la_fin(rang: nodes.Expr) -> nodes.Expr:
    """`liste[-1]` est un rang comme un autre, et non un calcul."""
    match rang:
        case nodes.Neg(node=nodes.Const(value=int() as valeur)) if not isinstance(valeur, bool):
            return nodes.Const(-valeur, lineno=rang.lineno)
        case _:
            return rang


def _bornes_fautives(tranche: nodes.Slice) -> list[Anomalie]:
    """Redit chaque borne comptée de la fin; les bornes s'écrivent en chiffres, et un pas nul n'en est pas un."""
    fautives = []
    for borne in ("start", "stop", "step"):
        rang = getattr(tranche, borne)
        rang = None if rang is None else _rang_depuis_la_fin(rang)
        setattr(tranche, borne, rang)
        valeur = rang.value if isinstance(rang, nodes.Const) else None
        if rang is not None and (type(valeur) is not int or (borne == "step" and valeur == 0)):
            fautives.append(Anomalie("M301", "Les bornes d’une tranche s’écrivent en chiffres.", "Écrivez [:3]."))
    return fautives


@dataclass(slots=True)
class Analyse(Chemins):
    """Parcourt un arbre : relève ce qui est défendu, ce qui est imprimé, ce qui est lu."""

    imprimes: set[str] = field(default_factory=set)
    lus: set[str] = field(default_factory=set)
    boucles: list[tuple[str, str]] = field(default_factory=list)
    poses: list[tuple[str, str]] = field(default_factory=list)
    """Ce que `{% set %}` nomme : nom → chemin de la valeur, ou un chemin qui n'en est pas un pour ce qui se calcule."""
    annoncees: dict[nodes.For, bool] = field(default_factory=dict)
    """Chaque boucle : la liste des champs annonce-t-elle sa liste ? Si oui, absente, elle est vide."""

    def analyser(self, arbre: nodes.Template, portee: Portee | None = None) -> None:
        """Vérifie tout l'arbre. S'il contient un nœud défendu, rien d'autre n'est regardé."""
        if self._defendus(arbre):
            return
        self._corps(arbre.body, dict(portee or {}), 0)

    # -- Première passe : la forme de l'arbre, sans récursion --

    def _defendus(self, arbre: nodes.Template) -> bool:
        avant = len(self.anomalies)
        pile: list[tuple[nodes.Node, int]] = [(arbre, 0)]
        nombre = 0
        while pile:
            noeud, profondeur = pile.pop()
            nombre += 1
            if nombre > NOEUDS_MAX or profondeur > PROFONDEUR_MAX:
                self.refuser("M307", "Le modèle est trop compliqué.", "Simplifiez-le : un modèle ne fait que placer.")
                break
            if not isinstance(noeud, _PERMIS) or (type(noeud) is nodes.Mul and not est_fusion(noeud)):
                self.anomalies.append(defendu(noeud))
            if isinstance(noeud, nodes.Getitem):
                noeud.arg = _rang_depuis_la_fin(noeud.arg)
            elif isinstance(noeud, nodes.Slice):
                self.anomalies += _bornes_fautives(noeud)
            if type(noeud) not in _SANS_ENFANT:
                pile.extend((enfant, profondeur + 1) for enfant in noeud.iter_child_nodes())
        return len(self.anomalies) > avant

    # -- Seconde passe : le sens de chaque balise --

    def _corps(self, corps: list[nodes.Node], portee: Portee, boucles: int) -> None:
        for noeud in corps:
            match noeud:
                case nodes.Output():
                    for valeur in noeud.nodes:
                        self._imprimer(valeur, portee)
                case nodes.If():
                    self._tester(noeud.test, portee)
                    self._corps([*noeud.body, *noeud.elif_, *noeud.else_], portee, boucles)
                case nodes.For():
                    self._boucler(noeud, portee, boucles)
                case nodes.Assign():
                    self._poser(noeud, portee)
                case _:
                    self.anomalies.append(defendu(noeud))

    def _boucler(self, noeud: nodes.For, portee: Portee, boucles: int) -> None:
        if boucles >= BOUCLES_MAX:
            self.anomalies.append(trop_de_boucles())
            return
        cible = noeud.target
        if not isinstance(cible, nodes.Name):
            self.refuser("M301", "Une boucle ne nomme qu’une variable.", "Écrivez {% for x in liste %}.")
            return
        self._nommer(cible.name)
        if noeud.recursive:
            self.refuser("M301", "Une boucle ne porte pas « recursive ».", "Mettez une boucle dans la boucle.")
        chemin = self.chemin(noeud.iter, portee)
        if chemin is None or est_de_boucle(chemin):
            self.refuser("M402", "Une boucle ne parcourt qu’une liste du contexte.", "Écrivez {% for x in liste %}.")
            return
        self._lire(chemin, ("liste", "liste_de_textes"), "parcouru")
        self.boucles.append((cible.name, f"{chemin}[]"))
        self.annoncees[noeud] = self.champs.est_liste(chemin)
        if noeud.test is not None:
            self._tester(noeud.test, {**portee, cible.name: f"{chemin}[]"})
        interieur = {**portee, cible.name: f"{chemin}[]", BOUCLE: BOUCLE}
        self._corps(noeud.body, interieur, boucles + 1)
        self._corps(noeud.else_, portee, boucles)

    def _poser(self, noeud: nodes.Assign, portee: Portee) -> None:
        """Un nom pour une valeur : il se lit ensuite comme elle."""
        cible = noeud.target
        if not isinstance(cible, nodes.Name):
            self.refuser("M301", "« set » ne nomme qu’une valeur.", "Écrivez {% set nom = champ %}.")
            return
        self._nommer(cible.name)
        chemin = self.chemin(noeud.node, portee)
        if chemin is None:
            self._tester(noeud.node, portee)
        elif not est_de_boucle(chemin):
            self._lire(chemin, (), "lu")
        portee[cible.name] = chemin or f"{CALCULEE}{cible.name}"
        self.poses.append((cible.name, portee[cible.name]))

    def _nommer(self, nom: str) -> None:
        """Contrôle le nom qu'une boucle ou un « set » donne."""
        if nom.startswith("_") or nom in RESERVES_A_JINJA:
            self.refuser("M308", f"Le nom « {nom} » est réservé.", "Choisissez un autre nom.")
        self.refuser_s_il_se_confond(nom)

    def _imprimer(self, noeud: nodes.Node | None, portee: Portee) -> None:
        match noeud:
            case nodes.TemplateData():
                if any(marque in noeud.data for marque in _MARQUES):
                    self.refuser(
                        "M202", "Des accolades de balise restent dans le texte du modèle.", "Retirez ces accolades."
                    )
            case nodes.Const(value=bool() | None | float()):
                self.refuser("M604", f"« {noeud.value} » ne s’imprime pas.", "Imprimez un texte.")
            case nodes.Const():
                self._constante(noeud)
            case nodes.Filter():
                self._imprimer_filtre(noeud, portee)
            case nodes.CondExpr():
                self._tester(noeud.test, portee)
                for choix in filter(None, (noeud.expr1, noeud.expr2)):
                    self._imprimer(choix, portee)
            case nodes.And() | nodes.Or():
                self._imprimer(noeud.left, portee)
                self._imprimer(noeud.right, portee)
            case nodes.Name() | nodes.Getattr() | nodes.Getitem():
                self._imprimer_chemin(noeud, portee, ("texte",))
            case nodes.Mul():
                pass
            case _:
                self.refuser(
                    "M604",
                    "Cette balise imprime un oui/non ou une liste.",
                    "Imprimez un texte, ou testez avec {% if %}.",
                )

    def _imprimer_filtre(self, noeud: nodes.Filter, portee: Portee) -> None:
        self._arguments(noeud, portee)
        match noeud.name:
            case "join":
                self._imprimer_chemin(noeud.node, portee, ("liste_de_textes",))
            case "length" | "count":
                self._tester(noeud.node, portee)
            case "sort":
                self.refuser("M604", "Une liste triée ne s’imprime pas.", 'Ajoutez join(", "), ou parcourez-la.')
            case "first" | "last":
                self._imprimer_chemin(noeud, portee, ("texte",))
            case _:
                self._imprimer(noeud.node, portee)

    def _imprimer_chemin(self, noeud: nodes.Node | None, portee: Portee, genres: tuple[str, ...]) -> None:
        chemin = self.chemin_exige(noeud, portee)
        if chemin is None:
            return
        if est_de_boucle(chemin):
            if chemin in ("loop", "loop.first", "loop.last"):
                self.refuser("M604", f"« {chemin} » ne s’imprime pas.", "Imprimez loop.index ou loop.length.")
        else:
            self._lire(chemin, genres, "imprimé", ecriture_de(noeud, portee))
            if not chemin.startswith(CALCULEE):
                self.imprimes.add(chemin.removesuffix("[]"))

    def _tester(self, noeud: nodes.Node | None, portee: Portee) -> None:
        match noeud:
            case nodes.Const():
                self._constante(noeud)
            case nodes.Name() | nodes.Getattr() | nodes.Getitem():
                chemin = self.chemin_exige(noeud, portee)
                if chemin == BOUCLE:
                    self.refuser("M301", "« loop » ne se teste pas.", "Testez loop.first, loop.last ou loop.index.")
                elif chemin is not None and not est_de_boucle(chemin):
                    self._lire(chemin, (), "lu")
            case nodes.Filter():
                self._arguments(noeud, portee)
                self._tester(noeud.node, portee)
            case nodes.Test():
                self._test(noeud, portee)
            case nodes.Compare():
                gauche = noeud.expr
                self._tester(gauche, portee)
                for operande in noeud.ops:
                    self._tester(operande.expr, portee)
                    self._opposer(gauche, operande.op, operande.expr, portee)
                    gauche = operande.expr
            case nodes.Node():
                for enfant in noeud.iter_child_nodes():
                    self._tester(enfant, portee)

    def _constante(self, noeud: nodes.Const) -> None:
        valeur = noeud.value
        if isinstance(valeur, complex):
            self.refuser("M604", f"Le nombre « {valeur} » n’est pas permis.", "Écrivez un texte ou un nombre.")
        if isinstance(valeur, str) and (HORS_XML.search(valeur) or "{" in valeur or "}" in valeur):
            self.refuser(
                "M301", "Un texte entre guillemets contient une accolade ou un caractère interdit.", "Retirez-le."
            )

    def _arguments(self, filtre: nodes.Filter, portee: Portee) -> None:
        if filtre.name in _MISES_EN_FORME and not self.champs.libre:
            remede = "Retirez le filtre : une somme, une date s’impriment déjà mises en forme."
            self.refuser("M305", f"Le filtre « {filtre.name} » n’existe pas.", remede)
            return
        if filtre.name not in FILTRES:
            self.refuser("M305", *inconnu("Le filtre", filtre.name, list(FILTRES)))
            return
        mini, maxi = _ARGUMENTS_DES_FILTRES.get(filtre.name, (0, 0))
        if filtre.node is None or filtre.kwargs or filtre.dyn_args or filtre.dyn_kwargs:
            self.refuser("M305", f"Le filtre « {filtre.name} » est mal écrit.", "Écrivez {{ champ|filtre }}.")
        elif not mini <= len(filtre.args) <= maxi:
            combien = "deux arguments" if mini == maxi > 0 else f"au plus {maxi} argument"
            self.refuser("M305", f"Le filtre « {filtre.name} » prend {combien}.", "Corrigez ses parenthèses.")
        if filtre.name in _DEFAUTS and not self.champs.libre:
            remede = "Une valeur qui manque se demande; pour s’en passer, écrivez {% if champ %} autour de la phrase."
            self.refuser("M305", f"Le filtre « {filtre.name} » cacherait une valeur qui manque.", remede)
        for argument in filtre.args:
            if filtre.name in _DEFAUTS:
                self._imprimer(argument, portee)
            elif isinstance(argument, nodes.Const) and isinstance(argument.value, str):
                self._constante(argument)
            else:
                self.refuser(
                    "M305", f"Le filtre « {filtre.name} » prend des textes entre guillemets.", 'Écrivez join(", ").'
                )

    def _test(self, noeud: nodes.Test, portee: Portee) -> None:
        if noeud.name not in TESTS:
            self.refuser("M306", *inconnu("Le test", noeud.name, list(TESTS)))
            return
        attendus = 0 if noeud.name in _SANS_ARGUMENT else 1
        if len(noeud.args) != attendus or noeud.kwargs or noeud.dyn_args or noeud.dyn_kwargs:
            self.refuser("M306", f"Le test « {noeud.name} » est mal écrit.", "Écrivez {% if champ is defined %}.")
        for partie in (noeud.node, *noeud.args):
            self._tester(partie, portee)
        if noeud.args:
            self._opposer(noeud.node, noeud.name, noeud.args[0], portee)

    def _opposer(self, gauche: nodes.Node, signe: str, droite: nodes.Node, portee: Portee) -> None:
        """Ce que deux valeurs comparées ont d'absurde, quand on sait ce que chacune est."""
        if isinstance(droite, nodes.List):
            for element in droite.items:
                self._opposer(gauche, "eq", element, portee)
            return
        opposes = (self._operande(gauche, portee), self._operande(droite, portee))
        if anomalie := self.champs.mal_compare(opposes[0], signe, opposes[1]):
            self.anomalies.append(anomalie)

    def _operande(self, noeud: nodes.Node, portee: Portee) -> Operande:
        if isinstance(noeud, nodes.Const):
            return Operande("", valeur=noeud.value, constante=True)
        chemin = self.chemin_su(noeud, portee)
        if chemin is None or est_de_boucle(chemin):
            return Operande("")
        return Operande(ecriture_de(noeud, portee) or chemin, chemin)

    def _lire(self, chemin: str, genres: tuple[str, ...], usage: str, ecrit: str = "") -> None:
        if chemin.startswith(CALCULEE):
            return
        self.lus.add(chemin.removesuffix("[]"))
        anomalie = self.champs.verifier(chemin, genres, usage, ecrit)
        if anomalie:
            self.anomalies.append(anomalie)
