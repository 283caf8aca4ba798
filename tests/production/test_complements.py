"""Les compléments : ce qu'un modèle à soi imprime, et que seul le dossier peut nommer."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from fabrique_de_dossiers import AU
from jsonschema import Draft202012Validator
from paquets import docx, p, texte
from tables import d_un_trait

import lettres
from lettres.barriere import controler
from lettres.composition import champs_par_chemin
from lettres.lecture import lire_texte
from lettres.rendu import examiner
from lettres.socle.erreurs import DossierInvalide
from lettres.studio import verifier_un_modele

RAPPEL = (
    "{{ destinataire.nom }}",
    "{{ sommes.designation }}, {{ sommes.solde }}",
    "Je vous prie de payer d’ici le {{ lettre.echeance }}.",
    "Si vous avez déjà payé, ne tenez pas compte de ce rappel.",
)
MINIMAL = (Path(lettres.__file__).parents[1] / "exemples/minimaux/rappel-recouvrement.yaml").read_text(encoding="utf-8")
POLICE, SOMME, JOUR = "police: A-123", "acompte: {somme: 1234.5}", "livraison: {date: 2026-12-01}"


def dossier(*lignes: str, suite: str = "") -> lettres.Dossier:
    """Le plus petit dossier d'un rappel, et ses compléments."""
    bloc = "complements:\n" + "".join(f"  {ligne}\n" for ligne in lignes) if lignes else ""
    return lire_texte((MINIMAL + bloc + suite).encode(), fichier="dossier.yaml", format="yaml")


def modele(*lignes: str) -> bytes:
    return docx("".join(p(ligne.replace("<", "&lt;")) for ligne in (*RAPPEL, *lignes)))


def imprimer(balise: str, *complements: str, ebauche: bool = False) -> str:
    """Ce que donne une balise, au bout d'un rappel."""
    lettre = lettres.generer(dossier(*complements), "rappel", au=AU, modele=modele(f"Note : {balise}"), ebauche=ebauche)
    return texte(lettre.octets).rpartition("Note : ")[2]


@d_un_trait
@pytest.mark.parametrize(
    ("balise", "dit"),
    [
        ("{{ complements.police }}", "A-123"),
        ("{{ complements.acompte }}", "1\u00a0234,50\u00a0$"),
        ("{{ complements.livraison }}", "1er\u00a0décembre 2026"),
        ("{% if complements.rien %}oui{% else %}non{% endif %}", "non"),
        ("{% if complements.acompte_nombre > 1234.49 %}plus{% endif %}", "plus"),
        ("{% if complements.acompte_nombre <= 1234.49 %}moins{% else %}plus{% endif %}", "plus"),
        ('{% if complements.livraison_iso >= "2026-12-01" %}tard{% endif %}', "tard"),
        ('{% if complements.police == "A-123" %}la nôtre{% endif %}', "la nôtre"),
        ("{{ complements.police|lower }}", "a-123"),
    ],
)
def test_un_complement_s_imprime_et_se_compare_comme_les_autres_champs(balise: str, dit: str):
    assert imprimer(balise, POLICE, SOMME, JOUR) == dit


def test_la_barriere_sait_que_ces_sommes_et_ces_dates_sont_du_dossier():
    balise = "Acompte de {{ complements.acompte }}, reçu le {{ complements.livraison }}"
    lettre = lettres.generer(dossier(SOMME, JOUR), "rappel", au=AU, modele=modele(balise))
    assert not any(c.gravite == "erreur" for c in lettre.constats)

    def etrangeres(lu: lettres.Dossier) -> set[str]:
        return {c.code for c in controler(lettre.octets, type="rappel", dossier=lu, au=AU)} & {"B201", "B202"}

    assert etrangeres(dossier(SOMME, JOUR)) == set()
    assert (etrangeres(dossier(JOUR)), etrangeres(dossier(SOMME))) == ({"B201"}, {"B202"})


@pytest.mark.parametrize("balise", ["{{ complements.police }}", "{{ complements.police|upper }}"])
def test_celui_qui_manque_est_demande_par_son_nom_avec_le_bloc_a_ajouter(balise: str):
    with pytest.raises(DossierInvalide) as refus:
        imprimer(balise, SOMME)
    (constat,) = [c for c in refus.value.constats if c.code == "E101"]
    assert constat.chemin == ("complements", "police")
    assert "complements: {police: …}" in constat.remede
    assert imprimer(balise, POLICE).lower() == "a-123"
    assert imprimer("{% if complements.police %}x{% endif %}") == ""


@d_un_trait
@pytest.mark.parametrize(
    ("condition", "complement", "quoi"),
    [
        ("complements.police_nombre > 10", 'police: "12,50 $"', "une somme"),
        ("complements.police_nombre > 10", POLICE, "une somme"),
        ("complements.police_nombre > 10", "police: {date: 2026-12-01}", "une somme"),
        ('complements.police_iso > "2026-01-01"', "police: {somme: 12.5}", "une date"),
        ('complements.police_iso > "2026-01-01"', 'police: "2026-12-01"', "une date"),
        ("complements.police and complements.police_nombre > 10", "police: 12", "une somme"),
        ("complements.police_nombre > 10", "police: {somme: 12.5}", None),
        ("complements.police_nombre > 10", SOMME, None),
        ('complements.police == "A-123"', POLICE, None),
    ],
)
def test_un_complement_d_un_autre_genre_que_celui_que_l_on_compare_n_est_pas_faux_en_silence(
    condition: str, complement: str, quoi: str | None
):
    balise = f"{{% if {condition} %}}oui{{% else %}}non{{% endif %}}"
    if quoi is None:
        assert imprimer(balise, complement) in ("oui", "non")
        return
    with pytest.raises(DossierInvalide) as refus:
        imprimer(balise, complement)
    (constat,) = refus.value.constats
    assert (constat.code, constat.chemin) == ("E101", ("complements", "police"))
    assert quoi in constat.message


