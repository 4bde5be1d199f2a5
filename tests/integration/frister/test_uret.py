"""Deadlines by the clock: who is told at which hour, in which words, and by e-mail when."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from opsporing.adgang.roller import Rolle
from opsporing.boern import actions as boern
from opsporing.celery import app
from opsporing.frister import actions, paamindelser, tasks, udsendelse
from opsporing.frister.kalender import lokalt_tidspunkt, timer_efter
from opsporing.frister.paamindelser import paamind, paamind_efter_uret
from opsporing.frister.typer import ALLE, Eskalering, Fristtype
from opsporing.frister.udsendelse import opret_ugebreve, send_ventende
from opsporing.frister.visning import nyt
from opsporing.models import Log, Paamindelse, Udelukkelse, Udsendelse
from opsporing.organisation import actions as organisation
from opsporing.overblik.opgaver import dagens
from tests.cast import By
from tests.factories.ansaettelse import AnsaettelseFactory
from tests.factories.tid import NU
from tests.support.uret import URET

#: A Saturday evening after the summer, one before each change of the clock, and one before Christmas.
MODTAGET = [
    lokalt_tidspunkt(date(2026, 10, 17), time(19)),
    lokalt_tidspunkt(date(2026, 10, 24), time(19)),
    lokalt_tidspunkt(date(2027, 3, 27), time(19)),
    lokalt_tidspunkt(date(2026, 12, 24), time(19)),
    lokalt_tidspunkt(date(2026, 12, 31), time(19)),
]


@pytest.fixture
def by(by: By) -> By:
    """Below the institution's leader the stue has one of its own: `by.naer`."""
    ansaettelse = AnsaettelseFactory(
        kommune=by.kommune,
        enhed=by.egern,
        user__username="naer",
        user__email="naer@7999.example",
        rolle="dagtilbudsleder",
        fra=NU,
    )
    by.bruger["naer"] = ansaettelse.user.vaelg(ansaettelse)
    return by


def modtagne() -> list[tuple[str, str]]:
    return sorted(Paamindelse.objects.values_list("modtager__username", "slags"))


def minutter(fra: datetime, til: datetime) -> Iterator[datetime]:
    while fra <= til:
        yield fra
        fra += timedelta(minutes=1)


# Who is told when -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("modtaget", MODTAGET, ids=["weekend", "vintertid", "sommertid", "jul", "nytaar"])
def test_the_whole_chain_to_the_minute_whatever_day_it_is(by: By, frist: Any, modtaget: datetime) -> None:
    frist(timer_efter(modtaget, 24), kode=URET.kode, ansvarlig=by.paedagog)
    foerste: dict[tuple[str, str], datetime] = {}
    for time_ in range(30):
        # The minutes in which something comes, and the one before.
        for nu in (modtaget + timedelta(hours=time_, minutes=m) for m in (-1, 0, 1)):
            paamind_efter_uret(nu=nu)
            for noegle in modtagne():
                foerste.setdefault(noegle, nu)
    efter = {noegle: (nu - modtaget) / timedelta(hours=1) for noegle, nu in foerste.items()}
    minut = 1 / 60
    assert efter == pytest.approx(
        {
            ("paedagog", "foer_24t"): 0,
            ("paedagog", "foer_12t"): 12,
            ("naer", "eskaleret_-6t"): 18,
            ("paedagog", "foer_4t"): 20,
            ("naer", "eskaleret_-2t"): 22,
            ("leder", "eskaleret_-2t"): 22,
            ("paedagog", "foer_1t"): 23,
            ("paedagog", "forfalden"): 24 + minut,
            ("naer", "eskaleret_0t"): 24 + minut,
            ("leder", "eskaleret_0t"): 24 + minut,
            ("naer", "eskaleret_4t"): 28 + minut,
            ("leder", "eskaleret_4t"): 28 + minut,
        }
    )


