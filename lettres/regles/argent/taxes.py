"""Règles des taxes et des numéros : TPS, TVQ, NEQ, codes postaux."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lettres.affaire import Affaire, chemin_du_creancier, code_postal_du_quebec, dit_au_quebec, peut_porter_des_taxes
from lettres.dossier import Creance, Creancier, Dossier, Partie
from lettres.dossier.verbes import ou_tapez, qui_ecrit
from lettres.droit.compte import ZERO
from lettres.droit.parametre import ParametreInconnu
from lettres.droit.taxes import depuis_le_total, taxes
from lettres.langue.ecriture import exact, jour
from lettres.regles.faits import demeure, reclamees
from lettres.regles.regle import ALERTE, CONSEIL, ERREUR, Faute, indetermine, quand, regle
from lettres.socle.constats import Chemin
from lettres.socle.expression import Expression

_FORME_TPS = Expression(r"\d{9}\s?RT\d{4}", re.ASCII)
_FORME_TVQ = Expression(r"\d{10}\s?TQ\d{4}", re.ASCII)
_PREFIXES_DU_NEQ = ("11", "22", "33", "88")


def _taxables(affaire: Affaire) -> Iterator[tuple[int, Creance]]:
    """Les sommes réclamées qui pourraient porter des taxes."""
    yield from ((i, c) for i, c in reclamees(affaire) if peut_porter_des_taxes(c))


def _numerotes(dossier: Dossier) -> Iterator[tuple[Chemin, Creancier]]:
    """Qui peut avoir un numéro de taxes au dossier : l'expéditeur, et son mandant."""
    yield ("expediteur",), dossier.expediteur
    if dossier.expediteur.mandant is not None:
        yield chemin_du_creancier(dossier), dossier.expediteur.mandant


def _parties(dossier: Dossier) -> Iterator[tuple[Chemin, Partie]]:
    """Chaque partie du dossier, avec son chemin."""
    yield from _numerotes(dossier)
    yield ("destinataire",), dossier.destinataire


@quand(donne="creances")
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


@quand(donne="creances")
@regle("S105", "percevoir-une-taxe-sans-numero", ERREUR, fondement="taxes.tps", fiches=("F11.02", "F11.03"))
def taxes_sans_numero(affaire: Affaire, lettre: str) -> Iterator[Faute]:
    """Une taxe est réclamée sans numéro d’inscription.

    Pourquoi : sans inscription, il n’y a pas de taxe à percevoir.
    Fautif : « tps: 50,00 $ » à une facture, et aucun « tps » à l’expéditeur.
    Conforme : le numéro est donné; ou la taxe est de 0.
    """
    dossier, creancier = affaire.dossier, affaire.qualites.creancier
    qui, ou = ("l’expéditeur", "à l’expéditeur") if dossier.expediteur.mandant is None else ("le mandant", "au mandant")
    for i, c in enumerate(dossier.creances):
        for cle, valeur, numero in (("tps", c.tps, creancier.tps), ("tvq", c.tvq, creancier.tvq)):
            if valeur and not numero:
                yield Faute(
                    ("creances", i, cle),
                    f"Une {cle.upper()} est réclamée, mais {qui} n’a pas de numéro de {cle.upper()}.",
                    f"Ajoutez « {cle} » {ou}; sans inscription, il n’y a pas de taxe à percevoir.",
                )


@quand(nature="recouvrement", lettre="reclame")
@regle("S106", "taire-ses-taxes", ERREUR, fondement="taxes.tps", fiches=("F11.01", "F11.03"), tolere=True)
def taxes_non_ventilees(affaire: Affaire, lettre: str) -> Iterator[Faute]:
    """Le créancier est inscrit aux taxes, mais la facture ne les montre pas.

    Pourquoi : qui paie une entreprise inscrite a droit à la ventilation.
    Fautif : un numéro de TPS, ou « taxes: inscrit », et une facture qui n’a que « montant ».
    Conforme : « avant_taxes », « tps » et « tvq » à chaque facture; un prêt, un acompte n’en demande pas.
    """
    if not affaire.qualites.inscrit_aux_taxes:
        return
    for i, c in _taxables(affaire):
        if c.avant_taxes is None or c.tps is None or c.tvq is None:
            yield Faute(
                ("creances", i),
                "Le créancier est inscrit aux taxes, mais cette facture ne ventile pas les siennes.",
                "Ajoutez « avant_taxes », « tps » et « tvq » (« 0 » si la facture n’en porte pas).",
            )


