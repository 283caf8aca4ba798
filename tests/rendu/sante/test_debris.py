"""Les débris de Word, de LibreOffice et de Google : retirés, dits une fois, sans qu'un mot de la lettre change."""

from __future__ import annotations

import pytest
from compilateur import compiler
from paquets import PAQUET, REL, champ, docx, lignes, noms, note, p, partie, runs, tbl, tr
from tables import d_un_trait

from lettres.rendu import examiner
from lettres.rendu.paquet.proprietes import Proprietes
from lettres.socle.erreurs import ModeleInvalide, ValeursAbsentes

NOM = {"nom": "Camille", "a": True, "l": ["un", "deux"]}
LIE = '<w:p><w:hyperlink w:anchor="{}"><w:r><w:t>voir</w:t></w:r></w:hyperlink></w:p>'


def signet(nom: str, dedans: str = "") -> str:
    return f'<w:bookmarkStart w:id="3" w:name="{nom}"/>{dedans}<w:bookmarkEnd w:id="3"/>'


def run(texte: str, forme: str = "") -> str:
    return f'<w:r>{forme}<w:t xml:space="preserve">{texte}</w:t></w:r>'


def codes(octets: bytes) -> list[str]:
    return [c.code for c in compiler(octets).soins]


# -- Signets --

INUTILES = [
    *("_Hlk123456789", "__DdeLink__12_3456", "_GoBack", "_heading=h.gjdgxs", "bookmark=id.30j0zll", "OLE_LINK1"),
    *("__UnoMark__12", "_Toc9", "Texte1", "kix.abc"),
]


@pytest.mark.parametrize("nom", INUTILES)
def test_un_signet_que_rien_n_emploie_ne_coupe_plus_une_balise_ni_un_bloc(nom: str):
    coupe = f"<w:p>{run('Bonjour {{ n')}{signet(nom, run('om }}'))}</w:p>"
    bloc = f'<w:p><w:bookmarkStart w:id="4" w:name="{nom}2"/>{run("{%p if a %}")}</w:p>' + p("dedans")
    fin = p("{%p endif %}") + '<w:p><w:bookmarkEnd w:id="4"/><w:r><w:t>fin</w:t></w:r></w:p>'
    modele = compiler(docx(coupe + bloc + fin))
    lettre = modele.rendre(NOM)
    assert lignes(lettre) == ["Bonjour Camille", "dedans", "fin"]
    assert "bookmark" not in partie(lettre)
    assert modele.prouve
    assert [c.code for c in modele.soins] == ["M131"]


RENVOIS = {
    "lien": LIE.format("total"),
    "lien, autre casse": LIE.format("TOTAL"),
    "champ REF": champ("REF total \\h"),
    "champ PAGEREF": champ('PAGEREF "total"'),
    "champ simple": '<w:p><w:fldSimple w:instr=" REF total "><w:r><w:t>x</w:t></w:r></w:fldSimple></w:p>',
    "formule": champ("=total*2"),
    "lien d'un champ": champ('HYPERLINK \\l "total"'),
    "table d'une partie": champ("TOC \\b total"),
}


@d_un_trait
@pytest.mark.parametrize("renvoi", RENVOIS.values(), ids=RENVOIS.keys())
def test_un_signet_qu_un_renvoi_nomme_reste(renvoi: str):
    octets = docx(f"<w:p>{signet('total', run('{{ nom }}'))}</w:p>" + renvoi)
    assert codes(octets) == []
    assert 'w:name="total"' in partie(compiler(octets).rendre(NOM))


def test_un_renvoi_d_une_note_garde_le_signet_du_corps():
    corps = f'<w:p>{signet("total", run("x"))}<w:r><w:footnoteReference w:id="1"/></w:r></w:p>'
    octets = docx(corps, notes=note(1, LIE.format("total")))
    assert 'w:name="total"' in partie(compiler(octets).rendre(NOM))


def test_le_curseur_seul_ne_se_dit_pas():
    assert codes(docx(f"<w:p>{signet('_GoBack', run('x'))}</w:p>")) == []


# -- Révisions de mise en forme --

