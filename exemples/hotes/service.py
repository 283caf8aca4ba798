"""Service Web : un dossier en JSON entre, sa lettre Word sort; sinon, tous ses constats, en « problem+json ».

WSGI, sans cadriciel : `waitress`, `gunicorn` ou `wsgiref` servent `servir(…)` tel quel. Rien ne s'écrit sur le disque.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from http import HTTPStatus
from urllib.parse import parse_qs, quote
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

import lettres
from lettres import interface
from lettres.lecture import lire_texte

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
CORPS_MAX = 1_000_000


class Refus(Exception):
    """Une demande qui n'est pas celle d'une lettre : aucun dossier n'y est encore en cause."""

    def __init__(self, statut: HTTPStatus, pourquoi: str) -> None:
        super().__init__(pourquoi)
        self.statut = statut


def servir(aujourd_hui: Callable[[], date]) -> WSGIApplication:
    """Le service : `POST /lettres/CODE?au=AAAA-MM-JJ`, ou `/lettres` pour la prochaine lettre; le corps est le dossier.

    Les modèles compilés y sont gardés, et tous les fils s'en servent.
    """
    atelier = lettres.Atelier()

    def application(demande: WSGIEnvironment, repondre: StartResponse) -> Iterable[bytes]:
        instance = demande.get("PATH_INFO", "")
        try:
            lettre = _generer(atelier, demande, aujourd_hui())
        except lettres.ErreurLettres as erreur:
            probleme = interface.probleme(erreur, instance=quote(instance))
            return _dire(repondre, HTTPStatus(probleme["status"]), probleme)
        except Refus as refus:
            dit = {"type": "about:blank", "title": refus.statut.phrase, "status": refus.statut, "detail": str(refus)}
            return _dire(repondre, refus.statut, dit)
        return _rendre(repondre, lettre)

    return application


def _generer(atelier: lettres.Atelier, demande: WSGIEnvironment, aujourd_hui: date) -> lettres.Lettre:
    match demande.get("PATH_INFO", "").strip("/").split("/"):
        case ["lettres"]:
            code = None
        case ["lettres", nom]:
            code = nom
        case _:
            raise Refus(HTTPStatus.NOT_FOUND, "Il n’y a ici que « /lettres » et « /lettres/CODE ».")
    if demande["REQUEST_METHOD"] != "POST":
        raise Refus(HTTPStatus.METHOD_NOT_ALLOWED, "Le dossier s’envoie par POST.")
    dossier = lire_texte(_corps(demande), fichier="dossier.json", format="json")
    return atelier.generer(dossier, code, au=_jour(demande.get("QUERY_STRING", ""), aujourd_hui))


def _corps(demande: WSGIEnvironment) -> bytes:
    longueur = demande.get("CONTENT_LENGTH") or "0"
    if not longueur.isascii() or not longueur.isdigit():
        raise Refus(HTTPStatus.BAD_REQUEST, "La longueur du corps n’est pas un nombre.")
    if int(longueur) > CORPS_MAX:
        raise Refus(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "Un dossier n’a pas cette taille.")
    corps: bytes = demande["wsgi.input"].read(int(longueur))
    return corps


def _jour(requete: str, aujourd_hui: date) -> date:
    dits = parse_qs(requete).get("au", [])
    try:
        return date.fromisoformat(dits[0]) if dits else aujourd_hui
    except ValueError:
        raise Refus(HTTPStatus.BAD_REQUEST, "« au » attend un jour : AAAA-MM-JJ.") from None


def _dire(repondre: StartResponse, statut: HTTPStatus, contenu: Mapping[str, object]) -> list[bytes]:
    octets = json.dumps(contenu, ensure_ascii=False).encode()
    entetes = [("Content-Type", interface.TYPE_DE_CONTENU), ("Content-Length", str(len(octets)))]
    if statut is HTTPStatus.METHOD_NOT_ALLOWED:
        entetes.append(("Allow", "POST"))
    repondre(f"{statut.value} {statut.phrase}", entetes)
    return [octets]


def _rendre(repondre: StartResponse, lettre: lettres.Lettre) -> list[bytes]:
    entetes = [
        ("Content-Type", WORD),
        ("Content-Length", str(len(lettre.octets))),
        ("Content-Disposition", f"attachment; filename*=UTF-8''{quote(lettre.nom)}"),
        ("ETag", f'"{lettre.empreinte}"'),
        ("Cache-Control", "no-store"),
    ]
    repondre("200 OK", entetes)
    return [lettre.octets]
