"""Paragraphes : le texte de Word tel qu'on le lit; rien des balises."""
