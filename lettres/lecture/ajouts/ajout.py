"""Ajout : une inscription ou une précision mise dans le texte d'un dossier, et la preuve que rien d'autre n'y change.

Réécrire un fichier d'après ce qu'on en a compris perdrait ses commentaires et changerait jusqu'à ses valeurs. On
insère donc aux places que l'analyseur donne, puis on relit : ce doit être l'ancien dossier, et ce qu'on y a mis.
"""

from __future__ import annotations

import copy
from collections.abc import Iterable, Iterator, Mapping, Sequence
from importlib import import_module
from typing import Any, get_args, get_origin

from lettres.dossier import Dossier
from lettres.dossier.renvois import LISTES
from lettres.lecture.ajouts.original import Imprevu, Insertion, Original
from lettres.lecture.ajouts.plume import Plume, valeur_en_texte
from lettres.lecture.ajouts.typees import typee
from lettres.lecture.arbre import ArbreLu, Valeur
from lettres.lecture.fichier import Format, lire_arbre
from lettres.lecture.validation import valider_arbre
from lettres.socle.calcul import au_juste
from lettres.socle.classes import dataclass
from lettres.socle.constats import Chemin, Constat, Gravite
from lettres.socle.erreurs import DossierIllisible, DossierInvalide, SortieRefusee
from lettres.socle.places import chemin_lisible

EN_LISTE = (*LISTES, "pieces")
"""Les listes à qui l'on ajoute : le journal, et les pièces."""

PRECISIONS = (
    "lieu",
    "rapproche_le",
    "interet_remis_si_paye",
    "solution",
    "delai_jours",
    "echeance_demandee",
    "heure_limite",
    "mode_envoi",
    "politique",
    "agit_deja",
)
"""Ce qui se précise à mesure que l'affaire avance : une valeur, ou un bloc, de premier rang."""

RETIRABLES = (*PRECISIONS, "offre", "quittance")
"""Ce qui se retire avec un motif : ce qui se précise, et une offre qui a fait place à une autre."""

_LISTES_DU_DOSSIER = frozenset(nom for nom, cle in Dossier.model_fields.items() if get_origin(cle.annotation) is tuple)

Geste = tuple[Chemin, object]
"""Un chemin du dossier et ce qu'on y met : à une liste de premier rang, un élément de plus; ailleurs, la valeur.

Une liste entière, à une liste, en prend la place; jamais au journal, qui ne fait que s'allonger.

À une clé de `RETIRABLES`, un `Retrait` l'ôte.
"""


@dataclass(frozen=True, slots=True)
class Retrait:
    """Une clé ôtée. YAML et TOML la gardent en commentaire, sous cette mention; JSON n'en garde rien."""

    mention: str


_Fait = tuple[Chemin, Valeur | Retrait]


class AjoutRefuse(SortieRefusee):
    """Cela ne s'ajoute pas à ce fichier sans risque; le remède donne le bloc à y coller soi-même."""


@au_juste
def ajouter(octets: bytes, entree: Mapping[str, object], *, format: Format, fichier: str = "dossier") -> bytes:
    """Rend les octets du dossier, et ce qu'`entree` y ajoute, d'un seul coup.

    Au nom d'une liste du journal, ou à `pieces`, une inscription, ajoutée à la fin (`{"envois": {…}}`), ou une liste
    d'inscriptions; à celui d'une clé de `PRECISIONS`, sa valeur, à la place de l'ancienne s'il y en a une
    (`{"mode_envoi": "recommande"}`). Les `donnees` d'un contraire de la décision sont de cette forme.

    Rien d'autre n'y change : ni commentaire, ni ordre, ni guillemets, ni fins de ligne, ni codage. Une valeur est un
    texte, un Decimal, un int, un bool, une date, ou une liste ou un bloc de ceux-là. `fichier` nomme le dossier dans
    les constats.

    Lève DossierIllisible ou DossierInvalide si le dossier, avant ou après, ne se lit pas ou est fautif; AjoutRefuse
    (une SortieRefusee) s'il est écrit d'une façon où l'on n'insère pas; ValueError pour une clé ou une valeur
    impossibles.
    """
    if not isinstance(octets, bytes | bytearray | memoryview):
        quoi = "un texte" if isinstance(octets, str) else f"une valeur de type « {type(octets).__name__} »"
        remede = "ceux du fichier; d’un texte, « texte.encode() »"
        raise ValueError(f"« ajouter » attend les octets du dossier, et reçoit {quoi}. Donnez {remede}.")
    if not isinstance(entree, Mapping):
        raise ValueError("« ajouter » attend un bloc de clés : le nom de chaque liste, et ce qui s’y ajoute.")
    permises = (*EN_LISTE, *PRECISIONS)
    if inconnues := [nom for nom in entree if nom not in permises]:
        raise ValueError(f"« {inconnues[0]} » ne s’ajoute pas à un dossier; {', '.join(permises)} s’y ajoutent.")
    for nom, donnee in entree.items():
        if nom in EN_LISTE and not all(isinstance(inscription, Mapping) for inscription in _inscriptions(donnee)):
            raise ValueError(f"« {nom} » attend une inscription, qui est un bloc de clés, ou une liste d’inscriptions.")
        if nom in PRECISIONS and isinstance(donnee, Mapping) is not (nom == "agit_deja"):
            raise ValueError(f"« {nom} » attend {'un bloc de clés' if nom == 'agit_deja' else 'une seule valeur'}.")
    gestes = [
        ((nom,), valeur)
        for nom, donnee in entree.items()
        for valeur in (_inscriptions(donnee) if nom in EN_LISTE else [donnee])
    ]
    return modifier(bytes(octets), gestes, format=format, fichier=fichier)


