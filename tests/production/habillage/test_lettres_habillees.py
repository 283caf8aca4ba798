"""Un papier pour toutes les lettres : lu une fois, refusé comme un modèle, tu sur ce qui n'en prend pas."""

from __future__ import annotations

import hashlib
import io
import re
import zipfile
from collections import Counter
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import docx as python_docx
import pytest
from exemples_rendus import DOSSIER_DES_EXEMPLES
from papiers import ADRESSE, ATELIER, EXPEDITEUR, PAPIERS, papier
from paquets import p, parties_de, runs, zipper

import lettres
from lettres import barriere
from lettres.catalogue import dossier_des_modeles
from lettres.production import reserve
from lettres.production.habillage import papiers as habillage
from lettres.rendu import porte
from lettres.rendu.paquet.ooxml import ecrire_paquet
from lettres.rendu.paragraphes.texte import texte_lisible
from lettres.socle.constats import Gravite
from lettres.socle.erreurs import ModeleInvalide

AU = date(2026, 11, 20)
MINIMAUX = DOSSIER_DES_EXEMPLES / "minimaux"
ETUDE = papier(entetes={"default": p("Étude Exemple")})


def dossier(nom: str = "mise_en_demeure-recouvrement") -> lettres.Dossier:
    return lettres.lire(MINIMAUX / f"{nom}.yaml")


def generer(octets: bytes | Path, **choses: Any) -> lettres.Lettre:
    return ATELIER.generer(dossier(), "mise_en_demeure", au=AU, papier=octets, **choses)


@pytest.fixture
def comptes(monkeypatch: pytest.MonkeyPatch) -> Counter[str]:
    """Combien de fois un papier se lit, un modèle s'habille, un modèle se compile."""
    faits: Counter[str] = Counter()

    def compter(module: Any, nom: str, quoi: str) -> None:
        vraie: Callable[..., Any] = getattr(module, nom)

        def comptee(*args: Any, **choses: Any) -> Any:
            faits[quoi] += 1
            return vraie(*args, **choses)

        monkeypatch.setattr(module, nom, comptee)

    compter(habillage.papier, "lire", "lu")
    compter(habillage.papier, "poser", "posé")
    compter(porte, "_compiler", "compilé")
    return faits


# -- Une fois pour toutes --


def test_le_papier_est_lu_une_fois_et_chaque_modele_habille_une_fois(comptes: Counter[str], tmp_path: Path):
    (tmp_path / "cabinet.docx").write_bytes(ETUDE)
    with lettres.Atelier(papier=tmp_path / "cabinet.docx") as atelier:
        for n in range(30):
            faits = dossier().model_copy(update={"reference": f"2026-{n:03}"})
            atelier.generer(faits, "mise_en_demeure", au=AU)
        atelier.generer(dossier("rappel-recouvrement"), "rappel", au=AU)
        assert comptes == {"lu": 1, "posé": 2, "compilé": 2}


def test_deux_expediteurs_n_ont_que_deux_modeles_selon_ce_que_le_papier_dit_d_eux(comptes: Counter[str]):
    octets = papier(entetes={"default": ADRESSE})
    faits = dossier()
    autre = faits.expediteur.model_copy(update={"nom": "Atelier Exemple"})
    with lettres.Atelier(papier=octets) as atelier:
        for e in (faits.expediteur, autre) * 5:
            lettre = atelier.generer(faits.model_copy(update={"expediteur": e}), "mise_en_demeure", au=AU)
            assert _corps(lettre).startswith(f"{autre.nom}\n{EXPEDITEUR[1]}\n" if e is autre else EXPEDITEUR[2])
    assert comptes == {"lu": 1, "posé": 2, "compilé": 2}


def _corps(lettre: lettres.Lettre) -> str:
    lus = barriere.lecture.lire(lettre.octets, "lettre")
    return "\n".join(" ".join(lu.texte.split()) for lu in lus if lu.partie == "corps")


