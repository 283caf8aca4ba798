"""En-tête : ce qu'un dossier importé dit de lui, avant ses clés : d'où il vient, et ce que les imports y ont mis.

Ce que l'on en ôte ensuite ne revient pas : un import ne défait pas ce qu'une personne a fait.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from decimal import Decimal
from functools import lru_cache

from lettres.importation.facture_lue import FactureLue
from lettres.lecture.ajouts.plume import Plume, valeur_en_texte
from lettres.lecture.fichier import lire_arbre
from lettres.socle.classes import NamedTuple
from lettres.socle.erreurs import ErreurLettres

DEBUT = "# Dossier importé"
"""Ce à quoi l'on reconnaît un dossier que l'on a fait, même à demi écrit."""

TOTAL, AVOIR = "total", "avoir"
"""Ce qu'est une somme qui n'a pas de jour : ce qui est payé en tout, une note de crédit."""

_PLUME = Plume("utf-8")
_TETE = (
    f"{DEBUT} : chaque valeur est suivie de la place d’où elle vient. Ce que vous y écrivez reste;",
    "# importer de nouveau n’y ajoute que ce qui est neuf.",
)
_IMPORTEES = "# Déjà importées : "
_NE_REVIENNENT_PAS = "; ôtée de « creances », une facture ne revient que si on l’ôte aussi d’ici."
_SOMMES = "# Paiements et crédits déjà importés : "
_NI_ELLES = "; ôté du dossier, l’un ne revient que si on l’ôte aussi d’ici."
_LA_LIGNE_DES_FACTURES = re.compile(f"(?m)^{_IMPORTEES}(\\[.*\\])[^\\]\r\n]*")
_LA_LIGNE_DES_SOMMES = re.compile(f"(?m)^{_SOMMES}(\\[.*\\])[^\\]\r\n]*")


class Somme(NamedTuple):
    """Une somme qu'un import a mise au dossier : de quelle facture, son jour (ou ce qu'elle est), et combien."""

    facture: str
    quoi: str
    combien: Decimal


def sommes_lues(facture: FactureLue) -> Counter[Somme]:
    """Ce que l'export dit payé ou crédité de cette facture."""
    numero, trouvees = facture.numero, Counter[Somme]()
    for p in facture.paiements:
        trouvees[Somme(numero, p["date"].texte, Decimal(p["montant"].texte))] += 1
    if (paye := facture.creance.get("deja_paye")) is not None:
        trouvees[Somme(numero, TOTAL, Decimal(paye.texte))] += 1
    for a in facture.avoirs:
        trouvees[Somme(numero, AVOIR, Decimal(a["montant"].texte))] += 1
    return trouvees


def tete(factures: Sequence[FactureLue]) -> list[str]:
    """Les lignes par lesquelles commence un dossier neuf."""
    sommes = sum((sommes_lues(f) for f in factures), Counter[Somme]())
    return [*_TETE, _importees([f.numero for f in factures]), *([_sommes(sommes)] if sommes else [])]


def importees(octets: bytes) -> tuple[str, ...]:
    """Les factures que les imports d'avant ont mises à ce dossier, qu'il les ait encore ou non."""
    return tuple(map(str, _liste(octets, _LA_LIGNE_DES_FACTURES) or ()))


def sommes_importees(octets: bytes) -> Counter[Somme]:
    """Les sommes que les imports d'avant ont mises à ce dossier, qu'il les ait encore ou non."""
    lues = map(_somme, _liste(octets, _LA_LIGNE_DES_SOMMES) or ())
    return Counter(somme for somme in lues if somme is not None)


def ligne_illisible(octets: bytes) -> int | None:
    """La ligne de l'en-tête, comptée de 1, dont la liste ne se lit plus : ce qui en fut ôté reviendrait sans un mot."""
    for rang, ligne in enumerate(octets.splitlines(), 1):
        dite = ligne.decode(errors="replace")
        if dite.startswith(_IMPORTEES.rstrip()) and _liste(ligne, _LA_LIGNE_DES_FACTURES) is None:
            return rang
        if dite.startswith(_SOMMES.rstrip()):
            lues = _liste(ligne, _LA_LIGNE_DES_SOMMES)
            if lues is None or None in map(_somme, lues):
                return rang
    return None


def avec_les_importees(octets: bytes, numeros: Iterable[str], sommes: Counter[Somme]) -> bytes:
    """Les mêmes octets, qui gardent aussi ces numéros et ces sommes."""
    octets = _avec(octets, _LA_LIGNE_DES_FACTURES, _importees([*dict.fromkeys([*importees(octets), *numeros])]), _TETE)
    toutes = sommes_importees(octets) | sommes
    premieres = octets.decode(errors="surrogateescape").splitlines()[: len(_TETE) + 1]
    return _avec(octets, _LA_LIGNE_DES_SOMMES, _sommes(toutes), premieres) if toutes else octets


def _importees(numeros: Sequence[str]) -> str:
    return f"{_IMPORTEES}[{', '.join(map(_ecrit, numeros))}]{_NE_REVIENNENT_PAS}"


def _sommes(sommes: Counter[Somme]) -> str:
    ecrites = (f"[{_ecrit(s.facture)}, {s.quoi}, {s.combien}]" for s in sommes.elements())
    return f"{_SOMMES}[{', '.join(ecrites)}]{_NI_ELLES}"


@lru_cache(1024)
def _ecrit(texte: str) -> str:
    return _PLUME.yaml(valeur_en_texte(texte))


def _somme(une: object) -> Somme | None:
    if isinstance(une, list) and len(une) == 3 and re.fullmatch(r"\d+(\.\d+)?", str(une[2])):
        return Somme(str(une[0]), str(une[1]), Decimal(str(une[2])))
    return None


def _liste(octets: bytes, ligne: re.Pattern[str]) -> list[object] | None:
    """La liste que garde cette ligne; None s'il n'y en a pas, ou si elle ne se lit pas."""
    trouvee = ligne.search(octets.decode(errors="replace"))
    if trouvee is None:
        return None
    try:
        lues = lire_arbre(f"importees: {trouvee[1]}".encode(), fichier="", format="yaml").donnees["importees"]
    except ErreurLettres:
        return None
    return list(lues) if isinstance(lues, list) else None


def _avec(octets: bytes, leur_ligne: re.Pattern[str], ligne: str, avant: Sequence[str]) -> bytes:
    """Les mêmes octets, cette ligne à la place de la sienne; sinon, dans un dossier importé, après celles-là."""
    texte = octets.decode(errors="surrogateescape")
    if leur_ligne.search(texte):
        texte = leur_ligne.sub(lambda _: ligne, texte, count=1)
    elif texte.startswith(DEBUT):
        lignes = texte.splitlines(keepends=True)
        apres = len(avant) if [une.rstrip("\r\n") for une in lignes[: len(avant)]] == [*avant] else 1
        fin = "\r\n" if lignes[0].endswith("\r\n") else "\n"
        texte = "".join([*lignes[:apres], ligne + fin, *lignes[apres:]])
    return texte.encode(errors="surrogateescape")
