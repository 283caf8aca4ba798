"""Génération : un projet admis, un modèle prêt, une lettre.

lire(fichier) → valider → verifier(dossier, lettre, au) → composer → rendre → ecrire
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from lettres import composition, sortie
from lettres.affaire import destinataire_de
from lettres.barriere import controler_la_notre
from lettres.catalogue import capacites
from lettres.composition import Arbre, ChampsDuModele, champs_par_chemin
from lettres.production import blancs
from lettres.production.projet import Projet, ProjetAdmis, accepter, situer
from lettres.production.reserve import Pret
from lettres.rendu import Proprietes, Provenance, Rendu
from lettres.rendu.paragraphes.texte import texte_du_corps
from lettres.socle.champ import lit_un_jumeau
from lettres.socle.chemins import CheminDeFichier
from lettres.socle.classes import NamedTuple, dataclass, field, replace
from lettres.socle.constats import Constat, Gravite, a_une_erreur
from lettres.socle.erreurs import DossierInvalide, ModeleInvalide, ValeursAbsentes
from lettres.socle.places import DansWord
from lettres.socle.version import VERSION

if TYPE_CHECKING:
    from lettres.conversion import Pdf
    from lettres.dossier import Dossier
    from lettres.rendu.paquet.image_donnee import ImageDonnee

FormeDeLettre = Literal["docx", "pdf", "html", "txt"]
"""Sous quoi une lettre s'écrit."""


class LettreFormee(NamedTuple):
    """Une lettre sous une forme : ses octets, et tout ce qu'il faut en savoir."""

    octets: bytes
    constats: tuple[Constat, ...]


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
    echelon: str | None = None
    """Le pas que la lettre franchit, à inscrire à `envois[].echelon`; None si on l'a nommée."""
    creances: tuple[str, ...] = ()
    """Les créances que la lettre réclame; vide quand ce sont toutes celles qui sont dues."""

    texte: str | None = field(default=None, repr=False)
    """Le texte seul d'une lettre qui se publie, à coller où l'on répond; None pour les autres."""
    modele: str | None = None
    """Le modèle livré qui l'a écrite, ou le fichier de l'usager; None quand l'usager a donné des octets."""
    empreinte_du_modele: str = ""
    """SHA-256 de ce modèle, que la provenance de la lettre garde."""
    modele_livre: bool = True
    """Faux quand le modèle est celui de l'usager."""

    @property
    def empreinte(self) -> str:
        """SHA-256 des octets, en hexadécimal."""
        return hashlib.sha256(self.octets).hexdigest()

    def sous(self, forme: FormeDeLettre) -> bytes:
        """Le même document sous une autre forme : « docx », « pdf », « html » ou « txt ». Voir `formee`."""
        return self.formee(forme).octets

    def formee(self, forme: FormeDeLettre) -> LettreFormee:
        """Le même document sous une autre forme, et ses constats : un PDF ajoute les siens à ceux de la lettre.

        Un PDF demande LibreOffice et l'extra « pdf ». Lève SortieRefusee s'il ne se fait pas.
        """
        from lettres import conversion

        if forme == "docx":
            return LettreFormee(self.octets, self.constats)
        if forme == "pdf":
            fait = self.pdf()
            return LettreFormee(fait.octets, (*self.constats, *fait.constats))
        if forme == "html":
            return LettreFormee(conversion.en_html(self.octets, self.titre).encode(), self.constats)
        return LettreFormee((self.texte or conversion.en_texte(self.octets)).encode(), self.constats)

    def pdf(self) -> Pdf:
        """Le PDF de la lettre, et ce qu'il faut en savoir. Voir `formee`."""
        from lettres.conversion import en_pdf

        (fait,) = en_pdf([self.octets])
        return fait

    def ecrire(self, repertoire: CheminDeFichier, *, ecraser: bool = False) -> Path:
        """Écrit la lettre dans un dossier (ou dans le fichier .docx nommé), d'un seul coup, pour son seul propriétaire.

        Celle qui se publie a aussi son texte, à côté, en .txt : l'un et l'autre, ou rien. Lève SortieRefusee si l'un
        existe (sauf `ecraser`) ou ne peut pas être écrit; rien n'est alors touché.
        """
        ou, nom = sortie.destination(repertoire, self.nom)
        return sortie.ecrire_avec_son_texte(self.octets, self.texte, ou, nom, ecraser=ecraser)


