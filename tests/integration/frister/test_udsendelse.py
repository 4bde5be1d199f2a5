"""Which e-mails are made, what stands in them, and what happens when the mail server says no."""

import smtplib
from datetime import date, datetime, time, timedelta
from typing import Any

import pytest
from django.core.mail.backends.locmem import EmailBackend
from django.db.models.functions import Now

from opsporing.frister import actions, udsendelse
from opsporing.frister.kalender import lokalt_tidspunkt
from opsporing.frister.paamindelser import laes, paamind
from opsporing.frister.udsendelse import opret_ugebreve, send_ventende, tag_naeste
from opsporing.models import Paamindelse, Udsendelse
from opsporing.organisation import actions as organisation
from tests.cast import By
from tests.factories.tid import NU

FORFALDER = date(2026, 10, 20)
MANDAG = date(2026, 10, 19)


def dk(dag: date, time_: int = 12) -> datetime:
    return lokalt_tidspunkt(dag, time(time_))


def breve(**filtre: Any) -> list[tuple[str, str, int]]:
    return sorted(Udsendelse.objects.filter(**filtre).values_list("modtager__username", "noegle", "antal"))


def ajourfoer(nu: datetime) -> None:
    paamind(nu=nu)
    opret_ugebreve(nu=nu)


# Which e-mails --------------------------------------------------------------------------------------------------------


def test_one_letter_a_week_instead_of_a_shower(by: By, frist: Any, mailoutbox: list[Any]) -> None:
    for barn in ("alma", "bo", "clara"):
        frist(FORFALDER, barn=barn)
    frist(FORFALDER + timedelta(days=1))
    for dag in range(3):
        for time_ in (0, 8, 12, 20):
            ajourfoer(dk(NU.date() + timedelta(days=dag), time_))
            send_ventende(nu=dk(NU.date() + timedelta(days=dag), time_))
    assert breve() == [("paedagog", "uge-2026-42", 4), ("paedagog2", "uge-2026-42", 4)]
    assert sorted(m.to[0] for m in mailoutbox) == ["paedagog2@7999.example", "paedagog@7999.example"]


def test_what_comes_later_in_the_week_waits_for_the_next(by: By, frist: Any) -> None:
    frist(FORFALDER, barn="alma")
    ajourfoer(NU)
    frist(FORFALDER, barn="bo")
    ajourfoer(NU + timedelta(hours=1))
    ajourfoer(dk(MANDAG, 6))
    assert breve(modtager=by.paedagog) == [("paedagog", "uge-2026-42", 1)]
    ajourfoer(dk(MANDAG, 7))
    # Bo's first reminder, and the second ones of both that came with the day before.
    assert breve(modtager=by.paedagog) == [("paedagog", "uge-2026-42", 1), ("paedagog", "uge-2026-43", 3)]


def test_nothing_is_made_at_night_or_on_a_day_off(by: By, frist: Any) -> None:
    frist(FORFALDER)
    for nu in (dk(date(2026, 10, 14), 5), dk(date(2026, 10, 17)), dk(date(2026, 10, 16), 20)):
        ajourfoer(nu)
    assert breve() == []


def test_what_is_read_or_done_is_not_told_again(by: By, frist: Any) -> None:
    gjort = frist(FORFALDER, barn="bo")
    frist(FORFALDER, ansvarlig=by.paedagog)
    paamind(nu=NU)
    laes(by=by.paedagog, nu=NU)
    actions.opfyld(anledning=gjort.anledning, kode=gjort.kode, by=by.paedagog, nu=NU)
    opret_ugebreve(nu=NU)
    assert breve() == []


def test_nobody_without_an_address_gets_a_letter(by: By, frist: Any) -> None:
    organisation.ret_bruger(user=by.paedagog, by=by.administrator, nu=NU, email="")
    frist(FORFALDER)
    frist(dk(FORFALDER), kode="proeve.haster", barn="bo", ansvarlig=by.paedagog)
    ajourfoer(NU)
    paamind(nu=dk(FORFALDER, 8))
    assert {navn for navn, _, _ in breve()} == {"paedagog2"}
    assert Paamindelse.objects.filter(modtager=by.paedagog).count() >= 2


