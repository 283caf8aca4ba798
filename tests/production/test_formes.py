"""Les formes d’une lettre : les mêmes octets demandés seuls ou non, et rien de ce qu’il faut en savoir n’est perdu."""

from __future__ import annotations

import pytest
from exemples_rendus import EXEMPLES, rendu

from lettres.conversion import Pdf
from lettres.socle.constats import Constat, Gravite

LETTRE = next(e for e in EXEMPLES if e.lettre == "rappel")
POLICE = Constat("S026", Gravite.ALERTE, "La police « Exemple » n’est pas sur cette machine : le PDF en a une autre.")


@pytest.mark.parametrize("forme", ["docx", "html", "txt"])
def test_une_forme_a_les_constats_de_la_lettre_et_les_octets_que_l_on_en_tire_seuls(forme):
    lettre = rendu(LETTRE).lettre
    assert lettre.formee(forme).constats == lettre.constats
    assert lettre.sous(forme) == lettre.formee(forme).octets


def test_un_pdf_ajoute_ses_constats_a_ceux_de_la_lettre(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("lettres.conversion.en_pdf", lambda _: [Pdf(b"%PDF", 1, (POLICE,))], raising=False)
    lettre = rendu(LETTRE).lettre
    assert lettre.formee("pdf") == (b"%PDF", (*lettre.constats, POLICE))
    assert lettre.sous("pdf") == b"%PDF"
