"""Ranger : les dossiers d'une importation, écrits ou complétés dans un répertoire que l'on tient seul.

Un fichier paraît entier ou pas du tout; ce qu'on y a écrit ne change pas; importer deux fois n'ajoute rien.
"""

from __future__ import annotations

import os
import re
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import chain, count
from pathlib import Path
from typing import Literal

from lettres.importation.importeur import Importation
from lettres.importation.mise_en_dossier import DossierImporte, ce_qui_manque, factures_reclamees
from lettres.importation.pieges import Piege, dit
from lettres.importation.rangement.complements import Complements, completer_un_dossier
from lettres.importation.rangement.comptes_en_place import CompteEnPlace
from lettres.importation.rangement.deja_la import Repertoire, parcourir
from lettres.importation.rangement.destinations import Destinations, DossierACompleter
from lettres.importation.rangement.dossier_ecrit import en_yaml, ou
from lettres.importation.rangement.en_tete import DEBUT, Somme, avec_les_importees, ligne_illisible, sommes_lues
from lettres.importation.rangement.reponses_des_debiteurs import DEBUT_DES_QUESTIONS, Reponses
from lettres.importation.regroupement import DebiteurLu
from lettres.lecture.ajouts import modifier
from lettres.lecture.ajouts.original import Insertion, Original
from lettres.lecture.fichier import FORMAT_DE, lire_arbre
from lettres.lecture.formes import sans_les_vides
from lettres.lecture.validation import placer
from lettres.socle.calcul import au_juste
from lettres.socle.classes import dataclass, field, replace
from lettres.socle.constats import Constat, Gravite
from lettres.socle.erreurs import ErreurLettres, SortieRefusee
from lettres.socle.places import DansExport
from lettres.sortie import ecrire, nom_de_fichier, refus_systeme, verrou
from lettres.sortie.balayage import balayer
from lettres.sortie.depot import NOM_DU_VERROU
from lettres.sortie.fichiers import preparer_repertoire
from lettres.sortie.fournee import Fournee, cuire
from lettres.sortie.refus import fichier_changeant, sortie_occupee
from lettres.sortie.sur_place import Change, remplace

EtatDuDossier = Literal["cree", "complete", "inchange", "refuse"]


@dataclass(frozen=True)
class DossierRange:
    """Ce qu'un débiteur est devenu : son fichier, ce qui y a été fait, ce qui y manque et ce qu'on en dit."""

    fichier: str
    etat: EtatDuDossier
    nom: str
    factures: tuple[str, ...]
    manques: tuple[Constat, ...] = ()
    remarques: tuple[Constat, ...] = ()


@dataclass
class Rangement:
    """Ce que sont devenus tous les débiteurs, et ce qui ne tient à aucun."""

    dossiers: list[DossierRange] = field(default_factory=list)
    constats: list[Constat] = field(default_factory=list)
    debiteurs: str | None = None
    """Le fichier des questions, s'il vient d'en recevoir."""


def ranger(importation: Importation, repertoire: Path) -> Rangement:
    """Écrit ou complète les dossiers. Lève SortieRefusee, DossierInvalide si « debiteurs.yaml » est fautif."""
    with _tenu(repertoire):
        return _Rangeur(importation, repertoire).ranger()


@contextmanager
def _tenu(repertoire: Path) -> Iterator[None]:
    """Tient le répertoire le temps du bloc; le crée au besoin."""
    try:
        preparer_repertoire(repertoire, [])
        with verrou.tenir(repertoire / NOM_DU_VERROU):
            balayer(repertoire, DEBUT.encode(), DEBUT_DES_QUESTIONS.encode())
            yield
    except verrou.Occupe:
        raise sortie_occupee(os.fspath(repertoire)) from None
    except OSError as faute:
        raise refus_systeme(faute, os.fspath(faute.filename or repertoire)) from faute


