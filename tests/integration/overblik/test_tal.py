"""The municipality's numbers through the real client: right, frozen when a round closes, without a name, and logged."""

import csv
import io
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from opsporing.models import Barn, Frist, Log, User
from opsporing.organisation.actions import ret_enhed
from tests.cast import By
from tests.factories.barn import BarnFactory
from tests.factories.vurdering import Afsluttet, afsluttede_vurderinger
from tests.factories.vurdering import runde as lav_runde
from tests.integration.overblik.conftest import FLEST_FORESPOERGSLER, dag
from trivsel.actions import runder
from trivsel.models import Runde, Vurdering

Som = Callable[[User], Client]
Lav = Callable[..., Any]
TAL, CSV = reverse("tal"), reverse("tal_csv")
ENHEDER = {"vuggestue": "egern", "boernehave": "ulv", "dagpleje": "inga"}


@pytest.fixture
def foraar(by: By) -> dict[str, Runde]:
    """The spring round, closed: 30 children in Egern, 25 in Ulv and 12 in dagplejen, some of them yellow and red."""
    ud = {}
    for arena, antal in (("vuggestue", (20, 6, 5)), ("boernehave", (15, 7, 3)), ("dagpleje", (11, 1, 0))):
        runde = ud[arena] = lav_runde(
            by.kommune,
            navn="Forårsrunden",
            arena=arena,
            aabner=date(2026, 4, 1),
            lukker=date(2026, 5, 31),
            lukket_at=dag(2026, 6, 1),
        )
        placering = [k for k, n in zip(("groen", "gul", "roed"), antal, strict=True) for _ in range(n)]
        enhed = by.enhed[ENHEDER[arena]]
        afsluttede_vurderinger(
            [Afsluttet(BarnFactory(kommune=by.kommune), enhed, kode, dag(2026, 5, 20), runde) for kode in placering],
            [by.paedagog, by.paedagog2],
        )
    return ud


@pytest.fixture
def forvaltningens(foraar: dict[str, Runde]) -> None:
    """There is something to see."""


def uden(by: By, runde: Runde, antal: int, **felter: Any) -> list[Vurdering]:
    """So many children of the round whom nobody has evaluated."""
    nye = afsluttede_vurderinger(
        [
            Afsluttet(BarnFactory(kommune=by.kommune), by.enhed[ENHEDER[runde.arena]], "groen", by.nu, runde)
            for _ in range(antal)
        ],
        [by.paedagog],
    )
    Vurdering.objects.filter(pk__in=[v.pk for v in nye]).update(
        **{"afsluttet_at": None, "afsluttet_by": None, "samlet": ""} | felter
    )
    return nye


def daekket(svar: Any) -> dict[str, str]:
    return {d.navn: d.tekst for d in svar.context["daekning"].linjer}


@pytest.mark.parametrize(
    ("hvem", "status"),
    [
        ("forvaltning", 200),
        ("leder", 403),
        ("ledende_sundhedsplejerske", 403),
        ("paedagog", 403),
        ("myndighedsleder", 403),
        ("administrator", 403),
        ("databeskyttelse", 403),
    ],
)
def test_only_forvaltning(by: By, som: Som, forvaltningens: None, hvem: str, status: int) -> None:
    client = som(by.bruger[hvem])
    assert (client.get(TAL).status_code, client.get(CSV).status_code) == (status, status)


def test_numbers_of_the_own_municipality_only(by: By, som: Som, forvaltningens: None) -> None:
    from opsporing.adgang.roller import Rolle
    from opsporing.organisation.actions import ansaet, opret_bruger

    nabo = opret_bruger(kommune=by.naboby.kommune, username="nabo_forvaltning", navn="Nete Nabo", by=None, nu=by.nu)
    ansaet(user=nabo, enhed=by.naboby.rod, rolle=Rolle.FORVALTNING, by=None, nu=by.nu)
    svar = som(nabo).get(TAL)
    assert svar.context["alle"] == [] and "Der har ikke været nogen runde endnu" in svar.text
    pk = Runde.objects.filter(kommune=by.kommune).values_list("pk", flat=True)[0]
    assert "Birken" not in som(nabo).get(TAL, {"runde": pk}).text


