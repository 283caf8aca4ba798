"""Le registre : chaque règle a son code, son nom, sa page, ses cas des deux sortes, et tombe à la bonne ligne."""

from __future__ import annotations

import ast
import inspect
import re
from datetime import date
from pathlib import Path
from typing import Any, get_args

import pytest
import yaml
from cas_de_regles import AU, BASES, DOSSIER_DES_CAS, TOUS, Cas
from sources import noeuds
from tables import d_un_trait

import lettres.regles
from lettres.affaire import Affaire
from lettres.catalogue.capacites import Capacites
from lettres.dossier import Contrat, Destinataire, Dossier, Expediteur
from lettres.dossier.dossier import Nature
from lettres.regles import REGLES, regle_de, verifier_coherence
from lettres.regles.familles import DE_FOND, FAMILLES
from lettres.regles.registre import regles_pour
from lettres.regles.regle import INDETERMINE, Faute, Regle, lire_page, regle
from lettres.socle.constats import Chemin, Gravite

PAR_CODE = {r.code: r for r in REGLES}
par_regle = pytest.mark.parametrize("une", REGLES, ids=lambda r: r.code)
par_cas = pytest.mark.parametrize("cas", TOUS, ids=lambda c: c.nom)
LETTRES = {
    "recouvrement": ("rappel", "mise_en_demeure"),
    "entente": ("rappel", "mise_en_demeure"),
    "consommation": ("rappel", "mise_en_demeure", "opc"),
    "garantie": ("garantie", "rappel", "mise_en_demeure"),
    "reputation": ("retrait", "mise_en_demeure"),
}


# -- Le registre --


def test_le_registre_compte_au_moins_soixante_regles_aux_codes_et_aux_noms_uniques():
    assert len(REGLES) >= 60
    assert len({r.code for r in REGLES}) == len({r.nom for r in REGLES}) == len(REGLES)


def test_chaque_module_du_paquet_qui_ecrit_des_regles_est_une_famille():
    paquet = Path(lettres.regles.__file__).parent
    ecrivent = {f.stem for f in paquet.rglob("*.py") if re.search(r"^@regle\(", f.read_text("utf-8"), re.MULTILINE)}
    assert ecrivent == {famille.__name__.rpartition(".")[2] for famille in FAMILLES} | {"derogations"}


def test_une_regle_a_un_code_de_trois_chiffres_et_une_version():
    assert [r.code for r in REGLES if not re.fullmatch(r"[A-Z][1-9]\d{2}", r.code)] == []
    assert {r.depuis for r in REGLES} == {"0.1"}


def test_une_page_dit_pourquoi_avec_un_cas_fautif_et_un_cas_conforme_et_l_apostrophe_typographique():
    pages = {r.code: r.page for r in REGLES}
    courtes = {code for code, p in pages.items() if min(map(len, (p.pourquoi, p.fautif, p.conforme))) <= 8}
    assert courtes == set()
    assert [r.code for r in REGLES if "'" in (r.controle.__doc__ or "")] == []


@pytest.mark.parametrize(
    "docstring",
    [
        None,
        "Une faute.",
        "Une faute.\n\nPourquoi : a\nFautif : b",
        "Une faute.\n\nPourquoi : a\nConforme : c\nFautif : b",
        "Une faute.\n\nUne digression.\nPourquoi : a\nFautif : b\nConforme : c",
    ],
)
def test_une_page_incomplete_ou_desordonnee_est_refusee(docstring: str | None):
    with pytest.raises(ValueError, match="Une page a une ligne"):
        lire_page(docstring)


def test_le_fondement_d_une_regle_est_un_texte_ou_un_parametre_connu():
    references = {r: r.reference() for r in REGLES}
    assert [r.code for r, reference in references.items() if reference is not None and not reference.loi] == []
    autres_ce_jour = [r for r, reference in references.items() if r.reference(AU) != reference]
    assert [r.code for r in autres_ce_jour if not isinstance(r.fondement, str)] == []


def test_une_regle_se_trouve_par_son_code_sans_egard_a_la_casse():
    assert regle_de("s101") is PAR_CODE["S101"]
    assert regle_de("Z999") is None


