"""L'aperçu : chaque passage d'un modèle se lit au moins une fois, et aucun spécimen ne s'envoie."""

from __future__ import annotations

import re
from functools import cache
from itertools import pairwise

import pytest
from modeles_fautifs import modele
from paquets import p, parties_de, tbl, tr
from tables import d_un_trait
from test_rapport import Lecteur

from lettres.barriere import controler
from lettres.catalogue import dossier_des_modeles
from lettres.composition import champs_par_chemin
from lettres.rendu.paragraphes.texte import texte_lisible
from lettres.socle.erreurs import ModeleInvalide
from lettres.studio.modele_lu import lire_un_modele
from lettres.studio.pages.planche import PAGE, Pages, fichiers, remplacable
from lettres.studio.passages import PassagesConditionnels
from lettres.studio.verification import verifier_un_modele
from lettres.studio.vues import Apercu, Vue, apercus_d_un_modele

CORPS = (
    p("Bonjour {{ destinataire.appel }}")
    + p("{% if contrat %}Selon {{ contrat.objet }}{% else %}Sans contrat{% endif %}.")
    + p("{%p if mandant %}") + p("Au nom de {{ mandant.nom }}.") + p("{%p endif %}")
    + tbl(tr("{%tr for c in creances %}"), tr("{{ c.repere }}"), tr("{%tr endfor %}"))
    + p("{% if contrat %}{% if not contrat %}Jamais{% endif %}{% endif %}Fin.")
)  # fmt: skip
DEUX_CREANCES = {"creances": [{}, {"objet": "x"}]}
CIBLE = ("mise_en_demeure", "recouvrement")


@cache
def apercu() -> Apercu:
    (un,) = apercus_d_un_modele(modele(CORPS), lettre=CIBLE[0], nature="recouvrement")
    return un


def lettre(vue: Vue) -> str:
    assert vue.octets is not None
    return texte_lisible(vue.octets)


# -- Les passages --


def passages(corps: str, contexte: dict[str, object]) -> list[str]:
    lu = lire_un_modele("x", modele(corps))
    assert lu is not None
    trouves = PassagesConditionnels(lu, champs_par_chemin())
    return [trouves.tous[rang].extrait for rang in sorted(trouves.imprimes(contexte))]


@d_un_trait
@pytest.mark.parametrize(
    ("texte", "contexte", "imprimes"),
    [
        ("{% if contrat %}A{% else %}B{% endif %}", {"contrat": {"objet": "x"}}, ["A"]),
        ("{% if contrat %}A{% else %}B{% endif %}", {}, ["B"]),
        ("{% if contrat %}A{% if mandant %}B{% endif %}{% endif %}", {"mandant": {"nom": "x"}}, []),
        ("{% for c in creances %}A{% endfor %}", {"creances": []}, []),
        ("{% for c in creances %}A{% if c.objet %}B{% endif %}{% endfor %}", DEUX_CREANCES, ["A", "B"]),
        ("{% if creances|length > 1 %}A{% endif %}", {"creances": [{}, {}]}, ["A"]),
        ("{% if creances|length > 1 %}A{% endif %}", {"creances": [{}]}, []),
        ("{% if lettre.date == “hier” %}A{% elif contrat %}B{% endif %}", {"lettre": {"date": "hier"}}, ["A"]),
        ("{% if contrat %} {% endif %}", {"contrat": {"objet": "x"}}, []),
    ],
)
def test_un_passage_s_imprime_ou_non_comme_le_moteur_le_veut(
    texte: str, contexte: dict[str, object], imprimes: list[str]
):
    assert passages(p(texte), contexte) == imprimes


def test_un_passage_est_dit_avec_tout_ce_qui_le_fait_s_imprimer():
    lu = lire_un_modele("x", modele(p("{%p if contrat %}") + p("{% if mandant %}A{% endif %}") + p("{%p endif %}")))
    assert lu is not None
    assert [t.dit for t in PassagesConditionnels(lu, champs_par_chemin()).tous.values()] == ["si contrat, si mandant"]


# -- Les vues --


def test_les_specimens_se_suivent_du_plus_court_au_plus_long_puis_ce_qu_ils_ne_montrent_pas():
    noms = [v.nom for v in apercu().vues]
    assert noms[:3] == ["le plus court", "le plus long", "à une femme"]
    assert "cinquante rangées" in noms
    assert noms[-1] == "de toutes pièces, si mandant"


