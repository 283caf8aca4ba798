"""Les sources : de chacune, un export propre et un sale; ce qui en sort, dossier par dossier, piège par piège."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any, get_args

import pytest
import yaml
from cas_d_importation import MOI
from hypothesis import given, settings
from hypothesis import strategies as st
from tables import d_un_trait
from tries import tries

import lettres
from lettres.importation import importer
from lettres.importation.colonnes import SourceDeTableau
from lettres.importation.correspondance import CLES, noms_des_sources, sources
from lettres.socle.donnees import lire_yaml
from lettres.socle.erreurs import ErreurLettres
from lettres.socle.places import DansExport

EXPORTS = Path(__file__).parent / "exports"
ATTENDUS = EXPORTS / "attendus.yaml"
FICHIERS = sorted(f for f in EXPORTS.iterdir() if f.suffix != ".yaml" and ".clients." not in f.name)
AVEC_UN_CARNET = {"freshbooks.propre.csv": "freshbooks.clients.csv"}
TETE = "# Ce qui sort de chaque export. « pytest tests/importation --maj-references » le refait; lisez le diff.\n"


def sorti(fichier: Path) -> dict[str, Any]:
    """Les dossiers d'un export, sans ce qui est à tous; et chaque code, avec sa place dans le fichier."""
    carnet = AVEC_UN_CARNET.get(fichier.name)
    importation = importer([fichier, *([EXPORTS / carnet] if carnet else [])], expediteur=MOI)
    dossiers, constats = [], list(importation.ecartees)
    for dossier, manques, remarques in importation:
        dossiers.append({cle: v for cle, v in dossier.items() if cle not in {"expediteur", "nature"}})
        constats += [*manques, *remarques]
    places = (f"{c.code} {c.place.removeprefix(f'{EXPORTS}/')}" for c in constats)
    return {"dossiers": dossiers, "constats": sorted(places)}


@pytest.fixture(scope="module")
def attendus(request: pytest.FixtureRequest) -> dict[str, Any]:
    if request.config.getoption("--maj-references"):
        tous = {f.name: sorti(f) for f in FICHIERS}
        texte = yaml.safe_dump(tous, allow_unicode=True, sort_keys=False, width=150)
        ATTENDUS.write_text(TETE + texte, encoding="utf-8")
    lus: dict[str, Any] = lire_yaml(ATTENDUS)
    return lus


@pytest.mark.parametrize("fichier", FICHIERS, ids=lambda f: f.name)
def test_ce_qui_sort_d_un_export_est_ce_qu_on_y_lit(fichier: Path, attendus: dict[str, Any]):
    assert sorti(fichier) == attendus[fichier.name]


@d_un_trait
@pytest.mark.parametrize("fichier", [f for f in FICHIERS if ".propre." in f.name], ids=lambda f: f.name)
def test_un_export_propre_n_a_ni_erreur_ni_facture_perdue(fichier: Path):
    carnet = AVEC_UN_CARNET.get(fichier.name)
    importation = importer([fichier, *([EXPORTS / carnet] if carnet else [])], expediteur=MOI)
    assert importation.ecartees == []
    # -- de tous, seul le CSV de FreshBooks n'a pas d'échéance : elle n'est jamais devinée --
    manques = {m.code for _, manques, _ in importation for m in manques}
    assert manques == ({"E101"} if fichier.name == "freshbooks.propre.csv" else set())


def test_des_colonnes_partent_de_toute_source_qui_exporte_un_tableau():
    tableaux = {s.source for s in sources().values() if s.forme == "csv" and s.clients is None}
    assert set(get_args(SourceDeTableau)) == tableaux | {"csv"}


def test_chaque_source_a_un_export_propre_et_un_sale():
    formes = {(s.source, s.forme) for s in sources().values() if s.clients is None}
    vus = {"propre": set(), "sale": set()}
    for fichier in FICHIERS:
        source, sorte, forme = fichier.name.split(".")
        vus[sorte].add(("ubl" if source == "avoir" else source, forme))
    assert vus["propre"] == vus["sale"] == formes
    assert {s for s, _ in formes} | {"csv"} == set(noms_des_sources())


