"""Le cache des modèles compilés : plus vite, jamais autrement; rien de ce qu'il garde ne s'exécute."""

from __future__ import annotations

import hashlib
import json
import marshal
import os
import pickle
import re
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from paquets import docx, note, p, tbl, tr

from lettres import rendu
from lettres.rendu import ModeleCompile, Provenance, Valeur, compiler
from lettres.rendu.compilation.cache import FICHIERS_MAX
from lettres.socle.champ import Champ
from lettres.socle.erreurs import ModeleInvalide, ValeursAbsentes
from lettres.socle.places import DansWord

CORPS = p("Bonjour {{ nom }}") + tbl(tr("{%tr for x in lignes %}"), tr("{{ x }}"), tr("{%tr endfor %}"))
MODELE = docx(CORPS, entetes={"default": p("{{ nom }}")}, notes=note(1, p("fixe")))
PROUVE = docx(p("Bonjour {{ nom }}"))
CONTEXTE: dict[str, Valeur] = {"nom": "R&D", "lignes": ["a", "b"]}
CHAMPS = {"nom": Champ("nom", "texte", "Nom : Marie"), "lignes": Champ("lignes", "liste_de_textes", "Lignes")}


def fichiers(dossier: Path) -> list[Path]:
    return sorted(dossier.glob("*.modele"))


def deux_fois(
    octets: bytes, dossier: Path, champs: dict[str, Champ] | None = None
) -> tuple[ModeleCompile, ModeleCompile]:
    premiere = compiler(octets, champs, cache=dossier)
    assert len(fichiers(dossier)) == 1
    return premiere, compiler(octets, champs, cache=dossier)


@pytest.mark.parametrize("champs", [None, CHAMPS], ids=["sans champs", "avec champs"])
@pytest.mark.parametrize("octets", [MODELE, PROUVE], ids=["contrôlé", "prouvé"])
def test_un_modele_repris_donne_les_memes_lettres_et_dit_la_meme_chose(
    octets: bytes, champs: dict[str, Champ] | None, tmp_path: Path
):
    premiere, seconde = deux_fois(octets, tmp_path / "cache", champs)
    assert seconde.rendre(CONTEXTE) == premiere.rendre(CONTEXTE)
    for nom in ("nom", "empreinte", "champs_imprimes", "champs_lus", "raisons", "soins", "prouve"):
        assert getattr(seconde, nom) == getattr(premiere, nom), nom


def test_les_soins_du_paquet_sont_repris_avec_le_nom_du_fichier(tmp_path: Path):
    commente = docx(p("a {{ nom }}"), parties={"docProps/thumbnail.jpeg": b"\xff\xd8\xff"})
    modele = tmp_path / "lettre.docx"
    modele.write_bytes(commente)
    premiere = compiler(modele, cache=tmp_path / "cache")
    assert compiler(modele, cache=tmp_path / "cache").soins == premiere.soins


def test_un_modele_repris_situe_ses_fautes_et_ses_soins_dans_le_document(tmp_path: Path):
    masque = "<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>masqué</w:t></w:r><w:r><w:t>vu</w:t></w:r></w:p>"
    for modele in deux_fois(docx(masque + p("b {{ nom }}")), tmp_path / "cache"):
        assert [c.dans for c in modele.soins] == [DansWord("corps")]
        with pytest.raises(ModeleInvalide) as refus:
            modele.rendre({"nom": True})
        assert [c.dans for c in refus.value.constats] == [DansWord("corps", 2, texte="b {{ nom }}")]


def test_reprendre_un_modele_ne_charge_pas_docxtpl(tmp_path: Path):
    modele = tmp_path / "m.docx"
    modele.write_bytes(MODELE)
    code = (
        "import sys; from lettres.rendu import compiler\n"
        f"m = compiler({str(modele)!r}, cache={str(tmp_path / 'cache')!r})\n"
        f"m.rendre({CONTEXTE!r}); print('docxtpl' in sys.modules, 'docx' in sys.modules)"
    )
    dits = [subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True) for _ in range(2)]
    assert [dit.stdout.split() for dit in dits] == [["True", "True"], ["False", "False"]]


