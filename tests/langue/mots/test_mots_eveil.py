"""L'éveil : ne chercher que les motifs dont un texte a les mots n'en fait perdre aucun."""

from __future__ import annotations

import random
import re
from collections.abc import Iterable, Iterator
from itertools import repeat
from re import _parser
from re._constants import AT, BRANCH, SUBPATTERN
from typing import get_args

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tables import d_un_trait
from test_mots_corpus import FAUTIFS, HONNETES
from tries import tries

from lettres.langue.mots import examiner, familles
from lettres.langue.mots.eveil import alineas, recherches
from lettres.langue.mots.examen import ou_il_se_trouve
from lettres.langue.mots.indices import BORNE, indices
from lettres.langue.mots.motifs import SorteDeChamp
from lettres.langue.mots.normalisation import ALINEA, normaliser

TEXTES = [t for t, _ in HONNETES] + [re.sub("[⟦⟧]", "", t) for _, t, _ in FAUTIFS]
MOTIFS = [(f, rang) for f in familles() for rang in range(len(f.fiches))]


def j(*mots: str) -> frozenset[str]:
    return frozenset(mots)


# -- Les indices d'un motif --


@d_un_trait
@pytest.mark.parametrize(
    ("motif", "attendus"),
    [
        (r"plaintes?", [{j("plainte")}]),
        (r"\bplaintes?", [{j("|plainte")}]),
        (r"\bplaintes?\b", [{j("|plainte|", "|plaintes|")}]),
        (
            r"\bplaintes? [\w']+ (?:criminelles?|penales?)",
            [{j("|plainte|", "|plaintes|"), j("|criminelle", "|penale")}],
        ),
        # -- un choix a une tournure par nombre de mots --
        (
            r"\b(?:vous (?:me|nous) devez|payez)\b",
            [{j("|payez|")}, {j("|devez|"), j("|vous|"), j("|me|", "|nous|")}],
        ),
        # -- et une par branche que l'on ne peut énumérer; chacune garde tous ses mots --
        (
            r"\b(?:vol|police \w+ arrete)\b",
            [{j("|vol|")}, {j("|police|"), j("|arrete|")}],
        ),
        (
            r"(?:vol|\w+ police) (?:arrete|\w+ saisit)",
            [{j(nom), j(verbe)} for nom in ("|police|", "vol|") for verbe in ("|arrete", "|saisit")],
        ),
        # -- une tournure qui en contient une autre n'apprend rien --
        (r"agent(?: \w+ ici)?", [{j("agent")}]),
        # -- la borne entre dans le groupe qu'elle précède, ou qu'elle suit, même s'il a trop de formes --
        (r"\b(?:agent|polic\w+)\b", [{j("|agent|")}, {j("|polic")}]),
        (r"(?:agent|\w+ier)\b", [{j("agent|")}, {j("ier|")}]),
        (r"la (?:agent|polic\w+), et", [{j("|agent|"), j("la|"), j("|et")}, {j("|polic"), j("la|"), j("|et")}]),
        (r"(?:agent|\w+ier)(?: ici)?", [{j("agent")}, {j("ier")}]),
        (r"(?:agent|\w+ier),?", [{j("agent")}, {j("ier")}]),
        (r"voleu(?:r|rs|se)", [{j("voleur", "voleuse")}]),
        (r"(?:[\w']+[ ]){0,3}?prison", [{j("prison")}]),
        (r"(?:prison)?(?:cellule)*", []),
        (r"(?:prison)+", [{j("prison")}]),
        (r"(?:prison){0,2}|cellule", []),
        (r"(?:prison){2}", [{j("prison")}]),
        (r"pol(?!ice)itesse(?<=esse)", [{j("politesse")}]),
        (r"cesse[rz] de", [{j("cesser|", "cessez|"), j("|de")}]),
        # -- un mot que toute lettre écrit ne passe qu'après un plus rare, si court soit-il --
        (r"\bvotre vol\b", [{j("|vol|"), j("|votre|")}]),
        (r"saisi[a-z]e", [{j("saisi"), j("e")}]),
        (r"a\.b", [{j("a|"), j("|b")}]),
        (r"\d{9}", []),
        (r"prison|\d", []),
        (r"(?P<nom>prison)", [{j("prison")}]),
        # -- sans égard à la casse, un « i » sans point se lit aussi --
        (r"(?i)prison du demandeur", [{j("|demandeur"), j("|du|")}]),
        # -- ce que l'on ne sait pas lire n'a pas d'indice --
        (r"(?x)prison", []),
        (r"(prison)\1", []),
        (r"\u0070rison", []),
        (r"(?>prison)", []),
        (r"(prison", []),
        (r"prison)", []),
    ],
)
def test_un_motif_dit_les_mots_qu_il_lui_faut_par_chaque_tournure(motif: str, attendus: list[set[frozenset[str]]]):
    assert sorted(map(_ecrit, indices(motif))) == sorted(map(_ecrit, attendus))


