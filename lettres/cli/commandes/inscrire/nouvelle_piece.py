"""Nouvelle pièce : un fichier que l'on ajoute aux pièces du dossier, son numéro; et ce qui la citera, neuve ou non."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from lettres.cli.commandes.inscrire.demander import completer
from lettres.cli.options.arguments import aujourd_hui, usage_fautif
from lettres.socle.classes import dataclass
from lettres.socle.constats import chemin_lisible

if TYPE_CHECKING:
    from lettres.cli.commandes.inscrire.ce_qui_change import FichierLu
    from lettres.dossier import Dossier
    from lettres.lecture.ajouts import Geste

_NUMERO = re.compile(r"[0-9]+")


@dataclass(slots=True)
class NouvellePiece:
    """La pièce que l'on ajoute, ou que l'on fait citer, telle que la ligne de commande la donne."""

    fichier: str | None
    titre: str | None
    date: str | None
    id: str | None
    factures: tuple[str, ...]
    contrat: bool
    citee: str | None
    """Le numéro d'une pièce que le dossier a déjà, et que rien ne cite encore."""

    def exiger_un_fichier(self) -> None:
        """Refuse une option qui ne va qu'avec une autre, et un fichier qui ne s'ouvre pas."""
        from lettres.production.pieces import empreinte_de

        ou = {"--facture": self.factures, "--contrat": self.contrat}
        neuve = {"--titre": self.titre, "--date": self.date, "--id": self.id} | ({} if self.citee else ou)
        if self.citee is not None and not any(ou.values()):
            remede = "Ajoutez, par exemple, « --facture F-1023 », ou « --contrat »."
            raise usage_fautif("U021", "--citer", "« --citer » ne dit pas où la citer.", remede)
        if self.citee is not None and self.fichier is not None:
            remede = "Donnez l’un ou l’autre."
            raise usage_fautif("U021", "--citer", "« --citer » et « --ajouter » ne vont pas ensemble.", remede)
        if self.fichier is None:
            if seules := [option for option, valeur in neuve.items() if valeur]:
                message = f"« {seules[0]} » va avec « --ajouter » : il manque le fichier."
                raise usage_fautif("U021", "--ajouter", message, "Ajoutez, par exemple, « --ajouter contrat.pdf ».")
            return
        try:
            empreinte_de(Path(self.fichier))
        except (OSError, ValueError):
            remede = "Vérifiez son nom et son répertoire."
            raise usage_fautif("U026", "--ajouter", f"« {self.fichier} » ne s’ouvre pas.", remede) from None

    def gestes(self, lu: FichierLu, dossier: str) -> tuple[str | None, list[Geste]]:
        """Le numéro qu'elle prend, si elle est neuve, et ce qu'il faut changer; son titre se demande s'il manque."""
        if self.citee is not None:
            return None, [*_renvois(lu.dossier, self, _connue(lu.dossier, self.citee))]
        if self.fichier is None:
            return None, []
        connues = self._entree(dossier, _numero(lu, self.id))
        completer(("pieces",), {"titre": "--titre"}, connues, lu.dossier)
        self.titre, numero = str(connues["titre"]), str(connues["id"])
        return numero, [(("pieces",), connues), *_renvois(lu.dossier, self, numero)]

    def _entree(self, dossier: str, numero: str) -> dict[str, object]:
        return {"id": numero, "titre": self.titre, "date": self.date, "fichier": _a_cote(dossier, self.fichier or "")}

    def a_coller(self, dossier: str) -> list[Geste]:
        """Ce que l'on dirait de coller dans un fichier où l'on n'écrit jamais."""
        return [(("pieces",), self._entree(dossier, self.id or "P-1"))] if self.fichier else []


def _a_cote(dossier: str, fichier: str) -> str:
    """Le chemin du fichier, d'où est le dossier."""
    repertoire = Path(dossier).absolute().parent
    return Path(os.path.relpath(Path(fichier).absolute(), repertoire)).as_posix()


