"""Silences : ce que le dossier donne et que la lettre voulue n'imprime pas. Rien ne s'y perd sans un mot.

Un bloc (`solution`), ou un élément d'une liste (`demandes[1]`), dont rien ne s'imprime est une alerte; un détail d'un
bloc imprimé, ou ce que le journal raconte, un conseil. Un seul constat par bloc et par gravité. La référence et les
coordonnées des parties ne se disent pas : ce ne sont pas des faits de l'affaire.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cache, lru_cache, partial
from operator import attrgetter
from typing import Any

from pydantic import BaseModel

from lettres.affaire import ARGENT, Affaire
from lettres.catalogue import Modele, capacites, catalogue
from lettres.composition.jointes import Jointes, Retiree, est_tu, jointes
from lettres.composition.portees import FAITS_GARDES, ChampsDuModele, Portees, portees
from lettres.dossier import Dossier
from lettres.dossier.fait import LETTRE, usages
from lettres.langue.typographie import enumerer
from lettres.socle.classes import NamedTuple
from lettres.socle.constats import Chemin, Constat, Gravite, chemin_lisible
from lettres.socle.expression import Expression

SILENCE = "E104"
"""Code du constat « la lettre n'imprime pas »."""

PIECE_RETIREE = "E105"
"""Code du constat « la pièce n'est pas jointe »."""

_IDENTITE = {"reference", "expediteur", "destinataire"}
_LEGERS = {
    *("envois", "suites", "suspensions", "frais", "lieu", "mode_envoi", "echeance_demandee", "heure_limite"),
    *("offre", "quittance", "faiblesses", "temoins", "questions", "district", "reduction"),
}
"""Le journal, comment la lettre part, et ce qui a son propre document (une offre; ce qu'on ne dit qu'à un avocat ou à
un tribunal) : les taire n'ôte rien à ce qu'elle dit."""

_ACHEMINEMENT = {"lieu", "mode_envoi", "echeance_demandee", "heure_limite", "paiement_par"}
"""Ce qui ne regarde que le destinataire : un document qui ne va pas à lui n'a pas à le dire."""

_JOURNAL = ("envois", "suites")

_RENVOIS = {"piece", "pieces", "evaluation", "photos"}
"""Les renvois à une pièce : c'est la pièce qui se dit, quand elle n'est pas jointe."""

_ANNONCE = Expression(
    r"(?i)\b(?:options?|choix|possibilités?)\b.{0,40}\b(?:suivante?s?|ci-dessous|ci-après|plus bas)\b"
)
"""Une demande qui annonce les options du dossier : sans elles, elle demande de choisir entre rien."""

_CITES = 3
"""Au-delà, on compte les éléments tus au lieu de les citer."""


def silences(
    affaire: Affaire, modele: Modele, champs: ChampsDuModele | None = None, triees: Jointes | None = None
) -> list[Constat]:
    """Ce que la lettre tait du dossier, et les pièces qu'elle ne joint donc pas; sans les lignes.

    `champs` sont ceux du modèle qui remplace le modèle livré; `triees`, les pièces, quand elles le sont déjà.
    """
    if capacites(modele.lettre).publique:
        return []  # -- se taire est tout ce qu'on lui demande --
    dossier, dites = affaire.dossier, portees(modele, champs)
    constats: list[Constat] = []
    hors_sujet = _ACHEMINEMENT if capacites(modele.lettre).sans_destinataire else frozenset()
    par_bloc: dict[str, list[_Unite]] = {}
    for unite in _unites(affaire, dites):
        par_bloc.setdefault(str(unite.chemin[0]), []).append(unite)
    for bloc, unites in par_bloc.items():
        if bloc not in hors_sujet and any(map(_TUS, unites)):
            constats += _du_bloc(dossier, modele, dites, unites)
    for bloc in _JOURNAL:
        constats += _pourparlers_tus(affaire, modele, par_bloc.get(bloc, ()))
    return [*constats, *_pieces_retirees(dossier, modele, triees or jointes(affaire, modele, champs))]


