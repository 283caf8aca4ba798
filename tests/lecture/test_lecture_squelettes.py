"""Les squelettes : tels quels, chaque blanc obligatoire est demandé à sa ligne; remplis, ils sont valides."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import get_args

import pytest
import yaml
from jsonschema import Draft202012Validator

import lettres
from lettres.composition import lettres_de
from lettres.constats import Gravite
from lettres.dossier import Dossier, Nature
from lettres.erreurs import DossierInvalide
from lettres.lecture import lire_texte, schema, squelette
from lettres.lecture.formes import Forme, cles

NATURES = get_args(Nature)

# -- Ce qu'on écrit dans chaque blanc, par clé; une clé de plusieurs blocs y prend la même valeur --
VALEURS = {
    "accompli.texte": "Les photos ont été livrées.",
    "achat.modele": "Exemple FR-200",
    "achat.mode": "en_magasin",
    "achat.objet": "Réfrigérateur",
    "achat.obligation": "garantie",
    "achat.paiement": "carte_credit",
    "achat.prix": "1 149,75 $",
    "achat.probleme": "Il ne refroidit plus.",
    "achat.reponse": "Il refuse de réparer.",
    "attention": "Camille Exemple",
    "auteur": "Marie Exemple",
    "avant_taxes": "1 000,00 $",
    "capture": "2026-10-13 09:00",
    "citation": "« Elle garde l’argent. »",
    "civilite": "Mme",
    "code_postal": "J2G 1A1",
    "connaissance": "2026-10-13",
    "correction": "Les photos ont été livrées.",
    "courriel": "karine@exemple.test",
    "date": "2026-08-31",
    "delai_jours": "10",
    "du": "2026-08-31",
    "echeance": "2026-08-31",
    "facture": "F-1023",
    "fichier": "pieces/contrat.pdf",
    "forme": "ecrit",
    "id": "P-1",
    "lettre": "rappel",
    "lieu": "Granby",
    "ligne": "12, rue des Érables",
    "livraison_prevue": "2026-08-15",
    "livre_le": "2026-08-20",
    "mode": "courriel",
    "mode_envoi": "recommande",
    "montant": "60,00 $",
    "neq": "1100000000",
    "nom": "Marie Exemple",
    "nom_commercial": "Studio Karine",
    "numero": "4.2",
    "objet": "Reportage de mariage",
    "page": "3",
    "passage": "elle garde l’argent",
    "piece": "P-1",
    "pieces": "[P-1]",
    "pourquoi": "Les photos ont été livrées.",
    "procureur": "Me Dominique Exemple",
    "qualite": "consommateur",
    "recu_le": "2026-09-16",
    "reference": "2026-014",
    "signale_le": "2026-10-14",
    "signataire": "Karine Exemple",
    "situation": "sait_faux",
    "sollicitee": "non",
    "solution": "Nous retirerions quatre photos du forfait.",
    "source": "courriel de Mme Exemple",
    "support": "facebook",
    "taux_annuel": "12 %",
    "telephone": "450 555-0123",
    "texte": "Un fait, sans jugement.",
    "titre": "Contrat de service",
    "tps": "50,00 $",
    "tvq": "99,75 $",
    "url": "https://exemple.test/avis/1",
    "ville": "Granby",
}
BLANC = re.compile(r"^(?P<debut> *(?:- )?(?P<cle>[a-z_]+):) +#(?P<note>.*)$")
FACULTATIVE = re.compile(r"^(?P<retrait> *)# (?=(?: *- |(?: *)[a-z_]+:))(?P<reste>.*)$")


def decommenter(texte: str) -> str:
    """Ôte le « # » et l'espace des lignes facultatives, comme la tête du squelette le dit."""
    lignes = texte.split("\n")
    corps = next(i for i, ligne in enumerate(lignes) if ligne.startswith("lettres:"))
    return "\n".join([*lignes[:corps], *(FACULTATIVE.sub(r"\g<retrait>\g<reste>", li) for li in lignes[corps:])])


def remplir(texte: str) -> str:
    """Écrit une valeur dans chaque blanc, et garde le commentaire."""
    lignes = []
    racine = ""
    for ligne in texte.split("\n"):
        if tete := re.match(r"^([a-z_]+):", ligne):
            racine = tete[1]
        blanc = BLANC.match(ligne)
        if blanc:
            valeur = VALEURS.get(f"{racine}.{blanc['cle']}") or VALEURS[blanc["cle"]]
            ligne = f"{blanc['debut']} {valeur}  # {blanc['note']}"
        lignes.append(ligne)
    return "\n".join(lignes)


def lu(texte: str, *, ebauche: bool = False) -> Dossier:
    return lire_texte(texte.encode(), fichier="dossier.yaml", format="yaml", ebauche=ebauche)


@pytest.mark.parametrize("nature", NATURES)
def test_un_squelette_commence_par_son_schema(nature: Nature):
    premiere = squelette(nature).split("\n")[0]
    assert premiere == "# yaml-language-server: $schema=./dossier.schema.json"
    assert squelette(nature, schema="x.json").split("\n")[0] == "# yaml-language-server: $schema=./x.json"


@pytest.mark.parametrize("nature", NATURES)
def test_tel_quel_chaque_blanc_obligatoire_est_demande_a_sa_ligne(nature: Nature):
    texte = squelette(nature)
    obligatoires = [
        i for i, li in enumerate(texte.split("\n"), 1) if "# obligatoire" in li and not li.lstrip().startswith("#")
    ]
    with pytest.raises(DossierInvalide) as refus:
        lu(texte)
    assert [(c.code, c.ligne) for c in refus.value.constats] == [("D107", i) for i in obligatoires]
    assert all(c.message.endswith("est à remplir.") for c in refus.value.constats)
    assert len(obligatoires) >= 7


