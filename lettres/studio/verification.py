"""Vérification : tout ce qui cloche dans un modèle Word, d'un coup, sans aucun dossier."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from os import PathLike
from pathlib import Path

from lettres.barriere import mentions_absentes, textes_fixes
from lettres.barriere.listes import liste_de, listes
from lettres.catalogue import capacites, catalogue
from lettres.codes import table
from lettres.composition import champs_par_chemin
from lettres.composition.champs import champs_facultatifs
from lettres.dossier import Nature
from lettres.rendu import ModeleCompile
from lettres.rendu.compilation.inspection import examiner
from lettres.rendu.diagnostic import Diagnostic
from lettres.rendu.paquet import paquet
from lettres.rendu.porte import compiler_lu, deja_faite
from lettres.socle.chemins import nom_montre
from lettres.socle.classes import NamedTuple, dataclass, field, replace
from lettres.socle.constats import Constat, Gravite, a_une_erreur, ecourter
from lettres.socle.erreurs import ModeleInvalide
from lettres.socle.places import DansWord
from lettres.studio import allure, coquilles
from lettres.studio.conformite import defendus, deviner, omis
from lettres.studio.copies.annotation import sans_nos_commentaires
from lettres.studio.deroulement import Fragment, Repetition, chemin_de, derouler, derouler_a_plat, imprimees, sans_rang
from lettres.studio.essayage import essayer
from lettres.studio.logique import Logique, Verdict
from lettres.studio.modele_lu import ModeleLu, lire_un_modele
from lettres.studio.noms_proposes import proposer
from lettres.studio.sourdine import Tu, appliquer
from lettres.studio.specimens import Specimen, specimens, valeurs

_CITE = re.compile(r"Le champ « ([^«»]+) »")
Arbres = Sequence[Sequence[Fragment]]


class LettreVisee(NamedTuple):
    """Une lettre que le modèle écrit, et le nom du modèle livré qui l'écrit."""

    lettre: str
    nature: Nature
    fichier: str


@dataclass(frozen=True, slots=True)
class Verification:
    """Ce qu'on sait d'un modèle : ses constats, dans l'ordre où on le lit, et ceux que ses notes taisent.

    `cibles` sont la lettre et la nature qu'on a dites, sinon celles que son nom ou son texte annoncent; sans elles, ni
    les spécimens ni la liste de contrôle n'ont servi. `refuse` : `generer` n'en ferait aucune lettre.
    """

    fichier: str
    octets: bytes = field(repr=False)
    constats: tuple[Constat, ...]
    tus: tuple[Tu, ...] = ()
    cibles: tuple[LettreVisee, ...] = ()
    specimens: tuple[str, ...] = ()
    refuse: bool = False
    modele: ModeleLu | None = field(default=None, repr=False)
    papier: bool = False
    """C'est un papier à en-tête, qui habille toutes les lettres livrées et n'en écrit aucune."""


def verifier_un_modele(
    source: bytes | str | PathLike[str],
    *,
    lettre: str | None = None,
    nature: Nature | None = None,
    mentions: Sequence[str] = (),
) -> Verification:
    """Vérifie un modèle Word sans dossier; ne lève rien, fût-il fautif, ou n'en fût-il pas un.

    `mentions` : ce que ses lettres doivent porter, quand c'est celui d'une lettre de la maison.
    """
    try:
        nom, octets = paquet.lire(source)
        octets = sans_nos_commentaires(octets, nom)
    except ModeleInvalide as refus:
        return Verification(nom_montre(source), b"", refus.constats, refuse=True)
    compile_, diagnostic = compiler_ou_diagnostiquer(nom, octets)
    modele = lire_un_modele(nom, octets)
    refuse = a_une_erreur(diagnostic.anomalies)
    if modele is None:
        return Verification(nom, octets, diagnostic.constats, refuse=refuse)
    cibles = lettres_visees(modele, nom, lettre, nature)
    trouvaille = _Enquete(nom, modele, diagnostic, compile_, cibles).mener()
    uniques = _une_fois_par_cause(_sans_les_copies(trouvaille.constats, modele))
    constats = [a_sa_place(c, nom, modele) for c in uniques]
    refuses = frozenset(c.code for c in diagnostic.anomalies)
    constats += deja_faite(compile_, octets, nom) if compile_ else []
    constats += mentions_absentes(textes_fixes(octets, nom), mentions, nom)
    restants, tus = appliquer(constats, modele, table(), refuses)
    return Verification(
        nom,
        octets,
        tuple(ecourter(dans_l_ordre(restants, modele))),
        tuple(tus),
        cibles,
        trouvaille.specimens,
        refuse,
        modele,
    )


