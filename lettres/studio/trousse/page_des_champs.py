"""Page des champs : la liste des champs en Word, à garder ouverte à côté de son modèle. Mêmes champs, mêmes octets."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from lettres.rendu.fabrique.modeles import assembler
from lettres.rendu.fabrique.notation import Alinea, Bloc, Morceau, Rangee, Tableau
from lettres.studio.trousse.champs_montres import ChampMontre

TITRE = "Ce qu’un modèle peut imprimer"
_LARGEURS = (54, 47, 43, 22)
_COLONNES = ("À écrire dans le modèle", "Ce que c’est", "Ce qui s’imprime", "Forme")
_MODE_D_EMPLOI = (
    "Copiez une balise telle quelle, accolades comprises. Ce qui est « mis en forme » a déjà son signe de dollar, sa "
    "civilité, sa ponctuation : n’en ajoutez pas. Ce qui se teste garde ou retire un paragraphe; ce qui se répète le "
    "donne autant de fois qu’il y a d’éléments. Les exemples sont fictifs."
)


def page_des_champs(champs: Sequence[ChampMontre], de: str = "") -> bytes:
    """Les octets de la page; `de` dit la lettre, s'il y en a une."""
    titre = f"{TITRE} : {de}" if de else TITRE
    corps: list[Bloc] = [_alinea("FicheTitre", titre), _alinea("FicheTexte", _MODE_D_EMPLOI)]
    for racine, siens in groupby(champs, key=lambda c: c.champ.chemin.split(".")[0].removesuffix("[]")):
        groupe = list(siens)
        dit = groupe[0].champ.description if groupe[0].champ.chemin == racine else ""
        corps.append(_alinea("FicheIntertitre", dit or racine))
        corps.append(Tableau(_LARGEURS, (_rangee(_COLONNES, entete=True), *map(_du_champ, groupe))))
    return assembler(
        {
            "en-tête": (_alinea("EnTeteSuite", f"{titre}\t"),),
            "premier pied": (_pied(),),
            "pied": (_pied(),),
            "corps": tuple(corps),
        },
        titre,
    )


def _du_champ(montre: ChampMontre) -> Rangee:
    champ, source = montre.champ, montre.champ.source
    dit = f"{champ.description} (au dossier : {source})" if source else champ.description
    return _rangee((montre.balise, dit, montre.exemple.texte if montre.exemple else "", montre.sorte))


def _rangee(textes: Sequence[str], *, entete: bool = False) -> Rangee:
    return Rangee(tuple(_alinea("TableauTitre" if entete else "TableauTexte", t) for t in textes), entete=entete)


def _alinea(style: str, texte: str) -> Alinea:
    return Alinea(style, (Morceau(texte),) if texte else ())


def _pied() -> Alinea:
    return Alinea("PiedDePage", (Morceau("\tPage "), Morceau(champ="PAGE"), Morceau(" de "), Morceau(champ="NUMPAGES")))
