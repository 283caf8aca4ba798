"""Composition du côté consommateur : l'achat, et chaque chose demandée."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from lettres.affaire import rend_l_argent, sommes_du_remboursement
from lettres.affaire.achats.nature_de_l_achat import dure, est_un_service
from lettres.composition import tiers
from lettres.composition.imprimable.consommation import AchatImprimable
from lettres.composition.imprimable.lettre import DemandeImprimable
from lettres.dossier import Achat, Demande
from lettres.droit.obligations import obligation
from lettres.langue import typographie as t
from lettres.socle.expression import Expression

MODES = {
    "en_magasin": "en magasin",
    "en_ligne": "en ligne",
    "par_telephone": "par téléphone",
    "porte_a_porte": "à domicile (porte-à-porte)",
}
PAIEMENTS = {
    "carte_credit": "carte de crédit",
    "carte_debit": "carte de débit",
    "comptant": "argent comptant",
    "virement": "virement",
    "cheque": "chèque",
    "financement": "financement",
}
_PAYES = {"comptant": "en argent comptant", "financement": "au moyen d’un financement"}

_ARTICLE = Expression(r"(?i)(?:une? |des |du |de la |les? |la |l[’'])(?=\S)")
_ARTICLE_SUIVANT = Expression(r"(?i)(\bet |, )(?:une? |des |du |les? |la |l[’'])(?=\S)")
_PLURIEL = Expression(
    r"(?i)^(?:des|les|mes|nos|deux|trois|quatre|cinq|six|sept|huit|neuf|dix|onze|douze|(?!1 )\d+) "
    r"|\bet (?:(?:une?|des|les?|la|mon|ma|mes|son|sa|ses|leurs?|deux|trois|quatre|cinq|six|huit|dix|douze|\d+) |l[’'])"
)
_PLURIEL_NU = Expression(
    # -- « ordinateurs portables », « pneus d’hiver », « rideaux » : ni « matelas », ni une marque --
    r"(?i)(?!(?:matel|verg|atl|anan|canev|caden|comp|coutel|rep|b|p|dr|m)as\b"
    r"|(?:tap|col|châss|vern|perm|treill|tournev|v|dev|ir|log|sour|tenn)is\b|(?:parc|conc|c|vel)ours\b|\w*ès\b"
    r"|(?:bois|thermos|fonds|creux|puits|corps|temps|poids)\b|(?!pneus\b)\w+us\b)"
    r"\w{2,}(?:s(?= (?:\w+[sx]\b|de |d[’']|à |en |pour |sans ))|eaux\b|eux\b|joux\b)"
)
_NOMBRE = Expression(r"(?i)(?:deux|trois|quatre|cinq|six|sept|huit|neuf|dix|douze|\d+|mon|ma|mes|notre|nos) ")


def paye(a: Achat) -> str | None:
    """Comment le prix a été payé : « en argent comptant », « par chèque »; None si on ne le dit pas."""
    return _PAYES.get(a.paiement, f"par {PAIEMENTS[a.paiement]}") if a.paiement else None


def reglement(a: Achat) -> str | None:
    """« Le prix de 899,00 $, taxes comprises, a été payé par chèque » : tout, ou ce qui en a été versé."""
    if a.prix is None:
        return None
    prix, comment = f"{t.montant(a.prix)}, taxes comprises,", f" {dit}" if (dit := paye(a)) else ""
    quoi = du_prix(a)
    if a.verse is not None and a.verse != a.prix:
        return f"Du {quoi} de {prix} {t.montant(a.verse)} ont été payés{comment}"
    return f"{'Un loyer' if a.loue else 'Le prix'} de {prix} a été payé{comment}"


def du_prix(a: Achat | None) -> str:
    """Ce qui se paie : « prix », « loyer »."""
    return "loyer" if a is not None and a.loue else "prix"


def plusieurs(objet: str) -> bool:
    """« deux ordinateurs », « des chaises », « une laveuse et une sécheuse » : ce qui se dit au pluriel."""
    return _PLURIEL.search(objet) is not None or _PLURIEL_NU.match(objet) is not None


def _acquis(a: Achat) -> str:
    if a.loue:
        return "loué à long terme"
    return "commandé" if est_un_service(a) else "acheté"


def _fourni(a: Achat) -> str:
    """Un service qui dure n'est pas rendu le jour où il commence."""
    if not est_un_service(a):
        return "La livraison a été faite"
    return "Le service a commencé" if dure(a) else "Le service a été rendu"


