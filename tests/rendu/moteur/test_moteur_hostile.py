"""Soixante-dix modèles hostiles : chacun est refusé à la compilation, avant que rien ne soit évalué."""

from __future__ import annotations

from html import escape

import pytest
from compilateur import compiler
from efforts import appels, evaluations, pointe
from jinja2 import TemplateSyntaxError
from paquets import ESPACES, appel, docx, noms, note, p, partie, tbl, tr, zone_de_texte
from tables import d_un_trait

from lettres.composition.champs import Champ
from lettres.rendu.balises.arbre_syntaxe import Analyse
from lettres.rendu.balises.champs_connus import ChampsConnus
from lettres.rendu.balises.environnement import JINJA
from lettres.rendu.balises.operations import FILTRES, TESTS
from lettres.socle.erreurs import ModeleInvalide

CHAMPS = {
    c.chemin: c
    for c in (
        Champ("nom", "texte", "Nom."),
        Champ("d", "groupe", "Dossier."),
        Champ("d.nom", "texte", "Nom."),
        Champ("logo", "texte", "Logo."),
        Champ("chemin", "texte", "Chemin."),
        Champ("lignes", "liste", "Lignes."),
        Champ("lignes[].t", "texte", "Texte."),
    )
}

HOSTILES = {
    # -- S : introspection, fichiers --
    "S01": "{{ cycler.__init__.__globals__.os.popen('id').read() }}",
    "S02": "{{ joiner.__init__.__globals__ }}",
    "S03": "{{ namespace.__init__.__globals__ }}",
    "S04": "{{ lipsum.__globals__['os'].popen('id').read() }}",
    "S05": "{{ nom.__class__.__mro__ }}",
    "S06": "{{ nom['__class__'] }}",
    "S07": "{{ nom['__cla' ~ 'ss__'] }}",
    "S08": "{{ nom|attr('__class__') }}",
    "S09": "{{ lignes|map('attr', '__class__')|join }}",
    "S10": "{{ lignes|map(attribute='__class__')|join }}",
    "S11": "{{ lignes|groupby('__class__') }}",
    "S12": "{{ '{0.__class__}'.format(nom) }}",
    "S13": "{{ '{x.__class__}'.format_map(d) }}",
    "S14": "{% set f = '{0.__class__}'.format %}{{ f(nom) }}",
    "S15": "{{ self }}",
    "S16": "{{ self._TemplateReference__context }}",
    "S17": "{{ dict.mro() }}",
    "S18": "{% include '/etc/passwd' %}",
    "S19": "{% import '/etc/passwd' as x %}",
    "S20": "{% extends '/etc/passwd' %}",
    "S21": "{{ absent.__init__.__globals__ }}",
    "S22": "{{ ().__class__.__bases__[0].__subclasses__() }}",
    "S23": "{{ nom.format }}",
    "S24": "{% from '/etc/passwd' import x %}",
    "S25": "{{ _impression.valeurs }}",
    # -- C : objets du contexte --
    "C01": "{{ d.parse_raw('x'.encode('latin-1'), proto='pickle', allow_pickle=True) }}",
    "C02": "{{ d.parse_file('/etc/passwd') }}",
    "C03": "{{ d.model_copy(update={'nom': 'FAUX'}) }}",
    "C04": "{{ chemin.read_text() }}",
    "C05": "{{ chemin.unlink() }}",
    "C06": "{{ chemin.parent.iterdir()|list }}",
    "C07": "{{ logo.tpl.write_xml('/tmp/x') }}",
    "C08": "{{ logo.tpl.save('/tmp/x') }}",
    "C09": "{{ logo.tpl.replace_pic('x', '/etc/passwd') }}",
    "C10": "{{ logo.tpl.new_subdoc('/tmp/x.docx') }}",
    "C11": "{{ lignes.clear() }}",
    "C12": "{{ d }}",
    # -- R : épuisement --
    "R01": "{% for a in range(100000) %}{% for b in range(100000) %}x{% endfor %}{% endfor %}",
    "R02": "{{ 10**10**7 }}",
    "R03": "{{ 'a' * 300000000 }}",
    "R04": "{{ '%2000000000d' % 1 }}",
    "R05": "{{ lipsum(n=100000000) }}",
    "R06": "{% macro m(n) %}{{ m(n) }}{{ m(n) }}{% endmacro %}{{ m(1) }}",
    "R07": "{{ nom|indent(1000000000) }}",
    "R08": "{{ lignes|slice(1000000000) }}",
    "R09": "{% set ns = namespace(x='a') %}{{ ns.x }}",
    "R10": "{{ range(10**9)|list }}",
    "R11": "{% if nom %}" * 300 + "x" + "{% endif %}" * 300,
    "R12": "{{ " + "(" * 400 + "nom" + ")" * 400 + " }}",
    "R13": "{{ nom|urlize }}",
    "R14": "{{ nom.replace('', 'a' * 10000) }}",
    "R15": "{{ nom.expandtabs(1000000000) }}",
    "R16": "{{ lignes|batch(10000000000, 0) }}",
    "R17": "{{ d|tojson }}",
    "R18": "{{ nom|center(1000000000) }}",
    "R19": "{{ '{:>1000000000}'.format('a') }}",
    "R20": "{{ nom ~ nom ~ nom }}",
    "R21": "{% for x in lignes recursive %}{{ loop(lignes) }}{% endfor %}",
    "R22": "{{ 'a'.ljust(1000000000) }}",
    "R23": "{{ " + "not " * 400 + "nom }}",
    "R24": "{{ nom[0:10**9] }}",
    "R25": "{% filter upper %}{{ nom }}{% endfilter %}",
    # -- D : intégrité --
    "D01": "{{ lignes|random }}",
    "D02": "{{ today.today() }}",
    "D03": "{{ nom|safe }}",
    "D04": "{% autoescape false %}{{ nom }}{% endautoescape %}",
    "D05": "{{ nmo }}",
    "D06": "{{ nom",
    "D07": "{% for x in lignes %}{{ x.t }}",
    "D08": "nom #}",
}


