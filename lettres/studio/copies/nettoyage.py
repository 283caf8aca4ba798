"""Nettoyage : une copie d'un modèle sans ce que Word y laisse; rien de ce que l'on y voit ne change.

Ce qui peut partir est ce que le moteur lui-même laisse derrière (`rendu/sante`); ce que l'on voit ou que l'on a écrit
exprès (texte masqué, commentaires, protection) reste. Chaque copie est relue : même texte, même mise en forme de chaque
signe. Une copie déjà propre en ressort octet pour octet.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Literal

from lettres.rendu.anomalies import Releve
from lettres.rendu.balises.balises import porte_une_balise
from lettres.rendu.balises.structure import controler_revisions
from lettres.rendu.paquet import paquet
from lettres.rendu.paquet.ooxml import LETTRE, ecrire_paquet, lire_xml
from lettres.rendu.paquet.paquet import TYPES
from lettres.rendu.paquet.parties import TITRES, TYPE_DOCUMENT, TYPE_MODELE, titrer
from lettres.rendu.paquet.relations import Types, lire, relations_de, sans_types, source_des_relations
from lettres.rendu.paragraphes.reunion import deballer
from lettres.rendu.paragraphes.texte import texte_par_partie
from lettres.rendu.sante.assainissement import identifiants_employes
from lettres.rendu.sante.debris import DE_FORME, deballer_google, renvois, retirer_revisions_de_forme, retirer_signets
from lettres.rendu.sante.soins import retirer_liaisons, retirer_rsids, retirer_traces
from lettres.rendu.sante.superflu import qui_identifient, sujet_du_reste
from lettres.rendu.sujet import Sujet
from lettres.rendu.xml import arbre_xml
from lettres.rendu.xml.arbre_xml import Element, R, T, w
from lettres.socle.chemins import CheminDeFichier
from lettres.socle.classes import NamedTuple, dataclass, replace
from lettres.socle.constats import Constat
from lettres.socle.erreurs import ErreurInterne, ModeleInvalide
from lettres.socle.places import DansWord
from lettres.studio.copies.langues_redites import Langues
from lettres.studio.copies.runs_reunis import forme, retirer_les_vides, reunir_les_runs
from lettres.studio.modele_lu import ModeleLu, lire_un_modele

GenreDeReste = Literal[
    "vignette",
    "volet",
    "donnees_xml",
    "proprietes_personnalisees",
    "imprimante",
    "signature",
    "identite",
    "traces",
    "seances",
    "revisions_de_forme",
    "balises_actives",
    "liaisons",
    "controles_google",
    "signets",
    "marques",
    "langues",
    "vides",
    "runs",
]
DITS: Mapping[GenreDeReste, tuple[str, str]] = {
    "vignette": ("vignette de l’ancien document", "vignettes de l’ancien document"),
    "volet": ("partie d’un volet de complément d’Office", "parties d’un volet de complément d’Office"),
    "donnees_xml": ("partie de données XML personnalisées", "parties de données XML personnalisées"),
    "proprietes_personnalisees": ("partie de propriétés personnalisées", "parties de propriétés personnalisées"),
    "imprimante": ("réglage d’imprimante", "réglages d’imprimante"),
    "signature": ("partie d’une signature électronique, qui ne vaut plus", "parties d’une signature électronique"),
    "identite": ("propriété qui nomme quelqu’un ou son poste", "propriétés qui nomment quelqu’un ou son poste"),
    "traces": ("réglage qui ne sert qu’à Word", "réglages qui ne servent qu’à Word"),
    "seances": ("numéro de séance (rsid)", "numéros de séance (rsid)"),
    "revisions_de_forme": ("révision de simple mise en forme", "révisions de simple mise en forme"),
    "balises_actives": ("balise active ou enveloppe XML", "balises actives ou enveloppes XML"),
    "liaisons": ("liaison d’un contrôle à des données", "liaisons de contrôles à des données"),
    "controles_google": ("contrôle invisible de Google", "contrôles invisibles de Google"),
    "signets": ("signet que rien n’emploie", "signets que rien n’emploie"),
    "marques": ("marque de faute ou de saut de page d’écran", "marques de faute ou de saut de page d’écran"),
    "langues": ("langue redite, que le style donne déjà", "langues redites, que le style donne déjà"),
    "vides": ("morceau de texte vide", "morceaux de texte vides"),
    "runs": ("morceau de texte rejoint au précédent", "morceaux de texte rejoints au précédent"),
}
"""Chaque reste, au singulier et au pluriel, dans l'ordre où on les dit."""

