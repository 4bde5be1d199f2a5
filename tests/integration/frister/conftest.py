"""Deadlines in the small municipality of `tests.cast`."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import pytest

from opsporing import anledning as anledninger
from opsporing.frister import actions
from opsporing.frister.typer import Fristtype, fristtyper
from opsporing.models import Frist
from tests import cast
from tests.factories.tid import NU
from tests.support.uret import URET

DAGLIGE = frozenset({"paedagog", "dagplejer"})

#: Kinds of the tests' own: an ordinary one, one that cannot wait, one that never escalates, and
#: one by the clock.
TYPER = {
    type_.kode: type_
    for type_ in (
        Fristtype(
            kode="proeve.almindelig",
            titel="Gør noget",
            samlet="Gør noget for {antal} børn",
            knap="Gør det",
            url=lambda frist: "/goer/",
            roller=DAGLIGE,
        ),
        Fristtype(
            kode="proeve.haster",
            titel="Gør det nu",
            knap="Gør det",
            url=lambda frist: "/goer/",
            roller=DAGLIGE,
            paamind_dage=(0,),
            eskaler_dage=0,
            haster=True,
        ),
        Fristtype(
            kode="proeve.stille",
            titel="Gør det engang",
            knap="Gør det",
            url=lambda frist: "/goer/",
            roller=DAGLIGE,
            eskaler_dage=None,
        ),
        URET,
    )
}


@pytest.fixture
def typer(monkeypatch: pytest.MonkeyPatch) -> dict[str, Fristtype]:
    """The kinds of the tests beside the product's."""
    alle = fristtyper()
    for kode, type_ in TYPER.items():
        monkeypatch.setitem(alle, kode, type_)
    return alle


@pytest.fixture
def by(db: None, typer: dict[str, Fristtype]) -> cast.By:
    return cast.byg()


@pytest.fixture
def frist(by: cast.By) -> Callable[..., Frist]:
    """`frist(date(2026, 10, 20))` falls due in Egern about Alma unless told otherwise."""

    def opret(
        forfalder: date | datetime,
        *,
        kode: str = "proeve.almindelig",
        barn: str | None = "alma",
        enhed: str = "egern",
        **felter: Any,
    ) -> Frist:
        sted = by.enhed[enhed]
        sag = felter.pop("anledning", None) or anledninger.opret(
            kode="proeve", enhed=sted, barn=by.boern[barn] if barn else None, nu=NU
        )
        return actions.opret(kode=kode, anledning=sag, enhed=sted, forfalder=forfalder, nu=NU, **felter)

    return opret
