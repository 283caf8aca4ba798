"""Qui écrit : l'expéditeur, dit une fois, en questions ou en fichier; et ce qu'un dossier neuf en reprend.

Son fichier a à sa racine les clés d'« expediteur »; il s'écrit comme un dossier à remplir, dont il est un bloc.
"""

from __future__ import annotations

import textwrap
from collections.abc import Collection, Iterator, Mapping
from typing import Any

from lettres.amorce.lettre_voulue import LettreVoulue
from lettres.amorce.necessaires import necessaires, tues
from lettres.amorce.questions import Question, Questionnaire
from lettres.lecture.ajouts import Geste, modifier
from lettres.lecture.annexes import exiger_un_expediteur
from lettres.lecture.fichier import lire_arbre
from lettres.lecture.redaction import Branche, LigneEcrite, Reponses, lignes, squelette
from lettres.socle.classes import dataclass, replace
from lettres.socle.constats import Chemin, Constat
from lettres.socle.erreurs import DossierInvalide

BLOC = "expediteur"
_TETE = """\
# Qui écrit : « lettres nouveau » et « lettres importer » le reprennent dans chaque dossier neuf.
# Un dossier déjà écrit n’en change pas. Ce que vous laissez vide compte pour absent.
"""
_VOULUE = LettreVoulue("recouvrement", "mise_en_demeure", "Qui écrit vos lettres")
"""De toutes, celle qui demande le plus à qui écrit : taxes, signataire."""


def _exigees() -> frozenset[Branche]:
    """Ce que toute lettre exige de qui écrit : un particulier n'a pas de taxes à dire."""
    return frozenset(cle for cle in necessaires("recouvrement", "rappel") if cle[0] == BLOC)


@dataclass(slots=True)
class QuestionsDeQuiEcrit(Questionnaire):
    """Les questions d'un dossier, réduites à celles de l'expéditeur."""

    voulue: LettreVoulue = _VOULUE

    def parties(self) -> Iterator[tuple[str, list[LigneEcrite]]]:
        """Les lignes de l'expéditeur."""
        yield from (partie for partie in Questionnaire.parties(self) if partie[0] == BLOC)

    def question(self, ligne: LigneEcrite, rang: int) -> Question:
        """La question que pose cette ligne; seul ce que toute lettre exige est obligatoire."""
        posee = Questionnaire.question(self, ligne, rang)
        condition = self._condition(ligne.cle)
        exigee = ligne.cle in _exigees() or (condition is not None and condition.exigee)
        return replace(posee, obligatoire=exigee)

    def en_texte(self) -> str:
        """Le fichier de l'expéditeur, tel que ces réponses l'écrivent."""
        return en_fichier(self.reponses)


def en_fichier(reponses: Reponses, gestes: Collection[Geste] = ()) -> str:
    """Le fichier : ce qui est répondu à sa place, le reste à remplir ou en commentaire."""
    # -- un bloc dont rien n'est dit reste en commentaire : ouvert et vide, il serait fautif --
    dits = {cle[:2] for cle, _ in reponses}
    exigees = [cle for cle in _exigees() if len(cle) == 2 or cle[:2] in dits]
    entier = _avec(
        squelette(
            _VOULUE.nature, _VOULUE.lettre, "", obligatoires=exigees, tues=tues(_VOULUE.nature, _VOULUE.lettre),
            tete="", reponses=reponses,
        ),
        gestes,
    )  # fmt: skip
    bloc = entier.partition(f"\n{BLOC}:\n")[2].partition("\n# --- ")[0]
    return f"{_TETE}\n{textwrap.dedent(bloc).strip()}\n"


def fautes_de_qui_ecrit(texte: str) -> list[Constat]:
    """Ce qui ne va pas dans ce fichier, comme à sa lecture; chaque constat est situé par son chemin, de la racine."""
    try:
        exiger_un_expediteur(texte.encode(), BLOC)
    except DossierInvalide as refus:
        places = lire_arbre(texte.encode(), fichier=BLOC, format="yaml").valeurs
        return [_sans_ligne(faute, places) for faute in refus.erreurs]
    return []


def _sans_ligne(faute: Constat, places: Mapping[Chemin, tuple[int, int]]) -> Constat:
    """Le constat, par son chemin : ce texte n'est encore dans aucun fichier. Un signe refusé a celui de sa ligne."""
    ici = [chemin for chemin, (ligne, _) in places.items() if ligne == faute.ligne]
    chemin = faute.chemin or max(ici, key=len, default=())
    return replace(faute, chemin=chemin, fichier=None, ligne=None, colonne=None, extrait=None)


@dataclass(frozen=True, slots=True)
class ExpediteurConnu:
    """L'expéditeur qu'un dossier neuf reprend : ce qu'un squelette en écrit à sa place, et le reste de ses clés."""

    reponses: Reponses
    gestes: tuple[Geste, ...]

    @classmethod
    def de(cls, donnees: Mapping[str, Any], voulue: LettreVoulue = _VOULUE) -> ExpediteurConnu:
        """Celui que disent ces clés, pour le squelette de cette lettre."""
        prevues = {ligne.cle for ligne in lignes(voulue.nature, voulue.lettre)}
        ouverts = {cle[:n] for cle in prevues for n in range(1, len(cle))}
        reponses: dict[tuple[Branche, int], str] = {}
        gestes: list[Geste] = []
        for cle, valeur in _feuilles(donnees, (BLOC,), ouverts):
            if cle in prevues and isinstance(valeur, str):
                reponses[cle, 0] = valeur
            else:
                gestes.append((cle, valeur))
        return cls(reponses, tuple(gestes))

    def dans(self, dossier: str) -> str:
        """Ce dossier à remplir, où ses réponses sont déjà, avec ses autres clés."""
        return _avec(dossier, self.gestes)


def _avec(texte: str, gestes: Collection[Geste]) -> str:
    return modifier(texte.encode(), tuple(gestes), format="yaml", a_remplir=True).decode() if gestes else texte


def _feuilles(bloc: Mapping[str, Any], chemin: Branche, ouverts: Collection[Branche]) -> Iterator[tuple[Branche, Any]]:
    """Chaque valeur et son chemin; un bloc que le squelette n'a pas vient entier."""
    for cle, valeur in bloc.items():
        ici = (*chemin, cle)
        if valeur in (None, "", [], (), {}):
            continue
        if ici in ouverts and isinstance(valeur, Mapping):
            yield from _feuilles(valeur, ici, ouverts)
        elif ici in ouverts:
            yield (*ici, "nom"), valeur  # -- une personne, écrite par son seul nom --
        else:
            yield ici, valeur
