"""La preuve : ce que la structure d'un modèle garantit de toutes ses lettres, et ce qu'elle ne garantit pas."""

from __future__ import annotations

import pytest
from compilateur import compiler, par_la_preuve
from modeles_ordinaires import CONTEXTES, LOGICIELS, LUES, ORDINAIRES, enregistrer
from paquets import appel, docx, lignes, note, p, partie, runs, tbl, tc, tr, zone_de_texte
from tables import d_un_trait

from lettres.rendu import Valeur
from lettres.rendu.balises.champs_connus import ChampsConnus
from lettres.rendu.balises.partition import ecrire
from lettres.rendu.compilation.preuve import Preuve
from lettres.rendu.compilation.transcription import Transcription
from lettres.socle.erreurs import ErreurInterne, ModeleInvalide

CONTEXTE: dict[str, Valeur] = {"oui": True, "non": False, "nom": "Marie & Fils", "vide": [], "x": ["un", "deux"]}


def run(texte: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{texte}</w:t></w:r>'


def par(*morceaux: str) -> str:
    return f"<w:p>{''.join(morceaux)}</w:p>"


def si(contenu: str, test: str = "oui") -> str:
    return p(f"{{%p if {test} %}}") + contenu + p("{%p endif %}")


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
    "un tableau sans rangée certaine": tbl(tr("{%tr for y in vide %}"), tr("{{ y }}"), tr("{%tr endfor %}")),
    "une rangée dans une seule branche": tbl(tr("{%tr if non %}"), tr("a"), tr("{%tr endif %}")),
    "une cellule qui peut se vider": tbl(tr(p("{%p if non %}") + p("a") + p("{%p endif %}"))),
    "une cellule qui peut finir par un tableau": tbl(
        tr(tbl(tr("a")) + p("{%p if non %}") + p("a") + p("{%p endif %}"))
    ),
    "un tableau vidé dans une cellule": tbl(
        tr(tbl(tr("{%tr for y in vide %}"), tr("{{ y }}"), tr("{%tr endfor %}")) + p(""))
    ),
    "un contrôle de contenu qui peut se vider": "<w:sdt><w:sdtContent>"
    f"{p('{%p if non %}')}{p('a')}{p('{%p endif %}')}</w:sdtContent></w:sdt>",
    "une zone de texte qui peut se vider": zone_de_texte(p("{%p if non %}") + p("a") + p("{%p endif %}")),
    "un contrôle de contenu": "<w:sdt><w:sdtPr><w:id w:val='4'/></w:sdtPr>"
    f"<w:sdtContent>{p('{{ nom }}')}</w:sdtContent></w:sdt>",
}

