"""La preuve : ce que la structure d'un modèle garantit de toutes ses lettres, et ce qu'elle ne garantit pas."""

from __future__ import annotations

import pytest
from compilateur import compiler, par_la_preuve
from paquets import appel, docx, note, p, runs, tbl, tc, tr, zone_de_texte

from lettres.rendu import Valeur
from lettres.rendu.balises.champs_connus import ChampsConnus
from lettres.rendu.balises.partition import ecrire
from lettres.rendu.balises.transcription import Transcription
from lettres.rendu.compilation.preuve import Preuve
from lettres.socle.erreurs import ErreurInterne

CONTEXTE: dict[str, Valeur] = {"oui": True, "non": False, "nom": "Marie & Fils", "vide": [], "x": ["un", "deux"]}

PROUVES = {
    "une valeur dans un texte": p("Bonjour {{ nom }}"),
    "une balise coupée en morceaux": runs("Bonjour {", "{ n", "om }", "}"),
    "une condition dans un texte": p("a {% if oui %}b{% endif %} c"),
    "un paragraphe conditionnel": p("{%p if oui %}") + p("a") + p("{%p endif %}"),
    "une boucle de paragraphes": p("{%p for y in x %}") + p("{{ y }}") + p("{%p endfor %}"),
    "des rangées sous un titre": tbl(tr("Titre"), tr("{%tr for y in x %}"), tr("{{ y }}"), tr("{%tr endfor %}")),
    "une rangée dans chaque branche": tbl(
        tr("{%tr if oui %}"), tr("a"), tr("{%tr else %}"), tr("b"), tr("{%tr endif %}")
    ),
    "une cellule qui finit par un paragraphe": tbl(
        tr(p("{%p if oui %}") + p("a") + p("{%p endif %}") + p("b")), colonnes=1
    ),
    "une cellule pleine dans les deux branches": tbl(
        tr(p("{%p if oui %}") + p("a") + p("{%p else %}") + p("b") + p("{%p endif %}"))
    ),
    "un champ entier dans une condition": p("{%p if oui %}")
    + '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> PAGE </w:instrText></w:r>'
    '<w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>' + p("{%p endif %}"),
    "un signet entier dans une condition": p("{%p if oui %}")
    + '<w:p><w:bookmarkStart w:id="1" w:name="s"/><w:r><w:t>a</w:t></w:r><w:bookmarkEnd w:id="1"/></w:p>'
    + p("{%p endif %}"),
    "une zone de texte hors de tout bloc": zone_de_texte(p("{{ nom }}")),
    "un contrôle de contenu": "<w:sdt><w:sdtPr><w:id w:val='4'/></w:sdtPr>"
    f"<w:sdtContent>{p('{{ nom }}')}</w:sdtContent></w:sdt>",
}

NON_PROUVES = {
    "un tableau sans rangée certaine": (
        tbl(tr("{%tr for y in vide %}"), tr("{{ y }}"), tr("{%tr endfor %}")),
        "sans rangée",
    ),
    "une rangée dans une seule branche": (tbl(tr("{%tr if non %}"), tr("a"), tr("{%tr endif %}")), "sans rangée"),
    "une cellule qui peut se vider": (
        tbl(tr(p("{%p if non %}") + p("a") + p("{%p endif %}"))),
        "paragraphe final",
    ),
    "une cellule qui peut finir par un tableau": (
        tbl(tr(tbl(tr("a")) + p("{%p if non %}") + p("a") + p("{%p endif %}"))),
        "paragraphe final",
    ),
    "des colonnes en boucle": (tbl(tr("t", "{%tc for y in x %}", "{{ y }}", "{%tc endfor %}"), colonnes=3), "colonnes"),
    "une fusion calculée": (
        tbl(
            tr("{%tr for y in x %}", ""), tr("{% vm %}G", "{{ y }}"), tr("{%tr endfor %}", ""), tr("a", "b"), colonnes=2
        ),
        "règle la forme",
    ),
    "un fond calculé": (tbl(tr("{% cellbg couleur %}a")), "règle la forme"),
    "un signet répété": (
        p("{%p for y in x %}")
        + '<w:p><w:bookmarkStart w:id="1" w:name="s"/><w:r><w:t>{{ y }}</w:t></w:r><w:bookmarkEnd w:id="1"/></w:p>'
        + p("{%p endfor %}")
        + '<w:p><w:hyperlink w:anchor="s"><w:r><w:t>voir</w:t></w:r></w:hyperlink></w:p>',
        "répété",
    ),
    "une zone de texte répétée": (
        p("{%p for y in x %}") + zone_de_texte(p("{{ y }}")) + p("{%p endfor %}"),
        "répété",
    ),
    "une section dans une condition": (
        p("{%p if oui %}") + "<w:p><w:pPr><w:sectPr/></w:pPr></w:p>" + p("{%p endif %}") + p("a"),
        "section",
    ),
    "un contrôle de contenu qui peut se vider": (
        f"<w:sdt><w:sdtContent>{p('{%p if non %}')}{p('a')}{p('{%p endif %}')}</w:sdtContent></w:sdt>",
        "contrôle de contenu",
    ),
    "un corps qui peut se vider": (p("{%p if oui %}") + p("a") + p("{%p endif %}"), ""),
}


