"""Règles de l’annulation d’un achat : quand elle est possible, ce qu’elle exclut, et ce que l’avis nomme."""

from __future__ import annotations

from collections.abc import Iterator

from lettres.affaire import Affaire, en_nature
from lettres.catalogue import capacites
from lettres.dossier import Achat
from lettres.droit.fondements import lpc
from lettres.langue.ecriture import jour
from lettres.regles.faits import racontes
from lettres.regles.regle import ALERTE, CONSEIL, ERREUR, Faute, indetermine, quand, regle
from lettres.socle.constats import Chemin
from lettres.socle.expression import Expression

_LIVRE = Expression(
    r"(?i)\b(?:a|ont) (?:bien |déjà )?été livrée?s?\b|\bvous (?:l[’'] ?|les |nous |m[’'] ?)*avez livré"
    r"|(?<!livreur )(?<!livreurs )(?<!technicien )(?<!camion )\b(?:est|sont) (?:bien |déjà )?(?:venu|arrivé)e?s?\b"
    r"|\breçu (?:seulement|une partie|la moitié|le premier|la première|une? seule?|deux|trois)\b"
)
_NIE = Expression(r"(?i)\b(?:n[’']|ne |jamais |rien |aucune? |pas )[^.;,]{0,40}$")
_PARTI = Expression(
    r"(?i)\bhuissiers?\b[^.;]{0,40}\bsaisie?s?\b|\b(?:a|ont) été (?:saisi|volé|jeté|détruit|revendu)e?s?\b"
    r"|\bs[’']est fait (?:voler|saisir)\b|\b(?:je l|j|nous l)[’'](?:ai|avons) (?:jeté|(?:re)?vendu|détruit)"
    r"|\bje l[’']ai donnée?s? à (?!réparer)|\bon (?:me |nous )?(?:l[’']|m[’'])a volée?s?\b"
)


@quand(nature="consommation", donne="achat")
@regle("C107", "negliger-d-annuler", CONSEIL, fondement="delai.livraison_distance", fiches=("F4.10", "F4.24"))
def annulation_possible(affaire: Affaire, lettre: str) -> Iterator[Faute]:
    """Un achat à distance jamais livré pourrait être annulé.

    Pourquoi : l’avis d’annulation fait courir le délai de remboursement, puis celui de la rétrofacturation.
    Fautif : rien de livré trente et un jours après la date promise, et aucun « annule_le ».
    Conforme : l’avis d’annulation est envoyé; « annule_le » en donne le jour.
    """
    droits, a = affaire.consommation, affaire.dossier.achat
    if not (droits and a and (d := droits.droit("sans_livraison"))):
        return
    attendu = a.livraison_prevue is not None or a.obligation == "delai"
    if attendu and d.ouvert and d.premier and not capacites(lettre).resout:
        yield Faute(
            ("achat",),
            f"Rien n’étant livré, l’achat à distance pourrait être annulé depuis le {jour(d.premier)}.",
            "La règle générale permet un avis écrit (« --lettre avis_resolution »); vérifiez que rien n’est livré.",
        )


@quand(nature="consommation", donne="achat")
@regle("C158", "laisser-se-fermer-l-annulation-a-distance", ALERTE, fondement=lpc(), fiches=("F4.10", "F14.02"))
def annulation_a_distance(affaire: Affaire, lettre: str) -> Iterator[Faute]:
    """Le dossier montre de quoi annuler un achat à distance, ce droit se ferme bientôt, et la lettre ne l’exerce pas.

    Pourquoi : ce droit dure quelques jours, et une demande courtoise ne l’arrête pas.
    Fautif : « obligation: conformite », un bien livré le 15 novembre 2026, et un rappel du 22.
    Conforme : l’avis de résolution; ou le même rappel, une fois ce délai passé.
    """
    droits, a = affaire.consommation, affaire.dossier.achat
    if not (a and droits and droits.a_distance) or capacites(lettre).resout:
        return
    from lettres.affaire.achats.avis_de_resolution import en_jeu  # -- peu de lettres en ont besoin --

    for _, cas, dernier in en_jeu(a, droits):
        yield Faute(
            ("achat",),
            f"Ce contrat à distance se résout dans le cas « {cas} », jusqu’au {jour(dernier)} inclus.",
            "Pour ravoir votre argent, envoyez d’abord l’avis (« --lettre avis_resolution »); si vous gardez le "
            "contrat, n’y changez rien.",
        )


