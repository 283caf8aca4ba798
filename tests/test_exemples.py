"""Les exemples : chaque dossier donne sa lettre, dont le texte de référence est relu comme du code."""

from __future__ import annotations

import io
import json
import re
import zipfile
from datetime import date
from pathlib import Path

import pytest
import yaml
from exemples_rendus import ATELIER, DOSSIER_DES_EXEMPLES, EXEMPLES, RACINE, Exemple, donnees_de, rendu
from histoires import HISTOIRES
from tables import d_un_trait
from tries import tries

import lettres
from lettres.catalogue import capacites, catalogue
from lettres.dossier import Dossier
from lettres.rendu.paragraphes.texte import texte_lisible, texte_par_partie

par_exemple = pytest.mark.parametrize("exemple", EXEMPLES, ids=lambda e: e.nom)
DE_CHAQUE_MODELE = {(e.nature, e.lettre): e.nom for e in EXEMPLES}.values()
SCRUPULEUX = lettres.Atelier(tout_controler=True)
un_exemple_par_modele = tries(("exemple",), {e.nom: (e,) for e in EXEMPLES}, DE_CHAQUE_MODELE)


@par_exemple
def test_le_texte_de_la_lettre_est_celui_de_sa_reference(exemple: Exemple, request: pytest.FixtureRequest) -> None:
    if request.config.getoption("--maj-references"):
        exemple.reference.write_text(rendu(exemple).exact, encoding="utf-8")
    assert rendu(exemple).exact == exemple.reference.read_text(encoding="utf-8")


@pytest.mark.un_sur(2)
@un_exemple_par_modele
def test_le_meme_dossier_donne_les_memes_octets(exemple: Exemple) -> None:
    encore = lettres.generer(lettres.lire(exemple.chemin), exemple.lettre, au=exemple.au)
    assert encore.octets == rendu(exemple).lettre.octets
    assert encore.empreinte == rendu(exemple).lettre.empreinte


@pytest.mark.un_sur(2)
@un_exemple_par_modele
def test_relue_et_controlee_en_entier_la_lettre_a_les_memes_octets(exemple: Exemple) -> None:
    controlee = SCRUPULEUX.generer(rendu(exemple).dossier, exemple.lettre, au=exemple.au)
    assert controlee.octets == rendu(exemple).lettre.octets


@d_un_trait
@par_exemple
def test_aucun_exemple_n_a_d_erreur(exemple: Exemple) -> None:
    graves = [c for c in rendu(exemple).lettre.constats if c.gravite == "erreur"]
    assert graves == []


NOMMEES = {
    "genre-inconnu/dossier-mise_en_demeure": "une mise en demeure après un seul rappel",
    "pret-entre-particuliers/dossier-mise_en_demeure": "une mise en demeure après un seul rappel",
    "note-de-credit/dossier-mise_en_demeure": "une mise en demeure après un seul rappel",
    "minimaux/mise_en_demeure-recouvrement-mise_en_demeure": "une mise en demeure après un seul rappel",
    "entente-par-courriels/mise-en-demeure-mise_en_demeure": "une mise en demeure après un seul rappel",
    "meubles/reponse-reponse": "l’appel à l’Office, qui n’attend pas, vient d’abord",
    "meubles/mise-en-demeure-mise_en_demeure": "l’appel à l’Office, qui n’attend pas, vient d’abord",
    "avis-d-une-cliente/reponse-reponse": "aucune politique n’est suivie : l’avis demeure",
    "avis-d-une-cliente/reponse-publique-reponse_publique": "une personne décide de répondre en public",
    "minimaux/reponse_publique-reputation-reponse_publique": "une personne décide de répondre en public",
    "photographe-deplacement/proposition-proposition": "une offre se choisit, hors de l’échelle",
    "propriete-intellectuelle/proposition-proposition": "une offre se choisit, hors de l’échelle",
    "refus-de-payer/proposition-proposition": "une offre se choisit, hors de l’échelle",
    "facture-contestee/proposition-proposition": "une offre se choisit, hors de l’échelle",
    "entente-par-courriels/proposition-proposition": "une offre se choisit, hors de l’échelle",
    "minimaux/proposition-recouvrement-proposition": "une offre se choisit, hors de l’échelle",
    "minimaux/proposition-entente-proposition": "une offre se choisit, hors de l’échelle",
    "dette-en-versements/entente-entente_paiement": "un plan se convient à deux, hors de l’échelle",
    "dette-en-versements/transaction-transaction": "une transaction se convient à deux, hors de l’échelle",
    "plan-entre-entreprises/entente-entente_paiement": "un plan se convient à deux, hors de l’échelle",
    "commentaire-corrige/transaction-transaction": "une transaction se convient à deux, hors de l’échelle",
    "minimaux/entente_paiement-recouvrement-entente_paiement": "un plan se convient à deux, hors de l’échelle",
    "minimaux/transaction-recouvrement-transaction": "une transaction se convient à deux, hors de l’échelle",
    "minimaux/transaction-entente-transaction": "une transaction se convient à deux, hors de l’échelle",
    "fin-de-collaboration/dossier-fin_de_relation": "une fin se choisit, hors de l’échelle",
    "heures-de-travail/fin-de-relation-fin_de_relation": "une fin se choisit, hors de l’échelle",
    "fin-interet-acquitte/dossier-fin_de_relation": "une fin se choisit, hors de l’échelle",
    "fin-pour-impaye/dossier-fin_de_relation": "une fin se choisit, hors de l’échelle",
    "minimaux/fin_de_relation-recouvrement-fin_de_relation": "une fin se choisit, hors de l’échelle",
    "minimaux/fin_de_relation-entente-fin_de_relation": "une fin se choisit, hors de l’échelle",
}
"""Les exemples dont la lettre n'est pas celle que la politique livrée ferait venir : on la nomme."""


