"""Les lecteurs : codages, séparateurs, nombres et dates tels qu'ils viennent; et les fichiers qui veulent nuire."""

from __future__ import annotations

import csv
import io
import json
import re
import unicodedata
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from efforts import pointe
from tables import d_un_trait

import lettres
from lettres.importation import importer
from lettres.importation.apercu_d_export import apercevoir
from lettres.importation.correspondance import sources
from lettres.importation.lecteurs.feuilles_csv import FeuilleCsv
from lettres.importation.lecteurs.reconnaissance import ouvrir
from lettres.importation.notations_lues import (
    Ambigue,
    FormatDeDate,
    Illisible,
    formats_possibles,
    lire_jour,
    lire_somme,
)
from lettres.importation.pieges import Piege

# -- Les sommes --


@d_un_trait
@pytest.mark.parametrize(
    ("ecrite", "lue"),
    [
        ("60", "60.00"),
        ("0.1", "0.10"),
        ("1,020.00", "1020.00"),
        ("1 020,00 $", "1020.00"),
        ("1\u00a0020,5", "1020.50"),
        ("1.020,00", "1020.00"),
        ("$13.50", "13.50"),
        ("CA$13.50", "13.50"),
        ("13.50 CAD", "13.50"),
        ("CAN$13.50", "13.50"),
        ("CDN$ 13.50", "13.50"),
        ("13,50 $CAN", "13.50"),
        ("13,50 $ CA", "13.50"),
        ("115.0000", "115.00"),
        ("1'020.00", "1020.00"),
        ("1,020,300", "1020300.00"),
        ("-12,50", "-12.50"),
        ("(12.50)", "-12.50"),
        ("1.5e2", "150.00"),
    ],
)
def test_une_somme_se_lit_telle_qu_on_l_ecrit(ecrite: str, lue: str):
    assert lire_somme(ecrite) == Decimal(lue)


@pytest.mark.parametrize(("ecrite", "point", "virgule"), [("1,234", "1234.00", None), ("1.234", None, "1234.00")])
def test_une_somme_a_deux_sens_demande_la_marque_de_ses_decimales(ecrite: str, point: str | None, virgule: str | None):
    with pytest.raises(Ambigue):
        lire_somme(ecrite)
    for decimales, lue in (("point", point), ("virgule", virgule)):
        if lue is None:
            with pytest.raises(Illisible):
                lire_somme(ecrite, decimales)  # type: ignore[arg-type]
        else:
            assert lire_somme(ecrite, decimales) == Decimal(lue)  # type: ignore[arg-type]


@d_un_trait
@pytest.mark.parametrize(
    "ecrite",
    [
        "",
        "environ 60",
        "12 50",
        "1,02,0",
        "12.345",
        "NaN",
        "inf",
        "1e99",
        "9999999999",
        "60 USD",
        "60 US$",
        "60 $US",
        "--5",
        "٣٤",
        "1_000",
    ],
)
def test_une_somme_qui_ne_se_lit_pas_est_refusee(ecrite: str):
    with pytest.raises(Illisible):
        lire_somme(ecrite)


@pytest.mark.parametrize(("ecrite", "lue"), [("114975", "1149.75"), ("5", "0.05"), ("-5", "-0.05")])
def test_des_cents_entiers_font_des_dollars(ecrite: str, lue: str):
    assert lire_somme(ecrite, mineure=True) == Decimal(lue)


@pytest.mark.parametrize("ecrite", ["1149.75", "1 149", "--5", "1e3"])
def test_ce_qui_n_est_pas_des_cents_entiers_est_refuse(ecrite: str):
    with pytest.raises(Illisible):
        lire_somme(ecrite, mineure=True)


# -- Les dates --


