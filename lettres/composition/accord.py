"""Accord : « je » ou « nous » selon l'expéditeur, féminin, masculin ou neutre selon le destinataire."""

from __future__ import annotations

from lettres.dossier import Civilite, Destinataire, Personne

CIVILITES = {Civilite.MADAME: "Madame", Civilite.MONSIEUR: "Monsieur", Civilite.MAITRE: "Maître"}

VOIX: dict[str, tuple[str, str]] = {
    # -- clé : (je, nous). La clé est la forme au singulier, sans accent ni apostrophe --
    "je": ("je", "nous"),
    "Je": ("Je", "Nous"),
    "me": ("me", "nous"),
    "m_": ("m’", "nous "),
    "moi": ("moi", "nous"),
    "mon": ("mon", "notre"),
    "Mon": ("Mon", "Notre"),
    "ma": ("ma", "notre"),
    "Ma": ("Ma", "Notre"),
    "mes": ("mes", "nos"),
    "Mes": ("Mes", "Nos"),
    "mien": ("le mien", "le nôtre"),
    "compte": ("compte", "comptons"),
    "comprends": ("comprends", "comprenons"),
    "connais": ("connais", "connaissons"),
    "demande": ("demande", "demandons"),
    "demeure": ("demeure", "demeurons"),
    "disponible": ("disponible", "disponibles"),
    "ecris": ("écris", "écrivons"),
    "m_engage": ("m’engage", "nous engageons"),
    "m_engagerais": ("m’engagerais", "nous engagerions"),
    "mets": ("mets", "mettons"),
    "pourrai": ("pourrai", "pourrons"),
    "propose": ("propose", "proposons"),
    "prie": ("prie", "prions"),
    "remets": ("remets", "remettons"),
    "reclamerai": ("réclamerai", "réclamerons"),
    "resous": ("résous", "résolvons"),
    "restituerai": ("restituerai", "restituerons"),
    "reclame": ("réclame", "réclamons"),
    "renonce": ("renonce", "renonçons"),
    "remercie": ("remercie", "remercions"),
    "reserve": ("réserve", "réservons"),
    "rappelle": ("rappelle", "rappelons"),
    "reproche": ("reproche", "reprochons"),
    "saurais": ("saurais", "saurions"),
    "souhaite": ("souhaite", "souhaitons"),
    "suis": ("suis", "sommes"),
    "tiens": ("tiens", "tenons"),
    "trompe": ("trompe", "trompons"),
    "verserai": ("verserai", "verserons"),
    "verserais": ("verserais", "verserions"),
    "J_ai": ("J’ai", "Nous avons"),
    "n_ai": ("n’ai", "n’avons"),
    "j_ai": ("j’ai", "nous avons"),
    "J_ecris": ("J’écris", "Nous écrivons"),
    # -- les réponses --
    "avise": ("avise", "avisons"),
    "accueille": ("accueille", "accueillons"),
    "conteste": ("conteste", "contestons"),
    "j_": ("j’", "nous "),
    "maintiens": ("maintiens", "maintenons"),
    "parle": ("parle", "parlons"),
    "prends": ("prends", "prenons"),
    "repondrai": ("répondrai", "répondrons"),
    "respecte": ("respecte", "respectons"),
    "sais": ("sais", "savons"),
}
"""Les mots de l'expéditeur, pour les modèles : `{{ voix.Je }} vous {{ voix.demande }}`."""


def nom_complet(civilite: Civilite | None, nom: str) -> str:
    """« Madame Marie Exemple »; le nom seul quand la civilité est neutre ou inconnue."""
    titre = CIVILITES.get(civilite) if civilite else None
    return f"{titre} {nom}" if titre else nom


Lecteur = Destinataire | Personne | None
"""Qui lit; None pour une organisation sans lecteur nommé."""


def appel(lecteur: Lecteur) -> str:
    """« Madame, », « Mesdames, Messieurs, » pour une organisation, « Camille Exemple, » sans titre connu."""
    if lecteur is None:
        return "Mesdames, Messieurs,"
    return f"{CIVILITES.get(lecteur.civilite) or lecteur.nom}," if lecteur.civilite else f"{lecteur.nom},"


def salutation(lecteur: Lecteur, possessif: str) -> str:
    """La salutation, qui reprend l'appel; sans titre quand l'appel est neutre."""
    titree = lecteur is None or lecteur.civilite in CIVILITES
    return f"Veuillez recevoir{f', {appel(lecteur)}' if titree else ''} {possessif} salutations distinguées."


def mise_en_demeure(organisation: str | None, mots: dict[str, str]) -> str:
    """« Je vous mets en demeure », « Nous mettons Auberge Exemple inc. en demeure » : à l'actif, rien ne s'accorde."""
    if organisation is None:
        return f"{mots['Je']} vous {mots['mets']} en demeure"
    return f"{mots['Je']} {mots['mets']} {organisation} en demeure"
