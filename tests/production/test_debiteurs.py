"""Les débiteurs : qui est le même d'un dossier à l'autre, qui ne l'est pas, et ce que ses dossiers contredisent."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from efforts import pointe
from fabrique_de_dossiers import AU, destinataire, facture
from tables import d_un_trait

from lettres.production.relances import AffaireRefusee, AffaireSuivie, Debiteur, par_debiteur, suivre

ADRESSE = {"ligne": "34, avenue du Lac", "ville": "Bromont", "code_postal": "J2L 2B2"}


def faits(reference: str, **blocs: Any) -> dict[str, Any]:
    """Les faits d'un dossier dont le rappel est dû le 22 novembre."""
    expediteur = {"nom": "Studio Exemple", "adresse": ADRESSE, "courriel": "studio@exemple.test"}
    base = {"reference": reference, "nature": "recouvrement", "expediteur": expediteur}
    return base | {"destinataire": destinataire(), "creances": [facture()]} | blocs


def affaires(*dossiers: dict[str, Any], au: date = AU) -> list[AffaireSuivie]:
    suivies = [suivie for _, suivie in suivre(dossiers, au=au)]
    assert not any(isinstance(s, AffaireRefusee) for s in suivies), suivies
    return [s for s in suivies if isinstance(s, AffaireSuivie)]


def rangees(*dossiers: dict[str, Any], au: date = AU) -> list[Debiteur]:
    return par_debiteur(affaires(*dossiers, au=au))


def qui(**cles: Any) -> dict[str, Any]:
    return {"nom": "Marie Exemple", **cles}


MEMES = {
    "le même NEQ, deux noms": (qui(neq="1100000001"), {"nom": "Boutique Exemple ltée", "neq": "1100000001"}),
    "le même nom et le même code postal": (qui(adresse=ADRESSE), qui(adresse=ADRESSE | {"ligne": "36, rue du Lac"})),
    "le même nom, autrement écrit": (qui(adresse=ADRESSE), {"nom": "MARIE  EXÉMPLE", "adresse": ADRESSE}),
    "le même nom, à l’apostrophe et à la ligature près": (
        {"nom": "L’Œuvre d’Exemple", "adresse": ADRESSE},
        {"nom": "L'Oeuvre d'Exemple", "adresse": ADRESSE},
    ),
    "le même code postal, sans espace": (qui(adresse=ADRESSE), qui(adresse=ADRESSE | {"code_postal": "j2l2b2"})),
    "le même nom et le même courriel": (qui(courriel="m@exemple.test"), qui(courriel="M@exemple.test")),
    "le code postal de l’un, le courriel aussi": (
        qui(adresse=ADRESSE, courriel="m@exemple.test"),
        qui(courriel="m@exemple.test"),
    ),
}
AUTRES = {
    "le même nom, rien d’autre": (qui(), qui()),
    "le même nom, deux codes postaux": (qui(adresse=ADRESSE), qui(adresse=ADRESSE | {"code_postal": "J2G 1A1"})),
    "le même nom, deux courriels": (qui(courriel="m@exemple.test"), qui(courriel="n@exemple.test")),
    "deux noms, la même adresse": (qui(adresse=ADRESSE), {"nom": "Paul Exemple", "adresse": ADRESSE}),
    "deux noms, le même courriel": (qui(courriel="m@exemple.test"), {"nom": "Paul", "courriel": "m@exemple.test"}),
    "deux NEQ, tout le reste pareil": (
        qui(neq="1100000001", adresse=ADRESSE),
        qui(neq="1100000002", adresse=ADRESSE),
    ),
    "un NEQ d’un seul côté": (qui(neq="1100000001", adresse=ADRESSE), qui(adresse=ADRESSE)),
    "une adresse d’un côté, un courriel de l’autre": (qui(adresse=ADRESSE), qui(courriel="m@exemple.test")),
    "deux pays": (
        qui(adresse=ADRESSE | {"pays": "France", "code_postal": "75001"}),
        qui(adresse=ADRESSE | {"pays": "Italie", "code_postal": "75001"}),
    ),
    "deux noms d’une autre écriture": (
        {"nom": "Мария", "adresse": ADRESSE},
        {"nom": "Павел", "adresse": ADRESSE},
    ),
}


@pytest.mark.parametrize("paire", MEMES.values(), ids=MEMES)
def test_un_meme_debiteur_n_a_qu_une_rangee(paire: tuple[dict[str, Any], dict[str, Any]]):
    (seul,) = rangees(*(faits(f"2026-{i}", destinataire=d) for i, d in enumerate(paire)))
    assert [a.reference for a in seul.affaires] == ["2026-0", "2026-1"]


