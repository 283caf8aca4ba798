"""Chaque faute d'un modèle a son code, sa place et son remède; toutes sont dites d'un coup."""

from __future__ import annotations

from html import unescape

import pytest
from compilateur import compiler
from paquets import ESPACES, docx, lignes, noms, p, partie, runs, tbl, tc, tr, zipper, zone_de_texte
from tables import d_un_trait

from lettres.composition.champs import Champ
from lettres.socle.constats import Constat, abreger
from lettres.socle.erreurs import ModeleInvalide
from lettres.socle.places import DansWord


def constats(octets: bytes) -> tuple[Constat, ...]:
    with pytest.raises(ModeleInvalide) as refus:
        compiler(octets)
    return refus.value.constats


FAUTES = {
    # -- L'écriture des balises --
    "{{ nom": ("M201", "jamais fermée"),
    "{{ nom }": ("M201", "jamais fermée"),
    "{{ nom et {{ prenom }}": ("M201", "jamais fermée"),
    "nom }}": ("M202", "« }} »"),
    "{% if nom }}x{% endif %}": ("M201", "jamais fermée"),
    "50 %} de rabais": ("M202", "« %} »"),
    "{nom}": ("M203", "Écrivez {{nom}}"),
    "{client.nom}": ("M203", "Écrivez {{client.nom}}"),
    "{ client.nom }": ("M203", "Écrivez {{ client.nom }}"),
    "{% if nom %}x": ("M204", "jamais fermé"),
    "{% for x in l %}x": ("M204", "« endfor »"),
    "x{% endif %}": ("M205", "« endif » n’a pas de bloc"),
    "{% else %}": ("M205", "« else » n’a pas de bloc"),
    "{% if nom %}x{% endfor %}": ("M205", "ne ferme pas le bloc « if »"),
    "{% if a %}{% else %}{% else %}{% endif %}": ("M205", "suit déjà un « else »"),
    "{% for x in l %}{% elif a %}{% endfor %}": ("M205", "« elif » n’a pas de bloc"),
    "{% si nom %}": ("M206", "Écrivez « if »"),
    "{% if a %}{% sinon %}{% endif %}": ("M206", "Écrivez « else »"),
    "{% if a %}{% sinon si b %}{% endif %}": ("M206", "Écrivez « elif »"),
    "{% IF nom %}": ("M206", "Écrivez « if »"),
    "{% if a %}{% elseif b %}{% endif %}": ("M206", "Écrivez « elif »"),
    "{% pour x in l %}": ("M206", "Écrivez « for »"),
    "{% fin si %}": ("M206", "Écrivez « endif »"),
    "{% edif %}": ("M206", "Écrivez « endif »"),
    "{{ nom prenom }}": ("M207", "ne contient pas d’espace"),
    "{{ }}": ("M207", "vide"),
    "{% %}": ("M207", "vide"),
    "{{ nom..x }}": ("M207", "mal écrit"),
    "{% if %}x{% endif %}": ("M207", "mal écrit"),
    "{% endif nom %}": ("M207", "Rien ne suit"),
    "{% if x = 1 %}a{% endif %}": ("M208", "« == »"),
    "{% if x et y %}a{% endif %}": ("M209", "« et »"),
    "{% if x ou y %}a{% endif %}": ("M209", "« ou »"),
    "{% if x &amp;&amp; y %}a{% endif %}": ("M209", "« && »"),
    "{% if x AND y %}a{% endif %}": ("M209", "« AND »"),
    "{{ nom|default(« rien) }}": ("M210", "guillemets"),
    "{{ nom|default(rien ») }}": ("M210", "guillemets"),
    '{{ nom|default("rien) }}': ("M210", "pas fermé"),
    "{{ date-naissance }}": ("M211", "« _ »"),
    "{{ date–naissance }}": ("M211", "« _ »"),
    "{{ no\u200bm }}": ("M212", "U+200B"),
    "{%pif nom%}": ("M213", "Il manque une espace"),
    # -- Le langage permis --
    "{% set a, b = l %}": ("M301", "n’est pas permis"),
    "{% set x = nom() %}": ("M304", "aucune fonction"),
    "{% set loop = 1 %}": ("M308", "réservé"),
    "{% set x %}": ("M207", "nom de champ"),
    "{% set x = %}": ("M207", "mal écrit"),
    "{{ nom + 'x' }}": ("M301", "ne calcule pas"),
    "{{ 1/0 }}": ("M301", "ne calcule pas"),
    "{{p nom }}": ("M301", "n’est pas permis"),
    "{{r nom }}": ("M301", "n’est pas permis"),
    "{% for a, b in l %}x{% endfor %}": ("M301", "n’est pas permis"),
    "{% for x in l recursive %}x{% endfor %}": ("M301", "recursive"),
    "{% for x in l if x() %}x{% endfor %}": ("M304", "aucune fonction"),
    "{{ l[n] }}": ("M207", "ne nomme pas un champ"),
    "{{ nom[1:n] }}": ("M301", "bornes d’une tranche"),
    "{{ l|sort }}": ("M604", "triée"),
    "{{ nom|replace('a') }}": ("M305", "deux arguments"),
    "{{ nom|replace(a, b) }}": ("M305", "guillemets"),
    "{{ loop.depth }}{% for x in l %}{{ loop.previtem }}{% endfor %}": ("M308", "« loop »"),
    "{% include 'x' %}": ("M302", "n’inclut aucun"),
    "{% autoescape false %}x{% endautoescape %}": ("M303", "échappement"),
    "{{ nom() }}": ("M304", "aucune fonction"),
    "{{ nom|eurros }}": ("M305", "« eurros » n’existe pas"),
    "{{ nom|uper }}": ("M305", "« upper »"),
    "{{ nom|safe }}": ("M305", "n’existe pas"),
    "{{ l|join(nom) }}": ("M305", "guillemets"),
    "{{ nom|upper('x') }}": ("M305", "argument"),
    "{% if nom is majeur %}x{% endif %}": ("M306", "« majeur » n’existe pas"),
    "{% if nom is eq %}x{% endif %}": ("M306", "mal écrit"),
    "{% for x in 'abc' %}x{% endfor %}": ("M402", "liste du contexte"),
    "{{ " + "a" * 1_000 + " }}": ("M307", "trop longue"),
    "{% if a %}" * 21 + "{% endif %}" * 21: ("M307", "imbriqués"),
    "{% for a in l %}" * 5 + "{% endfor %}" * 5: ("M307", "imbriquées"),
    "{{ _x }}": ("M308", "réservé"),
    "{{ a._x }}": ("M308", "réservé"),
    "{{ self }}": ("M308", "réservé"),
    "{{ 1.5 }}": ("M604", "ne s’imprime pas"),
    "{{ true }}": ("M604", "ne s’imprime pas"),
    "{{ a == b }}": ("M604", "oui/non"),
    "{{ '{' }}": ("M301", "accolade"),
    "{% for x in l %}{{ loop.first }}{% endfor %}": ("M604", "loop.first"),
}


