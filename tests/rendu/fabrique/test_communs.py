"""Les blocs que des modèles partagent : dépliés avant d'être lus, et chaque faute nommée là où elle est écrite."""

from pathlib import Path

import pytest
from tables import d_un_trait

from lettres.rendu.fabrique.communs import deplier, lire_les_blocs
from lettres.rendu.fabrique.modeles import fabriquer, main

RACINE = Path(__file__).parents[3]
SIGNATURE = {"signature": "Signature | {{ expediteur.signataire }}\nSignatureSuite | {{ expediteur.titre }}\n"}
LETTRE = "[corps]\nCorps | Bonjour.\n[bloc signature]\nCorps | Fin.\n"
ENTIERE = f"[corps]\nCorps | Bonjour.\n{SIGNATURE['signature']}Corps | Fin.\n"


def test_un_bloc_se_deplie_la_ou_on_l_appelle_et_le_fichier_word_est_le_meme():
    assert deplier(LETTRE, SIGNATURE).texte == ENTIERE
    assert fabriquer(LETTRE, SIGNATURE) == fabriquer(ENTIERE)


def test_sans_appel_un_texte_est_inchange():
    assert deplier(ENTIERE, SIGNATURE).texte == ENTIERE


def test_chaque_ligne_garde_son_origine():
    assert deplier(LETTRE, SIGNATURE).origines == (
        "ligne 1",
        "ligne 2",
        "blocs/signature.txt, ligne 1",
        "blocs/signature.txt, ligne 2",
        "ligne 4",
        "ligne 5",
    )


@d_un_trait
@pytest.mark.parametrize(
    ("texte", "blocs", "dit"),
    [
        (
            "[corps]\n[bloc signatur]\n",
            SIGNATURE,
            "ligne 2 : bloc inconnu « signatur »; vouliez-vous",
        ),
        ("[corps]\n[bloc rien]\n", {}, "ligne 2 : bloc inconnu « rien » : il n’y a pas de « blocs/rien.txt »"),
        ("[corps]\n[bloc ]\n", {}, "ligne 2 : bloc inconnu «  » : il n’y a pas de « blocs/.txt »"),
        (
            "[corps]\n[bloc a]\n",
            {"a": "Corps | x\n[bloc b]\n", "b": "Corps | y\n"},
            "blocs/a.txt, ligne 2 : un bloc n’a",
        ),
        ("[corps]\n[bloc a]\n", {"a": "[pied]\nPied | x\n"}, "blocs/a.txt, ligne 1 : un bloc n’a"),
        ("[corps]\n[bloc a]\n", {"a": "Corps | x\n\nCorps | y\n"}, "blocs/a.txt, ligne 2 : un bloc n’a"),
        ("[corps]\n[bloc a]\n", {"a": "Corp | x\n"}, "blocs/a.txt, ligne 1 : style inconnu « Corp »"),
        ("[corps]\n[bloc a]\nCorp | x\n", {"a": "Corps | x\nCorps | y\n"}, "ligne 3 : style inconnu « Corp »"),
        ("[corps]\n[bloc a]\n", {"a": "Corps |  x\n"}, "blocs/a.txt, ligne 1 : écrivez plutôt « Corps | x »"),
        ("[corps]\n[bloc a]", {"a": "Corps | x\n"}, "blocs/a.txt, ligne 1 : le texte doit finir par une fin de ligne"),
    ],
)
def test_une_faute_est_nommee_la_ou_elle_est_ecrite(texte: str, blocs: dict[str, str], dit: str):
    with pytest.raises(ValueError, match="ligne") as faute:
        fabriquer(texte, blocs)
    assert str(faute.value).startswith(dit)


def test_un_tableau_peut_etre_un_bloc():
    blocs = {"comptes": "[tableau 80 80]\nrangee | TableauTexte | a ¦ TableauTexte | b\n[/tableau]\n"}
    assert deplier("[corps]\n[bloc comptes]\n", blocs).texte.count("[tableau") == 1
    assert fabriquer("[corps]\n[bloc comptes]\n", blocs)


def test_la_commande_lit_les_blocs_a_cote_des_modeles(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    (tmp_path / "blocs").mkdir()
    (tmp_path / "a.txt").write_text(LETTRE, encoding="utf-8")
    assert main([str(tmp_path)]) == 1
    assert "bloc inconnu « signature »" in capsys.readouterr().err
    (tmp_path / "blocs" / "signature.txt").write_text(SIGNATURE["signature"], encoding="utf-8")
    assert main([str(tmp_path)]) == 0
    assert (tmp_path / "a.docx").read_bytes() == fabriquer(ENTIERE)


def test_chaque_bloc_livre_sert_a_plusieurs_modeles():
    textes = [m.read_text(encoding="utf-8") for m in (RACINE / "modeles").glob("*.txt")]
    for nom in lire_les_blocs(RACINE / "modeles"):
        assert sum(f"[bloc {nom}]\n" in texte for texte in textes) >= 2, nom
