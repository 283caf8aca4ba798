"""La comparaison : ce qu'un modèle retouché a perdu ou gagné; la façon dont Word l'a écrit n'y change rien."""

from __future__ import annotations

from functools import cache

import pytest
from efforts import assert_lineaire
from modeles_fautifs import modele
from paquets import p, parties_de, runs, tbl, tr, zipper

from lettres.catalogue import dossier_des_modeles
from lettres.socle.places import DansWord
from lettres.studio.comparaison.clauses import ClauseDeModele, clauses_du_modele, dire, montrer
from lettres.studio.comparaison.comparaison import Comparaison, comparer_deux_modeles
from lettres.studio.comparaison.ecarts import TITRES
from lettres.studio.comparaison.rapprochement import mots_changes, rapprocher
from lettres.studio.modele_lu import lire_un_modele

CORPS = "word/document.xml"
LIVRE = dossier_des_modeles() / "mise-en-demeure-recouvrement.docx"
AGIR = "Veuillez agir en conséquence."


@cache
def livre() -> dict[str, bytes]:
    return parties_de(LIVRE.read_bytes())


def retouche(*remplace: tuple[str, str]) -> bytes:
    """Le modèle livré, où l'on a changé des mots."""
    xml = livre()[CORPS].decode()
    for avant, apres in remplace:
        assert avant in xml
        xml = xml.replace(avant, apres)
    return zipper({**livre(), CORPS: xml})


def ecarts(avant: bytes, apres: bytes) -> list[tuple[str, str]]:
    return [(e.genre, e.message) for e in comparer_deux_modeles(avant, apres).ecarts]


def genres(avant: str, apres: str) -> list[str]:
    return [e.genre for e in comparer_deux_modeles(modele(avant), modele(apres)).ecarts]


# -- Ce qui ne change rien --

CLAUSE = "Selon l’entente du 3 mai, le « solde » de {{ sommes.solde }} est dû d’ici le mardi."
PAREILLES = {
    "coupée en runs": runs(
        "Selon l’ent", "ente du 3 mai, le « sol", "de » de {{ som", "mes.solde }} est dû d’ici le mardi."
    ),
    "en gras": CLAUSE.join(("<w:p><w:r><w:rPr><w:b/></w:rPr><w:t>", "</w:t></w:r></w:p>")),
    "apostrophes droites": p(CLAUSE.replace("’", "'")),
    "guillemets anglais": p(CLAUSE.replace("« ", "“").replace(" »", "”")),
    "guillemets droits": p(CLAUSE.replace("« ", '"').replace(" »", '"')),
    "espaces insécables": p(CLAUSE.replace(" ", "\u00a0")),
    "espaces fines": p(CLAUSE.replace("« ", "«\u202f").replace(" »", "\u202f»")),
    "espaces doubles": p(CLAUSE.replace(" ", "  ")),
    "balise serrée": p(CLAUSE.replace("{{ sommes.solde }}", "{{sommes.solde}}")),
    "trait conditionnel": p(CLAUSE.replace("entente", "en\u00adtente")),
    "signet et faute de frappe marquée": (
        '<w:p><w:bookmarkStart w:id="1" w:name="_GoBack"/><w:proofErr w:type="spellStart"/>'
        f'<w:r w:rsidR="00AB12CD"><w:t>{CLAUSE}</w:t></w:r><w:bookmarkEnd w:id="1"/></w:p>'
    ),
}


@pytest.mark.parametrize("xml", PAREILLES.values(), ids=PAREILLES)
def test_ni_le_decoupage_ni_la_typographie_ne_font_un_ecart(xml: str):
    assert genres(p(CLAUSE), xml) == []


@pytest.mark.parametrize(
    ("avant", "apres"),
    [
        ("sous-traitant, 2024\u20132026", "sous\u2011traitant, 2024-2026"),
        ("{% if mandant %}Oui{% endif %}", "{% if  mandant%}Oui{%endif%}"),
        ("{% if lettre.date == 'hier' %}Oui{% endif %}", "{% if lettre.date==“hier” %}Oui{% endif %}"),
        ("{% for c in creances %}{{ c.montant }}{% endfor %}", "{% for f in creances %}{{ f.montant }}{% endfor %}"),
    ],
)
def test_une_balise_ou_un_trait_ecrits_autrement_disent_la_meme_chose(avant: str, apres: str):
    assert genres(p(avant), p(apres)) == []


