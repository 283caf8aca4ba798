"""Liste blanche : l'arbre d'un modèle ne contient que des balises qui placent, testent ou répètent.

L'arbre est vérifié avant que rien n'en soit récrit.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from unicodedata import normalize

from jinja2 import nodes

from lettres.rendu.anomalies import Anomalie
from lettres.rendu.balises.champs_connus import ChampsConnus
from lettres.rendu.balises.defenses import defendu, est_fusion, inconnu
from lettres.rendu.balises.operations import ATTRIBUTS_DE_BOUCLE, FILTRES, TESTS
from lettres.rendu.xml.arbre_xml import HORS_XML

NOEUDS_MAX = 5_000
PROFONDEUR_MAX = 60
BOUCLES_MAX = 4
_BOUCLE = "loop"
_RESERVES = frozenset({"self", "super", "caller", "varargs", "kwargs", "loop"})
_PERMIS: tuple[type[nodes.Node], ...] = (
    *(nodes.Template, nodes.Output, nodes.TemplateData, nodes.Const, nodes.List, nodes.Name, nodes.Getattr),
    *(nodes.Getitem, nodes.Filter, nodes.Test, nodes.For, nodes.If, nodes.CondExpr, nodes.Compare, nodes.Operand),
    *(nodes.And, nodes.Or, nodes.Not, nodes.Mul),
)
_SANS_ENFANT = frozenset({nodes.TemplateData, nodes.Const, nodes.Name})
_ARGUMENTS_DES_FILTRES = {"join": (0, 1), "default": (0, 1)}
_SANS_ARGUMENT = frozenset({"defined", "none", "odd", "even"})
_MARQUES = ("{{", "}}", "{%", "%}", "{#", "#}", "{_{", "}_}", "{_%", "%_}")

Portee = dict[str, str]
"""Noms de boucle visibles : variable → chemin de l'élément parcouru."""


def trop_de_boucles() -> Anomalie:
    """Des boucles trop imbriquées."""
    return Anomalie("M307", f"Plus de {BOUCLES_MAX} boucles sont imbriquées.", "Simplifiez le modèle.")


def _est_de_boucle(chemin: str) -> bool:
    return chemin == _BOUCLE or chemin.startswith((f"{_BOUCLE}.", f"{_BOUCLE}["))


def _rang_depuis_la_fin(rang: nodes.Expr) -> nodes.Expr:
    """`liste[-1]` est un rang comme un autre, et non un calcul."""
    match rang:
        case nodes.Neg(node=nodes.Const(value=int() as valeur)) if not isinstance(valeur, bool):
            return nodes.Const(-valeur, lineno=rang.lineno)
        case _:
            return rang


