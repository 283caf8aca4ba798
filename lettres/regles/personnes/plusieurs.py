"""Règles de qui est nommé : un débiteur par lettre; et, de ce qui se signe, nul n’est lié qui n’y est partie.

Un nom n’y dit rien d’autre que ce qu’il nomme.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lettres.affaire import Affaire, chemin_du_creancier
from lettres.dossier import Dossier
from lettres.droit.fondements import ccq
from lettres.regles.faits import engagements, se_signe
from lettres.regles.mots_cles import MotsCles
from lettres.regles.regle import ALERTE, CONSEIL, ERREUR, Faute, quand, regle
from lettres.socle.constats import Chemin
from lettres.socle.expression import Expression

# -- Qui répond de la dette d'un autre, ou la doit avec lui : un mot le dit, seul ou à la suite d'un nom --
_CODEBITEUR = (
    r"\bco-?(?:débit(?:eu|ri)|emprunteu|signatai|oblig)\w{1,4}|\bendosseu(?:r|se)s?\b|\bsolidairement\b"
    r"|\b(?:débit(?:eur|rice)|caution)s? solidaires?\b"
)
_REPONDANT = r"(?:cautions?|garante?s?|répondante?s?)\b"
_ET_UN_REPONDANT = (
    rf"(?:[,;:(/–-] ?|\bet |\bavec |\bcomme )(?:(?:sa|son|ses|leurs?|la|le) )?(?:{_REPONDANT}|solidaires?\b)"
)
_ET_AUTRES = r"\b(?:et al\b|et autres?\b|les époux\b)"
_AUTRE_AU_NOM = rf"{_ET_UN_REPONDANT}|{_CODEBITEUR}|{_ET_AUTRES}"
_PLUSIEURS_NOMS = re.compile(
    rf"(?i)\S (?:et|ou|&|\+) \S|\bainsi que \S|\S / \S|\S; ?\S|(?-i:\w, [A-ZÀ-Ý][\w’'-]+ [A-ZÀ-Ý])|{_AUTRE_AU_NOM}"
)
_SOCIETE_ET_UN_AUTRE = Expression(
    r"(?i)\b(?:inc|ltée|ltd|enr|senc|s\.e\.n\.c)\b\.?(?:,? (?:et|ou|&|\+|/|ainsi que|avec) \S|[,;] (?-i:[A-ZÀ-Ý]))"
    rf"|{_AUTRE_AU_NOM}"
)
# -- « Exemple et associés », « Exemple & fils » sont le nom d'une maison, si rien ne dit que c'est une personne --
_MAISON = Expression(
    r"(?i) (?:et|&|\+) (?:ses |les )?"
    r"(?:associée?s?|fils|filles?|frères?|sœurs?|cie|compagnie|co|partenaires?|collaborat(?:eurs|rices))\b\.?(?=$|,)"
)
_AU_TITRE = Expression(r"(?i)^(?:m\.|mm\.|mmes?|monsieur|messieurs|madame|mesdames)\s")
_ET_UN_AUTRE = Expression(r"(?i)\s(?:et|ou|&|\+) ")
_FORME_DE_SOCIETE = Expression(r"(?i)\b(?:inc|ltée|ltd|enr|senc)\b")
_DEUX_NOMS_ENTIERS = Expression(r"^[A-ZÀ-Ý][\w’'-]+ [A-ZÀ-Ý][\w’'-]+ (?:et|ou|&|\+) [A-ZÀ-Ý][\w’'-]+ [A-ZÀ-Ý][\w’'-]+$")
_AUTRE_AU_COMPLEMENT = Expression(rf"(?i){_ET_UN_REPONDANT}|{_CODEBITEUR}")
# -- « la caution de 500 $ » est un dépôt; « porté caution », « votre caution », une personne --
_REPOND_D_UN_AUTRE = (
    r"\b(?:port|constitu)(?:e|é|ée|és|ées|ait) (?:caution|garant)"
    r"|\b(?:comme|à titre de|en tant que) (?:caution|garant)"
    rf"|\bcautionn(?:e|é|ait|era) |, (?:votre|sa|notre|leur) caution\b|{_CODEBITEUR}"
)
_AUTRE_AU_RECIT = Expression(rf"(?i){_REPOND_D_UN_AUTRE}")
_MOTS_DU_RECIT = MotsCles(r"caution|garant|debiteu|debitri|emprunteu|signatai|oblig|endosseu|solidaire")
_UN_DOSSIER_PAR_DEBITEUR = (
    "Faites un dossier, donc une lettre, par débiteur : mêmes créances dans chacun, sans les partager ni les "
    "additionner; un paiement de l’un s’inscrit dans les deux."
)
_UN_ECRIT_CHACUN = (
    "Faites un dossier, donc un écrit, par personne qui signe; si c’est le nom d’une entreprise, dites-le à « type »."
)
_QUI_SIGNE = "Nommez à « attention » qui signe, et à quel titre; consultez d’abord un avocat."
_PROCHES = (
    r"(?:conjointe?|époux|épouse|mari|femme|mère|père|parents?|frère|sœur|fils|fille|associée?s?|amie?|employeur"
    r"|cautions?|garante?s?|administrat(?:eur|rice)s?|actionnaires?)"
)
_S_ENGAGE = (
    r"(?:s[’']engage|paie(?:ra|ront|nt)?\b|vers(?:e|era|eront)\b|renonc|reconnaî|garanti|répond|rembours"
    r"|signe(?:ra|nt|ront)?\b|devra)"
)
_QUI_NE_SIGNE_PAS = Expression(
    r"(?i)^(?:feue?|(?:la )?succession (?:de|d[’'])|(?:les )?(?:héritiers|ayants (?:droit|cause)))\b"
    r"|[,(] ?(?:décédée?|défunte?|mineure?|en tutelle|inapte)\b"
)
_DECES = Expression(
    r"(?i)\b(?:(?:vous|il|elle|on) (?:est|était|êtes) (?:décédée?|morte?)|(?:est|a été trouvée?) (?:décédée?|morte?)\b"
    r"|(?:son|leur|votre) décès\b|\bdécès de\b)"
)
_UN_AUTRE_S_ENGAGE = Expression(
    rf"(?i)(?<![\w’'-])(?P<nom>(?-i:[A-ZÀ-Ý][\w’'-]+ [A-ZÀ-Ý][\w’'-]+)) {_S_ENGAGE}"
    rf"|\b(?:votre|vos|son|sa|ses|leurs?|mon|ma|mes|notre|nos) {_PROCHES}[^.;]{{0,40}} {_S_ENGAGE}"
    rf"|\bvous et (?:votre|vos) {_PROCHES}|\bvous et (?-i:[A-ZÀ-Ý][\w’'-]+)|{_REPOND_D_UN_AUTRE}"
)
_NOMMENT = {"reference", "nom", "nom_commercial", "titre", "ligne", "complement", "ville", "province", "pays", "site"}
_NUMEROTENT = {"reference", "facture", "tps", "tvq", "licence_rbq"}
_DIT = Expression(
    # -- ce qui suit le nom n'en est plus : « Marie Exemple, qui… », « Marie Exemple (sans recours) » --
    r"(?i)(?:[,;:(–—]|\s-\s)\s*(?:et |mais |ou )?(?:(?:qui|que|lequel|laquelle|lesquel(?:le)?s|dont)\b"
    r"|sans (?:aucune? )?(?:recours|garantie|possibilité|pouvoir|droit|frais|intérêt)\b)"
    # -- ou un verbe l'engage, sans rien avant lui --
    r"|\brenon[cç]\w+ (?:à|au|aux)\b|\bs[’'](?:engage|oblige)\w*|\breconna(?:[iî]t|iss\w+)\b|\bpromet(?:s|t\w+)?\b"
    r"|\bgaranti(?:t|ss\w+)\b|\b(?:paie|verse|rembourse|dev|livre)(?:ra|rai|rez|ront|rons)\b"
    r"|\babandonn(?:e|ant|ez|ons) |\b(?:retir|accept)(?:e|ant|ez|ons) (?:de|que|sa|ses|son|les?|la|toute?|votre|vos)\b"
    r"|\blib[èé]r(?:e|ant|ez|ée?s?) d|\bquitte d|\bquittance\b|\bc(?:ède|édant|édez)\b|\bconsent\w* à"
    r"|\bn(?:e |[’'])\w+(?:ra|rai|rez|ront|rons)\b|\bn[’']a(?:vez)? (?:plus|aucun)|\bdoit \d"
)
"""Ce qu'un nom, une adresse, un numéro ne disent pas."""
_SOMME = Expression(r"\d ?(?:\$|%|dollars?\b)")


