"""Règles de la rupture : un motif sérieux et prouvé, un avis, un jour qui n’est pas à contretemps, un compte juste."""

from __future__ import annotations

from collections.abc import Iterator

from lettres.affaire import Affaire, compte_final, exigible, somme
from lettres.catalogue import capacites
from lettres.dossier import MotifDeRupture
from lettres.droit.fondements import CODE_CIVIL
from lettres.langue.ecriture import compte_de, exact, jour
from lettres.regles.regle import ALERTE, CONSEIL, ERREUR, Faute, indetermine, quand, regle
from lettres.socle.constats import Chemin, Gravite

_MOTIF_SERIEUX = "resiliation.motif_serieux"


def _gravite(lettre: str) -> Gravite:
    """La lettre qui met fin impute ces motifs : elle s’arrête; une autre ne fait que les porter."""
    return ERREUR if capacites(lettre).met_fin else ALERTE


def motifs(affaire: Affaire) -> Iterator[tuple[Chemin, MotifDeRupture]]:
    """Les motifs que le dossier invoque, chacun à sa place."""
    rupture = affaire.dossier.rupture
    for rang, motif in enumerate(rupture.motifs if rupture else ()):
        yield ("rupture", "motifs", rang), motif


@quand(donne="rupture")
@regle("W301", "finir-avant-d-avoir-averti", ERREUR, fondement=CODE_CIVIL, fiches=("F7.04",))
def fin_avant_l_avis(affaire: Affaire, lettre: str) -> Iterator[Faute]:
    """La relation prendrait fin avant le jour où l’autre en a été averti.

    Pourquoi : un avertissement donné après la fin n’en est pas un.
    Fautif : « avis_le: 2026-12-01 » et « effet_le: 2026-11-30 ».
    Conforme : « avis_le: 2026-11-01 » et « effet_le: 2026-11-30 ».
    """
    rupture = affaire.rupture
    if rupture is not None and rupture.depuis_l_avis is not None and rupture.depuis_l_avis < 0:
        yield Faute(
            ("rupture", "effet_le"),
            "La relation prendrait fin avant le jour de l’avertissement.",
            "Corrigez l’une des deux dates.",
        )


@quand(donne="rupture")
@regle("W302", "finir-a-contretemps", ALERTE, fondement=CODE_CIVIL, fiches=("F7.04",))
def fin_a_contretemps(affaire: Affaire, lettre: str) -> Iterator[Faute]:
    """La relation prendrait fin avant la prochaine échéance de l’autre.

    Pourquoi : le prestataire ne met pas fin au contrat à contretemps; l’autre doit pouvoir se retourner.
    Fautif : « effet_le: 2026-12-31 » et « prochaine_echeance: 2027-01-02 », sans rien remettre.
    Conforme : la fin vient après cette échéance; ou « remises » dit ce qui permet à l’autre de continuer ailleurs.
    """
    rupture = affaire.rupture
    if rupture is None or rupture.avant_l_echeance is None or rupture.avant_l_echeance < 0:
        return
    if capacites(lettre).met_fin:
        # -- la lettre qui met fin dit le temps qu'elle laisse, et s'arrête s'il est trop court --
        return
    reste = rupture.avant_l_echeance
    quand = f"{compte_de(reste, 'jour')} après" if reste else "le jour même de"
    yield Faute(
        ("rupture", "effet_le"),
        f"La prochaine échéance de l’autre tombe {quand} la fin : vérifiez qu’il a le temps de se retourner.",
        "Reportez la fin après cette échéance, ou dites sous « remises » ce qui lui permet de continuer ailleurs.",
        CONSEIL if rupture.rupture.remises else None,
    )


@quand(donne="rupture")
@regle("W303", "donner-deux-fins-a-l-entente", ALERTE, fiches=("F7.02",))
def deux_fins(affaire: Affaire, lettre: str) -> Iterator[Faute]:
    """Le contrat et la rupture ne donnent pas la même fin.

    Pourquoi : de ce jour dépendent ce qui reste à faire et ce qui reste dû.
    Fautif : « contrat: {fin: 2026-12-15} » et « rupture: {effet_le: 2026-12-31} ».
    Conforme : une seule date, aux deux endroits.
    """
    rupture, contrat = affaire.dossier.rupture, affaire.dossier.contrat
    if rupture is None or contrat is None or rupture.effet_le is None or contrat.fin is None:
        return
    if rupture.effet_le != contrat.fin:
        yield Faute(
            ("rupture", "effet_le"),
            f"La rupture prend effet le {jour(rupture.effet_le)}, mais le contrat finit le {jour(contrat.fin)}.",
            "Gardez une seule date, aux deux endroits.",
        )