class _Rangeur:
    def __init__(self, importation: Importation, repertoire: Path) -> None:
        self.importation, self.repertoire = importation, repertoire
        self.reponses = Reponses.de(repertoire)
        self.en_place: Repertoire = parcourir(repertoire)
        self.fait = Rangement(constats=[*map(self.reponses.placer, importation.ecartees), *self.en_place.illisibles])

    @au_juste
    def ranger(self) -> Rangement:
        destinations = Destinations(self.en_place, constats=self.fait.constats)
        with cuire(self.repertoire) as fournee:
            for debiteur in self.importation.groupes:
                reponses = self.reponses.pour(debiteur)
                importe = self.importation.dossier_de(debiteur, reponses) if factures_reclamees(debiteur) else None
                if importe is not None:
                    self.reponses.demander(importe)
                if neuves := destinations.repartir(debiteur, importe, reponses):
                    entier = importe is not None and len(neuves) == len(factures_reclamees(debiteur))
                    neuf = DebiteurLu(neuves, debiteur.cles, debiteur.constats)
                    a_creer = importe if importe and entier else self.importation.dossier_de(neuf, reponses)
                    self._creer(a_creer, fournee)
        for travail in destinations.travaux.values():
            self._completer(travail)
        self._dire_les_annulees()
        self._questionner()
        return self.fait

    def _questionner(self) -> None:
        """Ajoute ce qu'il y a à demander à « debiteurs.yaml »; dit les questions, si l'on n'y insère pas."""
        try:
            octets = self.reponses.avec_les_questions()
        except SortieRefusee as refus:
            self.fait.constats += refus.constats
            return
        if octets is not None:
            self._remplacer(self.reponses.chemin, self.reponses.octets, octets)
            self.fait.debiteurs = str(self.reponses.chemin)

    def _creer(self, importe: DossierImporte, fournee: Fournee) -> None:
        reclamees = factures_reclamees(importe.groupe)
        nom = self._nom(importe)
        fournee.ajouter(en_yaml(importe), nom)
        self.en_place.noms.add(nom)
        self._noter(nom, "cree", importe, tuple(f.numero for f in reclamees))

    def _nom(self, importe: DossierImporte) -> str:
        """Un nom de fichier tiré du débiteur et de sa plus ancienne facture, que rien d'autre ne porte."""
        morceaux = (importe.dossier["destinataire"]["nom"], importe.dossier["reference"])
        suivants = (nom_de_fichier(*morceaux, str(rang), extension="yaml") for rang in count(2))
        noms = chain([nom_de_fichier(*morceaux, extension="yaml")], suivants)
        return next(nom for nom in noms if nom not in self.en_place.noms)

    def _completer(self, travail: DossierACompleter) -> None:
        deja, importe = travail.en_place, travail.importe
        nom = deja.chemin.name
        if (ligne := ligne_illisible(deja.octets)) is not None:
            self._noter(nom, "refuse", importe, (), [_ne_sait_plus(deja.chemin, ligne)], deja.octets)
            return
        c = completer_un_dossier(deja, travail.factures, importe, travail.reponses)
        neuves = tuple(f.numero for f in travail.factures if deja.rang(f.numero) is None)
        try:
            nouveaux = modifier(deja.octets, c.gestes, format=deja.format, fichier=str(deja.chemin), a_remplir=True)
            if nouveaux == deja.octets:
                self._noter(nom, "inchange", importe, (), c.constats, deja.octets)
                return
            if deja.format == "yaml":
                nouveaux = _avec_les_origines(nouveaux, c, nom)
                nouveaux = avec_les_importees(nouveaux, [f.numero for f in travail.factures], _mises(nouveaux, travail))
            self._remplacer(deja.chemin, deja.octets, nouveaux)
        except ErreurLettres as refus:
            # -- un dossier où rien ne s'écrit n'arrête pas les autres --
            self._noter(nom, "refuse", importe, neuves, [*c.constats, *refus.constats], deja.octets)
            return
        self._noter(nom, "complete", importe, neuves, c.constats, nouveaux)

    def _noter(
        self,
        nom: str,
        etat: EtatDuDossier,
        importe: DossierImporte | None,
        factures: tuple[str, ...],
        constats: list[Constat] | None = None,
        octets: bytes | None = None,
    ) -> None:
        """Note ce qu'un débiteur est devenu; `octets` : le dossier en place, dont on relit ce qui y manque."""
        if importe is None:
            self.fait.constats += constats or []
            if etat != "inchange":
                self.fait.dossiers.append(DossierRange(nom, etat, "", factures))
            return
        manques = importe.manques if octets is None else self._manques(octets, nom)
        remarques = [*importe.remarques, *(constats or [])] if etat != "inchange" else constats or []
        destinataire = importe.dossier["destinataire"]["nom"]
        self.fait.dossiers.append(DossierRange(nom, etat, destinataire, factures, tuple(manques), tuple(remarques)))

    def _manques(self, octets: bytes, nom: str) -> list[Constat]:
        """Ce qui manque encore à un dossier en place, à sa ligne."""
        chemin = self.repertoire / nom
        format_ = FORMAT_DE[chemin.suffix.lower()]
        arbre = lire_arbre(octets, fichier=str(chemin), format=format_)
        return [placer(arbre.origine, c) for c in ce_qui_manque(sans_les_vides(arbre.donnees), self.importation.modele)]

    def _remplacer(self, chemin: Path, lus: bytes | None, nouveaux: bytes) -> None:
        if lus is None:
            ecrire(nouveaux, chemin.parent, chemin.name)
            return
        try:
            with remplace(chemin, lus, nouveaux):
                pass
        except Change:
            raise fichier_changeant(str(chemin)) from None

    def _dire_les_annulees(self) -> None:
        """Une facture que la source a annulée depuis, et qu'un dossier réclame encore."""
        for numero, constat in self.importation.sans_effet.items():
            deja = self.en_place.par_facture.get(numero)
            if deja is None or deja.close(numero):
                continue
            message = f"La facture {numero}, que « {deja.chemin.name} » réclame, n’est plus à réclamer dans l’export."
            remede = "Le dossier n’a pas été changé : voyez pourquoi, puis inscrivez-y « lettres clore »."
            lieu = constat.dans if isinstance(constat.dans, DansExport) else None
            self.fait.constats.append(dit(Piege.AUTREMENT_AU_DOSSIER, Gravite.ALERTE, message, remede, lieu))


