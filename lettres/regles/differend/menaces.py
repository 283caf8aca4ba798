"""Règles d’une menace de nuire à un nom : avant toute publication, on demande, on ne réclame ni n’annonce rien."""

from __future__ import annotations

from collections.abc import Iterator

from lettres.affaire import ARGENT, Affaire, genre
from lettres.droit.fondements import ABUS_DE_PROCEDURE, barreau
from lettres.langue import mots
from lettres.langue.mots.normalisation import normaliser
from lettres.regles.regle import ALERTE, CONSEIL, ERREUR, Faute, quand, regle
from lettres.socle.expression import Expression

_MENACE_UNE_PERSONNE = "V131"
"""La famille des mots qui menacent une personne ou ses biens."""

# -- Ce que l’autre promet à une personne, et non à un nom. Lu sans accents, une espace après chaque apostrophe --
_NUIRE = Expression(
    r"\b(?:tuer|etrangler|egorger|poignarder|frapper|tabasser|battre|violer|bruler|incendier)\b"
    r"|\b(?:vas|allez) (?:\w+ ){0,2}?(?:mourir|crever|saigner|finir a l' hopital|avoir mal)\b"
    r"|\b(?:sais|savons|connais) (?:ou|l' endroit ou) (?:tu|vous) (?:habit|viv|travaill|stationn|dorm)\w+"
    r"|\b(?:surveille\w*|attention a|gare a|pense\w* a) (?:\w+ )?(?:tes|vos|ton|votre|ta) (?:arrieres|dos|enfants?"
    r"|filles?|fils|famille|mari|femme|conjointe?|mere|pere|chien|maison|auto|voiture|char|studio)\b"
    r"|\b(?:occuper de (?:toi|vous)|te retrouver|vous retrouver|attendre (?:devant|a) (?:chez|ton|ta|votre))\b"
)

# -- L’annonce d’un avis, qui n’est pas encore un fait --
_UN_AVIS = Expression(
    r"\b(?:avis|critique|commentaire|evaluation|note|etoiles?)\b(?! de (?:passage|cotisation|recherche))"
)
_FAIT_REPROCHE = Expression(
    r"\b(?:vol\w*|fraud\w*|arnaqu\w*|menti\w*|ment\w{0,4}|escroc\w*|detrui\w*|ruin\w*|faux|fausse\w*|invent\w*|jamais)\b"
)


@quand(lettre="avant_publication", donne="publications")
@regle("R120", "demander-de-cesser-ce-qui-est-publie", ERREUR, fiches=("F6.07",))
def deja_publie(affaire: Affaire, lettre: str) -> Iterator[Faute]:
    """Le dossier a une publication, et la lettre ne répond qu’à une menace.

    Pourquoi : ce qui est publié se retire ou se corrige; demander de ne pas publier ne suffit plus.
    Fautif : « menaces » et « publications », avec « --lettre cesser »
    Conforme : « --lettre retrait »
    """
    if affaire.dossier.publications:
        yield Faute(
            ("publications",),
            "Un propos est déjà publié : une demande de cesser vient avant toute publication.",
            "Demandez plutôt son retrait (« --lettre retrait »).",
        )


@quand(lettre="avant_publication", donne="demandes")
@regle("R121", "reclamer-une-somme-devant-une-menace", ERREUR, fondement=barreau("136"), fiches=("F8.01",))
def argent_contre_une_menace(affaire: Affaire, lettre: str) -> Iterator[Faute]:
    """La demande de cesser réclame une somme.

    Pourquoi : seul le créancier qui écrit à son débiteur peut réclamer sans avocat; rien n’est encore dû pour un nom.
    Fautif : « demandes: [{type: payer, montant: 500,00 $}] », avec « --lettre cesser »
    Conforme : « demandes: [{type: cesser, texte: cesser d’écrire à mes clientes}] »
    """
    for i, d in enumerate(affaire.dossier.demandes):
        if d.montant is not None or genre(d) in ARGENT:
            yield Faute(
                ("demandes", i),
                "Une demande de cesser ne réclame pas d’argent.",
                "Retirez cette demande; une somme qui vous est due par ailleurs a son propre dossier.",
            )


