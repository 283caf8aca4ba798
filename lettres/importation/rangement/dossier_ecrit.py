"""Dossier écrit : le YAML d'un dossier importé, chaque valeur suivie de sa place dans l'export, et ses blancs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from pathlib import PurePath
from typing import Any

from lettres.importation.lecteurs.cellules import ValeurLue
from lettres.importation.mise_en_dossier import DossierImporte, factures_reclamees
from lettres.importation.rangement.en_tete import tete
from lettres.lecture.ajouts.plume import Plume, valeur_en_texte
from lettres.socle.constats import Chemin
from lettres.socle.places import DansExport

_PLUME = Plume("utf-8")
_COLONNE = 44
_ATTENDUES: Mapping[str, Sequence[str]] = {
    "creances": ("cause", "facture", "date", "echeance", "objet", "montant"),
    "suites": ("date",),
}
"""Les clés d'un élément qui s'écrivent d'abord, en blanc au besoin."""
A_DIRE: Mapping[str, str] = {
    "cause": "à remplir : service, bien, pret…",
    "date": "à remplir : l’export ne la dit pas",
    "echeance": "à remplir : l’export ne la dit pas",
    "objet": "à remplir : l’export ne le dit pas",
    "montant": "à remplir",
}


def en_yaml(importe: DossierImporte) -> bytes:
    """Le dossier, tel qu'on l'écrit la première fois."""
    reclamees = factures_reclamees(importe.groupe)
    return ("\n".join([*tete(reclamees), "lettres: 1", *_lignes(importe)]) + "\n").encode()


def ou(lieu: DansExport) -> str:
    """La place, dite par le seul nom du fichier : la même d'où qu'on l'importe."""
    # -- un dossier sans signe rare se relit bien plus vite --
    return lieu.dite(_nom_seul(lieu.fichier), _sur_une_ligne(lieu.endroit), ", ")


def _ou_est(valeur: ValeurLue) -> str:
    """Sa place, de même; ce qui en revient à chaque ligne d'un tableau ne se dit qu'une fois."""
    fichier, suite = _autour(valeur.ou)
    return f"{fichier}{suite}" if valeur.ligne is None else f"{fichier}:{valeur.ligne}{suite}"


@lru_cache(256)
def _autour(colonne: DansExport) -> tuple[str, str]:
    """Ce qui, d'une place, précède la ligne du tableau et ce qui la suit."""
    fichier = _nom_seul(colonne.fichier)
    return fichier, ou(colonne).removeprefix(fichier)


@lru_cache(16)
def _nom_seul(fichier: str) -> str:
    return _sur_une_ligne(PurePath(fichier).name)


@lru_cache(1024)
def _sur_une_ligne(texte: str) -> str:
    """Un saut de ligne sortirait du commentaire."""
    return " ".join(texte.split())


def _lignes(importe: DossierImporte) -> list[str]:
    lignes: list[str] = []
    for nom, valeur in importe.dossier.items():
        if nom == "reference":
            dit = "le numéro de sa plus ancienne facture; changez-le au besoin"
            lignes.append(_valeur(f"reference: {_ecrit(valeur)}", dit))
        elif nom == "destinataire":
            if "expediteur" not in importe.dossier:
                dit = "à remplir; ou « lettres moi », une fois pour tous, avant d’importer"
                lignes += ["expediteur:", _valeur("  nom:", dit)]
            lignes.append("destinataire:")
            _bloc(lignes, importe, ("destinataire",), valeur, "  ")
            lignes += _questions(valeur)
        elif isinstance(valeur, dict):
            lignes.append(f"{nom}:")
            _bloc(lignes, importe, (nom,), valeur, "  ")
        elif isinstance(valeur, list):
            lignes.append(f"{nom}:")
            _liste(lignes, importe, nom, valeur)
        else:
            lignes.append(f"{nom}: {_ecrit(valeur)}")
    return lignes


def _questions(destinataire: Mapping[str, Any]) -> Iterator[str]:
    """Ce qu'aucun export ne dit du débiteur, en blanc."""
    if "qualite" not in destinataire:
        yield _valeur("  qualite:", "à remplir ici ou dans debiteurs.yaml : consommateur, commercant, entreprise…")
    if "civilite" not in destinataire:
        yield _valeur("  civilite:", "d’une personne : Mme, M. ou neutre; ici ou dans debiteurs.yaml")


def _bloc(lignes: list[str], importe: DossierImporte, chemin: Chemin, bloc: Mapping[str, Any], marge: str) -> None:
    for cle, valeur in bloc.items():
        ici = (*chemin, cle)
        if not isinstance(valeur, str) and isinstance(valeur, Mapping):
            lignes.append(f"{marge}{cle}:")
            _bloc(lignes, importe, ici, valeur, f"{marge}  ")
        else:
            lignes.append(_valeur(f"{marge}{cle}: {_ecrit(valeur)}", _origine(importe, ici)))


def _liste(lignes: list[str], importe: DossierImporte, nom: str, liste: Iterable[Mapping[str, Any]]) -> None:
    attendues = _ATTENDUES.get(nom, ())
    for rang, element in enumerate(liste):
        debut = "  - "
        for cle in dict.fromkeys([*attendues, *element]):
            if cle in element:
                lignes.append(_valeur(f"{debut}{cle}: {_ecrit(element[cle])}", _origine(importe, (nom, rang, cle))))
            else:
                lignes.append(_valeur(f"{debut}{cle}:", _blanc(importe, nom, cle, element)))
            debut = "    "


def _blanc(importe: DossierImporte, nom: str, cle: str, element: Mapping[str, Any]) -> str:
    if cle == "montant" and (raison := importe.incertaines.get(element["facture"])):
        return f"à remplir : {raison}"
    return "à remplir : l’export ne la dit pas" if nom == "suites" else A_DIRE[cle]


def _origine(importe: DossierImporte, chemin: Chemin) -> str:
    lue = importe.lues.get(chemin)
    return "" if lue is None else _ou_est(lue)


def _ecrit(valeur: object) -> str:
    return texte_ecrit(valeur) if isinstance(valeur, str) else _PLUME.yaml(valeur_en_texte(valeur))


@lru_cache(4096)
def texte_ecrit(texte: str) -> str:
    """D'un dossier à l'autre, qui écrit, une ville, une date reviennent."""
    return _PLUME.yaml(valeur_en_texte(texte))


def _valeur(ligne: str, dit: str) -> str:
    return f"{ligne.ljust(_COLONNE)}  # {dit}" if dit else ligne
