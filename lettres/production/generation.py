"""Génération : du dossier à la lettre, en une suite d'étapes.

lire(fichier) → valider → verifier(dossier, lettre, au) → composer → rendre → ecrire
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path

from pydantic import TypeAdapter, ValidationError
from pydantic_core import PydanticCustomError

from lettres import codes, composition, sortie
from lettres.affaire import LIBRES, Affaire
from lettres.barriere import controler_la_notre
from lettres.composition import ChampsDuModele, Modele, champs_par_chemin
from lettres.dossier import Dossier
from lettres.dossier.types import Intitule, lire_date
from lettres.lecture import Donnees, valider
from lettres.production import blancs
from lettres.production.reserve import Pret
from lettres.regles import verifier_coherence
from lettres.rendu import Proprietes, Provenance
from lettres.socle.chemins import CheminDeFichier
from lettres.socle.constats import Constat, Gravite, a_une_erreur, abreger, dans_un_dossier, ecourter, trier
from lettres.socle.erreurs import DossierInvalide, ModeleInvalide, ValeursAbsentes
from lettres.socle.version import VERSION


@dataclass(frozen=True, slots=True)
class Lettre:
    """Une lettre finie : ses octets (.docx), son nom de fichier, ses constats (alertes et conseils).

    `chemin` dit comment sa structure est tenue : « prouvé » par son modèle, une fois pour toutes, ou « contrôlé » sur
    cette lettre même.
    """

    octets: bytes = field(repr=False)
    nom: str
    lettre: str
    titre: str
    constats: tuple[Constat, ...]
    chemin: str = "contrôlé"
    force: str | None = None
    """Pourquoi l'on a passé outre à ce qui se force, à inscrire à `envois[].force`; None si rien n'a été forcé."""

    @property
    def empreinte(self) -> str:
        """SHA-256 des octets, en hexadécimal."""
        return hashlib.sha256(self.octets).hexdigest()

    def ecrire(self, dossier: CheminDeFichier, *, ecraser: bool = False) -> Path:
        """Écrit la lettre dans un dossier (ou dans le fichier .docx nommé), d'un seul coup, pour son seul propriétaire.

        Lève SortieRefusee si le fichier existe (sauf `ecraser`) ou ne peut pas être écrit; rien n'est alors touché.
        """
        ou, nom = sortie.destination(dossier, self.nom)
        return sortie.ecrire(self.octets, ou, nom, ecraser=ecraser)


def prochaine_lettre(dossier: Donnees, *, au: date | None = None) -> str | None:
    """La première lettre de la nature qui n'est pas encore partie au jour `au` (à ce jour, s'il n'est pas dit).

    Une contestation sans réponse passe d'abord : le rappel, où il y en a un, lui répond. None s'il ne reste rien. Les
    autres raisons d'attendre ne changent pas la lettre : ses constats les disent, et quand revenir.

    Lève DossierInvalide pour un dict qui n'est pas un dossier, et ValueError pour un « au » qui n'est pas une date.
    """
    dossier = valider(dossier)
    journal = [*(e.date for e in dossier.envois), *(s.date for s in dossier.suites)]
    affaire = Affaire(dossier, max(journal, default=date.min) if au is None else jour(au))
    lettres, envoyees = composition.lettres_de(dossier.nature), {d.envoi.lettre for d in affaire.demarches.envois}
    suivante = next((code for code in lettres if code not in envoyees), None)
    if suivante is None or suivante in LIBRES or "rappel" not in lettres or not affaire.demarches.contestations:
        return suivante
    return "rappel" if affaire.contestations else suivante


def verifier(dossier: Donnees, lettre: str | None = None, *, au: date) -> list[Constat]:
    """Tous les constats d'un dossier pour une lettre (par défaut la prochaine), dans l'ordre du fichier.

    Ne lève jamais pour des données : une lettre impossible est elle-même un constat, et un dict qui n'est pas un
    dossier a ceux que `valider` lui trouve. Lève ValueError pour un « au » qui n'est pas une date.
    """
    au = jour(au)
    try:
        dossier = valider(dossier)
    except DossierInvalide as refus:
        return list(refus.constats)
    modele, constats = choisir(dossier, lettre, au)
    if modele is not None:
        affaire = Affaire(dossier, au)
        constats = [*examiner(affaire, modele), *composition.silences(affaire, modele)]
    return situer(dossier, constats)


def examiner(affaire: Affaire, modele: Modele) -> list[Constat]:
    """Ce qui manque au dossier pour cette lettre, et ce qui n'y tient pas; sans les lignes."""
    return [*composition.manques(affaire.dossier, modele), *verifier_coherence(affaire, modele.lettre)]


