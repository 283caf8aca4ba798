"""Les messages : toujours en français, jamais une valeur, une suggestion juste quand elle existe."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import get_args

import pytest
from pydantic import BaseModel
from pydantic_core.core_schema import ErrorType
from tables import d_un_trait

from lettres.codes import table
from lettres.dossier import Dossier
from lettres.lecture import lire, lire_texte, valider
from lettres.lecture.codes_lus import CodeLu
from lettres.lecture.exemples import EXEMPLES
from lettres.lecture.formes import Cle, cles
from lettres.lecture.messages import traduire
from lettres.socle.erreurs import DossierIllisible, DossierInvalide

FAUTIFS = Path(__file__).parent / "fautifs"
ANGLAIS = re.compile(
    r"\b(the|is|should|must|input|valid|value|error|field|required|expected|found|string|list|dictionary|extra|"
    r"permitted|instance|greater|less|than|equal|unable|parse|missing|got|was|not|allowed)\b",
    re.IGNORECASE,
)
TECHNIQUE = re.compile(r"pydantic|Traceback|None|\bNaN\b|True|False|<class|0x", re.IGNORECASE)
CONTEXTE = {"ge": 1, "gt": 1, "le": 365, "lt": 365, "max_length": 500, "min_length": 1, "expected": "'a' or 'b'"}
DOSSIER = """\
reference: 2026-014
nature: entente
expediteur: {nom: Karine Exemple}
destinataire: {nom: Marie Exemple}
"""


def modeles(modele: type[BaseModel] = Dossier, vus: set[type[BaseModel]] | None = None) -> Iterator[type[BaseModel]]:
    vus = set() if vus is None else vus
    if modele in vus:
        return
    vus.add(modele)
    yield modele
    for cle in cles(modele).values():
        for forme in (cle.forme, cle.forme.element):
            if forme is not None and forme.modele is not None:
                yield from modeles(forme.modele, vus)


TOUTES_LES_CLES = [(m.__name__, cle) for m in modeles() for cle in cles(m).values()]


@pytest.mark.parametrize(
    "loc", [("reference",), ("creances", 0), ("creances", 0, "date"), ("inconnue", "tagged-union")]
)
def test_aucun_type_de_pydantic_ne_laisse_passer_son_anglais(loc):
    donnees = {"reference": "x", "creances": [{"date": "2026-08-31"}], "inconnue": 1}
    phrases: dict[str, str] = {}
    for genre in get_args(ErrorType):
        erreur = {"type": genre, "loc": loc, "msg": "Input should be a valid string", "input": "x", "ctx": CONTEXTE}
        constat = traduire(erreur, donnees)  # type: ignore[arg-type]
        phrases[genre] = f"{constat.message} {constat.remede}"
    assert len(phrases) > 100
    assert {genre: dit for genre, dit in phrases.items() if ANGLAIS.search(dit) or TECHNIQUE.search(dit)} == {}


def test_un_type_imprevu_donne_une_phrase_francaise():
    erreur = {"type": "url_parsing", "loc": ("reference",), "msg": "Input should be a valid URL", "input": "x"}
    constat = traduire(erreur, {"reference": "x"})  # type: ignore[arg-type]
    assert (constat.code, constat.message) == ("D199", "« reference » n’est pas accepté.")


def test_un_refus_du_dossier_lui_meme_garde_sa_phrase_francaise():
    erreur = {"type": "nouveau_refus", "loc": ("reference",), "msg": "Deux clés se contredisent.", "input": "x"}
    constat = traduire(erreur, {"reference": "x"})  # type: ignore[arg-type]
    assert (constat.code, constat.message) == ("D199", "Deux clés se contredisent.")


# -- Chaque clé de chaque bloc, mise à chaque sorte de mauvaise valeur --
MAUVAISES = ["x" * 6000, "\u202e", "a\nb", [], ["x"], [[]], {}, {"x": 1}, 1, -1, 10**12, 1.5, True, b"x", object()]


def chemins_vers(modele: type[BaseModel], nom: str, valeur: object) -> dict[str, object]:
    """Un dossier où cette clé de ce bloc a cette valeur."""

    def bloc(courant: type[BaseModel], vus: tuple[type[BaseModel], ...] = ()) -> dict[str, object] | None:
        if courant is modele:
            return {nom: valeur}
        for cle in cles(courant).values():
            for forme, en_liste in ((cle.forme, False), (cle.forme.element, True)):
                if forme is not None and forme.modele is not None and forme.modele not in vus:
                    interne = bloc(forme.modele, (*vus, courant))
                    if interne is not None:
                        return {cle.nom: [interne] if en_liste else interne}
        return None

    dossier = bloc(Dossier)
    assert dossier is not None
    return dossier


@d_un_trait
@pytest.mark.un_sur(2)
@pytest.mark.parametrize("modele", list(modeles()), ids=lambda m: m.__name__)
def test_aucune_cle_d_aucun_bloc_ne_rend_d_anglais(modele: type[BaseModel]):
    for cle in cles(modele).values():
        for mauvaise in MAUVAISES:
            try:
                valider(chemins_vers(modele, cle.nom, mauvaise))
            except DossierInvalide as refus:
                for constat in refus.constats:
                    phrases = re.sub(
                        r"« ?[a-z_\[\]0-9.]+ ?»|: [a-z_, ]+…?\.$", "", f"{constat.message} {constat.remede}"
                    )
                    assert not ANGLAIS.search(phrases), (cle.nom, mauvaise, constat)
                    assert not TECHNIQUE.search(phrases), (cle.nom, mauvaise, constat)
                    assert constat.code in {c.value for c in CodeLu}


@d_un_trait
@pytest.mark.parametrize("fichier", sorted(FAUTIFS.glob("*.attendu.txt")), ids=lambda f: f.name)
def test_les_messages_et_les_remedes_sont_des_phrases_en_francais(fichier: Path):
    with pytest.raises((DossierIllisible, DossierInvalide)) as refus:
        lire(FAUTIFS / fichier.name.removesuffix(".attendu.txt"))
    for constat in refus.value.constats:
        for phrase in filter(None, (constat.message, constat.remede)):
            assert phrase[0].isupper() or phrase[0] == "«"
            assert phrase.endswith((".", "?", "»", "…")), phrase
            assert not phrase.endswith(("..", "….")), phrase
            assert "'" not in re.sub(r"« [^»]* »", "", phrase), phrase


@pytest.mark.parametrize(
    ("ecrite", "attendue"),
    [
        ("echance_demandee", "echeance_demandee"),
        ("Échéance demandée", "echeance_demandee"),
        ("DELAI_JOURS", "delai_jours"),
        ("delai-jours", "delai_jours"),
        ("piece", "pieces"),
        ("factures", None),
        ("zzz", None),
    ],
)
def test_une_cle_inconnue_recoit_la_suggestion_la_plus_proche(ecrite: str, attendue: str | None):
    with pytest.raises(DossierInvalide) as refus:
        lire_texte((DOSSIER + f"{ecrite}: 1\n").encode(), fichier="d", format="yaml")
    (constat,) = refus.value.constats
    fin = f" : vouliez-vous dire « {attendue} » ?" if attendue else " dans le dossier."
    assert constat.message == f"Clé inconnue « {ecrite} »{fin}"


def test_la_suggestion_ne_vient_que_des_cles_permises_a_cet_endroit():
    with pytest.raises(DossierInvalide) as refus:
        lire_texte((DOSSIER + "pieces: [{id: P-1, titre: A, montant: 60}]\n").encode(), fichier="d", format="yaml")
    (constat,) = refus.value.constats
    assert constat.message == "Clé inconnue « montant » dans « pieces[0] »."
    assert constat.remede == "Clés permises ici : id, titre, date, auteur, fichier, empreinte."


@pytest.mark.parametrize(
    ("ecrit", "proche"),
    [
        ("mode_envoi: recomandé", "recommande"),
        ("mode_envoi: Couriel", "courriel"),
        ("mode_envoi: mein propre", "main_propre"),
        ("mode_envoi: remis en main propre", "main_propre"),
        ("mode_envoi: courriel ou poste", ""),
        ("mode_envoi: z", ""),
        ("mode_envoi: '-'", ""),
        ("achat: {paiement: débit}", "carte_debit"),
        ("achat: {paiement: carte de crédit Exemple}", "carte_credit"),
        ("achat: {paiement: carte}", ""),
    ],
)
def test_une_valeur_hors_liste_recoit_une_suggestion(ecrit: str, proche: str):
    with pytest.raises(DossierInvalide) as refus:
        lire_texte((DOSSIER + f"{ecrit}\n").encode(), fichier="d", format="yaml")
    assert refus.value.constats[0].remede == (f"Vouliez-vous dire « {proche} » ?" if proche else "")


def test_une_cle_demesuree_est_abregee_et_sans_suggestion():
    with pytest.raises(DossierInvalide) as refus:
        lire_texte((DOSSIER + f"{'nom' * 100}: 1\n").encode(), fichier="d", format="yaml")
    assert refus.value.constats[0].message == f"Clé inconnue « {('nom' * 100)[:39]}… » dans le dossier."


def test_une_cle_manquante_dit_son_titre_et_un_exemple():
    texte = DOSSIER.replace("{nom: Marie Exemple}", "{}")
    with pytest.raises(DossierInvalide) as refus:
        lire_texte(texte.encode(), fichier="d", format="yaml")
    (constat,) = refus.value.constats
    assert constat.message == "Il manque « nom » dans « destinataire » (Nom légal)."
    assert constat.remede == "Ajoutez « nom », par exemple : Marie Exemple."
    assert constat.chemin == ("destinataire", "nom")


@pytest.mark.parametrize(
    ("avant", "apres", "exemple"),
    [
        ("{nom: Marie Exemple}", "{nom: }", "Marie Exemple"),
        ("expediteur: {nom: Karine Exemple}", "expediteur: {nom: }", "Karine Exemple"),
        ("expediteur: {nom: Karine Exemple}", "expediteur: {}", "Karine Exemple"),
        (
            "expediteur: {nom: Karine Exemple}",
            "expediteur: {nom: A, mandant: {nom: }}",
            "Atelier Exemple inc.",
        ),
        ("{nom: Marie Exemple}", "{nom: A, procureur: {nom: }}", "Me Camille Exemple"),
        ("{nom: Marie Exemple}", "{nom: A, attention: {nom: }}", "Marie Exemple"),
        ("reference:", "temoins: [{nom: }]\nreference:", "Amélie Exemple"),
    ],
)
def test_l_exemple_d_un_nom_est_celui_de_qui_le_porte(avant: str, apres: str, exemple: str):
    assert avant in DOSSIER
    with pytest.raises(DossierInvalide) as refus:
        lire_texte(DOSSIER.replace(avant, apres).encode(), fichier="d", format="yaml")
    (constat,) = (c for c in refus.value.constats if "nom" in c.chemin)
    assert constat.remede.removesuffix(".").endswith(f"par exemple : {exemple.removesuffix('.')}")


@pytest.mark.parametrize("fait", ["{}", "{texte: }"])
def test_un_exemple_qui_est_une_phrase_n_y_gagne_pas_un_second_point(fait: str):
    with pytest.raises(DossierInvalide) as refus:
        lire_texte((DOSSIER + f"faits: [{fait}]\n").encode(), fichier="d", format="yaml")
    (constat,) = refus.value.constats
    assert constat.remede.endswith("n’a pas eu lieu.")
    assert not constat.remede.endswith("..")


def test_chaque_cle_a_un_titre_une_description_et_chaque_cle_obligatoire_un_exemple():
    def sans_exemple(cle: Cle) -> bool:
        forme = cle.forme.element or cle.forme
        return bool(cle.obligatoire or cle.forme.element) and not (forme.modele or forme.choix or cle.nom in EXEMPLES)

    nommees = [(f"{modele}.{cle.nom}", cle) for modele, cle in TOUTES_LES_CLES]
    assert [nom for nom, cle in nommees if cle.titre == cle.nom and cle.nom != "$schema"] == []
    assert [nom for nom, cle in nommees if not cle.description.endswith((".", "…"))] == []
    assert [nom for nom, cle in nommees if sans_exemple(cle)] == []


def test_chaque_code_est_unique_et_tous_ceux_de_la_lecture_ont_leur_page():
    assert len({c.value for c in CodeLu}) == len(CodeLu.__members__)
    assert {c.value for c in CodeLu} == {c.code for c in table().values() if c.famille == "lecture" and not c.retire}


def test_chaque_code_d_un_dossier_fautif_est_illustre():
    """Un code que rien ne lève serait une promesse vide; ceux d'un fichier entier ont leurs propres essais."""
    illustres = {ligne.split()[1] for f in FAUTIFS.glob("*.attendu.txt") for ligne in f.read_text("utf-8").splitlines()}
    ailleurs = {"L001", "L002", "L003", "L004", "L005", "L006", "L007", "L012", "L013", "D112", "D127", "D199"}
    des_preferences = {"D130"}  # -- tests/production/test_preferences.py --
    assert illustres | ailleurs | des_preferences == {c.value for c in CodeLu}
    assert not illustres & ailleurs
