"""Une liste numérotée recommence à chaque tour qui l'introduit, et se continue quand ses tours la continuent."""

from __future__ import annotations

import io
import zipfile
from typing import Any

import pytest
from compilateur import compiler, par_la_preuve
from oracle import par_docxtpl
from paquets import DOC, docx, p, tbl, tc
from tables import d_un_trait

from lettres.rendu import ModeleCompile
from lettres.rendu.paragraphes.texte import texte_lisible
from lettres.rendu.xml import arbre_xml
from lettres.rendu.xml.arbre_xml import Element, w

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def niveau(rang: int, forme: str = "decimal", texte: str = "", debut: str = '<w:start w:val="1"/>') -> str:
    dit = texte or f"%{rang + 1}."
    return f'<w:lvl w:ilvl="{rang}">{debut}<w:numFmt w:val="{forme}"/><w:lvlText w:val="{dit}"/></w:lvl>'


def abstraite(numero: int, *niveaux: str) -> str:
    return f'<w:abstractNum w:abstractNumId="{numero}">{"".join(niveaux)}</w:abstractNum>'


def liste(numero: int, definition: int, reglages: str = "") -> str:
    return f'<w:num w:numId="{numero}"><w:abstractNumId w:val="{definition}"/>{reglages}</w:num>'


NUMEROTATION = (
    f"<w:numbering {W}>"
    + abstraite(0, niveau(0), niveau(1, "lowerLetter", "%2)"))
    + abstraite(1, niveau(0, "bullet", "•"))
    + abstraite(2, niveau(0, debut='<w:start w:val="5"/>'))
    + abstraite(3, niveau(0))
    + liste(1, 0)
    + liste(2, 1)
    + liste(3, 2)
    + liste(4, 3)
    + "</w:numbering>"
)
STYLES = (
    '<w:style w:type="paragraph" w:styleId="Numerote"><w:name w:val="Numéroté"/><w:pPr><w:numPr><w:numId w:val="4"/>'
    '</w:numPr><w:ind w:left="400" w:hanging="200"/></w:pPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="Derive"><w:name w:val="Dérivé"/><w:basedOn w:val="Numerote"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="Titre1"><w:name w:val="heading 1"/><w:pPr><w:numPr><w:numId w:val="4"/>'
    '</w:numPr><w:outlineLvl w:val="0"/></w:pPr></w:style>'
)


def item(texte: str, numero: int = 1, rang: int = 0) -> str:
    """Un élément d'une liste."""
    return p(texte, f'<w:pPr><w:numPr><w:ilvl w:val="{rang}"/><w:numId w:val="{numero}"/></w:numPr></w:pPr>')


def style(texte: str, nom: str = "Numerote") -> str:
    return p(texte, f'<w:pPr><w:pStyle w:val="{nom}"/></w:pPr>')


def modele(corps: str, **autres: Any) -> bytes:
    return docx(
        corps,
        styles=STYLES,
        parties={"word/numbering.xml": NUMEROTATION},
        types={"word/numbering.xml": f"{DOC}numbering+xml"},
        **autres,
    )


CONTEXTE: dict[str, Any] = {
    "factures": [
        {"no": "F-1", "oui": True, "lignes": ["a", "b"], "groupes": [{"t": "g", "lignes": ["c", "d"]}] * 2},
        {"no": "F-2", "oui": False, "lignes": ["e"], "groupes": [{"t": "h", "lignes": ["f", "g"]}]},
        {"no": "F-3", "oui": True, "lignes": [], "groupes": []},
    ],
    "rien": [],
}
POUR, FIN = p("{%p for f in factures %}"), p("{%p endfor %}")
TITRE = p("Facture {{ f.no }}")
TRIO = (("1. un", "2. deux") * 3,)

