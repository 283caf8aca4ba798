"""Papier lu : un papier à en-tête ouvert avec la prudence d'un modèle, et ce qu'une lettre en prend.

Son corps n'est pas lu : seule la mise en page de sa première section compte.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping

from lettres.rendu.anomalies import Anomalie, Releve
from lettres.rendu.papier.dimensions import (
    COLONNE_MIN,
    HAUTEUR_D_USAGE,
    HAUTEUR_MIN,
    MILLIMETRE,
    PageDuPapier,
    lire_la_page,
)
from lettres.rendu.papier.encre import textes_en_blanc
from lettres.rendu.papier.entetes import GENRES_D_ENTETE, PLACES, Entetes, entetes_nommes
from lettres.rendu.papier.hauteurs import FeuilleDeStyles, hauteur, lire_la_feuille
from lettres.rendu.paquet import paquet, relations
from lettres.rendu.paquet.ooxml import ecrire_paquet
from lettres.rendu.paquet.paquet import TYPES, Paquet
from lettres.rendu.paquet.parties import BUREAU, SORTES
from lettres.rendu.paquet.provenance import est_des_notres
from lettres.rendu.paquet.relations import RACINE, Types, relations_de
from lettres.rendu.paragraphes.lecture import Bloc, Lu, lire_l_arbre
from lettres.rendu.sante import contenu
from lettres.rendu.sante.contenu import Contenu
from lettres.rendu.sante.masques import est_vrai
from lettres.rendu.sujet import Sujet
from lettres.rendu.xml import arbre_xml, elements
from lettres.rendu.xml.arbre_xml import Element, T, XmlIllisible, w
from lettres.socle.chemins import CheminDeFichier
from lettres.socle.classes import dataclass
from lettres.socle.constats import Constat, Gravite, abreger

_SE_VOIT = tuple(w(nom) for nom in ("drawing", "pict", "sym", "instrText", "fldSimple", "pBdr", "tblBorders"))


@dataclass(frozen=True, slots=True, eq=False)
class Papier:
    """Un papier à en-tête. `octets` est le fichier sans son corps; `empreinte`, celle du fichier tel qu'il est."""

    nom: str
    octets: bytes
    empreinte: str
    contenu: Contenu
    types: Mapping[str, str]
    section: Element
    page: PageDuPapier
    entetes: Entetes
    """Les parties qui se voient, et elles seules : une partie vide n'habille rien."""
    recto_verso: bool
    corps_vide: bool
    constats: tuple[Constat, ...]
    """Ce qui y a été guéri, et ce que l'usager doit en savoir."""

    @property
    def texte_de_la_premiere_page(self) -> str:
        """Ce qui se lit, balises comprises, dans l'en-tête et le pied de la première page."""
        noms = (self.entetes.get((genre, "first")) for genre in GENRES_D_ENTETE)
        return "\n".join(texte for nom in noms if nom for texte in _textes(lire_l_arbre(self.contenu.arbres[nom])))

    @property
    def textes(self) -> tuple[str, ...]:
        """Chaque paragraphe de ses en-têtes et de ses pieds."""
        noms = dict.fromkeys(self.entetes.values())
        return tuple(texte for nom in noms for texte in _textes(lire_l_arbre(self.contenu.arbres[nom])))

    def partie(self, sorte: str) -> str | None:
        """Le nom de sa partie de cette sorte (« styles », « settings »…), si le papier l'a."""
        voulus = SORTES[f"{BUREAU}{sorte}"].types
        return next((nom for nom in self.contenu.statiques if self.types.get(nom) in voulus), None)

    def racine(self, sorte: str) -> Element | None:
        """L'arbre de cette partie."""
        nom = self.partie(sorte)
        return arbre_xml.relire(self.contenu.statiques[nom]) if nom else None


