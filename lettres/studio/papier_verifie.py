"""Papier vérifié : un papier à en-tête essayé sans dossier, sur les lettres de chaque nature qu'il habillera."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from os import PathLike

from lettres.barriere.listes import liste_de
from lettres.catalogue import catalogue, dossier_des_modeles, lettres_de
from lettres.composition import champs_par_chemin
from lettres.composition.champs import champs_facultatifs
from lettres.production.habillage import Tenue, examiner_le_papier
from lettres.rendu import ModeleCompile
from lettres.rendu.papier import Papier
from lettres.rendu.papier import lire as lire_un_papier
from lettres.rendu.paquet import paquet
from lettres.rendu.sujet import Sujet
from lettres.socle.chemins import nom_montre
from lettres.socle.constats import Constat, ecourter
from lettres.socle.erreurs import ModeleInvalide
from lettres.studio import allure, coquilles
from lettres.studio.conformite import defendus
from lettres.studio.copies.annotation import sans_nos_commentaires
from lettres.studio.deroulement import Fragment, derouler, derouler_a_plat
from lettres.studio.essayage import MANQUANTE, essayer
from lettres.studio.logique import Logique
from lettres.studio.modele_lu import lire_un_modele
from lettres.studio.specimens import valeurs
from lettres.studio.verification import Verification, a_fournir, a_sa_place, compiler_ou_diagnostiquer, dans_l_ordre


def est_un_papier(source: bytes | str | PathLike[str]) -> bool:
    """Dit si ce document est un papier à en-tête : rien n'y est écrit qu'en haut ou au pied de la page."""
    try:
        lu = lire_un_papier(source)
    except ModeleInvalide:
        return False
    return lu.corps_vide and bool(lu.entetes)


def verifier_un_papier(source: bytes | str | PathLike[str]) -> Verification:
    """Vérifie un papier à en-tête : ce qui le fait refuser, ce qui s'y guérit, ce qu'il imprimerait de travers.

    Ne lève rien. La langue de son texte n'est pas jugée : celle de la lettre est toujours le français.
    """
    try:
        nom, octets = paquet.lire(source, de=Sujet.papier)
        octets = sans_nos_commentaires(octets, nom)
        lu = lire_un_papier(octets, nom)
    except ModeleInvalide as refus:
        return Verification(nom_montre(source), b"", refus.constats, refuse=True, papier=True)
    fautes = [*examiner_le_papier(lu), *_pose(lu)]
    constats: list[Constat] = [*fautes, *lu.constats]
    modele = lire_un_modele(nom, lu.octets)
    if modele is not None:
        arbres = [arbre for partie in modele.parties if (arbre := derouler(partie)) is not None]
        ferme = liste_de("mise_en_demeure", "recouvrement")
        constats += [c for c in allure.examiner_l_allure(modele) if c.code != "M707"]
        lus = [derouler(partie) or derouler_a_plat(partie) for partie in modele.parties]
        constats += [*coquilles.blancs(modele, lus), *(defendus(modele, ferme, nom) if ferme else ())]
        constats += (c for arbre in lus for c in coquilles.rencontres(arbre, valeurs(None, None)))
        constats += a_fournir(arbres)
        if (compile_ := compiler_ou_diagnostiquer(nom, lu.octets)[0]) is not None:
            constats += _essaye(compile_, arbres)
        constats = dans_l_ordre([a_sa_place(c, nom, modele) for c in constats], modele)
    return Verification(nom, octets, tuple(ecourter(constats)), refuse=bool(fautes), modele=modele, papier=True)


def _pose(lu: Papier) -> Sequence[Constat]:
    """Ce qui n'apparaît qu'une fois posé sous une lettre : tous les modèles livrés ont les mêmes styles."""
    try:
        Tenue(lu, frozenset()).habiller((dossier_des_modeles() / catalogue()[0].fichier).read_bytes())
    except ModeleInvalide as refus:
        return refus.constats
    return ()


def _essaye(compile_: ModeleCompile, arbres: Sequence[Sequence[Fragment]]) -> Iterator[Constat]:
    """Ce que demandent ses balises et qu'une lettre n'aurait pas, dans l'une ou l'autre nature, une fois par balise."""
    champs = champs_par_chemin()
    dits: set[object] = set()
    for nature in dict.fromkeys(m.nature for m in catalogue()):
        cible, logique = (nature, lettres_de(nature)[0]), Logique(champs, champs_facultatifs())
        for constat in essayer(compile_, cible, arbres, logique, champs, dossier=f"nature « {nature} », ").constats:
            if constat.code == MANQUANTE and constat.dans not in dits:
                dits.add(constat.dans)
                yield constat
