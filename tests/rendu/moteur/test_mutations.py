"""Dix mille mutations d'un paquet : chacune est refusée en français, ou donne une lettre qui se relit strictement.

250 d'ordinaire, 10 000 pour un essai long; le numéro d'une mutation suffit à la refaire.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Collection
from random import Random

import pytest
from compilateur import compiler
from lxml import etree
from paquets import (
    ESPACES,
    REL,
    appel,
    champ,
    docx,
    note,
    p,
    parties_de,
    runs,
    tbl,
    texte,
    tr,
    zipper,
    zone_de_texte,
)
from tables import d_un_trait

from lettres.rendu.anomalies import Releve
from lettres.rendu.paquet import paquet
from lettres.rendu.paquet.relations import source_des_relations
from lettres.rendu.sante.contenu import examiner
from lettres.rendu.xml import arbre_xml
from lettres.socle.erreurs import ModeleInvalide

CONTEXTE = {"nom": "Camille & fils", "vrai": True, "lignes": [{"t": "un"}, {"t": "deux\ntrois"}]}

BASE = docx(
    runs("Bonjour {{ n", "om }},")
    + p("{% if vrai %}oui{% else %}non{% endif %}", '<w:pPr><w:pStyle w:val="A"/></w:pPr>')
    + p("{%p for x in lignes %}")
    + p("{{ x.t }}", '<w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr>')
    + p("{%p endfor %}")
    + tbl(tr("Titre"), tr("{%tr for x in lignes %}"), tr("{{ x.t }}"), tr("{%tr endfor %}"))
    + '<w:p w:rsidR="00AB12CD"><w:bookmarkStart w:id="0" w:name="s"/><w:r><w:t>signet</w:t></w:r>'
    '<w:bookmarkEnd w:id="0"/><w:r><w:rPr><w:vanish/></w:rPr><w:t>masqué</w:t></w:r>'
    '<w:commentRangeStart w:id="3"/><w:r><w:commentReference w:id="3"/></w:r><w:commentRangeEnd w:id="3"/></w:p>'
    + champ("PAGE \\* Arabic")
    + '<w:p><w:hyperlink r:id="rLien"><w:r><w:t>lien</w:t></w:r></w:hyperlink></w:p>'
    + '<w:p><w:r><w:drawing r:embed="rImage"><wp:inline><wp:docPr id="1" name="i" descr="Image de {{ nom }}"/>'
    "</wp:inline></w:drawing></w:r></w:p>" + zone_de_texte(p("zone {{ nom }}")) + appel(1) + appel(1, "endnote"),
    entetes={"default": p("tête {{ nom }}"), "first": p("première")},
    pieds={"default": p("pied {{ nom|upper }}")},
    notes=note(1, p("note {{ nom }}")),
    notes_de_fin=note(1, p("fin {{ nom }}"), "endnote"),
    styles='<w:style w:type="paragraph" w:default="1" w:styleId="N"><w:name w:val="normal"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="A"><w:name w:val="a"/><w:basedOn w:val="N"/></w:style>'
    '<w:style w:type="character" w:styleId="C"><w:name w:val="c"/><w:rPr><w:vanish/></w:rPr></w:style>',
    parties={
        "word/numbering.xml": f'<w:numbering {ESPACES}><w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"/>'
        '</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>',
        "word/settings.xml": f"<w:settings {ESPACES}><w:docVars><w:docVar/></w:docVars><w:zoom/></w:settings>",
        "word/media/a.png": b"\x89PNG\r\n\x1a\n" + bytes(20),
        "word/vieux.bin": b"reste",
        "docProps/app.xml": "<Properties/>",
    },
    relations=f'<Relationship Id="rImage" Type="{REL}/image" Target="media/a.png"/>'
    f'<Relationship Id="rLien" Type="{REL}/hyperlink" Target="https://exemple.test" TargetMode="External"/>',
)
VALEURS = (
    *("", "0", "1", "-1", "999999999999", "x", "é", "{{ nom }}", "{% if %}", "}}", "../x", "NULL", "#a", "rImage", "A"),
    *(
        "word/document.xml",
        "/word/styles.xml",
        "http://exemple.test/x",
        "file:///c:/x",
        "%7B%7B",
        "true",
        " ",
        "\u200b",
    ),
    *("External", f"{REL}/image", f"{REL}/header", "image/png", "text/xml", "\ue000", "begin", "end", "footnotes.xml"),
)
TEXTES = (
    *("", "{{", "}}", "{% for x in lignes %}", "{% endfor %}", "{%tr endfor %}", "{# #}", "{{ nom }}", "{{ absent }}"),
    *(
        "{%p if vrai %}",
        "{% endif %}",
        "{{ lignes }}",
        "a & b",
        "\ue001",
        "{{ nom|safe }}",
        "{_{",
        "\u00a0",
        "PAGE",
        "DATE",
    ),
)


def octets_changes(hasard: Random) -> bytes:
    """Le zip lui-même : des octets changés, ajoutés, retirés, répétés, ou la fin perdue."""
    octets = bytearray(BASE)
    for _ in range(hasard.randint(1, 6)):
        i, j = sorted(hasard.randrange(len(octets)) for _ in range(2))
        match hasard.randrange(6):
            case 0 | 1:
                octets[i] ^= 1 << hasard.randrange(8)
            case 2:
                octets[i:i] = hasard.randbytes(hasard.randint(1, 8))
            case 3:
                del octets[i : min(j, i + 40)]
            case 4:
                octets[i:i] = octets[i : min(j, i + 400)]
            case _:
                del octets[max(j, len(octets) - 60) :]
        if len(octets) < 2:
            break
    return bytes(octets)


def parties_changees(hasard: Random) -> bytes:
    """Les parties du zip : perdues, renommées, échangées, recopiées, vidées."""
    parties = parties_de(BASE)
    for _ in range(hasard.randint(1, 2)):
        un, autre = hasard.sample(sorted(parties), 2)
        match hasard.randrange(6):
            case 0:
                del parties[un]
            case 1:
                parties[hasard.choice((un.upper(), f"x/{un}", un + "x", "docProps/" + un))] = parties.pop(un)
            case 2:
                parties[un], parties[autre] = parties[autre], parties[un]
            case 3:
                parties[f"word/copie{hasard.randrange(9)}.xml"] = parties[un]
            case 4:
                parties[un] = b""
            case _:
                parties[un] = parties[autre]
    return zipper(parties)


def xml_change_en_octets(hasard: Random) -> bytes:
    """Le texte XML d'une partie, signe par signe."""
    parties = parties_de(BASE)
    nom = hasard.choice(sorted(parties))
    octets = bytearray(parties[nom] or b"x")
    for _ in range(hasard.randint(1, 3)):
        i = hasard.randrange(len(octets))
        match hasard.randrange(4):
            case 0:
                octets[i] ^= 1 << hasard.randrange(8)
            case 1:
                octets[i:i] = hasard.choice((b"<", b">", b"&", b"{{", b"%}", b"<w:p/>", b"<!-- -->", b"&#0;", b"]]>"))
            case 2:
                octets[i : i + hasard.randint(1, 30)] = b" "
            case _:
                octets[i:i] = octets[i : i + hasard.randint(1, 200)]
    return zipper({**parties, nom: bytes(octets)})


