"""Composition du récit : contrat, faits, démarches, publications, préjudices, pièces."""

from __future__ import annotations

import re

from lettres.affaire import Affaire, Jalon, SorteDeJalon
from lettres.catalogue import capacites
from lettres.composition import envois, tiers
from lettres.composition.imprimable.argent import DITES, NOTEES
from lettres.composition.imprimable.lettre import (
    ClauseImprimable,
    ContratImprimable,
    EvenementImprimable,
    PieceImprimable,
    PrejudiceImprimable,
    PublicationImprimable,
)
from lettres.dossier import Clause, Contrat, Envoi, Evenement, Moment, Piece, Prejudice, Publication, Suite
from lettres.langue import typographie as t
from lettres.langue.ecriture import DateEcrite

CANAUX = {
    "telephone": "Appel téléphonique",
    "courriel": "Courriel",
    "texto": "Texto",
    "poste": "Courrier",
    "en_personne": "Rencontre",
    "autre": "Échange",
}

_RESULTATS = {
    "sans_reponse": "aucune réponse reçue",
    "refus": "refus exprimé",
    "contestation": "contestation de la demande",
    "reconnaissance": "la somme a été reconnue",
    "promesse": "le paiement a été promis",
    "paiement_annonce": "un paiement a été annoncé",
    "facture_non_recue": "la facture a été dite non reçue",
    "injoignable": "personne n’a pu être joint",
    "retour_courrier": "l’envoi est revenu à l’expéditeur",
    "procureur_constitue": "un avocat a été constitué",
    "insolvabilite": "une insolvabilité a été annoncée",
    "en_approbation": "la facture a été dite en approbation",
    "appel_fait": "un appel a été fait",
    "cheque_sans_provision": "le paiement a été refusé, faute de provision",
}

_SUPPORTS = {
    "facebook": "Facebook",
    "google": "Google",
    "instagram": "Instagram",
    "tiktok": "TikTok",
    "linkedin": "LinkedIn",
}

_LIEUX = {"site": "sur un site Web", "journal": "dans un journal"}
_REPROCHES = {
    "sait_faux": "Ce propos est inexact.",
    "devrait_savoir": "Ce propos est inexact.",
    "sans_motif": "Ce propos est publié sans juste motif.",
}

_SITUATIONS = {
    "sait_faux": "Ce propos est faux, et vous le saviez ou deviez le savoir en le publiant.",
    "devrait_savoir": "Ce propos est faux, et vous auriez dû le savoir avant de le publier.",
    "sans_motif": "Ce propos a été publié sans juste motif.",
}

_COMPLEMENT_DEFINI = re.compile(r"(?i)\b(?:du|des|de la|d[’']une?)\b|\bde l[’']")


def _piece(identifiant: str | None) -> str | None:
    return t.pieces([identifiant]) if identifiant else None


def moment(m: Moment | None) -> DateEcrite | None:
    """« 12 octobre 2026 à 14 h 30 »; la date seule quand l'heure est inconnue."""
    if m is None:
        return None
    return DateEcrite(f"{t.date_longue(m.jour)} à {t.heure(m.heure)}") if m.heure else t.date_longue(m.jour)


def clause(c: Clause, *, verbal: bool = False) -> ClauseImprimable:
    """Compose un passage de l'entente et la façon de le nommer; un accord verbal ne se cite pas mot à mot."""
    quand = t.date_longue(c.date) if c.date else None
    numero = f"clause{t.INSECABLE}{c.numero}" if c.numero else None
    page = f"page{t.INSECABLE}{c.page}" if c.page else None
    du = f" du {quand}" if quand else ""
    if c.source:
        morceaux = [f"{c.source}{du}", numero, page]
    elif verbal and not numero:
        morceaux = ["ce qui a été convenu de vive voix" + (f" le {quand}" if quand else "")]
    else:
        nomme = f"la {numero}" if numero else "le passage suivant"
        morceaux = [f"{nomme}{du}", page and f"à la {page}"]
    designation = ", ".join(m for m in morceaux if m)
    if c.piece:
        designation = t.entre_parentheses(designation, t.pieces([c.piece]))
    return ClauseImprimable(
        designation=designation,
        Designation=t.majuscule(designation),
        texte=t.phrase(c.texte) if verbal else t.sans_guillemets(c.texte),
        numero=c.numero,
        page=str(c.page) if c.page else None,
        piece=_piece(c.piece),
    )


