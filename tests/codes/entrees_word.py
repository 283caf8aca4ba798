"""Entrées Word : les modèles et les lettres finies qui causent ce qu'une balise seule ne cause pas."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from barriere.atelier_word import Geste, retoucher
from entrees import ESSAIS, Entree, constats_du_modele, du_code
from exemples_rendus import EXEMPLES, rendu
from paquets import DOC, ESPACES, PAQUET, REL, appel, champ, docx, lettre_de, note, p, tbl, tc, tr

from lettres.barriere import controler
from lettres.barriere.annotees import MARQUE_DE_SPECIMEN
from lettres.rendu import Proprietes, compiler
from lettres.socle.donnees import lire_yaml
from lettres.studio import verifier_un_modele
from lettres.studio.copies.annotation import Remarque, annoter

BONJOUR = p("Bonjour {{ nom }}")
SI, FIN = p("{%p if nom %}"), p("{%p endif %}")
POUR, FIN_POUR = p("{%p for x in l %}"), p("{%p endfor %}")
MASQUE = "<w:rPr><w:vanish/></w:rPr>"
CACHE = '<w:bookmarkStart w:id="1" w:name="_Hlk123456789"/>', '<w:bookmarkEnd w:id="1"/>'
POLICE = '<w:rPr><w:rFonts w:ascii="Optimus Juris"/></w:rPr>'
SIGNET = '<w:bookmarkStart w:id="1" w:name="s"/>', '<w:bookmarkEnd w:id="1"/>'
DESSIN = '<w:p><w:r><w:drawing r:embed="rX"/></w:r></w:p>'
IMAGE_GEANTE = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x01\x86\xa0\x00\x01\x86\xa0" + bytes(48)


def lien(genre: str, cible: str, ailleurs: str = "") -> str:
    return f'<Relationship Id="rX" Type="{REL}/{genre}" Target="{cible}"{ailleurs}/>'


def reglages(xml: str) -> dict[str, str | bytes]:
    return {"word/settings.xml": f"<w:settings {ESPACES}>{xml}</w:settings>"}


def proprietes(xml: str) -> str:
    return f'<Properties xmlns="{REL.replace("relationships", "extended-properties")}">{xml}</Properties>'


def icone() -> bytes:
    """Une icône SVG, et le PNG qui la double."""
    svg = (
        '<a:extLst><a:ext uri="{96DAC541-7B7A-43D3-8B79-37D633B846F1}">'
        '<asvg:svgBlip xmlns:asvg="http://schemas.microsoft.com/office/drawing/2016/SVG/main" r:embed="rY"/>'
        "</a:ext></a:extLst>"
    )
    return docx(
        f'<w:p><w:r><w:drawing><a:blip r:embed="rX">{svg}</a:blip></w:drawing></w:r></w:p>',
        parties={"word/media/i.png": b"\x89PNG\r\n\x1a\n" + bytes(20), "word/media/i.svg": "<svg/>"},
        types={"word/media/i.svg": "image/svg+xml"},
        relations=lien("image", "media/i.png") + lien("image", "media/i.svg").replace("rX", "rY"),
    )


def police() -> bytes:
    """Une police incorporée qui n'en est pas une."""
    police = '<w:font w:name="Exemple Sans"><w:embedRegular r:id="rX"/></w:font>'
    return docx(
        BONJOUR,
        parties={
            "word/fontTable.xml": f"<w:fonts {ESPACES}>{police}</w:fonts>",
            "word/_rels/fontTable.xml.rels": f'<Relationships xmlns="{PAQUET}/relationships">'
            f"{lien('font', 'fonts/f.odttf')}</Relationships>",
            "word/fonts/f.odttf": "x",
        },
    )


COMMENTE = (
    '<w:p><w:commentRangeStart w:id="0"/><w:r><w:t>Bonjour {{ nom }}</w:t></w:r><w:commentRangeEnd w:id="0"/>'
    '<w:r><w:rPr/><w:commentReference w:id="0"/></w:r></w:p>'
)
COMMENTAIRES = f'<w:comments {ESPACES}><w:comment w:id="0" w:author="Karine">{p("À vérifier")}</w:comment></w:comments>'
VIGNETTE = f'<Relationship Id="rT" Type="{PAQUET}/relationships/metadata/thumbnail" Target="docProps/thumbnail.jpeg"/>'

