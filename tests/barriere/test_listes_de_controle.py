"""Listes de contrôle A à U : chaque point, nommé par son code, se lit (ou ne se lit pas) dans la lettre rendue.

(O) obligatoire : dans toutes les lettres d'exemple, la plus petite comprise. (C) conseillé : quand le dossier a le
fait. (X) absent : de toutes.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import pytest
from exemples_rendus import EXEMPLES, Exemple, rendu
from tables import d_un_trait

from lettres.barriere.listes import listes
from lettres.catalogue import capacites
from lettres.dossier import Creance, Dossier, Envoi, Suite

_MOIS = "janvier février mars avril mai juin juillet août septembre octobre novembre décembre".split()  # noqa: SIM905


def jour(d: date | None) -> str:
    """Une date comme on doit la lire, écrite sans passer par le code éprouvé."""
    assert d is not None
    return f"{'1er' if d.day == 1 else d.day} {_MOIS[d.month - 1]} {d.year}"


def dollars(somme: Decimal | None) -> str:
    """Un montant comme on doit le lire."""
    assert somme is not None
    return f"{somme:,.2f}".replace(",", " ").replace(".", ",") + " $"


Attendus = Callable[[Dossier], list[str]]


@dataclass(frozen=True)
class Point:
    """Un point d'une liste : des textes ou des motifs qui doivent (ou ne doivent pas) se lire."""

    code: str
    force: str
    motifs: tuple[str, ...] = ()
    textes: Attendus = lambda d: []
    si: Callable[[Dossier], bool] = lambda d: True


def requis(
    code: str, *motifs: str, textes: Attendus = lambda d: [], si: Callable[[Dossier], bool] = lambda d: True
) -> Point:
    return Point(code, "O", motifs, textes, si)


def conseille(
    code: str, *motifs: str, textes: Attendus = lambda d: [], si: Callable[[Dossier], bool] = lambda d: True
) -> Point:
    return Point(code, "C", motifs, textes, si)


def absent(code: str, *motifs: str) -> Point:
    return Point(code, "X", motifs)


JOUR_LONG = (
    r"(1er|[1-3]?\d) (janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre) \d{4}"
)
LIMITE = rf"(lundi|mardi|mercredi|jeudi|vendredi) {JOUR_LONG}"
LIEU_DATE = rf"(?m)^\w[\w’' -]+, le {JOUR_LONG}$"
MENACE_PENALE = r"(?i)\b(police|plainte criminelle|fraude|prison|casier|arrestation|accusations?)\b"
MENACE_DE_PUBLIER = r"(?i)\b(mauvais avis|je publierai|nous publierons|médias|réseaux sociaux)\b"
TIERS = r"(?i)\b(employeur|conjoint|voisins?)\b"
ALLURE_JUDICIAIRE = r"(?i)(cour du québec|cour supérieure|sommation|avis officiel|huissier mandaté|armoiries)"
MENACES = (r"(?i)mise en demeure", r"(?i)sous toutes réserves", r"(?i)recours|tribunal|poursui(?!t et le reste)")
FRAIS = r"(?i)\b(frais (d’|de )?(avocat|mise en demeure|administration|retard|recouvrement)|pénalité)"
PRIVE = r"négociation ou la médiation|négocier une solution"


def _voie(ligne: str) -> str:
    """La voie, avec la virgule que la lettre met après le numéro civique."""
    return re.sub(r"^(\d+) ", r"\1, ", ligne)


def _expediteur(d: Dossier) -> list[str]:
    e = d.expediteur
    textes = [e.nom, _voie(e.adresse.ligne) if e.adresse else "", e.nom_commercial or "", e.courriel or ""]
    return [t for t in textes if t]


def _destinataire(d: Dossier) -> list[str]:
    return [d.destinataire.nom, *([_voie(d.destinataire.adresse.ligne)] if d.destinataire.adresse else [])]


def _paye_de(d: Dossier, c: Creance) -> Decimal:
    """Ce que le dossier nomme comme payé ou crédité sur cette facture."""
    nommes = [x.montant or Decimal(0) for x in (*d.paiements, *d.avoirs) if x.facture == c.facture]
    return sum(nommes, c.deja_paye or Decimal(0))


def _dues(d: Dossier) -> list[Creance]:
    return [c for c in d.creances if c.montant and _paye_de(d, c) < c.montant]


def _factures(d: Dossier) -> list[str]:
    return [
        texte
        for c in _dues(d)
        for texte in (c.facture or "", jour(c.date), jour(c.echeance), c.objet or "", dollars(c.montant))
    ]


def _solde(d: Dossier) -> list[str]:
    dues = _dues(d)
    total = sum((c.montant or Decimal(0) for c in dues), Decimal(0))
    recus = [c.deja_paye for c in dues if c.deja_paye]
    rendus = {suite.paiement for suite in d.suites if suite.resultat == "cheque_sans_provision"}
    recus += [
        p.montant
        for rang, p in enumerate(d.paiements, 1)
        if p.montant and rang not in rendus and p.facture in {c.facture for c in dues}
    ]
    recus += [a.montant for a in d.avoirs if a.montant]
    recus += _parts(d)
    lus = [dollars(total), *(dollars(r) for r in recus or [Decimal(0)])]
    if d.contrat and d.contrat.met_en_demeure and d.paiements:
        return lus  # -- l'intérêt couru a pris sa part des paiements : le solde n'en est plus la différence --
    return [*lus, dollars(total - sum(recus, Decimal(0)))]


def _est_quelqu_un(d: Dossier) -> bool:
    return d.expediteur.type == "personne" or (d.expediteur.type is None and d.expediteur.civilite is not None)


def _taxes(d: Dossier) -> list[str]:
    if d.expediteur.taxes == "non_inscrit":
        # -- une personne non inscrite tait les taxes, et un prêt n'en porte pas --
        taxables = all(c.cause in {"service", "bien"} for c in _dues(d))
        return ["ni TPS ni TVQ"] if taxables and not _est_quelqu_un(d) else []
    if not d.expediteur.tps:
        return []
    tps = sum((c.tps or Decimal(0) for c in _dues(d)), Decimal(0))
    tvq = sum((c.tvq or Decimal(0) for c in _dues(d)), Decimal(0))
    return [d.expediteur.tps, d.expediteur.tvq or "", dollars(tps), dollars(tvq)]


def _faits(d: Dossier) -> list[str]:
    return [texte for f in d.faits for texte in (f.texte, jour(f.date or f.vers) if f.date or f.vers else "")]


def _faits_dits_a_un_tiers(d: Dossier) -> list[str]:
    """Les faits comme l'Office les lit : dans les mots que le dossier destine à un tiers, s'il en a."""
    return [texte for f in d.faits for texte in (f.au_tiers or f.texte, jour(f.date or f.vers))]


def _probleme_en_une_phrase(d: Dossier) -> list[str]:
    """Le problème sous son titre : une phrase commence par une majuscule."""
    probleme = (d.achat and d.achat.probleme) or ""
    return [probleme[:1].upper() + probleme[1:]]


def _accompli(d: Dossier) -> list[str]:
    return [f.texte for f in d.accompli]


