"""Les problèmes : chaque erreur de l'outil, telle qu'un service Web la répond (RFC 9457)."""

from __future__ import annotations

import json
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from tables import d_un_trait

import lettres
from lettres import interface
from lettres.socle import erreurs
from lettres.socle.constats import Constat, Gravite

SCHEMA = Draft202012Validator(interface.schema("probleme"))
FAUTE = Constat("D114", Gravite.ERREUR, "Montant illisible.", "Écrivez « 60,00 $ ».", chemin=("creances", 1, "montant"))
CONSEIL = Constat("Z119", Gravite.CONSEIL, "Une facture est payée.")
CLASSES = sorted(
    {c for c in vars(erreurs).values() if isinstance(c, type) and issubclass(c, lettres.ErreurLettres)}
    | {lettres.AjoutRefuse},
    key=lambda c: c.__name__,
)


@pytest.mark.parametrize(
    ("classe", "statut", "mot"),
    [
        (lettres.DossierIllisible, 400, "dossier-illisible"),
        (lettres.AjoutRefuse, 409, "ajout-refuse"),
        (lettres.DossierInvalide, 422, "dossier-invalide"),
        (lettres.ModeleInvalide, 500, "modele-invalide"),
        (lettres.ValeursAbsentes, 500, "modele-invalide"),
        (lettres.SortieRefusee, 500, "sortie-refusee"),
        (lettres.FauteDeLOutil, 500, "faute-de-l-outil"),
    ],
)
def test_le_dossier_est_a_qui_demande_le_modele_et_le_disque_a_qui_sert(
    classe: type[lettres.ErreurLettres], statut: int, mot: str
):
    rendu = interface.probleme(classe([CONSEIL, FAUTE]))
    assert (rendu["status"], rendu["type"]) == (statut, f"urn:lettres:erreur:{mot}")
    assert rendu["constats"] == interface.constats([FAUTE, CONSEIL])
    assert rendu["detail"] == "creances[1].montant: Montant illisible. (et 1 autre)"
    assert SCHEMA.is_valid(json.loads(json.dumps(rendu)))


@d_un_trait
@pytest.mark.parametrize("classe", CLASSES)
@pytest.mark.parametrize(("nombre", "fin"), [(0, ""), (1, "illisible."), (3, "(et 2 autres)")])
def test_toute_erreur_a_son_probleme_meme_sans_constat(classe: type[lettres.ErreurLettres], nombre: int, fin: str):
    rendu = interface.probleme(classe([FAUTE] * nombre))
    assert rendu["detail"].endswith(fin)
    assert rendu["detail"]
    assert SCHEMA.is_valid(rendu)


def test_deux_refus_d_une_classe_ont_le_meme_titre():
    un, deux = (interface.probleme(lettres.DossierInvalide(c)) for c in ([FAUTE], [FAUTE, CONSEIL]))
    assert un["title"] == deux["title"] != un["detail"]


def test_l_adresse_de_la_demande_et_celle_de_ses_pages_sont_a_qui_sert():
    refus = lettres.DossierIllisible([FAUTE])
    rendu = interface.probleme(refus, instance="/lettres/rappel", types="https://hote.test/problemes/")
    assert rendu["instance"] == "/lettres/rappel"
    assert rendu["type"] == "https://hote.test/problemes/dossier-illisible"
    assert "instance" not in interface.probleme(refus)


@pytest.mark.parametrize("cle", ["type", "title", "status", "detail", "constats", "version"])
def test_un_probleme_a_qui_il_manque_une_cle_est_refuse(cle: str):
    rendu: dict[str, Any] = {**interface.probleme(lettres.DossierInvalide([FAUTE]))}
    assert SCHEMA.is_valid(rendu)
    del rendu[cle]
    assert not SCHEMA.is_valid(rendu)
