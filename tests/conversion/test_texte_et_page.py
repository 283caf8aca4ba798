"""La lettre en texte et en page Web : les mêmes mots, dans le même ordre, sans rien d'extérieur."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date
from html import escape
from html.parser import HTMLParser
from typing import Any

import pytest
from exemples_rendus import ATELIER, EXEMPLES, Exemple, donnees_de, rendu
from paquets import REL, docx, note, p, tbl, tr

import lettres
from lettres.conversion import en_html, en_texte
from lettres.conversion.formes_relues import relire
from lettres.rendu.paquet.ooxml import DOCUMENT
from lettres.rendu.paragraphes import insertions
from lettres.rendu.paragraphes.texte import texte_par_partie

_MOT = re.compile(r"\w+")


class Page(HTMLParser):
    """Ce qu'une page Web dit, et avec quoi."""

    def __init__(self, source: str) -> None:
        super().__init__()
        self.mots: list[str] = []
        self.balises: list[str] = []
        self.ouvertes: list[str] = []
        self.exterieures: list[str] = []
        self.feed(source)

    def handle_starttag(self, balise: str, attributs: list[tuple[str, str | None]]) -> None:
        self.balises.append(balise)
        self.exterieures += [str(v) for nom, v in attributs if nom in {"src", "href", "action", "style"}]
        if balise not in {"br", "meta", "img"}:
            self.ouvertes.append(balise)

    def handle_endtag(self, balise: str) -> None:
        assert self.ouvertes.pop() == balise

    def handle_data(self, texte: str) -> None:
        if "main" in self.ouvertes:
            self.mots += _MOT.findall(texte)


@pytest.mark.un_sur(12)
@pytest.mark.parametrize("exemple", EXEMPLES, ids=lambda e: e.nom)
def test_chaque_mot_de_la_lettre_est_dans_le_texte_et_dans_la_page_dans_l_ordre(exemple: Exemple):
    lettre = rendu(exemple).lettre
    attendus = _MOT.findall(texte_par_partie(lettre.octets)[DOCUMENT])
    page = Page(en_html(lettre.octets, lettre.titre))
    assert page.ouvertes == [] and page.exterieures == []
    # -- dans le texte, les titres d'un tableau se répètent à chaque ligne : il a des mots de plus, jamais de moins --
    assert Counter(attendus) - Counter(_MOT.findall(en_texte(lettre.octets))) == Counter()


def d_un_exemple(nom: str) -> bytes:
    return rendu(next(e for e in EXEMPLES if e.nom == nom)).lettre.octets


def test_une_ligne_de_facture_nomme_chaque_colonne_et_le_total_reste_sous_elles():
    texte = en_texte(d_un_exemple("factures-multiples/dossier-rappel")).replace("\u00a0", " ")
    debut = "– Facture : F-301; Date : 31 juillet 2026; Échéance : 30 août 2026; Description : "
    assert f"\n{debut}" in texte
    assert "\nTotal : 1 552,17 $\nMoins : paiement reçu le 18 septembre 2026" in texte


def test_une_adresse_reste_d_un_bloc_et_un_paragraphe_a_sa_ligne_vide():
    texte = en_texte(d_un_exemple("factures-multiples/dossier-rappel")).replace("\u00a0", " ")
    assert "\n\nImmeubles Exemple inc.\n900, boulevard des Seigneurs\nTerrebonne (Québec)  J6W 1T8\n\n" in texte
    assert "\n\nMesdames, Messieurs,\n\nSauf erreur" in texte


def test_la_page_dit_sa_langue_ses_titres_ses_listes_et_l_en_tete_de_ses_tableaux():
    page = en_html(d_un_exemple("factures-multiples/dossier-rappel"), "Rappel <de> paiement")
    assert page.startswith('<!DOCTYPE html>\n<html lang="fr-CA">')
    assert "<title>Rappel &lt;de&gt; paiement</title>" in page
    for attendu in ('<th scope="col">Facture</th>', '<td colspan="4">Total</td>', "<ul>\n<li>virement"):
        assert attendu in page
    assert '<meta name="lettres.au" content="2026-11-20">' in page


