"""Notation des modèles : le texte relisible d'un modèle Word, analysé en blocs et réécrit à l'identique.

    [premier en-tête]
    ExpediteurNom | {{ expediteur.nom }}

    [corps]
    Corps | Texte **gras**, *italique*, saut<br>de ligne, <tab>, page <page> de <pages>.
    [tableau 130 40]
    entete | TableauTitre | Objet ¦ TableauTitreDroite | Montant
    rangee | Balise | {%tr for c in creances %}
    rangee>2 | TableauTotal | Une seule cellule s'étend sur toute la rangée
    [/tableau]

Une ligne vide précède chaque section, sauf la première. Une balise Jinja est copiée telle quelle; ailleurs, les
signes `*`, `<`, `¦` et `\\` s'écrivent `\\*`, `\\<`, `\\¦` et `\\\\`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import get_close_matches
from typing import Literal, TypeAlias

from lettres.rendu.fabrique.styles import GRAS, IDENTIFIANTS, ITALIQUE, TABLEAU_MAX
from lettres.socle.classes import dataclass

Section = Literal["premier en-tête", "en-tête", "premier pied", "pied", "corps"]
SECTIONS: tuple[Section, ...] = ("premier en-tête", "en-tête", "premier pied", "pied", "corps")

ChampDeWord = Literal["", "PAGE", "NUMPAGES"]
MOTIF_BALISE = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}")

_CHAMPS: dict[str, ChampDeWord] = {"<page>": "PAGE", "<pages>": "NUMPAGES"}
_ECRITURES = {champ: ecriture for ecriture, champ in _CHAMPS.items()}
_BLANCS = {"<br>": "\n", "<tab>": "\t"}
_MARQUES = {GRAS.id: "**", ITALIQUE.id: "*"}
_STYLES = {marque: style for style, marque in _MARQUES.items()}
_MARQUES_CONNUES = (*_BLANCS, *_CHAMPS)
_MOTIF_PARAGRAPHE = re.compile(r"(?P<style>[^\s|¦]+) \|(?: (?P<texte>.*))?", re.DOTALL)
_MOTIF_RANGEE = re.compile(r"(?P<genre>entete|rangee)(?:>(?P<fusion>[1-9]\d?))? \| (?P<cellules>.*)", re.DOTALL)
_MOTIF_TABLEAU = re.compile(r"\[tableau((?: [1-9]\d{0,2})+)\]")
_MOTIF_JETON = re.compile(
    rf"(?P<balise>{MOTIF_BALISE.pattern})|(?P<ouverte>\{{[{{%#])|(?P<protege>\\[*<¦\\])|(?P<blanc><br>|<tab>)"
    r"|(?P<champ><pages?>)|(?P<etoiles>\*\*?)|(?P<seul>[\\<])|(?P<prose>[^{\\<*]+|\{)"
)
# Ce que XML ne porte pas, et ce qui s'écrit par une marque : tabulation, saut de ligne.
_INTERDIT = re.compile("[\x00-\x1f\ufffe\uffff\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Morceau:
    """Du texte d'un même style de caractère (`\\n` : saut de ligne, `\\t` : tabulation), ou un champ de page."""

    texte: str = ""
    style: str = ""
    champ: ChampDeWord = ""


@dataclass(frozen=True, slots=True)
class Alinea:
    """Un paragraphe et son style."""

    style: str
    morceaux: tuple[Morceau, ...] = ()


@dataclass(frozen=True, slots=True)
class Rangee:
    """Une rangée d'un tableau; sa première cellule s'étend sur `fusion` colonnes."""

    cellules: tuple[Alinea, ...]
    fusion: int = 1
    entete: bool = False


@dataclass(frozen=True, slots=True)
class Tableau:
    """Un tableau et les largeurs de ses colonnes, en millimètres."""

    largeurs: tuple[int, ...]
    rangees: tuple[Rangee, ...]


class FauteDeNotation(ValueError):
    """Une faute du texte d'un modèle, et le numéro de sa ligne."""

    def __init__(self, numero: int, message: str) -> None:
        super().__init__(f"ligne {numero} : {message}")
        self.numero = numero
        self.message = message


Bloc: TypeAlias = Alinea | Tableau
Sections: TypeAlias = dict[Section, tuple[Bloc, ...]]


