"""Importeur : d'un ou de plusieurs exports aux dossiers de leurs débiteurs, un à un; rien ne s'écrit ici."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from os import PathLike
from typing import Any

from pydantic import ValidationError

from lettres.catalogue import Modele, lettres_de, modele_de
from lettres.dossier.parties import Expediteur
from lettres.importation.facture_lue import FactureLue
from lettres.importation.interpretation import dates_d_un_export, interpreter
from lettres.importation.lecteurs.reconnaissance import EN_MEMOIRE, ExportOuvert, SourceDonnee, ouvrir
from lettres.importation.mise_en_dossier import DossierImporte, factures_reclamees, mettre_en_dossier
from lettres.importation.parties_lues import lire_la_partie
from lettres.importation.pieges import Piege, dit, par_place
from lettres.importation.regroupement import DebiteurLu, completer, grouper
from lettres.langue.pliage import serrer
from lettres.lecture.annexes import lire_l_expediteur
from lettres.lecture.formes import Forme, sans_les_vides
from lettres.socle.calcul import au_juste
from lettres.socle.chemins import CheminDeFichier
from lettres.socle.classes import dataclass, field
from lettres.socle.constats import Constat, Gravite, abreger

NATURE = "recouvrement"


@dataclass
class Importation:
    """Des exports lus : un débiteur à la fois, et ce que l'on a laissé de côté.

    Se parcourt en `(dossier, manques, remarques)` : un dict de la forme d'un dossier, ce qui y manque pour la lettre
    voulue, et ce que l'export cachait. Chaque constat est à la place de l'export d'où il vient; `dossiers()` donne de
    plus celle de chaque valeur.
    """

    exports: tuple[ExportOuvert, ...]
    groupes: list[DebiteurLu]
    ecartees: list[Constat]
    """Ce qui ne se réclame pas, et ce qui ne se lit pas : une facture, un constat."""
    modele: Modele
    expediteur: Mapping[str, object] | None = None
    sans_effet: dict[str, Constat] = field(default_factory=dict)
    """Par numéro, les factures laissées de côté."""

    def __iter__(self) -> Iterator[tuple[dict[str, Any], list[Constat], list[Constat]]]:
        for importe in self.dossiers():
            yield importe.dossier, importe.manques, importe.remarques

    def dossiers(self) -> Iterator[DossierImporte]:
        """Les mêmes, avec ce qu'il faut pour montrer un constat de `verifier` à sa cellule : `placer`."""
        return map(self.dossier_de, self.a_reclamer)

    @property
    def a_reclamer(self) -> Iterator[DebiteurLu]:
        """Les débiteurs qui doivent encore quelque chose."""
        return (groupe for groupe in self.groupes if factures_reclamees(groupe))

    @au_juste
    def dossier_de(self, groupe: DebiteurLu, reponses: Mapping[str, str] | None = None) -> DossierImporte:
        """Le dossier de ce débiteur; `reponses` : ce qu'aucun export ne dit de lui."""
        return mettre_en_dossier(groupe, self.expediteur, reponses or {}, self.modele, self._expediteur_lu)

    @cached_property
    def _expediteur_lu(self) -> Expediteur | None:
        """L'expéditeur, validé une fois; None s'il manque, ou s'il est fautif : chaque dossier le dit alors."""
        try:
            return Expediteur.model_validate(sans_les_vides(self.expediteur, Forme(modele=Expediteur)))
        except ValidationError:
            return None


