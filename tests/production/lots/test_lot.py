"""Lot : un résultat par dossier, dans l'ordre; un dossier fautif n'arrête personne; la sortie ne perd rien."""

from __future__ import annotations

import hashlib
import io
import json
import pickle
import shutil
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from lot_d_essai import AU, donnees, dossier, empreinte, journal, lettres_de, ligne, nom, verifier_sortie

import lettres
from lettres.catalogue import dossier_des_modeles
from lettres.lecture.source import TAILLE_MAX
from lettres.production.lots import Ligne, lignes
from lettres.sortie.depot import Depot

CANARI = "Zzcanari"
SANS_ADRESSE: dict[str, Any] = {"destinataire": {"nom": "Client Exemple", "qualite": "entreprise"}}


def codes(resultat: lettres.ResultatDeLot) -> set[str]:
    return {c.code for c in resultat.constats if c.gravite == "erreur"}


def etats(resultats: Iterator[lettres.ResultatDeLot]) -> list[str]:
    return [r.etat for r in resultats]


# -- Sans sortie : des lettres en mémoire --


def test_chaque_resultat_est_la_lettre_que_generer_aurait_faite(atelier: lettres.Atelier):
    resultats = list(atelier.generer_lot([dossier(2), dossier(1)], au=AU))
    for resultat, rang in zip(resultats, (2, 1), strict=True):
        lettre = atelier.generer(dossier(rang), au=AU)
        assert resultat.refus is None
        assert resultat.source == f"dossier {resultats.index(resultat) + 1}"
        for champ in ("octets", "nom", "lettre", "titre", "constats", "empreinte", "chemin"):
            assert getattr(resultat, champ) == getattr(lettre, champ), champ


def test_un_resultat_s_ecrit_comme_une_lettre_et_un_refus_leve_son_erreur(atelier: lettres.Atelier, tmp_path: Path):
    faite, refusee = atelier.generer_lot([dossier(1), dossier(2, **SANS_ADRESSE)], au=AU)
    assert faite.ecrire(tmp_path) == tmp_path / nom(1)
    assert empreinte(tmp_path / nom(1)) == faite.empreinte
    with pytest.raises(lettres.DossierInvalide) as refus:
        refusee.ecrire(tmp_path)
    assert refus.value.constats == refusee.constats


def test_un_dossier_fautif_n_arrete_jamais_les_autres(atelier: lettres.Atelier, tmp_path: Path):
    absent = tmp_path / "absent.yaml"
    sources = [dossier(1), b"{pas du JSON", absent, dossier(2, **SANS_ADRESSE), ligne(3)]
    resultats = list(atelier.generer_lot(sources, au=AU))
    assert [r.etat for r in resultats] == ["faite", "refusee", "refusee", "refusee", "faite"]
    assert [type(r.refus) for r in resultats[1:4]] == [
        lettres.DossierIllisible,
        lettres.DossierIllisible,
        lettres.DossierInvalide,
    ]
    assert [r.source for r in resultats[1:4]] == ["<entrée>:2", str(absent), "dossier 4"]
    assert [r.reference for r in resultats] == ["2026-00001", None, None, "2026-00002", "2026-00003"]


def dire(resultat: lettres.ResultatDeLot) -> str:
    match resultat:
        case lettres.Faite(nom=nom_):
            return f"{nom_} faite"
        case lettres.DejaFaite(nom=nom_):
            return f"{nom_} déjà faite"
        case lettres.Refusee(source=source, refus=refus):
            return f"{source} refusée, {[c.code for c in refus.erreurs]}"


def test_un_resultat_est_l_une_de_trois_choses_et_sa_classe_le_dit(atelier: lettres.Atelier, tmp_path: Path):
    resultats = list(lot(atelier, tmp_path, dossier(1), ligne(1), dossier(2, **SANS_ADRESSE)))
    assert [dire(r) for r in resultats] == [f"{nom(1)} faite", f"{nom(1)} déjà faite", "dossier 3 refusée, ['E101']"]
    # -- ce qu'une lettre a et qu'un refus n'a pas se lit quand même, vide --
    assert [(r.fichier, r.octets, r.refus is None) for r in resultats] == [
        (tmp_path / nom(1), b"", True),
        (tmp_path / nom(1), b"", True),
        (None, b"", False),
    ]


