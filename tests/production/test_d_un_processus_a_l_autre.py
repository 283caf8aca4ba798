"""D'un processus à l'autre : ce que rend la bibliothèque s'y transporte entier, et un fil partage son atelier."""

from __future__ import annotations

import pickle
import re
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from functools import cache
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import pytest
from exemples_rendus import DOSSIER_DES_EXEMPLES
from lot_d_essai import AU, donnees, dossier

import lettres

ICI = Path(__file__).parent
EXPORT = ICI.parent / "importation" / "exports" / "xero.sale.csv"
LU = DOSSIER_DES_EXEMPLES / "factures-multiples" / "dossier.yaml"
TOUT_EN_ACCOLADES = b"{reference: A, nature: recouvrement, expediteur: {nom: A}, destinataire: {nom: B}}\n"


def refus(appel: Callable[[], object], classe: type[lettres.ErreurLettres]) -> lettres.ErreurLettres:
    with pytest.raises(classe) as levee:
        appel()
    return levee.value


def du_lot() -> list[lettres.ResultatDeLot]:
    with lettres.Atelier() as atelier:
        return list(atelier.generer_lot([dossier(1), {}], au=AU))


def des_relances() -> list[Any]:
    with lettres.Atelier() as atelier:
        return list(atelier.relancer([dossier(1), {}], au=AU))


def ajouter() -> bytes:
    return lettres.ajouter(TOUT_EN_ACCOLADES, {"envois": {"lettre": "rappel", "date": AU}}, format="yaml")


RENDUS: dict[str, Callable[[], Any]] = {
    "un dossier lu d'un fichier": lambda: lettres.lire(LU),
    "un dossier bâti en mémoire": lambda: dossier(1),
    "des constats": lambda: lettres.verifier(lettres.lire(LU), "mise_en_demeure", au=AU),
    "une décision": lambda: lettres.evaluer(lettres.lire(LU), au=AU),
    "une affaire": lambda: lettres.bilan(lettres.lire(LU), au=AU),
    "une lettre": lambda: lettres.generer(dossier(1), au=AU),
    "un résultat de lot": lambda: du_lot()[0],
    "un refus de lot": lambda: du_lot()[1],
    "une relance": lambda: des_relances()[0],
    "une relance refusée": lambda: des_relances()[1],
    "des affirmations": lambda: lettres.affirmations(lettres.lire(LU), "rappel", au=AU),
    "la fiche d'une lettre": lambda: lettres.accompagner(lettres.lire(LU), "rappel", au=AU),
    "une ligne": lambda: lettres.Ligne(b"{}", 3, format="yaml"),
    "une importation": lambda: lettres.importer(EXPORT),
    "des dossiers importés": lambda: list(lettres.importer(EXPORT)),
    "un dossier illisible": lambda: refus(lambda: lettres.lire(ICI / "absent.yaml"), lettres.DossierIllisible),
    "un dossier invalide": lambda: refus(lambda: lettres.valider(donnees(1, nature="zut")), lettres.DossierInvalide),
    "un modèle invalide": lambda: refus(lambda: lettres.rendu.compiler(b"zut"), lettres.ModeleInvalide),
    "un ajout refusé": lambda: refus(ajouter, lettres.AjoutRefuse),
    "une sortie refusée": lambda: refus(lambda: du_lot()[0].ecrire("lettre.pdf"), lettres.SortieRefusee),
    "une faute de l'outil": lambda: lettres.ErreurInterne("Une faute."),
}
"""Une valeur de chaque sorte que rend la bibliothèque, et de quoi la faire."""


@cache
def rendu(nom: str) -> Any:
    return RENDUS[nom]()


def decrire(valeur: Any) -> str:
    """Tout ce qu'une valeur dit d'elle-même; d'une exception, et de ce qui la porte, ses constats."""
    if isinstance(valeur, lettres.ErreurLettres):
        return f"{type(valeur)} {valeur.constats} {valeur}"
    if (erreur := getattr(valeur, "refus", None)) is not None:
        return f"{type(valeur)} {decrire(erreur)} {getattr(valeur, 'decision', None)}"
    # -- un ensemble se dit dans l'ordre que le processus lui donne --
    return re.sub(r"frozenset\(\{([^{}]*)\}\)", lambda ensemble: str(sorted(ensemble[1].split(", "))), repr(valeur))


@pytest.mark.un_sur(4)
@pytest.mark.parametrize("nom", RENDUS)
def test_ce_que_rend_la_bibliotheque_s_ecrit_en_octets_et_s_en_relit_pareil(nom: str):
    avant = rendu(nom)
    apres = pickle.loads(pickle.dumps(avant))  # noqa: S301
    assert type(apres) is type(avant)
    assert decrire(apres) == decrire(avant)
    if not isinstance(avant, Exception) and getattr(avant, "refus", None) is None:
        assert apres == avant


def test_un_processus_neuf_les_relit_et_les_rend_tels_quels():
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as executeur:
        rendues = executeur.submit(_rendre, {nom: rendu(nom) for nom in RENDUS}).result()
    assert {nom: decrire(v) for nom, v in rendues.items()} == {nom: decrire(rendu(nom)) for nom in RENDUS}


def _rendre(valeurs: dict[str, Any]) -> dict[str, Any]:
    return valeurs


def test_un_dossier_venu_d_un_autre_processus_garde_les_lignes_de_son_fichier():
    venu = pickle.loads(pickle.dumps(lettres.lire(LU)))  # noqa: S301
    ici, la_bas = (lettres.verifier(d, "mise_en_demeure", au=AU) for d in (lettres.lire(LU), venu))
    assert [c.place for c in ici] == [c.place for c in la_bas]
    assert all(c.fichier == str(LU) and c.ligne for c in la_bas)


def test_un_atelier_reste_dans_son_processus_et_le_dit():
    with pytest.raises(TypeError, match="reste dans son processus"):
        pickle.dumps(lettres.Atelier())


def test_huit_fils_d_un_meme_atelier_font_les_lettres_d_un_seul():
    with lettres.Atelier() as atelier, ThreadPoolExecutor(8) as fils:
        faites = list(fils.map(lambda rang: atelier.generer(donnees(rang), au=AU).octets, range(16)))
    with lettres.Atelier() as atelier:
        assert faites == [atelier.generer(donnees(rang), au=AU).octets for rang in range(16)]