def test_un_autre_modele_ou_d_autres_champs_ont_une_autre_place(tmp_path: Path):
    compiler(MODELE, cache=tmp_path)
    compiler(PROUVE, cache=tmp_path)
    compiler(PROUVE, CHAMPS, cache=tmp_path)
    compiler(PROUVE, {**CHAMPS, "x": Champ("x", "texte", "x")}, cache=tmp_path)
    assert len(fichiers(tmp_path)) == 4


def test_le_dossier_et_le_fichier_ne_sont_ouverts_qu_a_leur_proprietaire(tmp_path: Path):
    compiler(PROUVE, cache=tmp_path / "a" / "cache")
    (garde,) = fichiers(tmp_path / "a" / "cache")
    assert stat.S_IMODE(garde.stat().st_mode) == 0o600
    assert stat.S_IMODE(garde.parent.stat().st_mode) == 0o700


PIEGE = "os.environ.setdefault('LETTRES_PIEGE', 'oui')"
Changer = Callable[[dict[str, Any]], object]


def sceller(garde: Path, contenu: bytes) -> None:
    """Écrit un contenu dans une entrée, avec l'empreinte qui la dit entière."""
    garde.write_bytes(hashlib.sha256(contenu).digest() + contenu)


def changer(garde: Path, changement: Changer) -> None:
    """Change ce que garde une entrée, qui reste entière."""
    lu = json.loads(garde.read_bytes()[32:])
    changement(lu)
    sceller(garde, json.dumps(lu).encode())


def partition(changement: Callable[[list[Any]], object]) -> Changer:
    """Change la partition du corps : « Bonjour », `nom`, la suite."""
    return lambda lu: changement(lu["parties"][0][2])


def _bonsoir(corps: list[Any]) -> None:
    corps[0] = corps[0].replace("Bonjour", "Bonsoir")


BONSOIR = partition(_bonsoir)


@pytest.mark.parametrize(
    "ouvrir",
    ["fichier ouvert au groupe", "dossier ouvert à tous", "lien symbolique", "fichier dont l’empreinte ne tient pas"],
)
def test_un_fichier_que_l_usager_n_est_pas_seul_a_pouvoir_ecrire_n_est_jamais_lu(ouvrir: str, tmp_path: Path):
    dossier = tmp_path / "cache"
    compiler(PROUVE, cache=dossier)
    (garde,) = fichiers(dossier)
    changer(garde, BONSOIR)
    if ouvrir == "fichier ouvert au groupe":
        garde.chmod(0o620)
    elif ouvrir == "dossier ouvert à tous":
        dossier.chmod(0o707)
    elif ouvrir == "lien symbolique":
        garde.rename(tmp_path / "ailleurs")
        garde.symlink_to(tmp_path / "ailleurs")
    else:
        garde.write_bytes(bytes(32) + garde.read_bytes()[32:])
    assert "Bonjour R&amp;D" in _document(compiler(PROUVE, cache=dossier).rendre(CONTEXTE))


def test_un_fichier_sain_du_cache_est_bien_celui_qui_sert(tmp_path: Path):
    """L'autre côté : dans un dossier à lui seul, c'est la partition gardée qui sert."""
    compiler(PROUVE, cache=tmp_path / "cache")
    (garde,) = fichiers(tmp_path / "cache")
    changer(garde, BONSOIR)
    assert "Bonsoir R&amp;D" in _document(compiler(PROUVE, cache=tmp_path / "cache").rendre(CONTEXTE))


class _Piege:
    """Ce qu'un « pickle » exécuterait en se relisant."""

    def __reduce__(self) -> tuple[object, tuple[str]]:
        return exec, (f"import os; {PIEGE}",)


