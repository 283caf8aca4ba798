"""Squelettes : un dossier à remplir par nature, chaque clé expliquée en peu de mots, avec un exemple."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from lettres.dossier import Nature

_TETE = """\
# yaml-language-server: $schema=./{schema}
#
# Écrivez après chaque « : ». Ce que vous laissez vide ne sera pas imprimé, sauf l’obligatoire, qui vous sera demandé.
# Une clé précédée de « # » est facultative : ôtez le « # » et l’espace qui le suit pour vous en servir.
# Effacez un bloc qui ne vous sert pas.
# Une date s’écrit 2026-08-31; un montant, 1 149,75 $. Un texte qui contient « : » ou « # » se met entre guillemets.

lettres: 1
reference:                 # obligatoire — votre numéro de dossier : 2026-014
nature: {nature}

# --- Qui écrit ---
expediteur:
  nom:                     # obligatoire — nom légal : {expediteur}
  # nom_commercial:        # nom affiché, s’il diffère : Studio Karine
  # neq:                   # numéro d’entreprise du Québec, dix chiffres : 1100000000
  adresse:
    ligne:                 # obligatoire — numéro et voie : 12, rue des Érables
    ville:                 # obligatoire — municipalité : Granby
    code_postal:           # J2G 1A1
  courriel:                # karine@exemple.test
  telephone:               # 450 555-0123
  signataire:              # qui signe : Karine Exemple

# --- À qui ---
destinataire:
  civilite:                # Mme, M., Me ou neutre; vide pour une entreprise
  nom:                     # obligatoire — nom légal : {destinataire}
  qualite:                 # {qualite}
  adresse:
    ligne:                 # obligatoire — numéro et voie : 34, avenue du Lac
    ville:                 # obligatoire — municipalité : Bromont
    code_postal:           # J2L 2B2
  courriel:                # marie@exemple.test
  # attention:             # la personne à joindre dans une entreprise : Camille Exemple
  # procureur:             # son avocat, s’il est au dossier : Me Dominique Exemple
"""

_QUALITES: Mapping[Nature, str] = MappingProxyType(
    {
        "recouvrement": "consommateur, entreprise ou inconnue",
        "reputation": "consommateur, entreprise ou inconnue",
        "consommation": "commercant",
        "entente": "consommateur, commercant, entreprise ou inconnue",
    }
)

_PARTIES: Mapping[Nature, tuple[str, str]] = MappingProxyType(
    {
        "recouvrement": ("Studio Karine Exemple inc.", "Marie Exemple"),
        "reputation": ("Studio Karine Exemple inc.", "Marie Exemple"),
        "consommation": ("Karine Exemple", "Meubles Exemple inc."),
        "entente": ("Studio Karine Exemple inc.", "Marie Exemple"),
    }
)
"""Un expéditeur et un destinataire plausibles : un consommateur n'est pas une entreprise."""

_RECOUVREMENT = """
# --- Ce qui est dû : un tiret par facture ---
creances:
  - facture:               # numéro : F-1023
    date:                  # date de la facture : 2026-08-01
    echeance:              # date où la somme devient exigible : 2026-08-31
    objet:                 # ce qui a été fait ou livré : Reportage de mariage
    montant:               # total, taxes comprises : 1 149,75 $
    # avant_taxes:         # sous-total : 1 000,00 $
    # tps:                 # 50,00 $
    # tvq:                 # 99,75 $
    # piece:               # la pièce qui contient la facture : P-2

# --- Ce qui a été payé ---
# paiements:
#   - date:                # date de réception : 2026-09-10
#     montant:             # 200,00 $
#     facture:             # la facture payée : F-1023
#     mode:                # virement

# --- L’entente, et l’intérêt si elle en prévoit ---
# contrat:
#   forme:                 # ecrit, verbal ou echanges (courriels, textos)
#   date:                  # 2026-06-01
#   objet:                 # Reportage photographique de mariage
#   piece:                 # P-1
#   interet:
#     taux_annuel:         # le taux par année écrit au contrat : 12 %
#     piece:               # la pièce qui prouve qu’il a été accepté : P-1

# --- Comment payer ---
# paiement_par:
#   - virement Interac à karine@exemple.test
"""

_REPUTATION = """
# --- Les propos publiés : un tiret par publication ---
publications:
  - url:                   # adresse exacte : https://exemple.test/avis/1
    support:               # facebook, google, site, journal…
    auteur:                # nom ou pseudonyme affiché : Marie Exemple
    date:                  # publié le : 2026-10-12 14:30
    capture:               # capture d’écran prise le : 2026-10-13 09:00
    connaissance:          # jour où vous en avez pris connaissance : 2026-10-13
    citation:              # le propos intégral, mot à mot, sans guillemets : Elle garde l’argent.
    situation:             # sait_faux, devrait_savoir ou sans_motif
    pourquoi:              # en quoi c’est faux, ou sans juste motif : Les photos ont été livrées le 15 août 2026.
    sollicitee:            # avait-on demandé son avis, oui ou non : non
    # passage:             # le passage à retirer, si ce n’est pas tout : elle garde l’argent
    # correction:          # la rectification proposée : Les photos ont été livrées à la date convenue.
    # signale_le:          # date du signalement à la plateforme : 2026-10-14
    # piece:               # la capture d’écran : P-1

# --- Les torts subis ---
# prejudices:
#   - texte:               # obligatoire — un tort concret et daté : Une cliente a annulé sa séance le 20 octobre 2026.
#     montant:             # seulement si une pièce le chiffre : 500,00 $
#     pieces:              # [P-2]
"""

