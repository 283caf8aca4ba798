"""Moteur : compile un modèle Word une fois, puis le remplit autant de fois qu'on veut, de plusieurs fils à la fois.

docxtpl n'y sert qu'à préparer le XML d'une partie (`DocxTemplate.patch_xml`, qui ne lit aucun état) : il ne lit,
ne remplit et n'écrit jamais de document. Chaque partie est remplie une seule fois, relue strictement, contrôlée.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from os import PathLike

from docxtpl import DocxTemplate

from lettres.composition.champs import Champ
from lettres.erreurs import ErreurInterne, ValeursAbsentes
from lettres.rendu import arbre_xml, contenu, controle, paquet, placement, proprietes, retouches
from lettres.rendu.anomalies import Anomalie, Releve, refus
from lettres.rendu.arbre_xml import Element, XmlIllisible, w
from lettres.rendu.assainissement import APP, CORE
from lettres.rendu.champs_connus import ChampsConnus
from lettres.rendu.contenu import Contenu
from lettres.rendu.gabarit import Gabarit, Preparation
from lettres.rendu.manquants import Impression, RenduTropGros, ValeurBrute
from lettres.rendu.proprietes import Proprietes
from lettres.rendu.relations import relations_connues
from lettres.rendu.valeurs import Contexte, Valeur

_STYLES = "word/styles.xml"
_EBAUCHE = ("ebauche", "ébauche")


@dataclass(frozen=True, slots=True)
class _Structure:
    """Ce que le modèle avait avant tout rendu, et que la lettre doit garder."""

    defauts: frozenset[controle.Defaut]
    sections: int
    finit_par_section: bool
    relations: Mapping[str, frozenset[str]]
    style_ebauche: str | None


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class ModeleCompile:
    """Un modèle prêt à remplir. Immuable et sans état : on le garde et on le partage."""

    nom: str
    empreinte: str
    champs_imprimes: frozenset[str]
    champs_lus: frozenset[str]
    _champs: ChampsConnus
    _statiques: Mapping[str, bytes]
    _gabarits: tuple[Gabarit, ...]
    _structure: _Structure

    def rendre(
        self, contexte: Mapping[str, Valeur], *, ebauche: bool = False, proprietes: Proprietes | None = None
    ) -> bytes:
        """La lettre, en octets .docx; mêmes entrées, mêmes octets.

        Lève `ValeursAbsentes` avec toutes les valeurs imprimées qui manquent, sauf pour une ébauche, et
        `ModeleInvalide` si une valeur n'est pas imprimable ou si la structure du modèle ne tient pas.
        """
        entetes = _proprietes(proprietes, self.nom)
        valeurs = Contexte(contexte, self.nom)
        impression = Impression(valeurs, self._champs, ebauche=ebauche)
        arbres = {gabarit: self._remplir(gabarit, valeurs, impression) for gabarit in self._gabarits}
        self._retoucher(arbres, ebauche=ebauche)
        restants = {rang for arbre in arbres.values() for rang in placement.jetons_restants(arbre)}
        if not ebauche and (absentes := impression.constats(restants)):
            raise ValeursAbsentes(absentes)
        return paquet.ecrire({**self._statiques, **entetes, **self._ecrire(arbres, impression)})

    def _remplir(self, gabarit: Gabarit, valeurs: Contexte, impression: Impression) -> Element:
        try:
            rempli = gabarit.remplir(valeurs.valeurs, impression)
        except ValeurBrute as erreur:
            raise refus(self.nom, "M604", f"{gabarit.titre} : {erreur}", "Corrigez la balise.") from erreur
        except RenduTropGros as erreur:
            raise refus(
                self.nom, "M909", f"{gabarit.titre} : la lettre est démesurée.", "Réduisez les listes."
            ) from erreur
        except TypeError as erreur:
            message = f"{gabarit.titre} : une balise compare un texte et un nombre."
            raise refus(self.nom, "M605", message, "Comparez deux textes, ou deux nombres.") from erreur
        try:
            return arbre_xml.lire(rempli.encode())
        except XmlIllisible as erreur:
            message = f"{gabarit.titre} : une balise coupe la structure Word."
            raise refus(self.nom, "M901", message, "Ouvrez et fermez chaque bloc dans le même contenant.") from erreur

    def _retoucher(self, arbres: Mapping[Gabarit, Element], *, ebauche: bool) -> None:
        corps, *_ = arbres.values()
        notes = {g.nom: a for g, a in arbres.items() if a.tag in (w("footnotes"), w("endnotes"))}
        retouches.retirer_notes_orphelines(corps, notes)
        for arbre in arbres.values():
            retouches.reparer_tableaux(arbre)
        retouches.renumeroter(arbres.values())
        texte = corps.find(w("body"))
        if ebauche and texte is not None:
            retouches.marquer_ebauche(texte, self._structure.style_ebauche)

    def _ecrire(self, arbres: Mapping[Gabarit, Element], impression: Impression) -> dict[str, bytes]:
        """Place les valeurs, écrit chaque partie, la relit et la contrôle : jamais d'octets fautifs."""
        ecrites: dict[str, bytes] = {}
        relues: dict[str, Element] = {}
        for gabarit, arbre in arbres.items():
            attendu = placement.texte_attendu(arbre, impression.valeurs)
            placement.placer(arbre, impression.valeurs)
            if gabarit.change_les_colonnes:
                retouches.ajuster_grilles(arbre)
            ecrites[gabarit.nom] = arbre_xml.ecrire(arbre)
            relues[gabarit.titre] = controle.relire(ecrites[gabarit.nom], gabarit.titre, attendu)
        releve = Releve(self.nom)
        controle.refuser_nouveaux(controle.defauts(relues), self._structure.defauts, releve)
        controle.controler_corps(
            next(iter(relues.values())),
            self._structure.sections,
            releve,
            finit_par_section=self._structure.finit_par_section,
        )
        releve.refuser()
        for gabarit in arbres:
            if any(controle.relations_absentes(relues[gabarit.titre], self._structure.relations[gabarit.nom])):
                raise ErreurInterne(f"La partie rendue « {gabarit.titre} » a perdu une relation.")
        return ecrites


