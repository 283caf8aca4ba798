"""La copie annotée : un commentaire par constat, sur ses mots; tout le reste du fichier est ce qu'il était."""

from __future__ import annotations

import html
import io
import re
import zipfile
from functools import cache
from pathlib import Path

import docx
import pytest
from lxml import etree
from modeles_fautifs import FAUTES, modele, place, titre
from openxml_audit import OpenXmlValidator
from paquets import DOC, ESPACES, REL, appel, note, p, parties_de, tbl, tr, zipper, zone_de_texte
from tables import d_un_trait
from writer import avec_libreoffice, enregistrer

from lettres.rendu.xml import arbre_xml
from lettres.rendu.xml.arbre_xml import Element, P, R, T, w
from lettres.socle.places import DansWord
from lettres.studio import verifier_un_modele
from lettres.studio.copies.annotation import AUTEUR, Remarque, annoter, porte_nos_commentaires, sans_nos_commentaires
from lettres.studio.copies.copie import copie_annotee

CORPS, COMMENTAIRES = "word/document.xml", "word/comments.xml"
DEUX_FORMES = (
    "<w:p><w:r><w:rPr><w:b/></w:rPr><w:t>Selon {{ des</w:t></w:r>"
    '<w:r><w:rPr><w:i/></w:rPr><w:t xml:space="preserve">tinataire.nomm }}, ou </w:t><w:tab/><w:t>XXX</w:t></w:r></w:p>'
)
PARTOUT = modele(
    titre("Les sommes")
    + p("Le solde de ____ est dû, soit {{ sommes.solde }} $.")
    + DEUX_FORMES
    + tbl(tr("Facture", "Somme"), tr("F-1", "Doit [●] ici"), colonnes=2)
    + p("Voir la note.")
    + appel(2)
    + zone_de_texte(p("Zone TODO fin"))
    + p("Fin."),
    entetes={"default": p("Dossier «Nom»")},
    notes=note(2, p("Voir la pièce ___.")),
)


@cache
def annote(octets: bytes = PARTOUT) -> bytes:
    return copie_annotee(verifier_un_modele(octets))


def racine(octets: bytes, nom: str = CORPS) -> Element:
    return arbre_xml.lire(parties_de(octets)[nom])


def texte_de(element: Element) -> str:
    return "".join(t.text or "" for t in element.iter(T))


def entoures(octets: bytes) -> list[tuple[str, str]]:
    """Le code de chaque commentaire, et les mots qu'il entoure."""
    dits = {c.get(w("id")): texte_de(c).split(" ")[0] for c in racine(octets, COMMENTAIRES).iter(w("comment"))}
    ouverts: dict[str | None, str] = {}
    for element in racine(octets).iter(w("commentRangeStart"), w("commentRangeEnd"), T, w("footnoteReference")):
        if element.tag == w("commentRangeStart"):
            ouverts[element.get(w("id"))] = ""
        elif element.tag == w("commentRangeEnd"):
            ouverts[f"fini {element.get(w('id'))}"] = ouverts.pop(element.get(w("id")))
        else:
            lu = element.text if element.tag == T else "(appel)"
            ouverts = {cle: mots if str(cle).startswith("fini") else mots + (lu or "") for cle, mots in ouverts.items()}
    return [(dits[str(cle).removeprefix("fini ")], mots) for cle, mots in ouverts.items()]


def signes_et_formes(octets: bytes) -> list[tuple[str, bytes]]:
    """Chaque signe du corps, et la mise en forme de son « run »."""
    formes: list[tuple[str, bytes]] = []
    for run in racine(octets).iter(R):
        forme = run.find(w("rPr"))
        ecrite = b"" if forme is None else etree.tostring(forme, method="c14n")
        for element in run:
            signes = (element.text or "") if element.tag == T else etree.QName(element).localname
            if element.tag not in (w("rPr"), w("commentReference")):
                formes += [(signe, ecrite) for signe in ([signes] if element.tag != T else signes)]
    return formes


