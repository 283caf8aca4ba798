"""Silences : ce que le dossier donne et que la lettre voulue n'imprime pas. Rien ne s'y perd sans un mot.

Un bloc (`solution`), ou un élément d'une liste (`demandes[1]`), dont rien ne s'imprime est une alerte; un détail d'un
bloc imprimé, ou ce que le journal raconte, un conseil. Un seul constat par bloc et par gravité. La référence et les
coordonnées des parties ne se disent pas : ce ne sont pas des faits de l'affaire.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import groupby, tee

from pydantic import BaseModel

from lettres.affaire import ARGENT, Affaire
from lettres.catalogue import Modele, capacites, catalogue
from lettres.composition.jointes import Jointes, Retiree, est_tu, jointes
from lettres.composition.portees import ChampsDuModele, Portees, portees
from lettres.dossier import Dossier
from lettres.dossier.fait import LETTRE, est_une_liste, usages
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

_JOURNAL = {"envois", "suites"}

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
    unites_dites = (
        unite
        for unite in _unites(dossier)
        if unite.bloc not in hors_sujet and affaire.inscriptions.compte(unite.chemin)
    )
    a_dire, toutes = tee(unites_dites)
    for _, unites in groupby(a_dire, key=lambda unite: unite.bloc):
        constats += _du_bloc(dossier, modele, dites, list(unites))
    constats += _pourparlers_tus(affaire, modele, dites, toutes)
    return [*constats, *_pieces_retirees(dossier, modele, triees or jointes(affaire, modele, champs))]


def _pourparlers_tus(affaire: Affaire, modele: Modele, dites: Portees, unites: Iterable[_Unite]) -> Iterator[Constat]:
    """Ce que la lettre tait du journal parce que c'est une offre, ou lui répond : un constat par liste."""
    expose = capacites(modele.lettre).expose
    tues = [
        u
        for u in unites
        if u.rang is not None
        and est_tu(affaire, modele.lettre, u.chemin)
        and (expose or any(dites.imprime(affaire.dossier, fait) for fait in u.faits))
    ]
    for _, siennes in groupby(tues, key=lambda u: u.bloc):
        offertes = list(siennes)
        if offertes[0].bloc not in _JOURNAL:
            continue
        message = f"« {modele.titre} » ne raconte pas {_nommer(offertes)} : ce sont des pourparlers."
        remede = "Ce qui répond à une autre lettre qu’à une offre le dit : « envoi », son rang dans « envois »."
        yield Constat(SILENCE, Gravite.CONSEIL, message, remede, chemin=offertes[0].chemin)


def _du_bloc(dossier: Dossier, modele: Modele, dites: Portees, unites: Sequence[_Unite]) -> Iterator[Constat]:
    """Ce qui se tait d'un bloc : au plus une alerte, et un conseil."""
    perdues: list[_Unite] = []
    details: list[_Unite] = []
    for unite in unites:
        tus = tuple(fait for fait in unite.faits if not dites.imprime(dossier, fait))
        if len(tus) == len(unite.faits):
            perdues.append(unite)
        else:
            details += [_Unite(fait, (fait,)) for fait in tus]
    tout = len(perdues) == len(unites) > 1
    if perdues:
        gravite = Gravite.CONSEIL if perdues[0].bloc in _legers(modele) else Gravite.ALERTE
        if perdues[0].bloc == "options" and _annoncees(dossier, dites):
            gravite = Gravite.ERREUR
        nomme = f"« {perdues[0].bloc} » ({len(perdues)} éléments)" if tout else _nommer(perdues)
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


@cache
def _a_dire(bloc: type[BaseModel]) -> tuple[tuple[str, object], ...]:
    """Les clés d'un bloc dont l'usage est de s'imprimer, et leur valeur par défaut."""
    return tuple((nom, bloc.model_fields[nom].default) for nom, usage in usages(bloc).items() if usage == LETTRE)


def _faits(valeur: object, chemin: Chemin) -> Iterator[Chemin]:
    """Chaque fait donné sous ce chemin dont l'usage est de s'imprimer."""
    if isinstance(valeur, BaseModel):
        for nom, defaut in _a_dire(type(valeur)):
            fils = None if nom in _RENVOIS else getattr(valeur, nom)
            if fils is not None and (defaut is None or fils != defaut):
                yield from _faits(fils, (*chemin, nom))
    elif est_une_liste(valeur):
        for rang, fils in enumerate(valeur):
            yield from _faits(fils, (*chemin, rang))
    else:
        yield chemin