@d_un_trait
@pytest.mark.un_sur(3)
@par_exemple
def test_la_lettre_est_la_prochaine_de_son_dossier_ou_se_nomme(exemple: Exemple) -> None:
    prochaine = lettres.prochaine_lettre(lettres.lire(exemple.chemin), au=exemple.au)
    # -- un exposé aide à une action : aucune politique ne l'envoie --
    assert (prochaine != exemple.lettre) == (exemple.nom in NOMMEES or capacites(exemple.lettre).expose)


@d_un_trait
@pytest.mark.un_sur(3)
@par_exemple
def test_aucune_trace_de_mecanique_ne_reste_dans_la_lettre(exemple: Exemple) -> None:
    assert not re.search(r"\{\{|\{%|None|Undefined|\[à compléter|ÉBAUCHE", rendu(exemple).exact)
    assert not re.search(r" [,.;)]|\( |,,|\.\.(?!\.)|; ?\.", rendu(exemple).texte.replace("  ", " "))


def test_chaque_dossier_d_exemple_est_a_l_index_et_chaque_reference_a_son_dossier() -> None:
    a_l_index = {e.dossier for e in EXEMPLES}
    presents = {_chemin(f) for f in DOSSIER_DES_EXEMPLES.rglob("*.yaml")}
    racontes = {f for h in HISTOIRES for f in h.fichiers}
    assert presents - a_l_index == {"exemples.yaml", *(_chemin(f) for f in racontes if f.suffix == ".yaml")}
    references = set(DOSSIER_DES_EXEMPLES.rglob("*.txt"))
    assert references == {e.reference for e in EXEMPLES} | {f for f in racontes if f.suffix == ".txt"}


def _chemin(fichier: Path) -> str:
    return str(fichier.relative_to(DOSSIER_DES_EXEMPLES))


def test_les_dossiers_minimaux_tiennent_en_trente_lignes_et_couvrent_chaque_lettre() -> None:
    minimaux = [e for e in EXEMPLES if e.dossier.startswith("minimaux/")]
    assert {(e.lettre, e.nature) for e in minimaux} == {(m.lettre, m.nature) for m in catalogue()}
    for exemple in minimaux:
        assert len(exemple.chemin.read_text(encoding="utf-8").splitlines()) <= 30, exemple.nom


@pytest.mark.parametrize(
    ("civilite", "type_", "appel", "formule"),
    [
        ("Mme", "personne", "Madame,", "Veuillez recevoir, Madame,"),
        ("M.", "personne", "Monsieur,", "Veuillez recevoir, Monsieur,"),
        ("neutre", "personne", None, "Veuillez recevoir mes|Veuillez recevoir nos"),
        (None, "entreprise", "Mesdames, Messieurs,", "Veuillez recevoir, Mesdames, Messieurs,"),
    ],
    ids=["féminin", "masculin", "neutre", "entreprise"],
)
@tries(("exemple",), {e.nom: (e,) for e in EXEMPLES}, sorted(DE_CHAQUE_MODELE)[::3])
def test_chaque_exemple_s_accorde_au_feminin_au_masculin_au_neutre_et_a_l_entreprise(
    exemple: Exemple, civilite: str | None, type_: str, appel: str | None, formule: str
) -> None:
    if capacites(exemple.lettre).sans_destinataire or capacites(exemple.lettre).publique:
        assert "Veuillez recevoir" not in rendu(exemple).texte, "ce qui ne va pas à lui ne le salue pas"
        return
    if capacites(exemple.lettre).a_l_emetteur:
        assert "\nMesdames, Messieurs,\n" in rendu(exemple).texte, "elle va à la banque, et non au commerçant"
        return
    if capacites(exemple.lettre).etale or capacites(exemple.lettre).quitte:
        assert "Veuillez recevoir" not in rendu(exemple).texte, "ce que les deux signent ne salue personne"
        return
    donnees = donnees_de(exemple.dossier)
    donnees["destinataire"] |= {"civilite": civilite, "type": type_, "attention": None}
    donnees.pop("schema", None)
    texte = texte_lisible(ATELIER.generer(lettres.valider(donnees), exemple.lettre, au=exemple.au).octets)
    nom = donnees["destinataire"]["nom"]
    assert f"\n{appel or nom + ','}\n" in texte
    assert re.search(formule, texte)
    if exemple.lettre == "mise_en_demeure":
        # -- à l'actif, la formule ne s'accorde avec personne; elle nomme l'organisation --
        qui = rf"met(s|tons) {re.escape(nom)}" if type_ == "entreprise" else "vous met(s|tons)"
        assert re.search(rf"(Je|Nous) {qui} en demeure,? d", texte)


