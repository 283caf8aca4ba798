"""Courriel à classer : un message reçu devient des pièces du dossier, avec l'inscription de ce qu'il veut dire.

Ce qu'il veut dire, c'est à la personne de le dire : son texte se montre, et rien n'en est conclu ni cité.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from lettres.cli.options.arguments import usage_fautif
from lettres.cli.terminal.affichage import propre, signaler
from lettres.socle.constats import abreger

if TYPE_CHECKING:
    from datetime import date

    from lettres.cli.commandes.inscrire.ce_qui_change import FichierLu
    from lettres.dossier import Dossier
    from lettres.lecture.ajouts import Geste
    from lettres.production.reception import CourrielRecu

_LIGNES_MONTREES, _COLONNES_MONTREES = 15, 100
_HORS_TITRE = re.compile(r"[^\w .,()’'-]+")


class CourrielAClasser:
    """Un courriel lu, et les fichiers qu'il laisse à côté du dossier."""

    def __init__(self, chemin: str, dossier: str) -> None:
        self.octets, self.recu = _lire(chemin)
        self.classees: list[dict[str, str]] = []
        self._repertoire = Path(dossier).parent
        self._sous = f"{Path(dossier).stem}-pieces"
        self._a_ecrire: dict[str, bytes] = {}
        self._connues: list[str] = []

    def jour(self, au: date) -> str | None:
        """Le jour que le message dit, s'il en dit un; un message à venir n'est pas encore reçu."""
        if self.recu.jour is None:
            return None
        if self.recu.jour > au:
            from lettres.langue.ecriture import jour as en_lettres

            du, calcule = (en_lettres(dit).replace("\u00a0", " ") for dit in (self.recu.jour, au))
            message = f"Ce message se dit du {du}, après le jour du calcul ({calcule}) : rien n’a été inscrit."
            remede = f"Donnez le jour où vous l’avez reçu, par exemple « --date {au.isoformat()} »."
            raise usage_fautif("U021", "--date", message, remede)
        return self.recu.jour.isoformat()

    def deja_au(self, dossier: Dossier) -> str | None:
        """Le numéro de la pièce qui est ce courriel même."""
        return _de_meme_contenu(dossier, self.octets)

    def montrer(self) -> None:
        """Le message, à qui devra dire ce qu'il veut dire."""
        lignes = [f"  De : {propre(self.recu.de)}", f"  Objet : {propre(self.recu.objet) or '(aucun)'}", ""]
        du_texte = [ligne for ligne in self.recu.texte.splitlines() if ligne.strip()]
        lignes += [f"  | {propre(ligne)[:_COLONNES_MONTREES]}" for ligne in du_texte[:_LIGNES_MONTREES]]
        if len(du_texte) > _LIGNES_MONTREES:
            lignes.append("  | …")
        signaler("\n".join([*lignes, ""]))

    def gestes(self, lu: FichierLu, connues: dict[str, object]) -> list[Geste]:
        """Les pièces que le dossier gagne, le message d'abord; l'inscription cite celle-là."""
        from lettres.cli.commandes.inscrire.nouvelle_piece import suivants
        from lettres.dossier.types import lire_date
        from lettres.langue.ecriture import jour as en_lettres

        jour = lire_date(str(connues["date"]))
        quand = en_lettres(jour).replace("\u00a0", " ")
        fichiers = [("courriel.eml", self.octets, f"Courriel du {quand}")]
        vus, self._connues = {_empreinte(self.octets)}, []
        for jointe in self.recu.jointes:
            if (numero := _de_meme_contenu(lu.dossier, jointe.octets)) is not None:
                self._connues.append(f"« {propre(jointe.nom)} » est déjà au dossier : {numero}.")
            elif _empreinte(jointe.octets) not in vus:
                vus.add(_empreinte(jointe.octets))
                nom = " ".join(_HORS_TITRE.sub(" ", jointe.nom).split())
                fichiers.append((jointe.nom, jointe.octets, f"Pièce jointe au courriel du {quand} : {nom}"))
        self.classees.clear()
        self._a_ecrire = {}
        gestes: list[Geste] = []
        de_lui = self.recu.adresse.casefold() == (lu.dossier.destinataire.courriel or "").casefold() != ""
        for numero, (nom, octets, titre) in zip(suivants(lu, len(fichiers)), fichiers, strict=True):
            fichier = f"{self._sous}/{self._nom_libre(jour.isoformat(), nom, octets)}"
            piece: dict[str, object] = {"id": numero, "titre": titre, "date": jour.isoformat()}
            piece |= {"auteur": lu.dossier.destinataire.nom} if de_lui and titre is fichiers[0][2] else {}
            piece |= {"fichier": fichier, "empreinte": _empreinte(octets)}
            self.classees.append({"id": numero, "fichier": fichier, "empreinte": _empreinte(octets)})
            gestes.append((("pieces",), piece))
        connues["piece"] = connues.get("piece") or self.classees[0]["id"]
        return gestes

    def _nom_libre(self, jour: str, nom: str, octets: bytes) -> str:
        """Un nom que rien ne porte; ou celui du même fichier, qu'une panne aurait laissé là."""
        from lettres.production.reception.noms_de_pieces import nom_au_dossier
        from lettres.socle import disque

        pris: set[str] = set(self._a_ecrire)
        while True:
            essai = nom_au_dossier(jour, nom, pris)
            la = self._repertoire / self._sous / essai
            try:
                if disque.lire(la, len(octets) + 1) == octets:
                    return essai
            except FileNotFoundError:
                self._a_ecrire[essai] = octets
                return essai
            except OSError:
                pass
            pris.add(essai)

    @contextmanager
    def ecrits(self) -> Iterator[None]:
        """Les fichiers, le temps du bloc et ensuite; s'il échoue, il n'en reste rien."""
        from lettres.sortie import retirable

        with ExitStack() as pile:
            for nom, octets in self._a_ecrire.items():
                pile.enter_context(retirable(octets, self._repertoire / self._sous, nom))
            yield

    def remarques(self, dossier: Dossier, connues: dict[str, object]) -> list[str]:
        """D'où vient le message, si c'est bien de l'autre, et ce qui n'en a pas été tiré."""
        attendu, dits = dossier.destinataire.courriel, [f"Courriel de {self.recu.de}."]
        if attendu is None:
            dits.append("Le dossier ne donne pas le courriel du destinataire : voyez si c’est bien lui qui écrit.")
        elif self.recu.adresse.casefold() != attendu.casefold():
            dits.append(f"ATTENTION : l’adresse du destinataire est, au dossier, {attendu}; ce n’est pas celle-là.")
        citation = connues.get("citation")
        if isinstance(citation, str) and not self.recu.dit(citation):
            dits.append("Les mots de « --citation » ne se retrouvent pas tels quels dans le message : relisez-les.")
        return [*dits, *self.recu.remarques]

    def de_plus(self) -> list[str]:
        """Ce qui s'est su en classant : les fichiers, et ceux que le dossier avait déjà."""
        return [*(f"Classé : {c['id']}, {c['fichier']}." for c in self.classees), *self._connues]