def _ecrit(tournure: Iterable[frozenset[str]]) -> list[list[str]]:
    return sorted(map(sorted, tournure))


@pytest.mark.un_sur(5)
@tries(
    ("famille", "rang"),
    {f"{famille.code} {rang}": (famille, rang) for famille, rang in MOTIFS},
    {f"{famille.code} {rang}" for famille, rang in MOTIFS if rang % 6 == 0},
)
@settings(max_examples=2, suppress_health_check=list(HealthCheck))
@given(donnees=st.data())
def test_ce_qu_un_motif_trouve_porte_tous_les_indices_d_une_tournure(famille, rang, donnees):
    verifier_les_indices(famille, rang, donnees)


def verifier_les_indices(famille, rang, donnees):
    """Des passages tirés du motif lui-même, et non d'un corpus."""
    compile_ = famille.motif(rang).motif
    trouve = compile_.search(donnees.draw(st.from_regex(compile_)))
    assert trouve is not None
    lu = normaliser(trouve[0]).texte if famille.fiches[rang].lignes else trouve[0]
    bornes = [f"{BORNE}{mot}{BORNE}" for mot in re.findall(r"\w+", lu)]
    lignes, tournures = famille.fiches[rang].lignes, indices(famille.source(rang))

    def est_la(jeu: frozenset[str]) -> bool:
        reduits = {normaliser(mot.strip(BORNE)).texte for mot in jeu} if lignes else jeu
        return any(mot in borne for mot in reduits for borne in bornes)

    assert not tournures or any(all(map(est_la, tournure)) for tournure in tournures)


@pytest.mark.long
@pytest.mark.parametrize(("famille", "rang"), MOTIFS, ids=lambda v: getattr(v, "code", v))
@settings(max_examples=40, suppress_health_check=list(HealthCheck))
@given(donnees=st.data())
def test_ni_ce_qu_il_trouve_d_ordinaire_ni_ce_qu_il_trouve_rarement(famille, rang, donnees):
    verifier_les_indices(famille, rang, donnees)


def test_un_motif_ne_passe_pas_d_un_alinea_a_l_autre():
    """Il ne se cherche que dans un alinéa à la fois; seuls passent ceux qui lisent les lignes."""

    def passe(source: str) -> bool:
        negatives = re.findall(r"(?<!\\)\[\^(?:\\.|[^\]\\])*\]", source)
        ailleurs = re.sub(r"(?<!\\)\[(?:\\.|[^\]\\])*\]|\\[.$]", "", source)
        return any(ALINEA not in n for n in negatives) or bool(re.search(rf"[.$]|\\[WSDZ]|{ALINEA}", ailleurs))

    sources = {(f.code, rang): f.source(rang) for f, rang in MOTIFS if not f.fiches[rang].lignes}
    assert [nom for nom, source in sources.items() if passe(source)] == []


# -- Rien ne se perd --


def partout(texte: str) -> set[tuple[str, int, int, int]]:
    """Ce que trouve chaque motif, cherché dans tout le texte."""
    lu = normaliser(texte)
    return {
        (famille.code, rang, *trouve.span())
        for famille, rang in MOTIFS
        for trouve in famille.motif(rang).motif.finditer(texte if famille.fiches[rang].lignes else lu.texte)
    }


def eveilles(texte: str) -> set[tuple[str, int, int, int]]:
    """Ce que trouvent les motifs éveillés, là où il faut les chercher."""
    lu, par_code = normaliser(texte), {f.code: f for f in familles()}
    return {
        (code, r.rang, *trouve)
        for code, utiles in recherches(alineas(lu.texte)).items()
        for r in utiles
        for trouve in ou_il_se_trouve(
            par_code[code].motif(r.rang), texte if par_code[code].fiches[r.rang].lignes else lu.texte, r
        )
    }


