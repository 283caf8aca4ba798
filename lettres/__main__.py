"""Programme : `python -m lettres`, la même commande que `lettres`."""

from lettres.cli import main

if __name__ == "__main__":  # -- les travailleurs d'un lot chargent ce module à leur tour --
    main()
