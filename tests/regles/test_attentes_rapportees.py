"""Les règles des attentes ne vérifient rien : elles rapportent l'affaire, ni plus ni moins."""

from __future__ import annotations

from datetime import date
from itertools import product
from typing import get_args

import pytest
from fabrique_de_dossiers import dossier, facture
from tables import d_un_trait

from lettres.affaire import Affaire, Raison
from lettres.catalogue import capacites
from lettres.dossier import CodeLettre
from lettres.regles import verifier_coherence

LIBRES = sorted(code for code in get_args(CodeLettre) if capacites(code).libre)

AU = date(2026, 11, 28)
CODES = {Raison.DELAI: "J104", Raison.CONTESTATION: "J106", Raison.SUSPENSION: "J107", Raison.PROMESSE: "J111"}

ENVOIS = (
    [],
    [{"lettre": "rappel", "date": "2026-11-16", "mode": "courriel"}],
    [{"lettre": "rappel", "date": "2026-11-16", "echeance": "2026-11-27"}, {"lettre": "reponse", "date": "2026-11-20"}],
    [{"lettre": "proposition", "date": "2026-11-20", "echeance": "2026-12-04", "creances": ["F-1023"]}],
)
SUITES = (
    [],
    [{"resultat": "promesse", "date": "2026-11-18"}, {"resultat": "contestation", "date": "2026-11-18"}],
    [{"resultat": "contestation", "date": "2026-11-10"}, {"resultat": "paiement_annonce", "date": "2026-11-24"}],
    [{"resultat": "promesse", "date": "2026-11-18", "promis_le": "2026-12-01", "creances": ["F-9"]}],
)
SUSPENSIONS = (
    [],
    [{"motif": "mediation", "du": "2026-11-01", "au": "2026-11-28"}, {"motif": "autre", "du": "2026-11-20"}],
)


@d_un_trait
@pytest.mark.un_sur(4)
@pytest.mark.parametrize("nature", ["recouvrement", "entente", "consommation", "reputation"])
@pytest.mark.parametrize("lettre", ["rappel", "retrait", "mise_en_demeure", *LIBRES])
def test_chaque_attente_a_son_constat_et_chaque_constat_son_attente(nature: str, lettre: str):
    for envois, suites, suspensions in product(ENVOIS, SUITES, SUSPENSIONS):
        blocs = {"envois": envois, "suites": suites, "suspensions": suspensions}
        affaire = Affaire(dossier(nature=nature, creances=[facture()], **blocs), AU)
        attendus = [(CODES[a.raison], a.chemin) for a in affaire.attentes(lettre)]
        dits = [c for c in verifier_coherence(affaire, lettre) if c.code in CODES.values()]
        assert sorted((c.code, c.chemin[:2]) for c in dits) == sorted(attendus)
        assert {str(c.gravite) for c in dits} <= {"erreur"}


@pytest.mark.parametrize(
    ("motif", "code", "cle"),
    [("insolvabilite", "J108", ("motif",)), ("mediation", "J107", ()), ("autre", "J107", ())],
)
def test_une_suspension_se_dit_une_fois_et_l_insolvabilite_par_sa_propre_regle(motif: str, code: str, cle: tuple):
    suspensions = [{"motif": motif, "du": "2026-11-01"}]
    affaire = Affaire(dossier(creances=[facture()], suspensions=suspensions), AU)
    dits = [(c.code, c.chemin) for c in verifier_coherence(affaire, "mise_en_demeure") if "suspensions" in c.chemin]
    assert dits == [(code, ("suspensions", 0, *cle))]
