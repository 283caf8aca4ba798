"""Le contrôle : la barrière que toute lettre finie passe, d'où qu'elle vienne."""

from lettres.barriere.barriere import controler, controler_la_notre, mentions_absentes, textes_fixes

__all__ = ["controler", "controler_la_notre", "mentions_absentes", "textes_fixes"]
