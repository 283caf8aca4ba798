"""Page Web : la lettre en HTML, d'un seul fichier, lisible au clavier et par un lecteur d'écran; rien d'extérieur."""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Iterable, Iterator, Sequence
from html import escape
from itertools import groupby

from lettres.conversion.sceau import a_sceller, sceller
from lettres.rendu import lire_provenance
from lettres.rendu.paragraphes.insertions import ImageLue, montrer
from lettres.rendu.paragraphes.puces import Marque
from lettres.rendu.paragraphes.styles_lus import DU_DOCUMENT, HORS_PLAN
from lettres.rendu.paragraphes.teneur import AlineaDeTeneur, Part, RangeeLue, Trait, teneur

_STYLE = (
    "body{max-width:42rem;margin:2rem auto;padding:0 1rem;font:1rem/1.5 Calibri,Carlito,sans-serif;color:#111}"
    "h1{font-size:1.2rem;margin:1.5rem 0}h2{font-size:1.1rem}"
    "table{border-collapse:collapse;width:100%}th,td{border:1px solid #999;padding:.3rem .5rem;"
    "text-align:left;vertical-align:top}header{border-bottom:1px solid #999;margin-bottom:1.5rem}"
    "footer{border-top:1px solid #999;margin-top:1.5rem;font-size:.9rem}img{max-width:100%;height:auto}"
    "p,li,td{white-space:pre-line}ul.dite{list-style:none}.a-remplir td{height:5rem}"
)
HORS_VUE = "hors-vue"
"""La classe du titre d'une lettre qui n'en a pas : dit à qui écoute la page, ni montré ni copié, ni de la lettre."""
_STYLE_HORS_VUE = (
    f".{HORS_VUE}{{position:absolute;width:1px;height:1px;margin:0;overflow:hidden;clip-path:inset(50%);"
    "user-select:none}"
)
_OBJET = re.compile(r"objet\s*:", re.IGNORECASE)
_RANGS_DE_TITRE = 6
_COMME_WORD = re.compile(r"[–•-]")
"""Une puce qu'une page Web met d'elle-même, ou l'une de celles de nos lettres."""


def en_html(octets: bytes, titre: str) -> str:
    """La lettre Word en une page Web, sous ce titre, avec sa provenance. Lève ModeleInvalide si elle ne se lit pas."""
    lue, trace = teneur(octets), lire_provenance(octets).provenance
    dites = a_sceller(trace) if trace else {}
    provenance = "".join(f'<meta name="{escape(nom)}" content="{escape(valeur)}">\n' for nom, valeur in dites.items())
    page = _PageEcrite(lue.images)
    notes = "".join(f"<p>[{rang}] {escape(note)}</p>\n" for rang, note in enumerate(lue.notes, start=1))
    parties = (
        page.partie("header", lue.en_tete, ""),
        page.partie("main", [*_sous_son_objet(lue.corps)], notes),
        page.partie("footer", lue.pied, ""),
    )
    corps, style = "".join(parties), _STYLE
    if "<h1>" not in corps:
        corps = corps.replace("<main>\n", f'<main>\n<h1 class="{HORS_VUE}">{escape(titre)}</h1>\n', 1)
        style += _STYLE_HORS_VUE
    ecrite = (
        f'<!DOCTYPE html>\n<html lang="fr-CA">\n<head>\n<meta charset="utf-8">\n<title>{escape(titre)}</title>\n'
        f"{provenance}<style>{style}</style>\n</head>\n<body>\n{corps}</body>\n</html>\n"
    )
    return sceller(ecrite.encode()).decode()


