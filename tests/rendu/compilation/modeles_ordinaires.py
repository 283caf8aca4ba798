"""Vingt modèles comme on en écrit, sans penser à ce qu'on prouve; et trois logiciels pour les enregistrer.

Un modèle est une suite de blocs : un texte est un paragraphe, où « **ceci** » est en gras et « [^1] » appelle une
note; un tableau est une liste de rangées, une liste de cellules chacune, et une cellule peut avoir plusieurs
paragraphes; un contrôle de contenu entoure des blocs.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from random import Random
from xml.sax.saxutils import escape

from paquets import docx

Bloc = str | list[list["str | list[str]"]] | tuple["Bloc", ...]


@dataclass(frozen=True)
class Ordinaire:
    """Un modèle : son corps, et au besoin ses en-têtes, ses pieds et ses notes."""

    corps: list[Bloc]
    entete: list[Bloc] = field(default_factory=list)
    pied: list[Bloc] = field(default_factory=list)
    notes: tuple[str, ...] = ()


ORDINAIRES: dict[str, Ordinaire] = {
    "lettre simple": Ordinaire(
        ["{{ lieu }}, le {{ date }}", "**{{ nom }}**", "Bonjour {{ nom }},", "Vous devez **{{ solde }}**.", "Merci."]
    ),
    "clause en ligne": Ordinaire(
        ["Vous devez {{ solde }}{% if taux %}, avec **intérêt de {{ taux }}**, dû{% endif %} le {{ date }}.", "Fin."]
    ),
    "accord au pluriel": Ordinaire(
        [
            "{% if plusieurs %}Les **factures**{% else %}La **facture**{% endif %} {{ noms }} "
            "{% if plusieurs %}**sont dues**{% else %}est due{% endif %}.",
            "Fin.",
        ]
    ),
    "civilité": Ordinaire(
        ["{% if f %}Madame{% elif m %}**Monsieur**{% else %}Madame, Monsieur{% endif %} {{ nom }},", "Objet : rappel"]
    ),
    "clause seule, avec p": Ordinaire(
        ["Avant.", "{%p if taux %}", "Intérêt : **{{ taux }}**.", "{%p endif %}", "Fin."]
    ),
    "clause seule, sans p": Ordinaire(["Avant.", "{% if taux %}", "Intérêt : **{{ taux }}**.", "{% endif %}", "Fin."]),
    "clause de deux paragraphes": Ordinaire(
        ["Avant.", "{% if taux %}Intérêt : {{ taux }}.", "Il court depuis le **{{ date }}**.{% endif %}", "Fin."]
    ),
    "liste en boucle": Ordinaire(
        ["Pièces :", "{% for x in pieces %}", "– **{{ x.nom }}** ({{ x.date }})", "{% endfor %}", "Fin."]
    ),
    "énumération en ligne": Ordinaire(
        ["Pièces : {% for x in pieces %}**{{ x.nom }}**{% if not loop.last %}, {% endif %}{% endfor %}.", "Fin."]
    ),
    "factures": Ordinaire(
        [
            [
                ["Facture", "Somme"],
                ["{%tr for x in pieces %}", ""],
                ["{{ x.nom }}", "**{{ x.date }}**"],
                ["{%tr endfor %}", ""],
                ["Total", "{{ solde }}"],
            ],
            "Fin.",
        ]
    ),
    "factures sans tr": Ordinaire(
        [[["Facture", "Somme"], ["{% for x in pieces %}{{ x.nom }}", "**{{ x.date }}**{% endfor %}"]], "Fin."]
    ),
    "factures sans titre": Ordinaire(
        ["Les factures :", [["{%tr for x in pieces %}"], ["{{ x.nom }}"], ["{%tr endfor %}"]], "Fin."]
    ),
    "cellule à condition": Ordinaire(
        [[["Taux", ["{% if taux %}", "**{{ taux }}**", "{% endif %}"]], ["Solde", "{{ solde }}"]], "Fin."]
    ),
    "en-tête et pied": Ordinaire(
        ["Bonjour {{ nom }}.", "Fin."],
        entete=["**{{ cabinet }}**{% if taux %} – *{{ taux }}*{% endif %}"],
        pied=["{% if plusieurs %}", "Suite", "{% endif %}", "{{ nom }}"],
    ),
    "en-tête à condition": Ordinaire(
        ["Bonjour {{ nom }}."], entete=["{%p if taux %}", "**{{ taux }}**", "{%p endif %}"]
    ),
    "note": Ordinaire(
        ["Vous devez {{ solde }}[^1].", "Fin."], notes=("Au {{ date }}{% if taux %}, à **{{ taux }}**{% endif %}.",)
    ),
    "note conditionnelle": Ordinaire(
        ["Vous devez {{ solde }}{% if taux %}, avec **intérêt**[^1]{% endif %}.", "Voir[^2].", "Fin."],
        notes=("Au taux de {{ taux }}.", "Le {{ date }}."),
    ),
    "note d'un paragraphe conditionnel": Ordinaire(
        ["Avant.", "{%p if taux %}", "L’**intérêt**[^1] court.", "{%p endif %}", "Fin."], notes=("Taux : {{ taux }}.",)
    ),
    "contrôle de contenu": Ordinaire(
        ["Avant.", ("{% if taux %}", "Intérêt : **{{ taux }}**.", "{% endif %}"), ("Le {{ date }}.",), "Fin."]
    ),
    "signature": Ordinaire(
        [
            *("{% if cabinet %}", "**{{ cabinet }}**", "{% for x in pieces %}", "{{ x.nom }}", "{% endfor %}"),
            *("{% else %}", "{{ nom }}", "{% endif %}"),
            "p. j. {% if plusieurs %}**plusieurs**{% else %}une{% endif %}",
        ]
    ),
}
CONTEXTES: list[dict[str, object]] = [
    {
        "lieu": "Longueuil",
        "date": "3 mars 2026",
        "nom": "Zoé Exemple",
        "solde": "120,00 $",
        "noms": "F-1",
        "taux": taux,
        "plusieurs": plusieurs,
        "f": plusieurs,
        "m": not taux,
        "cabinet": cabinet,
        "pieces": pieces,
    }
    for taux, plusieurs, cabinet, pieces in (
        ("5 %", True, "Étude Exemple", [{"nom": "P-1", "date": "mars"}, {"nom": "P-2", "date": "avril"}]),
        ("", False, "", []),
    )
]

LUES: dict[str, tuple[str, str]] = {
    "lettre simple": (
        "Longueuil, le 3 mars 2026 | Zoé Exemple | Bonjour Zoé Exemple, | Vous devez 120,00 $. | Merci.",
        "Longueuil, le 3 mars 2026 | Zoé Exemple | Bonjour Zoé Exemple, | Vous devez 120,00 $. | Merci.",
    ),
    "clause en ligne": (
        "Vous devez 120,00 $, avec intérêt de 5 %, dû le 3 mars 2026. | Fin.",
        "Vous devez 120,00 $ le 3 mars 2026. | Fin.",
    ),
    "accord au pluriel": ("Les factures F-1 sont dues. | Fin.", "La facture F-1 est due. | Fin."),
    "civilité": ("Madame Zoé Exemple, | Objet : rappel", "Monsieur Zoé Exemple, | Objet : rappel"),
    "clause seule, avec p": ("Avant. | Intérêt : 5 %. | Fin.", "Avant. | Fin."),
    "clause seule, sans p": ("Avant. | Intérêt : 5 %. | Fin.", "Avant. | Fin."),
    "clause de deux paragraphes": ("Avant. | Intérêt : 5 %. | Il court depuis le 3 mars 2026. | Fin.", "Avant. | Fin."),
    "liste en boucle": ("Pièces : | – P-1 (mars) | – P-2 (avril) | Fin.", "Pièces : | Fin."),
    "énumération en ligne": ("Pièces : P-1, P-2. | Fin.", "Pièces : . | Fin."),
    "factures": (
        "Facture | Somme | P-1 | mars | P-2 | avril | Total | 120,00 $ | Fin.",
        "Facture | Somme | Total | 120,00 $ | Fin.",
    ),
    "factures sans tr": ("Facture | Somme | P-1 | mars | P-2 | avril | Fin.", "Facture | Somme | Fin."),
    "factures sans titre": ("Les factures : | P-1 | P-2 | Fin.", "Les factures : | Fin."),
    "cellule à condition": ("Taux | 5 % | Solde | 120,00 $ | Fin.", "Taux |  | Solde | 120,00 $ | Fin."),
    "en-tête et pied": ("Bonjour Zoé Exemple. | Fin.", "Bonjour Zoé Exemple. | Fin."),
    "en-tête à condition": ("Bonjour Zoé Exemple.", "Bonjour Zoé Exemple."),
    "note": ("Vous devez 120,00 $. | Fin.", "Vous devez 120,00 $. | Fin."),
    "note conditionnelle": ("Vous devez 120,00 $, avec intérêt. | Voir. | Fin.", "Vous devez 120,00 $. | Voir. | Fin."),
    "note d'un paragraphe conditionnel": ("Avant. | L’intérêt court. | Fin.", "Avant. | Fin."),
    "contrôle de contenu": ("Avant. | Intérêt : 5 %. | Le 3 mars 2026. | Fin.", "Avant. |  | Le 3 mars 2026. | Fin."),
    "signature": ("Étude Exemple | P-1 | P-2 | p. j. plusieurs", "Zoé Exemple | p. j. une"),
}
"""Les lignes du corps de chaque lettre, dans les deux contextes."""

# -- Les trois façons d'écrire : où l'on coupe, et ce qu'on glisse entre les morceaux --


class Word:
    """Word : correction d'orthographe, curseur, signets `_Hlk`, numéros de séance, révisions de forme."""

    debut = '<w:bookmarkStart w:id="90" w:name="_Hlk123456789"/>'
    fin = '<w:bookmarkEnd w:id="90"/>'
    proprietes = '<w:pPr><w:jc w:val="both"/><w:rPr><w:lang w:val="fr-CA"/></w:rPr></w:pPr>'
    attributs = ' w:rsidR="00A1" w:rsidRDefault="00B2" w14:paraId="4F00AA01"'
    controle = '<w:sdtPr><w:alias w:val="Clause"/><w:id w:val="11"/></w:sdtPr>'
    glisses = ('<w:proofErr w:type="spellStart"/>', '<w:proofErr w:type="spellEnd"/>', "")

    def run(self, texte: str, *, gras: bool) -> str:
        forme = f'<w:rPr>{"<w:b/>" if gras else ""}<w:lang w:val="fr-CA"/></w:rPr>'
        return f'<w:r w:rsidRPr="00C3">{forme}<w:t xml:space="preserve">{texte}</w:t></w:r>'


