"""Fautes d'écriture d'une balise, dites en français avec leur remède."""

from __future__ import annotations

import re
from difflib import get_close_matches

from lettres.rendu.anomalies import Anomalie
from lettres.rendu.balises.defenses import ECHAPPEMENT, INCLUSION
from lettres.socle.constats import abreger

INSTRUCTIONS = ("if", "elif", "else", "endif", "for", "endfor", "set", "vm", "hm", "colspan", "cellbg")
_ETRANGERS = {
    "si": "if", "sinon": "else", "sinonsi": "elif", "elseif": "elif", "elsif": "elif", "pour": "for",
    "finsi": "endif", "fin_si": "endif", "fsi": "endif", "finpour": "endfor", "fin_pour": "endfor",
}  # fmt: skip
_INCLUSIONS = frozenset({"include", "import", "from", "extends"})
_COLLEE = re.compile(r"(?P<portee>tr|tc|p|r)(?P<mot>if|elif|else|endif|for|endfor|set)\b.*", re.DOTALL)
_PORTEES = frozenset({"P", "TR", "TC", "R", "Tr", "Tc"})
_CHAINE = re.compile(r"\"[^\"]*\"|'[^']*'")
_INVISIBLES = re.compile("[\u200b-\u200f\u2060\ufeff\u00ad]")
_EGAL_SEUL = re.compile(r"(?<![=!<>])=(?!=)")
_ET_OU = re.compile(r"\b(?:et|ou|non|AND|OR|NOT|ET|OU)\b|&&|\|\||&")
_FINS_ATTENDUES = {"if": "endif", "for": "endfor"}


def instruction_inconnue(mot: str, contenu: str) -> Anomalie | None:
    """L'anomalie d'une instruction qui n'existe pas, ou qui n'est pas permise; None si elle est connue."""
    if mot in INSTRUCTIONS:
        return None
    if mot in _INCLUSIONS:
        return INCLUSION
    if mot in ("autoescape", "endautoescape"):
        return ECHAPPEMENT
    if not mot:
        return Anomalie("M207", "La balise est vide.", "Écrivez un nom de champ, ou retirez la balise.")
    if collee := _COLLEE.fullmatch(contenu):
        portee = collee["portee"]
        return Anomalie(
            "M213", f"Il manque une espace après « {{%{portee} ».", f"Écrivez {{%{portee} {contenu[len(portee) :]} %}}."
        )
    if mot in _PORTEES:
        remede = f"Écrivez « {{%{mot.lower()} », en minuscules."
        return Anomalie("M206", f"« {{%{mot} » ne s’écrit pas en capitales.", remede)
    suite = contenu.split(maxsplit=1)[1:]
    if mot.upper() in _PORTEES and suite and suite[0].split()[0] in INSTRUCTIONS:
        return Anomalie(
            "M301",
            f"Une espace sépare « {{% » de « {mot} ».",
            f"Écrivez « {{%{mot} » : {{%{mot} {suite[0].strip()} %}}.",
        )
    deux_mots = "".join(contenu.lower().split()[:2])
    voulu = _ETRANGERS.get(deux_mots) or _ETRANGERS.get(mot.lower()) or ""
    voulu = voulu or (mot.lower() if mot.lower() in INSTRUCTIONS else "")
    voulu = voulu or next(iter(get_close_matches(mot.lower(), INSTRUCTIONS, n=1, cutoff=0.7)), "")
    if voulu:
        return Anomalie("M206", f"L’instruction « {mot} » n’existe pas.", f"Écrivez « {voulu} ».")
    return Anomalie(
        "M301", f"L’instruction « {mot} » n’est pas permise.", "Permis : if, elif, else, endif, for, endfor, set."
    )


def faute_d_ecriture(contenu: str, genre: str) -> Anomalie | None:
    """Ce qui cloche visiblement dans une balise, avant même de l'analyser."""
    hors_chaines = _CHAINE.sub('""', contenu)
    if not contenu.strip():
        return Anomalie("M207", "La balise est vide.", "Écrivez un nom de champ, ou retirez la balise.")
    if invisible := _INVISIBLES.search(contenu):
        return Anomalie(
            "M212",
            f"La balise contient un caractère invisible (U+{ord(invisible.group()):04X}).",
            "Effacez la balise et tapez-la de nouveau.",
        )
    if re.search("[«»“”‘’\u201a\u201b\u201e\u201f\u2039\u203a\u2032\u2033]", hors_chaines):
        return Anomalie(
            "M210",
            "Des guillemets ne vont pas par deux dans cette balise.",
            "Mettez le texte entre deux guillemets droits.",
        )
    if re.search("[\u2010-\u2015\u2212]", hors_chaines):
        return Anomalie("M211", "Une balise ne contient pas de tiret.", "Un nom de champ s’écrit avec « _ ».")
    if genre == "{%" and _EGAL_SEUL.search(hors_chaines):
        return Anomalie("M208", "Un seul « = » ne compare pas.", "Écrivez « == » pour comparer.")
    if mot := _ET_OU.search(hors_chaines):
        return Anomalie(
            "M209", f"« {mot.group()} » n’est pas un mot de liaison ici.", "Écrivez « and », « or » ou « not »."
        )
    return None


def expression_fautive(contenu: str) -> Anomalie:
    """L'anomalie d'une balise que Jinja ne comprend pas et dont la faute n'a pas de nom plus précis."""
    if contenu.count('"') % 2 or (contenu.count("'") % 2 and '"' not in contenu):
        return Anomalie(
            "M210", "Un texte entre guillemets n’est pas fermé.", "Mettez le texte entre deux guillemets droits."
        )
    noms = re.findall(r"\w+", contenu)
    if len(noms) > 1 and re.fullmatch(r"[\w.]+(?:\s+[\w.]+)+", contenu):
        return Anomalie(
            "M207",
            f"« {abreger(contenu)} » n’est pas un nom de champ : un nom ne contient pas d’espace.",
            f"Écrivez par exemple « {'_'.join(contenu.split())} », ou deux balises.",
        )
    return Anomalie("M207", f"« {abreger(contenu)} » est mal écrit.", "Écrivez {{ groupe.champ }} ou {% if champ %}.")


def bloc_ferme_par_un_autre(ouvert: str, fermeture: str) -> Anomalie:
    """Un bloc fermé par la fin d'un autre."""
    return Anomalie(
        "M205",
        f"« {fermeture} » ne ferme pas le bloc « {ouvert} » ouvert juste avant.",
        f"Fermez d’abord ce bloc avec « {_FINS_ATTENDUES[ouvert]} ».",
    )


def bloc_jamais_ouvert(mot: str) -> Anomalie:
    """Une fin, ou un `else`, sans bloc ouvert."""
    voulu = "for" if mot == "endfor" else "if"
    return Anomalie(
        "M205", f"« {mot} » n’a pas de bloc ouvert avant lui.", f"Ouvrez le bloc avec « {voulu} », ou retirez-le."
    )


def bloc_non_ferme(mot: str) -> Anomalie:
    """Un bloc ouvert que rien ne ferme."""
    return Anomalie(
        "M204", f"Ce bloc « {mot} » n’est jamais fermé.", f"Ajoutez « {_FINS_ATTENDUES[mot]} » là où il finit."
    )