# -- Les cas --


def test_chaque_regle_a_un_cas_fautif_et_un_cas_conforme():
    assert {cas.code for cas in TOUS if cas.chemins} == set(PAR_CODE)
    assert {cas.code for cas in TOUS if not cas.chemins} == set(PAR_CODE)


def test_aucun_fichier_de_cas_n_est_orphelin():
    assert {f.stem for f in DOSSIER_DES_CAS.glob("*.yaml")} == set(PAR_CODE)


@d_un_trait
@par_cas
def test_la_regle_tombe_aux_chemins_et_aux_lignes_attendus_et_nulle_part_ailleurs(cas: Cas):
    dossier = cas.dossier
    assert dossier.origine is not None
    trouves = cas.siens
    assert tuple(c.chemin for c in trouves) == cas.chemins
    if cas.gravite:
        assert {c.gravite.value for c in trouves} == {cas.gravite}
    lignes = [dossier.origine.placer(c).ligne for c in trouves]
    assert sorted(ligne or 0 for ligne in lignes) == sorted(ligne_de(cas.source, chemin) for chemin in cas.chemins)


def ligne_de(source: str, chemin: Chemin) -> int:
    """La ligne d'une valeur, suivie dans l'arbre de YAML sans passer par le lecteur; à défaut, celle de son parent."""
    noeud = yaml.compose(source, yaml.CSafeLoader)
    for pas in chemin:
        if isinstance(noeud, yaml.MappingNode):
            fils = {cle.value: valeur for cle, valeur in noeud.value}.get(pas)
        else:
            fils = noeud.value[pas] if isinstance(noeud, yaml.SequenceNode) and pas < len(noeud.value) else None
        if fils is None:
            break
        noeud = fils
    return noeud.start_mark.line + 1


@d_un_trait
@pytest.mark.un_sur(14)
@par_regle
def test_un_constat_a_une_phrase_un_remede_et_un_fondement_lisible(une: Regle[Any]):
    """Chaque constat de chacun de ses cas, les siens et ceux des autres règles."""
    siens = [cas for cas in TOUS if cas.code == une.code]
    for c in (c for cas in siens for c in cas.constats):
        assert re.match(r"[A-ZÉÀ0-9«]", c.message), c
        assert c.message.endswith("."), c
        assert re.fullmatch(r"[A-ZÉÀ].*\.(?: »)?", c.remede), c
        assert "'" not in c.message + c.remede, c
        assert not re.search(r"\d{4}-\d{2}-\d{2}", c.message), "une date s’écrit en toutes lettres"
        assert not re.search(r"\bF\d+\.\d+", c.fondement + c.message), c
        assert c.chemin
        assert not c.message.startswith(INDETERMINE) or c.gravite is Gravite.CONSEIL


@d_un_trait
@pytest.mark.parametrize(("nature", "lettre"), [(n, code) for n, codes in LETTRES.items() for code in codes])
def test_un_dossier_de_base_n_a_aucun_reproche_que_la_date_de_prescription(nature: str, lettre: str):
    trouves = verifier_coherence(Affaire(Cas("", 0, nature, lettre, AU, {}, (), None).dossier, AU), lettre)
    assert {c.code for c in trouves} <= {"T110"}


def test_chaque_nature_a_sa_base():
    assert set(BASES) == set(LETTRES)


# -- Ce qu'il lui faut --


def test_un_besoin_nomme_des_natures_des_capacites_et_des_cles_qui_existent():
    """Une clé absente y vaut « rien » : le dossier qui ne la donne pas ne dit pas autre chose."""
    dans = {"": Dossier, "expediteur.": Expediteur, "destinataire.": Destinataire, "contrat.": Contrat}
    champs = ((f"{bloc}{cle}", champ) for bloc, modele in dans.items() for cle, champ in modele.model_fields.items())
    natures, cles = set(get_args(Nature)), {cle for cle, champ in champs if champ.default in (None, (), {})}
    connues = {*Capacites._fields, "se_signe"}
    de_trop = {
        r.code: inconnus
        for r in REGLES
        if (inconnus := {*r.besoin.natures} - natures | {*r.besoin.lettres} - connues | {*r.besoin.cles} - cles)
    }
    assert de_trop == {}