def _rupture(d: Dossier) -> list[str]:
    return [] if d.contrat and d.contrat.fin else ["la résolution ou la résiliation du contrat"]


def _clauses(d: Dossier) -> list[str]:
    return [c.texte for c in (d.contrat.clauses if d.contrat else ())]


def _demarches(d: Dossier) -> list[str]:
    # -- un appel à l'Office n'est pas une démarche auprès du commerçant --
    racontees = [e for e in d.envois if capacites(e.lettre).racontee]
    return [jour(e.date) for e in (*racontees, *(s for s in d.suites if not _repond_a_une_offre(d, s)))]


def _repond_a_une_offre(d: Dossier, suite: Suite) -> bool:
    return suite.envoi is not None and d.envois[suite.envoi - 1].lettre == "proposition"


def _pieces(d: Dossier, tues: set[str] | None = None) -> list[str]:
    dues = _dues(d)
    parties = {c.piece for c in d.creances if c not in dues} | (tues or set())
    return [texte for p in d.pieces if p.id not in parties for texte in (p.id, p.titre)]


AILLEURS: dict[str, set[str]] = {"D": set(), "E": {"menaces"}, "F": {"recu"}}
"""Ce que chaque mise en demeure laisse à une autre lettre : la menace de publier, à la demande de cesser; ce qu'on a
reçu, à la réponse."""


def _pieces_tues(d: Dossier, liste: str) -> set[str]:
    """Les pièces que ne citent que des pourparlers, ou ce que la lettre laisse à une autre."""
    dits = json.loads(d.model_dump_json(exclude={"pieces", "offre", *AILLEURS[liste]}))
    dits["suites"] = [dit for dit, s in zip(dits["suites"], d.suites, strict=True) if not _repond_a_une_offre(d, s)]
    dits["envois"] = [e for e in dits["envois"] if e["lettre"] != "proposition"]
    tout, lus = d.model_dump_json(exclude={"pieces"}), json.dumps(dits)
    return {*re.findall(r"\bP-\d+\b", tout)} - {*re.findall(r"\bP-\d+\b", lus)}


def _pieces_dites(liste: str) -> Attendus:
    return lambda d: _pieces(d, _pieces_tues(d, liste))


def _parts(d: Dossier) -> list[Decimal]:
    """Ce que la lettre met de côté : la somme contestée d'une facture nommée."""
    return [s.montant_conteste for s in d.suites if s.montant_conteste and s.creances]


def _position(d: Dossier) -> list[str]:
    return [s.citation or s.note or "" for s in d.suites if s.resultat == "contestation"]


def _deja_rappele(d: Dossier) -> bool:
    """Une lettre d'avant la facture n'en a rien rappelé."""
    premiere = min((c.date for c in d.creances if c.date), default=None)
    return any(premiere is None or e.date >= premiere for e in d.envois)


def _conteste(d: Dossier) -> bool:
    return bool(_position(d)) and not _parts(d)


def _conteste_en_partie(d: Dossier) -> bool:
    return bool(_parts(d))


def _propos(d: Dossier) -> list[str]:
    return [texte for p in d.publications for texte in (p.citation or "", p.url or "", jour(p.date and p.date.jour))]


def _captures(d: Dossier) -> list[str]:
    return [jour(p.capture and p.capture.jour) for p in d.publications]


def _action(d: Dossier) -> list[str]:
    return [(d.demandes[0].texte or "").rstrip(".")]


def _achat(d: Dossier) -> list[str]:
    a = d.achat
    assert a is not None
    return [jour(a.date), a.lieu or "", a.objet or "", dollars(a.prix)]


SORTES = {"mise_en_demeure": "mise en demeure", "contestation": "contestation", "plainte": "plainte", "avis": "avis"}
JUGEMENTS = {"exact": "ce point est exact", "inexact": "ce point est inexact", "inconnu": "pas si ce point est exact"}


def _recu(d: Dossier) -> list[str]:
    r = d.recu
    assert r is not None
    return [f"votre {SORTES[r.type or '']} du {jour(r.date)}", r.reference or "", r.piece or ""]


def _points_recus(d: Dossier) -> list[str]:
    points = d.recu.points if d.recu else ()
    return [texte for p in points for texte in (f"« {p.texte} »", p.reponse or "", *p.pieces)]


def _reclamee(d: Dossier) -> list[str]:
    somme = d.recu.reclame.montant if d.recu and d.recu.reclame else None
    return [f"la somme de {dollars(somme)} que vous réclamez", "ne reconnaît aucune dette"] if somme else []


def _a_verifier(d: Dossier) -> bool:
    return bool(d.recu and (any(p.jugement == "inconnu" for p in d.recu.points) or d.recu.reclame))


def _reponse(accueil: str, *siens: Point) -> list[Point]:
    """La liste S : ce que toute réponse tient, et ce que la sienne y ajoute."""
    return [
        requis("S-01", r"Objet : Réponse à votre \w+", textes=_recu),
        requis("S-02", rf"(?i){'|'.join(JUGEMENTS.values())}", textes=_points_recus),
        requis("S-03", r"(?m)^(Ma|Notre) position$", textes=_reclamee),
        requis("S-04", accueil),
        conseille("S-05", r"envoyer les documents qui", si=_a_verifier),
        conseille("S-06", r"la négociation ou la médiation|Parle consommation"),
        conseille("S-07", r"écrivez-(moi|nous) en quoi"),
        absent("S-08", r"\b(reconnais|reconnaissons|vous (dois|devons))\b"),
        absent("S-12", r"(?i)\b(ma|notre) (faute|responsabilité)\b"),
        absent("S-09", r"(?i)recours|tribunal|poursui|mets en demeure|mettons en demeure", MENACE_PENALE),
        *siens,
    ]


def _inconnus_du_public(d: Dossier) -> str:
    """Tout ce que le dossier sait et qu'une réponse publique tait."""
    e = d.destinataire
    propos = [t for p in d.publications for t in (p.url, p.auteur, p.citation)]
    tus = [d.reference, e.nom, e.courriel, e.adresse and e.adresse.ligne, *propos, *(f.texte for f in d.accompli)]
    return "|".join(re.escape(t) for t in tus if t)


COURRIER = {"D": "Mise en demeure de payer", "E": "Mise en demeure – propos publiés", "F": "Mise en demeure", "K": ""}


def _en_tete_ferme(liste: str, objet: str) -> list[Point]:
    return [
        requis(f"{liste}-01", LIEU_DATE, r"PAR (COURRIEL|LA POSTE|COURRIER RECOMMANDÉ|HUISSIER)|REMIS EN MAIN PROPRE"),
        requis(f"{liste}-02", r"(?m)^SOUS TOUTES RÉSERVES$"),
        requis(f"{liste}-03", textes=lambda d: [*_expediteur(d), *_destinataire(d)]),
        *([requis(f"{liste}-04", objet)] if liste != "F" else []),
    ]


