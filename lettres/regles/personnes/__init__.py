"""Règles des personnes : qui écrit, à qui, et ce qu'on tait d'elles; non ce qu'elles doivent."""
