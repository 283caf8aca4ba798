"""Ordre : les questions que l'on pose à une créance, dans l'ordre; la première qui répond décide."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from datetime import date

from lettres.affaire import Affaire, CompteDeCreance, Demarche, chemin_du_creancier, tel_que_raconte
from lettres.catalogue import MANQUE, absents, capacites, lettres_de, modele_de
from lettres.droit.calendrier import UN_JOUR
from lettres.droit.fondements import ccq
from lettres.droit.prescription import Urgence
from lettres.escalade import retenues
from lettres.escalade.cible import Cible
from lettres.escalade.connues import Politiques
from lettres.escalade.decision import ATTENDENT, DOCUMENTS, Decision, Pourquoi, Statut
from lettres.escalade.droit_du_pas import avis_sans_effet, droits_du_pas, se_ferme_apres
from lettres.escalade.levees import ouvert_depuis
from lettres.escalade.offerte import offerte, versement_rompu
from lettres.escalade.pas import Pas, Retient, pas_suivant
from lettres.escalade.politique import Echelon
from lettres.escalade.retenues import ReponseTrouvee
from lettres.langue.ecriture import compte_de, exact, jour
from lettres.socle.constats import Chemin

QuestionPosee = Callable[[Cible, Pas | None], ReponseTrouvee | None]

_FAITS_QUI_MANQUENT = {"echeance_inconnue", "reception_non_prouvee"}
"""Les raisons qu'un fait de plus lèverait."""


def repondre(cible: Cible) -> ReponseTrouvee:
    """La première réponse; le pas qui vient ne se cherche que si rien ne répond sans lui."""
    return _d_emblee(cible) or _ensuite(cible, pas_suivant(cible))


def _d_emblee(cible: Cible) -> ReponseTrouvee | None:
    return retenues.close(cible) or retenues.defendue(cible)


def _ensuite(cible: Cible, pas: Pas | None) -> ReponseTrouvee:
    return next(trouvee for question in QUESTIONS if (trouvee := question(cible, pas)) is not None)


def decider(cible: Cible) -> Decision:
    """La décision pour une créance seule, sans ce qui la changerait, ni ce qui manque à sa lettre."""
    pas = pas_suivant(cible)
    reponse = _jusqu_au_bout(cible, _d_emblee(cible) or _ensuite(cible, pas))
    raisons, finie = reponse.raisons, reponse.statut is Statut.TERMINEE
    if reponse.statut is not Statut.DUE:
        raisons = (*raisons, *_trop_tard(cible, reponse))
    if not finie:
        raisons = (*raisons, *droits_du_pas(cible, pas, reponse.des_le))
    if reponse.statut not in {Statut.TERMINEE, Statut.BLOQUEE}:
        raisons = tuple(dict.fromkeys((*raisons, *retenues.contestees_en_partie(cible, pas))))
    prescrite = cible.prescription.fin if cible.prescription else None
    return Decision(
        statut=reponse.statut,
        creances=cible.noms,
        echelon=pas.echelon if pas and not finie else None,
        raisons=raisons,
        prochaine_lettre=_prochaine(cible, pas, reponse),
        des_le=reponse.des_le,
        avant_le=None if finie else min(filter(None, (prescrite, se_ferme_apres(cible, pas))), default=None),
        prescription=None if finie else prescrite,
        ce_qui_manque=tuple(r for r in reponse.raisons if r.code in _FAITS_QUI_MANQUENT),
        tolerance=cible.suivie.tolere(pas.echelon if pas else None),
        politique=cible.politique.empreinte if cible.politique else None,
        modele=pas.echelon.modele if pas and not _attend_une_reponse(reponse) else None,
    )


def _jusqu_au_bout(cible: Cible, reponse: ReponseTrouvee) -> ReponseTrouvee:
    """Une attente finit un jour où rien d'autre ne fait attendre : une parole, une suspension prévue, les jours du pas.

    Les jours du pas sont déjà le plus tard de ce que l'on en sait; il n'y a qu'une suspension prévue, ou le temps d'un
    achat, pour les démentir.
    """
    if reponse.statut not in ATTENDENT or reponse.des_le is None or reponse.des_le <= cible.affaire.au:
        return reponse
    if reponse.statut is Statut.NON_DUE and cible.rang is not None and not _suspension_prevue(cible, reponse.des_le):
        return reponse
    demain = cible.le(reponse.des_le)
    ensuite = _jusqu_au_bout(demain, repondre(demain))
    if ensuite.statut not in ATTENDENT or ensuite.des_le is None:
        return reponse
    raisons = dict.fromkeys((*reponse.raisons, *ensuite.raisons))
    return ReponseTrouvee(reponse.statut, tuple(raisons), ensuite.des_le)


