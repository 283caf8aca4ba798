"""Plis : les lettres qui partent en recommandé ou par huissier, en une liste que l'on apporte au comptoir.

Le moyen est celui que la lettre dit, et que l'on inscrira : il se demande à la consigne. La liste est un tableau pour
Excel : ses cellules sont du texte, jamais une formule.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator

from lettres.affaire import Affaire
from lettres.dossier.parties import est_le_canada
from lettres.langue.typographie import voie
from lettres.production.consigne import consigne
from lettres.socle.classes import NamedTuple

_MOYENS = {"recommande": "courrier recommandé", "huissier": "huissier"}
"""Les moyens dont quelqu'un d'autre tient la preuve, et qu'il faut aller demander."""

_COLONNES = (
    *("référence", "lettre", "moyen", "destinataire", "à l’attention de", "adresse", "complément", "ville"),
    *("province", "code postal", "pays", "fichier", "pages", "numéro de suivi"),
)
"""La dernière est à remplir au comptoir."""

_FORMULES = "=+-@\uff1d\uff0b\uff0d\uff20"
"""Ce par quoi une cellule deviendrait une formule, en largeur ordinaire ou pleine."""


class PliRecommande(NamedTuple):
    """Ce qu'il faut à qui poste une lettre : par quel moyen, à qui, et où."""

    moyen: str
    destinataire: str
    attention: str = ""
    ligne: str = ""
    complement: str = ""
    ville: str = ""
    province: str = ""
    code_postal: str = ""
    pays: str = ""


class PliListe(NamedTuple):
    """Un pli de la liste : la lettre qu'il porte, son fichier, et où elle est dans le PDF du lot."""

    reference: str
    titre: str
    pli: PliRecommande
    fichier: str
    pages: str = ""


def pli_de(affaire: Affaire, lettre: str) -> PliRecommande | None:
    """Le pli de cette lettre, si elle part en recommandé ou par huissier; sinon None."""
    moyen = _MOYENS.get(str(consigne(affaire, lettre).inscription.get("mode")))
    if moyen is None:
        return None
    destinataire = affaire.dossier.destinataire
    attention = destinataire.attention.nom if destinataire.attention else ""
    ou = destinataire.adresse
    if ou is None:
        return PliRecommande(moyen, destinataire.nom, attention)
    # -- « Québec » est la province par défaut : ailleurs qu'au Canada, elle serait fausse --
    province = "" if ou.province == "Québec" and not est_le_canada(ou.pays) else ou.province
    lignes = (voie(ou.ligne), ou.complement or "", ou.ville, province, ou.code_postal or "", ou.pays or "")
    return PliRecommande(moyen, destinataire.nom, attention, *lignes)


def en_csv(plis: Iterable[PliListe]) -> bytes:
    """La liste, pour Excel : UTF-8 annoncé, point-virgule, tout entre guillemets; les mêmes plis, les mêmes octets."""
    tampon = io.StringIO(newline="")
    table = csv.writer(tampon, delimiter=";", quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    table.writerow(_COLONNES)
    table.writerows([*map(_en_texte, _cellules(pli))] for pli in plis)
    return tampon.getvalue().encode("utf-8-sig")


def _cellules(liste: PliListe) -> Iterator[str]:
    yield from (liste.reference, liste.titre, *liste.pli, liste.fichier, liste.pages, "")


def _en_texte(valeur: str) -> str:
    """La valeur sur une ligne, qu'un tableur ne prendra pas pour une formule."""
    plate = " ".join(valeur.replace("\u00a0", " ").replace("\u202f", " ").split())
    return f"'{plate}" if plate[:1] and plate[0] in _FORMULES else plate