def _ne_sait_plus(chemin: Path, ligne: int) -> Constat:
    message = f"L’en-tête de « {chemin.name} », qui garde ce que les imports y ont mis, ne se lit plus."
    remede = (
        "Le dossier n’a pas été changé, de peur de ramener ce que vous en avez ôté. Corrigez cette ligne : "
        "« [F-1, F-2] », « [[F-1, 2026-09-01, 20.00]] »; ou ôtez-la toute, et un import remettra ce qui manque."
    )
    constat = dit(Piege.EN_TETE_ILLISIBLE, Gravite.ERREUR, message, remede)
    return replace(constat, fichier=str(chemin), ligne=ligne, colonne=1)


def _mises(octets: bytes, travail: DossierACompleter) -> Counter[Somme]:
    """Les sommes de l'export qui sont à ce dossier, tel qu'il s'écrit; ce qu'on y tient pour ôté n'en est pas."""
    donnees = lire_arbre(octets, fichier="", format="yaml").donnees
    ecrit = replace(travail.en_place, octets=octets, donnees=donnees)
    mises = Counter[Somme]()
    for facture in travail.factures:
        rang, lues = ecrit.rang(facture.numero), sommes_lues(facture)
        compte = CompteEnPlace.de(ecrit, facture.numero, rang) if lues and rang is not None else None
        mises += Counter({s: min(fois, compte.fois(s)) for s, fois in lues.items()}) if compte else Counter()
    return mises


def _avec_les_origines(octets: bytes, c: Complements, nom: str) -> bytes:
    """Les mêmes octets, chaque élément ajouté sous un commentaire qui dit d'où il vient; un blanc rempli, de même."""
    arbre = lire_arbre(octets, fichier=nom, format="yaml")
    original = Original(octets, nom)
    insertions = []
    for chemin in {**dict(c.gestes), **c.origines}:
        place = arbre.valeurs.get(chemin)
        if place is None or len(chemin) == 1:
            continue
        dit = ou(c.origines[chemin]) if chemin in c.origines else "debiteurs.yaml"
        debut = original.source.indice((place[0], 1))
        fin = original.fin_de_la_ligne(debut)
        texte = original.texte[debut:fin]
        if blanc := _A_REMPLIR.search(original.texte, original.source.indice(place), fin):
            insertions.append(Insertion(blanc.start(), f"# {dit}", len(blanc[0])))
        elif len(chemin) == 2 and chemin in c.origines and texte.lstrip().startswith("- "):
            marge = texte[: len(texte) - len(texte.lstrip())]
            insertions.append(Insertion(debut, f"{marge}# {dit}\n"))
            # -- ce qui lui manque s'écrit à sa suite, en blanc, comme dans un dossier neuf --
            blancs = c.blancs.get(chemin, {}).items()
            insertions += [Insertion(fin, f"\n{marge}  {f'{cle}:'.ljust(_COLONNE)}  # {dit}") for cle, dit in blancs]
    commentes = original.avec(insertions)
    relues = lire_arbre(commentes, fichier=nom, format="yaml").donnees
    return commentes if sans_les_vides(relues) == sans_les_vides(arbre.donnees) else octets


_COLONNE = 40
_A_REMPLIR = re.compile(r"# à remplir[^\r\n]*")
"""Ce que dit d'un blanc un dossier importé."""