def produire(
    dossier: Dossier,
    choix: Modele,
    *,
    au: date,
    prendre: Callable[[], Pret],
    ebauche: bool = False,
    motif: str | None = None,
) -> Lettre:
    """Produit une lettre du catalogue; `prendre` donne son modèle, une fois le dossier vérifié. Voir `Atelier.generer`.

    `motif` : pourquoi l'on passe outre à ce qui se force.

    Le dossier n'est vérifié, composé et imprimé qu'une fois; ce qui s'en déduit ne l'est qu'une fois aussi.
    """
    affaire = Affaire(dossier, au)
    vus = examiner(affaire, choix)
    forces: tuple[str, ...] = ()
    if motif is not None:
        vus, forces = codes.forcer(vus)
        vus += [] if forces else [_rien_a_forcer(codes.adoucir_pour_une_ebauche(vus) if ebauche else vus)]
    if a_une_erreur(vus):
        # -- refusé d'ordinaire sans qu'il faille un modèle : ce que le livré tairait se dit du même coup --
        _admettre(dossier, [*vus, *composition.silences(affaire, choix)], ebauche=ebauche)
    pret = prendre()
    siens = None if pret.fixes is None else ChampsDuModele(pret.compile.champs_imprimes, pret.compile.champs_lus)
    constats = _admettre(dossier, [*vus, *composition.silences(affaire, choix, siens)], ebauche=ebauche)
    arbre = composition.composer(affaire, choix.lettre, siens)
    champs = champs_par_chemin()
    contexte = arbre.contexte()
    if ebauche:
        blancs.ouvrir(contexte, choix, constats, champs)
    try:
        rendu = pret.compile.remplir(
            contexte,
            ebauche=ebauche,
            proprietes=_proprietes(dossier, choix, au),
            provenance=_provenance(dossier, choix, au, pret, forces),
        )
    except ValeursAbsentes as exc:
        raise DossierInvalide(situer(dossier, blancs.en_faits(exc.constats, champs))) from exc
    nom = nom_de_la_lettre(dossier, choix, au, ebauche=ebauche)
    controles = controler_la_notre(
        rendu.octets,
        nom=nom,
        lettre=choix.lettre,
        affaire=affaire,
        ebauche=ebauche,
        fixes=pret.fixes,
        arbre=arbre,
    )
    constats += _barriere(codes.adoucir_pour_une_ebauche(controles) if ebauche else controles, constats, pret)
    if pret.fixes is not None:
        constats += pret.compile.soins  # -- ce qui a été guéri, en mémoire, dans le modèle de l'usager --
    force = motif if forces else None
    return Lettre(rendu.octets, nom, choix.lettre, choix.titre, tuple(constats), rendu.chemin, force)


def _admettre(dossier: Dossier, vus: Sequence[Constat], *, ebauche: bool) -> list[Constat]:
    """Les constats, chacun à sa place; si l'un est une erreur, lève DossierInvalide avec tous."""
    constats = situer(dossier, vus)
    if ebauche:
        constats = codes.adoucir_pour_une_ebauche(constats)
    if a_une_erreur(constats):
        raise DossierInvalide(constats)
    return constats


