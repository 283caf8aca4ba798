"""Questions : « nouveau » au clavier d'un vrai terminal."""

from __future__ import annotations

import os
import signal
from datetime import date
from pathlib import Path
from typing import get_args

import pytest
import yaml
from conftest import A_L_ECOUTE
from pepiniere import Pousse
from tries import tries

import lettres
from lettres.dossier import Nature

pty = pytest.importorskip("pty", reason="pas de pseudo-terminal ici")

NATURES = get_args(Nature)
AU = date(2026, 11, 20)


class Terminal:
    """Un vrai terminal, au clavier duquel on tape."""

    def __init__(self, ou: Path) -> None:
        self.clavier, esclave = pty.openpty()
        lus, ennuis = os.pipe()
        self._ennuis = open(lus, encoding="utf-8")  # noqa: PTH123, SIM115 -- fermé quand il finit
        self._sortie = ou / "sortie"
        with self._sortie.open("wb") as sortie:
            flux = (esclave, sortie.fileno(), ennuis)
            self.programme = Pousse("nouveau", flux=flux, ou=ou, milieu=os.environ, avant=A_L_ECOUTE)
        os.close(esclave)
        os.close(ennuis)
        self.question = ""
        while "Votre choix" not in self.question:
            ligne = self._ennuis.readline()
            assert ligne, self.question
            self.question += ligne

    def finir(self) -> tuple[int, str, str]:
        with self._ennuis:
            ennuis = self._ennuis.read()
        os.close(self.clavier)
        return self.programme.wait(), self._sortie.read_text(encoding="utf-8"), ennuis


@tries(
    ("frappe", "nature"),
    {
        "par défaut": ("\n", NATURES[0]),
        "un rang": ("2\n", NATURES[1]),
        "un mot": ("entente\n", "entente"),
        "à la quatrième fois": ("0\n9\noui\n4\n", NATURES[3]),
    },
    {"à la quatrième fois"},
)
def test_au_terminal_la_nature_est_demandee_jusqu_a_une_reponse_comprise(tmp_path: Path, frappe: str, nature: str):
    terminal = Terminal(tmp_path)
    for rang, connue in enumerate(NATURES, start=1):
        assert f"  {rang}. {connue} – " in terminal.question
    os.write(terminal.clavier, frappe.encode())
    code, sortie, ennuis = terminal.finir()
    assert code == 0
    assert f"nature: {nature}" in sortie
    assert ennuis.count("Votre choix") == frappe.count("\n") - 1


def test_ctrl_c_interrompt_sans_trace(tmp_path: Path):
    terminal = Terminal(tmp_path)
    terminal.programme.send_signal(signal.SIGINT)
    assert terminal.finir() == (130, "", "Interrompu.\n")


def test_ctrl_d_interrompt_aussi(tmp_path: Path):
    terminal = Terminal(tmp_path)
    os.write(terminal.clavier, b"\x04")
    assert terminal.finir() == (130, "", "Interrompu.\n")


# -- Les questions d'une lettre --


class Clavier:
    """Un programme dont l'entrée et les deux sorties sont un même terminal, et ce qu'on y tape."""

    def __init__(self, ou: Path, *arguments: str, avant: str = "") -> None:
        self.maitre, esclave = pty.openpty()
        self.programme = Pousse(
            *("nouveau", *arguments),
            flux=(esclave, esclave, esclave),
            ou=ou,
            milieu={**os.environ, "TERM": "dumb", "TMPDIR": str(ou)},
            avant=f"{A_L_ECOUTE}\n{avant}",
            seance=True,
        )
        os.close(esclave)
        self.ecran = ""

    def attendre(self, texte: str) -> None:
        """Lit l'écran jusqu'à ce texte."""
        while texte not in self.ecran:
            lu = self._lire()
            assert lu, self.ecran
            self.ecran += lu

    def taper(self, *reponses: str) -> None:
        os.write(self.maitre, "".join(f"{reponse}\n" for reponse in reponses).encode())

    def finir(self) -> tuple[int, str]:
        while lu := self._lire():
            self.ecran += lu
        os.close(self.maitre)
        return self.programme.wait(), self.ecran

    def _lire(self) -> str:
        try:
            return os.read(self.maitre, 65_536).decode(errors="replace").replace("\r\n", "\n")
        except OSError:  # -- le programme a fermé le terminal --
            return ""


