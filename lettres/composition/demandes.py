"""Composition des demandes d'une entente ou d'une réputation : chacune s'imprime, et la suite annoncée dépend d'elle.

Fondement : C.c.Q. 1590 (F7.07) et 1602 (F14.06); C.c.Q. 3, 35, 36 et 1457, Charte 4 et 5 (F6.01, F6.15).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence, Set

from lettres.affaire import A_FAIRE, ARGENT, SANS_SOMME, Affaire, entente_finie, genre
from lettres.composition.imprimable.demandes import DITES_PAR_LA_LETTRE, ExecutionImprimable, ReputationImprimable
from lettres.composition.imprimable.lettre import DemandeImprimable
from lettres.dossier import Demande
from lettres.langue import typographie as t

_SANS_ATTENDRE = {"cesser", "conserver"}
_DU_CONTRAT = A_FAIRE | {"cesser", "retirer", "annuler"}

_DATES_AU_TITRE = 2

Composees = Sequence[DemandeImprimable]


def _complete(action: str, d: DemandeImprimable) -> str:
    """Ce qui est demandé, suivi de la somme qu'il ne nomme pas et de son calcul."""
    details = ", ".join(m for m in (None if d.montant_dit else d.montant, d.calcul) if m)
    return f"{action} ({details})" if details else action


def _titre(genres: set[str]) -> str:
    return {frozenset({"cesser"}): "de cesser", frozenset({"remettre"}): "de remettre"}.get(
        frozenset(genres), "d’exécuter"
    )


def _remedes(genres: set[str], *, seule: bool, finie: bool) -> str | None:
    """Ce que l'on pourra demander à un tribunal : cesser, exécuter, remettre et payer n'ont pas la même suite.

    Une entente finie ne se résout plus : ce qui lui survit s'exécute, cesse ou se répare.
    """
    remedes = []
    if genres & (A_FAIRE | {"retirer"}):
        remedes.append("l’exécution de cette obligation" if seule else "l’exécution de ces obligations")
    if "cesser" in genres:
        remedes.append("une ordonnance de cesser")
    if "remettre" in genres:
        remedes.append("la remise de ce bien ou de sa valeur")
    if genres & ARGENT:
        remedes.append("le paiement de cette somme, avec l’intérêt au taux légal")
    if genres & _DU_CONTRAT and not finie:
        remedes.append("la résolution ou la résiliation du contrat")
    # -- toute obligation manquée peut en donner (C.c.Q., art. 1590); une somme due porte intérêt --
    if genres - ARGENT:
        remedes.append("des dommages-intérêts")
    return t.enumerer(remedes) or None


def execution(affaire: Affaire, composees: Composees) -> ExecutionImprimable:
    """Compose ce qu'une mise en demeure d'exécuter demande, et ce qui suivra un défaut."""
    demandes = affaire.dossier.demandes
    genres = {genre(d) for d in demandes}
    dites = [(d, t.de_nom(_complete(c.action, c))) for d, c in zip(demandes, composees, strict=True) if c.action]
    seule = len(demandes) < 2
    return ExecutionImprimable(
        titre=_titre(genres),
        seule=seule,
        de_action=t.phrase(dites[0][1]) if seule and dites else None,
        lignes=t.liste([texte for _, texte in dites]),
        sans_attendre=[t.phrase(texte, ";") for d, texte in dites if d.type in _SANS_ATTENDRE],
        a_terme=[t.phrase(texte, ";") for d, texte in dites if d.type not in _SANS_ATTENDRE],
        par_un_tiers=bool(genres & A_FAIRE),
        remedes=_remedes(genres, seule=seule, finie=entente_finie(affaire.dossier, affaire.au)),
    )


def _objet(affaire: Affaire) -> str:
    """« propos publié sur… le 20 octobre 2026 »; au-delà de deux dates, leur nombre suffit."""
    jours = [p.date.jour for p in affaire.dossier.publications if p.date]
    jours = list(dict.fromkeys(jours))
    quand = f" {t.le_ou_les(jours)}" if 0 < len(jours) <= _DATES_AU_TITRE else ""
    return ("propos publiés" if len(affaire.dossier.publications) > 1 else "propos publié") + quand


def _textes(demandes: Iterable[Demande], types: Set[str]) -> list[str]:
    return [d.texte for d in demandes if d.texte and d.type in types]


def reputation(affaire: Affaire, composees: Composees) -> ReputationImprimable:
    """Compose ce qui est demandé à l'auteur d'un propos; une entreprise n'a pas de vie privée à défendre ici."""
    dossier = affaire.dossier
    autres = [
        _complete(c.action, c)
        for d, c in zip(dossier.demandes, composees, strict=True)
        if d.type not in SANS_SOMME and c.action
    ]
    precisions = _textes(dossier.demandes, DITES_PAR_LA_LETTRE)
    types = {d.type for d in dossier.demandes}
    excuses = _textes(dossier.demandes, {"excuser"})
    return ReputationImprimable(
        objet=_objet(affaire),
        precisions=t.liste(precisions),
        autres=[t.phrase(texte, ";") for texte in autres],
        demandes=t.liste(precisions + autres),
        somme=any(genre(d) in ARGENT or (d.montant is not None and d.type not in SANS_SOMME) for d in dossier.demandes),
        retractation="retracter" in types and not any(p.correction for p in dossier.publications),
        excuses_precisees=t.phrase(t.enumerer(excuses)) if excuses else None,
        vie_privee=affaire.qualites.organisation is not True
        and any(p.situation == "sans_motif" for p in dossier.publications),
    )
