"""Commandes `modeles` : les modèles livrés, et les champs qu'un modèle peut imprimer."""

from __future__ import annotations

from lettres.cli.options.arguments import OptionJson
from lettres.cli.terminal.affichage import dire, en_json, largeur_du_terminal
from lettres.cli.terminal.codes_de_sortie import CodeDeSortie
from lettres.cli.terminal.tableau import tableau
from lettres.interface.notations import VERSION
from lettres.interface.objets_de_reference import ChampJson, ChampsJson, ModeleJson, ModelesJson


def lister(en_json_: OptionJson = False) -> int:
    """Liste les modèles livrés, et la lettre et la nature que chacun sert."""
    from lettres.catalogue import catalogue

    modeles = catalogue()
    if en_json_:
        livres: list[ModeleJson] = [
            {
                "lettre": m.lettre,
                "nature": m.nature,
                "fichier": m.fichier,
                "version": m.version,
                "titre": m.titre,
                "fondements": list(m.fondements),
                "exige": [{"chemin": e.chemin, "libelle": e.libelle} for e in m.exige],
            }
            for m in modeles
        ]
        reponse: ModelesJson = {"version": VERSION, "modeles": livres}
        dire(en_json(reponse))
        return CodeDeSortie.FAIT
    rangees = [("LETTRE", "NATURE", "FICHIER", "VERSION", "TITRE")]
    rangees += [(m.lettre, m.nature, m.fichier, m.version, m.titre) for m in modeles]
    dire(tableau(rangees, largeur_du_terminal()))
    return CodeDeSortie.FAIT


def champs(en_json_: OptionJson = False) -> int:
    """Liste les champs qu’un modèle Word peut imprimer ou tester.

    « [] » veut dire « chaque élément » : {{ c.montant }} dans {% for c in creances %} imprime creances[].montant.
    La source est le fait du dossier d’où vient le champ; un champ sans source est calculé.
    """
    from lettres.composition import champs_imprimables

    tous = champs_imprimables()
    if en_json_:
        imprimables: list[ChampJson] = [
            {"chemin": c.chemin, "genre": c.genre, "description": c.description, "source": c.source} for c in tous
        ]
        reponse: ChampsJson = {"version": VERSION, "champs": imprimables}
        dire(en_json(reponse))
        return CodeDeSortie.FAIT
    rangees = [("CHEMIN", "GENRE", "DESCRIPTION (SOURCE)")]
    rangees += [(c.chemin, c.genre, f"{c.description} ({c.source})" if c.source else c.description) for c in tous]
    dire(tableau(rangees, largeur_du_terminal()))
    return CodeDeSortie.FAIT
