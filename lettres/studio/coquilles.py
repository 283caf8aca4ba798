"""Coquilles : ce qu'un modèle imprimerait de travers, vu dans ses mots et dans ceux que ses champs donnent."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from jinja2 import nodes

from lettres.barriere.su import DEUX_SIGNES
from lettres.langue.pliage import sans_accents
from lettres.socle.constats import Constat, Gravite
from lettres.socle.expression import Expression
from lettres.socle.places import DansWord
from lettres.studio.deroulement import Fragment, Imprimee, TexteFixe, chemin_de, imprimees, sans_rang, textes_fixes_de
from lettres.studio.modele_lu import ModeleLu

Valeurs = Mapping[str, Sequence[str]]
"""Ce que chaque champ donne, dans les dossiers d'essai."""

_LISTE_A_REMPLIR = (
    "nom|date|montant|somme|adresse|ville|client|cliente|numéro|matricule|objet|insérer|compléter|préciser"
)
_BLANCS = (
    (Expression(r"_{3,}"), "un blanc à remplir"),
    (Expression(r"\.{5,}|…{2,}"), "un blanc à remplir"),
    (Expression(r"\b[Xx]{3,}(?:[ .,/-][Xx]{2,})*\b"), "un blanc à remplir"),
    (Expression(r"\[\s{0,3}[●•◦○■_Xx]{1,40}\s{0,3}\]"), "un blanc à remplir"),
    (Expression(rf"\[\s?(?:{_LISTE_A_REMPLIR})\b[^\[\]{{}}]{{0,40}}\]", re.I), "un blanc à remplir"),
    (Expression(r"\[[ÀA] (?:compléter|valider|vérifier|confirmer|venir)[^\[\]{}]{0,40}\]", re.I), "un blanc à remplir"),
    (
        Expression(
            r"\b(?:Cliquez|Appuyez|Tapez) (?:ou (?:appuyez|tapez) )?ici pour (?:entrer|taper|saisir|ajouter|insérer) "
            r"(?:du texte|une date|une image)\b\.?|\b(?:Click|Tap) (?:or tap )?(?:here )?to enter (?:text|a date)\b\.?"
            r"|\b(?:Choisissez un élément|Choose an item)(?:\.|\s?\Z)",
            re.I,
        ),
        "un texte d’invite de Word",
    ),
    (Expression(r"«[^\W\d]\w{1,40}»|<<[^\W\d]\w{1,40}>>"), "un champ de publipostage"),
    (Expression(r"\bTODO\b|\bLorem ipsum\b|\?{3,}"), "une note de rédaction"),
)
_FILET = Expression(r"\s*_{10,}[_\s]*")
"""Un trait seul dans son paragraphe : où l'on signe, ou ce qui sépare."""
_ROMAIN = Expression(r"(?:chapitre|titre|annexe|livre|partie|article|section|tome|siècle)\s\Z", re.I)
_DITS_DEUX_FOIS = Expression(r"\b(le|la|les|de|du|des|un|une|à|au|aux|et|que|en)[ \u00a0]+\1\b", re.I)
_SANS_VIRGULE = Expression(r"\b(?:Madame[ \u00a0]+Monsieur|Monsieur[ \u00a0]+Madame)\b,?")
_PREMIER = Expression(r"\s*([^\W\d]+’?|[$%])")
_REFLECHIS = frozenset({"nous", "vous"})
_CIVILITES = frozenset({"madame", "monsieur", "mesdames", "messieurs", "maitre", "mme", "me", "m"})
_DEVANT = frozenset({"le", "la", "les", "l’", "du", "des", "au", "aux", "un", "une", "ce", "cet", "cette"})
_CONTRACTES = frozenset({"le", "les", "du", "des", "au", "aux"})
"""Après « de » ou « à », ce qui aurait dû s'y contracter."""
_FINIT = frozenset({".", ",", ";", ":"})
_REMEDE = "Remplacez-le par une balise, ou effacez-le."
_FENETRE = 60


