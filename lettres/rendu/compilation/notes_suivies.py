"""Notes suivies : la note qu'une condition appelle prend la même condition, et s'en va avec son appel.

La preuve compare les deux partitions, celle du corps et celle des notes : même suite de tests, ou rien n'est prouvé.
Une note ne se répète pas : son appel, dans une boucle, est refusé.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from lettres.rendu.anomalies import Anomalie
from lettres.rendu.balises.balises import Balise, Noter
from lettres.rendu.moteur.lecture_stricte import APPELS
from lettres.rendu.paragraphes.bords import place_dans
from lettres.rendu.paragraphes.voisinage import Voisinage
from lettres.rendu.xml.arbre_xml import Element, P, nom_court, w

CONDITION = "lettres-condition"
"""L'attribut qui porte, le temps de compiler, la condition d'une note."""
_OUVRENT = ("if", "for")
SIGNES_MAX = 2_000
"""Au-delà, une condition ne se recopie pas : la lettre se contrôle."""
_TROP = "…"


def conditionner(
    corps: Element, balises: Iterable[Balise], racines: Iterable[Element], titre: str, noter: Noter
) -> None:
    """Donne à chaque note la condition de son appel; refuse un appel qu'une boucle répète."""
    notes = [note for racine in racines for note in racine]
    for note in notes:
        note.attrib.pop(CONDITION, None)
    balises, appels = list(balises), list(corps.iter(*APPELS))
    if not appels:
        return
    pose_des_noms = any(balise.mot == "set" for balise in balises)
    rangs = {paragraphe: rang for rang, paragraphe in enumerate(corps.iter(P))}
    blocs = list(_blocs(balises, rangs))
    voisinage = Voisinage(corps, titre)
    par_note: dict[tuple[str, str], list[str | None]] = {}
    for appel in appels:
        paragraphe = next(appel.iterancestors(P), None)
        if paragraphe is None:
            continue
        ici = (rangs[paragraphe], place_dans(paragraphe, appel))
        dedans = [condition for debut, fin, condition in blocs if debut <= ici <= fin]
        if None in dedans:
            place, voisin = voisinage.situer(appel)
            remede = "Sortez l’appel de note de la boucle, ou écrivez dans le texte ce que dit la note."
            noter(Anomalie("M905", f"Une boucle répéterait un appel de note{voisin}.", remede), place)
        cle = (nom_court(appel).removesuffix("Reference"), appel.get(w("id"), ""))
        condition = " and ".join(f"({c})" for c in dedans if c)
        par_note.setdefault(cle, []).append(condition if _TROP not in dedans and len(condition) <= SIGNES_MAX else None)
    for note in notes:
        conditions = par_note.get((nom_court(note), note.get(w("id"), "")), [])
        # -- Un nom que le corps pose, ses notes ne le voient pas --
        if len(conditions) == 1 and conditions[0] and not pose_des_noms:
            note.set(CONDITION, conditions[0])


def ecrire_les_conditions(racine: Element) -> None:
    """Pose la condition de chaque note autour d'elle."""
    for note in racine:
        condition = note.attrib.pop(CONDITION, None)
        if condition is not None:
            avant = note.getprevious()
            ouvre = f"{{% if {condition} %}}"
            if avant is not None:
                avant.tail = (avant.tail or "") + ouvre
            else:
                racine.text = (racine.text or "") + ouvre
            note.tail = "{% endif %}" + (note.tail or "")


def _blocs(
    balises: Iterable[Balise], rangs: Mapping[Element, int]
) -> Iterator[tuple[tuple[int, int], tuple[int, int], str | None]]:
    """Le début, la fin et la condition de chaque branche de bloc, du dehors au dedans; sans condition, une boucle."""
    ouverts: list[tuple[tuple[int, int], str | None, str]] = []
    finis: list[tuple[tuple[int, int], tuple[int, int], str | None]] = []
    for balise in (b for b in balises if b.genre == "{%" and b.paragraphe in rangs and b.place.debut is not None):
        avant = (rangs[balise.paragraphe], balise.place.debut or 0)
        apres = (rangs[balise.paragraphe], balise.place.fin or 0)
        mot, suite = balise.mot, balise.contenu[len(balise.mot) :].strip()
        if mot in _OUVRENT:
            ouverts.append((apres, suite if mot == "if" else None, f"not ({suite})"))
        elif mot in ("elif", "else", "endif", "endfor") and ouverts:
            debut, condition, refusee = ouverts.pop()
            finis.append((debut, avant, condition))
            refusee = refusee if len(refusee) <= SIGNES_MAX else _TROP
            if mot == "elif" and refusee != _TROP:
                ouverts.append((apres, f"{refusee} and ({suite})", f"{refusee} and not ({suite})"))
            elif mot == "elif":
                ouverts.append((apres, _TROP, _TROP))
            elif mot == "else":
                ouverts.append((apres, refusee if condition is not None else None, refusee))
    yield from sorted(finis, key=lambda bloc: (bloc[0], [-n for n in bloc[1]]))
