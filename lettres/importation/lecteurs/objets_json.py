"""Objets JSON : les factures d'une interface de programmation, chaque valeur à son pointeur.

Tout scalaire y est du texte : « 0.1 » garde ses chiffres, et un montant n'est jamais un nombre à virgule flottante.

Un chemin descend de clé en clé : « client.name »; « contacts[].email », tous les éléments; « contacts[0] », un seul;
« Addresses[AddressType=POBOX] », ceux qui l'ont; « [invoice_id=@id] », ceux qui disent la même chose que la facture
(« [LinkedTxn.TxnId=@Id] » : d'une liste, un de ses éléments);
« client>Nom » passe par une jointure.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from functools import cache
from typing import NoReturn

from lettres.importation.correspondance import Correspondance, Jointure
from lettres.importation.lecteurs.cellules import FactureBrute, ValeurLue, condenser
from lettres.importation.lecteurs.feuilles_csv import decoder
from lettres.importation.pieges import Piege, refuser
from lettres.socle.classes import NamedTuple
from lettres.socle.places import DansExport

_PAS = re.compile(r"(?P<cle>[^.\[\]]+)|\[(?P<dans>[^\[\]]*)\]")
PROFONDEUR_MAX = 60


class PasJson(NamedTuple):
    """Un pas d'un chemin : une clé, tous les éléments, un rang, ou ceux dont une clé vaut un texte."""

    cle: str = ""
    tous: bool = False
    rang: int | None = None
    egal: tuple[str, str] | None = None


@cache
def _pas(chemin: str) -> tuple[PasJson, ...]:
    pas = []
    for m in _PAS.finditer(chemin):
        dans = m["dans"]
        if dans is None:
            pas.append(PasJson(cle=m["cle"]))
        elif "=" in dans:
            cle, _, valeur = dans.partition("=")
            pas.append(PasJson(egal=(cle, valeur)))
        else:
            pas.append(PasJson(rang=int(dans)) if dans.isdigit() else PasJson(tous=True))
    return tuple(pas)


class ObjetJson:
    """Un objet du document, à son pointeur."""

    def __init__(self, valeur: object, pointeur: str, document: DocumentJson, racine: ObjetJson | None = None) -> None:
        self.valeur, self.pointeur, self.document = valeur, pointeur, document
        self._racine = racine or self

    @property
    def lieu(self) -> DansExport:
        """Son pointeur."""
        return self.document.place(self.pointeur)

    def lire(self, chemin: str) -> list[ValeurLue]:
        """Les textes non vides de ce chemin."""
        return [
            ValeurLue(o.valeur.strip(), o.lieu)
            for o in self._suivre(chemin)
            if isinstance(o.valeur, str) and o.valeur.strip()
        ]

    def dedans(self, chemin: str) -> Iterable[ObjetJson]:
        """Les objets de ce chemin."""
        return [self] if not chemin else [o for o in self._suivre(chemin) if isinstance(o.valeur, dict)]

    def _suivre(self, chemin: str) -> Iterator[ObjetJson]:
        jointure, joint, reste = chemin.partition(">")
        if not joint:
            yield from self._descendre(_pas(chemin))
            return
        for objet in self.document.joints(jointure, self):
            yield from objet._suivre(reste) if reste else (objet,)

    def _descendre(self, pas: tuple[PasJson, ...]) -> Iterator[ObjetJson]:
        if not pas:
            yield self
            return
        premier, *reste = pas
        for suivant in self._avancer(premier):
            yield from suivant._descendre(tuple(reste))

    def _avancer(self, pas: PasJson) -> Iterator[ObjetJson]:
        if pas.cle:
            if isinstance(self.valeur, dict) and pas.cle in self.valeur:
                yield self._fils(self.valeur[pas.cle], pas.cle)
            return
        if not isinstance(self.valeur, list):
            return
        for rang, element in enumerate(self.valeur):
            fils = self._fils(element, str(rang))
            if pas.egal is not None:
                cle, voulu = pas.egal
                attendu = next((v.texte for v in self._racine.lire(voulu[1:])), None) if voulu[:1] == "@" else voulu
                retenu = attendu is not None and attendu in _valeurs(element, cle.split("."))
            else:
                retenu = pas.tous or pas.rang == rang
            if retenu:
                yield fils

    def _fils(self, valeur: object, pas: str) -> ObjetJson:
        echappe = pas.replace("~", "~0").replace("/", "~1")
        return ObjetJson(valeur, f"{self.pointeur}/{echappe}", self.document, self._racine)


