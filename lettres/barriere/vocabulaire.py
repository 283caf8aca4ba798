"""Vocabulaire : les mots défendus, cherchés dans la lettre finie; les citations de l'autre partie sont exemptes."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import accumulate

from lettres.affaire import qualites
from lettres.barriere.lecture import PIED, Paragraphe
from lettres.barriere.listes import TypeDeLettre
from lettres.dossier import Dossier
from lettres.langue import mots
from lettres.socle.constats import Constat

MotTrouve = tuple[Paragraphe, mots.Trouvaille]


def trouver(paragraphes: Sequence[Paragraphe], type_: TypeDeLettre, dossier: Dossier | None) -> list[MotTrouve]:
    """Chaque expression défendue, avec son paragraphe."""
    lus = [p for p in paragraphes if not p.cite and p.partie != PIED and p.texte.strip()]
    textes = [f"{p.texte}\n\n" for p in lus]
    debuts = [0, *accumulate(map(len, textes))]
    signataire = dossier.expediteur.signataire if dossier else None
    trouvailles = mots.examiner(
        "".join(textes),
        lettre=type_.lettre,
        nature=type_.nature,
        consommateur=_a_un_consommateur(type_, dossier),
        membre_du_barreau=bool(signataire and signataire.barreau),
    )
    return [(lus[bisect_right(debuts, t.debut) - 1], t) for t in trouvailles]


def constats(trouvailles: Sequence[MotTrouve], nom: str) -> Iterator[Constat]:
    """Un constat par expression défendue."""
    for p, t in trouvailles:
        message = f"{p.partie}, « {p.debut} »\u00a0: {t.message}"
        yield Constat(t.code, t.gravite, message, t.remede, t.fondement, fichier=nom)


def _a_un_consommateur(type_: TypeDeLettre, dossier: Dossier | None) -> bool:
    """Sans dossier, on protège : le destinataire d'un recouvrement est tenu pour un consommateur."""
    if type_.nature == "consommation":
        return False
    return dossier is None or qualites(dossier).consommateur_possible
