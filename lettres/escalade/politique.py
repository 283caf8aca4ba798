"""Politique : les échelons d’une nature, leurs délais, leurs tolérances. Des données; rien n’y est du droit."""

import re
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal
from functools import cache, cached_property
from typing import Annotated, Any, Literal, Self

from pydantic import (
    AfterValidator,
    BeforeValidator,
    ConfigDict,
    Field,
    WithJsonSchema,
    model_validator,
)

from lettres.catalogue import capacites, lettres_de
from lettres.dossier import CodeLettre, Nature
from lettres.dossier.demarches import UnModeEnvoi
from lettres.dossier.refus import Manquements, refus, tout_refuser
from lettres.dossier.saisie.lecture_de_mots import Mots
from lettres.dossier.saisie.lecture_de_valeurs import lire_entier, lire_jours
from lettres.dossier.types import Intitule, JoursDeDelai, MontantOuZero
from lettres.droit.calendrier import ajouter_jours_ouvrables, reporter
from lettres.socle.donnees import Livree, donnees, empreinte

AUCUNE = "aucune"
"""La politique de qui ne relance jamais."""

_NOM = re.compile(r"[a-z][a-z0-9_]{0,39}")


def _nommer(nom: str) -> str:
    if not _NOM.fullmatch(nom):
        raise refus("nom_de_pas", "Un code s’écrit en minuscules, sans accent ni espace : « rappel_ferme ».")
    return nom


def _lire_version(valeur: object) -> object:
    """« politique: 1 » : un fichier ne donne que des textes."""
    return 1 if valeur == "1" else valeur


NomDePas = Annotated[str, AfterValidator(_nommer), WithJsonSchema({"type": "string", "pattern": f"^{_NOM.pattern}$"})]


def _entre(minimum: int, maximum: int) -> WithJsonSchema:
    return WithJsonSchema({"type": "integer", "minimum": minimum, "maximum": maximum})


JoursComptes = Annotated[int, BeforeValidator(lire_jours), Field(ge=0, le=3650), _entre(0, 3650)]
Ecart = Annotated[int, BeforeValidator(lire_jours), Field(ge=1, le=3650), _entre(1, 3650)]
Repetitions = Annotated[int, BeforeValidator(lire_entier), Field(ge=1, le=12), _entre(1, 12)]
ActionSansLettre = Literal["appeler", "petites_creances", "avocat", "mediation"]
OrigineDuPas = Literal["echeance", "envoi", "reception", "promesse", "suite"]


class Echelon(Livree):
    """Un pas : une lettre ou une action, et quand il s'ouvre."""

    model_config = ConfigDict(str_strip_whitespace=True, hide_input_in_errors=True)

    code: NomDePas = Field(
        title="Code", description="Le nom de l’échelon, que `envois[].echelon` garde.", examples=["rappel_ferme"]
    )
    titre: Intitule = Field(title="Titre", description="Ce qu’on en lit à l’écran.", examples=["Rappel ferme"])
    lettre: Annotated[CodeLettre, Mots()] | None = Field(None, title="Lettre", description="La lettre à écrire.")
    modele: NomDePas | None = Field(
        None,
        title="Modèle",
        description="Votre lettre, que « catalogue.yaml » déclare dans vos modèles; elle tient lieu de « lettre ».",
        examples=["dernier_avis"],
    )
    action: Annotated[ActionSansLettre, Mots()] | None = Field(
        None, title="Action", description="Ou ce qu’il y a à faire, sans lettre."
    )
    depuis: Annotated[OrigineDuPas, Mots()] = Field(title="Depuis", description="D’où se comptent les jours.")
    jours: JoursComptes = Field(
        title="Jours", description="Combien de jours après; l’échelon reste ouvert ensuite.", examples=["14"]
    )
    calendrier: Annotated[Literal["civils", "ouvrables"], Mots()] = Field(
        "civils", title="Calendrier", description="Les jours que l’on compte."
    )
    intervalle: Ecart | None = Field(
        None, title="Intervalle", description="Le moins de jours entre deux lettres; celui de la politique, par défaut."
    )
    modes: tuple[UnModeEnvoi, ...] = Field((), title="Modes", description="Les modes d’envoi qu’il exige.")
    reponse: JoursDeDelai | None = Field(
        None, title="Réponse", description="Les jours que la lettre donne pour répondre, si le dossier ne le dit pas."
    )
    effet: Annotated[Literal["aucun", "demeure"], Mots()] = Field(
        "aucun", title="Effet", description="« demeure » pour une mise en demeure."
    )
    tolerance: MontantOuZero | None = Field(
        None, title="Tolérance", description="Le solde que l’on laisse; celui de la politique, par défaut."
    )
    maximum: Repetitions = Field(1, title="Maximum", description="Combien de fois cet échelon se répète.")

    @model_validator(mode="after")
    def _une_lettre_ou_une_action(self) -> Self:
        manquements: Manquements = []
        if (self.lettre is None) == (self.action is None):
            dit = f"L’échelon « {self.code} » a une lettre ou une action, et une seule des deux."
            manquements.append(((), dit, "Gardez « lettre », ou « action »."))
        if self.modele is not None and self.lettre is None:
            dit = f"L’échelon « {self.code} » : « modele » ne va pas sans la « lettre » dont il tient lieu."
            manquements.append((("modele",), dit, "Ajoutez « lettre », ou retirez « modele »."))
        met_en_demeure = capacites(self.lettre or "").met_en_demeure
        if self.effet == "demeure" and not met_en_demeure:
            dit = f"L’échelon « {self.code} » : seule une mise en demeure a l’effet « demeure »."
            manquements.append((("effet",), dit, "Retirez « effet », ou écrivez « lettre: mise_en_demeure »."))
        if self.effet == "aucun" and met_en_demeure:
            dit = f"L’échelon « {self.code} » : une mise en demeure a l’effet « demeure »."
            manquements.append(((), dit, "Ajoutez « effet: demeure »."))
        tout_refuser("Echelon", manquements)
        return self

    def ouverture(self, origine: date) -> date:
        """Le premier jour où ce pas est ouvert, compté de son origine, exclue; reporté à un jour ouvrable."""
        if self.calendrier == "ouvrables":
            return ajouter_jours_ouvrables(origine, self.jours)
        return reporter(origine + timedelta(days=self.jours))


