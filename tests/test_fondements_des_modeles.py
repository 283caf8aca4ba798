"""Chaque phrase fixe d'un modèle repose sur des faits nommés : ôter un fait ôte ses phrases, et elles seules."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from itertools import chain, product, zip_longest
from typing import Any

import pytest
from exemples_rendus import EXEMPLES, donnees_de
from tables import d_un_trait
from tries import tries

import lettres
from lettres.affaire import Affaire
from lettres.catalogue import catalogue, dossier_des_modeles, modele_de
from lettres.composition import composer
from lettres.dossier.renvois import _NOMME
from lettres.rendu import ModeleCompile, compiler
from lettres.rendu.fabrique.communs import deplier, lire_les_blocs
from lettres.rendu.fabrique.notation import MOTIF_BALISE, Alinea, analyser
from lettres.rendu.paragraphes.texte import texte_lisible
from lettres.socle.donnees import lire_yaml

FICHIERS = sorted((dossier_des_modeles() / "fondements").glob("*.yaml"))
NOMS = [f.stem for f in FICHIERS]
MODELES = {m.fichier.removesuffix(".docx"): m for m in catalogue()}


def nom_du_modele(lettre: str, nature: str) -> str:
    modele = modele_de(lettre, nature)
    return modele.fichier.removesuffix(".docx") if modele else ""


@dataclass(frozen=True)
class Fondements:
    """Les phrases d'un modèle, et les faits dont chacune dépend."""

    toujours: tuple[str, ...]
    faits: dict[str, tuple[str, ...]]
    defaut: tuple[str, ...]

    @property
    def phrases(self) -> set[str]:
        return {*self.toujours, *self.defaut, *(p for phrases in self.faits.values() for p in phrases)}

    def de(self, fait: str, *, partages: bool) -> set[str]:
        """Ce qui repose sur ce fait et sur ce qu'il contient; avec ou sans ce qu'un autre fait soutient aussi."""
        return {
            phrase
            for chemin, phrases in self.faits.items()
            for phrase in phrases
            if any(c == fait or c.startswith((f"{fait}.", f"{fait}[]")) for c in chemin.split(" | "))
            and (partages or "|" not in chemin)
        }


@cache
def fondements(nom: str) -> Fondements:
    lu = lire_yaml(dossier_des_modeles() / "fondements" / f"{nom}.yaml")
    return Fondements(tuple(lu["toujours"]), {c: tuple(p) for c, p in lu["faits"].items()}, tuple(lu["defaut"]))


def test_chaque_modele_livre_a_ses_fondements_et_chaque_fichier_son_modele() -> None:
    assert {f.stem for f in FICHIERS} == set(MODELES)


def alineas(nom: str) -> Iterator[tuple[str, list[str]]]:
    """Chaque alinéa du corps du modèle : son style, et ce qu'il écrit à demeure, de part et d'autre des balises."""
    modeles = dossier_des_modeles()
    texte = (modeles / f"{nom}.txt").read_text(encoding="utf-8")
    sections = analyser(deplier(texte, lire_les_blocs(modeles)).texte)
    for bloc in sections["corps"]:
        cellules = [bloc] if isinstance(bloc, Alinea) else [c for r in bloc.rangees for c in r.cellules]
        for cellule in cellules:
            if cellule.style != "Balise":
                texte = "".join(m.texte for m in cellule.morceaux)
                yield cellule.style, MOTIF_BALISE.sub("\0", texte).split("\0")


def fixes(nom: str) -> Iterator[str]:
    """Chaque bout de texte que le modèle écrit à demeure dans le corps."""
    yield from (bout for _, bouts in alineas(nom) for bout in bouts if re.search(r"\w{2}", bout))


@cache
def intertitres(nom: str) -> list[re.Pattern[str]]:
    """Les intertitres du modèle; une balise y vaut n'importe quoi."""
    titres = [[simple(bout).lower() for bout in bouts] for style, bouts in alineas(nom) if style.endswith("Intertitre")]
    return [re.compile(r"\s*.*\s*".join(map(re.escape, bouts))) for bouts in titres if any(bouts)]


