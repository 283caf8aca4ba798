"""Commande `generer` : d'un dossier à la lettre, écrite ou refusée avec la liste de ce qui manque."""

from __future__ import annotations

import hashlib
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

import lettres
from lettres import interface
from lettres.cli.options.arguments import (
    OptionAu,
    OptionJson,
    OptionLettre,
    lire_au,
    lire_forme,
    lire_lettre,
    usage_fautif,
)
from lettres.cli.options.configuration import (
    OptionConfig,
    OptionModeles,
    OptionPapier,
    avec_les_modeles,
    preferences_de,
)
from lettres.cli.options.modeles_gardes import dossier_de_cache
from lettres.cli.terminal.affichage import constats_en_texte, dire, en_json, propre, signaler
from lettres.cli.terminal.codes_de_sortie import CodeDeSortie
from lettres.socle.chemins import cite
from lettres.socle.classes import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lettres.escalade import Politiques
    from lettres.production.accompagner import Accompagnement
    from lettres.production.consigne import Consigne
    from lettres.production.generation import FormeDeLettre
    from lettres.socle.constats import Constat

_MOTIF = 'Dites pourquoi, en une phrase : « --forcer --motif "…" »; ou retirez les deux.'


def generer(
    contexte: typer.Context,
    dossier: Annotated[str, typer.Argument(metavar="DOSSIER", help="Le dossier : un fichier YAML, JSON ou TOML.")],
    lettre: OptionLettre = None,
    facture: Annotated[
        list[str] | None,
        typer.Option(
            "--facture",
            "--creance",
            metavar="NUMÉRO",
            help="La seule facture que la lettre réclame; à répéter s’il y en a plusieurs.",
            show_default="celles qui sont dues, ou à ce pas",
        ),
    ] = None,
    au: OptionAu = None,
    modele: Annotated[
        str | None,
        typer.Option("--modele", metavar="F.docx", help="Votre modèle Word.", show_default="celui qui est livré"),
    ] = None,
    papier: OptionPapier = None,
    sortie: Annotated[
        str,
        typer.Option(
            "--sortie",
            metavar="CHEMIN",
            help="Où écrire : un répertoire, ou un fichier .docx.",
            show_default="le répertoire courant",
        ),
    ] = ".",
    ecraser: Annotated[bool, typer.Option("--ecraser", help="Remplace le fichier de sortie s’il existe.")] = False,
    ebauche: Annotated[bool, typer.Option("--ebauche", help="Tolère les blancs et les marque : à relire.")] = False,
    forcer: Annotated[
        bool, typer.Option("--forcer", help="Passe outre au délai, à la promesse, à la contestation, à la suspension.")
    ] = False,
    motif: Annotated[
        str | None, typer.Option("--motif", metavar="PHRASE", help="Pourquoi passer outre; va avec --forcer.")
    ] = None,
    fiche: Annotated[
        bool, typer.Option("--fiche", help="Écrit aussi une page pour vous : envoyer, garder, surveiller, éviter.")
    ] = False,
    forme: Annotated[
        str,
        typer.Option(
            "--format", metavar="FORMAT", help="docx, pdf (par LibreOffice), html ou txt.", show_default="docx"
        ),
    ] = "docx",
    courriel: Annotated[
        bool, typer.Option("--courriel", help="Écrit aussi un brouillon de courriel (.eml) où la lettre est jointe.")
    ] = False,
    avec_pieces: Annotated[
        bool, typer.Option("--avec-pieces", help="Joint au brouillon les fichiers des pièces.")
    ] = False,
    relecture: Annotated[
        bool, typer.Option("--relecture", help="Écrit aussi une copie à relire : en marge, l’appui de chaque passage.")
    ] = False,
    signer: Annotated[
        bool,
        typer.Option("--signer", help="Place la signature du dossier où votre modèle lui garde une place."),
    ] = False,
    modeles: OptionModeles = None,
    config: OptionConfig = None,
    en_json_: OptionJson = False,
) -> int:
    """Écrit la lettre demandée, ou la prochaine de l’escalade, en Word.

    Dit ensuite comment l’envoyer, quelle preuve garder, quoi inscrire au dossier et quand revenir; avec « --fiche »,
    aussi les dates à surveiller, ce qu’il vaut mieux ne pas faire, et où trouver de l’aide.

    Une lettre nommée réclame tout ce qui est dû; « --facture », répétée au besoin, ne lui laisse que celles-là.

    Exemple : lettres generer dossier.yaml --lettre mise_en_demeure --sortie lettres-a-envoyer
    """
    from lettres.production.consigne import consigne, encore_dues
    from lettres.sortie import destination, retirable

    reponse: dict[str, object] = contexte.obj
    reponse |= {"fichier": None, "nom": None, "lettre": lettre, "empreinte": None, "chemin": None, "au": au}
    reponse |= {"ebauche": ebauche, "force": None, "consigne": None, "fiche": None, "texte": None, "format": forme}
    reponse |= {"courriel": None, "relecture": None, "modele": None}
    jour, pourquoi = lire_au(au), _lire_motif(motif, forcer=forcer)
    reponse["au"] = jour.isoformat()
    if avec_pieces and not courriel:
        seule = "« --avec-pieces » ne va pas sans « --courriel »."
        raise usage_fautif("U016", "--avec-pieces", seule, "Ajoutez « --courriel », ou retirez les deux.")
    voulue = lire_forme(forme)
    reponse["format"] = voulue
    if signer and (ebauche or voulue in ("html", "txt")):
        contre = "--ebauche" if ebauche else f"--format {voulue}"
        seule = f"« --signer » ne va pas avec « {contre} » : seule une lettre finie, en Word ou en PDF, se signe."
        raise usage_fautif("U016", "--signer", seule, "Retirez l’un des deux.")
    lu = lettres.lire(dossier, ebauche=ebauche)
    preferences = avec_les_modeles(preferences_de(dossier, config), modeles)
    politiques, entete = preferences.politiques, preferences.papier if papier is None else papier
    nommee = lire_lettre(lettre, politiques)
    # -- de quelques factures, la lettre se sait une fois produite : une autre, plus avancée, aurait une autre lettre --
    reponse["lettre"] = nommee if nommee or facture else lettres.prochaine_lettre(lu, au=jour, politiques=politiques)
    seules = _lire_factures(lettres.Affaire(lu, jour), facture, nommee, politiques) if facture else ()
    with lettres.Atelier(preferences.maison, cache=dossier_de_cache(), politiques=politiques) as atelier:
        produite = atelier.generer(
            lu,
            nommee,
            au=jour,
            modele=modele,
            ebauche=ebauche,
            forcer=pourquoi,
            papier=entete,
            signer=signer,
            creances=seules,
        )
    reponse["lettre"] = reponse["lettre"] or produite.lettre
    visee = lettres.Affaire(lu, jour).visant(produite.creances)
    suite = (
        None
        if ebauche
        else consigne(visee, produite.lettre, produite.force, echelon=produite.echelon, politiques=politiques)
    )
    format_ = Path(dossier).suffix.lower().removeprefix(".")
    ou, nom = destination(sortie, f"{produite.nom.removesuffix('.docx')}.{voulue}")
    if courriel:
        _exiger_qu_elle_s_envoie(produite.lettre)
    ecrite, vus = produite.formee(voulue)
    tige = nom.removesuffix(f".{voulue}")
    page = _fiche(visee, produite.lettre) if fiche else None
    a_cote = list(_a_cote(produite, tige, voulue, page))
    if relecture:
        a_cote.append(_relecture(visee, produite, tige))
    if courriel:
        message, ajouts = _courriel(visee, produite, nom, ecrite, dossier if avec_pieces else None)
        vus, a_cote = (*vus, *ajouts), [*a_cote, message]
    # -- ce qui ne peut être dit n'est pas fait : si la réponse ne s'écrit pas, la lettre se retire --
    with ExitStack() as pile:
        fichier = pile.enter_context(retirable(ecrite, ou, nom, ecraser=ecraser))
        ecrits = {a.cle: str(pile.enter_context(retirable(a.octets, ou, a.nom, ecraser=ecraser))) for a in a_cote}
        if en_json_:
            reponse |= {"fichier": str(fichier), "nom": fichier.name, "empreinte": hashlib.sha256(ecrite).hexdigest()}
            reponse |= {"chemin": produite.chemin, "force": produite.force, **ecrits}
            reponse["modele"] = interface.modele_de_la_lettre(produite)
            reponse["consigne"] = suite and interface.consigne(suite, format_)
            reponse["fiche"] = page and interface.accompagnement(page, ecrits["fiche"])
            dire(en_json(reponse | {"constats": interface.constats(vus)}))
            return CodeDeSortie.FAIT
        if vus:
            signaler(constats_en_texte(vus))
        etat = "; ébauche à compléter, ne pas envoyer" if ebauche else ""
        titre = f"{propre(produite.titre)} – dossier {propre(lu.reference)}, au {jour.isoformat()}{etat}."
        # -- seul le document Word d'un modèle livré se compare à ce que l'outil referait --
        quoi = ["--fichier", cite(propre(str(fichier)))] if voulue == "docx" else []
        if suite and not (voulue == "docx" and produite.modele_livre):
            quoi += _ce_qu_elle_dit(suite)
        if suite and (mode := suite.inscription.get("mode")):
            quoi += ["--mode", str(mode)]
        if suite and produite.force and voulue == "docx":
            quoi += ["--motif", cite(propre(produite.force))]
        commande = " ".join(["lettres envoi", cite(propre(dossier)), *quoi])
        sans = f" (sans « --facture »{' ni « --lettre »' if nommee else ''})" if seules else ""
        encore = [propre(d) + sans for d in encore_dues(lettres.Affaire(lu, jour), produite.creances, politiques)]
        lignes = suite.lignes(format_, commande, suite=page is not None, encore=encore) if suite else ()
        dits = [
            *_votre_modele(produite),
            *_laissees(seules, visee),
            *(f"{a.dit} : {propre(ecrits[a.cle])}" for a in a_cote),
        ]
        de_la_page = ["", page.texte(), ""] if page is not None else []
        dire("\n".join([f"Lettre écrite : {propre(str(fichier))}", titre, *dits, *de_la_page, *lignes]))
    return CodeDeSortie.FAIT