DE_FORME = {
    "police": f"<w:p>{run('{{ nom }}', '<w:rPr><w:b/>{}</w:rPr>')}</w:p>".format(
        '<w:rPrChange w:id="1" w:author="ANCIEN"><w:rPr><w:i/></w:rPr></w:rPrChange>'
    ).replace("{ nom }", "{{ nom }}"),
    "paragraphe": '<w:p><w:pPr><w:jc w:val="both"/><w:pPrChange w:id="1" w:author="ANCIEN"><w:pPr/></w:pPrChange>'
    f"</w:pPr>{run('{{ nom }}')}</w:p>",
    "tableau": tbl(tr("{{ nom }}")).replace(
        "<w:tblPr/>", '<w:tblPr><w:tblPrChange w:id="1" w:author="ANCIEN"><w:tblPr/></w:tblPrChange></w:tblPr>'
    ),
    "rangée": tbl(tr("{{ nom }}")).replace(
        "<w:tr>", '<w:tr><w:trPr><w:trPrChange w:id="1" w:author="ANCIEN"><w:trPr/></w:trPrChange></w:trPr>'
    ),
    "cellule": tbl(tr("{{ nom }}")).replace(
        "</w:tcPr>", '<w:tcPrChange w:id="1" w:author="ANCIEN"><w:tcPr/></w:tcPrChange></w:tcPr>'
    ),
    "grille": tbl(tr("{{ nom }}")).replace(
        "</w:tblGrid>", '<w:tblGridChange w:id="1"><w:tblGrid/></w:tblGridChange></w:tblGrid>'
    ),
}


@pytest.mark.parametrize("corps", DE_FORME.values(), ids=DE_FORME.keys())
def test_une_revision_de_mise_en_forme_s_accepte_d_elle_meme_et_se_dit(corps: str):
    octets = docx(corps)
    lettre = compiler(octets).rendre(NOM)
    assert "Camille" in lignes(lettre)
    assert "Change" not in partie(lettre)
    assert "ANCIEN" not in partie(lettre)
    assert codes(octets) == ["M134"]


ATTENDENT = {
    "insertion": (f'<w:ins w:id="1" w:author="A">{run("clause ajoutée")}</w:ins>', "« clause ajoutée », ajouté"),
    "suppression": ('<w:del w:id="1"><w:r><w:delText>vieille clause</w:delText></w:r></w:del>', "supprimé"),
    "déplacement": (f'<w:moveTo w:id="1">{run("clause")}</w:moveTo>', "ajouté"),
    "départ": (f'<w:moveFrom w:id="1">{run("clause")}</w:moveFrom>', "supprimé"),
}


@pytest.mark.parametrize(("revision", "mots"), ATTENDENT.values(), ids=ATTENDENT.keys())
def test_une_revision_de_texte_se_refuse_a_sa_place_en_citant_ses_mots(revision: str, mots: str):
    diagnostic = examiner(docx(p("un") + f"<w:p>{run('Veuillez payer. ')}{revision}</w:p>"))
    (constat,) = diagnostic.anomalies
    assert constat.code == "M507"
    assert mots in constat.message
    assert str(constat.dans).startswith("corps \u203a paragraphe 2 « Veuillez payer.")


def test_une_marque_de_paragraphe_supprimee_se_refuse_pres_des_mots_voisins():
    efface = '<w:p><w:pPr><w:rPr><w:del w:id="1" w:author="A"/></w:rPr></w:pPr></w:p>'
    (constat,) = examiner(docx(p("Veuillez payer.") + efface)).anomalies
    assert constat.message == "Une révision est en attente, près de « Veuillez payer. »."


# -- Ce qui reste refusé nomme les mots les plus proches --


def lien(genre: str, cible: str, suite: str = "") -> str:
    return f'<Relationship Id="rX" Type="{REL}/{genre}" Target="{cible}"{suite}/>'


AILLEURS = ' TargetMode="External"'
_OLE = '<o:OLEObject xmlns:o="urn:schemas-microsoft-com:office:office" r:id="rX"/>'
OBJET = f"<w:r><w:object><v:shape/>{_OLE}</w:object></w:r>"
ACTIF = '<w:r><w:object><w:control r:id="rX" w:name="a"/></w:object></w:r>'
REFUSES = {
    "objet OLE": ("M106", OBJET, lien("oleObject", "embeddings/o.bin"), {"word/embeddings/o.bin": b"x"}),
    "contrôle ActiveX": ("M106", ACTIF, lien("control", "activeX/activeX1.xml"), {"word/activeX/activeX1.xml": "<a/>"}),
    "image liée": (
        "M107",
        '<w:r><w:drawing><a:blip r:link="rX"/></w:drawing></w:r>',
        lien("image", "http://exemple.test/i.png", AILLEURS),
        {},
    ),
    "DDE": ("M108", champ('DDEAUTO c:\\\\x "y"')[5:-6], "", {}),
    "lien vers un fichier": (
        "M107",
        f'<w:hyperlink r:id="rX">{run("")}</w:hyperlink>',
        lien("hyperlink", "file:///c:/x.exe", AILLEURS),
        {},
    ),
    "graphique": ("M106", '<w:r><w:drawing r:id="rX"/></w:r>', lien("chart", "c.xml"), {"word/c.xml": "<a/>"}),
}


