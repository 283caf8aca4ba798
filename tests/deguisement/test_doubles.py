"""Le double d'un dossier : personne de nommé, les mêmes constats, la même décision, et ce qui reste à relire."""

from __future__ import annotations

import json
import re
from datetime import date
from pathlib import Path
from typing import get_args

import pytest
import yaml
from cas_de_regles import TOUS, Cas
from exemples_rendus import EXEMPLES, Exemple
from tables import d_un_trait
from tries import tries

from lettres.catalogue import lettres_de
from lettres.cli import executer
from lettres.deguisement import Double, deguiser
from lettres.deguisement.genres import GARDE, PHRASE, genres, textes_de
from lettres.deguisement.lexique import lexique, plie
from lettres.deguisement.memes_constats import ce_qui_differe
from lettres.lecture.fichier import Format, lire_arbre, lire_texte
from lettres.lecture.formes import RACINE, Forme, cles

AU = date(2026, 11, 20)
TETE = """\
lettres: 1
reference: 2026-014
nature: recouvrement
expediteur:
  nom: Studio Karine Tremblay
  courriel: karine@studio-tremblay.test
  telephone: 450 555-0123, poste 12
  adresse: {ligne: "12, rue des Érables, app. 3", ville: Granby, code_postal: J2G 1A1}
  signataire: {civilite: Mme, nom: Karine Tremblay}
destinataire:
  civilite: M.
  nom: Ernest Lavigueur
  qualite: consommateur
creances:
  - {cause: service, facture: TREM-88, date: 2026-08-01, echeance: 2026-08-31, objet: Reportage, montant: 60.00}
"""


def double(texte: str, format: Format = "yaml", au: date = AU) -> Double:
    return deguiser(texte.encode(), fichier="dossier", format=format, au=au)


def dit(texte: str) -> dict:
    lu = yaml.safe_load(double(texte).octets)
    assert isinstance(lu, dict)
    return lu


def phrase(texte: str) -> tuple[str, list[str]]:
    """Une phrase de la conséquence, récrite, et ce qui y est à relire."""
    fait = double(f"{TETE}consequence: {json.dumps(texte, ensure_ascii=False)}\n")
    relire = [mot for r in fait.a_relire if r.chemin == ("consequence",) for mot in r.mots]
    return yaml.safe_load(fait.octets)["consequence"], relire


# -- La table --


def blocs() -> dict[str, list[str]]:
    """Chaque bloc du dossier, et ses clés de texte."""
    trouves: dict[str, list[str]] = {}

    def visiter(forme: Forme) -> None:
        while forme.element is not None:
            forme = forme.element
        if forme.modele is None or forme.modele.__name__ in trouves:
            return
        siennes = trouves[forme.modele.__name__] = []
        for nom, cle in cles(forme.modele).items():
            dedans = cle.forme
            while dedans.element is not None:
                dedans = dedans.element
            visiter(dedans)
            if dedans.est_texte:
                siennes.append(nom)

    visiter(RACINE)
    return {bloc: siennes for bloc, siennes in trouves.items() if siennes}


def test_chaque_texte_du_dossier_a_son_genre_et_la_table_n_en_a_pas_d_autre():
    table = {bloc: list(siens) for bloc, siens in genres().items() if bloc != "Annulation"}
    assert {b: sorted(s) for b, s in table.items()} == {b: sorted(s) for b, s in blocs().items()}


def test_chaque_genre_a_sa_fiction():
    tous = {genre for siens in genres().values() for genre in siens.values()}
    connus = {"nom", "ville", "voie", "complement", "code_postal", "courriel", "telephone", "web", "neq", "tps", "tvq"}
    assert tous == connus | {
        "facture",
        "reference",
        "numero",
        "quatre_chiffres",
        "empreinte",
        "fichier",
        "schema",
        PHRASE,
        GARDE,
    }


# -- Les exemples --


