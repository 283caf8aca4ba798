"""Le vocabulaire : les phrases honnêtes passent, les fautives sont trouvées, mot pour mot."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest
from efforts import assert_lineaire
from tables import d_un_trait

from lettres.affaire import Affaire
from lettres.langue.mots import Famille, examiner, familles
from lettres.lecture import lire
from lettres.regles.mots_ecrits import constats_du_dossier
from lettres.socle.constats import Gravite
from lettres.socle.donnees import lire_yaml

ICI = Path(__file__).parent
AU = date(2026, 11, 22)
EXEMPLES = ICI.parents[2] / "exemples"
PAR_DEFAUT = {"lettre": "mise_en_demeure"}
Cas = tuple[str, dict[str, object]]


def _cas(valeur: str | dict[str, object]) -> Cas:
    precise = {"texte": valeur} if isinstance(valeur, str) else dict(valeur)
    texte = precise.pop("texte")
    assert isinstance(texte, str)
    return texte, {**PAR_DEFAUT, **precise}


HONNETES = [_cas(v) for v in lire_yaml(ICI / "honnetes.yaml")]
FAUTIFS = [(code, *_cas(valeur)) for code, valeurs in lire_yaml(ICI / "fautifs.yaml").items() for valeur in valeurs]
LETTRES = [p for p in sorted(EXEMPLES.rglob("*.txt")) if not p.name.endswith("-fiche.txt")]
DOSSIERS = [p for p in sorted(EXEMPLES.rglob("*.yaml")) if p.name not in {"exemples.yaml", "histoire.yaml"}]


def lettre_de(fichier: Path) -> str:
    nom = fichier.stem.replace("-", "_")
    return next((c for c in ("retrait", "opc", "mise_en_demeure") if nom.startswith(c)), "rappel")


def circonstances(famille: Famille) -> dict[str, object]:
    """Une lettre où la famille s'applique, et le champ où son premier motif se cherche."""
    condition = famille.fiche.condition
    champs = famille.fiche.champs or (famille.fiches[0].champs if famille.fiches else ())
    return {
        "champ": next(reversed(champs), None),
        "lettre": next(iter(famille.fiche.lettres), "mise_en_demeure"),
        "nature": "reputation" if condition == "reputation" else None,
        "contestation_ecrite": condition == "contestation_ecrite",
    }


@d_un_trait
@pytest.mark.parametrize(("texte", "options"), HONNETES, ids=lambda v: v[:60] if isinstance(v, str) else "")
def test_un_paragraphe_honnete_ne_donne_aucune_trouvaille(texte: str, options: dict):
    assert examiner(texte, **options) == []


@d_un_trait
@pytest.mark.parametrize(("code", "marque", "options"), FAUTIFS, ids=lambda v: v[:60] if isinstance(v, str) else "")
def test_une_phrase_fautive_donne_son_code_et_son_extrait_exact(code: str, marque: str, options: dict):
    texte, extrait = marque.replace("⟦", "").replace("⟧", ""), marque.split("⟦")[1].split("⟧")[0]
    trouvailles = examiner(texte, **options)
    assert (code, extrait) in [(t.code, t.extrait) for t in trouvailles]
    assert all(texte[t.debut : t.fin] == t.extrait for t in trouvailles)


def test_le_corpus_est_assez_grand():
    assert len(HONNETES) >= 90
    assert len(FAUTIFS) >= 120
    for famille in familles():
        assert sum(code == famille.code for code, *_ in FAUTIFS) >= 5, famille.code


@d_un_trait
@pytest.mark.un_sur(3)
@pytest.mark.parametrize("fichier", LETTRES, ids=lambda p: f"{p.parent.name}/{p.stem}")
def test_le_texte_d_une_lettre_de_reference_ne_donne_aucune_trouvaille(fichier: Path):
    assert examiner(fichier.read_text(encoding="utf-8"), lettre=lettre_de(fichier)) == []


