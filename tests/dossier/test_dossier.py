"""Le dossier : des blocs gelés, fermés, discrets, lisibles depuis un `dict` Python."""

from __future__ import annotations

import copy
import pickle
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from fabrique_de_dossiers import COMPLET, complet, destinataire, dossier, expediteur, facture
from pydantic import BaseModel, PrivateAttr, TypeAdapter, ValidationError
from tables import d_un_trait

import lettres
from lettres.dossier import Achat, Civilite, Destinataire, Dossier, Expediteur, Partie
from lettres.dossier.refus import fautes_de
from lettres.lecture.source import Source
from lettres.socle.constats import Origine, Reperes
from lettres.socle.erreurs import DossierInvalide


def refus(donnees: object) -> list[tuple[tuple[str | int, ...], str]]:
    with pytest.raises(ValidationError) as exc:
        Dossier.model_validate(donnees)
    # -- Pydantic nomme aussi la sorte d'une ligne du journal : inscription ou annulation --
    return [(tuple(pas for pas in e["loc"] if pas != "inscription"), e["type"]) for e in fautes_de(exc.value)]


def donnees(**blocs: object) -> dict[str, Any]:
    base = {"reference": "2026-014", "nature": "recouvrement"}
    return base | {"expediteur": expediteur(), "destinataire": destinataire()} | blocs


def blocs_de(valeur: object) -> Iterator[BaseModel]:
    if isinstance(valeur, BaseModel):
        yield valeur
        for nom in type(valeur).model_fields:
            yield from blocs_de(getattr(valeur, nom))
    elif isinstance(valeur, tuple):
        for element in valeur:
            yield from blocs_de(element)


def test_le_plus_petit_dossier_n_a_que_quatre_blocs():
    minimal = {"reference": "1", "nature": "entente", "expediteur": {"nom": "A"}, "destinataire": {"nom": "B"}}
    d = Dossier.model_validate(minimal)
    assert (d.creances, d.faits, d.contrat, d.achat, d.origine) == ((), (), None, None, None)
    assert d.destinataire.qualite == "inconnue"


@pytest.mark.parametrize("cle", ["reference", "nature", "expediteur", "destinataire"])
def test_chacun_de_ces_quatre_blocs_est_obligatoire(cle: str):
    sans = donnees()
    del sans[cle]
    assert refus(sans) == [((cle,), "missing")]


def test_un_dossier_se_batit_de_valeurs_python_natives():
    d = dossier(
        creances=[facture(date=date(2026, 8, 1), montant=Decimal("1149.75"), tvq=0)],
        contrat={"interet": {"taux_annuel": Decimal(12), "demeure_automatique": True}},
        delai_jours=10,
    )
    assert d.creances[0].montant == Decimal("1149.75")
    assert d.creances[0].tvq == 0
    assert d.contrat is not None and d.contrat.interet is not None
    assert d.contrat.interet.demeure_automatique is True


@pytest.mark.parametrize(
    ("bloc", "chemin"),
    [
        ({"creances": [facture(montant=60.0)]}, ("creances", 0, "montant")),
        ({"creances": [facture(tps=0.5)]}, ("creances", 0, "tps")),
        ({"paiements": [{"montant": 60.0}]}, ("paiements", 0, "montant")),
        ({"contrat": {"interet": {"taux_annuel": 12.5}}}, ("contrat", "interet", "taux_annuel")),
        ({"delai_jours": 10.0}, ("delai_jours",)),
    ],
)
def test_un_nombre_a_virgule_flottante_est_refuse_partout(bloc: dict[str, object], chemin: tuple[str | int, ...]):
    assert [lieu for lieu, _ in refus(donnees(**bloc))] == [chemin]


def test_chaque_bloc_est_gele():
    vus = set()
    for bloc in blocs_de(complet()):
        champ = next(iter(type(bloc).model_fields))
        with pytest.raises(ValidationError, match="frozen"):
            setattr(bloc, champ, "autre")
        vus.add(type(bloc).__name__)
    assert {"Dossier", "Expediteur", "Adresse", "Creance", "Clause", "Publication", "Envoi"} <= vus


def test_une_cle_inconnue_est_refusee_dans_chaque_bloc():
    def avec_une_faute(valeur: object) -> Iterator[Any]:
        """Chaque façon d'ajouter une clé « faute » à un bloc de cette valeur."""
        if isinstance(valeur, dict):
            yield {**valeur, "faute": "x"}
            for cle, element in valeur.items():
                for fautif in avec_une_faute(element):
                    yield {**valeur, cle: fautif}
        elif isinstance(valeur, list):
            for i, element in enumerate(valeur):
                for fautif in avec_une_faute(element):
                    yield [*valeur[:i], fautif, *valeur[i + 1 :]]

    fautifs = list(avec_une_faute(donnees(**copy.deepcopy(COMPLET))))
    assert len(fautifs) > 20
    for fautif in fautifs:
        ((chemin, genre),) = refus(fautif)
        assert (chemin[-1], genre) == ("faute", "extra_forbidden")