def contrat(c: Contrat | None) -> ContratImprimable | None:
    """Compose l'entente et ses désignations contractées : le, du, au."""
    if c is None:
        return None
    nom = {
        "ecrit": "le contrat",
        "verbal": "l’entente verbale",
        "echanges": "l’entente née de nos échanges écrits",
    }[c.forme]
    titre = {"ecrit": "contrat", "verbal": "entente verbale", "echanges": "entente"}[c.forme]
    if c.date:
        nom += f" du {t.date_longue(c.date)}" if c.forme != "echanges" else f", conclue le {t.date_longue(c.date)}"
        titre += f" du {t.date_longue(c.date)}"
    if c.piece:
        nom += f" ({t.pieces([c.piece])})"
    return ContratImprimable(
        le=nom,
        Le=t.majuscule(nom),
        du=t.de(nom),
        au=t.a(nom),
        titre=titre,
        objet=c.objet,
        date=t.date_si_connue(c.date),
        piece=_piece(c.piece),
        ecrit=c.forme == "ecrit",
        verbal=c.forme == "verbal",
        par_echanges=c.forme == "echanges",
        clauses=[clause(x, verbal=c.forme == "verbal") for x in c.clauses],
    )


def en_ligne(intitule: str | None, preuves: str | None, texte: str) -> str:
    """« Le 15 août 2026 (pièce P-3) : texte » : la preuve précède, pour ne pas toucher au texte de l'usager."""
    if intitule:
        intitule += f" ({preuves})" if preuves else ""
    elif preuves:
        intitule = t.majuscule(preuves)
    return t.phrase(f"{intitule}{t.INSECABLE}: {texte}" if intitule else texte)


def evenement(e: Evenement, autre: str | None = None) -> EvenementImprimable:
    """Compose un fait : « Le ou vers le 15 août 2026 (pièce P-3) : … »; `autre` nomme l'autre à qui n'en est pas."""
    quand = None
    if e.date:
        quand = DateEcrite(f"Le {t.date_longue(e.date)}")
    elif e.vers:
        quand = DateEcrite(f"Le ou vers le {t.date_longue(e.vers)}")
    preuves = t.pieces(e.pieces) if e.pieces else None
    dit = tiers.dit_a_un_tiers(e, autre) if autre else e.texte
    return EvenementImprimable(quand=quand, texte=dit, pieces=preuves, ligne=en_ligne(quand, preuves, dit))


def suite(affaire: Affaire, rang: int, s: Suite, autre: str | None = None) -> str:
    """Compose la suite de ce rang en une ligne; `autre` nomme qui a répondu, quand on le dit à un tiers."""
    # -- sans canal, rien ne dit qu'on se soit parlé : un silence, un chèque refusé --
    intitule = f"{CANAUX[s.canal]} du {t.date_longue(s.date)}" if s.canal else f"Le {t.date_longue(s.date)}"
    selon, texte = ce_qui_est_revenu(affaire, rang, s, autre)
    return en_ligne(intitule + selon, _piece(s.piece), texte)


