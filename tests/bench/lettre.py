"""La lettre du banc : une mise en demeure de deux pages, écrite en XML brut comme Word l'écrit.

Logo et cabinet en en-tête, « page x de y » en pied, deux blocs de parties, objet, huit longs paragraphes à variables
et à conditions, tableau de factures, demandes numérotées, pièces, signature. Une balise sur cinq est coupée en
plusieurs « runs ». Quatre variantes :

prouvee    rien ne peut laisser un contenant vide : chaque tableau garde une rangée fixe;
controlee  le tableau n'a que sa rangée en boucle, avec un fond calculé, et un signet est répété par une boucle;
grasse     la lettre prouvée, avec les styles par défaut de python-docx (350 ko, et leur double);
coupee     la lettre prouvée, où chaque condition commence dans un « run » et finit dans un autre, d'une autre graisse.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal, Protocol

import paquet_word
from contextes import Contexte
from paquet_word import Meuble
from prose import PARAGRAPHES

Variante = Literal["prouvee", "controlee", "grasse", "coupee"]

_BALISE = re.compile(r"(\{[#/]?\w+\}|\{[{%].*?[}%]\})")
_CONDITION = re.compile(r"(\{% if .*?\{% endif %\})")
_CARACTERES = '<w:rPr><w:rFonts w:ascii="Garamond" w:hAnsi="Garamond"/><w:lang w:val="fr-CA"/></w:rPr>'
_SUR_CINQ = 5


class Dialecte(Protocol):
    """L'écriture des balises d'un moteur."""

    def en_ligne(self, texte: str) -> str: ...
    def bloc(self, genre: str, nom: str, liste: str, contenu: str, para: Meuble) -> str: ...
    def rangees(self, nom: str, liste: str, cellules: list[str], tc: Meuble, tr: Meuble) -> str: ...


class Jinja:
    """Le langage de docxtpl, de rust-docxtpl et le nôtre."""

    def en_ligne(self, texte: str) -> str:
        return texte

    def bloc(self, genre: str, nom: str, liste: str, contenu: str, para: Meuble) -> str:
        tete = f"for {nom} in {liste}" if genre == "for" else f"if {liste}"
        return para(f"{{%p {tete} %}}") + contenu + para(f"{{%p end{genre} %}}")

    def rangees(self, nom: str, liste: str, cellules: list[str], tc: Meuble, tr: Meuble) -> str:
        vides = "".join(tc("") for _ in cellules[1:])
        ouvre, ferme = tc(f"{{%tr for {nom} in {liste} %}}"), tc("{%tr endfor %}")
        return tr(ouvre + vides) + tr("".join(tc(c) for c in cellules)) + tr(ferme + vides)


class Moustaches:
    """Le langage de docxtemplater et d'easy-template-x : `{champ}`, `{#liste}…{/liste}`; les chemins sont aplatis."""

    def en_ligne(self, texte: str) -> str:
        texte = re.sub(r"\{% if ([\w.]+) %\}(.*?)\{% endif %\}", self._condition, texte)
        return re.sub(r"\{\{ ([\w.]+) \}\}", lambda m: "{" + self._plat(m[1]) + "}", texte)

    def bloc(self, genre: str, nom: str, liste: str, contenu: str, para: Meuble) -> str:
        return para(f"{{#{self._plat(liste)}}}") + contenu + para(f"{{/{self._plat(liste)}}}")

    def rangees(self, nom: str, liste: str, cellules: list[str], tc: Meuble, tr: Meuble) -> str:
        premiere, *milieu, derniere = cellules
        return tr(tc(f"{{#{liste}}}{premiere}") + "".join(tc(c) for c in milieu) + tc(f"{derniere}{{/{liste}}}"))

    def _condition(self, trouve: re.Match[str]) -> str:
        drapeau = self._plat(trouve[1])
        return f"{{#{drapeau}}}{trouve[2]}{{/{drapeau}}}"

    def _plat(self, chemin: str) -> str:
        # -- Dans une boucle, l'élément est la portée : « f.montant » devient « montant » --
        tete, _, reste = chemin.partition(".")
        return reste if len(tete) == 1 else chemin.replace(".", "_")


def aplatir(contexte: Contexte) -> Contexte:
    """Le même contexte pour les moustaches : `client.nom` devient `client_nom`; les listes restent des listes."""
    plat: Contexte = {}
    for cle, valeur in contexte.items():
        if isinstance(valeur, dict):
            plat.update({f"{cle}_{dedans}": v for dedans, v in valeur.items()})
        else:
            plat[cle] = valeur
    return plat


def modele(variante: Variante = "prouvee", *, dialecte: Dialecte | None = None, fois: int = 1) -> bytes:
    """Le modèle .docx; `fois` répète les huit paragraphes, pour mesurer la croissance avec la taille du modèle."""
    plume = _Plume(dialecte or Jinja(), coupee=variante == "coupee")
    corps = plume.corps(controlee=variante == "controlee", fois=fois)
    entete = plume.image() + plume.para("{{ cabinet.nom }}", "Cabinet")
    return paquet_word.docx(corps, entete, paquet_word.PIED, gras=variante == "grasse")


