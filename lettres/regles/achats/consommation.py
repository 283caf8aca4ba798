"""Règles de la consommation : qui se plaint, de qui, ce qu’il dit de son achat et ce qu’il demande."""

from __future__ import annotations

from collections.abc import Iterator

from lettres.affaire import Affaire, en_nature, rend_l_argent, sommes_du_remboursement, verse
from lettres.catalogue import capacites
from lettres.droit.fondements import OFFICE, lpc
from lettres.langue.ecriture import exact, jour
from lettres.regles.mots_cles import MotifDeTexte
from lettres.regles.regle import ALERTE, CONSEIL, ERREUR, Faute, indetermine, quand, regle
from lettres.socle.expression import Expression

_COURS = Expression(
    r"(?i)(?<!\ben )(?<!\bau )\bcours\b(?! arrière| avant| d[’']eau)"
    r"|\bentraînement|\baccompagnement|\bcoaching|\bleçons?\b|\bstudio de danse|\bgym\b"
)
_USAGE = Expression(
    r"(?i)\b(?:usage|utilis|servi[re]?\b|sert\b|port[ée]e?s?\b|kilom|\d+ ?km|fois par|tous les jours"
    r"|chaque (?:jour|semaine|matin|soir)|depuis)"
)
_260_7 = MotifDeTexte(r"260\.7")
_OFFICE = Expression(r"(?i)\boffice de la protection|\bOPC\b|\bà l[’']Office\b|\bl[’']Office\b")


@quand(nature="consommation")
@regle("C101", "se-plaindre-en-consommateur-pour-une-entreprise", ERREUR, fondement=lpc("1"), fiches=("F4.01", "F4.21"))
def consommateur_entreprise(affaire: Affaire, lettre: str) -> Iterator[Faute]:
    """L’expéditeur d’une lettre de consommateur est une entreprise.

    Pourquoi : un consommateur est une personne physique; une société ne l’est jamais.
    Fautif : « nature: consommation » et « expediteur: {neq: "1100000000"} ».
    Conforme : la personne qui a acheté pour elle-même; ou « nature: entente », entre entreprises.
    """
    if not capacites(lettre).s_appelle and not affaire.qualites.peut_se_plaindre:
        yield Faute(
            ("expediteur", "nom"),
            "Une entreprise n’est pas un consommateur : cette lettre ne lui convient pas.",
            "Employez un dossier de nature « entente » pour mettre l’autre entreprise en demeure d’exécuter.",
        )


@quand(nature="consommation")
@regle("C102", "se-plaindre-d-un-particulier", ERREUR, fondement=lpc("1"), fiches=("F4.02", "F4.21"))
def vendeur_particulier(affaire: Affaire, lettre: str) -> Iterator[Faute]:
    """Le destinataire d’une lettre de consommateur est un particulier.

    Pourquoi : la loi vise le contrat entre un consommateur et un commerçant.
    Fautif : « destinataire: {qualite: consommateur} »
    Conforme : « destinataire: {qualite: commercant} »
    """
    if not capacites(lettre).s_appelle and affaire.qualites.commercant is False:
        yield Faute(
            ("destinataire", "nom"),
            "Le destinataire est un particulier : la Loi sur la protection du consommateur ne vise qu’un commerçant.",
            "S’il est commerçant, écrivez « qualite: commercant »; sinon, prenez la nature « entente ».",
        )
    qualites = affaire.qualites
    if qualites.commercant is None and qualites.destinataire_organisation is False:
        yield Faute(
            ("destinataire", "nom"),
            "Rien ne dit que cette personne est un commerçant : la loi que cite la lettre ne vise qu’eux.",
            "Écrivez « qualite: commercant » si elle vend ou travaille à son compte; sinon, la nature est « entente ».",
            ALERTE,
        )