LISTES: dict[str, tuple[str, str, list[Point]]] = {
    "A": (
        "rappel",
        "recouvrement",
        [
            requis("A-01", LIEU_DATE),
            requis("A-02", textes=_expediteur),
            requis("A-03", textes=_destinataire),
            requis("A-04", r"Objet : (Rappel|Deuxième rappel).* – facture(s| n°) .*échues?.* – [\d ]+,\d\d \$"),
            requis("A-05", textes=_factures),
            requis("A-06", r"Solde à payer|Somme à payer", textes=_solde),
            requis("A-07", textes=_taxes),
            requis("A-08", r"Sauf erreur de (ma|notre) part", r"Si vous avez payé entre-temps"),
            requis("A-09", rf"au plus tard le {LIMITE}"),
            requis("A-10", r"par (l’un de ces moyens|le moyen suivant) :"),
            conseille("A-11", r"p\. j\.", textes=_pieces, si=lambda d: bool(d.pieces)),
            conseille("A-12", r"erreur s’est glissée", r"contest"),
            conseille("A-13", r"plan de paiement"),
            absent("A-14", *MENACES),
            absent("A-15", FRAIS, r"(?i)(?<!porte )intérêts? (au taux|de retard)"),
            conseille("L-01", r"rappel du .* n’a pas été suivi", si=_deja_rappele),
            conseille("L-02", r"Votre position", r"(Ma|Notre) réponse", textes=_position, si=_conteste),
            conseille("L-02", r"La part que vous contestez", r"mise de côté", textes=_position, si=_conteste_en_partie),
            conseille("L-03", r"sans admission, .*jusqu’au .* Pour accepter", si=lambda d: d.solution is not None),
        ],
    ),
    "B": (
        "rappel",
        "entente",
        [
            requis(
                "B-01",
                LIEU_DATE,
                textes=lambda d: [*_expediteur(d), *_destinataire(d), jour(d.contrat and d.contrat.date)],
            ),
            requis("B-02", r"Ce qui a été convenu", textes=_clauses),
            requis("B-03", textes=_faits),
            requis("B-04", r"Ce qui a été fait", textes=_accompli),
            requis("B-05", r"À (mon|notre) avis, .* donne(nt)? la règle à suivre ici", textes=_clauses),
            requis("B-06", r"(Je|Nous) vous demand", textes=_action),
            requis("B-07", textes=lambda d: [*d.options, *([d.solution] if d.solution else [])]),
            requis("B-08", rf"au plus tard le {LIMITE}"),
            conseille("B-09", r"collaboration", r"bonne foi"),
            conseille("B-10", textes=lambda d: [d.consequence or ""], si=lambda d: d.consequence is not None),
            conseille("B-11", r"joindre par (courriel|téléphone)"),
            conseille("B-12", r"p\. j\.", textes=_pieces, si=lambda d: bool(d.pieces)),
            absent("B-13", r"(?i)réputée? (avoir )?accept", r"(?i)votre silence"),
            absent("B-14", r"(?i)\b(mauvaise foi|malhonnête|inacceptable|honte)"),
            absent("B-15", r"(?i)résili", r"(?i)mise en demeure", r"(?i)recours"),
        ],
    ),
    "C": (
        "retrait",
        "reputation",
        [
            requis("C-01", textes=lambda d: [p.auteur or "" for p in d.publications]),
            requis("C-02", textes=lambda d: [*_propos(d), *_captures(d)]),
            requis("C-03", textes=lambda d: [f"« {p.citation} »" for p in d.publications]),
            requis("C-04", r"inexact|sans juste motif", textes=lambda d: [p.pourquoi or "" for p in d.publications]),
            requis("C-05", r"libre d’exprimer votre opinion, même défavorable"),
            requis("C-06", r"(Je|Nous) vous demand(e|ons) ensuite de retirer ou de corriger (ce|ces) propos"),
            requis("C-07", rf"au plus tard le {LIMITE}, à \d{{1,2}} h"),
            requis("C-08", r"confirmer par écrit"),
            conseille("C-09", r"pour en parler avec vous|propose aussi ceci"),
            conseille(
                "C-10",
                textes=lambda d: [p.correction or "" for p in d.publications],
                si=lambda d: any(p.correction for p in d.publications),
            ),
            conseille("C-11", r"garder une copie de la publication"),
            conseille(
                "C-12",
                r"signalée à la plateforme",
                si=lambda d: any(p.signale_le for p in d.publications),
            ),
            absent("C-13", r"(?i)\b(menteu|idiot|stupide|malade|honte)"),
            absent("C-14", MENACE_PENALE, r"\d \$"),
            absent("C-15", r"(?i)petites créances"),
            absent("C-16", r"(?i)(tous|toute?s?) (vos|les|autre) (avis|opinions?|commentaires) négati"),
        ],
    ),
    "D": (
        "mise_en_demeure",
        "recouvrement",
        [
            *_en_tete_ferme("D", r"Objet : Mise en demeure de payer"),
            requis(
                "D-05",
                r"La somme due (est le prix de|vient d’un prêt)",
                textes=lambda d: [*_factures(d), *_faits(d), *_accompli(d)],
            ),
            requis("D-06", r"Solde à payer|Somme à payer", textes=lambda d: [*_factures(d), *_solde(d)]),
            requis("D-07", r"démarches et les échanges suivants", textes=_demarches),
            requis("D-08", r"(Je|Nous) (vous met(s|tons)|met(s|tons) [^\n]*) en demeure de payer"),
            requis(
                "D-09",
                rf"au plus tard le {LIMITE}, à \d+ h, la somme de [\d ]+,\d\d \$ \(",
                r"Vous pouvez payer par (l’un de ces moyens|le moyen suivant) :",
                textes=_solde,
            ),
            requis(
                "D-10",
                r"au taux (légal|convenu) de \d+(,\d+)? % par année",
                r"depuis (la réception de la présente|l’échéance de (la|chaque) facture)",
                r"\d+,\d\d \$ par (jour|année)",
            ),
            requis("D-11", PRIVE, r"article 1 du Code de procédure civile"),
            requis("D-12", r"recours civils", r"sans autre avis ni délai"),
            requis("D-13", r"Veuillez agir en conséquence\.", textes=_expediteur),
            requis("D-14", r"p\. j\.", textes=_pieces_dites("D")),
            conseille("D-15", r"indemnité additionnelle .*n’est pas réclamée"),
            conseille("D-16", r"devant (le tribunal compétent|la Division des petites créances)"),
            absent("D-17", FRAIS),
            absent("D-18", MENACE_PENALE, MENACE_DE_PUBLIER, TIERS),
            absent("D-19", r"(?i)transaction|règlement final|offr(e|ons) de (régler|réduire)"),
            absent("D-20", ALLURE_JUDICIAIRE),
        ],
    ),
    "E": (
        "mise_en_demeure",
        "reputation",
        [
            *_en_tete_ferme("E", r"Objet : Mise en demeure – propos publiés? le"),
            requis(
                "E-05",
                r"capture faite le",
                textes=lambda d: [*_propos(d), *_captures(d), *_pieces_dites("E")(d)],
            ),
            requis("E-06", r"pris connaissance", textes=lambda d: [jour(p.connaissance) for p in d.publications]),
            requis("E-07", textes=lambda d: [p.pourquoi or "" for p in d.publications]),
            requis("E-08", r"vous le saviez ou deviez le savoir en le publiant|auriez dû le savoir|sans juste motif"),
            requis("E-09", r"préjudice", textes=lambda d: [p.texte for p in d.prejudices]),
            requis("E-10", r"articles 3 et 35 du Code civil", r"article 4 de la Charte", r"article 1457 du Code civil"),
            requis("E-11", r"retirer ce", r"cesser de diffuser le", r"ne pas les? répéter"),
            conseille(
                "E-12",
                r"rétractation suivante",
                textes=lambda d: [p.correction or "" for p in d.publications],
                si=lambda d: any(p.correction for p in d.publications),
            ),
            requis("E-13", r"conserver une copie de la publication.*données du compte"),
            requis("E-14", rf"Au plus tard le {LIMITE}, à \d{{1,2}} h", r"confirmer par écrit"),
            requis("E-15", PRIVE),
            requis("E-16", r"recours civils devant le tribunal compétent"),
            conseille(
                "E-17",
                textes=lambda d: [dollars(p.montant) for p in d.prejudices if p.montant and p.pieces],
                si=lambda d: any(p.montant for p in d.prejudices),
            ),
            absent("E-18", r"(?i)petites créances", MENACE_PENALE, MENACE_DE_PUBLIER),
            absent("E-19", r"(?i)ne plus (jamais )?parler", r"(?i)tou(s|t) (vos|autre) (avis|opinion|commentaire)"),
        ],
    ),
    "F": (
        "mise_en_demeure",
        "consommation",
        [
            *_en_tete_ferme("F", ""),
            requis("F-04", textes=lambda d: [d.destinataire.nom]),
            requis(
                "F-05", r"preuve d’achat : pièce P-\d", r"en magasin|en ligne|par téléphone|à domicile", textes=_achat
            ),
            requis("F-06", textes=lambda d: [*_faits(d), *_demarches(d), (d.achat and d.achat.probleme) or ""]),
            requis("F-07", r"Votre obligation est la suivante : "),
            requis(
                "F-08",
                r"articles? \d+.* de la Loi sur la protection du consommateur|au moment convenu|fausse ou trompeuse",
            ),
            requis("F-09", r"(Je|Nous) (vous )?met(s|tons) [^\n]*en demeure d(e|’)"),
            requis("F-10", r"prix de [\d ]+,\d\d \$"),
            requis("F-11", rf"en demeure d[^\n]*, au plus tard le {LIMITE}"),
            requis("F-12", r"Pour le retour|à vous rendre|vous confier le bien"),
            requis("F-13", r"négocier une solution", r"Parle consommation"),
            requis("F-14", r"recours civils"),
            conseille("F-15", r"article 272 de la Loi sur la protection du consommateur"),
            conseille("F-16", r"la plateforme de l’Office de la protection du consommateur"),
            requis("F-17", r"p\. j\.", textes=_pieces_dites("F")),
            absent("F-18", MENACE_DE_PUBLIER, MENACE_PENALE),
        ],
    ),
    "F-rappel": (
        "rappel",
        "consommation",
        [
            requis("F-04", textes=lambda d: [d.destinataire.nom]),
            requis("F-05", textes=_achat),
            requis("F-06", textes=lambda d: [*_faits(d), (d.achat and d.achat.probleme) or ""]),
            requis("F-07", r"la règle est la suivante : "),
            requis("F-09", r"(Je|Nous) vous demand(e|ons) donc d(e|’)"),
            requis("F-10", r"prix de [\d ]+,\d\d \$"),
            absent("A-14", *MENACES),
        ],
    ),
    "G": (
        "opc",
        "consommation",
        [
            requis(
                "G-01",
                textes=lambda d: [
                    *_expediteur(d),
                    re.sub(r"\D", "", d.expediteur.telephone or "")[-4:],
                ],
            ),
            requis("G-02", r"NEQ : ", textes=_destinataire),
            requis("G-03", r"en magasin|en ligne|par téléphone|à domicile", textes=_achat),
            requis("G-04", r"taxes comprises", textes=_achat),
            requis("G-05", r"(?i)carte de crédit : (oui|non)"),
            requis("G-06", r"Double du contrat\s.*reçu"),
            requis("G-07", r"Chronologie", textes=_faits_dits_a_un_tiers),
            requis("G-08", r"Le problème en une phrase", textes=_probleme_en_une_phrase),
            requis("G-09", r"Demande : ", r"Réponse : "),
            requis("G-10", textes=_demarches),
            requis("G-11", textes=_pieces),
            requis("G-12", r"Délais : le plus pressant", r"recours civil"),
            conseille("G-13", r"Règle possiblement visée", si=lambda d: bool(d.achat and d.achat.obligation)),
            conseille("G-14", r"recevable", r"formulaire de mise en demeure", r"Parle consommation"),
            requis("G-15", r"n’agit pas à ma place"),
            absent("G-16", r"(?i)\b(voleu|escroc|arnaque|menteu)"),
        ],
    ),
    "K": (
        "mise_en_demeure",
        "entente",
        [
            *_en_tete_ferme("K", r"Objet : Mise en demeure d’exécuter –"),
            requis("K-05", r"Votre obligation", textes=_clauses),
            requis("K-06", r"Le manquement", textes=_faits),
            requis("K-07", textes=_action),
            requis("K-08", rf"(jusqu’au|au plus tard le) {LIMITE}"),
            requis("K-09", r"(j’ai fait de mon|nous avons fait de notre) côté", textes=_accompli),
            requis("K-10", r"dommages-intérêts", textes=_rupture),
            requis("K-11", PRIVE),
            requis("K-12", r"réserv(e|ons) tous (mes|nos) droits", r"p\. j\.", textes=_pieces),
            conseille("K-13", r"confirmer par écrit (votre calendrier|que c’est fait|que ces demandes)"),
            absent("K-14", FRAIS),
        ],
    ),
    "S": ("reponse", "recouvrement", _reponse(r"remerci\w+ de (m’|nous )avoir exposé votre point de vue")),
    "S-entente": (
        "reponse",
        "entente",
        _reponse(r"remerci\w+ de (m’|nous )avoir dit ce que vous attendiez", requis("S-02", textes=_clauses)),
    ),
    "S-reputation": (
        "reponse",
        "reputation",
        _reponse(r"au sérieux ce que vous y dites. Vous demeurez libre de raconter honnêtement"),
    ),
    "S-consommation": (
        "reponse",
        "consommation",
        _reponse(r"remerci\w+ de (m’|nous )avoir exposé votre point de vue"),
    ),
    "S-publique": (
        "reponse_publique",
        "reputation",
        [
            requis("S-04", r"Merci d’avoir pris le temps de donner votre avis", r"au sérieux"),
            requis("S-11", r"écrivez-(moi|nous) en privé", textes=lambda d: [d.expediteur.courriel or ""]),
            absent("S-08", r"\b(reconnais|reconnaissons|vous (dois|devons))\b"),
            absent("S-12", r"(?i)\b(ma|notre) (faute|responsabilité)\b"),
            absent("S-09", r"(?i)recours|tribunal|poursui|en demeure", MENACE_PENALE),
            absent("S-10", r"\d", r"(?i)\bclient|\bcontrat|\bfacture|\bMadame|\bMonsieur"),
        ],
    ),
    "M": (
        "avis_resolution",
        "consommation",
        [
            requis(
                "M-01",
                LIEU_DATE,
                r"(L’exemplaire|Le double) du contrat (ne m’|m’)est (pas )?parvenu",
                textes=lambda d: [
                    *_expediteur(d),
                    d.destinataire.nom,
                    *([jour(d.achat.date), jour(d.achat.contrat_recu_le or d.achat.date)] if d.achat else []),
                ],
            ),
            requis("M-02", r"Je résous le contrat"),
            requis(
                "M-03",
                r"Voici ce qui me le permet : \w",
                r"Loi sur la protection du consommateur",
                textes=lambda d: [(d.achat and d.achat.resolution and d.achat.resolution.pourquoi) or ""],
            ),
            requis("M-04", r"dans les quinze jours", rf"rembourser toutes les sommes payées, soit [^\n]*{LIMITE}"),
            requis("M-05", r"restitué|est à votre disposition|Je vous restituerai"),
            requis("M-06", r"(?m)^(PAR COURRIER RECOMMANDÉ|PAR COURRIEL|PAR HUISSIER|REMIS EN MAIN PROPRE)$"),
            conseille("M-07", r"contrats? accessoires?"),
            conseille("M-10", r"numéro \S"),
            absent("M-08", r"(?i)(demande|prie|veuillez)[^\n.]*(réparer|remplacer|livrer)"),
            absent("M-09", r"\d{4}[ -]\d{4}[ -]\d{4}"),
        ],
    ),
    "N": (
        "retrofacturation",
        "consommation",
        [
            requis(
                "N-01",
                LIEU_DATE,
                textes=lambda d: [
                    *_expediteur(d),
                    *([d.achat.carte.emetteur.nom] if d.achat and d.achat.carte else []),
                ],
            ),
            requis(
                "N-02",
                r"Titulaire de la carte ¦ \w",
                r"Numéro de la carte, à écrire à la main( \(finit par \d{4}\))? ¦ *\n",
                r"Date d’expiration, à écrire à la main ¦ *\n",
            ),
            requis(
                "N-03",
                r"Commerçant ¦ \w",
                r"Montant débité ¦ [\d ]+,\d\d \$",
                r"Montant à rembourser ¦ [\d ]+,\d\d \$",
                r"Description ¦ \w",
                r"Motif ¦ Contrat résolu, et non remboursé( en entier)? : \w",
                textes=lambda d: [d.destinataire.nom, jour(d.achat and d.achat.date)],
            ),
            requis("N-04", r"Date de l’annulation ¦ \d", r"Mode de transmission de l’avis ¦ (par|signifi|remis|en)"),
            requis("N-05", r"en vertu de l’article 54\.14 de la Loi sur la protection du consommateur"),
            requis(
                "N-06",
                r"jusqu’au [^\n.]*\d{4}(?:, le dernier de ces jours n’étant pas ouvrable)?\. J",
                r"dans les soixante jours de ce défaut, soit jusqu’au [^\n.]*\d{4}",
            ),
            requis("N-07", r"L’avis de résolution est parti le [^\n.]* \(pièce P-\d+\)", textes=_pieces),
            absent("N-08", r"(?i)fraud"),
            absent("N-09", r"(?i)carte de débit|virement"),
            absent("N-10", r"\d{4}[ -]\d{4}[ -]\d{4}"),
            absent("N-11", r"(?i)\bvisa\b|mastercard|réseau"),
        ],
    ),
    "T": (
        "cesser",
        "reputation",
        [
            requis(
                "T-01",
                r"vous avez (écrit|dit) :",
                textes=lambda d: [
                    *(m.citation or "" for m in d.menaces),
                    *(jour(m.date) for m in d.menaces),
                    *(f"(pièce {m.piece})" for m in d.menaces),
                    *_pieces(d),
                ],
            ),
            requis("T-02", r"de ne publier aucun fait faux à (mon|notre) sujet"),
            requis("T-03", r"de conserver, tel quel, tout message échangé entre nous"),
            requis("T-04", r"libre d’exprimer votre opinion, même défavorable", r"la présente n’y touche pas"),
            requis("T-05", r"(suis disponible|sommes disponibles) pour en parler avec vous"),
            requis("T-10", LIEU_DATE, textes=lambda d: [*_expediteur(d), d.destinataire.nom]),
            absent("T-06", r"(?i)extor[qs]|chantage|criminel|harcèlement", MENACE_PENALE),
            absent("T-07", r"(?i)en demeure|recours|tribunal|poursui|avocat|\bsinon\b|à défaut", MENACE_DE_PUBLIER),
            absent("T-08", r"(?i)(verser|payer|réclam|indemni|dommages)[^\n]{0,60}\$"),
            absent("T-09", r"(?i)ne plus (jamais )?(parler|écrire)", r"(?i)tou(s|t) (vos|autre) (avis|commentaire)"),
        ],
    ),
}