@pytest.mark.parametrize(
    ("tilbage", "ventet"),
    [
        (20, {("paedagog", "foer_24t")}),
        (5, {("paedagog", "foer_12t"), ("naer", "eskaleret_-6t")}),
        (1.5, {("paedagog", "foer_4t"), ("naer", "eskaleret_-2t"), ("leder", "eskaleret_-2t")}),
        (-1, {("paedagog", "forfalden"), ("naer", "eskaleret_0t"), ("leder", "eskaleret_0t")}),
        (-100, {("paedagog", "forfalden"), ("naer", "eskaleret_4t"), ("leder", "eskaleret_4t")}),
    ],
)
def test_what_was_received_before_it_was_registered_is_told_at_once_and_once(
    by: By, frist: Any, tilbage: float, ventet: set[tuple[str, str]]
) -> None:
    """Not every occasion that has passed: the latest, to everybody it concerns, also those skipped on the way up."""
    frist(NU + timedelta(hours=tilbage), kode=URET.kode, ansvarlig=by.paedagog)
    assert paamind_efter_uret(nu=NU) == len(ventet)
    assert set(modtagne()) == ventet
    assert paamind_efter_uret(nu=NU) == paamind(nu=NU) == 0


def test_a_leader_who_may_not_see_the_matter_is_no_step_of_the_chain(by: By, frist: Any) -> None:
    """Nobody is told of what she may not see; the nearest who may is the first step."""
    frist(NU + timedelta(hours=24), kode=URET.kode)
    boern.flyt(barn=by.barn, fra_enhed=by.egern, til_enhed=by.ugle, by=None, nu=NU)
    for time_ in range(30):
        paamind_efter_uret(nu=NU + timedelta(hours=time_, seconds=1))
    # The stue that Alma left, whatever the role there, and the other institution hear nothing.
    assert modtagne() == [
        ("leder", "eskaleret_-2t"),
        ("leder", "eskaleret_-6t"),
        ("leder", "eskaleret_0t"),
        ("leder", "eskaleret_4t"),
    ]


def udeluk(sag: Any, user: Any, by: By) -> None:
    Udelukkelse.objects.create(kommune=by.kommune, anledning=sag.anledning, user=user, sat_at=NU, sat_by=by.paedagog)


@pytest.mark.parametrize("hvem", ["naer", "leder"])
def test_a_leader_who_is_shut_out_hears_nothing_on_any_step(by: By, frist: Any, hvem: str) -> None:
    """The matter is about her: the others are told as if she were not there, and no letter to her is made."""
    sag = frist(NU + timedelta(hours=24), kode=URET.kode)
    udeluk(sag, by.bruger[hvem], by)
    for time_ in range(30):
        paamind_efter_uret(nu=NU + timedelta(hours=time_, seconds=1))
    paamindelser.paamind_alle(nu=NU + timedelta(hours=30))
    anden = "leder" if hvem == "naer" else "naer"
    assert {slags for person, slags in modtagne() if person == anden} == {trin.slags for trin in URET.eskaleringer}
    assert hvem not in {person for person, _ in modtagne()}
    assert not Udsendelse.objects.filter(modtager=by.bruger[hvem]).exists()
    assert not Log.objects.filter(haendelse="opsporing.frist_eskaleret", bruger=str(by.bruger[hvem].pk)).exists()


def test_who_is_shut_out_is_not_reminded_although_it_is_laid_on_her(by: By, frist: Any) -> None:
    sag = frist(NU + timedelta(hours=24), kode=URET.kode, ansvarlig=by.paedagog)
    udeluk(sag, by.paedagog, by)
    paamind_efter_uret(nu=NU)
    assert modtagne() == [("paedagog2", "foer_24t")]


def test_who_is_shut_out_later_loses_the_reminder_and_its_letter(by: By, frist: Any, mailoutbox: list[Any]) -> None:
    sag = frist(NU + timedelta(hours=6), kode=URET.kode, ansvarlig=by.paedagog)
    paamind_efter_uret(nu=NU)
    assert nyt(by.naer, NU).truede
    udeluk(sag, by.naer, by)
    assert nyt(by.naer, NU).ulaeste == []
    assert send_ventende(nu=NU) == 1
    assert [m.to for m in mailoutbox] == [[by.paedagog.email]]
    assert Udsendelse.objects.get(modtager=by.naer).opgivet_at == NU