def _suspension_prevue(cible: Cible, des_le: date) -> bool:
    return any(cible.affaire.au < s.du <= des_le for _, s in cible.affaire.inscriptions.suspensions)


def _prochaine(cible: Cible, pas: Pas | None, reponse: ReponseTrouvee) -> str | None:
    """La lettre du pas; devant une contestation du tout, celle qui y répond; rien ne réclame ce qui est prescrit."""
    if reponse.statut in {Statut.TERMINEE, Statut.BLOQUEE} or any(r.code == "prescrite" for r in reponse.raisons):
        return None
    if _attend_une_reponse(reponse):
        return _qui_repond(cible) or (pas.echelon.lettre if pas else None)
    return pas.echelon.lettre if pas else None


def _attend_une_reponse(reponse: ReponseTrouvee) -> bool:
    """Contestée, ou le reste d'une part contestée étant en demeure : une personne répond d'abord."""
    retient = {retenues.CONTESTEE, retenues.RECU}
    if reponse.statut is Statut.A_REVOIR:
        retient |= {retenues.EN_PARTIE}
    return any(r.code in retient for r in reponse.raisons)


def _qui_repond(cible: Cible) -> str | None:
    """La lettre qui répond à l'autre : point par point quand le dossier dit ses points; sinon, la plus courtoise.

    Qui a mis en demeure ne redescend pas à un rappel : il répond.
    """
    dossier = cible.affaire.dossier
    repondent = [code for code in lettres_de(dossier.nature) if capacites(code).repond]
    if dossier.recu is not None or cible.demarches.en_demeure:
        return next((code for code in repondent if capacites(code).replique), None)
    return next(iter(repondent), None)


def manques(
    affaire: Affaire, echelon: Echelon, rangs: Collection[int | None], connues: Politiques
) -> Iterator[Pourquoi]:
    """Ce que la lettre exige et que le dossier n'a pas, pour ces créances; et le mode d'envoi de l'échelon."""
    dossier, modele = affaire.dossier, connues.modele_de(echelon, affaire.dossier.nature)
    lu = tel_que_raconte(dossier, affaire.inscriptions, affaire.consommation)
    for manque in absents(lu, modele) if modele else ():
        des_autres = manque.chemin[:1] == ("creances",) and len(manque.chemin) > 1 and manque.chemin[1] not in rangs
        if not des_autres:
            yield Pourquoi(MANQUE, manque.phrase, None, manque.chemin)
    if echelon.modes and dossier.mode_envoi not in echelon.modes:
        modes = " ou ".join(f"« {mode} »" for mode in echelon.modes)
        yield Pourquoi("mode_exige", f"La politique exige un envoi par {modes}.", None, ("mode_envoi",))


# -- Les questions qui comptent les jours --


def epuisee(cible: Cible, pas: Pas | None) -> ReponseTrouvee | None:
    """Il ne reste aucun échelon : le délai que la dernière lettre écrit passé, on dit comment l'affaire finit."""
    if pas is not None:
        return None
    donnait = cible.derniere
    if donnait is not None and not donnait.calculee and donnait.court_encore(cible.affaire.au):
        return _delai_de_la_lettre(donnait, donnait.fin + UN_JOUR)
    tribunal = cible.affaire.tribunal
    ferme = f" {tribunal.motif}" if tribunal.ouvert is False and _va_au_tribunal(cible) else ""
    dit = f"Il ne reste aucun échelon.{ferme} Dites à « clotures » comment l’affaire finit, ou écrivez autrement."
    return ReponseTrouvee(Statut.A_REVOIR, (Pourquoi("echelle_epuisee", dit),))


def _va_au_tribunal(cible: Cible) -> bool:
    return any(echelon.action == "petites_creances" for echelon in cible.suivie.echelons)


def sans_origine(cible: Cible, pas: Pas | None) -> ReponseTrouvee | None:
    """Le jour d'où le pas se compte n'est pas connu : l'échéance manque, ou la réception n'est pas prouvée."""
    if pas is None or pas.origine is not None:
        return None
    if pas.sans_preuve is None:
        dit = "L’échéance manque : on ne sait pas quand la somme est devenue exigible."
        raison = Pourquoi("echeance_inconnue", dit, None, cible.chemin_de_l_echeance)
        return ReponseTrouvee(Statut.A_REVOIR, (raison,))
    d = pas.sans_preuve
    if cible.affaire.au <= d.fin:
        return _delai_de_la_lettre(d, d.fin + UN_JOUR)
    dit = f"La réception de la lettre du {jour(d.envoi.date)} n’est pas prouvée : inscrivez « recu_le », et sa preuve."
    manque = Pourquoi("reception_non_prouvee", dit, str(ccq("1595")), ("envois", d.rang, "recu_le"))
    return ReponseTrouvee(Statut.A_REVOIR, (manque,))