_PARTIES: tuple[tuple[re.Pattern[str], GenreDeReste], ...] = (
    (re.compile("vignette", re.IGNORECASE), "vignette"),
    (re.compile("volet", re.IGNORECASE), "volet"),
    (re.compile("XML personnalisées", re.IGNORECASE), "donnees_xml"),
    (re.compile("propriétés personnalisées", re.IGNORECASE), "proprietes_personnalisees"),
    (re.compile("imprimante", re.IGNORECASE), "imprimante"),
    (re.compile("signature", re.IGNORECASE), "signature"),
)
"""De ce que la santé dit d'une partie laissée derrière, ce qui n'est qu'un reste : ni polices, ni blocs, ni notes."""
_MARQUES = (w("proofErr"), w("lastRenderedPageBreak"))
_SANS_EFFET = frozenset({w("lang"), w("noProof"), *DE_FORME})


class Reste(NamedTuple):
    """Ce qui a été retiré, et combien."""

    genre: GenreDeReste
    nombre: int

    @property
    def dit(self) -> str:
        """« 12 numéros de séance (rsid) »."""
        return f"{self.nombre} {DITS[self.genre][self.nombre > 1]}"


@dataclass(frozen=True, slots=True)
class CopieNettoyee:
    """La copie d'un modèle, et ce qu'elle n'a plus."""

    octets: bytes
    restes: tuple[Reste, ...]


def nettoyer(source: bytes | CheminDeFichier) -> CopieNettoyee:
    """La copie d'un modèle sans ce que Word y laisse.

    Lève ModeleInvalide s'il ne s'ouvre pas, ou si une insertion ou une suppression y attend qu'on l'accepte : ce n'est
    pas à l'outil d'en décider.
    """
    ouvert = paquet.ouvrir(source)
    classeur = _Parties(ouvert.nom, dict(ouvert.parties))
    classeur.refuser_les_revisions()
    classeur.nettoyer()
    octets = ecrire_paquet(classeur.parties, reduit=True)
    avant = ecrire_paquet(ouvert.parties)
    if texte_par_partie(octets) != texte_par_partie(avant) or signes_formes(octets) != signes_formes(avant):
        raise ErreurInterne(f"Le nettoyage de « {ouvert.nom} » en aurait changé le texte ou la mise en forme.")
    comptes = classeur.comptes
    return CopieNettoyee(octets, tuple(Reste(genre, comptes[genre]) for genre in DITS if comptes.get(genre)))


def signes_formes(octets: bytes) -> dict[str, list[tuple[str, bytes]]]:
    """Par partie qui se remplit, chaque signe et sa mise en forme, sans ce qui ne se voit pas."""
    parties = paquet.decompresser("copie", octets, une_lettre=True).parties
    types = _types_de(parties, LETTRE)
    return {nom: [*_signes(lire_xml(nom, parties[nom]))] for nom in parties if types[nom] in TITRES}


def _types_de(parties: Mapping[str, bytes], de: Sujet) -> dict[str, str]:
    """Le type de chaque partie; un modèle de Word (.dotx) est un document comme un autre."""
    declares = Types(lire_xml(TYPES, parties[TYPES], de))
    return {nom: declares.de(nom).replace(TYPE_MODELE, TYPE_DOCUMENT) for nom in parties}


def _signes(racine: Element) -> Iterator[tuple[str, bytes]]:
    for run in racine.iter(R):
        ecrite = forme(run, _SANS_EFFET)
        for element in run:
            if element.tag == T:
                yield from ((signe, ecrite) for signe in element.text or "")
            elif element.tag != w("rPr") and element.tag not in _MARQUES:
                yield element.tag, ecrite


def _reperer(lu: ModeleLu | None, constat: Constat) -> DansWord | None:
    """La place d'un constat, avec l'intertitre et la case où la chercher."""
    dans = constat.dans if isinstance(constat.dans, DansWord) else None
    return dans if lu is None or dans is None else lu.reperer(dans)