def _pourparlers_tus(affaire: Affaire, modele: Modele, unites: Iterable[_Unite]) -> Iterator[Constat]:
    """Ce que la lettre tait d'une liste du journal parce que c'est une offre, ou lui répond : un constat."""
    expose = capacites(modele.lettre).expose
    offertes = [u for u in unites if est_tu(affaire, modele.lettre, u.chemin) and (expose or len(u.tus) < len(u.faits))]
    if offertes:
        message = f"« {modele.titre} » ne raconte pas {_nommer(offertes)} : ce sont des pourparlers."
        remede = "Ce qui répond à une autre lettre qu’à une offre le dit : « envoi », son rang dans « envois »."
        yield Constat(SILENCE, Gravite.CONSEIL, message, remede, chemin=offertes[0].chemin)


def _du_bloc(dossier: Dossier, modele: Modele, dites: Portees, unites: Sequence[_Unite]) -> Iterator[Constat]:
    """Ce qui se tait d'un bloc : au plus une alerte, et un conseil."""
    perdues = [unite for unite in unites if len(unite.tus) == len(unite.faits)]
    details = [
        _Unite(fait, [fait], [fait]) for unite in unites if len(unite.tus) < len(unite.faits) for fait in unite.tus
    ]
    tout = len(perdues) == len(unites) > 1
    if perdues:
        bloc = perdues[0].chemin[0]
        gravite = Gravite.CONSEIL if bloc in _legers(modele) else Gravite.ALERTE
        if bloc == "options" and _annoncees(dossier, dites):
            gravite = Gravite.ERREUR
        nomme = f"« {bloc} » ({len(perdues)} éléments)" if tout else _nommer(perdues)
        yield _constat(dossier, modele, dites, gravite, perdues, nomme)
    if details:
        # -- une somme qui ne s'imprime pas est une somme perdue --
        perdue = any(unite.chemin[-1] == "montant" for unite in details)
        gravite = Gravite.ALERTE if perdue else Gravite.CONSEIL
        yield _constat(dossier, modele, dites, gravite, details, _nommer(details))


def _legers(modele: Modele) -> set[str]:
    """Une lettre que les deux signent dit ce qui est dû ou réglé : ce que l'un a accompli n'y manque pas."""
    fait = capacites(modele.lettre)
    return _LEGERS | {"accompli"} if fait.etale or fait.quitte else _LEGERS


def _annoncees(dossier: Dossier, dites: Portees) -> bool:
    """Dit si une demande que la lettre imprime renvoie aux options."""
    return any(
        _ANNONCE.search(demande.texte or "") and dites.imprime(dossier, ("demandes", rang, "texte"))
        for rang, demande in enumerate(dossier.demandes)
    )


# -- Ce que le dossier donne --


class _Unite(NamedTuple):
    """Un bloc, ou un élément d'une liste, les faits qu'il donne, et ceux que la lettre tait."""

    chemin: Chemin
    faits: list[Chemin]
    tus: list[Chemin]

    @property
    def rang(self) -> int | None:
        """Son rang dans la liste; None quand le bloc n'en est pas une."""
        return self.chemin[1] if len(self.chemin) > 1 and isinstance(self.chemin[1], int) else None


_TUS = attrgetter("tus")
_TU = object()
"""À la place de la valeur par défaut d'un fait : il n'a pas à se dire."""
_INCONNU = object()
_DEFAUTS: dict[Chemin, object] = {}
"""De tant de faits déjà vus, ce que dit `_defaut`."""


@cache
def _blocs() -> frozenset[str]:
    """Les clés du dossier dont l'usage est de s'imprimer."""
    return frozenset(nom for nom, usage in usages(Dossier).items() if usage == LETTRE) - _IDENTITE - _RENVOIS


def _defaut(dossier: Dossier, chemin: Chemin) -> object:
    """La valeur par défaut d'un fait qui s'imprime; `_TU`, d'un autre."""
    bloc: Any = dossier
    defaut: object = None
    for pas in chemin:
        if isinstance(pas, int):
            bloc = bloc[pas]
            continue
        classe: type[BaseModel] = type(bloc)
        if pas in _RENVOIS or usages(classe)[pas] != LETTRE:
            return _TU
        defaut, bloc = classe.model_fields[pas].default, getattr(bloc, pas)
    return defaut


