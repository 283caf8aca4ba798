"""Commande `relance` : ce qui est dû, débiteur par débiteur; et, si on le demande, les lettres dues."""

from __future__ import annotations

import gc
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from datetime import date
from itertools import chain, groupby
from typing import TYPE_CHECKING, Annotated

import typer

import lettres
from lettres import interface
from lettres.cli.commandes.etat import A_FAIRE
from lettres.cli.options.arguments import OptionAuJour, OptionJson, lire_au, usage_fautif
from lettres.cli.options.avec_le_lot import OptionForme, OptionRecommandes, OptionReunir, avec_le_lot
from lettres.cli.options.configuration import (
    OptionConfig,
    OptionModeles,
    OptionPapier,
    avec_les_modeles,
    par_preferences,
)
from lettres.cli.options.modeles_gardes import dossier_de_cache
from lettres.cli.options.sources import ArgumentDossiers, developper, lire_les_sources
from lettres.cli.terminal.affichage import constats_en_texte, dire, en_json, pluriel, propre, signaler
from lettres.cli.terminal.arret import Arret
from lettres.cli.terminal.bilan_de_lot import Bilan, BilanEnJson
from lettres.cli.terminal.lot_en_marche import attendre, mener, pire_des, repertoire
from lettres.interface.notations import VERSION
from lettres.socle.classes import replace
from lettres.socle.constats import Constat, dans_l_ordre_du_fichier
from lettres.socle.erreurs import DossierIllisible, ErreurLettres

if TYPE_CHECKING:
    from lettres.production.lots import ACoteDuLot, Ligne, ResultatDeLot
    from lettres.production.preferences import Preferences
    from lettres.production.relances import AffaireRefusee, AffaireSuivie, Debiteur, PasSuivi


class _Releve:
    """Ce que l'on retient de chaque dossier : peu, et rien de ses faits. Une lettre due garde d'où elle viendra."""

    def __init__(self, groupes: Sequence[tuple[Preferences, list[str]]], au: date) -> None:
        from lettres.production.lots import LettreDue
        from lettres.production.relances import par_debiteur

        self.refus: list[AffaireRefusee] = []
        self.fin: tuple[Constat, ...] = ()
        self._affaires: list[AffaireSuivie] = []
        self._d_ou: dict[int, tuple[int, Ligne | str]] = {}
        for rang, (preferences, fichiers) in enumerate(groupes):
            self._suivre(rang, preferences, lire_les_sources(fichiers), au)
        self.nombre = len(self._affaires)
        self.debiteurs: list[Debiteur] = par_debiteur(self._affaires)
        dues = [affaire for d in self.debiteurs for affaire in d.a_ecrire]
        self.pretes = sum(not pas.manques for affaire in dues for pas in affaire.lettres)
        a_ecrire = [(*self._d_ou[id(affaire)], n) for affaire in dues for n in range(len(affaire.lettres))]
        self.a_ecrire = [
            (p, [LettreDue(s, n) for r, s, n in a_ecrire if r == rang]) for rang, (p, _) in enumerate(groupes)
        ]

    def _suivre(self, rang: int, preferences: Preferences, sources: Iterator[Ligne | str], au: date) -> None:
        from lettres.production.relances import AffaireRefusee, suivre

        try:
            for source, suivie in suivre(sources, au=au, politiques=preferences.politiques):
                if isinstance(suivie, AffaireRefusee):
                    self.refus.append(suivie)
                    continue
                self._affaires.append(suivie)
                if suivie.lettres:
                    self._d_ou[id(suivie)] = rang, source  # type: ignore[assignment]  # -- une de celles qu'on a données --
        except DossierIllisible as faute:  # -- l'entrée a cessé de se lire : ce qu'elle a donné vaut --
            self.fin += faute.constats

    @property
    def constats(self) -> list[tuple[str, Constat]]:
        """Les constats des dossiers refusés, chacun avec son dossier."""
        return [(r.source, c) for r in self.refus for c in dans_l_ordre_du_fichier(r.refus.constats)]

    @property
    def familles(self) -> set[type[ErreurLettres]]:
        """Les sortes de refus."""
        return {type(r.refus) for r in self.refus} | ({DossierIllisible} if self.fin else set())