@quand(nature="recouvrement", lettre="reclame")
@regle("S129", "laisser-deviner-son-inscription", ERREUR, fondement="taxes.tps", fiches=("F11.02",), tolere=True)
def inscription_inconnue(affaire: Affaire, lettre: str) -> Iterator[Faute]:
    """Rien ne dit si le créancier est inscrit aux fichiers de la TPS et de la TVQ.

    Pourquoi : d’un silence, la lettre ne tire rien; une mise en demeure dit d’où vient chaque dollar, taxes comprises.
    Fautif : une facture de service, sans numéro de taxes, ni « taxes ».
    Conforme : « taxes: non_inscrit »; ou « taxes: inscrit », les numéros, et la ventilation de chaque facture.
    """
    dossier, qualites = affaire.dossier, affaire.qualites
    if qualites.inscrit_aux_taxes is not None:
        return
    if not any(_taxables(affaire)):
        return
    # -- une personne peut être inscrite; la lettre n'en dit rien si elle ne l'est pas --
    gravite = CONSEIL if qualites.organisation is False else ERREUR if demeure(lettre) else ALERTE
    yield Faute(
        (*chemin_du_creancier(dossier), "nom"),
        "Rien ne dit si le créancier est inscrit aux taxes : la lettre n’en parle pas.",
        "Ajoutez « taxes: inscrit » ou « taxes: non_inscrit »; inscrit, donnez aussi vos numéros et la ventilation."
        + ou_tapez(qui_ecrit(dossier, "taxes")),
        gravite,
    )


@quand(nature="recouvrement", lettre="reclame")
@regle("S130", "confondre-un-total-et-un-prix", CONSEIL, fondement="taxes.tvq", fiches=("F11.01",))
def montant_qui_semble_taxe(affaire: Affaire, lettre: str) -> Iterator[Faute]:
    """Un montant sans ventilation est exactement un compte rond et ses taxes.

    Pourquoi : une facture taxée se ventile; le débiteur y a droit, et le numéro d’inscription s’y lit.
    Fautif : « montant: 1 149,75 $ », sans « avant_taxes », « tps » ni « tvq ».
    Conforme : « avant_taxes: 1 000,00 $ », « tps: 50,00 $ », « tvq: 99,75 $ »; ou un montant de 1 150,00 $.
    """
    if affaire.qualites.inscrit_aux_taxes:
        return
    for i, c in _taxables(affaire):
        if c.montant is None or c.avant_taxes is not None:
            continue
        try:
            ventile = depuis_le_total(c.montant, c.date or affaire.au)
        except ParametreInconnu:
            continue  # -- ce n'est qu'un soupçon : sans les taux de ce jour-là, il n'y en a pas --
        if ventile is not None and ventile.avant_taxes == ventile.avant_taxes.to_integral_value():
            yield Faute(
                ("creances", i, "montant"),
                f"{exact(c.montant)}, c’est {exact(ventile.avant_taxes)} et ses taxes "
                f"({exact(ventile.tps)} et {exact(ventile.tvq)}), que le dossier ne dit pas.",
                "Si la facture porte ces taxes, ajoutez « avant_taxes », « tps » et « tvq », et vos numéros.",
            )


@quand(donne="creances")
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
        try:
            justes = taxes(c.avant_taxes, c.date or au)
        except ParametreInconnu:
            yield indetermine(
                ("creances", i),
                f"l’outil ne connaît pas les taux de taxe du {jour(c.date or au)}.",
                "Vérifiez les taxes de cette facture aux taux de ce jour-là.",
            )
            continue
        for cle, ecrite, juste in (("tps", c.tps, justes.tps), ("tvq", c.tvq, justes.tvq)):
            if ecrite and ecrite != juste:
                yield Faute(
                    ("creances", i, cle),
                    f"La {cle.upper()} ({exact(ecrite)}) n’est pas celle du prix avant taxes ({exact(juste)}).",
                    "Vérifiez la facture; des biens non taxés ou un arrondi par ligne peuvent l’expliquer.",
                )


@quand(donne=("expediteur.taxes", "expediteur.mandant"))
@regle("N105", "se-dire-non-inscrit-avec-un-numero", ERREUR, fondement="taxes.tps", fiches=("F11.02",))
def inscription_contredite(affaire: Affaire, lettre: str) -> Iterator[Faute]:
    """Le dossier dit le créancier non inscrit aux taxes, et donne son numéro.

    Pourquoi : la lettre ne peut pas dire les deux.
    Fautif : « taxes: non_inscrit » et « tps: 123456782 RT0001 »
    Conforme : « taxes: inscrit » et « tps: 123456782 RT0001 »
    """
    for chemin, partie in _numerotes(affaire.dossier):
        if partie.taxes == "non_inscrit" and (partie.tps or partie.tvq):
            yield Faute(
                (*chemin, "taxes"),
                "« non_inscrit » et un numéro de taxes se contredisent.",
                "Écrivez « taxes: inscrit », ou retirez les numéros.",
            )


