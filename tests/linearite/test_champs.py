"""Cinq mille fois chaque signe, dans chaque champ, de la vérification à la lettre relue : jamais qu'un constat.

La table réduite suit chaque champ avec quelques signes, et quelques champs avec chaque signe; le produit entier, et la
croissance des temps, sont des essais longs.
"""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterator
from datetime import date
from functools import cache
from itertools import combinations
from typing import Any

import pytest
from efforts import assert_lineaire
from fabrique_de_dossiers import AU, COMPLET
from tables import d_un_trait
from tries import tries

import lettres
from lettres.barriere import controler
from lettres.catalogue import lettres_de
from lettres.dossier import Dossier
from lettres.langue.mots import examiner
from lettres.lecture import valider
from lettres.lecture.formes import suivre
from lettres.socle.constats import CONSTATS_MAX
from lettres.socle.erreurs import DossierInvalide

TEXTE_MAX, LIGNE_MAX = 5_000, 500
NATURES = ("recouvrement", "reputation", "consommation", "entente")
Donnees = dict[str, Any]
Chemin = tuple[str | int, ...]

SIGNES = (
    *map(chr, range(0x20, 0x7F)),
    *"«»“”’–—…\u00a0\u202féœÀß😀漢אع",
    *("e\u0301", "a\u200b", "\u3164", "a\n"),
)
SUITES = (
    *(
        "a ",
        "1 ",
        "1,",
        "1.",
        "«»",
        "« a » ",
        '" ',
        '"a" ',
        "( ",
        ". ",
        "a'",
        "-a",
        "1a",
        "$1",
        "1 $ ",
        "à ",
        "A’’ ",
        "A ",
    ),
    *(
        "je ",
        "vous ",
        "police ",
        "sinon ",
        "frais de la ",
        "http://a.",
        "@a.",
        "a@a.",
        "3 mai 2026 ",
        "2026-05-03 ",
        "! ",
    ),
    *("m’avez traité de ", "vous dites que ", "votre employeur ", "facture ", "{{ ", "}}", "{% ", "[à compléter "),
)
PEU = ("a", "1", '"', "«", "vous ", "1 $ ", "\n", "\u3164")
LONGUEUR_REDUITE = 600
DE_CHAQUE_SORTE = (" ", '"', "1", "{", "\u3164", "« a » ", "1 $ ", "a@a.", "vous ")
"""Un signe de chaque sorte : espace, guillemet, chiffre, lettre, balise, invisible, citation, somme, adresse, mot."""


@cache
def base(nature: str) -> Donnees:
    """Un dossier où tout ce qu'une lettre peut imprimer est donné."""
    donnees: Donnees = {"reference": "2026-014", "nature": nature} | _en_texte(copy.deepcopy(COMPLET))
    if nature == "consommation":
        # -- Une entreprise n'est pas un consommateur --
        donnees["expediteur"] |= {"type": "personne", "nom": "Karine Exemple"}
        del donnees["expediteur"]["neq"]
    return donnees


def _en_texte(valeur: Any) -> Any:
    if isinstance(valeur, dict):
        return {cle: _en_texte(v) for cle, v in valeur.items()}
    if isinstance(valeur, list):
        return [_en_texte(v) for v in valeur]
    return valeur.isoformat() if isinstance(valeur, date) else str(valeur)


def _feuilles(valeur: Any, chemin: Chemin = ()) -> Iterator[Chemin]:
    suite = valeur.items() if isinstance(valeur, dict) else enumerate(valeur) if isinstance(valeur, list) else ()
    for pas, dedans in suite:
        yield from _feuilles(dedans, (*chemin, pas))
    if isinstance(valeur, str):
        yield chemin


CHAMPS = tuple(c for c in _feuilles(base("recouvrement")) if suivre(c, base("recouvrement")).forme.est_texte)
"""Chaque champ de texte du dossier."""


def avec(nature: str, champ: Chemin, texte: str) -> Donnees:
    donnees = copy.deepcopy(base(nature))
    bloc: Any = donnees
    for pas in champ[:-1]:
        bloc = bloc[pas]
    bloc[champ[-1]] = texte
    return donnees


def lire(nature: str, champ: Chemin, suite: str, longueur: int) -> Dossier | None:
    """Le dossier, ou None si un champ plus court, ou plus strict, refuse ce texte d'un constat à sa place."""
    try:
        return valider(avec(nature, champ, (suite * longueur)[:longueur]))
    except DossierInvalide as refus:
        assert all(c.chemin == champ for c in refus.constats)
        return None


