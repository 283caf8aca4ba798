"""La copie de relecture : la lettre mot pour mot, en marge ce sur quoi repose chaque passage; elle ne s'envoie pas."""

from __future__ import annotations

from functools import cache

from exemples_rendus import EXEMPLES, rendu
from test_copie_annotee import COMMENTAIRES, racine, signes_et_formes, texte_de

from lettres.affaire import Affaire
from lettres.barriere import controler
from lettres.rendu.xml.arbre_xml import P, w
from lettres.socle.constats import Gravite
from lettres.studio.copies.annotation import porte_nos_commentaires, sans_nos_commentaires
from lettres.studio.copies.marge import copie_de_relecture

REFUS = next(e for e in EXEMPLES if e.nom == "refus-de-payer/dossier-mise_en_demeure")


@cache
def copie() -> bytes:
    rendue = rendu(REFUS)
    return copie_de_relecture(rendue.lettre, Affaire(rendue.dossier, REFUS.au).visant(rendue.lettre.creances))


def en_marge(debut: str) -> list[str]:
    """Les commentaires du passage qui commence par ces mots."""
    textes = [[texte_de(a) for a in c.iter(P)] for c in racine(copie(), COMMENTAIRES).iter(w("comment"))]
    passages = [mots for _, mots in sorted(ancres(), key=lambda a: int(a[0]))]
    assert len(textes) == len(passages)
    return [ligne for lignes, mots in zip(textes, passages, strict=True) if mots.startswith(debut) for ligne in lignes]


def ancres() -> list[tuple[str, str]]:
    """Le numéro de chaque commentaire, et les mots qu'il entoure."""
    ouverts: dict[str, str] = {}
    finis: list[tuple[str, str]] = []
    for element in racine(copie()).iter(w("commentRangeStart"), w("commentRangeEnd"), w("t")):
        numero = element.get(w("id"), "")
        if element.tag == w("commentRangeStart"):
            ouverts[numero] = ""
        elif element.tag == w("commentRangeEnd"):
            finis.append((numero, ouverts.pop(numero)))
        else:
            ouverts = {n: mots + (element.text or "").replace("\u00a0", " ") for n, mots in ouverts.items()}
    return finis


def test_en_marge_d_un_passage_se_lisent_ses_faits_ses_calculs_et_ses_pieces():
    lignes = en_marge("Le 4 août 2026")
    assert lignes[0] == "Ce passage repose sur\u00a0:"
    assert any(li.startswith("Fait du dossier\u00a0: faits[]") for li in lignes)
    assert "Pièce\u00a0: P-3, Courriel d’approbation de M.\u00a0Exemple" in lignes


def test_ce_qu_aucune_piece_n_appuie_se_voit_et_deux_phrases_d_un_paragraphe_ont_chacune_les_leurs():
    assert "Aucune pièce ne l’appuie." in en_marge("Le 31 juillet 2026")
    assert "Pièce\u00a0: P-1, Contrat de service" in en_marge("La somme due est le prix de services.")


def test_chaque_constat_de_la_lettre_y_est_avec_sa_place_au_dossier():
    rendue = rendu(REFUS)
    dits = "\n".join(texte_de(c) for c in racine(copie(), COMMENTAIRES).iter(w("comment")))
    assert rendue.lettre.constats
    for constat in rendue.lettre.constats:
        assert f"{constat.code} ({constat.gravite})" in dits


def test_le_texte_et_la_mise_en_forme_sont_ceux_de_la_lettre_et_les_octets_les_memes_deux_fois():
    rendue = rendu(REFUS)
    assert signes_et_formes(copie()) == signes_et_formes(rendue.lettre.octets)
    assert signes_et_formes(sans_nos_commentaires(copie())) == signes_et_formes(rendue.lettre.octets)
    assert (
        copie_de_relecture(rendue.lettre, Affaire(rendue.dossier, REFUS.au).visant(rendue.lettre.creances)) == copie()
    )


def test_controler_refuse_la_copie_comme_lettre_a_envoyer_et_l_accepte_une_fois_ses_commentaires_retires():
    refus = [c for c in controler(copie()) if c.code == "B305"]
    assert [c.gravite for c in refus] == [Gravite.ERREUR]
    assert porte_nos_commentaires(copie())
    assert not [c for c in controler(sans_nos_commentaires(copie())) if c.code == "B305"]
    assert not [c for c in controler(rendu(REFUS).lettre.octets) if c.code == "B305"]
