"""Composition des dates limites : jusqu'à quand agir en justice, d'où cela se compte, et ce qui en est incertain."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date

from lettres.affaire import Affaire, Doute
from lettres.composition.achats import office
from lettres.composition.argent import creances
from lettres.dossier import Creance
from lettres.droit.parametre import parametre
from lettres.droit.prescription import Matiere, Prescription, Urgence
from lettres.langue import typographie as t

_DOUTES = {Doute.SANS_PIECE: "sans pièce", Doute.PARTIELLE: "partielle"}
_RESERVE = "Ces dates sont données sans report; une lettre ou un dossier ne les arrête pas."


def limites(affaire: Affaire) -> list[str]:
    """Les dates limites, la plus proche d'abord; puis ce qu'on n'en sait pas, et celle de ce que l'autre réclame."""
    datees = [*_des_creances(affaire), *_des_propos(affaire)]
    lignes = [dite for _, dite in sorted(datees)]
    lignes += [dite for dite in office.delais(affaire, precis=True) if dite]
    lignes += _inconnues(affaire)
    lignes += _doutes(affaire)
    return [*lignes, _RESERVE, *_de_l_autre(affaire)]


def prochaine(affaire: Affaire) -> str | None:
    """La date limite la plus proche, en une phrase; None si aucune ne se calcule."""
    prescription = affaire.prescriptions.prochaine
    if prescription is None:
        return None
    passee = "; cette date est passée" if prescription.fin < affaire.au else ""
    return f"Date limite la plus proche pour agir{t.INSECABLE}: le {t.date_longue(prescription.fin)}{passee}."


def _d_ici(p: Prescription, quoi: str, d_ou: str, au: date) -> tuple[date, str]:
    quand = t.date_longue(p.fin)
    debut = f"Depuis le {quand}, la date est passée" if p.urgence(au) is Urgence.ECHUE else f"D’ici le {quand}"
    duree = t.sans_point(p.regle.split(" depuis ")[0])
    return p.fin, f"{debut}{t.INSECABLE}: agir en justice pour {quoi} ({duree} depuis {d_ou}; {p.reference})."


def _des_creances(affaire: Affaire) -> Iterator[tuple[date, str]]:
    groupes: defaultdict[tuple[Prescription, str], list[Creance]] = defaultdict(list)
    for compte, sienne in zip(affaire.comptes.creances, affaire.prescriptions.creances, strict=True):
        if sienne is None or not compte.est_due or not affaire.comptes.vise(compte.nom):
            continue
        depuis = t.date_longue(sienne.actuelle.depuis)
        if sienne.reconnue_le is not None:
            d_ou = f"la reconnaissance du {depuis}"
        elif compte.creance.echeance is not None:
            d_ou = f"l’échéance, le {depuis}"
        else:
            d_ou = f"la facture du {depuis}, par prudence"
        groupes[sienne.actuelle, d_ou].append(compte.creance)
    for (p, d_ou), siennes in groupes.items():
        yield _d_ici(p, creances.avec_article(siennes), d_ou, affaire.au)


def _des_propos(affaire: Affaire) -> Iterator[tuple[date, str]]:
    plusieurs = len(affaire.dossier.publications) > 1
    for rang, p in enumerate(affaire.prescriptions.publications, 1):
        if p is None:
            continue
        quoi = f"le propos {rang}" if plusieurs else "le propos"
        d_ou = f"le {t.date_longue(p.depuis)}, jour où il a été connu"
        if p.matiere is Matiere.JOURNAL:
            d_ou += "; contre un journal, un avis préalable est aussi exigé"
        yield _d_ici(p, quoi, d_ou, affaire.au)


def _de_l_autre(affaire: Affaire) -> Iterator[str]:
    """Jusqu'à quand l'autre pourrait agir pour ce qu'il réclame : le dire n'est pas le lui devoir (F2.05)."""
    reclamee = affaire.pretention
    if reclamee is None:
        return
    somme = f" ({t.montant(reclamee.montant)})" if reclamee.montant is not None else ""
    quoi = f"Ce que l’autre partie réclame{somme}, sans que rien en soit reconnu{t.INSECABLE}:"
    p = reclamee.prescription
    if p is None:
        yield f"{quoi} le dossier ne dit pas depuis quand ce serait exigible, ni donc jusqu’à quand elle pourrait agir."
        return
    duree = t.sans_point(p.regle.split(" depuis ")[0])
    d_ou = f"{duree} depuis l’exigibilité, le {t.date_longue(p.depuis)}; {p.reference}"
    dit = "prescrit depuis le" if reclamee.est_prescrite else "elle aurait pour agir jusqu’au"
    yield f"{quoi} en règle générale, {dit} {t.date_longue(p.fin)} ({d_ou})."


def _inconnues(affaire: Affaire) -> Iterator[str]:
    """Ce dont la date limite ne se calcule pas, et pourquoi."""
    p = affaire.prescriptions
    comptes = zip(affaire.comptes.creances, p.creances, strict=True)
    dues = [connue for compte, connue in comptes if compte.est_due and affaire.comptes.vise(compte.nom)]
    if None in dues or None in p.publications:
        yield f"Date limite inconnue pour une partie de l’affaire{t.INSECABLE}: son point de départ manque au dossier."
    if not (p.creances or p.publications or p.achat):
        ans = t.en_lettres(int(parametre("prescription.generale", affaire.au).valeur))
        yield (
            f"Date limite inconnue{t.INSECABLE}: le dossier n’en donne pas le point de départ. En règle générale, "
            f"{ans} ans depuis que le droit d’agir est né."
        )


def _doutes(affaire: Affaire) -> Iterator[str]:
    for aveu in affaire.prescriptions.incertaines:
        doute = _DOUTES[aveu.doute] if aveu.doute else ""
        yield (
            f"Incertain{t.INSECABLE}: une reconnaissance du {t.date_longue(aveu.le)} ({doute}) pourrait reporter une "
            "de ces dates; on n’y compte pas."
        )
