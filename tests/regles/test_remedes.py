"""Les remèdes : suivi, chacun laisse un dossier qui se lit, fait taire son constat et ne crée pas d'erreur.

Un remède nomme des clés : « Ajoutez « a » et « b » » les veut toutes; « Ajoutez « a » ou « b » », l'une ou l'autre. Le
fait ajouté est dans la lettre, ou un constat dit qu'il n'y est pas.
"""

from __future__ import annotations

import copy
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, time, timedelta
from decimal import Decimal
from typing import Any, get_args

import pytest
import yaml
from cas_de_regles import TOUS, Cas, retoucher
from exemples_rendus import ATELIER, donnees_de
from pydantic import BaseModel
from tables import d_un_trait

import lettres
from lettres.catalogue import catalogue, modele_de
from lettres.composition.imprimable.lettre import NUMERO_DE_PIECE
from lettres.composition.portees import portees
from lettres.composition.silences import _TU, _defaut
from lettres.dossier import Dossier, Moment
from lettres.dossier.fait import LETTRE, Fait, est_une_liste, usages
from lettres.dossier.parcours import valeurs
from lettres.lecture import lire_texte
from lettres.rendu.paragraphes.texte import texte_lisible
from lettres.socle.constats import Chemin, Constat, Gravite

VALEURS: dict[str, Any] = {
    "adresse": {"ligne": "34, avenue du Lac", "ville": "Bromont", "code_postal": "J2L 2B2"},
    "accompli": [{"date": "2026-08-10", "texte": "Les photos ont été livrées."}],
    "annule_le": "2026-10-01",
    "au": "2026-11-21",
    "au_tiers": "Le commerçant a refusé de reprendre le bien.",
    "calcul": "soit le prix payé, taxes comprises",
    "categorie": "refrigerateur",
    "cause": "service",
    "civilite": "Mme",
    "clause": "7.3",
    "connaissance": "2026-10-21",
    "correction": "J’ai écrit que la livraison n’avait pas eu lieu. C’est inexact.",
    "creances": [{"facture": "F-1", "date": "2026-08-01", "montant": "60,00 $"}],
    "courriel": "karine@exemple.test",
    "date": "2026-08-10",
    "demeure_automatique": "non",
    "double_recu": "oui",
    "double_recu_le": "2026-09-01",
    "echeance": "2026-10-31",
    "employes": "5",
    "expire_le": "2026-12-10",
    "exigible_le": "2026-08-31",
    "facture": "F-1023",
    "faiblesses": [{"texte": "La date n’a été convenue que de vive voix."}],
    "faits": [{"date": "2026-08-10", "texte": "Les photos ont été livrées."}],
    "fichier": "pieces/texto.txt",
    "image_intime": "non",
    "livre_le": "2026-10-01",
    "montant": "10,00 $",
    "neuf": "oui",
    "promis_le": "2026-11-10",
    "neq": "1100000003",
    "numero": "88-1790",
    "page": "3",
    "piece": "P-1",
    "pieces": ["P-1"],
    "preuve": "P-1",
    "province": "Ontario",
    "qualite": "consommateur",
    "recu_le": "2026-11-01",
    "signale_le": "2026-10-21",
    "signataire": "Karine Exemple",
    "reponse": "Les photos ont été livrées le 10 août 2026.",
    "sollicitee": "non",
    "suivi": "RN 123 456 789 CA",
    "rembourse": "50,00 $",
    "taux_annuel": "12 %",
    "taxes": "non_inscrit",
    "taxes_comprises": "oui",
    "texte": "livrer les 40 photos retouchées",
    "vers": "2026-08-10",
    "versements": [{"date": "2026-12-18", "montant": "45,00 $"}],
}
"""Une valeur plausible pour chaque clé qu'un remède fait ajouter."""

_BLOCS = [Fait, *Fait.__subclasses__(), *(fils for bloc in Fait.__subclasses__() for fils in bloc.__subclasses__())]
CLES = {nom for bloc in _BLOCS for nom in usages(bloc)}
_ORDRE = re.compile(
    r"\b([Aa]joutez|[Éé]crivez|[Rr]etirez|[Cc]hangez)\b((?:(?! ou (?:retir|chang|ajout))[^;.«»]|«[^«»]*»)*)"
)
_CLE = re.compile(r"«\s([a-z_]+)(?:\s?: ([^»{]+?))?\s»")


@dataclass(frozen=True)
class Geste:
    """Ce qu'un remède fait faire : des clés à poser ensemble, avec la valeur dite; ou à retirer."""

    retirer: bool
    cles: tuple[tuple[str, str], ...]


def gestes(remede: str) -> Iterator[Geste]:
    """Chaque ordre d'un remède; « a et b » est un seul geste, « a ou b », deux. Tout mot cité n'est pas une clé."""
    for verbe, suite in _ORDRE.findall(remede):
        if cles := tuple((cle, valeur) for cle, valeur in _CLE.findall(suite) if cle in CLES):
            retirer = verbe.lower() == "retirez"
            yield from [Geste(retirer, cles)] if re.search(r"\bet\b", suite) else (Geste(retirer, (c,)) for c in cles)


