"""Regroupement : les factures d'un même débiteur, réunies. Qui est le même, c'est aux relances de le dire.

Le NEQ, sinon le nom avec le code postal ou le courriel; jamais le nom seul. Un carnet de clients complète d'abord les
factures qui le désignent.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property

from lettres.importation.correspondance import DE_L_ADRESSE
from lettres.importation.facture_lue import FactureLue
from lettres.importation.lecteurs.cellules import ValeurLue
from lettres.importation.pieges import Piege, dit
from lettres.langue.pliage import serrer
from lettres.production.relances.debiteurs import CleDeDebiteur, cles_sures, reunir
from lettres.socle.classes import dataclass, field
from lettres.socle.constats import Constat, Gravite, abreger


@dataclass
class DebiteurLu:
    """Un débiteur : ses factures, de la plus ancienne à la plus récente, et ce qu'on dit de lui."""

    factures: list[FactureLue]
    cles: frozenset[CleDeDebiteur]
    constats: list[Constat] = field(default_factory=list)

    @cached_property
    def cles_larges(self) -> frozenset[CleDeDebiteur]:
        """Ce à quoi on le retrouve, son NEQ ne fût-il écrit que d'un côté."""
        parties = ({cle: v.texte for cle, v in f.partie.items()} for f in self.factures if "neq" in f.partie)
        return self.cles.union(*map(cles_larges, parties))

    @cached_property
    def partie(self) -> dict[str, ValeurLue]:
        """Ce que ses factures en disent; la plus récente fait foi, et son adresse ne se mêle pas à une autre."""
        reunie: dict[str, ValeurLue] = {}
        for facture in reversed(self.factures):
            sienne = facture.partie
            if any(cle in reunie for cle in DE_L_ADRESSE):
                sienne = {cle: v for cle, v in sienne.items() if cle not in DE_L_ADRESSE}
            reunie = {**sienne, **reunie}
        return reunie


def cles_de(partie: Mapping[str, str]) -> frozenset[CleDeDebiteur]:
    """Ce à quoi ce débiteur se reconnaît, de clés plates : nom, neq, code_postal, pays, courriel."""
    lue = partie.get
    return cles_sures(
        lue("nom") or "",
        neq=lue("neq") or None,
        code_postal=lue("code_postal") or None,
        pays=lue("pays") or None,
        courriel=lue("courriel") or None,
    )


def cles_larges(partie: Mapping[str, str]) -> frozenset[CleDeDebiteur]:
    """Les mêmes, et celles qu'il aurait sans son NEQ, que l'on a peut-être ajouté depuis : pour le retrouver."""
    return cles_de(partie) | cles_de({**partie, "neq": ""}) if partie.get("neq") else cles_de(partie)


def d_un_autre_neq(une: Iterable[CleDeDebiteur], autre: Iterable[CleDeDebiteur]) -> bool:
    """Dit si ces clés donnent deux NEQ différents : ce sont deux entreprises, quoi qu'elles aient d'autre en commun."""
    neqs = [{cle for cle in cles if cle[0] == "neq"} for cles in (une, autre)]
    return all(neqs) and not neqs[0] & neqs[1]


def completer(factures: Iterable[FactureLue], carnet: Sequence[FactureLue], par: str) -> list[Constat]:
    """Donne à chaque facture ce que le carnet sait de son client; un nom porté par deux n'en désigne aucun."""
    clients: dict[str, list[FactureLue]] = {}
    for client in carnet:
        if (cle := _designe(client, par)) is not None:
            clients.setdefault(cle, []).append(client)
    constats = []
    for facture in factures:
        trouves = clients.get(_designe(facture, par) or "", [])
        if len(trouves) == 1:
            siens = trouves[0].partie
            nom = {"nom": siens["nom"]} if "nom" in siens and par == "client" else {}
            facture.partie = {**siens, **facture.partie, **nom}
            facture.constats += trouves[0].constats
        elif trouves:
            nom_du_client = abreger(facture.partie["nom"].texte)
            message = f"Deux clients du carnet portent le nom « {nom_du_client} » : aucune adresse n’est reprise."
            remede = "Distinguez leurs noms dans votre logiciel, ou écrivez l’adresse au dossier."
            constats.append(dit(Piege.DEUX_CLIENTS, Gravite.ALERTE, message, remede, facture.lieu))
    return constats


def _designe(facture: FactureLue, par: str) -> str | None:
    if par == "client":
        return facture.client
    nom = facture.partie.get("nom")
    return nom and serrer(nom.texte)


def grouper(factures: Sequence[FactureLue]) -> list[DebiteurLu]:
    """Un groupe par débiteur, dans l'ordre de l'export; ce que les noms et les numéros de client confondent est dit."""
    cles = [cles_de({cle: v.texte for cle, v in f.partie.items()}) for f in factures]
    groupes = [
        DebiteurLu(
            sorted((factures[r] for r in rangs), key=lambda f: f.creance["date"].texte if "date" in f.creance else ""),
            frozenset().union(*(cles[r] for r in rangs)),
        )
        for rangs in reunir(cles)
    ]
    _deux_pour_un(groupes)
    _un_pour_deux(groupes)
    return groupes


def _deux_pour_un(groupes: Sequence[DebiteurLu]) -> None:
    """Des groupes de même nom : deux clients, ou un seul que rien ne reconnaît."""
    par_nom: dict[str, list[DebiteurLu]] = {}
    for groupe in groupes:
        par_nom.setdefault(serrer(groupe.factures[0].partie["nom"].texte), []).append(groupe)
    for memes in par_nom.values():
        if len(memes) == 1:
            continue
        for groupe in memes:
            premiere = groupe.factures[0]
            nom = premiere.partie["nom"]
            porte = f"Plusieurs clients portent le nom « {abreger(nom.texte)} »"
            message = f"{porte} : un nom seul ne réunit rien, chacun a son dossier."
            remede = "Si c’est le même, donnez-lui partout le même code postal ou le même courriel."
            groupe.constats.append(dit(Piege.DEUX_CLIENTS, Gravite.ALERTE, message, remede, nom.lieu))


def _un_pour_deux(groupes: Sequence[DebiteurLu]) -> None:
    """Un groupe qui a deux numéros de client."""
    for groupe in groupes:
        numeros = dict.fromkeys(f.client for f in groupe.factures if f.client is not None)
        if len(numeros) > 1:
            premiere = groupe.factures[0]
            nom, lus = premiere.partie["nom"], ", ".join(f"« {abreger(n)} »" for n in numeros)
            message = f"« {abreger(nom.texte)} » a plusieurs numéros de client ({lus}) : ses factures sont réunies."
            remede = "Si ce sont deux clients, distinguez leurs coordonnées dans votre logiciel."
            groupe.constats.append(dit(Piege.DEUX_CLIENTS, Gravite.ALERTE, message, remede, nom.lieu))