def achever(admis: ProjetAdmis, pret: Pret) -> Lettre:
    """La lettre d'un projet admis : composer, rendre, relire. Voir `Atelier.generer`.

    Lève DossierInvalide pour ce que le modèle exige et que le dossier n'a pas, ou que la barrière refuse; c'est
    ModeleInvalide quand le modèle est celui de l'usager.
    """
    projet, affaire, choix = admis.projet, admis.projet.affaire, admis.projet.choix
    siens = None if pret.fixes is None else ChampsDuModele(pret.compile.champs_imprimes, pret.compile.champs_lus)
    triees = composition.jointes(affaire, choix, siens)
    constats = accepter(projet, [*admis.vus, *composition.silences(affaire, choix, siens, triees)])
    arbre = composition.composer(affaire, choix.lettre, triees, _champs(projet, pret))
    images = _images(projet, pret)
    rendu = _rendre(admis, pret, arbre, constats, images)
    if projet.signer and "signature" not in rendu.images:
        raise DossierInvalide(situer(projet.dossier, [_rien_ne_signe(sans_image=False)]))
    controles = controler_la_notre(
        rendu.octets,
        nom=projet.nom,
        lettre=choix.lettre,
        affaire=affaire,
        parties=_parties(rendu, pret),
        ebauche=projet.ebauche,
        fixes=pret.fixes,
        du_papier=pret.pose.textes if pret.pose else (),
        arbre=arbre,
        mentions=choix.mentions,
    )
    controles = projet.juger(controles)
    if pret.fixes is None and a_une_erreur(controles):
        controles = _au_dossier(projet, controles)
    constats += _barriere(controles, constats, pret)
    constats += pret.avis
    force = projet.motif if admis.forces else None
    return Lettre(
        rendu.octets,
        projet.nom,
        choix.lettre,
        choix.titre,
        tuple(constats),
        rendu.chemin,
        force,
        projet.echelon,
        () if affaire.visees is None else tuple(compte.nom for compte in affaire.comptes.dues),
        modele=choix.fichier if pret.fixes is None else pret.fichier,
        empreinte_du_modele=pret.empreinte_du_modele,
        modele_livre=pret.fixes is None,
        texte=_texte_a_coller(rendu) if capacites(choix.lettre).publique else None,
    )


def _champs(projet: Projet, pret: Pret) -> frozenset[str] | None:
    """Les champs de l'arbre que lit un modèle livré; None, tous : un autre modèle, ou les blancs d'une ébauche."""
    return pret.compile.champs_lus if pret.fixes is None and not projet.ebauche else None


def _parties(rendu: Rendu, pret: Pret) -> Mapping[str, bytes] | None:
    """Les textes de la lettre d'un modèle livré, ceux de son papier compris; None, à relire du zip."""
    if pret.fixes is not None:
        return None
    return rendu.parties if pret.pose is None else {**pret.pose.entetes, **rendu.parties}


def _texte_a_coller(rendu: Rendu) -> str:
    """Le corps de la lettre, une ligne vide entre deux paragraphes."""
    return "\n\n".join(texte_du_corps(rendu.octets, rendu.parties).split("\n")) + "\n"


def _images(projet: Projet, pret: Pret) -> Mapping[str, ImageDonnee]:
    """Les images du dossier auxquelles le modèle garde une place; la signature, si l'on signe seulement.

    Lève DossierInvalide si l'une ne convient pas, ou si l'on signe sans signature, ou sans place où la mettre.
    """
    if not pret.compile.places and not projet.signer:
        return {}
    nommees = {nom: fichier for nom, fichier in (projet.dossier.expediteur.images or ()) if fichier}
    toutes: dict[str, str | bytes] = {**nommees, **projet.images}
    donnees = {nom: image for nom, image in toutes.items() if nom in pret.compile.places}
    if projet.signer and "signature" not in donnees:
        raise DossierInvalide(situer(projet.dossier, [_rien_ne_signe(sans_image="signature" not in toutes)]))
    if not projet.signer:
        donnees.pop("signature", None)
    return {nom: _image(projet.dossier, nom, image) for nom, image in donnees.items()}


def _rien_ne_signe(*, sans_image: bool) -> Constat:
    if sans_image:
        message = "Le dossier n’a pas de signature à placer."
        remede = (
            "Nommez-en le fichier : « expediteur: {images: {signature: signature.png}} »; d’un programme, donnez-en "
            "les octets (« images »); ou signez à la main."
        )
        return Constat("E111", Gravite.ERREUR, message, remede, chemin=("expediteur", "images", "signature"))
    message = "Le modèle ne garde aucune place à la signature, ou la tait dans cette lettre."
    remede = (
        "Insérez une image dans votre modèle, donnez-lui pour texte de remplacement {{ image.signature }}, et nommez "
        "ce modèle (« --modele »); ou signez à la main."
    )
    return Constat("E111", Gravite.ERREUR, message, remede)


def _image(dossier: Dossier, nom: str, image: str | bytes) -> ImageDonnee:
    """L'image que sont ces octets, ou ce fichier que le dossier nomme. Lève DossierInvalide, à sa place au dossier."""
    from lettres.lecture.image_a_cote import ImageIntrouvable, lire_l_image  # -- peu de lettres en placent --
    from lettres.rendu.paquet.image_donnee import OCTETS_MAX, ImageRefusee, examiner_une_image

    try:
        return examiner_une_image(lire_l_image(dossier, image, OCTETS_MAX) if isinstance(image, str) else image)
    except (ImageIntrouvable, ImageRefusee) as refus:
        message = f"L’image « {image if isinstance(image, str) else nom} » {refus}."
        constat = Constat("E112", Gravite.ERREUR, message, refus.remede, chemin=("expediteur", "images", nom))
        raise DossierInvalide(situer(dossier, [constat])) from None