def structure_changee(hasard: Random) -> bytes:
    """L'arbre XML : des éléments retirés, recopiés, déplacés, renommés, échangés."""

    def muter(racine: arbre_xml.Element) -> None:
        elements = [e for e in racine.iter() if e is not racine]
        if not elements:
            return
        element, autre = hasard.choice(elements), hasard.choice(elements)
        parent = element.getparent()
        match hasard.randrange(6):
            case 0:
                parent.remove(element)
            case 1:
                parent.insert(0, _copie(element))
            case 2 | 3:
                if element not in autre.iterancestors() and autre is not element:
                    autre.append(element if hasard.random() < 0.5 else _copie(element))
            case 4:
                element.tag = autre.tag
            case _:
                parent[:] = list(reversed(parent))

    return _arbres_changes(hasard, muter)


def valeurs_changees(hasard: Random) -> bytes:
    """Les attributs et les textes : effacés, échangés, remplacés par ce qui gêne."""

    def muter(racine: arbre_xml.Element) -> None:
        element = hasard.choice(list(racine.iter()))
        attributs = [(e, nom) for e in racine.iter() for nom in e.attrib]
        match hasard.randrange(4):
            case 0:
                element.text = hasard.choice(TEXTES)
            case 1 if element is not racine:
                element.tail = hasard.choice(TEXTES)
            case 2 if attributs:
                porteur, nom = hasard.choice(attributs)
                del porteur.attrib[nom]
            case _ if attributs:
                (porteur, nom), (ailleurs, autre) = hasard.choice(attributs), hasard.choice(attributs)
                porteur.set(nom, hasard.choice((*VALEURS, ailleurs.get(autre))))

    return _arbres_changes(hasard, muter)


def _copie(element: arbre_xml.Element) -> arbre_xml.Element:
    return etree.fromstring(etree.tostring(element, with_tail=False))


def _arbres_changes(hasard: Random, muter: Callable[[arbre_xml.Element], None]) -> bytes:
    parties = parties_de(BASE)
    candidates = [n for n in sorted(parties) if n.endswith((".xml", ".rels"))]
    for _ in range(hasard.randint(1, 4)):
        nom = hasard.choice([*candidates, "word/document.xml", "word/document.xml"])
        racine = etree.fromstring(parties[nom])
        muter(racine)
        parties[nom] = etree.tostring(racine)
    return zipper(parties)