@pytest.mark.un_sur(4)
@pytest.mark.parametrize("type_", ["personne", "entreprise"])
@un_exemple_par_modele
def test_l_expediteur_dit_je_ou_nous_sans_melange(exemple: Exemple, type_: str) -> None:
    donnees = donnees_de(exemple.dossier)
    donnees["expediteur"] |= {"type": type_, "neq": None, "nom_commercial": None}
    donnees["expediteur"].setdefault("signataire", "Dominique Exemple")
    if (exemple.nature, type_) == ("consommation", "entreprise"):
        # -- une entreprise n'est pas un consommateur --
        with pytest.raises(lettres.DossierInvalide):
            ATELIER.generer(_sans_texte_libre(donnees), exemple.lettre, au=exemple.au)
        return
    texte = texte_lisible(ATELIER.generer(_sans_texte_libre(donnees), exemple.lettre, au=exemple.au).octets)
    # -- « dites-le-nous » et « convenu entre nous » mis à part, un seul des deux se lit --
    je = re.findall(r"\b(je|j’|me|m’|mon|mes|ma)\b", texte.lower())
    communs = r"(?i)factures nos|notre entente|notre relation|nos échanges|entre nous"
    nous = re.findall(r"\b(nous|notre|nos)\b", re.sub(communs, "", texte))
    assert (nous if type_ == "personne" else je) == []
    if not capacites(exemple.lettre).sans_destinataire:
        assert je if type_ == "personne" else nous


def _sans_texte_libre(donnees: dict) -> Dossier:
    """Le même dossier, aux textes de l'usager remplacés : ils disent « je » ou « nous » à leur façon."""
    libres = {
        "texte",
        "pourquoi",
        "solution",
        "note",
        "reponse",
        "retour",
        "consequence",
        "citation",
        "probleme",
        "correction",
        "source",
        "titre",
        "propriete",
        "renseignements",
    }

    def neutraliser(valeur: object, cle: str = "") -> object:
        if isinstance(valeur, dict):
            neutre = {c: neutraliser(v, c) for c, v in valeur.items()}
            # -- une demande de réparation se fait en ses mots à elle, et la garantie l'exige --
            return neutre | {"texte": "réparer le bien"} if valeur.get("type") == "reparer" else neutre
        if isinstance(valeur, list):
            return [neutraliser(v, cle) for v in valeur]
        return "texte neutre" if cle in libres or cle in {"options", "paiement_par"} else valeur

    neutre = neutraliser(donnees)
    assert isinstance(neutre, dict)
    return lettres.valider(neutre)


HOSTILES = [
    "Tremblay & Fils <SARL>",
    "« L’Été »",
    "{{ 7*7 }}",
    "{% for x in y %}",
    "{_{ cycler }_}",
    "a]]>b",
    "Café 😀 👩🏽‍💻",
    "Insécable\u00a0ici\u202fet là",
    "N" * 300,
    'O\'Brien "cité" 100 %',
]