OFFRE = [
    requis("H-01", r"(?m)^PROPOSITION DE RÈGLEMENT – CONFIDENTIELLE$"),
    requis("H-02", r"(?m)^SOUS TOUTES RÉSERVES ET SANS ADMISSION$"),
    requis("H-03", r"(?m)^Le différend$", textes=lambda d: [*_expediteur(d), d.destinataire.nom, *_faits(d)]),
    requis("H-04", r"dans le seul but de le régler, sans admission de part ni d’autre", r"article 2853\.1"),
    requis(
        "H-05",
        r"De (mon|notre) côté, (je m’engagerais|nous nous engagerions)",
        r"[Dd]e votre côté, vous (vous engageriez|(me|nous) verseriez)",
        textes=lambda d: [c.texte for c in d.offre.concessions] if d.offre else [],
    ),
    requis(
        "H-06",
        r"toute taxe applicable comprise|ne prévoit aucun paiement",
        textes=lambda d: [t for v in d.offre.versements for t in (dollars(v.montant), jour(v.date))] if d.offre else [],
    ),
    requis("H-07", rf"Elle vaut jusqu’au {LIMITE}, à \d{{1,2}} h", r"prend fin d’elle-même"),
    conseille("H-08", r"quittance réciproque, limitée à ce différend"),
    conseille("H-14", r"consulter un conseiller juridique avant de signer"),
    conseille("H-15", r"la signature de chaque partie"),
    requis("H-16", r"toute taxe applicable comprise|aucun paiement"),
    absent("H-17", r"(?i)plainte"),
    conseille("H-18", r"homologuer cette entente \(article 2633"),
    absent("H-19", r"(?i)\b(mets|mettons|met|êtes mise?)\b[^\n]{0,40} en demeure"),
    requis("H-20", r"Pour l’accepter, écrivez-le-(moi|nous) d’ici là, "),
    absent("H-21", r"(?i)\bsinon\b|à défaut|faute de quoi|recours|sans autre avis", MENACE_PENALE, MENACE_DE_PUBLIER),
]

