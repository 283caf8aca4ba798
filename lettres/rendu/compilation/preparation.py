"""Préparation : une partie du modèle est contrôlée balise par balise, compilée, et prouvée si elle peut l’être."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from html import escape

from jinja2 import TemplateSyntaxError

from lettres.rendu.anomalies import Anomalie, Releve
from lettres.rendu.balises.balises import (
    ECHAPPEE,
    Balise,
    Noter,
    balises_de_la_partie,
    compter_ouvrantes,
    lire_balise,
    porte_une_balise,
)
from lettres.rendu.balises.blocs import Blocs
from lettres.rendu.balises.champs_connus import ChampsConnus
from lettres.rendu.balises.environnement import JINJA
from lettres.rendu.balises.partition import SourceCoupee, ecrire
from lettres.rendu.balises.reperes import REPERE
from lettres.rendu.balises.source_jinja import masquer_accolades, preparer, ranger_cellules
from lettres.rendu.balises.structure import controler_revisions, controler_structure
from lettres.rendu.compilation import etapes
from lettres.rendu.compilation.etapes import suivre
from lettres.rendu.compilation.gravure import graver
from lettres.rendu.compilation.notes_suivies import CONDITION
from lettres.rendu.compilation.transcription import dans_un_attribut
from lettres.rendu.moteur.gabarit import PROPRIETES, Apprete, EntetesDuModele, Gabarit
from lettres.rendu.xml import arbre_xml, elements
from lettres.rendu.xml.arbre_xml import (
    ATTRIBUTS_DE_TEXTE,
    ESPACE_MC,
    ESPACE_W,
    ESPACE_WP,
    RESERVES,
    Element,
    P,
    R,
    T,
    nom_court,
    w,
)
from lettres.socle.constats import abreger
from lettres.socle.places import DansWord

SOURCE_MAX = 1_000_000
BALISES_MAX = 2_000
CARACTERES_MAX = 60_000
"""Balises, et signes de toutes les balises, d'un modèle entier : bien plus qu'une lettre n'en a."""

RUNS_MAX = 20_000
_CODE_DE_CHAMP = w("instrText")
_ATTRIBUT_DE_CHAMP, _CHAMP_SIMPLE = w("instr"), w("fldSimple")
_DESSINS = frozenset({"docPr", "cNvPr"})
"""Ce dont le titre et le texte de remplacement peuvent porter une valeur."""

_PREFIXES = {ESPACE_W: "w", ESPACE_WP: "wp", ESPACE_MC: "mc"}
_RESERVE = "urn:lettres:"
NOTES = (w("footnotes"), w("endnotes"))
_COLONNES = frozenset({"colspan", "hm"})


