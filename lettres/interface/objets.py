"""Objets : ce que chaque réponse `--json` contient, clé par clé. Leur schéma s’en tire, et mypy y tient qui les écrit.

Un texte en annotation décrit la clé; un `MotifJson` ou un `ChoixJson` dit comment elle s’écrit. Une clé publiée garde
son nom et son sens : on en ajoute, on n’en retire pas.
"""

from __future__ import annotations

from typing import Annotated, Literal, NotRequired, TypedDict

from lettres.interface.notations import (
    ChoixJson,
    CodeDeConstatJson,
    EmpreinteJson,
    GarantieJson,
    JourJson,
    NombreJson,
    SommeJson,
    UrgenceJson,
    VersionJson,
)
from lettres.interface.objets_de_decision import DecisionJson, DroitDAchatJson, PreferencesJson
from lettres.interface.objets_de_fiche import AccompagnementJson
from lettres.interface.objets_de_reference import MaisonJson, ModeleDeLettreJson
from lettres.socle.constats import Gravite


class LieuFichierJson(TypedDict):
    """Une place dans un fichier; sans ligne, c’est tout le fichier."""

    type: Literal["fichier"]
    fichier: str
    ligne: int | None
    colonne: int | None


class LieuDossierJson(TypedDict):
    """Une place dans un dossier bâti en mémoire : sa valeur."""

    type: Literal["dossier"]
    chemin: str


class LieuWordJson(TypedDict):
    """Une place dans un document Word; sans paragraphe, `texte` est le texte de remplacement d’un dessin."""

    type: Literal["word"]
    partie: Annotated[str, "« corps », « en-tête (word/header1.xml) »…"]
    paragraphe: Annotated[int | None, "Son rang dans la partie, à partir de 1."]
    debut: Annotated[int | None, "Le premier signe du passage, à partir de 0, dans le texte du paragraphe."]
    fin: Annotated[int | None, "Le signe qui suit le passage."]
    texte: Annotated[str, "Le début du paragraphe : Word ne numérote rien."]
    passage: Annotated[str, "Ce qui se lit au passage, quand le message ne le cite pas."]


class LieuExportJson(TypedDict):
    """Une place dans l’export d’un logiciel de facturation."""

    type: Literal["export"]
    fichier: str
    sorte: Annotated[str, ChoixJson(("cellule", "pointeur", "xpath"))]
    endroit: Annotated[str, "Le nom de la colonne, le pointeur JSON ou le XPath; vide, tout le fichier."]
    ligne: Annotated[int | None, "La ligne d’un CSV, à partir de 1."]
    colonne: Annotated[int | None, "Le rang de la colonne d’un CSV, à partir de 1."]


LieuJson = LieuFichierJson | LieuDossierJson | LieuWordJson | LieuExportJson


class ConstatJson(TypedDict):
    """Ce que l’outil a trouvé : où, quoi, et comment y remédier."""

    code: CodeDeConstatJson
    gravite: Gravite
    fichier: Annotated[str | None, "Le fichier en cause; nul d’un dossier bâti en mémoire."]
    ligne: Annotated[int | None, "Sa ligne, à partir de 1."]
    colonne: Annotated[int | None, "Sa colonne, à partir de 1."]
    chemin: Annotated[str, "La valeur en cause : « creances[0].montant », une option, une commande; ou vide."]
    lieu: Annotated[LieuJson | None, "La place la plus précise; « type » en dit la forme."]
    message: str
    remede: str
    fondement: str


class DossierVuJson(TypedDict):
    """Un dossier vérifié; sans référence ni lettre quand il ne se lit pas."""

    fichier: str
    reference: str | None
    lettre: str | None


class ConstatsJson(TypedDict):
    """La réponse de « verifier », et celle de toute commande qui échoue sans rien savoir de plus."""

    version: VersionJson
    dossiers: NotRequired[Annotated[list[DossierVuJson], "Chaque dossier que « verifier » a lu."]]
    constats: list[ConstatJson]


class TrancheJson(TypedDict):
    """Ce qui, du capital d’une créance, porte intérêt depuis un même jour."""

    capital: SommeJson
    capital_restant: SommeJson
    interet: Annotated[SommeJson, "Tout l’intérêt qu’elle a porté, payé ou non."]
    depuis: Annotated[JourJson | None, "Le jour d’où court l’intérêt, non compté; nul s’il ne court pas encore."]
    motif: Annotated[str, "Pourquoi de ce jour, ou pourquoi pas encore."]