@pytest.mark.parametrize("corps", PROUVES.values(), ids=PROUVES.keys())
def test_ce_modele_est_prouve(corps: str):
    modele = compiler(docx(p("début") + corps))
    assert modele.raisons == ()
    assert modele.prouve
    assert modele.remplir(CONTEXTE).chemin == "prouvé"


@pytest.mark.parametrize(("corps", "raison"), NON_PROUVES.values(), ids=NON_PROUVES.keys())
def test_ce_modele_se_controle_lettre_par_lettre_et_dit_pourquoi(corps: str, raison: str):
    debut = p("début") if raison else ""
    modele = compiler(docx(debut + corps))
    assert not modele.prouve
    assert any((raison or "corps peut rester sans paragraphe") in r for r in modele.raisons), modele.raisons
    assert modele.raisons[0].startswith("corps : ")
    assert modele.remplir({**CONTEXTE, "couleur": "FFFFFF"}).chemin == "contrôlé"


def test_un_appel_de_note_conditionnel_se_controle_lettre_par_lettre():
    corps = p("début") + p("{%p if oui %}") + f"<w:p>{appel(2)}</w:p>" + p("{%p endif %}")
    modele = compiler(docx(corps, notes=note(2, p("{{ nom }}"))))
    assert any("appel de note" in r for r in modele.raisons)


def test_la_raison_nomme_le_tableau_par_son_texte():
    (raison,) = compiler(
        docx(p("a") + tbl(tr("{%tr for y in x %}"), tr("Frais {{ y }}"), tr("{%tr endfor %}")))
    ).raisons
    assert "« Frais »" in raison


@pytest.mark.parametrize("corps", PROUVES.values(), ids=PROUVES.keys())
def test_le_rendu_prouve_et_le_rendu_controle_donnent_les_memes_octets(corps: str):
    modele = compiler(docx(p("début") + corps))
    assert par_la_preuve(modele).rendre(CONTEXTE) == modele.rendre(CONTEXTE)


def test_une_preuve_que_la_lettre_dement_est_une_faute_de_l_outil(monkeypatch: pytest.MonkeyPatch):
    """La garantie fausse est injectée : sans elle, ce modèle se répare lettre par lettre."""
    vide = docx(p("a") + tbl(tr("{%tr for y in vide %}"), tr("{{ y }}"), tr("{%tr endfor %}")))
    monkeypatch.setattr("lettres.rendu.compilation.gravure.prouver", lambda _: Preuve())
    with pytest.raises(ErreurInterne, match="preuve"):
        compiler(vide).rendre(CONTEXTE)


def test_une_partie_sans_balise_est_recopiee_et_non_rendue():
    modele = compiler(docx(p("{{ nom }}"), entetes={"default": p("Étude Exemple")}))
    assert [g.nom for g in modele._gabarits] == ["word/document.xml"]


def test_le_schema_fait_un_element_de_chaque_bloc_et_une_marque_de_chaque_valeur():
    source = "<a><w:t>{% if x %}{{ y }}{% else %}z{% endif %}</w:t>{% for i in l %}<b/>{% endfor %}</a>"
    schema = Transcription(ecrire(source, ChampsConnus(None)).partition).schema
    assert schema.replace(' xmlns:j="urn:lettres:blocs"', "") == (
        "<a><w:t><j:si><j:cas><j:sortie/></j:cas><j:sinon>z</j:sinon></j:si></w:t><j:boucle><b/></j:boucle></a>"
    )


@pytest.mark.parametrize("cellule", [tc("a"), tc("{{ nom }}")])
def test_une_cellule_hors_de_tout_bloc_ne_fait_pas_varier_les_colonnes(cellule: str):
    assert compiler(docx(p("a") + f"<w:tbl><w:tblPr/><w:tblGrid/><w:tr>{cellule}</w:tr></w:tbl>")).prouve
