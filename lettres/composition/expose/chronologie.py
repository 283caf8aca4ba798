"""Composition de la chronologie : chaque étape en une ligne, dite à un tiers, avec son jour et ses pièces."""

from __future__ import annotations

import re
from functools import singledispatch

from lettres.affaire import Affaire, Jalon, SorteDeJalon
from lettres.affaire.achats.nature_de_l_achat import dure, est_un_service
from lettres.catalogue import capacites
from lettres.composition import envois, recit, tiers
from lettres.composition.achats import consommation
from lettres.composition.argent import creances
from lettres.composition.imprimable.expose import EtapeImprimable
from lettres.composition.jointes import est_offert
from lettres.dossier import (
    Achat,
    Avance,
    Avoir,
    Clause,
    Contrat,
    Creance,
    Envoi,
    Evenement,
    LettreRecue,
    Menace,
    MotifDeRupture,
    Paiement,
    Publication,
    Remise,
    Rupture,
    Suite,
)
from lettres.dossier.fait import Fait
from lettres.langue import typographie as t

AUTRE = "l’autre partie"

_VOTRE = re.compile(r"(?i)^votre ([^,(]+?)(?=$|[,(])")

_RECUS = {
    "mise_en_demeure": "mise en demeure reçue",
    "contestation": "contestation reçue",
    "plainte": "plainte reçue",
    "avis": "avis reçu",
}
_DE_L_ACHAT = {
    SorteDeJalon.LIVRAISON: "livraison du bien",
    SorteDeJalon.PANNE: "le problème apparaît",
    SorteDeJalon.ANNULATION: "avis d’annulation donné",
    SorteDeJalon.RESTITUTION: "bien rendu au commerçant",
}
_PAR = {
    "courriel": "par courriel",
    "texto": "par texto",
    "telephone": "au téléphone",
    "poste": "par la poste",
    "recommande": "par courrier recommandé",
    "huissier": "par huissier",
    "main_propre": "en main propre",
    "en_ligne": "en ligne",
    "en_personne": "de vive voix",
}
_ENTENTES = {"ecrit": "contrat", "verbal": "entente verbale", "echanges": "entente par échanges écrits"}
_MOTIFS = {
    "defaut_de_paiement": "défaut de paiement",
    "ingerence": "ingérence",
    "modification_unilaterale": "modification unilatérale",
    "refus_de_collaborer": "refus de collaborer",
    "manque_de_respect": "manque de respect",
}


def autre(affaire: Affaire) -> str:
    """Comment on nomme l'autre partie à un tiers."""
    commercant = affaire.dossier.nature == "consommation" and affaire.dossier.destinataire.qualite != "fabricant"
    return tiers.COMMERCANT if commercant else AUTRE


def racontes(affaire: Affaire) -> list[Jalon]:
    """Les jalons qu'un exposé raconte : ni pourparlers, ni ce qui n'est pas allé à l'autre."""
    return [j for j in affaire.chronologie if not (est_offert(affaire, j.chemin) or j.pourparlers or _reste_ici(j))]


def _reste_ici(j: Jalon) -> bool:
    return isinstance(j.element, Envoi) and capacites(j.element.lettre).sans_destinataire


def etapes(affaire: Affaire) -> list[EtapeImprimable]:
    """Les jalons, numérotés."""
    return [
        EtapeImprimable(
            numero=str(rang),
            quand=_quand(j),
            texte=t.phrase(t.majuscule(_dire(j.element, affaire, j))),
            pieces=", ".join(j.pieces) or "–",
        )
        for rang, j in enumerate(racontes(affaire), 1)
    ]


def _quand(j: Jalon) -> str:
    if j.le is None:
        return "sans date"
    return f"vers le {t.date_longue(j.le)}" if j.environ else t.date_longue(j.le)


# -- Chaque sorte d'étape, dite à un tiers --


@singledispatch
def _dire(source: Fait, affaire: Affaire, e: Jalon) -> str:
    raise TypeError(type(source).__name__)


@_dire.register
def _(c: Contrat, affaire: Affaire, e: Jalon) -> str:
    return _puis(_ENTENTES[c.forme], c.objet)


