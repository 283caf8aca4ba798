"""Commande `envoi` : une lettre partie, inscrite au dossier."""

from __future__ import annotations

import datetime
import glob
import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from lettres.cli.commandes.inscrire.options_communes import (
    ArgumentDossier,
    OptionAuDuJour,
    OptionCorrige,
    OptionDate,
    OptionFactures,
)
from lettres.cli.commandes.inscrire.porter import Saisie, jour_de, porter, rang_de
from lettres.cli.commandes.inscrire.sur_le_fichier import politiques_de
from lettres.cli.options.arguments import OptionJson, aujourd_hui, usage_fautif
from lettres.cli.terminal.codes_de_sortie import UsageFautif
from lettres.socle.classes import replace

if TYPE_CHECKING:
    from lettres.dossier import Dossier, Envoi

_ACTUELLE = "actuelle"
"""Ce qui tient la place de l'empreinte de la politique, tant que le dossier n'est pas lu."""

_DIRE = {
    "conforme": "La lettre est celle que l’outil donne de ce dossier.",
    "inchangee": "La lettre vient de l’outil, inchangée, mais d’un autre état du dossier ou d’un autre modèle.",
    "retouchee": "La lettre a été RETOUCHÉE depuis que l’outil l’a écrite : c’est ce texte-là qui est parti.",
    "autre_dossier": "La lettre ne nomme ni le destinataire de ce dossier ni sa référence : est-ce bien celle-là ?",
    "etrangere": "La lettre ne vient pas de l’outil, ou n’en porte plus la marque.",
}
_LETTRE_MAX = 64_000_000


def envoi(
    contexte: typer.Context,
    dossier: ArgumentDossier,
    lettre: Annotated[
        str | None,
        typer.Option("--lettre", metavar="CODE", help="La lettre partie.", show_default="celle de --fichier"),
    ] = None,
    mode: Annotated[
        str | None,
        typer.Option("--mode", metavar="MODE", help="courriel, poste, recommande, huissier ou main_propre."),
    ] = None,
    date: OptionDate = None,
    preuve: Annotated[
        str | None, typer.Option("--preuve", metavar="P-N", help="La pièce qui prouve l’envoi ou la remise.")
    ] = None,
    suivi: Annotated[str | None, typer.Option("--suivi", metavar="NUMÉRO", help="Le numéro de suivi.")] = None,
    recu_le: Annotated[
        str | None, typer.Option("--recu-le", metavar="AAAA-MM-JJ", help="Le jour de la réception prouvée.")
    ] = None,
    montant: Annotated[
        str | None, typer.Option("--montant", metavar="SOMME", help="La somme que la lettre réclame.")
    ] = None,
    echeance: Annotated[
        str | None, typer.Option("--echeance", metavar="AAAA-MM-JJ", help="La date limite que la lettre écrit.")
    ] = None,
    fichier: Annotated[
        str | None,
        typer.Option(
            "--fichier", metavar="L.docx", help="La lettre partie : son empreinte s’inscrit, et son état se dit."
        ),
    ] = None,
    facture: OptionFactures = None,
    echelon: Annotated[
        str | None, typer.Option("--echelon", metavar="CODE", help="L’échelon de la politique qu’elle suivait.")
    ] = None,
    politique_actuelle: Annotated[
        bool,
        typer.Option("--politique-actuelle", help="La politique d’aujourd’hui vaut aussi pour la suite de celle-ci."),
    ] = False,
    corrige: OptionCorrige = None,
    motif: Annotated[
        str | None,
        typer.Option("--motif", metavar="PHRASE", help="Pourquoi l’on corrige; ou pourquoi la lettre a été forcée."),
    ] = None,
    au: OptionAuDuJour = None,
    en_json_: OptionJson = False,
) -> int:
    """Inscrit au dossier une lettre envoyée.

    Le délai court de la réception prouvée (« --recu-le »), sinon de la réception prévue.

    Exemple : lettres envoi dossier.yaml --lettre rappel --mode courriel
    """
    valeurs: dict[str, object] = {
        "lettre": lettre,
        "date": jour_de(date, "--date"),
        "mode": mode,
        "preuve": preuve,
        "suivi": suivi,
        "recu_le": jour_de(recu_le, "--recu-le"),
        "montant": montant,
        "echeance": jour_de(echeance, "--echeance"),
        "creances": facture,
        "echelon": echelon,
        "politique": _ACTUELLE if politique_actuelle else None,
        "fichier": None,
        "empreinte": None,
        "affirme": None,
        "versements": None,
        "force": None,
        "corrige": rang_de(corrige, "--corrige"),
        "motif": motif,
    }

    def lire_la_lettre(lu: Dossier, connues: dict[str, object]) -> list[str]:
        if politique_actuelle:
            connues["politique"] = _suivie(lu, connues, dossier)
        return _joindre(lu, connues, dossier, fichier) if fichier is not None else _sans_fichier(lu, connues, dossier)

    saisie = Saisie(
        "envois",
        valeurs | ({"fichier": fichier} if fichier else {}),
        {"lettre": "--lettre"},
        # -- un appel, un dossier, ce qui se publie ne partent pas vers l'autre : ils n'ont pas de mode --
        ensuite=lambda connues: {} if _sans_mode(str(connues["lettre"])) else {"mode": "--mode"},
        remarques=lire_la_lettre,
    )
    return porter(contexte.obj, dossier, saisie, au=au, en_json_=en_json_)


