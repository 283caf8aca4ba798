"""Faits contredits : ce que la lettre dirait autrement qu'une lettre déjà partie, et ce qui l'expliquerait au journal.

Une lettre corrigée, annulée ou revenue ne compte plus. De deux lettres qui disent un même fait, la dernière fait foi :
une fois l'écart expliqué, et la lettre qui l'explique inscrite, il n'en est plus un.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from datetime import date
from decimal import Decimal

from lettres.affaire import Affaire
from lettres.catalogue import Modele, capacites
from lettres.composition.affirme.faits import FaitAffirme, affirmes, lire
from lettres.composition.envois import LETTRES
from lettres.dossier import Envoi, Evenement
from lettres.dossier.demarches import nom_affirme
from lettres.dossier.saisie.lecture_de_dates import lire_date
from lettres.dossier.saisie.lecture_de_sommes import lire_montant
from lettres.droit.compte import ZERO
from lettres.langue.ecriture import exact, jour
from lettres.langue.pliage import plier
from lettres.socle.classes import NamedTuple
from lettres.socle.constats import Constat, Gravite

CONTREDIT = "E109"
"""Code du constat « une autre lettre disait autrement »."""

_ENTENDUS = frozenset({"entente_de_paiement", "mediation"})
"""Les temps d'arrêt où l'on a pu convenir d'un autre jour."""


_MILLIERS = re.compile(r"(?<=\d) (?=\d{3}(?!\d))")


class _Dit(NamedTuple):
    """Ce qu'une lettre partie affirmait."""

    envoi: Envoi
    nom: str
    valeur: str


class _Evenement(NamedTuple):
    """Ce qui est arrivé depuis, et qui peut expliquer l'écart; `combien`, la somme qu'il ôte."""

    texte: str
    combien: Decimal | None = None


def contredits(affaire: Affaire, modele: Modele) -> list[Constat]:
    """Un constat par fait que cette lettre imprimerait, et qu'une lettre déjà partie disait autrement."""
    deja = {} if capacites(modele.lettre).publique else dict(_dits(affaire))
    if not deja:
        return []
    constats, avant = list(_disparues(affaire, deja)), _numeros_d_avant(affaire, deja)
    for fait in affirmes(affaire, modele):
        if fait.chemin[0] == "offre":
            continue  # -- un plan refait a ses propres termes --
        dit = deja.get(plier(fait.nom)) or deja.get(_sous_l_ancien_numero(affaire, fait, avant))
        if dit is not None and _lue(fait, dit.valeur) not in {fait.brute, plier(fait.valeur)}:
            constats += _contredit(affaire, fait, dit)
    return constats


def _dits(affaire: Affaire) -> Iterator[tuple[str, _Dit]]:
    """Chaque fait affirmé, le plus récent en dernier."""
    for d in sorted(affaire.demarches.envois, key=lambda d: (d.envoi.date, d.rang)):
        for ligne in d.envoi.affirme:
            nom, valeur = lire(ligne)
            if nom:
                yield plier(nom), _Dit(d.envoi, nom, valeur)


# -- Une facture qui n'est plus au dossier, ou n'y est plus sous ce numéro --


def _parties(affaire: Affaire, deja: Mapping[str, _Dit]) -> Iterator[tuple[str, _Dit]]:
    """Le numéro de chaque facture qu'une lettre réclamait, que le dossier n'a plus, et ce qu'elle en disait."""
    siennes = {plier(f"{nom_affirme(c.facture)}, montant") for c in affaire.dossier.creances if c.facture}
    debut, fin = nom_affirme(""), ", montant"
    for dit in deja.values() if affaire.dossier.nature == "recouvrement" else ():
        if dit.nom.startswith(debut) and dit.nom.endswith(fin) and plier(dit.nom) not in siennes:
            yield dit.nom.removeprefix(debut).removesuffix(fin), dit


def _disparues(affaire: Affaire, deja: Mapping[str, _Dit]) -> Iterator[Constat]:
    """Un fait qui nomme la facture dit ce qu'elle devient; sans lui, une autre qui lui ressemble est peut-être elle."""
    for numero, dit in _parties(affaire, deja):
        if any(_se_lit(numero, plier(fait.texte)) for fait in _faits(affaire)):
            continue
        message = f"{_nommee(dit.envoi)} réclamait la facture {numero} ({dit.valeur}); le dossier ne l’a plus."
        remede = "Rétablissez-la : ce qui est payé, retiré ou abandonné s’inscrit, et ne s’efface pas. "
        remede += f"Si elle a changé de numéro, dites-le dans un fait (« faits »), qui nomme « {numero} »"
        if (pareille := _pareille(affaire, numero, deja)) is not None:
            message += f" La facture {pareille} en a la date et la somme, ou l’échéance : c’est peut-être elle."
            remede += f" et « {pareille} » : le reste s’y comparera"
        yield Constat(CONTREDIT, Gravite.ALERTE, message, f"{remede}.", chemin=("creances",))


