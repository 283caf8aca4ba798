"""Marge : la copie de relecture d'une lettre; en marge, ce sur quoi repose chaque passage, et chaque constat."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from lettres.affaire import Affaire
from lettres.catalogue import modele_de
from lettres.production.affirmations import Affirmation, Appui, affirmations_d_un_fichier, de_l_affaire
from lettres.production.generation import Lettre
from lettres.rendu.paquet.ooxml import DOCUMENT, lire_paquet, lire_xml
from lettres.rendu.paragraphes.lecture import CORPS
from lettres.rendu.xml.arbre_xml import P, texte_du_paragraphe
from lettres.socle.chemins import CheminDeFichier
from lettres.socle.constats import abreger
from lettres.socle.places import DansWord
from lettres.studio.copies.annotation import Remarque, annoter
from lettres.studio.copies.copie import remarque

_GENRES = {"fait": "Fait du dossier", "calcul": "Calcul", "piece": "Pièce", "loi": "Loi"}


def copie_de_relecture(lettre: Lettre, affaire: Affaire, *, cache: CheminDeFichier | None = None) -> bytes:
    """La lettre, mot pour mot, et en marge de quoi la relire; `controler` la refuse comme lettre à envoyer."""
    modele = modele_de(lettre.lettre, affaire.dossier.nature)
    attendues = () if modele is None else de_l_affaire(affaire, modele, cache=cache)
    lues = affirmations_d_un_fichier(lettre.octets, lettre.nom, attendues, affaire.au)
    racine = lire_xml(DOCUMENT, lire_paquet(lettre.octets)[DOCUMENT])
    textes = [texte_du_paragraphe(p) for p in racine.iter(P)]
    return annoter(lettre.octets, [*_des_affirmations(lues, textes), *(remarque(c) for c in lettre.constats)])


def _des_affirmations(lues: Sequence[Affirmation], textes: Sequence[str]) -> Iterator[Remarque]:
    for affirmation in lues:
        lignes = tuple(_lignes(affirmation))
        if lignes and 0 < affirmation.paragraphe <= len(textes):
            yield Remarque(_place(affirmation, textes[affirmation.paragraphe - 1]), lignes)


def _lignes(affirmation: Affirmation) -> Iterator[str]:
    if affirmation.appuis:
        yield "Ce passage repose sur\u00a0:"
        yield from dict.fromkeys(map(_dit, affirmation.appuis))
    if affirmation.sans_piece:
        yield "Aucune pièce ne l’appuie."
    if affirmation.ajoutee and (affirmation.appuis or affirmation.sans_piece):
        yield "Cette phrase est de votre modèle, et non de celui qui est livré."


def _dit(appui: Appui) -> str:
    texte = appui.texte if appui.genre in ("piece", "loi") else f"« {abreger(appui.texte)} »" if appui.texte else ""
    quoi = ", ".join(filter(None, (appui.source, texte)))
    sure = f" ({appui.certitude})" if appui.certitude else ""
    return f"{_GENRES[appui.genre]}\u00a0: {quoi}{sure}"


def _place(affirmation: Affirmation, texte: str) -> DansWord:
    """La place de la phrase; tout le paragraphe, si elle ne s'y lit pas d'un trait."""
    dans = DansWord(CORPS, affirmation.paragraphe)
    # -- une tabulation ou un saut n'est pas du texte, ici; et l'on cite un trait insécable comme un trait --
    signes = [(rang, signe.replace("\u2011", "-")) for rang, signe in enumerate(texte) if not signe.isspace()]
    cherche = "".join(affirmation.phrase.replace("\u2011", "-").split())
    debut = "".join(signe for _, signe in signes).find(cherche)
    if debut < 0 or not cherche:
        return dans
    return dans.au_passage(signes[debut][0], signes[debut + len(cherche) - 1][0] + 1)
