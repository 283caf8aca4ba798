"""Le journal d'un dossier à l'écran : ce qui est parti, revenu et reçu, chaque ligne sous le nom des commandes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING

from lettres.cli.terminal.affichage import propre

if TYPE_CHECKING:
    from lettres.affaire import Affaire
    from lettres.dossier import Cloture, Envoi, Paiement, Suite

UN = {"envois": "envoi", "suites": "suite", "paiements": "paiement", "suspensions": "suspension"}
UN |= {"clotures": "clôture"}
"""Une inscription de chaque liste du journal : avec son rang compté de 1, c'est ainsi que les commandes la nomment."""

_ACCENTUES = {
    "recommande": "recommandé",
    "sans_reponse": "sans réponse",
    "paiement_annonce": "paiement annoncé",
    "facture_non_recue": "facture non reçue",
    "retour_courrier": "courrier retourné",
    "procureur_constitue": "avocat constitué",
    "insolvabilite": "insolvabilité",
    "cheque_sans_provision": "chèque sans provision",
    "opc": "appel à l’Office",
    "avis_resolution": "avis de résolution",
    "retrofacturation": "demande de rétrofacturation",
    "reponse": "réponse",
    "reponse_publique": "réponse publique",
    "cesser": "demande de cesser",
    "garantie": "demande de réparation sous garantie",
    "entente_paiement": "entente de paiement",
    "dossier_avocat": "dossier remis à un avocat",
    "dossier_petites_creances": "dossier pour les petites créances",
    "payee": "payée",
    "confiee": "confiée",
    "petites_creances": "petites créances",
    "mediation": "médiation",
    "echelle_epuisee": "échelle épuisée",
}


def en_clair(mot: str) -> str:
    """Un mot de liste du dossier, comme on l'écrit en français."""
    return _ACCENTUES.get(mot, mot.replace("_", " "))


def journal(affaire: Affaire) -> Iterator[str]:
    """Ce qui est parti, revenu et reçu, dans l'ordre des jours, avec son rang; rien de corrigé ni d'annulé."""
    from lettres.langue.ecriture import exact

    lignes = affaire.inscriptions

    def somme(p: Paiement) -> str:
        return exact(p.montant) if p.montant is not None else "somme inconnue"

    dits = [
        *(("envois", r, x.date, f"{_parti(x)}{_recu(x.recu_le)}", x.creances) for r, x in lignes.envois),
        *(("envois", r, x.date, f"{_parti(x)}, revenue", x.creances) for r, x in lignes.revenus),
        *(
            ("suites", r, x.date, f"{en_clair(x.resultat)}{_conteste(x)}{_promis(x.promis_le)}", x.creances)
            for r, x in lignes.suites
        ),
        *(("paiements", r, x.date, somme(x), _une(x.facture)) for r, x in lignes.paiements),
        *(("paiements", r, x.date, f"{somme(x)}, sans provision", _une(x.facture)) for r, x in lignes.impayes),
        *(("suspensions", r, x.du, f"{en_clair(x.motif)}{_jusqu_au(x.au)}", x.creances) for r, x in lignes.suspensions),
        *(("clotures", r, x.date, f"{en_clair(x.issue)}{_a_qui(x)}", x.creances) for r, x in lignes.clotures),
    ]
    connus = [(q, liste, r, dit, vises) for liste, r, q, dit, vises in dits if q is not None and q <= affaire.au]
    if connus:
        phrases = (
            f"  {quand.isoformat()}  {UN[liste]} {rang + 1} : {dit}{visees(vises)}"
            for quand, liste, rang, dit, vises in sorted(connus, key=lambda ligne: ligne[0])
        )
        yield "\n".join(["Journal", *phrases])


def _parti(x: Envoi) -> str:
    return en_clair(x.lettre) + (f", {en_clair(x.mode)}" if x.mode else "")


def _recu(jour: date | None) -> str:
    return f", reçue le {jour.isoformat()}" if jour else ""


def _a_qui(x: Cloture) -> str:
    return f", {en_clair(x.confiee_a)}" if x.confiee_a else ""


def _conteste(x: Suite) -> str:
    from lettres.langue.ecriture import exact

    return f", {exact(x.montant_conteste)}" if x.montant_conteste is not None else ""


def _promis(jour: date | None) -> str:
    return f" pour le {jour.isoformat()}" if jour else ""


def _jusqu_au(jour: date | None) -> str:
    return f" jusqu’au {jour.isoformat()}" if jour else ", sans fin écrite"


def _une(facture: str | None) -> tuple[str, ...]:
    return (facture,) if facture else ()


def visees(factures: Sequence[str]) -> str:
    """Les factures visées, à la suite de ce que l'on en dit; rien, si l'on n'en nomme aucune."""
    return f" – {', '.join(map(propre, factures))}" if factures else ""
