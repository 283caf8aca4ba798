"""Droit du pas : celui de l'achat qu'un pas exerce, et jusqu'à quand; celui qui s'est fermé sans lui."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from lettres.catalogue import capacites
from lettres.droit.droits_d_achat import cas_de, droit_dit
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
    """Le dernier jour du droit que ce pas exerce, sinon du plus pressant de ceux qu'il laisserait se fermer."""
    if d := _a_exercer(cible, pas):
        return d.dernier
    return min((dernier for _, _, dernier in _laisses(cible, pas)), default=None)


def _laisses(cible: Cible, pas: Pas | None) -> Iterator[tuple[DroitDAchat, str, date]]:
    """Les droits de résoudre que le dossier montre, que ce pas n'exerce pas; le cas et le dernier jour de chacun."""
    achat, droits = cible.affaire.dossier.achat, cible.affaire.consommation
    if achat is None or droits is None or pas is None or capacites(pas.echelon.lettre or "").resout:
        return
    from lettres.affaire.achats.avis_de_resolution import en_jeu  # -- peu de dossiers ont un achat --

    yield from en_jeu(achat, droits)


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
    laisses = list(_laisses(cible, pas))
    for d, cas, dernier in laisses:
        dit = (
            f"{_droit_de(d)} se ferme après le {jour(dernier)}, et ce pas ne l’exerce pas : pour ravoir votre argent, "
            f"écrivez « {cas} » à « cas », s’il est le vôtre, et l’avis passe devant."
        )
        yield Pourquoi("droit_laisse", dit, _fondement(d), ("achat", "resolution", "cas"))
    yield from avis_sans_effet(cible)
    yield from _avis_a_prouver(cible)
    yield from _autre_cas(cible, pas)
    yield from () if laisses else _cas_a_verifier(cible)
    for echelon, d, depuis in droits_perdus(cible):
        dit = f"{_droit_de(d)} est fermé depuis le {jour(depuis)} : le pas « {echelon.titre} » n’a plus d’objet."
        yield Pourquoi("droit_ferme", dit, _fondement(d), _ACHAT)


def avis_sans_effet(cible: Cible) -> Iterator[Pourquoi]:
    """Chaque avis parti hors de son temps : il n'a rien résolu, et son pas reste à franchir."""
    droits = cible.affaire.consommation
    if droits is None or droits.annulation_fondee is not False:
        return
    for d in cible.demarches.envois:
        if capacites(d.envoi.lettre).resout:
            dit = f"L’avis du {jour(d.envoi.date)}, donné hors de son temps, n’a rien résolu : le contrat tient."
            yield Pourquoi("avis_sans_effet", dit, None, ("envois", d.rang))


def _avis_a_prouver(cible: Cible) -> Iterator[Pourquoi]:
    """Un avis simplement posté ne se prouve pas; tant que son droit court, un second se prouverait."""
    droits = cible.affaire.consommation
    if droits is None or not droits.a_prouver or droits.vise is None or droits.resolu_le is None:
        return
    d_ici = f" d’ici le {jour(droits.vise.dernier)}" if droits.vise.dernier else ""
    dit = (
        f"L’avis du {jour(droits.resolu_le)}, simplement posté, ne se prouve pas : un second, recommandé, se prouverait"
        f"{d_ici} (« --lettre avis_resolution »)."
    )
    yield Pourquoi("avis_a_prouver", dit, _fondement(droits.vise), _ACHAT)


def _autre_cas(cible: Cible, pas: Pas | None) -> Iterator[Pourquoi]:
    """L'avis du pas exercerait un autre droit que celui du cas nommé, qui est fermé, ou que les dates démentent."""
    droits = cible.affaire.consommation
    d = droit_exerce(cible, pas.echelon) if pas is not None and capacites(pas.echelon.lettre or "").resout else None
    if droits is None or d is None or d is not droits.a_exercer or d.cle == (droits.vise and droits.vise.cle):
        return
    ferme = droits.vise.ferme_depuis if droits.vise else None
    quoi = f"est fermé depuis le {jour(ferme)}" if ferme else "n’est pas celui que disent les dates"
    if droits.vise is not None and droits.vise.a_venir:
        quoi = "n’est pas encore ouvert"
    ouverts = " ou ".join(f"« {cas} »" for cas in cas_de(d.cle))
    dit = f"Le cas que nomme le dossier {quoi}; un autre est ouvert : s’il est le vôtre, écrivez {ouverts} à « cas »."
    yield Pourquoi("cas_a_changer", dit, _fondement(d), ("achat", "resolution", "cas"))


def _cas_a_verifier(cible: Cible) -> Iterator[Pourquoi]:
    """Le cas nommé est fermé, et un droit que seuls des faits de plus ouvriraient court encore : on ne le tait pas."""
    droits = cible.affaire.consommation
    if droits is None or droits.vise is None or droits.vise.ferme_depuis is None or droits.annule:
        return
    if droits.a_exercer is not None or droits.rendu_le is not None:
        return
    ouverts = [(d, cas) for d in droits.calendrier if d.ouvert and (cas := cas_de(d.cle))]
    if not ouverts:
        return
    d, cas = ouverts[0]
    d_ici = f", d’ici le {jour(d.dernier)}" if d.dernier else ""
    lequel = ", ".join(f"« {c} »" for c in cas)
    dit = f"Le cas que nomme le dossier est fermé; un autre est encore ouvert{d_ici}, s’il est le vôtre : {lequel}."
    yield Pourquoi("cas_a_verifier", dit, _fondement(d), ("achat", "resolution", "cas"))


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
