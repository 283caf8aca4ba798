"""Un courriel reçu, ordinaire ou hostile : ce que l'on en lit, ce qui y reste, et ce que l'on refuse d'ouvrir."""

from __future__ import annotations

import base64
from datetime import date
from email.message import EmailMessage

import pytest
from tables import d_un_trait

from lettres.production.reception import CourrielIllisible, lire_un_courriel
from lettres.production.reception.message_recu import JOINTES_MAX, PARTIES_MAX, jour_de
from lettres.production.reception.noms_de_pieces import nom_au_dossier, nom_dit

ENTETE = b"From: Marie Exemple <marie@exemple.test>\r\nDate: Tue, 24 Nov 2026 09:15:00 -0500\r\nSubject: Re: rappel\r\n"


def message(**change: str) -> EmailMessage:
    fait = EmailMessage()
    for nom, valeur in ({"From": "Marie Exemple <marie@exemple.test>", "Subject": "Re: rappel"} | change).items():
        fait[nom.replace("_", "-")] = valeur
    fait.set_content("Bonjour,\n\nje paierai bientôt.\n")
    return fait


def brut(corps: bytes, sorte: str = "text/plain; charset=utf-8", codage: str = "8bit") -> bytes:
    entetes = f"MIME-Version: 1.0\r\nContent-Type: {sorte}\r\nContent-Transfer-Encoding: {codage}\r\n\r\n"
    return ENTETE + entetes.encode() + corps


# -- Ce qui s'y lit --


def test_le_jour_l_auteur_l_objet_et_le_texte_se_lisent():
    lu = lire_un_courriel(brut("Je paierai l’été prochain.\r\n".encode()))
    assert (lu.jour, lu.de, lu.objet) == (date(2026, 11, 24), "Marie Exemple <marie@exemple.test>", "Re: rappel")
    assert lu.texte == "Je paierai l’été prochain." and lu.jointes == () and lu.remarques == ()


@d_un_trait
@pytest.mark.parametrize(
    ("ecrit", "jour"),
    [
        ("Tue, 24 Nov 2026 09:15:00 -0500", date(2026, 11, 24)),
        ("Wed, 25 Nov 2026 03:15:00 +0000", date(2026, 11, 24)),
        ("Wed, 25 Nov 2026 05:15:00 +0000", date(2026, 11, 25)),
        ("Tue, 24 Nov 2026 23:15:00 -0000", date(2026, 11, 24)),
        ("24 Nov 2026 09:15 EST", date(2026, 11, 24)),
        ("hier", None),
        ("", None),
        ("Tue, 99 Nov 2026 09:15:00 -0500", None),
        ("Tue, 24 Nov 99999999999 09:15:00", None),
        ("Tue, 24 Nov 2026 09:15:00 +9999", None),
    ],
)
def test_le_jour_est_celui_que_vivait_le_quebec_ou_ne_se_dit_pas(ecrit: str, jour: date | None):
    assert jour_de(ecrit) == jour


@d_un_trait
@pytest.mark.parametrize(
    ("corps", "sorte", "texte"),
    [
        ("été".encode(), "text/plain; charset=utf-8", "été"),
        ("été".encode("cp1252"), "text/plain; charset=iso-8859-1", "été"),
        ("été".encode("cp1252"), "text/plain; charset=utf-8", "été"),
        ("été".encode(), "text/plain; charset=klingon", "été"),
        ("été".encode(), "text/plain", "été"),
        (
            b"<p>Bonjour,</p><style>p{}</style><p>je <b>paierai</b>.</p>",
            "text/html; charset=utf-8",
            "Bonjour,\nje paierai.",
        ),
        (b"<script>alert(1)</script>Oui<br>non", "text/html", "Oui\nnon"),
        (b"<p>jamais ferm", "text/html", "jamais ferm"),
        (b"", "text/plain", ""),
    ],
)
def test_le_texte_se_lit_dans_son_codage_ou_dans_un_autre_et_une_page_en_mots(corps: bytes, sorte: str, texte: str):
    assert lire_un_courriel(brut(corps, sorte)).texte == texte


def test_une_citation_se_retrouve_aux_espaces_et_aux_guillemets_pres():
    lu = lire_un_courriel(brut("> Je paierai\r\n> tout le 5 décembre, « promis ».\r\n".encode()))
    assert lu.dit('je paierai tout le 5\u00a0décembre, "promis"')
    assert not lu.dit("je paierai tout le 6 décembre")


