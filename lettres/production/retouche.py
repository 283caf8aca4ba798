"""Retouche : une lettre Word est-elle celle que l'outil donne, l'a-t-on retouchée, ou vient-elle d'ailleurs ?"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from contextlib import suppress
from datetime import date
from decimal import Decimal
from typing import Literal

from lettres.affaire import Affaire
from lettres.barriere.contre_dossier import date_de_la_lettre
from lettres.barriere.lecture import lire
from lettres.barriere.zones import decouper
from lettres.catalogue import capacites, catalogue, modele_de
from lettres.composition.affirme.faits import FaitAffirme, affirmes
from lettres.dossier import Dossier
from lettres.escalade import Politiques, situer
from lettres.langue.pliage import plier
from lettres.langue.sommes_et_dates import jours, sommes
from lettres.production.atelier import Atelier
from lettres.production.choix import qui_se_reclament, se_restreint
from lettres.production.consigne import consigne
from lettres.production.generation import Lettre
from lettres.rendu import lire_provenance
from lettres.rendu.paquet.ooxml import DOCUMENT
from lettres.rendu.paquet.provenance import Provenance
from lettres.rendu.paragraphes.texte import texte_lisible, texte_par_partie
from lettres.socle.classes import dataclass, field
from lettres.socle.donnees import empreinte_des_faits
from lettres.socle.erreurs import ErreurLettres

EtatDuFichier = Literal["conforme", "inchangee", "retouchee", "etrangere", "autre_dossier"]
"""Conforme : ce que `generer` donne de ce dossier, octet pour octet; mot pour mot, sous un papier à en-tête.
Inchangée : de l'outil, mais d'un autre dossier ou d'un modèle qui n'est pas livré; elle ne se refait pas ici.
Autre dossier : elle ne nomme ni le destinataire de celui-ci ni sa référence."""


@dataclass(frozen=True, slots=True)
class LettreJointe:
    """Ce qu'une lettre finie dit d'elle-même."""

    etat: EtatDuFichier
    empreinte: str
    lettre: str | None
    """Son code, si son modèle est livré."""
    forces: tuple[str, ...]
    """Les codes auxquels on a passé outre pour l'écrire."""
    datee_du: date | None = None
    """Le jour qu'elle porte; None d'une étrangère, ou si l'on en a changé la date."""
    dit: Mapping[str, object] = field(default_factory=dict)
    """Sous les clés de `envois`, ce qu'elle affirme; conforme, ce qu'elle réclame, de quoi, et le pas franchi."""


def examiner(octets: bytes, dossier: Dossier, politiques: Politiques | None = None) -> LettreJointe:
    """Ce qu'est cette lettre, au regard du dossier tel qu'il était avant de l'inscrire, et de ses politiques.

    Lève ModeleInvalide si ce n'est pas un document Word lisible.
    """
    trace = lire_provenance(octets)
    empreinte, vient_de = hashlib.sha256(octets).hexdigest(), trace.provenance
    if vient_de is None:
        return LettreJointe("etrangere", empreinte, None, ())
    code, forces = next((m.lettre for m in catalogue() if m.fichier == vient_de.modele), None), vient_de.forces.split()
    redatee = trace.etat == "retouchee" and _jour_ecrit(octets) != vient_de.au
    datee_du = None if redatee else vient_de.au
    d_alors = _tel_qu_alors(dossier, vient_de)
    autre, dossier = code is None or d_alors is None, d_alors or dossier
    if code is not None and not autre and trace.etat != "retouchee":
        for refaite in _refaites(dossier, code, vient_de, politiques):
            if refaite.empreinte == empreinte or (vient_de.papier and _de_meme_texte(octets, refaite.octets)):
                dit = _ce_qu_elle_dit(dossier, refaite, vient_de, politiques)
                return LettreJointe("conforme", empreinte, code, tuple(forces), datee_du, dit)
    lue = plier(texte_lisible(octets))
    # -- ce qui se publie ne nomme personne --
    anonyme = code is not None and capacites(code).publique
    if not anonyme and not any(plier(propre) in lue for propre in (dossier.reference, dossier.destinataire.nom)):
        return LettreJointe("autre_dossier", empreinte, code, tuple(forces), datee_du)
    # -- d'un papier, d'une politique de l'usager que l'on n'a plus ici, la lettre ne se refait pas --
    ailleurs = autre or vient_de.papier or vient_de.politique
    etat: EtatDuFichier = "inchangee" if ailleurs and trace.etat != "retouchee" else "retouchee"
    dit = _ce_qu_elle_porte(dossier, code, lue, vient_de.au)
    if etat == "inchangee" and (visees := _visees(dossier, vient_de)) and all(plier(nom) in lue for nom in visees):
        dit["creances"] = list(visees)
    return LettreJointe(etat, empreinte, code, tuple(forces), datee_du, dit)


def _jour_ecrit(octets: bytes) -> date | None:
    """Le jour qu'une lettre retouchée porte encore en tête."""
    return date_de_la_lettre(decouper(lire(octets, "lettre")))