def test_un_resultat_rendu_n_a_plus_rien_a_inscrire_et_passe_d_un_processus_a_l_autre(
    atelier: lettres.Atelier, tmp_path: Path
):
    for resultat in lot(atelier, tmp_path, dossier(1), ligne(1), dossier(2, **SANS_ADRESSE)):
        refait = pickle.loads(pickle.dumps(resultat))  # noqa: S301 -- ce que l'on vient d'écrire
        assert (type(refait), refait.constats, refait.a_inscrire) == (type(resultat), resultat.constats, None)


class DossierQuiCasse(lettres.Dossier):
    """Un dossier qui révèle une faute de l'outil, au milieu de la lettre."""

    def __getattribute__(self, nom: str) -> Any:
        if nom == "pieces":
            raise RuntimeError(CANARI)
        return super().__getattribute__(nom)


def test_une_faute_de_l_outil_n_arrete_que_sa_lettre_et_ne_montre_aucune_valeur(
    atelier: lettres.Atelier, tmp_path: Path
):
    casse = DossierQuiCasse.model_validate(donnees(1))
    avant, pendant, apres = lot(atelier, tmp_path, dossier(0), casse, dossier(2))
    assert (avant.etat, apres.etat) == ("faite", "faite")
    assert isinstance(pendant.refus, lettres.FauteDeLOutil)
    (constat,) = pendant.constats
    assert (constat.code, "(RuntimeError, regles/" in constat.message) == ("I201", True)
    assert CANARI not in repr(pendant)


def test_les_dossiers_ne_sont_demandes_qu_a_mesure(atelier: lettres.Atelier):
    demandes = []

    def source() -> Iterator[lettres.Dossier]:
        for rang in range(1_000_000):
            demandes.append(rang)
            yield dossier(rang)

    lot = atelier.generer_lot(source(), au=AU)
    assert (next(lot).reference, next(lot).reference) == ("2026-00000", "2026-00001")
    lot.close()
    assert demandes == [0, 1]


def test_les_constats_d_une_ligne_de_json_disent_la_ligne_de_l_entree(atelier: lettres.Atelier):
    flux = io.BytesIO(b"\n" + ligne(1) + b"\n\n" + b'{"lettres": 1, "zut": 2}\n')
    bonne, mauvaise = atelier.generer_lot(lignes(flux), au=AU)
    assert (bonne.source, bonne.etat) == ("<entrée>:2", "faite")
    assert mauvaise.source == "<entrée>:5"
    assert {(c.fichier, c.ligne) for c in mauvaise.constats} == {("<entrée>", 5)}
    assert {c.colonne for c in mauvaise.constats if c.code == "D105"} == {16}


def test_une_ligne_demesuree_est_refusee_sans_etre_gardee_et_la_suivante_se_lit(atelier: lettres.Atelier):
    flux = io.BytesIO(b'"' + b"a" * (3 * TAILLE_MAX) + b'"\n' + ligne(1))
    grosse, bonne = lignes(flux)
    assert (len(grosse.octets), bonne) == (TAILLE_MAX + 1, Ligne(ligne(1), 2))
    refusee, faite = atelier.generer_lot([grosse, bonne], au=AU)
    assert (type(refusee.refus), faite.etat) == (lettres.DossierIllisible, "faite")
    assert [c.message for c in refusee.constats] == ["Ce fichier dépasse 1 Mo."]


def test_une_ligne_d_exactement_la_taille_permise_est_lue_entiere():
    juste = b'"' + b"a" * (TAILLE_MAX - 3) + b'"\n'
    assert [li.octets for li in lignes(io.BytesIO(juste + b"{}"))] == [juste, b"{}"]


