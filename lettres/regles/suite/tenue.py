"""Règles de la tenue du journal : une clôture que l'on dément, une réouverture de rien, un jour à venir, une promesse
que ses propres mots démentent.

Ce qui est daté d'après le jour de la lettre, ailleurs qu'à ces places, est de `recit` (T104) et de `sommes` (S109).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from lettres import escalade
from lettres.affaire import PROMESSES, ROUVERTE, Affaire
from lettres.dossier.verbes import ou_tapez
from lettres.escalade.issues import issue_dite, reste_dit, versement_manque
from lettres.langue.ecriture import exact, jour
from lettres.langue.pliage import plier
from lettres.langue.sommes_et_dates import jours_autour, sommes
from lettres.langue.typographie import enumerer, montant_en_lettres
from lettres.regles.regle import ALERTE, ERREUR, FORCEZ, Faute, quand, regle
from lettres.socle.constats import Chemin


@quand(donne="clotures")
@regle("J117", "clore-comme-paye-ce-qui-ne-l-est-pas", ALERTE, fiches=("F8.09",))
def close_avec_un_solde(affaire: Affaire, lettre: str) -> Iterator[Faute]:
    """Une facture est close comme payée, et il en reste à payer.

    Pourquoi : la clôture arrête tout; un paiement oublié fausse les comptes, et un reste laissé se dit autrement.
    Fautif : « clotures: [{date: 2026-11-20, issue: payee}] », pour une facture de 60,00 $ sans paiement.
    Conforme : le paiement de 60,00 $ est à « paiements »; ou « issue: abandon », « issue: entente », si le reste est
    laissé.
    """
    for rang in sorted(affaire.restes_des_payees):
        close_le = affaire.clotures.connues[rang].date
        yield Faute(
            ("clotures", rang, "issue"),
            f"Close le {jour(close_le)} comme payée, et il reste {reste_dit(affaire, rang)}.",
            "Inscrivez le paiement qui manque (« lettres paiement »); si vous laissez ce reste, corrigez l’issue : "
            f'« lettres clore DOSSIER --corrige {rang + 1} --issue abandon --motif "…" », ou « --issue entente ».',
        )


@quand(lettre=("reclame", "met_en_demeure"), donne="clotures")
@regle("J123", "reclamer-ce-qui-est-clos", ERREUR, fiches=("F8.09",), forcable=True)
def reclame_ce_qui_est_clos(affaire: Affaire, lettre: str) -> Iterator[Faute]:
    """La lettre nommée réclame ce que le journal dit clos : payé, abandonné, réglé par une entente, confié.

    Pourquoi : ce qui est dit payé, ce à quoi l’on a renoncé, ou que quelqu’un d’autre réclame, ne se réclame pas par
    mégarde; et d’une affaire close, plus rien n’est suivi, pas même un versement manqué.
    Fautif : « clotures: [{date: 2026-11-20, issue: entente}] », et « --lettre rappel ».
    Conforme : l’affaire est rouverte d’abord : « {date: 2026-11-22, issue: rouverte} ».
    """
    dossier, dues = affaire.dossier, affaire.comptes.dues
    grace = escalade.livree(dossier.nature).grace
    closes: defaultdict[int, list[str]] = defaultdict(list)
    noms_des_dues: list[str | None] = [compte.nom for compte in dues]
    for nom in noms_des_dues or [None]:
        trouvee = affaire.clotures.de(nom)
        if trouvee is not None:
            closes[trouvee[0]] += [nom] if nom else []
    for rang, noms in sorted(closes.items()):
        close = affaire.clotures.connues[rang]
        une_part = len(noms) < len(dues)
        quoi = f"La lettre réclame aussi {enumerer(noms)} :" if une_part else "L’affaire est"
        autres = "écrivez sans « --lettre », qui ne la réclame pas" if une_part else "n’écrivez pas"
        comment = issue_dite(close, affaire.demarches) + versement_manque(close, affaire, noms, grace)
        yield Faute(
            ("clotures", rang, "issue"),
            f"{quoi} close depuis le {jour(close.date)}, {comment}.",
            f"Si elle reprend, rouvrez-la d’abord; sinon, {autres}; {FORCEZ}"
            + ou_tapez(escalade.qui_rouvre(dossier, noms)),
        )


@quand(donne=("suspensions", "rapproche_le"))
@regle("J118", "compter-sur-un-jour-a-venir", ALERTE, fiches=("F8.09",))
def jour_a_venir(affaire: Affaire, lettre: str) -> Iterator[Faute]:
    """Une suspension commence, ou les comptes sont dits rapprochés, un jour qui n’est pas venu.

    Pourquoi : d’ici ce jour, elle ne retient rien, et on la croirait déjà en cours.
    Fautif : « suspensions: [{motif: mediation, du: 2026-12-01}] », le 22 novembre.
    Conforme : la même, le 1er décembre; ou « du: 2026-11-20 ».
    """
    jours: list[tuple[Chemin, date | None, str]] = [
        (("suspensions", rang, "du"), s.du, "la suspension ne retient rien")
        for rang, s in affaire.inscriptions.suspensions
    ]
    jours.append((("rapproche_le",), affaire.dossier.rapproche_le, "rien n’est rapproché"))
    for chemin, dit_le, que in jours:
        if dit_le is not None and dit_le > affaire.au:
            yield Faute(
                chemin,
                f"Le {jour(dit_le)} est après le jour où l’on raisonne, le {jour(affaire.au)} : d’ici là, {que}.",
                "Si la date est juste, attendez ce jour; sinon, corrigez-la.",
            )


@quand(donne="clotures")
@regle("J119", "rouvrir-ce-qui-n-est-pas-clos", ALERTE, fiches=("F8.09",))
def rouverte_sans_cloture(affaire: Affaire, lettre: str) -> Iterator[Faute]:
    """Le journal rouvre ce qu’aucune clôture n’avait fermé.

    Pourquoi : la clôture manque au journal, ou la réouverture nomme une autre facture; elle n’y change rien.
    Fautif : « clotures: [{date: 2026-11-20, issue: rouverte}] », et aucune autre.
    Conforme : la clôture qu’elle rouvre la précède.
    """
    noms: tuple[str | None, ...] = (None, *affaire.dossier.noms_des_creances)
    closes: set[str | None] = set()
    for rang, c in sorted(affaire.inscriptions.clotures, key=lambda ligne: (ligne[1].date, ligne[0])):
        visees = c.creances or noms
        if c.issue != ROUVERTE:
            closes.update(visees)
            continue
        if closes.isdisjoint(visees):
            yield Faute(
                ("clotures", rang, "issue"),
                f"Rien n’était clos le {jour(c.date)} : cette réouverture ne change rien.",
                "Inscrivez d’abord la clôture qu’elle rouvre, à sa date; sinon, annulez cette inscription.",
            )
        closes.difference_update(visees)


@quand(donne="suites")
@regle("J121", "contredire-les-mots-d-une-promesse", ALERTE, fiches=("F8.09",))
def promesse_dementie(affaire: Affaire, lettre: str) -> Iterator[Faute]:
    """Les mots cités d’une promesse écrivent une autre somme, ou un autre jour, que ceux que le journal retient.

    Pourquoi : la lettre cite ces mots et affirme le reste; l’autre y lirait ce qu’il n’a pas promis.
    Fautif : « citation: Je vous paie 300 $ le 20 octobre, et 300 $ le 20 novembre. », avec « montant: 600,00 $ ».
    Conforme : une suite par paiement promis, chacune avec son « montant: 300,00 $ » et son « promis_le ».
    """
    for rang, s in affaire.inscriptions.suites:
        if s.citation is None or s.resultat not in PROMESSES:
            continue
        dits = plier(s.citation)
        ecrites, ecrits = sommes(dits), {quand for quand in jours_autour(dits, s.date) if quand >= s.date}
        autres = "s’il promet plusieurs paiements, inscrivez une suite pour chacun; et ne citez que sa promesse."
        if s.montant is not None and ecrites and s.montant not in ecrites and not _en_mots(s.montant, dits):
            yield Faute(
                ("suites", rang, "montant"),
                f"Les mots cités écrivent {enumerer([*map(exact, sorted(ecrites))])}; la promesse inscrite est de "
                f"{exact(s.montant)}.",
                f"Corrigez « montant » d’après ces mots; {autres}",
            )
        if s.promis_le is not None and ecrits and s.promis_le not in ecrits:
            yield Faute(
                ("suites", rang, "promis_le"),
                f"Les mots cités écrivent le {enumerer([*map(jour, sorted(ecrits))])}; la promesse inscrite est pour "
                f"le {jour(s.promis_le)}.",
                f"Corrigez « promis_le » d’après ces mots; {autres}",
            )


def _en_mots(somme: Decimal, dits: str) -> bool:
    """Dit si ces mots écrivent la somme en toutes lettres, traits d'union ou non."""
    return plier(montant_en_lettres(somme)).replace("-", " ") in dits.replace("-", " ")
