"""Champs : les textes libres de l'expéditeur, chacun à son chemin exact dans le dossier."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache

from lettres.affaire import Affaire, Inscriptions, inscriptions
from lettres.dossier import Dossier
from lettres.langue.mots.coup_d_oeil import a_examiner
from lettres.langue.mots.examen import ContexteDesMots, examiner, vise_la_reputation
from lettres.langue.mots.motifs import SorteDeChamp
from lettres.langue.pliage import GARDES, sans_guillemets
from lettres.regles.faits import se_signe
from lettres.socle.constats import Chemin, Constat

_ECRITS = {"courriel", "texto", "poste"}
_CHAMPS: dict[tuple[str, ...], SorteDeChamp] = {
    ("faits", "texte"): "recit",
    ("accompli", "texte"): "recit",
    ("publications", "pourquoi"): "tort",
    ("achat", "probleme"): "tort",
    ("achat", "resolution", "pourquoi"): "tort",
    ("prejudices", "texte"): "tort",
    ("achat", "reponse"): "note",
    ("suites", "note"): "note",
    ("suspensions", "note"): "note",
    ("demandes", "texte"): "demande",
    ("solution",): "offre",
    ("options",): "offre",
    ("consequence",): "suite",
    ("recu", "points", "reponse"): "offre",
    ("offre", "concessions", "texte"): "offre",
    ("rupture", "motifs", "texte"): "recit",
    ("rupture", "propriete"): "offre",
    ("rupture", "renseignements"): "offre",
}

_Texte = tuple[Chemin, str | None]
"""Une place du dossier, et ce que l'expéditeur y a écrit, s'il y a écrit."""
_D_AUTRUI = {
    *(("publications", "citation"), ("publications", "passage"), ("suites", "citation"), ("menaces", "citation")),
    ("recu", "points", "texte"),
}
"""Les mots d'un autre : la lettre les cite tels quels."""
_SIGNES = {"contrat", "creances", "paiements", "paiement_par", "offre", "quittance", "pieces", "expediteur"}
"""Ce que les deux signent mot pour mot, dans une entente de paiement ou une transaction; un fait, lui, rapporte."""


def sont_d_autrui(chemin: Chemin) -> bool:
    """Dit si le texte de cette place est d'un autre : on n'y corrige rien, on n'y reproche rien à l'expéditeur."""
    return _place(chemin) in _D_AUTRUI


def _place(chemin: Chemin) -> tuple[str, ...]:
    return tuple(pas for pas in chemin if isinstance(pas, str))


@lru_cache(maxsize=GARDES)
def champ_de(chemin: Chemin) -> SorteDeChamp:
    """Ce que ce texte a à dire, d'après sa place; un complément peut tout dire : il se lit comme un récit."""
    if chemin[:1] == ("complements",):
        return "recit"
    return _CHAMPS.get(_place(chemin), "titre")


def constats_du_dossier(affaire: Affaire, lettre: str) -> Iterator[Constat]:
    """Les mots interdits de chaque texte libre; les citations et les clauses, mot à mot, ne sont pas lues.

    Ce que l'on ne dit qu'à un avocat (faiblesses, questions, liens des témoins) n'est pas lu non plus : il ne va jamais
    au destinataire, que ces mots protègent, et l'on doit pouvoir tout y demander.
    """
    dossier, consommateur = affaire.dossier, affaire.qualites.consommateur_possible
    signataire = dossier.expediteur.signataire
    suites = affaire.inscriptions.suites
    par_ecrit = any(s.resultat == "contestation" and s.canal in _ECRITS for _, s in suites)
    barreau = bool(signataire and signataire.barreau)
    contexte = ContexteDesMots(lettre, consommateur, barreau, vise_la_reputation(lettre, dossier.nature), par_ecrit)
    signee = se_signe(lettre)
    siens = textes_libres(dossier, affaire.inscriptions.a_terme(dossier, affaire.au))
    libres = [(c, _dit(texte, c) if signee else texte, champ_de(c)) for c, texte in siens]
    a_lire = a_examiner([(texte, champ) for _, texte, champ in libres], contexte)
    for chemin, texte, champ in libres if a_lire else ():
        if (texte, champ) not in a_lire:
            continue
        for trouvaille in examiner(
            texte,
            lettre=lettre,
            consommateur=consommateur,
            membre_du_barreau=barreau,
            nature=dossier.nature,
            contestation_ecrite=par_ecrit,
            champ=champ,
        ):
            yield Constat(
                trouvaille.code,
                trouvaille.gravite,
                trouvaille.message,
                trouvaille.remede,
                trouvaille.fondement,
                chemin,
            )


