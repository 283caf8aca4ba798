"""Anomalies d'un modèle : la table des codes M, et de quoi en dresser la liste complète avant de refuser."""

from __future__ import annotations

from dataclasses import dataclass, field

from lettres.constats import Chemin, Constat, Gravite
from lettres.constats import abreger as abreger
from lettres.erreurs import ModeleInvalide

CODES: dict[str, str] = {
    # Le fichier et son paquet
    "M101": "FORMAT_FICHIER",
    "M102": "LIMITE_PAQUET",
    "M103": "NOM_DE_PARTIE",
    "M104": "XML",
    "M105": "MACRO",
    "M106": "OBJET_INSERE",
    "M107": "EXTERNE",
    "M108": "CHAMP_WORD",
    "M109": "RELATION",
    "M110": "RESIDU",
    "M111": "PARTIE_IGNOREE",
    "M112": "IMAGE",
    # Ce qui est guéri en mémoire, et dit
    "M120": "COMMENTAIRE",
    "M121": "TEXTE_MASQUE",
    "M122": "DONNEES",
    "M123": "VIGNETTE",
    "M124": "IDENTITE",
    "M125": "POSTE",
    "M126": "PARTIE_LAISSEE",
    "M127": "CITATION",
    "M128": "REGLAGE",
    "M129": "GABARIT_WORD",
    # L'écriture des balises
    "M201": "BALISE_OUVERTE",
    "M202": "BALISE_FERMEE",
    "M203": "BALISE_SIMPLE",
    "M204": "BLOC_NON_FERME",
    "M205": "BLOC_CROISE",
    "M206": "BLOC_ETRANGER",
    "M207": "EXPRESSION",
    "M208": "COMPARAISON",
    "M209": "ET_OU",
    "M210": "GUILLEMETS",
    "M211": "TIRET",
    "M212": "ESPACE_INVISIBLE",
    "M213": "ESPACE_MANQUANT",
    "M214": "TIRET_JINJA",
    # Le langage permis
    "M301": "LANGAGE",
    "M302": "INCLUSION",
    "M303": "ECHAPPEMENT",
    "M304": "FONCTION_INCONNUE",
    "M305": "FILTRE_INCONNU",
    "M306": "TEST_INCONNU",
    "M307": "LIMITE",
    "M308": "NOM_RESERVE",
    # Les champs
    "M401": "CHAMP_INCONNU",
    "M402": "TYPE",
    # La structure Word autour des balises
    "M501": "TEXTE_PERDU",
    "M502": "OBJET_PERDU",
    "M503": "SECTION_PERDUE",
    "M504": "RANGEE_HORS_TABLEAU",
    "M505": "TABLEAU_IMBRIQUE",
    "M506": "FRONTIERE",
    "M507": "REVISION",
    # Les valeurs
    "M601": "VALEUR_ABSENTE",
    "M602": "VALEUR_INTERDITE",
    "M603": "CARACTERE_INTERDIT",
    "M604": "VALEUR_BRUTE",
    "M605": "OPERATION",
    # La lettre rendue
    "M901": "XML_ROMPU",
    "M902": "TABLEAU_ROMPU",
    "M903": "TEXTE_HORS_RUN",
    "M904": "CORPS_ROMPU",
    "M905": "IDENTIFIANT_DOUBLE",
    "M906": "PAIRE_ROMPUE",
    "M907": "REFERENCE_ROMPUE",
    "M908": "VALEUR_PERDUE",
    "M909": "LIMITE_RENDU",
}
"""Code stable → nom de l'anomalie. Un code ne change jamais de sens et n'est jamais réattribué."""

SEPARATEUR = " \u203a "
"""Entre les pas d’une place : modèle > partie > paragraphe > balise."""


@dataclass(frozen=True, slots=True)
class Anomalie:
    """Une anomalie sans place : ce qu'un contrôle trouve, que le relevé situe."""

    code: str
    message: str
    remede: str = ""


@dataclass(slots=True)
class Releve:
    """La liste des anomalies d'un modèle, dans l'ordre où on les trouve; une même phrase n'y est qu'une fois."""

    fichier: str
    _constats: dict[Constat, None] = field(default_factory=dict)

    @property
    def constats(self) -> list[Constat]:
        """Les constats, dans l'ordre."""
        return list(self._constats)

    def noter(self, anomalie: Anomalie, place: str = "", chemin: Chemin = ()) -> None:
        """Ajoute une anomalie, précédée de sa place dans le modèle."""
        message = f"{place} : {anomalie.message}" if place else anomalie.message
        constat = Constat(anomalie.code, Gravite.ERREUR, message, anomalie.remede, chemin=chemin, fichier=self.fichier)
        self._constats.setdefault(constat)

    def refuser(self) -> None:
        """Lève `ModeleInvalide` avec tout ce qui a été noté; ne fait rien si la liste est vide."""
        if self._constats:
            raise ModeleInvalide(self.constats)


def refus(fichier: str, code: str, message: str, remede: str = "", chemin: Chemin = ()) -> ModeleInvalide:
    """Le refus d'une anomalie qui empêche de continuer."""
    releve = Releve(fichier)
    releve.noter(Anomalie(code, message, remede), chemin=chemin)
    return ModeleInvalide(releve.constats)
