"""Les constats : leur place, leur forme publique, leur ordre; les erreurs qui les portent."""

from __future__ import annotations

from dataclasses import FrozenInstanceError

import pytest
from tables import d_un_trait

from lettres.lecture.source import Source
from lettres.socle.constats import (
    CONSTATS_MAX,
    SUITE,
    Chemin,
    Constat,
    Gravite,
    Origine,
    Reperes,
    a_une_erreur,
    chemin_lisible,
    ecourter,
    trier,
)
from lettres.socle.erreurs import (
    DossierIllisible,
    DossierInvalide,
    ErreurInterne,
    ErreurLettres,
    ModeleInvalide,
    SortieRefusee,
    ValeursAbsentes,
)


def constat(gravite: Gravite = Gravite.ERREUR, **cles: object) -> Constat:
    return Constat("X101", gravite, "Il manque une date.", **cles)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("chemin", "lisible"),
    [
        ((), ""),
        (("nature",), "nature"),
        (("expediteur", "adresse", "ville"), "expediteur.adresse.ville"),
        (("creances", 0, "montant"), "creances[0].montant"),
        (("faits", 1, "pieces", 0), "faits[1].pieces[0]"),
        ((0, "a"), "[0].a"),
    ],
)
def test_un_chemin_se_lit_avec_des_points_et_des_crochets(chemin: Chemin, lisible: str):
    assert chemin_lisible(chemin) == lisible


@pytest.mark.parametrize(
    ("cles", "place"),
    [
        ({}, "dossier"),
        ({"chemin": ("creances", 0)}, "creances[0]"),
        ({"fichier": "d.yaml"}, "d.yaml"),
        ({"fichier": "d.yaml", "ligne": 3}, "d.yaml:3"),
        ({"fichier": "d.yaml", "ligne": 3, "colonne": 5}, "d.yaml:3:5"),
        ({"fichier": "d.yaml", "ligne": 3, "colonne": 5, "chemin": ("nature",)}, "d.yaml:3:5"),
    ],
)
def test_un_constat_se_situe_par_son_fichier_sinon_par_son_chemin(cles: dict[str, object], place: str):
    assert constat(**cles).place == place
    assert str(constat(**cles)) == f"{place}: Il manque une date."


def test_un_constat_est_une_valeur_gelee():
    assert constat() == constat()
    assert len({constat(), constat()}) == 1
    with pytest.raises(FrozenInstanceError):
        constat().message = "autre"  # type: ignore[misc]


VALEURS = {("nature",): (2, 9), ("creances",): (3, 3), ("creances", 0): (4, 5), ("creances", 0, "montant"): (4, 14)}
CLES = {("nature",): (2, 1), ("creances", 0, "montant"): (4, 5)}
ORIGINE = Origine(
    Source("d.yaml", "lettres: 1\nnature: x\ncreances:\n  - montant: 0"), Reperes(lambda: (VALEURS, CLES))
)


@d_un_trait
@pytest.mark.parametrize(
    ("chemin", "sur_la_cle", "place", "extrait"),
    [
        (("nature",), False, (2, 9), "nature: x"),
        (("nature",), True, (2, 1), "nature: x"),
        (("creances", 0, "montant"), False, (4, 14), "  - montant: 0"),
        (("creances", 0, "montant"), True, (4, 5), "  - montant: 0"),
        (("creances", 0, "date"), False, (4, 5), "  - montant: 0"),  # -- une clé absente prend la place de son bloc --
        (("creances", 7, "date"), False, (3, 3), "creances:"),
        (("expediteur", "nom"), False, (1, 1), "lettres: 1"),
        ((), False, (1, 1), "lettres: 1"),
        ((), True, (1, 1), "lettres: 1"),
    ],
)
def test_un_constat_prend_la_place_de_son_chemin_ou_du_plus_proche_parent(
    chemin: Chemin, sur_la_cle: bool, place: tuple[int, int], extrait: str
):
    place_ = ORIGINE.placer(constat(chemin=chemin), sur_la_cle=sur_la_cle)
    assert (place_.fichier, place_.ligne, place_.colonne, place_.extrait) == ("d.yaml", *place, extrait)
    assert (place_.code, place_.chemin) == ("X101", chemin)


def test_une_ligne_hors_du_fichier_n_a_pas_d_extrait():
    origine = Origine(Source("d.yaml", "lettres: 1"), Reperes(lambda: ({("a",): (9, 1)}, {})))
    assert origine.placer(constat(chemin=("a",))).extrait is None


