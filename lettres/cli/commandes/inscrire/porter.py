"""Porter au journal : ce qui manque se demande, l'inscription se relit, le fichier se remplace, et l'on dit quoi."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from pathlib import Path
from stat import S_ISLNK
from typing import TYPE_CHECKING

from lettres.cli.commandes.inscrire.demander import completer
from lettres.cli.options.arguments import aujourd_hui, lire_au, lire_jour, usage_fautif
from lettres.cli.options.configuration import preferences_de
from lettres.cli.terminal.affichage import constats_en_texte, dire, en_json, propre, signaler
from lettres.cli.terminal.codes_de_sortie import CodeDeSortie
from lettres.socle.erreurs import ErreurLettres

if TYPE_CHECKING:
    from lettres.dossier import Dossier
    from lettres.dossier.fait import Fait
    from lettres.escalade import Decision, Politiques
    from lettres.lecture.fichier import Format
    from lettres.production.perspective import Perspective
    from lettres.socle.constats import Constat

ESSAIS_MAX = 200
"""Au-delà, ce n'est plus une autre commande qui vient d'écrire : quelque chose récrit le fichier sans cesse."""

_COMMANDES = {"envois": "envoi", "suites": "suite", "paiements": "paiement", "suspensions": "suspendre"}
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

    def est_une_annulation(self) -> bool:
        """Rien n'est donné que ce qu'elle corrige, et pourquoi : rien ne remplace ce qui est annulé."""
        donnees = {cle for cle, valeur in self.valeurs.items() if valeur not in (None, [])}
        return "corrige" in donnees and donnees <= _CLES_DE_CORRECTION


@dataclass(slots=True)
class _Faite:
    """Une inscription prête à paraître."""

    lus: bytes
    nouveaux: bytes
    rang: int
    inscription: dict[str, object]
    lignes: list[tuple[int, str]]
    avant: Perspective
    apres: Perspective
    remarques: list[str] = field(default_factory=list)
    reserves: list[Constat] = field(default_factory=list)
    """Ce que les règles reprochent à l'inscription; elle est faite quand même, et se corrige par la même commande."""
    deja: int | None = None
    """Le rang d'une inscription toute pareille."""


def porter(reponse: dict[str, object], dossier: str, saisie: Saisie, *, au: str | None, en_json_: bool) -> int:
    """Inscrit au journal, ou n'écrit rien; dit les lignes ajoutées, et ce qui change."""
    from lettres.sortie.refus import fichier_changeant
    from lettres.sortie.sur_place import Change, remplace

    reponse |= {"fichier": dossier, "liste": saisie.liste, "rang": None, "inscription": None, "lignes": []}
    reponse |= {"remarques": [], "deja": None, "avant": None, "apres": None}
    jour = lire_au(au)
    _exiger_un_vrai_fichier(Path(dossier))
    connues: dict[str, object] = dict(saisie.valeurs)
    for _ in range(ESSAIS_MAX):
        faite = _preparer(dossier, saisie, connues, jour, muette=en_json_)
        try:
            # -- ce qui ne peut être dit n'est pas fait : si la réponse ne s'écrit pas, l'ancien contenu revient --
            with remplace(Path(dossier), faite.lus, faite.nouveaux):
                dire(en_json(_en_objet(reponse, faite)) if en_json_ else _en_texte(dossier, saisie.liste, faite))
        except Change:
            continue
        return CodeDeSortie.FAIT
    raise fichier_changeant(dossier)


def _exiger_un_vrai_fichier(chemin: Path) -> None:
    """Refuse un lien avant toute question : on n'écrit jamais à travers lui."""
    from lettres.socle.disque import PasOrdinaire
    from lettres.sortie import refus_systeme

    with suppress(OSError, ValueError):  # -- un fichier introuvable, la lecture le dira --
        if not S_ISLNK((etat := chemin.lstat()).st_mode):
            return
        raise refus_systeme(PasOrdinaire(chemin, etat.st_mode), str(chemin))


