"""Les squelettes : ce que la lettre exige y est marqué, cela seul; rempli de ses exemples, il n'a aucune erreur."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest
import yaml
from jsonschema import Draft202012Validator
from tables import d_un_trait
from tries import tries

import lettres
from lettres.amorce import LettreImpossible, natures_de, necessaires, vouloir
from lettres.catalogue import capacites, catalogue
from lettres.dossier import Dossier
from lettres.lecture import lire_texte, schema
from lettres.rendu.fabrique.communs import deplier, lire_les_blocs
from lettres.socle.constats import Constat, Gravite
from lettres.socle.erreurs import DossierInvalide

LETTRES = [(m.nature, m.lettre) for m in catalogue()]
AU = date(2026, 11, 20)
DE_CHAQUE_JOUR = {f"{c}-{n}" for n, c in LETTRES[::3]}
chaque_lettre = tries(("nature", "lettre"), {f"{c}-{n}": (n, c) for n, c in LETTRES}, DE_CHAQUE_JOUR)

BLANC = re.compile(r"^(?P<debut> *(?:- )?(?P<cle>[a-z_]+):) +# (?P<note>.+)$")
FACULTATIVE = re.compile(r"^(?P<retrait> *)# (?=(?: *- |(?: *)[a-z_]+:))(?P<reste>.*)$")
EXEMPLE = re.compile(r"^(?:obligatoire — )?(?:.* : )?(?P<exemple>.+)$")
CHOIX = re.compile(r"^[a-z_]+(?=,| ou |$| \()|^Mme(?=,)")


def modele(nature: str, lettre: str) -> str:
    return vouloir(nature, lettre).squelette("dossier.schema.json")  # type: ignore[arg-type]


def exemple(note: str) -> str:
    """L'exemple d'un commentaire : ce qui suit son deux-points; sans deux-points, le premier choix, ou le tout."""
    trouve = EXEMPLE.match(note.strip())
    assert trouve is not None
    choix = CHOIX.match(trouve["exemple"])
    return choix[0] if choix else trouve["exemple"]


def decommenter(texte: str) -> str:
    """Ôte le « # » et l'espace des lignes facultatives, comme sa tête le dit; sauf ce qui n'est pas de ce destinataire.

    Il n'est inscrit à aucune taxe, ne conteste rien, a payé d'un coup, et n'est pas une entreprise : son plan est sans
    intérêt (W272).
    """
    autrement = (
        "# (?:(?:si vous êtes|s’il est) inscrit|d’une contestation|d’un acompte|"
        "un intérêt par année, entre entreprises)"
    )
    lignes = [ligne for ligne in texte.split("\n") if not re.search(autrement, ligne)]
    corps = next(i for i, ligne in enumerate(lignes) if ligne.startswith("lettres:"))
    return "\n".join([*lignes[:corps], *(FACULTATIVE.sub(r"\g<retrait>\g<reste>", li) for li in lignes[corps:])])


def marquees(texte: str) -> list[int]:
    return [i for i, ligne in enumerate(texte.split("\n")) if "# obligatoire — " in ligne]


def remplir(texte: str, *, sauf: int | None = None, obligatoires_seules: bool = False) -> str:
    """Écrit dans chaque blanc l'exemple de son commentaire, mot à mot, sans guillemets ni retouche."""
    lignes = []
    for rang, ligne in enumerate(texte.split("\n")):
        blanc = BLANC.match(ligne)
        voulue = blanc and rang != sauf and not (obligatoires_seules and "# obligatoire — " not in ligne)
        if blanc and voulue and not ouvre_un_bloc(texte, rang):
            ligne = f"{blanc['debut']} {exemple(blanc['note'])}"
        lignes.append(ligne)
    return "\n".join(lignes)


def ouvre_un_bloc(texte: str, rang: int) -> bool:
    lignes = texte.split("\n")
    retrait = len(lignes[rang]) - len(lignes[rang].lstrip())
    suite = lignes[rang + 1] if rang + 1 < len(lignes) else ""
    nue = FACULTATIVE.sub(r"\g<retrait>\g<reste>", suite)
    return bool(nue.strip()) and len(nue) - len(nue.lstrip()) > retrait + (
        2 if "- " in lignes[rang][: retrait + 2] else 0
    )


