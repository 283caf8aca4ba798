"""Entrées : pour chaque code, ce qui le cause et ce que l'outil en dit; les cas des autres essais servent d'abord."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from cas_d_importation import constats_de, pieges
from cas_de_regles import AU, TOUS, Cas
from paquets import docx as paquet_word
from paquets import lettre_de
from test_codes_pages import AVEC_LES_CHAMPS, BALISES, CONTEXTES, SANS_EXEMPLE, corps, exemple

from lettres.barriere import controler
from lettres.barriere.listes import listes
from lettres.codes import table
from lettres.composition import champs_par_chemin
from lettres.langue.mots import examiner
from lettres.lecture import lire
from lettres.rendu import compiler
from lettres.socle.champ import Champ
from lettres.socle.constats import Constat
from lettres.socle.donnees import lire_yaml
from lettres.socle.erreurs import DossierIllisible, DossierInvalide, ModeleInvalide

ESSAIS = Path(__file__).parents[1]


@dataclass(frozen=True)
class Entree:
    """Ce qu'on donne à l'outil, tel qu'on l'écrit ou le fait, et les constats d'un code qu'il en rend."""

    code: str
    vue: str
    constats: tuple[Constat, ...]
    langue: str = "text"


def du_code(code: str, vue: str, constats: Iterable[Constat], langue: str = "text") -> Entree:
    return Entree(code, vue, tuple(c for c in constats if c.code == code), langue)


# -- Les règles : un dossier irréprochable, et ce qu'on y retouche --


def retouches_en_yaml(cas: Cas) -> str:
    contexte = [cas.base, cas.lettre, *([f"au {cas.au}"] if cas.au != AU else [])]
    return "\n".join([f"# {', '.join(contexte)}", *(f"{c}: {en_yaml(v)}" for c, v in cas.retouches.items())])


def en_yaml(valeur: object) -> str:
    """La valeur sur une ligne, comme on l'écrirait au dossier."""
    if valeur == "null":
        return "# ôtée"
    ecrite = yaml.dump(valeur, allow_unicode=True, sort_keys=False, default_flow_style=True, width=1000)
    return re.sub(r"\n(?:\.\.\.)?", "", ecrite)


def des_regles() -> Iterator[Entree]:
    for cas in TOUS:
        if cas.chemins:
            yield du_code(cas.code, retouches_en_yaml(cas), cas.constats, "yaml")


# -- Les mots : une phrase, dans une lettre --


def des_mots() -> Iterator[Entree]:
    for code, valeurs in lire_yaml(ESSAIS / "langue" / "mots" / "fautifs.yaml").items():
        for valeur in valeurs:
            options = {"lettre": "mise_en_demeure"} | ({"texte": valeur} if isinstance(valeur, str) else valeur)
            texte = options.pop("texte").replace("⟦", "").replace("⟧", "")
            trouvailles = [t for t in examiner(texte, **options) if t.code == code]
            yield Entree(code, texte, tuple(Constat(t.code, t.gravite, t.message, t.remede) for t in trouvailles[:1]))


# -- Les listes : une lettre presque vide n'a rien de ce qui est exigé; une phrase bannie suffit --


def des_listes() -> Iterator[Entree]:
    retouches: dict[str, Any] = lire_yaml(ESSAIS / "barriere" / "retouches.yaml")
    for type_ in listes().types:
        vide = controler(lettre_de("Bonjour."), type=type_)
        for code in sorted({c.code for c in vide}):
            yield du_code(
                code, f"lettres controler bonjour.docx --type {type_}   # une lettre où on lit « Bonjour. »", vide
            )
        for code, gestes in (retouches.get(type_) or {}).items():
            if isinstance(gestes, dict) and (phrase := gestes.get("ajoute")):
                yield du_code(code, phrase, controler(lettre_de(phrase), type=type_))


# -- La lecture : un fichier, et ses lignes fautives --


def de_la_lecture() -> Iterator[Entree]:
    for fichier in sorted((ESSAIS / "lecture" / "fautifs").iterdir()):
        if fichier.suffix not in {".yaml", ".json", ".toml"}:
            continue
        try:
            lire(fichier)
        except (DossierIllisible, DossierInvalide) as refus:
            lignes = fichier.read_bytes().decode("utf-8", "replace").splitlines()
            for constat in refus.constats:
                rang = constat.ligne or 1
                ligne = lignes[rang - 1].strip() if rang <= len(lignes) else ""
                yield Entree(constat.code, f"{fichier.name}, ligne {rang} :\n{abreger(ligne)}", (constat,))


def abreger(ligne: str) -> str:
    """La ligne, sans ce qui ne s'imprime pas, et pas plus longue qu'on ne la lit."""
    propre = "".join(signe if signe.isprintable() else f"\\u{ord(signe):04x}" for signe in ligne)
    return propre if len(propre) <= 120 else f"{propre[:119]}…"


# -- Les pièges d'un export --


def des_imports(lieu: Path) -> Iterator[Entree]:
    for rang, cas in enumerate(pieges()):
        vue = "\n".join(abreger(ligne) for ligne in [f"{cas.export} :", *cas.texte.splitlines()])
        dits = constats_de(cas, lieu / f"import-{rang}")
        ici = f"{lieu / f'import-{rang}'}/"
        montres = (replace(c, dans=None, message=c.message.replace(ici, "")) for c in dits)
        yield du_code(cas.code, vue, montres)


# -- Les balises d'un modèle --


def des_balises() -> Iterator[Entree]:
    for code in sorted(set(BALISES) - SANS_EXEMPLE - {"M202"}):
        balise = exemple(table()[code].page.fautif)
        champs = champs_par_chemin() if code in AVEC_LES_CHAMPS else None
        yield du_code(code, balise, constats_du_modele(paquet_word(corps(code, balise)), CONTEXTES.get(code), champs))


def constats_du_modele(
    octets: bytes, contexte: dict[str, Any] | None = None, champs: Mapping[str, Champ] | None = None
) -> tuple[Constat, ...]:
    """Ce qu'un modèle fait dire, qu'il soit refusé ou seulement soigné; avec un contexte, sa lettre aussi."""
    try:
        modele = compiler(octets, champs=champs, tout_controler=True)
        if contexte is not None:
            modele.rendre(contexte)
    except ModeleInvalide as refus:
        return refus.constats
    return tuple(modele.soins)


# -- Ensemble --


VALEUR = re.compile(
    r"«[^»]*»|U\+[0-9A-F]{4,6}|\d[\d \u00a0,.]*|\b(?:janvier|février|mars|avril|mai|juin|juillet|août|\w+bre)\b"
)
"""Ce qui change d'une entrée à l'autre sans faire un autre message."""


def forme(message: str) -> str:
    return VALEUR.sub("◌", message)


@cache
def des_autres_essais() -> tuple[Entree, ...]:
    return (*des_regles(), *des_mots(), *des_listes(), *de_la_lecture(), *des_balises())


def distinctes(entrees: Iterable[Entree]) -> dict[str, list[Entree]]:
    """Par code, une entrée de chaque message différent, la plus courte d'abord rencontrée."""
    par_code: dict[str, dict[str, Entree]] = {}
    for entree in entrees:
        for constat in entree.constats[:1]:
            vus = par_code.setdefault(entree.code, {})
            vus.setdefault(forme(constat.message), Entree(entree.code, entree.vue, (constat,), entree.langue))
    return {code: list(vus.values()) for code, vus in par_code.items()}