@dataclass(slots=True)
class Analyse:
    """Parcourt un arbre : relève ce qui est défendu, ce qui est imprimé, ce qui est lu."""

    champs: ChampsConnus
    anomalies: list[Anomalie] = field(default_factory=list)
    imprimes: set[str] = field(default_factory=set)
    lus: set[str] = field(default_factory=set)
    boucles: list[tuple[str, str]] = field(default_factory=list)
    annoncees: dict[nodes.For, bool] = field(default_factory=dict)
    """Chaque boucle : la liste des champs annonce-t-elle sa liste ? Si oui, absente, elle est vide."""

    def analyser(self, arbre: nodes.Template, portee: Portee | None = None) -> None:
        """Vérifie tout l'arbre. S'il contient un nœud défendu, rien d'autre n'est regardé."""
        if self._defendus(arbre):
            return
        self._corps(arbre.body, portee or {}, 0)

    def _refuser(self, code: str, message: str, remede: str = "") -> None:
        self.anomalies.append(Anomalie(code, message, remede))

    # -- Première passe : la forme de l'arbre, sans récursion --

    def _defendus(self, arbre: nodes.Template) -> bool:
        avant = len(self.anomalies)
        pile: list[tuple[nodes.Node, int]] = [(arbre, 0)]
        nombre = 0
        while pile:
            noeud, profondeur = pile.pop()
            nombre += 1
            if nombre > NOEUDS_MAX or profondeur > PROFONDEUR_MAX:
                self._refuser("M307", "Le modèle est trop compliqué.", "Simplifiez-le : un modèle ne fait que placer.")
                break
            if not isinstance(noeud, _PERMIS) or (type(noeud) is nodes.Mul and not est_fusion(noeud)):
                self.anomalies.append(defendu(noeud))
            if isinstance(noeud, nodes.Getitem):
                noeud.arg = _rang_depuis_la_fin(noeud.arg)
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
                case _:
                    self.anomalies.append(defendu(noeud))

    def _boucler(self, noeud: nodes.For, portee: Portee, boucles: int) -> None:
        if boucles >= BOUCLES_MAX:
            self.anomalies.append(trop_de_boucles())
            return
        cible = noeud.target
        if not isinstance(cible, nodes.Name):
            self._refuser("M301", "Une boucle ne nomme qu’une variable.", "Écrivez {% for x in liste %}.")
            return
        if cible.name.startswith("_") or cible.name in _RESERVES:
            self._refuser("M308", f"Le nom « {cible.name} » est réservé.", "Choisissez un autre nom de variable.")
        self._refuser_s_il_se_confond(cible.name)
        if noeud.recursive or noeud.test is not None:
            self._refuser(
                "M301", "Une boucle ne porte ni condition ni « recursive ».", "Mettez un {% if … %} dans la boucle."
            )
        chemin = self._chemin(noeud.iter, portee)
        if chemin is None or _est_de_boucle(chemin):
            self._refuser("M402", "Une boucle ne parcourt qu’une liste du contexte.", "Écrivez {% for x in liste %}.")
            return
        self._lire(chemin, ("liste", "liste_de_textes"), "parcouru")
        self.boucles.append((cible.name, f"{chemin}[]"))
        self.annoncees[noeud] = self.champs.est_liste(chemin)
        interieur = {**portee, cible.name: f"{chemin}[]", _BOUCLE: _BOUCLE}
        self._corps(noeud.body, interieur, boucles + 1)
        self._corps(noeud.else_, portee, boucles)

    def _imprimer(self, noeud: nodes.Node | None, portee: Portee) -> None:
        match noeud:
            case nodes.TemplateData():
                if any(marque in noeud.data for marque in _MARQUES):
                    self._refuser(
                        "M202", "Des accolades de balise restent dans le texte du modèle.", "Retirez ces accolades."
                    )
            case nodes.Const(value=bool() | None | float()):
                self._refuser("M604", f"« {noeud.value} » ne s’imprime pas.", "Imprimez un texte.")
            case nodes.Const():
                self._constante(noeud)
            case nodes.Filter():
                self._imprimer_filtre(noeud, portee)
            case nodes.CondExpr():
                self._tester(noeud.test, portee)
                self._imprimer(noeud.expr1, portee)
                if noeud.expr2 is None:
                    self._refuser("M207", "Le « if » de cette balise n’a pas de « else ».", 'Ajoutez else "".')
                else:
                    self._imprimer(noeud.expr2, portee)
            case nodes.And() | nodes.Or():
                self._imprimer(noeud.left, portee)
                self._imprimer(noeud.right, portee)
            case nodes.Name() | nodes.Getattr() | nodes.Getitem():
                self._imprimer_chemin(noeud, portee, ("texte",))
            case nodes.Mul():
                pass
            case _:
                self._refuser(
                    "M604",
                    "Cette balise imprime un oui/non ou une liste.",
                    "Imprimez un texte, ou testez avec {% if %}.",
                )

    def _imprimer_filtre(self, noeud: nodes.Filter, portee: Portee) -> None:
        self._arguments(noeud, portee)
        match noeud.name:
            case "join":
                self._imprimer_chemin(noeud.node, portee, ("liste_de_textes",))
            case "length":
                self._tester(noeud.node, portee)
            case "first" | "last":
                self._imprimer_chemin(noeud, portee, ("texte",))
            case _:
                self._imprimer(noeud.node, portee)

    def _imprimer_chemin(self, noeud: nodes.Node | None, portee: Portee, genres: tuple[str, ...]) -> None:
        chemin = self._chemin_exige(noeud, portee)
        if chemin is None:
            return
        if _est_de_boucle(chemin):
            if chemin in ("loop", "loop.first", "loop.last"):
                self._refuser("M604", f"« {chemin} » ne s’imprime pas.", "Imprimez loop.index ou loop.length.")
        else:
            self._lire(chemin, genres, "imprimé")
            self.imprimes.add(chemin.removesuffix("[]"))

    def _tester(self, noeud: nodes.Node | None, portee: Portee) -> None:
        match noeud:
            case nodes.Const():
                self._constante(noeud)
            case nodes.Name() | nodes.Getattr() | nodes.Getitem():
                chemin = self._chemin_exige(noeud, portee)
                if chemin == _BOUCLE:
                    self._refuser("M301", "« loop » ne se teste pas.", "Testez loop.first, loop.last ou loop.index.")
                elif chemin is not None and not _est_de_boucle(chemin):
                    self._lire(chemin, (), "lu")
            case nodes.Filter():
                self._arguments(noeud, portee)
                self._tester(noeud.node, portee)
            case nodes.Test():
                self._test(noeud, portee)
            case nodes.Node():
                for enfant in noeud.iter_child_nodes():
                    self._tester(enfant, portee)

    def _constante(self, noeud: nodes.Const) -> None:
        valeur = noeud.value
        if isinstance(valeur, float | complex):
            self._refuser(
                "M604", f"Le nombre à virgule « {valeur} » n’est pas permis.", "Écrivez un texte ou un entier."
            )
        if isinstance(valeur, str) and (HORS_XML.search(valeur) or "{" in valeur or "}" in valeur):
            self._refuser(
                "M301", "Un texte entre guillemets contient une accolade ou un caractère interdit.", "Retirez-le."
            )

    def _arguments(self, filtre: nodes.Filter, portee: Portee) -> None:
        if filtre.name not in FILTRES:
            self._refuser("M305", *inconnu("Le filtre", filtre.name, list(FILTRES)))
            return
        mini, maxi = _ARGUMENTS_DES_FILTRES.get(filtre.name, (0, 0))
        if filtre.node is None or filtre.kwargs or filtre.dyn_args or filtre.dyn_kwargs:
            self._refuser("M305", f"Le filtre « {filtre.name} » est mal écrit.", "Écrivez {{ champ|filtre }}.")
        elif not mini <= len(filtre.args) <= maxi:
            self._refuser("M305", f"Le filtre « {filtre.name} » prend au plus {maxi} argument.", "Retirez le surplus.")
        for argument in filtre.args:
            if filtre.name == "default":
                self._imprimer(argument, portee)
            elif isinstance(argument, nodes.Const) and isinstance(argument.value, str):
                self._constante(argument)
            else:
                self._refuser("M305", "Le filtre « join » prend un texte entre guillemets.", 'Écrivez join(", ").')

    def _test(self, noeud: nodes.Test, portee: Portee) -> None:
        if noeud.name not in TESTS:
            self._refuser("M306", *inconnu("Le test", noeud.name, list(TESTS)))
            return
        attendus = 0 if noeud.name in _SANS_ARGUMENT else 1
        if len(noeud.args) != attendus or noeud.kwargs or noeud.dyn_args or noeud.dyn_kwargs:
            self._refuser("M306", f"Le test « {noeud.name} » est mal écrit.", "Écrivez {% if champ is defined %}.")
        for partie in (noeud.node, *noeud.args):
            self._tester(partie, portee)

    # -- Chemins --

    def _chemin_exige(self, noeud: nodes.Node | None, portee: Portee) -> str | None:
        avant = len(self.anomalies)
        chemin = self._chemin(noeud, portee)
        if chemin is None and len(self.anomalies) == avant:
            self._refuser("M207", "Cette balise ne nomme pas un champ.", "Écrivez {{ groupe.champ }}.")
        return chemin

    def _chemin(self, noeud: nodes.Node | None, portee: Portee) -> str | None:
        """Le chemin générique que lit une expression; None si ce n'est pas un chemin."""
        match noeud:
            case nodes.Name():
                return self._nom(noeud.name, portee)
            case nodes.Getattr():
                return self._membre(self._chemin(noeud.node, portee), noeud.attr)
            case nodes.Getitem(arg=nodes.Const(value=str() as nom)):
                return self._membre(self._chemin(noeud.node, portee), nom)
            case nodes.Getitem(arg=nodes.Const(value=int() as rang)) if not isinstance(rang, bool):
                base = self._chemin(noeud.node, portee)
                return None if base is None else f"{base}[]"
            case nodes.Filter(name="first" | "last"):
                base = self._chemin(noeud.node, portee)
                return None if base is None else f"{base}[]"
            case _:
                return None

    def _nom(self, nom: str, portee: Portee) -> str | None:
        if nom in portee:
            return portee[nom]
        if nom.startswith("_") or nom in _RESERVES:
            self._refuser("M308", f"Le nom « {nom} » est réservé.", "Un modèle ne lit que les champs du dossier.")
            return None
        return None if self._refuser_s_il_se_confond(nom) else nom

    def _refuser_s_il_se_confond(self, nom: str) -> bool:
        """Python lit « nº » comme « no » : deux champs n'en feraient qu'un."""
        confondu = normalize("NFKC", nom) != nom
        if confondu:
            self._refuser("M308", f"Le nom « {nom} » se confond avec un autre.", "Écrivez-le en lettres ordinaires.")
        return confondu

    def _membre(self, base: str | None, nom: str) -> str | None:
        if base is None:
            return None
        if nom.startswith("_"):
            self._refuser("M308", f"Le nom « {nom} » est réservé.", "Un modèle ne lit que les champs du dossier.")
            return None
        if HORS_XML.search(nom):
            self._refuser("M308", "Un nom de champ contient un caractère interdit.", "Corrigez le nom dans la balise.")
            return None
        if base == _BOUCLE and nom not in ATTRIBUTS_DE_BOUCLE:
            self._refuser(*("M301", *inconnu("L’attribut de boucle", f"loop.{nom}", ["loop.index", "loop.length"])))
            return None
        return f"{base}.{nom}"

    def _lire(self, chemin: str, genres: tuple[str, ...], usage: str) -> None:
        self.lus.add(chemin.removesuffix("[]"))
        anomalie = self.champs.verifier(chemin, genres, usage)
        if anomalie:
            self.anomalies.append(anomalie)
