"""Typographie du Québec : dates, sommes, heures, élisions, énumérations.

Règles : Vitrine linguistique de l'OQLF et Guide du rédacteur. Tout ce que l'outil écrit passe par ici; le texte de
l'usager, lui, n'est jamais retouché.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from datetime import date, time
from decimal import Decimal

from lettres.langue import ecriture
from lettres.langue.ecriture import TRAIT_INSECABLE, DateEcrite, SommeEcrite
from lettres.socle.expression import Expression

# -- Une date, une somme et un taux s'écrivent de la même façon dans une lettre et dans un calcul expliqué --
INSECABLE = ecriture.INSECABLE
MOIS = ecriture.MOIS
JOURS = ecriture.JOURS
date_longue = ecriture.jour
jour_et_date = ecriture.jour_et_date
en_lettres = ecriture.en_lettres
montant = ecriture.exact
taux = ecriture.pour_cent

# -- Noms et verbes dont le « h » est aspiré dans l'usage : « de Hans », mais « d’Hélène » --
_H_ASPIRE = (
    *("hans", "harold", "harry", "hassan", "heidi", "holly", "hugo", "houde", "huard", "hall", "halte", "hockey"),
    *("harceler", "hâter", "hausser", "heurter", "hurler", "hisser", "huit", "huitième", "haut", "hors", "héros"),
    *("halle", "hangar", "hache", "haie", "homard", "honda", "holding", "hub", "hogan"),
)
_VOYELLES = "aeiouœæ"
_SOMMES = Expression(r"(?<![\d.])(\d{1,9}(?:\.\d\d)?)(?:\$|dollars|CAD)")
_NUMERO_CIVIQUE = re.compile(
    r"(?i)^(\d{1,6}(?:[ -]?[A-H])?(?:[ -]\d{1,6})?) +("
    r"(?:rue|avenue|av\.|boulevard|boul\.|chemin|ch\.|rang|route|place|montée|côte|allée|croissant|cercle|impasse|terrasse"
    r"|square|promenade|quai|\d{1,4}(?:e|re|er)) )"
)
_QUI_FERMENT = ".!?…"
_SANS_ELISION = ("onze", "onzième", "oui", "ouistiti", "yaourt", "yoga", "uhlan")


def date_si_connue(jour: date | None) -> DateEcrite | None:
    """La date longue; None quand le dossier ne la donne pas."""
    return None if jour is None else date_longue(jour)


def heure(moment: time) -> str:
    """« 17 h », « 17 h 30 »."""
    texte = f"{moment.hour}{INSECABLE}h"
    return texte if moment.minute == 0 else f"{texte}{INSECABLE}{moment.minute:02d}"


def en_jours(nombre: int) -> str:
    """« dix jours », « un jour »."""
    return f"{en_lettres(nombre)} jour{'s' if nombre > 1 else ''}"


def compte_en_lettres(combien: int, mot: str) -> str:
    """« un an », « deux ans », « trois mois »."""
    return f"{en_lettres(combien)} {mot if combien == 1 or mot.endswith('s') else f'{mot}s'}"


def montant_en_lettres(somme: Decimal) -> str:
    """« mille cent quarante-neuf dollars et soixante-quinze cents »."""
    dollars, cents = divmod(int(somme * 100), 100)
    mots = en_lettres(dollars)
    # -- « un million de dollars », mais « un million deux cents dollars » --
    liaison = "de " if re.search(r"(million|milliard)s?$", mots) else ""
    if not dollars and cents:
        return f"{en_lettres(cents)} cent{'s' if cents > 1 else ''}"
    texte = f"{mots} {liaison}dollar{'s' if dollars > 1 else ''}"
    return texte if cents == 0 else f"{texte} et {en_lettres(cents)} cent{'s' if cents > 1 else ''}"


def dollars(somme: Decimal | None) -> SommeEcrite | None:
    """Le montant; None quand il n'est pas connu."""
    return None if somme is None else montant(somme)


def montant_en_chiffres_et_en_lettres(somme: Decimal | None) -> str | None:
    """« 60,00 $ (soixante dollars) »; None d'une somme inconnue, nulle ou négative."""
    return f"{montant(somme)} ({montant_en_lettres(somme)})" if somme is not None and somme > 0 else None


def commence_par_voyelle(mot: str) -> bool:
    """Dit si l'on élide devant ce mot : voyelle, « h » muet, « y » seul ou devant une consonne (Yves)."""
    premier = re.split(r"[\s,.'-]", mot.strip().replace("’", "'"), maxsplit=1)[0].lower()
    if not premier or premier in _SANS_ELISION:
        return False
    if premier[0] == "h":
        return premier not in _H_ASPIRE
    lettres = unicodedata.normalize("NFD", premier)
    if lettres[0] == "y":
        return lettres[1:2] == "" or lettres[1] not in _VOYELLES
    return lettres[0] in _VOYELLES


def phrase(texte: str, fin: str = ".") -> str:
    """Ferme une phrase de l'usager : ajoute le signe qui manque, ne touche à rien d'autre."""
    return texte if _finit_par(f"{_QUI_FERMENT};:,", texte) else f"{texte}{fin}"