def test_une_ebauche_marque_celui_qui_manque():
    assert "[à compléter : complements.police]" in imprimer("{{ complements.police }}", ebauche=True)


REFUSES = {
    "{{ complements }}": ("M402", "groupe.champ"),
    "{% for c in complements %}{% endfor %}": ("M402", "groupe.champ"),
    "{{ complements.Police }}": ("M401", "n’existe pas"),
    "{{ complements.acompte_nombre }}": ("M402", "{{ complements.acompte }}"),
    "{{ complements.livraison_iso }}": ("M402", "{{ complements.livraison }}"),
    "{% if complements.acompte > 900 %}x{% endif %}": ("M403", "{% if complements.acompte_nombre > 900 %}"),
    '{% if complements.livraison > "2026-12-01" %}x{% endif %}': (
        "M403",
        '{% if complements.livraison_iso > "2026-12-01" %}',
    ),
    '{% if complements.acompte_nombre > "beaucoup" %}x{% endif %}': ("M403", "un nombre"),
    "{{ complement.police }}": ("M401", "complements"),
}


@d_un_trait
@pytest.mark.parametrize(("balise", "attendu"), REFUSES.items())
def test_une_balise_absurde_est_refusee_avant_toute_lettre(balise: str, attendu: tuple[str, str]):
    (constat,) = examiner(docx(p(balise.replace("<", "&lt;"))), champs_par_chemin()).anomalies
    assert constat.code == attendu[0]
    assert attendu[1] in f"{constat.message} {constat.remede}"


FAUTIFS = {
    "Police: x": ("minuscules", "numero_de_police"),
    "prénom: x": ("minuscules", "numero_de_police"),
    "acompte_nombre: 3": ("jumeau", "_nombre"),
    "le_iso: 2026-12-01": ("jumeau", "_iso"),
    "a: {somme: abc}": ("Montant illisible", ""),
    "a: {date: demain}": ("Date illisible", ""),
    "a: {somme: 1, date: 2026-01-01}": ("un seul des trois", "{somme: 12,50 $}"),
    "a: {montant: 1}": ("Clé inconnue", "texte, somme, date"),
    "a: [1, 2]": ("bloc de clés", "texte, somme, date"),
}


@d_un_trait
@pytest.mark.parametrize(("ligne", "attendu"), FAUTIFS.items())
def test_un_complement_fautif_est_dit_a_sa_ligne(ligne: str, attendu: tuple[str, str]):
    with pytest.raises(DossierInvalide) as refus:
        dossier(ligne)
    (constat,) = refus.value.constats
    assert constat.ligne == MINIMAL.count("\n") + 2
    assert attendu[0] in constat.message and attendu[1] in constat.remede


def test_un_complement_laisse_vide_compte_pour_absent():
    assert dossier("police:", "autre: ''").complements == {}


def test_les_mots_defendus_s_y_lisent_comme_dans_les_autres_textes():
    vus = lettres.verifier(dossier("note: Payez, sinon je vous dénoncerai à la police."), "rappel", au=AU)
    siens = [c for c in vus if c.chemin == ("complements", "note")]
    assert siens and siens[0].ligne == MINIMAL.count("\n") + 2


def test_le_schema_accepte_ce_que_le_lecteur_accepte():
    valideur = Draft202012Validator(json.loads((Path(lettres.__file__).parent / "schema.json").read_text("utf-8")))
    bloc = {
        "properties": {"complements": valideur.schema["properties"]["complements"]},
        "$defs": valideur.schema["$defs"],
    }
    siens = Draft202012Validator(bloc)
    bons = {"a": "A-1", "b": 12, "c": {"somme": "12,50 $"}, "d": {"date": "2026-12-01"}}
    assert siens.is_valid({"complements": bons})
    assert not siens.is_valid({"complements": {"a": ["x"]}})
    assert not siens.is_valid({"complements": {"a": {"montant": "x"}}})


def test_un_modele_se_verifie_sans_dossier_et_dit_ce_qu_il_faudra_fournir():
    balises = "{{ complements.police }} {{ complements.police }}{% if complements.acompte_nombre > 900 %}!{% endif %}"
    vue = verifier_un_modele(modele(balises, "{{ complements.jour }}"), lettre="rappel", nature="recouvrement")
    a_fournir = [c for c in vue.constats if c.code == "M709"]
    assert ["complements.police" in c.message for c in a_fournir] == [True, False]
    assert "complements: {police: …}" in a_fournir[0].remede
    assert not [c for c in vue.constats if c.code in ("M401", "M601", "M704")]
