"""Réunion : plusieurs PDF en un seul, un signet à chacun, sans jamais les tenir tous en mémoire.

Le fichier réuni sert à imprimer et à classer. Il a les balises de chaque lettre, l'une après l'autre, et se dit PDF/UA
si toutes le sont; qu'une seule n'en ait pas, et il n'en a aucune. Il ne se dit pas d'archives (PDF/A) et n'a pas leur
provenance : c'est la lettre seule que l'on envoie, et que l'on garde.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

from lettres.conversion.bureautique import refus
from lettres.socle.classes import NamedTuple

if TYPE_CHECKING:
    from pikepdf import Pdf

    from lettres.conversion.balises_reunies import BalisesReunies

_PAR_GROUPE = 40
"""Les PDF réunis d'un coup : la mémoire est celle d'un groupe."""


class AReunir(NamedTuple):
    """Un PDF à réunir : son fichier, ce que dit son signet, et le nombre de ses pages."""

    fichier: Path
    signet: str
    pages: int


def exiger_de_quoi_reunir() -> None:
    """Lève SortieRefusee, avec la commande qui l'installe, s'il manque la bibliothèque qui réunit des PDF."""
    try:
        import pikepdf  # noqa: F401 -- dit ce qui manque avant la première lettre
    except ImportError:
        remede = "Installez-le : pip install 'lettres[cahier]'"
        raise refus("S022", "Il manque de quoi réunir des PDF.", remede) from None


@contextmanager
def reunis(lettres: Sequence[AReunir], titre: str) -> Iterator[Path]:
    """Le PDF de tous ceux-là, dans l'ordre, le temps du bloc; les mêmes donnent les mêmes octets.

    Lève SortieRefusee si l'un ne se lit pas, ou s'il manque de quoi les réunir.
    """
    exiger_de_quoi_reunir()
    import pikepdf

    with tempfile.TemporaryDirectory(prefix="lettres-", ignore_cleanup_errors=True) as prive:
        ici = Path(prive)
        try:
            brut, fini = ici / "brut.pdf", ici / "reuni.pdf"
            enchainer([a.fichier for a in lettres], brut)
            with pikepdf.open(brut) as pdf:
                pdf.docinfo["/Title"] = titre
                pdf.Root.Lang = pikepdf.String("fr-CA")
                pdf.Root.PageMode = pikepdf.Name.UseOutlines
                pdf.Root.ViewerPreferences = pikepdf.Dictionary(DisplayDocTitle=True)
                if (balises := _balises(lettres, pdf)) is not None:
                    balises.poser()
                    pdf.Root.Metadata = pdf.make_stream(_xmp(titre, accessible=balises.accessible))
                    pdf.Root.Metadata.Type, pdf.Root.Metadata.Subtype = pikepdf.Name.Metadata, pikepdf.Name.XML
                with pdf.open_outline() as plan:
                    page = 0
                    for a in lettres:
                        plan.root.append(pikepdf.OutlineItem(a.signet, page))
                        page += a.pages
                pdf.save(fini, deterministic_id=True)
        except (pikepdf.PdfError, pikepdf.JobUsageError) as faute:
            message = "L’un des PDF ne se lit plus : ils n’ont pas été réunis."
            raise refus("S322", message, "Rangez ailleurs le PDF que vous avez changé, puis recommencez.") from faute
        yield fini


def _balises(lettres: Sequence[AReunir], pdf: Pdf) -> BalisesReunies | None:
    """La structure de toutes ces lettres; None, si l'une n'en a pas."""
    import pikepdf

    from lettres.conversion.balises_reunies import BalisesReunies, SansBalises

    balises, page = BalisesReunies(pdf), 0
    try:
        for a in lettres:
            with pikepdf.open(a.fichier) as source:
                if len(source.pages) != a.pages:
                    return None
                balises.ajouter(source, page, a.signet)
            page += a.pages
    except (
        SansBalises,
        AttributeError,
        KeyError,
        TypeError,
        ValueError,
    ):  # -- une structure abîmée s'écrit n'importe comment --
        return None
    return balises


def _xmp(titre: str, *, accessible: bool) -> bytes:
    ua = '<pdfuaid:part xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">1</pdfuaid:part>' if accessible else ""
    return (
        '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/">'
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about="" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title><rdf:Alt><rdf:li xml:lang="x-default">'
        f"{escape(titre)}</rdf:li></rdf:Alt></dc:title>{ua}</rdf:Description></rdf:RDF></x:xmpmeta>"
        '<?xpacket end="w"?>'
    ).encode()


def enchainer(fichiers: Sequence[Path], vers: Path, *, effacer: bool = False) -> None:
    """Met des PDF bout à bout, peu à la fois; `effacer` : chacun, dès qu'il est copié.

    Lève les erreurs de pikepdf. Les fichiers passagers sont à côté de `vers`.
    """
    import pikepdf

    groupes = [fichiers[debut : debut + _PAR_GROUPE] for debut in range(0, len(fichiers), _PAR_GROUPE)]
    if len(groupes) > 1:
        # -- d'une volée à l'autre, ils sont moins nombreux : aucun nom ne revient --
        reunis_ = [vers.with_name(f"{vers.stem}-{len(fichiers)}-{rang}.pdf") for rang in range(len(groupes))]
        for groupe, reuni in zip(groupes, reunis_, strict=True):
            enchainer(groupe, reuni, effacer=effacer)
        enchainer(reunis_, vers, effacer=True)
        return
    noms = [str(fichier.absolute()) for fichier in fichiers]
    options = ["--empty", "--deterministic-id", "--object-streams=generate"]
    pikepdf.Job(["lettres", *options, "--pages", *noms, "--", str(vers)]).run()
    if effacer:
        for fichier in fichiers:
            fichier.unlink()
