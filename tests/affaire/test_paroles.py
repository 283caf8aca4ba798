"""À qui s'adresse une phrase : au destinataire, ou à tout lecteur."""

from __future__ import annotations

import pytest
from tables import d_un_trait

from lettres.affaire import s_adresse_au_destinataire


@d_un_trait
@pytest.mark.parametrize(
    "texte",
    [
        "vous avez refusé de réparer le sofa",
        "Vous m’avez écrit.",
        "j’ai appelé votre magasin",
        "vos employés n’ont pas rappelé",
        "le bris est le vôtre",
        "il a dit « non », et vous avez confirmé",
        "je VOUS ai écrit",
        "rappelez-vous",
        "qu’en pensez-vous",
        "l’un d’entre vous est venu",
    ],
)
def test_une_phrase_qui_dit_vous_s_adresse_au_destinataire(texte: str):
    assert s_adresse_au_destinataire(texte)


@d_un_trait
@pytest.mark.parametrize(
    "texte",
    [
        "le commerçant a refusé de réparer le sofa",
        "il m’a dit « vous rêvez »",
        "il a écrit “votre garantie est finie”",
        "nous avions rendez-vous à midi",
        "le rendez vous a été remis",
        "un vouvoiement de trop",
        "il s’est dévoué, voue à l’échec",
        "le vosgien a appelé",
        "vote du 3 mai",
        "",
    ],
)
def test_le_vous_d_une_citation_ou_d_un_rendez_vous_ne_compte_pas(texte: str):
    assert not s_adresse_au_destinataire(texte)
