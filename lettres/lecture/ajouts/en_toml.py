"""TOML : une inscription est une table de plus, à la fin du fichier; une valeur, une ligne de sa table."""

from __future__ import annotations

from lettres.lecture.ajouts.original import Imprevu, Insertion, Original
from lettres.lecture.ajouts.plume import Bloc, Plume
from lettres.lecture.arbre import ArbreLu, Valeur
from lettres.lecture.formats.balayage_toml import finir
from lettres.lecture.formats.lecteur_toml import lire_toml
from lettres.socle.constats import Chemin


def inserer(original: Original, nom: str, bloc: Valeur) -> list[Insertion]:
    """L'insertion qui ajoute cet élément à la liste `nom`; la relecture refuse une liste écrite entre crochets."""
    if not isinstance(bloc, dict):
        return poser(original, (nom,), [bloc])
    return [_table(original, f"[[{nom}]]", bloc)]


def poser(original: Original, chemin: Chemin, valeur: Valeur) -> list[Insertion]:
    """L'insertion qui donne cette valeur à cette clé, qu'elle y soit déjà ou non; lève Imprevu."""
    arbre, plume = lire_toml(original.source), Plume(original.codage)
    if chemin in arbre.valeurs:
        return [_remplacer(original, arbre, chemin, plume.toml(valeur))]
    if isinstance(valeur, dict):
        return [_table(original, f"[{chemin[-1]}]", valeur)]
    ecrite = f"{chemin[-1]} = {plume.toml(valeur)}"
    derniere = _derniere(original, arbre, chemin[:-1])
    fin = finir(original.source, original.source.indice(arbre.valeurs[derniere]))
    if _signe(original, arbre, chemin[:-1]) == "{":
        return [Insertion(fin, f", {ecrite}")]
    cle = original.source.indice(arbre.cles[derniere])
    retrait = original.texte[original.debut_de_la_ligne(cle) : cle]
    return [Insertion(original.fin_de_la_ligne(fin), f"\n{retrait}{ecrite}")]


def retirer(original: Original, chemin: Chemin, mention: str) -> list[Insertion]:
    """Les insertions qui mettent en commentaire cette clé, ou cette table; lève Imprevu."""
    arbre = lire_toml(original.source)
    siennes = [c for c in arbre.valeurs if c[: len(chemin)] == chemin and arbre.valeurs[c] != arbre.cles[c]]
    place = original.source.indice
    fins = [finir(original.source, place(arbre.valeurs[c])) for c in siennes]
    if not fins:
        raise Imprevu(f"« {chemin[0]} » n’y est pas, ou y est vide")
    debut = original.debut_de_la_ligne(place(arbre.cles[chemin]))
    retrait = len(original.texte[debut:]) - len(original.texte[debut:].lstrip(" \t"))
    return original.en_commentaire(debut + retrait, max(fins), mention)


def _table(original: Original, entete: str, bloc: Bloc) -> Insertion:
    """Une table de plus, à la fin du fichier."""
    plume, texte = Plume(original.codage), original.texte
    paires = "".join(f"\n{cle} = {plume.toml(valeur)}" for cle, valeur in bloc.items())
    place = len(texte) - texte.endswith("\n")
    saut = "" if texte[:place].endswith("\n") or not texte.strip() else "\n"
    return Insertion(place, f"\n{saut}{entete}{paires}")


def _remplacer(original: Original, arbre: ArbreLu, chemin: Chemin, nouvelle: str) -> Insertion:
    debut = original.source.indice(arbre.valeurs[chemin])
    # -- d'une table, la place est celle de son nom --
    if (original.texte[debut] in "[{" and nouvelle[0] != "[") or arbre.valeurs[chemin] == arbre.cles[chemin]:
        raise Imprevu(f"« {chemin[-1]} » n’y est pas une simple valeur")
    return Insertion(debut, nouvelle, finir(original.source, debut) - debut)


def _derniere(original: Original, arbre: ArbreLu, table: Chemin) -> Chemin:
    """La dernière clé de cette table qui soit écrite « cle = valeur », sous son en-tête."""
    filles = [
        chemin
        for chemin in arbre.valeurs
        if len(chemin) == len(table) + 1 and chemin[:-1] == table and arbre.valeurs[chemin] != arbre.cles[chemin]
    ]
    if not filles:
        raise Imprevu("le bloc où l’écrire n’y est pas, ou y est vide")
    return max(filles, key=lambda chemin: arbre.valeurs[chemin])


def _signe(original: Original, arbre: ArbreLu, chemin: Chemin) -> str:
    """Le premier signe de ce bloc : « { » s'il tient entre accolades."""
    return original.source.signe(arbre.valeurs[chemin])
