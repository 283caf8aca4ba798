"""Styles des lettres, comme des données : chaque allure a un nom, et nul texte n'est mis en forme autrement."""

from __future__ import annotations

from typing import Literal

from lettres.socle.classes import dataclass

Alignement = Literal["left", "center", "right"]

POLICE = "Calibri"
LANGUE = "fr-CA"
TAILLE = 11.0

# Page : format lettre; les retraits et les marges sont en millimètres.
PAGE = (215.9, 279.4)
MARGE_HAUT, MARGE_BAS, MARGE_COTE, MARGE_BANDEAU = 25.0, 24.0, 25.0, 12.5
MARGE_CELLULE = 1.9
COLONNE = PAGE[0] - 2 * MARGE_COTE
TABLEAU_MAX = round(COLONNE)

ENCRE, GRIS, GRIS_PALE, FOND, FILET, ROUGE = "1F2F46", "595959", "8C8C8C", "EEF0F3", "B8BEC8", "B3261E"


def twips(mm: float) -> int:
    """Des millimètres aux vingtièmes de point, l'unité de Word."""
    return round(mm * 1440 / 25.4)


def millimetres(twips: int) -> int:
    """Des vingtièmes de point au millimètre le plus proche."""
    return round(twips * 25.4 / 1440)


@dataclass(frozen=True, slots=True)
class Filet:
    """Un trait autour ou à côté d'un paragraphe; l'épaisseur est en huitièmes de point, l'écart en points."""

    cotes: tuple[Literal["top", "left", "bottom", "right"], ...]
    couleur: str = FILET
    epaisseur: int = 6
    ecart: int = 6


def _cadre(couleur: str, epaisseur: int, ecart: int) -> Filet:
    return Filet(("top", "left", "bottom", "right"), couleur, epaisseur, ecart)


@dataclass(frozen=True, slots=True)
class Numerotation:
    """Une liste à un niveau; `gabarit` est sa puce, ou « %1 » à la place du numéro."""

    numero: int
    genre: Literal["bullet", "decimal"]
    gabarit: str


@dataclass(frozen=True, slots=True)
class StyleCaractere:
    """Un style posé sur quelques mots."""

    id: str
    nom: str
    gras: bool = False
    italique: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class StyleParagraphe:
    """Un style de paragraphe. Tailles et espaces en points, retraits et tabulations en millimètres.

    `None` et `False` laissent l'allure de la base. `suspendu` est le retrait négatif de la première ligne.
    `lie` garde le paragraphe sur la page du suivant, `solidaire` n'en coupe pas les lignes, `serre` retire l'espace
    entre deux paragraphes du même style. `interligne` est une hauteur de ligne fixe.
    """

    id: str
    nom: str
    base: str = "Normal"
    suivant: str = ""
    taille: float | None = None
    gras: bool = False
    italique: bool = False
    couleur: str = ""
    fond: str = ""
    avant: float | None = None
    apres: float | None = None
    interligne: float | None = None
    serre: bool = False
    gauche: float | None = None
    droite: float | None = None
    suspendu: float | None = None
    tabulation: float | None = None
    tabulation_droite: float | None = None
    alignement: Alignement | None = None
    lie: bool = False
    solidaire: bool = False
    filet: Filet | None = None
    liste: Numerotation | None = None
    niveau: int | None = None
    offert: bool = True
    """Proposé dans la galerie de Word."""


TIRET = Numerotation(1, "bullet", "–")
CHIFFRE = Numerotation(2, "decimal", "%1.")
PUCE = Numerotation(3, "bullet", "•")

_P = StyleParagraphe

