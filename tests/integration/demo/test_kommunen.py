"""Who lives and works in the demo, and that none of them could be anybody."""

import re
from datetime import datetime, timedelta

import pytest
from django.contrib.auth import authenticate
from django.core import mail
from django.db.models import Count
from django.test import Client
from django.urls import reverse

from opsporing.adgang.roller import Rolle
from opsporing.cpr import parse
from opsporing.frister import udsendelse
from opsporing.models import (
    Ansaettelse,
    Barn,
    Certificering,
    Enhed,
    Kommune,
    Log,
    Person,
    Tilknytning,
    Udsendelse,
    User,
)

#: Everybody the product promises, with role and the code of the unit.
LOVEDE = {
    "paedagog": (Rolle.PAEDAGOG, "STR-MUS"),
    "paedagog2": (Rolle.PAEDAGOG, "STR-MUS"),
    "dagplejer": (Rolle.DAGPLEJER, "DPL-ING"),
    "dagplejekonsulent": (Rolle.DAGPLEJEKONSULENT, "DPL"),
    "leder": (Rolle.DAGTILBUDSLEDER, "STR"),
    "leder2": (Rolle.DAGTILBUDSLEDER, "SKO"),
    "sundhedsplejerske": (Rolle.SUNDHEDSPLEJERSKE, "SPL-NORD"),
    "sundhedsplejerske2": (Rolle.SUNDHEDSPLEJERSKE, "SPL-SYD"),
    "ledende_sundhedsplejerske": (Rolle.LEDENDE_SUNDHEDSPLEJERSKE, "SPL"),
    "ppr": (Rolle.PPR, "PPR"),
    "raadgiver": (Rolle.RAADGIVER, "FBR"),
    "socialraadgiver": (Rolle.SOCIALRAADGIVER, "FAM"),
    "myndighedsleder": (Rolle.MYNDIGHEDSLEDER, "FAM"),
    "forvaltning": (Rolle.FORVALTNING, "KOM"),
    "administrator": (Rolle.ADMINISTRATOR, "KOM"),
    "databeskyttelse": (Rolle.DATABESKYTTELSE, "KOM"),
    "bakkeby_leder": (Rolle.DAGTILBUDSLEDER, "BAK"),
}


def boern(kommune: str, nu: datetime) -> list[Barn]:
    """The children who are anywhere in the municipality now."""
    her = Tilknytning.objects.gaeldende(nu).indskrivninger().filter(kommune__kode=kommune)
    return list(Barn.objects.filter(pk__in=her.values("barn")).distinct())


@pytest.mark.parametrize("brugernavn", LOVEDE)
def test_everybody_promised_is_there_with_the_password_and_the_role(nu, brugernavn):
    user = authenticate(username=brugernavn, password="demo")
    assert isinstance(user, User)
    ansaettelser = Ansaettelse.objects.gaeldende(nu).filter(user=user)
    assert [(a.rolle, a.enhed.kode) for a in ansaettelser.select_related("enhed")] == [LOVEDE[brugernavn]]


def test_one_signs_in_at_the_page_and_comes_to_today(nu):
    client = Client()
    svar = client.post(reverse("account_login"), {"login": "paedagog", "password": "demo"}, follow=True)
    assert svar.status_code == 200
    assert "I dag" in svar.content.decode()
    assert svar.context["user"].username == "paedagog"


def test_only_one_of_the_two_sundhedsplejersker_may_score_adbb(nu):
    dem = Certificering.objects.filter(metode="adbb", udstedt_den__lte=nu.date(), udloeber_den__gte=nu.date())
    assert dem.filter(user__username="sundhedsplejerske").exists()
    assert not dem.filter(user__username="sundhedsplejerske2").exists()


def test_the_places_are_there(nu):
    typer = dict(
        Enhed.objects.filter(kommune__navn="Fjordby Kommune").values_list("type").annotate(Count("pk")).order_by()
    )
    assert typer["institution"] == 3
    assert typer["dagpleje"] == 1
    assert typer["dagplejer"] == 4
    assert typer["sundhedspleje"] == 1
    assert typer["distrikt"] == 2
    assert typer["myndighed"] == 1
    assert {"PPR", "Forebyggende rådgivning", "Familieafdelingen"} <= set(Enhed.objects.values_list("navn", flat=True))


def test_there_are_some_220_children_and_a_tiny_neighbour(nu):
    assert 200 <= Barn.objects.filter(kommune__kode="9901").count() <= 245
    assert 140 <= len(boern("9901", nu)) <= 200
    assert 5 <= len(boern("9902", nu)) <= 12


def test_the_history_is_two_and_a_half_years(nu):
    foerste = Log.objects.filter(haendelse="trivsel.egen_afsluttet").earliest("nu").nu
    assert timedelta(days=850) < nu - foerste < timedelta(days=930)
    assert not Log.objects.filter(haendelse__startswith="trivsel.", nu__gt=nu).exists()


def test_no_number_can_belong_to_anybody(nu):
    numre = [
        *Barn.objects.exclude(cpr=None).values_list("cpr", flat=True),
        *Person.objects.values_list("cpr", flat=True),
    ]
    assert len(numre) > 500
    for nummer in filter(None, numre):
        assert parse(nummer).erstatning, "CPR never issues a number whose day is above 31"
    dage = Barn.objects.exclude(cpr=None).exclude(foedt_den=None).values_list("cpr", "foedt_den")
    assert all(parse(cpr).foedselsdato == foedt for cpr, foedt in dage)


def test_every_person_has_an_address_that_cannot_exist(nu):
    assert all(
        re.search(r"@(fjordby|bakkeby)\.example$", email) for email in User.objects.values_list("email", flat=True)
    )


def test_no_email_tells_about_whom(nu):
    """The week's letters and those at once, as they would go out on the first day."""
    udsendelse.opret_ugebreve(nu=nu)
    assert Udsendelse.objects.filter(sendt_at=None).exists()
    udsendelse.send_ventende(nu=nu)
    assert len(mail.outbox) >= 3
    navne = set(Barn.objects.exclude(efternavn="").values_list("efternavn", flat=True))
    navne |= set(Barn.objects.exclude(fornavn="").values_list("fornavn", flat=True))
    for brev in mail.outbox:
        modtager = User.objects.get(email=brev.to[0])
        tekst = " ".join([str(brev.subject), str(brev.body), *(str(html) for html, _ in brev.alternatives)])
        ord_ = set(re.findall(r"[\w-]+", tekst)) - set(re.findall(r"[\w-]+", modtager.navn))
        assert not ord_ & navne
        assert not re.search(r"\d{6}-?\d{4}", tekst)


def test_the_neighbour_sees_nothing_of_fjordby(nu):
    leder = User.objects.get(username="bakkeby_leder")
    leder = leder.vaelg(Ansaettelse.objects.select_related("enhed__kommune").get(user=leder))
    fjordby = Kommune.objects.get(navn="Fjordby Kommune")
    hans = Barn.objects.for_user(leder, nu)
    assert hans.count() == len(boern("9902", nu))
    assert not hans.filter(kommune=fjordby).exists()