def formes_de(phrase: str) -> list[str]:
    """« (est|sont) dû » : « est dû », « sont dû »."""
    choix = [m.split("|") for m in re.findall(r"\(([^()]*\|[^()]*)\)", phrase)]
    gabarit = re.sub(r"\([^()]*\|[^()]*\)", "\0", phrase).split("\0")
    return ["".join(chain(*zip_longest(gabarit, mots, fillvalue=""))) for mots in product(*choix)]


def simple(texte: str) -> str:
    return " ".join(texte.replace("\u00a0", " ").split())


@d_un_trait
@pytest.mark.parametrize("nom", NOMS)
def test_chaque_mot_fixe_du_modele_est_celui_d_une_phrase_fondee(nom: str) -> None:
    connues = [forme for p in fondements(nom).phrases for forme in formes_de(simple(p))]
    orphelins = [t for t in map(simple, fixes(nom)) if not any(t.strip(" ,.;:()") in p for p in connues)]
    assert orphelins == []


# -- Ôter un fait : le modèle est rempli sans les règles, qui refuseraient le dossier troué --


@cache
def compile_de(nom: str) -> ModeleCompile:
    return compiler(dossier_des_modeles() / f"{nom}.docx")


@cache
def motifs(nom: str, phrase: str) -> list[re.Pattern[str]]:
    """« … » vaut n'importe quoi dans le paragraphe; « (a|b) », l'un ou l'autre; le texte est en minuscules.

    Un intertitre est seul sur sa ligne : les mêmes mots, dits par l'usager (« ma réponse »), n'en sont pas un.
    """
    formes = [forme.lower() for forme in formes_de(simple(phrase))]
    seul = any(titre.fullmatch(forme) for titre in intertitres(nom) for forme in formes)
    dits = (re.escape(forme).replace("…", "[^\n]*?") for forme in formes)
    return [re.compile(rf"^{dit}$" if seul else dit, re.MULTILINE) for dit in dits]


def lues(nom: str, donnees: dict[str, Any], au: date) -> set[str]:
    """Les phrases du modèle qui se lisent dans la lettre de ce dossier."""
    contexte = composer(Affaire(lettres.valider(donnees), au), MODELES[nom].lettre).contexte()
    octets = compile_de(nom).remplir(contexte, ebauche=True).octets
    texte = texte_lisible(octets).split("[corps]")[1].replace("\u00a0", " ")
    texte = re.sub(r"[^\S\n]+", " ", texte).lower()
    return {p for p in fondements(nom).phrases if any(m.search(texte) for m in motifs(nom, p))}


def sans(donnees: Any, chemin: str) -> tuple[Any, bool]:
    """Une copie sans ce fait (dans chaque élément d'une liste), et si quelque chose a été ôté."""
    tete, _, reste = chemin.partition(".")
    cle, en_liste = tete.removesuffix("[]"), tete.endswith("[]")
    if not isinstance(donnees, dict) or donnees.get(cle) in (None, [], {}):
        return donnees, False
    if not reste:
        return {c: v for c, v in donnees.items() if c != cle}, True
    if en_liste:
        fils = [sans(element, reste) for element in donnees[cle]]
        return {**donnees, cle: [f for f, _ in fils]}, any(ote for _, ote in fils)
    fils_, ote = sans(donnees[cle], reste)
    return {**donnees, cle: fils_}, ote


REMIS = {"interet_remis_si_paye": "oui"}
RECLAME = {"interet_remis_si_paye": "non"}
RECUE = {"envois": [{"lettre": "mise_en_demeure", "date": "2026-10-20", "recu_le": "2026-10-21"}]}
NOTE = {"suites": [{"date": "2026-10-20", "canal": "telephone", "resultat": "contestation", "note": "Fâchée."}]}
DIT = {"suites": [{"date": "2026-10-20", "canal": "telephone", "resultat": "contestation", "citation": "Non."}]}
DEUX_PARTS = {
    "suites": [
        DIT["suites"][0] | {"date": "2026-09-26", "montant_conteste": "50,00 $"},
        NOTE["suites"][0] | {"date": "2026-09-27", "montant_conteste": "20,00 $"},
    ]
}