@quand(nature="reputation", lettre="avant_publication", donne="menaces")
@regle("R122", "ecrire-a-qui-menace-une-personne", ALERTE, fiches=("F8.12",))
def menace_a_la_personne(affaire: Affaire, lettre: str) -> Iterator[Faute]:
    """Les mots cités menacent peut-être une personne, et non seulement un nom.

    Pourquoi : la sécurité passe avant une lettre; la police reçoit ces menaces, et vos messages en sont la preuve.
    Fautif : « citation: Je sais où vous habitez. »
    Conforme : « citation: Demain, tout Granby saura que vous volez vos clientes. »
    """
    for i, m in enumerate(affaire.dossier.menaces):
        if m.citation and _menace_une_personne(m.citation):
            yield Faute(
                ("menaces", i, "citation"),
                "Ces mots menacent peut-être une personne : la police les reçoit, de jour comme de nuit.",
                "Gardez les messages tels quels; parlez-en à la police avant d’écrire. La lettre, elle, n’en dit rien.",
            )


def _menace_une_personne(citation: str) -> bool:
    dites = mots.examiner(citation, lettre="cesser", nature="reputation")
    return any(t.code == _MENACE_UNE_PERSONNE for t in dites) or _NUIRE.search(normaliser(citation).texte) is not None


@quand(lettre="avant_publication", donne="demandes")
@regle("R123", "retirer-ce-que-rien-ne-publie", ALERTE, fiches=("F6.07",))
def rien_a_retirer(affaire: Affaire, lettre: str) -> Iterator[Faute]:
    """La lettre vient avant toute publication, et une demande veut retirer ou rétracter un propos.

    Pourquoi : ce qui n’est pas publié ne se retire pas; la demande laisserait croire que vous savez autre chose.
    Fautif : « demandes: [{type: retirer}] », avec « --lettre cesser »
    Conforme : sans demande, la lettre dit elle-même ce qu’elle demande.
    """
    for i, d in enumerate(affaire.dossier.demandes):
        if d.type in {"retirer", "retracter"}:
            yield Faute(
                ("demandes", i, "type"),
                "Rien n’est publié : il n’y a rien à retirer.",
                "Laissez cette demande; si un propos est publié, demandez-en le retrait (« --lettre retrait »).",
            )


@quand(nature="reputation", lettre="avant_publication", donne="menaces")
@regle("R124", "menacer-sans-garder-le-message", ALERTE, fiches=("F6.14",))
def message_non_garde(affaire: Affaire, lettre: str) -> Iterator[Faute]:
    """Le message qui menace n’est pas gardé dans un fichier.

    Pourquoi : un message s’efface; sans lui, plus rien ne montre ce qui a été écrit.
    Fautif : « pieces: [{id: P-1, titre: Texto}] »
    Conforme : « pieces: [{id: P-1, titre: Texto, fichier: pieces/texto.png}] »
    """
    gardees = {p.id for p in affaire.dossier.pieces if p.fichier}
    connues = {p.id: rang for rang, p in enumerate(affaire.dossier.pieces)}
    for m in affaire.dossier.menaces:
        if m.piece in connues and m.piece not in gardees:
            yield Faute(
                ("pieces", connues[m.piece]),
                f"Rien ne dit où est gardé le message de la pièce {m.piece}.",
                "Gardez-le tel quel, avec sa date et son auteur, puis ajoutez « fichier ».",
            )


@quand(nature="reputation", lettre="avant_publication", donne="menaces")
@regle(
    "R126", "prendre-un-avis-annonce-pour-une-menace", CONSEIL, fondement=ABUS_DE_PROCEDURE, fiches=("F6.05", "F6.06")
)
def avis_annonce(affaire: Affaire, lettre: str) -> Iterator[Faute]:
    """Les mots cités annoncent un avis, sans un fait que l’on dirait faux.

    Pourquoi : donner un avis honnête est permis, et même utile; l’annoncer aussi.
    Fautif : « citation: Je vais laisser un avis sur votre page. »
    Conforme : « citation: Je vais écrire partout que vous volez vos clientes. »
    """
    for i, m in enumerate(affaire.dossier.menaces):
        lus = normaliser(m.citation).texte if m.citation else ""
        if _UN_AVIS.search(lus) and not _FAIT_REPROCHE.search(lus):
            yield Faute(
                ("menaces", i, "citation"),
                "Ces mots annoncent un avis : un avis honnête est permis, même défavorable.",
                "Parlez plutôt du fond avec cette personne; gardez cette lettre pour l’annonce d’un fait faux.",
            )
