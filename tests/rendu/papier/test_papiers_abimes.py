"""Des papiers abîmés au hasard : une lettre entière, ou un refus qui nomme le papier; jamais autre chose."""

from __future__ import annotations

import io
import random
import re
import zipfile
from datetime import date

import docx as python_docx
from exemples_rendus import DOSSIER_DES_EXEMPLES
from papiers import PAPIERS
from tries import tries

import lettres

VALEURS = ("", "-1", "²", "99999999999", "x", "1.5cm", "0", "rId1", "none", " ")
ELEMENT_VIDE = re.compile(r"<w:\w+[^<>]*/>")
ELEMENT = re.compile(r"<w:(p|style|tbl|tr|tc|num|abstractNum|docDefaults|rPrDefault|sdt)[ >].*?</w:\1>", re.DOTALL)
ATTRIBUT = re.compile(r'="(?!http)[^"]*"')
RELATION = re.compile(r"<Relationship [^<>]*/>")


def abimer(octets: bytes, hasard: random.Random) -> bytes:
    """Le même papier, où un à quatre morceaux de XML sont ôtés, doublés ou faussés."""
    with zipfile.ZipFile(io.BytesIO(octets)) as archive:
        parties = {nom: archive.read(nom) for nom in archive.namelist()}
    for _ in range(hasard.randint(1, 4)):
        nom = hasard.choice(sorted(parties))
        motif, neuf = hasard.choice(
            [
                (ATTRIBUT, lambda _: f'="{hasard.choice(VALEURS)}"'),
                (ELEMENT_VIDE, lambda _: ""),
                (ELEMENT_VIDE, lambda trouve: trouve * 2),
                (ELEMENT, lambda _: ""),
                (RELATION, lambda _: ""),
            ]
        )
        xml = parties[nom].decode("utf-8", "surrogateescape")
        trouves = list(motif.finditer(xml)) if nom.endswith((".xml", ".rels")) else []
        if trouves:
            un = hasard.choice(trouves)
            xml = xml[: un.start()] + neuf(un[0]) + xml[un.end() :]
            parties[nom] = xml.encode("utf-8", "surrogateescape")
    sortie = io.BytesIO()
    with zipfile.ZipFile(sortie, "w") as archive:
        for nom, contenu in parties.items():
            archive.writestr(zipfile.ZipInfo(nom), contenu)
    return sortie.getvalue()


@tries(("graine",), {str(graine): (graine,) for graine in range(60)}, ["0", "1"])
def test_un_papier_abime_donne_une_lettre_entiere_ou_un_refus(graine: int):
    hasard = random.Random(graine)  # noqa: S311 -- des essais, pas des secrets
    octets = abimer(hasard.choice(list(PAPIERS.values())).octets, hasard)
    dossier = lettres.lire(DOSSIER_DES_EXEMPLES / "minimaux" / "mise_en_demeure-recouvrement.yaml")
    nue = lettres.generer(dossier, "mise_en_demeure", au=date(2026, 11, 20))
    try:
        lettre = lettres.generer(dossier, "mise_en_demeure", au=date(2026, 11, 20), papier=octets)
    except lettres.ModeleInvalide as refus:
        assert {c.fichier for c in refus.constats} == {"papier à en-tête"}
        return
    corps = [[par.text for par in python_docx.Document(io.BytesIO(o.octets)).paragraphs] for o in (nue, lettre)]
    assert corps[1][len(corps[1]) - len(corps[0]) :] == corps[0]


def test_le_hasard_abime_vraiment():
    octets = PAPIERS["Word, un en-tête et un pied"].octets
    abimes = {abimer(octets, random.Random(graine)) for graine in range(5)}  # noqa: S311
    assert len(abimes) >= 4
