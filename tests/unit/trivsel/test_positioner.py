"""Positions in order, and the trends leaders look for."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from trivsel.rules import (
    Position,
    TegnSvar,
    aendring,
    faldende,
    faldende_dimensioner,
    falder_to_gange,
    som_svar,
)

GROEN, GUL, ROED = Position
placeringer = st.none() | st.sampled_from(Position)
runder = st.lists(st.fixed_dictionaries(dict.fromkeys(("psykisk", "kognitiv", "social"), placeringer)), max_size=6)


@given(st.sampled_from(Position), st.sampled_from(Position))
def test_positions_sort_by_severity_also_as_plain_text(a: Position, b: Position) -> None:
    assert (a < b) == (a.alvor < b.alvor) == (str(a) < str(b))
    assert max(a, b).alvor == max(a.alvor, b.alvor)


def test_answers_and_what_they_weigh() -> None:
    assert [s.bekymring for s in TegnSvar] == [0, 1, 2, 0]
    assert [s.er_set for s in TegnSvar] == [True, True, True, False]
    assert som_svar(None) is som_svar("") is TegnSvar.IKKE_SET
    assert som_svar("gul") is TegnSvar.GUL
    with pytest.raises(ValueError, match="blaa"):
        som_svar("blaa")


@pytest.mark.parametrize(
    ("serie", "falder"),
    [
        ([], False),
        ([ROED], False),
        ([GROEN, ROED], False),
        ([GROEN, GUL, ROED], True),
        (["groen", "gul", "roed"], True),
        ([GROEN, GUL, GUL], False),
        ([GROEN, GROEN, GUL], False),
        ([GROEN, GUL, GROEN], False),
        ([GUL, ROED, ROED], False),
        ([GROEN, GUL, None, ROED], True),
        (["", "groen", None, "gul", "", "roed", None], True),
        ([GROEN, GUL, ROED, GUL], False),
        ([ROED, GROEN, GUL, ROED], True),
    ],
)
def test_falling_twice_in_a_row(serie: list[Position | str | None], falder: bool) -> None:
    assert faldende(serie) is falder


@given(st.lists(placeringer, max_size=8))
def test_a_missed_round_hides_no_fall(serie: list[Position | None]) -> None:
    assert faldende(serie) == faldende([p for p in serie if p])
    assert faldende([*serie, None]) == faldende(serie)
    if faldende(serie):
        assert serie.count(None) <= len(serie) - 3
        assert [p for p in serie if p][-1] is ROED


@given(runder)
@example([{"a": GROEN, "b": GROEN}, {"a": GUL, "b": GROEN}, {"a": GUL, "b": GUL}])
def test_a_child_falls_when_the_dimensions_together_fall_twice(serie: list[dict[str, Position | None]]) -> None:
    kendte = [r for r in serie if any(r.values())]
    ventet = len(kendte) >= 3 and all(aendring(a, b) > 0 for a, b in zip(kendte[-3:-1], kendte[-2:], strict=True))
    assert falder_to_gange(serie) is ventet
    assert bool(faldende_dimensioner(serie)) <= ventet
    for dimension in faldende_dimensioner(serie):
        assert kendte[-1][dimension] > kendte[-3][dimension]


def test_worry_that_moves_from_dimension_to_dimension_is_seen() -> None:
    serie = [
        {"psykisk": GROEN, "social": GROEN},
        {"psykisk": GROEN, "social": GUL},
        {"psykisk": GUL, "social": GUL},
    ]
    assert falder_to_gange(serie)
    assert faldende_dimensioner(serie) == ["psykisk", "social"]
    assert not any(faldende([r[d] for r in serie]) for d in ("psykisk", "social"))
    assert not falder_to_gange(serie[1:])
    assert faldende_dimensioner(serie[1:]) == []


def test_only_dimensions_known_both_times_are_compared() -> None:
    assert aendring({"a": GROEN, "b": None}, {"a": GUL, "b": ROED, "c": ROED}) == 1
    assert aendring({"a": ROED, "b": GROEN}, {"a": GROEN, "b": GUL}) == -1
    assert aendring({}, {"a": ROED}) == 0
