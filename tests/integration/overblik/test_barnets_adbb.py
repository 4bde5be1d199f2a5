"""ADBB on the child's page: for sundhedsplejen, with the next step, and never a sum where it can be read in passing."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from adbb.actions import forloeb as forloebene
from adbb.actions import team as teamet
from adbb.models import Forloeb, Teamsag
from opsporing.boern import actions as boern
from opsporing.models import Barn, Frist, User
from tests.cast import NU, By
from tests.factories.adbb import OVER, forloeb_for, informer, scor
from tests.factories.barn import BarnFactory
from tests.factories.certificering import CertificeringFactory
from tests.integration.overblik.conftest import FLEST_FORESPOERGSLER

Som = Callable[[User], Client]


@pytest.fixture
def by(by: By) -> By:
    """Signe is certified, and Gro's mother is informed."""
    CertificeringFactory(user=by.sundhedsplejerske, kommune=by.kommune)
    informer(by.gro, by.nord, by.sundhedsplejerske)
    return by


def url(barn: Barn) -> str:
    return reverse("barn", args=[barn.pk])


def kort(svar: Any) -> list[tuple[str, str, str, str, bool]]:
    return [(ln.navn, ln.tilstand, ln.ord, ln.knap, ln.forsinket) for ln in svar.context["side"].adbb.linjer]


def test_each_course_with_where_it_stands_and_the_next_step(by: By, som: Som) -> None:
    client = som(by.sundhedsplejerske)
    forloeb = forloeb_for(by.gro)
    assert kort(client.get(url(by.gro))) == [
        ("2-3 måneder", "ready", "I alderen, senest 30. nov.", "Begynd ADBB", False)
    ]
    scor(forloeb, by.sundhedsplejerske, afslut=False)
    side = client.get(url(by.gro))
    assert kort(side)[0][1:4] == ("half", "Begyndt, senest 30. nov.", "Fortsæt ADBB")
    assert side.context["side"].naeste.tekst == "Fortsæt ADBB"
    scor(forloeb, by.sundhedsplejerske, OVER, nu=NU - timedelta(days=1))
    assert kort(client.get(url(by.gro)))[0][1:4] == ("half", "Gentages senest 27. okt.", "Begynd ny ADBB")
    scor(forloeb, by.sundhedsplejerske, OVER)
    svar = client.get(url(by.gro))
    assert kort(svar)[0][1:4] == ("half", "I det tværfaglige team, senest 28. okt.", "Åbn teamets sag")
    assert svar.context["side"].naeste.tekst == "Notér samtalen"
    leder = som(by.ledende_sundhedsplejerske).get(url(by.gro))
    assert kort(leder)[0][3] == "Åbn teamets sag"


def test_what_is_over_and_what_comes(by: By, som: Som) -> None:
    barn = BarnFactory(kommune=by.kommune, foedt_den=date(2026, 1, 20))
    boern.indskriv(barn=barn, enhed=by.nord, by=None, nu=datetime(2026, 1, 25, 12, tzinfo=NU.tzinfo))
    informer(barn, by.nord, by.sundhedsplejerske)
    foraar = datetime(2026, 4, 1, 12, tzinfo=NU.tzinfo)
    scor(forloeb_for(barn, foraar), by.sundhedsplejerske, nu=foraar)
    efteraar = NU - timedelta(days=30)
    forloebene.tag_ind(kommune=by.kommune, nu=efteraar)
    client = som(by.sundhedsplejerske)
    assert kort(client.get(url(barn))) == [
        ("8-10 måneder", "ready", "I alderen, senest 19. dec.", "Begynd ADBB", False),
        ("2-3 måneder", "done", "Færdig, under grænsen", "", False),
    ]
    forloeb = Forloeb.objects.aabne().get(barn=barn)
    Forloeb.objects.filter(pk=forloeb.pk).update(fra=date(2026, 9, 20), senest=date(2026, 10, 10))
    assert kort(client.get(url(barn)))[0][2:] == ("I alderen, senest 10. okt.", "Begynd ADBB", True)
    forloebene.undlad(forloeb=forloeb, grund="Familien ønsker det ikke.", by=by.sundhedsplejerske, nu=NU)
    assert kort(client.get(url(barn)))[0][1:] == ("stop", "Ikke lavet", "", False)


def test_it_can_be_begun_outside_the_visits_at_the_ages_of_the_method(by: By, som: Som) -> None:
    client = som(by.sundhedsplejerske)
    for foedt, kan in (
        (date(2026, 4, 14), True),
        (date(2026, 8, 15), False),
        (date(2024, 10, 14), True),
        (date(2024, 9, 14), False),
    ):
        barn = BarnFactory(kommune=by.kommune, foedt_den=foedt)
        boern.indskriv(barn=barn, enhed=by.nord, by=None, nu=NU - timedelta(days=2))
        informer(barn, by.nord, by.sundhedsplejerske)
        Forloeb.objects.filter(barn=barn).delete()
        Frist.objects.filter(anledning__barn=barn, kode__startswith="adbb").update(annulleret_at=NU)
        adresse = reverse("adbb:ny", args=[barn.pk])
        assert (f'action="{adresse}"' in client.get(url(barn)).text) is kan, foedt
        if kan:
            assert client.post(adresse).status_code == 302
            efter = client.get(url(barn))
            assert f'action="{adresse}"' not in efter.text
            assert kort(efter)[0][0] == "Efter behov"
    assert "Begynd ADBB" not in som(by.ledende_sundhedsplejerske).get(url(barn)).text


