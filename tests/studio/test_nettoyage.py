"""Le nettoyage : ce que Word laisse s'en va, compté; ce que l'on voit, ou que l'on a écrit exprès, reste."""

from __future__ import annotations

import shutil
from functools import cache
from typing import Any

import pytest
from compilateur import compiler
from modeles_fautifs import EN_FRANCAIS, modele, titre
from paquets import DOC, ESPACES, PAQUET, REL, appel, champ, note, p, parties_de, runs, tbl, tr, zipper, zone_de_texte
from tables import d_un_trait
from tries import tries

from lettres.catalogue import dossier_des_modeles
from lettres.conversion.bureautique import convertir
from lettres.rendu.paragraphes.texte import texte_par_partie
from lettres.socle.erreurs import ErreurInterne, ModeleInvalide
from lettres.studio.copies import nettoyage
from lettres.studio.copies.nettoyage import DITS, nettoyer, signes_formes

CORPS = "word/document.xml"
OFFICE = "http://schemas.microsoft.com/office/2011/relationships/webextensiontaskpanes"
GRAS, FR = "<w:rPr><w:b/></w:rPr>", '<w:rPr><w:lang w:val="fr-CA"/></w:rPr>'
SIGNET = '<w:bookmarkStart w:id="3" w:name="{}"/>{}<w:bookmarkEnd w:id="3"/>'


def run(texte: str, forme: str = "", seance: str = "") -> str:
    rsid = f' w:rsidR="{seance}"' if seance else ""
    return f'<w:r{rsid}>{forme}<w:t xml:space="preserve">{texte}</w:t></w:r>'


def par(*runs_: str) -> str:
    return f"<w:p>{''.join(runs_)}</w:p>"


def controle(proprietes: str, contenu: str) -> str:
    return f"<w:sdt><w:sdtPr>{proprietes}</w:sdtPr><w:sdtContent>{contenu}</w:sdtContent></w:sdt>"


def avec(nom: str, contenu: str | bytes, type_: str, genre: str, du_paquet: bool = False) -> bytes:
    """Un modèle où une partie de plus est reliée au corps, ou au paquet."""
    lien = f'<Relationship Id="rX" Type="{genre if "/" in genre else f"{REL}/{genre}"}" Target="{{}}"/>'
    cible = nom if du_paquet else f"/{nom}"
    reste: dict[str, Any] = {"relations_du_paquet" if du_paquet else "relations": lien.format(cible)}
    return modele(p("Bonjour {{ nom }}."), parties={nom: contenu}, types={nom: type_}, **reste)


def reglages(xml: str) -> bytes:
    return modele(p("Bonjour."), parties={"word/settings.xml": f"<w:settings {ESPACES}>{xml}</w:settings>"})


def noyau(xml: str) -> bytes:
    """Un modèle dont les propriétés portent ceci."""
    core = f"{PAQUET}/metadata/core-properties"
    contenu = (
        f'<cp:coreProperties xmlns:cp="{core}" xmlns:dc="http://purl.org/dc/elements/1.1/">{xml}</cp:coreProperties>'
    )
    type_ = "application/vnd.openxmlformats-package.core-properties+xml"
    return avec("docProps/core.xml", contenu, type_, f"{PAQUET}/relationships/metadata/core-properties", du_paquet=True)


