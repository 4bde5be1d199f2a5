"""ADBB in sundhedsplejen: who is due, the score, what follows it, and keeping the method alive."""
