"""Questions : celles d'une lettre, une à une; chaque réponse est vérifiée aussitôt, comme le serait un dossier.

Rien ne s'imprime ni ne se lit ici : qui pose les questions est ailleurs.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from typing import Annotated, Any

from pydantic import TypeAdapter

from lettres.amorce.conditions import EN_PLUS, SEULEMENT_SI, ConditionDeQuestion
from lettres.amorce.lettre_voulue import LettreVoulue
from lettres.amorce.necessaires import tues
from lettres.dossier import Dossier, Nature
from lettres.lecture import valider
from lettres.lecture.formes import Cle as CleDeModele
from lettres.lecture.formes import cles
from lettres.lecture.redaction import Branche, LigneEcrite, Reponses, elements, lignes_ouvertes
from lettres.socle.classes import dataclass, field
from lettres.socle.constats import Chemin, Constat
from lettres.socle.erreurs import DossierInvalide


@dataclass(frozen=True, slots=True)
class Question:
    """Une question : la clé qu'elle remplit, le rang de l'élément s'il est d'une liste, et ce qu'on en dit."""

    cle: Branche
    rang: int
    rubrique: str
    texte: str
    exemple: str
    defaut: str
    obligatoire: bool

    @property
    def entree(self) -> str:
        """Ce que fait la touche Entrée, seule."""
        return f"Entrée : {self.defaut}" if self.defaut else "" if self.obligatoire else "Entrée pour passer"


@dataclass(slots=True)
class Questionnaire:
    """Les questions d'une lettre et les réponses reçues."""

    voulue: LettreVoulue
    reponses: Reponses = field(default_factory=dict)
    connues: frozenset[Branche] = frozenset()
    """Les clés que l'on savait d'avance : elles ne se demandent pas."""

    def parties(self) -> Iterator[tuple[str, list[LigneEcrite]]]:
        """Les lignes à remplir, réunies par clé de premier rang; `se_pose` dit lesquelles, selon les réponses."""
        voulue = self.voulue
        exigees, sans = voulue.exigees, tues(voulue.nature, voulue.lettre)
        en_plus = _en_plus(voulue)
        voulues = {*_ouvertes(voulue), *en_plus}
        groupes: dict[str, list[LigneEcrite]] = {}
        for ligne in lignes_ouvertes(voulue.nature, voulue.lettre, {*exigees, *en_plus}, sans):
            if ligne.cle in voulues:
                groupes.setdefault(ligne.cle[0], []).append(ligne)
        yield from groupes.items()

    def se_pose(self, ligne: LigneEcrite) -> bool:
        """Dit si cette question se pose, selon ce qui est déjà répondu; d'une liste, le premier élément décide."""
        if ligne.cle in self.connues:
            return False
        condition = self._condition(ligne.cle)
        return condition is None or condition.tient(self._reponse)

    def _condition(self, cle: Branche) -> ConditionDeQuestion | None:
        """Ce dont dépend cette question; None si elle se pose toujours."""
        d_ordinaire = cle in _ouvertes(self.voulue)
        return (None if d_ordinaire else EN_PLUS[self.voulue.nature].get(cle)) or SEULEMENT_SI.get(cle)

    def _reponse(self, cle: Branche) -> object:
        """La valeur que donne la réponse à cette clé; None sans réponse."""
        texte = self.reponses.get((cle, 0))
        return None if texte is None else _lecteur(cle).validate_python(texte)

    def est_une_liste(self, racine: str) -> bool:
        """Dit si cette clé peut avoir plus d'un élément."""
        return cles(Dossier)[racine].forme.element is not None

    def titre(self, racine: str) -> str:
        """Le nom de cette clé, pour une personne."""
        return cles(Dossier)[racine].titre

    def question(self, ligne: LigneEcrite, rang: int) -> Question:
        """La question que pose cette ligne."""
        cle = _cle_du_modele(ligne.cle)
        explication = ligne.explication
        texte = cle.titre if explication.lower() in ("", cle.titre.lower()) else f"{cle.titre} – {explication}"
        defaut = f"P-{rang + 1}" if ligne.cle == ("pieces", "id") else ""
        if isinstance(cle.defaut, str) and cle.defaut in explication:
            defaut = cle.defaut
        condition = self._condition(ligne.cle)
        exigee = ligne.cle in self.voulue.exigees
        exigee = exigee or (condition is not None and condition.exigee)
        return Question(ligne.cle, rang, ligne.rubrique, texte, ligne.exemple, defaut, exigee)

    def repondre(self, question: Question, texte: str) -> list[Constat]:
        """Retient la réponse si elle est bonne; sinon, dit ce qui ne va pas, comme à la lecture d'un dossier."""
        essai = {**self.reponses, (question.cle, question.rang): texte}
        chemin = _chemin(question.cle, question.rang)
        try:
            valider(_donnees(self.voulue.nature, essai))
        except DossierInvalide as refus:
            fautes = [c for c in refus.constats if c.chemin[: len(chemin)] == chemin]
            if fautes:
                return fautes
        self.reponses = essai
        return []

    def squelette(self, schema: str) -> str:
        """Le dossier : les réponses à leur place, le reste à remplir; ce qui ne se demande pas n'est pas exigé."""
        sauf = [cle for cle, condition in SEULEMENT_SI.items() if not condition.tient(self._reponse)]
        return self.voulue.squelette(schema, self.reponses, sauf=sauf)