def test_chaque_passage_est_montre_une_premiere_fois_et_ce_qui_ne_s_imprime_jamais_est_dit():
    neufs = [passage.extrait for v in apercu().vues for passage in v.neufs]
    assert sorted(neufs) == [
        "Au nom de {{ mandant.nom }} .",
        "Sans contrat",
        "Selon {{ contrat.objet }}",
        "{{ creances[].repere }}",
    ]
    assert [passage.extrait for passage in apercu().jamais] == ["Jamais"]


def test_ce_qu_une_vue_dit_montrer_se_lit_dans_sa_lettre():
    for vue in apercu().vues:
        dits = {passage.extrait for passage in (*vue.neufs, *vue.deja)}
        assert ("Sans contrat" in dits) == ("Sans contrat" in lettre(vue))
        assert ("Selon {{ contrat.objet }}" in dits) == ("Selon" in lettre(vue))


def test_chaque_specimen_porte_sa_marque_au_nom_et_aux_proprietes_et_controler_le_refuse():
    for rang, vue in enumerate(apercu().vues, start=1):
        assert re.fullmatch(rf"modele_mise-en-demeure-recouvrement_SPECIMEN-{rang:02}_[a-z0-9-]+\.docx", vue.fichier)
    seule = apercu().vues[0].octets
    assert seule is not None
    assert "<dc:title>SPÉCIMEN – mise_en_demeure" in parties_de(seule)["docProps/core.xml"].decode()
    assert "B306" in {c.code for c in controler(seule)}


def test_un_modele_refuse_n_a_pas_d_apercu_et_une_lettre_inconnue_non_plus():
    with pytest.raises(ModeleInvalide):
        apercus_d_un_modele(modele(p("{{ lettre.referance }}")), lettre=CIBLE[0], nature="recouvrement")
    assert apercus_d_un_modele(modele(p("Bonjour."))) == ()


# -- La page --


@cache
def planche() -> dict[str, bytes]:
    return fichiers([apercu()], Pages())


@cache
def lue() -> Lecteur:
    lecteur = Lecteur()
    lecteur.feed(planche()[PAGE].decode())
    return lecteur


def test_la_page_est_bien_formee_en_francais_et_ne_va_rien_chercher_ailleurs():
    assert lue().ouvertes == []
    assert lue().balises[0] == ("html", {"lang": "fr-CA"})
    assert not {"script", "img", "link", "iframe"} & {tag for tag, _ in lue().balises}
    assert not re.search(rb"https?:|url\(|@import|<script", planche()[PAGE])


def test_au_clavier_chaque_lien_mene_a_une_ancre_ou_a_un_fichier_et_se_comprend_seul():
    liens = [a for tag, a in lue().balises if tag == "a"]
    ancres = {f"#{a['id']}" for _, a in lue().balises if "id" in a}
    assert all(a["href"] in ancres | set(planche()) for a in liens)
    etiquettes = [a["aria-label"] for a in liens if "aria-label" in a]
    assert etiquettes[0] == "le plus court, en Word"
    assert len(etiquettes) == len(set(etiquettes)) == len(apercu().vues)


def test_a_l_oreille_les_titres_se_suivent_et_chaque_region_a_un_nom():
    niveaux = [int(tag[1]) for tag, _ in lue().balises if re.fullmatch(r"h\d", tag)]
    assert niveaux[0] == 1
    assert all(suivant - niveau <= 1 for niveau, suivant in pairwise(niveaux))
    ids = {a.get("id") for _, a in lue().balises}
    assert all(a["aria-labelledby"] in ids for tag, a in lue().balises if tag in ("section", "article"))
    assert [tag for tag, _ in lue().balises if tag in ("header", "nav", "main")] == ["header", "nav", "main"]


def test_le_meme_modele_donne_les_memes_octets():
    (encore,) = apercus_d_un_modele(modele(CORPS), lettre=CIBLE[0], nature="recouvrement")
    assert fichiers([encore], Pages()) == planche()


