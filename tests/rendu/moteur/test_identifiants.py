"""Les identifiants qu'une boucle recopie deviennent uniques; les autres ne changent pas."""

from __future__ import annotations

import pytest

from lettres.rendu.moteur.identifiants import Identifiants

CAS = {
    "rien à changer": (
        '<wp:docPr id="1" name="a"/><w:bookmarkStart w:id="1" w:name="x"/><w:bookmarkEnd w:id="1"/>',
        '<wp:docPr id="1" name="a"/><w:bookmarkStart w:id="1" w:name="x"/><w:bookmarkEnd w:id="1"/>',
    ),
    "deux dessins": (
        '<wp:docPr id="7" name="a"/><wp:docPr name="a" id="7"/>',
        '<wp:docPr id="7" name="a"/><wp:docPr name="a" id="1"/>',
    ),
    "le numéro libre n'est pas déjà pris plus loin": (
        '<wp:docPr id="7"/><wp:docPr id="7"/><wp:docPr id="1"/>',
        '<wp:docPr id="7"/><wp:docPr id="2"/><wp:docPr id="1"/>',
    ),
    "deux signets, chacun sa fin": (
        '<w:bookmarkStart w:id="5" w:name="total"/>a<w:bookmarkEnd w:id="5"/>'
        '<w:bookmarkStart w:id="5" w:name="total"/>b<w:bookmarkEnd w:id="5"/>',
        '<w:bookmarkStart w:id="5" w:name="total"/>a<w:bookmarkEnd w:id="5"/>'
        '<w:bookmarkStart w:id="1" w:name="total_2"/>b<w:bookmarkEnd w:id="1"/>',
    ),
    "le nom avant le numéro": (
        '<w:bookmarkStart w:name="n" w:id="5"/><w:bookmarkEnd w:id="5"/>'
        '<w:bookmarkStart w:name="n" w:id="5"/><w:bookmarkEnd w:id="5"/>',
        '<w:bookmarkStart w:name="n" w:id="5"/><w:bookmarkEnd w:id="5"/>'
        '<w:bookmarkStart w:name="n_2" w:id="1"/><w:bookmarkEnd w:id="1"/>',
    ),
    "deux contrôles de contenu": ('<w:id w:val="-9"/><w:id w:val="-9"/>', '<w:id w:val="-9"/><w:id w:val="1"/>'),
    "la copie de repli garde les siens": (
        '<w:bookmarkStart w:id="5" w:name="x"/><w:bookmarkEnd w:id="5"/>'
        '<mc:Fallback><w:bookmarkStart w:id="5" w:name="x"/><w:bookmarkEnd w:id="5"/></mc:Fallback>',
        '<w:bookmarkStart w:id="5" w:name="x"/><w:bookmarkEnd w:id="5"/>'
        '<mc:Fallback><w:bookmarkStart w:id="5" w:name="x"/><w:bookmarkEnd w:id="5"/></mc:Fallback>',
    ),
    "un texte qui ressemble à un identifiant": ("<w:t>id=&quot;7&quot; &lt;w:id&gt;</w:t>",) * 2,
}


@pytest.mark.parametrize(("avant", "apres"), CAS.values(), ids=CAS.keys())
def test_seuls_les_identifiants_repetes_changent(avant: str, apres: str):
    assert Identifiants().rendre_uniques(avant) == apres


def test_les_dessins_d_une_autre_partie_comptent_mais_pas_ses_numeros_de_signet():
    identifiants = Identifiants(["7"])
    premiere = identifiants.rendre_uniques('<wp:docPr id="7"/><w:bookmarkStart w:id="1" w:name="a"/>')
    seconde = identifiants.rendre_uniques('<wp:docPr id="1"/><w:bookmarkStart w:id="1" w:name="a"/>')
    assert premiere == '<wp:docPr id="1"/><w:bookmarkStart w:id="1" w:name="a"/>'
    assert seconde == '<wp:docPr id="2"/><w:bookmarkStart w:id="1" w:name="a_2"/>'


def test_un_nom_de_signet_ne_depasse_pas_quarante_signes():
    double = f'<w:bookmarkStart w:id="1" w:name="{"n" * 40}"/>' * 2
    noms = Identifiants().rendre_uniques(double).split('w:name="')[1:]
    assert [len(nom.split('"')[0]) for nom in noms] == [40, 36]
