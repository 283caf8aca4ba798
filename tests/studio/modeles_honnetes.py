"""Des modèles bien faits, autrement que les nôtres : rien n'y est à redire."""

from __future__ import annotations

from modeles_fautifs import modele, place, titre
from paquets import note, p, runs, tbl, tr, zone_de_texte

_APPEL_EN_LIGNE = '<w:p><w:r><w:t>Selon l’entente</w:t></w:r><w:r><w:footnoteReference w:id="2"/></w:r></w:p>'
_GRAS = "<w:rPr><w:b/></w:rPr>"

TEXTES: dict[str, tuple[str, str]] = {
    "un appel à deux": ("corps", "Madame, Monsieur,"),
    "un couple": ("corps", "M. et Mme Exemple"),
    "l’appel du champ": ("corps", "{{ destinataire.appel }}"),
    "le nom complet, sans civilité devant": ("corps", "À : {{ destinataire.nom_complet }}"),
    "la somme et son point": ("corps", "Vous devez {{ sommes.solde }}."),
    "l’appel, puis la suite": ("corps", "{{ destinataire.appel }} je vous écris."),
    "des lignes, une par paragraphe": (
        "corps",
        "Payez par le moyen suivant :\n{%p for m in modes_de_paiement %}\n{{ m }}\n{%p endfor %}",
    ),
    "une invite à payer": ("corps", "Cliquez ici pour payer en ligne."),
    "un choix offert": ("corps", "Choisissez un élément de la liste jointe, puis répondez."),
    "un nom qui finit par un point, une fois sur deux": ("corps", "Écrivez à {{ destinataire.nom }}."),
    "la somme suivie d’un mot": ("corps", "Vous devez {{ sommes.solde }} en capital."),
    "l’article du champ": ("corps", "Selon {{ contrat.le }}, vous devez payer."),
    "le champ contracté": ("corps", "En vertu {{ contrat.du }}"),
    "un verbe réfléchi": ("corps", "{{ voix.Je }} vous écris; nous nous réservons nos droits, et vous vous engagez."),
    "un trait où signer": ("corps", "______________________________"),
    "un trait où signer, dans une case": ("tableau", "____________________"),
    "une citation coupée": ("corps", "« Il a écrit [...] que tout [sic] irait bien […]. »"),
    "un arrêt": ("corps", "Voir [2020] 1 R.C.S. 12, [1998] R.J.Q. 47, par. [23]."),
    "un chapitre en chiffres romains": ("corps", "Voir le chapitre XXX du règlement."),
    "une majuscule entre crochets": ("corps", "« [L]e débiteur est en demeure… »"),
    "une traduction": ("note", "[notre traduction; nos soulignés]"),
    "des guillemets à l’anglaise": ("corps", "L’outil « Portail » et “Courriel” sont offerts."),
    "une accolade de prose": ("corps", "L’ensemble { 1, 2 } est fini."),
    "un test simple": ("corps", "{% if contrat %}Selon {{ contrat.le }}.{% else %}Sans contrat.{% endif %}"),
    "un test nié": ("corps", "{% if not contrat %}Sans contrat.{% endif %}"),
    "deux tests contraires": ("corps", "{% if contrat %}A{% endif %}{% if not contrat %}B{% endif %}"),
    "une chaîne de tests": ("corps", "{% if contrat.ecrit %}A{% elif contrat.verbal %}B{% else %}C{% endif %}"),
    "un « elif » qui épuise les cas": ("corps", "{% if contrat.ecrit %}A{% elif not contrat.ecrit %}B{% endif %}"),
    "des tests emboîtés": (
        "corps",
        "{% if contrat %}A{% if contrat.piece %} ({{ contrat.piece }}){% endif %}{% endif %}",
    ),
    "un « ou »": ("corps", "{% if mandant or contrat %}A{% endif %}"),
    "un test de présence": ("corps", "{% if contrat.piece is defined %}{{ contrat.piece }}{% endif %}"),
    "une égalité": ("corps", "{% if sommes.solde_nombre == 0 %}Rien n’est dû.{% endif %}"),
    "une liste, et ce qu’on dit sans elle": (
        "corps",
        "{% for c in creances %}{{ c.date }} {% else %}Rien.{% endfor %}",
    ),
    "le rang d’une boucle": (
        "corps",
        "{% for c in creances %}{% if loop.index > 1 %}; {% endif %}{{ c.date }}{% endfor %}",
    ),
    "la longueur d’une liste": ("corps", "{% if creances|length > 1 %}Vos factures.{% endif %}"),
    "un filtre": ("corps", "{{ destinataire.nom|upper }} : {{ modes_de_paiement|join(', ') }}"),
    "une note d’auteur": ("corps", "{# relu par Karine #}Bonjour."),
    "un blanc voulu": ("corps", '{# lettres: taire M702 "à remplir à la main, au comptoir" #}Reçu le ____.'),
    "un paragraphe conditionnel": ("corps", "{%p if contrat %}\nSelon {{ contrat.le }}.\n{%p endif %}"),
    "une boucle de paragraphes": ("corps", "{%p for f in faits %}\n{{ f.ligne }}\n{%p endfor %}"),
    "un en-tête à balises": (
        "en-tête",
        "{{ expediteur.nom }}{% if expediteur.titre %}, {{ expediteur.titre }}{% endif %}",
    ),
    "un pied à balises": ("pied", "{{ lettre.reference }}"),
    "une note à balises": ("note", "{{ contrat.titre }}"),
    "une note de fin à balises": ("note de fin", "{{ lettre.date }}"),
    "une zone à balises": ("zone", "{{ sommes.solde }}"),
    "un signe qui finit une autre somme": ("corps", "Frais : 10 $ {{ sommes.solde }}"),
    "des points de suspension": ("corps", "Il a dit oui… puis non."),
    "une date au long": ("corps", "{{ lettre.lieu_et_date }}"),
}

HONNETES: dict[str, bytes] = {nom: place(texte, ou) for nom, (ou, texte) in TEXTES.items()} | {
    "une balise coupée partout": modele(runs("Doit {", "{ som", "mes.sol", "de }", "} au total.")),
    "un tableau répété": modele(
        p("Voici.")
        + tbl(
            tr("Facture", "Montant"),
            tr("{%tr for c in creances %}", ""),
            tr("{{ c.repere }}", "{{ c.montant }}"),
            tr("{%tr endfor %}", ""),
            colonnes=2,
        )
        + p("Fin.")
    ),
    "un intertitre en gras": modele(f"<w:p><w:r>{_GRAS}<w:t>Les faits</w:t></w:r></w:p>" + p("Voici.")),
    "une note appelée dans une phrase": modele(_APPEL_EN_LIGNE, notes=note(2, p("Voir {{ contrat.titre }}."))),
    "un titre, puis une zone de texte": modele(titre("Avis") + p("Bonjour.") + zone_de_texte(p("{{ lettre.date }}"))),
}