def test_the_numbers_are_right(by: By, som: Som, forvaltningens: None) -> None:
    svar = som(by.forvaltning).get(TAL)
    assert daekket(svar) == {
        "Dagpleje": "12 af 12",
        "Dagplejen": "12 af 12",
        "Vuggestue": "31 af 31",
        "Børnehuset Birken": "31 af 31",
        "Børnehave": "25 af 25",
        "Børnehuset Egen": "25 af 25",
        "Hele kommunen": "68 af 68",
    }
    kommunen = svar.context["placeringer"].kommunen
    assert (kommunen.antal, kommunen.i_alt) == ((46, 14, 8), 68)
    assert svar.context["graf"].raekker[0].vaerdier == (46, 14, 8)
    # One red child in a børnehave of 25 and one yellow in dagplejen are never shown, nor what would give them away.
    dagplejen = next(p for p in svar.context["placeringer"].linjer if p.navn == "Dagpleje")
    assert dagplejen.antal[1:] == (None, None)


def test_missing_children_and_those_who_left(by: By, som: Som, foraar: dict[str, Runde]) -> None:
    uden(by, foraar["vuggestue"], 9)
    uden(by, foraar["vuggestue"], 7, udgaaet_at=dag(2026, 9, 30))  # let go when the next round opened: missing
    uden(by, foraar["vuggestue"], 6, udgaaet_at=dag(2026, 5, 2))  # left while the round was open: not in it
    client = som(by.forvaltning)
    assert daekket(client.get(TAL))["Børnehuset Birken"] == "31 af 47"
    uden(by, foraar["boernehave"], 3)
    # Three missing are not told, and the sixteen are withheld with them, so that the sum does not tell.
    svar = daekket(client.get(TAL))
    assert (svar["Børnehuset Birken"], svar["Børnehuset Egen"]) == ("31 af –", "25 af –")
    assert svar["Hele kommunen"] == "68 af 87"


def test_a_closed_round_does_not_move(by: By, som: Som, foraar: dict[str, Runde], vurderet: Lav) -> None:
    client = som(by.forvaltning)
    foer = client.get(TAL)
    sen = uden(by, foraar["vuggestue"], 6)
    foer_med = client.get(TAL)
    Vurdering.objects.filter(pk__in=[v.pk for v in sen]).update(
        afsluttet_at=dag(2026, 6, 20), afsluttet_by=by.paedagog, samlet="roed"
    )
    gammel = Vurdering.objects.filter(runde=foraar["vuggestue"], samlet="groen", afsluttet_at=dag(2026, 5, 20)).first()
    ny = vurderet(gammel.barn, "roed", dag(2026, 6, 20), runde=None)
    Vurdering.objects.filter(pk=ny.pk).update(runde=foraar["vuggestue"], erstatter=gammel, rettelse_grund="Fejl")
    Vurdering.objects.filter(pk=gammel.pk).update(erstattet_at=dag(2026, 6, 20))
    efter = client.get(TAL)
    assert efter.context["placeringer"] == foer.context["placeringer"]
    assert daekket(efter) == daekket(foer_med) != daekket(foer)


def test_positions_wait_until_the_round_is_closed(by: By, som: Som, vurderet: Lav) -> None:
    runde = runder.planlaeg(
        kommune=by.kommune,
        navn="Efterårsrunden",
        arena="vuggestue",
        alder_fra_mdr=0,
        alder_til_mdr=47,
        aabner=date(2026, 10, 1),
        lukker=date(2026, 11, 30),
        by=None,
        nu=by.nu,
    )
    runder.aabn_runde(runde=runde, by=None, nu=by.nu)
    afsluttede_vurderinger(
        [Afsluttet(BarnFactory(kommune=by.kommune), by.egern, "roed", by.nu, runde) for _ in range(9)], [by.paedagog]
    )
    svar = som(by.forvaltning).get(TAL)
    assert "Placeringer vises, når en runde er lukket." in svar.text
    assert svar.context["linjer"] == [] and svar.context["graf"] is None
    assert daekket(svar)["Børnehuset Birken"] == "– af 12"  # three missing


def test_own_views_in_time_are_a_rough_share(by: By, som: Som, foraar: dict[str, Runde]) -> None:
    vurderinger = list(Vurdering.objects.filter(runde=foraar["vuggestue"]))[:20]
    Frist.objects.bulk_create(
        Frist(
            kommune=by.kommune,
            kode="trivsel.egen",
            trin="1",
            anledning_id=v.anledning_id,
            enhed=v.enhed,
            forfalder_at=dag(2026, 5, 17),
            oprettet_at=dag(2026, 4, 1),
            opfyldt_at=dag(2026, 5, 16) if nr < 13 else dag(2026, 5, 18) if nr < 17 else None,
        )
        for nr, v in enumerate(vurderinger)
    )
    client = som(by.forvaltning)
    svar = client.get(TAL)
    assert {d.navn: d.til_tiden for d in svar.context["daekning"].linjer}["Børnehuset Birken"] == 70
    assert "ca. 70 %" in svar.text
    Frist.objects.filter(anledning=vurderinger[0].anledning_id).update(annulleret_at=by.nu, opfyldt_at=None)
    assert all(d.til_tiden is None for d in client.get(TAL).context["daekning"].linjer)  # nineteen are too few