@_dire.register
def _(c: Clause, affaire: Affaire, e: Jalon) -> str:
    nommee = f"clause{t.INSECABLE}{c.numero}" if c.numero else "passage de l’entente"
    return _puis(_source(c.source, autre(affaire)) if c.source else nommee, tiers.citer(c.texte))


def _source(source: str, nom: str) -> str:
    """« votre texto » se lit « texto de l'autre partie » pour qui n'en est pas."""
    return _VOTRE.sub(lambda m: f"{m[1]} {t.de(nom)}", source)


def passages(affaire: Affaire) -> list[str]:
    """Les passages de l'entente, chacun nommé pour un tiers; d'un achat, la pièce qui en contient le contrat."""
    contrat, achat, nom = affaire.dossier.contrat, affaire.dossier.achat, autre(affaire)
    dits = []
    if achat is not None and achat.piece is not None:
        acte = "de la location" if achat.loue else "de l’achat"
        dits.append(f"Contrat ou facture {acte}{t.INSECABLE}: {t.pieces([achat.piece])}.")
    verbal = contrat is not None and contrat.forme == "verbal"
    for c in contrat.clauses if contrat else ():
        dite = c.model_copy(update={"source": _source(c.source, nom)}) if c.source else c
        compose = recit.clause(dite, verbal=verbal)
        dits.append(_puis(compose.Designation, compose.texte if verbal else tiers.citer(c.texte)))
    return dits


@_dire.register
def _(c: Creance, affaire: Affaire, e: Jalon) -> str:
    montant = f" de {t.montant(c.montant)}" if c.montant is not None else ""
    objet = f" ({c.objet})" if c.objet else ""
    quand = f", payable le {t.date_longue(c.echeance)}" if c.echeance else ""
    nomme = t.numero("facture", c.facture) if c.facture else creances.nom(c).split(" du ")[0]
    return f"{nomme}{montant}{objet}{quand}"


@_dire.register
def _(a: Avoir, affaire: Affaire, e: Jalon) -> str:
    nommee = " ".join(filter(None, ("note de crédit", a.numero)))
    return _de_somme(nommee, t.dollars(a.montant), a.facture)


@_dire.register
def _(p: Paiement, affaire: Affaire, e: Jalon) -> str:
    mode = f" ({p.mode})" if p.mode else ""
    return _puis("paiement reçu", _de_somme(f"{t.dollars(p.montant) or 'somme inconnue'}{mode}", None, p.facture))


@_dire.register
def _(a: Achat, affaire: Affaire, e: Jalon) -> str:
    if e.sorte is SorteDeJalon.LIVRAISON and est_un_service(a):
        return "le service commence" if dure(a) else "service rendu"
    if e.sorte in _DE_L_ACHAT:
        return _DE_L_ACHAT[e.sorte]
    mode = f" {consommation.MODES[a.mode]}" if a.mode else ""
    lieu = f", {a.lieu}" if a.lieu else ""
    objet = f"{a.objet or 'objet inconnu'}{f' ({a.modele})' if a.modele else ''}"
    details = [f"au {consommation.du_prix(a)} de {t.montant(a.prix)}"] if a.prix is not None else []
    comment = f" {paye}" if (paye := consommation.paye(a)) else ""
    if a.verse is not None and a.verse != a.prix:
        details.append(f"dont {t.montant(a.verse)} payés à ce jour{comment}")
    elif comment:
        details.append(f"payé{comment}")
    if a.livraison_prevue is not None:
        details.append(f"livraison promise pour le {t.date_longue(a.livraison_prevue)}")
    double = consommation.double(a)
    details += [f"double du contrat {double}"] if double else []
    return _puis(f"{'location à long terme' if a.loue else 'achat'}{mode}{lieu}", ", ".join([objet, *details]))


@_dire.register
def _(a: Avance, affaire: Affaire, e: Jalon) -> str:
    return _puis("avance reçue", t.dollars(a.montant))


@_dire.register
def _(r: Remise, affaire: Affaire, e: Jalon) -> str:
    return _puis("remise", tiers.a_un_tiers(r.texte, autre(affaire)))


@_dire.register
def _(r: Rupture, affaire: Affaire, e: Jalon) -> str:
    averti = e.sorte is SorteDeJalon.AVIS
    return "avis que la relation pourrait finir" if averti else "la relation prend fin"