@tries(("fichier",), {f.name: (f,) for f in FICHIERS}, [f.name for f in FICHIERS[::3]])
def test_deux_lectures_d_un_export_sont_pareilles(fichier: Path):
    assert sorti(fichier) == sorti(fichier)


@d_un_trait
@pytest.mark.parametrize("nom", sources())
def test_une_source_ne_lit_que_des_cles_connues(nom: str):
    source = sources()[nom]
    assert set(source.champs) | set(source.sommes) <= set(CLES)
    assert {ecart.cle for ecart in source.ecarts} <= set(source.champs)
    # -- une source qui dit un état dit aussi lesquels se réclament, et aucun n'est des deux --
    assert bool(source.etats_dus) is ("statut" in source.champs)
    assert source.etats_dus.isdisjoint(
        v for e in source.ecarts if e.cle == "statut" and not e.paye_inconnu for v in e.valeurs
    )


# -- Ce que « verifier » trouve ensuite --


@pytest.mark.parametrize(
    ("fichier", "endroit"),
    [
        ("xero.propre.csv", "DueDate"),
        ("xero.propre.json", "/Invoices/0/DueDate"),
        ("invoiceninja.propre.json", "/data/0/due_date"),
        ("quickbooks.propre.json", "/0/QueryResponse/Invoice/0/DueDate"),
        ("stripe.propre.json", "/data/0/due_date"),
        ("ubl.propre.xml", "/*/cbc:DueDate"),
        ("cii.propre.xml", "DueDateDateTime/udt:DateTimeString"),
    ],
)
def test_un_constat_de_verifier_se_montre_a_la_valeur_de_l_export(fichier: str, endroit: str):
    importe = next(importer(EXPORTS / fichier, expediteur=MOI).dossiers())
    constats = lettres.verifier(importe.dossier, "rappel", au=date(2026, 8, 1))
    (avant,) = [importe.placer(c) for c in constats if c.chemin == ("creances", 0, "echeance")][:1]
    assert isinstance(avant.dans, DansExport)
    assert (avant.dans.fichier, avant.dans.endroit.endswith(endroit)) == (str(EXPORTS / fichier), True)


# -- Les taxes d'Invoice Ninja, que leur taux nomme --


def d_invoice_ninja(**cles: object) -> bytes:
    facture = {
        "number": "F-1",
        "date": "2026-08-01",
        "due_date": "2026-08-31",
        "amount": "1149.75",
        "balance": "1149.75",
        "paid_to_date": 0,
        "status_id": "2",
        "client": {"name": "Boutique Exemple"},
        "line_items": [],
        "total_taxes": "149.75",
        "tax_name1": "TPS",
        "tax_rate1": 5,
        "tax_name2": "TVQ",
        "tax_rate2": "9.975",
        **cles,
    }
    return json.dumps({"data": [facture]}).encode()


@d_un_trait
@pytest.mark.parametrize(
    ("cles", "taxes"),
    [
        ({}, {"avant_taxes": "1000.00", "tps": "50.00", "tvq": "99.75"}),
        ({"tax_name1": "GST", "tax_name2": "QST"}, {"avant_taxes": "1000.00", "tps": "50.00", "tvq": "99.75"}),
        ({"tax_name3": "", "tax_rate3": 0}, {"avant_taxes": "1000.00", "tps": "50.00", "tvq": "99.75"}),
        (
            {"amount": "1050.00", "balance": "1050.00", "total_taxes": 50, "tax_rate2": 0},
            {"avant_taxes": "1000.00", "tps": "50.00"},
        ),
        # -- un article exempté, un cent d'écart, une taxe d'ailleurs, deux du même nom, un taux qui n'en est pas un --
        ({"total_taxes": "74.88"}, {}),
        ({"total_taxes": "149.76"}, {}),
        ({"tax_name2": "TVH"}, {}),
        ({"tax_name2": "TPS"}, {}),
        ({"tax_rate2": "NaN"}, {}),
        ({"tax_rate2": -9.975}, {}),
        ({"tax_name1": None, "tax_name2": None}, {}),
    ],
)
def test_une_taxe_nommee_par_son_taux_se_dit_si_le_compte_y_est_au_cent(cles: dict[str, object], taxes: dict[str, str]):
    ((dossier, _, remarques),) = importer(d_invoice_ninja(**cles))
    (creance,) = dossier["creances"]
    assert {cle: creance[cle] for cle in ("avant_taxes", "tps", "tvq") if cle in creance} == taxes
    assert ("Z112" in {c.code for c in remarques}) is (taxes == {})


