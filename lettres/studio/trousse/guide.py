"""Guide : `modeles/LISEZMOI.md` en Word, pour qui n'ouvre pas de Markdown. Mêmes mots, mêmes octets."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lettres.rendu.fabrique.modeles import assembler
from lettres.rendu.fabrique.notation import Alinea, Bloc, Morceau, Rangee, Tableau
from lettres.rendu.fabrique.styles import GRAS, ITALIQUE, TABLEAU_MAX

_CADRE = r"^```(?P<langue>\w*)\n(?P<lignes>.*?)\n```$"
_PROSE = r"^(?P<prose>[^\n]+(?:\n(?!```|#|- |\s*$)[^\n]+)*)"
_BLOC = re.compile(f"{_CADRE}|{_PROSE}", re.MULTILINE | re.DOTALL)
_MARQUE = re.compile(r"\*\*(?P<gras>[^*]+)\*\*|`(?P<code>[^`]+)`")
_STYLES = {"# ": "FicheTitre", "## ": "Intertitre", "- ": "Element"}
_COMMENTAIRE = re.compile(r"<!--.*?-->\n*", re.DOTALL)


def guide_en_word(markdown: str) -> bytes:
    """Les octets du guide : titres, paragraphes, listes; une commande et sa réponse sont dans un cadre."""
    texte = _COMMENTAIRE.sub("", markdown)
    titre = texte.split("\n", 1)[0].removeprefix("# ")
    pied = Alinea("PiedDePage", (Morceau("\tPage "), Morceau(champ="PAGE"), Morceau(" de "), Morceau(champ="NUMPAGES")))
    return assembler(
        {
            "en-tête": (Alinea("EnTeteSuite", (Morceau(titre),)),),
            "premier pied": (pied,),
            "pied": (pied,),
            "corps": tuple(_blocs(texte)),
        },
        titre,
    )


def _blocs(texte: str) -> Iterator[Bloc]:
    for trouve in _BLOC.finditer(texte):
        if trouve["langue"] == "text":
            # -- ce qui se recopie dans un modèle : un paragraphe par ligne, comme il doit y être --
            yield from (Alinea("Citation", (Morceau(ligne),)) for ligne in trouve["lignes"].split("\n"))
            continue
        if trouve["lignes"] is not None:
            cadre = Alinea("TableauTexte", (Morceau(trouve["lignes"]),))
            yield Tableau((TABLEAU_MAX,), (Rangee((cadre,)),))
            continue
        prose = " ".join(ligne.strip() for ligne in trouve["prose"].split("\n"))
        marque = next((m for m in _STYLES if prose.startswith(m)), "")
        yield Alinea(_STYLES.get(marque, "Corps"), tuple(_morceaux(prose.removeprefix(marque))))


def _morceaux(prose: str) -> Iterator[Morceau]:
    debut = 0
    for marque in _MARQUE.finditer(prose):
        if debut < marque.start():
            yield Morceau(prose[debut : marque.start()])
        yield Morceau(marque["gras"] or marque["code"], GRAS.id if marque["gras"] else ITALIQUE.id)
        debut = marque.end()
    if debut < len(prose):
        yield Morceau(prose[debut:])
