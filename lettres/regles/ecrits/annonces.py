"""Règles des annonces : ce que la lettre demande, ce qui suivra un refus; rien d'autre que du droit civil."""

from __future__ import annotations

from collections.abc import Iterator

from lettres.affaire import Affaire
from lettres.droit.fondements import recouvrement
from lettres.langue.mots.normalisation import normaliser
from lettres.regles.regle import ALERTE, Faute, quand, regle
from lettres.socle.expression import Expression

# -- Ce qu'un refus entraîne : un recours, la fin ou l'arrêt de l'entente, l'exécution par un autre; lu sans accents --
_SUITE_CIVILE = Expression(
    r"\brecours\b|\btribuna|\bcour (?:du quebec|superieure|competente)|\b(?:a|devant|par) la cour\b"
    r"|\bpetites creances"
    r"|\bpoursui|\ben justice|\bjudiciaire|\bprocedures?\b|\bmediat|\barbitr|\bprotection du consommateur"
    r"|\bresili|\bresol[uv]|\bannul|\bmet\w* fin|\bfin (?:a|au|du|de|d')|\btermin|\bsuspen|\bcess|\barret|\binterrom"
    r"|\breport|\bconge\b|\brefus|\bdeclin|\brenouvel|\breclam|\bdommages|\binterets?\b|\bindemni|\bcompens"
    r"|\bret(?:iens|enir|iendr|enue)|\bpar un (?:tiers|autre)|\bautre (?:entrepre|fourniss|specialist|couvreur"
    r"|traiteur"
    r"|photograph|artisan|personne|technicien|garage|atelier)|\bfai(?:re|s|sons|t) (?:faire|reparer|corriger"
    r"|completer"
    r"|terminer|executer|refaire|poser|livrer)|\bfer(?:ai|ons|a) (?:faire|reparer|corriger|completer|terminer"
    r"|executer"
    r"|refaire|poser|livrer|appel)|\bfacturer|\btarif|\btiend(?:rai|rons)\b|\bproposition|\boffre\b|\bentente\b"
    r"|\bcontrat\b|\bclause|\bmandat\b|\b(?:mes|nos) droits|\breserve|\b(?:ne|n') (?:\w+ ){1,3}plus\b|\bpas suite\b"
    r"|\bavocat|\bdepos\w+ une demande"
    # -- entre gens qui travaillent ensemble : ce qui attend, se décale, ou s'en tient à ce qui est prévu --
    r"|\battend\w* votre|\ben attente\b|\b(?:le|les|la|ce|mon|notre|nos) (?:travail|travaux|livraisons?|calendrier"
    r"|echeancier|chantier|projet|heures|taches?|depot|acompte)\b|\bdecal|\bm' en tiendr|\bnous en tiendr"
    r"|\bne fer(?:ai|ons) que\b"
    r"|\b(?:la|votre|cette) (?:date|place) (?:sera|ira|pourra)"
)
# -- Entre gens polis, on s'écrira de nouveau : à vous seul, et pas sans relâche --
_SUITE_DOUCE = Expression(
    r"\b(?:je|nous|on) (?:(?:vous|te|se|nous|n'|me) ){0,2}(?:r?appeller|telephoner|reparle|ecrir|reecrir|relancer"
    r"|recontacter|communiquer|r?enverr|fer(?:ai|ons) (?:parvenir|suivre)|transmettr|fixer|conviendr)"
    r"|\bsi (?:le |la |votre |vous )?(?:paiement|virement|cheque|facture|versement|somme|solde|montant|avez)"
    r"[^.!?;]{0,60}\bdeja\b"
    r"|\b(?:j' attend(?:s|rai)|nous attend(?:ons|rons)) (?:de vos nouvelles|votre (?:reponse|appel|paiement))"
)
_SANS_RELACHE = Expression(
    r"\b(?:ton|ta|tes|votre(?! (?:reponse|paiement|facture|rappel|compte|solde|virement))|vos(?! nouvelles)"
    r"|chaque|chez|ailleurs|tous les|toutes les|jour et nuit|autre(?:ment)?|quelqu' un|devant|reste|ensuite"
    r"|pas encore)\b"
)
# -- Une demande se reconnaît à son infinitif, à son nom, à son verbe ou à sa politesse --
_AVANT_L_INFINITIF = (
    r"(?:(?:svp|de|d'|ne|pas|plus|me|m'|nous|vous|se|s'|y|en|le|la|les|l'|lui|leur|tout|a|puis|aussi|bien),? ){0,5}"
)
_INFINITIF = rf"^\W*{_AVANT_L_INFINITIF}(?!votre\b|notre\b|autre\b|entre\b|contre\b|hier\b)[a-z]+(?:er|ir|re)\b"
_DEMANDE = Expression(
    rf"{_INFINITIF}"
    r"|\b(?:je|j'|nous|on|il) (?:(?:vous|te|lui|leur|ne|n'|me|m'|en) ){0,2}(?:demand|reclam|exig|souhait|voudr"
    r"|aimer|pri"
    r"|veu|voul|attend|invit|propos|mets|mettons|insist|sugger|faut|tien|requ|espere)"
    r"|\bmerci (?:de|d')|\bveuillez|\bpriere de|\bsvp\b|\bs' il (?:vous|te) plait|\ben demeure\b"
    r"|\b(?:vous|tu) (?:dev|dois|avez jusqu)|\bpour(?:riez|rais) (?:vous|tu)|^\W*[a-z]+(?:ez|ons)\b"
    r"|\b[a-z]{2,14}ez (?:moi|nous)\b"
    r"|\b(?:rembours|remplac|repar|livrais|retrait|retract|excus|paiement|remise|restitu|execut|correct|cessat|annul"
    r"|resili|remedi|explic|confirmat|acces|copies?\b|reprise|retour\b|echange|credit|versement|reglement|quittance"
    r"|suppress)\w*"
)

