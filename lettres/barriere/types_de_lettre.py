"""Types : reconnaître une lettre à son contenu, ou comprendre le type que l'usager nomme."""

from __future__ import annotations

from collections.abc import Iterable

from lettres.barriere.listes import Signe, TypeDeLettre, listes
from lettres.barriere.zones import Zones
from lettres.catalogue import capacites
from lettres.dossier import Dossier
from lettres.langue.mots.normalisation import MUET
from lettres.socle.constats import Constat, Gravite
from lettres.socle.expression import Expression

MINIMUM = 3
"""Moins de poids que cela ne fait pas un type."""

SUR = 8
"""Autant de poids fait un exposé, quoi qu'il raconte."""


_CITEES = {"citations", "propos"}
_ENTRE_GUILLEMETS = Expression(r"«[^«»\n]*»")


def types_nommes(nom: str) -> list[TypeDeLettre]:
    """Les types que désigne un nom : « D », « mise_en_demeure », « mise_en_demeure-recouvrement », « recouvrement »."""
    cle = nom.strip().lower().replace("_", "-")
    return [
        t for t in listes().types.values() if cle in _noms(t) or cle == t.lettre.replace("_", "-") or cle in t.natures
    ]


def _noms(t: TypeDeLettre) -> set[str]:
    lettre = t.lettre.replace("_", "-")
    return {t.cle.lower(), *(nom for n in t.natures for nom in (f"{lettre}-{n}", f"{n}-{lettre}"))}


def noms_des_types() -> str:
    """« A (rappel de paiement), B (…) » : ce que `--type` accepte."""
    return ", ".join(f"{t.cle} ({t.nom})" for t in listes().types.values())


def reconnaitre(zones: Zones, permis: Iterable[TypeDeLettre], dossier: Dossier | None) -> TypeDeLettre | None:
    """Le type dont la lettre porte le plus de signes, parmi ceux qui sont permis; None si elle n'en dit pas assez."""
    candidats = [t for t in permis if dossier is None or dossier.nature in t.natures]
    # -- un exposé, ce que les deux signent parlent de mises en demeure sans en être une : leur titre le dit d'abord --
    surs = [(poids, t) for t in candidats if _a_son_titre(t) and (poids := _poids(t.signes, zones)) >= SUR]
    if len({t.lettre for _, t in surs}) == 1:
        plus_lourd = max(poids for poids, _ in surs)
        premiers = [t for poids, t in surs if poids == plus_lourd]
        if len(premiers) == 1:
            return premiers[0]
    if len(candidats) > 1:
        ferme = _poids(listes().signes_de_mise_en_demeure, zones) >= listes().seuil
        if any(t.est_une_mise_en_demeure for t in candidats):
            candidats = [t for t in candidats if t.est_une_mise_en_demeure is ferme]
    if len(candidats) == 1 and dossier is not None:
        return candidats[0]
    classes = sorted(((_poids(t.signes, zones), t) for t in candidats), key=lambda x: -x[0])
    if not classes or classes[0][0] < MINIMUM:
        return None
    premier = classes[0][1]
    # -- deux natures qui ont la même liste pour la même lettre : l'une ou l'autre la contrôle aussi bien --
    ex_aequo = [t for poids, t in classes[1:] if poids == classes[0][0]]
    return premier if all(t.lettre == premier.lettre and _codes(t) == _codes(premier) for t in ex_aequo) else None


def _a_son_titre(t: TypeDeLettre) -> bool:
    """Dit si les lettres de ce type portent un titre qui n'est qu'à elles."""
    return capacites(t.lettre).expose or capacites(t.lettre).se_signe


def _codes(t: TypeDeLettre) -> list[str]:
    return [point.code for point in t.points]


def _poids(signes: Iterable[Signe], zones: Zones) -> int:
    return sum(s.poids for s in signes if _se_lit(s, zones))


def _se_lit(signe: Signe, zones: Zones) -> bool:
    """Un nom n'est pas un signe, ni ce qui se nomme entre guillemets : « Mise en Demeure Musique Exemple inc. »."""
    lu = zones[signe.zone]
    if signe.motif.search(lu) is None:
        return False
    nu = lu if signe.zone in _CITEES else _ENTRE_GUILLEMETS.sub(MUET, lu)
    nu = zones.sans_les_noms(nu)
    return nu == lu or signe.motif.search(nu) is not None


def type_inconnu(type: str | None, nom: str) -> Constat:
    """Ce qui se dit d'une lettre qu'aucun type permis ne reconnaît."""
    message = (
        f"Le contenu de la lettre ne dit pas à quelle liste « {type} » elle répond."
        if type and types_nommes(type)
        else f"Il n’y a pas de type de lettre « {type} »."
        if type
        else "Le type de cette lettre ne se reconnaît pas à son contenu."
    )
    remede = f"Nommez-le (« --type »)\u00a0: {noms_des_types()}."
    return Constat("B001", Gravite.ERREUR, message, remede, fichier=nom)
