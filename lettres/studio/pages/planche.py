"""Planche : tous les fichiers d'un aperçu, et la page HTML qui y mène. Mêmes modèles, mêmes octets.

La page retient l'empreinte de chaque fichier de l'aperçu : on ne remplace, la fois suivante, que ceux que personne n'a
touchés.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping, Sequence
from html import escape
from urllib.parse import quote

from lettres.conversion import en_pdf
from lettres.rendu.paragraphes.texte import texte_lisible
from lettres.socle.classes import dataclass, field
from lettres.socle.constats import Constat
from lettres.socle.erreurs import SortieRefusee
from lettres.studio.pages.squelette import page
from lettres.studio.passages import PassageConditionnel
from lettres.studio.vues import Apercu, Vue

PAGE = "index.html"
_PREMIER = "Il est le premier à montrer\u00a0:"
_JAMAIS, _LIRE = "Ce qu’aucun spécimen ne montre", "Lire le texte"
_COMMANDE = "lettres modeles apercu"
_A_NOUS = f'<meta name="generator" content="{_COMMANDE}">'.encode()
_EMPREINTE = re.compile(rb'data-empreinte="([0-9a-f]{64})"')


@dataclass(frozen=True, slots=True)
class Pages:
    """Les pages des spécimens, en PDF, par nom de fichier Word; ou pourquoi il n'y en a pas."""

    pdf: Mapping[str, bytes] = field(default_factory=dict)
    nombres: Mapping[str, int] = field(default_factory=dict)
    constats: tuple[Constat, ...] = ()


def mettre_en_pages(apercus: Sequence[Apercu]) -> Pages:
    """Le PDF de chaque spécimen, si LibreOffice est là; sinon, ce qui l'a empêché."""
    rendues = [(v.fichier, v.octets) for a in apercus for v in a.vues if v.octets is not None]
    try:
        faits = en_pdf([octets for _, octets in rendues])
    except SortieRefusee as refus:
        return Pages(constats=refus.constats)
    noms = [fichier for fichier, _ in rendues]
    return Pages(
        {nom: fait.octets for nom, fait in zip(noms, faits, strict=True)},
        {nom: fait.pages for nom, fait in zip(noms, faits, strict=True)},
        tuple(dict.fromkeys(c for fait in faits for c in fait.constats)),
    )


def fichiers(apercus: Sequence[Apercu], pages: Pages) -> dict[str, bytes]:
    """Le contenu de chaque fichier de l'aperçu, par son nom; la page qui y mène vient la dernière."""
    tous = {v.fichier: v.octets for a in apercus for v in a.vues if v.octets is not None}
    tous |= {nom_du_pdf(nom): octets for nom, octets in pages.pdf.items()}
    return {**tous, PAGE: _page(apercus, pages, tous).encode()}


def remplacable(ancienne_page: bytes, nom: str, octets: bytes) -> bool:
    """Dit si ce fichier est d'un aperçu d'avant, tel que l'outil l'avait laissé."""
    if nom == PAGE:
        return _A_NOUS in octets
    return _A_NOUS in ancienne_page and hashlib.sha256(octets).hexdigest().encode() in _EMPREINTE.findall(ancienne_page)


def nom_du_pdf(nom: str) -> str:
    """Le nom des pages d'un spécimen de ce nom."""
    return f"{nom.removesuffix('.docx')}.pdf"


def _page(apercus: Sequence[Apercu], pages: Pages, tous: Mapping[str, bytes]) -> str:
    titre = "Aperçu des modèles" if len(apercus) > 1 else f"Aperçu du modèle\u00a0: {apercus[0].modele}"
    empreintes = {nom: hashlib.sha256(octets).hexdigest() for nom, octets in tous.items()}
    dites = "".join(f"<p>{escape(c.message)} {escape(c.remede)}</p>\n" for c in pages.constats)
    sommaire = "\n".join(
        f'<li><a href="#modele-{rang}">{escape(_titre(a))}</a>\u00a0: {_compte(a)}</li>'
        for rang, a in enumerate(apercus, start=1)
    )
    corps = "\n".join(
        ligne for rang, a in enumerate(apercus, start=1) for ligne in _d_un_modele(a, rang, pages, empreintes)
    )
    vers = ("specimens", "Aller aux spécimens")
    return page(titre, de=_COMMANDE, vers=vers, ouvre="planche", dits=dites, sommaire=sommaire, corps=corps)


