"""Règles d’orientation : ce qui s’adresse ailleurs qu’à une lettre d’ici."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from lettres.affaire import ARGENT, Affaire, adresse_de, exclusion, genre, soupcon, soupcon_des_mots
from lettres.dossier import Demande
from lettres.droit.fondements import PETITES_CREANCES, ccq
from lettres.droit.forum import Exclusion
from lettres.langue.ecriture import exact
from lettres.langue.mots.normalisation import normaliser
from lettres.regles.faits import demeure
from lettres.regles.mots_cles import MotsCles
from lettres.regles.regle import ALERTE, ERREUR, Faute, quand, regle
from lettres.socle.constats import Chemin
from lettres.socle.expression import Expression

_NOMS = {
    Exclusion.BAIL_DE_LOGEMENT: "un loyer de logement",
    Exclusion.SALAIRE: "un salaire",
    Exclusion.PENSION_ALIMENTAIRE: "une pension alimentaire",
}

# -- Une image intime, dite en mots. Lu sans accents, une espace après chaque apostrophe --
_IMAGE = r"(?:photo|image|video|selfie|cliche|film|enregistrement|capture|portrait|contenu|fichier)s?"
_DEVETU = (
    r"(?:nue?s?|denudee?s?|deshabillee?s?|devetue?s?|intimes?|sexuel(?:le)?s?|erotiques?|coquine?s?|osee?s?|topless"
    r"|sexys?|compromettantes?|a poil|de (?:mes|ses|mon|son) (?:fesses|sexe|penis|corps)"
    r"|en (?:sous vetements?|lingerie|tenue legere|petite tenue|soutien gorge)|sans (?:mes |ses )?vetements?"
    r"|(?:dans|sous) (?:ma|la|sa) douche|au lit|dans (?:mon|son|notre) lit)"
)
_INTIME = Expression(
    rf"\b{_IMAGE} (?:[\w']+ ){{0,4}}?{_DEVETU}\b|\b(?:nue?s?|topless|deshabillee?s?) (?:sur|dans) (?:une|la|les|des"
    rf"|cette|ces|ma|mes|sa|ses) {_IMAGE}\b|\bnudes?\b|\bnudites?\b|\bsex(?:e )?tapes?\b|\bsextos?\b|\bsexting\b"
    r"|\bpornogra\w+|\bpornos?\b|\brevenge porn\w*|\bonlyfans\b|\b(?:mes|ses|nos|les) seins\b|\bparties intimes\b"
    r"|\b(?:nos|mes|ses) ebats\b|\brelations? sexuelles? filmee?s?|\b(?:toute |completement |a moitie )nue?\b"
)
_UNE_IMAGE = MotsCles("photo|image|video|selfie|cliche|film|enregistrement|capture|portrait|contenu|fichier")
_DEVETUE = MotsCles(
    r"\bnue?s?\b|denude|deshabille|devetu|intime|sexuel|erotique|coquin|\bosee?s?\b|topless|sexy|compromettante|\bpoil\b"
    r"|fesses|sexe|penis|corps|vetement|lingerie|tenue|gorge|douche|\blit\b"
)
_CRU = MotsCles(r"\bnud(?:e|ite)s?\b|sex|porn|onlyfans|\bseins\b|intime|ebats|\bnue?\b")


_AUTOUR = ("faits", "prejudices", "demandes", "pieces")
_LUS = frozenset({*_AUTOUR, "menaces", "publications"})


def _ailleurs(matiere: Exclusion, au: date) -> str:
    """« Adressez-vous ici : … »; rien quand la source ne le dit pas ce jour-là."""
    adresse = adresse_de(matiere, au)
    return f"Adressez-vous ici : {adresse}." if adresse else "Consultez un avocat ou un centre de justice."


@quand(nature="recouvrement")
@regle("O104", "reclamer-un-loyer-comme-une-facture", ALERTE, fondement=PETITES_CREANCES, fiches=("F5.05", "F14.08"))
def matiere_a_craindre(affaire: Affaire, lettre: str) -> Iterator[Faute]:
    """Les mots d’une somme, ou du contrat, disent un loyer de logement, un salaire ou une pension alimentaire.

    Pourquoi : ces sommes ont leur propre voie; la lettre ne nomme alors aucun tribunal.
    Fautif : « objet: Loyer de juillet »
    Conforme : « objet: Location d’un appareil photo »
    """
    dossier = affaire.dossier
    objets: list[tuple[Chemin, Exclusion | None]] = [
        (("creances", i, "objet"), soupcon(c)) for i, c in enumerate(dossier.creances)
    ]
    if dossier.contrat is not None and not any(matiere for _, matiere in objets):
        objets.append((("contrat", "objet"), soupcon_des_mots(dossier.contrat.objet or "")))
    for chemin, matiere in objets:
        if matiere is not None:
            yield Faute(
                chemin,
                f"Cette somme semble venir d’{_NOMS[matiere]}, qui a sa propre voie.",
                f"{_ailleurs(matiere, affaire.au)} S’il s’agit d’autre chose, dites-le dans « objet ».",
            )


@quand(donne="creances")
@regle("O105", "reclamer-ce-qui-s-adresse-ailleurs", ERREUR, fiches=("F14.08",))
def matiere_exclue(affaire: Affaire, lettre: str) -> Iterator[Faute]:
    """La somme vient d’un bail de logement, d’un salaire ou d’une pension alimentaire.

    Pourquoi : ces sommes ont leur propre voie, ses délais et ses formulaires; une lettre d’ici ferait perdre du temps.
    Fautif : « cause: loyer_logement »
    Conforme : « cause: service »; le loyer va au Tribunal administratif du logement.
    """
    for i, c in enumerate(affaire.dossier.creances):
        if (matiere := exclusion(c)) is not None:
            yield Faute(
                ("creances", i, "cause"),
                f"Cet outil n’écrit pas de lettre pour {_NOMS[matiere]}.",
                _ailleurs(matiere, affaire.au),
            )


@quand(donne="publications")
@regle("O106", "ecrire-pour-une-image-intime", ERREUR, fondement="orientation.image_intime", fiches=("F14.07",))
def image_intime(affaire: Affaire, lettre: str) -> Iterator[Faute]:
    """La publication montre une image intime.

    Pourquoi : un tribunal peut ordonner vite qu’elle soit retirée; écrire d’abord à l’auteur peut l’aggraver.
    Fautif : « image_intime: oui »
    Conforme : « image_intime: non »; ou l’ordonnance urgente, sans lettre.
    """
    for i, p in enumerate(affaire.dossier.publications):
        if p.image_intime:
            yield Faute(
                ("publications", i, "image_intime"),
                "Cet outil n’écrit pas à qui a diffusé une image intime : une ordonnance urgente existe.",
                f"{_ailleurs(Exclusion.IMAGE_INTIME, affaire.au)} Gardez les captures.",
            )


@quand(mots=(_CRU, _UNE_IMAGE))
@regle("O107", "passer-a-cote-d-une-image-intime", ERREUR, fondement="orientation.image_intime", fiches=("F14.07",))
def image_intime_a_dire(affaire: Affaire, lettre: str) -> Iterator[Faute]:
    """Les mots du dossier font penser à une image intime, et rien ne dit si la publication en montre une.

    Pourquoi : une image intime se retire par une ordonnance urgente, jamais par une lettre à l’auteur.
    Fautif : « citation: Regardez ses photos intimes », sans « image_intime ».
    Conforme : la même citation, et « image_intime: non », si la publication n’en montre pas.
    """
    dossier = affaire.dossier
    # -- Leurs mots d'abord, puis tous les textes d'une traite : peu de dossiers en parlent --
    if not (_CRU.au_dossier(affaire) or (_UNE_IMAGE.au_dossier(affaire) and _DEVETUE.au_dossier(affaire))):
        return
    if not _disent_une_image([texte for chemin, texte in affaire.textes if chemin[0] in _LUS]):
        return
    blocs = _textes_par_bloc(affaire)
    dites = [cle for cle in _AUTOUR if _disent_une_image(blocs[(cle,)])]
    if dites and dossier.nature != "reputation":
        yield Faute(
            (dites[0],),
            "Les mots du dossier font penser à une image intime : si elle est diffusée ou menace de l’être, une "
            "ordonnance urgente existe.",
            f"{_ailleurs(Exclusion.IMAGE_INTIME, affaire.au)} Sinon, dites la chose sans ces mots.",
            ALERTE,
        )
        return
    if _disent_une_image(blocs[("menaces",)]):
        yield Faute(
            ("menaces",),
            "Ces mots font penser à une image intime : cet outil n’écrit pas à qui en diffuse une, ou menace de le "
            "faire.",
            f"{_ailleurs(Exclusion.IMAGE_INTIME, affaire.au)} Gardez les messages.",
        )
    autour = bool(dites)
    for i, p in enumerate(dossier.publications):
        if p.image_intime is None and (autour or _disent_une_image(blocs[("publications", i)])):
            yield Faute(
                ("publications", i),
                "Les mots du dossier font penser à une image intime : dites si cette publication en montre une.",
                "Ajoutez « image_intime » : oui ou non.",
            )


def _textes_par_bloc(affaire: Affaire) -> Mapping[Chemin, Sequence[str]]:
    """Les textes de chaque bloc du dossier, et de chaque publication à part; sans texte, une suite vide."""
    blocs: defaultdict[Chemin, list[str]] = defaultdict(list)
    for chemin, texte in affaire.textes:
        blocs[chemin[:2] if chemin[0] == "publications" else chemin[:1]].append(texte)
    return blocs


def _disent_une_image(textes: Sequence[str]) -> bool:
    """Dit si l'un de ces textes parle d'une telle image; chacun fait un alinéa, et le motif n'en passe aucun."""
    return _INTIME.search(normaliser("\n\n".join(textes)).texte) is not None


