"""Moteur : compile un modèle Word une fois, puis le remplit autant de fois qu'on veut, de plusieurs fils à la fois.

docxtpl n'y sert qu'à préparer le XML d'une partie (`DocxTemplate.patch_xml`, qui ne lit aucun état) : il ne lit,
ne remplit et n'écrit jamais de document. Chaque partie est remplie une seule fois; tout ce que le modèle ne change pas
est recopié, déjà compressé. Un modèle prouvé à la compilation donne des lettres saines par construction; celles de
tout autre sont relues strictement, réparées et contrôlées une par une.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from os import PathLike
from typing import Literal

from lettres.composition.champs import Champ
from lettres.constats import Constat
from lettres.erreurs import ErreurInterne, ValeursAbsentes
from lettres.rendu import arbre_xml, archive, contenu, controle, paquet, proprietes, retouches
from lettres.rendu.anomalies import Anomalie, Releve, refus
from lettres.rendu.arbre_xml import Element, XmlIllisible, w
from lettres.rendu.archive import Compresseur, Compression, Socle
from lettres.rendu.assainissement import APP, CORE
from lettres.rendu.champs_connus import ChampsConnus
from lettres.rendu.contenu import Contenu
from lettres.rendu.gabarit import Gabarit, Preparation
from lettres.rendu.identifiants import Identifiants
from lettres.rendu.impression import JETON, Compteur, Impression, RenduTropGros, Renoncer, ValeurBrute
from lettres.rendu.paquet import TYPES
from lettres.rendu.proprietes import Proprietes
from lettres.rendu.relations import relations_connues
from lettres.rendu.valeurs import Contexte, Valeur, sont_simples

Chemin = Literal["prouvé", "contrôlé"]

TOUT_CONTROLER = False
"""Vrai dans la suite d'essais : même la lettre d'un modèle prouvé passe alors tous les contrôles."""

_STYLES = "word/styles.xml"
_EBAUCHE = ("ebauche", "ébauche")


@dataclass(frozen=True, slots=True)
class Rendu:
    """Une lettre rendue, et ce qui répond d'elle : la preuve de son modèle, ou le contrôle de cette lettre."""

    octets: bytes
    chemin: Chemin