@quand(lettre="s_appelle", donne="achat")
@regle("C104", "taire-quand-le-double-est-arrive", ERREUR, fondement=OFFICE, fiches=("F4.08", "F4.20"))
def double_sans_date(affaire: Affaire, lettre: str) -> Iterator[Faute]:
    """Le double du contrat a été reçu, mais on ne dit pas quand.

    Pourquoi : l’agent de l’Office le demande, et des délais d’annulation en partent.
    Fautif : « double_recu: oui », sans « double_recu_le ».
    Conforme : « double_recu: oui » et « double_recu_le: 2026-07-20 ».
    """
    a = affaire.dossier.achat
    if a is not None and a.contrat_recu and a.contrat_recu_le is None:
        yield Faute(
            ("achat", "double_recu"),
            "Le double du contrat a été reçu, mais le dossier ne dit pas quand.",
            "Ajoutez « double_recu_le ».",
        )


@quand(nature="consommation", donne="achat")
@regle("C109", "ignorer-si-le-double-est-arrive", CONSEIL, fondement=lpc(), fiches=("F4.08", "F4.10"))
def double_inconnu(affaire: Affaire, lettre: str) -> Iterator[Faute]:
    """On ne sait pas si un exemplaire du contrat à distance a été reçu.

    Pourquoi : des motifs d’annulation en dépendent.
    Fautif : « mode: en_ligne », sans « double_recu ».
    Conforme : « mode: en_ligne, double_recu: non ».
    """
    a, droits = affaire.dossier.achat, affaire.consommation
    if a and droits and droits.a_distance and a.contrat_recu is None:
        yield indetermine(
            ("achat",),
            "rien ne dit si vous avez reçu un exemplaire du contrat à distance.",
            "Ajoutez « double_recu » et, si oui, « double_recu_le ».",
        )


@quand(nature="consommation", donne="achat")
@regle("C110", "invoquer-la-garantie-sans-l-usage", CONSEIL, fondement=lpc("37 et 38"), fiches=("F4.07",))
def garantie_sans_details(affaire: Affaire, lettre: str) -> Iterator[Faute]:
    """La garantie légale est invoquée sans dire depuis quand le bien sert.

    Pourquoi : la durée raisonnable dépend du prix, de l’âge du bien et de l’usage qui en est fait.
    Fautif : « obligation: garantie », sans « livre_le ».
    Conforme : « obligation: garantie, livre_le: 2026-09-12 ».
    """
    dossier, a = affaire.dossier, affaire.dossier.achat
    recits = [f.texte for f in dossier.faits] + ([a.probleme] if a and a.probleme else [])
    dit = bool(a and a.usage) or any(_USAGE.search(texte) for texte in recits)
    if a and a.obligation == "garantie" and a.livre_le is None and not dit:
        yield indetermine(
            ("achat",),
            "la durée raisonnable d’un bien dépend de son prix, de son âge et de son usage.",
            "Ajoutez « livre_le », et dites l’usage fait du bien dans un fait.",
        )


@quand(nature="consommation", donne="achat")
@regle("C111", "invoquer-une-publicite-sans-la-montrer", ALERTE, fondement=lpc(), fiches=("F4.17", "F4.16"))
def representation_sans_piece(affaire: Affaire, lettre: str) -> Iterator[Faute]:
    """Une représentation ou un prix annoncé est invoqué sans pièce.

    Pourquoi : sans l’annonce, rien ne montre ce qui a été promis.
    Fautif : « obligation: representation », et aucun fait n’a de pièce.
    Conforme : un fait cite la capture de l’annonce : « pieces: [P-2] ».
    """
    dossier, a = affaire.dossier, affaire.dossier.achat
    if a is None or a.obligation not in {"representation", "prix"}:
        return
    if not any(f.pieces for f in dossier.faits):
        yield Faute(
            ("achat", "obligation"),
            "Aucune pièce ne montre l’annonce ou le prix promis.",
            "Joignez la capture de l’annonce et citez-la dans un fait.",
        )


@quand(mots=(_260_7,))
@regle("C113", "citer-l-article-260-7", ALERTE, fondement=lpc(), fiches=("F4.18",))
def article_260_7(affaire: Affaire, lettre: str) -> Iterator[Faute]:
    """Le dossier cite l’article 260.7 de la Loi sur la protection du consommateur.

    Pourquoi : cet article traite des comptes de réserves des garanties supplémentaires; ce n’est pas un recours.
    Fautif : « texte: me rembourser selon l’article 260.7 »
    Conforme : « texte: me rembourser le prix payé »
    """
    for chemin, _ in _260_7.textes(affaire):
        yield Faute(
            chemin,
            "L’article 260.7 traite des comptes de réserves : il ne donne pas de recours au consommateur.",
            "Retirez cette référence.",
        )