@d_un_trait
@pytest.mark.parametrize(("texte", "attendu"), FAUTES.items())
def test_la_faute_est_nommee_placee_et_a_un_remede(texte: str, attendu: tuple[str, str]):
    code, phrase = attendu
    trouves = constats(docx(p("Premier") + p("Deuxième {{ nom }}") + p(texte.replace("<", "&lt;"))))
    assert trouves[0].code == code
    assert phrase in f"{trouves[0].message} {trouves[0].remede}"
    assert trouves[0].remede
    ou, texte = trouves[0].dans, unescape(texte)
    assert isinstance(ou, DansWord)
    assert (ou.partie, ou.paragraphe, ou.texte) == ("corps", 3, abreger(texte))
    assert ou.debut is not None and ou.fin is not None
    assert texte[ou.debut : ou.fin].strip()
    assert ou.passage in ("", abreger(texte[ou.debut : ou.fin]))


def test_la_place_n_est_pas_dans_le_message_et_se_lit_devant_lui():
    (trouve,) = constats(docx(p("Premier") + p("Doit {{ montant|zut }} dollars")))
    assert trouve.dans == DansWord("corps", 2, 5, 22, "Doit {{ montant|zut }} dollars", "{{ montant|zut }}")
    assert trouve.message.startswith("Le filtre « zut »")
    assert str(trouve) == (
        "modèle \u203a corps \u203a paragraphe 2 « Doit {{ montant|zut }} dollars » \u203a {{ montant|zut }}: "
        + trouve.message
    )