def compiler_ou_diagnostiquer(nom: str, octets: bytes) -> tuple[ModeleCompile | None, Diagnostic]:
    """Le modèle compilé, s'il s'accepte, et son diagnostic : un modèle sain n'est examiné qu'une fois."""
    champs = champs_par_chemin()
    try:
        compile_ = compiler_lu(nom, octets, champs)
    except ModeleInvalide:
        return None, examiner(nom, octets, champs).diagnostic
    return compile_, Diagnostic(nom, (), compile_.soins, compile_.champs_imprimes, compile_.champs_lus)


def lettres_visees(modele: ModeleLu, nom: str, lettre: str | None, nature: Nature | None) -> tuple[LettreVisee, ...]:
    """Les lettres que ce modèle écrit : qu'on les nomme, que son nom de fichier le dise, ou que son texte l'annonce."""
    permises = [
        LettreVisee(m.lettre, m.nature, m.fichier)
        for m in catalogue()
        if lettre in (None, m.lettre) and nature in (None, m.nature)
    ]
    if lettre and nature:
        return tuple(permises)
    du_nom = tuple(c for c in permises if c.fichier == Path(nom).name)
    if du_nom or len(permises) == 1:
        return du_nom or tuple(permises)
    devine = deviner(modele)
    return tuple(c for c in permises if devine and c.lettre == devine.lettre and c.nature == devine.nature)


@dataclass(slots=True)
class _Trouvaille:
    constats: list[Constat]
    specimens: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Enquete:
    nom: str
    modele: ModeleLu
    diagnostic: Diagnostic
    compile_: ModeleCompile | None
    cibles: tuple[LettreVisee, ...]

    def mener(self) -> _Trouvaille:
        champs = champs_par_chemin()
        logique = Logique(champs, champs_facultatifs())
        arbres = [arbre for partie in self.modele.parties if (arbre := derouler(partie)) is not None]
        lus = [derouler(partie) or derouler_a_plat(partie) for partie in self.modele.parties]
        donnees = [valeurs(c.nature, c.lettre) for c in self.cibles] or [valeurs(None, None)]
        constats = [
            *self.diagnostic.constats,
            *allure.examiner_l_allure(self.modele),
            *coquilles.blancs(self.modele, lus),
            *(c for arbre in lus for d in donnees for c in coquilles.rencontres(arbre, d)),
            *(_du_verdict(v) for arbre in arbres for v in logique.juger(arbre)),
            *a_fournir(arbres),
        ]
        trouvaille = _Trouvaille(constats)
        for cible in self.cibles:
            type_ = liste_de(cible.lettre, cible.nature)
            constats += [*defendus(self.modele, type_, self.nom)] if type_ else []
            # -- d'une partie dont un bloc ne se ferme pas, on ne sait pas ce qu'elle répète --
            constats += sans_tableau(cible, arbres) if len(arbres) == len(lus) else []
        if self.compile_ is not None:
            faites: dict[str, list[tuple[Specimen, bytes]]] = {}
            for cible in self.cibles:
                essais = essayer(self.compile_, (cible.nature, cible.lettre), arbres, logique, champs)
                constats += essais.constats
                if type_ := liste_de(cible.lettre, cible.nature):
                    faites.setdefault(type_.cle, []).extend(essais.lettres)
                trouvaille.specimens += tuple(s.nom for s in specimens(cible.nature, cible.lettre))
            for cle, lettres in faites.items():
                constats += omis(lettres, listes().types[cle], self.nom)
        return trouvaille


def a_fournir(arbres: Arbres) -> Iterator[Constat]:
    """Chaque complément que le modèle imprime, une fois, à sa première balise : aucun dossier ne l'a de lui-même."""
    vus: set[str] = set()
    for imprimee in (i for arbre in arbres for i, *_ in imprimees(arbre)):
        chemin = chemin_de(imprimee.expression, imprimee.portee) or ""
        groupe, _, cle = chemin.partition(".")
        if groupe == "complements" and cle and cle not in vus:
            vus.add(cle)
            message = f"« complements.{cle} » est à fournir : chaque dossier devra le donner."
            remede = f"Ajoutez à chacun « complements: {{{cle}: …}} » : un texte, « {{somme: …}} » ou « {{date: …}} »."
            yield Constat("M709", Gravite.CONSEIL, message, remede, dans=imprimee.balise.place)


