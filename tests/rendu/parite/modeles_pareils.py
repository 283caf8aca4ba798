"""Modèles que docxtpl et nous remplissons pareil, à la forme canonique et aux écarts de forme nommés près.

Un modèle, une construction. Chacun est rempli avec trois contextes : des valeurs pleines de signes gênants, les mêmes
conditions renversées, et des valeurs à sauts de ligne et tabulations.
"""

from __future__ import annotations

from fragments import GRAS, ITALIQUE, NOUVELLE_SECTION, PUCE, boucle, cellule, champ, par, rangees, run, si
from paquets import docx, p, runs, tbl, tc, tr, zone_de_texte
from paquets_pareils import PAQUETS, Modele

_FUSION = cellule('<w:gridSpan w:val="2"/>', "T{% hm %}")
_ETENDUE = cellule('<w:gridSpan w:val="2"/>', "{% colspan largeur %}x")
_FOND = cellule('<w:shd w:val="clear" w:fill="FF0000"/>', "{% cellbg couleur %}x")
_RENVOI = par(f'<w:hyperlink w:anchor="s">{run("voir")}</w:hyperlink>')

# -- Ce que la préparation du XML recolle, ôte, déplace --

CORPS: dict[str, tuple[str, ...]] = {
    "valeur": (p("Bonjour {{ nom }}, au revoir"),),
    "chemin": (p("{{ client.nom }} de {{ client['ville'] }}"),),
    "nom accentué": (p("{{ prénom }}"),),
    "accolades ouvrantes séparées": (runs("Bonjour {", "{ nom }}."),),
    "accolades fermantes séparées": (runs("Bonjour {{ nom }", "}."),),
    "accolade et pour cent séparés": (runs("a {", "% if oui %}b{% endif %", "} c"),),
    "accolade et dièse séparés": (runs("a {", "# note #", "} c"),),
    "balise en cinq": (runs("Bonjour {{", " cli", "ent.", "nom }", "}."),),
    "correction d'orthographe dans la balise": (
        par(run("{{ no"), '<w:proofErr w:type="spellStart"/>', run("m }} fin")),
    ),
    "correction d'orthographe autour": (par('<w:proofErr w:type="spellStart"/>', run("{{ nom }}")),),
    "saut de page calculé dans la balise": (
        par("<w:r><w:t>{{ no</w:t></w:r><w:r><w:lastRenderedPageBreak/><w:t>m }} fin</w:t></w:r>"),
    ),
    "saut de ligne dans la balise": (par("<w:r><w:t>{{ nom</w:t><w:br/><w:t> }} fin</w:t></w:r>"),),
    "tabulation dans la balise": (par("<w:r><w:t>{{ nom</w:t><w:tab/><w:t> }} fin</w:t></w:r>"),),
    "balise coupée dans une seule mise en forme": (par(run("a {{ no", GRAS), run("m }} b", GRAS)),),
    "balise intelligente dans une balise": (
        par(run("{{ pré"), f'<w:smartTag w:uri="u" w:element="e">{run("nom")}</w:smartTag>', run(" }}")),
    ),
    "rang compté de la fin": (p("{{ lignes[-1].m }}"),),
    "mise en forme autour de la valeur": (par(run("a ", GRAS), run("{{ nom }}", ITALIQUE), run(" b")),),
    "texte sans xml:space": ("<w:p><w:r><w:t>a {{ nom }} b</w:t></w:r></w:p>",),
    "espace insécable dans la balise": (p("{{\u00a0nom\u202f}}{%\u00a0if oui %}x{% endif %}"),),
    "guillemets typographiques": (p("{{ absent|default(“rien”) }} {% if prénom == ‘Zoé’ %}oui{% endif %}"),),
    "signe plus petit dans une condition": (p("{% if n &lt; 4 and n &gt; 2 and n &lt;= 3 %}a{% else %}b{% endif %}"),),
    "signe plus petit dans un texte cité": (p('{{ absent|default("a &lt; b &gt; c") }}'),),
    "pour cent dans un texte cité": (p("{% if nom != '50 %' %}x{% endif %}"),),
    "apostrophes et guillemets du texte": (p('l’été “x” l\'hiver "y" {{ nom }} d’or {% if oui %}‘z’{% endif %}'),),
    "entités du texte": (p("a &lt;b&gt; &amp;amp; {{ nom }} &amp;lt; ]]&gt; &#160;"),),
    "accolades de la prose": (p("a { b } c {{ nom }} d {e f} g }"),),
    "révisions passées": (
        '<w:p w:rsidR="00AA00AA" w14:paraId="0000000A"><w:r w:rsidRPr="00CC00CC"><w:t>{{ nom }}</w:t></w:r></w:p>',
    ),
    # -- Conditions et boucles --
    "condition en ligne": (p("a {% if oui %}b{% else %}c{% endif %} d {% if non %}e{% endif %}f"),),
    "sinon si": (p("{% if non %}a{% elif oui %}b{% else %}c{% endif %}"),),
    "négation, et, ou": (p("{% if not non and (oui or non) %}a{% endif %}{% if n == 3 or n != 2 %}b{% endif %}"),),
    "appartenance": (p("{% if 'C>' in colonnes %}a{% endif %}{% if 'x' not in colonnes %}b{% endif %}"),),
    "condition de ville": (p("{% if client.ville == '&lt;Bromont&gt;' and lignes|length > 2 %}oui{% endif %}"),),
    "condition sur une liste vide": (p("{% if vide %}a{% else %}b{% endif %}{% if lignes %}c{% endif %}"),),
    "condition sur l'absence": (p("{% if nom is defined %}a{% endif %}{% if absent is not defined %}b{% endif %}"),),
    "condition dans une valeur": (p("{{ client.nom if oui else nom }}"),),
    "ou dans une valeur": (p('{{ "" or nom }}{{ client.nom or nom }}'),),
    "paragraphe conditionnel": (p("av") + si(p("dedans {{ nom }}")) + p("ap"),),
    "paragraphe sinon": (p("{%p if non %}") + p("a") + p("{%p else %}") + p("b") + p("{%p endif %}") + p("c"),),
    "paragraphe sinon si": (p("{%p if non %}") + p("a") + p("{%p elif oui %}") + p("b") + p("{%p endif %}") + p("c"),),
    "conditions imbriquées": (si(p("a") + si(p("b"), "if non") + si(p("c"))) + p("d"),),
    "boucle de paragraphes": (boucle(p("{{ loop.index }}/{{ loop.length }}. {{ x.t }} : {{ x.m }}")) + p("fin"),),
    "boucle vide": (p("av") + boucle(p("{{ x }}"), "vide") + p("ap"),),
    "boucle sinon": (p("{% for x in vide %}{{ x }}{% else %}rien{% endfor %}"),),
    "boucle en ligne": (p("{% for x in lignes %}{{ x.t }}{% if not loop.last %}, {% endif %}{% endfor %}."),),
    "boucles imbriquées": (boucle(p("{{ x.t }}") + si(p("{{ c }}{{ x.m }}"), "for c in colonnes")) + p("fin"),),
    "boucle à cheval sur deux paragraphes": (p("a {% for x in colonnes %}b") + p("{{ x }}{% endfor %} c"),),
    "condition à cheval sur deux paragraphes": (p("a {% if oui %}b") + p("c{% endif %} d"),),
    "premier et dernier tour": (p("{% for x in lignes %}{% if loop.first %}[{% endif %}{{ x.t }}{% endfor %}]"),),
    "liste sans définition": (boucle(p("{{ x.t }}", PUCE)) + p("fin"), "CITATION_SANS_OBJET"),
    "condition d'un run à l'autre": (
        par(run("a {% if oui %}b", GRAS), run(" c", GRAS), run("d{% else %}e", GRAS), run("f{% endif %} g", GRAS)),
        "LEVEE",
    ),
    "boucle d'un run à l'autre": (
        par(run("{% for x in lignes %}"), run("{{ x.t }}", ITALIQUE), run(", {% endfor %}")),
        "LEVEE",
    ),
    "paragraphe laissé vide": (p("{% if non %}x{% endif %}") + p("y"),),
    "run conditionnel": (par(run("a "), run("{%r if oui %}"), run("b", GRAS), run("{%r endif %}"), run(" c")),),
    "run répété": (par(run("{%r for x in lignes %}"), run("{{ x.t }}", GRAS), run("{%r endfor %}"), run(" c")),),
    "balise de run au milieu d'un run": (p("a {%r if oui %}b{%r endif %} c"),),
    "commentaire": (p("a{# note #}b") + p("{#p note #}") + p("c"),),
    "commentaire de rangée et de cellule": (tbl(tr("a"), tr("{#tr note #}"), tr("b")) + tbl(tr("a", "{#tc n #}")),),
    # -- Filtres et expressions --
    "filtres de texte": (p("{{ nom|upper }} {{ nom|lower }} {{ prénom|capitalize }} [{{ nom|trim }}]"),),
    "filtres de liste": (p("{{ colonnes|join(', ') }} {{ colonnes|join }} {{ (colonnes|first)|lower }} {{ n }}"),),
    "longueur": (p("{{ lignes|length }}{% if lignes|length == 3 %}trois{% endif %}"),),
    "premier et dernier d'une liste": (p("{{ (lignes|first).t }} {{ (lignes|last).t }} {{ colonnes[1] }}"),),
    "remplacement d'une absente": (p("{{ absent|default('rien') }} {{ nom|default('x') }}"),),
    "pair et impair": (p("{% if n is even %}pair{% endif %}{% if n is odd %}impair{% endif %}"),),
    # -- Le langage du terrain --
    "noms courts de filtres": (p("{{ absent|d('rien') }} {{ lignes|count }} {{ nom|e }}"),),
    "capitale à chaque mot": (p("{{ client.nom|title }} {{ prénom|title }} {{ 'un mot-clé (et deux)'|title }}"),),
    "texte remplacé": (p("{{ prénom|replace('Z', 'z') }} {{ nom|replace(' ', '_') }}"),),
    "tests de genre": (
        p("{% if prénom is string %}a{% endif %}{% if n is number %}b{% endif %}{% if rien is none %}c{% endif %}"),
    ),
    "rang compté de zéro": (p("{% for x in lignes %}{{ loop.index0 }}{% endfor %}"),),
    "choix sans autrement": (p("[{{ prénom if oui }}][{{ prénom if non }}]"),),
    "boucle à condition": (p("{% for x in lignes if x.m != '2,00 $' %}{{ loop.index }}{{ x.t }}{% endfor %}"),),
    "boucle à condition, et sinon": (p("{% for x in lignes if x.m == '0' %}a{% else %}rien{% endfor %}"),),
    "liste à l'envers": (p("{% for x in lignes|reverse %}{{ x.m }}{% endfor %} {{ colonnes|reverse|join(' ') }}"),),
    "texte à l'envers": (p("{{ prénom|reverse }}"),),
    "liste triée": (p("{% for c in colonnes|sort %}{{ c }};{% endfor %}{{ colonnes|sort|join(',') }}"),),
    "premier signe et premier élément": (p("{{ prénom[0] }}{{ colonnes[0] }}{{ lignes[0].m }}{{ prénom[-1] }}"),),
    "tranches": (p("{{ prénom[:2] }} {{ prénom[1:] }} {{ colonnes[1:]|join }} {{ prénom[::-1] }}"),),
    "boucle sur une tranche": (
        p("{% for x in lignes[:1] %}{{ x.m }}{% endfor %}{% for x in lignes[1:] %}a{% endfor %}"),
    ),
    "nom posé": (p("{% set t = client.nom %}{{ t }} {% set u = prénom|upper %}{{ u }}"),),
    "nom posé dans une condition": (p("{% set t = 'a' %}{% if oui %}{% set t = 'b' %}{% endif %}{{ t }}"),),
    "nom posé dans une boucle": (
        p("{% set t = 'a' %}{% for x in lignes %}{{ t }}{% set t = x.m %}{{ t }}{% endfor %}{{ t }}"),
    ),
    "groupe nommé": (p("{% set c = client %}{{ c.nom }} {% for x in lignes %}{% set m = x.m %}{{ m }}{% endfor %}"),),
    "nom posé dans une autre partie": (p("{% set t = prénom %}{{ t }}") + tbl(tr("{{ t }}")),),
    "accolades échappées": (p("{_{ nom }_} {_% if x %_} {{ nom }}"),),
    "accolades échappées, sans balise": (p("{_{ nom }_}"),),
    "note qui cite des balises": (p("a{# {{ ancien }} {% if x %} #}b {{ nom }}"),),
    "note de paragraphe": (p("{#p ancien : 100 % #}") + p("b"),),
    "valeurs brutes comparées": (p("{% if virgule > 2 %}a{% endif %}{% if rien %}b{% else %}c{% endif %}"),),
    # -- Autour du texte : liens, champs, signets, contrôles --
    "lien interne": (par(f'<w:hyperlink w:anchor="x">{run("{{ nom }}")}</w:hyperlink>'),),
    "signet autour": (
        par('<w:bookmarkStart w:id="1" w:name="s"/>', run("{{ nom }}"), '<w:bookmarkEnd w:id="1"/>') + _RENVOI,
    ),
    "signet que rien n'emploie": (
        par('<w:bookmarkStart w:id="1" w:name="_Hlk1"/>', run("{{ nom }}"), '<w:bookmarkEnd w:id="1"/>'),
        "SIGNET_SANS_RENVOI",
    ),
    "révision de mise en forme": (
        par(run("{{ nom }}", '<w:rPr><w:b/><w:rPrChange w:id="1" w:author="a"><w:rPr/></w:rPrChange></w:rPr>')),
        "REVISION_DE_FORME",
    ),
    "champ simple": (par(f'<w:fldSimple w:instr=" PAGE ">{run("{{ n }}")}</w:fldSimple>', run("{{ nom }}")),),
    "champ composé": (par(run("{{ nom }} "), champ("PAGE"), run(" / "), champ("NUMPAGES", "{{ n }}")),),
    "contrôle de contenu de bloc": (f"<w:sdt><w:sdtContent>{p('{{ nom }}')}</w:sdtContent></w:sdt>",),
    "contrôle de contenu en ligne": (par(f"<w:sdt><w:sdtContent>{run('{{ nom }}')}</w:sdtContent></w:sdt>"),),
    "condition dans un contrôle": (f"<w:sdt><w:sdtContent>{si(p('{{ nom }}'))}{p('z')}</w:sdtContent></w:sdt>",),
    "deux sections": (p("a {{ nom }}", NOUVELLE_SECTION) + p("b"),),
    "instruction et commentaire XML": ("<!-- note --><?mso x?>" + p("{{ nom }}"),),
    # -- Tableaux --
    "cellule": (tbl(tr("{{ nom }}", "{{ client.nom }}"), colonnes=2),),
    "rangées": (rangees(tr("{{ x.t }}")),),
    "rangées à deux colonnes": (
        tbl(tr("{%tr for x in lignes %}", ""), tr("{{ x.t }}", "{{ x.m }}"), tr("{%tr endfor %}", ""), colonnes=2),
    ),
    "rangée conditionnelle": (tbl(tr("un"), tr("{%tr if non %}"), tr("deux"), tr("{%tr endif %}"), tr("trois")),),
    "rangée sinon": (tbl(tr("{%tr if non %}"), tr("a"), tr("{%tr else %}"), tr("b"), tr("{%tr endif %}")),),
    "boucle dans une cellule": (tbl(tr(boucle(p("{{ x.t }}")) + p("fin"), "b"), colonnes=2),),
    "colonnes": (tbl(tr("t", "{%tc for c in colonnes %}", "{{ c }}", "{%tc endfor %}"), colonnes=4),),
    "rangées et colonnes": (
        tbl(
            tr("{%tr for x in lignes %}", "", "", ""),
            tr("{{ x.t }}", "{%tc for c in colonnes %}", "{{ c }}", "{%tc endfor %}"),
            tr("{%tr endfor %}", "", "", ""),
            colonnes=4,
        ),
    ),
    "colonne conditionnelle": (tbl(tr("{{ nom }}", "{%tc if oui %}", "b", "{%tc endif %}"), colonnes=4),),
    "fusion verticale": (
        tbl(tr("{%tr for x in lignes %}", ""), tr("{% vm %}Groupe", "{{ x.t }}"), tr("{%tr endfor %}", ""), colonnes=2),
    ),
    "fusion verticale au milieu d'un texte": (rangees(tr("av {% vm %}{{ x.t }} ap", "b"), colonnes=2),),
    "fusion horizontale": (
        tbl(
            tr("{%tc for c in colonnes %}", "Titre{% hm %}", "{%tc endfor %}"),
            tr("{%tc for c in colonnes %}", "{{ c }}", "{%tc endfor %}"),
            colonnes=3,
        ),
    ),
    "fusion horizontale d'une cellule étendue": (
        tbl(
            f"<w:tr>{tc('{%tc for c in colonnes %}')}{_FUSION}{tc('{%tc endfor %}')}</w:tr>",
            colonnes=2,
        ),
        "GRILLE",
    ),
    "étendue de colonnes": (tbl(tr("{% colspan largeur %}Large"), tr("a", "b"), colonnes=2), "ORDRE_DES_PROPRIETES"),
    "étendue de colonnes déjà là": (
        tbl(f"<w:tr>{_ETENDUE}</w:tr>", tr("a", "b"), colonnes=2),
        "ORDRE_DES_PROPRIETES",
    ),
    "fond de cellule": (tbl(tr("{% cellbg couleur %}Coloré", "b"), colonnes=2), "ORDRE_DES_PROPRIETES"),
    "fond de cellule déjà là": (
        tbl(f"<w:tr>{_FOND}</w:tr>"),
        "ORDRE_DES_PROPRIETES",
    ),
    "tableau dans une cellule": (
        tbl(tr(tbl(tr("{%tr for c in colonnes %}"), tr("{{ c }}"), tr("{%tr endfor %}")) + p(""))),
    ),
    # -- Ce que nous réparons --
    "cellule vidée": (tbl(tr(si(p("x"), "if non"), "b"), colonnes=2), "CELLULE_SANS_PARAGRAPHE"),
    "cellule qui finit par un tableau": (tbl(tr(tbl(tr("x")) + si(p("x"), "if non"))), "CELLULE_SANS_PARAGRAPHE"),
    "tableau vidé": (p("a") + rangees(tr("{{ x }}"), test="for x in vide") + p("b"), "TABLEAU_VIDE"),
    "rangée vidée": (
        tbl(tr("{%tc if non %}", "x", "{%tc endif %}"), tr("{{ nom }}"), colonnes=3),
        "TABLEAU_VIDE",
    ),
    "tableau fixe à la grille inexacte": (tbl(tr("a", "b", "{{ nom }}"), colonnes=2), "GRILLE"),
    "zone de texte": (zone_de_texte(p("{{ nom }}")), "DESSINS"),
    "zone de texte répétée": (boucle(zone_de_texte(p("{{ x.t }}"))), "DESSINS"),
    "texte de remplacement": (
        zone_de_texte(p("x")).replace("name='Zone'", "name='Zone' descr='Logo {{ nom }}' title='{{ prénom }}'"),
        "DESSINS",
    ),
    "signet répété": (
        boucle(par('<w:bookmarkStart w:id="1" w:name="s"/>', run("{{ x.t }}"), '<w:bookmarkEnd w:id="1"/>')) + _RENVOI,
        "IDENTIFIANTS_RECOPIES",
    ),
    "contrôle répété": (
        boucle(f'<w:sdt><w:sdtPr><w:id w:val="9"/></w:sdtPr><w:sdtContent>{p("{{ x.t }}")}</w:sdtContent></w:sdt>'),
        "IDENTIFIANTS_RECOPIES",
    ),
    "paragraphe identifié répété": (boucle(f'<w:p w14:paraId="0000000A">{run("{{ x.t }}")}</w:p>'),),
    "signet du curseur": (
        par('<w:bookmarkStart w:id="1" w:name="_GoBack"/>', run("{{ nom }}"), '<w:bookmarkEnd w:id="1"/>'),
        "CURSEUR",
    ),
    "style sans définition": (p("{{ nom }}", '<w:pPr><w:pStyle w:val="Absent"/></w:pPr>'), "CITATION_SANS_OBJET"),
    "commentaire de Word autour d'une balise": (
        par('<w:commentRangeStart w:id="0"/>', run("{{ nom }}"), '<w:commentRangeEnd w:id="0"/>')
        + par('<w:r><w:commentReference w:id="0"/></w:r>', run("b")),
        "COMMENTAIRE_WORD",
    ),
    "texte masqué": (par(run("caché", "<w:rPr><w:vanish/></w:rPr>"), run("{{ nom }}")), "TEXTE_MASQUE"),
    "permission de modifier": (
        par('<w:permStart w:id="1" w:edGrp="everyone"/>', run("{{ nom }}"), '<w:permEnd w:id="1"/>'),
        "PERMISSIONS",
    ),
    "contrôle lié à des données": (
        '<w:sdt><w:sdtPr><w:dataBinding w:xpath="/x" w:storeItemID="y"/></w:sdtPr>'
        f"<w:sdtContent>{p('{{ nom }}')}</w:sdtContent></w:sdt>",
        "LIAISON",
    ),
}

MODELES: dict[str, Modele] = {
    **{nom: Modele(docx(corps), tuple(ecarts)) for nom, (corps, *ecarts) in CORPS.items()},
    **PAQUETS,
}
