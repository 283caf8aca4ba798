"""Règles de ce qu'on prouve et demande devant un propos : une capture, un démenti, une rétractation; pas d'argent."""

from __future__ import annotations

from collections.abc import Iterator

from lettres.affaire import Affaire
from lettres.droit.fondements import ccq
from lettres.langue.ecriture import jour
from lettres.regles.ecrits.reputation import propos_vises, support_dit
from lettres.regles.regle import ALERTE, CONSEIL, ERREUR, Faute, indetermine, quand, regle


@quand(nature="reputation", donne="publications")
@regle("R109", "capturer-avant-la-publication", ERREUR, fiches=("F6.14",))
def capture_anterieure(affaire: Affaire, lettre: str) -> Iterator[Faute]:
    """La capture ou la connaissance précède la publication.

    Pourquoi : l’une des dates est fausse, et l’auteur du propos le verra.
    Fautif : publié le 20 octobre, capturé le 19.
    Conforme : publié le 20 octobre, capturé le 21.
    """
    for i, p in propos_vises(affaire.dossier, lettre):
        if p.date is None:
            continue
        for cle, vu_le in (("capture", p.capture.jour if p.capture else None), ("connaissance", p.connaissance)):
            if vu_le is not None and vu_le < p.date.jour:
                yield Faute(
                    ("publications", i, cle),
                    f"Cette date ({jour(vu_le)}) précède la publication ({jour(p.date.jour)}).",
                    "Corrigez l’une des deux dates.",
                )
        vue = p.capture if p.capture and p.capture.jour == p.date.jour else None
        if vue and vue.heure and p.date.heure and vue.heure < p.date.heure:
            # -- une horloge peut être mal réglée : une heure alerte, une date refuse --
            message = "Cette capture précède, le même jour, l’heure de la publication."
            yield Faute(("publications", i, "capture"), message, "Corrigez l’une des deux heures.", ALERTE)


@quand(nature="reputation", donne="demandes")
@regle("R110", "demander-une-retractation-sans-texte", CONSEIL, fiches=("F6.08", "F6.07"))
def retractation_sans_texte(affaire: Affaire, lettre: str) -> Iterator[Faute]:
    """Une rétractation ou des excuses sont demandées sans texte proposé.

    Pourquoi : les tribunaux refusent souvent d’ordonner des excuses; un texte précis est plus facile à accepter.
    Fautif : « type: retracter », et aucune « correction ».
    Conforme : « correction: J’ai écrit que… C’est inexact : … »
    """
    dossier = affaire.dossier
    corrige = any(p.correction for _, p in propos_vises(dossier, lettre))
    for i, d in enumerate(dossier.demandes):
        if d.type in {"retracter", "excuser"} and not corrige:
            yield Faute(
                ("demandes", i, "type"),
                "Une rétractation est demandée, mais aucun texte n’est proposé.",
                "Ajoutez « correction » à une publication.",
            )


@quand(nature="reputation", donne="publications")
@regle("R111", "dementir-sans-preuve", CONSEIL, fiches=("F6.01", "F6.14"))
def dementi_sans_piece(affaire: Affaire, lettre: str) -> Iterator[Faute]:
    """Un propos est dit faux, et aucune pièce ne le dément.

    Pourquoi : l’auteur retire plus volontiers ce qu’un document contredit.
    Fautif : « situation: sait_faux », sans « pieces ».
    Conforme : « pieces: [P-2] », l’accusé de réception des photos.
    """
    for i, p in propos_vises(affaire.dossier, lettre):
        if p.situation in {"sait_faux", "devrait_savoir"} and not p.pieces:
            yield Faute(
                ("publications", i),
                "Ce propos est dit faux, mais aucune pièce ne le dément.",
                "Ajoutez « pieces », les documents qui montrent le contraire.",
            )


@quand(nature="reputation", donne="publications")
@regle("R112", "ecrire-avant-de-signaler", CONSEIL, fiches=("F6.16",))
def pas_signale(affaire: Affaire, lettre: str) -> Iterator[Faute]:
    """La publication n’a pas été signalée à la plateforme.

    Pourquoi : le signalement est gratuit, et suffit parfois.
    Fautif : une publication en ligne sans « signale_le ».
    Conforme : « signale_le: 2026-10-21 ».
    """
    for i, p in propos_vises(affaire.dossier, lettre):
        if p.url and p.signale_le is None and support_dit(p) != "journal":
            yield Faute(
                ("publications", i),
                "Cette publication n’a pas été signalée à la plateforme.",
                "Signalez-la d’abord, puis ajoutez « signale_le ».",
            )


@quand(nature="reputation", lettre="demande_un_retrait", donne="demandes")
@regle("R113", "demander-de-l-argent-dans-une-demande-de-retrait", ERREUR, fondement=ccq("1457"), fiches=("F6.10",))
def argent_dans_le_retrait(affaire: Affaire, lettre: str) -> Iterator[Faute]:
    """La demande de retrait réclame une somme.

    Pourquoi : une première demande, courtoise, ne porte que sur le propos; l’argent la ferait lire comme une menace.
    Fautif : « lettre: retrait », avec « demandes: [{type: payer, montant: 500,00 $}] ».
    Conforme : « demandes: [{type: retirer}] ».
    """
    dossier = affaire.dossier
    for i, d in enumerate(dossier.demandes):
        if d.montant is not None or d.type in {"payer", "rembourser"}:
            yield Faute(
                ("demandes", i),
                "Une demande de retrait ne réclame pas d’argent.",
                "Retirez cette demande; les torts se disent, s’il le faut, dans la mise en demeure.",
            )


@quand(nature="reputation", donne="prejudices")
@regle("R114", "chiffrer-sans-dire-le-lien", CONSEIL, fondement=ccq("1457"), fiches=("F6.01",))
def tort_sans_piece(affaire: Affaire, lettre: str) -> Iterator[Faute]:
    """Aucun des torts n’est appuyé d’une pièce.

    Pourquoi : il faut une faute, un préjudice et un lien entre les deux; le préjudice se prouve.
    Fautif : « prejudices: [{texte: ma réputation est détruite.}] »
    Conforme : « prejudices: [{texte: une cliente a annulé en citant le propos., pieces: [P-6]}] »
    """
    dossier = affaire.dossier
    if not dossier.prejudices:
        return
    if not any(p.pieces for p in dossier.prejudices):
        yield indetermine(
            ("prejudices",),
            "aucune pièce ne montre le tort subi ni son lien avec le propos.",
            "Ajoutez « pieces » : une annulation, un message, une baisse de commandes.",
        )


@quand(nature="reputation", lettre="met_en_demeure", donne="demandes")
@regle("R115", "exiger-des-excuses-comme-un-droit", CONSEIL, fiches=("F6.08",))
def excuses_en_premier(affaire: Affaire, lettre: str) -> Iterator[Faute]:
    """La demande principale est de présenter des excuses.

    Pourquoi : les tribunaux les ordonnent rarement; la lettre ne peut que les souhaiter.
    Fautif : « demandes: [{type: excuser}] »
    Conforme : « demandes: [{type: retirer}, {type: excuser}] »
    """
    if affaire.dossier.demandes and affaire.dossier.demandes[0].type == "excuser":
        yield Faute(
            ("demandes", 0, "type"),
            "Des excuses ne peuvent être que souhaitées : elles ne font pas une demande principale.",
            "Demandez d’abord le retrait.",
        )
