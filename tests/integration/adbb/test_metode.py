"""The leading health visitor's pages through the real client: who may see them, that nothing small is told, that nobody
certifies herself, and that what was written is kept when it is refused."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from adbb.models import Screening, Supervision
from adbb.permissions import certifikat
from opsporing.adgang.permissions import Denied
from opsporing.adgang.roller import Rolle
from opsporing.frister.paamindelser import paamind
from opsporing.frister.visning import nyt
from opsporing.fristtyper import CERTIFICERING
from opsporing.models import Barn, Certificering, Frist, Log, User
from opsporing.organisation import actions as organisation
from opsporing.organisation.certifikater import ajourfoer
from opsporing.tid import dato
from tests.cast import ADGANGSKODE, By
from tests.factories.adbb import mange_screeninger

Ind = Callable[[User], Client]
NUL, EN, TRE, OVER, HOEJ = (
    (0, 0, 0, 0, 0, 0, 0, 0),
    (1, 0, 0, 0, 0, 0, 0, 0),
    (1, 1, 0, 0, 1, 0, 0, 0),
    (2, 2, 1, 0, 1, 0, 0, 0),
    (2, 2, 2, 0, 2, 1, 1, 1),
)
FOER = date(2026, 9, 10)
TAL, CERTIFIKATER, MIT = reverse("adbb:tal"), reverse("adbb:certifikater"), reverse("adbb:mit")
SUPERVISION, SUPERVISION_NY = reverse("adbb:supervision"), reverse("adbb:supervision_ny")


@pytest.fixture
def lis(by: By, log_ind: Ind) -> Client:
    """The leading health visitor."""
    return log_ind(by.ledende_sundhedsplejerske)


@pytest.fixture
def signe(by: By, log_ind: Ind) -> Client:
    """A health visitor of Distrikt Nord, certified."""
    return log_ind(by.sundhedsplejerske)


def kollega(by: By, navn: str, enhed: str = "syd") -> User:
    user = organisation.opret_bruger(
        kommune=by.kommune, username=navn.lower(), navn=f"{navn} Prøve", password=ADGANGSKODE, by=None, nu=by.nu
    )
    organisation.ansaet(user=user, enhed=by.enhed[enhed], rolle=Rolle.SUNDHEDSPLEJERSKE, by=None, nu=by.nu)
    return user


def scoret(by: By, user: User, *antal: int, **felter: Any) -> None:
    """So many screenings with the sums 0, 1, 3, 6 and 11."""
    for point, n in zip((NUL, EN, TRE, OVER, HOEJ), antal, strict=False):
        if n:
            mange_screeninger(by.nord, user, point, n, **{"den": FOER} | felter)


@pytest.fixture
def scorer(by: By) -> None:
    """Signe has scored many, Sanne too, Tove few: all of children of two months in September."""
    scoret(by, by.sundhedsplejerske, 30, 14, 9, 7, 1)
    scoret(by, by.sundhedsplejerske2, 40, 8, 6, 3, 0)
    scoret(by, kollega(by, "Tove"), 5, 3)


def summer(svar: Any) -> dict[str, tuple[int | None, ...]]:
    return {r.label: tuple(r.vaerdier) for r in svar.context["side"].summer.raekker}


def hentet(client: Client, sti: str) -> int:
    """How often the page asks the database, once it has been open before; savepoints are none."""
    client.get(sti)
    with CaptureQueriesContext(connection) as fanget:
        assert client.get(sti).status_code == 200
    return sum("SAVEPOINT" not in q["sql"] for q in fanget.captured_queries)


# ---- who -----------------------------------------------------------------------------------------------------------


def test_the_method_is_the_leaders(by: By, signe: Client, lis: Client) -> None:
    for sti in (TAL, CERTIFIKATER, SUPERVISION, SUPERVISION_NY):
        assert (signe.get(sti).status_code, lis.get(sti).status_code) == (403, 200), sti
    assert (signe.get(MIT).status_code, lis.get(MIT).status_code) == (200, 200)


def test_tabs_lead_where_one_may_go(by: By, signe: Client, lis: Client) -> None:
    liste = reverse("adbb:liste")
    assert [f["label"] for f in signe.get(liste).context["faner"]] == ["Børn", "Mit certifikat"]
    for sti in (liste, TAL, CERTIFIKATER, SUPERVISION, MIT):
        faner = lis.get(sti).context["faner"]
        assert [f["label"] for f in faner] == ["Børn", "Scorer", "Certifikater", "Supervision", "Mit certifikat"]
        assert [f["url"] for f in faner if f["aktuel"]] == [sti]


# ---- scores --------------------------------------------------------------------------------------------------------


def test_sums_stand_beside_the_groups(by: By, lis: Client, scorer: None) -> None:
    svar = lis.get(TAL)
    assert summer(svar) == {
        "Sanne Løv": (40, 8, 6, None, None),
        "Signe Kvist": (30, 14, 9, None, None),
        "Hele gruppen": (70, 22, 15, None, None),
    }
    assert {r.label: r.antal for r in svar.context["side"].summer.raekker} == {
        "Sanne Løv": 57,
        "Signe Kvist": 61,
        "Hele gruppen": 118,
    }
    assert "Tove Prøve har under 20 screeninger" in svar.text and "heller ikke er talt med i gruppen" in svar.text
    assert "er vores egen måde at vise tallene på" in svar.text and "Scorer vi ens?" in svar.text


def test_several_with_few_are_the_others(by: By, lis: Client, scorer: None) -> None:
    scoret(by, kollega(by, "Åse"), 12, 3)
    svar = lis.get(TAL)
    assert {r.label: r.antal for r in svar.context["side"].summer.raekker} == {
        "Sanne Løv": 57,
        "Signe Kvist": 61,
        "Øvrige kolleger": 23,
        "Hele gruppen": 141,
    }
    assert summer(svar)["Hele gruppen"][0] == 87
    assert "Tove Prøve og Åse Prøve har under 20" in svar.text and "De er talt med i gruppen" in svar.text


def test_where_nobody_stands_by_herself_the_group_is_there_once(by: By, lis: Client) -> None:
    for navn in ("Åse", "Tove"):
        scoret(by, kollega(by, navn), 12, 3)
    svar = lis.get(TAL)
    assert [r.label for r in svar.context["side"].summer.raekker] == ["Hele gruppen"]
    assert "Vælg en kollega ovenfor" not in svar.text and 'name="kollega"' not in svar.text


def test_no_small_number_is_on_the_page(by: By, lis: Client, scorer: None) -> None:
    for kollega_pk in ("", by.sundhedsplejerske.pk, by.sundhedsplejerske2.pk):
        side = lis.get(TAL, {"kollega": kollega_pk}).context["side"]
        for graf in (side.summer, side.punkter):
            for _, celler in graf.tabel().raekker:
                assert all(c.tekst == "vises ikke" or int(c.tekst) >= 5 for c in celler)
                assert [c.tekst for c in celler].count("vises ikke") != 1  # the sum of the row stands at its end


def test_the_items_of_one_colleague_stand_beside_the_groups(by: By, lis: Client, scorer: None) -> None:
    svar = lis.get(TAL, {"kollega": by.sundhedsplejerske.pk})
    punkter = svar.context["side"].punkter
    assert punkter.raekker[0].label == "1. Ansigtsudtryk" and punkter.raekker[0].vaerdier == (30, 23, None, None, None)
    assert punkter.mod_raekker[0].vaerdier[:2] == (70, 37) and punkter.raekker[0].mod[0] == 70 / 118
    assert "hele gruppen" in lis.get(TAL).context["side"].punkter.titel
    for ukendt in ("x", "0", "9" * 30, str(by.leder.pk)):
        assert lis.get(TAL, {"kollega": ukendt}).context["side"].valgt is None


def test_children_are_never_named(by: By, lis: Client, scorer: None) -> None:
    tekst = lis.get(TAL).text
    assert not [b.navn for b in Barn.objects.all() if b.navn in tekst or b.fornavn in tekst.split()]
    post = Log.objects.get(haendelse="adbb.tal_set")
    assert (post.bruger, post.boern) == (str(by.ledende_sundhedsplejerske.pk), [])


def test_only_what_counts_in_the_period_and_the_age(by: By, lis: Client, scorer: None) -> None:
    foer = summer(lis.get(TAL))
    scoret(by, by.sundhedsplejerske, 50, den=date(2026, 10, 1))  # this month is not over
    scoret(by, by.sundhedsplejerske, 50, alder_mdr=13)
    scoret(by, by.sundhedsplejerske, 50, sum_=False)
    mange_screeninger(by.egern, by.paedagog, NUL, 60, den=FOER)  # no unit of hers
    rettede = mange_screeninger(by.nord, by.sundhedsplejerske, NUL, 50, den=FOER)
    Screening.objects.filter(pk__in=[s.pk for s in rettede]).update(erstattet_at=by.nu)
    assert summer(lis.get(TAL)) == foer
    scoret(by, by.sundhedsplejerske, 21, alder_mdr=9)
    assert (
        summer(lis.get(TAL, {"alder": "8-12 måneder"}))["Hele gruppen"][0] is None
    )  # 21 alike: what is small is known
    scoret(by, by.sundhedsplejerske, 33, 7, 2, den=date(2025, 9, 30))
    forrige = lis.get(TAL, {"periode": 1})
    assert summer(forrige) == {"Signe Kvist": (33, 7, None, None, None), "Hele gruppen": (33, 7, None, None, None)}
    assert summer(lis.get(TAL)) == foer


def test_a_leader_of_one_district_sees_hers_alone(by: By, log_ind: Ind, scorer: None) -> None:
    scoret(by, by.sundhedsplejerske2, 0)
    mange_screeninger(by.syd, by.sundhedsplejerske2, NUL, 30, den=FOER)
    mange_screeninger(by.syd, by.sundhedsplejerske2, EN, 12, den=FOER)
    mange_screeninger(by.syd, by.sundhedsplejerske2, TRE, 3, den=FOER)
    leder = organisation.opret_bruger(kommune=by.kommune, username="sydleder", navn="Siv Syd", by=None, nu=by.nu)
    organisation.ansaet(user=leder, enhed=by.syd, rolle=Rolle.LEDENDE_SUNDHEDSPLEJERSKE, by=None, nu=by.nu)
    assert summer(log_ind(leder).get(TAL)) == {
        "Sanne Løv": (30, 12, None, None, None),
        "Hele gruppen": (30, 12, None, None, None),
    }


def test_too_few_is_said_kindly(by: By, lis: Client) -> None:
    scoret(by, by.sundhedsplejerske, 19)
    svar = lis.get(TAL)
    assert svar.context["side"].tal is None and "Der er for få screeninger at vise" in svar.text


def test_very_few_are_not_even_in_the_group(by: By, lis: Client) -> None:
    scoret(by, by.sundhedsplejerske, 30, 14)
    scoret(by, by.sundhedsplejerske2, 19)
    svar = lis.get(TAL)
    assert set(summer(svar)) == {"Signe Kvist", "Hele gruppen"}
    assert "heller ikke er talt med i gruppen" in svar.text


def test_certified_staff_who_have_not_scored_are_mentioned(by: By, lis: Client, scorer: None) -> None:
    ny = kollega(by, "Åse")
    giv(by, by.ledende_sundhedsplejerske, None)  # certified, but does not score
    assert "Åse Prøve" not in lis.get(TAL).context["side"].faa
    organisation.certificer(user=ny, metode="adbb", udstedt_den=date(2026, 10, 1), udloeber_den=None, by=None, nu=by.nu)
    assert lis.get(TAL).context["side"].faa == ["Tove Prøve", "Åse Prøve"]


# ---- certificates --------------------------------------------------------------------------------------------------


def raekker(svar: Any) -> list[tuple[str, str]]:
    return [(c.user.fornavn, c.status.value) for c in svar.context["alle"]]


def giv(by: By, user: User, udloeber: date | None) -> Certificering:
    return organisation.certificer(
        user=user, metode="adbb", udstedt_den=date(2024, 1, 1), udloeber_den=udloeber, by=None, nu=by.nu
    )


def test_who_may_not_score_stands_first(by: By, lis: Client) -> None:
    i_dag = dato(by.nu)
    giv(by, kollega(by, "Udløbet"), i_dag - timedelta(days=1))
    giv(by, kollega(by, "Snart"), i_dag + timedelta(days=90))
    giv(by, kollega(by, "Idag"), i_dag)
    giv(by, kollega(by, "Evig"), None)
    svar = lis.get(CERTIFIKATER)
    assert raekker(svar) == [
        ("Sanne", "ingen"),
        ("Udløbet", "udloebet"),
        ("Idag", "snart"),
        ("Signe", "snart"),
        ("Snart", "snart"),
        ("Evig", "gyldigt"),
        ("Lis", "ingen"),
    ]
    assert svar.context["mangler"] == ["Sanne Løv", "Udløbet Prøve"]
    assert "scorer ikke" in svar.text
    assert Log.objects.filter(haendelse="adbb.certifikater_set").count() == 1


def test_only_those_who_work_here_now(by: By, lis: Client) -> None:
    organisation.deaktiver_bruger(user=by.sundhedsplejerske2, by=by.administrator, nu=by.nu)
    assert [navn for navn, _ in raekker(lis.get(CERTIFIKATER))] == ["Signe", "Lis"]


def test_the_leader_certifies_a_colleague(by: By, lis: Client) -> None:
    sti = reverse("adbb:certificer", args=[by.sundhedsplejerske2.pk])
    assert "Sanne Løv" in lis.get(sti).text
    felter = {"udstedt_den": "2026-10-01", "udloeber_den": "2028-10-01", "supervisor": "Bente Ø"}
    assert "certifikatet er registreret" in lis.post(sti, felter, follow=True).text
    givet = certifikat(by.sundhedsplejerske2, dato(by.nu))
    assert givet is not None
    assert (givet.metode, givet.udloeber_den, givet.supervisor) == ("adbb", date(2028, 10, 1), "Bente Ø")
    post = Log.objects.get(haendelse="opsporing.certificering_registreret", bruger__gt="")
    assert (post.bruger, post.objekt) == (
        str(by.ledende_sundhedsplejerske.pk),
        f"opsporing.certificering:{givet.pk}",
    )


@pytest.mark.parametrize(
    ("felter", "fejl"),
    [
        ({"udstedt_den": "2026-10-15"}, "ude i fremtiden"),
        ({"udloeber_den": "2026-01-15"}, "udløbe efter den dag"),
        ({"udstedt_den": ""}, "Vælg en dato"),
        ({"supervisor": "6109241234"}, "CPR-nummer"),
    ],
)
def test_a_certificate_that_cannot_be_is_refused_and_kept(
    by: By, lis: Client, felter: dict[str, str], fejl: str
) -> None:
    data = {"udstedt_den": "2026-01-15", "udloeber_den": "2028-01-15", "supervisor": "Bente Ø", **felter}
    svar = lis.post(reverse("adbb:certificer", args=[by.sundhedsplejerske2.pk]), data)
    assert svar.status_code == 422 and fejl in svar.text
    for felt, vaerdi in data.items():
        assert f'value="{vaerdi}"' in svar.text or not vaerdi, felt
    assert not by.sundhedsplejerske2.certificeringer.exists()


def test_the_same_certificate_twice_is_refused(by: By, lis: Client) -> None:
    sti = reverse("adbb:certificer", args=[by.sundhedsplejerske.pk])
    assert "allerede registreret" in lis.post(sti, {"udstedt_den": "2025-01-01"}).text


def test_nobody_certifies_herself(by: By, lis: Client) -> None:
    sti = reverse("adbb:certificer", args=[by.ledende_sundhedsplejerske.pk])
    assert lis.get(sti).status_code == 403
    assert lis.post(sti, {"udstedt_den": "2026-10-01"}).status_code == 403
    assert sti not in lis.get(CERTIFIKATER).text
    for hvem in (by.ledende_sundhedsplejerske, by.administrator):
        with pytest.raises(Denied, match="dig selv"):
            organisation.certificer(user=hvem, metode="adbb", udstedt_den=FOER, udloeber_den=None, by=hvem, nu=by.nu)
    assert Certificering.objects.count() == 1


def test_only_colleagues_and_only_in_her_method(by: By, lis: Client) -> None:
    felter = {"udstedt_den": "2026-10-01"}
    for fremmed in (by.paedagog, by.naboby.paedagog):
        assert lis.post(reverse("adbb:certificer", args=[fremmed.pk]), felter).status_code == 404
    leder = by.ledende_sundhedsplejerske
    for user, metode in ((by.paedagog, "adbb"), (by.naboby.paedagog, "adbb"), (by.sundhedsplejerske2, "anden")):
        with pytest.raises(Denied, match="kolleger i din egen enhed"):
            organisation.certificer(user=user, metode=metode, udstedt_den=FOER, udloeber_den=None, by=leder, nu=by.nu)
    with pytest.raises(Denied):
        organisation.certificer(
            user=by.sundhedsplejerske2,
            metode="adbb",
            udstedt_den=FOER,
            udloeber_den=None,
            by=by.sundhedsplejerske,
            nu=by.nu,
        )


def test_a_new_certificate_meets_the_deadline_of_the_old_at_once(by: By, lis: Client) -> None:
    by.sundhedsplejerske.certificeringer.update(udloeber_den=date(2026, 11, 1))
    ajourfoer(nu=by.nu)
    lis.post(
        reverse("adbb:certificer", args=[by.sundhedsplejerske.pk]),
        {"udstedt_den": "2026-10-01", "udloeber_den": "2028-10-01"},
    )
    frist = Frist.objects.get(kode=CERTIFICERING)
    assert (frist.opfyldt_at, frist.opfyldt_by) == (by.nu, by.ledende_sundhedsplejerske)


def test_the_reminder_leads_to_ones_own_page_and_the_leaders_to_hers(by: By, lis: Client, signe: Client) -> None:
    by.sundhedsplejerske.certificeringer.update(udloeber_den=date(2026, 10, 13))
    ajourfoer(nu=by.nu)
    paamind(nu=by.nu)
    (egen,) = nyt(by.sundhedsplejerske, by.nu).egne
    assert egen.url == MIT and "udløb" in signe.get(egen.url).text.lower()
    (leders,) = nyt(by.ledende_sundhedsplejerske, by.nu).eskalerede
    assert (leders.hvad, leders.url) == ("Et certifikat er udløbet", CERTIFIKATER)
    linje = next(s for s in lis.get(reverse("leder_forsinket")).context["linjer"] if s.venter_paa == "Signe Kvist")
    assert (linje.hvad, linje.knap.url) == ("Et certifikat er udløbet", CERTIFIKATER)


def test_one_who_also_has_another_job_is_reminded_where_she_scores(by: By) -> None:
    user = by.sundhedsplejerske
    organisation.ansaet(
        user=user, enhed=by.egern, rolle=Rolle.PAEDAGOG, by=None, nu=by.nu, fra=by.nu - timedelta(days=999)
    )
    user.certificeringer.update(udloeber_den=date(2026, 11, 1))
    ajourfoer(nu=by.nu)
    assert Frist.objects.get(kode=CERTIFICERING).enhed == by.nord


def test_a_certificate_that_is_ended_counts_no_more_today(by: By) -> None:
    givet = by.sundhedsplejerske.certificeringer.get()
    organisation.afslut_certificering(certificering=givet, by=by.administrator, nu=by.nu)
    assert certifikat(by.sundhedsplejerske, dato(by.nu)) is None
    nyt_ = giv(by, by.sundhedsplejerske2, None)
    Certificering.objects.filter(pk=nyt_.pk).update(udstedt_den=dato(by.nu) - timedelta(days=1))
    mange_screeninger(by.syd, by.sundhedsplejerske2, NUL, 1, den=dato(by.nu))
    with pytest.raises(Denied, match="om to dage"):
        organisation.afslut_certificering(certificering=nyt_, by=by.administrator, nu=by.nu)
    Screening.objects.all().delete()
    organisation.afslut_certificering(certificering=nyt_, by=by.administrator, nu=by.nu)
    assert not by.sundhedsplejerske2.certificeringer.exists()


def test_ones_own_page(by: By, signe: Client, log_ind: Ind) -> None:
    svar = signe.get(MIT)
    assert (svar.context["status"], svar.context["certifikat"].udloeber_den) == ("snart", date(2027, 1, 1))
    sanne = log_ind(by.sundhedsplejerske2).get(MIT)
    assert sanne.context["status"] == "ingen" and "Spørg den ledende sundhedsplejerske" in sanne.text
    assert "Ingen supervision er skrevet ind endnu" in sanne.text


# ---- supervision ---------------------------------------------------------------------------------------------------


def felter(by: By, **mere: Any) -> dict[str, Any]:
    return {
        "den": "2026-10-01",
        "form": "gruppe",
        "supervisor": "Bente Ø",
        "deltagere": [by.sundhedsplejerske.pk, by.sundhedsplejerske2.pk],
        "emne": "Vokalisering hos de mindste",
        **mere,
    }


def test_supervision_is_written_in_and_seen(by: By, lis: Client, signe: Client) -> None:
    assert "er skrevet ind" in lis.post(SUPERVISION_NY, felter(by), follow=True).text
    gemt = Supervision.objects.get()
    assert (gemt.enhed, gemt.oprettet_by, gemt.form) == (by.sundhedspleje, by.ledende_sundhedsplejerske, "gruppe")
    liste = lis.get(SUPERVISION)
    assert "Sanne Løv, Signe Kvist" in liste.text and "Vokalisering hos de mindste" in liste.text
    assert [(k.fornavn, k.sidst) for k in liste.context["kolleger"]] == [
        ("Lis", None),
        ("Sanne", date(2026, 10, 1)),
        ("Signe", date(2026, 10, 1)),
    ]
    assert "Vokalisering hos de mindste" in signe.get(MIT).text
    assert {"adbb.supervision_oprettet", "adbb.supervision_set"} <= set(
        Log.objects.filter(bruger=str(by.ledende_sundhedsplejerske.pk)).values_list("haendelse", flat=True)
    )


@pytest.mark.parametrize(
    ("galt", "fejl"),
    [
        ({"den": "2026-10-15"}, "Dagen er ikke kommet endnu"),
        ({"deltagere": []}, "Vælg mindst én"),
        ({"form": "telefon"}, "gyldig valgmulighed"),
        ({"supervisor": ""}, "Udfyld feltet"),
        ({"emne": "Om 610924-1234"}, "CPR-nummer"),
    ],
)
def test_bad_input_is_kept(by: By, lis: Client, galt: dict[str, Any], fejl: str) -> None:
    svar = lis.post(SUPERVISION_NY, felter(by, **galt))
    assert svar.status_code == 422 and fejl in svar.text
    data = felter(by, **galt)
    assert f'value="{data["emne"]}"' in svar.text and f'value="{data["den"]}"' in svar.text
    assert svar.text.count("checked") == len(data["deltagere"]) + (data["form"] == "gruppe")
    assert not Supervision.objects.exists()


def test_others_cannot_be_written_in(by: By, lis: Client) -> None:
    for fremmed in (by.paedagog, by.naboby.paedagog):
        svar = lis.post(SUPERVISION_NY, felter(by, deltagere=[fremmed.pk]))
        assert svar.status_code == 422 and fremmed.navn not in svar.text
    assert not Supervision.objects.exists()


def test_who_has_waited_longest_stands_first_and_pages_turn(by: By, lis: Client) -> None:
    for nr in range(26):
        lis.post(SUPERVISION_NY, felter(by, den=f"2026-08-{nr + 1:02}", deltagere=[by.sundhedsplejerske.pk]))
    lis.post(SUPERVISION_NY, felter(by, den="2026-07-01", deltagere=[by.sundhedsplejerske2.pk]))
    foerste = lis.get(SUPERVISION)
    assert [s.den.day for s in foerste.context["side"]] == list(range(26, 1, -1))
    assert [s.den for s in lis.get(SUPERVISION, {"side": 2}).context["side"]] == [date(2026, 8, 1), date(2026, 7, 1)]
    assert [k.fornavn for k in foerste.context["kolleger"]] == ["Lis", "Sanne", "Signe"]


# ---- how much is asked of the database -----------------------------------------------------------------------------


def test_the_number_of_queries_does_not_grow(by: By, lis: Client) -> None:
    scoret(by, by.sundhedsplejerske, 12, 8)
    lis.post(SUPERVISION_NY, felter(by, deltagere=[by.ledende_sundhedsplejerske.pk]))
    stier = (TAL, CERTIFIKATER, SUPERVISION, SUPERVISION_NY, MIT)
    faa = [hentet(lis, sti) for sti in stier]
    for nr in range(50):
        user = kollega(by, f"K{nr}", "nord" if nr % 2 else "syd")
        scoret(by, user, 12, 8)
        lis.post(SUPERVISION_NY, felter(by, deltagere=[user.pk, by.ledende_sundhedsplejerske.pk]))
    assert [hentet(lis, sti) for sti in stier] == faa
    assert max(faa) <= 12
