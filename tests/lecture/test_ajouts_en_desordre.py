"""Des dossiers salis de bien des façons : l'ajout s'y insère et s'y relit, sinon le fichier ne change pas."""

from __future__ import annotations

import copy
import json
import random
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from lettres.lecture.ajouts import AjoutRefuse, Geste, Retrait, ajouter, modifier
from lettres.lecture.fichier import lire_arbre, lire_texte
from lettres.socle.erreurs import ErreurLettres

EXEMPLES = sorted((Path(__file__).parents[2] / "exemples").rglob("*.yaml"))
ENTREES: dict[str, dict[str, Any]] = {
    "paiements": {"date": "2026-11-20", "montant": "60,00 $", "mode": "chèque no 0012"},
    "envois": {"lettre": "rappel", "date": "2026-11-29", "mode": "courriel", "suivi": "0123 456"},
    "suites": {"date": "2026-11-29", "resultat": "refus", "citation": "Non: « jamais »\n# ni {demain}", "note": "oui"},
    "suspensions": {"motif": "mediation", "du": "2026-11-29", "note": "- en attendant, rien"},
    "pieces": {"id": "P-99", "titre": "Reçu no 0012 : « payé »", "fichier": "pieces/reçu #1.pdf"},
    "clotures": {"date": "2026-11-29", "issue": "abandon", "creances": ["F-1023", "7"], "motif": "yes"},
}
COMMENTAIRES = (
    "# à revoir",
    "#",
    "    # en retrait : [oui], {non}",
    "  # - {lettre: rappel}",
    "\t# après une tabulation",
    "    # empreinte: 0",
    "# mode_envoi: courriel",
    "      # - {id: P-1}",
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
    if nom == "pieces":
        return texte
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


def salis(
    nombre: int, graine: int, d_abord: Callable[[str, Hasard], str] = lambda texte, _: texte
) -> list[tuple[str, bytes]]:
    """Des dossiers qui se lisent encore, chacun sali de une à quatre façons; et leur part en JSON."""
    hasard = Hasard(graine)
    tires: list[tuple[str, bytes]] = []
    while len(tires) < nombre:
        texte = d_abord(hasard.choice(EXEMPLES).read_text(encoding="utf-8"), hasard)
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


@pytest.mark.parametrize("nombre", [25, pytest.param(1000, marks=pytest.mark.long)])
def test_un_dossier_sali_ne_gagne_que_son_inscription_ou_ne_change_pas(nombre: int):
    faits = [verifier(f, octets, nom) for f, octets in salis(nombre, 2026) for nom in ENTREES]
    # -- presque tous s'écrivent : un refus est l'exception --
    assert sum(faits) > 0.95 * len(faits)


# -- Ce qui se précise : une valeur à sa place, ou à celle de l'ancienne --

PRECISIONS: tuple[Geste, ...] = (
    (("mode_envoi",), "main_propre"),
    (("solution",), "Non: « jamais » # ni {demain}"),
    (("agit_deja",), {"qui": "Agence Exemple inc.", "depuis": "2026-11-29"}),
)


def ecrire_autrement(texte: str, hasard: Hasard) -> str:
    """La valeur à préciser, déjà là, vide, en commentaire ou entre accolades."""
    for nom, valeurs in (
        ("mode_envoi", ("courriel", '"poste"', "")),
        ("solution", ("nous attendrons.", "'A'", "", "~")),
    ):
        lignes = [li for li in texte.split("\n") if not li.lstrip().startswith(f"{nom}:")]
        hauts = [n for n, li in enumerate(lignes) if li[:1].isalpha()]
        if "solution: |" in texte or not hauts or hasard.random() < 0.3:
            continue
        fin = hasard.choice(["", "  # à revoir", "        # dit", " # : non"])
        ligne = f"{hasard.choice(['', '', '# ', '#'])}{nom}: {hasard.choice(valeurs)}{fin}"
        lignes.insert(hasard.choice(hauts), ligne)
        texte = "\n".join(lignes)
    agit = [
        "",
        "agit_deja: {qui: Me Exemple, depuis: 2026-10-01}",
        "agit_deja:\n   qui: Me Exemple  # lui\n   depuis: 2026-10-01",
    ]
    agit += ["# agit_deja:\n#   qui:\n#   depuis:", "agit_deja: {qui: Me Exemple,\n  depuis: 2026-10-01}"]
    return f"{texte.rstrip()}\n{hasard.choice(agit)}\n"


def gestes(donnees: dict[str, Any]) -> list[Geste]:
    """Les précisions, et l'empreinte de la première et de la dernière pièce, s'il y en a."""
    rangs = range(len(donnees.get("pieces") or []))
    return [*PRECISIONS, *((("pieces", rang, "empreinte"), "0" * 64) for rang in {*rangs[:1], *rangs[-1:]})]


def attendu(donnees: dict[str, Any], geste: Geste) -> dict[str, Any]:
    (*ou, cle), valeur = geste
    copie = copy.deepcopy(donnees)
    dernier: Any = copie
    for pas in ou:
        dernier = dernier[pas]
    dernier[cle] = dernier[cle] | valeur if isinstance(dernier.get(cle), dict) else valeur
    return copie


def est_precise(avant: str, apres: str, valeurs: int) -> bool:
    """Les lignes d'avant sont toutes là, dans l'ordre, sauf celles où une valeur a changé."""
    restent = apres.splitlines()
    changees = 0
    for ligne in avant.splitlines():
        if ligne in restent:
            del restent[: restent.index(ligne) + 1]
        else:
            changees += 1
    return changees <= valeurs


@pytest.mark.parametrize("nombre", [25, pytest.param(700, marks=pytest.mark.long)])
def test_un_dossier_sali_se_precise_ou_ne_change_pas(nombre: int):
    hasard, faits = Hasard(2027), []
    for format, octets in salis(nombre, 2027, ecrire_autrement):
        donnees = lire_arbre(octets, fichier="dossier", format=format).donnees  # type: ignore[arg-type]
        for geste in hasard.sample(tous := gestes(donnees), min(3, len(tous))):
            try:
                nouveaux = modifier(octets, [geste], format=format)  # type: ignore[arg-type]
            except AjoutRefuse:
                faits.append(False)
                continue
            faits.append(True)
            relu = lire_arbre(nouveaux, fichier="dossier", format=format).donnees  # type: ignore[arg-type]
            assert relu == attendu(donnees, geste)
            valeurs = len(geste[1]) if isinstance(geste[1], dict) else 1
            assert est_precise(octets.decode("latin-1"), nouveaux.decode("latin-1"), valeurs), nouveaux.decode()
    assert sum(faits) > 0.9 * len(faits)


# -- Ce qui se retire : mis en commentaire, ou ôté d'un JSON; rien d'autre ne bouge --


MENTION = "Ote : par erreur."


def est_en_commentaire(avant: str, apres: str) -> bool:
    """Chaque ligne d'avant est là, dans l'ordre, telle quelle ou en commentaire; de plus, la seule mention."""
    lignes, restent = (["".join(ligne.split()) for ligne in re.split("\r\n|\n|\r", texte)] for texte in (avant, apres))
    restent.remove("".join(f"#{MENTION}".split()))
    return all(neuve in {vieille, f"#{vieille}"} for vieille, neuve in zip(lignes, restent, strict=True))


@pytest.mark.parametrize("nombre", [20, pytest.param(700, marks=pytest.mark.long)])
def test_d_un_dossier_sali_une_cle_se_retire_ou_rien_ne_change(nombre: int):
    faits = []
    for format, octets in salis(nombre, 2028, ecrire_autrement):
        donnees = lire_arbre(octets, fichier="dossier", format=format).donnees  # type: ignore[arg-type]
        for cle in ("mode_envoi", "solution", "agit_deja", "politique"):
            try:
                nouveaux = modifier(octets, [((cle,), Retrait(MENTION))], format=format)  # type: ignore[arg-type]
            except AjoutRefuse:
                faits.append(False)
                continue
            relu = lire_arbre(nouveaux, fichier="dossier", format=format).donnees  # type: ignore[arg-type]
            if donnees.get(cle) is None:
                assert nouveaux == octets
                continue
            faits.append(True)
            assert relu == {nom: valeur for nom, valeur in donnees.items() if nom != cle}
            if format != "json":
                assert est_en_commentaire(octets.decode("latin-1"), nouveaux.decode("latin-1")), nouveaux
    assert sum(faits) > 0.9 * len(faits) > 9