QUI_ECRIT = ["2026-014", "personne", "Karine Exemple", "12, rue des Érables", "Granby", "j2g1a1"]
QUI_ECRIT += ["karine@exemple.test", "450 555-0123 poste 12", "Karine Exemple"]
A_QUI = ["Mme", "Marie Exemple", "Consommatrice", "34, avenue du Lac", "Bromont", "", "marie@exemple.test"]
UNE_FACTURE = ["services", "F-1023", "1er août 2026", "31 août 2026", 'Reportage : "mariage" # 2', "60 CAD"]
LA_FIN = ["non", "", "", "10 jours", "courriel"]


MAUVAISES = (
    (0, "", "« reference » est à remplir"),
    (1, "entrprise", "Vouliez-vous dire « entreprise » ?"),
    (5, "JOL 1A0", "vouliez-vous dire « J0L 1A0 » ?"),
    (6, "karine", "Adresse de courriel illisible"),
    (7, "555-0123", "Téléphone illisible"),
    (18, "02/09/2026", "vouliez-vous dire « 2026-09-02 » ou « 2026-02-09 » ?"),
    (19, "31 septembre 2026", "Ce jour n’existe pas au calendrier."),
    (21, "60 USD", "dollars américains (USD)"),
    (21, "0", "Ce montant doit être plus grand que zéro."),
    (25, "2 semaines", "vouliez-vous dire « 14 jours » ?"),
    (26, "pigeon", "choisissez parmi courriel, poste, "),
)
"""Le rang de la question, ce qu'on y répond d'abord, et ce qui en est dit."""


def rappel(ou: Path, **options: str) -> Clavier:
    """Les questions d'un rappel, posées dans ce répertoire."""
    return Clavier(ou, "a.yaml", "--lettre", "rappel", "--nature", "recouvrement", **options)