MODELES: dict[str, tuple[str, bytes]] = {
    "M101": ("un ancien « .doc »", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"),
    "M102": ("une image de cent mille pixels de côté", docx(p("x"), parties={"word/media/a.png": IMAGE_GEANTE})),
    "M103": ("une partie nommée « ../ailleurs.xml »", docx(p("x"), parties={"../ailleurs.xml": "<a/>"})),
    "M104": ("un en-tête modifié à la main, mal fermé", docx(p("x"), entetes={"default": "<w:p>"})),
    "M105": ("un modèle enregistré en « .docm »", docx(p("x"), parties={"word/vbaProject.bin": b"x"})),
    "M106": ("un tableau Excel collé comme objet", docx(p("x"), parties={"word/embeddings/oleObject1.bin": b"x"})),
    "M107": (
        "une image liée à une adresse Web",
        docx(p("x"), relations=lien("image", "http://exemple.test/x.png", ' TargetMode="External"')),
    ),
    "M108": ("un champ « DATE »", docx(champ("DATE"))),
    "M109": ("une image dont le fichier n’est plus dans l’archive", docx(p("x"), relations=lien("image", "NULL"))),
    "M110": (
        "« {{ nom }} », dont le texte est masqué",
        docx(f"<w:p><w:r>{MASQUE}<w:t>{{{{ nom }}}}</w:t></w:r></w:p>"),
    ),
    "M111": (
        "« {{ nom }} », dans l’adresse d’un lien",
        docx(
            '<w:p><w:hyperlink r:id="rX"><w:r><w:t>notre site</w:t></w:r></w:hyperlink></w:p>',
            relations=lien("hyperlink", "https://exemple.test/{{ nom }}", ' TargetMode="External"'),
        ),
    ),
    "M112": (
        "un texte renommé « .png »",
        docx(DESSIN, parties={"word/media/i.png": b"du texte"}, relations=lien("image", "media/i.png")),
    ),
    "M120": (
        "« À vérifier », en commentaire",
        docx(
            COMMENTE,
            parties={"word/comments.xml": COMMENTAIRES},
            types={"word/comments.xml": f"{DOC}comments+xml"},
            relations=lien("comments", "comments.xml"),
        ),
    ),
    "M121": ("une ancienne clause masquée", docx(f"<w:p><w:r>{MASQUE}<w:t>clause</w:t></w:r></w:p>" + BONJOUR)),
    "M122": ("une propriété « Client »", docx(BONJOUR, parties={"docProps/custom.xml": "<Properties>x</Properties>"})),
    "M123": (
        "une vignette",
        docx(BONJOUR, parties={"docProps/thumbnail.jpeg": b"\xff\xd8\xff"}, relations_du_paquet=VIGNETTE),
    ),
    "M124": ("« Société » remplie", docx(BONJOUR, parties={"docProps/app.xml": proprietes("<Company>X</Company>")})),
    "M125": (
        "les réglages d’une imprimante",
        docx(
            BONJOUR,
            section='<w:sectPr><w:printerSettings r:id="rX"/></w:sectPr>',
            parties={"word/printerSettings/p.bin": "x"},
            relations=lien("printerSettings", "printerSettings/p.bin"),
        ),
    ),
    "M126": ("une partie que rien n’appelle", docx(BONJOUR, parties={"word/vieux.bin": "x"})),
    "M127": ("un style que le modèle n’a pas", docx(p("{{ nom }}", '<w:pPr><w:pStyle w:val="Absent"/></w:pPr>'))),
    "M128": ("le suivi des modifications", docx(BONJOUR, parties=reglages("<w:trackRevisions/>"))),
    "M129": ("un « .dotx » renommé « .docx »", docx(BONJOUR, type_principal=f"{DOC}template.main+xml")),
    "M130": (
        "le volet d’un complément",
        docx(BONJOUR, parties={"word/webextensions/webextension1.xml": "<a/>"}),
    ),
    "M131": ("« _Hlk123456789 », autour d’un mot", docx(f"<w:p>{CACHE[0]}<w:r><w:t>mot</w:t></w:r>{CACHE[1]}</w:p>")),
    "M132": ("une icône de Word", icone()),
    "M133": ("« {{ nom }} », dans une propriété", docx(BONJOUR, parties={"docProps/custom.xml": "<a>{{ nom }}</a>"})),
    "M134": (
        "un mot mis en gras, le suivi ouvert",
        docx('<w:p><w:r><w:rPr><w:b/><w:rPrChange w:id="1" w:author="A"><w:rPr/></w:rPrChange></w:rPr></w:r></w:p>'),
    ),
    "M135": ("une police incorporée que l’on ne sait pas lire", police()),
    "M136": ("une vieille case de texte à remplir", docx(champ("FORMTEXT"))),
    "M202": ("« nom }} »", docx(p("nom }}"))),
    "M210": ("« {{ nom|default(« rien) }} »", docx(p("{{ nom|default(« rien) }}"))),
    "M212": ("« {{ no m }} », l’espace sans largeur", docx(p("{{ no\u200bm }}"))),
    "M307": ("cinq boucles les unes dans les autres", docx(p("{% for a in l %}" * 5 + "{% endfor %}" * 5))),
    "M502": (
        "un signet dans le paragraphe de « {%p if nom %} »",
        docx(
            f"<w:p>{SIGNET[0]}<w:r><w:t>{{%p if nom %}}</w:t></w:r>{SIGNET[1]}</w:p>"
            + FIN
            + '<w:p><w:hyperlink w:anchor="s"><w:r><w:t>voir</w:t></w:r></w:hyperlink></w:p>'
        ),
    ),
    "M503": (
        "un saut de section au bout du paragraphe de « {%p if nom %} »",
        docx(p("{%p if nom %}", "<w:pPr><w:sectPr/></w:pPr>") + FIN),
    ),
    "M505": (
        "un tableau dans la rangée de « {%tr if nom %} »",
        docx(tbl(f"<w:tr>{tc(p('{%tr if nom %}') + tbl(tr('x')) + p(''))}</w:tr>", tr("{%tr endif %}"))),
    ),
    "M506": (
        "« {% for x in l %} » au milieu d’une cellule, « {% endfor %} » dans la suivante",
        docx(tbl(tr("Total {% for x in l %}", "{% endfor %}"), colonnes=2)),
    ),
    "M507": (
        "une suppression que personne n’a acceptée",
        docx('<w:p><w:del w:id="1" w:author="A"><w:r><w:delText>x</w:delText></w:r></w:del></w:p>'),
    ),
}

L_EN_LISTE: dict[str, Any] = {"nom": "Zoé", "l": ["a", "b"], "vide": [], "non": False}
RENDUS: dict[str, tuple[str, bytes, dict[str, Any]]] = {
    "M602": ("« nom » est une date de Python", docx(BONJOUR), {"nom": object()}),
    "M603": ("« nom » porte une tabulation verticale", docx(BONJOUR), {"nom": "a\x0bb"}),
    "M904": ("tout le corps dans une condition non remplie", docx(p("{%p if non %}") + p("x") + FIN), L_EN_LISTE),
    "M905": (
        "un appel de note dans une boucle",
        docx(POUR + appel(1) + FIN_POUR + p(""), notes=note(1, p("n"))),
        L_EN_LISTE,
    ),
    "M906": (
        "un champ qui commence dans une condition et finit en dehors",
        docx(
            p("{%p if non %}")
            + '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r></w:p>'
            + FIN
            + '<w:p><w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>'
        ),
        L_EN_LISTE,
    ),
    "M907": ("une image dont le lien n’existe pas", docx('<w:p><w:r><w:drawing r:embed="rAbsent"/></w:r></w:p>'), {}),
    "M909": (
        "une boucle sur deux cent mille et un éléments",
        docx(p("a{% for x in l %}{% endfor %}")),
        {"l": [1] * 200_001},
    ),
    "M901": (
        "une phrase de cent mille lettres répétée cent vingt fois",
        docx(p("{% for x in l %}" + "mot " * 25_000 + "{% endfor %}")),
        {"l": [1] * 120},
    ),
}


def des_modeles() -> Iterator[Entree]:
    for code, (vue, octets) in MODELES.items():
        yield du_code(code, vue, constats_du_modele(octets))
    for code, (vue, octets, contexte) in RENDUS.items():
        yield du_code(code, vue, constats_du_modele(octets, contexte))


STUDIO: dict[str, str] = {
    "M701": "Vous devez {{ sommes.solde }} $.",
    "M702": "Bonjour «Nom», vous devez ____.",
    "M703": "{% if lettre.date %}Le {{ lettre.date }}{% else %}Sans date{% endif %}",
    "M704": "{% if contrat %}{% if not contrat %}Sans contrat.{% endif %}{% endif %}",
    "M708": "{# lettres: taire M702 #}Bonjour.",
    "M709": "Police {{ complements.police }}",
}


def du_studio() -> Iterator[Entree]:
    """Les modèles que rien ne fait refuser, et ce qui y cloche."""
    for code, texte in STUDIO.items():
        yield du_code(code, texte, verifier_un_modele(docx(p(texte))).constats)
    police = docx(p("Bonjour."), styles=f"<w:docDefaults><w:rPrDefault>{POLICE}</w:rPrDefault></w:docDefaults>")
    yield du_code("M706", "un texte en « Optimus Juris »", verifier_un_modele(police).constats)
    yield du_code("M707", "un texte dont la langue n’est pas dite", verifier_un_modele(docx(p("Bonjour."))).constats)
    sans_tableau = verifier_un_modele(docx(p("Solde : {{ sommes.solde }}")), lettre="rappel", nature="recouvrement")
    yield du_code("M705", "« Solde : {{ sommes.solde }} », sans aucune facture", sans_tableau.constats)


# -- Les lettres finies : un exemple, retouché dans Word --

REFUS = next(e for e in EXEMPLES if e.nom.startswith("refus-de-payer/dossier"))
PROPOS = next(e for e in EXEMPLES if e.nom == "photographe-reputation/mise-en-demeure-mise_en_demeure")
AUX_TAXES = next(e for e in EXEMPLES if e.lettre == "rappel" and "TVQ (" in e.reference.read_text(encoding="utf-8"))
ETRANGERES = ESSAIS / "barriere" / "etrangeres.yaml"
LETTRES: dict[str, tuple[str, Geste]] = {
    "B201": (
        "« la somme de 1 185,28 $ » retapée « 1 285,28 $ »",
        Geste(remplace=((r"somme de 1 185,28 \$", "somme de 1 285,28 $"),)),
    ),
    "B202": (
        "« 31 juillet 2026 » retapé « 30 juillet 2026 »",
        Geste(remplace=(("31 juillet 2026", "30 juillet 2026"),)),
    ),
    "B203": ("« 1 185,28 $ » effacé partout", Geste(remplace=((r"1 185,28 \$", "la somme convenue"),))),
    "B204": ("« Luc Exemple » retapé « Marc Exemple »", Geste(remplace=(("Luc Exemple", "Marc Exemple"),))),
    "B205": (
        "« lundi 7 décembre 2026 » retapé « mardi »",
        Geste(remplace=(("lundi 7 décembre 2026", "mardi 7 décembre 2026"),)),
    ),
    "B206": (
        "la date de la lettre retapée « 2026-11-21 »",
        Geste(remplace=(("Longueuil, le 20 novembre 2026", "Longueuil, le 2026-11-21"),)),
    ),
    "B209": (
        "« posté à l’adresse de l’en-tête », et l’adresse effacée du haut",
        Geste(enleve=("150, rue Saint-Charles",), ajoute="Par chèque, posté à l’adresse de l’en-tête."),
    ),
    "B301": ("« {{ nom }} », tapé après coup", Geste(ajoute="Bonjour {{ nom }}.")),
    "B302": ("« [à compléter : mode de paiement] »", Geste(ajoute="[à compléter : mode de paiement]")),
    "B303": ("« ÉBAUCHE – NE PAS ENVOYER »", Geste(ajoute="ÉBAUCHE – NE PAS ENVOYER")),
    "B304": ("« Téléphone : None »", Geste(ajoute="Téléphone : None")),
    "B307": ("« Il reste 1 149,75 $ $ à payer. »", Geste(ajoute="Il reste 1 149,75 $ $ à payer.")),
}


def des_lettres() -> Iterator[Entree]:
    lettre = rendu(REFUS)
    for code, (vue, geste) in LETTRES.items():
        octets, _ = retoucher(lettre.lettre.octets, geste)
        yield du_code(code, vue, controler(octets, dossier=lettre.dossier, au=REFUS.au))
    annotee = annoter(lettre.lettre.octets, [Remarque(None, ("À relire.",))])
    yield du_code("B305", "une copie de relecture", controler(annotee))
    specimen = compiler(docx(p("Bonjour."))).rendre({}, proprietes=Proprietes(mots_cles=MARQUE_DE_SPECIMEN))
    yield du_code("B306", "un spécimen de modèle", controler(specimen))
    croisee = controler(rendu(PROPOS).lettre.octets, type="E", dossier=lettre.dossier)
    yield du_code("B002", "une mise en demeure de propos publiés, et un dossier de recouvrement", croisee)
    rien = controler(lettre_de("Bonjour."), type="D", dossier=lettre.dossier, au=REFUS.au)
    yield du_code("B207", "« Bonjour. », et un dossier", rien)
    (en_jours,) = [e for e in lire_yaml(ETRANGERES) if "B110" in e.get("conseils", ())]
    (delai,) = [ligne for ligne in en_jours["corps"] if "jours de la réception" in ligne]
    yield du_code("B110", delai, controler(lettre_de(*en_jours["corps"]), type=en_jours["type"]))
    sans_tvq, _ = retoucher(rendu(AUX_TAXES).lettre.octets, Geste(enleve=(r"^TVQ\b",)))
    yield du_code("A-07", "un rappel où la ligne « TVQ » est effacée", controler(sans_tvq, type="A"))
