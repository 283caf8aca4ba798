"""Génération : du dossier à la lettre, en une suite d'étapes.

lire(fichier) → valider → verifier(dossier, lettre, au) → composer → rendre → ecrire
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from os import PathLike
from pathlib import Path

from lettres import composition, sortie
from lettres.composition import MANQUE, Champ, Modele
from lettres.constats import Chemin, Constat, Gravite, a_une_erreur, chemin_lisible, trier
from lettres.dossier import Dossier
from lettres.erreurs import DossierInvalide, ValeursAbsentes
from lettres.regles import verifier_coherence
from lettres.rendu import Proprietes, Valeur, compiler

TOLERES_EN_EBAUCHE = frozenset({MANQUE, "T101", "T102", "S106", "S107"})
"""Les constats qui disent un blanc : une ébauche les montre en alertes au lieu de refuser la lettre."""

CheminDeFichier = str | PathLike[str]


@dataclass(frozen=True, slots=True)
class Lettre:
    """Une lettre finie : ses octets (.docx), son nom de fichier, ses constats (alertes et conseils)."""

    octets: bytes
    nom: str
    lettre: str
    titre: str
    constats: tuple[Constat, ...]

    @property
    def empreinte(self) -> str:
        """SHA-256 des octets, en hexadécimal."""
        return hashlib.sha256(self.octets).hexdigest()

    def ecrire(self, dossier: CheminDeFichier, *, ecraser: bool = False) -> Path:
        """Écrit la lettre dans un dossier, d'un seul coup, pour son seul propriétaire.

        Lève SortieRefusee si le fichier existe (sauf `ecraser`) ou ne peut pas être écrit; rien n'est alors touché.
        """
        return sortie.ecrire(self.octets, dossier, self.nom, ecraser=ecraser)


def prochaine_lettre(dossier: Dossier) -> str | None:
    """La première lettre de la nature que le journal des envois n'a pas encore; None s'il n'en reste pas."""
    envoyees = {envoi.lettre for envoi in dossier.envois}
    return next((code for code in composition.lettres_de(dossier.nature) if code not in envoyees), None)


def verifier(dossier: Dossier, lettre: str | None = None, *, au: date) -> list[Constat]:
    """Tous les constats d'un dossier pour une lettre (par défaut la prochaine), dans l'ordre du fichier.

    Ne lève jamais pour des données : une lettre impossible est elle-même un constat.
    """
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
    modele: CheminDeFichier | None = None,
    ebauche: bool = False,
) -> Lettre:
    """Produit la lettre demandée, ou la prochaine; `modele` remplace le modèle Word livré.

    Lève DossierInvalide si un constat est une erreur (en ébauche, les manques sont marqués et non refusés), et
    ModeleInvalide si le modèle est refusé.
    """
    constats = verifier(dossier, lettre, au=au)
    if ebauche:
        constats = [replace(c, gravite=Gravite.ALERTE) if c.code in TOLERES_EN_EBAUCHE else c for c in constats]
    choix, _ = _choisir(dossier, lettre)
    if choix is None or a_une_erreur(constats):
        raise DossierInvalide(constats)
    arbre = composition.composer(dossier, choix.lettre, au)
    champs = {champ.chemin: champ for champ in composition.champs_imprimables()}
    contexte = arbre.contexte()
    if ebauche:
        _ouvrir_les_listes(contexte, constats, champs)
    compile_ = compiler(modele or composition.dossier_des_modeles() / choix.fichier, champs)
    try:
        octets = compile_.rendre(contexte, ebauche=ebauche, proprietes=_proprietes(dossier, choix, au))
    except ValeursAbsentes as exc:
        raise DossierInvalide(_situer(dossier, _en_faits(exc.constats, champs))) from exc
    return Lettre(octets, _nom(dossier, choix, au, ebauche), choix.lettre, choix.titre, tuple(constats))


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


def _en_faits(constats: Sequence[Constat], champs: Mapping[str, Champ]) -> list[Constat]:
    """Traduit des chemins de l'arbre imprimable en chemins du dossier."""
    traduits = []
    for constat in constats:
        champ = champs.get(_generique(constat.chemin))
        cle = champ.source if champ and champ.source else ""
        quoi = champ.description if champ else ".".join(str(pas) for pas in constat.chemin)
        traduits.append(
            replace(
                constat,
                code=MANQUE,
                message=f"Il manque un fait que le modèle imprime : {quoi}.",
                remede=f"Ajoutez « {cle.replace('[]', '')} » au dossier." if cle else constat.remede,
                chemin=_avec_rangs(cle, constat.chemin),
            )
        )
    return traduits


def _ouvrir_les_listes(contexte: dict[str, Valeur], constats: Sequence[Constat], champs: Mapping[str, Champ]) -> None:
    """Pour une ébauche : chaque liste exigée et absente reçoit un élément vide, dont les blancs se marquent."""
    absentes = {chemin_lisible(c.chemin) for c in constats if c.code == MANQUE}
    for champ in champs.values():
        if champ.source not in absentes or "[]" in champ.chemin:
            continue
        *parents, nom = champ.chemin.split(".")
        groupe = contexte
        for parent in parents:
            suivant = groupe.setdefault(parent, {})
            assert isinstance(suivant, dict)  # noqa: S101 -- un champ n'a de sous-champs que dans un groupe
            groupe = suivant
        if champ.genre == "liste":
            groupe[nom] = [{}]
        elif champ.genre == "liste_de_textes":
            groupe[nom] = [f"[à compléter : {champ.libelle}]"]


def _generique(chemin: Chemin) -> str:
    texte = ""
    for pas in chemin:
        texte += "[]" if isinstance(pas, int) else f".{pas}" if texte else pas
    return texte


def _avec_rangs(source: str, chemin: Chemin) -> Chemin:
    """`creances[].montant` et les rangs (0,) deviennent `("creances", 0, "montant")`."""
    rangs = iter([pas for pas in chemin if isinstance(pas, int)])
    resultat: list[str | int] = []
    for pas in source.split(".") if source else []:
        resultat.append(pas.removesuffix("[]"))
        if pas.endswith("[]") and (rang := next(rangs, None)) is not None:
            resultat.append(rang)
    return tuple(resultat)


def _situer(dossier: Dossier, constats: Sequence[Constat]) -> list[Constat]:
    """Donne à chaque constat sa ligne, quand le dossier vient d'un fichier."""
    origine = dossier.origine
    return trier(origine.placer(c) for c in constats) if origine else list(constats)