def relance(
    contexte: typer.Context,
    dossiers: ArgumentDossiers,
    au: OptionAuJour = None,
    produire: Annotated[
        str | None,
        typer.Option(
            "--produire", metavar="RÉPERTOIRE", help="Écrit les lettres dues, comme « lot », et leur journal."
        ),
    ] = None,
    calendrier: Annotated[
        str | None,
        typer.Option("--calendrier", metavar="FICHIER.ics", help="Écrit, ou met à jour, l’agenda de ce qui vient."),
    ] = None,
    forme: OptionForme = "docx",
    reunir: OptionReunir = None,
    recommandes: OptionRecommandes = None,
    modeles: OptionModeles = None,
    papier: OptionPapier = None,
    config: OptionConfig = None,
    en_json_: OptionJson = False,
) -> int:
    """Dit, débiteur par débiteur, ce qui est dû, pourquoi et depuis quand; « --produire » écrit les lettres dues.

    Une rangée par débiteur, la plus urgente d’abord. Un débiteur se reconnaît à son NEQ, sinon à son nom avec son code
    postal ou son courriel. Ce que ses dossiers disent de contraire est dit; si l’un d’eux défend de lui écrire, aucune
    lettre n’est faite. Un dossier fautif n’arrête jamais les autres.

    Exemple : lettres relance dossiers/ --au 2026-11-22
    """
    gc.enable()  # -- des milliers de dossiers, et rien qui en reste --
    contexte.obj |= {"au": au, "sortie": produire, "calendrier": None, "debiteurs": [], "lettres": []}
    contexte.obj |= {"resume": Bilan().resume, "reuni": None, "recommandes": None}
    if produire is None and (seule := _sans_produire(forme, reunir, recommandes)):
        message = f"« {seule} » va avec « --produire » : sans lui, aucune lettre ne s’écrit."
        raise usage_fautif("U016", seule, message, "Ajoutez « --produire RÉPERTOIRE », ou retirez-la.")
    a_cote = None if produire is None else avec_le_lot(forme, reunir, recommandes)
    jour = lire_au(au)
    contexte.obj["au"] = jour.isoformat()
    if produire is not None:
        produire = repertoire(produire, "--produire")
    lus = par_preferences(developper(dossiers), config)
    releve = _Releve([(avec_les_modeles(siennes, modeles), groupe) for siennes, groupe in lus], jour)
    if not en_json_:
        dire(_en_texte(releve, jour))
    ecrit = contexte.obj["calendrier"] = None if calendrier is None else _agenda(releve, jour, calendrier)
    if ecrit is not None and not en_json_:
        dire(f"\nAgenda écrit : {propre(ecrit)}")
    entete: dict[str, object] = {"au": jour.isoformat(), "sortie": produire, "calendrier": ecrit}
    entete["debiteurs"] = [interface.debiteur(d) for d in releve.debiteurs] if en_json_ else []
    if produire is None or a_cote is None:
        return _finir_a_sec(releve, entete, en_json_=en_json_)
    return _ecrire(releve, jour, produire, papier, entete, a_cote, en_json_=en_json_)


def _sans_produire(forme: str, reunir: str | None, recommandes: str | None) -> str | None:
    """La première de ces options que l'on a donnée."""
    donnees = {"--format": forme != "docx", "--reunir": reunir, "--recommandes": recommandes}
    return next((option for option, valeur in donnees.items() if valeur), None)


def _agenda(releve: _Releve, jour: date, chemin: str) -> str:
    """Écrit l'agenda, ou met à jour celui d'avant; rien n'est touché s'il n'est pas des nôtres."""
    from pathlib import Path

    from lettres.production.relances import en_ics, rendez_vous
    from lettres.sortie import chemin_de_sortie, ecrire

    fichier = Path(chemin_de_sortie(chemin))
    if fichier.suffix.lower() != ".ics":
        message = "Un agenda s’écrit dans un fichier « .ics »."
        raise usage_fautif("U016", "--calendrier", message, "Donnez un nom qui finit par .ics.")
    precedent = fichier.read_bytes() if fichier.is_file() else None
    octets = en_ics(rendez_vous(releve.debiteurs), jour, precedent)
    return str(ecrire(octets, fichier.parent, fichier.name, ecraser=precedent is not None))


def _finir_a_sec(releve: _Releve, entete: Mapping[str, object], *, en_json_: bool) -> int:
    if en_json_:
        reponse: dict[str, object] = {"version": VERSION, **entete, "lettres": [], "reuni": None, "recommandes": None}
        constats = [*(interface.refus_du_lot(*refus) for refus in releve.constats), *interface.constats(releve.fin)]
        dire(en_json(reponse | {"resume": Bilan().resume, "constats": constats}))
    else:
        if releve.pretes:
            combien = pluriel(releve.pretes, "lettre")
            dire(f"\n{combien} à écrire : la même commande, avec « --produire RÉPERTOIRE ».")
        if reste := sum(len(sources) for _, sources in releve.a_ecrire) - releve.pretes:
            dire(f"\n{pluriel(reste, 'lettre')} à compléter : « lettres etat » dit comment, dossier par dossier.")
        _signaler_les_refus(releve)
    return pire_des(releve.familles)