def test_les_pieces_jointes_gardent_leur_nom_et_leurs_octets():
    fait = message(Date="Tue, 24 Nov 2026 09:15:00 -0500")
    fait.add_attachment(b"%PDF", maintype="application", subtype="pdf", filename="reçu de virement.pdf")
    fait.add_attachment(b"\x89PNG", maintype="image", subtype="png", filename="écran.png")
    lu = lire_un_courriel(fait.as_bytes())
    assert [(j.nom, j.octets) for j in lu.jointes] == [("reçu de virement.pdf", b"%PDF"), ("écran.png", b"\x89PNG")]
    assert lu.texte == "Bonjour,\n\nje paierai bientôt."


def test_un_message_transfere_est_une_piece_et_ses_propres_pieces_y_restent():
    dedans = message(Subject="Ancien")
    dedans.add_attachment(b"x", maintype="application", subtype="pdf", filename="a.pdf")
    fait = message()
    fait.add_attachment(dedans)
    (jointe,) = lire_un_courriel(fait.as_bytes()).jointes
    assert jointe.nom == "message-transfere.eml"
    assert lire_un_courriel(jointe.octets).jointes[0].nom == "a.pdf"


def partie(entetes: str, corps: str = "") -> str:
    return f"--b\r\n{entetes}\r\n\r\n{corps}\r\n"


def compose(*parties: str, sorte: str = "multipart/mixed") -> bytes:
    tete = ENTETE + f'MIME-Version: 1.0\r\nContent-Type: {sorte}; boundary="b"\r\n\r\n'.encode()
    return tete + "".join(parties).encode() + b"--b--\r\n"


TEXTE = partie("Content-Type: text/plain; charset=utf-8", "Bonjour")


@d_un_trait
@pytest.mark.parametrize(
    ("parties", "jointes", "remarque"),
    [
        ([partie("Content-Type: application/pkcs7-signature; name=smime.p7s", "AA==")], 0, "signature numérique"),
        ([partie("Content-Type: application/pkcs7-mime; name=smime.p7m", "AA==")], 0, "chiffré ou scellé"),
        (
            [partie("Content-Type: image/png\r\nContent-ID: <logo>\r\nContent-Disposition: inline", "x")],
            0,
            "images du corps",
        ),
        ([partie("Content-Type: application/pdf; name=vide.pdf")], 0, "pièce jointe vide"),
        ([partie("Content-Type: application/pdf; name=a.pdf", "x")], 1, ""),
        ([partie("Content-Type: image/png\r\nContent-Disposition: attachment; filename=a.png", "x")], 1, ""),
        ([partie("Content-Type: text/plain; name=note.txt", "x")], 1, ""),
        ([partie("Content-Type: text/plain\r\nContent-Disposition: attachment", "x")], 1, ""),
    ],
)
def test_ce_qui_n_est_pas_une_piece_reste_dans_le_message_et_se_dit(parties, jointes: int, remarque: str):
    lu = lire_un_courriel(compose(TEXTE, *parties))
    assert len(lu.jointes) == jointes and lu.texte == "Bonjour"
    assert len(lu.remarques) == bool(remarque) and all(remarque in r for r in lu.remarques)


def rapport(sorte: str, partie_lue: str, *suite: bytes) -> bytes:
    corps = [
        b"--z\r\nContent-Type: text/plain\r\n\r\nVoici.\r\n",
        f"--z\r\n{partie_lue}\r\n".encode(),
        *suite,
        b"--z--\r\n",
    ]
    return (
        ENTETE + f"Content-Type: multipart/report; report-type={sorte}; boundary=z\r\n\r\n".encode() + b"".join(corps)
    )


def remise(action: str) -> bytes:
    statut = f"Reporting-MTA: dns; mx\r\n\r\nAction: {action}\r\nStatus: 5.1.1\r\n"
    return rapport("delivery-status", f"Content-Type: message/delivery-status\r\n\r\n{statut}")


