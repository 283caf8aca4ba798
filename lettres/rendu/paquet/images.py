"""Images : ce qu'une image dit d'elle-même dans ses premiers octets, son type et ses dimensions."""

from __future__ import annotations

IMAGE_MAX = 20_000
"""Points de côté : au-delà, quelques octets d'image en coûtent des milliards à qui l'affiche."""
_PNG, _JPEG, _GIF = b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", (b"GIF87a", b"GIF89a")
_SIGNATURES: dict[str, bytes | tuple[bytes, ...]] = {
    "image/png": _PNG,
    "image/jpeg": _JPEG,
    "image/jpg": _JPEG,
    "image/gif": _GIF,
}
_TRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
"""Les segments d'un JPEG qui portent ses dimensions."""
_SEGMENTS_MAX = 10_000
"""Un JPEG en a quelques dizaines; qui en aligne davantage ne veut que faire attendre."""


EMF, WMF = frozenset({"image/x-emf", "image/emf"}), frozenset({"image/x-wmf", "image/wmf"})
TYPES_D_IMAGE = frozenset({*_SIGNATURES, *EMF, *WMF})


def est_l_image_annoncee(octets: bytes, type_: str) -> bool:
    """Dit si une image commence comme son type l'annonce."""
    from lettres.rendu.paquet.metafichiers import est_emf, est_wmf  # -- inutile à qui n'examine aucun modèle --

    if type_ in EMF:
        return est_emf(octets)
    return est_wmf(octets) if type_ in WMF else octets.startswith(_SIGNATURES[type_])


def ne_fait_que_s_afficher(octets: bytes, type_: str) -> bool:
    """Dit si une image n'est que des points, ou un dessin borné et inerte."""
    from lettres.rendu.paquet.metafichiers import est_inerte  # -- de même --

    return type_ not in EMF | WMF or est_inerte(octets)


def est_demesuree(octets: bytes) -> bool:
    """Dit si une image PNG, GIF ou JPEG annonce plus de points de côté que ce que l'on peut afficher."""
    return max(_dimensions(octets)) > IMAGE_MAX


def _dimensions(octets: bytes) -> tuple[int, int]:
    """Les deux dimensions annoncées; zéro pour tout ce qui n'est pas une image."""
    if octets.startswith(_PNG):
        return _entier(octets, 16, 4), _entier(octets, 20, 4)
    if octets.startswith(_GIF):
        return int.from_bytes(octets[6:8], "little"), int.from_bytes(octets[8:10], "little")
    if octets.startswith(_JPEG):
        return _dimensions_jpeg(octets)
    return 0, 0


def _dimensions_jpeg(octets: bytes) -> tuple[int, int]:
    """Saute de segment en segment jusqu'à celui des dimensions; chaque segment annonce sa longueur."""
    place = 2
    for _ in range(_SEGMENTS_MAX):
        if octets[place : place + 1] != b"\xff":
            return 0, 0
        if _entier(octets, place + 1, 1) in _TRAMES:
            return _entier(octets, place + 5, 2), _entier(octets, place + 7, 2)
        place += 2 + max(_entier(octets, place + 2, 2), 2)
    return IMAGE_MAX + 1, IMAGE_MAX + 1


def _entier(octets: bytes, place: int, taille: int) -> int:
    return int.from_bytes(octets[place : place + taille], "big")
