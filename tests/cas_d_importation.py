"""Les pièges d'un export, et de quoi les y faire tomber : une table, pour l'essai de chacun et pour leur page."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from lettres.importation import importer
from lettres.importation.rangement.ranger import ranger
from lettres.importation.rangement.reponses_des_debiteurs import etats_dus
from lettres.socle.constats import Constat
from lettres.socle.donnees import lire_yaml
from lettres.socle.erreurs import DossierIllisible, DossierInvalide

PIEGES = Path(__file__).parent / "importation" / "pieges_fautifs.yaml"
MOI = {
    "nom": "Studio Karine Exemple",
    "taxes": "non_inscrit",
    "adresse": {"ligne": "12, rue des Érables", "ville": "Granby", "code_postal": "J2G 1A1"},
    "courriel": "karine@exemple.test",
    "signataire": "Karine Exemple",
}


@dataclass(frozen=True)
class CasDePiege:
    """Un export, ce qu'il y a à côté, le code qu'il donne et sa place; et le même, conforme."""

    code: str
    export: str
    texte: str
    place: str
    conforme: str = ""
    avant: str = ""
    autres: dict[str, str] = field(default_factory=dict)
    autres_conformes: dict[str, str] = field(default_factory=dict)


def pieges() -> Iterator[CasDePiege]:
    for code, cas in lire_yaml(PIEGES).items():
        yield from (CasDePiege(code, **un) for un in cas)


def constats_de(cas: CasDePiege, lieu: Path, *, conforme: bool = False) -> list[Constat]:
    """Tout ce que cet export fait dire, écrit dans un répertoire neuf; les places y sont sans le chemin du lieu."""
    lieu.mkdir(parents=True, exist_ok=True)
    texte, a_cote = (cas.conforme, cas.autres_conformes or cas.autres) if conforme else (cas.texte, cas.autres)
    for nom, contenu in a_cote.items():
        (lieu / nom).parent.mkdir(parents=True, exist_ok=True)
        (lieu / nom).write_text(contenu, encoding="utf-8")
    extension = "json" if texte.startswith("{") else Path(cas.export).suffix.removeprefix(".")
    export = lieu / f"f.{extension}"
    try:
        if cas.avant:
            export.write_text(cas.avant, encoding="utf-8")
            ranger(importer(export, expediteur=MOI), lieu / "dossiers")
        export.write_text(texte, encoding="utf-8")
        range_ = ranger(importer(export, expediteur=MOI, etats_dus=etats_dus(lieu / "dossiers")), lieu / "dossiers")
    except (DossierIllisible, DossierInvalide) as refus:
        return list(refus.constats)
    return [*range_.constats, *(c for d in range_.dossiers for c in (*d.manques, *d.remarques))]


# -- Un grand export, de Xero --

_ENTETE = (
    "ContactName,EmailAddress,POAddressLine1,POCity,PORegion,POPostalCode,InvoiceNumber,InvoiceDate,DueDate,Total,"
    "InvoiceAmountPaid,InvoiceAmountDue,Description,Currency,Type,Status\n"
)


def export(lignes: int, clients: int = 20) -> bytes:
    """Des factures de ces clients; une sur dix est payée, une sur quinze n'est qu'un brouillon."""
    rangees = []
    for n in range(lignes):
        client, paye = n % clients, "60.00" if n % 10 == 9 else "0.00"
        statut = "Draft" if n % 15 == 14 else "Paid" if paye == "60.00" else "Awaiting Payment"
        rangees.append(
            f"Boutique {client} Exemple,c{client}@exemple.test,{client} rue du Lac,Bromont,QC,J2L 2B2,F-{n:03},"
            f"{1 + n % 28:02}/08/2026,{1 + n % 28:02}/09/2026,60.00,{paye},{60 - float(paye):.2f},Séance {n},CAD,"
            f"Sales invoice,{statut}\n"
        )
    return (_ENTETE + "".join(rangees)).encode()