@d_un_trait
@pytest.mark.parametrize(
    ("ecrite", "format_", "lue"),
    [
        ("2026-08-31", "AAAA-MM-JJ", date(2026, 8, 31)),
        ("2026-08-31T00:00:00", "AAAA-MM-JJ", date(2026, 8, 31)),
        ("20260831", "AAAAMMJJ", date(2026, 8, 31)),
        ("31/08/2026", "JJ/MM/AAAA", date(2026, 8, 31)),
        ("08-31-2026", "MM/JJ/AAAA", date(2026, 8, 31)),
        ("31/08/26", "JJ/MM/AA", date(2026, 8, 31)),
        ("26-08-31", "AA-MM-JJ", date(2026, 8, 31)),
        # -- l'heure qu'un tableur ou une base y ajoute --
        ("31/08/2026 00:00", "JJ/MM/AAAA", date(2026, 8, 31)),
        ("8/31/2026 12:00:00 AM", "MM/JJ/AAAA", date(2026, 8, 31)),
        ("26-08-31 0:00:00", "AA-MM-JJ", date(2026, 8, 31)),
        ("Aug 31 2026", "mois en lettres", date(2026, 8, 31)),
        ("August 31, 2026", "mois en lettres", date(2026, 8, 31)),
        ("31 Aug 2026", "mois en lettres", date(2026, 8, 31)),
        ("31 août 2026", "mois en lettres", date(2026, 8, 31)),
        ("1er septembre 2026", "mois en lettres", date(2026, 9, 1)),
        # -- un instant est le jour que vivait le Québec : 3 h 59 UTC, l'été, y est encore la veille --
        ("1788235199", "unix", date(2026, 8, 31)),
        ("1788235200", "unix", date(2026, 9, 1)),
        ("/Date(1788134400000+0000)/", "xero", date(2026, 8, 31)),
    ],
)
def test_une_date_se_lit_selon_son_format(ecrite: str, format_: FormatDeDate, lue: date):
    assert lire_jour(ecrite, (format_,)) == lue


@d_un_trait
@pytest.mark.parametrize(
    ("ecrite", "voies"),
    [
        ("02/03/2026", {"JJ/MM/AAAA": date(2026, 3, 2), "MM/JJ/AAAA": date(2026, 2, 3)}),
        ("02/03/26", {"JJ/MM/AA": date(2026, 3, 2), "MM/JJ/AA": date(2026, 2, 3)}),
        ("26-08-01", {"JJ/MM/AA": date(2001, 8, 26), "AA-MM-JJ": date(2026, 8, 1)}),
        ("31-08-26", {"JJ/MM/AA": date(2026, 8, 31), "AA-MM-JJ": date(2031, 8, 26)}),
    ],
)
def test_une_date_a_plusieurs_sens_nomme_le_format_de_chacun(ecrite: str, voies: dict[FormatDeDate, date]):
    """Dire celui que l'on nomme suffit : il mène au jour qu'on lui donne."""
    with pytest.raises(Ambigue) as refus:
        lire_jour(ecrite, sources()["xero_csv"].dates)
    assert dict(zip(refus.value.formats, refus.value.jours, strict=True)) == {
        f: j.isoformat() for f, j in voies.items()
    }
    assert {f: lire_jour(ecrite, (f,)) for f in voies} == voies


@pytest.mark.parametrize("ecrite", ["", "hier", "2026-02-30", "31/31/2026", "1788235199000000", "2026", "/Date(x)/"])
def test_une_date_qui_ne_se_lit_pas_est_refusee(ecrite: str):
    with pytest.raises(Illisible):
        lire_jour(ecrite, ("AAAA-MM-JJ", "JJ/MM/AAAA", "MM/JJ/AAAA", "unix", "xero", "mois en lettres"))


def test_une_date_certaine_eclaire_les_autres_et_deux_certaines_contraires_n_eclairent_rien():
    deux: tuple[FormatDeDate, ...] = ("JJ/MM/AAAA", "MM/JJ/AAAA")
    assert formats_possibles(["02/03/2026", "25/03/2026"], deux) == ("JJ/MM/AAAA",)
    assert formats_possibles(["02/03/2026", "03/25/2026"], deux) == ("MM/JJ/AAAA",)
    assert formats_possibles(["02/03/2026"], deux) == deux
    for contraires in (["25/03/2026", "03/25/2026"], ["03/25/2026", "02/03/2026", "25/03/2026"]):
        assert formats_possibles(contraires, deux) == deux
    # -- l'ordre est celui de l'export; l'année s'y écrit de deux façons sans le contredire --
    quatre: tuple[FormatDeDate, ...] = (*deux, "JJ/MM/AA", "MM/JJ/AA", "AAAA-MM-JJ")
    assert formats_possibles(["2026-03-02", "25/03/26"], quatre) == ("JJ/MM/AAAA", "JJ/MM/AA", "AAAA-MM-JJ")
    assert formats_possibles(["25/03/26", "03/25/2026"], quatre) == quatre
    with pytest.raises(Ambigue):
        lire_jour("02/03/2026", deux)
    assert lire_jour("05/05/2026", deux) == date(2026, 5, 5)


