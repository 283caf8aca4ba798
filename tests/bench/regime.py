"""Régime établi (a, b) : docxtpl nu contre nous, sur les trois variantes de la lettre, à tour de rôle."""

from __future__ import annotations

from collections.abc import Sequence

import memetexte
from affaires import CLIENTS
from contextes import contextes
from lettre import Moustaches, Variante, aplatir, modele
from mesures import Concurrent, Etendue, Resultat, alterner, chronometrer, en_ms, ratio
from moteurs import a_la_main, compressions, enchainer, par_docxtpl, par_nous

from lettres.rendu import compiler

VARIANTES: dict[Variante, str] = {
    "prouvee": "lettre prouvée",
    "controlee": "lettre contrôlée",
    "grasse": "lettre grasse",
    "coupee": "lettre coupée",
}


def mesurer(lettres: int, rondes: int) -> list[Resultat]:
    """docxtpl ÷ nous, par variante et par compression; et python-docx à la main ÷ nous, sur la lettre prouvée."""
    # -- Un seul écart arrête tout : les compter, c'est dire qu'il n'y en a pas --
    comparees = sum(verifier_le_texte(variante, modele(variante)) for variante in VARIANTES)
    resultats = [
        Resultat("parite.ecarts", f"textes différents, sur {comparees} lettres comparées", Etendue.de([0]), "")
    ]
    for variante, libelle in VARIANTES.items():
        octets = modele(variante)
        # -- docxtpl est cent fois plus lent : un passage par client lui suffit --
        docxtpl = chronometrer("docxtpl", CLIENTS, enchainer(par_docxtpl(octets), contextes()))
        concurrents = [docxtpl, *les_notres(octets, lettres)]
        if variante == "prouvee":
            plats = [aplatir(contexte) for contexte in contextes()]
            main = a_la_main(modele(variante, dialecte=Moustaches()))
            concurrents.append(chronometrer("python-docx", CLIENTS, enchainer(main, plats)))
        temps = alterner(concurrents, rondes)
        resultats += en_ms(f"regime.{variante}", libelle, temps)
        for autre in (nom for nom in temps if nom in ("docxtpl", "python-docx")):
            for compression in compressions():
                etendue = ratio(temps[autre], temps[nous(compression)])
                phrase = f"{libelle} : {autre} ÷ nous ({compression})"
                resultats.append(
                    Resultat(f"regime.{variante}.{autre}.{compression}", phrase, etendue, "×", chemin(octets))
                )
    return resultats


def les_notres(octets: bytes, lettres: int) -> Sequence[Concurrent]:
    """Notre moteur, une fois par compression."""
    return [
        chronometrer(nous(compression), lettres, enchainer(par_nous(octets, compression), contextes()))
        for compression in compressions()
    ]


def nous(compression: str) -> str:
    """Le nom sous lequel le banc nous inscrit."""
    return f"nous ({compression})"


def chemin(octets: bytes) -> str:
    """Ce que notre moteur dit du modèle : prouvé à la compilation, ou contrôlé lettre par lettre, et pourquoi."""
    compile_ = compiler(octets)
    return "prouvé" if compile_.prouve else "contrôlé : " + "; ".join(compile_.raisons)


def verifier_le_texte(variante: Variante, octets: bytes) -> int:
    """Le nombre de lettres qui ont bien le texte de docxtpl, pour chaque client; lève `TextesDifferents` sinon."""
    reference = par_docxtpl(octets)
    notres = [par_nous(octets, compression) for compression in compressions()]
    main = a_la_main(modele(variante, dialecte=Moustaches())) if variante == "prouvee" else None
    for contexte in contextes():
        attendue = reference(contexte)
        for notre in notres:
            memetexte.exiger(f"notre moteur ({variante})", attendue, notre(contexte))
        if main is not None:
            memetexte.exiger("python-docx à la main", attendue, main(aplatir(contexte)))
    return CLIENTS * (len(notres) + (main is not None))