TITRES = {
    "meubles/mise-en-demeure-mise_en_demeure": "Objet : Mise en demeure",
    "refus-de-payer/avocat-dossier_avocat": "Dossier sommaire pour un avocat",
    "meubles/opc-opc": "Aide-mémoire pour mon appel à l’Office",
    "meubles/petites-creances-dossier_petites_creances": "Dossier pour les petites créances",
}


def test_nos_lettres_ont_un_titre_et_leurs_intertitres_dessous():
    for exemple, debut in TITRES.items():
        titres = re.findall(r"<h(\d)>([^<]*)", en_html(d_un_exemple(exemple), "Lettre").replace("\u00a0", " "))
        assert titres[0][0] == "1" and titres[0][1].startswith(debut), titres[0]
        assert len(titres) > 1 and {rang for rang, _ in titres[1:]} == {"2"}


def du_plan(texte: str, niveau: int | None = None, style: str = "") -> str:
    dit = f'<w:pStyle w:val="{style}"/>' if style else ""
    return p(
        texte, f"<w:pPr>{dit}{'' if niveau is None else f'<w:outlineLvl w:val={chr(34)}{niveau}{chr(34)}/>'}</w:pPr>"
    )


TITRE_DE_WORD = (
    '<w:style w:type="paragraph" w:styleId="Titre"><w:name w:val="Title"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="Titre1"><w:name w:val="heading 1"/><w:pPr><w:outlineLvl w:val="0"/></w:pPr>'
    '</w:style><w:style w:type="paragraph" w:styleId="Sous"><w:basedOn w:val="Titre1"/></w:style>'
)
PLANS = {
    "un objet que Word ne sait pas être un titre": (p("Objet : Rappel") + du_plan("Faits", 0), "h1 h2"),
    "un objet en capitales, l’espace insécable": (p("OBJET\u00a0: RAPPEL") + du_plan("Faits", 3), "h1 h2"),
    "un objet que son niveau dit plus bas": (du_plan("Objet : Rappel", 4) + du_plan("Faits", 0), "h1 h2"),
    "le premier objet seulement": (p("Objet : Rappel") + p("Objet : cité"), "h1 p"),
    "un paragraphe qui parle d’objet": (p("Objet de la vente : un lit"), "p"),
    "un niveau sauté": (du_plan("A", 0) + du_plan("B", 2) + du_plan("C", 1) + du_plan("D", 0), "h1 h2 h2 h1"),
    "aucun titre du document": (du_plan("A", 1) + p("dit") + du_plan("B", 1), "h1 p h1"),
    "le titre de Word, et ses intertitres": (
        du_plan("T", style="Titre") + du_plan("A", style="Titre1") + du_plan("B", style="Sous"),
        "h1 h2 h2",
    ),
    "un style de titre remis au corps": (du_plan("A", 9, "Titre1"), "p"),
    "plus de rangs qu’une page n’en a": ("".join(du_plan("A", n) for n in range(8)), "h1 h2 h3 h4 h5 h6 h6 h6"),
}


def test_les_titres_d_une_page_suivent_le_plan_du_document_sans_saut():
    assert {cas: " ".join(_ouvertes(corps)) for cas, (corps, _) in PLANS.items()} == {
        cas: attendus for cas, (_, attendus) in PLANS.items()
    }


def test_une_page_a_toujours_un_titre_et_celui_que_la_lettre_n_a_pas_ne_se_relit_pas():
    for cas, (corps, attendus) in PLANS.items():
        page = en_html(docx(corps, styles=TITRE_DE_WORD), "Réponse <publique>")
        assert "h1" in re.findall(r"<(h\d)\b", page), cas
        assert (page.count('<h1 class="hors-vue">Réponse &lt;publique&gt;</h1>') == 1) is ("h1" not in attendus), cas
        relue = relire(page.encode(), "lettre.html")
        assert relue is not None
        assert "Réponse" not in "".join(passage.texte for passage in relue.passages), cas
        assert len(relue.passages) == len(attendus.split()), cas


