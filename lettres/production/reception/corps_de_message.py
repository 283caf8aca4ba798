"""Corps d'un message : son texte, à montrer à qui dira ce qu'il veut dire; d'une page Web, les mots seuls."""

from __future__ import annotations

from collections.abc import Sequence
from html.parser import HTMLParser

_TEXTE_MAX = 200_000
_COUPENT = frozenset({"p", "div", "br", "li", "tr", "h1", "h2", "h3", "blockquote"})
_TAISENT = frozenset({"style", "script", "head", "title"})


def texte_du_corps(parties: Sequence[tuple[str, bytes, str]]) -> str:
    """Le texte de ces parties, chacune avec sa sorte et son codage; le texte seul l'emporte sur la page Web."""
    seuls = [_decoder(octets, codage) for sorte, octets, codage in parties if sorte == "text/plain"]
    if not any(texte.strip() for texte in seuls):
        seuls = [_sans_balises(_decoder(octets, codage)) for sorte, octets, codage in parties if sorte == "text/html"]
    lignes = (ligne.rstrip() for ligne in "\n".join(seuls)[:_TEXTE_MAX].splitlines())
    return "\n".join(lignes).strip()


def _decoder(octets: bytes, codage: str) -> str:
    """Le texte, dans le codage dit s'il convient; sinon dans l'un de ceux que l'on rencontre."""
    for essai in (codage, "utf-8", "cp1252"):
        try:
            return octets.decode(essai)
        except (LookupError, ValueError):
            continue
    return octets.decode("utf-8", "replace")


def _sans_balises(page: str) -> str:
    lecteur = _Mots()
    lecteur.feed(page[: 4 * _TEXTE_MAX])
    lignes = (" ".join(ligne.split()) for ligne in "".join(lecteur.morceaux).splitlines())
    return "\n".join(ligne for ligne in lignes if ligne)


class _Mots(HTMLParser):
    """Les mots d'une page, une ligne par paragraphe."""

    def __init__(self) -> None:
        super().__init__()
        self.morceaux: list[str] = []
        self._tait = 0

    def handle_starttag(self, balise: str, _attributs: list[tuple[str, str | None]]) -> None:
        self._tait += balise in _TAISENT
        if balise in _COUPENT:
            self.morceaux.append("\n")

    def handle_endtag(self, balise: str) -> None:
        self._tait = max(0, self._tait - (balise in _TAISENT))
        if balise in _COUPENT:
            self.morceaux.append("\n")

    def handle_data(self, texte: str) -> None:
        if not self._tait:
            self.morceaux.append(" ".join(texte.split("\n")))
