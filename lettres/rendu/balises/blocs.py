"""Blocs : chaque balise est analysée seule, à sa place; les blocs s'ouvrent et se ferment deux à deux."""

from __future__ import annotations

from jinja2 import TemplateSyntaxError, nodes

from lettres.rendu.anomalies import Anomalie
from lettres.rendu.balises.arbre_syntaxe import BOUCLES_MAX, Analyse, trop_de_boucles
from lettres.rendu.balises.balises import Balise, Noter
from lettres.rendu.balises.champs_connus import ChampsConnus
from lettres.rendu.balises.champs_nommes import Portee
from lettres.rendu.balises.environnement import JINJA
from lettres.rendu.balises.source_jinja import redresser
from lettres.rendu.balises.structure import Lieu, lieu_de_bloc, va_d_un_bord_a_l_autre
from lettres.rendu.balises.syntaxe import (
    bloc_ferme_par_un_autre,
    bloc_jamais_ouvert,
    bloc_non_ferme,
    expression_fautive,
    faute_d_ecriture,
    instruction_inconnue,
)
from lettres.socle.classes import dataclass, field
from lettres.socle.places import DansWord

CARACTERES_MAX = 1_000
PARENTHESES_MAX = 10
BLOCS_MAX = 20
_OUVERTURES = {"endif": "if", "endfor": "for"}


@dataclass(slots=True)
class _Ouverture:
    mot: str
    balise: Balise
    portee: Portee
    lieu: Lieu
    a_un_sinon: bool = False
    a_un_milieu: bool = False
    lieu_fautif: Lieu | None = None
    """Où une de ses balises a été trouvée, qui n'est pas au lieu de celle qui l'ouvre."""