def _ecrire(
    releve: _Releve,
    jour: date,
    produire: str,
    papier: str | None,
    entete: dict[str, object],
    a_cote: ACoteDuLot,
    *,
    en_json_: bool,
) -> int:
    """Les lettres dues, par la même ligne qu'un lot : même journal, même reprise."""
    bilan = BilanEnJson(entete) if en_json_ else Bilan()
    bilan.refus += releve.constats
    bilan.familles |= releve.familles
    bilan.a_cote = a_cote

    def ouvrir(pile: ExitStack, arret: Arret) -> tuple[Iterable[ResultatDeLot], int | None]:
        resultats = [
            pile.enter_context(
                lettres.Atelier(
                    preferences.maison,
                    cache=dossier_de_cache(),
                    politiques=preferences.politiques,
                    papier=preferences.papier if papier is None else papier,
                )
            ).generer_lot(
                attendre(iter(sources), arret),
                au=jour,
                sortie=produire,
                arreter=arret.demande,
                plis=a_cote.recommandes is not None,
            )
            for preferences, sources in releve.a_ecrire
        ]
        total = sum(len(sources) for _, sources in releve.a_ecrire)
        return a_cote.mener(chain.from_iterable(resultats), arret.demande), total

    if not en_json_:
        dire("")
    return mener("relance", bilan, produire, ouvrir, en_json_=en_json_, deja=releve.fin)


def _signaler_les_refus(releve: _Releve) -> None:
    refus = [c if c.fichier is not None else replace(c, fichier=source) for source, c in releve.constats]
    if texte := constats_en_texte([*refus, *releve.fin]):
        signaler(texte)


# -- À l'écran --


def _en_texte(releve: _Releve, au: date) -> str:
    from lettres.langue.ecriture import jour

    combien = f"{pluriel(len(releve.debiteurs), 'débiteur')}, {pluriel(releve.nombre, 'dossier')}"
    sections = [f"Relance au {jour(au)} : {combien}"]
    for statut, rangees in groupby(releve.debiteurs, key=lambda d: d.statut):
        titre = A_FAIRE[statut]
        sections.append("\n".join([titre[:1].upper() + titre[1:], *(_rangee(d) for d in rangees)]))
    return "\n\n".join(sections)


def _rangee(d: Debiteur) -> str:
    references = ", ".join(dict.fromkeys(propre(affaire.reference) for affaire in d.affaires))
    neq = f" (NEQ {d.neq})" if d.neq else ""
    premier, *autres = d.pas
    utiles = [premier, *(p for p in autres if p.statut != "terminee")]
    lignes = [f"  {propre(d.nom)}{neq} – {references}"]
    lignes += [f"    À trancher : {propre(c.phrase)}" for c in d.contradictions]
    lignes += [ligne for p in utiles for ligne in _pas(p, d)]
    return "\n".join(lignes)


def _pas(p: PasSuivi, d: Debiteur) -> Iterator[str]:
    from lettres.langue.ecriture import exact

    quoi = [A_FAIRE[p.statut]] if p.statut != d.statut else []
    if d.retenu and p.lettre is not None:
        quoi = ["n’écrivez pas encore"]
    dits = [*quoi, *([propre(p.titre)] if p.titre else [])]
    dossier = "" if len(d.affaires) == 1 else f"{propre(p.reference)} : "
    visees = [*map(propre, p.creances), *([exact(p.somme)] if p.somme else []), *_quand(p)]
    ligne = " – ".join(filter(None, (" : ".join(dits), ", ".join(visees))))
    if dossier or ligne:
        yield f"    {dossier}{ligne}"
    yield f"      {propre(p.raison.phrase)}"
    yield from (f"      {propre(manque.phrase)}" for manque in p.manques)


def _quand(p: PasSuivi) -> Sequence[str]:
    from lettres.langue.ecriture import jour

    dits = []
    if p.des_le is not None:
        dits.append(f"{'depuis' if p.statut == 'due' else 'dès'} le {jour(p.des_le)}")
    if p.avant_le is not None and p.statut == "due":
        ferme = p.avant_le != p.prescription
        dits.append(
            f"jusqu’au {jour(p.avant_le)} (le droit se ferme)"
            if ferme
            else f"avant le {jour(p.avant_le)} (prescription)"
        )
    return dits