def test_une_erreur_ne_montre_jamais_la_valeur_refusee():
    with pytest.raises(ValidationError) as exc:
        Dossier.model_validate(donnees(creances=[facture(montant="SECRET 4532")], nature="SECRETE"))
    assert "SECRET" not in str(exc.value)
    assert "4532" not in str(exc.value)


@d_un_trait
@pytest.mark.parametrize(
    ("blocs", "fautes"),
    [
        ({"lieu": "…"}, ["lieu illisible"]),
        ({"lieu": "é" * 501}, ["lieu string_too_long"]),
        ({"lieu": 3}, ["lieu string_type"]),
        ({"rapproche_le": "2026-02-30"}, ["rapproche_le date_absente"]),
        ({"rapproche_le": 3}, ["rapproche_le date"]),
        ({"pieces": [{"id": "1", "titre": "…"}]}, ["pieces.0.id piece", "pieces.0.titre illisible"]),
        ({"faits": [{"texte": "\x00"}]}, ["faits.0.texte caractere"]),
        ({"<autrement>": 1, "<ordinaire>": 1}, ["<autrement> extra_forbidden", "<ordinaire> extra_forbidden"]),
        ({"expediteur": expediteur(**{"<autrement>": 1})}, ["expediteur.<autrement> extra_forbidden"]),
        ({"pieces": [{"id": "P-1", "titre": "A", "<ordinaire>": 1}]}, ["pieces.0.<ordinaire> extra_forbidden"]),
    ],
)
def test_un_hote_qui_valide_lui_meme_lit_chaque_faute_une_fois_et_a_sa_place(blocs: dict[str, Any], fautes: list[str]):
    for valider in (Dossier.model_validate, lambda d: Dossier(**d), TypeAdapter(Dossier).validate_python):
        with pytest.raises(ValidationError) as exc:
            valider(donnees(**blocs))
        assert [f"{'.'.join(map(str, e['loc']))} {e['type']}" for e in exc.value.errors()] == fautes
        assert exc.value.title.endswith("Dossier")
    with pytest.raises(DossierInvalide) as refuse:
        lettres.valider(donnees(**blocs))
    assert [".".join(map(str, c.chemin)) for c in refuse.value.constats] == [dite.split()[0] for dite in fautes]


@pytest.mark.parametrize("version", [1, "1"])
def test_la_version_un_s_ecrit_en_nombre_ou_en_texte(version: object):
    assert Dossier.model_validate(donnees(lettres=version)).lettres == "1"


@d_un_trait
@pytest.mark.parametrize("version", [2, "2", 1.0, "1.0", True, "", None, 0])
def test_toute_autre_version_est_refusee(version: object):
    assert refus(donnees(lettres=version)) == [(("lettres",), "literal_error")]


def test_le_schema_de_l_editeur_est_admis_mais_pas_son_nom_interne():
    assert dossier(**{"$schema": "https://exemple.test/schema.json"}).schema_ == "https://exemple.test/schema.json"
    assert refus(donnees(schema_="x")) == [(("schema_",), "extra_forbidden")]


@pytest.mark.parametrize("texte", ["", "   ", "\u00a0", "\n\t"])
def test_une_reference_vide_ou_d_espaces_est_refusee(texte: str):
    assert refus(donnees(reference=texte)) == [(("reference",), "string_too_short")]


def test_les_espaces_autour_d_un_texte_tombent():
    assert dossier(reference="  2026-014 ").reference == "2026-014"


def test_une_nature_inconnue_est_refusee():
    assert refus(donnees(nature="divorce")) == [(("nature",), "literal_error")]


@d_un_trait
@pytest.mark.parametrize(
    ("ecrite", "civilite"),
    [
        ("Mme", Civilite.MADAME),
        ("madame", Civilite.MADAME),
        ("M.", Civilite.MONSIEUR),
        ("m", Civilite.MONSIEUR),
        ("Monsieur", Civilite.MONSIEUR),
        ("Me", Civilite.MAITRE),
        ("maître", Civilite.MAITRE),
        ("Neutre", Civilite.NEUTRE),
    ],
)
def test_une_civilite_se_lit_abregee_ou_en_toutes_lettres(ecrite: str, civilite: Civilite):
    assert Partie.model_validate({"nom": "A", "civilite": ecrite}).civilite is civilite


