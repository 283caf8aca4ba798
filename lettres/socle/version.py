"""Version : celle de l'outil, qui entre dans l'identité des lettres."""

VERSION = "0.1.0"
