"""Atelier : les mêmes lettres qu'une à une, de plusieurs fils à la fois, et la preuve visible dans le résultat."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from lot_d_essai import AU, dossier
from paquets import docx, p

import lettres

FILS = 8


def test_l_atelier_et_la_fonction_seule_donnent_les_memes_octets():
    seule = lettres.generer(dossier(1), "rappel", au=AU)
    with lettres.Atelier() as atelier:
        assert atelier.generer(dossier(1), "rappel", au=AU) == seule
        suivie = atelier.generer(dossier(1), au=AU)
    assert (suivie.octets, suivie.nom, seule.echelon, suivie.echelon) == (seule.octets, seule.nom, None, "rappel")


def test_le_chemin_pris_est_visible_dans_la_lettre():
    with lettres.Atelier() as atelier:
        lettre = atelier.generer(dossier(1), au=AU)
        ebauche = atelier.generer(dossier(1), au=AU, ebauche=True)
    assert lettre.chemin in {"prouvé", "contrôlé"}
    assert ebauche.chemin == "contrôlé"


def test_un_atelier_ferme_sert_encore():
    with lettres.Atelier() as atelier:
        avant = atelier.generer(dossier(1), au=AU)
    assert atelier.generer(dossier(1), au=AU) == avant


def test_huit_fils_sur_un_atelier_ne_melangent_jamais_deux_clients():
    clients = {fil: [dossier(10 * fil + rang) for rang in range(3)] for fil in range(FILS)}
    with lettres.Atelier() as seul:
        attendues = {d.reference: seul.generer(d, au=AU).octets for liste in clients.values() for d in liste}
    atelier = lettres.Atelier()

    def travailler(fil: int) -> list[str]:
        return [
            d.reference
            for tour in range(12)
            if atelier.generer(d := clients[fil][tour % 3], au=AU).octets != attendues[d.reference]
        ]

    with ThreadPoolExecutor(FILS) as fils:
        assert [faux for liste in fils.map(travailler, range(FILS)) for faux in liste] == []
    assert len(set(attendues.values())) == FILS * 3


@pytest.mark.parametrize("lettre", ["opc", "retrait"])
def test_une_lettre_d_une_autre_nature_est_refusee(lettre: str):
    with lettres.Atelier() as atelier, pytest.raises(lettres.DossierInvalide) as refus:
        atelier.generer(dossier(1), lettre, au=AU)
    assert [c.code for c in refus.value.constats] == ["E102"]


@pytest.mark.parametrize(
    ("apporte", "codes"),
    [
        ({"modele": docx(p("{{ nature }}"))}, {"M401"}),
        ({"modele": b"zut"}, {"M101"}),
        ({"papier": b"zut"}, {"M101"}),
        ({"modele": docx(p("Bonjour."))}, set()),
        ({}, set()),
    ],
    ids=["un champ inconnu", "pas un fichier Word", "papier qui n’en est pas un", "modèle sain", "modèle livré"],
)
def test_un_dossier_refuse_dit_aussi_ce_qui_cloche_au_modele_de_l_usager(apporte: dict[str, bytes], codes: set[str]):
    refuses = []
    for avec in ({}, apporte):
        with lettres.Atelier() as atelier, pytest.raises(lettres.DossierInvalide) as refus:
            atelier.generer(dossier(1), "mise_en_demeure", au=AU, **avec)
        refuses.append({c.code for c in refus.value.erreurs})
    assert "S128" in refuses[0]
    assert refuses[1] == refuses[0] | codes