def _valeurs(valeur: object, cles: Sequence[str]) -> Iterator[object]:
    """Ce que dit cette suite de clés; d'une liste, ce qu'en dit chaque élément."""
    if isinstance(valeur, list) and cles:
        for element in valeur:
            yield from _valeurs(element, cles)
    elif not cles:
        yield valeur
    elif isinstance(valeur, dict):
        yield from _valeurs(valeur.get(cles[0]), cles[1:])


class DocumentJson:
    """Un document JSON lu, et les jointures de sa source."""

    def __init__(self, racine: object, fichier: str) -> None:
        self.fichier = fichier
        self.racine = ObjetJson(racine, "", self)
        self.a_cote: Sequence[DocumentJson] = ()
        """Ceux qui n'ont que ce que ses factures désignent : ses clients, leurs paiements."""
        self._jointures: dict[str, tuple[Jointure, dict[str, ObjetJson]]] = {}

    def place(self, pointeur: str) -> DansExport:
        """La place de ce pointeur."""
        return DansExport(self.fichier, pointeur, "pointeur")

    def joindre(self, jointures: Iterable[Jointure]) -> None:
        """Range par leur clé les objets que les factures désignent."""
        for j in jointures:
            # -- le dernier sert : le document même, sinon le premier que l'on a nommé à côté --
            documents = (*reversed(self.a_cote), self)
            trouves = (o for d in documents for liste in d._partout(j.liste) for o in liste.dedans("[]"))
            self._jointures[j.nom] = j, {c.texte: o for o in trouves for c in o.lire(j.cle)}

    def joints(self, nom: str, objet: ObjetJson) -> Iterator[ObjetJson]:
        """Les objets que celui-ci désigne par cette jointure."""
        jointure, par_cle = self._jointures[nom]
        for trouve in (par_cle[v.texte] for v in objet.lire(jointure.par) if v.texte in par_cle):
            # -- ce qu'elle désigne se lit pour elle : « @Id » y est encore le sien --
            yield ObjetJson(trouve.valeur, trouve.pointeur, trouve.document, objet._racine)

    def _partout(self, liste: str) -> Iterator[ObjetJson]:
        """La liste de ce nom, à la racine ou dans la réponse d'une requête."""
        for ou in (liste, f"QueryResponse.{liste}", f"[].{liste}", f"[].QueryResponse.{liste}"):
            yield from (o for o in self.racine._suivre(ou) if isinstance(o.valeur, list))

    def factures(self, source: Correspondance) -> list[ObjetJson]:
        """Les objets qui sont des factures de cette source."""
        for chemin in source.factures:
            trouves = list(self.racine.dedans(chemin))
            if trouves and any(all(list(o._suivre(c)) for c in source.reconnue_a) for o in trouves):
                # -- chacune est désormais la racine de ses chemins : « @id » est le sien --
                return [ObjetJson(o.valeur, o.pointeur, self) for o in trouves]
        return []

    def complete(self, source: Correspondance) -> bool:
        """Il n'a pas de factures, mais de ce que celles de cette source désignent."""
        return any(
            o.lire(j.cle) for j in source.jointures for liste in self._partout(j.liste) for o in liste.dedans("[]")
        )

    def sans_facture(self, source: Correspondance) -> bool:
        """La liste où cette source met ses factures est là, et vide; ou la réponse qui l'aurait, s'il y en avait."""
        for liste in (chemin.removesuffix("[]") for chemin in source.factures if chemin.endswith("[]")):
            reponse = liste.rpartition(".")[0]
            if any(o.valeur == [] for o in self.racine._suivre(liste)):
                return True
            if reponse and any(o.valeur == {} for o in self.racine._suivre(reponse)):
                return True
        return False

    def une_page_seulement(self, source: Correspondance) -> ValeurLue | None:
        """Ce qui dit que le document s'arrête avant la dernière page; de plusieurs réunies, la dernière compte."""
        for chemin in source.suite:
            page, _, derniere = chemin.partition(" < ")
            lues = self.racine.lire(page) or self.racine.lire(f"[].{page}")
            dernieres = self.racine.lire(derniere) or self.racine.lire(f"[].{derniere}") if derniere else []
            if lues and not derniere and lues[-1].texte not in ("", "false"):
                return lues[-1]
            if lues and dernieres and _avant(lues[-1].texte, dernieres[-1].texte):
                return lues[-1]
        return None


