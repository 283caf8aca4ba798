"""Composition des identités : les parties d'abord, puis tous ceux que l'affaire nomme (conflits d'intérêts)."""

from __future__ import annotations

from collections.abc import Iterator

from lettres.affaire import Affaire
from lettres.composition import accord, parties
from lettres.composition.imprimable.expose import NomImprimable
from lettres.dossier import Destinataire, Partie, Personne
from lettres.langue import typographie as t

_ROLES = {"consommation": ("Qui a acheté", "Commerçant"), "reputation": ("Qui se plaint", "De qui")}
_ROLES_COMMUNS = ("Qui réclame", "À qui")


def les_parties(affaire: Affaire) -> list[NomImprimable]:
    """Les deux parties : le créancier, et l'autre."""
    dossier, qualites = affaire.dossier, affaire.qualites
    de, a = _ROLES.get(dossier.nature, _ROLES_COMMUNS)
    if dossier.nature == "consommation" and dossier.achat is not None and dossier.achat.loue:
        de = "Qui a loué"
    if dossier.destinataire.qualite == "fabricant":
        a = "Fabricant"
    return [
        NomImprimable(role=de, identite=_identite(qualites.creancier, organisation=qualites.organisation is True)),
        NomImprimable(
            role=a, identite=_identite(dossier.destinataire, organisation=qualites.destinataire_organisation is True)
        ),
    ]


def autres_noms(affaire: Affaire) -> list[NomImprimable]:
    """Chaque autre nom du dossier, une seule fois."""
    deja = {affaire.qualites.creancier.nom, affaire.dossier.destinataire.nom}
    lignes = []
    for role, nom, dit in _autres(affaire):
        if nom not in deja:
            deja.add(nom)
            lignes.append(NomImprimable(role=role, identite=dit))
    return lignes


def _identite(p: Partie, *, organisation: bool) -> str:
    """« Studio Exemple inc. (NEQ 1100000001), 12, rue des Érables… – 450 555-0123 – karine@exemple.test »."""
    nom = accord.nom_complet(p.civilite, p.nom)
    neq = (
        f"NEQ{t.INSECABLE}{p.neq}" if p.neq else "NEQ à vérifier au registre des entreprises" if organisation else None
    )
    details = "; ".join(filter(None, (p.nom_commercial, neq)))
    adresse = parties.adresse(p.adresse)
    situee = ", ".join(
        filter(None, (f"{nom} ({details})" if details else nom, adresse.complete if adresse else "adresse inconnue"))
    )
    joindre = (t.telephone(p.telephone) if p.telephone else None, p.courriel)
    return " – ".join(filter(None, (situee, *joindre)))


def _autres(affaire: Affaire) -> Iterator[tuple[str, str, str]]:
    dossier = affaire.dossier
    e, d = dossier.expediteur, dossier.destinataire
    if e.mandant is not None:
        yield "Écrit pour lui", e.nom, e.nom
    if e.signataire is not None:
        yield "Signe ses lettres", e.signataire.nom, _personne(e.signataire)
    yield from _de_l_autre(d)
    for propos in dossier.publications:
        if propos.auteur:
            yield "Nom affiché", propos.auteur, propos.auteur
    if dossier.recu is not None and dossier.recu.de:
        yield "A écrit pour l’autre", dossier.recu.de, dossier.recu.de
    if dossier.agit_deja is not None:
        depuis = f"{dossier.agit_deja.qui}, depuis le {t.date_longue(dossier.agit_deja.depuis)}"
        yield "Agit déjà", dossier.agit_deja.qui, depuis
    for temoin in dossier.temoins:
        yield "Témoin", temoin.nom, temoin.nom


def _de_l_autre(d: Destinataire) -> Iterator[tuple[str, str, str]]:
    if d.attention is not None:
        yield "Chez l’autre partie", d.attention.nom, _personne(d.attention)
    if d.procureur is not None:
        yield "Avocat de l’autre", d.procureur.nom, _personne(d.procureur)


def _personne(p: Personne) -> str:
    nom = accord.nom_complet(p.civilite, p.nom)
    return f"{nom}, {p.titre}" if p.titre else nom