@d_un_trait
@pytest.mark.un_sur(3)
@pytest.mark.parametrize("fichier", DOSSIERS, ids=lambda p: f"{p.parent.name}/{p.stem}")
def test_le_dossier_d_un_exemple_ne_donne_aucun_constat(fichier: Path):
    dossier = lire(fichier)
    assert list(constats_du_dossier(Affaire(dossier, AU), lettre_de(fichier))) == []


@d_un_trait
@pytest.mark.parametrize("famille", familles(), ids=lambda f: f.code)
def test_la_page_d_une_famille_dit_vrai(famille: Famille):
    """L'exemple fautif de la page est trouvé; l'exemple conforme et la formule calme passent."""
    options = circonstances(famille)
    trouvailles = examiner(famille.fiche.fautif, **options)
    assert famille.code in {t.code for t in trouvailles}
    assert examiner(famille.fiche.conforme, **options) == []
    assert examiner(famille.fiche.remede, **{**options, "champ": None}) == []


@d_un_trait
@pytest.mark.parametrize("famille", familles(), ids=lambda f: f.code)
def test_le_message_cite_les_mots_et_la_page_est_entiere(famille: Famille):
    trouvaille = next(t for t in examiner(famille.fiche.fautif, **circonstances(famille)) if t.code == famille.code)
    assert f"« {trouvaille.extrait} »" in trouvaille.message
    assert trouvaille.gravite is famille.fiche.gravite
    assert trouvaille.gravite in famille.gravites
    assert trouvaille.remede
    assert trouvaille.fondement
    assert famille.fiche.pourquoi.endswith(".")
    assert famille.fiche.fiche.startswith("F")


def test_les_codes_et_les_noms_sont_uniques():
    assert [f.code for f in familles()] == [f"V{n}" for n in range(101, 134)]
    assert len({f.fiche.nom for f in familles()}) == len(familles())


def test_un_blocage_est_une_erreur_et_le_ton_ne_bloque_jamais():
    erreurs = {f.code for f in familles() if f.fiche.gravite is Gravite.ERREUR}
    assert {"V101", "V102", "V104", "V105", "V106", "V107", "V108", "V110"} <= erreurs
    assert not {"V113", "V115", "V116", "V119"} & erreurs


# -- Les formes hostiles d'une même menace --


@d_un_trait
@pytest.mark.parametrize(
    "phrase",
    [
        "Je porterai plainte à la police.",
        "JE PORTERAI PLAINTE À LA POLICE.",
        "je porterai plainte a la police",
        "Je porterai\nplainte\nà la\npolice.",
        "Je porterai\u00a0plainte à\u202fla police.",
        "Je porterai plain-\nte à la police.",
        "Je porterai plain\u00adte à la po\u200blice.",
        "Je porterai plainte a\u0300 la police.",
        "Nous porterons rapidement plainte à la police.",
        "Je vais p0rter plainte à la p0lice.",
        "Je n’hésiterai pas à porter plainte à la police.",
        "Je n'hésiterai pas à porter plainte à la police.",
        "Je n‘hésiterai pas à porter plainte à la police.",
    ],
)
def test_la_forme_ne_cache_pas_la_menace(phrase: str):
    assert "V101" in {t.code for t in examiner(phrase, lettre="rappel")}


@d_un_trait
@pytest.mark.parametrize(
    "insulte", ["arnaque", "ARNAQUE", "arnaques", "arn4que", "arnaqueur", "arnaqueuses", "arna\u00adque", "Arnaqué"]
)
def test_l_accusation_se_lit_sous_toutes_ses_formes(insulte: str):
    assert "V114" in {t.code for t in examiner(f"C’est une {insulte}.", lettre="rappel")}


# -- Les citations : la bouche qui parle décide --