STYLES: tuple[StyleParagraphe, ...] = (
    _P(id="Normal", nom="Normal", base="", apres=9),
    # -- L'en-tête et le haut de la lettre --
    _P(id="ExpediteurNom", nom="Nom de l’expéditeur", taille=14, gras=True, couleur=ENCRE, apres=2),
    _P(
        id="ExpediteurCoordonnees",
        nom="Coordonnées de l’expéditeur",
        taille=9.5,
        couleur=GRIS,
        apres=16,
        serre=True,
        filet=Filet(("bottom",)),
    ),
    _P(id="Mention", nom="Mention", taille=10.5, gras=True, apres=6, serre=True, lie=True),
    _P(id="LieuDate", nom="Lieu et date", suivant="Vedette", avant=8, apres=20),
    _P(id="Vedette", nom="Vedette", apres=0, solidaire=True),
    _P(id="Reference", nom="Référence", suivant="Objet", avant=14, apres=0),
    _P(id="Objet", nom="Objet", suivant="Appel", gras=True, couleur=ENCRE, avant=14, apres=14, lie=True, niveau=1),
    _P(id="Appel", nom="Appel", suivant="Corps", lie=True),
    # -- Le corps --
    _P(id="Corps", nom="Corps de la lettre", avant=3, apres=7.5),
    _P(id="CorpsLie", nom="Corps lié au paragraphe suivant", base="Corps", suivant="Corps", lie=True),
    _P(
        id="Intertitre",
        nom="Intertitre",
        suivant="Corps",
        gras=True,
        couleur=ENCRE,
        avant=6,
        apres=4,
        lie=True,
        niveau=2,
    ),
    _P(
        id="Citation",
        nom="Citation d’un écrit",
        suivant="Corps",
        italique=True,
        gauche=9,
        droite=9,
        solidaire=True,
        filet=Filet(("left",), epaisseur=12, ecart=8),
    ),
    _P(id="Element", nom="Élément de liste", apres=7, serre=True, gauche=11, suspendu=5, liste=TIRET),
    _P(id="Demande", nom="Demande numérotée", apres=7, serre=True, gauche=12, suspendu=7, liste=CHIFFRE),
    # -- La fin de la lettre --
    # -- L'espace pour signer suit la salutation --
    _P(id="Salutation", nom="Formule de salutation", suivant="Signature", apres=48, lie=True, solidaire=True),
    _P(
        id="Signature",
        nom="Signature de la lettre",
        suivant="SignatureSuite",
        apres=0,
        lie=True,
        solidaire=True,
    ),
    _P(id="SignatureSuite", nom="Suite de la signature", apres=0, lie=True, solidaire=True),
    _P(
        id="PiecesJointes",
        nom="Titre des pièces jointes",
        suivant="PieceJointe",
        taille=10,
        couleur=GRIS,
        avant=12,
        apres=2,
        lie=True,
    ),
    _P(id="PieceJointe", nom="Pièce jointe", taille=10, apres=0, gauche=12, suspendu=12, tabulation=12),
    # -- Les tableaux --
    _P(id="TableauTexte", nom="Texte de tableau", taille=10, apres=0),
    _P(id="TableauMontant", nom="Montant de tableau", base="TableauTexte", alignement="right"),
    _P(id="TableauTitre", nom="Titre de colonne", base="TableauTexte", taille=9, gras=True, couleur=ENCRE, lie=True),
    _P(id="TableauTitreDroite", nom="Titre de colonne à droite", base="TableauTitre", alignement="right"),
    _P(id="TableauTotal", nom="Total de tableau", base="TableauTexte", gras=True),
    _P(id="TableauTotalMontant", nom="Montant du total", base="TableauTotal", alignement="right"),
    _P(id="ApresTableau", nom="Espace après un tableau", apres=0, interligne=9, offert=False),
    # -- Les fiches --
    _P(
        id="FicheTitre",
        nom="Titre de fiche",
        suivant="FicheTexte",
        taille=15,
        gras=True,
        couleur=ENCRE,
        apres=6,
        lie=True,
        niveau=1,
    ),
    _P(
        id="FicheIntertitre",
        nom="Intertitre de fiche",
        suivant="FicheTexte",
        taille=9.5,
        gras=True,
        couleur=ENCRE,
        fond=FOND,
        avant=5,
        apres=2,
        gauche=1,
        droite=1,
        filet=_cadre(FOND, 4, 2),
        lie=True,
        niveau=2,
    ),
    _P(id="FicheTexte", nom="Texte de fiche", taille=9, apres=1),
    _P(id="FicheFait", nom="Fait de fiche", base="FicheTexte", apres=1, gauche=32, suspendu=32, tabulation=32),
    _P(id="FicheElement", nom="Élément de fiche", base="FicheTexte", apres=1, gauche=6, suspendu=4, liste=PUCE),
    _P(id="FicheNote", nom="Note de fiche", base="FicheTexte", italique=True, couleur=GRIS),
    # -- Ce qui entoure la lettre --
    _P(id="Balise", nom="Balise du modèle", taille=8, couleur=GRIS_PALE, apres=0),
    _P(
        id="Ebauche",
        nom="Ébauche",
        taille=14,
        gras=True,
        couleur=ROUGE,
        apres=14,
        alignement="center",
        gauche=1.6,
        droite=1.6,
        filet=_cadre(ROUGE, 8, 4),
    ),
    _P(
        id="EnTeteSuite", nom="En-tête des pages suivantes", taille=9, couleur=GRIS, apres=10, tabulation_droite=COLONNE
    ),
    _P(id="PiedDePage", nom="Pied de la lettre", taille=9, couleur=GRIS, apres=0, tabulation_droite=COLONNE),
)

GRAS = StyleCaractere("Gras", "Gras", gras=True)
ITALIQUE = StyleCaractere("Italique", "Italique", italique=True)
STYLES_CARACTERE = (GRAS, ITALIQUE)

STYLE_TABLEAU = "TableauLettre"
APRES_TABLEAU = "ApresTableau"

IDENTIFIANTS = frozenset(s.id for s in STYLES)
