"""Règles du contrat : une entente se prouve, se cite et se respecte des deux côtés."""

from __future__ import annotations

from collections.abc import Iterator

from lettres.affaire import Affaire
from lettres.droit.fondements import CODE_CIVIL, ccq
from lettres.droit.parametre import parametre
from lettres.langue.ecriture import dollars, exact, jour
from lettres.langue.mots.normalisation import normaliser
from lettres.regles.regle import ALERTE, CONSEIL, ERREUR, Faute, indetermine, quand, regle
from lettres.socle.expression import Expression

# -- Le client a mis fin à l'entente. Lu sans accents, une espace après chaque apostrophe --
_LUI = r"\b(?:vous|tu|elle|il|on|le client|la cliente|m\.? \w+|mme \w+|madame \w+|monsieur \w+)"
_A_FAIT = (
    rf"{_LUI} (?:(?:nous|m'|me|l'|ne|n'|y|en|s'|vous) ){{0,2}}(?:avez|aviez|avait|as|a|etes|est"
    rf"|etait) (?:\w+ ){{0,2}}?"
)
_ENTENTE = (
    r"(?:(?:le|la|les|notre|votre|ce|cette|nos|mes|du|l') )?(?:contrat|mandat|entente|projet|travaux|services?"
    r"|commande"
    r"|reservation|seances?|cours|forfait|abonnement|mariage|evenement|chantier|bail)\b"
)
_PLUS_BESOIN = r"(?:vous n' aviez|elle n' avait|il n' avait|vous n' avez) plus besoin"
_RESILIATION = Expression(
    rf"(?<!\bnous ){_A_FAIT}(?:resilie|cancelle|rompu|desiste|renonce a|mis (?:fin|un terme) (?:a|au|aux) {_ENTENTE}"
    rf"|(?:annul|arret|abandonn|interromp|cess|stopp)\w{{1,4}} {_ENTENTE}|laisse tomber {_ENTENTE}|change d' idee"
    rf"|(?:demand|di|ecri|ordonn|avis|pri|somm)\w{{1,3}} (?:de|d'|que) (?:(?:arreter|cesser|stopper) (?:tout"
    rf"|{_ENTENTE})"
    rf"|ne (?:pas|plus) (?:continuer|poursuivre|revenir)|{_PLUS_BESOIN})|remerciee? de (?:mes|nos) services"
    r"|decide de (?:ne (?:pas|plus) (?:continuer|poursuivre|donner suite)|mettre fin)"
    r"|(?:engage|choisi|pris) (?:un|une|quelqu' un d') ?autre\b)"
    rf"|{_LUI} (?:ne|n') (?:vouliez|voulait|veut|voulez|souhaitiez|souhaitait) (?:plus|pas) (?:continuer|poursuivre)"
    rf"|{_PLUS_BESOIN} de (?:mes|nos) services"
    r"|\b(?:le|notre|ce) (?:contrat|mandat|forfait) (?:a|avait) (?:ete )?(?:resilie|annule|rompu)"
    rf"|\bfin (?:du|de) {_ENTENTE} a (?:votre|sa) demande"
)
_DE_L_AUTRE = Expression(
    r"\b(?:contrat|courriel|texto|message|echange|bon (?:de|d')|soumission|devis|entente|acompte|recu|reconnaissance"
    r"|livraison|accuse|reponse|signe|acceptation|mandat|convention|commande|procuration|bail|billet)"
)


def _ecrit_au_dossier(affaire: Affaire) -> bool:
    """Dit si quelque chose porte l'entente ou vient de l'autre partie : un écrit cité ou joint, un paiement reçu."""
    dossier, c = affaire.dossier, affaire.dossier.contrat
    if c is not None and (c.piece or any(clause.piece or clause.source for clause in c.clauses)):
        return True
    lignes = affaire.inscriptions
    if any(s.piece for _, s in lignes.suites) or any(f.pieces for f in (*dossier.faits, *dossier.accompli)):
        return True
    return bool(lignes.paiements) or any(_DE_L_AUTRE.search(normaliser(p.titre).texte) for p in dossier.pieces)