@d_un_trait
@pytest.mark.parametrize(("code", "dedans", "relation", "parties"), REFUSES.values(), ids=REFUSES.keys())
@pytest.mark.parametrize("texte", ["Voici l’objet : ", ""])
def test_un_objet_refuse_dit_ou_il_est(code: str, dedans: str, relation: str, parties: dict[str, str], texte: str):
    octets = docx(p("Veuillez payer.") + f"<w:p>{run(texte)}{dedans}</w:p>", relations=relation, parties=parties)
    anomalies = examiner(octets).anomalies
    assert {c.code for c in anomalies} == {code}
    assert len(anomalies) == (2 if "control" in dedans else 1)
    for constat in anomalies:
        assert constat.dans is not None
        assert constat.dans.paragraphe == 2
        visible = texte or ("x" if code == "M108" else "")
        assert ("près de « Veuillez payer. »" in constat.message) == (not visible)
        assert "word/" not in constat.message


def test_cent_objets_ne_donnent_pas_cent_constats():
    objets = "".join(f"<w:p>{run(str(n))}<w:r><w:object/></w:r></w:p>" for n in range(100))
    assert len(examiner(docx(objets)).anomalies) <= 21


# -- Images vectorielles --

SVG = (
    '<a:extLst><a:ext uri="{28A0092B-C50C-407E-A947-70E740481C1C}"/>'
    '<a:ext uri="{96DAC541-7B7A-43D3-8B79-37D633B846F1}">'
    '<asvg:svgBlip xmlns:asvg="http://schemas.microsoft.com/office/drawing/2016/SVG/main" r:embed="rSvg"/></a:ext>'
    "</a:extLst>"
)
PNG = b"\x89PNG\r\n\x1a\n" + bytes(20)


def icone(embed: str) -> bytes:
    return docx(
        f"<w:p>{run('{{ nom }}')}<w:r><w:drawing><a:blip{embed}>{SVG}</a:blip></w:drawing></w:r></w:p>",
        parties={"word/media/i.png": PNG, "word/media/i.svg": "<svg onload='x()'/>"},
        types={"word/media/i.svg": "image/svg+xml"},
        relations=lien("image", "media/i.png") + lien("image", "media/i.svg").replace("rX", "rSvg"),
    )


def test_une_icone_garde_son_png_et_perd_son_svg():
    lettre = compiler(icone(' r:embed="rX"')).rendre(NOM)
    assert codes(icone(' r:embed="rX"')) == ["M132"]
    assert "word/media/i.png" in noms(lettre)
    assert not any("svg" in nom or "svg" in partie(lettre, nom) for nom in noms(lettre) if not nom.endswith("png"))
    assert "28A0092B" in partie(lettre)


def test_un_svg_sans_double_est_refuse_a_sa_place():
    (constat,) = examiner(icone("")).anomalies
    assert (constat.code, str(constat.dans)) == ("M106", "corps \u203a paragraphe 1 « {{ nom }} »")


# -- Champs de formulaire et contrôles de Google --


def saisie(code: str, resultat: str, donnees: str = "") -> str:
    def borne(genre: str, dedans: str = "") -> str:
        return f'<w:r><w:fldChar w:fldCharType="{genre}">{dedans}</w:fldChar></w:r>'

    return (
        f"<w:p>{run('Nom : ')}{borne('begin', donnees)}<w:r><w:instrText> {code} </w:instrText></w:r>"
        f"{borne('separate')}{resultat}{borne('end')}{run('.')}</w:p>"
    )


FF = '<w:ffData><w:name w:val="Texte1"/><w:entryMacro w:val="Ouvrir"/><w:exitMacro w:val="Fermer"/></w:ffData>'


@pytest.mark.parametrize("resultat", [run("{{ nom }}"), run("{{ n") + run("om }}"), run("{{ nom }}", "<w:rPr/>")])
@pytest.mark.parametrize("code", ["FORMTEXT", "formtext \\* MERGEFORMAT"])
def test_un_champ_de_saisie_devient_son_texte(resultat: str, code: str):
    octets = docx(saisie(code, resultat, FF))
    modele = compiler(octets)
    assert lignes(modele.rendre(NOM)) == ["Nom : Camille."]
    assert "fldChar" not in partie(modele.rendre(NOM))
    assert [c.code for c in modele.soins] == ["M136"]


def test_une_case_a_cocher_reste_sans_ses_macros():
    case = saisie("FORMCHECKBOX", "", FF.replace("<w:entry", "<w:checkBox/><w:entry"))
    rendu = partie(compiler(docx(case)).rendre({}))
    assert "FORMCHECKBOX" in rendu
    assert "Macro" not in rendu


