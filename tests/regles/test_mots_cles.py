"""Les mots clés : ce qu’une règle trouverait, ses mots l’éveillent toujours, de quelque façon qu’on les écrive."""

from __future__ import annotations

import re
from functools import reduce
from operator import or_

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tables import d_un_trait

from lettres.langue.mots.normalisation import normaliser
from lettres.regles.mots_cles import _textes
from lettres.regles.personnes.plusieurs import _AUTRE_AU_RECIT, _MOTS_DU_RECIT
from lettres.regles.personnes.vie_privee import _MOTS_SENSIBLES, _SENSIBLE
from lettres.regles.suite.orientation import _CRU, _DEVETUE, _INTIME, _UNE_IMAGE


def image(*textes: str) -> bool:
    mots = reduce(or_, map(_textes.__getitem__, textes))
    return _CRU.parmi(mots) or (_UNE_IMAGE.parmi(mots) and _DEVETUE.parmi(mots))


def tel_que_compile(motif: re.Pattern[str]) -> st.SearchStrategy[str]:
    return st.from_regex(re.compile(motif.pattern, motif.flags))


@given(tel_que_compile(_SENSIBLE))
def test_un_renseignement_sensible_eveille_sa_regle(texte: str):
    assert _MOTS_SENSIBLES.parmi(_textes[texte])


@given(tel_que_compile(_AUTRE_AU_RECIT))
def test_une_caution_un_codebiteur_eveillent_leur_regle(texte: str):
    assert _MOTS_DU_RECIT.parmi(_textes[texte])


@given(tel_que_compile(_INTIME))
def test_une_image_intime_eveille_sa_regle(texte: str):
    assert image(texte)


@d_un_trait
@pytest.mark.parametrize(
    "texte",
    [
        "Regardez ses photos intimes",
        "REGARDEZ SES PHOTOS INTIMES",
        "Regardez ses ph0tos in7imes",
        "Regardez ses photos inti-\nmes",
        "Regardez ses photos inti-  \n  mes",
        "Regardez ses photos inti\u00admes",
        "Regardez ses photos\u00a0intimes,",
        "Une vidéo où elle est nue.",
        "Une vide\u0301o où elle est nue.",
        "Des sex7os d’elle",
        "Un film p\uff4frno",
    ],
)
def test_deguisee_une_image_intime_eveille_encore_sa_regle(texte: str):
    assert _INTIME.search(normaliser(texte).texte)
    assert image(texte)


@pytest.mark.parametrize("texte", ["Les photos du site sont livrées.", "Je ne vous dois rien.", "La procuration."])
def test_des_mots_ordinaires_n_eveillent_rien(texte: str):
    assert not image(texte)
    assert not _MOTS_SENSIBLES.parmi(_textes[texte])
    assert not _MOTS_DU_RECIT.parmi(_textes[texte])