@dataclass(frozen=True, slots=True)
class _Structure:
    """Ce que le modèle avait avant tout rendu, et que la lettre doit garder."""

    defauts: frozenset[controle.Defaut]
    sections: int
    finit_par_section: bool
    relations: Mapping[str, frozenset[str]]
    dessins_fixes: frozenset[str]
    style_ebauche: str | None


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class ModeleCompile:
    """Un modèle prêt à remplir. Immuable et sans état : on le garde et on le partage."""

    nom: str
    empreinte: str
    champs_imprimes: frozenset[str]
    champs_lus: frozenset[str]
    raisons: tuple[str, ...]
    """Pourquoi la structure du modèle ne garantit pas ses lettres; vide s'il est prouvé."""
    soins: tuple[Constat, ...]
    """Ce qui a été guéri dans le paquet du modèle, en mémoire : commentaires, texte masqué…"""
    _champs: ChampsConnus
    _socle: Socle
    _gabarits: tuple[Gabarit, ...]
    _structure: _Structure
    _compresseur: Compresseur

    @property
    def prouve(self) -> bool:
        """Dit si la structure du modèle garantit toutes ses lettres."""
        return not self.raisons

    def rendre(
        self, contexte: Mapping[str, Valeur], *, ebauche: bool = False, proprietes: Proprietes | None = None
    ) -> bytes:
        """La lettre, en octets .docx : voir `remplir`."""
        return self.remplir(contexte, ebauche=ebauche, proprietes=proprietes).octets

    def remplir(
        self, contexte: Mapping[str, Valeur], *, ebauche: bool = False, proprietes: Proprietes | None = None
    ) -> Rendu:
        """La lettre, et ce qui répond d'elle; mêmes entrées, mêmes octets.

        Lève `ValeursAbsentes` avec toutes les valeurs imprimées qui manquent, sauf pour une ébauche, et
        `ModeleInvalide` si une valeur n'est pas imprimable ou si la structure du modèle ne tient pas.
        """
        entetes = _proprietes(proprietes, self.nom)
        if not ebauche and sont_simples(contexte):
            try:
                return self._remplir_simplement(contexte, entetes)
            except (Renoncer, ValeurBrute, RenduTropGros, TypeError):
                # -- Un imprévu : le rendu détaillé, sur une copie dont chaque valeur a un chemin, dira lequel --
                pass
        valeurs = Contexte(contexte, self.nom)
        impressions = {g: Impression(self._champs, valeurs, ebauche=ebauche) for g in self._gabarits}
        textes = {g: self._remplir_ou_refuser(g, valeurs.valeurs, impressions[g]) for g in self._gabarits}
        return self._rendu_controle(textes, impressions, entetes, ebauche=ebauche)

    def _remplir_simplement(self, contexte: Mapping[str, object], entetes: Mapping[str, bytes]) -> Rendu:
        if self.prouve and not TOUT_CONTROLER:
            compteur = Compteur()
            parties = [(g.nom, g.remplir(contexte, compteur).encode()) for g in self._gabarits]
            return Rendu(archive.assembler(self._socle, [*parties, *entetes.items()], self._compresseur), "prouvé")
        impressions = {g: Impression(self._champs) for g in self._gabarits}
        textes = {g: g.remplir(contexte, impressions[g]) for g in self._gabarits}
        return self._rendu_controle(textes, impressions, entetes, ebauche=False)

    def _remplir_ou_refuser(self, gabarit: Gabarit, valeurs: Mapping[str, object], impression: Impression) -> str:
        try:
            return gabarit.remplir(valeurs, impression)
        except ValeurBrute as erreur:
            raise refus(self.nom, "M604", f"{gabarit.titre} : {erreur}", "Corrigez la balise.") from erreur
        except RenduTropGros as erreur:
            raise refus(
                self.nom, "M909", f"{gabarit.titre} : la lettre est démesurée.", "Réduisez les listes."
            ) from erreur
        except TypeError as erreur:
            message = f"{gabarit.titre} : une balise compare un texte et un nombre."
            raise refus(self.nom, "M605", message, "Comparez deux textes, ou deux nombres.") from erreur

    def _rendu_controle(
        self,
        textes: Mapping[Gabarit, str],
        impressions: Mapping[Gabarit, Impression],
        entetes: Mapping[str, bytes],
        *,
        ebauche: bool,
    ) -> Rendu:
        """Relit, répare et contrôle chaque partie que la preuve ne couvre pas : jamais d'octets fautifs."""
        identifiants = Identifiants(self._structure.dessins_fixes)
        ecrites = {
            gabarit: (identifiants.rendre_uniques(texte) if gabarit.repete_des_identifiants else texte).encode()
            for gabarit, texte in textes.items()
        }
        tout = TOUT_CONTROLER or ebauche or any(impression.manque for impression in impressions.values())
        arbres = {g: self._lire(g, octets) for g, octets in ecrites.items() if tout or g.raisons or g.est_de_notes}
        for gabarit, arbre in arbres.items():
            controle.verifier_valeurs(arbre, impressions[gabarit], gabarit.titre, gabarit.attributs)
        touchees = self._retoucher(arbres, ebauche=ebauche)
        absentes = [
            constat
            for gabarit, arbre in arbres.items()
            if impressions[gabarit].manque
            for constat in impressions[gabarit].constats(_jetons_restants(arbre))
        ]
        if absentes:
            raise ValeursAbsentes(list(dict.fromkeys(absentes)))
        if not ebauche and any(not g.raisons and not g.est_de_notes for g in touchees):
            raise ErreurInterne("La preuve du modèle ne tient pas : une partie prouvée a dû être réparée.")
        for gabarit in touchees:
            ecrites[gabarit] = arbre_xml.ecrire(arbres[gabarit])
            texte = str(controle.texte_entier(arbres[gabarit]))
            arbres[gabarit] = controle.relire(ecrites[gabarit], gabarit.titre, texte)
        self._controler(arbres)
        parties = [(gabarit.nom, octets) for gabarit, octets in ecrites.items()]
        octets = archive.assembler(self._socle, [*parties, *entetes.items()], self._compresseur)
        return Rendu(octets, "prouvé" if self.prouve and not ebauche else "contrôlé")

    def _lire(self, gabarit: Gabarit, octets: bytes) -> Element:
        try:
            return arbre_xml.relire(octets)
        except XmlIllisible as erreur:
            message = f"{gabarit.titre} : une balise coupe la structure Word."
            raise refus(self.nom, "M901", message, "Ouvrez et fermez chaque bloc dans le même contenant.") from erreur

    def _retoucher(self, arbres: Mapping[Gabarit, Element], *, ebauche: bool) -> set[Gabarit]:
        """Répare ce que des blocs ont vidé ou répété; rend les parties touchées."""
        touchees: set[Gabarit] = set()
        corps = next(iter(self._gabarits))
        for gabarit, arbre in arbres.items():
            if gabarit.est_de_notes and corps in arbres and retouches.retirer_notes_orphelines(arbres[corps], arbre):
                touchees.add(gabarit)
            if retouches.reparer_tableaux(arbre):
                touchees.add(gabarit)
            if gabarit.change_les_colonnes and retouches.ajuster_grilles(arbre):
                touchees.add(gabarit)
        if ebauche:
            retouches.marquer_ebauche(arbres[corps], self._structure.style_ebauche)
            touchees.add(corps)
        return touchees

    def _controler(self, arbres: Mapping[Gabarit, Element]) -> None:
        releve = Releve(self.nom)
        par_titre = {gabarit.titre: arbre for gabarit, arbre in arbres.items()}
        controle.refuser_nouveaux(controle.defauts(par_titre), self._structure.defauts, releve)
        corps = arbres.get(self._gabarits[0])
        if corps is not None:
            controle.controler_corps(
                corps, self._structure.sections, releve, finit_par_section=self._structure.finit_par_section
            )
        if releve.constats and self.prouve:
            raise ErreurInterne(f"La preuve du modèle ne tient pas : {releve.constats[0].message}")
        releve.refuser()
        for gabarit, arbre in arbres.items():
            if any(controle.relations_absentes(arbre, self._structure.relations[gabarit.nom])):
                raise ErreurInterne(f"La partie rendue « {gabarit.titre} » a perdu une relation.")