_CONSOMMATION = """
# --- L’achat ---
achat:
  date:                    # 2026-08-01
  lieu:                    # où l’achat a été fait : Granby
  mode:                    # en_magasin, en_ligne, par_telephone ou porte_a_porte
  objet:                   # le bien ou le service : un réfrigérateur
  modele:                  # marque, modèle, numéro de série : Exemple FR-200
  prix:                    # prix payé, taxes comprises : 1 149,75 $
  paiement:                # carte_credit, carte_debit, comptant, virement, cheque ou financement
  probleme:                # en une phrase, sans majuscule : le réfrigérateur ne refroidit plus.
  obligation:              # garantie, conformite, delai, representation ou prix
  # livraison_prevue:      # date de livraison promise : 2026-08-15
  # livre_le:              # date de livraison réelle : 2026-08-20
  # reponse:               # sa réponse, sans majuscule : vous avez refusé de réparer l’appareil.
  piece:                   # le contrat ou la facture, à nommer aussi dans « pieces » : P-1

# --- Ce que vous demandez; la première demande est la principale ---
demandes:
  - type: rembourser       # ou reparer, remplacer, livrer, executer, annuler…
    texte:                 # à l’infinitif : rembourser le prix payé
    montant:               # 1 149,75 $

# --- Ce qui est arrivé : un tiret par fait ---
faits:
  - date:                  # 2026-08-15
    texte:                 # obligatoire — le fait, sans jugement : Le réfrigérateur a cessé de fonctionner.
    # pieces:              # [P-1]
"""

_ENTENTE = """
# --- L’entente ---
contrat:
  forme:                   # ecrit, verbal ou echanges (courriels, textos)
  date:                    # 2026-06-01
  objet:                   # Reportage photographique de mariage
  # piece:                 # la pièce qui contient le contrat : P-1
  clauses:
    - numero:              # vide s’il n’y en a pas : 4.2
      page:                # page du contrat : 3
      texte:               # obligatoire — le passage, mot à mot : Les frais de déplacement sont facturés en sus.
      # source:            # sans contrat écrit, d’où vient le passage : courriel de Mme Exemple
      # date:              # date du courriel ou du texto : 2026-06-01

# --- Ce qui est arrivé : un tiret par fait ---
faits:
  - date:                  # 2026-08-15
    texte:                 # obligatoire — le fait, sans jugement : Mme Exemple conteste les frais de déplacement.
    # pieces:              # [P-2]

# --- Ce que vous avez fait ou livré ---
accompli:
  - date:                  # 2026-08-01
    texte:                 # obligatoire — Les 400 photos ont été livrées.

# --- Ce que vous demandez; la première demande est la principale ---
demandes:
  - type: executer         # ou payer, cesser, repondre, livrer, rembourser…
    texte:                 # à l’infinitif : acquitter les frais de déplacement
    # montant:             # 60,00 $

# --- La porte de sortie que vous proposez ---
solution:                  # en une phrase, sans majuscule : nous retirerions quatre photos en échange de ces frais.
# options:
#   - Retirer quatre photos du forfait
#   - Acquitter les frais en deux versements
"""

_DELAI_ET_ENVOI = """
# --- Le délai et l’envoi ---
delai_jours:               # nombre de jours pour répondre : 10
mode_envoi:                # courriel, poste, recommande, huissier ou main_propre
"""

_PIECES = """
# --- Les pièces jointes; la preuve d’achat en est une ---
pieces:
  - id: P-1
    titre:                 # obligatoire — Facture du réfrigérateur
    date:                  # 2026-08-01
    fichier:               # à côté du dossier : pieces/facture.pdf
"""

_PIECES_AU_BESOIN = """
# --- Les pièces jointes ---
# pieces:
#   - id:                  # obligatoire — P-1
#     titre:               # obligatoire — Contrat de service
#     date:                # 2026-06-01
#     fichier:             # à côté du dossier : pieces/contrat.pdf
"""

_ENVOIS = """
# --- Les lettres déjà envoyées ---
# envois:
#   - lettre:              # obligatoire — rappel, retrait, mise_en_demeure, opc…
#     date:                # obligatoire — date d’envoi : 2026-09-15
#     mode:                # courriel, poste, recommande, huissier ou main_propre
#     recu_le:             # date de réception prouvée : 2026-09-16
"""

_BLOCS: Mapping[Nature, str] = MappingProxyType(
    {
        "recouvrement": _RECOUVREMENT,
        "reputation": _REPUTATION,
        "consommation": _CONSOMMATION,
        "entente": _ENTENTE,
    }
)


def squelette(nature: Nature, schema: str = "dossier.schema.json") -> str:
    """Un dossier de cette nature, en YAML, à remplir. `schema` est le fichier que l'éditeur de texte consulte."""
    expediteur, destinataire = _PARTIES[nature]
    tete = _TETE.format(
        nature=nature,
        schema=schema,
        qualite=_QUALITES[nature],
        expediteur=expediteur,
        destinataire=destinataire,
    )
    pieces = _PIECES if nature == "consommation" else _PIECES_AU_BESOIN
    return tete + _BLOCS[nature] + _DELAI_ET_ENVOI + pieces + _ENVOIS
