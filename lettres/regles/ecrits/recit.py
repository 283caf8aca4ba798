"""Règles du récit : des faits datés et prouvés, une demande qui dit ce qui doit être fait."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from lettres.affaire import Affaire
from lettres.catalogue import capacites
from lettres.dossier import Dossier, Moment
from lettres.droit.fondements import CODE_CIVIL, OFFICE, ccq
from lettres.langue.ecriture import compte_de, jour
from lettres.regles.faits import reclamees, regle_un_differend, se_signe
from lettres.regles.regle import CONSEIL, ERREUR, Faute, indetermine, quand, regle
from lettres.socle.constats import Chemin
from lettres.socle.expression import Expression

LIGNES_MAX_OPC = 10

# -- Les demandes que la lettre sait dire sans « texte », selon la nature du dossier --
_DITES_PAR_LEUR_TYPE = {
    "entente": {"repondre"},
    "reputation": {"retirer", "cesser", "retracter", "excuser", "conserver"},
    "consommation": {"rembourser", "annuler", "reparer", "remplacer", "livrer", "repondre"},
}

# -- Les dates qui disent ce qui est déjà arrivé --
_DATES_PASSEES = {
    "faits": ("date", "vers"),
    "accompli": ("date", "vers"),
    "publications": ("date", "capture", "connaissance", "signale_le"),
    "envois": ("date", "recu_le"),
    "suites": ("date",),
    "clotures": ("date",),
    "contrat": ("date",),
    "achat": (
        "date",
        "double_recu_le",
        "exemplaire_recu_le",
        "releve_recu_le",
        "livre_le",
        "panne_le",
        "annule_le",
        "restitue_le",
        "rembourse_le",
    ),
    "recu": ("date",),
    "menaces": ("date",),
    "offre": ("acceptee_le",),
    "rupture": ("avis_le",),
    "rupture.motifs": ("date",),
    "rupture.avances": ("date",),
}
_CLES_PASSEES = frozenset().union(*_DATES_PASSEES.values())
# -- Celui qui répond ainsi ne dit pas que le travail n'est pas fait --
_DETTE_ADMISE = {"reconnaissance", "promesse", "paiement_annonce"}
# -- Payer le tout en plusieurs fois n’est pas un compromis sur la somme --
_PRONOMS = {"M.": "Il", "Mme": "Elle"}
_UNE_PERSONNE = Expression(
    r"(Il|Elle) (?:ne |n['’])?(?:m['’]|me |nous )?(?:a |avait )?(?:pas |jamais )?"
    r"(?:appel|rappel|écri[tv]|répond|dit\b|promis\b|promet|téléphon|texté|textait|confirm|demand|raccroch|cri[eéa]|traité|insult|menac|pai[et]|pay|refus|offert|propos"
    r"|expliqu|engueul)"
)
"""Ce qu'une personne fait, et que ne fait ni un bien, ni un « il » qui n'est personne (« il a été convenu »)."""
_ECHELONNE = Expression(r"(?i)\bversements?\b|\bpar (?:mois|semaine|quinzaine)|\béchelonn|\bmensualités?\b")
_SOMME = Expression(r"\d(?:,\d{2})?\s?\$")


@quand(donne="demandes")
@regle("T101", "ne-rien-demander-de-precis", ERREUR, fiches=("F1.10",), tolere=True)
def demande_sans_texte(affaire: Affaire, lettre: str) -> Iterator[Faute]:
    """Une demande ne dit pas ce qui doit être fait.

    Pourquoi : le destinataire ne peut s’exécuter que s’il sait quoi faire; une demande muette ne s’imprimerait pas.
    Fautif : « type: executer », sans « texte ».
    Conforme : « type: executer, texte: livrer les 40 photos retouchées ».
    """
    dossier = affaire.dossier
    if dossier.nature not in _DITES_PAR_LEUR_TYPE:
        return
    for i, d in enumerate(dossier.demandes):
        dite = d.type in _DITES_PAR_LEUR_TYPE[dossier.nature] or (
            d.type in {"payer", "rembourser"} and d.montant is not None
        )
        if d.texte is None and not dite:
            yield Faute(
                ("demandes", i),
                "Cette demande ne dit pas ce qui doit être fait.",
                "Ajoutez « texte », à l’infinitif : « livrer les 40 photos retouchées ».",
            )


@quand(donne=("faits", "accompli"))
@regle("T102", "affirmer-sans-date-ni-piece", ERREUR, fiches=("F1.10", "F1.18"), tolere=True)
def fait_sans_date_ni_piece(affaire: Affaire, lettre: str) -> Iterator[Faute]:
    """Un fait n’a ni date ni pièce.

    Pourquoi : on n’affirme rien sans l’une ou l’autre; un tel fait ne se prouve pas.
    Fautif : « faits: [{texte: vous avez toujours été en retard.}] »
    Conforme : « faits: [{vers: 2026-11-05, texte: vous avez annulé notre rencontre.}] »
    """
    dossier = affaire.dossier
    for bloc in ("faits", "accompli"):
        for i, fait in enumerate(getattr(dossier, bloc)):
            if fait.date is None and fait.vers is None and not fait.pieces:
                remede = "Ajoutez « date », « vers » (date approximative) ou « pieces »."
                yield Faute((bloc, i), "Ce fait n’a ni date ni pièce.", remede)
    for i, motif in enumerate(dossier.rupture.motifs if dossier.rupture else ()):
        if motif.date is None and not motif.pieces:
            remede = "Ajoutez « date » ou « pieces »."
            yield Faute(("rupture", "motifs", i), "Ce motif n’a ni date ni pièce.", remede)


@quand(donne="faits")
@regle("T121", "parler-de-lui-comme-d-un-autre", CONSEIL, fiches=("F1.10",))
def fait_a_la_troisieme_personne(affaire: Affaire, lettre: str) -> Iterator[Faute]:
    """Le premier fait dit « Il » ou « Elle » de la personne même à qui la lettre s’adresse.

    Pourquoi : elle y cherche de qui l’on parle; une lettre dit « vous » à qui la reçoit.
    Fautif : « Il m’appelle samedi matin à 7 h 30. », dans une mise en demeure à M. Exemple.
    Conforme : « Vous m’appelez samedi matin à 7 h 30. »; pour un avocat, « au_tiers » peut le dire autrement.
    """
    fait, lecteur = capacites(lettre), affaire.qualites.lecteur
    ailleurs = fait.expose or fait.s_appelle or fait.publique or fait.a_l_emetteur or fait.sans_destinataire
    pronom = _PRONOMS.get(lecteur.civilite or "") if lecteur is not None else None
    if ailleurs or pronom is None:
        return
    for i, f in enumerate(affaire.dossier.faits):
        dit = _UNE_PERSONNE.match(f.texte)
        # -- après un autre fait, ce peut être quelqu'un qu'il nommait --
        if dit is None or dit[1] != pronom:
            return
        yield Faute(
            ("faits", i, "texte"),
            f"« {dit[1]} », en tête du récit, se lit ici comme un autre que le destinataire.",
            "S’il s’agit du destinataire, dites « vous »; sinon, nommez la personne.",
        )


@quand(donne=("faits", "accompli"))
@regle("T103", "dater-deux-fois-un-fait", ERREUR, fiches=("F1.10",))
def fait_de_deux_dates(affaire: Affaire, lettre: str) -> Iterator[Faute]:
    """Un fait a deux dates, l’une exacte et l’autre approximative.

    Pourquoi : la lettre ne peut écrire à la fois « le » et « le ou vers le ».
    Fautif : « date: 2026-11-05 » et « vers: 2026-11-05 ».
    Conforme : « vers: 2026-11-05 ».
    """
    for bloc in ("faits", "accompli"):
        for i, fait in enumerate(getattr(affaire.dossier, bloc)):
            if fait.date is not None and fait.vers is not None:
                remede = "Gardez « date » si le jour est certain, sinon « vers »."
                yield Faute((bloc, i, "vers"), "Ce fait a deux dates : « date » et « vers ».", remede)


@regle("T104", "raconter-l-avenir", ERREUR, fiches=("F1.18",))
def fait_a_venir(affaire: Affaire, lettre: str) -> Iterator[Faute]:
    """Un fait, une publication, un achat ou une inscription du journal est daté d’après le jour de la lettre.

    Pourquoi : une lettre ne raconte que ce qui est arrivé; une date fausse se retourne contre son auteur.
    Fautif : un fait du 1er décembre dans une lettre du 22 novembre.
    Conforme : un fait du 22 novembre.
    Fautif aussi : une facture du 1er décembre, qu’une entente de paiement ou une offre du 22 novembre règle.
    """
    dossier, au = affaire.dossier, affaire.au
    for bloc, cles in _DATES_PASSEES.items() if _en_dit_d_apres(affaire) else ():
        for chemin, element in _elements(dossier, bloc):
            for cle in cles if affaire.inscriptions.compte(chemin) else ():
                valeur = getattr(element, cle)
                quand = valeur.jour if isinstance(valeur, Moment) else valeur
                if quand is not None and quand > au:
                    yield Faute(
                        (*chemin, cle),
                        f"Cette date ({jour(quand)}) est après le jour de la lettre ({jour(au)}).",
                        "Corrigez la date, ou donnez le bon jour avec « --au ».",
                    )
    for i, c in reclamees(affaire) if se_signe(lettre) or regle_un_differend(lettre) else ():
        if c.date is not None and c.date > au:
            yield Faute(
                ("creances", i, "date"),
                f"Cette facture est du {jour(c.date)}, après le jour de la lettre ({jour(au)}), qui la réglerait déjà.",
                "Corrigez sa date, retirez-la, ou donnez le bon jour avec « --au ».",
            )


def _en_dit_d_apres(affaire: Affaire) -> bool:
    """Dit si l'une de ces clés, où qu'elle soit au dossier, est datée d'après le jour de la lettre."""
    au = affaire.au
    for chemin, valeur in affaire.valeurs:
        # -- le jour d'abord : presque toute valeur est un texte, ou un jour passé --
        venue = valeur > au if type(valeur) is date else type(valeur) is Moment and valeur.jour > au
        if venue and chemin[-1] in _CLES_PASSEES:
            return True
    return False


