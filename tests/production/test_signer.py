"""Signer : la signature du dossier ne se place que si on le demande; le logo, dès que le modèle lui garde une place."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from fabrique_de_dossiers import AU
from images import DE_L_AUTEUR, dessin, exif, jpeg, modele_a_images, png
from paquets import p, parties_de

import lettres
from lettres.dossier import Dossier
from lettres.rendu import lire_provenance
from lettres.socle.erreurs import DossierInvalide, ModeleInvalide

CORPS = "".join(
    p(texte)
    for texte in (
        "{{ destinataire.nom }}",
        "{{ sommes.designation }}, {{ sommes.solde }}",
        "Je vous prie de payer d’ici le {{ lettre.echeance }}.",
        "Si vous avez déjà payé, ne tenez pas compte de ce rappel.",
    )
)
MODELE = modele_a_images(dessin("{{ image.logo }}") + CORPS + dessin("{{ image.signature }}"))
FAITS = """\
reference: 2026-014
nature: recouvrement
expediteur:
  nom: Karine Exemple
  adresse: {{ligne: "12, rue des Érables", ville: Granby, code_postal: J2G 1A1}}
  courriel: karine@exemple.test
  {images}
destinataire:
  nom: Marie Exemple
  civilite: Mme
  adresse: {{ligne: "34, avenue du Lac", ville: Bromont, code_postal: J2L 2B2}}
creances:
  - {{facture: F-1023, date: 2026-08-01, echeance: 2026-08-31, objet: Reportage, montant: "60,00 $"}}
"""
SIGNATURE, LOGO = "word/media/lettres-signature.png", "word/media/lettres-logo.jpeg"


def dossier(ou: Path, images: str = "images: {signature: signature.png, logo: logo.jpg}") -> Dossier:
    """Un dossier, et ses images à côté de lui."""
    (ou / "dossier.yaml").write_text(FAITS.format(images=images), encoding="utf-8")
    (ou / "signature.png").write_bytes(png(40, 10))
    (ou / "logo.jpg").write_bytes(jpeg(30, 30))
    return lettres.lire(ou / "dossier.yaml")


def generer(lu: Dossier, modele: bytes = MODELE, **options: object) -> lettres.Lettre:
    return lettres.generer(lu, "rappel", au=AU, modele=modele, **options)  # type: ignore[arg-type]  # des options


def test_la_signature_se_place_si_on_la_demande_et_la_provenance_le_dit(tmp_path: Path):
    lettre = generer(dossier(tmp_path), signer=True)
    assert parties_de(lettre.octets)[SIGNATURE] == png(40, 10)
    assert LOGO in parties_de(lettre.octets)
    trace = lire_provenance(lettre.octets)
    assert trace.etat == "inchangee"
    assert trace.provenance is not None and len(trace.provenance.signature) == 64


@pytest.mark.parametrize("ebauche", [False, True])
def test_sans_qu_on_le_demande_rien_de_la_signature_n_est_dans_la_lettre(tmp_path: Path, ebauche: bool):
    lettre = generer(dossier(tmp_path), ebauche=ebauche)
    parties = parties_de(lettre.octets)
    assert SIGNATURE not in parties and png(40, 10) not in parties.values()
    assert DE_L_AUTEUR not in parties.values()
    assert LOGO in parties
    trace = lire_provenance(lettre.octets)
    assert (trace.etat, trace.provenance and trace.provenance.signature) == ("inchangee", "")


def test_une_ebauche_ne_se_signe_pas(tmp_path: Path):
    with pytest.raises(ValueError, match="une ébauche ne se signe pas"):
        generer(dossier(tmp_path), ebauche=True, signer=True)


def lot(*dossiers: object, **options: object) -> list[dict[str, bytes]]:
    """Les parties de chaque lettre du lot, dans l'ordre."""
    with lettres.Atelier() as atelier:
        faites = list(atelier.generer_lot(dossiers, au=AU, lettre="rappel", modele=MODELE, **options))  # type: ignore[arg-type]  # des options
    return [parties_de(f.octets) if isinstance(f, lettres.Faite) and f.octets else {} for f in faites]