def _lire(chemin: str) -> tuple[bytes, CourrielRecu]:
    from lettres.production.reception import CourrielIllisible, lire_un_courriel
    from lettres.production.reception.message_recu import TAILLE_MAX
    from lettres.socle import disque

    nom = abreger(chemin)
    try:
        octets = disque.lire(Path(chemin), TAILLE_MAX + 1, suivre=True)
    except (OSError, ValueError):
        remede = "Vérifiez son nom et son répertoire."
        raise usage_fautif("U026", "--courriel", f"« {nom} » ne s’ouvre pas.", remede) from None
    try:
        return octets, lire_un_courriel(octets)
    except CourrielIllisible as faute:
        if faute.demesure:
            remede = "Enregistrez-en vous-même les pièces utiles, et ajoutez-les : « lettres pieces --ajouter »."
            raise usage_fautif("U121", "--courriel", f"« {nom} » ne se classe pas : {faute}.", remede) from None
        remede = "Dans votre messagerie, enregistrez le message lui-même, « Enregistrer sous », au format .eml."
        raise usage_fautif("U120", "--courriel", f"« {nom} » n’est pas un courriel : {faute}.", remede) from None


def _de_meme_contenu(dossier: Dossier, octets: bytes) -> str | None:
    voulue = _empreinte(octets)
    return next((p.id for p in dossier.pieces if p.empreinte and p.empreinte.lower() == voulue), None)


def _empreinte(octets: bytes) -> str:
    return hashlib.sha256(octets).hexdigest()