def _lire_factures(
    affaire: lettres.Affaire, dites: list[str], nommee: str | None, politiques: Politiques | None
) -> tuple[str, ...]:
    """Les factures nommées, sous leur nom au dossier; refuse celle qu'il n'a pas, et nomme les plus proches."""
    from difflib import get_close_matches  # -- peu de lettres se restreignent à une facture --

    from lettres.cli.commandes.inscrire.porter import nom_au_dossier
    from lettres.production.choix import choisir, qui_se_reclament, se_restreint

    lu, noms = affaire.dossier, qui_se_reclament(affaire.dossier)
    choix = choisir(affaire, nommee, politiques=politiques)[0] if nommee else None
    if choix is not None and not se_restreint(choix.lettre):
        message = f"« {choix.titre} » porte sur toute l’affaire, et non sur une facture."
        raise usage_fautif("U016", "--facture", message, "Retirez « --facture », ou nommez une lettre qui réclame.")
    seules = tuple(dict.fromkeys(nom_au_dossier(lu, dite) for dite in dites))
    for nom in seules:
        if nom not in noms:
            proches = get_close_matches(nom, noms, n=3) or noms
            remede = f"Nommez l’une de celles du dossier : {', '.join(proches)}." if noms else "Retirez « --facture »."
            raise usage_fautif("U025", "--facture", f"La facture « {nom} » n’est pas au dossier.", remede)
    return seules


