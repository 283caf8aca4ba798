"""La langue : chaque message, chaque remède et chaque page est du français entier, sans débris d'un remplacement."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from cas_de_regles import TOUS as CAS_DES_REGLES
from degats import degats, phrases_de_la_source
from paquets import lettre_de
from tables import d_un_trait

import lettres
from lettres import codes
from lettres.barriere import controler
from lettres.barriere.listes import listes
from lettres.langue.mots import examiner
from lettres.lecture import lire
from lettres.socle.code import Code
from lettres.socle.constats import Constat
from lettres.socle.donnees import lire_yaml
from lettres.socle.erreurs import DossierIllisible, DossierInvalide

PAQUET = Path(lettres.__file__).parent
ESSAIS = Path(__file__).parents[1]
MODULES = [m for m in sorted(PAQUET.rglob("*.py")) if not m.name.startswith("squelettes")]
"""Les squelettes sont des dossiers en YAML, non des phrases."""

par_famille = pytest.mark.parametrize("famille", sorted({c.famille for c in codes.table().values()}))


def gravites_excedees(constats: list[Constat]) -> list[Constat]:
    rang = {"conseil": 0, "alerte": 1, "erreur": 2}
    return [c for c in constats if rang[c.gravite] > rang[codes.table()[c.code].gravite]]


def abimes(constats: list[Constat]) -> dict[str, list[str]]:
    """Ce qui est abîmé dans les constats; chacun a aussi son code à la table, qui n'en dit pas une gravité moindre."""
    assert gravites_excedees(constats) == []
    textes = {texte for c in constats for texte in (c.message, c.remede) if texte}
    return {texte: d for texte in textes if (d := degats(texte))}


# -- Ce que l'on cherche --


@d_un_trait
@pytest.mark.parametrize(
    "texte",
    [
        "L’indemnité n’est pas due : le tribunal peut l’compte_de.",
        "Ajoutez la clé avant_taxes au dossier.",
        "Retirez l’créance du dossier.",
        "Donnez un délai d’paiement.",
        "Le dossier dit qu’le débiteur paie.",
        "Le total  n’est pas la somme.",
        "La date de de la lettre manque.",
        "L'échéance est passée.",
        'Écrivez "payer".',
        "Écrivez « payer.",
        "Écrivez payer ».",
        "Écrivez «payer ».",
        "L’indemn n’est pas due.",
        "Le champ is missing.",
        "La valeur None n’est pas lisible.",
        "La facture {numero} est échue.",
        "La facture est échue .",
        "La facture , échue, est due.",
        "Remède: payez.",
        "Il manque l’ au dossier.",
        "Le prix d b facture.",
        "La facture est échue",
        "la facture est échue.",
        "La facture est échue...",
    ],
)
def test_un_texte_abime_est_vu(texte: str):
    assert degats(texte) != []


@d_un_trait
@pytest.mark.parametrize(
    "texte",
    [
        "Ajoutez « avant_taxes: 100.00 » au dossier.",
        "Écrivez « {{ groupe.champ }} », ou « {% if champ %} ».",
        "Nous nous réservons ce droit, et vous vous engagez.",
        "Écrivez : « Je demeure disponible pour en discuter. »",
        "L’huissier n’y est pas; l’Office, si : d’ici là, jusqu’au 3.",
        "Donnez « None » pour rien.",
        "Le fichier .docx n’est pas lu.",
        "Vouliez-vous dire « rappel » ?",
        "1 erreur, dès le 1er jour, à 12,00\u00a0$ près.",
    ],
)
def test_un_texte_soigne_passe(texte: str):
    assert degats(texte) == []


# -- Où on le cherche --

A_GABARITS = {"rapport.py", "creances.py"}
"""Leurs phrases ont des places nommées, « {m_} », remplies en chemin."""


def degats_du_module(module: Path) -> list[tuple[int, str, list[str]]]:
    phrases = phrases_de_la_source(module.read_text(encoding="utf-8"))
    sans_gabarit = [(ligne, texte) for ligne, texte in phrases if module.name not in A_GABARITS or "{" not in texte]
    return [(ligne, texte, d) for ligne, texte in sans_gabarit if (d := degats(texte.strip(), phrase=False))]


def test_les_phrases_de_chaque_module_sont_entieres():
    assert {str(m.relative_to(PAQUET)): d for m in MODULES if (d := degats_du_module(m))} == {}


