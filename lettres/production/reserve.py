"""Réserve : les modèles Word compilés, gardés en nombre borné, partagés entre les fils, repris si un fichier change."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Mapping
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
from lettres.socle.classes import dataclass, replace
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

        Il est habillé du papier nommé, sinon de celui de la réserve, pour l'expéditeur `de` qui écrit; celui de
        l'usager ne l'est que si son en-tête et son pied sont restés ceux du livré.
        """
        papier = self.papier if papier is None else papier
        if modele is None:
            modele = self.remplaces.get(choix.fichier)
        if papier is not None and de is not None:
            return self._habille(choix, modele, papier, de)
        if modele is not None:
            return self.de_l_usager(modele)
        livre, cle = _livre(choix.livre)
        return self._prendre(cle, livre, _marque(cle[1]))

    def refus(
        self,
        choix: Modele,
        modele: CheminDeFichier | bytes | None = None,
        *,
        papier: PapierDonne | None = None,
        de: Expediteur | None = None,
    ) -> tuple[Constat, ...]:
        """Ce qui ferait refuser le modèle ou le papier que l'usager apporte; rien, s'il n'en apporte pas."""
        livre = modele is None and choix.fichier not in self.remplaces
        if livre and papier is None and self.papier is None:
            return ()
        try:
            self.prendre(choix, modele, papier=papier, de=de)
        except ModeleInvalide as refuse:
            return refuse.constats
        return ()

    def _habille(
        self, choix: Modele, modele: CheminDeFichier | bytes | None, source: PapierDonne, de: Expediteur
    ) -> Pret:
        """Le modèle, habillé; tel quel, avec un avis, si ce n'est pas une lettre envoyée à quelqu'un."""
        livre, fait = dossier_des_modeles() / choix.livre, capacites(choix.lettre)
        if fait.sans_destinataire or fait.publique:
            from lettres.production.habillage import non_pose_sur_la_page

            nu = self.fichier(livre, livre=True) if modele is None else self.de_l_usager(modele)
            return replace(nu, avis=(*nu.avis, non_pose_sur_la_page()))
        tenue = self._ses_papiers().pour(source, _marque_de(source), de)
        if modele is not None:
            return self.de_l_usager(modele, tenue, livre)
        return self._prendre((True, chemin_absolu(str(livre)), tenue.cle), livre, _marque(livre), tenue)

    def _ses_papiers(self) -> Papiers:
        with self._verrou:
            if self._papiers is None:
                from lettres.production.habillage import Papiers  # -- inutile à qui n'a pas de papier --

                self._papiers = Papiers()
            return self._papiers

    def de_l_usager(
        self, modele: CheminDeFichier | bytes, tenue: Tenue | None = None, livre: Path | None = None
    ) -> Pret:
        """Le modèle que sont ces octets, ou ce fichier tel qu'il est maintenant sur le disque. Lève ModeleInvalide.

        `tenue` l'habille, s'il est tiré du modèle `livre` et en a gardé l'en-tête.
        """
        habit = None if tenue is None or livre is None else (*tenue.cle, str(livre))
        if isinstance(modele, bytes):
            return self._prendre((False, hashlib.sha256(modele).digest(), habit), modele, (), tenue, livre)
        chemin = en_chemin(modele)
        if chemin is None:
            # -- ce qui n'est ni l'un ni l'autre n'a pas de place en réserve : le moteur le refuse et dit pourquoi --
            return Pret(compiler_lu(*paquet.lire(modele)), None)
        fichier = Path(chemin)
        return self._prendre((False, chemin_absolu(chemin), habit), fichier, _marque(fichier), tenue, livre)

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

    def _prendre(
        self,
        cle: CleDeReserve,
        source: Path | bytes,
        marque: Etampe,
        tenue: Tenue | None = None,
        tire_de: Path | None = None,
    ) -> Pret:
        garde = self._gardes.get(cle)
        if garde is None or garde.marque != marque:
            with self._verrou:
                garde = self._gardes.get(cle)
                if garde is None or garde.marque != marque:
                    garde = self._renouveler(garde, source, marque, tenue, tire_de, livre=cle[0])
                    self._gardes[cle] = garde
                    self._borner()
        garde.tour = next(self._tours)
        if garde.pret is None:
            raise ModeleInvalide(garde.refus)
        return garde.pret

    def _renouveler(
        self,
        ancien: _Garde | None,
        source: Path | bytes,
        marque: Etampe,
        tenue: Tenue | None,
        tire_de: Path | None,
        *,
        livre: bool,
    ) -> _Garde:
        try:
            # -- lu une seule fois : l'empreinte, le modèle compilé et ses textes sont ceux des mêmes octets --
            nom, siens = paquet.lire(source)
            octets, pose = _habiller(siens, tenue, tire_de)
            connu = ancien.pret if ancien else None
            if connu and hashlib.sha256(octets).hexdigest() == connu.compile.empreinte:
                return _Garde(marque, connu, (), 0)  # -- touché, non changé : le modèle compilé sert encore --
            compile_ = compiler_lu(
                nom, octets, champs_par_chemin(), cache=self._cache, tout_controler=self.tout_controler
            )
            if livre:
                return _Garde(marque, Pret(compile_, None, pose, pose.constats if pose else ()), (), 0)
            if refus_de_la_lettre := deja_faite(compile_, siens, nom):
                raise ModeleInvalide(refus_de_la_lettre)
            fichier = None if isinstance(source, bytes) else str(source)
            # -- ce qui a été guéri, en mémoire, dans le modèle de l'usager --
            avis = (*compile_.soins, *_du_papier(tenue, pose))
            return _Garde(marque, Pret(compile_, textes_fixes(siens, nom), pose, avis, fichier), (), 0)
        except ModeleInvalide as refus:
            return _Garde(marque, None, (refus if tenue is None else tenue.accuser(refus)).constats, 0)

    def _borner(self) -> None:
        while len(self._gardes) > self._max:
            # -- le dernier ajouté a le tour 0, mais il vient d'être demandé : il reste --
            *anciens, _dernier = self._gardes
            del self._gardes[min(anciens, key=lambda cle: self._gardes[cle].tour)]