def _rendre(
    admis: ProjetAdmis,
    pret: Pret,
    arbre: Arbre,
    constats: Sequence[Constat],
    images: Mapping[str, ImageDonnee],
) -> Rendu:
    projet, champs, contexte = admis.projet, champs_par_chemin(), arbre.contexte()
    if lit_un_jumeau(pret.compile.champs_lus):
        from lettres.composition.imprimable.jumeaux import poser_les_jumeaux  # -- peu de modèles en lisent --

        if autres := list(blancs.incomparables(projet.dossier, pret.compile.champs_lus)):
            raise DossierInvalide(situer(projet.dossier, autres))
        poser_les_jumeaux(arbre, contexte, projet.dossier)
    if projet.ebauche:
        blancs.ouvrir(contexte, projet.choix, constats, champs)
    try:
        return pret.compile.remplir(
            contexte,
            ebauche=projet.ebauche,
            proprietes=_proprietes(projet),
            provenance=_provenance(admis, pret, signature=images.get("signature")),
            images=images,
            siens=arbre.textes(),
        )
    except ValeursAbsentes as exc:
        raise DossierInvalide(situer(projet.dossier, blancs.en_faits(exc.constats, champs))) from exc


def _au_dossier(projet: Projet, controles: Sequence[Constat]) -> list[Constat]:
    """Les mêmes; celui qu'un texte du dossier fait naître se dit à sa place au dossier, comme à la vérification."""
    from lettres.production.avant_d_ecrire import relire  # -- rare : une lettre refusée par la barrière --

    siens = relire(projet.affaire, projet.choix)
    codes = {constat.code for constat in siens}
    return [*situer(projet.dossier, siens), *(c for c in controles if c.code not in codes)] if siens else [*controles]


def _barriere(controles: Sequence[Constat], connus: Sequence[Constat], pret: Pret) -> list[Constat]:
    """Ce que la barrière ajoute aux constats du dossier; lève si c'est une erreur."""
    deja_dits = {c.code for c in connus}
    ajouts = [c for c in controles if c.code not in deja_dits]
    if du_papier := [c for c in ajouts if c.gravite is Gravite.ERREUR and _du_papier(c, pret)]:
        raise ModeleInvalide([replace(c, fichier=pret.pose.papier) for c in du_papier if pret.pose])
    if a_une_erreur(ajouts):
        raise (DossierInvalide if pret.fixes is None else ModeleInvalide)([*connus, *ajouts])
    return ajouts


def _du_papier(constat: Constat, pret: Pret) -> bool:
    """Dit si les mots en cause sont ceux que le papier écrit à demeure, et non ceux du dossier."""
    if pret.pose is None or not isinstance(constat.dans, DansWord):
        return False
    return any(constat.dans.partie.endswith(f"({nom})") for nom in pret.pose.entetes)


def _proprietes(projet: Projet) -> Proprietes:
    dossier = projet.dossier
    if capacites(projet.choix.lettre).publique:
        # -- le fichier même ne dit rien de l'affaire --
        return Proprietes(projet.choix.titre, dossier.expediteur.nom, sujet="", mots_cles="", date=projet.au)
    return Proprietes(
        titre=f"{projet.choix.titre} – {destinataire_de(dossier, projet.choix.lettre).nom}",
        auteur=dossier.expediteur.nom,
        sujet=dossier.reference,
        mots_cles="",
        date=projet.au,
    )


def _provenance(admis: ProjetAdmis, pret: Pret, *, signature: ImageDonnee | None) -> Provenance:
    """Ce dont la lettre vient. Un modèle de l'usager n'a pas de version : son empreinte le nomme."""
    livre, choix = pret.fixes is None, admis.projet.choix
    return Provenance(
        outil=f"lettres {VERSION}",
        au=admis.projet.au,
        dossier=admis.projet.empreinte,
        modele=choix.fichier if livre else "",
        version_modele=choix.version if livre else "",
        empreinte_modele=pret.empreinte_du_modele,
        forces=" ".join(admis.forces),
        politique=admis.projet.politique,
        papier=pret.pose.empreinte if pret.pose else "",
        signature="" if signature is None else hashlib.sha256(signature.octets).hexdigest(),
        creances=_rangs(admis.projet),
    )


def _rangs(projet: Projet) -> str:
    """Les rangs des créances que la lettre vise; rien, si elle les vise toutes."""
    if (visees := projet.affaire.visees) is None:
        return ""
    return " ".join([str(rang) for rang, nom in enumerate(projet.dossier.noms_des_creances, 1) if nom in visees])