def _laissees(seules: tuple[str, ...], visee: lettres.Affaire) -> Iterator[str]:
    """Les factures nommées que la lettre ne réclame pas : d'un autre pas, ou qui n'attendent plus rien."""
    reclamees = {compte.nom for compte in visee.comptes.dues} if seules else ()
    if laissees := [propre(nom) for nom in seules if nom not in reclamees]:
        yield f"Pas dans cette lettre : {', '.join(laissees)}; « lettres etat » dit pourquoi."


def _votre_modele(produite: lettres.Lettre) -> Iterator[str]:
    """Le modèle qui l'a écrite, s'il n'est pas livré."""
    if not produite.modele_livre:
        yield f"Votre modèle : {propre(produite.modele or '')} ({produite.empreinte_du_modele[:12]}…)"


def _ce_qu_elle_dit(suite: Consigne) -> Iterator[str]:
    """Ce que « envoi » ne peut pas relire d'une lettre qui n'est pas en Word, ou dont le modèle n'est pas livré."""
    for cle in ("lettre", "echelon", "montant", "echeance"):
        if (valeur := suite.inscription.get(cle)) is not None:
            yield f"--{cle} {valeur}"
    yield from (f"--facture {cite(propre(nom))}" for nom in suite.inscription.get("creances", ()))


