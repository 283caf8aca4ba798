"""Projet : une lettre voulue, le dossier vérifié pour elle, et le refus s'il y en a un; avant tout modèle."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING

from pydantic import TypeAdapter, ValidationError
from pydantic_core import PydanticCustomError

from lettres import codes, composition, escalade, sortie
from lettres.affaire import Affaire
from lettres.catalogue import Modele
from lettres.dossier import Dossier
from lettres.dossier.parties import ImagesDeLExpediteur
from lettres.dossier.refus import fautes_de
from lettres.dossier.types import Intitule, lire_date
from lettres.dossier.verbes import ou_tapez
from lettres.langue.typographie import enumerer
from lettres.regles import verifier_coherence
from lettres.socle.calcul import compte_une_fois
from lettres.socle.chemins import a_taper
from lettres.socle.classes import NamedTuple, dataclass, field
from lettres.socle.constats import Chemin, Constat, Gravite, a_une_erreur, dans_un_dossier, ecourter, trier
from lettres.socle.donnees import empreinte_des_faits
from lettres.socle.erreurs import DossierInvalide

if TYPE_CHECKING:
    from lettres.escalade import Politiques


def examiner(affaire: Affaire, modele: Modele) -> list[Constat]:
    """Ce qui manque au dossier pour cette lettre, et ce qui n'y tient pas; sans les lignes.

    Rien n'y est dit d'une créance que la lettre ne réclame pas.
    """
    lignes = affaire.inscriptions.a_terme(affaire.dossier, affaire.au)
    if affaire.visees is not None:
        # -- ce qui fut fait pour une autre créance n'est pas ce que cette lettre raconte --
        parties, dites = {d.rang for d in affaire.demarches.envois}, dict(affaire.demarches.suites)
        envois = tuple(ligne for ligne in lignes.envois if ligne[0] in parties)
        lignes = lignes._replace(envois=envois, suites=tuple(ligne for ligne in lignes.suites if ligne[0] in dites))
    vus = [
        *composition.manques(affaire.dossier, modele, affaire.consommation, lignes),
        *verifier_coherence(affaire, modele.lettre),
    ]
    if any(d.envoi.affirme for d in affaire.demarches.envois):
        from lettres.composition.affirme.contredits import contredits  # -- d'ordinaire, rien n'est à comparer --

        vus += contredits(affaire, modele)
    return [constat for constat in vus if _est_vise(affaire, constat.chemin)]


_NOMMEES = 3
"""Les créances que le nom d'un fichier nomme; des autres, il ne dit que le nombre."""


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
    signer: bool = False
    """La signature numérisée se place dans la lettre."""
    images: Mapping[str, bytes] = field(default_factory=dict)
    """Les images données en octets; elles passent avant celles que le dossier nomme."""

    @property
    def dossier(self) -> Dossier:
        """Les faits."""
        return self.affaire.dossier

    @property
    def au(self) -> date:
        """Le jour de la lettre."""
        return self.affaire.au

    @compte_une_fois
    def empreinte(self) -> str:
        """Celle des faits : la provenance de la lettre et le journal d'un lot la gardent."""
        return empreinte_des_faits(self.dossier)

    @compte_une_fois
    def nom(self) -> str:
        """`2026-014_mise-en-demeure_2026-11-22.docx`; puis les créances, quand elle en laisse d’autres."""
        morceaux = [self.dossier.reference, self.choix.nom.replace("_", "-"), self.au.isoformat()]
        if self.affaire.visees is not None:
            noms = [compte.nom for compte in self.affaire.comptes.dues]
            morceaux.append("-".join([*noms[:_NOMMEES], *([f"et-{len(noms) - _NOMMEES}"] if noms[_NOMMEES:] else [])]))
        return sortie.nom_de_fichier(*morceaux, *(["EBAUCHE"] if self.ebauche else []), extension="docx")

    def juger(self, constats: Sequence[Constat]) -> list[Constat]:
        """Les constats tels qu'ils valent pour cette lettre : une ébauche tolère ses blancs."""
        return codes.adoucir_pour_une_ebauche(constats) if self.ebauche else list(constats)


class ProjetAdmis(NamedTuple):
    """Un projet que rien n'arrête : ce qu'on a vu au dossier, et les codes qu'il a fallu forcer."""

    projet: Projet
    vus: tuple[Constat, ...]
    forces: tuple[str, ...]