def _pareille(affaire: Affaire, numero: str, deja: Mapping[str, _Dit]) -> str | None:
    """La seule facture dont aucune lettre ne parlait, et qui a deux au moins de ce que l'on disait de celle-ci."""
    pareilles = []
    for c in affaire.dossier.creances:
        if c.facture is None or plier(f"{nom_affirme(c.facture)}, montant") in deja:
            continue
        valeurs = {"montant": c.montant, "date": c.date, "échéance": c.echeance}
        memes = 0
        for cle, brute in valeurs.items():
            dit = deja.get(plier(f"{nom_affirme(numero)}, {cle}"))
            memes += (
                dit is not None and brute is not None and _lue(FaitAffirme(dit.nom, brute, ()), dit.valeur) == brute
            )
        pareilles += [c.facture] if memes > 1 else []
    return pareilles[0] if len(pareilles) == 1 else None


def _numeros_d_avant(affaire: Affaire, deja: Mapping[str, _Dit]) -> Mapping[str, str]:
    """Le numéro qu'une facture avait avant, quand un fait les nomme tous deux, et n'en nomme pas d'autre."""
    avant = {}
    numeros = [c.facture for c in affaire.dossier.creances if c.facture]
    for ancien, _ in _parties(affaire, deja):
        dits = [plier(f.texte) for f in _faits(affaire) if _se_lit(ancien, plier(f.texte))]
        neufs = {n for n in numeros for texte in dits if _se_lit(n, texte)}
        if len(neufs) == 1:
            avant[neufs.pop()] = ancien
    return avant


def _sous_l_ancien_numero(affaire: Affaire, fait: FaitAffirme, avant: Mapping[str, str]) -> str:
    """Comment une lettre d'avant nommait ce fait, si sa facture a changé de numéro."""
    if fait.chemin[0] != "creances":
        return ""
    numero = affaire.dossier.creances[int(fait.chemin[1])].facture
    ancien = avant.get(numero or "")
    return plier(fait.nom.replace(nom_affirme(numero or ""), nom_affirme(ancien), 1)) if ancien else ""


# -- Un fait dit autrement --


def _contredit(affaire: Affaire, fait: FaitAffirme, dit: _Dit) -> Iterator[Constat]:
    depuis = list(_depuis(affaire, fait, dit))
    if _est_redit(affaire, dit.valeur, fait.valeur) or _explique(fait, dit.valeur, depuis):
        return
    e, avant, apres = dit.envoi, _en_clair(dit.valeur), _en_clair(fait.valeur)
    message = f"{_nommee(e)} disait « {fait.nom} : {avant} »; le dossier, et cette lettre avec lui, dit « {apres} »."
    if depuis:
        message += f" Depuis : {'; '.join(evenement.texte for evenement in depuis)}."
        remede = f"Si cela l’explique, dites dans un fait « {avant} », puis « {apres} »; sinon, reprenez « {avant} »."
        yield Constat(CONTREDIT, Gravite.ALERTE, message, remede, chemin=fait.chemin)
        return
    remede = (
        f"Si elle disait juste, reprenez « {avant} ». Si elle se trompait, dites-le dans un fait (« faits ») : "
        "ce qu’elle disait, et ce qu’il fallait lire."
    )
    yield Constat(CONTREDIT, Gravite.ERREUR, message, remede, chemin=fait.chemin)


def _nommee(e: Envoi) -> str:
    """« La mise en demeure du 3 mai 2026 »."""
    article = "L’" if LETTRES[e.lettre][0] in "AEIOU" else "La " if capacites(e.lettre).feminine else "Le "
    return f"{article}{LETTRES[e.lettre][0].lower()}{LETTRES[e.lettre][1:]} du {jour(e.date)}"


def _faits(affaire: Affaire) -> tuple[Evenement, ...]:
    return (*affaire.dossier.accompli, *affaire.dossier.faits)


def _est_redit(affaire: Affaire, avant: str, apres: str) -> bool:
    """Dit si un fait du dossier dit les deux valeurs : c'est qu'il explique l'écart, et la lettre avec lui."""
    return any(all(_se_lit(valeur, plier(fait.texte)) for valeur in (avant, apres)) for fait in _faits(affaire))


