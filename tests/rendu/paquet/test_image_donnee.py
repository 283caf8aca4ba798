"""Une image donnée se juge sur ses octets : entière, immobile, droite; et elle perd ce qu'un appareil y a noté."""

from __future__ import annotations

import pytest
from images import exif, jpeg, morceau, png, segment
from tables import d_un_trait

from lettres.rendu.paquet.image_donnee import COTE_MAX, OCTETS_MAX, ImageRefusee, examiner_une_image

BONNES = {
    "un PNG": (png(40, 20), "image/png"),
    "un JPEG": (jpeg(40, 20), "image/jpeg"),
    "un JPEG progressif": (jpeg(trame=0xC2), "image/jpeg"),
    "un JPEG gris": (jpeg(couleurs=1), "image/jpeg"),
    "un JPEG que l’appareil dit droit": (jpeg(40, 20, exif(1)), "image/jpeg"),
    "un PNG du plus grand côté": (png(COTE_MAX, 1), "image/png"),
}


@pytest.mark.parametrize(("octets", "type_"), BONNES.values(), ids=BONNES.keys())
def test_une_image_simple_est_prise_pour_ce_qu_elle_est(octets: bytes, type_: str):
    lue = examiner_une_image(octets)
    assert lue.type == type_
    assert lue.largeur > 0 and lue.hauteur > 0
    assert examiner_une_image(lue.octets) == lue


REFUSEES = {
    "vide": (b"", "est vide"),
    "GIF": (b"GIF89a" + bytes(20), "GIF"),
    "BMP": (b"BM" + bytes(20), "BMP"),
    "TIFF": (b"II*\0" + bytes(20), "TIFF"),
    "WebP": (b"RIFF\0\0\0\0WEBPVP8 ", "WebP"),
    "HEIC": (b"\0\0\0\x18ftypheic" + bytes(20), "HEIC"),
    "SVG": (b'<?xml version="1.0"?><svg/>', "SVG"),
    "PDF": (b"%PDF-1.7", "PDF"),
    "Word": (b"PK\3\4" + bytes(20), "document"),
    "du texte": (b"bonjour", "autre chose"),
    "PNG coupé": (png()[:-10], "incomplète"),
    "PNG sans ses points": (png()[:33] + morceau(b"IEND", b""), "incomplète"),
    "PNG dont un octet a changé": (png()[:45] + b"\x55" + png()[46:], "incomplète"),
    "PNG animé": (png(40, 20, morceau(b"acTL", bytes(8))), "animée"),
    "PNG trop large": (png(COTE_MAX + 1, 1), "6001 points"),
    "JPEG coupé": (jpeg()[:-2], "incomplète"),
    "JPEG coupé dans son entête": (jpeg()[:15], "incomplète"),
    "JPEG sans rien": (b"\xff\xd8\xff", "incomplète"),
    "JPEG en quadrichromie": (jpeg(couleurs=4), "quadrichromie"),
    "JPEG sans perte": (jpeg(trame=0xC3), "n’affiche pas"),
    "JPEG couché": (jpeg(40, 20, exif(6)), "couchée"),
    "JPEG en miroir": (jpeg(40, 20, exif(2)), "couchée"),
    "JPEG sans hauteur": (jpeg(40, 0), "points"),
    "trop lourde": (png(40, 20, morceau(b"tEXt", bytes(OCTETS_MAX))), "deux mégaoctets"),
}


@d_un_trait
@pytest.mark.parametrize(("octets", "dit"), REFUSEES.values(), ids=REFUSEES.keys())
def test_une_image_que_word_montrerait_mal_est_refusee_avec_un_remede(octets: bytes, dit: str):
    with pytest.raises(ImageRefusee, match=dit) as refus:
        examiner_une_image(octets)
    assert refus.value.remede.endswith(".")


def test_ce_que_l_appareil_a_note_ne_suit_pas_l_image():
    du_jpeg = examiner_une_image(jpeg(40, 20, exif(1), segment(0xFE, b"chez moi"), segment(0xED, b"IPTC")))
    assert not any(mot in du_jpeg.octets for mot in (b"GPS", b"chez moi", b"IPTC"))
    du_png = examiner_une_image(png(40, 20, morceau(b"tEXt", b"Author\0Moi"), morceau(b"eXIf", b"GPS")) + b"apres")
    assert du_png.octets == png(40, 20)


@pytest.mark.parametrize("octets", [png(), jpeg(40, 20, exif(1))])
def test_une_image_coupee_n_importe_ou_est_refusee_ou_entiere(octets: bytes):
    for bout in range(1, len(octets)):
        with pytest.raises(ImageRefusee):
            examiner_une_image(octets[:bout])
