"""Des dossiers tirés au hasard, permis et hostiles : chaque lettre d'un différend tient ce qu'elle promet.

Ni menace, ni silence exigé, ni somme étrangère au dossier, ni fait d'autrui; et ce que `verifier` accepte s'écrit, et
passe la barrière. Chaque jour n'en tire que quelques-uns; les longs, deux cents par lettre et par nature.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from datetime import date
from decimal import Decimal
from enum import Enum
from functools import cached_property
from typing import Any, NamedTuple

import pytest
from dossiers_au_hasard import AU, SORTES, TIERCE, tirer
from exemples_rendus import ATELIER
from pydantic import BaseModel

import lettres
from lettres.affaire import Affaire, compte_final, plan, sommes_du_remboursement
from lettres.barriere import controler
from lettres.catalogue import capacites
from lettres.dossier import Dossier
from lettres.dossier.parcours import textes
from lettres.droit.parametre import parametre
from lettres.langue.pliage import plier
from lettres.langue.sommes_et_dates import sommes
from lettres.rendu.paragraphes.texte import texte_lisible
from lettres.socle.constats import Gravite

MENACES = re.compile(
    r"recours|tribunal(?! pourrait homologuer| peut l'homologuer)|poursui|police|plainte criminelle|sinon|a defaut"
    r"|en demeure(?! d[ue] (?:\d|1er))"
)
SILENCE = re.compile(r"\btai(?:s|re|sez)\b|garder le silence|ne (?:plus|pas) (?:en )?parler|ne dites")
DU_TRIBUNAL = {
    parametre(cle, AU).valeur
    for cle in ("petites_creances.plafond", "petites_creances.seuil_mediation", "cour_du_quebec.exclusive")
}
GRAINES = [range(2), pytest.param(range(2, 200), marks=pytest.mark.long)]
par_lettre = pytest.mark.parametrize("graines", GRAINES, ids=["quelques-uns", "deux cents"])


class Ecrite(NamedTuple):
    """Une lettre écrite d'un dossier tiré, et son texte plié."""

    donnees: dict[str, Any]
    dossier: Dossier
    lettre: lettres.Lettre
    plie: str


def ecrire(lettre: str, nature: str, graine: int) -> Ecrite | None:
    """La lettre que permet ce dossier; None s'il ne la permet pas, et `verifier` l'a alors dit, et dit de même."""
    donnees = tirer(lettre, nature, graine)
    dossier = lettres.valider(donnees)
    vus = {c.code for c in lettres.verifier(dossier, lettre, au=AU) if c.gravite is Gravite.ERREUR}
    try:
        ecrite = ATELIER.generer(dossier, lettre, au=AU)
    except lettres.DossierInvalide as refus:
        assert {c.code for c in refus.constats if c.gravite is Gravite.ERREUR} == vus, graine
        return None
    assert vus == set(), graine
    lu = "\n".join(plier(ligne) for ligne in texte_lisible(ecrite.octets).split("\n"))
    return Ecrite(donnees, dossier, ecrite, lu)


@pytest.mark.un_sur(4)
@pytest.mark.parametrize(("lettre", "nature"), SORTES)
@par_lettre
def test_une_lettre_d_un_differend_tient_ce_qu_elle_promet(lettre: str, nature: str, graines: range):
    ecrites = [(graine, ecrite) for graine in graines if (ecrite := ecrire(lettre, nature, graine)) is not None]
    assert len(ecrites) >= len(graines) // 6
    for graine, e in ecrites:
        graves = [c.message for c in controler(e.lettre.octets, dossier=e.dossier) if c.gravite is Gravite.ERREUR]
        assert graves == [], graine
        a_elle = _sans_le_dossier(e)
        if not capacites(lettre).expose:
            assert not MENACES.search(a_elle), (graine, MENACES.search(a_elle))
            assert plier(TIERCE) not in e.plie, graine
        assert not SILENCE.search(a_elle), (graine, SILENCE.search(a_elle))
        permises = {*_du_dossier(e.dossier), *_derivees(Affaire(e.dossier, AU), lettre)}
        permises |= DU_TRIBUNAL if capacites(lettre).expose else set()
        assert sommes(e.plie) <= permises, (graine, sommes(e.plie) - permises)
        if capacites(lettre).expose:
            assert not any(dit in e.plie for dit in ("rabais confidentiel", "77,77 $")), "un pourparler"
        if capacites(lettre).au_tribunal:
            assert not any(plier(f.texte) in e.plie for f in e.dossier.faiblesses), "une faiblesse, au tribunal"