@d_un_trait
@pytest.mark.parametrize(
    ("phrase", "fautive"),
    [
        ("Vous avez écrit : « C’est une arnaque. »", False),
        ("Votre courriel du 3 mai dit « c’est une arnaque ».", False),
        ("Selon elle, « c’est une arnaque ».", False),
        ("« C’est une arnaque », avez-vous ajouté.", False),
        ("Vous avez écrit : “C’est une arnaque.” Puis : “Ce sont des voleurs.”", False),
        ('Votre message disait "c’est une arnaque" en toutes lettres.', False),
        ("Vous avez affirmé que c’était une arnaque.", False),
        ("Vous m’avez traitée d’arnaqueuse devant mes clients.", False),
        ("Je vous réponds : « c’est une arnaque ».", True),
        ("Je dirai à tous : « c’est une arnaque ».", True),
        ("J’ai répondu à votre courriel : « c’est une arnaque ».", True),
        ("Vous avez écrit « merci », mais c’est une arnaque.", True),
        ("Vous avez affirmé que tout allait bien, mais vous êtes un arnaqueur.", True),
        ("Vous offrez un « service » qui est une arnaque.", True),
        ("Voilà ma réponse : « arnaque ».", True),
        ("Vous avez écrit : « Merci. » C’est une arnaque.", True),
    ],
)
def test_les_mots_de_l_autre_partie_sont_exempts_ceux_de_l_expediteur_non(phrase: str, fautive: bool):
    assert bool(examiner(phrase, lettre="rappel")) is fautive


def test_un_numero_de_carte_est_trouve_meme_cite():
    assert [t.code for t in examiner("Vous avez écrit : « 4111 1111 1111 1111 ».", lettre="rappel")] == ["V120"]


@d_un_trait
@pytest.mark.parametrize(
    ("numero", "trouve"),
    [
        ("4111 1111 1111 1111", True),
        ("4111 1111 1111 1112", False),
        ("4111-1111-1111-1111", True),
        ("4111111111111111", True),
        ("3782 822463 10005", True),
        ("le colis 4111 1111 1111 1111", False),
        ("1111 1111 1111 1117", False),
        ("411111111111", False),
    ],
)
def test_une_carte_se_reconnait_a_sa_cle(numero: str, trouve: bool):
    assert bool(examiner(f"Voici {numero}, merci.", lettre="rappel")) is trouve


# -- Les circonstances de la lettre --


def test_les_frais_de_retard_ne_sont_interdits_qu_envers_un_consommateur():
    phrase = "Des frais de retard de 25 $ s’ajoutent."
    assert [t.code for t in examiner(phrase, lettre="rappel", consommateur=True)] == ["V110"]
    assert examiner(phrase, lettre="rappel", consommateur=False) == []


def test_un_membre_du_barreau_ecrit_pour_son_client():
    phrase = "Je vous écris au nom de mon client.\nMe Paule Exemple, avocate"
    assert {t.code for t in examiner(phrase, lettre="rappel")} == {"V106", "V107"}
    assert examiner(phrase, lettre="rappel", membre_du_barreau=True) == []


def test_les_petites_creances_ne_sont_interdites_qu_en_diffamation():
    phrase = "Je m’adresserai à la division des petites créances."
    assert examiner(phrase, lettre="mise_en_demeure", nature="recouvrement") == []
    assert [t.code for t in examiner(phrase, lettre="mise_en_demeure", nature="reputation")] == ["V108"]
    assert [t.code for t in examiner(phrase, lettre="retrait")] == ["V108"]
    assert [t.code for t in examiner(f"Atteinte à la réputation. {phrase}", lettre="mise_en_demeure")] == ["V108"]


def test_une_somme_n_est_interdite_que_dans_une_demande_de_retrait():
    phrase = "Veuillez me verser la somme de 500 $."
    assert examiner(phrase, lettre="mise_en_demeure") == []
    assert [t.code for t in examiner(phrase, lettre="retrait")] == ["V112"]


def test_un_appel_n_est_retenu_que_si_la_creance_est_contestee_par_ecrit():
    phrase = "Nous vous téléphonerons lundi."
    assert examiner(phrase, lettre="rappel") == []
    assert [t.code for t in examiner(phrase, lettre="rappel", contestation_ecrite=True)] == ["V122"]


# -- Un champ a ses motifs; une famille, ses certitudes --


