"""Règles des propos : un fait faux se conteste; un avis honnête se respecte."""

from __future__ import annotations

from collections.abc import Iterator

from lettres.affaire import Affaire
from lettres.dossier import Dossier, Publication
from lettres.droit.calendrier import ajouter_jours_ouvrables
from lettres.droit.fondements import ABUS_DE_PROCEDURE, PRESSE, PRUDHOMME
from lettres.droit.parametre import jours
from lettres.langue.ecriture import compte_de, jour
from lettres.langue.mots.normalisation import normaliser
from lettres.regles.faits import accueille_les_propos
from lettres.regles.regle import ALERTE, CONSEIL, Faute, indetermine, quand, regle
from lettres.socle.expression import Expression

# -- Un jugement de goût. Lu sans accents, une espace après chaque apostrophe --
_JUGE = (
    r"(?:lent|froid|moyen|mediocre|ordinaire|horrible|affreu|execrable|pourri|bacle|desagreable|desastreu"
    r"|lamentable|nul"
    r"|moche|laid|banal|mauvais|penible|catastroph|inacceptable|epouvantable|pathetique|poche)\w{0,5}\b"
)
_OPINION = Expression(
    r"\bje (?:trouve|pense|crois|n' ai pas (?:aime|apprecie))|\ba mon avis|\bselon moi|\bpersonnellement|\bdecu"
    r"|\bdecev"
    r"|\bpas (?:\w+ )?(?:content|satisfait|professionnel|terrible|fort|fiable|serieu|a la hauteur|mon (?:style"
    r"|genre)|beau|bon)"
    rf"|\bj' ai (?:moins )?aime|\b(?:service|accueil|ambiance|attitude|travail|resultat|photo|qualite|experience"
    rf"|ton)s? (?:\w+ ){{0,2}}?{_JUGE}"
    r"|\b(?:mediocre|horrible|affreu|execrable|desastreu|lamentable|catastroph|epouvantable|pathetique|bof\b"
    r"|moches?\b)"
    r"|\ba (?:eviter|fuir)\b|\b(?:fuyez|evitez)\b|\bpassez votre chemin|\b(?:zero|une|aucune|0|1) etoiles?\b"
    r"|\b(?:recommande|conseille)(?:rai)? (?:pas|a personne)|\b(?:trop|vraiment|bien) (?:chere?s?|long|froid|brusque)"
    r"|\bl[ae]s? pires?\b|\battend\w* a mieux|\b(?:vaut|valait|vaudra) (?:\w+ )?pas\b"
    r"|\b(?:mal|peu) (?:servi|accueilli|recu|organise|impressionne)|\bplus jamais\b(?! (?:recu|revu|eu)\b)"
)
_COUPE = Expression(r"\[\s?(?:…|\.\.\.)\s?\]|\(\s?(?:…|\.\.\.)\s?\)")
_PRESSE_EN_LIGNE = Expression(r"(?i)\bpresse\b|\bmédias?\b|\bmagazine|\bjournal\b.|.\bjournal\b|\bquotidien|\bhebdo")


def propos_vises(dossier: Dossier, lettre: str) -> Iterator[tuple[int, Publication]]:
    """Les propos que la lettre conteste, avec leur rang."""
    if not accueille_les_propos(lettre):
        yield from enumerate(dossier.publications)


def support_dit(p: Publication) -> str:
    """Où le propos est publié, tel que le dossier le dit, en minuscules."""
    return (p.support or "").strip().lower()


@quand(nature="reputation", donne="publications")
@regle("R101", "viser-un-avis-que-l-on-a-demande", ALERTE, fondement=ABUS_DE_PROCEDURE, fiches=("F6.05", "F6.06"))
def avis_sollicite(affaire: Affaire, lettre: str) -> Iterator[Faute]:
    """L’avis visé a été demandé, ou écrit sur la page faite pour les avis.

    Pourquoi : raconter une mauvaise expérience est permis, et même utile; le viser peut être un abus.
    Fautif : « sollicitee: oui ».
    Conforme : une réponse publique, courtoise, sans lettre.
    """
    for i, p in propos_vises(affaire.dossier, lettre):
        if p.sollicitee:
            yield Faute(
                ("publications", i, "sollicitee"),
                "Cet avis a été demandé, ou écrit là où l’on en donne : un avis honnête est permis.",
                "Préférez une réponse publique (« --lettre reponse_publique »); ne visez qu’un fait précis et faux.",
            )


@quand(nature="reputation", donne="publications")
@regle("R102", "ignorer-si-l-avis-etait-demande", CONSEIL, fiches=("F6.05",))
def sollicitation_inconnue(affaire: Affaire, lettre: str) -> Iterator[Faute]:
    """On ne sait pas si l’avis avait été demandé.

    Pourquoi : un avis sur la page du professionnel, ou en réponse à qui le demandait, est légitime.
    Fautif : une publication sans « sollicitee ».
    Conforme : « sollicitee: non ».
    """
    for i, p in propos_vises(affaire.dossier, lettre):
        if p.sollicitee is None:
            yield indetermine(
                ("publications", i),
                "le dossier ne dit pas si cet avis avait été demandé.",
                "Ajoutez « sollicitee » : oui ou non.",
            )


