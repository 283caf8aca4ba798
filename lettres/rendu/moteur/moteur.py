"""Moteur : remplit un modèle compilé autant de fois qu'on veut, de plusieurs fils à la fois.

Chaque partie est remplie une seule fois; tout ce que le modèle ne change pas est recopié, déjà compressé. Un modèle
prouvé à la compilation donne des lettres saines par construction; celles de tout autre sont relues strictement,
réparées et contrôlées une par une.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Literal, Protocol, TypeAlias, TypeVar

from lettres.rendu.anomalies import Releve, refus
from lettres.rendu.balises.champs_connus import ChampsConnus
from lettres.rendu.balises.impression import (
    CONSTATS_MAX,
    Compteur,
    Impression,
    RenduTropGros,
    Renoncer,
    ValeurBrute,
)
from lettres.rendu.balises.valeurs import Contexte, Valeur, copier_si_simple
from lettres.rendu.moteur import lecture_stricte, retouches
from lettres.rendu.moteur.gabarit import EntetesDuModele, Gabarit, Structure, achever
from lettres.rendu.moteur.identifiants import Identifiants
from lettres.rendu.paquet import archive
from lettres.rendu.paquet.archive import Compresseur, Tronc
from lettres.rendu.paquet.proprietes import CORE, Proprietes, core, verifier
from lettres.rendu.paquet.provenance import PERSONNELLES, Provenance, empreintes, personnelles
from lettres.rendu.paragraphes.lecture import genre
from lettres.rendu.xml import arbre_xml
from lettres.rendu.xml.arbre_xml import Element, XmlIllisible
from lettres.socle.classes import NamedTuple, dataclass
from lettres.socle.constats import Constat
from lettres.socle.erreurs import ErreurInterne, ValeursAbsentes
from lettres.socle.places import DansWord

if TYPE_CHECKING:
    from lettres.rendu.paquet.image_donnee import ImageDonnee

Images: TypeAlias = "Mapping[str, ImageDonnee]"
Voie = Literal["prouvé", "contrôlé"]
Parties = list[tuple[str, bytes]]
_Rempli = TypeVar("_Rempli", covariant=True)


class _ARemplir(Protocol[_Rempli]):
    """Une partie, ou des propriétés : ce qui se remplit, et sait où il s'est arrêté."""

    def remplir(self, valeurs: Mapping[str, object], etat: Compteur) -> _Rempli: ...

    def ou(self, impression: Impression, /) -> DansWord: ...


SANS_RELECTURE = 9_000_000
"""Octets au-delà desquels une partie est toujours relue : XML strict ne lit pas un texte de plus de dix millions."""