def _du_verdict(verdict: Verdict) -> Constat:
    balise = verdict.de.balise
    if verdict.toujours:
        suite = "ce qui suit ne s’imprimerait jamais" if verdict.tait else "cette balise ne change rien"
        message = f"La condition de {balise.texte} est toujours remplie ici : {suite}."
        remede = "Effacez la balise et celle qui la ferme, ou corrigez la condition."
        return Constat("M703", Gravite.ALERTE if verdict.tait else Gravite.CONSEIL, message, remede, dans=balise.place)
    quoi = "La liste de" if isinstance(verdict.de, Repetition) else "La condition de"
    fin = "est toujours vide" if isinstance(verdict.de, Repetition) else "n’est jamais remplie"
    message = f"{quoi} {balise.texte} {fin} ici : aucun spécimen n’imprime ce texte."
    return Constat(
        "M704", Gravite.ALERTE, message, "Corrigez la condition, ou effacez ce texte et ses balises.", dans=balise.place
    )


def sans_tableau(cible: LettreVisee, arbres: Arbres) -> Iterator[Constat]:
    """Une lettre qui réclame des factures et n'en nomme aucune."""
    if cible.nature != "recouvrement" or not capacites(cible.lettre).reclame:
        return
    sommes = None
    for imprimee in (i for arbre in arbres for i, *_ in imprimees(arbre)):
        chemin = sans_rang(chemin_de(imprimee.expression, imprimee.portee) or "")
        if chemin.startswith("creances[]"):
            return
        if chemin.startswith("sommes.") and sommes is None:
            sommes = imprimee.balise.place
    message = "Le modèle réclame une somme, et ne donne aucune des factures qui la composent."
    remede = (
        "Remettez le tableau : une rangée {%tr for c in creances %}, une rangée où se lisent {{ c.repere }}, "
        "{{ c.date }} et {{ c.montant }}, puis une rangée {%tr endfor %}."
    )
    yield Constat("M705", Gravite.ALERTE, message, remede, dans=sommes)


def a_sa_place(constat: Constat, nom: str, modele: ModeleLu) -> Constat:
    """Le constat, avec son fichier, ses repères, et le champ le plus proche s'il en nomme un qui n'existe pas."""
    dans = constat.dans
    if not isinstance(dans, DansWord):
        return replace(constat, fichier=nom)
    lu = modele.paragraphe(dans)
    texte = lu.texte if lu else ""
    if dans.debut is not None and not dans.passage:
        dans = replace(dans, passage=texte[dans.debut : dans.fin])
    return proposer(replace(constat, fichier=nom, dans=modele.reperer(dans)), champs_par_chemin(), texte)


def _sans_les_copies(constats: Sequence[Constat], modele: ModeleLu) -> Iterator[Constat]:
    """Ce qui est dit d'une zone de texte ne l'est pas de nouveau de sa copie, que l'on ne voit pas."""
    dits = {(c.code, c.message) for c in constats if not _d_une_copie(c, modele)}
    return (c for c in constats if not _d_une_copie(c, modele) or (c.code, c.message) not in dits)


def _une_fois_par_cause(constats: Iterable[Constat]) -> Iterator[Constat]:
    """Ce qui n'est pas la suite d'un autre constat : le champ d'une liste inconnue, un second refus d'une balise."""
    inconnus: set[str] = set()
    dits: set[tuple[str, object]] = set()
    refusees: set[tuple[str, int | None, int]] = set()
    for constat in constats:
        dans = constat.dans
        chemin = _CITE.match(constat.message)
        if constat.code == "M401" and chemin:
            liste = chemin[1].partition("[]")[0]
            if (liste != chemin[1] and liste in inconnus) or (chemin[1], dans) in dits:
                continue
            inconnus.add(chemin[1])
            dits.add((chemin[1], dans))
        if isinstance(dans, DansWord) and dans.debut is not None:
            balise = (dans.partie, dans.paragraphe, dans.debut)
            if constat.code in ("M605", "M703", "M704") and balise in refusees:
                continue
            if constat.gravite is Gravite.ERREUR:
                refusees.add(balise)
        yield constat


def _d_une_copie(constat: Constat, modele: ModeleLu) -> bool:
    return isinstance(constat.dans, DansWord) and modele.est_une_copie(constat.dans)


def dans_l_ordre(constats: Sequence[Constat], modele: ModeleLu) -> list[Constat]:
    """Comme on lit : le fichier entier, puis chaque partie, paragraphe après paragraphe."""
    rangs = {partie.titre: rang for rang, partie in enumerate(modele.parties)}

    def rang(constat: Constat) -> tuple[int, int, int]:
        dans = constat.dans
        if not isinstance(dans, DansWord):
            return (-1, 0, 0)
        return (rangs.get(dans.partie, len(rangs)), dans.paragraphe or 0, dans.debut or 0)

    return sorted(dict.fromkeys(constats), key=rang)