@quand(donne=("expediteur.neq", "destinataire.neq", "expediteur.mandant"))
@regle("N101", "donner-un-neq-etrange", ALERTE, fiches=("F11.05", "F11.06"))
def neq_etrange(affaire: Affaire, lettre: str) -> Iterator[Faute]:
    """Un NEQ commence par des chiffres inattendus.

    Pourquoi : un chiffre mal recopié désigne une autre entreprise.
    Fautif : « neq: "1200000000" »
    Conforme : « neq: "1100000000" », tel qu’au registre des entreprises.
    """
    for chemin, partie in _parties(affaire.dossier):
        if partie.neq and not partie.neq.startswith(_PREFIXES_DU_NEQ):
            yield Faute(
                (*chemin, "neq"),
                f"Un NEQ commence d’ordinaire par 11, 22, 33 ou 88; celui-ci, par {partie.neq[:2]}.",
                "Vérifiez-le au registre des entreprises.",
            )


@quand(donne=("expediteur.tps", "expediteur.mandant"))
@regle("N102", "donner-un-numero-de-tps-etrange", ALERTE, fiches=("F11.04",))
def forme_de_la_tps(affaire: Affaire, lettre: str) -> Iterator[Faute]:
    """Le numéro de TPS n’a pas la forme attendue, ou sa clé de contrôle est fausse.

    Pourquoi : le client inscrit a besoin du numéro exact; un chiffre mal recopié désigne une autre entreprise.
    Fautif : « tps: 12345 », « tps: 123456789 RT0001 »
    Conforme : « tps: 123456782 RT0001 »
    """
    for chemin, partie in _numerotes(affaire.dossier):
        if not partie.tps:
            continue
        if not _FORME_TPS.fullmatch(partie.tps):
            message = "Le numéro de TPS n’a pas la forme « 123456782 RT0001 »."
        elif not _cle_juste(partie.tps):
            message = (
                "La clé de contrôle de ce numéro de TPS est fausse : un de ses neuf premiers chiffres est inexact."
            )
        else:
            continue
        yield Faute((*chemin, "tps"), message, "Vérifiez le numéro sur une facture.")


def _cle_juste(numero: str) -> bool:
    from stdnum.ca import bn  # -- long à charger : rien n'en est lu sans un numéro de bonne forme --

    return bool(bn.is_valid(numero))


@quand(donne=("expediteur.tvq", "expediteur.mandant"))
@regle("N103", "donner-un-numero-de-tvq-etrange", ALERTE, fiches=("F11.04",))
def forme_de_la_tvq(affaire: Affaire, lettre: str) -> Iterator[Faute]:
    """Le numéro de TVQ n’a pas la forme attendue.

    Pourquoi : le client inscrit a besoin du numéro exact.
    Fautif : « tvq: 12345 »
    Conforme : « tvq: 1234567890 TQ0001 »
    """
    for chemin, partie in _numerotes(affaire.dossier):
        if partie.tvq and not _FORME_TVQ.fullmatch(partie.tvq):
            message = "Le numéro de TVQ n’a pas la forme « 1234567890 TQ0001 »."
            yield Faute((*chemin, "tvq"), message, "Vérifiez le numéro sur une facture.")


@regle("N104", "placer-un-code-postal-hors-du-quebec", ALERTE, fiches=("F11.08",))
def code_postal_ailleurs(affaire: Affaire, lettre: str) -> Iterator[Faute]:
    """Le code postal n’est pas celui d’une adresse du Québec.

    Pourquoi : une lettre mal adressée ne met personne en demeure.
    Fautif : « ville: Granby, code_postal: K1A 0B1 »
    Conforme : « code_postal: J2G 1A1 »; ou « province: Ontario ».
    """
    for chemin, partie in _parties(affaire.dossier):
        a = partie.adresse
        if a is not None and a.code_postal and dit_au_quebec(a) and not code_postal_du_quebec(a):
            yield Faute(
                (*chemin, "adresse", "code_postal"),
                f"Un code postal du Québec commence par G, H ou J; celui-ci, par {a.code_postal[0]}.",
                "Corrigez le code postal, ou ajoutez « province ».",
            )
