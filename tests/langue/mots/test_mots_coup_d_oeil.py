"""Le coup d’œil : il ne se tait que là où l’examen de la lettre se tairait, et ne lit que ce qui est nouveau."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import pytest
from efforts import appels
from exemples_rendus import EXEMPLES, Exemple, rendu
from tables import d_un_trait

from lettres.barriere.lecture import lire
from lettres.langue.mots import UNE_LIGNE_VIDE, coup_d_oeil, examen, examiner, familles, rien_a_redire
from lettres.langue.mots.coup_d_oeil import a_examiner
from lettres.langue.mots.examen import ContexteDesMots, vise_la_reputation
from lettres.rendu.paragraphes.lecture import PIED
from lettres.socle.donnees import lire_yaml

HONNETES = ["Madame,", "Nous vous demandons de payer la somme due.", "Veuillez recevoir nos salutations."]
CIRCONSTANCES = {
    "lettre": "mise_en_demeure",
    "nature": "recouvrement",
    "consommateur": True,
    "membre_du_barreau": False,
}


def phrases() -> dict[str, list[tuple[str, dict[str, object]]]]:
    """Les phrases fautives d'une lettre finie, par code, et ce qu'il faut savoir de cette lettre."""
    par_code = defaultdict(list)
    for code, valeurs in lire_yaml(Path(__file__).parent / "fautifs.yaml").items():
        for valeur in valeurs:
            dit = {"texte": valeur} if isinstance(valeur, str) else dict(valeur)
            texte = dit.pop("texte").replace("⟦", "").replace("⟧", "")
            circonstances = CIRCONSTANCES | {"nature": dit.pop("nature", None) or "recouvrement"}
            circonstances |= {cle: dit.pop(cle) for cle in CIRCONSTANCES if cle in dit}
            if not dit:
                par_code[code].append((texte, circonstances))
    return par_code


PHRASES = phrases()


def phrases_du_dossier() -> dict[str, list[tuple[str, dict[str, object]]]]:
    """Les phrases fautives qu'un dossier peut porter, par code, et le champ où elles seraient."""
    par_code = defaultdict(list)
    for code, valeurs in lire_yaml(Path(__file__).parent / "fautifs.yaml").items():
        for valeur in valeurs:
            dit = {"texte": valeur} if isinstance(valeur, str) else dict(valeur)
            texte = dit.pop("texte").replace("⟦", "").replace("⟧", "")
            par_code[code].append((texte, CIRCONSTANCES | {"champ": "recit"} | dit))
    return par_code


DU_DOSSIER = phrases_du_dossier()


def fautives(paragraphes: list[str], **circonstances) -> set[str]:
    """Ce que l'examen y trouve, d'un bloc."""
    return {t.code for t in examiner("".join(f"{p}{UNE_LIGNE_VIDE}" for p in paragraphes), **circonstances)}


def placees(phrase: str) -> Iterator[list[str]]:
    """Une lettre où la phrase est un paragraphe, finit un paragraphe, en commence un, ou finit la lettre."""
    premier, milieu, dernier = HONNETES
    yield [premier, *phrase.split(UNE_LIGNE_VIDE), milieu, dernier]
    yield [premier, f"{milieu} {phrase}", dernier]
    yield [premier, f"{phrase} {milieu}", dernier]
    yield [*HONNETES, phrase]


@pytest.mark.un_sur(4)
@pytest.mark.parametrize("code", PHRASES)
def test_ce_que_l_examen_trouve_le_coup_d_oeil_ne_le_tait_pas(code: str):
    trouvees = 0
    for phrase, circonstances in PHRASES[code]:
        for paragraphes in placees(phrase):
            if fautives(paragraphes, **circonstances):
                trouvees += 1
                assert not rien_a_redire(paragraphes, **circonstances), paragraphes
    assert trouvees


@d_un_trait
@pytest.mark.parametrize(
    "paragraphes",
    [
        ["Votre numéro d’assurance sociale :", "046 454 286"],
        ["Vous aviez la carte", "4111 1111 1111 1111"],
        ["Jean Untel, partie demanderesse", "contre", "Marie Unetelle, partie défenderesse"],
        ["Vous m’avez répondu.", "« Vous êtes un voleur »"],
        ["Vous avez écrit : « Non »", "« Vous êtes un voleur »"],
        ["Il a écrit « vous", "êtes un voleur », puis : « non »"],
        ["Nous vous écrivons.", "Me Jean Untel", "avocat"],
        ["Je vous l’ai dit :", "« vous êtes un voleur »"],
        ["Vous êtes un voleur", "« selon vous »"],
        ["VOUS ÊTES", "TOUS LES DEUX DES MENTEURS"],
        ["Nous représentons", "Marie Exemple"],
        ["La marche est réparée.", "« c’est une arnaque », avez-vous écrit.", "Merci."],
        ["La marche est réparée", "« c’est une arnaque », avez-vous écrit :", "Merci."],
    ],
    ids=" / ".join,
)
@pytest.mark.parametrize("autour", [[], HONNETES], ids=["seuls", "entourés"])
@pytest.mark.parametrize("nature", ["recouvrement", "reputation"])
def test_ce_qui_passe_d_un_paragraphe_a_l_autre_se_juge_comme_d_un_bloc(
    paragraphes: list[str], autour: list[str], nature: str
):
    lettre, circonstances = [*autour, *paragraphes, *autour], CIRCONSTANCES | {"nature": nature}
    for p in lettre:
        rien_a_redire([p], **circonstances)  # -- déjà vus seuls, ils se jugent encore ensemble --
    if fautives(lettre, **circonstances):
        assert not rien_a_redire(lettre, **circonstances)


