"""Des dossiers salis de bien des façons : l'ajout s'y insère et s'y relit, sinon le fichier ne change pas."""

from __future__ import annotations

import copy
import json
import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from lettres.lecture.ajouts import AjoutRefuse, ajouter
from lettres.lecture.fichier import lire_arbre, lire_texte
from lettres.socle.erreurs import ErreurLettres

EXEMPLES = sorted((Path(__file__).parents[2] / "exemples").rglob("*.yaml"))
ENTREES: dict[str, dict[str, Any]] = {
    "paiements": {"date": "2026-11-20", "montant": "60,00 $", "mode": "chèque no 0012"},
    "envois": {"lettre": "rappel", "date": "2026-11-29", "mode": "courriel", "suivi": "0123 456"},
    "suites": {"date": "2026-11-29", "resultat": "refus", "citation": "Non: « jamais »\n# ni {demain}", "note": "oui"},
    "suspensions": {"motif": "mediation", "du": "2026-11-29", "note": "- en attendant, rien"},
    "clotures": {"date": "2026-11-29", "issue": "abandon", "creances": ["F-1023", "7"], "motif": "yes"},
}
COMMENTAIRES = (
    "# à revoir",
    "#",
    "    # en retrait : [oui], {non}",
    "  # - {lettre: rappel}",
    "\t# après une tabulation",
)

Hasard = random.Random


def parsemer(texte: str, hasard: Hasard) -> str:
    """Des lignes vides et des commentaires, n'importe où."""
    lignes = texte.split("\n")
    for _ in range(hasard.randint(1, 6)):
        lignes.insert(hasard.randint(0, len(lignes)), hasard.choice(["", "   ", *COMMENTAIRES]))
    return "\n".join(lignes)


def commenter(texte: str, hasard: Hasard) -> str:
    """Un commentaire au bout de quelques lignes."""
    lignes = texte.split("\n")
    for _ in range(hasard.randint(1, 5)):
        rang = hasard.randrange(len(lignes))
        lignes[rang] += hasard.choice(["  # note", " # {a: [1", "   "])
    return "\n".join(lignes)


def decaler_les_tirets(texte: str, hasard: Hasard) -> str:
    """Les listes d'un autre retrait : au bord, ou plus loin."""
    retrait = hasard.choice(["", "    ", "      "])
    return "\n".join(retrait + ligne[2:] if ligne.startswith("  ") else ligne for ligne in texte.split("\n"))


def mettre_en_crochets(texte: str, hasard: Hasard) -> str:
    """Une liste du journal entre crochets, sur plusieurs lignes ou une seule."""
    nom = hasard.choice([*ENTREES])
    lettre = "lettre: rappel" if nom == "envois" else "resultat: refus" if nom == "suites" else "issue: payee"
    lettre = {"paiements": "montant: 5", "suspensions": "motif: autre, du: 2026-01-02"}.get(nom, lettre)
    jour = "" if nom == "suspensions" else ", date: 2026-01-02"
    bloc = f"{{{lettre}{jour}}}"
    if f"\n{nom}:" in texte:
        return texte
    ecrites = [
        f"{nom}: []",
        f"{nom}: [{bloc}]",
        f"{nom}: [{bloc}, {bloc},]",
        f"{nom}: [\n  {bloc},\n  {bloc}\n]",
        f"{nom}: [\n  {bloc}, # un\n  # rien\n  {bloc},  # deux, ]\n  ]",
        f"{nom}: [\n    {bloc}  # un, seul\n    , ]",
        f"{nom}: [{bloc},\n  {bloc}]",
        f"{nom}:\n  [{bloc}]",
        f"{nom}:",
        f"{nom}:  # rien",
        f"{nom}: [ ]",
        f"{nom}: [\n]",
        f"{nom}: null",
        f"{nom}:\n  -\n    {bloc[1:-1].replace(', ', chr(10) + '    ')}",
    ]
    return texte.rstrip("\n") + "\n" + hasard.choice(ecrites) + "\n"


def finir_autrement(texte: str, hasard: Hasard) -> str:
    fin = hasard.choice(
        ["", "\n\n\n", "\n...\n", "\n# fin", "\n  \n", "\n...\n# fin\n", "\nsolution: |\n  Un\n\n  deux\n\n"]
    )
    return texte.rstrip("\n") + ("" if "solution" in fin and "solution:" in texte else fin)


