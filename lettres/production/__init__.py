"""Production : une lettre, un atelier, un lot; chaque étape y est appelée, aucune n'y est définie."""
