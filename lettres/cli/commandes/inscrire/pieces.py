"""Commande `pieces` : ce que sont devenues les pièces; leurs empreintes notées, une pièce de plus, leur cahier."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from lettres.cli.commandes.inscrire.ce_qui_change import FichierChange, FichierLu
from lettres.cli.commandes.inscrire.nouvelle_piece import NouvellePiece
from lettres.cli.commandes.inscrire.porter import jour_de
from lettres.cli.commandes.inscrire.sur_le_fichier import changer, ecrire, lire
from lettres.cli.options import cahier_voulu
from lettres.cli.options.arguments import OptionJson, aujourd_hui, usage_fautif
from lettres.cli.terminal.affichage import constats_en_texte, dire, en_json, largeur_du_terminal, propre
from lettres.cli.terminal.codes_de_sortie import code_des
from lettres.cli.terminal.tableau import tableau
from lettres.socle.chemins import a_taper
from lettres.socle.classes import dataclass
from lettres.socle.constats import chemin_lisible

if TYPE_CHECKING:
    from lettres.dossier import Dossier
    from lettres.interface.objets_d_ecriture import ACollerJson, PieceJson
    from lettres.lecture.ajouts import Geste
    from lettres.production.pieces import PieceRegardee, Pieces

_EN_CLAIR = {
    "sans_fichier": "aucun fichier nommé",
    "absente": "ABSENTE",
    "illisible": "ILLISIBLE",
    "vide": "VIDE",
    "a_noter": "à noter",
    "conforme": "conforme",
    "changee": "CHANGÉE",
}


@dataclass(frozen=True)
class _Notees(FichierChange):
    """Le dossier où des pièces sont notées ou ajoutées, prêt à paraître."""

    ajoutee: str | None
    notees: tuple[str, ...]


def pieces(
    contexte: typer.Context,
    dossier: Annotated[
        str,
        typer.Argument(metavar="DOSSIER", help="Le dossier : un fichier YAML, JSON ou TOML."),
    ],
    noter: Annotated[
        bool, typer.Option("--noter", help="Écrit au dossier l’empreinte des fichiers qui n’y en ont pas.")
    ] = False,
    renoter: Annotated[
        list[str] | None,
        typer.Option("--renoter", metavar="P-N", help="Remplace l’empreinte de cette pièce, dont le fichier a changé."),
    ] = None,
    ajouter: Annotated[
        str | None,
        typer.Option("--ajouter", metavar="FICHIER", help="Ajoute cette pièce au dossier; le fichier reste où il est."),
    ] = None,
    titre: Annotated[
        str | None, typer.Option("--titre", metavar="TITRE", help="Son titre, tel que la lettre l’écrira.")
    ] = None,
    date: Annotated[str | None, typer.Option("--date", metavar="AAAA-MM-JJ", help="La date de la pièce.")] = None,
    id_: Annotated[
        str | None, typer.Option("--id", metavar="P-N", help="Son numéro.", show_default="le suivant des vôtres")
    ] = None,
    facture: Annotated[
        list[str] | None,
        typer.Option("--facture", "--creance", metavar="F", help="La facture qu’elle prouve, et qui la citera."),
    ] = None,
    contrat: Annotated[bool, typer.Option("--contrat", help="Elle est le contrat, qui la citera.")] = False,
    citer: Annotated[
        str | None,
        typer.Option("--citer", metavar="P-N", help="Fait citer une pièce qui y est déjà, par --facture ou --contrat."),
    ] = None,
    cahier: Annotated[
        str | None,
        typer.Option("--cahier", metavar="F.pdf", help="Réunit les pièces en un PDF : table, intercalaires, tampons."),
    ] = None,
    ecraser: Annotated[bool, typer.Option("--ecraser", help="Remplace le cahier, s’il y en a un.")] = False,
    en_json_: OptionJson = False,
) -> int:
    """Dit ce que sont devenues les pièces, et ce que le dossier en cite; en note, en ajoute, les relie.

    Un fichier absent, changé, vide ou illisible; une pièce jamais citée, ou citée sans être jointe. Les chemins
    se comptent du répertoire du dossier; un numéro donné ne change jamais. Au cahier, une pièce qui ne se met pas en
    pages laisse une page qui dit pourquoi.

    Code de sortie : 0 sans erreur, 1 s’il y a des erreurs et que rien n’était à écrire.

    Exemple : lettres pieces dossier.yaml --ajouter contrat.pdf --titre "Contrat de service" --noter
    """
    reponse = contexte.obj
    reponse |= {"fichier": dossier, "reference": None, "pieces": [], "non_listees": [], "ajoutee": None, "notees": []}
    reponse |= {"a_coller": [], "lignes": [], "remplacees": [], "cahier": None}
    voulue = NouvellePiece(ajouter, titre, jour_de(date, "--date"), id_, tuple(facture or ()), contrat, citer)
    voulue.exiger_un_fichier()
    ecrit = bool(noter or renoter or ajouter or citer)
    if cahier is not None:
        cahier_voulu.exiger_qu_il_se_fasse(ecrit_au_dossier=ecrit)
    if not ecrit:
        return _dire(dossier, cahier, ecraser=ecraser, en_json_=en_json_, reponse=reponse)
    jour = aujourd_hui()

    def preparer(lu: FichierLu) -> _Notees:
        return _preparer(lu, dossier, voulue, tuple(renoter or ()), jour, noter=noter, muette=en_json_)

    def raconter(faites: _Notees) -> str:
        vues = _regarder(faites.apres, dossier, jour)
        if en_json_:
            return en_json(reponse | _en_objet(faites.apres, vues, faites.lu.format) | _ecrites(faites))
        return "\n".join([*_racontees(faites, dossier), *_en_texte(vues, dossier)])

    return ecrire(dossier, voulue.a_coller(dossier), preparer, raconter)


def _regarder(lu: Dossier, dossier: str, au: date) -> Pieces:
    from lettres.production.pieces import regarder

    return regarder(lu, au, Path(dossier).parent)


def _dire(dossier: str, cahier: str | None, *, ecraser: bool, en_json_: bool, reponse: dict[str, object]) -> int:
    """Ce que sont devenues les pièces, sans rien écrire au dossier; leur cahier, s'il est demandé."""
    lu = lire(dossier)
    vues = _regarder(lu.dossier, dossier, aujourd_hui())
    ecrit = None
    if cahier is not None:
        from lettres.production.projet import situer

        ecrit = cahier_voulu.ecrire_le_cahier(lu.dossier, vues, dossier, cahier, ecraser=ecraser)
        vues = vues.avec(situer(lu.dossier, ecrit[1].constats))
    if en_json_:
        relie = {"cahier": cahier_voulu.en_objet(*ecrit) if ecrit else None}
        dire(en_json(reponse | _en_objet(lu.dossier, vues, lu.format) | relie))
    else:
        dire("\n".join([*_en_texte(vues, dossier), *_empreintes_a_coller(vues, dossier, lu.format)]))
        if ecrit:
            dire("\n".join(cahier_voulu.en_texte(*ecrit)))
    return code_des(vues.constats)


