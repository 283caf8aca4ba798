"""Documents au hasard : une petite grammaire de paragraphes, tableaux, listes, zones, en-têtes, notes; et ses valeurs.

Chaque graine donne toujours le même document et le même contexte. Word coupe un texte en « runs » où il veut : la
grammaire aussi, au milieu des balises.
"""

from __future__ import annotations

from itertools import pairwise
from random import Random
from xml.sax.saxutils import escape

from paquets import ESPACES, appel, docx, note, tbl, tc, tr, zone_de_texte

from lettres.rendu import Valeur

_MORCEAUX = (
    *("é", "L’Été ", "« oui » ", "a & b", "<SARL>", '"x"', "'y'", "]]>", "&amp;", "\u00a0", "\u202f", "\U0001f4f7"),
    *("\n", "\t", " ", "  ", "{", "}", "{{ 7*7 }}", "{% x %}", "{#", "fin.", "1 149,75\u00a0$", "%", "\\", "’"),
)
_PROSE = ("Bonjour ", "l’été ", "a & b ", "< 3 ", "« oui » ", "{ seule } ", "5 % ", "l'an\u00a0", "\U0001f4f7", "fin. ")
_FORMES = ("", "", "<w:rPr><w:b/></w:rPr>", '<w:rPr><w:i/><w:color w:val="C00000"/></w:rPr>')
_PUCE = '<w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr>'
_ALIGNE = '<w:pPr><w:jc w:val="both"/></w:pPr>'
_NUMEROTATION = (
    f'<w:numbering {ESPACES}><w:abstractNum w:abstractNumId="1"/>'
    '<w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num></w:numbering>'
)
_TESTS = (
    *("oui", "non", "not oui", "lignes", "n > 2", "n == 3 and oui", "nom == 'x' or non", "absent is defined"),
    *("'A' in colonnes", "lignes|length < 3", "client.ville != nom", "n is even"),
)
_SIMPLES = (
    *(
        "{{ nom }}",
        "{{ client.nom }}",
        "{{ client['ville'] }}",
        "{{ n }}",
        "{{ nom|upper }}",
        "{{ colonnes|join(', ') }}",
    ),
    *(
        "{{ absent|default('l été') }}",
        "{{ nom if oui else client.nom }}",
        "{# note #}",
        "{{ lignes|length }}",
        "{{nom|trim}}",
    ),
)


