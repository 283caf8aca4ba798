"""Écriture : le fichier entier ou rien, jamais à travers un lien, jamais par-dessus un autre."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from tables import d_un_trait

import lettres
from lettres.socle.erreurs import SortieRefusee
from lettres.sortie import destination, ecrire, refus_systeme, retirable

RACINE = Path(lettres.__file__).parent.parent
POSIX = pytest.mark.skipif(os.name != "posix", reason="droits et limites propres à POSIX")

# Un crochet d'audit s'exécute dans l'appel système lui-même : l'essai coupe l'écriture à l'endroit exact qu'il nomme.
PROLOGUE = """
import errno, os, sys
from pathlib import Path
from lettres.socle.erreurs import SortieRefusee
from lettres.sortie import ecrire

def couper(evenement, faute):
    def crochet(nom, arguments):
        if nom == evenement:
            raise faute
    sys.addaudithook(crochet)

def essayer(*arguments, **options):
    try:
        print("écrit", ecrire(*arguments, **options).name)
    except SortieRefusee as refus:
        print("refusé", refus.constats[0].code)
    except KeyboardInterrupt:
        print("interrompu")
"""


def ailleurs(programme: str, dossier: Path) -> str:
    """Exécute le programme dans un autre processus et rend ce qu'il a imprimé."""
    fini = subprocess.run(
        [sys.executable, "-c", PROLOGUE + programme, str(dossier)],
        capture_output=True,
        encoding="utf-8",
        timeout=600,
        env={**os.environ, "PYTHONPATH": str(RACINE), "PYTHONIOENCODING": "utf-8"},
    )
    assert fini.stderr == ""
    return fini.stdout.strip()


def contenu(dossier: Path) -> list[str]:
    return sorted(p.name for p in dossier.iterdir())


def code_du_refus(*arguments: object, **options: bool) -> str:
    with pytest.raises(SortieRefusee) as refus:
        ecrire(*arguments, **options)  # type: ignore[arg-type]
    (constat,) = refus.value.constats
    assert constat.message.endswith(".")
    assert constat.remede.endswith(".")
    return constat.code


def test_le_fichier_est_ecrit_en_entier_et_rien_d_autre(tmp_path: Path):
    octets = bytes(range(256)) * 5000
    chemin = ecrire(octets, tmp_path, "lettre.docx")
    assert chemin == tmp_path / "lettre.docx"
    assert chemin.read_bytes() == octets
    assert contenu(tmp_path) == ["lettre.docx"]


@POSIX
def test_le_fichier_n_est_lisible_que_par_son_proprietaire(tmp_path: Path):
    chemin = ecrire(b"a", tmp_path / "neuf" / "sous", "lettre.docx")
    assert stat.S_IMODE(chemin.stat().st_mode) == 0o600
    assert stat.S_IMODE((tmp_path / "neuf" / "sous").stat().st_mode) == 0o700
    assert stat.S_IMODE((tmp_path / "neuf").stat().st_mode) == 0o700


def test_un_fichier_existant_n_est_pas_touche(tmp_path: Path):
    (tmp_path / "lettre.docx").write_bytes(b"ancien")
    assert code_du_refus(b"nouveau", tmp_path, "lettre.docx") == "S001"
    assert (tmp_path / "lettre.docx").read_bytes() == b"ancien"
    assert contenu(tmp_path) == ["lettre.docx"]


def test_de_huit_ecritures_simultanees_une_seule_reussit(tmp_path: Path):
    def essai(rang: int) -> str:
        try:
            return ecrire(bytes([rang]) * 100_000, tmp_path, "lettre.docx").read_bytes()[:1].hex()
        except SortieRefusee as refus:
            return refus.constats[0].code

    with ThreadPoolExecutor(8) as fils:
        reponses = list(fils.map(essai, range(8)))
    (gagnant,) = (r for r in reponses if r != "S001")
    assert (tmp_path / "lettre.docx").read_bytes() == bytes.fromhex(gagnant) * 100_000
    assert contenu(tmp_path) == ["lettre.docx"]