ROBOTS = {
    "un retour": (remise("failed"), "non-remise"),
    "un retard": (remise("delayed"), "avis de retard"),
    "une remise": (remise("delivered"), "avis de remise"),
    "un avis sans action": (remise(""), "avis d’un serveur"),
    "un accusé de lecture": (
        rapport(
            "disposition-notification",
            "Content-Type: message/disposition-notification\r\n\r\nDisposition: a; displayed\r\n",
        ),
        "accusé de lecture",
    ),
    "une absence": (b"Auto-Submitted: auto-replied\r\n" + brut(b"Je suis absente."), "réponse automatique"),
    "une absence d’Outlook": (b"Auto-Submitted: auto-generated\r\n" + brut(b"Je suis absente."), "réponse automatique"),
    "un répondeur": (b"X-Autoreply: yes\r\n" + brut(b"Merci de votre message."), "réponse automatique"),
    "une priorité de robot": (b"Precedence: auto_reply\r\n" + brut(b"Merci."), "réponse automatique"),
    "un objet qui le dit": (bytes(message(Subject="Réponse automatique : Rappel")), "réponse automatique"),
    "le même en anglais": (bytes(message(Subject="Automatic reply: Rappel")), "réponse automatique"),
    "une réponse": (bytes(message(Subject="Re: Réponse automatique : Rappel")), ""),
    "une réponse qui dit n’être pas d’un robot": (b"Auto-Submitted: no\r\n" + brut(b"Non."), ""),
    "une réponse de haute priorité": (b"Precedence: urgent\r\n" + brut(b"Non."), ""),
    "un retour qu’une personne transfère": (
        compose(TEXTE, partie("Content-Type: message/rfc822", remise("failed").decode())),
        "",
    ),
    "winmail.dat": (compose(TEXTE, partie("Content-Type: application/ms-tnef; name=winmail.dat", "xx")), "winmail.dat"),
    "une marque de codage en tête": (b"\xef\xbb\xbf" + brut(b"Non."), ""),
}


def test_ce_qu_un_robot_a_ecrit_est_dit_et_le_reste_non():
    dites = {cas: " ".join(lire_un_courriel(octets).remarques) for cas, (octets, _) in ROBOTS.items()}
    assert {
        cas: dite for cas, dite in dites.items() if ROBOTS[cas][1] not in dite or bool(dite) != bool(ROBOTS[cas][1])
    } == {}


# -- Ce qui est hostile --


@d_un_trait
@pytest.mark.parametrize(
    "entetes",
    [
        'Content-Type: application/pdf; name="a\r\n b.pdf"',
        "Content-Type: application/pdf; name*=klingon''%e9.pdf",
        "Content-Type: application/pdf; name*0=a; name*99999999999999999999=b",
        "Content-Type: application/pdf\r\nContent-Disposition: attachment; filename==?utf-8?q?=FF=FE?=",
        "Content-Type: application/pdf; name==?x-inconnu?b?4pyT?=",
        "Content-Type: ////\r\nContent-Disposition: attachment; filename=a",
        "Content-Type: application/pdf; name=a.pdf\r\nContent-Transfer-Encoding: base64",
        "Content-Type: application/pdf; name=a.pdf\r\nContent-Transfer-Encoding: x-inconnu",
        "Content-Type: application/pdf; name=a.pdf\r\nContent-Transfer-Encoding: uuencode",
        "Content-Type: application/pdf;;; name",
        "Content-Disposition: ;;;=\r\nContent-Type: application/pdf; name=\0.pdf",
        "Content-Type: message/rfc822",
    ],
)
def test_un_entete_mal_forme_n_arrete_pas_la_lecture(entetes: str):
    lu = lire_un_courriel(compose(TEXTE, partie(entetes, "pas du base64 !")))
    assert lu.texte == "Bonjour"
    assert all(j.nom.isprintable() and j.nom for j in lu.jointes)


@d_un_trait
@pytest.mark.parametrize("entete", ["From", "Subject", "Date"])
@pytest.mark.parametrize(
    "valeur", [b"=?utf-8?q?=FF?=", b"=?x-inconnu?q?a?=", b"\xff\xfe", b"<", b"a" * 100_000, b"\x1b[31mrouge\x07"]
)
def test_un_entete_hostile_se_montre_sans_risque(entete: str, valeur: bytes):
    octets = b"Message-ID: <1@exemple.test>\r\n" + entete.encode() + b": " + valeur + b"\r\n\r\nBonjour\r\n"
    lu = lire_un_courriel(octets)
    assert all(s.isprintable() for s in lu.de + lu.objet) and len(lu.de + lu.objet) <= 2_010
    assert lu.texte == "Bonjour"


