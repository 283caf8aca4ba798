"""Options : les arguments communs, lus et nommés une fois."""
