"""Textes des squelettes : chaque clé d'un dossier, expliquée en peu de mots et suivie d'un exemple.

Une note se lit « ce que c'est : exemple », l'exemple seul quand il suffit. Une clé précédée de « # » ne sert pas à
tous : elle reste en commentaire, sauf si la lettre l'exige; précédée de « #? », elle ne va pas avec les autres
exemples, et reste en commentaire. Aucun bloc n'est marqué ici : `rediger` sait lesquels la
lettre exige. Tous les exemples d'une nature font ensemble un dossier sans erreur : un essai le tient.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from lettres.dossier import Nature
from lettres.lecture.squelettes_d_achat import PREUVE, bloc_d_achat
from lettres.lecture.squelettes_du_differend import blocs_de

TETE = """\
# yaml-language-server: $schema=./{schema}
#
# {lettre}
# Écrivez après chaque « : ». Ce que vous laissez vide ne sera pas imprimé, sauf l’obligatoire, qui vous sera demandé.
# Une clé précédée de « # » est facultative : ôtez le « # » et l’espace qui le suit pour vous en servir.
# Une date s’écrit 2026-08-31 ou 31 août 2026; un montant, 1 149,75 $.
# Un texte qui contient « : » ou « # » se met entre guillemets.

lettres: 1"""

_PARTIES = """\
reference:                 # votre numéro de dossier : 2026-014
nature: {nature}

# --- Qui écrit ---
expediteur:
  type:                    # personne, entreprise ou organisme : {type}
  nom:                     # nom légal : {expediteur}
{entreprise}  adresse:
    ligne:                 # numéro et voie : 12, rue des Érables
    ville:                 # municipalité : Granby
    code_postal:           # J2G 1A1
  courriel:                # karine@exemple.test
  telephone:               # 450 555-0123
  signataire:
    nom:                   # qui signe, « Me » devant s’il est avocat : Karine Exemple
    #? barreau:            # pour un avocat seulement, son numéro de membre : 123456-1
  #? images:               # pour vos modèles Word, un PNG ou un JPEG, à côté d’ici : {{signature: signature.png}}
{mandant}
# --- À qui ---
destinataire:
  # type:                  # personne, entreprise ou organisme : {type_du_destinataire}
{civilite}  nom:                     # nom légal : {destinataire}
  qualite:                 # {qualite}
  adresse:
    ligne:                 # numéro et voie : 34, avenue du Lac
    ville:                 # municipalité : Bromont
    code_postal:           # J2L 2B2
  courriel:                # marie@exemple.test
  # attention:             # la personne à joindre dans une entreprise
  #   civilite:            # Mme, M., Me ou neutre : M.
  #   nom:                 # Camille Exemple
"""

_ENTREPRISE = """\
  # nom_commercial:        # nom affiché, s’il diffère : Studio Karine
  # neq:                   # numéro d’entreprise du Québec, dix chiffres : 1100000007
  # taxes:                 # inscrit ou non_inscrit aux fichiers de la TPS et de la TVQ : non_inscrit
  #? tps:                  # si vous êtes inscrit, votre numéro de TPS : 100000009 RT0001
  #? tvq:                  # si vous êtes inscrit, votre numéro de TVQ : 1000000004 TQ0001
"""

_MANDANT = """\
  #? mandant:              # pour un avocat seulement, la partie pour qui il écrit
  #?   nom:                # pour qui vous écrivez, son nom légal : Atelier Exemple inc.
  #?   type:               # du mandant, personne, entreprise ou organisme : entreprise
  #?   taxes:              # du mandant, inscrit ou non_inscrit aux fichiers de la TPS et de la TVQ : non_inscrit
  #?   tps:                # s’il est inscrit, son numéro de TPS : 100000009 RT0001
  #?   tvq:                # s’il est inscrit, son numéro de TVQ : 1000000004 TQ0001
  #?   adresse:
  #?     ligne:            # du mandant, numéro et voie : 56, rue du Moulin
  #?     ville:            # du mandant, municipalité : Sherbrooke
  #?     code_postal:      # du mandant : J1H 1A1