def lire(source: bytes | CheminDeFichier, nom: str = "") -> Papier:
    """Lit et contrôle un papier à en-tête; lève `ModeleInvalide` comme pour un modèle, avec les mêmes codes.

    Il se nomme `nom`, ou d'après la source. Ses balises se jugent quand le modèle habillé se compile.
    """
    nom, octets = paquet.lire(source, nom=nom, de=Sujet.papier)
    ouvert = paquet.decompresser(nom, octets, de=Sujet.papier)
    reduit, avertis = _sans_le_corps(ouvert)
    corps_vide, releve = not avertis, Releve(nom)
    avertis += [_lettre_deja_faite(nom)] if est_des_notres(ouvert.parties) else []
    lu = contenu.examiner(reduit, releve)
    releve.refuser()
    section = next(lu.arbres[lu.corps].iter(w("sectPr")))
    reglages = next((arbre for arbre in _statiques(lu) if arbre.tag == w("settings")), None)
    recto_verso = reglages is not None and (e := reglages.find(w("evenAndOddHeaders"))) is not None and est_vrai(e)
    entetes = _visibles(lu, section, recto_verso=recto_verso)
    page = lire_la_page(section)
    types = Types(arbre_xml.relire(lu.statiques[TYPES]))
    feuille = _feuille(lu, types)
    avertis += _controler_la_page(page, lu, entetes, releve, feuille)
    releve.refuser()
    if not entetes:
        avertis = [_n_habille_rien(nom, dans_le_corps=not corps_vide)]
    avertis += [
        _en_blanc(nom, t) for p in dict.fromkeys(entetes.values()) for t in textes_en_blanc(lu.arbres[p], feuille)
    ]
    return Papier(
        nom,
        reduit.octets,
        hashlib.sha256(octets).hexdigest(),
        lu,
        {partie: types.de(partie) for partie in (*lu.statiques, *lu.arbres)},
        section,
        page,
        entetes,
        recto_verso,
        corps_vide,
        (*avertis, *lu.soins),
    )


def _textes(blocs: Iterable[Bloc]) -> Iterator[str]:
    for bloc in blocs:
        if isinstance(bloc, Lu):
            yield bloc.texte
        else:
            for cellule in bloc:
                yield from _textes(cellule)


def _statiques(lu: Contenu) -> list[Element]:
    return [arbre_xml.relire(octets) for nom, octets in lu.statiques.items() if nom.endswith("settings.xml")]


def _sans_le_corps(lu: Paquet) -> tuple[Paquet, list[Constat]]:
    """Le même paquet, dont le corps n'a plus que sa première section; et de quoi dire ce qui en est laissé.

    Un paquet qui n'a pas de corps lisible reste tel quel : l'examen dira pourquoi.
    """
    try:
        racine = arbre_xml.lire(lu.parties[RACINE])
        cibles = (r.partie("") for r in relations.lire(racine) if r.type == f"{BUREAU}officeDocument")
        principale = next(cible for cible in cibles if cible in lu.parties)
        document = arbre_xml.lire(lu.parties[principale])
    except (KeyError, StopIteration, XmlIllisible):
        return lu, []
    corps = document.find(w("body"))
    if corps is None:
        corps = elements.element("w:body")
        document.append(corps)
    sections = list(corps.iter(w("sectPr")))
    laisses = [e for e in corps if e.tag != w("sectPr") and (_se_voit(e))]
    avertis = [_corps_laisse(lu.nom, plusieurs=len(sections) > 1)] if laisses or len(sections) > 1 else []
    section = sections[0] if sections else elements.element("w:sectPr")
    for enfant in list(corps):
        corps.remove(enfant)
    corps.append(elements.element("w:p"))
    corps.append(section)
    parties = {**lu.parties, principale: arbre_xml.ecrire(document)}
    return Paquet(lu.nom, ecrire_paquet(parties), parties), avertis


def _visibles(lu: Contenu, section: Element, *, recto_verso: bool) -> dict[tuple[str, str], str]:
    """Ce que chaque sorte de page montre : Word laisse dans le fichier des en-têtes qu'il n'affiche plus."""
    premiere = section.find(w("titlePg"))
    a_part = premiere is not None and est_vrai(premiere)
    octets = lu.statiques.get(relations_de(lu.corps))
    declares = entetes_nommes(section, relations.lues(octets) if octets else (), lu.corps)
    vues: dict[tuple[str, str], str] = {}
    for genre in GENRES_D_ENTETE:
        montrees = {
            "first": declares.get((genre, "first" if a_part else "default")),
            "default": declares.get((genre, "default")),
            "even": declares.get((genre, "even")) if recto_verso else None,
        }
        vues |= {
            (genre, place): nom
            for place, nom in montrees.items()
            if nom and nom in lu.arbres and _se_voit(lu.arbres[nom])
        }
    return vues