def _etat(a: Achat) -> str | None:
    """« neuf », « usagés »."""
    if a.neuf is None:
        return None
    return f"{'neuf' if a.neuf else 'usagé'}{'s' if a.objet and plusieurs(a.objet) else ''}"


def double(a: Achat) -> str | None:
    """« reçu le 20 juillet 2026 », « non reçu »; None si l'on ne sait pas."""
    if a.contrat_recu is None:
        return None
    if not a.contrat_recu:
        return "non reçu"
    return f"reçu le {t.date_longue(a.contrat_recu_le)}" if a.contrat_recu_le else "reçu"


def _titre(objet: str) -> str:
    """« Canapé-lit » : l'objet sans son article, pour un titre."""
    sans = _ARTICLE.sub("", objet, count=1) if _ARTICLE.match(objet) else objet
    return t.majuscule(_ARTICLE_SUIVANT.sub(r"\1", sans))


def _quoi(objet: str, modele: str | None) -> str:
    """« un canapé-lit (Exemple Confort) »; un nom sans article ne peut suivre « j'ai acheté » : on l'annonce."""
    precise = f"{objet} ({modele})" if modele else objet
    if _ARTICLE.match(objet) or _NOMBRE.match(objet):
        return precise[:1].lower() + precise[1:]
    return f"ce qui suit{t.INSECABLE}: {precise}"


def _ou(a: Achat) -> str | None:
    """« en ligne (site meubles.exemple.test) » : jamais deux parenthèses de suite."""
    if a.mode is None:
        return None
    mode = MODES[a.mode].split(" (")[0]
    return f"{mode} ({a.lieu})" if a.lieu else mode


def _service(livre: date | None, panne: date | None) -> str | None:
    """« plus de deux ans après la livraison » : en mois entiers ou, avant le premier, en jours."""
    if livre is None or panne is None or panne < livre:
        return None
    if panne == livre:
        return "le jour même de la livraison"
    mois = (panne.year - livre.year) * 12 + panne.month - livre.month - (panne.day < livre.day)
    if mois == 0:
        return f"{t.compte_en_lettres((panne - livre).days, 'jour')} après la livraison"
    ans, reste = divmod(mois, 12)
    dits = [t.compte_en_lettres(combien, mot) for combien, mot in ((ans, "an"), (reste, "mois")) if combien]
    temps = " et ".join(dits)
    return f"{temps if panne.day == livre.day else f'plus {t.de(temps)}'} après la livraison"


