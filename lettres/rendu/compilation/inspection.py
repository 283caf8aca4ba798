"""Inspection : un modèle lu, contrôlé et préparé d'une seule traite, où tout se note avant que rien ne se refuse.

docxtpl n'y sert qu'à préparer le XML d'une partie (`DocxTemplate.patch_xml`, qui ne lit aucun état) : il ne lit,
ne remplit et n'écrit jamais de document.
"""

from __future__ import annotations

from collections.abc import Mapping

from lettres.rendu.anomalies import Anomalie, Releve, refus
from lettres.rendu.balises.champs_connus import ChampsConnus
from lettres.rendu.compilation.notes_suivies import conditionner
from lettres.rendu.compilation.places_d_image import marquer_les_places, relever_les_places
from lettres.rendu.compilation.preparation import NOTES, Preparation
from lettres.rendu.compilation.recommencement import Recommencement
from lettres.rendu.diagnostic import Diagnostic
from lettres.rendu.moteur import lecture_stricte
from lettres.rendu.moteur.gabarit import EntetesDuModele, Gabarit, ListesRecommencees, PlaceDImage
from lettres.rendu.moteur.identifiants import Identifiants
from lettres.rendu.moteur.lecture_stricte import Defaut
from lettres.rendu.paquet import paquet
from lettres.rendu.paquet.relations import relations_connues
from lettres.rendu.sante import contenu
from lettres.rendu.sante.contenu import Contenu
from lettres.rendu.xml import arbre_xml
from lettres.rendu.xml.arbre_xml import Element, w
from lettres.socle.champ import Champ
from lettres.socle.classes import dataclass
from lettres.socle.constats import Constat
from lettres.socle.erreurs import ModeleInvalide
from lettres.socle.places import DansWord


@dataclass(frozen=True, slots=True)
class ModelePrepare:
    """Un modèle sans anomalie, prêt à devenir un modèle compilé."""

    modele: Contenu
    corps: Element
    connus: ChampsConnus
    gabarits: tuple[Gabarit, ...]
    entetes: EntetesDuModele
    relations: Mapping[str, frozenset[str]]
    defauts: frozenset[Defaut]
    """Les défauts de structure que le modèle avait déjà : une lettre n'en répondra pas."""
    listes: ListesRecommencees | None
    places: tuple[PlaceDImage, ...]


@dataclass(frozen=True, slots=True)
class Inspection:
    """Le diagnostic d'un modèle et, s'il n'a pas d'anomalie, de quoi le compiler."""

    diagnostic: Diagnostic
    _prepare: ModelePrepare | None

    def exiger(self) -> ModelePrepare:
        """De quoi compiler; lève `ModeleInvalide` avec toutes les anomalies s'il y en a."""
        if self._prepare is None:
            raise ModeleInvalide(self.diagnostic.anomalies)
        return self._prepare


def examiner(nom: str, octets: bytes, champs: Mapping[str, Champ] | None) -> Inspection:
    """Examine un modèle jusqu'où il se laisse lire; ne lève rien pour un modèle fautif."""
    en_cours = _EnCours(nom, ChampsConnus(champs))
    try:
        prepare = en_cours.preparer(octets)
    except ModeleInvalide as refus:
        # -- ce qui arrête l'examen n'efface pas ce qu'il avait déjà noté --
        prepare, anomalies = None, tuple(dict.fromkeys([*en_cours.releve.constats, *refus.constats]))
    else:
        anomalies = ()
    return Inspection(en_cours.diagnostic(anomalies), prepare)


class _EnCours:
    """Un examen, et ce qu'il a trouvé jusqu'ici."""

    def __init__(self, nom: str, connus: ChampsConnus) -> None:
        from docxtpl import DocxTemplate  # -- long à charger, et inutile à qui n'examine rien --

        self.nom = nom
        self.releve = Releve(nom)
        self._connus = connus
        self._modele: Contenu | None = None
        self._preparation = Preparation(connus, self.releve, DocxTemplate("").patch_xml)

    def diagnostic(self, anomalies: tuple[Constat, ...]) -> Diagnostic:
        soins = self._modele.soins if self._modele else ()
        p = self._preparation
        return Diagnostic(self.nom, anomalies, soins, frozenset(p.imprimes), frozenset(p.lus))

    def preparer(self, octets: bytes) -> ModelePrepare:
        """Contrôle tout, puis prépare chaque partie saine; lève `ModeleInvalide` s'il y a une seule anomalie."""
        releve, preparation = self.releve, self._preparation
        self._modele = lu = contenu.examiner(paquet.decompresser(self.nom, octets), releve)
        modele, places = relever_les_places(lu, self._connus, releve)
        preparation.recommencement = Recommencement(modele.statiques)
        sain = not releve.constats
        preparation.borner(modele.arbres.values())
        identifiants = Identifiants()
        arbres = {nom: _rendre_uniques(arbre, identifiants) for nom, arbre in modele.arbres.items()}
        balises = {}
        for nom, arbre in arbres.items():
            deja = len(releve.constats)
            trouvees = preparation.appreter(arbre, modele.titres[nom])
            if len(releve.constats) == deja:
                balises[nom] = trouvees
        for nom in balises:
            marquer_les_places(arbres[nom], places)
        if modele.corps in balises:
            notes = [arbre for nom, arbre in arbres.items() if nom in balises and arbre.tag in NOTES]
            titre = modele.titres[modele.corps]
            conditionner(arbres[modele.corps], balises[modele.corps], notes, titre, releve.noter)
        defauts = lecture_stricte.defauts({modele.titres[nom]: arbre for nom, arbre in arbres.items()})
        corps = _corps(modele)
        relations = _relations(modele, releve)
        # -- rien d'un paquet malsain ne se compile; d'un paquet sain, chaque partie qui n'a pas de faute à elle --
        gabarits = [
            gabarit
            for nom, siennes in balises.items()
            if sain and (gabarit := preparation.compiler(nom, modele.titres[nom], arbres[nom], siennes)) is not None
        ]
        entetes = preparation.appreter_entetes(modele.proprietes)
        releve.refuser()
        listes = preparation.recommencement.listes.recommencees()
        return ModelePrepare(modele, corps, self._connus, tuple(gabarits), entetes, relations, defauts, listes, places)


def _rendre_uniques(racine: Element, identifiants: Identifiants) -> Element:
    """La partie, sans identifiant double : le modèle lui-même peut en avoir."""
    avant = arbre_xml.en_chaine(racine)
    apres = identifiants.rendre_uniques(avant)
    return racine if apres == avant else arbre_xml.relire(apres.encode())


def _corps(modele: Contenu) -> Element:
    corps = modele.arbres[modele.corps].find(w("body"))
    if corps is None or not len(corps):
        raise refus(modele.nom, "M904", "Le corps du modèle est vide.", "Ouvrez-le dans Word et écrivez-y la lettre.")
    return corps


def _relations(modele: Contenu, releve: Releve) -> dict[str, frozenset[str]]:
    """Les relations de chaque partie; relève celles que son texte emploie et qu'elle n'a pas."""
    connues = {nom: relations_connues(nom, modele.statiques) for nom in modele.arbres}
    for nom, arbre in modele.arbres.items():
        for absente in lecture_stricte.relations_absentes(arbre, connues[nom]):
            message, remede = f"La relation « {absente} » n’existe pas.", "Enregistrez le modèle de nouveau dans Word."
            releve.noter(Anomalie("M907", message, remede), DansWord(modele.titres[nom]))
    return connues
