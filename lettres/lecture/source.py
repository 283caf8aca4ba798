"""Source : des octets au texte lisible, et de chaque caractère à sa ligne et à sa colonne."""

from __future__ import annotations

from bisect import bisect_right
from functools import cached_property

from lettres.dossier.saisie.caracteres import caracteres_refuses, est_ordinaire
from lettres.lecture import codage
from lettres.lecture.codes_lus import CodeLu, faute, illisible
from lettres.socle.classes import dataclass, replace
from lettres.socle.constats import Chemin, Constat, Gravite
from lettres.socle.erreurs import DossierIllisible

TAILLE_MAX = 1_000_000
"""Un mégaoctet : quelque dix mille factures."""

CARACTERES_MAX = 100
"""Au-delà, les caractères refusés ne sont plus nommés un à un."""

TEMOIN = "\ue000"
"""Prend la place d'un caractère refusé, pour que les positions tiennent et que l'analyse se poursuive."""

EXTRAIT_MAX = 500

Position = tuple[int, int]

_BOM = b"\xef\xbb\xbf"


@dataclass(frozen=True)
class Source:
    """Le texte d'un fichier, ses fins de ligne simples, et ce qu'il y a à dire de ses caractères."""

    fichier: str
    texte: str
    caracteres: tuple[Constat, ...] = ()
    """Les caractères refusés : des erreurs."""

    conseils: tuple[Constat, ...] = ()
    """Ce que le décodage a supposé : rien qui empêche de lire."""

    @cached_property
    def lignes(self) -> tuple[str, ...]:
        """Les lignes telles qu'on les montre : un caractère refusé y paraît « � », une ligne longue y est coupée."""
        lignes = self.texte.replace(TEMOIN, "\N{REPLACEMENT CHARACTER}").split("\n")
        if max(map(len, lignes)) <= EXTRAIT_MAX:
            return tuple(lignes)
        return tuple(li if len(li) <= EXTRAIT_MAX else li[: EXTRAIT_MAX - 1] + "…" for li in lignes)

    def signe(self, position: Position) -> str:
        """Le caractère à cette place; rien au bout de la ligne ou du texte."""
        ligne, colonne = position
        return self._brutes[ligne - 1][colonne - 1 : colonne] if ligne <= len(self._brutes) else ""

    @cached_property
    def _brutes(self) -> list[str]:
        return self.texte.split("\n")

    @cached_property
    def _debuts(self) -> list[int]:
        debuts = [0]
        for ligne in self._brutes:
            debuts.append(debuts[-1] + len(ligne) + 1)
        return debuts

    def position(self, indice: int) -> Position:
        """La ligne et la colonne, à partir de 1, du caractère à cet indice."""
        ligne = bisect_right(self._debuts, indice)
        return ligne, indice - self._debuts[ligne - 1] + 1

    def indice(self, position: Position) -> int:
        """L'indice du caractère à cette ligne et à cette colonne; au-delà de la fin, celui de la fin."""
        ligne, colonne = position
        return min(self._debuts[min(ligne, len(self._debuts)) - 1] + colonne - 1, len(self.texte))

    def situer(self, constat: Constat, position: Position) -> Constat:
        """Donne au constat cette place dans le fichier, et la ligne fautive."""
        ligne, colonne = position
        extrait = self.lignes[ligne - 1] if ligne <= len(self.lignes) else None
        return replace(constat, fichier=self.fichier, ligne=ligne, colonne=colonne, extrait=extrait)

    def faute(
        self, code: CodeLu, position: Position, message: str, remede: str = "", *, chemin: Chemin = ()
    ) -> Constat:
        """Bâtit un constat à cette place."""
        return self.situer(faute(code, message, remede, chemin), position)