class LibreOffice:
    """LibreOffice : une mise en forme vide partout, des signets `__DdeLink__`, des sauts de page calculés."""

    debut = '<w:bookmarkStart w:id="0" w:name="__DdeLink__12_3456"/>'
    fin = '<w:bookmarkEnd w:id="0"/>'
    proprietes = '<w:pPr><w:bidi w:val="0"/><w:jc w:val="start"/><w:rPr></w:rPr></w:pPr>'
    attributs = ""
    controle = "<w:sdtPr></w:sdtPr>"
    glisses = ("", '<w:bookmarkStart w:id="7" w:name="__UnoMark__1"/><w:bookmarkEnd w:id="7"/>')

    def run(self, texte: str, *, gras: bool) -> str:
        forme = f"<w:rPr>{'<w:b/><w:bCs/>' if gras else ''}</w:rPr>"
        return f'<w:r>{forme}<w:t xml:space="preserve">{texte}</w:t></w:r>'


class Google:
    """Google Docs : `w:rtl` partout, des signets `_heading=h.…`, des contrôles invisibles autour de morceaux."""

    debut = '<w:bookmarkStart w:colFirst="0" w:colLast="0" w:name="_heading=h.gjdgxs" w:id="0"/>'
    fin = '<w:bookmarkEnd w:id="0"/>'
    proprietes = '<w:pPr><w:spacing w:line="276" w:lineRule="auto"/><w:rPr/></w:pPr>'
    attributs = ' w:rsidR="00000000" w:rsidDel="00000000" w:rsidP="00000000" w14:paraId="00000002"'
    controle = '<w:sdtPr><w:id w:val="-21"/></w:sdtPr>'
    glisses = ("", "<w:bookmarkStart w:id='3' w:name='kix.a1'/><w:bookmarkEnd w:id='3'/>")

    def run(self, texte: str, *, gras: bool) -> str:
        forme = f'<w:rPr>{"<w:b/>" if gras else ""}<w:rtl w:val="0"/></w:rPr>'
        fait = f'<w:r w:rsidDel="00000000" w:rsidR="00000000">{forme}<w:t xml:space="preserve">{texte}</w:t></w:r>'
        if len(texte) % 5 == 0:
            proprietes = '<w:sdtPr><w:id w:val="-9"/><w:tag w:val="goog_rdk_0"/></w:sdtPr>'
            return f"<w:sdt>{proprietes}<w:sdtContent>{fait}</w:sdtContent></w:sdt>"
        return fait


