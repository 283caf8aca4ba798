"""Conversion : une lettre finie sous une autre forme, PDF, texte ou page Web, tirée du même document.

Rien ne s'y compose ni ne s'y met en page une seconde fois : le PDF est celui que fait LibreOffice du document Word, le
texte et la page Web sont ses paragraphes. Ne sait rien du dossier.
"""

from typing import TYPE_CHECKING

from lettres.socle.paresse import a_la_demande

if TYPE_CHECKING:
    from lettres.conversion.page_web import en_html
    from lettres.conversion.pdf import Pdf, en_pdf
    from lettres.conversion.texte_seul import en_texte

__all__ = ["Pdf", "en_html", "en_pdf", "en_texte"]

__getattr__ = a_la_demande(__name__, {"page_web": ("en_html",), "pdf": ("Pdf", "en_pdf"), "texte_seul": ("en_texte",)})