def _suivie(lu: Dossier, connues: dict[str, object], dossier: str) -> str:
    """L'empreinte de la politique que suivent aujourd'hui les factures de cette lettre, s'il n'y en a qu'une."""
    from lettres.affaire import Affaire
    from lettres.escalade import suivies

    repris = _corrige(lu, connues)
    nommees = connues["creances"] or (repris.creances if repris else ())
    visees = [str(nom) for nom in nommees] if isinstance(nommees, list | tuple) else []
    affaire = Affaire(lu, aujourd_hui())
    empreintes = [p.empreinte for p in suivies(affaire.visant(visees) if visees else affaire, politiques_de(dossier))]
    if len(empreintes) != 1:
        message = "Les factures de cette lettre ne suivent pas toutes la même politique, ou n’en suivent aucune."
        raise usage_fautif(
            "U016", "--politique-actuelle", message, "Nommez celles qui en suivent une : « --facture F-1 »."
        )
    return empreintes[0]


def _sans_mode(lettre: str) -> bool:
    from lettres.catalogue import capacites

    return capacites(lettre).sans_destinataire or capacites(lettre).publique


def _joindre(lu: Dossier, connues: dict[str, object], dossier: str, fichier: str) -> list[str]:
    """Ce que dit le fichier de la lettre : son code, son empreinte, les codes forcés; et s'il a été retouché."""
    from lettres.dossier.saisie.lecture_de_mots import plier
    from lettres.production.retouche import examiner

    octets = _octets(fichier)
    jointe = examiner(octets, _avant_de_l_inscrire(lu, connues["corrige"]), politiques_de(dossier))
    _refuser_ce_qui_ne_part_pas(octets, Path(fichier).name, lu, des_notres=jointe.etat != "etrangere")
    nommee = connues["lettre"]
    if jointe.lettre and nommee and jointe.etat != "retouchee" and plier(str(nommee)) != plier(jointe.lettre):
        message = f"« {fichier} » est une lettre « {jointe.lettre} », non « {nommee} »."
        raise usage_fautif("U016", "--lettre", message, "Retirez « --lettre », ou nommez le bon fichier.")
    _refuser_un_jour_d_avant(connues, lu, jointe.datee_du)
    connues["empreinte"], connues["fichier"] = jointe.empreinte, _a_cote(dossier, fichier)
    for cle, dit in ({"lettre": jointe.lettre} | dict(jointe.dit)).items():
        if connues[cle] in (None, []):
            connues[cle] = dit
    if jointe.forces:
        if connues["motif"] is None and connues["force"] is None:
            message = f"Cette lettre a été forcée malgré {', '.join(jointe.forces)} : il faut dire pourquoi."
            raise usage_fautif("U020", "--motif", message, 'Dites-le en une phrase : « --motif "…" ».')
        connues["force"] = connues["force"] or {"codes": list(jointe.forces), "motif": connues["motif"]}
        if connues["corrige"] is None:
            connues["motif"] = None
    return [_DIRE[jointe.etat], *_deja_jointe(lu, jointe.empreinte, connues["corrige"])]