def compiler(source: bytes | str | PathLike[str], champs: Mapping[str, Champ] | None = None) -> ModeleCompile:
    """Lit, contrôle et compile un modèle; `champs`, s'il est donné, est tout ce que le modèle a le droit de lire.

    Lève `ModeleInvalide` avec toutes les anomalies trouvées. Rien du modèle n'est évalué avant d'être permis.
    """
    lu = paquet.ouvrir(source)
    releve = Releve(lu.nom)
    modele = contenu.examiner(lu, releve)
    connus = ChampsConnus(champs)
    preparation = Preparation(connus, releve, DocxTemplate("").patch_xml)
    balises = {nom: preparation.controler(arbre, modele.titres[nom]) for nom, arbre in modele.arbres.items()}
    structure = _structure(modele, releve)
    releve.refuser()
    gabarits = []
    for nom, arbre in modele.arbres.items():
        gabarit = preparation.compiler(nom, modele.titres[nom], arbre, balises[nom])
        if gabarit is not None:
            gabarits.append(gabarit)
    releve.refuser()
    return ModeleCompile(
        lu.nom,
        hashlib.sha256(lu.octets).hexdigest(),
        frozenset(preparation.imprimes),
        frozenset(preparation.lus),
        connus,
        modele.statiques,
        tuple(gabarits),
        structure,
    )


def _structure(modele: Contenu, releve: Releve) -> _Structure:
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
    return _Structure(
        defauts=controle.defauts({modele.titres[nom]: arbre for nom, arbre in modele.arbres.items()}),
        sections=controle.compter_sections(modele.arbres[modele.corps]),
        finit_par_section=corps[-1].tag == w("sectPr"),
        relations=connues,
        style_ebauche=_style_ebauche(modele.statiques.get(_STYLES)),
    )


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
    choisies = donnees or Proprietes()
    proprietes.verifier(choisies, fichier)
    return {CORE: proprietes.core(choisies), APP: proprietes.app()}
