"""Compilation : d'un fichier Word examiné, contrôlé et prouvé, un modèle prêt à remplir."""

from __future__ import annotations

import hashlib
from collections.abc import Container, Iterable, Mapping

from lettres.rendu.balises.impression import Compteur
from lettres.rendu.compilation.inspection import examiner
from lettres.rendu.compilation.preuve import raisons_du_modele
from lettres.rendu.moteur import images_tues, lecture_stricte
from lettres.rendu.moteur.gabarit import Gabarit, Structure
from lettres.rendu.moteur.moteur import ModeleCompile
from lettres.rendu.paquet import archive, proprietes
from lettres.rendu.paquet.archive import Compresseur
from lettres.rendu.paquet.paquet import TYPES
from lettres.rendu.paquet.provenance import annoncer, empreintes
from lettres.rendu.sante.contenu import Contenu
from lettres.rendu.sante.styles_cites import est_d_ebauche
from lettres.rendu.xml import arbre_xml
from lettres.rendu.xml.arbre_xml import w
from lettres.socle.champ import Champ

_STYLES = "word/styles.xml"


def compiler_octets(
    nom: str, octets: bytes, champs: Mapping[str, Champ] | None, compresseur: Compresseur
) -> ModeleCompile:
    """Le modèle compilé; lève `ModeleInvalide` avec toutes les anomalies de son examen."""
    examen = examiner(nom, octets, champs)
    prepare = examen.exiger()
    modele = prepare.modele
    raisons = raisons_du_modele(prepare.gabarits)
    a_image = {place.partie for place in prepare.places}
    remplies, fixes = _trier(prepare.gabarits, modele, a_image, prouve=not raisons)
    structure = Structure(
        defauts=prepare.defauts,
        sections=lecture_stricte.compter_sections(modele.arbres[modele.corps]),
        finit_par_section=prepare.corps[-1].tag == w("sectPr"),
        relations=prepare.relations,
        dessins_fixes=frozenset(
            dessin for g in prepare.gabarits if not g.repete_des_identifiants for dessin in g.dessins
        ),
        style_ebauche=_style_ebauche(modele.statiques.get(_STYLES)),
        images=images_tues.conditionnelles(
            {g.nom: g.apprete.partition for g in remplies}, modele.statiques, modele.images
        ),
        listes=prepare.listes,
        places=prepare.places,
    )
    textes = {g.nom: g.remplir({}, Compteur()).encode() for g in fixes}
    communes = {**modele.statiques, proprietes.APP: proprietes.app(), **textes}
    if prepare.listes is not None:
        del communes[prepare.listes.partie]  # -- chaque lettre y ajoute ses listes --
    signees = annoncer(communes)
    tronc, tronc_signe = archive.sceller(TYPES, communes, signees)
    return ModeleCompile(
        nom,
        hashlib.sha256(octets).hexdigest(),
        examen.diagnostic.champs_imprimes,
        examen.diagnostic.champs_lus,
        raisons,
        examen.diagnostic.soins,
        prepare.connus,
        tronc,
        tronc_signe,
        tuple(empreintes(signees.items())),
        tuple(remplies),
        structure,
        prepare.entetes,
        compresseur,
    )


def _trier(
    gabarits: Iterable[Gabarit], modele: Contenu, a_image: Container[str], *, prouve: bool
) -> tuple[list[Gabarit], list[Gabarit]]:
    """Les parties à remplir, le corps d'abord, et celles que toutes les lettres ont en commun.

    Des notes sans balise ne sont communes que si aucun appel ne dépend d'un bloc, ce que la preuve établit; une partie
    qui garde la place d'une image ne l'est jamais.
    """
    remplies: list[Gabarit] = []
    fixes: list[Gabarit] = []
    for gabarit in gabarits:
        changeante = gabarit.nom == modele.corps or gabarit.nom in a_image
        commune = gabarit.fixe and not changeante and (prouve or not gabarit.est_de_notes)
        (fixes if commune else remplies).append(gabarit)
    return remplies, fixes


def _style_ebauche(styles: bytes | None) -> str | None:
    if styles is None:
        return None
    de_paragraphe = (s for s in arbre_xml.lire(styles).iter(w("style")) if s.get(w("type")) == "paragraph")
    return next((str(s.get(w("styleId"))) for s in de_paragraphe if est_d_ebauche(s)), None)
