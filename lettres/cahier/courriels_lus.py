"""Courriels lus : un message enregistré (.eml) en texte, ses en-têtes d'abord, ce qui y est joint nommé à la fin."""

from __future__ import annotations

import email
from email.policy import default
from html.parser import HTMLParser

_EN_TETES = (("From", "De"), ("To", "À"), ("Cc", "Cc"), ("Date", "Date"), ("Subject", "Objet"))


def en_texte_seul(octets: bytes) -> str:
    """Le message tel qu'il se lit. Lève ValueError s'il n'a rien à lire."""
    # -- un message déformé lève à peu près n'importe quoi du lecteur de la bibliothèque --
    try:
        message = email.message_from_bytes(octets, policy=default)
        entetes = [f"{nom} : {message[cle]}" for cle, nom in _EN_TETES if message[cle]]
        corps = message.get_body(("plain", "html"))
        texte = corps.get_content() if corps is not None else ""
        if corps is not None and corps.get_content_subtype() == "html":
            texte = _sans_balises(texte)
        jointes = [str(partie.get_filename() or "sans nom") for partie in message.iter_attachments()]
    except (LookupError, TypeError, AttributeError, UnicodeError) as faute:
        raise ValueError from faute
    if not entetes or not isinstance(texte, str) or not texte.strip():
        raise ValueError
    suite = ["", f"Fichiers joints au message : {', '.join(jointes)}"] if jointes else []
    return "\n".join([*entetes, "", texte.rstrip(), *suite]) + "\n"


class _Lisible(HTMLParser):
    """Les mots d'une page Web, sans rien en suivre ni en exécuter."""

    def __init__(self) -> None:
        super().__init__()
        self.mots: list[str] = []
        self._tus = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._tus += tag in {"script", "style", "head"}
        self.mots += ["\n"] if tag in {"br", "p", "div", "tr", "li"} else []

    def handle_endtag(self, tag: str) -> None:
        self._tus -= tag in {"script", "style", "head"} and self._tus > 0

    def handle_data(self, data: str) -> None:
        self.mots += [data] if not self._tus else []


def _sans_balises(page: str) -> str:
    lecteur = _Lisible()
    lecteur.feed(page)
    lecteur.close()
    lignes = (" ".join(ligne.split()) for ligne in "".join(lecteur.mots).split("\n"))
    return "\n".join(ligne for ligne in lignes if ligne)