@au_juste
def importer(
    source: SourceDonnee | Sequence[CheminDeFichier | bytes],
    *,
    de: str | None = None,
    expediteur: Mapping[str, object] | CheminDeFichier | None = None,
    pour: str = "rappel",
    etats_dus: Iterable[str] = (),
) -> Importation:
    """Lit l'export d'un logiciel de facturation : un `(dossier, manques, remarques)` par débiteur.

    `source` : un fichier, ses octets, les objets JSON déjà lus (sans nombre à virgule flottante), ou plusieurs fichiers
    qui se complètent, comme des factures et un carnet de clients. `de` nomme la source, ou le « colonnes.yaml » qui
    décrit le tableau; None la reconnaît. `expediteur` : les clés du bloc, ou le fichier qui les a à sa racine.
    `pour` : la lettre d'après laquelle `manques` dit ce qui manque. `etats_dus` : les états d'une facture, inconnus à
    leur source, que l'on sait dus.

    Lève DossierIllisible si l'export ne se lit ou ne se reconnaît pas; DossierInvalide pour le fichier fautif d'un
    `expediteur` ou de colonnes; ValueError pour une lettre ou une source inconnues, ou ce qui n'est pas un export.
    """
    modele = modele_de(pour, NATURE)
    if modele is None:
        raise ValueError(f"« {pour} » n’est pas une lettre de recouvrement : {', '.join(lettres_de(NATURE))}.")
    plusieurs = isinstance(source, list | tuple) and not any(isinstance(s, Mapping) for s in source)
    sources: Sequence[Any] = source if plusieurs else [source]  # type: ignore[assignment]
    noms = [EN_MEMOIRE if len(sources) == 1 else f"{EN_MEMOIRE} {rang}" for rang in range(1, len(sources) + 1)]
    exports = tuple(ouvrir(une, de, en_memoire=nom) for une, nom in zip(sources, noms, strict=True))
    siens = lire_l_expediteur(expediteur) if isinstance(expediteur, str | PathLike) else expediteur
    if siens is not None and not isinstance(siens, Mapping):
        quoi = f"une valeur de type « {type(siens).__name__} »"
        raise ValueError(f"« expediteur » attend un bloc de clés, ou le chemin de son fichier, et reçoit {quoi}.")
    _joindre(exports)
    lues, carnets, vides, dus = [], [], [], tuple(etats_dus)
    vus: dict[str, str] = {}
    for export in exports:
        if export.source.clients is not None:
            carnets.append((export, _carnet(export)))
        else:
            siennes = _factures(export, dus, vus)
            lues += siennes
            vides += [] if siennes else [_sans_facture(export)]
    if len(carnets) == len(exports):
        vides = [_carnet_seul(export) for export, _ in carnets]
    utiles, ecartees, sans_effet = _trier(lues)
    utiles, recues = _sans_les_siennes(utiles, siens)
    ecartees += [*recues, *vides, *_pages_qui_manquent(exports), *_etats_de_personne(dus, vus, lues)]
    for export, carnet in carnets:
        ecartees += completer(utiles, carnet, export.source.clients or "nom")
    groupes = grouper(utiles)
    _dire_les_soldees(groupes, ecartees)
    lus = tuple(export.ferme() for export in exports)
    return Importation(lus, groupes, par_place(ecartees), modele, siens, sans_effet)


def _joindre(exports: Sequence[ExportOuvert]) -> None:
    """Met à côté de chaque document les clients et les paiements donnés à part, de la même source."""
    for export in exports:
        if export.document is not None and export.source.clients is None:
            siens = (e for e in exports if e.source.clients is not None and e.source.source == export.source.source)
            export.document.a_cote = [e.document for e in siens if e.document is not None]


def _factures(export: ExportOuvert, dus: Iterable[str], vus: dict[str, str]) -> list[FactureLue]:
    """Les factures de cet export; `vus` garde leurs états, tels qu'ils se comparent et tels qu'ils s'écrivent."""
    brutes = list(export.factures())
    etats = (brute.premier("statut") for brute in brutes) if dus else ()
    vus.update((etat.texte.strip().casefold(), etat.texte.strip()) for etat in etats if etat is not None)
    source = dates_d_un_export(brutes, export.source.avec_les_etats(dus))
    # -- comprise, une facture n'a plus besoin de ce que l'export en écrivait --
    brutes.reverse()
    return [interpreter(brutes.pop(), source) for _ in range(len(brutes))]


def _etats_de_personne(dus: Sequence[str], vus: Mapping[str, str], lues: Sequence[FactureLue]) -> Iterator[Constat]:
    """Les états que l'on a dits dus, et que l'export ne donne à aucune facture : une faute de frappe se verrait ici.

    Un état d'un export d'avant peut ne plus y être : s'il n'en reste aucun d'inconnu, ce n'est qu'un conseil.
    """
    from difflib import get_close_matches  # -- peu d'imports ont un état à accepter --

    inconnus = {c.code for lue in lues for c in lue.constats} & {Piege.ETAT_INCONNU.value}
    for rang, etat in enumerate(dus):
        cle = etat.strip().casefold()
        if cle in vus:
            continue
        proches = get_close_matches(cle, vus, n=3, cutoff=0.6) or sorted(vus)[:3]
        nommes = ", ".join(f"« {abreger(vus[proche])} »" for proche in proches)
        dit_la = f"les plus proches qu’il donne : {nommes}" if vus else "il ne donne l’état d’aucune"
        message = f"L’état « {abreger(etat)} », que vous dites dû, n’est celui d’aucune facture de l’export; {dit_la}."
        remede = "Écrivez-le comme l’export; ou ôtez-le d’« etats_dus », s’il ne sert plus."
        gravite = Gravite.ALERTE if inconnus else Gravite.CONSEIL
        yield dit(Piege.ETAT_SANS_FACTURE, gravite, message, remede, chemin=("etats_dus", rang))


def _sans_facture(export: ExportOuvert) -> Constat:
    remede = "Si tout est payé, rien n’est à faire; sinon, exportez de nouveau, sans filtre."
    message = "Cet export n’a aucune facture."
    return Constat(Piege.SANS_FACTURE.value, Gravite.CONSEIL, message, remede, fichier=export.fichier)


def _carnet_seul(export: ExportOuvert) -> Constat:
    remede = "Donnez-le à la même commande que l’export des factures."
    message = "Cet export ne fait que compléter des factures, et aucune n’est donnée avec lui."
    return Constat(Piege.SANS_FACTURE.value, Gravite.CONSEIL, message, remede, fichier=export.fichier)


