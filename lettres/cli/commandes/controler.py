"""Commande `controler` : relit une lettre finie et dit ce qui y manque, s'y contredit ou n'y a pas sa place."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date
from typing import TYPE_CHECKING, Annotated

import typer

import lettres
from lettres import interface
from lettres.cli.options.arguments import OptionJson, lire_au, usage_fautif
from lettres.cli.options.configuration import OptionModeles, avec_les_modeles, preferences_de
from lettres.cli.terminal.affichage import constats_en_texte, dire, en_json, propre, resume
from lettres.cli.terminal.codes_de_sortie import code_des
from lettres.socle.classes import NamedTuple
from lettres.socle.constats import abreger

if TYPE_CHECKING:
    from lettres.catalogue import Modele
    from lettres.dossier import Dossier
    from lettres.production.maison import Maison


def controler(
    contexte: typer.Context,
    lettre: Annotated[str, typer.Argument(metavar="LETTRE", help="La lettre finie : .docx, .pdf ou .html.")],
    type_: Annotated[
        str | None,
        typer.Option(
            "--type",
            metavar="T",
            help="Le type : A, B, C, D, E, F, F-rappel, G ou K; ou le code d’une lettre à vous.",
            show_default="reconnu au contenu",
        ),
    ] = None,
    modeles: OptionModeles = None,
    dossier: Annotated[
        str | None, typer.Option("--dossier", metavar="D", help="Le dossier dont la lettre doit dire les faits.")
    ] = None,
    au: Annotated[
        str | None,
        typer.Option(
            "--au", metavar="AAAA-MM-JJ", help="La date de la lettre.", show_default="celle que la lettre porte"
        ),
    ] = None,
    en_json_: OptionJson = False,
) -> int:
    """Relit une lettre finie : provenance, éléments obligatoires, sommes et dates, mots défendus.

    La lettre peut venir de l’outil, avoir été retouchée ou avoir été écrite par un autre. Rien n’est modifié. En texte
    seul, une lettre ne garde pas d’où elle vient, et ne se relit pas. Un PDF demande « pip install 'lettres[pdf]' ».
    Code de sortie : 0 sans erreur, 1 s’il y a des erreurs, 2 usage ou dossier illisible, 3 lettre illisible.
    """
    reponse: dict[str, object] = contexte.obj
    reponse |= {"fichier": lettre, "type": type_, "dossier": dossier, "au": au}
    jour = lire_au(au) if au is not None else None
    maison = _maison(dossier, modeles)
    _verifier_le_type(type_, maison)
    affaire = lettres.lire(dossier) if dossier is not None else None
    provenance = _provenance(lettre, affaire)
    selon = _selon(maison, type_, provenance)
    constats = _controler(lettre, selon, affaire, jour)
    if en_json_:
        dire(en_json(reponse | {"provenance": provenance, "constats": interface.constats(constats)}))
        return code_des(constats)
    dire(f"{propre(lettre)}: {_en_phrase(provenance, selon.titre)}")
    dire(f"{constats_en_texte(constats)}\n{resume(constats)}" if constats else f"{propre(lettre)}: rien à redire.")
    return code_des(constats)


class _Selon(NamedTuple):
    """Ce d'après quoi la lettre se relit : son type, et, d'un modèle de l'usager, ses textes et ses mentions."""

    type: str | None
    fixes: tuple[str, ...] | None = None
    mentions: tuple[str, ...] = ()
    titre: str = ""


def _controler(lettre: str, selon: _Selon, dossier: Dossier | None, jour: date | None) -> list[lettres.Constat]:
    from lettres.barriere import controler as relire

    return relire(lettre, type=selon.type, dossier=dossier, au=jour, fixes=selon.fixes, mentions=selon.mentions)


