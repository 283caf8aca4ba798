"""Messages automatiques : ce qu'une machine a écrit, et non le destinataire : une absence, un retour, un accusé.

On le dit, sans rien en conclure : une réponse d'absence n'est ni un silence ni une contestation.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from email.message import Message

_D_UN_ROBOT = re.compile(r"auto[-_](?:replied|generated|notified|reply)", re.IGNORECASE)
_ABSENCE = re.compile(
    r"\s*(?:réponse automatique|automatic reply|auto(?:matic)?[ -]?reply|absence du bureau|out of (?:the )?office)\b",
    re.IGNORECASE,
)
_REPOND_SEUL = ("X-Autoreply", "X-Autorespond", "X-Autoresponder")
_REMISES = {
    "failed": "C’est un avis de non-remise : ce qui était envoyé n’a pas été remis. Ce n’est pas une réponse.",
    "delayed": "C’est un avis de retard : ce qui était envoyé n’est pas encore remis. Ce n’est pas une réponse.",
    "delivered": "C’est un avis de remise, d’un serveur : il ne dit pas que quelqu’un a lu. Ce n’est pas une réponse.",
}
_AVIS = "C’est l’avis d’un serveur de courriel, non une réponse du destinataire."
_LU = "C’est un accusé de lecture, fait par un logiciel : il ne dit rien de ce que l’autre en pense."
_AUTOMATIQUE = "C’est une réponse automatique : le destinataire n’a peut-être rien lu."


def remarques_d_un_robot(message: Message, objet: str) -> Iterator[str]:
    """Ce qui montre qu'une machine a écrit ce message; rien, si rien ne le montre."""
    sortes = {partie.get_content_type() for partie in _siennes(message)}
    rapport = str(message.get_param("report-type") or "").lower() if message.get_content_subtype() == "report" else ""
    if rapport == "delivery-status" or "message/delivery-status" in sortes:
        yield next((_REMISES[action] for action in _actions(message) if action in _REMISES), _AVIS)
    elif rapport == "disposition-notification" or "message/disposition-notification" in sortes:
        yield _LU
    elif _repond_seul(message) or _ABSENCE.match(objet):
        yield _AUTOMATIQUE


def _siennes(message: Message) -> Iterator[Message]:
    """Ses parties, sans celles d'un message qui y est joint."""
    yield message
    dedans = message.get_payload()
    if isinstance(dedans, list) and message.get_content_type() != "message/rfc822":
        for partie in dedans:
            if isinstance(partie, Message):
                yield from _siennes(partie)


def _repond_seul(message: Message) -> bool:
    dites = (str(message.get(nom, "")) for nom in ("Auto-Submitted", "Precedence"))
    return any(map(_D_UN_ROBOT.search, dites)) or any(message.get(nom) for nom in _REPOND_SEUL)


def _actions(message: Message) -> Iterator[str]:
    """Ce que le serveur dit avoir fait, destinataire par destinataire."""
    for partie in _siennes(message):
        if (action := partie.get("Action")) is not None:
            yield str(action).strip().lower()