class _PageEcrite:
    """L'écriture d'une page, et les images qu'elle montre."""

    def __init__(self, images: Sequence[ImageLue]) -> None:
        self._images = images
        self._plan: list[int] = []
        """Les niveaux, du plus haut au plus bas, des titres sous lesquels on est."""

    def partie(self, nom: str, morceaux: Sequence[Part], suite: str) -> str:
        """Une partie de la page; rien, si elle est vide."""
        dedans = "".join(self._elements(morceaux)) + suite
        return f"<{nom}>\n{dedans}</{nom}>\n" if dedans or nom == "main" else ""

    def _elements(self, morceaux: Iterable[Part]) -> Iterator[str]:
        for genre, suite in groupby(morceaux, _genre):
            if genre == "table":
                rangees = [m for m in suite if isinstance(m, RangeeLue)]
                rendues = map(self._rangee, rangees, _hauteurs(rangees))
                yield f"<table>\n{''.join(rendues)}</table>\n"
                continue
            passages = [m for m in suite if isinstance(m, AlineaDeTeneur)]
            if genre == "p":
                yield from self._blocs(passages)
            elif genre == "titre":
                yield from (self._titre(p) for p in passages)
            else:
                yield from self._listes(passages)

    def _titre(self, passage: AlineaDeTeneur) -> str:
        """Un titre sous celui dont il dépend : d'un rang à l'autre, la page n'en saute aucun."""
        while self._plan and self._plan[-1] >= passage.niveau:
            self._plan.pop()
        self._plan.append(passage.niveau)
        nom = f"h{min(len(self._plan), _RANGS_DE_TITRE)}"
        return f"<{nom}>{self._dit(passage.texte, passage.traits, deja_gras=True)}</{nom}>\n"

    def _blocs(self, passages: Iterable[AlineaDeTeneur]) -> Iterator[str]:
        """Les paragraphes; des lignes qui se suivent n'en font qu'un."""
        lignes: list[str] = []
        for passage in passages:
            if lignes and not passage.suit:
                yield f"<p>{'<br>'.join(lignes)}</p>\n"
                lignes = []
            lignes.append(self._dit(passage.texte, passage.traits))
        if lignes:
            yield f"<p>{'<br>'.join(lignes)}</p>\n"

    def _listes(self, passages: Sequence[AlineaDeTeneur]) -> Iterator[str]:
        """Les listes qui se suivent; ce qui est plus creux qu'un élément en est une autre, dedans."""
        niveau = min(p.marque.niveau for p in passages)
        groupes: list[list[AlineaDeTeneur]] = []
        for passage in passages:
            plus_creux = passage.marque.niveau > niveau
            if groupes and (plus_creux or _meme_liste(groupes[-1][0].marque, passage.marque)):
                groupes[-1].append(passage)
            else:
                groupes.append([passage])
        for groupe in groupes:
            yield self._liste(groupe, niveau)

    def _liste(self, passages: Sequence[AlineaDeTeneur], niveau: int) -> str:
        marque = next(p.marque for p in passages if p.marque.niveau == niveau)
        ouvre, ferme = _balises(marque)
        elements, attendu, rang = [], 1, 0
        while rang < len(passages):
            dessous = rang + 1
            while dessous < len(passages) and passages[dessous].marque.niveau > niveau:
                dessous += 1
            dite = passages[rang].marque
            numero = f' value="{dite.rang}"' if marque.sorte and dite.rang != attendu else ""
            devant = f"{escape(dite.texte)} " if ouvre.startswith("<ul class") else ""
            dedans = "".join(self._listes(passages[rang + 1 : dessous])) if dessous > rang + 1 else ""
            elements.append(
                f"<li{numero}>{devant}{self._dit(passages[rang].texte, passages[rang].traits)}{dedans}</li>\n"
            )
            attendu, rang = dite.rang + 1, dessous
        return f"{ouvre}\n{''.join(elements)}{ferme}\n"

    def _rangee(self, rangee: RangeeLue, hauteurs: Sequence[int]) -> str:
        nom, portee = ("th", ' scope="col"') if rangee.entete else ("td", "")
        cellules = "".join(
            f"<{nom}{portee}{_tenues('colspan', large)}{_tenues('rowspan', haute)}>"
            f"{self._dit(texte, traits, deja_gras=rangee.entete)}</{nom}>"
            for texte, large, traits, haute in zip(
                rangee.cellules, rangee.colonnes, rangee.traits, hauteurs, strict=True
            )
            if haute
        )
        return f"<tr{' class={0}a-remplir{0}'.format(chr(34)) if rangee.a_remplir else ''}>{cellules}</tr>\n"

    def _dit(self, texte: str, traits: Iterable[Trait], *, deja_gras: bool = False) -> str:
        """Un texte, et ce qui s'y distingue; d'un titre ou d'un nom de colonne, le gras va de soi."""
        ecrit, rang = "", 0
        for trait in traits:
            dedans = self._texte(texte[trait.debut : trait.fin])
            dedans = f"<em>{dedans}</em>" if trait.italique else dedans
            dedans = f"<strong>{dedans}</strong>" if trait.gras and not deja_gras else dedans
            dedans = f'<a href="{escape(trait.lien)}">{dedans}</a>' if trait.lien else dedans
            ecrit, rang = ecrit + self._texte(texte[rang : trait.debut]) + dedans, trait.fin
        return ecrit + self._texte(texte[rang:])

    def _texte(self, texte: str) -> str:
        return "".join(escape(vu) if isinstance(vu, str) else _image(vu) for vu in montrer(texte, self._images))