def test_chaque_commentaire_entoure_les_mots_en_cause_et_ce_qui_y_mene_quand_word_n_en_ancre_pas_la():
    assert sorted(entoures(annote())) == sorted(
        [
            ("M702", "____"),
            ("M701", "{{ sommes.solde }} $"),
            ("M401", "{{ destinataire.nomm }}"),
            ("M702", "XXX"),
            ("M702", "[●]"),
            ("M702", "(appel)"),
            # -- de la zone, tout le paragraphe qui la porte; sa copie s'y lit aussi --
            ("M702", "Zone TODO finZone TODO fin"),
            ("M702", "Les sommes"),
        ]
    )


def test_un_commentaire_dit_le_code_la_faute_et_le_remede_et_sa_place_s_il_est_ailleurs():
    lus = [[texte_de(alinea) for alinea in c.iter(P)] for c in racine(annote(), COMMENTAIRES).iter(w("comment"))]
    assert lus[0] == [
        "M702 (alerte)\u00a0: « ____ » est un blanc à remplir, qui s’imprimerait tel quel.",
        "Remède\u00a0: Remplacez-le par une balise, ou effacez-le.",
    ]
    assert [alineas[1] for alineas in lus if alineas[1].startswith("Place")] == [
        "Place\u00a0: notes de bas de page (word/footnotes.xml) \u203a paragraphe 1 « Voir la pièce ___. » \u203a ___",
        "Place\u00a0: en-tête (word/header1.xml) \u203a paragraphe 1 « Dossier «Nom» » \u203a «Nom»",
    ]


@d_un_trait
@pytest.mark.parametrize("nom", [nom for nom, (ou, *_) in FAUTES.items() if ou in ("corps", "tableau")][::6])
def test_au_corps_comme_au_tableau_les_mots_sont_ceux_du_constat(nom: str):
    ou, texte, attendus = FAUTES[nom]
    assert entoures(annote(place(texte, ou))) == attendus


def test_une_fois_les_commentaires_retires_le_texte_et_la_mise_en_forme_sont_ceux_d_avant():
    nue = sans_nos_commentaires(annote())
    assert signes_et_formes(annote()) == signes_et_formes(PARTOUT)
    assert signes_et_formes(nue) == signes_et_formes(PARTOUT)
    avant, apres = parties_de(PARTOUT), parties_de(nue)
    assert set(avant) == set(apres)
    assert {n for n in avant if avant[n] != apres[n]} <= {CORPS, "[Content_Types].xml", "word/_rels/document.xml.rels"}


def test_les_memes_constats_donnent_les_memes_octets_et_une_copie_se_verifie_comme_le_modele():
    assert copie_annotee(verifier_un_modele(PARTOUT)) == annote()
    refaite = verifier_un_modele(annote())
    assert refaite.constats == verifier_un_modele(PARTOUT).constats
    assert entoures(copie_annotee(refaite)) == entoures(annote())


def test_ce_qui_est_corrige_dans_la_copie_n_y_est_plus_commente():
    parties = parties_de(annote())
    corrige = zipper({**parties, CORPS: parties[CORPS].replace(b"____", b"100 $").replace("[●]".encode(), b"20 $")})
    restants = [mots for _, mots in entoures(annote(corrige))]
    assert len(restants) == len(entoures(annote())) - 2
    assert not {"____", "[●]"} & set(restants)


def test_un_modele_corrige_en_entier_ne_garde_aucun_commentaire():
    fautif = modele(p("Le solde de ____ est dû."))
    parties = parties_de(annote(fautif))
    corrige = zipper({**parties, CORPS: parties[CORPS].replace(b"____", b"100 $")})
    assert COMMENTAIRES not in parties_de(annote(corrige))
    assert not porte_nos_commentaires(annote(corrige))


