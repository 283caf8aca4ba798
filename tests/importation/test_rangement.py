"""Le rangement : importer deux fois n'ajoute rien deux fois, et ce qu'une personne a écrit reste."""

from __future__ import annotations

import errno
import json
import os
import re
import signal
from pathlib import Path

import pytest
from cas_d_importation import MOI
from tables import d_un_trait

import lettres
from lettres.importation import importer
from lettres.importation.rangement.deja_la import parcourir
from lettres.importation.rangement.ranger import Rangement, ranger
from lettres.importation.rangement.reponses_des_debiteurs import etats_dus
from lettres.lecture.formes import sans_les_vides
from lettres.socle import disque
from lettres.socle.constats import Gravite

ENTETE = (
    "ContactName,EmailAddress,POAddressLine1,POCity,PORegion,POPostalCode,InvoiceNumber,InvoiceDate,DueDate,PlannedDate,"
    "Total,InvoiceAmountPaid,InvoiceAmountDue,Description,Currency,Type,Status\n"
)


def ligne(numero: str, *, nom: str = "Marie Exemple", courriel: str = "m@exemple.test", **valeurs: str) -> str:
    v = {"total": "60.00", "paye": "0.00", "solde": "60.00", "promis": "", "statut": "Awaiting Payment", **valeurs}
    return (
        f"{nom},{courriel},34 avenue du Lac,Bromont,QC,J2L 2B2,{numero},2026-08-01,2026-08-31,{v['promis']},"
        f"{v['total']},{v['paye']},{v['solde']},Reportage,CAD,Sales invoice,{v['statut']}\n"
    )


@pytest.fixture
def ou(tmp_path: Path) -> Path:
    return tmp_path / "dossiers"


def importes(ou: Path, *lignes: str, expediteur: object = MOI) -> Rangement:
    export = ou.parent / "factures.csv"
    export.write_text(ENTETE + "".join(lignes), encoding="utf-8")
    (ou.parent / "colonnes.yaml").write_text("de: xero\npromesse: PlannedDate\n", encoding="utf-8")
    return ranger(importer(export, expediteur=expediteur, etats_dus=etats_dus(ou)), ou)  # type: ignore[arg-type]


def contenu(ou: Path) -> dict[str, bytes]:
    return {f.name: f.read_bytes() for f in ou.iterdir() if f.is_file()}


def le_dossier(ou: Path) -> Path:
    (seul,) = [f for f in ou.glob("*.yaml") if f.name != "debiteurs.yaml"]
    return seul


def repondre(ou: Path, avant: str, apres: str) -> None:
    chemin = ou / "debiteurs.yaml"
    texte = chemin.read_text(encoding="utf-8")
    assert avant in texte
    chemin.write_text(texte.replace(avant, apres), encoding="utf-8")


# -- Un dossier neuf --


def test_un_dossier_se_relit_et_chaque_valeur_dit_sa_cellule(ou: Path):
    fait = importes(ou, ligne("F-1"))
    assert [(d.etat, d.factures, d.manques) for d in fait.dossiers] == [("cree", ("F-1",), ())]
    dossier = lettres.lire(le_dossier(ou))
    assert str(dossier.creances[0].montant) == "60.00"
    assert dossier.destinataire.adresse is not None and dossier.destinataire.adresse.province == "Québec"
    texte = le_dossier(ou).read_text(encoding="utf-8")
    assert "factures.csv:2, colonne « Total »" in texte
    assert str(ou.parent) not in texte


def test_deux_imports_donnent_les_memes_octets(ou: Path):
    lignes = [
        ligne("F-1"),
        ligne("F-2", paye="20.00", solde="40.00"),
        ligne("F-3", nom="Paul Exemple", promis="2026-12-01"),
    ]
    importes(ou, *lignes)
    avant = contenu(ou)
    fait = importes(ou, *lignes)
    assert contenu(ou) == avant
    assert {d.etat for d in fait.dossiers} == {"inchange"}


def test_deux_repertoires_recoivent_les_memes_octets(ou: Path):
    importes(ou, ligne("F-1"))
    ailleurs = ou.parent / "ailleurs"
    importes(ailleurs, ligne("F-1"))
    assert contenu(ailleurs) == contenu(ou)


def test_un_dossier_qui_a_des_blancs_est_ecrit_quand_meme_et_on_les_dit_encore(ou: Path):
    fautif = {**MOI, "courriel": "sans arobase", "telephone": ""}
    for nom, expediteur, chemin in (("rien", None, ("expediteur",)), ("fautif", fautif, ("expediteur", "courriel"))):
        lignes = [ligne(f"F-{n}", nom=f"{n} Exemple", courriel=f"{n}@exemple.test") for n in range(2)]
        for _ in range(2):
            # -- l'expéditeur ne se lit qu'une fois : chaque dossier dit pourtant ce qui y cloche --
            fait = importes(ou.with_name(nom), *lignes, ligne("F-9", promis="2026-12-01"), expediteur=expediteur)
            assert len(fait.dossiers) == 3
            for d in fait.dossiers:
                assert chemin in {c.chemin[: len(chemin)] for c in d.manques}, (nom, d.fichier)
        for dossier in ou.with_name(nom).glob("*exemple*.yaml"):
            with pytest.raises(lettres.DossierInvalide):
                lettres.lire(dossier)


def test_ce_qui_vient_d_un_export_n_a_pas_de_vide_a_oter():
    """Le dossier importé se valide sans qu'on y cherche un vide; seul l'expéditeur, donné par l'hôte, peut en avoir."""
    lieu = Path(__file__).parent / "exports"
    for export in sorted(f for f in lieu.rglob("*") if f.is_file()):
        try:
            dossiers = [d for d, _, _ in importer(export, expediteur=MOI)]
        except (lettres.DossierIllisible, lettres.DossierInvalide):
            continue
        for dossier in dossiers:
            assert sans_les_vides(dossier) == dossier, export.name


# -- Un dossier déjà là --


def test_ce_qu_une_personne_a_ecrit_reste_et_la_facture_neuve_s_ajoute(ou: Path):
    importes(ou, ligne("F-1"))
    chemin = le_dossier(ou)
    retouche = chemin.read_text(encoding="utf-8").replace("objet: Reportage", "objet: Reportage de mariage # à moi")
    chemin.write_text(retouche.replace("  civilite:", "  civilite: Mme"), encoding="utf-8")
    fait = importes(ou, ligne("F-1"), ligne("F-2"))
    assert [(d.etat, d.factures) for d in fait.dossiers] == [("complete", ("F-2",))]
    texte = chemin.read_text(encoding="utf-8")
    assert "objet: Reportage de mariage # à moi" in texte
    assert "# factures.csv:3, colonne « InvoiceNumber »" in texte
    dossier = lettres.lire(chemin)
    assert [c.facture for c in dossier.creances] == ["F-1", "F-2"]
    assert dossier.destinataire.civilite == "Mme"
    assert len(contenu(ou)) == 3  # -- le dossier, les questions, le verrou --


def test_ce_qui_est_paye_depuis_s_ajoute_une_fois(ou: Path):
    importes(ou, ligne("F-1"))
    for _ in range(2):
        importes(ou, ligne("F-1", paye="20.00", solde="40.00"))
        assert str(lettres.lire(le_dossier(ou)).creances[0].deja_paye) == "20.00"


