"""Parties lues : qui doit la facture, tel que l'export le dit; ce qui n'en est pas valide est dit et reste un blanc."""

from __future__ import annotations

from collections.abc import Callable, Mapping
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
_EN_CLAIR = {"courriel": "Courriel", "telephone": "Téléphone", "neq": "NEQ"}

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
    lue = {
        cle: ValeurLue(texte, valeur.lieu)
        for cle in (*DE_LA_PARTIE, *DE_L_ADRESSE)
        if (valeur := brute.premier(cle)) is not None and (texte := propre(valeur.texte)[:500])
    }
    for cle, lecture in _LECTURES.items():
        if cle in lue:
            _lire(lue, cle, lecture, _EN_CLAIR[cle], constats)
    _l_adresse(lue, constats)
    if (commercial := lue.get("nom_commercial")) is not None and commercial.texte == lue["nom"].texte:
        del lue["nom_commercial"]
    sorte = brute.premier("sorte_de_client")
    if sorte is not None and sorte.texte in source.personne:
        lue["type"] = ValeurLue("personne", sorte.lieu)
    return lue


def _l_adresse(lue: dict[str, ValeurLue], constats: list[Constat]) -> None:
    pays, province = lue.get("pays"), lue.get("province")
    if pays is not None and plier(pays.texte) in _CANADA:
        del lue["pays"]
    if province is not None:
        lue["province"] = ValeurLue(_NOMMEE.get(plier(province.texte), province.texte), province.lieu)
    pays = lue.get("pays")
    if "code_postal" in lue and est_le_canada(pays.texte if pays else None):
        _lire(lue, "code_postal", lire_code_postal, "Code postal", constats)


def _lire(
    lue: dict[str, ValeurLue], cle: str, lecture: Callable[[str], str], quoi: str, constats: list[Constat]
) -> None:
    valeur = lue[cle]
    try:
        lue[cle] = ValeurLue(lecture(valeur.texte), valeur.lieu)
    except PydanticCustomError as refus:
        del lue[cle]
        message = f"{quoi} laissé de côté, « {abreger(valeur.texte)} ». {refus.message()}"
        remede = "Corrigez-le dans votre logiciel, ou écrivez-le au dossier."
        constats.append(dit(Piege.VALEUR, Gravite.ALERTE, message, remede, valeur.lieu))