@quand(nature="consommation", donne="achat")
@regle(
    "C108",
    "laisser-passer-l-annulation-sans-motif",
    ALERTE,
    fondement="delai.annulation_itinerant",
    fiches=("F4.14", "F4.19"),
)
def annulation_itinerante(affaire: Affaire, lettre: str) -> Iterator[Faute]:
    """Un contrat conclu à la porte s’annule encore sans motif.

    Pourquoi : ce droit est court et ne demande aucune raison.
    Fautif : un double reçu le 17 novembre, une mise en demeure du 22, et aucun avis d’annulation.
    Conforme : l’avis d’annulation est envoyé; ou le délai est passé.
    """
    droits, a = affaire.consommation, affaire.dossier.achat
    if not (a and droits and droits.a_domicile) or droits.annule:
        return
    if a.contrat_recu_le is None:
        if a.contrat_recu is not False:
            yield indetermine(
                ("achat",),
                "sans la date où le double a été reçu, le délai d’annulation sans motif ne se calcule pas.",
                "Ajoutez « double_recu » et « double_recu_le ».",
            )
    elif (d := droits.droit("a_discretion")) and d.ouvert and d.dernier and not capacites(lettre).resout:
        yield Faute(
            ("achat", "double_recu_le"),
            f"Ce contrat conclu à la porte s’annule sans motif jusqu’au {jour(d.dernier)}.",
            "Envoyez d’abord l’avis (« --lettre avis_resolution »), puis inscrivez-le au journal.",
        )


@quand(nature="consommation", donne="achat")
@regle("C145", "donner-deux-jours-a-l-annulation", ALERTE, fondement=lpc("54.13"), fiches=("F14.03",))
def deux_annulations(affaire: Affaire, lettre: str) -> Iterator[Faute]:
    """« annule_le » et l’avis inscrit au journal ne disent pas le même jour.

    Pourquoi : le remboursement et la rétrofacturation se comptent de ce jour; le journal l’emporte.
    Fautif : « annule_le: 2026-09-01 », et un avis de résolution inscrit le 21 septembre 2026.
    Conforme : l’avis inscrit au journal, sans « annule_le ».
    """
    a, droits = affaire.dossier.achat, affaire.consommation
    if a and droits and a.annule_le and droits.resolu_le not in (None, a.annule_le):
        yield Faute(
            ("achat", "annule_le"),
            "L’annulation a deux jours : celui-ci, et celui de l’avis inscrit au journal, que l’on retient.",
            "Retirez « annule_le », ou corrigez l’inscription (« lettres envoi --corrige »).",
        )


@quand(nature="consommation", donne="achat")
@regle("C118", "exiger-l-execution-d-un-achat-annule", ERREUR, fondement=lpc("54.13"), fiches=("F14.03",))
def execution_apres_annulation(affaire: Affaire, lettre: str) -> Iterator[Faute]:
    """La lettre demande d’exécuter un achat que l’on a annulé.

    Pourquoi : après l’annulation, il n’y a plus rien à livrer ni à réparer; le commerçant doit rembourser.
    Fautif : « annule_le: 2026-07-27 », à temps, et « demandes: [{type: livrer}] ».
    Conforme : « annule_le: 2026-07-27 » et « demandes: [{type: rembourser}] ».
    """
    droits, demandes, resout = affaire.consommation, affaire.dossier.demandes, capacites(lettre).resout
    if not (droits and (droits.annule or resout)):
        return
    for i, d in enumerate(demandes):
        if not (en_nature(d) or d.type == "executer"):
            continue
        chemin: Chemin = ("demandes", i, "type")
        if droits.annule:
            quoi = "L’achat est annulé : on ne peut plus en demander l’exécution, mais le remboursement."
            yield Faute(
                chemin, quoi, f"Écrivez « type: rembourser », et un « texte » qui le dit; {_s_il_tient(affaire)}."
            )
        else:
            quoi = "L’avis met fin au contrat, et le dossier demande encore de l’exécuter : l’un ou l’autre."
            remede = "Écrivez « type: rembourser »; ou gardez le contrat, et demandez-le par « --lettre rappel »."
            yield Faute(chemin, quoi, remede)