def _inscriptions(donnee: object) -> Sequence[object]:
    """Les inscriptions que l'on donne à une liste, une ou plusieurs."""
    return donnee if isinstance(donnee, list | tuple) else [donnee]


@au_juste
def modifier(
    octets: bytes, gestes: Sequence[Geste], *, format: Format, fichier: str = "dossier", a_remplir: bool = False
) -> bytes:
    """Rend les octets du dossier, ces gestes faits dans l'ordre; lève comme `ajouter`.

    `a_remplir` : ce qui manque encore au dossier, ou y cloche, n'empêche pas d'y ajouter; il se relit, sans plus.
    """
    if format not in get_args(Format):
        raise ValueError(f"« {format} » n’est pas un format de dossier : yaml, json ou toml.")
    voulus: list[_Fait] = [(c, v if isinstance(v, Retrait) else _a_ecrire(c, v)) for c, v in gestes]
    avant = lire_arbre(octets, fichier=fichier, format=format)
    if not a_remplir:
        valider_arbre(avant, ebauche=False)
    faits = list(_deplier(voulus, avant.donnees))
    nouveaux, apres = _d_un_coup(octets, faits, avant, format, fichier) or _un_a_un(
        octets, faits, voulus, avant, format, fichier
    )
    if apres is not None and not a_remplir:
        valider_arbre(apres, ebauche=False)
    return nouveaux


def _a_ecrire(chemin: Chemin, donnee: object) -> Valeur:
    """La donnée en texte, du type que sa place attend."""
    texte = valeur_en_texte(donnee)
    return typee(chemin, texte, element=_s_ajoute(chemin, texte))


def _d_un_coup(
    octets: bytes, faits: Sequence[_Fait], avant: ArbreLu, format: Format, fichier: str
) -> tuple[bytes, ArbreLu] | None:
    """Tous les gestes insérés ensemble, dans le texte d'origine; None si l'on n'y relit pas exactement cela."""
    if len(faits) < 2:
        return None
    attendues = avant.donnees
    try:
        original, insertions = Original(octets, fichier), []
        for chemin, valeur in faits:
            insertions += _insertions(original, chemin, valeur, format)
            attendues = _avec(attendues, chemin, valeur)
        nouveaux = original.avec(insertions)
        apres = lire_arbre(nouveaux, fichier=fichier, format=format)
    except (Imprevu, DossierIllisible, DossierInvalide, UnicodeError, LookupError):
        return None
    return (nouveaux, apres) if apres.donnees == attendues and not apres.constats else None


def _un_a_un(
    octets: bytes, faits: Sequence[_Fait], voulus: Sequence[_Fait], avant: ArbreLu, format: Format, fichier: str
) -> tuple[bytes, ArbreLu | None]:
    """Les gestes faits l'un après l'autre, chacun relu; lève ce qui empêche le premier qui ne se fait pas."""
    attendues, nouveaux, apres = avant.donnees, octets, None
    for chemin, valeur in faits:
        try:
            original = Original(nouveaux, fichier)
            nouveaux = original.avec(_insertions(original, chemin, valeur, format))
            apres = lire_arbre(nouveaux, fichier=fichier, format=format)
        except Imprevu as exc:
            raise refuser(voulus, fichier, format, str(exc)) from None
        except (DossierIllisible, DossierInvalide, UnicodeError):
            raise refuser(voulus, fichier, format, "l’ajout ne s’y relirait pas") from None
        attendues = _avec(attendues, chemin, valeur)
        if apres.donnees != attendues:
            if apres.constats:  # -- un caractère refusé ne se relit pas : c'est ce qu'on ajoute qui est fautif --
                valider_arbre(apres, ebauche=False)
            raise refuser(voulus, fichier, format, "l’ajout s’y relirait autrement")
    return nouveaux, apres


