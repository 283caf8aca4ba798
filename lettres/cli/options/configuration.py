"""Configuration : le `lettres.toml` qu'une commande suit : celui que l'on nomme, sinon celui d'à côté du dossier."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from lettres.cli.options.arguments import usage_fautif
from lettres.cli.options.sources import ENTREE
from lettres.cli.terminal.affichage import propre
from lettres.socle.constats import abreger

if TYPE_CHECKING:
    from lettres.production.maison import Maison
    from lettres.production.preferences import Preferences

VARIABLE_DES_MODELES = "LETTRES_MODELES"
"""Le répertoire des modèles de qui n'en nomme aucun, ni à la ligne de commande, ni dans `lettres.toml`."""

OptionModeles = Annotated[
    str | None,
    typer.Option(
        "--modeles",
        metavar="RÉPERTOIRE",
        help="Vos modèles Word et vos lettres; chacun y remplace le modèle livré du même nom.",
        show_default=f"ceux de lettres.toml, puis de {VARIABLE_DES_MODELES}",
    ),
]

OptionConfig = Annotated[
    str | None,
    typer.Option(
        "--config",
        metavar="F.toml",
        help="Vos politiques, vos modèles, votre papier.",
        show_default="lettres.toml, à côté du dossier",
    ),
]

OptionPapier = Annotated[
    str | None,
    typer.Option(
        "--papier",
        metavar="F.docx",
        help="Votre papier à en-tête, qui habille les lettres livrées.",
        show_default="celui de lettres.toml",
    ),
]


def preferences_de(dossier: str, config: str | None) -> Preferences:
    """Les préférences qui valent pour ce dossier; aucune, sans `lettres.toml`."""
    return par_preferences([dossier], config)[0][0]


def avec_les_modeles(preferences: Preferences, nommes: str | None) -> Preferences:
    """Les mêmes, modèles lus : ceux de la ligne de commande, sinon de `lettres.toml`, sinon de l'environnement.

    Le plus près de ce que l'on fait l'emporte; un seul répertoire sert. Lève ModeleInvalide s'il est fautif.
    """
    voulus = nommes if nommes is not None else preferences.modeles or os.environ.get(VARIABLE_DES_MODELES, "").strip()
    if not voulus and nommes is None:
        return preferences
    from lettres.production.maison import lire_maison

    return preferences.avec(lire_maison(voulus))


def par_preferences(fichiers: Sequence[str], config: str | None) -> list[tuple[Preferences, list[str]]]:
    """Les dossiers, réunis selon les préférences qu'ils suivent, dans leur ordre; chaque fichier se lit une fois.

    Un `lettres.toml`, une politique qu'il nomme ne sont pas des dossiers, même donnés avec eux par un répertoire.
    Lève avec les fautes du premier `lettres.toml` qui en a.
    """
    from lettres.production.preferences import AUCUNES, NOM, a_cote, lire_preferences, vrai_chemin

    groupes: dict[str | None, list[str]] = {}
    for fichier in fichiers:
        voulu = config if config is not None else None if fichier == ENTREE else a_cote(fichier)
        groupes.setdefault(None if voulu is None else str(voulu), []).append(fichier)
    lues = [(AUCUNES if ou is None else lire_preferences(ou), siens) for ou, siens in groupes.items()]
    reglent = frozenset[str]().union(*(preferences.fichiers for preferences, _ in lues))
    if not reglent:
        return lues
    tries = [(p, [f for f in siens if f == ENTREE or vrai_chemin(f) not in reglent]) for p, siens in lues]
    if restent := [(p, siens) for p, siens in tries if siens]:
        return restent
    message = f"Il n’y a ici que des préférences : {abreger(', '.join(fichiers))}."
    raise usage_fautif("U005", "DOSSIER", message, f"Nommez les dossiers que règle ce « {NOM} ».")


def ce_que_changent(preferences: Preferences) -> Iterator[str]:
    """Une ligne s'il y a des préférences : leur fichier, et ce qui y vaut; une pour les modèles de l'usager."""
    if preferences.fichier is not None:
        dites = [f"politique « {propre(p.code)} » ({p.nature}, {p.empreinte[:12]}…)" for p in preferences.siennes]
        dites += [f"modèles de {propre(preferences.modeles)}"] if preferences.modeles else []
        if preferences.papier:
            lu = preferences.empreinte_du_papier
            dites.append(f"papier {propre(preferences.papier)} ({f'{lu[:12]}…' if lu else 'illisible'})")
        yield f"Préférences de {propre(preferences.fichier)} : {', '.join(dites) or 'rien'}"
    if preferences.maison is not None:
        yield f"Vos modèles, de {propre(preferences.maison.repertoire)} : {_contenu(preferences.maison)}"


def _contenu(maison: Maison) -> str:
    siens = {m.fichier for m in maison.lettres}
    dits = [propre(nom) for nom in maison.remplaces if nom not in siens]
    dits += [f"« {m.code} » ({propre(m.fichier)}, comme {m.lettre})" for m in maison.lettres]
    return ", ".join(dits) or "aucun; les modèles livrés servent"
