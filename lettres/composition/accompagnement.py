"""Accompagnement : la page qui dit à qui écrit comment envoyer sa lettre, quoi garder, surveiller, éviter, et où aller.

Chaque ligne est une donnée (`accompagnement.yaml`), avec la fiche du droit qui la porte; les dates se demandent à
l'affaire. Rien n'en est imprimé dans la lettre.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from lettres.affaire import Affaire, EtatDeLOffre
from lettres.affaire.echeances import ecrit_une_limite
from lettres.catalogue import capacites, modele_de
from lettres.composition.achats import office
from lettres.composition.jointes import jointes
from lettres.droit.prescription import Matiere, Urgence
from lettres.langue import typographie as t
from lettres.socle.classes import NamedTuple
from lettres.socle.donnees import Livree, donnees

TITRES = {
    "relire": "Ce que vous seul pouvez vérifier",
    "envoyer": "Comment l’envoyer",
    "garder": "Quoi garder",
    "surveiller": "Les dates à surveiller",
    "eviter": "Ce qu’il vaut mieux ne pas faire",
    "aide": "Où trouver de l’aide",
}
"""Les rubriques de la page, dans l'ordre."""


class Recommandation(NamedTuple):
    """Une ligne de la page, une phrase, et les fiches du droit qui la portent."""

    texte: str
    fiches: tuple[str, ...]

    @property
    def phrase(self) -> str:
        """La ligne telle qu'elle se lit seule."""
        return self.texte[:1].upper() + self.texte[1:]


class _Conseil(Livree):
    """Une ligne livrée, et les traits de l'affaire qui l'appellent ou l'écartent."""

    texte: str
    fiches: tuple[str, ...]
    si: frozenset[str] = frozenset()
    sauf: frozenset[str] = frozenset()

    def vaut(self, traits: frozenset[str]) -> bool:
        return self.si <= traits and not self.sauf & traits


@cache
def conseils() -> dict[str, tuple[_Conseil, ...]]:
    """Les lignes livrées, par rubrique."""
    lues = donnees("composition/accompagnement")
    return {rubrique: tuple(map(_Conseil.model_validate, lignes)) for rubrique, lignes in lues.items()}


def accompagnement(affaire: Affaire, lettre: str) -> dict[str, tuple[Recommandation, ...]]:
    """Les lignes de chaque rubrique, pour cette lettre écrite au jour de l'affaire; une rubrique vide n'y est pas."""
    siens = traits(affaire, lettre)
    lignes = {rubrique: _conseillees(rubrique, siens) for rubrique in conseils()}
    lignes["surveiller"] = tuple(_dates(affaire, lettre))
    return {rubrique: lignes[rubrique] for rubrique in TITRES if lignes[rubrique]}


def comment_envoyer(affaire: Affaire, lettre: str) -> tuple[Recommandation, Recommandation]:
    """Comment envoyer la lettre par le moyen du dossier, et la preuve à en garder."""
    siens = traits(affaire, lettre)
    return _conseillees("envoyer", siens)[0], _conseillees("garder", siens)[0]


def _conseillees(rubrique: str, traits: frozenset[str]) -> tuple[Recommandation, ...]:
    return tuple(Recommandation(c.texte, c.fiches) for c in conseils()[rubrique] if c.vaut(traits))


def traits(affaire: Affaire, lettre: str) -> frozenset[str]:
    """Ce qui, de l'affaire et de la lettre, appelle ou écarte une ligne; `accompagnement.yaml` en a la liste."""
    dossier, fait = affaire.dossier, capacites(lettre)
    modele = modele_de(lettre, dossier.nature)
    connus = {
        f"mode:{dossier.mode_envoi or 'inconnu'}": True,
        f"nature:{dossier.nature}": True,
        "particulier": affaire.qualites.destinataire_organisation is not True,
        "acceptee": affaire.offre is not None and affaire.offre.etat is EtatDeLOffre.ACCEPTEE,
        "organisation": affaire.qualites.organisation is True,
        "petites_creances": affaire.tribunal.ouvert is not False,
        "a_une_piece": bool(modele and jointes(affaire, modele).gardees),
        **fait._asdict(),
    }
    return frozenset(trait for trait, vrai in connus.items() if vrai)


