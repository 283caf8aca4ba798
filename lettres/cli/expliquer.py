"""Commande `expliquer` : la page d'un code, quelle que soit la partie de l'outil qui le donne.

| Code | Faute d'usage |
|---|---|
| U018 | code inconnu |
"""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib import import_module
from typing import Annotated

import typer

from lettres.cli.affichage import constats_en_json, dire, en_json, largeur_du_terminal
from lettres.cli.arguments import OptionJson, usage_fautif
from lettres.cli.codes import Code, UsageFautif, code_de
from lettres.cli.traduction import suggestion

# -- Les modules dont la docstring porte une table « | CODE | ce qu’il nomme | » --
_TABLES = (
    "lettres.cli.arguments",
    "lettres.cli.controler",
    "lettres.cli.expliquer",
    "lettres.cli.mesures",
    "lettres.controle.barriere",
    "lettres.sortie.refus",
)
_RANGEE = re.compile(r"^\| ([A-Z]\d{3}(?:(?:, | à )[A-Z]\d{3})*) \| (.+?) \|$", re.MULTILINE)
_DU_DOSSIER = {
    "E101": "Il manque au dossier un fait que la lettre exige.",
    "E102": "La lettre demandée n’existe pas pour cette nature, ou toutes sont déjà envoyées.",
    "E103": "D’autres constats suivent, en trop grand nombre pour être dits : seuls les plus graves le sont.",
}


@dataclass(frozen=True, slots=True)
class Explication:
    """Ce qu'un code veut dire : un titre, et les rubriques de sa page."""

    code: str
    nom: str
    gravite: str
    faute: str
    rubriques: tuple[tuple[str, str], ...] = ()


def expliquer(
    code: Annotated[str, typer.Argument(metavar="CODE", help="Un code de constat : S101, V103, E101, L008, D-10…")],
    en_json_: OptionJson = False,
) -> int:
    """Explique un code : la faute, pourquoi elle compte, un cas fautif, un cas conforme et le fondement.

    Exemple : lettres expliquer S101
    """
    try:
        page = _page(code)
    except UsageFautif as faute:
        if not en_json_:
            raise
        dire(en_json({"version": 1, "constats": constats_en_json(faute.constats)}))
        return code_de(faute)
    if en_json_:
        contenu = {"version": 1, "code": page.code, "nom": page.nom, "gravite": page.gravite, "faute": page.faute}
        dire(en_json(contenu | {"rubriques": dict(page.rubriques)}))
    else:
        dire(en_texte(page, min(largeur_du_terminal(), 100)))
    return Code.FAIT


def en_texte(page: Explication, largeur: int) -> str:
    """La page, repliée à la largeur du terminal."""
    gravite = f" [{page.gravite}]" if page.gravite else ""
    titre = " ".join(filter(None, (page.code, page.nom))) + gravite
    paragraphes = [titre, textwrap.fill(page.faute, largeur)]
    paragraphes += [textwrap.fill(f"{nom} : {texte}", largeur, subsequent_indent="  ") for nom, texte in page.rubriques]
    return "\n\n".join(paragraphes)


def _page(code: str) -> Explication:
    connues = explications()
    trouvee = connues.get(code.strip().upper())
    if trouvee is None:
        message = f"Code inconnu : « {code} ».{suggestion(code.strip().upper(), tuple(connues))}"
        raise usage_fautif("U018", "CODE", message, "« lettres regles » liste les règles.")
    return trouvee


def explications() -> Mapping[str, Explication]:
    """Tous les codes que l'outil peut donner, chacun avec au moins une phrase."""
    sources = (_des_tables, _du_dossier, _de_la_lecture, _des_modeles, _des_listes, _des_mots, _des_regles)
    return {page.code: page for source in sources for page in source()}


def _des_regles() -> Iterator[Explication]:
    from lettres.regles import REGLES

    for r in REGLES:
        page, reference = r.page, r.reference()
        rubriques = [("Pourquoi", page.pourquoi), ("Fautif", page.fautif), ("Conforme", page.conforme)]
        if reference:
            rubriques.append(("Fondement", " – ".join(filter(None, (str(reference), reference.url)))))
        rubriques.append(("Depuis", f"version {r.depuis}"))
        yield Explication(r.code, r.nom, r.gravite.value, page.faute, tuple(rubriques))


def _des_mots() -> Iterator[Explication]:
    from lettres.regles.mots import familles

    for famille in familles():
        f = famille.fiche
        rubriques = (("Fautif", f.fautif), ("Conforme", f.conforme), ("Fondement", f.fondement))
        yield Explication(famille.code, f.nom, f.gravite.value, f.pourquoi, rubriques)


def _des_listes() -> Iterator[Explication]:
    from lettres.controle.listes import listes

    forces = {"O": "erreur", "C": "conseil", "X": "erreur"}
    debuts = {"O": "La lettre doit contenir ceci", "C": "La lettre devrait contenir ceci", "X": "À ne pas écrire"}
    for point in (*listes().neuf_elements, *(p for t in listes().types.values() for p in t.points)):
        rubriques = tuple((n, t) for n, t in (("Remède", point.remede), ("Fondement", point.fondement)) if t)
        faute = f"{debuts[point.force]} : {point.libelle}."
        yield Explication(point.code, "", forces[point.force], faute, rubriques)


def _de_la_lecture() -> Iterator[Explication]:
    from lettres.lecture.codes import Code as CodeDeLecture

    for code in CodeDeLecture:
        yield Explication(code.value, "", "erreur", f"{code.titre}.")


def _des_modeles() -> Iterator[Explication]:
    from lettres.rendu.anomalies import CODES

    for code, nom in CODES.items():
        dit = nom.replace("_", " ").lower()
        if code.startswith("M12"):
            yield Explication(code, "", "conseil", f"Le modèle Word est guéri en mémoire, sans qu’on y touche : {dit}.")
        else:
            yield Explication(code, "", "erreur", f"Le modèle Word est refusé : {dit}.")


def _du_dossier() -> Iterator[Explication]:
    for code, faute in _DU_DOSSIER.items():
        yield Explication(code, "", "erreur", faute)


def _des_tables() -> Iterator[Explication]:
    for module in _TABLES:
        for codes, phrase in _RANGEE.findall(import_module(module).__doc__ or ""):
            faute = f"{phrase[:1].upper()}{phrase[1:]}.".replace("'", "’")
            yield from (Explication(code, "", "", faute) for code in _enumerer(codes))


def _enumerer(codes: str) -> list[str]:
    """« B301 à B304 » donne les quatre codes; « B001, B002 », les deux."""
    if " à " not in codes:
        return codes.split(", ")
    premier, dernier = codes.split(" à ")
    return [f"{premier[0]}{n:03d}" for n in range(int(premier[1:]), int(dernier[1:]) + 1)]
