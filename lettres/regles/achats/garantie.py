"""Règles de la garantie : réparer d'abord, 38.1 en son temps, et ce que le dossier dit du bien et de son usage."""

from __future__ import annotations

from collections.abc import Iterator

from lettres.affaire import Affaire
from lettres.catalogue import capacites
from lettres.dossier import Categorie
from lettres.dossier.parties import est_le_canada
from lettres.droit.fondements import OFFICE, lpc
from lettres.droit.parametre import valeurs
from lettres.langue.ecriture import jour
from lettres.regles.faits import biens_nommes, racontes
from lettres.regles.regle import ALERTE, CONSEIL, ERREUR, Faute, indetermine, quand, regle
from lettres.socle.constats import Chemin
from lettres.socle.expression import Expression

_38_1 = Expression(r"(?i)\b38\.1\b|\bgarantie (?:légale )?de bon fonctionnement\b")
_AU_COMMERCANT = {"achat", "demandes", "faits", "accompli", "solution", "complements"}
_ABUS = Expression(
    r"(?i)\b(?:ai|a|avons|ont) (?:échappé|laissé tomber|renversé|noyé|surchargé)\b"
    r"|\b(?:ai|avons) (?:forcé|démonté|modifié|percé)\b"
    r"|(?<!température )\best tombée?s?\b(?! en panne)|\btombée?s? (?:par terre|au sol|dans l[’'])"
    r"|\b(?:laissé|resté|oublié)e?s? (?:dehors|sous la pluie|au soleil|au gel)\b"
    r"|\bmal (?:branché|installé|utilisé|entretenu|nettoyé)e?s?\b|\bjamais (?:été )?(?:entretenu|nettoyé|dégivré)e?s?\b"
    r"|\bsans (?:l[’'] ?|aucun )?entretien\b|\bpar ma faute\b|\bc[’']est ma faute\b"
)
_NIE = Expression(
    r"(?i)\b(?:n[’']|ne |jamais |pas |aucun|sans )[^.;]{0,30}$"
    r"|\b(?:vous|livreurs?|réparateurs?|technicien(?:ne)?s?|installateurs?|magasin|commerçant)\b[^.;]{0,40}$"
)
"""Ce qui précède un abus que l'on nie (« je ne l'ai jamais échappé »), ou que l'on reproche à un autre."""

_COMMERCE = Expression(
    r"(?i)\b(?:mon|ma|mes|notre|nos) (?:restaurants?|commerces?|boutiques?|entreprises?|compagnie|salon de"
    r"|garderie|clients?|clientes?|clientèle|cantine|dépanneur|gîte|locataires?|employés?)\b"
    r"|\b(?:usage|fins?|utilisation) commerciale?s?\b|\bcommercialement\b|\bdans un (?:restaurant|commerce)\b"
)
_CADEAU = Expression(
    r"(?i)\b(?:reçue?s?|eue?s?) en cadeau\b|\bm[’']en a fait cadeau\b"
    r"|\b(?:m|nous)[’' ]?(?:a|ont) été (?:offert|donné)e?s?\b"
    r"|\bme (?:l|les)[’' ](?:a|ont) (?:offert|donné)e?s?\b|\b(?:c[’']est|c[’']était) un cadeau (?:de|d[’'])"
)
_MINEUR = (
    r"(?:fils|fille|enfant|neveu|nièce|frère|sœur|soeur|garçon|ado(?:lescente?)?|élève)\b[^.;]{0,30}?(?<!il y a )"
    r"\b(?:[1-9]|1[0-7]|cinq|six|sept|huit|neuf|dix|onze|douze|treize|quatorze|quinze|seize|dix-sept) ans\b"
    r"|\b(?:une?|enfant|personne|fils|fille|était|est) mineure?\b"
)
_ACTE = r"\b(?:achet|command|sign|concl|pay|lou|abonn|accept)\w{1,8}"
_MINEUR_AU_CONTRAT = Expression(
    rf"(?i)(?:{_MINEUR})[^.;]{{0,40}}{_ACTE}|{_ACTE}\b[^.;]{{0,40}}\bpar [^.;]{{0,20}}(?:{_MINEUR})"
    r"|\bj[’'](?:ai|avais) (?:1[0-7]|quatorze|quinze|seize|dix-sept) ans\b"
)
"""Qui dit que le contrat est d'un enfant : non que l'un d'eux était là."""

