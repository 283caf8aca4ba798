"""Génération : du dossier à la lettre, en une suite d'étapes.

lire(fichier) → valider → verifier(dossier, lettre, au) → composer → rendre → ecrire
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from os import PathLike
from pathlib import Path

from pydantic_core import PydanticCustomError

from lettres import blancs, composition, sortie
from lettres.composition import Modele
from lettres.constats import Constat, Gravite, a_une_erreur, trier
from lettres.controle import controler_la_notre
from lettres.dossier import Dossier
from lettres.dossier.types import lire_date
from lettres.erreurs import DossierInvalide, ModeleInvalide, ValeursAbsentes
from lettres.regles import verifier_coherence
from lettres.rendu import Proprietes, compiler

CheminDeFichier = str | PathLike[str]


@dataclass(frozen=True, slots=True)
class Lettre:
    """Une lettre finie : ses octets (.docx), son nom de fichier, ses constats (alertes et conseils)."""

    octets: bytes = field(repr=False)
    nom: str
    lettre: str
    titre: str
    constats: tuple[Constat, ...]

    @property
    def empreinte(self) -> str:
        """SHA-256 des octets, en hexadécimal."""
        return hashlib.sha256(self.octets).hexdigest()

    def ecrire(self, dossier: CheminDeFichier, *, ecraser: bool = False) -> Path:
        """Écrit la lettre dans un dossier (ou dans le fichier .docx nommé), d'un seul coup, pour son seul propriétaire.

        Lève SortieRefusee si le fichier existe (sauf `ecraser`) ou ne peut pas être écrit; rien n'est alors touché.
        """
        ou, nom = sortie.destination(dossier, self.nom)
        return sortie.ecrire(self.octets, ou, nom, ecraser=ecraser)


def prochaine_lettre(dossier: Dossier) -> str | None:
    """La première lettre de la nature que le journal des envois n'a pas encore; None s'il n'en reste pas."""
    envoyees = {envoi.lettre for envoi in dossier.envois}
    return next((code for code in composition.lettres_de(dossier.nature) if code not in envoyees), None)


def verifier(dossier: Dossier, lettre: str | None = None, *, au: date) -> list[Constat]:
    """Tous les constats d'un dossier pour une lettre (par défaut la prochaine), dans l'ordre du fichier.

    Ne lève jamais pour des données : une lettre impossible est elle-même un constat.
    """
    au = _jour(au)
    modele, constats = _choisir(dossier, lettre)
    if modele is not None:
        constats += composition.manques(dossier, modele)
        constats += verifier_coherence(dossier, modele.lettre, au)
    return _situer(dossier, constats)


def generer(
    dossier: Dossier,
    lettre: str | None = None,
    *,
    au: date,
    modele: CheminDeFichier | bytes | None = None,
    ebauche: bool = False,
) -> Lettre:
    """Produit la lettre demandée, ou la prochaine; `modele` remplace le modèle Word livré.

    Lève DossierInvalide si un constat est une erreur (en ébauche, les manques sont marqués et non refusés), et
    ModeleInvalide si le modèle est refusé. Une fois rendue, la lettre passe la barrière (`lettres.controle`) : une
    erreur y est celle du modèle de l'usager quand il a le sien (ModeleInvalide), sinon celle du dossier.
    """
    au = _jour(au)
    constats = verifier(dossier, lettre, au=au)
    if ebauche:
        constats = [replace(c, gravite=Gravite.ALERTE) if c.code in blancs.TOLERES else c for c in constats]
    choix, _ = _choisir(dossier, lettre)
    if choix is None or a_une_erreur(constats):
        raise DossierInvalide(constats)
    arbre = composition.composer(dossier, choix.lettre, au)
    champs = {champ.chemin: champ for champ in composition.champs_imprimables()}
    contexte = arbre.contexte()
    if ebauche:
        blancs.ouvrir(contexte, choix, constats, champs)
    compile_ = compiler(modele or composition.dossier_des_modeles() / choix.fichier, champs)
    try:
        octets = compile_.rendre(contexte, ebauche=ebauche, proprietes=_proprietes(dossier, choix, au))
    except ValeursAbsentes as exc:
        raise DossierInvalide(_situer(dossier, blancs.en_faits(exc.constats, champs))) from exc
    nom = _nom(dossier, choix, au, ebauche)
    constats += _barriere(octets, nom, choix, dossier, au, modele, constats, ebauche=ebauche)
    return Lettre(octets, nom, choix.lettre, choix.titre, tuple(constats))


def _jour(au: date) -> date:
    """Le jour demandé, sans son heure. Lève ValueError : c'est une faute d'appel, pas de dossier."""
    try:
        return lire_date(au.date() if isinstance(au, datetime) else au)
    except PydanticCustomError as faute:
        raise ValueError(f"« au » : {faute.message()}") from None


def _barriere(
    octets: bytes,
    nom: str,
    choix: Modele,
    dossier: Dossier,
    au: date,
    modele: CheminDeFichier | bytes | None,
    connus: Sequence[Constat],
    *,
    ebauche: bool,
) -> list[Constat]:
    """Ce que la barrière ajoute aux constats du dossier; lève si c'est une erreur."""
    controles = controler_la_notre(
        octets, nom=nom, lettre=choix.lettre, dossier=dossier, au=au, ebauche=ebauche, modele=modele
    )
    codes = {c.code for c in connus}
    ajouts = [c for c in controles if c.code not in codes]
    if a_une_erreur(ajouts):
        raise (ModeleInvalide if modele else DossierInvalide)([*connus, *ajouts])
    return ajouts


def _choisir(dossier: Dossier, lettre: str | None) -> tuple[Modele | None, list[Constat]]:
    """Le modèle du catalogue pour cette lettre, ou le constat qui dit pourquoi il n'y en a pas."""
    code = lettre or prochaine_lettre(dossier)
    modele = composition.modele_de(code, dossier.nature) if code else None
    if modele is not None:
        return modele, []
    possibles = ", ".join(dict.fromkeys(composition.lettres_de(dossier.nature)))
    message = (
        f"Il n’y a pas de lettre « {code} » pour un dossier de nature « {dossier.nature} »."
        if code
        else f"Toutes les lettres de nature « {dossier.nature} » figurent déjà dans « envois »."
    )
    remede = f"Nommez la lettre voulue (« --lettre ») : {possibles}."
    return None, [Constat("E102", Gravite.ERREUR, message, remede, chemin=("nature",))]


def _proprietes(dossier: Dossier, modele: Modele, au: date) -> Proprietes:
    return Proprietes(
        titre=f"{modele.titre} – {dossier.destinataire.nom}",
        auteur=dossier.expediteur.nom,
        sujet=dossier.reference,
        mots_cles="",
        date=au,
    )


def _nom(dossier: Dossier, modele: Modele, au: date, ebauche: bool) -> str:
    morceaux = [dossier.reference, modele.lettre.replace("_", "-"), au.isoformat()]
    return sortie.nom_de_fichier(*morceaux, *(["EBAUCHE"] if ebauche else []), extension="docx")


def _situer(dossier: Dossier, constats: Sequence[Constat]) -> list[Constat]:
    """Donne à chaque constat sa ligne, quand le dossier vient d'un fichier."""
    origine = dossier.origine
    return trier(origine.placer(c) for c in constats) if origine else list(constats)
