"""Porter au journal : ce qui manque se demande, l'inscription se relit, le fichier se remplace, et l'on dit quoi."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from datetime import date
from typing import TYPE_CHECKING

from lettres.cli.commandes.inscrire.ce_qui_change import FichierLu
from lettres.cli.commandes.inscrire.demander import completer
from lettres.cli.commandes.inscrire.sur_le_fichier import EnPerspective, ecrire_et_dire, mettre_en_perspective
from lettres.cli.options.arguments import aujourd_hui, lire_au, lire_jour, usage_fautif
from lettres.cli.terminal.affichage import constats_en_texte, propre
from lettres.socle.chemins import cite
from lettres.socle.classes import dataclass, field

if TYPE_CHECKING:
    from lettres.dossier import Dossier
    from lettres.dossier.fait import Fait
    from lettres.lecture.ajouts import Geste
    from lettres.socle.constats import Constat

COMMANDES = {
    "envois": "envoi",
    "suites": "suite",
    "paiements": "paiement",
    "suspensions": "suspendre",
    "clotures": "clore",
}
"""La commande qui inscrit à chaque liste du journal."""

_CLES_DE_CORRECTION = frozenset({"corrige", "motif"})


@dataclass(frozen=True, slots=True)
class Saisie:
    """Ce que la ligne de commande donne d'une inscription : sa liste, ses clés, et ce qu'il faut demander."""

    liste: str
    valeurs: Mapping[str, object]
    exigees: Mapping[str, str]
    """Chaque clé que l'on exige, et l'option qui la donne."""
    jour: str = "date"
    """La clé du jour de l'événement."""
    ensuite: Callable[[dict[str, object]], dict[str, str]] = lambda _connues: {}
    """Ce que l'on exige encore, les premières réponses connues."""
    remarques: Callable[[Dossier, dict[str, object]], list[str]] = lambda _dossier, _connues: []
    """Ce qui se tire encore du dossier, et ce qu'il faut en dire."""
    sortes: Collection[str] = ()
    """Les motifs qui sont une sorte d'inscription, et non une raison : en redire un corrige, et n'annule pas."""
    avec: Callable[[FichierLu, dict[str, object]], list[Geste]] = lambda _lu, _connues: []
    """Ce qui change encore au dossier, tout étant connu."""
    autour: Callable[[], AbstractContextManager[object]] = nullcontext
    """Ce qui s'écrit avec le dossier, ou pas du tout."""
    ensuite_dits: Callable[[], list[str]] = list
    """Ce qu'il faut dire de ce que `avec` a ajouté."""
    classees: list[dict[str, str]] = field(default_factory=list)
    """Les pièces que `avec` a ajoutées."""

    def est_une_annulation(self) -> bool:
        """Rien n'est donné que ce qu'elle corrige, et pourquoi : rien ne remplace ce qui est annulé."""
        donnees = {cle for cle, valeur in self.valeurs.items() if valeur not in (None, [])}
        from lettres.dossier.saisie.lecture_de_mots import plier

        reclassee = plier(str(self.valeurs.get("motif"))) in {plier(sorte) for sorte in self.sortes}
        return "corrige" in donnees and donnees <= _CLES_DE_CORRECTION and not reclassee


@dataclass(frozen=True)
class _Faite(EnPerspective):
    """Une inscription prête à paraître."""

    rang: int
    inscription: dict[str, object]
    remarques: list[str] = field(default_factory=list)
    reserves: list[Constat] = field(default_factory=list)
    """Ce que les règles reprochent à l'inscription; elle est faite quand même, et se corrige par la même commande."""
    deja: int | None = None
    """Le rang d'une inscription toute pareille."""
    classees: tuple[dict[str, str], ...] = ()
    """Les pièces ajoutées avec elle."""


def porter(reponse: dict[str, object], dossier: str, saisie: Saisie, *, au: str | None, en_json_: bool) -> int:
    """Inscrit au journal, ou n'écrit rien; dit les lignes ajoutées, et ce qui change."""
    reponse |= {"liste": saisie.liste, "rang": None, "inscription": None, "remarques": [], "deja": None}
    jour, connues = lire_au(au), dict(saisie.valeurs)
    donnees = {cle: valeur for cle, valeur in _datees(saisie).items() if valeur not in (None, [])}

    def preparer(lu: FichierLu) -> _Faite:
        return _preparer(lu, dossier, saisie, connues, jour, muette=en_json_)

    def en_texte(faite: _Faite) -> Iterator[str]:
        return _en_texte(dossier, saisie.liste, faite)

    gestes = [((saisie.liste,), donnees)]
    return ecrire_et_dire(reponse, dossier, gestes, preparer, _en_objet, en_texte, saisie.autour, en_json_=en_json_)


def _datees(saisie: Saisie) -> Mapping[str, object]:
    """Les clés d'une inscription, son jour dit : c'est aujourd'hui, si l'on n'en dit rien."""
    sans_jour = saisie.valeurs[saisie.jour] is None and saisie.valeurs.get("corrige") is None
    return {**saisie.valeurs, saisie.jour: aujourd_hui().isoformat()} if sans_jour else saisie.valeurs


