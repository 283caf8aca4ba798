"""L'agenda des relances : les jours qui viennent, sans le nom de personne, mis à jour au lieu d'être répétés."""

from __future__ import annotations

import sys
from datetime import date

import icalendar
import pytest
from fabrique_de_dossiers import destinataire, dossier, facture

from lettres.affaire import Affaire
from lettres.escalade import classer
from lettres.production.relances import en_ics, par_debiteur, rendez_vous
from lettres.production.relances.debiteurs import resumer
from lettres.socle.erreurs import SortieRefusee

AU = date(2026, 11, 20)


def agenda(au: date = AU, precedent: bytes | None = None, **blocs: object) -> bytes:
    affaire = Affaire(dossier(creances=[facture(facture="F-1", date="2026-09-01", echeance="2026-10-01")], **blocs), au)
    suivie = resumer("d.yaml", affaire, classer(affaire))
    return en_ics(rendez_vous(par_debiteur([suivie])), au, precedent)


def evenements(octets: bytes) -> dict[str, icalendar.Event]:
    lus = icalendar.Calendar.from_ical(octets).walk("VEVENT")
    assert all(isinstance(e, icalendar.Event) for e in lus)
    return {str(e["uid"]): e for e in lus}  # type: ignore[misc]


def dits(octets: bytes) -> list[tuple[str, str, int, str]]:
    lus = sorted(evenements(octets).values(), key=lambda e: (e.decoded("dtstart"), str(e["summary"])))
    return [(e.decoded("dtstart").isoformat(), str(e["summary"]), int(e["sequence"]), str(e["status"])) for e in lus]


def test_chaque_pas_a_son_jour_entier_son_alarme_et_ne_prend_pas_de_place():
    (pas, prescription) = sorted(evenements(agenda()).values(), key=lambda e: e.decoded("dtstart"))
    assert (pas.decoded("dtstart"), str(pas["transp"])) == (AU, "TRANSPARENT")
    assert [str(a["trigger"].to_ical().decode()) for a in pas.walk("VALARM")] == ["PT9H"]
    assert prescription.decoded("dtstart") == date(2029, 10, 1)
    assert [str(a["trigger"].to_ical().decode()) for a in prescription.walk("VALARM")] == ["-P30D"]


@pytest.mark.parametrize(
    ("au", "jour"), [(date(2026, 10, 7), "2026-10-08"), (date(2026, 10, 8), "2026-10-08"), (AU, "2026-11-20")]
)
def test_un_pas_deja_ouvert_se_note_au_premier_jour_ou_on_le_dit_et_y_reste(au: date, jour: str):
    premier = agenda(au)
    assert dits(premier)[0][0] == jour
    assert agenda(date(2026, 11, 25), premier) == premier


def test_un_calendrier_se_partage_et_ne_nomme_donc_personne():
    octets = agenda(destinataire=destinataire(nom="Zzcanari Exemple", courriel="zzcanari@exemple.test"))
    assert b"canari" not in octets.lower()


@pytest.mark.parametrize(
    "qui",
    [
        {"nom": "Zzcanari Exemple"},
        {"nom_commercial": "Plomberie Zzcanari"},
        {"attention": {"nom": "Lise Zzcanari"}},
        {"courriel": "info@zzcanari.test"},
        {"courriel": "zzcanari@exemple.test"},
    ],
)
def test_ni_son_commerce_ni_qui_le_represente_ne_se_lit_dans_une_reference(qui: dict[str, object]):
    lui = destinataire(**{"nom": "9123-4567 Québec inc.", "type": "entreprise", "civilite": None, **qui})
    octets = agenda(reference="zzcanari-2026", destinataire=lui)
    assert b"canari" not in octets.lower() and {dit.partition(" – ")[0] for _, dit, _, _ in dits(octets)} == {
        "Un dossier (F-1)"
    }