# -- Un même numéro pour deux factures --

XERO = (
    "ContactName,EmailAddress,InvoiceNumber,InvoiceDate,DueDate,Total,InvoiceAmountPaid,InvoiceAmountDue,Currency,Type,"
    "Status\n"
)
DUE = "Marie Exemple,m@exemple.test,F-1,2026-08-01,2026-08-31,60,0,60,CAD,Sales invoice,Awaiting Payment"
DE_PAUL = DUE.replace("Marie", "Paul").replace("m@", "p@")
DU_FOURNISSEUR = "Fournisseur Exemple,,F-1,2026-07-01,2026-07-31,900,0,900,CAD,Bill,Awaiting Payment"
ANNULEE = DUE.replace("2026-08-01", "2026-07-01").replace("Awaiting Payment", "Voided")


@d_un_trait
@pytest.mark.parametrize(
    ("exports", "reclamees", "codes"),
    [
        ([[DUE]], 1, set()),
        # -- une facture de fournisseur, une annulée puis refaite : ce n'est pas la nôtre --
        ([[DU_FOURNISSEUR, DUE]], 1, {"Z105"}),
        ([[DUE, DU_FOURNISSEUR]], 1, {"Z105"}),
        ([[ANNULEE, DUE]], 1, {"Z106"}),
        ([[DUE, ANNULEE]], 1, {"Z106"}),
        # -- une ligne par article, où le reste n'est redit qu'une fois --
        ([[DUE, "Marie Exemple,m@exemple.test,F-1,,,,,,,,"]], 1, set()),
        # -- rien ne dit laquelle est la bonne --
        ([[DUE, DE_PAUL]], 0, {"Z118"}),
        ([[DUE, DUE.replace(",60,0,60,", ",70,0,70,")]], 0, {"Z118"}),
        ([[DUE, DUE.replace(",60,0,60,", ",60,10,50,")]], 0, {"Z118"}),
        ([[DUE, DUE.replace("CAD", "USD")]], 0, {"Z118"}),
        ([[DUE, DUE.replace("Awaiting Payment", "Paid")]], 0, {"Z118"}),
        ([[DUE], [DE_PAUL]], 0, {"Z118"}),
        ([[DUE], [DE_PAUL], [DUE]], 0, {"Z118"}),
        # -- la même, redite : une fois suffit; de deux exports, payée entre-temps, le premier nommé sert --
        ([[DUE], [DUE]], 1, {"Z118"}),
        ([[DUE], [DUE.replace(",60,0,60,", ",60,10,50,")]], 1, {"Z118"}),
    ],
)
def test_deux_factures_d_un_meme_numero_ne_se_confondent_pas(exports: list[list[str]], reclamees: int, codes: set[str]):
    importation = importer([(XERO + "\n".join(lignes) + "\n").encode() for lignes in exports])
    dossiers = [dossier for dossier, _, _ in importation]
    assert [c["montant"] for d in dossiers for c in d["creances"]] == ["60.00"] * reclamees
    assert {c.code for c in importation.ecartees} == codes


# -- Un paiement de QuickBooks pour plusieurs factures --


