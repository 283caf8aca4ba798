"""Mesure : combien de menaces déguisées sont prises, et combien de phrases honnêtes sont accusées.

Chaque phrase est mise à sa place dans un dossier irréprochable, et le dossier est vérifié tout entier; n'est compté que
ce que le même dossier ne donne pas avec une phrase fade. Si rien n'y est une erreur, la lettre est aussi générée : la
barrière peut encore la refuser.

    python tests/regles/mesure_des_mots.py PHRASES.yaml [--detail]

Le fichier a deux listes, `menaces` et `honnetes`; chaque élément a `texte`, `champ`, `lettre`, `nature` et
`consommateur` (le destinataire en est-il un?), au besoin `famille`.
"""

from __future__ import annotations

import argparse
import copy
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

from cas_de_regles import AU, BASES

import lettres
from lettres.dossier import Dossier
from lettres.socle.constats import Constat, Gravite
from lettres.socle.donnees import lire_yaml

FADE = "le rendez-vous a eu lieu comme prévu."
FADES = {
    "consequence": "je pourrai exercer mes recours civils.",
    "demande": "payer le solde",
    "solution": "trois versements.",
}
TYPES = {"recouvrement": "executer", "entente": "executer", "consommation": "reparer", "reputation": "retirer"}
_ATELIER = lettres.Atelier()
QUALITES = {True: "consommateur", False: "entreprise"}


@dataclass(frozen=True)
class Phrase:
    """Une phrase, sa place et sa lettre."""

    texte: str
    champ: str
    lettre: str
    nature: str
    consommateur: bool
    famille: str = ""

    def dossier(self, texte: str) -> Dossier:
        """Un dossier sans reproche, qui porte ce texte à la place de la phrase."""
        donnees: dict[str, Any] = copy.deepcopy(BASES[self.nature])
        if self.nature != "consommation":
            donnees["destinataire"]["qualite"] = QUALITES[self.consommateur]
        if self.nature == "consommation" and self.lettre == "rappel":
            donnees["envois"] = []
        _poser(donnees, self.nature, self.champ, texte)
        return Dossier.model_validate(donnees)


def _poser(donnees: dict[str, Any], nature: str, champ: str, texte: str) -> None:
    match champ:
        case "faits" | "accompli":
            donnees.setdefault(champ, []).append({"date": "2026-09-01", "texte": texte})
        case "demande":
            donnees.setdefault("demandes", []).append({"type": TYPES[nature], "texte": texte})
        case "solution" | "consequence":
            donnees[champ] = texte
        case "option":
            donnees["options"] = [texte]
        case "prejudice":
            donnees.setdefault("prejudices", []).append({"texte": texte})
        case "pourquoi" | "correction":
            donnees["publications"][0][champ] = texte
        case "probleme" | "retour" | "reponse":
            donnees["achat"][champ] = texte
        case "note":
            suite = {"date": "2026-10-05", "canal": "telephone", "resultat": "sans_reponse", "note": texte}
            donnees.setdefault("suites", []).append(suite)
        case "objet":
            lieu = {"recouvrement": ("creances", 0), "consommation": ("achat",)}.get(nature, ("contrat",))
            bloc: Any = donnees
            for pas in lieu:
                bloc = bloc[pas]
            bloc["objet"] = texte
        case _:
            raise ValueError(f"Champ inconnu de la mesure : {champ}")


def _constats(phrase: Phrase, texte: str, generer: bool) -> Sequence[Constat]:
    dossier = phrase.dossier(texte)
    constats = lettres.verifier(dossier, phrase.lettre, au=AU)
    if not generer or any(c.gravite is Gravite.ERREUR for c in constats):
        return constats
    try:
        return _ATELIER.generer(dossier, phrase.lettre, au=AU).constats
    except lettres.DossierInvalide as refus:
        return refus.constats


@cache
def _sans_elle(phrase: Phrase, generer: bool) -> Sequence[Constat]:
    return _constats(phrase, FADES.get(phrase.champ, FADE), generer)


def constats_de(phrase: Phrase, *, generer: bool = True) -> list[Constat]:
    """Ce que la phrase ajoute aux constats de son dossier."""
    fade = replace(phrase, texte="", famille="")
    deja = Counter((c.code, c.gravite, c.chemin) for c in _sans_elle(fade, generer))
    ajoutes = []
    for c in _constats(phrase, phrase.texte, generer):
        cle = (c.code, c.gravite, c.chemin)
        if deja[cle]:
            deja[cle] -= 1
        else:
            ajoutes.append(c)
    return ajoutes


def lire_phrases(fichier: Path) -> dict[str, list[Phrase]]:
    """Les phrases d'un fichier, par liste."""
    lu = lire_yaml(fichier)
    return {genre: [Phrase(**p) for p in lu[genre]] for genre in ("menaces", "honnetes")}


def gravites(constats: Iterable[Constat]) -> set[Gravite]:
    return {c.gravite for c in constats}


def mesurer(fichier: Path, *, detail: bool = False) -> str:
    """Le compte, et au besoin chaque phrase manquée ou accusée."""
    phrases = lire_phrases(fichier)
    lignes: list[str] = []
    prises = 0
    for p in phrases["menaces"]:
        trouves = constats_de(p)
        prise = bool(gravites(trouves) & {Gravite.ERREUR, Gravite.ALERTE})
        prises += prise
        if not prise:
            lignes.append(f"MANQUÉE [{p.famille}; {p.champ}; {p.lettre}×{p.nature}] {p.texte}")
    accusees: Counter[Gravite] = Counter()
    for p in phrases["honnetes"]:
        trouves = constats_de(p)
        pire = next((g for g in (Gravite.ERREUR, Gravite.ALERTE) if g in gravites(trouves)), None)
        if pire is not None:
            accusees[pire] += 1
            raisons = "; ".join(f"{c.code} {c.message}" for c in trouves if c.gravite is not Gravite.CONSEIL)
            lignes.append(f"{pire.upper()} [{p.famille}; {p.champ}; {p.lettre}×{p.nature}] {p.texte}\n    {raisons}")
    total = len(phrases["honnetes"])
    bilan = (
        f"menaces prises : {prises} sur {len(phrases['menaces'])}; "
        f"honnêtes en erreur : {accusees[Gravite.ERREUR]} sur {total}; "
        f"honnêtes en alerte : {accusees[Gravite.ALERTE]} sur {total}"
    )
    return "\n".join([*(lignes if detail else ()), bilan])


if __name__ == "__main__":
    lecteur = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    lecteur.add_argument("fichier", type=Path)
    lecteur.add_argument("--detail", action="store_true", help="montre chaque phrase manquée ou accusée")
    voulu = lecteur.parse_args()
    print(mesurer(voulu.fichier, detail=voulu.detail))  # noqa: T201
