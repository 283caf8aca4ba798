"""Formes : ce que chaque réponse `--json` contient, clé par clé. Leur schéma s’en tire, et mypy y tient qui les écrit.

Un texte en annotation décrit la clé; un `Motif` ou un `Choix` dit comment elle s’écrit. Une clé publiée garde son nom
et son sens : on en ajoute, on n’en retire pas.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Final, Literal, NotRequired, TypedDict

from lettres.socle.constats import Gravite

VERSION: Final = 1
"""Celle du contrat entier : elle ne change que si une clé disparaît ou change de sens."""


@dataclass(frozen=True, slots=True)
class Motif:
    """Comment un texte s’écrit : une expression régulière, du premier signe au dernier."""

    motif: str
    description: str


@dataclass(frozen=True, slots=True)
class Choix:
    """Les seuls mots permis, quand leur liste vit ailleurs sous un autre type (un essai tient l’une à l’autre)."""

    mots: tuple[str, ...]


Version = Annotated[Literal[1], "La version du contrat."]
Jour = Annotated[str, Motif(r"\d{4}-\d{2}-\d{2}", "Une date : année, mois, jour.")]
Somme = Annotated[str, Motif(r"-?\d+\.\d{2}", "Une somme en dollars : deux décimales et un point.")]
Nombre = Annotated[str, Motif(r"-?\d+(?:\.\d+)?", "Un nombre décimal, avec un point.")]
Empreinte = Annotated[str, Motif(r"[0-9a-f]{64}", "Un SHA-256, en hexadécimal.")]
CodeDeConstat = Annotated[str, Motif(r"[A-Z]-?\d{2,3}", "Un code stable; « lettres expliquer CODE » en dit tout.")]
Urgence = Annotated[str, Choix(("lointaine", "180 jours", "90 jours", "30 jours", "échue"))]
Garantie = Annotated[str, Choix(("prouvé", "contrôlé"))]


class LieuFichier(TypedDict):
    """Une place dans un fichier; sans ligne, c’est tout le fichier."""

    type: Literal["fichier"]
    fichier: str
    ligne: int | None
    colonne: int | None


class LieuDossier(TypedDict):
    """Une place dans un dossier bâti en mémoire : sa valeur."""

    type: Literal["dossier"]
    chemin: str


class LieuWord(TypedDict):
    """Une place dans un document Word; sans paragraphe, `texte` est le texte de remplacement d’un dessin."""

    type: Literal["word"]
    partie: Annotated[str, "« corps », « en-tête (word/header1.xml) »…"]
    paragraphe: Annotated[int | None, "Son rang dans la partie, à partir de 1."]
    debut: Annotated[int | None, "Le premier signe du passage, à partir de 0, dans le texte du paragraphe."]
    fin: Annotated[int | None, "Le signe qui suit le passage."]
    texte: Annotated[str, "Le début du paragraphe : Word ne numérote rien."]
    passage: Annotated[str, "Ce qui se lit au passage, quand le message ne le cite pas."]


class Constat(TypedDict):
    """Ce que l’outil a trouvé : où, quoi, et comment y remédier."""

    code: CodeDeConstat
    gravite: Gravite
    fichier: Annotated[str | None, "Le fichier en cause; nul d’un dossier bâti en mémoire."]
    ligne: Annotated[int | None, "Sa ligne, à partir de 1."]
    colonne: Annotated[int | None, "Sa colonne, à partir de 1."]
    chemin: Annotated[str, "La valeur en cause : « creances[0].montant », une option, une commande; ou vide."]
    lieu: Annotated[LieuFichier | LieuDossier | LieuWord | None, "La place la plus précise; « type » en dit la forme."]
    message: str
    remede: str
    fondement: str


class DossierVu(TypedDict):
    """Un dossier vérifié; sans référence ni lettre quand il ne se lit pas."""

    fichier: str
    reference: str | None
    lettre: str | None


class Constats(TypedDict):
    """La réponse de « verifier », et celle de toute commande qui échoue sans rien savoir de plus."""

    version: Version
    dossiers: NotRequired[Annotated[list[DossierVu], "Chaque dossier que « verifier » a lu."]]
    constats: list[Constat]


class Creance(TypedDict):
    """Les comptes d’une créance; nul est ce que le dossier ne permet pas de savoir."""

    facture: str | None
    capital: Somme | None
    capital_restant: Somme | None
    avoirs: Somme | None
    paye: Somme | None
    interet: Somme | None
    interet_paye: Somme | None
    solde: Somme | None
    taux: Annotated[Nombre, "Le taux par année, en pour cent."]
    base: Annotated[str, "D’où vient le taux : « contrat », « legal »…"]
    depuis: Annotated[Jour | None, "Le jour d’où court l’intérêt, non compté."]
    par_jour: Somme | None
    prescription: Jour | None


class Total(TypedDict):
    """Les mêmes sommes, toutes créances ensemble."""

    capital: Somme | None
    capital_restant: Somme | None
    paye: Somme | None
    interet: Somme | None
    solde: Somme | None


class Forum(TypedDict):
    """Le tribunal; `petites_creances` est nul quand le dossier ne permet pas de le dire."""

    petites_creances: bool | None
    motif: str
    mediation_obligatoire: bool
    fiche: str


class Attente(TypedDict):
    """Ce qui fait qu’une lettre ne s’écrit pas encore."""

    raison: Annotated[str, Choix(("delai", "promesse", "contestation", "suspension"))]
    chemin: str
    depuis: Jour
    jusqu_au: Jour | None
    calculee: Annotated[bool, "Vrai quand le dernier jour n’est pas au dossier : il se compte."]
    revenir_le: Jour | None
    retient_la_prochaine: bool


class Decision(TypedDict):
    """La prochaine lettre, et ce qu’on sait du moment de l’écrire."""

    statut: Literal["non_evaluee"]
    prochaine_lettre: str | None


class Etat(TypedDict):
    """La réponse de « etat » : où en est un dossier, à une date."""

    version: Version
    reference: str
    au: Jour
    creances: list[Creance]
    total: Total
    trop_paye: Somme | None
    prescription: Jour | None
    urgence: Urgence | None
    delais: list[str]
    forum: Forum
    attentes: list[Attente]
    decision: Decision
    constats: list[Constat]


class Consigne(TypedDict):
    """Ce qu’il reste à faire d’une lettre écrite."""

    envoi: str
    preuve: str
    inscription: Annotated[dict[str, str], "Les clés et les valeurs à ajouter à « envois »."]
    a_ajouter: Annotated[str, "L’inscription, telle qu’elle s’ajoute à un dossier de ce format."]
    revenir_le: Jour


class Generee(TypedDict):
    """La réponse de « generer »; sans lettre, `fichier`, `nom`, `empreinte`, `chemin` et `consigne` sont nuls."""

    version: Version
    fichier: str | None
    nom: str | None
    lettre: str | None
    empreinte: Empreinte | None
    chemin: Annotated[Garantie | None, "Comment le moteur répond de la lettre : prouvée par son modèle, ou relue."]
    au: Annotated[str | None, "La date de la lettre; en cas d’échec, ce que « --au » disait."]
    ebauche: bool
    force: Annotated[str | None, "Le motif d’une lettre forcée."]
    consigne: Consigne | None
    constats: list[Constat]


class LettreDeLot(TypedDict):
    """Ce qu’un dossier du lot est devenu."""

    source: Annotated[str, "Le fichier du dossier, ou sa ligne de l’entrée."]
    etat: Literal["faite", "deja_faite", "refusee"]
    reference: str | None
    lettre: str | None
    nom: str | None
    fichier: str | None
    empreinte: Empreinte | None
    chemin: Garantie | None
    constats: list[Constat]


class ConstatDuLot(Constat):
    """Un constat du compte rendu."""

    source: NotRequired[Annotated[str, "Le dossier refusé; absente de ce qui ne tient à aucun."]]


class Resume(TypedDict):
    """Le nombre de lettres de chaque état."""

    faite: int
    deja_faite: int
    refusee: int


class Lot(TypedDict):
    """La réponse de « lot » : chaque lettre, puis les constats des refus et du lot lui-même."""

    version: Version
    au: Annotated[str | None, "La date des lettres; en cas d’échec, ce que « --au » disait."]
    sortie: str
    lettres: list[LettreDeLot]
    resume: Resume
    constats: list[ConstatDuLot]


class Provenance(TypedDict):
    """Ce qu’une lettre finie dit d’elle-même; celle d’un autre n’a que son état."""

    etat: Literal["inchangee", "retouchee", "etrangere"]
    outil: NotRequired[str]
    au: NotRequired[Jour]
    dossier: NotRequired[Empreinte]
    modele: NotRequired[str]
    version_modele: NotRequired[str]
    empreinte_modele: NotRequired[Empreinte]
    forces: NotRequired[Annotated[str, "Les codes auxquels on a passé outre."]]
    dossier_donne: NotRequired[Annotated[Literal["identique", "different"], "Le dossier donné est-il celui-là ?"]]


class Controle(TypedDict):
    """La réponse de « controler »; sans provenance, la lettre ou le dossier ne se lit pas."""

    version: Version
    fichier: str
    type: str | None
    dossier: str | None
    au: str | None
    provenance: NotRequired[Provenance]
    constats: list[Constat]
