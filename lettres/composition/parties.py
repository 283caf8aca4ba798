"""Composition des parties : noms, adresses, appel et salutation."""

from __future__ import annotations

from functools import lru_cache

from lettres.affaire import Affaire, Qualites
from lettres.composition import accord
from lettres.composition.imprimable.lettre import (
    AdresseImprimable,
    DestinataireImprimable,
    ExpediteurImprimable,
    MandantImprimable,
)
from lettres.dossier import Adresse, Creancier, Destinataire, Expediteur, Personne
from lettres.langue.typographie import INSECABLE, de_nom, liste, telephone, voie


def adresse(a: Adresse | None) -> AdresseImprimable | None:
    """L'adresse en lignes et sur une ligne; deux espaces avant le code postal."""
    if a is None:
        return None
    ligne, ville = voie(a.ligne), _lieu(a, "  ")
    complete = ", ".join(filter(None, (ligne, a.complement, _lieu(a), a.pays)))
    return AdresseImprimable(ligne=ligne, complement=a.complement, ville=ville, pays=a.pays, complete=complete)


def _lieu(a: Adresse, avant_le_code: str = " ") -> str:
    # -- « Québec » est la province par défaut : ailleurs qu'au Canada, elle serait fausse --
    ailleurs = a.pays is not None and a.pays.lower() != "canada" and a.province == "Québec"
    lieu = a.ville if ailleurs else f"{a.ville} ({a.province})"
    return f"{lieu}{avant_le_code}{a.code_postal}" if a.code_postal else lieu


def _complete(a: Adresse) -> str:
    return ", ".join(filter(None, (voie(a.ligne), a.complement, _lieu(a), a.pays)))


def a_l_adresse(a: Adresse) -> str:
    """« au 12, rue des Érables, Granby (Québec) J2G 1A1 » : l'adresse en toutes lettres, là où la lettre en parle."""
    return f"au {_complete(a)}" if a.ligne[:1].isdigit() else f"à l’adresse suivante{INSECABLE}: {_complete(a)}"


_JE, _NOUS = ({cle: formes[rang] for cle, formes in accord.VOIX.items()} for rang in (0, 1))


def voix(qualites: Qualites) -> dict[str, str]:
    """Les mots accordés à l'expéditeur."""
    return _JE if qualites.au_singulier else _NOUS


@lru_cache(maxsize=64)
def voix_lue(lus: frozenset[str], *, au_singulier: bool) -> dict[str, str]:
    """Ceux des mots accordés que nomment ces champs : « voix.Je »."""
    return {cle: mot for cle, mot in (_JE if au_singulier else _NOUS).items() if f"voix.{cle}" in lus}


def expediteur(e: Expediteur, qualites: Qualites) -> ExpediteurImprimable:
    """Compose l'expéditeur."""
    seul = qualites.au_singulier
    signataire = e.signataire.nom if e.signataire else e.nom
    tel = telephone(e.telephone) if e.telephone else None
    canaux = [
        *([f"par courriel à {e.courriel}"] if e.courriel else []),
        *([f"par téléphone au {tel}"] if tel else []),
    ]
    par_la_poste = f"par la poste, {a_l_adresse(e.adresse)}" if e.adresse and not e.courriel else None
    creancier = qualites.creancier
    coordonnees = f"{INSECABLE}·{INSECABLE}".join(filter(None, (tel, e.courriel, e.site)))
    return ExpediteurImprimable(
        nom=e.nom,
        nom_commercial=e.nom_commercial,
        neq=e.neq,
        tps=creancier.tps,
        tvq=creancier.tvq,
        licence_rbq=e.licence_rbq,
        adresse=adresse(e.adresse),
        courriel=e.courriel,
        telephone=tel,
        site=e.site,
        coordonnees=coordonnees or None,
        signataire=signataire,
        titre=e.signataire.titre if e.signataire else None,
        organisation=e.nom if signataire != e.nom and (e.mandant or not seul) else None,
        joindre=" ou ".join(canaux) or par_la_poste,
        ecrire=f"par courriel à {e.courriel}" if e.courriel else par_la_poste,
        au_singulier=seul,
        inscrit_aux_taxes=qualites.inscrit_aux_taxes is True,
    )


def mandant(m: Creancier | None) -> MandantImprimable | None:
    """Compose la partie pour qui un avocat écrit; None quand l'expéditeur écrit pour lui-même."""
    if m is None:
        return None
    return MandantImprimable(
        nom=m.nom,
        nom_commercial=m.nom_commercial,
        neq=m.neq,
        tps=m.tps,
        tvq=m.tvq,
        licence_rbq=m.licence_rbq,
        adresse=adresse(m.adresse),
        courriel=m.courriel,
        telephone=telephone(m.telephone) if m.telephone else None,
        site=m.site,
        presentation=_presentation(m),
    )


def _presentation(m: Creancier) -> str:
    """Le nom, puis entre parenthèses ce qui l'identifie, puis l'adresse."""
    numeros = [
        m.nom_commercial,
        m.neq and f"NEQ{INSECABLE}{m.neq}",
        m.licence_rbq and f"licence RBQ{INSECABLE}{m.licence_rbq}",
    ]
    details = ", ".join(filter(None, numeros))
    nomme = f"{m.nom} ({details})" if details else m.nom
    return f"{nomme}, {_complete(m.adresse)}" if m.adresse else nomme


def _personne(p: Personne) -> str:
    nom = accord.nom_complet(p.civilite, p.nom)
    return f"{nom}, {p.titre}" if p.titre else nom


def destinataire(d: Destinataire, qualites: Qualites) -> DestinataireImprimable:
    """Compose le destinataire : vedette, appel, salutation et formule de mise en demeure."""
    mots = voix(qualites)
    attention = f"À l’attention de {_personne(d.attention)}" if d.attention else None
    return DestinataireImprimable(
        nom=d.nom,
        nom_complet=accord.nom_complet(d.civilite, d.nom),
        nom_commercial=d.nom_commercial,
        neq=d.neq,
        attention=attention,
        adresse=adresse(d.adresse),
        courriel=d.courriel,
        telephone=telephone(d.telephone) if d.telephone else None,
        site=d.site,
        appel=accord.appel(qualites.lecteur),
        salutation=accord.salutation(qualites.lecteur, mots["mes"]),
        mise_en_demeure=accord.mise_en_demeure(d.nom if qualites.destinataire_organisation else None, mots),
        est_une_organisation=bool(qualites.destinataire_organisation),
    )


def modes_de_paiement(affaire: Affaire, mots: dict[str, str]) -> list[str]:
    """Les modes du dossier; à défaut, un chèque à l'ordre du créancier, ou un mode à convenir."""
    dossier, creancier = affaire.dossier, affaire.qualites.creancier
    if dossier.paiement_par:
        return liste(dossier.paiement_par)
    ou = creancier.adresse or dossier.expediteur.adresse
    if ou is None:
        return liste([f"un mode de paiement à convenir avec {mots['moi']}"])
    cheque = f"chèque à l’ordre {de_nom(creancier.nom)}, posté {a_l_adresse(ou)}"
    return liste([cheque, f"tout autre mode convenu avec {mots['moi']}"])
