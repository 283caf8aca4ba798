"""Entrées du poste : les commandes, les fichiers et le disque, qui causent ce que ni dossier ni lettre ne causent."""

from __future__ import annotations

import errno
import json
import os
import re
import shlex
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from entrees import Entree, du_code
from images import dessin, exif, jpeg, modele_a_images, morceau, png
from papiers import style
from paquets import docx, lettre_de, p

import lettres
from lettres.cli import executer
from lettres.cli.terminal.echecs import comprendre
from lettres.production.lots.constats_de_lot import faute_de_l_outil, travailleur_arrete
from lettres.socle.constats import Constat, Gravite
from lettres.socle.erreurs import ErreurLettres
from lettres.sortie.depot import Depot, deposer
from lettres.sortie.refus import fichier_changeant, refus_systeme

RACINE = Path(__file__).parents[2]
MINIMAL = (RACINE / "exemples/minimaux/rappel-recouvrement.yaml").read_text(encoding="utf-8")
AU = "--au 2026-11-22"
F_1024 = '{cause: service, facture: F-1024, date: 2026-08-01, echeance: 2026-08-31, objet: Album, montant: "90,00 $"}'
AVEC_IMAGES = MINIMAL.replace("expediteur:\n", "expediteur:\n  images: {signature: signature.png}\n")
DEUX_FACTURES = (
    MINIMAL.replace("creances:\n", f"creances:\n  - {F_1024}\n")
    + "suites:\n  - {resultat: promesse, date: 2026-11-20, promis_le: 2026-12-18, creances: [F-1023]}\n"
)
MODELE_A_IMAGE = modele_a_images(p("Bonjour") + dessin("{{ image.signature }}"))
LOT = f"lot a.yaml --sortie lettres {AU}"
EN_BLANC = '<w:rPr><w:color w:val="FFFFFF"/></w:rPr>'
PAPIERS = {
    "M801": ("le nom et l’adresse, tapés sous la marge", docx(p("Étude Exemple, 12, rue des Érables, Granby"))),
    "M802": (
        "des marges de huit centimètres",
        docx(
            entetes={"default": p("Étude Exemple")},
            section='<w:sectPr><w:pgMar w:left="4535" w:right="4535"/></w:sectPr>',
        ),
    ),
    "M803": (
        "un en-tête de trente centimètres",
        docx(entetes={"default": p("Étude Exemple", '<w:pPr><w:spacing w:before="17000"/></w:pPr>')}),
    ),
    "M890": ("un pied de vingt-six lignes", docx(pieds={"default": p("Étude Exemple, avocats") * 26})),
    "M891": (
        "un style blanc sur une page blanche",
        docx(entetes={"default": p("Étude Exemple")}, styles=style("Normal", "Normal", EN_BLANC, defaut=True)),
    ),
    "M804": ("une lettre d’exemple, sous l’en-tête", docx(p("Madame, "), entetes={"default": p("Étude Exemple")})),
}
PIECE = "pieces:\n  - {id: P-1, titre: Un courriel, date: 2026-08-15}\n"
RAPPEL_LIVRE = (RACINE / "modeles/rappel-recouvrement.docx").read_bytes()
DERNIER_AVIS = """\
catalogue: 1
lettres:
  - code: dernier_avis
    nature: recouvrement
    comme: rappel
    titre: Dernier avis
    fichier: dernier-avis.docx
    mentions: [dernier avis]
"""
AVEC_DERNIER_AVIS = """\
politique: 1
code: vive
titre: Vive
nature: recouvrement
tolerance: 5
intervalle: 7
grace: 3
echelons:
  - {code: avis, titre: Dernier avis, lettre: rappel, modele: dernier_avis, depuis: echeance, jours: 7}
"""


@dataclass(frozen=True)
class Essai:
    """Une commande, après d'autres et un geste; `avant` dit ce qu'elles ne montrent pas."""

    commande: str
    avant: str = ""
    fichiers: Mapping[str, str | bytes] = field(default_factory=dict)
    premieres: tuple[str, ...] = ()
    geste: Callable[[], object] = lambda: None
    reglages: str = "reglages"
    """Le répertoire des réglages de l'usager; vide, il n'en a pas."""

    @property
    def vue(self) -> str:
        return "\n".join(
            [f"# {self.avant}"] * bool(self.avant) + [f"$ lettres {c}" for c in (*self.premieres, self.commande)]
        )