def test_d_un_processus_a_l_autre_le_modele_habille_se_reprend_du_cache(comptes: Counter[str], tmp_path: Path):
    for _ in range(2):
        with lettres.Atelier(papier=ETUDE, cache=tmp_path / "cache") as atelier:
            octets = atelier.generer(dossier(), "mise_en_demeure", au=AU).octets
    assert comptes == {"lu": 2, "posé": 2, "compilé": 1}
    assert octets == generer(ETUDE).octets


def test_un_papier_change_est_repris_et_un_papier_efface_est_un_refus(tmp_path: Path):
    cabinet = tmp_path / "cabinet.docx"
    cabinet.write_bytes(ETUDE)
    with lettres.Atelier(papier=cabinet) as atelier:
        avant = atelier.generer(dossier(), "mise_en_demeure", au=AU)
        cabinet.write_bytes(papier(entetes={"default": p("Cabinet Exemple, avocats")}))
        apres = atelier.generer(dossier(), "mise_en_demeure", au=AU)
        assert ("Étude Exemple" in texte_lisible(avant.octets), "Étude Exemple" in texte_lisible(apres.octets)) == (
            True,
            False,
        )
        cabinet.unlink()
        with pytest.raises(lettres.ModeleInvalide, match="Le papier à en-tête n’existe pas"):
            atelier.generer(dossier(), "mise_en_demeure", au=AU)


def test_le_papier_nomme_pour_une_lettre_passe_avant_celui_de_l_atelier():
    with lettres.Atelier(papier=ETUDE) as atelier:
        lettre = atelier.generer(
            dossier(), "mise_en_demeure", au=AU, papier=papier(entetes={"default": p("Cabinet Exemple")})
        )
    assert "Cabinet Exemple" in texte_lisible(lettre.octets)
    assert "Étude Exemple" not in texte_lisible(lettre.octets)


def test_un_lot_habille_chaque_lettre_et_ses_travailleurs_aussi(tmp_path: Path):
    faits = [dossier().model_copy(update={"reference": f"2026-{n:03}"}) for n in range(3)]
    with lettres.Atelier(papier=ETUDE) as atelier:
        faites = list(atelier.generer_lot(faits, au=AU, lettre="mise_en_demeure", sortie=tmp_path / "lettres"))
    assert [type(f) for f in faites] == [lettres.Faite] * 3
    assert all("Étude Exemple" in texte_lisible(f.read_bytes()) for f in (tmp_path / "lettres").glob("*.docx"))
    # -- le même lot, sous un autre papier, ne remplace rien --
    with lettres.Atelier(papier=papier(entetes={"default": p("Cabinet Exemple")})) as atelier:
        refaites = list(atelier.generer_lot(faits, au=AU, lettre="mise_en_demeure", sortie=tmp_path / "lettres"))
    assert [type(f) for f in refaites] == [lettres.Refusee] * 3


@pytest.mark.long
def test_deux_processus_se_partagent_un_lot_habille(tmp_path: Path):
    faits = [dossier().model_copy(update={"reference": f"2026-{n:03}"}) for n in range(60)]
    (tmp_path / "cabinet.docx").write_bytes(ETUDE)
    with lettres.Atelier(papier=tmp_path / "cabinet.docx") as atelier:
        lot = atelier.generer_lot(faits, au=AU, lettre="mise_en_demeure", sortie=tmp_path / "l", travailleurs=2)
        assert [type(f) for f in lot] == [lettres.Faite] * 60
    assert {"Étude Exemple" in texte_lisible(f.read_bytes()) for f in (tmp_path / "l").glob("*.docx")} == {True}


def test_un_lot_dont_le_papier_est_refuse_s_arrete_avant_la_premiere_lettre(tmp_path: Path):
    with lettres.Atelier(papier=b"x") as atelier, pytest.raises(lettres.ModeleInvalide):
        list(atelier.generer_lot([dossier()], au=AU, sortie=tmp_path / "l"))
    assert not list(tmp_path.glob("l/*.docx"))