def _elements(dossier: Dossier, bloc: str) -> Iterator[tuple[Chemin, object]]:
    """Le bloc que nomme un chemin, ou chaque bloc de sa liste, avec le sien; rien pour un bloc absent."""
    chemin: Chemin = tuple(bloc.split("."))
    valeur: object = dossier
    for pas in chemin:
        valeur = getattr(valeur, str(pas), None)
    if isinstance(valeur, tuple):
        yield from (((*chemin, i), element) for i, element in enumerate(valeur))
    elif valeur is not None:
        yield chemin, valeur


@quand(lettre="s_appelle")
@regle("T107", "se-plaindre-a-l-office-pour-une-entreprise", ERREUR, fondement=OFFICE, fiches=("F4.21", "F4.01"))
def office_pour_une_entreprise(affaire: Affaire, lettre: str) -> Iterator[Faute]:
    """L’expéditeur d’un aide-mémoire pour l’Office est une entreprise.

    Pourquoi : l’Office de la protection du consommateur reçoit les plaintes des consommateurs.
    Fautif : « expediteur: {type: entreprise} », pour la lettre « opc ».
    Conforme : l’expéditeur est la personne qui a acheté, pour elle-même.
    """
    if not affaire.qualites.peut_se_plaindre:
        yield Faute(
            ("expediteur", "nom"),
            "L’Office de la protection du consommateur ne reçoit pas les plaintes d’une entreprise.",
            "Employez un dossier de nature « entente » pour demander à l’autre partie de s’exécuter.",
        )