def _maison(dossier: str | None, modeles: str | None) -> Maison | None:
    """Les modèles de l'usager : nommés, sinon du `lettres.toml` d'à côté du dossier, sinon de l'environnement."""
    from lettres.production.preferences import AUCUNES

    return avec_les_modeles(AUCUNES if dossier is None else preferences_de(dossier, None), modeles).maison


def _selon(maison: Maison | None, type_: str | None, provenance: dict[str, str]) -> _Selon:
    """Le modèle de la maison qui a fait la lettre, si elle le dit; sinon celui de la lettre que l'on nomme."""
    if maison is None:
        return _Selon(type_)
    from lettres.barriere import textes_fixes
    from lettres.production.maison import modele_de_l_empreinte

    nommee = next((m for m in maison.lettres if type_ is not None and m.code == type_.strip()), None)
    if trouve := modele_de_l_empreinte(maison, provenance.get("empreinte_modele", "")):
        possibles, octets = trouve
        # -- un même modèle peut en écrire plusieurs : le contenu de la lettre dit laquelle --
        seul = nommee or (possibles[0] if len(possibles) == 1 else None)
        titre = f"{seul.titre}, {seul.fichier}" if seul else possibles[0].fichier
        dit = _cle(seul) if seul and (nommee or type_ is None) else type_
        return _Selon(dit, textes_fixes(octets, possibles[0].fichier), seul.mentions if seul else (), titre)
    return _Selon(type_) if nommee is None else _Selon(_cle(nommee), None, nommee.mentions)


def _cle(modele: Modele) -> str:
    return f"{modele.lettre}-{modele.nature}"


def _provenance(lettre: str, dossier: Dossier | None) -> dict[str, str]:
    """Ce que la lettre dit d'elle-même; `dossier` : est-elle faite de ce dossier-ci, tel qu'il est ?"""
    from lettres.barriere.lecture import lire_sa_provenance
    from lettres.socle.donnees import empreinte_des_faits

    trace = lire_sa_provenance(lettre)
    dite = {"etat": str(trace.etat)}
    if trace.provenance is not None:
        dite |= {nom: str(valeur) for nom, valeur in asdict(trace.provenance).items()}
        if dossier is not None:
            du_meme = trace.provenance.dossier == empreinte_des_faits(dossier)
            dite["dossier_donne"] = "identique" if du_meme else "different"
    return dite


def _en_phrase(provenance: dict[str, str], sien: str) -> str:
    if provenance["etat"] == "etrangere":
        return "cette lettre ne vient pas de l’outil, ou n’en porte plus la marque."
    modele = (
        f"modèle {provenance['modele']} {provenance['version_modele']}" if provenance["modele"] else _le_votre(sien)
    )
    suite = "inchangée depuis" if provenance["etat"] == "inchangee" else "RETOUCHÉE depuis"
    dossier = {"identique": "; le dossier est le même", "different": "; le dossier a changé depuis"}
    forcee = f", forcée malgré {', '.join(provenance['forces'].split())}" if provenance["forces"] else ""
    sienne = ", selon votre politique" if provenance["politique"] else ""
    signee = ", signée par image" if provenance["signature"] else ""
    sienne += ", sur votre papier" if provenance["papier"] else ""
    phrase = f"faite par {provenance['outil']} au {provenance['au']} ({modele}){sienne}{forcee}{signee}, {suite}"
    return propre(phrase) + dossier.get(provenance.get("dossier_donne", ""), "") + "."


def _le_votre(titre: str) -> str:
    return f"votre modèle : {titre}" if titre else "votre modèle"


def _verifier_le_type(type_: str | None, maison: Maison | None) -> None:
    from lettres.barriere.types_de_lettre import noms_des_types, types_nommes

    siennes = [m.code for m in maison.lettres] if maison else []
    if type_ is not None and type_.strip() not in siennes and not types_nommes(type_):
        raise usage_fautif(
            "U010",
            "--type",
            f"Type de lettre inconnu : « {abreger(type_)} ».",
            f"Choisissez parmi : {', '.join([noms_des_types(), *siennes])}.",
        )