NON_PROUVES = {
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
    "une rangée qui peut rester sans cellule": (
        tbl(tr("{%tc for y in vide %}", "{{ y }}", "{%tc endfor %}"), tr("a")),
        "rangée peut rester sans cellule",
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


NOTES_SUIVIES = {
    "une condition": si(appel(2)),
    "un sinon": p("{%p if non %}") + p("a") + p("{%p else %}") + appel(2) + p("{%p endif %}"),
    "un sinon si": p("{%p if non %}") + p("a") + p("{%p elif oui %}") + appel(2) + p("{%p endif %}"),
    "le dernier sinon": p("{%p if non %}")
    + p("a")
    + p("{%p elif non %}")
    + p("b")
    + p("{%p else %}")
    + appel(2)
    + p("{%p endif %}"),
    "deux conditions": si(p("a") + si(appel(2), "x and nom != “l’été”")),
    "une condition en ligne": par(
        run("a {% if oui %}b"), '<w:r><w:footnoteReference w:id="2"/></w:r>', run("{% endif %}")
    ),
    "un signe": si(appel(2), "x|length &gt; 1"),
    "dans une rangée": tbl(tr("t"), tr("{%tr if oui %}"), tr(appel(2)), tr("{%tr endif %}")),
}


@d_un_trait
@pytest.mark.parametrize("corps", NOTES_SUIVIES.values(), ids=NOTES_SUIVIES.keys())
def test_la_note_d_un_appel_conditionnel_s_en_va_avec_lui_et_le_modele_est_prouve(corps: str):
    modele = compiler(docx(p("début") + appel(1) + corps, notes=note(1, p("une")) + note(2, p("{{ nom }}"))))
    assert modele.raisons == ()
    for oui in (True, False):
        contexte: dict[str, Valeur] = {**CONTEXTE, "oui": oui, "non": not oui, "x": ["a", "b"] if oui else []}
        lettre = modele.rendre(contexte)
        assert 'footnoteReference w:id="2"' in partie(lettre) or not oui
        notes = ["une", "Marie & Fils"] if 'footnoteReference w:id="2"' in partie(lettre) else ["une"]
        assert lignes(lettre, "word/footnotes.xml") == notes
        assert par_la_preuve(modele).rendre(contexte) == lettre


def test_une_note_que_deux_branches_appellent_se_controle_lettre_par_lettre():
    corps = p("{%p if oui %}") + appel(2) + p("{%p else %}") + appel(2) + p("{%p endif %}")
    modele = compiler(docx(p("début") + corps, notes=note(2, p("{{ nom }}"))))
    assert any("appel de note" in r for r in modele.raisons)
    assert lignes(modele.rendre(CONTEXTE), "word/footnotes.xml") == ["Marie & Fils"]


@pytest.mark.parametrize(
    "boucle",
    [
        p("{%p for y in x %}") + appel(1) + p("{%p endfor %}"),
        si(f"{p('{%p for y in x %}')}{appel(1)}{p('{%p endfor %}')}"),
    ],
)
def test_un_appel_de_note_dans_une_boucle_est_refuse_avant_toute_lettre(boucle: str):
    with pytest.raises(ModeleInvalide) as refus:
        compiler(docx(p("Payez.") + boucle, notes=note(1, p("n"))))
    (constat,) = refus.value.constats
    assert constat.code == "M905"
    assert "« {%p for y in x %} »" in constat.message


def test_une_condition_trop_longue_ne_se_recopie_pas():
    tests = f"nom != '{'a' * 800}'"
    corps = p("{%p if non and " + tests + " %}") + p("a")
    corps += "".join(p("{%p elif " + tests + " %}") + p("b") for _ in range(4)) + p("{%p else %}") + appel(1)
    modele = compiler(docx(p("début") + corps + p("{%p endif %}"), notes=note(1, p("n"))))
    assert not modele.prouve


@d_un_trait
@pytest.mark.un_sur(4)
@pytest.mark.parametrize(
    ("graine", "modele", "logiciel"),
    [
        pytest.param(graine, modele, logiciel, id=f"{modele}, {logiciel}")
        for graine, (modele, logiciel) in enumerate((m, n) for m in ORDINAIRES for n in LOGICIELS)
    ],
)
def test_un_modele_ordinaire_est_prouve_quel_que_soit_le_logiciel(graine: int, modele: str, logiciel: str):
    """Soixante modèles, leurs « runs » coupés n'importe où : la même lettre que s'ils ne l'étaient pas, et prouvée."""
    compile_ = compiler(enregistrer(ORDINAIRES[modele], LOGICIELS[logiciel], graine))
    assert compile_.raisons == ()
    for contexte, voulue in zip(CONTEXTES, LUES[modele], strict=True):
        lettre = compile_.rendre(contexte)  # type: ignore[arg-type]
        assert " | ".join(lignes(lettre)) == voulue
        assert par_la_preuve(compile_).rendre(contexte) == lettre  # type: ignore[arg-type]


@pytest.mark.parametrize("corps", PROUVES.values(), ids=PROUVES.keys())
def test_le_rendu_prouve_et_le_rendu_controle_donnent_les_memes_octets(corps: str):
    modele = compiler(docx(p("début") + corps))
    assert par_la_preuve(modele).rendre(CONTEXTE) == modele.rendre(CONTEXTE)


def test_une_preuve_que_la_lettre_dement_est_une_faute_de_l_outil(monkeypatch: pytest.MonkeyPatch):
    """La garantie fausse est injectée : sans elle, ce modèle se répare lettre par lettre."""
    vide = docx(p("a") + tbl(tr("{%tc for y in vide %}", "{{ y }}", "{%tc endfor %}")))
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
