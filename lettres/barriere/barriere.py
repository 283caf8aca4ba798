"""Barrière : une lettre finie est relue et vérifiée, la nôtre avant de sortir, celle de quiconque sur demande.

Ses codes : les points des listes (`listes.yaml`), les mots défendus (`lettres.langue.mots`), et `codes/barriere.yaml`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path

from lettres import escalade
from lettres.affaire import Affaire
from lettres.barriere import contre_dossier, points, restes, vocabulaire
from lettres.barriere.lecture import LettreDonnee, Paragraphe, lire, lire_ce_document, lire_la_notre
from lettres.barriere.listes import TypeDeLettre, liste_de, listes
from lettres.barriere.mots_signes import tels_qu_on_les_signe
from lettres.barriere.zones import Zones, avec_le_dossier, decouper
from lettres.composition import Arbre
from lettres.dossier import Dossier
from lettres.langue.pliage import plier
from lettres.rendu.sujet import Sujet
from lettres.socle.chemins import nom_montre
from lettres.socle.classes import replace
from lettres.socle.constats import Constat, Gravite, ecourter, trier


def controler(
    source: LettreDonnee,
    *,
    type: str | None = None,
    dossier: Dossier | None = None,
    au: date | None = None,
    fixes: Sequence[str] | None = None,
    mentions: Sequence[str] = (),
) -> list[Constat]:
    """Tous les constats d'une lettre finie, en Word, en PDF ou en page Web : la nôtre, retouchée, ou celle d'un autre.

    `type` nomme la liste de contrôle (« D », « mise_en_demeure », « retrait-reputation »…); sans lui, la lettre est
    reconnue à son contenu. Avec un `dossier`, ses montants, ses dates et ses noms y sont confrontés, au jour `au` (par
    défaut la date de la lettre). D'une lettre faite d'un modèle de l'usager, `fixes` et `mentions` se lisent comme à
    `controler_la_notre`. Lève ModeleInvalide si le fichier ne se lit pas, SortieRefusee s'il manque de quoi lire un
    PDF.
    """
    nom = "lettre" if isinstance(source, bytes) else Path(nom_montre(source)).name
    # -- de la lettre que l'on vient d'écrire, on sait le type, et il n'y a là rien à chercher --
    from lettres.barriere import annotees
    from lettres.barriere.types_de_lettre import reconnaitre, type_inconnu, types_nommes

    zones = _zones(lire(source, nom), dossier)
    copie = annotees.examiner(source, nom)
    permis = types_nommes(type) if type else list(listes().types.values())
    type_ = permis[0] if type and len(permis) == 1 else reconnaitre(zones, permis, dossier)
    if type_ is None:
        lue = contre_dossier.lire_d_une_traite(zones.paragraphes)
        communs = [*contre_dossier.calendrier(zones, lue, nom), *restes.examiner(zones.paragraphes, nom)]
        return ecourter(trier([*copie, type_inconnu(type, nom), *communs]))
    jour = au or contre_dossier.date_de_la_lettre(zones)
    affaire = _affaire(zones, dossier, jour) if dossier and jour else None
    constats = _constats(zones, type_, dossier, affaire, nom, tuple(fixes or ()))
    return ecourter(trier([*copie, *_au_choix(constats, type_, fixes), *_absentes(zones, mentions, nom)]))


def _zones(paragraphes: Sequence[Paragraphe], dossier: Dossier | None) -> Zones:
    zones = decouper(paragraphes)
    return avec_le_dossier(zones, dossier) if dossier else zones


def _affaire(zones: Zones, dossier: Dossier, jour: date) -> Affaire:
    """L'affaire que la lettre réclame : tout ce qui est dû, ou les créances d'un pas, si elle ne nomme qu'elles."""
    affaire = Affaire(dossier, jour)
    # -- sans numéro, une créance se reconnaît à ce dont il s'agit --
    marques = {c.nom: c.creance.facture or c.creance.objet for c in affaire.comptes.dues}
    if len(marques) < 2:
        return affaire
    nommees = {nom for nom, marque in marques.items() if marque and any(marque in p.texte for p in zones.paragraphes)}
    groupes = [frozenset(d.creances) for d in escalade.classer(affaire, relire=True)]
    visees = next((groupe for groupe in groupes if groupe == nommees and nommees < marques.keys()), None)
    return affaire if visees is None else affaire.visant(visees)


