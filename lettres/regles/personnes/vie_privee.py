"""Règles de la vie privée : ne garder que le nécessaire, sans numéro ni donnée sensible."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lettres.affaire import Affaire
from lettres.droit.fondements import RENSEIGNEMENTS
from lettres.langue.mots.numeros import cle_juste
from lettres.regles.mots_cles import MotifDeTexte, MotsCles
from lettres.regles.mots_ecrits import sont_d_autrui, textes_libres
from lettres.regles.regle import ALERTE, Faute, quand, regle
from lettres.socle.constats import Chemin
from lettres.socle.expression import Expression

# -- Des champs faits pour un numéro : NEQ, taxes, téléphone, suivi postal, empreinte, adresse Web, facture --
_EXEMPTS = {"neq", "tps", "tvq", "telephone", "suivi", "empreinte", "url", "site", "facture", "reference", "schema_"}
_LONG = MotifDeTexte("[ –-]?".join((r"\d",) * len("046454286")))
"""Neuf chiffres de suite : sans eux, un texte ne porte aucun de ces numéros."""
# -- Le premier chiffre, puis ce qui le précède : un motif qui commence par un regard s'essaie à chaque place --
_CARTE = Expression(r"\d(?<![\w-]\d)(?:[ –-]?\d){12,18}(?![\w-])")
_NAS = Expression(r"\d(?<![\w-]\d)\d{2}([ –-]?)\d{3}\1\d{3}(?![\w-]| ?RT| ?RP)")
_SENSIBLE = Expression(
    r"(?i)\b(?:date de naissance|(?:suis|êtes|est) née? le \d|numéro d[’']assurance maladie"
    r"|permis de conduire n|diagnostic médical|état de santé|dossier médical"
    r"|(?<!aucun )(?<!pas de )casier judiciaire"
    # -- la santé de l'autre, ou d'un tiers; la sienne, dans un préjudice, est son choix --
    r"|(?:votre|vos|ton|ta|tes|son|sa|ses|leurs?) (?:\w+ ){0,2}(?:dépression|cancers?|maladies?|bipolarité"
    r"|trouble bipolaire"
    r"|schizophrénie|démence|alzheimer|burn[ -]?out|épuisement professionnel|anxiété|tdah?|autisme|handicaps?|diabète"
    r"|épilepsie|sida|vih|grossesse|fausse couche|avortement|ménopause|chimio\w*|dialyse|psychose|dépendances?"
    r"|alcoolisme"
    r"|toxicomanie|cure|désintox\w*|thérapie|psychiatres?|psychologues?|médicaments?|pilules?|antidépresseurs?"
    r"|prescriptions?"
    r"|arrêt de travail|congé (?:de )?maladie|tentative de suicide|hospitalisation|chirurgie)\b(?! (?:du"
    r"|de la) (?:bien|site))"
    r"|(?:vous|tu|il|elle) (?:êtes|es|est|étiez|était) (?:\w+ ){0,2}(?:dépressi\w+|bipolaire|schizophrène"
    r"|séropositi\w+|alcoolique"
    r"|toxicomane|cancéreu\w+|suicidaire|autiste|diabétique|épileptique|handicapée?|enceinte|ménopausée)\b"
    r"|(?:vous|tu|il|elle) (?:\w+ ){1,4}(?:chimio\w*|dialyse|désintox\w*|thérapie|dépression|burn[ -]?out|avortement"
    r"|fausse couche|antidépresseurs?|cure|psychiatr\w+|casino|alcooliques anonymes)\b"
    r"|désintox\w*)"
)
_MOTS_SENSIBLES = MotsCles(
    r"naissance|\bnée?\b|maladie|permis|medica|sante|casier|depress|cancer|bipola|schizophren|demence|alzheimer|burn"
    r"|epuisement|anxiete|tdah?|autis|handicap|diabet|epilep|sida|vih|grossesse|couche|avortement|menopaus|chimio"
    r"|dialyse|psychose|dependance|alcool|toxicoman|\bcure|desintox|therapie|psychiatr|psycholog|pilule|prescription"
    r"|arret|suicid|hospitalisation|chirurgie|seroposit|enceinte|casino"
)


def _numeros(affaire: Affaire, motif: re.Pattern[str]) -> Iterator[Chemin]:
    """Les champs qui portent un tel numéro; le filtre de vocabulaire lit déjà les textes libres."""
    longs = [lu for lu in _LONG.textes(affaire) if lu[0][-1] not in _EXEMPTS]
    portent = [(chemin, texte) for chemin, texte in longs if motif.search(texte)]
    lus_par_les_mots = {chemin for chemin, _ in textes_libres(affaire.dossier)} if portent else ()
    for chemin, texte in portent:
        if chemin in lus_par_les_mots:
            continue
        for trouve in motif.finditer(texte):
            chiffres = re.sub(r"\D", "", trouve[0])
            if len(set(chiffres)) > 1 and cle_juste(chiffres):
                yield chemin
                break


@regle("X101", "ecrire-un-numero-de-carte", ALERTE, fondement=RENSEIGNEMENTS, fiches=("F12.02", "F4.13"))
def numero_de_carte(affaire: Affaire, lettre: str) -> Iterator[Faute]:
    """Un champ contient un numéro de carte de paiement.

    Pourquoi : une lettre circule; un numéro complet n’y sert à rien et se vole.
    Fautif : « complement: carte 4111 1111 1111 1111 », dans une adresse.
    Conforme : les quatre derniers chiffres, s’il le faut.
    """
    for chemin in _numeros(affaire, _CARTE):
        yield Faute(
            chemin,
            "Ce texte contient un numéro de carte de paiement.",
            "Effacez-le; au besoin, écrivez-le à la main sur la demande à l’émetteur.",
        )


@regle("X102", "ecrire-un-numero-d-assurance-sociale", ALERTE, fondement=RENSEIGNEMENTS, fiches=("F12.02",))
def numero_d_assurance_sociale(affaire: Affaire, lettre: str) -> Iterator[Faute]:
    """Un champ contient un numéro d’assurance sociale.

    Pourquoi : ce numéro ne sert pas à une lettre et expose la personne.
    Fautif : « complement: NAS 046 454 286 », dans une adresse.
    Conforme : aucun numéro d’assurance sociale.
    """
    for chemin in _numeros(affaire, _NAS):
        yield Faute(chemin, "Ce texte contient un numéro d’assurance sociale.", "Effacez-le.")


@quand(mots=(_MOTS_SENSIBLES,))
@regle("X103", "ecrire-un-renseignement-sensible", ALERTE, fondement=RENSEIGNEMENTS, fiches=("F12.02", "F12.01"))
def renseignement_sensible(affaire: Affaire, lettre: str) -> Iterator[Faute]:
    """Un texte contient un renseignement sensible : naissance, santé, casier.

    Pourquoi : on ne recueille et ne communique que ce qui est nécessaire.
    Fautif : « texte: votre dépression expliquait le retard. »
    Conforme : « texte: vous nous avez écrit que vous paieriez en septembre. »
    """
    for chemin, texte in _MOTS_SENSIBLES.textes(affaire):
        if not sont_d_autrui(chemin) and (trouve := _SENSIBLE.search(texte)):
            yield Faute(
                chemin,
                f"« {trouve[0]} » : ce renseignement sensible n’est pas nécessaire à la lettre.",
                "Retirez-le.",
            )
