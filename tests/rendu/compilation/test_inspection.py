"""L'examen d'un modèle : tout se dit, rien ne se lève."""

from __future__ import annotations

from pathlib import Path

import pytest
from paquets import ESPACES, docx, p, zipper
from tables import d_un_trait

from lettres.rendu import Diagnostic, compiler, examiner
from lettres.socle.champ import Champ
from lettres.socle.erreurs import ModeleInvalide
from lettres.socle.places import DansWord

MASQUE = "<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>masqué</w:t></w:r><w:r><w:t>vu</w:t></w:r></w:p>"
CHAMPS = {"nom": Champ("nom", "texte", "Nom : Marie"), "rue": Champ("rue", "texte", "Rue : des Érables")}


def codes(diagnostic: Diagnostic) -> list[str]:
    return [c.code for c in diagnostic.anomalies]


def test_un_modele_sain_dit_ses_champs_et_rien_a_redire():
    diagnostic = examiner(docx(p("Bonjour {{ nom }}") + p("{% if rue %}x{% endif %}")))
    assert (diagnostic.anomalies, diagnostic.soins, diagnostic.constats) == ((), (), ())
    assert (diagnostic.champs_imprimes, diagnostic.champs_lus) == ({"nom"}, {"nom", "rue"})


def test_un_modele_fautif_dit_ses_anomalies_ses_soins_et_les_champs_de_ses_parties_saines():
    diagnostic = examiner(docx(MASQUE + p("Bonjour {{ nom }}"), entetes={"default": p("{{ rue|zut }} {{ a b }}")}))
    assert codes(diagnostic) == ["M305", "M207"]
    assert {c.dans.partie for c in diagnostic.anomalies if isinstance(c.dans, DansWord)} == {
        "en-tête (word/header1.xml)"
    }
    assert [c.code for c in diagnostic.soins] == ["M121"]
    assert diagnostic.constats == (*diagnostic.anomalies, *diagnostic.soins)
    assert diagnostic.champs_imprimes == {"nom"}


def test_les_fautes_de_deux_parties_se_disent_ensemble_quel_que_soit_le_controle_qui_les_voit():
    """La première est vue balise par balise; la seconde, seulement en compilant toute la partie."""
    coupe = p("{% if nom %}a") + "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>{% endif %}</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"
    deux = examiner(docx(p("{{ a b }}"), entetes={"default": coupe + p("x")}))
    seules = [examiner(docx(p("{{ a b }}"))), examiner(docx(p("x"), entetes={"default": coupe + p("x")}))]
    assert [codes(d) for d in seules] == [["M207"], ["M506"]]
    assert sorted(codes(deux)) == sorted(code for d in seules for code in codes(d))


def test_un_champ_inconnu_est_une_anomalie():
    assert codes(examiner(docx(p("{{ nmo }}")), CHAMPS)) == ["M401"]
    assert codes(examiner(docx(p("{{ nom }}")), CHAMPS)) == []


ILLISIBLES = {
    "vide": b"",
    "pas un zip": b"Bonjour",
    "un zip abîmé": docx(p("x"))[:200],
    "un zip sans document": zipper({"a.xml": b"<a/>"}),
    "un chemin absent": "absent.docx",
    "un nom impossible": "a\0b.docx",
    "un dossier": Path(),
    "autre chose": 3,
}


@d_un_trait
@pytest.mark.parametrize("source", ILLISIBLES.values(), ids=ILLISIBLES.keys())
def test_ce_qui_ne_se_lit_pas_est_une_anomalie_et_non_une_exception(source: object):
    diagnostic = examiner(source)  # type: ignore[arg-type]
    with pytest.raises(ModeleInvalide) as refus:
        compiler(source)  # type: ignore[arg-type]
    assert diagnostic.anomalies == refus.value.constats != ()
    assert {c.fichier for c in diagnostic.anomalies} == {diagnostic.nom}
    assert (diagnostic.soins, diagnostic.champs_imprimes, diagnostic.champs_lus) == ((), frozenset(), frozenset())


def test_ce_qui_arrete_l_examen_n_efface_pas_ce_qu_il_avait_note():
    """Un corps vide arrête l'examen; la macro, notée avant, se dit quand même."""
    vide = {"word/document.xml": f"<w:document {ESPACES}><w:body/></w:document>"}
    seul = examiner(docx("", parties=vide))
    avec = examiner(docx("", parties=vide | {"word/vbaProject.bin": b"x"}))
    assert codes(seul) == ["M904"]
    assert codes(avec) == ["M105", "M904"]