class Politique(Livree):
    """Une politique de relance, entière."""

    model_config = ConfigDict(str_strip_whitespace=True, hide_input_in_errors=True)

    politique: Annotated[Literal[1], BeforeValidator(_lire_version)] = Field(
        title="Version", description="Version du format de politique : 1."
    )
    code: NomDePas = Field(title="Code", description="Son nom : « recouvrement ».", examples=["clients_fideles"])
    titre: Intitule = Field(
        title="Titre", description="Ce qu’on en lit à l’écran.", examples=["Relance des clients fidèles"]
    )
    nature: Annotated[Nature, Mots()] = Field(title="Nature", description="La nature des dossiers qui la suivent.")
    tolerance: MontantOuZero = Field(
        title="Tolérance", description="Le solde, en dollars, que l’on ne réclame pas.", examples=["5.00"]
    )
    intervalle: Ecart = Field(
        title="Intervalle", description="Le moins de jours entre deux lettres pour une même somme.", examples=["7"]
    )
    grace: JoursComptes = Field(
        title="Grâce", description="Les jours que l’on ajoute au jour d’une promesse.", examples=["3"]
    )
    echelons: Annotated[tuple[Echelon, ...], Field(min_length=1, max_length=40)] = Field(
        title="Échelons", description="Du plus courtois au plus ferme."
    )

    @model_validator(mode="after")
    def _des_echelons_qui_se_suivent(self) -> Self:
        manquements: Manquements = []
        if self.code == AUCUNE:
            dit = "« aucune » ne nomme pas une politique : c’est n’en suivre aucune."
            manquements.append((("code",), dit, "Donnez-lui un autre code."))
        if self.echelons[0].depuis != "echeance":
            dit, remede = "Le premier échelon se compte de l’échéance.", "Écrivez « depuis: echeance »."
            manquements.append((("echelons", 0, "depuis"), dit, remede))
        possibles = lettres_de(self.nature)
        vus: set[str] = set()
        for rang, echelon in enumerate(self.echelons):
            if echelon.code in vus:
                dit, remede = f"Deux échelons portent le code « {echelon.code} ».", "Donnez à chacun le sien."
                manquements.append((("echelons", rang, "code"), dit, remede))
            vus.add(echelon.code)
            if echelon.lettre is not None and echelon.lettre not in possibles:
                dit = f"Il n’y a pas de lettre « {echelon.lettre} » de nature « {self.nature} »."
                remede = f"Choisissez parmi : {', '.join(dict.fromkeys(possibles))}."
                manquements.append((("echelons", rang, "lettre"), dit, remede))
        tout_refuser("Politique", manquements)
        return self

    @cached_property
    def pas(self) -> Sequence[Echelon]:
        """Les échelons, chacun autant de fois qu'il se répète."""
        return tuple(echelon for echelon in self.echelons for _ in range(echelon.maximum))

    @cached_property
    def rangs(self) -> Mapping[str | None, Sequence[int]]:
        """Les rangs, parmi ces pas, de ceux qui écrivent chaque lettre."""
        lettres = dict.fromkeys(pas.lettre for pas in self.pas)
        return {lettre: [r for r, pas in enumerate(self.pas) if pas.lettre == lettre] for lettre in lettres}

    @cached_property
    def garanties(self) -> Sequence[str]:
        """Les lettres de ses échelons qui demandent de réparer sous garantie."""
        return [e.lettre for e in self.echelons if e.lettre and capacites(e.lettre).garantit]

    @cached_property
    def empreinte(self) -> str:
        """SHA-256 de la politique : `envois[].politique` la garde."""
        # -- sans modèle à lui, un échelon se dit comme avant : l'empreinte de sa politique reste la même --
        tus = {rang: {"modele"} for rang, echelon in enumerate(self.echelons) if echelon.modele is None}
        return empreinte(self, sans={"echelons": tus})

    def tolere(self, echelon: Echelon | None) -> Decimal:
        """Le solde que l'on laisse à cet échelon."""
        return self.tolerance if echelon is None or echelon.tolerance is None else echelon.tolerance

    def ecart(self, echelon: Echelon) -> int:
        """Le moins de jours entre la lettre d'avant et cet échelon."""
        return echelon.intervalle or self.intervalle


@cache
def livree(nature: str) -> Politique:
    """La politique livrée d'une nature."""
    return Politique.model_validate(donnees(f"escalade/politiques/{nature}"))


def schema_de_politique() -> dict[str, object]:
    """Le JSON Schema d'une politique, pour l'éditeur de texte."""
    brut = _sans_motif_d_une_liste(Politique.model_json_schema())
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **brut, "title": "Politique lettres"}


def _sans_motif_d_une_liste(noeud: Any) -> Any:
    """Une liste de mots se suffit : le motif de ses autres écritures n'aiderait pas l'éditeur."""
    if isinstance(noeud, list):
        return [_sans_motif_d_une_liste(n) for n in noeud]
    if not isinstance(noeud, dict):
        return noeud
    gardees = {cle: v for cle, v in noeud.items() if not (cle == "pattern" and "enum" in noeud)}
    return {cle: _sans_motif_d_une_liste(v) for cle, v in gardees.items()}
