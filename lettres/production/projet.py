"""Projet : la lettre que l'on veut, le dossier vérifié pour elle, et le refus s'il y en a un; avant tout modèle."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from pydantic import TypeAdapter, ValidationError
from pydantic_core import PydanticCustomError

from lettres import codes, composition, escalade, sortie
from lettres.affaire import Affaire
from lettres.catalogue import Modele, lettres_de, modele_de
from lettres.dossier import Dossier
from lettres.dossier.types import Intitule, lire_date
from lettres.dossier.verbes import ou_tapez
from lettres.langue.ecriture import jour as dit
from lettres.lecture import Donnees, valider
from lettres.regles import verifier_coherence
from lettres.socle.constats import Constat, Gravite, a_une_erreur, abreger, dans_un_dossier, ecourter, trier
from lettres.socle.donnees import empreinte
from lettres.socle.erreurs import DossierInvalide

if TYPE_CHECKING:
    from lettres.escalade import Decision, Politiques, Pourquoi


def prochaine_lettre(dossier: Donnees, *, au: date | None = None, politiques: Politiques | None = None) -> str | None:
    """La lettre du pas qui vient, ouvert ou non, au jour `au` (au dernier jour du journal, s'il n'est pas dit).

    Une contestation sans réponse passe d'abord : le rappel, où il y en a un, lui répond. None s'il ne reste rien, si le
    pas qui vient n'est pas une lettre, ou si un avocat ou une insolvabilité au dossier empêche tout ce qui reste. Quand
    l'écrire, et pourquoi, c'est à `evaluer` de le dire.

    Lève DossierInvalide pour un dict qui n'est pas un dossier, et ValueError pour un « au » qui n'est pas une date.
    """
    affaire = Affaire(valider(dossier), date.max if au is None else jour(au))
    if au is None:
        affaire = affaire.le(escalade.derniere_inscription(affaire) or date.min)
    return escalade.situer(affaire, politique=politiques, relire=True).prochaine_lettre


def verifier(
    dossier: Donnees, lettre: str | None = None, *, au: date, politiques: Politiques | None = None
) -> list[Constat]:
    """Tous les constats d'un dossier pour une lettre (par défaut la prochaine), dans l'ordre du fichier.

    Ne lève jamais pour des données : une lettre impossible est elle-même un constat, et un dict qui n'est pas un
    dossier a ceux que `valider` lui trouve. `politiques` : celles que l'on connaît, sinon celles qui sont livrées. Lève
    ValueError pour un « au » qui n'est pas une date.
    """
    au = jour(au)
    try:
        dossier = valider(dossier)
    except DossierInvalide as refus:
        return list(refus.constats)
    return constats_de(Affaire(dossier, au), lettre, politiques)


def constats_de(
    affaire: Affaire, lettre: str | None, politiques: Politiques | None, decision: Decision | None = None
) -> list[Constat]:
    """Ce que dit `verifier` d'une affaire; `decision`, quand on l'a déjà, n'est pas refaite."""
    inconnues: list[Constat] = []
    if lettre is None:
        inconnues = _inconnues(affaire, politiques)
        decision = decision or escalade.situer(affaire, politique=politiques, relire=True)
        affaire = pour(affaire, decision)
    modele, constats = choisir(affaire, lettre, decision)
    if modele is not None:
        constats = [*examiner(affaire, modele), *composition.silences(affaire, modele)]
    # -- rien ne se réclame plus, ou le pas est un geste : qu'aucune lettre ne vienne n'est pas une faute --
    elif inconnues or (lettre is None and decision and decision.statut in {"terminee", "due"}):
        constats = []
    return situer(affaire.dossier, [*inconnues, *constats])


def _inconnues(affaire: Affaire, politiques: Politiques | None) -> list[Constat]:
    """Les politiques que le dossier nomme et que l'on ne connaît pas : rien ne dit alors quelle lettre vient."""
    remede = "Corrigez-la; si c’est la vôtre, nommez son fichier dans « lettres.toml », à côté du dossier."
    return [
        Constat("E108", Gravite.ERREUR, r.phrase, remede + _ou_tapez(affaire, r), chemin=r.chemin)
        for r in escalade.inconnues(affaire, politiques)
    ]


