"""Arbre imprimable : tout ce qu'un modèle Word peut imprimer, documenté et typé.

Chaque feuille est un texte déjà mis en forme, ou un oui/non pour les conditions. Une feuille absente du dossier est
absente de l'arbre : un modèle peut la tester (`{% if contrat.date %}`), pas l'imprimer en blanc.
"""

import re
from collections.abc import Sequence
from typing import Any

from lettres.composition.imprimable.argent import (
    CreanceImprimable,
    InteretImprimable,
    PaiementImprimable,
    RappelImprimable,
    Sommes,
)
from lettres.composition.imprimable.base import GroupeOuvert, Imprimable
from lettres.composition.imprimable.base import champ as _champ
from lettres.composition.imprimable.base import sur as _sur
from lettres.composition.imprimable.consommation import (
    AchatImprimable,
    ReclamationImprimable,
    ResolutionImprimable,
    RetrofacturationImprimable,
)
from lettres.composition.imprimable.demandes import ExecutionImprimable, ReputationImprimable
from lettres.composition.imprimable.differend import (
    MenacesImprimables,
    OffreImprimable,
    QuittanceImprimable,
    RuptureImprimable,
)
from lettres.composition.imprimable.expose import ExposeImprimable
from lettres.composition.imprimable.replique import EnPublicImprimable, RecuImprimable
from lettres.dossier.types import MOTIF_PIECE
from lettres.langue.ecriture import INSECABLE, TRAIT_INSECABLE, DateEcrite, SommeEcrite

# -- « c. P-40.1 » est une loi --
# -- La majuscule, puis ce qui la précède : un motif qui commence par un regard s'essaie à chaque place --
NUMERO_DE_PIECE = re.compile(rf"P(?<!\w.){MOTIF_PIECE[1:]}\b(?!\.\d)")
_AU_MILIEU_D_UN_CODE_POSTAL = re.compile(r" (?<=[A-Z]\d[A-Z] )(?<!\w[A-Z]\d[A-Z] )(?=\d[A-Z]\d\b)")
# -- Peu de textes portent l'un ou l'autre, et chercher coûte bien moins que remplacer --
_A_RECRIRE = re.compile(r"[A-Z](?:\d[A-Z] \d|(?<=P)-)").search


class LettreImprimee(Imprimable):
    """La lettre elle-même."""

    date: DateEcrite = _sur("Date de la lettre : « 22 novembre 2026 »")
    lieu_et_date: str | None = _champ(
        "Lieu et date : « Granby, le 22 novembre 2026 »", "expediteur.adresse.ville", "lieu"
    )
    reference: str = _sur("Référence du dossier", "reference")
    mode_envoi: str | None = _champ("Mode d’acheminement : « PAR COURRIER RECOMMANDÉ »", "mode_envoi")
    par_courriel: bool = _sur("Oui si la lettre part par courriel : elle demande alors un accusé de réception")
    echeance: DateEcrite = _sur("Date limite : « 7 décembre 2026 »", "echeance_demandee")
    echeance_jour: DateEcrite = _sur("Date limite avec le jour : « lundi 7 décembre 2026 »", "echeance_demandee")
    heure_limite: str = _sur("Heure limite : « 17 h »", "heure_limite")


class AdresseImprimable(Imprimable):
    """Une adresse postale."""

    ligne: str | None = _champ("Numéro et voie", "ligne")
    complement: str | None = _champ("Complément d’adresse", "complement")
    ville: str | None = _champ(
        "Ville, province et code postal : « Granby (Québec)  J2G 1A1 »", "ville", "province", "code_postal"
    )
    pays: str | None = _champ("Pays, hors du Canada", "pays")
    complete: str | None = _champ(
        "L’adresse sur une ligne", "ligne", "complement", "ville", "province", "code_postal", "pays"
    )


