"""Ménage : ce que l’on fait de ses dossiers sans rien y écrire : en montrer un double, en laisser partir de finis."""