def _ouvertes(corps: str) -> list[str]:
    page = en_html(docx(corps, styles=TITRE_DE_WORD), "Lettre")
    return re.findall(r"<(h\d|p)>", page)


def mot(texte: str, forme: str = "") -> str:
    return f'<w:r><w:rPr>{forme}</w:rPr><w:t xml:space="preserve">{texte}</w:t></w:r>'


def lien(vers: str, dedans: str) -> str:
    return f'<w:hyperlink r:id="{vers}">{dedans}</w:hyperlink>'


LIENS = {
    "rWeb": "https://exemple.test/?a=1&amp;b=2",
    "rPoste": "mailto:moi@exemple.test",
    "rScript": "javascript:alert(1)",
    "rFichier": "file:///etc/passwd",
    "rDonnees": "data:text/html,x",
    "rGuillemet": "https://exemple.test/&quot; onclick=&quot;x",
}
RELATIONS = "".join(
    f'<Relationship Id="{nom}" Type="{REL}/hyperlink" Target="{vers}" TargetMode="External"/>'
    for nom, vers in LIENS.items()
)
ACCENTS = (
    '<w:style w:type="character" w:styleId="Fort"><w:rPr><w:b/></w:rPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="Cite"><w:rPr><w:i/></w:rPr></w:style>'
)
_B, _I = "<w:b/>", "<w:i/>"
TRAITS = {
    "du gras au milieu": (
        mot("au plus ") + mot("tard", _B) + mot(" lundi"),
        "<p>au plus <strong>tard</strong> lundi</p>",
    ),
    "de l’italique": (mot("la ") + mot("Loi", _I), "<p>la <em>Loi</em></p>"),
    "les deux": (mot("oui", _B + _I), "<p><strong><em>oui</em></strong></p>"),
    "des mots que Word a coupés": (mot("un", _B) + mot(" ") + mot("deux", _B), "<p><strong>un deux</strong></p>"),
    "du gras défait": (mot("non", '<w:b w:val="0"/>'), "<p>non</p>"),
    "un style de caractère": (mot("fort", '<w:rStyle w:val="Fort"/>'), "<p><strong>fort</strong></p>"),
    "un style de paragraphe, défait sur un mot": (
        '<w:pPr><w:pStyle w:val="Cite"/></w:pPr>' + mot("dit ") + mot("sic", '<w:i w:val="false"/>'),
        "<p><em>dit </em>sic</p>",
    ),
    "des bords vides": (mot("  ", _B) + mot("un", _B) + mot("  "), "<p><strong>un</strong></p>"),
    "un texte hostile": (
        mot("&lt;/strong&gt;&lt;script&gt;", _B),
        "<p><strong>&lt;/strong&gt;&lt;script&gt;</strong></p>",
    ),
    "un lien": (
        mot("voir ") + lien("rWeb", mot("ici", _B)),
        '<p>voir <a href="https://exemple.test/?a=1&amp;b=2"><strong>ici</strong></a></p>',
    ),
    "une adresse de courriel": (
        lien("rPoste", mot("moi@") + mot("exemple.test")),
        '<p><a href="mailto:moi@exemple.test">moi@exemple.test</a></p>',
    ),
    "un script": (lien("rScript", mot("ici")), "<p>ici</p>"),
    "un fichier": (lien("rFichier", mot("ici")), "<p>ici</p>"),
    "des données": (lien("rDonnees", mot("ici")), "<p>ici</p>"),
    "une adresse à guillemets": (lien("rGuillemet", mot("ici")), "<p>ici</p>"),
    "un lien que rien ne porte": (lien("rRien", mot("ici")), "<p>ici</p>"),
}


