"""JSON : où s'insère une inscription. Seule sa liste est touchée, avec le retrait qu'ont déjà les autres."""

from __future__ import annotations

from lettres.lecture.ajouts.original import Imprevu, Insertion, Original
from lettres.lecture.ajouts.plume import Bloc, Plume
from lettres.lecture.arbre import ArbreLu
from lettres.lecture.formats.lecteur_json import finir, lire_json
from lettres.socle.constats import Chemin


def inserer(original: Original, nom: str, bloc: Bloc) -> list[Insertion]:
    """Les insertions qui ajoutent ce bloc à la liste `nom`; lève Imprevu."""
    return _Json(original, nom, bloc).insertions()


class _Json:
    def __init__(self, original: Original, nom: str, bloc: Bloc) -> None:
        self.original, self.nom, self.bloc = original, nom, bloc
        self.plume = Plume(original.codage)
        self.arbre: ArbreLu = lire_json(original.source)
        premiere = original.source.indice(next(iter(self.arbre.cles.values())))
        self.retrait = self._marge(premiere)
        """Le blanc devant chaque clé du dossier; None si elles ne sont pas chacune sur sa ligne."""
        self.entre = " " if '": ' in original.texte else ""

    def insertions(self) -> list[Insertion]:
        if (self.nom,) not in self.arbre.valeurs:
            derniere = next(c for c in reversed(self.arbre.valeurs) if len(c) == 1)
            liste = self._liste(self.retrait)
            return [
                (
                    self._bornes(derniere)[1],
                    f",{self._saut(self.retrait)}{self.plume.json(self.nom)}:{self.entre}{liste}",
                )
            ]
        liste_lue, (debut, fin) = self.arbre.donnees[self.nom], self._bornes((self.nom,))
        if not isinstance(liste_lue, list):
            raise Imprevu(f"« {self.nom} » n’y est pas écrit comme une liste")
        if not liste_lue:
            dedans = self.original.texte[debut + 1 : fin - 1]
            ecrite = self._liste(self.retrait)[1:-1]
            return [(debut + 1, ecrite.rstrip() if "\n" in dedans else ecrite)]
        debut, fin = self._bornes((self.nom, len(liste_lue) - 1))
        marge = self._marge(debut)
        en_lignes = "\n" in self.original.texte[debut:fin]
        return [(fin, f",{self._saut(marge)}{self._inscription(marge, en_lignes=en_lignes)}")]

    def _liste(self, marge: str | None) -> str:
        """Une liste neuve de la seule inscription, entre ses crochets."""
        if marge is None:
            return f"[{self.plume.json(self.bloc, self.entre)}]"
        return f"[\n{marge * 2}{self._inscription(marge * 2, en_lignes=True)}\n{marge}]"

    def _inscription(self, marge: str | None, *, en_lignes: bool) -> str:
        if marge is None or self.retrait is None or not en_lignes:
            return self.plume.json(self.bloc, self.entre)
        membres = (f"{self.plume.json(c)}:{self.entre}{self.plume.json(v, self.entre)}" for c, v in self.bloc.items())
        dedans = f"\n{marge}{self.retrait}"
        return "{" + dedans + f",{dedans}".join(membres) + f"\n{marge}}}"

    def _saut(self, marge: str | None) -> str:
        return self.entre if marge is None else f"\n{marge}"

    def _marge(self, place: int) -> str | None:
        """Le blanc qui précède, sur sa ligne, ce qui est à cette place; None si autre chose la précède."""
        avant = self.original.texte[self.original.debut_de_la_ligne(place) : place]
        return None if avant.strip() or place == 0 else avant

    def _bornes(self, chemin: Chemin) -> tuple[int, int]:
        debut = self.original.source.indice(self.arbre.valeurs[chemin])
        return debut, finir(self.original.source, debut)