# -- Une solution se reconnaît à ce que l'on offre, accepte ou rend possible --
_OFFRE = Expression(
    rf"{_INFINITIF}"
    r"|\bpropos|\baccept|\boffr|\baccord|\bconv(?:en|ien)|\bprete?s? a\b|\bdispo|\bpouv(?:ez|ons)|\bpourr"
    r"|\bpeux\b|\bpossib"
    r"|\bversement|\bpaiement|\bmensual|\bdelai|\breport|\bechelonn|\betal|\bmediat|\bconciliat|\bdiscut"
    r"|\bparler\b|\brencontr"
    r"|\bechang|\bcredit|\brabais|\bescompt|\bremis|\bremett|\brembours|\bremplac|\brepar|\brepren|\brepris"
    r"|\brefer|\brefair"
    r"|\bcorrig|\bcorrect|\blivr|\brappel|\btexto|\bcourriel|\btelephon|\becri|\bavenant|\brendez vous|\bcalendrier"
    r"|\bhoraire|\bmoitie|\breduc|\bprolong|\bretour|\brapport|\bessai|\bsolution|\bentente|\barrang|\bchoi[sx]"
    r"|\bgarder"
    r"|\bfactur|\brepond|\brevoir|\bensemble\b|\bannul|\brenonc|\bsans frais|\bmodifi|\bajout|\btermin|\bcomplet"
    r"|\benvo[iy]|\bpreuve"
    r"|\bsuffi|\bfera l' affaire|\bsemblable|\bequivalent|\brassur|\bpasser chercher|\bacompte|\bm' irait|\bme va\b"
    # -- ce à quoi l'on renonce, à la première personne : « j'enlève », « on oublie », « je vous fais grâce de » --
    r"|\b(?:j'|je|nous|on) (?:vous )?(?:enlev|retir|ot(?:e|ons|erai|erons)\b|effac|oubli|soustra[iy]|baiss|abandonn"
    r"|f(?:ais|ait|aisons|erai|erons) grace|laiss\w+ tomber|coup\w+ la poire)(?!\w* (?:pas|jamais|rien)\b)"
)


@quand(donne="consequence")
@regle("T118", "annoncer-autre-chose-qu-un-recours", ALERTE, fondement=recouvrement("3"), fiches=("F8.06", "F1.11"))
def suite_qui_n_est_pas_civile(affaire: Affaire, lettre: str) -> Iterator[Faute]:
    """La conséquence annoncée ne nomme ni recours civil, ni fin ou arrêt de l’entente, ni nouvelle lettre.

    Pourquoi : tout ce qu’une lettre annonce hors du droit civil se lit comme une menace.
    Fautif : « consequence: le monde est petit, à Granby. »
    Conforme : « consequence: je pourrai m’adresser au tribunal compétent. »
    """
    dossier = affaire.dossier
    texte = normaliser(dossier.consequence or "").texte
    douce = _SUITE_DOUCE.search(texte) and not _SANS_RELACHE.search(texte)
    if texte and not (douce or _SUITE_CIVILE.search(texte)):
        yield Faute(
            ("consequence",),
            "Cette conséquence ne nomme ni recours civil, ni fin de l’entente : elle peut se lire comme une menace.",
            "Dites le recours (« je pourrai exercer mes recours civils »), ou ce que vous cesserez de faire.",
        )


@quand(donne="demandes")
@regle("T119", "demander-sans-dire-quoi", ALERTE, fiches=("F1.10",))
def demande_qui_n_en_est_pas_une(affaire: Affaire, lettre: str) -> Iterator[Faute]:
    """Le texte d’une demande ne demande rien.

    Pourquoi : la lettre écrit « en demeure de », puis ce texte; ce qui n’y est pas demandé s’y lit comme une pression.
    Fautif : « texte: votre réputation est sans doute excellente. »
    Conforme : « texte: payer la facture F-1023 »
    """
    for i, d in enumerate(affaire.dossier.demandes):
        if d.texte and not _DEMANDE.search(normaliser(d.texte).texte):
            yield Faute(
                ("demandes", i, "texte"),
                "Ce texte ne demande rien : la lettre l’écrit après « en demeure de ».",
                "Écrivez à l’infinitif ce qui doit être fait : « payer la facture F-1023 ».",
            )


@quand(donne=("solution", "options"))
@regle("T120", "proposer-sans-rien-offrir", ALERTE, fiches=("F1.11",))
def solution_qui_n_offre_rien(affaire: Affaire, lettre: str) -> Iterator[Faute]:
    """La solution n’offre rien.

    Pourquoi : une solution dit ce que l’on accepte de faire ou de recevoir; le reste s’y lit comme une pression.
    Fautif : « solution: vous dormiriez tellement mieux. »
    Conforme : « solution: trois versements, sur entente écrite. »
    """
    dossier = affaire.dossier
    for chemin, texte in (
        (("solution",), dossier.solution),
        *((("options", i), o) for i, o in enumerate(dossier.options)),
    ):
        if texte and not _OFFRE.search(normaliser(texte).texte):
            yield Faute(
                chemin,
                "Cette solution ne dit pas ce que vous offrez ou acceptez.",
                "Écrivez ce qui vous conviendrait : un délai, des versements, une réparation, une rencontre.",
            )