def _preparer(
    lu: FichierLu, dossier: str, saisie: Saisie, connues: dict[str, object], au: date, *, muette: bool
) -> _Faite:
    from lettres.production.perspective import reserves

    remarques: list[str] = []
    _nommer(lu.dossier, connues)
    annule = saisie.est_une_annulation()
    if connues.get("corrige") is not None and (annule or not saisie.sortes):
        completer((saisie.liste,), {"motif": "--motif"}, connues, lu.dossier)
    if not annule:
        remarques = saisie.remarques(lu.dossier, connues)
        _reprendre(getattr(lu.dossier, saisie.liste), connues, saisie)
        completer((saisie.liste,), saisie.exigees, connues, lu.dossier)
        completer((saisie.liste,), saisie.ensuite(connues), connues, lu.dossier)
        if connues[saisie.jour] is None:
            connues[saisie.jour] = aujourd_hui().isoformat()
    gestes = saisie.avec(lu, connues)
    remarques = [*remarques, *saisie.ensuite_dits()]
    inscription = {cle: valeur for cle, valeur in connues.items() if valeur not in (None, [])}
    vu = mettre_en_perspective(lu, [*gestes, ((saisie.liste,), inscription)], au, dossier, muette=muette)
    apres = vu[2]
    inscrites = getattr(apres, saisie.liste)
    reproches = reserves(apres, au, saisie.liste, len(inscrites))
    deja = _deja_inscrite(inscrites)
    return _Faite(*vu, len(inscrites), inscription, remarques, reproches, deja, tuple(saisie.classees))


def _nommer(dossier: Dossier, connues: dict[str, object]) -> None:
    """Donne aux factures que l'on vise le nom qu'elles ont au dossier : « f-1 », ou « 2 » pour celle sans numéro."""
    match connues.get("creances"), connues.get("facture"):
        case list() as visees, _:
            connues["creances"] = [nom_au_dossier(dossier, str(dite)) for dite in visees]
        case _, str() as dite:
            connues["facture"] = nom_au_dossier(dossier, dite)


def nom_au_dossier(dossier: Dossier, dite: str) -> str:
    """Le nom qu'a au dossier la facture que l'on dit ainsi; tel quel, si rien ne l'y désigne."""
    from lettres.dossier.saisie.lecture_de_mots import plier

    noms = dossier.noms_des_creances
    if dite in noms:
        return dite
    sans_numero = (nom for nom, c in zip(noms, dossier.creances, strict=True) if c.facture is None)
    pareils = [nom for nom in noms if plier(nom) == plier(dite)]
    pareils = pareils or [nom for nom in sans_numero if nom.split()[-1] == dite.removeprefix("#").strip()]
    return pareils[0] if len(pareils) == 1 else dite


def _reprendre(inscrites: Sequence[Fait], connues: dict[str, object], saisie: Saisie) -> None:
    """Reprend de l'inscription corrigée ce que la commande ne redit pas : corriger un jour n'efface pas le reste.

    La raison d'une correction n'est pas celle de la suivante; un motif qui est une sorte se reprend.
    """
    sans = _CLES_DE_CORRECTION - ({"motif"} if saisie.sortes else set())
    rang = connues.get("corrige")
    if not isinstance(rang, int) or rang > len(inscrites):
        return
    corrigee = inscrites[rang - 1].model_dump(mode="json", exclude_unset=True, exclude_none=True)
    for cle, valeur in corrigee.items():
        if cle not in sans and connues.get(cle) in (None, []):
            connues[cle] = valeur


def _deja_inscrite(inscrites: Sequence[Fait]) -> int | None:
    """Le rang d'une inscription pareille à la dernière, et qui compte encore : la même commande, donnée deux fois ?"""
    corrigees = {getattr(ligne, "corrige", None) for ligne in inscrites}
    pareilles = (n for n, ligne in enumerate(inscrites[:-1], 1) if ligne == inscrites[-1] and n not in corrigees)
    return next(pareilles, None)


def jour_de(texte: str | None, option: str) -> str | None:
    """La date d'une option, telle qu'on l'inscrit."""
    return None if texte is None else lire_jour(texte, option).isoformat()


def rang_de(rang: int | None, option: str) -> int | None:
    """Le rang d'une option, compté de 1."""
    if rang is not None and rang < 1:
        raise usage_fautif("U013", option, "Un rang se compte de 1.", f"Exemple : {option} 1")
    return rang


def _en_objet(faite: _Faite) -> dict[str, object]:
    from lettres import interface

    return {
        "rang": faite.rang,
        "inscription": {cle: en_texte_de_json(valeur) for cle, valeur in faite.inscription.items()},
        "remarques": faite.remarques,
        "deja": faite.deja,
        **({"pieces": list(faite.classees)} if faite.classees else {}),
        "constats": interface.constats(faite.reserves),
    }


def en_texte_de_json(valeur: object) -> object:
    """Une valeur inscrite, en textes : c'est ainsi que le dossier les tient."""
    if isinstance(valeur, Mapping):
        return {str(cle): en_texte_de_json(v) for cle, v in valeur.items()}
    return [en_texte_de_json(v) for v in valeur] if isinstance(valeur, list | tuple) else str(valeur)


def _en_texte(dossier: str, liste: str, faite: _Faite) -> Iterator[str]:
    yield f"Inscrit à « {liste} » ({faite.rang}) de {propre(dossier)} :"
    yield from faite.en_texte()
    yield from map(propre, faite.remarques)
    if faite.deja is not None:
        yield f"La même inscription y est déjà ({faite.deja}) : les deux comptent."
    if faite.reserves:
        yield constats_en_texte(faite.reserves)
    if faite.reserves or faite.deja is not None:
        annuler = f'lettres {COMMANDES[liste]} {cite(propre(dossier))} --corrige {faite.rang} --motif "…"'
        yield f"C’est inscrit. Si c’est une erreur, ceci l’annule : {annuler}"
