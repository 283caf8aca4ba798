"""Banc d'essai : docxtpl nu, les pairs et nous, dans une même exécution, à tour de rôle, en temps processeur.

    python tests/bench/banc.py                                  tout, sauf les pairs
    python tests/bench/banc.py --pairs --json                   tout, en JSON
    python tests/bench/banc.py --seulement regime --rondes 15   une mesure, plus longtemps

Il lui faut `pip install -e .[dev]` et Linux; `isal`, s'il est installé, est mesuré à côté de la bibliothèque standard.
Les temps absolus dépendent de la machine et de ce qu'elle fait d'autre : seuls les ratios se citent.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import sys
from collections.abc import Callable, Sequence
from dataclasses import asdict
from importlib.metadata import PackageNotFoundError, version

import chaine
import compilation
import croissance
import decision
import demarrage
import entiere
import exports
import memoire
import pairs
import processus
import regime
import tableau
from memetexte import TextesDifferents
from mesures import Resultat

Mesure = Callable[[argparse.Namespace], list[Resultat]]

MESURES: dict[str, tuple[str, Mesure]] = {
    "regime": ("régime établi : docxtpl, python-docx à la main, nous", lambda o: regime.mesurer(o.lettres, o.rondes)),
    "croissance": ("de 5 à 5 000 rangées; un modèle 16 fois plus gros", lambda o: croissance.mesurer(o.rondes)),
    "chaine": ("ligne JSON → validation → typographie → fichier", lambda o: chaine.mesurer(o.lettres, o.rondes)),
    "entiere": ("dossier → règles → Word → barrière; lire un dossier YAML", lambda o: entiere.mesurer(o.rondes)),
    "decision": ("évaluer un dossier, contre le valider et le lire", lambda o: decision.mesurer(o.rondes)),
    "exports": ("importer un export, contre relire ses dossiers", lambda o: exports.mesurer(o.rondes)),
    "memoire": ("mémoire et débit d’un processus sur --masse lettres", lambda o: memoire.mesurer(o.masse)),
    "processus": ("deux processus contre un, sur --lot lettres", lambda o: processus.mesurer(o.lot, o.rondes)),
    "demarrage": ("processus neufs : --help, une lettre", lambda o: demarrage.mesurer(o.paires)),
    "compilation": ("compiler un modèle, en lettres docxtpl", lambda o: compilation.mesurer(o.rondes)),
    "profil": ("où passe le temps d’une lettre", lambda o: compilation.profiler()),
    "pairs": ("rust-docxtpl, easy-template-x, docxtemplater", lambda o: pairs.mesurer(o.lettres, o.rondes)),
}
_SUR_DEMANDE = "pairs"
_VERSIONS = ("docxtpl", "python-docx", "lxml", "Jinja2", "pydantic", "typer", "isal")


def main(arguments: Sequence[str] | None = None) -> int:
    """Mesure ce qu'on demande, puis écrit le tableau ou le JSON."""
    options = _lire(arguments)
    resultats: list[Resultat] = []
    for nom in options.seulement:
        quoi, mesurer = MESURES[nom]
        sys.stderr.write(f"{nom} : {quoi}…\n")
        try:
            resultats += mesurer(options)
        except TextesDifferents as faute:
            sys.stderr.write(f"{faute}\n")
            return 1
    if options.json:
        contenu = {
            "machine": machine(),
            "mesures": [asdict(r) for r in resultats],
            "buts": tableau.en_donnees(resultats),
        }
        sys.stdout.write(json.dumps(contenu, ensure_ascii=False, indent=2) + "\n")
    else:
        entete = ", ".join(f"{nom} {valeur}" for nom, valeur in machine().items())
        sys.stdout.write(f"{entete}\n{tableau.ecrire(resultats)}")
    return 0


def machine() -> dict[str, str]:
    """Ce qui a servi à mesurer : versions, cœurs, charge au moment du compte rendu."""
    versions = {"Python": platform.python_version()}
    for paquet in _VERSIONS:
        try:
            versions[paquet] = version(paquet)
        except PackageNotFoundError:
            versions[paquet] = "absent"
    return versions | {"cœurs": str(os.cpu_count()), "charge": f"{os.getloadavg()[0]:.1f}"}


def _lire(arguments: Sequence[str] | None) -> argparse.Namespace:
    liste = "\n".join(f"  {nom:<13}{quoi}" for nom, (quoi, _) in MESURES.items())
    analyse = argparse.ArgumentParser(
        prog="banc.py",
        description=__doc__,
        epilog=f"mesures :\n{liste}",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    for option, defaut, aide in (
        ("--lettres", 600, "nos lettres par ronde en régime établi"),
        ("--rondes", 7, "rondes de chaque mesure"),
        ("--masse", 100_000, "lettres de la mesure de mémoire"),
        ("--lot", 10_000, "lettres de la mesure de deux processus"),
        ("--paires", demarrage.PAIRES, "processus neufs de chaque sorte"),
    ):
        analyse.add_argument(option, type=_entier, default=defaut, metavar="N", help=f"{aide} (défaut : {defaut})")
    analyse.add_argument("--pairs", action="store_true", help="mesure aussi les pairs (les installe hors du dépôt)")
    analyse.add_argument("--json", action="store_true", help="écrit tous les chiffres en JSON")
    analyse.add_argument("--seulement", metavar="NOM,…", help="ne fait que ces mesures")
    options = analyse.parse_args(arguments)
    tout = [nom for nom in MESURES if options.pairs or nom != _SUR_DEMANDE]
    options.seulement = options.seulement.split(",") if options.seulement else tout
    if inconnues := [nom for nom in options.seulement if nom not in MESURES]:
        analyse.error(f"mesure inconnue : {', '.join(inconnues)}; connues : {', '.join(MESURES)}")
    return options


def _entier(texte: str) -> int:
    if not texte.isdecimal() or not int(texte):
        raise argparse.ArgumentTypeError(f"« {texte} » n’est pas un entier positif")
    return int(texte)


if __name__ == "__main__":
    sys.exit(main())