def image(remplacement: str) -> str:
    """Un paragraphe dont l'image porte ce texte de remplacement."""
    dessin = f'<wp:inline><wp:docPr id="1" name="i" descr="{escape(remplacement)}"/></wp:inline>'
    return f"<w:p><w:r><w:drawing>{dessin}</w:drawing></w:r></w:p>"


def core(propriete: str, texte: str) -> str:
    return (
        '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
        f'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:{propriete}>{texte}</dc:{propriete}></cp:coreProperties>'
    )


LIEUX = {
    "corps": lambda x: docx(p(x)),
    "cellule": lambda x: docx(tbl(tr(x))),
    "en-tête": lambda x: docx(p("corps"), entetes={"default": p(x)}),
    "en-tête de première page": lambda x: docx(p("corps"), entetes={"default": p(""), "first": p(x)}),
    "pied": lambda x: docx(p("corps"), pieds={"default": p(x)}),
    "note": lambda x: docx(p("corps") + appel(1), notes=note(1, p(x))),
    "note de fin": lambda x: docx(p("corps") + appel(1, "endnote"), notes_de_fin=note(1, p(x), "endnote")),
    "zone de texte": lambda x: docx(zone_de_texte(p(x))),
    "pied de première page": lambda x: docx(p("corps"), pieds={"default": p(""), "first": p(x)}),
    "texte de remplacement": lambda x: docx(p("corps") + image(x)),
    "texte de remplacement d'un en-tête": lambda x: docx(p("corps"), entetes={"default": p("t") + image(x)}),
    "titre": lambda x: docx(p("corps"), parties={"docProps/core.xml": core("title", x)}),
    "auteur": lambda x: docx(p("corps"), parties={"docProps/core.xml": core("creator", x)}),
    "commentaire": lambda x: docx(p("c"), parties={"word/comments.xml": f"<w:comments {ESPACES}>{p(x)}</w:comments>"}),
}
REPRESENTANTS = {
    "D06": "M201",
    "D08": "M202",
    "D07": "M204",
    "S09": "M207",
    "R03": "M301",
    "R10": "M301 M304",
    "R09": "M301 M304 M401",
    "S14": "M207 M304",
    "S18": "M302",
    "D04": "M303",
    "S01": "M304",
    "S08": "M305",
    "S11": "M305 M402",
    "R11": "M307",
    "R12": "M307",
    "R23": "M307",
    "S05": "M308",
    "D05": "M401",
    "C12": "M402",
}
"""Un modèle par raison d'être refusé : deux balises de même raison suivent le même chemin, où qu'elles soient."""