def test_ce_qui_se_distingue_dans_un_paragraphe_se_distingue_dans_la_page():
    pages = {
        cas: en_html(docx(f"<w:p>{corps}</w:p>", styles=ACCENTS, relations=RELATIONS), "Lettre")
        for cas, (corps, _) in TRAITS.items()
    }
    assert {cas: page.partition("</h1>\n")[2].partition("\n</main>")[0] for cas, page in pages.items()} == {
        cas: attendu for cas, (_, attendu) in TRAITS.items()
    }
    # -- une cellule et un élément de liste en font autant, et tout se relit, sans rien de plus --
    un_gras = mot("le ") + mot("total", _B)
    dans = docx(
        tbl(tr(p("dû") + f"<w:p>{un_gras}</w:p>"), colonnes=1)
        + f'<w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr>{un_gras}</w:p>',
        styles=" ",
        parties=numerotation(niveau(0, "bullet", "–")),
    )
    page = en_html(dans, "Lettre")
    assert "<td>dû\nle <strong>total</strong></td>" in page and "<li>le <strong>total</strong></li>" in page
    relue = relire(page.encode(), "page.html")
    assert relue is not None and [passage.texte for passage in relue.passages] == ["dû le total", "le total"]


@pytest.mark.parametrize("texte", ["<script>alert(1)</script>", "a & b", "« > »"])
def test_un_texte_hostile_reste_du_texte(texte: str):
    page = en_html(docx(f"<w:p><w:r><w:t>{escape(texte)}</w:t></w:r></w:p>"), "Lettre")
    assert f"<p>{escape(texte)}</p>" in page and "<script>" not in page
    assert en_texte(docx(f"<w:p><w:r><w:t>{escape(texte)}</w:t></w:r></w:p>")) == f"{texte}\n"


SYMBOLE = '<w:rPr><w:rFonts w:ascii="Symbol" w:hAnsi="Symbol"/></w:rPr>'


def niveau(rang: int, ecriture: str, gabarit: str, suite: str = "") -> str:
    dit = f'<w:start w:val="1"/><w:numFmt w:val="{ecriture}"/><w:lvlText w:val="{gabarit}"/>{suite}'
    return f'<w:lvl w:ilvl="{rang}">{dit}</w:lvl>'


def numerotation(*listes: str, change: str = "") -> dict[str, str]:
    abstraites = "".join(
        f'<w:abstractNum w:abstractNumId="{n}">{dits}</w:abstractNum>' for n, dits in enumerate(listes)
    )
    numeros = "".join(
        f'<w:num w:numId="{n + 1}"><w:abstractNumId w:val="{n}"/>{change}</w:num>' for n in range(len(listes))
    )
    racine = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    return {"word/numbering.xml": f"<w:numbering {racine}>{abstraites}{numeros}</w:numbering>"}


def item(texte: str, liste: int = 1, creux: int = 0) -> str:
    return p(texte, f'<w:pPr><w:numPr><w:ilvl w:val="{creux}"/><w:numId w:val="{liste}"/></w:numPr></w:pPr>')