KARINE = f'<w:comment w:id="7" w:author="Karine">{p("Combien ?")}</w:comment>'
SIEN = (
    '<w:p><w:commentRangeStart w:id="7"/><w:r><w:t>Doit ____</w:t></w:r><w:commentRangeEnd w:id="7"/>'
    '<w:r><w:commentReference w:id="7"/></w:r></w:p>'
)
COMMENTE = modele(
    SIEN,
    parties={COMMENTAIRES: f"<w:comments {ESPACES}>{KARINE}</w:comments>"},
    types={COMMENTAIRES: f"{DOC}comments+xml"},
    relations=f'<Relationship Id="rC" Type="{REL}/comments" Target="comments.xml"/>',
)


def test_les_commentaires_de_qui_ecrit_le_modele_restent_les_notres_s_ajoutent_puis_s_en_vont():
    assert ("Combien", "Doit ____") in entoures(annote(COMMENTE))
    assert ("M702", "____") in entoures(annote(COMMENTE))
    assert not porte_nos_commentaires(COMMENTE)
    assert porte_nos_commentaires(annote(COMMENTE))
    assert entoures(sans_nos_commentaires(annote(COMMENTE))) == [("Combien", "Doit ____")]
    # -- un document sans rien de nous est rendu tel quel --
    assert sans_nos_commentaires(COMMENTE) is COMMENTE


def test_un_validateur_qui_n_est_pas_le_notre_n_y_trouve_rien_de_plus(tmp_path: Path):
    def reproches(octets: bytes) -> set[str]:
        fichier = tmp_path / "m.docx"
        fichier.write_bytes(octets)
        return {e.description for e in OpenXmlValidator().validate(fichier).errors}

    assert reproches(annote()) <= reproches(PARTOUT)


def test_python_docx_un_autre_lecteur_que_le_notre_ouvre_la_copie_et_en_lit_les_commentaires():
    lus = docx.Document(io.BytesIO(annote()))
    assert {c.author for c in lus.comments} == {AUTEUR}
    assert len(list(lus.comments)) == 8
    assert [a.text for a in lus.paragraphs[:2]] == ["Les sommes", "Le solde de ____ est dû, soit {{ sommes.solde }} $."]


def test_une_place_que_le_fichier_n_a_plus_et_un_constat_sans_place_sont_dits_quand_meme():
    remarques = [
        Remarque(None, ("a",)),
        Remarque(DansWord("corps", 99, 4, 9), ("b",)),
        Remarque(DansWord("pied"), ("c",)),
    ]
    assert len(entoures(annoter(modele(p("Bonjour.")), remarques))) == 3


# -- Ce que LibreOffice en montre --

BLOCS = (
    titre("Les sommes")
    + p("Vous devez {{ sommes.solde }} $ au total, selon {{ contrat.titr }}.")
    + p("Madame {{ destinataire.nom_complet }}, le ____ dernier, vous avez reçu {{ som")
    + tbl(tr("{%tr for c in creances %}"), tr("{{ c.solde }}"), tr("{%tr endfor %}"))
    + p("Faute de paiement, nous publierons votre nom sur Facebook.")
    + p("Veuillez agréer «Nom», mes salutations.")
)  # fmt: skip


@pytest.mark.long
@pytest.mark.libreoffice
@avec_libreoffice
def test_dans_libreoffice_chaque_commentaire_est_sur_les_mots_en_cause(tmp_path: Path):
    verification = verifier_un_modele(modele(BLOCS), lettre="mise_en_demeure", nature="recouvrement")
    copie = tmp_path / "copie.docx"
    copie.write_bytes(copie_annotee(verification))
    (odt,) = enregistrer([copie], "odt")
    with zipfile.ZipFile(io.BytesIO(odt)) as archive:
        contenu = archive.read("content.xml").decode()
    plages = re.findall(
        r'<office:annotation [^>]*office:name="([^"]+)".*?</office:annotation>(.*?)'
        r'<office:annotation-end office:name="\1"/>',
        contenu,
        re.DOTALL,
    )
    vus = [html.unescape(re.sub("<[^>]+>", "", plage)) for _, plage in plages]
    attendus = [c.dans.passage for c in verification.constats if isinstance(c.dans, DansWord)]
    assert vus == attendus
    assert len(vus) == 8
