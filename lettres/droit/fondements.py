"""Fondements : les textes de loi que les règles et les décisions citent, nommés une seule fois."""

from __future__ import annotations

from lettres.droit.parametre import Reference

_CCQ = "Code civil du Québec"
_CPC = "Code de procédure civile"
_LPC = "Loi sur la protection du consommateur"
_BARREAU = "Loi sur le Barreau"
_RECOUVREMENT = "Loi sur le recouvrement de certaines créances"


def ccq(article: str) -> Reference:
    """Un article du Code civil."""
    return Reference(loi=_CCQ, article=article)


def lpc(article: str = "") -> Reference:
    """Un article de la Loi sur la protection du consommateur."""
    return Reference(loi=_LPC, article=article)


def recouvrement(article: str) -> Reference:
    """Un article de la Loi sur le recouvrement de certaines créances."""
    return Reference(loi=_RECOUVREMENT, article=article)


def barreau(article: str) -> Reference:
    """Un article de la Loi sur le Barreau."""
    return Reference(loi=_BARREAU, article=article)


def cpc(article: str) -> Reference:
    """Un article du Code de procédure civile."""
    return Reference(loi=_CPC, article=article)


# -- Un article dont le numéro n’est pas vérifié ne se cite pas : la loi seule, ou son sujet --
ABUS_DE_PROCEDURE = Reference(loi=_CPC, texte="abus de procédure")
CODE_CIVIL = Reference(loi=_CCQ)
LOI_SUR_L_INTERET_4 = Reference(loi="Loi sur l’intérêt", article="4")
OFFICE = Reference(loi=_LPC, texte="Office de la protection du consommateur")
PETITES_CREANCES = cpc("536")
PUBLICITE_LEGALE = Reference(loi="Loi sur la publicité légale des entreprises")
PRUDHOMME = Reference(loi="Prud’homme c. Prud’homme", texte="2002 CSC 85")
PRESSE = Reference(loi="Loi sur la presse", article="2 et 3")
RENSEIGNEMENTS = Reference(loi="Loi sur la protection des renseignements personnels dans le secteur privé")
LCCJTI_31 = Reference(loi="Loi concernant le cadre juridique des technologies de l’information", article="31")
