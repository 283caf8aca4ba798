"""Règles des taxes et des numéros : TPS, TVQ, NEQ, codes postaux."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lettres.affaire import Affaire
from lettres.droit.compte import ZERO
from lettres.droit.ecriture import exact
from lettres.droit.taxes import taxes
from lettres.regles.faits import reclame_un_paiement
from lettres.regles.regle import ALERTE, ERREUR, Faute, regle

_FORME_TPS = re.compile(r"\d{9}\s?RT\d{4}", re.ASCII)
_FORME_TVQ = re.compile(r"\d{10}\s?TQ\d{4}", re.ASCII)
_PREFIXES_DU_NEQ = ("11", "22", "33", "88")
_QUEBEC = ("G", "H", "J")


@regle("S104", "additionner-faux", ERREUR, fondement="taxes.tps", fiches=("F11.01",))
def taxes_qui_ne_s_additionnent_pas(affaire: Affaire, lettre: str) -> Iterator[Faute]:
    """Le total n’est pas la somme du prix et des taxes.

    Pourquoi : une facture dont le compte est faux se conteste en une ligne.
    Fautif : 1 000,00 $ + 50,00 $ + 99,75 $, pour un total de 1 150,00 $.
    Conforme : un total de 1 149,75 $.
    """
    for i, c in enumerate(affaire.dossier.creances):
        if c.montant is None or c.avant_taxes is None:
            continue
        somme = c.avant_taxes + (c.tps or ZERO) + (c.tvq or ZERO)
        if somme != c.montant:
            yield Faute(
                ("creances", i, "montant"),
                f"Le total ({exact(c.montant)}) n’est pas la somme du prix et des taxes ({exact(somme)}).",
                "Recopiez les montants de la facture : « avant_taxes + tps + tvq = montant ».",
            )


@regle("S105", "percevoir-une-taxe-sans-numero", ERREUR, fondement="taxes.tps", fiches=("F11.02", "F11.03"))
def taxes_sans_numero(affaire: Affaire, lettre: str) -> Iterator[Faute]:
    """Une taxe est réclamée sans numéro d’inscription.

    Pourquoi : sans inscription, il n’y a pas de taxe à percevoir.
    Fautif : « tps: 50,00 $ » à une facture, et aucun « tps » à l’expéditeur.
    Conforme : le numéro est donné; ou la taxe est de 0.
    """
    dossier = affaire.dossier
    for i, c in enumerate(dossier.creances):
        for cle, valeur, numero in (("tps", c.tps, dossier.expediteur.tps), ("tvq", c.tvq, dossier.expediteur.tvq)):
            if valeur and not numero:
                yield Faute(
                    ("creances", i, cle),
                    f"Une {cle.upper()} est réclamée, mais l’expéditeur n’a pas de numéro de {cle.upper()}.",
                    f"Ajoutez « {cle} » à l’expéditeur; sans inscription, il n’y a pas de taxe à percevoir.",
                )


@regle("S106", "taire-ses-taxes", ERREUR, fondement="taxes.tps", fiches=("F11.01", "F11.03"), tolere=True)
def taxes_non_ventilees(affaire: Affaire, lettre: str) -> Iterator[Faute]:
    """L’expéditeur est inscrit aux taxes, mais la facture ne les montre pas.

    Pourquoi : qui paie une entreprise inscrite a droit à la ventilation.
    Fautif : un numéro de TPS, et une facture qui n’a que « montant ».
    Conforme : « avant_taxes », « tps » et « tvq » à chaque facture.
    """
    dossier = affaire.dossier
    if not reclame_un_paiement(dossier, lettre) or not (dossier.expediteur.tps or dossier.expediteur.tvq):
        return
    for i, c in enumerate(dossier.creances):
        if c.avant_taxes is None or c.tps is None or c.tvq is None:
            yield Faute(
                ("creances", i),
                "L’expéditeur a un numéro de taxes, mais la facture ne ventile pas les siennes.",
                "Ajoutez « avant_taxes », « tps » et « tvq » (« 0 » si la facture n’en porte pas).",
            )


@regle("S118", "calculer-faux-une-taxe", ALERTE, fondement="taxes.tvq", fiches=("F11.01",))
def taxes_mal_calculees(affaire: Affaire, lettre: str) -> Iterator[Faute]:
    """Une taxe n’est pas celle que donne son taux.

    Pourquoi : chaque taxe se calcule sur le prix avant taxes et s’arrondit au cent.
    Fautif : « avant_taxes: 1 000,00 $ » et « tvq: 99,50 $ »
    Conforme : « tvq: 99,75 $ »; ou 0 pour un service non taxé.
    """
    dossier, au = affaire.dossier, affaire.au
    for i, c in enumerate(dossier.creances):
        if c.avant_taxes is None or not (c.tps or c.tvq):
            continue
        justes = taxes(c.avant_taxes, c.date or au)
        for cle, ecrite, juste in (("tps", c.tps, justes.tps), ("tvq", c.tvq, justes.tvq)):
            if ecrite and ecrite != juste:
                yield Faute(
                    ("creances", i, cle),
                    f"La {cle.upper()} ({exact(ecrite)}) n’est pas celle du prix avant taxes ({exact(juste)}).",
                    "Vérifiez la facture; des biens non taxés ou un arrondi par ligne peuvent l’expliquer.",
                )


@regle("N101", "donner-un-neq-etrange", ALERTE, fiches=("F11.05", "F11.06"))
def neq_etrange(affaire: Affaire, lettre: str) -> Iterator[Faute]:
    """Un NEQ commence par des chiffres inattendus.

    Pourquoi : un chiffre mal recopié désigne une autre entreprise.
    Fautif : « neq: "1200000000" »
    Conforme : « neq: "1100000000" », tel qu’au registre des entreprises.
    """
    for cle in ("expediteur", "destinataire"):
        neq = getattr(affaire.dossier, cle).neq
        if neq and not neq.startswith(_PREFIXES_DU_NEQ):
            yield Faute(
                (cle, "neq"),
                f"Un NEQ commence d’ordinaire par 11, 22, 33 ou 88; celui-ci, par {neq[:2]}.",
                "Vérifiez-le au registre des entreprises.",
            )


@regle("N102", "donner-un-numero-de-tps-etrange", ALERTE, fiches=("F11.04",))
def forme_de_la_tps(affaire: Affaire, lettre: str) -> Iterator[Faute]:
    """Le numéro de TPS n’a pas la forme attendue, ou sa clé de contrôle est fausse.

    Pourquoi : le client inscrit a besoin du numéro exact; un chiffre mal recopié désigne une autre entreprise.
    Fautif : « tps: 12345 », « tps: 123456789 RT0001 »
    Conforme : « tps: 123456782 RT0001 »
    """
    numero = affaire.dossier.expediteur.tps
    if not numero:
        return
    if not _FORME_TPS.fullmatch(numero):
        message = "Le numéro de TPS n’a pas la forme « 123456782 RT0001 »."
    elif not _cle_juste(numero):
        message = "La clé de contrôle de ce numéro de TPS est fausse : un de ses neuf premiers chiffres est inexact."
    else:
        return
    yield Faute(("expediteur", "tps"), message, "Vérifiez le numéro sur une facture.")


def _cle_juste(numero: str) -> bool:
    from stdnum.ca import bn  # -- long à charger : rien n'en est lu sans un numéro de bonne forme --

    return bool(bn.is_valid(numero))


@regle("N103", "donner-un-numero-de-tvq-etrange", ALERTE, fiches=("F11.04",))
def forme_de_la_tvq(affaire: Affaire, lettre: str) -> Iterator[Faute]:
    """Le numéro de TVQ n’a pas la forme attendue.

    Pourquoi : le client inscrit a besoin du numéro exact.
    Fautif : « tvq: 12345 »
    Conforme : « tvq: 1234567890 TQ0001 »
    """
    if (numero := affaire.dossier.expediteur.tvq) and not _FORME_TVQ.fullmatch(numero):
        message = "Le numéro de TVQ n’a pas la forme « 1234567890 TQ0001 »."
        yield Faute(("expediteur", "tvq"), message, "Vérifiez le numéro sur une facture.")


@regle("N104", "placer-un-code-postal-hors-du-quebec", ALERTE, fiches=("F11.08",))
def code_postal_ailleurs(affaire: Affaire, lettre: str) -> Iterator[Faute]:
    """Le code postal n’est pas celui d’une adresse du Québec.

    Pourquoi : une lettre mal adressée ne met personne en demeure.
    Fautif : « ville: Granby, code_postal: K1A 0B1 »
    Conforme : « code_postal: J2G 1A1 »; ou « province: Ontario ».
    """
    for cle in ("expediteur", "destinataire"):
        a = getattr(affaire.dossier, cle).adresse
        if a is None or a.pays or a.province.casefold() not in {"québec", "quebec", "qc"}:
            continue
        if a.code_postal and not a.code_postal.startswith(_QUEBEC):
            yield Faute(
                (cle, "adresse", "code_postal"),
                f"Un code postal du Québec commence par G, H ou J; celui-ci, par {a.code_postal[0]}.",
                "Corrigez le code postal, ou ajoutez « province ».",
            )
