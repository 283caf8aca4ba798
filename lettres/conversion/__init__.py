"""Conversion : une lettre finie sous une autre forme, PDF, texte ou page Web, tirée du même document.

Rien ne s'y compose ni ne s'y met en page une seconde fois : le PDF est celui que fait LibreOffice du document Word, le
texte et la page Web sont ses paragraphes. Ne sait rien du dossier.
"""

from typing import TYPE_CHECKING

from lettres.socle.paresse import a_la_demande

if TYPE_CHECKING:
    from lettres.conversion.bureautique import PAR_APPEL
    from lettres.conversion.page_web import en_html
    from lettres.conversion.pdf import Pdf, chaque_pdf, en_pdf, exiger_de_quoi_faire_un_pdf, fait_de, pages_de
    from lettres.conversion.pdf_reuni import AReunir, exiger_de_quoi_reunir, reunis
    from lettres.conversion.sceau import est_intact
    from lettres.conversion.texte_seul import en_texte

_D_OU = {
    "bureautique": ("PAR_APPEL",),
    "page_web": ("en_html",),
    "pdf": ("Pdf", "chaque_pdf", "en_pdf", "exiger_de_quoi_faire_un_pdf", "fait_de", "pages_de"),
    "pdf_reuni": ("AReunir", "exiger_de_quoi_reunir", "reunis"),
    "sceau": ("est_intact",),
    "texte_seul": ("en_texte",),
}
__all__ = [
    "PAR_APPEL",
    "AReunir",
    "Pdf",
    "chaque_pdf",
    "en_html",
    "en_pdf",
    "en_texte",
    "est_intact",
    "exiger_de_quoi_faire_un_pdf",
    "exiger_de_quoi_reunir",
    "fait_de",
    "pages_de",
    "reunis",
]

__getattr__ = a_la_demande(__name__, _D_OU)
