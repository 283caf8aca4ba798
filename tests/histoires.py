"""Les histoires des exemples : un dossier au journal vide, et les commandes qui le mènent jusqu'à sa fin.

`exemples/<histoire>/histoire.yaml` dit, jour par jour, ce qui se tape et ce qui doit s'y lire. De chaque lettre écrite
restent, à côté, le dossier de ce moment, le texte de la lettre et sa fiche; de la fin, `fin.yaml`.
"""

from __future__ import annotations

import re
import shlex
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import pytest
from exemples_rendus import DOSSIER_DES_EXEMPLES, EXEMPLES, Exemple

import lettres
from lettres.rendu.paragraphes.texte import texte_lisible
from lettres.socle.donnees import lire_yaml

DATES = {"envoi", "suite", "paiement", "suspendre", "clore"}
SITUES = DATES | {"etat", "verifier", "generer", "preciser"}
_EMPREINTE = r'"?[0-9a-f]{64}"?'
_EMPREINTES = re.compile(rf"\n +(?:empreinte|politique): {_EMPREINTE}(?=\n)|, (?:empreinte|politique): {_EMPREINTE}")


@dataclass(frozen=True)
class Geste:
    """Ce que l'on tape un jour, ce qui doit s'y lire, et le nom de la lettre gardée."""

    au: str
    commande: str
    vu: tuple[str, ...] = ()
    garde: str | None = None
    code: int = 0

    @property
    def arguments(self) -> list[str]:
        """Les mots de la commande, ce jour étant aujourd'hui."""
        mots = shlex.split(self.commande)[1:]
        if mots[0] in DATES and not {"--date", "--corrige"} & set(mots):
            mots += ["--date", self.au]
        return [*mots, "--au", self.au] if mots[0] in SITUES else mots


@dataclass(frozen=True)
class Histoire:
    """Un répertoire de `exemples/`, et ce qui s'y raconte."""

    ou: Path

    @property
    def nom(self) -> str:
        return self.ou.name

    @cached_property
    def donnees(self) -> dict[str, Any]:
        donnees: dict[str, Any] = lire_yaml(self.ou / "histoire.yaml")
        return donnees

    @cached_property
    def gestes(self) -> tuple[Geste, ...]:
        return tuple(
            Geste(str(jour["au"]), **({"commande": dit} if isinstance(dit, str) else _en_tuples(dit)))
            for jour in self.donnees["jours"]
            for dit in jour["gestes"]
        )

    @property
    def lettres(self) -> list[Exemple]:
        """Les lettres de l'histoire, telles que l'index les nomme, dans l'ordre où elles s'écrivent."""
        gardees = [f"{self.nom}/{g.garde}.yaml" for g in self.gestes if g.garde]
        return [next(e for e in EXEMPLES if e.dossier == gardee) for gardee in gardees]

    @property
    def fichiers(self) -> set[Path]:
        """Ce qui appartient à l'histoire sans être à l'index : son récit, son départ, sa fin, ses fiches."""
        noms = ["histoire.yaml", "fin.yaml", *(f"{g.garde}-fiche.txt" for g in self.gestes if g.garde)]
        if not self.donnees.get("reponses"):
            noms.append("depart.yaml")
        return {self.ou / nom for nom in noms}


def _en_tuples(geste: dict[str, Any]) -> dict[str, Any]:
    return geste | {"vu": tuple(geste.get("vu", ()))}


HISTOIRES = tuple(Histoire(f.parent) for f in sorted(DOSSIER_DES_EXEMPLES.glob("*/histoire.yaml")))


def _questionner(histoire: Histoire, monkeypatch: pytest.MonkeyPatch) -> None:
    """Au terminal, répond à chaque question, dans l'ordre, ce que l'histoire y répond; aux autres, la touche Entrée."""
    reponses = [next(iter(r.items())) for r in histoire.donnees.get("reponses", ())]

    passees: list[str] = []

    def demander(question: str) -> str:
        assert passees[-2:] != [question] * 2, f"question obligatoire, sans réponse : {question}"
        passees.append(question)
        if reponses and question.startswith(reponses[0][0]):
            return str(reponses.pop(0)[1])
        return ""

    monkeypatch.setattr("lettres.cli.commandes.nouveau.au_terminal", lambda: bool(reponses))
    monkeypatch.setattr("lettres.cli.terminal.questionnaire.demander", demander)


def jouer(histoire: Histoire, lancer: Any, ici: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[str, str]]:
    """Mène l'histoire dans ce répertoire; rend chaque fichier qu'elle garde, et son contenu."""
    dossier = ici / "dossier.yaml"
    _questionner(histoire, monkeypatch)
    if (depart := histoire.ou / "depart.yaml").exists():
        shutil.copy(depart, dossier)
        lu = lettres.lire(dossier)
        assert not any((lu.envois, lu.suites, lu.suspensions, lu.clotures)), "le journal est vide au départ"
        for piece in lu.pieces:
            _deposer(ici / piece.fichier)
    for geste in histoire.gestes:
        mots = geste.arguments
        if "--ajouter" in mots:
            _deposer(ici / mots[mots.index("--ajouter") + 1])
        avant = {f.name for f in ici.glob("*.docx")}
        resultat = lancer(*mots)
        assert resultat.code == geste.code, f"{geste.au} $ {geste.commande}\n{resultat.tout}"
        for fragment in geste.vu:
            # -- où la ligne se replie dépend du terminal, non de ce qui est dit --
            assert " ".join(fragment.split()) in " ".join(resultat.tout.split()), (
                f"{geste.au} $ {geste.commande}\n{fragment} ?\n{resultat.tout}"
            )
        if geste.garde:
            yield f"{geste.garde}.yaml", _au_propre(dossier)
            for nom in sorted({f.name for f in ici.glob("*.docx")} - avant):
                suffixe = "-fiche" if nom.endswith("_FICHE.docx") else ""
                yield f"{geste.garde}{suffixe}.txt", texte_lisible((ici / nom).read_bytes())
    yield "fin.yaml", _au_propre(dossier)


def _deposer(piece: Path) -> None:
    """La pièce, dans le répertoire de qui tape."""
    piece.parent.mkdir(exist_ok=True)
    if not piece.exists():
        piece.write_bytes(f"{piece.name}\n".encode())


def _au_propre(dossier: Path) -> str:
    """Le dossier, sans les empreintes, qui changent avec chaque modèle."""
    texte = _EMPREINTES.sub("", dossier.read_text(encoding="utf-8"))
    return texte.replace("$schema=./lettres.schema.json", "$schema=../../lettres/schema.json")