def ce_qui_est_revenu(affaire: Affaire, rang: int, s: Suite, autre: str | None = None) -> tuple[str, str]:
    """D'après quoi on le sait, et ce qui est revenu : les mots de l'autre, puis ce que l'on en a noté.

    Une lettre revenue ou un paiement refusé se nomme : une note le complète, et ne le remplace pas.
    """
    autre = tiers.qui_a_dit(affaire, rang, autre)
    # -- une lettre d'argent répond à qui conteste; les autres racontent --
    nos = ("mes" if affaire.qualites.au_singulier else "nos") if affaire.dossier.nature == "recouvrement" else None
    note = tiers.a_un_tiers(s.note, autre) if s.note and autre else s.note
    selon = f"selon {nos} notes{t.INSECABLE}: " if nos else ""
    dit = _defait(affaire, rang, s)
    if s.citation:
        de_vive_voix = s.canal in {"telephone", "en_personne"}
        if autre:
            # -- à un tiers, on annonce ce qui n'est pas de nous --
            annonce = "a tenu ces propos" if de_vive_voix else "a écrit ces mots"
            dit = f"{autre} {annonce}{t.INSECABLE}: {tiers.citer(s.citation)}"
        else:
            dit = f"vous avez {'dit' if de_vive_voix else 'écrit'} {tiers.citer(s.citation)}"
    precis = _en_chiffres(s, d_argent=nos is not None)
    if dit:
        return "", _a_la_suite(dit, precis, selon + note if note else None)
    texte = _a_la_suite(precis, note) or _resultat(s, d_argent=nos is not None)
    # -- une note rapporte l'autre : rien ne doit laisser croire que c'est nous qui parlons --
    return f", selon {nos} notes" if note and nos and s.resultat in {"refus", "contestation"} else "", texte


def _a_la_suite(*parties: str | None) -> str:
    """L'un après l'autre, après un point-virgule; une note qui commence une phrase reste une phrase."""
    texte = ""
    for partie in filter(None, parties):
        texte += (". " if partie[0].isupper() else "; ") + partie if texte else partie
    return texte


def _defait(affaire: Affaire, rang: int, s: Suite) -> str | None:
    """La lettre revenue, ou le paiement refusé, par son nom : d'autres sont restés bons."""
    match s.resultat:
        case "retour_courrier" if (e := affaire.inscriptions.lettre_nommee(affaire.dossier, rang)) is not None:
            nom, e_muet = envois.LETTRES[e.lettre], "e" if capacites(e.lettre).feminine else ""
            article = "l’" if nom[0] in "AEIOU" else "la " if e_muet else "le "
            nomme = f"{article}{nom[0].lower()}{nom[1:]} du {t.date_longue(e.date)}"
            return f"{nomme} est revenu{e_muet} à l’expéditeur"
        case "cheque_sans_provision" if (p := affaire.inscriptions.paiement_nomme(affaire.dossier, s)) is not None:
            combien = f" de {t.montant(p.montant)}" if p.montant is not None else ""
            quand = f" du {t.date_longue(p.date)}" if p.date else ""
            return f"le paiement{combien}{quand} a été refusé, faute de provision"
    return None


def _resultat(s: Suite, *, d_argent: bool) -> str:
    """Ce qui est revenu, chiffré si le dossier le chiffre : une part n'est pas le tout."""
    if s.resultat == "promesse" and not d_argent:
        return _en_chiffres(s, d_argent=d_argent) or "ce qui était demandé a été promis"
    return _en_chiffres(s, d_argent=d_argent) or _RESULTATS[s.resultat]


def _en_chiffres(s: Suite, *, d_argent: bool) -> str | None:
    """De quelle somme et pour quel jour, quand le dossier le dit : ni une citation ni une note n'en tiennent lieu."""
    combien = t.montant(s.montant) if s.montant is not None else None
    quand = f" pour le {t.date_longue(s.promis_le)}" if s.promis_le else ""
    match s.resultat:
        case "reconnaissance" if combien:
            return f"la somme de {combien} a été reconnue"
        case "promesse" if combien or quand:
            # -- hors d'un recouvrement, ce que l'on promet sans dire de somme n'est pas un paiement --
            quoi = f"un paiement de {combien}" if combien else "le paiement" if d_argent else "ce qui était demandé"
            return f"{quoi} a été promis{quand}"
        case "paiement_annonce" if combien or quand:
            return f"un paiement{f' de {combien}' if combien else ''} a été annoncé{quand}"
        case "en_approbation" if combien or quand:
            annonce = f"; un paiement{f' de {combien}' if combien else ''} a été annoncé{quand}"
            return _RESULTATS[s.resultat] + annonce
        case "contestation" if s.montant_conteste is not None:
            return f"contestation de la demande, pour {t.montant(s.montant_conteste)}"
    return None


