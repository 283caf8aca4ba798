"""Champs : les textes libres de l'expéditeur, chacun à son chemin exact dans le dossier."""

from __future__ import annotations

from collections.abc import Iterator

from lettres.affaire import Affaire, inscriptions
from lettres.dossier import Dossier
from lettres.langue.mots.examen import examiner
from lettres.langue.mots.motifs import SorteDeChamp
from lettres.socle.constats import Chemin, Constat

_ECRITS = {"courriel", "texto", "poste"}
_CHAMPS: dict[tuple[str, ...], SorteDeChamp] = {
    ("faits", "texte"): "recit",
    ("accompli", "texte"): "recit",
    ("publications", "pourquoi"): "tort",
    ("achat", "probleme"): "tort",
    ("prejudices", "texte"): "tort",
    ("achat", "reponse"): "note",
    ("suites", "note"): "note",
    ("suspensions", "note"): "note",
    ("demandes", "texte"): "demande",
    ("solution",): "offre",
    ("options",): "offre",
    ("consequence",): "suite",
}


def champ_de(chemin: Chemin) -> SorteDeChamp:
    """Ce que ce texte a à dire, d'après sa place."""
    return _CHAMPS.get(tuple(pas for pas in chemin if isinstance(pas, str)), "titre")


def constats_du_dossier(affaire: Affaire, lettre: str) -> Iterator[Constat]:
    """Les mots interdits de chaque texte libre; les citations et les clauses, mot à mot, ne sont pas lues."""
    dossier, consommateur = affaire.dossier, affaire.qualites.consommateur_possible
    signataire = dossier.expediteur.signataire
    suites = affaire.inscriptions.suites
    par_ecrit = any(s.resultat == "contestation" and s.canal in _ECRITS for _, s in suites)
    for chemin, texte in textes_libres(dossier):
        for trouvaille in examiner(
            texte,
            lettre=lettre,
            consommateur=consommateur,
            membre_du_barreau=bool(signataire and signataire.barreau),
            nature=dossier.nature,
            contestation_ecrite=par_ecrit,
            champ=champ_de(chemin),
        ):
            yield Constat(
                trouvaille.code,
                trouvaille.gravite,
                trouvaille.message,
                trouvaille.remede,
                trouvaille.fondement,
                chemin,
            )


def textes_libres(dossier: Dossier) -> Iterator[tuple[Chemin, str]]:
    """Chaque texte que l'expéditeur a écrit lui-même, avec son chemin, dans l'ordre du dossier."""
    for chemin, texte in _tous(dossier):
        if texte is not None:
            yield chemin, texte


def _tous(d: Dossier) -> Iterator[tuple[Chemin, str | None]]:
    lignes = inscriptions(d)
    if d.expediteur.signataire is not None:
        yield ("expediteur", "signataire", "titre"), d.expediteur.signataire.titre
    if d.contrat is not None:
        yield ("contrat", "objet"), d.contrat.objet
    yield from ((("creances", i, "objet"), c.objet) for i, c in enumerate(d.creances))
    yield from ((("paiements", i, "mode"), p.mode) for i, p in lignes.paiements)
    yield from ((("faits", i, "texte"), f.texte) for i, f in enumerate(d.faits))
    yield from ((("accompli", i, "texte"), f.texte) for i, f in enumerate(d.accompli))
    for i, publication in enumerate(d.publications):
        yield ("publications", i, "pourquoi"), publication.pourquoi
        yield ("publications", i, "correction"), publication.correction
    if d.achat is not None:
        yield ("achat", "objet"), d.achat.objet
        yield ("achat", "probleme"), d.achat.probleme
        yield ("achat", "retour"), d.achat.retour
        yield ("achat", "reponse"), d.achat.reponse
    for i, demande in enumerate(d.demandes):
        yield ("demandes", i, "texte"), demande.texte
        yield ("demandes", i, "calcul"), demande.calcul
    yield ("solution",), d.solution
    yield ("consequence",), d.consequence
    yield from ((("options", i), o) for i, o in enumerate(d.options))
    yield from ((("paiement_par", i), p) for i, p in enumerate(d.paiement_par))
    yield from ((("prejudices", i, "texte"), p.texte) for i, p in enumerate(d.prejudices))
    yield from ((("pieces", i, "titre"), p.titre) for i, p in enumerate(d.pieces))
    yield from ((("suites", i, "note"), s.note) for i, s in lignes.suites)
    yield from ((("suspensions", i, "note"), s.note) for i, s in lignes.suspensions)