def achat(a: Achat | None, resolu_le: date | None = None) -> AchatImprimable | None:
    """Compose l'achat, et le jour de l'avis qui l'a résolu."""
    if a is None:
        return None
    return AchatImprimable(
        date=t.date_si_connue(a.date),
        lieu=a.lieu,
        mode=MODES[a.mode] if a.mode else None,
        ou=_ou(a),
        numero=a.numero,
        objet=a.objet,
        titre=a.objet and _titre(a.objet),
        quoi=a.objet and _quoi(a.objet, a.modele),
        modele=a.modele,
        acquis=_acquis(a),
        preuve="preuve de la location" if a.loue else "preuve d’achat",
        a_loyer=bool(a.loue),
        fourni=_fourni(a),
        acte="location" if a.loue else "achat",
        etat=_etat(a),
        plusieurs=bool(a.objet and plusieurs(a.objet)),
        pour_un_service=est_un_service(a),
        reglement=reglement(a),
        verse=t.dollars(a.verse),
        panne_le=t.date_si_connue(a.panne_le),
        service=_service(a.livre_le, a.panne_le),
        usage=a.usage and t.phrase(a.usage),
        evaluation=t.pieces([a.evaluation]) if a.evaluation else None,
        photos=t.pieces(a.photos) if a.photos else None,
        prix=t.montant(a.prix) if a.prix is not None else None,
        paiement=PAIEMENTS[a.paiement] if a.paiement else None,
        paye=paye(a),
        par_carte_credit=a.paiement == "carte_credit",
        double=double(a),
        livraison_prevue=t.date_si_connue(a.livraison_prevue),
        livre_le=t.date_si_connue(a.livre_le),
        annule_le=t.date_si_connue(resolu_le),
        restitue_le=t.date_si_connue(a.restitue_le),
        probleme=a.probleme and t.phrase(a.probleme),
        probleme_dit=a.probleme and t.majuscule(t.phrase(tiers.a_un_tiers(a.probleme))),
        obligation=obligation(a.obligation) if a.obligation else None,
        reponse=a.reponse and t.phrase(a.reponse),
        reponse_dite=a.reponse and t.phrase(tiers.a_un_tiers(a.reponse)),
        retour=a.retour and t.phrase(a.retour),
        piece=t.pieces([a.piece]) if a.piece else None,
    )


def action(d: Demande, somme: str | None, me: str, a: Achat | None = None) -> str | None:
    """Ce qui est demandé, à l'infinitif : les mots de l'usager, sinon la formule du type de demande."""
    if d.texte:
        return d.texte
    le_bien, conforme = "le bien décrit ci-dessus", "un bien conforme"
    if a and a.objet and plusieurs(a.objet):
        le_bien, conforme = "les biens décrits ci-dessus", "des biens conformes"
    formules = {
        "payer": somme and f"payer la somme de {somme}",
        "rembourser": somme and f"{me} rembourser la somme de {somme}",
        "annuler": f"annuler le contrat, avec remboursement de la somme de {somme}" if somme else "annuler le contrat",
        "reparer": f"réparer sans frais {le_bien}",
        "remplacer": f"remplacer {le_bien} par {conforme}",
        "livrer": f"livrer {le_bien}",
        "repondre": "répondre par écrit aux points ci-dessus",
    }
    return formules.get(d.type)


def calcul(d: Demande, a: Achat | None) -> str | None:
    """Comment la somme se calcule; sans montant, un remboursement est celui du prix, moins ce qui en est revenu."""
    if d.calcul or not rend_l_argent(d):
        return d.calcul
    paye, reste = sommes_du_remboursement(a, a_la_carte=False) if a else (None, None)
    if a and a.rembourse and paye is not None and d.montant in {None, reste}:
        quoi = (
            f"le {du_prix(a)} payé de {t.montant(paye)}, taxes comprises"
            if a.verse is None
            else f"{t.montant(paye)} payés"
        )
        return f"soit {quoi}, moins {t.montant(a.rembourse)} déjà remboursés"
    if d.montant is not None:
        return None
    en_entier, du = a is None or a.verse is None, du_prix(a)
    return f"soit le {du} payé, taxes comprises" if en_entier else f"soit ce qui a été payé du {du}"


def demande(d: Demande, somme: Decimal | None, me: str, a: Achat | None) -> DemandeImprimable:
    """Compose une demande et la somme qu'elle réclame."""
    ecrite = t.montant(somme) if somme is not None else None
    faire = action(d, ecrite, me, a)
    return DemandeImprimable(
        action=faire,
        de_action=faire and t.phrase(t.de_nom(faire)),
        montant=ecrite,
        calcul=calcul(d, a) if ecrite else None,
        montant_dit=bool(somme is not None and faire and t.somme_dite(somme, faire)),
        sur_calendrier=d.type in {"executer", "livrer"},
    )