def emboite(profondeur: int) -> bytes:
    octets = b"Content-Type: text/plain\r\n\r\nau fond\r\n"
    for rang in range(profondeur):
        tete = f'Content-Type: multipart/mixed; boundary="b{rang}"\r\n\r\n--b{rang}\r\n'
        octets = tete.encode() + octets + f"\r\n--b{rang}--\r\n".encode()
    return ENTETE + b"MIME-Version: 1.0\r\n" + octets


@d_un_trait
@pytest.mark.parametrize(
    ("octets", "demesure"),
    [
        (b"", False),
        (b"lettres: 1\nreference: 2026-014\n", False),
        (b"%PDF-1.4\n", False),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", False),
        (b"PK\x03\x04", False),
        (b"\0" * 1_000, False),
        (emboite(13), True),
        (emboite(PARTIES_MAX + 1), True),
        (emboite(5_000), True),
        (compose(*[partie("Content-Type: application/pdf; name=a.pdf", "x")] * (JOINTES_MAX + 1)), True),
        (compose(*[TEXTE] * (PARTIES_MAX + 1)), True),
    ],
)
def test_ce_qui_n_est_pas_un_courriel_ou_en_passe_les_bornes_est_refuse(octets: bytes, demesure: bool):
    with pytest.raises(CourrielIllisible) as refus:
        lire_un_courriel(octets)
    assert refus.value.demesure is demesure


@pytest.mark.parametrize("octets", [emboite(12), compose(*[partie("Content-Type: a/b; name=a", "x")] * JOINTES_MAX)])
def test_a_la_borne_il_se_lit_encore(octets: bytes):
    assert lire_un_courriel(octets).jour == date(2026, 11, 24)


def test_un_base64_enorme_n_a_pas_plus_d_octets_que_le_fichier():
    corps = base64.b64encode(b"x" * 3_000_000).decode()
    entetes = "Content-Type: application/pdf; name=a.pdf\r\nContent-Transfer-Encoding: base64"
    octets = compose(TEXTE, partie(entetes, corps))
    (jointe,) = lire_un_courriel(octets).jointes
    assert len(jointe.octets) == 3_000_000 < len(octets)


# -- Les noms --


@d_un_trait
@pytest.mark.parametrize(
    ("donne", "montre", "range"),
    [
        ("../../etc/passwd", "passwd", "2026-11-24_passwd.inconnu"),
        ("C:\\Windows\\système.exe", "système.exe", "2026-11-24_systeme-exe.inconnu"),
        ("facture.pdf", "facture.pdf", "2026-11-24_facture.pdf"),
        ("Facture.PDF", "Facture.PDF", "2026-11-24_facture.pdf"),
        ("dossier.yaml", "dossier.yaml", "2026-11-24_dossier-yaml.txt"),
        ("lot.jsonl", "lot.jsonl", "2026-11-24_lot-jsonl.txt"),
        ("page.html", "page.html", "2026-11-24_page-html.txt"),
        ("facture.pdf.exe", "facture.pdf.exe", "2026-11-24_facture-pdf-exe.inconnu"),
        ("facture\u202efdp.exe", "facture fdp.exe", "2026-11-24_facture-fdp-exe.inconnu"),
        ("..", "piece.pdf", "2026-11-24_piece.pdf"),
        ("", "piece.pdf", "2026-11-24_piece.pdf"),
        ("/", "piece.pdf", "2026-11-24_piece.pdf"),
        ("CON.pdf", "CON.pdf", "2026-11-24_x-con.pdf"),
        ("a" * 500 + ".pdf", "a" * 116 + ".pdf", "2026-11-24_" + "a" * 80 + ".pdf"),
        ("a" * 500, "a" * 120, "2026-11-24_" + "a" * 80 + ".inconnu"),
        ("a\0b\n.pdf", "a b .pdf", "2026-11-24_a-b.pdf"),
        ("日本.pdf", "日本.pdf", "2026-11-24_sans-nom.pdf"),
    ],
)
def test_un_nom_recu_ne_mene_nulle_part_et_ne_s_execute_pas(donne: str, montre: str, range: str):
    assert nom_dit(donne, "application/pdf") == montre
    assert nom_au_dossier("2026-11-24", montre, ()) == range


def test_deux_pieces_de_meme_nom_en_ont_deux():
    pris: set[str] = set()
    for attendu in ("2026-11-24_a.pdf", "2026-11-24_a-2.pdf", "2026-11-24_a-3.pdf"):
        pris.add(nom := nom_au_dossier("2026-11-24", "a.pdf", pris))
        assert nom == attendu