def erreurs(texte: str, lettre: str) -> list[Constat]:
    try:
        dossier = lu(texte)
    except DossierInvalide as refus:
        return list(refus.erreurs)
    return [c for c in lettres.verifier(dossier, lettre, au=AU) if c.gravite is Gravite.ERREUR]


def lu(texte: str, *, ebauche: bool = False) -> Dossier:
    return lire_texte(texte.encode(), fichier="dossier.yaml", format="yaml", ebauche=ebauche)


# -- Ce qui est exigé, et cela seul --


@pytest.mark.un_sur(6)
@chaque_lettre
def test_l_obligatoire_rempli_de_ses_exemples_suffit(nature: str, lettre: str):
    assert erreurs(remplir(modele(nature, lettre), obligatoires_seules=True), lettre) == []


@chaque_lettre
def test_sans_une_seule_des_cles_obligatoires_une_erreur_la_nomme(nature: str, lettre: str):
    texte = modele(nature, lettre)
    assert len(marquees(texte)) >= (5 if capacites(lettre).publique else 10)
    for rang in marquees(texte):
        blanc = BLANC.match(texte.split("\n")[rang])
        assert blanc is not None
        trouvees = erreurs(remplir(texte, sauf=rang, obligatoires_seules=True), lettre)
        cle = blanc["cle"]
        nommee = [c for c in trouvees if cle in c.chemin or re.search(rf"\b{cle}\b", f"{c.message} {c.remede}")]
        assert nommee, (cle, [(c.code, c.message) for c in trouvees])


@chaque_lettre
def test_chaque_ligne_visible_remplie_de_son_exemple_il_n_a_aucune_erreur(nature: str, lettre: str):
    assert erreurs(remplir(modele(nature, lettre)), lettre) == []


@chaque_lettre
def test_tout_ouvert_et_tout_rempli_il_n_a_aucune_erreur(nature: str, lettre: str):
    texte = remplir(decommenter(modele(nature, lettre)))
    assert erreurs(texte, lettre) == []
    assert lu(texte).suites[0].resultat == "sans_reponse"


@chaque_lettre
def test_aucune_ligne_en_commentaire_n_est_dite_obligatoire(nature: str, lettre: str):
    texte = modele(nature, lettre)
    assert not [li for li in texte.split("\n") if li.lstrip().startswith("#") and "obligatoire —" in li]
    assert len(marquees(texte)) == len(necessaires(nature, lettre))  # type: ignore[arg-type]


@chaque_lettre
def test_tel_quel_chaque_blanc_que_la_lecture_signale_est_marque(nature: str, lettre: str):
    texte = modele(nature, lettre)
    with pytest.raises(DossierInvalide) as refus:
        lu(texte)
    assert {c.code for c in refus.value.constats} == {"D107"}
    assert {(c.ligne or 0) - 1 for c in refus.value.constats} <= set(marquees(texte))


@chaque_lettre
def test_tel_quel_une_ebauche_n_en_attend_plus_que_ce_qui_n_est_pas_du_texte(nature: str, lettre: str):
    texte = modele(nature, lettre)
    try:
        assert lu(texte, ebauche=True).reference == "[à compléter : référence]"
    except DossierInvalide as refus:
        assert {c.chemin[-1] for c in refus.constats} <= {"id", "type", "lettre", "date", "resultat", "de", "cas"}


@d_un_trait
@chaque_lettre
@pytest.mark.parametrize(
    "cle",
    ["taxes", "suites", "solution", "attention", "civilite", "type", "mode_envoi", "delai_jours", "pieces", "envois"],
)
def test_chaque_squelette_montre_les_cles_que_l_on_oublie(nature: str, lettre: str, cle: str):
    # -- qui invoque la garantie ne demande que de réparer : sa lettre n'imprime aucune autre solution --
    montree = (lettre, cle) != ("garantie", "solution")
    assert bool(re.search(rf"^[ #-]*{cle}:", modele(nature, lettre), re.MULTILINE)) == montree


