"""Version : celle de l'outil, qui entre dans l'identité des lettres."""

VERSION = "0.2.0"
