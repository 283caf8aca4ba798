"""Contre le dossier : chaque montant et chaque date d'une lettre vient du dossier, ou s'en calcule.

Ce qui s'en calcule (total, solde, somme à payer, taxes, intérêt, échéance) est ce que la composition imprime : on y lit
les mêmes valeurs. Une date écrite sans son année, ou une somme sans signe de dollar, n'est pas jugée.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal

from lettres.affaire import PROMESSES, Affaire, compte_final, destinataire_de
from lettres.affaire.echeances import ecrit_une_limite
from lettres.barriere.lecture import Paragraphe, se_lit_sur_une_ligne
from lettres.barriere.listes import TypeDeLettre
from lettres.barriere.zones import Zones
from lettres.catalogue import capacites
from lettres.composition import Arbre, composer
from lettres.composition.parties import a_l_adresse
from lettres.dossier import Moment
from lettres.langue.pliage import plier
from lettres.langue.sommes_et_dates import (
    DateLue,
    dates,
    ecrit_ce_montant,
    ecrit_cette_date,
    jour_de_semaine,
    jours,
    sommes,
    sommes_en_lettres,
)
from lettres.langue.typographie import (
    date_longue,
    enumerer,
    jour_et_date,
    montant,
    montant_en_lettres,
    sans_guillemets,
)
from lettres.rendu.paragraphes.lecture import EN_TETE
from lettres.socle.classes import NamedTuple
from lettres.socle.constats import Constat, Gravite, abreger
from lettres.socle.expression import Expression

_38_1 = Expression(r"\b38\.1\b|garantie (?:legale )?de bon fonctionnement")
_EN_HAUT = Expression(
    r"(?<!votre )\badresse,? [^.;¦\n]{0,24}\b(?:en-?tete|haut de (?:(?:la |cette )(?:presente )?)?(?:lettre|page))\b|"
    r"\b(?:post|envoy|expedi|remi[st]|livr)\w* a (?:l'|mon |notre )adresse ci-(?:dessus|haut)\b"
)
"""L'adresse de qui écrit, dite par sa place : « posté à l'adresse de l'en-tête »."""
ATTENDUS = frozenset({"B203", "B204", "B206", "B207"})
"""Ce que le dossier attend dans la lettre; un modèle de l'usager peut s'en passer."""

_RELIRE = "Reprenez la valeur du dossier, ou corrigez le dossier et produisez la lettre de nouveau."


def date_de_la_lettre(zones: Zones) -> date | None:
    """La première date du haut de la lettre."""
    return next((jour for jour, _, _ in dates(zones["haut"]) if jour), None)


class LueDUneTraite(NamedTuple):
    """Les dates et les montants de toute la lettre : aucun ne passe d’une ligne à l’autre."""

    dates: Sequence[DateLue]
    montants: Sequence[tuple[Decimal, str]]
    en_lettres: Sequence[str]


def lire_d_une_traite(paragraphes: Sequence[Paragraphe]) -> LueDUneTraite:
    """Une lettre se lit d'abord ainsi : ses paragraphes ne se reprennent que s'il y a une faute à placer."""
    sus = [p.su for p in paragraphes if p.su.dates or p.su.montants]
    return LueDUneTraite(
        [lue for su in sus for lue in su.dates],
        [lu for su in sus for lu in su.montants],
        [mots for su in sus for mots in su.en_lettres],
    )


def calendrier(zones: Zones, lue: LueDUneTraite, nom: str) -> Iterator[Constat]:
    """Sans dossier, déjà : une date qui n'existe pas, ou un jour de semaine qui n'est pas le sien.

    Les mots de l'autre se citent tels quels, fautes comprises.
    """
    if not _impossible(lue.dates):
        return
    for p, dit in zones.dits:
        for jour, semaine, signes in dates(dit):
            if jour is None:
                message = f"« {signes} » n’existe pas au calendrier."
                yield Constat("B205", Gravite.ERREUR, message, "Corrigez cette date.", fichier=nom, dans=p.place())
            elif semaine is not None and semaine != jour.weekday():
                juste = f"le {date_longue(jour)} est un {jour_de_semaine(jour.weekday())}"
                message, remede = f"Le jour de la semaine est faux; {juste}.", f"Écrivez « {jour_et_date(jour)} »."
                yield Constat("B205", Gravite.ERREUR, message, remede, fichier=nom, dans=p.place())