class ExpediteurImprimable(Imprimable):
    """Qui écrit."""

    nom: str = _sur("Nom légal de l’expéditeur", "expediteur.nom")
    nom_commercial: str | None = _champ("Nom commercial", "expediteur.nom_commercial")
    neq: str | None = _champ("NEQ", "expediteur.neq")
    tps: str | None = _champ("Numéro de TPS du créancier", "expediteur.tps")
    tvq: str | None = _champ("Numéro de TVQ du créancier", "expediteur.tvq")
    licence_rbq: str | None = _champ("Numéro de licence de la RBQ", "expediteur.licence_rbq")
    adresse: AdresseImprimable | None = _champ("Adresse de l’expéditeur", "expediteur.adresse")
    courriel: str | None = _champ("Courriel", "expediteur.courriel")
    telephone: str | None = _champ("Téléphone", "expediteur.telephone")
    site: str | None = _champ("Site Web", "expediteur.site")
    coordonnees: str | None = _champ(
        "Téléphone et courriel sur une ligne", "expediteur.courriel", "expediteur.telephone", "expediteur.site"
    )
    signataire: str = _sur("Nom de la personne qui signe", "expediteur.signataire")
    titre: str | None = _champ("Titre du signataire", "expediteur.signataire.titre")
    organisation: str | None = _champ("Nom de l’entreprise, sous le signataire", "expediteur.nom")
    joindre: str | None = _champ(
        "Comment joindre l’expéditeur : « par courriel à … ou par téléphone au … »",
        "expediteur.courriel",
        "expediteur.telephone",
    )
    ecrire: str | None = _champ(
        "Où écrire à l’expéditeur : « par courriel à … », sinon « à l’adresse … »", "expediteur.courriel"
    )
    au_singulier: bool = _sur("Oui si la lettre dit « je » (une personne), non si elle dit « nous »")
    inscrit_aux_taxes: bool = _sur("Oui si le créancier est inscrit aux fichiers de la TPS et de la TVQ")


class MandantImprimable(Imprimable):
    """La partie pour qui un avocat écrit : le créancier. La lettre parle de sa voix, et c'est elle qu'on paie."""

    nom: str = _sur("Nom légal du mandant", "expediteur.mandant.nom")
    nom_commercial: str | None = _champ("Nom commercial", "expediteur.mandant.nom_commercial")
    neq: str | None = _champ("NEQ", "expediteur.mandant.neq")
    tps: str | None = _champ("Numéro de TPS", "expediteur.mandant.tps")
    tvq: str | None = _champ("Numéro de TVQ", "expediteur.mandant.tvq")
    licence_rbq: str | None = _champ("Numéro de licence de la RBQ", "expediteur.mandant.licence_rbq")
    adresse: AdresseImprimable | None = _champ("Adresse du mandant", "expediteur.mandant.adresse")
    courriel: str | None = _champ("Courriel", "expediteur.mandant.courriel")
    telephone: str | None = _champ("Téléphone", "expediteur.mandant.telephone")
    site: str | None = _champ("Site Web", "expediteur.mandant.site")
    presentation: str = _sur(
        "Le nom et ce qui l’identifie : « Studio Exemple inc. (NEQ 1100000001), 12, rue des Érables, Granby… »",
        "expediteur.mandant.nom",
    )


class DestinataireImprimable(Imprimable):
    """À qui l'on écrit."""

    nom: str = _sur("Nom du destinataire, tel qu’au dossier", "destinataire.nom")
    nom_complet: str = _sur(
        "Nom avec la civilité : « Madame Marie Exemple »", "destinataire.nom", "destinataire.civilite"
    )
    nom_commercial: str | None = _champ("Nom commercial", "destinataire.nom_commercial")
    neq: str | None = _champ("NEQ du destinataire", "destinataire.neq")
    attention: str | None = _champ(
        "Personne à joindre : « À l’attention de Monsieur Paul Exemple »", "destinataire.attention"
    )
    adresse: AdresseImprimable | None = _champ("Adresse du destinataire", "destinataire.adresse")
    courriel: str | None = _champ("Courriel", "destinataire.courriel")
    telephone: str | None = _champ("Téléphone", "destinataire.telephone")
    site: str | None = _champ("Site Web", "destinataire.site")
    appel: str = _sur("Appel : « Madame, »")
    salutation: str = _sur("Salutation, qui reprend l’appel")
    mise_en_demeure: str = _sur(
        "La formule : « Je vous mets en demeure », « Nous mettons Auberge Exemple inc. en demeure »"
    )
    est_une_organisation: bool = _sur("Oui si le destinataire est une entreprise ou un organisme")


