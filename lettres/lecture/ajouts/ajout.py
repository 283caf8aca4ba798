"""Ajout : une inscription insérée dans le texte d'un dossier, et la preuve qu'il n'a fait que la gagner.

Réécrire un fichier d'après ce qu'on en a compris perdrait ses commentaires et changerait jusqu'à ses valeurs. On
insère donc aux places que l'analyseur donne, puis on relit : ce doit être l'ancien dossier, et l'inscription.
"""

from __future__ import annotations

import copy
from collections.abc import Mapping, Sequence
from typing import get_args

from lettres.dossier.renvois import LISTES
from lettres.lecture.ajouts.original import Imprevu, Insertion, Original
from lettres.lecture.ajouts.plume import Bloc, Plume, en_texte
from lettres.lecture.arbre import Valeur
from lettres.lecture.fichier import Format, lire_arbre
from lettres.lecture.validation import valider_arbre
from lettres.socle.constats import Constat, Gravite
from lettres.socle.erreurs import DossierIllisible, DossierInvalide, SortieRefusee


class AjoutRefuse(SortieRefusee):
    """L'inscription ne s'ajoute pas à ce fichier sans risque; le remède donne le bloc à y coller soi-même."""


def ajouter(
    octets: bytes, entree: Mapping[str, Mapping[str, object]], *, format: Format, fichier: str = "dossier"
) -> bytes:
    """Rend les octets du dossier, chaque inscription d'`entree` (`{"envois": {…}}`) ajoutée à la fin de sa liste.

    Rien d'autre n'y change : ni commentaire, ni ordre, ni guillemets, ni fins de ligne, ni codage. Une valeur est un
    texte, un Decimal, un int, un bool, une date, ou une liste ou un bloc de ceux-là. `fichier` nomme le dossier dans
    les constats.

    Lève DossierIllisible ou DossierInvalide si le dossier, avant ou après, ne se lit pas ou est fautif; AjoutRefuse
    (une SortieRefusee) s'il est écrit d'une façon où l'on n'insère pas; ValueError pour une liste ou une valeur
    impossibles.
    """
    if format not in get_args(Format):
        raise ValueError(f"« {format} » n’est pas un format de dossier : yaml, json ou toml.")
    if inconnues := [nom for nom in entree if nom not in LISTES]:
        raise ValueError(f"« {inconnues[0]} » n’est pas une liste du journal : {', '.join(LISTES)}.")
    if pas_des_blocs := [nom for nom, inscription in entree.items() if not isinstance(inscription, Mapping)]:
        raise ValueError(f"« {pas_des_blocs[0]} » reçoit une inscription à la fois : un bloc de clés, non une liste.")
    blocs = {nom: en_texte(inscription) for nom, inscription in entree.items()}
    avant, apres = lire_arbre(octets, fichier=fichier, format=format), None
    valider_arbre(avant, ebauche=False)
    attendues, nouveaux = avant.donnees, octets
    for nom, bloc in blocs.items():
        try:
            original = Original(nouveaux, fichier)
            nouveaux = original.avec(_insertions(original, nom, bloc, format))
            apres = lire_arbre(nouveaux, fichier=fichier, format=format)
        except Imprevu as exc:
            raise refuser(blocs, fichier, format, str(exc)) from None
        except (DossierIllisible, DossierInvalide, UnicodeError):
            raise refuser(blocs, fichier, format, "l’ajout ne s’y relirait pas") from None
        attendues = _avec(attendues, nom, bloc)
        if apres.donnees != attendues:
            if apres.constats:  # -- un caractère refusé ne se relit pas : c'est l'inscription qui est fautive --
                valider_arbre(apres, ebauche=False)
            raise refuser(blocs, fichier, format, "l’ajout s’y relirait autrement")
    if apres is not None:
        valider_arbre(apres, ebauche=False)
    return nouveaux


def _insertions(original: Original, nom: str, bloc: Bloc, format: Format) -> list[Insertion]:
    """Où et quoi insérer; seul le module de ce format est chargé."""
    match format:
        case "yaml":
            from lettres.lecture.ajouts import en_yaml

            return en_yaml.inserer(original, nom, bloc)
        case "json":
            from lettres.lecture.ajouts import en_json

            return en_json.inserer(original, nom, bloc)
        case "toml":
            from lettres.lecture.ajouts import en_toml

            return en_toml.inserer(original, nom, bloc)


def _avec(donnees: dict[str, Valeur], nom: str, bloc: Bloc) -> dict[str, Valeur]:
    liste = donnees.get(nom)
    return {**donnees, nom: [*(liste if isinstance(liste, list) else []), copy.deepcopy(bloc)]}


def refuser(
    entree: Mapping[str, Mapping[str, object]], fichier: str, format: str, raison: str, causes: Sequence[Constat] = ()
) -> AjoutRefuse:
    """Le refus d'inscrire dans ce fichier, et le bloc à y coller; `causes` : ce que le lecteur y a trouvé."""
    blocs = {nom: a_coller(en_texte(inscription), format) for nom, inscription in entree.items()}
    message = f"Rien n’a été inscrit dans ce fichier, qui reste tel quel : {raison}."
    remede = " ".join(f"Collez à la fin de « {nom} » : « {bloc} »." for nom, bloc in blocs.items())
    return AjoutRefuse([Constat("S019", Gravite.ERREUR, message, remede, fichier=fichier), *causes])


def a_coller(bloc: Bloc, format: str) -> str:
    """L'inscription sur une ligne, telle qu'on la colle dans une liste de ce format."""
    plume = Plume("utf-8")
    match format:
        case "json":
            return plume.json(bloc)
        case "toml":
            return plume.toml(bloc)
    return f"- {plume.yaml(bloc)}"