def test_a_step_that_reaches_higher_than_there_are_leaders_goes_to_the_highest(by: By, frist: Any) -> None:
    organisation.deaktiver_bruger(user=by.leder, by=by.administrator, nu=NU)
    frist(NU + timedelta(hours=2), kode=URET.kode, ansvarlig=by.paedagog)
    paamind_efter_uret(nu=NU)
    assert ("naer", "eskaleret_-2t") in modtagne()


def test_a_step_that_reached_nobody_is_tried_until_somebody_is_there(by: By, frist: Any) -> None:
    for user in (by.naer, by.leder):
        organisation.deaktiver_bruger(user=user, by=by.administrator, nu=NU)
    frist(NU + timedelta(hours=5), kode=URET.kode, ansvarlig=by.paedagog)
    paamind_efter_uret(nu=NU)
    assert modtagne() == [("paedagog", "foer_12t")]
    organisation.genaktiver_bruger(user=by.naer, by=by.administrator, nu=NU)
    paamind_efter_uret(nu=NU + timedelta(minutes=1))
    assert ("naer", "eskaleret_-6t") in modtagne()


def test_whoever_takes_it_over_is_told_the_minute_after_and_once(by: By, frist: Any) -> None:
    sag = frist(NU + timedelta(hours=3), kode=URET.kode, ansvarlig=by.paedagog)
    paamind_efter_uret(nu=NU)
    actions.flyt(anledning=sag.anledning, kode=sag.kode, ansvarlig=by.paedagog2)
    assert paamind_efter_uret(nu=NU + timedelta(minutes=1)) == 1
    assert paamind_efter_uret(nu=NU + timedelta(minutes=2)) == 0
    assert modtagne() == [("naer", "eskaleret_-6t"), ("paedagog", "foer_4t"), ("paedagog2", "foer_4t")]


def test_nothing_more_is_told_once_it_is_done(by: By, frist: Any) -> None:
    sag = frist(NU + timedelta(hours=24), kode=URET.kode, ansvarlig=by.paedagog)
    paamind_efter_uret(nu=NU + timedelta(hours=13))
    actions.opfyld(anledning=sag.anledning, kode=sag.kode, by=by.paedagog, nu=NU + timedelta(hours=14))
    assert paamind_efter_uret(nu=NU + timedelta(hours=30)) == 0


def test_the_chain_is_logged_as_what_the_leader_was_told(by: By, frist: Any) -> None:
    frist(NU + timedelta(hours=2), kode=URET.kode, ansvarlig=by.paedagog)
    paamind_efter_uret(nu=NU)
    poster = Log.objects.filter(haendelse="opsporing.frist_eskaleret")
    assert {post.bruger for post in poster} == {str(by.naer.pk), str(by.leder.pk)}
    assert all(post.boern == [str(by.alma.pk)] for post in poster)


# The kinds ------------------------------------------------------------------------------------------------------------


def type_(**felter: Any) -> Fristtype:
    return Fristtype(
        kode="proeve.x", titel="X", knap="X", url=lambda frist: "/x/", roller=frozenset({"paedagog"}), **felter
    )


def test_a_kind_with_hours_has_no_days_unless_it_says_so() -> None:
    assert type_().foer_dage == (-1, 1)
    assert type_(paamind_timer=(4,)).foer_dage == ()
    assert type_(paamind_timer=(4,), paamind_dage=(1,)).foer_dage == (1,)
    assert (type_().efter_uret, type_(paamind_timer=(4,)).efter_uret) == (False, True)
    assert type_(eskaleringer=(Eskalering(0),)).efter_uret


def test_the_roles_of_a_chain_are_those_of_its_steps() -> None:
    leder = frozenset({Rolle.MYNDIGHEDSLEDER.value})
    kaede = (Eskalering(-2), Eskalering(0, opad=ALLE, til=frozenset({"forvaltning"})))
    assert type_(eskaler_til=leder, eskaleringer=kaede).ledere == {"myndighedsleder", "forvaltning"}
    assert type_(eskaler_til=leder, eskaleringer=kaede[1:]).ledere == {"forvaltning"}
    assert type_(eskaler_til=leder).ledere == leder