Logiciel = Word | LibreOffice | Google
LOGICIELS: dict[str, Logiciel] = {"Word": Word(), "LibreOffice": LibreOffice(), "Google": Google()}


def enregistrer(modele: Ordinaire, logiciel: Logiciel, graine: int) -> bytes:
    """Le paquet, tel que ce logiciel l'écrit; la graine dit où les « runs » sont coupés."""
    plume = _Plume(logiciel, graine)
    notes = "".join(
        f'<w:footnote w:id="{rang}">{plume.paragraphe(texte)}</w:footnote>'
        for rang, texte in enumerate(modele.notes, 1)
    )
    return docx(
        plume.blocs(modele.corps),
        entetes={"default": plume.blocs(modele.entete)} if modele.entete else None,
        pieds={"default": plume.blocs(modele.pied)} if modele.pied else None,
        notes=notes,
    )


class _Plume:
    def __init__(self, logiciel: Logiciel, graine: int) -> None:
        self._l = logiciel
        self._r = Random(graine)  # noqa: S311 -- un essai reproductible, sans secret

    def blocs(self, blocs: list[Bloc]) -> str:
        return "".join(map(self._bloc, blocs))

    def _bloc(self, bloc: Bloc) -> str:
        if isinstance(bloc, str):
            return self.paragraphe(bloc)
        if isinstance(bloc, tuple):
            return f"<w:sdt>{self._l.controle}<w:sdtContent>{self.blocs(list(bloc))}</w:sdtContent></w:sdt>"
        rangees = "".join(f"<w:tr>{''.join(map(self._cellule, rangee))}</w:tr>" for rangee in bloc)
        grille = '<w:gridCol w:w="2000"/>' * len(bloc[0])
        return f"<w:tbl><w:tblPr/><w:tblGrid>{grille}</w:tblGrid>{rangees}</w:tbl>"

    def _cellule(self, cellule: str | list[str]) -> str:
        textes = [cellule] if isinstance(cellule, str) else cellule
        dedans = "".join(map(self.paragraphe, textes))
        return f'<w:tc><w:tcPr><w:tcW w:w="2000" w:type="dxa"/></w:tcPr>{dedans}</w:tc>'

    def paragraphe(self, texte: str) -> str:
        signet = self._r.random() < 0.3
        dedans = "".join(self._morceaux(texte))
        entoure = f"{self._l.debut}{dedans}{self._l.fin}" if signet else dedans
        return f"<w:p{self._l.attributs}>{self._l.proprietes}{entoure}</w:p>"

    def _morceaux(self, texte: str) -> Iterator[str]:
        for partie in re.split(r"(\*\*.*?\*\*|\[\^\d\])", texte):
            if appel := re.fullmatch(r"\[\^(\d)\]", partie):
                yield f'<w:r><w:footnoteReference w:id="{appel[1]}"/></w:r>'
            elif partie:
                yield from self._coupes(partie.strip("*"), gras=partie.startswith("**"))

    def _coupes(self, texte: str, *, gras: bool) -> Iterator[str]:
        """Coupe partout : dans les mots, dans les balises, entre deux accolades."""
        while texte:
            longueur = self._r.randint(1, 9)
            yield self._l.run(escape(texte[:longueur]), gras=gras)
            texte = texte[longueur:]
            if texte:
                yield self._r.choice(self._l.glisses)