def a_cacher(octets: bytes, format: Format = "yaml") -> set[str]:
    """Tout ce que l'original nomme : noms entiers et mot à mot, rues, villes, numéros, adresses, fichiers."""
    arbre = lire_arbre(octets, fichier="", format=format)
    vraies: set[str] = set()
    libres = {plie(m) for m in (*lexique().particules, *lexique().formes, "Exemple")}
    for lu in textes_de(arbre.donnees):
        vide = lu.genre == "complement" and not re.search(r"\d|[A-ZÀ-Ü]", lu.texte)  # -- « au sous-sol » ne dit rien --
        if not vide and lu.genre not in {PHRASE, GARDE, "schema"} and not lu.texte.startswith("créance "):
            vraies.add(lu.texte)
        if lu.genre == "nom":
            # -- « le service des comptes de Meubles Exemple » : un nom a sa majuscule --
            mots = [m for m in re.findall(r"[^\s,;()’']+", lu.texte) if not m.islower()]
            vraies |= {m for m in mots if plie(m) not in libres and len(m) > 3}
    return vraies


def reste(octets: bytes, fait: Double, format: Format = "yaml") -> set[str]:
    # -- le numéro d'une rue fictive peut être celui d'une vraie facture --
    ecrit = re.sub(r"\d+, rue de l’Exemple", "", fait.octets.decode())
    return {v for v in a_cacher(octets, format) if re.search(rf"(?<![\w-]){re.escape(v)}(?![\w-])", ecrit)}


@pytest.mark.un_sur(16)
@pytest.mark.parametrize("exemple", EXEMPLES, ids=lambda e: e.nom)
def test_le_double_d_un_exemple_ne_nomme_personne_et_se_comporte_pareil(exemple: Exemple):
    octets = exemple.chemin.read_bytes()
    fait = deguiser(octets, fichier=exemple.dossier, format="yaml", au=exemple.au)
    assert fait.differences == ()
    assert reste(octets, fait) == set()
    assert list(ce_qui_differe(octets, "yaml", fait.octets, exemple.au, exemple.lettre)) == []


@pytest.mark.long
@pytest.mark.parametrize("exemple", EXEMPLES, ids=lambda e: e.nom)
def test_le_double_a_les_memes_constats_pour_toutes_les_lettres(exemple: Exemple):
    octets = exemple.chemin.read_bytes()
    fait = deguiser(octets, fichier=exemple.dossier, format="yaml", au=exemple.au)
    nature = lire_texte(octets, fichier="", format="yaml").nature
    assert {
        lettre: ecarts
        for lettre in lettres_de(nature)
        if (ecarts := list(ce_qui_differe(octets, "yaml", fait.octets, exemple.au, lettre)))
    } == {}


# -- W282 : un nom, une adresse, un numéro se remplacent en entier, et ce qu'ils disaient de trop s'en va avec eux --
COMPARES = [c for c in TOUS if c.code != "W282"]


@tries(("cas",), {c.nom: (c,) for c in COMPARES}, [c.nom for c in COMPARES if c.chemins][::60])
def test_le_double_d_un_cas_de_regle_est_blame_de_meme(cas: Cas):
    octets = cas.source.encode()
    fait = deguiser(octets, fichier="dossier.yaml", format="yaml", au=cas.au)
    assert list(ce_qui_differe(octets, "yaml", fait.octets, cas.au, cas.lettre)) == []


MAISONS = (
    *("& Fils", "et fils", "& Filles", "et associés", "et associées", "& Frères", "et sœurs", "& Cie", "et compagnie"),
    *("& Co", "et ses associés", "et partenaires", "& collaborateurs"),
)


@d_un_trait
@pytest.mark.parametrize("suite", MAISONS)
def test_une_maison_reste_une_maison_et_ne_nomme_plus_personne(suite: str):
    maison = f"  nom: Lavigueur {suite}\n  qualite: entreprise\n"
    fait = double(TETE.replace("  civilite: M.\n  nom: Ernest Lavigueur\n  qualite: consommateur\n", maison))
    nom = yaml.safe_load(fait.octets)["destinataire"]["nom"]
    assert fait.differences == () and nom.endswith(suite) and "Lavigueur" not in nom


# -- Les fictions --