def test_la_place_d_un_texte_de_remplacement_le_dit():
    dessin = zone_de_texte(p("x")).replace("name='Zone'", "name='Zone' descr='Logo de {{ a( }}'")
    (trouve,) = constats(docx(dessin))
    assert trouve.dans == DansWord("corps", None, 8, 16, "Logo de {{ a( }}", "{{ a( }}")
    assert "texte de remplacement « Logo de {{ a( }} »" in trouve.place


def test_la_meme_faute_du_meme_paragraphe_ne_se_dit_qu_une_fois():
    assert len(constats(docx(p("{{ a|zut }} puis {{ a|zut }}")))) == 1
    assert len(constats(docx(p("{{ a|zut }}") + p("{{ a|zut }}")))) == 2


STRUCTURES = {
    "texte avant et après": (p("Bonjour {%p if nom %} reste") + p("{%p endif %}"), "M501", "Le texte voisin"),
    "deux balises de paragraphe": (p("{%p if nom %}texte{%p endif %}"), "M501", "Une balise"),
    "texte dans la rangée": (
        tbl(tr("{%tr if nom %}", "perdu"), tr("{%tr endif %}", ""), colonnes=2),
        "M501",
        "emporte toute la rangée",
    ),
    "boucle dans une seule rangée": (tbl(tr("{%tr for x in l %}{{ x }}{%tr endfor %}")), "M501", "toute la rangée"),
    "texte dans la cellule": (
        tbl(tr("{%tc if nom %} perdu", "a", "{%tc endif %}"), colonnes=3),
        "M501",
        "emporte toute la cellule",
    ),
    "image": (
        "<w:p><w:r><w:t>{%p if a %}</w:t></w:r><w:r><w:drawing/></w:r></w:p>" + p("{%p endif %}"),
        "M502",
        "Une image ou une forme serait perdue avec le paragraphe",
    ),
    "appel de note": (
        "<w:p><w:r><w:t>{%p if a %}</w:t></w:r><w:r><w:footnoteReference w:id='1'/></w:r></w:p>" + p("{%p endif %}"),
        "M502",
        "Un appel de note serait perdu avec le paragraphe",
    ),
    "saut de page": (
        "<w:p><w:r><w:br w:type='page'/></w:r><w:r><w:t>{%p if a %}</w:t></w:r></w:p>" + p("{%p endif %}"),
        "M502",
        "saut de page",
    ),
    "signet": (
        "<w:p><w:bookmarkStart w:id='1' w:name='a'/><w:r><w:t>{%p if a %}</w:t></w:r><w:bookmarkEnd w:id='1'/></w:p>"
        + p("{%p endif %}")
        + "<w:p><w:hyperlink w:anchor='a'><w:r><w:t>voir</w:t></w:r></w:hyperlink></w:p>",
        "M502",
        "signet",
    ),
    "section": (p("{%p if a %}", "<w:pPr><w:sectPr/></w:pPr>") + p("{%p endif %}"), "M503", "saut de section"),
    "rangée hors tableau": (p("{%tr for x in l %}") + p("{%tr endfor %}"), "M504", "pas dans un tableau"),
    "note de rangée hors tableau": (p("{#tr à revoir #}"), "M504", "« {#tr » n’est pas dans un tableau"),
    "note de paragraphe et texte": (p("{#p à revoir #} reste"), "M501", "Le texte voisin"),
    "deux notes de paragraphe": (p("{#p a #}{#p b #}"), "M501", "« {#p » par paragraphe"),
    "cellule hors tableau": (p("{%tc for x in l %}") + p("{%tc endfor %}"), "M504", "pas dans un tableau"),
    "fusion hors tableau": (p("{% for x in l %}{% vm %}{% endfor %}"), "M504", "pas dans une cellule"),
    "tableau dans la rangée": (
        tbl(f"<w:tr>{tc(p('{%tr if a %}') + tbl(tr('x')) + p(''))}</w:tr>", tr("{%tr endif %}")),
        "M505",
        "autre tableau",
    ),
    "bloc entre deux cellules": (tbl(tr("a{% for x in l %}", "{% endfor %}"), colonnes=2), "M506", "contenant"),
    "bloc entre corps et cellule": (p("{%p if a %}") + tbl(tr(p("{%p endif %}") + p(""))), "M506", "contenant"),
    "bloc de genres mêlés": (p("{%p if a %}") + p("x") + p("x{% endif %}"), "M506", "contenant"),
    "bloc entre corps et contrôle": (
        p("{%p if a %}") + f"<w:sdt><w:sdtContent>{p('{%p endif %}')}</w:sdtContent></w:sdt>",
        "M506",
        "contenant",
    ),
    "balise à cheval sur un lien": (
        "<w:p><w:r><w:t>{{ no</w:t></w:r><w:hyperlink w:anchor='x'><w:r><w:t>m }}</w:t></w:r></w:hyperlink></w:p>",
        "M506",
        "à cheval",
    ),
    "bloc entre lien et texte": (
        "<w:p><w:r><w:t>{% if a %}</w:t></w:r>"
        "<w:hyperlink w:anchor='x'><w:r><w:t>b{% endif %}</w:t></w:r></w:hyperlink></w:p>",
        "M506",
        "contenant",
    ),
    "insertion en attente": (
        "<w:p><w:ins w:id='1'><w:r><w:t>{{ nom }}</w:t></w:r></w:ins></w:p>",
        "M507",
        "« {{ nom }} », ajouté",
    ),
    "suppression en attente": (
        "<w:p><w:del w:id='1'><w:r><w:delText>{{ vieux }}</w:delText></w:r></w:del></w:p>",
        "M507",
        "« {{ vieux }} », supprimé",
    ),
    "balise dans un code de champ": (
        "<w:p><w:fldSimple w:instr=' REF {{ nom }} '><w:r><w:t>x</w:t></w:r></w:fldSimple></w:p>",
        "M108",
        "code du champ",
    ),
    "balise dans un champ simple, hors de tout run": (
        "<w:p><w:fldSimple w:instr=' PAGE '>{{ nom }}</w:fldSimple></w:p>",
        "M111",
        "pas dans le texte",
    ),
    "balise après un run": ("<w:p><w:r><w:t>a</w:t></w:r>{{ nom }}</w:p>", "M111", "pas dans le texte"),
    "balise dans un texte sans run": ("<w:p><w:t>{{ nom }}</w:t></w:p>", "M111", "pas dans le texte"),
    "balise dans un texte hors de tout paragraphe": ("<w:r><w:t>{{ nom }}</w:t></w:r>", "M111", "pas dans le texte"),
    "balise dans une formule": ("<w:p><w:m>{{ nom }}</w:m></w:p>", "M111", "pas dans le texte"),
    "bloc dans un texte de remplacement": (
        zone_de_texte(p("x")).replace("name='Zone'", "name='Zone' descr='{% if a %}b{% endif %}'"),
        "M111",
        "pas dans le texte",
    ),
    "fusion hors boucle": (tbl(tr("{% vm %}x")), "M205", "pas dans une boucle"),
}


