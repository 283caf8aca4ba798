"""Page Web : la lettre en HTML, d'un seul fichier, lisible au clavier et par un lecteur d'écran; rien d'extérieur."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape
from itertools import groupby

from lettres.conversion.sceau import a_sceller, sceller
from lettres.rendu import lire_provenance
from lettres.rendu.paragraphes.teneur import AlineaDeTeneur, Part, RangeeLue, teneur

_STYLE = (
    "body{max-width:42rem;margin:2rem auto;padding:0 1rem;font:1rem/1.5 Calibri,Carlito,sans-serif;color:#111}"
    "h2{font-size:1.1rem}table{border-collapse:collapse;width:100%}th,td{border:1px solid #999;padding:.3rem .5rem;"
    "text-align:left;vertical-align:top}header{border-bottom:1px solid #999;margin-bottom:1.5rem}"
    "p,li,td{white-space:pre-line}.a-remplir td{height:5rem}"
)


def en_html(octets: bytes, titre: str) -> str:
    """La lettre Word en une page Web, sous ce titre, avec sa provenance. Lève ModeleInvalide si elle ne se lit pas."""
    lue, trace = teneur(octets), lire_provenance(octets).provenance
    dites = a_sceller(trace) if trace else {}
    provenance = "".join(f'<meta name="{escape(nom)}" content="{escape(valeur)}">\n' for nom, valeur in dites.items())
    tete = f"<header>\n{''.join(_elements(lue.en_tete))}</header>\n" if lue.en_tete else ""
    page = (
        f'<!DOCTYPE html>\n<html lang="fr-CA">\n<head>\n<meta charset="utf-8">\n<title>{escape(titre)}</title>\n'
        f"{provenance}<style>{_STYLE}</style>\n</head>\n<body>\n{tete}<main>\n{''.join(_elements(lue.corps))}</main>\n</body>\n</html>\n"
    )
    return sceller(page.encode()).decode()


def _elements(morceaux: Iterable[Part]) -> Iterator[str]:
    for genre, suite in groupby(morceaux, _genre):
        if genre == "table":
            yield f"<table>\n{''.join(_rangee(m) for m in suite if isinstance(m, RangeeLue))}</table>\n"
            continue
        passages = [m for m in suite if isinstance(m, AlineaDeTeneur)]
        if genre == "p":
            yield from _blocs(passages)
        elif genre == "h2":
            yield from (f"<h2>{escape(p.texte)}</h2>\n" for p in passages)
        else:
            yield f"<{genre}>\n{''.join(f'<li>{escape(p.texte)}</li>{chr(10)}' for p in passages)}</{genre}>\n"


def _genre(morceau: Part) -> str:
    if isinstance(morceau, RangeeLue):
        return "table"
    if morceau.marque:
        return "ol" if any(signe.isdigit() for signe in morceau.marque) else "ul"
    return "h2" if morceau.titre else "p"


def _blocs(passages: Iterable[AlineaDeTeneur]) -> Iterator[str]:
    """Les paragraphes; des lignes qui se suivent n'en font qu'un."""
    lignes: list[str] = []
    for passage in passages:
        texte = escape(passage.texte)
        if lignes and not passage.suit:
            yield f"<p>{'<br>'.join(lignes)}</p>\n"
            lignes = []
        lignes.append(f"<strong>{texte}</strong>" if passage.gras else texte)
    if lignes:
        yield f"<p>{'<br>'.join(lignes)}</p>\n"


def _rangee(rangee: RangeeLue) -> str:
    nom, portee = ("th", ' scope="col"') if rangee.entete else ("td", "")
    cellules = "".join(
        f"<{nom}{portee}{f' colspan={chr(34)}{large}{chr(34)}' if large > 1 else ''}>{escape(texte)}</{nom}>"
        for texte, large in zip(rangee.cellules, rangee.colonnes, strict=True)
    )
    return f"<tr{' class={0}a-remplir{0}'.format(chr(34)) if rangee.a_remplir else ''}>{cellules}</tr>\n"