@pytest.mark.parametrize("ecrite", ["Mlle", "Dr", "", "Mesdames"])
def test_une_autre_civilite_est_refusee(ecrite: str):
    with pytest.raises(ValidationError):
        Partie.model_validate({"nom": "A", "civilite": ecrite})


def test_un_signataire_s_ecrit_par_son_nom_ou_en_bloc():
    par_nom = Expediteur.model_validate({"nom": "A", "signataire": "Karine Exemple"})
    en_bloc = Expediteur.model_validate({"nom": "A", "signataire": {"nom": "Karine Exemple"}})
    assert par_nom == en_bloc


@pytest.mark.parametrize("ecrite", ["commercant", "commerçant"])
def test_la_cedille_de_commercant_est_facultative(ecrite: str):
    assert Destinataire.model_validate({"nom": "A", "qualite": ecrite}).qualite == "commercant"


def test_la_province_est_le_quebec_par_defaut():
    d = dossier()
    assert d.expediteur.adresse is not None and d.expediteur.adresse.province == "Québec"


@d_un_trait
@pytest.mark.parametrize(
    ("bloc", "chemin", "genre"),
    [
        ({"faits": [{"date": "2026-08-15"}]}, ("faits", 0, "texte"), "missing"),
        ({"pieces": [{"id": "P-1"}]}, ("pieces", 0, "titre"), "missing"),
        ({"demandes": [{"texte": "payer"}]}, ("demandes", 0, "type"), "missing"),
        ({"demandes": [{"type": "emprisonner"}]}, ("demandes", 0, "type"), "literal_error"),
        ({"envois": [{"lettre": "rappel"}]}, ("envois", 0, "date"), "missing"),
        ({"suites": [{"date": "2026-09-20"}]}, ("suites", 0, "resultat"), "missing"),
        ({"suspensions": [{"motif": "autre"}]}, ("suspensions", 0, "du"), "missing"),
        ({"mode_envoi": "pigeon"}, ("mode_envoi",), "literal_error"),
        ({"contrat": {"clauses": [{"numero": "4.2"}]}}, ("contrat", "clauses", 0, "texte"), "missing"),
        (
            {"contrat": {"clauses": [{"texte": "A", "page": 0}]}},
            ("contrat", "clauses", 0, "page"),
            "greater_than_equal",
        ),
        ({"achat": {"mode": "au_marche"}}, ("achat", "mode"), "literal_error"),
        ({"expediteur": "Karine"}, ("expediteur",), "model_type"),
    ],
)
def test_un_bloc_incomplet_ou_fautif_est_refuse_a_sa_place(
    bloc: dict[str, object], chemin: tuple[str | int, ...], genre: str
):
    assert refus(donnees(**bloc)) == [(chemin, genre)]


def test_un_dossier_dit_d_ou_il_vient_sans_changer_de_valeur():
    origine = Origine(Source("dossier.yaml", "lettres: 1"), Reperes())
    sans = dossier()
    avec = sans.venant_de(origine)
    assert (sans.origine, avec.origine) == (None, origine)
    assert avec.model_dump() == sans.model_dump()


class DossierAnnote(Dossier):
    """Un dossier où un logiciel hôte garde quelque chose à lui."""

    _note: str = PrivateAttr("à relire")


def test_un_dossier_qui_garde_autre_chose_dit_aussi_d_ou_il_vient():
    origine = Origine(Source("dossier.yaml", "lettres: 1"), Reperes())
    sans = DossierAnnote.model_validate(donnees())
    for d in (sans.venant_de(origine), copy.deepcopy(sans.venant_de(origine)), sans.venant_de(origine).model_copy()):
        assert (sans.origine, sans._note, d.origine, d._note) == (None, "à relire", origine, "à relire")


def test_un_dossier_voyage_entre_processus():
    d = complet()
    assert pickle.loads(pickle.dumps(d)) == d  # noqa: S301


def test_mille_factures_passent():
    assert len(dossier(creances=[facture(facture=str(n)) for n in range(1000)]).creances) == 1000


def test_chaque_champ_du_dossier_a_un_titre_et_une_description():
    def sans_notice(modele: type[BaseModel]) -> list[str]:
        return [f"{modele.__name__}.{n}" for n, f in modele.model_fields.items() if not (f.title and f.description)]

    modeles = {type(bloc) for bloc in blocs_de(complet())} | {Achat, Partie}
    assert [nom for modele in modeles for nom in sans_notice(modele)] == []
