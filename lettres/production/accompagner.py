"""Accompagner : la page qui dit à qui écrit que faire de sa lettre, en texte et en Word. Elle ne part pas avec elle."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from lettres.affaire import Affaire
from lettres.catalogue import dossier_des_modeles, modele_de
from lettres.composition.accompagnement import TITRES, Recommandation, accompagnement
from lettres.langue.typographie import date_longue
from lettres.lecture import Donnees, valider
from lettres.production.choix import choisir
from lettres.production.projet import jour, situer
from lettres.rendu import Proprietes, Valeur, compiler
from lettres.socle.calcul import au_juste
from lettres.socle.champ import Champ, par_chemin
from lettres.socle.chemins import CheminDeFichier
from lettres.socle.classes import dataclass
from lettres.socle.erreurs import DossierInvalide

_CHAMPS = par_chemin(
    (
        Champ("titre", "texte", "Le titre de la lettre"),
        Champ("reference", "texte", "La référence du dossier"),
        Champ("date", "texte", "Le jour de la lettre"),
        Champ("rubriques", "liste", "Les rubriques de la page"),
        Champ("rubriques[].titre", "texte", "Le titre d’une rubrique"),
        Champ("rubriques[].lignes", "liste_de_textes", "Ses lignes"),
    )
)


@dataclass(frozen=True, slots=True)
class Accompagnement:
    """La page d’une lettre : ses rubriques (`relire`, `envoyer`…, dans l’ordre de `TITRES`) et leurs lignes."""

    titre: str
    reference: str
    au: date
    rubriques: Mapping[str, tuple[Recommandation, ...]]

    def texte(self) -> str:
        """La page en texte, une rubrique par paragraphe."""
        return "\n\n".join(
            "\n".join([TITRES[nom], *(f"  – {ligne.phrase}" for ligne in lignes)])
            for nom, lignes in self.rubriques.items()
        )

    def octets(self, *, cache: CheminDeFichier | None = None) -> bytes:
        """La page en Word; mêmes faits, mêmes octets. `cache` : où retrouver son modèle déjà compilé."""
        modele = compiler(dossier_des_modeles() / "accompagnement" / "accompagnement.docx", _CHAMPS, cache=cache)
        rubriques: list[Valeur] = [
            {"titre": TITRES[nom], "lignes": [ligne.phrase for ligne in lignes]}
            for nom, lignes in self.rubriques.items()
        ]
        contexte: dict[str, Valeur] = {
            "titre": self.titre,
            "reference": self.reference,
            "date": date_longue(self.au),
            "rubriques": rubriques,
        }
        proprietes = Proprietes("Que faire de cette lettre", "", self.reference, "", self.au)
        return modele.remplir(contexte, proprietes=proprietes).octets


@au_juste
def accompagner(dossier: Donnees, lettre: str, *, au: date) -> Accompagnement:
    """Que faire de cette lettre : comment l'envoyer, quoi garder, quelles dates surveiller, quoi éviter, où aller.

    Ne vérifie pas le dossier : c'est à `generer`. Lève DossierInvalide pour un dict qui n'est pas un dossier ou une
    lettre qui n'existe pas dans sa nature, et ValueError pour un « au » qui n'est pas une date.
    """
    affaire = Affaire(valider(dossier), jour(au))
    _, impossible = choisir(affaire, lettre)
    if impossible:
        raise DossierInvalide(situer(affaire.dossier, impossible))
    return de_l_affaire(affaire, lettre)


def de_l_affaire(affaire: Affaire, lettre: str) -> Accompagnement:
    """La page d'une lettre du catalogue, pour les créances que l'affaire vise."""
    modele = modele_de(lettre, affaire.dossier.nature)
    titre = modele.titre if modele else lettre
    return Accompagnement(titre, affaire.dossier.reference, affaire.au, accompagnement(affaire, lettre))