_CLAUSE = tuple(f"contrat.clauses[].{cle}" for cle in ("source", "numero", "page", "date", "piece"))
_CONTRAT = ("contrat.forme", "contrat.date", "contrat.piece")


class ClauseImprimable(Imprimable):
    """Un passage de l'entente."""

    designation: str = _sur(
        "Désignation du passage : « la clause 4.2, à la page 3 (pièce P-1) », « courriel du 3 mai 2026 »",
        "",
        *_CLAUSE,
    )
    Designation: str = _sur("La désignation, avec une majuscule", "", *_CLAUSE)
    texte: str = _sur("Le passage, mot à mot", "contrat.clauses[].texte")
    numero: str | None = _champ("Numéro de la clause", "contrat.clauses[].numero")
    page: str | None = _champ("Page du contrat", "contrat.clauses[].page")
    piece: str | None = _champ("Pièce du passage : « pièce P-1 »", "contrat.clauses[].piece")


class ContratImprimable(Imprimable):
    """L'entente entre les parties."""

    le: str = _sur("Désignation de l’entente : « le contrat du 1er juin 2026 (pièce P-1) »", "", *_CONTRAT)
    Le: str = _sur("La même désignation, avec une majuscule", "", *_CONTRAT)
    du: str = _sur("Désignation contractée avec « de » : « du contrat du 1er juin 2026 »", "", *_CONTRAT)
    au: str = _sur("Désignation contractée avec « à » : « au contrat du 1er juin 2026 »", "", *_CONTRAT)
    titre: str = _sur("L’entente et sa date, sans article ni pièce : « contrat du 1er juin 2026 »", "", *_CONTRAT)
    objet: str | None = _champ("Objet du contrat", "contrat.objet")
    date: DateEcrite | None = _champ("Date du contrat", "contrat.date")
    piece: str | None = _champ("Pièce du contrat : « pièce P-1 »", "contrat.piece")
    ecrit: bool = _sur("Oui si le contrat est écrit et signé")
    verbal: bool = _sur("Oui si l’entente est verbale")
    par_echanges: bool = _sur("Oui si l’entente résulte de courriels ou de textos")
    clauses: list[ClauseImprimable] = _sur("Les passages cités", "contrat.clauses")


class EvenementImprimable(Imprimable):
    """Un fait daté."""

    quand: DateEcrite | None = _champ(
        "Date du fait : « Le 15 août 2026 », « Le ou vers le 15 août 2026 »", "faits[].date", "faits[].vers"
    )
    texte: str = _sur("Le fait", "faits[].texte", "faits[].au_tiers")
    pieces: str | None = _champ("Pièces du fait : « pièces P-3 et P-4 »", "faits[].pieces")
    ligne: str = _sur("Le fait en une ligne : date, texte et pièces", "", "faits[]")


class PublicationImprimable(Imprimable):
    """Un propos publié."""

    numero: str = _sur("Rang du propos : « 1 »")
    url: str | None = _champ("Adresse de la publication", "publications[].url")
    support: str | None = _champ("Support : « Facebook »", "publications[].support")
    sur: str | None = _champ("Support avec sa préposition : « sur Facebook »", "publications[].support")
    auteur: str | None = _champ("Nom affiché de l’auteur", "publications[].auteur")
    date: DateEcrite | None = _champ("Date et heure de publication", "publications[].date")
    capture: DateEcrite | None = _champ("Date et heure de la capture", "publications[].capture")
    connaissance: DateEcrite | None = _champ("Date de connaissance", "publications[].connaissance")
    citation: str | None = _champ("Le propos, mot à mot", "publications[].citation")
    pourquoi: str | None = _champ("En quoi il est faux ou sans juste motif", "publications[].pourquoi")
    passage: str | None = _champ("Le passage visé, si ce n’est pas tout le propos", "publications[].passage")
    correction: str | None = _champ(
        "Le texte de rectification proposé", "publications[].correction", "demandes[type=retracter].type"
    )
    signale_le: DateEcrite | None = _champ("Date du signalement à la plateforme", "publications[].signale_le")
    piece: str | None = _champ("La pièce de la capture", "publications[].piece")
    pieces: str | None = _champ("Les pièces qui démentent le propos", "publications[].pieces")
    situation: str | None = _champ(
        "La situation du propos : « Ce propos est faux, et vous le saviez… »", "publications[].situation"
    )
    reproche: str | None = _champ("Le reproche, en une phrase courtoise", "publications[].situation")


