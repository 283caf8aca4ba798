"""Messages : chaque erreur de Pydantic, par son `type` stable, devient un constat français; jamais par son texte."""

from __future__ import annotations

import difflib
from collections.abc import Mapping, Sequence
from functools import lru_cache
from types import MappingProxyType
from typing import get_args

from pydantic_core import ErrorDetails
from pydantic_core.core_schema import ErrorType

from lettres.dossier import Publication
from lettres.dossier.saisie.lecture_de_mots import plier
from lettres.lecture.codes_lus import CodeLu, faute
from lettres.lecture.exemples import exemple
from lettres.lecture.formes import ABSENTE, LE_DOSSIER, Place, SorteDeFichier, cles, est_vide, suivre
from lettres.socle.constats import Constat, chemin_lisible
from lettres.socle.expression import Expression

_TYPES_DE_PYDANTIC = frozenset(get_args(ErrorType))

_CODE_DU_TYPE: Mapping[str, CodeLu] = MappingProxyType(
    {
        "caractere": CodeLu.CARACTERE,
        "une_ligne": CodeLu.UNE_LIGNE,
        "illisible": CodeLu.ILLISIBLE,
        "montant": CodeLu.MONTANT,
        "montant_signe": CodeLu.MONTANT,
        "montant_nul": CodeLu.MONTANT,
        "montant_trop_grand": CodeLu.MONTANT,
        "taux": CodeLu.TAUX,
        "taux_nul": CodeLu.TAUX,
        "taux_mensuel": CodeLu.TAUX,
        "date": CodeLu.DATE,
        "date_absente": CodeLu.DATE,
        "date_lointaine": CodeLu.DATE,
        "heure": CodeLu.HEURE,
        "devise": CodeLu.MONTANT,
        "oui_non": CodeLu.OUI_NON,
        "entier": CodeLu.ENTIER,
        "courriel": CodeLu.COURRIEL,
        "telephone": CodeLu.TELEPHONE,
        "code_postal": CodeLu.CODE_POSTAL,
        "neq": CodeLu.NEQ,
        "piece": CodeLu.PIECE,
        "url": CodeLu.URL,
        "rang": CodeLu.RANG,
        "ordre": CodeLu.ORDRE,
        "nom_de_pas": CodeLu.INCOHERENCE,
        "sans_contestation": CodeLu.SANS_CONTESTATION,
        "fin_de_carte": CodeLu.FIN_DE_CARTE,
    }
)
"""Le code de chaque refus que les types du dossier lèvent eux-mêmes, en français."""

CLES_NOMMEES_MAX = 16
CLES_EN_EXEMPLE = 4
CLE_MONTREE_MAX = 40

_CLE_COLLEE = Expression(r"([a-z_]+):")
"""« nom:Marie » : sans espace après le deux-points, YAML ne voit qu'un texte."""


def traduire(
    erreur: ErrorDetails, donnees: object, *, suggerer: bool = True, sorte: SorteDeFichier = LE_DOSSIER
) -> Constat:
    """Le constat d'une erreur de Pydantic, sans place dans un fichier; `suggerer` : avec le mot le plus proche."""
    place = suivre(erreur["loc"], donnees, sorte)
    genre = erreur["type"]
    if genre == "incoherence":
        # -- deux clés qui ne vont pas ensemble : l'une peut manquer, et c'est permis --
        return faute(CodeLu.INCOHERENCE, erreur["msg"], (erreur.get("ctx") or {}).get("remede", ""), place.chemin)
    if genre == "extra_forbidden":
        return _cle_inconnue(place, suggerer=suggerer)
    if place.valeur is ABSENTE:
        return _cle_manquante(place)
    if est_vide(place.valeur):
        return _a_remplir(place)
    if genre not in _TYPES_DE_PYDANTIC:
        exemple = _exemple_du_champ(place)
        remede = (erreur.get("ctx") or {}).get("remede") or (
            f"Par exemple : « {place.nom}: {exemple} »." if exemple else ""
        )
        return faute(_CODE_DU_TYPE.get(genre, CodeLu.AUTRE), erreur["msg"], remede, place.chemin)
    return _valeur_refusee(genre, erreur.get("ctx") or {}, place, suggerer=suggerer)


