"""Règles de la quittance : les sommes qu’elle suppose, les factures qu’elle nomme, et ce que chacun y reçoit."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from itertools import takewhile

from lettres.affaire import Affaire
from lettres.droit.compte import ZERO
from lettres.droit.fondements import ccq, recouvrement
from lettres.langue.ecriture import exact
from lettres.langue.pliage import plier
from lettres.langue.sommes_et_dates import sommes
from lettres.regles.differend.signees import signee
from lettres.regles.regle import ALERTE, ERREUR, Faute, quand, regle
from lettres.socle.expression import Expression

_FACTURES = Expression(r"\bfactures? (?:n° ?|no |numeros? )?([\w./-]+(?:(?:,? et |, )[\w./-]+)*)")
"""Dans un texte plié, les factures nommées : « facture F-1 », « les factures F-1, F-2 et F-3 »."""
_ENTRE_DEUX = Expression(r",? et |, ")
_CHIFFRE = Expression(r"\d")
_ABANDONNE = Expression(r"\b(?:renonc|abandon|remet|remis|remise|radi|rabais|reduir|credit)")
_LE_RESTE = Expression(
    r"\b(?:renonc|abandon|remet|radi|laiss|annul)\w*[^.;]{0,20}\b(?:reste|solde|surplus|difference|restant)\b"
)
"""Ce qui laisse ce que les versements ne paient pas, sans le chiffrer."""
_SANS_LIMITE = Expression(
    r"\btou(?:te|tes|t|s) (?:les |ses |vos |leurs )?(?:recours|reclamations?|droits?|poursuites?|actions?|litiges?)"
    r"(?: *(?:$|[;.])|,? (?:prevue?s? par la loi|que la loi|de quelque|de toute (?:nature|sorte)|possibles?"
    r"|imaginables?|quel(?:s|les?)?\b|contre|entre|devant))"
    r"|\bsolde de tout compte\b|\bquittance (?:totale|generale|complete|finale)"
    r"|\btout ce que (?:vous|nous|l'une?|chacune?|l'autre)\b[^.;]{0,12}\b(?:pourr|peu)"
)
"""Dans un texte plié, une étendue qui ne dit pas de quoi : « toute réclamation, de quelque nature que ce soit »."""


@quand(lettre="quitte", donne="quittance")
@regle("W170", "transiger-sans-dire-si-les-taxes-y-sont", ERREUR, fondement=ccq("2631"), fiches=("F13.01",))
def taxes_tues(affaire: Affaire, lettre: str) -> Iterator[Faute]:
    """La transaction prévoit un paiement, et ne dit pas si les taxes y sont comprises.

    Pourquoi : à 15 % près, chacun croirait avoir signé pour une autre somme.
    Fautif : un versement de 30,00 $, et « quittance » sans « taxes_comprises ».
    Conforme : « taxes_comprises: oui ».
    """
    quittance = affaire.dossier.quittance
    for offre in signee(affaire):
        if quittance is not None and offre.offre.versements and quittance.taxes_comprises is None:
            yield Faute(
                ("quittance",),
                "La transaction ne dit pas si les taxes sont comprises dans les sommes à payer.",
                "Ajoutez « taxes_comprises » : oui ou non.",
            )


@quand(lettre="quitte", donne="quittance")
@regle("W171", "transiger-taxes-en-sus", ALERTE, fiches=("F13.01",))
def taxes_en_sus(affaire: Affaire, lettre: str) -> Iterator[Faute]:
    """La transaction prévoit une somme, taxes en sus.

    Pourquoi : ce que l’autre doit payer n’est alors plus un chiffre, et la quittance dépend de ce chiffre.
    Fautif : « taxes_comprises: non ».
    Conforme : la somme avec ses taxes, et « taxes_comprises: oui ».
    """
    quittance = affaire.dossier.quittance
    for offre in signee(affaire):
        if quittance is not None and offre.offre.versements and quittance.taxes_comprises is False:
            yield Faute(
                ("quittance", "taxes_comprises"),
                "Les taxes s’ajouteraient aux sommes écrites : ce qui libère n’est plus un chiffre.",
                "Écrivez les sommes taxes comprises, et « taxes_comprises: oui ».",
            )


@quand(lettre="quitte", donne="quittance")
@regle("W175", "ajouter-une-taxe-sans-etre-inscrit", ERREUR, fondement=recouvrement("3"), fiches=("F8.06", "F13.01"))
def taxe_sans_inscription(affaire: Affaire, lettre: str) -> Iterator[Faute]:
    """La transaction ajouterait des taxes à ce que reçoit qui n’est pas inscrit aux taxes.

    Pourquoi : sans inscription, on n’en perçoit pas; on ne réclame pas plus que le dû.
    Fautif : « taxes_comprises: non », et « taxes: non_inscrit » à l’expéditeur.
    Conforme : « taxes_comprises: oui ».
    """
    quittance = affaire.dossier.quittance
    for offre in signee(affaire):
        if quittance is None or quittance.taxes_comprises is not False or not offre.offre.versements:
            continue
        if affaire.qualites.inscrit_aux_taxes is False and not offre.nous_payons:
            yield Faute(
                ("quittance", "taxes_comprises"),
                "Vous n’êtes pas inscrit aux taxes : aucune ne s’ajoute à ces sommes.",
                "Écrivez « taxes_comprises: oui ».",
            )


@quand(lettre="quitte", donne="quittance")
@regle("W172", "obtenir-un-silence-sans-contrepartie", ERREUR, fondement=ccq("2631"), fiches=("F13.01", "F6.05"))
def publications_sans_contrepartie(affaire: Affaire, lettre: str) -> Iterator[Faute]:
    """La transaction touche à un avis ou à une publication de l’autre, et l’expéditeur ne cède rien.

    Pourquoi : une opinion honnête est permise; y renoncer sans rien recevoir n’est pas une concession réciproque.
    Fautif : « publications: vous retirez votre avis », et aucune concession « de: nous ».
    Conforme : la même, et « {de: nous, texte: renoncer au reste de cette facture} ».
    """
    quittance, offre = affaire.dossier.quittance, affaire.offre
    if quittance is None or quittance.publications is None or offre is None:
        return
    if not (offre.cede or (offre.nous_payons and offre.offre.versements)):
        yield Faute(
            ("quittance", "publications"),
            "L’autre renoncerait à une publication sans rien recevoir.",
            "Nommez sous « concessions » ce que vous cédez, avec « de: nous »; ou retirez « publications ».",
        )


@quand(lettre="quitte", donne="quittance")
@regle("W173", "quitter-d-autres-factures", ALERTE, fondement=ccq("2631"), fiches=("F13.01",))
def quittance_d_autres_factures(affaire: Affaire, lettre: str) -> Iterator[Faute]:
    """La quittance nomme une facture que le dossier n’a pas; ou la transaction en décrit d’autres que les siennes.

    Pourquoi : la quittance se limite au différend décrit; deux descriptions font douter de ce qui est quitté.
    Fautif : « objet: la facture F-1023 », et F-1024 est au dossier.
    Conforme : « objet: les factures F-1023 et F-1024 »; ou un dossier de la seule F-1023.
    """
    quittance = affaire.dossier.quittance
    if quittance is None:
        return
    connues = {plier(c.facture): c.facture for c in affaire.dossier.creances if c.facture}
    nommees: set[str] = set()
    for cle in ("objet", "etendue"):
        siennes = list(_factures_nommees(plier(getattr(quittance, cle) or "")))
        nommees.update(siennes)
        for numero in siennes if connues else ():
            if numero not in connues:
                message = f"La facture « {numero.upper()} » n’est pas au dossier : la transaction ne la décrit pas."
                remede = "Corrigez son numéro; si elle est en cause, inscrivez-la parmi les créances."
                yield Faute(("quittance", cle), message, remede)
    tues = [c.nom for c in affaire.comptes.dues if c.creance.facture and plier(c.creance.facture) not in nommees]
    if tues and not nommees.isdisjoint(connues):
        yield Faute(
            ("quittance", "objet"),
            f"La transaction décrit aussi {', '.join(tues)}, que la quittance ne nomme pas.",
            "Nommez-les, si la transaction les règle; sinon, faites-la d’un dossier qui n’a que ce qu’elle règle.",
        )


def _factures_nommees(texte: str) -> Iterator[str]:
    """Les numéros que ce texte plié donne à des factures; un mot sans chiffre finit la liste."""
    for m in _FACTURES.finditer(texte):
        yield from (n.rstrip(".") for n in takewhile(_CHIFFRE.search, _ENTRE_DEUX.split(m[1])))


@quand(lettre="quitte", donne="offre")
@regle("W174", "ceder-une-autre-somme", ALERTE, fondement=ccq("2631"), fiches=("F13.01", "F8.09"))
def somme_cedee_inexacte(affaire: Affaire, lettre: str) -> Iterator[Faute]:
    """L’expéditeur dit renoncer à une somme, et les versements en laissent une autre de côté; ou ils paient tout.

    Pourquoi : deux sommes pour le même abandon : l’autre ne sait pas ce qu’il doit encore; de rien, on ne cède rien.
    Fautif : « renoncer à 50,00 $ », pour 30,00 $ versés d’une facture de 60,00 $.
    Fautif aussi : « renoncer au reste », pour 60,00 $ versés d’une facture de 60,00 $.
    Conforme : « renoncer à 30,00 $ ».
    """
    for offre in signee(affaire):
        if offre.ecart is None or offre.ecart < ZERO or offre.nous_payons:
            continue
        dites: list[tuple[int, Decimal]] = [
            (i, somme)
            for i, c in enumerate(offre.offre.concessions)
            if c.de == "nous" and _ABANDONNE.search(plier(c.texte))
            for somme in sommes(plier(c.texte))
        ]
        if not offre.ecart and offre.offre.versements:
            for i, c in enumerate(offre.offre.concessions):
                if c.de == "nous" and _LE_RESTE.search(plier(c.texte)):
                    message = "Les versements paient tout : il ne reste rien à quoi renoncer."
                    remede = "Nommez ce que vous cédez vraiment, ou réduisez les versements."
                    yield Faute(("offre", "concessions", i, "texte"), message, remede)
        couru = affaire.comptes.total.interet if affaire.comptes.total else ZERO
        # -- l'intérêt couru peut être laissé sans être chiffré --
        if dites and not offre.ecart - couru <= sum((s for _, s in dites), ZERO) <= offre.ecart:
            yield Faute(
                ("offre", "concessions", dites[0][0], "texte"),
                f"Vous diriez renoncer à {exact(sum((s for _, s in dites), ZERO))}; "
                f"les versements laissent {exact(offre.ecart)} de côté.",
                "Corrigez l’une de ces sommes.",
            )


@quand(lettre="quitte", donne="quittance")
@regle("W176", "quitter-sans-limite", ALERTE, fondement=ccq("2631"), fiches=("F13.01",))
def quittance_sans_limite(affaire: Affaire, lettre: str) -> Iterator[Faute]:
    """La quittance dit tout recours, toute réclamation, sans dire de quoi.

    Pourquoi : une transaction ne règle que son différend; une étendue sans limite fait douter de ce qui reste.
    Fautif : « etendue: toute réclamation, de quelque nature que ce soit »
    Conforme : « etendue: toute réclamation pour ce reportage »
    """
    quittance = affaire.dossier.quittance
    if quittance is None:
        return
    for cle in ("objet", "etendue"):
        sans_limite = _SANS_LIMITE.search(plier(getattr(quittance, cle) or ""))
        if sans_limite is not None:
            yield Faute(
                ("quittance", cle),
                "Ce texte ne dit pas de quoi : il viserait plus que le différend décrit.",
                "Dites ce qui est réglé : « toute réclamation pour ce reportage ».",
            )
