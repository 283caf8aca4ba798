"""Squelettes du différend : les clés qui ne servent qu'à une réponse, une offre, une fin de relation ou un recours.

Elles s'écrivent comme les autres (voir `squelettes`), et ne se proposent qu'à qui veut une lettre qui s'en sert.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

_RECU = """
# --- Ce que l’autre vous a écrit, et ce que vous y répondez : un tiret par point ---
recu:
  type:                    # mise_en_demeure, contestation, plainte ou avis : plainte
  date:                    # la date qu’il porte, sinon celle où il est arrivé : 2026-11-10
  mode:                    # courriel, texto, poste, recommande, huissier… : courriel
  # reference:             # son numéro, s’il en porte un : ME-77
  # de:                    # qui l’a écrit, si ce n’est pas le destinataire : Paul Exemple
  # piece:                 # la copie de ce que vous avez reçu : P-1
  assureur_avise:          # votre assureur responsabilité le sait-il, oui ou non : oui
  position:                # payer, contester, compenser ou proposer : contester
  # reclame:
  #   montant:             # ce que l’autre vous réclame : 300,00 $
  #   exigible_le:         # le jour où il le pourrait : 2026-09-30
  #   cause:               # service, bien, pret, remboursement, dommages, reputation… : remboursement
  points:
    - texte:               # ce qu’il affirme, dans ses mots, sans guillemets : Je n’ai rien reçu.
      jugement:            # exact, inexact ou inconnu : inexact
      reponse:             # ce que vous y répondez, daté : Le tout vous a été remis le 15 août 2026.
      # pieces:            # [P-1]
"""

_MENACES = """
# --- La menace de nuire à votre nom, mot à mot ---
menaces:
  - date:                  # 2026-11-10
    canal:                 # telephone, courriel, texto, poste, en_personne ou autre : texto
    citation:              # ses mots exacts, sans guillemets : Tout le monde saura ce que vous valez.
    piece:                 # le message, tel que vous l’avez gardé : P-1
"""

_OFFRE = """
# --- L’offre : ce que chacun céderait, ce qui se paierait, jusqu’à quand ---
offre:
  concessions:
    - de:                  # nous ou vous : nous
      texte:               # à l’infinitif : renoncer à l’intérêt couru
    - de: vous
      texte: payer le solde en deux versements
  versements:
    - date:                # 2026-12-15
      montant:             # ce qui serait payé ce jour-là, taxes comprises : 500,00 $
  expire_le:               # le dernier jour pour l’accepter : 2026-12-10
  heure:                   # 17 h
  accepter_par:            # ecrit_signe, courriel, poste, recommande ou main_propre : ecrit_signe
"""

_PLAN = """
# --- Le plan : tout ce qui est dû, en versements (« lettres calculer versements » les compte) ---
offre:
  versements:
    - date:                # un jour ouvrable à venir : 2026-12-15
      montant:             # le total des versements est la somme due, au cent près : 1 000,00 $
  #? taux_annuel:          # un intérêt par année, entre entreprises seulement; vide, sans intérêt : 5 %
  # acceptee_le:           # le jour où l’autre l’a accepté, une fois que c’est fait : 2026-11-19
"""

_QUITTANCE = """
# --- Ce que la transaction règle, et ce dont chacun tient l’autre quitte une fois la somme encaissée ---
quittance:
  objet:                   # le différend réglé, et lui seul : le solde de la facture F-1023
  etendue:                 # ce dont chacun tient l’autre quitte : toute somme due pour ce reportage
  # publications:          # ce qui sera corrigé, et par qui : Vous remplacez l’avis par la pièce P-2.
  taxes_comprises:         # oui si les sommes à payer comprennent toute taxe : oui
"""

_RUPTURE = """
# --- La fin de la relation ---
rupture:
  motifs:
    - type:                # ingerence, modification_unilaterale, refus_de_collaborer… : ingerence
      date:                # le jour où c’est arrivé : 2026-10-01
      texte:               # en une phrase, sans reproche : Vous avez refait la maquette livrée.
      pieces:              # les pièces qui le prouvent : [P-1]
  effet_le:                # le jour où la relation prend fin : 2026-12-31
  avis_le:                 # le jour où vous l’avez déjà averti : 2026-10-15
  # prochaine_echeance:    # quand il aura besoin du travail : 2026-12-20
  travaux:
    - texte:               # une partie du travail : la maquette du site
      etat:                # fait, en_cours ou a_faire : fait
      montant:             # sa valeur si elle n’est pas encore facturée, sinon 0 : 0,00 $
  remises:
    - texte:               # ce que vous lui remettez : les fichiers d’origine
      date:                # 2026-12-31
      # pieces:            # [P-1]
  avances:
    - date:                # le jour où vous l’avez reçue : 2026-06-15
      montant:             # une somme reçue d’avance, et pas encore facturée : 100,00 $
      # piece:             # P-1
  propriete:               # à qui sont les œuvres, une fois payées : Les images payées sont à vous.
  renseignements:          # ce qu’ils deviennent : Vos coordonnées seront détruites le 31 janvier 2027.
"""

_AVOCAT = """
# --- Ce que vous direz à l’avocat, et à lui seul ---
faiblesses:
  - texte:                 # ce qui joue contre vous, sans le cacher : Une photo a été livrée en retard.
    # pieces:              # [P-1]
questions:
  - Jusqu’à quand puis-je agir ?
"""

_TEMOINS = """
# --- Qui a vu ou entendu ---
temoins:
  - nom:                   # Anne Exemple
    lien:                  # son lien avec les faits : présente à la livraison
"""

_TRIBUNAL = """
# --- Le tribunal ---
district:                  # le district judiciaire : Bedford
#? reduction:              # au-delà du plafond, la somme à laquelle vous vous tenez, le reste abandonné : 900,00 $
"""

_BLOCS_DE: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "reponse": (_RECU,),
        "cesser": (_MENACES,),
        "proposition": (_OFFRE,),
        "entente_paiement": (_PLAN,),
        "transaction": (_OFFRE, _QUITTANCE),
        "fin_de_relation": (_RUPTURE,),
        "dossier_avocat": (_RECU, _MENACES, _TEMOINS, _AVOCAT),
        "dossier_petites_creances": (_RECU, _TEMOINS, _TRIBUNAL),
    }
)


def blocs_de(lettre: str) -> str:
    """Les clés du différend dont cette lettre se sert, expliquées; rien pour les autres."""
    return "".join(_BLOCS_DE.get(lettre, ()))