def test_les_constats_se_rangent_par_place_puis_par_gravite():
    conseil = constat(Gravite.CONSEIL, fichier="a.yaml", ligne=2, colonne=1)
    alerte = constat(Gravite.ALERTE, fichier="a.yaml", ligne=2, colonne=1)
    erreur = constat(Gravite.ERREUR, fichier="a.yaml", ligne=2, colonne=1)
    plus_bas = constat(fichier="a.yaml", ligne=10, colonne=1)
    plus_loin = constat(fichier="b.yaml", ligne=1, colonne=1)
    sans_fichier = constat()
    attendu = [sans_fichier, erreur, alerte, conseil, plus_bas, plus_loin]
    assert trier(reversed(attendu)) == attendu
    assert trier([plus_loin, conseil, sans_fichier, plus_bas, alerte, erreur]) == attendu


@pytest.mark.parametrize(
    ("gravites", "erreur"),
    [
        ([], False),
        ([Gravite.CONSEIL, Gravite.ALERTE], False),
        ([Gravite.ERREUR], True),
        ([Gravite.CONSEIL, Gravite.ERREUR], True),
    ],
)
def test_seule_la_gravite_erreur_interdit_la_lettre(gravites: list[Gravite], erreur: bool):
    assert a_une_erreur([constat(g) for g in gravites]) is erreur


@pytest.mark.parametrize("famille", [DossierIllisible, DossierInvalide, ModeleInvalide, ValeursAbsentes, SortieRefusee])
def test_chaque_erreur_attendue_porte_ses_constats_et_les_dit_en_lignes(famille: type[ErreurLettres]):
    erreur = famille([constat(), constat(chemin=("nature",))])
    assert erreur.constats == (constat(), constat(chemin=("nature",)))
    assert str(erreur) == "dossier: Il manque une date.\nnature: Il manque une date."
    assert isinstance(erreur, ErreurLettres)


def test_une_valeur_absente_est_une_faute_de_modele_et_une_erreur_interne_n_est_pas_attendue():
    assert issubclass(ValeursAbsentes, ModeleInvalide)
    assert not issubclass(ErreurInterne, ErreurLettres)


def suite(*comptes: tuple[int, Gravite]) -> list[Constat]:
    """Des constats à la file, chacun sur sa ligne."""
    gravites = [gravite for nombre, gravite in comptes for _ in range(nombre)]
    return [constat(gravite, fichier="d.yaml", ligne=i) for i, gravite in enumerate(gravites, 1)]


@pytest.mark.parametrize("nombre", [0, 1, CONSTATS_MAX])
def test_une_liste_de_constats_se_dit_en_entier(nombre: int):
    constats = suite((nombre, Gravite.ERREUR))
    assert ecourter(constats) == constats


@pytest.mark.parametrize(
    ("de_trop", "message"),
    [
        (1, "… et un autre constat."),
        (2, "… et 2 autres constats."),
        (15_700, "… et 15\u00a0700 autres constats."),
    ],
)
def test_une_liste_trop_longue_dit_combien_elle_en_tait(de_trop: int, message: str):
    constats = suite((CONSTATS_MAX + de_trop, Gravite.ERREUR))
    *dits, dernier = ecourter(constats)
    assert dits == constats[:CONSTATS_MAX]
    assert (dernier.code, dernier.message, dernier.ligne) == (SUITE, message, CONSTATS_MAX + 1)
    assert dernier.remede


@pytest.mark.parametrize(
    ("comptes", "erreurs_dites", "derniere"),
    [
        (((CONSTATS_MAX, Gravite.CONSEIL), (2, Gravite.ERREUR)), 2, Gravite.CONSEIL),
        (((CONSTATS_MAX, Gravite.ERREUR), (2, Gravite.ALERTE)), CONSTATS_MAX, Gravite.ALERTE),
        (((2, Gravite.ALERTE), (CONSTATS_MAX + 1, Gravite.ERREUR)), CONSTATS_MAX, Gravite.ERREUR),
    ],
)
def test_une_liste_abregee_garde_les_plus_graves_dans_leur_ordre(
    comptes: tuple[tuple[int, Gravite], ...], erreurs_dites: int, derniere: Gravite
):
    *dits, dernier = ecourter(suite(*comptes))
    assert sum(c.gravite is Gravite.ERREUR for c in dits) == erreurs_dites
    assert dits == trier(dits)
    assert dernier.gravite is derniere