def _unites(affaire: Affaire, dites: Portees) -> Iterator[_Unite]:
    """Chaque unité du dossier qui compte encore, bloc après bloc."""
    dossier, blocs = affaire.dossier, _blocs()
    unite: _Unite | None = None
    for chemin, valeur in affaire.valeurs:
        if chemin[0] not in blocs:
            continue
        defaut = _DEFAUTS.get(chemin, _INCONNU)
        if defaut is _INCONNU:
            defaut = _defaut(dossier, chemin)
            if len(_DEFAUTS) < FAITS_GARDES:
                _DEFAUTS[chemin] = defaut
        if defaut is _TU or (defaut is not None and valeur == defaut):
            continue
        debut = chemin[:2] if len(chemin) > 1 and type(chemin[1]) is int else chemin[:1]
        if unite is None or unite.chemin != debut:
            if unite is not None:
                yield unite
            unite = _Unite(debut, [], [])
        unite.faits.append(chemin)
        if dites.choix[chemin] is not None and not dites.imprime(dossier, chemin):
            unite.tus.append(chemin)
    if unite is not None:
        yield unite


# -- Ce qu'on en dit --


def _constat(
    dossier: Dossier, modele: Modele, dites: Portees, gravite: Gravite, tues: Sequence[_Unite], nomme: str
) -> Constat:
    message = f"La lettre « {modele.titre} » n’imprime pas {nomme}."
    return Constat(SILENCE, gravite, message, _remede(dossier, modele, dites, tues), chemin=tues[0].chemin)


def _nommer(unites: Sequence[_Unite]) -> str:
    """« demandes[1] » ni « demandes[2] »; au-delà de quelques-uns, leur nombre."""
    cites = [f"« {chemin_lisible(u.chemin)} »" for u in unites[:_CITES]]
    if reste := len(unites) - len(cites):
        cites.append(f"{reste} autre{'s' if reste > 1 else ''}")
    return ", ".join(cites[:-1]) + (" ni " if len(cites) > 1 else "") + cites[-1]


def _remede(dossier: Dossier, modele: Modele, dites: Portees, tues: Sequence[_Unite]) -> str:
    def dit(autre: Modele) -> bool:
        return all(map(partial(portees(autre).en_imprime, dossier), faits))

    faits = [unite.faits for unite in tues]

    if dit(modele):
        return "Le modèle livré de cette lettre l’imprime; « lettres modeles champs » nomme le champ à mettre au vôtre."
    if tues[0].chemin[0] == "options" and _annoncees(dossier, dites):
        return "Une demande y renvoie : dites-y vous-même ce que vous demandez, ou entre quoi choisir."
    voisines, etrangeres = _autres(modele.nature, modele.lettre)
    if siennes := [m for m in voisines if dit(m)]:
        return f"{_nommees(siennes)} l’imprime{'nt' if len(siennes) > 1 else ''}; celle-ci part sans."
    demandees = [dossier.demandes[u.rang].type for u in tues if u.chemin[0] == "demandes" and u.rang is not None]
    if demandees and (remede := _remede_des_demandes(dossier, dites, tues)):
        return remede
    # -- une somme a ses propres lettres; ce qui est à faire va à l'entente --
    autres = (m for m in etrangeres if not demandees or m.nature == "entente")
    ailleurs = next((m for m in autres if dit(m)), None)
    if ailleurs is not None and ARGENT.isdisjoint(demandees):
        return (
            f"Aucune lettre de nature « {modele.nature} » ne l’imprime; dans un dossier à part, de nature "
            f"« {ailleurs.nature} », « {ailleurs.titre} » le ferait."
        )
    # -- plusieurs faits tus, qu'aucune lettre ne dit tous : chacune en dit sa part --
    if en_partie := _en_disent_une_part(dossier, voisines, tues):
        return f"{_nommees(en_partie)} en imprime{'nt' if len(en_partie) > 1 else ''} une part; celle-ci part sans."
    exposes = [m for m in catalogue() if capacites(m.lettre).expose and m.nature == modele.nature and dit(m)]
    if exposes:
        return f"Seul « {exposes[0].titre} » (« --lettre {exposes[0].lettre} ») le dit; il ne va pas au destinataire."
    return "Aucune lettre livrée ne l’imprime : gardez-le pour vous, ou faites-le par un modèle à vous (« --modele »)."


@lru_cache(maxsize=256)
def _autres(nature: str, lettre: str) -> tuple[Sequence[Modele], Sequence[Modele]]:
    """Les autres lettres de cette nature, et celles des autres natures; un exposé, fait pour un tiers, n'en est pas."""
    lettres = [m for m in catalogue() if not capacites(m.lettre).expose]
    voisines = [m for m in lettres if m.nature == nature and m.lettre != lettre]
    return voisines, [m for m in lettres if m.nature != nature]