FIN = [
    requis(
        "I-01", LIEU_DATE, textes=lambda d: [*_expediteur(d), d.destinataire.nom, jour(d.contrat and d.contrat.date)]
    ),
    requis("I-02", r"(Je mets|Nous mettons) fin, à titre de prestataire, (au|à l)"),
    requis(
        "I-03",
        textes=lambda d: [t for m in d.rupture.motifs for t in (m.texte or "", jour(m.date))] if d.rupture else [],
    ),
    requis("I-04", rf"prend effet le {LIMITE}"),
    requis(
        "I-05",
        r"fait :|en cours :|à faire :",
        textes=lambda d: [x.texte for x in d.rupture.travaux] if d.rupture else [],
    ),
    requis(
        "I-06", r"Ce qui vous est remis", textes=lambda d: [r.texte for r in d.rupture.remises] if d.rupture else []
    ),
    requis("I-07", r"(Solde à payer|Somme à vous rendre|Solde) ¦ [\d ]+,\d\d \$"),
    requis("I-08", r"article 2129 du Code civil du Québec", r"en proportion du prix convenu"),
    requis("I-09", textes=lambda d: [(d.rupture and d.rupture.propriete) or ""]),
    requis("I-10", textes=lambda d: [(d.rupture and d.rupture.renseignements) or ""]),
    conseille("I-11", r"pour faciliter la transition"),
    conseille("I-12", r"demeure confidentiel"),
    conseille("I-13", r"ne vaut renonciation à aucun droit"),
    absent("I-14", r"(?i)mauvaise foi|menteu|voleu|malhonnêt"),
    absent("I-15", r"(?i)(retiens|retenons|retiendr)[^\n]*(pai|solde)"),
    conseille("I-16", r"p\. j\.", textes=_pieces),
    requis("I-17", r"défaut de paiement|ingérence|modification unilatérale|refus de collaborer|manques de respect"),
    requis("I-18", r"Un avis vous a déjà été donné le", textes=lambda d: [jour(d.rupture and d.rupture.avis_le)]),
    requis("I-19", r"prochaine échéance", textes=lambda d: [jour(d.rupture and d.rupture.prochaine_echeance)]),
    requis(
        "I-20",
        r"Moins : avances? reçues?",
        textes=lambda d: [dollars(a.montant) for a in d.rupture.avances] if d.rupture else [],
    ),
    absent("I-21", r"(?i)personnalité|incompatib"),
]

