"""Ce qu'un modèle imprime du dossier, dit d'avance par ses champs : chaque fait, changé, change la lettre ou non."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta
from decimal import Decimal
from functools import cache
from itertools import product
from typing import Any, Literal, get_args, get_origin

import pytest
from fabrique_de_dossiers import AU, COMPLET, complet, facture, piece
from pydantic import BaseModel
from pydantic.fields import FieldInfo
from tables import d_un_trait
from tries import tries

from lettres import rendu
from lettres.affaire import Affaire
from lettres.catalogue import Modele, capacites, catalogue, dossier_des_modeles
from lettres.composition import champs_par_chemin, composer
from lettres.composition.portees import Portees, champs_livres, portees
from lettres.composition.silences import _IDENTITE
from lettres.dossier import Dossier, Moment
from lettres.dossier.fait import LETTRE, est_une_liste, usages
from lettres.langue import typographie as t
from lettres.rendu.paragraphes.texte import texte_lisible
from lettres.socle.constats import Chemin, chemin_generique

CONTESTEE = {"date": "2026-10-20", "canal": "courriel", "resultat": "contestation"}
CONTESTEE |= {"citation": "Non.", "note": "Fâchée.", "piece": "P-8"}
RECUE = {"date": "2026-10-02", "canal": "telephone", "resultat": "promesse", "note": "Elle a promis.", "piece": "P-7"}
PARTICULIER = {"nom": "Karine Exemple", "type": "personne", "courriel": "k@exemple.test", "telephone": "450 555-0123"}
PARTICULIER |= {"adresse": {"ligne": "12, rue des Érables", "ville": "Granby", "code_postal": "J2G 1A1"}}

FACTURES = [
    facture(cause="service", bon_de_commande="BC-88", deja_paye="1,00 $", piece="P-2"),
    facture(facture="F-2", cause="pret", piece="P-2", montant="900,00 $"),
]
AVOIRS = [{"numero": "NC-1", "date": "2026-09-02", "montant": "2,00 $", "facture": "F-2", "piece": "P-6"}]
PAIEMENTS = [{"date": "2026-09-10", "montant": "200,00 $", "facture": "F-2", "mode": "virement"}]
COMPTE = {"creances": FACTURES, "avoirs": AVOIRS, "paiements": PAIEMENTS}


def recu(**cles: object) -> dict[str, Any]:
    """Ce que le dossier complet a reçu, et la position prise."""
    return {"recu": COMPLET["recu"] | cles}


VARIANTES: dict[str, dict[str, Any]] = {
    "complet": {"suites": [RECUE]},
    "contesté": {"suites": [CONTESTEE], "faits": [{"vers": "2026-10-25", "texte": "Fait.", "pieces": ["P-3"]}]},
    "contesté en partie": {"suites": [CONTESTEE | {"montant_conteste": "20,00 $"}]},
    "sommes": {
        **COMPTE,
        "suites": [RECUE | {"note": None, "citation": "Je paierai."}],
        "solution": None,
        "interet_remis_si_paye": "non",
    },
    "demandes": {
        "expediteur": PARTICULIER,
        "contrat": {"forme": "echanges", "clauses": [{"source": "courriel", "date": "2026-06-02", "texte": "Oui."}]},
        "demandes": [{"type": "executer", "texte": "livrer"}, {"type": "cesser", "texte": "cesser"}],
        "achat": {"date": "2026-09-01", "lieu": "Granby", "mode": "en_magasin", "double_recu": "non"},
    },
    "types": {"demandes": [{"type": "repondre"}, {"type": "excuser"}], "achat": None},
    "verbal": {"contrat": {"forme": "verbal", "date": "2026-06-01", "objet": "Menus", "clauses": [{"texte": "Oui."}]}},
    "un versement manque": {
        "offre": {"versements": [{"date": "2026-11-10", "montant": "500,00 $"}], "acceptee_le": "2026-11-05"},
        "envois": [{"lettre": "entente_paiement", "date": "2026-11-02", "mode": "courriel"}],
        "quittance": COMPLET["quittance"] | {"taxes_comprises": "non"},
    },
    "à un taux": {
        "offre": {"versements": [{"date": "2026-12-15", "montant": "500,00 $"}], "taux_annuel": "5 %"},
    },
    "rien n’est annulé": {
        "achat": COMPLET["achat"]
        | dict.fromkeys(
            (
                *("annule_le", "restitue_le", "resolution", "exemplaire_recu_le", "rembourse", "rembourse_le"),
                *("debite", "verse"),
            ),
            None,
        ),
    },
    "un seul exemplaire, un émetteur en ligne": {
        "mode_envoi": "courriel",
        "achat": COMPLET["achat"]
        | {
            "exemplaire_recu_le": None,
            "debite": None,
            "carte": {"emetteur": {"nom": "Banque Exemple", "courriel": "cartes@banque.exemple.test"}},
        },
    },
    "acceptée, payée en partie": {
        "offre": COMPLET["offre"] | {"acceptee_le": "2026-11-05"},
        "paiements": [{"date": "2026-11-10", "montant": "200,00 $", "mode": "virement"}],
    },
    "payé": recu(position="payer"),
    "compensé": {"creances": [facture()], "paiements": ()} | recu(position="compenser"),
    "maintenu": COMPTE | recu(reclame=None),
    "rompu": {
        "rupture": COMPLET["rupture"]
        | {"effet_le": "2026-11-03", "remises": [{"texte": "les plans", "date": "2026-11-04", "pieces": ["P-3"]}]}
    },
}


def dossier(nature: str, variante: str) -> Dossier:
    return complet(nature, pieces=[piece(rang) for rang in range(1, 9)], **VARIANTES[variante])


@cache
def compile_(fichier: str) -> rendu.ModeleCompile:
    return rendu.compiler(dossier_des_modeles() / fichier, champs=champs_par_chemin())


def texte(d: Dossier, modele: Modele) -> str:
    contexte = composer(Affaire(d, AU), modele.lettre).contexte()
    return simple(texte_lisible(compile_(modele.fichier).rendre(contexte, ebauche=True)))


def simple(texte: str) -> str:
    return texte.replace("\u00a0", " ").replace("\u2011", "-")


def faits(valeur: object, chemin: Chemin = ()) -> Iterator[tuple[Chemin, object, FieldInfo | None]]:
    """Chaque fait donné dont l'usage est de s'imprimer, et sa définition; ce qui identifie les parties mis à part."""
    if isinstance(valeur, BaseModel):
        for nom, usage in usages(type(valeur)).items():
            fils = getattr(valeur, nom)
            if usage == LETTRE and (chemin or nom not in _IDENTITE) and fils is not None:
                info = type(valeur).model_fields[nom]
                simple = not isinstance(fils, BaseModel) and not est_une_liste(fils)
                yield from [((*chemin, nom), fils, info)] if simple else faits(fils, (*chemin, nom))
    elif est_une_liste(valeur):
        for rang, fils in enumerate(valeur):
            yield from faits(fils, (*chemin, rang))
    else:
        yield chemin, valeur, None


def autre(
    valeur: object, info: FieldInfo | None, avant: str, de_meme: Callable[[object], bool]
) -> tuple[object, str] | None:
    """Une autre valeur, et ce qu'il faut en lire; None pour un renvoi à une pièce, qui se dit autrement.

    D'un choix, une valeur qui se dit, ou se tait, de même : d'un mot tu, un mot dit se lirait sans rien prouver.
    """
    choix = [v for v in _choix(info.annotation) if v != valeur] if info else []
    if choix:
        pareils = [v for v in choix if de_meme(v)]
        return (pareils[-1], "") if pareils else None
    if isinstance(valeur, bool):
        return not valeur, ""
    if isinstance(valeur, Moment):
        jour, ecrit = un_autre_jour(valeur.jour, avant)
        return Moment(jour, valeur.heure), ecrit
    if isinstance(valeur, date):
        return un_autre_jour(valeur, avant)
    if isinstance(valeur, Decimal):
        # -- sans son signe : un taux s'écrit comme une somme --
        return valeur + Decimal("0.37"), simple(t.montant(valeur + Decimal("0.37"))).removesuffix(" $")
    if isinstance(valeur, int):
        return next((n, str(n)) for n in range(valeur + 70, valeur + 1000) if str(n) not in avant)
    if isinstance(valeur, str) and not valeur.startswith("P-"):
        return (valeur.replace("exemple", "exemplezq") if "//" in valeur or "@" in valeur else f"{valeur} zq"), "zq"
    return None


def _choix(annotation: object) -> Iterator[object]:
    """Les valeurs permises d'une clé qui n'en a que quelques-unes."""
    if get_origin(annotation) is Literal:
        yield from get_args(annotation)
    else:
        yield from (choix for dedans in get_args(annotation) for choix in _choix(dedans))


def un_autre_jour(jour: date, avant: str) -> tuple[date, str]:
    """La veille, ou le premier jour d'avant que la lettre ne porte pas déjà."""
    jours = (jour - timedelta(days=n) for n in range(1, 60))
    return next((j, ecrit) for j in jours if (ecrit := simple(t.date_longue(j))) not in avant)


