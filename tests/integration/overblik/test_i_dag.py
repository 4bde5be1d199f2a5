"""Today's page: what I can do, told as tasks, and how far the round is."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from opsporing import tid
from opsporing.handlinger import actions as handlinger
from opsporing.models import Emne, Maade, Orientering
from opsporing.overblik.opgaver import dagens, rundestand
from opsporing.skemaer.actions import indlaes
from tests import cast
from tests.cast import By
from trivsel.actions import egne, runder
from trivsel.models import Vurdering


@pytest.fixture
def by(db: Any, monkeypatch: pytest.MonkeyPatch) -> By:
    by = cast.byg()
    monkeypatch.setattr(tid, "nu", lambda: by.nu)
    indlaes(nu=by.nu)
    for barn in by.egernboern[:2]:
        for myndighed in barn.foraeldremyndigheder.all():
            Orientering.objects.create(
                kommune=by.kommune,
                barn=barn,
                person=myndighed.person,
                enhed=by.birken,
                emne=Emne.BEHANDLING,
                maade=Maade.MUNDTLIGT,
                givet_den=by.nu.date(),
                givet_by=by.paedagog,
                registreret_at=by.nu,
            )
    runde = runder.planlaeg(
        kommune=by.kommune,
        navn="Efterårsrunden",
        arena="vuggestue",
        alder_fra_mdr=6,
        alder_til_mdr=41,
        aabner=by.nu.date(),
        lukker=date(by.nu.year, 11, 20),
        by=None,
        nu=by.nu,
    )
    runder.aabn_runde(runde=runde, by=None, nu=by.nu)
    return by


def _svar_alt(by: By, user: Any, barn: Any) -> None:
    vurdering = Vurdering.objects.get(barn=barn)
    egen = egne.begynd_egen(vurdering=vurdering, by=user, nu=by.nu)
    svar = {felt.kode: "groen" for felt in egne.tegn_felter(egen)}
    egne.gem_egen(egen=egen, aendringer=svar, set_rev=0, by=user, nu=by.nu)
    egne.afslut_egen(egen=egen, by=user, nu=by.nu)


def _hvad(by: By, user: Any) -> set[str]:
    dag = dagens(user, by.nu)
    return {f"{o.hvad} · {o.mere}" for _, opgaver in dag.grupper for o in opgaver}


def test_several_children_of_a_kind_are_one_task_and_those_who_wait_for_their_parents_another(by: By) -> None:
    assert _hvad(by, by.paedagog) == {
        "Din egen vurdering af 2 børn · Alma og Bo",
        "Fortæl forældrene om vurderingen · Clara Østlund",
    }


def test_what_i_have_done_is_gone_and_what_waits_for_a_colleague_is_not_shown(by: By) -> None:
    _svar_alt(by, by.paedagog, by.barn)
    assert "Din egen vurdering · Bo Ærebo" in _hvad(by, by.paedagog)
    assert not any("Fælles" in hvad for hvad in _hvad(by, by.paedagog))
    _svar_alt(by, by.paedagog2, by.barn)
    assert "Fælles vurdering · Alma Åkjær" in _hvad(by, by.paedagog)


def test_others_see_none_of_it(by: By) -> None:
    for user in (by.paedagog_ugle, by.paedagog_eg, by.sundhedsplejerske, by.forvaltning, by.naboby.paedagog):
        assert dagens(user, by.nu).antal == 0


def test_the_round_counts_each_child_once_and_those_who_wait_for_their_parents(by: By) -> None:
    _svar_alt(by, by.paedagog, by.barn)
    stand = rundestand(by.paedagog)
    assert stand is not None
    assert (stand.mine, stand.mine_kraevet, stand.faelles, stand.antal, stand.venter) == (1, 3, 0, 3, 1)


@pytest.mark.parametrize(("dag", "grupper"), [(15, ["Denne uge", "Senere"]), (17, ["Næste uge", "Senere"])])
def test_in_the_weekend_the_week_is_the_one_that_comes(by: By, dag: int, grupper: list[str]) -> None:
    sag = Vurdering.objects.get(barn=by.barn).anledning
    nu = by.nu.replace(day=dag)  # a Thursday, and a Saturday
    for den in (nu + timedelta(days=1 if dag == 15 else 3), nu + timedelta(days=20)):
        handlinger.opret(
            anledning=sag, hvad="Vi går med.", ansvarlig=by.leder, opfoelgning_den=den.date(), by=by.leder, nu=nu
        )
    assert [titel for titel, _ in dagens(by.leder, nu).grupper] == grupper


def test_a_follow_up_says_what_was_agreed(by: By) -> None:
    handlinger.opret(
        anledning=Vurdering.objects.get(barn=by.barn).anledning,
        hvad="En voksen går med ind i legen hver formiddag og bliver, til den er godt i gang, også ude.",
        ansvarlig=by.paedagog,
        opfoelgning_den=by.nu.date(),
        by=by.paedagog,
        nu=by.nu,
    )
    vist = _hvad(by, by.paedagog)
    assert "Følg op: En voksen går med ind i legen hver formiddag og bliver,\xa0… · Alma Åkjær" in vist


@pytest.mark.parametrize(
    ("hvem", "knap"),
    [
        ("paedagog_ugle", 'href="/boern/">Find et barn'),
        ("leder", 'href="/leder/">Se overblikket'),
        ("forvaltning", 'href="/tal/">Se tallene'),
        ("administrator", 'href="/runder/">Se runderne'),
        ("databeskyttelse", 'href="/log/">Søg i loggen'),
        ("ppr", ""),
    ],
)
def test_an_empty_day_says_where_to_go_instead(by: By, client: Client, hvem: str, knap: str) -> None:
    client.force_login(by.bruger[hvem])
    side = client.get(reverse("i_dag")).text
    assert "Der er ikke noget, du skal gøre lige nu" in side
    assert knap in side if knap else "button-secondary" not in side.split("<main")[1].split("</main")[0]


@pytest.mark.parametrize("antal", [1, 50])
def test_the_page_asks_as_often_for_many_as_for_one(
    by: By, client: Client, antal: int, django_assert_max_num_queries: Any
) -> None:
    from opsporing.boern import actions as boern

    for nr in range(antal):
        barn = boern.opret_barn(
            kommune=by.kommune, fornavn=f"Barn{nr}", efternavn="Test", foedt_den=by.barn.foedt_den, by=None, nu=by.nu
        )
        boern.indskriv(barn=barn, enhed=by.egern, by=None, nu=by.nu)
    client.force_login(by.paedagog)
    client.get(reverse("i_dag"))  # the session is written at most once a minute
    for sti in (reverse("i_dag"), reverse("stue_vis", args=[by.egern.pk])):
        with django_assert_max_num_queries(12):
            assert client.get(sti).status_code == 200
