"""Règles du destinataire : à qui l’on écrit, et par quelle voie."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lettres.affaire import Affaire, Obstacle, destinataire_de
from lettres.catalogue import capacites
from lettres.dossier import Dossier
from lettres.dossier.verbes import ou_tapez, qui_ecrit
from lettres.droit.fondements import LCCJTI_31, lpc, recouvrement
from lettres.regles import empechements
from lettres.regles.regle import ALERTE, CONSEIL, ERREUR, Faute, indetermine, quand, regle
from lettres.socle.champ import est_un_blanc
from lettres.socle.expression import Expression

_MUNICIPALITE = re.compile(
    r"(?i)^(?:la |le )?(?:ville|municipalité|mrc|canton|village|paroisse|arrondissement|agglomération"
    r"|régie intermunicipale|société de transport)\b"
)
_FORME_SOCIALE = Expression(r"(?i)\b(?:inc|ltée|ltd|enr|senc|s\.e\.n\.c)\b")
_AU_TRAVAIL = re.compile(r"(?i)\bemployeur|\bau travail\b|\blieu de travail|\bà son travail|\bchez son patron")


@quand(donne=("destinataire.procureur", "suites"))
@regle("P102", "ecrire-a-qui-est-represente", ERREUR, fondement=recouvrement("3"), fiches=("F8.06",))
def procureur_au_dossier(affaire: Affaire, lettre: str) -> Iterator[Faute]:
    """Le destinataire a un avocat au dossier : la lettre ne lui est plus adressée directement.

    Pourquoi : le débiteur qui demande par écrit de passer par son conseiller juridique ne reçoit plus de lettre.
    Fautif : « procureur » est rempli, ou une suite porte « procureur_constitue ».
    Conforme : aucun avocat n’est au dossier; ou vous transmettez vous-même votre demande à l’avocat.
    """
    yield from empechements.fautes(affaire, lettre, Obstacle.AVOCAT)


@regle("P103", "laisser-le-destinataire-incertain", CONSEIL, fiches=("F1.10",))
def type_incertain(affaire: Affaire, lettre: str) -> Iterator[Faute]:
    """Rien ne dit si le destinataire est une personne ou une entreprise.

    Pourquoi : l’appel, la salutation et les règles applicables en dépendent.
    Fautif : « nom: Dominique Exemple », sans civilité, ni type, ni qualité.
    Conforme : la même personne, avec « civilite: neutre ».
    """
    if affaire.qualites.destinataire_organisation is None:
        yield Faute(
            ("destinataire", "nom"),
            "Rien ne dit si le destinataire est une personne ou une entreprise.",
            "Ajoutez « civilite » (Mme, M., neutre) pour une personne, ou « type: entreprise ».",
        )


@quand(donne="mode_envoi")
@regle("P107", "poster-sans-adresse", ERREUR, fiches=("F1.16",))
def adresse_du_destinataire(affaire: Affaire, lettre: str) -> Iterator[Faute]:
    """Le mode d’envoi exige une adresse que le destinataire n’a pas.

    Pourquoi : l’en-tête annonce un moyen d’envoi que l’on doit pouvoir prouver.
    Fautif : « mode_envoi: recommande », sans « adresse » du destinataire.
    Conforme : l’adresse est donnée; ou « mode_envoi: courriel ».
    """
    dossier = affaire.dossier
    if not _s_envoie(dossier, lettre):
        return
    if (
        dossier.mode_envoi in {"poste", "recommande", "huissier", "main_propre"}
        and not destinataire_de(dossier, lettre).adresse
    ):
        yield Faute(
            ("mode_envoi",),
            f"Le mode d’envoi « {dossier.mode_envoi} » exige l’adresse {_de_qui(dossier, lettre)}.",
            _ajoutez(dossier, lettre, "adresse", "courriel"),
        )


@quand(donne="mode_envoi")
@regle("P108", "ecrire-par-courriel-sans-adresse", ERREUR, fiches=("F1.16", "F1.17"))
def courriel_du_destinataire(affaire: Affaire, lettre: str) -> Iterator[Faute]:
    """La lettre part par courriel, mais le destinataire n’a pas d’adresse de courriel.

    Pourquoi : l’en-tête annonce un moyen d’envoi que l’on doit pouvoir prouver.
    Fautif : « mode_envoi: courriel », sans « courriel » du destinataire.
    Conforme : le courriel est donné; ou « mode_envoi: poste ».
    """
    dossier = affaire.dossier
    if (
        _s_envoie(dossier, lettre)
        and dossier.mode_envoi == "courriel"
        and not destinataire_de(dossier, lettre).courriel
    ):
        yield Faute(
            ("mode_envoi",),
            f"Le mode d’envoi « courriel » exige le courriel {_de_qui(dossier, lettre)}.",
            _ajoutez(dossier, lettre, "courriel", "recommande"),
        )


def _s_envoie(dossier: Dossier, lettre: str) -> bool:
    """Dit si la lettre va à quelqu'un que le dossier nomme; sans carte, on ne sait pas quel émetteur la lirait."""
    fait = capacites(lettre)
    sans_emetteur = fait.a_l_emetteur and (dossier.achat is None or dossier.achat.carte is None)
    return not (fait.sans_destinataire or fait.publique or sans_emetteur)


