"""Lecteur YAML : des évènements à l'arbre, tout scalaire en texte, sans ancre, alias, étiquette ni fusion."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from typing import TypeGuard, cast

import yaml

from lettres.dossier.refus import ESPACES
from lettres.dossier.saisie.caracteres import est_ordinaire
from lettres.dossier.saisie.lecture_de_sommes import DOLLAR_DERRIERE
from lettres.lecture.arbre import PROFONDEUR_MAX, ArbreLu, Valeur
from lettres.lecture.codes_lus import CodeLu
from lettres.lecture.formats.syntaxe_yaml import butee, expliquer, insecable_en_retrait
from lettres.lecture.formats.yaml_courant import MOT, VIDES, lire_le_courant
from lettres.lecture.source import Position, Source
from lettres.socle.constats import Chemin, Constat
from lettres.socle.donnees import CHARGEUR, Chargeur
from lettres.socle.erreurs import DossierIllisible
from lettres.socle.expression import Expression


def lire_yaml(source: Source, chargeur: Chargeur = CHARGEUR) -> ArbreLu:
    """Lit un document YAML; lève `DossierIllisible` si le fichier ne se lit pas."""
    return lire_le_courant(source, chargeur) or lire_de_pres(source, chargeur)


def lire_de_pres(source: Source, chargeur: Chargeur = CHARGEUR) -> ArbreLu:
    """Le même, à la loupe : tout fichier s'y lit, ou ses fautes s'y disent."""
    arbre = ArbreLu(source)
    lecteur = _LecteurYaml(arbre, chargeur(source.texte))
    try:
        racine = lecteur.document()
    except yaml.YAMLError as exc:
        _borner(source, exc)
        # -- une espace insécable en retrait est déjà dite, et l'analyseur bute sur la ligne d'après --
        raise arbre.illisible(*dict.fromkeys([*lecteur.interdits, expliquer(source, exc)])) from None
    if lecteur.interdits:
        raise arbre.illisible(*lecteur.interdits)
    arbre.donnees = racine
    return arbre


_AVANCE = 1100
"""libyaml ne rend un crochet ou une accolade qu'après avoir lu quelque mille signes de plus sur la même ligne."""


def _borner(source: Source, exc: yaml.YAMLError) -> None:
    """Dit les blocs trop imbriqués, si la faute les suit : notre limite répond avant celle de l'analyseur."""
    ici = butee(exc)
    lu = source.texte[: source.indice(ici)] if ici else ""
    if sum(map(lu[-_AVANCE:].count, "[{")) <= PROFONDEUR_MAX:
        return
    # -- l'analyseur en Python rend chaque signe aussitôt lu --
    lecteur = _LecteurYaml(ArbreLu(source), yaml.SafeLoader(lu))
    with suppress(yaml.YAMLError):
        try:
            lecteur.document()
        except DossierIllisible as refus:
            if refus.constats[0].code == CodeLu.PROFONDEUR:
                raise


_DECIMALES = Expression(rf"[0-9]{{1,4}}(?:[{ESPACES}]?(?:%|{DOLLAR_DERRIERE}))?")