def test_une_regle_dont_le_bloc_manque_ne_trouve_rien():
    """On mène chacune sur chaque dossier des cas où il lui manque : elle n'y perd que du temps."""
    trouvent = set()
    for cas in TOUS:
        affaire = Affaire(cas.dossier, cas.au)
        menees = {r.code for r in regles_pour(affaire, cas.lettre)}
        for r in DE_FOND:
            if r.code not in menees and r.besoin.regarde(cas.dossier.nature, cas.lettre) and r(affaire, cas.lettre):
                trouvent.add((r.code, cas.nom))
    assert trouvent == set()


_REDITES = {
    "recouvrement": "reclame_un_paiement",
    "reclame": "reclame_un_paiement",
    "met_en_demeure": "demeure",
}
"""Les fonctions qui disent, elles aussi, une nature ou une capacité."""


def test_un_controle_ne_redemande_ni_la_nature_ni_la_capacite_que_dit_son_besoin():
    redemandent = set()
    for r in REGLES:
        seuls = [dits[0] for dits in (r.besoin.natures, r.besoin.lettres) if len(dits) == 1]
        lus = noeuds(inspect.getsource(r.controle))
        nommes = {n.id for n in lus if isinstance(n, ast.Name)}
        nommes |= {ast.unparse(n) for n in lus if isinstance(n, ast.Attribute)}
        interdits = {_REDITES[dit] for dit in seuls if dit in _REDITES}
        interdits |= {f"{ou}.{dit}" for dit in seuls for ou in ("capacites(lettre)", "fait")}
        interdits |= {"dossier.nature", "affaire.dossier.nature"} if len(r.besoin.natures) == 1 else set()
        redemandent |= {(r.code, nom) for nom in nommes & interdits}
    assert redemandent == set()


# -- Un paramètre inconnu est dit, jamais extrapolé --


def test_une_regle_dont_le_parametre_est_inconnu_rend_un_conseil_indetermine():
    dossier = Cas("", 0, "recouvrement", "mise_en_demeure", AU, {}, (), None).dossier
    trouves = [c for c in verifier_coherence(Affaire(dossier, date(1950, 1, 1)), "mise_en_demeure") if c.code == "O101"]
    assert [(c.gravite, c.message.startswith(INDETERMINE)) for c in trouves] == [(Gravite.CONSEIL, True)]


def test_une_faute_prend_la_gravite_de_sa_regle_sauf_mention():
    def controle(affaire: Affaire, lettre: str):
        yield Faute(("reference",), "Une.", "Un remède.")
        yield Faute(("nature",), "Deux.", "Un remède.", Gravite.CONSEIL)

    une = regle("Z101", "essayer-ceci", Gravite.ALERTE)(controle)
    dossier = Cas("", 0, "entente", "rappel", AU, {}, (), None).dossier
    assert [(c.code, c.gravite, c.fondement) for c in une(Affaire(dossier, AU), "rappel")] == [
        ("Z101", Gravite.ALERTE, ""),
        ("Z101", Gravite.CONSEIL, ""),
    ]


# -- Aucun chiffre de droit dans le code --


def test_une_regle_ne_porte_aucun_chiffre_de_droit():
    """Les nombres des modules de règles ne sont que 0, 1, 2, des longueurs de formes, des tailles de mémoires."""
    paquet = Path(lettres.regles.__file__).parent
    nombres = {
        (f.name, n.value)
        for f in paquet.rglob("*.py")
        for n in noeuds(f.read_text("utf-8"))
        if isinstance(n, ast.Constant) and isinstance(n.value, int) and not isinstance(n.value, bool)
    }
    assert {(f, n) for f, n in nombres if abs(n) > 2} == {
        ("recit.py", 10),
        ("regle.py", 9999),
        ("regle.py", 12),
        ("regle.py", 31),
        ("registre.py", 1024),
    }
