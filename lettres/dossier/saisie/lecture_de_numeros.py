"""Lecture des numéros et des adresses, tels que les gens les tapent : téléphone, code postal, NEQ, pièce, courriel."""

from __future__ import annotations

import re

from lettres.dossier.refus import ESPACES, refus, vouliez_vous_dire
from lettres.socle.expression import Expression

MOTIF_POSTAL = rf"[ABCEGHJ-NPRSTVXY][0-9][ABCEGHJ-NPRSTV-Z][{ESPACES}-]{{0,3}}[0-9][ABCEGHJ-NPRSTV-Z][0-9]"
MOTIF_PIECE = r"P-[1-9][0-9]{0,2}"
MOTIF_PIECE_TAPEE = rf"[pP][{ESPACES}.\u2010-\u2015-]{{0,3}}0{{0,2}}[1-9][0-9]{{0,2}}"
MOTIF_WEB = r"https?://[^\s]+"
MOTIF_NEQ = rf"(?:[{ESPACES}-]*[0-9]){{10}}"

MOTIF_FIN_DE_CARTE = "[0-9]{4}"

_POSTE = Expression(r"(?:poste|p|ext(?:ension)?|local|x|#)[\s.:]{0,3}([0-9]{1,6})\)?$", re.IGNORECASE)
_PIECE = Expression(MOTIF_PIECE)
_POSTAL = Expression(MOTIF_POSTAL)
_NEQ = Expression(MOTIF_NEQ)
_TELEPHONE = Expression(r"[0-9\s()./+,\u2010-\u2015-]+")
_PAS_UN_CHIFFRE = Expression("[^0-9]")

_LOCAL_MAX = 64
_COURRIEL_ORDINAIRE = re.compile(
    r"[a-z0-9]+(?:[._-][a-z0-9]+)*@(?:[a-z0-9]+(?:-[a-z0-9]+)*\.)+(?:ca|com|net|org|quebec|test)"
)
"""Une adresse dont aucune règle ne dit autre chose que ce qu'elle est."""


def lire_courriel(texte: str) -> str:
    """Lit une adresse de courriel; rien n'est vérifié sur le réseau."""
    if len(texte) <= _LOCAL_MAX and _COURRIEL_ORDINAIRE.fullmatch(texte):
        return texte
    from email_validator import EmailNotValidError, validate_email  # -- long à charger, et peu d'adresses l'exigent --

    try:
        # -- « .test » est réservé aux exemples --
        return validate_email(texte, check_deliverability=False, test_environment=True).normalized
    except EmailNotValidError:
        raise refus("courriel", "Adresse de courriel illisible : écrivez « nom@domaine.ca ».") from None


def lire_telephone(texte: str) -> str:
    """Lit un téléphone de dix chiffres; « ext. 12 », « x12 » ou « #12 » y devient « poste 12 »."""
    poste = _POSTE.search(texte)
    numero = texte[: poste.start()].rstrip(" ,;(\u00a0\u202f") if poste else texte
    chiffres = _PAS_UN_CHIFFRE.sub("", numero).removeprefix("1")
    if not _TELEPHONE.fullmatch(numero) or len(chiffres) != 10:
        raise refus("telephone", "Téléphone illisible : écrivez « 450 555-0123 » ou « 450 555-0123, poste 12 ».")
    if numero == chiffres:
        numero = f"{chiffres[:3]} {chiffres[3:6]}-{chiffres[6:]}"
    return f"{numero}, poste {poste[1]}" if poste else numero


def lire_code_postal(texte: str) -> str:
    """Lit un code postal du Canada, `J2G 1A1`, `j2g1a1` ou `J2G-1A1`."""
    tape = texte.upper()
    if _POSTAL.fullmatch(tape):
        return f"{tape[:3]} {tape[-3:]}"
    serre = re.sub(rf"[{ESPACES}-]", "", tape)[:7]
    voulu = "".join(c.translate(_EN_CHIFFRE) if rang % 2 else c for rang, c in enumerate(serre))
    if _POSTAL.fullmatch(voulu):
        raise refus("code_postal", f"Code postal mal écrit : {vouliez_vous_dire(f'{voulu[:3]} {voulu[3:]}')}")
    raise refus("code_postal", "Code postal illisible : écrivez « J2G 1A1 »; hors du Canada, ajoutez « pays ».")


_EN_CHIFFRE = str.maketrans("OQIL", "0011")
"""Les lettres que l'on tape pour un chiffre."""


def lire_neq(texte: str) -> str:
    """Lit un numéro d'entreprise du Québec : dix chiffres, espacés ou non."""
    if not _NEQ.fullmatch(texte):
        raise refus("neq", "Le NEQ compte dix chiffres.")
    return _PAS_UN_CHIFFRE.sub("", texte)


def lire_fin_de_carte(texte: str) -> str:
    """Lit les quatre derniers chiffres d'une carte, seuls : le numéro entier ne s'écrit jamais dans un dossier."""
    if re.fullmatch(MOTIF_FIN_DE_CARTE, texte):
        return texte
    raise refus(
        "fin_de_carte",
        "D’une carte, on n’écrit que les quatre derniers chiffres, jamais le numéro.",
        "Écrivez quatre chiffres : « 4821 »; le reste s’écrit à la main, sur la lettre imprimée.",
    )


def lire_piece(texte: str) -> str:
    """Lit le nom d'une pièce : `P-1`, `p1`, `P 1`."""
    if _PIECE.fullmatch(texte):
        return texte
    if re.fullmatch(MOTIF_PIECE_TAPEE, texte):
        return f"P-{int(_PAS_UN_CHIFFRE.sub('', texte))}"
    rang = re.fullmatch(rf"(?:[A-Za-zÀ-ÿ]{{1,12}}[{ESPACES}.-]{{0,3}})?([1-9][0-9]{{0,2}})", texte)
    if rang:
        raise refus("piece", f"Une pièce se nomme « P-1 », « P-2 »… : {vouliez_vous_dire(f'P-{rang[1]}')}")
    raise refus("piece", "Une pièce se nomme « P-1 », « P-2 »…")


def lire_adresse_web(texte: str) -> str:
    """Lit une adresse Web entière."""
    if not re.fullmatch(MOTIF_WEB, texte):
        raise refus("url", "Adresse Web illisible : copiez l’adresse entière, « https://… ».")
    return texte
