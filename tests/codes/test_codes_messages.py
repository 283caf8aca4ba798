"""La page des messages : chaque code, ce qui le cause, et ce que l'outil en dit, mot pour mot."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from degats import degats
from entrees import Entree, des_autres_essais, des_imports, distinctes
from entrees_du_poste import SANS_ENTREE, de_dask, des_commandes, du_systeme
from entrees_word import des_lettres, des_modeles, du_studio

from lettres.codes import table
from lettres.socle.code import Code

PAGE = Path(__file__).parent / "MESSAGES.md"
TETE = """\
# Les messages

Chaque code de l’outil, ce qui le cause, et ce qu’il en dit, mot pour mot : un message par sorte. Les entrées sont
celles des essais; une règle part d’un dossier irréprochable (`tests/regles/bases.yaml`), dont on ne voit ici que les
retouches.
`lettres expliquer CODE` donne la page d’un code : pourquoi, un cas fautif, un cas conforme.

Cette page vient du code : `pytest tests/codes --maj-references` la refait. Relisez-la comme qui la reçoit.
"""
FAMILLES = {
    "lecture": "Lire le dossier",
    "importation": "Importer d’un logiciel de facturation",
    "dossier": "Ce que le dossier permet",
    "regles": "Les règles",
    "pieces": "Les pièces",
    "mots": "Les mots",
    "listes": "Les listes de contrôle",
    "barriere": "La lettre finie",
    "modeles": "Les modèles Word",
    "studio": "Les modèles Word, vérifiés sans dossier",
    "sortie": "Écrire",
    "usage": "La ligne de commande",
    "calculs": "Les calculs",
    "outil": "L’outil",
}


@pytest.fixture
def messages(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> dict[str, list[Entree]]:
    """Par code, une entrée de chaque message différent."""
    poste = [
        *des_commandes(tmp_path, capsys, monkeypatch),
        *du_systeme(tmp_path),
        *de_dask(tmp_path, capsys, monkeypatch),
    ]
    poste += des_imports(tmp_path)
    return distinctes([*des_autres_essais(), *des_modeles(), *des_lettres(), *du_studio(), *poste])


def page(messages: dict[str, list[Entree]]) -> str:
    morceaux = [TETE]
    for famille, titre in FAMILLES.items():
        morceaux.append(f"## {titre}\n")
        morceaux += [section(c, messages.get(c.code, [])) for c in table().values() if c.famille == famille]
    return "\n".join(morceaux)


def section(code: Code, entrees: list[Entree]) -> str:
    lignes = [f"### {code.code} {code.nom}\n"]
    if code.retire:
        lignes.append(f"Retiré à la version {code.retire} : plus rien ne le donne.\n")
    elif not entrees:
        lignes.append(f"Sans entrée ici : {SANS_ENTREE[code.code]}\n")
    for entree in entrees:
        (constat,) = entree.constats
        ou = f"{en_markdown(str(constat.dans))} : " if constat.dans else ""
        dit = f"> **{constat.gravite.value}** · {ou}{en_markdown(constat.message)}"
        remede = f"\\\n> Remède : {en_markdown(constat.remede)}" if constat.remede else ""
        lignes.append(f"```{entree.langue}\n{entree.vue}\n```\n\n{dit}{remede}\n")
    return "\n".join(lignes)


def en_markdown(texte: str) -> str:
    """Le texte tel qu'on l'imprime, sans que Markdown y voie autre chose."""
    return texte.replace("\\", "\\\\").replace("*", "\\*").replace("_", "\\_").replace("<", "\\<").replace("\n", " ")


def test_la_page_des_messages_est_celle_que_l_outil_imprime(
    messages: dict[str, list[Entree]], request: pytest.FixtureRequest
):
    ecrite = page(messages)
    if request.config.getoption("--maj-references"):
        PAGE.write_text(ecrite, encoding="utf-8")
    assert PAGE.read_text(encoding="utf-8") == ecrite, "pytest tests/codes --maj-references"
    # -- chaque code y est, ou dit pourquoi il n'y est pas --
    tus = {code for code, c in table().items() if code not in messages and not c.retire}
    assert tus == set(SANS_ENTREE)
    assert {c.famille for c in table().values()} == set(FAMILLES)
    # -- et chaque message, sans sa place dans le modèle, est du français entier --
    dits = {t for entrees in messages.values() for e in entrees for c in e.constats for t in (c.message, c.remede) if t}
    sans_place = {re.sub(r"^[^«»]* \u203a .* : ", "", t) for t in dits}
    assert {t: d for t in sorted(sans_place) if (d := degats(t, phrase=False))} == {}
