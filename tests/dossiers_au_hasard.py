"""Dossiers au hasard : permis par la loi, et tirés pour tromper l'outil. Une graine, un dossier, toujours le même.

Chacun part du plus petit dossier de sa lettre. Les parties, le récit, les pièces, le journal et le bloc propre à la
lettre sont tirés : des noms qui ont l'air de sommes ou de menaces, les mots de l'autre qui menacent, insultent et
nomment des tiers, de longs textes, rien ou trente de chaque chose. Ce qui ne regarde pas le destinataire porte le nom
`TIERCE`, que l'on ne doit lire dans aucune lettre.
"""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from random import Random
from typing import Any

from achats_au_hasard import Achats
from exemples_rendus import donnees_de

import lettres
from lettres.affaire import Affaire
from lettres.droit.etalement import Cadence, Debut, en_versements

AU = date(2026, 11, 20)
TIERCE = "Tierce"
"""Le nom de chaque personne, de chaque note et de chaque fichier que le destinataire n'a pas à connaître."""

NATURES: dict[str, tuple[str, ...]] = {
    "reponse": ("recouvrement", "entente", "reputation", "consommation"),
    "reponse_publique": ("reputation",),
    "cesser": ("reputation",),
    "proposition": ("recouvrement", "entente"),
    "fin_de_relation": ("recouvrement", "entente"),
    "dossier_avocat": ("recouvrement", "entente", "reputation", "consommation"),
    "dossier_petites_creances": ("recouvrement", "entente", "consommation"),
    "entente_paiement": ("recouvrement",),
    "transaction": ("recouvrement", "entente"),
    "avis_resolution": ("consommation",),
    "retrofacturation": ("consommation",),
    "garantie": ("consommation",),
}
"""Les lettres qui suivent un différend, et leurs natures."""
SORTES = [(lettre, nature) for lettre, natures in NATURES.items() for nature in natures]

NOMS = [
    "Marie Exemple",
    "Jean-Noël O’Exemple",
    "Cent Dollars Exemple",
    "Marie-Ève Poursuite-Exemple",
    "D’Or Silence Exemple",
    "Anne-Sophie de la Justice Exemple",
    "Li Exemple",
    "Par Exemple",
]
SOCIETES = [
    "Meubles Exemple inc.",
    "Les Productions 1 000 $ Exemple inc.",
    "Sans Réserve Exemple ltée",
    "9000-0000 Québec inc. Exemple",
    "Recours & Menaces Exemple, s.e.n.c.",
    "Tribunal du Café Exemple inc.",
    "Chantage Films Exemple inc.",
    "Voleurs de Pommes Exemple, coop",
    "Dossier Police d’Assurance Exemple inc.",
    "Mise en Demeure Musique Exemple ltée",
]
ADRESSE = {"ligne": "34, avenue du Lac", "ville": "Bromont", "code_postal": "J2L 2B2"}

