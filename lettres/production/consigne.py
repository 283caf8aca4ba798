"""Consigne : une lettre écrite, ce qu'il en reste à faire. L'envoyer, garder une preuve, l'inscrire, et quand revenir.

L'inscription est celle que le dossier relira : avec elle, l'affaire sait que le délai court, et depuis quand.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

from lettres import escalade
from lettres.affaire import Affaire
from lettres.affaire.echeances import ecrit_une_limite
from lettres.catalogue import capacites
from lettres.composition.accompagnement import comment_envoyer
from lettres.dossier import Envoi
from lettres.dossier.demarches import CAS_AFFIRME
from lettres.droit.calendrier import UN_JOUR
from lettres.langue.ecriture import jour
from lettres.socle.classes import NamedTuple

if TYPE_CHECKING:
    from lettres.escalade import Politiques

_PARTIE, _FAIT, _REMIS = "une fois la lettre partie", "une fois l’appel fait", "une fois le dossier remis ou déposé"


class Consigne(NamedTuple):
    """Ce qu'il reste à faire d'une lettre. `inscription` : les clés et les valeurs à ajouter à `envois`, en texte."""

    envoi: str
    preuve: str
    inscription: Mapping[str, str | list[str]]
    revenir_le: date
    """Le jour où il y aura quelque chose à faire; le lendemain, quand rien ne s'ouvre de soi-même."""
    ouvre: bool = True
    """Faux d'un appel, d'un dossier remis ou déposé, que n'attend aucun délai, et après lequel aucun pas ne vient."""

    def inscrite(self, format: str = "yaml") -> str:
        """L'inscription sur une ligne, comme on l'ajoute à une liste de ce format : yaml, json ou toml."""
        if format == "json":
            return json.dumps(dict(self.inscription), ensure_ascii=False)
        if format == "toml":
            return "{" + ", ".join(f"{cle} = {_texte(v)}" for cle, v in self.inscription.items()) + "}"
        # -- un motif, un numéro de facture sont des textes libres : les guillemets les gardent tels qu'ils sont --
        valeurs = (f"{cle}: {_texte(v) if cle in {'force', 'creances'} else v}" for cle, v in self.inscription.items())
        return "- {" + ", ".join(valeurs) + "}"

    def lignes(
        self, format: str = "yaml", commande: str | None = None, *, suite: bool = False, encore: Sequence[str] = ()
    ) -> tuple[str, ...]:
        """L'envoi, la preuve, l'inscription à coller, la commande qui l'écrit elle-même, et le jour où revenir.

        `suite` : l'envoi et la preuve sont dits ailleurs. `encore` : les lettres que ce jour attend aussi.
        """
        debut = () if suite else (f"Envoi : {self.envoi}", f"Preuve à garder : {self.preuve}")
        return (*debut, *self._lignes(format, commande, encore))

    def _lignes(self, format: str, commande: str | None, encore: Sequence[str]) -> Iterator[str]:
        lettre = str(self.inscription["lettre"])
        yield f"À ajouter à « envois », {_quand(lettre)} :"
        yield f"  {self.inscrite(format)}"
        if commande is not None:
            yield f"  ou : {commande}"
        if encore:
            yield f"Ce jour aussi, celle-ci une fois inscrite, par la même commande : {'; '.join(encore)}."
        if self.ouvre:
            yield f"Revenez le {jour(self.revenir_le)}, si rien n’est réglé."
        elif capacites(lettre).s_appelle:
            yield "Rien ne s’ouvre de soi-même ensuite : « lettres etat » dit ce qui retient le pas suivant."
        else:
            confiee = "la demande déposée" if capacites(lettre).au_tribunal else "l’avocat chargé de l’affaire"
            yield f"Rien ne s’ouvre de soi-même ensuite : {confiee}, dites-le à « clotures » (« issue: confiee »)."


def consigne(
    affaire: Affaire,
    lettre: str,
    force: str | None = None,
    *,
    echelon: str | None = None,
    politiques: Politiques | None = None,
) -> Consigne:
    """Ce qu'il reste à faire de cette lettre, écrite au jour de l'affaire; `force` est le motif d'une lettre forcée."""
    envoi, preuve = comment_envoyer(affaire, lettre)
    inscription = dict(_inscription(affaire, lettre, force, echelon))
    fin = affaire.au if capacites(lettre).sans_destinataire else affaire.echeance(lettre)
    ouvre_le = _ouvre_le(affaire, inscription, politiques)
    ouvre = ouvre_le is not None or not (capacites(lettre).expose or capacites(lettre).s_appelle)
    return Consigne(envoi.texte, preuve.texte, inscription, ouvre_le or fin + UN_JOUR, ouvre)


def _ouvre_le(affaire: Affaire, inscription: Mapping[str, object], politiques: Politiques | None) -> date | None:
    """Le jour où, la lettre inscrite, l'état dirait quelque chose à faire; None s'il n'en dit aucun."""
    envois = (*affaire.dossier.envois, Envoi.model_validate(inscription))
    partie = Affaire(affaire.dossier.model_copy(update={"envois": envois}), affaire.au)
    visees = {compte.nom for compte in affaire.comptes.dues}
    siennes = [
        d
        for d in escalade.classer(partie, politique=politiques, relire=True)
        if not d.creances or not visees.isdisjoint(d.creances)
    ]
    return escalade.quand_revenir(siennes)


def encore_dues(affaire: Affaire, creances: Sequence[str], politiques: Politiques | None) -> list[str]:
    """Les autres lettres dues ce jour : celles des créances que la lettre qui les réclame laisse de côté."""
    if not creances:
        return []
    decisions = escalade.classer(affaire, politique=politiques, relire=True)
    dues = [(d.echelon.titre, d.creances) for d in decisions if d.lettre is not None and d.echelon is not None]
    laissees = ((titre, [nom for nom in noms if nom not in creances]) for titre, noms in dues)
    return [f"{titre} – {', '.join(noms)}" for titre, noms in laissees if noms]


def _quand(lettre: str) -> str:
    fait = capacites(lettre)
    return _FAIT if fait.s_appelle else _REMIS if fait.expose else _PARTIE


def _inscription(
    affaire: Affaire, lettre: str, force: str | None, echelon: str | None
) -> Iterator[tuple[str, str | list[str]]]:
    yield "lettre", lettre
    if echelon is not None:
        yield "echelon", echelon
    yield "date", affaire.au.isoformat()
    fait, dossier = capacites(lettre), affaire.dossier
    if not fait.sans_destinataire and not fait.publique and dossier.mode_envoi:
        yield "mode", dossier.mode_envoi
    # -- une lettre que rien ne fait attendre ne demande pas de somme, et ne donne de délai que celui du dossier --
    if not fait.libre:
        demandee = affaire.demandee(lettre)
        if demandee:
            yield "montant", f"{demandee:.2f}"
    if ecrit_une_limite(dossier, lettre):
        yield "echeance", affaire.echeance(lettre).isoformat()
    if affaire.visees is not None:
        yield "creances", [compte.nom for compte in affaire.comptes.dues]
    if fait.resout and dossier.achat and dossier.achat.resolution:
        yield "affirme", [f"{CAS_AFFIRME} : {dossier.achat.resolution.cas}"]
    if force is not None:
        yield "force", force


def _texte(valeur: str | list[str]) -> str:
    """Un texte ou une liste de textes entre guillemets, que YAML, JSON et TOML lisent de même."""
    return json.dumps(valeur, ensure_ascii=False)