# -- Les tableaux --

COLONNES = "facture: Numéro\ndate: Date\nnom: Client\nmontant: Total\nobjet: Détail\n"
TABLEAU = "Numéro{s}Date{s}Client{s}Total{s}Détail\nF-1{s}2026-08-01{s}Éloïse Exemple{s}60.00{s}Séance\n"


def seul(chemin: Path, **options: Any) -> dict[str, Any]:
    ((dossier, _, _),) = importer(chemin, **options)
    return dossier


@pytest.mark.parametrize("codage", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252"])
@pytest.mark.parametrize("fin", ["\n", "\r\n", "\r"], ids=["lf", "crlf", "cr"])
def test_un_tableau_se_lit_quel_que_soit_son_codage(tmp_path: Path, codage: str, fin: str):
    (tmp_path / "colonnes.yaml").write_text(COLONNES, encoding="utf-8")
    (tmp_path / "f.csv").write_bytes(TABLEAU.format(s=",").replace("\n", fin).encode(codage))
    assert seul(tmp_path / "f.csv")["destinataire"]["nom"] == "Éloïse Exemple"


@pytest.mark.parametrize("separateur", [",", ";", "\t", "|"], ids=["virgule", "point-virgule", "tabulation", "barre"])
def test_un_tableau_se_lit_quel_que_soit_son_separateur(tmp_path: Path, separateur: str):
    (tmp_path / "colonnes.yaml").write_text(COLONNES, encoding="utf-8")
    texte = TABLEAU.format(s=separateur).replace("Séance", '"Séance, photos; ""album"" | encadré"')
    (tmp_path / "f.csv").write_text(texte, encoding="utf-8")
    assert seul(tmp_path / "f.csv")["creances"][0]["objet"] == 'Séance, photos; "album" | encadré'


def test_une_cellule_de_plusieurs_lignes_ne_decale_pas_les_places(tmp_path: Path):
    (tmp_path / "colonnes.yaml").write_text(COLONNES, encoding="utf-8")
    texte = TABLEAU.format(s=",").replace("Séance", '"Séance\nAlbum"') + "F-2,hier,Paul Exemple,60.00,Cadre\n"
    (tmp_path / "f.csv").write_text(texte, encoding="utf-8")
    lues = list(importer(tmp_path / "f.csv"))
    assert lues[0][0]["creances"][0]["objet"] == "Séance Album"
    (fautive,) = [c for c in lues[1][2] if c.code == "Z115"]
    assert (fautive.ligne, fautive.colonne) == (4, 2)


def test_les_lignes_de_titre_d_invoice_ninja_se_sautent(tmp_path: Path):
    entete = "Client,Email,Invoice Number,Amount,Paid,PO Number,Status,Invoice Date,Due Date,Item Notes\n"
    corps = "Marie Exemple,m@exemple.test,1,$60.00,$20.00,,Partial,2026-08-01,2026-08-31,Reportage\n"
    (tmp_path / "f.csv").write_text('"Invoice Ninja v4.5.17 - December 19, 2020"\n,,,\nINVOICES,,,\n' + entete + corps)
    creance = seul(tmp_path / "f.csv")["creances"][0]
    assert (creance["montant"], creance["deja_paye"]) == ("60.00", "20.00")


def test_de_peut_nommer_le_fichier_des_colonnes(tmp_path: Path):
    (tmp_path / "a-moi.yaml").write_text(COLONNES + "dates: MM/JJ/AAAA\n", encoding="utf-8")
    texte = TABLEAU.format(s=",").replace("2026-08-01", "08/01/2026")
    (tmp_path / "f.csv").write_text(texte, encoding="utf-8")
    assert seul(tmp_path / "f.csv", de=str(tmp_path / "a-moi.yaml"))["creances"][0]["date"] == "2026-08-01"


def test_des_colonnes_peuvent_preciser_une_source_connue(tmp_path: Path):
    entete = "ContactName,EmailAddress,InvoiceNumber,InvoiceDate,DueDate,Total,InvoiceAmountPaid,InvoiceAmountDue\n"
    (tmp_path / "f.csv").write_text(entete + "Marie Exemple,m@exemple.test,F-1,02/03/2026,02/04/2026,60,0,60\n")
    for format_, lue in (("JJ/MM/AAAA", "2026-03-02"), ("MM/JJ/AAAA", "2026-02-03")):
        (tmp_path / "colonnes.yaml").write_text(f"de: xero\ndates: {format_}\n", encoding="utf-8")
        assert seul(tmp_path / "f.csv")["creances"][0]["date"] == lue


def test_le_remede_d_une_decimale_ou_d_une_date_se_suit_a_la_lettre(tmp_path: Path):
    """D'une source connue, ou d'un tableau à soi : ce que le message dit d'écrire, une fois écrit, suffit."""
    xero = "ContactName;InvoiceNumber;InvoiceDate;DueDate;Total;InvoiceAmountPaid;InvoiceAmountDue\n"
    sien = "Client;No;Date;Échéance;Total;Payé;Solde\n"
    a_soi = 'nom: Client\nfacture: "No"\ndate: Date\necheance: Échéance\nmontant: Total\npaye: Payé\nsolde: Solde\n'
    export, colonnes = tmp_path / "f.csv", tmp_path / "colonnes.yaml"
    for entete, avant, ecrite, refusees, lue in (
        (xero, "", "1 020,50", {"decimales: point", "dates: MM/JJ/AAAA"}, "1020.50"),
        (sien, a_soi, "1,020", {"decimales: virgule", "dates: MM/JJ/AAAA"}, "1020.00"),
    ):
        colonnes.write_text(avant, encoding="utf-8") if avant else None
        export.write_text(f"{entete}Marie;F-1;02/03/2026;02/04/2026;{ecrite};0;{ecrite}\n", encoding="utf-8")
        ((_, _, remarques),) = importer(export)
        a_ecrire = [dit for c in remarques for dit in re.findall("« ([a-z]+: [^»]+) »", c.remede)]
        assert refusees < set(a_ecrire)
        dites = dict.fromkeys(dit for dit in a_ecrire if dit not in refusees)
        colonnes.write_text(avant + "\n".join(dites), encoding="utf-8")
        creance = seul(export)["creances"][0]
        assert (creance["date"], creance["montant"]) == ("2026-03-02", lue)


@d_un_trait
@pytest.mark.parametrize(
    ("devise", "lue"),
    [(d, True) for d in ("CAD", "cad", "CDN", "CA$", "$ CA", "C$", "")]
    + [(d, False) for d in ("USD", "$", "US$", "€")],
)
def test_une_devise_canadienne_se_reconnait_comme_on_l_ecrit(
    tmp_path_factory: pytest.TempPathFactory, devise: str, lue: bool
):
    ou = tmp_path_factory.mktemp("devise")
    (ou / "colonnes.yaml").write_text(COLONNES.replace("objet: Détail", "devise: Détail"), encoding="utf-8")
    (ou / "f.csv").write_text(TABLEAU.format(s=",").replace("Séance", devise), encoding="utf-8")
    importation = importer(ou / "f.csv")
    assert (bool(list(importation)), [c.code for c in importation.ecartees]) == (lue, [] if lue else ["Z107"])


def test_un_tableau_a_soi_ecarte_l_annulee_et_garde_la_refaite_quel_qu_en_soit_l_ordre(tmp_path: Path):
    decrites = COLONNES + "ecarter: [{colonne: État, valeurs: [annulée]}]\n"
    # -- l'en-tête a ses accents décomposés, comme en écrit un Mac --
    entete = unicodedata.normalize("NFD", TABLEAU.format(s=",").split("\n")[0] + ",État")
    lignes = [
        "F-1,2026-08-01,Éloïse Exemple,60.00,Séance,Annulée",
        "F-1,2026-08-02,Éloïse Exemple,60.00,Séance,Envoyée",
    ]
    (tmp_path / "colonnes.yaml").write_text(decrites, encoding="utf-8")
    for ordre in (lignes, lignes[::-1]):
        (tmp_path / "f.csv").write_text("\n".join([entete, *ordre, ""]), encoding="utf-8")
        importation = importer(tmp_path / "f.csv")
        assert [c["date"] for d, _, _ in importation for c in d["creances"]] == ["2026-08-02"]
        assert [c.code for c in importation.ecartees] == ["Z106"]


def test_un_numero_garde_les_zeros_que_la_formule_d_un_tableur_protege(tmp_path: Path):
    (tmp_path / "colonnes.yaml").write_text(COLONNES, encoding="utf-8")
    for ecrit in ('="0012"', '"=""0012"""', "0012"):
        (tmp_path / "f.csv").write_text(TABLEAU.format(s=",").replace("F-1", ecrit), encoding="utf-8")
        assert seul(tmp_path / "f.csv")["creances"][0]["facture"] == "0012"


def test_un_rapport_a_son_en_tete_sous_son_titre(tmp_path: Path):
    titre = 'Studio Karine\n"Factures ouvertes, toutes"\n"Au 30 novembre, 2026"\n\n'
    (tmp_path / "f.csv").write_text(titre + TABLEAU.format(s=","), encoding="utf-8")
    apercu = apercevoir(tmp_path / "f.csv")
    assert [f["facture"] for f in apercu.factures] == ["F-1"]
    (tmp_path / "colonnes.yaml").write_text(apercu.a_ecrire() + "\nobjet: Détail\n", encoding="utf-8")
    assert seul(tmp_path / "f.csv")["creances"][0]["objet"] == "Séance"


def test_des_colonnes_fautives_se_disent_a_leur_ligne(tmp_path: Path):
    (tmp_path / "colonnes.yaml").write_text("facture: No\ndates: AAAA\nzut: 1\nde: ubl\n", encoding="utf-8")
    (tmp_path / "f.csv").write_text("No\n1\n")
    with pytest.raises(lettres.DossierInvalide) as refus:
        importer(tmp_path / "f.csv")
    assert {(c.ligne, c.code) for c in refus.value.constats} == {(2, "D108"), (3, "D105"), (4, "D108")}


# -- Les objets d'un logiciel hôte --

FACTURE = {
    "number": "F-1",
    "date": "2026-08-01",
    "due_date": "2026-08-31",
    "amount": "60.10",
    "balance": "60.10",
    "paid_to_date": 0,
    "status_id": "2",
    "client": {"name": "Marie Exemple", "contacts": [{"email": "m@exemple.test"}]},
    "line_items": [{"notes": "Reportage"}],
}


def test_un_logiciel_hote_donne_ses_objets_en_trois_lignes():
    for dossier, _manques, _remarques in lettres.importer({"data": [FACTURE]}, de="invoiceninja"):
        assert dossier["creances"][0]["montant"] == "60.10"
        assert dossier["destinataire"]["courriel"] == "m@exemple.test"


@pytest.mark.parametrize("ecrit", ["60.10", "60.1", "0.1", "1149.75", "100000000.01"])
def test_un_montant_de_json_garde_ses_chiffres(ecrit: str):
    octets = json.dumps({"data": [FACTURE]}).replace('"60.10"', ecrit).encode()
    ((dossier, _, _),) = importer(octets)
    assert Decimal(dossier["creances"][0]["montant"]) == Decimal(ecrit)


def test_un_nombre_a_virgule_flottante_est_refuse():
    with pytest.raises(ValueError, match="parse_float=str"):
        importer({"data": [FACTURE | {"amount": 60.1}]})


@d_un_trait
@pytest.mark.parametrize("jour", [date(2026, 8, 1), datetime(2026, 8, 1, 9, 30, tzinfo=UTC), "2026-08-01"])
def test_les_dates_d_un_logiciel_hote_se_lisent_comme_il_les_garde(jour: object):
    ((dossier, _, _),) = importer({"data": [FACTURE | {"date": jour, "due_date": jour}]})
    assert (dossier["creances"][0]["date"], dossier["creances"][0]["echeance"]) == ("2026-08-01", "2026-08-01")


@d_un_trait
@pytest.mark.parametrize(
    ("source", "options", "dit"),
    [
        (None, {}, "NoneType"),
        (io.BytesIO(b"{}"), {}, "BytesIO.*fichier.read"),
        ((un for un in [FACTURE]), {}, "generator.*list"),
        ({FACTURE["number"]}, {}, "set"),
        ({"data": [FACTURE | {"amount": 60 + 0j}]}, {}, "complex"),
        ([FACTURE, b"{}"], {}, "bytes"),
        ('{"data": []}', {}, "texte.encode"),
        ({"data": [FACTURE]}, {"de": 5}, "« de ».*int"),
        ({"data": [FACTURE]}, {"de": b"xero"}, "« de ».*bytes"),
        ({"data": [FACTURE]}, {"expediteur": b"nom: X"}, "« expediteur ».*bytes"),
        ({"data": [FACTURE]}, {"expediteur": ["nom"]}, "« expediteur ».*list"),
    ],
)
def test_ce_qui_n_est_pas_d_un_appel_dit_quoi_donner(source: Any, options: dict[str, Any], dit: str):
    with pytest.raises(ValueError, match=f"(?s){dit}"):
        importer(source, **options)


def test_des_octets_en_tampon_se_lisent_comme_des_octets():
    octets = json.dumps({"data": [FACTURE]}).encode()
    assert [d for d, _, _ in importer(bytearray(octets))] == [d for d, _, _ in importer(octets)]  # type: ignore[arg-type]


# -- Ce qui veut nuire, ou n'est pas un export --


def code_de(octets: bytes, **options: Any) -> str:
    with pytest.raises(lettres.DossierIllisible) as refus:
        importer(octets, **options)
    return refus.value.constats[0].code


@d_un_trait
@pytest.mark.parametrize(
    ("octets", "code"),
    [
        (b"PK\x03\x04 un classeur", Piege.CODAGE),
        (b"%PDF-1.7", Piege.SYNTAXE),
        (b"\x81\x8d\x8f,\x90", Piege.CODAGE),
        (b"[" * 100_000, Piege.DEMESURE),
        (b'{"a": ' * 100_000, Piege.DEMESURE),
        (b"[" * 80 + b"]" * 80, Piege.DEMESURE),
        (b'{"number": "1"}\n{"number": "2"}\n', Piege.SYNTAXE),
        (b"\x1f\x8b\x08 un export compress\xe9", Piege.CODAGE),
        (b"<html><table><tr><td>Facture</td></tr></table></html>", Piege.SOURCE),
        (b"\xef\xbb\xbf<!DOCTYPE HTML><html></html>", Piege.SOURCE),
        (b'{"data": [{"number": NaN}]}', Piege.SYNTAXE),
        (b'{"number": "1", "number": "2"}', Piege.SYNTAXE),
        (b'{"data": [', Piege.SYNTAXE),
        (b"{}", Piege.SOURCE),
        (b"<a/>", Piege.SOURCE),
        (b"<a>", Piege.SYNTAXE),
        (b'<!DOCTYPE a [<!ENTITY b "bbbb">]><a>&b;</a>', Piege.DECLARATION),
        (b'<!DOCTYPE a SYSTEM "http://exemple.test/a.dtd"><a/>', Piege.DECLARATION),
        (b'A,B\n"' + b"x" * 200_000 + b'",1\n', Piege.SYNTAXE),
        (b"A\nB\n", Piege.SYNTAXE),
        (b"\n\n,,\n", Piege.SYNTAXE),
    ],
)
def test_ce_qui_n_est_pas_un_export_est_refuse_sans_trace(octets: bytes, code: Piege):
    assert code_de(octets) == code


@pytest.mark.parametrize("borne", [1_000, 10_000_000])
def test_la_borne_de_csv_reste_celle_de_l_hote(borne: int):
    avant = csv.field_size_limit(borne)
    try:
        for longueur, permise in ((900, True), (200_000, False)):
            octets = (
                f'ContactName,InvoiceNumber,InvoiceDate,InvoiceAmountPaid,InvoiceAmountDue\n"{"x" * longueur}",1,,,\n'
            )
            try:
                importer(octets.encode())
            except lettres.DossierIllisible as refus:
                assert (permise, refus.constats[0].code) == (False, Piege.SYNTAXE)
            else:
                assert permise
        assert csv.field_size_limit() == borne
    finally:
        csv.field_size_limit(avant)


def test_une_entite_n_ouvre_aucun_fichier(tmp_path: Path):
    secret = tmp_path / "secret"
    secret.write_text("un secret")
    piege = f'<!DOCTYPE a [<!ENTITY b SYSTEM "file://{secret}">]><a>&b;</a>'
    assert code_de(piege.encode()) == Piege.DECLARATION
    assert code_de(piege.encode("utf-16")) in {Piege.DECLARATION, Piege.SYNTAXE}


@pytest.mark.parametrize("source", ["absent.csv", "", "a\0b", "."], ids=["absent", "vide", "octet nul", "répertoire"])
def test_un_fichier_qui_ne_s_ouvre_pas_est_dit(source: str):
    with pytest.raises(lettres.DossierIllisible):
        importer(source)


@pytest.mark.parametrize(("cle", "valeur"), [("de", "sage"), ("pour", "opc"), ("pour", "zut")])
def test_une_source_ou_une_lettre_inconnue_est_une_faute_de_l_appelant(cle: str, valeur: str):
    with pytest.raises(ValueError, match="n’est pas une"):
        importer(b"A,B\n1,2\n", **{cle: valeur})  # type: ignore[arg-type]


def test_une_source_nommee_n_en_est_pas_une_autre():
    entete = b"ContactName,InvoiceNumber,InvoiceDate,InvoiceAmountPaid,InvoiceAmountDue,Total\n"
    assert importer(entete).exports[0].source.source == "xero"
    for ecrit in ("zoho", "ZOHO", " Zoho ", "invoiceninja", "Invoice Ninja"):
        assert code_de(entete, de=ecrit) == Piege.SOURCE, ecrit


def test_une_source_se_nomme_sans_egard_a_sa_casse(tmp_path: Path):
    export = tmp_path / "f.csv"
    export.write_bytes(b"ContactName,InvoiceNumber,InvoiceDate,InvoiceAmountPaid,InvoiceAmountDue,Total\n")
    for ecrit in ("xero", "XERO", "Xero", " xero"):
        assert importer(export, de=ecrit).exports[0].source.source == "xero", ecrit
        # -- à côté du tableau aussi, qui part de la même source --
        (tmp_path / "colonnes.yaml").write_text(f"de: {ecrit}\ndates: JJ/MM/AAAA\n", encoding="utf-8")
        assert importer(export, de="Xero").exports[0].source.dates == ("JJ/MM/AAAA",), ecrit
        (tmp_path / "colonnes.yaml").unlink()


# -- La mémoire --


def feuille(lignes: int, factures: int) -> bytes:
    """Tant de factures, et autant d'articles qu'il faut pour faire tant de lignes."""
    entete = "ContactName,InvoiceNumber,InvoiceDate,DueDate,Total,InvoiceAmountPaid,InvoiceAmountDue,Description\n"
    rangs = ((n, n % factures) for n in range(lignes))
    corps = (f"C{f} Exemple,F-{f},2026-08-01,2026-08-31,60,0,60,Article {n}\n" for n, f in rangs)
    return (entete + "".join(corps)).encode()


def retenu(lignes: int) -> int:
    """Ce que retient la lecture de ces lignes, une fois le fichier ouvert."""
    export = ouvrir(feuille(lignes, 10))
    return pointe(lambda: sum(1 for _ in export.factures()))


def test_la_memoire_suit_les_factures_et_non_leurs_lignes():
    # -- à vingt articles gardés par facture, tout est plein : dix fois plus de lignes n'y ajoutent rien --
    assert retenu(4_000) < 1.2 * retenu(400)


@pytest.mark.long
def test_dix_mille_lignes_ne_retiennent_rien_de_plus():
    assert retenu(10_000) < 1.2 * retenu(400)


def test_chaque_ligne_se_lit_une_seule_fois(monkeypatch: pytest.MonkeyPatch):
    lues = []
    vraies = FeuilleCsv.rangees

    def compter(feuille_: FeuilleCsv):
        for rangee in vraies(feuille_):
            lues.append(rangee.numero)
            yield rangee

    monkeypatch.setattr(FeuilleCsv, "rangees", compter)
    importer(feuille(500, 100))
    assert lues == list(range(2, 502))