class DemandeImprimable(Imprimable):
    """Ce qui est demandé."""

    action: str | None = _champ("Ce qui est demandé, à l’infinitif", "demandes[].texte", "demandes[].type")
    de_action: str | None = _champ(
        "Ce qui est demandé : « de livrer les photos. », avec son point final", "demandes[].texte", "demandes[].type"
    )
    montant: SommeEcrite | None = _champ("Somme demandée", "demandes[].montant")
    calcul: str | None = _champ("Calcul de la somme", "demandes[].calcul")
    montant_dit: bool = _sur("Oui si la demande nomme déjà la somme")
    sur_calendrier: bool = _sur("Oui si l’on demande d’exécuter ou de livrer : un calendrier se confirme")


class PrejudiceImprimable(Imprimable):
    """Un tort subi."""

    texte: str = _sur("Le tort", "prejudices[].texte")
    montant: SommeEcrite | None = _champ("Somme chiffrée par une pièce", "prejudices[].montant")
    pieces: str | None = _champ("Les pièces", "prejudices[].pieces")
    ligne: str = _sur("Le tort en une ligne : texte, montant et pièces", "", "prejudices[]")


class PieceImprimable(Imprimable):
    """Une pièce jointe."""

    id: str = _sur("Numéro de la pièce : « P-1 »", "pieces[].id")
    titre: str = _sur("Titre de la pièce", "pieces[].titre")
    date: DateEcrite | None = _champ("Date de la pièce", "pieces[].date")
    libelle: str = _sur(
        "Titre et date de la pièce : « Contrat de service du 1er juin 2026 »", "pieces[].titre", "pieces[].date"
    )