def test_on_lit_bien_les_phrases_du_code():
    source = 'f"La pièce {n} manque."\n"""Une docstring d\'ici."""\nx = "le_nom"\ny = ("Le début " "et la fin.")'
    assert [texte for _, texte in phrases_de_la_source(source)] == ["La pièce \u25cc manque.", "Le début et la fin."]
    assert sum(len(list(phrases_de_la_source(m.read_text("utf-8")))) for m in MODULES) > 1000


def degats_de_la_page(code: Code) -> list[str]:
    page = code.page
    remede = degats(page.remede, phrase=code.famille != "mots") if page.remede else []
    autres = (page.pourquoi, page.fautif, page.conforme, page.fondement)
    return [*degats(page.faute), *remede, *(d for texte in autres for d in degats(texte, phrase=False))]


@d_un_trait
@par_famille
def test_chaque_page_d_une_famille_est_entiere(famille: str):
    siennes = [c for c in codes.table().values() if c.famille == famille]
    assert {c.code: d for c in siennes if (d := degats_de_la_page(c))} == {}


@d_un_trait
@pytest.mark.un_sur(12)
@pytest.mark.parametrize("code", sorted({c.code for c in CAS_DES_REGLES}))
def test_les_constats_des_cas_fautifs_d_une_regle_sont_entiers(code: str):
    fautifs = [cas for cas in CAS_DES_REGLES if cas.code == code and cas.chemins]
    assert fautifs and abimes([c for cas in fautifs for c in cas.constats]) == {}


@pytest.mark.long
def test_ceux_des_cas_conformes_aussi():
    assert abimes([c for cas in CAS_DES_REGLES if not cas.chemins for c in cas.constats]) == {}


def dossiers_fautifs() -> list[Path]:
    dossier = ESSAIS / "lecture" / "fautifs"
    return [f for f in sorted(dossier.iterdir()) if f.suffix in {".yaml", ".json", ".toml"}]


@d_un_trait
@pytest.mark.parametrize("fichier", dossiers_fautifs(), ids=lambda f: f.name)
def test_les_constats_de_la_lecture_sont_entiers(fichier: Path):
    with pytest.raises((DossierIllisible, DossierInvalide)) as refus:
        lire(fichier)
    assert abimes(list(refus.value.constats)) == {}


PHRASES_DEFENDUES: dict[str, list[str | dict[str, Any]]] = lire_yaml(ESSAIS / "langue" / "mots" / "fautifs.yaml")


@d_un_trait
@pytest.mark.un_sur(4)
@pytest.mark.parametrize("code", PHRASES_DEFENDUES)
def test_les_constats_d_une_famille_de_mots_sont_entiers(code: str):
    trouvailles = []
    for valeur in PHRASES_DEFENDUES[code]:
        options = {"lettre": "mise_en_demeure"} | ({"texte": valeur} if isinstance(valeur, str) else valeur)
        texte = options.pop("texte").replace("⟦", "").replace("⟧", "")
        trouvailles += examiner(texte, **options)
    assert code in {t.code for t in trouvailles}
    assert abimes([Constat(t.code, t.gravite, t.message, t.remede) for t in trouvailles]) == {}


BANNIES = (
    "Sommation : sous toutes réserves, vous êtes en demeure de payer 500,00 $ devant le tribunal des petites créances.",
    "Vous êtes un menteur, c’est une honte; j’appellerai la police et votre employeur, et publierai un avis négatif.",
    "Nous acceptons 100,00 $ en règlement complet; des frais de retard et une pénalité s’ajoutent.",
    "Sans réponse, vous êtes réputé accepter; je mettrai fin au contrat. Retirez tous vos avis et toutes vos opinions.",
    "Le lundi 31 novembre 2026, {{ nom }}, [à compléter : date], ÉBAUCHE, None, le lundi 8 décembre 2026.",
)


@d_un_trait
@pytest.mark.un_sur(4)
@pytest.mark.parametrize("type_", listes().types)
@pytest.mark.parametrize("lignes", [("Bonjour.",), BANNIES], ids=["presque vide", "bannie"])
def test_les_constats_des_listes_sont_entiers(type_: str, lignes: tuple[str, ...]):
    constats = controler(lettre_de(*lignes), type=type_)
    # -- une réponse publique ne doit presque rien dire --
    assert len(constats) > (1 if type_ == "S-publique" else 5)
    assert abimes(constats) == {}
