"""Les étapes de la compilation : chacune sert, dans cet ordre, et rien d'autre ne touche à l'arbre."""

from __future__ import annotations

import pytest
from paquets import ESPACES, appel, docx, note, p, partie, tbl, tr

from lettres.rendu import compiler
from lettres.rendu.anomalies import Releve
from lettres.rendu.balises.champs_connus import ChampsConnus
from lettres.rendu.compilation import etapes
from lettres.rendu.compilation.preparation import Preparation
from lettres.rendu.xml import arbre_xml
from lettres.socle.erreurs import ModeleInvalide

Etapes = tuple[etapes.Retouche, ...]
LISTES = ("AVANT_LA_LECTURE", "APRES_LA_LECTURE")


def controle(contenu: str) -> str:
    return f"<w:sdt><w:sdtPr/><w:sdtContent>{contenu}</w:sdtContent></w:sdt>"


def nus(*textes: str) -> str:
    return "<w:p>" + "".join(f"<w:r><w:t>{t}</w:t></w:r>" for t in textes) + "</w:p>"


MODELES = {
    "retirer_les_numeros": '<w:p w14:paraId="00000001"><w:r><w:t>{{ nom }}</w:t></w:r></w:p>',
    "deballer": "<w:p><w:smartTag><w:r><w:t>{{ no</w:t></w:r></w:smartTag><w:r><w:t>m }}</w:t></w:r></w:p>",
    "reparer": p("{{ nom }}") + controle(""),
    "poser_les_reperes": p("un") + p("{% for x in nom %}{{ x }}{% endfor %}") + p("{{ nom }}"),
    "masquer_accolades": p("{") + p("{{ nom }}"),
    "reunir": "<w:p><w:r><w:t>{{ no</w:t></w:r><w:r><w:rPr><w:b/></w:rPr><w:t>m }} suite</w:t></w:r></w:p>",
    "alleger_les_balises": nus("a", "{%- if nom %}b{% endif %}"),
    "lever": "<w:p><w:r><w:t>a {% if nom %}b</w:t></w:r><w:r><w:rPr><w:b/></w:rPr><w:t>c{% endif %}</w:t></w:r></w:p>",
    "garnir": p("un") + tbl(tr(p("{%p if absent %}") + p("a") + p("{%p endif %}"))),
    "ecrire_les_conditions": p("un") + p("{%p if absent %}") + appel(1) + p("{%p endif %}"),
    "preserver_les_espaces": nus("{# note #} suite"),
}
"""Par étape, un modèle qui, sans elle, ne donne pas la même lettre."""


def obtenu(corps: str) -> object:
    """La lettre et ce qui en répond, ou les constats du refus, places comprises."""
    try:
        rendu = compiler(docx(corps, notes=note(1, p("n")))).remplir({"nom": "Karine"})
        return partie(rendu.octets), rendu.chemin
    except ModeleInvalide as refus:
        return refus.constats


def remplacer(monkeypatch: pytest.MonkeyPatch, liste: str, autres: list[etapes.Retouche]) -> None:
    monkeypatch.setattr(etapes, liste, tuple(autres))


def test_chaque_etape_a_son_modele():
    assert [e.__name__ for liste in LISTES for e in getattr(etapes, liste)] == list(MODELES)


@pytest.mark.parametrize("nom", MODELES)
def test_sans_une_de_ses_etapes_un_modele_ne_donne_pas_la_meme_lettre(nom: str, monkeypatch: pytest.MonkeyPatch):
    avec = obtenu(MODELES[nom])
    for liste in LISTES:
        remplacer(monkeypatch, liste, [e for e in getattr(etapes, liste) if e.__name__ != nom])
    assert obtenu(MODELES[nom]) != avec


@pytest.mark.parametrize(
    ("avant", "apres", "corps"),
    [
        ("deballer", "reparer", p("{{ nom }}") + controle("<w:customXml/>")),
        ("reunir", "lever", nus("a {% i", "f nom %}b", "c{% endif %}")),
        ("reunir", "preserver_les_espaces", nus("{", "# note #} suite")),
    ],
)
def test_deux_etapes_liees_ne_s_echangent_pas(avant: str, apres: str, corps: str, monkeypatch: pytest.MonkeyPatch):
    dans_l_ordre = obtenu(corps)
    liste = next(liste for liste in LISTES if avant in {e.__name__ for e in getattr(etapes, liste)})
    suite = list(getattr(etapes, liste))
    i, j = (next(rang for rang, e in enumerate(suite) if e.__name__ == nom) for nom in (avant, apres))
    assert i < j
    suite[i], suite[j] = suite[j], suite[i]
    remplacer(monkeypatch, liste, suite)
    assert obtenu(corps) != dans_l_ordre


@pytest.mark.parametrize("corps", MODELES.values(), ids=MODELES)
def test_hors_des_etapes_rien_ne_touche_a_l_arbre(corps: str, monkeypatch: pytest.MonkeyPatch):
    for liste in LISTES:
        remplacer(monkeypatch, liste, [])
    arbre = arbre_xml.lire(f"<w:document {ESPACES}><w:body>{corps}</w:body></w:document>".encode())
    avant = arbre_xml.en_chaine(arbre)
    preparation = Preparation(ChampsConnus(None), Releve("modèle"), lambda xml: xml)
    preparation.compiler("word/document.xml", "corps", arbre, preparation.appreter(arbre, "corps"))
    assert arbre_xml.en_chaine(arbre) == avant