class Rendu(NamedTuple):
    """Une lettre rendue, et ce qui répond d'elle : la preuve de son modèle, ou le contrôle de cette lettre."""

    octets: bytes
    chemin: Voie
    parties: Mapping[str, bytes]
    """Ce qui est propre à cette lettre, et les textes que toutes celles de son modèle ont en commun, avant le zip."""
    images: frozenset[str] = frozenset()
    """Celles du dossier qui s'y voient, par nom."""


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
    _tronc: Tronc
    _tronc_signe: Tronc
    """Le même, dont types et relations annoncent la provenance."""
    _empreintes: tuple[str, ...]
    _gabarits: tuple[Gabarit, ...]
    _structure: Structure
    _entetes: EntetesDuModele
    _compresseur: Compresseur
    _tout_controler: bool = False
    """Vrai : même la lettre d'un modèle prouvé passe tous les contrôles, qui doivent donner raison à la preuve."""

    @property
    def prouve(self) -> bool:
        """Dit si la structure du modèle garantit toutes ses lettres."""
        return not self.raisons

    @property
    def places(self) -> frozenset[str]:
        """Les images auxquelles le modèle garde une place, par nom."""
        return frozenset(place.nom for place in self._structure.places)

    def rendre(
        self,
        contexte: Mapping[str, Valeur],
        *,
        ebauche: bool = False,
        proprietes: Proprietes | None = None,
        provenance: Provenance | None = None,
        images: Images | None = None,
    ) -> bytes:
        """La lettre, en octets .docx : voir `remplir`."""
        return self.remplir(
            contexte, ebauche=ebauche, proprietes=proprietes, provenance=provenance, images=images
        ).octets

    def remplir(
        self,
        contexte: Mapping[str, Valeur],
        *,
        ebauche: bool = False,
        proprietes: Proprietes | None = None,
        provenance: Provenance | None = None,
        images: Images | None = None,
        siens: Sequence[str] | None = None,
    ) -> Rendu:
        """La lettre, et ce qui répond d'elle; mêmes entrées, mêmes octets. `siens` : voir `copier_si_simple`.

        Sans `proprietes`, le modèle remplit lui-même celles où il a des balises. Avec une `provenance`, la lettre garde
        dans ses propriétés ce dont elle vient, et le témoin de son contenu. `images` sont celles à placer, par nom.
        Lève `ValeursAbsentes` avec toutes les valeurs imprimées qui manquent, sauf pour une ébauche, et
        `ModeleInvalide` si une valeur n'est pas imprimable ou si la structure du modèle ne tient pas.
        """
        if proprietes is not None:
            verifier(proprietes, self.nom)
        if not ebauche and (copie := copier_si_simple(contexte, siens)) is not None:
            try:
                entetes = proprietes or self._entetes.remplir(copie, Compteur())
                return self._assembler(*self._remplir_simplement(copie, images), entetes, provenance, images)
            except (Renoncer, ValeurBrute, RenduTropGros, TypeError):
                # -- Un imprévu : le rendu détaillé, sur une copie dont chaque valeur a un chemin, dira lequel --
                pass
        valeurs = Contexte(contexte, self.nom)
        impressions = {g: Impression(self._champs, valeurs, ebauche=ebauche) for g in self._gabarits}
        textes = {g: self._remplir_ou_refuser(g, valeurs.valeurs, impressions[g]) for g in self._gabarits}
        des_entetes = Impression(self._champs, valeurs, ebauche=ebauche)
        entetes = proprietes or self._remplir_ou_refuser(self._entetes, valeurs.valeurs, des_entetes)
        absentes = des_entetes.constats(set(range(CONSTATS_MAX)))
        controlees = self._controler_parties(textes, impressions, absentes, images, ebauche=ebauche)
        return self._assembler(*controlees, entetes, provenance, images)

    def _remplir_simplement(self, contexte: Mapping[str, object], images: Images | None) -> tuple[Parties, Voie]:
        if self.prouve and not self._tout_controler:
            compteur = Compteur()
            remplies = [(g, g.remplir(contexte, compteur)) for g in self._gabarits]
            achevees, definies = achever(self._structure, remplies, images)
            parties = [(g.nom, texte.encode()) for g, texte in achevees] + definies
            if max(map(len, dict(parties).values())) > SANS_RELECTURE:
                raise Renoncer
            return parties, "prouvé"
        impressions = {g: Impression(self._champs) for g in self._gabarits}
        textes = {g: g.remplir(contexte, impressions[g]) for g in self._gabarits}
        return self._controler_parties(textes, impressions, [], images, ebauche=False)

    def _assembler(
        self,
        parties: Parties,
        chemin: Voie,
        entetes: Proprietes,
        provenance: Provenance | None,
        images: Images | None,
    ) -> Rendu:
        changeantes = [*parties, (CORE, core(entetes) if entetes != SANS else _SANS_PROPRIETES)]
        tronc, communes = (self._tronc, ()) if provenance is None else (self._tronc_signe, self._empreintes)
        if self._structure.images:
            # -- inutile à un modèle dont aucune image n'est sous condition --
            from lettres.rendu.moteur import images_tues

            if tues := images_tues.tues(self._structure.images, dict(parties)):
                tronc, communes = images_tues.elaguer(tronc, tues)
        montrees: frozenset[str] = frozenset()
        if images and self._structure.places:
            from lettres.rendu.moteur.images_posees import habiller  # -- peu de lettres en reçoivent --

            tronc, communes, montrees = habiller(tronc, self._structure.places, images, dict(parties))
        if provenance is not None:
            temoins = [*communes, *empreintes(changeantes)]
            changeantes.append((PERSONNELLES, personnelles(provenance, temoins)))
        octets = archive.assembler(tronc, changeantes, self._compresseur)
        return Rendu(octets, chemin, {**_textes_communs(tronc), **dict(changeantes)}, montrees)

    def _remplir_ou_refuser(
        self, gabarit: _ARemplir[_Rempli], valeurs: Mapping[str, object], impression: Impression
    ) -> _Rempli:
        try:
            return gabarit.remplir(valeurs, impression)
        except ValeurBrute as erreur:
            ou = gabarit.ou(impression)
            raise refus(self.nom, "M604", str(erreur), "Corrigez la balise.", place=ou) from erreur
        except RenduTropGros as erreur:
            ou = gabarit.ou(impression)
            raise refus(self.nom, "M909", "La lettre est démesurée.", "Réduisez les listes.", place=ou) from erreur
        except TypeError as erreur:
            message, remede = "Une balise compare un texte et un nombre.", "Comparez deux textes, ou deux nombres."
            raise refus(self.nom, "M605", message, remede, place=gabarit.ou(impression)) from erreur

    def _controler_parties(
        self,
        textes: Mapping[Gabarit, str],
        impressions: Mapping[Gabarit, Impression],
        deja: list[Constat],
        images: Images | None,
        *,
        ebauche: bool,
    ) -> tuple[Parties, Voie]:
        """Relit, répare et contrôle chaque partie que la preuve ne couvre pas : jamais d'octets fautifs."""
        achevees, definies = achever(self._structure, textes.items(), images)
        identifiants = Identifiants(self._structure.dessins_fixes)
        textes = {g: identifiants.rendre_uniques(x) if g.repete_des_identifiants else x for g, x in achevees}
        entieres = ebauche or any(impression.manque for impression in impressions.values())
        if not entieres:
            textes = {g: self._controler_tableaux(g, x) if g.par_tableaux else x for g, x in textes.items()}
        ecrites = {gabarit: texte.encode() for gabarit, texte in textes.items()}
        arbres = {
            gabarit: self._lire(gabarit, octets)
            for gabarit, octets in ecrites.items()
            if entieres or self._tout_controler or gabarit.se_relit_en_entier or len(octets) > SANS_RELECTURE
        }
        for gabarit, arbre in arbres.items():
            lecture_stricte.verifier_valeurs(arbre, impressions[gabarit], gabarit.titre, gabarit.lire_attributs)
        touchees = self._retoucher(arbres, ebauche=ebauche)
        absentes = deja + [
            constat
            for gabarit, arbre in arbres.items()
            if impressions[gabarit].manque
            for constat in impressions[gabarit].constats(lecture_stricte.jetons_restants(arbre))
        ]
        if absentes:
            raise ValeursAbsentes(list(dict.fromkeys(absentes)))
        if not entieres and not all(gabarit.se_relit_en_entier for gabarit in touchees):
            raise ErreurInterne("La preuve du modèle ne tient pas : ce qu’elle couvre a dû être réparé.")
        for gabarit in touchees:
            ecrites[gabarit] = arbre_xml.ecrire(arbres[gabarit])
            texte = str(lecture_stricte.texte_entier(arbres[gabarit]))
            arbres[gabarit] = lecture_stricte.relire(ecrites[gabarit], gabarit.titre, texte)
        self._controler(arbres)
        parties = [*((gabarit.nom, octets) for gabarit, octets in ecrites.items()), *definies]
        return parties, "prouvé" if self.prouve and not ebauche else "contrôlé"

    def _controler_tableaux(self, gabarit: Gabarit, xml: str) -> str:
        """La partie, dont seuls les tableaux sont relus, réparés et contrôlés : la preuve couvre le reste."""
        from lettres.rendu.moteur import tableaux  # -- long à charger, et inutile à une lettre prouvée --

        ou = tableaux.delimiter(xml)
        ecrit = tableaux.envelopper(xml, ou)
        arbre = self._lire(gabarit, ecrit.encode())
        if lecture_stricte.texte_entier(arbre) != tableaux.texte_ecrit(ecrit):
            raise ErreurInterne(f"La partie rendue « {gabarit.titre} » a perdu une valeur imprimée.")
        touchee = retouches.reparer(arbre)
        if gabarit.change_les_colonnes:
            touchee |= retouches.ajuster_grilles(arbre)
        if touchee:
            texte = str(lecture_stricte.texte_entier(arbre))
            ecrit = arbre_xml.en_chaine(arbre)
            arbre = lecture_stricte.relire(ecrit.encode(), gabarit.titre, texte)
            xml = tableaux.remettre(xml, ou, ecrit)
        self._refuser_defauts({gabarit: arbre})
        return xml

    def _lire(self, gabarit: Gabarit, octets: bytes) -> Element:
        try:
            return arbre_xml.relire(octets)
        except XmlIllisible as erreur:
            message = "Une balise coupe la structure Word."
            remede = "Ouvrez et fermez chaque bloc dans le même contenant."
            raise refus(self.nom, "M901", message, remede, place=DansWord(gabarit.titre)) from erreur

    def _retoucher(self, arbres: Mapping[Gabarit, Element], *, ebauche: bool) -> set[Gabarit]:
        """Répare ce que des blocs ont vidé ou répété; rend les parties touchées."""
        from lettres.rendu.sante.soins import retirer_notes_orphelines  # -- de même --

        touchees: set[Gabarit] = set()
        corps = next(iter(self._gabarits))
        for gabarit, arbre in arbres.items():
            if gabarit.est_de_notes and corps in arbres and retirer_notes_orphelines(arbres[corps], arbre):
                touchees.add(gabarit)
            if retouches.reparer(arbre):
                touchees.add(gabarit)
            if gabarit.change_les_colonnes and retouches.ajuster_grilles(arbre):
                touchees.add(gabarit)
        if ebauche:
            retouches.marquer_ebauche(arbres[corps], self._structure.style_ebauche)
            touchees.add(corps)
        return touchees

    def _refuser_defauts(self, arbres: Mapping[Gabarit, Element]) -> None:
        releve = Releve(self.nom)
        par_titre = {gabarit.titre: arbre for gabarit, arbre in arbres.items()}
        lecture_stricte.refuser_nouveaux(lecture_stricte.defauts(par_titre), self._structure.defauts, releve)
        if releve.constats and self.prouve:
            raise ErreurInterne(f"La preuve du modèle ne tient pas : {releve.constats[0].message}")
        releve.refuser()

    def _controler(self, arbres: Mapping[Gabarit, Element]) -> None:
        self._refuser_defauts(arbres)
        releve = Releve(self.nom)
        corps = arbres.get(self._gabarits[0])
        if corps is not None:
            lecture_stricte.controler_corps(
                corps, self._structure.sections, releve, finit_par_section=self._structure.finit_par_section
            )
        if releve.constats and self.prouve:
            raise ErreurInterne(f"La preuve du modèle ne tient pas : {releve.constats[0].message}")
        releve.refuser()
        for gabarit, arbre in arbres.items():
            if any(lecture_stricte.relations_absentes(arbre, self._structure.relations[gabarit.nom])):
                raise ErreurInterne(f"La partie rendue « {gabarit.titre} » a perdu une relation.")


@lru_cache(maxsize=64)
def _textes_communs(tronc: Tronc) -> Mapping[str, bytes]:
    """Les parties du tronc qui portent du texte; elles ne se décompressent qu'une fois."""
    return {nom: octets for nom, octets in archive.rouvrir(tronc).items() if genre(nom)}


SANS = Proprietes()
_SANS_PROPRIETES = core(SANS)
