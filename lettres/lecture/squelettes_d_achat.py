"""Squelettes d'un achat : le bien, ce qu'on en demande, ce qui lui est arrivé; sa garantie, ou le contrat résolu.

Ils s'écrivent comme les autres (voir `squelettes`).
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

_ACHAT = """
# --- L’achat ---
achat:
  date:                    # 2026-08-01
  lieu:                    # où l’achat a été fait : Granby
  mode:                    # en_magasin, en_ligne, par_telephone ou porte_a_porte : en_magasin
  objet:                   # le bien ou le service : un réfrigérateur
{bien}  # modele:                # marque, modèle, numéro de série : Exemple FR-200
  prix:                    # prix payé, taxes comprises : 1 149,75 $
  #? verse:                # d’un acompte ou de versements, ce qui en a été payé : 200,00 $
  paiement:                # carte_credit, carte_debit, comptant, cheque… : carte_credit
  # double_recu:           # avez-vous reçu un double du contrat, oui ou non : non
  probleme:                # en une phrase, sans majuscule : le réfrigérateur ne refroidit plus.
  obligation:              # garantie, conformite, delai, representation ou prix : garantie
  # livraison_prevue:      # date de livraison promise : 2026-08-15
  # livre_le:              # date de livraison réelle : 2026-08-15
  # reponse:               # sa réponse, sans majuscule : vous avez refusé de réparer l’appareil.
  # piece:                 # le contrat ou la facture, à nommer aussi dans « pieces » : P-1

# --- Ce que vous demandez; la première demande est la principale ---
demandes:
{demande}
# --- Ce qui est arrivé : un tiret par fait ---
faits:
  - date:                  # 2026-08-15
    texte:                 # le fait, sans jugement : Le réfrigérateur a cessé de fonctionner.
    # pieces:              # [P-1]
"""

_DE_TOUT_ACHAT = {
    "bien": """\
  # service:               # est-ce un service, et non un bien, oui ou non : non
  # loue:                  # le bien est-il loué à long terme, et non acheté, oui ou non : non
""",
    "demande": """\
  - type:                  # reparer, remplacer, rembourser, livrer, annuler… : rembourser
    texte:                 # à l’infinitif : rembourser le prix payé
    # montant:             # 1 149,75 $
""",
}
_D_UN_BIEN_GARANTI = {
    "bien": """\
  categorie:               # refrigerateur, laveuse, televiseur… ou autre : refrigerateur
  neuf:                    # le bien était-il neuf à l’achat, oui ou non : oui
  # loue:                  # le bien est-il loué à long terme, et non acheté, oui ou non : non
  panne_le:                # le jour où le problème est apparu : 2026-08-15
  usage:                   # l’usage que vous en faites, sans majuscule : il sert chaque jour chez moi.
  # evaluation:            # la pièce où quelqu’un du métier décrit la panne : P-1
  # photos:                # les pièces qui la montrent : [P-1]
""",
    "demande": """\
  - type:                  # cette lettre demande d’abord de réparer : reparer
    # texte:               # à l’infinitif : réparer sans frais le réfrigérateur
""",
}

_RESOLU = """
# --- L’achat, et le contrat que vous résolvez ---
achat:
  date:                    # date du contrat : {achat}
  lieu:                    # où l’achat a été fait : site matelas.exemple.test
  mode:                    # en_ligne, par_telephone ou porte_a_porte : en_ligne
  numero:                  # numéro du contrat, de la commande ou de la facture : 88-1790
  objet:                   # le bien ou le service : un matelas
  # service:               # est-ce un service, et non un bien, oui ou non : non
  # modele:                # marque, modèle, numéro de série : Exemple Repos
  prix:                    # prix payé, taxes comprises : 689,85 $
  #? verse:                # d’un acompte ou de versements, ce qui en a été payé : 200,00 $
  paiement:                # carte_credit, carte_debit, comptant, cheque… : carte_credit
{carte}  exemplaire_recu_le:      # jour où l’exemplaire du contrat vous est parvenu : {recu}
  # double_recu:           # non, s’il n’est jamais venu : oui
  # livraison_prevue:      # date de livraison promise : 2026-11-30
  #? livre_le:             # date de livraison réelle : 2026-11-18
  resolution:
    cas:                   # 54.8a à 54.8d, sans_exemplaire, non_livraison, a_discretion… : 54.8b
    pourquoi:              # le fait exact, en une phrase : la commande ne se corrigeait pas.
    # accessoires:         # ce qui a été acheté avec le bien : [la garantie prolongée]
  # piece:                 # le contrat ou la facture, à nommer aussi dans « pieces » : P-1

# --- Ce que vous demandez; la première demande est la principale ---
demandes:
  - type:                  # rembourser ou annuler : rembourser

# --- Ce qui est arrivé : un tiret par fait ---
faits:
  - date:                  # {achat}
    texte:                 # le fait, sans jugement : La commande est partie sans page de vérification.
    # pieces:              # [P-1]
"""

_CARTE = """\
  carte:
    emetteur:
      nom:                 # la banque ou la caisse qui a émis la carte : Banque Exemple
      adresse:
        ligne:             # numéro et voie : 100, rue du Marché
        ville:             # municipalité : Montréal
        code_postal:       # H2Y 1A1
      # courriel:          # si elle en donne un : cartes@banque.exemple.test
    # titulaire:           # le nom sur la carte, s’il diffère : Karine Exemple
    # quatre_derniers:     # quatre chiffres, jamais le numéro de la carte : 4821
  # debite:                # la somme portée à la carte, si ce n’est pas tout le prix : 689,85 $
  #? restitue_le:          # le jour où le bien a été rendu au commerçant : 2026-11-09
  #? rembourse_le:         # le jour d’un remboursement : 2026-11-10
  #? rembourse:            # la part remboursée, si ce n’est pas tout : 100,00 $
"""

# -- Jours d'exemple : l'avis vient à temps après l'exemplaire, et la demande après ce qu'avait le commerçant --
_DES_RESOLUS: Mapping[str, str] = MappingProxyType(
    {
        "avis_resolution": _RESOLU.format(achat="2026-11-10", recu="2026-11-16", carte=""),
        "retrofacturation": _RESOLU.format(achat="2026-10-05", recu="2026-10-14", carte=_CARTE),
    }
)

PREUVE = """\
    preuve:                # la pièce qui prouve l’envoi : P-1
"""


def bloc_d_achat(lettre: str) -> str:
    """Les clés d'un achat, pour cette lettre."""
    if lettre in _DES_RESOLUS:
        return _DES_RESOLUS[lettre]
    return _ACHAT.format(**(_D_UN_BIEN_GARANTI if lettre == "garantie" else _DE_TOUT_ACHAT))
