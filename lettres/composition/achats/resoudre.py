"""Composition de la fin d'un achat : l'avis qui résout le contrat, et la demande à l'émetteur de la carte."""

from __future__ import annotations

from datetime import date

from lettres.affaire import Affaire, sommes_du_remboursement
from lettres.affaire import Consommation as Droits
from lettres.affaire.achats.droits_de_l_achat import SuitesDeLAvis, suites_de_l_avis
from lettres.affaire.achats.nature_de_l_achat import a_un_bien, est_un_service
from lettres.catalogue import capacites
from lettres.composition import envois, tiers
from lettres.composition.imprimable.consommation import ResolutionImprimable, RetrofacturationImprimable
from lettres.composition.parties import adresse
from lettres.dossier import Achat, Envoi
from lettres.droit.droits_d_achat import cas_dit
from lettres.droit.obligations import obligation
from lettres.droit.parametre import jours
from lettres.langue import typographie as t

_LOI = "la Loi sur la protection du consommateur (RLRQ, c.\u00a0P\u201140.1)"
_CONCLU = {"a_distance": "un contrat à distance", "a_domicile": "un contrat avec un commerçant itinérant"}
_DU_COMMERCANT = {
    "permis": "le permis que la loi exige d’un commerçant itinérant n’est pas conforme",
    "cautionnement": "le cautionnement que la loi exige d’un commerçant itinérant n’est pas conforme",
    "contrat": "le contrat n’est pas conforme à la loi",
    "formulaire": "le formulaire qui doit accompagner le contrat n’est pas conforme",
}


def resolution(affaire: Affaire, mots: dict[str, str]) -> ResolutionImprimable | None:
    """Compose l'avis qui résout le contrat ce jour même; None si le dossier ne nomme aucun cas."""
    a, droits = affaire.dossier.achat, affaire.consommation
    if a is None or droits is None or a.resolution is None or not (droits.a_distance or droits.a_domicile):
        return None
    vise, au = droits.vise, affaire.au
    conclu = _CONCLU["a_distance" if droits.a_distance else "a_domicile"]
    suites = suites_de_l_avis(a, au)
    paye, reste = sommes_du_remboursement(a, a_la_carte=False)
    deja = paye - reste if paye is not None and reste is not None else None
    cle = "remboursement_distance" if droits.a_distance else "remboursement_itinerant"
    quinze = t.en_lettres(suites.rembourser.duree)
    return ResolutionImprimable(
        contrat=f"{conclu}, numéro{t.INSECABLE}{a.numero}" if a.numero else conclu,
        fondement=_fondement(a, droits),
        motif=motif(a, droits, suites, mots),
        exemplaire=_exemplaire(a, droits, mots),
        dernier=t.date_si_connue(vise.dernier if vise else None),
        a_distance=droits.a_distance,
        regle=obligation(cle, loi_deja_dite=True).format(duree=quinze),
        payees=t.dollars(paye),
        deja=t.dollars(deja) if deja else None,
        reste=t.dollars(reste) if deja else None,
        report=f"le dernier de ces {quinze} jours n’étant pas ouvrable" if suites.rembourser.reporte else None,
        accessoires=t.liste(a.resolution.accessoires),
        pour_rendre=_jours("delai.restitution_distance", au),
        rendre_le=t.date_si_connue(suites.rendre.butoir if suites.rendre and a_un_bien(a) else None),
    )


def _fondement(a: Achat, droits: Droits) -> str:
    """L'article, s'il est sûr; sinon, la loi seule : les articles 54.9 à 54.12 ne sont pas lus."""
    dit = cas_dit(a.resolution.cas) if a.resolution else None
    vise = droits.vise
    article = (dit and dit.article) or (vise.limite.article if vise and vise.limite else "")
    if not article and droits.a_domicile:
        article = "59"
    return f"l’article{t.INSECABLE}{article.replace(' ', t.INSECABLE)} de {_LOI}" if article else _LOI


def motif(a: Achat, droits: Droits, suites: SuitesDeLAvis, mots: dict[str, str]) -> str:
    """Le motif exact de la résolution, sans point : les jours du dossier, et les mots du consommateur."""
    if a.resolution is None:
        return ""
    cas, limite = a.resolution.cas, droits.vise.limite if droits.vise else None
    if cas == "sans_exemplaire" and suites.copie:
        copie = t.date_longue(suites.copie.butoir)
        venu = f"n’est venu que le {t.date_longue(a.contrat_recu_le)}" if a.contrat_recu_le else "n’est pas venu"
        return _avec(f"l’exemplaire du contrat devait {mots['m_']}être transmis au plus tard le {copie}, et {venu}", a)
    if cas == "non_livraison":
        return _avec(_non_livraison(a, suites), a)
    if cas == "non_conforme" and a.livre_le:
        return _avec(f"ce qui a été livré le {t.date_longue(a.livre_le)} n’est pas conforme à ce qui devait l’être", a)
    if cas == "releve" and a.releve_recu_le:
        recu = t.date_longue(a.releve_recu_le)
        return _avec(f"l’état de compte où paraît cet achat {mots['m_']}est parvenu le {recu}", a)
    if cas == "a_discretion":
        duree = f", dans les {t.en_lettres(limite.duree)} jours de la réception du double" if limite else ""
        return _avec(f"un consommateur peut résoudre un tel contrat à son gré, sans donner de motif{duree}", a)
    if cas in _DU_COMMERCANT:
        return _avec(_DU_COMMERCANT[cas], a)
    return _dit(a)


