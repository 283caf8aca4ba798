"""Étapes : l'ordre dans lequel l'arbre d'une partie de modèle est retouché, de son ouverture à sa source Jinja.

Rien d'autre, dans la préparation, ne touche à cet arbre. Avant toutes, `sante` a soigné la partie et `inspection` a
refait les identifiants doubles, ce qui relit l'arbre; après toutes, `source_jinja` ne travaille que sur son texte.
"""

from __future__ import annotations

from collections.abc import Callable

from lettres.rendu.balises.balises import porte_une_balise
from lettres.rendu.balises.reperes import DEBUT_DE_REPERE, FIN_DE_REPERE, REPERE
from lettres.rendu.balises.source_jinja import alleger_les_balises, masquer_accolades
from lettres.rendu.compilation.garniture import garnir
from lettres.rendu.compilation.levee import lever
from lettres.rendu.compilation.notes_suivies import ecrire_les_conditions
from lettres.rendu.moteur.retouches import reparer
from lettres.rendu.paragraphes.reunion import deballer, reunir
from lettres.rendu.xml.arbre_xml import ESPACE_W14, PRESERVER, Element, P, T, w

Retouche = Callable[[Element], object]

_PARA_IDS = (f"{{{ESPACE_W14}}}paraId", f"{{{ESPACE_W14}}}textId")


def retirer_les_numeros(racine: Element) -> None:
    """Retire les numéros de paragraphe, qu'une boucle répéterait et dont seuls des commentaires se servent."""
    for element in racine.iter():
        for attribut in _PARA_IDS:
            element.attrib.pop(attribut, None)


def poser_les_reperes(racine: Element) -> None:
    """Donne à chaque paragraphe son rang : une faute trouvée dans la source en dit la place."""
    for numero, paragraphe in enumerate(racine.iter(P), start=1):
        paragraphe.set(w(REPERE), f"{DEBUT_DE_REPERE}{numero}{FIN_DE_REPERE}")


def preserver_les_espaces(racine: Element) -> None:
    """Garde les espaces que porteront les valeurs, au début et à la fin d'un texte."""
    for texte in racine.iter(T):
        if porte_une_balise(texte.text or ""):
            texte.set(PRESERVER, "preserve")


AVANT_LA_LECTURE: tuple[Retouche, ...] = (
    retirer_les_numeros,
    deballer,
    # -- Ce qui n'entourait qu'un curseur ou qu'une enveloppe vide est vide maintenant, et seulement maintenant --
    reparer,
)
"""Avant que les balises se lisent : les paragraphes sont ensuite ceux dont une place dit le rang, et seuls des « runs »
coupent encore une balise.
"""

APRES_LA_LECTURE: tuple[Retouche, ...] = (
    poser_les_reperes,
    masquer_accolades,
    reunir,
    alleger_les_balises,
    # -- Une balise entière est dans un seul texte, où on la reconnaît --
    lever,
    garnir,
    ecrire_les_conditions,
    # -- Une balise coupée entre ses deux premiers signes ne se reconnaît dans un texte qu'une fois réunie --
    preserver_les_espaces,
)
"""Une fois la partie lue sans faute, et si elle porte une balise : ce qu'exige la source Jinja. Aucun paragraphe ne
vient ni ne part : le rang d'un repère est celui d'une place.
"""


def suivre(etapes: tuple[Retouche, ...], racine: Element) -> None:
    """Mène l'arbre, étape par étape."""
    for etape in etapes:
        etape(racine)
