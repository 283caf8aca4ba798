"""L'arbre imprimable : des textes, des listes, des groupes et des oui/non, tous documentés, tous sourcés."""

from __future__ import annotations

import copy
import pickle
import re
from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from types import UnionType
from typing import Union, get_args, get_origin

import pytest
from fabrique_de_dossiers import AU, COMPLET, complet, dossier, facture
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel
from tables import d_un_trait

from lettres.affaire import Affaire
from lettres.composition import Arbre, champs_imprimables, composer
from lettres.composition.imprimable import lettre
from lettres.composition.imprimable.jumeaux import poser_les_jumeaux
from lettres.dossier import Creancier, Dossier

CHAMPS = tuple(champ for champ in champs_imprimables() if champ.genre != "image")
"""Ceux qu'un arbre donne; une image, elle, vient d'un fichier."""
DOSSIERS = {
    "minimal": dossier(),
    **{nature: complet(nature) for nature in ("recouvrement", "reputation", "consommation", "entente")},
    "sans blocs": complet(contrat=None, achat=None, creances=[], demandes=[]),
    "échanges": complet(contrat={"forme": "echanges", "clauses": [{"source": "courriel", "texte": "Oui."}]}),
}
LETTRES = ("rappel", "retrait", "mise_en_demeure", "opc")


def feuilles(valeur: object, chemin: str = "") -> Iterator[tuple[str, object]]:
    """Chaque groupe, liste et feuille d'un contexte, `[]` pour « chaque élément »."""
    if chemin:
        yield chemin, valeur
    if isinstance(valeur, dict):
        for cle, element in valeur.items():
            yield from feuilles(element, f"{chemin}.{cle}" if chemin else cle)
    elif isinstance(valeur, list):
        for element in valeur:
            if isinstance(element, dict):
                for cle, fils in element.items():
                    yield from feuilles(fils, f"{chemin}[].{cle}")
            else:
                yield f"{chemin}[]", element


@d_un_trait
@pytest.mark.parametrize("lettre", LETTRES)
@pytest.mark.parametrize("nom", DOSSIERS)
def test_le_contexte_n_a_que_des_textes_des_listes_des_groupes_et_des_oui_non(nom: str, lettre: str):
    contexte = composer(Affaire(DOSSIERS[nom], AU), lettre).contexte()
    for chemin, valeur in feuilles(contexte):
        assert type(valeur) in {str, bool, list, dict}, chemin
        if isinstance(valeur, str):
            assert valeur.strip(), chemin
            assert "None" not in valeur and "Decimal(" not in valeur, chemin


def test_chaque_chemin_de_l_arbre_est_documente():
    documentes = {c.chemin for c in CHAMPS}
    for d in DOSSIERS.values():
        trouves = {chemin for chemin, _ in feuilles(composer(Affaire(d, AU), "mise_en_demeure").contexte())}
        assert {t for t in trouves if not t.endswith("[]")} <= documentes


TORTS = [{"texte": "Une nuit d’hôtel.", "montant": "90,00 $", "pieces": ["P-5"]}, {"texte": "Des démarches."}]


def contexte_entier(affaire: Affaire, lettre: str) -> dict[str, object]:
    """Ce que la lettre imprime, et les jumeaux que ses conditions peuvent lire."""
    arbre = composer(affaire, lettre)
    contexte = arbre.contexte()
    poser_les_jumeaux(arbre, contexte, affaire.dossier)
    return contexte


