"""Rows that are valid as they come: one file per model (`from tests.factories.barn import BarnFactory`).

Nothing is imported here, so that tests of pure rules can use a neighbour without Django. Whole places with people and
children are in `tests.cast`.
"""
