"""Annexes : les fichiers de l'usager qui ne sont pas un dossier, lus comme lui : toutes leurs fautes, à leur place."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Generic, TypeVar, get_args

from pydantic import BaseModel, ValidationError

from lettres.dossier.parties import Expediteur
from lettres.dossier.refus import fautes_de
from lettres.lecture.codes_lus import CodeLu
from lettres.lecture.fichier import Format, lire_arbre, lire_octets
from lettres.lecture.formes import Forme, SorteDeFichier, sans_les_vides, suivre
from lettres.lecture.validation import placer
from lettres.socle.chemins import CheminDeFichier
from lettres.socle.classes import dataclass, replace
from lettres.socle.constats import CONSTATS_MAX, Constat, Origine, ecourter, trier
from lettres.socle.erreurs import DossierIllisible, DossierInvalide

BlocLu = TypeVar("BlocLu", bound=BaseModel)


@dataclass(frozen=True, slots=True)
class Annexe(Generic[BlocLu]):
    """Ce qu'un fichier dit, et où."""

    contenu: BlocLu
    origine: Origine


def lire_annexe(chemin: CheminDeFichier, modele: type[BlocLu], *, nom: str, dans: str) -> Annexe[BlocLu]:
    """Lit un fichier qui est un bloc de cette sorte; `nom` et `dans` disent comment on en parle.

    Lève `DossierIllisible` ou `DossierInvalide`, avec tous les constats, à leur ligne et à leur colonne.
    """
    octets, fichier, format_ = lire_octets(chemin)
    return annexe_des_octets(octets, fichier, format_, modele, nom=nom, dans=dans)


def annexe_des_octets(
    octets: bytes, fichier: str, format_: Format, modele: type[BlocLu], *, nom: str, dans: str
) -> Annexe[BlocLu]:
    """Comme `lire_annexe`, de ses octets; `fichier` le nomme dans les constats."""
    try:
        arbre = lire_arbre(octets, fichier=fichier, format=format_)
    except DossierIllisible as refus:
        raise DossierIllisible([_racine_dite(c, modele, nom, format_) for c in refus.constats]) from None
    donnees, origine = sans_les_vides(arbre.donnees, Forme(modele=modele)), arbre.origine
    contenu, fautes = None, []
    try:
        contenu = modele.model_validate(donnees)
    except ValidationError as exc:
        from lettres.lecture.messages import traduire  # -- ce qui se lit sans faute n’en a pas besoin --

        erreurs = fautes_de(exc)
        sorte = SorteDeFichier(modele, nom, dans)
        # -- une liste dont chaque élément est fautif n'est pas trop courte : ses fautes le disent déjà --
        vraies = [e for e in erreurs if e["type"] != "too_short" or not suivre(e["loc"], donnees, sorte).valeur]
        traduits = [traduire(e, donnees, suggerer=i < CONSTATS_MAX, sorte=sorte) for i, e in enumerate(vraies)]
        fautes = [placer(origine, c) for c in traduits if c.chemin not in arbre.signales]
    constats = list(dict.fromkeys([*arbre.source.caracteres, *arbre.constats, *fautes]))
    if contenu is None or constats:
        raise DossierInvalide(ecourter(trier([*constats, *origine.conseils])))
    return Annexe(contenu, origine)


def lire_l_expediteur(chemin: CheminDeFichier) -> dict[str, Any]:
    """Les clés de l'expéditeur, à la racine d'un fichier, telles qu'il les écrit, sans les vides.

    Lève comme `lire_annexe`.
    """
    octets, nom, format_ = lire_octets(chemin)
    exiger_un_expediteur(octets, nom, format_)
    donnees = lire_arbre(octets, fichier=nom, format=format_).donnees
    return {str(cle): valeur for cle, valeur in _bloc(sans_les_vides(donnees, Forme(modele=Expediteur))).items()}


def exiger_un_expediteur(octets: bytes, fichier: str, format_: Format = "yaml") -> None:
    """Lève, avec toutes ses fautes, si ces octets ne sont pas le fichier d'un expéditeur."""
    annexe_des_octets(octets, fichier, format_, Expediteur, nom="expéditeur", dans="dans le fichier de l’expéditeur")


def _bloc(valeur: object) -> Mapping[object, Any]:
    return valeur if isinstance(valeur, Mapping) else {}


def _racine_dite(constat: Constat, modele: type[BaseModel], nom: str, format_: str) -> Constat:
    """Rien, une liste ou un texte à la place du bloc, dits avec les mots de ce fichier, qui n'est pas un dossier."""
    if constat.code not in (CodeLu.RACINE, CodeLu.VIDE):
        return constat
    cle, champ = next(iter(modele.model_fields.items()))
    debut = f"{cle}: 1" if get_args(champ.annotation) in ((1,), ("1",)) else f"{cle}: …"
    en_yaml = f"Commencez par « {debut} », une clé par ligne."
    if constat.code == CodeLu.VIDE:
        return replace(constat, remede=en_yaml if format_ == "yaml" else "Écrivez-y ses clés, ou effacez-le.")
    message = f"Ce fichier ({nom}) est un bloc de clés, non une liste ni un texte."
    return replace(constat, message=message, remede=en_yaml if format_ == "yaml" else constat.remede)