def _genre(morceau: Part) -> str:
    if isinstance(morceau, RangeeLue):
        return "table"
    if morceau.marque.texte:
        return "liste"
    return "titre" if morceau.niveau < HORS_PLAN else "p"


def _sous_son_objet(corps: Sequence[Part]) -> Iterator[Part]:
    """La lettre, dont l'objet est le titre, même si Word n'en sait rien."""
    titre = next((m for m in corps if isinstance(m, AlineaDeTeneur) and _est_son_objet(m)), None)
    for morceau in corps:
        if isinstance(morceau, AlineaDeTeneur) and morceau is titre:
            yield morceau._replace(niveau=DU_DOCUMENT)
        else:
            yield morceau


def _est_son_objet(passage: AlineaDeTeneur) -> bool:
    return not passage.marque.texte and _OBJET.match(passage.texte) is not None


def _tenues(attribut: str, nombre: int) -> str:
    return f' {attribut}="{nombre}"' if nombre > 1 else ""


def _hauteurs(rangees: Sequence[RangeeLue]) -> list[list[int]]:
    """Les rangées que tient chaque cellule d'un tableau; aucune pour celle qui prolonge une cellule du dessus."""
    hauteurs = [[1] * len(rangee.cellules) for rangee in rangees]
    ouvertes: dict[tuple[int, int], tuple[int, int]] = {}
    for rang, rangee in enumerate(rangees):
        colonne = 0
        for n, large in enumerate(rangee.colonnes):
            dessus, place = ouvertes.get((colonne, large), (rang, n)), (colonne, large)
            tient = hauteurs[dessus[0]][dessus[1]]
            if rangee.prolongent and rangee.prolongent[n] and dessus[0] + tient == rang:
                hauteurs[dessus[0]][dessus[1]], hauteurs[rang][n] = tient + 1, 0
            else:
                ouvertes[place] = (rang, n)
            colonne += large
    return hauteurs


def _meme_liste(avant: Marque, apres: Marque) -> bool:
    return (avant.liste, avant.sorte) == (apres.liste, apres.sorte)


def _balises(marque: Marque) -> tuple[str, str]:
    """Une liste numérotée comme dans Word; une puce ordinaire est celle de la page, toute autre marque s'y écrit."""
    if marque.sorte:
        return ("<ol>" if marque.sorte == "1" else f'<ol type="{marque.sorte}">'), "</ol>"
    return ("<ul>" if _COMME_WORD.fullmatch(marque.texte) else '<ul class="dite">'), "</ul>"


def _image(image: ImageLue) -> str:
    """L'image elle-même, avec ce qu'elle montre; ce qu'une page ne sait pas montrer n'est que dit."""
    if not image.sorte:
        return escape(f"[{image.dit}]") if image.dit else ""
    cotes = f' width="{image.largeur}" height="{image.hauteur}"' if image.largeur and image.hauteur else ""
    return f'<img src="data:{image.sorte};base64,{b64encode(image.octets).decode()}" alt="{escape(image.dit)}"{cotes}>'
