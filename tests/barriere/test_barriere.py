"""La barrière : ce qui reste d'un modèle, les mots défendus, les fichiers illisibles, notre propre porte."""

from __future__ import annotations

import io
import zipfile
from datetime import date
from pathlib import Path

import docx
import pytest
from atelier_word import Geste, retoucher
from exemples_rendus import ATELIER, EXEMPLES, donnees_de, rendu
from fabrique_de_dossiers import AU, complet

import lettres
from lettres.barriere import controler, textes_fixes
from lettres.catalogue import dossier_des_modeles
from lettres.rendu import lire_provenance
from lettres.socle.constats import Gravite
from lettres.socle.places import DansWord

RAPPEL = next(e for e in EXEMPLES if e.nom.startswith("photographe-deplacement"))
REFUS = next(e for e in EXEMPLES if e.nom.startswith("refus-de-payer/dossier"))


def ajouter(phrase: str, exemple=REFUS) -> bytes:
    return retoucher(rendu(exemple).lettre.octets, Geste(ajoute=phrase))[0]


# -- Les restes --


@pytest.mark.parametrize(
    ("phrase", "code"),
    [
        ("Solde : {{ sommes.solde }}", "B301"),
        ("{%p if contrat %}", "B301"),
        ("Payer à [à compléter : mode de paiement]", "B302"),
        ("Madame [nom du destinataire]", "B302"),
        ("ÉBAUCHE – NE PAS ENVOYER", "B303"),
        ("Téléphone : None", "B304"),
    ],
)
def test_un_reste_de_modele_est_une_erreur(phrase: str, code: str):
    (constat,) = [c for c in controler(ajouter(phrase)) if c.code.startswith("B3")]
    assert (constat.code, constat.gravite) == (code, Gravite.ERREUR)
    assert isinstance(constat.dans, DansWord)
    assert (constat.dans.partie, constat.dans.texte) == ("corps", phrase)
    assert phrase[constat.dans.debut : constat.dans.fin] in constat.message


@pytest.mark.parametrize(
    "phrase", ["Nonette et Nanette", "[sic]", "L’ébauche du plan est jointe.", "l’ensemble { a, b }"]
)
def test_un_mot_qui_ressemble_a_un_reste_passe(phrase: str):
    assert not [c for c in controler(ajouter(phrase)) if c.code.startswith("B3")]


@pytest.mark.parametrize(
    ("phrase", "redits"),
    [
        ("Il reste 1 149,75 $ $ à payer.", 1),
        ("Il reste 1\u00a0149,75\u00a0$$ à payer.", 1),
        ("Au taux de 12 % %, et de 5 %\u00a0% ensuite.", 2),
        ("Il reste 1 149,75 $, à 12 %.", 0),
        ("Il reste 60 $; 40 $ sont payés, à 5 % ou 6 %.", 0),
    ],
)
def test_un_signe_ecrit_deux_fois_se_dit_sans_arreter_la_lettre(phrase: str, redits: int):
    trouves = [c for c in controler(ajouter(phrase)) if c.code == "B307"]
    assert [c.gravite for c in trouves] == [Gravite.ALERTE] * redits
    assert all(isinstance(c.dans, DansWord) and c.dans.texte == phrase.replace("\u00a0", " ") for c in trouves)


# -- Les mots défendus --


def test_un_mot_defendu_est_trouve_a_son_paragraphe():
    phrase = "Sinon, je porterai plainte à la police pour fraude."
    constats = controler(ajouter(phrase))
    trouves = [c for c in constats if c.code.startswith("V")]
    assert trouves
    for c in trouves:
        assert isinstance(c.dans, DansWord)
        assert (c.dans.partie, c.dans.texte) == ("corps", phrase)
        assert phrase[c.dans.debut : c.dans.fin] in c.message
        assert c.place.startswith("lettre \u203a corps \u203a paragraphe ")


@pytest.mark.parametrize(
    "phrase",
    ["Le 3 août 2026, vous m’avez écrit : « Je vais appeler la police et vous ruiner. »", "« Sous toutes réserves »"],
)
def test_les_mots_de_l_autre_ne_sont_pas_les_notres(phrase: str):
    codes = {c.code for c in controler(ajouter(phrase, RAPPEL)) if c.gravite is Gravite.ERREUR}
    assert not codes & {"A-14", "D-18"}
    assert not [c for c in codes if c.startswith("V")]


def test_une_menace_entre_guillemets_reste_la_notre_quand_on_l_annonce():
    octets = rendu(REFUS).lettre.octets
    document = docx.Document(io.BytesIO(octets))
    avant = next(p for p in document.paragraphs if "agir en conséquence" in p.text)
    avant.insert_paragraph_before("Je vous avertis donc :")
    avant.insert_paragraph_before("« Je porterai une plainte criminelle. »")
    sortie = io.BytesIO()
    document.save(sortie)
    assert "D-18" in {c.code for c in controler(sortie.getvalue())}


