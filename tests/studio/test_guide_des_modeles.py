"""Le guide des modèles : chaque commande qu'il montre est jouée, chaque réponse est vraie, chaque geste est fait."""

from __future__ import annotations

import re
import shlex
import shutil
from collections.abc import Callable, Iterator
from copy import deepcopy
from datetime import date
from pathlib import Path
from typing import NamedTuple

import docx
import pytest
from writer import avec_libreoffice, enregistrer

import lettres
from lettres.catalogue import dossier_des_modeles
from lettres.cli import executer
from lettres.rendu.paragraphes.texte import texte_lisible

GUIDE = (dossier_des_modeles() / "LISEZMOI.md").read_text(encoding="utf-8")
MODELE = Path("mes-modeles/rappel-recouvrement.docx")


class Geste(NamedTuple):
    """Un bloc du guide : un fichier à écrire, un geste de la main, ou des commandes et leurs réponses."""

    genre: str
    nom: str
    texte: str


def gestes() -> Iterator[Geste]:
    bloc = r"(?:<!-- (fichier|main): ([\w./-]+) -->\n)?```(\w+)\n(.*?)\n```"
    for genre, nom, langue, texte in re.findall(bloc, GUIDE, re.DOTALL):
        if genre and langue == "console":
            yield Geste(genre, nom, "")
        yield Geste("commandes", "", texte) if langue == "console" else Geste(genre, nom, texte)


# -- La main --


def inserer(ou: Path, devant: str, texte: str, *, apres: bool = False) -> None:
    """Tape ces paragraphes dans Word, devant celui qui commence ainsi (ou après), dans son style."""
    document = docx.Document(str(ou))
    (*_, place) = [p for p in document.paragraphs if p.text.startswith(devant)]
    for ligne in texte.split("\n"):
        neuf = deepcopy(place._p)
        (place._p.addnext if apres else place._p.addprevious)(neuf)
        paragraphe = docx.text.paragraph.Paragraph(neuf, place._parent)
        paragraphe.text = ligne
    document.save(str(ou))


def une_clause(texte: str) -> None:
    inserer(MODELE, "{% if rappel.conteste %}Si une erreur s’est glissée", texte)


def une_correction(texte: str) -> None:
    document = docx.Document(str(MODELE))
    for paragraphe in document.paragraphs:
        for passage in paragraphe.runs:
            passage.text = passage.text.replace("{{ sommes.a_paye }}", texte)
    document.save(str(MODELE))


def un_cabinet(_: str) -> None:
    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = "EXEMPLE AVOCATS INC."
    document.sections[0].footer.paragraphs[0].text = "1, rue du Palais, Granby"
    document.save("cabinet.docx")


def un_signataire(texte: str) -> None:
    avant = Path("dossier.yaml").read_text("utf-8")
    assert "  signataire: Karine Exemple\n" in avant
    Path("dossier.yaml").write_text(avant.replace("  signataire: Karine Exemple", texte), "utf-8")


def dix_dossiers(_: str) -> None:
    Path("dossiers").mkdir()
    for rang in range(101, 111):
        faits = Path("dossier.yaml").read_text("utf-8").replace("2026-014", f"2026-{rang}")
        Path(f"dossiers/{rang}.yaml").write_text(faits, "utf-8")


def un_avis(texte: str) -> None:
    shutil.copy(MODELE, "mes-modeles/dernier-avis.docx")
    inserer(Path("mes-modeles/dernier-avis.docx"), "{% if rappel.conteste %}Si une erreur s’est glissée", texte)


MAINS: dict[str, Callable[[str], None]] = {
    "cabinet": un_cabinet,
    "clause": une_clause,
    "correction": une_correction,
    "signataire": un_signataire,
    "signature": lambda texte: inserer(MODELE, "{{ expediteur.titre }}", texte, apres=True),
    "dix": dix_dossiers,
    "avis": un_avis,
}


# -- Les commandes --