def ouvrir_texte(octets: bytes, fichier: str) -> Source:
    """Décode les octets et relève chaque caractère qu'une lettre ne peut pas imprimer.

    UTF-8, avec ou sans BOM; Windows-1252 aussi, avec un conseil. Lève DossierIllisible pour tout autre codage.
    """
    if len(octets) > TAILLE_MAX:
        raise illisible(fichier, CodeLu.TROP_GROS, "Ce fichier dépasse 1 Mo.", UNE_AFFAIRE)
    brute = _decoder(octets, fichier)
    refuses = _caracteres_refuses(brute.texte)
    if not refuses:
        return brute
    lettres = list(brute.texte)
    for indice, _ in refuses:
        lettres[indice] = TEMOIN
    propre = replace(brute, texte="".join(lettres))
    constats = [
        propre.faute(CodeLu.CARACTERE, propre.position(indice), phrase_du_caractere(nom), REMEDE_DU_CARACTERE)
        for indice, nom in refuses[:CARACTERES_MAX]
    ]
    if len(refuses) > CARACTERES_MAX:
        suivants = len(refuses) - CARACTERES_MAX
        position = propre.position(refuses[CARACTERES_MAX][0])
        message = f"D’autres caractères qui ne s’impriment pas suivent : {suivants} en tout."
        constats.append(propre.faute(CodeLu.CARACTERE, position, message, REMEDE_DU_CARACTERE))
    return replace(propre, caracteres=tuple(constats))


UNE_AFFAIRE = "Un dossier ne décrit qu’une affaire : faites un fichier de chacune."
REMEDE_DU_CARACTERE = "Effacez-le et retapez le texte au clavier."


def phrase_du_caractere(nom: str) -> str:
    """Le message d'un caractère refusé, nommé `U+XXXX`."""
    return f"Caractère qui ne s’imprime pas : {nom}."


def _decoder(octets: bytes, fichier: str) -> Source:
    """Le texte et, s'il n'est pas en UTF-8, le conseil qui le dit; lève DossierIllisible s'il ne se lit pas."""
    enregistrer = "Enregistrez le fichier en UTF-8 (menu « Enregistrer sous », « Encodage »)."
    sorte = codage.sorte_de_fichier(octets)
    if not sorte and codage.est_en_utf_16_ou_32(octets):
        raise illisible(fichier, CodeLu.ENCODAGE, "Ce fichier est en UTF-16 ou en UTF-32, non en UTF-8.", enregistrer)
    if sorte or b"\x00" in octets:
        nomme = f"C’est {sorte}. " if sorte else ""
        remede = f"{nomme}Indiquez un dossier en YAML, en JSON ou en TOML, enregistré en UTF-8."
        raise illisible(fichier, CodeLu.BINAIRE, "Ce fichier n’est pas du texte.", remede)
    nus = octets.removeprefix(_BOM)
    try:
        return Source(fichier, _fins_simples(nus.decode("utf-8")))
    except UnicodeDecodeError as exc:
        texte = codage.lire_windows_1252(octets)
        if texte is not None:
            return _lu_en_windows_1252(Source(fichier, _fins_simples(texte)))
        debut = _fins_simples(nus[: exc.start].decode("utf-8"))
        source = Source(fichier, _fins_simples(nus.decode("utf-8", errors="replace")))
        message = (
            "Ce fichier n’est pas en UTF-8, ni en Windows-1252 : un caractère, d’ordinaire une lettre accentuée, "
            "ne se lit pas."
        )
        raise DossierIllisible(
            [source.faute(CodeLu.ENCODAGE, source.position(len(debut)), message, enregistrer)]
        ) from None


def _fins_simples(texte: str) -> str:
    return texte.replace("\r\n", "\n").replace("\r", "\n")


def _lu_en_windows_1252(source: Source) -> Source:
    premier = codage.premier_mot_accentue(source.texte)
    conseil = Constat(
        CodeLu.WINDOWS_1252.value,
        Gravite.CONSEIL,
        f"Ce fichier est en Windows-1252 : il a été lu ainsi, et son premier mot accentué est « {premier.mot} ».",
        "Si ce mot est juste, enregistrez le fichier en UTF-8 à la prochaine occasion; sinon, ne vous y fiez pas.",
    )
    return replace(source, conseils=(source.situer(conseil, source.position(premier.indice)),))


def _caracteres_refuses(texte: str) -> list[tuple[int, str]]:
    if est_ordinaire(texte):
        return []
    refuses: list[tuple[int, str]] = []
    debut = 0
    for ligne in texte.split("\n"):
        refuses += [(debut + i, nom) for i, nom in caracteres_refuses(ligne)]
        debut += len(ligne) + 1
    return refuses