def analyser(texte: str) -> Sections:
    """Lit le texte d'un modèle; une faute lève `FauteDeNotation`, avec le numéro de sa ligne."""
    lignes = _lignes_permises(texte)
    titres = _titres(lignes)
    fins = [numero - 1 for numero, _ in titres[1:]] + [len(lignes) + 1]
    sections: Sections = {
        section: tuple(_blocs(enumerate(lignes[debut : fin - 1], debut + 1)))
        for (debut, section), fin in zip(titres, fins, strict=True)
    }
    if not sections.get("corps"):
        raise _faute(len(lignes), "il manque la section « [corps] », ou elle est vide")
    return sections


def _lignes_permises(texte: str) -> list[str]:
    if not texte.endswith("\n"):
        raise _faute(texte.count("\n") + 1, "le texte doit finir par une fin de ligne")
    lignes = texte[:-1].split("\n")
    for numero, ligne in enumerate(lignes, 1):
        if trouve := _INTERDIT.search(ligne):
            raise _faute(
                numero, f"caractère interdit U+{ord(trouve[0]):04X}; « <tab> » et « <br> » s'écrivent en marques"
            )
    return lignes


def _titres(lignes: list[str]) -> list[tuple[int, Section]]:
    """La ligne et le nom de chaque section, dans l'ordre où elles viennent; une ligne vide les sépare."""
    titres: list[tuple[int, Section]] = []
    for numero, ligne in enumerate(lignes, 1):
        section = _section(ligne)
        if ligne == "":
            suivante = lignes[numero] if numero < len(lignes) else ""
            if numero == 1 or _section(suivante) is None:
                raise _faute(numero, "une ligne vide ne se met que devant une section")
        elif section is None:
            if not titres:
                raise _faute(numero, "le texte commence par une section, par exemple « [corps] »")
        else:
            if numero > 1 and lignes[numero - 2] != "":
                raise _faute(numero, f"il faut une ligne vide devant « {ligne} »")
            if titres and SECTIONS.index(section) <= SECTIONS.index(titres[-1][1]):
                raise _faute(numero, f"« {ligne} » vient trop tard : l’ordre est {', '.join(SECTIONS)}")
            titres.append((numero, section))
    return titres


def _blocs(lignes: Iterator[tuple[int, str]]) -> Iterator[Bloc]:
    for numero, ligne in lignes:
        yield _tableau(numero, ligne, lignes) if ligne.startswith("[tableau") else _paragraphe(numero, ligne)


def ecrire(sections: Sections) -> str:
    """Écrit le texte d'un modèle : la seule écriture que `analyser` relit à l'identique."""
    return "\n".join(f"[{s}]\n" + "".join(_lignes(sections[s])) for s in SECTIONS if s in sections)


def _lignes(blocs: tuple[Bloc, ...]) -> Iterator[str]:
    for bloc in blocs:
        if isinstance(bloc, Alinea):
            yield f"{_en_texte(bloc)}\n"
            continue
        yield f"[tableau {' '.join(str(largeur) for largeur in bloc.largeurs)}]\n"
        for rangee in bloc.rangees:
            genre = "entete" if rangee.entete else "rangee"
            fusion = f">{rangee.fusion}" if rangee.fusion > 1 and len(rangee.cellules) > 1 else ""
            yield f"{genre}{fusion} | {' ¦ '.join(_en_texte(c) for c in rangee.cellules)}\n"
        yield "[/tableau]\n"


def _en_texte(paragraphe: Alinea) -> str:
    texte = ""
    for morceau in paragraphe.morceaux:
        marque = _MARQUES.get(morceau.style, "")
        interieur = _ECRITURES[morceau.champ] if morceau.champ else _proteger(morceau.texte)
        texte += f"{marque}{interieur}{marque}"
    return f"{paragraphe.style} | {texte.strip(' ')}".rstrip(" ")


def _proteger(texte: str) -> str:
    """Protège les signes de la notation dans la prose; les balises restent telles quelles."""
    morceaux, debut = [], 0
    for balise in MOTIF_BALISE.finditer(texte):
        morceaux += [texte[debut : balise.start()], balise[0]]
        debut = balise.end()
    morceaux.append(texte[debut:])
    for i in range(0, len(morceaux), 2):
        prose = re.sub(r"[*<¦\\]", r"\\\g<0>", morceaux[i])
        morceaux[i] = prose.replace("\n", "<br>").replace("\t", "<tab>")
    return "".join(morceaux)


def _section(ligne: str) -> Section | None:
    return next((s for s in SECTIONS if ligne == f"[{s}]"), None)


def _faute(numero: int, message: str) -> FauteDeNotation:
    return FauteDeNotation(numero, message)