@pytest.mark.long
def test_un_modele_livre_compare_a_lui_meme_n_a_rien_perdu():
    assert comparer_deux_modeles(LIVRE, LIVRE).ecarts == ()


# -- Ce qui change --

UN, DEUX, TROIS = p("Un premier paragraphe entier."), p("Le deuxième dit autre chose."), p("Enfin, un troisième.")
SI, FIN = p("{%p if contrat %}"), p("{%p endif %}")
TABLEAU = tbl(tr("Facture", "Somme"), tr("{{ expediteur.nom }}", "{{ sommes.solde }}"), colonnes=2)
CHANGEMENTS: dict[str, tuple[str, str, list[str]]] = {
    "une clause retirée": (UN + DEUX + TROIS, UN + TROIS, ["clause_retiree"]),
    "une clause ajoutée": (UN + TROIS, UN + DEUX + TROIS, ["clause_ajoutee"]),
    "une clause ajoutée sous condition": (UN, UN + SI + DEUX + FIN, ["clause_ajoutee"]),
    "une clause déplacée": (UN + DEUX + TROIS, DEUX + TROIS + UN, ["clause_deplacee"]),
    "deux clauses échangées": (UN + DEUX, DEUX + UN, ["clause_deplacee"]),
    "une clause récrite": (UN + DEUX, UN + p("Le deuxième ne dit rien d’autre."), ["mots_changes"]),
    "une clause récrite et déplacée": (
        UN + DEUX + TROIS,
        p("Le deuxième dit bien autre chose.") + UN + TROIS,
        ["mots_changes", "clause_deplacee"],
    ),
    "une majuscule": (p("La somme est due."), p("La Somme est due."), ["mots_changes"]),
    "une somme": (p("Le taux est de 5 % par an."), p("Le taux est de 15 % par an."), ["mots_changes"]),
    "une négation": (p("Le solde est dû en entier."), p("Le solde n’est pas dû en entier."), ["mots_changes"]),
    "une autre clause à la place": (UN, p("Rien de tout cela."), ["clause_retiree", "clause_ajoutee"]),
    "une condition ôtée": (SI + UN + FIN, UN, ["condition_changee"]),
    "une condition mise": (UN, SI + UN + FIN, ["condition_changee"]),
    "une condition retournée": (SI + UN + FIN, p("{%p if not contrat %}") + UN + FIN, ["condition_changee"]),
    "une condition pour deux clauses": (SI + UN + DEUX + FIN, UN + DEUX, ["condition_changee"]),
    "une branche devenue commune": (
        SI + UN + p("{%p else %}") + DEUX + FIN,
        SI + UN + FIN + DEUX,
        ["condition_changee"],
    ),
    "une condition au milieu": (
        p("Bonjour{% if mandant %} à vous{% endif %}."),
        p("Bonjour à vous."),
        ["condition_changee"],
    ),
    "un champ retiré": (
        p("Vous devez la somme de {{ sommes.solde }} ce jour."),
        p("Vous devez la somme ce jour."),
        ["mots_changes", "champ_perdu"],
    ),
    "un champ pour un autre": (
        p("Vous devez {{ sommes.solde }} ce jour."),
        p("Vous devez {{ sommes.total }} ce jour."),
        ["mots_changes", "champ_perdu", "champ_nouveau"],
    ),
    "une rangée retirée": (TABLEAU, tbl(tr("Facture", "Somme"), colonnes=2), ["clause_retiree", *["champ_perdu"] * 2]),
    "une colonne retirée": (
        TABLEAU,
        tbl(tr("Facture"), tr("{{ expediteur.nom }}")),
        ["mots_changes", "mots_changes", "champ_perdu"],
    ),
    "un autre style": (p("Objet"), p("Objet", '<w:pPr><w:pStyle w:val="Titre1"/></w:pPr>'), ["style_change"]),
}