@regle("P110", "nommer-plusieurs-debiteurs-dans-une-lettre", ALERTE, fondement=ccq("1599"), fiches=("F1.07",))
def plusieurs_destinataires(affaire: Affaire, lettre: str) -> Iterator[Faute]:
    """Le nom ou l’adresse du destinataire réunit plusieurs débiteurs; ou le récit nomme une caution, un codébiteur.

    Pourquoi : la pratique veut une lettre à chacun, même quand la dette leur est commune; elle n’est due qu’une fois.
    Fautif : « nom: Marie Exemple et Paul Exemple », « nom: Exemple inc. et sa caution, Paul Exemple »
    Conforme : deux dossiers, un par personne, avec les mêmes créances et les mêmes paiements.
    """
    dossier, d = affaire.dossier, affaire.dossier.destinataire
    # -- ce qui se signe s'arrête là, sous son propre code --
    if not se_signe(lettre):
        if _en_reunit(d.nom, affaire.qualites.destinataire_organisation):
            message = "Le nom du destinataire semble réunir plusieurs débiteurs, ou un débiteur et sa caution."
            yield Faute(("destinataire", "nom"), message, _UN_DOSSIER_PAR_DEBITEUR)
        if d.adresse and d.adresse.complement and _AUTRE_AU_COMPLEMENT.search(d.adresse.complement):
            message = "Le complément d’adresse semble nommer un autre débiteur, ou une caution."
            yield Faute(("destinataire", "adresse", "complement"), message, _UN_DOSSIER_PAR_DEBITEUR)
    if dossier.nature not in {"recouvrement", "entente"} or not _MOTS_DU_RECIT.au_dossier(affaire):
        return
    for chemin, texte in _recit(dossier):
        if _AUTRE_AU_RECIT.search(texte):
            message = "Le récit semble nommer une caution ou un codébiteur : chacun reçoit sa lettre, s’il ne l’a déjà."
            yield Faute(chemin, message, _UN_DOSSIER_PAR_DEBITEUR, CONSEIL)