def jouer(montre: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Chaque ligne de réponse se lit, dans l'ordre; « … » passe des lignes, ou la fin de l'une."""
    for commande, attendu in re.findall(r"^\$ lettres ([^\n]*)\n((?:(?!\$ ).*\n?)*)", montre, re.MULTILINE):
        capsys.readouterr()
        executer(shlex.split(commande))
        dit = "".join(capsys.readouterr()[::-1])
        motif = "".join(
            r"(?:.*\n)*?" if ligne == "…" else re.escape(ligne).replace("…", ".*") + "\n"
            for ligne in attendu.rstrip("\n").split("\n")
        )
        assert re.fullmatch(motif, dit.replace("\u00a0", " ").replace("\u202f", " ")), f"{commande}\n{dit}"


@pytest.mark.parametrize("commande", re.findall(r"^(?:\$ |- .*`)lettres ([^\n`]*)", GUIDE, re.MULTILINE))
def test_chaque_commande_du_guide_existe_avec_ses_options(commande: str, capsys: pytest.CaptureFixture[str]):
    nom = shlex.split(commande)[: 2 if commande.startswith("modeles ") else 1]
    assert executer([*nom, "--help"]) == 0
    aide = capsys.readouterr().out
    assert [option for option in re.findall(r"--[a-z-]+", commande) if option not in aide] == []


def dans_word(_: str) -> None:
    """La main y suffit : le fichier est tel qu'elle l'a laissé."""


def dans_libreoffice(nom: str) -> None:
    """Le fichier que touche ce geste repasse par Writer, qui le récrit à sa façon."""
    if fichier := ENREGISTRE.get(nom):
        (octets,) = enregistrer([fichier])
        fichier.write_bytes(octets)


ENREGISTRE = {
    "cabinet": Path("cabinet.docx"),
    **dict.fromkeys(("clause", "correction", "signature"), MODELE),
    "avis": Path("mes-modeles/dernier-avis.docx"),
}


@pytest.mark.long
@pytest.mark.parametrize(
    "enregistre", [dans_word, pytest.param(dans_libreoffice, marks=[pytest.mark.libreoffice, avec_libreoffice])]
)
def test_le_guide_se_suit_du_debut_a_la_fin(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    enregistre: Callable[[str], None],
):
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("LETTRES_MODELES", raising=False)
    faits = []
    for geste in gestes():
        if geste.genre == "commandes":
            jouer(geste.texte, capsys)
        elif geste.genre == "fichier":
            Path(geste.nom).parent.mkdir(exist_ok=True)
            Path(geste.nom).write_text(geste.texte + "\n", encoding="utf-8")
        else:
            MAINS[geste.nom](geste.texte)
            enregistre(geste.nom)
            faits.append(geste.nom)
    assert faits == list(MAINS)
    lettre = texte_lisible(Path("a-moi/2026-014_rappel_2026-11-22.docx").read_bytes())
    # -- une seule facture : la clause n'y est pas; la signature, si --
    assert "deux versements" not in lettre
    assert "Karine Exemple" in lettre
    assert "photographe" in lettre
    assert "Pour me joindre : karine@exemple.test" in lettre
    assert "Ceci est un dernier avis." in texte_lisible(
        Path("a-moi/2026-014_dernier-avis_2026-11-22.docx").read_bytes()
    )
    papier = docx.Document("sur-papier/2026-014_rappel_2026-11-22.docx").sections[0]
    assert "EXEMPLE AVOCATS INC." in "".join(
        p.text for tete in (papier.header, papier.first_page_header) for p in tete.paragraphs
    )
    # -- le papier du répertoire habille aussi ce qu'on a tiré d'un modèle livré --
    assert "1, rue du Palais, Granby" in texte_lisible(next(Path("lettres-encore").glob("*.docx")).read_bytes())
    # -- deux factures : elle y est --
    seconde = Path("dossier.yaml").read_text("utf-8") + (
        "  - {cause: bien, facture: F-1024, date: 2026-08-01, echeance: 2026-08-31, objet: Album, montant: 40,00 $}\n"
    )
    Path("deux.yaml").write_text(seconde, "utf-8")
    with lettres.Atelier("mes-modeles") as atelier:
        avec = atelier.generer(lettres.lire("deux.yaml"), "rappel", au=date(2026, 11, 22))
    assert "en deux versements, dont le total est de 100,00 $." in texte_lisible(avec.octets).replace("\u00a0", " ")
