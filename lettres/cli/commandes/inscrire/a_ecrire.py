"""À écrire : une clé du dossier, donnée au terminal telle qu'on l'écrirait dans un fichier YAML."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from lettres.cli.commandes.inscrire.porter import COMMANDES
from lettres.cli.options.arguments import du_texte, usage_fautif
from lettres.socle.constats import abreger
from lettres.socle.erreurs import DossierIllisible

if TYPE_CHECKING:
    from lettres.lecture.ajouts import Geste

OPTION = "--ecrire"
_REMEDE = f"Donnez « CLÉ: VALEUR », par exemple « {OPTION} 'lieu: Granby' »; ou retirez « {OPTION} »."


def lire_les_cles(textes: Sequence[str]) -> list[Geste]:
    """Les gestes que ces textes demandent, dans l'ordre.

    Une clé d'un bloc se nomme d'un point (« offre.acceptee_le: 2026-12-01 »). Un élément (« menaces: {…} ») s'ajoute à
    sa liste; une liste (« demandes: [{…}] ») en prend la place, même vide.
    Lève DossierIllisible si l'un ne se lit pas, UsageFautif s'il ne dit rien, ou s'il vise le journal, que ses
    commandes tiennent.
    """
    return [geste for texte in textes for geste in _lire(texte)]


def _lire(texte: str) -> Iterator[Geste]:
    from lettres.lecture.codes_lus import CodeLu
    from lettres.lecture.fichier import lire_arbre

    try:
        donnees = lire_arbre(du_texte(texte, OPTION).encode(), fichier=OPTION, format="yaml").donnees
    except DossierIllisible as refus:
        codes = {constat.code for constat in refus.constats}
        # -- ce n'est pas un fichier : il ne se dit ni vide, ni à écrire de nouveau --
        if not codes <= {CodeLu.VIDE, CodeLu.RACINE}:
            raise
        if CodeLu.RACINE in codes:
            message = f"« {OPTION} » attend une clé et sa valeur, et reçoit « {abreger(texte)} »."
            raise usage_fautif("U021", OPTION, message, _REMEDE) from None
        donnees = {}
    if not donnees:
        raise usage_fautif("U021", OPTION, f"« {OPTION} » ne dit rien.", _REMEDE)
    for cle, valeur in donnees.items():
        bloc, _, dedans = str(cle).partition(".")
        if bloc in COMMANDES:
            message = f"« {OPTION} » n’écrit pas à « {cle} » : le journal a sa commande, qui le relit d’abord."
            raise usage_fautif("U027", OPTION, message, f"Servez-vous de « lettres {COMMANDES[bloc]} DOSSIER ».")
        if not valeur and valeur != []:
            raise usage_fautif("U021", OPTION, f"« {cle} » ne dit rien.", f"Donnez sa valeur, ou retirez « {OPTION} ».")
        yield ((bloc, dedans) if dedans else (bloc,)), valeur