def test_le_jour_est_verifie_a_l_appel(atelier: lettres.Atelier):
    with pytest.raises(ValueError, match="au"):
        atelier.generer_lot([], au="demain")  # type: ignore[arg-type]
    assert etats(atelier.generer_lot([dossier(1)], au=datetime(2026, 11, 22, 9))) == ["faite"]  # noqa: DTZ001


def test_il_faut_au_moins_un_travailleur(atelier: lettres.Atelier):
    with pytest.raises(ValueError, match="travailleur"):
        next(atelier.generer_lot([dossier(1)], au=AU, travailleurs=0))


def test_un_modele_de_l_usager_refuse_arrete_le_lot_avant_toute_lettre(tmp_path: Path):
    (tmp_path / "rappel-recouvrement.docx").write_bytes(b"PK faux")
    lot = lettres.Atelier(tmp_path).generer_lot([dossier(1)], au=AU, sortie=tmp_path / "sortie")
    with pytest.raises(lettres.ModeleInvalide):
        next(lot)
    assert not (tmp_path / "sortie").exists()


# -- Avec une sortie : des lettres sur le disque --


def lot(atelier: lettres.Atelier, sortie: Path, *sources: Any, **options: Any) -> list[lettres.ResultatDeLot]:
    return list(atelier.generer_lot(sources, au=options.pop("au", AU), sortie=sortie, **options))


def test_le_lot_ecrit_les_lettres_leur_journal_et_rien_d_autre(atelier: lettres.Atelier, tmp_path: Path):
    resultats = lot(atelier, tmp_path, dossier(1), ligne(2))
    attendues = {nom(r): atelier.generer(dossier(r), au=AU).empreinte for r in (1, 2)}
    verifier_sortie(tmp_path, attendues, finie=True)
    for resultat in resultats:
        assert (resultat.octets, resultat.fichier) == (b"", tmp_path / str(resultat.nom))
        with pytest.raises(ValueError, match="déjà écrite"):
            resultat.ecrire(tmp_path)
        assert len(pickle.dumps(resultat)) < 5_000


def test_le_meme_lot_refait_ne_refait_rien(atelier: lettres.Atelier, tmp_path: Path):
    lot(atelier, tmp_path, dossier(1), dossier(2))
    avant = {f.name: (f.stat().st_mtime_ns, f.stat().st_ino) for f in tmp_path.iterdir()}
    refaits = lot(atelier, tmp_path, dossier(1), ligne(2), dossier(3))
    assert [r.etat for r in refaits] == ["deja_faite", "deja_faite", "faite"]
    assert refaits[0].empreinte == empreinte(tmp_path / nom(1))
    apres = {f.name: (f.stat().st_mtime_ns, f.stat().st_ino) for f in tmp_path.iterdir()}
    assert {n: e for n, e in apres.items() if n in lettres_de(tmp_path)[:2]} == {
        n: e for n, e in avant.items() if n.endswith(".docx")
    }


def test_un_dossier_donne_deux_fois_n_est_ecrit_et_inscrit_qu_une_fois(atelier: lettres.Atelier, tmp_path: Path):
    assert [r.etat for r in lot(atelier, tmp_path, dossier(1), ligne(1))] == ["faite", "deja_faite"]
    assert len(journal(tmp_path)) == 1


@pytest.mark.parametrize("rouvert", [False, True], ids=["dans le même lot", "dans un autre lot"])
def test_le_meme_nom_pour_un_autre_dossier_est_refuse_et_dit_ce_qui_a_change(
    atelier: lettres.Atelier, tmp_path: Path, rouvert: bool
):
    autre = dossier(1, solution="Un paiement en deux versements.")
    if rouvert:
        lot(atelier, tmp_path, dossier(1))
        (refus,) = lot(atelier, tmp_path, autre)
    else:
        _, refus = lot(atelier, tmp_path, dossier(1), autre)
    assert isinstance(refus.refus, lettres.SortieRefusee)
    (constat,) = refus.constats
    assert (constat.code, constat.fichier) == ("S011", str(tmp_path / nom(1)))
    assert "les faits du dossier" in constat.message
    assert "le modèle Word" not in constat.message
    assert empreinte(tmp_path / nom(1)) == atelier.generer(dossier(1), au=AU).empreinte
    assert len(journal(tmp_path)) == 1


