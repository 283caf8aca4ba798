"""Lecture des sommes et des taux : `1 149,75 $`, `60 CAD`, `$60`, `12 % par an`. Une autre devise est refusée.

Aucune valeur n'est devinée : un nombre à virgule flottante est refusé (il a déjà perdu des cents), un montant ambigu
aussi, avec celui qu'on a pu vouloir écrire. Rien n'est converti : ni une devise, ni un taux au mois.
"""

from __future__ import annotations

import re
from decimal import Decimal

from lettres.dossier.refus import ESPACES, refus, vouliez_vous_dire
from lettres.dossier.saisie.lecture_de_mots import LONGUEUR_MAX, sans_accent
from lettres.socle.expression import Expression

MONTANT_MAX = Decimal("999999999.99")

_CHIFFRES = rf"([0-9]{{1,3}}(?:[{ESPACES}][0-9]{{3}})+|[0-9]{{1,9}})(?:[.,]([0-9]{{1,2}}))?"
_CANADA = "[cC](?:[aA][dDnN]?|[dD][nN])"
_DOLLAR_DEVANT = rf"(?:(?:[cC]|{_CANADA})?\$|{_CANADA}\$?)[{ESPACES}]?"
DOLLAR_DERRIERE = (
    rf"(?:\$(?:[{ESPACES}]?\(?{_CANADA}\)?)?|\(?{_CANADA}\)?|[dD]ollars?(?:[{ESPACES}](?:[cC]anadiens?|{_CANADA}))?)"
)
"""Le dollar canadien, écrit après un nombre."""

MOTIF_MONTANT = rf"(?:{_DOLLAR_DEVANT})?{_CHIFFRES}(?:[{ESPACES}]?{DOLLAR_DERRIERE})?"
_PAR_AN = rf"[{ESPACES}]?(?:(?:par[{ESPACES}]|/[{ESPACES}]?|l[’'])an(?:n[ée]e)?|annuel(?:s|lement)?)"
MOTIF_TAUX = (
    rf"([0-9]{{1,3}}(?:[.,][0-9]{{1,4}})?)(?:[{ESPACES}]?(?:%|pour[{ESPACES}]?cent|p\.[{ESPACES}]?100))?(?:{_PAR_AN})?"
)

MOTIF_DEVISE = rf"{_CANADA}|(?:[cC]|{_CANADA})?\$(?:[{ESPACES}]?{_CANADA})?|[dD]ollars?(?:[{ESPACES}][cC]anadiens?)?"

_DEVISES = {
    "dollars américains (USD)": (
        "usd",
        "us",
        "us$",
        "$us",
        "$ us",
        "usd$",
        "$ usd",
        "dollars americains",
        "dollars us",
    ),
    "euros (EUR)": ("eur", "€", "euro", "euros"),
    "livres sterling (GBP)": ("gbp", "£", "livres sterling"),
    "francs suisses (CHF)": ("chf", "francs suisses"),
    "dollars australiens (AUD)": ("aud", "a$", "au$", "dollars australiens"),
    "dollars néo-zélandais (NZD)": ("nzd", "nz$", "dollars neo-zelandais"),
    "pesos mexicains (MXN)": ("mxn", "mx$", "pesos", "pesos mexicains"),
    "yens (JPY)": ("jpy", "¥", "yen", "yens"),
    "yuans (CNY)": ("cny", "rmb", "yuans"),
    "roupies indiennes (INR)": ("inr", "₹", "roupies"),
    "réaux brésiliens (BRL)": ("brl", "r$"),
    "bitcoins (BTC)": ("btc", "₿", "bitcoin", "bitcoins"),
}
_MONTANT = Expression(MOTIF_MONTANT)
_MONTANT_COURANT = re.compile(rf"([0-9]{{1,9}})(?:[.,]([0-9]{{1,2}}))?(?:[{ESPACES}]?\$)?")
"""Ce que presque tous écrivent, et qui se compile dix fois plus vite; aucun n'est trop grand."""
_NOM_DE_LA_DEVISE = {ecrite: nom for nom, ecrites in _DEVISES.items() for ecrite in ecrites}
_A_L_ETRANGER = Expression(r"([0-9]{1,3}(?:[ ,.']+[0-9]{3})*)(?:[ ]?[.,][ ]?([0-9]{2}))?")
"""Des milliers séparés à l'anglaise, par une apostrophe ou deux espaces, et des cents."""