def empreinte_du_dossier(dossier: Dossier) -> str:
    """SHA-256 des faits, où que le dossier ait été lu et dans quelque ordre que ses clés aient été écrites."""
    faits = dossier.model_dump(mode="json")
    canonique = json.dumps(faits, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonique.encode()).hexdigest()


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


def _barriere(controles: Sequence[Constat], connus: Sequence[Constat], pret: Pret) -> list[Constat]:
    """Ce que la barrière ajoute aux constats du dossier; lève si c'est une erreur."""
    deja_dits = {c.code for c in connus}
    ajouts = [c for c in controles if c.code not in deja_dits]
    if a_une_erreur(ajouts):
        raise (DossierInvalide if pret.fixes is None else ModeleInvalide)([*connus, *ajouts])
    return ajouts


def exiger(dossier: Dossier, lettre: str | None, au: date) -> Modele:
    """Le modèle du catalogue pour cette lettre; lève DossierInvalide s'il n'y en a pas."""
    choix, impossibles = choisir(dossier, lettre, au)
    if choix is None:
        raise DossierInvalide(situer(dossier, impossibles))
    return choix


def choisir(dossier: Dossier, lettre: str | None, au: date) -> tuple[Modele | None, list[Constat]]:
    """Le modèle du catalogue pour cette lettre, ou le constat qui dit pourquoi il n'y en a pas."""
    code = prochaine_lettre(dossier, au=au) if lettre is None else lettre
    modele = composition.modele_de(code, dossier.nature) if isinstance(code, str) else None
    if modele is not None:
        return modele, []
    possibles = ", ".join(dict.fromkeys(composition.lettres_de(dossier.nature)))
    if code is None:
        message = f"Toutes les lettres de nature « {dossier.nature} » figurent déjà dans « envois »."
    elif isinstance(code, str):
        message = f"Il n’y a pas de lettre « {abreger(code)} » pour un dossier de nature « {dossier.nature} »."
    else:
        message = f"Le code d’une lettre est un texte, et non une valeur de type « {type(code).__name__} »."
    remede = f"Nommez la lettre voulue (« --lettre ») : {possibles}."
    return None, [Constat("E102", Gravite.ERREUR, message, remede, chemin=("nature",))]


def _proprietes(dossier: Dossier, modele: Modele, au: date) -> Proprietes:
    return Proprietes(
        titre=f"{modele.titre} – {dossier.destinataire.nom}",
        auteur=dossier.expediteur.nom,
        sujet=dossier.reference,
        mots_cles="",
        date=au,
    )


def _provenance(dossier: Dossier, choix: Modele, au: date, pret: Pret, forces: Sequence[str]) -> Provenance:
    """Ce dont la lettre vient. Un modèle de l'usager n'a pas de version : son empreinte le nomme."""
    livre = pret.fixes is None
    return Provenance(
        outil=f"lettres {VERSION}",
        au=au,
        dossier=empreinte_du_dossier(dossier),
        modele=choix.fichier if livre else "",
        version_modele=choix.version if livre else "",
        empreinte_modele=pret.compile.empreinte,
        forces=" ".join(forces),
    )


def nom_de_la_lettre(dossier: Dossier, modele: Modele, au: date, *, ebauche: bool = False) -> str:
    """`2026-014_mise-en-demeure_2026-11-22.docx`."""
    morceaux = [dossier.reference, modele.lettre.replace("_", "-"), au.isoformat()]
    return sortie.nom_de_fichier(*morceaux, *(["EBAUCHE"] if ebauche else []), extension="docx")


def situer(dossier: Dossier, constats: Sequence[Constat]) -> list[Constat]:
    """Donne à chaque constat sa place : sa ligne, quand le dossier vient d'un fichier, sinon sa valeur dans le dossier.

    Ce que la lecture du fichier a supposé s'y ajoute. Une liste trop longue est abrégée.
    """
    origine = dossier.origine
    if origine is None:
        return ecourter([dans_un_dossier(constat) for constat in constats])
    return ecourter(trier([*map(origine.placer, constats), *origine.conseils]))
