"""Réponses : « debiteurs.yaml », où l'on dit une fois, par débiteur, ce qu'aucun export ne sait."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Annotated, Literal

from pydantic import ConfigDict, Field

from lettres.dossier.parties import CIVILITES, Civilite, Qualite, TypeDePartie
from lettres.dossier.saisie.lecture_de_mots import Mots
from lettres.dossier.sommes import Cause
from lettres.dossier.types import Intitule, Neq
from lettres.importation.mise_en_dossier import DossierImporte
from lettres.importation.pieges import Piege, dit
from lettres.importation.rangement.dossier_ecrit import texte_ecrit
from lettres.importation.regroupement import DebiteurLu, cles_larges, d_un_autre_neq
from lettres.langue.pliage import serrer
from lettres.lecture.ajouts.ajout import a_coller
from lettres.lecture.ajouts.en_yaml import inserer
from lettres.lecture.ajouts.original import Imprevu, Original
from lettres.lecture.annexes import lire_annexe
from lettres.lecture.fichier import lire_arbre
from lettres.lecture.validation import placer
from lettres.production.relances.debiteurs import CleDeDebiteur
from lettres.socle.classes import dataclass, field
from lettres.socle.constats import Constat, Gravite, Origine, abreger
from lettres.socle.donnees import Livree
from lettres.socle.erreurs import DossierInvalide, SortieRefusee

NOM_DES_DEBITEURS = "debiteurs.yaml"

RECONNU_A = ("nom", "neq", "code_postal", "pays", "courriel")
"""Ce à quoi un débiteur se reconnaît, d'un import à l'autre."""

_TETE = (
    "Ce qu’aucun export ne dit, une fois par débiteur; les imports qui viennent s’en servent.",
    "« qualite » : consommateur, commercant, fabricant ou entreprise. « civilite » : Mme, M. ou neutre.",
    "« cause » : service, bien, pret… « taxes » : « inscrit » ou « non_inscrit », si « moi.yaml » ne le dit pas.",
)
DEBUT_DES_QUESTIONS = "\n".join([*(f"# {dit}" for dit in _TETE), "debiteurs:", ""])
"""Le fichier, avant sa première question."""


class ReponseDuDebiteur(Livree):
    """Un débiteur, ce à quoi il se reconnaît, et ce qu'on a répondu de lui."""

    model_config = ConfigDict(hide_input_in_errors=True, str_strip_whitespace=True)

    nom: Intitule = Field(title="Nom", description="Tel que l’export l’écrit.")
    neq: Neq | None = Field(None, title="NEQ", description="Numéro d’entreprise du Québec, dix chiffres.")
    code_postal: Intitule | None = Field(None, title="Code postal", description="Celui de l’export.")
    pays: Intitule | None = Field(None, title="Pays", description="Seulement hors du Canada.")
    courriel: Intitule | None = Field(None, title="Courriel", description="Celui de l’export.")
    facture: Intitule | None = Field(None, title="Facture", description="Quand un nom seul ne le distingue pas.")
    type: Annotated[TypeDePartie, Mots()] | None = Field(None, title="Type", description="personne, entreprise…")
    qualite: Annotated[Qualite, Mots((("consommatrice", "consommateur"),))] | None = Field(
        None, title="Qualité", description="consommateur, commercant, fabricant ou entreprise."
    )
    civilite: Annotated[Civilite, CIVILITES] | None = Field(None, title="Civilité", description="Mme, M. ou neutre.")
    cause: Annotated[Cause, Mots()] | None = Field(None, title="Cause", description="service, bien, pret…")
    taxes: Annotated[Literal["inscrit", "non_inscrit"], Mots()] | None = Field(
        None, title="Taxes", description="Si vous êtes inscrit aux taxes."
    )

    @property
    def dites(self) -> dict[str, str]:
        """Ce qui est répondu, tel que le dossier l'écrit."""
        lues = {cle: getattr(self, cle) for cle in ("neq", "type", "qualite", "civilite", "cause", "taxes")}
        return {cle: str(valeur) for cle, valeur in lues.items() if valeur is not None}

    @property
    def cles(self) -> frozenset[CleDeDebiteur]:
        """Ce à quoi ce débiteur se reconnaît."""
        lus = {cle: getattr(self, cle) for cle in RECONNU_A}
        return cles_larges(lus) or _cles_d_une_facture(self.nom, [self.facture] if self.facture else [])