PROPRIETES = ("titre", "auteur")
APPELS_MAX, OCTETS_MAX = 100_000, 2_000_000
"""Le plus retors des refus demande 42 000 appels et 0,4 Mo; évaluer `'a' * 300000000` prendrait 300 Mo."""

ANODIN = "{{ nom|upper }}"
compiler(docx(p(ANODIN)), CHAMPS)  # -- ce qui ne se prépare qu'une fois l'est hors de tout compte --


def codes(modele: bytes) -> str:
    """Les codes du refus, et la preuve que rien n'a été évalué en chemin."""
    refus: list[ModeleInvalide] = []

    def refuser() -> None:
        with pytest.raises(ModeleInvalide) as leve:
            compiler(modele, CHAMPS)
        refus.append(leve.value)

    faits = appels(refuser)
    assert sorted(evaluations(faits)) == []
    assert faits.total() <= APPELS_MAX
    assert pointe(refuser) <= OCTETS_MAX
    assert all(c.code.startswith("M") and c.message and c.remede for c in refus[0].constats)
    return " ".join(sorted({c.code for c in refus[0].constats}))


def codes_de_la_lettre(modele: bytes) -> list[str]:
    """Les soins d'un modèle admis, dont la lettre n'a rien d'une balise; la preuve que rien n'a été évalué."""
    compiles = []
    faits = appels(lambda: compiles.append(compiler(modele, CHAMPS)))
    assert sorted(evaluations(faits)) == []
    rendu = compiles[0].rendre({})
    assert not any("{" in partie(rendu, nom) for nom in noms(rendu))
    return [c.code for c in compiles[0].soins if c.code != "M120"]


def test_il_y_a_soixante_dix_modeles_hostiles():
    assert len(HOSTILES) == 70


@d_un_trait
@pytest.mark.parametrize("nom", HOSTILES)
def test_le_modele_hostile_est_refuse_avant_toute_evaluation(nom: str):
    refus = codes(LIEUX["corps"](HOSTILES[nom]))
    assert refus == REPRESENTANTS.get(nom, refus)
    assert refus in REPRESENTANTS.values()


@d_un_trait
@pytest.mark.un_sur(12)
@pytest.mark.parametrize("lieu", [lieu for lieu in LIEUX if lieu != "corps"])
@pytest.mark.parametrize(("nom", "refus"), REPRESENTANTS.items(), ids=REPRESENTANTS)
def test_il_l_est_ou_qu_il_se_cache_pour_la_meme_raison_ou_parce_qu_aucune_balise_n_y_va(
    nom: str, refus: str, lieu: str
):
    if lieu == "commentaire" or (lieu in PROPRIETES and nom == "D08"):
        # -- La partie reste derrière; dans une propriété, « #} » n'est pas une balise : comme auteur, c'est un nom --
        sien = "M133" if nom != "D08" else "M124" if lieu == "auteur" else ""
        assert codes_de_la_lettre(LIEUX[lieu](HOSTILES[nom])) == ([sien] if sien else [])
        return
    ailleurs = codes(LIEUX[lieu](HOSTILES[nom]))
    if lieu.startswith("texte de remplacement"):
        # -- Ni bloc, ni accolade que la suite du document pourrait fermer --
        assert ailleurs == ("M111" if "{%" in HOSTILES[nom] else "M207" if refus == "M201" else refus)
    else:
        assert ailleurs == refus


