"""Squelette : la page HTML où tiennent un rapport et une planche, que l'on parcourt au clavier ou à l'oreille.

Rien n'y vient d'ailleurs : ni script, ni police, ni image.
"""

from __future__ import annotations

from html import escape
from pathlib import Path
from string import Template

_PAGE = Path(__file__).with_name("page.html")


def page(titre: str, *, de: str, vers: tuple[str, str], ouvre: str, sommaire: str, corps: str, dits: str = "") -> str:
    """La page entière, écrite par la commande `de`.

    `vers` : l'ancre du corps, et ce que dit le lien qui y mène; `ouvre` : le fichier de ses premières phrases, que
    suivent les `dits`.
    """
    ancre, lien = vers
    introduction = _PAGE.with_name(f"{ouvre}.html").read_text(encoding="utf-8") + dits
    return Template(_PAGE.read_text(encoding="utf-8")).substitute(
        titre=escape(titre),
        de=escape(de),
        ancre=ancre,
        lien=escape(lien),
        introduction=introduction.rstrip("\n"),
        sommaire=sommaire,
        corps=corps,
    )
