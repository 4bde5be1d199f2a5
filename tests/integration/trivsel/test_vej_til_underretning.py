"""Who does a trivselsvurdering finds the way to an underretning where the thought comes."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from opsporing import tid
from tests.cast import By
from tests.factories.vurdering import afsluttet_vurdering
from trivsel.models import Vurdering


@pytest.fixture
def pia(by: By, client: Client, monkeypatch: pytest.MonkeyPatch) -> Client:
    """A pædagog of the stue, signed in."""
    monkeypatch.setattr(tid, "nu", lambda: by.nu)
    client.force_login(by.paedagog)
    return client


@pytest.fixture
def skriv(by: By) -> str:
    return f'href="{reverse("underretning:ny_om", args=[by.barn.pk])}"'


def test_while_she_answers(pia: Client, vurdering: Vurdering, skriv: str) -> None:
    svar = pia.get(reverse("trivsel:egen", args=[vurdering.pk])).text
    assert skriv in svar.split("Er du alvorligt bekymret nu?")[1].split("</details>")[0]


@pytest.mark.parametrize(("position", "vises"), [("groen", False), ("gul", True), ("roed", True)])
def test_where_the_position_obliges(by: By, pia: Client, skriv: str, position: str, vises: bool) -> None:
    vurdering = afsluttet_vurdering(by.barn, position, enhed=by.egern, vurderere=[by.paedagog, by.paedagog2])
    assert (skriv in pia.get(reverse("trivsel:vurdering", args=[vurdering.pk])).text) is vises


def test_while_the_team_decides(
    by: By, pia: Client, vurdering: Vurdering, besvar: Callable[..., Any], skriv: str
) -> None:
    for user in (by.paedagog, by.paedagog2):
        besvar(vurdering, user)
    for navn in ("trivsel:faelles", "trivsel:faelles_stilling"):
        assert skriv not in pia.get(reverse(navn, args=[vurdering.pk])).text, navn
    pia.post(reverse("trivsel:faelles", args=[vurdering.pk]), {"handling": "senere", "position_samlet": "roed"})
    for navn in ("trivsel:faelles", "trivsel:faelles_stilling"):
        assert skriv in pia.get(reverse(navn, args=[vurdering.pk])).text, navn


def test_from_the_guide(pia: Client) -> None:
    svar = pia.get(reverse("trivsel:handleguide")).text
    assert f'href="{reverse("underretning:ny")}"' in svar.split('id="guide-overgreb"')[1]