SIGNATURES = r"\nSignature[^\n¦]* ¦ Signature[^\n¦]*\nLieu et date ¦ Lieu et date\n"
EN_LETTRES = r"\(((?!\d)[^()])*(dollars?|cents?)[^()]*\)"


def _versements(d: Dossier) -> list[str]:
    return [t for v in d.offre.versements for t in (dollars(v.montant), jour(v.date))] if d.offre else []


def _noms(d: Dossier) -> list[str]:
    return [d.expediteur.nom, d.destinataire.nom]


def _total_des_versements(d: Dossier) -> list[str]:
    return (
        [f"Total ¦ {dollars(sum((v.montant or Decimal(0) for v in d.offre.versements), Decimal(0)))}"]
        if d.offre
        else []
    )


PLAN = [
    requis("Q-01", LIEU_DATE, textes=lambda d: [*_expediteur(d), *_noms(d), *_factures(d)]),
    requis("Q-02", rf"reconnaît devoir à [^\n]*, au {JOUR_LONG}, la somme de [\d ]+,\d\d \$ {EN_LETTRES}"),
    requis("Q-03", textes=lambda d: [*_versements(d), *_total_des_versements(d)]),
    requis("Q-04", r"(Chaque versement|Le versement) se fait par (l’un de ces moyens|le moyen suivant) :\n– \w"),
    requis("Q-05", r", sans intérêt :|, avec un intérêt de \d[\d,]* % par année sur le capital qui reste :"),
    requis("Q-06", SIGNATURES, r"Fait en deux exemplaires, un pour chaque partie", r"garde une copie signée"),
    conseille(
        "Q-07", r"S’il n’est pas fait dans les \w+ jours? de la réception de cet avis, tout le solde devient exig"
    ),
    absent("Q-08", FRAIS, r"(?i)\bfrais\b"),
    absent("Q-09", r"(?i)renonc|abandonn"),
    absent("Q-10", r"(?i)prescrite?s?\b", MENACE_PENALE, MENACE_DE_PUBLIER, TIERS, ALLURE_JUDICIAIRE),
]

TRANSIGER = [
    requis("R-01", r"règle ceci, et rien d’autre : \w", textes=lambda d: [(d.quittance and d.quittance.objet) or ""]),
    requis("R-02", r"(?m)^TRANSACTION ET QUITTANCE\nSANS ADMISSION$", r"sans admission de part ni d’autre"),
    requis("R-03", r"(?m)^Le différend$", textes=lambda d: [*_expediteur(d), *_noms(d), *_faits(d)]),
    requis(
        "R-05",
        r"De (mon|notre) côté, (je m’engage|nous nous engageons|je vous verserai|nous vous verserons)",
        r"De votre côté, vous (vous engagez|(me|nous) verserez)",
        textes=lambda d: [c.texte for c in d.offre.concessions] if d.offre else [],
    ),
    requis("R-06", r"au plus tard le|ne prévoit aucun paiement", textes=_versements),
    requis(
        "R-07",
        rf"sign(e|ée) au plus tard le {LIMITE}, à \d{{1,2}} h",
        textes=lambda d: [jour(j) for j in (d.offre.acceptee_le, d.offre.expire_le) if j] if d.offre else [],
    ),
    requis(
        "R-08",
        r"Une fois (le (dernier )?versement encaissé|ces engagements remplis), et pas avant, chaque partie tient l",
        r"quittance réciproque se limite au différend",
        textes=lambda d: [t for q in [d.quittance] if q for t in (q.etendue or "", (q.publications or "")[1:])],
    ),
    requis("R-09", r"solde de cette somme devient exigible et porte intérêt, de ce jour, au taux|aucun paiement"),
    requis("R-14", r"toute l’entente des parties", r"Chacune a pu consulter un conseiller juridique avant de signer"),
    requis("R-15", SIGNATURES, LIEU_DATE, r"Fait en deux exemplaires, un pour chaque partie"),
    requis("R-16", r"toute taxe applicable (comprise|en sus)|aucun paiement"),
    absent("R-17", r"(?i)plainte|Office de la protection"),
    conseille("R-18", r"homologuer \(article 2633"),
    absent("R-19", r"(?i)proposition de règlement|confidentielle|sous toutes réserves"),
    absent("R-20", r"(?i)à venir|futur|inconnu"),
    absent("R-21", r"(?i)silence|ne (plus|rien|pas) (publier|écrire|dire)"),
    absent("R-22", r"(?i)\bsinon\b|faute de quoi|recours|sans autre avis", MENACE_PENALE, MENACE_DE_PUBLIER),
]

