"""Restes : ce que le paquet d'un modèle contient et que la lettre n'emploie pas, laissé derrière et dit."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from urllib.parse import unquote

from lettres.rendu.balises.balises import porte_une_balise
from lettres.rendu.paquet.paquet import TYPES
from lettres.rendu.paquet.proprietes import REMPLIES
from lettres.rendu.sante.soins import INSPECTER, Carnet, noter_commentaires
from lettres.rendu.xml.arbre_xml import Element, nom_court

COMMENTAIRES = re.compile(r"comments|people\+xml|/people(?:\.xml)?$", re.IGNORECASE)
_TECHNIQUES = re.compile(r"image/svg|websettings\+xml|styleswitheffects\+xml|relationships\+xml", re.IGNORECASE)
_PROPRIETES = re.compile(r"^docprops/(?:core|app)\.xml|core-properties\+xml|extended-properties\+xml", re.IGNORECASE)
_CORE = re.compile(r"^docprops/core\.xml|core-properties\+xml", re.IGNORECASE)
_PERSONNALISEES = "Les propriétés personnalisées du modèle"
_AUCUNE = re.compile(rb"<(?:\w{1,20}:)?Properties\b[^>]{0,400}(?:/>|>\s{0,20}</)")
_SORTES = (
    (re.compile(r"custom-properties|^docprops/custom", re.I), "M122", _PERSONNALISEES),
    (re.compile(r"^customxml/|customxml", re.I), "M122", "Les données XML personnalisées du modèle"),
    (re.compile(r"thumbnail", re.I), "M123", "La vignette du modèle, image de l’ancienne lettre,"),
    (re.compile(r"^word/fonts/|obfuscatedfont|x-font|font/", re.I), "M125", "Les polices incorporées au modèle"),
    (re.compile(r"printersettings", re.I), "M125", "Les réglages de l’imprimante"),
    (re.compile(r"webextension", re.I), "M130", "Le volet d’un complément d’Office"),
    (re.compile(r"glossary", re.I), "M126", "Les blocs de construction du modèle"),
    (re.compile(r"^_xmlsignatures/|digital-signature", re.I), "M126", "La signature électronique du modèle"),
)
_IDENTITE = {
    "creator": "un auteur",
    "lastModifiedBy": "un auteur",
    "Manager": "un responsable",
    "Company": "une société",
    "lastPrinted": "la date d’une impression",
    "Template": "le chemin d’un fichier",
    "HyperlinkBase": "l’adresse d’un dossier",
}
_ANONYMES = frozenset({"", "lettres"})
_CHEMIN = re.compile(r"[\\/]")
_LECTEUR = re.compile(r"[a-z]:", re.IGNORECASE)
_PROTOCOLE = re.compile(r"[a-z][a-z0-9+.-]+:", re.IGNORECASE)


def signaler(parties: Mapping[str, bytes], types: Mapping[str, str], gardees: Collection[str], carnet: Carnet) -> None:
    """Dit ce qui reste derrière, une phrase par sorte; ce qui n'est que technique ne se dit pas."""
    for nom in sorted(set(parties) - set(gardees) - {TYPES}):
        quoi = f"{nom}\n{types[nom]}"
        if _TECHNIQUES.search(quoi) or _PROPRIETES.search(quoi):
            continue
        if COMMENTAIRES.search(nom) or COMMENTAIRES.search(types[nom]):
            noter_commentaires(carnet)
            continue
        code, sujet = sujet_du_reste(nom, types[nom])
        if sujet == _PERSONNALISEES and _AUCUNE.search(parties[nom]):
            continue  # -- LibreOffice en écrit la partie, même vide --
        message = f"{sujet} n’entre{'nt' if sujet.startswith('Les') else ''} pas dans la lettre."
        carnet.noter(code, message if sujet else f"La partie « {nom} » n’entre pas dans la lettre.", INSPECTER)


def signaler_identite(arbres: Mapping[str, Element], types: Mapping[str, str], carnet: Carnet) -> None:
    """Dit que le modèle nomme quelqu'un, sans jamais écrire qui."""
    trouves = {_IDENTITE[nom_court(element)] for element in qui_identifient(arbres, types)}
    if trouves:
        message = f"Les propriétés du modèle nomment {', '.join(sorted(trouves))} : rien n’en passe dans la lettre."
        carnet.noter("M124", message, INSPECTER)


def qui_identifient(arbres: Mapping[str, Element], types: Mapping[str, str]) -> list[Element]:
    """Les propriétés du modèle qui nomment quelqu'un, ou son poste."""
    return [
        element
        for nom, arbre in arbres.items()
        if _PROPRIETES.search(f"{nom}\n{types.get(nom, '')}")
        for element in arbre
        if nom_court(element) in _IDENTITE and _identifie(nom_court(element), (element.text or "").strip())
    ]


def sujet_du_reste(nom: str, type_: str) -> tuple[str, str]:
    """D'une partie qu'une lettre n'emploie pas : le code de son soin, et ce qu'elle est; vide, d'une inconnue."""
    quoi = f"{nom}\n{type_}"
    return next(((code, sujet) for motif, code, sujet in _SORTES if motif.search(quoi)), ("M126", ""))


def retirer_a_remplir(arbres: Mapping[str, Element], types: Mapping[str, str]) -> dict[str, str]:
    """Les propriétés où le modèle a mis des balises : elles se rempliront, et ne sont plus celles d'un autre."""
    trouvees: dict[str, str] = {}
    for nom, arbre in arbres.items():
        if _CORE.search(f"{nom}\n{types.get(nom, '')}"):
            for element in arbre:
                propriete, texte = REMPLIES.get(nom_court(element), ""), element.text or ""
                if propriete and not len(element) and porte_une_balise(texte):
                    trouvees[propriete] = texte
                    element.text = ""
    return trouvees


def _identifie(nom: str, texte: str) -> bool:
    """« Normal.dotm » ne dit rien de personne; le chemin d'un poste, oui."""
    return bool(_CHEMIN.search(texte)) if nom == "Template" else texte not in _ANONYMES


def est_local(cible: str) -> bool:
    """Dit si un modèle attaché est un fichier du poste : ni une adresse, ni un partage de réseau."""
    chemin = unquote(cible).strip().replace("\\", "/")
    if chemin.lower().startswith("file:"):
        chemin = chemin[len("file:") :].removeprefix("//")
        chemin = chemin.removeprefix("/") if _LECTEUR.match(chemin[1:]) else chemin
        if not chemin.startswith("/") and not _LECTEUR.match(chemin):
            return False
    return not chemin.startswith("//") and not _PROTOCOLE.match(chemin)