def trop_tot(cible: Cible, pas: Pas | None) -> ReponseTrouvee | None:
    """Le pas n'est pas encore ouvert."""
    if pas is None or pas.des_le is None or cible.affaire.au >= pas.des_le:
        return None
    depuis, echelon = cible.exigible_le, pas.echelon
    ouvre = f"le pas « {echelon.titre} » s’ouvre le {jour(pas.des_le)}"
    jours = compte_de(echelon.jours, "jour")
    match pas.retient:
        case Retient.DELAI:
            return _delai_de_la_lettre(pas.derniere, pas.des_le)
        case Retient.INTERVALLE:
            raison = Pourquoi("intervalle", f"Une lettre est partie il y a peu : {ouvre}.")
        case Retient.ECHEANCE if depuis is not None:
            dit = f"L’échéance est le {jour(depuis)}, et ce jour appartient au débiteur : {ouvre}."
            raison = Pourquoi("echeance_a_venir", dit, None, cible.chemin_de_l_echeance)
        case Retient.ECHEANCE if cible.livraison_promise is not None:
            dit = f"La livraison est promise pour le {jour(cible.livraison_promise)}, ce jour compris : {ouvre}."
            raison = Pourquoi("echeance_a_venir", dit, None, ("achat", "livraison_prevue"))
        case _ if echelon.depuis == "echeance" and depuis is not None:
            a_venir = depuis >= cible.affaire.au
            quand = f"L’échéance est le {jour(depuis)}" if a_venir else f"Échue le {jour(depuis)}"
            code = "echeance_a_venir" if a_venir else "delai_de_l_echelon"
            raison = Pourquoi(
                code, f"{quand}; la politique attend {jours} : {ouvre}.", None, cible.chemin_de_l_echeance
            )
        case _:
            origine = jour(pas.origine or pas.des_le)
            raison = Pourquoi("delai_de_l_echelon", f"La politique attend {jours} depuis le {origine} : {ouvre}.")
    return ReponseTrouvee(Statut.NON_DUE, (raison,), pas.des_le)


def _delai_de_la_lettre(donnait: Demarche | None, reprise: date) -> ReponseTrouvee:
    dit = f"Le délai que donnait une lettre court jusqu’au {jour(reprise - UN_JOUR)}, ce jour compris."
    chemin = ("envois", donnait.rang) if donnait else ()
    raison = Pourquoi("delai_de_la_lettre", dit, str(ccq("1595")), chemin)
    return ReponseTrouvee(Statut.NON_DUE, (raison,), reprise)


def due(cible: Cible, pas: Pas | None) -> ReponseTrouvee | None:
    """Le pas est ouvert."""
    if pas is None:
        return None
    depuis = ouvert_depuis(cible, pas)
    return ReponseTrouvee(Statut.DUE, tuple(_raisons_d_agir(cible, pas, depuis)), depuis)


def _raisons_d_agir(cible: Cible, pas: Pas, ouvert_le: date | None) -> Iterator[Pourquoi]:
    affaire, echelon = cible.affaire, pas.echelon
    depuis = f" depuis le {jour(ouvert_le)}" if ouvert_le else ""
    ouvert = f"le pas « {echelon.titre} » est ouvert{depuis}"
    if pas.derniere is not None:
        e = pas.derniere.envoi
        # -- un paiement partiel a pu la suivre; hors d'une créance, rien ne se paie --
        suivie = "n’a été suivie ni d’un paiement complet ni" if cible.rang is not None else "n’a pas été suivie"
        dit = f"La lettre du {jour(e.date)} {suivie} d’une réponse qui retienne : {ouvert}."
        yield Pourquoi("delai_passe", dit, None, ("envois", pas.derniere.rang))
    elif cible.exigible_le is not None and cible.rang is not None:
        dit = f"{exact(cible.reclame)} à payer" if cible.reclame is not None else "Une somme à payer"
        dit += f" ({cible.facture})" if cible.facture else ""
        dit += f", exigible depuis le {jour(cible.exigible_le)} : {ouvert}."
        yield Pourquoi("echue", dit, None, cible.chemin_de_l_echeance)
    else:
        rien = Pourquoi("rien_ecrit", f"Aucune lettre n’est encore partie : {ouvert}.")
        yield from tuple(avis_sans_effet(cible)) or (rien,)
    if capacites(echelon.lettre or "").demande_un_retrait:
        yield from _deja_repondu(affaire)
    if cible.compte is not None and cible.compte.mises_en_demeure and capacites(echelon.lettre or "").met_en_demeure:
        yield from _de_la_part(cible.compte)
    if echelon.action is not None:
        yield from _de_l_action(cible, echelon.action)
    yield from versement_rompu(cible)
    for p in cible.promesses(echelon.lettre):
        if p.rompue(affaire.au):
            dit = f"La promesse du {jour(p.faite_le)}, pour le {jour(p.fin)}, n’a pas été tenue."
            yield Pourquoi("promesse_rompue", dit, None, ("suites", p.rang))
    for rang, paye in affaire.inscriptions.impayes:
        if paye.facture in {None, cible.nom} and paye.montant is not None:
            dit = f"Un paiement de {exact(paye.montant)} est revenu sans provision."
            yield Pourquoi("cheque_sans_provision", dit, None, ("paiements", rang))
    prescription = cible.prescription
    if prescription and (urgence := prescription.urgence(affaire.au)) is not Urgence.LOINTAINE:
        dit = f"La prescription est le {jour(prescription.fin)}; une lettre ne l’arrête pas. {urgence.phrase}"
        yield Pourquoi("prescription", dit, None, cible.chemin)


