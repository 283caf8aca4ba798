"""Travail : d'une entrée du lot à sa lettre parue. Les paquets vont d'un processus à l'autre en octets."""

from __future__ import annotations

import pickle
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import lru_cache
from pathlib import Path

from lettres.affaire import Affaire
from lettres.escalade import Politiques
from lettres.production.generation import Lettre, achever
from lettres.production.lots import constats_de_lot as dits
from lettres.production.lots.entrees import Entree, transportable
from lettres.production.lots.resultats import ResultatDeLot
from lettres.production.projet import Projet, admettre, projeter
from lettres.production.reserve import Pret, Reserve
from lettres.socle.constats import Constat
from lettres.socle.erreurs import ErreurLettres, FauteDeLOutil, SortieRefusee
from lettres.socle.version import VERSION
from lettres.sortie.depot import NOM_DU_VERROU, Parution, deposer, empreinte_du_fichier
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
    politiques: Politiques | None = None
    sortie: str | None = None
    etendue: Etendue = field(default_factory=Etendue)


@dataclass(frozen=True, slots=True)
class Traitee:
    """Une entrée traitée. `inscription` attend d'entrer au journal; `arret` dit pourquoi le lot ne peut continuer."""

    resultat: ResultatDeLot
    inscription: Inscription | None = None
    parution: Parution | None = None
    arret: tuple[Constat, ...] = ()


def jamais() -> bool:
    """Ne demande jamais l'arrêt."""
    return False


def traiter(entree: Entree, commande: Reglage, reserve: Reserve, registre: Registre | None) -> Traitee:
    """La lettre d'une entrée, ou son refus; ne lève jamais."""
    resultat = ResultatDeLot(entree.nom, "refusee")
    try:
        dossier = entree.lire()
        resultat = replace(resultat, reference=dossier.reference)
        projet = projeter(Affaire(dossier, commande.au), commande.lettre, politiques=commande.politiques)
        resultat = replace(resultat, lettre=projet.choix.lettre, titre=projet.choix.titre)
        fait = _faire(resultat, projet, commande, reserve, registre)
        return replace(fait, resultat=replace(fait.resultat, constats=entree.situer(fait.resultat.constats)))
    except ErreurLettres as refus:
        refuse = replace(resultat, constats=entree.situer(refus.constats), famille=type(refus))
        return Traitee(refuse, arret=refus.constats if isinstance(refus, SortieRefusee) else ())
    except Exception as faute:  # noqa: BLE001 -- un dossier qui révèle une faute de l'outil n'arrête pas les autres
        return Traitee(replace(resultat, constats=entree.situer([dits.faute_de_l_outil(faute)]), famille=FauteDeLOutil))


def _faire(
    resultat: ResultatDeLot,
    projet: Projet,
    commande: Reglage,
    reserve: Reserve,
    registre: Registre | None,
) -> Traitee:
    if commande.sortie is None or registre is None:
        lettre = achever(admettre(projet), reserve.prendre(projet.choix, commande.modele))
        return Traitee(replace(_avec(resultat, lettre), octets=lettre.octets))
    # -- la clé et les octets viennent du même modèle, même si son fichier change entre les deux --
    pret = reserve.prendre(projet.choix, commande.modele)
    inscription = _inscription(projet, pret)
    final = Path(commande.sortie) / inscription.fichier
    resultat = replace(resultat, nom=final.name)
    connue = registre.trouver(final.name)
    if connue is not None and connue.cle != inscription.cle:
        return Traitee(pris(resultat, dits.nom_pris(str(final), inscription, connue)))
    if connue is not None and (presente := empreinte_du_fichier(final)) is not None:
        constats = () if presente == connue.empreinte else (dits.modifiee(str(final)),)
        return Traitee(
            replace(resultat, etat="deja_faite", constats=constats, empreinte=connue.empreinte, fichier=final)
        )
    lettre = achever(admettre(projet), pret)
    if connue is not None and connue.empreinte != lettre.empreinte:
        return Traitee(pris(resultat, dits.perdue(str(final))))
    parution = deposer(lettre.octets, final.parent, final.name)
    faite = replace(_avec(resultat, lettre), fichier=final)
    if connue is not None and parution is Parution.NEUVE:
        return Traitee(replace(faite, constats=(*lettre.constats, dits.refaite(str(final)))))
    return Traitee(faite, replace(inscription, empreinte=lettre.empreinte), parution)


def pris(resultat: ResultatDeLot, constat: Constat) -> ResultatDeLot:
    """Le refus d'une lettre dont le nom, dans la sortie, n'est pas libre."""
    return replace(
        resultat, etat="refusee", constats=(constat,), famille=SortieRefusee, empreinte=None, chemin=None, fichier=None
    )


def _avec(resultat: ResultatDeLot, lettre: Lettre) -> ResultatDeLot:
    return replace(
        resultat,
        etat="faite",
        constats=lettre.constats,
        nom=lettre.nom,
        empreinte=lettre.empreinte,
        chemin=lettre.chemin,
    )


def _inscription(projet: Projet, pret: Pret) -> Inscription:
    return Inscription(
        fichier=projet.nom,
        empreinte="",
        dossier=projet.empreinte,
        lettre=projet.choix.lettre,
        au=projet.au.isoformat(),
        modele=pret.compile.empreinte,
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
    faits: list[Traitee] = []
    try:
        registre = _registre(commande.sortie, commande.etendue) if commande.sortie is not None else None
    except SortieRefusee as refus:
        return pickle.dumps([Traitee(_refuse(morceau[0], refus), arret=refus.constats)])
    for entree in morceau:
        faits.append(traiter(entree, commande, _reserve(commande.remplaces, commande.tout_controler), registre))
        if faits[-1].arret or arreter():
            break
    return pickle.dumps(faits)


def lire_faits(rendu: bytes) -> list[Traitee]:
    """Ce qu'un travailleur a rendu."""
    faits: list[Traitee] = pickle.loads(rendu)  # noqa: S301 -- des octets que `travailler` vient d'écrire
    return faits


def _refuse(entree: Entree, refus: ErreurLettres) -> ResultatDeLot:
    return ResultatDeLot(entree.nom, "refusee", refus.constats, famille=type(refus))


@lru_cache(maxsize=4)
def _reserve(remplaces: tuple[tuple[str, str], ...], tout_controler: bool) -> Reserve:
    """Les modèles d'un travailleur, compilés une fois pour tous ses paquets."""
    return Reserve({nom: Path(chemin) for nom, chemin in remplaces}, tout_controler=tout_controler)


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