def _s_il_tient(affaire: Affaire) -> str:
    """Ce qui dit l'achat annulé, à ôter s'il ne l'est pas : l'avis inscrit au journal, ou la clé du dossier."""
    achat, avis = affaire.dossier.achat, [d for d in affaire.demarches.envois if capacites(d.envoi.lettre).resout]
    if avis and not (achat and achat.annule_le):
        rang = avis[0].rang + 1
        return f"ou annulez l’envoi {rang}, celui de l’avis, s’il n’est pas parti (« --corrige {rang} »)"
    return "ou retirez « annule_le » s’il n’est pas annulé"


@quand(nature="consommation", donne="achat")
@regle(
    "C124", "invoquer-une-annulation-hors-de-son-temps", ALERTE, fondement=lpc(), fiches=("F4.10", "F4.14", "F14.02")
)
def annulation_hors_de_son_temps(affaire: Affaire, lettre: str) -> Iterator[Faute]:
    """L’achat a été annulé un jour où rien au dossier ne le permettait.

    Pourquoi : hors de ses délais, l’annulation n’oblige pas le commerçant à rembourser; la lettre ne le prétend pas.
    Fautif : un exemplaire reçu le 20 juillet, un bien livré le 17 août, « annule_le: 2026-09-21 ».
    Conforme : « annule_le: 2026-07-27 »; ou rien de livré trente jours après la date promise.
    """
    droits = affaire.consommation
    if droits is None:
        return
    du_jour = (i for i, e in affaire.inscriptions.envois if capacites(e.lettre).resout and e.date == droits.resolu_le)
    i = next(du_jour, None)  # -- l'avis inscrit au journal l'emporte sur « annule_le » --
    ou: Chemin = ("achat", "annule_le") if i is None else ("envois", i, "date")
    sinon = "retirez « annule_le »" if i is None else f"corrigez l’envoi {i + 1} (« --corrige {i + 1} »)"
    if droits.annulation_fondee is False:
        yield Faute(
            ou,
            "Rien au dossier ne montre que l’achat pouvait encore être annulé ce jour-là.",
            f"Vérifiez « double_recu_le », « livraison_prevue » et « livre_le »; sinon, {sinon}.",
        )
    elif droits.annulation_par_exception_seule:
        yield indetermine(
            ou,
            "passés les premiers jours, un achat à domicile ne s’annule que dans certains cas.",
            "Demandez à l’Office si votre cas en est un; la lettre ne l’affirme pas.",
        )


@quand(lettre="resout", donne="achat")
@regle("C151", "resoudre-un-contrat-sans-le-nommer", ALERTE, fondement=lpc("54.8 et 59"), fiches=("F14.02",))
def contrat_sans_numero(affaire: Affaire, lettre: str) -> Iterator[Faute]:
    """L’avis ne nomme le contrat par aucun numéro, ni par la pièce qui le montre.

    Pourquoi : le commerçant doit savoir de quel contrat il s’agit; sa date, son objet et son prix peuvent y suffire.
    Fautif : « date: 2026-10-26, objet: un matelas », sans « numero » ni « piece ».
    Conforme : « numero: 88-1790 », lu sur le courriel de confirmation; ou aucun, si le contrat n’en a pas.
    """
    a = affaire.dossier.achat
    if a and not a.numero and not a.piece:
        yield Faute(
            ("achat",),
            "L’avis ne nomme le contrat que par sa date, son objet et son prix : aucun numéro, aucune pièce.",
            "Ajoutez « numero », celui du contrat, de la commande ou de la facture; s’il n’y en a pas, envoyez l’avis "
            "sans attendre.",
        )


