"""Texte d'un document Word, tel qu'on le lit : pour les contrôles et pour les fichiers de référence.

Un paragraphe fait une ligne; une rangée de tableau aussi, ses cellules séparées par ` ¦ `.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from lettres.rendu.paquet.ooxml import DOCUMENT, cibles, lire_paquet, lire_xml
from lettres.rendu.paragraphes.lecture import Bloc, genre, lire_l_arbre
from lettres.rendu.paragraphes.lecture_directe import BlocDirect, lire_directement
from lettres.rendu.xml.arbre_xml import Element
from lettres.rendu.xml.elements import nom_complet

SEPARATEUR = " ¦ "

_NOTES = {"notes": "word/footnotes.xml", "notes de fin": "word/endnotes.xml"}
_TITRES = {
    "header": {"first": "premier en-tête", "default": "en-tête", "even": "en-tête pair"},
    "footer": {"first": "premier pied", "default": "pied", "even": "pied pair"},
}

_D_UNE_LETTRE = range(1, 1_000_000)
"""Les octets d'un corps qui n'est ni absent ni gigantesque."""
_W = nom_complet("w:")


def texte_par_partie(octets: bytes) -> dict[str, str]:
    """Le texte de chaque partie qui en porte : corps, en-têtes, pieds, notes; `ModeleInvalide` si illisible."""
    parties = lire_paquet(octets)
    return {nom: "\n".join(_lignes(lire_l_arbre(racine_de(parties, nom)))) for nom in sorted(filter(genre, parties))}


def texte_du_corps(octets: bytes, parties: Mapping[str, bytes]) -> str:
    """Celui du corps d'une lettre que l'on vient d'écrire; `parties` sont celles qu'on y a mises, avant le zip."""
    blocs = lire_directement(parties[DOCUMENT]) if len(parties.get(DOCUMENT, b"")) in _D_UNE_LETTRE else None
    return texte_par_partie(octets)[DOCUMENT] if blocs is None else "\n".join(_lignes(blocs))


def texte_lisible(octets: bytes) -> str:
    """La lettre entière, de l'en-tête au pied, chaque partie sous son titre, les listes numérotées."""
    from lettres.rendu.paragraphes.puces import Puces  # -- inutile à qui n'écrit que la lettre --

    parties = lire_paquet(octets)
    notes = [(titre, nom) for titre, nom in _NOTES.items() if nom in parties]
    ordre = [*bandeaux(parties, "header"), ("corps", DOCUMENT), *notes, *bandeaux(parties, "footer")]
    marque = Puces.lire(parties).marque
    textes = ((titre, "\n".join(_lignes(lire_l_arbre(racine_de(parties, nom), marque)))) for titre, nom in ordre)
    return "\n".join(f"[{titre}]\n{texte}\n" for titre, texte in textes if texte.strip())


def bandeaux(parties: Mapping[str, bytes], genre: str) -> Iterator[tuple[str, str]]:
    """Le titre et la partie de chaque en-tête ou pied qu'une section emploie, une fois chacun."""
    document, relations = racine_de(parties, DOCUMENT), cibles(parties)
    references = [
        (reference.get(f"{_W}type"), relations.get(reference.get(nom_complet("r:id"), ""), ""))
        for reference in document.iter(f"{_W}{genre}Reference")
    ]
    for type_, titre in _TITRES[genre].items():
        for reference in dict.fromkeys(references):
            if reference[0] == type_ and reference[1] in parties:
                yield titre, reference[1]


def racine_de(parties: Mapping[str, bytes], nom: str) -> Element:
    return lire_xml(nom, parties[nom])


def _lignes(blocs: Iterable[Bloc | BlocDirect]) -> Iterator[str]:
    """Une ligne par paragraphe et par rangée."""
    for bloc in blocs:
        yield bloc[0] if isinstance(bloc, tuple) else SEPARATEUR.join("\n".join(_lignes(cellule)) for cellule in bloc)
