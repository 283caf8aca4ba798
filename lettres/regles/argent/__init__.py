"""Règles de l'argent : sommes, intérêt, frais, taxes, avoirs, prescription; non ce qui se dit ni ce qui s'achète."""
