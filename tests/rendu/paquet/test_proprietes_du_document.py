"""Les propriétés d'une lettre : ce qu'un lecteur de XML y relit est ce qu'on y a mis."""

from __future__ import annotations

from datetime import date

import pytest
from lxml import etree

from lettres.rendu.paquet.proprietes import Proprietes, core
from lettres.rendu.xml import arbre_xml


@pytest.mark.parametrize(
    ("ecrit", "relu"),
    [
        ("Mise en demeure – Marie Exemple", "Mise en demeure – Marie Exemple"),
        ("", ""),
        ("A & B <inc.> « C » \"D\" 'E'", "A & B <inc.> « C » \"D\" 'E'"),
        ("]]> {titre} %s", "]]> {titre} %s"),
        ("une ligne\nune autre\r\nla fin", "une ligne une autre la fin"),
        ("une\ttabulation, un 𝄞, un œ", "une\ttabulation, un 𝄞, un œ"),
    ],
)
def test_chaque_propriete_se_relit_telle_qu_ecrite_sur_une_ligne(ecrit: str, relu: str):
    octets = core(Proprietes(ecrit, ecrit, ecrit, ecrit, date(26, 1, 2)))
    racine = etree.fromstring(octets)
    lues = {etree.QName(e).localname: e.text or "" for e in racine}
    moment = "0026-01-02T00:00:00Z"
    assert lues == {
        **dict.fromkeys(("title", "subject", "creator", "keywords", "lastModifiedBy"), relu),
        **dict.fromkeys(("created", "modified"), moment),
        "language": "fr-CA",
    }
    # -- et s'écrit comme lxml l'écrirait --
    for element in racine:
        element.text = element.text or ""
    assert octets == arbre_xml.ecrire(racine)
