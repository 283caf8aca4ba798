"""Vocabulaire : les mots défendus, cherchés dans la lettre finie; les citations de l'autre partie sont exemptes."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import accumulate

from lettres.affaire import Affaire, qualites
from lettres.barriere.lecture import Paragraphe
from lettres.barriere.listes import TypeDeLettre
from lettres.barriere.mots_signes import mots_signes, noms_seuls
from lettres.barriere.zones import noms_propres
from lettres.dossier import Dossier
from lettres.langue import mots
from lettres.langue.pliage import plier
from lettres.socle.constats import Constat

MotTrouve = tuple[Paragraphe, int, mots.Trouvaille]
"""Un paragraphe, le signe de ce paragraphe où commence l'expression, et l'expression."""


def trouver(
    paragraphes: Sequence[Paragraphe],
    type_: TypeDeLettre,
    dossier: Dossier | None,
    *,
    consommateur: bool,
    la_notre: bool = False,
) -> list[MotTrouve]:
    """Chaque expression défendue, avec son paragraphe. Celle d’un modèle livré se regarde d’abord d’un coup d’œil.

    `consommateur` dit si elle peut en avoir un pour lecteur.
    """
    lus = [p for p in paragraphes if not p.cite and p.texte and not p.texte.isspace()]
    signataire = dossier.expediteur.signataire if dossier else None
    lettre, nature = type_.lettre, type_.nature or (dossier.nature if dossier else None)
    membre = bool(signataire and signataire.barreau)
    if la_notre and nature is not None:
        textes = mots_signes(lus, type_)
        if mots.rien_a_redire(
            textes, lettre=lettre, nature=nature, consommateur=consommateur, membre_du_barreau=membre
        ):
            return []
    textes = [f"{texte}{mots.UNE_LIGNE_VIDE}" for texte in mots_signes(lus, type_)]
    debuts = [0, *accumulate(map(len, textes))]
    trouvailles = mots.examiner(
        "".join(textes), lettre=lettre, nature=nature, consommateur=consommateur, membre_du_barreau=membre
    )
    rangs = [bisect_right(debuts, t.debut) - 1 for t in trouvailles]
    places = [(lus[rang], t.debut - debuts[rang], t) for rang, t in zip(rangs, trouvailles, strict=True)]
    propres = noms_seuls(noms_propres(dossier), type_) if dossier and places else ()
    return [trouve for trouve in places if not _nomme(trouve, propres)]


def _nomme(trouve: MotTrouve, propres: Sequence[str]) -> bool:
    """Dit si l'expression n'est que dans un nom ou un titre du dossier : « Voleurs de Pommes Exemple »."""
    p, debut, t = trouve
    lu, extrait = plier(p.texte[:debut]), plier(t.extrait)
    places = ((nom, place) for nom in propres for place in range(len(nom)) if nom.startswith(extrait, place))
    return any(len(lu) >= place and p.plie.startswith(nom, len(lu) - place) for nom, place in places)


def constats(trouvailles: Sequence[MotTrouve], nom: str) -> Iterator[Constat]:
    """Un constat par expression défendue."""
    for p, debut, t in trouvailles:
        place = p.place(debut, debut + t.fin - t.debut)
        yield Constat(t.code, t.gravite, t.message, t.remede, t.fondement, fichier=nom, dans=place)


def pour_ce_lecteur(type_: TypeDeLettre, *, consommateur: bool) -> TypeDeLettre:
    """Le type, sans ce qui n'y est banni que d'une lettre à un consommateur, si elle n'en a pas pour lecteur."""
    if consommateur:
        return type_
    return type_._replace(points=tuple([point for point in type_.points if not point.au_consommateur]))


def a_un_consommateur(type_: TypeDeLettre, dossier: Dossier | None, affaire: Affaire | None) -> bool:
    """Sans dossier, on protège : le destinataire d'un recouvrement est tenu pour un consommateur."""
    if "consommation" in {type_.nature, dossier and dossier.nature}:
        return False
    if dossier is None:
        return True
    return (affaire.qualites if affaire is not None else qualites(dossier)).consommateur_possible