DITS = [
    "Vous me devez 410,25 $ depuis le 3 mai 2026.",
    "Rien n’a été livré.",
    "Je dirai à tout le monde ce que vous valez.",
    "La facture est de 75,00 $ de trop.",
    "Taisez-vous, ou je porterai plainte à la police.",
    "J’ai attendu trois semaines.",
    "Vous êtes une voleuse et votre cousin Gaston Exemple le sait.",
    "Sinon, je vous poursuivrai en justice pour 9 999,99 $.",
    "Votre employée Lise Exemple m’a dit « payez ou taisez-vous », puis elle a raccroché.",
    "Payez 50 $ par jour, à défaut de quoi tout Granby le saura!",
    "VOUS AVEZ MENTI.",
    "C’était nul?",
    "Je n’ai rien signé",
    "Vous deviez livrer le 31 novembre 2026, et le lundi 3 novembre 2026 rien n’était prêt.",
    "Deux cents dollars (deux cents dollars), ou j’écris à votre employeur et à votre conjointe.",
    'Elle a écrit "c\'est du vol", et « je la dénoncerai à l’impôt » aussi.',
    "J’exige 25 $ par jour, 15 % de pénalité, et que vous fermiez votre page.",
    "Vous avez dit que « la loi, « c’est moi » », puis ri 😡!!!",
    "Premier grief : rien.\nSecond grief : en demeure de quoi, au juste?",
    "Appelez-moi au 450 555-0199, ou écrivez à gaston@voisins.exemple.test.",
    "x" * 300,
]
REPONSES = [
    "Le tout a été remis le 15 août 2026.",
    "Je n’ai reçu aucune facture de 75,00 $.",
    "Merci de me l’avoir dit; le retard est réel.",
    "Le 6 août 2026, vous avez écrit : « Tout est parfait, ne changez rien. »",
    "Le prix affiché était de 1 250 $; c’est celui qui a été payé.",
    "Votre texto du 2 mai disait « sinon je vous poursuis »; je l’ai gardé.",
    "Je ne sais rien de votre prêt de 5 000 $; il n’est pas entre nous.",
    None,
]
RECITS = [
    "vous avez écrit que les frais de déplacement n’étaient pas prévus.",
    "Les photos ont été livrées par courriel.",
    "vous avez approuvé la maquette de 12 pages, puis demandé qu’on la refasse.",
    "l’acompte de 250,00 $ a été encaissé.",
    "Mme Lise Exemple a signé le bon de livraison.",
    "vous m’avez répondu : « Je ne paierai pas, et vous entendrez parler de mon avocat. »",
    "la séance a duré 3 h 45; vous y étiez avec vos deux filles.",
    "vous avez écrit à mon adjointe : « Vous êtes une voleuse, taisez-vous. »",
    "le chèque de 300 $ est revenu sans provision.",
]
RECITS_DE_TROP = [
    "j’ai consulté un avocat en mai.",
    "la Cour du Québec a jugé une autre affaire le 3 mai 2024.",
    "à défaut de courriel, je vous ai écrit par texto.",
    "le lundi 3 novembre 2026, vous étiez absente.",
    "votre garantie a pris fin le 31 juin 2026.",
    "la mise en demeure reçue en mai est restée sans réponse.",
    "une proposition de règlement vous a été remise en mai.",
    "vous avez retiré votre plainte.",
    "nos caractères d’imprimerie étaient incompatibles.",
    "j’ai gardé les fichiers jusqu’au paiement.",
    "une indemnité de 500,00 $ vous a été versée.",
    "vos conditions de vente prévoient des frais de dossier de 25 $.",
]
"""Ce qui est arrivé, et qu'une de ces lettres ne peut pourtant pas dire."""
TITRES = [
    "Document",
    "Mise en demeure reçue, 1 234,56 $",
    "Texto « je vais te ruiner »",
    "Offre refusée de 55,55 $",
    "Facture de Gaston Exemple, « sinon »",
]
LONG = " ".join(
    f"La page {n} de l’album a été reprise à votre demande, sans frais, la même semaine." for n in range(1, 21)
)
FAIBLESSES = [f"Une photo a été livrée en retard, dit {TIERCE}.", f"Le courriel de {TIERCE} n’a pas été gardé."]


def tirer(lettre: str, nature: str, graine: int) -> dict[str, Any]:
    """Un dossier pour cette lettre et cette nature; la graine décide de tout."""
    return _Tirage(lettre, nature, graine).dossier()