@pytest.mark.parametrize("cle", ["cause", "demeure_automatique", "taux_annuel"])
def test_un_recouvrement_montre_la_cause_et_la_demeure_automatique(cle: str):
    assert re.search(rf"^[ #-]*{cle}:", modele("recouvrement", "mise_en_demeure"), re.MULTILINE)


# -- Quelle lettre --


def test_sans_lettre_c_est_la_premiere_de_l_escalade():
    assert vouloir("reputation", None).lettre == "retrait"


def test_une_lettre_qui_n_existe_pas_pour_cette_nature_est_impossible():
    with pytest.raises(LettreImpossible, match="retrait"):
        vouloir("entente", "retrait")


@pytest.mark.parametrize(
    ("lettre", "attendues"),
    [
        ("retrait", ("reputation",)),
        ("opc", ("consommation",)),
        ("reponse", 4),
        ("reponse_publique", ("reputation",)),
        (None, 4),
        ("mise_en_demeure", 4),
    ],
)
def test_une_lettre_dit_ses_natures(lettre: str | None, attendues):
    trouvees = natures_de(lettre)
    assert (len(trouvees) if isinstance(attendues, int) else trouvees) == attendues


# -- La forme --


@chaque_lettre
def test_un_squelette_commence_par_son_schema_et_nomme_sa_lettre(nature: str, lettre: str):
    lignes = modele(nature, lettre).split("\n")
    assert lignes[0] == "# yaml-language-server: $schema=./dossier.schema.json"
    assert lignes[2].endswith(" : ce que cette lettre exige est marqué « obligatoire ».")


VALIDEUR = Draft202012Validator(schema())


@chaque_lettre
def test_rempli_un_squelette_plait_au_schema(nature: str, lettre: str):
    donnees = yaml.load(remplir(decommenter(modele(nature, lettre))), Loader=yaml.BaseLoader)  # noqa: S506
    assert [e.message for e in VALIDEUR.iter_errors(donnees)] == []


@chaque_lettre
def test_chaque_blanc_est_explique_et_aucune_ligne_ne_deborde(nature: str, lettre: str):
    for ligne in modele(nature, lettre).split("\n"):
        assert len(ligne) <= 120, ligne
        assert "'" not in ligne
        assert ligne == ligne.rstrip()
    blancs = [BLANC.match(li) for li in decommenter(modele(nature, lettre)).split("\n")]
    assert all(b["note"].strip() for b in blancs if b)


MODELES = Path(__file__).parents[2] / "modeles"
APRES_UN_DEUX_POINTS = re.compile(r" : \{\{ (?:achat\.)?(probleme|reponse|solution) \}\}$", re.MULTILINE)
ENTRE_GUILLEMETS = re.compile(r"« \{\{ propos\.(\w+) \}\} »")


@chaque_lettre
def test_un_exemple_convient_a_la_place_que_les_modeles_lui_donnent(nature: str, lettre: str):
    """Après un deux-points, une minuscule; entre les guillemets du modèle, aucun guillemet."""
    blocs = lire_les_blocs(MODELES)
    textes = (m.read_text(encoding="utf-8") for m in MODELES.glob(f"*-{nature}.txt"))
    modeles = "\n".join(deplier(texte, blocs).texte for texte in textes)
    assert modeles
    blancs = [b for li in decommenter(modele(nature, lettre)).split("\n") if (b := BLANC.match(li))]
    textes = {b["cle"]: exemple(b["note"]) for b in blancs}
    for cle in set(APRES_UN_DEUX_POINTS.findall(modeles)) & set(textes):
        assert textes[cle][0].islower(), cle
    for cle in set(ENTRE_GUILLEMETS.findall(modeles)) & set(textes):
        assert not re.search('[«»"]', textes[cle]), cle
