"""Fabrique des modèles Word : d'un texte relisible à un .docx toujours pareil, et retour.

    python -m lettres.rendu.fabrique [--verifier] [DOSSIER]

refait chaque .docx du dossier à partir du .txt du même nom, et note dans `champs/` les champs qu'il imprime et qu'il
lit, pour qui veut les connaître sans le compiler; avec `--verifier`, n'écrit rien et nomme les périmés.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import zip_longest
from pathlib import Path
from types import MappingProxyType

from lettres.rendu.fabrique import accessoires, feuille
from lettres.rendu.fabrique.communs import deplier, lire_les_blocs
from lettres.rendu.fabrique.notation import (
    Alinea,
    Bloc,
    FauteDeNotation,
    Morceau,
    Rangee,
    Section,
    Sections,
    Tableau,
    analyser,
    ecrire,
)
from lettres.rendu.fabrique.relecture import BANDEAUX, relire
from lettres.rendu.fabrique.styles import (
    APRES_TABLEAU,
    MARGE_BANDEAU,
    MARGE_BAS,
    MARGE_COTE,
    MARGE_HAUT,
    PAGE,
    STYLE_TABLEAU,
    twips,
)
from lettres.rendu.paquet.ooxml import ecrire_paquet
from lettres.rendu.porte import compiler
from lettres.rendu.xml.arbre_xml import Element
from lettres.rendu.xml.arbre_xml import ecrire as ecrire_xml
from lettres.rendu.xml.elements import element, val
from lettres.socle.erreurs import ModeleInvalide

_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PAQUET = "http://schemas.openxmlformats.org/package/2006"
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"


def fabriquer(texte: str, blocs: Mapping[str, str] = MappingProxyType({})) -> bytes:
    """Les octets du modèle Word que ce texte décrit; `ValueError` (« ligne n : … ») si le texte est fautif.

    `blocs` : ceux que le texte appelle, par leur nom (`communs`).
    """
    deplie = deplier(texte, blocs)
    try:
        octets = ecrire_paquet(_parties(analyser(deplie.texte)))
    except FauteDeNotation as faute:
        raise ValueError(f"{deplie.origine(faute.numero)} : {faute.message}") from None
    relu = extraire(octets)
    if relu != deplie.texte:
        # Une seule écriture par modèle : sans quoi le texte et le fichier pourraient dériver l'un de l'autre.
        lignes = enumerate(zip_longest(deplie.texte.split("\n"), relu.split("\n"), fillvalue=""), 1)
        numero, attendue = next((n, b) for n, (a, b) in lignes if a != b)
        raise ValueError(f"{deplie.origine(numero)} : écrivez plutôt « {attendue} »")
    return octets


def assembler(sections: Sections, titre: str) -> bytes:
    """Les octets d'une page Word faite de ces blocs, dans les styles des modèles : une page à lire, non un modèle."""
    return ecrire_paquet(_parties(sections, titre))


def extraire(octets: bytes) -> str:
    """Le texte d'un modèle Word; `ModeleInvalide` si ce n'en est pas un."""
    return ecrire(relire(octets))


def noter_les_champs(octets: bytes) -> str:
    """Les champs qu'un modèle imprime, et ceux qu'il ne fait que lire, en YAML; `ModeleInvalide` s'il est refusé."""
    modele = compiler(octets)
    groupes = {"imprimes": modele.champs_imprimes, "lus": modele.champs_lus - modele.champs_imprimes}
    lignes = ["# Écrit par la fabrique, d’après le modèle : ce qu’il imprime, et ce qu’il ne fait que lire."]
    for groupe, champs in groupes.items():
        lignes += [f"{groupe}:", *(f'  - "{champ}"' for champ in sorted(champs))]
    return "\n".join(lignes) + "\n"