@pytest.mark.parametrize("papier_", [3, object(), "", "absent.docx", Path(), "a\x00b", b""])
def test_ce_qui_n_est_pas_un_papier_est_refuse_comme_un_modele(papier_: Any):
    with pytest.raises(lettres.ModeleInvalide, match=r"papier|Ceci|fichier"):
        lettres.Atelier(papier=papier_).generer(dossier(), "mise_en_demeure", au=AU)
    with pytest.raises(lettres.ModeleInvalide):
        list(lettres.Atelier(papier=papier_).generer_lot([dossier()], au=AU))


# -- Fautes et avis --


@pytest.mark.parametrize(
    ("en_tete", "code"),
    [
        (p("{{ expediteur.nomm }}"), "M401"),
        (runs("{{ expe", "diteur.zut }}"), "M401"),
        (p("{{ expediteur.nom | zut }}"), "M305"),
        (p("{% if expediteur %}x"), "M204"),
        (p("{{ expediteur.__class__ }}"), "M308"),
    ],
)
def test_une_balise_fautive_du_papier_se_dit_a_sa_place_dans_le_papier(en_tete: str, code: str, tmp_path: Path):
    cabinet = tmp_path / "cabinet.docx"
    cabinet.write_bytes(papier(entetes={"default": p("Étude") + en_tete}))
    with pytest.raises(lettres.ModeleInvalide) as refus:
        generer(cabinet)
    (constat,) = refus.value.constats
    assert constat.fichier == str(cabinet)
    assert "en-tête" in str(constat) and "paragraphe 2" in str(constat), constat
    assert constat.gravite is Gravite.ERREUR
    assert constat.code == code


def test_un_mot_defendu_du_papier_accuse_le_papier_et_non_le_dossier():
    with pytest.raises(lettres.ModeleInvalide) as refus:
        generer(papier(entetes={"default": p("Payez, ou nous dirons à votre employeur que vous êtes un voleur.")}))
    assert {c.fichier for c in refus.value.constats} == {"papier à en-tête"}


@pytest.mark.parametrize(
    ("menace", "code"),
    [
        ("Une plainte sera déposée à la police.", "V101"),
        ("Nous aviserons votre employeur.", "V104"),
        ("Nous aviserons les agences de crédit de votre retard.", "V124"),
    ],
)
@pytest.mark.parametrize("bandes", ["entetes", "pieds"])
def test_un_mot_defendu_l_est_au_pied_de_page_comme_en_tete(bandes: str, menace: str, code: str):
    with pytest.raises(lettres.ModeleInvalide) as refus:
        generer(papier(**{bandes: {"default": p("Étude Exemple") + p(menace)}}))
    assert code in {c.code for c in refus.value.constats}


@pytest.mark.parametrize(
    "pied",
    [
        "Étude Exemple, avocats · 12, rue des Érables, Granby · 450 555-0100",
        "Membre du Barreau du Québec · www.etude.exemple.test",
        "Confidentiel · TPS 123456789 RT0001 · TVQ 1234567890 TQ0001",
        "Me Exemple, huissier de justice · Agence de crédit-bail Exemple, associée",
        "Police d’assurance responsabilité A-123",
        "Heures d’ouverture : du lundi au vendredi, de 9 h à 17 h",
    ],
)
def test_un_pied_de_page_ordinaire_ne_se_fait_pas_de_reproche(pied: str):
    assert generer(papier(pieds={"default": p(pied)})).octets


def test_une_date_et_une_somme_que_le_papier_porte_ne_contredisent_pas_le_dossier():
    lettre = generer(papier(entetes={"default": p("Étude fondée le 1er mai 1987 · consultation : 150,00 $")}))
    assert {c.code for c in lettre.constats} == {
        c.code for c in ATELIER.generer(dossier(), "mise_en_demeure", au=AU).constats
    }