def change(valeur: Any, chemin: Chemin, nouvelle: object) -> Any:
    """Le même dossier, où une seule valeur est autre."""
    if not chemin:
        return nouvelle
    pas, *suite = chemin
    if isinstance(pas, int):
        return tuple(change(v, tuple(suite), nouvelle) if rang == pas else v for rang, v in enumerate(valeur))
    return valeur.model_copy(update={pas: change(getattr(valeur, pas), tuple(suite), nouvelle)})


def change_un_fait(d: Dossier, chemin: Chemin, nouvelle: object) -> Dossier:
    """Le numéro d'une facture change partout où il est écrit : ses paiements la suivent."""
    liees = [chemin]
    if chemin[-1] == "facture":
        liees = [c for c, v, _ in faits(d) if c[-1] == "facture" and v == valeur_de(d, chemin)]
    for liee in liees:
        d = change(d, liee, nouvelle)
    return d


def valeur_de(valeur: Any, chemin: Chemin) -> object:
    for pas in chemin:
        valeur = valeur[pas] if isinstance(pas, int) else getattr(valeur, pas)
    return valeur


def lectures(modeles: Sequence[Modele]) -> Iterator[tuple[str, bool, bool]]:
    """De chaque fait de chaque variante : son nom, s'il est dit imprimé, et s'il se lit dans la lettre.

    Un modèle de plusieurs natures passe toutes les variantes de la première; des autres, le dossier complet, et celui
    d'un achat que rien n'annule.
    """
    dites, lus = portees(modeles[0]), set()
    passages = [
        *((modeles[0], variante) for variante in VARIANTES),
        *product(modeles[1:], ("complet", "rien n’est annulé")),
    ]
    for modele, variante in passages:
        d = dossier(modele.nature, variante)
        avant = texte(d, modele)
        essais = list(autres_valeurs(d, dites, avant))
        tus = [(chemin, neuve) for chemin, dit, neuve, _ in essais if not dit]
        # -- tous changés à la fois, ils ne se lisent toujours pas : un seul rendu le montre --
        muets = texte(change_des_faits(d, tus), modele) == avant
        for chemin, dit, neuve, ecrit in essais:
            nom = chemin_generique(chemin)
            if (dit and nom in lus) or (muets and not dit):
                continue
            apres = texte(change_un_fait(d, chemin, neuve), modele)
            lu = ecrit in apres and ecrit not in avant if ecrit else apres != avant
            lus |= {nom} if dit and lu else set()
            yield nom, dit, lu