VOLET = "application/vnd.ms-office.webextensiontaskpanes+xml"
PERSONNELLES = "application/vnd.openxmlformats-officedocument.custom-properties+xml"
SALES: dict[str, tuple[bytes, dict[str, int]]] = {
    "des numéros de séance": (
        modele(f'<w:p w:rsidR="00A1" w:rsidRDefault="00A2">{run("Un ", seance="00B1")}'
               f'{run("deux", seance="00B2")}</w:p>'),
        {"seances": 4, "runs": 1},
    ),
    "des séances dans les styles": (
        modele(p("Un."), styles=f'{EN_FRANCAIS}<w:style w:styleId="C"><w:rsid w:val="1"/></w:style>'),
        {"seances": 1},
    ),
    "des marques de faute": (
        modele(par('<w:proofErr w:type="spellStart"/>', run("lettr"), '<w:proofErr w:type="spellEnd"/>', run("e"))),
        {"marques": 2, "runs": 1},
    ),
    "un saut de page d’écran": (
        modele(par(run("Un"), "<w:r><w:lastRenderedPageBreak/><w:t>deux</w:t></w:r>")), {"marques": 1, "runs": 1}),
    "un saut de page d’écran seul dans son run": (
        modele(par("<w:r><w:lastRenderedPageBreak/></w:r>", run("deux"))), {"marques": 1, "vides": 1}),
    "un signet caché": (modele(par(SIGNET.format("_Hlk1234", run("Un")))), {"signets": 1}),
    "le signet du curseur": (modele(par(SIGNET.format("_GoBack", ""), run("Un"))), {"signets": 1}),
    "un signet qu’un lien emploie": (
        modele(par(SIGNET.format("ici", run("Un"))) + par(f'<w:hyperlink w:anchor="ici">{run("voir")}</w:hyperlink>')),
        {},
    ),
    "un signet qu’un champ emploie": (modele(par(SIGNET.format("ici", run("Un"))) + champ("REF ici")), {}),
    "une balise coupée en trois": (modele(runs("Bonjour {{ n", "om", " }}.")), {"runs": 2}),
    "deux mises en forme": (modele(par(run("Un ", GRAS), run("deux ", GRAS), run("trois"))), {"runs": 1}),
    "un run vide": (modele(par(run("Un"), "<w:r><w:rPr><w:b/></w:rPr></w:r>", run("deux"))), {"vides": 1, "runs": 1}),
    "un texte vide": (modele(par(run("Un"), "<w:r><w:t/></w:r>")), {"vides": 1}),
    "une langue que le style dit": (modele(par(run("Un", FR), run("deux"))), {"langues": 1, "runs": 1}),
    "une langue que le style ne dit pas": (
        modele(par(run("Un", FR.replace("fr-CA", "en-CA")), run("deux"))), {}),
    "une langue redite par la marque du paragraphe": (
        modele(f"<w:p><w:pPr>{FR}</w:pPr>{run('Un')}</w:p>"), {"langues": 1}),
    "une langue que le style de signes contredit": (
        modele(
            par(run("Un", '<w:rPr><w:rStyle w:val="A"/><w:lang w:val="fr-CA"/></w:rPr>')),
            styles=EN_FRANCAIS + '<w:style w:type="character" w:styleId="A"><w:name w:val="A"/>'
            '<w:rPr><w:lang w:val="en-CA"/></w:rPr></w:style>',
        ),
        {},
    ),
    "une révision de mise en forme": (
        modele(par(run("Un", '<w:rPr><w:b/><w:rPrChange w:id="1" w:author="X"><w:rPr/></w:rPrChange></w:rPr>'),
                   run("deux", GRAS))),
        {"revisions_de_forme": 1, "runs": 1},
    ),
    "une balise active": (
        modele(par(f'<w:smartTag w:uri="u" w:element="e"><w:smartTagPr/>{run("Mont")}</w:smartTag>', run("réal"))),
        {"balises_actives": 1, "runs": 1},
    ),
    "une liaison de contrôle": (
        modele(controle('<w:dataBinding w:xpath="/x"/>', p("Un"))),
        {"liaisons": 1},
    ),
    "un contrôle de Google": (
        modele(par(controle('<w:tag w:val="goog_rdk_1"/>', run("Un")), run("deux"))),
        {"controles_google": 1, "runs": 1},
    ),
    "des traces aux réglages": (
        reglages('<w:rsids><w:rsid w:val="1"/></w:rsids><w:attachedTemplate r:id="r9"/>'), {"traces": 2}),
    "une vignette": (
        avec("docProps/thumbnail.jpeg", b"\xff\xd8", "image/jpeg", f"{PAQUET}/relationships/metadata/thumbnail", True),
        {"vignette": 1},
    ),
    "des données XML": (avec("customXml/item1.xml", "<a/>", "application/xml", "customXml"), {"donnees_xml": 1}),
    "un volet de complément": (
        avec("word/webextensions/taskpanes.xml", "<a/>", VOLET, OFFICE, True),
        {"volet": 1},
    ),
    "des propriétés personnalisées": (
        avec("docProps/custom.xml", "<a/>", PERSONNELLES, "custom-properties", True), {"proprietes_personnalisees": 1}),
    "un auteur et qui a enregistré": (
        noyau("<dc:creator>Camille Exemple</dc:creator><cp:lastModifiedBy>Luc Exemple</cp:lastModifiedBy>"),
        {"identite": 2},
    ),
    "un auteur qui est une balise": (noyau("<dc:creator>{{ nom }}</dc:creator>"), {}),
    "ce qui se coupe dans un en-tête, une case, une note": (
        modele(
            tbl(tr(runs("a", "b"))) + p("Un") + appel(2),
            entetes={"default": runs("c", "d")},
            notes=note(2, runs("e", "f", "g")),
        ),
        {"runs": 4},
    ),
    "une zone de texte et sa copie": (modele(zone_de_texte(runs("a", "b")) + p("Un")), {"runs": 2}),
}  # fmt: skip
GARDES = {"des numéros de séance", "un saut de page d’écran", "une langue que le style dit", "des données XML"}