def arbre_complet() -> dict[str, object]:
    """Toutes les feuilles : un seul dossier ne peut à la fois remettre l'intérêt et l'estimer."""
    complete = [facture(cause="service", bon_de_commande="BC-88", montant="1 149,75 $", piece="P-2")]
    licence = complet().expediteur.model_copy(update={"licence_rbq": "5600-0000-01"}).model_dump()
    contestee = {"date": "2026-10-20", "resultat": "contestation", "citation": "Non.", "note": "Fâchée."}
    cabinet = complet().expediteur.model_dump()
    avocate = {"nom": "Julie Exemple", "titre": "avocate", "barreau": "000000-0"}
    client = {cle: cabinet[cle] for cle in Creancier.model_fields} | {"licence_rbq": "5600-0000-01"}
    dossiers = [
        complet(),
        complet("consommation"),
        complet(expediteur=cabinet | {"signataire": avocate, "mandant": client}),
        complet("consommation", achat=COMPLET["achat"] | {"obligation": "conformite"}),
        complet(expediteur=licence, creances=complete, suites=[contestee]),
        complet(suites=[contestee | {"montant_conteste": "5,00 $"}]),
        complet(interet_remis_si_paye="oui", echeance_demandee="2026-12-04"),
        complet(interet_remis_si_paye="non", contrat=None),
    ]
    apres = {"date": "2026-10-21", "texte": "Nous avons répondu."}
    dossiers.append(complet(suites=[contestee], faits=[apres, {"date": "2026-10-01", "texte": "Livré."}]))
    dossiers.append(
        complet(demandes=[{"type": "cesser", "texte": "cesser"}, {"type": "excuser", "texte": "les écrire"}])
    )
    neuf = {"date": "2026-10-10", "livre_le": "2026-10-12", "categorie": "laveuse", "neuf": "oui"}
    neuf |= {"obligation": "garantie", "mode": "porte_a_porte", "objet": "une laveuse"}
    dossiers.append(complet("consommation", achat=neuf, demandes=[{"type": "reparer"}], prejudices=TORTS, envois=[]))
    dossiers.append(complet("consommation", achat=neuf))
    transport = {"type": "payer", "texte": "payer le transport", "montant": "75,00 $"}
    dossiers.append(complet("consommation", demandes=[{"type": "rembourser"}, transport]))
    rompu = {"versements": [{"date": "2026-11-10", "montant": "5000,00 $"}], "taux_annuel": "5 %"}
    partie = {"lettre": "entente_paiement", "date": "2026-11-02"}
    dossiers.append(complet(offre=rompu | {"acceptee_le": "2026-06-01"}))
    dossiers.append(complet(offre=rompu | {"acceptee_le": "2026-11-05"}, envois=[partie], expediteur=licence))
    avis = {"lettre": "rappel", "date": "2026-11-11", "echeance": "2026-11-20"}
    dossiers.append(complet(offre=rompu | {"acceptee_le": "2026-11-05"}, envois=[partie, avis]))
    signe = {"date": "2026-11-05", "resultat": "reconnaissance", "envoi": 1}
    dossiers.append(complet(offre=rompu, envois=[partie], suites=[signe]))
    contextes = [contexte_entier(Affaire(d, AU), "mise_en_demeure") for d in dossiers]
    contextes += [
        # -- le quinzième jour est alors un samedi --
        contexte_entier(Affaire(complet("consommation"), date(2026, 11, 20)), lettre)
        for lettre in ("avis_resolution", "retrofacturation")
    ]
    offerte = {"lettre": "proposition", "date": "2026-10-01", "preuve": "P-9"}
    pieces = [{"id": "P-9", "titre": "Offre"}, {"id": "P-2", "titre": "Facture"}]
    expose = complet(temoins=["Camille Exemple"], envois=[offerte], pieces=pieces, prejudices=TORTS[1:])
    contextes.append(contexte_entier(Affaire(expose, AU), "dossier_avocat"))
    return {chemin: v for contexte in contextes for chemin, v in feuilles(contexte) if v != []}


def test_chaque_champ_documente_existe_dans_l_arbre_d_un_dossier_complet():
    assert {c.chemin for c in CHAMPS} <= set(arbre_complet())


GENRES = {"texte": str, "oui_non": bool, "groupe": dict, "liste": list, "liste_de_textes": list}
GENRES |= {"nombre": Decimal, "date": str, "groupe_ouvert": dict}


def test_chaque_champ_est_du_genre_annonce():
    par_chemin = arbre_complet()
    for champ in CHAMPS:
        valeur = par_chemin[champ.chemin]
        assert type(valeur) is GENRES[champ.genre], champ.chemin
        if isinstance(valeur, list):
            attendu = str if champ.genre == "liste_de_textes" else dict
            assert valeur and all(type(element) is attendu for element in valeur), champ.chemin


def test_chaque_champ_est_nomme_une_seule_fois():
    chemins = [c.chemin for c in CHAMPS]
    assert len(chemins) == len(set(chemins))


def test_chaque_champ_a_une_description_de_la_bonne_typographie():
    assert [c.chemin for c in CHAMPS if not re.fullmatch(r"[^'\"]*[^'\".]", c.description)] == []


def suivre(annotation: object, pas: list[str]) -> bool:
    """Dit si un chemin `a.b[].c` mène à un fait du modèle."""
    if not pas:
        return True
    if get_origin(annotation) in (UnionType, Union, tuple) or hasattr(annotation, "__metadata__"):
        return any(suivre(a, pas) for a in get_args(annotation))
    if not (isinstance(annotation, type) and issubclass(annotation, BaseModel)):
        return False
    nom, liste = pas[0].removesuffix("[]"), pas[0].endswith("[]")
    champ = annotation.model_fields.get(nom)
    if champ is None or (len(pas) > 1 and liste is not (get_origin(champ.annotation) is tuple)):
        return False
    return suivre(champ.annotation, pas[1:])


def test_chaque_source_mene_a_un_fait_du_dossier():
    sources = {c.source for c in CHAMPS if c.source}
    assert len(sources) > 100
    assert [source for source in sorted(sources) if not suivre(Dossier, source.split("."))] == []


@pytest.mark.parametrize(
    "source",
    ["creance", "creances.montant", "creances[].montants", "expediteur.adresse.rue", "reference.texte", "achat[].prix"],
)
def test_une_source_inventee_ne_mene_nulle_part(source: str):
    assert not suivre(Dossier, source.split("."))


