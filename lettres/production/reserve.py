"""Réserve : les modèles Word compilés, gardés en nombre borné, partagés entre les fils, repris si un fichier change."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from itertools import count
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

from lettres.barriere import textes_fixes
from lettres.catalogue import Modele, capacites, dossier_des_modeles
from lettres.composition import champs_par_chemin
from lettres.rendu import ModeleCompile
from lettres.rendu.paquet import paquet
from lettres.rendu.porte import compiler_lu, deja_faite
from lettres.socle.chemins import CheminDeFichier, chemin_absolu, en_chemin
from lettres.socle.constats import Constat
from lettres.socle.erreurs import ModeleInvalide

if TYPE_CHECKING:
    from lettres.dossier import Expediteur
    from lettres.production.habillage import Papiers, Pose, Tenue

Etampe = tuple[int, ...]
CleDeReserve = tuple[bool, str | bytes, object]
PapierDonne = CheminDeFichier | bytes

MODELES_GARDES = 32


@dataclass(frozen=True, slots=True, eq=False)
class Pret:
    """Un modèle prêt à remplir; `fixes` sont ses textes quand il est celui de l'usager, None quand il est livré.

    `pose` : le papier à en-tête qui l'habille. `avis` : ce que l'usager doit savoir de ce qu'il a apporté.
    """

    compile: ModeleCompile
    fixes: tuple[str, ...] | None
    pose: Pose | None = None
    avis: tuple[Constat, ...] = ()
    fichier: str | None = None
    """Celui de l'usager; None quand il a donné des octets, ou que le modèle est livré."""

    @property
    def empreinte_du_modele(self) -> str:
        """Celle du modèle, et non de ce qu'un papier en fait."""
        return self.pose.empreinte_du_modele if self.pose else self.compile.empreinte


@dataclass(slots=True, eq=False)
class _Garde:
    """Ce que la réserve sait d'un fichier à une marque donnée : un modèle prêt, ou les constats de son refus."""

    marque: Etampe
    pret: Pret | None
    refus: tuple[Constat, ...]
    tour: int