def _finit_par(signes: str, texte: str) -> bool:
    """Dit si le texte se termine par l'un de ces signes, aux guillemets et aux blancs près."""
    place = len(texte) - 1
    while place >= 0 and (texte[place] in "»”" or texte[place].isspace()):
        place -= 1
    return place >= 0 and texte[place] in signes


def liste(textes: Sequence[str]) -> list[str]:
    """Les éléments d'une liste : « ; », le dernier par un point; tous par un point si l'un est déjà une phrase."""
    fin = "." if any(_finit_par(_QUI_FERMENT, texte) for texte in textes[:-1]) else ";"
    return [*(phrase(texte, fin) for texte in textes[:-1]), *(phrase(texte) for texte in textes[-1:])]


def entre_parentheses(texte: str, detail: str) -> str:
    """« Texte (détail) »; un texte qui finit déjà par une parenthèse la partage : « Texte (a, détail) »."""
    return f"{texte[:-1]}, {detail})" if texte.endswith(")") else f"{texte} ({detail})"


def voie(ligne: str) -> str:
    """« 12, rue des Érables » : la virgule qui suit le numéro civique, quand l'usager l'a omise."""
    return _NUMERO_CIVIQUE.sub(r"\1, \2", ligne)


def somme_dite(somme: Decimal, texte: str) -> bool:
    """Dit si le texte nomme déjà cette somme : « 5000 $ », « 5 000,00 $ », « 5000 dollars »."""
    serre = re.sub(r"\s", "", texte).replace(",", ".")
    return any(Decimal(nombre) == somme for nombre in _SOMMES.findall(serre))


def sans_point(texte: str) -> str:
    """Ôte le point final d'une phrase de l'usager, pour la poursuivre; les points de suspension restent."""
    return texte[:-1] if texte.endswith(".") and not texte.endswith("..") else texte


def sans_guillemets(texte: str) -> str:
    """Ôte la paire de guillemets qui entoure tout un texte : le modèle met les siens."""
    dedans = texte[1:-1]
    entoure = texte[:1] == "«" and texte[-1:] == "»" and not set(dedans) & {"«", "»"}
    return dedans.strip(f" {INSECABLE}\u202f") if entoure else texte


def de_nom(nom: str) -> str:
    """« d’Anne Exemple », « de Marie », « de Le Meublier inc. » : élide, sans toucher à un nom légal."""
    return f"d’{nom}" if commence_par_voyelle(nom) else f"de {nom}"


def de(complement: str) -> str:
    """« du contrat », « des factures », « de l’entente », « d’un avis »."""
    for article, contraction in (("les ", "des "), ("le ", "du ")):
        if complement.startswith(article):
            return contraction + complement.removeprefix(article)
    # -- « l’entente » commence déjà par un article élidé --
    return f"de {complement}" if complement.startswith("l’") else de_nom(complement)


def a(complement: str) -> str:
    """« au contrat », « aux échanges », « à l’entente »."""
    for article, contraction in (("les ", "aux "), ("le ", "au ")):
        if complement.startswith(article):
            return contraction + complement.removeprefix(article)
    return f"à {complement}"


def enumerer(elements: Sequence[str]) -> str:
    """« P-1 », « P-1 et P-2 », « P-1, P-2 et P-3 »."""
    if len(elements) < 2:
        return "".join(elements)
    return f"{', '.join(elements[:-1])} et {elements[-1]}"


def le_ou_les(jours: Sequence[date]) -> str:
    """« le 8 octobre 2026 », « les 8 et 9 octobre 2026 », « le 20 octobre et le 5 novembre 2026 »."""
    dates: list[str] = [*map(date_longue, jours)]
    *avant, dernier = dates
    if not avant:
        return f"le {dernier}"
    if len({(jour.year, jour.month) for jour in jours}) == 1:
        return f"les {enumerer([*(dit.partition(INSECABLE)[0] for dit in avant), dernier])}"
    if len({jour.year for jour in jours}) == 1:
        avant = [dit.rpartition(" ")[0] for dit in avant]
    return enumerer([f"le {dit}" for dit in (*avant, dernier)])


def pieces(identifiants: Sequence[str]) -> str:
    """« pièce P-1 », « pièces P-1 et P-2 »."""
    return f"pièce{'s' if len(identifiants) > 1 else ''}{INSECABLE}{enumerer(identifiants)}"


def numero(mot: str, valeur: str) -> str:
    """« facture n° F-1 »."""
    return f"{mot} n°{INSECABLE}{valeur}"


def telephone(numero: str) -> str:
    """« 450 555-0123 », « 450 555-0123, poste 12 » : ni ses espaces ni son trait d'union ne se coupent."""
    principal, _, poste = numero.partition("poste")
    chiffres = re.sub(r"\D", "", principal)
    prefixe = f"1{INSECABLE}" if len(chiffres) == 11 else ""
    dix = chiffres[-10:]
    texte = f"{prefixe}{dix[:3]}{INSECABLE}{dix[3:6]}{TRAIT_INSECABLE}{dix[6:]}"
    return f"{texte}, poste{INSECABLE}{poste.strip()}" if poste else texte


def majuscule(texte: str) -> str:
    """Met une majuscule à la première lettre, sauf si le premier mot a déjà la sienne (« eBay »)."""
    if any(lettre.isupper() for lettre in re.split(r"\W", texte, maxsplit=1)[0]):
        return texte
    return texte[:1].upper() + texte[1:]