@d_un_trait
@pytest.mark.un_sur(3)
@pytest.mark.parametrize("code", DU_DOSSIER)
def test_un_texte_du_dossier_ou_l_examen_trouve_n_est_pas_ecarte_parmi_d_autres(code: str):
    trouvees = 0
    for phrase, dit in DU_DOSSIER[code]:
        contexte = ContexteDesMots(
            str(dit["lettre"]),
            bool(dit["consommateur"]),
            bool(dit["membre_du_barreau"]),
            vise_la_reputation(str(dit["lettre"]), str(dit["nature"])),
            bool(dit.get("contestation_ecrite", False)),
        )
        if examiner(phrase, **dit):
            trouvees += 1
            honnetes, fautive = [(p, "titre") for p in HONNETES[1:]], (phrase, dit["champ"])
            for textes in ([fautive], [fautive, *honnetes], [*honnetes, fautive]):
                assert fautive in a_examiner(textes, contexte), phrase
    assert trouvees


CITENT = [
    "Vous avez dit : « oui ».",
    "« c’est une arnaque », avez-vous écrit.",
    "Vous avez écrit : « vous êtes une voleuse »",
    "Puis : « et une menteuse »",
    "Le titre « Mariages »",
    "Vous avez répondu :",
    "« vous êtes un voleur »",
    "et « une menteuse »",
    "Il a écrit « vous",
    "êtes un voleur », puis rien.",
    "êtes un voleur », puis rien :",
]


def test_des_textes_lus_ensemble_ne_s_excusent_pas_l_un_l_autre():
    contexte = ContexteDesMots("mise_en_demeure")
    for a in [*CITENT, *HONNETES]:
        for b in [*CITENT, *HONNETES]:
            for c in ("« vous êtes un escroc »", "Vous êtes un escroc.", "Voici :"):
                ensemble = [(a, "recit"), (b, "recit"), (c, "tort")]
                fautifs = {(t, champ) for t, champ in ensemble if examiner(t, lettre="mise_en_demeure", champ=champ)}
                assert fautifs <= a_examiner(ensemble, contexte), ensemble


def test_des_textes_honnetes_ne_s_examinent_pas_un_a_un_meme_ceux_qui_citent():
    contexte = ContexteDesMots("mise_en_demeure")
    textes = ["Le site a été livré le 12 octobre.", "La version finale a été approuvée.", "Vous avez dit : « oui »."]
    assert a_examiner([(texte, "recit") for texte in textes], contexte) == set()


@pytest.mark.parametrize("code", [f.code for f in familles() if f.fiche.amorce])
def test_l_amorce_d_une_famille_peut_etre_dans_un_autre_paragraphe(code: str):
    """Un paragraphe que rien n'éveille, puis celui qui l'éveille : l'ordre où on les a vus n'y change rien."""
    for phrase, circonstances in PHRASES[code]:
        mots = phrase.split(" ")
        for n in range(1, len(mots)):
            lettre = [" ".join(mots[:n]), " ".join(mots[n:])]
            if fautives(lettre, **circonstances):
                assert not rien_a_redire(lettre, **circonstances), lettre


def paragraphes_de(exemple: Exemple) -> list[str]:
    lus = lire(rendu(exemple).lettre.octets, "lettre.docx")
    return [p.texte for p in lus if p.texte.strip() and p.partie != PIED and not p.cite]


def test_une_lettre_honnete_se_voit_d_un_coup_d_oeil_et_la_suivante_ne_se_relit_pas(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(coup_d_oeil, "_de_lettres", coup_d_oeil.Memoire())
    for rang, exemple in enumerate(EXEMPLES[::9]):
        circonstances = CIRCONSTANCES | {"lettre": exemple.lettre, "nature": exemple.nature}
        paragraphes = paragraphes_de(exemple)
        assert rien_a_redire(paragraphes, **circonstances), exemple.nom
        lectures = appels(lambda: rien_a_redire([*paragraphes, f"Et de {rang}."], **circonstances))  # noqa: B023
        assert lectures[examen.__file__, "lire"] == 1, "le seul paragraphe nouveau"
        lectures = appels(lambda: rien_a_redire(paragraphes, **circonstances))  # noqa: B023
        assert lectures[examen.__file__, "lire"] == 0


def test_les_memes_mots_se_rejugent_pour_une_autre_lettre():
    phrase = ["Nous réclamerons cette somme devant la division des petites créances."]
    permise = CIRCONSTANCES | {"nature": "recouvrement"}
    assert rien_a_redire(phrase, **permise)
    assert fautives(phrase, **permise | {"nature": "reputation"})
    assert not rien_a_redire(phrase, **permise | {"nature": "reputation"})


def test_on_ne_retient_qu_un_nombre_borne_de_paragraphes_courts(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(coup_d_oeil, "_de_lettres", memoire := coup_d_oeil.Memoire(gardes=8))
    for rang in range(40):
        lettre = ["Madame,", f"La facture {rang} est due.", f"{rang} " + "x " * 600]
        assert rien_a_redire(lettre, **CIRCONSTANCES)
        retenus = {*memoire, *memoire._anciens}
        assert {*lettre[:2]} <= retenus, "ce qui revient à chaque lettre n’est jamais oublié"
        assert len(memoire) <= 8
        assert len(memoire._anciens) <= 8
        assert all(len(p) <= 1000 for p in retenus)