NOMS = {
    "Jean-Noël D’Amours": ["J.-N. D'Amours", "J. D’Amours", "D'AMOURS", "jeannoel"],
    "Marie-Ève St-Pierre O’Connor": [
        "M.-È. St-Pierre",
        "St-Pierre",
        "O'Connor",
        "marieeve",
        "stpierre_2026",
        "OConnor",
    ],
    "Anne L’Heureux-Roy": ["A. L’Heureux-Roy", "lheureux", "L'Heureux"],
    "Nguyễn Thị Lan": ["N. Thị Lan", "Nguyen Thi Lan", "NGUYỄN"],
    "Éloïse Vander Meer": ["E. Vander Meer", "vander meer", "eloise"],
    "Zoé MacDonald": ["Z. MacDonald", "MACDONALD", "Zoe"],
    "Abd El-Kader Ben Ali": ["Ben Ali", "El-Kader", "benali"],
    "José García Márquez": ["J. Garcia Marquez", "garcía", "Marquez"],
    "Guy de la Fontaine": ["G. de la Fontaine", "Fontaine"],
    "Marc-André Côté": ["M.-A. Côté", "marcandre", "M.A. Cote"],
}


def test_un_nom_compose_ne_se_reconnait_sous_aucune_de_ses_formes():
    for nom, formes in NOMS.items():
        texte = TETE.replace("Ernest Lavigueur", json.dumps(nom, ensure_ascii=False))
        citee = json.dumps(f"Il dit : {'; '.join(formes)}.", ensure_ascii=False)
        fait = double(f"{texte}consequence: {citee}\n")
        recrite = plie(yaml.safe_load(fait.octets)["consequence"])
        mots = [plie(mot) for forme in (nom, *formes) for mot in re.findall(r"[^\W\d_]+", forme) if len(mot) > 3]
        assert [mot for mot in mots if mot in recrite] == [], (nom, recrite)
        assert fait.differences == ()


def test_la_meme_valeur_a_la_meme_fiction_partout():
    lu = dit(
        TETE
        + "paiements:\n  - {date: 2026-09-10, montant: 10.00, facture: TREM-88}\n"
        + "suites:\n  - {date: 2026-09-20, resultat: promesse, creances: [TREM-88],"
        + " note: « M. Lavigueur paiera TREM-88; appelez Karine Tremblay au 450-555-0123 »}\n"
    )
    facture, nom = lu["creances"][0]["facture"], lu["expediteur"]["signataire"]["nom"]
    assert lu["paiements"][0]["facture"] == lu["suites"][0]["creances"][0] == facture
    famille = lu["destinataire"]["nom"].split()[-1]
    telephone = re.sub(r"\D", "", lu["expediteur"]["telephone"])[:10]
    note = lu["suites"][0]["note"]
    assert f"M. {famille} paiera {facture}" in note and nom in note
    assert re.sub(r"\D", "", note.rpartition("au ")[2]) == telephone
    # -- le prénom et le nom de qui signe sont aussi dans sa raison sociale --
    assert all(mot in lu["expediteur"]["nom"] for mot in nom.split())


def test_la_cle_d_un_complement_ne_nomme_personne_et_les_autres_restent():
    cles = ("police", "lavigueur", "ernest_lavigueur_tel", "appel_de_karine", "tremblay_2026", "numero_de_bail")
    fait = double(f"{TETE}complements:\n" + "".join(f"  {cle}: Voyez Gertrude\n" for cle in cles))
    ecrites = list(yaml.safe_load(fait.octets)["complements"])
    assert not any(nom in cle for cle in ecrites for nom in ("lavigueur", "ernest", "karine", "tremblay"))
    assert (ecrites[0], ecrites[-1], len(ecrites)) == ("police", "numero_de_bail", len(cles))
    assert (fait.differences, [r.chemin for r in fait.a_relire]) == ((), [("complements", cle) for cle in ecrites])


