"""Liminaires : la couverture, la table et les intercalaires du cahier, en Word, puis en pages.

LibreOffice en fait des pages; sans lui, le texte du même document est tapé à la machine, mot pour mot.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from functools import lru_cache
from pathlib import Path

from lettres.cahier.pages_a_la_machine import taper
from lettres.cahier.pages_sures import copier_les_pages
from lettres.catalogue import dossier_des_modeles
from lettres.conversion.bureautique import PAR_APPEL, convertir
from lettres.conversion.texte_seul import en_texte
from lettres.dossier import Dossier
from lettres.langue.typographie import date_longue
from lettres.rendu import ModeleCompile, Proprietes, Valeur, compiler
from lettres.socle.champ import Champ, par_chemin
from lettres.socle.chemins import CheminDeFichier
from lettres.socle.classes import dataclass

_CHAMPS = par_chemin(
    (
        Champ("reference", "texte", "La référence du dossier"),
        Champ("compte", "texte", "Le nombre de pièces et de pages"),
        Champ("parties", "liste", "De qui vient le cahier, et à qui il s’adresse"),
        Champ("parties[].role", "texte", "Le rôle d’une partie"),
        Champ("parties[].nom", "texte", "Son nom"),
        Champ("pieces", "liste", "Les pièces, dans l’ordre du dossier"),
        Champ("pieces[].numero", "texte", "Le numéro d’une pièce"),
        Champ("pieces[].titre", "texte", "Son titre"),
        Champ("pieces[].date", "texte", "Sa date"),
        Champ("pieces[].page", "texte", "La page de son intercalaire"),
        Champ("pieces[].empreinte", "texte", "L’empreinte que le dossier en a notée"),
        Champ("pieces[].ecartee", "oui_non", "Vrai si elle est laissée de côté"),
        Champ("notees", "oui_non", "Vrai si le dossier a noté une empreinte"),
        Champ("numero", "texte", "Le numéro de la pièce"),
        Champ("titre", "texte", "Son titre"),
        Champ("date", "texte", "Sa date"),
        Champ("raison", "texte", "Pourquoi elle est laissée de côté"),
    )
)


@dataclass(frozen=True, slots=True)
class Annoncee:
    """Une pièce, telle que la table et son intercalaire l'annoncent; `raison` dit pourquoi elle est laissée de côté."""

    numero: str
    titre: str
    date: str
    empreinte: str
    raison: str = ""
    page: int = 0


@dataclass(frozen=True, slots=True)
class Liminaires:
    """Ce qui précède les pièces d'un dossier, et chacune d'elles."""

    dossier: Dossier
    a_la_machine: bool
    """LibreOffice n'est pas là."""
    cache: CheminDeFichier | None = None

    def annoncer(self, rang: int, raison: str) -> Annoncee:
        """Ce que le dossier dit de la pièce de ce rang."""
        piece = self.dossier.pieces[rang]
        jour = date_longue(piece.date) if piece.date else ""
        phrase = f"{raison[:1].upper()}{raison[1:]}." if raison else ""
        return Annoncee(piece.id, piece.titre, jour, (piece.empreinte or "").lower(), phrase)

    def couverture(self, compte: str) -> bytes:
        """La couverture, en Word."""
        creancier = self.dossier.expediteur.mandant or self.dossier.expediteur
        parties: list[Valeur] = [
            {"role": "De la part de", "nom": creancier.nom},
            {"role": "Destinataire", "nom": self.dossier.destinataire.nom},
        ]
        return self._remplir("couverture", {"compte": compte, "parties": parties})

    def table(self, annoncees: Sequence[Annoncee]) -> bytes:
        """La table des pièces, en Word, chacune à sa page."""
        pieces: list[Valeur] = [
            {
                "numero": a.numero,
                "titre": a.titre,
                "date": a.date,
                "page": str(a.page),
                "empreinte": a.empreinte,
                "ecartee": bool(a.raison),
            }
            for a in annoncees
        ]
        return self._remplir("table", {"pieces": pieces, "notees": any(a.empreinte for a in annoncees)})

    def intercalaire(self, annoncee: Annoncee) -> bytes:
        """La page qui précède une pièce, ou en tient lieu, en Word."""
        a = annoncee
        return self._remplir("intercalaire", {"numero": a.numero, "titre": a.titre, "date": a.date, "raison": a.raison})

    def mettre_en_pages(self, documents: Sequence[Callable[[], bytes]], cibles: Sequence[Path]) -> list[int]:
        """Écrit les pages de chaque document Word dans le fichier de même rang; rend leurs nombres.

        Ceux d'un même appel à LibreOffice sont seuls en mémoire.
        """
        nombres: list[int] = []
        for debut in range(0, len(documents), PAR_APPEL):
            fin = debut + PAR_APPEL
            nombres += self._par_un_appel(documents[debut:fin], cibles[debut:fin])
        return nombres

    def _par_un_appel(self, documents: Sequence[Callable[[], bytes]], cibles: Sequence[Path]) -> list[int]:
        words = [document() for document in documents]
        pdfs = [None] * len(words) if self.a_la_machine else convertir(words, nu=True)
        nombres = []
        for word, pdf, cible in zip(words, pdfs, cibles, strict=True):
            brut = cible.with_suffix(".brut")
            if not isinstance(pdf, bytes):
                taper(en_texte(word), brut)
            else:
                brut.write_bytes(pdf)
            nombre, _ = copier_les_pages(brut, cible)
            brut.unlink()
            nombres.append(nombre)
        return nombres

    def _remplir(self, nom: str, contexte: dict[str, Valeur]) -> bytes:
        reference = self.dossier.reference
        modele = _modele(nom, None if self.cache is None else os.fspath(self.cache))
        proprietes = Proprietes("Cahier de pièces", "", reference)
        return modele.remplir({"reference": reference, **contexte}, proprietes=proprietes).octets


@lru_cache(maxsize=8)
def _modele(nom: str, cache: str | None) -> ModeleCompile:
    return compiler(dossier_des_modeles() / "cahier" / f"{nom}.docx", _CHAMPS, cache=cache)
