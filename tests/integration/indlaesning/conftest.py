"""Files of children and staff for Prøveby, and a short way to read them in."""

from collections.abc import Callable
from typing import Any

import pytest

from opsporing.indlaesning import actions
from opsporing.indlaesning.plan import stille
from opsporing.models import Indlaesning
from tests.cast import NU, By

Indlaes = Callable[..., Indlaesning]

BOERN = (
    "barn_cpr;fornavn;efternavn;fødselsdato;køn;beskyttet;enhedskode;startdato;slutdato;"
    "forælder1_cpr;forælder1_fornavn;forælder1_efternavn;forælder1_beskyttet;"
    "forælder2_cpr;forælder2_fornavn;forælder2_efternavn"
)
MEDARBEJDERE = "medarbejdernummer;brugernavn;navn;email;enhedskode;rolle;startdato;slutdato"


class Stille:
    """Tells nobody how far it is."""

    def __init__(self, indlaesning_id: int) -> None:
        self.indlaesning_id = indlaesning_id

    def __enter__(self) -> Any:
        return stille

    def __exit__(self, *fejl: object) -> None:
        return None


@pytest.fixture
def proev(by: By) -> Indlaes:
    """`proev("690124...;Ida;...", art="boern")` hands the lines in and tries them."""

    def ind(*linjer: str, art: str = "boern", hoved: str = "", by_: Any = "administrator", **valg: Any) -> Indlaesning:
        hoved = hoved or (BOERN if art == "boern" else MEDARBEJDERE)
        indlaesning = actions.opret(
            kommune=by.kommune,
            art=art,
            filnavn="fil.csv",
            data="\n".join([hoved, *linjer]).encode(),
            by=by.bruger[by_] if by_ else None,
            nu=NU,
            **valg,
        )
        return actions.arbejd(indlaesning_id=indlaesning.pk, nu=NU, maaler=Stille)

    return ind


@pytest.fixture
def gennemfoer(by: By) -> Indlaes:
    """Say yes to what was tried, and let it be carried out."""

    def ja(indlaesning: Indlaesning, **valg: Any) -> Indlaesning:
        actions.udfoer(indlaesning=indlaesning, aftryk=indlaesning.aftryk, by=by.administrator, nu=NU)
        return actions.arbejd(indlaesning_id=indlaesning.pk, nu=NU, maaler=Stille)

    return ja


@pytest.fixture
def indlaes(proev: Indlaes, gennemfoer: Indlaes) -> Indlaes:
    """Both in one: the lines are in the database afterwards."""

    def ind(*linjer: str, **valg: Any) -> Indlaesning:
        proevet = proev(*linjer, **valg)
        assert proevet.status == "provet", (proevet.status, proevet.fejl, proevet.resultat)
        udfoert = gennemfoer(proevet)
        assert udfoert.status == "udfoert", (udfoert.status, udfoert.fejl)
        return udfoert

    return ind