def test_what_cannot_wait_is_told_at_once_and_together(by: By, frist: Any, mailoutbox: list[Any]) -> None:
    haster = [
        frist(dk(FORFALDER), kode="proeve.haster", barn=barn, ansvarlig=by.paedagog) for barn in ("alma", "bo", "clara")
    ]
    nat = dk(FORFALDER, 1)
    paamind(nu=nat)
    [(_, noegle, antal)] = breve()
    assert (noegle, antal) == (f"straks-{haster[0].pk}-foer_0-20261020T1000", 3)
    assert send_ventende(nu=nat) == 1
    assert mailoutbox[0].subject == "Opsporing: noget kan ikke vente"
    # It is told already, so the week's letter does not tell it again.
    opret_ugebreve(nu=dk(FORFALDER, 8))
    assert len(breve()) == 1


def test_an_escalation_goes_to_the_leader_at_once_in_one_letter(by: By, frist: Any) -> None:
    for barn in ("alma", "bo", "clara"):
        frist(FORFALDER, barn=barn)
    paamind(nu=dk(FORFALDER + timedelta(days=7), 0) + timedelta(minutes=1))
    [(_, noegle, antal)] = breve(modtager=by.leder)
    assert (noegle[:7], antal) == ("straks-", 3)


# What stands in them --------------------------------------------------------------------------------------------------


def test_a_letter_says_how_many_and_where_but_never_who(by: By, frist: Any, mailoutbox: list[Any]) -> None:
    for barn in ("alma", "bo"):
        frist(FORFALDER, barn=barn, ansvarlig=by.paedagog)
    ajourfoer(NU)
    send_ventende(nu=NU)
    [brev] = mailoutbox
    html = brev.alternatives[0][0]
    assert brev.subject == "Opsporing: 2 påmindelser til dig"
    for tekst in (brev.body, html):
        assert "Hej Pia" in tekst
        assert "2 nye påmindelser" in tekst
        assert "/paamindelser/" in tekst
    alt = brev.message().as_string() + brev.body + html
    for hemmeligt in ("Alma", "Åkjær", "Bo ", "Ærebo", by.alma.cpr, by.bo.cpr, "Egern", "Birken"):
        assert hemmeligt not in alt
    assert brev.extra_headers["Message-ID"] == Udsendelse.objects.get().message_id
    assert brev.extra_headers["Auto-Submitted"] == "auto-generated"


def test_one_reminder_is_said_in_the_singular(by: By, frist: Any, mailoutbox: list[Any]) -> None:
    frist(FORFALDER, ansvarlig=by.paedagog)
    ajourfoer(NU)
    send_ventende(nu=NU)
    assert mailoutbox[0].subject == "Opsporing: 1 påmindelse til dig"
    assert "én ny påmindelse" in mailoutbox[0].body


# Sending --------------------------------------------------------------------------------------------------------------


@pytest.fixture
def brev(by: By, frist: Any) -> Udsendelse:
    """One letter to Pia that waits."""
    frist(FORFALDER, ansvarlig=by.paedagog)
    ajourfoer(NU)
    return Udsendelse.objects.get()


def test_sent_once_and_marked(brev: Udsendelse, mailoutbox: list[Any]) -> None:
    assert [send_ventende(nu=NU), send_ventende(nu=NU)] == [1, 0]
    brev.refresh_from_db()
    assert (brev.sendt_at, brev.forsoeg, len(mailoutbox)) == (NU, 1, 1)