def test_nobody_is_named(by: By, som: Som, forvaltningens: None, vurderet: Lav) -> None:
    client = som(by.forvaltning)
    navne = [b.navn for b in Barn.objects.all()] + [u.navn for u in User.objects.exclude(pk=by.forvaltning.pk)]
    for side in (client.get(TAL).text, client.get(CSV).text):
        assert not [navn for navn in [*navne, "Egern", "Ulv", "Hos Inga"] if navn in side]
    assert client.get(reverse("barn", args=[by.barn.pk])).status_code == 403


def test_looking_and_taking_home_are_logged_without_children(by: By, som: Som, forvaltningens: None) -> None:
    client = som(by.forvaltning)
    client.get(TAL)
    client.get(CSV)
    poster = Log.objects.filter(bruger=str(by.forvaltning.pk), haendelse__startswith="opsporing.tal_")
    assert [(p.haendelse, p.boern) for p in poster.order_by("pk")] == [
        ("opsporing.tal_set", []),
        ("opsporing.tal_hentet", []),
    ]


def test_the_file_says_what_the_page_says(by: By, som: Som, forvaltningens: None) -> None:
    ret_enhed(enhed=by.egen, by=by.administrator, nu=by.nu, navn="=SUM(Egen)")
    client = som(by.forvaltning)
    svar = client.get(CSV)
    assert svar.headers["Content-Type"] == "text/csv; charset=utf-8" and svar.content.startswith(b"\xef\xbb\xbf")
    hoved, *linjer = csv.reader(io.StringIO(svar.content.decode("utf-8-sig")), delimiter=";")
    assert hoved == ["runde", "tabel", "niveau", "navn", "tal", "antal"]
    tal = {tuple(linje[1:5]): linje[5] for linje in linjer}
    assert tal["dækning", "enhed", "Vuggestue: Børnehuset Birken", "færdige"] == "31"
    assert tal["dækning", "enhed", "Børnehave: =SUM(Egen)", "børn i runden"] == "25"
    assert not any(felt[:1] in "=+-@" for linje in linjer for felt in linje if felt)
    assert tal["placering", "kommune", "Hele kommunen", "Bekymring"] == "8"
    side = client.get(TAL)
    skjulte = side.context["placeringer"].antal_skjulte + side.context["daekning"].antal_skjulte
    skjulte += sum(d.til_tiden is None for d in side.context["daekning"].linjer)
    assert sum(vaerdi == "vises ikke" for vaerdi in tal.values()) == skjulte > 0
    assert not any(n.isdigit() and int(n) < 5 for n in tal.values())


def test_a_round_can_be_chosen(by: By, som: Som, forvaltningens: None) -> None:
    gammel = lav_runde(
        by.kommune,
        navn="Efterårsrunden",
        aabner=date(2025, 10, 1),
        lukker=date(2025, 11, 30),
        lukket_at=dag(2025, 12, 1),
    )
    client = som(by.forvaltning)
    assert client.get(TAL).context["valgt"].label == "Forårsrunden 2026"
    assert client.get(TAL, {"runde": gammel.pk}).context["valgt"].label == "Efterårsrunden 2025"
    assert "Ingen børn er med i runden" in client.get(TAL, {"runde": gammel.pk}).text
    for vrøvl in ("x", "", "0", str(10**20)):
        assert client.get(TAL, {"runde": vrøvl}).context["valgt"].label == "Forårsrunden 2026"
    assert client.get(CSV, {"runde": gammel.pk}).text.count("\r\n") == 1


@pytest.mark.parametrize("antal", [1, 50])
def test_the_number_of_queries_does_not_grow(
    by: By, som: Som, forvaltningens: None, mange: Lav, forespoergsler: Lav, antal: int
) -> None:
    for nr in range(4):
        aabner = date(2025, 1, 1) + timedelta(days=90 * nr)
        runde = lav_runde(
            by.kommune, navn=f"Runde {nr}", aabner=aabner, lukker=aabner + timedelta(days=60), lukket_at=by.nu
        )
        nye = [Afsluttet(b, by.egern, "groen", by.nu - timedelta(days=9), runde) for b in mange(antal)]
        afsluttede_vurderinger(nye, [by.paedagog])
    client = som(by.forvaltning)
    for adresse in (TAL, CSV):
        with forespoergsler() as taeller:
            assert client.get(adresse).status_code == 200
        assert taeller() == FLEST_FORESPOERGSLER - 4
