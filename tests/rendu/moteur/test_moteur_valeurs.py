"""Les valeurs sortent lettre pour lettre, en tout lieu, et ne sont jamais exécutées."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from compilateur import compiler
from docx import Document
from hypothesis import given
from hypothesis import strategies as st
from paquets import SECTION, appel, docx, lignes, note, p, partie, tbl, texte, tr, zone_de_texte
from pydantic import BaseModel
from tables import d_un_trait

from lettres.rendu import Proprietes
from lettres.socle.erreurs import ModeleInvalide

HOSTILES = [
    "{{ 7*7 }}",
    "{_{ x }_}",
    "{_% x %_}",
    "{%",
    "{",
    "}}",
    "{# note #}",
    "{{ cycler.__init__.__globals__.os.popen('id').read() }}",
    "]]>",
    "&",
    "&amp;",
    "<SARL>",
    "</w:t></w:r></w:p><w:p>",
    "\"guillemets\" 'droits'",
    "« L’Été »",
    "1\u00a0149,75\u202f$",
    "pièce P\u20112",
    "\U0001f4f7 photo",
    "  blancs  au bord ",
    "x" * 300,
    "0",
]

LIEUX: dict[str, tuple[Callable[[str], bytes], str]] = {
    "corps": (lambda x: docx(p(x)), "word/document.xml"),
    "tableau": (lambda x: docx(tbl(tr(x))), "word/document.xml"),
    "zone de texte": (lambda x: docx(zone_de_texte(p(x))), "word/document.xml"),
    "en-tête": (lambda x: docx(p("c"), entetes={"default": p(x)}), "word/header1.xml"),
    "première page": (lambda x: docx(p("c"), entetes={"default": p(""), "first": p(x)}), "word/header2.xml"),
    "pied": (lambda x: docx(p("c"), pieds={"default": p(x)}), "word/footer1.xml"),
    "note": (lambda x: docx(appel(1), notes=note(1, p(x))), "word/footnotes.xml"),
    "note de fin": (lambda x: docx(appel(1, "endnote"), notes_de_fin=note(1, p(x), "endnote")), "word/endnotes.xml"),
}


# -- Dans le corps, toutes; ailleurs, une par façon de s'écrire : échappée, coupée, hors du plan de base, bordée --
AILLEURS = ("a & b < c > d", "\U0001f4f7 photo", "  blancs  au bord ", "</w:t></w:r></w:p><w:p>")


@d_un_trait
@pytest.mark.parametrize(
    ("valeur", "lieu"),
    [*((v, "corps") for v in HOSTILES), *((v, lieu) for lieu in LIEUX if lieu != "corps" for v in AILLEURS)],
)
def test_la_valeur_sort_lettre_pour_lettre(valeur: str, lieu: str):
    faire, nom = LIEUX[lieu]
    fois = 2 if lieu == "zone de texte" else 1
    assert texte(compiler(faire("[{{ v }}]")).rendre({"v": valeur}), nom).count(f"[{valeur}]") == fois


@d_un_trait
@pytest.mark.parametrize("valeur", HOSTILES)
def test_avec_deux_sections_et_des_notes_la_valeur_n_est_jamais_executee(valeur: str):
    deux = p("un", "<w:pPr><w:sectPr/></w:pPr>") + appel(1) + p("{{ v }}")
    octets = docx(deux, entetes={"default": p("{{ v }}")}, notes=note(1, p("{{ v }}")))
    rendu = compiler(octets).rendre({"v": valeur})
    assert texte(rendu, "word/footnotes.xml") == texte(rendu, "word/header1.xml") == valeur
    assert texte(rendu) == f"un{valeur}"


RESERVES = "".join(map(chr, range(0xFDD0, 0xFDF0)))


@given(
    st.text(
        st.characters(exclude_categories=["Cs", "Cc"], exclude_characters=f"\u2028\u2029\ufffe\uffff{RESERVES}")
        | st.sampled_from("\n\t{}%#")
    )
)
def test_tout_texte_survit(valeur: str):
    assert texte(MODELE.rendre({"v": valeur})) == f"[{valeur}][{valeur}]"


MODELE = compiler(docx(p("[{{ v }}]") + p("{% if v is defined %}[{{ v }}]{% endif %}")))


@d_un_trait
@pytest.mark.parametrize("valeur", HOSTILES)
def test_python_docx_lit_la_meme_valeur(valeur: str):
    document = Document(
        io.BytesIO(compiler(docx(p("[{{ v }}]"), entetes={"default": p("{{ v }}")})).rendre({"v": valeur}))
    )
    lue = valeur.replace("\u2011", "-")  # -- python-docx rend le trait insécable par un trait --
    assert document.paragraphs[0].text == f"[{lue}]"
    assert document.sections[0].header.paragraphs[0].text == lue


@d_un_trait
@pytest.mark.parametrize("valeur", HOSTILES)
def test_les_proprietes_portent_la_valeur_exacte(valeur: str):
    proprietes = Proprietes(titre=valeur, auteur=valeur, sujet=valeur, mots_cles=valeur, date=date(2026, 11, 22))
    document = Document(io.BytesIO(compiler(docx(p("x"))).rendre({}, proprietes=proprietes)))
    lues = document.core_properties
    assert [lues.title, lues.author, lues.subject, lues.keywords, lues.last_modified_by] == [valeur] * 5
    assert lues.language == "fr-CA"
    assert lues.created == lues.modified
    assert f"{lues.created:%Y-%m-%d %H:%M}" == "2026-11-22 00:00"


def test_sans_proprietes_la_date_est_fixe_et_l_application_nommee():
    rendu = compiler(docx(p("x"))).rendre({})
    assert "1980-01-01T00:00:00Z" in partie(rendu, "docProps/core.xml")
    assert "<Application>lettres</Application></Properties>" in partie(rendu, "docProps/app.xml")


@pytest.mark.parametrize(
    "proprietes",
    [Proprietes(titre="a\x00"), Proprietes(titre=3), Proprietes(date="2026-11-22")],  # type: ignore[arg-type]
)
def test_une_propriete_impossible_est_refusee(proprietes: Proprietes):
    with pytest.raises(ModeleInvalide):
        compiler(docx(p("x"))).rendre({}, proprietes=proprietes)


@pytest.mark.parametrize("saut", ["\n", "\r\n", "\r", "\u2028"])
def test_un_saut_de_ligne_devient_un_saut_dans_le_meme_run(saut: str):
    corps = "<w:p><w:r><w:rPr><w:b/></w:rPr><w:t>Adresse : {{ v }}.</w:t></w:r></w:p>"
    xml = partie(compiler(docx(corps)).rendre({"v": f"12, rue{saut}\tGranby"}))
    assert (
        "<w:r><w:rPr><w:b/></w:rPr>"
        '<w:t xml:space="preserve">Adresse : 12, rue</w:t><w:br/><w:tab/><w:t xml:space="preserve">Granby.</w:t></w:r>'
    ) in xml


def test_un_saut_de_ligne_dans_un_texte_de_remplacement_devient_une_espace():
    corps = zone_de_texte(p("x")).replace("name='Zone'", "name='Zone' descr='Logo de {{ v }}'")
    rendu = compiler(docx(corps)).rendre({"v": 'Studio\n"Exemple" & <fils>'})
    assert 'descr="Logo de Studio &quot;Exemple&quot; &amp; &lt;fils&gt;"' in partie(rendu)


def test_le_blanc_ecrit_dans_le_modele_reste_un_blanc():
    assert "<w:br/>" not in partie(compiler(docx(p("a\n{{ v }}"))).rendre({"v": "b"}))


class Modele(BaseModel):
    nom: str = "x"


class TexteExotique(str):
    __slots__ = ()


class JourExotique(date):
    __slots__ = ()


BRUTES = [None, 1.5, Decimal("1.50"), date(2026, 1, 1), datetime(2026, 1, 1, 12, 0), True]  # noqa: DTZ001 -- sans fuseau


@pytest.mark.parametrize("valeur", BRUTES)
def test_une_valeur_brute_se_teste_et_ne_se_refuse_qu_imprimee(valeur: object):
    contexte: dict[str, object] = {"v": valeur, "l": [{"v": valeur}], "nom": "Zoé"}
    muet = docx(p("{{ nom }}{% if v %}!{% endif %}{% for x in l %}{% if x.v is none %}?{% endif %}{% endfor %}"))
    assert texte(compiler(muet).rendre(contexte)) == "Zoé" + ("!" if valeur else "") + ("?" if valeur is None else "")  # type: ignore[arg-type]
    for balise in ("{{ v }}", "{% for x in l %}{{ x.v }}{% endfor %}", "{{ v|upper }}", "{{ v or nom }}"):
        if balise == "{{ v or nom }}" and not valeur:
            continue
        with pytest.raises(ModeleInvalide) as refus:
            compiler(docx(p(balise))).rendre(contexte)  # type: ignore[arg-type]
        assert [c.code for c in refus.value.constats] == ["M604"]


@d_un_trait
@pytest.mark.parametrize(
    ("test", "vrai"),
    [
        ("n > 2", True),
        ("n > 2.4 and n < 2.6", True),
        ("d >= 900", True),
        ("d == 900", False),
        ("j < fin", True),
        ("j == fin", False),
        ("rien is none", True),
        ("rien is defined", True),
        ("n is number", True),
        ("j is string", False),
    ],
)
def test_des_nombres_et_des_dates_se_comparent(test: str, vrai: bool):
    contexte = {"n": 2.5, "d": Decimal("900.50"), "j": date(2026, 1, 1), "fin": date(2026, 2, 1), "rien": None}
    lettre = compiler(docx(p(f"{{% if {test} %}}oui{{% else %}}non{{% endif %}}".replace("<", "&lt;")))).rendre(
        contexte
    )  # type: ignore[arg-type]
    assert texte(lettre) == ("oui" if vrai else "non")


@d_un_trait
@pytest.mark.parametrize(
    "valeur",
    [
        *(1j, time(1, 2), timedelta(1), Modele(), Path("/etc/passwd"), object(), b"x", ("a",), {"a"}, range(3)),
        *(TexteExotique("x"), JourExotique(2026, 1, 1), 10**30, {1: "a"}, {TexteExotique("a"): "a"}, str, print),
    ],
)
@pytest.mark.parametrize("dans", [lambda v: {"a": v}, lambda v: {"a": [{"b": v}]}], ids=["racine", "liste"])
def test_un_type_etranger_est_refuse_par_son_chemin(valeur: object, dans: Callable[[object], dict[str, object]]):
    with pytest.raises(ModeleInvalide) as refus:
        compiler(docx(p("x"))).rendre(dans(valeur))
    chemin = refus.value.constats[0].chemin
    assert chemin in (("a",), ("a", 0, "b"))
    assert refus.value.constats[0].code == "M602"


@d_un_trait
@pytest.mark.parametrize("signe", ["\x00", "\x0b", "\x1f", "\ud83d", "\ufffe", "\uffff", "\a", "\f"])
def test_un_caractere_qu_xml_ne_porte_pas_est_refuse_jamais_perdu(signe: str):
    modele, contexte = compiler(docx(p("{{ a }}"))), {"a": "bon", "liste": [{"nom": f"x{signe}y"}]}
    for siens in (None, ["bon", f"x{signe}y"]):
        with pytest.raises(ModeleInvalide) as refus:
            modele.remplir(contexte, siens=siens)
        assert [(c.code, c.chemin) for c in refus.value.constats] == [("M603", ("liste", 0, "nom"))]


@pytest.mark.parametrize("combien", [3, 5001])
def test_un_contexte_qui_donne_ses_textes_se_remplit_de_meme(combien: int):
    modele = compiler(docx(p("{{ a }}{% for x in l %}{{ x }}{% endfor %}")))
    contexte = {"a": "A", "l": [f"{rang} " for rang in range(combien)]}
    assert modele.remplir(contexte, siens=["A", *contexte["l"]]).octets == modele.remplir(contexte).octets
    # -- ce qu'il n'aurait pas dû porter ne s'imprime pas plus --
    with pytest.raises(ModeleInvalide) as refus:
        modele.remplir({**contexte, "a": object()}, siens=[*contexte["l"]])  # type: ignore[dict-item]
    assert [c.code for c in refus.value.constats] == ["M602"]


@pytest.mark.parametrize("contexte", [None, [], "x", Modele(), [("a", "b")]])
def test_un_contexte_qui_n_est_pas_un_groupe_est_refuse(contexte: object):
    with pytest.raises(ModeleInvalide, match="pas un groupe"):
        compiler(docx(p("x"))).rendre(contexte)  # type: ignore[arg-type]


def test_toutes_les_valeurs_impossibles_sont_dites_d_un_coup():
    with pytest.raises(ModeleInvalide) as refus:
        compiler(docx(p("x"))).rendre({"a": b"x", "b": [1j], "c": "\x00"})  # type: ignore[dict-item]
    assert [c.chemin for c in refus.value.constats] == [("a",), ("b", 0), ("c",)]


def test_une_valeur_qui_se_contient_elle_meme_est_refusee():
    boucle: list[object] = []
    boucle.extend([boucle, boucle])
    with pytest.raises(ModeleInvalide, match="trop imbriquées"):
        compiler(docx(p("x"))).rendre({"a": boucle})


def test_le_contexte_de_l_appelant_n_est_jamais_modifie():
    contexte = {"l": [{"t": "a"}], "v": "x"}
    compiler(docx(p("{% for x in l %}{{ x.t }}{% endfor %}{{ v }}"))).rendre(contexte)
    assert contexte == {"l": [{"t": "a"}], "v": "x"}


@pytest.mark.parametrize(
    "balise", ["{{ oui }}", "{{ groupe }}", "{{ liste }}", "{{ liste|upper }}", "{{ groupe|join }}"]
)
def test_un_oui_non_une_liste_un_groupe_ne_s_impriment_pas(balise: str):
    with pytest.raises(ModeleInvalide) as refus:
        compiler(docx(p(balise))).rendre({"oui": True, "groupe": {"a": "b"}, "liste": ["a"]})
    assert refus.value.constats[0].code == "M604"


@pytest.mark.parametrize("entier", [0, -1, 42, 10**18])
def test_un_entier_s_imprime_en_chiffres(entier: int):
    assert lignes(compiler(docx(p("{{ n }}"))).rendre({"n": entier})) == [str(entier)]


def test_une_comparaison_impossible_est_un_refus_pas_un_plantage():
    with pytest.raises(ModeleInvalide, match="compare un texte et un nombre"):
        compiler(docx(p("{% if a > 3 %}x{% endif %}"))).rendre({"a": "texte"})


def test_une_boucle_sur_un_texte_est_un_refus():
    with pytest.raises(ModeleInvalide, match="pas une liste"):
        compiler(docx(p("{% for x in a %}{{ x }}{% endfor %}"))).rendre({"a": "texte"})


def test_des_boucles_imbriquees_demesurees_sont_arretees():
    corps = p("{% for a in l %}{% for b in l %}{% for c in l %}{% endfor %}{% endfor %}{% endfor %}")
    with pytest.raises(ModeleInvalide, match="démesurée"):
        compiler(docx(corps)).rendre({"l": ["x"] * 2_000})


def test_un_attribut_de_cellule_n_accepte_qu_un_nombre_ou_une_couleur():
    modele = compiler(docx(tbl(tr("{% colspan n %}a"), tr("b", "c"), colonnes=2) + tbl(tr("{% cellbg c %}a"))))
    assert modele.rendre({"n": "2", "c": "FF0000"})
    for contexte in ({"n": '2"/><w:b', "c": "FF0000"}, {"n": "2", "c": "rouge"}):
        with pytest.raises(ModeleInvalide):
            modele.rendre(contexte)


def test_la_section_finale_reste():
    assert partie(MODELE.rendre({"v": "x"})).endswith(f"{SECTION}</w:body></w:document>")
