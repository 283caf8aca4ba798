"""Ce qui manque est dit d'un coup, par son chemin exact; une ébauche le montre et ne peut pas partir."""

from __future__ import annotations

import pytest
from compilateur import compiler
from paquets import appel, docx, lignes, note, p, partie, tbl, tr
from tables import d_un_trait

from lettres.composition.champs import Champ
from lettres.rendu import ModeleCompile, Valeur
from lettres.socle.constats import Chemin
from lettres.socle.erreurs import ModeleInvalide, ValeursAbsentes

CHAMPS = {
    c.chemin: c
    for c in (
        Champ("client", "groupe", "Le client."),
        Champ("client.nom", "texte", "Nom du client : « Camille »."),
        Champ("creances", "liste", "Les créances."),
        Champ("creances[].montant", "texte", "Montant de la créance."),
        Champ("creances[].paiements", "liste", "Les paiements."),
        Champ("creances[].paiements[].date", "texte", "Date du paiement."),
        Champ("options", "liste_de_textes", "Les options."),
        Champ("presse", "oui_non", "Est-ce urgent."),
    )
}


def absents(modele: ModeleCompile, contexte: dict[str, Valeur]) -> list[Chemin]:
    with pytest.raises(ValeursAbsentes) as erreur:
        modele.rendre(contexte)
    assert {c.code for c in erreur.value.constats} == {"M601"}
    return [c.chemin for c in erreur.value.constats]


def test_toutes_les_absences_de_toutes_les_parties_sont_dites_d_un_coup():
    modele = compiler(
        docx(
            p("{{ ref }} {{ client.nom }} {{ client.adresse.ville }}")
            + p("{%p for c in creances %}")
            + p("{{ c.montant }} {% for x in c.paiements %}{{ x.date }}{% endfor %}")
            + p("{%p endfor %}")
            + appel(1),
            entetes={"default": p("{{ entete }}")},
            notes=note(1, p("{{ note }}")),
        )
    )
    contexte: dict[str, Valeur] = {
        "client": {},
        "creances": [
            {"montant": "1,00 $", "paiements": []},
            {"paiements": [{"date": "hier"}, {}]},
        ],
    }
    assert absents(modele, contexte) == [
        ("ref",),
        ("client", "nom"),
        ("client", "adresse", "ville"),
        ("creances", 1, "montant"),
        ("creances", 1, "paiements", 1, "date"),
        ("note",),
        ("entete",),
    ]


@d_un_trait
@pytest.mark.parametrize(
    ("balise", "attendu"),
    [
        ("{{ a }}", ("a",)),
        ("{{ a.b.c }}", ("a", "b", "c")),
        ("{{ a['b'] }}", ("a", "b")),
        ("{{ l[2].t }}", ("l", 2, "t")),
        ("{{ (v|first).t }}", ("v", 0, "t")),
        ("{{ a|upper }}", ("a",)),
        ("{{ a|join(', ') }}", ("a",)),
        ("{{ a if oui else '' }}", ("a",)),
        ("{{ b or a }}", ("a",)),
        ("{{ l[0].t|default(a) }}", ("a",)),
    ],
)
def test_le_chemin_de_l_absente_est_exact(balise: str, attendu: Chemin):
    assert absents(compiler(docx(p(balise))), {"l": [{}], "v": [], "oui": True}) == [attendu]


@d_un_trait
@pytest.mark.parametrize(
    "balise",
    [
        "{% if a %}x{% endif %}",
        "{% if a.b.c %}x{% endif %}",
        "{% if a == 'x' %}x{% endif %}",
        "{% if a > 3 %}x{% endif %}",
        "{% if 'x' in a %}x{% endif %}",
        "{% if a is defined %}x{% endif %}",
        "{% if a|length > 0 %}x{% endif %}",
        "{% if not a and false %}{{ a }}{% endif %}",
        "{% if oui %}{% else %}{{ a }}{% endif %}",
    ],
)
def test_une_valeur_absente_testee_est_fausse_et_ne_manque_pas(balise: str):
    assert lignes(compiler(docx(p(balise))).rendre({"oui": True})) == [""]


def test_une_valeur_de_remplacement_convient():
    assert lignes(compiler(docx(p("{{ a.b|default(“l’été”) }}"))).rendre({})) == ["l’été"]


def test_une_liste_absente_est_vide_seulement_si_les_champs_l_annoncent():
    octets = docx(p("a{% for c in creances %}{{ c.montant }}{% endfor %}b"))
    assert lignes(compiler(octets, CHAMPS).rendre({})) == ["ab"]
    assert absents(compiler(octets), {}) == [("creances",)]


def test_la_note_d_une_clause_ecartee_ne_manque_pas_et_disparait():
    corps = p("{%p if oui %}") + appel(1) + p("{%p endif %}") + appel(2)
    modele = compiler(docx(corps, notes=note(1, p("{{ secret }}")) + note(2, p("reste"))))
    assert lignes(modele.rendre({"oui": False}), "word/footnotes.xml") == ["reste"]
    assert absents(modele, {"oui": True}) == [("secret",)]


