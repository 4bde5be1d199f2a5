"""The child's page: what the own unit knows and owes, who may see it, and that looking is logged once."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from opsporing import anledning as anledninger
from opsporing.boern import actions as boern
from opsporing.models import (
    Barn,
    Emne,
    Grundlag,
    Handling,
    Log,
    Maade,
    Opfoelgning,
    Orientering,
    Spaerringsgrund,
    Tilknytning,
    User,
)
from opsporing.spaerring import actions as spaerringer
from tests.cast import By
from tests.factories.barn import BarnFactory
from tests.integration.overblik.conftest import FLEST_FORESPOERGSLER, dag
from trivsel.actions import runder
from trivsel.models import Vurdering

Som = Callable[[User], Client]
Lav = Callable[..., Any]


def url(barn: Barn) -> str:
    return reverse("barn", args=[barn.pk])


def aftal(by: By, vurdering: Vurdering, hvad: str, opfoelgning: date, **felter: Any) -> Handling:
    return Handling.objects.create(
        kommune=by.kommune,
        anledning=vurdering.anledning,
        barn=vurdering.barn,
        enhed=vurdering.enhed,
        hvad=hvad,
        ansvarlig=by.paedagog2,
        aftalt_den=vurdering.afsluttet_at.date(),
        opfoelgning_den=opfoelgning,
        oprettet_at=vurdering.afsluttet_at,
        oprettet_by=by.paedagog,
        **felter,
    )


# ---- who may see it -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("hvem", "status"),
    [
        ("paedagog", 200),
        ("leder", 200),
        ("paedagog_ugle", 404),
        ("leder2", 404),
        ("dagplejer", 404),
        ("dagplejekonsulent", 404),
        ("sundhedsplejerske", 404),
        ("ppr", 404),
        ("socialraadgiver", 404),
        ("forvaltning", 403),
        ("administrator", 403),
        ("databeskyttelse", 403),
    ],
)
def test_only_those_a_tilknytning_reaches_see_the_child(by: By, som: Som, hvem: str, status: int) -> None:
    client = som(by.bruger[hvem])
    assert client.get(url(by.barn)).status_code == status
    # Familieafdelingen reads no vurderinger at all, so it is refused before the child is looked up.
    laeser_ikke = hvem == "socialraadgiver"
    assert client.get(reverse("barn_sammenlign", args=[by.barn.pk])).status_code == (403 if laeser_ikke else status)
    assert client.get(reverse("barn", args=[10**9])).status_code in {404, 403}
    assert Log.objects.filter(haendelse="opsporing.barn_set").count() == (1 if status == 200 else 0)


def test_another_municipality_is_outside(by: By, som: Som) -> None:
    assert som(by.naboby.leder).get(url(by.barn)).status_code == 404
    assert som(by.leder).get(url(by.naboby.barn)).status_code == 404


def test_access_to_one_matter_does_not_open_the_page(by: By, som: Som, vurderet: Lav) -> None:
    sag = vurderet(by.barn).anledning
    anledninger.aabn_for(
        anledning=sag,
        enhed=by.ppr_team,
        grundlag=Grundlag.SPARRING,
        til=by.nu + timedelta(days=30),
        ansaettelse=by.ppr.ansaettelse,
        by=by.leder,
        nu=by.nu - timedelta(minutes=1),
    )
    client = som(by.ppr)
    assert client.get(reverse("trivsel:vurdering", args=[sag.vurdering.pk])).status_code == 200
    assert client.get(url(by.barn)).status_code == 404
    assert client.get(reverse("barn_sammenlign", args=[by.barn.pk])).status_code in {403, 404}


def test_a_move_takes_the_page_away_the_same_second(by: By, som: Som) -> None:
    client = som(by.paedagog)
    assert client.get(url(by.barn)).status_code == 200
    boern.flyt(barn=by.barn, fra_enhed=by.egern, til_enhed=by.ulv, by=None, nu=by.nu)
    assert client.get(url(by.barn)).status_code == 404
    assert som(by.paedagog_eg).get(url(by.barn)).status_code == 200


def test_looking_is_logged_once_with_the_child(by: By, som: Som) -> None:
    som(by.paedagog).get(url(by.barn))
    [post] = Log.objects.filter(boern__contains=[str(by.barn.pk)], bruger=str(by.paedagog.pk))
    assert (post.haendelse, post.boern, post.enhed) == (
        "opsporing.barn_set",
        [str(by.barn.pk)],
        str(by.egern.pk),
    )


# ---- the head -----------------------------------------------------------------------------------------------------


def test_the_head_has_the_facts_and_never_the_number(by: By, som: Som) -> None:
    side = som(by.paedagog).get(url(by.barn)).text
    assert "610924-••••" in side and by.barn.cpr not in side and by.barn.cpr[6:] not in side
    assert "2 år 1 md." in side and "Egern" in side
    assert "Frank Åkjær, Merete Åkjær" in side
    assert "Navne- og adressebeskyttelse" not in side


def test_protection_is_flagged(by: By, som: Som) -> None:
    boern.ret_barn(barn=by.clara, by=None, nu=by.nu, beskyttet=True)
    side = som(by.paedagog).get(url(by.clara)).text
    assert "Navne- og adressebeskyttelse" in side and "Carl Østlund (beskyttet)" in side
    assert "intet CPR-nummer endnu" in side and reverse("barn_cpr", args=[by.clara.pk]) not in side


def test_an_expected_child(by: By, som: Som) -> None:
    ventet = BarnFactory(kommune=by.kommune, ventet=True)
    boern.indskriv(barn=ventet, enhed=by.nord, by=None, nu=by.nu)
    side = som(by.sundhedsplejerske).get(url(ventet)).text
    assert "Termin" in side and "20. december 2026" in side
    assert f"Ventet barn ({ventet.mor.navn})" in side and "Barnet er ikke født endnu" in side
    assert "Begynd en vurdering nu" not in side


@pytest.mark.parametrize("hvem", ["sundhedsplejerske", "ledende_sundhedsplejerske"])
def test_the_corrected_age_stands_beside_the_age(by: By, som: Som, hvem: str) -> None:
    client, adresse = som(by.bruger[hvem]), reverse("barn_svangerskab", args=[by.gro.pk])
    foer = client.get(url(by.gro))
    assert "Født i uge" in foer.text and "ikke skrevet" in foer.text and adresse in foer.text
    set_foer = client.get(adresse).context["r"].version
    svar = client.post(adresse, {"uger": "34", "dage": "5", "version": set_foer}, follow=True)
    assert svar.redirect_chain == [(url(by.gro), 302)]
    assert "10 uger" in svar.text and "5 uger · født i uge 34+5" in svar.text
    by.gro.refresh_from_db()
    assert (by.gro.gestationsuger, by.gro.gestationsdage) == (34, 5)
    post = Log.objects.get(haendelse="opsporing.barn_rettet")
    assert (post.boern, post.bruger) == ([str(by.gro.pk)], str(by.bruger[hvem].pk))
    assert set(post.felter) == {"gestationsuger", "gestationsdage"}
    # A colleague who had the page open meanwhile sees both and chooses.
    svar = client.post(adresse, {"uger": "39", "dage": "", "version": set_foer})
    assert svar.status_code == 409
    assert f"{by.bruger[hvem].navn} har gemt, mens du skrev" in svar.text
    by.gro.refresh_from_db()
    assert (by.gro.gestationsuger, by.gro.gestationsdage) == (34, 5)
    valgt = {"konflikt_uger": "min", "min_uger": "39", "konflikt_dage": "min"}
    assert client.post(adresse, valgt | {"version": svar.context["r"].konflikt.version}).status_code == 302
    rettet = client.get(url(by.gro)).text
    assert "Korrigeret alder" not in rettet and "Født i uge" in rettet
    client.post(adresse, {"uger": "", "dage": "", "version": client.get(adresse).context["r"].version})
    by.gro.refresh_from_db()
    assert (by.gro.gestationsuger, by.gro.gestationsdage) == (None, None)


@pytest.mark.parametrize(
    ("felter", "fejl"),
    [
        ({"uger": "19", "dage": ""}, "20"),
        ({"uger": "46", "dage": ""}, "45"),
        ({"uger": "34", "dage": "7"}, "6"),
        ({"uger": "", "dage": "3"}, "Skriv også ugerne."),
        ({"uger": "34+5", "dage": ""}, "heltal"),
    ],
)
def test_weeks_that_cannot_be_are_refused(by: By, som: Som, felter: dict[str, str], fejl: str) -> None:
    client, adresse = som(by.sundhedsplejerske), reverse("barn_svangerskab", args=[by.gro.pk])
    svar = client.post(adresse, felter | {"version": client.get(adresse).context["r"].version})
    assert svar.status_code == 422
    assert fejl in svar.text
    by.gro.refresh_from_db()
    assert by.gro.gestationsuger is None


def test_how_long_the_pregnancy_was_is_sundhedsplejens(by: By, som: Som) -> None:
    """Dagtilbud see the ordinary age only, also of a child that sundhedsplejen knows too."""
    boern.ret_barn(barn=by.barn, by=None, nu=by.nu, gestationsuger=30, foedt_den=date(2025, 3, 1))
    side = som(by.paedagog).get(url(by.barn)).text
    assert "1 år 7 md." in side
    assert "Korrigeret" not in side and "uge 30" not in side
    assert som(by.paedagog).get(reverse("barn_svangerskab", args=[by.barn.pk])).status_code == 403
    assert som(by.sundhedsplejerske).get(reverse("barn_svangerskab", args=[by.barn.pk])).status_code == 404


def test_nothing_is_written_about_a_pregnancy_that_is_not_over(by: By, som: Som) -> None:
    ventet = BarnFactory(kommune=by.kommune, ventet=True)
    boern.indskriv(barn=ventet, enhed=by.nord, by=None, nu=by.nu)
    assert som(by.sundhedsplejerske).get(reverse("barn_svangerskab", args=[ventet.pk])).status_code == 403


# ---- positions ----------------------------------------------------------------------------------------------------


def test_positions_over_time_in_picture_and_table(by: By, som: Som, vurderet: Lav) -> None:
    vurderet(by.barn, {"social": "gul"}, dag(2025, 11, 20))
    vurderet(by.barn, {"social": "roed"}, dag(2026, 5, 26))
    vurderet(by.barn, "groen", dag(2026, 9, 8))
    svar = som(by.paedagog).get(url(by.barn))
    graf = svar.context["side"].graf
    assert list(graf.runder) == ["nov. 25", "maj 26", "sep. 26"]
    assert [ln.koder for ln in graf.linjer if ln.label == "Social"] == [["gul", "roed", "groen"]]
    assert graf.samlet == ["gul", "roed", "groen"]
    assert (svar.context["side"].samlet, svar.context["side"].samlet_ord) == ("groen", "Trivsel")
    assert svar.text.count("Bekymring") >= 3  # legend, dimension and overall in the table


def test_a_round_that_came_to_nothing_is_a_gap(by: By, som: Som, vurderet: Lav) -> None:
    vurderet(by.barn, "groen", dag(2025, 11, 20))
    runde = runder.planlaeg(
        kommune=by.kommune,
        navn="Forårsrunden",
        arena="vuggestue",
        alder_fra_mdr=0,
        alder_til_mdr=47,
        aabner=date(2026, 4, 1),
        lukker=date(2026, 5, 31),
        by=None,
        nu=by.nu,
    )
    runder.aabn_runde(runde=runde, by=None, nu=by.nu - timedelta(days=30))
    runder.udgaa(vurderinger=Vurdering.objects.filter(runde=runde, barn=by.barn), nu=dag(2026, 6, 1))
    vurderet(by.barn, "gul", dag(2026, 9, 8))
    svar = som(by.paedagog).get(url(by.barn))
    assert list(svar.context["side"].graf.runder) == ["nov. 25", "maj 26", "sep. 26"]
    assert svar.context["side"].graf.samlet == ["groen", None, "gul"]
    assert "Stiplet linje: sprunget over" in svar.text and "Forårsrunden: ikke vurderet" in svar.text


def test_only_the_newest_version_counts(by: By, som: Som, vurderet: Lav) -> None:
    gammel = vurderet(by.barn, "roed", dag(2026, 9, 1))
    ny = vurderet(by.barn, "gul", dag(2026, 9, 2))
    Vurdering.objects.filter(pk=ny.pk).update(erstatter=gammel, rettelse_grund="Forkert barn")
    Vurdering.objects.filter(pk=gammel.pk).update(erstattet_at=dag(2026, 9, 2))
    svar = som(by.paedagog).get(url(by.barn))
    assert svar.context["side"].graf.samlet == ["gul"]
    assert "Rettet fælles vurdering: øget opmærksomhed" in svar.text
    assert "bekymring" not in svar.text.split('id="sket"')[1]


def test_what_another_unit_wrote_stays_there(by: By, som: Som, vurderet: Lav) -> None:
    boern.indskriv(barn=by.barn, enhed=by.nord, by=None, nu=by.nu - timedelta(days=20))
    vurderet(by.barn, "roed", dag(2026, 9, 8))
    svar = som(by.sundhedsplejerske).get(url(by.barn))
    assert svar.status_code == 200
    assert svar.context["side"].graf is None and "Ingen afsluttet vurdering endnu" in svar.text
    assert "Bekymring" not in svar.text and "Pia" not in svar.text
    assert "Egern" in svar.text  # that the stue has access, and why, is told


# ---- time line ----------------------------------------------------------------------------------------------------


def test_the_timeline_tells_everything_newest_first(by: By, som: Som, vurderet: Lav, orienter: Lav) -> None:
    orienter(by.barn, den=date(2026, 9, 1))
    v = vurderet(by.barn, "gul", dag(2026, 9, 8))
    handling = aftal(by, v, "Billedkort ved skift", date(2026, 10, 1))
    Opfoelgning.objects.create(
        handling=handling,
        den=date(2026, 10, 1),
        virkning="hjalp",
        tekst="Hun finder selv kortet.",
        registreret_at=by.nu,
        registreret_by=by.paedagog,
    )
    Orientering.objects.create(
        kommune=by.kommune,
        barn=by.barn,
        person=by.mor,
        anledning=v.anledning,
        enhed=by.birken,
        emne=Emne.RESULTAT,
        maade=Maade.MUNDTLIGT,
        givet_den=date(2026, 9, 10),
        givet_by=by.paedagog,
        registreret_at=by.nu,
    )
    boern.flyt(barn=by.barn, fra_enhed=by.egern, til_enhed=by.ugle, by=None, nu=by.nu - timedelta(hours=1))
    svar = som(by.leder).get(url(by.barn) + "?alt=1")
    assert [p.titel for p in svar.context["side"].sket] == [
        "Flyttede fra Egern til Ugle",
        "Fulgt op: Billedkort ved skift",
        "Samtale med Merete om resultatet",
        "Ekstra fælles vurdering: øget opmærksomhed",
        "Aftale: Billedkort ved skift",
        "Orientering om vurderingerne til Merete og Frank",
        "Begyndte i Egern",
    ]
    assert "Det hjalp. Hun finder selv kortet." in svar.text and "Pia Bjerre og Per Østen" in svar.text


def test_the_rest_is_one_tap_away(by: By, som: Som, vurderet: Lav) -> None:
    for maaned in range(1, 10):
        vurderet(by.barn, "groen", dag(2026, maaned, 8))
    client = som(by.paedagog)
    kort = client.get(url(by.barn))
    assert len(kort.context["side"].sket) == 6 and "Vis alt (10)" in kort.text
    assert len(client.get(url(by.barn) + "?alt=1").context["side"].sket) == 10


def test_what_was_regretted_never_happened(by: By, som: Som, orienter: Lav) -> None:
    orienter(by.barn)
    Orientering.objects.update(fortrudt_at=by.nu)
    svar = som(by.paedagog).get(url(by.barn))
    assert [p.titel for p in svar.context["side"].sket] == ["Begyndte i Egern"]
    assert "Frank og Merete er ikke orienteret om vurderingerne endnu." in svar.text


# ---- what is open, and what is next -------------------------------------------------------------------------------


def test_agreements_stand_with_their_follow_up(by: By, som: Som, vurderet: Lav) -> None:
    v = vurderet(by.barn, "gul", dag(2026, 9, 8))
    aaben = aftal(by, v, "Billedkort ved skift", date(2026, 10, 13))
    aftal(by, v, "Fast voksen", date(2026, 9, 20), afsluttet_at=by.nu, afsluttet_by=by.leder)
    svar = som(by.paedagog).get(url(by.barn))
    [punkt] = svar.context["side"].aabne
    assert (punkt.titel, punkt.hvem, punkt.hvornaar, punkt.forsinket) == (
        "Billedkort ved skift",
        "Per",
        "følges op 1 dag over",
        True,
    )
    assert punkt.knap.url == reverse("handling:foelg_op", args=[aaben.pk])
    assert svar.context["side"].aftale.url == reverse("handling:opret", args=[v.anledning_id])


def test_the_filled_button_is_the_most_urgent_thing_of_mine(by: By, som: Som, orienter: Lav) -> None:
    client = som(by.paedagog)
    assert "Begynd en vurdering nu" in client.get(url(by.barn)).text
    runder.opret_ekstra(barn=by.barn, enhed=by.egern, by=by.paedagog, nu=by.nu)
    side = client.get(url(by.barn)).context["side"]
    assert (side.naeste.tekst, side.naeste.url) == (
        "Notér orientering",
        reverse("orientering:barn", args=[by.barn.pk]),
    )
    assert not side.kan_begynde
    assert [a.titel for a in side.aabne] == [
        "Fortæl forældrene om vurderingen",
        "Egne vurderinger",
        "Fælles vurdering",
    ]
    assert side.aabne[1].hvem == "Mangler 2 kolleger" and side.aabne[1].knap is None


def test_own_view_begin_and_go_on(by: By, som: Som, orienter: Lav) -> None:
    from trivsel.actions import egne

    orienter(by.barn)
    v = runder.opret_ekstra(barn=by.barn, enhed=by.egern, by=by.paedagog, nu=by.nu)
    client = som(by.paedagog)
    assert client.get(url(by.barn)).context["side"].naeste.tekst == "Begynd din vurdering"
    egne.begynd_egen(vurdering=v, by=by.paedagog, nu=by.nu)
    side = client.get(url(by.barn)).context["side"]
    assert side.naeste.tekst == "Fortsæt din vurdering"
    assert side.aabne[0].hvem == "Mangler Pia og 1 kollega"
    assert side.aabne[0].knap.tekst == "Fortsæt"
    assert som(by.leder).get(url(by.barn)).context["side"].naeste is None


def test_duties_of_a_worry(by: By, som: Som, vurderet: Lav, orienter: Lav) -> None:
    orienter(by.barn)
    v = vurderet(by.barn, "roed", by.nu)
    Orientering.objects.create(
        kommune=by.kommune,
        barn=by.barn,
        person=by.mor,
        anledning=v.anledning,
        enhed=by.birken,
        emne=Emne.RESULTAT,
        maade=Maade.MUNDTLIGT,
        givet_den=by.nu.date(),
        givet_by=by.paedagog,
        registreret_at=by.nu,
    )
    tekster = [ln.tekst for ln in som(by.paedagog).get(url(by.barn)).context["side"].viden.linjer]
    assert tekster == [
        "Orienteret om vurderingerne 1. september 2026, begge, på skrift.",
        "Frank har ikke hørt resultatet fra 14. oktober 2026 endnu.",
        "Merete har hørt resultatet fra 14. oktober 2026.",
        "Sidst talt med: 14. oktober 2026, Merete.",
    ]


def test_what_the_parents_must_not_know_is_said_to_staff(by: By, som: Som, vurderet: Lav) -> None:
    v = vurderet(by.barn, "roed", by.nu)
    spaerringer.saet(anledning=v.anledning, grund=Spaerringsgrund.TVIVL, gennemses_om_dage=14, by=by.paedagog, nu=by.nu)
    side = som(by.paedagog).get(url(by.barn)).text
    assert "Forældrene må ikke orienteres" in side and "ops-prompt is-stop" in side
    assert "har ikke hørt resultatet" not in side


def test_the_unit_sees_that_myndighed_has_the_switch_and_other_units_do_not(by: By, som: Som, vurderet: Lav) -> None:
    boern.indskriv(barn=by.barn, enhed=by.nord, by=None, nu=dag(2026, 10, 1))
    spaerringer.saet(
        anledning=vurderet(by.barn, "roed", by.nu).anledning,
        grund=Spaerringsgrund.TVIVL,
        gennemses_om_dage=14,
        by=by.paedagog,
        nu=by.nu - timedelta(minutes=1),
    )
    linjer = [(a.navn, a.note) for a in som(by.paedagog).get(url(by.barn)).context["side"].adgang]
    assert ("Familieafdelingen", "Spærring siden 14. oktober 2026. Kun en enkelt sag") in linjer
    assert "Familieafdelingen" not in som(by.sundhedsplejerske).get(url(by.barn)).text


# ---- who has access -----------------------------------------------------------------------------------------------


def test_access_names_people_at_home_and_units_elsewhere(by: By, som: Som, vurderet: Lav) -> None:
    boern.indskriv(barn=by.barn, enhed=by.nord, by=None, nu=dag(2026, 10, 1))
    v = vurderet(by.barn)
    anledninger.aabn_for(
        anledning=v.anledning,
        enhed=by.ppr_team,
        grundlag=Grundlag.SPARRING,
        til=dag(2026, 11, 26),
        ansaettelse=by.ppr.ansaettelse,
        by=by.leder,
        nu=by.nu - timedelta(minutes=1),
    )
    svar = som(by.paedagog).get(url(by.barn))
    assert [(a.navn, a.note, a.til_hoejre) for a in svar.context["side"].adgang] == [
        ("Egern", "Indskrevet siden 15. august 2026", "Per og Pia"),
        ("Leder, Børnehuset Birken", "Ser alle børn i enheden", "Lone"),
        ("Distrikt Nord", "Bor i distriktet siden 1. oktober 2026", ""),
        ("PPR", "Sparring siden 14. oktober 2026, til 26. november 2026. Kun en enkelt sag", "én person"),
    ]
    assert "Signe" not in svar.text and "Poul" not in svar.text


def test_a_matter_elsewhere_is_not_betrayed(by: By, som: Som) -> None:
    """That familieafdelingen has a matter about the child is theirs to tell."""
    ord_foer = som(by.paedagog).get(url(by.barn)).text.count("nderretning")
    sag = anledninger.opret(kode="underretning", enhed=by.myndighed, barn=by.barn, nu=by.nu)
    anledninger.aabn_for(
        anledning=sag,
        enhed=by.myndighed,
        grundlag=Grundlag.UNDERRETNING,
        til=None,
        by=None,
        nu=by.nu - timedelta(days=1),
    )
    side = som(by.paedagog).get(url(by.barn)).text
    assert "Familieafdelingen" not in side and side.count("nderretning") == ord_foer


def test_ended_access_is_gone_from_the_list(by: By, som: Som) -> None:
    boern.indskriv(barn=by.barn, enhed=by.nord, by=None, nu=dag(2026, 9, 1), til=by.nu)
    assert "Distrikt Nord" not in som(by.paedagog).get(url(by.barn)).text


def test_neighbours_see_where_the_profile_says_so(by: By, som: Som) -> None:
    from dataclasses import replace

    from opsporing.organisation.actions import gem_profil
    from opsporing.profil import profil_for

    profil = replace(profil_for(by.kommune), paedagog_ser_hele_institutionen=True)
    gem_profil(kommune=by.kommune, profil=profil, grund="", by=by.administrator, nu=by.nu)
    svar = som(by.paedagog_ugle).get(url(by.barn))
    assert svar.status_code == 200
    assert ("Pædagoger på de andre stuer", "Ulla") in [(a.navn, a.til_hoejre) for a in svar.context["side"].adgang]


# ---- speed --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("antal", [1, 50])
def test_the_number_of_queries_does_not_grow(
    by: By, som: Som, vurderet: Lav, orienter: Lav, forespoergsler: Lav, antal: int
) -> None:
    orienter(by.barn)
    runder.opret_ekstra(barn=by.barn, enhed=by.egern, by=by.paedagog, nu=by.nu)
    for nr in range(antal):
        v = vurderet(by.barn, "gul", dag(2026, 1, 8) + timedelta(days=nr))
        aftal(by, v, f"Aftale {nr}", date(2026, 12, 1))
    client = som(by.paedagog)
    with forespoergsler() as taeller:
        assert client.get(url(by.barn) + "?alt=1").status_code == 200
    assert taeller() == FLEST_FORESPOERGSLER


# ---- two beside each other ----------------------------------------------------------------------------------------


def test_tegn_are_joined_by_stem_across_ages(by: By, som: Som, vurderet: Lav) -> None:
    vurderet(by.barn, {"social": "roed"}, dag(2025, 11, 20))
    ny = vurderet(by.barn, {"social": "gul"}, dag(2026, 9, 8))
    svar = som(by.paedagog).get(reverse("barn_sammenlign", args=[by.barn.pk]))
    social = next(s for s in svar.context["side"].dimensioner if s.titel == "Social")
    assert (social.foer, social.efter, social.aendring) == ("roed", "gul", "Lettere end før")
    assert len(social.tegn) == 4 and all(t.foer and t.efter for t in social.tegn)
    assert {t.aendring for t in social.tegn} == {"Lettere end før"}
    kognitiv = next(s for s in svar.context["side"].dimensioner if s.titel == "Kognitiv")
    assert kognitiv.aendrede == [] and any(t.foer != t.efter for t in kognitiv.ens)  # other words for an older child
    [post] = Log.objects.filter(haendelse="opsporing.barn_sammenlignet")
    assert (post.boern, post.anledning) == ([str(by.barn.pk)], str(ny.anledning_id))


def test_one_chooses_which_two(by: By, som: Som, vurderet: Lav) -> None:
    foerste = vurderet(by.barn, "roed", dag(2025, 11, 20))
    vurderet(by.barn, "gul", dag(2026, 5, 20))
    sidste = vurderet(by.barn, "groen", dag(2026, 9, 8))
    adresse = reverse("barn_sammenlign", args=[by.barn.pk])
    client = som(by.paedagog)
    valgt = client.get(adresse, {"foer": foerste.pk, "efter": sidste.pk}).context["valgt"]
    assert (valgt.foer, valgt.efter) == (foerste, sidste)
    bagvendt = client.get(adresse, {"foer": sidste.pk, "efter": foerste.pk}).context["valgt"]
    assert (bagvendt.foer, bagvendt.efter) == (foerste, sidste)
    for vrøvl in ("x", "", "999999", str(sidste.pk)):
        assert client.get(adresse, {"foer": vrøvl, "efter": sidste.pk}).context["valgt"].efter == sidste


def test_one_vurdering_is_not_enough(by: By, som: Som, vurderet: Lav) -> None:
    vurderet(by.barn)
    svar = som(by.paedagog).get(reverse("barn_sammenlign", args=[by.barn.pk]))
    assert "Der er ikke to afsluttede vurderinger endnu" in svar.text
    assert Tilknytning.objects.filter(barn=by.barn).count() == 1
