"""D'avance : ce que la barrière reprocherait, dans la lettre finie, aux mots que l'expéditeur a écrits au dossier.

Les règles lisent le dossier, et la barrière la lettre : un fait permis peut y prendre la place d'un mot banni, « j'ai
consulté un avocat » dans une demande de cesser. Chacun se nomme alors à sa place au dossier, avant toute lettre.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from lettres.affaire import Affaire
from lettres.barriere import contre_dossier, points
from lettres.barriere.lecture import lire_la_notre
from lettres.barriere.listes import Point, TypeDeLettre, liste_de
from lettres.barriere.mots_signes import tels_qu_on_les_signe
from lettres.barriere.su import savoir
from lettres.barriere.vocabulaire import a_un_consommateur, pour_ce_lecteur
from lettres.barriere.zones import Zones, avec_le_dossier, decouper
from lettres.langue.pliage import plier
from lettres.regles.mots_ecrits import textes_libres
from lettres.socle.classes import replace
from lettres.socle.constats import Chemin, Constat

_MOTS_DE_LA_LETTRE: dict[Chemin, str] = {
    ("quittance", "etendue"): "quitte de ceci : ",
    ("quittance", "objet"): "regle ceci : ",
}


def a_relire(affaire: Affaire, lettre: str) -> bool:
    """Dit si un mot banni, ou un jour qui n'existe pas, peut se trouver dans les textes de l'expéditeur."""
    tous = _d_un_trait(_siens(affaire))
    type_ = _type(affaire, lettre)
    return type_ is not None and (bool(_bannis(type_, tous)) or contre_dossier.a_un_jour_impossible(tous))


def reproches(octets: bytes, affaire: Affaire, lettre: str) -> Iterator[Constat]:
    """Un constat par texte du dossier et par point banni qui s'y lit, d'une lettre que l'on vient de rendre."""
    type_ = _type(affaire, lettre)
    if type_ is None:
        return
    siens = _siens(affaire)
    type_ = type_._replace(points=_bannis(type_, _d_un_trait(siens)))
    zones = avec_le_dossier(decouper(lire_la_notre(octets, "")), affaire.dossier)
    zones = tels_qu_on_les_signe(zones, type_)
    for p, dit in zones.dits:
        for constat in _du_paragraphe(replace(zones, dits=((p, dit),)), type_, affaire):
            for chemin, plie in siens:
                if plie in p.plie and _de_lui(zones, type_, affaire, constat.code, p.plie.replace(plie, " ")):
                    yield replace(constat, chemin=chemin, dans=None, fichier=None)


def _type(affaire: Affaire, lettre: str) -> TypeDeLettre | None:
    type_ = liste_de(lettre, affaire.dossier.nature)
    if type_ is None:
        return None
    return pour_ce_lecteur(type_, consommateur=a_un_consommateur(type_, affaire.dossier, affaire))


def _siens(affaire: Affaire) -> list[tuple[Chemin, str]]:
    return [(chemin, plier(texte).replace("\n", " ")) for chemin, texte in textes_libres(affaire.dossier)]


def _d_un_trait(siens: Sequence[tuple[Chemin, str]]) -> str:
    """Tous ces textes, un par ligne; ceux d'une quittance, après les mots de la lettre qui leur donnent leur sens."""
    return "\n".join(_MOTS_DE_LA_LETTRE.get(chemin, "") + plie for chemin, plie in siens)


def _bannis(type_: TypeDeLettre, tous: str) -> tuple[Point, ...]:
    """Les points bannis dont un motif peut se trouver; les règles ont déjà cherché leurs mots."""
    bannis = (p for p in type_.points if p.force == "X")
    return tuple(p._replace(mots=()) for p in bannis if any(motif.search(tous) for motif in p.defend))


def _du_paragraphe(zones: Zones, type_: TypeDeLettre, affaire: Affaire) -> Iterator[Constat]:
    prescrite = affaire.pretention is not None and affaire.pretention.est_prescrite is True
    for point in type_.points:
        yield from points.defendu(point, zones, type_, "", (), prescrite=prescrite)
    lue = contre_dossier.lire_d_une_traite([p for p, _ in zones.dits])
    yield from contre_dossier.calendrier(zones, lue, "")


def _de_lui(zones: Zones, type_: TypeDeLettre, affaire: Affaire, code: str, sans_lui: str) -> bool:
    """Dit si le reproche tombe quand le texte s'en va : ce que la ligne dirait sans lui n'est pas de lui."""
    (p, _), *_ = zones.dits
    reste = replace(zones, dits=((p._replace(su=savoir(sans_lui)), sans_lui),))
    return all(constat.code != code for constat in _du_paragraphe(reste, type_, affaire))