class _Tirage:
    def __init__(self, lettre: str, nature: str, graine: int) -> None:
        self._lettre, self._nature = lettre, nature
        self._hasard = Random(f"{lettre} {nature} {graine}")  # noqa: S311
        self._donnees = donnees_de(f"minimaux/{lettre}-{nature}.yaml")
        self._pieces = [p["id"] for p in self._donnees.get("pieces", ())]

    def dossier(self) -> dict[str, Any]:
        self._numeroter()
        self._parties()
        self._recit()
        if self._nature == "recouvrement":
            self._sommes()
        propre = {
            "reponse": self._recu,
            "reponse_publique": self._recu,
            "cesser": self._menaces,
            "proposition": self._offre,
            "fin_de_relation": self._rupture,
            "entente_paiement": self._plan,
            "transaction": self._transaction,
            "avis_resolution": self._avis,
            "retrofacturation": self._carte,
            "garantie": self._panne,
        }
        propre.get(self._lettre, self._expose)()
        self._journal()
        self._ce_qui_reste_entre_nous()
        return self._donnees

    # -- Le sort --

    def _un(self, parmi: Any) -> Any:
        return self._hasard.choice(list(parmi))

    def _parfois(self, chance: float = 0.5) -> bool:
        return self._hasard.random() < chance

    def _combien(self, au_moins: int = 0) -> int:
        """Le plus souvent peu, parfois trente."""
        return max(au_moins, self._un([0, 1, 1, 2, 2, 3, 5, 30]))

    def _jour(self, debut: int, fin: int) -> str:
        """Un jour, de `debut` à `fin` jours de celui de la lettre."""
        return (AU + timedelta(days=self._hasard.randint(debut, fin))).isoformat()

    def _somme(self, de: int = 1, a: int = 900) -> str:
        signe = self._un(
            [f"{self._hasard.randint(de, a)},{self._hasard.randint(0, 99):02} $", f"{self._hasard.randint(de, a)} $"]
        )
        return str(signe)

    def _sien(self, textes: list[Any]) -> Any:
        return LONG if self._parfois(0.05) else self._un(textes)

    def _recit_dit(self) -> str:
        return str(self._un(RECITS_DE_TROP) if self._parfois(0.05) else self._sien(RECITS))

    def _prouvant(self) -> list[str]:
        return self._hasard.sample(self._pieces, min(len(self._pieces), self._un([0, 1, 1, 2, 7])))

    # -- Les blocs communs --

    def _numeroter(self) -> None:
        """Des pièces, avec des trous dans leurs numéros, comme un dossier qui a vécu."""
        pieces = self._donnees.setdefault("pieces", [])
        numeros = sorted(self._hasard.sample(range(len(pieces) + 1, 60), self._combien()))
        pieces += [
            {
                "id": f"P-{n}",
                "titre": f"{self._un(TITRES)} {n}",
                "date": self._jour(-300, -1),
                "fichier": f"{TIERCE}/{n}.pdf",
            }
            for n in numeros
        ]
        self._pieces = [p["id"] for p in pieces]

    def _parties(self) -> None:
        qui, a_qui = self._donnees["expediteur"], self._donnees["destinataire"]
        if self._parfois():
            for cle in ("type", "civilite", "nom_commercial", "signataire", "neq", "qualite"):
                qui.pop(cle, None)
            qui |= self._un(
                [
                    {"type": "personne", "civilite": "Mme", "nom": self._un(NOMS)},
                    {"type": "personne", "civilite": "M.", "nom": self._un(NOMS)},
                    {
                        "type": "personne",
                        "civilite": "neutre",
                        "nom": self._un(NOMS),
                        "nom_commercial": "Atelier Exemple",
                    },
                    {"type": "personne", "nom": self._un(NOMS)},
                    *([] if self._nature == "consommation" else [self._societe()]),
                ]
            )
        if self._parfois(0.7):
            for cle in ("type", "civilite", "nom", "attention", "qualite"):
                a_qui.pop(cle, None)
            personnes = [{"civilite": c, "nom": self._un(NOMS)} for c in ("Mme", "M.", "neutre")]
            for personne in personnes:
                personne["qualite"] = self._un(["consommateur", "entreprise", "inconnue"])
            commercant = {"type": "entreprise", "nom": self._un(SOCIETES), "qualite": "commercant"}
            client = {"type": "entreprise", "nom": self._un(SOCIETES), "qualite": "entreprise"}
            if self._parfois():
                client["attention"] = {
                    "civilite": self._un(["Mme", "M.", "neutre"]),
                    "nom": "Nathalie Exemple",
                    "titre": "présidente",
                }
            a_qui |= commercant if self._nature == "consommation" else self._un([*personnes, client])
        if self._parfois():
            a_qui |= {"adresse": ADRESSE, "courriel": "dest@exemple.test"}
        if self._parfois():
            qui["telephone"] = "450 555-0123"
        if self._parfois():
            self._donnees["mode_envoi"] = self._un(["courriel", "poste", "recommande", "huissier", "main_propre"])
        if self._parfois(0.3):
            self._donnees["delai_jours"] = self._hasard.randint(5, 30)

    def _societe(self) -> dict[str, Any]:
        signe = {"civilite": self._un(["Mme", "M.", "neutre"]), "nom": "Karine Exemple", "titre": "présidente"}
        return {"type": "entreprise", "nom": self._un(SOCIETES), "neq": "1100000000", "signataire": signe}

    def _recit(self) -> None:
        for bloc in ("faits", "accompli"):
            if self._parfois():
                deja = self._donnees.get(bloc, [])
                self._donnees[bloc] = deja + [
                    {"date": self._jour(-200, -20), "texte": self._recit_dit(), "pieces": self._prouvant()}
                    for _ in range(self._combien())
                ]
        if "contrat" not in self._donnees and self._nature == "recouvrement" and self._parfois():
            self._donnees["contrat"] = {
                "forme": "verbal",
                "date": "2026-03-02",
                "objet": self._un(["Portraits « mensuels »", "Recours"]),
            }
        if "contrat" in self._donnees and self._pieces and self._parfois():
            self._donnees["contrat"] |= {"forme": "ecrit", "piece": self._pieces[0]}
            clause = {
                "numero": "7.3",
                "page": 2,
                "texte": "Le client paie 2 % par mois, sinon le prestataire poursuit.",
            }
            self._donnees["contrat"]["clauses"] = [clause | {"piece": self._pieces[0]}] * self._un([0, 1])

    def _sommes(self) -> None:
        """Des factures, neuves ou prescrites, payées en partie ou non; ou rien, où la lettre le permet."""
        if self._lettre in {"reponse", "reponse_publique", "proposition", "dossier_avocat"} and self._parfois(0.4):
            if self._lettre == "dossier_avocat":
                return
            self._donnees.pop("creances", None)
            return
        creances = self._donnees.setdefault("creances", [])
        for n in range(self._combien()):
            # -- une dette prescrite ne se reconnaît pas : peu de plans en ont --
            vieille = self._parfois(0.02 if self._lettre == "entente_paiement" else 0.2)
            facturee = AU - timedelta(
                days=self._hasard.randint(1500, 3000) if vieille else self._hasard.randint(40, 300)
            )
            creances.append(
                {
                    "cause": self._un(["service", "bien"]),
                    "facture": f"G-{n}",
                    "date": facturee.isoformat(),
                    "echeance": (facturee + timedelta(days=30)).isoformat(),
                    "objet": self._un(["Photos", "Retouches, 12 heures à 50 $", "Album « noces »"]),
                    "montant": self._somme(),
                }
            )
        for creance in creances:
            if self._parfois(0.3):
                somme = Decimal(creance["montant"].rstrip(" $").replace(" ", "").replace(",", ".")) / 2
                paye = {"date": self._jour(-20, -2), "montant": f"{somme:.2f} $".replace(".", ",")}
                self._donnees.setdefault("paiements", []).append(paye | {"facture": creance["facture"]})

    def _journal(self) -> None:
        if self._lettre == "reponse_publique" or not self._parfois():
            return
        lettre = "retrait" if self._nature == "reputation" else "rappel"
        if self._lettre == "cesser":
            return
        envoi = {"lettre": lettre, "date": self._jour(-60, -30), "mode": self._un(["courriel", "recommande"])}
        self._donnees.setdefault("envois", []).append(envoi)
        suite = {"date": self._jour(-20, -5), "canal": "courriel", "resultat": self._un(["refus", "sans_reponse"])}
        if suite["resultat"] == "refus" and self._parfois():
            suite["citation"] = self._un(DITS)
        self._donnees.setdefault("suites", []).append(suite)

    def _ce_qui_reste_entre_nous(self) -> None:
        """Ce qui est à l'expéditeur, à ses témoins et à son avocat."""
        self._donnees["responsable"] = f"Rita {TIERCE}"
        if self._parfois():
            self._donnees["temoins"] = [{"nom": f"Zoé {TIERCE}", "lien": f"voisine de {TIERCE}, en congé de maladie"}]
        if self._parfois():
            self._donnees["faiblesses"] = [{"texte": t, "pieces": self._prouvant()} for t in FAIBLESSES]
        if self._parfois():
            self._donnees["questions"] = [f"Que peut dire {TIERCE}?"]
        if self._parfois(0.3):
            self._donnees["district"] = "Bedford"

    # -- Le bloc propre à chaque lettre --

    def _recu(self) -> None:
        points: list[dict[str, Any]] = []
        for _ in range(self._combien(1)):
            jugement = self._un(["exact", "inexact", "inconnu"])
            reponse = self._sien(REPONSES)
            points.append(
                {"texte": self._un(DITS), "jugement": jugement, "reponse": reponse, "pieces": self._prouvant()}
            )
        self._donnees["recu"] = {
            "type": self._un(["mise_en_demeure", "contestation", "plainte", "avis"]),
            "reference": self._un([None, "BE-2026-3", "1 000 $"]),
            "date": "2026-11-10",
            "mode": self._un(["courriel", "telephone", "recommande", "en_ligne", None]),
            "position": self._un(["payer", "contester", "compenser", "proposer"]),
            "assureur_avise": self._un(["oui", "non", None]),
            "points": points,
        }
        if self._parfois(0.6):
            exigible = self._un(["2026-09-01", "2019-01-15", "2027-03-01", None])
            cause = self._un(["service", "reputation", "acompte", None])
            self._donnees["recu"]["reclame"] = {"montant": self._somme(), "exigible_le": exigible, "cause": cause}
        if self._parfois():
            self._donnees["echeance_demandee"] = "2026-12-04"
        if self._lettre == "reponse_publique":
            self._donnees["publications"] = [{"support": self._un(["google", "facebook"]), "auteur": f"Zoé {TIERCE}"}]
            self._donnees["recu"] |= {"reclame": None, "position": "contester"}

    def _menaces(self) -> None:
        if not self._pieces:
            return
        self._donnees["menaces"] += [
            {
                "date": self._jour(-30, -1),
                "canal": self._un(["texto", "courriel", "telephone"]),
                "citation": self._un(DITS),
                "piece": self._un(self._pieces),
            }
            for _ in range(self._combien())
        ]
        if self._parfois(0.3):
            self._donnees["solution"] = "revoir la galerie avec vous, puis reprendre sans frais trois retouches."
        if self._parfois(0.3):
            self._donnees["demandes"] = [{"type": "cesser", "texte": "de ne pas écrire à mes clientes des faits faux"}]

    def _offre(self) -> None:
        offre = self._donnees["offre"]
        siennes = ["renoncer à tout intérêt", "refaire trois retouches sans frais", "abandonner 12,50 $ de la facture"]
        autres = [
            "tenir le travail pour accepté",
            "rendre l’album au plus tard le 4 janvier 2027",
            "retirer l’avis publié",
        ]
        offre["concessions"] = [
            *({"de": "nous", "texte": self._un(siennes)} for _ in range(self._combien(self._un([0, 1])))),
            *({"de": "vous", "texte": self._un(autres)} for _ in range(self._combien(self._un([0, 1])))),
        ]
        offre["versements"] = [
            {"date": self._jour(25, 200), "montant": self._un(["1,00 $", "2,50 $", "10,00 $"])}
            for _ in range(self._un([0, 1, 2, 6]))
        ]
        offre |= {"expire_le": self._jour(12, 24), "accepter_par": self._un(["ecrit_signe", "courriel", "poste"])}
        if self._parfois(0.3) or (self._nature == "recouvrement" and not self._donnees.get("creances")):
            reclame = {"montant": self._somme(100), "exigible_le": self._un(["2026-09-01", "2019-01-15", None])}
            self._donnees["recu"] = {
                "type": "contestation",
                "date": "2026-11-10",
                "reclame": reclame,
                "position": "proposer",
            }

    def _rupture(self) -> None:
        rupture = self._donnees["rupture"]
        motifs = ["ingerence", "modification_unilaterale", "refus_de_collaborer", "manque_de_respect"]
        rupture["motifs"] += [
            {
                "type": self._un(motifs),
                "date": self._jour(-90, -40),
                "texte": self._recit_dit(),
                "pieces": [self._un(self._pieces)],
            }
            for _ in range(self._combien())
        ]
        rupture["travaux"] += [
            {
                "texte": self._un(["les retouches", "l’album de 40 pages"]),
                "etat": self._un(["fait", "en_cours"]),
                "montant": self._un([0, self._somme()]),
            }
            for _ in range(self._combien())
        ]
        if self._parfois():
            rupture["travaux"].append({"texte": "le plan de mars", "etat": "a_faire"})
        if self._parfois():
            rupture["avances"] = [
                {"date": self._jour(-90, -50), "montant": self._somme(), "piece": self._un(self._pieces)}
                for _ in range(self._combien(1))
            ]
        if self._parfois(0.2):
            rupture["effet_le"] = self._jour(1, 120)

    def _expose(self) -> None:
        if self._parfois(0.3):
            self._recu()
        if self._nature == "recouvrement" and self._parfois(0.2):
            self._donnees["reduction"] = "15000,00 $"
        if self._parfois(0.3):
            self._donnees["solution"] = f"un rabais confidentiel, dit à {TIERCE} seulement."
            concessions = [{"de": "nous", "texte": "renoncer à 77,77 $"}]
            self._donnees["offre"] = {"concessions": concessions, "expire_le": "2026-12-11", "heure": "17 h"}
        if self._nature in {"recouvrement", "consommation"} and self._parfois():
            demeure = {"lettre": "mise_en_demeure", "date": self._jour(-90, -70), "mode": "recommande"}
            self._donnees.setdefault("envois", []).append(demeure | {"recu_le": self._jour(-65, -61)})

    # -- Ce que les deux signent --

    def _plan(self) -> None:
        """Un plan de ce qui est dû, au cent près ou presque, à un taux ou non; parfois accepté, et déjà commencé."""
        donnees = self._donnees
        du = Affaire(lettres.valider({**donnees, "offre": None}), AU).comptes.a_payer(AU)
        if du is None or du.total <= 0:
            return
        depuis = self._parfois(0.3) and du.total > 1
        taux = Decimal(self._un(["5", "9.5"])) if self._entreprise() and not depuis and self._parfois() else Decimal(0)
        debut = Debut(du.capital, taux, AU, AU + timedelta(days=self._hasard.randint(5, 60)), self._un(list(Cadence)))
        nombre = min(self._un([1, 2, 3, 6, 12, 60]), int(du.capital * 100))
        prevus = [(v.jour.isoformat(), v.montant) for v in en_versements(debut, max(nombre, 1)).versements]
        # -- l'intérêt déjà couru se paie avec le premier --
        prevus[0] = (prevus[0][0], prevus[0][1] + (du.interet if not taux else Decimal(0)))
        if depuis:
            verse = min(Decimal(self._hasard.randint(1, 100)), prevus[0][1])
            # -- ce qui fut payé avant l'accord n'est pas d'un versement --
            recu = {"date": self._jour(-1, 0), "montant": _ecrit(verse)}
            donnees.setdefault("paiements", []).append(recu | {"facture": donnees["creances"][0]["facture"]})
            reste = prevus[0][1] - verse
            prevus[:1] = [(recu["date"], verse), *([(prevus[0][0], reste)] if reste else [])]
        if self._parfois(0.1):
            prevus[-1] = (prevus[-1][0], prevus[-1][1] + Decimal(self._un(["0.01", "5"])))
        offre: dict[str, Any] = {"versements": [{"date": j, "montant": _ecrit(m)} for j, m in prevus]}
        offre |= {"taux_annuel": f"{taux} %".replace(".", ",")} if taux else {}
        offre |= {"acceptee_le": self._jour(-1, -1)} if depuis else {}
        offre |= {"expire_le": self._jour(-1, 4)} if self._parfois(0.2) else {}
        donnees["offre"] = offre

    def _entreprise(self) -> bool:
        return self._donnees["destinataire"].get("qualite") == "entreprise"

    def _transaction(self) -> None:
        self._offre()
        offre = self._donnees["offre"]
        offre.pop("accepter_par")
        for de, texte in (("nous", "renoncer au reste"), ("vous", "tenir le travail pour accepté")):
            if self._parfois(0.7):
                offre["concessions"].append({"de": de, "texte": texte})
        if self._parfois(0.3):
            offre["acceptee_le"] = self._jour(-20, 0)
            if self._parfois():
                offre["expire_le"] = self._jour(0, 3) if self._parfois() else offre["acceptee_le"]
        if self._parfois(0.2) and self._entreprise():
            offre["taux_annuel"] = "5 %"
        self._donnees["quittance"] = {
            "objet": self._un(
                ["le prix de l’album « noces »", "la facture G-1, et elle seule", "le différend du 3 mai"]
            ),
            "etendue": self._sien(["toute somme due pour cet album", "tout ce qui est raconté plus haut"]),
            "publications": self._un(
                [None, None, "vous corrigez l’avis publié", "vous remplacez l’avis par le vôtre."]
            ),
            "taxes_comprises": self._un(["oui", "oui", "oui", "non", None]),
        }

    # -- Ce que l'on a acheté --

    def _achats(self) -> Achats:
        return Achats(self._hasard, AU, self._pieces)

    def _avis(self) -> None:
        self._achats().resolu(self._donnees["achat"])

    def _carte(self) -> None:
        self._achats().debite(self._donnees["achat"], self._donnees["envois"])

    def _panne(self) -> None:
        self._achats().en_panne(self._donnees["achat"])
        if self._parfois(0.3):
            self._donnees["destinataire"]["qualite"] = "fabricant"


def _ecrit(somme: Decimal) -> str:
    return f"{somme:.2f} $".replace(".", ",")
