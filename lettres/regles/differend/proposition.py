"""Règles de la lettre qui offre : le temps de répondre, une offre à la fois, jamais avec une mise en demeure."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from lettres.affaire import Affaire, EtatDeLOffre, OffreAuJour
from lettres.catalogue import capacites
from lettres.droit.fondements import ccq
from lettres.droit.parametre import jours
from lettres.langue.ecriture import compte_de, jour
from lettres.regles.regle import ALERTE, CONSEIL, ERREUR, Faute, quand, regle

_SIGNATURE = "ecrit_signe"


def _offre(affaire: Affaire) -> Iterator[OffreAuJour]:
    """L’offre que fait la lettre, ou la transaction qu’elle met par écrit."""
    if affaire.offre is not None:
        yield affaire.offre


def _a_signer(affaire: Affaire) -> Iterator[OffreAuJour]:
    """L’offre encore ouverte que la lettre, si l’on sait comment elle part, donne à signer d’ici son terme."""
    if affaire.dossier.mode_envoi is not None:
        yield from (o for o in _offre(affaire) if o.etat is EtatDeLOffre.OUVERTE)


@quand(lettre=("offre", "quitte"), donne="offre")
@regle("W211", "offrir-sans-laisser-le-temps", ERREUR, fiches=("F13.01",))
def offre_trop_courte(affaire: Affaire, lettre: str) -> Iterator[Faute]:
    """L’offre expire avant d’être reçue, ou très peu après.

    Pourquoi : une offre que l’autre n’a pas le temps de lire ne règle rien.
    Fautif : « expire_le: 2026-11-23 », pour une lettre recommandée du 22 novembre 2026
    Conforme : « expire_le: 2026-12-14 »
    """
    for o in _a_signer(affaire) if capacites(lettre).quitte else ():
        terme = o.offre.expire_le
        if terme is not None and affaire.au <= terme < affaire.reception:
            yield Faute(
                ("offre", "expire_le"),
                f"On la signe au plus tard le {jour(terme)}; elle devrait être reçue le {jour(affaire.reception)}.",
                "Donnez un terme plus lointain, ou remettez-la en main propre.",
            )
    for o in _offre(affaire) if capacites(lettre).offre else ():
        terme = o.offre.expire_le
        if terme is None or terme < affaire.au:
            continue
        court = jours("delai.court", affaire.au)
        if terme <= affaire.reception:
            yield Faute(
                ("offre", "expire_le"),
                f"Cette offre expire le {jour(terme)}, et la lettre devrait être reçue le {jour(affaire.reception)}.",
                "Donnez un terme plus lointain.",
            )
        elif terme < affaire.reception + timedelta(days=court):
            yield Faute(
                ("offre", "expire_le"),
                f"L’autre aurait moins de {compte_de(court, 'jour')} pour répondre à cette offre.",
                "Donnez un terme plus lointain, sauf si l’affaire presse.",
                ALERTE,
            )


@quand(lettre="offre", donne="offre")
@regle("W212", "offrir-ce-qui-est-deja-accepte", ERREUR, fondement=ccq("2631"), fiches=("F13.02",))
def offre_acceptee(affaire: Affaire, lettre: str) -> Iterator[Faute]:
    """L’offre est déjà acceptée.

    Pourquoi : acceptée, même sans signature, elle lie; l’offrir de nouveau ferait douter de l’entente.
    Fautif : « acceptee_le: 2026-11-15 », et « --lettre proposition »
    Conforme : l’entente mise par écrit et signée (« --lettre transaction »).
    """
    for o in _offre(affaire):
        if o.etat is EtatDeLOffre.ACCEPTEE and o.offre.acceptee_le is not None:
            yield Faute(
                ("offre", "acceptee_le"),
                f"Cette offre est acceptée depuis le {jour(o.offre.acceptee_le)} : elle vous lie déjà.",
                "Mettez l’entente par écrit (« --lettre transaction ») et signez-la tous deux.",
            )


@quand(lettre="offre", donne="offre")
@regle("W213", "offrir-le-jour-d-une-mise-en-demeure", ERREUR, fondement=ccq("2853.1"), fiches=("F1.09",))
def offre_avec_la_demeure(affaire: Affaire, lettre: str) -> Iterator[Faute]:
    """L’offre part le même jour qu’une mise en demeure.

    Pourquoi : jointe à une mise en demeure, une offre passe pour une menace, et perd ce qui la protège.
    Fautif : une mise en demeure du 22 novembre 2026 dans « envois », et une proposition du même jour.
    Conforme : la proposition quelques jours plus tard, seule.
    """
    for _ in _offre(affaire):
        for d in affaire.demarches.envois:
            if capacites(d.envoi.lettre).met_en_demeure and d.envoi.date == affaire.au:
                yield Faute(
                    ("envois", d.rang, "date"),
                    "Une mise en demeure est partie ce jour même : une offre ne l’accompagne jamais.",
                    "Envoyez l’offre un autre jour, dans son propre envoi.",
                )


@quand(lettre="offre", donne="offre")
@regle("W214", "etre-lie-sans-signature", CONSEIL, fondement=ccq("2631"), fiches=("F13.02",))
def lie_sans_signature(affaire: Affaire, lettre: str) -> Iterator[Faute]:
    """L’offre s’accepte autrement que par un écrit signé.

    Pourquoi : une entente n’exige aucune forme; acceptée par courriel, votre offre vous lie aussitôt.
    Fautif : « accepter_par: courriel », si vous comptiez relire avant de signer
    Conforme : « accepter_par: ecrit_signe »
    """
    for o in _offre(affaire):
        if o.offre.accepter_par not in {None, _SIGNATURE}:
            yield Faute(
                ("offre", "accepter_par"),
                "Acceptée ainsi, cette offre vous lie aussitôt, même sans signature.",
                "Pour relire d’abord l’entente, écrivez « accepter_par : ecrit_signe ».",
            )


@quand(lettre=("offre", "quitte"), donne="offre")
@regle("W215", "offrir-un-versement-sans-somme-ni-date", ERREUR, fiches=("F13.01",))
def versement_incomplet(affaire: Affaire, lettre: str) -> Iterator[Faute]:
    """Un versement de l’offre n’a pas de somme ou pas de date.

    Pourquoi : on n’accepte pas ce que l’on ne peut pas compter.
    Fautif : « versements: [{montant: 45,00 $}] »
    Conforme : « versements: [{date: 2026-12-18, montant: 45,00 $}] »
    """
    for o in _offre(affaire):
        for i, v in enumerate(o.offre.versements):
            for cle, valeur in (("date", v.date), ("montant", v.montant)):
                if valeur is None:
                    yield Faute(
                        ("offre", "versements", i),
                        f"Il manque à ce versement {'sa date' if cle == 'date' else 'sa somme'}.",
                        f"Donnez « {cle} » à ce versement.",
                    )


@quand(lettre=("offre", "quitte"), donne="offre")
@regle("W216", "offrir-de-regler-sans-rien-qui-se-paie", ALERTE, fiches=("F13.01",))
def rien_ne_se_paie(affaire: Affaire, lettre: str) -> Iterator[Faute]:
    """L’offre de régler une somme due ne prévoit aucun versement.

    Pourquoi : c’est possible, si chacun cède autre chose; la lettre dira alors que rien ne se paie.
    Fautif : une facture de 60,00 $, et « versements » oublié
    Conforme : « versements: [{date: 2026-12-18, montant: 45,00 $}] »
    """
    for o in _offre(affaire):
        if affaire.comptes.dues and not o.offre.versements:
            yield Faute(
                ("offre",),
                "Cette offre ne prévoit aucun versement, et la lettre le dira, alors qu’une somme est due.",
                "Ajoutez « versements »; ou laissez ainsi, si ce que l’autre ferait vous suffit.",
            )
