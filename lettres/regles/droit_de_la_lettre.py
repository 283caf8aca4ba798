"""Contrôles de la lettre demandée : faits, délai, destinataire, prescription."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from dateutil.relativedelta import relativedelta

from lettres.constats import Chemin, Constat, Gravite
from lettres.dossier import Dossier, Moment
from lettres.droit.delais import reception_prevue
from lettres.droit.parametre import jours, parametre

LIGNES_MAX_OPC = 10

# -- Les demandes que la lettre sait dire sans « texte », selon la nature du dossier --
_DITES_PAR_LEUR_TYPE = {
    "entente": {"repondre"},
    "consommation": {"rembourser", "annuler", "reparer", "remplacer", "livrer", "repondre"},
}

# -- Les dates qui disent ce qui est déjà arrivé --
_DATES_PASSEES = {
    "faits": ("date", "vers"),
    "accompli": ("date", "vers"),
    "publications": ("date", "capture", "connaissance", "signale_le"),
    "envois": ("date", "recu_le"),
    "suites": ("date",),
    "contrat": ("date",),
    "achat": ("date", "double_recu_le", "livre_le", "annule_le"),
}


def demande_sans_texte(dossier: Dossier, lettre: str, au: date) -> Iterator[Constat]:
    """La demande principale ne dit pas ce qui doit être fait, et son type n'a pas de formule (B-06, F-09, K-07)."""
    if dossier.nature not in _DITES_PAR_LEUR_TYPE or not dossier.demandes:
        return
    principale = dossier.demandes[0]
    dite = principale.type in _DITES_PAR_LEUR_TYPE[dossier.nature] or (
        dossier.nature == "consommation" and principale.type == "payer" and principale.montant is not None
    )
    if principale.texte is None and not dite:
        yield Constat(
            "T101",
            Gravite.ERREUR,
            "La demande principale ne dit pas ce qui doit être fait.",
            "Ajoutez « texte », à l’infinitif : « livrer les 40 photos retouchées ».",
            chemin=("demandes", 0),
        )


def fait_sans_date_ni_piece(dossier: Dossier, lettre: str, au: date) -> Iterator[Constat]:
    """Un fait sans date ni pièce ne se prouve pas : on n'affirme rien sans l'une ou l'autre."""
    for bloc in ("faits", "accompli"):
        for i, fait in enumerate(getattr(dossier, bloc)):
            if fait.date is None and fait.vers is None and not fait.pieces:
                yield Constat(
                    "T102",
                    Gravite.ERREUR,
                    "Ce fait n’a ni date ni pièce.",
                    "Ajoutez « date », « vers » (date approximative) ou « pieces ».",
                    chemin=(bloc, i),
                )
            if fait.date is not None and fait.vers is not None:
                yield Constat(
                    "T103",
                    Gravite.ERREUR,
                    "Ce fait a deux dates : « date » et « vers ».",
                    "Gardez « date » si le jour est certain, sinon « vers ».",
                    chemin=(bloc, i, "vers"),
                )


def fait_a_venir(dossier: Dossier, lettre: str, au: date) -> Iterator[Constat]:
    """Un fait, une publication, un achat ou un envoi est daté d'après le jour de la lettre."""
    for bloc, cles in _DATES_PASSEES.items():
        for chemin, element in _elements(getattr(dossier, bloc), (bloc,)):
            for cle in cles:
                valeur = getattr(element, cle)
                jour = valeur.jour if isinstance(valeur, Moment) else valeur
                if jour is not None and jour > au:
                    yield Constat(
                        "T104",
                        Gravite.ERREUR,
                        f"Cette date ({jour}) est après le jour de la lettre ({au}).",
                        "Corrigez la date, ou donnez le bon jour avec « --au ».",
                        chemin=(*chemin, cle),
                    )


def _elements(valeur: object, chemin: Chemin) -> Iterator[tuple[Chemin, object]]:
    """Le bloc, ou chaque bloc d'une liste, avec son chemin; rien pour un bloc absent."""
    if isinstance(valeur, tuple):
        yield from (((*chemin, i), element) for i, element in enumerate(valeur))
    elif valeur is not None:
        yield chemin, valeur


