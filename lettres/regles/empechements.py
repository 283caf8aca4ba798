"""Ce qu'on dit d'un empêchement : pourquoi la lettre ne part pas, et à qui s'adresser plutôt."""

from __future__ import annotations

from collections.abc import Iterator

from lettres.affaire import Affaire, Empechement, Obstacle
from lettres.langue.ecriture import jour
from lettres.regles.regle import Faute

_REMEDES = {
    Obstacle.AVOCAT: "Cet outil n’écrit pas à un avocat : transmettez-lui vous-même votre demande, ou confiez la vôtre "
    "à un avocat.",
    Obstacle.INSOLVABILITE: "Cherchez s’il y a un syndic et adressez-lui votre réclamation; consultez un avocat.",
}


def fautes(affaire: Affaire, lettre: str, obstacle: Obstacle) -> Iterator[Faute]:
    """Une faute par empêchement de cette sorte, pour cette lettre."""
    for e in affaire.empechements(lettre):
        if e.obstacle is obstacle:
            faute = dire(e)
            part = _part_quand_meme(affaire) if obstacle is Obstacle.AVOCAT else ""
            yield faute._replace(remede=f"{faute.remede}{part}")


def _part_quand_meme(affaire: Affaire) -> str:
    """La lettre d'achat que l'avocat n'empêche pas, et le jour où son droit se ferme; rien, sans droit ouvert."""
    from lettres.affaire.consommation import RETROFACTURATION
    from lettres.droit.droits_d_achat import cas_de

    for d in (
        affaire.consommation.calendrier if affaire.dossier.nature == "consommation" and affaire.consommation else ()
    ):
        if not d.ouvert or not (d.cle == RETROFACTURATION or cas_de(d.cle)):
            continue
        lettre = "retrofacturation" if d.cle == RETROFACTURATION else "avis_resolution"
        d_ici = f", et d’ici le {jour(d.d_ici)}" if d.d_ici else ""
        return f" Sans attendre{d_ici}, « --lettre {lettre} » exerce un droit que l’avocat n’arrête pas."
    return ""


def dire(e: Empechement, sauf: str | None = None) -> Faute:
    """L'empêchement, en une phrase, et son remède; `sauf` nomme le pas qui vient, s'il n'en est pas empêché."""
    remede = _REMEDES[e.obstacle]
    if sauf is not None:
        remede = f"Le pas « {sauf} » n’en est pas empêché; pour le reste, {remede[:1].lower()}{remede[1:]}"
    return Faute(e.chemin, _phrase(e), remede)


def _phrase(e: Empechement) -> str:
    if e.depuis is None:
        return "Le destinataire est représenté par un avocat : la lettre ne peut pas lui être adressée directement."
    if e.obstacle is Obstacle.AVOCAT:
        return "Un avocat s’est constitué pour le destinataire : la lettre ne peut plus lui être adressée."
    if e.chemin[0] == "suspensions":
        return f"Le dossier est suspendu depuis le {jour(e.depuis)} : le débiteur est insolvable."
    return f"L’insolvabilité du débiteur est annoncée depuis le {jour(e.depuis)}."
