"""Langues redites : la langue que Word inscrit à chaque « run », quand le style la dit déjà."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from lettres.rendu.xml.arbre_xml import TBL, Element, P, R, w

_LANGUE, _FORME, _STYLE_DE_RUN, _STYLE = w("lang"), w("rPr"), w("rStyle"), w("pStyle")
Langue = Mapping[str, str]


class Langues:
    """La langue que chaque style donne, par genre d'écriture (latine, d'Asie, bidirectionnelle)."""

    def __init__(self, styles: Element | None) -> None:
        self._styles = {s.get(w("styleId"), ""): s for s in styles.iter(w("style"))} if styles is not None else {}
        defaut = None if styles is None else styles.find(f"{w('docDefaults')}/{w('rPrDefault')}/{_FORME}/{_LANGUE}")
        self._defaut: Langue = {} if defaut is None else dict(defaut.attrib)
        self._ordinaires = {s.get(w("type"), ""): id_ for id_, s in self._styles.items() if s.get(w("default")) == "1"}
        self._des_tableaux = any(
            s.get(w("type")) == "table" and next(s.iter(_LANGUE), None) is not None for s in self._styles.values()
        )

    def retirer_les_redites(self, racine: Element) -> int:
        """Retire la langue de chaque « run », et de chaque marque de paragraphe, qui redit celle de son style."""
        retirees = 0
        for langue in list(racine.iter(_LANGUE)):
            proprietes = langue.getparent()
            if proprietes.tag != _FORME or (porteur := proprietes.getparent()).tag not in (R, w("pPr")):
                continue
            # -- un style de tableau pourrait en donner une autre : on ne le suit pas jusque-là --
            if self._des_tableaux and next(porteur.iterancestors(TBL), None) is not None:
                continue
            heritee = self._heritee(porteur)
            if all(heritee.get(genre) == valeur for genre, valeur in langue.attrib.items()):
                proprietes.remove(langue)
                retirees += 1
                if not len(proprietes):
                    porteur.remove(proprietes)
        return retirees

    def _heritee(self, porteur: Element) -> Langue:
        paragraphe = next(porteur.iterancestors(P), None)
        style = None if paragraphe is None else paragraphe.find(f"{w('pPr')}/{_STYLE}")
        nomme = self._ordinaires.get("paragraph", "") if style is None else style.get(w("val"), "")
        heritee = {**self._defaut, **self._du_style(nomme)}
        du_run = porteur.find(f"{_FORME}/{_STYLE_DE_RUN}") if porteur.tag == R else None
        return heritee if du_run is None else {**heritee, **self._du_style(du_run.get(w("val"), ""))}

    def _du_style(self, id_: str) -> dict[str, str]:
        return {genre: valeur for langue in reversed([*self._lignee(id_)]) for genre, valeur in langue.items()}

    def _lignee(self, id_: str) -> Iterator[Langue]:
        """La langue du style, puis de chacun de ceux dont il hérite."""
        vus: set[str] = set()
        while id_ in self._styles and id_ not in vus:
            vus.add(id_)
            style = self._styles[id_]
            langue = style.find(f"{_FORME}/{_LANGUE}")
            if langue is not None:
                yield dict(langue.attrib)
            base = style.find(w("basedOn"))
            id_ = "" if base is None else base.get(w("val"), "")
