"""Dask : l'exécuteur d'un planificateur déjà en marche, ailleurs ou ici."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, cast

from lettres.cli.options.arguments import usage_fautif
from lettres.socle.constats import abreger

if TYPE_CHECKING:
    from concurrent.futures import Executor


@contextmanager
def executeur_de_dask(adresse: str) -> Iterator[tuple[Executor, int]]:
    """L'exécuteur du planificateur à cette adresse, et le nombre de ses travailleurs."""
    try:
        from distributed import Client
    except ModuleNotFoundError:
        remede = 'Installez-le avec l’outil : « pip install "lettres[dask]" ».'
        raise usage_fautif("U007", "--dask", "Dask n’est pas installé.", remede) from None
    client = None
    with suppress(Exception):  # -- chaque transport de Dask refuse une adresse à sa façon --
        client = Client(adresse, timeout=10) if adresse.strip() else None
    if client is None:
        gc.collect()  # -- un client refusé se ferme ici, jamais pendant que le suivant s’ouvre --
        message = f"Aucun planificateur Dask ne répond à « {abreger(adresse)} »."
        remede = "Vérifiez l’adresse qu’il affiche au départ, par exemple tcp://127.0.0.1:8786."
        raise usage_fautif("U008", "--dask", message, remede)
    with client:
        travailleurs = len(client.scheduler_info(n_workers=-1)["workers"])
        if not travailleurs:
            message = "Ce planificateur Dask n’a aucun travailleur."
            raise usage_fautif("U008", "--dask", message, "Lancez-en un : dask worker ADRESSE.")
        yield cast("Executor", client.get_executor()), travailleurs
