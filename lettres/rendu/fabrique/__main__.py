"""`python -m lettres.rendu.fabrique` : refait les modèles Word livrés."""

import sys

from lettres.rendu.fabrique.modeles import main

sys.exit(main())
