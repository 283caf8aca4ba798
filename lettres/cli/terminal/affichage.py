"""Affichage : des constats et des textes aux deux flux du terminal. Les résultats sur l'un, les ennuis sur l'autre."""

from __future__ import annotations

import io
import os
import re
import shutil
import sys
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import TextIO

from lettres.socle.constats import Constat, Gravite
from lettres.socle.expression import Expression

LARGEUR_EXTRAIT = 100
SORTIE_STANDARD = "sortie standard"

# -- C0, C1, marques de sens d'écriture, séparateurs de lignes, demi-codets : un terminal pourrait leur obéir --
_CONTROLES = Expression("[\x00-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")


def preparer_flux() -> None:
    """Rend les flux sûrs : UTF-8 hors du terminal, « ? » pour ce que le terminal ne sait pas écrire."""
    _occuper_les_numeros()
    if sys.stdout is None:
        sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: PTH123, SIM115 -- vit autant que le programme
    if sys.stderr is None:
        sys.stderr = open(os.devnull, "w", encoding="utf-8")  # noqa: PTH123, SIM115 -- vit autant que le programme
    for flux in (sys.stdout, sys.stderr):
        if isinstance(flux, io.TextIOWrapper):
            flux.reconfigure(encoding=None if flux.isatty() else "utf-8", errors="replace")
    if isinstance(sys.stdin, io.TextIOWrapper):
        sys.stdin.reconfigure(errors="replace")


def _occuper_les_numeros() -> None:
    """Ouvre sur le vide l'entrée ou la sortie fermée.

    Son numéro irait sinon au prochain fichier ouvert, et ce qu'une bibliothèque écrit à ce numéro, dans la lettre.
    """
    for numero in range(3):
        try:
            os.fstat(numero)
        except OSError:
            os.set_inheritable(os.open(os.devnull, os.O_RDWR), True)


def dire(texte: str) -> None:
    """Écrit un résultat. Un lecteur parti se tait; un disque plein est un refus de sortie."""
    try:
        print(texte, flush=True)
    except BrokenPipeError:
        _faire_taire(sys.stdout)
    except OSError as faute:
        _faire_taire(sys.stdout)
        from lettres.sortie import refus_systeme

        raise refus_systeme(faute, SORTIE_STANDARD) from faute


def est_muette(constats: Iterable[Constat]) -> bool:
    """Dit si c'est la sortie standard elle-même qui refuse : rien ne s'y répondra plus."""
    return any(c.fichier == SORTIE_STANDARD for c in constats)


def signaler(texte: str) -> None:
    """Écrit un ennui ou une explication, sur le flux des erreurs."""
    try:
        print(texte, file=sys.stderr, flush=True)
    except OSError:
        _faire_taire(sys.stderr)


def _faire_taire(flux: TextIO) -> None:
    """Détourne un flux cassé, pour que rien n'échoue plus en y écrivant, ni à la sortie du programme."""
    neant = os.open(os.devnull, os.O_WRONLY)
    os.dup2(neant, flux.fileno())
    os.close(neant)


def largeur_du_terminal() -> int:
    """La largeur où replier un texte : celle du terminal, ou 120 hors d'un terminal."""
    return max(40, shutil.get_terminal_size((120, 24)).columns)


def propre(texte: str) -> str:
    """Le texte sur une ligne, sans un caractère que le terminal pourrait prendre pour un ordre."""
    return _sans_ordres(re.sub(r"[ \t\r\n]+", " ", texte))


def _sans_ordres(texte: str) -> str:
    # -- ce qui s'imprime tel quel ne commande rien --
    return texte if texte.replace("\u00a0", "").isprintable() else _CONTROLES.sub("?", texte)


def constat_en_texte(constat: Constat) -> str:
    """Un constat : où, quoi, la ligne fautive, le remède et le fondement."""
    lignes = [f"{propre(constat.place)}: {constat.code} [{constat.gravite}] {propre(constat.message)}"]
    if constat.extrait is not None and constat.ligne is not None:
        lignes.append(f"  {constat.ligne} | {_fenetre(constat.extrait, constat.colonne or 1)}")
    if constat.remede:
        lignes.append(f"  Remède : {propre(constat.remede)}")
    if constat.fondement:
        lignes.append(f"  Fondement : {propre(constat.fondement)}")
    return "\n".join(lignes)


def constats_en_texte(constats: Iterable[Constat]) -> str:
    """Les constats, l'un sous l'autre."""
    return "\n".join(constat_en_texte(c) for c in constats)


def _fenetre(ligne: str, colonne: int) -> str:
    """La ligne telle qu'elle est écrite, ou ce qui entoure la colonne quand elle est trop longue."""
    ligne = _sans_ordres(ligne.rstrip("\r\n").expandtabs(2))
    if len(ligne) <= LARGEUR_EXTRAIT:
        return ligne
    debut = max(0, min(colonne - 1 - LARGEUR_EXTRAIT // 3, len(ligne) - LARGEUR_EXTRAIT))
    fin = debut + LARGEUR_EXTRAIT
    return f"{'…' if debut else ''}{ligne[debut:fin]}{'…' if fin < len(ligne) else ''}"


def resume(constats: Sequence[Constat]) -> str:
    """« 2 erreurs, 1 alerte, 0 conseil. »"""
    compte = Counter(c.gravite for c in constats)
    return ", ".join(pluriel(compte[gravite], gravite.value) for gravite in Gravite) + "."


def pluriel(nombre: int, mot: str) -> str:
    """Le nombre et son mot : en français, le pluriel commence à deux."""
    return f"{nombre} {mot}{'s' if nombre >= 2 else ''}"


def en_json(contenu: Mapping[str, object], *, retrait: int | None = 2) -> str:
    """Un objet JSON, accents lisibles là où la sortie sait les écrire, échappés ailleurs.

    Un nom de fichier qui n'est pas de l'Unicode y perd ses octets fautifs.
    """
    import json

    texte = json.dumps(contenu, ensure_ascii=False, indent=retrait).encode(errors="replace").decode()
    try:
        texte.encode(sys.stdout.encoding or "utf-8")
    except UnicodeEncodeError:
        return json.dumps(json.loads(texte), indent=retrait)
    return texte