def lire_montant(valeur: object) -> Decimal:
    """Lit `60,00 $`, `1 149,75 $`, `60.00`, `60`, `60 CAD`, `$60`, un entier ou un Decimal; rend des dollars et cents.

    Refuse les nombres à virgule flottante, `1,234.56` (ambigu), `12.345`, `1e5`, les signes, NaN et les autres devises.
    """
    if isinstance(valeur, str):
        texte = valeur.strip()
        if trouve := _MONTANT_COURANT.fullmatch(texte):
            return Decimal(f"{trouve[1]}.{(trouve[2] or '').ljust(2, '0')}")
    elif isinstance(valeur, int | Decimal) and not isinstance(valeur, bool):
        texte = _en_chiffres(Decimal(valeur))
    else:
        raise refus("montant", "Ce n’est pas un montant : écrivez « 1 234,56 $ » (texte, entier ou Decimal).")
    if texte.startswith(("-", "\u2212", "+")):
        raise refus("montant_signe", "Un montant s’écrit sans signe : un crédit va dans « paiements ».")
    trouve = _MONTANT.fullmatch(texte)
    if trouve is None:
        raise _montant_illisible(texte)
    entier = "".join(trouve[1].split())
    montant = Decimal(f"{entier}.{(trouve[2] or '').ljust(2, '0')}")
    if montant > MONTANT_MAX:
        raise refus("montant_trop_grand", "Montant trop grand : au plus 999 999 999,99 $.")
    return montant


def _montant_illisible(texte: str) -> Exception:
    """Le refus d'un montant : sa devise, celui qu'on a pu vouloir écrire, ou la façon d'en écrire un."""
    if len(texte) <= LONGUEUR_MAX:
        simple = sans_accent(texte)
        if nom := _NOM_DE_LA_DEVISE.get(" ".join(re.sub(r"[0-9,'\s]", " ", simple).replace(".", "").split())):
            return _autre_devise("montant", nom)
        nombre = re.sub(r"[$]|\b(?:cad|can|ca|cdn)\b", "", " ".join(simple.split(" "))).strip()
        if (m := _A_L_ETRANGER.fullmatch(nombre)) and re.search("[0-9]", m[1]):
            entier = int(re.sub(r"[^0-9]", "", m[1]))
            en_clair = f"{entier:,}".replace(",", "\u00a0") + f",{m[2] or '00'}\u00a0$"
            sinon = "" if m[2] else " Sinon, deux décimales au plus."
            return refus("montant", f"Montant ambigu : {vouliez_vous_dire(en_clair)}{sinon}")
    return refus(
        "montant", "Montant illisible : écrivez « 1 234,56 $ », « 1234.56 » ou « 60 », deux décimales au plus."
    )


def lire_devise(valeur: object) -> str:
    """Lit `CAD` ou l'un de ses noms; une autre devise est refusée par le sien."""
    texte = valeur.strip() if isinstance(valeur, str) else ""
    if re.fullmatch(MOTIF_DEVISE, texte):
        return "CAD"
    if len(texte) <= LONGUEUR_MAX and (nom := _NOM_DE_LA_DEVISE.get(" ".join(sans_accent(texte).split()))):
        raise _autre_devise("devise", nom)
    raise refus("devise", "Devise inconnue : l’outil ne compte qu’en dollars canadiens (CAD).")


def _autre_devise(code: str, nom: str) -> Exception:
    return refus(
        code,
        f"L’outil ne compte qu’en dollars canadiens, et ceci est en {nom} : écrivez la somme due en dollars canadiens.",
    )


def lire_taux(valeur: object) -> Decimal:
    """Lit un taux par année : `12 %`, `12,5 % par an`, `12`. Rend des pour cent. Un taux au mois n'est pas converti."""
    if isinstance(valeur, int | Decimal) and not isinstance(valeur, bool):
        valeur = _en_chiffres(Decimal(valeur))
    if not isinstance(valeur, str):
        raise refus("taux", "Ce n’est pas un taux : écrivez « 12 % ».")
    texte = valeur.strip()
    if re.search(r"mois|mensuel", texte, re.IGNORECASE):
        raise refus(
            "taux_mensuel",
            "Un taux par mois n’est jamais converti : mettez-le dans « taux_mensuel », "
            "et l’équivalent par année dans « taux_annuel » seulement si le contrat l’écrit.",
        )
    trouve = re.fullmatch(MOTIF_TAUX, texte)
    if trouve is None:
        raise refus("taux", "Taux illisible : écrivez « 12 % » ou « 12,5 % », par année.")
    return Decimal(trouve[1].replace(",", "."))


def _en_chiffres(nombre: Decimal) -> str:
    """Écrit un nombre sans exposant ni zéro superflu; tel quel s'il est démesuré, car il sera refusé."""
    if not nombre.is_finite() or abs(nombre.adjusted()) > 30:
        return str(nombre)
    texte = f"{nombre:f}"
    return texte.rstrip("0").rstrip(".") if "." in texte else texte
