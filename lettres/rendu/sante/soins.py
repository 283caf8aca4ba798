"""Soins : ce qu'un modèle garde d'anciennes lettres est retiré en mémoire, et dit; le fichier n'est jamais touché."""

from __future__ import annotations

from collections.abc import Container

from lxml import etree

from lettres.rendu.sante.masques import oter, retirer_masques
from lettres.rendu.xml.arbre_xml import ESPACE_W, ESPACE_W14, Element, R, nom_court, w
from lettres.socle.classes import dataclass, field
from lettres.socle.constats import Constat, Gravite
from lettres.socle.places import DansWord

_RSIDS = etree.XPath("//@w:*[starts-with(local-name(), 'rsid')]", namespaces={"w": ESPACE_W})
_TEXTES = etree.XPath("//text()[normalize-space()]")
_DANS_WORD = "Rien à faire; pour ne plus lire ce conseil, "
INSPECTER = f"{_DANS_WORD}inspectez le document dans Word (Fichier, Informations)."
_W15 = "http://schemas.microsoft.com/office/word/2012/wordml"
_TRACES = (
    *(w(nom) for nom in ("rsids", "linkStyles", "attachedSchema", "smartTagType")),
    f"{{{ESPACE_W14}}}docId",
    f"{{{_W15}}}docId",
)
"""Ce qui ne sert qu'à Word, et reconnaît d'où vient un document : retiré sans un mot."""


@dataclass(slots=True)
class Carnet:
    """La liste de ce qui a été guéri, dans l'ordre; une même phrase n'y est qu'une fois."""

    fichier: str
    _soins: dict[Constat, str] = field(default_factory=dict)

    def noter(
        self,
        code: str,
        message: str,
        remede: str,
        *,
        partie: str = "",
        titre: str = "",
        gravite: Gravite = Gravite.CONSEIL,
    ) -> None:
        """Ajoute un soin; `partie` est celle qui l'a reçu, vide quand c'est tout le paquet; `titre` la montre."""
        dans = DansWord(titre) if titre else None
        self._soins.setdefault(Constat(code, gravite, message, remede, fichier=self.fichier, dans=dans), partie)

    def constats(self, gardees: Container[str]) -> tuple[Constat, ...]:
        """Les soins du paquet et des parties gardées : celui d'une partie laissée derrière n'intéresse personne."""
        return tuple(constat for constat, partie in self._soins.items() if not partie or partie in gardees)


def noter_commentaires(carnet: Carnet) -> None:
    """Les commentaires ne sont dits qu'une fois, qu'ils soient dans le texte ou dans leurs parties."""
    carnet.noter("M120", "Les commentaires du modèle n’entrent pas dans la lettre.", INSPECTER)


def soigner_texte(racine: Element, nom: str, titre: str, carnet: Carnet) -> None:
    """Retire d'une partie à remplir ses commentaires, son texte masqué, et ce qui la lie à d'autres données."""
    if _retirer_commentaires(racine):
        noter_commentaires(carnet)
    if retirer_masques(racine):
        carnet.noter(
            "M121",
            "Du texte masqué a été retiré de la lettre.",
            "Vérifiez que la lettre s’en passe; s’il doit y être, affichez-le dans Word.",
            partie=nom,
            titre=titre,
            gravite=Gravite.ALERTE,
        )
    if retirer_liaisons(racine):
        message = "Un contrôle de contenu était lié à des données; il garde son texte, sans le lien."
        carnet.noter("M122", message, f"{_DANS_WORD}retirez la liaison du contrôle.", partie=nom, titre=titre)
    if _retirer(racine, w("smartTagPr"), w("customXmlPr")):
        message = "Les données d’une balise active de Word ont été retirées."
        carnet.noter("M122", message, INSPECTER, partie=nom, titre=titre)
    if _retirer(racine, w("permStart"), w("permEnd")):
        message = "Les permissions de modifier, et le nom de qui les a, ont été retirés."
        carnet.noter("M128", message, f"{_DANS_WORD}retirez la protection.", partie=nom, titre=titre)


def soigner_reglages(racine: Element, nom: str, carnet: Carnet) -> None:
    """Retire des réglages les variables, la protection, le suivi, le modèle attaché et les traces de Word."""
    if _retirer(racine, w("docVars")):
        carnet.noter("M122", "Les variables du document n’entrent pas dans la lettre.", INSPECTER, partie=nom)
    if _retirer(racine, w("documentProtection"), w("writeProtection")):
        message = "La protection du modèle ne passe pas à la lettre."
        carnet.noter("M128", message, f"{_DANS_WORD}retirez-la (Révision, Restreindre la modification).", partie=nom)
    if _retirer(racine, w("trackRevisions")):
        message = "Le suivi des modifications du modèle ne passe pas à la lettre."
        carnet.noter("M128", message, f"{_DANS_WORD}arrêtez le suivi (Révision).", partie=nom)
    retirer_traces(racine)


def retirer_traces(racine: Element) -> int:
    """Retire des réglages le modèle attaché et ce qui ne sert qu'à Word; dit combien il y en avait."""
    return _retirer(racine, w("attachedTemplate"), *_TRACES)


def retirer_liaisons(racine: Element) -> int:
    """Retire ce qui lie un contrôle de contenu à des données : il garde son texte; dit combien il y en avait."""
    return _retirer(racine, "{*}dataBinding")


def soigner_notes(notes: Element, corps: Element, nom: str, titre: str, carnet: Carnet) -> None:
    """Retire les notes que le corps n'appelle pas, et le dit."""
    if retirer_notes_orphelines(corps, notes):
        message = "Une note que le texte n’appelle pas n’entre pas dans la lettre."
        remede = "Vérifiez que la lettre s’en passe; sinon, appelez cette note dans le texte."
        carnet.noter("M126", message, remede, partie=nom, titre=titre, gravite=Gravite.ALERTE)


def retirer_notes_orphelines(corps: Element, notes: Element) -> bool:
    """Retire les notes que le corps n'appelle pas, ou plus : Word ne les montre pas, mais les garderait."""
    genre = nom_court(notes).removesuffix("s")
    appels = {appel.get(w("id")) for appel in corps.iter(w(f"{genre}Reference"))}
    orphelines = [n for n in notes.findall(w(genre)) if n.get(w("type")) is None and n.get(w("id")) not in appels]
    for note in orphelines:
        oter(note)
    return bool(orphelines)


def retirer_rsids(racine: Element) -> int:
    """Retire les numéros de séance de Word, qui rapprochent deux documents d'une même main; dit combien."""
    nombre = _retirer(racine, w("rsid"))
    for attribut in _RSIDS(racine):
        porteur = attribut.getparent()
        del porteur.attrib[attribut.attrname]
        nombre += 1
    return nombre


def retirer_textes(racine: Element) -> None:
    """Retire le texte d'une partie qui n'en porte jamais : styles, listes, réglages, polices, thème."""
    for texte in _TEXTES(racine):
        porteur = texte.getparent()
        if texte.is_tail:
            porteur.tail = None
        else:
            porteur.text = None


def _retirer_commentaires(racine: Element) -> bool:
    trouves = bool(_retirer(racine, w("commentRangeStart"), w("commentRangeEnd")))
    for appel in list(racine.iter(w("commentReference"))):
        trouves = True
        run = appel.getparent()
        oter(appel)
        if run is not None and run.tag == R and all(e.tag == w("rPr") for e in run):
            oter(run)
    return trouves


def _retirer(racine: Element, *noms: str) -> int:
    trouves = [e for e in racine.iter(*noms) if e is not racine]
    for element in trouves:
        oter(element)
    return len(trouves)
