"""Chaque construction donne la lettre de docxtpl, ou un écart écrit au registre : rien d'autre ne diffère."""

from __future__ import annotations

import copy
import warnings

import pytest
from compilateur import compiler
from ecarts_permis import ramener
from forme_canonique import Lettre, canonique, differences, en_octets
from fragments import AVEC_SAUTS, CONTEXTES
from modeles_attendus import MODELES as ATTENDUS
from modeles_attendus import Attendu
from modeles_pareils import MODELES
from modeles_refuses import MODELES as REFUSES
from modeles_refuses import Refuse
from oracle import par_docxtpl, par_nous
from paquets import lignes
from paquets_pareils import Modele
from paquets_refuses import LEVE
from tables import d_un_trait

from lettres.rendu.xml import arbre_xml
from lettres.socle.erreurs import ErreurLettres


def ecarts_restants(docxtpl: Lettre, nous: Lettre, modele: Modele, codes: tuple[str, ...]) -> list[str]:
    a, b = copy.deepcopy(docxtpl), copy.deepcopy(nous)
    assert not set(modele.derriere) & b.noms
    a.oublier(set(modele.derriere))
    ramener(a, b, codes)
    return list(differences(a, b))


@d_un_trait
@pytest.mark.un_sur(10)
@pytest.mark.parametrize("modele", MODELES.values(), ids=MODELES.keys())
def test_la_lettre_est_celle_de_docxtpl_aux_ecarts_nommes_pres(modele: Modele):
    compile_, necessaires = compiler(modele.octets), set()
    for nom, contexte in CONTEXTES.items():
        codes = (*modele.ecarts, "SAUTS") if contexte is AVEC_SAUTS else modele.ecarts
        docxtpl = canonique(par_docxtpl(modele.octets, contexte))
        nous = canonique(par_nous(compile_, contexte))
        assert ecarts_restants(docxtpl, nous, modele, codes) == [], nom
        necessaires |= {
            code
            for code in modele.ecarts
            if ecarts_restants(docxtpl, nous, modele, tuple(c for c in codes if c != code))
        }
    assert necessaires == set(modele.ecarts), "un écart nommé ne sert à rien"


@d_un_trait
@pytest.mark.un_sur(4)
@pytest.mark.parametrize("attendu", ATTENDUS.values(), ids=ATTENDUS.keys())
def test_la_lettre_est_celle_qui_est_voulue_et_que_docxtpl_n_ecrit_pas(attendu: Attendu):
    voulu = en_octets(arbre_xml.lire(attendu.xml))
    lettre = canonique(par_nous(compiler(attendu.octets), attendu.valeurs))
    assert en_octets(lettre.arbres[attendu.partie]) == voulu
    try:
        with warnings.catch_warnings(action="error"):
            de_docxtpl = canonique(par_docxtpl(attendu.octets, attendu.valeurs))
    except Exception:  # noqa: BLE001 -- docxtpl lève ce qu'il veut : l'écart est là
        return
    assert en_octets(de_docxtpl.arbres[attendu.partie]) != voulu


@d_un_trait
@pytest.mark.un_sur(2)
@pytest.mark.parametrize("refuse", REFUSES.values(), ids=REFUSES.keys())
def test_le_modele_est_refuse_et_docxtpl_s_y_trompe_ou_s_y_arrete(refuse: Refuse):
    with pytest.raises(ErreurLettres) as refus:
        compiler(refuse.octets).rendre(refuse.contexte)  # type: ignore[arg-type]
    assert {c.code for c in refus.value.constats} == refuse.codes
    assert all(c.message and c.remede for c in refus.value.constats)
    try:
        obtenu = "|".join(lignes(par_docxtpl(refuse.octets, refuse.contexte)))
    except Exception as erreur:  # noqa: BLE001 -- docxtpl laisse sortir l'exception qui vient
        obtenu = LEVE + type(erreur).__name__
    assert obtenu == refuse.docxtpl
