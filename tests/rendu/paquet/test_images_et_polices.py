"""Images et polices d'un modèle : un dessin inerte et borné reste; la licence d'une police se lit dans ses octets."""

from __future__ import annotations

import struct
from datetime import date
from pathlib import Path
from random import Random

import pytest
from compilateur import compiler
from paquets import ESPACES, PAQUET, REL, docx, noms, p, partie, parties_de
from tables import d_un_trait

from lettres.rendu import Provenance, examiner
from lettres.rendu import lire_provenance as lire
from lettres.rendu.paquet.metafichiers import OCTETS_MAX
from lettres.socle.constats import Gravite

# -- Métafichiers --


def ordre_emf(genre: int, contenu: bytes = b"") -> bytes:
    return struct.pack("<II", genre, 8 + len(contenu)) + contenu


def emf(*ordres: bytes, fin: bool = True) -> bytes:
    entete = struct.pack("<II", 1, 88) + bytes(32) + b" EMF" + bytes(44)
    return entete + b"".join(ordres) + (ordre_emf(14, bytes(12)) if fin else b"")


def ordre_wmf(genre: int, contenu: bytes = b"") -> bytes:
    return struct.pack("<IH", 3 + len(contenu) // 2, genre) + contenu


def wmf(*ordres: bytes, place: bool = False, fin: bool = True) -> bytes:
    tete = b"\xd7\xcd\xc6\x9a" + bytes(18) if place else b""
    return tete + b"\x01\x00\x09\x00" + bytes(14) + b"".join(ordres) + (ordre_wmf(0) if fin else b"")


def avec_image(octets: bytes, nom: str, type_: str) -> bytes:
    return docx(
        '<w:p><w:r><w:drawing r:embed="rX"/></w:r></w:p>',
        parties={f"word/media/{nom}": octets},
        types={f"word/media/{nom}": type_},
        relations=f'<Relationship Id="rX" Type="{REL}/image" Target="media/{nom}"/>',
    )


DESSINS = {
    "EMF vide": (emf(), "image/x-emf"),
    "EMF d'un trait": (emf(ordre_emf(54, bytes(8))), "image/x-emf"),
    "EMF commenté": (emf(ordre_emf(70, bytes(16))), "image/emf"),
    "WMF vide": (wmf(), "image/x-wmf"),
    "WMF d'un trait": (wmf(ordre_wmf(0x0213, bytes(4))), "image/wmf"),
    "WMF placé": (wmf(ordre_wmf(0x0213, bytes(4)), place=True), "image/x-wmf"),
    "WMF commenté": (wmf(ordre_wmf(0x0626, struct.pack("<HH", 15, 0))), "image/x-wmf"),
}


@pytest.mark.parametrize(("octets", "type_"), DESSINS.values(), ids=DESSINS.keys())
def test_un_dessin_borne_et_inerte_est_garde_tel_quel(octets: bytes, type_: str):
    modele = compiler(avec_image(octets, "image1.emf", type_))
    assert parties_de(modele.rendre({}))["word/media/image1.emf"] == octets
    assert modele.soins == ()


RETORS = {
    "EMF qui parle à l'imprimante": emf(ordre_emf(105, bytes(8))),
    "EMF qui parle à l'imprimante, autrement": emf(ordre_emf(106, bytes(8))),
    "EMF qui nomme un pilote": emf(ordre_emf(110, bytes(8))),
    "EMF en OpenGL": emf(ordre_emf(102, bytes(8))),
    "EMF sans fin": emf(fin=False),
    "EMF dont un ordre ment": emf(struct.pack("<II", 54, 1 << 30)),
    "EMF dont un ordre est vide": emf(struct.pack("<II", 54, 0)),
    "EMF à un million d'ordres": emf(ordre_emf(54) * 100_001),
    "EMF démesuré": emf(ordre_emf(54, Random(1).randbytes(OCTETS_MAX))),  # noqa: S311 -- du bruit, sans secret
    "WMF qui exécute": wmf(ordre_wmf(0x0626, struct.pack("<HH", 9, 0))),
    "WMF sans fin": wmf(fin=False),
    "WMF dont un ordre ment": wmf(struct.pack("<IH", 1 << 30, 0x0213)),
    "WMF dont un ordre est vide": wmf(struct.pack("<IH", 0, 0x0213)),
}


@d_un_trait
@pytest.mark.parametrize("octets", RETORS.values(), ids=RETORS.keys())
def test_un_dessin_qui_ferait_autre_chose_est_refuse(octets: bytes):
    type_ = "image/x-emf" if octets[40:44] == b" EMF" else "image/x-wmf"
    (constat,) = examiner(avec_image(octets, "image1.emf", type_)).anomalies
    assert (constat.code, "imprimante" in constat.message) == ("M112", True)


@pytest.mark.parametrize("type_", ["image/x-emf", "image/x-wmf"])
def test_un_dessin_qui_n_en_est_pas_un_est_refuse(type_: str):
    (constat,) = examiner(avec_image(b"MZ" + bytes(100), "image1.emf", type_)).anomalies
    assert constat.code == "M112"
    assert type_ in constat.message


# -- Polices incorporées --

CLE = "{1DA52F38-A8DB-4E2B-8A5C-1234567890AB}"


def police(fstype: int | None) -> bytes:
    """Une police qui n'a que la table de ses droits."""
    if fstype is None:
        return b"\x00\x01\x00\x00" + struct.pack(">HHHH", 0, 0, 0, 0)
    table = struct.pack(">HhHHH", 4, 0, 400, 5, fstype) + bytes(86)
    return (
        b"\x00\x01\x00\x00"
        + struct.pack(">HHHH", 1, 0, 0, 0)
        + b"OS/2"
        + struct.pack(">III", 0, 28, len(table))
        + table
    )


def brouiller(octets: bytes, cle: str = CLE) -> bytes:
    masque = bytes.fromhex(cle.strip("{}").replace("-", ""))[::-1] * 2
    return bytes(a ^ b for a, b in zip(octets[:32], masque, strict=False)) + octets[32:]


def avec_police(octets: bytes, cle: str = CLE, attributs: str = "") -> bytes:
    incorporee = f'<w:embedRegular r:id="rX" w:fontKey="{cle}"{attributs}/>'
    return docx(
        p("{{ nom }}"),
        parties={
            "word/fontTable.xml": f'<w:fonts {ESPACES}><w:font w:name="Exemple Sans">{incorporee}</w:font></w:fonts>',
            "word/_rels/fontTable.xml.rels": f'<Relationships xmlns="{PAQUET}/relationships">'
            f'<Relationship Id="rX" Type="{REL}/font" Target="fonts/f.odttf"/></Relationships>',
            "word/fonts/f.odttf": octets,
        },
        types={"word/fonts/f.odttf": "application/vnd.openxmlformats-officedocument.obfuscatedFont"},
    )


@pytest.mark.parametrize("droits", [0x0000, 0x0008, 0x000C, 0x000A, 0x0108])
def test_une_police_que_sa_licence_laisse_incorporer_reste_dans_la_lettre(droits: int):
    octets = brouiller(police(droits))
    modele = compiler(avec_police(octets))
    lettre = modele.rendre({"nom": "Zoé"})
    assert parties_de(lettre)["word/fonts/f.odttf"] == octets
    assert CLE in partie(lettre, "word/fontTable.xml")
    assert modele.soins == ()
    assert compiler(lettre).rendre({}) == lettre


PERDUES = {
    "restreinte": (avec_police(brouiller(police(0x0002))), "ne permet pas de l’incorporer"),
    "lecture et impression": (avec_police(brouiller(police(0x0004))), "de la lire et de l’imprimer"),
    "lecture, par images": (avec_police(brouiller(police(0x0204))), "images"),
    "modifiable, mais par images": (avec_police(brouiller(police(0x0208))), "images"),
    "réduite aux signes du modèle": (
        avec_police(brouiller(police(0)), attributs=' w:subsetted="1"'),
        "signes du modèle",
    ),
    "sans table de droits": (avec_police(brouiller(police(None))), "sache lire"),
    "mal brouillée": (avec_police(police(0)), "sache lire"),
    "sans clé": (avec_police(brouiller(police(0)), cle=""), "sache lire"),
    "clé fausse": (avec_police(brouiller(police(0)), cle="{1}"), "sache lire"),
    "collection": (avec_police(brouiller(b"ttcf" + bytes(60))), "sache lire"),
    "tronquée": (avec_police(brouiller(police(0))[:34]), "sache lire"),
    "vide": (avec_police(b""), "sache lire"),
}


@d_un_trait
@pytest.mark.parametrize(("octets", "pourquoi"), PERDUES.values(), ids=PERDUES.keys())
def test_une_autre_police_reste_derriere_et_une_alerte_dit_laquelle_et_pourquoi(octets: bytes, pourquoi: str):
    modele = compiler(octets)
    lettre = modele.rendre({"nom": "Zoé"})
    assert not any("fonts/" in nom for nom in noms(lettre))
    assert "embed" not in partie(lettre, "word/fontTable.xml")
    (constat,) = modele.soins
    assert (constat.code, constat.gravite) == ("M135", Gravite.ALERTE)
    assert "« Exemple Sans »" in constat.message
    assert pourquoi in constat.message


# -- Une image que la lettre ne montre pas quitte le paquet --

PNG = b"\x89PNG\r\n\x1a\n" + bytes(20)
SECRET = PNG + b"SIGNATURE"


def dessin(id_: str) -> str:
    return f'<w:p><w:r><w:drawing><a:blip r:embed="{id_}"/></w:drawing></w:r></w:p>'


def signee(corps: str, **autres: object) -> bytes:
    return docx(
        p("{{ nom }}") + corps,
        parties={"word/media/logo.png": PNG, "word/media/signature.png": SECRET},
        relations=f'<Relationship Id="rLogo" Type="{REL}/image" Target="media/logo.png"/>'
        f'<Relationship Id="rSign" Type="{REL}/image" Target="/word/media/signature.png"/>',
        **autres,  # type: ignore[arg-type]
    )


SANS = "word/media/signature.png"


def run(texte: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{texte}</w:t></w:r>'


def par(*morceaux: str) -> str:
    return f"<w:p>{''.join(morceaux)}</w:p>"


def si(contenu: str, test: str) -> str:
    return p(f"{{%p {test} %}}") + contenu + p(f"{{%p end{test.split()[0]} %}}")


BRANCHES = {
    "paragraphe": si(dessin("rSign"), "if signer"),
    "sinon": p("{%p if not signer %}") + p("non signée") + p("{%p else %}") + dessin("rSign") + p("{%p endif %}"),
    "en ligne": par(run("{% if signer %}"), '<w:r><w:drawing r:embed="rSign"/></w:r>', run("{% endif %}")),
    "boucle": si(dessin("rSign"), "for x in signatures"),
    "deux appels": si(dessin("rSign"), "if signer") + si(dessin("rSign"), "if signer"),
    "imbriquée": si(p("a") + si(dessin("rSign"), "if signer"), "if toujours"),
}


@pytest.mark.parametrize("branche", BRANCHES.values(), ids=BRANCHES.keys())
def test_une_signature_que_la_condition_tait_quitte_la_lettre(branche: str):
    modele = compiler(signee(dessin("rLogo") + branche + p("fin")))
    oui: dict[str, object] = {"nom": "Zoé", "signer": True, "signatures": ["a"], "toujours": True}
    non = {**oui, "signer": False, "signatures": []}
    avec, sans = modele.rendre(oui), modele.rendre(non)  # type: ignore[arg-type]
    assert SANS in noms(avec)
    assert set(noms(avec)) - set(noms(sans)) == {SANS}
    assert not any(b"SIGNATURE" in o or b"signature.png" in o for o in parties_de(sans).values())
    assert "word/media/logo.png" in noms(sans)
    assert 'Id="rLogo"' in partie(sans, "word/_rels/document.xml.rels")
    assert modele.rendre(oui) == avec  # type: ignore[arg-type]  # -- l'une n'a rien changé à l'autre --
    assert noms(compiler(sans).rendre({})) == noms(sans)


def test_une_signature_qu_un_en_tete_montre_toujours_reste():
    relations = f'<Relationships xmlns="{PAQUET}/relationships"><Relationship Id="r1" Type="{REL}/image" '
    modele = compiler(
        docx(
            p("{{ nom }}") + si(dessin("rX"), "if signer") + p("fin"),
            entetes={"default": dessin("r1")},
            parties={
                "word/media/signature.png": SECRET,
                "word/_rels/header1.xml.rels": f'{relations}Target="media/signature.png"/></Relationships>',
            },
            relations=f'<Relationship Id="rX" Type="{REL}/image" Target="media/signature.png"/>',
        )
    )
    assert SANS in noms(modele.rendre({"nom": "Zoé", "signer": False}))


def test_la_provenance_d_une_lettre_sans_signature_est_intacte_et_le_cache_n_y_change_rien(tmp_path: Path):
    octets = signee(si(dessin("rSign"), "if signer") + p("fin"))
    provenance = Provenance("0.1", date(2026, 11, 29), "0" * 64, "m", "1", "0" * 64)
    contexte = {"nom": "Zoé", "signer": False}
    lettres = [compiler(octets, cache=tmp_path).rendre(contexte, provenance=provenance) for _ in range(2)]
    assert lettres[0] == lettres[1] == compiler(octets).rendre(contexte, provenance=provenance)
    assert lire(lettres[0]).etat == "inchangee"
    assert SANS not in noms(lettres[0])
    assert SANS in noms(compiler(octets).rendre({"nom": "Zoé", "signer": True}, provenance=provenance))
