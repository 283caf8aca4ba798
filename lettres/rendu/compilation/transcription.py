"""Transcription : d'une partition, le schéma XML où sa structure se lit, et où chaque valeur s'y imprime.

Le schéma est le modèle lui-même, où chaque bloc est un élément et chaque valeur imprimée une marque. S'il est bien
formé, toute lettre l'est : prendre une branche ou répéter un corps ne peut ni ouvrir ni fermer autre chose.
"""

from __future__ import annotations

from typing import Any

from lettres.rendu.balises.reperes import BORNES

ESPACE_BLOCS = "urn:lettres:blocs"
SI, CAS, SINON, BOUCLE, SORTIE = (f"{{{ESPACE_BLOCS}}}{nom}" for nom in ("si", "cas", "sinon", "boucle", "sortie"))
GARNIES = {genre: f"{{{ESPACE_BLOCS}}}{genre}" for genre in BORNES}


class Transcription:
    """Transcrit une partition. Lève ValueError si une de ses instructions n'en est pas une."""

    def __init__(self, partition: list[Any]) -> None:
        self._morceaux: list[str] = []
        self._dans_une_marque = False
        self._attribut = ""
        self.attributs: set[str] = set()
        """Les attributs XML où une valeur s'imprime."""
        self.sans_bloc = True
        self.partition = self._corps(partition)
        """La même, où l'on sait ce qui s'imprime dans un attribut : « attribut » au lieu d'« imprimer »."""

    @property
    def schema(self) -> str:
        """Le schéma XML : blocs et valeurs y sont des éléments de l'espace `ESPACE_BLOCS`."""
        return "".join(self._morceaux)

    def _corps(self, corps: list[Any]) -> list[Any]:
        return [self._instruction(instruction) for instruction in corps]

    def _instruction(self, instruction: Any) -> Any:
        match instruction:
            case str():
                self._donnee(instruction)
                return instruction
            case ["imprimer" | "attribut", ligne, valeur]:
                mot = "attribut" if self._dans_une_marque else "imprimer"
                self._bloc("sortie/")
                return [mot, ligne, valeur]
            case ["si", ligne, [*branches], [*sinon]]:
                self._bloc("si")
                cas = [[test, self._entre("cas", corps)] for test, corps in branches]
                autrement = self._entre("sinon", sinon) if sinon else []
                self._bloc("/si")
                return ["si", ligne, cas, autrement]
            case ["boucle", ligne, cible, liste, annoncee, [*corps], [*sinon]]:
                return ["boucle", ligne, cible, liste, annoncee, self._entre("boucle", corps), self._si_vide(sinon)]
            case ["poser", ligne, nom, valeur]:
                self.sans_bloc = False
                return ["poser", ligne, nom, valeur]
            case ["garnir", str() as genre, [*corps]] if genre in GARNIES:
                return ["garnir", genre, self._entre(genre, corps)]
            case _:
                raise ValueError("Une partition n’a que des textes, des valeurs, des conditions et des boucles.")

    def _si_vide(self, sinon: list[Any]) -> list[Any]:
        if not sinon:
            return []
        self._bloc("si")
        autrement = self._entre("cas", sinon)
        self._bloc("/si")
        return autrement

    def _donnee(self, texte: str) -> None:
        ouvre, ferme = texte.rfind("<"), texte.rfind(">")
        if ouvre != ferme:
            self._dans_une_marque = ouvre > ferme
        if self._dans_une_marque:
            # -- lxml écrit tous les attributs entre guillemets droits, et n'en laisse aucun dans leur valeur --
            avant, signe, _ = texte[max(ouvre, 0) :].rpartition('="')
            self._attribut = avant.rpartition(" ")[2] if signe else self._attribut
        self._morceaux.append(texte)

    def _entre(self, nom: str, corps: list[Any]) -> list[Any]:
        avant = self._dans_une_marque
        self._bloc(nom)
        transcrit = self._corps(corps)
        self._dans_une_marque = avant
        self._bloc(f"/{nom}")
        return transcrit

    def _bloc(self, nom: str) -> None:
        self.sans_bloc = False
        if self._dans_une_marque:
            # -- Une valeur ou un bloc dans un attribut, comme ceux de `{% vm %}` : rien ne s'y ouvre --
            self.attributs.add(self._attribut)
        elif nom.startswith("/"):
            self._morceaux.append(f"</j:{nom[1:]}>")
        else:
            self._morceaux.append(f'<j:{nom.rstrip("/")} xmlns:j="{ESPACE_BLOCS}"{"/" if nom.endswith("/") else ""}>')


def dans_un_attribut(partition: list[Any]) -> list[Any]:
    """La partition, où toute valeur s'imprime comme dans un attribut."""
    return [_plate(instruction) for instruction in partition]


def _plate(instruction: Any) -> Any:
    match instruction:
        case ["imprimer", ligne, valeur]:
            return ["attribut", ligne, valeur]
        case ["si", ligne, cas, sinon]:
            return ["si", ligne, [[test, dans_un_attribut(corps)] for test, corps in cas], dans_un_attribut(sinon)]
        case ["boucle", ligne, cible, liste, annoncee, corps, sinon]:
            return ["boucle", ligne, cible, liste, annoncee, dans_un_attribut(corps), dans_un_attribut(sinon)]
        case _:
            return instruction
