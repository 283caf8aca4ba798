"""Quand les champs sont connus, une condition absurde est refusée à la compilation, avec une voie sûre."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal

import pytest
from compilateur import compiler
from paquets import appel, docx, note, p, texte
from tables import d_un_trait

from lettres.rendu import examiner
from lettres.socle.champ import Champ

CHAMPS = {
    c.chemin: c
    for c in (
        Champ("sommes.solde", "texte", "Solde"),
        Champ("sommes.solde_nombre", "nombre", "Solde, à comparer"),
        Champ("sommes.absent_nombre", "nombre", "Absent, à comparer"),
        Champ("sommes.frais", "texte", "Frais"),
        Champ("lettre.date", "texte", "Date"),
        Champ("lettre.date_iso", "date", "Date, à comparer"),
        Champ("contrat.verbal", "oui_non", "Verbal"),
        Champ("creances[].montant", "texte", "Montant"),
        Champ("creances[].verbale", "oui_non", "Verbale"),
        Champ("creances[].du", "texte", "Dû"),
        Champ("creances[].du_nombre", "nombre", "Dû, à comparer"),
        Champ("creances[].date", "texte", "Date"),
        Champ("creances[].date_iso", "date", "Date, à comparer"),
        Champ("pieces", "liste_de_textes", "Pièces"),
        Champ("nom", "texte", "Nom"),
    )
}
REFUSES = {
    '{% if sommes.solde > "900,00 $" %}x{% endif %}': ("M403", "sommes.solde_nombre"),
    '{% if "900,00 $" <= sommes.solde %}x{% endif %}': ("M403", "sommes.solde_nombre"),
    "{% if sommes.solde > 900 %}x{% endif %}": ("M403", "sommes.solde_nombre"),
    "{% if sommes.solde == 900 %}x{% endif %}": ("M403", "sommes.solde_nombre"),
    '{% if sommes.solde == "950,10 $" %}x{% endif %}': ("M403", "sommes.solde_nombre == 950.10"),
    '{% if "950,10\u00a0$" != sommes.solde %}x{% endif %}': ("M403", "950.10 != sommes.solde_nombre"),
    '{% if lettre.date == "5 octobre 2026" %}x{% endif %}': ("M403", "lettre.date_iso"),
    '{% for c in creances if c.du == "1,20 $" %}x{% endfor %}': ("M403", "c.du_nombre"),
    "{% if sommes.solde is gt 900 %}x{% endif %}": ("M403", "sommes.solde_nombre"),
    "{% if sommes.solde < sommes.frais %}x{% endif %}": ("M403", "sommes.solde_nombre"),
    '{% if lettre.date > "1er mars" %}x{% endif %}': ("M403", "lettre.date_iso"),
    '{% if sommes.frais > "9,00 $" %}x{% endif %}': ("M403", "oui/non"),
    "{% for c in creances %}{% if c.montant > 9 %}x{% endif %}{% endfor %}": ("M403", "oui/non"),
    "{% for c in creances if c.montant > 9 %}x{% endfor %}": ("M403", "oui/non"),
    "{% set s = sommes.solde %}{% if s > 9 %}x{% endif %}": ("M403", "sommes.solde_nombre"),
    '{{ "a" if sommes.solde > "9" else "b" }}': ("M403", "sommes.solde_nombre"),
    '{% if lettre.date_iso > "1er mars" %}x{% endif %}': ("M403", "2026-03-01"),
    '{% if contrat.verbal == "oui" %}x{% endif %}': ("M404", "{% if contrat.verbal %}"),
    "{% if contrat.verbal == « non » %}x{% endif %}": ("M404", "{% if not contrat.verbal %}"),
    '{% if "oui" == contrat.verbal %}x{% endif %}': ("M404", "{% if contrat.verbal %}"),
    '{% for c in creances %}{% if c.verbale != "oui" %}x{% endif %}{% endfor %}': ("M404", "{% if c.verbale %}"),
    "{{ sommes.solde_nombre }}": ("M402", "Écrivez {{ sommes.solde }}."),
    "{{ lettre.date_iso }}": ("M402", "Écrivez {{ lettre.date }}."),
    "{{ lettre.date_iso|upper }}": ("M402", "Écrivez {{ lettre.date }}."),
    "{{ lettre.date_iso[:4] }}": ("M402", "sans « _iso »"),
    "{% set s = sommes.solde_nombre %}{{ s }}": ("M402", "Écrivez {{ sommes.solde }}."),
    '{{ "x" if nom else sommes.solde_nombre }}': ("M402", "Écrivez {{ sommes.solde }}."),
    "{% for c in creances %}{{ c.du_nombre }}{% endfor %}": ("M402", "Écrivez {{ c.du }}."),
    "{{ sommes.solde_nombr }}": ("M401", "« sommes.solde »"),
    '{% if sommes.solde_nombre > "900" %}x{% endif %}': ("M403", "dollar : 900"),
    '{% if "900,50 $" == sommes.solde_nombre %}x{% endif %}': ("M403", "dollar : 900.50"),
    '{% if sommes.solde_nombre in [900, "950"] %}x{% endif %}': ("M403", "dollar : 950"),
    "{% if sommes.solde_nombre == true %}x{% endif %}": ("M403", "dollar : 900.50"),
    "{% if lettre.date_iso > 2026 %}x{% endif %}": ("M403", "2026-03-01"),
    '{% if lettre.date_iso >= "2026-02-30" %}x{% endif %}': ("M403", "2026-03-01"),
    "{% if sommes.solde_nombre > lettre.date_iso %}x{% endif %}": ("M403", "deux jours"),
    "{% if sommes.solde_nombre == contrat.verbal %}x{% endif %}": ("M403", "deux jours"),
    "{% if sommes.solde == sommes.solde_nombre %}x{% endif %}": ("M403", "« sommes.solde_nombre »"),
    '{{ nom|default("x") }}': ("M305", "{% if champ %}"),
    '{{ nom|d("x") }}': ("M305", "{% if champ %}"),
    "{{ pieces|sort }}": ("M604", "join"),
    "{{ sommes.solde en lettres }}": ("M207", "sommes.solde_en_lettres"),
    "{%P if nom %}": ("M206", "{%p"),
    "{% p if nom %}": ("M301", "Écrivez « {%p » : {%p if nom %}."),
    "{% tr for c in creances %}": ("M301", "Écrivez « {%tr » : {%tr for c in creances %}."),
    "{% tc if nom %}": ("M301", "Écrivez « {%tc » : {%tc if nom %}."),
    "{% r if nom %}": ("M301", "Écrivez « {%r » : {%r if nom %}."),
    "{% p endif %}": ("M301", "Écrivez « {%p » : {%p endif %}."),
    "{% tr endfor %}": ("M301", "Écrivez « {%tr » : {%tr endfor %}."),
    "{% p set x = nom %}": ("M301", "Écrivez « {%p » : {%p set x = nom %}."),
}


@d_un_trait
@pytest.mark.parametrize(("balise", "attendu"), REFUSES.items())
def test_une_comparaison_absurde_est_refusee_avant_toute_lettre(balise: str, attendu: tuple[str, str]):
    anomalies = examiner(docx(p("Un.") + p(balise.replace("<", "&lt;"))), CHAMPS).anomalies
    assert [c.code for c in anomalies] == [attendu[0]]
    assert attendu[1] in f"{anomalies[0].message} {anomalies[0].remede}"
    assert anomalies[0].dans is not None
    assert anomalies[0].dans.paragraphe == 2  # type: ignore[union-attr]


SUIVIS = (
    '{% if sommes.solde > "900,00 $" %}x{% endif %}',
    '{% if "1 900,25 $" <= sommes.solde %}x{% endif %}',
    "{% if sommes.solde == 900.10 %}x{% endif %}",
    "{% if sommes.solde is gt 900 %}x{% endif %}",
    '{% if lettre.date >= "1er décembre 2026" %}x{% endif %}',
    '{% if lettre.date < "2026-12-01" %}x{% endif %}',
    "{% for c in creances %}{% if c.du > 9 %}x{% endif %}{% endfor %}",
    "{% for c in creances %}{% if c.du <= sommes.solde %}x{% endif %}{% endfor %}",
    '{% for c in creances %}{% set d = c.date %}{% if d > "juin" %}x{% endif %}{% endfor %}',
    "{% if creances[0].du > 5 %}x{% endif %}",
    "{% if (creances|last).du > 5 %}x{% endif %}",
    "{% set s = sommes.solde %}{% if s > 9 %}x{% endif %}",
    "{% set g = sommes %}{% if g.solde > 9 %}x{% endif %}",
    "{% if sommes.solde < lettre.date %}x{% endif %}",
)


@d_un_trait
@pytest.mark.parametrize("balise", SUIVIS)
def test_le_remede_d_un_texte_compare_est_une_condition_que_le_modele_accepte(balise: str):
    (anomalie,) = examiner(docx(p(balise.replace("<", "&lt;"))), CHAMPS).anomalies
    assert anomalie.code == "M403"
    proposee = re.search(r"\{% if (.+?) %\}", anomalie.remede)
    brut = re.search(r"« ([^»]+) »", anomalie.remede)
    condition = proposee[1] if proposee else f"{brut[1]} > 5"  # type: ignore[index]  # l'un ou l'autre est proposé
    corrigee = re.sub(r"\{% if .+? %\}", f"{{% if {condition} %}}", balise)
    assert examiner(docx(p(corrigee.replace("<", "&lt;"))), CHAMPS).anomalies == ()


PERMIS = {
    "{% if sommes.solde_nombre > 900 %}oui{% endif %}": "oui",
    "{% if sommes.solde_nombre == 950.10 %}oui{% endif %}": "oui",
    "{% if 950.10 == sommes.solde_nombre and sommes.solde_nombre <= 950.10 %}oui{% endif %}": "oui",
    "{% if sommes.solde_nombre in [950.10, 3] and sommes.solde_nombre not in [4.1] %}oui{% endif %}": "oui",
    "{% if sommes.solde_nombre is ge 950.10 and not sommes.solde_nombre is ne 950.10 %}oui{% endif %}": "oui",
    "{% if sommes.solde_nombre < 950.11 and sommes.solde_nombre > 950.09 %}oui{% endif %}": "oui",
    "{% if not sommes.absent_nombre and not sommes.absent_nombre > 1 %}oui{% endif %}": "oui",
    "{% for c in creances if c.du_nombre > 1.10 %}{{ c.du }}{% endfor %}": "1,20 $",
    "{% if 100.5 < sommes.solde_nombre and sommes.solde_nombre <= 1000 %}oui{% endif %}": "oui",
    '{% if lettre.date_iso > "2026-03-01" %}oui{% endif %}': "oui",
    '{% if lettre.date_iso == "2026-11-29" %}oui{% endif %}': "oui",
    '{% if sommes.solde == "" or nom == "Zoé" %}oui{% endif %}': "oui",
    "{% if contrat.verbal %}oui{% endif %}": "oui",
    "{% if nom[0] == “Z” and nom[:2] == ‘Zo’ %}oui{% endif %}": "oui",
    "{{ pieces|sort|join(“, ”) }}": "a, B, c",
    "{% for x in pieces|reverse %}{{ x }}{% endfor %}": "cBa",
    "{% set n = nom|upper %}{{ n }}{{ nom if contrat.verbal }}": "ZOÉZoé",
    "{% for c in creances if c.verbale %}{{ loop.index0 }}{{ c.montant }}{% endfor %}": "02 $",
}


@d_un_trait
@pytest.mark.parametrize(("balise", "voulu"), PERMIS.items())
def test_les_champs_bruts_se_comparent_et_le_langage_courant_passe(balise: str, voulu: str):
    contexte = {
        "sommes": {"solde": "950,10 $", "solde_nombre": Decimal("950.10"), "frais": "5,00 $"},
        "lettre": {"date": "29 novembre 2026", "date_iso": "2026-11-29"},
        "contrat": {"verbal": True},
        "creances": [
            {"montant": "1 $", "verbale": False, "du": "1,10 $", "du_nombre": Decimal("1.10")},
            {"montant": "2 $", "verbale": True, "du": "1,20 $", "du_nombre": Decimal("1.20")},
        ],
        "pieces": ["a", "B", "c"],
        "nom": "Zoé",
        "inutile": date(2026, 1, 1),
    }
    assert texte(compiler(docx(p(balise.replace("<", "&lt;"))), CHAMPS).rendre(contexte)) == voulu  # type: ignore[arg-type]


def test_une_variable_de_boucle_dans_une_note_dit_qu_une_note_ne_voit_pas_les_boucles():
    corps = p("{% for c in creances %}{{ c.montant }}{% endfor %}") + appel(1)
    (constat,) = examiner(
        docx(corps, notes=note(1, p("Dû : {{ creances.montant }} {{ creance.montant }}"))), CHAMPS
    ).anomalies[1:]
    assert constat.code == "M401"
    assert "ne voit pas les boucles" in constat.remede