TORTS = {
    "prejudices": [
        {"texte": "Une nuit d’hôtel.", "montant": "90,00 $", "pieces": ["P-9"]},
        {"texte": "Deux jours de travail perdus."},
    ]
}
NEUF: dict[str, str | None] = {
    "categorie": "laveuse",
    "neuf": "oui",
    "date": "2026-10-10",
    "livre_le": "2026-10-12",
    "obligation": "garantie",
}
NEUF |= {"annule_le": None}


def achete(dossier: str, **cles: str | None) -> dict[str, Any]:
    """L'achat d'un exemple, retouché."""
    return {"achat": donnees_de(dossier)["achat"] | cles}


MEUBLES = {nom: f"meubles/{nom}.yaml" for nom in ("rappel", "mise-en-demeure", "opc")}
REPARER, LIVRER = {"demandes": [{"type": "reparer"}]}, {"demandes": [{"type": "livrer"}]}
REPARE = {n: achete(d, **NEUF) | REPARER for n, d in MEUBLES.items()}
RENDRE: dict[str, str | None] = {"livre_le": "2026-09-15", "annule_le": "2026-09-21", "obligation": "conformite"}
RENDRE |= {"reponse": "non.", "retour": None}
RENDU = {n: achete(d, **RENDRE) for n, d in MEUBLES.items()}
RESTITUE = {"restitue_le": "2026-11-20"}
# -- Le cabinet et son client sont tous deux inscrits : ôter le mandant n'ôte que ce qui le présente --
INSCRIT = {"taxes": "inscrit"}
CLIENT = INSCRIT | {"type": "entreprise", "nom": "Atelier Exemple inc.", "neq": "1100000002"}
AVOCATE = {"nom": "Julie Exemple", "titre": "avocate", "barreau": "123456-7"}
CABINET = INSCRIT | {
    "type": "entreprise",
    "nom": "Exemple avocats inc.",
    "adresse": {"ligne": "1, rue du Palais", "ville": "Granby", "code_postal": "J2G 1A1"},
    "courriel": "julie@exemple.test",
}
MANDANT = {"expediteur": CABINET | {"signataire": AVOCATE, "mandant": CLIENT}}

RENDU_AU_MAGASIN = donnees_de("refrigerateur/mise-en-demeure.yaml")["achat"] | {
    "retour": "je l’apporterai.",
    "reponse": "non.",
}
AU_FABRICANT = {"destinataire": {"nom": "Froid Exemple inc.", "qualite": "fabricant", "courriel": "aide@froid.test"}}

