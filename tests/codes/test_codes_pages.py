"""Une page dit vrai : son cas fautif donne bien le code, et son cas conforme passe."""

from __future__ import annotations

import re
from html import escape
from typing import Any

import pytest
from paquets import docx, p
from tables import d_un_trait

from lettres.cli.sommaire import COMMANDES
from lettres.codes import table
from lettres.composition import champs_par_chemin
from lettres.lecture import lire_texte
from lettres.rendu import compiler
from lettres.socle.erreurs import DossierIllisible, DossierInvalide, ModeleInvalide

# -- Les balises des modèles --

CONTEXTES: dict[str, dict[str, Any]] = {
    "M601": {"signataire": {}},
    "M604": {"interets_reclames": True},
    "M605": {"creance": {"montant": "10"}},
}
AVEC_LES_CHAMPS = {"M401", "M402", "M403", "M404"}
BALISES = [
    c for c in table() if re.fullmatch(r"M[2-6]\d\d", c) and c not in {"M210", "M212", "M214", "M307", "M602", "M603"}
]
SANS_EXEMPLE = {"M502", "M503", "M505", "M506", "M507"}
"""Ce qui tient à la structure du document, et ne s'écrit pas en une balise."""


def exemple(texte: str) -> str:
    trouve = re.search(r"« ([^«»]*\{[^«»]*) »", texte)
    return trouve[1] if trouve else ""


def corps(code: str, balise: str) -> str:
    """La balise, et de quoi fermer le bloc qu'elle ouvre."""
    ouvre = re.match(r"\{%(p|tr)?-? ?(if|for|elif)\b", balise)
    portee, mot = (ouvre[1] or "", ouvre[2]) if ouvre else ("", "")
    if mot == "elif":
        return p(escape(f"{{% if a %}}{balise}{{% endif %}}"))
    if code == "M204" or not mot or f"end{mot}" in balise:
        return p(escape(balise))
    fin = f"{{%{portee} end{mot} %}}"
    return p(escape(balise)) + p("x") + p(fin) if portee else p(escape(f"{balise}x{fin}"))


def codes_du_modele(code: str, balise: str, *, rendre: bool = False) -> set[str]:
    try:
        modele = compiler(docx(corps(code, balise)), champs=champs_par_chemin() if code in AVEC_LES_CHAMPS else None)
        if rendre:
            modele.rendre(CONTEXTES.get(code, {}))
    except ModeleInvalide as refus:
        return {c.code for c in refus.constats}
    return set()


@d_un_trait
@pytest.mark.parametrize("code", sorted(set(BALISES) - SANS_EXEMPLE - {"M202"}))
def test_la_balise_fautive_d_une_page_donne_son_code(code: str):
    assert code in codes_du_modele(code, exemple(table()[code].page.fautif), rendre=code in CONTEXTES)


@d_un_trait
@pytest.mark.parametrize("code", [c for c in BALISES if exemple(table()[c].page.conforme)])
def test_la_balise_conforme_d_une_page_passe(code: str):
    assert codes_du_modele(code, exemple(table()[code].page.conforme)) == set()


# -- Les clés d'un dossier --

ENTETE = """\
lettres: 1
reference: 2026-014
nature: recouvrement
expediteur: {nom: Studio Karine Exemple}
"""
PLACES = {
    "destinataire": "destinataire: {{nom: Marie Exemple, {}}}",
    "facture": "destinataire: {{nom: Marie Exemple}}\ncreances:\n  - facture: F-1\n    {}",
    "fait": "destinataire: {{nom: Marie Exemple}}\nfaits:\n  - texte: Un fait.\n    {}",
    "publication": "destinataire: {{nom: Marie Exemple}}\npublications:\n  - {}",
    "contrat": "destinataire: {{nom: Marie Exemple}}\ncontrat:\n  interet:\n    {}",
    "racine": "destinataire: {{nom: Marie Exemple}}\n{}",
    "seul": "{}",
}
CLES = {
    "L008": ("facture", 1),
    "L009": ("destinataire", 1),
    "L010": ("facture", 1),
    "L016": ("seul", 1),
    "D105": ("facture", 1),
    "D108": ("racine", 1),
    "D109": ("destinataire", 1),
    "D110": ("fait", 1),
    "D111": ("facture", 1),
    "D114": ("facture", 2),
    "D115": ("contrat", 1),
    "D116": ("facture", 1),
    "D118": ("publication", 1),
    "D119": ("racine", 1),
    "D120": ("destinataire", 1),
    "D121": ("destinataire", 1),
    "D122": ("destinataire", 1),
    "D123": ("destinataire", 1),
    "D124": ("facture", 1),
    "D125": ("publication", 1),
}
"""Pour chaque code : où poser la clé que montre sa page, et combien de cas conformes elle montre."""


def cles_montrees(texte: str) -> list[str]:
    return re.findall(r"« ((?:- )?\w+: [^«»]*) »", texte)


def codes_du_dossier(place: str, cle: str) -> set[str]:
    if "code_postal" in cle:
        cle = f'adresse: {{ligne: "12, rue Exemple", ville: Granby, {cle}}}'
    source = PLACES[place].format(cle) if place == "seul" else ENTETE + PLACES[place].format(cle)
    try:
        lire_texte(source.encode(), fichier="dossier.yaml", format="yaml")
    except (DossierIllisible, DossierInvalide) as refus:
        return {c.code for c in refus.constats}
    return set()


@d_un_trait
@pytest.mark.parametrize(("code", "place"), [(c, place) for c, (place, _) in CLES.items()])
def test_la_cle_fautive_d_une_page_donne_son_code(code: str, place: str):
    (cle, *_) = cles_montrees(table()[code].page.fautif)
    assert code in codes_du_dossier(place, cle)


@d_un_trait
@pytest.mark.parametrize(("code", "place"), [(c, place) for c, (place, _) in CLES.items() if table()[c].page.conforme])
def test_la_cle_conforme_d_une_page_passe(code: str, place: str):
    cles = cles_montrees(table()[code].page.conforme)
    assert len(cles) == CLES[code][1]
    if place != "seul":
        assert [codes_du_dossier(place, cle) for cle in cles] == [set()] * len(cles)


# -- Les commandes --


@d_un_trait
@pytest.mark.parametrize("code", [c.code for c in table().values() if c.famille in {"usage", "calculs"}])
def test_une_page_ne_montre_que_des_commandes_qui_existent(code: str):
    page = table()[code].page
    for texte in (page.fautif, page.conforme, page.remede):
        for commande in re.findall(r"\blettres ([a-z]+)", texte):
            assert commande in COMMANDES, texte