@pytest.fixture(scope="module")
def repondu(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """Le dossier d'un questionnaire où chaque mauvaise réponse précède la bonne, et ce que l'écran a montré."""
    ou = tmp_path_factory.mktemp("repondu")
    clavier = rappel(ou)
    for rang, bonne in enumerate([*QUI_ECRIT, *A_QUI, *UNE_FACTURE, *LA_FIN]):
        clavier.taper(*(mauvaise for r, mauvaise, _ in MAUVAISES if r == rang), bonne)
    code, ecran = clavier.finir()
    assert code == 0, ecran
    return ou / "a.yaml", ecran


def test_au_terminal_les_questions_de_la_lettre_font_un_dossier_sans_erreur(repondu: tuple[Path, str]):
    fichier, ecran = repondu
    assert "Dossier créé : a.yaml" in ecran
    assert "lettres generer a.yaml --lettre rappel" in ecran
    dossier = lettres.lire(fichier)
    assert [c for c in lettres.verifier(dossier, "rappel", au=AU) if c.gravite == "erreur"] == []
    assert dossier.expediteur.telephone == "450 555-0123, poste 12"
    assert dossier.creances[0].objet == 'Reportage : "mariage" # 2'
    assert (str(dossier.creances[0].date), str(dossier.creances[0].montant)) == ("2026-08-01", "60.00")
    assert (fichier.parent / "lettres.schema.json").exists()


def test_chaque_question_dit_son_exemple_et_ce_que_fait_la_touche_entree(repondu: tuple[Path, str]):
    _, ecran = repondu
    assert "\nQui écrit\n" in ecran
    assert "Numéro et voie (exemple : 12, rue des Érables) : " in ecran
    assert "Téléphone (exemple : 450 555-0123; Entrée pour passer) : " in ecran
    assert "(exemple : consommateur; Entrée : inconnue) : " in ecran


@pytest.mark.parametrize(("mauvaise", "dit"), [(m, dit) for _, m, dit in MAUVAISES], ids=lambda v: v or "rien")
def test_une_mauvaise_reponse_est_dite_aussitot_et_redemandee(repondu: tuple[Path, str], mauvaise: str, dit: str):
    assert repondu[1].count(dit) == 1


def test_les_mauvaises_reponses_sont_dites_dans_l_ordre_ou_on_les_a_faites(repondu: tuple[Path, str]):
    places = [repondu[1].index(dit) for _, _, dit in MAUVAISES]
    assert places == sorted(places)


@pytest.mark.long
def test_une_autre_facture_s_ajoute_a_la_liste(tmp_path: Path):
    autre = ["bien", "F-1024", "2 août 2026", "1er septembre 2026", "Album", "40,50 $"]
    clavier = rappel(tmp_path)
    clavier.taper(*QUI_ECRIT, *A_QUI, *UNE_FACTURE, "oui", *autre, *LA_FIN)
    code, ecran = clavier.finir()
    assert code == 0, ecran
    assert [c.facture for c in lettres.lire(tmp_path / "a.yaml").creances] == ["F-1023", "F-1024"]


def test_ce_qui_depend_d_une_reponse_se_demande_de_chaque_facture(tmp_path: Path):
    """Inscrite aux taxes, une entreprise donne ses numéros, puis la ventilation de chaque facture."""
    moi = [*QUI_ECRIT]
    moi[1:3] = ["Entreprise", "Studio Exemple inc.", "inscrit", "100000009 RT0001", "1000000004 TQ0001"]
    une = ["services", "F-1023", "1er août 2026", "31 août 2026", "Reportage", "1 149,75 $", "1000", "50", "99,75"]
    autre = [*une[:1], "F-1024", *une[2:]]
    clavier = rappel(tmp_path)
    clavier.taper(*moi, *A_QUI, *une, "oui", *autre, *LA_FIN)
    code, ecran = clavier.finir()
    assert code == 0, ecran
    dossier = lettres.lire(tmp_path / "a.yaml")
    assert [(c.facture, str(c.tps), str(c.tvq)) for c in dossier.creances] == [
        ("F-1023", "50.00", "99.75"),
        ("F-1024", "50.00", "99.75"),
    ]
    assert [c for c in lettres.verifier(dossier, "rappel", au=AU) if c.gravite == "erreur"] == []


def test_une_avocate_donne_son_numero_puis_la_partie_pour_qui_elle_ecrit(tmp_path: Path):
    elle = [*QUI_ECRIT[:-1], "Me Karine Exemple", "", "123456-1"]
    pour = ["Atelier Exemple inc.", "entreprise", "non_inscrit", "56, rue du Moulin", "Sherbrooke", "J1H 1A1"]
    clavier = rappel(tmp_path)
    clavier.taper(*elle, *pour, *A_QUI, *UNE_FACTURE, *LA_FIN)
    code, ecran = clavier.finir()
    assert code == 0, ecran
    assert "« barreau » est à remplir" in ecran
    dossier = lettres.lire(tmp_path / "a.yaml")
    e = dossier.expediteur
    assert e.signataire is not None and e.mandant is not None
    assert (e.signataire.barreau, e.mandant.nom, e.mandant.taxes) == ("123456-1", "Atelier Exemple inc.", "non_inscrit")
    assert [c for c in lettres.verifier(dossier, "rappel", au=AU) if c.gravite == "erreur"] == []


def garde(tmp_path: Path) -> str:
    """Le dossier interrompu : un YAML qui se lit, où ce qui est répondu est à sa place et le reste à remplir."""
    texte = (tmp_path / "a.yaml").read_text(encoding="utf-8")
    assert yaml.safe_load(texte)["expediteur"]["nom"] == "Karine Exemple"
    assert "\n    ligne: 12, rue des Érables\n" in texte
    assert "\n    ville:                 # obligatoire — municipalité : Granby\n" in texte
    assert lettres.lire(tmp_path / "a.yaml", ebauche=True).expediteur.nom == "Karine Exemple"
    return texte


FINS = {
    "Ctrl-C": (signal.SIGINT, 130),
    "arrêt demandé": (signal.SIGTERM, 143),
    "terminal fermé": (signal.SIGHUP, 129),
}
DITS = "Interrompu : ce qui est répondu est écrit dans « a.yaml », le reste est à remplir."


PENDANT = """
import os
from lettres.socle import disque
inacheve = disque.inacheve
def interrompu(*arguments):
    os.kill(os.getpid(), {signe})
    return inacheve(*arguments)
disque.inacheve = interrompu
"""
"""Le signal arrive pendant que le dossier s'écrit."""


def au_milieu(tmp_path: Path, avant: str = "") -> Clavier:
    """Un questionnaire qui attend la ville, quatre réponses données."""
    clavier = rappel(tmp_path, avant=avant)
    clavier.taper(*QUI_ECRIT[:4])
    clavier.attendre("Ville – municipalité")
    return clavier


@pytest.mark.parametrize(("signe", "code"), FINS.values(), ids=FINS)
def test_un_signal_ecrit_ce_qui_est_repondu_et_dit_ou(tmp_path: Path, signe: signal.Signals, code: int):
    clavier = au_milieu(tmp_path)
    clavier.programme.send_signal(signe)
    rendu, ecran = clavier.finir()
    assert (rendu, "Traceback" in ecran) == (code, False)
    assert DITS in ecran
    garde(tmp_path)


@tries(("signe", "code"), FINS, {"Ctrl-C"})
def test_le_meme_signal_deux_fois_ne_perd_rien(tmp_path: Path, signe: signal.Signals, code: int):
    """Le second arrive pendant que les réponses s'écrivent."""
    clavier = au_milieu(tmp_path, avant=PENDANT.format(signe=signe.value))
    clavier.programme.send_signal(signe)
    assert clavier.finir()[0] == code
    garde(tmp_path)


@tries(("signe", "code"), FINS, {"arrêt demandé"})
def test_un_signal_pendant_que_l_on_ecrit_le_dossier_fini_n_en_perd_rien(
    tmp_path: Path, signe: signal.Signals, code: int
):
    clavier = rappel(tmp_path, avant=PENDANT.format(signe=signe.value))
    clavier.taper(*QUI_ECRIT, *A_QUI, *UNE_FACTURE, *LA_FIN)
    rendu, _ = clavier.finir()
    assert rendu == code
    assert lettres.lire(tmp_path / "a.yaml").creances[0].facture == "F-1023"


def test_avant_la_premiere_reponse_un_arret_demande_rend_son_code(tmp_path: Path):
    clavier = rappel(tmp_path)
    clavier.attendre("(exemple : 2026-014) : ")
    clavier.programme.send_signal(signal.SIGTERM)
    assert clavier.finir()[0] == 143
    assert lettres.lire(tmp_path / "a.yaml", ebauche=True).nature == "recouvrement"


def test_un_terminal_disparu_sans_signal_ne_perd_rien(tmp_path: Path):
    """Son clavier fermé, ni lire ni écrire n'y est plus possible."""
    clavier = au_milieu(tmp_path)
    os.close(clavier.maitre)
    assert clavier.programme.wait() == 130
    garde(tmp_path)


def test_un_terminal_disparu_avec_son_signal_ne_perd_rien(tmp_path: Path):
    """Celui dont il est le terminal de commande : le système lui envoie lui-même le signal."""
    sien = "import fcntl, termios; fcntl.ioctl(0, termios.TIOCSCTTY, 0)"
    clavier = au_milieu(tmp_path, avant=sien)
    os.close(clavier.maitre)
    assert clavier.programme.wait() == 129
    garde(tmp_path)


def test_sous_nohup_un_terminal_ferme_n_interrompt_que_la_question(tmp_path: Path):
    sourd = "import signal; signal.signal(signal.SIGHUP, signal.SIG_IGN)"
    clavier = au_milieu(tmp_path, avant=sourd)
    clavier.programme.send_signal(signal.SIGHUP)
    clavier.taper(*QUI_ECRIT[4:], *A_QUI, *UNE_FACTURE, *LA_FIN)
    assert clavier.finir()[0] == 0


def test_la_fin_de_l_entree_ecrit_aussi_ce_qui_est_repondu(tmp_path: Path):
    clavier = au_milieu(tmp_path)
    os.write(clavier.maitre, b"\x04")
    code, ecran = clavier.finir()
    assert (code, "Traceback" in ecran) == (130, False)
    assert DITS in ecran
    garde(tmp_path)


def test_avec_vide_aucune_question_n_est_posee(tmp_path: Path):
    clavier = Clavier(tmp_path, "a.yaml", "--lettre", "retrait", "--vide")
    code, ecran = clavier.finir()
    assert code == 0
    assert "exemple" not in ecran
    assert "reference:                 # obligatoire" in (tmp_path / "a.yaml").read_text(encoding="utf-8")


def test_un_fichier_existant_se_refuse_avant_les_questions(tmp_path: Path):
    (tmp_path / "a.yaml").write_text("précieux", encoding="utf-8")
    code, ecran = Clavier(tmp_path, "a.yaml", "--lettre", "retrait").finir()
    assert code == 4
    assert "S001" in ecran
    assert (tmp_path / "a.yaml").read_text(encoding="utf-8") == "précieux"


def test_si_le_disque_refuse_les_reponses_restent_a_l_ecran(tmp_path: Path):
    plein = "import resource; resource.setrlimit(resource.RLIMIT_FSIZE, (100, 100))"
    clavier = rappel(tmp_path, avant=plein)
    clavier.taper(*QUI_ECRIT, *A_QUI, *UNE_FACTURE, *LA_FIN)
    code, ecran = clavier.finir()
    assert code == 4
    assert "\n  nom: Karine Exemple\n" in ecran
    assert list(tmp_path.glob("*.yaml")) == []