class Preparation:
    """Contrôle puis compile les parties d'un modèle; ce qu'il imprime et ce qu'il lit s'y accumule."""

    def __init__(self, champs: ChampsConnus, releve: Releve, patch: Callable[[str], str]) -> None:
        self._champs = champs
        self._releve = releve
        self._patch = patch
        self._caracteres = 0
        self.imprimes: set[str] = set()
        self.lus: set[str] = set()

    def borner(self, racines: Iterable[Element]) -> None:
        """Refuse aussitôt, avant d'en analyser aucune, un modèle qui ouvre trop de balises."""
        if sum(map(compter_ouvrantes, racines)) > BALISES_MAX:
            message = f"Le modèle contient plus de {BALISES_MAX} balises."
            self._releve.noter(Anomalie("M307", message, "Simplifiez le modèle."))
            self._releve.refuser()

    def appreter(self, racine: Element, titre: str) -> list[Balise]:
        """Relève toutes les fautes d'une partie; rend ses balises."""
        noter: Noter = self._releve.noter
        place = DansWord(titre)
        suivre(etapes.AVANT_LA_LECTURE, racine)
        if RESERVES.search(arbre_xml.en_chaine(racine)):
            noter(
                Anomalie("M603", "Le texte contient un caractère réservé.", "Retirez les caractères invisibles."), place
            )
        controler_revisions(racine, titre, noter)
        ouvrantes = compter_ouvrantes(racine)
        runs = sum(1 for _ in racine.iter(w("r")))
        if ouvrantes and runs > RUNS_MAX:
            message = "Cette partie contient trop de balises ou de texte."
            noter(Anomalie("M307", message, "Simplifiez le modèle."), place)
            return []
        balises = balises_de_la_partie(racine, titre, noter)
        self._caracteres += sum(len(balise.texte) for balise in balises)
        if self._caracteres > CARACTERES_MAX:
            noter(Anomalie("M307", "Les balises du modèle sont trop longues.", "Simplifiez le modèle."), place)
            return []
        self._champs.dans_une_note = racine.tag in NOTES
        des_blocs: list[tuple[Anomalie, DansWord]] = []
        blocs = Blocs(self._champs, lambda *faute: des_blocs.append(faute))
        blocs.parcourir(balises)
        # -- une balise à déplacer n'emportera plus ce qui l'entoure là où elle est --
        controler_structure([b for b in balises if b.place not in blocs.mal_placees], noter)
        for faute in des_blocs:
            noter(*faute)
        hors_texte = self._controler_hors_texte(racine, titre)
        return balises + hors_texte

    def compiler(self, nom: str, titre: str, racine: Element, balises: list[Balise]) -> Gabarit | None:
        """Compile une partie sans faute; None si sa source préparée en révèle une."""
        place = DansWord(titre)
        a_remplir = (
            bool(balises)
            or bool(ECHAPPEE.search("".join(racine.itertext())))
            or (racine.tag in NOTES and any(note.get(CONDITION) for note in racine))
        )
        if a_remplir:
            suivre(etapes.APRES_LA_LECTURE, racine)
        xml = arbre_xml.en_chaine(racine)
        if _RESERVE in xml:
            message = f"Le XML emploie un espace de noms réservé (« {_RESERVE}… »)."
            self._releve.noter(Anomalie("M104", message, "Enregistrez le modèle dans Word."), place)
            return None
        if a_remplir:
            if len(xml) > SOURCE_MAX:
                self._releve.noter(Anomalie("M307", "Cette partie dépasse 1 Mo.", "Simplifiez le modèle."), place)
                return None
            if not _a_les_prefixes_de_word(racine):
                message = "Le XML n’emploie pas les préfixes de Word (« w », « wp », « mc »)."
                self._releve.noter(Anomalie("M104", message, "Enregistrez le modèle dans Word."), place)
                return None
            xml = ranger_cellules(preparer(xml, self._patch))
        try:
            ecrite = ecrire(xml, self._champs)
        except SourceCoupee:
            message = f"La structure Word coupe un bloc {_pres_de(xml)}."
            self._releve.noter(Anomalie("M506", message, "Ouvrez et fermez chaque bloc dans le même contenant."), place)
            return None
        for anomalie in ecrite.anomalies:
            self._releve.noter(anomalie, place)
        self.imprimes |= ecrite.imprimes
        self.lus |= ecrite.lus
        if ecrite.anomalies:
            return None
        apprete = Apprete(
            nom,
            titre,
            ecrite.partition,
            racine.tag in NOTES,
            any(b.portee == "tc" or b.mot in _COLONNES for b in balises),
            {int(b.paragraphe.get(w(REPERE), "-0-")[1:-1]): b.place.entier for b in balises},
        )
        return graver(apprete)

    def appreter_entetes(self, proprietes: Mapping[str, str]) -> EntetesDuModele:
        """Compile les propriétés du document où le modèle a des balises, chacune comme un texte à part."""
        partitions: dict[str, list[object]] = {}
        for nom, texte in proprietes.items():
            titre = f"{PROPRIETES} ({nom.replace('_', ' ')})"
            racine = elements.element("w:p", None, elements.element("w:r", None, elements.element("w:t", None, texte)))
            deja = len(self._releve.constats)
            balises = balises_de_la_partie(racine, titre, self._releve.noter)
            Blocs(self._champs, self._releve.noter).parcourir(balises)
            for balise in balises:
                if balise.portee:
                    message = f"« {balise.genre}{balise.portee} » n’a pas de sens dans une propriété."
                    self._releve.noter(Anomalie("M504", message, f"Écrivez « {balise.genre} »."), balise.place)
            if len(self._releve.constats) > deja:
                continue
            masquer_accolades(racine)
            ecrite = ecrire(preparer(escape(str(racine[0][0].text)), str), self._champs)
            for anomalie in ecrite.anomalies:
                self._releve.noter(anomalie, DansWord(titre))
            self.imprimes |= ecrite.imprimes
            self.lus |= ecrite.lus
            partitions[nom] = dans_un_attribut(ecrite.partition)
        return EntetesDuModele(partitions)

    def _controler_hors_texte(self, racine: Element, titre: str) -> list[Balise]:
        """Hors du texte courant, une balise n'est permise que dans un titre ou un texte de remplacement."""
        trouvees: list[Balise] = []
        noter, place = self._releve.noter, DansWord(titre)
        for element in racine.iter():
            if porte_une_balise(element.text or "") and element.tag != _CODE_DE_CHAMP and not _est_du_texte(element):
                noter(_ailleurs(element.text), place)
            if porte_une_balise(element.tail or ""):
                noter(_ailleurs(element.tail), place)
            for nom, valeur in element.attrib.items():
                if not porte_une_balise(valeur) or (nom == _ATTRIBUT_DE_CHAMP and element.tag == _CHAMP_SIMPLE):
                    continue
                permis = nom in ATTRIBUTS_DE_TEXTE and nom_court(element) in _DESSINS
                if not permis or "{%" in valeur or "{#" in valeur:
                    noter(_ailleurs(valeur), place)
                    continue
                ou = DansWord(titre, texte=abreger(valeur))
                for balise in re.finditer(r"\{\{.*?(?:\}\}|\Z)", valeur, re.DOTALL):
                    trouvees.append(lire_balise(balise.group(), element, (), ou, balise.start()))
        # -- Dans une boucle, elles lisent ses variables : l'arbre entier, plus tard, dira si elles existent --
        Blocs(self._champs, noter, sens=False).parcourir(trouvees)
        return trouvees


def _a_les_prefixes_de_word(racine: Element) -> bool:
    return all(
        element.prefix == prefixe for espace, prefixe in _PREFIXES.items() for element in racine.iter(f"{{{espace}}}*")
    )


def _ailleurs(texte: str) -> Anomalie:
    return Anomalie(
        "M111",
        f"La balise « {abreger(texte)} » n’est pas dans le texte d’un paragraphe.",
        "Déplacez-la dans le texte.",
    )


def _est_du_texte(element: Element) -> bool:
    parent = element.getparent()
    return (
        element.tag == T
        and parent is not None
        and parent.tag == R
        and not len(element)
        and any(ancetre.tag == P for ancetre in parent.iterancestors())
    )


def _pres_de(xml: str) -> str:
    """Le texte du paragraphe où l'analyse s'est arrêtée."""
    lignes = re.sub(r"<w:p(?=[ >])", "\n<w:p", xml)
    try:
        JINJA.parse(lignes)
    except TemplateSyntaxError as erreur:
        ligne = lignes.split("\n")[max(erreur.lineno - 1, 0)]
        return f"près de « {abreger(re.sub('<[^<>]+>', '', ligne))} »"
    except (RecursionError, ValueError):
        pass
    return "de cette partie"
