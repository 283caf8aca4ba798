"""Mesures : les montants, taux, nombres et paiements donnés en options, et leur lecture."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

from lettres.cli.options.arguments import lire_jour, usage_fautif
from lettres.cli.terminal.affichage import dire, en_json
from lettres.cli.terminal.codes_de_sortie import CodeDeSortie
from lettres.cli.terminal.traduction import suggestion
from lettres.socle.constats import Constat, Gravite, abreger
from lettres.socle.erreurs import ErreurLettres

if TYPE_CHECKING:
    from decimal import Decimal

    from lettres.droit.compte import Versement

Reponse = tuple[Mapping[str, object], str]
"""Une réponse, en objet et en texte."""

CENT_ANS = 36500
"""La plus longue durée que l'on compte, en jours."""


def lire_montant(texte: str, option: str) -> Decimal:
    """Un montant plus grand que zéro : « 4311.56 », « 4 311,56 $ »."""
    from pydantic_core import PydanticCustomError

    from lettres.dossier.types import lire_montant as lire

    try:
        somme = lire(texte)
    except PydanticCustomError as faute:
        raise usage_fautif("U011", option, faute.message(), f"Exemple : {option} 4311.56") from None
    if somme <= 0:
        raise usage_fautif("U011", option, "Ce montant doit être plus grand que zéro.", f"Exemple : {option} 4311.56")
    return somme


def lire_taux(texte: str, option: str) -> Decimal:
    """Un taux par année : « 12 », « 12,5 % »."""
    from pydantic_core import PydanticCustomError

    from lettres.dossier.types import lire_taux as lire

    try:
        return lire(texte)
    except PydanticCustomError:
        remede = f"Écrivez un taux par année, sans le convertir d’un taux par mois : {option} 12"
        raise usage_fautif("U012", option, f"« {abreger(texte)} » n’est pas un taux lisible.", remede) from None


def lire_nombre(texte: str, option: str, *, maximum: int = CENT_ANS) -> int:
    """Un nombre entier, de 1 au maximum."""
    lisible = texte.isascii() and texte.isdigit() and len(texte) <= len(str(maximum))
    if not lisible or not 1 <= int(texte) <= maximum:
        message = f"« {abreger(texte)} » n’est pas un nombre entier de 1 à {maximum}."
        raise usage_fautif("U013", option, message, f"Exemple : {option} 10")
    return int(texte)


def lire_paiement(texte: str) -> Versement:
    """Un paiement : « 2026-09-10:1000 »."""
    from lettres.droit.compte import Versement

    jour, separe, montant = texte.partition(":")
    if not separe:
        raise usage_fautif(
            "U014",
            "--paiement",
            f"« {abreger(texte)} » n’est pas un paiement lisible.",
            "Écrivez la date, deux-points et le montant : --paiement 2026-09-10:1000",
        )
    return Versement(lire_jour(jour, "--paiement"), lire_montant(montant, "--paiement"))


def lire_mot(texte: str, permis: Sequence[str], option: str) -> str:
    """Un mot de la liste."""
    if texte not in permis:
        message = f"Valeur inconnue : « {abreger(texte)} ».{suggestion(texte, permis)}"
        raise usage_fautif("U015", option, message, f"Choisissez parmi : {', '.join(permis)}.")
    return texte


def lire_suite(debut: date, fin: date, option: str, autre: str) -> None:
    """Refuse une fin qui précède son début."""
    if fin < debut:
        message = f"{option} ({fin.isoformat()}) précède {autre} ({debut.isoformat()})."
        raise usage_fautif("U016", option, message, "Corrigez l’une des deux dates.")


def refus(code: str, message: str, remede: str, fondement: str = "") -> ErreurLettres:
    """Un calcul que le droit, ou l'arithmétique, ne permet pas (code de sortie 1)."""
    return ErreurLettres([Constat(code, Gravite.ERREUR, message, remede, fondement, ("calcul",))])


def repondre(calcul: Callable[[], Reponse], *, en_json_: bool) -> int:
    """Fait un calcul et le dit, en JSON ou en texte; une valeur du droit inconnue est un refus."""
    from lettres.droit.parametre import ParametreInconnu

    try:
        contenu, texte = calcul()
    except ParametreInconnu as inconnu:
        remede = "Le calcul s’arrête : donnez un jour que « lettres droit » connaît, ou vérifiez la valeur en vigueur."
        raise refus("Q103", str(inconnu), remede) from inconnu
    dire(en_json(contenu) if en_json_ else texte)
    return CodeDeSortie.FAIT