def fichier_lie() -> None:
    Path("lettre.docx").symlink_to("ailleurs.docx")


def remplacer(motif: str, contenu: Callable[[bytes], bytes]) -> None:
    for fichier in Path().glob(motif):
        fichier.write_bytes(contenu(fichier.read_bytes()))


def perdre_la_lettre() -> None:
    """La lettre n'est plus là, et le journal dit d'elle une autre empreinte que celle qu'on referait."""
    journal = Path("lettres/journal.jsonl")
    journal.write_text(
        json.dumps(json.loads(journal.read_text("utf-8")) | {"empreinte": "f" * 64}, separators=(",", ":")) + "\n",
        "utf-8",
    )
    effacer()


def effacer() -> None:
    for lettre in Path("lettres").glob("*.docx"):
        lettre.unlink()


def avec_piece(piece: str) -> dict[str, str | bytes]:
    """Un dossier qui a cette pièce, et quelques fichiers à côté."""
    texte = MINIMAL + f"pieces:\n  - {{id: P-1, {piece}}}\n"
    return {"dossier.yaml": texte, "a.pdf": "a", "b.pdf": "a", "A.PDF": "A", "vide.pdf": "", "clients/a.pdf": "c"}


UNE_PIECE = "une pièce au dossier"
DEUX = {"a.yaml": MINIMAL, "b.yaml": MINIMAL.replace("60,00", "70,00")}
UN = {"a.yaml": MINIMAL}
COMMANDES: dict[str, tuple[Essai, ...]] = {
    "U001": (Essai("verifier dossier.yaml --au 22/11/2026"),),
    "U002": (
        Essai("verifier dossier.yaml --lettre sommation"),
        Essai("nouveau d.yaml --lettre reponse"),
        Essai("nouveau d.yaml --nature entente --lettre opc"),
    ),
    "U003": (Essai("nouveau d.yaml --nature facture"),),
    "U004": (Essai("nouveau dossier.json --nature entente"),),
    "U005": (
        Essai("lot photos/ --sortie lettres", "un répertoire d’images", {"photos/a.png": "x"}),
        Essai("lot - - --sortie lettres"),
    ),
    "U006": (Essai("lot dossier.yaml --sortie lettres.docx"),),
    "U009": (Essai("lot dossier.yaml --sortie lettres --travailleurs beaucoup"),),
    "U010": (Essai("controler lettre.docx --type facture", fichiers={"lettre.docx": b""}),),
    "U011": (
        Essai("calculer taxes --avant-taxes beaucoup"),
        Essai("calculer interet --capital 0 --taux 5 --depuis 2026-01-01"),
    ),
    "U012": (Essai("calculer interet --capital 1000 --taux '1 % par mois' --depuis 2026-01-01"),),
    "U013": (Essai("calculer delai --depuis 2026-11-22 --jours dix"),),
    "U014": (Essai("calculer interet --capital 1000 --taux 5 --depuis 2026-01-01 --paiement 100"),),
    "U015": (Essai("calculer delai --depuis 2026-11-22 --jours 10 --calendrier lunaire"),),
    "U016": (
        Essai("calculer delai --depuis 2026-11-22"),
        Essai("calculer delai --depuis 2026-11-22 --jours 10 --mois 1"),
        Essai("calculer taxes"),
        Essai("calculer interet --capital 1000 --taux 5 --depuis 2026-11-22 --au 2026-01-01"),
        Essai("calculer prescription --matiere generale --depuis 2026-01-31 --publication 2026-01-31"),
    ),
    "U017": (Essai("droit interets"),),
    "U018": (Essai("expliquer S1O1"),),
    "U019": (Essai("generer dossier.yaml --letre rappel"), Essai("generer"), Essai("genere dossier.yaml")),
    "U020": (
        Essai("generer dossier.yaml --forcer"),
        Essai("generer dossier.yaml --motif 'La cliente part demain.'"),
        Essai("generer dossier.yaml --forcer --motif '...'"),
    ),
    "U110": (Essai("moi --courriel karine@exemple.test"),),
    "U111": (Essai("moi --voir"),),
    "U112": (Essai("moi --nom 'Karine Exemple'", "« LETTRES_CONFIG » est vide", reglages=""),),
    "Q101": (Essai("calculer interet --capital 1000 --taux 60 --depuis 2026-01-01"),),
    "Q102": (Essai("calculer taxes --total 0.11"),),
    "Q104": (
        Essai(f"calculer versements --capital 0.05 --nombre 6 --premier 2027-01-15 {AU}"),
        Essai(f"calculer versements --capital 600 --montant 0.01 --premier 2027-01-15 {AU}"),
    ),
    "Q105": (Essai(f"calculer versements --capital 600 --nombre 6 --premier 2027-01-15 --taux 5 --consommateur {AU}"),),
    "Q103": (Essai(f"droit interet.creances_etat {AU}"),),
    "U023": (
        Essai(
            "etat dossier.yaml --au 2026-11-01",
            "suites: [{date: 2026-11-10, resultat: refus}]",
            {"dossier.yaml": MINIMAL + "suites: [{date: 2026-11-10, resultat: refus}]\n"},
        ),
    ),
    "U024": (
        Essai(f"simuler dossier.yaml --jusqu-a 2027-06-30 --si paiement {AU}"),
        Essai(f"simuler dossier.yaml --jusqu-a 2027-06-30 --si paiement:F-9:60 {AU}"),
        Essai(f"simuler dossier.yaml --jusqu-a 2027-06-30 --si contestation@2027-12-01 {AU}"),
    ),
    "L001": (Essai("verifier dosier.yaml"),),
    "L002": (Essai("etat clients", "« clients » est un répertoire", {"clients/a.yaml": MINIMAL}),),
    "L004": (Essai("verifier tout.yaml", "« tout.yaml » pèse plus d’un méga-octet", {"tout.yaml": "a" * 1_100_000}),),
    "L005": (
        Essai("verifier facture.yaml", "« facture.yaml » est un PDF renommé", {"facture.yaml": b"%PDF-1.7\n\x00\x01"}),
        Essai("verifier photo.yaml", "« photo.yaml » est une image renommée", {"photo.yaml": b"\x89PNG\r\n\x1a\n\x00"}),
        Essai(
            "verifier lettre.yaml",
            "« lettre.yaml » est un document Word renommé",
            {"lettre.yaml": b"PK\x03\x04word/\x00"},
        ),
        Essai("verifier vide.yaml", "des octets nuls", {"vide.yaml": b"a: \x00\x00\x00"}),
    ),
    "L006": (Essai("verifier dossier.yaml", "enregistré en UTF-16", {"dossier.yaml": MINIMAL.encode("utf-16")}),),
    "L007": (Essai("verifier dossier.txt", fichiers={"dossier.txt": MINIMAL}),),
    "L012": (Essai("verifier d.yaml", f"faits: {'[' * 30}", {"d.yaml": f"faits: {'[' * 30}"}),),
    "L013": (Essai("verifier d.yaml", "cinquante mille valeurs", {"d.yaml": f"faits: [{'1,' * 50_001}1]"}),),
    "D112": (
        Essai(
            "verifier dossier.yaml",
            "« objet » de la facture : une correspondance de cinq mille lettres",
            {"dossier.yaml": MINIMAL.replace("Reportage de mariage", "mariage " * 700)},
        ),
    ),
    "D130": (
        Essai(
            f"etat dossier.yaml {AU}",
            "« lettres.toml » nomme une politique dont le premier échelon n’a ni lettre ni action",
            {
                "lettres.toml": 'politique = "la-mienne.yaml"\n',
                "la-mienne.yaml": "politique: 1\ncode: mienne\ntitre: La mienne\nnature: recouvrement\ntolerance: 5\n"
                "intervalle: 7\ngrace: 3\nechelons:\n  - {code: rappel, titre: Rappel, depuis: echeance, jours: 7}\n",
            },
        ),
    ),
    "D127": (Essai(f"verifier dossier.yaml {AU}", "en Windows-1252", {"dossier.yaml": MINIMAL.encode("cp1252")}),),
    "E101": (
        Essai(
            f"verifier dossier.yaml {AU}",
            "sans échéance",
            {"dossier.yaml": MINIMAL.replace("echeance: 2026-08-31, ", "").replace(", echeance: 2026-08-31", "")},
        ),
    ),
    "E102": (Essai(f"verifier dossier.yaml --lettre opc {AU}"),),
    "E107": (
        Essai("generer dossier.yaml --au 2026-09-01"),
        Essai(
            f"generer dossier.yaml {AU}",
            "suspensions: [{motif: mediation, du: 2026-11-01}]",
            {"dossier.yaml": MINIMAL + "suspensions: [{motif: mediation, du: 2026-11-01}]\n"},
        ),
        Essai(
            f"generer dossier.yaml {AU}",
            'paiements: [{date: 2026-09-10, montant: "60,00 $"}]',
            {"dossier.yaml": MINIMAL + 'paiements: [{date: 2026-09-10, montant: "60,00 $"}]\n'},
        ),
    ),
    "E111": (
        Essai(f"generer dossier.yaml --lettre rappel --signer {AU}"),
        Essai(
            f"generer dossier.yaml --lettre rappel --signer {AU}",
            "images: {signature: signature.png}",
            {"dossier.yaml": AVEC_IMAGES},
        ),
    ),
    "E112": tuple(
        Essai(
            f"generer dossier.yaml --lettre rappel --modele mien.docx --signer {AU}",
            "images: {signature: signature.png}",
            {"dossier.yaml": AVEC_IMAGES, "mien.docx": MODELE_A_IMAGE, **fichiers},
        )
        for fichiers in (
            {},
            {"signature.png": b""},
            {"signature.png": b"GIF89a"},
            {"signature.png": png()[:-3]},
            {"signature.png": png(40, 20, morceau(b"acTL", bytes(8)))},
            {"signature.png": png(6001, 1)},
            {"signature.png": jpeg(40, 20, exif(6))},
            {"signature.png": jpeg(couleurs=4)},
            {"signature.png": jpeg(trame=0xC3)},
        )
    ),
    "E113": (
        Essai(
            f"verifier dossier.yaml --lettre mise_en_demeure {AU}",
            "une promesse pour la F-1023; la F-1024 n’a rien qui la retienne",
            {"dossier.yaml": DEUX_FACTURES},
        ),
    ),
    "E108": (
        Essai(
            f"generer dossier.yaml {AU}",
            "politique: recouvrment",
            {"dossier.yaml": MINIMAL + "politique: recouvrment\n"},
        ),
    ),
    "E103": (
        Essai(
            "verifier dossier.yaml",
            "quatre cents clés inconnues",
            {"dossier.yaml": MINIMAL + "".join(f"zzz{i}: 1\n" for i in range(400))},
        ),
    ),
    "E104": (
        Essai(
            f"verifier dossier.yaml --lettre rappel {AU}",
            "demandes: [{type: payer, montant: 60,00 $}, {type: livrer, texte: livrer le meuble}]",
            {
                "dossier.yaml": MINIMAL
                + 'demandes:\n  - {type: payer, montant: "60,00 $"}\n  - {type: livrer, texte: livrer le meuble}\n'
            },
        ),
    ),
    "E105": (
        Essai(
            f"verifier dossier.yaml --lettre rappel {AU}",
            "« P-1 » n’est citée que par « prejudices », que le rappel n’imprime pas",
            {"dossier.yaml": MINIMAL + PIECE + "prejudices:\n  - {texte: Un mariage annulé., pieces: [P-1]}\n"},
        ),
    ),
    "E106": (Essai(f"generer dossier.yaml {AU} --forcer --motif 'La cliente part demain.'"),),
    "E109": (
        Essai(
            f"verifier dossier.yaml --lettre rappel {AU}",
            "le rappel parti disait la facture échue le 15 août; le dossier dit le 31",
            {
                "dossier.yaml": MINIMAL
                + "envois:\n  - lettre: rappel\n    date: 2026-09-15\n"
                + '    affirme: ["facture F-1023, échéance : 2026-08-15"]\n'
            },
        ),
    ),
    "I101": (Essai(f"lot dossier.yaml --modeles mes-modeles --sortie lettres {AU}"),),
    "I102": (
        Essai(
            f"lot dossier.yaml --modeles mes-modeles --sortie lettres {AU}",
            "« mes-modeles/rappel-facture.docx »",
            {"mes-modeles/rappel-facture.docx": b""},
        ),
    ),
    "I103": (
        Essai(
            f"generer dossier.yaml --lettre dernier_avis --modeles mes-modeles {AU}",
            "« mes-modeles/catalogue.yaml », et aucun modèle à côté",
            {"mes-modeles/catalogue.yaml": DERNIER_AVIS},
        ),
    ),
    "B208": (
        Essai(
            f"generer dossier.yaml --lettre dernier_avis --modeles mes-modeles {AU}",
            "mentions: [dernier avis], et un modèle qui ne le dit pas",
            {"mes-modeles/catalogue.yaml": DERNIER_AVIS, "mes-modeles/dernier-avis.docx": RAPPEL_LIVRE},
        ),
    ),
    "E110": (
        Essai(
            "generer dossier.yaml --config ailleurs/lettres.toml --au 2026-11-22",
            "« modele: dernier_avis », sans « --modeles »",
            {"ailleurs/lettres.toml": 'politique = "vive.yaml"\n', "ailleurs/vive.yaml": AVEC_DERNIER_AVIS},
        ),
    ),
    **{
        code: (Essai(f"generer dossier.yaml --papier cabinet.docx {AU}", dit, {"cabinet.docx": papier}),)
        for code, (dit, papier) in PAPIERS.items()
    },
    "M805": (
        Essai(
            f"generer dossier.yaml --lettre dossier_avocat --papier cabinet.docx {AU}",
            "un dossier pour un avocat n’est pas une lettre",
            {"cabinet.docx": docx(entetes={"default": p("Étude Exemple")})},
        ),
    ),
    "M137": (
        Essai(
            f"generer dossier.yaml --modele livree/2026-014_rappel_2026-11-22.docx {AU}",
            "la lettre d’une autre affaire",
            premieres=(f"generer dossier.yaml --sortie livree {AU}",),
        ),
    ),
    "M806": (
        Essai(
            f"generer dossier.yaml --papier livree/2026-014_rappel_2026-11-22.docx {AU}",
            "la lettre d’une autre affaire",
            premieres=(f"generer dossier.yaml --sortie livree {AU}",),
        ),
    ),
    "S001": (Essai(f"generer dossier.yaml {AU}", premieres=(f"generer dossier.yaml {AU}",)),),
    "S002": (
        Essai(f"generer dossier.yaml --sortie dossier.yaml/x {AU}"),
        Essai(
            f"generer dossier.yaml --sortie r {AU} --ecraser",
            "un répertoire porte le nom de la lettre",
            {"r/2026-014_rappel_2026-11-22.docx/x": ""},
        ),
    ),
    "S005": (Essai(f"generer dossier.yaml --sortie 'lettres/Rappel : F-1023?.docx' {AU}"),),
    "S008": (Essai(f"generer dossier.yaml --sortie rappel.pdf {AU}"),),
    "S010": (
        Essai(
            LOT,
            "une ligne du journal a été copiée à la main",
            UN,
            (LOT,),
            lambda: remplacer("lettres/journal.jsonl", lambda o: o + o),
        ),
    ),
    "S011": (Essai(f"lot a.yaml b.yaml --sortie lettres {AU}", "deux dossiers « 2026-014 »", DEUX),),
    "S014": (
        Essai(LOT, "la lettre est retouchée", UN, (LOT,), lambda: remplacer("lettres/*.docx", lambda o: o + b" ")),
    ),
    "S015": (
        Essai(LOT, "la lettre est effacée", UN, (LOT,), effacer),
        Essai(
            LOT,
            "la lettre est effacée, et l’outil ne la ferait plus tout à fait pareille",
            UN,
            (LOT,),
            perdre_la_lettre,
        ),
    ),
    "S016": (
        Essai(
            f"generer dossier.yaml --sortie lettre.docx --ecraser {AU}",
            "« lettre.docx » est un lien",
            geste=fichier_lie,
        ),
    ),
    "S017": (Essai(LOT, "un journal d’ailleurs", {**UN, "lettres/journal.jsonl": "mes notes\n"}),),
    "S018": (
        Essai(
            LOT,
            "un journal d’une version à venir",
            UN,
            (LOT,),
            lambda: remplacer("lettres/journal.jsonl", lambda o: o.replace(b'journal":1,', b'journal":99,')),
        ),
    ),
    "S019": (
        Essai(
            f"envoi dossier.yaml --lettre rappel --mode courriel --date 2026-11-22 {AU}",
            "« envois » est écrit « null »",
            {"dossier.yaml": MINIMAL + "envois: null\n"},
        ),
        Essai(
            f"envoi dossiers.jsonl --lettre rappel --mode courriel --date 2026-11-22 {AU}",
            "plusieurs dossiers dans un fichier",
            {"dossiers.jsonl": "{}\n"},
        ),
        Essai(
            f"envoi dossier.yaml --lettre rappel --mode courriel --date 2026-11-22 {AU}",
            "une ancre YAML",
            {"dossier.yaml": MINIMAL + "lieu: &ici Granby\n"},
        ),
    ),
    "S021": (
        Essai(
            f"paiement dossier.yaml --montant 20 --date 2026-11-20 {AU}",
            "« ailleurs.yaml » est un lien dur vers ce dossier",
            geste=lambda: Path("ailleurs.yaml").hardlink_to("dossier.yaml"),
        ),
    ),
    "U021": (Essai(f"suite dossier.yaml {AU}"),),
    "U022": (Essai(f"envoi dossier.yaml --fichier absente.docx {AU}"),),
    "U025": (
        Essai("pieces dossier.yaml --renoter P-9"),
        Essai("pieces dossier.yaml --ajouter a.pdf --titre A --id P-1", UNE_PIECE, avec_piece("titre: A")),
        Essai("pieces dossier.yaml --ajouter a.pdf --titre A --facture F-9", fichiers={"a.pdf": "a"}),
        Essai("pieces dossier.yaml --ajouter a.pdf --titre A --contrat", fichiers={"a.pdf": "a"}),
    ),
    "U032": (
        Essai(
            "modeles comparer avis.docx", "« avis.docx » ne dit rien d’une lettre", {"avis.docx": docx(p("Bonjour."))}
        ),
        Essai("modeles comparer rappel.docx avis.docx rappel.docx"),
    ),
    "U033": (
        Essai(
            "modeles apercu avis.docx --sortie vues",
            "« avis.docx » ne dit rien d’une lettre",
            {"avis.docx": docx(p("Bonjour."))},
        ),
    ),
    "U035": (Essai("pieces dossier.yaml --noter --cahier reliees.pdf"),),
    "S034": (Essai("pieces dossier.yaml --cahier reliees.pdf"),),
    "U036": (Essai("deguiser dossier.yaml -o dossier.yaml --ecraser"),),
    "U038": (Essai("purger . --supprimer --oui --au 2200-01-01"),),
    "U039": (Essai("purger dossier.yaml"),),
    "U034": (Essai("modeles nettoyer rappel.docx -o rappel.docx --ecraser"),),
    "U028": (
        Essai("modeles verifier rappel.docx --annoter rappel.docx"),
        Essai("modeles verifier rappel.docx avis.docx --annoter copie.docx"),
    ),
    "U026": (Essai("pieces dossier.yaml --ajouter absent.pdf --titre Contrat"),),
    "U120": (
        Essai(f"suite dossier.yaml --courriel capture.eml --resultat refus {AU}", "une image", {"capture.eml": "PNG"}),
    ),
    "U027": (Essai(f"preciser dossier.yaml --ecrire 'suites: [{{resultat: refus}}]' {AU}"),),
    "P301": (
        Essai("pieces dossier.yaml", UNE_PIECE, avec_piece("titre: A, fichier: pieces/b.pdf")),
        Essai("pieces dossier.yaml", "le fichier s’appelle « A.PDF »", avec_piece("titre: A, fichier: A.pdf")),
    ),
    "P302": (Essai("pieces dossier.yaml", UNE_PIECE, avec_piece(f"titre: A, fichier: a.pdf, empreinte: {'0' * 64}")),),
    "P303": (Essai("pieces dossier.yaml", "« fichier » est un répertoire", avec_piece("titre: A, fichier: clients")),),
    "P304": (Essai("pieces dossier.yaml", "le fichier est vide", avec_piece("titre: A, fichier: vide.pdf")),),
    "P305": (
        Essai("pieces dossier.yaml", "le fichier est ailleurs", avec_piece("titre: A, fichier: ../ailleurs.pdf")),
        Essai(
            "pieces dossier.yaml",
            "« lettre.docx » est un lien",
            avec_piece("titre: A, fichier: lettre.docx"),
            geste=fichier_lie,
        ),
    ),
    "P306": (
        Essai(
            "pieces dossier.yaml",
            "deux copies du même fichier",
            avec_piece("titre: A, fichier: a.pdf}\n  - {id: P-2, titre: B, fichier: b.pdf"),
        ),
    ),
    "P307": (Essai("pieces dossier.yaml", UNE_PIECE, avec_piece("titre: A")),),
    "P308": (Essai("pieces dossier.yaml", "une pièce qui a son fichier", avec_piece("titre: A, fichier: a.pdf")),),
    "B001": (Essai("controler lettre.docx", "on n’y lit que « Bonjour. »", {"lettre.docx": lettre_de("Bonjour.")}),),
}