FAMILLES = (octets_changes, parties_changees, xml_change_en_octets, structure_changee, valeurs_changees)


BALISE = re.compile(r"\{[{%#]|[}%#]\}")
ECHAPPEE = re.compile(r"\{_[{%]|[}%]_\}")
"""L'accolade qu'un modèle fait imprimer : « {_{ » écrit « {{ »."""


def accolades_voulues(modele: bytes) -> set[str]:
    """Les accolades que ce modèle, lisible, imprime de lui-même."""
    return {
        trouvee.replace("_", "")
        for nom, octets in parties_de(modele).items()
        if nom.endswith(".xml") and octets
        for trouvee in ECHAPPEE.findall(octets.decode(errors="ignore"))
    }


def verifier(rendu: bytes, voulues: Collection[str] = ()) -> None:
    """Une lettre se relit strictement, n'a ni balise, ni relation sans but, ni partie sans type, et se relit modèle.

    De balises, elle n'a que les accolades que son modèle échappait.
    """
    with zipfile.ZipFile(io.BytesIO(rendu)) as archive:
        assert archive.testzip() is None
        assert len(set(archive.namelist())) == len(archive.namelist())
    parties = parties_de(rendu)
    declares = set(re.findall(r'PartName="/([^"]+)"', parties["[Content_Types].xml"].decode()))
    assert {nom for nom in parties if not nom.endswith(".rels")} - {"[Content_Types].xml"} == declares
    for nom, octets in parties.items():
        if nom.endswith((".xml", ".rels")):
            arbre_xml.lire(octets)
            assert {*BALISE.findall(texte(rendu, nom))} <= {*voulues}
        if nom.endswith(".rels") and nom != "_rels/.rels":
            assert source_des_relations(nom) in parties
    releve = Releve("lettre")
    examiner(paquet.ouvrir(rendu), releve)
    assert releve.constats == []


def est_refusee(octets: bytes) -> bool:
    try:
        rendu = compiler(octets).rendre(CONTEXTE)
    except ModeleInvalide as refus:
        assert refus.constats
        assert all(c.message.endswith(".") and c.remede for c in refus.constats)
        return True
    verifier(rendu, accolades_voulues(octets))
    return False


@pytest.mark.parametrize("nombre", [50, pytest.param(2_000, marks=pytest.mark.long)])
@pytest.mark.parametrize("famille", FAMILLES, ids=lambda f: f.__name__)
def test_une_mutation_est_refusee_ou_donne_une_lettre_saine(famille: Callable[[Random], bytes], nombre: int):
    refusees = 0
    fautes: dict[int, str] = {}
    for numero in range(nombre):
        octets = famille(Random(f"{famille.__name__} {numero}"))  # noqa: S311
        try:
            refusees += est_refusee(octets)
        except Exception as faute:  # noqa: BLE001 -- toute autre erreur est une faute, dite avec son numéro
            fautes[numero] = repr(faute)
    assert fautes == {}
    assert 0 < refusees < nombre


@d_un_trait
@pytest.mark.parametrize(
    ("ecrit", "imprime"),
    [
        ("{_{", "{{"),
        ("}_}", "}}"),
        ("{_%", "{%"),
        ("%_}", "%}"),
        ("{_{ nom }_}", "{{ nom }}"),
        ("{_% if x %_}", "{% if x %}"),
        ("{_{ {{ nom }} }_}", "{{ Zoé }}"),
        ("{_{ {{ nom }}", "{{ Zoé"),
        ("{{ nom }} }_}", "Zoé }}"),
        ("{_{}_}", "{{}}"),
    ],
)
@pytest.mark.parametrize("lieu", ["corps", "note de fin"])
def test_une_accolade_echappee_s_imprime_et_celle_d_une_valeur_jamais(lieu: str, ecrit: str, imprime: str):
    """D'une lettre, les seules accolades de balise sont celles que son modèle échappait."""
    corps, notes = (p(ecrit), "") if lieu == "corps" else (appel(1, "endnote"), note(1, p(ecrit), "endnote"))
    modele = docx(corps, notes_de_fin=notes) if notes else docx(corps)
    rendu = compiler(modele).rendre({"nom": "Zoé"})
    assert texte(rendu, "word/document.xml" if lieu == "corps" else "word/endnotes.xml") == imprime
    verifier(rendu, accolades_voulues(modele))
    with pytest.raises(AssertionError):
        verifier(rendu)


def test_le_paquet_de_base_passe():
    verifier(compiler(BASE).rendre(CONTEXTE))