def blancs(modele: ModeleLu, arbres: Sequence[Sequence[Fragment]]) -> Iterator[Constat]:
    """Les blancs, les champs de publipostage, les notes, et les mots écrits deux fois de suite."""
    for texte in (t for arbre in arbres for t in textes_fixes_de(arbre)):
        entier = texte.texte
        if _FILET.fullmatch(entier):
            continue
        pris: list[tuple[int, int]] = []
        for motif, quoi in _BLANCS:
            for trouve in motif.finditer(entier):
                debut, fin = trouve.span()
                if any(debut < f and d < fin for d, f in pris) or _est_un_nombre_romain(entier, trouve):
                    continue
                pris.append((debut, fin))
                message = f"« {trouve[0].strip('«»<> ')} » est {quoi}, qui s’imprimerait tel quel."
                yield _a(texte, debut, fin, "M702", message, _REMEDE)
        for motif in (_DITS_DEUX_FOIS, DEUX_SIGNES, _SANS_VIRGULE):
            for trouve in motif.finditer(entier):
                sans_virgule = motif is _SANS_VIRGULE
                message = f"« {trouve[0].rstrip(',')} » se lirait ainsi dans la lettre."
                remede = "Écrivez {{ destinataire.appel }}" if sans_virgule else "Effacez l’un des deux"
                remede += " : l’appel qui convient au destinataire." if sans_virgule else "."
                yield _a(texte, *trouve.span(), "M701", message, remede)


def _est_un_nombre_romain(entier: str, trouve: re.Match[str]) -> bool:
    avant = entier[max(0, trouve.start() - _FENETRE) : trouve.start()]
    return trouve[0] == "XXX" and _ROMAIN.search(avant) is not None


def _a(texte: TexteFixe, debut: int, fin: int, code: str, message: str, remede: str) -> Constat:
    depart = texte.place.debut or 0
    dans = texte.place.au_passage(depart + debut, depart + fin)
    return Constat(code, Gravite.ALERTE, message, remede, dans=dans)


def rencontres(arbre: Sequence[Fragment], valeurs: Valeurs) -> Iterator[Constat]:
    """Ce qu'un champ répète de ce qui le touche : « $ $ », « Madame Madame », « le le contrat »."""
    for imprimee, avant, apres in imprimees(arbre):
        droite = _voisin(apres, imprimee)
        if (lignes := _jointes(imprimee)) is not None:
            yield from _ponctuee_deux_fois(imprimee, droite, [v for v in valeurs.get(lignes, ()) if v[-1:] in _FINIT])
            continue
        chemin = chemin_de(imprimee.expression, imprimee.portee)
        donnees = valeurs.get(sans_rang(chemin), ()) if chemin else ()
        if not donnees:
            continue
        gauche = _voisin(avant, imprimee)
        yield from _a_gauche(imprimee, gauche, donnees, valeurs)
        yield from _a_droite(imprimee, droite, donnees)
        yield from _ponctuee_deux_fois(imprimee, droite, donnees)


def _voisin(morceau: Fragment | None, imprimee: Imprimee) -> TexteFixe | None:
    """Le texte qui touche la balise, dans le même paragraphe."""
    if isinstance(morceau, TexteFixe) and morceau.place.paragraphe == imprimee.balise.place.paragraphe:
        return morceau
    return None


def _a_gauche(
    imprimee: Imprimee, texte: TexteFixe | None, donnees: Sequence[str], valeurs: Valeurs
) -> Iterator[Constat]:
    debut, mot = _dernier_mot(texte.texte if texte else "")
    if texte is None or not mot:
        return
    balise = imprimee.balise
    for donnee in donnees:
        premier = _PREMIER.match(donnee)
        if (premier and _se_heurtent(mot, premier[1])) or _signe_devant(texte.texte[:debut], mot, donnee):
            place = texte.place.au_passage((texte.place.debut or 0) + debut, balise.place.fin or 0)
            lu = f"{mot} {_extrait(donnee, au_debut=True)}"
            yield _doublon(place, lu, _remede_a_gauche(imprimee, mot, valeurs))
            return


def _signe_devant(avant: str, signe: str, donnee: str) -> bool:
    """Dit si ce signe redit celui de la valeur : « $ 60,00 $ »; après un chiffre, il finit un autre nombre."""
    return signe in ("$", "%") and _dernier_mot(donnee)[1] == signe and not avant.rstrip(" \u00a0")[-1:].isdigit()