def autres_valeurs(d: Dossier, dites: Portees, avant: str) -> Iterator[tuple[Chemin, bool, object, str]]:
    """De chaque fait : s'il est dit imprimé, une autre valeur, et ce qu'il faut en lire."""
    for chemin, valeur, info in faits(d):
        dit = dites.imprime(d, chemin)

        def de_meme(v: object, chemin: Chemin = chemin, dit: bool = dit) -> bool:
            return dites.imprime(change(d, chemin, v), chemin) is dit

        if (nouveau := autre(valeur, info, avant, de_meme)) is not None:
            yield chemin, dit, *nouveau


def change_des_faits(d: Dossier, nouvelles: Sequence[tuple[Chemin, object]]) -> Dossier:
    """Le même dossier, où chacun de ces faits est autre."""
    for chemin, neuve in nouvelles:
        d = change_un_fait(d, chemin, neuve)
    return d


DU_FICHIER = {m.fichier: ([autre for autre in catalogue() if autre.fichier == m.fichier],) for m in catalogue()}


@tries(("modeles",), DU_FICHIER, {"rappel-recouvrement.docx"})
def test_un_fait_est_dit_imprime_si_et_seulement_s_il_se_lit_dans_la_lettre(modeles: list[Modele]):
    lues = list(lectures(modeles))
    dits = {nom for nom, dit, _ in lues if dit}
    # -- en public, presque rien ne se dit --
    assert len(dits) > 10 or capacites(modeles[0].lettre).publique
    # -- dit à un tiers : une autre façon de dire le même fait --
    dits -= {nom for nom in dits if nom.endswith(".au_tiers")}
    # -- ce que ses phrases fixes demandent ou invoquent : une règle refuse qu'il en soit autrement --
    dits -= {"demandes[].type", "demandes[].montant"} if modeles[0].demandes else set()
    dits -= {"achat.obligation", "achat.resolution.cas"} if capacites(modeles[0].lettre).garantit else set()
    assert dits - {nom for nom, dit, lu in lues if dit and lu} == set(), "dits imprimés, et jamais lus"
    assert {nom for nom, dit, lu in lues if lu and not dit} == set(), "lus, et tenus pour tus"