def _parties(sections: Sections, titre: str = "") -> dict[str, bytes]:
    """Chaque partie du paquet, dans l'ordre où elle s'écrit."""
    bandeaux: dict[Section, str] = {}
    for section, (genre, _) in BANDEAUX.items():
        if section in sections:
            rang = 1 + sum(BANDEAUX[s][0] == genre for s in bandeaux)
            bandeaux[section] = f"{genre}{rang}"
    contenus = {"document": ecrire_xml(_document(sections["corps"], list(bandeaux)))}
    for section, nom in bandeaux.items():
        racine = "w:hdr" if BANDEAUX[section][0] == "header" else "w:ftr"
        contenus[nom] = ecrire_xml(element(racine, None, *(_blocs(sections[section]) or [element("w:p")])))
    contenus["styles"] = feuille.styles()
    contenus["numbering"] = accessoires.numerotation()
    contenus["settings"] = accessoires.reglages()
    contenus["fontTable"] = accessoires.polices()
    liees = [*bandeaux.values(), "styles", "numbering", "settings", "fontTable"]
    return {
        "[Content_Types].xml": _types(list(contenus)),
        "_rels/.rels": _relations(
            (f"{_OFFICE}/officeDocument", "word/document.xml"),
            (f"{_PAQUET}/relationships/metadata/core-properties", "docProps/core.xml"),
            (f"{_OFFICE}/extended-properties", "docProps/app.xml"),
        ),
        "word/_rels/document.xml.rels": _relations(*((f"{_OFFICE}/{_genre(nom)}", f"{nom}.xml") for nom in liees)),
        **{f"word/{nom}.xml": octets for nom, octets in contenus.items()},
        **accessoires.proprietes(titre),
    }


def _genre(nom: str) -> str:
    return nom.rstrip("0123456789")


def _types(noms: Iterable[str]) -> bytes:
    types = {f"/word/{nom}.xml": f"{_TYPE}.{'document.main' if nom == 'document' else _genre(nom)}+xml" for nom in noms}
    types["/docProps/core.xml"] = "application/vnd.openxmlformats-package.core-properties+xml"
    types["/docProps/app.xml"] = "application/vnd.openxmlformats-officedocument.extended-properties+xml"
    defauts = {"rels": "application/vnd.openxmlformats-package.relationships+xml", "xml": "application/xml"}
    return ecrire_xml(
        element(
            "ct:Types",
            None,
            *(element("ct:Default", {"Extension": e, "ContentType": t}) for e, t in defauts.items()),
            *(element("ct:Override", {"PartName": n, "ContentType": t}) for n, t in types.items()),
        )
    )


def _relations(*relations: tuple[str, str]) -> bytes:
    return ecrire_xml(
        element(
            "rel:Relationships",
            None,
            *(
                element("rel:Relationship", {"Id": f"rId{i}", "Type": type_, "Target": cible})
                for i, (type_, cible) in enumerate(relations, 1)
            ),
        )
    )


def _document(corps: Iterable[Bloc], bandeaux: Sequence[Section]) -> Element:
    page = {"w:w": str(twips(PAGE[0])), "w:h": str(twips(PAGE[1]))}
    marges = {"top": MARGE_HAUT, "right": MARGE_COTE, "bottom": MARGE_BAS, "left": MARGE_COTE}
    marges |= {"header": MARGE_BANDEAU, "footer": MARGE_BANDEAU, "gutter": 0}
    references = [
        element(f"w:{BANDEAUX[s][0]}Reference", {"w:type": BANDEAUX[s][1], "r:id": f"rId{i}"})
        for i, s in enumerate(bandeaux, 1)
    ]
    section = element(
        "w:sectPr",
        None,
        *references,
        element("w:pgSz", page),
        element("w:pgMar", {f"w:{cote}": str(twips(mm)) for cote, mm in marges.items()}),
        element("w:cols", {"w:space": "708"}),
        element("w:titlePg"),
    )
    return element("w:document", None, element("w:body", None, *_blocs(corps), section))


def _blocs(blocs: Iterable[Bloc]) -> list[Element]:
    elements: list[Element] = []
    for bloc in blocs:
        if isinstance(bloc, Alinea):
            elements.append(_paragraphe(bloc))
        else:
            # Word soude deux tableaux voisins et exige un paragraphe à la fin : celui-ci, mince, y pourvoit.
            elements += [_tableau(bloc), _paragraphe(Alinea(APRES_TABLEAU))]
    return elements


def _paragraphe(paragraphe: Alinea) -> Element:
    proprietes = element("w:pPr", None, val("w:pStyle", paragraphe.style))
    return element("w:p", None, proprietes, *(_run(m) for m in paragraphe.morceaux))


