"""Lecture des nombres et des réponses : `10 jours`, `page 3`, `oui`.

Chaque motif sert aussi au schéma : ni groupe nommé, ni classe abrégée, ni ancre.
"""

from __future__ import annotations

import re

from lettres.dossier.refus import ESPACES, refus, vouliez_vous_dire
from lettres.dossier.saisie.lecture_de_mots import LONGUEUR_MAX, sans_accent
from lettres.socle.expression import Expression

MOTIF_ENTIER = r"[0-9]{1,6}"
MOTIF_EMPLOYES = rf"{MOTIF_ENTIER}(?:[{ESPACES}][eE]mploy[ée](?:e|s|es)?)?"
MOTIF_PAGE = rf"(?:[pP](?:age|\.)?[{ESPACES}]?)?{MOTIF_ENTIER}"
MOTIF_OUI_NON = "[oO](?:[uU][iI])?|[yY](?:[eE][sS])?|[vV][rR][aA][iI]|[tT][rR][uU][eE]"
MOTIF_OUI_NON += "|[nN](?:[oO][nN]?)?|[fF][aA][uU][xX]|[fF][aA][lL][sS][eE]"
ENTIER_MAX = 999_999

_ENTIER, _EMPLOYES, _PAGE = Expression(MOTIF_ENTIER), Expression(MOTIF_EMPLOYES), Expression(MOTIF_PAGE)

_REPONSES = dict.fromkeys(("oui", "o", "vrai", "yes", "y", "true"), True)
_REPONSES |= dict.fromkeys(("non", "n", "faux", "no", "false"), False)

_EN_LETTRES = {
    mot: nombre
    for nombre, mot in enumerate(
        [
            "un",
            "deux",
            "trois",
            "quatre",
            "cinq",
            "six",
            "sept",
            "huit",
            "neuf",
            "dix",
            "onze",
            "douze",
            "treize",
            "quatorze",
        ],
        1,
    )
}
_EN_LETTRES |= {"une": 1, "quinze": 15, "quinzaine": 15, "seize": 16, "vingt": 20, "trente": 30}
_EN_LETTRES |= {"quarante-cinq": 45, "soixante": 60, "quatre-vingt-dix": 90}
_EN_JOURS = {"": 1, "jour": 1, "jours": 1, "jr": 1, "jrs": 1, "semaine": 7, "semaines": 7}
_JOURS = r"[jJ](?:\.|[oO][uU][rR][sS]?(?:[{e}](?:[cC]ivils?|[cC]alendrier))?\.?)?".replace("{e}", ESPACES)
_REDITE = Expression(rf"([A-Za-z-]{{1,15}})[{ESPACES}]?\(([0-9]{{1,3}})\)[{ESPACES}]?(?:{_JOURS})")
"""« dix (10) jours » : le nombre en lettres doit être le même."""

_DUREE = Expression(r"(?:([0-9]{1,3})|([a-z-]{2,15})) ?(jours?|jrs?|semaines?|heures?|h|mois)?\.?")


def lire_oui_non(valeur: object) -> bool:
    """Lit `oui`, `non`, `o`, `n`, `vrai`, `faux`, `yes`, `no`, `true`, `false` ou un booléen."""
    if isinstance(valeur, bool):
        return valeur
    if isinstance(valeur, str):
        reponse = _REPONSES.get(valeur.strip().removesuffix(".").lower())
        if reponse is not None:
            return reponse
    raise refus("oui_non", "Répondez « oui » ou « non ».")


def lire_entier(valeur: object, ecrit: re.Pattern[str] = _ENTIER) -> int:
    """Lit un entier de 0 à 999 999, en chiffres; `ecrit` admet ce qui peut l'accompagner."""
    if isinstance(valeur, int) and not isinstance(valeur, bool) and valeur >= 0:
        if valeur > ENTIER_MAX:
            raise refus("entier", "Nombre trop grand : au plus 999 999.")
        return int(valeur)
    if isinstance(valeur, str) and ecrit.fullmatch(valeur.strip()):
        return int(re.sub(r"[^0-9]", "", valeur))
    raise refus("entier", "Il faut un nombre entier, en chiffres.")


def lire_employes(valeur: object) -> int:
    """Lit un nombre d'employés : `12`, `12 employés`."""
    return lire_entier(valeur, _EMPLOYES)


def lire_page(valeur: object) -> int:
    """Lit un numéro de page : `3`, `p. 3`, `page 3`."""
    return lire_entier(valeur, _PAGE)


def lire_rang(valeur: object) -> int:
    """Lit le rang d'une inscription dans sa liste, compté de 1 : `2`."""
    chiffres = str(valeur) if isinstance(valeur, int | str) else ""
    if not _ENTIER.fullmatch(chiffres.strip()):
        raise refus("rang", "Désignez l’inscription par son rang dans sa liste, en chiffres, compté de 1.")
    rang = lire_entier(valeur)
    if rang < 1:
        raise refus("rang", "Un rang se compte de 1 : la première inscription de la liste est la 1.")
    return rang


def lire_jours(valeur: object) -> int:
    """Lit un nombre de jours : `10`, `10 jours`, `dix (10) jours`. Une semaine ou un mois ne se convertit pas."""
    if not isinstance(valeur, str) or re.fullmatch(MOTIF_ENTIER, valeur.strip()):
        return lire_entier(valeur)
    texte = valeur.strip()
    if (redite := _REDITE.fullmatch(texte)) and _EN_LETTRES.get(redite[1].lower()) == int(redite[2]):
        return int(redite[2])
    if re.fullmatch(rf"{MOTIF_ENTIER}[{ESPACES}]?{_JOURS}", texte):
        return int(re.sub(r"[^0-9]", "", texte))
    raise _duree_refusee(texte)


def _duree_refusee(texte: str) -> Exception:
    simple = " ".join(sans_accent(texte).split()) if len(texte) <= LONGUEUR_MAX else ""
    if "ouvrable" in simple or "ouvre" in simple:
        return refus("entier", "Le délai se compte en jours de calendrier, et non en jours ouvrables : « 10 jours ».")
    duree = _DUREE.fullmatch(simple)
    nombre = (int(duree[1]) if duree[1] else _EN_LETTRES.get(duree[2])) if duree else None
    unite = (duree[3] or "") if duree else ""
    if unite == "mois":
        return refus("entier", "Un mois n’a pas toujours le même nombre de jours : écrivez « 30 jours ».")
    if nombre and unite in ("h", "heure", "heures") and nombre % 24 == 0:
        jours = nombre // 24
    else:
        jours = (nombre or 0) * _EN_JOURS.get(unite, 0)
    if jours:
        voulu = f"{jours} jour{'s' if jours > 1 else ''}"
        return refus("entier", f"Il faut un nombre entier de jours, en chiffres : {vouliez_vous_dire(voulu)}")
    return refus("entier", "Il faut un nombre entier de jours, en chiffres.")