RECOMMENCENT: dict[str, tuple[str, list[str]]] = {
    "un titre, puis deux éléments": (
        POUR + TITRE + item("un") + item("deux") + FIN,
        ["Facture F-1", "1. un", "2. deux", "Facture F-2", "1. un", "2. deux", "Facture F-3", "1. un", "2. deux"],
    ),
    "un titre, puis une boucle d’éléments": (
        POUR + TITRE + p("{%p for x in f.lignes %}") + item("{{ x }}") + p("{%p endfor %}") + FIN,
        ["Facture F-1", "1. a", "2. b", "Facture F-2", "1. e", "Facture F-3"],
    ),
    "un tour fermé par un total": (
        POUR + item("un") + item("deux") + p("Total") + FIN,
        ["1. un", "2. deux", "Total"] * 3,
    ),
    "des éléments sous condition": (
        POUR + TITRE + p("{%p if f.oui %}") + item("un") + p("{%p endif %}") + item("deux") + FIN,
        ["Facture F-1", "1. un", "2. deux", "Facture F-2", "1. deux", "Facture F-3", "1. un", "2. deux"],
    ),
    "deux boucles l’une dans l’autre, chacune son titre": (
        POUR
        + TITRE
        + p("{%p for g in f.groupes %}")
        + p("{{ g.t }}")
        + p("{%p for x in g.lignes %}")
        + item("{{ x }}")
        + p("{%p endfor %}") * 2
        + FIN,
        [
            *("Facture F-1", "g", "1. c", "2. d", "g", "1. c", "2. d"),
            *("Facture F-2", "h", "1. f", "2. g", "Facture F-3"),
        ],
    ),
    "une liste portée par un style": (
        POUR + TITRE + style("un") + style("deux", "Derive") + FIN,
        ["Facture F-1", "1. un", "2. deux", "Facture F-2", "1. un", "2. deux", "Facture F-3", "1. un", "2. deux"],
    ),
    "deux boucles qui partagent la même liste": (
        (POUR + TITRE + item("un") + item("deux") + FIN) * 2,
        [x for _ in "ab" for n in "123" for x in (f"Facture F-{n}", "1. un", "2. deux")],
    ),
    "une boucle au fil du texte": (
        p("{% for f in factures %}") + TITRE + item("un") + item("deux") + p("{% endfor %}"),
        ["Facture F-1", "1. un", "2. deux", "Facture F-2", "1. un", "2. deux", "Facture F-3", "1. un", "2. deux"],
    ),
    "une rangée qui a sa liste": (
        tbl(
            "<w:tr>" + tc("{%tr for f in factures %}") + "</w:tr>",
            "<w:tr>" + tc("{{ f.no }}") + tc(item("un") + item("deux")) + "</w:tr>",
            "<w:tr>" + tc("{%tr endfor %}") + "</w:tr>",
            colonnes=2,
        )
        + p("Fin"),
        [*(f"F-{n} ¦ 1. un\n2. deux" for n in "123"), "Fin"],
    ),
    "une liste dont chaque élément en introduit une autre": (
        POUR + item("{{ f.no }}") + item("un", 4) + item("deux", 4) + FIN,
        ["1. F-1", "1. un", "2. deux", "2. F-2", "1. un", "2. deux", "3. F-3", "1. un", "2. deux"],
    ),
}
CONTINUENT: dict[str, tuple[str, list[str]]] = {
    "un élément par tour": (POUR + item("{{ f.no }}") + FIN, ["1. F-1", "2. F-2", "3. F-3"]),
    "des éléments, et rien d’autre": (
        POUR + item("un") + item("deux") + FIN,
        [*("1. un", "2. deux", "3. un", "4. deux", "5. un", "6. deux")],
    ),
    "des éléments et une ligne vide": (
        POUR + item("un") + item("deux") + p("") + FIN,
        [*("1. un", "2. deux", "", "3. un", "4. deux", "", "5. un", "6. deux", "")],
    ),
    "un élément et sa suite": (
        POUR + item("{{ f.no }}") + p("suite") + FIN,
        [*("1. F-1", "suite", "2. F-2", "suite", "3. F-3", "suite")],
    ),
    "un titre et un seul élément": (
        POUR + TITRE + item("un") + FIN,
        [*("Facture F-1", "1. un", "Facture F-2", "2. un", "Facture F-3", "3. un")],
    ),
    "deux éléments et ce qui se lit entre eux": (
        POUR + item("un") + p("et") + item("deux") + FIN,
        [*("1. un", "et", "2. deux", "3. un", "et", "4. deux", "5. un", "et", "6. deux")],
    ),
    "un élément ou l’autre, jamais les deux": (
        POUR + TITRE + p("{%p if f.oui %}") + item("oui") + p("{%p else %}") + item("non") + p("{%p endif %}") + FIN,
        ["Facture F-1", "1. oui", "Facture F-2", "2. non", "Facture F-3", "3. oui"],
    ),
    "une liste commencée avant la boucle": (
        item("avant") + POUR + TITRE + item("un") + item("deux") + FIN,
        [
            *("1. avant", "Facture F-1", "2. un", "3. deux", "Facture F-2", "4. un", "5. deux"),
            *("Facture F-3", "6. un", "7. deux"),
        ],
    ),
    "une puce": (
        POUR + TITRE + item("un", 2) + item("deux", 2) + FIN,
        [x for n in "123" for x in (f"Facture F-{n}", "• un", "• deux")],
    ),
    "une boucle d’éléments, un par tour, dans une boucle": (
        POUR + p("{%p for x in f.lignes %}") + item("{{ x }}") + p("{%p endfor %}") + FIN,
        ["1. a", "2. b", "3. e"],
    ),
    "une liste hors de la boucle": (
        item("un") + POUR + TITRE + FIN + item("deux"),
        [*("1. un", "Facture F-1", "Facture F-2", "Facture F-3", "2. deux")],
    ),
    "une liste que rien ne répète": (p("Titre") + item("un") + item("deux"), ["Titre", "1. un", "2. deux"]),
}


