"""Overgange: what the next place needs to know about a child, agreed with the parents."""