@quand(nature="recouvrement", donne="creances")
@regle("C114", "percevoir-d-avance-le-prix-de-cours", CONSEIL, fondement=lpc("188 à 196"), fiches=("F4.15",))
def services_successifs(affaire: Affaire, lettre: str) -> Iterator[Faute]:
    """La somme réclamée à un consommateur semble venir de cours ou d’un accompagnement.

    Pourquoi : pour ces contrats, l’annulation est permise et la somme que le commerçant garde est plafonnée.
    Fautif : « objet: Forfait de dix cours de yoga », annulé après deux cours, réclamé en entier.
    Conforme : les cours suivis, plus la pénalité permise.
    """
    dossier = affaire.dossier
    au_consommateur = affaire.qualites.consommateur is True
    for i, c in enumerate(dossier.creances if au_consommateur else ()):
        if c.objet and _COURS.search(c.objet):
            yield indetermine(
                ("creances", i, "objet"),
                "si le client a annulé des cours ou un accompagnement, ce que vous pouvez garder est plafonné.",
                "Vérifiez ce qui a été suivi avant de réclamer le reste.",
            )


@quand(nature="consommation", lettre="met_en_demeure")
@regle("C115", "mettre-en-demeure-sans-appeler-l-office", CONSEIL, fondement=OFFICE, fiches=("F4.22", "F4.23", "F4.24"))
def office_pas_appele(affaire: Affaire, lettre: str) -> Iterator[Faute]:
    """La mise en demeure part avant l’appel à l’Office.

    Pourquoi : l’Office ne compte, au dossier du commerçant, que son propre formulaire, remis après une plainte.
    Fautif : une mise en demeure au commerçant, sans « opc » au journal.
    Conforme : l’appel est fait : « envois: [{lettre: opc, …}] ».
    """
    dossier = affaire.dossier
    raconte = [
        *(f.texte for f in (*dossier.faits, *dossier.accompli)),
        *(s.note or "" for _, s in affaire.inscriptions.suites),
    ]
    appele = any(capacites(e.lettre).s_appelle for _, e in affaire.inscriptions.envois) or any(
        _OFFICE.search(texte) for texte in raconte
    )
    if not appele:
        yield Faute(
            ("envois",),
            "Cette lettre ne sera pas comptée par l’Office de la protection du consommateur.",
            "Si vous y tenez, appelez d’abord l’Office : un agent inscrit la plainte et donne son formulaire.",
        )


@quand(nature="consommation", donne="achat")
@regle("C116", "demander-une-somme-sans-calcul", ERREUR, fondement=lpc("272"), fiches=("F7.07", "F4.16"))
def somme_sans_calcul(affaire: Affaire, lettre: str) -> Iterator[Faute]:
    """La somme demandée n’est pas le prix de l’achat, et rien ne dit comment elle se calcule.

    Pourquoi : une somme que l’on ne sait pas refaire n’est pas une demande précise.
    Fautif : un prix de 899,00 $, « montant: 1 200,00 $ », sans « calcul ».
    Fautif aussi : « montant: 100,00 $ », calculé ou non, dans un avis de résolution, qui demande tout le prix.
    Conforme : « montant: 1 200,00 $, calcul: soit 899,00 $, plus 301,00 $ de location d’un appareil ».
    """
    dossier, a = affaire.dossier, affaire.dossier.achat
    if a is None or a.prix is None:
        return
    reste = sommes_du_remboursement(a, a_la_carte=False)[1]
    quoi = "ce qu’il reste à rembourser" if a.rembourse or a.verse is not None else "le prix de l’achat"
    for i, d in enumerate(dossier.demandes):
        attendue = reste if (a.rembourse or a.verse is not None) and rend_l_argent(d) else a.prix
        if d.montant is None or d.montant == attendue or en_nature(d):
            continue
        if capacites(lettre).resout:
            yield Faute(
                ("demandes", i, "montant"),
                f"L’avis demande toutes les sommes payées ({exact(attendue or a.prix)}), et non {exact(d.montant)}.",
                "Retirez « montant »; ou prenez la lettre « rappel », qui demande la somme que vous dites.",
            )
        elif d.calcul is None:
            yield Faute(
                ("demandes", i, "montant"),
                f"La somme demandée ({exact(d.montant)}) n’est pas {quoi} ({exact(attendue or a.prix)}), "
                "et rien ne dit comment elle se calcule.",
                "Ajoutez « calcul »; ou retirez « montant », et la lettre demande ce qui reste."
                if a.rembourse
                else "Ajoutez « calcul ».",
            )


