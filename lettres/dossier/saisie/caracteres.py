"""Caractères : ceux qu'une lettre ne peut pas imprimer, ou qui ne s'y verraient pas."""

from __future__ import annotations

import re
import unicodedata

from lettres.dossier.refus import refus
from lettres.socle.expression import Expression

MARQUES_MAX = 4
"""Accents d'une même lettre : l'hébreu pointé en a quatre; au-delà, l'encre déborde sur les lignes voisines."""

_INVISIBLES = frozenset(
    {0x00AD, 0x034F, 0x061C, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x2028, 0x2029, 0x2800, 0x3164, 0xFEFF, 0xFFA0}
    | {*range(0x180B, 0x1810)}
    | {*range(0x200B, 0x2010)}
    | {*range(0x202A, 0x202F)}
    | {*range(0x2060, 0x2070)}
    | {*range(0xFE00, 0xFE10)}
    | {*range(0xFFF0, 0xFFFD)}
    | {0x070F, 0x16FE4, 0x1D159, *range(0x13430, 0x13460), *range(0x1BCA0, 0x1BCA4), *range(0x1D173, 0x1D17B)}
    | {*range(0xE0000, 0xE1000)}
)
"""Ce qu'Unicode dit de ne pas montrer (Default_Ignorable_Code_Point), et ce qui n'a pas de dessin.

Trait d'union conditionnel, espaces de largeur nulle, marques de sens, remplisseurs du hangûl, sélecteurs de variante,
étiquettes, annotations, signes de composition, braille vide, note sans tête.
"""

_LIANT, _SELECTEURS = "\u200d", "\ufe0e\ufe0f"
_PICTOGRAMME = Expression(
    "[\u00a9\u00ae\u203c\u2049\u2122\u2139\u2194-\u21aa\u231a-\u23ff\u24c2\u25aa-\u25fe\u2600-\u27bf\u2934\u2935"
    "\u2b05-\u2b55\u3030\u303d\u3297\u3299\U0001f000-\U0001faff]"
)
_TOUCHE = Expression("[0-9#*]\ufe0f\u20e3")
_DRAPEAU_DE_REGION = Expression("\U0001f3f4[\U000e0030-\U000e0039\U000e0061-\U000e007a]{3,6}\U000e007f")
"""Un drapeau noir et le code d'une région, en étiquettes : la seule suite où une étiquette se voit."""

ORDINAIRES = "\t\x20-\x7e\u00a0-\u00ac\u00ae-\u02ff\u2010-\u2027\u202f\u20a0-\u20bf\u2190-\u21ff\u2500-\u257f"
"""Les signes d'une ligne de texte français ordinaire : rien à y chercher."""
_ORDINAIRE = re.compile(f"[\n{ORDINAIRES}]*+")

_LETTRE_OU_CHIFFRE = re.compile(r"[^\W_]")


def est_ordinaire(texte: str) -> bool:
    """Dit si rien, dans ce texte, n'est à refuser ni à normaliser."""
    return _ORDINAIRE.fullmatch(texte) is not None


def caracteres_refuses(texte: str) -> list[tuple[int, str]]:
    """Rend la position et le code `U+XXXX` de chaque caractère qu'une lettre ne peut pas imprimer.

    Un invisible n'est permis que là où il dessine : liant et sélecteur dans un emoji, étiquette dans un drapeau.
    Un accent est refusé s'il n'est porté par rien, ou s'il est le cinquième de sa lettre.
    """
    if est_ordinaire(texte):
        return []
    refuses: list[tuple[int, str]] = []
    dessines: set[int] | None = None
    marques = 0
    for i, signe in enumerate(texte):
        genre = unicodedata.category(signe)
        nom = f"U+{ord(signe):04X}"
        if signe not in "\n\t" and _ne_s_imprime_pas(signe, genre):
            dessines = _dessines(texte) if dessines is None else dessines
            if i not in dessines:
                refuses.append((i, nom))
        elif genre[0] == "M":
            marques += 1
            if marques == 1 and (i == 0 or texte[i - 1].isspace()):
                refuses.append((i, f"{nom}, un accent que rien ne porte"))
            elif marques > MARQUES_MAX:
                refuses.append((i, f"{nom}, un accent de trop sur la même lettre"))
            continue
        marques = 0
    return refuses


def a_une_lettre_ou_un_chiffre(texte: str) -> bool:
    """Dit si l'on pourrait lire ce texte à voix haute."""
    return bool(_LETTRE_OU_CHIFFRE.search(texte)) or any(unicodedata.category(signe)[0] in "LN" for signe in texte)


def _ne_s_imprime_pas(signe: str, genre: str) -> bool:
    point = ord(signe)
    hors_caractere = point & 0xFFFE == 0xFFFE or 0xFDD0 <= point <= 0xFDEF
    return point in _INVISIBLES or hors_caractere or genre in {"Cc", "Cs", "Co"}


def _dessines(texte: str) -> set[int]:
    """Les places des invisibles qui, là où ils sont, changent un dessin."""
    places = {i for suite in (_DRAPEAU_DE_REGION, _TOUCHE) for m in suite.finditer(texte) for i in range(*m.span())}
    for i, signe in enumerate(texte):
        if signe in _SELECTEURS and _PICTOGRAMME.match(texte, i - 1 if i else len(texte)):
            places.add(i)
        elif signe == _LIANT and i and _PICTOGRAMME.match(texte, i + 1):
            # -- Un sélecteur peut précéder le liant : « cœur, sélecteur, liant, feu » --
            precedent = i - 2 if texte[i - 1] in _SELECTEURS and i > 1 else i - 1
            if _PICTOGRAMME.match(texte, precedent):
                places.add(i)
    return places


def propre(texte: str) -> str:
    """Normalise en NFC et en fins de ligne simples; refuse ce qui ne s'imprime pas.

    Un logiciel hôte peut passer un `dict` sans fichier : le dossier se défend donc lui-même.
    """
    if est_ordinaire(texte):
        return texte
    brut = texte.replace("\r\n", "\n").replace("\r", "\n")
    texte = unicodedata.normalize("NFC", brut)
    refuses = caracteres_refuses(brut) or caracteres_refuses(texte)
    if refuses:
        raise refus("caractere", f"Caractère qui ne s’imprime pas : {refuses[0][1]}. Effacez-le et retapez le texte.")
    return texte


def lisible(texte: str) -> str:
    """Refuse ce qui n'a ni lettre ni chiffre."""
    if not a_une_lettre_ou_un_chiffre(texte):
        raise refus("illisible", "Ce texte n’a ni lettre ni chiffre : rien ne s’y lirait. Écrivez-le, ou effacez-le.")
    return texte


def replier(texte: str) -> str:
    """Le même, sur une seule ligne."""
    return " ".join(ligne.strip() for ligne in texte.split("\n") if ligne.strip())


def une_ligne(texte: str) -> str:
    """Refuse plus d'une ligne."""
    if "\n" in texte:
        raise refus("une_ligne", "Ce texte tient sur une seule ligne : réunissez-le, ou gardez-en la première.")
    return texte


def a_cote(chemin: str) -> str:
    """Un fichier du répertoire du dossier, ou d'un répertoire qui y est."""
    pas = chemin.replace("\\", "/").split("/")
    ailleurs = pas[0] in {"", "~"} or ":" in chemin or ".." in pas
    if ailleurs:
        raise refus(
            "chemin_d_image",
            "Une image se prend à côté du dossier, et nulle part ailleurs.",
            "Copiez-la à côté du dossier, et donnez-en le nom seul : « signature.png ».",
        )
    return chemin
