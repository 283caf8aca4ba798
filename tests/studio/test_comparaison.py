"""La comparaison : ce qu'un modèle retouché a perdu ou gagné; la façon dont Word l'a écrit n'y change rien."""

from __future__ import annotations

import shutil
import subprocess
from functools import cache
from pathlib import Path

import pytest
from efforts import assert_lineaire
from modeles_fautifs import modele
from paquets import champ, p, parties_de, runs, tbl, tr, zipper
from tables import d_un_trait

from lettres.catalogue import dossier_des_modeles
from lettres.socle.places import DansWord
from lettres.studio.comparaison.clauses import ClauseDeModele, clauses_du_modele, dire, montrer
from lettres.studio.comparaison.comparaison import Comparaison, comparer_deux_modeles, le_livre_d_ou_il_vient
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


def test_le_numero_de_page_d_hier_ne_fait_pas_un_ecart_et_un_lien_reste_du_texte():
    def page(code: str, numero: str) -> str:
        return p("Page ") + champ(code).replace("<w:t>x</w:t>", f"<w:t>{numero}</w:t>")

    for code in ("PAGE", "NUMPAGES", " PAGE  \\* MERGEFORMAT "):
        assert genres(page(code, "1"), page(code, "12")) == []
    simple = '<w:p><w:fldSimple w:instr="PAGE"><w:r><w:t>{}</w:t></w:r></w:fldSimple></w:p>'
    assert genres(simple.format(1), simple.format(2)) == []
    assert genres(page("REF ici", "le contrat"), page("REF ici", "le bail")) != []


@pytest.mark.long
def test_un_modele_livre_compare_a_lui_meme_n_a_rien_perdu():
    assert comparer_deux_modeles(LIVRE, LIVRE).ecarts == ()


# -- Ce qui change --