@pytest.mark.parametrize(("corps", "code", "phrase"), STRUCTURES.values(), ids=STRUCTURES.keys())
def test_une_balise_qui_emporterait_du_texte_ou_un_objet_est_refusee(corps: str, code: str, phrase: str):
    trouves = constats(docx(corps))
    assert code in {c.code for c in trouves}
    assert any(phrase in f"{c.message} {c.remede}" for c in trouves if c.code == code)


def test_dix_fautes_donnent_dix_constats_dans_l_ordre():
    fautes = [
        "{{ a",
        "{a}",
        "{{ a() }}",
        "{{ a|xyz }}",
        "{% si a %}",
        "{{ a-b }}",
        "{{ _a }}",
        "{% if a = 1 %}{% endif %}",
    ]
    octets = docx("".join(p(f) for f in fautes) + p("{%p if a %}"), entetes={"default": p("{{ b + 1 }}")})
    codes = [c.code for c in constats(octets)]
    assert sorted(codes) == sorted(["M201", "M203", "M304", "M305", "M206", "M211", "M308", "M208", "M204", "M301"])


def test_la_place_nomme_la_partie():
    trouves = constats(docx(p("x"), entetes={"default": p("{{ a( }}")}, pieds={"first": p("{{ b( }}")}))
    assert [isinstance(c.dans, DansWord) and c.dans.partie for c in trouves] == [
        "pied de page de la première page (word/footer1.xml)",
        "en-tête (word/header1.xml)",
    ]
    assert {c.fichier for c in trouves} == {"modèle"}