def fautes_de_la_reponse(cle: Branche, texte: str, nature: Nature) -> list[Constat]:
    """Ce qui ne va pas dans cette réponse, à cette clé du dossier, comme à sa lecture; d'une liste, à son élément."""
    chemin = _chemin(cle, 0)
    try:
        valider(_donnees(nature, {(cle, 0): texte}))
    except DossierInvalide as refus:
        return [c for c in refus.constats if c.chemin[: len(chemin)] == chemin]
    return []


@cache
def _ouvertes(voulue: LettreVoulue) -> frozenset[Branche]:
    """Les clés qui se demandent d'ordinaire."""
    nature, lettre = voulue.nature, voulue.lettre
    return frozenset(li.cle for li in lignes_ouvertes(nature, lettre, voulue.exigees, tues(nature, lettre)))


@cache
def _en_plus(voulue: LettreVoulue) -> frozenset[Branche]:
    """Celles qui se demandent en plus : leur condition porte sur une question qui se pose, leur bloc aussi."""
    connues = set(_ouvertes(voulue))
    # -- sans créance à décrire, on n'en demande pas les taxes --
    decrites = {"creances"} - {cle[0] for cle in connues}
    possibles = {cle: c for cle, c in EN_PLUS[voulue.nature].items() if cle[0] not in decrites}
    while neuves := {cle for cle, c in possibles.items() if connues.issuperset(c.cles)} - connues:
        connues |= neuves
    return frozenset(connues & possibles.keys())


def _modele_de(cle: Branche) -> Any:
    """Le bloc qui contient cette clé."""
    modele: Any = Dossier
    for pas in cle[:-1]:
        forme = cles(modele)[pas].forme
        modele = (forme.element or forme).modele
    return modele


def _cle_du_modele(cle: Branche) -> CleDeModele:
    return cles(_modele_de(cle))[cle[-1]]


@cache
def _lecteur(cle: Branche) -> TypeAdapter[Any]:
    """De quoi lire une réponse à cette clé, comme le dossier la lirait."""
    champ = _modele_de(cle).model_fields[cle[-1]]
    lue: Any = Annotated[champ.annotation, champ]
    return TypeAdapter(lue)


def _chemin(cle: Branche, rang: int) -> Chemin:
    """`("creances", "montant")` et le rang 1 : `("creances", 1, "montant")`; une liste dans une liste est au rang 0."""
    chemin: list[str | int] = []
    for n, pas in enumerate(cle[:-1], start=1):
        chemin.append(pas)
        if _cle_du_modele(cle[:n]).forme.element is not None:
            chemin.append(rang if n == 1 else 0)
    return (*chemin, cle[-1])


def _donnees(nature: str, reponses: Reponses) -> dict[str, Any]:
    """Les faits déjà répondus, en dossier."""
    donnees: dict[str, Any] = {"nature": nature}
    for (cle, rang), texte in reponses.items():
        bloc: Any = donnees
        chemin = _chemin(cle, rang)
        for pas, suivant in pairwise(chemin):
            neuf: Any = [] if isinstance(suivant, int) else {}
            if isinstance(bloc, list):
                while len(bloc) <= int(pas):
                    bloc.append({})
            else:
                bloc.setdefault(pas, neuf)
            bloc = bloc[pas]
        bloc[chemin[-1]] = elements(texte) if _cle_du_modele(cle).forme.element is not None else texte
    return donnees
