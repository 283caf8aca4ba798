"""Commande `verifier` : tous les constats de tous les dossiers, sans rien écrire."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Annotated

import typer

import lettres
from lettres import interface
from lettres.cli.options.arguments import OptionAu, OptionJson, OptionLettre, lire_au, lire_lettre
from lettres.cli.options.configuration import (
    OptionConfig,
    OptionModeles,
    avec_les_modeles,
    par_preferences,
    preferences_de,
)
from lettres.cli.options.sources import du_repertoire, trouver
from lettres.cli.terminal.affichage import (
    constats_en_texte,
    dire,
    en_json,
    propre,
    resume,
)
from lettres.cli.terminal.codes_de_sortie import CodeDeSortie, code_de, code_des
from lettres.interface.notations import VERSION
from lettres.interface.objets import ConstatsJson
from lettres.socle.classes import dataclass
from lettres.socle.constats import Constat, dans_l_ordre_du_fichier
from lettres.socle.erreurs import DossierIllisible, DossierInvalide


@dataclass(frozen=True, slots=True)
class _Examen:
    """Ce que l'on sait d'un fichier après l'avoir examiné."""

    fichier: str
    constats: tuple[Constat, ...]
    code: CodeDeSortie
    reference: str | None = None
    lettre: str | None = None
    retenue: str | None = None
    """Pourquoi aucune lettre n'est due ce jour-là, quand on n'en a nommé aucune."""


def verifier(
    contexte: typer.Context,
    dossiers: Annotated[
        list[str],
        typer.Argument(metavar="DOSSIER", help="Les fichiers à vérifier : YAML, JSON ou TOML; d’un répertoire, tous."),
    ],
    lettre: OptionLettre = None,
    au: OptionAu = None,
    modeles: OptionModeles = None,
    config: OptionConfig = None,
    en_json_: OptionJson = False,
) -> int:
    """Vérifie des dossiers : dit tout ce qui manque ou cloche, n’écrit rien.

    Code de sortie : 0 sans erreur, 1 s’il y a des erreurs, 2 si un fichier est illisible.
    """
    contexte.obj["dossiers"] = []
    jour = lire_au(au)
    fichiers = _sans_les_preferences(
        [f for nom in dossiers for trouve in trouver(nom) or [nom] for f in du_repertoire(trouve)], config
    )
    examens = [_examiner(fichier, lettre, jour, config, modeles) for fichier in fichiers]
    constats = [c for examen in examens for c in examen.constats]
    if en_json_:
        reponse: ConstatsJson = {
            "version": VERSION,
            "dossiers": [{"fichier": e.fichier, "reference": e.reference, "lettre": e.lettre} for e in examens],
            "constats": interface.constats(constats),
        }
        dire(en_json(reponse))
    else:
        retenues = [
            f"{propre(e.fichier)} : aucune lettre n’est due ce jour-là. {e.retenue}" for e in examens if e.retenue
        ]
        dire("\n".join(filter(None, (constats_en_texte(constats), *retenues, resume(constats)))))
    return max(examen.code for examen in examens)


def _sans_les_preferences(fichiers: list[str], config: str | None) -> list[str]:
    """Les dossiers parmi ces fichiers; un `lettres.toml` fautif, chaque dossier qui le suit le dira."""
    from lettres.production.preferences import NOM

    try:
        gardes = {f for _, siens in par_preferences(fichiers, config) for f in siens}
    except (DossierIllisible, DossierInvalide):
        gardes = {f for f in fichiers if Path(f).name != NOM}
    return [f for f in fichiers if f in gardes] or fichiers


def _examiner(fichier: str, nommee: str | None, jour: date, config: str | None, modeles: str | None) -> _Examen:
    from lettres import escalade
    from lettres.production.avant_d_ecrire import constats_de

    try:
        dossier = lettres.lire(fichier)
        politiques = avec_les_modeles(preferences_de(fichier, config), modeles).politiques
    except (DossierIllisible, DossierInvalide) as refus:
        return _Examen(fichier, tuple(dans_l_ordre_du_fichier(refus.constats)), code_de(refus))
    lettre, affaire = lire_lettre(nommee, politiques), lettres.bilan(dossier, au=jour)
    decision = escalade.situer(affaire, politique=politiques, relire=True)
    voulue = lettre or decision.prochaine_lettre
    retenue = None if lettre or decision.lettre else decision.raisons[0].phrase
    constats = tuple(constats_de(affaire, lettre, politiques, decision))
    code = code_des(constats)
    return _Examen(fichier, constats, code, dossier.reference, voulue, retenue)
