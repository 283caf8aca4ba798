"""Interdits : champs Word qui agissent, importent ou changent d'eux-mêmes; texte caché; objets dans le XML."""

from __future__ import annotations

import re

from lettres.rendu.anomalies import Anomalie, Releve, abreger
from lettres.rendu.arbre_xml import ESPACE_W, Element, nom_court, w

CHAMPS_PERMIS = frozenset(
    {
        *("PAGE", "NUMPAGES", "SECTIONPAGES", "SECTION", "HYPERLINK", "REF", "PAGEREF", "NOTEREF", "TOC", "TC", "SEQ"),
        *("STYLEREF", "IF", "=", "SYMBOL", "QUOTE", "EQ", "FORMTEXT", "FORMCHECKBOX", "FORMDROPDOWN", "LISTNUM"),
        *("ADVANCE", "XE", "INDEX"),
    }
)
_DATES = frozenset({"DATE", "TIME", "SAVEDATE", "CREATEDATE", "PRINTDATE", "EDITTIME"})
_LIEN = re.compile(r'HYPERLINK\s+"?(?!https?:|mailto:|tel:|\\)[^"\s]', re.IGNORECASE)
_ELEMENTS = {
    "altChunk": ("M106", "un document importé"),
    "subDoc": ("M106", "un sous-document"),
    "object": ("M106", "un objet inséré"),
    "control": ("M106", "un contrôle ActiveX"),
    "attachedTemplate": ("M107", "un modèle attaché"),
    "mailMerge": ("M107", "un publipostage"),
    "docVar": ("M110", "des variables de document"),
    "commentReference": ("M110", "des commentaires"),
    "commentRangeStart": ("M110", "des commentaires"),
}


def controler_elements(racine: Element, partie: str, releve: Releve) -> None:
    """Relève tout élément Word qu'une lettre ne doit pas porter."""
    for element in racine.iter():
        if not element.tag.startswith(f"{{{ESPACE_W}}}"):
            continue
        nom = nom_court(element)
        if nom in _ELEMENTS:
            code, quoi = _ELEMENTS[nom]
            releve.noter(Anomalie(code, f"Le modèle contient {quoi}.", "Retirez-le dans Word."), partie)
        elif nom == "vanish" and element.getparent().getparent().tag == w("r") and _est_vrai(element):
            releve.noter(Anomalie("M110", "Du texte est masqué.", "Affichez-le ou supprimez-le."), partie)
        elif nom == "fldSimple":
            _controler_champ(element.get(w("instr"), ""), partie, releve)
    for code in _codes_de_champ(racine):
        _controler_champ(code, partie, releve)


def _codes_de_champ(racine: Element) -> list[str]:
    """Le code de chaque champ composé, recollé d'un « run » à l'autre; un champ imbriqué garde le sien."""
    ouverts: list[list[str]] = []
    codes: list[str] = []
    for element in racine.iter(w("fldChar"), w("instrText"), w("delInstrText")):
        if element.tag != w("fldChar"):
            if not ouverts:
                codes.append(element.text or "")
            else:
                ouverts[-1].append(element.text or "")
        elif element.get(w("fldCharType")) == "begin":
            ouverts.append([])
        elif element.get(w("fldCharType")) == "end" and ouverts:
            codes.append("".join(ouverts.pop()))
    return codes + ["".join(morceaux) for morceaux in ouverts]


def _controler_champ(code: str, partie: str, releve: Releve) -> None:
    mots = code.split(None, 1)
    if not mots:
        return
    mot = "=" if mots[0].startswith("=") else mots[0].upper()
    if "{{" in code or "{%" in code or "{#" in code:
        message = f"Une balise se trouve dans le code du champ Word « {abreger(code)} »."
        releve.noter(Anomalie("M108", message, "Remplacez le champ par la balise seule."), partie)
    elif mot in _DATES:
        message = f"Le champ « {mot} » changerait de date à chaque ouverture de la lettre."
        releve.noter(Anomalie("M108", message, "Imprimez la date du dossier."), partie)
    elif mot not in CHAMPS_PERMIS or _LIEN.match(code.strip()):
        message = f"Le champ Word « {abreger(code.strip())} » n’est pas permis."
        releve.noter(Anomalie("M108", message, "Remplacez-le par du texte ou une balise."), partie)


def _est_vrai(element: Element) -> bool:
    return element.get(w("val"), "true") not in ("0", "false", "off")