def _refaites(dossier: Dossier, code: str, vient_de: Provenance, politiques: Politiques | None) -> Iterator[Lettre]:
    """Ce que `generer` donne, la lettre nommée ou non, des seules créances qu'elle vise.

    Seuls les codes forcés entrent dans la lettre, jamais le motif.
    """
    motif = "La lettre dit elle-même l’avoir été." if vient_de.forces else None
    seules = _visees(dossier, vient_de) if se_restreint(code) else ()
    signe = bool(vient_de.signature)
    with Atelier(politiques=politiques) as atelier:
        for nommee in (None, code):
            with suppress(ErreurLettres):
                yield atelier.generer(dossier, nommee, au=vient_de.au, forcer=motif, signer=signe, creances=seules)


def _tel_qu_alors(dossier: Dossier, vient_de: Provenance) -> Dossier | None:
    """Le dossier d'où vient la lettre : celui-ci, ou sans ses derniers envois, inscrits depuis; None s'il a changé."""
    envois = dossier.envois
    etats = (dossier.model_copy(update={"envois": envois[:n]}) for n in reversed(range(len(envois))))
    return next((d for d in (dossier, *etats) if empreinte_des_faits(d) == vient_de.dossier), None)


def _visees(dossier: Dossier, vient_de: Provenance) -> tuple[str, ...]:
    """Les créances que la lettre vise, quand ce ne sont pas toutes; aucune, si ce dossier n'a pas ces rangs."""
    rangs, connus = vient_de.creances.split(), {str(n): nom for n, nom in enumerate(qui_se_reclament(dossier), 1)}
    return tuple(connus[rang] for rang in rangs) if connus.keys() >= {*rangs} else ()


def _de_meme_texte(habillee: bytes, nue: bytes) -> bool:
    """Sous un papier que l'on n'a pas ici, le texte répond de la lettre : le même, l'en-tête descendu tout au plus."""
    vetu, nu = texte_par_partie(habillee)[DOCUMENT], texte_par_partie(nue)
    bandeau = {ligne for partie, texte in nu.items() if partie != DOCUMENT for ligne in texte.splitlines()}
    return vetu.endswith(nu[DOCUMENT]) and bandeau.issuperset(vetu.removesuffix(nu[DOCUMENT]).splitlines())


def _ce_qu_elle_dit(
    dossier: Dossier, lettre: Lettre, vient_de: Provenance, politiques: Politiques | None
) -> dict[str, object]:
    """Ce que la lettre fixe; ni son jour, ni son mode : ceux-là se voient à l'envoi."""
    affaire = Affaire(dossier, vient_de.au).visant(lettre.creances)
    inscription = consigne(affaire, lettre.lettre, echelon=lettre.echelon, politiques=politiques).inscription
    dit: dict[str, object] = {
        cle: inscription[cle] for cle in ("echelon", "montant", "echeance", "creances") if cle in inscription
    }
    suivie = situer(affaire, politique=politiques, relire=True).politique if lettre.echelon else None
    # -- le cas d'un avis n'est pas un fait que la lettre imprime : l'inscription le dit --
    affirme = [*inscription.get("affirme", ()), *(f.ecrit for f in _ce_qu_elle_affirme(affaire, lettre.lettre))]
    gardes = {"politique": suivie, "affirme": affirme, "versements": _versements(affaire, lettre.lettre)}
    return dit | {cle: garde for cle, garde in gardes.items() if garde}


def _ce_qu_elle_porte(dossier: Dossier, lettre: str | None, lue: str, au: date) -> dict[str, object]:
    """D'une lettre que l'on ne refait pas : les faits du dossier d'aujourd'hui dont elle porte bien la valeur."""
    if lettre is None:
        return {}
    portes = {*sommes(lue), *jours(lue)}

    def porte(fait: FaitAffirme) -> bool:
        dit = fait.brute in portes or (isinstance(fait.brute, str) and plier(fait.brute) in lue)
        facture = dossier.creances[int(fait.chemin[1])].facture if fait.chemin[0] == "creances" else None
        return dit and (facture is None or plier(facture) in lue)

    affaire = Affaire(dossier, au)
    affirme = [fait.ecrit for fait in _ce_qu_elle_affirme(affaire, lettre) if porte(fait)]
    versements = _versements(affaire, lettre)
    # -- un seul qu'elle ne porte plus, et son plan n'est plus celui du dossier --
    memes = all(brute in portes for versement in versements for brute in versement.values())
    gardes = {"affirme": affirme, "versements": versements if memes else []}
    return {cle: garde for cle, garde in gardes.items() if garde}


def _versements(affaire: Affaire, lettre: str) -> list[dict[str, Decimal | date]]:
    """Ce qu'une entente de paiement prévoit, et quand; rien s'il y manque une somme ou un jour."""
    offre = affaire.offre if capacites(lettre).etale else None
    prevus = [v for _, v in offre.a_venir] if offre else []
    complets: list[dict[str, Decimal | date]] = [
        {"date": v.date, "montant": v.montant} for v in prevus if v.date and v.montant
    ]
    return complets if len(complets) == len(prevus) else []


def _ce_qu_elle_affirme(affaire: Affaire, lettre: str) -> tuple[FaitAffirme, ...]:
    """Les faits qu'elle imprime, comme le journal les garde; rien d'un document qui ne va pas à l'autre."""
    modele, fait = modele_de(lettre, affaire.dossier.nature), capacites(lettre)
    if modele is None or fait.publique or fait.sans_destinataire:
        return ()
    return affirmes(affaire, modele)
