"""Rien de ce qui est à l'usager n'est effacé, changé ni suivi : journaux, caches, modèles, dossiers, sorties.

Chaque cas pose quelque chose dans un dossier vide, lance une commande, et compare toute l'arborescence à ce qu'elle
était : genre, droits, date, octets et cible de chaque nom. Un refus ne change rien, pas même la date d'un répertoire.
"""

from __future__ import annotations

import hashlib
import json
import os
import signal
import socket
import stat
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from tries import tries

from lettres.catalogue import dossier_des_modeles
from lettres.cli.terminal.affichage import propre
from lettres.rendu.compilation.cache import FICHIERS_MAX

pytestmark = pytest.mark.skipif(os.name != "posix", reason="tubes, liens et prises propres à POSIX")

AU = ("--au", "2026-11-22")
LETTRE = "2026-014_rappel_2026-11-22.docx"
PRECIEUX = "Mes notes de 2025, irremplaçables.\n".encode()
RAPPEL = dossier_des_modeles() / "rappel-recouvrement.docx"

Poser = Callable[[Path], object]


@dataclass(frozen=True)
class Cas:
    """Ce que l'on pose, la commande, son code, et le nom que le message doit dire (rien si la commande réussit)."""

    nom: str
    poser: Poser
    commande: tuple[str, ...]
    code: int
    dit: str = ""
    sans_racine: bool = False


def etat(racine: Path) -> dict[str, tuple[object, ...]]:
    """Tout ce que l'on peut savoir, sans rien suivre ni rien ouvrir d'autre que des fichiers, de chaque nom."""
    noms: dict[str, tuple[object, ...]] = {}
    for chemin in (racine, *racine.rglob("*")):
        vu = chemin.lstat()
        contenu = ""
        if stat.S_ISLNK(vu.st_mode):
            contenu = os.readlink(chemin)  # noqa: PTH115 -- la cible, telle qu'elle est écrite
        elif stat.S_ISREG(vu.st_mode) and vu.st_size < 100_000_000:
            contenu = hashlib.sha256(chemin.read_bytes()).hexdigest()
        noms[str(chemin.relative_to(racine))] = (vu.st_mode, vu.st_size, vu.st_mtime_ns, vu.st_ino, contenu)
    return noms


class Attente(BaseException):
    """La commande attend sans fin ce qui ne viendra pas."""


@pytest.fixture(autouse=True)
def sans_attendre() -> Iterator[None]:
    """Une commande qu'un tube ou un périphérique ferait attendre sans fin fait échouer l'essai."""

    def trop(*_: object) -> None:
        raise Attente

    ancien = signal.signal(signal.SIGALRM, trop)
    signal.alarm(600)
    yield
    signal.alarm(0)
    signal.signal(signal.SIGALRM, ancien)