def corps(octets: bytes) -> list[str]:
    """Les lignes du corps, numéros compris."""
    (texte,) = texte_lisible(octets).removeprefix("[corps]\n").split("\n[")
    return texte.removesuffix("\n").split("\n")


def les_deux(compile_: ModeleCompile) -> list[bytes]:
    """La lettre, tout contrôlé, puis telle qu'elle sert."""
    return [compile_.rendre(CONTEXTE), par_la_preuve(compile_).rendre(CONTEXTE)]


@d_un_trait
@pytest.mark.parametrize(("ecrit", "attendu"), RECOMMENCENT.values(), ids=RECOMMENCENT.keys())
def test_la_liste_recommence_a_chaque_tour_qui_l_introduit(ecrit: str, attendu: list[str]):
    compile_ = compiler(modele(ecrit))
    controlee, prouvee = les_deux(compile_)
    assert corps(controlee) == "\n".join(attendu).split("\n")
    assert controlee == prouvee
    assert corps(par_docxtpl(modele(ecrit), CONTEXTE)) != corps(controlee)


@d_un_trait
@pytest.mark.parametrize(("ecrit", "attendu"), CONTINUENT.values(), ids=CONTINUENT.keys())
def test_la_liste_se_continue_comme_chez_docxtpl(ecrit: str, attendu: list[str]):
    controlee, prouvee = les_deux(compiler(modele(ecrit)))
    assert corps(controlee) == attendu == corps(par_docxtpl(modele(ecrit), CONTEXTE))
    assert controlee == prouvee
    assert partie(controlee, "word/numbering.xml").findall(w("num"))[-1].get(w("numId")) == "4"


def partie(octets: bytes, nom: str) -> Element:
    with zipfile.ZipFile(io.BytesIO(octets)) as archive:
        return arbre_xml.lire(archive.read(nom))


