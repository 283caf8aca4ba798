"""Compilation : d'un fichier Word examiné, contrôlé et prouvé, un modèle prêt à remplir.

docxtpl n'y sert qu'à préparer le XML d'une partie (`DocxTemplate.patch_xml`, qui ne lit aucun état) : il ne lit,
ne remplit et n'écrit jamais de document.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping

from lettres.rendu.anomalies import Anomalie, Releve, refus
from lettres.rendu.balises.champs_connus import ChampsConnus
from lettres.rendu.balises.impression import Compteur
from lettres.rendu.compilation.preparation import Preparation
from lettres.rendu.moteur import lecture_stricte
from lettres.rendu.moteur.gabarit import Gabarit
from lettres.rendu.moteur.identifiants import Identifiants
from lettres.rendu.moteur.moteur import ModeleCompile, Structure
from lettres.rendu.paquet import archive, paquet, proprietes
from lettres.rendu.paquet.archive import Compresseur
from lettres.rendu.paquet.paquet import TYPES
from lettres.rendu.paquet.provenance import annoncer, empreintes
from lettres.rendu.paquet.relations import relations_connues
from lettres.rendu.sante import contenu
from lettres.rendu.sante.assainissement import APP
from lettres.rendu.sante.contenu import Contenu
from lettres.rendu.xml import arbre_xml
from lettres.rendu.xml.arbre_xml import Element, w
from lettres.socle.champ import Champ
from lettres.socle.places import DansWord

_STYLES = "word/styles.xml"
_EBAUCHE = ("ebauche", "ébauche")


def compiler_octets(
    nom: str, octets: bytes, champs: Mapping[str, Champ] | None, compresseur: Compresseur
) -> ModeleCompile:
    from docxtpl import DocxTemplate  # -- long à charger, et inutile à qui ne compile rien --

    lu = paquet.decompresser(nom, octets)
    releve = Releve(lu.nom)
    modele = contenu.examiner(lu, releve)
    connus = ChampsConnus(champs)
    preparation = Preparation(connus, releve, DocxTemplate("").patch_xml)
    preparation.borner(modele.arbres.values())
    identifiants = Identifiants()
    arbres = {nom: _rendre_uniques(arbre, identifiants) for nom, arbre in modele.arbres.items()}
    balises = {nom: preparation.controler(arbre, modele.titres[nom]) for nom, arbre in arbres.items()}
    defauts = lecture_stricte.defauts({modele.titres[nom]: arbre for nom, arbre in arbres.items()})
    corps = _corps(modele)
    relations = _relations(modele, releve)
    releve.refuser()
    gabarits = [
        gabarit
        for nom, arbre in arbres.items()
        if (gabarit := preparation.compiler(nom, modele.titres[nom], arbre, balises[nom])) is not None
    ]
    releve.refuser()
    raisons = tuple(raison for gabarit in gabarits for raison in gabarit.raisons)
    remplies, fixes = _trier(gabarits, modele, prouve=not raisons)
    structure = Structure(
        defauts=defauts,
        sections=lecture_stricte.compter_sections(modele.arbres[modele.corps]),
        finit_par_section=corps[-1].tag == w("sectPr"),
        relations=relations,
        dessins_fixes=frozenset(dessin for g in gabarits if not g.repete_des_identifiants for dessin in g.dessins),
        style_ebauche=_style_ebauche(modele.statiques.get(_STYLES)),
    )
    communes = {**modele.statiques, APP: proprietes.app(), **{g.nom: g.remplir({}, Compteur()).encode() for g in fixes}}
    signees = annoncer(communes)
    socle, socle_signe = archive.sceller(TYPES, communes, signees)
    return ModeleCompile(
        lu.nom,
        hashlib.sha256(lu.octets).hexdigest(),
        frozenset(preparation.imprimes),
        frozenset(preparation.lus),
        raisons,
        modele.soins,
        connus,
        socle,
        socle_signe,
        tuple(empreintes(signees.items())),
        tuple(remplies),
        structure,
        compresseur,
    )


def _rendre_uniques(racine: Element, identifiants: Identifiants) -> Element:
    """La partie, sans identifiant double : le modèle lui-même peut en avoir."""
    avant = arbre_xml.en_chaine(racine)
    apres = identifiants.rendre_uniques(avant)
    return racine if apres == avant else arbre_xml.relire(apres.encode())


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


def _corps(modele: Contenu) -> Element:
    corps = modele.arbres[modele.corps].find(w("body"))
    if corps is None or not len(corps):
        raise refus(modele.nom, "M904", "Le corps du modèle est vide.", "Ouvrez-le dans Word et écrivez-y la lettre.")
    return corps


def _relations(modele: Contenu, releve: Releve) -> dict[str, frozenset[str]]:
    """Les relations de chaque partie; relève celles que son texte emploie et qu'elle n'a pas."""
    connues = {nom: relations_connues(nom, modele.statiques) for nom in modele.arbres}
    for nom, arbre in modele.arbres.items():
        for absente in lecture_stricte.relations_absentes(arbre, connues[nom]):
            releve.noter(
                Anomalie(
                    "M907", f"La relation « {absente} » n’existe pas.", "Enregistrez le modèle de nouveau dans Word."
                ),
                DansWord(modele.titres[nom]),
            )
    return connues


def _style_ebauche(styles: bytes | None) -> str | None:
    if styles is None:
        return None
    for style in arbre_xml.lire(styles).iter(w("style")):
        nom = style.find(w("name"))
        nommes = {style.get(w("styleId"), "").lower(), nom.get(w("val"), "").lower() if nom is not None else ""}
        if style.get(w("type")) == "paragraph" and nommes & set(_EBAUCHE):
            return str(style.get(w("styleId")))
    return None