def _avant_de_l_inscrire(lu: Dossier, corrige: object) -> Dossier:
    """Le dossier d'où vient la lettre : sans le dernier envoi, si c'est lui que l'on corrige, et que rien ne nomme."""
    from lettres.dossier import Suite

    nomme = any(isinstance(s, Suite) and s.envoi == corrige for s in lu.suites)
    seul = corrige == len(lu.envois) and not nomme
    return lu.model_copy(update={"envois": lu.envois[:-1]}) if seul else lu


def _sans_fichier(lu: Dossier, connues: dict[str, object], dossier: str) -> list[str]:
    """Ce que l'on perd à ne pas nommer la lettre; rien de ce qui ne s'envoie pas, ni de ce qui est déjà joint.

    On n'affirme rien à sa place : rien ne dit que ce qui est parti est la lettre que l'outil ferait.
    """
    repris = _corrige(lu, connues)
    joint = repris is not None and (repris.fichier or repris.affirme)
    if joint or connues["fichier"] or connues["affirme"] or _sans_mode(str(connues["lettre"])):
        return []
    return [
        _ce_qui_se_perd(str(connues["lettre"])),
        *(
            f"Si « {fichier} » est ce qui est parti, ceci l’y joint : {_qui_joint(lu, dossier, fichier)}"
            for fichier in _a_portee(lu, connues, dossier)
        ),
    ]


def _ce_qui_se_perd(lettre: str) -> str:
    """Ce que le journal ne saura pas de cette lettre, et ce que l'on y perd."""
    from lettres.catalogue import capacites
    from lettres.dossier.demarches import CAS_AFFIRME, JOURS_DE_L_AVIS, TAUX_DU_PLAN

    fait = capacites(lettre)
    if fait.resout:
        return (
            "Sans « --fichier », le journal ne garde pas le cas que cet avis invoque : changé ensuite au dossier, "
            "c’est sur l’autre qu’il se jugera. Joignez-le, ou écrivez-le à « affirme » : "
            f"« {CAS_AFFIRME} : non_livraison »."
        )
    if fait.etale:
        return (
            "Sans « --fichier », le journal ne garde ni les versements de cette entente, ni son taux, ni le délai de "
            "son avis : une autre offre au dossier les effacera. Joignez-la, ou écrivez à cet envoi « versements », et "
            f"à « affirme » « {TAUX_DU_PLAN} : 5 % » et « {JOURS_DE_L_AVIS} : dix jours »."
        )
    return (
        "Sans « --fichier », le journal ne garde pas ce qu’elle affirmait : une lettre suivante qui dirait autrement "
        "ne s’y comparera pas."
    )


def _qui_joint(lu: Dossier, dossier: str, fichier: str) -> str:
    from lettres.socle.chemins import a_taper, cite

    return a_taper("envoi", dossier, f'--corrige {len(lu.envois) + 1} --fichier {cite(fichier)} --motif "…"')


def _a_portee(lu: Dossier, connues: dict[str, object], dossier: str) -> list[str]:
    """La dernière lettre de ce nom que l'outil a écrite près du dossier, ou d'ici, au plus tard le jour de l'envoi."""
    from lettres.sortie import nom_de_fichier

    lettre, partie = str(connues["lettre"]), str(connues["date"] or aujourd_hui())
    tige = nom_de_fichier(lu.reference, lettre.replace("_", "-"), extension="docx").removesuffix(".docx")
    trouvees = {
        fichier.name: fichier.as_posix()
        for ou in (Path(), Path(dossier).parent)
        for fichier in ou.glob(f"{glob.escape(tige)}_????-??-??*.docx")
        if not fichier.stem.upper().endswith(("_EBAUCHE", "_RELECTURE", "_FICHE"))
        and fichier.stem.removeprefix(f"{tige}_")[:10] <= partie
    }
    return [trouvees[max(trouvees)]] if trouvees else []