@pytest.mark.parametrize(("avant", "apres", "attendus"), CHANGEMENTS.values(), ids=CHANGEMENTS)
def test_chaque_ecart_a_son_genre_et_n_est_dit_qu_une_fois(avant: str, apres: str, attendus: list[str]):
    assert genres(avant, apres) == attendus


def test_ce_qui_coute_le_plus_est_dit_d_abord():
    avant = UN + SI + DEUX + FIN + TROIS + p("Vous devez {{ sommes.solde }} ce jour.") + p("À la fin.")
    apres = p("Autre.") + DEUX + p("Vous devez {{ sommes.total }} ce jour.") + TROIS + p("À la toute fin.")
    trouves = genres(avant, apres)
    assert trouves == sorted(trouves, key=list(TITRES).index)  # type: ignore[arg-type]
    assert len(set(trouves)) == 7


def test_un_texte_repete_n_est_jamais_dit_deplace():
    assert genres(UN + DEUX + UN, UN + UN + DEUX + UN) == ["clause_ajoutee"]


def test_du_corps_au_pied_une_clause_est_deplacee_et_l_ordre_des_en_tetes_ne_compte_pas():
    avant, apres = modele(UN + DEUX), modele(UN, pieds={"default": DEUX})
    assert [(g, "corps" in m) for g, m in ecarts(avant, apres)] == [("clause_deplacee", True)]
    assert (
        ecarts(
            modele(UN, entetes={"first": DEUX, "default": TROIS}), modele(UN, entetes={"first": TROIS, "default": DEUX})
        )
        == []
    )


def test_les_mots_qui_changent_sont_cites_de_part_et_d_autre():
    (message,) = [
        m for _, m in ecarts(modele(p("Payez d’ici dix jours, sans frais.")), modele(p("Payez d’ici trente jours.")))
    ]
    assert message == "« dix » est devenu « trente »; retiré : « , sans frais »"


def test_une_condition_est_dite_avant_et_apres_avec_la_clause_qu_elle_porte():
    ((_, message),) = ecarts(modele(SI + UN + DEUX + FIN), modele(p("{%p if mandant %}") + UN + DEUX + FIN))
    assert message == (
        "« Un premier paragraphe entier. », et une autre clause : s’imprimait si contrat; maintenant, si mandant."
    )


@pytest.mark.parametrize(
    ("texte", "dite"),
    [
        ("{{ sommes.solde }}", "{{ sommes.solde }}"),
        ("{% for c in creances %}{{ c.montant }}{% endfor %}", "{{ creances[].montant }}"),
        ("Oui{% if mandant %} et non{% endif %}.", "Oui [si mandant : et non]."),
        (
            "{% if mandant %}A{% elif contrat %}B{% else %}C{% endif %}",
            "[si mandant : A][sauf si mandant, si contrat : B][sauf si mandant, sauf si contrat : C]",
        ),
    ],
)
def test_une_clause_se_lit_comme_une_personne_la_dirait(texte: str, dite: str):
    lu = lire_un_modele("x", modele(p(texte)))
    assert lu is not None
    assert [montrer(c.texte) for c in clauses_du_modele(lu)] == [dite]


@pytest.mark.parametrize(
    ("source", "dite"),
    [
        ("c.montant|length>1", "creances[].montant|length > 1"),
        ("not   c", "not creances[]"),
        ("lettre.c", "lettre.c"),
        ("x == 'c'", 'x == "c"'),
        ("« mal écrit", "« mal écrit"),
    ],
)
def test_une_expression_s_ecrit_toujours_de_meme(source: str, dite: str):
    assert dire(source, {"c": "creances[]#2"}) == dite


# -- Les styles --


def style(id_: str, nom: str, forme: str) -> str:
    return f'<w:style w:type="paragraph" w:styleId="{id_}"><w:name w:val="{nom}"/>{forme}</w:style>'


