"""Objets d'écriture : les réponses des commandes qui écrivent dans le dossier, et ce qui y attend ensuite."""

from __future__ import annotations

from typing import Annotated, Literal, NotRequired, TypedDict

from lettres.interface.notations import EmpreinteJson, JourJson, SommeJson, StatutJson, VersionJson
from lettres.interface.objets import ConstatJson

_BlocJson = dict[str, str | list[str]]
_ListeJson = list[str | _BlocJson]
_ValeurDeQuiEcritJson = str | int | dict[str, str | dict[str, str]]
_BlocDeBlocsJson = dict[str, str | _ListeJson | _BlocJson]


class PerspectiveJson(TypedDict):
    """Ce qui attend le dossier : le pas qui vient, le délai qui court, et ce qui reste à payer."""

    statut: Annotated[StatutJson, "Celui de la décision la plus urgente, que « etat » explique."]
    prochaine_lettre: str | None
    des_le: JourJson | None
    delai: Annotated[JourJson | None, "Le dernier jour du délai que donne la dernière lettre, s’il court encore."]
    calculee: Annotated[bool | None, "Vrai quand ce jour n’est pas au dossier : il se compte de la réception."]
    impaye: Annotated[SommeJson | None, "Facturé moins crédité et reçu, intérêt à part."]


class LigneJson(TypedDict):
    """Une ligne que le fichier a gagnée."""

    ligne: int
    texte: str


class ClasseeJson(TypedDict):
    """Une pièce tirée d’un courriel, à côté du dossier."""

    id: str
    fichier: str
    empreinte: EmpreinteJson


class InscriteJson(TypedDict):
    """La réponse d’une commande qui inscrit au journal; sans inscription, `rang` est nul."""

    version: VersionJson
    fichier: str
    liste: Literal["envois", "suites", "paiements", "suspensions", "clotures"]
    rang: Annotated[int | None, "Le rang de l’inscription dans sa liste, compté de 1."]
    inscription: Annotated[dict[str, str | list[str] | dict[str, str | list[str]]] | None, "Ses clés et ses valeurs."]
    lignes: list[LigneJson]
    remarques: Annotated[list[str], "Ce qu’il faut savoir du fichier de la lettre."]
    deja: Annotated[int | None, "Le rang d’une inscription toute pareille, qui compte aussi."]
    pieces: NotRequired[Annotated[list[ClasseeJson], "Les pièces que « --courriel » a classées."]]
    avant: PerspectiveJson | None
    apres: PerspectiveJson | None
    constats: list[ConstatJson]


class PreciseeJson(TypedDict):
    """La réponse de « preciser »; en cas d’échec, il n’y a ni précision ni ligne."""

    version: VersionJson
    fichier: str
    precisions: Annotated[dict[str, str | _ListeJson | _BlocDeBlocsJson], "Les clés précisées et leurs valeurs."]
    retirees: Annotated[
        list[str], "Les clés que le fichier n’a plus; en YAML et en TOML, elles y restent en commentaire."
    ]
    lignes: Annotated[list[LigneJson], "Celles que le fichier a de plus, ou autrement."]
    remplacees: Annotated[list[LigneJson], "Celles qu’il n’a plus, avec le numéro qu’elles avaient."]
    avant: PerspectiveJson | None
    apres: PerspectiveJson | None
    constats: list[ConstatJson]


class PieceJson(TypedDict):
    """Une pièce du dossier, et son fichier tel qu’on l’a trouvé."""

    id: str
    titre: str
    date: JourJson | None
    fichier: str | None
    etat: Literal["sans_fichier", "absente", "illisible", "vide", "a_noter", "conforme", "changee"]
    empreinte: Annotated[EmpreinteJson | None, "Celle du fichier, s’il se lit et n’est pas vide."]
    notee: Annotated[str | None, "Celle que le dossier a notée."]
    octets: int | None
    citee: Annotated[bool, "Quelque chose, au dossier, y renvoie."]
    meme_que: Annotated[str | None, "La pièce d’avant qui a le même contenu."]


class RenvoiJson(TypedDict):
    """Une pièce que le dossier cite et qui n’est pas dans « pieces »."""

    id: str
    chemins: list[str]