def _recit(dossier: Dossier) -> Iterator[tuple[Chemin, str]]:
    """Les faits, ce qui a été fait et les clauses citées, chacun à sa place."""
    yield from ((("faits", i, "texte"), f.texte) for i, f in enumerate(dossier.faits))
    yield from ((("accompli", i, "texte"), f.texte) for i, f in enumerate(dossier.accompli))
    clauses = dossier.contrat.clauses if dossier.contrat else ()
    yield from ((("contrat", "clauses", i, "texte"), c.texte) for i, c in enumerate(clauses))


def _sont_deux_personnes(nom: str) -> bool:
    """« M. et Mme Exemple », même tenus pour une maison; « M. et Mme Exemple inc. » en est une."""
    return _AU_TITRE.search(nom) is not None and _ET_UN_AUTRE.search(_FORME_DE_SOCIETE.split(nom)[-1]) is not None


def _en_reunit(nom: str, organisation: bool | None) -> bool:
    """Dit si ce nom est celui de plusieurs, d'après ce que l'on sait de qui le porte."""
    if organisation:
        return _SOCIETE_ET_UN_AUTRE.search(nom) is not None or _sont_deux_personnes(nom)
    return _PLUSIEURS_NOMS.search(nom if organisation is False else _MAISON.sub("", nom)) is not None


