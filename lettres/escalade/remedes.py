"""Remèdes : les commandes qui lèvent une raison, ou donnent le fait qui manque."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from lettres.catalogue import MANQUE
from lettres.dossier import Annulation, Dossier
from lettres.dossier.verbes import qui_ecrit
from lettres.escalade.decision import Pourquoi
from lettres.escalade.politique import livree
from lettres.escalade.retenues import POLITIQUE_INCONNUE
from lettres.socle.classes import NamedTuple

_PAR_SA_CLE = {MANQUE, "mode_exige"}
"""Les raisons que lève la clé même où elles sont."""


_D_UN_ENVOI: Mapping[object, str] = MappingProxyType({"preuve": "--preuve P-N", "recu_le": "--recu-le AAAA-MM-JJ"})
"""Ce qui manque à un envoi inscrit, et l'option qui le corrige."""


class _Leve(NamedTuple):
    """Les options de la commande qui lève une raison : elle inscrit à la liste, ou écrit la clé, que l'on nomme."""

    cle: str
    options: str
    visant: bool = False
    """Vrai quand la commande ne touche que les créances de la décision."""


_LEVENT: Mapping[str, tuple[_Leve, ...]] = MappingProxyType(
    {
        "reception_non_prouvee": (_Leve("envois", '--corrige {rang} --recu-le AAAA-MM-JJ --motif "…"'),),
        "politique_changee": (_Leve("envois", '--corrige {rang} --politique-actuelle --motif "…"'),),
        "argent_non_affecte": (
            _Leve("paiements", '--corrige {rang} --facture F-N --motif "…"'),
            _Leve("rapproche_le", "--rapproche-le AAAA-MM-JJ"),
        ),
        "paiement_incomplet": (_Leve("paiements", '--corrige {rang} {manque} --motif "…"'),),
        "lettre_revenue": (_Leve("mode_envoi", "--mode-envoi MODE"),),
        "agit_deja": (_Leve("agit_deja", '--retirer agit_deja --motif "…"'),),
        "offre_acceptee": (_Leve("clotures", "--issue entente", visant=True),),
        "echelle_epuisee": (_Leve("clotures", "--issue echelle_epuisee", visant=True),),
        "petites_creances": (_Leve("clotures", "--issue confiee --confiee-a petites_creances", visant=True),),
        "a_confier": (_Leve("clotures", "--issue confiee", visant=True),),
    }
)


def commandes_qui_levent(dossier: Dossier, raison: Pourquoi, creances: Sequence[str]) -> tuple[str, ...]:
    """Les commandes à taper, l'une ou l'autre; aucune, si rien ne s'écrit qui la lève.

    `creances` : celles que vise la décision; ce qui clôt ne clôt qu'elles.
    """
    leves = _LEVENT.get(raison.code, ())
    return tuple(
        filter(None, _propres(dossier, raison) or (_ecrite(dossier, raison, leve, creances) for leve in leves))
    )


def qui_rouvre(dossier: Dossier, creances: Sequence[str]) -> str:
    """La commande qui rouvre ces créances; toute l'affaire, si ce sont toutes les siennes."""
    visees = () if len(creances) >= len(dossier.creances) else creances
    return qui_ecrit(dossier, "clotures", "--issue rouverte" + "".join(f' --creance "{c}"' for c in visees))


def _propres(dossier: Dossier, raison: Pourquoi) -> tuple[str, ...]:
    """Celles qui dépendent de ce que dit le dossier à l'endroit de la raison."""
    chemin, rang = raison.chemin, _rang(raison)
    if raison.code in _PAR_SA_CLE and len(chemin) == 1:
        return (qui_ecrit(dossier, str(chemin[0])),)
    if raison.code == MANQUE and len(chemin) == 3 and (option := _D_UN_ENVOI.get(chemin[2])):
        return (qui_ecrit(dossier, "envois", f'--corrige {rang + 1} {option} --motif "…"'),)
    if raison.code == POLITIQUE_INCONNUE and len(chemin) == 1:
        return (qui_ecrit(dossier, "politique", f"--politique {livree(dossier.nature).code}"),)
    if raison.code == "petites_creances" and chemin:
        # -- on ne sait pas encore si l'on peut y aller : un fait manque, qui se donne d'abord --
        return (qui_ecrit(dossier, str(chemin[-1])),)
    if raison.code == "suspension" and _sans_fin(dossier, rang):
        return (qui_ecrit(dossier, "suspensions", f"--corrige {rang + 1} --jusqu-a AAAA-MM-JJ"),)
    if raison.code == "prescrite":
        visee = f' --creance "{dossier.noms_des_creances[rang]}"' if chemin else ""
        return (qui_ecrit(dossier, "clotures", f"--issue irrecouvrable{visee}"),)
    return ()


def _ecrite(dossier: Dossier, raison: Pourquoi, leve: _Leve, creances: Sequence[str]) -> str:
    rang = _rang(raison)
    options = leve.options.replace("{rang}", str(rang + 1))
    if "{manque}" in options:
        options = options.replace("{manque}", _qui_manque(dossier, rang))
    if leve.visant and {*dossier.noms_des_creances} != {*creances}:
        options += "".join(f' --creance "{c}"' for c in creances)
    return qui_ecrit(dossier, leve.cle, options)


def _rang(raison: Pourquoi) -> int:
    """Le rang, compté de 0, de la ligne du dossier dont parle la raison."""
    chemin = raison.chemin
    return chemin[1] if len(chemin) > 1 and isinstance(chemin[1], int) else 0


def _qui_manque(dossier: Dossier, rang: int) -> str:
    """Les options qui donnent ce que ce paiement n'a pas."""
    paiement = dossier.paiements[rang]
    if isinstance(paiement, Annulation):
        return ""
    absents = {"--montant SOMME": paiement.montant, "--date AAAA-MM-JJ": paiement.date}
    return " ".join(option for option, valeur in absents.items() if valeur is None)


def _sans_fin(dossier: Dossier, rang: int) -> bool:
    suspension = dossier.suspensions[rang]
    return not isinstance(suspension, Annulation) and suspension.au is None