INJECTIONS: dict[str, object] = {
    "un attribut Python d’une constante": ["imprimer", 1, ["attribut", ["constante", ""], "__class__"]],
    "une fonction": ["imprimer", 1, ["appel", ["nom", "nom"], []]],
    "un filtre inconnu": ["imprimer", 1, ["filtre", "attr", ["nom", "nom"], [["constante", "upper"]]]],
    "un filtre qui n’est pas un nom": ["imprimer", 1, ["filtre", ["nom", "nom"], ["nom", "nom"], []]],
    "un test inconnu": ["si", 1, [[["test", "callable", ["nom", "nom"], []], ["a"]]], []],
    "un signe inconnu": ["si", 1, [[["comparer", ["nom", "nom"], [["pow", ["constante", 9]]]], ["a"]]], []],
    "une affectation": ["poser", "x", ["nom", "nom"]],
    "un import": ["import", "os"],
    "une inclusion": ["inclure", "/etc/passwd"],
    "un calcul démesuré": ["imprimer", 1, ["puissance", ["constante", 9], ["constante", 9999999]]],
    "un bloc sans corps": ["si", 1],
    "une boucle sans liste": ["boucle", 1, "x", None, True, ["a"], []],
    "une valeur sans échappement": ["brut", 1, ["nom", "nom"]],
    "une constante qui n’en est pas une": ["imprimer", 1, ["constante", {"a": 1}]],
    "un nombre complexe": ["imprimer", 1, ["constante", [1, 2]]],
    "un nom posé qui n’en est pas un": ["poser", 1, 7, ["nom", "nom"]],
    "une garniture inconnue": ["garnir", "page", ["a"]],
    "une tranche calculée": ["imprimer", 1, ["tranche", ["nom", "nom"], [["nom", "nom"], None, None]]],
    "rien": None,
    "un nombre": 7,
}


@pytest.mark.parametrize("injection", INJECTIONS.values(), ids=INJECTIONS)
def test_une_partition_du_cache_n_a_que_les_instructions_du_moteur(injection: object, tmp_path: Path):
    attendue = compiler(PROUVE, cache=tmp_path).rendre(CONTEXTE)
    (garde,) = fichiers(tmp_path)
    avant = garde.read_bytes()
    changer(garde, partition(lambda corps: corps.insert(1, injection)))
    assert compiler(PROUVE, cache=tmp_path).rendre(CONTEXTE) == attendue
    assert garde.read_bytes() == avant, "l’entrée fautive est refaite"


ATTRIBUTS = ("__class__", "__init__", "upper", "_nom")


@pytest.mark.parametrize("attribut", ATTRIBUTS)
@pytest.mark.parametrize("de", [["nom", "nom"], ["constante", "a"], ["nom", "inconnu"], ["nom", "groupe"]])
def test_une_partition_du_cache_ne_lit_aucun_attribut_python(de: list[str], attribut: str, tmp_path: Path):
    compiler(PROUVE, cache=tmp_path)
    (garde,) = fichiers(tmp_path)
    changer(garde, partition(lambda corps: corps.insert(1, ["imprimer", 1, ["champ", de, attribut]])))
    with pytest.raises(ModeleInvalide) as refus:
        compiler(PROUVE, cache=tmp_path).rendre({**CONTEXTE, "groupe": {}})
    assert {c.code for c in refus.value.constats} <= {"M601", "M604"}


def test_ce_qui_s_imprime_dans_un_attribut_y_est_echappe_quoi_que_dise_l_entree(tmp_path: Path):
    compiler(PROUVE, cache=tmp_path)
    (garde,) = fichiers(tmp_path)

    def mentir(corps: list[Any]) -> None:
        corps[1][0] = "attribut"

    changer(garde, partition(mentir))
    saute = {"nom": "a\nb"}
    assert compiler(PROUVE, cache=tmp_path).rendre(saute) == compiler(PROUVE).rendre(saute)


def test_un_champ_inconnu_du_cache_n_imprime_rien(tmp_path: Path):
    compiler(PROUVE, CHAMPS, cache=tmp_path)
    (garde,) = fichiers(tmp_path)
    changer(garde, partition(lambda corps: corps.insert(1, ["imprimer", 1, ["nom", "inconnu"]])))
    with pytest.raises(ValeursAbsentes, match="inconnu"):
        compiler(PROUVE, CHAMPS, cache=tmp_path).rendre(CONTEXTE)


def test_une_entree_ne_peut_se_dire_mieux_prouvee_qu_elle_n_est(tmp_path: Path):
    vide = docx(p("a") + tbl(tr("{%tc for y in lignes %}", "{{ y }}", "{%tc endfor %}")))
    premiere = compiler(vide, cache=tmp_path)
    (garde,) = fichiers(tmp_path)
    changer(garde, lambda lu: lu.update(raisons=[]))
    seconde = compiler(vide, cache=tmp_path)
    assert not premiere.prouve
    assert seconde.raisons == premiere.raisons