def _deplier(voulus: Iterable[_Fait], donnees: Mapping[str, Valeur]) -> Iterator[_Fait]:
    """Un bloc que le dossier a déjà se précise clé par clé; ce qu'il dit déjà, ou qui ne dit rien, ne s'écrit pas.

    Une liste vide vide celle qui y est.
    """
    for chemin, valeur in voulus:
        if _s_ajoute(chemin, valeur) or (isinstance(valeur, Retrait) and lue(donnees, chemin) is not None):
            yield chemin, valeur
        elif isinstance(valeur, Retrait):
            continue
        elif isinstance(valeur, dict) and isinstance(lue(donnees, chemin), dict):
            yield from _deplier((((*chemin, cle), v) for cle, v in valeur.items()), donnees)
        elif (valeur or (valeur == [] and lue(donnees, chemin))) and lue(donnees, chemin) != valeur:
            yield chemin, valeur


def _s_ajoute(chemin: Chemin, valeur: Valeur | Retrait) -> bool:
    """Dit si cette valeur est un élément de plus d'une liste, et non ce qu'une clé vaut."""
    return len(chemin) == 1 and chemin[0] in _LISTES_DU_DOSSIER and bool(valeur) and not isinstance(valeur, list)


def lue(donnees: Mapping[str, Valeur], chemin: Chemin) -> Valeur:
    """Ce qui est écrit à ce chemin; None s'il n'y a rien."""
    valeur: Any = donnees
    for pas in chemin:
        try:
            valeur = valeur[pas]
        except (LookupError, TypeError):
            return None
    resultat: Valeur = valeur
    return resultat


def _insertions(original: Original, chemin: Chemin, valeur: Valeur | Retrait, format: Format) -> list[Insertion]:
    """Où et quoi insérer; seul le module de ce format est chargé."""
    ecrivain = import_module(f"lettres.lecture.ajouts.en_{format}")
    insertions: list[Insertion]
    if isinstance(valeur, Retrait):
        insertions = ecrivain.retirer(original, chemin, valeur.mention)
    elif _s_ajoute(chemin, valeur):
        insertions = ecrivain.inserer(original, str(chemin[0]), valeur)
    else:
        insertions = ecrivain.poser(original, chemin, valeur)
    return insertions


def _avec(donnees: dict[str, Valeur], chemin: Chemin, valeur: Valeur | Retrait) -> dict[str, Valeur]:
    """Les données attendues, une fois ce geste fait."""
    copie = copy.deepcopy(donnees)
    if isinstance(valeur, Retrait):
        del copie[str(chemin[0])]
        return copie
    if _s_ajoute(chemin, valeur):
        liste = copie.get(str(chemin[0]))
        copie[str(chemin[0])] = [*(liste if isinstance(liste, list) else []), copy.deepcopy(valeur)]
        return copie
    dernier: Any = lue(copie, chemin[:-1]) if len(chemin) > 1 else copie
    dernier[chemin[-1]] = copy.deepcopy(valeur)
    return copie


def refuser(
    gestes: Sequence[Geste], fichier: str, format: str, raison: str, causes: Sequence[Constat] = ()
) -> AjoutRefuse:
    """Le refus d'écrire dans ce fichier, et ce qu'il faut y mettre; `causes` : ce que le lecteur y a trouvé."""
    message = f"Rien n’a été inscrit dans ce fichier, qui reste tel quel : {raison}."
    remede = " ".join(_consigne(chemin, valeur, format) for chemin, valeur in gestes)
    return AjoutRefuse([Constat("S019", Gravite.ERREUR, message, remede, fichier=fichier), *causes])


def _consigne(chemin: Chemin, donnee: object, format: str) -> str:
    if isinstance(donnee, Retrait):
        return f"Retirez vous-même « {chemin_lisible(chemin)} » du dossier."
    valeur = _a_ecrire(chemin, donnee)
    if _s_ajoute(chemin, valeur):
        return f"Collez à la fin de « {chemin[0]} » : « {a_coller(valeur, format)} »."
    ou = f"à « {chemin_lisible(chemin[:-1])} »" if len(chemin) > 1 else "au premier rang du dossier"
    return f"Écrivez {ou} : « {paire_a_coller(str(chemin[-1]), valeur, format)} »."


def a_coller(bloc: Valeur, format: str) -> str:
    """L'élément sur une ligne, telle qu'on la colle dans une liste de ce format."""
    plume = Plume("utf-8")
    match format:
        case "json":
            return plume.json(bloc)
        case "toml":
            return plume.toml(bloc)
    return f"- {plume.yaml(bloc)}"


def paire_a_coller(cle: str, valeur: Valeur, format: str) -> str:
    """Une clé et sa valeur sur une ligne, telles qu'on les écrit dans un bloc de ce format."""
    plume = Plume("utf-8")
    match format:
        case "json":
            return f"{plume.json(cle)}: {plume.json(valeur)}"
        case "toml":
            return f"{cle} = {plume.toml(valeur)}"
    return f"{cle}: {plume.yaml(valeur)}"