def _habiller(modele: bytes, tenue: Tenue | None, tire_de: Path | None) -> tuple[bytes, Pose | None]:
    """Le modèle et son papier; de l'usager, s'il a gardé l'en-tête du livré dont il est tiré."""
    if tenue is None:
        return modele, None
    return tenue.habiller(modele) if tire_de is None else tenue.habiller_le_sien(modele, tire_de.read_bytes())


def _du_papier(tenue: Tenue | None, pose: Pose | None) -> tuple[Constat, ...]:
    """Ce qu'un papier fait dire d'un modèle de l'usager : ce qu'on y a guéri, ou qu'il n'y est pas posé."""
    if tenue is None:
        return ()
    from lettres.production.habillage import non_pose_sur_le_votre

    return pose.constats if pose else (non_pose_sur_le_votre(),)


def _marque_de(source: PapierDonne) -> Etampe:
    chemin = None if isinstance(source, bytes) else en_chemin(source)
    return () if chemin is None else _marque(Path(chemin))


@cache
def _livre(fichier: str) -> tuple[Path, CleDeReserve]:
    """Où est un modèle livré, et sa place dans la réserve : les mêmes, lettre après lettre."""
    chemin = dossier_des_modeles() / fichier
    return chemin, (True, chemin_absolu(str(chemin)), None)


def _marque(chemin: Path | str | bytes) -> Etampe:
    """Ce qui change quand un fichier est récrit ou remplacé; vide pour un fichier absent."""
    try:
        etat = os.lstat(chemin)
    except (OSError, ValueError):
        return ()
    return (etat.st_mode, etat.st_size, etat.st_mtime_ns, etat.st_ctime_ns, etat.st_ino, etat.st_dev)
