"""Atelier : une lettre, ou des milliers, avec des modèles compilés une seule fois et partagés entre les fils."""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from datetime import date
from os import PathLike
from types import TracebackType
from typing import TYPE_CHECKING, NoReturn, get_args

from lettres.affaire import Affaire
from lettres.dossier import Dossier
from lettres.lecture import Donnees, valider
from lettres.lecture.fichier import Format
from lettres.production.choix import projeter
from lettres.production.generation import Lettre, achever
from lettres.production.projet import admettre, jour, lire_images, lire_motif
from lettres.production.reserve import MODELES_GARDES, Reserve
from lettres.rendu import ModeleCompile
from lettres.socle.calcul import au_juste
from lettres.socle.chemins import CheminDeFichier, chemin_absolu, en_chemin
from lettres.socle.classes import replace
from lettres.socle.erreurs import DossierInvalide
from lettres.socle.pile import au_large
from lettres.sortie import chemin_de_sortie

if TYPE_CHECKING:
    from concurrent.futures import Executor

    from lettres.escalade import Politiques
    from lettres.production.lots import ResultatDeLot
    from lettres.production.lots.entrees import LettreDue, SourceDeLot
    from lettres.production.maison import Maison
    from lettres.production.relances import Relance


class Atelier:
    """Garde les modèles compilés; plusieurs fils peuvent s'en servir à la fois.

    `modeles` est un dossier dont les fichiers portent les noms du catalogue (`lettres modeles lister`) et remplacent,
    lettre par lettre, les modèles livrés; son `catalogue.yaml`, s'il en a un, y ajoute les lettres de l'usager. Un
    modèle dont le fichier change est repris; au plus `gardes` modèles restent en mémoire.
    `cache` est un dossier privé où retrouver les modèles compilés d'un processus à l'autre.
    `papier` est un papier à en-tête (un .docx, ou ses octets) qui habille chaque lettre livrée.
    `politiques` fait connaître d'autres politiques que celles qui sont livrées : la lettre due en dépend.
    `tout_controler` fait relire en entier même les lettres que leur modèle garantit : mêmes octets, plus lentement.
    Lève ModeleInvalide si le dossier n'existe pas, si un de ses modèles ne sert à aucune lettre, ou si son catalogue
    est fautif.
    """

    def __init__(
        self,
        modeles: CheminDeFichier | Maison | None = None,
        *,
        gardes: int = MODELES_GARDES,
        cache: CheminDeFichier | None = None,
        tout_controler: bool = False,
        politiques: Politiques | None = None,
        papier: CheminDeFichier | bytes | None = None,
    ) -> None:
        remplaces = None
        if modeles is not None:
            # -- à l'usage seulement : sans modèles à soi, rien n'en est chargé --
            from lettres.production.maison import Maison, lire_maison

            maison = modeles if isinstance(modeles, Maison) else lire_maison(modeles)
            remplaces, politiques = maison.remplaces, maison.avec(politiques)
        self._politiques = politiques
        self._reserve = Reserve(remplaces, gardes=gardes, cache=cache, tout_controler=tout_controler, papier=papier)

    def __enter__(self) -> Atelier:
        return self

    def __exit__(
        self, genre: type[BaseException] | None, erreur: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._reserve.vider()

    def __reduce__(self) -> NoReturn:
        raise TypeError("Un atelier reste dans son processus : ouvrez-en un dans chacun; ses fils se le partagent.")

    def compiler(self, source: CheminDeFichier | bytes) -> ModeleCompile:
        """Le modèle compilé d'un fichier ou de ses octets, gardé pour la prochaine fois.

        Lève ModeleInvalide, même pour ce qui n'est ni l'un ni l'autre.
        """
        return self._reserve.de_l_usager(source).compile

    @au_juste
    @au_large
    def generer(
        self,
        dossier: Donnees,
        lettre: str | None = None,
        *,
        au: date,
        modele: CheminDeFichier | bytes | None = None,
        ebauche: bool = False,
        forcer: str | None = None,
        papier: CheminDeFichier | bytes | None = None,
        signer: bool = False,
        images: Mapping[str, bytes] | None = None,
        creances: Collection[str] = (),
    ) -> Lettre:
        """Produit la lettre demandée, livrée ou de l'usager, ou la prochaine; `modele` remplace son modèle.

        `papier` remplace de même le papier à en-tête de l'atelier. Un modèle de l'usager garde son propre en-tête.

        `dossier` est un Dossier, ou le dict de ses faits, que l'on valide d'abord. `forcer` dit pourquoi l'on n'attend
        pas : délai en cours, promesse, contestation et suspension ne sont plus que des alertes; rien d'autre ne se
        force. `Lettre.force` garde le motif, la lettre n'en garde que les codes. `signer` place la signature numérisée
        du dossier (`expediteur.images.signature`) où le modèle lui garde une place; une ébauche ne se signe pas.
        `images`, pour qui garde ses dossiers ailleurs qu'en fichiers, donne les octets d'un PNG ou d'un JPEG à
        « signature » ou à « logo » : ils passent avant le fichier que le dossier nomme. `creances` : les seules que la
        lettre réclame, par leurs noms; par défaut, toutes celles qui sont dues, ou à son pas.

        Lève DossierInvalide si un constat est une erreur (en ébauche, les manques sont marqués et non refusés),
        ModeleInvalide si le modèle est refusé, et ValueError si `au` n'est pas une date, `forcer`, un motif, `images`,
        des images, ou `creances`, des créances du dossier que cette lettre puisse réclamer seules; ou si l'on signe une
        ébauche. Une fois rendue, la lettre passe la barrière (`lettres.barriere`) : une erreur y est celle du modèle de
        l'usager quand il a le sien (ModeleInvalide), sinon celle du dossier.
        """
        au, motif = jour(au), None if forcer is None else lire_motif(forcer)
        if signer and ebauche:
            raise ValueError("« signer » : une ébauche ne se signe pas; retirez « ebauche » ou « signer ».")
        dossier = valider(dossier)
        projet = projeter(
            Affaire(dossier, au), lettre, ebauche=ebauche, motif=motif, politiques=self._politiques, creances=creances
        )
        if signer or images:
            projet = replace(projet, signer=signer, images=lire_images(images or {}))
        de = projet.dossier.expediteur
        try:
            admis = admettre(projet, self._politiques)
        except DossierInvalide as refuse:
            # -- ce que l'usager a apporté se dit du même coup que ce qui manque à son dossier --
            du_sien = self._reserve.refus(projet.choix, modele, papier=papier, de=de)
            raise DossierInvalide([*refuse.constats, *du_sien]) from None
        return achever(admis, self._reserve.prendre(projet.choix, modele, papier=papier, de=de))

    def generer_lot(
        self,
        dossiers: Iterable[SourceDeLot | LettreDue],
        *,
        au: date,
        lettre: str | None = None,
        modele: CheminDeFichier | bytes | None = None,
        sortie: CheminDeFichier | None = None,
        travailleurs: int = 1,
        executeur: Executor | None = None,
        reprendre: bool = True,
        arreter: Callable[[], bool] | None = None,
        format: Format = "json",
        plis: bool = False,
        signer: bool = False,
        images: Mapping[str, bytes] | None = None,
    ) -> Iterator[ResultatDeLot]:
        """Une lettre par dossier, dans l'ordre, à mesure; un dossier fautif n'arrête jamais les autres.

        `dossiers` sont, mêlés comme on veut, des `Dossier`, des dicts que l'on valide, des chemins de fichiers, ou des
        octets (`bytes`, `Ligne`), en JSON ou dans le `format` dit; ils ne sont demandés qu'à mesure, et la mémoire ne
        croît pas avec leur nombre. Chaque résultat est `Faite`, `DejaFaite` ou `Refusee`. Toute autre valeur est
        refusée à son tour, et les autres se font. Ce que la suite elle-même lève est rendu tel quel, une fois faits
        les dossiers déjà donnés. `signer` et `images` sont ceux de `generer`, pour toutes les lettres;
        `AvecImages(dossier, images, signer)` donne les siens à un dossier.

        Avec une `sortie`, chaque lettre y est écrite, entière ou pas du tout, jamais par-dessus une autre, puis
        inscrite au journal du dossier; le même appel, refait, finit ce qui manque (`reprendre=False` le refuse).

        L'appel lève TypeError ou ValueError si une option n'a pas de sens (`dossiers` qui n'est qu'un dossier, `au` qui
        n'est pas une date), ModeleInvalide si `modele` ou le papier n'est ni un chemin ni des octets, et SortieRefusee
        si `sortie` n'est pas un chemin. Rien d'autre ne se fait avant la première demande, qui lève ModeleInvalide si
        un modèle ou le papier de l'usager est refusé, et SortieRefusee si la sortie est tenue par un autre lot.
        SortieRefusee, plus tard, dit que le disque refuse : ce qui est fait est fait, et l'appel refait continue.

        `travailleurs` processus se partagent un lot assez grand (le programme qui les emploie protège alors son
        module principal : `if __name__ == "__main__":`). `executeur` est n'importe quel `Executor` de
        `concurrent.futures`, par exemple celui de Dask; `travailleurs` dit alors combien il en mène à la fois, et tous
        voient la sortie et les modèles sous le même chemin. `arreter` est consulté entre deux lettres (entre deux
        paquets) : vrai, le lot s'arrête là. `plis` : chaque résultat dit, à `pli`, où va la lettre qui se poste en
        recommandé ou se confie à un huissier.
        """
        from lettres.production.lots import Reglage, conduire
        from lettres.production.lots.travail import jamais

        _exiger_une_suite(dossiers)
        _exiger_des_options(travailleurs, executeur, arreter)
        _exiger_un_format(format)
        if modele is not None and not isinstance(modele, bytes) and en_chemin(modele) is None:
            self._reserve.de_l_usager(modele)  # -- lève ModeleInvalide --
        papier = self._reserve.papier
        if papier is not None and not isinstance(papier, bytes) and en_chemin(papier) is None:
            self._reserve.lire_le_papier()  # -- de même --

        # -- un exécuteur peut avoir un autre répertoire courant; nos propres processus ont le nôtre --
        def ou(chemin: CheminDeFichier) -> str:
            return os.fspath(chemin) if executeur is None else chemin_absolu(os.fspath(chemin))

        commande = Reglage(
            au=jour(au),
            lettre=lettre,
            modele=modele if modele is None or isinstance(modele, bytes) else ou(modele),
            remplaces=tuple((nom, ou(fichier)) for nom, fichier in self._reserve.remplaces.items()),
            tout_controler=self._reserve.tout_controler,
            papier=papier if papier is None or isinstance(papier, bytes) else ou(papier),
            politiques=self._politiques,
            sortie=None if sortie is None else ou(chemin_de_sortie(sortie)),
            signer=signer,
            images=lire_images(images or {}),
            plis=plis,
        )
        return conduire(
            dossiers,
            commande,
            self._reserve,
            travailleurs=travailleurs,
            executeur=executeur,
            reprendre=reprendre,
            arreter=arreter or jamais,
            format=format,
        )

    def relancer(self, dossiers: Iterable[SourceDeLot], *, au: date, format: Format = "json") -> Iterator[Relance]:
        """Chaque dossier, à mesure : `for decision, lettre in atelier.relancer(dossiers, au=…)`.

        La décision est celle d'`evaluer`; la lettre, celle de son pas s'il est dû, sinon None. Un dossier dont des
        factures en sont à deux pas dus rend une paire pour chacun, du plus urgent au moins. Un dossier qui ne se lit
        pas est à trancher (`a_revoir`), une lettre due qui ne peut s'écrire manque : `Relance.refus` dit pourquoi, et
        les autres se font. `dossiers` et `format` : ce que prend `generer_lot`; rien ne s'écrit, rien n'est inscrit,
        et refait le même jour, l'appel rend les mêmes octets.

        L'appel lève TypeError si `dossiers` n'est pas une suite, et ValueError si `au` n'est pas une date ou `format`,
        un format; la première demande lève ModeleInvalide si un modèle de l'usager est refusé.
        """
        from lettres.production.relances import relancer

        _exiger_une_suite(dossiers)
        _exiger_un_format(format)
        return relancer(dossiers, self._reserve, au=jour(au), politiques=self._politiques, format=format)


def _exiger_une_suite(dossiers: object) -> None:
    """Refuse ce qui n'est pas une suite de dossiers : un texte s'y lirait lettre à lettre, un dict clé à clé."""
    suite = hasattr(dossiers, "__iter__") or hasattr(dossiers, "__getitem__")
    if not suite or isinstance(dossiers, str | bytes | bytearray | PathLike | Mapping | Dossier):
        genre = type(dossiers).__name__
        raise TypeError(f"« dossiers » : il faut une suite, et non « {genre} »; un seul dossier se met dans une liste.")


def _exiger_des_options(travailleurs: object, executeur: object, arreter: object) -> None:
    """Refuse ce qui ne servirait à rien, avant que le lot ne commence."""
    if not isinstance(travailleurs, int) or travailleurs < 1:
        raise ValueError("« travailleurs » : il faut au moins un travailleur.")
    if executeur is not None and not hasattr(executeur, "submit"):
        raise TypeError("« executeur » : il faut un Executor de concurrent.futures.")
    if arreter is not None and not callable(arreter):
        raise TypeError("« arreter » : il faut une fonction sans argument, qui répond par vrai ou faux.")


def _exiger_un_format(format_: object) -> None:
    if format_ not in get_args(Format):
        raise ValueError(
            f"« format » : « {format_} » n’en est pas un; les octets sont en {', '.join(get_args(Format))}."
        )


def generer(
    dossier: Donnees,
    lettre: str | None = None,
    *,
    au: date,
    modele: CheminDeFichier | bytes | None = None,
    ebauche: bool = False,
    forcer: str | None = None,
    papier: CheminDeFichier | bytes | None = None,
    signer: bool = False,
    images: Mapping[str, bytes] | None = None,
    creances: Collection[str] = (),
) -> Lettre:
    """Produit une lettre, seule : `Atelier.generer` dans un atelier qui ne dure que le temps de l'appel.

    Rien n'en reste en mémoire et rien n'est partagé : le modèle est compilé à chaque appel, ce qui coûte plus que la
    lettre. Pour plusieurs lettres, ouvrez un `Atelier`.
    """
    with Atelier(papier=papier) as atelier:
        return atelier.generer(
            dossier,
            lettre,
            au=au,
            modele=modele,
            ebauche=ebauche,
            forcer=forcer,
            signer=signer,
            images=images,
            creances=creances,
        )