def blocs(valeur: object, chemin: Chemin = ()) -> Iterator[tuple[Chemin, BaseModel]]:
    if isinstance(valeur, BaseModel):
        yield chemin, valeur
        for nom in usages(type(valeur)):
            yield from blocs(getattr(valeur, nom), (*chemin, nom))
    elif est_une_liste(valeur):
        for rang, fils in enumerate(valeur):
            yield from blocs(fils, (*chemin, rang))


def places(d: Dossier, constat: Constat, cle: str) -> list[Chemin]:
    """Où la clé se pose : au plus près du constat; sinon à chaque bloc de même nom; sinon au premier qui l'admet."""
    connus = dict(blocs(d))
    if "à l’expéditeur" in constat.remede:
        return [("expediteur", cle)]
    if "au mandant" in constat.remede:
        return [("expediteur", "mandant", cle)]
    dedans = (*constat.chemin, 0)
    if dedans in connus and cle in usages(type(connus[dedans])):
        return [(*dedans, cle)]
    for rang in range(len(constat.chemin), -1, -1):
        if (bloc := connus.get(constat.chemin[:rang])) is not None and cle in usages(type(bloc)):
            return [(*constat.chemin[:rang], cle)]
    admis = [(*chemin, cle) for chemin, bloc in connus.items() if cle in usages(type(bloc))]
    return [c for c in admis if c[0] == admis[0][0]]


def suivre(cas: Cas, constat: Constat, geste: Geste) -> tuple[Dossier, list[Chemin]]:
    """Le dossier, le geste fait, tel qu'il se relit; et où les clés ont été posées.

    Une réponse peut en appeler une autre (inscrit aux taxes : lesquelles?) : le remède de celle-ci est suivi aussi.
    """
    donnees = yaml.load(cas.source, yaml.CBaseLoader)  # noqa: S506
    connues = {c.code for c in lettres.verifier(cas.dossier, cas.lettre, au=cas.au)}
    d, posees = poser(donnees, cas.dossier, constat, geste)
    for _ in range(SUITES):
        apres = [c for c in lettres.verifier(d, cas.lettre, au=cas.au) if c.gravite is Gravite.ERREUR]
        suivants = [(c, g) for c in apres if c.code not in connues for g in list(gestes(c.remede))[:1]]
        for suivant, autre in suivants[:1]:
            d, ajoutees = poser(donnees, d, suivant, autre)
            posees += ajoutees
    return d, posees


def poser(donnees: Any, d: Dossier, constat: Constat, geste: Geste) -> tuple[Dossier, list[Chemin]]:
    posees: list[Chemin] = []
    for cle, valeur in geste.cles:
        # -- « destinataire: courriel » nomme une clé d'un bloc; « qualite: commercant », une valeur --
        chemins = [(cle, valeur)] if valeur in CLES else places(d, constat, cle)
        nouvelle = VALEURS[valeur] if valeur in CLES else valeur or VALEURS.get(cle)
        for chemin in chemins:
            if cle == "mode_envoi":
                nouvelle = "poste" if donnees["mode_envoi"] == "courriel" else "courriel"
            if cle == "echeance" and chemin[0] == "envois":
                nouvelle = (d.envois[int(chemin[1])].date + timedelta(days=1)).isoformat()
            if cle in TAXES:
                nouvelle = TAXES[cle](d, chemin)
            ajoutee = [*avant(donnees, chemin), piece_de(constat)] if chemin == ("pieces",) else nouvelle
            retoucher(donnees, chemin, "null" if geste.retirer else copy.deepcopy(ajoutee))
        posees += chemins
    source = yaml.safe_dump(donnees, allow_unicode=True, default_style='"')
    return lire_texte(source.encode(), fichier="dossier.yaml", format="yaml"), posees


def ventiler(d: Dossier, chemin: Chemin) -> tuple[Decimal, Decimal, Decimal]:
    """Le total de la facture, en prix, TPS et TVQ."""
    total = d.creances[int(chemin[1])].montant or Decimal(60)
    prix = (total / Decimal("1.14975")).quantize(CENT)
    tps = (prix * Decimal("0.05")).quantize(CENT)
    return prix, tps, total - prix - tps


CENT = Decimal("0.01")
SUITES = 5
"""Au plus tant de réponses en appellent d'autres."""

TAXES: dict[str, Callable[[Dossier, Chemin], str]] = {
    "avant_taxes": lambda d, c: str(ventiler(d, c)[0]),
    "tps": lambda d, c: str(ventiler(d, c)[1]) if c[0] == "creances" else "000000000 RT0001",
    "tvq": lambda d, c: str(ventiler(d, c)[2]) if c[0] == "creances" else "0000000000 TQ0001",
}


def avant(donnees: Any, chemin: Chemin) -> list[Any]:
    return list(donnees.get(chemin[0], ()))


def piece_de(constat: Constat) -> dict[str, str]:
    """La pièce que le constat nomme, à joindre."""
    (numero,) = set(NUMERO_DE_PIECE.findall(constat.message))
    return {"id": numero, "titre": "Contrat de service"}


