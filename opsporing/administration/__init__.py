"""The administrator's pages: units, people and the municipality. She sees no children here."""
