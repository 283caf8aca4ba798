"""Interdits : champs Word qui agissent, importent ou changent d'eux-mêmes; liens; texte caché; objets."""

from __future__ import annotations

import re
from collections.abc import Callable

from lxml import etree

from lettres.rendu.anomalies import Anomalie, Releve
from lettres.rendu.paragraphes.voisinage import Voisinage
from lettres.rendu.sante.masques import est_vrai
from lettres.rendu.sante.styles_cites import Emplois
from lettres.rendu.xml.arbre_xml import ESPACE_W, Element, P, R, nom_court, w
from lettres.socle.constats import abreger

CHAMPS_PERMIS = frozenset(
    {
        *("PAGE", "NUMPAGES", "SECTIONPAGES", "SECTION", "HYPERLINK", "REF", "PAGEREF", "NOTEREF", "TOC", "TC", "SEQ"),
        *("STYLEREF", "IF", "=", "SYMBOL", "QUOTE", "EQ", "FORMTEXT", "FORMCHECKBOX", "FORMDROPDOWN", "LISTNUM"),
        *("ADVANCE", "XE", "INDEX"),
    }
)
_DATES = frozenset({"DATE", "TIME", "SAVEDATE", "CREATEDATE", "PRINTDATE", "EDITTIME"})
_LIENS = ("https://", "http://", "mailto:", "tel:")
_MOT_DE_CHAMP = re.compile(r'["“”](?P<cite>(?:\\.|[^"“”\\])*)(?:["“”]|$)|(?P<nu>\S+)', re.DOTALL)
_AVEC_ARGUMENT = frozenset({r"\l", r"\o", r"\s", r"\t"})
_SANS_ARGUMENT = frozenset({r"\n", r"\m", r"\h"})
_IMBRIQUE = "\ufffc"
_ATTRIBUTS_VERS_AILLEURS = etree.XPath(
    "//@*[contains('|src|href|althref|', concat('|', translate(local-name(), 'SRCHEFALT', 'srchefalt'), '|'))]",
)
_CACHES = frozenset({"vanish", "specVanish", "webHidden", "hidden"})
_VML = "{urn:schemas-microsoft-com:vml}"
_ELEMENTS = {
    "altChunk": ("M106", "un document importé"),
    "subDoc": ("M106", "un sous-document"),
    "object": ("M106", "un objet inséré"),
    "control": ("M106", "un contrôle ActiveX"),
    "mailMerge": ("M107", "un publipostage"),
}
_DESSINS_CACHES = re.compile(r"visibility\s*:\s*hidden|display\s*:\s*none", re.IGNORECASE)


NoterPres = Callable[[Element, str, str, str], None]
"""Note un élément, un code, une phrase sans son point, et un remède."""


def controler_elements(racine: Element, titre: str, emplois: Emplois, releve: Releve) -> None:
    """Relève tout élément Word qu'une lettre ne doit pas porter, près des mots où le retrouver."""
    voisinage = Voisinage(racine, titre)

    def noter(element: Element, code: str, message: str, remede: str) -> None:
        place, voisin = voisinage.situer(element)
        releve.noter(Anomalie(code, f"{message}{voisin}.", remede), place)

    for valeur in _ATTRIBUTS_VERS_AILLEURS(racine):
        if _mene_ailleurs(valeur):
            noter(valeur.getparent(), "M107", "Une image ou une forme mène hors du document", "Retirez ce lien.")
    for element in racine.iter():
        if _est_un_dessin_masque(element):
            noter(element, "M110", "Un dessin est masqué", "Affichez-le ou supprimez-le.")
        if not element.tag.startswith(f"{{{ESPACE_W}}}"):
            continue
        nom = nom_court(element)
        if nom in _ELEMENTS:
            code, quoi = _ELEMENTS[nom]
            noter(element, code, f"Le modèle contient {quoi}", "Retirez-le dans Word.")
        elif nom in _CACHES and est_vrai(element):
            _controler_cache(element, emplois, noter)
        elif nom == "fldSimple":
            _controler_champ(element, element.get(w("instr"), ""), noter)
    for debut, instruction in _codes_de_champ(racine):
        _controler_champ(debut, instruction, noter)


def _mene_ailleurs(valeur: str) -> bool:
    """Un dessin VML peut nommer un fichier ou une adresse; « #ancre » reste dans la lettre."""
    return valeur.strip()[:1] not in ("", "#")


def est_un_lien_permis(cible: str) -> bool:
    """Dit si un lien mène au Web, à un courriel ou à un téléphone."""
    return cible.lower().startswith(_LIENS)