def test_une_facture_soldee_depuis_ne_se_reclame_plus(ou: Path):
    importes(ou, ligne("F-1"))
    importes(ou, ligne("F-1", paye="60.00", solde="0.00", statut="Paid"))
    assert str(lettres.lire(le_dossier(ou)).creances[0].deja_paye) == "60.00"


def test_un_paiement_inscrit_par_une_personne_n_est_ni_double_ni_change(ou: Path):
    importes(ou, ligne("F-1"))
    chemin = le_dossier(ou)
    paiement = "paiements:\n  - {date: 2026-09-10, montant: 20.00, facture: F-1}\n"
    chemin.write_text(chemin.read_text(encoding="utf-8") + paiement, encoding="utf-8")
    avant = chemin.read_bytes()
    pareil = importes(ou, ligne("F-1", paye="20.00", solde="40.00"))
    assert [c.code for d in pareil.dossiers for c in d.remarques] == []
    autre = importes(ou, ligne("F-1", paye="30.00", solde="30.00"))
    assert [c.code for d in autre.dossiers for c in d.remarques] == ["Z120"]
    assert chemin.read_bytes() == avant


def retoucher(chemin: Path, avant: str, apres: str) -> None:
    texte = chemin.read_text(encoding="utf-8")
    assert avant in texte
    chemin.write_text(texte.replace(avant, apres), encoding="utf-8")


@d_un_trait
@pytest.mark.parametrize(
    ("ecrit", "paye", "solde", "codes", "lu"),
    [
        # -- les mêmes faits, écrits autrement --
        (("date: 2026-08-01", 'date: "1er août 2026"'), "0.00", "60.00", [], "0"),
        (("montant: 60.00", 'montant: "60,00 $"'), "20.00", "40.00", [], "20.00"),
        (("objet: Reportage", "deja_paye: 20\n    objet: Reportage"), "20.00", "40.00", [], "20.00"),
        # -- le dossier en dit autre chose : on le dit, et rien n'y change --
        (("objet: Reportage", "deja_paye: 10\n    objet: Reportage"), "20.00", "40.00", ["Z120"], "10.00"),
        (("montant: 60.00", "montant: 55.00"), "0.00", "60.00", ["Z120"], "0"),
        # -- une note de crédit, une radiation : le solde baisse sans que rien ne soit payé --
        (("objet: Reportage", "objet: Photos"), "0.00", "50.00", ["Z120"], "0"),
        (("montant: 60.00", "montant: 50.00 # à moi"), "0.00", "50.00", [], "0"),
    ],
)
def test_ce_qu_une_personne_a_ecrit_autrement_est_compris(
    tmp_path_factory: pytest.TempPathFactory,
    ecrit: tuple[str, str],
    paye: str,
    solde: str,
    codes: list[str],
    lu: str,
):
    ou = tmp_path_factory.mktemp("ecrit") / "dossiers"
    importes(ou, ligne("F-1"))
    retoucher(le_dossier(ou), *ecrit)
    for _ in range(2):
        fait = importes(ou, ligne("F-1", paye=paye, solde=solde))
        assert [c.code for d in fait.dossiers for c in d.remarques if c.code.startswith("Z12")] == codes
    assert str(lettres.lire(le_dossier(ou)).creances[0].deja_paye or 0) == lu


def test_un_paiement_sans_facture_n_est_pas_compte_deux_fois_et_son_remede_se_suit(ou: Path):
    importes(ou, ligne("F-1"), ligne("F-2"))
    chemin = le_dossier(ou)
    retoucher(chemin, "creances:\n", "paiements:\n  - {date: 2026-09-10, montant: 20.00}\ncreances:\n")
    avant = chemin.read_bytes()
    plus_tard = [ligne("F-1", paye="20.00", solde="40.00"), ligne("F-2")]
    (fait,) = importes(ou, *plus_tard).dossiers
    assert (fait.etat, [c.code for c in fait.remarques], chemin.read_bytes()) == ("inchange", ["Z120"], avant)
    retoucher(chemin, "montant: 20.00}", "montant: 20.00, facture: F-1}")
    assert [c.code for d in importes(ou, *plus_tard).dossiers for c in d.remarques] == []


def test_une_facture_soldee_que_le_dossier_reclame_encore_est_une_erreur_et_son_remede_se_suit(ou: Path):
    importes(ou, ligne("F-1", paye="20.00", solde="40.00"))
    soldee = ligne("F-1", paye="60.00", solde="0.00", statut="Paid")
    (constat,) = [c for c in importes(ou, soldee).constats if c.code == "Z120"]
    assert (constat.gravite, "« deja_paye: 60.00 »" in constat.remede) == (Gravite.ERREUR, True)
    retoucher(le_dossier(ou), "deja_paye: 20.00", "deja_paye: 60.00")
    assert "Z120" not in {c.code for c in importes(ou, soldee).constats}


def test_une_facture_soldee_par_une_note_de_credit_que_l_export_tait_est_une_erreur(ou: Path):
    """Que le dossier en ait eu le montant, ou qu'il l'ait laissé en blanc jusque-là."""
    soldee = ligne("F-1", paye="50.00", solde="0.00", statut="Paid")
    for rang, avant in enumerate((ligne("F-1"), ligne("F-1", solde="50.00"))):
        ici = ou.parent / str(rang) / "dossiers"
        ici.parent.mkdir()
        importes(ici, avant)
        for _ in range(2):
            dits = [c for c in importes(ici, soldee).constats if c.code == "Z120"]
            assert [(c.gravite, "ce qui en reste dû" in c.message) for c in dits] == [(Gravite.ERREUR, True)]


def test_une_promesse_remise_se_dit_et_ne_remplace_rien(ou: Path):
    importes(ou, ligne("F-1", promis="2026-12-01"))
    avant = le_dossier(ou).read_bytes()
    (fait,) = importes(ou, ligne("F-1", promis="2026-12-15")).dossiers
    assert ([c.code for c in fait.remarques], le_dossier(ou).read_bytes()) == (["Z120"], avant)
    autre = "  - {date: 2026-11-28, resultat: promesse, promis_le: 15 décembre 2026, creances: [F-1]}\n"
    retoucher(le_dossier(ou), "suites:\n", f"suites:\n{autre}")
    assert [c.code for d in importes(ou, ligne("F-1", promis="2026-12-15")).dossiers for c in d.remarques] == []


PAYEE_EN_DEUX = {
    "InvoiceNumber": "F-1",
    "Type": "ACCREC",
    "Status": "AUTHORISED",
    "Date": "2026-08-01",
    "DueDate": "2026-08-31",
    "Total": 60,
    "CurrencyCode": "CAD",
    "Contact": {"Name": "Marie Exemple", "EmailAddress": "m@exemple.test"},
}