def _se_voit(element: Element) -> bool:
    return any((t.text or "").strip() for t in element.iter(T)) or next(element.iter(*_SE_VOIT), None) is not None


def _feuille(lu: Contenu, types: Types) -> FeuilleDeStyles:
    voulus = SORTES[f"{BUREAU}styles"].types
    octets = next((octets for nom, octets in lu.statiques.items() if types.de(nom) in voulus), None)
    return lire_la_feuille(None if octets is None else arbre_xml.relire(octets))


def _controler_la_page(
    page: PageDuPapier, lu: Contenu, entetes: Entetes, releve: Releve, feuille: FeuilleDeStyles
) -> list[Constat]:
    """Note ce qui ne laisse pas sa place au texte; rend ce qui ne lui en laisse guère."""
    if page.colonne < COLONNE_MIN * MILLIMETRE:
        message = (
            f"La page ne laisse que {max(0, round(page.colonne / MILLIMETRE))} mm de large au texte; une lettre et ses "
            f"tableaux en demandent {COLONNE_MIN}."
        )
        releve.noter(Anomalie("M802", message, "Réduisez les marges de gauche et de droite, ou élargissez la page."))
    restes = []
    for place in PLACES:
        en_tete, pied = (
            hauteur(lu.arbres[nom], feuille, max(1, page.colonne)) if (nom := entetes.get((genre, place))) else 0
            for genre in GENRES_D_ENTETE
        )
        restes.append(page.laissee(en_tete, pied) / MILLIMETRE)
    reste, remede = (
        min(restes),
        "Réduisez l’image ou le texte de l’en-tête et du pied, ou les marges du haut et du bas.",
    )
    if reste < HAUTEUR_MIN:
        message = (
            f"L’en-tête, le pied et les marges ne laissent pas {HAUTEUR_MIN} mm de haut au texte : il ne tiendrait "
            "sur aucune page."
        )
        releve.noter(Anomalie("M803", message, remede))
    elif reste < HAUTEUR_D_USAGE:
        message = (
            f"L’en-tête, le pied et les marges ne laissent au texte qu’environ {round(reste)} mm de haut, sur "
            f"{round(page.hauteur / MILLIMETRE)} : une lettre d’une page en fera deux."
        )
        return [Constat("M890", Gravite.ALERTE, message, remede, fichier=lu.nom)]
    return []


def _n_habille_rien(nom: str, *, dans_le_corps: bool) -> Constat:
    message = "Ce papier n’a ni en-tête ni pied de page : il ne donne que sa page, ses marges et ses styles."
    ou = "Ce que vous y avez écrit est dans le corps : coupez-le, puis collez-le" if dans_le_corps else "Écrivez-les"
    remede = f"{ou} dans l’en-tête (Insertion, En-tête, Modifier l’en-tête)."
    return Constat("M801", Gravite.ALERTE, message, remede, fichier=nom)


def _en_blanc(nom: str, texte: str) -> Constat:
    message = f"« {abreger(texte)} » est écrit en blanc, et rien n’est derrière : il ne se lira pas sur le papier."
    remede = "Choisissez une autre couleur de police, ou mettez une trame de fond au paragraphe ou à la case."
    return Constat("M891", Gravite.ALERTE, message, remede, fichier=nom)


def _lettre_deja_faite(nom: str) -> Constat:
    message = "Ce papier est une lettre déjà faite : la référence et la date de son en-tête et de son pied y restent."
    remede = "Donnez le papier même; ou effacez-les, puis inspectez le document dans Word (Fichier, Informations)."
    return Constat("M806", Gravite.ALERTE, message, remede, fichier=nom)


def _corps_laisse(nom: str, *, plusieurs: bool) -> Constat:
    message = (
        "Le corps du papier n’entre pas dans la lettre : seuls servent son en-tête, son pied, sa page et ses styles."
    )
    if plusieurs:
        message = f"{message[:-1]}, ceux de sa première section."
    remede = "Rien à faire; pour ne plus lire ce conseil, effacez le texte du papier."
    return Constat("M804", Gravite.CONSEIL, message, remede, fichier=nom)