VARIANTES: list[tuple[str, str, dict[str, Any]]] = [
    *[(nom, e.dossier, {}) for e in EXEMPLES if (nom := nom_du_modele(e.lettre, e.nature)) in NOMS],
    ("mise-en-demeure-recouvrement", "refus-de-payer/dossier.yaml", REMIS),
    ("mise-en-demeure-recouvrement", "genre-inconnu/dossier.yaml", REMIS),
    ("mise-en-demeure-recouvrement", "genre-inconnu/dossier.yaml", RECLAME),
    ("mise-en-demeure-recouvrement", "note-de-credit/dossier.yaml", RECLAME),
    ("mise-en-demeure-recouvrement", "refus-de-payer/dossier.yaml", MANDANT),
    ("rappel-recouvrement", "facture-contestee/dossier.yaml", MANDANT),
    ("rappel-recouvrement", "refus-de-payer/dossier.yaml", {}),
    ("rappel-recouvrement", "refus-de-payer/dossier.yaml", REMIS),
    ("rappel-recouvrement", "facture-contestee/dossier.yaml", NOTE),
    ("rappel-recouvrement", "facture-contestee/dossier.yaml", DIT),
    ("rappel-recouvrement", "facture-contestee/dossier.yaml", NOTE | {"faits": []}),
    ("rappel-recouvrement", "part-contestee/rappel.yaml", DEUX_PARTS),
    ("mise-en-demeure-recouvrement", "part-contestee/mise-en-demeure.yaml", DEUX_PARTS),
    ("rappel-recouvrement", "note-de-credit/dossier.yaml", {}),
    ("rappel-recouvrement", "pret-entre-particuliers/dossier.yaml", {}),
    ("rappel-recouvrement", "genre-inconnu/dossier.yaml", RECUE),
    ("rappel-recouvrement", "genre-inconnu/dossier.yaml", RECUE | REMIS),
    ("mise-en-demeure-consommation", MEUBLES["mise-en-demeure"], RENDU["mise-en-demeure"] | TORTS),
    ("mise-en-demeure-consommation", MEUBLES["mise-en-demeure"], REPARE["mise-en-demeure"]),
    ("mise-en-demeure-consommation", MEUBLES["mise-en-demeure"], achete(MEUBLES["rappel"]) | LIVRER),
    ("rappel-consommation", MEUBLES["rappel"], RENDU["rappel"] | {"demandes": [{"type": "rembourser"}]}),
    ("rappel-consommation", MEUBLES["rappel"], REPARE["rappel"]),
    ("opc-consommation", MEUBLES["opc"], REPARE["opc"]),
    ("garantie-consommation", "refrigerateur/mise-en-demeure.yaml", {"achat": RENDU_AU_MAGASIN}),
    ("garantie-consommation", "refrigerateur/garantie.yaml", AU_FABRICANT),
    ("rappel-consommation", "refrigerateur/garantie.yaml", {}),
]
DEUX_DEMANDES = {
    "demandes": [{"type": "cesser", "texte": "cesser les appels"}, {"type": "livrer", "texte": "livrer les photos"}]
}
AUX_AUTEURS = {
    "demandes": [
        {"type": "cesser", "texte": "cesser d’en parler à mes clientes"},
        {"type": "payer", "montant": "500"},
        {"type": "retracter"},
        {"type": "excuser", "texte": "les publier"},
    ],
    "faits": [{"date": "2026-10-19", "texte": "vous m’avez écrit."}],
    "prejudices": [{"texte": "une cliente a annulé."}],
}
EN_PARTIE = {
    "demandes": [{"type": "excuser"}],
    "publications": [
        {
            "url": "https://reseau.exemple.test/1",
            "auteur": "Julie Ex",
            "date": "2026-10-20",
            "capture": "2026-10-21",
            "connaissance": "2026-10-21",
            "citation": "Elle ment.",
            "passage": "ment",
            "situation": "sait_faux",
            "pourquoi": "Les photos ont été livrées.",
        }
    ],
}
RENDRE_ET_PAYER = {
    "demandes": [{"type": "rembourser"}, {"type": "payer", "texte": "me payer le transport", "montant": "75"}]
}
EXECUTER, CADRER = "mise-en-demeure-entente", "rappel-entente"
VISER, RETIRER = "mise-en-demeure-reputation", "retrait-reputation"
OFFRIR, OFFRIR_ENTENTE = "proposition-recouvrement", "proposition-entente"
ACCEPTABLE = {
    "concessions": [{"de": "nous", "texte": "renoncer à l’intérêt"}],
    "versements": [{"date": "2026-12-18", "montant": "45,00 $"}, {"date": "2027-01-18", "montant": "5,00 $"}],
    "expire_le": "2026-12-11",
    "heure": "17 h",
    "accepter_par": "courriel",
}
UN_FAIT = {
    "faits": [{"date": "2026-10-19", "texte": "vous avez écrit."}],
    "accompli": [{"date": "2026-10-20", "texte": "le lot 2 a été livré."}],
}
AVANCEE = {"rupture": donnees_de("fin-pour-impaye/dossier.yaml")["rupture"] | {"avances": [{"montant": "9000,00 $"}]}}
# -- un intérêt court, et le paiement l'acquitte d'abord --
ACQUITTE = {
    "creances": donnees_de("fin-pour-impaye/dossier.yaml")["creances"],
    "envois": [{"lettre": "mise_en_demeure", "date": "2026-09-14", "mode": "recommande", "recu_le": "2026-09-16"}],
    "paiements": [{"date": "2026-10-09", "montant": "450,00 $", "facture": "201"}],
}
SOLDEE = {
    "rupture": donnees_de("fin-de-collaboration/dossier.yaml")["rupture"]
    | {"avances": [], "prochaine_echeance": "2026-12-15"}
}
PAYEE = {"paiements": [{"date": "2026-11-15", "montant": "200,00 $", "facture": "F-2208"}]}
SOUS_PLI = {
    "envois": [{"lettre": "proposition", "date": "2026-11-18", "mode": "courriel", "preuve": "P-6"}],
    "suites": [],
}
PAR_NOUS = {"offre": ACCEPTABLE, "recu": {"type": "plainte", "reclame": {"montant": "300,00 $"}}}
VARIANTES += [
    (EXECUTER, "entreprises-execution/dossier.yaml", {"demandes": DEUX_DEMANDES["demandes"][:1]}),
    (EXECUTER, "minimaux/mise_en_demeure-entente.yaml", DEUX_DEMANDES),
    (EXECUTER, "minimaux/mise_en_demeure-entente.yaml", {"demandes": DEUX_DEMANDES["demandes"][1:] * 2}),
    (CADRER, "heures-de-travail/dossier.yaml", DEUX_DEMANDES | RECUE),
    ("mise-en-demeure-consommation", MEUBLES["mise-en-demeure"], RENDRE_ET_PAYER),
    ("mise-en-demeure-consommation", MEUBLES["mise-en-demeure"], REMIS),
    ("rappel-consommation", MEUBLES["rappel"], RENDRE_ET_PAYER),
    (VISER, "minimaux/mise_en_demeure-reputation.yaml", AUX_AUTEURS),
    (VISER, "minimaux/mise_en_demeure-reputation.yaml", EN_PARTIE),
    (RETIRER, "minimaux/retrait-reputation.yaml", AUX_AUTEURS | RECUE),
    (RETIRER, "minimaux/retrait-reputation.yaml", EN_PARTIE),
    ("dossier-avocat", "refus-de-payer/avocat.yaml", PAYEE | SOUS_PLI),
    ("dossier-petites-creances", "refus-de-payer/petites-creances.yaml", PAYEE),
    (OFFRIR_ENTENTE, "propriete-intellectuelle/proposition.yaml", PAR_NOUS),
    (OFFRIR, "facture-contestee/proposition.yaml", MANDANT | {"offre": ACCEPTABLE}),
    (OFFRIR, "facture-contestee/proposition.yaml", PAR_NOUS | {"creances": []}),
    (OFFRIR, "minimaux/proposition-recouvrement.yaml", {"offre": ACCEPTABLE | {"versements": []}}),
    ("fin-de-relation-recouvrement", "fin-pour-impaye/dossier.yaml", MANDANT | UN_FAIT),
    ("fin-de-relation-recouvrement", "fin-pour-impaye/dossier.yaml", UN_FAIT | AVANCEE),
    ("fin-de-relation-entente", "fin-de-collaboration/dossier.yaml", UN_FAIT | {"mode_envoi": "courriel"}),
    ("fin-de-relation-recouvrement", "fin-pour-impaye/dossier.yaml", ACQUITTE),
    ("fin-de-relation-entente", "fin-de-collaboration/dossier.yaml", SOLDEE),
    ("fin-de-relation-entente", "fin-de-collaboration/dossier.yaml", ACQUITTE),
    ("cesser-reputation", "photographe-reputation/cesser.yaml", RECUE | {"demandes": AUX_AUTEURS["demandes"][:1]}),
]