class CreanceJson(TypedDict):
    """Les comptes d’une créance; nul est ce que le dossier ne permet pas de savoir."""

    facture: str | None
    nom: Annotated[str, "Celui qu’une décision et le journal lui donnent : sa facture, sinon « créance 2 », son rang."]
    capital: SommeJson | None
    capital_restant: SommeJson | None
    avoirs: SommeJson | None
    paye: SommeJson | None
    interet: SommeJson | None
    interet_paye: SommeJson | None
    solde: SommeJson | None
    de_cote: Annotated[SommeJson, "La part contestée, sans réponse, que les lettres ne réclament pas."]
    reclame: Annotated[SommeJson | None, "Le solde que les lettres réclament, au jour dit : sans cette part."]
    taux: Annotated[NombreJson, "Le taux par année, en pour cent."]
    base: Annotated[str, "D’où vient le taux : « contrat », « legal »…"]
    depuis: Annotated[JourJson | None, "Le jour d’où court l’intérêt de la première tranche, non compté."]
    par_jour: SommeJson | None
    tranches: Annotated[list[TrancheJson], "Tout le capital, selon le jour d’où il porte intérêt; vide sans somme."]
    prescription: JourJson | None


class TotalJson(TypedDict):
    """Les mêmes sommes, toutes créances ensemble."""

    capital: SommeJson | None
    capital_restant: SommeJson | None
    paye: SommeJson | None
    interet: SommeJson | None
    solde: SommeJson | None
    de_cote: SommeJson
    reclame: SommeJson | None


class ForumJson(TypedDict):
    """Le tribunal; `petites_creances` est nul quand le dossier ne permet pas de le dire."""

    petites_creances: bool | None
    motif: str
    mediation_obligatoire: bool
    fiche: str


class AttenteJson(TypedDict):
    """Ce qui fait qu’une lettre ne s’écrit pas encore."""

    raison: Annotated[str, ChoixJson(("delai", "promesse", "contestation", "suspension"))]
    chemin: str
    depuis: JourJson
    jusqu_au: JourJson | None
    calculee: Annotated[bool, "Vrai quand le dernier jour n’est pas au dossier : il se compte."]
    revenir_le: JourJson | None
    retient_la_prochaine: bool


class APayerJson(TypedDict):
    """Ce qui libère à la date limite (`au`) de la prochaine lettre, qui l’imprimera."""

    lettre: str | None
    au: JourJson
    capital: SommeJson
    interet: SommeJson
    remis: Annotated[SommeJson | None, "L’intérêt remis si l’on paie à temps."]
    estime_depuis: Annotated[JourJson | None, "Le jour de réception supposé d’où l’intérêt est estimé."]
    total: SommeJson
    par_jour: SommeJson


class EmpechementJson(TypedDict):
    """Ce qui empêche la lettre, et que rien ne force."""

    raison: Annotated[str, ChoixJson(("avocat", "insolvabilite"))]
    chemin: str
    depuis: JourJson | None
    message: str
    remede: str


class EtatJson(TypedDict):
    """La réponse de « etat » : où en est un dossier, à une date."""

    version: VersionJson
    reference: str
    au: JourJson
    creances: list[CreanceJson]
    total: TotalJson
    trop_paye: SommeJson | None
    a_payer: APayerJson | None
    prescription: JourJson | None
    urgence: UrgenceJson | None
    delais: list[str]
    droits: Annotated[list[DroitDAchatJson], "Les droits de l’achat d’un consommateur, le plus pressant d’abord."]
    forum: ForumJson
    attentes: list[AttenteJson]
    empechements: list[EmpechementJson]
    decision: DecisionJson
    decisions: Annotated[list[DecisionJson], "Une par groupe de créances au même pas, de la plus urgente à la moins."]
    preferences: Annotated[PreferencesJson | None, "Ce que « lettres.toml » change; nul s’il n’y en a pas."]
    maison: Annotated[MaisonJson | None, "Les modèles de l’usager; nul s’il n’en a pas."]
    constats: list[ConstatJson]


class ConsigneJson(TypedDict):
    """Ce qu’il reste à faire d’une lettre écrite."""

    envoi: str
    preuve: str
    inscription: Annotated[dict[str, str | list[str]], "Les clés et les valeurs à ajouter à « envois »."]
    a_ajouter: Annotated[str, "L’inscription, telle qu’elle s’ajoute à un dossier de ce format."]
    revenir_le: JourJson


