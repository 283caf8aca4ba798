"""Ce que le papier apporte hors du texte : polices incorporées, puces en image, thème, images du même nom."""

from __future__ import annotations

import io
import struct
import zipfile
from datetime import date

from exemples_rendus import DOSSIER_DES_EXEMPLES
from papiers import ADRESSE, ATELIER, PAPIERS, dessin, papier, png
from paquets import ESPACES, PAQUET, REL, p

import lettres
from lettres.rendu.paquet.paquet import TYPES, ouvrir_une_lettre
from lettres.rendu.paquet.relations import Types, lues, relations_de
from lettres.rendu.xml.arbre_xml import relire, w

CLE = "{01234567-89AB-CDEF-0123-456789ABCDEF}"
POLICE_OBSCURCIE = "application/vnd.openxmlformats-officedocument.obfuscatedFont"


def parties(octets: bytes) -> dict[str, bytes]:
    dossier = lettres.lire(DOSSIER_DES_EXEMPLES / "minimaux" / "mise_en_demeure-recouvrement.yaml")
    lettre = ATELIER.generer(dossier, "mise_en_demeure", au=date(2026, 11, 20), papier=octets)
    return dict(ouvrir_une_lettre(lettre.octets).parties)


def police() -> bytes:
    """Une police libre d'être incorporée, brouillée comme Word la brouille."""
    table = struct.pack(">HhHHH", 4, 0, 400, 5, 0) + bytes(86)
    entete = b"\x00\x01\x00\x00" + struct.pack(">HHHH", 1, 0, 0, 0) + b"OS/2"
    octets = entete + struct.pack(">III", 0, 28, len(table)) + table
    masque = bytes.fromhex(CLE.strip("{}").replace("-", ""))[::-1] * 2
    return bytes(a ^ b for a, b in zip(octets[:32], masque, strict=False)) + octets[32:]


def relations(dedans: str) -> str:
    return f'<Relationships xmlns="{PAQUET}/relationships">{dedans}</Relationships>'


def test_une_police_incorporee_reste_et_la_notre_s_ajoute_a_la_table():
    octets = papier(
        entetes={"default": ADRESSE},
        parties={
            "word/fontTable.xml": f'<w:fonts {ESPACES}><w:font w:name="Exemple Sans">'
            f'<w:embedRegular r:id="rX" w:fontKey="{CLE}"/></w:font></w:fonts>',
            "word/_rels/fontTable.xml.rels": relations(
                f'<Relationship Id="rX" Type="{REL}/font" Target="fonts/f.odttf"/>'
            ),
            "word/fonts/f.odttf": police(),
        },
        types={"word/fonts/f.odttf": POLICE_OBSCURCIE},
    )
    trouvees = parties(octets)
    noms = [e.get(w("name")) for e in relire(trouvees["word/fontTable.xml"])]
    assert noms == ["Exemple Sans", "Calibri"]
    (vers,) = lues(trouvees[relations_de("word/fontTable.xml")])
    assert trouvees[vers.partie("word/fontTable.xml")] == police()


def test_une_puce_en_image_suit_ses_listes():
    puce = (
        '<w:numPicBullet w:numPicBulletId="0"><w:pict><v:shape style="width:9pt;height:9pt">'
        '<v:imagedata r:id="rP"/></v:shape></w:pict></w:numPicBullet>'
    )
    liste = (
        '<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:lvlText w:val=""/>'
        '<w:lvlPicBulletId w:val="0"/></w:lvl>'
        '</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    )
    octets = papier(
        entetes={"default": p("Étude Exemple", '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>')},
        parties={
            "word/numbering.xml": f"<w:numbering {ESPACES}>{puce}{liste}</w:numbering>",
            "word/_rels/numbering.xml.rels": relations(
                f'<Relationship Id="rP" Type="{REL}/image" Target="media/puce.png"/>'
            ),
            "word/media/puce.png": png(8, 8),
        },
        types={"word/media/puce.png": "image/png"},
    )
    trouvees = parties(octets)
    (vers,) = lues(trouvees[relations_de("word/numbering.xml")])
    assert trouvees[vers.partie("word/numbering.xml")] == png(8, 8)
    sortes = [e.tag.rpartition("}")[2] for e in relire(trouvees["word/numbering.xml"])]
    assert sortes == sorted(sortes, key=["numPicBullet", "abstractNum", "num"].index)


def test_le_theme_du_papier_suit_ses_styles():
    trouvees = parties(PAPIERS["Word, un en-tête et un pied"].octets)
    assert b"Georgia" in trouvees["word/theme/theme1.xml"]
    types = Types(relire(trouvees[TYPES]))
    assert types.de("word/theme/theme1.xml").endswith("theme+xml")


def test_deux_en_tetes_gardent_chacun_son_image_sous_des_noms_et_des_numeros_distincts():
    octets = papier(
        entetes={"first": f"<w:p>{dessin('rA')}</w:p>", "default": f"<w:p>{dessin('rB', numero=1)}</w:p>"},
        images={"rA": png(couleur=(1, 2, 3)), "rB": png(couleur=(4, 5, 6))},
        mise_en_page="<w:titlePg/>",
    )
    trouvees = parties(octets)
    images = {nom: contenu for nom, contenu in trouvees.items() if nom.startswith("word/media/")}
    assert sorted(images.values()) == sorted([png(couleur=(1, 2, 3)), png(couleur=(4, 5, 6))])
    numeros = [
        e.get("id")
        for nom in trouvees
        if nom.startswith("word/header") and nom.endswith(".xml")
        for e in relire(trouvees[nom]).iter("{*}docPr")
    ]
    assert len(numeros) == len(set(numeros)) == 2


def test_un_papier_range_ailleurs_que_word_ne_le_fait_garde_ses_images():
    sortie = io.BytesIO()
    octets = PAPIERS["Word, un logo en ligne"].octets
    with zipfile.ZipFile(io.BytesIO(octets)) as avant, zipfile.ZipFile(sortie, "w") as apres:
        for nom in avant.namelist():
            contenu = avant.read(nom)
            renomme = contenu if nom.endswith(".png") else contenu.replace(b"word/", b"doc/")
            apres.writestr(nom.replace("word/", "doc/"), renomme)
    assert png() in parties(sortie.getvalue()).values()