def admettre(projet: Projet, politiques: Politiques | None = None) -> ProjetAdmis:
    """Vérifie le dossier pour la lettre demandée, avant tout modèle. Lève DossierInvalide si rien ne s'en fera."""
    vus = examiner(projet.affaire, projet.choix)
    forces: tuple[str, ...] = ()
    if projet.motif is not None:
        vus, forces = codes.forcer(vus)
        vus += [] if forces else [_rien_a_forcer(projet.juger(vus))]
    if a_une_erreur(projet.juger(vus)):
        # -- refusé sans qu'il faille un modèle : ce que le livré tairait se dit du même coup --
        tus = composition.silences(projet.affaire, projet.choix)
        accepter(projet, [*vus, *due_a_part(projet.affaire, vus, politiques), *tus])
    return ProjetAdmis(projet, tuple(vus), forces)


def due_a_part(affaire: Affaire, vus: Sequence[Constat], politiques: Politiques | None) -> list[Constat]:
    """La lettre due des créances que ne retient pas ce qui retient celle que l'on voulait pour toutes."""
    dues = {compte.nom for compte in affaire.comptes.dues}
    retenue = any(c.gravite is Gravite.ERREUR and codes.table()[c.code].forcable for c in vus)
    if not retenue or len(dues) < 2:
        return []
    decision = escalade.situer(affaire, politique=politiques, relire=True)
    due = next((d for d in decision.toutes or (decision,) if d.lettre is not None), None)
    if due is None or due.echelon is None or not due.creances or not dues.difference(due.creances):
        return []
    origine, place = affaire.dossier.origine, affaire.dossier.noms_des_creances.index(due.creances[0])
    tapez = ou_tapez(a_taper("generer", origine.fichier if origine else None, "").rstrip())
    return [
        Constat(
            "E113",
            Gravite.CONSEIL,
            f"Ce qui retient cette lettre ne retient pas {enumerer(due.creances)} : le pas « {due.echelon.titre} » "
            "en est ouvert.",
            f"Sans « --lettre », c’est lui qui s’écrit, et pour rien d’autre.{tapez}",
            chemin=("creances", place),
        )
    ]


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


IMAGES_DONNEES = tuple(ImagesDeLExpediteur.model_fields)


def lire_images(images: object) -> dict[str, bytes]:
    """Les images que l'on donne en octets, par leur nom. Lève ValueError pour toute autre chose."""
    noms = " ou ".join(f"« {nom} »" for nom in IMAGES_DONNEES)
    if not isinstance(images, Mapping) or not all(nom in IMAGES_DONNEES for nom in images):
        raise ValueError(f"« images » : donnez un dict, dont les clés sont {noms}.")
    if fausse := next((nom for nom, octets in images.items() if not isinstance(octets, bytes)), None):
        raise ValueError(
            f"« images » : « {fausse} » est l’image même, en octets (bytes); un fichier se nomme au dossier."
        )
    return dict(images)


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
        (erreur,) = fautes_de(faute)
        trop_long = erreur["type"] == "string_too_long"
        dit = "Ce motif est trop long : au plus 500 caractères." if trop_long else erreur["msg"]
        raise ValueError(f"{nomme}{dit}") from None


def _rien_a_forcer(constats: Sequence[Constat]) -> Constat:
    arretee = a_une_erreur(constats)
    message = "Aucune de ces erreurs ne se force." if arretee else "Il n’y avait rien à forcer : rien ne s’y opposait."
    remede = "Corrigez-les; forcer ne sert ici à rien." if arretee else "Écrivez cette lettre sans la forcer."
    return Constat("E106", Gravite.CONSEIL, message, f"{remede} Le motif n’est gardé nulle part.")


def situer(dossier: Dossier, constats: Sequence[Constat]) -> list[Constat]:
    """Donne à chaque constat sa place : sa ligne, quand le dossier vient d'un fichier, sinon sa valeur dans le dossier.

    Ce que la lecture du fichier a supposé s'y ajoute. Une liste trop longue est abrégée.
    """
    origine = dossier.origine
    if origine is None:
        return ecourter([dans_un_dossier(constat) for constat in constats])
    return ecourter(trier([*map(origine.placer, constats), *origine.conseils]))


def _est_vise(affaire: Affaire, chemin: Chemin) -> bool:
    """Dit si ce chemin n'est pas celui d'une créance que l'on ne réclame pas."""
    match chemin:
        case ("creances", int(rang), *_) if affaire.visees is not None:
            return affaire.comptes.creances[rang].nom in affaire.visees
    return True