class _LecteurYaml:
    def __init__(self, arbre: ArbreLu, analyseur: yaml.CSafeLoader | yaml.SafeLoader) -> None:
        self.arbre = arbre
        self.interdits: list[Constat] = []
        self._suivant = cast("Callable[[], yaml.Event]", analyseur.get_event)
        self._ordinaire = est_ordinaire(arbre.source.texte)
        """Rien n'est à refuser ni à normaliser dans ce fichier, hors de ce qu'un échappement y met."""

    def document(self) -> dict[str, Valeur]:
        self._suivant()  # -- début du flux --
        if isinstance(self._suivant(), yaml.StreamEndEvent):
            self.arbre.arreter_vide((1, 1))
        debut = self._suivant()
        racine = self._valeur(debut, (), 1)
        self._suivant()  # -- fin du document --
        suite = self._suivant()
        if not isinstance(suite, yaml.StreamEndEvent):
            self.arbre.arreter(
                CodeLu.PLUSIEURS,
                _place(suite),
                "Un second document commence ici (« --- »).",
                "Faites un fichier par dossier.",
            )
        if racine is None:
            self.arbre.arreter_vide(_place(debut))
        if not isinstance(racine, dict):
            self.arbre.arreter(
                CodeLu.RACINE,
                _place(debut),
                "Un dossier est un bloc de clés, non une liste ni un texte.",
                "Commencez par « lettres: 1 », une clé par ligne.",
            )
        return racine

    def _valeur(self, evenement: yaml.Event, chemin: Chemin | None, profondeur: int) -> Valeur:
        place = _place(evenement)
        self.arbre.placer(chemin, place, profondeur)
        if _est_nu(evenement):
            brut = evenement.value
            if brut in VIDES:
                return None
            return brut if self._ordinaire else self.arbre.texte(brut, chemin, place)
        if isinstance(evenement, yaml.AliasEvent):
            self._interdire(
                CodeLu.ANCRE,
                place,
                "Un alias YAML (« * » en tête) n’est pas permis.",
                "Répétez la valeur, ou mettez le texte entre guillemets.",
            )
            return None
        self._refuser_les_marques(evenement, place)
        if isinstance(evenement, yaml.ScalarEvent):
            return self.arbre.texte(evenement.value, chemin, place)
        if isinstance(evenement, yaml.SequenceStartEvent):
            return self._liste(chemin, profondeur)
        return self._bloc(evenement, chemin, profondeur)

    def _liste(self, chemin: Chemin | None, profondeur: int) -> list[Valeur]:
        liste: list[Valeur] = []
        while not isinstance(evenement := self._suivant(), yaml.SequenceEndEvent):
            element = None if chemin is None else (*chemin, len(liste))
            liste.append(self._valeur(evenement, element, profondeur + 1))
        return liste

    def _bloc(self, debut: yaml.Event, chemin: Chemin | None, profondeur: int) -> dict[str, Valeur]:
        accolades = bool(getattr(debut, "flow_style", False))
        bloc: dict[str, Valeur] = {}
        derniere: tuple[str, yaml.Event] | None = None
        while not isinstance(evenement := self._suivant(), yaml.MappingEndEvent):
            if accolades and derniere is not None and (decimales := self._decimales(derniere[1], evenement)):
                bloc[derniere[0]] = f"{bloc[derniere[0]]},{decimales}"
                continue
            enfant = self._cle_ordinaire(evenement, chemin)
            if enfant is None:
                if not accolades and _est_nu(evenement):
                    self.interdits += insecable_en_retrait(self.arbre.source, _place(evenement))
                enfant = self._cle(evenement, chemin, profondeur)
            contenu = self._suivant()
            if enfant is not None and accolades and _sans_deux_points(evenement, contenu):
                self.arbre.coupees.add(enfant)
            valeur = self._valeur(contenu, enfant, profondeur + 1)
            if enfant is not None:
                bloc[str(enfant[-1])] = valeur
            derniere = (str(enfant[-1]), contenu) if accolades and enfant is not None else None
        return bloc

    def _decimales(self, valeur: yaml.Event, cle: yaml.Event) -> str | None:
        """Entre accolades, YAML coupe `montant: 60,00 $` à la virgule et fait de « 00 $ » une clé vide.

        Une clé vide de quelques chiffres, collée à la virgule qui suit un chiffre, ne peut être que des décimales.
        """
        if not (_est_nu(valeur) and _est_nu(cle) and valeur.value[-1:].isdigit() and _DECIMALES.fullmatch(cle.value)):
            return None
        fin, debut = valeur.end_mark, cle.start_mark
        if fin is None or debut is None or (fin.line, fin.column + 1) != (debut.line, debut.column):
            return None
        suite = self._suivant()
        if _est_nu(suite) and not suite.value:
            return cle.value
        self._rendre(suite)
        return None

    def _cle_ordinaire(self, evenement: yaml.Event, bloc: Chemin | None) -> Chemin | None:
        """Le chemin d'une clé qui n'est qu'un mot, écrite une fois; None pour toute autre, qui se regarde de près."""
        if bloc is None or not self._ordinaire or not _est_nu(evenement) or not MOT.fullmatch(evenement.value):
            return None
        chemin = (*bloc, evenement.value)
        if chemin in self.arbre.cles:
            return None
        self.arbre.cles[chemin] = _place(evenement)
        return chemin

    def _cle(self, evenement: yaml.Event, bloc: Chemin | None, profondeur: int) -> Chemin | None:
        place = _place(evenement)
        if not isinstance(evenement, yaml.ScalarEvent):
            if bloc is not None and not isinstance(evenement, yaml.AliasEvent):
                self.arbre.constats.append(
                    self.arbre.source.faute(
                        CodeLu.CLE_COMPOSEE,
                        place,
                        "Une clé est un mot suivi de « : », jamais une liste ni un bloc.",
                        "Un texte qui commence par une accolade ou un crochet se met entre guillemets.",
                        chemin=bloc,
                    )
                )
            self._valeur(evenement, None, profondeur + 1)
            return None
        if not _est_nu(evenement):
            self._refuser_les_marques(evenement, place)
        elif evenement.value == "<<":
            self._interdire(
                CodeLu.FUSION,
                place,
                "La fusion YAML (« << ») n’est pas permise.",
                "Écrivez chaque clé dans son bloc.",
            )
            return None
        return self.arbre.cle(bloc, evenement.value, place)

    def _refuser_les_marques(self, evenement: yaml.Event, place: Position) -> None:
        if getattr(evenement, "anchor", None) is not None:
            self._interdire(
                CodeLu.ANCRE,
                place,
                "Une ancre YAML (« & » en tête) n’est pas permise.",
                "Répétez la valeur, ou mettez le texte entre guillemets.",
            )
        if getattr(evenement, "tag", None) is not None:
            self._interdire(
                CodeLu.ETIQUETTE,
                place,
                "Une étiquette YAML (« ! » en tête) n’est pas permise.",
                "Mettez le texte entre guillemets.",
            )

    def _interdire(self, code: CodeLu, place: Position, message: str, remede: str) -> None:
        self.interdits.append(self.arbre.source.faute(code, place, message, remede))

    def _rendre(self, evenement: yaml.Event) -> None:
        """Remet un évènement lu trop tôt : il sera le suivant."""
        ensuite = self._suivant

        def relire() -> yaml.Event:
            self._suivant = ensuite
            return evenement

        self._suivant = relire


def _est_nu(evenement: yaml.Event) -> TypeGuard[yaml.ScalarEvent]:
    """Un texte sans guillemets, ni marque de bloc, ni ancre, ni étiquette."""
    return (
        type(evenement) is yaml.ScalarEvent
        and not evenement.style
        and evenement.anchor is None
        and evenement.tag is None
    )


def _sans_deux_points(cle: yaml.Event, valeur: yaml.Event) -> bool:
    """Dit si la valeur, vide, commence où la clé finit : rien ne les sépare."""
    fin, debut = cle.end_mark, valeur.start_mark
    if not _est_nu(valeur) or valeur.value or fin is None or debut is None:
        return False
    return (fin.line, fin.column) == (debut.line, debut.column)


def _place(evenement: yaml.Event) -> Position:
    repere = evenement.start_mark
    return (repere.line + 1, repere.column + 1) if repere else (1, 1)