def _titre(apercu: Apercu) -> str:
    return f"{apercu.modele}, {apercu.cible.lettre} ({apercu.cible.nature})"


def _compte(apercu: Apercu) -> str:
    nombre = len(apercu.vues)
    return f"{nombre} spécimen{'s' if nombre > 1 else ''}"


def _d_un_modele(apercu: Apercu, rang: int, pages: Pages, empreintes: Mapping[str, str]) -> Iterator[str]:
    yield f'<section id="modele-{rang}" aria-labelledby="titre-{rang}">'
    yield f'<h2 id="titre-{rang}">{escape(_titre(apercu))}</h2>'
    for numero, vue in enumerate(apercu.vues, start=1):
        yield from _d_une_vue(vue, f"specimen-{rang}-{numero}", pages, empreintes)
    if apercu.jamais:
        yield f"<h3>{_JAMAIS}</h3>"
        yield _liste(apercu.jamais)
    yield "</section>"


def _d_une_vue(vue: Vue, ancre: str, pages: Pages, empreintes: Mapping[str, str]) -> Iterator[str]:
    yield f'<article id="{ancre}" aria-labelledby="{ancre}-titre">'
    yield f'<h3 id="{ancre}-titre">{escape(vue.nom[:1].upper() + vue.nom[1:])}</h3>'
    if vue.octets is not None:
        liens = [_lien(vue.fichier, "en Word", vue.nom, empreintes)]
        if (pdf := nom_du_pdf(vue.fichier)) in empreintes:
            nombre = pages.nombres[vue.fichier]
            liens.append(_lien(pdf, f"en PDF, {nombre} page{'s' if nombre > 1 else ''}", vue.nom, empreintes))
        yield f"<p>Spécimen {' ou '.join(liens)}.</p>"
    for constat in vue.constats:
        quoi = "Il y manque" if vue.octets is not None else "Cette lettre ne se fait pas"
        yield f"<p>{quoi}\u00a0: {escape(constat.message)} {escape(constat.remede)}</p>"
    if vue.neufs:
        yield f"<p>{_PREMIER}</p>\n{_liste(vue.neufs)}"
    if vue.deja:
        dit = f"Il montre aussi {len(vue.deja)} passage{'s' if len(vue.deja) > 1 else ''} déjà vu"
        yield f"<details><summary>{dit}{'s' if len(vue.deja) > 1 else ''}</summary>\n{_liste(vue.deja)}</details>"
    if vue.octets is not None:
        lignes = "".join(
            f"<p>{escape(ligne)}</p>\n" for ligne in texte_lisible(vue.octets).splitlines() if ligne.strip()
        )
        yield f"<details><summary>{_LIRE}</summary>"
        yield f'<blockquote class="lettre">\n{lignes}</blockquote></details>'
    yield "</article>"


def _lien(fichier: str, forme: str, nom: str, empreintes: Mapping[str, str]) -> str:
    """Un lien qui se comprend hors de sa phrase, comme un lecteur d'écran les énumère."""
    etiquette = escape(f"{nom}, {forme}")
    adresse = quote(fichier)
    return f'<a href="{adresse}" aria-label="{etiquette}" data-empreinte="{empreintes[fichier]}">{escape(forme)}</a>'


def _liste(passages: Sequence[PassageConditionnel]) -> str:
    lignes = "".join(f"<li>{escape(p.dit)}\u00a0: {escape(p.extrait)}</li>\n" for p in dict.fromkeys(passages))
    return f"<ul>\n{lignes}</ul>"