def mener(
    nature: str,
    champ: Chemin,
    suite: str,
    longueurs: tuple[int, ...],
    atelier: lettres.Atelier,
    choix: slice = slice(None),
) -> None:
    """Vérifie, génère et relit les lettres de la nature; rien d'autre qu'un constat ne peut en sortir."""
    dossier = next((d for n in longueurs if (d := lire(nature, champ, suite, n))), None)
    if dossier is None:
        return
    for lettre in lettres_de(nature)[choix]:
        constats = lettres.verifier(dossier, lettre, au=AU)
        assert len(constats) <= CONSTATS_MAX + 1
        try:
            octets = atelier.generer(dossier, lettre, au=AU, ebauche=True).octets
        except DossierInvalide as refus:
            assert refus.constats
        else:
            assert all(c.message for c in controler(octets, dossier=dossier, au=AU))


def test_chaque_champ_de_texte_du_dossier_est_dans_la_table():
    assert len(CHAMPS) > 60
    assert {champ[0] for champ in CHAMPS} >= {
        "expediteur",
        "destinataire",
        "creances",
        "publications",
        "achat",
        "pieces",
    }


@pytest.mark.parametrize("nature", NATURES)
def test_le_dossier_de_base_donne_une_lettre(nature: str, atelier: lettres.Atelier):
    donnees = [lettre for lettre in lettres_de(nature) if _se_genere(nature, lettre, atelier)]
    assert donnees


def _se_genere(nature: str, lettre: str, atelier: lettres.Atelier) -> bool:
    try:
        return bool(atelier.generer(valider(base(nature)), lettre, au=AU, ebauche=True).octets)
    except DossierInvalide:
        return False


PREMIERS = {champ[0]: ".".join(map(str, champ)) for champ in reversed(CHAMPS)}
"""Un champ de chaque bloc; un bloc sur quarante-huit tous les jours."""


@tries(("champ",), {".".join(map(str, c)): (c,) for c in CHAMPS}, set(list(PREMIERS.values())[::48]))
def test_aucun_champ_ne_bute_sur_un_signe_repete(champ: Chemin, atelier: lettres.Atelier):
    for rang, suite in enumerate(PEU):
        mener(NATURES[rang % len(NATURES)], champ, suite, (LONGUEUR_REDUITE, LIGNE_MAX), atelier)


RACONTES: tuple[tuple[str, Chemin], ...] = (
    ("recouvrement", ("faits", 0, "texte")),
    ("reputation", ("publications", 0, "pourquoi")),
)


@pytest.mark.un_sur(12)
@tries(
    ("suite", "nature", "champ"),
    {f"{s!a} {nature}": (s, nature, champ) for s in (*SIGNES, *SUITES) for nature, champ in RACONTES},
    {f"{s!a} {RACONTES[rang % 2][0]}" for rang, s in enumerate(DE_CHAQUE_SORTE)},
)
def test_aucun_signe_repete_ne_fait_buter_un_champ(suite: str, nature: str, champ: Chemin, atelier: lettres.Atelier):
    mener(nature, champ, suite, (LONGUEUR_REDUITE,), atelier)


@d_un_trait
@pytest.mark.un_sur(4)
@pytest.mark.parametrize("suite", [*SIGNES, *SUITES], ids=ascii)
def test_le_filtre_de_mots_lit_cinq_mille_fois_chaque_signe(suite: str):
    for trouvaille in examiner((suite * TEXTE_MAX)[:TEXTE_MAX], lettre="mise_en_demeure"):
        assert trouvaille.extrait