def test_un_fichier_existant_est_remplace_si_on_le_demande(tmp_path: Path):
    (tmp_path / "lettre.docx").write_bytes(b"ancien")
    ecrire(b"nouveau", tmp_path, "lettre.docx", ecraser=True)
    assert (tmp_path / "lettre.docx").read_bytes() == b"nouveau"
    assert contenu(tmp_path) == ["lettre.docx"]


@POSIX
@pytest.mark.parametrize("cible_presente", [True, False], ids=["cible présente", "cible absente"])
def test_un_lien_symbolique_n_est_jamais_suivi(tmp_path: Path, cible_presente: bool):
    cible = tmp_path / "cible.docx"
    if cible_presente:
        cible.write_bytes(b"precieux")
    lien = tmp_path / "lettre.docx"
    lien.symlink_to(cible)
    assert code_du_refus(b"nouveau", tmp_path, "lettre.docx") == "S001"
    assert code_du_refus(b"nouveau", tmp_path, "lettre.docx", ecraser=True) == "S016"
    assert lien.readlink() == cible
    assert cible.exists() is cible_presente
    if cible_presente:
        assert cible.read_bytes() == b"precieux"


def test_un_fichier_a_la_place_du_dossier_est_refuse(tmp_path: Path):
    (tmp_path / "sortie").write_bytes(b"x")
    assert code_du_refus(b"a", tmp_path / "sortie", "lettre.docx") == "S002"
    assert code_du_refus(b"a", tmp_path / "sortie" / "sous", "lettre.docx") == "S002"
    assert contenu(tmp_path) == ["sortie"]


@POSIX
def test_un_dossier_qui_est_un_lien_vers_rien_est_refuse(tmp_path: Path):
    (tmp_path / "sortie").symlink_to(tmp_path / "absent")
    assert code_du_refus(b"a", tmp_path / "sortie", "lettre.docx") == "S002"
    assert contenu(tmp_path) == ["sortie"]


def test_un_dossier_ne_se_remplace_pas_par_une_lettre(tmp_path: Path):
    (tmp_path / "lettre.docx").mkdir()
    assert code_du_refus(b"a", tmp_path, "lettre.docx") == "S001"
    assert code_du_refus(b"a", tmp_path, "lettre.docx", ecraser=True) == "S002"
    assert contenu(tmp_path) == ["lettre.docx"]


@pytest.mark.parametrize("nom", ["", ".", "..", "a/b.docx", "../b.docx", "/b.docx", "b\0.docx", "é" * 130 + ".docx"])
def test_le_nom_doit_etre_un_simple_nom_de_fichier(tmp_path: Path, nom: str):
    assert code_du_refus(b"a", tmp_path / "neuf", nom) == "S005"
    assert contenu(tmp_path) == []


@POSIX
@pytest.mark.skipif(hasattr(os, "geteuid") and os.geteuid() == 0, reason="l'administrateur passe outre aux droits")
def test_un_dossier_en_lecture_seule_est_refuse(tmp_path: Path):
    ferme = tmp_path / "ferme"
    ferme.mkdir(mode=0o500)
    assert code_du_refus(b"a", ferme, "lettre.docx") == "S003"


@POSIX
@pytest.mark.skipif(hasattr(os, "geteuid") and os.geteuid() != 0, reason="seul l'administrateur change d'identité")
def test_le_dossier_d_un_autre_est_refuse(tmp_path: Path):
    ferme = tmp_path / "ferme"
    ferme.mkdir(mode=0o755)
    programme = "os.chdir(sys.argv[1]); os.setuid(65534); essayer(b'a', '.', 'lettre.docx')"
    assert ailleurs(programme, ferme) == "refusé S003"
    assert contenu(ferme) == []