def test_ce_que_le_papier_a_de_gueri_et_d_ignore_se_dit_avec_la_lettre():
    octets = papier(entetes={"default": ADRESSE}, corps=p("Madame,"))
    assert [c.code for c in generer(octets).constats if c.code.startswith("M")] == ["M804"]


@pytest.mark.parametrize(
    ("etat", "dit"),
    [("telle quelle", True), ("retouchée dans Word", True), ("inspectée dans Word", False)],
)
def test_une_lettre_deja_faite_donnee_pour_papier_se_dit(etat: str, dit: bool):
    faite = ATELIER.generer(dossier(), "mise_en_demeure", au=AU).octets
    with zipfile.ZipFile(io.BytesIO(faite)) as archive:
        parties = {nom: archive.read(nom) for nom in archive.namelist()}
    if etat != "telle quelle":
        parties["word/document.xml"] = parties["word/document.xml"].replace(b"Madame", b"Monsieur")
    if etat == "inspectée dans Word":
        parties["docProps/custom.xml"] = re.sub(rb"<property .*</property>", b"", parties["docProps/custom.xml"])
    constats = generer(ecrire_paquet(parties)).constats
    assert [c.gravite for c in constats if c.code == "M806"] == ([Gravite.ALERTE] if dit else []), etat


LIVRE = (dossier_des_modeles() / "mise-en-demeure-recouvrement.docx").read_bytes()
DEUX_SECTIONS = "<w:p><w:pPr><w:sectPr/></w:pPr></w:p>"


def retouche(partie: str, avant: str, apres: str) -> bytes:
    """Le modèle livré, dont l'usager a changé des mots."""
    parties = parties_de(LIVRE)
    nom = next(n for n in parties if n.startswith(f"word/{partie}") and avant in parties[n].decode())
    return zipper({**parties, nom: parties[nom].replace(avant.encode(), apres.encode(), 1)})


def enregistre_par_python_docx() -> bytes:
    document, tampon = python_docx.Document(io.BytesIO(LIVRE)), io.BytesIO()
    document.add_paragraph("Une clause à moi.")
    document.save(tampon)
    return tampon.getvalue()


def sans_le_nom_commercial() -> bytes:
    document, tampon = python_docx.Document(io.BytesIO(LIVRE)), io.BytesIO()
    for p_ in document.sections[0].first_page_header.paragraphs[1:4]:
        p_._element.getparent().remove(p_._element)
    document.save(tampon)
    return tampon.getvalue()


def sans_premiere_page() -> bytes:
    parties = parties_de(LIVRE)
    nu = re.sub(rb'<w:headerReference w:type="first"[^>]*/>', b"", parties["word/document.xml"])
    return zipper({**parties, "word/document.xml": nu})


@pytest.mark.un_sur(3)
@pytest.mark.parametrize(
    ("quoi", "sien", "pose"),
    [
        ("une copie", LIVRE, True),
        ("une clause de plus", retouche("document", "Mise en demeure", "Dernière mise en demeure"), True),
        ("récrit par un autre logiciel", enregistre_par_python_docx(), True),
        ("un numéro de page calculé", retouche("header", "<w:t>1</w:t>", "<w:t>6</w:t>"), True),
        ("une ligne de moins dans l’en-tête", sans_le_nom_commercial(), True),
        ("un en-tête à lui", retouche("header", "{{ expediteur.nom }}", "Étude à moi"), False),
        ("un pied à lui", retouche("footer", "</w:ftr>", f"{p('Membre du Barreau')}</w:ftr>"), False),
        ("deux sections", retouche("document", "<w:body>", f"<w:body>{DEUX_SECTIONS}"), False),
        ("sans première page à part", sans_premiere_page(), False),
    ],
)
def test_un_modele_de_l_usager_prend_le_papier_s_il_a_garde_l_en_tete_livre_et_sinon_le_dit(
    quoi: str, sien: bytes, pose: bool
):
    lettre = generer(ETUDE, modele=sien)
    assert ("Étude Exemple" in texte_lisible(lettre.octets)) is pose, quoi
    assert ("M805" not in {c.code for c in lettre.constats}) is pose, quoi
    provenance = lettres.rendu.lire_provenance(lettre.octets).provenance
    assert provenance is not None and bool(provenance.papier) is pose
    assert (provenance.modele, provenance.empreinte_modele) == ("", hashlib.sha256(sien).hexdigest())
    assert not lettre.modele_livre