LISTES |= {
    "Q": ("entente_paiement", "recouvrement", PLAN),
    "R": ("transaction", "recouvrement", TRANSIGER),
    "R-entente": ("transaction", "entente", TRANSIGER),
    "H": ("proposition", "recouvrement", OFFRE),
    "H-entente": ("proposition", "entente", OFFRE),
    "I": ("fin_de_relation", "recouvrement", FIN),
    "I-entente": ("fin_de_relation", "entente", FIN),
}


def _faiblesses(d: Dossier) -> list[str]:
    return [f.texte[1:].rstrip(".") for f in d.faiblesses] or ["Aucune indiquée"]


def _temoins(d: Dossier) -> list[str]:
    return [texte for x in d.temoins for texte in (x.nom, x.lien or "")]


def _sans_offre(d: Dossier) -> list[str]:
    """Les pièces du dossier; celles que ne citent que des pourparlers n'y sont pas."""
    offertes = {e.preuve for e in d.envois if isinstance(e, Envoi) and e.lettre == "proposition"}
    offertes |= {
        s.piece for s in d.suites if isinstance(s, Suite) and s.envoi and d.envois[s.envoi - 1].lettre == "proposition"
    }  # type: ignore[union-attr]
    return [texte for p in d.pieces if p.id not in offertes for texte in (p.id, p.titre)]


def _mots_de_l_autre(d: Dossier) -> list[str]:
    dites = [s for s in d.suites if isinstance(s, Suite) and s.citation]
    siennes = [s for s in dites if not s.envoi or d.envois[s.envoi - 1].lettre != "proposition"]  # type: ignore[union-attr]
    return [f"« {s.citation} »" for s in siennes] or ([] if d.suites else ["Aucune réponse de l’autre partie"])


JUGEMENT = r"(?i)chances? de (succès|gagner)|gagner (le procès|à coup sûr)|cause solide"
CHRONOLOGIE = r"N° ¦ Date ¦ Ce qui est arrivé ¦ Pièces\n1 ¦ .*\w.* ¦ .*\w.* ¦ (P-\d|–)"
DELAI = rf"D’ici le {JOUR_LONG}|date est passée|Date limite inconnue"
NATURES_DE_J = ("recouvrement", "reputation", "consommation", "entente")
NATURES_DE_U = ("recouvrement", "consommation", "entente")

DE_J = [
    requis("J-01", r"L’affaire en bref\n\w"),
    requis("J-02", textes=lambda d: [d.expediteur.nom, d.destinataire.nom]),
    requis(
        "J-03", CHRONOLOGIE, textes=lambda d: [t for f in d.faits for t in [f.au_tiers or f.texte] if t[:1].isupper()]
    ),
    requis("J-04", r"Index des pièces\n(Pièce ¦ Titre et date|Aucune pièce)", textes=_sans_offre),
    requis("J-05", r"L’entente et ses passages\n\w|L’entente et ses passages\n•", textes=_clauses),
    requis("J-06", r"\nSommes\n\w", textes=lambda d: [dollars(c.montant) for c in d.creances]),
    requis("J-07", r"L’intérêt, à part\n• (Taux|Aucun intérêt)"),
    requis("J-08", DELAI, r"une lettre ou un dossier ne les arrête pas"),
    requis(
        "J-09", r"Lettres envoyées, et preuve de réception\n• (.* : (réception non prouvée|reçue? le)|Aucune lettre)"
    ),
    requis("J-10", r"Position de l’autre partie\n•", textes=_mots_de_l_autre),
    requis("J-11", r"Points faibles\n•", textes=_faiblesses),
    requis("J-12", r"Recours envisagé : ", r"Petites créances : |Cour du Québec|Tribunal : "),
    requis("J-13", r"Ce qui est demandé à l’avocat\n•", textes=lambda d: list(d.questions)),
    conseille("J-14", r"\nTémoins\n•", textes=_temoins, si=lambda d: bool(d.temoins)),
    absent("J-16", JUGEMENT),
    requis("J-17", r"Produit par un outil, non relu par un juriste"),
    requis("J-18", r"Préparé pour un avocat, confidentiel"),
    requis("J-19", r"dates limites\n(Qui |.*\t)[\s\S]*(D’ici|Depuis|inconnue)[\s\S]*L’affaire en bref"),
]

DE_U = [
    requis("U-01", r"(Qui réclame|Qui a acheté)\t", textes=lambda d: [*_destinataire(d), d.expediteur.neq or ""]),
    requis("U-02", CHRONOLOGIE),
    requis(
        "U-03", r"En tout : [\d ]+,\d\d \$ de capital", r"Point de départ(?: \([^)]+\))? : |Aucun intérêt n’est calculé"
    ),
    requis(
        "U-04",
        r"plafond connu",
        r"Qui réclame : ",
        r"Matière : ",
        textes=lambda d: [f"District : {d.district or 'à préciser'}"],
    ),
    requis("U-05", DELAI),
    requis("U-06", r"Mise en demeure du .* : (reçue le .*preuve|réception non prouvée)|Aucune mise en demeure"),
    conseille("U-07", r"Médiation : "),
    absent("U-08", r"(?i)condamner|plaise au tribunal|dépens"),
    absent("U-09", JUGEMENT),
    absent("U-10", r"(?i)rabais|offert|proposé", r"Proposition de règlement", r"sous pli séparé"),
    requis("U-11", r"Frais de greffe : inconnus"),
    requis("U-12", r"Ce n’est pas une procédure", r"non relues par un juriste"),
    requis("U-13", textes=_sans_offre),
]

REDUITE = conseille(
    "U-14", r"réduite à 15 000,00 \$ : 2 000,00 \$ de capital sont abandonnés", si=lambda d: d.reduction is not None
)
SOUS_PLI = conseille("J-15", r"sous pli séparé", si=lambda d: d.solution is not None or d.reference == "2026-040")

LISTES |= {f"J-{nature}": ("dossier_avocat", nature, DE_J) for nature in NATURES_DE_J}
LISTES |= {f"U-{nature}": ("dossier_petites_creances", nature, DE_U) for nature in NATURES_DE_U}
LISTES["U-reduite"] = ("dossier_petites_creances", "recouvrement", [REDUITE])
LISTES["J-offerte"] = ("dossier_avocat", "entente", [SOUS_PLI])


def _cas() -> list[object]:
    return [
        pytest.param(point, exemple, id=f"{point.code}-{exemple.nom}")
        for lettre, nature, points in LISTES.values()
        for point in points
        for exemple in EXEMPLES
        if exemple.lettre == lettre and exemple.nature == nature
    ]


@d_un_trait
@pytest.mark.un_sur(4)
@pytest.mark.parametrize(("point", "exemple"), _cas())
def test_chaque_point_de_la_liste_de_controle_est_tenu(point: Point, exemple: Exemple) -> None:
    lettre = rendu(exemple)
    if not point.si(lettre.dossier):
        assert point.force == "C", "seul un point conseillé dépend des faits"
        return
    for motif in point.motifs:
        trouve = re.search(motif, lettre.texte)
        if point.force == "X":
            assert trouve is None, f"{point.code} : « {trouve and trouve[0]} » ne doit pas se lire"
        else:
            assert trouve, f"{point.code} : « {motif} » ne se lit pas dans :\n{lettre.texte}"
    for texte in point.textes(lettre.dossier):
        assert texte.replace("\u00a0", " ") in lettre.texte, f"{point.code} : « {texte} » ne se lit pas"