def test_un_modele_change_est_dit_et_l_ancienne_lettre_reste(atelier: lettres.Atelier, tmp_path: Path):
    lot(atelier, tmp_path / "s", dossier(1))
    shutil.copy(dossier_des_modeles() / "mise-en-demeure-recouvrement.docx", tmp_path / "m.docx")
    octets = (tmp_path / "s" / nom(1)).read_bytes()
    (refus,) = lot(atelier, tmp_path / "s", dossier(1), modele=tmp_path / "m.docx")
    assert "le modèle Word" in refus.constats[0].message
    assert (tmp_path / "s" / nom(1)).read_bytes() == octets


def test_un_autre_jour_est_une_autre_lettre(atelier: lettres.Atelier, tmp_path: Path):
    lot(atelier, tmp_path, dossier(1))
    (autre,) = lot(atelier, tmp_path, dossier(1), au=date(2026, 11, 23))
    assert (autre.etat, autre.nom) == ("faite", "2026-00001_rappel_2026-11-23.docx")


def test_un_fichier_etranger_du_meme_nom_n_est_pas_touche(atelier: lettres.Atelier, tmp_path: Path):
    (tmp_path / nom(1)).write_bytes(b"un autre document")
    (refus,) = lot(atelier, tmp_path, dossier(1))
    assert codes(refus) == {"S011"}
    assert (tmp_path / nom(1)).read_bytes() == b"un autre document"
    assert journal(tmp_path) == []


def test_une_lettre_parue_sans_inscription_est_reconnue_et_inscrite(atelier: lettres.Atelier, tmp_path: Path):
    atelier.generer(dossier(1), au=AU).ecrire(tmp_path)
    assert [r.etat for r in lot(atelier, tmp_path, dossier(1))] == ["deja_faite"]
    verifier_sortie(tmp_path, {nom(1): empreinte(tmp_path / nom(1))}, finie=True)


def test_une_lettre_inscrite_dont_le_fichier_a_disparu_est_refaite_et_cela_se_dit(
    atelier: lettres.Atelier, tmp_path: Path
):
    lot(atelier, tmp_path, dossier(1))
    avant = empreinte(tmp_path / nom(1))
    (tmp_path / nom(1)).unlink()
    (refaite,) = lot(atelier, tmp_path, dossier(1))
    assert (refaite.etat, refaite.constats[-1].code, str(refaite.constats[-1].gravite)) == ("faite", "S015", "alerte")
    verifier_sortie(tmp_path, {nom(1): avant}, finie=True)


def test_une_lettre_disparue_qui_ne_serait_plus_identique_est_refusee(atelier: lettres.Atelier, tmp_path: Path):
    with Depot(tmp_path):
        pass
    lot(atelier, tmp_path, dossier(1))
    (ligne_,) = (tmp_path / "journal.jsonl").read_text(encoding="utf-8").splitlines()
    lue = json.loads(ligne_) | {"empreinte": "f" * 64}
    (tmp_path / "journal.jsonl").write_text(json.dumps(lue, separators=(",", ":")) + "\n", encoding="utf-8")
    (tmp_path / nom(1)).unlink()
    (refus,) = lot(atelier, tmp_path, dossier(1))
    assert codes(refus) == {"S015"}
    assert lettres_de(tmp_path) == []


