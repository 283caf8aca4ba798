"""Ce que l'objet d'un achat en dit : un bien ou un service, et s'il est de ceux qui ne se vendent plus à domicile."""

from __future__ import annotations

from lettres.dossier import Achat
from lettres.droit.parametre import valeurs
from lettres.socle.expression import Expression

_SERVICE = Expression(
    r"(?i)(?:une? |des |du |de la |les? |la |l[’']|mon |ma |mes |notre |nos |deux |trois |quatre |cinq |six |\d+ )?"
    r"(?:petite?s? |longs? |nouv(?:el|eau|elle) )?"
    r"(?:abonnements?|adhésion|inscriptions?|forfaits?|cours|leçons?|formations?|ateliers?|stages?|séances?|séjours?"
    r"|croisières?|voyages?|vols?|billets?|passes?|nuit(?:s|ées?)|réservations?|chambres? d[’']|consultations?"
    r"|traitements? (?:de|au|contre)|services?\b(?! (?:de|à) (?:table|vaisselle|thé|café))|entretien|réparations?"
    r"|installations?|pose d[e’']|déménagement|nettoyage|ménage|travaux|rénovations?|réfection|coaching|accompagnement"
    r"|hébergement|transport|assurances?)\b"
)

_IMMATERIEL = Expression(
    r"(?i)\bà télécharger\b|\btéléchargeables?\b"
    r"|^(?:une? |des |la |le |l[’'])?(?:logiciels?|licences? (?:de|d[’'])|livres? numériques?|cartes?-cadeaux?)\b"
)

_QUI_DURE = Expression(
    r"(?i)\b(?:abonnements?|adhésions?|inscriptions?|forfaits?|cours|leçons|formations?|stages?|séances|traitements"
    r"|hébergement|assurances?|coaching|accompagnement)\b"
)

# -- Ce qui ne se vend plus à domicile (F14.05) : la catégorie du bien, ou les mots de l'objet --
_INTERDITES_A_DOMICILE = {"climatiseur", "thermopompe"}
_INTERDITS_A_DOMICILE = Expression(
    r"(?i)\bthermopompe|\bclimatis|\bfournaise|\bchauffage|\bchaudière|\bisol(?:ation|er|ant)|\bdécontamin|\bgéotherm"
)


def est_un_service(achat: Achat) -> bool:
    """Dit si l'on a acheté un service : le dossier le dit; sinon, l'objet se nomme ainsi, et rien ne le dit un bien."""
    if achat.service is not None:
        return achat.service
    est_un_bien = achat.neuf is not None or achat.categorie is not None
    return not est_un_bien and _SERVICE.match(achat.objet or "") is not None


def dure(achat: Achat) -> bool:
    """Dit si ce service se rend jour après jour, comme un abonnement ou un cours : il commence, et dure."""
    return est_un_service(achat) and _QUI_DURE.search(achat.objet or "") is not None


def a_un_bien(achat: Achat) -> bool:
    """Dit s'il y a un bien que l'on puisse rendre : ni d'un service, ni de ce qui se télécharge, à moins de le dire."""
    if achat.service is None and _IMMATERIEL.search(achat.objet or ""):
        return achat.neuf is not None or achat.categorie is not None
    return not est_un_service(achat)


def interdit_a_domicile(achat: Achat) -> bool:
    """Dit si ce contrat, conclu à domicile, pourrait être de ceux que la loi interdit."""
    vise = achat.categorie in _INTERDITES_A_DOMICILE or _INTERDITS_A_DOMICILE.search(achat.objet or "")
    debut = valeurs("itinerant.contrats_interdits")[0].debut
    return bool(vise) and achat.date is not None and achat.date >= debut