@quand(lettre="se_signe")
@regle("P119", "lier-qui-ne-signe-pas", ERREUR, fiches=("F1.07",))
def lier_qui_ne_signe_pas(affaire: Affaire, lettre: str) -> Iterator[Faute]:
    """Ce qui se signe réunit deux personnes sous un nom, ou engage quelqu’un qui n’y est pas partie.

    Pourquoi : une entente ne lie que ceux qui la signent; il n’y a de place que pour une signature de chaque côté.
    Fautif : « nom: Marie Exemple et Paul Exemple », dans une entente de paiement.
    Fautif aussi : « {de: vous, texte: votre conjoint versera la moitié} », dans une transaction.
    Conforme : un écrit par personne qui signe; « nom: Exemple et associés », qui n’est qu’un nom.
    """
    dossier, creancier = affaire.dossier, affaire.qualites.creancier
    cotes = (
        (("destinataire", "nom"), dossier.destinataire.nom, affaire.qualites.destinataire_organisation),
        ((*chemin_du_creancier(dossier), "nom"), creancier.nom, affaire.qualites.organisation),
    )
    for chemin, nom, organisation in cotes:
        if _en_reunit(nom, organisation):
            yield Faute(chemin, "Ce nom semble réunir plusieurs personnes : une seule signerait.", _UN_ECRIT_CHACUN)
        elif organisation and _DEUX_NOMS_ENTIERS.search(nom):
            message = "Ce nom est celui de deux personnes : rien ne dit qui signe pour l’entreprise, ni qui elle lie."
            yield Faute(chemin, message, "Vérifiez son nom au registre des entreprises, et qui peut signer.", ALERTE)
    complement = dossier.destinataire.adresse.complement if dossier.destinataire.adresse else None
    if complement and _AUTRE_AU_COMPLEMENT.search(complement):
        message = "Le complément d’adresse semble nommer un autre débiteur, ou une caution, qui ne signe pas."
        yield Faute(("destinataire", "adresse", "complement"), message, _UN_ECRIT_CHACUN)
    parties = {mot for _, nom, _ in cotes for mot in nom.split()}
    for chemin, texte in engagements(dossier):
        trouve = _UN_AUTRE_S_ENGAGE.search(texte)
        if trouve is not None and not (trouve["nom"] and parties.issuperset(trouve["nom"].split())):
            message = f"« {trouve[0].strip(' ,')} » : ce texte semble engager quelqu’un qui ne signe pas."
            yield Faute(chemin, message, "Retirez-le; qui s’engage signe son propre écrit.")


@quand(lettre="se_signe")
@regle("P120", "faire-signer-sans-dire-qui", ALERTE, fiches=("F1.07",))
def qui_signe(affaire: Affaire, lettre: str) -> Iterator[Faute]:
    """Ce qui se signe nomme quelqu’un de décédé, sa succession ou un mineur, et ne dit pas qui signe pour lui.

    Pourquoi : une entente ne lie que ceux qui la signent; celui que l’on nomme ne la signera pas.
    Fautif : « nom: Succession de Marie Exemple », dans une entente de paiement.
    Conforme : le même nom, et « attention: Paul Exemple, liquidateur »; un avocat a été consulté.
    """
    d = affaire.dossier.destinataire
    if d.attention is not None:
        return
    if _QUI_NE_SIGNE_PAS.search(d.nom):
        yield Faute(("destinataire", "nom"), "Rien ne dit qui signe pour cette personne, ni à quel titre.", _QUI_SIGNE)
        return
    noms = {mot for mot in d.nom.split() if mot[:1].isupper()}
    for chemin, texte in _recit(affaire.dossier):
        mort = _DECES.search(texte)
        if mort is not None and (mort[0].lower().startswith("vous") or noms.intersection(texte.split())):
            yield Faute(chemin, "Ce fait dit le destinataire décédé : rien ne dit qui signe pour lui.", _QUI_SIGNE)


@quand(lettre="se_signe")
@regle("W282", "faire-dire-autre-chose-a-un-nom", ERREUR, fiches=("F2.05", "F13.01"))
def nom_qui_parle(affaire: Affaire, lettre: str) -> Iterator[Faute]:
    """Un nom, une adresse ou un numéro de ce qui se signe dit autre chose que ce qu’il nomme.

    Pourquoi : ce qui se signe engage mot pour mot; une promesse glissée dans un nom se signerait sans être lue.
    Fautif : « nom: Marie Exemple, qui renonce à la prescription », dans une entente de paiement.
    Conforme : « nom: Marie Exemple »; ce que l’un cède se dit à « concessions », dans une transaction.
    """
    for chemin, texte in affaire.textes:
        if chemin[0] not in {"reference", "expediteur", "destinataire", "creances"}:
            continue
        cle = chemin[-1]
        numero = cle in _NUMEROTENT
        dit = _DIT.search(texte) if numero or cle in _NOMMENT else None
        if dit is None and numero:
            dit = _SOMME.search(texte)
        if dit is not None:
            mots = texte[dit.start() :].strip(" ,;:()–—-")
            yield Faute(
                chemin,
                f"« {mots} » dit autre chose que ce qui se nomme ici, et se signerait avec lui.",
                "N’y gardez que le nom ou le numéro; ce que l’un cède se dit à « concessions ».",
            )