def commencer_autrement(texte: str, hasard: Hasard) -> str:
    return (
        hasard.choice(["---\n", "# yaml-language-server: $schema=./s.json\n---\n", "\n\n", "%YAML 1.1\n---\n"]) + texte
    )


def mettre_en_retrait(texte: str, hasard: Hasard) -> str:
    """Tout le dossier deux espaces plus loin."""
    return "\n".join(f"  {ligne}" if ligne.strip() else ligne for ligne in texte.split("\n"))


SALIR: tuple[Callable[[str, Hasard], str], ...] = (
    parsemer,
    commenter,
    decaler_les_tirets,
    mettre_en_crochets,
    mettre_en_crochets,
    finir_autrement,
    commencer_autrement,
    mettre_en_retrait,
)


def en_octets(texte: str, hasard: Hasard) -> bytes:
    fin = hasard.choice(["\n", "\n", "\r\n", "\r"])
    codes = [texte.encode(), b"\xef\xbb\xbf" + texte.encode(), texte.encode("cp1252", errors="replace")]
    return hasard.choice([codes[0], *codes]).replace(b"\n", fin.encode())


def salis(nombre: int, graine: int) -> list[tuple[str, bytes]]:
    """Des dossiers qui se lisent encore, chacun sali de une à quatre façons; et leur part en JSON et en TOML."""
    hasard = Hasard(graine)
    tires: list[tuple[str, bytes]] = []
    while len(tires) < nombre:
        texte = hasard.choice(EXEMPLES).read_text(encoding="utf-8")
        for salir in hasard.sample(SALIR, hasard.randint(1, 4)):
            texte = salir(texte, hasard)
        octets = en_octets(texte, hasard)
        try:
            lire_texte(octets, fichier="dossier", format="yaml")
        except ErreurLettres:
            continue  # -- la saleté a rendu le dossier fautif : il n'y a rien à y inscrire --
        tires.append(("yaml", octets))
        if len(tires) % 5 == 0:
            donnees = lire_arbre(octets, fichier="dossier", format="yaml").donnees
            retrait = hasard.choice([None, 1, 2, 4, "\t"])
            tires.append(("json", en_octets(json.dumps(donnees, indent=retrait, ensure_ascii=False), hasard)))
    return tires


def est_insere(avant: str, apres: str) -> bool:
    """L'ancien texte se retrouve dans le nouveau, en deux morceaux; ou trois, si le second est la fin d'une ligne."""
    tete = next((i for i, (a, b) in enumerate(zip(avant, apres, strict=False)) if a != b), len(avant))
    queue = 0
    while queue < len(avant) - tete and avant[-1 - queue] == apres[-1 - queue]:
        queue += 1
    milieu = avant[tete : len(avant) - queue]
    return "\n" not in milieu.replace("\r", "\n") and milieu in apres[tete : len(apres) - queue]


def verifier(format: Any, octets: bytes, nom: str) -> bool:
    """Dit si l'ajout s'est fait; il doit alors s'être inséré et se relire."""
    avant = lire_arbre(octets, fichier="dossier", format=format).donnees
    try:
        nouveaux = ajouter(octets, {nom: ENTREES[nom]}, format=format)
    except AjoutRefuse:
        return False
    apres = lire_arbre(nouveaux, fichier="dossier", format=format).donnees
    assert apres == copy.deepcopy(avant) | {nom: [*(avant.get(nom) or []), ENTREES[nom]]}
    assert est_insere(octets.decode("latin-1"), nouveaux.decode("latin-1")), nouveaux.decode()
    fins = {octets.count(b"\r\n") > 0, nouveaux.count(b"\r\n") > 0}
    assert len(fins) == 1, "une autre fin de ligne s'est glissée"
    return True


@pytest.mark.parametrize("nombre", [200, pytest.param(3000, marks=pytest.mark.long)])
def test_un_dossier_sali_ne_gagne_que_son_inscription_ou_ne_change_pas(nombre: int):
    faits = [verifier(f, octets, nom) for f, octets in salis(nombre, 2026) for nom in ENTREES]
    # -- presque tous s'écrivent : un refus est l'exception --
    assert sum(faits) > 0.95 * len(faits)
