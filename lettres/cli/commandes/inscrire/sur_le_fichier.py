"""Sur le fichier : le dossier relu, changé et remplacé d'un seul geste; et l'on dit ce qui a changé."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext, suppress
from datetime import date
from decimal import Decimal
from pathlib import Path
from stat import S_ISLNK
from typing import TYPE_CHECKING, TypeVar

from lettres.cli.commandes.inscrire.ce_qui_change import FichierChange, FichierLu
from lettres.cli.options.configuration import preferences_de
from lettres.cli.terminal.affichage import dire, en_json, propre, signaler
from lettres.cli.terminal.codes_de_sortie import CodeDeSortie
from lettres.socle.chemins import nom_montre
from lettres.socle.classes import dataclass
from lettres.socle.erreurs import ErreurLettres

if TYPE_CHECKING:
    from lettres.dossier import Dossier
    from lettres.escalade import Decision, Politiques
    from lettres.lecture.ajouts import Geste
    from lettres.production.perspective import Perspective

ESSAIS_MAX = 200
"""Au-delà, ce n'est plus une autre commande qui vient d'écrire : quelque chose récrit le fichier sans cesse."""


@dataclass(frozen=True)
class EnPerspective(FichierChange):
    """Le dossier changé, et ce qui l'attendait puis l'attend."""

    avant: Perspective
    ensuite: Perspective


_Change = TypeVar("_Change", bound=FichierChange)
_Vu = TypeVar("_Vu", bound=EnPerspective)


def ecrire(
    dossier: str,
    gestes: Sequence[Geste],
    preparer: Callable[[FichierLu], _Change],
    raconter: Callable[[_Change], str],
    autour: Callable[[], AbstractContextManager[object]] = nullcontext,
) -> int:
    """Change le fichier et le raconte, ou ne fait ni l'un ni l'autre; recommence si un autre vient d'y écrire.

    `gestes` : ce que l'on dirait de coller soi-même dans un fichier où l'on n'écrit jamais. `autour` : ce qui s'écrit
    avec lui, et se défait s'il ne s'écrit pas.
    """
    from lettres.sortie.refus import fichier_changeant
    from lettres.sortie.sur_place import Change, remplace

    _exiger_un_vrai_fichier(dossier)
    for _ in range(ESSAIS_MAX):
        change = preparer(_relire(dossier, gestes))
        if change.nouveaux == change.lu.octets:
            dire(raconter(change))
            return CodeDeSortie.FAIT
        try:
            # -- ce qui ne peut être dit n'est pas fait : si la réponse ne s'écrit pas, l'ancien contenu revient --
            with autour(), remplace(Path(dossier), change.lu.octets, change.nouveaux):
                dire(raconter(change))
        except Change:
            continue
        return CodeDeSortie.FAIT
    raise fichier_changeant(dossier)


def ecrire_et_dire(
    reponse: dict[str, object],
    dossier: str,
    gestes: Sequence[Geste],
    preparer: Callable[[FichierLu], _Vu],
    en_objet: Callable[[_Vu], dict[str, object]],
    en_texte: Callable[[_Vu], Iterable[str]],
    autour: Callable[[], AbstractContextManager[object]] = nullcontext,
    *,
    en_json_: bool,
) -> int:
    """Change le fichier, dit les lignes changées, ce que l'appelant en dit de plus, et ce qui attend le dossier."""
    reponse |= {"fichier": dossier, "lignes": [], "avant": None, "apres": None}

    def raconter(vu: _Vu) -> str:
        if not en_json_:
            return "\n".join([*en_texte(vu), *dire_la_suite(vu.avant, vu.ensuite)])
        from lettres import interface

        attend = {"avant": interface.perspective(vu.avant), "apres": interface.perspective(vu.ensuite)}
        return en_json(reponse | {"lignes": vu.lignes} | attend | en_objet(vu))

    return ecrire(dossier, gestes, preparer, raconter, autour)


def _exiger_un_vrai_fichier(dossier: str) -> None:
    """Refuse un lien avant toute question : on n'écrit jamais à travers lui."""
    from lettres.socle.disque import PasOrdinaire
    from lettres.sortie import refus_systeme

    chemin = Path(dossier)
    with suppress(OSError, ValueError):  # -- un fichier introuvable, la lecture le dira --
        if S_ISLNK((etat := chemin.lstat()).st_mode):
            raise refus_systeme(PasOrdinaire(chemin, etat.st_mode), dossier)