def test_une_meme_absente_n_est_dite_qu_une_fois():
    assert absents(compiler(docx(p("{{ a }} {{ a }}"), entetes={"default": p("{{ a }}")})), {}) == [("a",)]


def test_le_constat_dit_le_champ_en_mots():
    with pytest.raises(ValeursAbsentes, match="nom du client"):
        compiler(docx(p("{{ client.nom }}")), CHAMPS).rendre({})


def test_une_ebauche_montre_ce_qui_manque_et_ne_peut_pas_partir():
    octets = docx(p("{{ client.nom }} {{ creances[0].montant }}"), entetes={"default": p("{{ options|join }}")})
    rendu = compiler(octets, CHAMPS).rendre({"creances": [{}]}, ebauche=True)
    assert lignes(rendu) == [
        "ÉBAUCHE – NE PAS ENVOYER",
        "[à compléter : nom du client] [à compléter : montant de la créance]",
    ]
    assert lignes(rendu, "word/header1.xml") == ["[à compléter : les options]"]


def test_sans_champs_l_ebauche_montre_le_chemin():
    assert lignes(compiler(docx(p("{{ c[0].m }}"))).rendre({"c": [{}]}, ebauche=True))[1] == "[à compléter : c[0].m]"


@pytest.mark.parametrize("corps", [tbl(tr("{{ a }}")), f"<w:sdt><w:sdtContent>{p('x')}</w:sdtContent></w:sdt>", p("")])
def test_la_mention_d_ebauche_ouvre_tout_document(corps: str):
    rendu = compiler(docx(corps)).rendre({"a": "x"}, ebauche=True)
    assert lignes(rendu)[0] == "ÉBAUCHE – NE PAS ENVOYER"
    assert '<w:jc w:val="center"/>' in partie(rendu)
    assert "ÉBAUCHE" not in partie(compiler(docx(corps)).rendre({"a": "x"}))


@pytest.mark.parametrize("identifiant", ["Ebauche", "Style12"])
def test_l_ebauche_prend_le_style_du_modele(identifiant: str):
    styles = f'<w:style w:type="paragraph" w:styleId="{identifiant}"><w:name w:val="Ebauche"/></w:style>'
    assert f'<w:pStyle w:val="{identifiant}"/>' in partie(
        compiler(docx(p("x"), styles=styles)).rendre({}, ebauche=True)
    )


def test_le_modele_dit_ce_qu_il_imprime_et_ce_qu_il_lit():
    corps = (
        p("{{ client.nom }}{% if presse %}vite{% endif %}")
        + p("{% for c in creances %}{% for x in c.paiements %}{{ x.date }}{% endfor %}{% endfor %}")
        + p("{% for o in options %}{{ o }}{% endfor %}")
    )
    modele = compiler(docx(corps, entetes={"default": p("{{ creances[0].montant }}")}), CHAMPS)
    imprimes = {"client.nom", "creances[].paiements[].date", "creances[].montant", "options"}
    assert modele.champs_imprimes == imprimes
    assert modele.champs_lus == imprimes | {"presse", "creances", "creances[].paiements"}


@d_un_trait
@pytest.mark.parametrize(
    ("balise", "code", "message"),
    [
        ("{{ client.nmo }}", "M401", "client.nom"),
        ("{{ Client.Nom }}", "M401", "client.nom"),
        ("{{ nom }}", "M401", "client.nom"),
        ("{% if pressé %}x{% endif %}", "M401", "presse"),
        ("{% for c in creances %}{{ c.montnat }}{% endfor %}", "M401", "creances[].montant"),
        ("{% for c in creance %}{% endfor %}", "M401", "creances"),
        ("{{ client }}", "M402", "groupe"),
        ("{{ creances }}", "M402", "liste"),
        ("{{ options }}", "M402", "liste de textes"),
        ("{{ presse }}", "M402", "oui/non"),
        ("{{ creances|join(', ') }}", "M402", "liste"),
        ("{% for c in client %}{% endfor %}", "M402", "groupe"),
        ("{% for c in client.nom %}{% endfor %}", "M402", "texte"),
        ("{% for c in creances %}{{ c }}{% endfor %}", "M402", "groupe"),
    ],
)
def test_un_champ_inconnu_ou_mal_employe_est_refuse_meme_dans_une_branche_morte(balise: str, code: str, message: str):
    with pytest.raises(ModeleInvalide) as refus:
        compiler(docx(p("{% if false %}" + balise + "{% endif %}")), CHAMPS)
    assert [c.code for c in refus.value.constats] == [code]
    assert message in refus.value.constats[0].message


@pytest.mark.parametrize(
    "balise",
    [
        "{% if client %}x{% endif %}",
        "{% if creances %}x{% endif %}",
        "{{ creances|length }}",
        "{{ options|join(', ') }}",
        "{{ options[0] }}",
        "{% for o in options %}{{ loop.index }}{{ o }}{% endfor %}",
        "{{ (creances|last).montant }}",
    ],
)
def test_les_emplois_justes_des_champs_sont_acceptes(balise: str):
    assert compiler(docx(p(balise)), CHAMPS)
