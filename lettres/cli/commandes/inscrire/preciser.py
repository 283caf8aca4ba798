"""Commande `preciser` : ce que demandent les lettres qui viennent, dit au premier rang du dossier ou retiré."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Annotated

import typer

from lettres.cli.commandes.inscrire.a_ecrire import lire_les_cles
from lettres.cli.commandes.inscrire.a_retirer import retraits
from lettres.cli.commandes.inscrire.ce_qui_change import FichierLu
from lettres.cli.commandes.inscrire.demander import completer
from lettres.cli.commandes.inscrire.options_communes import OptionAuDuJour
from lettres.cli.commandes.inscrire.porter import en_texte_de_json, jour_de
from lettres.cli.commandes.inscrire.sur_le_fichier import (
    EnPerspective,
    ecrire_et_dire,
    mettre_en_perspective,
    politiques_de,
)
from lettres.cli.options.arguments import OptionJson, aujourd_hui, lire_au, usage_fautif
from lettres.cli.options.configuration import preferences_de
from lettres.cli.terminal.affichage import propre
from lettres.socle.classes import dataclass
from lettres.socle.erreurs import ErreurLettres

if TYPE_CHECKING:
    from lettres.dossier import Dossier
    from lettres.lecture.ajouts import Geste
    from lettres.socle.constats import Chemin

OPTIONS = (
    "mode_envoi",
    "delai_jours",
    "echeance_demandee",
    "rapproche_le",
    "politique",
    "taxes",
    "employes",
    "solution",
    "agit_deja",
)
"""Les clés du dossier que la commande précise, chacune par l'option de son nom."""


_DU_CREANCIER = {"taxes", "employes"}


@dataclass(frozen=True)
class _Precise(EnPerspective):
    """Des précisions prêtes à paraître."""

    precisions: Sequence[tuple[str, object]]
    retirees: tuple[str, ...]