class Arbre(Imprimable):
    """La racine : les noms qu'un modèle emploie."""

    __slots__ = ("_lus",)

    lettre: LettreImprimee = _sur("La lettre : date, référence, échéance")
    expediteur: ExpediteurImprimable = _sur("Qui écrit", "expediteur")
    mandant: MandantImprimable | None = _champ("Pour qui un avocat écrit", "expediteur.mandant")
    destinataire: DestinataireImprimable = _sur("À qui", "destinataire")
    voix: dict[str, str] = _sur("Les mots accordés à l’expéditeur : « je demande » ou « nous demandons »")
    contrat: ContratImprimable | None = _champ("L’entente entre les parties", "contrat")
    creances: list[CreanceImprimable] = _sur("Les sommes encore dues : d’ordinaire des factures", "creances")
    paiements: list[PaiementImprimable] = _sur("Les paiements reçus sur ces sommes", "paiements")
    sommes: Sommes = _sur("Les totaux")
    interet: InteretImprimable = _sur("L’intérêt")
    rappel: RappelImprimable = _sur("Le rang du rappel, et la contestation à laquelle il répond")
    modes_de_paiement: list[str] = _sur("Les façons de payer : « virement Interac;… »", "paiement_par")
    modes_de_paiement_plusieurs: bool = _sur("Oui s’il y a plusieurs façons de payer")
    faits: list[EvenementImprimable] = _sur("Les faits", "faits")
    accompli: list[EvenementImprimable] = _sur("Ce que l’expéditeur a fait", "accompli")
    demarches: list[str] = _sur("Les démarches antérieures, datées", "envois", "suites")
    publications: list[PublicationImprimable] = _sur("Les propos publiés", "publications")
    publications_plusieurs: bool = _sur("Oui s’il y a plusieurs propos")
    publications_passages: bool = _sur("Oui si un propos n’est visé qu’en partie")
    excuses_souhaitees: bool = _sur("Oui si des excuses sont souhaitées", "", "demandes[type=excuser].type")
    achat: AchatImprimable | None = _champ("L’achat du consommateur", "achat")
    demande: DemandeImprimable | None = _champ("La demande principale", "demandes")
    demandes: list[DemandeImprimable] = _sur("Toutes les demandes", "demandes")
    execution: ExecutionImprimable = _sur("Ce qu’une entente oblige à faire, et la suite d’un défaut", "demandes")
    reputation: ReputationImprimable = _sur("Ce qui est demandé à l’auteur d’un propos", "demandes")
    reclamation: ReclamationImprimable | None = _champ("Ce qu’un consommateur demande au commerçant", "demandes")
    solution: str | None = _champ("La porte de sortie proposée", "solution")
    options: list[str] = _sur("Les choix offerts", "options")
    consequence: str | None = _champ("La conséquence proportionnée, d’ici la réponse", "consequence")
    prejudices: list[PrejudiceImprimable] = _sur("Les torts subis", "prejudices")
    pieces: list[PieceImprimable] = _sur("Les pièces jointes", "pieces")
    chronologie: list[str] = _sur("Faits et démarches, dans l’ordre des dates", "faits", "envois", "suites")
    delais_opc: list[str] = _sur("Les limites de l’achat : la plus pressante d’abord, puis ce qui a pris fin")
    questions_opc: list[str] = _sur("Ce que cet achat fait demander à l’agent de l’Office")
    recu: RecuImprimable | None = _champ("Ce que l’autre a écrit, et ce qu’on y répond", "recu")
    en_public: EnPublicImprimable = _sur("Ce qu’une réponse publique peut dire")

    expose: ExposeImprimable | None = _champ("L’affaire exposée à un avocat, ou pour un tribunal")
    menaces: MenacesImprimables = _sur("Les mots qui menacent un nom, avant toute publication", "menaces")
    offre: OffreImprimable | None = _champ("L’offre de règlement", "offre")
    resolution: ResolutionImprimable | None = _champ("L’avis qui résout le contrat d’un achat", "achat.resolution")
    retrofacturation: RetrofacturationImprimable | None = _champ("La demande à l’émetteur de la carte", "achat.carte")
    quittance: QuittanceImprimable | None = _champ("Ce qu’une transaction règle", "quittance")
    rupture: RuptureImprimable | None = _champ("La fin de la relation", "rupture")
    complements: GroupeOuvert = _sur("Vos propres valeurs, sous le nom que le dossier leur donne", "complements")

    def contexte(self) -> dict[str, Any]:
        """L'arbre en textes, listes, groupes et oui/non : les seules valeurs qu'un modèle reçoit.

        Ni un code postal ni le numéro d'une pièce jointe ne se coupent au bout d'une ligne : l'espace de l'un et le
        trait d'union de l'autre sont insécables.
        """
        jointes = {piece.id for piece in self.pieces}

        def insecable(numero: re.Match[str]) -> str:
            return numero[0].replace("-", TRAIT_INSECABLE) if numero[0] in jointes else numero[0]

        def ecrire(texte: str) -> str:
            entier = _AU_MILIEU_D_UN_CODE_POSTAL.sub(INSECABLE, texte)
            return NUMERO_DE_PIECE.sub(insecable, entier) if jointes else entier

        lus: list[str] = []
        object.__setattr__(self, "_lus", lus)
        return self.donnees(lus, _A_RECRIRE, ecrire)

    def textes(self) -> Sequence[str]:
        """De même; si le contexte en est déjà fait, rien n'est à relire."""
        lus: Sequence[str] | None = getattr(self, "_lus", None)
        return super().textes() if lus is None else lus
