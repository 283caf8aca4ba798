"""Arbre de l'exposé : ce qu'un avocat ou un tribunal veut savoir d'une affaire, une ligne par chose à dire."""

from lettres.composition.imprimable.base import Imprimable, champ, sur


class NomImprimable(Imprimable):
    """Quelqu'un que l'affaire nomme."""

    role: str = sur("Son rôle : « Qui réclame », « À qui », « Avocat de l’autre partie »")
    identite: str = sur("Son nom et ce qui l’identifie, sur une ligne", "", "recu.de", "agit_deja", "temoins[].nom")


class EtapeImprimable(Imprimable):
    """Une ligne de la chronologie."""

    numero: str = sur("Son rang : « 1 »")
    quand: str = sur("Son jour : « 15 août 2026 », « vers le 15 août 2026 », « sans date »")
    texte: str = sur(
        "Ce qui est arrivé, dit à un tiers",
        "",
        *("faits", "accompli", "envois", "suites", "avoirs", "paiements", "menaces"),
        *(f"creances[].{cle}" for cle in ("facture", "date", "echeance", "montant", "objet", "piece", "cause")),
        *(f"contrat.{cle}" for cle in ("forme", "date", "objet", "piece")),
        *(f"contrat.clauses[].{cle}" for cle in ("date", "source", "numero")),
        *(
            "achat.date",
            "achat.mode",
            "achat.lieu",
            "achat.objet",
            "achat.prix",
            "achat.loue",
            "achat.verse",
            "achat.livre_le",
            "achat.annule_le",
        ),
        *("achat.restitue_le", "achat.panne_le"),
        *("achat.piece", "achat.paiement", "achat.modele", "achat.livraison_prevue"),
        *("achat.double_recu", "achat.double_recu_le", "achat.exemplaire_recu_le"),
        *(f"publications[].{cle}" for cle in ("support", "auteur", "date", "connaissance", "citation")),
        *("publications[].piece", "publications[].pieces"),
        *("recu.type", "recu.date", "recu.mode", "recu.reference", "recu.piece"),
        *(f"rupture.{cle}" for cle in ("motifs", "avances", "remises", "avis_le", "effet_le")),
    )
    pieces: str = sur("Ses pièces : « P-1, P-2 », ou un tiret")


class PieceIndexee(Imprimable):
    """Une pièce, à l'index."""

    id: str = sur("Numéro de la pièce : « P-1 »")
    libelle: str = sur("Titre et date de la pièce", "", "pieces[].titre", "pieces[].date")
    origine: str = sur("De qui elle est, et ce que le dossier en dit : « de Julie Exemple; capture du propos »")


class ExposeImprimable(Imprimable):
    """L'affaire, exposée à un avocat ou pour un tribunal."""

    parties: list[NomImprimable] = sur("Les deux parties")
    autres_noms: list[NomImprimable] = sur("Tous les autres noms du dossier, pour les conflits d’intérêts")
    limites: list[str] = sur(
        "Les dates limites, la plus proche d’abord, et leur incertitude", "", "achat.resolution.cas"
    )
    affaire: str = sur(
        "L’affaire en une phrase : qui, à qui, quoi, combien; puis les factures non visées",
        "",
        "achat.probleme",
        "achat.date",
    )
    resume: list[str] = sur("L’affaire en dix lignes au plus : qui, quoi, combien, depuis quand", "", "achat.probleme")
    voulu: list[str] = sur("Ce que l’on veut obtenir, une ligne par demande", "demandes", "reduction")
    passages: list[str] = sur("Les passages de l’entente, nommés pour un tiers", "contrat.clauses")
    etapes: list[EtapeImprimable] = sur("La chronologie, numérotée; sans les pourparlers")
    sommes: list[str] = sur(
        "Les sommes en bref : prix, somme demandée, capital; ou qu’aucune n’est chiffrée",
        "",
        "achat.prix",
        "achat.verse",
    )
    interet: list[str] = sur("L’intérêt, à part : taux, point de départ, couru, par jour", "contrat.interet")
    acces: list[str] = sur(
        "Ce qui ouvre ou ferme les petites créances : somme, demandeur, matière, district, médiation, frais",
        "district",
        "reduction",
        "expediteur.employes",
    )
    tribunaux: list[str] = sur(
        "Les recours envisagés, et les tribunaux possibles", "", "achat.obligation", "achat.resolution.cas"
    )
    demeures: list[str] = sur("Les mises en demeure, et la preuve de leur réception", "envois")
    lettres_envoyees: list[str] = sur("Toutes les lettres envoyées, et la preuve de leur réception", "envois")
    propos: list[str] = sur(
        "Les propos, en quoi ils seraient fautifs, et ce qui a été fait",
        "",
        *(f"publications[].{cle}" for cle in ("url", "capture", "situation", "pourquoi", "passage", "correction")),
        "publications[].signale_le",
    )
    position: list[str] = sur(
        "Ce que répond l’autre partie, dans ses mots",
        "suites",
        "achat.reponse",
        "recu.points",
        "recu.reclame",
        "recu.position",
    )
    torts: list[str] = sur("Les torts subis; leur somme, si une pièce la chiffre", "prejudices")
    faiblesses: list[str] = sur("Ce qui joue contre l’expéditeur", "faiblesses")
    temoins: list[str] = sur("Les témoins, et leur lien avec les faits", "temoins")
    questions: list[str] = sur("Ce qui est demandé à l’avocat", "questions")
    sous_pli_separe: bool = sur("Oui si des offres ou des pourparlers sont au dossier")
    pieces_sous_pli: str | None = champ("Les pièces des pourparlers : « les pièces P-7 et P-8 »")
    pieces: list[PieceIndexee] = sur("L’index des pièces")
