"""Comparaison : deux modèles Word lus côte à côte, leurs clauses, leurs conditions, leurs champs, leurs mentions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from lettres.barriere.listes import TypeDeLettre, liste_de
from lettres.catalogue import catalogue, dossier_des_modeles
from lettres.composition import champs_par_chemin
from lettres.dossier import Nature
from lettres.rendu import ModeleCompile
from lettres.rendu.paquet import paquet
from lettres.socle.chemins import CheminDeFichier
from lettres.socle.classes import dataclass
from lettres.socle.constats import Constat
from lettres.socle.erreurs import ModeleInvalide
from lettres.socle.places import DansWord
from lettres.studio.comparaison.apparences import Styles
from lettres.studio.comparaison.clauses import clauses_du_modele
from lettres.studio.comparaison.ecarts import TITRES, EcartDeModele, des_champs, des_clauses, des_conditions, des_styles
from lettres.studio.comparaison.rapprochement import rapprocher
from lettres.studio.conformite import mentions_absentes
from lettres.studio.copies.annotation import sans_nos_commentaires
from lettres.studio.deroulement import Fragment, chemin_de, derouler, imprimees, sans_rang
from lettres.studio.essayage import remplir_malgre_tout
from lettres.studio.modele_lu import ModeleLu, lire_un_modele
from lettres.studio.specimens import specimens
from lettres.studio.verification import LettreVisee, compiler_ou_diagnostiquer, lettres_visees, sans_tableau

PART_COMMUNE_MIN = 0.5
"""Part des clauses sous laquelle un modèle ne vient d'aucun de ceux qui sont livrés."""


@dataclass(frozen=True, slots=True)
class Comparaison:
    """Ce que le second modèle a perdu, changé ou gagné. `cibles` vide : la lettre est inconnue, ses mentions aussi.

    `refus` : ce qui fait refuser l'un des deux; ses mentions et ses champs n'ont pu être comparés.
    """

    avant: str
    apres: str
    ecarts: tuple[EcartDeModele, ...]
    cibles: tuple[LettreVisee, ...] = ()
    refus: tuple[Constat, ...] = ()

    @property
    def perd_une_mention(self) -> bool:
        """Dit si une mention que la liste de contrôle exige ne s'imprime plus."""
        return any(e.genre == "mention_perdue" for e in self.ecarts)


@dataclass(frozen=True, slots=True)
class _Cote:
    """L'un des deux modèles."""

    nom: str
    modele: ModeleLu
    compile_: ModeleCompile | None
    refus: tuple[Constat, ...]
    imprimes: frozenset[str]
    arbres: Sequence[Sequence[Fragment]]


def comparer_deux_modeles(
    avant: bytes | CheminDeFichier,
    apres: bytes | CheminDeFichier,
    *,
    lettre: str | None = None,
    nature: Nature | None = None,
) -> Comparaison:
    """Compare deux modèles. Lève ModeleInvalide si l'un des deux ne s'ouvre pas."""
    uns, autres = _ouvrir(avant), _ouvrir(apres)
    cibles = lettres_visees(autres.modele, autres.nom, lettre, nature) or lettres_visees(
        uns.modele, uns.nom, lettre, nature
    )
    rapproche = rapprocher(clauses_du_modele(uns.modele), clauses_du_modele(autres.modele))
    champs = des_champs(uns.imprimes, autres.imprimes, {**_places(autres), **_places(uns)}, champs_par_chemin())
    refus = (*uns.refus, *autres.refus)
    trouves = [
        *(() if refus else _mentions(uns, autres, cibles)),
        *_tableaux(uns, autres, cibles),
        *des_clauses(rapproche),
        *des_conditions(rapproche),
        *(() if refus else champs),
        *des_styles(Styles(uns.modele), Styles(autres.modele), rapproche),
    ]
    rangs = {genre: rang for rang, genre in enumerate(TITRES)}
    return Comparaison(
        uns.nom, autres.nom, tuple(sorted(dict.fromkeys(trouves), key=lambda e: rangs[e.genre])), cibles, refus
    )