def _se_lit(valeur: str, texte: str) -> bool:
    """Dit si un texte plié porte cette valeur, de quelque façon qu'il l'écrive; d'une date, l'année peut y manquer."""
    clair = _en_clair(valeur)
    formes = {valeur, clair, clair.rpartition(" ")[0] if clair != valeur else valeur}
    with suppress(ValueError):
        somme = exact(lire_montant(valeur))
        formes |= {somme, somme.replace(",00", "")}
    lu = _serre(texte)
    return any(_en_mots_entiers(_serre(plier(forme)), lu) for forme in formes)


def _serre(plie: str) -> str:
    """« 1500 $ » pour « 1 500 $ »."""
    return _MILLIERS.sub("", plie)


def _en_mots_entiers(cherche: str, texte: str) -> bool:
    """Dit si ces mots y sont, sans qu'un signe de mot les touche, ni le début d'un plus grand nombre."""
    debut = texte.find(cherche)
    while debut >= 0:
        fin = debut + len(cherche)
        avant, apres = texte[max(debut - 1, 0) : debut], texte[fin : fin + 1]
        if not any(signe.isalnum() or signe == "_" for signe in avant + apres) and avant not in {",", "."}:
            return True
        debut = texte.find(cherche, debut + 1)
    return False


def _lue(fait: FaitAffirme, valeur: str) -> Decimal | date | str:
    """La valeur d'une ligne du journal, de quelque façon qu'on l'y ait écrite; illisible, son texte plié."""
    with suppress(ValueError):
        if isinstance(fait.brute, Decimal):
            return lire_montant(valeur)
        if isinstance(fait.brute, date):
            return lire_date(valeur)
    return plier(valeur)


def _en_clair(valeur: str) -> str:
    """« 31 août 2026 » pour « 2026-08-31 »; le reste, tel quel."""
    try:
        return jour(date.fromisoformat(valeur))
    except ValueError:
        return valeur


def _explique(fait: FaitAffirme, avant: str, depuis: list[_Evenement]) -> bool:
    """Dit si une somme a baissé d'autant que ce qu'un événement, ou tous, en ôtent."""
    otes = [e.combien for e in depuis if e.combien is not None]
    dite = _lue(fait, avant)
    if not isinstance(fait.brute, Decimal) or not isinstance(dite, Decimal) or not otes:
        return False
    return dite - fait.brute in {*otes, sum(otes, ZERO)}


def _depuis(affaire: Affaire, fait: FaitAffirme, dit: _Dit) -> Iterator[_Evenement]:
    """Ce qui est arrivé dès cette lettre, et qui touche ce fait : contestation; d'une facture, argent, autre échéance.

    L'argent reçu n'explique qu'une baisse.
    """
    bloc, *reste = fait.chemin
    jour_de_la_lettre, dite = dit.envoi.date, _lue(fait, dit.valeur)
    facture = affaire.comptes.creances[int(reste[0])].nom if bloc == "creances" else None
    siennes = {*affaire.dossier.noms_des_creances}
    for _, s in affaire.demarches.suites:
        # -- ce qui n'est d'aucune facture, comme la date du contrat, ne s'explique que par une contestation de tout --
        vise = not s.creances or (siennes if facture is None else {facture}) <= {*s.creances}
        if s.resultat == "contestation" and s.date >= jour_de_la_lettre and vise:
            yield _Evenement(f"contestation du {jour(s.date)}", s.montant_conteste)
    if isinstance(fait.brute, Decimal) and isinstance(dite, Decimal) and bloc == "creances" and fait.brute < dite:
        yield from _argent(affaire, facture, jour_de_la_lettre)
    if fait.chemin[-1] == "echeance":
        for _, x in affaire.inscriptions.suspensions:
            if x.motif in _ENTENDUS and jour_de_la_lettre <= x.du <= affaire.au:
                yield _Evenement(f"{'entente' if x.motif == 'entente_de_paiement' else 'médiation'} du {jour(x.du)}")


def _argent(affaire: Affaire, facture: str | None, depuis: date) -> Iterator[_Evenement]:
    for _, p in affaire.inscriptions.paiements:
        if p.date and p.montant is not None and depuis <= p.date <= affaire.au and p.facture in {None, facture}:
            yield _Evenement(f"paiement de {exact(p.montant)} du {jour(p.date)}", p.montant)
    for a in affaire.dossier.avoirs:
        if a.date and a.montant is not None and depuis <= a.date <= affaire.au and a.facture in {None, facture}:
            yield _Evenement(f"note de crédit de {exact(a.montant)} du {jour(a.date)}", a.montant)