def controler_la_notre(
    octets: bytes,
    *,
    nom: str,
    lettre: str,
    affaire: Affaire,
    parties: Mapping[str, bytes] | None = None,
    ebauche: bool = False,
    fixes: Sequence[str] | None = None,
    du_papier: Sequence[str] = (),
    arbre: Arbre | None = None,
    mentions: Sequence[str] = (),
) -> list[Constat]:
    """Les erreurs et les alertes d'une lettre que l'on vient de rendre; jamais de conseil.

    Une ébauche est faite de blancs et de marques : on n'y cherche pas de restes. `fixes` sont les textes du modèle Word
    de l'usager, s'il a le sien : ce qu'il omet est son choix et devient une alerte; ce qu'il écrit de défendu reste une
    erreur; les sommes et les dates qu'il y a écrites à demeure ne contredisent pas le dossier. `arbre`, s'il est donné,
    est ce qui vient d'être composé de ce dossier : il n'est alors pas composé de nouveau. `du_papier` sont les textes
    du papier à en-tête : une somme, une date qu'il porte ne contredit pas le dossier. `parties` sont celles que l'on
    vient d'écrire dans un modèle livré : elles ne sont alors pas relues du zip. `mentions` sont celles que l'usager a
    dites nécessaires à sa propre lettre.
    """
    type_ = liste_de(lettre, affaire.dossier.nature)
    if type_ is None:
        return []
    zones = _zones(lire_la_notre(octets, nom, parties), affaire.dossier)
    constats = _constats(
        zones,
        type_,
        affaire.dossier,
        affaire,
        nom,
        (*(fixes or ()), *du_papier),
        arbre,
        finie=not ebauche,
        conseils=False,
        la_notre=fixes is None and not du_papier,
    )
    constats = [*_au_choix(constats, type_, fixes), *_absentes(zones, mentions, nom)]
    if not constats:
        return []
    redits = {p.code for p in type_.points if p.mots}  # -- les alertes des mots se disent sous leur propre code --
    graves = (c for c in constats if c.gravite is not Gravite.CONSEIL)
    return trier(c for c in graves if c.gravite is Gravite.ERREUR or c.code not in redits)


def textes_fixes(octets: bytes, nom: str) -> tuple[str, ...]:
    """Les textes qu'un modèle Word écrit à demeure, balises comprises. Lève ModeleInvalide s'il ne se lit pas."""
    return tuple(p.texte for p in lire_ce_document(octets, Sujet.modele(nom)))


def mentions_absentes(textes_lus: Iterable[str], mentions: Sequence[str], nom: str) -> Iterator[Constat]:
    """Les mentions de l'usager qui ne s'y lisent pas, à la casse, aux accents et aux espaces près."""
    if not mentions:
        return
    lu = _d_une_traite(" ".join(textes_lus))
    for mention in mentions:
        if _d_une_traite(mention) not in lu:
            message = f"La lettre ne porte pas la mention « {mention} », que votre catalogue exige."
            remede = "Écrivez-la dans votre modèle, ou retirez-la de « mentions » dans « catalogue.yaml »."
            yield Constat("B208", Gravite.ERREUR, message, remede, fichier=nom)


def _d_une_traite(texte: str) -> str:
    return " ".join(plier(texte).split())


def _absentes(zones: Zones, mentions: Sequence[str], nom: str) -> Iterator[Constat]:
    return mentions_absentes((p.texte for p in zones.paragraphes), mentions, nom)


def _au_choix(constats: list[Constat], type_: TypeDeLettre, fixes: Sequence[str] | None) -> list[Constat]:
    """Les mêmes; ce qu'omet un modèle de l'usager, s'il a le sien, n'est qu'une alerte."""
    if fixes is None:
        return constats
    omissibles = contre_dossier.ATTENDUS | {p.code for p in points.du_type(type_) if p.force == "O"}
    return [
        replace(c, gravite=Gravite.ALERTE) if c.gravite is Gravite.ERREUR and c.code in omissibles else c
        for c in constats
    ]


def _constats(
    zones: Zones,
    type_: TypeDeLettre,
    dossier: Dossier | None,
    affaire: Affaire | None,
    nom: str,
    fixes: Sequence[str] = (),
    arbre: Arbre | None = None,
    *,
    finie: bool = True,
    conseils: bool = True,
    la_notre: bool = False,
) -> list[Constat]:
    consommateur = vocabulaire.a_un_consommateur(type_, dossier, affaire)
    type_, zones = vocabulaire.pour_ce_lecteur(type_, consommateur=consommateur), tels_qu_on_les_signe(zones, type_)
    lus: tuple[Paragraphe, ...] = zones.paragraphes
    lue = contre_dossier.lire_d_une_traite(lus)
    defendus = vocabulaire.trouver(lus, type_, dossier, consommateur=consommateur, la_notre=la_notre)
    pretention = affaire.pretention if affaire is not None else None
    prescrite = pretention is not None and pretention.est_prescrite is True
    constats = [
        *points.examiner(zones, type_, nom, defendus, conseils=conseils, prescrite=prescrite),
        *contre_dossier.calendrier(zones, lue, nom),
        *(restes.examiner(lus, nom, lambda: restes.du_dossier(dossier) if dossier else "") if finie else ()),
        *vocabulaire.constats(defendus, nom),
    ]
    if dossier is not None and dossier.nature not in type_.natures:
        message = f"La lettre est du type {type_.cle} ({type_.nom}); le dossier est de nature « {dossier.nature} »."
        constats.append(Constat("B002", Gravite.ERREUR, message, "Donnez le dossier de cette lettre.", fichier=nom))
    elif affaire is not None:
        constats += contre_dossier.comparer(zones, lue, type_, affaire, nom, fixes, arbre)
    return constats
