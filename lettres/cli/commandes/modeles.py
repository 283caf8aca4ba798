"""Commandes `modeles lister` et `modeles verifier` : les modèles livrés, et ce qui cloche dans les vôtres."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from lettres.cli.options.arguments import OptionJson, lire_lettre, lire_nature, usage_fautif
from lettres.cli.terminal.affichage import (
    constats_en_texte,
    dire,
    en_json,
    largeur_du_terminal,
    pluriel,
    propre,
    resume,
)
from lettres.cli.terminal.codes_de_sortie import CodeDeSortie, code_des
from lettres.cli.terminal.tableau import tableau
from lettres.interface.notations import VERSION
from lettres.interface.objets_de_reference import ModeleJson, ModelesJson
from lettres.socle.erreurs import ModeleInvalide

if TYPE_CHECKING:
    from lettres.catalogue import Modele
    from lettres.dossier import Nature
    from lettres.interface.objets_de_studio import VerificationJson
    from lettres.studio import Verification


def lister(
    modeles_de: Annotated[
        str | None, typer.Option("--modeles", metavar="RÉPERTOIRE", help="Aussi vos lettres, de ce répertoire.")
    ] = None,
    en_json_: OptionJson = False,
) -> int:
    """Liste les modèles livrés, et la lettre et la nature que chacun sert."""
    from lettres.catalogue import catalogue

    modeles = [*catalogue(), *_les_votres(modeles_de)]
    if en_json_:
        livres: list[ModeleJson] = [
            {
                "lettre": m.nom,
                "nature": m.nature,
                "fichier": m.fichier,
                "version": m.version,
                "titre": m.titre,
                "fondements": list(m.fondements),
                "exige": [{"chemin": e.chemin, "libelle": e.libelle} for e in m.exige],
            }
            for m in modeles
        ]
        reponse: ModelesJson = {"version": VERSION, "modeles": livres}
        dire(en_json(reponse))
        return CodeDeSortie.FAIT
    rangees = [("LETTRE", "NATURE", "FICHIER", "VERSION", "TITRE")]
    rangees += [(m.nom, m.nature, propre(m.fichier), m.version, propre(m.titre)) for m in modeles]
    dire(tableau(rangees, largeur_du_terminal()))
    return CodeDeSortie.FAIT


def _les_votres(repertoire: str | None) -> tuple[Modele, ...]:
    if repertoire is None:
        return ()
    from lettres.production.maison import lire_maison

    return lire_maison(repertoire).lettres


def verifier(
    fichiers: Annotated[list[str], typer.Argument(metavar="FICHIER", help="Les modèles Word à vérifier.")],
    lettre: Annotated[
        str | None,
        typer.Option("--lettre", metavar="CODE", help="La lettre qu’il écrit.", show_default="reconnue à son texte"),
    ] = None,
    nature: Annotated[
        str | None,
        typer.Option("--nature", metavar="NATURE", help="Celle de ses dossiers.", show_default="reconnue à son texte"),
    ] = None,
    papier: Annotated[
        bool, typer.Option("--papier", help="Ce sont des papiers à en-tête.", show_default="reconnus à leur corps vide")
    ] = False,
    annoter: Annotated[
        str | None,
        typer.Option("--annoter", metavar="COPIE.docx", help="Écrit une copie du modèle, un commentaire par constat."),
    ] = None,
    rapport: Annotated[
        str | None, typer.Option("--rapport", metavar="R.html", help="Écrit le rapport, en une seule page HTML.")
    ] = None,
    ecraser: Annotated[bool, typer.Option("--ecraser", help="Remplace la copie et le rapport s’ils existent.")] = False,
    en_json_: OptionJson = False,
) -> int:
    """Vérifie des modèles Word sans aucun dossier : tout ce qui y cloche, à sa place, avec son remède.

    Chaque modèle s’essaie sur des dossiers fictifs : le plus court, le plus long, à une femme, à un homme, à une
    entreprise, chaque branche, aucune rangée ou cinquante. Une note {# lettres: taire CODE "motif" #} tait un constat.
    Un papier à en-tête, dont le corps est vide, s’y vérifie aussi.

    Code de sortie : 0 sans erreur, 1 s’il y a des erreurs, 3 si un modèle est refusé.
    """
    from lettres.studio import est_un_papier, verifier_un_papier

    code_lettre, de_nature = lire_lettre(lettre), None if nature is None else lire_nature(nature)
    _exiger_une_copie_a_part(annoter, fichiers)
    verifies = [
        verifier_un_papier(fichier)
        if papier or est_un_papier(fichier)
        else _verifier_un_modele(fichier, code_lettre, de_nature)
        for fichier in fichiers
    ]
    with ExitStack() as pile:
        copie = _ecrire_la_copie(annoter, verifies[0], pile, ecraser=ecraser)
        page = _ecrire_le_rapport(rapport, verifies, pile, ecraser=ecraser)
        if en_json_:
            from lettres import interface

            reponse: VerificationJson = {
                "version": VERSION,
                "modeles": [interface.modele_verifie(v, copie) for v in verifies],
                "rapport": page,
            }
            dire(en_json(reponse))
        else:
            ecrits = [f"Copie annotée : {propre(copie)}"] if copie else []
            ecrits += [f"Rapport : {propre(page)}"] if page else []
            dire("\n\n".join([*(_en_texte(v) for v in verifies), *ecrits]))
    return max(CodeDeSortie.MODELE if v.refuse else code_des(v.constats) for v in verifies)


def _verifier_un_modele(fichier: str, lettre: str | None, nature: Nature | None) -> Verification:
    """Le modèle vérifié pour la lettre dite; sinon, pour celle que déclare le catalogue d'à côté."""
    from lettres.production.maison import declaree
    from lettres.studio import verifier_un_modele

    sienne = declaree(Path(fichier)) if lettre is None and nature is None else None
    if sienne is None:
        return verifier_un_modele(fichier, lettre=lettre, nature=nature)
    return verifier_un_modele(fichier, lettre=sienne.lettre, nature=sienne.nature, mentions=sienne.mentions)


def _exiger_une_copie_a_part(annoter: str | None, fichiers: Sequence[str]) -> None:
    """Une copie est celle d'un seul modèle, et jamais le modèle lui-même."""
    if annoter is None:
        return
    if len(fichiers) > 1:
        raise usage_fautif(
            "U028", "--annoter", "« --annoter » écrit la copie d’un seul modèle.", "Nommez un seul modèle à la fois."
        )
    if Path(annoter).resolve() == Path(fichiers[0]).resolve():
        message = "La copie annotée porterait le nom du modèle, qui serait perdu."
        raise usage_fautif("U028", "--annoter", message, "Nommez un autre fichier, par exemple « modele-annote.docx ».")


def _ecrire_la_copie(annoter: str | None, verification: Verification, pile: ExitStack, *, ecraser: bool) -> str | None:
    if annoter is None:
        return None
    from lettres.sortie import destination, retirable
    from lettres.studio.copies.copie import copie_annotee

    if not verification.octets:
        raise ModeleInvalide(verification.constats)
    ou, nom = destination(annoter, f"{Path(verification.fichier).stem}_ANNOTE.docx")
    return str(pile.enter_context(retirable(copie_annotee(verification), ou, nom, ecraser=ecraser)))


def _ecrire_le_rapport(
    rapport: str | None, verifies: Sequence[Verification], pile: ExitStack, *, ecraser: bool
) -> str | None:
    if rapport is None:
        return None
    from lettres.sortie import chemin_de_sortie, retirable
    from lettres.studio.pages.rapport_html import rapport as en_html

    voulu = Path(chemin_de_sortie(rapport))
    return str(pile.enter_context(retirable(en_html(verifies).encode(), voulu.parent, voulu.name, ecraser=ecraser)))


def _en_texte(verification: Verification) -> str:
    """Les constats d'un modèle, ce qu'il tait, et sur quoi il a été essayé."""
    lignes = [constats_en_texte(verification.constats)] if verification.constats else []
    lignes += [f"  Tu : {t.constat.code}, « {propre(t.motif)} »." for t in verification.tus]
    tus = f" {pluriel(len(verification.tus), 'constat')} sous silence." if verification.tus else ""
    lignes.append(f"{propre(verification.fichier)}: {resume(verification.constats)}{tus} {_essaye(verification)}")
    return "\n".join(lignes)


def _essaye(verification: Verification) -> str:
    if verification.papier:
        return "Papier à en-tête refusé." if verification.refuse else "Papier à en-tête des lettres livrées."
    if not verification.cibles:
        return "Lettre non reconnue : dites-la (--lettre, --nature) pour l’essayer sur des dossiers fictifs."
    lettres = ", ".join(f"{c.lettre} ({c.nature})" for c in verification.cibles)
    if not verification.specimens:
        return f"{lettres}; à essayer une fois corrigé."
    return f"{lettres} : essayé sur {len(verification.specimens)} dossiers fictifs."
