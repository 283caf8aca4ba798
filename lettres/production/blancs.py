"""Blancs : ce qu'une lettre demande et que le dossier n'a pas, dit en faits du dossier ou marqué dans une ébauche."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence

from lettres.catalogue import MANQUE, Modele
from lettres.composition import Champ
from lettres.dossier import Dossier
from lettres.rendu import Valeur
from lettres.socle.champ import JUMEAUX, a_completer
from lettres.socle.constats import Chemin, Constat, Gravite, chemin_generique, chemin_lisible


def en_faits(constats: Sequence[Constat], champs: Mapping[str, Champ]) -> list[Constat]:
    """Traduit des champs qu'un modèle imprime en faits du dossier à compléter."""
    return [_en_fait(constat, champs) for constat in constats]


def _en_fait(constat: Constat, champs: Mapping[str, Champ]) -> Constat:
    nom = chemin_generique(constat.chemin)
    if nom.startswith("complements."):
        return _complement_absent(constat)
    champ = champs.get(nom)
    source = champ.source if champ else ""
    quoi = f" ({champ.libelle})" if champ else ""
    completer = f"Ajoutez « {source.replace('[]', '')} » au dossier" if source else "Complétez le dossier"
    return Constat(
        MANQUE,
        constat.gravite,
        f"Le modèle imprime « {chemin_lisible(constat.chemin)} »{quoi}, que le dossier ne donne pas.",
        f"{completer}, ou n’imprimez ce champ que s’il existe : {{% if {nom.split('[].')[-1]} %}}.",
        chemin=_avec_rangs(source, constat.chemin),
    )


def _complement_absent(constat: Constat) -> Constat:
    """Une valeur que seul l'usager connaît : le bloc à ajouter, et ce qui s'y écrit."""
    cle = str(constat.chemin[-1])
    message = f"Le modèle imprime « complements.{cle} », que le dossier ne donne pas."
    remede = (
        f"Ajoutez au dossier « complements: {{{cle}: …}} » : un texte, « {{somme: 12,50 $}} » ou "
        f"« {{date: 2026-12-01}} »; ou n’imprimez ce champ que s’il existe : « {{% if complements.{cle} %}} »."
    )
    return Constat(MANQUE, constat.gravite, message, remede, chemin=("complements", cle))


def incomparables(dossier: Dossier, lus: Collection[str]) -> Iterator[Constat]:
    """Chaque complément que le modèle compare comme une somme ou un jour, et que le dossier donne d'un autre genre.

    Son jumeau n'est pas : la comparaison serait fausse sans le dire.
    """
    for cle, donne in dossier.complements.items():
        for suffixe, valeur, quoi, bloc in (
            (JUMEAUX["nombre"], donne.somme, "une somme", "{somme: 12,50 $}"),
            (JUMEAUX["date"], donne.date, "une date", "{date: 2026-12-01}"),
        ):
            jumeau = f"{cle}{suffixe}"
            if valeur is None and jumeau not in dossier.complements and f"complements.{jumeau}" in lus:
                message = f"Le modèle compare « complements.{jumeau} », et le dossier ne donne pas {quoi} à « {cle} »."
                remede = f"Écrivez au dossier « complements: {{{cle}: {bloc}}} », ou ne comparez pas ce champ."
                yield Constat(MANQUE, Gravite.ERREUR, message, remede, chemin=("complements", cle))


def _avec_rangs(source: str, chemin: Chemin) -> Chemin:
    """`creances[].montant` et les rangs (0,) deviennent `("creances", 0, "montant")`."""
    rangs = iter([pas for pas in chemin if isinstance(pas, int)])
    resultat: list[str | int] = []
    for pas in source.split(".") if source else []:
        resultat.append(pas.removesuffix("[]"))
        if pas.endswith("[]") and (rang := next(rangs, None)) is not None:
            resultat.append(rang)
    return tuple(resultat)


def ouvrir(
    contexte: dict[str, Valeur], modele: Modele, constats: Sequence[Constat], champs: Mapping[str, Champ]
) -> None:
    """Donne à chaque liste exigée et absente un élément vide : une ébauche y marque ses blancs."""
    for source in _listes_absentes(modele, constats):
        for champ in champs.values():
            if champ.source == source and "[]" not in champ.chemin:
                _poser(contexte, champ)


def _listes_absentes(modele: Modele, constats: Sequence[Constat]) -> Iterator[str]:
    """Les chemins exigés qui manquent, y compris sous un bloc absent (`contrat.clauses` quand `contrat` manque)."""
    absents = {chemin_lisible(c.chemin) for c in constats if c.code == MANQUE}
    for exigence in modele.exige:
        for chemin in (choix.strip() for choix in exigence.chemin.split("|")):
            if chemin in absents or any(chemin.startswith(f"{absent}.") for absent in absents):
                yield chemin


def _poser(contexte: dict[str, Valeur], champ: Champ) -> None:
    *parents, nom = champ.chemin.split(".")
    groupe: dict[str, Valeur] = contexte
    for parent in parents:
        suivant = groupe.setdefault(parent, {})
        if not isinstance(suivant, dict):
            return
        groupe = suivant
    if champ.genre == "liste":
        groupe[nom] = [{}]
    elif champ.genre == "liste_de_textes":
        groupe[nom] = [a_completer(champ.libelle)]