@quand(nature="recouvrement")
@regle("K101", "reclamer-sans-ecrit", ALERTE, fondement="preuve.seuil_temoignage", fiches=("F7.09", "F7.10"))
def preuve_ecrite_a_trouver(affaire: Affaire, lettre: str) -> Iterator[Faute]:
    """Une somme importante est réclamée à un consommateur sans aucun écrit.

    Pourquoi : au-delà d’un seuil, le témoignage ne suffit pas à prouver un contrat contre un consommateur.
    Fautif : 2 400,00 $ réclamés sur une entente verbale, sans pièce.
    Conforme : un courriel du client, un texto, un acompte ou une preuve de livraison est joint.
    """
    au = affaire.au
    du = affaire.comptes.facture
    if du is None or not affaire.qualites.consommateur_possible:
        return
    seuil = parametre("preuve.seuil_temoignage", au).valeur
    if du > seuil and not _ecrit_au_dossier(affaire):
        yield Faute(
            ("creances",),
            f"Au-delà de {dollars(seuil)}, un écrit est en principe nécessaire; rien au dossier ne vient de l’autre "
            f"partie, à qui {exact(du)} sont réclamés.",
            "Cherchez un courriel, un texto, un acompte ou une preuve de livraison, et joignez-le.",
        )


@quand(donne="contrat")
@regle("K102", "invoquer-une-entente-verbale-sans-trace", CONSEIL, fondement=ccq("2098"), fiches=("F7.01", "F7.10"))
def entente_verbale(affaire: Affaire, lettre: str) -> Iterator[Faute]:
    """L’entente est verbale, et aucun échange ne la montre.

    Pourquoi : un contrat de service n’exige aucune forme, mais il faut pouvoir le prouver.
    Fautif : « contrat: {forme: verbal} », sans pièce à aucun fait.
    Conforme : « forme: verbal », et un fait cite le courriel qui accepte le travail.
    """
    dossier = affaire.dossier
    c = dossier.contrat
    if c is not None and c.forme == "verbal" and not _ecrit_au_dossier(affaire):
        yield indetermine(
            ("contrat", "forme"),
            "rien au dossier ne montre cette entente verbale.",
            "Joignez un échange, un acompte ou une livraison qui la confirme.",
        )


@quand(donne="contrat")
@regle("K103", "citer-un-contrat-sans-le-joindre", CONSEIL, fiches=("F7.06",))
def contrat_sans_piece(affaire: Affaire, lettre: str) -> Iterator[Faute]:
    """Le contrat est écrit, et il n’est pas joint.

    Pourquoi : le contrat fait la loi entre les parties; le lecteur veut le relire.
    Fautif : « contrat: {forme: ecrit, date: 2026-06-01} », sans « piece ».
    Conforme : « contrat: {forme: ecrit, date: 2026-06-01, piece: P-1} ».
    """
    c = affaire.dossier.contrat
    if c is not None and c.forme == "ecrit" and c.piece is None and not any(k.piece for k in c.clauses):
        yield Faute(("contrat",), "Le contrat est écrit, mais il n’est pas joint.", "Ajoutez « piece » au contrat.")


@quand(donne="contrat.clauses")
@regle("K104", "citer-une-clause-sans-sa-page", CONSEIL, fiches=("F7.06",))
def clause_sans_page(affaire: Affaire, lettre: str) -> Iterator[Faute]:
    """Une clause du contrat écrit est citée sans sa page.

    Pourquoi : la page permet à l’autre partie de vérifier d’un coup d’œil.
    Fautif : « clauses: [{numero: "4.2", texte: …}] »
    Conforme : « clauses: [{numero: "4.2", page: 3, texte: …}] »
    """
    c = affaire.dossier.contrat
    if c is None or c.forme != "ecrit":
        return
    for i, clause in enumerate(c.clauses):
        if clause.page is None:
            yield Faute(("contrat", "clauses", i), "Cette clause est citée sans sa page.", "Ajoutez « page ».")


