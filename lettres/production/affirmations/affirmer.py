"""Affirmer : chaque phrase d'une lettre, et sur quoi elle repose; ce qu'aucune pièce n'appuie se voit d'un coup d'œil.

Du dossier, la lettre est rendue une seconde fois, chaque texte marqué de son champ. D'un fichier Word, on lit les
phrases; celles que le dossier donne aussi ont tous leurs appuis, les autres n'ont que les pièces et les articles
qu'elles nomment.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import groupby

from lettres.affaire import Affaire
from lettres.barriere.lecture import LettreDonnee, Paragraphe, lire
from lettres.catalogue import Modele
from lettres.escalade import Politiques
from lettres.langue.pliage import plier
from lettres.langue.sommes_et_dates import dates, montants
from lettres.lecture import Donnees, valider
from lettres.production.affirmations.appuis import Appui, Appuis, nommes, sans_piece
from lettres.production.affirmations.marques import Marques, Passage
from lettres.production.affirmations.phrases import phrases
from lettres.production.avant_d_ecrire import apercu
from lettres.production.choix import projeter
from lettres.production.projet import jour
from lettres.rendu.paragraphes.lecture import CORPS
from lettres.socle.calcul import au_juste
from lettres.socle.chemins import CheminDeFichier
from lettres.socle.classes import dataclass, replace


@dataclass(frozen=True, slots=True)
class Affirmation:
    """Une phrase de la lettre; `paragraphe`, son rang dans le corps (0 ailleurs); `ajoutee`, si rien ne la donne."""

    paragraphe: int
    phrase: str
    appuis: tuple[Appui, ...]
    sans_piece: bool
    ajoutee: bool = False


@au_juste
def affirmations(
    dossier: Donnees, lettre: str | None = None, *, au: date, politiques: Politiques | None = None
) -> tuple[Affirmation, ...]:
    """Chaque phrase de la lettre livrée (par défaut la prochaine) que ce dossier donne, et sur quoi elle repose.

    Ne vérifie pas le dossier : c'est à `verifier`. Lève DossierInvalide pour un dict qui n'est pas un dossier ou une
    lettre impossible, et ValueError pour un « au » qui n'est pas une date.
    """
    projet = projeter(Affaire(valider(dossier), jour(au)), lettre, ebauche=True, politiques=politiques)
    return de_l_affaire(projet.affaire, projet.choix)


def de_l_affaire(affaire: Affaire, modele: Modele, *, cache: CheminDeFichier | None = None) -> tuple[Affirmation, ...]:
    """Les phrases de la lettre, dans l'ordre; un blanc y est marqué, comme dans une ébauche."""
    marques, appuis = Marques(), Appuis(affaire.dossier)
    octets = apercu(affaire, modele, poser=marques.poser, cache=cache)
    return tuple(
        affirmation
        for paragraphe in _du_corps(lire(octets, modele.fichier))
        for affirmation in _du_paragraphe(paragraphe, marques.lire(paragraphe.texte), appuis)
    )


def affirmations_d_un_fichier(
    fichier: LettreDonnee, nom: str, attendues: Sequence[Affirmation] = (), au: date | None = None
) -> tuple[Affirmation, ...]:
    """Les phrases d'une lettre Word; `attendues` sont celles que son dossier donne, s'il y en a un.

    Une phrase que l'on ne connaît pas, qui dit une somme ou un jour passé (avant `au`) sans nommer de pièce, est sans
    appui. Lève ModeleInvalide si le fichier ne se lit pas.
    """
    connues = {_simple(a.phrase): a for a in attendues}
    # -- un paragraphe intact se reprend d'un coup : un texte du dossier, qui peut avoir plusieurs phrases, n'y est
    #    pas coupé --
    intacts = {_simple(" ".join(a.phrase for a in siennes)): siennes for siennes in _par_paragraphe(attendues)}
    lues: list[Affirmation] = []
    tous = lire(fichier, nom)
    for paragraphe in _du_corps(tous):
        numero = paragraphe.numero or 0
        if intact := intacts.get(_simple(paragraphe.texte)):
            lues += (replace(a, paragraphe=numero) for a in intact)
            continue
        for lue in _du_paragraphe(paragraphe, (Passage(paragraphe.texte, ""),), None, au):
            connue = connues.get(_simple(lue.phrase))
            lues.append(replace(connue, paragraphe=numero) if connue else replace(lue, ajoutee=bool(attendues)))
    # -- un en-tête, un pied, une note affirment aussi, si l'on y écrit une somme ou un jour passé --
    for paragraphe in tous:
        if not _est_du_corps(paragraphe) and _affirme_ailleurs(paragraphe.texte, au):
            dites = _du_paragraphe(paragraphe._replace(numero=0), (Passage(paragraphe.texte, ""),), None, au)
            lues += (replace(a, ajoutee=bool(attendues)) for a in dites)
    return tuple(lues)


def _par_paragraphe(dites: Sequence[Affirmation]) -> Iterator[tuple[Affirmation, ...]]:
    return (tuple(siennes) for _, siennes in groupby(dites, key=lambda a: a.paragraphe))


def _du_corps(paragraphes: Sequence[Paragraphe]) -> Iterator[Paragraphe]:
    return (p for p in paragraphes if _est_du_corps(p) and p.texte.strip())


def _est_du_corps(paragraphe: Paragraphe) -> bool:
    """Sous un papier à en-tête, le bandeau de l'expéditeur descend en haut du corps : il n'en est pas."""
    return paragraphe.partie == CORPS and not paragraphe.style.startswith("Expediteur")


def _du_paragraphe(
    paragraphe: Paragraphe, passages: Sequence[Passage], appuis: Appuis | None, au: date | None = None
) -> Iterator[Affirmation]:
    entier = "".join(p.texte for p in passages)
    for phrase in phrases(passages):
        texte = "".join(p.texte for p in phrase).strip()
        if not texte:
            continue
        siens = appuis.de(phrase, entier) if appuis else nommes(texte)
        nue = sans_piece(siens) if appuis else not siens and _affirme(texte, au)
        yield Affirmation(paragraphe.numero or 0, texte, siens, nue)


def _affirme(texte: str, au: date | None) -> bool:
    """Dit si une phrase donne une somme, ou un jour d'avant la lettre."""
    plie = plier(texte)
    passes = (lu for lu, *_ in dates(plie) if lu is not None and (au is None or lu < au))
    return next(montants(plie), None) is not None or next(passes, None) is not None


def _affirme_ailleurs(texte: str, au: date | None) -> bool:
    """Hors du corps, une date que l'on ne compare à aucune est celle de la lettre."""
    return next(montants(plier(texte)), None) is not None or (au is not None and _affirme(texte, au))


def _simple(phrase: str) -> str:
    return " ".join(phrase.replace("\u00a0", " ").replace("\u2011", "-").split())
