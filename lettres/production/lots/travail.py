"""Travail : d'une entrée du lot à sa lettre parue. Les paquets vont d'un processus à l'autre en octets."""

from __future__ import annotations

import hashlib
import pickle
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import lru_cache
from pathlib import Path

from lettres.affaire import Affaire
from lettres.escalade import Politiques
from lettres.production.choix import projeter
from lettres.production.generation import Lettre, achever
from lettres.production.lots import constats_de_lot as dits
from lettres.production.lots.entrees import Entree, transportable
from lettres.production.lots.plis import pli_de
from lettres.production.lots.resultats import DejaFaite, Faite, Refusee, ResultatDeLot
from lettres.production.projet import Projet, admettre
from lettres.production.reserve import Pret, Reserve
from lettres.socle.calcul import au_juste
from lettres.socle.classes import dataclass, field, replace
from lettres.socle.erreurs import ErreurLettres, FauteDeLOutil, SortieRefusee
from lettres.socle.version import VERSION
from lettres.sortie.depot import NOM_DU_VERROU, Parution, deposer, empreinte_du_fichier
from lettres.sortie.fichiers import nom_du_texte
from lettres.sortie.journal import NOM_DU_JOURNAL, Etendue, Inscription, Registre
from lettres.sortie.refus import sortie_invisible


@dataclass(frozen=True, slots=True)
class Reglage:
    """Ce que toutes les lettres du lot ont en commun; `etendue` est celle du journal au départ."""

    au: date
    lettre: str | None = None
    modele: bytes | str | None = None
    remplaces: tuple[tuple[str, str], ...] = ()
    tout_controler: bool = False
    papier: bytes | str | None = None
    politiques: Politiques | None = None
    sortie: str | None = None
    signer: bool = False
    images: Mapping[str, bytes] = field(default_factory=dict)
    plis: bool = False
    """Dire de chaque lettre à poster en recommandé, ou à confier à un huissier, où elle va."""
    etendue: Etendue = field(default_factory=Etendue)


def jamais() -> bool:
    """Ne demande jamais l'arrêt."""
    return False


@au_juste
def traiter(entree: Entree, commande: Reglage, reserve: Reserve, registre: Registre | None) -> ResultatDeLot:
    """La lettre d'une entrée, ou son refus; ne lève jamais."""
    reference = lettre = titre = None
    try:
        dossier = entree.lire()
        reference = dossier.reference
        affaire = Affaire(dossier, commande.au)
        projet = projeter(affaire, commande.lettre, politiques=commande.politiques, rang=entree.due)
        projet = entree.illustrer(projet, commande.images, signer=commande.signer)
        lettre, titre = projet.choix.nom, projet.choix.titre
        faite = _faire(entree, projet, commande, reserve, registre)
        if commande.plis and not isinstance(faite, Refusee):
            faite = replace(faite, pli=pli_de(projet.affaire, lettre))
        return faite
    except ErreurLettres as levee:
        refus = type(levee)(entree.situer(levee.constats))
    except Exception as faute:  # noqa: BLE001 -- un dossier qui révèle une faute de l'outil n'arrête pas les autres
        refus = FauteDeLOutil(entree.situer([dits.faute_de_l_outil(faute)]))
    return Refusee(entree.nom, reference, lettre, titre, refus=refus, arrete=isinstance(refus, SortieRefusee))


def _faire(
    entree: Entree, projet: Projet, commande: Reglage, reserve: Reserve, registre: Registre | None
) -> ResultatDeLot:
    sujet = (entree.nom, projet.dossier.reference, projet.choix.nom, projet.choix.titre, projet.nom)
    if commande.sortie is None or registre is None:
        finie = achever(admettre(projet, commande.politiques), _pret(projet, commande, reserve))
        constats, octets = entree.situer(finie.constats), finie.octets
        return Faite(*sujet, constats, finie.empreinte, finie.chemin, octets=octets, texte=finie.texte)
    # -- la clé et les octets viennent du même modèle, même si son fichier change entre les deux --
    pret = _pret(projet, commande, reserve)
    inscription = _inscription(projet, pret)
    final = Path(commande.sortie) / inscription.fichier
    connue = registre.trouver(final.name)
    if connue is not None and connue.cle != inscription.cle:
        return Refusee(*sujet, refus=SortieRefusee([dits.nom_pris(str(final), inscription, connue)]))
    if connue is not None and (presente := empreinte_du_fichier(final)) is not None:
        vus = () if presente == connue.empreinte else (dits.modifiee(str(final)),)
        return DejaFaite(*sujet, vus, connue.empreinte, fichier=final)
    finie = achever(admettre(projet, commande.politiques), pret)
    inscription = replace(inscription, empreinte=finie.empreinte)
    if connue is not None and connue.empreinte != inscription.empreinte:
        return Refusee(*sujet, refus=SortieRefusee([dits.perdue(str(final))]))
    parution, constats = _deposer(finie, final), entree.situer(finie.constats)
    if isinstance(parution, Path):
        refus = SortieRefusee([dits.nom_pris(str(parution), inscription, None)])
        return Refusee(*sujet, refus=refus, a_inscrire=inscription if parution == final else None)
    if parution is Parution.NEUVE and connue is not None:
        return Faite(*sujet, (*constats, dits.refaite(str(final))), inscription.empreinte, finie.chemin, final)
    sorte = Faite if parution is Parution.NEUVE else DejaFaite
    return sorte(*sujet, constats, inscription.empreinte, finie.chemin, final, a_inscrire=inscription)