def _tableau(numero: int, ligne: str, suite: Iterator[tuple[int, str]]) -> Tableau:
    trouve = _MOTIF_TABLEAU.fullmatch(ligne)
    if trouve is None:
        raise _faute(numero, "un tableau s’ouvre par ses largeurs en millimètres : « [tableau 130 40] »")
    largeurs = tuple(int(largeur) for largeur in trouve[1].split())
    if sum(largeurs) > TABLEAU_MAX:
        raise _faute(numero, f"le tableau est large de {sum(largeurs)} mm : {TABLEAU_MAX} mm au plus")
    rangees: list[Rangee] = []
    for place, contenu in suite:
        if contenu == "[/tableau]":
            if not rangees:
                raise _faute(place, "un tableau a au moins une rangée")
            return Tableau(largeurs, tuple(rangees))
        rangee = _rangee(place, contenu, len(largeurs))
        if rangee.entete and rangees and not rangees[-1].entete:
            raise _faute(place, "une rangée « entete » vient avant les autres : Word ne répète que les premières")
        rangees.append(rangee)
    raise _faute(numero, "le tableau n’est pas fermé : il manque « [/tableau] »")


def _rangee(numero: int, ligne: str, colonnes: int) -> Rangee:
    trouve = _MOTIF_RANGEE.fullmatch(ligne)
    if trouve is None:
        raise _faute(numero, "une rangée s’écrit « rangee | Style | texte ¦ Style | texte »")
    cellules = tuple(_paragraphe(numero, cellule) for cellule in _cellules(trouve["cellules"]))
    fusion = int(trouve["fusion"] or 1)
    if len(cellules) == 1:
        fusion = colonnes
    if len(cellules) + fusion - 1 != colonnes:
        raise _faute(numero, f"la rangée couvre {len(cellules) + fusion - 1} colonnes; le tableau en a {colonnes}")
    return Rangee(cellules, fusion, entete=trouve["genre"] == "entete")


def _cellules(texte: str) -> list[str]:
    """Coupe une rangée aux ` ¦ ` qui ne sont ni dans une balise ni protégés."""
    masque = MOTIF_BALISE.sub(lambda balise: "x" * len(balise[0]), texte)
    coupes = [m.start() for m in re.finditer(" ¦ ", masque)]
    debuts = [0, *(c + 3 for c in coupes)]
    return [texte[d:f] for d, f in zip(debuts, [*coupes, len(texte)], strict=True)]


def _paragraphe(numero: int, ligne: str) -> Alinea:
    trouve = _MOTIF_PARAGRAPHE.fullmatch(ligne)
    if trouve is None:
        raise _faute(numero, "un paragraphe s’écrit « Style | texte »")
    if trouve["style"] not in IDENTIFIANTS:
        proches = get_close_matches(trouve["style"], IDENTIFIANTS, 1)
        voulu = f"; vouliez-vous dire « {proches[0]} » ?" if proches else ""
        raise _faute(numero, f"style inconnu « {trouve['style']} »{voulu}")
    return Alinea(trouve["style"], tuple(_morceaux(numero, trouve["texte"] or "")))


def _apres_la_marque(numero: int, style: str, marque: str) -> str:
    """Le style que la marque ouvre, ou aucun quand elle ferme celui qui court."""
    if style and marque != _MARQUES[style]:
        raise _faute(numero, "le gras et l’italique ne se superposent pas")
    return "" if style else _STYLES[marque]


def _morceaux(numero: int, texte: str) -> Iterator[Morceau]:
    """Découpe le texte aux changements de style et aux champs."""
    style, tampon, place = "", "", 0
    while jeton := _MOTIF_JETON.match(texte, place):
        genre, brut = jeton.lastgroup, jeton[0]
        if genre == "etoiles" and style == ITALIQUE.id:
            brut = "*"
        place += len(brut)
        if genre in ("balise", "prose"):
            tampon += brut
        elif genre == "protege":
            tampon += brut[1]
        elif genre == "blanc":
            tampon += _BLANCS[brut]
        elif genre == "champ" or genre == "etoiles":
            if tampon:
                yield Morceau(tampon, style)
                tampon = ""
            if genre == "champ":
                yield Morceau(style=style, champ=_CHAMPS[brut])
            else:
                style = _apres_la_marque(numero, style, brut)
        elif genre == "ouverte":
            raise _faute(numero, f"balise jamais fermée : « {texte[jeton.start() :][:30]} »")
        else:
            raise _faute(
                numero, f"« {brut} » seul : écrivez « \\{brut} », ou une marque connue : {', '.join(_MARQUES_CONNUES)}"
            )
    if style:
        raise _faute(numero, f"« {_MARQUES[style]} » ouvert et jamais fermé")
    if tampon:
        yield Morceau(tampon)
