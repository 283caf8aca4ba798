"""Problèmes : une erreur de l'outil, telle qu'un service Web la répond (RFC 9457), ses constats avec elle."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Annotated, NotRequired, TypedDict

from lettres.interface.notations import VERSION, VersionJson
from lettres.interface.objets import ConstatJson
from lettres.interface.reponses import constats
from lettres.lecture.ajouts import AjoutRefuse
from lettres.socle.classes import NamedTuple
from lettres.socle.erreurs import DossierIllisible, DossierInvalide, ErreurLettres, ModeleInvalide, SortieRefusee

TYPE_DE_CONTENU = "application/problem+json"
"""Le « Content-Type » d'une réponse qui est un problème."""


class ProblemeJson(TypedDict):
    """Un refus, tel que le rend un service Web : « application/problem+json » (RFC 9457)."""

    version: VersionJson
    type: Annotated[str, "L’adresse de cette sorte de problème; elle n’a pas à s’ouvrir."]
    title: Annotated[str, "Cette sorte de problème, en une phrase qui ne change pas."]
    status: Annotated[int, "Le statut HTTP de la réponse."]
    detail: Annotated[str, "Ce qui empêche cette lettre-ci : le premier constat, et combien suivent."]
    instance: NotRequired[Annotated[str, "L’adresse de la demande refusée."]]
    constats: Annotated[list[ConstatJson], "Tous les constats, les plus graves d’abord."]


class SorteDeProbleme(NamedTuple):
    """Ce qui est de toute erreur d'une même classe."""

    statut: int
    mot: str
    titre: str


_SORTES: Mapping[type[ErreurLettres], SorteDeProbleme] = MappingProxyType(
    {
        DossierIllisible: SorteDeProbleme(400, "dossier-illisible", "Le dossier ne se lit pas."),
        DossierInvalide: SorteDeProbleme(422, "dossier-invalide", "Le dossier est à corriger."),
        AjoutRefuse: SorteDeProbleme(409, "ajout-refuse", "Cela ne s’ajoute pas à ce dossier."),
        SortieRefusee: SorteDeProbleme(500, "sortie-refusee", "La lettre ne peut pas être écrite."),
        ModeleInvalide: SorteDeProbleme(500, "modele-invalide", "Le modèle Word est refusé."),
    }
)
"""Le dossier est à qui demande (4xx); le modèle et le disque, à qui sert (5xx). La première classe qui convient."""
_FAUTE = SorteDeProbleme(500, "faute-de-l-outil", "L’outil est en faute.")


def probleme(refus: ErreurLettres, *, instance: str | None = None, types: str = "urn:lettres:erreur:") -> ProblemeJson:
    """Le problème que répondre pour cette erreur; `status` en est le statut HTTP, et il n'y reste rien d'illisible.

    `instance` : l'adresse de la demande. `types` : ce qui précède le mot de chaque sorte, si vos pages les décrivent.
    """
    sorte = next((s for classe, s in _SORTES.items() if isinstance(refus, classe)), _FAUTE)
    rendu: ProblemeJson = {
        "version": VERSION,
        "type": f"{types}{sorte.mot}",
        "title": sorte.titre,
        "status": sorte.statut,
        "detail": _detail(refus, sorte.titre),
        "constats": constats(refus.constats),
    }
    if instance is not None:
        rendu["instance"] = instance
    return rendu


def _detail(refus: ErreurLettres, sinon: str) -> str:
    if not refus.constats:
        return sinon
    premier, *suivants = refus.constats
    autres = f" (et {len(suivants)} autre{'s' if len(suivants) > 1 else ''})" if suivants else ""
    return f"{premier}{autres}"
