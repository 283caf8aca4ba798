"""Commande `generer` : d'un dossier à la lettre, écrite ou refusée avec la liste de ce qui manque."""

from __future__ import annotations

from typing import Annotated

import typer

import lettres
from lettres.cli.affichage import constats_en_json, constats_en_texte, dire, en_json, propre, signaler
from lettres.cli.arguments import OptionAu, OptionJson, OptionLettre, lire_au, lire_lettre
from lettres.cli.cache import dossier_de_cache
from lettres.cli.codes import Code


def generer(
    contexte: typer.Context,
    dossier: Annotated[str, typer.Argument(metavar="DOSSIER", help="Le dossier : un fichier YAML, JSON ou TOML.")],
    lettre: OptionLettre = None,
    au: OptionAu = None,
    modele: Annotated[
        str | None,
        typer.Option("--modele", metavar="F.docx", help="Votre modèle Word.", show_default="celui qui est livré"),
    ] = None,
    sortie: Annotated[
        str,
        typer.Option(
            "--sortie",
            metavar="CHEMIN",
            help="Où écrire : un dossier, ou un fichier .docx.",
            show_default="le dossier courant",
        ),
    ] = ".",
    ecraser: Annotated[bool, typer.Option("--ecraser", help="Remplace le fichier de sortie s’il existe.")] = False,
    ebauche: Annotated[bool, typer.Option("--ebauche", help="Tolère les blancs et les marque : à relire.")] = False,
    en_json_: OptionJson = False,
) -> int:
    """Écrit la lettre demandée, ou la prochaine de l’escalade, en Word.

    Exemple : lettres generer dossier.yaml --lettre mise_en_demeure --sortie lettres-a-envoyer
    """
    from lettres.sortie import destination, retirable

    reponse: dict[str, object] = contexte.obj
    reponse |= {"fichier": None, "nom": None, "lettre": lettre, "empreinte": None, "chemin": None, "au": au}
    reponse["ebauche"] = ebauche
    jour = lire_au(au)
    reponse["au"] = jour.isoformat()
    nommee = lire_lettre(lettre)
    affaire = lettres.lire(dossier, ebauche=ebauche)
    reponse["lettre"] = voulue = nommee or lettres.prochaine_lettre(affaire)
    with lettres.Atelier(cache=dossier_de_cache()) as atelier:
        produite = atelier.generer(affaire, voulue, au=jour, modele=modele, ebauche=ebauche)
    ou, nom = destination(sortie, produite.nom)
    # -- ce qui ne peut être dit n'est pas fait : si la réponse ne s'écrit pas, la lettre se retire --
    with retirable(produite.octets, ou, nom, ecraser=ecraser) as fichier:
        if en_json_:
            faite = {"fichier": str(fichier), "nom": fichier.name, "empreinte": produite.empreinte}
            faite["chemin"] = produite.chemin
            dire(en_json(reponse | faite | {"constats": constats_en_json(produite.constats)}))
            return Code.FAIT
        if produite.constats:
            signaler(constats_en_texte(produite.constats))
        etat = "; ébauche à compléter, ne pas envoyer" if ebauche else ""
        dire(
            f"Lettre écrite : {propre(str(fichier))}\n"
            f"{propre(produite.titre)} – dossier {propre(affaire.reference)}, au {jour.isoformat()}{etat}."
        )
    return Code.FAIT