class FichierDesDebiteurs(Livree):
    """Ce que « debiteurs.yaml » peut dire."""

    debiteurs: tuple[ReponseDuDebiteur, ...] = Field((), title="Débiteurs", description="Un élément par débiteur.")
    etats_dus: tuple[Intitule, ...] = Field(
        (), title="États dus", description="Les états, inconnus à leur source, d’une facture qui est bien due."
    )


def etats_dus(repertoire: Path) -> tuple[str, ...]:
    """Les états de facture que l'on a dits dus, une fois pour toutes; lève comme `lire_annexe`."""
    chemin = repertoire / NOM_DES_DEBITEURS
    # -- il en est rarement dit : des milliers de débiteurs ne se lisent pas deux fois --
    if not chemin.is_file() or b"etats_dus" not in chemin.read_bytes():
        return ()
    return lire_annexe(chemin, FichierDesDebiteurs, nom="débiteurs", dans="dans les débiteurs").contenu.etats_dus


def _contraire(deja: ReponseDuDebiteur, une: ReponseDuDebiteur) -> str:
    """La clé où ces deux réponses se contredisent, si elles sont du même débiteur; rien, si elles s'accordent."""
    communes = () if d_un_autre_neq(deja.cles, une.cles) else deja.dites.keys() & une.dites.keys()
    return next((cle for cle in sorted(communes) if deja.dites[cle] != une.dites[cle]), "")


def _deux_reponses(une: ReponseDuDebiteur, rang: int, cle: str) -> Constat:
    message = f"« {abreger(une.nom)} » a déjà une autre réponse à « {cle} », plus haut : rien ne dit laquelle vaut."
    remede = "Gardez un seul élément par débiteur."
    return dit(Piege.DEUX_REPONSES, Gravite.ERREUR, message, remede, chemin=("debiteurs", rang, cle))


def _cles_d_une_facture(nom: str, factures: Iterable[str]) -> frozenset[CleDeDebiteur]:
    return frozenset(("facture", serrer(nom), facture) for facture in factures)


def cles_du_groupe(groupe: DebiteurLu) -> frozenset[CleDeDebiteur]:
    """Ce à quoi ce débiteur se reconnaît; sans rien de sûr, son nom avec une de ses factures."""
    nom = groupe.factures[0].partie["nom"].texte
    return groupe.cles_larges or _cles_d_une_facture(nom, [f.numero for f in groupe.factures])