@d_un_trait
@pytest.mark.parametrize(("octets", "comptes"), SALES.values(), ids=SALES)
def test_chaque_reste_est_retire_et_compte_sans_qu_un_signe_change(octets: bytes, comptes: dict[str, int]):
    copie = nettoyer(octets)
    assert {r.genre: r.nombre for r in copie.restes} == comptes
    assert texte_par_partie(copie.octets) == texte_par_partie(octets)
    assert signes_formes(copie.octets) == signes_formes(octets)
    # -- encore une fois : rien de plus, et les mêmes octets --
    encore = nettoyer(copie.octets)
    assert (encore.octets, encore.restes) == (copie.octets, ())


VISIBLES: dict[str, str] = {
    "du texte masqué": par(run("Un", "<w:rPr><w:vanish/></w:rPr>"), run("deux")),
    "un commentaire": par('<w:commentRangeStart w:id="0"/>', run("Un"), '<w:commentRangeEnd w:id="0"/>'),
    "une tabulation et un saut": par("<w:r><w:t>a</w:t><w:tab/><w:t>b</w:t><w:br/></w:r>"),
    "un appel de note": appel(2),
    "un champ": champ("PAGE"),
    "une image": "<w:p><w:r><w:drawing/></w:r></w:p>",
    "des blancs que Word n’affiche pas": "<w:p><w:r><w:t>a </w:t><w:t> b</w:t></w:r></w:p>",
}


@pytest.mark.parametrize("corps", VISIBLES.values(), ids=VISIBLES)
def test_ce_qui_se_voit_ou_s_est_ecrit_expres_reste(corps: str):
    octets = modele(corps, notes=note(2, p("Note.")))
    copie = nettoyer(octets)
    assert copie.restes == ()
    assert parties_de(copie.octets) == parties_de(octets)


def test_des_blancs_que_word_n_affiche_pas_ne_reparaissent_pas():
    copie = nettoyer(modele("<w:p><w:r><w:t>a </w:t></w:r><w:r><w:t> b</w:t></w:r></w:p>"))
    assert "<w:r><w:t>a </w:t><w:t> b</w:t></w:r>" in parties_de(copie.octets)[CORPS].decode()


def test_une_image_de_la_lettre_reste_fut_elle_nommee_comme_une_vignette():
    nom = "word/media/thumbnail.png"
    octets = modele(
        '<w:p><w:r><w:drawing r:embed="rX"/></w:r></w:p>',
        parties={nom: b"\x89PNG\r\n\x1a\n"},
        relations=f'<Relationship Id="rX" Type="{REL}/image" Target="media/thumbnail.png"/>',
    )
    assert nom in parties_de(nettoyer(octets).octets)


def test_un_modele_de_word_se_nettoie_comme_un_document():
    octets = modele(runs("Bon", "jour."), type_principal=f"{DOC}template.main+xml")
    assert [r.dit for r in nettoyer(octets).restes] == ["1 morceau de texte rejoint au précédent"]


def test_une_partie_retiree_ne_laisse_ni_type_ni_relation():
    parties = parties_de(nettoyer(SALES["un volet de complément"][0]).octets)
    assert not any(b"taskpanes" in contenu for contenu in parties.values())