# -- Noter et ajouter --


def _preparer(
    lu: FichierLu,
    dossier: str,
    voulue: NouvellePiece,
    renoter: tuple[str, ...],
    au: date,
    *,
    noter: bool,
    muette: bool,
) -> _Notees:
    ajoutee, gestes = voulue.gestes(lu, dossier)
    intermediaire, apres = changer(lu, gestes, muette=muette)
    a_noter = list(_a_noter(_regarder(apres, dossier, au), renoter, noter=noter))
    notes: list[Geste] = [(("pieces", vue.rang, "empreinte"), vue.empreinte) for vue in a_noter]
    if notes:
        plus = FichierLu(intermediaire, lu.nom, lu.format, apres)
        intermediaire, apres = changer(plus, notes, muette=muette)
    return _Notees(lu, intermediaire, apres, ajoutee, tuple(vue.piece.id for vue in a_noter))


def _a_noter(vues: Pieces, renoter: tuple[str, ...], *, noter: bool) -> Iterator[PieceRegardee]:
    from lettres.production.pieces import EtatDePiece

    connues = {vue.piece.id: vue for vue in vues.regardees}
    for numero in renoter:
        vue = connues.get(numero)
        if vue is None or vue.empreinte is None:
            quoi = "n’est pas au dossier" if vue is None else "n’a pas de fichier qui se lise"
            remede = "« lettres pieces » dit où en est chacune."
            raise usage_fautif("U025", "--renoter", f"La pièce « {numero} » {quoi}.", remede)
        if vue.etat is EtatDePiece.CHANGEE:
            yield vue
    if noter:
        yield from (vue for vue in vues.regardees if vue.se_note)


