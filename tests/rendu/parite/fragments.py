"""Fragments : de quoi écrire un modèle à la main, et les contextes pleins de signes gênants qui le remplissent."""

from __future__ import annotations

from collections.abc import Mapping

from paquets import PAQUET, REL, p, tbl, tr

from lettres.rendu import Valeur

Contexte = Mapping[str, Valeur]

GENANT: Contexte = {
    "nom": "Camille « L’Été » & Fils <SARL> \"x\" 'y' ]]> &amp; \U0001f4f7 1\u00a0149,75\u202f$ ",
    "client": {"nom": 'Marie & "Cie"', "ville": "<Bromont>", "presse": True},
    "lignes": [{"t": "un & <x>", "m": "1,00 $"}, {"t": "deux ]]>", "m": "2,00 $"}, {"t": "l’été", "m": "3,00 $"}],
    "colonnes": ["A&B", "{", "<C>"],
    "prénom": "Zoé",
    "oui": True,
    "non": False,
    "vide": [],
    "n": 3,
    "rien": None,
    "virgule": 2.5,
    "largeur": 2,
    "couleur": "EEF0F3",
}
INVERSE: Contexte = {
    **GENANT,
    "oui": False,
    "non": True,
    "lignes": [{"t": "seule", "m": "1,00 $"}],
    "vide": ["plein", "rempli"],
    "n": 2,
    "largeur": 1,
}
AVEC_SAUTS: Contexte = {
    **GENANT,
    "nom": "12, rue des Érables\nGranby\t(Québec)\n\nJ2G & 1A1\t",
    "client": {"nom": "\tMarie\n", "ville": "a\n\tb", "presse": True},
    "lignes": [{"t": "un\nun", "m": "1\t$"}, {"t": "\n", "m": "\t\t"}],
    "colonnes": ["A\nB", "C\tD"],
}
CONTEXTES = {"gênant": GENANT, "inverse": INVERSE, "avec sauts": AVEC_SAUTS}

GRAS, ITALIQUE = "<w:rPr><w:b/></w:rPr>", "<w:rPr><w:i/></w:rPr>"


def run(texte: str, proprietes: str = "") -> str:
    """Un « run »; le texte est déjà du XML."""
    return f'<w:r>{proprietes}<w:t xml:space="preserve">{texte}</w:t></w:r>'


def par(*morceaux: str) -> str:
    """Un paragraphe de morceaux XML."""
    return f"<w:p>{''.join(morceaux)}</w:p>"


def si(contenu: str, test: str = "if oui") -> str:
    """Des blocs entre deux paragraphes de condition ou de boucle."""
    return p(f"{{%p {test} %}}") + contenu + p(f"{{%p end{test.split()[0]} %}}")


def boucle(contenu: str, liste: str = "lignes") -> str:
    """Des blocs répétés par deux paragraphes de boucle."""
    return si(contenu, f"for x in {liste}")


def rangees(*milieu: str, test: str = "for x in lignes", colonnes: int = 1) -> str:
    """Un tableau dont les rangées du milieu sont répétées ou conditionnelles."""
    return tbl(tr(f"{{%tr {test} %}}"), *milieu, tr(f"{{%tr end{test.split()[0]} %}}"), colonnes=colonnes)


def champ(code: str, resultat: str = "1") -> str:
    """Un champ Word composé."""
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r><w:instrText xml:space="preserve"> {code} </w:instrText></w:r>'
        f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{run(resultat)}'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def cellule(proprietes: str, contenu: str) -> str:
    """Une cellule aux propriétés données, après sa largeur."""
    return f'<w:tc><w:tcPr><w:tcW w:w="1000" w:type="dxa"/>{proprietes}</w:tcPr>{p(contenu)}</w:tc>'


def relation(genre: str, cible: str, suite: str = "") -> str:
    """Une relation « rX »."""
    return f'<Relationship Id="rX" Type="{REL}/{genre}" Target="{cible}"{suite}/>'


def relations(contenu: str) -> str:
    """Un fichier de relations."""
    return f'<Relationships xmlns="{PAQUET}/relationships">{contenu}</Relationships>'


NOUVELLE_SECTION = "<w:pPr><w:sectPr/></w:pPr>"
PUCE = '<w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr>'
LIEN_EXTERNE = ' TargetMode="External"'