@_dire.register
def _(f: Evenement, affaire: Affaire, e: Jalon) -> str:
    return tiers.dit_a_un_tiers(f, autre(affaire))


@_dire.register
def _(m: Menace, affaire: Affaire, e: Jalon) -> str:
    comment = f", {_PAR[m.canal]}" if m.canal in _PAR else ""
    return _puis(f"menace de nuire{comment}, en ces propos", m.citation and tiers.citer(m.citation))


@_dire.register
def _(m: MotifDeRupture, affaire: Affaire, e: Jalon) -> str:
    return _puis(_MOTIFS[m.type], m.texte and tiers.a_un_tiers(m.texte, autre(affaire)))


@_dire.register
def _(p: Publication, affaire: Affaire, e: Jalon) -> str:
    compose = recit.publication(p, 1)
    ou = f" {compose.sur}" if compose.sur else ""
    qui = f", sous le nom {tiers.citer(p.auteur)}" if p.auteur else ""
    connue = f" (connue le {t.date_longue(p.connaissance)})" if p.connaissance else ""
    return _puis(f"publication{ou}{qui}{connue} de ce propos", p.citation and tiers.citer(p.citation))


@_dire.register
def _(r: LettreRecue, affaire: Affaire, e: Jalon) -> str:
    sorte = _RECUS.get(r.type or "", "lettre reçue")
    reference = f" (référence {r.reference})" if r.reference else ""
    comment = f", {_PAR[r.mode]}" if r.mode in _PAR else ""
    return f"{sorte} {t.de(r.de or AUTRE)}{reference}{comment}"


@_dire.register
def _(envoi: Envoi, affaire: Affaire, e: Jalon) -> str:
    nom, feminin = envois.LETTRES[envoi.lettre], "e" if capacites(envoi.lettre).feminine else ""
    if e.sorte is SorteDeJalon.RECEPTION:
        return f"{nom} du {t.date_longue(envoi.date)}, reçu{feminin} par {autre(affaire)}"
    comment = f", {envois.parti(envoi)}" if envoi.mode else ""
    somme = f"{t.montant(envoi.montant)} demandés" if envoi.montant is not None else None
    return _puis(f"{nom}{comment}", somme)


@_dire.register
def _(s: Suite, affaire: Affaire, e: Jalon) -> str:
    selon, texte = recit.ce_qui_est_revenu(affaire, int(e.chemin[1]), s, autre(affaire))
    debut = f"{recit.CANAUX[s.canal].lower()}{selon}" if s.canal else selon.removeprefix(", ")
    return _puis(debut, texte) if debut else texte


def _puis(debut: str, suite: str | None) -> str:
    return f"{debut}{t.INSECABLE}: {suite}" if suite else debut


def _de_somme(quoi: str, montant: str | None, facture: str | None) -> str:
    dit = f"{quoi} de {montant}" if montant else quoi
    return f"{dit}, {t.numero('facture', facture)}" if facture else dit


def propos(affaire: Affaire) -> list[str]:
    """Chaque propos : où, en quoi il serait fautif, ce qui a été fait; dit à un tiers."""
    return [_reproche(affaire, p, rang) for rang, p in enumerate(affaire.dossier.publications, 1)]


def _reproche(affaire: Affaire, p: Publication, rang: int) -> str:
    compose = recit.publication(p, rang)
    ou = ", ".join(
        filter(
            None,
            (
                f"propos {rang}",
                p.url and f"à l’adresse {p.url}",
                compose.capture and f"capturé le {compose.capture}",
                compose.signale_le and f"signalé à la plateforme le {compose.signale_le}",
            ),
        )
    )
    dits = (
        compose.passage and f"Passage visé{t.INSECABLE}: {tiers.citer(compose.passage)}.",
        compose.reproche,
        p.pourquoi and t.phrase(t.majuscule(tiers.a_un_tiers(p.pourquoi, autre(affaire)))),
        compose.correction and f"Rectification proposée{t.INSECABLE}: {tiers.citer(compose.correction)}",
    )
    return t.phrase(_puis(t.majuscule(ou), " ".join(filter(None, dits))))