@par_lettre
def test_une_reponse_publique_ne_depend_que_de_qui_repond_et_du_lieu_de_l_avis(graines: range):
    for graine in graines:
        e = ecrire("reponse_publique", "reputation", graine)
        if e is None:
            continue
        lieux = [{"support": p["support"]} for p in e.donnees["publications"]]
        sans_rien = {"reference": "1", "nature": "reputation", "expediteur": e.donnees["expediteur"]}
        sans_rien |= {"destinataire": {"nom": "X"}, "publications": lieux}
        autre = ATELIER.generer(lettres.valider(sans_rien), "reponse_publique", au=AU)
        assert e.lettre.texte == autre.texte, graine


def _sans_le_dossier(e: Ecrite) -> str:
    """Ce que la lettre dit d'elle-même : sans un mot du dossier, ni rien de ce qu'elle cite."""
    siens = sorted({plier(texte).replace("\n", " ") for _, texte in textes(e.dossier)}, key=len, reverse=True)
    reste = e.plie
    for sien in siens:
        if len(sien) > 5:
            reste = reste.replace(sien, "…").replace(sien.rstrip("."), "…")
    return re.sub(r"«[^»]*»", "«»", reste)


def _du_dossier(dossier: Dossier) -> Iterator[Decimal]:
    yield Decimal("0.00")
    yield from _decimaux(dossier, set())
    for _, texte in textes(dossier):
        yield from sommes(plier(texte).replace("\n", " "))


def _derivees(affaire: Affaire, lettre: str) -> Iterator[Decimal]:
    """Chaque somme que l'affaire calcule, où qu'elle la range."""
    for vue in (affaire, affaire.entiere):
        yield from _decimaux(vue, set())
        yield from _decimaux(vue.a_payer(lettre), set())
        if vue.offre is not None:
            yield from _decimaux(plan(vue.offre, vue.comptes.a_payer(AU), AU), set())
        if vue.dossier.achat is not None:
            yield from _decimaux(sommes_du_remboursement(vue.dossier.achat), set())
        if vue.rupture is not None and (solde := compte_final(vue.rupture, vue.comptes)) is not None:
            yield abs(solde)


def _decimaux(valeur: object, vus: set[int]) -> Iterator[Decimal]:
    if isinstance(valeur, Decimal):
        yield abs(valeur)
    elif valeur is None or isinstance(valeur, str | bytes | int | float | date | Enum) or id(valeur) in vus:
        return
    else:
        vus.add(id(valeur))
        for dedans in _parties(valeur):
            yield from _decimaux(dedans, vus)


def _parties(valeur: Any) -> Iterator[object]:
    if isinstance(valeur, dict):
        yield from valeur.values()
    elif isinstance(valeur, BaseModel):
        yield from (v for _, v in valeur)
    elif isinstance(valeur, tuple | list | set | frozenset):
        yield from valeur
    noms = [f.name for f in fields(valeur)] if is_dataclass(valeur) else []
    calcules = {
        n for t in type(valeur).__mro__ for n, v in vars(t).items() if isinstance(v, property | cached_property)
    }
    if type(valeur).__module__.startswith(("lettres.affaire", "lettres.droit")):
        yield from (getattr(valeur, nom) for nom in (*noms, *sorted(calcules)) if not nom.startswith("_"))
