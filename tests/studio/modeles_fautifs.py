"""Les modèles de l'essai : de petits documents Word, chacun avec une faute, à sa place."""

from __future__ import annotations

from typing import Any

from paquets import appel, docx, note, p, tbl, tr, zone_de_texte

EN_FRANCAIS = (
    '<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="Arial"/><w:lang w:val="fr-CA"/></w:rPr></w:rPrDefault>'
    "</w:docDefaults>"
    '<w:style w:type="paragraph" w:styleId="Titre1"><w:name w:val="heading 1"/></w:style>'
)


def modele(corps: str, **reste: Any) -> bytes:
    """Un modèle en français, qui n'annonce aucune lettre."""
    return docx(corps, **{"styles": EN_FRANCAIS, **reste})


def titre(texte: str) -> str:
    return p(texte, '<w:pPr><w:pStyle w:val="Titre1"/></w:pPr>')


def place(texte: str, ou: str) -> bytes:
    """Le modèle qui porte ce texte au corps, ou ailleurs; un alinéa sépare ses paragraphes."""
    lignes = "".join(p(en_xml(ligne)) for ligne in texte.split("\n"))
    match ou:
        case "corps":
            return modele(titre("Les sommes") + lignes)
        case "tableau":
            return modele(p("Voici.") + tbl(tr("Facture", "Somme"), tr("F-1", lignes), colonnes=2) + p("Fin."))
        case "en-tête":
            return modele(p("Bonjour."), entetes={"default": lignes})
        case "pied":
            return modele(p("Bonjour."), pieds={"default": lignes})
        case "note":
            return modele(p("Bonjour.") + appel(2), notes=note(2, lignes))
        case "note de fin":
            return modele(p("Bonjour.") + appel(2, "endnote"), notes_de_fin=note(2, lignes, "endnote"))
        case _:
            return modele(p("Bonjour.") + zone_de_texte(lignes) + p("Fin."))


def en_xml(texte: str) -> str:
    return texte.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


Faute = tuple[str, str, list[tuple[str, str]]]
"""Où, quoi, et ce qui doit être trouvé : chaque code, et les mots exacts où il l'est."""

