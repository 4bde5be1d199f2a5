"""What is found in a text that is to have no name."""

from datetime import date

import pytest

from dialogmoeder.rules.navne import CPR, Kendetegn, kendetegn_i

KENDTE = Kendetegn(
    frozenset({"Alma", "Bo", "Åkjær", "Sol", "Anne-Sofie", "von Holm", ""}), frozenset({date(2024, 4, 3)})
)
DEN = "fødselsdagen 3.4.2024"


@pytest.mark.parametrize(
    ("tekst", "fundet"),
    [
        ("Alma leger alene.", ["Alma"]),
        ("Almas mor og Bo, og igen Alma.", ["Alma", "Bo"]),
        ("ALMA kom. Alma-dagene er svære.", ["Alma"]),
        ("Hun bor i et hus med sol.", []),
        ("Åkjær-familien", ["Åkjær"]),
        ("Familien Åkjær", ["Åkjær"]),
        ("Anne-Sofie kom.", ["Anne-Sofie"]),
        ("Sofie kom med fru Holm.", ["Sofie", "Holm"]),
        ("Født 3.4.2024.", [DEN]),
        ("Født d. 3/4-24 eller 03-04-2024", [DEN]),
        ("den 3. april 2024 og 3. apr. 2024", [DEN]),
        ("2024-04-03 og 030424", [DEN]),
        ("den 31.2.2024, 4. april 2024 og 3. april", []),
        ("030424, 630424-1234", [DEN, CPR]),
        ("Ring 30 40 50 60", []),
        ("", []),
    ],
)
def test_kendetegn_i_det_der_skulle_vaere_uden(tekst: str, fundet: list[str]) -> None:
    assert kendetegn_i(tekst, KENDTE) == fundet
