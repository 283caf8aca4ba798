"""JSON : où s'insère une inscription, ou une valeur, avec le retrait de ses voisines; rien d'autre n'est touché."""

from __future__ import annotations

from lettres.lecture.ajouts.original import Imprevu, Insertion, Original
from lettres.lecture.ajouts.plume import Plume
from lettres.lecture.arbre import ArbreLu, Valeur
from lettres.lecture.formats.lecteur_json import finir, lire_json
from lettres.socle.constats import Chemin


def inserer(original: Original, nom: str, bloc: Valeur) -> list[Insertion]:
    """Les insertions qui ajoutent cet élément à la liste `nom`; lève Imprevu."""
    return _ListeJson(original, nom, bloc).insertions()


def poser(original: Original, chemin: Chemin, valeur: Valeur) -> list[Insertion]:
    """L'insertion qui donne cette valeur à cette clé, qu'elle y soit déjà ou non; lève Imprevu."""
    return [_Json(original).poser(chemin, valeur)]


def retirer(original: Original, chemin: Chemin, mention: str) -> list[Insertion]:
    """L'insertion qui ôte cette clé, sa valeur et leur virgule; JSON n'a pas de commentaire où garder la mention."""
    return [_Json(original).retirer(chemin)]


class _Json:
    def __init__(self, original: Original) -> None:
        self.original = original
        self.plume = Plume(original.codage)
        self.arbre: ArbreLu = lire_json(original.source)
        premiere = original.source.indice(next(iter(self.arbre.cles.values())))
        self.retrait = self._marge(premiere)
        """Le blanc devant chaque clé du dossier; None si elles ne sont pas chacune sur sa ligne."""
        self.entre = " " if '": ' in original.texte else ""

    def poser(self, chemin: Chemin, valeur: Valeur) -> Insertion:
        """La valeur à sa place, ou la clé de plus à la fin de son bloc."""
        if chemin in self.arbre.valeurs:
            debut, fin = self._bornes(chemin)
            if self.original.texte[debut] in "[{" and not isinstance(valeur, list):
                raise Imprevu(f"« {chemin[-1]} » n’y est pas une simple valeur")
            return Insertion(debut, self.plume.json(valeur), fin - debut)
        return self._de_plus(chemin, self._bloc(valeur, self._marge_de(chemin[:-1])))

    def retirer(self, chemin: Chemin) -> Insertion:
        """De la clé à la suivante; la dernière, depuis la fin de celle d'avant."""
        soeurs = [c for c in self.arbre.valeurs if len(c) == len(chemin) and c[:-1] == chemin[:-1]]
        rang, place = soeurs.index(chemin), self.original.source.indice
        debut, fin = place(self.arbre.cles[chemin]), self._bornes(chemin)[1]
        if rang + 1 < len(soeurs):
            fin = place(self.arbre.cles[soeurs[rang + 1]])
        elif rang:
            debut = self._bornes(soeurs[rang - 1])[1]
        return Insertion(debut, "", fin - debut)

    def _de_plus(self, chemin: Chemin, ecrite: str) -> Insertion:
        """Une clé de plus, écrite comme la dernière de son bloc."""
        _, fin = self._bornes(self._derniere(chemin[:-1]))
        saut = self._saut(self._marge_de(chemin[:-1]))
        return Insertion(fin, f",{saut}{self.plume.json(str(chemin[-1]))}:{self.entre}{ecrite}")

    def _derniere(self, bloc: Chemin) -> Chemin:
        """La dernière clé de ce bloc."""
        filles = (c for c in reversed(self.arbre.valeurs) if len(c) == len(bloc) + 1 and c[:-1] == bloc)
        if (derniere := next(filles, None)) is None:
            raise Imprevu("le bloc où l’écrire n’y est pas, ou y est vide")
        return derniere

    def _marge_de(self, bloc: Chemin) -> str | None:
        return self._marge(self.original.source.indice(self.arbre.cles[self._derniere(bloc)]))

    def _bloc(self, valeur: Valeur, marge: str | None) -> str:
        """La valeur; un bloc, une clé par ligne si ses voisines en ont chacune une."""
        if marge is None or self.retrait is None or not isinstance(valeur, dict):
            return self.plume.json(valeur, self.entre)
        membres = (f"{self.plume.json(c)}:{self.entre}{self.plume.json(v, self.entre)}" for c, v in valeur.items())
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


class _ListeJson(_Json):
    def __init__(self, original: Original, nom: str, bloc: Valeur) -> None:
        super().__init__(original)
        self.nom, self.bloc = nom, bloc

    def insertions(self) -> list[Insertion]:
        if (self.nom,) not in self.arbre.valeurs:
            return [self._de_plus((self.nom,), self._liste(self.retrait))]
        liste_lue, (debut, fin) = self.arbre.donnees[self.nom], self._bornes((self.nom,))
        if not isinstance(liste_lue, list):
            raise Imprevu(f"« {self.nom} » n’y est pas écrit comme une liste")
        if not liste_lue:
            dedans = self.original.texte[debut + 1 : fin - 1]
            ecrite = self._liste(self.retrait)[1:-1]
            return [Insertion(debut + 1, ecrite.rstrip() if "\n" in dedans else ecrite)]
        debut, fin = self._bornes((self.nom, len(liste_lue) - 1))
        marge = self._marge(debut)
        en_lignes = "\n" in self.original.texte[debut:fin]
        return [Insertion(fin, f",{self._saut(marge)}{self._bloc(self.bloc, marge if en_lignes else None)}")]

    def _liste(self, marge: str | None) -> str:
        """Une liste neuve de la seule inscription, entre ses crochets."""
        if marge is None:
            return f"[{self.plume.json(self.bloc, self.entre)}]"
        return f"[\n{marge * 2}{self._bloc(self.bloc, marge * 2)}\n{marge}]"