LETTRES_ET_SOUS = niveau(0, "lowerLetter", "%1)") + niveau(1, "lowerRoman", "%2.")
COMPOSEE = niveau(0, "decimal", "%1.") + niveau(1, "decimal", "%1.%2")
LISTES = {
    "une puce de Word, dans sa police de symboles": (
        docx(item("un") + item("deux"), styles=" ", parties=numerotation(niveau(0, "bullet", "\uf0b7", SYMBOLE))),
        "• un\n• deux\n",
        "<ul>\n<li>un</li>\n<li>deux</li>\n</ul>",
    ),
    "des lettres, et des chiffres romains dessous": (
        docx(
            item("un") + item("creux", creux=1) + item("creux", creux=1) + item("deux"),
            styles=" ",
            parties=numerotation(LETTRES_ET_SOUS),
        ),
        "a) un\n   i. creux\n   ii. creux\nb) deux\n",
        '<ol type="a">\n<li>un<ol type="i">\n<li>creux</li>\n<li>creux</li>\n</ol>\n</li>\n<li>deux</li>\n</ol>',
    ),
    "un compte qui continue après un paragraphe": (
        docx(item("un") + p("entre") + item("deux"), styles=" ", parties=numerotation(niveau(0, "decimal", "%1."))),
        "1. un\nentre\n2. deux\n",
        '<p>entre</p>\n<ol>\n<li value="2">deux</li>\n</ol>',
    ),
    "un compte qui part de quatre": (
        docx(
            item("un") + item("deux"),
            styles=" ",
            parties=numerotation(
                niveau(0, "upperRoman", "%1."),
                change='<w:lvlOverride w:ilvl="0"><w:startOverride w:val="4"/></w:lvlOverride>',
            ),
        ),
        "IV. un\nV. deux\n",
        '<ol type="I">\n<li value="4">un</li>\n<li>deux</li>\n</ol>',
    ),
    "deux listes de suite": (
        docx(
            item("un") + item("un", 2),
            styles=" ",
            parties=numerotation(niveau(0, "decimal", "%1."), niveau(0, "decimal", "%1)")),
        ),
        "1. un\n1) un\n",
        "<ol>\n<li>un</li>\n</ol>\n<ol>\n<li>un</li>\n</ol>",
    ),
    "un numéro composé": (
        docx(item("un") + item("creux", creux=1), styles=" ", parties=numerotation(COMPOSEE)),
        "1. un\n   1.1 creux\n",
        '<ol>\n<li>un<ul class="dite">\n<li>1.1 creux</li>\n</ul>\n</li>\n</ol>',
    ),
    "une liste que son style nomme, hérité": (
        docx(
            p("un", '<w:pPr><w:pStyle w:val="Fils"/></w:pPr>'),
            styles='<w:style w:styleId="Fils"><w:basedOn w:val="Pere"/></w:style><w:style w:styleId="Pere"><w:pPr>'
            '<w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>',
            parties=numerotation(niveau(0, "bullet", "–")),
        ),
        "– un\n",
        "<ul>\n<li>un</li>\n</ul>",
    ),
}


def test_une_liste_garde_ses_puces_ses_lettres_et_ses_niveaux():
    assert {cas: en_texte(octets) for cas, (octets, _, _) in LISTES.items()} == {
        cas: texte for cas, (_, texte, _) in LISTES.items()
    }
    assert [cas for cas, (octets, _, attendue) in LISTES.items() if attendue not in en_html(octets, "Lettre")] == []
    for octets, _, _ in LISTES.values():
        assert Page(en_html(octets, "Lettre")).ouvertes == []


def espace(avant: int = 0, apres: int = 0) -> str:
    return f'<w:pPr><w:spacing w:before="{avant}" w:after="{apres}"/></w:pPr>'


DE_WORD = f"<w:docDefaults><w:pPrDefault>{espace(apres=160)}</w:pPrDefault></w:docDefaults>"
SERRE = f'<w:style w:type="paragraph" w:default="1" w:styleId="Normal">{espace()}</w:style>'