def test_un_lot_ne_signe_que_si_on_le_demande_de_tout_le_lot_ou_d_un_dossier(tmp_path: Path):
    un, autre = dossier(tmp_path), png(10, 40)
    a_lui, muet = lettres.AvecImages(un, {"signature": autre}), lettres.AvecImages(un, signer=False)
    siennes = lettres.AvecImages(un, {"logo": png(7, 7)}, signer=True)
    assert [lettre.get(SIGNATURE) for lettre in lot(un, a_lui, muet, siennes)] == [None, None, None, png(40, 10)]
    assert [lettre.get(SIGNATURE) for lettre in lot(un, a_lui, muet, siennes, signer=True)] == [
        png(40, 10), autre, None, png(40, 10)
    ]  # fmt: skip
    # -- celles d'un dossier passent avant celles du lot, qui passent avant ses fichiers --
    du_lot = lot(un, a_lui, siennes, signer=True, images={"signature": png(3, 3)})
    assert [lettre.get(SIGNATURE) for lettre in du_lot] == [png(3, 3), autre, png(3, 3)]
    assert ["word/media/lettres-logo.png" in lettre for lettre in du_lot] == [False, False, True]


def test_une_lettre_d_un_lot_est_celle_de_generer_a_l_octet_pres(tmp_path: Path):
    un = dossier(tmp_path)
    seule = parties_de(generer(un, signer=True, images={"signature": png(3, 3)}).octets)
    assert lot(un, signer=True, images={"signature": png(3, 3)}) == [seule]
    assert lot(lettres.AvecImages(un, {"signature": png(3, 3)}, signer=True), travailleurs=2) == [seule]


def test_un_lot_refuse_la_lettre_qui_ne_peut_se_signer_et_fait_les_autres(tmp_path: Path):
    ailleurs = tmp_path / "ailleurs"
    ailleurs.mkdir()
    sans = dossier(ailleurs, "images: {logo: logo.jpg}")
    with lettres.Atelier() as atelier:
        rendus = list(
            atelier.generer_lot(
                [sans, dossier(tmp_path), lettres.AvecImages(sans, {"signature": b"GIF89a"})],
                au=AU, lettre="rappel", modele=MODELE, signer=True,
            )
        )  # fmt: skip
    assert [(r.etat, [c.code for c in r.refus.erreurs] if r.refus else []) for r in rendus] == [
        ("refusee", ["E111"]), ("faite", []), ("refusee", ["E112"])
    ]  # fmt: skip


def test_un_lot_deja_fait_sans_signature_ne_passe_pas_pour_signe(tmp_path: Path):
    un, sortie = dossier(tmp_path), tmp_path / "lettres"

    def refaire(source: object, **options: object) -> tuple[str, list[str]]:
        with lettres.Atelier() as atelier:
            (fait,) = atelier.generer_lot([source], au=AU, lettre="rappel", modele=MODELE, sortie=sortie, **options)  # type: ignore[list-item,arg-type]  # des options
        return fait.etat, [c.code for c in fait.refus.constats] if fait.refus else []

    signee = lettres.AvecImages(un, {"signature": png(3, 3)}, signer=True)
    assert [refaire(un), refaire(un), refaire(un, signer=True), refaire(signee)] == [
        ("faite", []), ("deja_faite", []), ("refusee", ["S011"]), ("refusee", ["S011"])
    ]  # fmt: skip
    (faite,) = sortie.glob("*.docx")
    assert SIGNATURE not in parties_de(faite.read_bytes())
    faite.unlink()
    (sortie / "journal.jsonl").unlink()
    assert [refaire(signee), refaire(signee), refaire(un, signer=True)] == [
        ("faite", []), ("deja_faite", []), ("refusee", ["S011"])
    ]  # fmt: skip
    assert parties_de(faite.read_bytes())[SIGNATURE] == png(3, 3)


@pytest.mark.parametrize("images", [{"sceau": b""}, {"signature": "signature.png"}, [b""], "signature.png"])
def test_ce_qui_n_est_pas_une_image_est_une_faute_d_appel(tmp_path: Path, images: Any):
    with pytest.raises(ValueError, match="« images »"):
        lettres.AvecImages(dossier(tmp_path), images)
    with pytest.raises(ValueError, match="« images »"), lettres.Atelier() as atelier:
        atelier.generer_lot([dossier(tmp_path)], au=AU, images=images)