def _preparer(dossier: str, saisie: Saisie, connues: dict[str, object], au: date, *, muette: bool) -> _Faite:
    from lettres.lecture.ajouts import ajouter
    from lettres.lecture.fichier import lire_texte
    from lettres.production.perspective import mettre_en_perspective, reserves
    from lettres.socle.erreurs import DossierInvalide

    octets, nom, format_, lu = _lire(dossier, saisie)
    remarques: list[str] = []
    if not saisie.est_une_annulation():
        remarques = saisie.remarques(lu, connues)
        _reprendre(getattr(lu, saisie.liste), connues)
        completer(saisie.liste, saisie.exigees, connues, lu)
        completer(saisie.liste, saisie.ensuite(connues), connues, lu)
        if connues[saisie.jour] is None:
            connues[saisie.jour] = aujourd_hui().isoformat()
    inscription = {cle: valeur for cle, valeur in connues.items() if valeur not in (None, [])}
    try:
        nouveaux = ajouter(octets, {saisie.liste: inscription}, format=format_, fichier=nom)
    except DossierInvalide:
        if not muette:
            signaler("Rien n’a été inscrit. Voici ce qui clocherait au dossier, l’inscription ajoutée :")
        raise
    apres, politiques = lire_texte(nouveaux, fichier=nom, format=format_), _politiques(dossier)
    inscrites = getattr(apres, saisie.liste)
    deja = _deja_inscrite(inscrites)
    return _Faite(
        octets,
        nouveaux,
        len(inscrites),
        inscription,
        lignes_ajoutees(octets, nouveaux),
        mettre_en_perspective(lu, au, politiques),
        mettre_en_perspective(apres, au, politiques),
        remarques,
        reserves(apres, au, saisie.liste, len(inscrites)),
        deja,
    )


def _politiques(dossier: str) -> Politiques | None:
    """Celles de `lettres.toml`; fautif, il n'empêche pas d'inscrire un fait : « etat » dira ses fautes."""
    try:
        return preferences_de(dossier, None).politiques
    except ErreurLettres:
        return None


def _reprendre(inscrites: Sequence[Fait], connues: dict[str, object]) -> None:
    """Reprend de l'inscription corrigée ce que la commande ne redit pas : corriger un jour n'efface pas le reste."""
    rang = connues.get("corrige")
    if not isinstance(rang, int) or rang > len(inscrites):
        return
    corrigee = inscrites[rang - 1].model_dump(mode="json", exclude_unset=True, exclude_none=True)
    for cle, valeur in corrigee.items():
        if cle not in _CLES_DE_CORRECTION and connues.get(cle) in (None, []):
            connues[cle] = valeur


def _deja_inscrite(inscrites: Sequence[Fait]) -> int | None:
    """Le rang d'une inscription pareille à la dernière, et qui compte encore : la même commande, donnée deux fois ?"""
    corrigees = {getattr(ligne, "corrige", None) for ligne in inscrites}
    pareilles = (n for n, ligne in enumerate(inscrites[:-1], 1) if ligne == inscrites[-1] and n not in corrigees)
    return next(pareilles, None)


def _lire(dossier: str, saisie: Saisie) -> tuple[bytes, str, Format, Dossier]:
    """Le dossier tel qu'il est. Un fichier où l'on n'insère jamais est refusé avec le bloc à y coller."""
    from lettres.lecture.ajouts import refuser
    from lettres.lecture.codes_lus import CodeLu
    from lettres.lecture.fichier import lire_octets, lire_texte
    from lettres.socle.erreurs import DossierIllisible

    donnees = {cle: valeur for cle, valeur in saisie.valeurs.items() if valeur not in (None, [])}
    if Path(dossier).suffix.lower() == ".jsonl":
        raise refuser({saisie.liste: donnees}, dossier, "json", "il a plusieurs dossiers, un par ligne")
    octets, nom, format_ = lire_octets(dossier)
    try:
        return octets, nom, format_, lire_texte(octets, fichier=nom, format=format_)
    except DossierIllisible as illisible:
        if {c.code for c in illisible.constats} & {CodeLu.ANCRE, CodeLu.FUSION, CodeLu.ETIQUETTE}:
            raise refuser(
                {saisie.liste: donnees}, nom, format_, "il a une ancre, un alias ou une étiquette", illisible.constats
            ) from None
        raise