_USAGE = Expression(
    r"(?i)\b(?:d[’']occasion|de seconde main|usagée?s?|remise?s? à neuf|reconditionnée?s?|réusinée?s?)\b"
)
"""Ce qui dit d'un bien qu'il n'était pas neuf."""


def _recits(affaire: Affaire) -> Iterator[tuple[Chemin, str]]:
    """Ce que l'expéditeur raconte de son bien."""
    return racontes(affaire, "usage", "probleme", "objet")


@quand(nature="consommation", donne="achat")
@regle("C161", "dater-la-panne-avant-la-livraison", ERREUR, fondement=lpc("38.1"), fiches=("F14.01",))
def panne_avant_la_livraison(affaire: Affaire, lettre: str) -> Iterator[Faute]:
    """Le problème est daté d’avant l’achat, ou d’avant la livraison.

    Pourquoi : la garantie court de la livraison; un bien qui n’est pas encore là ne peut pas y tomber en panne.
    Fautif : « livre_le: 2026-10-17, panne_le: 2026-10-16 ».
    Conforme : « livre_le: 2026-10-17, panne_le: 2026-10-17 », pour un bien arrivé brisé.
    """
    a = affaire.dossier.achat
    if a is None or a.panne_le is None:
        return
    debut = a.livre_le or a.date
    if debut is not None and a.panne_le < debut:
        yield Faute(
            ("achat", "panne_le"),
            f"Le problème est daté du {jour(a.panne_le)}, et le bien n’est là que depuis le {jour(debut)}.",
            "Vérifiez « panne_le », « livre_le » et « date »; un bien arrivé brisé l’est le jour de sa livraison.",
        )


@quand(nature="consommation", donne="achat")
@regle("C162", "invoquer-38-1-hors-de-son-temps", ERREUR, fondement=lpc("38.1"), fiches=("F14.01", "F4.07"))
def hors_de_son_temps(affaire: Affaire, lettre: str) -> Iterator[Faute]:
    """La garantie de bon fonctionnement ne couvre pas ce bien; le dossier l’invoque, ou mérite de savoir pourquoi.

    Pourquoi : elle ne vise que certains biens neufs, achetés depuis son entrée en vigueur, et pour un temps fixe.
    Fautif : un réfrigérateur acheté le 4 octobre 2026, et « texte: réparer l’appareil, selon l’article 38.1 ».
    Conforme : le même, et « texte: réparer l’appareil » : la lettre se fonde sur les articles 37 et 38.
    """
    droits, seule = affaire.consommation, capacites(lettre).sans_destinataire
    if seule or droits is None:
        return
    if droits.garanti:
        yield from _neuf_dit_usage(affaire) if capacites(lettre).garantit else ()
        return
    for chemin, texte in affaire.textes:
        if chemin[0] in _AU_COMMERCANT and _38_1.search(texte):
            yield Faute(
                chemin,
                "Ce texte invoque la garantie de bon fonctionnement, qui ne couvre pas ce bien, ou plus.",
                "Retirez-la de ce texte : la lettre se fonde sur l’obligation du dossier.",
            )
    a, garantie = affaire.dossier.achat, droits.garantie
    if not capacites(lettre).garantit or a is None or garantie is None or a.categorie == "autre":
        return
    if garantie.limite is not None and a.panne_le is not None and a.panne_le < garantie.limite.depuis:
        return  # -- C161 le dit déjà --
    motif = garantie.motif
    if garantie.limite is not None and a.panne_le is not None and a.panne_le > garantie.limite.fin:
        motif = (
            f"La garantie légale de bon fonctionnement a pris fin le {jour(garantie.limite.fin)}, avant ce problème, "
            f"du {jour(a.panne_le)}."
        )
    remede = "La lettre se fonde sur les articles 37 et 38; vérifiez « categorie », « neuf », « date » et « livre_le »."
    if a.categorie == "vehicule":
        remede = "Ce régime n’est pas vérifié ici : informez-vous à l’Office avant d’écrire."
        yield Faute(("achat", "categorie"), motif, remede, ALERTE)
    else:
        yield Faute(("achat", "categorie"), motif, remede, CONSEIL)


def _neuf_dit_usage(affaire: Affaire) -> Iterator[Faute]:
    """« neuf: oui », et un objet qui se dit usagé : la garantie de bon fonctionnement serait invoquée à tort."""
    a = affaire.dossier.achat
    if a is not None and a.objet and (m := _USAGE.search(a.objet)):
        yield Faute(
            ("achat", "neuf"),
            f"« {m[0]} » : cette garantie ne vise que les biens neufs, et le dossier dit celui-ci neuf.",
            "Écrivez « neuf: non » : la lettre se fonde sur les articles 37 et 38; ou corrigez « objet ».",
            ALERTE,
        )