@d_un_trait
@pytest.mark.parametrize(
    ("avant", "apres", "sommes", "credite"),
    [
        ([], [10], ["10.00"], None),
        ([10], [10, 10], ["10.00", "10.00"], None),
        ([10, 10], [10, 10], ["10.00", "10.00"], None),
        ([10], [10, 5], ["10.00", "5.00"], None),
        ([], [], [], 15),
        ([10], [10], ["10.00"], 15),
    ],
)
def test_chaque_paiement_et_chaque_note_de_credit_s_ajoute_une_fois(
    tmp_path_factory: pytest.TempPathFactory, avant: list[int], apres: list[int], sommes: list[str], credite: int | None
):
    """Deux paiements du même jour et de la même somme en sont deux."""
    ou = tmp_path_factory.mktemp("xero") / "dossiers"
    for payes, avoir in ((avant, 0), (apres, credite or 0), (apres, credite or 0)):
        paiements = [{"Date": "2026-09-10", "Amount": somme} for somme in payes]
        comptes = {"AmountPaid": sum(payes), "AmountCredited": avoir, "AmountDue": 60 - sum(payes) - avoir}
        export = json.dumps({"Invoices": [{**PAYEE_EN_DEUX, **comptes, "Payments": paiements}]}).encode()
        fait = ranger(importer(export, expediteur=MOI), ou)
        assert [c.code for d in fait.dossiers for c in d.remarques if c.code == "Z120"] == []
    dossier = lettres.lire(le_dossier(ou))
    assert [str(p.montant) for p in dossier.paiements] == sommes
    assert [str(a.montant) for a in dossier.avoirs] == ([] if credite is None else [f"{credite}.00"])


@d_un_trait
@pytest.mark.parametrize(
    ("cloture", "dit"),
    [
        ("", True),
        ("clotures: [{date: 2026-11-01, issue: abandon, motif: Annulée.}]\n", False),
        ("clotures: [{date: 2026-11-01, issue: abandon, motif: Annulée., creances: [F-1]}]\n", False),
        ("clotures: [{date: 2026-11-01, issue: abandon, motif: Annulée., creances: [F-2]}]\n", True),
    ],
)
def test_une_facture_annulee_se_dit_jusqu_a_ce_que_le_dossier_la_close(
    tmp_path_factory: pytest.TempPathFactory, cloture: str, dit: bool
):
    ou = tmp_path_factory.mktemp("clos") / "dossiers"
    importes(ou, ligne("F-1"), ligne("F-2"))
    le_dossier(ou).write_text(le_dossier(ou).read_text(encoding="utf-8") + cloture, encoding="utf-8")
    fait = importes(ou, ligne("F-1", statut="Voided"), ligne("F-2"))
    assert ("Z120" in {c.code for c in fait.constats}) is dit


def test_une_facture_que_deux_dossiers_ont_n_en_complete_qu_un_et_on_le_dit(ou: Path):
    importes(ou, ligne("F-1"))
    (ou / "zz.yaml").write_bytes(le_dossier(ou).read_bytes())
    fait = importes(ou, ligne("F-1", paye="20.00", solde="40.00"))
    assert [(d.fichier, d.etat) for d in fait.dossiers] == [("marie-exemple_F-1.yaml", "complete")]
    assert "Z118" in {c.code for c in fait.constats}


@d_un_trait
@pytest.mark.parametrize("ou_l_ecrire", ["dossier", "reponses"])
def test_un_neq_ecrit_par_une_personne_ne_separe_pas_un_debiteur_de_ses_factures(
    tmp_path_factory: pytest.TempPathFactory, ou_l_ecrire: str
):
    ou = tmp_path_factory.mktemp("neq") / "dossiers"
    importes(ou, ligne("F-1"))
    if ou_l_ecrire == "dossier":
        retoucher(le_dossier(ou), "destinataire:\n", "destinataire:\n  neq: 1143920115\n")
    else:
        repondre(ou, 'qualite: ""', "qualite: entreprise\n    neq: 1143920115")
    for factures in (["F-2"], ["F-3"], ["F-1", "F-4"]):
        importes(ou, *map(ligne, factures))
    dossier = lettres.lire(le_dossier(ou))
    assert [c.facture for c in dossier.creances] == ["F-1", "F-2", "F-3", "F-4"]
    assert dossier.destinataire.neq == "1143920115"
    assert (ou / "debiteurs.yaml").read_text(encoding="utf-8").count("Marie Exemple") == 1


def test_un_dossier_illisible_n_est_pas_double_et_se_complete_une_fois_corrige(ou: Path):
    importes(ou, ligne("F-1"))
    retoucher(le_dossier(ou), "creances:\n", "creances: &toutes\n")
    avant = contenu(ou)
    fait = importes(ou, ligne("F-1"), ligne("F-2"), ligne("F-3", nom="Paul Exemple", courriel="p@exemple.test"))
    assert [d.fichier for d in fait.dossiers] == ["paul-exemple_F-3.yaml"]
    assert {"L009", "Z121"} <= {c.code for c in fait.constats}
    assert contenu(ou)["marie-exemple_F-1.yaml"] == avant["marie-exemple_F-1.yaml"]
    retoucher(ou / "marie-exemple_F-1.yaml", "creances: &toutes\n", "creances:\n")
    fait = importes(ou, ligne("F-1"), ligne("F-2"))
    assert [(d.fichier, d.factures) for d in fait.dossiers] == [("marie-exemple_F-1.yaml", ("F-2",))]


def test_ce_qui_n_est_pas_une_promesse_ne_revient_pas_une_fois_efface_du_logiciel(ou: Path):
    importes(ou, ligne("F-1", promis="2026-12-01"))
    chemin = le_dossier(ou)
    sans = chemin.read_text(encoding="utf-8").partition("suites:")[0]
    chemin.write_text(sans, encoding="utf-8")
    (fait,) = importes(ou, ligne("F-1")).dossiers
    assert (fait.etat, chemin.read_text(encoding="utf-8")) == ("inchange", sans)
    # -- encore dans le logiciel, elle revient : le remède le dit --
    (fait,) = importes(ou, ligne("F-1", promis="2026-12-01")).dossiers
    assert [c.code for c in fait.remarques if "elle reviendrait" in (c.remede or "")] == ["Z109"]


def test_une_promesse_completee_ne_revient_pas(ou: Path):
    importes(ou, ligne("F-1", promis="2026-12-01"))
    chemin = le_dossier(ou)
    texte = chemin.read_text(encoding="utf-8")
    chemin.write_text(texte.replace("  - date:  ", "  - date: 2026-11-20 "), encoding="utf-8")
    avant = chemin.read_bytes()
    importes(ou, ligne("F-1", promis="2026-12-01"))
    assert chemin.read_bytes() == avant
    assert len(lettres.lire(chemin).suites) == 1


def test_un_dossier_qui_ne_se_lit_pas_est_dit_et_reste_tel_quel(ou: Path):
    ou.mkdir()
    (ou / "casse.yaml").write_text("a: [", encoding="utf-8")
    fait = importes(ou, ligne("F-1"))
    assert "L008" in {c.code for c in fait.constats}
    assert (ou / "casse.yaml").read_text(encoding="utf-8") == "a: ["


def test_un_nom_de_fichier_deja_pris_n_est_pas_touche(ou: Path):
    importes(ou, ligne("F-1"))
    pris = le_dossier(ou).name
    ailleurs = ou.parent / "ailleurs"
    ailleurs.mkdir()
    (ailleurs / pris).write_text("reference: X\n", encoding="utf-8")
    importes(ailleurs, ligne("F-1"))
    assert (ailleurs / pris).read_text(encoding="utf-8") == "reference: X\n"
    assert len(list(ailleurs.glob("marie-exemple_F-1*.yaml"))) == 2


# -- Ce qu'aucun export ne dit --


