"""Arbre imprimable d'un différend : les mots qui menacent, l'offre de règlement, la fin d'une relation."""

from lettres.composition.imprimable.base import Imprimable
from lettres.composition.imprimable.base import champ as _champ
from lettres.composition.imprimable.base import sur as _sur


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


class OffreImprimable(Imprimable):
    """Une offre de règlement : au conditionnel, puisqu'elle n'engage pas avant d'être acceptée."""

    cede: list[str] = _sur("Ce que l’expéditeur céderait : « renoncer à l’intérêt couru; »", "offre.concessions")
    demande: list[str] = _sur("Ce que le destinataire céderait", "offre.concessions")
    versements: list[str] = _sur("« 500,00 $ au plus tard le 15 décembre 2026; »", "offre.versements")
    total: str | None = _champ("La somme des versements", "offre.versements[].montant")
    plusieurs: bool = _sur("Oui s’il y a plusieurs versements")
    nombre: str = _sur("Combien de versements, en lettres : « deux »", "offre.versements")
    verse_le: str | None = _champ("Le jour du premier versement", "offre.versements[].date")
    nous_payons: bool = _sur("Oui si c’est l’expéditeur qui verserait")
    reclamee: str | None = _champ("La somme que l’autre réclame", "recu.reclame.montant")
    expire_le: str | None = _champ("Le dernier jour de l’offre : « lundi 14 décembre 2026 »", "offre.expire_le")
    heure: str | None = _champ("L’heure où elle expire ce jour-là : « 17 h »", "offre.heure")
    accepter: str | None = _champ("Par où l’accepter : « par courriel à … »", "offre.accepter_par", *_EXPEDITEUR)
    sur_signature: bool = _sur("Oui si l’offre ne s’accepte que d’un écrit signé", "offre.accepter_par")


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
    montant: str = _sur("La somme de cette ligne", *_SOMMES)


class RuptureImprimable(Imprimable):
    """La fin d'une relation : pourquoi, quand, où en est le travail, ce qui est remis, et le compte."""

    effet_le: str | None = _champ("Le jour où elle prend effet : « jeudi 31 décembre 2026 »", "rupture.effet_le")
    effet: str | None = _champ("Le même, sans le jour de la semaine", "rupture.effet_le")
    motifs_nommes: str | None = _champ("Les motifs, nommés : « le défaut de paiement »", "rupture.motifs[].type")
    plusieurs: bool = _sur("Oui s’il y a plusieurs sortes de motifs")
    motifs: list[str] = _sur("Chaque motif : date, pièces et texte", "rupture.motifs")
    avis_le: str | None = _champ("Le jour de l’avis déjà donné", "rupture.avis_le")
    echeance: str | None = _champ("La prochaine échéance du destinataire", "rupture.prochaine_echeance")
    avant: bool = _sur("Oui si la fin vient avant cette échéance", "rupture.prochaine_echeance")
    reste: str | None = _champ("Le temps entre la fin et l’échéance : « 60 jours »", "rupture.prochaine_echeance")
    travaux: list[str] = _sur("« fait : la maquette du site; »", "rupture.travaux")
    remises: list[str] = _sur("Ce qui est remis : date, pièces et texte", "rupture.remises")
    compte: list[LigneDeCompteImprimable] = _sur("Les lignes du compte final")
    solde_titre: str = _sur("« Solde à payer », « Somme à vous rendre » ou « Solde »")
    solde: str | None = _champ("Le solde du compte, sans signe")
    interet_paye: str | None = _champ("L’intérêt que des paiements ont acquitté d’abord", "paiements[].montant")
    a_payer: bool = _sur("Oui si le destinataire doit encore")
    a_rendre: bool = _sur("Oui s’il faut lui rendre une somme")
    propriete: str | None = _champ("À qui sont les œuvres, une fois payées", "rupture.propriete")
    renseignements: str | None = _champ("Ce que deviennent les renseignements", "rupture.renseignements")
