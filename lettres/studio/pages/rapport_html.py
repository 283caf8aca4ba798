"""Rapport : les constats d'une vérification, en une seule page HTML. Mêmes constats, mêmes octets."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from html import escape

from lettres.socle.constats import Constat, Gravite
from lettres.socle.places import DansWord
from lettres.studio.pages.squelette import page
from lettres.studio.verification import Verification


def rapport(verifications: Sequence[Verification]) -> str:
    """La page HTML : un sommaire, puis les constats de chaque modèle, dans l'ordre où on le lit."""
    titre = "Modèles vérifiés" if len(verifications) > 1 else f"Modèle vérifié\u00a0: {verifications[0].fichier}"
    corps = "\n".join(ligne for rang, v in enumerate(verifications, start=1) for ligne in _d_un_modele(v, rang))
    sommaire = "\n".join(
        f'<li><a href="#modele-{rang}">{escape(v.fichier)}</a>\u00a0: {_compte(v)}</li>'
        for rang, v in enumerate(verifications, start=1)
    )
    vers = ("constats", "Aller aux constats")
    return page(titre, de="lettres modeles verifier", vers=vers, ouvre="rapport", sommaire=sommaire, corps=corps)


def _compte(verification: Verification) -> str:
    par_gravite = Counter(c.gravite for c in verification.constats)
    dits = [f"{n} {g}{'s' if n > 1 else ''}" for g in Gravite if (n := par_gravite[g])]
    tus = f"{len(verification.tus)} sous silence"
    return ", ".join([*(dits or ["rien à redire"]), *([tus] if verification.tus else [])])


def _d_un_modele(verification: Verification, rang: int) -> Iterator[str]:
    yield f'<section id="modele-{rang}" aria-labelledby="titre-{rang}">'
    yield f'<h2 id="titre-{rang}">{escape(verification.fichier)}</h2>'
    lettres = ", ".join(f"{c.lettre} ({c.nature})" for c in verification.cibles)
    essais = f" Essayé sur {len(verification.specimens)} dossiers fictifs." if verification.specimens else ""
    yield f"<p>{_compte(verification)}. Lettre\u00a0: {escape(lettres) or 'non reconnue'}.{essais}</p>"
    for numero, constat in enumerate(verification.constats, start=1):
        yield from _d_un_constat(constat, f"constat-{rang}-{numero}", verification)
    if verification.tus:
        yield "<h3>Sous silence</h3>\n<ul>"
        for tu in verification.tus:
            yield f"<li>{tu.constat.code}\u00a0: {escape(tu.constat.message)} Motif\u00a0: {escape(tu.motif)}.</li>"
        yield "</ul>"
    yield "</section>"


def _d_un_constat(constat: Constat, ancre: str, verification: Verification) -> Iterator[str]:
    dans = constat.dans if isinstance(constat.dans, DansWord) else None
    yield f'<article id="{ancre}" class="{constat.gravite}" aria-labelledby="{ancre}-titre">'
    tete = f"{str(constat.gravite).capitalize()}, {constat.code}\u00a0: {constat.message}"
    yield f'<h3 id="{ancre}-titre">{escape(tete)}</h3>'
    yield f"<dl>\n<dt>Où</dt><dd>{escape(str(dans)) if dans else 'Tout le document'}</dd>"
    if constat.remede:
        yield f"<dt>Remède</dt><dd>{escape(constat.remede)}</dd>"
    if constat.fondement:
        yield f"<dt>Fondement</dt><dd>{escape(constat.fondement)}</dd>"
    yield "</dl>"
    if dans is not None and (cite := _cite(dans, verification)):
        yield f"<blockquote>{cite}</blockquote>"
    yield "</article>"


def _cite(dans: DansWord, verification: Verification) -> str:
    """Le paragraphe, les mots en cause marqués."""
    lu = verification.modele.paragraphe(dans) if verification.modele else None
    texte = lu.texte if lu else ""
    if dans.debut is None or dans.fin is None:
        return escape(texte)
    avant, mots, apres = texte[: dans.debut], texte[dans.debut : dans.fin], texte[dans.fin :]
    return f"{escape(avant)}<mark>{escape(mots)}</mark>{escape(apres)}"