# -- Les fichiers qui ne sont pas des lettres --


def _sans_document() -> bytes:
    tampon = io.BytesIO()
    with zipfile.ZipFile(tampon, "w") as archive:
        archive.writestr("autre.xml", "<a/>")
    return tampon.getvalue()


@pytest.mark.parametrize(
    ("octets", "mot"),
    [
        (b"", "vide"),
        (b"bonjour", "document Word"),
        (b"%PDF-1.7", "ce PDF est abîmé"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "mot de passe"),
        (b"PK\x03\x04tronque", "abîmé"),
        (_sans_document(), "document Word"),
    ],
)
def test_un_fichier_qui_n_est_pas_une_lettre_est_refuse_en_une_phrase(octets: bytes, mot: str, tmp_path: Path):
    fichier = tmp_path / "lettre.docx"
    fichier.write_bytes(octets)
    for source in (octets, fichier):
        with pytest.raises(lettres.ModeleInvalide) as refus:
            controler(source)
        (constat,) = refus.value.constats
        assert mot in constat.message
        assert "modèle" not in constat.message + constat.remede


def test_un_fichier_absent_est_refuse(tmp_path: Path):
    with pytest.raises(lettres.ModeleInvalide, match="La lettre n’existe pas"):
        controler(tmp_path / "absente.docx")


@pytest.mark.parametrize("lire", [controler, lire_provenance], ids=["contrôlée", "provenance"])
@pytest.mark.parametrize(
    ("nom", "phrase"),
    [
        ("absente.docx", "La lettre n’existe pas."),
        (".", "Ceci est un dossier, pas une lettre Word."),
        ("a\0b.docx", "Ce fichier ne peut pas être ouvert."),
        ("vide.docx", "Le fichier est vide."),
        ("grosse.docx", "Le fichier dépasse 10 Mo."),
    ],
)
def test_un_refus_parle_de_la_lettre_et_nomme_son_fichier(lire, nom: str, phrase: str, tmp_path: Path):
    (tmp_path / "vide.docx").touch()
    (tmp_path / "grosse.docx").write_bytes(b"PK" * 6_000_000)
    with pytest.raises(lettres.ModeleInvalide) as refus:
        lire(f"{tmp_path}/{nom}")
    (constat,) = refus.value.constats
    assert constat.message == phrase
    assert "modèle" not in constat.remede
    assert constat.fichier not in (None, "modèle")


@pytest.mark.parametrize(
    ("nom", "phrase"),
    [("absent.docx", "Le modèle n’existe pas."), (".", "Ceci est un dossier, pas un modèle Word.")],
)
def test_le_meme_refus_parle_du_modele_quand_c_en_est_un(nom: str, phrase: str, tmp_path: Path):
    with pytest.raises(lettres.ModeleInvalide) as refus:
        lettres.rendu.compiler(tmp_path / nom)
    assert refus.value.constats[0].message == phrase


# -- Notre porte de sortie --


def _modele_sans(motif: str, tmp_path: Path) -> Path:
    octets, touches = retoucher(
        (dossier_des_modeles() / "mise-en-demeure-recouvrement.docx").read_bytes(), Geste((motif,))
    )
    assert touches
    fichier = tmp_path / "mon-modele.docx"
    fichier.write_bytes(octets)
    return fichier


@pytest.mark.parametrize(
    ("motif", "codes"),
    [("SOUS TOUTES RÉSERVES", {"B103", "D-02"}), ("agir en conséquence", {"D-13"}), ("^Objet", {"D-04"})],
)
def test_un_modele_de_l_usager_qui_omet_un_element_recoit_une_alerte(motif: str, codes: set[str], tmp_path: Path):
    exemple = rendu(REFUS)
    lettre = ATELIER.generer(exemple.dossier, "mise_en_demeure", au=REFUS.au, modele=_modele_sans(motif, tmp_path))
    assert {c.code for c in lettre.constats if c.gravite is Gravite.ALERTE} == codes


def test_un_modele_de_l_usager_qui_ecrit_une_menace_est_refuse(tmp_path: Path):
    octets = (dossier_des_modeles() / "mise-en-demeure-recouvrement.docx").read_bytes()
    document = docx.Document(io.BytesIO(octets))
    document.paragraphs[-1].insert_paragraph_before("Sinon, nous porterons plainte à la police.")
    fichier = tmp_path / "mon-modele.docx"
    document.save(str(fichier))
    with pytest.raises(lettres.ModeleInvalide) as refus:
        ATELIER.generer(rendu(REFUS).dossier, "mise_en_demeure", au=REFUS.au, modele=fichier)
    assert "V101" in {c.code for c in refus.value.constats}


