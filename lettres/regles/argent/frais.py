"""Règles des frais : ce que le contrat prévoit, jamais ce qu’une pénalité ajoute.

Dans cette version, des frais admis ne sont pas réclamés par les lettres : ils ne s'ajoutent à aucun total.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lettres.affaire import Affaire
from lettres.droit.fondements import barreau, lpc
from lettres.langue.ecriture import exact
from lettres.regles.regle import ALERTE, CONSEIL, ERREUR, Faute, quand, regle
from lettres.socle.constats import Chemin
from lettres.socle.expression import Expression

_PENALITE = re.compile(
    r"(?i)\bfrais (?:de|d[’'])\s?(?:retard|recouvrement|administration|rappel|collection|mise en demeure|chèque sans|"
    r"relance|pénalité)|\bpénalités?\b|\bclause pénale\b|\bdommages liquidés\b|\bfrais administratifs\b"
)
_AVOCAT = Expression(
    r"(?i)\bavocat|\bmise en demeure\b|\bjuridiques?\b|\bfrais extrajudiciaires|\bhonoraires judiciaires"
)
_DEGUISES = re.compile(
    r"(?i)\b(?:ouverture|suivi|gestion|administration|traitement|activation|réactivation|tenue) (?:et \w+ )?"
    r"(?:de |du |d[’']|des )(?:votre |vos )?comptes?\b|\bouverture (?:et \w+ )?(?:de |du )dossier\b"
    r"|\b(?:ajustement|supplément|surplus|forfait|majoration) (?:de |pour |du )?(?:\w+ )?retards?\b|\btemps perdu\b"
    r"|\bdérangements?\b|\b(?:courriels?|textos?|appels?|lettres?) (?:de relance|de rappel|de suivi)\b"
)


def _factures_au_consommateur(affaire: Affaire, motif: re.Pattern[str]) -> Iterator[tuple[Chemin, str]]:
    """Chaque somme réclamée à un consommateur dont l'objet porte ces mots, et les mots."""
    if not affaire.qualites.consommateur_possible:
        return
    for i, c in enumerate(affaire.dossier.creances):
        if c.objet and (trouve := motif.search(c.objet)):
            yield ("creances", i, "objet"), trouve[0]


@quand(donne="frais")
@regle("S201", "imposer-des-frais-au-consommateur", ERREUR, fondement=lpc("13"), fiches=("F4.05", "F4.03"))
def frais_au_consommateur(affaire: Affaire, lettre: str) -> Iterator[Faute]:
    """Des frais s’ajoutent à ce que doit un consommateur.

    Pourquoi : un montant ou un pourcentage fixé d’avance en cas de retard est défendu, même si le contrat le prévoit.
    Fautif : « frais: [{texte: frais de retard, montant: 25,00 $, clause: "7"}] », pour un consommateur.
    Conforme : seul l’intérêt couru s’ajoute à la facture.
    """
    if not affaire.qualites.consommateur_possible:
        return
    for i, f in enumerate(affaire.dossier.frais):
        yield Faute(
            ("frais", i),
            f"Ces frais ({exact(f.montant)}) ne se réclament pas à un consommateur : seul l’intérêt couru s’ajoute.",
            "Retirez-les; une clause du contrat n’y change rien.",
        )


@quand(donne="frais")
@regle("S202", "reclamer-des-frais-sans-clause", ERREUR, fondement=lpc("12"), fiches=("F4.04", "F8.04"))
def frais_sans_clause(affaire: Affaire, lettre: str) -> Iterator[Faute]:
    """Des frais n’ont ni clause citée ni pièce.

    Pourquoi : sans mention précise au contrat, aucuns frais ne s’ajoutent.
    Fautif : « frais: [{texte: frais d’administration, montant: 25,00 $}] »
    Conforme : « frais: [{texte: …, montant: 25,00 $, clause: "7.3", piece: P-1}] », entre entreprises.
    """
    for i, f in enumerate(affaire.dossier.frais):
        if f.clause is None or f.piece is None:
            manque = "la clause" if f.clause is None else "la pièce"
            yield Faute(
                ("frais", i),
                f"Il manque {manque} qui prévoit ces frais.",
                "Ajoutez « clause » et « piece », ou retirez les frais.",
            )


