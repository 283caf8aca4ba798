"""Prose : les huit longs paragraphes de la lettre du banc, à variables et à conditions."""

PARAGRAPHES = (
    "La présente vous est transmise au nom de {{ client.nom }}, {% if client.femme %}domiciliée{% endif %}{% if "
    "client.homme %}domicilié{% endif %} à {{ client.ville }}, dont nous sommes les procureurs. Elle fait suite "
    "au contrat de {{ contrat.objet }} conclu le {{ contrat.date }} à {{ contrat.lieu }}{% if contrat.ecrit %}, "
    "constaté par un écrit signé des deux parties{% endif %}{% if contrat.verbal %}, conclu de vive voix et "
    "confirmé par l’exécution{% endif %}. Veuillez la lire avec attention : elle vous impose des délais.",
    "Aux termes de ce contrat, {{ client.nom }} s’engageait à fournir les services convenus, et {{ debiteur.nom "
    "}} à en payer le prix à la réception de chaque facture. {% if contrat.acompte %}Un acompte de {{ "
    "contrat.montant_acompte }} a été versé à la signature. {% endif %}Les services ont été rendus en entier, "
    "dans les délais et selon les règles de l’art; jamais, avant la facturation, leur qualité n’a été mise en "
    "cause.",
    "Malgré plusieurs rappels, les factures énumérées au tableau qui suit demeurent impayées en date du {{ "
    "lettre.date }}. {% if contestee %}Vous avez répondu ceci : {{ reponse }}. Cette réponse ne nomme aucun "
    "défaut et ne suspend aucune obligation. {% endif %}{% if debiteur.femme %}Vous avez été avisée{% endif %}{% "
    "if debiteur.homme %}Vous avez été avisé{% endif %} à chaque étape, par écrit, du solde et de son échéance.",
    "Le solde dû par {{ debiteur.nom }} à ce jour est de {{ total }}. {% if interet.convenu %}Le contrat stipule "
    "un intérêt de {{ interet.taux }} par an sur tout solde en retard, que notre cliente ou client réclame. {% "
    "endif %}{% if interet.legal %}À défaut d’un taux convenu, l’intérêt au taux légal court depuis la demeure. "
    "{% endif %}S’y ajoutent l’indemnité additionnelle prévue par la loi et les frais de justice, le cas échéant.",
    "En conséquence, {{ debiteur.nom }} est {% if debiteur.femme %}mise{% endif %}{% if debiteur.homme %}mis{% "
    "endif %} en demeure d’exécuter ses obligations dans un délai de {{ lettre.delai }} à compter de la "
    "réception de la présente, soit au plus tard le {{ lettre.echeance }}. Le paiement se fait à l’ordre de {{ "
    "client.nom }} et se transmet à notre bureau, {{ cabinet.adresse }}, {{ cabinet.ville }}, avec la mention du "
    "dossier {{ lettre.reference }}.",
    "À défaut de paiement ou d’une proposition écrite et sérieuse dans ce délai, nous avons reçu le mandat "
    "d’entreprendre les procédures appropriées contre {{ debiteur.nom }}, sans autre avis ni délai. {% if "
    "interet.convenu %}Les intérêts continueront alors de courir au taux de {{ interet.taux }}. {% endif %}Les "
    "frais de ces procédures s’ajouteraient à la somme de {{ total }} réclamée aujourd’hui, ce que chacun a "
    "intérêt à éviter.",
    "{{ client.nom }} demeure {% if client.femme %}disposée{% endif %}{% if client.homme %}disposé{% endif %} à "
    "discuter d’une solution amiable, y compris par la médiation, qui est souvent plus rapide et moins coûteuse. "
    "Pour en convenir, communiquez avec nous au {{ cabinet.telephone }} ou à {{ cabinet.courriel }} avant le {{ "
    "lettre.echeance }}, en indiquant la référence {{ lettre.reference }}. Une rencontre peut se tenir à {{ "
    "contrat.lieu }} ou à distance.",
    "La présente est envoyée sous toutes réserves des droits et recours de {{ client.nom }}, notamment quant aux "
    "autres sommes qui pourraient lui être dues en vertu du contrat du {{ contrat.date }}. {% if contrat.ecrit "
    "%}Une copie du contrat est jointe. {% endif %}Rien de ce qu’elle contient ne vaut renonciation, {% if "
    "debiteur.femme %}Madame{% endif %}{% if debiteur.homme %}Monsieur{% endif %}, et son contenu pourra être "
    "produit devant le tribunal.",
)