@pytest.mark.parametrize(
    "felter",
    [
        {"paamind_timer": (4, 0)},
        {"paamind_timer": (-1,)},
        {"paamind_timer": (4, 4.0)},
        {"paamind_timer": (1.23456789,)},
        {"eskaleringer": (Eskalering(-2), Eskalering(-2, opad=2))},
    ],
)
def test_hours_that_could_not_be_told_apart_are_refused(felter: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=r"proeve\.x"):
        type_(**felter)


def test_a_naive_moment_is_no_deadline() -> None:
    with pytest.raises(ValueError, match="tidszone"):
        actions.oejeblik(NU.replace(tzinfo=None))


# How often it is looked at --------------------------------------------------------------------------------------------


def test_beat_looks_every_minute_and_a_reminder_is_at_most_one_late(by: By, frist: Any) -> None:
    plan = app.conf.beat_schedule["frister-uret"]
    assert (plan["task"], plan["schedule"]) == (tasks.uret.name, 60.0)
    forfalder = NU + timedelta(hours=1, minutes=2, seconds=30)
    frist(forfalder, kode=URET.kode, ansvarlig=by.paedagog)
    for nu in minutter(NU, NU + timedelta(minutes=5)):
        paamind_efter_uret(nu=nu)
    oprettet = Paamindelse.objects.get(slags="foer_1t").oprettet_at
    assert timedelta(0) <= oprettet - (forfalder - timedelta(hours=1)) < timedelta(minutes=1)