"""

_UNE_ENTREPRISE_ECRIT = {
    "entreprise": _ENTREPRISE,
    "type": "entreprise",
    "expediteur": "Studio Karine Exemple inc.",
    "type_du_destinataire": "personne",
    "civilite": "  civilite:                # Mme, M., Me ou neutre : Mme\n",
    "destinataire": "Marie Exemple",
}
_UN_CONSOMMATEUR_ECRIT = {
    "entreprise": "  # taxes:                 # pour une entreprise seulement, inscrit ou non_inscrit : non_inscrit\n",
    "type": "personne",
    "expediteur": "Karine Exemple",
    "type_du_destinataire": "entreprise",
    "civilite": "",
    "destinataire": "Meubles Exemple inc.",
}
_QUALITES: Mapping[Nature, str] = MappingProxyType(
    {
        "recouvrement": "consommateur, entreprise ou inconnue : consommateur",
        "reputation": "consommateur, entreprise ou inconnue : consommateur",
        "consommation": "commercant ou fabricant : commercant",
        "entente": "consommateur, commercant, entreprise ou inconnue : consommateur",
    }
)

_RECOUVREMENT = """
# --- Ce qui est dû : un tiret par facture ---
creances:
  - cause:                 # d’où elle vient, service, bien, pret, acompte… : service
    facture:               # numéro : F-1023
    date:                  # date de la facture : 2026-08-01
    echeance:              # date où la somme devient exigible : 2026-08-31
    objet:                 # ce qui a été fait ou livré : Reportage de mariage
    montant:               # total, taxes comprises : 1 200,00 $
    #? avant_taxes:        # si vous êtes inscrit aux taxes, le sous-total : 1 000,00 $
    #? tps:                # si vous êtes inscrit aux taxes, la TPS : 50,00 $
    #? tvq:                # si vous êtes inscrit aux taxes, la TVQ : 99,75 $
    # piece:               # la pièce qui contient la facture : P-1

# --- Ce qui a été payé ---
paiements:
  - date:                  # date de réception : 2026-09-10
    montant:               # 200,00 $
    # facture:             # la facture payée : F-1023
    # mode:                # virement
# rapproche_le:            # dernier jour où vos paiements ont été rapprochés du relevé : 2026-10-31

# --- L’entente, et l’intérêt si elle en prévoit ---
contrat:
  forme:                   # ecrit, verbal ou echanges (courriels, textos) : ecrit
  date:                    # 2026-06-01
  objet:                   # Reportage photographique de mariage
  # piece:                 # P-1
  # interet:
  #   taux_annuel:         # le taux par année écrit au contrat : 12 %
  #   piece:               # la pièce qui prouve qu’il a été accepté : P-1
  #   demeure_automatique: # oui si le contrat dit que le retard met en demeure : non

# --- Ce qui est arrivé : un tiret par fait ---
faits:
  - date:                  # 2026-09-15
    texte:                 # le fait, sans jugement : Vous avez écrit que cette facture était trop élevée.
    # pieces:              # [P-1]

# --- Comment payer ---
paiement_par:
  - virement Interac à karine@exemple.test
"""

_PROPOS = """
# --- Les propos publiés : un tiret par publication ---
publications:
  - url:                   # adresse exacte : https://exemple.test/avis/1
    support:               # facebook, google, site, journal… : site
    auteur:                # nom ou pseudonyme affiché : Marie Exemple
    date:                  # publié le, avec l’heure si elle est connue : 2026-10-12 14:30
    capture:               # capture d’écran prise le : 2026-10-13 09:00
    connaissance:          # jour où vous en avez pris connaissance : 2026-10-13
    citation:              # le propos intégral, mot à mot, sans guillemets : Elle garde l’argent.
    situation:             # sait_faux, devrait_savoir ou sans_motif : sait_faux
    pourquoi:              # en quoi c’est faux ou sans motif : Les photos ont été livrées le 15 août.
    sollicitee:            # avait-on demandé son avis, oui ou non : non
    # passage:             # le passage à retirer, si ce n’est pas tout : elle garde l’argent
    # correction:          # la rectification proposée : Les photos ont été livrées à la date convenue.
    # signale_le:          # date du signalement à la plateforme : 2026-10-14
    # piece:               # la capture d’écran : P-1
"""

_REPUTATION = """
# --- Ce que vous demandez; la première demande est la principale ---
demandes:
  - type:                  # retirer, cesser, retracter ou excuser : retirer
    # texte:               # à l’infinitif : retirer cette publication

# --- Les torts subis ---
prejudices:
  - texte:                 # un tort concret et daté : Une cliente a annulé sa séance le 20 octobre 2026.
    # montant:             # seulement si une pièce le chiffre : 500,00 $
    # pieces:              # [P-1]
"""

_ENTENTE = """
# --- L’entente ---
contrat:
  forme:                   # ecrit, verbal ou echanges (courriels, textos) : ecrit
  date:                    # 2026-06-01
  objet:                   # Reportage photographique de mariage
  # piece:                 # la pièce qui contient le contrat : P-1
  clauses:
    - numero:              # vide s’il n’y en a pas : 4.2
      page:                # page du contrat : 3
      texte:               # le passage, mot à mot : Le client choisit ses photos en trente jours.
      # source:            # sans contrat écrit, d’où vient le passage : courriel de Mme Exemple
      # date:              # date du courriel ou du texto : 2026-06-01

# --- Ce qui est arrivé : un tiret par fait ---
faits:
  - date:                  # 2026-08-15
    texte:                 # le fait, sans jugement : Les photos ne sont pas encore choisies.
    # pieces:              # [P-1]