def a_suivre(code: str) -> Iterator[tuple[Cas, Constat, Geste]]:
    for cas in TOUS:
        for constat in cas.constats if cas.code == code and cas.chemins else ():
            if constat.code == code:
                # -- changer de nature, c'est vouloir une autre lettre : le dossier n'est pas encore le sien --
                siens = (g for g in gestes(constat.remede) if "nature" not in dict(g.cles))
                yield from ((cas, constat, geste) for geste in siens)


def dits(constats: list[Constat]) -> set[tuple[str, Chemin, str]]:
    return {(c.code, c.chemin, c.message) for c in constats}


@d_un_trait
@pytest.mark.un_sur(12)
@pytest.mark.parametrize("code", sorted({cas.code for cas in TOUS}))
def test_un_remede_suivi_se_lit_fait_taire_son_constat_et_ne_cree_pas_d_erreur(code: str):
    for cas, constat, geste in a_suivre(code):
        verifier_le_remede(cas, constat, geste)


def verifier_le_remede(cas: Cas, constat: Constat, geste: Geste) -> None:
    d, posees = suivre(cas, constat, geste)
    apres = lettres.verifier(d, cas.lettre, au=cas.au)
    assert (constat.code, constat.chemin, constat.message) not in dits(apres)
    connues = {c.code for c in lettres.verifier(cas.dossier, cas.lettre, au=cas.au)}
    assert [c for c in apres if c.gravite is Gravite.ERREUR and c.code not in connues] == []
    if not geste.retirer:
        assert [p for p in posees if se_tait(d, cas.lettre, p, apres)] == []


def se_tait(d: Dossier, lettre: str, chemin: Chemin, constats: list[Constat]) -> bool:
    """Dit si un fait posé, dont l'usage est de s'imprimer, ne s'imprime pas sans qu'aucun constat le dise."""
    modele = modele_de(lettre, d.nature)
    bloc = dict(blocs(d))[chemin[:-1]]
    if modele is None or chemin[0] in {"expediteur", "destinataire"} or usages(type(bloc))[str(chemin[-1])] != LETTRE:
        return False
    renvoi = chemin[-1] in {"piece", "pieces"}
    poses = [
        fait for fait, _ in valeurs(getattr(bloc, str(chemin[-1])), chemin) if renvoi or _defaut(d, fait) is not _TU
    ]
    tus = [fait for fait in poses if not portees(modele).imprime(d, fait)]
    dits_tus = (c.code == "E104" and c.chemin[0] == chemin[0] for c in constats)
    return bool(tus) and not any(dits_tus) and not (renvoi and any(c.code == "E105" for c in constats))


def test_assez_de_remedes_sont_suivis():
    assert sum(bool(list(a_suivre(code))) for code in {cas.code for cas in TOUS}) > 45


# -- Ce que chaque lettre exige --

EXIGES = sorted({choix.strip() for m in catalogue() for e in m.exige for choix in e.chemin.split("|")})


@d_un_trait
@pytest.mark.parametrize("chemin", EXIGES)
def test_une_cle_exigee_est_une_cle_du_format_que_l_on_peut_ecrire(chemin: str):
    bloc: Any = Dossier
    for pas in chemin.replace("[]", "").split("."):
        assert pas in usages(bloc), f"{pas} n’est pas une clé de {bloc.__name__}"
        interieur = aplatir(bloc.model_fields[pas].annotation)
        dedans = [a for a in interieur if isinstance(a, type) and issubclass(a, BaseModel)]
        bloc = dedans[0] if dedans else None


def aplatir(annotation: object) -> Iterator[object]:
    interieur = get_args(annotation)
    yield from (a for x in interieur for a in aplatir(x)) if interieur else (annotation,)


@pytest.mark.parametrize("heure", ["", " 20:00"])
def test_une_publication_dont_l_heure_est_inconnue_donne_sa_lettre(heure: str):
    donnees = donnees_de("minimaux/retrait-reputation.yaml")
    donnees["publications"][0] |= {"date": f"2026-10-12{heure}", "capture": "2026-10-13"}
    lettre = ATELIER.generer(lettres.valider(donnees), "retrait", au=date(2026, 11, 20))
    assert [c for c in lettre.constats if c.code == "C-02"] == []
    assert ("à 20" in texte_lisible(lettre.octets)) is bool(heure)


@pytest.mark.parametrize("bloc", ["publications"])
def test_une_heure_ecrite_a_part_apprend_ou_elle_s_ecrit(bloc: str):
    donnees = donnees_de("minimaux/retrait-reputation.yaml")
    donnees[bloc][0]["heure"] = "20:00"
    with pytest.raises(lettres.DossierInvalide) as refus:
        lettres.valider(donnees)
    (constat,) = refus.value.constats
    assert constat.remede == "L’heure s’écrit avec la date : « date: 2026-11-12 20:00 »."
    del donnees[bloc][0]["heure"]
    donnees[bloc][0]["date"] = "2026-11-12 20:00"
    assert lettres.valider(donnees).publications[0].date == Moment(date(2026, 11, 12), time(20))