def _valeur_refusee(genre: str, contexte: Mapping[str, object], place: Place, *, suggerer: bool) -> Constat:
    if genre in {"literal_error", "enum"} and isinstance(place.valeur, str | int):
        return _hors_liste(place, suggerer=suggerer)
    if genre in {"model_type", "model_attributes_type", "dict_type", "mapping_type"}:
        return _bloc_attendu(place)
    if genre in {"tuple_type", "list_type"}:
        return _liste_attendue(place)
    if genre in {"string_type", "string_sub_type", "string_unicode", "literal_error", "enum"}:
        remede = "Écrivez un texte simple, entre guillemets au besoin : ni liste, ni bloc, ni nombre."
        return faute(CodeLu.TEXTE_ATTENDU, f"{place.sujet} attend un texte.", remede, place.chemin)
    if genre == "string_too_long":
        limite = contexte.get("max_length")
        return faute(
            CodeLu.TROP_LONG,
            f"Texte trop long : au plus {limite} caractères.",
            "Raccourcissez-le.",
            place.chemin,
        )
    if genre in {"too_short", "too_long"}:
        borne, limite = ("au moins", "min_length") if genre == "too_short" else ("au plus", "max_length")
        nombre = contexte.get(limite)
        dit = f"{place.sujet} attend {borne} {nombre} élément{'' if nombre == 1 else 's'}."
        return faute(CodeLu.LISTE_ATTENDUE, dit, "Ajoutez-en, ou retirez-en.", place.chemin)
    if genre in {"greater_than_equal", "less_than_equal", "greater_than", "less_than"}:
        return _hors_bornes(contexte, place)
    if genre == "invalid_key":
        return faute(
            CodeLu.CLE_COMPOSEE, "Une clé est un texte simple.", "Nommez chaque clé par un texte.", place.chemin
        )
    return faute(CodeLu.AUTRE, f"{place.sujet} n’est pas accepté.", "Vérifiez cette valeur.", place.chemin)


def _cle_inconnue(place: Place, *, suggerer: bool) -> Constat:
    nom = str(place.chemin[-1]) if place.chemin else ""
    permises = tuple(cles(place.bloc)) if place.bloc else ()
    montree = nom if len(nom) <= CLE_MONTREE_MAX else nom[: CLE_MONTREE_MAX - 1] + "…"
    proche = _la_plus_proche(nom, permises) if suggerer else None
    if proche:
        message = f"Clé inconnue « {montree} » : vouliez-vous dire « {proche} » ?"
        return faute(CodeLu.CLE_INCONNUE, message, f"Écrivez « {proche} », ou effacez la clé.", place.chemin)
    remede = "Effacez-la, ou corrigez-la."
    if nom == "heure" and place.bloc is Publication:
        remede = "L’heure s’écrit avec la date : « date: 2026-11-12 20:00 »."
    elif len(permises) <= CLES_NOMMEES_MAX:
        remede = f"Clés permises ici : {', '.join(permises)}."
    return faute(CodeLu.CLE_INCONNUE, f"Clé inconnue « {montree} » {_dans(place)}.", remede, place.chemin)


def _cle_manquante(place: Place) -> Constat:
    message = f"Il manque « {place.nom} » {_dans(place)} ({place.titre})."
    return faute(CodeLu.CLE_MANQUANTE, message, _phrase(f"Ajoutez « {place.nom} », {_aide(place)}"), place.chemin)


def _a_remplir(place: Place) -> Constat:
    return faute(
        CodeLu.A_REMPLIR,
        f"{place.sujet} est à remplir.",
        _phrase(f"{place.titre}, {_aide(place)}"),
        place.chemin,
    )


def _hors_liste(place: Place, *, suggerer: bool) -> Constat:
    possible = suggerer and isinstance(place.valeur, str)
    proche = None
    if possible:
        proche = _la_plus_proche(str(place.valeur), place.forme.choix) or _le_seul_qui_dit(place)
    remede = f"Vouliez-vous dire « {proche} » ?" if proche else ""
    choix = ", ".join(place.forme.choix)
    if len(place.forme.choix) == 1:
        return faute(CodeLu.HORS_LISTE, f"Valeur hors liste : la seule permise est {choix}.", remede, place.chemin)
    return faute(CodeLu.HORS_LISTE, f"Valeur hors liste : choisissez parmi {choix}.", remede, place.chemin)