EN_TEXTE = re.compile(r"^.*?: ([A-Z]\d{3}) \[(\w+)\] (.*)\n(?:  Remède : (.*)\n)?", re.MULTILINE)


def executer_un(commande: str, capsys: pytest.CaptureFixture[str]) -> list[Constat]:
    """Les constats de la commande; « nouveau » n'a pas de `--json`, et les dit en texte."""
    capsys.readouterr()
    args = shlex.split(commande)
    if args[0] == "nouveau":
        executer(args)
        return [Constat(c, Gravite(g), m, r) for c, g, m, r in EN_TEXTE.findall(capsys.readouterr().err)]
    executer([*args, "--json"])
    return list(constats_dans(json.loads(capsys.readouterr().out)))


def constats_dans(reponse: Any) -> Iterator[Constat]:
    """Les constats d'une réponse, où qu'elle les range : un lot en a aussi par lettre."""
    if isinstance(reponse, dict) and "gravite" in reponse:
        yield Constat(reponse["code"], Gravite(reponse["gravite"]), reponse["message"], reponse["remede"] or "")
    for dedans in reponse.values() if isinstance(reponse, dict) else reponse if isinstance(reponse, list) else ():
        yield from constats_dans(dedans)


def des_commandes(lieu: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Iterator[Entree]:
    for code, essais in COMMANDES.items():
        for rang, essai in enumerate(essais):
            ici = lieu / f"{code}-{rang}"
            for nom, contenu in {"dossier.yaml": MINIMAL, **essai.fichiers}.items():
                (ici / nom).parent.mkdir(parents=True, exist_ok=True)
                (ici / nom).write_bytes(contenu if isinstance(contenu, bytes) else contenu.encode())
            monkeypatch.chdir(ici)
            monkeypatch.setenv("LETTRES_CONFIG", essai.reglages)
            for commande in essai.premieres:
                executer_un(commande, capsys)
            essai.geste()
            yield du_code(code, essai.vue, executer_un(essai.commande, capsys), "console")


# -- Le disque, les travailleurs, l'outil : la faute est donnée à ce qui la traduit --


def refus(geste: Callable[[], object]) -> tuple[Constat, ...]:
    try:
        geste()
    except ErreurLettres as faute:
        return faute.constats
    return ()


DU_SYSTEME = {
    "S003": (errno.EACCES, "le système refuse l’accès (EACCES)"),
    "S004": (errno.ENOSPC, "le disque est plein (ENOSPC)"),
    "S006": (errno.EROFS, "le support est en lecture seule (EROFS)"),
    "S007": (errno.EIO, "le disque ne répond plus (EIO)"),
}


def du_systeme(lieu: Path) -> Iterator[Entree]:
    for code, (numero, vue) in DU_SYSTEME.items():
        yield du_code(code, vue, refus_systeme(OSError(numero, os.strerror(numero)), "lettres").constats)
    with Depot(lieu / "tenu"):
        yield du_code(
            "S009", "deux « lettres lot » à la fois vers un même répertoire", refus(Depot(lieu / "tenu").__enter__)
        )
    with lettres.Atelier() as atelier:
        (lieu / "a.yaml").write_text(MINIMAL, encoding="utf-8")
        lot = partial(atelier.generer_lot, [lieu / "a.yaml"], au=date(2026, 11, 22), sortie=lieu / "lot")
        assert [resultat.refus for resultat in lot()] == [None]
        encore = refus(lambda: list(lot(reprendre=False)))
    yield du_code("S012", "generer_lot(…, reprendre=False), là où un lot a commencé", encore)
    yield du_code("S020", "un logiciel récrit le dossier sans arrêt", fichier_changeant("dossier.yaml").constats)
    yield du_code("S013", "un travailleur d’une autre machine", refus(lambda: deposer(b"x", lieu, "a.docx")))
    yield du_code("I201", "une exception de l’outil au milieu d’un lot", [faute_de_l_outil(KeyError("x"))])
    yield du_code("I202", "un processus tué au milieu d’un lot", [travailleur_arrete(BrokenPipeError())])
    yield du_code("I302", "Ctrl-C", comprendre(KeyboardInterrupt(), ["generer"]).constats)
    (faute,) = comprendre(RuntimeError(), ["generer"]).constats
    chemin = re.search(r"\S*lettres-rapport-\S+", faute.remede)
    assert chemin
    Path(chemin[0]).unlink()
    montree = replace(faute, remede=faute.remede.replace(chemin[0], "lettres-rapport-….txt"))
    yield du_code("I301", "une exception de l’outil que personne n’avait prévue", [montree])


def de_dask(lieu: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Iterator[Entree]:
    commande = "lot dossier.yaml --sortie lettres --dask tcp://127.0.0.1:1"
    monkeypatch.chdir(lieu)
    Path("dossier.yaml").write_text(MINIMAL, encoding="utf-8")
    monkeypatch.setitem(sys.modules, "distributed", None)
    yield du_code("U007", f"# Dask n’est pas installé\n$ lettres {commande}", executer_un(commande, capsys), "console")


SANS_ENTREE = {
    "D199": "dernier recours de la lecture : aucun dossier connu ne le cause.",
    "L003": "un fichier que l’on n’a pas le droit d’ouvrir; qui passe les essais en administrateur les ouvre tous.",
    "M902": "le moteur répare ce tableau avant; `tests/rendu/moteur/sorties_brisees.py` en garde les cas.",
    "M903": "le moteur refuse la balise avant (M301, M602); `tests/rendu/moteur/sorties_brisees.py` en garde les cas.",
    "Z002": "un export de soixante-quatre mégaoctets : `tests/importation/test_lecteurs.py` en borne d’autres.",
    "Z006": "un classeur nommé en .csv : `tests/importation/test_lecteurs.py` en donne un.",
    "Z022": "une machine sans pikepdf : `tests/importation/test_factur_x.py` en fait une.",
    "Z023": "un PDF ordinaire : `tests/importation/test_factur_x.py` en donne un.",
    "S022": "une machine sans LibreOffice : `tests/conversion/test_bureautique.py` en fait une.",
    "S023": "un LibreOffice qui ne rend rien : `tests/conversion/test_bureautique.py` en lance un.",
    "S024": "un LibreOffice qui ne finit pas : `tests/conversion/test_bureautique.py` en lance un.",
    "S031": "une machine sans icalendar : `tests/production/test_agenda.py` en fait une.",
    "U037": "personne au terminal, devant ce qui peut partir : `tests/purge/test_purge.py` en a.",
    "S037": "un fichier qui change pendant la purge : `tests/purge/test_purge.py` en change un.",
    "S038": "un dossier fautif dans un répertoire : `tests/purge/test_purge.py` en a un.",
    "S035": "un double que l’on abîme : `tests/deguisement/test_doubles.py` en abîme un.",
    "S036": "une phrase qui nomme un inconnu : `tests/deguisement/test_doubles.py` en a.",
    "S033": "une machine sans pikepdf : `tests/cahier/test_pieces_reliees.py` en fait une.",
    "P330": "des pièces qui ne se mettent pas en pages : `tests/cahier/test_pieces_reliees.py` en a.",
    "P331": "des pièces qui agissent : `tests/cahier/test_pieces_reliees.py` en a.",
    "P332": "une machine sans LibreOffice : `tests/cahier/test_pieces_reliees.py` en fait une.",
    "S032": "un calendrier d’ailleurs : `tests/production/test_agenda.py` en donne un.",
    "S027": "un dossier sans adresse de courriel : `tests/production/test_courriel.py` en a un.",
    "S028": "un brouillon d’une lettre recommandée : `tests/production/test_courriel.py` en fait un.",
    "S029": "une pièce absente : `tests/production/test_courriel.py` en a.",
    "S030": "une machine sans LibreOffice : `tests/production/test_courriel.py` en fait une.",
    "U121": "un message de mille parties : `tests/production/reception/test_message_recu.py` en fait un.",
    "S321": "un fichier déjà là : `tests/production/lots/test_a_cote_du_lot.py` en met un.",
    "S322": "un PDF tronqué : `tests/production/lots/test_a_cote_du_lot.py` en tronque un.",
    "S320": "un PDF abîmé : `tests/conversion/test_formes_relues.py` en a plusieurs.",
    "S025": "un PDF qui a perdu un mot : `tests/conversion/test_pdf.py` en fait un.",
    "S026": "une police absente : `tests/conversion/test_pdf.py` en demande une.",
    "U008": "un planificateur Dask arrêté : `tests/cli/test_valeurs_hostiles.py` l’éprouve, quand Dask est installé.",
}
"""Les codes que nul essai d'ici ne peut causer partout, et pourquoi."""