def _ou_tapez(affaire: Affaire, raison: Pourquoi) -> str:
    return ou_tapez(*escalade.commandes_qui_levent(affaire.dossier, raison))


def examiner(affaire: Affaire, modele: Modele) -> list[Constat]:
    """Ce qui manque au dossier pour cette lettre, et ce qui n'y tient pas; sans les lignes.

    Rien n'y est dit d'une créance que la lettre ne réclame pas.
    """
    vus = [*composition.manques(affaire.dossier, modele), *verifier_coherence(affaire, modele.lettre)]
    return [constat for constat in vus if affaire.vise(constat.chemin)]


@dataclass(frozen=True)
class Projet:
    """Ce que l'on veut : une lettre du catalogue, pour une affaire. Ce qui s'en déduit ne l'est qu'une fois.

    `motif` : pourquoi l'on passe outre à ce qui se force.
    """

    affaire: Affaire
    choix: Modele
    ebauche: bool = False
    motif: str | None = None
    echelon: str | None = None
    """Le pas que la lettre franchit; None quand on l'a nommée."""
    politique: str = ""
    """L'empreinte des politiques suivies qui ne sont pas livrées, séparées par une espace."""

    @property
    def dossier(self) -> Dossier:
        """Les faits."""
        return self.affaire.dossier

    @property
    def au(self) -> date:
        """Le jour de la lettre."""
        return self.affaire.au

    @cached_property
    def empreinte(self) -> str:
        """Celle des faits : la provenance de la lettre et le journal d'un lot la gardent."""
        return empreinte(self.dossier)

    @cached_property
    def nom(self) -> str:
        """`2026-014_mise-en-demeure_2026-11-22.docx`."""
        morceaux = [self.dossier.reference, self.choix.lettre.replace("_", "-"), self.au.isoformat()]
        return sortie.nom_de_fichier(*morceaux, *(["EBAUCHE"] if self.ebauche else []), extension="docx")

    def juger(self, constats: Sequence[Constat]) -> list[Constat]:
        """Les constats tels qu'ils valent pour cette lettre : une ébauche tolère ses blancs."""
        return codes.adoucir_pour_une_ebauche(constats) if self.ebauche else list(constats)


class ProjetAdmis(NamedTuple):
    """Un projet que rien n'arrête : ce qu'on a vu au dossier, et les codes qu'il a fallu forcer."""

    projet: Projet
    vus: tuple[Constat, ...]
    forces: tuple[str, ...]


def admettre(projet: Projet) -> ProjetAdmis:
    """Vérifie le dossier pour la lettre demandée, avant tout modèle. Lève DossierInvalide si rien ne s'en fera."""
    vus = examiner(projet.affaire, projet.choix)
    forces: tuple[str, ...] = ()
    if projet.motif is not None:
        vus, forces = codes.forcer(vus)
        vus += [] if forces else [_rien_a_forcer(projet.juger(vus))]
    if a_une_erreur(projet.juger(vus)):
        # -- refusé sans qu'il faille un modèle : ce que le livré tairait se dit du même coup --
        accepter(projet, [*vus, *composition.silences(projet.affaire, projet.choix)])
    return ProjetAdmis(projet, tuple(vus), forces)


def accepter(projet: Projet, vus: Sequence[Constat]) -> list[Constat]:
    """Les constats, chacun à sa place; si l'un est une erreur, lève DossierInvalide avec tous."""
    constats = projet.juger(situer(projet.dossier, vus))
    if a_une_erreur(constats):
        raise DossierInvalide(constats)
    return constats


def jour(au: date) -> date:
    """Le jour demandé, sans son heure. Lève ValueError, qui nomme « au » : c'est une faute d'appel, pas de dossier."""
    try:
        return lire_date(au.date() if isinstance(au, datetime) else au)
    except PydanticCustomError as faute:
        raise ValueError(f"« au » : {faute.message()}") from None