@d_un_trait
@pytest.mark.parametrize("valeur", HOSTILES, ids=[h[:12] for h in HOSTILES])
def test_une_valeur_difficile_arrive_lettre_pour_lettre_dans_le_corps_l_en_tete_le_pied_et_les_proprietes(
    valeur: str,
) -> None:
    donnees = donnees_de("minimaux/rappel-recouvrement.yaml")
    donnees["expediteur"]["nom"] = donnees["destinataire"]["nom"] = donnees["reference"] = valeur
    donnees["creances"][0]["objet"] = valeur
    octets = ATELIER.generer(lettres.valider(donnees), "rappel", au=date(2026, 11, 22)).octets
    parties = texte_par_partie(octets)
    for nom, texte in parties.items():
        if re.search(r"document|header|footer", nom) and texte.strip():
            assert valeur in texte, nom
    assert parties["word/document.xml"].count(valeur) >= 3
    with zipfile.ZipFile(io.BytesIO(octets)) as paquet:
        from lxml import etree

        proprietes = etree.fromstring(paquet.read("docProps/core.xml"))
    textes = [e.text or "" for e in proprietes]
    assert sum(valeur in t for t in textes) >= 3, "titre, auteur et sujet"


def test_un_texte_de_plusieurs_lignes_garde_ses_lignes() -> None:
    donnees = donnees_de("minimaux/rappel-recouvrement.yaml")
    donnees["solution"] = "Première ligne.\nSeconde ligne,\tavec une tabulation."
    octets = ATELIER.generer(lettres.valider(donnees), "rappel", au=date(2026, 11, 22)).octets
    assert donnees["solution"] in texte_par_partie(octets)["word/document.xml"]


def test_le_dossier_du_readme_est_un_exemple_minimal() -> None:
    readme = (RACINE / "README.md").read_text(encoding="utf-8")
    bloc = re.search(r"```yaml\n(.*?)```", readme, re.DOTALL)
    assert bloc
    minimal = (DOSSIER_DES_EXEMPLES / "minimaux/rappel-recouvrement.yaml").read_text(encoding="utf-8")
    assert yaml.safe_load(bloc[1]) == yaml.safe_load(minimal)


def test_la_chaine_qu_on_raconte_est_celle_du_code() -> None:
    chaine = "lire(fichier) → valider → verifier(dossier, lettre, au) → composer → rendre → ecrire"
    from lettres.production import generation

    assert chaine in (RACINE / "CONTRIBUTING.md").read_text(encoding="utf-8")
    assert chaine in (generation.__doc__ or "")


@pytest.mark.parametrize("nom", ["minimaux/rappel-recouvrement.yaml", "photographe-deplacement/dossier.yaml"])
def test_le_premier_essai_du_readme_ne_laisse_rien_a_dire(nom: str) -> None:
    dossier = lettres.valider(donnees_de(nom))
    assert lettres.generer(dossier, "rappel", au=date(2026, 11, 22)).constats == ()


def test_l_exemple_du_logiciel_hote_fonctionne(capsys: pytest.CaptureFixture[str]) -> None:
    readme = (RACINE / "README.md").read_text(encoding="utf-8")
    bloc = re.search(r"<!-- hote -->\n```python\n(.*?)```", readme, re.DOTALL)
    assert bloc
    espace: dict = {}
    exec(bloc[1], espace)  # noqa: S102
    donnees = donnees_de("minimaux/rappel-recouvrement.yaml")
    assert espace["lettre_de_rappel"](donnees, date(2026, 11, 22))[:2] == b"PK"
    del donnees["creances"][0]["echeance"]
    with pytest.raises(lettres.DossierInvalide):
        espace["lettre_de_rappel"](donnees, date(2026, 11, 22))
    assert "E101 creances[0].echeance" in capsys.readouterr().out


def test_l_exemple_de_l_atelier_fonctionne(capsys: pytest.CaptureFixture[str]) -> None:
    readme = (RACINE / "README.md").read_text(encoding="utf-8")
    blocs = [re.search(rf"<!-- {nom} -->\n```python\n(.*?)```", readme, re.DOTALL) for nom in ("hote", "atelier")]
    espace: dict = {}
    for bloc in blocs:
        assert bloc
        exec(bloc[1], espace)  # noqa: S102
    donnees = donnees_de("minimaux/rappel-recouvrement.yaml")
    bonne = json.dumps(donnees, default=str).encode()
    del donnees["creances"][0]["echeance"]
    fautive = json.dumps(donnees, default=str).encode()
    lettres_faites = list(espace["lettres_du_jour"]([bonne, fautive, bonne], date(2026, 11, 22)))
    assert [nom for nom, _ in lettres_faites] == ["2026-014_rappel_2026-11-22.docx"] * 2
    assert lettres_faites[0][1][:2] == b"PK"
    assert "<entrée>:2:491: Il manque l’échéance de la facture" in capsys.readouterr().out


def test_l_exemple_du_moteur_seul_fonctionne(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(RACINE)
    bloc = re.search(r"<!-- moteur -->\n```python\n(.*?)```", (RACINE / "README.md").read_text("utf-8"), re.DOTALL)
    assert bloc
    exec(bloc[1], {})  # noqa: S102
    assert capsys.readouterr().out == "True ()\n"