def test_aucune_phrase_du_corpus_ne_perd_un_passage():
    trouves = 0
    for texte in TEXTES:
        assert eveilles(texte) == partout(texte), texte
        trouves += len(eveilles(texte))
    assert trouves > 400


@pytest.mark.un_sur(4)
@pytest.mark.parametrize(
    "graine", [*range(25), *(pytest.param(graine, marks=pytest.mark.long) for graine in range(25, 500))]
)
def test_des_phrases_melees_et_abimees_ne_perdent_aucun_passage(graine: int):
    hasard = random.Random(graine)  # noqa: S311
    signes = list(hasard.choice([" ", "\n", "\n\n", " \n \n"]).join(hasard.sample(TEXTES, 12)))
    for _ in range(hasard.randrange(60)):
        place = hasard.randrange(len(signes))
        signes[place : place + hasard.randrange(2)] = hasard.choice(
            [" ", "\n\n", "-", "’", "É", "¤", "¶", "!", "1", ""]
        )
    texte = "".join(signes)
    assert eveilles(texte) == partout(texte)


@d_un_trait
@pytest.mark.parametrize("champ", [None, *get_args(SorteDeChamp)])
def test_lu_pour_un_champ_un_texte_eveille_tous_les_motifs_de_ce_champ_et_eux_seuls(champ: SorteDeChamp | None):
    par_code = {f.code: f for f in familles()}
    for texte in TEXTES[::7]:
        lu = normaliser(texte).texte
        tous = recherches(alineas(lu))
        attendus = {
            (code, r)
            for code, utiles in tous.items()
            for r in utiles
            if champ in (permis := par_code[code].fiches[r.rang].champs or par_code[code].fiche.champs) or not permis
        }
        vus = recherches(alineas(lu, repeat(champ)), champ)
        assert {(code, r) for code, utiles in vus.items() for r in utiles} == attendus, texte


def test_un_motif_qui_ouvre_une_ligne_ne_s_ecarte_que_la_ou_il_ne_se_trouve_pas():
    des_lignes = [f.motif(rang) for f, rang in MOTIFS if f.fiches[rang].lignes]
    assert sum(motif.au_saut is not None for motif in des_lignes) > 4
    textes = [*TEXTES, *("\n".join(TEXTES[i : i + 3]) for i in range(0, len(TEXTES), 9)), "", "\n"]
    for motif in des_lignes:
        for texte in textes:
            trouve = motif.motif.search(texte) is not None
            assert motif.peut_se_trouver(texte) is trouve or (motif.au_saut is None and not trouve)


def test_une_lettre_ordinaire_endort_presque_tout():
    texte = "Madame,\n\nJe vous remercie de votre appel du 3 mai. Les photos vous seront remises demain."
    assert sum(map(len, recherches(alineas(normaliser(texte).texte), None).values())) <= len(MOTIFS) // 10
    assert sum(map(len, recherches(alineas(normaliser(texte).texte), "recit").values())) <= len(MOTIFS) // 8


def test_un_mot_demesure_se_lit_sans_attendre():
    assert [t.code for t in examiner("a" * 200_000 + " escroc", lettre="rappel")] == ["V114"]


def test_les_branches_d_un_motif_qui_s_ouvrent_par_une_borne_la_partagent():
    # -- une seule branche qui ne s'ouvre pas comme les autres, et chacune s'essaie à chaque place du texte --
    inegales = [
        (famille.code, rang, len(bornees), len(branches))
        for famille in familles()
        for rang in range(len(famille.fiches))
        for branches in _alternatives(_parser.parse(famille.source(rang)))
        if 2 * len(bornees := [b for b in branches if len(b) and b[0][0] is AT]) > len(branches) > 4
    ]
    assert inegales == []


def _alternatives(motif: Iterable) -> Iterator[list]:
    """Les branches de chaque choix que fait un motif, celles de ses groupes comprises."""
    for operation, valeur in motif:
        if operation is BRANCH:
            yield valeur[1]
        elif operation is SUBPATTERN:
            yield from _alternatives(valeur[-1])
