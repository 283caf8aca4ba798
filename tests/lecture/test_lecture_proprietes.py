"""Propriétés : tout texte permis ressort identique (en NFC), et aucune entrée ne fait tomber le lecteur."""

from __future__ import annotations

import json
import unicodedata

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st

from lettres.dossier.saisie.caracteres import caracteres_refuses
from lettres.lecture import lire_texte
from lettres.socle.erreurs import DossierIllisible, DossierInvalide

MINIMAL = {
    "reference": "2026-014",
    "nature": "entente",
    "expediteur": {"nom": "Karine Exemple"},
    "destinataire": {"nom": "Marie Exemple"},
}

TEXTE_PERMIS = st.text(max_size=60).filter(lambda t: t.strip() and not caracteres_refuses(t))


def attendu(texte: str) -> str:
    return unicodedata.normalize("NFC", texte).strip()


@given(TEXTE_PERMIS)
@example("{{ 7*7 }}")
@example("]]> & <b>")
@example("e\u0301te\u0301")
@example("👩\u200d🚀")
@example("nul: # - 'x' \"y\" \\z")
def test_tout_texte_permis_ressort_identique_de_json(texte: str):
    for ascii_seulement in (True, False):
        octets = json.dumps({**MINIMAL, "solution": texte}, ensure_ascii=ascii_seulement).encode()
        assert lire_texte(octets, fichier="d", format="json").solution == attendu(texte)


@given(TEXTE_PERMIS)
@example("{{ 7*7 }}")
@example("oui: non")
@example("  deux\n\n lignes ")
@example("\ttabulation")
def test_tout_texte_permis_ressort_identique_de_yaml(texte: str):
    for options in ({}, {"allow_unicode": True}, {"default_style": '"'}, {"default_flow_style": True}):
        octets = yaml.safe_dump({**MINIMAL, "solution": texte}, **options).encode()
        assert lire_texte(octets, fichier="d", format="yaml").solution == attendu(texte)


@given(TEXTE_PERMIS)
def test_tout_texte_permis_ressort_identique_de_toml(texte: str):
    # -- JSON et TOML échappent de même, sauf les paires de substitution et U+007F, que l'on écrit tels quels --
    entre_guillemets = json.dumps(texte, ensure_ascii=False)
    octets = (
        'reference = "1"\nnature = "entente"\n'
        f"solution = {entre_guillemets}\n"
        'expediteur.nom = "Karine"\ndestinataire.nom = "Marie"\n'
    ).encode()
    assert lire_texte(octets, fichier="d", format="toml").solution == attendu(texte)


@given(st.binary(max_size=80), st.sampled_from(["yaml", "json", "toml"]))
def test_des_octets_quelconques_ne_font_jamais_tomber_le_lecteur(octets: bytes, format_):
    with pytest.raises((DossierIllisible, DossierInvalide)) as refus:
        lire_texte(octets, fichier="d", format=format_)
    assert refus.value.constats


SIGNES = st.sampled_from("a1.é:,-#?%@=|>'\"[]{}\\ \n\t\r\x00\x85\u2028\u202e\ufeff\ue000\u0301")
MOTS = st.sampled_from(["nom", "expediteur", "creances", "null", "nan", "2026-08-31", "60,00 $", "\\u202e", "\\ue000"])
MARQUES = st.sampled_from([": ", "- ", "  ", "&a", "*a", "!x", "<<", "---", "...", "[[", "]]", '"""', "'''"])
MORCEAUX = SIGNES | MOTS | MARQUES


@given(st.lists(MORCEAUX, max_size=30).map("".join), st.sampled_from(["yaml", "json", "toml"]), st.booleans())
def test_des_morceaux_de_syntaxe_ne_font_jamais_tomber_le_lecteur(texte: str, format_, ebauche: bool):
    with pytest.raises((DossierIllisible, DossierInvalide)) as refus:
        lire_texte(texte.encode(), fichier="d", format=format_, ebauche=ebauche)
    for constat in refus.value.constats:
        assert constat.ligne is None or 1 <= constat.ligne <= len(texte.splitlines()) + 1
        assert constat.colonne is None or constat.colonne >= 1


@given(st.text(max_size=40))
def test_un_caractere_refuse_est_toujours_signale_et_un_texte_permis_jamais(texte: str):
    noms = {nom for _, nom in caracteres_refuses(texte)}
    for ascii_seulement in (True, False):
        texte_json = json.dumps({**MINIMAL, "solution": f"x{texte}"}, ensure_ascii=ascii_seulement)
        signales = set()
        try:
            lire_texte(texte_json.encode(), fichier="d", format="json")
        except DossierInvalide as refus:
            signales = {c.message.removeprefix("Caractère qui ne s’imprime pas : ").rstrip(".") for c in refus.constats}
        assert signales == noms