def a_un_jour_impossible(plie: str) -> bool:
    """Dit si un texte plié écrit une date qui n'existe pas, ou sous un faux jour de semaine."""
    return _impossible(dates(plie))


def _impossible(lues: Iterable[DateLue]) -> bool:
    return bool([1 for jour, semaine, _ in lues if jour is None or (semaine is not None and semaine != jour.weekday())])


def comparer(
    zones: Zones,
    lue: LueDUneTraite,
    type_: TypeDeLettre,
    affaire: Affaire,
    nom: str,
    modele: Sequence[str] = (),
    arbre: Arbre | None = None,
) -> Iterator[Constat]:
    """Les montants et les dates étrangers au dossier, puis ce que le dossier attend et qui ne se lit pas.

    `modele` : les textes fixes d'un modèle; une somme ou une date que son auteur y a écrite n'est pas étrangère.
    """
    arbre = arbre or composer(affaire, type_.lettre)
    lues = {somme for somme, _ in lue.montants}
    composes = [*arbre.textes(), *modele]
    # -- une lettre intacte n'écrit que ce qui vient d'être composé : le dossier ne s'ouvre que pour une autre --
    intacte = _tous_composes(lue, affaire.au, plier("\n".join(composes)))
    en_mots = {*lue.en_lettres}
    if intacte and en_mots:
        en_mots -= _en_lettres(lues)
    if en_mots or not intacte:
        permis = _Permis(affaire, [*composes, *composer(affaire, type_.lettre).textes()])
        en_mots -= (_en_lettres(permis.montants) | permis.en_mots) if en_mots else set()
        vues = {jour for jour, *_ in lue.dates if jour}
        yield from _etrangers(zones.paragraphes, lues - permis.montants, vues - permis.dates, en_mots, nom)
    yield from _attendus(zones, type_, affaire, arbre.lettre.echeance, lues, nom)


def _tous_composes(lue: LueDUneTraite, au: date, composes: str) -> bool:
    """Dit si chaque montant et chaque date se retrouve, des mêmes signes, dans ce qui a été composé."""
    for somme, signes in {*lue.montants}:
        if somme and not ecrit_ce_montant(composes, signes):
            return False
    for jour, _, signes in {*lue.dates}:
        if jour is not None and jour != au and not ecrit_cette_date(composes, signes):
            return False
    return True


def _en_lettres(montants: Collection[Decimal]) -> set[str]:
    return {plier(montant_en_lettres(somme)) for somme in montants}


def _etrangers(
    paragraphes: Sequence[Paragraphe],
    etrangeres: Collection[Decimal],
    etrangers: Collection[date],
    en_mots: Collection[str],
    nom: str,
) -> Iterator[Constat]:
    """Un constat par montant et par date étrangers au dossier, là où ils se lisent."""
    for p in paragraphes:
        for somme, _ in p.su.montants:
            if somme in etrangeres:
                message = f"{montant(somme)} contredit le dossier, qui ne porte pas ce montant."
                yield Constat("B201", Gravite.ERREUR, message, _RELIRE, fichier=nom, dans=p.place())
        for mots in p.su.en_lettres:
            if mots in en_mots:
                message = f"« {mots} » n’est pas un montant du dossier."
                yield Constat("B201", Gravite.ERREUR, message, _RELIRE, fichier=nom, dans=p.place())
        for jour, _, _ in p.su.dates:
            if jour is not None and jour in etrangers:
                message = f"Le {date_longue(jour)} contredit le dossier, qui ne porte pas cette date."
                yield Constat("B202", Gravite.ERREUR, message, _RELIRE, fichier=nom, dans=p.place())