# --- Ce que vous avez fait ou livré ---
accompli:
  - date:                  # 2026-08-01
    texte:                 # Les 400 photos ont été livrées.

# --- Ce que vous demandez; la première demande est la principale ---
demandes:
  - type:                  # executer, livrer, cesser, repondre, rembourser… : executer
    texte:                 # à l’infinitif : choisir les photos de l’album
    # montant:             # si c’est une somme que vous demandez : 1 200,00 $
"""

_SOLUTION = """
# --- La porte de sortie que vous proposez ---
solution:                  # sans majuscule : {solution}
"""

_SOLUTIONS: Mapping[Nature, str] = MappingProxyType(
    {
        "recouvrement": "nous accepterions deux versements égaux.",
        "reputation": "nous pourrions nous rencontrer pour en parler.",
        "consommation": "j’accepterais aussi une réparation.",
        "entente": "nous vous accorderions dix jours de plus.",
    }
)

_FIN = """
# --- Le délai et l’envoi ---
delai_jours:               # nombre de jours pour répondre : 10
mode_envoi:                # courriel, poste, recommande, huissier ou main_propre : recommande

# --- Les pièces jointes ---
pieces:
  - id:                    # P-1
    titre:                 # {piece}
    # date:                # 2026-06-01
    # auteur:              # qui l’a écrite ou faite, si ce n’est pas vous : Julie Exemple
    # fichier:             # à côté du dossier : pieces/p-1.pdf
    #? empreinte:          # du fichier, que « lettres pieces --noter » écrit : aucune

# --- Les lettres déjà envoyées ---
envois:
  - lettre:                # rappel, retrait, mise_en_demeure, opc… : {premiere}
    date:                  # date d’envoi : 2026-10-20
    mode:                  # courriel, poste, recommande, huissier ou main_propre : courriel
{preuve}    # recu_le:             # date de réception prouvée : 2026-10-20

# --- Ce qui est revenu ---
suites:
  - date:                  # 2026-11-05
    resultat:              # sans_reponse, refus, contestation, promesse… : sans_reponse
    canal:                 # telephone, courriel, texto, poste, en_personne ou autre : courriel
    # citation:            # ses mots exacts, s’il a répondu : Je n’ai rien reçu.
    #? montant_conteste:   # d’une contestation, la somme contestée, si ce n’est qu’une part : 20,00 $
    # envoi:               # la lettre dont il s’agit, par son rang dans « envois » : 1

# --- Qui d’autre agit, et la politique de relance ---
#? agit_deja:              # si quelqu’un agit déjà pour vous, qui, et depuis quand
#?   qui:                  # Agence Exemple inc.
#?   depuis:               # 2026-11-01
#? politique:              # aucune, pour n’en suivre aucune : aucune
#? complements:            # ce que vos modèles Word impriment de plus, sous le nom que vous voulez : {{police: A-123}}
"""

_PIECES: Mapping[Nature, str] = MappingProxyType(
    {
        "recouvrement": "Contrat de service signé",
        "reputation": "Capture d’écran",
        "consommation": "Facture du réfrigérateur",
        "entente": "Contrat de service",
    }
)

_BLOCS: Mapping[Nature, str] = MappingProxyType(
    {
        "recouvrement": _RECOUVREMENT,
        "reputation": _REPUTATION,
        "entente": _ENTENTE,
    }
)


def corps(nature: Nature, lettre: str) -> str:
    """Toutes les clés d'un dossier de cette nature, et celles de cette lettre, sous la ligne « lettres: 1 »."""
    parties = _UN_CONSOMMATEUR_ECRIT if nature == "consommation" else _UNE_ENTREPRISE_ECRIT
    mandant = _MANDANT if nature == "recouvrement" else ""
    tete = _PARTIES.format(nature=nature, qualite=_QUALITES[nature], mandant=mandant, **parties)
    # -- qui invoque la garantie ne demande que de réparer --
    solution = "" if lettre == "garantie" else _SOLUTION.format(solution=_SOLUTIONS[nature])
    # -- l'émetteur de la carte demande l'avis qui a résolu le contrat, et ce qui en prouve l'envoi --
    apres_l_avis = lettre == "retrofacturation"
    premiere = "avis_resolution" if apres_l_avis else "retrait" if nature == "reputation" else "rappel"
    # -- qui demande de cesser n'a encore rien à retirer --
    propos = _PROPOS if nature == "reputation" and lettre != "cesser" else ""
    bloc = _BLOCS.get(nature) or bloc_d_achat(lettre)
    fin = _FIN.format(piece=_PIECES[nature], premiere=premiere, preuve=PREUVE if apres_l_avis else "")
    return tete + propos + bloc + blocs_de(lettre) + solution + fin
