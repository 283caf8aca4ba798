"""La maison : les modèles et les lettres de l'usager, dans son répertoire; non ce qu'une lettre en fait."""

from lettres.production.maison.repertoire import CATALOGUE, GUIDE, Maison, declaree, lire_maison, modele_de_l_empreinte

__all__ = ["CATALOGUE", "GUIDE", "Maison", "declaree", "lire_maison", "modele_de_l_empreinte"]