@quand(lettre=("resout", "a_l_emetteur"))
@regle("C156", "resoudre-avec-un-autre-que-le-commercant", ERREUR, fondement=lpc("54.8 et 59"), fiches=("F14.03",))
def autre_que_le_commercant(affaire: Affaire, lettre: str) -> Iterator[Faute]:
    """L’avis, ou la demande à l’émetteur, tient le fabricant pour le commerçant du contrat.

    Pourquoi : le contrat se résout avec qui l’a conclu, et c’est lui qui rembourse; un avis au fabricant ne vaut rien.
    Fautif : « destinataire: {qualite: fabricant} », et un avis de résolution.
    Conforme : « destinataire: {qualite: commercant} », celui qui a vendu.
    """
    if affaire.dossier.destinataire.qualite == "fabricant":
        yield Faute(
            ("destinataire", "qualite"),
            "Le contrat se résout avec le commerçant qui l’a conclu, et le dossier ne nomme que le fabricant.",
            "Nommez le commerçant à « destinataire », et son adresse; « qualite: commercant ».",
        )


@quand(lettre="resout", donne="achat")
@regle("C154", "dire-que-rien-n-est-livre-quand-une-part-l-est", ALERTE, fondement=lpc("54.8 et 59"), fiches=("F4.10",))
def livre_en_partie(affaire: Affaire, lettre: str) -> Iterator[Faute]:
    """L’avis dit que rien n’a été livré, et le dossier raconte une livraison.

    Pourquoi : ce cas vaut quand rien n’est venu; une livraison en partie n’est pas vérifiée ici, et démentirait l’avis.
    Fautif : « cas: non_livraison, pourquoi: le sofa a été livré le 20 septembre, et jamais les deux fauteuils. »
    Conforme : « cas: non_livraison, pourquoi: le livreur n’est jamais venu. »
    """
    a = affaire.dossier.achat
    if a is None or a.resolution is None or a.resolution.cas != "non_livraison":
        return
    for chemin, texte in _racontes(affaire, a):
        if (m := _LIVRE.search(texte)) and not _NIE.search(texte[: m.start()]):
            yield Faute(
                chemin,
                f"« {m[0].strip()} » : l’avis dit que rien n’a été livré, et ce texte dit le contraire.",
                "Si une part est venue, demandez à l’Office (« --lettre opc ») si l’avis vaut pour le reste; si rien "
                "n’est venu, dites-le autrement.",
            )


@quand(nature="consommation", lettre=("garantit", "resout"), donne="achat")
@regle("C155", "promettre-un-bien-que-l-on-n-a-plus", ALERTE, fondement=lpc("54.13"), fiches=("F14.03", "F14.01"))
def bien_parti(affaire: Affaire, lettre: str) -> Iterator[Faute]:
    """La lettre met le bien à la disposition de l’autre, ou promet de le rendre, et le dossier dit qu’il n’est plus là.

    Pourquoi : promettre de rendre ce que l’on n’a plus est faux; l’autre pourra s’en servir.
    Fautif : « texte: un huissier a saisi le réfrigérateur. », dans une demande de réparation.
    Conforme : « texte: un huissier est venu, et a laissé le réfrigérateur. »; ou « restitue_le », s’il est rendu.
    """
    fait, a = capacites(lettre), affaire.dossier.achat
    promet = fait.garantit or (fait.resout and a is not None and a.livre_le is not None)
    if a is None or not promet or a.restitue_le is not None:
        return
    for chemin, texte in _racontes(affaire, a):
        if m := _PARTI.search(texte):
            yield Faute(
                chemin,
                f"« {m[0].strip()} » : la lettre met le bien à la disposition de l’autre, comme s’il était encore là.",
                "Si vous ne l’avez plus, dites à « retour » ce qu’il en est; s’il est rendu, donnez « restitue_le ».",
            )


def _racontes(affaire: Affaire, a: Achat) -> Iterator[tuple[Chemin, str]]:
    """Ce que le consommateur raconte de son achat."""
    if a.resolution is not None and a.resolution.pourquoi:
        yield ("achat", "resolution", "pourquoi"), a.resolution.pourquoi
    yield from racontes(affaire, "probleme")