def test_deux_lettres_ont_les_memes_octets_et_chacune_les_images_de_son_dossier(tmp_path: Path):
    ailleurs = tmp_path / "ailleurs"
    ailleurs.mkdir()
    un, autre = dossier(tmp_path), dossier(ailleurs)
    (ailleurs / "signature.png").write_bytes(png(10, 40))
    with lettres.Atelier() as atelier:
        faites = [atelier.generer(lu, "rappel", au=AU, modele=MODELE, signer=True) for lu in (un, autre, un)]
    assert faites[0].octets == faites[2].octets
    assert parties_de(faites[1].octets)[SIGNATURE] == png(10, 40)


def refus(lu: Dossier, **options: object) -> lettres.Constat:
    with pytest.raises(DossierInvalide) as leve:
        generer(lu, **options)
    (constat,) = [c for c in leve.value.constats if c.code in ("E111", "E112")]
    return constat


def test_signer_exige_une_signature_au_dossier(tmp_path: Path):
    constat = refus(dossier(tmp_path, "images: {logo: logo.jpg}"), signer=True)
    assert (constat.code, "images: {signature" in constat.remede) == ("E111", True)


@pytest.mark.parametrize(
    "corps",
    [
        CORPS,
        CORPS + dessin("Une fleur"),
        CORPS + p("{%p if lettre.par_courriel %}") + dessin("{{ image.signature }}") + p("{%p endif %}"),
    ],
    ids=["aucune image", "une autre image", "une place tue"],
)
def test_signer_exige_une_place_dans_la_lettre(tmp_path: Path, corps: str):
    constat = refus(dossier(tmp_path), modele=modele_a_images(corps), signer=True)
    assert (constat.code, "{{ image.signature }}" in constat.remede) == ("E111", True)


FICHIERS = {
    "absente": (None, "n’est pas là"),
    "un répertoire": ("rep", "ne s’ouvre pas"),
    "une photo de téléphone": (b"\0\0\0\x18ftypheic", "HEIC"),
    "un GIF nommé PNG": (b"GIF89a", "GIF"),
    "coupée": (png()[:-3], "incomplète"),
    "couchée": (jpeg(40, 20, exif(8)), "couchée"),
    "en quadrichromie": (jpeg(couleurs=4), "quadrichromie"),
}


@pytest.mark.parametrize(("octets", "dit"), FICHIERS.values(), ids=FICHIERS.keys())
def test_une_image_qui_ne_convient_pas_est_refusee_a_sa_place(tmp_path: Path, octets: bytes | str | None, dit: str):
    lu = dossier(tmp_path)
    (tmp_path / "logo.jpg").unlink()
    if octets == "rep":
        (tmp_path / "logo.jpg").mkdir()
    elif isinstance(octets, bytes):
        (tmp_path / "logo.jpg").write_bytes(octets)
    constat = refus(lu)
    assert (constat.code, constat.chemin) == ("E112", ("expediteur", "images", "logo"))
    assert dit in constat.message and constat.remede
    assert constat.ligne == 7


def test_l_extension_ne_compte_pas(tmp_path: Path):
    lu = dossier(tmp_path)
    (tmp_path / "logo.jpg").write_bytes(png(30, 30))
    assert "word/media/lettres-logo.png" in parties_de(generer(lu).octets)


def test_un_lien_qui_sort_du_repertoire_est_refuse(tmp_path: Path):
    dedans = tmp_path / "dedans"
    dedans.mkdir()
    lu = dossier(dedans)
    (tmp_path / "secret.png").write_bytes(png())
    (dedans / "logo.jpg").unlink()
    (dedans / "logo.jpg").symlink_to(tmp_path / "secret.png")
    assert "hors du répertoire" in refus(lu).message


def test_un_dossier_sans_fichier_n_a_pas_d_images(tmp_path: Path):
    en_memoire = Dossier.model_validate(dossier(tmp_path).model_dump(exclude={"schema_"}))
    assert "à côté du fichier" in refus(en_memoire).message


AILLEURS = [
    "/etc/signature.png",
    "../signature.png",
    "a/../../s.png",
    "https://exemple.test/s.png",
    "C:\\s.png",
    "\\\\srv\\s",
    "~/s",
]