def test_une_somme_ecrite_a_demeure_dans_un_modele_ne_contredit_pas_le_dossier(tmp_path: Path):
    octets = (dossier_des_modeles() / "mise-en-demeure-recouvrement.docx").read_bytes()
    document = docx.Document(io.BytesIO(octets))
    document.paragraphs[-1].insert_paragraph_before("Nos bureaux ferment le 24 décembre 2026; consultation : 75,00 $.")
    fichier = tmp_path / "mon-modele.docx"
    document.save(str(fichier))
    lettre = ATELIER.generer(rendu(REFUS).dossier, "mise_en_demeure", au=REFUS.au, modele=fichier)
    assert "75,00 $" in "".join(p.text for p in docx.Document(io.BytesIO(lettre.octets)).paragraphs)


def test_un_dossier_qui_fait_ecrire_un_mot_banni_est_refuse():
    dossier = complet(solution="Sinon, des poursuites suivront devant le tribunal.")
    with pytest.raises(lettres.DossierInvalide) as refus:
        ATELIER.generer(dossier, "rappel", au=AU)
    assert "A-14" in {c.code for c in refus.value.constats}


def test_en_ebauche_ce_qui_manque_est_une_alerte():
    dossier = lettres.Dossier.model_validate(
        {
            "reference": "2026-014",
            "nature": "recouvrement",
            "expediteur": {"nom": "Karine Exemple"},
            "destinataire": {"nom": "Marie Exemple", "civilite": "Mme"},
        }
    )
    lettre = ATELIER.generer(dossier, "rappel", au=date(2026, 11, 22), ebauche=True)
    assert {c.gravite for c in lettre.constats if c.code == "A-02"} == {Gravite.ALERTE}
    assert not [c for c in lettre.constats if c.code.startswith("B3")]


def test_une_place_compte_les_paragraphes_de_sa_partie_et_nomme_laquelle(tmp_path: Path):
    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = "Studio {{ a }}"
    document.add_paragraph("Bonjour")
    rangee = document.add_table(1, 2).rows[0]
    rangee.cells[0].text, rangee.cells[1].text = "{{ b }}", "60,00 $"
    document.add_paragraph("Fin {{ c }}")
    document.save(str(tmp_path / "lettre.docx"))
    lieux = [c.dans for c in controler(tmp_path / "lettre.docx", type="D") if c.code == "B301"]
    assert lieux == [
        # -- une rangée se lit d'un trait : on la situe à son premier paragraphe, sans signe --
        DansWord("corps", 2, None, None, "{{ b }} ¦ 60,00 $"),
        DansWord("corps", 4, 4, 11, "Fin {{ c }}"),
        DansWord("en-tête (word/header1.xml)", 1, 7, 14, "Studio {{ a }}"),
    ]


def test_un_modele_trop_long_pour_etre_relu_est_un_modele_et_non_une_lettre():
    document = docx.Document()
    for _ in range(600):
        document.add_paragraph("mot " * 500)
    tampon = io.BytesIO()
    document.save(tampon)
    with pytest.raises(lettres.ModeleInvalide) as refus:
        textes_fixes(tampon.getvalue(), "mien.docx")
    (constat,) = refus.value.constats
    assert (constat.code, constat.fichier, constat.remede) == ("M102", "mien.docx", "Allégez le texte du modèle.")


TITRES = (
    "Mise en demeure",
    "Mise en demeure reçue et signée",
    "Confirmation de livraison de la mise en demeure",
    "Mise en demeure et son avis de réception",
    "Avis de livraison (mise en demeure)",
    "Courriel qui répond à ma mise en demeure",
    "Réponse à la mise en demeure du 3 novembre",
    "Suivi postal, mise en demeure",
    "Reçu d’huissier – mise en demeure",
    "Copie de la mise en demeure de mars",
)


@pytest.mark.un_sur(3)
@pytest.mark.parametrize("titre", TITRES)
def test_une_offre_un_rappel_peuvent_joindre_une_piece_qui_s_appelle_mise_en_demeure(titre: str):
    assert "H-19" not in _codes_avec("proposition", titre)
    assert "A-14" not in _codes_avec("rappel", titre)


@pytest.mark.parametrize("titre", ["Je vous mets en demeure de payer", "Nous vous mettons en demeure d’agir"])
def test_une_piece_ne_met_personne_en_demeure(titre: str):
    assert "H-19" in _codes_avec("proposition", titre)
    assert "A-14" in _codes_avec("rappel", titre)


def _codes_avec(lettre: str, titre: str) -> set[str]:
    """Les codes d'une lettre dont une pièce a ce titre."""
    donnees = donnees_de(f"minimaux/{lettre}-recouvrement.yaml")
    pieces = donnees.get("pieces", [])
    donnees["pieces"] = [*pieces, {"id": f"P-{len(pieces) + 1}", "titre": titre, "date": "2026-11-03"}]
    try:
        finie = ATELIER.generer(lettres.valider(donnees), lettre, au=date(2026, 11, 20))
        return {c.code for c in finie.constats}
    except lettres.DossierInvalide as refus:
        return {c.code for c in refus.constats}