def _corrige(lu: Dossier, connues: dict[str, object]) -> Envoi | None:
    """L'envoi que l'on corrige, dont le reste est repris; None si l'on n'en corrige aucun."""
    from lettres.dossier import Annulation

    rang = connues["corrige"]
    corrige = lu.envois[rang - 1] if isinstance(rang, int) and 0 < rang <= len(lu.envois) else None
    return None if isinstance(corrige, Annulation) else corrige


def _deja_jointe(lu: Dossier, empreinte: str, corrige: object) -> list[str]:
    """Le même fichier, déjà parti un autre jour ou par un autre mode : deux envois, ou deux fois le même."""
    from lettres.affaire import inscriptions
    from lettres.langue.ecriture import jour

    return [
        f"Ce fichier est déjà inscrit (envoi {rang + 1}, le {jour(e.date)}) : les deux comptent, comme deux envois. "
        "S’il n’est parti qu’une fois, annulez celui qui est de trop."
        for rang, e in inscriptions(lu).envois
        if e.empreinte == empreinte and rang + 1 != corrige
    ]


def _refuser_ce_qui_ne_part_pas(octets: bytes, nom: str, lu: Dossier, *, des_notres: bool) -> None:
    """Une copie à relire, un spécimen, une ébauche des nôtres : ce n'est pas ce qui est parti."""
    from lettres.barriere import annotees, restes

    remede = "Nommez la lettre elle-même, telle qu’elle est partie : « --fichier lettre.docx »."
    constats = annotees.examiner(octets, nom)
    if not constats and des_notres and (marque := restes.marque_d_ebauche(octets, nom, lu)):
        constats = [marque]
        remede = (
            "Complétez le dossier, produisez la lettre sans « --ebauche », et nommez celle-là : "
            "« --fichier lettre.docx »; si cette ébauche est partie telle quelle, retirez « --fichier »."
        )
    if constats:
        raise UsageFautif([replace(c, remede=remede, chemin=("--fichier",)) for c in constats])


def _refuser_un_jour_d_avant(connues: dict[str, object], lu: Dossier, datee_du: datetime.date | None) -> None:
    """Une lettre ne part pas avant le jour qu'elle porte; le jour de l'envoi corrigé vaut, si l'on n'en donne pas."""
    from lettres.langue.ecriture import jour

    partie = connues["date"] or getattr(_corrige(lu, connues), "date", None) or aujourd_hui()
    partie = partie if isinstance(partie, datetime.date) else datetime.date.fromisoformat(str(partie))
    if datee_du is not None and partie < datee_du:
        message = f"La lettre est datée du {jour(datee_du)} : elle n’est pas partie avant, le {jour(partie)}."
        remede = (
            f"Donnez le jour où elle est partie : « --date {datee_du.isoformat()} », ou plus tard; "
            "si c’est une autre lettre qui est partie, nommez celle-là à « --fichier »."
        )
        raise usage_fautif("U016", "--date", message, remede)


def _octets(fichier: str) -> bytes:
    from lettres.socle import disque

    try:
        return disque.lire(Path(fichier), _LETTRE_MAX, suivre=True)
    except (OSError, ValueError):
        remede = "Vérifiez son nom et son répertoire."
        raise usage_fautif("U022", "--fichier", f"« {fichier} » ne s’ouvre pas.", remede) from None


def _a_cote(dossier: str, fichier: str) -> str | None:
    """Le chemin de la lettre, d'où est le dossier; None si elle est ailleurs : un chemin d'ici n'a de sens qu'ici."""
    relatif = os.path.relpath(Path(fichier).resolve(), Path(dossier).resolve().parent)
    return None if relatif.startswith("..") else Path(relatif).as_posix()
