"""Parties lues : qui doit la facture, tel que l'export le dit; ce qui n'en est pas valide est dit et reste un blanc."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache
from types import MappingProxyType

from pydantic_core import PydanticCustomError

from lettres.dossier.parties import est_le_canada
from lettres.dossier.saisie.lecture_de_mots import plier
from lettres.dossier.saisie.lecture_de_numeros import lire_code_postal, lire_courriel, lire_neq, lire_telephone
from lettres.importation.correspondance import DE_L_ADRESSE, DE_LA_PARTIE, Correspondance
from lettres.importation.facture_lue import propre
from lettres.importation.lecteurs.cellules import FactureBrute, ValeurLue
from lettres.importation.pieges import Piege, dit
from lettres.socle.constats import Constat, Gravite, abreger

_LECTURES: Mapping[str, Callable[[str], str]] = MappingProxyType(
    {"courriel": lire_courriel, "telephone": lire_telephone, "neq": lire_neq}
)
_EN_CLAIR = {"courriel": "Courriel", "telephone": "Téléphone", "neq": "NEQ", "code_postal": "Code postal"}
_CLES = (*DE_LA_PARTIE, *DE_L_ADRESSE)

_PROVINCES = {
    "Alberta": "ab",
    "Colombie-Britannique": "bc|british columbia",
    "Île-du-Prince-Édouard": "pe|pei|prince edward island",
    "Manitoba": "mb",
    "Nouveau-Brunswick": "nb|new brunswick",
    "Nouvelle-Écosse": "ns|nova scotia",
    "Nunavut": "nu",
    "Ontario": "on",
    "Québec": "qc|pq|que|quebec|ca qc",
    "Saskatchewan": "sk",
    "Terre-Neuve-et-Labrador": "nl|nf|newfoundland|newfoundland and labrador",
    "Territoires du Nord-Ouest": "nt|northwest territories",
    "Yukon": "yt|yukon territory",
}
"""Une province, et les façons dont un logiciel l'abrège ou la nomme en anglais."""

_NOMMEE = {ecrite: nom for nom, ecrites in _PROVINCES.items() for ecrite in (plier(nom), *ecrites.split("|"))}
_CANADA = frozenset({"ca", "can", "canada"})


def lire_la_partie(brute: FactureBrute, source: Correspondance, constats: list[Constat]) -> dict[str, ValeurLue]:
    """Le nom, l'adresse, le courriel…, chacun à sa place; une clé de l'adresse y porte son nom seul."""
    champs = brute.champs
    brutes = {cle: lues[0] for cle in _CLES if (lues := champs.get(cle))}
    if source.pays and (pays := brutes.pop("pays", None)) is not None:
        if pays.texte in source.pays:
            brutes["pays"] = pays._replace(texte=source.pays[pays.texte])
        else:
            message = (
                f"Pays laissé de côté : on ne connaît pas celui que cette source numérote « {abreger(pays.texte)} »."
            )
            remede = "Écrivez-le au dossier, avec son code postal."
            constats.append(dit(Piege.VALEUR, Gravite.ALERTE, message, remede, pays.lieu))
    comprises, fautes = _comprendre(tuple([(cle, lu.texte) for cle, lu in brutes.items()]))
    for cle, message in fautes:
        remede = "Corrigez-le dans votre logiciel, ou écrivez-le au dossier."
        constats.append(dit(Piege.VALEUR, Gravite.ALERTE, message, remede, brutes[cle].lieu))
    lue = {cle: brutes[cle].devenue(texte) for cle, texte in comprises}
    sorte = brute.premier("sorte_de_client")
    if sorte is not None and sorte.texte in source.personne:
        lue["type"] = sorte.devenue("personne")
    return lue


@lru_cache(1024)
def _comprendre(brutes: tuple[tuple[str, str], ...]) -> tuple[tuple[tuple[str, str], ...], tuple[tuple[str, str], ...]]:
    """Par clé, ce que ces textes veulent dire, et ce qui ne s'y lit pas; d'une facture à l'autre, les mêmes."""
    lue = {cle: texte for cle, brut in brutes if (texte := propre(brut)[:500])}
    fautes: list[tuple[str, str]] = []
    for cle, lecture in _LECTURES.items():
        if cle in lue:
            _lire(lue, cle, lecture, fautes)
    pays = lue.get("pays")
    if pays is not None and plier(pays) in _CANADA:
        del lue["pays"]
    if (province := lue.get("province")) is not None:
        lue["province"] = _NOMMEE.get(plier(province), province)
    if "code_postal" in lue and est_le_canada(lue.get("pays")):
        _lire(lue, "code_postal", lire_code_postal, fautes)
    if "nom_commercial" in lue and lue["nom_commercial"] == lue["nom"]:
        del lue["nom_commercial"]
    return tuple(lue.items()), tuple(fautes)


def _lire(lue: dict[str, str], cle: str, lecture: Callable[[str], str], fautes: list[tuple[str, str]]) -> None:
    try:
        lue[cle] = lecture(lue[cle])
    except PydanticCustomError as refus:
        fautes.append((cle, f"{_EN_CLAIR[cle]} laissé de côté, « {abreger(lue.pop(cle))} ». {refus.message()}"))