@pytest.mark.parametrize("nature", NATURES)
def test_tel_quel_un_squelette_est_une_ebauche(nature: Nature):
    dossier = lu(squelette(nature), ebauche=True)
    assert dossier.nature == nature
    assert dossier.reference == "[à compléter : référence]"


@pytest.mark.parametrize("nature", NATURES)
def test_rempli_un_squelette_est_valide(nature: Nature):
    dossier = lu(remplir(squelette(nature)))
    assert dossier.reference == "2026-014"
    assert dossier.destinataire.adresse is not None


@pytest.mark.parametrize("nature", NATURES)
def test_toutes_les_lignes_facultatives_ouvertes_et_remplies_il_est_encore_valide(nature: Nature):
    dossier = lu(remplir(decommenter(squelette(nature))))
    assert dossier.pieces[0].id == "P-1"
    assert dossier.envois[0].lettre == "rappel"


@pytest.mark.parametrize("nature", NATURES)
def test_chaque_valeur_laissee_vide_est_facultative_ou_dite_obligatoire(nature: Nature):
    """Un blanc que le modèle exige se dit « obligatoire »; un autre ne le dit pas."""
    texte = decommenter(squelette(nature))
    arbre = lire_texte(remplir(texte).encode(), fichier="d", format="yaml").origine
    assert arbre is not None
    dits = {i for i, li in enumerate(texte.split("\n"), 1) if "# obligatoire" in li}
    exiges = {ligne for chemin, (ligne, _) in arbre.cles.items() if chemin and _exige(chemin)}
    blancs = {i for i, li in enumerate(texte.split("\n"), 1) if BLANC.match(li)}
    assert dits == exiges & blancs


def _exige(chemin) -> bool:
    forme: Forme | None = Forme(modele=Dossier)
    obligatoire = False
    for pas in chemin:
        assert forme is not None
        if isinstance(pas, int):
            forme, obligatoire = forme.element, False
        else:
            assert forme.modele is not None
            cle = cles(forme.modele)[pas]
            forme, obligatoire = cle.forme, cle.obligatoire
    return obligatoire and forme is not None and forme.modele is None


@pytest.mark.parametrize("nature", NATURES)
def test_rempli_un_squelette_plait_au_schema(nature: Nature):
    donnees = yaml.load(remplir(squelette(nature)), Loader=yaml.BaseLoader)  # noqa: S506
    assert [e.message for e in Draft202012Validator(schema()).iter_errors(donnees)] == []


@pytest.mark.parametrize("nature", NATURES)
def test_chaque_blanc_est_explique_et_aucune_ligne_ne_deborde(nature: Nature):
    for ligne in squelette(nature).split("\n"):
        assert len(ligne) <= 120, ligne
        assert "'" not in ligne
    blancs = [BLANC.match(li) for li in decommenter(squelette(nature)).split("\n")]
    assert all(b["note"].strip() for b in blancs if b)


EXEMPLE = re.compile(r"^(?:obligatoire — )?(?:.* : )?(?P<exemple>.+)$")
CHOIX = re.compile(r"^[a-z_]+(?=,| ou |$| \()|^Mme(?=,)")


def exemple(note: str) -> str:
    """L'exemple d'un commentaire : ce qui suit son deux-points; sans deux-points, le premier choix, ou le tout."""
    trouve = EXEMPLE.match(note.strip())
    assert trouve is not None
    choix = CHOIX.match(trouve["exemple"])
    return choix[0] if choix else trouve["exemple"]


def remplir_des_exemples(texte: str) -> str:
    """Écrit dans chaque blanc l'exemple de son commentaire, mot à mot, sans guillemets ni retouche."""
    return "\n".join(
        f"{blanc['debut']} {exemple(blanc['note'])}" if (blanc := BLANC.match(ligne)) else ligne
        for ligne in texte.split("\n")
    )


@pytest.mark.parametrize("nature", NATURES)
def test_rempli_des_exemples_de_ses_commentaires_un_squelette_donne_une_lettre_sans_erreur(nature: Nature):
    dossier = lu(remplir_des_exemples(squelette(nature)))
    premiere = lettres_de(nature)[0]
    constats = lettres.verifier(dossier, premiere, au=date(2026, 11, 20))
    assert [c for c in constats if c.gravite == Gravite.ERREUR] == []


MODELES = Path(__file__).parents[2] / "modeles"
APRES_UN_DEUX_POINTS = re.compile(r" : \{\{ (?:achat\.)?(probleme|reponse|solution) \}\}$", re.MULTILINE)
ENTRE_GUILLEMETS = re.compile(r"« \{\{ propos\.(\w+) \}\} »")


@pytest.mark.parametrize("nature", NATURES)
def test_un_exemple_convient_a_la_place_que_les_modeles_lui_donnent(nature: Nature):
    """Après un deux-points, une minuscule; entre les guillemets du modèle, aucun guillemet."""
    modeles = "\n".join(m.read_text(encoding="utf-8") for m in MODELES.glob(f"*-{nature}.txt"))
    assert modeles
    blancs = [b for li in decommenter(squelette(nature)).split("\n") if (b := BLANC.match(li))]
    textes = {b["cle"]: exemple(b["note"]) for b in blancs}
    for cle in set(APRES_UN_DEUX_POINTS.findall(modeles)) & set(textes):
        assert textes[cle][0].islower(), cle
    for cle in set(ENTRE_GUILLEMETS.findall(modeles)) & set(textes):
        assert not re.search('[«»"]', textes[cle]), cle