def _nommees(modeles: Sequence[Modele]) -> str:
    return enumerer([f"« {m.titre} » (« --lettre {m.lettre} »)" for m in modeles])


def _en_disent_une_part(dossier: Dossier, voisines: Sequence[Modele], tues: Sequence[_Unite]) -> list[Modele]:
    """Le moins de lettres possible, la plus complète d'abord, qui disent ensemble ce qui se tait ici."""
    restes, choisies = list(tues), list[Modele]()
    while restes and len(choisies) < _CITES:
        dites = {m.lettre: [u for u in restes if portees(m).en_imprime(dossier, u.faits)] for m in voisines}
        plus = max(voisines, key=lambda m: len(dites[m.lettre]), default=None)
        if plus is None or not dites[plus.lettre]:
            break
        choisies.append(plus)
        restes = [u for u in restes if u not in dites[plus.lettre]]
    return choisies


def _remede_des_demandes(dossier: Dossier, dites: Portees, tues: Sequence[_Unite]) -> str:
    """Ce qu'on dit d'une demande que la lettre fait déjà, ou fera si on la réunit à la première; sinon rien."""
    if dites.imprime(dossier, ("demandes", 0, "texte")):
        return "La lettre ne fait que la première demande : réunissez-les en un seul « texte »."
    if all(dites.imprime(dossier, (*unite.chemin[:2], "type")) for unite in tues):
        return "La lettre le demande déjà, dans ses propres mots."
    return ""


def _pieces_retirees(dossier: Dossier, modele: Modele, triees: Jointes) -> Iterator[Constat]:
    """Un constat par pièce; un seul pour toutes celles que cite un même bloc."""
    exigees = not triees.gardees and any(e.chemin == "pieces" for e in modele.exige)
    par_bloc: dict[tuple[str, ...], list[Retiree]] = {}
    for retiree in triees.retirees:
        par_bloc.setdefault(tuple(dict.fromkeys(str(fait[0]) for fait in retiree.faits)), []).append(retiree)
    for blocs, retirees in par_bloc.items():
        gravite = Gravite.CONSEIL if _legers(modele).issuperset(blocs) else Gravite.ALERTE
        yield Constat(
            PIECE_RETIREE,
            Gravite.ERREUR if exigees else gravite,
            _retirees(blocs, retirees),
            _remede_des_pieces(dossier, modele, retirees),
            chemin=("pieces", retirees[0].rang, "id"),
        )


def _remede_des_pieces(dossier: Dossier, modele: Modele, retirees: Sequence[Retiree]) -> str:
    """Une pièce qu'une autre lettre du même dossier cite n'a pas à en sortir : elle y sera jointe."""
    les, ailleurs = "la" if len(retirees) == 1 else "les", []
    for autre in catalogue():
        if autre.nature == modele.nature and autre.lettre != modele.lettre and not capacites(autre.lettre).publique:
            dites = portees(autre)
            if all(dites.en_imprime(dossier, retiree.faits) for retiree in retirees):
                ailleurs.append(f"« {autre.titre} »")
    if not ailleurs:
        return f"Citez-{les} là où la lettre le dit, ou retirez-{les} de « pieces »."
    noms = enumerer([*ailleurs[:_CITES], *(["d’autres"] if len(ailleurs) > _CITES else [])])
    citent = "citent" if len(ailleurs) > 1 else "cite"
    ici = f"Pour {les} joindre ici, citez-{les} là où cette lettre le dit."
    return f"Gardez-{les} au dossier : {noms} {les} {citent}. {ici}"


def _retirees(blocs: Sequence[str], retirees: Sequence[Retiree]) -> str:
    if len(retirees) == 1:
        ((_, numero, faits),) = retirees
        cites = enumerer([f"« {chemin_lisible(fait)} »" for fait in faits[:_CITES]])
        return f"La pièce {numero} n’est citée que par {cites}, que la lettre n’imprime pas : elle n’est pas jointe."
    numeros = [retiree.numero for retiree in retirees]
    if (reste := len(numeros) - _CITES) > 0:
        numeros = [*numeros[:_CITES], f"{reste} autre{'s' if reste > 1 else ''}"]
    cites = enumerer([f"« {bloc} »" for bloc in blocs])
    return (
        f"Les pièces {enumerer(numeros)} ne sont citées que par {cites}, que la lettre n’imprime pas : "
        "elles ne sont pas jointes."
    )