def _pages_qui_manquent(exports: Sequence[ExportOuvert]) -> Iterator[Constat]:
    """Par source, une page des factures que d'autres suivent, quand la dernière n'y est pas."""
    par_source: dict[str, list[ExportOuvert]] = {}
    for export in exports:
        par_source.setdefault(export.source.titre, []).append(export)
    for siens in par_source.values():
        if all(export.suite is not None for export in siens):
            message = "Cet export n’est qu’une page de vos factures : d’autres suivent, qui n’y sont pas."
            remede = "Demandez aussi les pages suivantes, et donnez-les toutes à la même commande."
            yield dit(Piege.PAGE, Gravite.ALERTE, message, remede, siens[-1].suite)


def _carnet(export: ExportOuvert) -> list[FactureLue]:
    """Les clients d'un carnet, comme des factures qui n'auraient que leur destinataire."""
    lus = []
    for brute in export.factures():
        client = FactureLue(brute.lieu, "")
        if brute.premier("nom") is None:
            continue
        client.partie = lire_la_partie(brute, export.source, client.constats)
        numero = brute.premier("client")
        client.client = numero.texte if numero else None
        lus.append(client)
    return lus


def _trier(lues: Sequence[FactureLue]) -> tuple[list[FactureLue], list[Constat], dict[str, Constat]]:
    """Les factures à réclamer ou soldées, une fois chacune; et ce qui est laissé de côté."""
    par_numero: dict[str, list[FactureLue]] = {}
    ecartees: list[Constat] = []
    sans_effet: dict[str, Constat] = {}
    for facture in lues:
        if facture.ecartee is None:
            par_numero.setdefault(facture.numero, []).append(facture)
            continue
        ecartees += [facture.ecartee, *facture.constats]
        if not facture.pas_une_vente:
            sans_effet[facture.numero] = facture.ecartee
    utiles = []
    for memes in par_numero.values():
        constat = _en_double(memes)
        if constat is not None:
            ecartees.append(constat)
        if constat is None or constat.gravite is not Gravite.ERREUR:
            utiles.append(memes[0])
    return utiles, ecartees, {n: constat for n, constat in sans_effet.items() if n not in par_numero}


def _en_double(memes: Sequence[FactureLue]) -> Constat | None:
    """Ce qu'il y a à dire de factures du même numéro; une erreur quand rien ne dit laquelle est la bonne."""
    premiere, *autres = memes
    if not autres:
        return None
    numero, lieu = premiere.numero, autres[0].lieu
    ou = "deux fois dans l’export" if lieu.fichier == premiere.lieu.fichier else "dans deux exports"
    pareilles = all(une.traits == premiere.traits for une in autres)
    # -- d'un export à l'autre, la même facture a pu se payer entre-temps : le premier que l'on nomme sert --
    plus_tard = all(une.qui_et_combien == premiere.qui_et_combien for une in autres) and ou == "dans deux exports"
    if pareilles or plus_tard:
        message = f"La facture {numero} est {ou}; celle de « {premiere.lieu} » sert."
        remede = "Ne donnez chaque facture qu’une fois; de deux exports, nommez le plus récent le premier."
        return dit(Piege.EN_DOUBLE, Gravite.ALERTE, message, remede, lieu)
    message = f"Le numéro {numero} est celui de plusieurs factures, dont celle de « {premiere.lieu} » : aucune ne sert."
    remede = "Donnez à chacune son numéro dans votre logiciel, ou faites leurs dossiers à la main."
    return dit(Piege.EN_DOUBLE, Gravite.ERREUR, message, remede, lieu)


def _sans_les_siennes(
    factures: Sequence[FactureLue], expediteur: Mapping[str, object] | None
) -> tuple[list[FactureLue], list[Constat]]:
    """Les factures, sans celles qui sont adressées à l'expéditeur lui-même : il les doit, il ne les réclame pas."""
    siens = {serrer(nom) for cle in ("nom", "nom_commercial") if isinstance(nom := (expediteur or {}).get(cle), str)}
    gardees, constats = [], []
    noms = {nom for nom in {f.partie["nom"].texte for f in factures} if serrer(nom) in siens}
    for facture in factures:
        nom = facture.partie["nom"]
        if nom.texte not in noms:
            gardees.append(facture)
            continue
        message = f"Facture {facture.numero} : laissée de côté, car elle vous est adressée; c’est vous qui la devez."
        remede = "N’exportez que vos factures de vente."
        constats.append(dit(Piege.PAS_UNE_VENTE, Gravite.ALERTE, message, remede, nom.lieu))
    return gardees, constats


def _dire_les_soldees(groupes: Sequence[DebiteurLu], ecartees: list[Constat]) -> None:
    soldees = [f for g in groupes for f in g.factures if f.soldee]
    if soldees:
        noms = ", ".join(f.numero for f in soldees[:3]) + (", …" if len(soldees) > 3 else "")
        accord = "facture payée laissée" if len(soldees) == 1 else "factures payées laissées"
        message = f"{len(soldees)} {accord} de côté : {noms}."
        ecartees.append(dit(Piege.SOLDEE, Gravite.CONSEIL, message, "Rien n’est à faire.", soldees[0].lieu))