def _de_qui(dossier: Dossier, lettre: str) -> str:
    sien = destinataire_de(dossier, lettre) is dossier.destinataire
    return "du destinataire" if sien else "de l’émetteur de la carte"


def _ajoutez(dossier: Dossier, lettre: str, cle: str, mode: str) -> str:
    """Où va ce qui manque à celui qui lira la lettre; et le mode qui s'en passe, si l'adresse qu'il veut est là."""
    a_qui = destinataire_de(dossier, lettre)
    bloc = "destinataire" if a_qui is dossier.destinataire else "achat.carte.emetteur"
    permis = a_qui.courriel if mode == "courriel" else a_qui.adresse
    taper = ou_tapez(qui_ecrit(dossier, "mode_envoi", f"--mode-envoi {mode}")) if permis else ""
    return f"Ajoutez « {bloc}: {cle} », ou changez « mode_envoi ».{taper}"


@quand(lettre="met_en_demeure")
@regle("P109", "ecrire-a-un-courriel-d-origine-inconnue", CONSEIL, fondement=LCCJTI_31, fiches=("F1.17",))
def origine_du_courriel(affaire: Affaire, lettre: str) -> Iterator[Faute]:
    """La mise en demeure part par courriel, et rien ne dit d’où vient l’adresse.

    Pourquoi : un courriel est présumé reçu à l’adresse que le destinataire a indiquée, ou présente publiquement.
    Fautif : une mise en demeure par courriel, à une adresse dont aucun échange au dossier ne montre l’usage.
    Conforme : un envoi ou une suite par courriel est au journal; ou l’entente est faite d’échanges.
    """
    dossier = affaire.dossier
    if dossier.mode_envoi != "courriel" or not dossier.destinataire.courriel:
        return
    echanges = dossier.contrat is not None and dossier.contrat.forme == "echanges"
    repondu = any(s.canal == "courriel" for _, s in affaire.inscriptions.suites)
    if not (echanges or repondu or any(e.mode == "courriel" for _, e in affaire.inscriptions.envois)):
        yield indetermine(
            ("destinataire", "courriel"),
            "rien au dossier ne montre que le destinataire se sert de cette adresse de courriel.",
            "Vérifiez d’où elle vient (contrat, site, échange) et demandez un accusé de réception.",
        )


@quand(donne="destinataire.adresse")
@regle("P111", "ecrire-au-travail-d-un-consommateur", ERREUR, fondement=recouvrement("4"), fiches=("F8.08",))
def adresse_de_travail(affaire: Affaire, lettre: str) -> Iterator[Faute]:
    """La lettre irait au travail d’une personne, ou à son employeur.

    Pourquoi : on ne joint pas le débiteur à son travail, ni son employeur, sa famille ou ses voisins.
    Fautif : « complement: chez son employeur, Usine Exemple »
    Conforme : l’adresse du domicile; ou, si elle est inconnue, des recherches.
    """
    a = affaire.dossier.destinataire.adresse
    if a is None or not affaire.qualites.consommateur_possible:
        return
    for cle in ("ligne", "complement"):
        if (texte := getattr(a, cle)) and _AU_TRAVAIL.search(texte):
            yield Faute(
                ("destinataire", "adresse", cle),
                "L’adresse est celle du travail d’une personne : un tiers apprendrait ce qui la concerne.",
                "Donnez l’adresse de son domicile.",
            )


@quand(donne="destinataire.attention")
@regle("P112", "confier-la-lettre-a-un-tiers", ALERTE, fondement=recouvrement("4"), fiches=("F8.08",))
def attention_d_un_tiers(affaire: Affaire, lettre: str) -> Iterator[Faute]:
    """La lettre à un consommateur est adressée à l’attention de quelqu’un d’autre.

    Pourquoi : la famille, les amis et les voisins du débiteur n’ont pas à connaître le différend.
    Fautif : « qualite: consommateur » et « attention: Paul Exemple »
    Conforme : la lettre est adressée à la personne elle-même.
    """
    d = affaire.dossier.destinataire
    if d.attention is not None and affaire.qualites.consommateur is True and d.attention.nom != d.nom:
        yield Faute(
            ("destinataire", "attention"),
            "La lettre à un consommateur est à l’attention d’une autre personne.",
            "Retirez « attention »; n’écrivez qu’à la personne visée.",
        )