def lire_motif(forcer: object, nomme: str = "« forcer » : ") -> str:
    """Le motif d'une lettre forcée, sur une ligne, tel que `envois[].force` le gardera.

    Lève ValueError pour un motif vide ou illisible : c'est une faute d'appel, pas de dossier. Sa phrase commence par
    `nomme`, qui dit ce que l'appelant a mal donné; vide, quand il le dit autrement.
    """
    motif = " ".join(forcer.split()) if isinstance(forcer, str) else ""
    if not motif:
        raise ValueError(f"{nomme}Un motif vide n’en est pas un; dites pourquoi, en une phrase.")
    try:
        return TypeAdapter(Intitule).validate_python(motif)
    except ValidationError as faute:
        (erreur,) = faute.errors()
        trop_long = erreur["type"] == "string_too_long"
        dit = "Ce motif est trop long : au plus 500 caractères." if trop_long else erreur["msg"]
        raise ValueError(f"{nomme}{dit}") from None


def _rien_a_forcer(constats: Sequence[Constat]) -> Constat:
    arretee = a_une_erreur(constats)
    message = "Aucune de ces erreurs ne se force." if arretee else "Il n’y avait rien à forcer : rien ne s’y opposait."
    remede = "Corrigez-les; forcer ne sert ici à rien." if arretee else "Écrivez cette lettre sans la forcer."
    return Constat("E106", Gravite.CONSEIL, message, f"{remede} Le motif n’est gardé nulle part.")


def projeter(
    affaire: Affaire,
    lettre: str | None,
    *,
    ebauche: bool = False,
    motif: str | None = None,
    politiques: Politiques | None = None,
) -> Projet:
    """Le projet d'une lettre nommée, pour tout ce qui est dû; ou, sans nom, de celle que la décision dit due.

    Celle-ci ne réclame que les créances qui en sont à ce pas. Rien d'autre ne s'écrit de soi-même : lève
    DossierInvalide avec les raisons. Une ébauche, ou une lettre forcée, n'attendent pas que le pas soit ouvert.
    """
    decision = None
    if lettre is None:
        attend = not ebauche and motif is None
        if refus := _inconnues(affaire, politiques):
            raise DossierInvalide(situer(affaire.dossier, refus))
        if attend:
            decision = _celle_qui_est_due(affaire, politiques)
        else:
            decision = escalade.situer(affaire, politique=politiques, relire=True)
        affaire = pour(affaire, decision)
    choix, impossibles = choisir(affaire, lettre, decision)
    if choix is None:
        raise DossierInvalide(situer(affaire.dossier, impossibles))
    franchit = decision.echelon if decision and decision.echelon and decision.echelon.lettre == choix.lettre else None
    return Projet(affaire, choix, ebauche, motif, franchit.code if franchit else None, _siennes(affaire, politiques))


def _siennes(affaire: Affaire, politiques: Politiques | None) -> str:
    if politiques is None:
        return ""
    livree = escalade.livree(affaire.dossier.nature).empreinte
    return " ".join(sorted({p.empreinte for p in escalade.suivies(affaire, politiques)} - {livree}))


def pour(affaire: Affaire, decision: Decision) -> Affaire:
    """L'affaire où l'on ne réclame que les créances de cette décision; la même, si ce sont toutes les dues."""
    if decision.tolerance != escalade.livree(affaire.dossier.nature).tolerance:
        affaire = replace(affaire, laisse=decision.tolerance)
    visees = frozenset(decision.creances)
    if not visees or visees >= {compte.nom for compte in affaire.comptes.dues}:
        return affaire
    return affaire.visant(visees)