@pytest.mark.parametrize(
    ("liste", "nom", "tues"),
    [
        ("D", "entente-par-courriels/mise-en-demeure-mise_en_demeure", {"P-11"}),
        ("E", "photographe-reputation/mise-en-demeure-mise_en_demeure", {"P-1", "P-2"}),
        ("F", "meubles/mise-en-demeure-mise_en_demeure", {"P-3"}),
    ],
)
def test_une_mise_en_demeure_ne_joint_ni_pourparlers_ni_piece_d_une_autre_lettre(
    liste: str, nom: str, tues: set[str]
) -> None:
    lettre = rendu(next(e for e in EXEMPLES if e.nom == nom))
    assert _pieces_tues(lettre.dossier, liste) == tues
    assert tues.isdisjoint(re.findall(r"\bP-\d+\b", lettre.texte))


@pytest.mark.parametrize("nom", ["second-rappel-rappel", "mise-en-demeure-mise_en_demeure"])
def test_A07_une_personne_non_inscrite_ne_parle_pas_des_taxes(nom: str) -> None:
    lettre = rendu(next(e for e in EXEMPLES if e.nom == f"entente-par-courriels/{nom}"))
    assert lettre.dossier.expediteur.taxes == "non_inscrit"
    assert re.search(r"TPS|TVQ|(?i:taxe)", lettre.texte) is None


@pytest.mark.parametrize("exemple", [e for e in EXEMPLES if e.lettre == "reponse_publique"], ids=lambda e: e.nom)
def test_S10_une_reponse_publique_ne_livre_rien_de_ce_que_le_dossier_sait(exemple: Exemple) -> None:
    lettre = rendu(exemple)
    assert re.search(_inconnus_du_public(lettre.dossier), lettre.texte) is None
    assert lettre.lettre.texte is not None and "\n\n".join(lettre.exact.split("\n")[1:-1]) in lettre.lettre.texte


def test_chaque_lettre_du_catalogue_a_deux_exemples_au_moins() -> None:
    for lettre, nature, _ in LISTES.values():
        assert sum(e.lettre == lettre and e.nature == nature for e in EXEMPLES) >= 2, (lettre, nature)


def test_chaque_point_conseille_est_eprouve_par_un_exemple() -> None:
    for lettre, nature, points in LISTES.values():
        dossiers = [rendu(e).dossier for e in EXEMPLES if e.lettre == lettre and e.nature == nature]
        for point in points:
            assert any(point.si(d) for d in dossiers), f"{point.code} : aucun exemple n’a ce fait"


@d_un_trait
@pytest.mark.parametrize("exemple", [e for e in EXEMPLES if e.nature == "reputation"], ids=lambda e: e.nom)
def test_E20_la_prescription_d_une_atteinte_a_la_reputation_donne_une_alerte(exemple: Exemple) -> None:
    connues = [p for p in rendu(exemple).dossier.publications if p.connaissance]
    alertes = [c for c in rendu(exemple).lettre.constats if c.code == "T110"]
    assert len(alertes) == len(connues)


# -- Chaque point du droit, pour les lettres d'un différend : obligatoire, conseillé, exclu; et le code qui le tient --
DU_DROIT: dict[str, dict[str, str]] = {
    "S": {
        "O référence et date de ce qui est reçu": "S-01",
        "O point par point, exact, inexact ou inconnu": "S-02",
        "O position": "S-03",
        "O courtoisie": "S-04",
        "C documents": "S-05",
        "C médiation": "S-06",
        "C par écrit": "S-07",
        "X dette reconnue": "S-08",
        "X faute avouée": "S-12",
        "X contre-menace": "S-09",
    },
    "S-publique": {
        "O courtoisie": "S-04",
        "O écrire en privé": "S-11",
        "X dette reconnue": "S-08",
        "X faute avouée": "S-12",
        "X menace": "S-09",
        "X personnel": "S-10",
    },
    "T": {
        "O mots cités, datés, prouvés": "T-01",
        "O ne rien publier de faux": "T-02",
        "O garder les messages": "T-03",
        "O opinion": "T-04",
        "O parler du fond": "T-05",
        "O date et parties": "T-10",
        "X extorsion": "T-06",
        "X menace ou recours": "T-07",
        "X somme": "T-08",
        "X se taire": "T-09",
    },
    "U": {
        "O qui, adresse, NEQ": "U-01",
        "O faits numérotés": "U-02",
        "O pièces": "U-13",
        "O somme, intérêt à part": "U-03",
        "O admissibilité": "U-04",
        "O prescription": "U-05",
        "O mise en demeure": "U-06",
        "C médiation": "U-07",
        "X procédure": "U-08",
        "X chances": "U-09",
        "X pourparlers": "U-10",
        "O frais inconnus": "U-11",
        "O un outil, aucun juriste": "U-12",
    },
    "H": {
        **{f"O H-0{n}": f"H-0{n}" for n in range(1, 8)},
        "C quittance": "H-08",
        "C consulter": "H-14",
        "C signatures": "H-15",
        "O taxes": "H-16",
        "X plainte à l’Office": "H-17",
        "C homologation": "H-18",
        "X avec une mise en demeure": "H-19",
        "O façon d’accepter": "H-20",
        "X sinon": "H-21",
    },
    "I": {
        **{f"O I-{n:02}": f"I-{n:02}" for n in range(1, 11)},
        **{f"C I-{n}": f"I-{n}" for n in (11, 12, 13, 16)},
        "X faute sans preuve": "I-14",
        "X retenue": "I-15",
        "O motif de la liste": "I-17",
        "O avis déjà donné": "I-18",
        "O prochaine échéance": "I-19",
        "O avances": "I-20",
        "X personnalités": "I-21",
    },
    "J": {
        **{f"O J-{n:02}": f"J-{n:02}" for n in range(1, 14)},
        "C témoins": "J-14",
        "C pourparlers sous pli": "J-15",
        "X chances": "J-16",
        "O un outil, aucun juriste": "J-17",
        "O confidentiel": "J-18",
        "O noms et dates en tête": "J-19",
    },
}


@d_un_trait
@pytest.mark.parametrize("cle", [c for c in listes().types if c.split("-")[0] in {"S", "T", "U", "H", "I", "J"}])
def test_chaque_point_du_droit_est_dans_la_liste_et_y_a_son_essai(cle: str) -> None:
    type_ = listes().types[cle]
    du_droit = DU_DROIT.get(cle) or DU_DROIT[cle.split("-")[0]]
    siens = {p.code: p.force for p in type_.points}
    assert siens == {code: quoi[0] for quoi, code in du_droit.items()}
    essayes = {p.code for lettre, _, points in LISTES.values() if lettre == type_.lettre for p in points}
    assert siens.keys() <= essayes