def _deja_repondu(affaire: Affaire) -> Iterator[Pourquoi]:
    """La réponse publique déjà partie : elle n'est pas un échelon, mais elle peut suffire."""
    for d in affaire.demarches.envois:
        if capacites(d.envoi.lettre).publique:
            dit = f"Vous avez répondu en public le {jour(d.envoi.date)} : si cela suffit, rien n’oblige à écrire."
            yield Pourquoi("reponse_publique", dit, None, ("envois", d.rang))


def _de_la_part(compte: CompteDeCreance) -> Iterator[Pourquoi]:
    if part := compte.sans_demeure():
        (partie_le, rang), _ = compte.mises_en_demeure[-1]
        dit = (
            f"La mise en demeure du {jour(partie_le)} ne réclamait pas {exact(part)}, alors contestés : cette part "
            "veut la sienne avant le tribunal."
        )
        yield Pourquoi("part_sans_demeure", dit, str(ccq("1594")), ("envois", rang))


def _trop_tard(cible: Cible, reponse: ReponseTrouvee) -> Iterator[Pourquoi]:
    """Ce qui se lève après la prescription : attendre en silence jusque-là, c'est laisser le droit s'éteindre."""
    prescription = cible.prescription
    if prescription and reponse.des_le and cible.affaire.au <= prescription.fin < reponse.des_le:
        dit = f"La prescription est le {jour(prescription.fin)}, avant le {jour(reponse.des_le)} : consultez un avocat."
        yield Pourquoi("prescription", dit, None, cible.chemin)


def _de_l_action(cible: Cible, action: str) -> Iterator[Pourquoi]:
    match action:
        case "appeler":
            reste = f", dont il reste {exact(cible.reclame)}" if cible.reclame is not None else ""
            quoi = f" la facture {cible.facture}{reste}" if cible.facture else " le dossier"
            yield Pourquoi(
                "a_dire", f"À dire au téléphone :{quoi}; demandez quand elle sera payée, et notez la réponse."
            )
        case "petites_creances":
            tribunal = cible.affaire.tribunal
            yield Pourquoi("petites_creances", tribunal.motif, None, _qui_l_ouvrirait(cible.affaire))
        case _:
            yield Pourquoi("a_confier", "Un avocat, un notaire ou un médiateur peut prendre la suite.")
    modele = modele_de(DOCUMENTS.get(action, ""), cible.affaire.dossier.nature)
    if modele is not None:
        dit = f"À préparer : « {modele.titre} » (« --lettre {modele.lettre} »); il ne va pas au destinataire."
        yield Pourquoi("a_preparer", dit)


def _qui_l_ouvrirait(affaire: Affaire) -> Chemin:
    """Où va le fait qui manque pour savoir si les petites créances sont ouvertes; vide s'il n'en manque aucun."""
    dossier, cle = affaire.dossier, affaire.tribunal.manque
    if cle == "montant":
        return ("creances",) if dossier.creances else ("demandes",)
    return (*chemin_du_creancier(dossier), cle) if cle else ()


QUESTIONS: tuple[QuestionPosee, ...] = (
    retenues.empechee,
    retenues.suspendue,
    retenues.politique_inconnue,
    retenues.toleree,
    retenues.sans_politique,
    retenues.prescrite,
    retenues.argent_a_rapprocher,
    offerte,
    retenues.promise,
    retenues.a_trancher,
    retenues.politique_changee,
    epuisee,
    sans_origine,
    trop_tot,
    due,
)
"""Empêchée, suspendue, tolérée; puis l'argent, l'offre, la parole de l'autre, et enfin les jours."""