@POSIX
@pytest.mark.parametrize("ecraser", [False, True])
def test_un_disque_plein_ne_laisse_rien(tmp_path: Path, ecraser: bool):
    programme = f"""
import resource
resource.setrlimit(resource.RLIMIT_FSIZE, (24_000, 24_000))
essayer(b"x" * 24_001, Path(sys.argv[1]) / "neuf", "lettre.docx", ecraser={ecraser})
essayer(b"x" * 24_000, sys.argv[1], "juste.docx", ecraser={ecraser})
"""
    assert ailleurs(programme, tmp_path).splitlines() == ["refusé S004", "écrit juste.docx"]
    assert contenu(tmp_path) == ["juste.docx"]
    assert (tmp_path / "juste.docx").stat().st_size == 24_000


@POSIX
def test_un_disque_plein_ne_touche_pas_l_ancien_fichier(tmp_path: Path):
    (tmp_path / "lettre.docx").write_bytes(b"ancien")
    programme = """
import resource
resource.setrlimit(resource.RLIMIT_FSIZE, (100, 100))
essayer(b"x" * 101, sys.argv[1], "lettre.docx", ecraser=True)
"""
    assert ailleurs(programme, tmp_path) == "refusé S004"
    assert (tmp_path / "lettre.docx").read_bytes() == b"ancien"
    assert contenu(tmp_path) == ["lettre.docx"]


@POSIX
@pytest.mark.parametrize(("evenement", "ecraser"), [("os.link", False), ("os.rename", True)])
def test_une_interruption_ne_laisse_rien(tmp_path: Path, evenement: str, ecraser: bool):
    programme = f"""
couper({evenement!r}, KeyboardInterrupt())
essayer(b"x", Path(sys.argv[1]) / "neuf", "lettre.docx", ecraser={ecraser})
"""
    assert ailleurs(programme, tmp_path) == "interrompu"
    assert contenu(tmp_path) == []


@POSIX
@pytest.mark.parametrize("motif", ["EPERM", "EOPNOTSUPP", "ENOSYS", "EACCES"])
def test_sans_liens_durs_le_fichier_est_ecrit_sans_jamais_ecraser(tmp_path: Path, motif: str):
    programme = f"""
couper("os.link", OSError(errno.{motif}, "pas de liens durs ici"))
essayer(b"premier", sys.argv[1], "lettre.docx")
essayer(b"second", sys.argv[1], "lettre.docx")
"""
    assert ailleurs(programme, tmp_path).splitlines() == ["écrit lettre.docx", "refusé S001"]
    assert (tmp_path / "lettre.docx").read_bytes() == b"premier"
    assert stat.S_IMODE((tmp_path / "lettre.docx").stat().st_mode) == 0o600
    assert contenu(tmp_path) == ["lettre.docx"]


@POSIX
def test_sans_liens_durs_une_interruption_ne_laisse_rien(tmp_path: Path):
    programme = """
couper("os.link", OSError(errno.EPERM, "pas de liens durs ici"))
couper("os.rename", KeyboardInterrupt())
essayer(b"x", sys.argv[1], "lettre.docx")
"""
    assert ailleurs(programme, tmp_path) == "interrompu"
    assert contenu(tmp_path) == []


@POSIX
def test_sans_liens_durs_de_huit_ecritures_simultanees_une_seule_reussit(tmp_path: Path):
    programme = """
from concurrent.futures import ThreadPoolExecutor
couper("os.link", OSError(errno.EPERM, "pas de liens durs ici"))
def essai(rang):
    try:
        return ecrire(bytes([rang]) * 100_000, sys.argv[1], "lettre.docx").name
    except SortieRefusee as refus:
        return refus.constats[0].code
with ThreadPoolExecutor(8) as fils:
    print(*fils.map(essai, range(8)))
"""
    assert sorted(ailleurs(programme, tmp_path).split()) == ["S001"] * 7 + ["lettre.docx"]
    assert len(set((tmp_path / "lettre.docx").read_bytes())) == 1
    assert contenu(tmp_path) == ["lettre.docx"]


