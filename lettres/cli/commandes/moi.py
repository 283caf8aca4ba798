"""Commande `moi` : qui écrit, dit une fois pour tous les dossiers neufs."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any

import typer

from lettres.cli.options.arguments import OptionJson, du_texte, usage_fautif
from lettres.cli.options.expediteur_garde import ou_garder
from lettres.cli.terminal.affichage import dire, en_json, propre, signaler
from lettres.cli.terminal.codes_de_sortie import CodeDeSortie
from lettres.interface.notations import VERSION
from lettres.socle.classes import replace
from lettres.socle.constats import Constat, Gravite
from lettres.socle.erreurs import DossierInvalide, SortieRefusee

_OPTIONS: Mapping[str, tuple[str, ...]] = {
    "--nom": ("nom",),
    "--type": ("type",),
    "--neq": ("neq",),
    "--taxes": ("taxes",),
    "--tps": ("tps",),
    "--tvq": ("tvq",),
    "--adresse": ("adresse", "ligne"),
    "--ville": ("adresse", "ville"),
    "--code-postal": ("adresse", "code_postal"),
    "--courriel": ("courriel",),
    "--telephone": ("telephone",),
    "--signataire": ("signataire", "nom"),
}


def moi(
    contexte: typer.Context,
    nom: Annotated[str | None, typer.Option("--nom", metavar="NOM", help="Votre nom légal.")] = None,
    type_: Annotated[
        str | None, typer.Option("--type", metavar="TYPE", help="personne, entreprise ou organisme.")
    ] = None,
    neq: Annotated[str | None, typer.Option("--neq", metavar="NEQ", help="Numéro d’entreprise du Québec.")] = None,
    taxes: Annotated[str | None, typer.Option("--taxes", metavar="MOT", help="inscrit ou non_inscrit.")] = None,
    tps: Annotated[str | None, typer.Option("--tps", metavar="NUMÉRO", help="Votre numéro de TPS.")] = None,
    tvq: Annotated[str | None, typer.Option("--tvq", metavar="NUMÉRO", help="Votre numéro de TVQ.")] = None,
    adresse: Annotated[
        str | None, typer.Option("--adresse", metavar="TEXTE", help="Numéro et voie : « 12, rue des Érables ».")
    ] = None,
    ville: Annotated[str | None, typer.Option("--ville", metavar="VILLE", help="Municipalité.")] = None,
    code_postal: Annotated[str | None, typer.Option("--code-postal", metavar="CODE", help="« J2G 1A1 ».")] = None,
    courriel: Annotated[str | None, typer.Option("--courriel", metavar="ADRESSE", help="Courriel.")] = None,
    telephone: Annotated[str | None, typer.Option("--telephone", metavar="NUMÉRO", help="Téléphone.")] = None,
    signataire: Annotated[str | None, typer.Option("--signataire", metavar="NOM", help="Qui signe.")] = None,
    depuis: Annotated[
        str | None,
        typer.Option("--depuis", metavar="moi.yaml", help="Un fichier qui a déjà ces clés, toutes reprises."),
    ] = None,
    voir: Annotated[bool, typer.Option("--voir", help="Montre qui est gardé, et où; n’écrit rien.")] = False,
    ecraser: Annotated[
        bool, typer.Option("--ecraser", help="Remplace qui est gardé; d’une option à l’autre, le reste demeure.")
    ] = False,
    en_json_: OptionJson = False,
) -> int:
    """Garde qui écrit, parmi vos réglages; chaque dossier neuf le reprend.

    Devant un terminal et sans option, les questions sont posées une à une. « lettres nouveau » et « lettres importer »
    s’en servent, et le disent; un dossier déjà écrit n’en change pas, et aucune lettre ne le lit. LETTRES_CONFIG nomme
    un autre répertoire de réglages.

    Exemple : lettres moi --nom "Karine Exemple" --adresse "12, rue des Érables" --ville Granby
    """
    chemin = ou_garder()
    contexte.obj |= {"fichier": str(chemin), "ecrit": False, "expediteur": None}
    if voir:
        return _voir(chemin, en_json_=en_json_)
    donnees = (nom, type_, neq, taxes, tps, tvq, adresse, ville, code_postal, courriel, telephone, signataire)
    dites = {o: du_texte(valeur, o) for o, valeur in zip(_OPTIONS, donnees, strict=True) if valeur is not None}
    if os.path.lexists(chemin) and not ecraser:
        raise SortieRefusee([_deja_garde(chemin)])
    if not dites and depuis is None:
        return _interroger(chemin, ecraser=ecraser, en_json_=en_json_)
    deja = depuis if depuis is not None else str(chemin) if os.path.lexists(chemin) else None
    return _garder(chemin, _texte(dites, deja), ecraser=ecraser, en_json_=en_json_)


def _texte(dites: Mapping[str, str], deja: str | None) -> str:
    """Le fichier que font ces options, par-dessus ce qu'un autre dit déjà. Lève DossierInvalide, chaque faute dite."""
    from lettres.amorce.qui_ecrit import BLOC, ExpediteurConnu, en_fichier, fautes_de_qui_ecrit
    from lettres.lecture.annexes import lire_l_expediteur

    connu = ExpediteurConnu.de({} if deja is None else lire_l_expediteur(deja))
    options = {((BLOC, *_OPTIONS[option]), 0): valeur for option, valeur in dites.items()}
    reponses = {**connu.reponses, **options}
    if ((BLOC, "nom"), 0) not in reponses:
        raise _sans_nom()
    texte = en_fichier(reponses, connu.gestes)
    if fautes := fautes_de_qui_ecrit(texte):
        raise DossierInvalide([_a_son_option(faute) for faute in fautes])
    return texte