def test_chaque_tour_a_sa_liste_definie_apres_les_autres():
    octets = compiler(modele(POUR + TITRE + item("un", 3) + item("deux", 3) + FIN)).rendre(CONTEXTE)
    numerotation = partie(octets, "word/numbering.xml")
    neuves = [n for n in numerotation.findall(w("num")) if int(n.get(w("numId"), "")) > 4]
    assert [n.get(w("numId")) for n in neuves] == ["5", "6", "7"]
    assert [n.find(w("abstractNumId")).get(w("val")) for n in neuves] == ["2"] * 3
    debuts = [(o.getparent().get(w("ilvl")), o.get(w("val"))) for n in neuves for o in n.iter(w("startOverride"))]
    assert debuts == [("0", "5")] * 3, "chaque liste part d’où la sienne part"
    cites = {e.get(w("val")) for e in partie(octets, "word/document.xml").iter(w("numId"))}
    assert cites == {"5", "6", "7"}


def test_les_sous_elements_recommencent_avec_la_liste():
    ecrit = POUR + TITRE + item("un") + item("x", 1, 1) + item("deux") + FIN
    octets = compiler(modele(ecrit)).rendre(CONTEXTE)
    neuve = partie(octets, "word/numbering.xml").findall(w("num"))[-1]
    assert [(o.get(w("ilvl")), o.find(w("startOverride")).get(w("val"))) for o in neuve.findall(w("lvlOverride"))] == [
        ("0", "1"),
        ("1", "1"),
    ]


def test_un_titre_numerote_suit_le_plan_de_la_lettre():
    ecrit = POUR + p("Intro") + style("un", "Titre1") + style("deux", "Titre1") + FIN
    assert list(partie(compiler(modele(ecrit)).rendre(CONTEXTE), "word/document.xml").iter(w("numId"))) == []


def test_le_retrait_du_style_reste_celui_de_l_element():
    ecrit = POUR + TITRE + style("un") + style("deux") + FIN
    retraits = list(partie(compiler(modele(ecrit)).rendre(CONTEXTE), "word/document.xml").iter(w("ind")))
    assert [(r.get(w("left")), r.get(w("hanging"))) for r in retraits] == [("400", "200")] * 6


def test_sans_aucun_tour_la_numerotation_est_celle_du_modele():
    ecrit = p("{%p for f in rien %}") + TITRE + item("un") + item("deux") + FIN + p("Fin")
    octets = compiler(modele(ecrit)).rendre(CONTEXTE)
    assert len(partie(octets, "word/numbering.xml").findall(w("num"))) == 4


def test_une_liste_recommence_dans_un_en_tete_sans_prendre_les_numeros_du_corps():
    ecrit = POUR + TITRE + item("un") + item("deux") + FIN
    octets = compiler(modele(ecrit, entetes={"default": ecrit})).rendre(CONTEXTE)
    cites = [
        [e.get(w("val")) for e in partie(octets, f"word/{n}.xml").iter(w("numId"))] for n in ("document", "header1")
    ]
    assert sorted({*cites[0], *cites[1]}, key=int) == [str(n) for n in range(5, 11)]
    assert not set(cites[0]) & set(cites[1])


def test_le_modele_repris_du_cache_recommence_ses_listes(tmp_path):
    octets = modele(POUR + TITRE + item("un") + item("deux") + FIN)
    premiere = compiler(octets, cache=tmp_path).rendre(CONTEXTE)
    assert compiler(octets, cache=tmp_path).rendre(CONTEXTE) == premiere


def test_une_ebauche_recommence_ses_listes():
    octets = compiler(modele(POUR + TITRE + item("{{ absent }}") + item("deux") + FIN)).rendre(CONTEXTE, ebauche=True)
    assert [ligne for ligne in corps(octets) if ligne.endswith("deux")] == ["2. deux"] * 3


def test_le_modele_reste_prouve():
    assert compiler(modele(POUR + TITRE + item("un") + item("deux") + FIN + p("Fin"))).prouve
