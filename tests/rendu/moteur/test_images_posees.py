"""Une image du dossier prend, dans son cadre, la place de celle dont le texte de remplacement la nomme."""

from __future__ import annotations

import re

import pytest
from compilateur import compiler, par_la_preuve
from images import DE_L_AUTEUR, dessin, jpeg, modele_a_images, png
from paquets import noms, p, partie, parties_de

from lettres.composition import champs_par_chemin
from lettres.rendu import examiner
from lettres.rendu.moteur.images_posees import VIDE, VIDE_PNG
from lettres.rendu.paquet.image_donnee import examiner_une_image

SIGNATURE, LOGO = examiner_une_image(png(40, 10)), examiner_une_image(jpeg(30, 30))
CORPS = p("{{ nom }}") + dessin("{{ image.signature }}") + p("Fin")
IMAGES = {"signature": SIGNATURE, "logo": LOGO}


def rendre(octets: bytes, **images: object) -> bytes:
    modele = compiler(octets)
    lettre = modele.rendre({"nom": "Zoé"}, images=images)  # type: ignore[arg-type]  # des images
    assert par_la_preuve(modele).rendre({"nom": "Zoé"}, images=images) == lettre  # type: ignore[arg-type]
    return lettre


def test_l_image_vient_dans_le_cadre_sans_se_deformer():
    lettre = rendre(modele_a_images(CORPS), signature=SIGNATURE)
    assert parties_de(lettre)["word/media/lettres-signature.png"] == SIGNATURE.octets
    document = partie(lettre)
    assert 'cx="2000000" cy="1000000"' in document
    assert re.findall(r"<a:srcRect[^>]*>", document) == ['<a:srcRect t="-50000" b="-50000"/>']
    assert 'descr="Signature"' in document
    (relation,) = re.findall(r'r:embed="(\w+)"', document)
    relations = partie(lettre, "word/_rels/document.xml.rels")
    assert re.search(f'Id="{relation}"[^>]*Target="/word/media/lettres-signature.png"', relations)
    assert "lettres-signature.png" in partie(lettre, "[Content_Types].xml")


@pytest.mark.parametrize(
    ("largeur", "hauteur", "cadrage"),
    [
        (40, 20, "<a:srcRect/>"),
        (40, 10, '<a:srcRect t="-50000" b="-50000"/>'),
        (20, 20, '<a:srcRect l="-50000" r="-50000"/>'),
    ],
)
def test_le_cadre_garde_sa_taille_et_l_image_ses_proportions(largeur: int, hauteur: int, cadrage: str):
    image = examiner_une_image(png(largeur, hauteur))
    assert re.findall(r"<a:srcRect[^>]*>", partie(rendre(modele_a_images(CORPS), signature=image))) == [cadrage]


def test_sans_image_la_place_reste_vide_et_de_meme_taille():
    lettre = rendre(modele_a_images(CORPS))
    assert parties_de(lettre)[VIDE] == VIDE_PNG
    assert 'cx="2000000" cy="1000000"' in partie(lettre)
    assert 'descr=""' in partie(lettre)


@pytest.mark.parametrize("images", [{}, {"signature": SIGNATURE}])
def test_l_image_de_l_auteur_quitte_la_lettre(images: dict[str, object]):
    lettre = rendre(modele_a_images(CORPS), **images)
    assert DE_L_AUTEUR not in parties_de(lettre).values()
    assert (VIDE in noms(lettre)) is not bool(images)
    assert not re.search("[\ufdd0-\ufdef]", "".join(partie(lettre, n) for n in noms(lettre) if n.endswith(".xml")))


def test_l_image_de_l_auteur_reste_ou_elle_n_en_remplace_pas_une_autre():
    lettre = rendre(modele_a_images(CORPS + dessin("Notre immeuble")), signature=SIGNATURE)
    assert DE_L_AUTEUR in parties_de(lettre).values()
    assert 'descr="Notre immeuble"' in partie(lettre)


def test_corps_et_en_tete_recoivent_chacun_la_leur():
    octets = modele_a_images(CORPS, entetes={"default": dessin("{{ image.logo }}", cadre=(1_000, 1_000))})
    modele = compiler(octets)
    lettre = rendre(octets, **IMAGES)
    assert modele.places == {"signature", "logo"}
    assert {"word/media/lettres-signature.png", "word/media/lettres-logo.jpeg"} <= set(noms(lettre))
    assert partie(lettre, "word/header1.xml").count("<a:srcRect/>") == 1
    seul = rendre(octets, logo=LOGO)
    assert {VIDE, "word/media/lettres-logo.jpeg"} == {n for n in noms(seul) if "media" in n}


def test_une_image_repetee_dans_une_boucle_ou_tue_par_une_condition():
    boucle = p("{% for x in l %}") + dessin("{{ image.logo }}") + p("{% endfor %}") + p("Fin")
    modele = compiler(modele_a_images(boucle))
    lettre = modele.rendre({"l": ["a", "b"]}, images={"logo": LOGO})
    assert partie(lettre).count('descr="Logo"') == 2
    si = p("{%p if oui %}") + dessin("{{ image.logo }}") + p("{%p endif %}") + p("Fin")
    tue = compiler(modele_a_images(si)).rendre({"oui": False}, images={"logo": LOGO})
    assert "<w:drawing" not in partie(tue)
    assert LOGO.octets not in parties_de(tue).values()


def test_le_cache_garde_les_places(tmp_path):
    octets = modele_a_images(CORPS)
    premiere = compiler(octets, cache=tmp_path).rendre({"nom": "Zoé"}, images=IMAGES)
    assert compiler(octets, cache=tmp_path).rendre({"nom": "Zoé"}, images=IMAGES) == premiere


FAUTES = {
    "{{ image.signatur }}": ("M401", "image.signature"),
    "{{ image.photo }}": ("M401", "image.photo"),
}


@pytest.mark.parametrize(("texte", "attendu"), FAUTES.items())
def test_une_image_inconnue_est_dite_avec_la_plus_proche(texte: str, attendu: tuple[str, str]):
    (constat,) = examiner(modele_a_images(p("Bonjour") + dessin(texte)), champs_par_chemin()).anomalies
    assert constat.code == attendu[0]
    assert attendu[1] in constat.message


def test_une_image_ne_s_imprime_pas_comme_un_texte():
    (constat,) = examiner(modele_a_images(p("{{ image.signature }}")), champs_par_chemin()).anomalies
    assert (constat.code, "texte de remplacement" in constat.remede) == ("M402", True)