def test_the_timeline_tells_what_happened_without_a_sum(by: By, som: Som) -> None:
    forloeb = forloeb_for(by.gro)
    foerst = scor(forloeb, by.sundhedsplejerske, OVER, nu=NU - timedelta(days=9))
    scor(forloeb, by.sundhedsplejerske, OVER, nu=NU - timedelta(days=2))
    sag = Teamsag.objects.select_related("forloeb").get(forloeb=forloeb)
    svar = {
        "moede_den": "2026-10-13",
        "deltagere": ["sundhedsplejerske", "ppr"],
        "foraeldrene_ved": True,
        "udfald": ["egen_laege"],
        "begrundelse": "Hun spiser for lidt.",
        "underretning": "nej",
        "overgreb": "nej",
    }
    teamet.gem_team(sag=sag, aendringer=svar, set_rev=sag.rev, by=by.sundhedsplejerske, nu=NU)
    teamet.afslut_team(sag=sag, by=by.sundhedsplejerske, nu=NU)
    side = som(by.sundhedsplejerske).get(url(by.gro) + "?alt=1")
    assert kort(side)[0][1] == "done"
    titler = [p.titel for p in side.context["side"].sket if "ADBB" in p.titel]
    assert titler == ["Tværfagligt team efter ADBB", "ADBB gentaget, 2-3 måneder", "ADBB, 2-3 måneder"]
    assert reverse("adbb:screening_vis", args=[forloeb.pk, foerst.pk]) in side.text
    tidslinje = side.text.split('id="sket"')[1]
    assert "6" not in [ord_.strip(".,") for ord_ in tidslinje.split()] and "sum" not in tidslinje.lower()
    assert "grænsen" not in tidslinje


def test_dagtilbud_never_see_it_also_of_a_child_they_share(by: By, som: Som) -> None:
    forloeb = forloeb_for(by.gro)
    scor(forloeb, by.sundhedsplejerske, OVER)
    boern.indskriv(barn=by.gro, enhed=by.egern, by=None, nu=NU - timedelta(minutes=1))
    for hvem in ("paedagog", "leder"):
        svar = som(by.bruger[hvem]).get(url(by.gro) + "?alt=1")
        assert svar.status_code == 200
        assert svar.context["side"].adbb is None
        assert "ADBB" not in svar.text and "På vej i dagtilbud" not in svar.text
        assert reverse("adbb:forloeb", args=[forloeb.pk]) not in svar.text
        assert "Fortæl forældrene" not in svar.text


def test_a_suspicion_in_adbb_is_told_on_the_page(by: By, som: Som) -> None:
    scor(forloeb_for(by.gro), by.sundhedsplejerske, OVER, overgreb="tvivl", overgreb_hvorfor="Et mærke på armen.")
    side = som(by.sundhedsplejerske).get(url(by.gro))
    assert side.context["side"].viden.spaerret
    assert "Forældrene må ikke orienteres" in side.text


def test_the_way_to_dagtilbud_is_told_in_sundhedsplejen_only(by: By, som: Som) -> None:
    barn = BarnFactory(kommune=by.kommune, foedt_den=date(2025, 12, 1))
    boern.indskriv(barn=barn, enhed=by.nord, by=None, nu=NU - timedelta(days=100))
    boern.indskriv(barn=barn, enhed=by.egern, by=None, nu=NU, fra=NU + timedelta(days=60))
    svar = som(by.sundhedsplejerske).get(url(barn))
    assert svar.context["side"].starter == [("Egern, Børnehuset Birken", date(2026, 12, 13))]
    assert "13. december 2026" in svar.text
    # It is not in force, so Egern has no access yet.
    assert svar.context["side"].adgang[0].navn == "Distrikt Nord"
    assert "Egern" not in [a.navn for a in svar.context["side"].adgang]
    assert som(by.paedagog).get(url(barn)).status_code == 404


@pytest.mark.parametrize("antal", [1, 12])
def test_the_page_asks_once_for_all_courses(by: By, som: Som, forespoergsler: Any, antal: int) -> None:
    for nr in range(antal):
        forloeb = forloebene.begynd(barn=by.gro, enhed=by.nord, by=by.sundhedsplejerske, nu=NU + timedelta(minutes=nr))
        scor(forloeb, by.sundhedsplejerske, nu=NU + timedelta(minutes=nr))
    client = som(by.sundhedsplejerske)
    with forespoergsler() as taeller:
        assert client.get(url(by.gro) + "?alt=1").status_code == 200
    assert taeller() <= FLEST_FORESPOERGSLER
