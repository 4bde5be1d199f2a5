"""What somebody asked for and was not given: one line in the log, the same answer as ever, and found by its child."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.html import escape

from opsporing import log
from opsporing.adgang.afvist import HUSKES, PAUSE, taelles
from opsporing.databeskyttelse.udskrift import udskrift
from opsporing.log.haendelser import AFVIST, AFVIST_OPSLAG, AFVIST_ROLLE
from opsporing.models import Log
from tests.cast import By
from tests.factories.tid import NU

#: The mark against forged forms, new in every page.
SKJULT = re.compile(r"\b[A-Za-z0-9]{64}\b")
LogInd = Callable[..., Client]


def linjer() -> list[tuple[Any, ...]]:
    alle = Log.objects.filter(haendelse__startswith=AFVIST).order_by("pk")
    return list(alle.values_list("haendelse", "bruger", "boern", "objekt", "felter", "antal"))


def test_one_line_each_and_the_same_answer_whether_it_is_there_or_not(by: By, log_ind: LogInd) -> None:
    klient, hun = log_ind(by.paedagog_ugle), str(by.paedagog_ugle.pk)
    alma = str(by.alma.pk)

    def spoerg(navn: str, *args: Any) -> tuple[int, str, int]:
        with CaptureQueriesContext(connection) as spurgt:
            svar = klient.get(reverse(navn, args=args))
        return svar.status_code, SKJULT.sub("", svar.content.decode()), len(spurgt)

    hendes_ikke, findes_ikke = spoerg("barn", by.alma.pk), spoerg("barn", 99_999_999)
    naboens = spoerg("barn", by.naboby.barn.pk)
    assert hendes_ikke[0] == 404
    # The same page and as many questions, few: whose it is, what she sees instead, the line, and the session.
    assert hendes_ikke == findes_ikke == naboens
    assert hendes_ikke[2] <= 9
    assert spoerg("adbb:ny", by.alma.pk)[0] == 403
    assert linjer() == [
        (AFVIST_OPSLAG, hun, [alma], f"opsporing.barn:{alma}", ["barn"], None),
        (AFVIST_OPSLAG, hun, [], "", ["barn"], None),
        (AFVIST_OPSLAG, hun, [], "", ["barn"], None),
        (AFVIST_ROLLE, hun, [alma], f"opsporing.barn:{alma}", ["adbb:ny"], None),
    ]
    # Asked for again at once it is counted; what has no address, and who is not signed in, is in the web log alone.
    for _ in range(9):
        klient.get(reverse("barn", args=[by.alma.pk]))
    assert linjer()[4:] == [(AFVIST_OPSLAG, hun, [alma], f"opsporing.barn:{alma}", ["barn"], 10)]
    assert klient.get("/findes/slet/ikke/").status_code == 404
    Client().get(reverse("barn", args=[by.alma.pk]))
    assert len(linjer()) == 5


def test_data_protection_finds_them_by_child_and_person_and_parents_do_not_read_them(by: By, log_ind: LogInd) -> None:
    foer = udskrift(by.kommune, by.alma, None, None)
    log_ind(by.paedagog_ugle).get(reverse("barn", args=[by.alma.pk]))
    assert udskrift(by.kommune, by.alma, None, None) == foer
    log_ind(by.paedagog).get(reverse("log"))
    klient = log_ind(by.databeskyttelse)
    om_alma = klient.get(reverse("log"), {"haendelse": AFVIST, "barn": by.alma.pk}).content.decode()
    for ord_ in (
        by.paedagog_ugle.navn,
        "fik ikke vist det, der blev spurgt efter",
        "Alma Åkjær",
        "barn, adressen »barn«",
    ):
        assert escape(ord_) in om_alma
    assert "Se ændringer" not in om_alma
    alle = klient.get(reverse("log"), {"haendelse": AFVIST}).content.decode()
    assert "rollen giver ikke adgang til siden" in alle
    assert "Mange afviste opslag" not in alle
    # Somebody who is refused again and again is pointed out on the first page of the log, in her own municipality.
    for dage in range(10):
        log.record(AFVIST_OPSLAG, by=by.paedagog_ugle, nu=NU - timedelta(days=dage), barn=by.alma, objekt=by.alma)
    forside = klient.get(reverse("log")).content.decode()
    assert "Mange afviste opslag" in forside
    assert "linjer om 1 barn eller sag" in forside
    assert "Mange afviste" not in log_ind(by.naboby.databeskyttelse).get(reverse("log")).content.decode()


def test_counting_forgets_what_is_old_and_never_grows() -> None:
    husket, gange = taelles({}, "a", NU)
    assert gange == 1
    husket, gange = taelles(husket, "a", NU + PAUSE - timedelta(seconds=1))
    assert gange == 2
    husket, gange = taelles(husket, "a", NU + PAUSE)
    assert gange == 1
    for nr in range(100):
        husket, gange = taelles(husket, f"b{nr}", NU + PAUSE + timedelta(seconds=nr))
        assert gange == 1
    assert len(husket) == HUSKES
    assert "a" not in husket
