"""Règles des remèdes : un consommateur en demande un à la fois; sous garantie, d’abord réparer."""

from __future__ import annotations

from collections.abc import Iterator

from lettres.affaire import Affaire
from lettres.catalogue import capacites
from lettres.droit.fondements import lpc
from lettres.regles.regle import ALERTE, ERREUR, Faute, quand, regle
from lettres.socle.expression import Expression

_REMEDES = {"rembourser", "annuler", "reparer", "remplacer", "livrer", "executer"}
_MOTS_DES_REMEDES = {
    "rembourser": Expression(r"(?i)\brembourser|\bannuler"),
    "reparer": Expression(r"(?i)\bréparer"),
}
_MEME_EN_UN_MOT = Expression(r"(?i)\bremboursement\b|\bré(?:soudre|silier) (?:le contrat|la vente|l[’']achat)")
"""Sous garantie, ce qui rend l'argent ne s'y glisse pas non plus par un nom."""

_REMPLACER = Expression(
    r"(?i)\b(?:remplacer|échanger|remplacement d[eu]s?)\b(?:,? (?:gratuitement|sans (?:frais|délai)),?)?"
    r" ?(?P<quoi>(?:l[ea]s?|ce(?:t|tte|s)?|l[’']|d[eu]s?|mon|ma|mes|notre|nos)? ?[\w-]*)"
)
_DETERMINANT = Expression(r"(?i)^(?:l[ea]s?|ce(?:t|tte|s)?|d[eu]s?|mon|ma|mes|notre|nos) |^l[’']")
_LE_BIEN = {"", "bien", "biens", "appareil", "appareils", "produit", "article", "unité", "tout", "par", "si", "ou"}
_OU = Expression(r"(?i)\bou\b")
_A_DEFAUT = Expression(r"(?i)\bà défaut\b|\bsinon\b|\bsi\b")
"""« Réparer ou, à défaut, rembourser » n'en demande qu'un à la fois."""

_AUSSI = {"reparer", "repondre"}
"""Ce qu'une lettre de garantie demande : réparer, et que l'on réponde."""


def _remplace_le_bien(texte: str, objet: str) -> bool:
    """Remplacer le bien est un remède; remplacer une de ses pièces, « le compresseur », est le réparer."""
    nommes = {*_LE_BIEN, *objet.lower().split()}
    trouves = (_DETERMINANT.sub("", m["quoi"].strip().lower(), count=1) for m in _REMPLACER.finditer(texte))
    return any(nom in nommes or any(nom in mot.split("-") for mot in nommes) for nom in trouves)


def _dits(texte: str, objet: str) -> set[str]:
    """Les remèdes que nomme un texte."""
    dits = {remede for remede, mots in _MOTS_DES_REMEDES.items() if mots.search(texte)}
    return dits | ({"remplacer"} if _remplace_le_bien(texte, objet) else set())


@quand(nature="consommation", donne="demandes")
@regle("C103", "demander-plusieurs-remedes", ALERTE, fondement=lpc("272"), fiches=("F4.09", "F7.07"))
def plusieurs_remedes(affaire: Affaire, lettre: str) -> Iterator[Faute]:
    """La lettre demande plus d’un remède principal.

    Pourquoi : on ne peut à la fois garder le bien réparé et en être remboursé.
    Fautif : « demandes: [{type: reparer}, {type: rembourser}] »
    Conforme : « demandes: [{type: annuler}, {type: rembourser}] », qui n’en font qu’un.
    """
    if capacites(lettre).garantit:
        return  # -- sous garantie, un second remède est une erreur : C160 --
    vus: set[str] = set()
    for i, d in enumerate(affaire.dossier.demandes):
        remede = "rembourser" if d.type == "annuler" else d.type
        if d.type not in _REMEDES:
            continue
        if vus and remede not in vus:
            yield _un_seul_remede("type", i)
        elif _deux_au_choix(remede, d.texte or "", _objet(affaire)):
            yield _un_seul_remede("texte", i)
        vus.add(remede)


def _objet(affaire: Affaire) -> str:
    achat = affaire.dossier.achat
    return (achat.objet if achat else None) or ""


def _deux_au_choix(remede: str, texte: str, objet: str) -> bool:
    """Vrai de « me rembourser ou réparer le sofa »."""
    return bool(_dits(texte, objet) - {remede} and _OU.search(texte) and not _A_DEFAUT.search(texte))


def _un_seul_remede(cle: str, rang: int) -> Faute:
    return Faute(
        ("demandes", rang, cle),
        "La lettre demande plus d’un remède principal.",
        "Gardez-en un seul; l’autre se dira plus tard, si le premier échoue.",
    )


@quand(nature="consommation", lettre="garantit", donne="achat")
@regle("C160", "demander-plus-que-la-reparation", ERREUR, fondement=lpc("38.1"), fiches=("F14.01", "F4.09"))
def reparation_d_abord(affaire: Affaire, lettre: str) -> Iterator[Faute]:
    """La lettre de garantie demande autre chose que la réparation.

    Pourquoi : la garantie donne d’abord une réparation sans frais; le reste se demande si elle ne vient pas.
    Fautif : « lettre: garantie » et « demandes: [{type: rembourser}] ».
    Fautif aussi : « type: reparer, texte: réparer ou remplacer le réfrigérateur », deux remèdes à la fois.
    Conforme : « demandes: [{type: reparer}] »; ou, pour un remboursement, la lettre « rappel ».
    Conforme aussi : « texte: réparer le réfrigérateur, ou en remplacer le compresseur », qui est le réparer.
    """
    a = affaire.dossier.achat
    if a is None:
        return
    for i, d in enumerate(affaire.dossier.demandes):
        if d.type not in _AUSSI or (i == 0 and d.type != "reparer"):
            yield Faute(
                ("demandes", i, "type"),
                "Cette lettre demande d’abord de réparer, et rien d’autre.",
                "Écrivez « type: reparer »; pour autre chose, prenez la lettre « rappel » ou « mise_en_demeure ».",
            )
        elif d.texte and (_MEME_EN_UN_MOT.search(d.texte) or _dits(d.texte, _objet(affaire)) - {"reparer"}):
            yield Faute(
                ("demandes", i, "texte"),
                "Cette lettre demande d’abord de réparer, et ce texte y ajoute un autre remède.",
                "Ne demandez que de réparer; le reste se dira plus tard, si la réparation ne vient pas. Pour le "
                "demander dès maintenant, prenez la lettre « rappel ».",
            )
    if a.obligation not in {None, "garantie"}:
        yield Faute(
            ("achat", "obligation"),
            "Cette lettre invoque la garantie, et le dossier vise une autre obligation.",
            "Écrivez « obligation: garantie »; ou prenez la lettre « rappel ».",
        )