@d_un_trait
@pytest.mark.parametrize(
    ("balise", "attendu"),
    [
        ("{{ x|default(“l’été”) }}", "l’été"),
        ("{{ x|default(‘l’été’) }}", "l’été"),
        ('{{ x|default("l’été") }}', "l’été"),
        ('{{ x|default("a “b” c") }}', "a “b” c"),
        ("{{ x|default('a &amp; b &lt;c&gt;') }}", "a & b <c>"),
        ('{{ x|default(“a "b"”) }}', 'a "b"'),
        ("{{ x|default(“c:\\\\d”) }}", "c:\\\\d"),
        ("{{ x|default(’été’) }}", "été"),
    ],
)
def test_les_guillemets_qui_delimitent_sont_redresses_et_eux_seuls(balise: str, attendu: str):
    assert lignes(compiler(docx(p(balise))).rendre({})) == [attendu]


def test_l_apostrophe_du_texte_autour_des_balises_reste():
    assert lignes(compiler(docx(p("L’été {{ x }} d’ici “là”"))).rendre({"x": "y"})) == ["L’été y d’ici “là”"]


@d_un_trait
@pytest.mark.parametrize("prose", ["{", "}", "a { b", "a } b", "{ + }", "fin {", "5 { et }", "{1}", "{2.5}"])
def test_une_accolade_seule_dans_la_prose_n_emporte_pas_le_paragraphe_suivant(prose: str):
    corps = p(prose) + p("{%p if a %}") + p("x") + p("{%p endif %}") + p(prose) + p("{{ a }}")
    assert lignes(compiler(docx(corps)).rendre({"a": "y"})) == [prose, "x", prose, "y"]


def test_deux_accolades_de_deux_elements_ne_font_pas_une_balise():
    corps = p("{{ a }}") + "<w:p><w:m>{</w:m><w:m>{ secret }</w:m><w:m>}</w:m></w:p>"
    assert "<w:m>{</w:m><w:m>{ secret }</w:m><w:m>}</w:m>" in partie(compiler(docx(corps)).rendre({"a": "x"}))


CHAMPS = {
    c.chemin: c
    for c in (
        Champ("contrat.objet", "texte", "Objet."),
        Champ("expediteur.presentable", "oui_non", "Présentable."),
        Champ("creances", "liste", "Créances."),
        Champ("creances[].montant", "texte", "Montant."),
        Champ("creances[].contrat.objet", "texte", "Objet."),
        Champ("frais[].montant", "texte", "Montant."),
        Champ("modes", "liste_de_textes", "Modes."),
    )
}

USAGES = {
    "{{ creances }}": ("M402", "« creances » est une liste : elle ne peut pas être imprimée."),
    "{{ modes }}": ("M402", "« modes » est une liste de textes : elle ne peut pas être imprimée."),
    "{{ contrat }}": ("M402", "« contrat » est un groupe de champs : il ne peut pas être imprimé."),
    "{{ expediteur.presentable }}": ("M402", "est un oui/non : il ne peut pas être imprimé."),
    "{% for x in contrat.objet %}{% endfor %}": ("M402", "est un texte : il ne peut pas être parcouru."),
    "{{ c.montant }}": ("M401", "Placez-le entre {% for c in creances %} et {% endfor %}."),
    "{{ creance.montant }}": ("M401", "Placez-le entre {% for creance in creances %} et {% endfor %}."),
    "{{ f.montant }}": ("M401", "Placez-le entre {% for f in frais %} et {% endfor %}."),
    "{{ c.contrat.objet }}": ("M401", "Placez-le entre {% for c in creances %} et {% endfor %}."),
    "{{ contra.objet }}": ("M401", "Vouliez-vous dire « contrat.objet » ?"),
    "{{ contrat.montant }}": ("M401", "Vouliez-vous dire"),
    "{{ c.inconnu }}": ("M401", "« c.inconnu » n’existe pas."),
}


@d_un_trait
@pytest.mark.parametrize(("balise", "attendu"), USAGES.items())
def test_un_champ_mal_employe_est_refuse_avec_ce_qu_il_fallait_ecrire(balise: str, attendu: tuple[str, str]):
    with pytest.raises(ModeleInvalide) as refus:
        compiler(docx(p(balise)), CHAMPS)
    trouve = refus.value.constats[0]
    assert trouve.code == attendu[0]
    assert attendu[1] in f"{trouve.message} {trouve.remede}"


def test_le_signet_du_curseur_ne_gene_pas():
    curseur = "<w:bookmarkStart w:id='0' w:name='_GoBack'/><w:bookmarkEnd w:id='0'/>"
    corps = f"<w:p>{curseur}<w:r><w:t>{{%p if a %}}</w:t></w:r></w:p>" + p("x") + p("{%p endif %}")
    assert lignes(compiler(docx(corps)).rendre({"a": True})) == ["x"]