@pytest.mark.parametrize(
    ("reference", "numero", "sujet"),
    [
        ("2026-014", "F-1", "2026-014 (F-1)"),
        ("zzcanari-2026", "F-1", "Un dossier (F-1)"),
        ("ZZCANARI", "ZzCanari-1", "Un dossier"),
        ("2026-014", "F-Zzcanari", "2026-014"),
        ("canar-2026", "F-1", "canar-2026 (F-1)"),
    ],
)
def test_une_reference_qui_porte_le_nom_de_l_autre_ne_se_dit_pas(reference: str, numero: str, sujet: str):
    creances = [facture(facture=numero, date="2026-09-01", echeance="2026-10-01")]
    faits = dossier(reference=reference, creances=creances, destinataire=destinataire(nom="Me Zzcanari"))
    affaire = Affaire(faits, AU)
    octets = en_ics(rendez_vous(par_debiteur([resumer("d.yaml", affaire, classer(affaire))])), AU)
    assert {titre.partition(" – ")[0] for _, titre, _, _ in dits(octets)} == {sujet}
    # -- l'identifiant non plus, et il reste le même; ce qui ne nomme personne s'y lit, comme avant --
    assert b"canari" not in octets.lower()
    for uid in evenements(octets):
        assert all((dit.replace("-", ".") in uid) == (dit in sujet) for dit in (reference, numero))
    plus_tard = Affaire(faits, date(2026, 11, 25))
    suite = en_ics(rendez_vous(par_debiteur([resumer("d.yaml", plus_tard, classer(plus_tard))])), plus_tard.au, octets)
    assert suite == octets


def test_un_autre_lecteur_y_trouve_des_lignes_pliees_et_des_jours_entiers():
    octets = agenda()
    assert octets.count(b"\n") == octets.count(b"\r\n") and octets.endswith(b"END:VCALENDAR\r\n")
    assert all(len(ligne) <= 75 for ligne in octets.split(b"\r\n"))
    lignes = octets.replace(b"\r\n ", b"").decode().split("\r\n")
    jours = [ligne for ligne in lignes if ligne.startswith("DTSTART")]
    assert jours == ["DTSTART;VALUE=DATE:20261120", "DTSTART;VALUE=DATE:20291001"]
    uids = [ligne for ligne in lignes if ligne.startswith("UID:")]
    assert len(set(uids)) == len(uids) == 2 and all(uid.endswith("@lettres") for uid in uids)


def test_le_meme_suivi_donne_les_memes_octets_meme_par_dessus_le_precedent():
    assert agenda() == agenda() == agenda(precedent=agenda()) == agenda(date(2026, 11, 21), agenda())


def test_un_jour_qui_change_garde_son_identifiant_et_monte_d_un_rang():
    remise = [{"date": "2026-11-20", "resultat": "promesse", "promis_le": "2026-12-15", "montant": "600"}]
    avant = agenda()
    apres = agenda(date(2026, 11, 21), avant, suites=remise)
    assert set(evenements(avant)) == set(evenements(apres))
    changes = {uid for uid, e in evenements(apres).items() if int(e["sequence"]) == 1}
    assert len(changes) == 1
    (uid,) = changes
    assert evenements(apres)[uid].decoded("dtstart") > evenements(avant)[uid].decoded("dtstart")


def test_ce_qui_n_a_plus_lieu_est_annule_une_fois_et_le_reste_tel_quel():
    avant = agenda()
    paye = {"paiements": [{"date": "2026-11-21", "montant": "60", "facture": "F-1"}]}
    apres = agenda(date(2026, 11, 22), avant, **paye)
    encore = agenda(date(2026, 11, 23), apres, **paye)
    assert [(statut, rang) for _, _, rang, statut in dits(apres)] == [("CANCELLED", 1)]
    assert encore == apres
    revenu = agenda(date(2026, 11, 24), encore)
    assert ("2029-10-01", 2, "CONFIRMED") in [(jour, rang, statut) for jour, _, rang, statut in dits(revenu)]


def test_un_pas_termine_n_a_pas_de_rendez_vous():
    assert evenements(agenda(paiements=[{"date": "2026-10-21", "montant": "60", "facture": "F-1"}])) == {}


@pytest.mark.parametrize(
    "autre", [b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Autre//FR\r\nEND:VCALENDAR\r\n", b"mes notes", b""]
)
def test_un_calendrier_d_ailleurs_est_refuse(autre: bytes):
    with pytest.raises(SortieRefusee) as refus:
        agenda(precedent=autre)
    assert [c.code for c in refus.value.constats] == ["S032"]


def test_sans_icalendar_la_commande_qui_l_installe_est_dite(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setitem(sys.modules, "icalendar", None)
    with pytest.raises(SortieRefusee) as refus:
        agenda()
    assert [c.code for c in refus.value.constats] == ["S031"]
    assert "lettres[calendrier]" in refus.value.constats[0].remede