@pytest.mark.parametrize("chemin", AILLEURS)
def test_une_image_d_ailleurs_est_refusee_a_la_lecture(tmp_path: Path, chemin: str):
    with pytest.raises(DossierInvalide) as leve:
        dossier(tmp_path, f"images: {{signature: '{chemin}'}}")
    (constat,) = leve.value.constats
    assert "à côté du dossier" in constat.message
    assert "signature.png" in constat.remede


def test_un_modele_qui_nomme_une_image_inconnue_est_refuse(tmp_path: Path):
    with pytest.raises(ModeleInvalide) as leve:
        generer(dossier(tmp_path), modele=modele_a_images(CORPS + dessin("{{ image.sinature }}")))
    assert "image.signature" in leve.value.constats[0].message


# -- Un dossier qui n'est pas un fichier : les images se donnent en octets --

SANS_FICHIER = {
    "reference": "2026-014",
    "nature": "recouvrement",
    "expediteur": {
        "nom": "Karine Exemple",
        "adresse": {"ligne": "12, rue des Érables", "ville": "Granby", "code_postal": "J2G 1A1"},
        "courriel": "karine@exemple.test",
    },
    "destinataire": {
        "nom": "Marie Exemple",
        "civilite": "Mme",
        "adresse": {"ligne": "34, avenue du Lac", "ville": "Bromont", "code_postal": "J2L 2B2"},
    },
    "creances": [
        {
            "facture": "F-1023",
            "date": "2026-08-01",
            "echeance": "2026-08-31",
            "objet": "Reportage",
            "montant": "60,00 $",
        }
    ],
}


def test_en_octets_la_lettre_est_celle_du_dossier_dont_les_images_sont_a_cote(tmp_path: Path):
    images = {"signature": png(40, 10), "logo": jpeg(30, 30)}
    for signer in (False, True):
        du_fichier = parties_de(generer(dossier(tmp_path), signer=signer).octets)
        with lettres.Atelier() as atelier:
            donnee = atelier.generer(SANS_FICHIER, "rappel", au=AU, modele=MODELE, signer=signer, images=images)
        siennes = parties_de(donnee.octets)
        assert {n: o for n, o in siennes.items() if "media" in n} == {
            n: o for n, o in du_fichier.items() if "media" in n
        }
        assert (SIGNATURE in siennes) is signer


def test_les_octets_donnes_passent_avant_le_fichier_nomme_et_sans_eux_le_fichier_reste(tmp_path: Path):
    lettre = generer(dossier(tmp_path), signer=True, images={"signature": png(80, 20)})
    assert parties_de(lettre.octets)[SIGNATURE] == png(80, 20)
    assert LOGO in parties_de(lettre.octets)


def test_un_dossier_sans_fichier_qui_nomme_une_image_se_fait_dire_de_la_donner():
    sans = {**SANS_FICHIER, "expediteur": {**SANS_FICHIER["expediteur"], "images": {"logo": "logo.jpg"}}}  # type: ignore[dict-item]
    constat = refus(lettres.valider(sans))
    assert (constat.code, "« images », à « generer »" in constat.remede) == ("E112", True)
    assert generer(lettres.valider(sans), images={"logo": jpeg()}).octets


@pytest.mark.parametrize(("octets", "dit"), [v for v in FICHIERS.values() if isinstance(v[0], bytes)])
def test_une_image_donnee_se_juge_comme_un_fichier(octets: bytes, dit: str):
    constat = refus(lettres.valider(SANS_FICHIER), images={"logo": octets})
    assert (constat.code, constat.chemin) == ("E112", ("expediteur", "images", "logo"))
    assert dit in constat.message and constat.message.startswith("L’image « logo »")


@pytest.mark.parametrize(
    ("images", "dit"),
    [
        ({"sceau": b"x"}, "« signature » ou « logo »"),
        ({"logo": "logo.png"}, "en octets"),
        ({"logo": None}, "en octets"),
        ([b"x"], "donnez un dict"),
        (b"x", "donnez un dict"),
    ],
)
def test_ce_qui_n_est_pas_des_images_en_octets_est_refuse_d_abord(images: object, dit: str):
    with pytest.raises(ValueError, match=dit):
        generer(lettres.valider(SANS_FICHIER), images=images)


def test_signer_sans_la_donner_dit_comment():
    constat = refus(lettres.valider(SANS_FICHIER), signer=True)
    assert (constat.code, "(« images »)" in constat.remede) == ("E111", True)