@pytest.mark.parametrize("ecraser", [False, True])
@pytest.mark.parametrize("avant", [False, True], ids=["nom libre", "nom pris"])
def test_un_bloc_qui_echoue_ne_laisse_rien_de_l_ecriture(tmp_path: Path, ecraser: bool, avant: bool):
    ou = tmp_path / ("neuf" if not avant else "")
    if avant:
        (ou / "lettre.docx").write_bytes(b"ancien")
    refus = SortieRefusee if avant and not ecraser else ZeroDivisionError
    with pytest.raises(refus), retirable(b"nouveau", ou, "lettre.docx", ecraser=ecraser) as final:
        assert final == ou / "lettre.docx"
        assert final.exists() is (avant or not ecraser)
        _ = 1 / 0
    assert contenu(tmp_path) == (["lettre.docx"] if avant else [])
    if avant:
        assert (tmp_path / "lettre.docx").read_bytes() == b"ancien"


def test_un_bloc_qui_echoue_ne_retire_pas_le_fichier_qu_un_autre_a_mis_a_la_place(tmp_path: Path):
    with pytest.raises(ZeroDivisionError), retirable(b"nouveau", tmp_path, "lettre.docx") as final:
        final.unlink()
        final.write_bytes(b"celui d'un autre")
        _ = 1 / 0
    assert (tmp_path / "lettre.docx").read_bytes() == b"celui d'un autre"


@POSIX
def test_sans_liens_durs_un_bloc_qui_echoue_ne_laisse_rien(tmp_path: Path):
    programme = """
from lettres.sortie import retirable
couper("os.link", OSError(errno.EPERM, "pas de liens durs ici"))
try:
    with retirable(b"x", Path(sys.argv[1]) / "neuf", "lettre.docx") as final:
        print(final.name)
        raise KeyboardInterrupt
except KeyboardInterrupt:
    print("interrompu")
"""
    assert ailleurs(programme, tmp_path).splitlines() == ["lettre.docx", "interrompu"]
    assert contenu(tmp_path) == []


@d_un_trait
@pytest.mark.parametrize(
    ("chemin", "attendu"),
    [
        ("sortie", ("sortie", "nom.docx")),
        ("sortie/", ("sortie", "nom.docx")),
        (".", (".", "nom.docx")),
        ("sortie/ma lettre.docx", ("sortie", "ma lettre.docx")),
        ("lettre.DOCX", (".", "lettre.DOCX")),
        ("lettres.d", ("lettres.d", "nom.docx")),
        ("lettre.docx/", ("lettre.docx", "nom.docx")),
        (".docx", (".", ".docx")),
        ("..docx", (".", "..docx")),
    ],
)
def test_un_chemin_en_docx_est_le_fichier_voulu_sinon_un_dossier(chemin: str, attendu: tuple[str, str]):
    dossier, nom = destination(chemin, "nom.docx")
    assert (dossier, nom) == (Path(attendu[0]), attendu[1])


def test_une_erreur_inconnue_du_systeme_est_nommee_par_son_code_sans_anglais():
    (constat,) = refus_systeme(OSError(5, "Input/output error"), "lettre.docx").constats
    assert constat.code == "S007"
    assert "EIO" in constat.message
    assert "Input" not in str(constat)
    assert constat.fichier == "lettre.docx"


@pytest.mark.parametrize("nom", ["lettre.pdf", "lettre.DOC", "lettre.odt"])
def test_un_nom_d_un_autre_format_est_refuse_et_n_est_pas_pris_pour_un_repertoire(tmp_path, nom):
    with pytest.raises(SortieRefusee) as refus:
        destination(tmp_path / nom, "lettre.docx")
    assert refus.value.constats[0].code == "S008"
    assert not (tmp_path / nom).exists()


def test_un_repertoire_qui_existe_garde_son_nom_meme_avec_une_extension(tmp_path):
    (tmp_path / "dossier.pdf").mkdir()
    assert destination(tmp_path / "dossier.pdf", "lettre.docx") == (tmp_path / "dossier.pdf", "lettre.docx")
