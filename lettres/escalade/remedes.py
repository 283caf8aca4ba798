"""Remèdes : les commandes qui lèvent une raison, ou donnent le fait qui manque."""

from __future__ import annotations

from collections.abc import Sequence

from lettres.catalogue import MANQUE
from lettres.dossier import Dossier
from lettres.dossier.verbes import qui_ecrit
from lettres.escalade.decision import Pourquoi
from lettres.escalade.politique import livree
from lettres.escalade.retenues import POLITIQUE_INCONNUE

_PAR_SA_CLE = {MANQUE, "mode_exige"}
"""Les raisons que lève la clé même où elles sont."""


def commandes_qui_levent(dossier: Dossier, raison: Pourquoi, creances: Sequence[str]) -> tuple[str, ...]:
    """Les commandes à taper, l'une ou l'autre; aucune, si rien ne s'écrit qui la lève.

    `creances` : celles que vise la décision; ce qui clôt ne clôt qu'elles.
    """
    return tuple(filter(None, _commandes(dossier, raison, creances)))


def _commandes(dossier: Dossier, raison: Pourquoi, creances: Sequence[str]) -> tuple[str, ...]:
    chemin = raison.chemin
    rang = chemin[1] if len(chemin) > 1 and isinstance(chemin[1], int) else 0
    if raison.code in _PAR_SA_CLE and len(chemin) == 1:
        return (qui_ecrit(dossier, str(chemin[0])),)
    if raison.code == POLITIQUE_INCONNUE and len(chemin) == 1:
        return (qui_ecrit(dossier, "politique", f"--politique {livree(dossier.nature).code}"),)
    visees = "" if {*dossier.noms_des_creances} == {*creances} else "".join(f' --creance "{c}"' for c in creances)
    match raison.code:
        case "reception_non_prouvee":
            return (qui_ecrit(dossier, "envois", f'--corrige {rang + 1} --recu-le AAAA-MM-JJ --motif "…"'),)
        case "argent_non_affecte":
            nommer = qui_ecrit(dossier, "paiements", f'--corrige {rang + 1} --facture F-N --motif "…"')
            return nommer, qui_ecrit(dossier, "rapproche_le")
        case "echelle_epuisee":
            return (qui_ecrit(dossier, "clotures", f"--issue echelle_epuisee{visees}"),)
        case "petites_creances" if chemin:
            # -- on ne sait pas encore si l'on peut y aller : un fait manque, qui se donne d'abord --
            return (qui_ecrit(dossier, str(chemin[-1])),)
        case "petites_creances":
            return (qui_ecrit(dossier, "clotures", f"--issue confiee --confiee-a petites_creances{visees}"),)
        case "a_confier":
            return (qui_ecrit(dossier, "clotures", f"--issue confiee{visees}"),)
        case "prescrite":
            visee = f' --creance "{dossier.noms_des_creances[rang]}"' if chemin else ""
            return (qui_ecrit(dossier, "clotures", f"--issue irrecouvrable{visee}"),)
    return ()