def _pret(projet: Projet, commande: Reglage, reserve: Reserve) -> Pret:
    return reserve.prendre(projet.choix, commande.modele, de=projet.dossier.expediteur)


def _deposer(finie: Lettre, final: Path) -> Parution | Path:
    """La lettre parue, son texte à coller d'abord; ou le fichier d'une autre, qui a déjà l'un des deux noms."""
    if finie.texte is not None and empreinte_du_fichier(final) in {None, finie.empreinte}:
        a_cote = nom_du_texte(final.name)
        if deposer(finie.texte.encode(), final.parent, a_cote) is Parution.AUTRE:
            return final.parent / a_cote
    parution = deposer(finie.octets, final.parent, final.name)
    return final if parution is Parution.AUTRE else parution


def _inscription(projet: Projet, pret: Pret) -> Inscription:
    """Ce dont la lettre dépend; signée, ou d'une autre image, ce n'est plus la même."""
    modele = pret.compile.empreinte
    if projet.signer or projet.images:
        images = sorted((nom, hashlib.sha256(octets).hexdigest()) for nom, octets in projet.images.items())
        modele = hashlib.sha256(f"{modele} {projet.signer} {images}".encode()).hexdigest()
    return Inscription(
        fichier=projet.nom,
        empreinte="",
        dossier=projet.empreinte,
        lettre=projet.choix.nom,
        au=projet.au.isoformat(),
        modele=modele,
        version=VERSION,
    )


def empaqueter(commande: Reglage, morceau: Sequence[Entree]) -> bytes:
    """Un paquet de travail : des octets, que nul exécuteur n'a besoin de parcourir."""
    try:
        return pickle.dumps((commande, tuple(morceau)))
    except Exception:  # noqa: BLE001 -- une entrée ne s'écrit pas en octets : elle seule est refusée
        return pickle.dumps((commande, tuple(map(transportable, morceau))))


def travailler(paquet: bytes, arreter: Callable[[], bool] = jamais) -> bytes:
    """Traite un paquet dans un autre processus; s'arrête à la première lettre que le disque refuse."""
    commande: Reglage
    commande, morceau = pickle.loads(paquet)  # noqa: S301 -- des octets que ce programme vient d'écrire
    faits: list[ResultatDeLot] = []
    try:
        registre = _registre(commande.sortie, commande.etendue) if commande.sortie is not None else None
    except SortieRefusee as refus:
        return pickle.dumps([Refusee(morceau[0].nom, refus=refus, arrete=True)])
    reserve = _reserve(commande.remplaces, commande.tout_controler, commande.papier)
    for entree in morceau:
        faits.append(traiter(entree, commande, reserve, registre))
        if faits[-1].arrete or arreter():
            break
    return pickle.dumps(faits)


def lire_faits(rendu: bytes) -> list[ResultatDeLot]:
    """Ce qu'un travailleur a rendu."""
    faits: list[ResultatDeLot] = pickle.loads(rendu)  # noqa: S301 -- des octets que `travailler` vient d'écrire
    return faits


@lru_cache(maxsize=4)
def _reserve(remplaces: tuple[tuple[str, str], ...], tout_controler: bool, papier: bytes | str | None) -> Reserve:
    """Les modèles d'un travailleur, compilés une fois pour tous ses paquets."""
    siens = {nom: Path(chemin) for nom, chemin in remplaces}
    return Reserve(siens, tout_controler=tout_controler, papier=papier)


@lru_cache(maxsize=2)
def _registre(sortie: str, etendue: Etendue) -> Registre:
    """Le journal tel qu'il était au départ du lot, lu une fois par travailleur."""
    dossier = Path(sortie)
    if not (dossier / NOM_DU_VERROU).is_file():
        raise sortie_invisible(sortie)
    try:
        registre = Registre(dossier / NOM_DU_JOURNAL, longueur=etendue.octets)
    except OSError:
        raise sortie_invisible(sortie) from None
    if registre.etendue != etendue:
        raise sortie_invisible(sortie)
    return registre
