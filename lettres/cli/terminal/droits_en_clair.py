"""Les droits d'un achat à l'écran : où en est chacun, ses jours, son article, ce qui l'ouvre et ce qui le ferme."""

from __future__ import annotations

from collections.abc import Iterator

from lettres.affaire import Affaire
from lettres.affaire.achats.droits_de_l_achat import DroitDAchat
from lettres.composition.achats import droits_dits
from lettres.droit.droits_d_achat import droit_dit

_ETATS = {"ouvert": "ouvert", "a_venir": "à venir", "ferme": "fermé", "inconnu": "inconnu"}


def droits(affaire: Affaire) -> Iterator[str]:
    """Chaque droit de l'achat, le plus pressant d'abord; rien sans achat de consommateur."""
    if affaire.dossier.nature != "consommation" or affaire.consommation is None:
        return
    if affaire.consommation.calendrier:
        yield "\n".join(["Droits de l’achat", *(dit for d in affaire.consommation.calendrier for dit in _droit(d))])


def _droit(d: DroitDAchat) -> Iterator[str]:
    dit = droit_dit(d.cle)
    yield f"  {_ETATS[d.etat]} – {droits_dits.ligne(d)}"
    jours = f"premier jour : {d.premier or 'inconnu'}; dernier jour : {d.dernier or 'aucun encore'}"
    manque = f"; il manque « {d.manque} »" if d.manque else ""
    yield f"      {jours}{manque}"
    yield f"      s’ouvre par : {droits_dits.ouvre(d)}; se ferme par : {dit.ferme}"