# -- Un plan : à un taux, entre entreprises; sur un intérêt déjà couru; pour un mandant; rompu, dans le rappel --
ETALER, QUITTER, QUITTER_ENTENTE = "entente-paiement-recouvrement", "transaction-recouvrement", "transaction-entente"
EN_DEUX = [{"date": "2026-12-18", "montant": "45,00 $"}, {"date": "2027-01-18", "montant": "5,00 $"}]
COURU = {"contrat": {"forme": "ecrit", "date": "2026-06-01", "interet": {"taux_annuel": "12 %", "piece": "P-1"}}}
COURU["contrat"]["interet"]["demeure_automatique"] = "oui"  # type: ignore[index]
UNE_PIECE = {"pieces": [{"id": "P-1", "titre": "Contrat"}]}
EN_PARTIE_PAYE = {"paiements": [{"date": "2026-11-15", "montant": "10,00 $", "facture": "F-1023"}]}
SOCIETE = {"destinataire": {"nom": "Auberge Exemple inc.", "type": "entreprise", "courriel": "auberge@exemple.test"}}
A_TAUX = {"offre": {"versements": EN_DEUX, "taux_annuel": "5 %"}}
ROMPU = {"offre": {"versements": [{"date": "2026-11-10", "montant": "60,00 $"}], "acceptee_le": "2026-10-01"}}
AVISE = {
    "envois": [
        {"lettre": "entente_paiement", "date": "2026-09-28", "mode": "main_propre"},
        {"lettre": "rappel", "date": "2026-11-11", "mode": "courriel", "echeance": "2026-11-21"},
    ]
}
REGLEE = {
    "offre": {"concessions": ACCEPTABLE["concessions"], "acceptee_le": "2026-11-18", "taux_annuel": "5 %"},
    "quittance": {
        "objet": "le solde",
        "etendue": "toute somme",
        "publications": "vous corrigez l’avis.",
        "taxes_comprises": "non",
    },
}
CEDES = [*REGLEE["offre"]["concessions"], {"de": "vous", "texte": "fermer le dossier"}]  # type: ignore[index]
EN_SUS = REGLEE | {"offre": REGLEE["offre"] | {"versements": EN_DEUX, "concessions": CEDES}}  # type: ignore[operator]
D_UN_COUP = REGLEE | {"offre": REGLEE["offre"] | {"versements": EN_DEUX[:1]}}  # type: ignore[operator]
COMPRISES = EN_SUS | {"quittance": REGLEE["quittance"] | {"taxes_comprises": "oui"}}  # type: ignore[operator]
LE_NOTRE = {"recu": PAR_NOUS["recu"]}
# -- acceptée, son terme passé; puis payée en partie, ou toute, depuis --
PASSE = {"acceptee_le": "2026-10-30", "expire_le": "2026-11-01", "heure": "17 h"}
PASSEE = EN_SUS | {"offre": EN_SUS["offre"] | PASSE}  # type: ignore[operator]
COMPRISE_PASSEE = COMPRISES | {"offre": PASSEE["offre"]}
PAYE_DEPUIS = [{"paiements": [{"date": "2026-11-02", "montant": m, "facture": "F-1023"}]} for m in ("20,00", "50,00")]
# -- un premier plan, que l'autre avait signé --
DEJA_SIGNE = {
    "envois": [{"lettre": "entente_paiement", "date": "2026-10-01", "mode": "main_propre"}],
    "suites": [{"date": "2026-10-02", "resultat": "reconnaissance", "envoi": 1}],
}
VARIANTES += [
    (ETALER, "minimaux/entente_paiement-recouvrement.yaml", DEJA_SIGNE),
    (ETALER, "minimaux/entente_paiement-recouvrement.yaml", A_TAUX | SOCIETE | COURU | UNE_PIECE | EN_PARTIE_PAYE),
    (ETALER, "minimaux/entente_paiement-recouvrement.yaml", {"offre": {"versements": EN_DEUX[:1]}} | MANDANT),
    (QUITTER, "minimaux/transaction-recouvrement.yaml", REGLEE | SOCIETE | COURU | UNE_PIECE | EN_PARTIE_PAYE),
    (QUITTER, "minimaux/transaction-recouvrement.yaml", EN_SUS | MANDANT),
    (QUITTER, "minimaux/transaction-recouvrement.yaml", LE_NOTRE | EN_SUS | {"creances": []}),
    (QUITTER, "minimaux/transaction-recouvrement.yaml", LE_NOTRE | COMPRISES | {"creances": []}),
    (
        QUITTER,
        "minimaux/transaction-recouvrement.yaml",
        {"contrat": donnees_de("minimaux/transaction-entente.yaml")["contrat"]},
    ),
    (QUITTER_ENTENTE, "minimaux/transaction-entente.yaml", EN_SUS | LE_NOTRE | UNE_PIECE | MANDANT),
    (QUITTER_ENTENTE, "minimaux/transaction-entente.yaml", COMPRISES),
    (QUITTER_ENTENTE, "minimaux/transaction-entente.yaml", D_UN_COUP),
    (
        QUITTER_ENTENTE,
        "minimaux/transaction-entente.yaml",
        {
            "offre": {k: v for k, v in EN_SUS["offre"].items() if k not in {"acceptee_le", "taux_annuel"}}
            | {"expire_le": "2026-12-11", "heure": "17 h"}
        },
    ),
    *((QUITTER, "minimaux/transaction-recouvrement.yaml", PASSEE | paye) for paye in PAYE_DEPUIS),
    *((QUITTER_ENTENTE, "minimaux/transaction-entente.yaml", COMPRISE_PASSEE | paye) for paye in PAYE_DEPUIS),
    ("rappel-recouvrement", "minimaux/rappel-recouvrement.yaml", ROMPU),
    ("mise-en-demeure-recouvrement", "minimaux/mise_en_demeure-recouvrement.yaml", ROMPU),
    ("mise-en-demeure-recouvrement", "minimaux/mise_en_demeure-recouvrement.yaml", ROMPU | AVISE),
    ("rappel-recouvrement", "dette-en-versements/rappel-ferme.yaml", {}),
    (ETALER, "dette-en-versements/entente.yaml", {}),
    (QUITTER, "dette-en-versements/transaction.yaml", {}),
]

