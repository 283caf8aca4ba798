"""Interprétation : d'une facture telle que l'export l'écrit aux faits d'un dossier, et ce qu'elle cache.

Rien n'y est inventé : ce que l'export ne dit pas reste un blanc.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from lettres.importation.comptes_lus import lire_les_comptes
from lettres.importation.correspondance import Correspondance, FactureAEcarter
from lettres.importation.facture_lue import FactureLue, FaitsLus, LectureDeFacture, propre
from lettres.importation.lecteurs.cellules import FactureBrute, ValeurLue
from lettres.importation.notations_lues import Illisible, formats_possibles, lire_jour
from lettres.importation.parties_lues import lire_la_partie
from lettres.importation.pieges import AVOIR_A_ECRIRE, Piege
from lettres.socle.constats import Constat, Gravite, abreger

OBJET_MAX = 480
TERME_MAX = 3650
_CANADIENNES = frozenset({"CAD", "CDN", "CAN", "CA$", "C$", "CAN$", "CDN$", "$CA", "$CAN", "$CAD"})
"""Les façons d'écrire le dollar canadien; « $ » seul peut en être un autre."""

_DATES = ("date", "echeance", "promesse")
_EN_DOUBLE = (
    *(("montant", "montants"), ("date", "dates"), ("nom", "noms")),
    *(("devise", "devises"), ("solde", "soldes"), ("paye", "sommes payées")),
)


def dates_d_un_export(brutes: Iterable[FactureBrute], source: Correspondance) -> Correspondance:
    """La source, avec les seuls formats de date que tout l'export permet : une date certaine éclaire les autres."""
    cles = [cle for cle in _DATES if cle not in source.formats]
    textes = [v.texte for brute in brutes for cle in cles for v in brute.champs.get(cle, ())]
    return source.model_copy(update={"dates": formats_possibles(dict.fromkeys(textes), source.dates)})


def interpreter(brute: FactureBrute, source: Correspondance) -> FactureLue:
    """La facture comprise, ou pourquoi elle est laissée de côté."""
    lecture = LectureDeFacture(brute, source)
    lue = lecture.lue
    lue.ecartee = _ecartee(lecture)
    if lue.ecartee is None:
        _la_creance(lecture)
        lire_les_comptes(lecture)
    if lue.ecartee is None:
        if not lue.soldee:
            _ce_que_la_source_sait_deja(lecture)
        lue.partie = lire_la_partie(brute, source, lue.constats)
        client = brute.premier("client")
        lue.client = client.texte if client else None
    return lue


# -- Ce qui ne se réclame pas --


def _ecartee(lecture: LectureDeFacture) -> Constat | None:
    for ecart in lecture.source.ecarts:
        lu = lecture.brute.premier(ecart.cle)
        if not _vaut(ecart, lu):
            continue
        if ecart.soldee:
            lecture.lue.soldee = True
        elif ecart.contestee:
            lecture.litige = lu
        elif ecart.paye_inconnu:
            lecture.lue.incertaine = f"{ecart.parce_que}, et l’export ne dit pas de combien"
        else:
            piege = Piege.PAS_UNE_VENTE if ecart.pas_une_vente else Piege.SANS_EFFET
            lecture.lue.pas_une_vente = ecart.pas_une_vente
            valeur = f" (« {abreger(lu.texte)} »)" if lu else ""
            remede = "Rien n’est à faire, si c’est bien cela."
            if ecart.pas_une_vente:
                remede = f"{remede} {AVOIR_A_ECRIRE}"
            return lecture.laisser(piege, f"{ecart.parce_que}{valeur}", remede, lu)
    return _debordee(lecture) or _d_une_autre_devise(lecture) or _sans_nom(lecture) or _en_double(lecture)


def _vaut(ecart: FactureAEcarter, lu: ValeurLue | None) -> bool:
    """Dit si cette valeur est de celles qui écartent une facture."""
    if lu is None or ecart.toujours:
        return ecart.toujours
    valeur = lu.texte.casefold()
    return valeur not in ecart.sauf if ecart.sauf else valeur in ecart.valeurs


def _debordee(lecture: LectureDeFacture) -> Constat | None:
    """Une ligne plus longue que l'en-tête : ses sommes ne sont plus dans leurs colonnes."""
    lu = lecture.brute.debordee
    if lu is None:
        return None
    raison = f"sa ligne a une cellule de trop, « {abreger(lu.texte)} », après la dernière colonne"
    remede = "Mettez entre guillemets ce qui contient une virgule, ou exportez avec un autre séparateur."
    return lecture.laisser(Piege.VALEUR, raison, remede, lu, Gravite.ERREUR)