class _Unite(NamedTuple):
    """Un bloc, ou un élément d'une liste, et les faits qu'il donne."""

    chemin: Chemin
    faits: tuple[Chemin, ...]

    @property
    def bloc(self) -> str:
        return str(self.chemin[0])

    @property
    def rang(self) -> int | None:
        """Son rang dans la liste; None quand le bloc n'en est pas une."""
        return self.chemin[1] if len(self.chemin) > 1 and isinstance(self.chemin[1], int) else None


def _unites(dossier: Dossier) -> Iterator[_Unite]:
    """Chaque unité du dossier, bloc après bloc."""
    for nom, _ in _a_dire(Dossier):
        valeur = getattr(dossier, nom)
        if nom not in _IDENTITE and nom not in _RENVOIS and valeur is not None:
            rang = 2 if est_une_liste(valeur) else 1
            for unite, faits in groupby(_faits(valeur, (nom,)), key=lambda fait: fait[:rang]):
                yield _Unite(unite, tuple(faits))


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
        siennes = portees(autre)
        return all(_en_dit(dossier, siennes, unite) for unite in tues)

    if dit(modele):
        return "Le modèle livré de cette lettre l’imprime; « lettres modeles champs » nomme le champ à mettre au vôtre."
    if tues[0].bloc == "options" and _annoncees(dossier, dites):
        return "Une demande y renvoie : dites-y vous-même ce que vous demandez, ou entre quoi choisir."
    # -- un exposé dit presque tout, mais à un avocat ou à un tribunal : il ne remplace pas une lettre --
    lettres = [m for m in catalogue() if not capacites(m.lettre).expose]
    voisines = [m for m in lettres if m.nature == modele.nature and m.lettre != modele.lettre]
    if siennes := [m for m in voisines if dit(m)]:
        return f"{_nommees(siennes)} l’imprime{'nt' if len(siennes) > 1 else ''}; celle-ci part sans."
    demandees = [dossier.demandes[u.rang].type for u in tues if u.bloc == "demandes" and u.rang is not None]
    if demandees and (remede := _remede_des_demandes(dossier, dites, tues)):
        return remede
    # -- une somme a ses propres lettres; ce qui est à faire va à l'entente --
    autres = (m for m in lettres if m.nature != modele.nature and (not demandees or m.nature == "entente"))
    ailleurs = next((m for m in autres if dit(m)), None)
    if ailleurs is not None and ARGENT.isdisjoint(demandees):
        return (
            f"Aucune lettre de nature « {modele.nature} » ne l’imprime; dans un dossier à part, de nature "
            f"« {ailleurs.nature} », « {ailleurs.titre} » le ferait."
        )
    # -- plusieurs faits tus, qu'aucune lettre ne dit tous : chacune en dit sa part --
    if en_partie := _en_disent_une_part(dossier, voisines, tues):
        return f"{_nommees(en_partie)} en imprime{'nt' if len(en_partie) > 1 else ''} une part; celle-ci part sans."
    exposes = [m for m in catalogue() if m not in lettres and m.nature == modele.nature and dit(m)]
    if exposes:
        return f"Seul « {exposes[0].titre} » (« --lettre {exposes[0].lettre} ») le dit; il ne va pas au destinataire."
    return "Aucune lettre livrée ne l’imprime : gardez-le pour vous, ou faites-le par un modèle à vous (« --modele »)."


def _nommees(modeles: Sequence[Modele]) -> str:
    return enumerer([f"« {m.titre} » (« --lettre {m.lettre} »)" for m in modeles])


def _en_disent_une_part(dossier: Dossier, voisines: Sequence[Modele], tues: Sequence[_Unite]) -> list[Modele]:
    """Le moins de lettres possible, la plus complète d'abord, qui disent ensemble ce qui se tait ici."""
    restes, choisies = list(tues), list[Modele]()
    while restes and len(choisies) < _CITES:
        dites = {m.lettre: [u for u in restes if _en_dit(dossier, portees(m), u)] for m in voisines}
        plus = max(voisines, key=lambda m: len(dites[m.lettre]), default=None)
        if plus is None or not dites[plus.lettre]:
            break
        choisies.append(plus)
        restes = [u for u in restes if u not in dites[plus.lettre]]
    return choisies


def _en_dit(dossier: Dossier, siennes: Portees, unite: _Unite) -> bool:
    return any(siennes.imprime(dossier, fait) for fait in unite.faits)


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
            if all(any(dites.imprime(dossier, fait) for fait in retiree.faits) for retiree in retirees):
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