def _bloc_attendu(place: Place) -> Constat:
    if place.forme.ou_texte:
        message = f"{place.sujet} attend un nom, ou un bloc de clés."
    else:
        message = f"{place.sujet} attend un bloc de clés." if place.chemin else "Ce fichier est un bloc de clés."
    collee = _CLE_COLLEE.match(place.valeur) if isinstance(place.valeur, str) else None
    if collee and place.forme.modele and collee[1] in cles(place.forme.modele):
        remede = f"Mettez une espace ordinaire après « {collee[0]} »."
    else:
        remede = _phrase(f"Écrivez-y, en retrait, {_aide(place)}")
    return faute(CodeLu.BLOC_ATTENDU, message, remede, place.chemin)


def _liste_attendue(place: Place) -> Constat:
    forme = place.forme.element
    element = "un bloc de clés" if forme and forme.modele else "un texte"
    return faute(
        CodeLu.LISTE_ATTENDUE,
        f"{place.sujet} attend une liste.",
        f"Mettez un tiret (« - ») devant chaque élément, ou des crochets autour; chacun est {element}.",
        place.chemin,
    )


def _hors_bornes(contexte: Mapping[str, object], place: Place) -> Constat:
    plancher = contexte.get("ge", contexte.get("gt"))
    borne = f"d’au moins {plancher}" if plancher is not None else f"d’au plus {contexte.get('le', contexte.get('lt'))}"
    return faute(CodeLu.ENTIER, f"Ce nombre doit être {borne}.", "Corrigez-le.", place.chemin)


def _phrase(texte: str) -> str:
    """Le texte et son point final; un exemple qui est déjà une phrase garde le sien."""
    return texte if texte.endswith((".", "…")) else f"{texte}."


def _dans(place: Place) -> str:
    bloc = place.chemin[:-1]
    return f"dans « {chemin_lisible(bloc)} »" if bloc else place.sorte.dans


def _aide(place: Place) -> str:
    """Un exemple de valeur, ou les clés du bloc, les obligatoires d'abord."""
    if place.forme.modele is None:
        return f"par exemple : {_exemple(place)}"
    noms = [cle.nom for cle in sorted(cles(place.forme.modele).values(), key=lambda cle: not cle.obligatoire)]
    return f"ses clés : {', '.join(noms[:CLES_EN_EXEMPLE])}" + (", …" if len(noms) > CLES_EN_EXEMPLE else "")


def _exemple(place: Place) -> str:
    """Une valeur plausible : celle de la table, ou le premier choix."""
    if place.forme.choix:
        return place.forme.choix[0]
    return _exemple_du_champ(place) or exemple(place.chemin) or place.titre


def _exemple_du_champ(place: Place) -> str:
    cle = cles(place.bloc).get(place.nom) if place.bloc else None
    return cle.exemple if cle else ""


def _la_plus_proche(texte: str, permis: Sequence[str]) -> str | None:
    return _proche(texte, tuple(permis)) if len(texte) <= CLE_MONTREE_MAX else None


def _le_seul_qui_dit(place: Place) -> str | None:
    """Le seul choix qui contienne tous les mots écrits, ou que ceux-ci contiennent : « débit » est « carte_debit »."""
    ecrits = _mots(str(place.valeur)[:CLE_MONTREE_MAX])
    trouves = [c for c in place.forme.choix if (mots := _mots(c)) and ecrits and (ecrits <= mots or mots <= ecrits)]
    return trouves[0] if len(trouves) == 1 else None


def _mots(texte: str) -> frozenset[str]:
    return frozenset(plier(texte).replace("_", " ").split())


@lru_cache(maxsize=1024)
def _proche(texte: str, permis: tuple[str, ...]) -> str | None:
    # -- « Échéance », « code postal » ou « code-postal » : sans accent ni majuscule, le mot est souvent le bon --
    simple = plier(texte).replace(" ", "_")
    simples = {p.lower(): p for p in permis}
    trouves = difflib.get_close_matches(simple, simples, n=1, cutoff=0.76)
    return simples[trouves[0]] if trouves else None