class _Parties:
    """Les parties d'un modèle, dont on retire les restes; une partie qui n'en a pas garde ses octets."""

    def __init__(self, nom: str, parties: dict[str, bytes]) -> None:
        self._nom = nom
        self.parties = parties
        self.comptes: dict[GenreDeReste, int] = {}
        self._types = _types_de(parties, Sujet.modele(nom))
        self._arbres = {
            n: lire_xml(n, octets, Sujet.modele(nom))
            for n, octets in parties.items()
            if n.endswith((".xml", ".rels")) and n != TYPES
        }
        self._changees: set[str] = set()

    def refuser_les_revisions(self) -> None:
        """Lève ModeleInvalide, près des mots où chaque révision attend."""
        releve = Releve(self._nom)
        corps = next((nom for nom, type_ in self._types.items() if type_ == TYPE_DOCUMENT), "")
        for nom, titre in titrer(corps, self._arbres, self._types).items():
            controler_revisions(self._arbres[nom], titre, releve.noter)
        if releve.constats:
            lu = lire_un_modele(self._nom, ecrire_paquet(self.parties))
            raise ModeleInvalide([replace(c, dans=_reperer(lu, c)) for c in releve.constats])

    def _a_remplir(self) -> list[str]:
        """Les parties qui portent du texte."""
        return [nom for nom in self._arbres if self._types[nom] in TITRES]

    def nettoyer(self) -> None:
        self._retirer_les_parties()
        for element in qui_identifient(self._arbres, self._types):
            if not porte_une_balise(element.text or ""):
                self._compter("identite", 1, next(n for n, a in self._arbres.items() if element.getparent() is a))
                element.getparent().remove(element)
        for nom, arbre in self._arbres.items():
            if arbre.tag == w("settings"):
                self._faire("traces", nom, retirer_traces)
        self._oublier_les_relations(lambda _, type_: type_.endswith("/attachedTemplate"))
        for nom in [
            n for n in self._arbres if self._types[n].endswith("+xml") and "wordprocessingml" in self._types[n]
        ]:
            self._faire("seances", nom, retirer_rsids)
        cites = renvois(a for n, a in self._arbres.items() if self._types[n] in TITRES or n.endswith(".rels"))
        langues = Langues(next((a for a in self._arbres.values() if a.tag == w("styles")), None))
        for nom in self._a_remplir():
            self._faire("revisions_de_forme", nom, retirer_revisions_de_forme)
            self._faire("balises_actives", nom, deballer)
            self._faire("liaisons", nom, retirer_liaisons)
            self._faire("controles_google", nom, deballer_google)
            self._faire("signets", nom, lambda arbre: len(retirer_signets(arbre, cites)))
            self._faire("marques", nom, _retirer_les_marques)
            self._faire("langues", nom, langues.retirer_les_redites)
            self._faire("vides", nom, retirer_les_vides)
            self._faire("runs", nom, reunir_les_runs)
        for nom in self._changees:
            self.parties[nom] = arbre_xml.ecrire(self._arbres[nom])

    def _faire(self, genre: GenreDeReste, nom: str, retirer: Callable[[Element], int]) -> None:
        self._compter(genre, retirer(self._arbres[nom]), nom)

    def _compter(self, genre: GenreDeReste, nombre: int, nom: str) -> None:
        if nombre:
            self.comptes[genre] = self.comptes.get(genre, 0) + nombre
            self._changees.add(nom)

    def _retirer_les_parties(self) -> None:
        employees = {partie for nom in self._a_remplir() for partie in self._employees(nom)}
        retirees: set[str] = set()
        for nom, type_ in self._types.items():
            if nom in employees:
                continue  # -- une image de la lettre, fût-elle nommée « thumbnail » --
            sujet = sujet_du_reste(nom, type_)[1]
            genre = next((g for motif, g in _PARTIES if motif.search(sujet)), None)
            if genre is not None:
                retirees.add(nom)
                if not nom.endswith(".rels"):
                    self.comptes[genre] = self.comptes.get(genre, 0) + 1
        for nom in retirees:
            del self.parties[nom], self._types[nom]
            self._arbres.pop(nom, None)
        if retirees:
            self.parties[TYPES] = sans_types(self.parties[TYPES], retirees)
        self._oublier_les_relations(lambda cible, _: cible in retirees)

    def _employees(self, nom: str) -> Iterator[str]:
        """Les parties que le texte de celle-ci emploie."""
        cites = {*identifiants_employes(self._arbres[nom])}
        yield from (r.partie(nom) for r in lire(self._arbres.get(relations_de(nom))) if r.interne and r.id in cites)

    def _oublier_les_relations(self, menent: Callable[[str, str], bool]) -> None:
        """Retire les relations dont la partie visée ou le type est dit de trop."""
        for nom in [n for n in self._arbres if n.endswith(".rels")]:
            source = source_des_relations(nom)
            lues = {r.id: r for r in lire(self._arbres[nom])}
            for element in list(self._arbres[nom]):
                relation = lues.get(element.get("Id", ""))
                if relation is not None and menent(relation.partie(source) if relation.interne else "", relation.type):
                    self._arbres[nom].remove(element)
                    self._changees.add(nom)


def _retirer_les_marques(racine: Element) -> int:
    marques = list(racine.iter(*_MARQUES))
    for marque in marques:
        marque.getparent().remove(marque)
    return len(marques)
