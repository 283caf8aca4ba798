"""Ce qui se reconnaît d'un coup d'œil se lit comme si l'on y avait regardé de près."""

from __future__ import annotations

import unicodedata

import pytest
from email_validator import EmailNotValidError, validate_email
from hypothesis import given
from hypothesis import strategies as st
from tables import d_un_trait

from lettres.dossier.saisie import caracteres
from lettres.dossier.saisie.caracteres import a_une_lettre_ou_un_chiffre, caracteres_refuses, est_ordinaire
from lettres.dossier.saisie.lecture_de_numeros import lire_courriel

SIGNES = [chr(point) for point in range(0x3000)]


def test_un_signe_ordinaire_n_est_jamais_refuse_et_se_normalise_en_lui_meme(monkeypatch: pytest.MonkeyPatch):
    ordinaires = "".join(filter(est_ordinaire, SIGNES))
    monkeypatch.setattr(caracteres, "est_ordinaire", lambda _: False)
    assert caracteres_refuses(ordinaires) == []
    assert len(ordinaires) > 900
    for forme in (ordinaires, ordinaires[::-1]):
        assert unicodedata.normalize("NFC", forme) == forme


@given(st.text(max_size=12))
def test_un_texte_lisible_a_une_lettre_ou_un_chiffre(texte: str):
    assert a_une_lettre_ou_un_chiffre(texte) is any(unicodedata.category(signe)[0] in "LN" for signe in texte)


@given(
    st.from_regex(r"[a-z0-9._+-]{1,12}@[a-z0-9.-]{1,20}\.(?:ca|com|net|org|quebec|test|local|invalid)", fullmatch=True)
)
def test_une_adresse_ordinaire_se_lit_comme_la_bibliotheque_la_lit(adresse: str):
    try:
        attendue = validate_email(adresse, check_deliverability=False, test_environment=True).normalized
    except EmailNotValidError:
        with pytest.raises(Exception, match="illisible"):
            lire_courriel(adresse)
    else:
        assert lire_courriel(adresse) == attendue


@d_un_trait
@pytest.mark.parametrize(
    "adresse",
    [
        *(
            "karine@exemple.test",
            "k.e-x_1@mail.exemple.ca",
            f"{'a' * 40}@{'b' * 12}.ca",
            f"{'a' * 64}@exemple.ca",
            f"{'a' * 65}@exemple.ca",
        ),
        *("Karine@Exemple.CA", "renée@exemple.ca", "a@é.ca", "k+factures@exemple.com"),
    ],
)
def test_une_adresse_rend_ce_que_la_bibliotheque_rend(adresse: str):
    assert (
        lire_courriel(adresse) == validate_email(adresse, check_deliverability=False, test_environment=True).normalized
    )


@d_un_trait
@pytest.mark.parametrize(
    "adresse",
    [
        *("karine", "karine@", "@exemple.ca", "a..b@exemple.ca", ".a@exemple.ca", "a.@exemple.ca", "a@-exemple.ca"),
        *(
            "a@exemple-.ca",
            "a@exemple..ca",
            "a@localhost",
            "a@exemple.invalid",
            "a b@exemple.ca",
        ),
    ],
)
def test_une_adresse_fautive_est_refusee(adresse: str):
    with pytest.raises(Exception, match="illisible"):
        lire_courriel(adresse)