@d_un_trait
@pytest.mark.parametrize(
    ("parts", "solde", "payes"),
    [
        ({"67": [200]}, 50, ["200.00"]),
        ({"60": [100], "67": [200]}, 50, ["200.00"]),
        ({"67": [200], "60": [100]}, 50, ["200.00"]),
        # -- deux parts du même paiement : laquelle, et pourquoi deux, n'est pas à nous de le dire --
        ({"67": [150, 50]}, 50, None),
        ({"60": [300]}, 250, []),
    ],
)
def test_un_paiement_ne_compte_que_pour_la_part_de_sa_facture(
    parts: dict[str, list[int]], solde: int, payes: list[str] | None
):
    vers = ((facture, a) for facture, montants in parts.items() for a in montants)
    lignes = [{"Amount": a, "LinkedTxn": [{"TxnId": facture, "TxnType": "Invoice"}]} for facture, a in vers]
    facture: dict[str, object] = {"Id": "67", "DocNumber": "F-1", "TxnDate": "2026-08-01", "DueDate": "2026-08-31"}
    facture |= {"TotalAmt": 250, "Balance": solde, "CustomerRef": {"value": "7", "name": "Marie Exemple"}}
    facture |= {"LinkedTxn": [{"TxnId": "101", "TxnType": "Payment"}] if "67" in parts else []}
    paiement = {"Id": "101", "TxnDate": "2026-09-10", "TotalAmt": 300, "UnappliedAmt": 10, "Line": lignes}
    reponses = [{"QueryResponse": {"Invoice": [facture]}}, {"QueryResponse": {"Payment": [paiement]}}]
    ((dossier, _, remarques),) = importer(json.dumps(reponses).encode())
    assert [p["montant"] for p in dossier.get("paiements", [])] == (payes or [])
    assert ("Z103" in {c.code for c in remarques}) is (payes is None)
    assert ("montant" in dossier["creances"][0]) is (payes is not None)


@d_un_trait
@pytest.mark.parametrize(
    ("numero", "postal", "adresse", "code"),
    [
        ("124", "J2L 2B2", {"code_postal": "J2L 2B2"}, set()),
        ("840", "12207", {"code_postal": "12207", "pays": "États-Unis"}, set()),
        ("392", "J2L 2B2", {"code_postal": "J2L 2B2"}, {"Z115"}),
        ("", "J2L 2B2", {"code_postal": "J2L 2B2"}, set()),
    ],
)
def test_un_pays_qu_une_source_numerote_se_nomme(numero: str, postal: str, adresse: dict[str, str], code: set[str]):
    client = {"name": "Boutique Exemple", "address1": "5 rue du Lac", "city": "Bromont"}
    octets = d_invoice_ninja(client={**client, "postal_code": postal, "country_id": numero})
    ((dossier, _, remarques),) = importer(octets)
    assert dossier["destinataire"]["adresse"] == {"ligne": "5 rue du Lac", "ville": "Bromont", **adresse}
    assert {c.code for c in remarques} - {"Z104"} == code


def test_qui_joindre_se_lit_dans_une_facture_cii():
    texte = (EXPORTS / "cii.propre.xml").read_text(encoding="utf-8")
    ici = "<ram:DefinedTradeContact>"
    telephone = "<ram:CompleteNumber>450 555-0123</ram:CompleteNumber>"
    contact = f"<ram:PersonName>Luc Exemple</ram:PersonName><ram:TelephoneUniversalCommunication>{telephone}"
    ((dossier, _, _),) = importer(texte.replace(ici, f"{ici}{contact}</ram:TelephoneUniversalCommunication>").encode())
    d = dossier["destinataire"]
    assert (d["attention"], d["telephone"]) == ("Luc Exemple", "450 555-0123")


# -- Ce qui n'est pas une facture, ou n'en est qu'une page --


@d_un_trait
@pytest.mark.parametrize(("sorte", "reclamee"), [("invoice", True), ("quote", False), ("recurringInvoice", False)])
def test_d_invoice_ninja_seule_une_facture_se_reclame(sorte: str, reclamee: bool):
    importation = importer(d_invoice_ninja(entity_type=sorte))
    assert bool(list(importation)) is reclamee
    assert {c.code for c in importation.ecartees} == (set() if reclamee else {"Z105"})