@d_un_trait
@pytest.mark.parametrize("modele", catalogue(), ids=lambda m: m.fichier)
def test_les_champs_notes_a_cote_d_un_modele_livre_sont_ceux_qu_il_imprime_et_qu_il_lit(modele: Modele):
    notes = champs_livres(modele.fichier)
    assert notes.imprimes == compile_(modele.fichier).champs_imprimes
    assert notes.lus == compile_(modele.fichier).champs_lus


def aplatir(annotation: object) -> Iterator[object]:
    interieur = get_args(annotation)
    yield from (a for x in interieur for a in aplatir(x)) if interieur else (annotation,)


def chemins_imprimes() -> set[str]:
    """Tout ce qu'un modèle livré au moins imprime, `[…]` étant tout élément."""
    imprimes = {fait for m in catalogue() for fait in portees(m)._partout}
    return imprimes | {f"{c.bloc}[]{c.reste}" for m in catalogue() for c in portees(m)._choisis}


def chemins(bloc: type[BaseModel], debut: str = "") -> Iterator[tuple[type[BaseModel], str, str]]:
    """Chaque clé, le bloc qui la déclare, et chacun des chemins où elle s'écrit."""
    for nom, info in bloc.model_fields.items():
        if usages(bloc)[nom] != LETTRE:
            continue
        liste = "[]" if "tuple" in str(info.annotation) else ""
        chemin = f"{debut}{nom}{liste}"
        dedans = [a for a in aplatir(info.annotation) if isinstance(a, type) and issubclass(a, BaseModel)]
        for interieur in dedans:
            yield from chemins(interieur, f"{chemin}.")
        if not dedans:
            yield next(b for b in bloc.__mro__ if nom in b.__annotations__), nom, chemin


A_VENIR = {}
"""Les faits du différend que n'imprime encore aucun modèle livré : une lettre qui les imprime les ôte d'ici."""


def test_chaque_fait_dont_l_usage_est_la_lettre_est_imprime_par_un_modele_livre():
    imprimes = chemins_imprimes()
    dites = {
        (bloc, nom)
        for bloc, nom, chemin in chemins(Dossier)
        if any(chemin == fait or chemin.startswith((f"{fait}.", f"{fait}[")) for fait in imprimes)
    }
    tus = {(bloc.__name__, nom) for bloc, nom, _ in chemins(Dossier) if (bloc, nom) not in dites}
    assert tus == {(bloc, nom) for bloc, noms in A_VENIR.items() for nom in noms}
