"""The leader's page and the lists behind its numbers: counted right, named only to her, and as fast with many."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from opsporing.boern import actions as boern
from opsporing.frister.actions import opret as opret_frist
from opsporing.models import Barn, Frist, Handling, Log, User
from opsporing.organisation.actions import opret_enhed
from tests.cast import By
from tests.factories.vurdering import Afsluttet, afsluttede_vurderinger
from tests.factories.vurdering import runde as lav_runde
from tests.integration.overblik.conftest import FLEST_FORESPOERGSLER, dag
from trivsel.actions import egne, runder
from trivsel.models import Refleksion, Runde, Vurdering

Som = Callable[[User], Client]
Lav = Callable[..., Any]
LEDER = reverse("leder")
LISTER = ["leder_forsinket", "leder_faldende", "leder_aftaler", "leder_daekning"]


def aabn(by: By, arena: str = "vuggestue", lukker: date = date(2026, 11, 27)) -> Runde:
    runde = runder.planlaeg(
        kommune=by.kommune,
        navn="Efterårsrunden",
        arena=arena,
        alder_fra_mdr=0,
        alder_til_mdr=83,
        aabner=date(2026, 10, 1),
        lukker=lukker,
        by=None,
        nu=by.nu,
    )
    return runder.aabn_runde(runde=runde, by=None, nu=by.nu - timedelta(days=10))


def aftal(by: By, vurdering: Vurdering, den: date, hvad: str = "Billedkort ved skift", **felter: Any) -> Handling:
    handling = Handling.objects.create(
        kommune=by.kommune,
        anledning=vurdering.anledning,
        barn=vurdering.barn,
        enhed=vurdering.enhed,
        hvad=hvad,
        ansvarlig=by.paedagog2,
        aftalt_den=min(date(2026, 9, 1), den),
        opfoelgning_den=den,
        oprettet_at=by.nu,
        oprettet_by=by.paedagog,
        **felter,
    )
    if handling.afsluttet_at is None:
        opret_frist(
            kode="opsporing.handling_opfoelgning",
            anledning=vurdering.anledning,
            enhed=vurdering.enhed,
            forfalder=den,
            nu=by.nu,
            trin=str(handling.pk),
            ansvarlig=handling.ansvarlig,
        )
    return handling


def fald(vurderet: Lav, barn: Barn, dimension: str = "social") -> Vurdering:
    """Green, yellow, red: down twice in a row."""
    vurderet(barn, "groen", dag(2025, 11, 20))
    vurderet(barn, {dimension: "gul"}, dag(2026, 5, 20))
    return vurderet(barn, {dimension: "roed"}, dag(2026, 9, 20))


# ---- who ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("hvem", "status"),
    [
        ("leder", 200),
        ("dagplejekonsulent", 200),
        ("ledende_sundhedsplejerske", 200),
        ("paedagog", 403),
        ("dagplejer", 403),
        ("sundhedsplejerske", 403),
        ("ppr", 403),
        ("socialraadgiver", 403),
        ("myndighedsleder", 403),
        ("forvaltning", 403),
        ("administrator", 403),
        ("databeskyttelse", 403),
    ],
)
def test_only_leaders(by: By, som: Som, hvem: str, status: int) -> None:
    client = som(by.bruger[hvem])
    for navn in ["leder", "leder_udskriv", *LISTER]:
        assert (navn, client.get(reverse(navn)).status_code) == (navn, status)


def test_another_house_sees_nothing_of_this(by: By, som: Som, vurderet: Lav) -> None:
    aabn(by)
    aftal(by, fald(vurderet, by.barn), date(2026, 10, 1))
    client = som(by.leder2)
    for navn in ["leder", *LISTER]:
        side = client.get(reverse(navn) + "?vis=alle").text
        assert "Alma" not in side and "Egern" not in side
    o = client.get(LEDER).context["o"]
    assert (o.overskredet.antal, o.faldende, o.kalder, o.daekning) == (0, [], [], None)
    assert som(by.naboby.leder).get(LEDER).context["o"].runder == []


# ---- the page -----------------------------------------------------------------------------------------------------


def test_an_empty_house_is_told_what_will_come(by: By, som: Som) -> None:
    svar = som(by.leder).get(LEDER)
    assert "Der er ingen åben runde." in svar.context["saetning"]
    assert "Ingen runde er vurderet endnu" in svar.text
    assert [t["tal"] for t in svar.context["tal"]] == [0, 0, 0]


def test_between_rounds_the_next_is_announced(by: By, som: Som) -> None:
    runder.planlaeg(
        kommune=by.kommune,
        navn="Forårsrunden",
        arena="vuggestue",
        alder_fra_mdr=0,
        alder_til_mdr=47,
        aabner=date(2027, 4, 12),
        lukker=date(2027, 5, 31),
        by=None,
        nu=by.nu,
    )
    assert "Forårsrunden åbner 12. april 2027" in som(by.leder).get(LEDER).text


def test_coverage_per_stue_in_danish_order(by: By, som: Som, orienter: Lav) -> None:
    opret_enhed(
        kommune=by.kommune,
        type="stue",
        navn="Ællingen",
        arena="vuggestue",
        foraelder=by.birken,
        by=None,
        nu=by.nu,
    )
    for barn in (by.barn, by.bo):
        orienter(barn)
    aabn(by)
    aabn(by, "boernehave", date(2026, 11, 30))
    v = Vurdering.objects.get(barn=by.barn, udgaaet_at=None)
    for user in (by.paedagog, by.paedagog2):
        egen = egne.begynd_egen(vurdering=v, by=user, nu=by.nu)
        koder = {f.kode: "groen" for f in egne.tegn_felter(egen)}
        egne.gem_egen(egen=egen, aendringer=koder, set_rev=0, by=user, nu=by.nu)
        egne.afslut_egen(egen=egen, by=user, nu=by.nu)
    svar = som(by.leder).get(LEDER)
    d = svar.context["o"].daekning
    assert [(s.navn, s.egne, s.egne_kraevet, s.faelles, s.antal) for s in d.stuer] == [
        ("Egern", 2, 6, 0, 3),
        ("Ugle", 0, 2, 0, 1),
        ("Ællingen", 0, 0, 0, 0),
    ]
    assert (d.navn, d.lukker, d.venter) == ("Efterårsrunden", [date(2026, 11, 27), date(2026, 11, 30)], 2)
    assert "Ingen børn i runden" in svar.text and "Runderne lukker 27. nov. og 30. nov." in svar.text
    assert svar.context["saetning"].startswith(
        "Fire fælles vurderinger skal nås på 33 arbejdsdage. Egern mangler flest."
    )


def test_released_raters_and_corrections_do_not_count(by: By, som: Som, orienter: Lav) -> None:
    orienter(by.barn)
    aabn(by)
    v = Vurdering.objects.get(barn=by.barn, udgaaet_at=None)
    egne.fritag(egen=v.egne.get(nr=2), grund="Syg i hele perioden", by=by.leder, nu=by.nu)
    Vurdering.objects.filter(pk=v.pk).update(samlet="groen", afsluttet_at=by.nu, afsluttet_by=by.paedagog)
    rettelse = Vurdering.objects.get(pk=v.pk)
    rettelse.pk, rettelse.erstatter_id, rettelse.rettelse_grund = None, v.pk, "Fejl"
    rettelse.afsluttet_at = rettelse.afsluttet_by = None
    from opsporing import anledning

    rettelse.anledning = anledning.opret(kode="trivsel.vurdering", enhed=by.egern, barn=by.barn, nu=by.nu)
    rettelse.save()
    [egern, _] = som(by.leder).get(LEDER).context["o"].daekning.stuer
    assert (egern.antal, egern.faelles, egern.egne_kraevet) == (3, 1, 5)


def test_what_is_late_is_counted_by_kind(by: By, som: Som, vurderet: Lav) -> None:
    runde = aabn(by)
    Frist.objects.filter(anledning__vurdering__runde=runde).update(forfalder_at=by.nu - timedelta(days=3))
    aftal(by, vurderet(by.barn, "gul", dag(2026, 9, 1)), date(2026, 10, 8))
    svar = som(by.leder).get(LEDER)
    o = svar.context["o"]
    assert o.overskredet.antal == 3 * 4 + 1  # per child: orientering, two own views, fælles
    assert svar.context["tal"][0]["note"] == "6 egne vurderinger, 3 fælles vurderinger, 3 orienteringer"
    assert "Én opfølgning er over tiden." in svar.context["saetning"]
    assert "Egern siden 8. okt." in svar.text


def test_falling_children_and_agreements(by: By, som: Som, vurderet: Lav, orienter: Lav) -> None:
    sidste = fald(vurderet, by.barn)
    fald(vurderet, by.bo, "kognitiv")
    vurderet(by.clara, "gul", dag(2026, 9, 1))
    aftal(by, sidste, date(2026, 11, 24))
    svar = som(by.leder).get(LEDER)
    o = svar.context["o"]
    assert {f.barn for f in o.faldende} == {by.barn.pk, by.bo.pk}
    assert (o.med_aftale, len(o.kalder)) == (1, 3)
    linjer = {f["navn"]: f for f in svar.context["foelg"]}
    assert linjer["Alma Åkjær"]["tekst"] == "Social trivsel falder for anden gang"
    assert (linjer["Alma Åkjær"]["aftale"], linjer["Alma Åkjær"]["mangler"]) == ("følges op 24. nov. 2026", "")
    assert linjer["Bo Ærebo"]["mangler"] == "ingen aftale endnu"
    assert "To børn har haft faldende trivsel to gange i træk." in svar.context["saetning"]
    assert svar.context["tal"][-1]["note"] == "2 mangler den første aftale"


def test_parents_who_are_not_informed_are_named(by: By, som: Som, orienter: Lav) -> None:
    orienter(by.barn)
    aabn(by)
    svar = som(by.leder).get(LEDER)
    linje = next(f for f in svar.context["foelg"] if "orienteret" in f["navn"])
    assert (linje["navn"], linje["tekst"]) == (
        "2 børns forældre er ikke orienteret",
        "Bo Ærebo, Egern · Clara Østlund, Egern",
    )
    assert som(by.leder).get(linje["url"]).context["side"].paginator.count == 2


def test_six_rounds_over_the_arenas_with_the_same_numbers_in_a_table(by: By, som: Som, vurderet: Lav) -> None:
    for aar in (2023, 2024, 2025, 2026):
        for arena, barn, enhed, position in (
            ("vuggestue", by.barn, by.egern, "gul"),
            ("boernehave", by.david, by.ugle, "groen"),
        ):
            runde = lav_runde(
                by.kommune,
                navn="Forårsrunden",
                arena=arena,
                aabner=date(aar, 4, 1),
                lukker=date(aar, 5, 31),
                lukket_at=dag(aar, 5, 31),
            )
            vurderet(barn, {"social": position}, dag(aar, 5, 10), enhed=enhed, runde=runde)
    vurderet(by.barn, "roed", dag(2026, 9, 1))  # outside the rounds: not in the picture
    boern.flyt(barn=by.david, fra_enhed=by.ugle, til_enhed=by.ulv, by=None, nu=by.nu)  # still counted where it was
    svar = som(by.leder).get(LEDER)
    assert [(r.label, r.samlet) for r in svar.context["o"].runder] == [
        (f"Forårsrunden {aar}", (1, 1, 0)) for aar in (2023, 2024, 2025, 2026)
    ]
    assert svar.context["spoergsmaal"].startswith(
        "I alle fire runder er social trivsel det sted, hvor flest børn har brug for opmærksomhed."
    )
    assert svar.text.count("Forårsrunden 2023") >= 3  # label, picture in words, table
    assert som(by.leder2).get(LEDER).context["o"].runder == []


def test_looking_is_logged_with_the_children_named(by: By, som: Som, vurderet: Lav) -> None:
    fald(vurderet, by.barn)
    vurderet(by.bo, "gul", dag(2026, 9, 1))
    client = som(by.leder)
    for navn, vist in (("leder", [by.barn]), ("leder_faldende", [by.barn]), ("leder_aftaler", [by.barn, by.bo])):
        Log.objects.filter(haendelse="opsporing.boern_vist").count()
        foer = set(Log.objects.values_list("pk", flat=True))
        client.get(reverse(navn))
        [post] = Log.objects.exclude(pk__in=foer)
        assert (post.haendelse, sorted(post.boern)) == ("opsporing.boern_vist", sorted(str(b.pk) for b in vist))


# ---- the lists ----------------------------------------------------------------------------------------------------


def test_who_waits_for_whom_and_what_the_leader_can_do(by: By, som: Som, orienter: Lav, vurderet: Lav) -> None:
    orienter(by.barn)
    runde = aabn(by)
    v = Vurdering.objects.get(barn=by.barn, runde=runde)
    egne.begynd_egen(vurdering=v, by=by.paedagog, nu=by.nu)
    Frist.objects.filter(anledning=v.anledning_id).update(forfalder_at=by.nu - timedelta(days=3))
    handling = aftal(by, vurderet(by.bo, "gul", dag(2026, 9, 1)), date(2026, 10, 1))
    client = som(by.leder)
    linjer = client.get(reverse("leder_forsinket")).context["linjer"]
    assert [(s.hvad, s.venter_paa, s.knap.tekst if s.knap else "") for s in linjer] == [
        ("Følg op på det, I aftalte", "Per Østen", "Se aftalen"),
        ("Egen vurdering", "Pia Bjerre", "Fritag"),
        ("Egen vurdering", "En kollega, som ikke er begyndt", "Fritag"),
        ("Fælles vurdering", "Egen vurdering fra Pia og 1 kollega", "Se vurderingen"),
    ]
    assert linjer[1].knap.url == reverse("trivsel:egen_fritag", args=[v.pk, 1])
    assert client.get(linjer[1].knap.url).status_code == 200
    kun = client.get(reverse("leder_forsinket") + "?slags=opsporing.handling_opfoelgning").context["linjer"]
    assert [s.knap.url for s in kun] == [reverse("handling:vis", args=[handling.pk])]
    assert len(client.get(reverse("leder_forsinket") + "?slags=findes.ikke").context["linjer"]) == 4
    egne.fritag(egen=v.egne.get(nr=2), grund="Syg", by=by.leder, nu=by.nu)
    igen = client.get(reverse("leder_forsinket")).context["linjer"]
    assert [(s.hvad, s.knap) for s in igen if s.hvad == "Egen vurdering"] == [("Egen vurdering", None)]  # the last one


def test_a_leader_may_herself_do_what_the_team_has_not(by: By, som: Som, vurderet: Lav) -> None:
    v = vurderet(by.barn, "gul", dag(2026, 9, 1))
    for kode in ("trivsel.handling", "trivsel.resultat"):
        opret_frist(kode=kode, anledning=v.anledning, enhed=by.egern, forfalder=date(2026, 9, 20), nu=by.nu)
    client = som(by.leder)
    linjer = client.get(reverse("leder_forsinket")).context["linjer"]
    aabne = client.get(reverse("barn", args=[by.barn.pk])).context["side"].aabne
    assert {s.knap.tekst for s in linjer} == {"Aftal", "Notér samtalen"} == {a.knap.tekst for a in aabne}
    assert [client.get(s.knap.url).status_code for s in linjer] == [200, 200]


def test_the_consultant_cannot_release(by: By, som: Som) -> None:
    aabn(by, "dagpleje")
    Frist.objects.update(forfalder_at=by.nu - timedelta(days=1))
    linjer = som(by.dagplejekonsulent).get(reverse("leder_forsinket")).context["linjer"]
    assert {s.hvad for s in linjer} >= {"Egen vurdering", "Fælles vurdering"}
    assert all(s.knap is None or s.knap.tekst != "Fritag" for s in linjer)


def test_the_falling_list_shows_what_it_is_seen_from(by: By, som: Som, vurderet: Lav) -> None:
    fald(vurderet, by.barn)
    [linje] = som(by.leder).get(reverse("leder_faldende")).context["linjer"]
    assert (linje.barn, linje.stue, linje.dimensioner) == (by.barn, "Egern", ["Social"])
    assert [[kode for _, kode, _ in t.positioner] for t in linje.trin] == [["groen"], ["gul"], ["roed"]]


def test_agreements_missing_stand_first(by: By, som: Som, vurderet: Lav) -> None:
    med = vurderet(by.barn, "roed", dag(2026, 9, 1))
    aftal(by, med, date(2026, 10, 1), afsluttet_at=by.nu, afsluttet_by=by.leder)
    vurderet(by.clara, "gul", dag(2026, 9, 1))
    gammel = vurderet(by.bo, "gul", dag(2026, 3, 1))
    aftal(by, gammel, date(2026, 4, 1), afsluttet_at=by.nu, afsluttet_by=by.leder)
    vurderet(by.bo, "gul", dag(2026, 9, 1))  # the ended agreement answered the old position, not this one
    client = som(by.leder)
    linjer = client.get(reverse("leder_aftaler")).context["linjer"]
    assert [(linje.barn, len(linje.aftaler), bool(linje.knap)) for linje in linjer] == [
        (by.bo, 0, True),
        (by.clara, 0, True),
        (by.barn, 1, False),
    ]
    assert client.get(linjer[0].knap.url).status_code == 200
    tal = client.get(LEDER).context["tal"][-1]
    assert (tal["tal"], tal["af"]) == (1, 3)


def test_the_round_can_be_narrowed(by: By, som: Som, orienter: Lav) -> None:
    for barn in (by.barn, by.bo):
        orienter(barn)
    aabn(by)
    aabn(by, "boernehave")
    Vurdering.objects.filter(barn=by.bo).update(samlet="groen", afsluttet_at=by.nu, afsluttet_by=by.paedagog)
    client = som(by.leder)
    adresse = reverse("leder_daekning")

    def vis(**valg: Any) -> list[tuple[Barn, str]]:
        svar = client.get(adresse, valg)
        return [(linje.vurdering.barn, linje.venter_paa) for linje in svar.context["linjer"]]

    assert vis() == [
        (by.barn, "2 kolleger"),
        (by.clara, "Forældrene er ikke orienteret"),
        (by.david, "Forældrene er ikke orienteret"),
    ]
    assert [b for b, _ in vis(vis="orientering")] == [by.clara, by.david]
    assert [b for b, _ in vis(vis="orientering", stue=by.ugle.pk)] == [by.david]
    assert vis(vis="faerdige") == [(by.bo, "")]
    assert len(vis(vis="alle", stue="x")) == len(vis(vis="alle", stue=by.ulv.pk)) == 4  # not hers: no narrowing
    assert vis(vis="vrøvl") == vis()
    assert [f["antal"] for f in client.get(adresse).context["faner"]] == [3, 2, 1, 4]


# ---- reflection ---------------------------------------------------------------------------------------------------


@pytest.fixture
def lukket(by: By, vurderet: Lav) -> Runde:
    runde = lav_runde(
        by.kommune,
        navn="Forårsrunden",
        aabner=date(2026, 4, 1),
        lukker=date(2026, 5, 31),
        lukket_at=dag(2026, 5, 31),
    )
    vurderet(by.barn, {"social": "gul"}, dag(2026, 5, 10), runde=runde)
    return runde


def skriv(client: Client, runde: Runde, tekst: str, version: int, **felter: str) -> Any:
    adresse = reverse("leder_refleksion", args=[runde.pk])
    return client.post(adresse, {"tekst": tekst, "version": version} | felter)


def test_the_report_ends_in_a_text(by: By, som: Som, lukket: Runde) -> None:
    client = som(by.leder)
    assert "Skriv jeres refleksion" in client.get(LEDER).text
    assert skriv(client, lukket, "Vi deler os i mindre grupper.", 0).url == LEDER
    assert "Læs jeres refleksion" in client.get(LEDER).text
    side = client.get(reverse("leder_refleksion", args=[lukket.pk]))
    assert "Vi deler os i mindre grupper." in side.text and "Lone Ågård" in side.text
    [r] = Refleksion.objects.all()
    assert (r.enhed, r.runde, r.rev, r.gemt_by) == (by.birken, lukket, 1, by.leder)
    assert Log.objects.filter(haendelse="trivsel.refleksion_gemt").count() == 1


def test_two_who_write_lose_nothing(by: By, som: Som, lukket: Runde) -> None:
    client = som(by.leder)
    skriv(client, lukket, "Den første.", 0)
    svar = skriv(client, lukket, "Den anden.", 0)
    assert svar.status_code == 409
    assert "Den første." in svar.text and "Den anden." in svar.text
    assert Refleksion.objects.get().tekst == "Den første."
    valgt = skriv(client, lukket, "", 1, konflikt_tekst="begge", min_tekst="Den anden.")
    assert valgt.url == LEDER
    assert Refleksion.objects.get().tekst == "Den første.\n\nDen anden."
    assert skriv(client, lukket, "Den første.\n\nDen anden.", 0).status_code == 302  # the same again


def test_the_text_is_shared_by_the_rounds_of_one_season(by: By, som: Som, lukket: Runde, vurderet: Lav) -> None:
    anden = lav_runde(
        by.kommune, navn="Forårsrunden", arena="boernehave", aabner=date(2026, 4, 1), lukker=date(2026, 5, 31)
    )
    vurderet(by.david, "groen", dag(2026, 5, 10), enhed=by.ugle, runde=anden)
    client = som(by.leder)
    skriv(client, anden, "Fælles for huset.", 0)
    assert "Fælles for huset." in client.get(reverse("leder_refleksion", args=[lukket.pk])).text
    assert skriv(client, lukket, "Skrevet videre.", 1).status_code == 302
    assert Refleksion.objects.count() == 1


def test_other_houses_and_municipalities_are_outside(by: By, som: Som, lukket: Runde) -> None:
    adresse = reverse("leder_refleksion", args=[lukket.pk])
    assert som(by.leder2).get(adresse).status_code == 404
    assert skriv(som(by.leder2), lukket, "x", 0).status_code == 404
    assert som(by.naboby.leder).get(adresse).status_code == 404
    assert som(by.paedagog).get(adresse).status_code == 403
    assert not Refleksion.objects.exists()


@pytest.mark.parametrize("version", ["", "x", "-1", "999999999999"])
def test_odd_input_is_refused_kindly(by: By, som: Som, lukket: Runde, version: str) -> None:
    client = som(by.leder)
    svar = client.post(reverse("leder_refleksion", args=[lukket.pk]), {"tekst": "Tekst", "version": version})
    assert svar.status_code in {302, 409, 422}
    for_lang = client.post(reverse("leder_refleksion", args=[lukket.pk]), {"tekst": "x" * 8001, "version": 0})
    assert for_lang.status_code == 422 and "x" * 8001 in for_lang.text


def test_on_paper_nobody_is_named(by: By, som: Som, lukket: Runde, vurderet: Lav) -> None:
    fald(vurderet, by.barn)
    aabn(by)
    client = som(by.leder)
    skriv(client, lukket, "Vi deler os i mindre grupper.", 0)
    svar = client.get(reverse("leder_udskriv"))
    assert svar.headers["Content-Type"] == "application/pdf" and svar.content.startswith(b"%PDF")
    [post] = Log.objects.filter(haendelse="opsporing.overblik_udskrevet")
    assert post.boern == [] and post.objekt == f"opsporing.enhed:{by.birken.pk}"


# ---- speed --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("antal", [1, 50])
def test_the_number_of_queries_does_not_grow(by: By, som: Som, mange: Lav, forespoergsler: Lav, antal: int) -> None:
    nye = mange(antal)
    for dag_, position in ((dag(2025, 11, 20), "groen"), (dag(2026, 5, 20), "gul"), (dag(2026, 9, 20), "roed")):
        runde = lav_runde(
            by.kommune, navn=f"Runde {dag_:%m}", aabner=dag_.date(), lukker=date(2026, 12, 31), lukket_at=dag_
        )
        for v in afsluttede_vurderinger(
            [Afsluttet(barn, by.egern, {"social": position}, dag_, runde) for barn in nye], [by.paedagog, by.paedagog2]
        ):
            aftal(by, v, date(2026, 10, 1))
    aabn(by)
    Frist.objects.update(forfalder_at=by.nu - timedelta(days=1))
    client = som(by.leder)
    with forespoergsler() as taeller:
        assert client.get(LEDER).status_code == 200
    assert taeller() == FLEST_FORESPOERGSLER - 1
    for navn in LISTER:
        with forespoergsler() as taeller:
            svar = client.get(reverse(navn))
        assert len(svar.context["linjer"]) >= antal
        assert taeller() <= FLEST_FORESPOERGSLER - 3, navn
