"""Les spécimens : ce qui arrêterait la onzième lettre, ce qu'aucune branche n'imprime, les mots qu'on n'écrit pas."""

from __future__ import annotations

import re
from functools import cache

import docxtpl
import pytest
from modeles_fautifs import modele
from paquets import p, parties_de, zipper

from lettres.catalogue import dossier_des_modeles
from lettres.composition import champs_par_chemin
from lettres.composition.champs import champs_facultatifs
from lettres.rendu import ModeleCompile
from lettres.rendu.porte import compiler_lu
from lettres.socle.constats import Constat, Gravite
from lettres.socle.places import DansWord
from lettres.studio import verification, verifier_un_modele
from lettres.studio.specimens import RANGEES, amputes, specimens

CORPS = "word/document.xml"
ENTETE = "word/header1.xml"
FIN = "<w:sectPr"


@cache
def livre() -> dict[str, bytes]:
    return parties_de((dossier_des_modeles() / "mise-en-demeure-recouvrement.docx").read_bytes())


def retouche(*ajoutes: str, remplace: tuple[tuple[str, str], ...] = (), entete: str = "") -> bytes:
    """Le modèle livré, où l'on ajoute des paragraphes à la fin, ou dont on change des mots."""
    xml = livre()[CORPS].decode()
    for avant, apres in remplace:
        assert avant in xml
        xml = xml.replace(avant, apres)
    place = xml.rindex(FIN)
    corps = xml[:place] + "".join(map(p, ajoutes)) + xml[place:]
    papier = livre()[ENTETE].decode().replace("</w:hdr>", f"{entete}</w:hdr>")
    return zipper({**livre(), CORPS: corps, ENTETE: papier})


@cache
def de_tous() -> tuple[Constat, ...]:
    """Ce qui cloche dans le modèle livré, tous ces paragraphes ajoutés."""
    return constats(retouche(*PARAGRAPHES))


def constats(octets: bytes) -> tuple[Constat, ...]:
    return verifier_un_modele(octets, lettre="mise_en_demeure", nature="recouvrement").constats


def dans_word(constat: Constat) -> DansWord:
    assert isinstance(constat.dans, DansWord)
    return constat.dans


# -- Un même modèle porte tous ces paragraphes : chacun, et les codes de ce qui y cloche, avec les mots en cause --

MENACE = "Faute de paiement, nous publierons votre nom sur Facebook."
PARAGRAPHES: dict[str, list[tuple[str, str]]] = {
    "Objet : {{ contrat.objet }}": [("M601", "{{ contrat.objet }}")],
    "{% if contrat %}De {{ contrat.objet }}{% endif %}": [("M601", "{{ contrat.objet }}")],
    "{% if contrat.objet %}{{ contrat.objet }}{% endif %}": [],
    "{% if contrat and contrat.objet %}{{ contrat.objet }}{% endif %}": [],
    "Solde : {{ sommes.solde }}": [],
    "Pour {{ mandant.nom }}": [("M601", "{{ mandant.nom }}")],
    "{% if mandant %}{{ mandant.nom }}{% endif %}": [],
    "{{ destinataire.attention }}": [("M601", "{{ destinataire.attention }}")],
    '{% if lettre.date == "hier" %}Hier.{% endif %}': [],
    MENACE: [("V102", "Faute de paiement, nous publierons")],
}


@pytest.mark.un_sur(2)
@pytest.mark.parametrize(("paragraphe", "attendus"), PARAGRAPHES.items())
def test_ce_qui_arreterait_une_lettre_se_trouve_a_sa_balise(paragraphe: str, attendus: list[tuple[str, str]]):
    trouves = de_tous()
    assert [(c.code, dans_word(c).passage) for c in trouves if dans_word(c).texte == paragraphe] == attendus