def demarches(affaire: Affaire, autre: str | None = None) -> list[str]:
    """Les démarches faites jusqu'au jour de la lettre, dans l'ordre; `autre` nomme l'autre à qui n'en est pas."""
    return [ligne for jalon in affaire.chronologie if (ligne := du_journal(affaire, jalon, autre))]


def du_journal(affaire: Affaire, jalon: Jalon, autre: str | None = None) -> str | None:
    """Une lettre partie ou ce qui est revenu, en une ligne; `autre` nomme l'autre partie à qui n'en est pas.

    None d'un autre jalon, d'une lettre qui ne se raconte pas, et de ce qui répond à une offre, qui va à part.
    """
    if jalon.chemin in affaire.litige.reponses_a_une_offre:
        return None
    if isinstance(jalon.element, Suite):
        return suite(affaire, int(jalon.chemin[1]), jalon.element, autre)
    if jalon.sorte is SorteDeJalon.ENVOI and isinstance(jalon.element, Envoi):
        return envois.raconter(affaire, jalon.element) if capacites(jalon.element.lettre).racontee else None
    return None


def echanges(affaire: Affaire) -> list[str]:
    """Ce qui s'est dit, et nos réponses : sans ce à quoi un rappel répond lui-même, ni aucune menace."""
    ouvertes, lignes = {rang for rang, _ in affaire.contestations.ouvertes}, []
    for jalon in affaire.chronologie:
        dit = jalon.element
        if isinstance(dit, Suite):
            if dit.resultat in DITES and jalon.chemin[1] not in ouvertes:
                lignes.append(du_journal(affaire, jalon._replace(element=_sans_note(dit))))
        elif isinstance(dit, Envoi) and capacites(dit.lettre).replique and envois.concerne(affaire, dit):
            lignes.append(du_journal(affaire, jalon))
    return [ligne for ligne in lignes if ligne]


def _sans_note(s: Suite) -> Suite:
    return s if s.note is None or s.resultat in NOTEES else s.model_copy(update={"note": None})


def publication(p: Publication, rang: int) -> PublicationImprimable:
    """Compose un propos publié."""
    support = _SUPPORTS.get(p.support.lower(), p.support) if p.support else None
    return PublicationImprimable(
        numero=str(rang),
        url=p.url,
        support=support,
        sur=_LIEUX.get((p.support or "").lower()) or (f"sur {support}" if support else None),
        auteur=p.auteur,
        date=moment(p.date),
        capture=moment(p.capture),
        connaissance=t.date_si_connue(p.connaissance),
        citation=p.citation and t.sans_guillemets(p.citation),
        pourquoi=p.pourquoi and t.phrase(t.majuscule(p.pourquoi)),
        passage=p.passage and t.sans_guillemets(p.passage),
        correction=p.correction and t.sans_guillemets(p.correction),
        signale_le=t.date_si_connue(p.signale_le),
        piece=_piece(p.piece),
        pieces=t.pieces(p.pieces) if p.pieces else None,
        situation=_SITUATIONS[p.situation] if p.situation else None,
        reproche=_REPROCHES[p.situation] if p.situation else None,
    )


def prejudice(p: Prejudice) -> PrejudiceImprimable:
    """Compose un tort; son montant ne s'imprime que si une pièce le chiffre."""
    somme = t.montant(p.montant) if p.montant is not None and p.pieces else None
    preuves = t.pieces(p.pieces) if p.pieces else None
    return PrejudiceImprimable(texte=p.texte, montant=somme, pieces=preuves, ligne=en_ligne(somme, preuves, p.texte))


def piece(p: Piece) -> PieceImprimable:
    """Compose une pièce jointe."""
    libelle = p.titre
    if p.date:
        # -- « Capture d’écran du propos 1 du 21 octobre » daterait le propos --
        liaison = ", " if _COMPLEMENT_DEFINI.search(p.titre) else " du "
        libelle += liaison + t.date_longue(p.date)
    return PieceImprimable(id=p.id, titre=p.titre, date=t.date_si_connue(p.date), libelle=libelle)