def _code(devise: ValeurLue, source: Correspondance) -> str:
    """Le code de cette devise, en majuscules et sans espace; vide, la source la numérote et l'on ne sait laquelle."""
    nommee = source.devises.get(devise.texte, "") if source.devises else devise.texte.upper()
    return "".join(nommee.split())


def _d_une_autre_devise(lecture: LectureDeFacture) -> Constat | None:
    devise, source = lecture.brute.premier("devise"), lecture.source
    code = "CAD" if devise is None else _code(devise, source)
    if devise is None or code in _CANADIENNES:
        return _aux_sommes_d_une_autre(lecture)
    if code == "$":
        remede = "Si ce sont des dollars canadiens, ôtez « devise » de « colonnes.yaml »."
        return lecture.laisser(Piege.DEVISE, "« $ » ne dit pas de quel pays sont ses dollars", remede, devise)
    quelle = f"en {propre(code)}" if code else f"dans une devise que cette source numérote « {abreger(devise.texte)} »"
    raison = f"elle est {quelle}, et l’outil ne compte qu’en dollars canadiens"
    remede = "Si la somme est due en dollars canadiens, faites son dossier à la main."
    return lecture.laisser(Piege.DEVISE, raison, remede, devise)


def _aux_sommes_d_une_autre(lecture: LectureDeFacture) -> Constat | None:
    """Une facture qui ne se dit pas d'une autre devise, et dont une somme en porte une : rien ne dit laquelle vaut."""
    sommes = lecture.brute.champs.get("devise_des_sommes", ())
    autre = next((lu for lu in sommes if _code(lu, lecture.source) not in _CANADIENNES), None)
    if autre is None:
        return None
    raison = f"une de ses sommes est en {abreger(propre(autre.texte))}, et l’outil ne compte qu’en dollars canadiens"
    remede = (
        "Produisez-la de nouveau, d’une seule devise; si tout y est en dollars canadiens, faites son dossier à la main."
    )
    return lecture.laisser(Piege.DEVISE, raison, remede, autre)


def _sans_nom(lecture: LectureDeFacture) -> Constat | None:
    quoi = "le nom de qui la doit" if lecture.lue.numero else "son numéro"
    if lecture.lue.numero and any(propre(v.texte) for v in lecture.brute.champs.get("nom", ())):
        return None
    remede = lecture.source.sans_nom if lecture.lue.numero else ""
    remede = remede or "Complétez-la dans votre logiciel, puis exportez de nouveau."
    return lecture.laisser(Piege.SANS_NUMERO, f"il y manque {quoi}", remede, gravite=Gravite.ERREUR)


def _en_double(lecture: LectureDeFacture) -> Constat | None:
    """Un numéro écrit deux fois pour deux factures : rien ne dit laquelle est la bonne."""
    for cle, quoi in _EN_DOUBLE:
        if len(valeurs := lecture.brute.champs.get(cle) or []) > 1:
            lus = " et ".join(f"« {abreger(v.texte)} »" for v in valeurs[:2])
            remede = "Donnez à chaque facture son numéro dans votre logiciel, puis exportez de nouveau."
            raison = f"ce numéro a deux {quoi}, {lus}"
            return lecture.laisser(Piege.EN_DOUBLE, raison, remede, valeurs[1], Gravite.ERREUR)
    return None


# -- La créance --


def _la_creance(lecture: LectureDeFacture) -> None:
    creance, numero = lecture.lue.creance, lecture.brute.premier("facture")
    if numero is not None:
        creance["facture"] = numero.devenue(lecture.lue.numero)
    for cle in ("date", "echeance"):
        if (jour := lecture.jour(cle)) is not None:
            creance[cle] = jour
    if len(echeances := lecture.brute.champs.get("echeance") or []) > 1:
        creance.pop("echeance", None)
        lues = " et ".join(f"« {abreger(v.texte)} »" for v in echeances[:2])
        message = f"elle a plusieurs échéances, {lues}; aucune n’est retenue."
        remede = "Écrivez « echeance » au dossier, telle que la facture l’imprime."
        lecture.dire(Piege.EN_DOUBLE, Gravite.ERREUR, message, remede, echeances[1].lieu)
    elif "echeance" not in creance:
        _terme(lecture)
    if (objet := _objet(lecture.brute.champs.get("objet", ()))) is not None:
        creance["objet"] = objet
    bon = lecture.brute.premier("bon_de_commande")
    if bon is not None and any(c.isalnum() for c in bon.texte):
        creance["bon_de_commande"] = bon.devenue(propre(bon.texte)[:OBJET_MAX])


