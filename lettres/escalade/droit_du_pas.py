"""Droit du pas : celui de l'achat qu'un pas exerce, et jusqu'à quand; celui qui s'est fermé sans lui."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from lettres.droit.droits_d_achat import droit_dit
from lettres.droit.fondements import lpc
from lettres.escalade.cible import Cible
from lettres.escalade.decision import Pourquoi
from lettres.escalade.pas import Pas, droit_exerce, restants
from lettres.escalade.politique import Echelon
from lettres.langue.ecriture import jour
from lettres.socle.constats import Chemin

if TYPE_CHECKING:
    from lettres.affaire.achats.droits_de_l_achat import DroitDAchat

_ACHAT: Chemin = ("achat",)


def se_ferme_apres(cible: Cible, pas: Pas | None) -> date | None:
    """Le dernier jour où le droit que ce pas exerce peut l'être; None s'il n'y en a pas, ou si rien ne le borne."""
    return d.dernier if (d := _a_exercer(cible, pas)) else None


def _a_exercer(cible: Cible, pas: Pas | None) -> DroitDAchat | None:
    """Le droit que ce pas exerce, et qui peut ou pourra l'être."""
    d = droit_exerce(cible, pas.echelon) if pas is not None else None
    return d if d is not None and (d.ouvert or d.a_venir) else None


def droits_du_pas(cible: Cible, pas: Pas | None, des_le: date | None) -> Iterator[Pourquoi]:
    """Le droit qui se ferme si l'on n'écrit pas, et ceux qui se sont fermés avant que leur pas ne vienne."""
    if (d := _a_exercer(cible, pas)) and (dernier := d.dernier):
        prudence = f" Par prudence, agissez d’ici le {jour(d.d_ici)}." if d.d_ici and d.d_ici != dernier else ""
        tard = (
            f" C’est avant le {jour(des_le)} : attendre jusque-là, c’est le perdre."
            if des_le and des_le > dernier
            else ""
        )
        dit = f"{_droit_de(d)} s’exerce jusqu’au {jour(dernier)}, ce jour compris.{prudence}{tard}"
        yield Pourquoi("droit_qui_se_ferme", dit, _fondement(d), _ACHAT)
    for echelon, d, depuis in droits_perdus(cible):
        dit = f"{_droit_de(d)} est fermé depuis le {jour(depuis)} : le pas « {echelon.titre} » n’a plus d’objet."
        yield Pourquoi("droit_ferme", dit, _fondement(d), _ACHAT)


def _droit_de(d: DroitDAchat) -> str:
    """« Le droit de résoudre le contrat à distance, faute de livraison, » : l'incise ouverte se referme."""
    titre = droit_dit(d.cle).titre
    return f"Le droit de {titre}{',' if ',' in titre else ''}"


def droits_perdus(cible: Cible) -> Iterator[tuple[Echelon, DroitDAchat, date]]:
    """Les échelons à venir dont le droit s'est fermé sans être exercé, ce droit, et le premier jour de trop."""
    if cible.affaire.consommation is None:
        return
    for echelon in restants(cible):
        d = droit_exerce(cible, echelon)
        if d is not None and d.ferme_depuis is not None and d.exerce_le is None:
            yield echelon, d, d.ferme_depuis


def _fondement(d: DroitDAchat) -> str | None:
    return str(lpc(d.limite.article)) if d.limite is not None and d.limite.article else None