def test_une_lettre_retouchee_dans_word_est_gardee_et_cela_se_dit(atelier: lettres.Atelier, tmp_path: Path):
    lot(atelier, tmp_path, dossier(1))
    (tmp_path / nom(1)).write_bytes(b"retouchee")
    (deja,) = lot(atelier, tmp_path, dossier(1))
    assert (deja.etat, [c.code for c in deja.constats]) == ("deja_faite", ["S014"])
    assert (tmp_path / nom(1)).read_bytes() == b"retouchee"


def test_un_lot_neuf_se_refuse_la_ou_un_lot_a_commence(atelier: lettres.Atelier, tmp_path: Path):
    assert etats(iter(lot(atelier, tmp_path, dossier(1), reprendre=False))) == ["faite"]
    with pytest.raises(lettres.SortieRefusee) as refus:
        lot(atelier, tmp_path, dossier(2), reprendre=False)
    assert [c.code for c in refus.value.constats] == ["S012"]


def test_un_lot_en_cours_tient_sa_sortie_et_la_rend_quand_on_le_quitte(atelier: lettres.Atelier, tmp_path: Path):
    en_cours = atelier.generer_lot([dossier(1), dossier(2)], au=AU, sortie=tmp_path)
    next(en_cours)
    with pytest.raises(lettres.SortieRefusee) as refus:
        lot(atelier, tmp_path, dossier(3))
    assert [c.code for c in refus.value.constats] == ["S009"]
    en_cours.close()
    assert [r.etat for r in lot(atelier, tmp_path, dossier(1), dossier(2))] == ["deja_faite", "faite"]


def test_l_arret_demande_finit_la_lettre_en_main_et_la_reprise_fait_le_reste(atelier: lettres.Atelier, tmp_path: Path):
    faites: list[lettres.ResultatDeLot] = []
    for resultat in atelier.generer_lot(
        [dossier(r) for r in range(5)], au=AU, sortie=tmp_path, arreter=lambda: len(faites) == 2
    ):
        faites.append(resultat)
    assert lettres_de(tmp_path) == [nom(0), nom(1)]
    assert etats(iter(lot(atelier, tmp_path, *(dossier(r) for r in range(5))))) == ["deja_faite"] * 2 + ["faite"] * 3


def test_le_journal_ne_porte_ni_nom_ni_montant(atelier: lettres.Atelier, tmp_path: Path):
    faits = donnees(
        1,
        solution=f"Solution {CANARI}.",
        faits=[{"date": "2026-08-15", "texte": f"Un fait {CANARI}."}],
        expediteur={**donnees(1)["expediteur"], "nom": f"Karine {CANARI}", "courriel": "zzcanari@exemple.test"},
        destinataire={**donnees(1)["destinataire"], "nom": f"Marie {CANARI}"},
    )
    faits["creances"][0] |= {"objet": f"Objet {CANARI}", "montant": "7 531,00 $", "facture": f"{CANARI}-1"}
    assert etats(iter(lot(atelier, tmp_path, lettres.valider(faits)))) == ["faite"]
    journal_ = (tmp_path / "journal.jsonl").read_text(encoding="utf-8")
    assert CANARI.lower() not in journal_.lower()
    assert "7531" not in journal_.replace(" ", "")
    assert set(json.loads(journal_)) == {
        "version_du_journal",
        "fichier",
        "empreinte",
        "dossier",
        "lettre",
        "au",
        "modele",
        "version",
        "precedente",
    }


def test_la_cle_ne_depend_ni_du_fichier_ni_de_l_ordre_des_cles(atelier: lettres.Atelier, tmp_path: Path):
    a_l_envers = dict(reversed(donnees(1).items()))
    (tmp_path / "d.json").write_text(json.dumps(a_l_envers, indent=3), encoding="utf-8")
    sortie = tmp_path / "sortie"
    resultats = lot(atelier, sortie, tmp_path / "d.json", dossier(1))
    assert [r.etat for r in resultats] == ["faite", "deja_faite"]
    assert hashlib.sha256((sortie / nom(1)).read_bytes()).hexdigest() == resultats[0].empreinte
