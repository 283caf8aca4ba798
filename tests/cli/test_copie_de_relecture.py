"""« generer --relecture » : la lettre, et à côté d'elle la copie à relire, que « controler » refuse."""

from __future__ import annotations

from pathlib import Path

from exemples_rendus import EXEMPLES

REFUS = next(e for e in EXEMPLES if e.nom == "refus-de-payer/dossier-mise_en_demeure")


def test_generer_relecture_ecrit_la_lettre_et_a_cote_sa_copie(lancer, tmp_path: Path):
    commande = ("generer", str(REFUS.chemin), "--lettre", REFUS.lettre, "--au", REFUS.au.isoformat())
    resultat = lancer(*commande, "--relecture", "--sortie", str(tmp_path))
    assert resultat.code == 0, resultat.tout
    (seule,) = tmp_path.glob("*_RELECTURE.docx")
    lettre = tmp_path / seule.name.replace("_RELECTURE", "")
    assert lettre.exists()
    assert f"Copie à relire, et non à envoyer : {seule}" in resultat.sortie
    assert lancer("controler", str(lettre)).code == 0
    refus = lancer("controler", str(seule))
    assert (refus.code, "B305" in refus.sortie) == (1, True)