def _non_livraison(a: Achat, suites: SuitesDeLAvis) -> str:
    rien = "rien n’a été fourni" if est_un_service(a) else "rien n’a été livré"
    if (limite := suites.livraison) is None:
        return rien
    quand = "la date promise de la livraison" if a.livraison_prevue else "la date de l’achat"
    delai = f"plus de {t.en_lettres(limite.duree)} jours ont passé depuis le {t.date_longue(limite.depuis)}"
    return f"{rien}, et {delai}, {quand}"


def _avec(texte: str, a: Achat) -> str:
    dit = _dit(a)
    return f"{texte}; en effet, {dit}" if dit else texte


def _dit(a: Achat) -> str:
    return t.sans_point(a.resolution.pourquoi) if a.resolution and a.resolution.pourquoi else ""


def _exemplaire(a: Achat, droits: Droits, mots: dict[str, str]) -> str | None:
    quoi = "L’exemplaire du contrat" if droits.a_distance else "Le double du contrat"
    if a.contrat_recu_le:
        return f"{quoi} {mots['m_']}est parvenu le {t.date_longue(a.contrat_recu_le)}."
    if a.contrat_recu is None:
        return None
    # -- venu un jour que l'on ignore : le dire suffit à un cas qui ne se compte pas de ce jour --
    return f"{quoi} {mots['m_']}est parvenu." if a.contrat_recu else f"{quoi} ne {mots['m_']}est pas parvenu."


def retrofacturation(affaire: Affaire, mots: dict[str, str]) -> RetrofacturationImprimable | None:
    """Compose la demande à l'émetteur; None sans carte au dossier."""
    a, droits, d = affaire.dossier.achat, affaire.consommation, affaire.dossier.destinataire
    if a is None or droits is None or a.carte is None:
        return None
    avis, dit = _avis(affaire), _a_l_emetteur(a)
    debite, reste = sommes_du_remboursement(a)
    sien, du = droits.retrofacturation, droits.droit("remboursement")
    au, lieu = affaire.au, adresse(d.adresse)
    return RetrofacturationImprimable(
        titulaire=a.carte.titulaire or affaire.dossier.expediteur.nom,
        derniers=a.carte.quatre_derniers,
        emetteur=a.carte.emetteur.nom,
        commercant=", ".join(m for m in (d.nom, lieu.complete if lieu else None, d.courriel) if m),
        debite=t.dollars(debite),
        a_rembourser=t.dollars(reste),
        en_partie=t.dollars(a.rembourse),
        motif=motif(dit, droits, suites_de_l_avis(a, au), mots) or None,
        avis_le=t.date_si_connue(avis.date if avis else None),
        avis_mode=_mode(avis) if avis else None,
        preuve=t.pieces([avis.preuve]) if avis and avis.preuve else None,
        rembourser_le=t.date_si_connue(du.dernier if du else None),
        reporte=du is not None and du.limite is not None and du.limite.reporte,
        limite=t.date_si_connue(sien.dernier if sien else None),
        pour_rembourser=_jours("delai.remboursement_distance", au),
        pour_demander=_jours("delai.retrofacturation", au),
        accuse=_jours("delai.accuse_emetteur", au),
        credit=_jours("delai.credit_emetteur", au),
    )


def _a_l_emetteur(a: Achat) -> Achat:
    """Le même achat, dont le motif se lit par l'émetteur : des mots dits au commerçant y sont cités."""
    if a.resolution is None or not a.resolution.pourquoi:
        return a
    dit = tiers.a_un_tiers(t.sans_point(a.resolution.pourquoi))
    return a.model_copy(update={"resolution": a.resolution.model_copy(update={"pourquoi": dit})})


def _avis(affaire: Affaire) -> Envoi | None:
    """L'avis qui a résolu le contrat, tel qu'inscrit au journal."""
    resolu = affaire.consommation.resolu_le if affaire.consommation else None
    partis = (e for _, e in affaire.inscriptions.envois if capacites(e.lettre).resout and e.date == resolu)
    return next(partis, None)


def _mode(avis: Envoi) -> str | None:
    """« par courrier recommandé »."""
    return envois.parti(avis).split(" ", 1)[1] if avis.mode else None


def _jours(cle: str, au: date) -> str:
    """« quinze jours » : la durée d'un délai, en lettres."""
    return f"{t.en_lettres(jours(cle, au))} jours"
