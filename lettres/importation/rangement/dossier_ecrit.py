"""Dossier écrit : le YAML d'un dossier importé, chaque valeur suivie de sa place dans l'export, et ses blancs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from pathlib import PurePath
from typing import Any

from lettres.importation.mise_en_dossier import DossierImporte
from lettres.lecture.ajouts.plume import Plume, valeur_en_texte
from lettres.socle.constats import Chemin
from lettres.socle.places import DansExport

DEBUT = "# Dossier importé"
"""Ce à quoi l'on reconnaît un dossier que l'on a fait, même à demi écrit."""

_PLUME = Plume("utf-8")
_COLONNE = 44
_CREANCE = ("cause", "facture", "date", "echeance", "objet", "montant")
_A_DIRE: Mapping[str, str] = {
    "cause": "à remplir : service, bien, pret…",
    "date": "à remplir : l’export ne la dit pas",
    "echeance": "à remplir : l’export ne la dit pas",
    "objet": "à remplir : l’export ne le dit pas",
    "montant": "à remplir",
}


def en_yaml(importe: DossierImporte) -> bytes:
    """Le dossier, tel qu'on l'écrit la première fois."""
    return ("\n".join([*_tete(importe), *_lignes(importe)]) + "\n").encode()


def ou(lieu: DansExport) -> str:
    """La place, dite par le seul nom du fichier : la même d'où qu'on l'importe."""
    # -- un dossier sans signe rare se relit bien plus vite --
    return lieu.dite(_nom_seul(lieu.fichier), _sur_une_ligne(lieu.endroit), ", ")


@lru_cache(16)
def _nom_seul(fichier: str) -> str:
    return _sur_une_ligne(PurePath(fichier).name)


@lru_cache(1024)
def _sur_une_ligne(texte: str) -> str:
    """Un saut de ligne sortirait du commentaire."""
    return " ".join(texte.split())


def _tete(importe: DossierImporte) -> Iterator[str]:
    yield f"{DEBUT} : chaque valeur est suivie de la place d’où elle vient. Ce que vous y écrivez reste;"
    yield "# importer de nouveau n’y ajoute que ce qui est neuf."
    yield "lettres: 1"


def _lignes(importe: DossierImporte) -> Iterator[str]:
    for nom, valeur in importe.dossier.items():
        if nom == "reference":
            yield _valeur("reference: " + _ecrit(valeur), "le numéro de sa plus ancienne facture; changez-le au besoin")
        elif nom == "destinataire":
            if "expediteur" not in importe.dossier:
                yield "expediteur:"
                yield _valeur("  nom:", "à remplir; ou « lettres moi », une fois pour tous, avant d’importer")
            yield "destinataire:"
            yield from _bloc(importe, ("destinataire",), valeur, "  ")
            yield from _questions(valeur)
        elif isinstance(valeur, dict):
            yield f"{nom}:"
            yield from _bloc(importe, (nom,), valeur, "  ")
        elif isinstance(valeur, list):
            yield f"{nom}:"
            yield from _liste(importe, nom, valeur)
        else:
            yield f"{nom}: {_ecrit(valeur)}"


def _questions(destinataire: Mapping[str, Any]) -> Iterator[str]:
    """Ce qu'aucun export ne dit du débiteur, en blanc."""
    if "qualite" not in destinataire:
        yield _valeur("  qualite:", "à remplir ici ou dans debiteurs.yaml : consommateur, commercant, entreprise…")
    if "civilite" not in destinataire:
        yield _valeur("  civilite:", "d’une personne : Mme, M. ou neutre; ici ou dans debiteurs.yaml")


def _bloc(importe: DossierImporte, chemin: Chemin, bloc: Mapping[str, Any], marge: str) -> Iterator[str]:
    for cle, valeur in bloc.items():
        ici = (*chemin, cle)
        if isinstance(valeur, Mapping):
            yield f"{marge}{cle}:"
            yield from _bloc(importe, ici, valeur, f"{marge}  ")
        else:
            yield _valeur(f"{marge}{cle}: {_ecrit(valeur)}", _origine(importe, ici))


def _liste(importe: DossierImporte, nom: str, liste: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    for rang, element in enumerate(liste):
        cles = [*(_CREANCE if nom == "creances" else ()), *(("date",) if nom == "suites" else ())]
        debut = "  - "
        for cle in dict.fromkeys([*cles, *element]):
            if cle in element:
                dit = _origine(importe, (nom, rang, cle))
                yield _valeur(f"{debut}{cle}: {_ecrit(element[cle])}", dit)
            else:
                yield _valeur(f"{debut}{cle}:", _blanc(importe, nom, cle, element))
            debut = "    "


def _blanc(importe: DossierImporte, nom: str, cle: str, element: Mapping[str, Any]) -> str:
    if cle == "montant" and (raison := importe.incertaines.get(element["facture"])):
        return f"à remplir : {raison}"
    return "à remplir : l’export ne la dit pas" if nom == "suites" else _A_DIRE[cle]


def _origine(importe: DossierImporte, chemin: Chemin) -> str:
    lieu = importe.origines.get(chemin)
    return ou(lieu) if lieu is not None else ""


def _ecrit(valeur: object) -> str:
    return _texte_ecrit(valeur) if isinstance(valeur, str) else _PLUME.yaml(valeur_en_texte(valeur))


@lru_cache(1024)
def _texte_ecrit(texte: str) -> str:
    """D'un dossier à l'autre, qui écrit, une ville, une date reviennent."""
    return _PLUME.yaml(valeur_en_texte(texte))


def _valeur(ligne: str, dit: str) -> str:
    return f"{ligne:<{_COLONNE}}  # {dit}" if dit else ligne