@d_un_trait
@pytest.mark.parametrize(
    "nom", ["nom #}", "nom }}", "nom %}", "#}", "a } b", "{ nom }", "{nom}", "{ {nom} }", "Zoé", "{_{ nom }_}"]
)
@pytest.mark.parametrize(("lieu", "dit"), [("titre", False), ("auteur", True)])
def test_ce_qui_n_est_pas_une_balise_est_le_nom_d_un_auteur_et_reste_derriere(lieu: str, dit: bool, nom: str):
    soins = codes_de_la_lettre(LIEUX[lieu](nom))
    assert ("M124" in soins) is dit
    assert set(soins) <= {"M124", "M133"}


def test_un_modele_permis_lui_est_evalue_par_notre_moteur_et_jamais_par_jinja():
    """Sans quoi « rien n'est évalué » ne dirait rien."""
    faits = evaluations(appels(lambda: compiler(docx(p(ANODIN)), CHAMPS).rendre({"nom": "x"}, ebauche=True)))
    assert {"expressions.py : lecteur", "execution.py : _imprimer_suivi"} <= faits
    assert {fait for fait in faits if not fait.startswith(("execution.py", "expressions.py"))} == set()


SANS_CHAMPS = {n: b for n, b in HOSTILES.items() if n not in ("S23", "C12", "D05", "S21")}


@d_un_trait
@pytest.mark.parametrize("balise", SANS_CHAMPS.values(), ids=SANS_CHAMPS.keys())
def test_sans_liste_de_champs_le_langage_reste_aussi_ferme(balise: str):
    with pytest.raises(ModeleInvalide):
        compiler(docx(p(balise)))


@pytest.mark.parametrize("contexte", [{"nom": "x", "d": {"nom": "x"}}, {}])
def test_sans_liste_de_champs_ni_groupe_ni_methode_ne_s_impriment(contexte: dict[str, object]):
    for balise in ("{{ d }}", "{{ nom.format }}", "{{ d.items }}", "{{ d.keys }}"):
        with pytest.raises(ModeleInvalide):
            compiler(docx(p(balise))).rendre(contexte)


JINJA_VALIDE = {
    n: b for n, b in HOSTILES.items() if n not in ("D06", "D07", "D08", "R11", "R12", "R23", "S23", "C12", "D05")
}


@d_un_trait
@pytest.mark.parametrize("balise", JINJA_VALIDE.values(), ids=JINJA_VALIDE.keys())
def test_la_liste_blanche_refuse_seule_ce_que_jinja_accepte(balise: str):
    """Le contrôle de chaque balise pourrait laisser passer quelque chose : l'arbre entier est un second rempart."""
    try:
        arbre = JINJA.parse(f"<w:t>{balise}</w:t>")
    except TemplateSyntaxError:
        return
    analyse = Analyse(ChampsConnus(CHAMPS))
    analyse.analyser(arbre)
    assert analyse.anomalies


def test_l_environnement_n_a_ni_fonction_ni_chargeur_ni_filtre_de_trop():
    assert (JINJA.globals, JINJA.filters, JINJA.tests, JINJA.loader) == ({}, {}, {}, None)
    assert set(FILTRES) == {
        *("upper", "lower", "capitalize", "trim", "first", "last", "join", "length", "default"),
        *("d", "count", "e", "title", "replace", "reverse", "sort"),
    }
    assert set(TESTS) == {
        *("defined", "none", "eq", "ne", "lt", "le", "gt", "ge", "in", "odd", "even", "string", "number"),
    }
