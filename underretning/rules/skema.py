"""What the form of the underretning is told from outside: the answers of the first page. Pure.

The words for its placeholders are `opsporing.skemaer.skemaord`.
"""

from typing import Any


def kendte(*, overgreb: str, spaerret: bool, akut: bool, ufoedt: bool, pligt: str) -> dict[str, Any]:
    """The answers of the first page as the form's conditions know them (``kendte`` in underretning.toml).

    `spaerret`: the parents must not be told (design 3.5). `ufoedt`: the only child it is about is not born yet.
    """
    return {"overgreb": overgreb, "spaerret": spaerret, "akut": akut, "ufoedt": ufoedt, "pligt": pligt}
