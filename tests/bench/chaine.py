"""Chaîne entière (g) : d'une ligne JSON à un fichier sur disque, contre le rendu nu de chaînes déjà prêtes.

Deux chaînes. Celle de la lettre du banc : validation pydantic, typographie québécoise, rendu, fichier. Puis celle de
l'outil, sur un dossier d'exemple et un modèle livré : lecture et validation du dossier, composition, rendu, fichier;
et la même avec toutes les règles et la barrière, par `Atelier.generer`. Les fichiers sont écrits sans `fsync`, dans
un dossier en mémoire quand il y en a un; ce que coûte le même fichier sur le disque est donné à part.
"""

from __future__ import annotations

import json
import tempfile
from collections.abc import Callable
from datetime import date
from itertools import count
from pathlib import Path

import yaml
from affaires import CLIENTS, faits
from contextes import Affaire, composer, contextes
from lettre import modele
from mesures import Resultat, alterner, chronometrer, dossier_rapide, en_ms, ratio
from moteurs import Compression, Moteur, compressions, par_docxtpl, par_nous

from lettres import composition, lecture
from lettres.catalogue import dossier_des_modeles, modele_de
from lettres.production.atelier import Atelier
from lettres.rendu import compiler

EXEMPLE = Path(__file__).parents[2] / "exemples" / "refus-de-payer" / "dossier.yaml"
LETTRE, AU = "mise_en_demeure", date(2026, 11, 20)
_LETTRES_GENERER = 10

Etape = Callable[[int], object]


def mesurer(lettres: int, rondes: int) -> list[Resultat]:
    """Les deux chaînes, chacune contre son propre rendu nu."""
    resultats: list[Resultat] = []
    for compression in compressions():
        with dossier_rapide() as dossier:
            resultats += _du_banc(lettres, rondes, Path(dossier), compression)
    with dossier_rapide() as dossier:
        resultats += _de_l_outil(lettres, rondes, Path(dossier))
    return resultats + _du_fichier(lettres, rondes)


def _du_banc(lettres: int, rondes: int, dossier: Path, compression: Compression) -> list[Resultat]:
    octets = modele("prouvee")
    lignes = [json.dumps(faits(rang), ensure_ascii=False).encode() for rang in range(CLIENTS)]
    prets = contextes()
    rendre = par_nous(octets, compression)
    ecrire = _ecrivain(dossier)

    def chaine(moteur: Moteur) -> Etape:
        return lambda rang: ecrire(moteur(composer(Affaire.model_validate_json(lignes[rang % CLIENTS]))))

    temps = alterner(
        [
            chronometrer("docxtpl", CLIENTS, _repeter(chaine(par_docxtpl(octets)))),
            chronometrer("chaîne", lettres, _repeter(chaine(rendre))),
            chronometrer("rendu nu", lettres, _repeter(lambda rang: rendre(prets[rang % CLIENTS]))),
        ],
        rondes,
    )
    cle, libelle = f"chaine.{compression}", f"ligne JSON → fichier ({compression})"
    return [
        *en_ms(cle, libelle, temps),
        Resultat(f"{cle}.nu", f"{libelle} : chaîne ÷ rendu nu", ratio(temps["chaîne"], temps["rendu nu"]), "×"),
        Resultat(f"{cle}.docxtpl", f"{libelle} : docxtpl ÷ nous", ratio(temps["docxtpl"], temps["chaîne"]), "×"),
    ]


def _de_l_outil(lettres: int, rondes: int, dossier: Path) -> list[Resultat]:
    ligne = json.dumps(_donnees(), ensure_ascii=False).encode()
    affaire = lecture.lire_texte(ligne, fichier="lot", format="json")
    choix = modele_de(LETTRE, affaire.nature)
    assert choix is not None
    champs = {champ.chemin: champ for champ in composition.champs_imprimables()}
    compile_ = compiler(dossier_des_modeles() / choix.fichier, champs)
    pret = composition.composer(affaire, LETTRE, AU).contexte()
    atelier = Atelier()
    ecrire = _ecrivain(dossier)

    def chaine(_rang: int) -> None:
        lu = lecture.lire_texte(ligne, fichier="lot", format="json")
        ecrire(compile_.rendre(composition.composer(lu, LETTRE, AU).contexte()))

    def generer(_rang: int) -> None:
        lu = lecture.lire_texte(ligne, fichier="lot", format="json")
        ecrire(atelier.generer(lu, LETTRE, au=AU).octets)

    temps = alterner(
        [
            chronometrer("rendu nu", lettres, _repeter(lambda _rang: compile_.rendre(pret))),
            chronometrer("lire, composer, rendre, écrire", max(lettres // 4, 1), _repeter(chaine)),
            chronometrer("avec règles et barrière", _LETTRES_GENERER, _repeter(generer)),
        ],
        rondes,
    )
    nu, *chaines = temps
    libelle = "dossier d’exemple, modèle livré"
    note = "prouvé" if compile_.prouve else "contrôlé : " + "; ".join(compile_.raisons)
    return [
        *en_ms("outil", libelle, temps),
        *(
            Resultat(f"outil.{c}", f"{libelle} : {c} ÷ rendu nu", ratio(temps[c], temps[nu]), "×", note)
            for c in chaines
        ),
    ]


def _du_fichier(lettres: int, rondes: int) -> list[Resultat]:
    """Ce que coûte un fichier neuf de la taille d'une lettre, en mémoire et sur le disque."""
    octets = par_nous(modele("prouvee"))(contextes(clients=1)[0])
    with dossier_rapide() as rapide, tempfile.TemporaryDirectory() as disque:
        ecrivains = {"dossier en mémoire": _ecrivain(Path(rapide)), "disque": _ecrivain(Path(disque))}
        concurrents = [
            chronometrer(nom, lettres, _repeter(lambda _rang, ecrire=ecrire: ecrire(octets)))  # type: ignore[misc]
            for nom, ecrire in ecrivains.items()
        ]
        return en_ms("fichier", "écrire un fichier neuf", alterner(concurrents, rondes))


def _donnees() -> object:
    """L'exemple en données JSON : chaque valeur y reste le texte que l'usager a écrit, et le lecteur le valide."""
    donnees = yaml.load(EXEMPLE.read_text(encoding="utf-8"), yaml.BaseLoader)  # noqa: S506 -- que des textes
    return {**donnees, "lettres": int(donnees["lettres"])}


def _ecrivain(dossier: Path) -> Callable[[bytes], object]:
    """Écrit chaque lettre dans un fichier neuf; ils s'effacent tous à la fin de la mesure."""
    rangs = count()
    return lambda octets: (dossier / f"{next(rangs)}.docx").write_bytes(octets)


def _repeter(etape: Etape) -> Callable[[int], None]:
    def tour(lettres: int) -> None:
        for rang in range(lettres):
            etape(rang)

    return tour