@quand(donne="frais")
@regle("S203", "croire-les-frais-reclames", CONSEIL, fiches=("F4.04",))
def frais_non_reclames(affaire: Affaire, lettre: str) -> Iterator[Faute]:
    """Des frais sont au dossier, et la lettre ne les réclame pas.

    Pourquoi : dans cette version, aucun modèle n’additionne de frais au solde; leur sort revient au tribunal.
    Fautif : compter sur la lettre pour réclamer les frais de la clause 7.3.
    Conforme : aucun « frais » au dossier; ou ils y sont gardés pour un avocat.
    """
    if affaire.qualites.consommateur_possible:
        return
    for i, f in enumerate(affaire.dossier.frais):
        if f.clause and f.piece:
            yield Faute(
                ("frais", i),
                f"Ces frais ({exact(f.montant)}) ne s’ajoutent pas au solde : la lettre ne les réclame pas.",
                "Gardez-les au dossier; un avocat dira s’ils peuvent être réclamés.",
            )


@quand(donne="frais")
@regle("S204", "facturer-l-avocat-a-l-autre", ALERTE, fondement=barreau("125"), fiches=("F8.04",))
def frais_d_avocat(affaire: Affaire, lettre: str) -> Iterator[Faute]:
    """Les frais sont ceux d’un avocat ou d’une mise en demeure.

    Pourquoi : en règle générale, seuls les frais judiciaires se recouvrent, sauf clause raisonnable ou abus.
    Fautif : « texte: honoraires d’avocat »
    Conforme : aucuns frais de cette nature.
    """
    for i, f in enumerate(affaire.dossier.frais):
        if _AVOCAT.search(f.texte):
            yield Faute(
                ("frais", i, "texte"),
                "Le coût d’un avocat ou d’une mise en demeure ne se recouvre pas en règle générale.",
                "Retirez-le, ou consultez un avocat sur la clause qui le prévoit.",
            )


@quand(nature="recouvrement", donne="creances")
@regle("S205", "deguiser-une-penalite-en-facture", ERREUR, fondement=lpc("13"), fiches=("F4.05", "F4.04"))
def penalite_facturee(affaire: Affaire, lettre: str) -> Iterator[Faute]:
    """Une facture à un consommateur réclame une pénalité ou des frais de retard.

    Pourquoi : changer le nom de la somme ne la rend pas due : la pénalité fixée d’avance est défendue.
    Fautif : « creances: [{facture: F-2, objet: Frais de retard, montant: 25,00 $}] »
    Conforme : « creances: [{facture: F-1, objet: Reportage de mariage, montant: 60,00 $}] »
    """
    for chemin, mots in _factures_au_consommateur(affaire, _PENALITE):
        yield Faute(
            chemin,
            f"« {mots} » : cette somme ne se réclame pas à un consommateur.",
            "Retirez cette ligne; seul l’intérêt couru s’ajoute à la facture.",
        )


@quand(nature="recouvrement", donne="creances")
@regle("S207", "deguiser-des-frais-en-service", ALERTE, fondement=lpc("12 et 13"), fiches=("F4.04", "F4.05"))
def frais_deguises(affaire: Affaire, lettre: str) -> Iterator[Faute]:
    """Une ligne réclame à un consommateur le suivi ou l’ouverture de son compte.

    Pourquoi : ces frais ne se réclament que si le contrat les mentionne, et jamais à cause du retard.
    Fautif : « creances: [{facture: F-2, objet: Ouverture et suivi du compte, montant: 75,00 $}] »
    Conforme : « creances: [{facture: F-2, objet: Suivi de chantier, montant: 75,00 $}] »
    """
    for chemin, mots in _factures_au_consommateur(affaire, _DEGUISES):
        yield Faute(
            chemin,
            f"« {mots} » : cette ligne a l’air de frais ajoutés à la facture, plutôt que d’un service rendu.",
            "Citez la clause qui la prévoit, dites le service rendu, ou retirez la ligne.",
        )


@quand(donne="frais")
@regle("S206", "citer-une-clause-absente", ALERTE, fondement=lpc("12"), fiches=("F4.04",))
def clause_absente(affaire: Affaire, lettre: str) -> Iterator[Faute]:
    """Les frais renvoient à une clause que le contrat du dossier ne cite pas.

    Pourquoi : sans le texte de la clause, rien ne montre que ces frais ont été convenus.
    Fautif : « frais: [{…, clause: "7.3"}] », quand « clauses » n’a que la 4.2.
    Conforme : la clause 7.3 est citée sous « contrat: clauses ».
    """
    dossier = affaire.dossier
    citees = {c.numero for c in dossier.contrat.clauses} if dossier.contrat else set()
    for i, f in enumerate(dossier.frais):
        if f.clause and f.clause not in citees:
            yield Faute(
                ("frais", i, "clause"),
                f"La clause {f.clause} n’est pas citée sous « contrat ».",
                "Citez-la, avec son texte et sa page.",
            )