def _dit(texte: str, chemin: Chemin) -> str:
    """Le texte de ce qui se signe; là où les deux s'engagent, des guillemets n'en font pas les mots d'un autre."""
    return sans_guillemets(texte) if chemin[0] in _SIGNES else texte


def textes_libres(dossier: Dossier, lignes: Inscriptions | None = None) -> Sequence[tuple[Chemin, str]]:
    """Chaque texte que l'expéditeur a écrit lui-même, avec son chemin, dans l'ordre du dossier.

    `lignes` : ce qui compte à son journal, quand on le sait déjà.
    """
    lignes = inscriptions(dossier) if lignes is None else lignes
    return [(chemin, texte) for chemin, texte in _tous(dossier, lignes) if texte is not None]


def _tous(d: Dossier, lignes: Inscriptions) -> Sequence[_Texte]:
    tous: list[_Texte] = []
    if d.expediteur.signataire is not None:
        tous.append((("expediteur", "signataire", "titre"), d.expediteur.signataire.titre))
    if d.contrat is not None:
        tous.append((("contrat", "objet"), d.contrat.objet))
    tous += [(("creances", i, "objet"), c.objet) for i, c in enumerate(d.creances)]
    tous += [(("paiements", i, "mode"), p.mode) for i, p in lignes.paiements]
    tous += [(("faits", i, "texte"), f.texte) for i, f in enumerate(d.faits)]
    tous += [(("accompli", i, "texte"), f.texte) for i, f in enumerate(d.accompli)]
    for i, publication in enumerate(d.publications):
        tous.append((("publications", i, "pourquoi"), publication.pourquoi))
        tous.append((("publications", i, "correction"), publication.correction))
    if d.achat is not None:
        tous.append((("achat", "objet"), d.achat.objet))
        tous.append((("achat", "probleme"), d.achat.probleme))
        tous.append((("achat", "usage"), d.achat.usage))
        tous.append((("achat", "retour"), d.achat.retour))
        tous.append((("achat", "reponse"), d.achat.reponse))
        if d.achat.resolution is not None:
            tous.append((("achat", "resolution", "pourquoi"), d.achat.resolution.pourquoi))
            dits = enumerate(d.achat.resolution.accessoires)
            tous += [(("achat", "resolution", "accessoires", i), accessoire) for i, accessoire in dits]
    for i, demande in enumerate(d.demandes):
        tous.append((("demandes", i, "texte"), demande.texte))
        tous.append((("demandes", i, "calcul"), demande.calcul))
    tous.append((("solution",), d.solution))
    tous.append((("consequence",), d.consequence))
    tous += [(("options", i), o) for i, o in enumerate(d.options)]
    tous += [(("paiement_par", i), p) for i, p in enumerate(d.paiement_par)]
    tous += [(("prejudices", i, "texte"), p.texte) for i, p in enumerate(d.prejudices)]
    tous += _du_differend(d)
    tous += [(("pieces", i, "titre"), p.titre) for i, p in enumerate(d.pieces)]
    tous += [(("complements", cle), c.texte) for cle, c in d.complements.items()]
    tous += [(("suites", i, "note"), s.note) for i, s in lignes.suites]
    tous += [(("suspensions", i, "note"), s.note) for i, s in lignes.suspensions]
    return tous


def _du_differend(d: Dossier) -> Sequence[_Texte]:
    tous: list[_Texte] = []
    if d.recu is not None:
        tous += [(("recu", "points", i, "reponse"), p.reponse) for i, p in enumerate(d.recu.points)]
    if d.offre is not None:
        tous += [(("offre", "concessions", i, "texte"), c.texte) for i, c in enumerate(d.offre.concessions)]
    if d.quittance is not None:
        for cle in ("objet", "etendue", "publications"):
            tous.append((("quittance", cle), getattr(d.quittance, cle)))
    if d.rupture is not None:
        for cle in ("motifs", "travaux", "remises"):
            tous += [(("rupture", cle, i, "texte"), x.texte) for i, x in enumerate(getattr(d.rupture, cle))]
        tous.append((("rupture", "propriete"), d.rupture.propriete))
        tous.append((("rupture", "renseignements"), d.rupture.renseignements))
    return tous