@quand(nature="reputation", donne="publications")
@regle("R103", "attaquer-une-opinion", ALERTE, fondement=PRUDHOMME, fiches=("F6.05", "F6.02"))
def opinion(affaire: Affaire, lettre: str) -> Iterator[Faute]:
    """Le propos visé ressemble à une opinion plutôt qu’à un fait.

    Pourquoi : on dément un fait; une opinion négative, même dure, ne se dément pas.
    Fautif : « citation: Je n’ai pas aimé le service. », avec « situation: sait_faux ».
    Conforme : « citation: Elle ne nous a jamais remis une seule photo. »
    """
    for i, p in propos_vises(affaire.dossier, lettre):
        if (
            p.citation
            and p.passage is None
            and p.situation != "sans_motif"
            and _OPINION.search(normaliser(p.citation).texte)
        ):
            yield Faute(
                ("publications", i, "citation"),
                "Ce propos ressemble à une opinion : seul un fait peut être faux.",
                "Dites dans « passage » le fait précis qui est faux; sinon, répondez publiquement, avec courtoisie.",
            )


@quand(nature="reputation", donne="publications")
@regle("R104", "reprocher-un-propos-vrai", CONSEIL, fondement=PRUDHOMME, fiches=("F6.02", "F6.03"))
def propos_vrai(affaire: Affaire, lettre: str) -> Iterator[Faute]:
    """Le propos visé est vrai.

    Pourquoi : un propos vrai n’est fautif que s’il est tenu sans juste motif; l’intérêt du public en est un.
    Fautif : « situation: sans_motif », pour un avis de client sur le travail lui-même.
    Conforme : « situation: sans_motif », pour un fait privé sans lien avec le travail.
    """
    for i, p in propos_vises(affaire.dossier, lettre):
        if p.situation == "sans_motif":
            yield Faute(
                ("publications", i, "situation"),
                "Ce propos est vrai : il n’est fautif que s’il a été tenu sans juste motif.",
                "Relisez « pourquoi » : il dit en quoi rien ne justifiait de le publier.",
            )


@quand(nature="reputation", donne="publications")
@regle("R105", "viser-un-journal-sans-avis", ALERTE, fondement=PRESSE, fiches=("F6.12",))
def avis_au_journal(affaire: Affaire, lettre: str) -> Iterator[Faute]:
    """La publication est celle d’un journal.

    Pourquoi : un avis préalable est exigé, chaque demandeur donne le sien, et le délai pour agir est très court.
    Fautif : « support: journal », et une lettre comme les autres.
    Conforme : un avocat est consulté, et l’avis au journal, donné.
    """
    dossier, au = affaire.dossier, affaire.au
    for i, p in propos_vises(dossier, lettre):
        if support_dit(p) == "journal":
            ouvrables = jours("prescription.avis_journal", au)
            fin = ajouter_jours_ouvrables(affaire.reception, ouvrables)
            yield Faute(
                ("publications", i, "support"),
                f"Contre un journal, un avis préalable de {compte_de(ouvrables, 'jour')} ouvrables est exigé; "
                f"reçu aujourd’hui par ce moyen, il courrait jusqu’au {jour(fin)}.",
                "Consultez un avocat tout de suite : le délai pour agir est de quelques mois.",
            )


@quand(nature="reputation", donne="publications")
@regle("R106", "prendre-un-site-de-presse-pour-un-site", CONSEIL, fondement=PRESSE, fiches=("F6.13",))
def presse_en_ligne(affaire: Affaire, lettre: str) -> Iterator[Faute]:
    """Le support semble être un média, sans être un journal papier.

    Pourquoi : un site de presse n’est pas un journal selon un arrêt, mais la prudence retient le plus court délai.
    Fautif : « support: site de presse ».
    Conforme : « support: journal », qui applique le délai le plus court; ou « support: facebook ».
    """
    for i, p in propos_vises(affaire.dossier, lettre):
        if support_dit(p) != "journal" and _PRESSE_EN_LIGNE.search(support_dit(p)):
            yield indetermine(
                ("publications", i, "support"),
                "ce support est peut-être un média; par prudence, le plus court des délais s’applique.",
                "Écrivez « support: journal » pour que les dates soient celles d’un journal.",
            )


@quand(nature="reputation", donne="publications")
@regle("R107", "oublier-quand-on-a-su", CONSEIL, fondement="prescription.reputation", fiches=("F2.03",))
def connaissance_inconnue(affaire: Affaire, lettre: str) -> Iterator[Faute]:
    """Le dossier ne dit pas quand l’expéditeur a connu le propos.

    Pourquoi : le délai pour agir court de ce jour.
    Fautif : une publication sans « connaissance ».
    Conforme : « connaissance: 2026-10-21 ».
    """
    for i, p in propos_vises(affaire.dossier, lettre):
        if p.connaissance is None:
            message = "sans la date où vous l’avez connu, le délai pour agir contre ce propos ne se calcule pas."
            yield indetermine(("publications", i), message, "Ajoutez « connaissance ».")


@quand(nature="reputation", donne="publications")
@regle("R108", "couper-la-citation", ALERTE, fiches=("F6.04",))
def citation_coupee(affaire: Affaire, lettre: str) -> Iterator[Faute]:
    """Le propos est cité avec une coupure.

    Pourquoi : les propos se jugent dans leur ensemble; une coupure peut en changer le sens.
    Fautif : « citation: Elle a pris notre dépôt […] et rien remis. »
    Conforme : la citation intégrale; « passage » dit la partie visée.
    """
    for i, p in propos_vises(affaire.dossier, lettre):
        if p.citation and _COUPE.search(p.citation):
            yield Faute(
                ("publications", i, "citation"),
                "La citation est coupée : un propos se juge dans son ensemble.",
                "Recopiez-le en entier, et nommez dans « passage » la partie visée.",
            )
