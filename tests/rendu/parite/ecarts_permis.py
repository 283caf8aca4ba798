"""Écarts de forme : ce qui peut différer sans que la lettre diffère, et comment chacun se ramène à notre forme.

Une normalisation ne touche qu'à la lettre de docxtpl, sauf quand l'écart est un numéro que chacun choisit à sa façon.
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import count
from pathlib import Path
from typing import TypedDict

from forme_canonique import Lettre, en_octets

from lettres.rendu.xml.arbre_xml import BR, ESPACE_W14, PRESERVER, TBL, TC, TR, Element, P, R, T, w
from lettres.socle.donnees import lire_yaml

W14 = f"{{{ESPACE_W14}}}"
_REVISIONS = {f"{W14}paraId", f"{W14}textId", *(w(n) for n in ("rsidR", "rsidRPr", "rsidRDefault", "rsidP", "rsidTr"))}
_ORDRE = ("cnfStyle", "tcW", "gridSpan", "hMerge", "vMerge", "tcBorders", "shd", "noWrap", "tcMar", "vAlign")
_REGLAGES = ("trackRevisions", "documentProtection", "writeProtection", "rsids")


class Ecart(TypedDict):
    """Une entrée du registre."""

    ecueil: str
    docxtpl: str
    nous: str
    pourquoi: str


REGISTRE: dict[str, Ecart] = lire_yaml(Path(__file__).parent / "ecarts.yaml")


def _retirer(element: Element) -> None:
    element.getparent().remove(element)


def _de(lettre: Lettre, *noms: str) -> list[Element]:
    return [e for arbre in lettre.arbres.values() for e in arbre.iter(*noms)]


def _sans_proprietes_ni_parties(lettre: Lettre) -> None:
    lettre.oublier({nom for nom in lettre.noms if nom.startswith("docProps/")})


def _sans_traces_de_revision(lettre: Lettre) -> None:
    for element in _de(lettre):
        for attribut in _REVISIONS & set(element.attrib):
            del element.attrib[attribut]


def _sauts(lettre: Lettre) -> None:
    """Recolle les « runs » que docxtpl coupe autour d'une tabulation."""
    for tabulation in _de(lettre, w("tab")):
        run = tabulation.getparent()
        if [e.tag for e in run if e.tag != w("rPr")] == [w("tab")]:
            _absorber(run)
            if run.getprevious() is not None:
                _absorber(run.getprevious())
    _sans_textes_vides(lettre)


def _sans_textes_vides(lettre: Lettre) -> None:
    for texte in _de(lettre, T):
        if not texte.text and {e.tag for e in texte.getparent()} & {BR, w("tab")}:
            _retirer(texte)


def _absorber(run: Element) -> None:
    """Met dans un « run » le contenu du suivant, s'il a la même mise en forme."""
    suivant = run.getnext()
    if suivant is not None and run.tag == suivant.tag == R and _forme(run) == _forme(suivant):
        run.extend([e for e in suivant if e.tag != w("rPr")])
        _retirer(suivant)


def _forme(run: Element) -> bytes:
    proprietes = run.find(w("rPr"))
    return b"" if proprietes is None else en_octets(proprietes)


def _ordre_des_proprietes(lettre: Lettre) -> None:
    rangs = {w(nom): rang for rang, nom in enumerate(_ORDRE)}
    for proprietes in _de(lettre, w("tcPr")):
        proprietes[:] = sorted(proprietes, key=lambda e: rangs[e.tag])


def _grille(lettre: Lettre) -> None:
    for colonne in _de(lettre, w("gridCol")):
        _retirer(colonne)


def _cellule_sans_paragraphe(lettre: Lettre) -> None:
    for cellule in _de(lettre, TC):
        if not len(cellule) or cellule[-1].tag in (TBL, w("tcPr")):
            cellule.append(cellule.makeelement(P))


def _tableau_vide(lettre: Lettre) -> None:
    for nom, contenu in ((TR, TC), (TBL, TR)):
        for element in _de(lettre, nom):
            if element.find(f".//{contenu}") is None:
                _retirer(element)


def _recipient_vide(lettre: Lettre) -> None:
    for recipient in _de(lettre, w("hdr"), w("ftr"), w("footnote"), w("endnote")):
        if not len(recipient):
            recipient.append(recipient.makeelement(P))
    for contenu in list(_de(lettre, w("sdtContent"))):
        controle = contenu.getparent()
        if not len(contenu) and controle.getparent().tag != P:
            if controle.getparent().tag in (w("tbl"), w("tr")):
                controle.getparent().remove(controle)
            else:
                contenu.append(contenu.makeelement(P))


def _dessins(lettre: Lettre) -> None:
    for arbre in lettre.arbres.values():
        for numero, dessin in zip(count(1), arbre.iter("{*}docPr"), strict=False):
            dessin.set("id", str(numero))


def _levee(lettre: Lettre) -> None:
    """Recolle les « runs » voisins de même mise en forme, et ôte ceux qui sont vides."""
    for texte in _de(lettre, T):
        if not texte.text:
            _retirer(texte)
    for run in _de(lettre, R):
        if all(e.tag == w("rPr") for e in run):
            _retirer(run)
    for run in _de(lettre, R):
        if run.getparent() is None:
            continue
        while (suivant := run.getnext()) is not None and suivant.tag == R and _forme(run) == _forme(suivant):
            _absorber(run)
        for texte in run.findall(T):
            precedent = texte.getprevious()
            if precedent is not None and precedent.tag == T:
                texte.text = f"{precedent.text}{texte.text}"
                _retirer(precedent)
            texte.set(PRESERVER, "preserve")