def _relire(dossier: str, gestes: Sequence[Geste]) -> FichierLu:
    """Le dossier, tel qu'il est. Un fichier où l'on n'insère jamais est refusé avec ce qu'il faut y mettre."""
    from lettres.lecture.ajouts import refuser
    from lettres.lecture.codes_lus import CodeLu
    from lettres.socle.erreurs import DossierIllisible

    if Path(dossier).suffix.lower() == ".jsonl":
        raise refuser(gestes, dossier, "json", "il a plusieurs dossiers, un par ligne")
    try:
        return lire(dossier)
    except DossierIllisible as illisible:
        # -- seul YAML en a --
        if {c.code for c in illisible.constats} & {CodeLu.ANCRE, CodeLu.FUSION, CodeLu.ETIQUETTE}:
            raison = "il a une ancre, un alias ou une étiquette"
            raise refuser(gestes, nom_montre(dossier), "yaml", raison, illisible.constats) from None
        raise


def lire(dossier: str) -> FichierLu:
    """Le dossier tel qu'il est maintenant."""
    from lettres.lecture.fichier import lire_octets, lire_texte

    octets, nom, format_ = lire_octets(dossier)
    return FichierLu(octets, nom, format_, lire_texte(octets, fichier=nom, format=format_))


def changer(lu: FichierLu, gestes: Sequence[Geste], *, muette: bool) -> tuple[bytes, Dossier]:
    """Les octets et le dossier, ces gestes faits; s'il clocherait alors, dit à qui lit que rien n'est écrit."""
    from lettres.lecture.ajouts import modifier
    from lettres.lecture.fichier import lire_texte
    from lettres.socle.erreurs import DossierInvalide

    try:
        nouveaux = modifier(lu.octets, gestes, format=lu.format, fichier=lu.nom)
    except DossierInvalide:
        if not muette:
            signaler("Rien n’a été inscrit. Voici ce qui clocherait au dossier, l’inscription ajoutée :")
        raise
    return nouveaux, lire_texte(nouveaux, fichier=lu.nom, format=lu.format)


def politiques_de(dossier: str) -> Politiques | None:
    """Celles de `lettres.toml`; fautif, il n'empêche pas d'inscrire un fait : « etat » dira ses fautes."""
    try:
        return preferences_de(dossier, None).politiques
    except ErreurLettres:
        return None


def mettre_en_perspective(
    lu: FichierLu, gestes: Sequence[Geste], au: date, dossier: str, *, muette: bool
) -> tuple[FichierLu, bytes, Dossier, Perspective, Perspective]:
    """Le dossier, ces gestes faits, et ce qui l'attend avant et après : de quoi bâtir un `EnPerspective`."""
    from lettres.production import perspective

    nouveaux, apres = changer(lu, gestes, muette=muette)
    politiques = politiques_de(dossier)
    avant, ensuite = (perspective.mettre_en_perspective(d, au, politiques) for d in (lu.dossier, apres))
    return lu, nouveaux, apres, avant, ensuite


def dire_la_suite(avant: Perspective, apres: Perspective) -> Iterator[str]:
    """Ce qui reste à payer, le délai qui court, et le pas qui vient, avec ce qu'il était."""
    from lettres.langue.ecriture import jour

    if apres.impaye is not None and apres.impaye != avant.impaye:
        passe = f" (c’était {_reste(avant.impaye, avant.trop_paye)})" if avant.impaye is not None else ""
        yield f"Reste à payer, intérêt à part : {_reste(apres.impaye, apres.trop_paye)}{passe}."
    if apres.delai is not None:
        comptee = " (date calculée)" if apres.delai.calculee else ""
        yield f"Délai de la dernière lettre : jusqu’au {jour(apres.delai.fin)}{comptee}."
    pas, vieux = (d.echelon.titre if d.echelon else "aucun" for d in (apres.decision, avant.decision))
    change = f" (c’était : {vieux})" if pas != vieux else ""
    yield f"Prochain pas : {pas}{_quand(apres.decision)}{change}."
    yield from dict.fromkeys(f"  {propre(raison.phrase)}" for raison in apres.decision.raisons)
    for autre in apres.decision.toutes[1:]:
        if autre.echelon is not None:
            yield f"  Et : {autre.echelon.titre}{_quand(autre)} – {', '.join(map(propre, autre.creances))}."


def _quand(d: Decision) -> str:
    """Le jour où ce pas s'ouvre; ou ce qu'une personne doit trancher d'abord."""
    from lettres.langue.ecriture import jour

    if d.statut.value == "a_revoir" and d.echelon is not None:
        return ", une fois tranché ce qui suit" if d.toutes else ", une fois tranché ce que dit « lettres etat »"
    return f", dès le {jour(d.des_le)}" if d.des_le else ""


def _reste(impaye: Decimal, trop_paye: Decimal) -> str:
    """Le solde; ce qui est payé de trop se dit, sans signe."""
    from lettres.langue.ecriture import exact

    if impaye >= 0:
        return exact(impaye)
    return f"rien, et {exact(trop_paye)} payés en trop" if trop_paye else "rien"
