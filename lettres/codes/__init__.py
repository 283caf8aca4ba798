"""Codes : la seule table de tout ce que l'outil peut dire. Qui veut savoir quelque chose d'un code le lui demande."""

from lettres.codes.assemblage import adoucir_pour_une_ebauche, forcer, table

__all__ = ["adoucir_pour_une_ebauche", "forcer", "table"]