@dataclass
class Reponses:
    """« debiteurs.yaml » : ses octets, ce qui y est répondu, et ce qu'il y a de plus à y demander."""

    chemin: Path
    octets: bytes | None = None
    par_cle: dict[CleDeDebiteur, ReponseDuDebiteur] = field(default_factory=dict)
    questions: list[dict[str, str]] = field(default_factory=list)
    origine: Origine | None = None
    """Où est chaque valeur du fichier."""

    @classmethod
    def de(cls, repertoire: Path) -> Reponses:
        """Celles de ce répertoire; aucune, s'il n'a pas le fichier. Lève comme `lire_annexe`."""
        chemin = repertoire / NOM_DES_DEBITEURS
        if not chemin.is_file():
            return cls(chemin)
        octets = chemin.read_bytes()
        nu = b"".join(li for li in octets.splitlines(keepends=True) if not li.lstrip().startswith(b"#")).strip()
        if nu in (b"", b"debiteurs:"):
            return cls(chemin, octets)
        annexe = lire_annexe(chemin, FichierDesDebiteurs, nom="débiteurs", dans="dans les débiteurs")
        par_cle: dict[CleDeDebiteur, ReponseDuDebiteur] = {}
        for rang, une in enumerate(annexe.contenu.debiteurs):
            for cle in sorted(une.cles):
                deja = par_cle.setdefault(cle, une)
                if contraire := _contraire(deja, une):
                    raise DossierInvalide([placer(annexe.origine, _deux_reponses(une, rang, contraire))])
                par_cle[cle] = une if une.dites.keys() > deja.dites.keys() else deja
        return cls(chemin, octets, par_cle, origine=annexe.origine)

    def placer(self, constat: Constat) -> Constat:
        """Le même; celui d'un état que le fichier dit dû, à sa ligne."""
        if self.origine is None or constat.code != Piege.ETAT_SANS_FACTURE.value:
            return constat
        return placer(self.origine, constat)

    def pour(self, groupe: DebiteurLu) -> dict[str, str]:
        """Ce qui est répondu de ce débiteur."""
        trouvee = self._trouver(groupe)
        return {} if trouvee is None else trouvee.dites

    def _trouver(self, groupe: DebiteurLu) -> ReponseDuDebiteur | None:
        """La réponse qui le désigne; celle d'une entreprise d'un autre NEQ n'est pas la sienne."""
        cles = cles_du_groupe(groupe)
        trouvees = (self.par_cle[cle] for cle in sorted(self.par_cle.keys() & cles))
        return next((une for une in trouvees if not d_un_autre_neq(une.cles, cles)), None)

    def demander(self, importe: DossierImporte) -> None:
        """Une question de plus, si ce débiteur n'y est pas; son dossier, lui, n'a pas à être gardé."""
        if self._trouver(importe.groupe) is None:
            self.questions.append(_question(importe))

    def avec_les_questions(self) -> bytes | None:
        """Le fichier, ses questions en plus; None s'il n'y a rien à y ajouter.

        Lève SortieRefusee, avec les blocs à y coller, s'il est écrit d'une façon où l'on n'insère pas.
        """
        if not self.questions:
            return None
        if self.octets is None or not self.octets.strip():
            return (DEBUT_DES_QUESTIONS + "".join(map(_a_remplir, self.questions))).encode()
        try:
            return _inserer(self.octets, self.questions)
        except Imprevu as imprevu:
            blocs = " ".join(f"« {a_coller({**bloc}, 'yaml')} »." for bloc in self.questions)
            remede = f"Collez à la fin de « debiteurs » : {blocs}"
            message = f"Rien n’a été ajouté à ce fichier, qui reste tel quel : {imprevu}."
            raise SortieRefusee([Constat("S019", Gravite.ERREUR, message, remede, fichier=str(self.chemin))]) from None


def _question(importe: DossierImporte) -> dict[str, str]:
    """Le débiteur, ce à quoi il se reconnaît, et ce qu'on en demande, en blanc."""
    partie = {cle: v.texte for cle, v in importe.groupe.partie.items()}
    qui: dict[str, str] = {cle: partie[cle] for cle in RECONNU_A if cle in partie}
    if not importe.groupe.cles:
        qui["facture"] = importe.groupe.factures[0].numero
    blancs = ["qualite", "civilite", "cause"]
    expediteur = importe.dossier.get("expediteur")
    if expediteur is None or not {"tps", "tvq", "taxes"} & set(expediteur):
        blancs.append("taxes")
    return {**qui, **dict.fromkeys(blancs, "")}


def _a_remplir(bloc: Mapping[str, str]) -> str:
    """La question, une clé par ligne : un blanc s'y remplit sans compter d'accolades."""
    lignes = [f"{cle}: {texte_ecrit(valeur)}\n" for cle, valeur in bloc.items()]
    return f"  - {'    '.join(lignes)}"


def _inserer(octets: bytes, blocs: Sequence[Mapping[str, str]]) -> bytes:
    """Les octets, ces blocs à la fin de la liste; lève Imprevu s'ils ne s'y relisent pas, eux seuls en plus."""
    original = Original(octets, NOM_DES_DEBITEURS)
    avant = lire_arbre(octets, fichier=NOM_DES_DEBITEURS, format="yaml").donnees
    nouveaux = original.avec([i for bloc in blocs for i in inserer(original, "debiteurs", {**bloc})])
    apres = lire_arbre(nouveaux, fichier=NOM_DES_DEBITEURS, format="yaml").donnees
    deja = avant.get("debiteurs") or []
    if not isinstance(deja, list) or apres != {**avant, "debiteurs": [*deja, *(dict(bloc) for bloc in blocs)]}:
        raise Imprevu("l’ajout s’y relirait autrement")
    return nouveaux
