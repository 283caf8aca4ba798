"""Chaque dossier de `fautifs/` rend exactement les constats de son `.attendu.txt`, tous, à leur place."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest
import yaml
from tables import d_un_trait

from lettres import interface
from lettres.lecture import lire, lire_texte
from lettres.lecture.arbre import ArbreLu
from lettres.lecture.formats.lecteur_toml import refuser
from lettres.lecture.formats.lecteur_yaml import lire_yaml
from lettres.lecture.formats.syntaxe_yaml import expliquer
from lettres.lecture.source import ouvrir_texte
from lettres.socle.erreurs import DossierIllisible, DossierInvalide

FAUTIFS = Path(__file__).parent / "fautifs"
CAS = sorted(f for f in FAUTIFS.iterdir() if f.suffix in {".yaml", ".json", ".toml"})

DOSSIER = """\
lettres: 1
reference: 2026-014
nature: recouvrement
expediteur:
  nom: Studio Karine Exemple
destinataire:
  nom: Marie Exemple
"""

ANGLAIS = re.compile(
    r"\b(the|found|expected|while|scanning|parsing|not|should|must|input|valid|value|error)\b", re.IGNORECASE
)


def en_texte(erreur: DossierIllisible | DossierInvalide) -> str:
    return "".join(f"{c.ligne}:{c.colonne} {c.code} {c.message}\n" for c in erreur.constats)


def attendu(fichier: Path) -> str:
    return (FAUTIFS / f"{fichier.name}.attendu.txt").read_text(encoding="utf-8")


# -- Où l'analyseur bute décide de la phrase, et une version plus neuve peut buter ailleurs --
LIBELLES = [pytest.param(f, marks=pytest.mark.libelles) if " L008 " in attendu(f) else f for f in CAS]


@pytest.mark.parametrize("fichier", LIBELLES, ids=lambda f: f.name)
def test_un_dossier_fautif_rend_tous_ses_constats_a_leur_place(fichier: Path):
    with pytest.raises((DossierIllisible, DossierInvalide)) as refus:
        lire(fichier)
    assert en_texte(refus.value) == attendu(fichier)
    illisible = isinstance(refus.value, DossierIllisible)
    assert all(c.code.startswith("L") == illisible for c in refus.value.constats)
    assert all(c.fichier == str(fichier) for c in refus.value.constats)


def test_chaque_attente_a_son_dossier():
    attentes = {f.name.removesuffix(".attendu.txt") for f in FAUTIFS.glob("*.attendu.txt")}
    assert attentes == {f.name for f in CAS}


def test_un_dossier_a_douze_fautes_les_rend_toutes_d_un_coup():
    with pytest.raises(DossierInvalide) as refus:
        lire(FAUTIFS / "douze_fautes.yaml")
    assert len(refus.value.constats) == 12


@d_un_trait
@pytest.mark.parametrize("fichier", CAS, ids=lambda f: f.name)
def test_une_ebauche_ne_laisse_jamais_passer_qu_un_texte_absent(fichier: Path):
    with pytest.raises((DossierIllisible, DossierInvalide)) as strict:
        lire(fichier)
    restants: set[str] = set()
    try:
        lire(fichier, ebauche=True)
    except (DossierIllisible, DossierInvalide) as refus:
        restants = {f"{c.ligne}:{c.colonne} {c.code}" for c in refus.constats}
    tolerees = {f"{c.ligne}:{c.colonne} {c.code}" for c in strict.value.constats} - restants
    assert {t.split()[1] for t in tolerees} <= {"D106", "D107"}


@pytest.mark.parametrize(
    ("texte", "attendu"),
    [
        ("", "1:1 L015 Ce fichier est vide.\n"),
        ("---\n", "2:1 L015 Ce fichier est vide.\n"),
        ("~\n", "1:1 L015 Ce fichier est vide.\n"),
        ("faits: " + "[" * 20 + "\n", "1:27 L012 Trop de blocs imbriqués : au plus 20.\n"),
        ("[" * 5000, "1:21 L012 Trop de blocs imbriqués : au plus 20.\n"),
        ("- " * 5000, "1:41 L012 Trop de blocs imbriqués : au plus 20.\n"),
        ("{faits: " * 5000, "1:161 L012 Trop de blocs imbriqués : au plus 20.\n"),
    ],
)
def test_le_vide_et_la_profondeur_se_disent_en_yaml(texte: str, attendu: str):
    with pytest.raises(DossierIllisible) as refus:
        lire_texte(texte.encode(), fichier="d.yaml", format="yaml")
    assert en_texte(refus.value) == attendu


@pytest.mark.parametrize("format_", ["yaml", "json"])
def test_la_vingtieme_profondeur_est_permise_et_la_vingt_et_unieme_non(format_):
    def texte(profondeur: int) -> bytes:
        return ('{"faits": ' + "[" * (profondeur - 1) + "]" * (profondeur - 1) + "}").encode()

    with pytest.raises(DossierInvalide):
        lire_texte(texte(20), fichier="d", format=format_)
    with pytest.raises(DossierIllisible) as refus:
        lire_texte(texte(21), fichier="d", format=format_)
    assert [(c.code, c.ligne, c.colonne) for c in refus.value.constats] == [("L012", 1, 30)]


def test_la_profondeur_se_borne_aussi_en_toml():
    for texte in ("faits = " + "[" * 5000, ".".join("a" * 5000) + " = 1", "[" + ".".join("a" * 5000) + "]"):
        with pytest.raises(DossierIllisible) as refus:
            lire_texte(texte.encode(), fichier="d.toml", format="toml")
        assert [c.code for c in refus.value.constats] == ["L012"]


@pytest.mark.parametrize(
    ("format_", "gabarit"), [("yaml", "{{options: [{}]}}"), ("json", '{{"options": [{}]}}'), ("toml", "options = [{}]")]
)
def test_cinquante_mille_valeurs_sont_permises_et_pas_une_de_plus(format_, gabarit):
    with pytest.raises(DossierInvalide):
        lire_texte(gabarit.format("1," * 49_997 + "1").encode(), fichier="d", format=format_)
    with pytest.raises(DossierIllisible) as refus:
        lire_texte(gabarit.format("1," * 49_998 + "1").encode(), fichier="d", format=format_)
    assert [c.code for c in refus.value.constats] == ["L013"]


@pytest.mark.parametrize(("format_", "gabarit"), [("json", '{{"delai_jours": {}}}'), ("toml", "delai_jours = {}")])
def test_un_entier_de_cinq_mille_chiffres_ne_fait_pas_tomber_le_lecteur(format_, gabarit):
    with pytest.raises((DossierInvalide, DossierIllisible)) as refus:
        lire_texte(gabarit.format("9" * 5000).encode(), fichier="d", format=format_)
    assert refus.value.constats


def test_un_entier_trop_long_se_dit_en_toml():
    with pytest.raises(DossierIllisible) as refus:
        lire_texte(b"delai_jours = " + b"9" * 5000, fichier="d", format="toml")
    assert en_texte(refus.value) == "1:15 L008 Ce nombre est trop long.\n"


def test_un_caractere_invisible_est_dit_avec_la_faute_de_syntaxe():
    with pytest.raises(DossierIllisible) as refus:
        lire_texte("lettres: 1\n\u200bnom 2\n".encode(), fichier="d", format="yaml")
    assert {c.code for c in refus.value.constats} == {"L008", "D103"}


def test_au_dela_de_cent_caracteres_refuses_le_compte_suffit():
    for nombre, attendus in ((100, 100), (101, 101), (5000, 101)):
        texte = DOSSIER + "solution: '" + "\u200b" * nombre + "'\n"
        with pytest.raises(DossierInvalide) as refus:
            lire_texte(texte.encode(), fichier="d", format="yaml")
        assert len(refus.value.constats) == attendus
    assert refus.value.constats[-1].message == "D’autres caractères qui ne s’impriment pas suivent : 4900 en tout."


def test_l_extrait_montre_la_ligne_et_le_caractere_refuse_y_parait():
    with pytest.raises(DossierInvalide) as refus:
        lire_texte((DOSSIER + "lieu: Gran\u202eby\n").encode(), fichier="d", format="yaml")
    assert [c.extrait for c in refus.value.constats] == ["lieu: Gran\N{REPLACEMENT CHARACTER}by"]


def test_une_ligne_de_mille_caracteres_est_coupee_dans_l_extrait():
    with pytest.raises(DossierInvalide) as refus:
        lire_texte((DOSSIER + f"mode_envoi: {'x' * 1000}\n").encode(), fichier="d", format="yaml")
    assert refus.value.constats[0].extrait == "mode_envoi: " + "x" * 487 + "…"


@d_un_trait
@pytest.mark.parametrize("nas", ["046 454 286", "046454286"])
@pytest.mark.parametrize("cle", ["montant", "date", "tps", "piece"])
def test_une_valeur_du_dossier_ne_ressort_que_dans_l_extrait(nas: str, cle: str):
    texte = DOSSIER + f"creances: [{{{cle}: [{nas}]}}]\nmode_envoi: {nas}\ndelai_jours: x{nas}\nnature: {nas}\n"
    with pytest.raises(DossierInvalide) as refus:
        lire_texte(texte.encode(), fichier="d.yaml", format="yaml")
    assert len(refus.value.constats) == 4
    assert nas not in str(refus.value)
    for constat in refus.value.constats:
        assert nas not in f"{constat.message} {constat.remede} {interface.constat(constat)}"
    assert any(nas in (c.extrait or "") for c in refus.value.constats)


@pytest.mark.parametrize(
    "texte",
    [
        DOSSIER + "contrat: {objet: Reportage, retouches comprises}\n",
        DOSSIER + "creances: [{montant: 1 149, 75 $}]\n",
        DOSSIER + "creances: [{montant: 1,234.56}]\n",
        DOSSIER + "creances: [{objet: Photos, album}]\n",
        DOSSIER + "creances: [{objet: Photos, album, montant: 60}]\n",
        DOSSIER + "creances: [{objet: Photos, factures}]\n",
    ],
)
def test_une_virgule_entre_accolades_appelle_des_guillemets(texte: str):
    with pytest.raises(DossierInvalide) as refus:
        lire_texte(texte.encode(), fichier="d", format="yaml")
    (constat,) = refus.value.constats
    assert constat.code == "D105"
    assert constat.remede == "Entre accolades, une valeur qui contient une virgule se met entre guillemets."


@pytest.mark.parametrize("texte", ["creances: [{album: }]\n", "creances:\n  - album:\n", "creances: [{album: ''}]\n"])
def test_une_cle_inconnue_vide_mais_suivie_d_un_deux_points_n_appelle_pas_de_guillemets(texte: str):
    with pytest.raises(DossierInvalide) as refus:
        lire_texte((DOSSIER + texte).encode(), fichier="d", format="yaml")
    (constat,) = refus.value.constats
    assert constat.remede.startswith("Clés permises ici : cause, facture, ")


@pytest.mark.parametrize("caractere", ["\xad", "\u2060", "\u2064", "\U000e0041"], ids=ascii)
def test_un_caractere_invisible_se_dit_a_sa_place_par_son_code(caractere: str):
    with pytest.raises(DossierInvalide) as refus:
        lire_texte((DOSSIER + f"lieu: Gran{caractere}by\n").encode(), fichier="d", format="yaml")
    assert en_texte(refus.value) == f"8:11 D103 Caractère qui ne s’imprime pas : U+{ord(caractere):04X}.\n"


def test_un_taux_nul_se_dit_a_sa_place():
    with pytest.raises(DossierInvalide) as refus:
        lire_texte((DOSSIER + "contrat: {interet: {taux_annuel: 0 %}}\n").encode(), fichier="d", format="yaml")
    (constat,) = refus.value.constats
    assert (constat.code, constat.ligne, constat.colonne) == ("D115", 8, 34)
    assert constat.message.startswith("Un taux doit être plus grand que zéro")


@pytest.mark.parametrize("pays", ["", "pays: Canada, ", "pays: , "])
def test_un_code_postal_etranger_sans_pays_se_dit_a_sa_place(pays: str):
    texte = DOSSIER + f"  adresse: {{ligne: 1 rue A, ville: Paris, {pays}code_postal: 75001}}\n"
    with pytest.raises(DossierInvalide) as refus:
        lire_texte(texte.encode(), fichier="d", format="yaml")
    (constat,) = refus.value.constats
    assert (constat.code, constat.ligne, constat.colonne) == ("D122", 8, 56 + len(pays))


@pytest.mark.parametrize(
    ("texte", "code"),
    [("{montant: 60,00 $: &a }", "L009"), ("{montant: 60,00 $: 1}", "D105"), ("{montant: 60,&a 00 $}", "L009")],
)
def test_des_decimales_ne_cachent_ni_ancre_ni_cle(texte: str, code: str):
    with pytest.raises((DossierIllisible, DossierInvalide)) as refus:
        lire_texte((DOSSIER + f"creances: [{texte}]\n").encode(), fichier="d", format="yaml")
    assert [c.code for c in refus.value.constats] == [code]


COLLEE = "Il faut une espace après le deux-points."


@pytest.mark.parametrize(
    ("texte", "attendus"),
    [
        ("lettres: 1\nreference: 1\nnature:recouvrement\nlieu: Granby\n", [f"3:8 L008 {COLLEE}"]),
        ("lettres: 1\nnature:recouvrement", [f"2:8 L008 {COLLEE}"]),
        ("nature:recouvrement\n\n# note\nlieu: Granby\n", [f"1:8 L008 {COLLEE}"]),
        ("expediteur:\n  nom:Studio\n  site: exemple.test\n", [f"2:7 L008 {COLLEE}"]),
        ("faits:\n  - texte:Un fait\n    date: 2026-08-01\n", [f"2:11 L008 {COLLEE}"]),
        (
            "expediteur:\n  nom: A\n  site:\u00a0exemple.test\n  tps: 1\n",
            ["3:8 L008 L’espace qui suit ce deux-points est insécable (U+00A0)."],
        ),
        (
            "expediteur:\n  nom:\u202fStudio\n  site: exemple.test\n",
            ["2:7 L008 L’espace qui suit ce deux-points est insécable (U+202F)."],
        ),
        (
            "expediteur:\n  nom: A\n\u00a0 site: exemple.test\n  tps: 1\n",
            ["3:1 L008 Une espace insécable (U+00A0) ne sert pas de retrait."],
        ),
        (
            "expediteur:\n\u202f\u202fnom: A\n \u00a0site: exemple.test\n",
            [
                "2:1 L008 Une espace insécable (U+202F) ne sert pas de retrait.",
                "3:2 L008 Une espace insécable (U+00A0) ne sert pas de retrait.",
            ],
        ),
        (
            "faits:\n  - texte: A\n  \u00a0\u00a0date: 2026-08-01\n",
            ["3:3 L008 Une espace insécable (U+00A0) ne sert pas de retrait."],
        ),
        (
            "expediteur:\n  nom: A\n   site: exemple.test\n",
            ["3:4 L008 Cette clé tombe à l’intérieur de la valeur qui précède."],
        ),
        (
            "faits:\n  - texte: Voir\n      https://exemple.test/a\n      date: 1\n",
            ["4:7 L008 Cette clé tombe à l’intérieur de la valeur qui précède."],
        ),
        (
            "nature recouvrement\nlieu: Granby\n",
            ["2:1 L008 Cette clé tombe à l’intérieur de la valeur qui précède."],
        ),
        (
            "lettres: 1\nnature recouvrement\nlieu: Granby\n",
            ["2:1 L008 Il manque « : » après la clé, ou le retrait de cette ligne est fautif."],
        ),
    ],
)
@pytest.mark.libelles
@pytest.mark.parametrize("chargeur", [yaml.CSafeLoader, yaml.SafeLoader], ids=["libyaml", "python"])
def test_une_espace_fautive_se_dit_la_ou_on_la_corrige(texte: str, attendus: list[str], chargeur):
    with pytest.raises(DossierIllisible) as refus:
        lire_yaml(ouvrir_texte(texte.encode(), "d"), chargeur)
    assert en_texte(refus.value).splitlines() == attendus


@pytest.mark.parametrize("espace", ["", "\u00a0"])
def test_un_bloc_d_une_seule_cle_collee_demande_l_espace(espace: str):
    texte = f"reference: 1\nnature: entente\nexpediteur:\n  nom:{espace}A\ndestinataire: {{nom: B}}\n"
    with pytest.raises(DossierInvalide) as refus:
        lire_texte(texte.encode(), fichier="d", format="yaml")
    (constat,) = refus.value.constats
    assert (constat.code, constat.ligne, constat.colonne) == ("D109", 4, 3)
    assert constat.remede == "Mettez une espace ordinaire après « nom: »."


YAML_FAUTIFS = [
    "lieu: [a\n",
    "lieu: {a: [b\n",
    "lieu: {a: b\n",
    "lieu: ]\n",
    "faits:\n  - [\n",
    "lieu: [a,,b]\n",
    "%YAML 9.9\n---\nlieu: a\n",
    "lieu: &\n",
    "lieu: *\n",
    "lieu: !<\n",
    "lieu: >x\n",
    "lieu: |99\n",
    "'lieu: a\n",
    '"lieu\n',
    'lieu: "\\x"\n',
    "? lieu\na\n",
    "lieu: a\n  b: c\n",
    "lieu: a\n}\n",
    "- a\nb\n",
    "a:\n- b\n c\n- d: e\n f: g\n",
    "lieu: `a`\n",
    "---\nlieu: a\n... b\n",
    "a b c\nd e f: g\n",
    "a: 'b\n...\n'\n",
    "a: &x ]\n",
    "a: 'b' c\n",
    "a:\n\tb: 1\n",
    "a: |\n\tb\n",
    "[a]: 1\n- b\n",
    "a: @b\n",
    "a: %b\n",
    "a: - b\n",
    "a: ? b\n",
    "a: 1\n'b'\nc: 2\n",
    'a: "\\ud"\n',
    'a: "b\n',
    "{a: 1}}\n",
    "a: !x!b c\n",
]
CHARGEURS = pytest.mark.parametrize("chargeur", [yaml.CSafeLoader, yaml.SafeLoader], ids=["libyaml", "python"])


@d_un_trait
@pytest.mark.un_sur(3)
@pytest.mark.parametrize("texte", ["lieu\n", *YAML_FAUTIFS])
@CHARGEURS
def test_toute_faute_de_syntaxe_se_dit_en_francais_avec_ou_sans_libyaml(texte: str, chargeur):
    with pytest.raises(DossierIllisible) as refus:
        lire_yaml(ouvrir_texte(texte.encode(), "d"), chargeur)
    for constat in refus.value.constats:
        assert constat.ligne is not None
        assert not ANGLAIS.search(f"{constat.message} {constat.remede}")


def faute_de_yaml(texte: str, chargeur) -> yaml.YAMLError:
    with pytest.raises(yaml.YAMLError) as faute:
        list(yaml.parse(texte, Loader=chargeur))
    return faute.value


@d_un_trait
@pytest.mark.parametrize("texte", YAML_FAUTIFS)
@CHARGEURS
def test_une_faute_de_yaml_se_dit_sans_lire_ce_qu_en_dit_l_analyseur(texte: str, chargeur):
    source = ouvrir_texte(texte.encode(), "d")
    faute = faute_de_yaml(source.texte, chargeur)
    dite = expliquer(source, faute)
    faute.problem = faute.context = faute.note = "Ni les mots d'hier, ni ceux de demain."
    assert expliquer(source, faute) == dite
    assert (dite.code, dite.fichier) == ("L008", "d")


@pytest.mark.parametrize("classe", [yaml.YAMLError, yaml.MarkedYAMLError, yaml.reader.ReaderError])
def test_une_faute_de_yaml_sans_place_se_dit_au_debut(classe: type[yaml.YAMLError]):
    dite = expliquer(ouvrir_texte(b"a: 1\n", "d"), classe.__new__(classe))
    assert (dite.code, dite.ligne, dite.colonne) == ("L008", 1, 1)


@pytest.mark.un_sur(3)
@pytest.mark.parametrize(
    ("texte", "colonne"),
    [
        ("a: " + "[" * 5000, 23),
        ("a: " + "[" * 1200 + "]" * 1200, 23),
        ("a:\n" + "  - " + "[" * 5000, 23),
        ("{a: " * 20 + "[" * 5000, 81),
        ('a: "[[[" \nb: ' + "{" * 5000, 23),
        ("[" * 5000, 21),
    ],
)
@CHARGEURS
def test_notre_profondeur_repond_avant_celle_de_l_analyseur(texte: str, colonne: int, chargeur):
    with pytest.raises(DossierIllisible) as refus:
        lire_yaml(ouvrir_texte(texte.encode(), "d"), chargeur)
    assert [(c.code, c.colonne) for c in refus.value.constats] == [("L012", colonne)]


@CHARGEURS
def test_des_crochets_dans_un_texte_ne_sont_pas_des_blocs(chargeur):
    with pytest.raises(DossierIllisible) as refus:
        lire_yaml(ouvrir_texte(("a: '" + "[" * 900 + "'\nb: @c\n").encode(), "d"), chargeur)
    assert [(c.code, c.ligne) for c in refus.value.constats] == [("L008", 2)]


@d_un_trait
@pytest.mark.parametrize("fichier", [f for f in CAS if f.suffix == ".yaml"], ids=lambda f: f.name)
def test_sans_libyaml_les_memes_fautes_se_voient(fichier: Path):
    source = ouvrir_texte(fichier.read_bytes(), fichier.name)
    codes = []
    for chargeur in (yaml.CSafeLoader, yaml.SafeLoader):
        try:
            codes.append([(c.code, c.ligne) for c in lire_yaml(source, chargeur).constats])
        except DossierIllisible as refus:
            codes.append([(c.code, c.ligne) for c in refus.constats])
    assert codes[0] == codes[1]


# -- TOML et JSON --


@d_un_trait
@pytest.mark.parametrize(
    ("texte", "attendu"),
    [
        ('a = "b\n', "1:5 L008 Ce guillemet n’est pas fermé.\n"),
        ('a = """b\n', "1:5 L008 Ce guillemet n’est pas fermé.\n"),
        ("'a = 1\n", "1:1 L008 Ce guillemet n’est pas fermé.\n"),
        ("a = [1, 2\n", "1:5 L008 Ce crochet n’est pas fermé, ou il y manque une virgule.\n"),
        ("a = [1 2]\n", "1:8 L008 Ce crochet n’est pas fermé, ou il y manque une virgule.\n"),
        ("[a\nb = 1\n", "1:1 L008 Ce crochet n’est pas fermé, ou il y manque une virgule.\n"),
        (
            "a = {b = 1\n",
            "1:5 L008 Cette accolade n’est pas fermée : un bloc en accolades tient sur une seule ligne.\n",
        ),
        ("a = {b = 1,}\n", "1:11 L008 Une virgule ne précède pas « } ».\n"),
        ("a b = 1\n", "1:3 L008 Il manque « = » après la clé.\n"),
        ("= 1\n", "1:1 L008 Cette ligne n’est pas du TOML : on y attend « cle = valeur » ou « [bloc] ».\n"),
        ("a = 1 b = 2\n", "1:7 L008 Cette valeur n’est pas du TOML : un texte s’écrit entre guillemets.\n"),
        ("a = 60,00 $\n", "1:7 L008 Cette valeur n’est pas du TOML : un texte s’écrit entre guillemets.\n"),
        ("a = 01\n", "1:5 L008 Cette valeur n’est pas du TOML : un texte s’écrit entre guillemets.\n"),
        ("a = 2026-02-30\n", "1:5 L008 Cette date n’existe pas.\n"),
        ("a = 25:00:00\n", "1:5 L008 Cette date n’existe pas.\n"),
        (
            'a = "c\\q"\n',
            "1:7 L008 Après une barre oblique inverse, ce texte n’est pas compris : doublez-la, « \\\\ ».\n",
        ),
        (
            'a = "\\ud800"\n',
            "1:6 L008 Après une barre oblique inverse, ce texte n’est pas compris : doublez-la, « \\\\ ».\n",
        ),
    ],
)
def test_une_faute_de_toml_se_dit_la_ou_on_la_corrige(texte: str, attendu: str):
    """Notre balayage la voit; tomllib n'a qu'à refuser aussi, quoi qu'il en dise."""
    with pytest.raises(DossierIllisible) as refus:
        lire_texte(texte.encode(), fichier="d", format="toml")
    assert en_texte(refus.value) == attendu