def delai_trop_court(dossier: Dossier, lettre: str, au: date) -> Iterator[Constat]:
    """Le délai donné est nul ou trop court pour que le destinataire s'exécute (F1.02)."""
    limite = dossier.echeance_demandee
    court = parametre("delai.court", au)
    if limite is not None and limite <= au:
        yield Constat(
            "T105",
            Gravite.ERREUR,
            f"La date limite ({limite}) n’est pas après le jour de la lettre ({au}) : aucun délai n’est donné.",
            "Donnez une date plus lointaine, ou retirez « echeance_demandee ».",
            str(court.reference),
            ("echeance_demandee",),
        )
        return
    recue = reception_prevue(au, dossier.mode_envoi)
    if limite is not None and limite <= recue:
        yield Constat(
            "T111",
            Gravite.ALERTE,
            f"La date limite ({limite}) ne suit pas la réception prévue de la lettre ({recue}).",
            "Donnez une date plus lointaine, ou un « mode_envoi » plus rapide.",
            str(court.reference),
            ("echeance_demandee",),
        )
        return
    donnes = (limite - recue).days if limite is not None else dossier.delai_jours
    if donnes is not None and donnes < court.valeur and dossier.nature != "reputation":
        yield Constat(
            "T106",
            Gravite.ALERTE,
            f"Le délai de {donnes} jour{'s' if donnes > 1 else ''} est court.",
            f"À moins d’une urgence, donnez au moins {court.valeur} jours : un délai trop court ne vaut pas.",
            str(court.reference),
            ("echeance_demandee",) if limite is not None else ("delai_jours",),
        )


def opc_pour_un_consommateur(dossier: Dossier, lettre: str, au: date) -> Iterator[Constat]:
    """L'Office reçoit les plaintes d'un consommateur contre un commerçant seulement (F4.21)."""
    if lettre != "opc":
        return
    fondement = "Loi sur la protection du consommateur; Office de la protection du consommateur"
    if dossier.expediteur.type in {"entreprise", "organisme"} or dossier.expediteur.neq:
        yield Constat(
            "T107",
            Gravite.ERREUR,
            "L’Office de la protection du consommateur ne reçoit pas les plaintes d’une entreprise.",
            "Ce sommaire ne sert qu’à un consommateur.",
            fondement,
            ("expediteur", "nom"),
        )
    # -- un artisan ou un travailleur autonome est une personne, et peut être commerçant --
    qualite = dossier.destinataire.qualite
    if qualite == "consommateur" or (qualite == "inconnue" and dossier.destinataire.type == "personne"):
        yield Constat(
            "T108",
            Gravite.ERREUR,
            "L’Office ne traite pas un litige entre deux consommateurs.",
            "Ce sommaire ne vise qu’un commerçant.",
            fondement,
            ("destinataire", "nom"),
        )


def chronologie_trop_longue(dossier: Dossier, lettre: str, au: date) -> Iterator[Constat]:
    """Le sommaire se lit au téléphone : dix lignes de chronologie au plus (G-07)."""
    lignes = len(dossier.faits) + len(dossier.envois) + len(dossier.suites)
    if lettre == "opc" and lignes > LIGNES_MAX_OPC:
        yield Constat(
            "T109",
            Gravite.ERREUR,
            f"La chronologie compte {lignes} lignes; le sommaire en admet {LIGNES_MAX_OPC}.",
            "Regroupez des faits ou des suites.",
            chemin=("faits",),
        )


def prescription_de_la_reputation(dossier: Dossier, lettre: str, au: date) -> Iterator[Constat]:
    """L'action pour atteinte à la réputation se prescrit vite; la lettre n'arrête rien (F1.13, F2.03, F6.12)."""
    if dossier.nature != "reputation":
        return
    for i, p in enumerate(dossier.publications):
        if p.connaissance is None:
            continue
        journal = (p.support or "").lower() == "journal"
        regle = parametre("prescription.journal" if journal else "prescription.reputation", au)
        fin = p.connaissance + (
            relativedelta(months=jours(regle.cle, au)) if journal else relativedelta(years=jours(regle.cle, au))
        )
        if journal and p.date:
            fin = min(fin, p.date.jour + relativedelta(years=jours("prescription.journal_maximum", au)))
        echu = fin < au
        avis = " Contre un journal, un avis préalable est aussi exigé; consultez un avocat." if journal else ""
        yield Constat(
            "T110",
            Gravite.ALERTE,
            f"Prescription : {'échue depuis le' if echu else 'en règle générale, le'} {fin}. "
            f"La lettre n’arrête pas ce délai.{avis}",
            "Si un recours est envisagé, consultez un avocat au moins trente jours avant.",
            str(regle.reference),
            ("publications", i, "connaissance"),
        )