# -- Les réponses : chaque position, de vive voix, pour un mandant --
REPONDRE = {n: f"minimaux/reponse-{n}.yaml" for n in ("recouvrement", "entente", "reputation", "consommation")}
POINTS = [{"texte": "Non.", "jugement": jugement} for jugement in ("exact", "inexact", "inconnu")]


def repondre(position: str, *, du_dossier: bool = True, **cles: Any) -> dict[str, Any]:
    """Ce qui a été reçu, et la position; `du_dossier` : une mise en demeure, une somme, une date, trois points."""
    somme = {"type": "mise_en_demeure", "reference": "ME-77", "reclame": {"montant": "120,00 $"}, "points": POINTS}
    somme = somme if du_dossier else {}
    recu = {"type": "plainte", "date": "2026-11-10", "position": position, "points": POINTS[1:2]}
    faits = {"faits": [{"date": "2026-11-02", "texte": "rien n’a été livré."}], "echeance_demandee": "2026-12-04"}
    return {"recu": recu | somme | cles} | (faits if du_dossier else {})


def de_nature(nature: str) -> list[tuple[str, str, dict[str, Any]]]:
    positions = [repondre(position) for position in ("payer", "contester", "compenser", "proposer")]
    seul = [repondre("contester", du_dossier=False, mode="telephone"), repondre("payer", reclame={"cause": "autre"})]
    return [(f"reponse-{nature}", REPONDRE[nature], ajouts) for ajouts in (*positions, *seul)]


