"""Commande `purger` : ce qu'un répertoire garde d'affaires finies; rien ne part sans qu'on le demande."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from lettres import interface
from lettres.cli.options.arguments import OptionAuJour, OptionJson, aujourd_hui, lire_au, usage_fautif
from lettres.cli.terminal.affichage import (
    constats_en_texte,
    dire,
    en_json,
    largeur_du_terminal,
    pluriel,
    propre,
    signaler,
)
from lettres.cli.terminal.codes_de_sortie import CodeDeSortie
from lettres.cli.terminal.tableau import tableau
from lettres.langue.typographie import date_longue
from lettres.socle.disque import est_un_repertoire

if TYPE_CHECKING:
    from lettres.droit.parametre import FaitDeDroit
    from lettres.interface.objets_d_ecriture import FichierGardeJson, PrincipeJson
    from lettres.purge import FichierGarde
    from lettres.socle.constats import Constat

_MOT = "supprimer"
_FINS = {"reglee": "réglée", "prescrite": "prescrite", "payee": "close, payée", "entente": "close par une entente"}


def purger(
    contexte: typer.Context,
    repertoire: Annotated[
        str, typer.Argument(metavar="RÉPERTOIRE", help="Où sont vos dossiers; ses sous-répertoires aussi.")
    ],
    au: OptionAuJour = None,
    supprimer: Annotated[
        bool, typer.Option("--supprimer", help="Efface ce qui peut partir aujourd’hui, une fois confirmé.")
    ] = False,
    oui: Annotated[bool, typer.Option("--oui", help="Confirme d’avance « --supprimer ».")] = False,
    en_json_: OptionJson = False,
) -> int:
    """Dit ce qu’un répertoire garde d’affaires finies, et quand cela peut partir; n’efface que sur demande.

    Un dossier clos, payé ou prescrit, ses lettres et ses pièces. Par prudence, rien ne part avant que ce que l’autre
    pourrait réclamer soit prescrit à son tour. Un fichier qui n’est pas à nous, ou qu’un dossier qui reste nomme, n’est
    pas touché; un lien n’est pas suivi. Vérifiez ce que l’on vous oblige à garder plus longtemps.

    Exemple : lettres purger dossiers
    """
    contexte.obj |= {"repertoire": repertoire, "au": None, "principe": None, "fichiers": [], "supprimes": []}
    jour = lire_au(au)
    if not est_un_repertoire(repertoire):
        remede = "Nommez le répertoire où sont vos dossiers."
        raise usage_fautif("U039", "RÉPERTOIRE", f"« {propre(repertoire)} » n’est pas un répertoire.", remede)
    if supprimer and jour > aujourd_hui():
        message = "On n’efface que ce qui peut partir aujourd’hui."
        raise usage_fautif("U038", "--au", message, "Retirez « --au », ou retirez « --supprimer ».")
    from lettres.affaire.suite.fins import principe
    from lettres.purge import effacer, inventorier

    inventaire = inventorier(Path(repertoire), jour)
    connu = principe(jour)
    partants = inventaire.a_effacer(jour)
    contexte.obj |= {"au": jour.isoformat(), "principe": _principe(connu)}
    contexte.obj["fichiers"] = [_fichier(f, supprime=False) for f in inventaire.fichiers]
    if not en_json_:
        dire("\n".join(_en_texte(inventaire.fichiers, jour, connu)))
    constats, partis = list(inventaire.constats), []
    if supprimer and partants:
        _exiger_un_oui(len(partants), oui=oui, muette=en_json_)
        for fichier, reste in effacer(partants):
            if reste is None:
                partis.append(fichier)
                if not en_json_:
                    dire(f"Effacé : {propre(str(fichier.chemin))}")
            else:
                constats.append(reste)
    if en_json_:
        fichiers = [_fichier(f, supprime=f in partis) for f in inventaire.fichiers]
        supprimes = [str(f.chemin) for f in partis]
        reponse = {"fichiers": fichiers, "supprimes": supprimes, "constats": interface.constats(constats)}
        dire(en_json(contexte.obj | reponse))
    else:
        dire("\n".join(_bilan(partants, partis, constats, supprimer=supprimer)))
    return CodeDeSortie.FAIT


_AILLEURS = (
    "Un PDF réuni, une liste de recommandés, un export de votre logiciel, un cahier d’une version d’avant ne disent "
    "pas de quelle affaire ils viennent : ils ne sont pas comptés ici. Cherchez-les aussi, et vos courriels."
)


def _exiger_un_oui(nombre: int, *, oui: bool, muette: bool) -> None:
    """Lève UsageFautif si personne ne confirme."""
    if oui:
        return
    remede = "Ajoutez « --oui » pour effacer sans confirmer au terminal."
    if muette or sys.stdin is None or not sys.stdin.isatty():
        raise usage_fautif("U037", "--supprimer", "Personne n’est là pour confirmer; rien n’a été effacé.", remede)
    signaler(f"{pluriel(nombre, 'fichier')} à effacer pour toujours. Tapez « {_MOT} » pour confirmer :")
    if sys.stdin.readline().strip().casefold() != _MOT:
        raise usage_fautif("U037", "--supprimer", "Ce n’est pas confirmé; rien n’a été effacé.", remede)


# -- Dire --


def _en_texte(fichiers: Sequence[FichierGarde], au: date, connu: FaitDeDroit) -> Iterator[str]:
    yield f"Selon {connu.fiche}, {connu.certitude} (à vérifier avant de s’y fier) : {getattr(connu, 'texte', '')}."
    yield f"  {connu.reference}. Et {connu.note}."
    if not fichiers:
        yield "Aucun fichier à nous ici."
        return
    rangees = [("FICHIER", "SORTE", "PEUT PARTIR", "POURQUOI")]
    for f in fichiers:
        quand = "reste" if f.peut_partir_le is None else f"le {date_longue(f.peut_partir_le)}"
        quand = "dès maintenant" if f.peut_partir(au) else quand
        rangees.append((propre(str(f.chemin)), f.sorte, quand, _raison(f)))
    yield tableau(rangees, largeur_du_terminal())
    yield _AILLEURS


def _bilan(
    partants: Sequence[FichierGarde], partis: Sequence[FichierGarde], constats: Sequence[Constat], *, supprimer: bool
) -> Iterator[str]:
    if constats:
        yield constats_en_texte(constats)
    if supprimer:
        yield f"{pluriel(len(partis), 'fichier')} effacé{'s' if len(partis) >= 2 else ''}."
    elif partants:
        yield f"{pluriel(len(partants), 'fichier')} peuvent partir; rien n’est effacé : « --supprimer » le fait."
    else:
        yield "Rien ne peut partir; rien n’est effacé."


def _raison(f: FichierGarde) -> str:
    if f.raison or f.fin is None:
        return f.raison
    comment = _FINS.get(f.fin.comment, "close")
    suite = "" if f.fin.comment == "prescrite" else "; puis, par prudence, ce que l’autre pourrait réclamer (F2.01)"
    return f"affaire {comment} le {date_longue(f.fin.jour)}{suite}"


def _principe(connu: FaitDeDroit) -> PrincipeJson:
    texte = getattr(connu, "texte", "")
    return {"texte": texte, "fiche": connu.fiche, "reference": str(connu.reference), "certitude": connu.certitude}


def _fichier(f: FichierGarde, *, supprime: bool) -> FichierGardeJson:
    return {
        "fichier": str(f.chemin),
        "sorte": f.sorte,
        "dossier": str(f.dossier) if f.dossier else None,
        "finie_le": f.fin.jour.isoformat() if f.fin else None,
        "fin": f.fin.comment if f.fin else None,
        "peut_partir_le": f.peut_partir_le.isoformat() if f.peut_partir_le else None,
        "raison": _raison(f),
        "supprime": supprime,
    }