@d_un_trait
@pytest.mark.parametrize("paire", AUTRES.values(), ids=AUTRES)
def test_deux_debiteurs_ont_chacun_la_leur(paire: tuple[dict[str, Any], dict[str, Any]]):
    trouvees = rangees(*(faits(f"2026-{i}", destinataire=d) for i, d in enumerate(paire)))
    assert [[a.reference for a in d.affaires] for d in trouvees] == [["2026-0"], ["2026-1"]]


def test_de_proche_en_proche_trois_dossiers_sont_d_un_seul_debiteur():
    ailleurs = ADRESSE | {"code_postal": "J2G 1A1"}
    (seul,) = rangees(
        faits("a", destinataire=qui(adresse=ADRESSE)),
        faits("b", destinataire=qui(adresse=ailleurs, courriel="m@exemple.test")),
        faits("c", destinataire=qui(adresse=ADRESSE, courriel="m@exemple.test")),
    )
    assert [a.reference for a in seul.affaires] == ["a", "b", "c"]
    assert [c.code for c in seul.contradictions] == ["adresse"]


# -- L'ordre des rangées --


def test_les_rangees_vont_de_la_plus_urgente_a_la_moins():
    a_des_noms = {
        "payee": {"paiements": [{"date": "2026-09-10", "montant": "60"}]},
        "attend": {"creances": [facture(echeance=date(2026, 12, 15))]},
        "suspendue": {"suspensions": [{"motif": "mediation", "du": "2026-11-01", "au": "2026-12-31"}]},
        "bloquee": {"suites": [{"date": "2026-11-10", "resultat": "procureur_constitue"}]},
        "a revoir": {"suites": [{"date": "2026-11-10", "resultat": "contestation"}]},
        "due": {},
        "due, plus ancienne": {"creances": [facture(date=date(2024, 8, 1), echeance=date(2024, 8, 31))]},
    }
    dossiers = [faits(n, destinataire={"nom": n, "adresse": ADRESSE}, **blocs) for n, blocs in a_des_noms.items()]
    trouvees = rangees(*dossiers)
    assert [d.nom for d in trouvees] == [
        "due, plus ancienne",
        "due",
        "a revoir",
        "bloquee",
        "suspendue",
        "attend",
        "payee",
    ]
    urgences = ["due", "due", "a_revoir", "bloquee", "suspendue", "non_due", "terminee"]
    assert [d.statut for d in trouvees] == urgences


def test_une_rangee_dit_le_pas_ses_factures_leur_somme_et_depuis_quand():
    deux = [facture(), facture(facture="F-2", montant="40")]
    (seul,) = rangees(faits("2026-1", creances=deux))
    (pas,) = seul.pas
    assert (pas.titre, pas.lettre, pas.creances, str(pas.somme)) == (
        "Rappel courtois",
        "rappel",
        ("F-1023", "F-2"),
        "100.00",
    )
    assert (pas.raison.code, pas.des_le, pas.avant_le) == ("echue", date(2026, 9, 8), date(2029, 8, 31))


def test_une_somme_qui_ne_se_calcule_pas_est_absente():
    (seul,) = rangees(faits("2026-1", creances=[{k: v for k, v in facture().items() if k != "montant"}]))
    assert seul.pas[0].somme is None


# -- Les contradictions --

CONSTITUE = {"suites": [{"date": "2026-11-10", "resultat": "procureur_constitue"}]}
INSOLVABLE = {"suites": [{"date": "2026-11-10", "resultat": "insolvabilite"}]}
PAYEE = {"paiements": [{"date": "2026-09-10", "montant": "60"}]}


@d_un_trait
@pytest.mark.parametrize(
    ("premier", "second", "codes"),
    [
        ({}, {}, []),
        (CONSTITUE, {}, ["avocat"]),
        ({}, CONSTITUE, ["avocat"]),
        (CONSTITUE, CONSTITUE, []),
        (CONSTITUE, PAYEE, []),
        (CONSTITUE | PAYEE, {}, ["avocat"]),
        ({"destinataire": destinataire(procureur="Me Camille Exemple")}, {}, ["avocat"]),
        (INSOLVABLE, {}, ["insolvabilite"]),
        (INSOLVABLE, CONSTITUE, []),
        ({"destinataire": destinataire(qualite="consommateur")}, {}, []),
        (
            {"destinataire": destinataire(qualite="consommateur")},
            {"destinataire": destinataire(qualite="commercant")},
            ["qualite"],
        ),
        (
            {"destinataire": destinataire(adresse=ADRESSE)},
            {"destinataire": destinataire(adresse=ADRESSE | {"ligne": "34 Avenue du Lac"})},
            [],
        ),
        (
            {"destinataire": destinataire(adresse=ADRESSE)},
            {"destinataire": destinataire(adresse=ADRESSE | {"ligne": "36, avenue du Lac"})},
            ["adresse"],
        ),
    ],
)
def test_ce_que_deux_dossiers_disent_de_contraire_est_dit(premier, second, codes: list[str]):
    (seul,) = rangees(faits("2026-1", **premier), faits("2026-2", **second))
    assert [c.code for c in seul.contradictions] == codes
    assert all("2026-1" in c.phrase and "2026-2" in c.phrase for c in seul.contradictions)


