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
    "mien": ("le mien", "le nôtre"),
    "demande": ("demande", "demandons"),
    "demeure": ("demeure", "demeurons"),
    "disponible": ("disponible", "disponibles"),
    "ecris": ("écris", "écrivons"),
    "mets": ("mets", "mettons"),
    "pourrai": ("pourrai", "pourrons"),
    "propose": ("propose", "proposons"),
    "prie": ("prie", "prions"),
    "remercie": ("remercie", "remercions"),
    "reserve": ("réserve", "réservons"),
    "rappelle": ("rappelle", "rappelons"),
    "reproche": ("reproche", "reprochons"),
    "saurais": ("saurais", "saurions"),
    "souhaite": ("souhaite", "souhaitons"),
    "suis": ("suis", "sommes"),
    "tiens": ("tiens", "tenons"),
    "J_ai": ("J’ai", "Nous avons"),
    "j_ai": ("j’ai", "nous avons"),
    "J_ecris": ("J’écris", "Nous écrivons"),
}
"""Les mots de l'expéditeur, pour les modèles : `{{ voix.Je }} vous {{ voix.demande }}`."""


def nom_complet(civilite: Civilite | None, nom: str) -> str:
    """« Madame Marie Exemple »; le nom seul quand la civilité est neutre ou inconnue."""
    titre = CIVILITES.get(civilite) if civilite else None
    return f"{titre} {nom}" if titre else nom


Lecteur = Destinataire | Personne | None
"""Qui lit; None pour une organisation sans lecteur nommé."""


def appel(lecteur: Lecteur) -> str:
    """« Madame, », « Madame, Monsieur, » pour une organisation, « Camille Exemple, » sans titre connu."""
    if lecteur is None:
        return "Madame, Monsieur,"
    return f"{CIVILITES.get(lecteur.civilite) or lecteur.nom}," if lecteur.civilite else f"{lecteur.nom},"


def salutation(lecteur: Lecteur, possessif: str) -> str:
    """La salutation, qui reprend l'appel; sans titre quand l'appel est neutre."""
    formule = appel(lecteur)
    titree = formule.startswith(("Madame", "Monsieur", "Maître"))
    return f"Veuillez recevoir{f', {formule}' if titree else ''} {possessif} salutations distinguées."


def mise_en_demeure(lecteur: Lecteur, je: str, mets: str) -> str:
    """La formule qui met en demeure, accordée à qui lit; à l'actif quand le genre est inconnu."""
    if lecteur is None or lecteur.civilite is Civilite.MONSIEUR:
        return "Vous êtes formellement mis en demeure"
    if lecteur.civilite is Civilite.MADAME:
        return "Vous êtes formellement mise en demeure"
    return f"Par la présente, {je} vous {mets} formellement en demeure"