def _run(morceau: Morceau) -> Element:
    contenu = [element("w:t", None, "1")] if morceau.champ else list(_texte(morceau.texte))
    style = element("w:rPr", None, val("w:rStyle", morceau.style)) if morceau.style else None
    run = element("w:r", None, style, *contenu)
    return element("w:fldSimple", {"w:instr": f" {morceau.champ} "}, run) if morceau.champ else run


def _texte(texte: str) -> Iterator[Element]:
    blancs = {"\n": "w:br", "\t": "w:tab"}
    debut = 0
    for place, signe in enumerate([*texte, ""]):
        if signe and signe not in blancs:
            continue
        if debut < place:
            yield element("w:t", {"xml:space": "preserve"}, texte[debut:place])
        if signe:
            yield element(blancs[signe])
        debut = place + 1


def _tableau(tableau: Tableau) -> Element:
    colonnes = [twips(largeur) for largeur in tableau.largeurs]
    # Le filet épais sous la première rangée ne se met que sous un en-tête.
    vue = dict.fromkeys(("firstRow", "lastRow", "firstColumn", "lastColumn"), 0) | {"noHBand": 1, "noVBand": 1}
    vue["firstRow"] = int(tableau.rangees[0].entete)
    return element(
        "w:tbl",
        None,
        element(
            "w:tblPr",
            None,
            val("w:tblStyle", STYLE_TABLEAU),
            element("w:tblW", {"w:w": str(sum(colonnes)), "w:type": "dxa"}),
            element("w:tblLayout", {"w:type": "fixed"}),
            element(
                "w:tblLook",
                {"w:val": "0620" if vue["firstRow"] else "0600"} | {f"w:{v}": str(n) for v, n in vue.items()},
            ),
        ),
        element("w:tblGrid", None, *(element("w:gridCol", {"w:w": str(c)}) for c in colonnes)),
        *(_rangee(rangee, colonnes) for rangee in tableau.rangees),
    )


def _rangee(rangee: Rangee, colonnes: list[int]) -> Element:
    largeurs = [sum(colonnes[: rangee.fusion]), *colonnes[rangee.fusion :]]
    fusions = [rangee.fusion, *(1 for _ in rangee.cellules[1:])]
    cellules = [
        element(
            "w:tc",
            None,
            element(
                "w:tcPr",
                None,
                element("w:tcW", {"w:w": str(largeur), "w:type": "dxa"}),
                val("w:gridSpan", fusion) if fusion > 1 else None,
            ),
            _paragraphe(paragraphe),
        )
        for paragraphe, largeur, fusion in zip(rangee.cellules, largeurs, fusions, strict=True)
    ]
    entete = element("w:tblHeader") if rangee.entete else None
    return element("w:tr", None, element("w:trPr", None, element("w:cantSplit"), entete), *cellules)


def main(arguments: Sequence[str] | None = None) -> int:
    """Refait les modèles d'un dossier, ou nomme les périmés; rend le code de sortie."""
    analyseur = argparse.ArgumentParser(prog="python -m lettres.rendu.fabrique", description="Refait les modèles Word.")
    analyseur.add_argument("dossier", nargs="?", type=Path, default=Path("modeles"), metavar="DOSSIER")
    analyseur.add_argument("--verifier", action="store_true", help="n’écrit rien; code 1 si un modèle est périmé")
    options = analyseur.parse_args(arguments)
    if not options.dossier.is_dir():
        sys.stderr.write(f"{options.dossier} : ce répertoire n’existe pas.\n")
        return 2
    code, blocs = 0, lire_les_blocs(options.dossier)
    for source in sorted(options.dossier.glob("*.txt")):
        try:
            octets = fabriquer(source.read_text(encoding="utf-8"), blocs)
            cibles = {
                source.with_suffix(".docx"): octets,
                source.parent / "champs" / f"{source.stem}.yaml": noter_les_champs(octets).encode(),
            }
            for cible, contenu in cibles.items():
                if cible.is_file() and cible.read_bytes() == contenu:
                    continue
                if not options.verifier:
                    cible.parent.mkdir(exist_ok=True)
                    cible.write_bytes(contenu)
                sys.stdout.write(f"{cible} : {'périmé' if options.verifier else 'refait'}\n")
                code = max(code, int(options.verifier))
        except (ValueError, OSError, ModeleInvalide) as faute:
            sys.stderr.write(f"{source} : {faute}\n")
            code = 1
    return code