def _avant(page: str, derniere: str) -> bool:
    """Dit si cette page en précède une autre; rien n'en est dit, si ce ne sont pas des nombres."""
    return page.isdecimal() and derniere.isdecimal() and int(page) < int(derniere)


def lire_document(octets: bytes, fichier: str) -> DocumentJson:
    """Lit un document JSON; lève DossierIllisible."""
    texte = decoder(octets, fichier)
    try:
        racine = json.loads(
            texte, parse_float=str, parse_int=str, parse_constant=_indefini, object_pairs_hook=_sans_double
        )
        return DocumentJson(en_textes(racine), fichier)
    except json.JSONDecodeError as faute:
        if _d_autres_suivent(texte):
            message = "Ce fichier a plusieurs JSON à la suite, un par ligne peut-être; le deuxième est à cette ligne."
            refuser(Piege.SYNTAXE, fichier, message, _REUNIR, faute.lineno)
        refuser(Piege.SYNTAXE, fichier, "Ce JSON ne se lit pas à cette ligne.", _REMEDE, faute.lineno)
    except TropImbrique:
        refuser(Piege.DEMESURE, fichier, "Ce JSON a trop de blocs imbriqués.", _REMEDE)
    except ValueError as faute:
        refuser(Piege.SYNTAXE, fichier, f"Ce JSON ne se lit pas : {faute}.", _REMEDE)
    except RecursionError:
        refuser(Piege.DEMESURE, fichier, "Ce JSON a trop de blocs imbriqués.", _REMEDE)


_REMEDE = "Exportez-le de nouveau, sans le retoucher."
_REUNIR = "Réunissez-les en une seule liste, entre crochets et séparés par des virgules : « jq -s . FICHIER »."


def _d_autres_suivent(texte: str) -> bool:
    """Dit si ce texte commence par un JSON entier : ce qui ne se lit pas vient après."""
    try:
        json.JSONDecoder().raw_decode(texte.lstrip())
    except ValueError:
        return False
    return True


class TropImbrique(ValueError):
    """Des données dont les blocs s'imbriquent plus loin qu'aucune facture."""


def _indefini(mot: str) -> NoReturn:
    raise ValueError(f"« {mot} » n’est pas un nombre")


def _sans_double(paires: list[tuple[str, object]]) -> dict[str, object]:
    bloc = dict(paires)
    if len(bloc) != len(paires):
        raise ValueError("une même clé y est écrite deux fois dans un bloc")
    return bloc


def en_textes(valeur: object, profondeur: int = 0) -> object:
    """Les données d'un logiciel hôte, tout scalaire en texte.

    Lève ValueError pour un nombre à virgule flottante, et pour ce qui n'est pas d'un export.
    """
    if profondeur > PROFONDEUR_MAX:
        raise TropImbrique("Ces données ont trop de blocs imbriqués.")
    if isinstance(valeur, Mapping):
        return {str(cle): en_textes(v, profondeur + 1) for cle, v in valeur.items()}
    if isinstance(valeur, list | tuple):
        return [en_textes(v, profondeur + 1) for v in valeur]
    if isinstance(valeur, bool):
        return "true" if valeur else "false"
    if isinstance(valeur, float):
        message = "Un nombre à virgule flottante a déjà perdu des cents : lisez « json.loads(texte, parse_float=str) »."
        raise ValueError(message)
    if isinstance(valeur, int | Decimal):
        return str(valeur)
    if isinstance(valeur, date):
        return valeur.isoformat()
    if valeur is not None and not isinstance(valeur, str):
        quoi = f"Une valeur de type « {type(valeur).__name__} » n’est pas d’un export"
        raise ValueError(f"{quoi} : donnez un texte, un entier, un Decimal, une date, une liste ou un dict.")
    return valeur


def factures_du_json(document: DocumentJson, source: Correspondance) -> Iterator[FactureBrute]:
    """Les factures du document."""
    document.joindre(source.jointures)
    for objet in document.factures(source):
        brute = FactureBrute(objet.lieu)
        condenser(brute, objet, source)
        yield brute