def test_un_constat_d_essai_dit_le_specimen_et_un_mot_defendu_est_une_erreur():
    trouves = de_tous()
    assert {dans_word(c).texte for c in trouves} <= set(PARAGRAPHES)
    assert {c.gravite for c in trouves} == {Gravite.ERREUR}
    assert set(re.findall(r"spécimen : (.+)\)", "\n".join(c.message for c in trouves))) == {"le plus court"}


def test_les_remedes_suivis_et_le_papier_d_un_avocat_il_n_y_a_plus_rien_a_redire():
    gardes = [c.remede.removeprefix("Écrivez ").partition(", ou")[0] for c in de_tous()]
    corriges = [g for g in gardes if g.startswith("{% if")]
    assert len(corriges) == 4
    assert constats(retouche(*corriges, entete=p("Me Camille Exemple, avocate"))) == ()


def test_ce_que_la_liste_exige_et_qu_aucune_branche_n_imprime_est_une_alerte_et_le_tableau_efface_aussi():
    xml = livre()[CORPS].decode()
    tableau = xml[xml.index("<w:tbl>") : xml.index("</w:tbl>") + len("</w:tbl>")]
    assert "creances" in tableau
    trouves = constats(retouche(remplace=((tableau, ""), ("Mise en demeure de payer", "Votre compte"))))
    assert {c.gravite for c in trouves} == {Gravite.ALERTE}
    (sans_tableau,) = [c for c in trouves if c.code == "M705"]
    assert dans_word(sans_tableau).passage.startswith("{{ sommes.")
    assert [c.code for c in trouves if "Aucune branche du modèle n’imprime" in c.message]


# -- Les dossiers d'essai --


def test_les_specimens_vont_du_plus_court_au_plus_long_a_chacun_et_de_chacun():
    tous = {s.nom: s.contexte for s in specimens("recouvrement", "mise_en_demeure")}
    assert {"le plus court", "le plus long", "à une femme", "à un homme", "à une entreprise"} <= set(tous)
    assert tous["à une femme"]["destinataire"]["appel"] == "Madame,"
    assert tous["à un homme"]["destinataire"]["appel"] == "Monsieur,"
    assert tous["à une entreprise"]["destinataire"]["est_une_organisation"]
    assert len(tous["cinquante rangées"]["creances"]) == RANGEES
    assert len(tous["le plus court"]["creances"]) == 1
    assert tous["d’une personne"]["voix"]["je"] != tous["d’une entreprise"]["voix"]["je"]


def test_un_dossier_ampute_d_un_fait_n_en_a_pas_les_champs_et_reste_de_ceux_que_l_outil_accepte():
    sans = dict(amputes("recouvrement", "mise_en_demeure"))
    assert "objet" not in sans["contrat.objet"]["contrat"]
    assert "contrat" not in sans["contrat"]
    # -- un paiement sans montant serait refusé : aucune lettre n'en viendrait --
    assert "paiements.montant" not in sans


def test_un_champ_facultatif_est_un_champ_et_un_champ_sur_n_en_est_pas():
    assert champs_facultatifs() < set(champs_par_chemin())
    assert "contrat.objet" in champs_facultatifs()
    assert "lettre.date" not in champs_facultatifs()


# -- Ce que la vérification coûte --


def test_docxtpl_ne_rend_rien_et_le_modele_ne_se_compile_qu_une_fois(monkeypatch: pytest.MonkeyPatch):
    rendus: list[object] = []
    monkeypatch.setattr(docxtpl.DocxTemplate, "render", lambda *a, **k: rendus.append(a))
    compiles: list[ModeleCompile] = []

    def compter(*args: object) -> ModeleCompile:
        compiles.append(compiler_lu(*args))  # type: ignore[arg-type]
        return compiles[-1]

    monkeypatch.setattr(verification, "compiler_lu", compter)
    verifier_un_modele(modele(p("Bonjour {{ destinataire.nom }}.")))
    assert (len(rendus), len(compiles)) == (0, 1)