def preciser(
    contexte: typer.Context,
    dossier: Annotated[
        str, typer.Argument(metavar="DOSSIER", help="Le dossier : un fichier YAML, JSON ou TOML; il y est précisé.")
    ],
    mode_envoi: Annotated[
        str | None,
        typer.Option("--mode-envoi", metavar="MODE", help="courriel, poste, recommande, huissier ou main_propre."),
    ] = None,
    delai_jours: Annotated[
        str | None, typer.Option("--delai-jours", metavar="N", help="Le nombre de jours donnés pour répondre.")
    ] = None,
    echeance_demandee: Annotated[
        str | None,
        typer.Option("--echeance-demandee", metavar="AAAA-MM-JJ", help="La date limite fixe, au lieu d’un délai."),
    ] = None,
    rapproche_le: Annotated[
        str | None,
        typer.Option(
            "--rapproche-le",
            metavar="AAAA-MM-JJ",
            help="Le jour où vous avez rapproché les paiements de votre relevé : rien d’autre n’a été reçu.",
        ),
    ] = None,
    politique: Annotated[
        str | None,
        typer.Option("--politique", metavar="CODE", help="La politique de relance à suivre; ou « aucune »."),
    ] = None,
    taxes: Annotated[
        str | None,
        typer.Option("--taxes", metavar="MOT", help="« inscrit » ou « non_inscrit » à la TPS et à la TVQ."),
    ] = None,
    employes: Annotated[
        str | None,
        typer.Option("--employes", metavar="N", help="Le plus grand nombre d’employés du créancier en douze mois."),
    ] = None,
    solution: Annotated[
        str | None,
        typer.Option("--solution", metavar="PHRASE", help="La porte de sortie que vous proposez, en une phrase."),
    ] = None,
    agit_deja: Annotated[
        str | None,
        typer.Option("--agit-deja", metavar="QUI", help="Qui agit déjà pour vous : agence, avocat, huissier."),
    ] = None,
    depuis: Annotated[
        str | None,
        typer.Option(
            "--depuis", metavar="AAAA-MM-JJ", help="Depuis quel jour; va avec --agit-deja.", show_default="aujourd’hui"
        ),
    ] = None,
    ecrire_: Annotated[
        list[str] | None,
        typer.Option(
            "--ecrire",
            metavar="'CLÉ: VALEUR'",
            help="Toute autre clé, comme au fichier : « menaces: {…} » ajoute un élément, « demandes: [{…}] » "
            "remplace la liste, « offre.acceptee_le: … » écrit dans un bloc. À répéter au besoin.",
            show_default=False,
        ),
    ] = None,
    retirer: Annotated[
        list[str] | None,
        typer.Option(
            "--retirer",
            metavar="CLÉ",
            help="Une clé qui ne vaut plus, « agit_deja » par exemple; elle reste en commentaire. Va avec --motif.",
        ),
    ] = None,
    motif: Annotated[
        str | None, typer.Option("--motif", metavar="PHRASE", help="Pourquoi on la retire; écrit en commentaire.")
    ] = None,
    au: OptionAuDuJour = None,
    en_json_: OptionJson = False,
) -> int:
    """Précise au dossier ce que demandent les lettres qui viennent : mode d’envoi, délai, un fait, une offre.

    Une valeur qui y est déjà est remplacée à sa place, et l’ancienne ligne est montrée. Rien du journal ne se retire.

    Exemple : lettres preciser dossier.yaml --mode-envoi recommande
    """
    if depuis is not None and agit_deja is None:
        remede = 'Ajoutez, par exemple, « --agit-deja "Agence Exemple inc." ».'
        raise usage_fautif("U021", "--agit-deja", "« --depuis » dit depuis quand : il manque qui agit.", remede)
    donnees: dict[str, object] = {
        "rapproche_le": jour_de(rapproche_le, "--rapproche-le"),
        "solution": solution,
        "delai_jours": delai_jours,
        "echeance_demandee": jour_de(echeance_demandee, "--echeance-demandee"),
        "mode_envoi": mode_envoi,
        "politique": politique,
        "taxes": taxes,
        "employes": employes,
        "agit_deja": {"qui": agit_deja, "depuis": jour_de(depuis, "--depuis")} if agit_deja else agit_deja,
    }
    precisions = {cle: valeur for cle, valeur in donnees.items() if valeur is not None}
    ecrits = lire_les_cles(ecrire_ or ())
    otees = retraits(retirer or (), motif, aujourd_hui(), donnees={*precisions, *_cles(ecrits)})
    return _preciser(contexte.obj, dossier, precisions, ecrits, otees, au=au, en_json_=en_json_)


def _preciser(
    reponse: dict[str, object],
    dossier: str,
    donnees: dict[str, object],
    ecrits: Sequence[Geste],
    otees: Sequence[Geste],
    *,
    au: str | None,
    en_json_: bool,
) -> int:
    reponse |= {"precisions": {}, "retirees": [], "remplacees": []}
    jour = lire_au(au)
    if vides := [cle for cle, valeur in donnees.items() if not valeur]:
        option = _option(vides[0])
        raise usage_fautif("U021", option, f"« {option} » ne dit rien.", f"Donnez sa valeur, ou retirez « {option} ».")

    def preparer(lu: FichierLu) -> _Precise:
        if not donnees and not ecrits and not otees:
            donnees.update(_demander_ce_qui_manque(lu, jour, dossier))
        voulues = dict(donnees)
        if "agit_deja" in voulues:
            voulues["agit_deja"] = _qui_agit(lu, voulues["agit_deja"])
        toutes = [*voulues.items(), *((str(chemin[0]), valeur) for chemin, valeur in ecrits)]
        for code in (valeur for cle, valeur in toutes if cle == "politique"):
            _exiger_une_politique_connue(lu.dossier, str(code), dossier)
        gestes = [(_chemin(lu.dossier, cle), valeur) for cle, valeur in voulues.items()]
        vu = mettre_en_perspective(lu, [*otees, *gestes, *ecrits], jour, dossier, muette=en_json_)
        return _Precise(*vu, toutes, tuple(c for c in _cles(otees) if getattr(lu.dossier, c) is not None))

    def en_texte(precise: _Precise) -> Iterator[str]:
        return _en_texte(dossier, precise, _cles(otees))

    # -- d'un dossier qui ne se lit pas, on ne sait pas s'il a un mandant --
    a_coller = [((*(["expediteur"] if cle in _DU_CREANCIER else []), cle), v) for cle, v in donnees.items()]
    return ecrire_et_dire(
        reponse, dossier, [*otees, *a_coller, *ecrits], preparer, _en_objet, en_texte, en_json_=en_json_
    )