def lignes_ajoutees(avant: bytes, apres: bytes) -> list[tuple[int, str]]:
    """Les lignes que le nouveau fichier a de plus, ou autrement, avec leur numéro."""
    vieilles, neuves = (octets.decode(errors="replace").splitlines() for octets in (avant, apres))
    blocs = difflib.SequenceMatcher(None, vieilles, neuves, autojunk=False).get_opcodes()
    return [(n + 1, neuves[n]) for sorte, _, _, debut, fin in blocs if sorte != "equal" for n in range(debut, fin)]


def jour_de(texte: str | None, option: str) -> str | None:
    """La date d'une option, telle qu'on l'inscrit."""
    return None if texte is None else lire_jour(texte, option).isoformat()


def rang_de(rang: int | None, option: str) -> int | None:
    """Le rang d'une option, compté de 1."""
    if rang is not None and rang < 1:
        raise usage_fautif("U013", option, "Un rang se compte de 1.", f"Exemple : {option} 1")
    return rang


def _en_objet(reponse: dict[str, object], faite: _Faite) -> dict[str, object]:
    from lettres import interface

    return reponse | {
        "rang": faite.rang,
        "inscription": {cle: _en_texte_de_json(valeur) for cle, valeur in faite.inscription.items()},
        "lignes": [{"ligne": numero, "texte": texte} for numero, texte in faite.lignes],
        "remarques": faite.remarques,
        "deja": faite.deja,
        "avant": interface.perspective(faite.avant),
        "apres": interface.perspective(faite.apres),
        "constats": interface.constats(faite.reserves),
    }


def _en_texte_de_json(valeur: object) -> object:
    if isinstance(valeur, Mapping):
        return {str(cle): _en_texte_de_json(v) for cle, v in valeur.items()}
    return [str(v) for v in valeur] if isinstance(valeur, list | tuple) else str(valeur)


def _en_texte(dossier: str, liste: str, faite: _Faite) -> str:
    from lettres.langue.ecriture import jour

    avant, apres = faite.avant, faite.apres
    lignes = [f"Inscrit à « {liste} » ({faite.rang}) de {propre(dossier)} :"]
    lignes += [f"  {numero:>4} + {propre_en_retrait(texte)}" for numero, texte in faite.lignes]
    lignes += [propre(remarque) for remarque in faite.remarques]
    if faite.deja is not None:
        lignes.append(f"La même inscription y est déjà ({faite.deja}) : les deux comptent.")
    if faite.reserves:
        lignes.append(constats_en_texte(faite.reserves))
    if faite.reserves or faite.deja is not None:
        annuler = f'lettres {_COMMANDES[liste]} {propre(dossier)} --corrige {faite.rang} --motif "…"'
        lignes.append(f"C’est inscrit. Si c’est une erreur, ceci l’annule : {annuler}")
    if apres.impaye is not None and apres.impaye != avant.impaye:
        passe = f" (c’était {_reste(avant.impaye)})" if avant.impaye is not None else ""
        lignes.append(f"Reste à payer, intérêt à part : {_reste(apres.impaye)}{passe}.")
    if apres.delai is not None:
        comptee = " (date calculée)" if apres.delai.calculee else ""
        lignes.append(f"Délai de la dernière lettre : jusqu’au {jour(apres.delai.fin)}{comptee}.")
    return "\n".join([*lignes, *_le_pas_qui_vient(avant.decision, apres.decision)])


def _reste(impaye: Decimal) -> str:
    """Le solde; ce qui est payé de trop se dit, sans signe."""
    from lettres.langue.ecriture import exact

    return exact(impaye) if impaye >= 0 else f"rien, et {exact(-impaye)} payés en trop"


def _le_pas_qui_vient(avant: Decision, apres: Decision) -> Iterator[str]:
    from lettres.langue.ecriture import jour

    pas, vieux = (d.echelon.titre if d.echelon else "aucun" for d in (apres, avant))
    change = f" (c’était : {vieux})" if pas != vieux else ""
    yield f"Prochain pas : {pas}{f', dès le {jour(apres.des_le)}' if apres.des_le else ''}{change}."
    yield from dict.fromkeys(f"  {propre(raison.phrase)}" for raison in apres.raisons)


def propre_en_retrait(texte: str) -> str:
    """Une ligne du fichier, son retrait gardé, sans un ordre pour le terminal."""
    nu = texte.lstrip(" ")
    return " " * (len(texte) - len(nu)) + propre(nu)