class GenereeJson(TypedDict):
    """La réponse de « generer »; sans lettre : `fichier`, `nom`, `empreinte`, `chemin`, `consigne` et `fiche` nuls."""

    version: VersionJson
    fichier: str | None
    nom: str | None
    lettre: str | None
    empreinte: EmpreinteJson | None
    chemin: Annotated[GarantieJson | None, "Comment le moteur répond de la lettre : prouvée par son modèle, ou relue."]
    au: Annotated[str | None, "La date de la lettre; en cas d’échec, ce que « --au » disait."]
    ebauche: bool
    force: Annotated[str | None, "Le motif d’une lettre forcée."]
    consigne: ConsigneJson | None
    fiche: Annotated[AccompagnementJson | None, "Ce que « --fiche » a écrit."]
    texte: Annotated[str | None, "Le fichier du texte à coller, d’une lettre qui se publie."]
    courriel: Annotated[str | None, "Le brouillon que « --courriel » a écrit (.eml)."]
    format: Annotated[str, "Celui du fichier : docx, pdf, html ou txt; en cas d’échec, ce que « --format » disait."]
    relecture: Annotated[str | None, "La copie à relire, que « --relecture » a écrite."]
    modele: Annotated[ModeleDeLettreJson | None, "Le modèle qui l’a écrite; nul sans lettre."]
    constats: list[ConstatJson]


class LettreDeLotJson(TypedDict):
    """Ce qu’un dossier du lot est devenu."""

    source: Annotated[str, "Le fichier du dossier, ou sa ligne de l’entrée."]
    etat: Literal["faite", "deja_faite", "refusee"]
    reference: str | None
    lettre: str | None
    nom: str | None
    fichier: str | None
    empreinte: EmpreinteJson | None
    chemin: GarantieJson | None
    forme: Annotated[str | None, "Le fichier de la même lettre sous la forme que « --format » nomme."]
    pages: Annotated[int | None, "Le nombre de pages de ce fichier, un PDF."]
    premiere_page: Annotated[int | None, "Où elle commence dans le PDF que « --reunir » écrit."]
    constats: list[ConstatJson]


class ConstatDuLotJson(ConstatJson):
    """Un constat du compte rendu."""

    source: NotRequired[Annotated[str, "Le dossier refusé; absente de ce qui ne tient à aucun."]]


class ResumeJson(TypedDict):
    """Le nombre de lettres de chaque état."""

    faite: int
    deja_faite: int
    refusee: int


class LotJson(TypedDict):
    """La réponse de « lot » : chaque lettre, puis les constats des refus et du lot lui-même."""

    version: VersionJson
    au: Annotated[str | None, "La date des lettres; en cas d’échec, ce que « --au » disait."]
    sortie: str
    lettres: list[LettreDeLotJson]
    reuni: Annotated[str | None, "Le PDF que « --reunir » a écrit; nul s’il n’y en a pas."]
    recommandes: Annotated[str | None, "La liste que « --recommandes » a écrite; nulle s’il n’y en a pas."]
    resume: ResumeJson
    constats: list[ConstatDuLotJson]


class ProvenanceJson(TypedDict):
    """Ce qu’une lettre finie dit d’elle-même; celle d’un autre n’a que son état."""

    etat: Literal["inchangee", "retouchee", "etrangere"]
    outil: NotRequired[str]
    au: NotRequired[JourJson]
    dossier: NotRequired[EmpreinteJson]
    modele: NotRequired[str]
    version_modele: NotRequired[str]
    empreinte_modele: NotRequired[EmpreinteJson]
    forces: NotRequired[Annotated[str, "Les codes auxquels on a passé outre."]]
    politique: NotRequired[Annotated[str, "Les SHA-256 des politiques de l’usager qui l’ont fait écrire."]]
    papier: NotRequired[Annotated[str, "Le SHA-256 du papier à en-tête qui l’habille."]]
    signature: NotRequired[Annotated[str, "Le SHA-256 de l’image qui la signe; vide si aucune ne la signe."]]
    creances: NotRequired[Annotated[str, "Les rangs au dossier de celles qu’elle vise; vide si ce sont toutes."]]
    dossier_donne: NotRequired[Annotated[Literal["identique", "different"], "Le dossier donné est-il celui-là ?"]]


class ControleJson(TypedDict):
    """La réponse de « controler »; sans provenance, la lettre ou le dossier ne se lit pas."""

    version: VersionJson
    fichier: str
    type: str | None
    dossier: str | None
    au: str | None
    provenance: NotRequired[ProvenanceJson]
    constats: list[ConstatJson]
