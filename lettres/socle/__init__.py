"""Socle : ce sur quoi tout repose, les constats, les codes, les places, les erreurs et le disque; rien du domaine."""