@d_un_trait
@pytest.mark.parametrize(
    ("phrase", "champ", "gravites"),
    [
        ("Je pourrais vous dénoncer.", "recit", ["alerte"]),
        ("Je pourrais vous dénoncer.", None, []),
        ("Vous m’avez dit que vous paieriez.", "recit", []),
        ("Il m’a écrit qu’il allait venir.", "recit", []),
        ("Vous avez promis que la pièce arriverait lundi.", "recit", []),
        ("La clause 4 prévoit que vous fournirez le bois.", "recit", []),
        ("J’aurais voulu finir plus tôt.", "recit", []),
        ("Nous livrons le mardi, et vous demeurez à Granby depuis mai.", "recit", []),
        ("La caméra et l’opéra étaient prêts.", "recit", []),
        ("L’espion qui m’aimait, « je reviendrai », a été projeté.", "recit", ["alerte"]),
        ("Vous avez répondu : « je vous dénoncerai ».", "recit", []),
        ("Votre femme est à la maison.", "suite", ["alerte"]),
        ("Votre femme est à la maison.", "note", []),
        ("Je vais vous dénoncer au fisc.", None, ["erreur"]),
        ("Le fisc m’a remboursé.", "recit", []),
        ("Vous êtes un fraudeur.", None, ["erreur"]),
        ("Le fraudeur qui a usurpé notre adresse vous a écrit.", None, []),
        ("L’amende municipale a été payée, et le constat d’infraction pénale, annulé.", "recit", []),
    ],
)
def test_un_champ_et_une_certitude_font_la_gravite(phrase: str, champ: str | None, gravites: list[str]):
    assert sorted({t.gravite.value for t in examiner(phrase, lettre="rappel", champ=champ)}) == gravites


@d_un_trait
@pytest.mark.parametrize("famille", familles(), ids=lambda f: f.code)
def test_un_message_ne_montre_jamais_un_mot_coupe(famille: Famille):
    for texte, options in ((re.sub("[⟦⟧]", "", m), o) for code, m, o in FAUTIFS if code == famille.code):
        for t in examiner(texte, **options):
            avant, apres = texte[: t.debut][-1:], texte[t.fin :][:1]
            assert not (avant.isalnum() and t.extrait[0].isalnum()), t
            assert not (apres.isalnum() and t.extrait[-1].isalnum()), t


@d_un_trait
@pytest.mark.parametrize("famille", familles(), ids=lambda f: f.code)
def test_une_erreur_ne_se_redit_pas_en_alerte(famille: Famille):
    trouvailles = examiner(famille.fiche.fautif, **circonstances(famille))
    erreurs = [t for t in trouvailles if t.gravite is Gravite.ERREUR]
    for alerte in (t for t in trouvailles if t.gravite is Gravite.ALERTE):
        assert all(alerte.fin <= e.debut or e.fin <= alerte.debut for e in erreurs)


@d_un_trait
@pytest.mark.parametrize("texte", ["", " ", "\n\n", "«", "« » ¤ ¶", "\u0301", "“", "-\n", "'"])
def test_un_texte_etrange_ne_derange_rien(texte: str):
    assert examiner(texte, lettre="rappel") == []


def test_les_trouvailles_suivent_l_ordre_du_texte():
    places = [t.debut for t in examiner("Escroc! Menteur. Sinon je publie tout.", lettre="rappel")]
    assert places == sorted(places)
    assert len(places) == 3


@pytest.mark.long
@pytest.mark.parametrize(
    "motif",
    [
        "\n".join(p.read_text(encoding="utf-8") for p in LETTRES),
        "vous avez écrit que ",
        "si vous ne payez pas je vais ",
        "1 ",
        "« ",
        'x "',
        "je vous le ",
        "AB ",
        "a",
        "\n",
        "demanderesse c. ",
        "je vous dis que si ",
        "vous voyez que votre nom ",
        "you and the ",
        "payez et ",
        "25 $ par ",
    ],
    ids=lambda m: m[:12].strip() or "sauts",
)
@pytest.mark.parametrize("champ", [None, "recit", "suite"])
def test_deux_cent_mille_caracteres_se_lisent_en_temps_lineaire(motif: str, champ: str | None):
    textes = {taille: (motif * (taille // len(motif) + 1))[:taille] for taille in (50_000, 200_000)}
    familles()
    assert_lineaire(lambda taille: examiner(textes[taille], lettre="retrait", champ=champ), 50_000)