@pytest.mark.parametrize(
    ("autre", "ecrites", "statut"),
    [
        ({}, ["2026-1", "2026-2"], "due"),
        (CONSTITUE, [], "a_revoir"),
        (INSOLVABLE, [], "a_revoir"),
        (PAYEE, ["2026-1"], "due"),
    ],
)
def test_un_dossier_qui_defend_d_ecrire_retient_les_lettres_des_autres(autre, ecrites: list[str], statut: str):
    (seul,) = rangees(faits("2026-1"), faits("2026-2", **autre))
    assert ([a.reference for a in seul.a_ecrire], seul.statut) == (ecrites, statut)


def test_une_autre_contradiction_ne_retient_rien():
    memes = {"destinataire": destinataire(qualite="consommateur")}, {"destinataire": destinataire(qualite="entreprise")}
    (seul,) = rangees(faits("2026-1", **memes[0]), faits("2026-2", **memes[1]))
    assert (seul.statut, len(seul.a_ecrire)) == ("due", 2)


# -- Ce qui ne s'évalue pas, et beaucoup à la fois --


def test_un_dossier_fautif_n_arrete_pas_les_autres():
    sources = [faits("2026-1"), {"reference": "zut"}, b"{", "absent.yaml", 3, faits("2026-2")]
    suivies = [s for _, s in suivre(sources, au=AU)]  # type: ignore[arg-type]
    assert [isinstance(s, AffaireSuivie) for s in suivies] == [True, False, False, False, False, True]


def test_un_jour_d_avant_la_fin_du_journal_est_refuse_dossier_par_dossier():
    lettre = {"envois": [{"lettre": "rappel", "date": "2026-11-22"}]}
    _, suivie = next(suivre([faits("2026-1", **lettre)], au=date(2026, 11, 21)))
    assert isinstance(suivie, AffaireRefusee)
    assert [c.code for c in suivie.refus.constats] == ["U023"]
    assert not isinstance(next(suivre([faits("2026-1", **lettre)], au=AU))[1], AffaireRefusee)


def test_ce_que_la_suite_leve_vient_apres_les_dossiers_deja_donnes():
    def suite() -> Iterator[dict[str, Any]]:
        yield faits("2026-1")
        raise OSError("zut")

    suivies = suivre(suite(), au=AU)
    assert isinstance(next(suivies)[1], AffaireSuivie)
    with pytest.raises(OSError, match="zut"):
        next(suivies)


def beaucoup(nombre: int) -> Iterator[dict[str, Any]]:
    """Deux dossiers par débiteur; chacun ne porte que des mots à lui."""
    for rang in range(nombre):
        nom = f"Débiteur{rang // 2:04d}z"
        adresse = ADRESSE | {"ligne": f"{rang // 2 + 1}, rue du Lac", "ville": f"Ville{rang // 2:04d}z"}
        creances = [facture(facture=f"F{rang // 2:04d}z-{rang % 2}")]
        yield faits(f"R{rang // 2:04d}z-{rang % 2}", destinataire={"nom": nom, "adresse": adresse}, creances=creances)


@pytest.mark.parametrize("nombre", [60, pytest.param(1000, marks=pytest.mark.long)])
def test_rien_d_un_debiteur_n_est_sur_la_rangee_d_un_autre(nombre: int):
    from lettres.interface import debiteur

    trouvees = par_debiteur(s for _, s in suivre(beaucoup(nombre), au=AU) if isinstance(s, AffaireSuivie))
    assert len(trouvees) == nombre // 2
    for rangee in trouvees:
        sien = rangee.nom.removeprefix("Débiteur")
        dit = str(debiteur(rangee))
        assert len(rangee.affaires) == 2
        assert [autre for autre in range(nombre // 2) if f"{autre:04d}z" in dit] == [int(sien[:4])]


@pytest.mark.long
def test_la_memoire_ne_croit_que_de_quelques_lignes_par_dossier():
    def relever(nombre: int) -> None:
        par_debiteur(s for _, s in suivre(beaucoup(nombre), au=AU) if isinstance(s, AffaireSuivie))

    relever(20)
    petit, grand = pointe(lambda: relever(250)), pointe(lambda: relever(1000))
    un_dossier = pointe(lambda: list(map(dict, beaucoup(1)))) + pointe(lambda: relever(1))
    assert (grand - petit) / 750 < min(8_000, un_dossier / 4)