def _attendus(
    zones: Zones, type_: TypeDeLettre, affaire: Affaire, echeance: str, lus: Collection[Decimal], nom: str
) -> Iterator[Constat]:
    """La somme à payer, les noms, la référence et l'échéance, là où le type les demande."""
    dossier, au, fait = affaire.dossier, affaire.au, capacites(type_.lettre)
    if fait.publique:
        yield from _en_public(zones, affaire, nom)
        return
    due = _due(affaire, type_.lettre)
    if due and due > 0 and due not in lus:
        yield _absent("B203", f"la somme à payer selon le dossier, {montant(due)}", nom)
    final = compte_final(affaire.rupture, affaire.comptes) if fait.met_fin and affaire.rupture else None
    if final and abs(final) not in sommes(zones["corps"]):
        yield _absent("B203", f"le solde du compte final selon le dossier, {montant(abs(final))}", nom)
    limite = next((jour for jour, _, _ in dates(plier(echeance))), None)
    if ecrit_une_limite(dossier, type_.lettre) and not _porte(zones["corps"], limite):
        yield _absent("B203", f"la date limite du dossier, le {echeance}", nom)
    for quoi, valeur in (
        ("le nom de l’expéditeur", dossier.expediteur.nom),
        ("le nom du destinataire", destinataire_de(dossier, type_.lettre).nom),
    ):
        if not se_lit_sur_une_ligne(plier(valeur), zones.paragraphes):
            yield _absent("B204", f"{quoi}, « {valeur} »", nom)
    if not fait.sans_destinataire and not _porte(zones["haut"], au):
        yield _absent("B206", f"la date de la lettre, le {date_longue(au)}", nom)
    yield from _promesses_citees(zones, affaire, nom)
    yield from _adresse_par_sa_place(zones, affaire, nom)
    if fait.garantit:
        yield from _hors_de_son_temps(zones, affaire, nom)
    if not se_lit_sur_une_ligne(plier(dossier.reference), zones.paragraphes):
        yield _absent("B207", f"la référence du dossier, « {dossier.reference} »", nom, Gravite.ALERTE)


def _adresse_par_sa_place(zones: Zones, affaire: Affaire, nom: str) -> Iterator[Constat]:
    """« L'adresse de l'en-tête » n'est celle de qui écrit que si le haut de cette lettre-ci la porte."""
    place = next((p for p, dit in zones.dits if "adresse" in dit and _EN_HAUT.search(dit)), None)
    adresse = affaire.dossier.expediteur.adresse
    if place is None or adresse is None:
        return
    haut = [zones["haut"], *(p.plie for p in zones.paragraphes if p.partie == EN_TETE)]
    if not any(plier(adresse.ligne) in lignes for lignes in haut):
        message = "Le haut de cette lettre ne porte pas l’adresse de l’expéditeur, à laquelle ces mots renvoient."
        remede = f"Écrivez-la ici en toutes lettres : « {a_l_adresse(adresse)} »."
        yield Constat("B209", Gravite.ALERTE, message, remede, fichier=nom, dans=place.place())


def _hors_de_son_temps(zones: Zones, affaire: Affaire, nom: str) -> Iterator[Constat]:
    """La garantie de bon fonctionnement n'a de place que si elle couvrait ce bien, ce jour-là."""
    droits = affaire.consommation
    p = None if droits and droits.garanti else next((p for p in zones.paragraphes if _38_1.search(p.plie)), None)
    if p is not None:
        message = "La garantie de bon fonctionnement se lit ici, et elle ne couvre pas ce bien, ou plus."
        remede = "Invoquez les articles 37 et 38; ou corrigez au dossier la catégorie, l’état ou les dates du bien."
        yield Constat("P-11", Gravite.ERREUR, message, remede, fichier=nom, dans=p.place())


def _promesses_citees(zones: Zones, affaire: Affaire, nom: str) -> Iterator[Constat]:
    """Les mots d'une promesse n'en disent ni le jour ni la somme : la ligne qui les cite les porte à côté d'eux."""
    for _, s in affaire.demarches.suites:
        if s.citation is None or not (s.promis_le or s.montant) or s.resultat not in {*PROMESSES, "reconnaissance"}:
            continue
        mots = plier(sans_guillemets(s.citation)).replace("\n", " ")
        lignes = [(p, p.plie.replace(mots, " ")) for p in zones.paragraphes if mots in p.plie]
        lignes = [(p, reste) for p, reste in lignes if _porte(reste, s.date)]
        tus = []
        if s.promis_le and not any(_porte(reste, s.promis_le) for _, reste in lignes):
            tus.append(f"le jour promis, le {date_longue(s.promis_le)}")
        if s.montant and not any(_porte_la_somme(reste, s.montant) for _, reste in lignes):
            tus.append(f"la somme, {montant(s.montant)}")
        if lignes and tus:
            message = f"À côté des mots cités, la ligne du {date_longue(s.date)} ne porte pas {enumerer(tus)}."
            yield Constat("B203", Gravite.ERREUR, message, _RELIRE, fichier=nom, dans=lignes[0][0].place())


