"""Politique : les échelons d’une nature, leurs délais, leurs tolérances. Des données; rien n’y est du droit."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
from functools import cache, cached_property
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field, StringConstraints, model_validator

from lettres.catalogue import capacites, lettres_de
from lettres.dossier import CodeLettre, ModeEnvoi, Nature
from lettres.droit.calendrier import ajouter_jours_ouvrables, reporter
from lettres.socle.donnees import Livree, empreinte, lire_yaml

AUCUNE = "aucune"
"""La politique de qui ne relance jamais."""

NomDePas = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]{0,39}$")]
JoursComptes = Annotated[int, Field(ge=0, le=3650)]
ActionSansLettre = Literal["appeler", "petites_creances", "avocat", "mediation"]
OrigineDuPas = Literal["echeance", "envoi", "reception", "promesse", "suite"]


class Echelon(Livree):
    """Un pas : une lettre ou une action, et quand il s'ouvre."""

    code: NomDePas = Field(title="Code", description="Le nom de l’échelon, que `envois[].echelon` garde.")
    titre: str = Field(title="Titre", description="Ce qu’on en lit à l’écran.")
    lettre: CodeLettre | None = Field(None, title="Lettre", description="La lettre à écrire.")
    action: ActionSansLettre | None = Field(None, title="Action", description="Ou ce qu’il y a à faire, sans lettre.")
    depuis: OrigineDuPas = Field(title="Depuis", description="D’où se comptent les jours.")
    jours: JoursComptes = Field(title="Jours", description="Combien de jours après; l’échelon reste ouvert ensuite.")
    calendrier: Literal["civils", "ouvrables"] = Field(
        "civils", title="Calendrier", description="Les jours que l’on compte."
    )
    intervalle: Annotated[int, Field(ge=1, le=3650)] | None = Field(
        None, title="Intervalle", description="Le moins de jours entre deux lettres; celui de la politique, par défaut."
    )
    modes: tuple[ModeEnvoi, ...] = Field((), title="Modes", description="Les modes d’envoi qu’il exige.")
    reponse: Annotated[int, Field(ge=1, le=365)] | None = Field(
        None, title="Réponse", description="Les jours que la lettre donne pour répondre, si le dossier ne le dit pas."
    )
    effet: Literal["aucun", "demeure"] = Field(
        "aucun", title="Effet", description="« demeure » pour une mise en demeure."
    )
    tolerance: Annotated[Decimal, Field(ge=0)] | None = Field(
        None, title="Tolérance", description="Le solde que l’on laisse; celui de la politique, par défaut."
    )
    maximum: Annotated[int, Field(ge=1, le=12)] = Field(
        1, title="Maximum", description="Combien de fois cet échelon se répète."
    )

    @model_validator(mode="after")
    def _une_lettre_ou_une_action(self) -> Echelon:
        if (self.lettre is None) == (self.action is None):
            raise ValueError(f"L’échelon « {self.code} » a une lettre ou une action, et une seule des deux.")
        if (self.effet == "demeure") != (capacites(self.lettre or "").met_en_demeure):
            raise ValueError(f"L’échelon « {self.code} » : seule une mise en demeure a l’effet « demeure ».")
        return self

    def ouverture(self, origine: date) -> date:
        """Le premier jour où ce pas est ouvert, compté de son origine, exclue; reporté à un jour ouvrable."""
        if self.calendrier == "ouvrables":
            return ajouter_jours_ouvrables(origine, self.jours)
        return reporter(origine + timedelta(days=self.jours))


class Politique(Livree):
    """Une politique de relance, entière."""

    politique: Literal[1] = Field(title="Version", description="Version du format de politique : 1.")
    code: NomDePas = Field(title="Code", description="Son nom : « recouvrement ».")
    titre: str = Field(title="Titre", description="Ce qu’on en lit à l’écran.")
    nature: Nature = Field(title="Nature", description="La nature des dossiers qui la suivent.")
    tolerance: Annotated[Decimal, Field(ge=0)] = Field(
        title="Tolérance", description="Le solde, en dollars, que l’on ne réclame pas."
    )
    intervalle: Annotated[int, Field(ge=1, le=3650)] = Field(
        title="Intervalle", description="Le moins de jours entre deux lettres pour une même somme."
    )
    grace: JoursComptes = Field(title="Grâce", description="Les jours que l’on ajoute au jour d’une promesse.")
    echelons: Annotated[tuple[Echelon, ...], Field(min_length=1, max_length=40)] = Field(
        title="Échelons", description="Du plus courtois au plus ferme."
    )

    @model_validator(mode="after")
    def _des_echelons_qui_se_suivent(self) -> Politique:
        codes = [e.code for e in self.echelons]
        if len({*codes}) != len(codes):
            raise ValueError("Deux échelons portent le même code.")
        if self.code == AUCUNE:
            raise ValueError("« aucune » ne nomme pas une politique : c’est n’en suivre aucune.")
        if self.echelons[0].depuis != "echeance":
            raise ValueError("Le premier échelon se compte de l’échéance.")
        for echelon in self.echelons:
            if echelon.lettre is not None and echelon.lettre not in lettres_de(self.nature):
                raise ValueError(f"Il n’y a pas de lettre « {echelon.lettre} » de nature « {self.nature} ».")
        return self

    @property
    def pas(self) -> Sequence[Echelon]:
        """Les échelons, chacun autant de fois qu'il se répète."""
        return [echelon for echelon in self.echelons for _ in range(echelon.maximum)]

    @cached_property
    def empreinte(self) -> str:
        """SHA-256 de la politique : `envois[].politique` la garde."""
        return empreinte(self)

    def tolere(self, echelon: Echelon | None) -> Decimal:
        """Le solde que l'on laisse à cet échelon."""
        return self.tolerance if echelon is None or echelon.tolerance is None else echelon.tolerance

    def ecart(self, echelon: Echelon) -> int:
        """Le moins de jours entre la lettre d'avant et cet échelon."""
        return echelon.intervalle or self.intervalle


@cache
def livree(nature: str) -> Politique:
    """La politique livrée d'une nature."""
    return Politique.model_validate(lire_yaml(Path(__file__).with_name("politiques") / f"{nature}.yaml"))
