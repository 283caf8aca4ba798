"""Chaque code du studio a son cas fautif, qui le donne, et son cas conforme, qui passe; et la page dit vrai."""

from __future__ import annotations

import io
import re
import time
from collections.abc import Callable

import pytest
from docxtpl import DocxTemplate
from jinja2 import Environment
from modeles_fautifs import FAUTES, modele, place, titre
from modeles_honnetes import HONNETES
from paquets import p, runs

from lettres.codes import table
from lettres.rendu.paragraphes.texte import texte_lisible
from lettres.studio import verifier_un_modele
from lettres.studio.logique import ESSAIS_MAX, Logique
from lettres.studio.specimens import contexte_complet

CODES = [code for code, c in table().items() if c.famille == "studio" and not c.retire]
HORS_DU_TEXTE = {
    "M705": "un tableau effacé (tests/studio/test_specimens.py)",
    "M706": "une police (tests/studio/test_fautes_de_modele.py)",
    "M707": "une langue (tests/studio/test_fautes_de_modele.py)",
}
"""Ce qui ne s'écrit pas en une phrase d'un modèle, et l'essai qui l'éprouve des deux côtés."""


def exemple(texte: str) -> str:
    """Le premier passage cité, guillemets ôtés."""
    trouve = re.match(r"« (.+?) »(?:,|$|\.)", texte)
    assert trouve is not None, texte
    return trouve[1]


@pytest.mark.parametrize("code", [c for c in CODES if c not in HORS_DU_TEXTE])
def test_le_cas_fautif_d_une_page_donne_son_code_et_le_conforme_ne_le_donne_pas(code: str):
    page = table()[code].page

    def donnes(texte: str) -> list[str]:
        return [c.code for c in verifier_un_modele(place(exemple(texte), "corps")).constats]

    assert donnes(page.fautif) == [code]
    # -- une note qui tait bien n'a ici rien à taire : elle le dit --
    assert donnes(page.conforme) == ([] if code != "M708" else [code])


def test_chaque_code_a_son_cas_fautif_dans_le_tableau_ou_le_dit_ailleurs():
    du_tableau = {faute for _, _, attendus in FAUTES.values() for faute, _ in attendus}
    assert set(CODES) - du_tableau == HORS_DU_TEXTE.keys()


def test_un_modele_honnete_n_est_pas_vide():
    assert all(texte_lisible(octets).strip() for octets in HONNETES.values())


# -- Ce que coûte un long modèle --

PHRASE = (
    "Selon {{ contrat.le }}, {{ destinataire.nom }} doit {{ sommes.solde }} à {{ expediteur.nom }}"
    "{% if contrat.objet %} (objet : {{ contrat.objet }}){% endif %}, et le tout doit être payé d’ici le "
    "{{ lettre.echeance }}, sans autre avis."
)
COUPEE = ("Le solde de {", "{ sommes.sol", "de }", "} est dû par {{ destin", "ataire.nom }}, sans autre avis ni délai.")
DIX_PAGES = modele(
    "".join(titre(f"Titre {page}") + (p(PHRASE) + runs(*COUPEE)) * 5 for page in range(10)),
)


def la_plus_courte(geste: Callable[[], object]) -> float:
    durees = []
    for _ in range(5):
        debut = time.perf_counter()
        geste()
        durees.append(time.perf_counter() - debut)
    return min(durees)


@pytest.mark.long
def test_un_modele_de_dix_pages_se_verifie_en_moins_de_six_rendus_de_docxtpl():
    contexte = contexte_complet()

    def rendre() -> None:
        document = DocxTemplate(io.BytesIO(DIX_PAGES))
        document.render(contexte, Environment(autoescape=True))
        document.save(io.BytesIO())

    assert verifier_un_modele(DIX_PAGES).constats == ()
    assert la_plus_courte(lambda: verifier_un_modele(DIX_PAGES)) < 6 * la_plus_courte(rendre)


def test_une_chaine_de_conditions_sans_fin_se_verifie_en_un_nombre_d_essais_borne(monkeypatch: pytest.MonkeyPatch):
    logiques: list[Logique] = []
    construire = Logique.__init__

    def noter(self: Logique, *args: object) -> None:
        construire(self, *args)  # type: ignore[arg-type]
        logiques.append(self)

    monkeypatch.setattr(Logique, "__init__", noter)
    champs = [
        "contrat.objet",
        "contrat.piece",
        "expediteur.courriel",
        "destinataire.neq",
        "expediteur.titre",
        "destinataire.courriel",
    ] * 12
    chaine = (
        "{% if contrat.ecrit %}a"
        + "".join(f"{{% elif {c} == '{rang}' %}}a" for rang, c in enumerate(champs))
        + "{% endif %}"
    )
    assert verifier_un_modele(modele(p(chaine))).constats == ()
    assert 0 < sum(logique._essais for logique in logiques) < 2 * ESSAIS_MAX