@quand(nature="consommation", lettre="garantit", donne="achat")
@regle("C163", "ecrire-a-un-fabricant-a-l-etranger", CONSEIL, fondement=lpc("38.1"), fiches=("F14.01",))
def fabricant_a_l_etranger(affaire: Affaire, lettre: str) -> Iterator[Faute]:
    """La lettre de garantie va à un fabricant hors du Canada.

    Pourquoi : le commerçant doit la même réparation que le fabricant, au choix du consommateur, et il est plus près.
    Fautif : « destinataire: {qualite: fabricant, adresse: {pays: États-Unis}} ».
    Conforme : la même lettre au commerçant; ou au bureau du fabricant au Canada.
    """
    qui = affaire.dossier.destinataire
    if qui.qualite != "fabricant" or qui.adresse is None:
        return
    if not est_le_canada(qui.adresse.pays):
        yield Faute(
            ("destinataire", "adresse"),
            "Ce fabricant est hors du Canada; le commerçant doit la même réparation, au choix du consommateur.",
            "Écrivez plutôt au commerçant, ou au bureau du fabricant au Canada.",
        )


@quand(nature="consommation", lettre="garantit", donne="achat")
@regle("C164", "raconter-un-usage-abusif", ALERTE, fondement=lpc("38.1"), fiches=("F14.01", "F4.07"))
def abus_raconte(affaire: Affaire, lettre: str) -> Iterator[Faute]:
    """Le dossier raconte un usage que la garantie pourrait ne pas couvrir.

    Pourquoi : la garantie ne couvre ni l’usage abusif, ni l’entretien normal; la lettre l’avouerait d’elle-même.
    Fautif : « usage: je l’ai échappé en déménageant. »
    Conforme : « usage: je m’en sers chaque jour, à la maison. »
    """
    for chemin, texte in _recits(affaire):
        # -- « jamais nettoyé » : c'est la négation même qui est l'aveu --
        if (m := _ABUS.search(texte)) and (m[0].lower().startswith("jamais") or not _NIE.search(texte[: m.start()])):
            yield Faute(
                chemin,
                f"« {m[0]} » : la garantie ne couvre pas l’usage abusif, et la lettre le raconterait.",
                "Si le problème vient de là, cette lettre ne convient pas; sinon, dites ce qui montre le contraire.",
            )


@quand(nature="consommation", lettre="garantit", donne="achat")
@regle("C165", "garantir-un-bien-de-commerce", ALERTE, fondement=lpc("1"), fiches=("F4.01",))
def bien_de_commerce(affaire: Affaire, lettre: str) -> Iterator[Faute]:
    """Le bien semble servir à un commerce.

    Pourquoi : qui se procure un bien pour son commerce n’est pas un consommateur : la loi citée l’exclut.
    Fautif : « usage: il sert chaque jour à mon restaurant. »
    Conforme : « usage: il sert chaque jour, à la maison. »
    """
    for chemin, texte in _recits(affaire):
        if m := _COMMERCE.search(texte):
            yield Faute(
                chemin,
                f"« {m[0]} » : qui achète pour son commerce n’est pas un consommateur.",
                "Si le bien sert à un commerce, prenez la nature « entente »; sinon, dites l’usage personnel.",
            )


@quand(nature="consommation", lettre=("garantit", "resout", "a_l_emetteur"), donne="achat")
@regle("C166", "invoquer-la-garantie-d-un-cadeau", ALERTE, fondement=lpc("38.1"), fiches=("F14.01",))
def cadeau(affaire: Affaire, lettre: str) -> Iterator[Faute]:
    """Le bien a été reçu en cadeau.

    Pourquoi : la lettre dit « j’ai acheté », ou « j’ai conclu »; qui n’a rien acheté l’affirmerait à tort.
    Fautif : « usage: je l’ai reçu en cadeau; il sert à la maison. »
    Conforme : la même lettre, écrite par la personne qui a acheté le bien.
    """
    fait = capacites(lettre)
    for chemin, texte in _recits(affaire):
        if _CADEAU.search(texte):
            dit = "j’ai acheté" if fait.garantit else "j’ai conclu" if fait.resout else "un contrat conclu"
            yield Faute(
                chemin,
                f"Ce bien a été reçu en cadeau, et la lettre dit « {dit} ».",
                "Faites écrire la personne qui l’a acheté, avec sa facture.",
            )


