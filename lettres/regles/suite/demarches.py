"""Règles du journal : ce qui a été envoyé, ce qui est revenu, et ce qui les contredit.

Ce qui fait attendre avant d'écrire est dans `lettres.regles.suite.attentes`.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from lettres.affaire import Affaire, Obstacle
from lettres.affaire.echeances import ecrit_une_limite
from lettres.catalogue import capacites
from lettres.droit.compte import ZERO
from lettres.droit.fondements import ccq, recouvrement
from lettres.escalade import livree
from lettres.langue.ecriture import compte_de, exact, jour
from lettres.regles import empechements
from lettres.regles.faits import demeure
from lettres.regles.mots_cles import MotsCles
from lettres.regles.regle import ALERTE, CONSEIL, ERREUR, Faute, quand, regle
from lettres.socle.expression import Expression

_MOTS_D_INSOLVABLE = MotsCles(r"failli|propos|syndic|insolv|creancier|lacc|lfi")
_INSOLVABLE = Expression(
    r"(?i)\bfaillite|\bfaillie?s?\b(?! à)|\binsolvab(?:le|ilité)|\bproposition (?:de consommateur|concordataire"
    r"|à (?:ses|vos|leurs|des|nos) créanciers)|\bsyndic (?:autorisé|de faillite|à la faillite|en insolv)"
    r"|\b(?:LACC|LFI)\b|\bprotection (?:de|contre) (?:ses|vos|leurs|la loi sur les arrangements)\b"
)
_DITS_DE_LUI = {"destinataire", "faits", "accompli", "suites", "suspensions", "offre", "quittance", "recu"}


@quand(lettre="relance", donne="envois")
@regle("J101", "relancer-trop-vite", ALERTE, fiches=("F8.12",))
def rappels_trop_frequents(affaire: Affaire, lettre: str) -> Iterator[Faute]:
    """Un rappel vient d’être envoyé.

    Pourquoi : des relances trop serrées se lisent comme du harcèlement.
    Fautif : un rappel le 19 novembre, un autre le 22.
    Conforme : un rappel le 15 novembre, un autre le 22.
    """
    au = affaire.au
    ecart = livree(affaire.dossier.nature).intervalle
    for d in affaire.demarches.de("rappel"):
        passes = (au - d.envoi.date).days
        if passes < ecart:
            yield Faute(
                ("envois", d.rang, "date"),
                f"Un rappel a déjà été envoyé le {jour(d.envoi.date)}, il y a {compte_de(passes, 'jour')}.",
                f"Laissez passer au moins {compte_de(ecart, 'jour')} entre deux rappels.",
            )


@quand(lettre="relance", donne="envois")
@regle("J102", "rappeler-sans-fin", ALERTE, fiches=("F8.12",))
def trop_de_rappels(affaire: Affaire, lettre: str) -> Iterator[Faute]:
    """Les rappels permis avant la mise en demeure sont épuisés.

    Pourquoi : un rappel de plus n’apporte rien, et l’insistance peut être reprochée.
    Fautif : un troisième rappel de payer.
    Conforme : la mise en demeure, ou l’abandon.
    """
    rappels = affaire.demarches.de("rappel")
    maximum = sum(capacites(pas.lettre or "").relance for pas in livree(affaire.dossier.nature).pas)
    # -- où la politique n'en prévoit qu'un, un deuxième n'est pas encore de l'insistance --
    if len(rappels) >= maximum > 1:
        yield Faute(
            ("envois", rappels[-1].rang),
            f"{compte_de(len(rappels), 'rappel')} ont déjà été envoyés : c’est le plus que l’on fasse avant la suite.",
            "Passez à la mise en demeure, ou cessez d’écrire.",
        )


@quand(nature="recouvrement", lettre=("reclame", "expose"), donne="envois")
@regle("J103", "contredire-la-somme-deja-demandee", ALERTE, fondement=recouvrement("2"), fiches=("F8.09",))
def montant_contredit(affaire: Affaire, lettre: str) -> Iterator[Faute]:
    """Une lettre envoyée réclamait une autre somme que celle que donne le dossier à cette date.

    Pourquoi : deux sommes pour la même dette affaiblissent l’une et l’autre.
    Fautif : un rappel de « montant: 100,00 $ », pour une facture de 60,00 $ sans paiement.
    Conforme : un rappel de « montant: 60,00 $ ».
    """
    # -- ce qui ne sert qu'à une lettre déjà partie ne se charge que pour elle --
    from lettres.affaire.suite.sommes_d_alors import sommes_d_alors

    for d, demandables in sommes_d_alors(affaire):
        e = d.envoi
        sommes = set[Decimal]()
        for somme in demandables:
            sommes.add(somme)
            if somme == e.montant:
                break
        if e.montant is None or not sommes or e.montant in sommes:
            continue
        donne = " ou ".join(map(exact, sorted(sommes)))
        yield Faute(
            ("envois", d.rang, "montant"),
            f"La lettre du {jour(e.date)} réclamait {exact(e.montant)}; le dossier donne {donne} à cette date.",
            "Corrigez le dossier, ou expliquez la différence dans un fait.",
        )


@quand(donne="envois")
@regle("J105", "raccourcir-le-delai-donne", ERREUR, fondement=ccq("1595"), fiches=("F1.02",))
def delai_raccourci(affaire: Affaire, lettre: str) -> Iterator[Faute]:
    """La date limite précède celle qu’une lettre antérieure avait donnée.

    Pourquoi : la seconde lettre contredit la première, et reprend un temps déjà donné.
    Fautif : un rappel donnait jusqu’au 10 décembre; « echeance_demandee: 2026-12-02 ».
    Conforme : « echeance_demandee: 2026-12-14 ».
    """
    if not ecrit_une_limite(affaire.dossier, lettre):
        return
    limite = affaire.echeance(lettre)
    for d in affaire.demarches.envois:
        if not d.calculee and limite < d.fin:
            yield Faute(
                ("echeance_demandee",),
                f"La date limite ({jour(limite)}) précède celle que donnait la lettre du {jour(d.envoi.date)} "
                f"({jour(d.fin)}).",
                f"Donnez au moins la date déjà donnée : « echeance_demandee: {d.fin.isoformat()} ».",
            )


@quand(donne=("suites", "suspensions"))
@regle("J108", "poursuivre-un-debiteur-insolvable", ERREUR, fiches=("F8.05",))
def insolvabilite(affaire: Affaire, lettre: str) -> Iterator[Faute]:
    """Le destinataire a annoncé son insolvabilité.

    Pourquoi : une faillite ou une proposition suspend en général les recours; le créancier s’adresse au syndic.
    Fautif : « suites: [{resultat: insolvabilite, …}] », et une mise en demeure.
    Conforme : une preuve de réclamation remise au syndic.
    """
    if not capacites(lettre).quitte:
        yield from empechements.fautes(affaire, lettre, Obstacle.INSOLVABILITE)


@quand(lettre="se_signe")
@regle("J122", "transiger-avec-un-insolvable", ERREUR, fiches=("F8.05",))
def insolvable_qui_transige(affaire: Affaire, lettre: str) -> Iterator[Faute]:
    """La transaction est avec un insolvable; ou un texte semble dire insolvable celui qui signerait, fût-ce un plan.

    Pourquoi : une faillite ou une proposition suspend en général les recours; le créancier s’adresse au syndic.
    Fautif : « suites: [{resultat: insolvabilite, …}] », et « --lettre transaction ».
    Conforme : une preuve de réclamation remise au syndic; ou l’annonce, démentie depuis, annulée au journal.
    """
    connus = affaire.empechements(lettre)
    if any(e.obstacle is Obstacle.INSOLVABILITE for e in connus):
        yield from empechements.fautes(affaire, lettre, Obstacle.INSOLVABILITE) if capacites(lettre).quitte else ()
        return
    for chemin, texte in _MOTS_D_INSOLVABLE.textes(affaire):
        if chemin[0] in _DITS_DE_LUI and _INSOLVABLE.search(texte):
            yield Faute(
                chemin,
                "Ce texte semble dire le destinataire insolvable.",
                "Si c’est lui, inscrivez-le : « suite --resultat insolvabilite »; sinon, laissez ainsi.",
                ALERTE,
            )


@quand(donne="envois")
@regle("J109", "envoyer-sans-garder-de-preuve", CONSEIL, fiches=("F1.16",))
def envoi_sans_preuve(affaire: Affaire, lettre: str) -> Iterator[Faute]:
    """Une mise en demeure déjà envoyée n’a ni preuve ni numéro de suivi.

    Pourquoi : c’est à l’expéditeur de prouver la remise.
    Fautif : « envois: [{lettre: mise_en_demeure, date: 2026-10-13, mode: recommande}] »
    Conforme : le même envoi, avec « preuve: P-5 » ou « suivi ».
    """
    for i, e in affaire.inscriptions.envois:
        if capacites(e.lettre).met_en_demeure and not (e.preuve or e.suivi or e.recu_le):
            yield Faute(
                ("envois", i),
                "Rien ne prouve l’envoi de cette mise en demeure.",
                "Ajoutez « preuve », « suivi » ou « recu_le ».",
            )


@quand(donne="envois")
@regle("J110", "recevoir-avant-d-envoyer", ERREUR, fondement=ccq("1595"), fiches=("F1.14",))
def recu_avant_l_envoi(affaire: Affaire, lettre: str) -> Iterator[Faute]:
    """Une lettre aurait été reçue, ou devrait être suivie, avant son envoi.

    Pourquoi : l’intérêt court de la réception; une fausse date fausse la somme.
    Fautif : « date: 2026-10-13 » et « recu_le: 2026-10-12 ».
    Conforme : « date: 2026-10-13 » et « recu_le: 2026-10-15 ».
    """
    for i, e in (*affaire.inscriptions.envois, *affaire.inscriptions.revenus):
        for cle in ("recu_le", "echeance"):
            quand = getattr(e, cle)
            if quand is not None and quand < e.date:
                yield Faute(
                    ("envois", i, cle),
                    f"Cette date ({jour(quand)}) précède l’envoi de la lettre ({jour(e.date)}).",
                    "Corrigez l’une des deux dates.",
                )


@quand(nature="recouvrement", lettre="reclame", donne="suites")
@regle("J112", "reclamer-une-facture-non-recue", ALERTE, fondement=ccq("6 et 7"), fiches=("F7.06",))
def facture_non_recue(affaire: Affaire, lettre: str) -> Iterator[Faute]:
    """Le destinataire dit n’avoir pas reçu la facture, et rien n’a été renvoyé depuis.

    Pourquoi : on ne paie pas une facture que l’on n’a pas.
    Fautif : « suites: [{resultat: facture_non_recue, date: 2026-10-20}] », sans envoi depuis.
    Conforme : la facture est jointe à la lettre : « piece: P-2 » à la créance.
    """
    dossier = affaire.dossier
    if all(c.piece for c in dossier.creances):
        return
    for i, s in affaire.inscriptions.suites:
        if s.resultat == "facture_non_recue" and not any(e.date > s.date for _, e in affaire.inscriptions.envois):
            yield Faute(
                ("suites", i, "resultat"),
                "Le destinataire dit n’avoir pas reçu la facture, et rien ne lui a été renvoyé depuis.",
                "Joignez la facture : « piece » à chaque créance.",
            )


@quand(donne="suites")
@regle("J113", "poster-a-une-adresse-morte", ALERTE, fiches=("F1.16",))
def adresse_morte(affaire: Affaire, lettre: str) -> Iterator[Faute]:
    """Un envoi est revenu, et la lettre part encore par la poste.

    Pourquoi : une lettre qui n’arrive pas ne met personne en demeure.
    Fautif : « suites: [{resultat: retour_courrier, …}] » et « mode_envoi: poste ».
    Conforme : « mode_envoi: courriel »; ou une adresse vérifiée, avec une dérogation motivée.
    """
    dossier = affaire.dossier
    if dossier.mode_envoi not in {"poste", "recommande"} or capacites(lettre).sans_destinataire:
        return
    for i, s in affaire.inscriptions.suites:
        if s.resultat == "retour_courrier":
            yield Faute(
                ("suites", i, "resultat"),
                f"Un envoi est revenu le {jour(s.date)} : l’adresse est peut-être périmée.",
                "Vérifiez l’adresse, ou changez « mode_envoi ».",
            )


@quand(donne="envois")
@regle("J114", "repeter-une-mise-en-demeure", CONSEIL, fiches=("F1.15",))
def deja_en_demeure(affaire: Affaire, lettre: str) -> Iterator[Faute]:
    """Une mise en demeure a déjà été envoyée.

    Pourquoi : la répéter affaiblit la première, dont l’effet court depuis sa réception.
    Fautif : une seconde mise en demeure, un mois après la première.
    Conforme : la suite annoncée par la première.
    Conforme aussi : une seconde, qui réclame la part contestée que la première laissait de côté.
    """
    if any(compte.mises_en_demeure and compte.sans_demeure() for compte in affaire.comptes.dues):
        return
    for d in affaire.demarches.de("mise_en_demeure"):
        if demeure(lettre):
            yield Faute(
                ("envois", d.rang, "lettre"),
                f"Une mise en demeure a déjà été envoyée le {jour(d.envoi.date)}.",
                "Donnez plutôt la suite annoncée, ou dites ce que celle-ci change.",
            )


@quand(donne=("envois", "suites", "suspensions", "clotures"))
@regle("J115", "inscrire-une-facture-inconnue", ALERTE, fiches=("F8.09",))
def facture_inconnue(affaire: Affaire, lettre: str) -> Iterator[Faute]:
    """Le journal nomme une facture que le dossier n’a pas.

    Pourquoi : ce qu’on en dit ne compte pour aucune somme du dossier; un numéro mal recopié ne retiendrait rien.
    Fautif : « suspensions: [{motif: mediation, du: 2026-11-01, creances: [F-1032]}] », pour la facture F-1023.
    Conforme : le numéro qui est à « creances ».
    """
    connues, lignes = affaire.dossier.noms_des_creances, affaire.inscriptions
    for bloc in ("envois", "suites", "suspensions", "clotures") if connues else ():
        # -- celles qu'une suite tient de sa lettre se corrigent à la lettre --
        ecrites = getattr(affaire.dossier, bloc)
        for rang, _ in getattr(lignes, bloc):
            for i, facture in enumerate(ecrites[rang].creances):
                if facture not in connues:
                    yield Faute(
                        (bloc, rang, "creances", i),
                        f"La facture « {facture} » n’est pas au dossier : cette inscription n’y retient rien.",
                        f"Recopiez son numéro tel qu’il est au dossier : {', '.join(sorted({*connues}))}.",
                    )


@quand(nature="recouvrement", lettre="reclame", donne="suites")
@regle("J116", "inscrire-une-contestation-plus-grande-que-le-du", ALERTE, fiches=("F8.09",))
def contestation_excessive(affaire: Affaire, lettre: str) -> Iterator[Faute]:
    """La somme que l’autre conteste dépasse ce qui lui était demandé.

    Pourquoi : on ne conteste que ce qui est réclamé; la somme est mal recopiée, ou il manque une facture au dossier.
    Fautif : « suites: [{resultat: contestation, date: 2026-10-01, montant_conteste: 600 $}] », pour 60 $ de factures.
    Conforme : « montant_conteste: 60 $ ».
    """
    comptes = affaire.comptes
    if comptes.total is None:
        return
    for i, s in affaire.demarches.suites:
        reste = None if s.montant_conteste is None else affaire.restes_dus.le(s.date, s.creances)
        # -- l'intérêt couru peut être contesté aussi; dans le doute, tout celui du dossier --
        if reste is None or s.montant_conteste is None or s.montant_conteste <= reste + comptes.total.interet:
            continue
        yield Faute(
            ("suites", i, "montant_conteste"),
            f"La somme contestée ({exact(s.montant_conteste)}) dépasse ce qui était dû ce jour-là "
            f"({exact(max(reste, ZERO))}, intérêt à part).",
            "Corrigez « montant_conteste », les « creances » que cette suite nomme, ou ajoutez la facture qui manque.",
        )