def test_des_pages_donnees_ensemble_n_en_cachent_aucune():
    page = {"number": "F-1", "created": 1785556800, "total": 6000, "amount_paid": 0, "amount_remaining": 6000}
    page |= {"currency": "cad", "status": "open", "customer_name": "Marie Exemple"}
    pages = [{"has_more": True, "data": [page]}, {"has_more": False, "data": [page | {"number": "F-2"}]}]
    for ensemble in ([json.dumps(p).encode() for p in pages], json.dumps(pages).encode()):
        importation = importer(ensemble)
        assert [c["facture"] for d, _, _ in importation for c in d["creances"]] == ["F-1", "F-2"]
        assert importation.ecartees == []
    assert {c.code for c in importer(json.dumps(pages[0]).encode()).ecartees} == {"Z123"}


@d_un_trait
@pytest.mark.parametrize(
    ("nom", "ville", "lignes", "complement"),
    [
        ("ubl", "<cbc:CityName>", "<cac:AddressLine><cbc:Line>C. 3</cbc:Line></cac:AddressLine>", "bureau 200 C. 3"),
        ("cii", "<ram:CityName>", "<ram:LineTwo>bureau 2</ram:LineTwo>", "bureau 2"),
        (
            "cii",
            "<ram:CityName>",
            "<ram:LineTwo>bureau 2</ram:LineTwo><ram:LineThree>C. 3</ram:LineThree>",
            "bureau 2 C. 3",
        ),
    ],
)
def test_une_adresse_de_plusieurs_lignes_les_garde_toutes(nom: str, ville: str, lignes: str, complement: str):
    texte = (EXPORTS / f"{nom}.propre.xml").read_text(encoding="utf-8").replace(ville, lignes + ville)
    ((dossier, _, _),) = importer(texte.encode())
    assert dossier["destinataire"]["adresse"]["complement"] == complement


# -- Un carnet de clients --

ZOHO = (
    "Invoice Date,Invoice Number,Invoice Status,Customer Name,Customer ID,Due Date,Total,Balance\n"
    "2026-08-01,F-1,Overdue,Jessica Exemple,77,2026-08-31,60.00,60.00\n"
)
CONTACTS = (
    "Display Name,Company Name,Customer ID,EmailID,Phone,Billing Address,Billing Street2,Billing City,Billing State,"
    "Billing Country,Billing Code\n"
    "Jessica Exemple,Agence Exemple,77,j@exemple.test,,5 rue du Lac,,Bromont,QC,Canada,J2L 2B2\n"
    "Jessica Exemple,Une autre,78,k@exemple.test,,9 rue du Bois,,Granby,QC,Canada,J2G 1A1\n"
)


def test_un_carnet_seul_n_a_aucune_facture_et_on_le_dit():
    assert [c.code for c in importer(CONTACTS.encode()).ecartees] == ["Z122"]


def test_un_carnet_complete_ses_factures_par_le_numero_du_client():
    ((dossier, _, _),) = importer([ZOHO.encode(), CONTACTS.encode()])
    assert dossier["destinataire"]["nom"] == "Agence Exemple"
    assert dossier["destinataire"]["adresse"]["ligne"] == "5 rue du Lac"


@pytest.mark.parametrize(("clients", "repris"), [(1, True), (2, False)])
def test_un_nom_que_deux_clients_portent_ne_donne_l_adresse_d_aucun(clients: int, repris: bool):
    factures = (
        "Client Name,Invoice #,Date Issued,Invoice Status,Line Subtotal,Line Total,Currency\n"
        "Boutique Exemple,F-1,2026-08-01,sent,60.00,60.00,CAD\n"
    )
    entete = "Organization,First Name,Last Name,Email,Phone,Street,City,Province/State,Country,Postal Code\n"
    carnet = entete + "Boutique Exemple,,,a@exemple.test,,5 rue du Lac,Bromont,QC,Canada,J2L 2B2\n" * clients
    importation = importer([factures.encode(), carnet.encode()])
    ((dossier, _, _),) = importation
    assert ("adresse" in dossier["destinataire"]) is repris
    assert ("Z113" in {c.code for c in importation.ecartees}) is not repris