@dataclass(slots=True)
class Blocs:
    """Parcourt les balises d'une partie en tenant la pile des blocs ouverts et des variables de boucle."""

    champs: ChampsConnus
    noter: Noter
    sens: bool = True
    """Contrôler aussi ce que chaque balise lit et imprime, et non sa seule écriture."""
    mal_placees: set[DansWord] = field(default_factory=set)
    """Les balises, ouvrantes et fermantes, d'un bloc qui ne finit pas où il commence : l'une est à déplacer."""

    _pile: list[_Ouverture] = field(default_factory=list)
    _posees: Portee = field(default_factory=dict)
    _saines: dict[tuple[object, ...], list[tuple[str, str]]] = field(default_factory=dict)

    def parcourir(self, balises: list[Balise]) -> None:
        """Analyse toutes les balises d'une partie."""
        for balise in balises:
            if balise.genre != "{#":
                self._balise(balise)
        for bloc in self._pile:
            self.noter(bloc_non_ferme(bloc.mot), bloc.balise.place)

    @property
    def _portee(self) -> Portee:
        return self._pile[-1].portee if self._pile else self._posees

    def _balise(self, balise: Balise) -> None:
        anomalie = _forme_defendue(balise)
        if anomalie is None and balise.genre == "{%":
            anomalie = instruction_inconnue(balise.mot, balise.contenu)
        if anomalie:
            self.noter(anomalie, balise.place)
            return
        mot, suite = balise.mot, balise.contenu[len(balise.mot) :]
        match mot:
            case "":
                self._analyser(balise, f"{{{{{redresser(balise.contenu)}}}}}")
            case "if":
                self._analyser(balise, f"{{% if {redresser(suite)} %}}{{% endif %}}")
                self._ouvrir(balise, self._portee)
            case "for":
                self._boucle(balise, suite)
            case "set":
                self._poser(balise, suite)
            case "elif" | "else":
                self._milieu(balise, suite)
            case "endif" | "endfor":
                self._fermer(balise, suite)
            case "colspan" | "cellbg":
                self._analyser(balise, f"{{{{{redresser(suite)}}}}}")
            case _:
                self._fusion(balise, suite)

    def _boucle(self, balise: Balise, suite: str) -> None:
        boucles = self._analyser(balise, f"{{% for {redresser(suite)} %}}{{% endfor %}}")
        # -- Boucle mal écrite : la variable reste visible, pour ne pas accuser aussi le contenu --
        portee = dict(self._portee)
        for variable, chemin in boucles:
            portee |= {variable: chemin, "loop": "loop"}
        self._ouvrir(balise, portee)

    def _poser(self, balise: Balise, suite: str) -> None:
        """Le nom posé vaut jusqu'à la fin du tour, ou de la partie : une condition ne l'enferme pas."""
        poses = dict(self._analyser(balise, f"{{% set {redresser(suite)} %}}"))
        rang = next((r for r in reversed(range(len(self._pile))) if self._pile[r].mot == "for"), -1)
        for bloc in self._pile[max(rang, 0) :]:
            bloc.portee = {**bloc.portee, **poses}
        if rang < 0:
            self._posees |= poses

    def _milieu(self, balise: Balise, suite: str) -> None:
        bloc = self._pile[-1] if self._pile else None
        if bloc is None or (balise.mot == "elif" and bloc.mot == "for"):
            self.noter(bloc_jamais_ouvert(balise.mot), balise.place)
            return
        bloc.a_un_milieu = True
        self._meme_lieu(bloc, balise)
        if bloc.a_un_sinon:
            self.noter(Anomalie("M205", f"« {balise.mot} » suit déjà un « else ».", "Retirez-le."), balise.place)
        if balise.mot == "elif":
            self._analyser(balise, f"{{% if {redresser(suite)} %}}{{% endif %}}")
        else:
            bloc.a_un_sinon = True
            self._rien_apres(balise, suite)

    def _fermer(self, balise: Balise, suite: str) -> None:
        self._rien_apres(balise, suite)
        if not self._pile:
            self.noter(bloc_jamais_ouvert(balise.mot), balise.place)
            return
        bloc = self._pile[-1]
        if bloc.mot != _OUVERTURES[balise.mot]:
            self.noter(bloc_ferme_par_un_autre(bloc.mot, balise.mot), balise.place)
            if not any(b.mot == _OUVERTURES[balise.mot] for b in self._pile):
                return
            while self._pile[-1].mot != _OUVERTURES[balise.mot]:
                self._pile.pop()
            bloc = self._pile[-1]
        else:
            self._meme_lieu(bloc, balise)
        self._pile.pop()

    def _fusion(self, balise: Balise, suite: str) -> None:
        self._rien_apres(balise, suite)
        if "loop" not in self._portee:
            self.noter(
                Anomalie(
                    "M205",
                    f"« {balise.mot} » n’est pas dans une boucle.",
                    "Placez-la dans un {%tr for %} ou {%tc for %}.",
                ),
                balise.place,
            )

    def _rien_apres(self, balise: Balise, suite: str) -> None:
        if suite.strip():
            self.noter(
                Anomalie("M207", f"Rien ne suit « {balise.mot} » dans sa balise.", f"Écrivez {{% {balise.mot} %}}."),
                balise.place,
            )

    def _ouvrir(self, balise: Balise, portee: Portee) -> None:
        self._pile.append(_Ouverture(balise.mot, balise, portee, lieu_de_bloc(balise)))
        if balise.mot == "for" and sum(bloc.mot == "for" for bloc in self._pile) == BOUCLES_MAX + 1:
            self.noter(trop_de_boucles(), balise.place)
        if len(self._pile) == BLOCS_MAX + 1:
            self.noter(
                Anomalie("M307", f"Plus de {BLOCS_MAX} blocs sont imbriqués.", "Simplifiez le modèle."), balise.place
            )

    def _meme_lieu(self, bloc: _Ouverture, balise: Balise) -> None:
        lieu = lieu_de_bloc(balise)
        if bloc.lieu != lieu and (bloc.a_un_milieu or not va_d_un_bord_a_l_autre(bloc.balise, balise)):
            self.mal_placees |= {bloc.balise.place, balise.place}
            if lieu == bloc.lieu_fautif:
                return  # -- d'un « else » et de sa fin au même endroit, c'est l'ouverture qui est ailleurs --
            bloc.lieu_fautif = lieu
            self.noter(
                Anomalie(
                    "M506",
                    f"Le bloc ouvert par « {bloc.balise.texte} » ne finit pas dans un contenant semblable.",
                    "Ouvrez et fermez le bloc au même endroit : deux « {%p », ou deux « {%tr » du même tableau.",
                ),
                balise.place,
            )

    def _analyser(self, balise: Balise, source: str) -> list[tuple[str, str]]:
        """Analyse une balise seule; rend les boucles qu'elle ouvre. Une balise répétée ne l'est qu'une fois."""
        deja = (source, *sorted(self._portee.items()))
        if deja in self._saines:
            return self._saines[deja]
        faute = faute_d_ecriture(redresser(balise.contenu), balise.genre if balise.mot != "set" else "{{")
        try:
            arbre = JINJA.parse(source)
        except (TemplateSyntaxError, RecursionError, ValueError):
            self.noter(faute or expression_fautive(balise.contenu), balise.place)
            return []
        if not _une_seule_balise(arbre):
            self.noter(faute or expression_fautive(balise.contenu), balise.place)
            return []
        if not self.sens:
            return []
        analyse = Analyse(self.champs)
        analyse.analyser(arbre, self._portee)
        if analyse.anomalies and faute:
            self.noter(faute, balise.place)
        else:
            for anomalie in analyse.anomalies:
                self.noter(anomalie, balise.place)
        if not analyse.anomalies:
            self._saines[deja] = analyse.boucles or analyse.poses
        return analyse.boucles or analyse.poses


def _une_seule_balise(arbre: nodes.Template) -> bool:
    return len(arbre.body) == 1 and not (isinstance(arbre.body[0], nodes.Output) and len(arbre.body[0].nodes) != 1)


def _forme_defendue(balise: Balise) -> Anomalie | None:
    if balise.genre == "{{" and balise.portee:
        return Anomalie(
            "M301",
            f"« {{{{{balise.portee} » n’est pas permis.",
            "Écrivez {{ champ }} : la mise en forme du modèle suffit.",
        )
    if len(balise.texte) > CARACTERES_MAX or balise.contenu.count("(") + balise.contenu.count("[") > PARENTHESES_MAX:
        return Anomalie("M307", "La balise est trop longue ou trop imbriquée.", "Simplifiez-la.")
    return None