_PRIVES = {
    *("nom", "nom_commercial", "courriel", "telephone", "site", "ligne", "neq", "reference", "facture", "objet"),
    *("auteur", "url", "citation", "passage", "texte", "titre", "note", "reponse", "probleme", "de"),
}
"""Les clés dont la valeur, lue en public, livrerait l'affaire; celles de l'expéditeur mises à part (F8.13)."""

_ASSEZ_LONG = 4


def _en_public(zones: Zones, affaire: Affaire, nom: str) -> Iterator[Constat]:
    """Aucun fait du dossier ne se lit dans une réponse publique, que le nom de qui répond et où lui écrire."""
    siens = {plier(texte) for chemin, texte in affaire.textes if chemin[0] == "expediteur"}
    for chemin, texte in affaire.textes:
        prive = chemin[0] != "expediteur" and chemin[-1] in _PRIVES and len(texte) >= _ASSEZ_LONG
        if not prive or (plie := plier(texte)) in siens:
            continue
        p = next((p for p in zones.paragraphes if plie in p.plie and plie in _sans(siens, plie, p.plie)), None)
        if p is not None:
            message = f"« {abreger(texte)} » est un fait du dossier : une réponse publique n’en livre aucun."
            remede = "Ne dites rien de l’affaire, pas même que vous vous connaissez; invitez à écrire en privé."
            yield Constat("S-10", Gravite.ERREUR, message, remede, fichier=nom, dans=p.place())
            return


def _sans(siens: Collection[str], cherche: str, lu: str) -> str:
    """Le texte, sans ce qui est à qui répond : un nom qui porte un numéro ne livre pas celui de l'affaire."""
    for sien in sorted((s for s in siens if cherche in s), key=len, reverse=True):
        lu = lu.replace(sien, "")
    return lu


def _due(affaire: Affaire, lettre: str) -> Decimal | None:
    """La somme que la lettre doit porter : celle qui libère ou, d'un exposé, le capital, l'intérêt étant à part."""
    if affaire.dossier.nature != "recouvrement":
        return None
    if capacites(lettre).expose:
        return affaire.entiere.capital_reclame
    due = affaire.a_payer(lettre) if capacites(lettre).reclame else None
    return due.total if due else None


def _porte(plie: str, jour: date | None) -> bool:
    """Dit si le texte porte cette date; écrite au long, comme nous l'écrivons, elle se trouve d'un coup d'œil."""
    if jour is not None:
        avant, ecrite, apres = plie.partition(plier(date_longue(jour)))
        if ecrite and not avant[-1:].isalnum() and not apres[:1].isalnum():
            return True
    return jour in jours(plie)


def _porte_la_somme(plie: str, somme: Decimal) -> bool:
    """Dit si le texte porte cette somme; de même, écrite comme nous l'écrivons, d'un coup d'œil."""
    avant, ecrite, _ = plie.partition(plier(montant(somme)))
    return bool(ecrite and not avant.rstrip()[-1:].isdigit()) or somme in sommes(plie)


def _absent(code: str, quoi: str, nom: str, gravite: Gravite = Gravite.ERREUR) -> Constat:
    return Constat(code, gravite, f"La lettre ne porte pas {quoi}.", _RELIRE, fichier=nom)


class _Permis:
    """Ce que la lettre a le droit d'écrire : ce qui s'en compose et ce qu'écrit son modèle, puis tout le dossier."""

    def __init__(self, affaire: Affaire, textes: Sequence[str]) -> None:
        self.montants = {Decimal("0.00"), *(v for _, v in affaire.valeurs if isinstance(v, Decimal))}
        self.dates = {affaire.au}
        for _, valeur in affaire.valeurs:
            if isinstance(valeur, Moment):
                self.dates.add(valeur.jour)
            elif isinstance(valeur, date):
                self.dates.add(valeur)
        # -- ce qu'une autre lettre affirmait n'est pas du dossier : il a pu changer depuis --
        siens = [texte for chemin, texte in affaire.textes if chemin[2:3] != ("affirme",)]
        self.en_mots = set(sommes_en_lettres(plier("\n".join(siens))))
        """Les sommes que l'usager, ou l'autre, a écrites en toutes lettres."""
        # -- Tous d'une traite, un texte par ligne; le même texte revient d'un bloc à l'autre --
        plie = plier("\n".join([t.replace("\n", " ") for t in dict.fromkeys([*textes, *siens])]))
        self.montants |= sommes(plie)
        self.dates |= jours(plie)