@pytest.mark.long
@pytest.mark.parametrize("rang", range(len(SIGNES) + len(SUITES)))
def test_cinq_mille_fois_chaque_signe_dans_chaque_champ(rang: int, atelier: lettres.Atelier):
    """Chaque signe rencontre un champ sur huit, chaque champ un signe sur huit, toute nature tout signe et tout champ.

    Une lettre sur deux à chaque fois : l'autre moitié, quand revient la nature.
    """
    suite, tour = [*SIGNES, *SUITES][rang], rang // 8
    for i, champ in enumerate(CHAMPS[rang % 8 :: 8]):
        moitie = slice((tour // 4 + i // 4) % 2, None, 2)
        mener(NATURES[(tour + i) % len(NATURES)], champ, suite, (TEXTE_MAX, LIGNE_MAX), atelier, moitie)


@pytest.mark.long
@pytest.mark.parametrize("suite", [*SIGNES, *SUITES], ids=ascii)
def test_le_temps_du_filtre_de_mots_croit_comme_le_texte(suite: str):
    assert_lineaire(lambda n: examiner((suite * n)[:n], lettre="mise_en_demeure"), TEXTE_MAX)


@pytest.mark.long
@pytest.mark.parametrize("nature", NATURES)
@pytest.mark.parametrize("suite", [*PEU, *SUITES], ids=ascii)
def test_le_temps_de_verifier_et_de_generer_croit_comme_le_texte(suite: str, nature: str, atelier: lettres.Atelier):
    champ: Chemin = ("faits", 0, "texte")
    moitie = slice(([*PEU, *SUITES].index(suite) + NATURES.index(nature)) % 2, None, 2)
    assert_lineaire(lambda n: mener(nature, champ, suite, (n,), atelier, moitie), TEXTE_MAX // 4)


LISTES: dict[str, dict[str, str]] = {
    "creances": {"facture": "F-1", "date": "2026-08-01", "objet": "Reportage", "montant": "60,00 $"},
    "paiements": {"date": "2026-01-01", "montant": "1,00 $"},
    "faits": {"date": "2026-07-25", "texte": "Nous avons photographié."},
    "accompli": {"date": "2026-07-25", "texte": "Nous avons livré."},
    "publications": {"url": "https://exemple.test/1", "citation": "Vol."},
    "demandes": {"type": "payer", "texte": "payer"},
    "prejudices": {"texte": "Un tort.", "montant": "1,00 $"},
    "pieces": {"id": "P-1", "titre": "Facture"},
    "envois": {"lettre": "rappel", "date": "2026-09-15", "mode": "courriel"},
    "suites": {"date": "2026-09-15", "canal": "courriel", "resultat": "promesse"},
    "suspensions": {"motif": "autre", "du": "2026-09-15", "note": "Une pause."},
}


@pytest.mark.long
@pytest.mark.parametrize("nature", NATURES)
@pytest.mark.parametrize("liste", LISTES)
def test_le_temps_croit_comme_le_nombre_d_elements_d_une_liste(liste: str, nature: str, atelier: lettres.Atelier):
    def verifier(nombre: int) -> None:
        dossier = valider(base(nature) | {liste: [LISTES[liste]] * nombre})
        for lettre in lettres_de(nature):
            assert len(lettres.verifier(dossier, lettre, au=AU)) <= CONSTATS_MAX + 1

    assert_lineaire(verifier, 500)


def _jour(rang: int) -> str:
    return f"2026-{1 + rang // 28 % 9:02}-{1 + rang % 28:02}"


JOURNAL: dict[str, Callable[[int], dict[str, object]]] = {
    "creances": lambda i: {
        "facture": f"F-{i}",
        "date": _jour(i),
        "echeance": _jour(i + 1),
        "objet": "Reportage",
        "montant": "60,00 $",
    },
    "paiements": lambda i: {"date": _jour(i), "montant": "1,00 $", "facture": f"F-{i}"},
    "envois": lambda i: {
        "lettre": "rappel" if i % 2 else "mise_en_demeure",
        "date": _jour(i),
        "mode": "courriel",
        "recu_le": _jour(i + 1),
        "montant": "60,00 $",
        "creances": [f"F-{i}"],
    },
    "suites": lambda i: {
        "date": _jour(i),
        "canal": "courriel",
        "resultat": ("contestation", "promesse", "reconnaissance")[i % 3],
        "creances": [f"F-{i + 7}"] if i % 5 else [],
        "montant": "60,00 $",
        "montant_conteste": None if i % 3 else "60,00 $",
        "piece": "P-1" if i % 2 else None,
    },
    "suspensions": lambda i: {"motif": "autre", "du": _jour(i), "note": f"Pause {i}.", "creances": [f"F-{i}"]},
}


@pytest.mark.long
@pytest.mark.parametrize("listes", list(combinations(JOURNAL, 2)), ids="-".join)
def test_deux_listes_du_journal_ne_se_multiplient_pas(listes: tuple[str, str], atelier: lettres.Atelier):
    def verifier(nombre: int) -> None:
        dossier = valider(
            base("recouvrement") | {liste: [JOURNAL[liste](i) for i in range(nombre)] for liste in listes}
        )
        for lettre in lettres_de("recouvrement"):
            lettres.verifier(dossier, lettre, au=AU)

    assert_lineaire(verifier, 250)
