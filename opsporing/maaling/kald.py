"""What a measured page is asked for with, and where."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from opsporing.models import Barn, Enhed, User

#: Houses, stuer and children that the requests of a page go round between.
FORSKELLIGE = 8


@dataclass(frozen=True, slots=True)
class Kald:
    """One request. `felter` makes what is posted, if anything, from how many times it has been; `svar` must be found
    in what comes back.
    """

    bruger: User
    sti: str
    svar: str
    felter: Callable[[int], dict[str, Any]] | None = None
    json: bool = False


@dataclass(frozen=True, slots=True)
class Side:
    """A page with the requests it is measured by, each beside its bare one; `lille` and `stor` are for counting."""

    navn: str
    vores: list[Kald]
    bare: list[Kald]
    lille: Kald | None = None
    stor: Kald | None = None


class FattesNoget(Exception):
    """The municipality has nothing that a page could be measured on."""


@dataclass(frozen=True, slots=True)
class Sted:
    """A stue that is measured in: somebody who works there, her leader, and the children by name."""

    stue: Enhed
    paedagog: User
    leder: User
    boern: list[Barn]

    @property
    def hus(self) -> Enhed:
        if self.stue.journalenhed is None:
            raise FattesNoget(f"{self.stue} har ikke noget hus.")
        return self.stue.journalenhed