def test_a_claim_keeps_others_away_until_it_runs_out(brev: Udsendelse, settings: Any) -> None:
    settings.POST_LEJE = 3600
    assert tag_naeste() == brev
    assert tag_naeste() is None
    assert not udsendelse.venter()
    Udsendelse.objects.update(optaget_til=Now() - timedelta(seconds=1))
    igen = tag_naeste()
    assert igen is not None
    assert (igen.forsoeg, igen.message_id) == (2, brev.message_id)


def test_a_sender_that_lost_its_claim_writes_nothing(brev: Udsendelse) -> None:
    foerste = tag_naeste()
    Udsendelse.objects.update(optaget_til=Now() - timedelta(seconds=1))
    tag_naeste()
    assert foerste is not None
    udsendelse._lad_vente(foerste, OSError())
    brev.refresh_from_db()
    assert brev.forsoeg == 2
    assert not udsendelse.venter()


class Afviser(EmailBackend):
    """Refuses the first `gange` messages, as a mail server does that is busy or knows no such receiver."""

    gange = 1

    def send_messages(self, messages: Any) -> int:
        if Afviser.gange:
            Afviser.gange -= 1
            raise smtplib.SMTPRecipientsRefused({"x@example": (450, b"try again")})
        return super().send_messages(messages)


def test_a_refused_letter_waits_and_the_others_go(
    by: By, frist: Any, brev: Udsendelse, mailoutbox: list[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    frist(FORFALDER, barn="bo", ansvarlig=by.paedagog2)
    ajourfoer(NU)
    monkeypatch.setattr(udsendelse, "get_connection", Afviser)
    monkeypatch.setattr(Afviser, "gange", 1)
    assert send_ventende(nu=NU) == 1
    assert mailoutbox[0].to == [by.paedagog2.email]
    assert send_ventende(nu=NU) == 0
    Udsendelse.objects.filter(sendt_at=None).update(optaget_til=Now() - timedelta(seconds=1))
    assert send_ventende(nu=NU) == 1
    brev.refresh_from_db()
    assert (brev.sendt_at, brev.forsoeg) == (NU, 2)


class Nede(EmailBackend):
    """Cannot be reached."""

    aabnet = 0

    def open(self) -> bool:
        Nede.aabnet += 1
        raise ConnectionRefusedError


def test_when_the_server_cannot_be_reached_one_try_is_enough(
    by: By, frist: Any, brev: Udsendelse, monkeypatch: pytest.MonkeyPatch
) -> None:
    frist(FORFALDER, barn="bo", ansvarlig=by.paedagog2)
    ajourfoer(NU)
    monkeypatch.setattr(udsendelse, "get_connection", Nede)
    monkeypatch.setattr(Nede, "aabnet", 0)
    assert send_ventende(nu=NU) == 0
    assert Nede.aabnet == 1
    assert sorted(Udsendelse.objects.values_list("forsoeg", flat=True)) == [0, 1]


@pytest.mark.parametrize("hvad", ["rejst", "lukket", "gjort", "laest", "foraeldet"])
def test_a_letter_nobody_needs_any_more_is_given_up(hvad: str, by: By, brev: Udsendelse, mailoutbox: list[Any]) -> None:
    nu = NU + timedelta(minutes=1)
    sag = Paamindelse.objects.get().frist
    if hvad == "rejst":
        organisation.afslut_ansaettelse(ansaettelse=by.paedagog.ansaettelse, til=NU, by=by.administrator, nu=NU)
    elif hvad == "lukket":
        organisation.deaktiver_bruger(user=by.paedagog, by=by.administrator, nu=NU)
    elif hvad == "gjort":
        actions.opfyld(anledning=sag.anledning, kode=sag.kode, by=by.paedagog2, nu=NU)
    elif hvad == "laest":
        laes(by=by.paedagog, nu=NU)
    else:
        nu = NU + timedelta(days=15)
    assert send_ventende(nu=nu) == 0
    brev.refresh_from_db()
    assert (brev.opgivet_at, brev.sendt_at, mailoutbox) == (nu, None, [])
    assert send_ventende(nu=nu) == 0
