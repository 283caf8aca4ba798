"""Pages d'images : une photo ou une capture, posée sur une page de format lettre, sans la recomprimer."""

from __future__ import annotations

import logging
import warnings
from pathlib import Path

import img2pdf
from PIL import Image

from lettres.cahier.pages_sures import LETTRE, SansPages

PIXELS_MAX = 100_000_000
"""Cent mégapixels : plus qu'aucun téléphone; au-delà, la décoder prendrait toute la mémoire."""

_MARGE = 36.0
# -- ce qu'elle dit en passant irait au terminal, en anglais --
logging.getLogger("img2pdf").setLevel(logging.CRITICAL)
_ORIENTATION, _EN_MIROIR = 0x0112, frozenset({2, 4, 5, 7})
"""Où un appareil dit comment tourner l'image, et quand il faudrait la retourner."""
_FIN_DE_JPEG = b"\xff\xd9"


def poser_l_image(source: Path, cible: Path) -> list[str]:
    """Fait de chaque vue une page, où elle tient entière; rend ce qu'il faut en savoir. Lève SansPages."""
    page = (LETTRE[0], LETTRE[1])
    disposer = img2pdf.get_layout_fun(page, border=(_MARGE, _MARGE), fit=img2pdf.FitMode.into, auto_orient=True)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            dites = _examiner(source)
            with cible.open("wb") as flux:
                img2pdf.convert(
                    str(source),
                    outputstream=flux,
                    layout_fun=disposer,
                    rotation=img2pdf.Rotation.ifvalid,
                    nodate=True,
                )
    except SansPages:
        raise
    except Exception:  # noqa: BLE001 -- une image hostile tire à peu près n'importe quoi de ces bibliothèques
        raise SansPages("l’image est abîmée, ou d’une sorte qui ne se pose pas sur une page") from None
    return dites


def _examiner(source: Path) -> list[str]:
    with Image.open(source) as image:
        largeur, hauteur = image.size
        tronquee = image.format == "JPEG" and not _finit(source)
        if largeur * hauteur > PIXELS_MAX:
            raise SansPages("l’image a plus de cent mégapixels")
        miroir = image.format != "PNG" and image.getexif().get(_ORIENTATION) in _EN_MIROIR
        if image.format == "PNG":
            image.verify()
    dites = ["l’image est tronquée : le bas peut y manquer"] if tronquee else []
    return [*dites, *(["l’appareil l’a notée en miroir : elle y est telle qu’il l’a enregistrée"] if miroir else [])]


def _finit(source: Path) -> bool:
    """Dit si la photo a sa fin, passé sa moitié : avant, ce serait celle de sa vignette."""
    taille = source.stat().st_size
    with source.open("rb") as flux:
        flux.seek(taille // 2)
        reste = b""
        while morceau := flux.read(1 << 20):
            if _FIN_DE_JPEG in reste + morceau:
                return True
            reste = morceau[-1:]
    return False