# -- Un export abîmé --


@given(st.sampled_from(FICHIERS), st.data())
@settings(max_examples=40)
def test_un_export_abime_se_lit_ou_se_refuse_sans_trace(fichier: Path, tirage: st.DataObject):
    octets = fichier.read_bytes()
    debut = tirage.draw(st.integers(0, len(octets)))
    fin = min(len(octets), debut + tirage.draw(st.integers(0, 40)))
    abime = octets[:debut] + tirage.draw(st.binary(max_size=20)) + octets[fin:]
    try:
        for dossier, manques, remarques in importer(abime, expediteur=MOI):
            assert dossier["creances"]
            assert all(c.message and c.remede is not None for c in (*manques, *remarques))
    except ErreurLettres as refus:
        assert refus.constats


# -- Une devise en tête, une autre aux sommes --

UBL = (EXPORTS / "ubl.propre.xml").read_text(encoding="utf-8")
CII = (EXPORTS / "cii.propre.xml").read_text(encoding="utf-8")
EN_TETE, DU_FISC = (
    "<cbc:DocumentCurrencyCode>CAD",
    "<cbc:TaxCurrencyCode>USD</cbc:TaxCurrencyCode><cbc:DocumentCurrencyCode>CAD",
)
TAXES = '<cac:TaxTotal><cbc:TaxAmount currencyID="USD">107.00</cbc:TaxAmount></cac:TaxTotal><cac:LegalMonetaryTotal>'
DU_CII = "<ram:TaxCurrencyCode>USD</ram:TaxCurrencyCode><ram:InvoiceCurrencyCode>"
EN_CII = '<ram:TaxTotalAmount currencyID="USD">0.00</ram:TaxTotalAmount><ram:GrandTotalAmount>'


@d_un_trait
@pytest.mark.parametrize(
    ("texte", "ou"),
    [
        (UBL, None),
        (UBL.replace('"CAD"', '"cad"'), None),
        *(
            (UBL.replace(f'{cle} currencyID="CAD"', f'{cle} currencyID="USD"'), cle)
            for cle in ("TaxExclusiveAmount", "TaxInclusiveAmount", "PrepaidAmount", "PayableAmount", "cbc:TaxAmount")
        ),
        (UBL.replace('"CAD"', '"USD"'), "TaxAmount"),
        (
            UBL.replace(f"{EN_TETE}</cbc:DocumentCurrencyCode>", "").replace(
                'PayableAmount currencyID="CAD"', 'PayableAmount currencyID="EUR"'
            ),
            "PayableAmount",
        ),
        (UBL.replace(EN_TETE, EN_TETE.replace("CAD", "USD")), "DocumentCurrencyCode"),
        # -- la taxe se redit dans la monnaie du fisc, que la facture nomme, ou qu'elle ne nomme pas --
        (UBL.replace("<cac:LegalMonetaryTotal>", TAXES).replace(EN_TETE, DU_FISC), None),
        (UBL.replace("<cac:LegalMonetaryTotal>", TAXES), "TaxAmount"),
        (CII, None),
        (CII.replace("<ram:GrandTotalAmount>", '<ram:GrandTotalAmount currencyID="CAD">'), None),
        (CII.replace("<ram:GrandTotalAmount>", '<ram:GrandTotalAmount currencyID="USD">'), "GrandTotalAmount"),
        (CII.replace("<ram:DuePayableAmount>", '<ram:DuePayableAmount currencyID="USD">'), "DuePayableAmount"),
        (CII.replace('"CAD"', '"USD"'), "TaxTotalAmount"),
        (CII.replace("<ram:GrandTotalAmount>", EN_CII), "TaxTotalAmount"),
        (CII.replace("<ram:GrandTotalAmount>", EN_CII).replace("<ram:InvoiceCurrencyCode>", DU_CII), None),
    ],
)
def test_une_somme_d_une_autre_devise_que_celle_de_la_facture_se_dit(texte: str, ou: str | None):
    importation = importer(texte.encode(), expediteur=MOI)
    montants = [c.get("montant") for dossier, _, _ in importation for c in dossier["creances"]]
    assert [c.code for c in importation.ecartees] == ([] if ou is None else ["Z107"])
    assert (len(montants), None in montants) == (0 if ou else 1, False)
    if ou is not None:
        assert ou in importation.ecartees[0].place