@pytest.mark.parametrize(
    ("cle", "valeur", "dits"),
    [
        ("tante_gertrude", "12", ("tante_gertrude",)),
        ("gertrude", "{somme: 12.50}", ("gertrude",)),
        ("gertrude2", "{date: 2026-12-01}", ("gertrude2",)),
        ("gertrude_2", "{texte: voir Berthe}", ("gertrude_2", "Berthe")),
        ("bail", "voir Berthe", ("bail", "Berthe")),
        ("bail", "{texte: douze mois}", ("bail",)),
        ("no_1", "12", ()),
        ("a1", "12", ()),
        ("un_an", "12", ()),
    ],
)
def test_la_cle_d_un_complement_que_rien_ne_connait_se_relit(cle: str, valeur: str, dits: tuple[str, ...]):
    fait = double(f"{TETE}complements:\n  {cle}: {valeur}\n")
    lignes = fait.octets.decode().split("\n")
    assert tuple(mot for r in fait.a_relire for mot in r.mots) == dits
    assert all(mot in lignes[r.ligne - 1] for r in fait.a_relire for mot in r.mots)


@pytest.mark.parametrize("cle", ["ernest", "ernest_lavigueur", "tremblay_2026"])
def test_la_cle_faite_des_seuls_noms_du_dossier_est_deja_deguisee(cle: str):
    fait = double(f"{TETE}complements:\n  {cle}: douze\n")
    assert fait.a_relire == () and cle not in yaml.safe_load(fait.octets)["complements"]


@d_un_trait
@pytest.mark.parametrize(
    ("civilite", "genre"), [("Mme", "f"), ("madame", "f"), ("M.", "m"), ("monsieur", "m"), ("neutre", "neutre")]
)
@pytest.mark.parametrize(
    ("prenom", "sonorite"), [("Ernest", "voyelle"), ("Bernard", "consonne"), ("Hélène", "voyelle")]
)
def test_un_prenom_garde_son_genre_et_s_elide_comme_lui(civilite: str, genre: str, prenom: str, sonorite: str):
    texte = TETE.replace("civilite: M.", f"civilite: {civilite}").replace("Ernest", prenom)
    prenom_fictif, nom = dit(texte)["destinataire"]["nom"].split()
    assert prenom_fictif in lexique().prenoms[genre][sonorite] and nom.startswith("Exemple")


@pytest.mark.parametrize(
    ("vrai", "motif"),
    [
        ("Plomberie Lavigueur inc.", r"\w+ (?:\w+ )?Exemple inc\."),
        ("9123-4567 Québec inc.", r"\d{4}-\d{4} Québec inc\."),
        ("LAVIGUEUR LTÉE", r"[A-ZÀ-Ü]+ EXEMPLE LTÉE"),
        ("Lavigueur & Fils s.e.n.c.", r"\w+ Exemple & Fils s\.e\.n\.c\."),
        ("Exemple inc.", r"\w+ Exemple inc\."),
    ],
)
def test_une_raison_sociale_garde_sa_forme(vrai: str, motif: str):
    lu = dit(TETE.replace("  civilite: M.\n", "").replace("Ernest Lavigueur", json.dumps(vrai, ensure_ascii=False)))
    assert re.fullmatch(motif, lu["destinataire"]["nom"]), lu["destinataire"]["nom"]
    assert lu["destinataire"]["nom"] != vrai


@pytest.mark.parametrize(
    ("cle", "vrai", "motif"),
    [
        ("telephone", "450 555-0123", r"\d{3} 555-01\d\d"),
        ("telephone", "(819) 555-0188 #4", r"\d{3} 555-01\d\d, poste \d+"),
        ("courriel", "E.Lavigueur+achats@exemple.test", r"personne\d+@exemple\.test"),
        ("neq", "1177889900", r"11000000\d\d"),
        ("neq", "33 4455 6677", r"33000000\d\d"),
        ("site", "www.lavigueur.ca", r"site\d+\.exemple\.test"),
    ],
)
def test_un_numero_a_la_forme_du_vrai_et_n_est_celui_de_personne(cle: str, vrai: str, motif: str):
    lu = dit(TETE.replace("  qualite:", f"  {cle}: {json.dumps(vrai)}\n  qualite:"))
    assert re.fullmatch(motif, str(lu["destinataire"][cle])), lu["destinataire"][cle]


