"""Two matters that are one suspicion about one child: myndighed sees one switch, and decides on both at once."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from opsporing import anledning as anledninger
from opsporing.models import Frist, Spaerring, Tilknytning, User
from opsporing.spaerring import actions, visning
from opsporing.tid import dato
from tests.cast import NU, By
from tests.support.html import laes
from tests.support.html import tekst as i_tekst
from trivsel.models import Vurdering

Saet = Callable[..., Spaerring]
LogInd = Callable[[User], Client]


def tekst(svar: HttpResponse) -> str:
    return i_tekst(laes(svar.content))


@pytest.fixture
def anden(by: By, saet: Saet, spaerring: Spaerring) -> Spaerring:
    """The same suspicion in a matter of myndighed's."""
    sag = anledninger.opret(kode="proeve", enhed=by.myndighed, barn=by.barn, nu=NU, lukket=True)
    return saet(anledning=sag, sammen_med=spaerring)


def test_one_matter_one_deadline_and_one_line(by: By, spaerring: Spaerring, anden: Spaerring) -> None:
    assert anden.sag == spaerring.sag
    assert Frist.objects.aabne().filter(anledning__kode=actions.SAG).count() == 1
    assert Tilknytning.objects.filter(anledning=spaerring.sag).count() == len(actions.myndigheder(by.kommune.pk))
    [[_, _, linjer]] = visning.liste(by.socialraadgiver, NU).grupper
    assert [linje.pk for linje in linjer] == [spaerring.pk]


def test_she_is_told_what_her_answer_is_about(by: By, spaerring: Spaerring, anden: Spaerring, log_ind: LogInd) -> None:
    for en in (spaerring, anden):
        side = tekst(log_ind(by.socialraadgiver).get(reverse("spaerring", args=[en.pk])))
        assert "Dit svar gælder også: " in side


def test_both_stand_and_both_are_lifted(by: By, spaerring: Spaerring, anden: Spaerring) -> None:
    den = dato(NU) + timedelta(days=9)
    actions.bekraeft(spaerring=anden, grund="Politiet.", gennemses_den=den, by=by.socialraadgiver, nu=NU)
    spaerring.refresh_from_db()
    assert (spaerring.bekraeftet_by, spaerring.bekraeftet_grund, spaerring.gennemses_den) == (
        by.socialraadgiver,
        "Politiet.",
        den,
    )
    actions.ophaev(spaerring=spaerring, grund="Afklaret.", by=by.socialraadgiver, nu=NU)
    anden.refresh_from_db()
    assert (anden.ophaevet_at, anden.ophaevet_grund) == (NU, "Afklaret.")
    assert not Frist.objects.aabne().filter(anledning=spaerring.sag).exists()


def test_what_is_confirmed_holds_for_what_joins_later(by: By, saet: Saet, spaerring: Spaerring) -> None:
    den = dato(NU) + timedelta(days=9)
    actions.bekraeft(spaerring=spaerring, grund="Politiet.", gennemses_den=den, by=by.socialraadgiver, nu=NU)
    sag = anledninger.opret(kode="proeve", enhed=by.myndighed, barn=by.barn, nu=NU, lukket=True)
    senere = saet(anledning=sag, sammen_med=spaerring)
    assert (senere.bekraeftet_by, senere.gennemses_den, senere.stand) == (
        by.socialraadgiver,
        den,
        Spaerring.objects.get(pk=spaerring.pk).stand,
    )


def test_what_is_lifted_is_not_joined(by: By, saet: Saet, spaerring: Spaerring) -> None:
    actions.ophaev(spaerring=spaerring, grund="Afklaret.", by=by.socialraadgiver, nu=NU)
    sag = anledninger.opret(kode="proeve", enhed=by.myndighed, barn=by.barn, nu=NU, lukket=True)
    ny = saet(anledning=sag, sammen_med=spaerring)
    assert ny.sag != spaerring.sag
    assert ny.ophaevet_at is None


def test_another_childs_is_never_shared(by: By, saet: Saet, spaerring: Spaerring) -> None:
    sag = anledninger.opret(kode="proeve", enhed=by.ugle, barn=by.david, nu=NU)
    with pytest.raises(ValueError, match="det samme barn"):
        saet(anledning=sag, sammen_med=spaerring)


def test_the_other_stands_when_the_first_matter_is_deleted(
    by: By, vurdering: Vurdering, spaerring: Spaerring, anden: Spaerring, log_ind: LogInd
) -> None:
    spaerring.delete()
    assert Spaerring.objects.staaende().get(sag=anden.sag) == anden
    side = log_ind(by.socialraadgiver).get("/")
    assert f'href="{reverse("spaerring", args=[anden.pk])}"' in side.text


def test_one_that_nobody_here_has_set(by: By, saet: Saet, log_ind: LogInd) -> None:
    sag = anledninger.opret(kode="proeve", enhed=by.myndighed, barn=by.barn, nu=NU, lukket=True)
    kom = saet(anledning=sag, by=None)
    klient = log_ind(by.socialraadgiver)
    assert "med en underretning fra en anden kommune" in tekst(klient.get(reverse("spaerringer")))
    assert "Den, der skrev underretningen i en anden kommune" in tekst(klient.get(reverse("spaerring", args=[kom.pk])))