_PAYER = Expression(
    r"(?:de |d' )?(?:(?:me|nous|m'|vous|y) )?(?:(?:payer|repayer|verser|rembourser|acquitter|debourser)\b"
    r"|(?:regler|remettre|envoyer|transmettre|virer|faire parvenir) (?:le|la|les|l'|ma|mes|notre|nos|ce|cette|ces"
    r"|un|une|des|\$?\d)[ \d,.]*(?:(?:solde|sommes?|montants?|factures?|frais|depots?|acomptes?|argent|paiements?"
    r"|cheques?|prix|virements?|dollars?)\b|\$)"
    r"|(?:faire|effectuer) (?:le|un|votre) (?:paiement|virement)\b)"
)


@quand(nature="entente", donne="demandes")
@regle("O108", "reclamer-une-dette-par-l-entente", ERREUR, fondement=ccq("1602"), fiches=("F7.07", "F14.06"))
def dette_par_l_entente(affaire: Affaire, lettre: str) -> Iterator[Faute]:
    """La demande principale d’un dossier d’entente est de payer une somme.

    Pourquoi : une dette se réclame avec sa facture, son solde et son intérêt; un tiers ne l’exécute pas.
    Fautif : « nature: entente » et « demandes: [{type: payer, montant: 60,00 $}] »
    Conforme : « nature: recouvrement », et la somme sous « creances »; ou une demande de livrer, de cesser.
    """
    dossier = affaire.dossier
    if not dossier.demandes:
        return
    principale = dossier.demandes[0]
    certaine = genre(principale) in ARGENT
    if not certaine and not _parle_de_payer(principale):
        return
    montant = exact(principale.montant) if principale.montant is not None else "…"
    yield Faute(
        ("demandes", 0),
        "Ce dossier réclame d’abord une somme : c’est un recouvrement, non l’exécution d’une entente.",
        "Écrivez « nature: recouvrement », puis « creances: [{cause: service, facture: …, date: …, echeance: …, "
        f"objet: …, montant: {montant}}}] »; la clause, les faits et la solution restent. Si la somme n’est que la "
        "suite d’une autre demande, nommez celle-ci en premier.",
        ERREUR if certaine and demeure(lettre) else ALERTE,
    )


def _parle_de_payer(d: Demande) -> bool:
    return d.type == "executer" and d.texte is not None and _PAYER.match(normaliser(d.texte).texte) is not None