@pytest.mark.parametrize("tps", ["123456782 RT0001", "123456789 RT0001", "12345"])
def test_un_numero_de_tps_est_aussi_juste_ou_aussi_faux_que_le_vrai(tps: str):
    fait = double(TETE.replace("  courriel: karine", f'  tps: "{tps}"\n  courriel: karine'))
    assert fait.differences == () and tps not in fait.octets.decode()


@pytest.mark.parametrize("carte", ["4111 1111 1111 1111", "4111 1111 1111 1112", "046 454 286", "046454286"])
def test_un_numero_de_carte_ou_d_assurance_sociale_reste_aussi_reconnu_que_le_vrai(carte: str):
    fait = double(f"{TETE}consequence: retenir la carte {carte}\npaiement_par: [carte {carte}]\n")
    assert fait.differences == () and carte not in fait.octets.decode()


# -- Les phrases --


@d_un_trait
@pytest.mark.parametrize(
    ("vraie", "interdits"),
    [
        ("Karine a écrit à M. Lavigueur.", ["Karine", "Lavigueur"]),
        ("KARINE TREMBLAY et ernest lavigueur", ["KARINE", "TREMBLAY", "ernest", "lavigueur"]),
        ("L’offre d’Ernest, rue des Érables, à Granby", ["Ernest", "Érables", "Granby"]),
        ("au 12 rue des Érables app. 3", ["Érables"]),
        ("écrivez à ernest.l@fournisseur.com ou au 819.555.0142", ["ernest", "fournisseur", "0142"]),
        ("voir https://www.facebook.com/ernest.lavigueur/posts/1.", ["facebook.com", "lavigueur"]),
        ("près du J2G 1A1 ou du j2g1a1", ["J2G 1A1"]),
        ("la facture TREM-88, aussi écrite trem-88", ["TREM", "trem"]),
        ("son NEQ 1177889900 et le 123456782 RT0001", ["1177889900", "123456782"]),
        ("le Studio Karine Tremblay", ["Studio Karine", "Tremblay"]),
        ("la TREM88, à GRANBY, 12 rue des Erables", ["TREM", "GRANBY", "Erables"]),
        ("« ELavigueur_Granby », karine.tremblay et LavigueurErnest2", ["Lavigueur", "Granby", "tremblay", "Ernest"]),
        ("Kariné et ÉRNEST, de l’etude", ["Karin", "RNEST"]),
        ("au 12 des Érables, sur la rue des Érables Sud ou av. des erables", ["Érables", "Sud"]),
        ("au 14, rue des Érables", ["Érables", "14"]),
        ("E. Lavigueur et K. Tremblay, ou E Lavigueur", ["E.", "Lavigueur", "K."]),
        ("facture_lavigueur_0457.pdf et Contrat-Bouchard.docx", ["lavigueur", "0457", "Bouchard"]),
        ("au compte 815-30254-1234567, transit 30254-815-7", ["1234567", "815"]),
        ("permis T1234-010190-05, carte LAVE 1234 5678", ["1234", "LAVE"]),
        ("suivre @ernest.lav sur Instagram, ou linkedin.com/in/elav-1", ["ernest", "elav"]),
        ("voir youtu.be/Abc123 et lav.wordpress.com/blog", ["Abc123", "lav.word"]),
        ("au 3455, rue Sherbrooke Est ou au 12 boul. des Laurentides", ["Sherbrooke", "3455", "Laurentides"]),
        ("près du h3b 2y5", ["h3b"]),
    ],
)
def test_une_phrase_ne_dit_plus_rien_de_ce_que_le_dossier_nomme(vraie: str, interdits: list[str]):
    recrite, _ = phrase(vraie)
    assert [mot for mot in interdits if mot in recrite] == [], recrite


def test_un_petit_numero_se_remplace_ou_la_phrase_le_dit_et_non_ailleurs():
    # -- « 101 » est aussi le premier numéro d'une rue fictive --
    ecrite = "la facture 101, le n°\u00a0101 et la commande 101, de 101 pages"
    fait = double(TETE.replace("TREM-88", '"101"') + f"consequence: {json.dumps(ecrite, ensure_ascii=False)}\n")
    recrite = fait.octets.decode()
    assert "de 101 pages" in recrite
    assert not re.search("(?:facture|n°|commande)[ \u00a0]101", recrite)