@quand(nature="consommation", donne="achat")
@regle("C125", "redemander-un-remboursement-venu", ERREUR, fondement=lpc("54.13"), fiches=("F14.03", "F8.06"))
def remboursement_venu(affaire: Affaire, lettre: str) -> Iterator[Faute]:
    """Tout le prix de l’achat est revenu, et la lettre le demande encore.

    Pourquoi : on ne réclame pas ce qui est payé; il ne reste peut-être qu’un tort, qui se demande et se prouve à part.
    Fautif : « rembourse_le: 2026-10-10 », sans « rembourse », et une mise en demeure de rembourser du 21 octobre 2026.
    Conforme : « rembourse: 500,00 $ », une partie seulement; ou l’affaire est close.
    """
    fait, droits = capacites(lettre), affaire.consommation
    if droits is None or droits.rendu_le is None or fait.expose or fait.a_l_emetteur:
        return
    redemande = next((i for i, d in enumerate(affaire.dossier.demandes) if rend_l_argent(d) and not d.calcul), None)
    if redemande is not None or fait.resout:
        yield Faute(
            ("demandes", redemande, "type") if redemande is not None else ("achat", "rembourse_le"),
            f"Tout le prix est revenu le {jour(droits.rendu_le)} : il n’y a plus rien à rembourser.",
            "Fermez l’affaire (« lettres clore dossier.yaml --issue payee »); si une partie seulement est revenue, "
            "dites-la à « achat.rembourse »; un tort se demande avec sa pièce, sous « prejudices ».",
        )


@quand(nature="consommation", donne="achat")
@regle("C126", "inscrire-plus-que-le-prix", ALERTE, fondement=lpc("54.13"), fiches=("F14.03",))
def rembourse_de_trop(affaire: Affaire, lettre: str) -> Iterator[Faute]:
    """Le dossier inscrit un remboursement, un versement ou un débit plus grand que le prix payé.

    Pourquoi : une somme mal lue ferme l’affaire trop tôt; une somme reçue de trop n’est pas à garder sans rien dire.
    Fautif : « prix: 899,00 $, rembourse: 989,00 $ ».
    Conforme : « prix: 899,00 $, rembourse: 899,00 $ ».
    """
    a = affaire.dossier.achat
    if a is None or a.prix is None or (paye := verse(a)) is None:
        return
    if paye > a.prix:
        yield Faute(
            ("achat", "verse"),
            f"Il aurait été versé plus ({exact(paye)}) que le prix ({exact(a.prix)}).",
            "Vérifiez « verse » et « prix », taxes comprises tous deux.",
        )
    quoi = "le prix payé" if a.verse is None else "ce qui a été versé"
    if a.debite and a.debite > paye:
        yield Faute(
            ("achat", "debite"),
            f"La carte aurait payé plus ({exact(a.debite)}) que {quoi} ({exact(paye)}).",
            "Vérifiez « debite » et « prix », taxes comprises tous deux; l’avis ne réclame rien de plus.",
        )
    if a.rembourse and a.rembourse > paye:
        yield Faute(
            ("achat", "rembourse"),
            f"Il serait revenu plus ({exact(a.rembourse)}) que {quoi} ({exact(paye)}).",
            "Vérifiez « rembourse » et « prix »; si l’émetteur et le commerçant ont tous deux payé, dites-le-leur.",
        )