CONTENUS = {
    "du code compilé": marshal.dumps(compile(f"import os; {PIEGE}", "piege", "exec")),
    "un objet qui s'exécute en se relisant": pickle.dumps(_Piege()),
    "du Python": f"__import__('os').{PIEGE.removeprefix('os.')}".encode(),
    "rien": b"",
    "null": b"null",
    "une liste": b"[]",
    "un objet vide": b"{}",
    "des crochets sans fin": b"[" * 200_000,
    "des octets quelconques": bytes(range(256)),
    "des parties qui n'en sont pas": b'{"parties": [1]}',
}


@pytest.mark.parametrize("contenu", CONTENUS.values(), ids=CONTENUS)
def test_rien_de_ce_que_garde_le_cache_ne_s_execute(contenu: bytes, tmp_path: Path):
    attendue = compiler(PROUVE, cache=tmp_path).rendre(CONTEXTE)
    (garde,) = fichiers(tmp_path)
    avant = garde.read_bytes()
    sceller(garde, contenu)
    assert compiler(PROUVE, cache=tmp_path).rendre(CONTEXTE) == attendue
    assert garde.read_bytes() == avant
    assert "LETTRES_PIEGE" not in os.environ


CLES = (
    *("empreinte", "raisons", "soins", "troncs", "empreintes", "parties", "defauts", "sections", "relations"),
    *("imprimes", "lus"),
)


@pytest.mark.parametrize("cle", CLES)
@pytest.mark.parametrize("valeur", [None, 7], ids=["sans valeur", "un nombre"])
def test_une_cle_d_un_autre_genre_ne_fait_jamais_de_trace(cle: str, valeur: object, tmp_path: Path):
    compiler(PROUVE, cache=tmp_path)
    (garde,) = fichiers(tmp_path)
    changer(garde, lambda lu: lu.update({cle: valeur}))
    assert "Bonjour R&amp;D" in _document(compiler(PROUVE, cache=tmp_path).rendre(CONTEXTE))


EXECUTANTS = re.compile(r"^\s*(?:import|from)\s+(?:marshal|pickle|shelve|dill)\b|\b(?:eval|exec)\(", re.MULTILINE)


def test_le_moteur_ne_relit_jamais_de_code():
    racine = Path(rendu.__file__).parent
    fautifs = [f for f in racine.rglob("*.py") if EXECUTANTS.search(f.read_text(encoding="utf-8"))]
    assert fautifs == []


@pytest.mark.parametrize("contenu", [b"", b"x" * 10, b"\0" * 200], ids=["vide", "trop court", "faux"])
def test_un_fichier_abime_est_refait(contenu: bytes, tmp_path: Path):
    premiere, _ = deux_fois(PROUVE, tmp_path)
    (garde,) = fichiers(tmp_path)
    avant = garde.read_bytes()
    garde.write_bytes(contenu)
    assert compiler(PROUVE, cache=tmp_path).rendre(CONTEXTE) == premiere.rendre(CONTEXTE)
    assert garde.read_bytes() == avant


def test_un_cache_impossible_a_ecrire_n_empeche_rien(tmp_path: Path):
    (tmp_path / "fichier").write_text("pas un dossier")
    assert compiler(PROUVE, cache=tmp_path / "fichier").rendre(CONTEXTE)


def test_un_modele_refuse_n_est_pas_garde(tmp_path: Path):
    with pytest.raises(Exception, match="n’existe pas"):
        compiler(docx(p("{{ inconnu }}")), CHAMPS, cache=tmp_path)
    assert fichiers(tmp_path) == []


def test_le_cache_ne_grossit_pas_sans_fin(tmp_path: Path):
    for rang in range(FICHIERS_MAX + 5):
        (tmp_path / f"{rang:064}.modele").write_bytes(b"")
        os.utime(tmp_path / f"{rang:064}.modele", (rang, rang))
    compiler(PROUVE, cache=tmp_path)
    restants = fichiers(tmp_path)
    assert len(restants) == FICHIERS_MAX
    assert not (tmp_path / f"{0:064}.modele").exists()


def test_la_provenance_est_la_meme_avec_un_modele_repris(tmp_path: Path):
    from datetime import date

    venue = Provenance("lettres", date(2026, 11, 22), "a" * 64, "", "", "b" * 64)
    premiere, seconde = deux_fois(PROUVE, tmp_path)
    assert premiere.rendre(CONTEXTE, provenance=venue) == seconde.rendre(CONTEXTE, provenance=venue)


def _document(octets: bytes) -> str:
    from paquets import partie

    return partie(octets)