def _cles(gestes: Sequence[Geste]) -> list[str]:
    return [str(chemin[0]) for chemin, _ in gestes]


def _exiger_une_politique_connue(lu: Dossier, code: str, dossier: str) -> None:
    """Refuse un code que rien ne définit; devant un `lettres.toml` fautif, on ne sait pas : « etat » le dira."""
    from lettres.escalade import AUCUNE, Politiques, ne_relance_pas
    from lettres.socle.constats import abreger

    try:
        politiques = preferences_de(dossier, None).politiques or Politiques()
    except ErreurLettres:
        return
    if ne_relance_pas(code) or politiques.choisir(lu.nature, code) is not None:
        return
    connues = ", ".join(f"« {connue} »" for connue in (*politiques.nommees(lu.nature), AUCUNE))
    message = f"La politique « {abreger(code)} » n’est pas connue."
    raise usage_fautif("U015", "--politique", message, f"Choisissez l’une de : {connues}.")


def _chemin(dossier: Dossier, cle: str) -> Chemin:
    """Où la clé s'écrit : au premier rang, sauf ce qui est du créancier."""
    from lettres.affaire import chemin_du_creancier

    return (*chemin_du_creancier(dossier), cle) if cle in _DU_CREANCIER else (cle,)


def _option(cle: str) -> str:
    return f"--{cle.replace('_', '-')}"


def _demander_ce_qui_manque(lu: FichierLu, au: date, dossier: str) -> dict[str, object]:
    """Ce que la lettre qui vient exige au premier rang du dossier, et qu'il n'a pas : demandé devant un terminal."""
    from lettres.production.perspective import mettre_en_perspective

    decision = mettre_en_perspective(lu.dossier, au, politiques_de(dossier)).decision
    manquent = [str(m.chemin[0]) for m in decision.ce_qui_manque if m.chemin[0] in OPTIONS]
    if not manquent:
        remede = f"Ajoutez l’une de : {', '.join(map(_option, OPTIONS))}."
        raise usage_fautif("U021", "preciser", "Il manque ce qu’il faut préciser.", remede)
    connues: dict[str, object] = {}
    completer((), {cle: _option(cle) for cle in manquent}, connues, lu.dossier)
    return connues


def _qui_agit(lu: FichierLu, donne: object) -> Mapping[str, object]:
    """Qui agit, et depuis quand : le jour donné, sinon celui que le dossier dit déjà, sinon aujourd'hui."""
    bloc = dict(donne) if isinstance(donne, Mapping) else {"qui": donne}
    deja = lu.dossier.agit_deja
    if bloc.get("depuis") is None and (deja is None or deja.qui != bloc["qui"]):
        bloc["depuis"] = aujourd_hui().isoformat()
    return bloc


def _en_objet(precise: _Precise) -> dict[str, object]:
    return {
        "precisions": {cle: en_texte_de_json(valeur) for cle, valeur in precise.precisions},
        "retirees": list(precise.retirees),
        "remplacees": precise.remplacees,
        "constats": [],
    }


def _en_texte(dossier: str, precise: _Precise, voulues: Sequence[str]) -> Iterator[str]:
    precisees, retirees, absentes = (
        ", ".join(dict.fromkeys(f"« {cle} »" for cle in cles))
        for cles in (
            [cle for cle, _ in precise.precisions],
            precise.retirees,
            [cle for cle in voulues if cle not in precise.retirees],
        )
    )
    nom = propre(dossier)
    if retirees:
        yield f"Retiré de {nom} : {retirees}."
    if absentes:
        yield f"{nom} n’en disait rien : {absentes}."
    if precisees:
        change = precise.nouveaux != precise.lu.octets
        yield f"Précisé dans {nom} : {precisees}." if change else f"{nom} le dit déjà : {precisees}."
    yield from precise.en_texte()
