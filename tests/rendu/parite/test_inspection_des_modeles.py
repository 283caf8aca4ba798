"""L'examen et la compilation d'un même modèle disent la même chose : ce que l'un note est ce que l'autre refuse."""

from __future__ import annotations

from modeles_pareils import MODELES
from modeles_refuses import MODELES as REFUSES
from modeles_refuses import Refuse
from paquets_pareils import Modele
from tries import tries

from lettres.rendu import compiler, examiner
from lettres.socle.erreurs import ModeleInvalide
from lettres.socle.places import SEPARATEUR

PARTIES = ("corps", "en-tête", "pied de page", "notes de")


TOUS: dict[str, Modele | Refuse] = {**MODELES, **REFUSES}


@tries(("modele",), {nom: (m,) for nom, m in MODELES.items()}, list(MODELES)[::4])
def test_un_modele_admis_n_a_pas_d_anomalie_et_dit_ses_soins_et_ses_champs(modele: Modele):
    compile_, diagnostic = compiler(modele.octets), examiner(modele.octets)
    assert diagnostic.anomalies == ()
    assert (diagnostic.soins, diagnostic.champs_imprimes, diagnostic.champs_lus) == (
        compile_.soins,
        compile_.champs_imprimes,
        compile_.champs_lus,
    )


@tries(("octets",), {nom: (m.octets,) for nom, m in TOUS.items()}, list(TOUS)[::4])
def test_une_place_n_est_jamais_collee_au_message(octets: bytes):
    constats = examiner(octets).constats
    assert [c.message for c in constats if SEPARATEUR in c.message or c.message.startswith(PARTIES)] == []
    assert [c for c in constats if c.message[:1].islower()] == []


@tries(("refuse",), {nom: (r,) for nom, r in REFUSES.items()}, list(REFUSES)[::3])
def test_un_modele_refuse_l_est_pour_les_anomalies_de_son_examen(refuse: Refuse):
    diagnostic = examiner(refuse.octets)
    try:
        compiler(refuse.octets)
    except ModeleInvalide as refus:
        assert diagnostic.anomalies == refus.constats
    else:
        assert diagnostic.anomalies == ()  # -- refusé plus tard, par une valeur --
