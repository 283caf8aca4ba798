"""Le cache des modèles compilés : plus vite, jamais autrement, et jamais le code d'un autre."""

from __future__ import annotations

import hashlib
import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from paquets import docx, note, p, tbl, tr

from lettres.rendu import ModeleCompile, Provenance, Valeur, compiler
from lettres.rendu.compilation.cache import FICHIERS_MAX
from lettres.socle.champ import Champ
from lettres.socle.erreurs import ModeleInvalide
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


PIEGE = "import os; os.environ['LETTRES_PIEGE'] = 'oui'"


def pieger(garde: Path, *, entier: bool) -> None:
    """Met dans le cache un code qui laisserait une trace s'il s'exécutait."""
    import marshal

    donnees = list(marshal.loads(garde.read_bytes()[32:]))  # noqa: S302 -- écrit par cet essai
    gabarit = list(donnees[8][0])
    gabarit[2] = compile(PIEGE, "piege", "exec")
    donnees[8] = (tuple(gabarit),)
    brut = marshal.dumps(tuple(donnees))
    garde.write_bytes((hashlib.sha256(brut).digest() if entier else garde.read_bytes()[:32]) + brut)


@pytest.mark.parametrize(
    "ouvrir",
    ["fichier ouvert au groupe", "dossier ouvert à tous", "lien symbolique", "fichier dont l’empreinte ne tient pas"],
)
def test_un_fichier_que_l_usager_n_est_pas_seul_a_pouvoir_ecrire_n_est_jamais_execute(ouvrir: str, tmp_path: Path):
    dossier = tmp_path / "cache"
    compiler(PROUVE, cache=dossier)
    (garde,) = fichiers(dossier)
    pieger(garde, entier=ouvrir != "fichier dont l’empreinte ne tient pas")
    if ouvrir == "fichier ouvert au groupe":
        garde.chmod(0o620)
    elif ouvrir == "dossier ouvert à tous":
        dossier.chmod(0o707)
    elif ouvrir == "lien symbolique":
        garde.rename(tmp_path / "ailleurs")
        garde.symlink_to(tmp_path / "ailleurs")
    assert "Bonjour R&amp;D" in _document(compiler(PROUVE, cache=dossier).rendre(CONTEXTE))
    assert "LETTRES_PIEGE" not in os.environ


def test_un_fichier_sain_du_cache_est_bien_celui_qui_s_execute(tmp_path: Path):
    """L'autre côté : dans un dossier à lui seul, c'est le code gardé qui sert."""
    compiler(PROUVE, cache=tmp_path / "cache")
    (garde,) = fichiers(tmp_path / "cache")
    pieger(garde, entier=True)
    try:
        compiler(PROUVE, cache=tmp_path / "cache")
        assert os.environ.pop("LETTRES_PIEGE") == "oui"
    finally:
        os.environ.pop("LETTRES_PIEGE", None)


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
