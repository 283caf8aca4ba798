"""Arbre imprimable d'un différend : les mots qui menacent, l'offre de règlement, la fin d'une relation."""

from lettres.composition.imprimable.base import Imprimable
from lettres.composition.imprimable.base import champ as _champ
from lettres.composition.imprimable.base import sur as _sur
from lettres.langue.ecriture import DateEcrite, SommeEcrite


class MenaceImprimable(Imprimable):
    """Des mots qui menacent un nom."""

    quand: str | None = _champ(
        "« Le 10 octobre 2026, par texto (pièce P-1) »", "menaces[].date", "menaces[].canal", "menaces[].piece"
    )
    verbe: str = _sur("« vous avez écrit », « vous avez dit » ou « vous avez tenu ces propos »", "menaces[].canal")
    citation: str | None = _champ("Les mots exacts, à mettre entre guillemets", "menaces[].citation")


class MenacesImprimables(Imprimable):
    """Les mots auxquels une demande de cesser répond."""

    objet: str = _sur("Pour l’objet : « propos tenus le 10 octobre 2026 »", "menaces[].date")
    lignes: list[MenaceImprimable] = _sur("Chacune de ces paroles", "menaces")


_EXPEDITEUR = ("expediteur.courriel", "expediteur.adresse")


class VersementDuPlanImprimable(Imprimable):
    """Un versement d'un plan de paiement."""

    date: DateEcrite = _sur("« lundi 15 février 2027 »", "offre.versements[].date")
    montant: SommeEcrite = _sur("Ce qui se verse ce jour-là", "offre.versements[].montant")
    interet: SommeEcrite = _sur("Ce qui en va à l’intérêt", "offre.taux_annuel")
    capital: SommeEcrite = _sur("Ce qui en va au capital")


class PlanImprimable(Imprimable):
    """Un plan de paiement, et la somme que l'autre reconnaît devoir."""

    reconnue: str = _sur("La somme reconnue, en chiffres et en lettres : « 60,00 $ (soixante dollars) »")
    interet_couru: SommeEcrite | None = _champ("L’intérêt déjà couru que la somme reconnue comprend")
    versements: list[VersementDuPlanImprimable] = _sur("Chaque versement", "offre.versements")
    taux: str | None = _champ(
        "L’intérêt du plan, par année : « 5 % »; rien, s’il est sans intérêt", "offre.taux_annuel"
    )
    interet: SommeEcrite = _sur("Tout l’intérêt que les versements paient, celui d’avant compris", "offre.taux_annuel")
    capital: SommeEcrite = _sur("Tout le capital que les versements paient")
    ajoute: SommeEcrite = _sur("L’intérêt que le plan ajoute à la somme reconnue", "offre.taux_annuel")
    d_avant: DateEcrite | None = _champ("Le jour du plan d’avant, signé, dont celui-ci reprend le reste", "envois")


class OffreImprimable(Imprimable):
    """Une offre de règlement : au conditionnel, puisqu'elle n'engage pas avant d'être acceptée."""

    cede: list[str] = _sur("Ce que l’expéditeur céderait : « renoncer à l’intérêt couru; »", "offre.concessions")
    demande: list[str] = _sur("Ce que le destinataire céderait", "offre.concessions")
    versements: list[str] = _sur("Ceux à venir : « 500,00 $ au plus tard le 15 décembre 2026; »", "offre.versements")
    total: SommeEcrite | None = _champ("La somme des versements à venir", "offre.versements[].montant")
    convenu: SommeEcrite | None = _champ("La somme de tous les versements convenus", "offre.versements[].montant")
    verse: SommeEcrite | None = _champ("Ce qui en est venu depuis que l’offre est acceptée", "paiements[].montant")
    plusieurs: bool = _sur("Oui s’il y a plusieurs versements à venir")
    nombre: str = _sur("Combien de versements à venir, en lettres : « deux »", "offre.versements")
    verse_le: DateEcrite | None = _champ("Le jour du premier versement", "offre.versements[].date")
    nous_payons: bool = _sur("Oui si c’est l’expéditeur qui verserait")
    reclamee: SommeEcrite | None = _champ("La somme que l’autre réclame", "recu.reclame.montant")
    expire_le: DateEcrite | None = _champ("Le dernier jour de l’offre : « lundi 14 décembre 2026 »", "offre.expire_le")
    heure: str | None = _champ("L’heure où elle expire ce jour-là : « 17 h »", "offre.heure")
    terme_passe: bool = _sur("Oui si ce jour est passé", "offre.expire_le")
    accepter: str | None = _champ("Par où l’accepter : « par courriel à … »", "offre.accepter_par", *_EXPEDITEUR)
    sur_signature: bool = _sur("Oui si l’offre ne s’accepte que d’un écrit signé", "offre.accepter_par")
    acceptee_le: DateEcrite | None = _champ("Le jour où elle a été acceptée", "offre.acceptee_le")
    apres_avis: str = _sur("Le temps laissé après un avis de défaut : « dix jours »", "delai_jours")
    taux: str | None = _champ("L’intérêt du solde en défaut, par année : « 5 % »", "offre.taux_annuel")
    plan: PlanImprimable | None = _champ("Le plan de paiement, et la somme qu’il fait reconnaître")