def _identifiants_recopies(lettre: Lettre) -> None:
    """Renumérote les signets et les contrôles dans l'ordre du texte; un nom recopié reprend sa racine."""
    for numero, controle in enumerate(e for e in _de(lettre, w("id")) if e.getparent().tag == w("sdtPr")):
        controle.set(w("val"), str(numero))
    numeros = count(1)
    ouverts: dict[str | None, str] = {}
    for borne in _de(lettre, w("bookmarkStart"), w("bookmarkEnd")):
        ancien = borne.get(w("id"))
        if borne.tag == w("bookmarkStart"):
            ouverts[ancien] = str(next(numeros))
            borne.set(w("name"), borne.get(w("name"), "").partition("_")[0])
        borne.set(w("id"), ouverts[ancien])


def _curseur(lettre: Lettre) -> None:
    curseurs = {e.get(w("id")) for e in _de(lettre, w("bookmarkStart")) if e.get(w("name")) == "_GoBack"}
    for borne in _de(lettre, w("bookmarkStart"), w("bookmarkEnd")):
        if borne.get(w("id")) in curseurs:
            _retirer(borne)


def _signet_sans_renvoi(lettre: Lettre) -> None:
    cites = {e.get(w("anchor")) for e in _de(lettre, w("hyperlink"))}
    inutiles = {e.get(w("id")) for e in _de(lettre, w("bookmarkStart")) if e.get(w("name")) not in cites}
    for borne in _de(lettre, w("bookmarkStart"), w("bookmarkEnd")):
        if borne.get(w("id")) in inutiles:
            _retirer(borne)


def _revision_de_forme(lettre: Lettre) -> None:
    for revision in _de(lettre, w("rPrChange")):
        _retirer(revision)


def _liaison(lettre: Lettre) -> None:
    for liaison in _de(lettre, w("dataBinding")):
        _retirer(liaison)


def _note_sans_appel(lettre: Lettre) -> None:
    for genre in ("footnote", "endnote"):
        appels = {e.get(w("id")) for e in _de(lettre, w(f"{genre}Reference"))}
        for note in _de(lettre, w(genre)):
            if note.get(w("type")) is None and note.get(w("id")) not in appels:
                _retirer(note)


def _reglages(lettre: Lettre) -> None:
    for reglage in _de(lettre, *(w(nom) for nom in _REGLAGES)):
        _retirer(reglage)


def _commentaires(lettre: Lettre) -> None:
    for borne in _de(lettre, w("commentRangeStart"), w("commentRangeEnd")):
        _retirer(borne)
    for appel in _de(lettre, w("commentReference")):
        _retirer(appel.getparent())


def _texte_masque(lettre: Lettre) -> None:
    for masque in _de(lettre, w("vanish")):
        _retirer(masque.getparent().getparent())


def _permissions(lettre: Lettre) -> None:
    for permission in _de(lettre, w("permStart"), w("permEnd")):
        _retirer(permission)


def _citation_sans_objet(lettre: Lettre) -> None:
    styles = {e.get(w("styleId")) for e in _de(lettre, w("style"))}
    listes = {e.get(w("numId")) for e in _de(lettre, w("num"))}
    for citation in _de(lettre, w("pStyle"), w("rStyle")):
        if citation.get(w("val")) not in styles:
            _retirer(citation)
    for numero in _de(lettre, w("numId")):
        if numero.get(w("val")) not in listes:
            _retirer(numero.getparent())


def _imprimante(lettre: Lettre) -> None:
    for imprimante in _de(lettre, w("printerSettings")):
        _retirer(imprimante)


Normalisation = Callable[[Lettre], None]

TOUJOURS: dict[str, Normalisation] = {
    "PROPRIETES": _sans_proprietes_ni_parties,
    "TRACES_DE_REVISION": _sans_traces_de_revision,
}
"""Des deux côtés, pour tout modèle."""

DES_DEUX_COTES: dict[str, Normalisation] = {
    "LEVEE": _levee,
    "GRILLE": _grille,
    "SAUTS": _sans_textes_vides,
    "DESSINS": _dessins,
    "IDENTIFIANTS_RECOPIES": _identifiants_recopies,
}
"""Des numéros que chacun choisit : on ne compare que ce qu'ils distinguent."""

VERS_NOUS: dict[str, Normalisation] = {
    "SAUTS": _sauts,
    "ORDRE_DES_PROPRIETES": _ordre_des_proprietes,
    "CELLULE_SANS_PARAGRAPHE": _cellule_sans_paragraphe,
    "TABLEAU_VIDE": _tableau_vide,
    "RECIPIENT_VIDE": _recipient_vide,
    "CURSEUR": _curseur,
    "SIGNET_SANS_RENVOI": _signet_sans_renvoi,
    "REVISION_DE_FORME": _revision_de_forme,
    "LIAISON": _liaison,
    "NOTE_SANS_APPEL": _note_sans_appel,
    "REGLAGES": _reglages,
    "IMPRIMANTE": _imprimante,
    "COMMENTAIRE_WORD": _commentaires,
    "TEXTE_MASQUE": _texte_masque,
    "PERMISSIONS": _permissions,
    "CITATION_SANS_OBJET": _citation_sans_objet,
}
"""Ce que nous réparons ou rangeons : la lettre de docxtpl, réparée de même, doit être la nôtre."""


def ramener(docxtpl: Lettre, nous: Lettre, codes: tuple[str, ...]) -> None:
    """Applique aux deux lettres les écarts de forme permis, et eux seuls."""
    for normaliser in TOUJOURS.values():
        normaliser(docxtpl)
        normaliser(nous)
    for code in codes:
        if code in VERS_NOUS:
            VERS_NOUS[code](docxtpl)
        if code in DES_DEUX_COTES:
            DES_DEUX_COTES[code](docxtpl)
            DES_DEUX_COTES[code](nous)