def _a_son_option(faute: Constat) -> Constat:
    option = next((o for o, cle in _OPTIONS.items() if cle == faute.chemin), None)
    return replace(faute, chemin=(option,)) if option else faute


def _interroger(chemin: Path, *, ecraser: bool, en_json_: bool) -> int:
    """Pose les questions, et garde ce qui est répondu, même interrompu, s'il y a de quoi."""
    from lettres.amorce.qui_ecrit import QuestionsDeQuiEcrit, fautes_de_qui_ecrit
    from lettres.cli.commandes.nouveau import au_terminal
    from lettres.cli.terminal.arret import a_l_ecoute
    from lettres.cli.terminal.questionnaire import poser

    if not au_terminal():
        raise _sans_nom()
    questions = QuestionsDeQuiEcrit()
    with a_l_ecoute("SIGINT", "SIGTERM", "SIGHUP", presse=False) as arret:
        finies = poser(questions, arret)
        texte = questions.en_texte()
        if fautes := fautes_de_qui_ecrit(texte):
            dire(texte)  # -- les réponses ne se perdent pas : elles sont là, à copier --
            if finies:
                raise DossierInvalide(fautes)
            signaler(f"Interrompu : rien n’est gardé, car il y manque de quoi. {fautes[0].message}")
            return arret.code or CodeDeSortie.INTERROMPU
        try:
            rendu = _garder(chemin, texte, ecraser=ecraser, en_json_=en_json_)
        except SortieRefusee:
            dire(texte)
            raise
    if not finies:
        signaler("Interrompu : ce qui est répondu est gardé.")
        return arret.code or CodeDeSortie.INTERROMPU
    return arret.code or rendu


def _garder(chemin: Path, texte: str, *, ecraser: bool, en_json_: bool) -> int:
    from lettres.sortie import ecrire

    ecrire(texte.encode(), chemin.parent, chemin.name, ecraser=ecraser)
    if en_json_:
        dire(en_json(_reponse(chemin, ecrit=True)))
    else:
        suite = "Vos dossiers neufs le reprendront; « lettres moi --voir » le montre."
        dire(f"Expéditeur gardé : {propre(str(chemin))}\n{suite}")
    return CodeDeSortie.FAIT


def _voir(chemin: Path, *, en_json_: bool) -> int:
    if not os.path.lexists(chemin):
        message = f"Aucun expéditeur n’est gardé dans « {propre(str(chemin))} »."
        raise usage_fautif("U111", "--voir", message, "Dites qui écrit : « lettres moi ».")
    reponse = _reponse(chemin, ecrit=False)
    if en_json_:
        dire(en_json(reponse))
    else:
        dire(f"# {propre(str(chemin))}\n{chemin.read_text(encoding='utf-8').rstrip()}")
    return CodeDeSortie.FAIT


def _reponse(chemin: Path, *, ecrit: bool) -> dict[str, Any]:
    """Qui est gardé, pour un logiciel. Lève DossierInvalide, à sa ligne, s'il est fautif."""
    from lettres.lecture.annexes import lire_l_expediteur

    garde = lire_l_expediteur(chemin)
    return {"version": VERSION, "fichier": str(chemin), "ecrit": ecrit, "expediteur": garde, "constats": []}


def _sans_nom() -> Exception:
    remede = "Dites-le par « --nom »; ou, devant un terminal, « lettres moi » seul pose ses questions."
    return usage_fautif("U110", "--nom", "Il manque le nom de qui écrit.", remede)


def _deja_garde(chemin: Path) -> Constat:
    message = "Un expéditeur est déjà gardé ici; il n’a pas été touché."
    remede = (
        "« lettres moi --voir » le montre; avec --ecraser, les options y changent ce qu’elles disent, et rien d’autre."
    )
    return Constat("S001", Gravite.ERREUR, message, remede, fichier=str(chemin))
