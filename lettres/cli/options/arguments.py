"""Arguments : les options communes à plusieurs commandes, et leur lecture."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import TYPE_CHECKING, Annotated, cast, get_args

import typer

from lettres.cli.terminal.codes_de_sortie import UsageFautif
from lettres.cli.terminal.traduction import suggestion
from lettres.socle.constats import Constat, Gravite, abreger

if TYPE_CHECKING:
    from lettres.dossier import Nature
    from lettres.escalade import Politiques
    from lettres.production.generation import FormeDeLettre

OptionLettre = Annotated[
    str | None,
    typer.Option("--lettre", metavar="CODE", help="La lettre voulue.", show_default="la prochaine de l’escalade"),
]
OptionAu = Annotated[
    str | None,
    typer.Option("--au", metavar="AAAA-MM-JJ", help="La date de la lettre.", show_default="aujourd’hui"),
]
OptionAuJour = Annotated[
    str | None,
    typer.Option("--au", metavar="AAAA-MM-JJ", help="Le jour du calcul.", show_default="aujourd’hui"),
]
OptionJson = Annotated[bool, typer.Option("--json", help="Répond en JSON, pour un autre logiciel.")]


def aujourd_hui() -> date:
    """La date du jour, là où se trouve l'ordinateur : seul endroit où l'on lit l'horloge."""
    # -- sans fuseau : un TZ fautif a un décalage que Python ne sait pas porter, mais l'horloge marche --
    return datetime.now().date()  # noqa: DTZ005


def lire_au(texte: str | None) -> date:
    """La date donnée par `--au`, ou aujourd'hui."""
    return aujourd_hui() if texte is None else lire_jour(texte, "--au")


def lire_jour(texte: str, option: str) -> date:
    """La date donnée par une option."""
    from pydantic_core import PydanticCustomError

    from lettres.dossier.types import lire_date

    try:
        return lire_date(texte)
    except PydanticCustomError as faute:
        raise usage_fautif(
            "U001",
            option,
            f"« {abreger(texte)} » n’est pas une date lisible. {faute.message()}",
            f"Écrivez l’année, le mois et le jour : {option} 2026-11-22 (de 1900 à 2200).",
        ) from None


def lire_lettre(texte: str | None, *connues: Politiques | None) -> str | None:
    """Le code de lettre donné par `--lettre`, s'il existe : d'une lettre livrée, ou de la maison (`connues`)."""
    from lettres.dossier import CodeLettre

    if texte is None:
        return None
    siennes = tuple(dict.fromkeys(m.code for politiques in connues if politiques for m in politiques.maison))
    permis = (*get_args(CodeLettre), *siennes)
    return _exiger(texte, permis, "U002", "--lettre", "Lettre inconnue", lambda: (*lettres_ecrites(), *siennes))


def lire_forme(texte: str) -> FormeDeLettre:
    """La forme donnée par `--format`, si une lettre s'écrit ainsi."""
    from lettres.production.generation import FormeDeLettre

    permises = get_args(FormeDeLettre)
    if texte not in permises:
        message = f"Valeur inconnue : « {abreger(texte)} »."
        raise usage_fautif("U015", "--format", message, f"Choisissez parmi : {', '.join(permises)}.")
    return cast("FormeDeLettre", texte)


def lettres_ecrites() -> tuple[str, ...]:
    """Les lettres qu'un modèle livré écrit, quelle qu'en soit la nature."""
    from lettres.catalogue import catalogue

    return tuple(dict.fromkeys(modele.lettre for modele in catalogue()))


def lire_nature(texte: str) -> Nature:
    """La nature donnée par `--nature`, si elle existe."""
    return cast("Nature", _exiger(texte, natures(), "U003", "--nature", "Nature inconnue"))


def natures() -> tuple[Nature, ...]:
    """Les natures de dossier."""
    from lettres.dossier import Nature

    return get_args(Nature)


def du_texte(valeur: str, option: str) -> str:
    """La valeur de cette option; une faute d'usage, si un de ses octets n'est d'aucun texte."""
    try:
        valeur.encode()
    except UnicodeEncodeError:
        message = "Un octet de cette valeur n’est d’aucun texte."
        raise usage_fautif("U015", option, message, "Tapez-la de nouveau, en UTF-8.") from None
    return valeur


def usage_fautif(code: str, option: str, message: str, remede: str) -> UsageFautif:
    """Une faute de la ligne de commande, à la place de l'option en cause."""
    return UsageFautif([Constat(code, Gravite.ERREUR, message, remede=remede, chemin=(option,))])


def _exiger(
    texte: str,
    permis: tuple[str, ...],
    code: str,
    option: str,
    quoi: str,
    offerts: Callable[[], tuple[str, ...]] | None = None,
) -> str:
    """Le mot permis que ce texte écrit, comme dans un dossier : « mise en demeure », « Réputation ».

    Un refus ne propose que les `offerts`, s'il y a moins à choisir qu'à comprendre.
    """
    from lettres.dossier.saisie.lecture_de_mots import Mots

    lu = Mots().lire(texte, permis)
    if lu not in permis:
        choix = offerts() if offerts else permis
        message = f"{quoi} : « {abreger(texte)} ».{suggestion(texte, choix)}"
        raise usage_fautif(code, option, message, f"Choisissez parmi : {', '.join(choix)}.")
    return lu