def _controler_cache(element: Element, emplois: Emplois, noter: NoterPres) -> None:
    """Du texte masqué par son style, ou qu'une balise empêche de retirer, est du texte qu'on enverrait sans l'avoir vu.

    Un style ou une liste que rien n'emploie ne masque rien, ni la marque d'un paragraphe vide.
    """
    ancetres = list(element.iterancestors())
    if nom_court(element) == "webHidden" and any(a.tag == R for a in ancetres):
        # -- Les numéros de page d'une table des matières : cachés à l'écran seulement, toujours imprimés --
        return
    style = next((a for a in ancetres if a.tag == w("style")), None)
    liste = next((a for a in ancetres if a.tag in (w("abstractNum"), w("num"))), None)
    if style is not None:
        if style.get(w("styleId"), "") not in emplois.styles:
            return
        nom = style.find(w("name"))
        nomme = (nom.get(w("val")) if nom is not None else None) or style.get(w("styleId"), "")
        message, remede = f"Le style « {nomme} » masque du texte", "Dans Word, décochez « Masqué » dans ce style."
    elif liste is not None:
        if (nom_court(liste), liste.get(w(f"{nom_court(liste)}Id"), "")) not in emplois.listes:
            return
        message, remede = "Les numéros d’une liste sont masqués", "Dans Word, décochez « Masqué » dans cette liste."
    elif any(a.tag == R for a in ancetres):
        message = "Une balise ou un champ Word est masqué, en tout ou en partie"
        remede = "Affichez-le ou supprimez-le (Accueil, Police, « Masqué »)."
    elif _est_la_marque_d_un_vide(ancetres):
        return
    else:
        message, remede = "Du texte est masqué", "Affichez-le ou supprimez-le (Accueil, Police, « Masqué »)."
    noter(element, "M110", message, remede)


def _est_la_marque_d_un_vide(ancetres: list[Element]) -> bool:
    paragraphe = next((a for a in ancetres if a.tag == P), None)
    return paragraphe is not None and not any(e.tag == R for e in paragraphe.iter())


def _est_un_dessin_masque(element: Element) -> bool:
    """Un dessin masqué dans le volet de sélection, ou par le style d'une forme ancienne."""
    nom = element.tag.rpartition("}")[2]
    if nom in ("docPr", "cNvPr"):
        return element.get("hidden", "0") not in ("0", "false")
    return element.tag.startswith(_VML) and bool(_DESSINS_CACHES.search(element.get("style", "")))


def _codes_de_champ(racine: Element) -> list[tuple[Element, str]]:
    """Le début et le code de chaque champ composé, recollé d'un « run » à l'autre.

    Un champ imbriqué garde le sien, et laisse un signe dans celui qui le contient.
    """
    ouverts: list[tuple[Element, list[str]]] = []
    codes: list[tuple[Element, str]] = []
    for element in racine.iter(w("fldChar"), w("instrText"), w("delInstrText")):
        if element.tag != w("fldChar"):
            if not ouverts:
                codes.append((element, element.text or ""))
            else:
                ouverts[-1][1].append(element.text or "")
        elif element.get(w("fldCharType")) == "begin":
            if ouverts:
                ouverts[-1][1].append(_IMBRIQUE)
            ouverts.append((element, []))
        elif element.get(w("fldCharType")) == "end" and ouverts:
            debut, morceaux = ouverts.pop()
            codes.append((debut, "".join(morceaux)))
    return codes + [(debut, "".join(morceaux)) for debut, morceaux in ouverts]


def _controler_champ(debut: Element, instruction: str, noter: NoterPres) -> None:
    mots = instruction.split(None, 1)
    if not mots:
        return
    mot = "=" if mots[0].startswith("=") else mots[0].upper()
    if "{{" in instruction or "{%" in instruction or "{#" in instruction:
        message = f"Une balise se trouve dans le code du champ Word « {abreger(instruction)} »"
        noter(debut, "M108", message, "Remplacez le champ par la balise seule.")
    elif mot in _DATES:
        message = f"Le champ « {mot} » changerait de date à chaque ouverture de la lettre"
        noter(debut, "M108", message, "Imprimez la date du dossier : {{ lettre.date }}.")
    elif mot not in CHAMPS_PERMIS or (mot == "HYPERLINK" and not _est_un_lien_sur(mots[1] if mots[1:] else "")):
        message = f"Le champ Word « {abreger(instruction.strip())} » n’est pas permis"
        noter(debut, "M108", message, "Remplacez-le par du texte ou une balise.")


def _est_un_lien_sur(arguments: str) -> bool:
    """Le lien d'un champ HYPERLINK mène au Web, à un courriel, à un téléphone ou à une ancre de la lettre.

    Les commutateurs sont sautés avec leur argument : `\\o "aide" "https://…"`. Ce qui reste est la cible.
    """
    mots = [m["nu"] if m["cite"] is None else m["cite"] for m in _MOT_DE_CHAMP.finditer(arguments)]
    nus = [m["nu"] is not None for m in _MOT_DE_CHAMP.finditer(arguments)]
    cibles: list[str] = []
    i = 0
    while i < len(mots):
        commutateur = mots[i].lower() if nus[i] else ""
        if commutateur in _AVEC_ARGUMENT:
            i += 1
        elif commutateur not in _SANS_ARGUMENT:
            cibles.append(mots[i])
        i += 1
    ancre = any(nu and mot.lower() == r"\l" for nu, mot in zip(nus, mots, strict=True))
    return _IMBRIQUE not in arguments and (all(map(est_un_lien_permis, cibles)) if cibles else ancre)