# -- Dire --


def _racontees(faites: _Notees, dossier: str) -> Iterator[str]:
    if faites.nouveaux == faites.lu.octets:
        yield f"Rien à noter dans {propre(dossier)}."
        return
    quoi = [f"{faites.ajoutee} ajoutée"] if faites.ajoutee else []
    quoi += [f"empreinte notée : {', '.join(faites.notees)}"] if faites.notees else []
    yield f"Écrit dans {propre(dossier)} : {'; '.join(quoi) or 'la pièce y est citée'}."
    yield from faites.en_texte()


def _en_texte(vues: Pieces, dossier: str) -> Iterator[str]:
    if not vues.regardees:
        yield "Aucune pièce au dossier."
        ajouter = a_taper("pieces", propre(dossier), '--ajouter FICHIER --titre "…"')
        yield f"Pour en ajouter une : {ajouter}"
    else:
        rangees = [("PIÈCE", "FICHIER", "ÉTAT", "CITÉE", "TITRE")]
        for vue in vues.regardees:
            fichier, titre = propre(vue.piece.fichier or "–"), propre(vue.piece.titre)
            rangees.append((vue.piece.id, fichier, _EN_CLAIR[vue.etat], "oui" if vue.citee else "non", titre))
        yield tableau(rangees, largeur_du_terminal())
    if vues.constats:
        yield constats_en_texte(vues.constats)


def _empreintes_a_coller(vues: Pieces, dossier: str, format_: str) -> Iterator[str]:
    collees = _a_coller(vues, format_)
    if collees:
        yield "À écrire sous chaque pièce :"
        yield from (f"  {c['id']} : {c['texte']}" for c in collees)
        yield f"  ou : {a_taper('pieces', propre(dossier), '--noter')}"


def _a_coller(vues: Pieces, format_: str) -> list[ACollerJson]:
    from lettres.lecture.ajouts.ajout import paire_a_coller

    return [
        {"id": vue.piece.id, "texte": paire_a_coller("empreinte", vue.empreinte, format_)}
        for vue in vues.regardees
        if vue.se_note
    ]


def _en_objet(lu: Dossier, vues: Pieces, format_: str) -> dict[str, object]:
    from lettres import interface

    return {
        "reference": lu.reference,
        "pieces": [_piece(vue) for vue in vues.regardees],
        "non_listees": [{"id": n, "chemins": [chemin_lisible(c) for c in ou]} for n, ou in vues.non_listees],
        "a_coller": _a_coller(vues, format_),
        "constats": interface.constats(vues.constats),
    }


def _piece(vue: PieceRegardee) -> PieceJson:
    return {
        "id": vue.piece.id,
        "titre": vue.piece.titre,
        "date": vue.piece.date.isoformat() if vue.piece.date else None,
        "fichier": vue.piece.fichier,
        "etat": vue.etat.value,
        "empreinte": vue.empreinte,
        "notee": vue.piece.empreinte,
        "octets": vue.octets,
        "citee": vue.citee,
        "meme_que": vue.meme_que,
    }


def _ecrites(faites: _Notees) -> dict[str, object]:
    return {
        "ajoutee": faites.ajoutee,
        "notees": list(faites.notees),
        "lignes": faites.lignes,
        "remplacees": faites.remplacees,
    }
