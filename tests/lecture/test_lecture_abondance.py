"""Un fichier qui a des milliers de fautes : les premières sont dites, les autres comptées, et le temps reste court."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from efforts import assert_lineaire
from tables import d_un_trait

from lettres.lecture import lire_texte, messages, valider
from lettres.lecture.fichier import Format
from lettres.socle.constats import CONSTATS_MAX, SUITE
from lettres.socle.erreurs import DossierIllisible, DossierInvalide

NOMBRE = 3_000
FAITS: dict[str, object] = {
    "reference": "2026-014",
    "nature": "recouvrement",
    "expediteur": {"nom": "Karine Exemple"},
    "destinataire": {"nom": "Marie Exemple"},
}

FAUTES: dict[str, Callable[[int], dict[str, object]]] = {
    "clés inconnues": lambda n: {f"cle_{i}": "x" for i in range(n)},
    "clés presque connues": lambda n: {f"destinatair{i}": "x" for i in range(n)},
    "montants illisibles": lambda n: {"paiements": [{"montant": "abc"}] * n},
    "dates illisibles": lambda n: {"faits": [{"texte": "Un fait.", "date": "hier"}] * n},
    "choix hors liste": lambda n: {"demandes": [{"type": f"paye{i}"} for i in range(n)]},
    "textes attendus": lambda n: {"options": [["x"]] * n},
    "blocs attendus": lambda n: {"faits": ["x"] * n},
    "textes trop longs": lambda n: {"paiement_par": ["x" * 501] * (n // 2)},
    "clés manquantes": lambda n: {"faits": [{}] * n},
    "caractères refusés": lambda n: {"options": ["a\u200bb"] * n},
}


def yaml(faits: dict[str, object]) -> str:
    """Les mêmes faits, une clé par ligne : la valeur JSON est aussi du YAML."""
    return "".join(f"{cle}: {json.dumps(valeur)}\n" for cle, valeur in faits.items())


def toml(faits: dict[str, object]) -> str:
    def valeur(v: object) -> str:
        if isinstance(v, dict):
            return f"{{ {', '.join(f'{cle} = {valeur(x)}' for cle, x in v.items())} }}"
        return f"[{', '.join(map(valeur, v))}]" if isinstance(v, list) else json.dumps(v)

    return "".join(f"{cle} = {valeur(v)}\n" for cle, v in faits.items())


ECRIRE: dict[Format, Callable[[dict[str, object]], str]] = {"yaml": yaml, "json": json.dumps, "toml": toml}


def refus_de(texte: str, format_: Format) -> DossierIllisible | DossierInvalide:
    with pytest.raises((DossierIllisible, DossierInvalide)) as refus:
        lire_texte(texte.encode(), fichier=f"dossier.{format_}", format=format_)
    return refus.value


@pytest.mark.un_sur(6)
@pytest.mark.parametrize("format_", ["yaml", "json", "toml"])
@pytest.mark.parametrize("fautes", FAUTES)
def test_des_milliers_de_fautes_sont_dites_en_quelques_centaines(fautes: str, format_: Format):
    refus = refus_de(ECRIRE[format_](FAITS | FAUTES[fautes](NOMBRE)), format_)
    *dits, dernier = refus.constats
    assert len(dits) == CONSTATS_MAX
    assert dernier.code == SUITE
    assert all(c.ligne for c in refus.constats)


@d_un_trait
@pytest.mark.parametrize(
    ("format_", "texte"),
    [
        ("yaml", yaml(FAITS) + "solution: a\n" * NOMBRE),
        ("json", json.dumps(FAITS)[:-1] + ', "solution": "a"' * NOMBRE + "}"),
        ("toml", toml(FAITS) + 'solution = "a"\n' * NOMBRE),
        ("yaml", yaml(FAITS) + "options:\n" + "".join(f"  - &a{i} x\n" for i in range(NOMBRE))),
        ("yaml", yaml(FAITS) + "options:\n" + "  - !a x\n" * NOMBRE),
        ("yaml", yaml(FAITS) + "options:\n" + '  - "a\\u200b"\n' * NOMBRE),
        ("yaml", yaml(FAITS) + "".join(f"\u00a0k{i}: x\n" for i in range(NOMBRE))),
        ("yaml", yaml(FAITS) + "<<: x\n" * NOMBRE),
    ],
    ids=["clés doublées", "en JSON", "en TOML", "ancres", "étiquettes", "échappements", "insécables", "fusions"],
)
def test_ce_que_le_lecteur_refuse_est_abrege_aussi(format_: Format, texte: str):
    *dits, dernier = refus_de(texte, format_).constats
    assert len(dits) == CONSTATS_MAX
    assert dernier.code == SUITE


@d_un_trait
@pytest.mark.parametrize("fautes", FAUTES)
def test_un_logiciel_hote_recoit_la_meme_liste_abregee(fautes: str):
    with pytest.raises(DossierInvalide) as refus:
        valider(FAITS | FAUTES[fautes](NOMBRE))
    assert len(refus.value.constats) == CONSTATS_MAX + 1


@pytest.mark.parametrize("fautes", ["clés inconnues", "clés presque connues", "choix hors liste"])
def test_le_mot_le_plus_proche_ne_se_cherche_que_pour_ce_qui_sera_dit(fautes: str, monkeypatch: pytest.MonkeyPatch):
    cherches: list[str] = []
    monkeypatch.setattr(messages, "_la_plus_proche", lambda texte, permis: cherches.append(texte))
    with pytest.raises(DossierInvalide):
        valider(FAITS | FAUTES[fautes](NOMBRE))
    assert len(cherches) == CONSTATS_MAX


@pytest.mark.long
@pytest.mark.parametrize("format_", ["yaml", "json", "toml"])
@pytest.mark.parametrize("fautes", FAUTES)
def test_le_temps_de_lire_croit_comme_le_nombre_de_fautes(fautes: str, format_: Format):
    assert_lineaire(lambda n: refus_de(ECRIRE[format_](FAITS | FAUTES[fautes](n)), format_), NOMBRE)