class QuittanceImprimable(Imprimable):
    """Ce qu'une transaction règle, et ce dont chacun tient l'autre quitte."""

    objet: str | None = _champ("Le différend réglé, et lui seul", "quittance.objet")
    etendue: str | None = _champ("Ce dont chacun tient l’autre quitte", "quittance.etendue")
    publications: str | None = _champ("Ce qui sera corrigé ou retiré", "quittance.publications")
    taxes_comprises: bool = _sur("Oui si les sommes comprennent toute taxe", "quittance.taxes_comprises")
    taxes_en_sus: bool = _sur("Oui si une taxe s’y ajoute", "quittance.taxes_comprises")


_CREANCE = ("facture", "date", "echeance", "objet", "bon_de_commande", "piece")
_NOMMES = (
    *(f"creances[].{cle}" for cle in _CREANCE),
    *(f"paiements[].{cle}" for cle in ("date", "mode", "facture")),
    *(f"avoirs[].{cle}" for cle in ("numero", "date", "facture", "piece")),
    *(f"rupture.avances[].{cle}" for cle in ("date", "piece")),
)
_SOMMES = (
    *(f"{bloc}[].montant" for bloc in ("creances", "paiements", "avoirs", "rupture.travaux", "rupture.avances")),
    "creances[].deja_paye",
)


class LigneDeCompteImprimable(Imprimable):
    """Une ligne du compte final."""

    libelle: str = _sur("« Facture n° F-1023 du 1er août 2026… », « Moins : avance reçue le 15 juin 2026 »", *_NOMMES)
    montant: SommeEcrite = _sur("La somme de cette ligne", *_SOMMES)


class RuptureImprimable(Imprimable):
    """La fin d'une relation : pourquoi, quand, où en est le travail, ce qui est remis, et le compte."""

    effet_le: DateEcrite | None = _champ("Le jour où elle prend effet : « jeudi 31 décembre 2026 »", "rupture.effet_le")
    effet: DateEcrite | None = _champ("Le même, sans le jour de la semaine", "rupture.effet_le")
    motifs_nommes: str | None = _champ("Les motifs, nommés : « le défaut de paiement »", "rupture.motifs[].type")
    plusieurs: bool = _sur("Oui s’il y a plusieurs sortes de motifs")
    motifs: list[str] = _sur("Chaque motif : date, pièces et texte", "rupture.motifs")
    avis_le: DateEcrite | None = _champ("Le jour de l’avis déjà donné", "rupture.avis_le")
    echeance: DateEcrite | None = _champ("La prochaine échéance du destinataire", "rupture.prochaine_echeance")
    avant: bool = _sur("Oui si la fin vient avant cette échéance", "rupture.prochaine_echeance")
    reste: str | None = _champ("Le temps entre la fin et l’échéance : « 60 jours »", "rupture.prochaine_echeance")
    travaux: list[str] = _sur("« fait : la maquette du site; »", "rupture.travaux")
    remises: list[str] = _sur("Ce qui est remis : date, pièces et texte", "rupture.remises")
    compte: list[LigneDeCompteImprimable] = _sur("Les lignes du compte final")
    solde_titre: str = _sur("« Solde à payer », « Somme à vous rendre » ou « Solde »")
    solde: SommeEcrite | None = _champ("Le solde du compte, sans signe")
    interet_paye: SommeEcrite | None = _champ("L’intérêt que des paiements ont acquitté d’abord", "paiements[].montant")
    a_payer: bool = _sur("Oui si le destinataire doit encore")
    a_rendre: bool = _sur("Oui s’il faut lui rendre une somme")
    propriete: str | None = _champ("À qui sont les œuvres, une fois payées", "rupture.propriete")
    renseignements: str | None = _champ("Ce que deviennent les renseignements", "rupture.renseignements")
