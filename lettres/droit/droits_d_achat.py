"""Les droits d'un achat et les cas de résolution, en mots simples : ce que l'on en dit, une fois pour tous."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from lettres.socle.donnees import Livree, donnees


class DroitDit(Livree):
    """Un droit, tel qu'on le dit : ce qu'il permet, d'où il se compte, ce qui l'ouvre et ce qui le ferme."""

    titre: str
    compte: str
    """« {duree} depuis la réception de l’exemplaire » : la durée vient du paramètre."""
    ouvre: str
    ferme: str
    fiche: str


class CasDit(Livree):
    """Un cas de résolution : le droit qu'il exerce à distance, à domicile, et ce que le consommateur doit en dire."""

    a_distance: str = ""
    a_domicile: str = ""
    article: str = ""
    """L'article et son cas, « 54.8 a) »; vide quand celui du délai suffit."""
    demande: str = ""

    def droit(self, *, a_distance: bool) -> str:
        """La clé du droit que ce cas exerce; vide s'il n'en exerce aucun pour ce contrat."""
        return self.a_distance if a_distance else self.a_domicile


@cache
def _lus() -> tuple[Mapping[str, DroitDit], Mapping[str, CasDit]]:
    contenu = donnees("droit/droits_d_achat")
    dits = {cle: DroitDit.model_validate(bloc) for cle, bloc in contenu["droits"].items()}
    return dits, {cle: CasDit.model_validate(bloc) for cle, bloc in contenu["cas"].items()}


def droit_dit(cle: str) -> DroitDit:
    """Les mots d'un droit du calendrier."""
    return _lus()[0][cle]


def cas_dit(cas: str) -> CasDit:
    """Ce que la loi fait d'un cas de résolution du dossier."""
    return _lus()[1][cas]


def est_un_cas(cas: str) -> bool:
    """Dit si la loi a un cas de résolution de ce nom."""
    return cas in _lus()[1]


def cas_de(cle: str) -> tuple[str, ...]:
    """Les cas du dossier qui exercent ce droit."""
    return tuple(cas for cas, dit in _lus()[1].items() if cle in (dit.a_distance, dit.a_domicile))