class _ACote(NamedTuple):
    """Un fichier écrit à côté de la lettre, et la clé de la réponse qui le nomme."""

    cle: str
    dit: str
    nom: str
    octets: bytes


def _a_cote(produite: lettres.Lettre, tige: str, forme: FormeDeLettre, page: Accompagnement | None) -> Iterator[_ACote]:
    if produite.texte is not None and forme != "txt":
        yield _ACote("texte", "Texte à coller", f"{tige}.txt", produite.texte.encode())
    if page is not None:
        yield _ACote("fiche", "Fiche écrite", f"{tige}_FICHE.docx", page.octets(cache=dossier_de_cache()))


def _relecture(affaire: lettres.Affaire, produite: lettres.Lettre, tige: str) -> _ACote:
    """La copie à relire; rien n'en est chargé si on ne la demande pas."""
    from lettres.studio.copies.marge import copie_de_relecture

    octets = copie_de_relecture(produite, affaire, cache=dossier_de_cache())
    return _ACote("relecture", "Copie à relire, et non à envoyer", f"{tige}_RELECTURE.docx", octets)


def _courriel(
    affaire: lettres.Affaire, produite: lettres.Lettre, nom: str, ecrite: bytes, dossier: str | None
) -> tuple[_ACote, list[Constat]]:
    """Le brouillon qui porte la lettre, en PDF si cette machine en fait; les pièces, si `dossier` dit où elles sont."""
    from lettres.composition import composer
    from lettres.production.courriel import courriel, en_piece_jointe, pieces_de

    arbre, lettre = composer(affaire, produite.lettre), produite.lettre
    jointe, dits = en_piece_jointe(produite, nom, ecrite)
    pieces, absentes = ([], []) if dossier is None else pieces_de(affaire, lettre, Path(dossier).parent, arbre)
    message = courriel(affaire, produite, [jointe, *pieces], arbre)
    a_cote = _ACote("courriel", "Brouillon de courriel", f"{Path(nom).stem}.eml", message.octets)
    return a_cote, [*dits, *absentes, *message.constats]


def _exiger_qu_elle_s_envoie(lettre: str) -> None:
    """Refuse un courriel qui n'irait à personne, avant de rien mettre en forme."""
    from lettres.production.courriel import s_envoie

    if not s_envoie(lettre):
        raise usage_fautif("U016", "--courriel", "Cette lettre ne s’envoie à personne.", "Retirez « --courriel ».")


def _fiche(affaire: lettres.Affaire, lettre: str) -> Accompagnement:
    """La fiche de la lettre; rien n'en est chargé si on ne la demande pas."""
    from lettres.production.accompagner import de_l_affaire

    return de_l_affaire(affaire, lettre)


def _lire_motif(motif: str | None, *, forcer: bool) -> str | None:
    """Le motif de `--forcer`; l'un ne va pas sans l'autre, et il se lit."""
    from lettres.production.projet import lire_motif

    if forcer and motif is None:
        raise usage_fautif("U020", "--forcer", "« --forcer » ne va pas sans « --motif ».", _MOTIF)
    if motif is None:
        return None
    if not forcer:
        raise usage_fautif("U020", "--motif", "« --motif » ne va pas sans « --forcer ».", _MOTIF)
    try:
        return lire_motif(motif, nomme="")
    except ValueError as faute:
        raise usage_fautif("U020", "--motif", str(faute), _MOTIF) from None
