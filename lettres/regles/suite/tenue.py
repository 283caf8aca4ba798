"""Règles de la tenue du journal : une clôture que les comptes démentent, une réouverture de rien, un jour à venir."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from lettres.affaire import ROUVERTE, Affaire
from lettres.droit.compte import ZERO
from lettres.langue.ecriture import exact, jour
from lettres.regles.regle import ALERTE, Faute, regle
from lettres.socle.constats import Chemin


@regle("J117", "clore-comme-paye-ce-qui-ne-l-est-pas", ALERTE, fiches=("F8.09",))
def close_avec_un_solde(affaire: Affaire, lettre: str) -> Iterator[Faute]:
    """Une facture est close comme payée, et il en reste à payer.

    Pourquoi : la clôture arrête tout; un paiement oublié fausse les comptes, et un reste laissé se dit autrement.
    Fautif : « clotures: [{date: 2026-11-20, issue: payee}] », pour une facture de 60,00 $ sans paiement.
    Conforme : le paiement de 60,00 $ est à « paiements »; ou « issue: abandon », « issue: entente », si le reste est
    laissé.
    """
    restes: defaultdict[int, dict[str, Decimal]] = defaultdict(dict)
    for compte in affaire.comptes.creances:
        cloture, solde = affaire.clotures.de(compte.nom), compte.releve.solde if compte.releve else ZERO
        if cloture is not None and cloture[1].issue == "payee" and solde > ZERO:
            restes[cloture[0]][compte.nom] = solde
    for rang, soldes in sorted(restes.items()):
        close_le, somme = affaire.clotures.connues[rang].date, exact(sum(soldes.values(), ZERO))
        dont = f" ({', '.join(soldes)})" if len(affaire.comptes.creances) > 1 else ""
        yield Faute(
            ("clotures", rang, "issue"),
            f"Close le {jour(close_le)} comme payée, et il reste {somme} à payer{dont}.",
            "Inscrivez le paiement qui manque (« lettres paiement »); si vous laissez ce reste, corrigez l’issue : "
            f'« lettres clore DOSSIER --corrige {rang + 1} --issue abandon --motif "…" », ou « --issue entente ».',
        )


@regle("J118", "inscrire-ce-qui-n-est-pas-arrive", ALERTE, fiches=("F8.09",))
def inscription_a_venir(affaire: Affaire, lettre: str) -> Iterator[Faute]:
    """Le journal a une inscription d’un jour qui n’est pas venu.

    Pourquoi : le journal dit ce qui est arrivé; d’ici ce jour, l’inscription ne compte pas, et on la croirait faite.
    Fautif : « suites: [{date: 2026-12-01, resultat: refus}] », le 22 novembre.
    Conforme : la même, le 1er décembre; ou la bonne date.
    """
    for chemin, quand in _jours(affaire):
        if quand > affaire.au:
            que = "la suspension ne retient rien" if chemin[0] == "suspensions" else "cela ne compte pas"
            yield Faute(
                chemin,
                f"Le {jour(quand)} est après le jour où l’on raisonne, le {jour(affaire.au)} : d’ici là, {que}.",
                "Corrigez la date; si elle est juste, attendez ce jour pour l’inscrire.",
            )


def _jours(affaire: Affaire) -> Iterator[tuple[Chemin, date]]:
    """Le jour de ce qui est inscrit comme arrivé; celui d'un paiement a sa règle."""
    lignes = affaire.inscriptions
    for rang, e in sorted((*lignes.envois, *lignes.revenus), key=lambda ligne: ligne[0]):
        yield ("envois", rang, "date"), e.date
        if e.recu_le is not None and e.recu_le > e.date:
            yield ("envois", rang, "recu_le"), e.recu_le
    for rang, s in lignes.suites:
        yield ("suites", rang, "date"), s.date
    for rang, arret in lignes.suspensions:
        yield ("suspensions", rang, "du"), arret.du
    for rang, c in lignes.clotures:
        yield ("clotures", rang, "date"), c.date
    if affaire.dossier.rapproche_le is not None:
        yield ("rapproche_le",), affaire.dossier.rapproche_le


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