@quand(lettre="s_appelle")
@regle("T108", "se-plaindre-a-l-office-d-un-particulier", ERREUR, fondement=OFFICE, fiches=("F4.21",))
def office_contre_un_particulier(affaire: Affaire, lettre: str) -> Iterator[Faute]:
    """L’aide-mémoire pour l’Office vise un particulier.

    Pourquoi : l’Office ne traite pas un litige entre deux consommateurs.
    Fautif : « destinataire: {qualite: consommateur} », pour la lettre « opc ».
    Conforme : « qualite: commercant », même si le commerçant est un artisan.
    """
    # -- un artisan ou un travailleur autonome est une personne, et peut être commerçant --
    if affaire.qualites.commercant is False:
        yield Faute(
            ("destinataire", "nom"),
            "L’Office ne traite pas un litige entre deux consommateurs.",
            "S’il est commerçant, écrivez « qualite: commercant »; sinon, prenez la nature « entente ».",
        )


@quand(lettre="s_appelle")
@regle("T109", "allonger-l-appel-a-l-office", ERREUR, fondement=OFFICE, fiches=("F4.20",))
def chronologie_trop_longue(affaire: Affaire, lettre: str) -> Iterator[Faute]:
    """La chronologie de l’aide-mémoire dépasse dix lignes.

    Pourquoi : l’aide-mémoire se lit au téléphone, à l’agent qui prend les notes.
    Fautif : neuf faits, un envoi et deux suites.
    Conforme : six faits, un envoi et deux suites.
    """
    faites = affaire.demarches
    lignes = len(affaire.dossier.faits) + len(faites.envois) + len(faites.revenus) + len(faites.suites)
    if lignes > LIGNES_MAX_OPC:
        yield Faute(
            ("faits",),
            f"La chronologie compte {compte_de(lignes, 'ligne')}; l’aide-mémoire en admet {LIGNES_MAX_OPC}.",
            "Regroupez des faits ou des suites.",
        )