def _celle_qui_est_due(affaire: Affaire, politiques: Politiques | None) -> Decision:
    try:
        decision = escalade.situer(affaire, politique=politiques)
    except ValueError as trop_tot:
        remede = "Donnez un jour qui suit le journal, ou nommez la lettre voulue (« --lettre »)."
        raise DossierInvalide([Constat("E107", Gravite.ERREUR, str(trop_tot), remede)]) from None
    if decision.lettre is not None:
        return decision
    # -- un pas qui n'est pas une lettre est ouvert : ce qui s'y ajoute n'empêche rien --
    raisons = decision.dites[:1] if decision.statut is escalade.Statut.DUE else decision.dites
    refus = [
        Constat("E107", Gravite.ERREUR, f"Aucune lettre n’est due. {r.phrase}", remede, r.fondement or "", r.chemin)
        for r in raisons
        for remede in (_remede(decision) + _ou_tapez(affaire, r),)
    ]
    # -- d'une lettre empêchée, ses propres règles disent mieux pourquoi, et à qui s'adresser --
    if decision.statut is escalade.Statut.BLOQUEE and decision.echelon is not None:
        modele, _ = choisir(affaire, decision.echelon.lettre)
        vus = examiner(affaire, modele) if modele is not None else []
        siens = [constat for constat in vus if constat.gravite is Gravite.ERREUR]
        refus = siens if any(r.code in _EMPECHENT for r in raisons) and siens else refus
    raise DossierInvalide(situer(affaire.dossier, refus))


_EMPECHENT = {"avocat", "insolvabilite"}
"""Les raisons qu'une règle dit aussi."""


def _remede(decision: Decision) -> str:
    nommez = f"nommez la lettre voulue (« --lettre {decision.prochaine_lettre or 'CODE'} »)."
    match decision.statut:
        case escalade.Statut.SUSPENDUE | escalade.Statut.NON_DUE if decision.des_le is not None:
            return f"Revenez le {dit(decision.des_le)}; pour ne pas attendre, {nommez}"
        case escalade.Statut.A_REVOIR:
            return f"Tranchez, inscrivez-le au dossier, puis recommencez; ou {nommez}"
        case escalade.Statut.DUE if decision.echelon is not None:
            return f"Ce pas n’est pas une lettre : {decision.echelon.titre}. « lettres etat » dit pourquoi; ou {nommez}"
    return f"Il n’y a rien à écrire; pour écrire quand même, {nommez}"


def choisir(
    affaire: Affaire, lettre: str | None, decision: Decision | None = None
) -> tuple[Modele | None, list[Constat]]:
    """Le modèle du catalogue pour cette lettre, ou le constat qui dit pourquoi il n'y en a pas."""
    nature, code, raisons = affaire.dossier.nature, lettre, ""
    if lettre is None:
        decision = decision or escalade.situer(affaire, relire=True)
        # -- une lettre empêchée est nommée quand même : ses constats disent par quoi --
        code = decision.prochaine_lettre or (decision.echelon.lettre if decision.echelon else None)
        raisons = " ".join(dict.fromkeys(r.phrase for r in decision.raisons))
    modele = modele_de(code, nature) if isinstance(code, str) else None
    if modele is not None:
        return modele, []
    possibles = ", ".join(dict.fromkeys(lettres_de(nature)))
    if code is None:
        message = f"Il n’y a pas de lettre à écrire. {raisons}"
    elif isinstance(code, str):
        message = f"Il n’y a pas de lettre « {abreger(code)} » pour un dossier de nature « {nature} »."
    else:
        message = f"Le code d’une lettre est un texte, et non une valeur de type « {type(code).__name__} »."
    remede = f"Nommez la lettre voulue (« --lettre ») : {possibles}."
    return None, [Constat("E102", Gravite.ERREUR, message, remede, chemin=("nature",))]


def situer(dossier: Dossier, constats: Sequence[Constat]) -> list[Constat]:
    """Donne à chaque constat sa place : sa ligne, quand le dossier vient d'un fichier, sinon sa valeur dans le dossier.

    Ce que la lecture du fichier a supposé s'y ajoute. Une liste trop longue est abrégée.
    """
    origine = dossier.origine
    if origine is None:
        return ecourter([dans_un_dossier(constat) for constat in constats])
    return ecourter(trier([*map(origine.placer, constats), *origine.conseils]))