@pytest.mark.parametrize(
    ("avant", "apres", "attendus"),
    [
        (style("C", "Corps", "<w:rPr><w:b/></w:rPr>"), style("C", "Corps", "<w:rPr><w:i/></w:rPr>"), ["style_change"]),
        (style("C", "Corps", "<w:rPr><w:b/></w:rPr>"), style("C", "Corps", "<w:rPr><w:b/></w:rPr>"), []),
        # -- le numéro change quand Word traduit ses styles, le nom reste --
        (style("C", "Corps", ""), style("C", "Corps", '<w:rPr><w:lang w:val="fr-CA"/></w:rPr>'), []),
        (style("C", "Corps", ""), style("C", "Texte", ""), ["style_change"]),
    ],
)
def test_un_style_compte_par_son_nom_et_par_ce_qu_il_montre(avant: str, apres: str, attendus: list[str]):
    clause = p("Bonjour.", '<w:pPr><w:pStyle w:val="C"/></w:pPr>')
    trouves = ecarts(modele(clause, styles=avant), modele(clause, styles=apres))
    assert [g for g, _ in trouves] == attendus


# -- Les mentions --


@cache
def tableau() -> str:
    xml = livre()[CORPS].decode()
    return xml[xml.index("<w:tbl>") : xml.index("</w:tbl>") + len("</w:tbl>")]


@cache
def retouchee() -> Comparaison:
    """Une mention qui ne s'imprime plus que de certains dossiers, le tableau effacé, quelques mots changés."""
    agir = f"{{% if contrat %}}{AGIR}{{% endif %}}"
    return comparer_deux_modeles(LIVRE, retouche((AGIR, agir), (tableau(), ""), ("sans autre avis ni", "sans")))


def test_une_mention_que_seuls_certains_dossiers_perdent_est_perdue_et_l_on_dit_lesquels():
    (mention,) = [e for e in retouchee().ecarts if e.code == "D-13"]
    assert retouchee().perd_une_mention
    assert (mention.genre, bool(mention.remede)) == ("mention_perdue", True)
    assert "le plus court" in mention.message
    assert "le plus long" not in mention.message


def test_le_tableau_des_factures_perdu_est_dit_et_quelques_mots_de_moins_ne_sont_pas_une_mention():
    assert [e.code for e in retouchee().ecarts if e.genre == "tableau_perdu"] == ["M705"]
    (mots,) = [e.message for e in retouchee().ecarts if e.genre == "mots_changes"]
    assert mots == "retiré : « autre avis ni »"
    assert {e.code for e in retouchee().ecarts if e.genre == "mention_perdue"} == {"D-05", "D-13"}


@pytest.mark.long
def test_une_mention_que_l_on_gagne_n_est_pas_une_perte_et_une_autre_clause_non_plus():
    rendu = {e.genre for e in comparer_deux_modeles(retouche((tableau(), "")), LIVRE).ecarts}
    assert "clause_ajoutee" in rendu
    assert not {"tableau_perdu", "mention_perdue"} & rendu
    sans_perte = comparer_deux_modeles(LIVRE, retouche(("sans autre avis ni délai", "sans autre avis")))
    assert [e.genre for e in sans_perte.ecarts] == ["mots_changes"]


def test_d_un_modele_refuse_les_clauses_se_comparent_et_le_refus_est_dit():
    comparee = comparer_deux_modeles(
        modele(p("Selon {{ lettre.reference }}.")), modele(p("Selon {{ lettre.referance }}."))
    )
    assert [c.code for c in comparee.refus] == ["M401"]
    assert [e.genre for e in comparee.ecarts] == ["mots_changes"]


# -- L'effort --


@pytest.mark.parametrize("suite", ["trois", ""], ids=["tout récrit", "tout pareil"])
@pytest.mark.long
def test_le_travail_croit_comme_le_texte(suite: str):
    def clauses(n: int, fin: str) -> list[ClauseDeModele]:
        return [ClauseDeModele(f"un deux {i} {fin}", (), "corps", DansWord("corps"), "") for i in range(n)]

    assert_lineaire(lambda n: rapprocher(clauses(n, "autre"), clauses(n, suite or "autre")), 1000)


def test_un_long_passage_recrit_se_montre_d_un_bloc():
    assert len(mots_changes("a " * 1000, "b " * 1000)) == 1