def _dates(affaire: Affaire, lettre: str) -> Iterator[Recommandation]:
    """Le délai de la lettre, les délais d'un achat, et les prescriptions, de la plus proche à la plus lointaine."""
    if ecrit_une_limite(affaire.dossier, lettre):
        limite = t.date_longue(affaire.echeance(lettre))
        yield Recommandation(
            f"jusqu’au {limite}, ce jour compris{t.INSECABLE}: le délai que donne la lettre.", ("F1.02",)
        )
    yield from _termes(affaire, lettre)
    if delais := office.delais(affaire):
        # -- la prescription d'un achat est le dernier de ses délais --
        yield from (Recommandation(delai, _ACHAT) for delai in delais)
        return
    if capacites(lettre).expose and not affaire.prescriptions.utiles:
        regle = "en règle générale, trois ans depuis que le droit d’agir est né; le dossier n’en dit pas le jour."
        yield Recommandation(regle, (_PRESCRIPTIONS[Matiere.GENERALE],))
    for p in affaire.prescriptions.utiles:
        passe = p.urgence(affaire.au) is Urgence.ECHUE
        quoi = "le délai pour agir en justice est passé" if passe else "dernier jour pour agir en justice"
        suite = "consultez un avocat" if passe else "une lettre n’arrête pas ce délai"
        texte = f"le {t.date_longue(p.fin)}{t.INSECABLE}: {quoi} ({p.reference}); {suite}."
        yield Recommandation(texte, (_PRESCRIPTIONS[p.matiere], "F1.13"))


def _termes(affaire: Affaire, lettre: str) -> Iterator[Recommandation]:
    """La fin de l'offre que fait la lettre, ce qui s'y signe et s'y verse, la fin de la relation qu'elle rompt."""
    offre, rupture, fait = affaire.dossier.offre, affaire.dossier.rupture, capacites(lettre)
    if fait.offre and offre is not None and offre.expire_le is not None:
        heure = f", à {t.heure(offre.heure)}" if offre.heure else ""
        terme = f"jusqu’au {t.date_longue(offre.expire_le)}{heure}{t.INSECABLE}: votre offre tient"
        yield Recommandation(f"{terme}; ensuite, elle prend fin d’elle-même.", ("F13.02",))
    yield from _de_ce_qui_se_signe(affaire, lettre)
    if fait.met_fin and rupture is not None and rupture.effet_le is not None:
        le = t.date_longue(rupture.effet_le)
        yield Recommandation(f"le {le}{t.INSECABLE}: la relation prend fin; remettez ce qui est annoncé.", ("F7.04",))


def _de_ce_qui_se_signe(affaire: Affaire, lettre: str) -> Iterator[Recommandation]:
    """Le dernier jour pour signer, et le premier versement à venir."""
    offre, fait = affaire.offre, capacites(lettre)
    if offre is None or not fait.se_signe:
        return
    terme = offre.offre.expire_le
    if fait.quitte and terme is not None and terme >= affaire.au:
        heure = f", à {t.heure(offre.offre.heure)}" if offre.offre.heure else ""
        yield Recommandation(f"jusqu’au {t.date_longue(terme)}{heure}{t.INSECABLE}: chacun peut signer.", ("F13.02",))
    for _, v in offre.a_venir[:1]:
        if v.date is not None and v.montant is not None:
            quoi = f"le premier versement à venir, {t.montant(v.montant)}"
            yield Recommandation(f"le {t.date_longue(v.date)}{t.INSECABLE}: {quoi}.", ("F13.01",))


_PRESCRIPTIONS = {Matiere.GENERALE: "F2.01", Matiere.REPUTATION: "F2.03", Matiere.JOURNAL: "F6.12"}
_ACHAT = ("F4.10", "F4.12", "F4.14", "F14.02", "F14.04", "F1.13")
