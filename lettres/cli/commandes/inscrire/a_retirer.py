"""À retirer : une clé du dossier qui ne vaut plus, ôtée avec son motif. Du journal, rien ne se retire."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date
from typing import TYPE_CHECKING

from lettres.cli.options.arguments import usage_fautif

if TYPE_CHECKING:
    from lettres.lecture.ajouts import Geste


def retraits(cles: Sequence[str], motif: str | None, le: date, *, donnees: Collection[str]) -> list[Geste]:
    """Les gestes qui ôtent ces clés, chacune sous sa mention; aucun, si rien n'est demandé.

    Lève UsageFautif pour une clé qui ne se retire pas, ou que la même commande donne; ou s'il manque le motif.
    """
    from lettres.lecture.ajouts import RETIRABLES, Retrait

    if not cles and motif is None:
        return []
    for cle in cles:
        if cle not in RETIRABLES:
            remede = f"Retirez l’une de : {', '.join(RETIRABLES)}. Du journal, « --corrige N » annule une inscription."
            raise usage_fautif("U015", "--retirer", f"« {cle} » ne se retire pas.", remede)
        if cle in donnees:
            message = f"La même commande donne une valeur à « {cle} », et la retire."
            raise usage_fautif("U016", "--retirer", message, "Gardez l’un des deux.")
    if not cles or not (motif or "").strip():
        absente = "--motif" if cles else "--retirer"
        remede = 'Ensemble : « --retirer agit_deja --motif "L’agence a rendu le dossier." ».'
        raise usage_fautif("U021", absente, f"Il manque « {absente} ».", remede)
    mention = f"Retiré le {le.isoformat()} : {' '.join((motif or '').split())}"
    return [((cle,), Retrait(mention)) for cle in dict.fromkeys(cles)]