def le_livre_d_ou_il_vient(source: bytes | CheminDeFichier, lettre: str | None, nature: Nature | None) -> Path | None:
    """Le modèle livré dont celui-ci vient : de la lettre qu'il écrit ou, si rien ne la dit, dont il a le plus de mots.

    Lève ModeleInvalide s'il ne s'ouvre pas.
    """
    cote = _ouvrir(source)
    vises = dict.fromkeys(c.fichier for c in lettres_visees(cote.modele, cote.nom, lettre, nature))
    if len(vises) == 1:
        return dossier_des_modeles() / next(iter(vises))
    siennes = _mots_des_clauses(cote.modele)
    parts: list[tuple[float, Path]] = []
    for fichier in dict.fromkeys(
        m.fichier for m in catalogue() if lettre in (None, m.lettre) and nature in (None, m.nature)
    ):
        chemin = dossier_des_modeles() / fichier
        livre = lire_un_modele(*paquet.lire(chemin))
        if livre is not None:
            parts.append((_part_commune(siennes, _mots_des_clauses(livre)), chemin))
    part, chemin = max(parts, default=(0.0, Path()))
    return chemin if part >= PART_COMMUNE_MIN else None


def _mots_des_clauses(modele: ModeleLu) -> Counter[str]:
    return Counter(c.sans_conditions for c in clauses_du_modele(modele))


def _part_commune(uns: Counter[str], autres: Counter[str]) -> float:
    """La part des clauses que deux modèles ont en commun, mot pour mot."""
    return 2 * (uns & autres).total() / max(uns.total() + autres.total(), 1)


def _ouvrir(source: bytes | CheminDeFichier) -> _Cote:
    nom, octets = paquet.lire(source)
    octets = sans_nos_commentaires(octets, nom)
    compile_, diagnostic = compiler_ou_diagnostiquer(nom, octets)
    modele = lire_un_modele(nom, octets)
    if modele is None:
        raise ModeleInvalide(diagnostic.anomalies)
    arbres = [arbre for partie in modele.parties if (arbre := derouler(partie)) is not None]
    return _Cote(nom, modele, compile_, diagnostic.anomalies, diagnostic.champs_imprimes, arbres)


def _places(cote: _Cote) -> dict[str, DansWord]:
    """Où chaque champ s'imprime d'abord."""
    trouvees: dict[str, DansWord] = {}
    for arbre in cote.arbres:
        for imprimee, *_ in imprimees(arbre):
            chemin = sans_rang(chemin_de(imprimee.expression, imprimee.portee) or "")
            trouvees.setdefault(chemin, cote.modele.reperer(imprimee.balise.place))
    return trouvees


def _mentions(avant: _Cote, apres: _Cote, cibles: Sequence[LettreVisee]) -> Iterator[EcartDeModele]:
    """Ce que la liste exige, que le premier imprime dans un spécimen et que le second n'y imprime plus."""
    for cible in cibles:
        type_ = liste_de(cible.lettre, cible.nature)
        if type_ is None or avant.compile_ is None or apres.compile_ is None:
            continue
        perdues: dict[str, tuple[Constat, list[str]]] = {}
        tous = specimens(cible.nature, cible.lettre)
        for specimen in tous:
            manquaient, manquent = (
                _manques(cote.compile_, type_, cote.nom, specimen.contexte) for cote in (avant, apres)
            )
            for code, constat in manquent.items():
                if code not in manquaient:
                    perdues.setdefault(code, (constat, []))[1].append(specimen.nom)
        for code, (constat, ou) in perdues.items():
            quoi = constat.message.partition("\u00a0: ")[2]
            suite = "" if len(ou) == len(tous) else f" Spécimens : {', '.join(ou)}."
            yield EcartDeModele("mention_perdue", f"{quoi}{suite}", avant=quoi, code=code, remede=constat.remede)


def _manques(
    compile_: ModeleCompile | None, type_: TypeDeLettre, nom: str, contexte: Mapping[str, object]
) -> Mapping[str, Constat]:
    octets = None if compile_ is None else remplir_malgre_tout(compile_, contexte)[0]
    return {} if octets is None else mentions_absentes(octets, type_, nom)


def _tableaux(avant: _Cote, apres: _Cote, cibles: Sequence[LettreVisee]) -> Iterator[EcartDeModele]:
    for cible in cibles:
        if not [*sans_tableau(cible, avant.arbres)]:
            for constat in sans_tableau(cible, apres.arbres):
                yield EcartDeModele("tableau_perdu", constat.message, code=constat.code, remede=constat.remede)