def test_every_minute_looks_only_at_what_goes_by_the_clock(
    by: By, frist: Any, typer: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    frist(date(2026, 10, 20))
    frist(NU + timedelta(hours=1), kode=URET.kode, ansvarlig=by.paedagog, barn="bo")
    paamind_efter_uret(nu=NU)
    assert set(Paamindelse.objects.values_list("frist__kode", flat=True)) == {URET.kode}
    # Without such a kind the minute costs nothing.
    for kode in [kode for kode, type_ in typer.items() if type_.efter_uret]:
        monkeypatch.delitem(typer, kode)
    with CaptureQueriesContext(connection) as spurgt:
        assert paamind_efter_uret(nu=NU) == 0
    assert len(spurgt) == 0


def test_the_minutes_task_makes_the_reminder_and_asks_for_its_letter(
    by: By, frist: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    bedt: list[str] = []
    monkeypatch.setattr(tasks, "nudge", lambda navn: bedt.append(navn))
    tasks.uret()
    assert bedt == []
    frist(NU + timedelta(hours=1), kode=URET.kode, ansvarlig=by.paedagog)
    monkeypatch.setattr(tasks.tid, "nu", lambda: NU)
    tasks.uret()
    assert Paamindelse.objects.count() == 3
    assert bedt == ["opsporing.frister.tasks.send"]


# By e-mail ------------------------------------------------------------------------------------------------------------


def test_the_letter_goes_at_night_and_on_christmas_eve_and_says_the_hour_but_not_who(
    by: By, frist: Any, mailoutbox: list[Any]
) -> None:
    nat = lokalt_tidspunkt(date(2026, 12, 25), time(2))
    frist(nat + timedelta(hours=2), kode=URET.kode, ansvarlig=by.paedagog)
    paamind_efter_uret(nu=nat)
    assert opret_ugebreve(nu=nat) == 0
    assert send_ventende(nu=nat) == 3
    assert {m.to[0] for m in mailoutbox} == {"paedagog@7999.example", "naer@7999.example", "leder@7999.example"}
    for brev in mailoutbox:
        assert brev.subject == "Opsporing: noget kan ikke vente"
        html = brev.alternatives[0][0]
        for tekst in (brev.body, html):
            assert "Én opgave i Opsporing har brug for dig nu. Fristen er fredag 25. dec. kl. 4.00." in tekst
        alt = brev.message().as_string() + brev.body + html
        for hemmeligt in ("Alma", "Åkjær", by.alma.cpr, "Egern", "Birken", "vurder", "Vurdér"):
            assert hemmeligt not in alt


def test_after_it_the_letter_says_that_it_has_passed(by: By, frist: Any, mailoutbox: list[Any]) -> None:
    """In the hour of October that comes twice it says which."""
    forfalder = datetime(2026, 10, 25, 1, 30, tzinfo=UTC)
    for barn in ("alma", "bo"):
        frist(forfalder, kode=URET.kode, barn=barn, ansvarlig=by.paedagog)
    nu = forfalder + timedelta(minutes=1)
    paamind_efter_uret(nu=nu)
    send_ventende(nu=nu)
    assert all("2 opgaver" in m.body for m in mailoutbox)
    assert all("Den første frist var søndag 25. okt. kl. 2.30 vintertid." in m.body for m in mailoutbox)


def test_who_lost_sight_of_the_matter_gets_no_letter_about_it(by: By, frist: Any, mailoutbox: list[Any]) -> None:
    """A letter that was made before is given up; what else it was about is still told."""
    frist(NU + timedelta(hours=13), kode=URET.kode, barn="alma", ansvarlig=by.paedagog)
    paamind_efter_uret(nu=NU)
    frist(NU + timedelta(hours=12), kode=URET.kode, barn="bo", ansvarlig=by.paedagog2)
    frist(NU + timedelta(hours=12), kode=URET.kode, barn="clara", ansvarlig=by.paedagog2)
    paamind_efter_uret(nu=NU)
    for barn in ("alma", "bo"):
        boern.flyt(barn=by.boern[barn], fra_enhed=by.egern, til_enhed=by.ulv, by=None, nu=NU)
    nu = NU + timedelta(seconds=1)
    assert send_ventende(nu=nu) == 1
    [brev] = mailoutbox
    assert brev.to == [by.paedagog2.email]
    assert "Én opgave" in brev.body
    assert Udsendelse.objects.get(modtager=by.paedagog).opgivet_at == nu


def test_what_cannot_wait_goes_before_the_weeks_letters(by: By, frist: Any) -> None:
    frist(date(2026, 10, 20), ansvarlig=by.paedagog2)
    paamind(nu=NU)
    opret_ugebreve(nu=NU)
    frist(NU + timedelta(hours=12), kode=URET.kode, ansvarlig=by.paedagog, barn="bo")
    paamind_efter_uret(nu=NU)
    assert udsendelse.venter(kun_haster=True)
    foerst = udsendelse.tag_naeste()
    assert foerst is not None
    assert foerst.modtager == by.paedagog
    assert not udsendelse.venter(kun_haster=True)
    assert udsendelse.venter()


def test_a_weeks_letter_alone_does_not_hurry(by: By, frist: Any) -> None:
    frist(date(2026, 10, 20), ansvarlig=by.paedagog2)
    paamind(nu=NU)
    opret_ugebreve(nu=NU)
    assert udsendelse.venter()
    assert not udsendelse.venter(kun_haster=True)


# In words -------------------------------------------------------------------------------------------------------------


def test_before_it_is_due_the_leader_reads_how_long_there_is_and_after_how_long_ago(by: By, frist: Any) -> None:
    frist(NU + timedelta(hours=4, minutes=10), kode=URET.kode, ansvarlig=by.paedagog)
    paamind_efter_uret(nu=NU)
    foer = nyt(by.naer, NU)
    [linje] = foer.truede
    assert foer.eskalerede == []
    # Wednesday 10 o'clock in Denmark.
    assert (linje.hvornaar.foerst, linje.hvornaar.saa) == ("4 t. 10 min. tilbage", "i dag kl. 14.10")
    assert linje.tekst == "Noget er ikke vurderet: Alma, Egern. Senest i dag kl. 14.10 (4 t. 10 min. tilbage)."
    efter = nyt(by.naer, NU + timedelta(hours=5, minutes=15))
    [linje] = efter.eskalerede
    assert efter.truede == []
    assert linje.tekst == ("Noget er ikke vurderet: Alma, Egern. Fristen var i dag kl. 14.10 (1 t. 5 min. over tiden).")


def test_several_steps_unread_are_one_line(by: By, frist: Any) -> None:
    frist(NU + timedelta(hours=6), kode=URET.kode, ansvarlig=by.paedagog)
    for time_ in range(13):
        paamind_efter_uret(nu=NU + timedelta(hours=time_, seconds=1))
    [linje] = nyt(by.naer, NU + timedelta(hours=13)).eskalerede
    assert len(linje.ids) == 4
    [hendes] = nyt(by.paedagog, NU + timedelta(hours=13)).egne
    assert (hendes.hvornaar.forsinket, len(hendes.ids)) == (True, 4)


def test_each_moment_is_a_line_of_its_own_where_days_would_share_one(by: By, frist: Any) -> None:
    for barn, timer in (("alma", 3), ("bo", 1), ("clara", 1)):
        frist(NU + timedelta(hours=timer), kode=URET.kode, barn=barn, ansvarlig=by.paedagog)
    opgaver = dagens(by.paedagog, NU).nu
    assert [(o.hvad, o.hvornaar.foerst) for o in opgaver] == [
        ("Vurdér 2", "1 t. tilbage"),
        ("Vurdér noget", "3 t. tilbage"),
    ]
    paamind_efter_uret(nu=NU)
    assert [n.hvornaar.foerst for n in nyt(by.paedagog, NU).egne] == ["1 t. tilbage", "3 t. tilbage"]


def test_today_sorts_by_the_clock_and_counts_hours_over_the_nights_of_the_change(by: By, frist: Any) -> None:
    """The night to 25 October has 25 hours: from seven to seven there is one more than the wall says."""
    aften = lokalt_tidspunkt(date(2026, 10, 24), time(19))
    frist(lokalt_tidspunkt(date(2026, 10, 25), time(7)), kode=URET.kode, barn="alma", ansvarlig=by.paedagog)
    frist(aften - timedelta(minutes=65), kode=URET.kode, barn="bo", ansvarlig=by.paedagog)
    frist(date(2026, 10, 24), barn="clara", ansvarlig=by.paedagog)
    opgaver = dagens(by.paedagog, aften).nu
    assert [(o.hvornaar.foerst, o.hvornaar.saa, o.hvornaar.forsinket) for o in opgaver] == [
        ("1 t. 5 min. over tiden", "i dag kl. 17.55", True),
        ("I dag", "24. okt.", False),
        ("13 t. tilbage", "i morgen kl. 7.00", False),
    ]


def test_the_pages_say_it(by: By, frist: Any, log_ind: Any, ur: Any) -> None:
    frist(NU + timedelta(hours=4, minutes=10), kode=URET.kode, ansvarlig=by.paedagog)
    paamind_efter_uret(nu=NU)
    hendes = log_ind(by.paedagog).get(reverse("i_dag")).content.decode()
    assert "<strong>4 t. 10 min. tilbage</strong> i dag kl. 14.10" in hendes
    leder = log_ind(by.naer)
    assert "Senest i dag kl. 14.10 (4 t. 10 min. tilbage)." in leder.get(reverse("i_dag")).content.decode()
    foer = leder.get(reverse("paamindelser")).content.decode()
    assert "Nærmer sig fristen i din enhed" in foer
    assert "Overskredet i din enhed" not in foer
    barnets = log_ind(by.paedagog).get(reverse("barn", args=[by.alma.pk])).content.decode()
    assert "senest i dag kl. 14.10, 4 t. 10 min. tilbage" in barnets
    ur.shift(timedelta(hours=5, minutes=15))
    leder = log_ind(by.naer)
    efter = leder.get(reverse("paamindelser")).content.decode()
    assert "Nærmer sig fristen i din enhed" not in efter
    assert '<strong class="ops-late">1 t. 5 min. over tiden</strong> i dag kl. 14.10' in efter
    assert "1 t. 5 min. over tiden" in leder.get(reverse("leder_forsinket")).content.decode()
    barnets = log_ind(by.paedagog).get(reverse("barn", args=[by.alma.pk])).content.decode()
    assert "1 t. 5 min. over tiden" in barnets


def test_questions_do_not_grow_with_the_steps(by: By, frist: Any) -> None:
    antal = []
    for runde, stoerrelse in enumerate((3, 40)):
        for n in range(stoerrelse):
            frist(
                NU + timedelta(hours=1),
                kode=URET.kode,
                barn=["alma", "bo", "clara"][n % 3],
                trin=f"{runde}-{n}",
                ansvarlig=by.paedagog,
            )
        with CaptureQueriesContext(connection) as spurgt:
            assert paamindelser.paamind_efter_uret(nu=NU) == 3 * stoerrelse
        antal.append(len(spurgt))
    assert antal[0] == antal[1]