def test_on_ne_remplace_que_ce_que_la_page_d_avant_reconnait():
    (nom, octets) = next(iter(planche().items()))
    page = planche()[PAGE]
    assert remplacable(page, nom, octets)
    assert remplacable(page, PAGE, page)
    assert not remplacable(page, nom, b"retouche" + octets)
    assert not remplacable(b"", nom, octets)
    assert not remplacable(page.replace(b"lettres modeles apercu", b"autre"), nom, octets)
    assert not remplacable(page, PAGE, b"<html>une page d'un autre</html>")


# -- Chaque branche se montre, quelle que soit la longueur de liste qu'elle demande --


@pytest.mark.un_sur(3)
@pytest.mark.parametrize(
    "ecrit",
    [
        "{% if creances|length > 1 %}ICI{% endif %}",
        "{% if creances|length == 1 %}ICI{% endif %}",
        "{% if creances|length == 4 %}ICI{% endif %}",
        "{% if 2 &lt;= creances|count %}ICI{% endif %}",
        "{% if pieces|length %}ICI{% endif %}",
        "{% if not pieces|length %}ICI{% endif %}",
        "{% if pieces|length &lt; 2 %}ICI{% endif %}",
        "{% if pieces|length > 1 and pieces|length &lt; 3 %}ICI{% endif %}",
        "{% if sommes.contestees and sommes.contestees|length > 1 %}ICI{% endif %}",
        "{% if sommes.contestees %}{% if sommes.contestees|length == 1 %}x{% else %}ICI{% endif %}{% endif %}",
        "{% if modes_de_paiement|length >= 3 %}ICI{% endif %}",
        "{% for x in sommes.contestees %}{% if not loop.last %}ICI{% endif %}{% endfor %}",
        "{% for x in sommes.contestees %}{% if not loop.first and not loop.last %}ICI{% endif %}{% endfor %}",
        "{% for x in pieces %}{% if loop.index > 1 %}ICI{% endif %}{% endfor %}",
        "{% for c in creances %}{% if loop.index0 == 2 %}ICI{% endif %}{% endfor %}",
        "{% for x in expose.pieces %}{% else %}ICI{% endfor %}",
    ],
)
def test_une_branche_qui_compte_les_elements_d_une_liste_se_montre(ecrit: str):
    (un,) = apercus_d_un_modele(modele(p(f"Bonjour. {ecrit}")), lettre="rappel", nature="recouvrement")
    assert [p for p in un.jamais if "ICI" in p.extrait] == []
    assert any("ICI" in lettre(vue) for vue in un.vues)


@d_un_trait
@pytest.mark.parametrize(
    ("ecrit", "codes"),
    [
        ("{% if pieces|length > 1 %}A{% endif %}", []),
        ("{% if pieces|length >= 0 %}A{% endif %}", ["M703"]),
        ("{% if pieces|length &lt; 0 %}A{% endif %}", ["M704"]),
        ("{% if pieces|length > 2 %}{% if pieces|length &lt; 2 %}A{% endif %}{% endif %}", ["M704"]),
        ("{% if pieces|length > 2 %}{% if pieces|length > 1 %}A{% endif %}{% endif %}", ["M703"]),
        ("{% if pieces %}{% if pieces|length == 0 %}A{% endif %}{% endif %}", ["M704"]),
        ("{% if not pieces and pieces|length > 0 %}A{% endif %}", ["M704"]),
        ("{% if pieces|length > 4 %}{% if pieces|length == 5 %}A{% else %}B{% endif %}{% endif %}", []),
        ("{% if destinataire.nom|length > 40 %}A{% else %}B{% endif %}", []),
        ("{% if pieces|length > creances|length %}A{% else %}B{% endif %}", []),
    ],
)
def test_une_longueur_de_liste_que_rien_ne_donne_se_dit_et_nulle_autre(ecrit: str, codes: list[str]):
    constats = verifier_un_modele(modele(p(ecrit)), lettre="rappel", nature="recouvrement").constats
    assert [c.code for c in constats if c.code in ("M703", "M704")] == codes


@pytest.mark.un_sur(7)
@pytest.mark.parametrize("chemin", sorted(dossier_des_modeles().glob("*.docx")), ids=lambda c: c.stem)
def test_chaque_modele_livre_se_voit_en_entier_et_tous_ses_specimens_se_font(chemin):
    apercus = apercus_d_un_modele(chemin)
    assert apercus
    for un in apercus:
        assert all(vue.octets is not None for vue in un.vues)
        assert len(un.vues) >= 3
        assert un.jamais == ()
