"""Commande `deguiser` : d'un dossier, un double que l'on peut montrer, et ce qu'il reste à y relire."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from lettres import interface
from lettres.cli.options.arguments import OptionAuJour, OptionJson, lire_au, usage_fautif
from lettres.cli.terminal.affichage import constats_en_texte, dire, en_json, pluriel, propre
from lettres.cli.terminal.codes_de_sortie import CodeDeSortie
from lettres.socle.constats import Constat, Gravite, chemin_lisible

if TYPE_CHECKING:
    from lettres.deguisement import Double

_YAML = {".yaml", ".yml"}


def deguiser(
    contexte: typer.Context,
    dossier: Annotated[
        str, typer.Argument(metavar="DOSSIER", help="Le dossier : un fichier YAML, JSON ou TOML; il n’est pas touché.")
    ],
    sortie: Annotated[str, typer.Option("-o", "--sortie", metavar="F.yaml", help="Où écrire le double.")],
    au: OptionAuJour = None,
    ecraser: Annotated[bool, typer.Option("--ecraser", help="Remplace le double, s’il y en a un.")] = False,
    en_json_: OptionJson = False,
) -> int:
    """Fait d’un dossier un double que l’on peut montrer : mêmes constats, même décision, aucun nom.

    Noms, adresses, numéros et fichiers y sont fictifs; la même valeur a la même fiction partout, jusque dans les
    phrases. Les jours et les sommes restent. Aucun commentaire n’y passe. Ce qui peut encore nommer quelqu’un est dit,
    ligne par ligne : relisez le double avant de l’envoyer.

    Exemple : lettres deguiser dossier.yaml -o double.yaml
    """
    contexte.obj |= {"fichier": None, "a_relire": [], "pareil": None}
    jour, final = lire_au(au), Path(sortie)
    if final.suffix.lower() not in _YAML:
        remede = f"Donnez un nom en .yaml : {final.with_suffix('.yaml').name if final.name else 'double.yaml'}."
        raise usage_fautif("U004", "--sortie", "Un double s’écrit en YAML.", remede)
    if final.resolve() == Path(dossier).resolve():
        message = "Le double prendrait la place du dossier lui-même."
        raise usage_fautif("U036", "--sortie", message, "Nommez un autre fichier pour le double.")

    from lettres.deguisement import deguiser as faire_le_double
    from lettres.lecture.fichier import lire_octets
    from lettres.sortie import ecrire

    octets, nom, format_ = lire_octets(dossier)
    double = faire_le_double(octets, fichier=nom, format=format_, au=jour)
    ecrit = ecrire(double.octets, final.parent, final.name, ecraser=ecraser)
    constats = list(_constats(double, str(ecrit)))
    if en_json_:
        a_relire = [
            {"ligne": r.ligne, "chemin": chemin_lisible(r.chemin), "mots": list(r.mots)} for r in double.a_relire
        ]
        reponse = {"fichier": str(ecrit), "a_relire": a_relire, "pareil": not double.differences}
        dire(en_json(contexte.obj | reponse | {"constats": interface.constats(constats)}))
    else:
        dire("\n".join(_en_texte(double, str(ecrit), constats)))
    return CodeDeSortie.FAIT


def _constats(double: Double, fichier: str) -> Iterator[Constat]:
    for difference in double.differences:
        remede = "Montrez-le en le disant, ou changez vous-même la valeur en cause."
        yield Constat("S035", Gravite.ALERTE, difference, remede, fichier=fichier)
    for r in double.a_relire:
        message = f"Cette phrase peut encore nommer quelqu’un : {', '.join(f'« {mot} »' for mot in r.mots)}."
        remede = "Relisez-la, et changez ce qui nomme quelqu’un."
        yield Constat(
            "S036", Gravite.CONSEIL, message, remede, fichier=fichier, ligne=r.ligne, colonne=1, chemin=r.chemin
        )


def _en_texte(double: Double, fichier: str, constats: list[Constat]) -> Iterator[str]:
    yield f"Double écrit : {propre(fichier)}"
    if not double.differences:
        yield "Mêmes constats et même décision que le dossier; les jours et les sommes n’ont pas changé."
    if constats:
        yield constats_en_texte(constats)
    if double.a_relire:
        yield f"{pluriel(len(double.a_relire), 'phrase')} à relire une à une."
    yield "Relisez tout le double avant de l’envoyer : l’outil ne sait pas qui une phrase peut faire reconnaître."