# -- QuickBooks : les clients et les paiements, chacun à part --

REPONSES = json.loads((EXPORTS / "quickbooks.propre.json").read_text(encoding="utf-8"), parse_float=str)
FACTURES, CLIENTS, PAIEMENTS = REPONSES
UN_AUTRE = {"QueryResponse": {"Customer": [{"Id": "7", "DisplayName": "Paul Exemple"}]}}


def de_quickbooks(*documents: object) -> tuple[str, int, list[str]]:
    """Le nom du débiteur, le nombre de ses paiements, et les codes de ce qui est laissé de côté."""
    importation = importer([json.dumps(d).encode() for d in documents], expediteur=MOI)
    dossiers = [dossier for dossier, _, _ in importation]
    nom, payes = (dossiers[0]["destinataire"]["nom"], len(dossiers[0].get("paiements", []))) if dossiers else ("", 0)
    return nom, payes, [c.code for c in importation.ecartees]


def test_les_clients_et_les_paiements_de_quickbooks_donnes_a_part_se_joignent():
    for documents, attendu in (
        ([REPONSES], ("Marie Exemple", 1, [])),
        ([FACTURES, CLIENTS, PAIEMENTS], ("Marie Exemple", 1, [])),
        ([PAIEMENTS, FACTURES, CLIENTS], ("Marie Exemple", 1, [])),
        ([FACTURES, [CLIENTS, PAIEMENTS]], ("Marie Exemple", 1, [])),
        ([FACTURES, CLIENTS["QueryResponse"]], ("Marie Exemple", 0, [])),
        ([FACTURES, PAIEMENTS], ("Exemple, Marie", 1, [])),
        ([FACTURES], ("Exemple, Marie", 0, [])),
        # -- de deux carnets, le premier nommé sert; celui des factures, toujours --
        ([FACTURES, CLIENTS, UN_AUTRE], ("Marie Exemple", 0, [])),
        ([FACTURES, UN_AUTRE, CLIENTS], ("Paul Exemple", 0, [])),
        ([[FACTURES, CLIENTS], UN_AUTRE], ("Marie Exemple", 0, [])),
        # -- sans facture, rien ne s'en fait --
        ([CLIENTS], ("", 0, ["Z122"])),
        ([CLIENTS, PAIEMENTS], ("", 0, ["Z122", "Z122"])),
    ):
        assert de_quickbooks(*documents) == attendu, documents
    autre = json.dumps({"QueryResponse": {"Vendor": [{"Id": "7"}]}}).encode()
    with pytest.raises(ErreurLettres, match="ses clés sont autres"):
        importer([json.dumps(FACTURES).encode(), autre])


def test_ce_qui_vient_d_un_client_donne_a_part_y_a_sa_place(tmp_path: Path):
    for nom, document in (("factures.json", FACTURES), ("clients.json", CLIENTS)):
        (tmp_path / nom).write_text(json.dumps(document), encoding="utf-8")
    (importe,) = importer([tmp_path / "factures.json", tmp_path / "clients.json"], expediteur=MOI).dossiers()
    lieu = importe.origines["destinataire", "nom"]
    assert (Path(lieu.fichier).name, lieu.endroit) == ("clients.json", "/QueryResponse/Customer/0/DisplayName")