def test_la_liaison_de_donnees_d_un_controle_est_retiree():
    corps = (
        f"<w:sdt><w:sdtPr><w:dataBinding w:xpath='/a'/></w:sdtPr><w:sdtContent>{p('{{ nom }}')}</w:sdtContent></w:sdt>"
    )
    assert "dataBinding" not in partie(compiler(docx(corps)).rendre({"nom": "x"}))


@pytest.mark.parametrize("balise", ["{%p\u00a0if a %}", "{%p\u202fif a %}"])
def test_une_espace_insecable_apres_la_portee_est_comprise(balise: str):
    assert lignes(compiler(docx(p(balise) + p("x") + p("{%p endif %}"))).rendre({"a": True})) == ["x"]


def test_un_document_sans_le_prefixe_w_est_refuse_en_une_phrase():
    xml = f"<w:document {ESPACES}><w:body>{p('{{ nom }}')}</w:body></w:document>"
    autre = xml.replace("<w:", "<z:").replace("</w:", "</z:").replace("xmlns:w=", "xmlns:z=")
    octets = docx(p("x"))
    trouves = constats(zipper({**{nom: partie(octets, nom) for nom in noms(octets)}, "word/document.xml": autre}))
    assert [c.code for c in trouves] == ["M104"]


def test_une_partie_demesuree_ou_trop_de_balises_sont_refusees():
    assert constats(docx(p("{{ a }}") * 2_001))[0].code == "M307"
    assert constats(docx(p("{{ a }}") + p("x" * 1_000_000)))[0].code == "M307"
    assert constats(docx(p("{{ a }}") + runs(*["x"] * 20_000)))[0].code == "M307"
    assert compiler(docx(p("x" * 1_000_000)))


def test_un_long_texte_est_abrege_pour_etre_cite():
    assert abreger("a" * 80) == "a" * 80
    assert abreger("a" * 81) == "a" * 79 + "…"
    assert abreger("a\n\n  b") == "a b"


A_L_EXECUTION = {
    "un oui/non imprimé": (p("a") + p("b {{ oui }}"), "corps \u203a paragraphe 2 « b {{ oui }} »: "),
    "un champ d'un texte": (p("{{ nom.y }}") + p("b"), "corps \u203a paragraphe 1 « {{ nom.y }} »: "),
    "une boucle sur un texte": (
        p("a") + p("{%p for z in nom %}") + p("{{ z }}") + p("{%p endfor %}"),
        "corps \u203a paragraphe 2 « {%p for z in nom %} »: ",
    ),
    "une comparaison dans une rangée": (
        tbl(tr("t"), tr("{%tr for z in x %}"), tr("{{ z.a }}{% if z.a > 3 %}o{% endif %}"), tr("{%tr endfor %}")),
        "corps \u203a paragraphe 3 « {{ z.a }}{% if z.a > 3 %}o{% endif %} »: ",
    ),
    "après un bloc retiré": (
        p("{%p if absent %}") + p("a") + p("b") + p("{%p endif %}") + p("c {{ x }}"),
        "corps \u203a paragraphe 5 « c {{ x }} »: ",
    ),
}


@pytest.mark.parametrize(("corps", "place"), A_L_EXECUTION.values(), ids=A_L_EXECUTION.keys())
def test_une_faute_que_seule_une_valeur_revele_est_situee_elle_aussi(corps: str, place: str):
    contexte = {"oui": True, "nom": "Marie", "x": [{"a": "1"}]}
    with pytest.raises(ModeleInvalide) as refus:
        compiler(docx(corps)).rendre(contexte)
    assert str(refus.value).startswith(f"modèle \u203a {place}")


def test_une_faute_d_en_tete_est_situee_dans_l_en_tete():
    with pytest.raises(ModeleInvalide, match=r"en-tête .*paragraphe 1 « .{2} oui .{2} »"):
        compiler(docx(p("a {{ nom }}"), entetes={"default": p("{{ oui }}")})).rendre({"oui": True, "nom": "x"})


def test_le_repere_d_un_paragraphe_ne_reste_pas_dans_la_lettre():
    assert "rsid" not in partie(compiler(docx(p("a {{ nom }}") + p("b"))).rendre({"nom": "x"}))