def compiler(
    source: bytes | str | PathLike[str],
    champs: Mapping[str, Champ] | None = None,
    *,
    compression: Compression | None = None,
) -> ModeleCompile:
    """Lit, contrôle et compile un modèle; `champs`, s'il est donné, est tout ce que le modèle a le droit de lire.

    `compression` : « isal » ou « zlib »; par défaut, `isal` s'il est installé. Le contenu des lettres n'en dépend pas.
    Lève `ModeleInvalide` avec toutes les anomalies trouvées. Rien du modèle n'est évalué avant d'être permis.
    """
    from docxtpl import DocxTemplate  # -- long à charger, et inutile à qui ne compile rien --

    lu = paquet.ouvrir(source)
    releve = Releve(lu.nom)
    modele = contenu.examiner(lu, releve)
    connus = ChampsConnus(champs)
    preparation = Preparation(connus, releve, DocxTemplate("").patch_xml)
    balises = {nom: preparation.controler(arbre, modele.titres[nom]) for nom, arbre in modele.arbres.items()}
    defauts = controle.defauts({modele.titres[nom]: arbre for nom, arbre in modele.arbres.items()})
    relations = _relations(modele, releve)
    releve.refuser()
    gabarits = [
        gabarit
        for nom, arbre in modele.arbres.items()
        if (gabarit := preparation.compiler(nom, modele.titres[nom], arbre, balises[nom])) is not None
    ]
    releve.refuser()
    raisons = tuple(raison for gabarit in gabarits for raison in gabarit.raisons)
    remplies, fixes = _trier(gabarits, modele, prouve=not raisons)
    corps = modele.arbres[modele.corps].find(w("body"))
    structure = _Structure(
        defauts=defauts,
        sections=controle.compter_sections(modele.arbres[modele.corps]),
        finit_par_section=corps is not None and corps[-1].tag == w("sectPr"),
        relations=relations,
        dessins_fixes=frozenset(dessin for g in gabarits if not g.repete_des_identifiants for dessin in g.dessins),
        style_ebauche=_style_ebauche(modele.statiques.get(_STYLES)),
    )
    communes = {**modele.statiques, APP: proprietes.app(), **{g.nom: g.remplir({}, Compteur()).encode() for g in fixes}}
    return ModeleCompile(
        lu.nom,
        hashlib.sha256(lu.octets).hexdigest(),
        frozenset(preparation.imprimes),
        frozenset(preparation.lus),
        raisons,
        getattr(modele, "soins", ()),
        connus,
        archive.sceller(communes, TYPES),
        tuple(remplies),
        structure,
        archive.compresseur(compression),
    )