@quand(nature="consommation", donne="achat")
@regle("C167", "ecrire-pour-le-contrat-d-un-mineur", ALERTE, fondement=OFFICE, fiches=("F4.20",))
def contrat_d_un_mineur(affaire: Affaire, lettre: str) -> Iterator[Faute]:
    """Le dossier raconte que le contrat est d’un mineur.

    Pourquoi : le contrat d’un mineur a ses propres règles, que cet outil ne connaît pas; la lettre dit « j’ai conclu ».
    Fautif : « texte: ma fille de 15 ans a commandé le sofa, seule. »
    Conforme : « texte: ma fille de 15 ans a reçu le livreur. »
    """
    fait, a = capacites(lettre), affaire.dossier.achat
    if a is None or fait.s_appelle or fait.expose:
        return
    for chemin, texte in _recits(affaire):
        if m := _MINEUR_AU_CONTRAT.search(texte):
            yield indetermine(
                chemin,
                f"« {m[0]} » : si le contrat est d’un mineur, il a ses propres règles, qui ne sont pas vérifiées ici.",
                "Demandez-les d’abord à l’Office (« --lettre opc »), sans laisser passer un délai que dit « lettres "
                "etat »; n’écrivez l’âge d’un enfant que s’il le faut.",
            )


@quand(nature="consommation", lettre="met_en_demeure", donne="envois")
@regle("C168", "changer-de-demande-sans-le-dire", ALERTE, fondement=lpc("272"), fiches=("F4.09", "F1.18"))
def demande_changee(affaire: Affaire, lettre: str) -> Iterator[Faute]:
    """La mise en demeure demande autre chose que la lettre de garantie, et rien ne dit pourquoi.

    Pourquoi : on a demandé de réparer; exiger autre chose sans qu’un refus, un silence ou un fait l’explique surprend.
    Fautif : une lettre de garantie le 9 novembre, puis une mise en demeure de rembourser, sans rien entre les deux.
    Conforme : la même, et une « suite » du 20 novembre, « resultat: refus »; ou toujours « type: reparer ».
    """
    dossier = affaire.dossier
    parties = [e.date for _, e in affaire.inscriptions.envois if capacites(e.lettre).garantit and e.date <= affaire.au]
    if not (parties and dossier.demandes):
        return
    depuis = max(parties)
    venus = [*(s.date for _, s in affaire.inscriptions.suites), *(f.date for f in dossier.faits if f.date)]
    if dossier.demandes[0].type != "reparer" and not any(depuis <= quand <= affaire.au for quand in venus):
        yield Faute(
            ("demandes", 0, "type"),
            f"La lettre de garantie du {jour(depuis)} demandait de réparer; celle-ci demande autre chose, sans dire "
            "pourquoi.",
            "Inscrivez ce qui est venu depuis (« suites », « faits »); ou demandez encore de « reparer ».",
        )


@quand(nature="consommation", lettre="garantit", donne="achat")
@regle("C169", "confondre-les-biens", ALERTE, fondement=lpc("38.1"), fiches=("F14.01",))
def biens_confondus(affaire: Affaire, lettre: str) -> Iterator[Faute]:
    """La lettre nomme deux biens, ou un autre que celui de sa catégorie.

    Pourquoi : chaque bien a sa durée, sa livraison et son problème; la lettre n’en dit qu’un.
    Fautif : « objet: un réfrigérateur et une laveuse », « categorie: refrigerateur ».
    Conforme : « objet: un réfrigérateur », « categorie: refrigerateur »; et un autre dossier pour la laveuse.
    """
    a = affaire.dossier.achat
    nommes = biens_nommes(a.objet or "") if a else ()
    if a is None or a.categorie is None or not nommes:
        return
    if len(nommes) > 1:
        yield Faute(
            ("achat", "objet"),
            "La lettre nomme plus d’un bien, et chacun a sa garantie.",
            "Faites un dossier, et une lettre, pour chaque bien.",
        )
    elif a.categorie not in nommes and (_vise(a.categorie) or _vise(nommes[0])):
        yield Faute(
            ("achat", "categorie"),
            f"« {a.objet} » n’est pas de la catégorie « {a.categorie} ».",
            f"Écrivez « categorie: {nommes[0]} »; ou corrigez « objet ».",
        )


def _vise(categorie: Categorie) -> bool:
    return bool(valeurs(f"garantie.{categorie}"))