@quand(donne="demandes")
@regle("T113", "mal-commencer-sa-demande", CONSEIL, fiches=("F1.10",))
def demande_mal_commencee(affaire: Affaire, lettre: str) -> Iterator[Faute]:
    """Le texte d’une demande ne s’enchaîne pas à la phrase de la lettre.

    Pourquoi : la lettre écrit « mis en demeure de », puis le texte : il commence par un infinitif, en minuscule.
    Fautif : « texte: De livrer les photos », « texte: Livrer les photos »
    Conforme : « texte: livrer les photos »
    """
    for i, d in enumerate(affaire.dossier.demandes):
        if d.texte and re.match(r"[A-ZÀ-Ý]|(?i:de |d’|d')", d.texte):
            yield Faute(
                ("demandes", i, "texte"),
                "Ce texte suit « de » dans la lettre : il commence par un infinitif, en minuscule.",
                "Écrivez par exemple « livrer les 40 photos retouchées ».",
            )


@quand(nature="recouvrement", lettre="met_en_demeure", donne=("solution", "options"))
@regle("T116", "glisser-une-offre-dans-la-mise-en-demeure", ERREUR, fondement=ccq("2853.1"), fiches=("F1.09",))
def offre_dans_la_demeure(affaire: Affaire, lettre: str) -> Iterator[Faute]:
    """La mise en demeure de payer contient une offre de compromis chiffrée.

    Pourquoi : une offre faite pour régler se protège dans une lettre séparée; ici, elle passerait pour un aveu.
    Fautif : « solution: j’accepterais 400,00 $ pour fermer le dossier. »
    Conforme : « solution: un paiement en deux versements, sur entente écrite. »
    """
    dossier = affaire.dossier
    propositions = [(("solution",), dossier.solution)] + [(("options", i), o) for i, o in enumerate(dossier.options)]
    for chemin, texte in propositions:
        if texte and _SOMME.search(texte) and not _ECHELONNE.search(texte):
            yield Faute(
                chemin,
                "Une offre chiffrée n’a pas sa place dans une mise en demeure de payer.",
                "Gardez l’ouverture à la discussion; faites l’offre dans une proposition séparée.",
            )


@quand(nature="recouvrement", lettre="met_en_demeure")
@regle("T117", "taire-ce-que-l-on-a-fait", CONSEIL, fondement=CODE_CIVIL, fiches=("F7.08",))
def prestation_inconnue(affaire: Affaire, lettre: str) -> Iterator[Faute]:
    """La mise en demeure de payer ne dit pas ce que l’expéditeur a fait de son côté.

    Pourquoi : le débiteur peut refuser de s’exécuter si l’autre ne l’a pas fait.
    Fautif : une facture réclamée, sans « faits » ni « accompli ».
    Conforme : « accompli: [{date: 2026-07-25, texte: nous avons livré les photos.}] »
    """
    dossier = affaire.dossier
    reconnue = any(s.resultat in _DETTE_ADMISE for _, s in affaire.inscriptions.suites)
    dit = bool(dossier.faits or dossier.accompli)
    if not dit and not reconnue:
        prets = all(compte.creance.cause == "pret" for compte in affaire.comptes.dues)
        message = (
            "rien ne dit quand ni comment la somme prêtée a été remise."
            if prets and dossier.creances
            else "rien ne dit que vous avez exécuté votre part; un retard de votre côté pourrait vous être opposé."
        )
        yield indetermine(("creances",), message, "Ajoutez « accompli » ou « faits », avec leurs dates.")