@d_un_trait
@pytest.mark.parametrize(
    ("chemin", "source"),
    [
        ("creances[].montant", "creances[].montant"),
        ("expediteur.adresse.ville", "expediteur.adresse.ville"),
        ("destinataire.adresse.ville", "destinataire.adresse.ville"),
        ("faits[].texte", "faits[].texte"),
        ("accompli[].texte", "accompli[].texte"),
        ("contrat.clauses[].page", "contrat.clauses[].page"),
        ("sommes", ""),
        ("voix.je", ""),
    ],
)
def test_un_champ_dit_le_fait_d_ou_il_vient(chemin: str, source: str):
    (champ,) = [c for c in CHAMPS if c.chemin == chemin]
    assert champ.source == source


def test_ce_qui_manque_au_dossier_manque_a_l_arbre():
    contexte = composer(Affaire(dossier(), AU), "rappel").contexte()
    absents = {"contrat", "achat", "demande", "solution", "consequence"}
    assert absents.isdisjoint(contexte)
    assert {c: contexte[c] for c in ("creances", "faits", "pieces", "demandes")} == {
        "creances": [],
        "faits": [],
        "pieces": [],
        "demandes": [],
    }


def test_le_numero_d_une_piece_jointe_ne_se_coupe_pas_et_rien_d_autre_ne_change():
    d = dossier(
        faits=[{"texte": "Voir P-2, P-20 et le modèle XP-2.", "pieces": ["P-2"]}],
        pieces=[{"id": "P-2", "titre": "Contrat"}],
    )
    contexte = composer(Affaire(d, AU), "rappel").contexte()
    assert contexte["pieces"][0]["id"] == "P\u20112"
    assert contexte["faits"][0]["pieces"] == "pièce\u00a0P\u20112"
    assert contexte["faits"][0]["texte"] == "Voir P\u20112, P-20 et le modèle XP-2."
    assert composer(Affaire(dossier(faits=d.model_dump()["faits"]), AU), "rappel").contexte()["faits"][0]["texte"] == (
        "Voir P-2, P-20 et le modèle XP-2."
    )


def test_l_arbre_est_gele_et_ferme():
    arbre = composer(Affaire(dossier(), AU), "rappel")
    with pytest.raises(AttributeError, match="gelé"):
        arbre.solution = "autre"
    with pytest.raises(AttributeError, match="gelé"):
        del arbre.solution
    with pytest.raises(TypeError, match="en trop, \\['autre'\\]"):
        type(arbre)(**vars(arbre), autre="x")
    with pytest.raises(TypeError, match="en moins, \\['lettre'\\]"):
        type(arbre)(**{nom: valeur for nom, valeur in vars(arbre).items() if nom != "lettre"})
    assert arbre.solution is None
    assert type(arbre)(**vars(arbre)) == arbre


@pytest.mark.parametrize("copier", [copy.copy, copy.deepcopy, lambda a: pickle.loads(pickle.dumps(a))])  # noqa: S301
def test_l_arbre_se_copie_avant_et_apres_son_contexte(copier: Callable[[Arbre], Arbre]):
    arbre = composer(Affaire(complet(), AU), "rappel")
    for _ in range(2):
        copie = copier(arbre)
        assert (copie, copie.textes(), copie.contexte()) == (arbre, arbre.textes(), arbre.contexte())


def test_l_arbre_dit_tous_ses_textes_pendant_que_son_contexte_se_fait(monkeypatch: pytest.MonkeyPatch):
    arbre = composer(Affaire(complet(), AU), "rappel")
    entiers, lus = arbre.textes(), []
    monkeypatch.setattr(lettre, "_A_RECRIRE", lambda _: lus.append(arbre.textes()))
    arbre.contexte()
    assert lus == [entiers] * len(entiers)


@pytest.mark.parametrize("nom", DOSSIERS)
def test_les_memes_faits_le_meme_jour_donnent_le_meme_arbre(nom: str):
    premier, second = (composer(Affaire(DOSSIERS[nom], AU), "mise_en_demeure").contexte() for _ in range(2))
    assert premier == second


@given(st.dates(date(1900, 1, 1), date(2200, 12, 31)), st.sampled_from(sorted(DOSSIERS)))
def test_on_compose_a_toute_date(au: date, nom: str):
    assert composer(Affaire(DOSSIERS[nom], au), "mise_en_demeure").contexte()["lettre"]["date"].endswith(str(au.year))


def test_ce_que_l_outil_ecrit_suit_la_typographie():
    """Aucune apostrophe droite, aucun guillemet droit, aucune espace avant « ; ! ? »."""
    for chemin, valeur in feuilles(composer(Affaire(complet(), AU), "mise_en_demeure").contexte()):
        if isinstance(valeur, str):
            assert not any(signe in valeur for signe in ("'", '"', " ;", " !", " ?", " :", " $", " %")), chemin
