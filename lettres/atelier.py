"""Atelier : une lettre, ou des milliers, avec des modèles compilés une seule fois et partagés entre les fils."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from lettres.dossier import Dossier
from lettres.generation import Lettre, exiger, jour, produire
from lettres.rendu import ModeleCompile
from lettres.reserve import MODELES_GARDES, CheminDeFichier, Reserve, modeles_de_l_usager

if TYPE_CHECKING:
    from concurrent.futures import Executor

    from lettres.lots import ResultatDeLot
    from lettres.lots.entrees import Source


class Atelier:
    """Garde les modèles compilés; plusieurs fils peuvent s'en servir à la fois.

    `modeles` est un dossier dont les fichiers portent les noms du catalogue (`lettres modeles lister`) et remplacent
    les modèles livrés. Un modèle dont le fichier change est repris; au plus `gardes` modèles restent en mémoire.
    `cache` est un dossier privé où retrouver les modèles compilés d'un processus à l'autre.
    `tout_controler` fait relire en entier même les lettres que leur modèle garantit : mêmes octets, plus lentement.
    Lève ModeleInvalide si le dossier n'existe pas, ou si un de ses modèles ne porte le nom d'aucun modèle livré.
    """

    def __init__(
        self,
        modeles: CheminDeFichier | None = None,
        *,
        gardes: int = MODELES_GARDES,
        cache: CheminDeFichier | None = None,
        tout_controler: bool = False,
    ) -> None:
        remplaces = modeles_de_l_usager(Path(modeles)) if modeles is not None else None
        self._reserve = Reserve(remplaces, gardes=gardes, cache=cache, tout_controler=tout_controler)

    def __enter__(self) -> Atelier:
        return self

    def __exit__(
        self, genre: type[BaseException] | None, erreur: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._reserve.vider()

    def compiler(self, source: CheminDeFichier | bytes) -> ModeleCompile:
        """Le modèle compilé d'un fichier ou de ses octets, gardé pour la prochaine fois. Lève ModeleInvalide."""
        if isinstance(source, bytes):
            return self._reserve.octets(source).compile
        return self._reserve.fichier(Path(source)).compile

    def generer(
        self,
        dossier: Dossier,
        lettre: str | None = None,
        *,
        au: date,
        modele: CheminDeFichier | bytes | None = None,
        ebauche: bool = False,
    ) -> Lettre:
        """Produit la lettre demandée, ou la prochaine; `modele` remplace, pour elle, le modèle de l'atelier.

        Lève DossierInvalide si un constat est une erreur (en ébauche, les manques sont marqués et non refusés), et
        ModeleInvalide si le modèle est refusé. Une fois rendue, la lettre passe la barrière (`lettres.controle`) : une
        erreur y est celle du modèle de l'usager quand il a le sien (ModeleInvalide), sinon celle du dossier.
        """
        au = jour(au)
        choix = exiger(dossier, lettre)
        return produire(dossier, choix, au=au, prendre=lambda: self._reserve.prendre(choix, modele), ebauche=ebauche)

    def generer_lot(
        self,
        dossiers: Iterable[Source],
        *,
        au: date,
        lettre: str | None = None,
        modele: CheminDeFichier | bytes | None = None,
        sortie: CheminDeFichier | None = None,
        travailleurs: int = 1,
        executeur: Executor | None = None,
        reprendre: bool = True,
        arreter: Callable[[], bool] | None = None,
    ) -> Iterator[ResultatDeLot]:
        """Une lettre par dossier, dans l'ordre, à mesure; un dossier fautif n'arrête jamais les autres.

        `dossiers` sont des `Dossier`, des chemins de fichiers, ou des lignes de JSON (`bytes`, `Ligne`); ils ne sont
        demandés qu'à mesure, et la mémoire ne croît pas avec leur nombre. Chaque résultat est une lettre ou un
        refus : voir `ResultatDeLot`.

        Avec une `sortie`, chaque lettre y est écrite, entière ou pas du tout, jamais par-dessus une autre, puis
        inscrite au journal du dossier; le même appel, refait, finit ce qui manque (`reprendre=False` le refuse).

        Rien ne se fait avant la première demande, qui lève ModeleInvalide si un modèle de l'usager est refusé, et
        SortieRefusee si la sortie est tenue par un autre lot. SortieRefusee, plus tard, dit que le disque refuse : ce
        qui est fait est fait, et l'appel refait continue.

        `travailleurs` processus se partagent un lot assez grand (le programme qui les emploie protège alors son
        module principal : `if __name__ == "__main__":`). `executeur` est n'importe quel `Executor` de
        `concurrent.futures`, par exemple celui de Dask; `travailleurs` dit alors combien il en mène à la fois, et tous
        voient la sortie et les modèles sous le même chemin. `arreter` est consulté entre deux lettres (entre deux
        paquets) : vrai, le lot s'arrête là.
        """
        from lettres.lots import Commande, conduire
        from lettres.lots.entrees import chemin_absolu
        from lettres.lots.travail import jamais

        # -- un exécuteur peut avoir un autre dossier courant; nos propres processus ont le nôtre --
        ou = os.fspath if executeur is None else chemin_absolu
        commande = Commande(
            au=jour(au),
            lettre=lettre,
            modele=modele if modele is None or isinstance(modele, bytes) else ou(modele),
            remplaces=tuple((nom, ou(fichier)) for nom, fichier in self._reserve.remplaces.items()),
            tout_controler=self._reserve.tout_controler,
            sortie=None if sortie is None else ou(sortie),
        )
        return conduire(
            dossiers,
            commande,
            self._reserve,
            travailleurs=travailleurs,
            executeur=executeur,
            reprendre=reprendre,
            arreter=arreter or jamais,
        )


def generer(
    dossier: Dossier,
    lettre: str | None = None,
    *,
    au: date,
    modele: CheminDeFichier | bytes | None = None,
    ebauche: bool = False,
) -> Lettre:
    """Produit une lettre, seule : `Atelier.generer` dans un atelier qui ne dure que le temps de l'appel.

    Rien n'en reste en mémoire et rien n'est partagé : le modèle est compilé à chaque appel, ce qui coûte plus que la
    lettre. Pour plusieurs lettres, ouvrez un `Atelier`.
    """
    with Atelier() as atelier:
        return atelier.generer(dossier, lettre, au=au, modele=modele, ebauche=ebauche)