# -- La fin d'un achat : un bien livré à rendre, un autre cas; une part remboursée, une carte que l'on situe --
RESOUDRE, RETROFACTURER = "avis-resolution-consommation", "retrofacturation-consommation"
LIVRE = donnees_de("sofa-jamais-livre/avis-resolution.yaml")["achat"] | {
    "livre_le": "2026-11-18",
    "retour": "le transporteur que vous nommerez pourra le prendre chez moi.",
    "resolution": {"cas": "non_conforme", "pourquoi": "le sofa livré est vert.", "accessoires": ["la housse"]},
    "rembourse": "100,00 $",
}
EN_PARTIE_RENDU = donnees_de("sofa-jamais-livre/retrofacturation.yaml")["achat"] | {
    "rembourse_le": "2026-10-20",
    "rembourse": "100,00 $",
}
VARIANTES += [
    (RESOUDRE, "sofa-jamais-livre/avis-resolution.yaml", {"achat": LIVRE, "mode_envoi": "courriel"}),
    (RESOUDRE, "sofa-jamais-livre/avis-resolution.yaml", {"achat": LIVRE | RESTITUE}),
    (RESOUDRE, "aspirateur-a-la-porte/dossier.yaml", achete("aspirateur-a-la-porte/dossier.yaml", restitue_le=None)),
    (
        "mise-en-demeure-consommation",
        MEUBLES["mise-en-demeure"],
        achete(MEUBLES["mise-en-demeure"], **RENDRE, **RESTITUE),
    ),
    ("garantie-consommation", "refrigerateur/garantie.yaml", achete("refrigerateur/garantie.yaml", **RESTITUE)),
    ("opc-consommation", MEUBLES["opc"], achete(MEUBLES["opc"], verse="200,00 $", **RENDRE, **RESTITUE)),
    (
        RETROFACTURER,
        "sofa-jamais-livre/retrofacturation.yaml",
        {"achat": EN_PARTIE_RENDU, "mode_envoi": "courriel"},
    ),
]
VARIANTES += [variante for nature in REPONDRE for variante in de_nature(nature)]
VARIANTES += [
    ("reponse-recouvrement", "refus-de-payer/dossier.yaml", MANDANT | repondre("contester", du_dossier=False)),
    ("reponse-recouvrement", "facture-contestee/dossier.yaml", repondre("compenser")),
    ("reponse-consommation", MEUBLES["rappel"], repondre("contester", du_dossier=False)),
]
AU = date(2026, 11, 22)


