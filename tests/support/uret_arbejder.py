"""Imported by a worker of a test (`--include`): it knows the kind of `tests.support.uret` like the product's own."""

from tests.support.uret import registrer

registrer()
