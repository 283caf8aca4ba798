"""Consigne : une lettre écrite, ce qu'il en reste à faire. L'envoyer, garder une preuve, l'inscrire, et quand revenir.

L'inscription est celle que le dossier relira : avec elle, l'affaire sait que le délai court, et depuis quand.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from lettres.affaire import Affaire
from lettres.catalogue import capacites
from lettres.langue.ecriture import jour

_MOYENS = {
    "courriel": (
        "par courriel, en PDF, à l’adresse que le destinataire vous a donnée ou qu’il affiche; demandez un accusé.",
        "le courriel parti avec sa pièce jointe, et l’accusé de réception (« preuve », « recu_le »).",
    ),
    "poste": (
        "par la poste, signée, à l’adresse de la lettre.",
        "une copie signée et le jour du dépôt (« preuve »); la poste ordinaire ne prouve pas la remise.",
    ),
    "recommande": (
        "par courrier recommandé, signée, au comptoir de la poste.",
        "le numéro de suivi (« suivi »), puis la confirmation de livraison (« preuve », « recu_le »).",
    ),
    "huissier": (
        "par huissier : remettez-lui la lettre signée et l’adresse du destinataire.",
        "son procès-verbal (« preuve ») et le jour de la remise (« recu_le »).",
    ),
    "main_propre": (
        "en main propre, signée, en deux exemplaires.",
        "votre exemplaire, que le destinataire signe et date (« preuve », « recu_le »).",
    ),
    None: (
        "à votre choix : courriel, poste, recommandé, huissier ou main propre; dites-le à « mode ».",
        "de quoi montrer l’envoi et la remise (« preuve », « suivi », « recu_le »).",
    ),
}
_APPEL = (
    "cette feuille ne s’envoie pas : appelez l’Office de la protection du consommateur en l’ayant sous les yeux.",
    "le jour de l’appel, le nom de l’agent et le numéro de la plainte, dans une « suite » (« note »).",
)
_PARTIE, _FAIT = "une fois la lettre partie", "une fois l’appel fait"


@dataclass(frozen=True, slots=True)
class Consigne:
    """Ce qu'il reste à faire d'une lettre. `inscription` : les clés et les valeurs à ajouter à `envois`, en texte."""

    envoi: str
    preuve: str
    inscription: Mapping[str, str | list[str]]
    revenir_le: date

    def inscrite(self, format: str = "yaml") -> str:
        """L'inscription sur une ligne, comme on l'ajoute à une liste de ce format : yaml, json ou toml."""
        if format == "json":
            return json.dumps(dict(self.inscription), ensure_ascii=False)
        if format == "toml":
            return "{" + ", ".join(f"{cle} = {_texte(v)}" for cle, v in self.inscription.items()) + "}"
        # -- un motif, un numéro de facture sont des textes libres : les guillemets les gardent tels qu'ils sont --
        valeurs = (f"{cle}: {_texte(v) if cle in {'force', 'creances'} else v}" for cle, v in self.inscription.items())
        return "- {" + ", ".join(valeurs) + "}"

    def lignes(self, format: str = "yaml", commande: str | None = None) -> tuple[str, ...]:
        """L'envoi, la preuve, l'inscription à coller, la commande qui l'écrit elle-même, et le jour où revenir."""
        return tuple(self._lignes(format, commande))

    def _lignes(self, format: str, commande: str | None) -> Iterator[str]:
        yield f"Envoi : {self.envoi}"
        yield f"Preuve à garder : {self.preuve}"
        yield f"À ajouter à « envois », {_FAIT if capacites(str(self.inscription['lettre'])).s_appelle else _PARTIE} :"
        yield f"  {self.inscrite(format)}"
        if commande is not None:
            yield f"  ou : {commande}"
        yield f"Revenez le {jour(self.revenir_le)}, si rien n’est réglé."


def consigne(affaire: Affaire, lettre: str, force: str | None = None, *, echelon: str | None = None) -> Consigne:
    """Ce qu'il reste à faire de cette lettre, écrite au jour de l'affaire; `force` est le motif d'une lettre forcée."""
    envoi, preuve = _APPEL if capacites(lettre).s_appelle else _MOYENS[affaire.dossier.mode_envoi]
    fin = affaire.au if capacites(lettre).s_appelle else affaire.echeance(lettre)
    return Consigne(envoi, preuve, dict(_inscription(affaire, lettre, force, echelon)), fin + timedelta(days=1))


def _inscription(
    affaire: Affaire, lettre: str, force: str | None, echelon: str | None
) -> Iterator[tuple[str, str | list[str]]]:
    yield "lettre", lettre
    if echelon is not None:
        yield "echelon", echelon
    yield "date", affaire.au.isoformat()
    if not capacites(lettre).s_appelle:
        if affaire.dossier.mode_envoi:
            yield "mode", affaire.dossier.mode_envoi
        demandee = affaire.demandee(lettre)
        if demandee:
            yield "montant", f"{demandee:.2f}"
        yield "echeance", affaire.echeance(lettre).isoformat()
    if affaire.visees is not None:
        # -- une créance sans numéro ne se nomme pas : sans autre nom, la lettre les viserait toutes --
        yield "creances", [c.creance.facture for c in affaire.comptes.dues if c.creance.facture]
    if force is not None:
        yield "force", force


def _texte(valeur: str | list[str]) -> str:
    """Un texte ou une liste de textes entre guillemets, que YAML, JSON et TOML lisent de même."""
    return json.dumps(valeur, ensure_ascii=False)