def test_une_question_se_pose_une_fois_et_sa_reponse_sert_au_dossier_et_aux_suivants(ou: Path):
    importes(ou, ligne("F-1"))
    for cle, reponse in (("qualite", "consommatrice"), ("civilite", "Mme"), ("cause", "service")):
        repondre(ou, f'    {cle}: ""\n', f"    {cle}: {reponse}\n")
    fait = importes(ou, ligne("F-1"), ligne("F-2"))
    assert "Z104" not in {c.code for d in fait.dossiers for c in d.remarques}
    dossier = lettres.lire(le_dossier(ou))
    assert dossier.destinataire.qualite == "consommateur"
    assert [c.cause for c in dossier.creances] == ["service", "service"]
    # -- ce qui est rempli ne se dit plus à remplir : d'où cela vient se lit à sa place --
    ecrit = le_dossier(ou).read_text(encoding="utf-8")
    assert "# à remplir" not in ecrit
    assert [x.split()[1:] for x in ecrit.splitlines() if "qualite:" in x] == [["consommateur", "#", "debiteurs.yaml"]]
    assert (ou / "debiteurs.yaml").read_text(encoding="utf-8").count("Marie Exemple") == 1


def test_une_reponse_ne_remplace_pas_ce_que_le_dossier_dit_deja(ou: Path):
    importes(ou, ligne("F-1"))
    chemin = le_dossier(ou)
    texte = chemin.read_text(encoding="utf-8")
    chemin.write_text(texte.replace("  qualite:", "  qualite: entreprise"), encoding="utf-8")
    repondre(ou, 'qualite: ""', "qualite: consommateur")
    importes(ou, ligne("F-1"))
    assert lettres.lire(chemin).destinataire.qualite == "entreprise"


def test_des_reponses_fautives_se_disent_a_leur_ligne_et_rien_n_est_ecrit(ou: Path):
    importes(ou, ligne("F-1"))
    repondre(ou, 'qualite: ""', "qualite: ami")
    avant = contenu(ou)
    with pytest.raises(lettres.DossierInvalide) as refus:
        importes(ou, ligne("F-2"))
    assert refus.value.constats[0].ligne == 8
    assert contenu(ou) == avant


def test_le_debiteur_sans_rien_de_sur_garde_sa_question(ou: Path):
    seule = ligne("F-1", courriel="").replace("J2L 2B2", "")
    for _ in range(2):
        importes(ou, seule)
    assert (ou / "debiteurs.yaml").read_text(encoding="utf-8").count("facture: F-1") == 1


@pytest.mark.parametrize("tenu", [True, False], ids=["tenu", "libre"])
def test_un_repertoire_n_a_qu_un_maitre_a_la_fois(ou: Path, tenu: bool):
    from lettres.sortie import verrou

    importes(ou, ligne("F-1"))
    if not tenu:
        assert importes(ou, ligne("F-1")).dossiers
        return
    with verrou.tenir(ou / ".verrou"), pytest.raises(lettres.SortieRefusee) as refus:
        importes(ou, ligne("F-2"))
    assert refus.value.constats[0].code == "S009"


# -- Plusieurs dossiers d'un débiteur, un dossier refait à la main --


def test_une_facture_neuve_ne_va_jamais_dans_un_dossier_clos(ou: Path):
    importes(ou, ligne("F-1"))
    clos = le_dossier(ou)
    cloture = "clotures: [{date: 2026-11-01, issue: abandon, motif: Trop peu.}]\n"
    clos.write_text(clos.read_text(encoding="utf-8") + cloture, encoding="utf-8")
    avant = clos.read_bytes()
    for etats in ({"marie-exemple_F-2.yaml": "cree"}, {}):
        fait = importes(ou, ligne("F-1"), ligne("F-2"))
        assert {d.fichier: d.etat for d in fait.dossiers if d.etat != "inchange"} == etats
    assert clos.read_bytes() == avant
    # -- et les deux dossiers se suivent chacun de leur côté --
    fait = importes(ou, ligne("F-1"), ligne("F-2", paye="20.00", solde="40.00"), ligne("F-3"))
    assert {d.fichier: d.factures for d in fait.dossiers if d.etat == "complete"} == {
        "marie-exemple_F-2.yaml": ("F-3",)
    }
    assert str(lettres.lire(ou / "marie-exemple_F-2.yaml").creances[0].deja_paye) == "20.00"


def test_un_debiteur_renomme_au_dossier_garde_ses_factures_et_leurs_paiements(ou: Path):
    importes(ou, ligne("F-1", nom="Boutique Exemple"))
    chemin = le_dossier(ou)
    renomme = chemin.read_text(encoding="utf-8").replace('"Boutique Exemple"', '"9999-0000 Québec inc."')
    chemin.write_text(renomme, encoding="utf-8")
    fait = importes(ou, ligne("F-1", nom="Boutique Exemple", paye="20.00", solde="40.00"))
    assert [(d.fichier, d.etat) for d in fait.dossiers] == [(chemin.name, "complete")]
    dossier = lettres.lire(chemin)
    assert (dossier.destinataire.nom, str(dossier.creances[0].deja_paye)) == ("9999-0000 Québec inc.", "20.00")


def test_deux_dossiers_reunis_a_la_main_ne_sont_pas_redefaits(ou: Path):
    seules = [ligne(f"F-{n}", courriel="").replace("J2L 2B2", "") for n in (1, 2)]
    importes(ou, *seules)
    premier, second = (ou / f"marie-exemple_F-{n}.yaml" for n in (1, 2))
    creance = second.read_text(encoding="utf-8").split("creances:\n")[1]
    premier.write_text(premier.read_text(encoding="utf-8") + creance, encoding="utf-8")
    second.unlink()
    avant = premier.read_bytes()
    fait = importes(ou, *seules)
    assert [(d.fichier, d.etat) for d in fait.dossiers] == [(premier.name, "inchange")]
    assert premier.read_bytes() == avant


def test_une_coordonnee_otee_ne_revient_pas(ou: Path):
    importes(ou, ligne("F-1"))
    chemin = le_dossier(ou)
    gardees = [li for li in chemin.read_text(encoding="utf-8").splitlines() if "m@exemple.test" not in li]
    chemin.write_text("\n".join([*gardees, ""]), encoding="utf-8")
    importes(ou, ligne("F-1"))
    assert lettres.lire(chemin).destinataire.courriel is None


def test_un_export_en_donne_a_qui_n_en_a_aucune(ou: Path):
    nue = ligne("F-1", courriel="").replace("34 avenue du Lac,Bromont,QC,J2L 2B2", ",,,")
    importes(ou, nue)
    importes(ou, ligne("F-1"))
    d = lettres.lire(le_dossier(ou)).destinataire
    assert d.adresse is not None
    assert (d.courriel, d.adresse.ville) == ("m@exemple.test", "Bromont")


# -- D'autres façons d'écrire un dossier --


@pytest.mark.skipif(not hasattr(os, "symlink"), reason="un lien tient la place du dossier")
def test_un_dossier_ou_rien_ne_s_ecrit_n_arrete_pas_les_autres(ou: Path):
    paul = {"nom": "Paul Exemple", "courriel": "p@exemple.test"}
    importes(ou, ligne("F-1"), ligne("F-2", **paul))
    marie = ou / "marie-exemple_F-1.yaml"
    vrai = marie.rename(ou.parent / "vrai.yaml")
    marie.symlink_to(vrai)
    avant = vrai.read_bytes()
    fait = importes(ou, ligne("F-1"), ligne("F-3"), ligne("F-2", **paul), ligne("F-4", **paul))
    assert {d.nom: d.etat for d in fait.dossiers} == {"Marie Exemple": "refuse", "Paul Exemple": "complete"}
    assert any(c.code.startswith("S") for d in fait.dossiers for c in d.remarques)
    assert (marie.is_symlink(), vrai.read_bytes()) == (True, avant)