def _terme(lecture: LectureDeFacture) -> None:
    """Sans échéance : seuls des jours de terme, écrits, la donnent; sinon, elle reste un blanc."""
    terme, du = lecture.brute.premier("jours_de_terme"), lecture.lue.creance.get("date")
    jours = int(terme.texte) if terme is not None and terme.texte.isascii() and terme.texte.isdigit() else -1
    if terme is not None and du is not None and 0 <= jours <= TERME_MAX:
        echeance = date.fromisoformat(du.texte) + timedelta(days=jours)
        lecture.lue.creance["echeance"] = terme.devenue(echeance.isoformat())
        message = f"son échéance est déduite de sa date et de ses {terme.texte} jours de terme."
        remede = "Vérifiez que ce terme est bien celui que la facture imprime."
        lecture.dire(Piege.ECHEANCE_DEDUITE, Gravite.ALERTE, message, remede, terme.lieu)
    elif lecture.brute.premier("echeance") is None:
        remede = "Écrivez « echeance » au dossier, telle que la facture l’imprime."
        message = "l’export n’en dit pas l’échéance, et aucune ne se devine."
        lecture.dire(Piege.SANS_ECHEANCE, Gravite.ALERTE, message, remede)


def _objet(valeurs: Sequence[ValeurLue]) -> ValeurLue | None:
    """Les descriptions, l'une après l'autre, tant qu'elles tiennent; « … » quand il en reste."""
    textes = [propre(v.texte) for v in valeurs if any(c.isalnum() for c in v.texte)]
    objet = ""
    for texte in textes:
        suite = f"{objet}; {texte}" if objet else texte
        if len(suite) > OBJET_MAX:
            objet = f"{objet}; …" if objet else f"{texte[: OBJET_MAX - 1]}…"
            break
        objet = suite
    return valeurs[0].devenue(objet) if objet else None


# -- Ce que la source sait déjà de la suite --


def _ce_que_la_source_sait_deja(lecture: LectureDeFacture) -> None:
    """Promesse, contestation, rappels partis : au journal, comme venant d'elle; leurs blancs restent à remplir."""
    lue, origine = lecture.lue, lecture.source.titre
    facture = lue.creance["facture"]
    if (promis := lecture.jour("promesse")) is not None:
        note = promis.devenue(f"Date de paiement attendue, notée dans {origine}.")
        resultat = promis.devenue("promesse")
        lue.suites += ({"resultat": resultat, "promis_le": promis, "creances": facture, "note": note},)
        message = f"un paiement en est attendu le {promis.texte}, sans que l’export dise quand il a été promis."
        remede = (
            "Écrivez à « suites » la date de cette promesse; si ce n’en est pas une, effacez-la, et de votre logiciel "
            "d’abord : elle reviendrait."
        )
        lecture.dire(Piege.PROMESSE, Gravite.ALERTE, message, remede, promis.lieu)
    litige = lecture.brute.premier("contestation") or lecture.litige
    if litige is not None:
        note = litige.devenue(f"Signalée dans {origine} : « {abreger(propre(litige.texte))} ».")
        lue.suites += ({"resultat": litige.devenue("contestation"), "creances": facture, "note": note},)
        remede = "Écrivez à « suites » la date de cette contestation, et ce qui est contesté."
        message = "elle est signalée comme contestée, sans que l’export dise de quel jour."
        lecture.dire(Piege.CONTESTEE, Gravite.ALERTE, message, remede, litige.lieu)
    envois: list[FaitsLus] = []
    for brut in lecture.brute.listes.get("rappels", ()):
        parti = brut["date"]
        try:
            jour = lire_jour(parti.texte, lecture.source.dates).isoformat()
        except Illisible as faute:
            lecture.illisible(parti, faute)
            continue
        envoi = {"lettre": "rappel", "date": jour, "mode": "courriel"}
        motif = parti.devenue(f"Rappel envoyé par {origine}, hors de cet outil.")
        envois.append({cle: parti.devenue(v) for cle, v in envoi.items()} | {"creances": facture, "motif": motif})
        message = f"un rappel en est déjà parti le {jour}; il est noté à « envois »."
        lecture.dire(Piege.RAPPEL_DEJA_FAIT, Gravite.CONSEIL, message, "Vérifiez qu’il a bien été reçu.", parti.lieu)
    lue.envois = tuple(envois)