FAUTES: dict[str, Faute] = {
    "une balise jamais fermée": ("corps", "Doit {{ sommes.solde", [("M201", "{{ sommes.solde")]),
    "une balise jamais fermée, dans une case": ("tableau", "{{ sommes.solde", [("M201", "{{ sommes.solde")]),
    "une balise jamais fermée, dans un en-tête": ("en-tête", "{{ expediteur.nom", [("M201", "{{ expediteur.nom")]),
    "une balise jamais ouverte": ("corps", "Doit sommes.solde }}", [("M202", "}}")]),
    "une balise jamais ouverte, au pied": ("pied", "lettre.date }}", [("M202", "}}")]),
    "une seule accolade": ("corps", "Doit {sommes.solde}", [("M203", "{sommes.solde}")]),
    "une seule accolade, dans une note": ("note", "Voir {contrat.titre}", [("M203", "{contrat.titre}")]),
    "une seule accolade, dans une zone de texte": ("zone", "{sommes.solde}", [("M203", "{sommes.solde}")]),
    "un test jamais fermé": ("corps", "{% if contrat %}Selon {{ contrat.le }}", [("M204", "{% if contrat %}")]),
    "un test jamais fermé, dans une case": ("tableau", "{% if contrat %}oui", [("M204", "{% if contrat %}")]),
    "une fin sans début": ("corps", "Bonjour.{% endif %}", [("M205", "{% endif %}")]),
    "une fin sans début, dans une note de fin": ("note de fin", "Bonjour.{% endfor %}", [("M205", "{% endfor %}")]),
    "une instruction française": ("corps", "{% sinon %}", [("M206", "{% sinon %}")]),
    "une balise vide": ("corps", "Doit {{ }}", [("M207", "{{ }}")]),
    "une balise vide, dans un en-tête": ("en-tête", "{{ }}", [("M207", "{{ }}")]),
    "un seul signe égal": (
        "corps",
        '{% if contrat.titre = "x" %}a{% endif %}',
        [("M208", '{% if contrat.titre = "x" %}')],
    ),
    "un « et » français": (
        "corps",
        "{% if contrat et mandant %}a{% endif %}",
        [("M209", "{% if contrat et mandant %}")],
    ),
    "un tiret dans un nom": ("corps", "{{ destinataire.nom-complet }}", [("M211", "{{ destinataire.nom-complet }}")]),
    "un nom à espaces": ("corps", "{{ sommes.solde en lettres }}", [("M207", "{{ sommes.solde en lettres }}")]),
    "un nom à espaces, dans une case": (
        "tableau",
        "{{ lettre.date }} {{ sommes.a payer }}",
        [("M207", "{{ sommes.a payer }}")],
    ),
    "un calcul": ("corps", "{{ sommes.solde * 2 }}", [("M301", "{{ sommes.solde * 2 }}")]),
    "une fonction": ("corps", "{{ destinataire.nom.upper() }}", [("M304", "{{ destinataire.nom.upper() }}")]),
    "une fonction, dans un en-tête": (
        "en-tête",
        "{{ expediteur.nom.upper() }}",
        [("M304", "{{ expediteur.nom.upper() }}")],
    ),
    "un filtre inconnu": ("corps", "{{ sommes.solde|argent }}", [("M305", "{{ sommes.solde|argent }}")]),
    "un filtre inconnu, dans une note": ("note", "{{ sommes.solde|argent }}", [("M305", "{{ sommes.solde|argent }}")]),
    "un test inconnu": ("corps", "{% if contrat is plein %}a{% endif %}", [("M306", "{% if contrat is plein %}")]),
    "une inclusion": ("corps", '{% include "clause" %}', [("M302", '{% include "clause" %}')]),
    "un champ mal orthographié": ("corps", "{{ destinataire.nomm }}", [("M401", "{{ destinataire.nomm }}")]),
    "un champ mal orthographié, dans une case": ("tableau", "{{ sommes.sode }}", [("M401", "{{ sommes.sode }}")]),
    "un champ mal orthographié, au pied": ("pied", "{{ lettre.referance }}", [("M401", "{{ lettre.referance }}")]),
    "un champ mal orthographié, dans une zone": ("zone", "{{ lettre.dat }}", [("M401", "{{ lettre.dat }}")]),
    "un champ nommé par son sens": ("corps", "{{ client.nom }}", [("M401", "{{ client.nom }}")]),
    "un autre, nommé par son sens": (
        "corps",
        "{{ debiteur.adresse.ville }}",
        [("M401", "{{ debiteur.adresse.ville }}")],
    ),
    "le cabinet, nommé par son sens": ("en-tête", "{{ cabinet.telephone }}", [("M401", "{{ cabinet.telephone }}")]),
    "la limite, nommée par son sens": ("note", "{{ date_limite }}", [("M401", "{{ date_limite }}")]),
    "un champ d’une boucle, hors d’elle": ("corps", "{{ creance.montant }}", [("M401", "{{ creance.montant }}")]),
    "une liste imprimée comme un texte": ("corps", "{{ creances }}", [("M402", "{{ creances }}")]),
    "un texte parcouru comme une liste": (
        "corps",
        "{% for x in sommes.solde %}x{% endfor %}",
        [("M402", "{% for x in sommes.solde %}")],
    ),
    "un oui-non imprimé": ("corps", "{{ sommes.plusieurs }}", [("M402", "{{ sommes.plusieurs }}")]),
    "du texte à côté d’une balise de paragraphe": (
        "corps",
        "Selon {%p if contrat %}\nx\n{%p endif %}",
        [("M501", "{%p if contrat %}")],
    ),
    "deux fois le signe de dollar": (
        "corps",
        "Le solde est de {{ sommes.solde }} $.",
        [("M701", "{{ sommes.solde }} $")],
    ),
    "deux fois le signe, dans une case": ("tableau", "{{ sommes.solde }} $", [("M701", "{{ sommes.solde }} $")]),
    "deux fois le signe, dans une zone": ("zone", "{{ sommes.solde }} $", [("M701", "{{ sommes.solde }} $")]),
    "deux fois le signe, au pied": ("pied", "Solde : {{ sommes.solde }} $", [("M701", "{{ sommes.solde }} $")]),
    "le signe devant la somme": ("corps", "Le solde : $ {{ sommes.solde }}.", [("M701", "$ {{ sommes.solde }}")]),
    "le signe collé devant": ("corps", "Le solde : ${{ sommes.solde }}.", [("M701", "${{ sommes.solde }}")]),
    "le signe devant, dans une case": ("tableau", "$ {{ sommes.solde }}", [("M701", "$ {{ sommes.solde }}")]),
    "le signe devant, au pied": ("pied", "Solde : $\u00a0{{ sommes.solde }}", [("M701", "$\u00a0{{ sommes.solde }}")]),
    "le mot dollars après la somme": (
        "note",
        "soit {{ sommes.solde }} dollars",
        [("M701", "{{ sommes.solde }} dollars")],
    ),
    "deux civilités": (
        "corps",
        "Madame {{ destinataire.nom_complet }}",
        [("M701", "Madame {{ destinataire.nom_complet }}")],
    ),
    "deux civilités, dans un en-tête": (
        "en-tête",
        "Monsieur {{ destinataire.nom_complet }}",
        [("M701", "Monsieur {{ destinataire.nom_complet }}")],
    ),
    "deux articles": ("corps", "Selon le {{ contrat.le }}, vous devez payer.", [("M701", "le {{ contrat.le }}")]),
    "deux articles, dans une note": ("note", "Voir la {{ contrat.le }}.", [("M701", "la {{ contrat.le }}")]),
    "un article non contracté": ("corps", "En vertu de {{ contrat.le }}", [("M701", "de {{ contrat.le }}")]),
    "l’heure et son « h »": ("corps", "avant {{ lettre.heure_limite }} h", [("M701", "{{ lettre.heure_limite }} h")]),
    "deux virgules": ("corps", "{{ destinataire.appel }},", [("M701", "{{ destinataire.appel }},")]),
    "une virgule et un deux-points": (
        "note",
        "{{ destinataire.appel }}\u00a0:",
        [("M701", "{{ destinataire.appel }}\u00a0:")],
    ),
    "des lignes déjà ponctuées, mises bout à bout": (
        "corps",
        "Payez par {{ modes_de_paiement|join(', ') }}.",
        [("M701", "{{ modes_de_paiement|join(', ') }}.")],
    ),
    "l’invite d’une liste de Word": ("corps", "Reçu : Choisissez un élément.", [("M702", "Choisissez un élément.")]),
    "l’invite d’un contrôle de Word": (
        "tableau",
        "Cliquez ou appuyez ici pour entrer du texte.",
        [("M702", "Cliquez ou appuyez ici pour entrer du texte.")],
    ),
    "l’invite d’un Word anglais": (
        "pied",
        "Click or tap to enter a date.",
        [("M702", "Click or tap to enter a date.")],
    ),
    "un champ inconnu, testé puis imprimé": (
        "corps",
        '{{ lettre.titre if lettre.titre else "Avis" }}',
        [("M401", '{{ lettre.titre if lettre.titre else "Avis" }}')],
    ),
    "une date que l’on met en forme": (
        "corps",
        "{{ lettre.date|date('d/m/Y') }}",
        [("M305", "{{ lettre.date|date('d/m/Y') }}")],
    ),
    "un mot écrit deux fois": ("corps", "Vous devez payer la la somme due.", [("M701", "la la")]),
    "un mot écrit deux fois, dans une case": ("tableau", "Total de de la facture", [("M701", "de de")]),
    "deux signes de suite": ("corps", "Un solde de 20 $ $ reste dû.", [("M701", "$ $")]),
    "un appel sans virgule": ("corps", "Madame Monsieur,", [("M701", "Madame Monsieur,")]),
    "un blanc souligné": ("corps", "Le solde de ____ est dû.", [("M702", "____")]),
    "un blanc souligné, dans une case": ("tableau", "No ______", [("M702", "______")]),
    "un blanc souligné, dans un en-tête": ("en-tête", "Dossier ____", [("M702", "____")]),
    "un blanc souligné, au pied": ("pied", "Le ____", [("M702", "____")]),
    "un blanc souligné, dans une note": ("note", "Voir la pièce ____.", [("M702", "____")]),
    "un blanc souligné, dans une note de fin": ("note de fin", "Voir ____.", [("M702", "____")]),
    "un blanc souligné, dans une zone": ("zone", "À : ____", [("M702", "____")]),
    "des X": ("corps", "Le dossier XXX-2026 est ouvert.", [("M702", "XXX")]),
    "des X, dans une case": ("tableau", "XXX,XX", [("M702", "XXX,XX")]),
    "des x minuscules": ("pied", "Tél. xxx xxx-xxxx", [("M702", "xxx xxx-xxxx")]),
    "un rond entre crochets": ("corps", "Vous devez [●] à notre client.", [("M702", "[●]")]),
    "un point entre crochets, dans une note": ("note", "Voir [•].", [("M702", "[•]")]),
    "des crochets vides de sens": ("corps", "Le contrat du [date] prévoit ceci.", [("M702", "[date]")]),
    "un nom entre crochets": ("en-tête", "[Nom du client]", [("M702", "[Nom du client]")]),
    "à compléter": ("corps", "[à compléter : le montant]", [("M702", "[à compléter : le montant]")]),
    "un champ de publipostage": ("corps", "Bonjour «Nom»,", [("M702", "«Nom»")]),
    "un champ de publipostage, dans une case": ("tableau", "«Montant_du»", [("M702", "«Montant_du»")]),
    "un champ de publipostage, dans une zone": ("zone", "«Adresse1»", [("M702", "«Adresse1»")]),
    "un champ d’un autre publipostage": ("corps", "Bonjour <<Prenom>>,", [("M702", "<<Prenom>>")]),
    "des points de conduite": ("corps", "Le solde de ........ est dû.", [("M702", "........")]),
    "des points de suspension": ("corps", "Le solde de …… est dû.", [("M702", "……")]),
    "une note de rédaction": ("corps", "TODO relire cette clause.", [("M702", "TODO")]),
    "des points d’interrogation": ("corps", "Payable le ???", [("M702", "???")]),
    "une condition contredite": (
        "corps",
        "{% if contrat %}A{% if not contrat %}B{% endif %}{% endif %}",
        [("M704", "{% if not contrat %}")],
    ),
    "une condition contredite, dans une case": (
        "tableau",
        "{% if contrat and not contrat %}A{% endif %}",
        [("M704", "{% if contrat and not contrat %}")],
    ),
    "une condition contredite, dans un en-tête": (
        "en-tête",
        "{% if mandant %}{% elif mandant %}A{% endif %}",
        [("M704", "{% elif mandant %}")],
    ),
    "une boucle sur une liste qu’on sait vide": (
        "corps",
        "{% if not creances %}{% for c in creances %}{{ c.date }}{% endfor %}{% endif %}",
        [("M704", "{% for c in creances %}")],
    ),
    "une condition répétée": (
        "corps",
        "{% if contrat %}A{% if contrat %}B{% endif %}{% endif %}",
        [("M703", "{% if contrat %}")],
    ),
    "une condition toujours remplie, et son « else »": (
        "note",
        "{% if lettre.date %}A{% else %}B{% endif %}",
        [("M703", "{% if lettre.date %}")],
    ),
    "une condition qui ne lit rien": ("pied", "{% if 1 == 2 %}A{% endif %}", [("M704", "{% if 1 == 2 %}")]),
    "une somme rangée comme un nombre": (
        "corps",
        '{% if sommes.solde > "900,00 $" %}A{% endif %}',
        [("M403", '{% if sommes.solde > "900,00 $" %}')],
    ),
    "une date rangée comme un nombre, dans une note": (
        "note",
        '{% if contrat and lettre.date >= "5 octobre 2026" %}A{% endif %}',
        [("M403", '{% if contrat and lettre.date >= "5 octobre 2026" %}')],
    ),
    "une somme comparée à un nombre": (
        "corps",
        "{% if sommes.solde > 5000 %}A{% endif %}",
        [("M403", "{% if sommes.solde > 5000 %}")],
    ),
    "une somme égalée à un nombre": (
        "corps",
        "{% if sommes.solde == 5000 %}A{% endif %}",
        [("M403", "{% if sommes.solde == 5000 %}")],
    ),
    "une liste inconnue, dite une fois": (
        "corps",
        "{% for l in lignes %}{{ l.montant }}{{ l.objet }}{% endfor %}",
        [("M401", "{% for l in lignes %}")],
    ),
    "un complément, dit une fois": (
        "corps",
        "Police {{ complements.police }}, {{ complements.police }}{% if complements.autre %}.{% endif %}",
        [("M709", "{{ complements.police }}")],
    ),
    "une note qui tait sans motif": (
        "corps",
        "{# lettres: taire M702 #}Le solde de ____ est dû.",
        [("M708", "{# lettres: taire M702 #}"), ("M702", "____")],
    ),
    "une note qui tait un code inconnu": (
        "corps",
        '{# lettres: taire M799 "rien" #}Bonjour.',
        [("M708", '{# lettres: taire M799 "rien" #}')],
    ),
    "une note qui ne tait rien": (
        "corps",
        '{# lettres: taire M702 "le trait" #}Bonjour.',
        [("M708", '{# lettres: taire M702 "le trait" #}')],
    ),
    "une note qui tait un refus": (
        "corps",
        '{# lettres: taire M401 "voulu" #}{{ destinataire.nomm }}',
        [("M708", '{# lettres: taire M401 "voulu" #}'), ("M401", "{{ destinataire.nomm }}")],
    ),
}
