"""Formats : YAML, JSON et TOML, un lecteur chacun, vers le même arbre et ses positions."""