@pytest.mark.parametrize(
    ("corps", "styles", "joints"),
    [
        (p("un") + p("deux"), "", True),
        (p("un", espace(apres=160)) + p("deux"), "", False),
        (p("un") + p("deux", espace(avant=160)), "", False),
        (p("un", espace(apres=40)) + p("deux", espace(avant=40)), "", True),
        (p("un") + p("deux"), DE_WORD, False),
        (p("un") + p("deux"), DE_WORD + SERRE, True),
        (p("un", espace()) + p("deux"), DE_WORD, True),
        (p("un") + p(" ") + p("deux"), "", False),
        (p("un") + p("deux", '<w:pPr><w:spacing w:beforeAutospacing="1"/></w:pPr>'), "", False),
    ],
)
def test_un_paragraphe_se_separe_comme_dans_word_d_ou_que_vienne_l_espace(corps: str, styles: str, joints: bool):
    assert en_texte(docx(corps, styles=styles)) == ("un\ndeux\n" if joints else "un\n\ndeux\n")
    attendu = "<p>un<br>deux</p>" if joints else "<p>un</p>\n<p>deux</p>"
    assert attendu in en_html(docx(corps, styles=styles), "Lettre")


PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 16
GRAS = "<w:rPr><w:b/></w:rPr>"


def image(dit: str, lien: str = "rImage") -> str:
    blip = f'<a:graphic><a:graphicData><a:blip r:embed="{lien}"/></a:graphicData></a:graphic>'
    inline = (
        f'<wp:inline><wp:extent cx="952500" cy="476250"/><wp:docPr id="1" name="i" descr="{dit}"/>{blip}</wp:inline>'
    )
    return f"<w:p><w:r><w:drawing>{inline}</w:drawing></w:r></w:p>"


def avec_images(corps: str, **autres: Any) -> bytes:
    lien = f'<Relationship Id="rImage" Type="{REL}/image" Target="media/i.png"/>'
    return docx(corps, relations=lien, parties={"word/media/i.png": PNG}, **autres)


def en_gras(*cellules: str) -> str:
    return tr(*(f"<w:p><w:r>{GRAS}<w:t>{c}</w:t></w:r></w:p>" for c in cellules))


PAGINE = '<w:fldSimple w:instr=" PAGE "><w:r><w:t>1</w:t></w:r></w:fldSimple>'
CONTENUS = {
    "le pied, s’il dit autre chose que la lettre": (
        docx(p("Madame,"), pieds={"default": p("NEQ 1100000007 · Granby")}),
        "Madame,\n\nNEQ 1100000007 · Granby\n",
        "<footer>\n<p>NEQ 1100000007 · Granby</p>\n</footer>",
    ),
    "rien d’un pied qui répète la lettre": (
        docx(p("Référence : D-12"), pieds={"default": p("Référence : D-12")}),
        "Référence : D-12\n",
        "</main>\n</body>",
    ),
    "aucun numéro de page": (
        docx(p("Madame,"), pieds={"first": f"<w:p><w:r><w:t>Étude</w:t><w:tab/><w:t>Page </w:t></w:r>{PAGINE}</w:p>"}),
        "Madame,\n\nÉtude\n",
        "<footer>\n<p>Étude</p>\n</footer>",
    ),
    "une note, à son appel et à la fin": (
        docx(
            "<w:p><w:r><w:t>La loi</w:t></w:r>"
            '<w:r><w:footnoteReference w:id="2"/></w:r><w:r><w:t> dit.</w:t></w:r></w:p>',
            notes=note(2, p("Article 1617.")),
        ),
        "La loi[1] dit.\n\n[1] Article 1617.\n",
        "<p>La loi[1] dit.</p>\n<p>[1] Article 1617.</p>\n</main>",
    ),
    "une image, et ce qu’elle montre": (
        avec_images(image("Plan &lt;des&gt; lieux")),
        "[Plan <des> lieux]\n",
        'alt="Plan &lt;des&gt; lieux" width="100" height="50">',
    ),
    "une image muette": (avec_images(p("Madame,") + image("")), "Madame,\n", 'alt="" width="100" height="50">'),
    "une image que rien ne porte": (avec_images(p("Madame,") + image("Logo", "rien")), "Madame,\n", "<p>Madame,</p>"),
    "un en-tête disposé en tableau": (
        docx(p("Madame,"), entetes={"default": tbl(tr(p("Étude") + p("Avocats"), "1, rue du Palais"), colonnes=2)}),
        "Étude\nAvocats\n\n1, rue du Palais\n\nMadame,\n",
        "<header>\n<p>Étude<br>Avocats</p>\n<p>1, rue du Palais</p>\n</header>",
    ),
    "un tableau dont la première rangée est en gras": (
        docx(
            tbl(en_gras("Facture", "Date", "Montant"), tr("F-1", "1er mai", "5 $"), tr("Total", "", "5 $"), colonnes=3)
        ),
        "Facture   Date      Montant\nF-1       1er mai       5 $\nTotal                   5 $\n",
        '<th scope="col">Facture</th><th scope="col">Date</th><th scope="col">Montant</th>',
    ),
    "un tableau qui ne nomme pas ses colonnes": (
        docx(tbl(tr("un", "deux", "trois"), tr("a", "b", "c"), colonnes=3)),
        "un | deux | trois\na | b | c\n",
        "<td>un</td><td>deux</td><td>trois</td>",
    ),
    "deux blocs côte à côte": (
        docx(tbl(tr(p("Pour nous") + p("Karine"), "Pour vous"), colonnes=2)),
        "Pour nous\nKarine\nPour vous\n",
        "<td>Pour nous\nKarine</td><td>Pour vous</td>",
    ),
}