@pytest.mark.parametrize(
    "revision",
    [
        f'<w:ins w:id="1" w:author="X">{run("en plus")}</w:ins>',
        '<w:del w:id="1" w:author="X"><w:r><w:delText>en moins</w:delText></w:r></w:del>',
        f'<w:moveTo w:id="1" w:author="X">{run("d’ailleurs")}</w:moveTo>',
    ],
    ids=["insertion", "suppression", "déplacement"],
)
def test_une_insertion_ou_une_suppression_en_attente_arrete_tout_pres_de_ses_mots(revision: str):
    with pytest.raises(ModeleInvalide) as refus:
        nettoyer(modele(titre("Les sommes") + tbl(tr("A", par(run("Le solde "), revision)), colonnes=2)))
    (constat,) = refus.value.constats
    assert (constat.code, bool(constat.remede)) == ("M507", True)
    ou = "corps > sous « Les sommes » > tableau 1, rangée 1, colonne 2 > paragraphe 3 « Le solde "
    assert str(constat.dans).replace("\u203a", ">").startswith(ou)


def test_une_copie_qui_changerait_un_mot_ne_sort_jamais(monkeypatch: pytest.MonkeyPatch):
    def gourmand(racine: Any) -> int:
        for texte in racine.iter("{*}t"):
            texte.text = ""
        return 1

    monkeypatch.setattr(nettoyage, "_retirer_les_marques", gourmand)
    with pytest.raises(ErreurInterne):
        nettoyer(modele(p("Bonjour.")))


def test_chaque_reste_a_son_nom_au_singulier_et_au_pluriel():
    vus = {genre for _, comptes in SALES.values() for genre in comptes}
    assert set(DITS) - vus == {"imprimante", "signature"}
    assert all(un != autres for un, autres in DITS.values())


# -- Les lettres --

CONTEXTE = {"nom": "Camille Exemple", "l": ["un", "deux"]}


@tries(("octets", "_"), SALES, GARDES)
def test_le_modele_nettoye_donne_la_meme_lettre(octets: bytes, _: object):
    try:
        attendue = compiler(octets).rendre(CONTEXTE)
    except ModeleInvalide:
        pytest.skip("le modèle est refusé : il n’a pas de lettre")
    assert texte_par_partie(compiler(nettoyer(octets).octets).rendre(CONTEXTE)) == texte_par_partie(attendue)


@cache
def salir(chemin: str) -> bytes:
    """Un modèle livré, tel que Word le rendrait : chaque run coupé en deux, des séances, des signets, des langues."""
    parties = parties_de((dossier_des_modeles() / chemin).read_bytes())
    xml = parties[CORPS].decode()
    xml = xml.replace(
        "<w:p>", '<w:p w:rsidR="00AA0001"><w:bookmarkStart w:id="900" w:name="_Hlk9"/><w:bookmarkEnd w:id="900"/>'
    )
    xml = xml.replace("</w:t></w:r>", '</w:t></w:r><w:proofErr w:type="gramEnd"/><w:r w:rsidR="00AA0002"></w:r>')
    return zipper({**parties, CORPS: xml})


LIVRES = {chemin.name: (chemin.name,) for chemin in sorted(dossier_des_modeles().glob("*.docx"))}


@tries(("nom",), LIVRES, {"rappel-recouvrement.docx"})
def test_un_modele_livre_puis_sali_redevient_ce_qu_il_etait(nom: str):
    livre = (dossier_des_modeles() / nom).read_bytes()
    assert nettoyer(livre).restes == ()
    propre = nettoyer(salir(nom)).octets
    assert parties_de(propre).keys() == parties_de(livre).keys()
    assert signes_formes(propre) == signes_formes(livre)


@pytest.mark.long
@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice absent : aucune page n’est comparée")
def test_libreoffice_fait_les_memes_pages_avant_et_apres():
    import io

    from pypdf import PdfReader

    sales = [*(octets for octets, _ in SALES.values()), *(salir(nom) for nom in list(LIVRES)[:6])]
    avant, apres = convertir(sales), convertir([nettoyer(octets).octets for octets in sales])
    for un, autre in zip(avant, apres, strict=True):
        textes = [[page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages] for pdf in (un, autre)]
        assert textes[0] == textes[1]