@quand(donne="rupture")
@regle("W304", "invoquer-un-defaut-que-rien-ne-montre", ALERTE, fondement=_MOTIF_SERIEUX, fiches=("F14.14", "F8.09"))
def defaut_de_paiement_sans_dette(affaire: Affaire, lettre: str) -> Iterator[Faute]:
    """Un défaut de paiement est invoqué, mais le dossier ne montre rien d’impayé.

    Pourquoi : un motif que le compte dément n’est plus un motif sérieux.
    Fautif : « motifs: [{type: defaut_de_paiement}] », sans créance échue, toutes payées, ou couvertes par les avances.
    Conforme : la facture impayée est sous « creances », échue, et les avances ne la couvrent pas.
    """
    invoques = [chemin for chemin, motif in motifs(affaire) if motif.type == "defaut_de_paiement"]
    for dementi, remede in _dementis(affaire) if invoques else ():
        yield from (
            Faute((*chemin, "type"), f"Un défaut de paiement est invoqué, mais {dementi}.", remede)
            for chemin in invoques
        )


def _dementis(affaire: Affaire) -> Iterator[tuple[str, str]]:
    """Ce qui, au compte, dément un défaut de paiement, et ce qu’il faut en faire."""
    couvert = "Invoquez un autre motif : ce défaut n’en est pas un."
    comptes, fin = affaire.comptes, affaire.rupture
    if not affaire.dossier.creances or (comptes.total is not None and comptes.total.solde <= 0):
        yield "le dossier ne montre rien d’impayé", "Nommez la facture sous « creances », ou invoquez un autre motif."
        return
    echues = [compte for compte in comptes.dues if (le := exigible(compte.creance)) is None or le < affaire.au]
    if not echues:
        yield "aucune facture n’est encore échue", "Attendez l’échéance, ou invoquez un autre motif."
        return
    solde = compte_final(fin, comptes) if fin else None
    if solde is not None and solde <= 0:
        yield "les avances reçues couvrent tout le compte", couvert
        return
    echu = somme([compte.releve.capital_restant if compte.releve else None for compte in echues])
    avancee = somme([a.montant for a in fin.rupture.avances if a.montant is not None]) if fin else None
    # -- ce qui n'est pas encore facturé n'est pas encore à payer : l'avance couvre d'abord ce qui l'est --
    if echu and avancee and avancee >= echu:
        yield f"les avances reçues ({exact(avancee)}) couvrent ce qui est échu ({exact(echu)})", couvert


@quand(donne="rupture")
@regle("W305", "invoquer-un-seul-manque-de-respect", ERREUR, fondement=_MOTIF_SERIEUX, fiches=("F14.14",))
def manque_de_respect_isole(affaire: Affaire, lettre: str) -> Iterator[Faute]:
    """Un manque de respect est invoqué, sans être répété ni daté.

    Pourquoi : l’incompatibilité de caractère n’est sans doute pas un motif sérieux; des manques répétés le sont mieux.
    Fautif : « motifs: [{type: manque_de_respect, date: 2026-10-01}] », seul.
    Conforme : deux motifs « manque_de_respect », à deux dates.
    """
    invoques = [(chemin, motif.date) for chemin, motif in motifs(affaire) if motif.type == "manque_de_respect"]
    if invoques and len({le for _, le in invoques if le is not None}) < 2:
        yield Faute(
            invoques[0][0],
            "Un manque de respect isolé, ou sans date, risque de ne pas être un motif sérieux.",
            "Racontez chaque fois, un motif par date; ou invoquez un autre motif.",
            _gravite(lettre),
        )


@quand(donne="rupture")
@regle("W306", "imputer-une-faute-sans-piece", ERREUR, fondement=_MOTIF_SERIEUX, fiches=("F14.14", "F1.10"))
def motif_sans_piece(affaire: Affaire, lettre: str) -> Iterator[Faute]:
    """Un motif de rupture n’a aucune pièce.

    Pourquoi : la lettre imputerait une faute que rien ne prouve.
    Fautif : « motifs: [{type: ingerence, date: 2026-10-01, texte: vous avez refait la maquette.}] »
    Conforme : le même, avec « pieces: [P-3] ».
    """
    for chemin, motif in motifs(affaire):
        if not motif.pieces:
            message, remede = "Aucune pièce ne prouve ce motif.", "Ajoutez « pieces » à ce motif."
            yield Faute(chemin, message, remede, _gravite(lettre))


@quand(donne="rupture")
@regle("W307", "laisser-une-avance-sans-compte", CONSEIL, fondement=CODE_CIVIL, fiches=("F7.03", "F14.14"))
def avance_sans_compte(affaire: Affaire, lettre: str) -> Iterator[Faute]:
    """Des avances ont été reçues, mais rien ne dit ce qui en est gagné.

    Pourquoi : l’avance qui n’est pas gagnée se rembourse; le compte final doit le dire.
    Fautif : « avances: [{montant: 500,00 $}] », et des travaux faits sans « montant ».
    Conforme : chaque travail fait dit ce qu’il vaut, 0 s’il est déjà facturé.
    """
    rupture = affaire.rupture
    if rupture is not None and rupture.rupture.avances and rupture.a_rendre is None:
        yield indetermine(
            ("rupture", "avances"),
            "des avances ont été reçues, mais rien ne dit ce qui en est gagné.",
            "Chiffrez chaque avance, et dites sous « travaux » ce que vaut chaque travail fait.",
        )
