"""Squelettes d'un achat : le bien, ce qu'on en demande, et ce qui lui est arrivé; plus quand on en invoque la garantie.

Ils s'écrivent comme les autres (voir `squelettes`).
"""

from __future__ import annotations

_ACHAT = """
# --- L’achat ---
achat:
  date:                    # 2026-08-01
  lieu:                    # où l’achat a été fait : Granby
  mode:                    # en_magasin, en_ligne, par_telephone ou porte_a_porte : en_magasin
  objet:                   # le bien ou le service : un réfrigérateur
{bien}  # modele:                # marque, modèle, numéro de série : Exemple FR-200
  prix:                    # prix payé, taxes comprises : 1 149,75 $
  paiement:                # carte_credit, carte_debit, comptant, cheque… : carte_credit
  # double_recu:           # avez-vous reçu un double du contrat, oui ou non : non
  probleme:                # en une phrase, sans majuscule : le réfrigérateur ne refroidit plus.
  obligation:              # garantie, conformite, delai, representation ou prix : garantie
  # livraison_prevue:      # date de livraison promise : 2026-08-15
  # livre_le:              # date de livraison réelle : 2026-08-15
  # reponse:               # sa réponse, sans majuscule : vous avez refusé de réparer l’appareil.
  piece:                   # le contrat ou la facture, à nommer aussi dans « pieces » : P-1

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
    "bien": "",
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


def bloc_d_achat(lettre: str) -> str:
    """Les clés d'un achat, pour cette lettre."""
    return _ACHAT.format(**(_D_UN_BIEN_GARANTI if lettre == "garantie" else _DE_TOUT_ACHAT))