def test_le_texte_de_son_modele_reste_le_sien_sous_le_papier_et_ce_qu_il_omet_n_est_qu_une_alerte():
    sien = retouche("document", "SOUS TOUTES RÉSERVES", "Une clause à moi")
    nue, vetue = ATELIER.generer(dossier(), "mise_en_demeure", au=AU, modele=sien), generer(ETUDE, modele=sien)
    assert "Une clause à moi" in texte_lisible(vetue.octets)
    graves = [(c.code, c.gravite) for c in vetue.constats if c.gravite is not Gravite.CONSEIL]
    assert ("D-02", Gravite.ALERTE) in graves
    assert graves == [(c.code, c.gravite) for c in nue.constats if c.gravite is not Gravite.CONSEIL]


def test_une_faute_de_son_modele_se_dit_a_sa_place_meme_sous_un_papier(tmp_path: Path):
    fautif = tmp_path / "sien.docx"
    fautif.write_bytes(retouche("document", "{{ lettre.lieu_et_date }}", "{{ lettre.lieux }}"))
    with pytest.raises(ModeleInvalide) as leve:
        generer(ETUDE, modele=fautif)
    assert [(c.code, Path(c.fichier or "").name) for c in leve.value.constats] == [("M401", "sien.docx")]


def test_un_modele_a_soi_ne_s_habille_qu_une_fois_et_suit_son_fichier(tmp_path: Path, comptes: Counter[str]):
    fichier = tmp_path / "sien.docx"
    fichier.write_bytes(LIVRE)
    with lettres.Atelier(papier=ETUDE) as atelier:
        for _ in range(3):
            atelier.generer(dossier(), "mise_en_demeure", au=AU, modele=fichier)
        assert (comptes["posé"], comptes["compilé"]) == (1, 1)
        fichier.write_bytes(retouche("header", "{{ expediteur.nom }}", "Étude à moi"))
        assert "M805" in {c.code for c in atelier.generer(dossier(), "mise_en_demeure", au=AU, modele=fichier).constats}


@pytest.mark.parametrize("nom", ["opc-consommation", "reponse_publique-reputation"])
def test_une_page_qui_ne_s_envoie_pas_ne_prend_pas_le_papier(nom: str):
    lu = lettres.lire(MINIMAUX / f"{nom}.yaml")
    sans = ATELIER.generer(lu, nom.partition("-")[0], au=AU, ebauche=True)
    avec = ATELIER.generer(lu, nom.partition("-")[0], au=AU, ebauche=True, papier=ETUDE)
    assert avec.octets == sans.octets
    assert [c.code for c in avec.constats if c not in sans.constats] == ["M805"]


def test_une_ebauche_se_marque_sur_le_papier_aussi():
    lettre = generer(PAPIERS["Word, un en-tête et un pied"].octets, ebauche=True)
    assert "ÉBAUCHE" in texte_lisible(lettre.octets)


def test_le_papier_fait_partie_de_ce_que_la_reserve_garde_et_n_en_deborde_pas():
    with lettres.Atelier(papier=ETUDE, gardes=1) as atelier:
        atelier.generer(dossier(), "mise_en_demeure", au=AU)
        atelier.generer(dossier("rappel-recouvrement"), "rappel", au=AU)
        assert len(atelier._reserve._gardes) == 1
    assert reserve.MODELES_GARDES == 32