@pytest.mark.parametrize(
    ("dit", "place"),
    [
        ("Cannot declare ('a', 'b') twice (at line 2, column 5)", (2, 5)),
        ("Ni les mots d'hier, ni ceux de demain : 2, 5.", (2, 5)),
        ("Ni les mots d'hier, ni ceux de demain.", (3, 1)),
        ("Trop loin : 99, 5", (3, 1)),
    ],
)
def test_ce_que_tomllib_seul_refuse_se_dit_a_la_place_qu_il_donne(dit: str, place: tuple[int, int]):
    arbre = ArbreLu(ouvrir_texte(b"a = {}\n[a.b]\n", "d"))
    with pytest.raises(DossierIllisible) as refus:
        refuser(arbre, tomllib.TOMLDecodeError(dit), None)
    assert [(c.code, c.ligne, c.colonne) for c in refus.value.constats] == [("L008", *place)]
    assert not ANGLAIS.search(refus.value.constats[0].message)


@pytest.mark.parametrize(
    ("texte", "attendu"),
    [
        ('{"a": "b', "1:7 L008 Ce guillemet n’est pas fermé.\n"),
        ('{"a": "', "1:7 L008 Ce guillemet n’est pas fermé.\n"),
        ('{"a": "b\\', "1:7 L008 Ce guillemet n’est pas fermé.\n"),
        (
            '{"a": "b\nc"}',
            "1:9 L008 Un texte JSON ne contient ni tabulation ni retour de ligne, ou son guillemet n’est pas fermé.\n",
        ),
        ('{"a": "\\q"}', "1:8 L008 Après une barre oblique inverse, ce texte n’est pas compris.\n"),
        ('{"a": "b\\u12"}', "1:9 L008 Après une barre oblique inverse, ce texte n’est pas compris.\n"),
    ],
)
def test_un_texte_json_illisible_se_dit_a_sa_place(texte: str, attendu: str):
    with pytest.raises(DossierIllisible) as refus:
        lire_texte(texte.encode(), fichier="d", format="json")
    assert en_texte(refus.value) == attendu
