"""Champs nommés : le champ que nomme une expression, des noms visibles jusqu'à lui; tout autre est refusé."""

from __future__ import annotations

from unicodedata import normalize

from jinja2 import nodes

from lettres.rendu.anomalies import Anomalie
from lettres.rendu.balises.champs_connus import ChampsConnus
from lettres.rendu.balises.defenses import inconnu
from lettres.rendu.balises.operations import ATTRIBUTS_DE_BOUCLE
from lettres.rendu.xml.arbre_xml import HORS_XML
from lettres.socle.classes import dataclass, field

BOUCLE = "loop"
RESERVES_A_JINJA = frozenset({"self", "super", "caller", "varargs", "kwargs", "loop"})
_MEMES_LISTES = frozenset({"reverse", "sort"})
CALCULEE = "="
"""Le début du chemin d'une valeur que le modèle a nommée sans que ce soit un champ."""

Portee = dict[str, str]
"""Noms visibles que le modèle a donnés : variable → chemin de l'élément parcouru, ou de la valeur nommée."""


def est_de_boucle(chemin: str) -> bool:
    return chemin == BOUCLE or chemin.startswith((f"{BOUCLE}.", f"{BOUCLE}["))


def ecriture_de(noeud: nodes.Node | None, portee: Portee) -> str:
    """Un champ tel que la balise l'écrit; ce que « set » a nommé, par le champ même. Vide, si cela ne s'écrit pas."""
    match noeud:
        case nodes.Name(name=nom) if not (chemin := portee.get(nom, "")) or chemin.endswith("[]"):
            return nom
        case nodes.Name(name=nom):
            elements = sorted(((c, v) for v, c in portee.items() if portee[nom].startswith(f"{c}.")), reverse=True)
            return next((v + portee[nom][len(c) :] for c, v in elements), "" if "[]" in portee[nom] else portee[nom])
        case nodes.Getattr(node=groupe, attr=cle) | nodes.Getitem(node=groupe, arg=nodes.Const(value=str() as cle)):
            avant = ecriture_de(groupe, portee)
            return avant and f"{avant}.{cle}"
        case nodes.Getitem(node=liste, arg=nodes.Const(value=rang)):
            avant = ecriture_de(liste, portee)
            return avant and f"{avant}[{rang}]"
        case nodes.Filter(node=liste, name=filtre, args=[]):
            avant = ecriture_de(liste, portee)
            return avant and f"({avant}|{filtre})"
        case _:
            return ""


@dataclass(slots=True)
class Chemins:
    """De quoi suivre un chemin; ce qui le rend fautif s'ajoute aux anomalies."""

    champs: ChampsConnus
    anomalies: list[Anomalie] = field(default_factory=list)

    def refuser(self, code: str, message: str, remede: str = "") -> None:
        """Note une anomalie."""
        self.anomalies.append(Anomalie(code, message, remede))

    def chemin_exige(self, noeud: nodes.Node | None, portee: Portee) -> str | None:
        avant = len(self.anomalies)
        chemin = self.chemin(noeud, portee)
        if chemin is None and len(self.anomalies) == avant:
            self.refuser("M207", "Cette balise ne nomme pas un champ.", "Écrivez {{ groupe.champ }}.")
        return chemin

    def chemin_su(self, noeud: nodes.Node | None, portee: Portee) -> str | None:
        """Le chemin d'une expression déjà contrôlée, sans rien en redire."""
        avant = len(self.anomalies)
        chemin = self.chemin(noeud, portee)
        del self.anomalies[avant:]
        return chemin

    def chemin(self, noeud: nodes.Node | None, portee: Portee) -> str | None:
        """Le chemin générique que lit une expression; None si ce n'est pas un chemin."""
        match noeud:
            case nodes.Name():
                return self._nom(noeud.name, portee)
            case nodes.Getattr():
                return self._membre(self.chemin(noeud.node, portee), noeud.attr)
            case nodes.Getitem(arg=nodes.Const(value=str() as nom)):
                return self._membre(self.chemin(noeud.node, portee), nom)
            case nodes.Getitem(arg=nodes.Const(value=int() as rang)) if not isinstance(rang, bool):
                base = self.chemin(noeud.node, portee)
                return base if base is None or self.champs.est_un_texte(base) else f"{base}[]"
            case nodes.Getitem(arg=nodes.Slice()):
                return self.chemin(noeud.node, portee)
            case nodes.Filter(name=nom) if nom in _MEMES_LISTES:
                return self.chemin(noeud.node, portee)
            case nodes.Filter(name="first" | "last"):
                base = self.chemin(noeud.node, portee)
                return None if base is None else f"{base}[]"
            case _:
                return None

    def _nom(self, nom: str, portee: Portee) -> str | None:
        if nom in portee:
            return portee[nom]
        if nom.startswith("_") or nom in RESERVES_A_JINJA:
            self.refuser("M308", f"Le nom « {nom} » est réservé.", "Un modèle ne lit que les champs du dossier.")
            return None
        return None if self.refuser_s_il_se_confond(nom) else nom

    def refuser_s_il_se_confond(self, nom: str) -> bool:
        """Python lit « nº » comme « no » : deux champs n'en feraient qu'un."""
        confondu = normalize("NFKC", nom) != nom
        if confondu:
            self.refuser("M308", f"Le nom « {nom} » se confond avec un autre.", "Écrivez-le en lettres ordinaires.")
        return confondu

    def _membre(self, base: str | None, nom: str) -> str | None:
        if base is None:
            return None
        if nom.startswith("_"):
            self.refuser("M308", f"Le nom « {nom} » est réservé.", "Un modèle ne lit que les champs du dossier.")
            return None
        if HORS_XML.search(nom):
            self.refuser("M308", "Un nom de champ contient un caractère interdit.", "Corrigez le nom dans la balise.")
            return None
        if base == BOUCLE and nom not in ATTRIBUTS_DE_BOUCLE:
            self.refuser(
                *("M301", *inconnu("L’attribut de boucle", f"loop.{nom}", ["loop.index", "loop.index0", "loop.length"]))
            )
            return None
        return f"{base}.{nom}"