def _numero(lu: FichierLu, voulu: str | None) -> str:
    """Le numéro donné, s'il est libre; sinon le suivant."""
    if voulu is not None:
        if _normal(voulu) in {piece.id for piece in lu.dossier.pieces}:
            remede = "Donnez-en un autre, ou retirez « --id » : le suivant est proposé."
            raise usage_fautif("U025", "--id", f"La pièce « {voulu} » est déjà au dossier.", remede)
        return voulu
    return suivants(lu, 1)[0]


def suivants(lu: FichierLu, combien: int) -> list[str]:
    """Les prochains numéros, écrits comme la dernière pièce écrit le sien."""
    from lettres.lecture.fichier import lire_arbre
    from lettres.production.pieces import citees

    # -- un numéro cité sans être listé attend sa pièce : on ne la lui donne pas au hasard --
    pris = {piece.id for piece in lu.dossier.pieces} | citees(lu.dossier, aujourd_hui())
    rangs = [int(trouve[0]) for numero in pris if (trouve := _NUMERO.search(numero))]
    premier = max(rangs, default=0) + 1
    ecrites = lire_arbre(lu.octets, fichier=lu.nom, format=lu.format).donnees.get("pieces")
    derniere = ecrites[-1] if isinstance(ecrites, list) and ecrites else None
    ecrit = derniere.get("id") if isinstance(derniere, dict) else None
    modele = ecrit if isinstance(ecrit, str) and _NUMERO.search(ecrit) else "P-1"
    return [_NUMERO.sub(partial(_comme, rang), modele, 1) for rang in range(premier, premier + combien)]


def _comme(rang: int, ancien: re.Match[str]) -> str:
    """Le rang, écrit avec autant de zéros que l'ancien."""
    return str(rang).zfill(len(ancien[0])) if ancien[0][0] == "0" else str(rang)


def _connue(lu: Dossier, voulu: str) -> str:
    """Le numéro d'une pièce du dossier."""
    numero = _normal(voulu)
    if numero not in {piece.id for piece in lu.pieces}:
        remede = f"Nommez l’une de celles du dossier : {', '.join(p.id for p in lu.pieces) or 'aucune'}."
        raise usage_fautif("U025", "--citer", f"La pièce « {voulu} » n’est pas au dossier.", remede)
    return numero


def _normal(numero: str) -> str:
    """Le numéro tel que le dossier le lirait; tel quel s'il ne s'y lirait pas : la lecture dira pourquoi."""
    from pydantic_core import PydanticCustomError

    from lettres.dossier.saisie.lecture_de_numeros import lire_piece

    try:
        return lire_piece(numero)
    except PydanticCustomError:
        return numero


def _renvois(lu: Dossier, voulue: NouvellePiece, numero: str) -> Iterator[Geste]:
    """Ce qui citera la pièce : la facture qu'elle prouve, le contrat qu'elle est."""
    for facture in voulue.factures:
        rangs = [rang for rang, nom in enumerate(lu.noms_des_creances) if nom == facture]
        if not rangs:
            connues = ", ".join(lu.noms_des_creances) or "aucune"
            remede = f"Nommez l’une de celles du dossier : {connues}."
            raise usage_fautif("U025", "--facture", f"La facture « {facture} » n’est pas au dossier.", remede)
        yield _si_libre(("creances", rangs[0], "piece"), lu.creances[rangs[0]].piece, numero, "--facture")
    if voulue.contrat:
        if lu.contrat is None:
            remede = "Décrivez-le à « contrat », ou retirez « --contrat »."
            raise usage_fautif("U025", "--contrat", "Le dossier ne dit rien d’un contrat.", remede)
        yield _si_libre(("contrat", "piece"), lu.contrat.piece, numero, "--contrat")


def _si_libre(chemin: tuple[str | int, ...], deja: str | None, numero: str, option: str) -> Geste:
    if deja is not None:
        message = f"« {chemin_lisible(chemin)} » cite déjà {deja}."
        raise usage_fautif("U025", option, message, f"Retirez « {option} », et citez {numero} dans un fait.")
    return chemin, numero
