"""Règles de l’expéditeur : qui peut écrire, et sous quel nom."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lettres.affaire import Affaire
from lettres.affaire.qualites import mandant_sans_barreau, tait_le_mandant
from lettres.catalogue import capacites
from lettres.droit.fondements import PUBLICITE_LEGALE, barreau, recouvrement
from lettres.regles.faits import demeure
from lettres.regles.mots_cles import MotsCles
from lettres.regles.regle import CONSEIL, ERREUR, Faute, indetermine, quand, regle
from lettres.socle.constats import Chemin

# -- « cabinet dentaire », « cabinet de comptables », « maître d’œuvre » n’annoncent pas un avocat --
_TITRE_D_AVOCAT = re.compile(
    r"\bMe\b|\bMaître\b(?! d’| d'|-)|(?i:\bavocate?s?\b|\bcontentieux\b|\bprocureure?s?\b)"
    r"|(?i:\bcabinet\b(?!\s+(?:dentaire|médical|vétérinaire|comptable|de\s+comptable|d[’']architect|d[’']assurance"
    r"|de\s+psycholog|de\s+physio|d[’']optométri|de\s+curiosité)))"
)
_MOTS_D_AVOCAT = MotsCles(r"\bme\b|\bmaitre|avocat|contentieux|procureu|cabinet")
_AGENCE = re.compile(r"(?i)\bagen(?:ce|t|te)s? de recouvrement|\brecouvrement d[eu]s?\b|\bagence de collection")


def annonce_un_avocat(texte: str) -> str | None:
    """Le mot d'un nom ou d'un titre qui annonce un avocat; None s'il n'y en a pas."""
    trouve = _TITRE_D_AVOCAT.search(texte)
    return trouve[0] if trouve else None


@quand(donne="expediteur.mandant")
@regle(
    "P101",
    "ecrire-pour-un-mandant-sans-etre-avocat",
    ERREUR,
    fondement=barreau("128 et 136"),
    fiches=("F8.01", "F8.02", "F8.03"),
)
def pour_un_mandant(affaire: Affaire, lettre: str) -> Iterator[Faute]:
    """La lettre est écrite pour autrui par quelqu’un qui ne déclare pas être membre du Barreau.

    Pourquoi : écrire pour autrui une lettre qui réclame ou impute une responsabilité est réservé aux avocats.
    Fautif : « mandant » est rempli, et le signataire n’a pas de numéro « barreau ».
    Conforme : l’expéditeur écrit en son nom, ou pour l’entreprise qu’il dirige; « mandant » est absent.
    """
    if mandant_sans_barreau(affaire.dossier):
        yield Faute(
            ("expediteur", "mandant"),
            "Un mandant est nommé, mais le signataire ne déclare pas être membre du Barreau.",
            "Écrivez en votre propre nom, ou au nom de l’entreprise que vous dirigez; retirez « mandant ».",
        )


@quand(donne="expediteur.mandant")
@regle("P118", "taire-le-nom-du-mandant", ERREUR, fondement=barreau("128 et 136"), fiches=("F8.01",))
def mandant_que_la_lettre_tait(affaire: Affaire, lettre: str) -> Iterator[Faute]:
    """Une lettre qui ne nomme pas le mandant serait écrite pour lui.

    Pourquoi : celui pour qui l’on écrit est nommé; sinon la lettre parle de la mauvaise partie.
    Fautif : « mandant » est rempli, et la lettre est un appel à l’Office, une demande de retrait, une entente.
    Conforme : un rappel ou une mise en demeure de payer, qui nomment le mandant; ou « mandant » est absent.
    """
    if not tait_le_mandant(affaire.dossier, lettre):
        return
    if capacites(lettre).s_appelle:
        message = "L’appel à l’Office est celui du consommateur lui-même : personne ne le fait pour lui avec cet outil."
        remede = "Faites du mandant l’« expediteur », qui appellera lui-même; retirez « mandant »."
    else:
        message = "Cette lettre ne sait pas encore nommer un mandant : elle parlerait de vous comme de la partie."
        remede = "Écrivez-la sans cet outil; seuls le rappel et la mise en demeure de payer nomment un mandant."
    yield Faute(("expediteur", "mandant"), message, remede)


@quand(mots=(_MOTS_D_AVOCAT,))
@regle("P104", "se-presenter-comme-avocat", ERREUR, fondement=barreau("136"), fiches=("F8.14",))
def titre_d_avocat(affaire: Affaire, lettre: str) -> Iterator[Faute]:
    """Le nom ou le titre de l’expéditeur annonce un avocat, sans déclaration au Barreau.

    Pourquoi : usurper le titre, le préfixe « Me » ou l’allure d’un cabinet est défendu.
    Fautif : « titre: directrice du contentieux », sans « barreau » au signataire.
    Conforme : « titre: directrice des comptes »; ou le signataire déclare son numéro de membre.
    """
    e = affaire.dossier.expediteur
    if e.signataire and e.signataire.barreau:
        return
    noms: list[tuple[Chemin, str | None]] = [
        (("expediteur", "civilite"), e.civilite),
        (("expediteur", "nom"), e.nom),
        (("expediteur", "nom_commercial"), e.nom_commercial),
    ]
    if e.signataire:
        s = e.signataire
        noms += [(("expediteur", "signataire", cle), getattr(s, cle)) for cle in ("civilite", "nom", "titre")]
    for chemin, texte in noms:
        if texte and (mot := annonce_un_avocat(texte)):
            yield Faute(
                chemin,
                f"« {mot} » annonce un avocat, et le signataire ne déclare pas être membre du Barreau.",
                "Retirez ce mot; un avocat déclare son numéro sous « signataire: barreau ».",
            )


@regle("P105", "recouvrer-pour-autrui", ERREUR, fondement=recouvrement("34"), fiches=("F8.05", "F8.10"))
def agence_de_recouvrement(affaire: Affaire, lettre: str) -> Iterator[Faute]:
    """L’expéditeur porte le nom d’une agence de recouvrement.

    Pourquoi : recouvrer pour autrui contre rémunération exige un permis et suit d’autres règles que celles d’ici.
    Fautif : « nom: Agence de recouvrement Exemple inc. »
    Conforme : le créancier lui-même, sous son propre nom.
    """
    for cle in ("nom", "nom_commercial"):
        nom = getattr(affaire.dossier.expediteur, cle)
        if nom and _AGENCE.search(nom):
            yield Faute(
                ("expediteur", cle),
                "L’expéditeur porte le nom d’une agence de recouvrement : cet outil sert au créancier lui-même.",
                "Écrivez sous le nom du créancier, s’il écrit pour lui-même.",
            )


@regle("P106", "envoyer-une-lettre-que-personne-ne-signe", ERREUR, fiches=("F1.01", "F1.10"))
def entreprise_sans_signataire(affaire: Affaire, lettre: str) -> Iterator[Faute]:
    """L’expéditeur est une entreprise, et personne ne signe pour elle.

    Pourquoi : une mise en demeure est un écrit signé; une entreprise signe par la main d’une personne.
    Fautif : « nom: Studio Exemple inc. », sans « signataire », pour une mise en demeure.
    Conforme : « signataire: {nom: Karine Exemple, titre: présidente} ».
    """
    e = affaire.dossier.expediteur
    if not capacites(lettre).sans_destinataire and e.signataire is None and affaire.qualites.organisation:
        yield Faute(
            ("expediteur", "nom"),
            "L’expéditeur est une entreprise, mais aucune personne ne signe pour elle.",
            "Ajoutez « signataire »; ou « type: personne », si vous écrivez en votre propre nom.",
            None if demeure(lettre) else CONSEIL,
        )


@quand(donne=("expediteur.nom_commercial", "destinataire.nom_commercial"))
@regle("P115", "ecrire-sous-un-nom-non-immatricule", CONSEIL, fondement=PUBLICITE_LEGALE, fiches=("F11.07",))
def nom_commercial_sans_neq(affaire: Affaire, lettre: str) -> Iterator[Faute]:
    """Une partie porte un nom commercial qui ne comprend pas son nom, et n’a pas de NEQ.

    Pourquoi : qui exerce sous un tel nom doit s’immatriculer; le registre donne le nom exact d’un débiteur.
    Fautif : « nom: Karine Exemple », « nom_commercial: Studio Lumière », sans « neq ».
    Conforme : le NEQ est donné; ou le nom commercial comprend le prénom et le nom.
    """
    for cle in ("expediteur", "destinataire"):
        partie = getattr(affaire.dossier, cle)
        if partie.nom_commercial and not partie.neq:
            affiches = set(partie.nom_commercial.casefold().split())
            if not set(partie.nom.casefold().split()) <= affiches:
                yield indetermine(
                    (cle, "nom_commercial"),
                    "ce nom commercial ne comprend pas le nom légal, et aucun NEQ n’est donné.",
                    "Cherchez le nom exact au registre des entreprises et ajoutez « neq ».",
                )