class Hasard:
    """Tire un document et son contexte d'une graine."""

    def __init__(self, graine: int) -> None:
        self._r = Random(graine)  # noqa: S311 -- un tirage reproductible, sans secret
        self._appels = 0

    def contexte(self) -> dict[str, Valeur]:
        """Des valeurs au hasard pour tous les champs de la grammaire."""
        return {
            "nom": self._valeur(),
            "client": {"nom": self._valeur(), "ville": self._valeur()},
            "lignes": [{"t": self._valeur(), "m": self._valeur()} for _ in range(self._r.randrange(4))],
            "colonnes": [self._valeur() for _ in range(self._r.randrange(4))],
            "oui": self._r.random() < 0.6,
            "non": self._r.random() < 0.3,
            "n": self._r.randrange(5),
        }

    def document(self) -> bytes:
        """Un document complet : un corps, et parfois en-tête, pied et notes."""
        corps = self._paragraphe() + self._blocs(2)
        bandeaux = [{"default": self._blocs(1)} if self._r.random() < 0.4 else None for _ in range(2)]
        notes = ""
        if self._r.random() < 0.4:
            corps += appel(1) + self._si(appel(2), [])
            notes = note(1, self._blocs(1)) + note(2, self._paragraphe())
        return docx(
            corps, entetes=bandeaux[0], pieds=bandeaux[1], notes=notes, parties={"word/numbering.xml": _NUMEROTATION}
        )

    def _valeur(self) -> str:
        return "".join(self._r.choices(_MORCEAUX, k=self._r.randrange(5)))

    def _blocs(self, profondeur: int, variables: list[str] | None = None) -> str:
        variables = variables or []
        return "".join(self._bloc(profondeur, variables) for _ in range(self._r.randint(1, 1 + profondeur)))

    def _bloc(self, profondeur: int, variables: list[str]) -> str:
        sorte = self._r.random()
        if profondeur == 0 or sorte < 0.5:
            return self._paragraphe(variables)
        if sorte < 0.75:
            return self._repete_ou_non(profondeur, variables)
        if sorte < 0.9:
            return self._tableau(profondeur, variables)
        if sorte < 0.93:
            return tbl(tr("t", "{%tc for c in colonnes %}", "{{ c }}", "{%tc endfor %}"), colonnes=4)
        if sorte < 0.97:
            return f"<w:sdt><w:sdtContent>{self._blocs(profondeur - 1, variables)}</w:sdtContent></w:sdt>"
        return zone_de_texte(self._paragraphe(variables))

    def _repete_ou_non(self, profondeur: int, variables: list[str]) -> str:
        """Des blocs dans une condition, une alternative ou une boucle."""
        if self._r.random() < 0.5:
            return self._si(self._blocs(profondeur - 1, variables), variables)
        variable = f"x{len(variables)}"
        contenu = self._blocs(profondeur - 1, [*variables, variable])
        return self._seul(f"{{%p for {variable} in lignes %}}") + contenu + self._seul("{%p endfor %}")

    def _si(self, contenu: str, variables: list[str]) -> str:
        sinon = self._seul("{%p else %}") + self._paragraphe(variables) if self._r.random() < 0.3 else ""
        return self._seul(f"{{%p if {self._r.choice(_TESTS)} %}}") + contenu + sinon + self._seul("{%p endif %}")

    def _tableau(self, profondeur: int, variables: list[str]) -> str:
        rangees = [self._rangee(profondeur, variables)] if self._r.random() < 0.7 else []
        for _ in range(self._r.randint(1, 2)):
            if self._r.random() < 0.6:
                variable = f"x{len(variables)}"
                ouvre, ferme = f"{{%tr for {variable} in lignes %}}", "{%tr endfor %}"
                rangees += [self._balise_de_rangee(ouvre), self._rangee(profondeur, [*variables, variable])]
            else:
                ouvre, ferme = f"{{%tr if {self._r.choice(_TESTS)} %}}", "{%tr endif %}"
                rangees += [self._balise_de_rangee(ouvre), self._rangee(profondeur, variables)]
            rangees.append(self._balise_de_rangee(ferme))
        return tbl(*rangees, colonnes=2) + self._paragraphe(variables)

    def _rangee(self, profondeur: int, variables: list[str]) -> str:
        return f"<w:tr>{''.join(tc(self._blocs(profondeur - 1, variables)) for _ in range(2))}</w:tr>"

    def _balise_de_rangee(self, balise: str) -> str:
        return f"<w:tr>{tc(self._seul(balise))}{tc('<w:p/>')}</w:tr>"

    def _paragraphe(self, variables: list[str] | None = None) -> str:
        texte = "".join(self._en_ligne(variables or [], 2) for _ in range(self._r.randint(0, 4)))
        return self._en_runs(texte, self._r.choice(("", "", _PUCE, _ALIGNE)))

    def _seul(self, balise: str) -> str:
        return self._en_runs(balise, "")

    def _en_ligne(self, variables: list[str], profondeur: int) -> str:
        sorte = self._r.random()
        if profondeur == 0 or sorte < 0.4:
            return self._r.choice(_PROSE)
        if sorte < 0.75:
            if variables and self._r.random() < 0.5:
                variable = self._r.choice(variables)
                return self._r.choice((f"{{{{ {variable}.t }}}}", f"{{{{ {variable}.m|lower }}}}{{{{ loop.index }}}}"))
            return self._r.choice(_SIMPLES)
        if sorte < 0.9:
            sinon = "{% else %}" + self._en_ligne(variables, profondeur - 1) if self._r.random() < 0.4 else ""
            contenu = self._en_ligne(variables, profondeur - 1)
            return f"{{% if {self._r.choice(_TESTS)} %}}{contenu}{sinon}{{% endif %}}"
        contenu = self._en_ligne(variables, 0)
        return f"{{% for c in colonnes %}}{contenu}{{{{ c }}}}{{% if not loop.last %}}, {{% endif %}}{{% endfor %}}"

    def _en_runs(self, texte: str, proprietes: str) -> str:
        """Coupe le texte où l'on veut, même dans une balise; la correction d'orthographe s'y glisse."""
        coupes = sorted({self._r.randrange(1, len(texte)) for _ in range(self._r.choice((0, 0, 1, 3))) if texte[1:]})
        bornes = [0, *coupes, len(texte)]
        # -- Word n'omet « preserve » que d'un texte sans blanc au bord, même une fois ses commentaires ôtés --
        omis = not coupes and texte == texte.strip() and "{#" not in texte and self._r.random() < 0.5
        preserve = "" if omis else ' xml:space="preserve"'
        # -- Une seule mise en forme : après une balise coupée, la nôtre diffère de celle de docxtpl (MISE_EN_FORME) --
        forme = self._r.choice(_FORMES)
        runs = []
        for debut, fin in pairwise(bornes):
            contenu = f"<w:t{preserve}>{escape(texte[debut:fin])}</w:t>"
            runs.append(f"<w:r>{forme}{contenu}</w:r>")
            if self._r.random() < 0.1:
                runs.append('<w:proofErr w:type="spellStart"/>')
        return f"<w:p>{proprietes}{''.join(runs)}</w:p>"