class ACollerJson(TypedDict):
    """Ce que l’on écrirait soi-même au dossier."""

    id: str
    texte: str


class PieceAuCahierJson(TypedDict):
    """Une pièce du cahier."""

    id: str
    page: Annotated[int, "La page de son intercalaire."]
    pages: Annotated[int, "Ses pages à elle; zéro si elle est laissée de côté."]
    raison: Annotated[str | None, "Pourquoi elle est laissée de côté."]
    dites: Annotated[list[str], "Ce qui n’en est pas copié : scripts, liens, fichiers joints."]


class CahierJson(TypedDict):
    """Le cahier que « --cahier » vient d’écrire."""

    fichier: str
    pages: int
    pieces: Annotated[list[PieceAuCahierJson], "Dans l’ordre du dossier."]


class PiecesJson(TypedDict):
    """La réponse de « pieces »."""

    version: VersionJson
    fichier: str
    reference: str | None
    pieces: Annotated[list[PieceJson], "Dans l’ordre du dossier."]
    non_listees: list[RenvoiJson]
    ajoutee: Annotated[str | None, "Le numéro de la pièce ajoutée."]
    notees: Annotated[list[str], "Les pièces dont l’empreinte vient d’être notée."]
    a_coller: Annotated[list[ACollerJson], "Les empreintes à noter, une par pièce."]
    lignes: Annotated[list[LigneJson], "Celles que le fichier a de plus, ou autrement."]
    remplacees: Annotated[list[LigneJson], "Celles qu’il n’a plus, avec le numéro qu’elles avaient."]
    cahier: CahierJson | None
    constats: list[ConstatJson]


class PhraseARelireJson(TypedDict):
    """Une phrase du double qui peut encore nommer quelqu’un."""

    ligne: Annotated[int, "Sa ligne, dans le double."]
    chemin: str
    mots: Annotated[list[str], "Ce qui, dans cette phrase, peut nommer quelqu’un."]


class DoubleJson(TypedDict):
    """La réponse de « deguiser »."""

    version: VersionJson
    fichier: Annotated[str | None, "Le double écrit."]
    a_relire: Annotated[list[PhraseARelireJson], "Dans l’ordre du fichier."]
    pareil: Annotated[bool | None, "Vrai s’il a les mêmes constats et la même décision que le dossier."]
    constats: list[ConstatJson]


class FichierGardeJson(TypedDict):
    """Un fichier à nous, d’un répertoire que l’on purge."""

    fichier: str
    sorte: Literal["dossier", "lettre", "piece", "journal"]
    dossier: Annotated[str | None, "Le dossier qui le nomme."]
    finie_le: Annotated[JourJson | None, "Le jour où son affaire a fini; nul si elle court encore."]
    fin: Annotated[str | None, "Comment elle a fini : l’issue d’une clôture, « reglee » ou « prescrite »."]
    peut_partir_le: Annotated[JourJson | None, "Nul s’il reste."]
    raison: Annotated[str, "Pourquoi il peut partir ce jour-là, ou pourquoi il reste."]
    supprime: bool


class PrincipeJson(TypedDict):
    """Ce que le droit dit de la conservation, d’où on le tient, et ce que cela vaut."""

    texte: str
    fiche: str
    reference: str
    certitude: str


class PurgeJson(TypedDict):
    """La réponse de « purger »."""

    version: VersionJson
    repertoire: str
    au: JourJson | None
    principe: PrincipeJson | None
    fichiers: Annotated[list[FichierGardeJson], "Les fichiers à nous; les autres ne sont ni dits ni touchés."]
    supprimes: Annotated[list[str], "Ce qui vient d’être effacé; vide sans « --supprimer »."]
    constats: list[ConstatJson]


class MoiJson(TypedDict):
    """La réponse de « moi »."""

    version: VersionJson
    fichier: Annotated[str, "Où l’expéditeur est gardé."]
    ecrit: Annotated[bool, "Faux quand on ne fait que le voir."]
    expediteur: Annotated[dict[str, _ValeurDeQuiEcritJson] | None, "Ses clés, telles qu’il les écrit; nul d’un échec."]
    constats: list[ConstatJson]