UN, DEUX, TROIS = p("Un premier paragraphe entier."), p("Le deuxième dit autre chose."), p("Enfin, un troisième.")
SI, FIN = p("{%p if contrat %}"), p("{%p endif %}")
TABLEAU = tbl(tr("Facture", "Somme"), tr("{{ expediteur.nom }}", "{{ sommes.solde }}"), colonnes=2)
COUPE = ["decoupage_change"]
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
    "un paragraphe coupé en deux": (
        UN + p("Ceci est dit. Cela aussi."),
        UN + p("Ceci est dit.") + p("Cela aussi."),
        COUPE,
    ),
    "deux paragraphes réunis": (p("Ceci est dit.") + p("Cela aussi.") + UN, p("Ceci est dit. Cela aussi.") + UN, COUPE),
    "un paragraphe coupé en trois, sous condition": (
        SI + p("A dit. B dit. C dit.") + FIN,
        SI + p("A dit.") + p("B dit.") + p("C dit.") + FIN,
        COUPE,
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


@d_un_trait
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


DEFAUTS = "<w:docDefaults><w:rPrDefault><w:rPr>{}</w:rPr></w:rPrDefault></w:docDefaults>"
APPARENCES: dict[str, tuple[str, str, list[str]]] = {
    "gras, puis italique": (
        style("C", "Corps", "<w:rPr><w:b/></w:rPr>"),
        style("C", "Corps", "<w:rPr><w:i/></w:rPr>"),
        ["« Corps » : gras : oui, puis non; italique : non, puis oui."],
    ),
    "la taille": (
        style("C", "Corps", '<w:rPr><w:sz w:val="22"/></w:rPr>'),
        style("C", "Corps", '<w:rPr><w:sz w:val="25"/></w:rPr>'),
        ["« Corps » : taille : 11, puis 12,5."],
    ),
    "les espaces et l’alignement": (
        style("C", "Corps", '<w:pPr><w:spacing w:after="120"/></w:pPr>'),
        style("C", "Corps", '<w:pPr><w:jc w:val="both"/></w:pPr>'),
        ["« Corps » : espace après : 6 pt, puis 0 pt; alignement : à gauche, puis justifié."],
    ),
    "la police du document": (
        DEFAUTS.format('<w:rFonts w:ascii="Calibri"/>') + style("C", "Corps", ""),
        DEFAUTS.format('<w:rFonts w:ascii="Arial"/>') + style("C", "Corps", ""),
        ["« Corps » : police : Calibri, puis Arial."],
    ),
    "ce que le style tient d’un autre": (
        style("B", "Base", "<w:rPr><w:b/></w:rPr>") + style("C", "Corps", '<w:basedOn w:val="B"/>'),
        style("B", "Base", "") + style("C", "Corps", '<w:basedOn w:val="B"/>'),
        ["« Corps » : gras : oui, puis non."],
    ),
    "la même chose, dite par le style ou par celui dont il vient": (
        style("B", "Base", "<w:rPr><w:b/></w:rPr>") + style("C", "Corps", '<w:basedOn w:val="B"/>'),
        style("C", "Corps", "<w:rPr><w:b/></w:rPr>"),
        [],
    ),
    "ce que LibreOffice ajoute et qui ne se voit pas": (
        style("C", "Corps", ""),
        style(
            "C",
            "Corps",
            '<w:pPr><w:widowControl/><w:bidi w:val="0"/><w:spacing w:before="0" w:after="0" w:line="240"/>'
            '<w:jc w:val="start"/></w:pPr>'
            '<w:rPr><w:color w:val="auto"/><w:kern w:val="0"/><w:lang w:val="fr-CA"/></w:rPr>',
        ),
        [],
    ),
    "un autre nom": (style("C", "Corps", ""), style("C", "Texte", ""), ["« Bonjour. » : de « Corps » à « Texte »."]),
    "un autre identifiant, le même nom": (style("C", "Corps", ""), style("C9", "Corps", ""), []),
}


@d_un_trait
@pytest.mark.parametrize(("avant", "apres", "dits"), APPARENCES.values(), ids=APPARENCES)
def test_un_style_compte_par_son_nom_et_par_ce_qu_il_donne_a_voir(avant: str, apres: str, dits: list[str]):
    def du_style(styles: str) -> bytes:
        dernier = styles.rpartition('w:styleId="')[2].partition('"')[0]
        return modele(p("Bonjour.", f'<w:pPr><w:pStyle w:val="{dernier}"/></w:pPr>'), styles=styles)

    assert [m for _, m in ecarts(du_style(avant), du_style(apres))] == dits


@pytest.mark.long
@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice absent : rien n’y est enregistré de nouveau")
def test_un_modele_livre_enregistre_de_nouveau_par_libreoffice_n_a_rien_perdu(tmp_path: Path):
    noms = ["mise-en-demeure-recouvrement.docx", "rappel-recouvrement.docx", "reponse-publique-reputation.docx"]
    profil = f"-env:UserInstallation={(tmp_path / 'profil').as_uri()}"
    commande = ["soffice", profil, "--headless", "--convert-to", "docx:MS Word 2007 XML", "--outdir", str(tmp_path)]
    subprocess.run([*commande, *(str(dossier_des_modeles() / n) for n in noms)], check=True, capture_output=True)
    for nom in noms:
        assert comparer_deux_modeles(dossier_des_modeles() / nom, tmp_path / nom).ecarts == ()


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


@pytest.mark.parametrize("lettre", ["mise_en_demeure", pytest.param(None, marks=pytest.mark.long)])
def test_un_modele_retouche_se_compare_a_celui_dont_il_a_le_plus_de_mots(lettre: str | None):
    retouche_ = retouche((AGIR, "Nous comptons sur vous."), ("Mise en demeure de payer", "Votre compte"))
    assert le_livre_d_ou_il_vient(retouche_, lettre, None) == LIVRE


def test_un_modele_qui_n_a_rien_de_commun_avec_eux_ne_vient_d_aucun():
    assert le_livre_d_ou_il_vient(modele(p("Bonjour.")), "rappel", None) is None
    # -- la lettre et la nature dites, c'est le livré qui l'écrit --
    livre_ = le_livre_d_ou_il_vient(modele(p("Bonjour.")), "rappel", "recouvrement")
    assert livre_ is not None
    assert livre_.name == "rappel-recouvrement.docx"


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