@regle("P113", "s-ecrire-a-soi-meme", ALERTE, fiches=("F1.10",))
def parties_confondues(affaire: Affaire, lettre: str) -> Iterator[Faute]:
    """L’expéditeur, ou son mandant, et le destinataire portent le même nom.

    Pourquoi : un nom recopié par mégarde envoie la lettre à la mauvaise partie.
    Fautif : « nom: Studio Exemple inc. » des deux côtés.
    Conforme : deux noms différents.
    """
    dossier = affaire.dossier
    nom = dossier.destinataire.nom
    notres = {dossier.expediteur.nom.casefold(), affaire.qualites.creancier.nom.casefold()}
    if nom.casefold() in notres and not est_un_blanc(nom):
        yield Faute(
            ("destinataire", "nom"),
            "Le destinataire porte le même nom que l’expéditeur, ou que son mandant.",
            "Vérifiez le nom du destinataire.",
        )


@regle("P114", "tarder-contre-une-municipalite", ALERTE, fiches=("F2.09",))
def municipalite(affaire: Affaire, lettre: str) -> Iterator[Faute]:
    """Le destinataire semble être une municipalité.

    Pourquoi : les délais contre une municipalité sont beaucoup plus courts, et un avis peut être exigé d’abord.
    Fautif : « nom: Ville de Sainte-Exemple », sans avoir consulté.
    Conforme : un avocat ou le greffe a dit quel délai et quel avis s’appliquent; l’alerte est rétrogradée avec motif.
    """
    nom = affaire.dossier.destinataire.nom
    if _MUNICIPALITE.search(nom) and not _FORME_SOCIALE.search(nom):
        yield Faute(
            ("destinataire", "nom"),
            "Le destinataire semble être une municipalité : les délais pour agir y sont beaucoup plus courts.",
            "Consultez tout de suite un avocat ou le greffe de la municipalité.",
        )


@quand(nature="recouvrement")
@regle("P116", "ignorer-la-qualite-du-debiteur", CONSEIL, fondement=lpc("1"), fiches=("F4.01", "F4.02"))
def qualite_inconnue(affaire: Affaire, lettre: str) -> Iterator[Faute]:
    """Rien ne dit si le débiteur est un consommateur.

    Pourquoi : dans le doute, l’outil applique les règles du consommateur, plus sévères pour le créancier.
    Fautif : « qualite » est absente, et le nom est celui d’une personne.
    Conforme : « qualite: consommateur », ou « qualite: entreprise ».
    """
    dossier, qualites = affaire.dossier, affaire.qualites
    if dossier.destinataire.qualite != "inconnue" or qualites.hors_du_quebec:
        return
    prets = all(c.cause == "pret" for c in dossier.creances) and bool(dossier.creances)
    # -- entre deux particuliers, un prêt n'est pas un contrat de consommation --
    if not qualites.consommateur_possible or (prets and qualites.organisation is False):
        return
    message = (
        "rien ne dit si l’emprunteur a emprunté pour lui-même ou pour son entreprise."
        if prets
        else "la qualité du débiteur est inconnue; les règles du consommateur s’appliquent par prudence."
    )
    yield indetermine(("destinataire", "nom"), message, "Ajoutez « qualite » : consommateur, commercant ou entreprise.")


@quand(nature="recouvrement")
@regle("P117", "reclamer-hors-du-quebec-comme-au-quebec", ALERTE, fiches=("F5.01", "F4.01"))
def debiteur_d_ailleurs(affaire: Affaire, lettre: str) -> Iterator[Faute]:
    """Le débiteur est hors du Québec.

    Pourquoi : le tribunal, les délais et la loi du consommateur peuvent y être autres.
    Fautif : « adresse: {ville: Ottawa, province: Ontario, code_postal: K1A 0B1} », pour un recouvrement.
    Conforme : une adresse au Québec; ou un avocat de l’endroit a été consulté.
    """
    if affaire.qualites.hors_du_quebec:
        yield Faute(
            ("destinataire", "adresse"),
            "Le débiteur semble hors du Québec : la lettre ne nomme aucun tribunal, et d’autres règles peuvent valoir.",
            "Vérifiez l’adresse; si elle est juste, faites vérifier la lettre par un avocat de cet endroit.",
        )