class _Plume:
    """Écrit les paragraphes et les tableaux; compte les balises pour en couper une sur cinq."""

    def __init__(self, dialecte: Dialecte, *, coupee: bool) -> None:
        self._dialecte = dialecte
        self._coupee = coupee
        self._balises = 0
        self._rangs = 0

    def corps(self, *, controlee: bool, fois: int) -> str:
        para, bloc = self.para, self._dialecte.bloc
        haut = [
            para("{{ lettre.mode }}", "Mode"),
            para("{{ contrat.lieu }}, le {{ lettre.date }}", "Date"),
            *(para(f"{{{{ client.{champ} }}}}", "Partie") for champ in ("nom", "adresse", "ville")),
            para("et", "Partie"),
            para("{{ debiteur.nom }}", "Partie"),
            para("À l’attention de {{ debiteur.personne }}", "Partie"),
            *(para(f"{{{{ debiteur.{champ} }}}}", "Partie") for champ in ("adresse", "ville")),
            para("Objet : mise en demeure de payer {{ total }} – dossier {{ lettre.reference }}", "Objet"),
            para("{% if debiteur.femme %}Madame,{% endif %}{% if debiteur.homme %}Monsieur,{% endif %}", "Corps"),
        ]
        prose = [para(texte, "Corps") for texte in PARAGRAPHES]
        demande = para("{{ d.texte }};", "Demande")
        if controlee:
            demande = demande.replace("</w:pPr>", '</w:pPr><w:bookmarkStart w:id="9" w:name="Demande"/>')
            demande = demande.replace("</w:p>", '<w:bookmarkEnd w:id="9"/></w:p>')
        bas = [
            para("Nous vous demandons, avant l’échéance :", "Corps"),
            bloc("for", "d", "demandes", demande, self._nu),
            bloc(
                "if",
                "",
                "contestee",
                para("Nous contestons toute autre version.", "Corps"),
                self._nu,
            ),
            para("Pièces jointes :", "Corps"),
            bloc("for", "p", "pieces", para("{{ p.cote }} : {{ p.titre }}", "Piece"), self._nu),
            para("Veuillez agir en conséquence.", "Corps"),
            para("{{ cabinet.nom }}", "Signature"),
            para("{{ cabinet.signataire }}", "Signature"),
        ]
        return "".join([*haut, *[*prose[:3], self._tableau(controlee=controlee), *prose[3:]] * fois, *bas])

    def para(self, texte: str, style: str = "Corps") -> str:
        """Un paragraphe : ses identifiants de révision, son style, ses « runs »."""
        self._rangs += 1
        rsid = f"00{(0xA1B2C3 + 7919 * self._rangs) & 0xFFFFFF:06X}"
        passages = filter(None, _CONDITION.split(texte))
        runs = "".join(run for passage in passages for run in self._runs(self._dialecte.en_ligne(passage)))
        ids = f'w14:paraId="{0x10000000 + self._rangs:08X}" w14:textId="77777777" w:rsidR="{rsid}"'
        return f'<w:p {ids}><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{runs}</w:p>'

    def image(self) -> str:
        """Le paragraphe du logo."""
        return f'<w:p><w:pPr><w:pStyle w:val="Logo"/></w:pPr><w:r>{paquet_word.DESSIN}</w:r></w:p>'

    def _nu(self, balise: str) -> str:
        return self.para(balise)

    def _runs(self, texte: str) -> Iterator[str]:
        """Un « run » par passage, sauf là où une balise est coupée : Word l'écrit alors en trois."""
        if self._coupee and _CONDITION.fullmatch(texte):
            # -- Juste après la balise qui ouvre : la condition finit dans un autre « run » --
            coupe = texte.index("%}") + 2
            yield _run(texte[:coupe])
            yield _run(texte[coupe:]).replace("<w:rPr>", "<w:rPr><w:b/>")
            return
        reste = 0
        for balise in _BALISE.finditer(texte):
            self._balises += 1
            if self._balises % _SUR_CINQ or len(balise[0]) < 8:
                continue
            debut, fin = balise.span()
            tiers = len(balise[0]) // 3
            yield _run(texte[reste : debut + tiers]) + '<w:proofErr w:type="spellStart"/>'
            yield _run(texte[debut + tiers : fin - tiers]) + '<w:proofErr w:type="spellEnd"/>'
            reste = fin - tiers
        if texte[reste:]:
            yield _run(texte[reste:])

    def _tableau(self, *, controlee: bool) -> str:
        largeurs = (1800, 1800, 3960, 1800)
        colonnes = 4
        titre = "" if controlee else self._tr("".join(self._tc(t) for t in ("Facture", "Date", "Objet", "Montant")))
        cellules = ["{{ f.numero }}", "{{ f.date }}", "{{ f.objet }}", "{{ f.montant }}"]
        if controlee:
            cellules[0] = "{% cellbg f.fond %}" + cellules[0]
        rangees = self._dialecte.rangees("f", "factures", cellules, self._tc, self._tr)
        total = "" if controlee else self._tr(self._tc("Total", 3) + self._tc("{{ total }}"))
        grille = "".join(f'<w:gridCol w:w="{largeur}"/>' for largeur in largeurs[:colonnes])
        cadre = '<w:tblStyle w:val="Grille"/><w:tblW w:w="9360" w:type="dxa"/><w:tblLook w:val="04A0"/>'
        return f"<w:tbl><w:tblPr>{cadre}</w:tblPr><w:tblGrid>{grille}</w:tblGrid>{titre}{rangees}{total}</w:tbl>"

    def _tc(self, texte: str, etendue: int = 1) -> str:
        large = f'<w:gridSpan w:val="{etendue}"/>' if etendue > 1 else ""
        return f'<w:tc><w:tcPr><w:tcW w:w="2340" w:type="dxa"/>{large}</w:tcPr>{self.para(texte, "Cellule")}</w:tc>'

    def _tr(self, cellules: str) -> str:
        return f'<w:tr w:rsidR="00A1B2C3" w:rsidTr="00A1B2C3"><w:trPr><w:cantSplit/></w:trPr>{cellules}</w:tr>'


def _run(texte: str) -> str:
    return f'<w:r w:rsidRPr="00D4E5F6">{_CARACTERES}<w:t xml:space="preserve">{texte}</w:t></w:r>'
