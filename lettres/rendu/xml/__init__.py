"""XML : les éléments de Word lus strictement et écrits, et ce que leur lecture coûterait; rien d'un paquet."""
