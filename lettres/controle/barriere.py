"""Barrière : une lettre finie est relue et vérifiée, la nôtre avant de sortir, celle de quiconque sur demande.

| Code | Constat |
|---|---|
| B001, B002 | type de lettre non reconnu; type d'une autre nature que le dossier |
| B101 à B109 | les neuf éléments d'une mise en demeure (Justice Québec), un code chacun |
| B110 | délai donné en jours, sans date fixe |
| A-01 … K-14 | le point de la liste de contrôle : obligatoire ou conseillé et absent, ou banni et présent |
| B201, B202 | un montant, une date, que le dossier ne porte pas |
| B203, B204, B206, B207 | la somme à payer ou l'échéance, un nom, la date, la référence du dossier n'y sont pas |
| B205 | une date qui n'existe pas, ou dont le jour de semaine est faux |
| B301 à B304 | une balise, un blanc, « ÉBAUCHE », « None » |
| V… | un mot défendu : voir `lettres.regles.mots` |
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from lettres.affaire import Affaire
from lettres.composition import Arbre
from lettres.constats import Constat, Gravite, trier
from lettres.controle import contre_dossier, points, restes, vocabulaire
from lettres.controle.lecture import Paragraphe, Source, lire, lire_la_notre
from lettres.controle.listes import TypeDeLettre, listes
from lettres.controle.types_de_lettre import noms_des_types, reconnaitre, types_nommes
from lettres.controle.zones import Zones, avec_le_dossier, decouper
from lettres.dossier import Dossier


def controler(
    source: Source, *, type: str | None = None, dossier: Dossier | None = None, au: date | None = None
) -> list[Constat]:
    """Tous les constats d'une lettre Word finie : la nôtre, retouchée dans Word, ou écrite par un autre.

    `type` nomme la liste de contrôle (« D », « mise_en_demeure », « retrait-reputation »…); sans lui, la lettre est
    reconnue à son contenu. Avec un `dossier`, ses montants, ses dates et ses noms y sont confrontés, au jour `au` (par
    défaut la date de la lettre). Lève ModeleInvalide si le fichier n'est pas un document Word lisible.
    """
    nom = "lettre" if isinstance(source, bytes) else Path(source).name
    zones = decouper(lire(source, nom))
    permis = types_nommes(type) if type else list(listes().types.values())
    type_ = permis[0] if type and len(permis) == 1 else reconnaitre(zones, permis, dossier)
    if type_ is None:
        communs = [*contre_dossier.calendrier(zones.paragraphes, nom), *restes.examiner(zones.paragraphes, nom)]
        return trier([_type_inconnu(type, nom), *communs])
    return trier(_constats(zones, type_, dossier, au, nom))


_ATTENDUS = frozenset({"B203", "B204", "B206", "B207"})
"""Ce que le dossier attend dans la lettre; un modèle de l'usager peut s'en passer."""


def controler_la_notre(
    octets: bytes,
    *,
    nom: str,
    lettre: str,
    dossier: Dossier,
    au: date,
    ebauche: bool = False,
    fixes: Sequence[str] | None = None,
    arbre: Arbre | None = None,
) -> list[Constat]:
    """Les erreurs et les alertes d'une lettre que l'on vient de rendre; jamais de conseil.

    En ébauche, ce qui manque est une alerte. `fixes` sont les textes du modèle Word de l'usager, s'il a le sien : ce
    qu'il omet est son choix et devient une alerte; ce qu'il écrit de défendu reste une erreur; les sommes et les dates
    qu'il y a écrites à demeure ne contredisent pas le dossier. `arbre`, s'il est donné, est ce qui vient d'être
    composé de ce dossier : il n'est alors pas composé de nouveau.
    """
    type_ = next((t for t in listes().types.values() if (t.lettre, t.nature) == (lettre, dossier.nature)), None)
    if type_ is None:
        return []
    constats = _constats(decouper(lire_la_notre(octets, nom)), type_, dossier, au, nom, fixes or (), arbre)
    if ebauche:
        permis = {p.code for p in type_.points if p.force == "X"}
        constats = [_en_ebauche(c, permis) for c in constats if not c.code.startswith("B3")]
    if fixes is not None:
        exiges = {p.code for p in type_.points if p.force == "O"} | _ATTENDUS
        constats = [_au_choix(c) if c.code in exiges or c.code.startswith("B1") else c for c in constats]
    return trier(c for c in constats if c.gravite is not Gravite.CONSEIL)


def textes_fixes(modele: Source) -> tuple[str, ...]:
    """Les textes qu'un modèle Word écrit à demeure, balises comprises. Lève ModeleInvalide s'il ne se lit pas."""
    nom = "modèle" if isinstance(modele, bytes) else Path(modele).name
    return tuple(p.texte for p in lire(modele, nom))


def _au_choix(constat: Constat) -> Constat:
    return replace(constat, gravite=Gravite.ALERTE) if constat.gravite is Gravite.ERREUR else constat


def _en_ebauche(constat: Constat, bannis: set[str]) -> Constat:
    ferme = constat.code in bannis or constat.code.startswith("V")
    return constat if ferme or constat.gravite is not Gravite.ERREUR else replace(constat, gravite=Gravite.ALERTE)


def _constats(
    zones: Zones,
    type_: TypeDeLettre,
    dossier: Dossier | None,
    au: date | None,
    nom: str,
    fixes: Sequence[str] = (),
    arbre: Arbre | None = None,
) -> list[Constat]:
    zones = avec_le_dossier(zones, dossier) if dossier else zones
    lus: tuple[Paragraphe, ...] = zones.paragraphes
    constats = [
        *points.examiner(zones, type_, nom),
        *contre_dossier.calendrier(lus, nom),
        *restes.examiner(lus, nom, lambda: contre_dossier.textes_du_dossier(dossier) if dossier else ""),
        *vocabulaire.examiner(lus, type_, dossier, nom),
    ]
    if dossier is not None and dossier.nature != type_.nature:
        message = f"La lettre est du type {type_.cle} ({type_.nom}); le dossier est de nature « {dossier.nature} »."
        constats.append(Constat("B002", Gravite.ERREUR, message, "Donnez le dossier de cette lettre.", fichier=nom))
    elif dossier is not None and (jour := au or contre_dossier.date_de_la_lettre(zones)):
        constats += contre_dossier.comparer(zones, type_, Affaire(dossier, jour), nom, fixes, arbre)
    return constats


def _type_inconnu(type: str | None, nom: str) -> Constat:
    message = (
        f"Le contenu de la lettre ne dit pas à quelle liste « {type} » elle répond."
        if type and types_nommes(type)
        else f"Il n’y a pas de type de lettre « {type} »."
        if type
        else "Le type de cette lettre ne se reconnaît pas à son contenu."
    )
    remede = f"Nommez-le (« --type »)\u00a0: {noms_des_types()}."
    return Constat("B001", Gravite.ERREUR, message, remede, fichier=nom)