@pytest.fixture(scope="module")
def cache_commun(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Un cache hors de ce que l'on compare : chaque modèle n'est compilé qu'une fois pour tous les cas."""
    return str(tmp_path_factory.mktemp("commun") / "cache")


# -- Ce que l'on pose --


def lignes(nombre: int) -> list[bytes]:
    """Les lignes d'un vrai journal."""
    faites: list[bytes] = []
    for rang in range(nombre):
        precedente = hashlib.sha256(faites[-1]).hexdigest() if faites else "0" * 64
        champs = {"version_du_journal": 1, "fichier": f"2026-{rang:03d}_rappel_2026-11-22.docx", "empreinte": "a" * 64}
        champs |= {"dossier": "b" * 64, "lettre": "rappel", "au": "2026-11-22", "modele": "c" * 64}
        champs |= {"version": "0.2.0", "precedente": precedente}
        faites.append(json.dumps(champs, separators=(",", ":")).encode() + b"\n")
    return faites


UNE, DEUX, TROIS = lignes(3)


def un_champ(nom: str, valeur: str) -> bytes:
    """La première ligne, dont un champ a une autre valeur, en JSON."""
    avant = json.dumps(json.loads(UNE)[nom])
    return UNE.replace(f'"{nom}":{avant}'.encode(), f'"{nom}":{valeur}'.encode())


def fichier(nom: str, octets: bytes = PRECIEUX) -> Poser:
    def poser(ou: Path) -> None:
        (ou / nom).parent.mkdir(parents=True, exist_ok=True)
        (ou / nom).write_bytes(octets)

    return poser


def lien(nom: str, cible: str, octets: bytes | None = PRECIEUX) -> Poser:
    def poser(ou: Path) -> None:
        (ou / nom).parent.mkdir(parents=True, exist_ok=True)
        if octets is not None:
            (ou / cible).write_bytes(octets)
        (ou / nom).symlink_to(cible if cible.startswith("/") else ou / cible)

    return poser


def lien_dur(nom: str, cible: str, octets: bytes) -> Poser:
    def poser(ou: Path) -> None:
        (ou / nom).parent.mkdir(parents=True, exist_ok=True)
        (ou / cible).write_bytes(octets)
        os.link(ou / cible, ou / nom)

    return poser


def tube(nom: str) -> Poser:
    def poser(ou: Path) -> None:
        (ou / nom).parent.mkdir(parents=True, exist_ok=True)
        os.mkfifo(ou / nom)

    return poser


def repertoire(nom: str) -> Poser:
    return fichier(f"{nom}/garde.txt")


def prise(nom: str) -> Poser:
    def poser(ou: Path) -> None:
        (ou / nom).parent.mkdir(parents=True, exist_ok=True)
        with socket.socket(socket.AF_UNIX) as ouverte:
            ouverte.bind(os.path.relpath(ou / nom))

    return poser


def peripherique(nom: str) -> Poser:
    def poser(ou: Path) -> None:
        (ou / nom).parent.mkdir(parents=True, exist_ok=True)
        try:
            os.mknod(ou / nom, stat.S_IFCHR | 0o600, os.makedev(1, 5))
        except OSError as faute:
            pytest.skip(f"créer un périphérique n'est pas permis ici ({faute.strerror})")

    return poser


def ferme(nom: str, octets: bytes) -> Poser:
    def poser(ou: Path) -> None:
        fichier(nom, octets)(ou)
        (ou / nom).chmod(0)

    return poser


def ensemble(*poses: Poser) -> Poser:
    return lambda ou: [poser(ou) for poser in poses]


def rien(_: Path) -> None: ...


# -- Journaux --

LOT = ("lot", "dossier.yaml", "--sortie", "s", *AU)

JOURNAUX: dict[str, bytes] = {
    "étranger, en lignes de JSON": b'{"ventes":"mes notes de 2025"}\n' * 20,
    "étranger, une ligne sans fin": "notes à garder".encode(),
    "étranger, une ligne": PRECIEUX,
    "étranger, du JSON sans fin de ligne": b'{"ventes": 3}',
    "étranger, une liste": b"[1, 2]\n",
    "étranger, un objet vide": b"{}\n",
    "étranger, une accolade et sa fin de ligne": b"{\n",
    "étranger, une image": b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 8,
    "étranger, un document Word": RAPPEL.read_bytes(),
    "étranger, en UTF-16": UNE.decode().encode("utf-16"),
    "étranger, des espaces": b"   ",
    "une fin de ligne seule": b"\n",
    "d'une version à venir": UNE.replace(b'journal":1,', b'journal":2,'),
    "d'une version à venir, à la deuxième ligne": UNE + DEUX.replace(b'journal":1,', b'journal":2,'),
    "d'une version à venir, sans fin de ligne": b'{"version_du_journal":2,"fichier":"a',
    "d'une version démesurée": UNE.replace(b'journal":1,', b'journal":' + b"1" * 5000 + b","),
    "d'une version vraie": UNE.replace(b'journal":1,', b'journal":true,'),
    "des octets nuls": b"\0" * 4096,
    "des octets nuls à la fin": UNE + b"\0" * 4096,
    "des octets nuls puis une fin de ligne": UNE + b"\0" * 500 + b"\n" + b"\0" * 20,
    "des octets nuls au milieu": UNE + b"\0" * 30 + b"\n" + DEUX,
    "un début de ligne puis des octets nuls": UNE + DEUX[:40] + b"\0" * 200,
    "imbriqué, une ligne": b"[" * 200_000 + b"]" * 200_000 + b"\n",
    "imbriqué, sans fin de ligne": b'{"a":' * 100_000,
    "imbriqué dans un champ": un_champ("fichier", "[" * 100_000 + "]" * 100_000),
    "demi-codet": un_champ("fichier", r'"\ud800.docx"'),
    "demi-codet en octets": un_champ("fichier", '"x.docx"').replace(b"x.docx", b"\xed\xa0\x80.docx"),
    "UTF-8 invalide": un_champ("fichier", '"x.docx"').replace(b"x.docx", b"\xff\xfe.docx"),
    "une ligne démesurée": b'{"version_du_journal":1,"fichier":"' + b"a" * 3_000_000 + b'"}\n',
    "une ligne démesurée sans fin": b'{"version_du_journal":1,"fichier":"' + b"a" * 3_000_000,
    "un entier de cinq mille chiffres": un_champ("au", "9" * 5000),
    "une clé double": UNE.replace(b'"au":', b'"au":"2026-01-01","au":'),
    "une clé de plus": UNE.replace(b'"au":', b'"note":"x","au":'),
    "une clé de moins": UNE.replace(b'"lettre":"rappel",', b""),
    "des clés dans un autre ordre": json.dumps(dict(reversed(json.loads(UNE).items()))).encode() + b"\n",
    "des espaces entre les clés": json.dumps(json.loads(UNE)).encode() + b"\n",
    "un nombre pour un nom": un_champ("fichier", "3"),
    "un objet pour un nom": un_champ("fichier", "{}"),
    "un nul pour une empreinte": un_champ("empreinte", "null"),
    "un nom qui sort du dossier": un_champ("fichier", '"../../x.docx"'),
    "une ligne vide au milieu": UNE + b"\n" + DEUX,
    "une ligne vide à la fin": UNE + b"\n",
    "une marque d'ordre des octets": b"\xef\xbb\xbf" + UNE,
    "des fins de ligne de Windows": UNE.replace(b"\n", b"\r\n"),
    "une dernière ligne entière qui ne se lit pas": UNE + DEUX[:-20] + b"\n",
    "une dernière ligne étrangère sans fin": UNE + b"PS : rappeler Karine",
    "une dernière ligne de JSON étrangère sans fin": UNE + b'{"ventes":',
    "un début à nous, une suite étrangère": UNE + b'{"version_du_journal":1,"note":"x',
    "un début à nous, un champ étranger": UNE + DEUX[:60] + "é à garder".encode(),
    "une ligne déchirée suivie d'une bonne": UNE[:-30] + UNE,
    "une ligne finale d'une autre chaîne": UNE + TROIS[:-1],
    "sans sa première ligne": DEUX + TROIS,
}

JOURNAUX_D_UN_AUTRE_GENRE: dict[str, Poser] = {
    "un lien vers un vrai journal": lien("s/journal.jsonl", "vrai", UNE),
    "un lien vers des notes": lien("s/journal.jsonl", "notes"),
    "un lien vers rien": lien("s/journal.jsonl", "absent", None),
    "un lien vers /dev/zero": lien("s/journal.jsonl", "/dev/zero", None),
    "un second nom d'un vrai journal": lien_dur("s/journal.jsonl", "sauvegarde", UNE),
    "un second nom d'un fichier vide": lien_dur("s/journal.jsonl", "vide", b""),
    "un tube": tube("s/journal.jsonl"),
    "un répertoire": repertoire("s/journal.jsonl"),
    "une prise": prise("s/journal.jsonl"),
    "un périphérique": peripherique("s/journal.jsonl"),
}

VERROUS: dict[str, Poser] = {
    "un lien vers des notes": lien("s/.verrou", "notes"),
    "un lien vers rien": lien("s/.verrou", "absent", None),
    "un tube": tube("s/.verrou"),
    "un répertoire": repertoire("s/.verrou"),
    "une prise": prise("s/.verrou"),
}

VOISINS = ensemble(
    fichier("s/notes.txt"),
    fichier("s/.tmp-notes"),
    fichier("s/.tmp-0123456789abcdef"),
    fichier("s/.tmp-0123456789ABCDEF"),
    fichier("s/.tmp-0123456789abcdef0", b""),
    repertoire("s/.tmp-aaaaaaaaaaaaaaaa"),
    lien("s/.tmp-bbbbbbbbbbbbbbbb", "notes"),
    tube("s/.tmp-cccccccccccccccc"),
)
"""Ce qui, à côté du journal, ressemble de près ou de loin à un fichier que l'on écrivait."""

CAS_DE_LOT = [
    *(
        Cas(f"journal {nom}", ensemble(fichier("s/journal.jsonl", octets), VOISINS), LOT, 4, "journal.jsonl")
        for nom, octets in JOURNAUX.items()
    ),
    *(
        Cas(f"journal : {nom}", ensemble(poser, VOISINS), LOT, 4, "journal.jsonl")
        for nom, poser in JOURNAUX_D_UN_AUTRE_GENRE.items()
    ),
    Cas("journal fermé", ferme("s/journal.jsonl", UNE), LOT, 4, "journal.jsonl", sans_racine=True),
    *(Cas(f"verrou : {nom}", ensemble(poser, VOISINS), LOT, 4, ".verrou") for nom, poser in VERROUS.items()),
    Cas(
        "journal étranger, verrou d'un lot passé",
        ensemble(fichier("s/journal.jsonl"), fichier("s/.verrou", b"")),
        LOT,
        4,
        "journal.jsonl",
    ),
    Cas("sortie : un fichier", fichier("s"), LOT, 4, "s"),
    Cas("sortie : un tube", tube("s"), LOT, 4, "s"),
    Cas("sortie : un lien vers rien", lien("s", "absent", None), LOT, 4, "s"),
    Cas("voisins d'un lot qui réussit", VOISINS, LOT, 0),
    Cas("verrou qui est un fichier de notes", fichier("s/.verrou"), LOT, 0),
    Cas("sortie : un lien vers un répertoire", ensemble(repertoire("vrai"), lien("s", "vrai", None)), LOT, 0),
    Cas("lettre : un lien", lien(f"s/{LETTRE}", "cible"), LOT, 4, LETTRE),
    Cas("lettre : un tube", tube(f"s/{LETTRE}"), LOT, 4, LETTRE),
    Cas("lettre : un répertoire", repertoire(f"s/{LETTRE}"), LOT, 4, LETTRE),
]


# -- Modèles et dossiers --


def generer(*options: str) -> tuple[str, ...]:
    return ("generer", "dossier.yaml", *AU, *options)


GENRES: dict[str, Callable[[str], Poser]] = {
    "un tube": tube,
    "une prise": prise,
    "un répertoire": repertoire,
    "un périphérique": peripherique,
    "un lien vers /dev/zero": lambda nom: lien(nom, "/dev/zero", None),
    "un lien vers rien": lambda nom: lien(nom, "absent", None),
}

CAS_DE_MODELE = [
    *(
        Cas(f"modèle : {nom}", genre("m.docx"), generer("--modele", "m.docx"), 3, "m.docx")
        for nom, genre in GENRES.items()
    ),
    Cas("modèle : /dev/zero", rien, generer("--modele", "/dev/zero"), 3, "/dev/zero"),
    Cas("modèle : un lien", lien("m.docx", "vrai", RAPPEL.read_bytes()), generer("--modele", "m.docx"), 3, "m.docx"),
    Cas("modèle démesuré", fichier("m.docx", b"PK" + b"\0" * 10_000_001), generer("--modele", "m.docx"), 3, "m.docx"),
    Cas("modèle fermé", ferme("m.docx", b"PK"), generer("--modele", "m.docx"), 3, "m.docx", sans_racine=True),
    Cas("lot : modèle qui est un tube", tube("m.docx"), (*LOT, "--modele", "m.docx"), 3, "m.docx"),
    Cas("lot : dossier de modèles qui est un tube", tube("m"), (*LOT, "--modeles", "m"), 3, "m"),
    Cas(
        "lot : dossier de modèles où est un tube",
        tube("m/rappel-recouvrement.docx"),
        (*LOT, "--modeles", "m"),
        3,
        "rappel-recouvrement.docx",
    ),
]

CAS_DE_DOSSIER = [
    *(Cas(f"verifier {nom}", genre("d.yaml"), ("verifier", "d.yaml"), 2, "d.yaml") for nom, genre in GENRES.items()),
    Cas("generer d'un tube", tube("d.yaml"), ("generer", "d.yaml", *AU), 2, "d.yaml"),
    Cas("etat d'un tube", tube("d.json"), ("etat", "d.json", *AU), 2, "d.json"),
    Cas("lot d'un tube", tube("d.yaml"), ("lot", "d.yaml", "--sortie", "s", *AU), 1, "d.yaml"),
    Cas("lot d'un tube de lignes", tube("d.jsonl"), ("lot", "d.jsonl", "--sortie", "s", *AU), 1, "d.jsonl"),
    Cas("lot d'une prise de lignes", prise("d.jsonl"), ("lot", "d.jsonl", "--sortie", "s", *AU), 1, "d.jsonl"),
    Cas(
        "lot d'un lien de lignes vers /dev/zero",
        lien("d.jsonl", "/dev/zero", None),
        ("lot", "d.jsonl", "--sortie", "s", *AU),
        1,
        "d.jsonl",
    ),
    Cas("lot d'un répertoire où est un tube", tube("r/d.jsonl"), ("lot", "r", "--sortie", "s", *AU), 1, "d.jsonl"),
    *(
        Cas(f"nom démesuré : {' '.join(commande)}", rien, (*commande, "[a]" * 2000), 2, "[a]")
        for commande in (("verifier",), ("etat",), ("generer",), ("lot", "--sortie", "s"))
    ),
    Cas("controler un tube", tube("l.docx"), ("controler", "l.docx"), 3, "l.docx"),
    Cas("controler /dev/zero", rien, ("controler", "/dev/zero"), 3, "/dev/zero"),
    Cas("verifier /dev/zero", rien, ("verifier", "/dev/zero"), 2, "/dev/zero"),
    Cas("verifier /dev/full", rien, ("verifier", "/dev/full"), 2, "/dev/full"),
    Cas("verifier un dossier démesuré", fichier("d.yaml", b"#" * 1_000_001), ("verifier", "d.yaml"), 2, "d.yaml"),
    Cas("verifier un dossier fermé", ferme("d.yaml", b""), ("verifier", "d.yaml"), 2, "d.yaml", sans_racine=True),
]


# -- Sorties --

NOMS_REFUSES = (
    ".docx",
    "..docx",
    " .docx",
    ". .docx",
    "...docx",
    "CON.docx",
    "con.docx",
    "prn.docx",
    "Aux.DOCX",
    "NUL.docx",
    "nul .docx",
    "nul.2026.docx",
    "com1.docx",
    "COM9.docx",
    "COM¹.docx",
    "lpt3.docx",
    "LPT².docx",
    "CONIN$.docx",
    "a:b.docx",
    "a*.docx",
    "quoi?.docx",
    "a<b.docx",
    "a>b.docx",
    "a|b.docx",
    'a"b.docx',
    "a\\b.docx",
    "a\nb.docx",
    "a\x7fb.docx",
    "a\u202excod.docx",
    "-lettre.docx",
    "a" * 251 + ".docx",
    "é" * 126 + ".docx",
    "neuf/nul.docx",
    "finit par un point.",
    "finit par une espace ",
    "CON",
    "neuf/aux/lettre.docx",
    "a:b/lettre.docx",
)
NOMS_PERMIS = (
    "a" * 250 + ".docx",
    "é" * 125 + ".docx",
    "contrat.docx",
    "com10.docx",
    "Ma lettre (finale), 50 % de l’été.docx",
    ".cachee.docx",
    "neuf/lettre.docx",
    "console/nullement.docx",
)

OCCUPANTS: dict[str, Poser] = {
    "un lien vers des notes": lien("l.docx", "notes"),
    "un lien vers rien": lien("l.docx", "absent", None),
    "un tube": tube("l.docx"),
    "une prise": prise("l.docx"),
    "un périphérique": peripherique("l.docx"),
}

CAS_DE_SORTIE = [
    *(
        Cas(f"nom {nom!r:.40}", rien, generer("--sortie", nom), 4, propre(nom).split("/lettre")[0][:9])
        for nom in NOMS_REFUSES
    ),
    *(Cas(f"nom permis {nom!r:.40}", rien, generer("--sortie", nom), 0) for nom in NOMS_PERMIS),
    *(
        Cas(
            f"sortie : {nom}{' ' * bool(option)}{option}",
            poser,
            generer("--sortie", "l.docx", *option.split()),
            4,
            "l.docx",
        )
        for nom, poser in OCCUPANTS.items()
        for option in ("", "--ecraser")
    ),
    Cas("sortie : un fichier", fichier("l.docx"), generer("--sortie", "l.docx"), 4, "l.docx"),
    Cas(
        "sortie : un répertoire qui porte le nom de la lettre",
        repertoire(f"s/{LETTRE}"),
        generer("--sortie", "s", "--ecraser"),
        4,
        LETTRE,
    ),
    Cas("sortie : un répertoire en .docx", repertoire("l.docx"), generer("--sortie", "l.docx"), 0),
    Cas("sortie : une barre finale", rien, generer("--sortie", "neuf/"), 0),
    Cas("sortie .pdf", rien, generer("--sortie", ".pdf"), 4, ".pdf"),
    Cas("sortie au nom démesuré", rien, generer("--sortie", "a" * 5000), 4, "aaa"),
    Cas("sortie dans un répertoire au nom démesuré", rien, generer("--sortie", "a" * 5000 + "/l.docx"), 4, "aaa"),
    Cas("lot au nom démesuré", rien, ("lot", "dossier.yaml", "--sortie", "a" * 5000, *AU), 4, "aaa"),
    Cas("modèle au nom démesuré", rien, generer("--modele", "a" * 5000), 3, "aaa"),
    Cas("lot dans .docx", rien, ("lot", "dossier.yaml", "--sortie", ".docx", *AU), 2, ".docx"),
    Cas("lot dans NUL", rien, ("lot", "dossier.yaml", "--sortie", "NUL", *AU), 4, "NUL"),
    Cas("lot dans neuf/a?", rien, ("lot", "dossier.yaml", "--sortie", "neuf/a?", *AU), 4, "a?"),
    Cas("nouveau : un lien", lien("n.yaml", "notes"), ("nouveau", "n.yaml", "--nature", "entente"), 4, "n.yaml"),
    Cas("nouveau : un tube", tube("n.yaml"), ("nouveau", "n.yaml", "--nature", "entente"), 4, "n.yaml"),
    Cas("nouveau : CON.yaml", rien, ("nouveau", "CON.yaml", "--nature", "entente"), 4, "CON.yaml"),
    Cas("nouveau : .yaml", rien, ("nouveau", ".yaml", "--nature", "entente"), 4, ".yaml"),
    Cas(
        "nouveau : un schéma qui est à l'usager",
        fichier("lettres.schema.json"),
        ("nouveau", "n.yaml", "--nature", "entente"),
        0,
    ),
    Cas(
        "nouveau : un schéma qui est un lien vers rien",
        lien("lettres.schema.json", "absent", None),
        ("nouveau", "n.yaml", "--nature", "entente"),
        0,
    ),
    Cas(
        "nouveau : un schéma qui est un tube",
        tube("lettres.schema.json"),
        ("nouveau", "n.yaml", "--nature", "entente"),
        0,
    ),
]


@pytest.mark.un_sur(8)
@pytest.mark.parametrize(
    "cas", [*CAS_DE_LOT, *CAS_DE_MODELE, *CAS_DE_DOSSIER, *CAS_DE_SORTIE], ids=lambda cas: cas.nom.replace("\0", "")
)
def test_rien_de_ce_qui_est_a_l_usager_ne_change(
    lancer, dossier: Path, tmp_path: Path, cache_commun: str, monkeypatch: pytest.MonkeyPatch, cas: Cas
):
    monkeypatch.setenv("LETTRES_CACHE", cache_commun)
    if cas.sans_racine and os.geteuid() == 0:
        pytest.skip("l'administrateur passe outre aux droits")
    cas.poser(tmp_path)
    avant = etat(tmp_path)
    resultat = lancer(*cas.commande)
    apres = etat(tmp_path)
    assert resultat.code == cas.code, resultat.tout
    assert cas.dit in resultat.tout
    assert "Traceback" not in resultat.tout
    if cas.code in (2, 3, 4) and "lot" not in cas.nom.split() and cas.dit != LETTRE:
        assert apres == avant
    else:
        gardes = {nom: vu for nom, vu in avant.items() if not stat.S_ISDIR(int(str(vu[0])))}
        assert {nom: apres.get(nom) for nom in gardes} == gardes
        assert set(avant) <= set(apres)


# -- Ce qui est bien une ligne déchirée --


@tries(
    ("avant", "reste"),
    {
        f"{reste} {nom}": (avant, reste)
        for nom, avant in (("au début", []), ("après une ligne", [UNE]), ("après deux lignes", [UNE, DEUX]))
        for reste in (1, 10, 23, 24, 60, 100, -3, -2, -1)
    },
    {"1 au début", "-1 au début", "24 après une ligne", "-1 après deux lignes"},
)
def test_une_ligne_a_nous_dechiree_par_une_panne_est_coupee(
    lancer, dossier: Path, tmp_path: Path, avant: list[bytes], reste: int
):
    bon = b"".join(avant)
    fichier("s/journal.jsonl", bon + lignes(3)[len(avant)][:reste])(tmp_path)
    assert lancer(*LOT).code == 0
    journal = (tmp_path / "s" / "journal.jsonl").read_bytes()
    assert journal.startswith(bon)
    assert LETTRE.encode() in journal[len(bon) :]
    assert journal.count(b"\n") == len(avant) + 1


# -- Caches --


def entree_du_cache(cache: Path) -> Path:
    (entree,) = cache.glob("*.modele")
    return entree


def remplacer_par(genre: Callable[[str], Poser]) -> Poser:
    def poser(ou: Path) -> None:
        entree = entree_du_cache(ou / "cache")
        entree.unlink()
        genre(str(entree.relative_to(ou)))(ou)

    return poser


def demesurer(ou: Path) -> None:
    os.truncate(entree_du_cache(ou / "cache"), 5_000_000_000)


def remplir(ou: Path) -> None:
    """Plus de fichiers étrangers que le cache n'en garde, tous plus vieux que les nôtres."""
    for rang in range(FICHIERS_MAX + 5):
        for nom in (f"notes-{rang}.modele", f"{rang:063x}.modele", f"{rang:064X}".replace("0", "A", 1) + ".modele"):
            fichier(f"cache/{nom}")(ou)
            os.utime(ou / "cache" / nom, (rang, rang))


def remplir_d_autres_genres(ou: Path) -> None:
    for rang in range(FICHIERS_MAX + 5):
        lien(f"cache/{rang:064x}.modele", "notes")(ou)
    tube(f"cache/{'f' * 64}.modele")(ou)
    repertoire(f"cache/{'e' * 64}.modele")(ou)
    lien(f"cache/{'d' * 64}.modele", "absent", None)(ou)


ENTREES: dict[str, Poser] = {
    "un tube": remplacer_par(tube),
    "une prise": remplacer_par(prise),
    "un répertoire": remplacer_par(repertoire),
    "un périphérique": remplacer_par(peripherique),
    "un lien": remplacer_par(lambda nom: lien(nom, "notes")),
    "un lien vers /dev/zero": remplacer_par(lambda nom: lien(nom, "/dev/zero", None)),
    "démesurée": demesurer,
}


@pytest.mark.un_sur(2)
@pytest.mark.parametrize("poser", ENTREES.values(), ids=ENTREES)
def test_une_entree_hostile_du_cache_n_est_ni_attendue_ni_suivie(
    lancer, dossier: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, poser: Poser
):
    monkeypatch.setenv("LETTRES_CACHE", str(tmp_path / "cache"))
    assert lancer(*generer("--sortie", "premiere")).code == 0
    poser(tmp_path)
    avant = etat(tmp_path)
    assert lancer(*generer("--sortie", "seconde")).code == 0
    apres = etat(tmp_path)
    lettre = f"premiere/{LETTRE}", f"seconde/{LETTRE}"
    assert apres[lettre[0]][-1] == apres[lettre[1]][-1]
    assert {n: v for n, v in avant.items() if not _a_nous(tmp_path / n)} == {
        n: v for n, v in apres.items() if n in avant and not _a_nous(tmp_path / n)
    }


def _a_nous(chemin: Path) -> bool:
    """Une entrée du cache qui est un fichier ordinaire, ou un répertoire dont la date peut changer."""
    vu = chemin.lstat().st_mode
    return stat.S_ISDIR(vu) or (stat.S_ISREG(vu) and chemin.suffix == ".modele")


CACHES: dict[str, Poser] = {
    "un fichier": fichier("cache"),
    "un tube": tube("cache"),
    "un lien vers un répertoire": ensemble(repertoire("vrai"), lien("cache", "vrai", None)),
    "un lien vers rien": lien("cache", "absent", None),
    "plein de fichiers étrangers": remplir,
    "plein de liens, de tubes et de répertoires": remplir_d_autres_genres,
}


@pytest.mark.parametrize("poser", CACHES.values(), ids=CACHES)
def test_un_cache_etranger_n_est_jamais_vide_ni_suivi(
    lancer, dossier: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, poser: Poser
):
    monkeypatch.setenv("LETTRES_CACHE", str(tmp_path / "cache"))
    poser(tmp_path)
    avant = {n: v for n, v in etat(tmp_path).items() if not stat.S_ISDIR(int(str(v[0])))}
    assert lancer(*generer("--sortie", "s")).code == 0
    apres = etat(tmp_path)
    assert {n: apres.get(n) for n in avant} == avant
    if (tmp_path / "vrai").exists():
        assert [f.name for f in (tmp_path / "vrai").iterdir()] == ["garde.txt"]


# -- Droits --


@pytest.fixture
def sous_masque() -> Iterator[Callable[[int], object]]:
    """Pose le masque du processus, le temps d'un essai."""
    ancien = os.umask(0)
    os.umask(ancien)
    yield os.umask
    os.umask(ancien)


@pytest.mark.parametrize("masque", [0o000, 0o022, 0o077, 0o777], ids=oct)
def test_tout_ce_que_l_outil_ecrit_est_au_seul_proprietaire_quel_que_soit_le_masque(
    lancer, dossier: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, masque: int, sous_masque
):
    monkeypatch.setenv("LETTRES_CACHE", "ca/che/lettres")
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    sous_masque(masque)
    for commande in (
        generer("--sortie", "neuf/sous"),
        generer("--sortie", "neuf/sous", "--ecraser"),
        ("lot", "dossier.yaml", "--sortie", "lot/sous", *AU),
        ("nouveau", "cas/sous/affaire.yaml", "--nature", "entente"),
    ):
        resultat = lancer(*commande)
        assert resultat.code == 0, resultat.tout
    monkeypatch.setattr("lettres.lire", lambda *_, **__: 1 / 0)
    assert lancer(*generer()).code == 70
    trouves = {f: stat.S_IMODE(f.lstat().st_mode) for f in tmp_path.rglob("*") if f != dossier}
    assert len([f for f in trouves if f.is_file()]) >= 7
    assert {m for f, m in trouves.items() if f.is_dir()} == {0o700}
    assert {m for f, m in trouves.items() if not f.is_dir()} == {0o600}