def test_un_dossier_en_json_recoit_sa_facture(ou: Path):
    ou.mkdir()
    dossier = {
        "reference": "2026-014",
        "nature": "recouvrement",
        "expediteur": MOI,
        "destinataire": {"nom": "Marie Exemple", "courriel": "m@exemple.test"},
        "creances": [{"facture": "F-1", "date": "2026-08-01", "echeance": "2026-08-31", "montant": "60.00"}],
    }
    (ou / "marie.json").write_text(json.dumps(dossier, indent=2), encoding="utf-8")
    for etat in ("complete", "inchange"):
        fait = importes(ou, ligne("F-1"), ligne("F-2"))
        assert [(d.fichier, d.etat) for d in fait.dossiers] == [("marie.json", etat)]
    assert [c.facture for c in lettres.lire(ou / "marie.json").creances] == ["F-1", "F-2"]


def test_un_dossier_ou_l_on_n_insere_pas_est_laisse_tel_quel_avec_ce_qu_il_faut_y_coller(ou: Path):
    ou.mkdir()
    tout = '{reference: A, nature: recouvrement, destinataire: {nom: Marie Exemple, courriel: "m@exemple.test"}}\n'
    (ou / "marie.yaml").write_text(tout, encoding="utf-8")
    (seul,) = importes(ou, ligne("F-1")).dossiers
    assert seul.etat == "refuse"
    (refus,) = [c for c in seul.remarques if c.code == "S019"]
    assert "facture: F-1" in refus.remede
    assert (ou / "marie.yaml").read_text(encoding="utf-8") == tout


def test_les_commentaires_des_reponses_restent(ou: Path):
    importes(ou, ligne("F-1"))
    repondre(ou, "debiteurs:\n", "# Vérifié au registre le 3.\ndebiteurs:\n")
    importes(ou, ligne("F-1"), ligne("F-2", nom="Paul Exemple", courriel="p@exemple.test"))
    texte = (ou / "debiteurs.yaml").read_text(encoding="utf-8")
    assert "# Vérifié au registre le 3.\n" in texte
    assert texte.count("nom: ") == 2


def test_des_reponses_ou_l_on_n_insere_pas_restent_telles_quelles_et_les_questions_sont_dites(ou: Path):
    ou.mkdir()
    avant = "{debiteurs: [{nom: Paul Exemple, courriel: p@exemple.test}]}\n"
    (ou / "debiteurs.yaml").write_text(avant, encoding="utf-8")
    fait = importes(ou, ligne("F-1"))
    assert [d.etat for d in fait.dossiers] == ["cree"]
    (refus,) = [c for c in fait.constats if c.code == "S019"]
    assert "Marie Exemple" in refus.remede
    assert (ou / "debiteurs.yaml").read_text(encoding="utf-8") == avant


# -- Ce qu'une panne laisse --


def test_un_import_qui_ne_peut_s_ecrire_ne_laisse_rien(ou: Path, monkeypatch: pytest.MonkeyPatch):
    def plein(descripteur: int, octets: bytes) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with monkeypatch.context() as panne:
        panne.setattr(disque, "ecrire_tout", plein)
        with pytest.raises(lettres.SortieRefusee):
            importes(ou, ligne("F-1"), ligne("F-2", nom="Paul Exemple", courriel="p@exemple.test"))
    assert {f.name for f in ou.iterdir()} <= {".verrou"}
    assert len(importes(ou, ligne("F-1")).dossiers) == 1


@pytest.mark.skipif(not hasattr(os, "fork"), reason="l’import se tue dans un processus à part")
def test_un_import_tue_a_n_importe_quel_geste_ne_laisse_que_des_dossiers_entiers_et_se_reprend(
    ou: Path, monkeypatch: pytest.MonkeyPatch
):
    """Ce qui porte un nom est entier; importer de nouveau ajoute le reste, et rien deux fois."""
    lignes = [ligne(f"F-{n}", nom=f"Paul Exemple {n}", courriel=f"p{n}@exemple.test") for n in range(12)]
    entier = ou.parent / "entier"
    importes(entier, *lignes)
    attendu = contenu(entier)
    gestes = [("ebaucher", 1), ("ebaucher", 7), ("ecrire_tout", 12), ("nommer", 1)]
    gestes += [("nommer", 6), ("nommer", 12), ("synchroniser_repertoire", 1), ("ecrire_tout", 13), ("nommer", 13)]
    for geste, fois in gestes:
        tue = ou.parent / f"{geste}-{fois}"
        _tuer_un_import(tue, lignes, geste, fois, monkeypatch)
        nommes = {nom: octets for nom, octets in contenu(tue).items() if not nom.startswith(".")}
        assert nommes.items() <= attendu.items(), (geste, fois)
        importes(tue, *lignes)
        assert contenu(tue) == attendu, (geste, fois)


