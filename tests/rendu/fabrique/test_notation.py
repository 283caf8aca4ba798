"""La notation des modèles : ce qu'elle lit, ce qu'elle refuse, et la ligne qu'elle nomme."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tables import d_un_trait

from lettres.rendu.fabrique.notation import (
    Alinea,
    Morceau,
    Rangee,
    Section,
    Sections,
    Tableau,
    analyser,
    ecrire,
)
from lettres.rendu.fabrique.styles import IDENTIFIANTS


def corps(ligne: str) -> tuple[Alinea | Tableau, ...]:
    return analyser(f"[corps]\n{ligne}\n")["corps"]


@d_un_trait
@pytest.mark.parametrize(
    ("texte", "morceaux"),
    [
        ("Bonjour", [Morceau("Bonjour")]),
        ("un **deux** trois", [Morceau("un "), Morceau("deux", "Gras"), Morceau(" trois")]),
        ("*un***deux**", [Morceau("un", "Italique"), Morceau("deux", "Gras")]),
        ("**un***deux*", [Morceau("un", "Gras"), Morceau("deux", "Italique")]),
        ("une<br>deux<tab>trois", [Morceau("une\ndeux\ttrois")]),
        (
            "Page <page> de <pages>",
            [Morceau("Page "), Morceau(champ="PAGE"), Morceau(" de "), Morceau(champ="NUMPAGES")],
        ),
        ("**<page>**", [Morceau(style="Gras", champ="PAGE")]),
        (r"2 \* 3 \< 7, \\ et \¦", [Morceau(r"2 * 3 < 7, \ et ¦")]),
        ("a | b > c [d] { e }", [Morceau("a | b > c [d] { e }")]),
        ('{{ x|default("a*b<br>¦\\\\") }}', [Morceau('{{ x|default("a*b<br>¦\\\\") }}')]),
        ("**{{ total }}**", [Morceau("{{ total }}", "Gras")]),
        ("{%p if a < b %}", [Morceau("{%p if a < b %}")]),
        ("", []),
    ],
)
def test_un_paragraphe_se_lit_en_morceaux_et_se_reecrit_pareil(texte, morceaux):
    assert corps(f"Corps | {texte}".rstrip()) == (Alinea("Corps", tuple(morceaux)),)
    assert ecrire({"corps": (Alinea("Corps", tuple(morceaux)),)}) == f"[corps]\nCorps | {texte}".rstrip() + "\n"


def test_un_tableau_garde_ses_largeurs_ses_titres_et_ses_fusions():
    (tableau,) = corps(
        "[tableau 20 30 40]\n"
        "entete | TableauTitre | A ¦ TableauTitre | B ¦ TableauTitreDroite | C\n"
        "rangee | Balise | {%tr for a in b|default(' ¦ ') %}\n"
        r"rangee | TableauTexte | a \¦ b ¦ TableauTexte | ¦ TableauMontant | 1" + "\n"
        "rangee>2 | TableauTotal | Solde ¦ TableauTotalMontant | 2\n"
        "[/tableau]"
    )
    titres = [
        Alinea(s, (Morceau(t),)) for s, t in zip(["TableauTitre"] * 2 + ["TableauTitreDroite"], "ABC", strict=True)
    ]
    assert tableau == Tableau(
        (20, 30, 40),
        (
            Rangee(tuple(titres), entete=True),
            Rangee((Alinea("Balise", (Morceau("{%tr for a in b|default(' ¦ ') %}"),)),), fusion=3),
            Rangee(
                (
                    Alinea("TableauTexte", (Morceau("a ¦ b"),)),
                    Alinea("TableauTexte"),
                    Alinea("TableauMontant", (Morceau("1"),)),
                )
            ),
            Rangee(
                (
                    Alinea("TableauTotal", (Morceau("Solde"),)),
                    Alinea("TableauTotalMontant", (Morceau("2"),)),
                ),
                fusion=2,
            ),
        ),
    )


@d_un_trait
@pytest.mark.parametrize(
    ("texte", "ligne", "extrait"),
    [
        ("", 1, "fin de ligne"),
        ("[corps]\nCorps | x", 2, "fin de ligne"),
        ("\n[corps]\nCorps | x\n", 1, "ligne vide"),
        ("[corps]\nCorps | x\n\nCorps | y\n", 3, "ligne vide"),
        ("[corps]\nCorps | x\n\n", 3, "ligne vide"),
        ("[pied]\n[corps]\nCorps | x\n", 2, "il faut une ligne vide"),
        ("[pied]\n\n\n[corps]\nCorps | x\n", 2, "ligne vide"),
        ("[corps]\nCorps | x\n\n[pied]\nPiedDePage | y\n", 4, "trop tard"),
        ("[pied]\n\n[pied]\n\n[corps]\nCorps | x\n", 3, "trop tard"),
        ("Corps | x\n", 1, "commence par une section"),
        ("[pied]\nPiedDePage | y\n", 2, "[corps]"),
        ("[corps]\n", 1, "[corps]"),
        ("[corps]\nBonjour\n", 2, "Style | texte"),
        ("[corps]\n[bas]\n", 2, "Style | texte"),
        ("[corps]\nCorp | x\n", 2, "vouliez-vous dire « Corps »"),
        ("[corps]\nZzzz | x\n", 2, "style inconnu « Zzzz »"),
        ("[corps]\nCorps | un **deux\n", 2, "jamais fermé"),
        ("[corps]\nCorps | un *deux\n", 2, "jamais fermé"),
        ("[corps]\nCorps | **un *deux* trois**\n", 2, "ne se superposent pas"),
        ("[corps]\nCorps | {{ nom\n", 2, "balise jamais fermée : « {{ nom »"),
        ("[corps]\nCorps | a < b\n", 2, "« < » seul"),
        ("[corps]\nCorps | <b>\n", 2, "« < » seul"),
        ("[corps]\nCorps | C:\\temp\n", 2, "« \\ » seul"),
        ("[corps]\nCorps | a\tb\n", 2, "U+0009"),
        ("[corps]\r\nCorps | a\r\n", 1, "U+000D"),
        ("[corps]\nCorps | a\x00b\n", 2, "U+0000"),
        ("[corps]\nCorps | x\n[tableau]\n[/tableau]\n", 3, "largeurs"),
        ("[corps]\n[tableau 0 20]\n[/tableau]\n", 2, "largeurs"),
        ("[corps]\n[tableau 100 67]\n[/tableau]\n", 2, "167 mm"),
        ("[corps]\n[tableau 100 66]\n[/tableau]\n", 3, "au moins une rangée"),
        ("[corps]\n[tableau 100]\nrangee | Corps | x\n", 2, "pas fermé"),
        ("[corps]\n[tableau 100]\nCorps | x\n[/tableau]\n", 3, "rangee | Style"),
        ("[corps]\n[tableau 50 50 50]\nrangee | Corps | a ¦ Corps | b\n[/tableau]\n", 3, "couvre 2 colonnes"),
        ("[corps]\n[tableau 50 50]\nrangee>2 | Corps | a ¦ Corps | b\n[/tableau]\n", 3, "couvre 3 colonnes"),
        ("[corps]\n[tableau 50]\nrangee | Corps | a\nentete | Corps | b\n[/tableau]\n", 4, "vient avant"),
    ],
)
def test_une_faute_nomme_sa_ligne(texte, ligne, extrait):
    with pytest.raises(ValueError, match=rf"^ligne {ligne} : ") as faute:
        analyser(texte)
    assert extrait in str(faute.value)


_PROSE = st.text(alphabet="abÉ’«» \u00a0$|*<>¦\\[]–😀\n\t", min_size=1, max_size=12)
_BALISES = st.sampled_from(["{{ nom }}", "{{ a['*'] }}", '{{ x|default("<b>") }}', "{% if a < b %}", "{# ¦ #}"])


@st.composite
def paragraphes(tirer: st.DrawFn) -> Alinea:
    morceaux: list[Morceau] = []
    for style in tirer(st.lists(st.sampled_from(["", "Gras", "Italique"]), max_size=4)):
        texte = "".join(tirer(st.lists(st.one_of(_PROSE, _BALISES), min_size=1, max_size=3)))
        champ = tirer(st.sampled_from(["", "", "PAGE", "NUMPAGES"]))
        nouveau = Morceau(style=style, champ=champ) if champ else Morceau(texte, style)
        precedent = morceaux[-1] if morceaux else None
        if precedent and not champ and not precedent.champ and precedent.style == style:
            continue
        morceaux.append(nouveau)
    if morceaux and not morceaux[0].style and not morceaux[0].champ:
        morceaux[0] = Morceau("x" + morceaux[0].texte)
    if morceaux and not morceaux[-1].style and not morceaux[-1].champ:
        morceaux[-1] = Morceau(morceaux[-1].texte + "x")
    return Alinea(tirer(st.sampled_from(sorted(IDENTIFIANTS))), tuple(morceaux))


@st.composite
def tableaux(tirer: st.DrawFn) -> Tableau:
    largeurs = tirer(st.lists(st.integers(1, 40), min_size=1, max_size=4))
    rangees: list[Rangee] = []
    for entete in sorted(tirer(st.lists(st.booleans(), min_size=1, max_size=3)), reverse=True):
        cellules = tirer(st.lists(paragraphes(), min_size=1, max_size=len(largeurs)))
        rangees.append(Rangee(tuple(cellules), len(largeurs) - len(cellules) + 1, entete))
    return Tableau(tuple(largeurs), tuple(rangees))


_BLOCS = st.lists(st.one_of(paragraphes(), tableaux()), max_size=3).map(tuple)


@st.composite
def modeles(tirer: st.DrawFn) -> Sections:
    noms: list[Section] = ["premier en-tête", "en-tête", "premier pied", "pied"]
    sections: Sections = {nom: tirer(_BLOCS) for nom in noms if tirer(st.booleans())}
    sections["corps"] = (*tirer(_BLOCS), Alinea("Corps", (Morceau("fin"),)))
    return sections


@settings(max_examples=50)
@given(modeles())
def test_tout_modele_ecrit_se_relit_a_l_identique(sections):
    assert analyser(ecrire(sections)) == sections