def test_rien_d_un_modele_a_soi_ne_se_perd():
    assert {cas: en_texte(octets) for cas, (octets, _, _) in CONTENUS.items()} == {
        cas: texte for cas, (_, texte, _) in CONTENUS.items()
    }
    assert [cas for cas, (octets, _, attendu) in CONTENUS.items() if attendu not in en_html(octets, "Lettre")] == []


def test_des_images_demesurees_ne_sont_que_dites(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(insertions, "_OCTETS_MAX", 2 * len(PNG))
    page = en_html(avec_images(image("Plan") * 3), "Lettre")
    assert page.count("<img ") == 2 and page.count("[Plan]") == 1


def test_une_page_qui_montre_une_image_n_appelle_rien_d_ailleurs():
    page = Page(en_html(avec_images(image("Logo")), "Lettre"))
    assert [source.partition(",")[0] for source in page.exterieures] == ["data:image/png;base64"]
    assert page.ouvertes == []


def case(texte: str, fusion: str = "", large: int = 1) -> str:
    return f'<w:tc><w:tcPr><w:gridSpan w:val="{large}"/>{fusion}</w:tcPr>{p(texte)}</w:tc>'


def rangee(*cases: str) -> str:
    return f"<w:tr>{''.join(cases)}</w:tr>"


OUVRE, SUIT = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
FUSIONS = {
    "deux rangées": (
        rangee(case("A", OUVRE), case("1")) + rangee(case("", SUIT), case("2")),
        '<tr><td rowspan="2">A</td><td>1</td></tr>\n<tr><td>2</td></tr>',
        ["A ¦ 1", " ¦ 2"],
    ),
    "trois, à la fin, puis une autre": (
        rangee(case("1"), case("A", OUVRE))
        + rangee(case("2"), case("", SUIT))
        + rangee(case("3"), case("", SUIT))
        + rangee(case("4"), case("B", OUVRE)),
        '<td rowspan="3">A</td></tr>\n<tr><td>2</td></tr>\n<tr><td>3</td></tr>\n<tr><td>4</td><td>B</td></tr>',
        ["1 ¦ A", "2 ¦ ", "3 ¦ ", "4 ¦ B"],
    ),
    "deux colonnes de large": (
        rangee(case("A", OUVRE, 2), case("1")) + rangee(case("", SUIT, 2), case("2")),
        '<td colspan="2" rowspan="2">A</td><td>1</td></tr>\n<tr><td>2</td></tr>',
        ["A ¦ 1", " ¦ 2"],
    ),
    "d’une autre largeur que celle du dessus": (
        rangee(case("A", OUVRE, 2), case("1")) + rangee(case("", SUIT), case("2"), case("3")),
        "<tr><td></td><td>2</td><td>3</td></tr>",
        ["A ¦ 1", " ¦ 2 ¦ 3"],
    ),
    "rien au-dessus": (rangee(case("", SUIT), case("1")), "<tr><td></td><td>1</td></tr>", [" ¦ 1"]),
    "un texte que Word y garde": (
        rangee(case("A", OUVRE), case("1")) + rangee(case("B", SUIT), case("2")),
        "<tr><td>B</td><td>2</td></tr>",
        ["A ¦ 1", "B ¦ 2"],
    ),
    "deux fusions de suite": (
        rangee(case("A", OUVRE), case("B", OUVRE)) + rangee(case("", SUIT), case("", SUIT)),
        '<tr><td rowspan="2">A</td><td rowspan="2">B</td></tr>\n<tr></tr>',
        ["A ¦ B", " ¦ "],
    ),
}


def test_une_cellule_de_plusieurs_rangees_le_reste_et_se_relit_comme_dans_word():
    for cas, (rangees, attendue, relues) in FUSIONS.items():
        page = en_html(docx(f"<w:tbl>{rangees}</w:tbl>" + p("fin")), "Lettre")
        assert attendue in page, (cas, page)
        relue = relire(page.encode(), "page.html")
        assert relue is not None and [q.texte for q in relue.passages] == [*relues, "fin"], cas
    # -- une page que l'on a récrite ne mène nulle part --
    for dit in ("9" * 5000, "0", "-1", "x", "٣"):
        folle = f"<html><table><tr><td rowspan='{dit}' colspan='{dit}'>A</td></tr><tr><td>B</td></tr></table>"
        relue = relire(folle.encode(), "page.html")
        assert relue is not None and [q.texte.strip(" ¦") for q in relue.passages] == ["A", "B"], dit


DEUX_A_SIGNER = f"""
Ébénisterie Odile Exemple inc.          Rémi Exemple
Signature : Odile Exemple, présidente   Signature


{"_" * 37}   {"_" * 30}
Lieu et date                            Lieu et date


{"_" * 37}   {"_" * 30}

p. j.
"""


def test_ce_qui_se_signe_a_ses_versements_en_colonnes_et_de_quoi_signer_cote_a_cote():
    lettre = d_un_exemple("dette-en-versements/entente-entente_paiement")
    texte = en_texte(lettre).replace("\u00a0", " ")
    assert "\nAu plus tard le             Versement\njeudi 15 octobre 2026        191,62 $\n" in texte
    assert "\nlundi 15 mars 2027           191,65 $\nTotal                      1 149,75 $\n\n" in texte
    assert DEUX_A_SIGNER in texte
    page = en_html(lettre, "Entente")
    assert '<tr><th scope="col">Ébénisterie Odile Exemple inc.</th><th scope="col">Rémi Exemple</th></tr>' in page
    assert '<tr class="a-remplir"><td>Lieu et date</td><td>Lieu et date</td></tr>' in page


def test_deux_noms_trop_longs_pour_tenir_cote_a_cote_signent_l_un_sous_l_autre():
    nom = "Coopérative de solidarité des ébénistes, menuisiers et tapissiers de la Montérégie Exemple"
    donnees = donnees_de("minimaux/entente_paiement-recouvrement.yaml")
    donnees["destinataire"] |= {"nom": nom, "type": "entreprise", "civilite": None}
    octets = ATELIER.generer(lettres.valider(donnees), "entente_paiement", au=date(2026, 11, 25)).octets
    texte = en_texte(octets).replace("\u00a0", " ")
    trait = f"\n\n\n{'_' * 30}\n"
    signe = f"Signature, nom et titre{trait}Lieu et date{trait}"
    assert f"\nStudio Karine Exemple\nSignature : Karine Exemple{trait}Lieu et date{trait}\n{nom}\n{signe}" in texte