@pytest.mark.parametrize(
    "phrase_",
    [
        "Le 1er septembre 2026, vous avez payé 1 149,75 $ sur 12 345 678,90 $.",
        "La clause 4.2 du contrat du 2026-08-01 prévoit 12 % par année.",
        "nous suspendrons les retouches après le 30 novembre",
        "selon l’article 1617 du Code civil du Québec, à 17 h 30",
        "12 des érables sont morts, rue barrée, 3 places et 2 cours",
        "le point 3.2, au no 4B, à 14:30, de 100 à 200 m/s; 1/2 et 24/7",
        "vous l’avez dit, j’en prends note, qu’il l’ait lu ou non, d’ici là",
        "un courriel @ envoyer, 60,00 $ et 5 %; un écart de 12-15 jours",
        "M. le juge a dit non; le 1er et le 2e versements",
    ],
)
def test_une_phrase_qui_ne_nomme_personne_ne_change_pas_d_un_signe(phrase_: str):
    assert phrase(phrase_) == (phrase_, [])


@pytest.mark.parametrize(
    ("vraie", "mots"),
    [
        ("vous avez vu Bouchard au marché", ["Bouchard"]),
        ("Vous avez vu Me Bouchard", ["Bouchard"]),
        ("M. Bouchard a vu", ["Bouchard"]),
        ("il habite Shawinigan", ["Shawinigan"]),
        ("le dossier 778812 de la cour", ["778812"]),
        ("chez l’Oncle Bouchard, d’Olivier et qu’Isabelle", ["Oncle", "Bouchard", "Olivier", "Isabelle"]),
        ("appelez au 555-1234, transit 30254-815", ["555-1234", "30254-815"]),
        ("le 2026-08-01, le J2G 1A1 et la clause 12.3", []),
        ("il vit à l’Île", ["Île"]),
        ("nous suspendrons tout", []),
    ],
)
def test_ce_qui_peut_encore_nommer_quelqu_un_est_dit(vraie: str, mots: list[str]):
    assert phrase(vraie)[1] == mots


def test_chaque_phrase_a_relire_est_a_la_ligne_dite():
    fait = double(f"{TETE}consequence: prévenir Bouchard\nquestions:\n  - Gagné a-t-il lu\n  - voir Nguyen\n")
    lignes = fait.octets.decode().split("\n")
    assert [(r.mots, r.mots[0] in lignes[r.ligne - 1]) for r in fait.a_relire] == [
        (("Bouchard",), True),
        (("Nguyen",), True),
    ]


# -- Le fichier --


def test_aucun_commentaire_de_l_original_ne_passe():
    fait = double(f"# Appeler Bouchard au plus tôt\n{TETE}  # et sa sœur Ginette\n")
    assert "Bouchard" not in fait.octets.decode() and "Ginette" not in fait.octets.decode()
    assert "à relire avant d’envoyer" in fait.octets.decode().split("\n")[0]


@pytest.mark.parametrize("format_", [f for f in get_args(Format) if f != "yaml"])
def test_un_dossier_en_json_ou_en_toml_a_le_meme_double(format_: Format):
    lu = yaml.safe_load(TETE.replace("2026-08-01", '"2026-08-01"').replace("2026-08-31", '"2026-08-31"'))
    lu["creances"][0]["montant"] = "60.00"
    lu["lettres"] = "1"
    if format_ == "json":
        texte = json.dumps(lu, ensure_ascii=False)
    else:
        racine = [f"{c} = {json.dumps(v, ensure_ascii=False)}" for c, v in lu.items() if isinstance(v, str)]
        creance = [f"{c} = {json.dumps(v)}" for c, v in lu["creances"][0].items()]
        e, d = lu["expediteur"], lu["destinataire"]
        blocs_ = [
            *(
                "[expediteur]",
                *(f"{c} = {json.dumps(v, ensure_ascii=False)}" for c, v in e.items() if isinstance(v, str)),
            ),
            *("[expediteur.adresse]", *(f"{c} = {json.dumps(v, ensure_ascii=False)}" for c, v in e["adresse"].items())),
            *("[expediteur.signataire]", *(f"{c} = {json.dumps(v)}" for c, v in e["signataire"].items())),
            *("[destinataire]", *(f"{c} = {json.dumps(v)}" for c, v in d.items())),
            *("[[creances]]", *creance),
        ]
        texte = "\n".join([*racine, *blocs_]) + "\n"
    fait = double(texte, format_)
    assert fait.differences == () and reste(texte.encode(), fait, format_) == set()
    assert yaml.safe_load(fait.octets)["destinataire"] == dit(TETE)["destinataire"]