def _trier(gabarits: Iterable[Gabarit], modele: Contenu, *, prouve: bool) -> tuple[list[Gabarit], list[Gabarit]]:
    """Les parties à remplir, le corps d'abord, et celles que toutes les lettres ont en commun.

    Des notes sans balise ne sont communes que si aucun appel ne dépend d'un bloc, ce que la preuve établit.
    """
    remplies: list[Gabarit] = []
    fixes: list[Gabarit] = []
    for gabarit in gabarits:
        commune = gabarit.fixe and gabarit.nom != modele.corps and (prouve or not gabarit.est_de_notes)
        (fixes if commune else remplies).append(gabarit)
    return remplies, fixes


def _relations(modele: Contenu, releve: Releve) -> dict[str, frozenset[str]]:
    """Les relations de chaque partie; relève celles que son texte emploie et qu'elle n'a pas."""
    corps = modele.arbres[modele.corps].find(w("body"))
    if corps is None or not len(corps):
        raise refus(modele.nom, "M904", "Le corps du modèle est vide.", "Ouvrez-le dans Word et écrivez-y la lettre.")
    connues = {nom: relations_connues(nom, modele.statiques) for nom in modele.arbres}
    for nom, arbre in modele.arbres.items():
        for absente in controle.relations_absentes(arbre, connues[nom]):
            releve.noter(
                Anomalie(
                    "M907", f"La relation « {absente} » n’existe pas.", "Enregistrez le modèle de nouveau dans Word."
                ),
                modele.titres[nom],
            )
    return connues


def _jetons_restants(racine: Element) -> set[int]:
    """Les rangs des valeurs absentes qui sont restées dans l'arbre."""
    textes = (str(controle.texte_entier(racine)), *(str(v) for e in racine.iter() for v in e.attrib.values()))
    return {int(rang) for texte in textes for rang in JETON.findall(texte)}


def _style_ebauche(styles: bytes | None) -> str | None:
    if styles is None:
        return None
    for style in arbre_xml.lire(styles).iter(w("style")):
        nom = style.find(w("name"))
        nommes = {style.get(w("styleId"), "").lower(), nom.get(w("val"), "").lower() if nom is not None else ""}
        if style.get(w("type")) == "paragraph" and nommes & set(_EBAUCHE):
            return str(style.get(w("styleId")))
    return None


def _proprietes(donnees: Proprietes | None, fichier: str) -> dict[str, bytes]:
    if donnees is None:
        return {CORE: _SANS_PROPRIETES}
    proprietes.verifier(donnees, fichier)
    return {CORE: proprietes.core(donnees)}


_SANS_PROPRIETES = proprietes.core(Proprietes())