@quand(donne="contrat.clauses")
@regle("K105", "rappeler-un-message-sans-sa-date", ALERTE, fondement=ccq("2865"), fiches=("F7.10", "F7.11"))
def message_sans_date(affaire: Affaire, lettre: str) -> Iterator[Faute]:
    """Un message qui fait l’entente est cité sans date.

    Pourquoi : des messages ne font une entente que par leur suite; chacun se date.
    Fautif : « forme: echanges », « clauses: [{source: votre courriel, texte: …}] »
    Conforme : « clauses: [{source: votre courriel, date: 2026-09-02, texte: …}] »
    """
    c = affaire.dossier.contrat
    if c is None or c.forme != "echanges":
        return
    for i, clause in enumerate(c.clauses):
        if clause.date is None:
            yield Faute(("contrat", "clauses", i), "Ce message est cité sans sa date.", "Ajoutez « date ».")


@quand(nature="recouvrement", donne="faits")
@regle("K106", "reclamer-le-tout-apres-une-resiliation", ALERTE, fondement=ccq("2129"), fiches=("F7.02", "F7.03"))
def client_qui_resilie(affaire: Affaire, lettre: str) -> Iterator[Faute]:
    """Le client semble avoir résilié le contrat.

    Pourquoi : il peut le faire sans motif; il doit alors ce qui est fait au jour de l’avis, non le prix total.
    Fautif : « texte: vous avez résilié le contrat », et le prix entier réclamé comme une faute.
    Conforme : la facture ne compte que les travaux faits et les dépenses engagées avant l’avis.
    """
    dossier = affaire.dossier
    for i, f in enumerate(dossier.faits):
        if _RESILIATION.search(normaliser(f.texte).texte):
            yield Faute(
                ("faits", i, "texte"),
                "Le client semble avoir résilié : il doit, en règle générale, ce qui est fait au jour de l’avis.",
                "Vérifiez que la somme réclamée n’est pas le prix total du contrat.",
            )


@quand(nature="recouvrement", donne="contrat.date")
@regle("K107", "facturer-avant-l-entente", CONSEIL, fondement=CODE_CIVIL, fiches=("F7.05",))
def facture_avant_l_entente(affaire: Affaire, lettre: str) -> Iterator[Faute]:
    """Une facture précède l’entente qui la fonde.

    Pourquoi : l’une des dates est fausse, ou la facture porte sur une autre entente.
    Fautif : une facture du 1er mai, pour un contrat du 1er juin.
    Conforme : une facture du 1er août, pour un contrat du 1er juin.
    """
    dossier = affaire.dossier
    c = dossier.contrat
    if c is None or c.date is None:
        return
    for i, creance in enumerate(dossier.creances):
        if creance.date and creance.date < c.date:
            yield Faute(
                ("creances", i, "date"),
                "Cette somme est datée d’avant le contrat.",
                "Corrigez l’une des dates, ou donnez l’entente dont vient cette somme.",
            )


@quand(donne="contrat.fin")
@regle("K108", "finir-une-entente-avant-de-la-conclure", ERREUR, fiches=("F7.06",))
def fin_avant_le_debut(affaire: Affaire, lettre: str) -> Iterator[Faute]:
    """L’entente prend fin avant le jour où elle est conclue.

    Pourquoi : l’une des deux dates est fausse; d’une entente finie, la lettre ne demande pas la même chose.
    Fautif : « date: 2026-06-01 » et « fin: 2026-05-31 ».
    Conforme : « date: 2026-06-01 » et « fin: 2026-06-01 », ou un jour qui suit.
    """
    c = affaire.dossier.contrat
    if c is not None and c.date is not None and c.fin is not None and c.fin < c.date:
        yield Faute(
            ("contrat", "fin"),
            f"L’entente prend fin ({jour(c.fin)}) avant le jour où elle est conclue ({jour(c.date)}).",
            "Corrigez la fin ou la date; si l’entente dure encore, retirez « fin ».",
        )