def _tuer_un_import(ou: Path, lignes: list[str], geste: str, fois: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Importe dans un processus qui meurt, d'un signal que rien n'arrête, à la fin de ce geste du disque."""
    enfant = os.fork()
    if enfant == 0:
        vrai, restent = getattr(disque, geste), [fois]

        def dernier(*arguments: object) -> object:
            rendu = vrai(*arguments)
            restent[0] -= 1
            if restent[0] == 0:
                os.kill(os.getpid(), signal.SIGKILL)
            return rendu

        monkeypatch.setattr(disque, geste, dernier)
        try:
            importes(ou, *lignes)
        finally:
            os._exit(1)  # -- vivant, il aurait manqué son geste --
    _, etat = os.waitpid(enfant, 0)
    assert os.WIFSIGNALED(etat), f"{geste} n’a pas lieu {fois} fois"


def test_les_restes_d_un_import_tue_s_effacent_et_rien_d_autre(ou: Path):
    importes(ou, ligne("F-1"))
    restes = {".tmp-0123456789abcdef": b"", ".tmp-1123456789abcdef": "# Dossier importé : chaque".encode()}
    gardes = {".tmp-2123456789abcdef": b"# Mes notes", ".tmp-notes": b"", "notes.txt": b"# Dossier"}
    for nom, octets in (restes | gardes).items():
        (ou / nom).write_bytes(octets)
        (ou / nom).chmod(0o600)
    importes(ou, ligne("F-1"))
    presents = {f.name for f in ou.iterdir()}
    assert presents & restes.keys() == set()
    assert gardes.keys() <= presents


def test_un_dossier_range_plus_bas_ne_revient_pas_et_l_on_dit_ou_il_est(ou: Path):
    importes(ou, ligne("F-1"), ligne("F-2"))
    chemin = le_dossier(ou)
    (ou / "reglees").mkdir()
    chemin.rename(ou / "reglees" / chemin.name)
    for nom, texte in (("casse.yaml", "creances: ["), ("liste.json", '[{"creances": 1}]'), ("mot.json", '"creances"')):
        (ou / "reglees" / nom).write_text(texte, encoding="utf-8")
    avant = contenu(ou)
    fait = importes(ou, ligne("F-1"), ligne("F-2"))
    assert [c.code for c in fait.constats] == ["Z126", "Z126"]
    assert f"« reglees/{chemin.name} »" in fait.constats[0].message
    assert (contenu(ou), fait.dossiers) == (avant, [])
    # -- une facture neuve du même débiteur a son dossier; payée, celle d'en bas ne se dit plus --
    fait = importes(ou, ligne("F-1"), ligne("F-2", paye="60.00", solde="0.00", statut="Paid"), ligne("F-3"))
    assert [(d.etat, d.factures) for d in fait.dossiers] == [("cree", ("F-3",))]
    assert [c.code for c in fait.constats if c.code == "Z126"] == ["Z126"]
    # -- ramené, il se complète comme avant --
    (ou / "reglees" / chemin.name).rename(chemin)
    fait = importes(ou, ligne("F-1"), ligne("F-2"))
    assert "Z126" not in {c.code for c in fait.constats}


# -- Ce qu'une personne a ôté ou annulé ne revient pas --


def oter(chemin: Path, facture: str) -> None:
    """Efface à la main cette créance, et ses commentaires."""
    lignes = chemin.read_text(encoding="utf-8").splitlines(keepends=True)
    debut = next(i for i, li in enumerate(lignes) if f"facture: {facture} " in f"{li.rstrip()} ")
    while not lignes[debut].lstrip().startswith("- "):
        debut -= 1
    fin = debut + 1
    while fin < len(lignes) and lignes[fin].startswith("    "):
        fin += 1
    chemin.write_text("".join([*lignes[:debut], *lignes[fin:]]), encoding="utf-8")


def test_une_facture_otee_a_la_main_ne_revient_pas_et_l_on_dit_comment_la_ramener(ou: Path):
    importes(ou, ligne("F-1"), ligne("F-2"))
    chemin = le_dossier(ou)
    oter(chemin, "F-2")
    avant = contenu(ou)
    for _ in range(2):
        fait = importes(ou, ligne("F-1"), ligne("F-2"))
        assert [c.code for c in fait.constats] == ["Z127"]
        assert (f"« {chemin.name} »" in fait.constats[0].message, contenu(ou)) == (True, avant)
    # -- ce qui est payé depuis d'une autre, et une facture neuve, s'ajoutent; celle-ci, non --
    importes(ou, ligne("F-1", paye="20.00", solde="40.00"), ligne("F-2"), ligne("F-3"))
    assert lettres.lire(chemin).noms_des_creances == ("F-1", "F-3")
    # -- payée, on n'en dit plus rien --
    fait = importes(ou, ligne("F-1"), ligne("F-2", paye="60.00", solde="0.00", statut="Paid"), ligne("F-3"))
    assert "Z127" not in {c.code for c in fait.constats}
    # -- le remède suivi --
    retoucher(chemin, "[F-1, F-2, F-3]", "[F-1, F-3]")
    fait = importes(ou, ligne("F-1"), ligne("F-2"), ligne("F-3"))
    assert "Z127" not in {c.code for c in fait.constats}
    assert lettres.lire(chemin).noms_des_creances == ("F-1", "F-3", "F-2")
    # -- ôtée de nouveau, elle ne revient pas davantage --
    oter(chemin, "F-2")
    assert "Z127" in {c.code for c in importes(ou, ligne("F-1"), ligne("F-2"), ligne("F-3")).constats}


@pytest.mark.parametrize(
    ("geste", "revient"),
    [
        ("renommer le dossier", False),
        ("corriger le numéro", False),
        ("ôter la dernière", False),
        ("ajouter un second débiteur", False),
        ("passer la facture dans un autre dossier", None),
        ("effacer le dossier", True),
        ("effacer la ligne des importées", True),
    ],
)
def test_ce_qui_revient_d_une_facture_otee(ou: Path, geste: str, revient: bool | None):
    importes(ou, ligne("F-1"), ligne("F-2"))
    chemin = le_dossier(ou)
    match geste:
        case "renommer le dossier":
            oter(chemin, "F-2")
            chemin.rename(ou / "autre.yaml")
        case "corriger le numéro":
            retoucher(chemin, "facture: F-2", "facture: F-2-B")
        case "ôter la dernière":
            oter(chemin, "F-1")
            oter(chemin, "F-2")
        case "ajouter un second débiteur":
            importes(ou, ligne("F-7", nom="Jean Exemple", courriel="j@exemple.test"))
            oter(chemin, "F-2")
        case "passer la facture dans un autre dossier":
            oter(chemin, "F-2")
            autre = "nature: recouvrement\ncreances:\n- {facture: F-2, date: 2026-08-01, montant: 60.00}\n"
            (ou / "second.yaml").write_text(autre, encoding="utf-8")
        case "effacer le dossier":
            chemin.unlink()
        case "effacer la ligne des importées":
            oter(chemin, "F-2")
            chemin.write_bytes(b"".join(li for li in chemin.read_bytes().splitlines(True) if b"# D\xc3\xa9j" not in li))
    fait = importes(ou, ligne("F-1"), ligne("F-2"))
    assert ("Z127" in {c.code for c in fait.constats}) is (revient is False)
    ajoutees = {numero for d in fait.dossiers for numero in d.factures}
    assert ("F-2" in ajoutees) is (revient is True)


@pytest.mark.parametrize("fin", [b"\n", b"\r\n"])
def test_un_dossier_d_avant_garde_ses_importees_des_qu_il_se_complete(ou: Path, fin: bytes):
    importes(ou, ligne("F-1"), ligne("F-2"))
    chemin = le_dossier(ou)
    lignes = (li for li in chemin.read_bytes().splitlines() if b"# D\xc3\xa9j" not in li)
    chemin.write_bytes(b"".join(li + fin for li in lignes))
    avant = contenu(ou)
    importes(ou, ligne("F-1"), ligne("F-2"))
    assert contenu(ou) == avant
    importes(ou, ligne("F-1"), ligne("F-2"), ligne("F-3"))
    # -- à sa place, sous ce à quoi l'on reconnaît un dossier importé, et avec la même fin de ligne --
    tete = chemin.read_bytes().split(fin)
    assert [li.split(b" :")[0].decode() for li in tete[:3:2]] == ["# Dossier importé", "# Déjà importées"]
    oter(chemin, "F-2")
    assert "Z127" in {c.code for c in importes(ou, ligne("F-1"), ligne("F-2"), ligne("F-3")).constats}


def importes_json(ou: Path, paiements: list[dict[str, object]]) -> Rangement:
    paye = sum(int(str(p["Amount"])) for p in paiements)
    comptes = {"AmountPaid": paye, "AmountDue": 60 - paye, "Payments": paiements}
    return ranger(importer(json.dumps({"Invoices": [{**PAYEE_EN_DEUX, **comptes}]}).encode(), expediteur=MOI), ou)


@pytest.mark.parametrize("annulation", ["{corrige: 1, motif: chèque d’une autre}", "annulée, puis refaite"])
def test_un_paiement_annule_au_journal_ne_revient_pas_et_se_dit(ou: Path, annulation: str):
    paiements = [{"Date": "2026-09-10", "Amount": 20}]
    importes_json(ou, paiements)
    chemin = le_dossier(ou)
    if annulation.startswith("annulée"):
        annulation = "{corrige: 1, date: 2026-09-10, montant: 15.00, facture: F-1, motif: mal lu}"
    texte = chemin.read_text(encoding="utf-8").rstrip("\n")
    chemin.write_text(f"{texte}\n  - {annulation}\n", encoding="utf-8")
    lettres.lire(chemin)
    avant = chemin.read_bytes()
    fait = importes_json(ou, paiements)
    assert [c.code for d in fait.dossiers for c in d.remarques] == ["Z120"]
    assert chemin.read_bytes() == avant
    # -- un autre paiement, venu depuis, attend que l'on tranche --
    importes_json(ou, [*paiements, {"Date": "2026-10-10", "Amount": 5}])
    assert chemin.read_bytes() == avant


EN_DEUX = [{"Date": "2026-09-10", "Amount": 20}, {"Date": "2026-09-20", "Amount": 10}]


@d_un_trait
@pytest.mark.parametrize(
    ("ote", "ensuite", "codes", "restent"),
    [
        # -- l'un, l'autre, les deux : rien ne revient, et l'écart se dit --
        (["2026-09-10"], EN_DEUX, ["Z120"], ["10"]),
        (["2026-09-20"], EN_DEUX, ["Z120"], ["20"]),
        (["2026-09-10", "2026-09-20"], EN_DEUX, ["Z120"], []),
        # -- un autre, venu depuis, attend que l'on tranche; rien d'ôté, il s'ajoute --
        (["2026-09-10"], [*EN_DEUX, {"Date": "2026-10-10", "Amount": 5}], ["Z120"], ["10"]),
        ([], [*EN_DEUX, {"Date": "2026-10-10", "Amount": 5}], [], ["20", "10", "5"]),
        # -- l'export ne le donne plus non plus : rien n'est à dire --
        (["2026-09-10"], EN_DEUX[1:], [], ["10"]),
        ([], EN_DEUX, [], ["20", "10"]),
    ],
)
def test_un_paiement_ote_a_la_main_ne_revient_pas_et_se_dit(
    tmp_path_factory: pytest.TempPathFactory, ote: list[str], ensuite: list[dict[str, object]], codes: list[str],
    restent: list[str],
):  # fmt: skip
    ou = tmp_path_factory.mktemp("otes") / "dossiers"
    importes_json(ou, EN_DEUX)
    chemin = le_dossier(ou)
    for jour in ote:
        oter_de(chemin, "paiements", f"date: {jour}")
    for _ in range(2):
        fait = importes_json(ou, ensuite)
        dits = {
            c.code for c in (*fait.constats, *(c for d in fait.dossiers for c in d.remarques)) if c.code[:3] == "Z12"
        }
        assert sorted(dits - {"Z121", "Z122"}) == codes
    assert [f"{p.montant:f}".removesuffix(".00") for p in lettres.lire(chemin).paiements] == restent
    if codes and ensuite is EN_DEUX:  # -- le remède suivi : ôté de l'en-tête aussi, il revient --
        texte = chemin.read_text(encoding="utf-8")
        entete = next(li for li in texte.splitlines() if li.startswith("# Paiements"))
        chemin.write_text(texte.replace(entete + "\n", ""), encoding="utf-8")
        importes_json(ou, ensuite)
        assert sorted(str(p.montant) for p in lettres.lire(chemin).paiements) == ["10.00", "20.00"]


def oter_de(chemin: Path, liste: str, mot: str) -> None:
    """Efface à la main, de cette liste, l'élément où ce mot paraît; la liste aussi, s'il y était seul."""
    tete, debut, suite = chemin.read_text(encoding="utf-8").partition(f"\n{liste}:\n")
    elements = re.split(r"(?m)^(?=  - )", suite)
    gardes = [e for e in elements if mot not in e]
    chemin.write_text(tete + (debut if any(gardes) else "\n") + "".join(gardes), encoding="utf-8")


@d_un_trait
@pytest.mark.parametrize(
    ("avant", "apres", "codes", "echeance"),
    [
        # -- la ligne, la valeur et son commentaire, la valeur seule --
        (r"    echeance: .*\n", "", ["Z129"], None),
        (r"echeance: .*\n", "echeance:\n", ["Z129"], None),
        (r"echeance: 2026-08-31", "echeance:           ", ["Z129"], None),
        # -- écrite autrement, ou encore à remplir --
        (r"echeance: 2026-08-31", "echeance: 2026-09-30", ["Z120"], "2026-09-30"),
        (r"echeance: .*\n", "echeance:   # à remplir : l’export ne la dit pas\n", [], "2026-08-31"),
        # -- un dossier que l'on a fait soi-même se remplit --
        (r"(?s)^# Dossier importé.*?\n(?=lettres)(.*)    echeance: [^\n]*\n", r"\1", [], "2026-08-31"),
    ],
)
def test_une_echeance_otee_a_la_main_ne_revient_pas_et_se_dit(
    tmp_path_factory: pytest.TempPathFactory, avant: str, apres: str, codes: list[str], echeance: str | None
):
    ou = tmp_path_factory.mktemp("echeances") / "dossiers"
    importes(ou, ligne("F-1"))
    chemin = le_dossier(ou)
    texte, fois = re.subn(avant, apres, chemin.read_text(encoding="utf-8"), count=1)
    chemin.write_text(texte, encoding="utf-8")
    assert fois == 1
    for _ in range(2):
        fait = importes(ou, ligne("F-1"))
        assert [c.code for d in fait.dossiers for c in d.remarques if c.code != "Z104"] == codes
    (creance,) = parcourir(ou).par_facture["F-1"].elements("creances")
    assert creance.get("echeance") == echeance
    if codes == ["Z129"]:  # -- le remède suivi, plus rien n'est dit --
        sans = re.sub(r"    echeance:.*\n", "", texte)
        chemin.write_text(sans.replace("    objet:", "    echeance: 2026-08-31\n    objet:"), encoding="utf-8")
        assert [c.code for d in importes(ou, ligne("F-1")).dossiers for c in d.remarques] == []


def test_une_facture_ajoutee_dit_ses_blancs_et_un_export_les_remplit(ou: Path):
    importes(ou, ligne("F-1"))
    sans = ligne("F-2").replace("2026-08-31", "")
    importes(ou, ligne("F-1"), sans)
    chemin = le_dossier(ou)
    assert "    echeance:".ljust(44) + "  # à remplir : l’export ne la dit pas" in chemin.read_text(encoding="utf-8")
    importes(ou, ligne("F-1"), ligne("F-2"))
    assert parcourir(ou).par_facture["F-2"].elements("creances")[1]["echeance"] == "2026-08-31"


@d_un_trait
@pytest.mark.parametrize(("avant", "code"), [("deja_paye", "Z120"), ("avoirs", "Z120")])
def test_un_total_paye_ou_un_credit_ote_a_la_main_ne_revient_pas(
    tmp_path_factory: pytest.TempPathFactory, avant: str, code: str
):
    ou = tmp_path_factory.mktemp("totaux") / "dossiers"
    if avant == "deja_paye":
        encore = lambda: importes(ou, ligne("F-1", paye="20.00", solde="40.00"))  # noqa: E731
    else:
        comptes = {"AmountPaid": 0, "AmountCredited": 20, "AmountDue": 40, "Payments": []}
        octets = json.dumps({"Invoices": [{**PAYEE_EN_DEUX, **comptes}]}).encode()
        encore = lambda: ranger(importer(octets, expediteur=MOI), ou)  # noqa: E731
    encore()
    chemin = le_dossier(ou)
    if avant == "deja_paye":
        texte = re.sub(r"    deja_paye: .*\n", "", chemin.read_text(encoding="utf-8"))
        chemin.write_text(texte, encoding="utf-8")
    else:
        oter_de(chemin, "avoirs", "montant: 20")
    avant_import = chemin.read_bytes()
    for _ in range(2):
        assert [c.code for d in encore().dossiers for c in d.remarques] == [code]
    assert chemin.read_bytes() == avant_import


# -- Un état inconnu de sa source, dit dû une fois pour toutes --


@d_un_trait
@pytest.mark.parametrize(
    ("dus", "statuts", "gravite", "nomme"),
    [
        (["Sent to agancy"], ["Sent to agency"], "alerte", "les plus proches qu’il donne : « Sent to agency »"),
        (["agence"], ["Sent to agency", "Refunded"], "alerte", "« Refunded », « Sent to agency »"),
        (["Sent to agency"], ["Sent to agency"], None, ""),
        ([" sent TO agency "], ["Sent to agency"], None, ""),
        (["Sent to agency", "Refundd"], ["Sent to agency", "Refunded"], "alerte", "« Refunded »"),
        # -- plus rien d'inconnu : un état d'un export d'avant --
        (["Sent to agency"], ["Awaiting Payment"], "conseil", "« Awaiting Payment »"),
        (["Sent to agency"], [""], "conseil", "il ne donne l’état d’aucune"),
        (["Voided"], ["Voided", "Awaiting Payment"], None, ""),
        (["Awaiting Payment"], ["Awaiting Payment"], None, ""),
        ([], ["Refunded"], None, ""),
    ],
)
def test_un_etat_dit_du_que_rien_ne_porte_se_dit_avec_les_plus_proches(
    dus: list[str], statuts: list[str], gravite: str | None, nomme: str
):
    lignes = "".join(ligne(f"F-{rang}", statut=statut) for rang, statut in enumerate(statuts))
    dits = [c for c in importer((ENTETE + lignes).encode(), etats_dus=dus).ecartees if c.code == "Z128"]
    assert [str(c.gravite) for c in dits] == ([] if gravite is None else [gravite])
    assert all(nomme in c.message.replace("\xa0", " ") for c in dits), dits


@d_un_trait
@pytest.mark.parametrize(
    ("reponse", "inconnues"),
    [
        ("", ["F-1", "F-2", "F-3"]),
        ("etats_dus: [Sent to agency]\n", ["F-3"]),
        ('etats_dus: ["sent TO agency ", Refunded]\n', []),
        ("etats_dus: [Refunded]\n", ["F-1", "F-2"]),
        ("etats_dus: [Sent]\n", ["F-1", "F-2", "F-3"]),
        # -- ce que la source sait ne change pas : payée, annulée, elle l'est encore --
        ("etats_dus: [Paid, Voided, Draft]\n", ["F-1", "F-2", "F-3"]),
    ],
)
def test_un_etat_inconnu_dit_du_vaut_pour_toutes_ses_factures(
    tmp_path_factory: pytest.TempPathFactory, reponse: str, inconnues: list[str]
):
    ou = tmp_path_factory.mktemp("etats") / "dossiers"
    lignes = [ligne(n, statut="Sent to agency") for n in ("F-1", "F-2")] + [ligne("F-3", statut="Refunded")]
    lignes += [ligne("F-4"), ligne("F-5", statut="Voided"), ligne("F-6", statut="Paid", paye="60.00", solde="0.00")]
    (fait,) = importes(ou, *lignes).dossiers
    dits = [c for c in fait.remarques if c.code == "Z125"]
    assert (len(dits), 'etats_dus: ["Sent to agency"]' in dits[0].remede) == (3, True)
    debiteurs = ou / "debiteurs.yaml"
    debiteurs.write_text(debiteurs.read_text(encoding="utf-8") + reponse, encoding="utf-8")
    for _ in range(2):
        importes(ou, *lignes)
        creances = parcourir(ou).par_facture["F-4"].elements("creances")
        assert [c["facture"] for c in creances if not c.get("montant")] == inconnues
        assert le_dossier(ou).read_text(encoding="utf-8").count("à remplir : son état") == len(inconnues)
        assert len(creances) == 4
    # -- un débiteur neuf y ajoute sa question, et la réponse reste --
    importes(ou, *lignes, ligne("F-9", nom="Jean Exemple", courriel="j@exemple.test"))
    assert reponse in debiteurs.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "export",
    [
        {"data": [{"number": "F-1", "created": 1785556800, "due_date": 1788148800, "total": 6000, "amount_paid": 0,
                   "amount_remaining": 6000, "currency": "cad", "status": "7", "customer_name": "Marie Exemple"}]},
        {"data": [{"number": "F-1", "date": "2026-08-01", "due_date": "2026-08-31", "amount": 60, "balance": 60,
                   "paid_to_date": 0, "status_id": "7", "client": {"name": "Marie Exemple"}, "line_items": []}]},
    ],
)  # fmt: skip
def test_le_remede_d_un_etat_inconnu_se_suit_de_toute_source(ou: Path, export: dict[str, object]):
    octets = json.dumps(export).encode()
    (fait,) = ranger(importer(octets, expediteur=MOI, etats_dus=etats_dus(ou)), ou).dossiers
    (dit,) = [c for c in fait.remarques if c.code == "Z125"]
    (a_ecrire,) = [m for m in dit.remede.replace("\xa0", " ").split("« ") if m.startswith("etats_dus")]
    (ou / "debiteurs.yaml").write_text(a_ecrire.partition(" »")[0] + "\n", encoding="utf-8")
    (fait,) = ranger(importer(octets, expediteur=MOI, etats_dus=etats_dus(ou)), ou).dossiers
    assert [c.code for c in fait.remarques if c.code == "Z125"] == []
    assert str(lettres.lire(le_dossier(ou)).creances[0].montant) == "60.00"


# -- Réclamer plus que l'export ne dit dû est une erreur; moins, une alerte --


@pytest.mark.parametrize(
    ("paye", "solde", "gravites"),
    [
        ("20.00", "40.00", []),
        ("20.01", "39.99", [Gravite.ERREUR]),
        ("30.00", "30.00", [Gravite.ERREUR]),
        ("19.99", "40.01", [Gravite.ALERTE]),
    ],
)
def test_un_second_paiement_sans_date_se_dit_sans_rien_changer(
    ou: Path, paye: str, solde: str, gravites: list[Gravite]
):
    importes(ou, ligne("F-1", paye="20.00", solde="40.00"))
    avant = le_dossier(ou).read_bytes()
    fait = importes(ou, ligne("F-1", paye=paye, solde=solde))
    assert [c.gravite for d in fait.dossiers for c in d.remarques if c.code == "Z120"] == gravites
    assert le_dossier(ou).read_bytes() == avant
    # -- le remède suivi --
    retoucher(le_dossier(ou), "deja_paye: 20.00", f"deja_paye: {paye}")
    fait = importes(ou, ligne("F-1", paye=paye, solde=solde))
    assert [c for d in fait.dossiers for c in d.remarques if c.code == "Z120"] == []
