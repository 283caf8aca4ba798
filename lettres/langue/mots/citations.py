"""Citations : les mots d'autrui, cités ou rapportés, que l'on ne reproche pas à celui qui écrit."""

from __future__ import annotations

import re
from collections.abc import Sequence

from lettres.langue.mots.eveil import RAPPORTES, AlineaLu
from lettres.langue.mots.motifs import Citations
from lettres.langue.mots.normalisation import PASSAGE, Normalise, Passages
from lettres.socle.expression import Expression

_GUILLEMETS = Expression(
    r"«[^«»]{0,6000}(?:«[^«»]{0,3000}»[^«»]{0,6000}){0,5}»"
    r"|“[^“”]{0,6000}”"
    r"|\"(?<![^\s(\[:’']\")(?=\S)[^\"\n]{0,3000}(?<=\S)\"(?!\w)"
)
PORTEE_DU_DEUX_POINTS = 6
"""Les derniers signes d'un paragraphe : sans deux-points parmi eux, sa phrase n'y continue pas."""
_AVANT, _APRES, _MARGE = 400, 120, 200
_BORNE = Expression(rf"[.!?;](?=\s|$)|{PASSAGE}\n\n|\n[^\S\n]*\n\s*")
_DEUX_POINTS = Expression(r":\s*$")
_SUITE = Expression(r"^[\s,]*(?:puis|et|ou|ensuite|enfin|plus loin|encore|aussi|de meme|,)\b")
_ABREGES = Expression(r"\b(?:M|MM|Mme|Me|Mlle|art|p|no|inc|ltée|enr)\.$")


def passages_d_autrui(texte: str, regles: Citations) -> list[tuple[int, int]]:
    """Les passages entre guillemets que leur phrase attribue à l'autre partie.

    Nos propres mots, cités, peuvent citer l'autre : ce qu'ils citent se juge à son tour.
    """
    if not cite(texte):
        return []
    cites = [m.span() for m in _GUILLEMETS.finditer(texte)]
    exempts = _attribues(texte, cites, regles) if cites else []
    les_siens = {*exempts}
    dedans = [(debut + 1, fin - 1) for debut, fin in cites if (debut, fin) not in les_siens]
    for debut, fin in dedans:
        siens = passages_d_autrui(texte[debut:fin], regles)
        exempts += [(debut + premier, debut + dernier) for premier, dernier in siens]
    return sorted(exempts)


def cite(texte: str) -> bool:
    """Dit si le texte ouvre des guillemets."""
    return "«" in texte or "“" in texte or '"' in texte


def guillemets_appareilles(texte: str) -> bool:
    """Dit que ses guillemets ne s'ouvrent ni ne se ferment dans un autre paragraphe."""
    reste = _GUILLEMETS.sub("", texte)
    return not any(signe in reste for signe in "«»“”")


def attribue_plus_loin(texte: str) -> bool:
    """Dit si sa phrase continue dans le paragraphe qui suit, et peut dire de qui est ce qu'il cite."""
    hors_citations = _GUILLEMETS.sub(lambda m: " " * len(m[0]), texte)
    return _DEUX_POINTS.search(hors_citations[-PORTEE_DU_DEUX_POINTS:]) is not None


def _attribues(texte: str, cites: Sequence[tuple[int, int]], regles: Citations) -> list[tuple[int, int]]:
    nu = list(texte)
    for debut, fin in cites:
        nu[debut:fin] = " " * (fin - debut)
    hors_citations = "".join(nu)
    # -- Une phrase se juge à quatre cents signes au plus avant sa citation, et à cent vingt après --
    premier, dernier = max(0, cites[0][0] - _AVANT - _MARGE), cites[-1][1] + _APRES + _MARGE
    trouvees = _BORNE.finditer(hors_citations, premier, dernier)
    bornes = [m.span() for m in trouvees if not _est_dans_la_phrase(hors_citations, m)]
    lu = Passages(hors_citations)
    exempts: list[tuple[int, int]] = []
    rang = 0
    for debut, fin in cites:
        while rang < len(bornes) and bornes[rang][1] <= debut:
            rang += 1
        origine = max(bornes[rang - 1][1] if rang else 0, debut - _AVANT)
        # -- une ligne vide va jusqu'au bout de la citation qui la suit, effacée : elle n'en finit pas la phrase --
        suivante = next((bout for borne, bout in bornes[rang : rang + 2] if borne >= fin), len(texte))
        terme = min(suivante, fin + _APRES)
        avant, apres = lu(origine, debut), lu(fin, terme)
        suit = bool(exempts) and origine - exempts[-1][1] < 5 and _SUITE.match(avant) is not None
        if suit or regles.attribue(avant, apres):
            exempts.append((debut, fin))
    return exempts


def _est_dans_la_phrase(texte: str, borne: re.Match[str]) -> bool:
    """Vrai pour le point d'une abréviation, ou pour l'alinéa qui suit un deux-points."""
    if borne[0] == ".":
        return _ABREGES.search(texte, max(0, borne.start() - 6), borne.end()) is not None
    return (
        borne[0].isspace()
        and _DEUX_POINTS.search(texte, max(0, borne.start() - PORTEE_DU_DEUX_POINTS), borne.start()) is not None
    )


def propos_rapportes(normalise: Normalise, lus: Sequence[AlineaLu], regles: Citations) -> list[tuple[int, int]]:
    """Les propos rapportés sans guillemets : « vous avez écrit que… », « vous m'avez traitée de… »."""
    return [
        normalise.etendue(*m.span("propos"))
        for debut, fin, _, motifs in lus
        if RAPPORTES in motifs
        for m in regles.rapportes.finditer(normalise.texte, debut, fin)
    ]
