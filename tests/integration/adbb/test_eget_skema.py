"""A municipality writes its own version of the form: other words, but never a score in a letter to parents."""

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.messages import get_messages
from django.test import Client
from django.urls import reverse

from adbb.actions.screening import forslag_til_ord
from adbb.models import Forloeb
from opsporing.models import Skema, Skemastatus, Skemaversion
from opsporing.skemaer import actions
from opsporing.skemaer.definition import Skemafejl, fra_toml, til_dict
from tests.cast import By
from tests.factories.adbb import OVER, UNDER, scor

EGEN, GALT = "Gro kiggede efter os.", "Scoren var 0 for blik."
NY = reverse("skemaer:opret", args=["adbb"])


@pytest.fixture
def toml(by: By) -> Callable[[str], str]:
    """`toml(saetning)` is the common form with another sentence for the parents about a look that was met."""
    faelles = Skemaversion.objects.get(skema__kode="adbb", skema__kommune=None)

    def med(saetning: str) -> str:
        nyt = faelles.toml.replace("Dit barn så på os og blev lidt i blikket, før det kiggede videre.", saetning)
        assert nyt != faelles.toml
        return nyt

    return med


@pytest.fixture
def anders(by: By, log_ind: Callable[..., Client]) -> Client:
    return log_ind(by.administrator)


def _foreslaaet(by: By, forloeb: Forloeb, point: Any) -> str:
    return forslag_til_ord(scor(forloeb, by.sundhedsplejerske, point, afslut=False))


def test_its_own_words_reach_the_parents(by: By, anders: Client, forloeb: Forloeb, toml: Callable[[str], str]) -> None:
    assert anders.post(NY, {"toml": toml(EGEN)}).status_code == 302
    kladde = Skemaversion.objects.get(skema__kommune=by.kommune)
    anders.post(reverse("skemaer:publicer", args=[kladde.pk]))
    assert EGEN in _foreslaaet(by, forloeb, UNDER)


def test_a_score_in_them_is_refused_with_its_place_and_the_text_is_kept(
    by: By, anders: Client, toml: Callable[[str], str]
) -> None:
    svar = anders.post(NY, {"toml": toml(GALT)})
    assert svar.status_code == 422
    assert "felt „oejenkontakt“" in svar.text and "ord til forældrene" in svar.text and GALT in svar.text
    assert not Skemaversion.objects.filter(skema__kommune=by.kommune).exists()


def test_one_written_before_the_rule_is_not_published(
    by: By, anders: Client, forloeb: Forloeb, toml: Callable[[str], str]
) -> None:
    eget = Skema.objects.create(kode="adbb", kommune=by.kommune, navn="ADBB")
    tekst = toml(GALT)
    kladde = Skemaversion.objects.create(
        skema=eget, nr=1, toml=tekst, definition=til_dict(fra_toml(tekst)), status=Skemastatus.KLADDE, oprettet_at=by.nu
    )
    with pytest.raises(Skemafejl, match="ord til forældrene"):
        actions.publicer(version=kladde, by=by.administrator, nu=by.nu)
    svar = anders.post(reverse("skemaer:publicer", args=[kladde.pk]))
    assert svar["Location"] == reverse("skemaer:ret", args=[kladde.pk])
    assert "ord til forældrene" in " ".join(str(besked) for besked in get_messages(svar.wsgi_request))
    kladde.refresh_from_db()
    assert kladde.status == Skemastatus.KLADDE
    assert GALT not in _foreslaaet(by, forloeb, OVER)
