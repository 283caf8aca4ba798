"""Polices incorporées : gardées quand leur licence le permet; une autre reste derrière, et on dit laquelle."""

from __future__ import annotations

from collections.abc import Mapping

from lettres.rendu.paquet import relations
from lettres.rendu.paquet.polices import debrouiller, pourquoi_non
from lettres.rendu.paquet.relations import relations_de
from lettres.rendu.sante.masques import oter
from lettres.rendu.sante.soins import Carnet
from lettres.rendu.xml.arbre_xml import ESPACE_R, Element, w
from lettres.socle.constats import Gravite, abreger

INCORPOREES = ("embedRegular", "embedBold", "embedItalic", "embedBoldItalic")
_REMEDE = "Écrivez la lettre dans une police que le destinataire a (Arial, Times New Roman), ou envoyez-la en PDF."


def soigner_polices(nom: str, arbres: Mapping[str, Element], parties: Mapping[str, bytes], carnet: Carnet) -> set[str]:
    """Retire de la table des polices celles qu'une lettre ne peut pas emporter; rend les parties dont on a parlé."""
    cibles = {r.id: r.partie(nom) for r in relations.lire(arbres.get(relations_de(nom))) if r.interne}
    dites: set[str] = set()
    for police in arbres[nom].iter(w("font")):
        raisons: dict[str, None] = {}
        for incorporee in [e for n in INCORPOREES for e in police.findall(w(n))]:
            partie = cibles.get(incorporee.get(f"{{{ESPACE_R}}}id", ""), "")
            raison = _raison(incorporee, parties.get(partie, b""))
            if raison:
                raisons[raison] = None
                dites.add(partie)
                oter(incorporee)
        for raison in raisons:
            nommee = abreger(police.get(w("name"), ""))
            message = f"La police « {nommee} », incorporée au modèle, n’entre pas dans la lettre : {raison}."
            carnet.noter("M135", message, _REMEDE, partie=nom, gravite=Gravite.ALERTE)
    return dites


def _raison(incorporee: Element, octets: bytes) -> str:
    if incorporee.get(w("subsetted"), "0") not in ("0", "false", "off"):
        return "Word n’en a gardé que les signes du modèle"
    return pourquoi_non(debrouiller(octets, incorporee.get(w("fontKey"), "")))