def test_un_controle_invisible_de_google_ne_coupe_plus_une_balise():
    controle = (
        '<w:sdt><w:sdtPr><w:id w:val="1"/><w:tag w:val="goog_rdk_{}"/></w:sdtPr><w:sdtContent>{}</w:sdtContent></w:sdt>'
    )
    en_ligne = f"<w:p>{run('Bonjour {{ n')}{controle.format(0, run('om }}'))}</w:p>"
    de_bloc = controle.format(1, p("{%p if a %}")) + p("x") + controle.format(2, p("{%p endif %}"))
    modele = compiler(docx(en_ligne + de_bloc + p("fin")))
    assert lignes(modele.rendre(NOM)) == ["Bonjour Camille", "x", "fin"]
    assert modele.prouve


# -- Propriétés du document --

CORE = (
    f'<cp:coreProperties xmlns:cp="{PAQUET}/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/">'
    "<dc:title>{}</dc:title><dc:creator>ANCIEN</dc:creator><dc:description>{}</dc:description></cp:coreProperties>"
)


def titre(titre_: str, description: str = "") -> bytes:
    return docx(p("{{ nom }}"), parties={"docProps/core.xml": CORE.format(titre_, description)})


def ecrites(octets: bytes, **contexte: object) -> str:
    lettre = compiler(octets).rendre({**NOM, **contexte})  # type: ignore[arg-type]
    assert "ANCIEN" not in partie(lettre, "docProps/core.xml")
    return partie(lettre, "docProps/core.xml").split("<dc:title>")[1].split("</dc:title>")[0]


@d_un_trait
@pytest.mark.parametrize(
    ("modele", "nom", "voulu"),
    [
        ("Lettre à {{ nom }}", "Camille", "Lettre à Camille"),
        ("A &amp; B, {{ nom }}", "Marie & Fils", "A &amp; B, Marie &amp; Fils"),
        ("{% if a %}Oui {{ nom }}{% else %}Non{% endif %}", "<Zoé>", "Oui &lt;Zoé&gt;"),
        ("{% for x in l %}{{ x }} {% endfor %}", "", "un deux "),
        ("{{ nom }}", "deux\nlignes", "deux lignes"),
        ("{{ nom|default(“rien”) }}", '"', '"'),
        ("{# note #}{{ nom }}", "x", "x"),
        ("{{ nom }}", "{{ 7*7 }}", "{{ 7*7 }}"),
    ],
)
def test_le_modele_remplit_lui_meme_une_propriete_qui_a_des_balises(modele: str, nom: str, voulu: str):
    assert ecrites(titre(modele), nom=nom) == voulu


def test_une_propriete_sans_balise_ne_passe_pas_et_celle_qu_on_donne_l_emporte():
    assert ecrites(titre("Vieux titre")) == ""
    donne = compiler(titre("{{ nom }}")).rendre(NOM, proprietes=Proprietes(titre="Donné"))
    assert "<dc:title>Donné</dc:title>" in partie(donne, "docProps/core.xml")


def test_une_propriete_fautive_refuse_le_modele_et_une_absente_la_lettre():
    fautif = examiner(titre("{{ nom|eurros }}", "{% if a %}")).anomalies
    assert [(c.code, c.dans.partie) for c in fautif if c.dans] == [
        ("M305", "propriétés du document (titre)"),
        ("M204", "propriétés du document (commentaires)"),
    ]
    with pytest.raises(ValeursAbsentes) as absentes:
        compiler(titre("{{ zz }}")).rendre(NOM)
    assert "« zz »" in absentes.value.constats[0].message
    ebauche = compiler(titre("{{ zz }}")).rendre(NOM, ebauche=True)
    assert "[à compléter : zz]" in partie(ebauche, "docProps/core.xml")


def test_les_proprietes_passent_par_le_cache(tmp_path):
    premier = compiler(titre("{{ nom }}"), cache=tmp_path).rendre(NOM)
    assert (
        compiler(titre("{{ nom }}"), cache=tmp_path).rendre(NOM) == premier == compiler(titre("{{ nom }}")).rendre(NOM)
    )


def test_plusieurs_debris_ne_se_disent_qu_une_fois_chacun():
    sale = f"<w:p>{signet('_Hlk1', run('x'))}</w:p>"
    octets = docx(sale, entetes={"default": sale.replace('"3"', '"4"')}, pieds={"default": sale})
    assert codes(octets) == ["M131"]


def test_un_bloc_reste_refuse_dans_une_propriete_de_paragraphe():
    with pytest.raises(ModeleInvalide) as refus:
        compiler(titre("{%p if a %}x{%p endif %}"))
    assert {c.code for c in refus.value.constats} == {"M504"}


def test_une_balise_coupee_par_un_signet_et_une_revision_de_forme_a_la_fois_passe():
    coupe = runs("{{ n", "om }}").replace("</w:r><w:r>", f"</w:r>{signet('_Hlk9')}<w:r>")
    assert lignes(compiler(docx(coupe)).rendre(NOM)) == ["Camille"]
