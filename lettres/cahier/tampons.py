"""Tampons : « P-3, page 2 de 5 » en haut de chaque page d'une pièce; en bas, son rang au cahier.

Une page tournée, recadrée ou d'une autre taille est tamponnée là où l'œil la voit, et à sa mesure. Le tampon ne couvre
rien : la page d'un document y est un peu en retrait, sans quoi un numéro de facture, au coin, passerait dessous.
"""

from __future__ import annotations

from pikepdf import Array, Dictionary, Name, Page, Pdf

from lettres.cahier.pages_a_la_machine import chaine, police
from lettres.cahier.pages_sures import LETTRE

_NOM, _PAGE = Name("/TamponDuCahier"), Name("/PageDeLaPiece")
_TAILLE, _MARGE, _CHASSE = 9.0, 14.0, 0.56
_BANDE = _MARGE + 1.8 * _TAILLE
"""Ce que le tampon prend, en haut comme en bas."""

_REDUITE = 0.5
"""La page d'un ticket ne se réduit pas davantage, quitte à ce que le tampon la touche."""


class Tampon:
    """Tamponne les pages d'un PDF; sa police n'y est écrite qu'une fois."""

    def __init__(self, pdf: Pdf) -> None:
        self._pdf = pdf
        self._police = pdf.make_indirect(police("Helvetica-Bold"))
        self._avant = pdf.make_stream(b"q\n")

    def poser(self, page: Page, haut: str, bas: str, *, retrait: bool = False) -> None:
        """Pose un texte en haut à droite, s'il y en a un, et un autre en bas à droite.

        `retrait` : la page leur fait d'abord place.
        """
        largeur, hauteur, vers_la_page = _visible(page)
        echelle = min(4.0, max(0.5, max(largeur, hauteur) / LETTRE[1]))
        if retrait:
            self._reduire(page, max(_REDUITE, 1 - 2 * _BANDE * echelle / hauteur))
        traits = []
        for texte, en_haut in ((haut, True), (bas, False)):
            if texte:
                traits.append(_cartouche(texte, largeur, hauteur, echelle, en_haut=en_haut))
        ressources = page.obj.get(Name.Resources)
        if not isinstance(ressources, Dictionary):
            page.obj.Resources = ressources = Dictionary()
        if not isinstance(ressources.get(Name.Font), Dictionary):
            ressources.Font = Dictionary()
        ressources.Font[_NOM] = self._police
        dessin = b"\nQ\nq " + vers_la_page + b" cm\n" + b"".join(traits) + b"Q\n"
        page.contents_add(self._avant, prepend=True)
        page.contents_add(self._pdf.make_stream(dessin), prepend=False)

    def _reduire(self, page: Page, part: float) -> None:
        """Réduit ce que la page montre, autour de son milieu; ce qu'un recadrage cache le reste."""
        if Name.Contents not in page.obj:
            return
        montre = page.obj.Contents
        if Name.BBox in montre:
            # -- d'autres pages montrent la même chose, qui a déjà son cadre à elle --
            original, montre = montre, self._pdf.make_stream(montre.read_raw_bytes())
            for cle in {"/Filter", "/DecodeParms"} & set(original.keys()):
                montre[cle] = original[cle]
        x0, y0, x1, y1 = _cadre(page)
        montre.Type, montre.Subtype, montre.BBox = Name.XObject, Name.Form, Array([x0, y0, x1, y1])
        montre.Resources = page.obj.get(Name.Resources, Dictionary())
        if Name.Group in page.obj:
            montre.Group = page.obj.Group
        dx, dy = ((a + b) / 2 * (1 - part) for a, b in ((x0, x1), (y0, y1)))
        page.obj.Resources = Dictionary(XObject=Dictionary({str(_PAGE): montre}))
        place = f"{part:.4f} 0 0 {part:.4f} {dx:.3f} {dy:.3f} cm {_PAGE} Do"
        page.obj.Contents = self._pdf.make_stream(place.encode())


def _cartouche(texte: str, largeur: float, hauteur: float, echelle: float, *, en_haut: bool) -> bytes:
    """Le texte sur un fond blanc, cerné d'un trait fin, dans un coin à droite."""
    taille, marge = _TAILLE * echelle, _MARGE * echelle
    long, haut = _CHASSE * taille * len(texte) + taille, 1.6 * taille
    x = max(0.0, largeur - marge - long)
    y = hauteur - marge - haut if en_haut else marge
    cadre = f"{x:.2f} {y:.2f} {long:.2f} {haut:.2f} re"
    fond = f"1 g 0.12 0.18 0.27 RG {0.6 * echelle:.2f} w {cadre} B\n".encode()
    debut = f"0.12 0.18 0.27 rg BT {_NOM} {taille:.2f} Tf {x + taille / 2:.2f} {y + 0.48 * taille:.2f} Td ".encode()
    return fond + debut + chaine(texte) + b" Tj ET\n"


def _visible(page: Page) -> tuple[float, float, bytes]:
    """Ce que l'œil voit de la page, en largeur et en hauteur, et ce qui mène de là à ses propres coordonnées."""
    x0, y0, x1, y1 = _cadre(page)
    tour = int(page.obj.get(Name.Rotate, 0)) // 90 % 4
    matrices = (
        f"1 0 0 1 {x0} {y0}",
        f"0 1 -1 0 {x1} {y0}",
        f"-1 0 0 -1 {x1} {y1}",
        f"0 -1 1 0 {x0} {y1}",
    )
    largeur, hauteur = (y1 - y0, x1 - x0) if tour % 2 else (x1 - x0, y1 - y0)
    return largeur, hauteur, matrices[tour].encode()


def _cadre(page: Page) -> tuple[float, float, float, float]:
    """La part de la page qui se voit : son recadrage, dans les bords de la feuille."""
    feuille, recadree = _droit(page.mediabox), _droit(page.cropbox)
    x0, y0 = max(feuille[0], recadree[0]), max(feuille[1], recadree[1])
    x1, y1 = min(feuille[2], recadree[2]), min(feuille[3], recadree[3])
    return (x0, y0, x1, y1) if x1 - x0 > 1 and y1 - y0 > 1 else feuille


def _droit(cadre: object) -> tuple[float, float, float, float]:
    a, b, c, d = (float(cote) for cote in cadre)  # type: ignore[attr-defined]
    return min(a, c), min(b, d), max(a, c), max(b, d)
