"""On whatever day the demo is made, there is a child for each kind of overgang at each step, and it is in one place."""

from datetime import date
from itertools import pairwise

import pytest

from opsporing.demo.befolkning import DISTRIKTER, befolkning
from opsporing.demo.overgangsboern import fordel
from opsporing.demo.overgangstrin import TRIN
from opsporing.frister.kalender import er_arbejdsdag


@pytest.mark.parametrize("dag", [date(2025, 6, 5), date(2026, 12, 21), date(2027, 8, 2)])
def test_there_is_a_child_for_each_step(dag: date) -> None:
    boern = befolkning(dag)
    fordel(boern, dag)
    valgte = [(b.skift.slags, b.skift.trin) for b in boern if b.skift]
    assert sorted(valgte) == sorted((slags, trin) for slags in TRIN for trin in TRIN[slags])
    for barn in boern:
        dagligt = [o for o in barn.ophold if o.kode not in DISTRIKTER]
        for foer, efter in pairwise(dagligt):
            assert foer.til is not None
            assert foer.fra <= foer.til < efter.fra
        # Nobody is received on a Sunday or a holiday.
        assert all(er_arbejdsdag(o.fra) for o in dagligt)
    for skift in (b.skift for b in boern if b.skift):
        assert er_arbejdsdag(skift.start)
        dage = [den for _, den in skift.skridt()]
        assert dage == sorted(dage)
        assert skift.laves < dag
        assert skift.kvitteres >= skift.start or skift.kvitteres > dag
        # What is half done stays so all day.
        assert dag not in dage