def sans_renvoi(donnees: Any, liste: str) -> Any:
    """Le dossier, où nulle suite ne nomme plus une inscription de cette liste, ôtée; ce qui la défaisait part aussi."""
    nomme = liste.removesuffix("s")
    if nomme not in _NOMME.values():
        return donnees
    restent = [suite for suite in donnees.get("suites", ()) if _NOMME.get(suite.get("resultat")) != nomme]
    return donnees | {"suites": [{cle: v for cle, v in suite.items() if cle != nomme} for suite in restent]}


def sans_le_fait(donnees: Any, fait: str) -> tuple[Any, bool]:
    """Le dossier sans ce fait, ni ceux dont l'un suffit (« a | b »), ni leurs renvois; et s'il en avait un."""
    ote = False
    for chemin in fait.split(" | "):
        donnees, encore = sans(donnees, chemin)
        donnees = sans_renvoi(donnees, chemin) if encore else donnees
        ote |= encore
    return donnees, ote


CAS = {
    f"{nom}-{dossier.split('/')[0]}-{rang}-{fait}": (nom, dossier, ajouts, fait)
    for rang, (nom, dossier, ajouts) in enumerate(VARIANTES)
    for donnees in [donnees_de(dossier) | ajouts]
    for fait in sorted(fondements(nom).faits)
    if sans_le_fait(donnees, fait)[1]
}
PREMIERS = {(nom, fait): cle for cle, (nom, _, _, fait) in reversed(CAS.items())}
"""De chaque fait d'un modèle, un dossier d'exemple, et la dernière de ses variantes."""


@cache
def lues_de(rang: int) -> set[str]:
    nom, dossier, ajouts = VARIANTES[rang]
    return lues(nom, donnees_de(dossier) | ajouts, AU)


@pytest.mark.un_sur(18)
@tries(("nom", "dossier", "ajouts", "fait"), CAS, set(PREMIERS.values()))
def test_oter_un_fait_ote_ses_phrases_et_elles_seules(
    nom: str, dossier: str, ajouts: dict[str, Any], fait: str
) -> None:
    donnees, _ = sans_le_fait(donnees_de(dossier) | ajouts, fait)
    avant = lues_de(VARIANTES.index((nom, dossier, ajouts)))
    perdues = avant - lues(nom, donnees, AU) - set(fondements(nom).defaut)
    siennes = set(fondements(nom).faits[fait]) if "|" in fait else fondements(nom).de(fait, partages=False)
    soutenues = siennes | {p for chemin in fait.split(" | ") for p in fondements(nom).de(chemin, partages=True)}
    assert siennes & avant <= perdues, "une phrase se dit encore sans son fait"
    assert perdues <= soutenues, "une phrase a disparu avec un fait qui n’est pas le sien"


@d_un_trait
@pytest.mark.un_sur(3)
@pytest.mark.parametrize("nom", NOMS)
def test_chaque_phrase_fondee_se_lit_dans_au_moins_un_dossier_d_essai(nom: str) -> None:
    vues = set().union(*(lues_de(rang) for rang, (n, _, _) in enumerate(VARIANTES) if n == nom))
    assert fondements(nom).phrases - vues == set()
