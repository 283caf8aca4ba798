"""Règle des sosies : une lettre d'un autre alphabet qui imite, au milieu d'un mot, une lettre latine."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from lettres.affaire import Affaire
from lettres.regles.mots_cles import MotifDeTexte
from lettres.regles.regle import ALERTE, Faute, quand, regle
from lettres.socle.expression import Expression

_MOT = Expression(r"[^\W\d_]+")
_ECRITE = "[^\x00-\u0370\u1e00-\u1eff](?<![\u2000-\u206f])"
_ETRANGERE, _UNE_ETRANGERE = re.compile(_ECRITE), MotifDeTexte(_ECRITE)
"""Une lettre qui n'est sûrement pas latine, ou qui pourrait n'en être que l'image."""

_ALPHABETS = {
    "CYRILLIC": "cyrillique",
    "GREEK": "grecque",
    "COPTIC": "copte",
    "ARMENIAN": "arménienne",
    "GEORGIAN": "géorgienne",
    "CHEROKEE": "cherokee",
    "LISU": "lisu",
    "DESERET": "mormone",
}
"""Les alphabets dont des lettres passent pour des latines, par le premier mot de leurs noms Unicode."""

_DEGUISEES = {"FULLWIDTH": "latine de pleine chasse", "MATHEMATICAL": "mathématique"}
"""Des lettres latines que rien ne retrouve, cherche ni ne lit comme telles : un mot entier en est suspect."""

_UNITES = frozenset("Ωμ")
"""L'ohm et le micro se joignent à des lettres latines : « kΩ », « μm »."""


@quand(mots=(_UNE_ETRANGERE,))
@regle("H101", "meler-des-alphabets", ALERTE, fiches=("F1.10",))
def alphabets_meles(affaire: Affaire, lettre: str) -> Iterator[Faute]:
    """Un mot mêle à des lettres latines une lettre d’un autre alphabet qui leur ressemble.

    Pourquoi : à l’œil, le nom est juste; il n’est pourtant celui de personne, et ne se retrouve dans aucun registre.
    Fautif : « nom: Мarie Exemple », dont le « М » est cyrillique.
    Conforme : « nom: Marie Exemple », ou un nom écrit en entier dans son alphabet, « Мария Пример ».
    """  # noqa: RUF002
    for chemin, texte in _UNE_ETRANGERE.textes(affaire):
        for mot, signe, alphabet in _sosies(texte):
            yield Faute(
                chemin,
                f"Dans « {mot} », « {signe} » est une lettre {alphabet} (U+{ord(signe):04X}).",
                "Retapez ce mot au clavier; s’il est cité tel quel, laissez-le.",
            )


def _sosies(texte: str) -> Iterator[tuple[str, str, str]]:
    """Chaque mot mêlé, une fois, sa première lettre étrangère et l'alphabet de celle-ci."""
    for mot in dict.fromkeys(_MOT.findall(unicodedata.normalize("NFC", texte))):
        if not _ETRANGERE.search(mot):
            continue
        alphabets = [(signe, unicodedata.name(signe, "").partition(" ")[0]) for signe in mot]
        latin = any(nom == "LATIN" for _, nom in alphabets)
        permis = _DEGUISEES | _ALPHABETS if latin else _DEGUISEES
        suspectes = [(s, permis[nom]) for s, nom in alphabets if nom in permis and not (latin and s in _UNITES)]
        if suspectes:
            yield mot, *suspectes[0]