@pytest.mark.parametrize(
    ("avant", "apres"),
    [
        ("J2G 1A1", "J2G1"),
        ("450 555-0123, poste 12", "au bureau de Ginette"),
        ("karine@studio-tremblay.test", "karine chez studio"),
        ("montant: 60.00", "montant: soixante"),
        ("nature: recouvrement", "nature: recouvrement\ncle_inconnue: chez Bouchard"),
        ("  nom: Ernest Lavigueur\n", ""),
        ("2026-08-31", "le 31"),
    ],
)
def test_un_dossier_fautif_a_un_double_aussi_fautif_au_meme_endroit(avant: str, apres: str):
    texte = TETE.replace(avant, apres)
    assert texte != TETE
    assert double(texte).differences == ()


def test_un_double_que_l_on_abime_ne_passe_pas_pour_pareil():
    fait = double(TETE)
    abime = fait.octets.replace(b"2026-08-31", b"2026-12-31")
    assert list(ce_qui_differe(TETE.encode(), "yaml", abime, AU)) != []


def test_deux_fois_le_meme_dossier_donne_les_memes_octets():
    assert double(TETE).octets == double(TETE).octets


# -- La commande --


@pytest.fixture
def ici(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "dossier.yaml").write_text(f"{TETE}consequence: prévenir Bouchard\n", encoding="utf-8")
    return tmp_path


def test_la_commande_ecrit_le_double_et_dit_ou_relire(ici: Path, capsys: pytest.CaptureFixture[str]):
    assert executer(["deguiser", "dossier.yaml", "-o", "double.yaml", "--au", "2026-11-20", "--json"]) == 0
    reponse = json.loads(capsys.readouterr().out)
    (phrase_,) = reponse["a_relire"]
    assert (phrase_["chemin"], phrase_["mots"], reponse["pareil"]) == ("consequence", ["Bouchard"], True)
    ligne = (ici / "double.yaml").read_text(encoding="utf-8").split("\n")[phrase_["ligne"] - 1]
    assert ligne == 'consequence: "prévenir Bouchard"'
    executer(["deguiser", "dossier.yaml", "-o", "double.yaml", "--au", "2026-11-20", "--ecraser"])
    dite = capsys.readouterr().out
    assert f"double.yaml:{phrase_['ligne']}:1: S036" in dite and "Relisez tout le double avant de l’envoyer" in dite


@pytest.mark.parametrize(
    ("options", "code", "constat"),
    [
        (["-o", "dossier.yaml", "--ecraser"], 2, "U036"),
        (["-o", "./dossier.yaml"], 2, "U036"),
        (["-o", "double.docx"], 2, "U004"),
        (["-o", "double.yaml", "--au", "hier"], 2, "U001"),
    ],
)
def test_une_demande_qui_ne_va_pas_est_refusee(ici: Path, capsys, options: list[str], code: int, constat: str):
    avant = (ici / "dossier.yaml").read_bytes()
    assert executer(["deguiser", "dossier.yaml", *options, "--json"]) == code
    assert [c["code"] for c in json.loads(capsys.readouterr().out)["constats"]] == [constat]
    assert (ici / "dossier.yaml").read_bytes() == avant and len(list(ici.iterdir())) == 1


def test_un_double_n_est_remplace_que_sur_demande(ici: Path, capsys: pytest.CaptureFixture[str]):
    (ici / "double.yaml").write_bytes(b"x")
    assert executer(["deguiser", "dossier.yaml", "-o", "double.yaml", "--json"]) == 4
    assert (ici / "double.yaml").read_bytes() == b"x"
    capsys.readouterr()