class Reserve:
    """Les modèles compilés. Un modèle gardé se prend sans attendre; le verrou ne sert qu'à compiler.

    `remplaces` donne, par nom du catalogue, les fichiers de l'usager. La liste en est faite une fois : un modèle effacé
    ensuite est un refus, jamais un retour muet au modèle livré.
    """

    def __init__(
        self,
        remplaces: Mapping[str, Path] | None = None,
        *,
        gardes: int = MODELES_GARDES,
        cache: CheminDeFichier | None = None,
        tout_controler: bool = False,
        papier: PapierDonne | None = None,
    ) -> None:
        if not isinstance(gardes, int) or gardes < 1:
            raise ValueError("« gardes » : une réserve garde au moins un modèle.")
        if cache is not None and en_chemin(cache) is None:
            raise ValueError("« cache » : donnez le chemin d’un dossier, en texte ou Path.")
        self.remplaces = dict(remplaces or {})
        self.papier = papier
        self._papiers: Papiers | None = None
        self._max = gardes
        self._cache = cache
        self.tout_controler = tout_controler
        self._gardes: dict[CleDeReserve, _Garde] = {}
        self._verrou = Lock()
        self._tours = count()

    def prendre(
        self,
        choix: Modele,
        modele: CheminDeFichier | bytes | None = None,
        *,
        papier: PapierDonne | None = None,
        de: Expediteur | None = None,
    ) -> Pret:
        """Le modèle nommé, sinon celui de l'usager pour cette lettre, sinon le livré. Lève ModeleInvalide.

        Le livré est habillé du papier nommé, sinon de celui de la réserve, pour l'expéditeur `de` qui écrit.
        """
        papier = self.papier if papier is None else papier
        if modele is None:
            modele = self.remplaces.get(choix.fichier)
        if modele is not None:
            pret = self.de_l_usager(modele)
        elif papier is None or de is None:
            livre, cle = _livre(choix.fichier)
            return self._prendre(cle, livre, _marque(livre))
        else:
            return self._habille(choix, papier, de)
        return pret if papier is None else _non_pose(pret, "votre propre modèle, qui a déjà le sien")

    def _habille(self, choix: Modele, source: PapierDonne, de: Expediteur) -> Pret:
        """Le modèle livré, habillé; tel quel, avec un avis, si ce n'est pas une lettre envoyée à quelqu'un."""
        livre, fait = dossier_des_modeles() / choix.fichier, capacites(choix.lettre)
        if fait.sans_destinataire or fait.publique:
            return _non_pose(self.fichier(livre, livre=True), "cette page, qui ne s’envoie pas comme une lettre")
        tenue = self._ses_papiers().pour(source, _marque_de(source), de)
        return self._prendre((True, chemin_absolu(str(livre)), tenue.cle), livre, _marque(livre), tenue)

    def _ses_papiers(self) -> Papiers:
        with self._verrou:
            if self._papiers is None:
                from lettres.production.habillage import Papiers  # -- inutile à qui n'a pas de papier --

                self._papiers = Papiers()
            return self._papiers

    def de_l_usager(self, modele: CheminDeFichier | bytes) -> Pret:
        """Le modèle que sont ces octets, ou ce fichier tel qu'il est maintenant sur le disque. Lève ModeleInvalide."""
        if isinstance(modele, bytes):
            return self._prendre((False, hashlib.sha256(modele).digest(), None), modele, ())
        chemin = en_chemin(modele)
        # -- ce qui n'est ni l'un ni l'autre n'a pas de place en réserve : le moteur le refuse et dit pourquoi --
        return Pret(compiler_lu(*paquet.lire(modele)), None) if chemin is None else self.fichier(Path(chemin))

    def fichier(self, chemin: Path, *, livre: bool = False) -> Pret:
        """Le modèle qu'est ce fichier, tel qu'il est maintenant sur le disque."""
        return self._prendre((livre, chemin_absolu(str(chemin)), None), chemin, _marque(chemin))

    def compiler_ceux_de_l_usager(self, modele: CheminDeFichier | bytes | None = None) -> None:
        """Compile d'avance tout ce que l'usager apporte. Lève ModeleInvalide avec les constats de tous."""
        constats: list[Constat] = []
        for source in self.remplaces.values() if modele is None else (modele,):
            try:
                self.de_l_usager(source)
            except ModeleInvalide as refus:
                constats += refus.constats
        try:
            self.lire_le_papier()
        except ModeleInvalide as refus:
            constats += refus.constats
        if constats:
            raise ModeleInvalide(constats)

    def lire_le_papier(self) -> None:
        """Lit d'avance le papier de la réserve, si elle en a un. Lève ModeleInvalide."""
        if self.papier is not None:
            self._ses_papiers().prendre(self.papier, _marque_de(self.papier))

    def vider(self) -> None:
        """Oublie tout; ce qui a été pris reste bon."""
        with self._verrou:
            self._gardes.clear()

    def _prendre(self, cle: CleDeReserve, source: Path | bytes, marque: Etampe, tenue: Tenue | None = None) -> Pret:
        garde = self._gardes.get(cle)
        if garde is None or garde.marque != marque:
            with self._verrou:
                garde = self._gardes.get(cle)
                if garde is None or garde.marque != marque:
                    garde = self._renouveler(garde, source, marque, tenue, livre=cle[0])
                    self._gardes[cle] = garde
                    self._borner()
        garde.tour = next(self._tours)
        if garde.pret is None:
            raise ModeleInvalide(garde.refus)
        return garde.pret

    def _renouveler(
        self, ancien: _Garde | None, source: Path | bytes, marque: Etampe, tenue: Tenue | None, *, livre: bool
    ) -> _Garde:
        try:
            # -- lu une seule fois : l'empreinte, le modèle compilé et ses textes sont ceux des mêmes octets --
            nom, octets = paquet.lire(source)
            octets, pose = (octets, None) if tenue is None else tenue.habiller(octets)
            connu = ancien.pret if ancien else None
            if connu and hashlib.sha256(octets).hexdigest() == connu.compile.empreinte:
                return _Garde(marque, connu, (), 0)  # -- touché, non changé : le modèle compilé sert encore --
            compile_ = compiler_lu(
                nom, octets, champs_par_chemin(), cache=self._cache, tout_controler=self.tout_controler
            )
            if livre:
                return _Garde(marque, Pret(compile_, None, pose, pose.constats if pose else ()), (), 0)
            if refus_de_la_lettre := deja_faite(compile_, octets, nom):
                raise ModeleInvalide(refus_de_la_lettre)
            fichier = None if isinstance(source, bytes) else str(source)
            # -- ce qui a été guéri, en mémoire, dans le modèle de l'usager --
            return _Garde(marque, Pret(compile_, textes_fixes(octets, nom), None, compile_.soins, fichier), (), 0)
        except ModeleInvalide as refus:
            return _Garde(marque, None, (refus if tenue is None else tenue.accuser(refus)).constats, 0)

    def _borner(self) -> None:
        while len(self._gardes) > self._max:
            # -- le dernier ajouté a le tour 0, mais il vient d'être demandé : il reste --
            *anciens, _dernier = self._gardes
            del self._gardes[min(anciens, key=lambda cle: self._gardes[cle].tour)]


def _non_pose(pret: Pret, quoi: str) -> Pret:
    from lettres.production.habillage import non_pose

    return replace(pret, avis=(*pret.avis, non_pose(quoi)))


def _marque_de(source: PapierDonne) -> Etampe:
    chemin = None if isinstance(source, bytes) else en_chemin(source)
    return () if chemin is None else _marque(Path(chemin))


@cache
def _livre(fichier: str) -> tuple[Path, CleDeReserve]:
    """Où est un modèle livré, et sa place dans la réserve : les mêmes, lettre après lettre."""
    chemin = dossier_des_modeles() / fichier
    return chemin, (True, chemin_absolu(str(chemin)), None)


def _marque(chemin: Path) -> Etampe:
    """Ce qui change quand un fichier est récrit ou remplacé; vide pour un fichier absent."""
    try:
        etat = chemin.lstat()
    except (OSError, ValueError):
        return ()
    return (etat.st_mode, etat.st_size, etat.st_mtime_ns, etat.st_ctime_ns, etat.st_ino, etat.st_dev)