def _remede_a_gauche(imprimee: Imprimee, mot: str, valeurs: Valeurs) -> str:
    """Effacer le mot; ou, si « de » et « à » devaient se contracter, prendre le champ qui le fait."""
    balise, contracte = imprimee.balise, {"de": "du", "a": "au"}.get(_plie(mot))
    if contracte is None:
        return f"Effacez « {mot} » : la balise {balise.texte} le dit déjà."
    chemin = sans_rang(chemin_de(imprimee.expression, imprimee.portee) or "")
    if f"{chemin.rpartition('.')[0]}.{contracte}" in valeurs:
        nom = f"{balise.contenu.rpartition('.')[0]}.{contracte}"
        return f"Effacez « {mot} », et écrivez {{{{ {nom} }}}} : ce champ contracte « {mot} » et l’article."
    return f"Tournez la phrase sans « {mot} » : il se contracterait avec l’article que la balise imprime."


def _a_droite(imprimee: Imprimee, texte: TexteFixe | None, donnees: Sequence[str]) -> Iterator[Constat]:
    premier = _PREMIER.match(texte.texte) if texte else None
    if texte is None or premier is None:
        return
    mot, balise = premier[1], imprimee.balise
    for donnee in donnees:
        _, dernier = _dernier_mot(donnee)
        if dernier and (_pareils(dernier, mot) or (dernier == "$" and mot.casefold() in ("dollars", "dollar"))):
            place = texte.place.au_passage(balise.place.debut or 0, (texte.place.debut or 0) + premier.end(1))
            lu = f"{_extrait(donnee, au_debut=False)} {mot}"
            yield _doublon(place, lu, f"Effacez « {mot} » : la balise {balise.texte} le dit déjà.")
            return


def _jointes(imprimee: Imprimee) -> str | None:
    """Les éléments d'une liste de textes mis bout à bout : « modes_de_paiement[] »; None pour toute autre balise."""
    match imprimee.expression:
        case nodes.Filter(node=nodes.Expr() as liste, name="join"):
            return f"{sans_rang(chemin_de(liste, imprimee.portee) or '')}[]"
        case _:
            return None


def _ponctuee_deux_fois(imprimee: Imprimee, texte: TexteFixe | None, donnees: Sequence[str]) -> Iterator[Constat]:
    """Une valeur qui porte toujours son point ou sa virgule, suivie d'un autre signe : « Madame,, »."""
    signe = texte.texte.lstrip(" \u00a0\u202f")[:1] if texte else ""
    if texte is None or not donnees or signe not in _FINIT or not all(d[-1:] in _FINIT for d in donnees):
        return
    avant = texte.texte.index(signe)
    if avant and signe in ",.":
        return  # -- une espace les sépare --
    place = texte.place.au_passage(imprimee.balise.place.debut or 0, (texte.place.debut or 0) + avant + 1)
    lu = f"{_extrait(donnees[0], au_debut=False)}{texte.texte[: avant + 1]}"
    remede = f"Effacez « {signe} » : la balise {imprimee.balise.texte} a déjà sa ponctuation."
    if _jointes(imprimee) is not None:
        remede = "Ces lignes ont déjà leur ponctuation : mettez-en une par paragraphe, avec {%p for … %}."
    yield _doublon(place, lu, remede)


def _dernier_mot(texte: str) -> tuple[int, str]:
    """Le mot, ou le signe, qui finit un texte, et la place où il commence; vide si autre chose le finit."""
    nu = texte.rstrip(" \u00a0")
    if nu[-1:] in ("$", "%"):
        return len(nu) - 1, nu[-1]
    debut = len(nu.removesuffix("’"))
    fin = debut
    while debut and nu[debut - 1].isalpha():
        debut -= 1
    return (debut, nu[debut:]) if debut < fin else (0, "")


def _doublon(place: DansWord, lu: str, remede: str) -> Constat:
    return Constat("M701", Gravite.ALERTE, f"La lettre dirait « {lu} ».", remede, dans=place)


def _extrait(donnee: str, *, au_debut: bool) -> str:
    mots = donnee.split(" ")
    return " ".join(mots[:3] if au_debut else mots[-2:])


def _pareils(un: str, autre: str) -> bool:
    return _plie(un) == _plie(autre) and _plie(un) not in _REFLECHIS


def _se_heurtent(mot: str, suivant: str) -> bool:
    """Dit si deux mots de suite se répètent : le même, deux civilités, deux articles, « de le »."""
    un, autre = _plie(mot), _plie(suivant)
    if un in _CIVILITES and autre in _CIVILITES:
        return True
    if un in _DEVANT and autre in _DEVANT:
        return True
    return _pareils(mot, suivant) or (un in ("de", "a") and autre in _CONTRACTES)


def _plie(mot: str) -> str:
    return sans_accents(mot).casefold()
