"""The administrator's pages about files, through the real client; and the command."""

from collections.abc import Callable
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from opsporing.indlaesning import views
from opsporing.indlaesning.kolonner import BOERN as KOLONNER
from opsporing.indlaesning.kolonner import MEDARBEJDERE
from opsporing.models import Barn, Indlaesning, Log, User
from tests.cast import By
from tests.integration.indlaesning.conftest import BOERN

Indlaes = Callable[..., Indlaesning]
LogInd = Callable[[User], Client]

NORA = "620523-5246;Nora;Ærø;02-05-2023;pige;nej;egern;01-10-2026;;6303921254;Maja;Ærø;nej;6404901257;Jens;Ærø"
CLARA = "9006244254;Clara;Østlund;30-06-2024;;;egern;01-10-2026;;;;;;;;"


@pytest.fixture
def admin(by: By, log_ind: LogInd) -> Client:
    return log_ind(by.administrator)


def laeg_ind(client: Client, *linjer: str, data: bytes | None = None, **felter: Any) -> Any:
    fil = SimpleUploadedFile("børn.csv", data if data is not None else "\n".join([BOERN, *linjer]).encode("cp1252"))
    return client.post(reverse("indlaesning_ny"), {"art": "boern", "fil": fil, **felter}, follow=True)


def test_from_file_to_children(by: By, admin: Client) -> None:
    side = laeg_ind(admin, NORA)
    assert side.status_code == 200
    assert "Klar til at gennemføre" in side.text
    assert "Nyt barn, født 2. maj 2023" in side.text
    assert "6205235246" not in side.text
    assert not Barn.objects.filter(cpr="6205235246").exists()
    indlaesning = side.context["indlaesning"]
    side = admin.post(reverse("indlaesning_udfoer", args=[indlaesning.pk]), {"aftryk": indlaesning.aftryk}, follow=True)
    assert "Gennemført 14. oktober 2026" in side.text
    assert Barn.objects.get(cpr="6205235246").navn == "Nora Ærø"
    assert "Nora" not in admin.get(reverse("indlaesning", args=[indlaesning.pk])).text
    assert "børn.csv" in admin.get(reverse("indlaesninger")).text


def test_faults_are_listed_with_line_column_and_reason(by: By, admin: Client) -> None:
    side = laeg_ind(admin, NORA, NORA.replace("02-05-2023", "03-05-2023"))
    assert "Filen har 1 fejl" in side.text
    assert "Samme CPR-nummer har en anden fødselsdato på linje 2." in side.text
    assert "Gennemfør</button>" not in side.text


def test_questions_are_asked_and_answered(by: By, admin: Client) -> None:
    side = laeg_ind(admin, CLARA)
    assert "Er det samme barn?" in side.text
    assert "Samme barn som Clara Østlund, født 30. juni 2024" in side.text
    indlaesning = side.context["indlaesning"]
    url = reverse("indlaesning_svar", args=[indlaesning.pk])
    assert "Klar til at gennemføre" in admin.post(url, {"svar_2": f"barn:{by.clara.pk}"}, follow=True).text
    assert "Filen er et andet sted" not in admin.get(reverse("indlaesning", args=[indlaesning.pk])).text


def test_the_children_that_are_shown_are_logged(by: By, admin: Client) -> None:
    laeg_ind(admin, NORA)
    assert not Log.objects.filter(haendelse="opsporing.indlaesning_set").exists()
    laeg_ind(admin, CLARA)
    post = Log.objects.get(haendelse="opsporing.indlaesning_set")
    assert post.boern == [str(by.clara.pk)]
    assert post.rolle == "administrator"


def test_a_large_file_waits_for_a_worker_and_the_page_follows(
    by: By, admin: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    kaldt: list[str] = []
    monkeypatch.setattr(views, "STRAKS", 10)
    monkeypatch.setattr(views, "nudge", kaldt.append)
    side = laeg_ind(admin, NORA)
    assert kaldt == ["opsporing.indlaesning.tasks.arbejd"]
    assert "Filen bliver prøvet" in side.text
    pk = side.context["indlaesning"].pk
    fremdrift = reverse("indlaesning_fremdrift", args=[pk])
    assert "Går i gang" in admin.get(fremdrift).text
    Indlaesning.objects.filter(pk=pk).update(skridt="Gemmer", naaet=500, i_alt=2000)
    assert "500 af 2000" in admin.get(fremdrift).text
    assert "gang=31" in admin.get(f"{fremdrift}?gang=30").text
    for gang in ("149", "99999999999", "-1", "²", "x"):
        assert admin.get(fremdrift, {"gang": gang}).status_code == 200
    sidste = admin.get(f"{fremdrift}?gang=149").text
    assert "hx-get" not in sidste
    assert "hent den igen om lidt" in sidste
    Indlaesning.objects.filter(pk=pk).update(status="fejlet")
    svar = admin.get(fremdrift)
    assert (svar.status_code, svar.headers["HX-Redirect"]) == (204, reverse("indlaesning", args=[pk]))


def test_refusals_are_said_and_change_nothing(by: By, admin: Client) -> None:
    pk = laeg_ind(admin, NORA).context["indlaesning"].pk
    for navn, data in (("indlaesning_svar", {"svar_2": "andet"}), ("indlaesning_udfoer", {"aftryk": "forkert"})):
        side = admin.post(reverse(navn, args=[pk]), data, follow=True)
        assert side.status_code == 200
    assert "Planen er en anden" in side.text
    assert Indlaesning.objects.get(pk=pk).status == "provet"
    assert "er kasseret" in admin.post(reverse("indlaesning_kasser", args=[pk]), follow=True).text
    assert "et andet sted i forløbet" in admin.post(reverse("indlaesning_kasser", args=[pk]), follow=True).text


@pytest.mark.parametrize(
    ("felter", "besked"),
    [
        ({"fil": ""}, "Vælg en fil."),
        ({"art": "hunde"}, "Marker en gyldig valgmulighed"),
        ({"fuld_liste": "on", "ophoer_den": ""}, "Skriv den sidste dag"),
        ({"fuld_liste": "on", "ophoer_den": "i morgen"}, "Skriv en dato"),
    ],
)
def test_the_form_says_what_is_missing(by: By, admin: Client, felter: dict[str, str], besked: str) -> None:
    side = laeg_ind(admin, NORA, **felter)
    assert side.status_code == 422
    assert besked in side.text
    assert not Indlaesning.objects.exists()


def test_an_empty_file_and_one_that_is_too_large(by: By, admin: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "Filen er tom." in laeg_ind(admin, data=b"").text
    monkeypatch.setattr("opsporing.indlaesning.forms.STOERST", 10)
    assert "må højst fylde" in laeg_ind(admin, NORA).text


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(
    st.binary(min_size=1, max_size=200) | st.text(max_size=80).map(lambda t: f"{BOERN}\n{t}".encode("utf-8", "replace"))
)
def test_whatever_is_handed_in_is_answered(admin: Client, data: bytes) -> None:
    side = laeg_ind(admin, data=data)
    assert side.status_code == 200
    assert side.context["indlaesning"].status in {"fejlet", "provet", "venter_paa_svar"}


@pytest.mark.parametrize("rolle", ["paedagog", "leder", "forvaltning", "databeskyttelse", "myndighedsleder"])
def test_only_the_administrator(by: By, admin: Client, log_ind: LogInd, rolle: str) -> None:
    pk = laeg_ind(admin, NORA).context["indlaesning"].pk
    andre = log_ind(by.bruger[rolle])
    for navn in ("indlaesninger", "indlaesning_ny", "indlaesning_kolonner"):
        assert andre.get(reverse(navn)).status_code == 403
    for navn in ("indlaesning", "indlaesning_fremdrift"):
        assert andre.get(reverse(navn, args=[pk])).status_code == 403
    for navn in ("indlaesning_svar", "indlaesning_udfoer", "indlaesning_kasser"):
        assert andre.post(reverse(navn, args=[pk])).status_code == 403


def test_another_municipality_is_not_there(by: By, admin: Client, log_ind: LogInd) -> None:
    pk = laeg_ind(admin, NORA).context["indlaesning"].pk
    nabo = log_ind(by.naboby.administrator)
    assert "børn.csv" not in nabo.get(reverse("indlaesninger")).text
    assert nabo.get(reverse("indlaesning", args=[pk])).status_code == 404
    assert nabo.get(reverse("indlaesning_fremdrift", args=[pk])).status_code == 404
    for navn in ("indlaesning_svar", "indlaesning_udfoer", "indlaesning_kasser"):
        assert nabo.post(reverse(navn, args=[pk]), {"aftryk": "x"}).status_code == 404


def test_the_columns_are_documented_on_the_page_and_in_the_guide(by: By, admin: Client) -> None:
    side = admin.get(reverse("indlaesning_kolonner")).text
    guide = (Path(__file__).parents[3] / "docs" / "indlaesning.md").read_text()
    for kolonne in (*KOLONNER, *MEDARBEJDERE):
        assert kolonne.titel in side
        assert f"`{kolonne.titel}`" in guide
    eksempel = admin.get(reverse("indlaesning_eksempel", args=["boern"]))
    assert eksempel.content.startswith(b"\xef\xbb\xbfbarn_cpr;")


def test_as_many_queries_for_fifty_as_for_one(by: By, admin: Client, proev: Indlaes) -> None:
    def maal(antal: int) -> int:
        linjer = [f";Barn;Lund{'a' * n};01-01-2023;;;egern;01-10-2026;;;;;;;;" for n in range(antal)]
        url = reverse("indlaesning", args=[proev(*linjer).pk])
        admin.get(url)
        from django.db import connection

        with CaptureQueriesContext(connection) as fanget:
            assert admin.get(url).status_code == 200
        return len(fanget)

    assert maal(1) == maal(50)


# The command --------------------------------------------------------------------------------------------------------


def koer(*args: str, **valg: Any) -> tuple[str, str]:
    ud, fejl = StringIO(), StringIO()
    try:
        call_command("indlaes", *args, stdout=ud, stderr=fejl, **valg)
    except CommandError as afslag:
        fejl.write(str(afslag))
    return ud.getvalue(), fejl.getvalue()


@pytest.fixture
def fil(tmp_path: Path) -> Callable[..., str]:
    def skriv(*linjer: str) -> str:
        sti = tmp_path / "boern.csv"
        sti.write_text("\n".join([BOERN, *linjer]))
        return str(sti)

    return skriv


def test_the_command_tries_and_keeps_nothing(by: By, fil: Callable[..., str]) -> None:
    ud, _ = koer("boern", fil(NORA), "--kommune", "7999")
    assert "1 linjer: 1 oprettes" in ud
    assert "Intet er gemt" in ud
    assert not Barn.objects.filter(cpr="6205235246").exists()
    assert Indlaesning.objects.get().status == "kasseret"


def test_the_command_carries_out(by: By, fil: Callable[..., str]) -> None:
    ud, _ = koer("boern", fil(NORA), "--kommune", "7999", "--udfoer")
    assert "Gennemført." in ud
    assert Barn.objects.filter(cpr="6205235246").exists()
    ud, _ = koer("boern", fil(NORA), "--kommune", "7999", "--udfoer")
    assert "1 uændrede" in ud


def test_the_command_asks_and_is_answered(by: By, fil: Callable[..., str]) -> None:
    _, fejl = koer("boern", fil(CLARA), "--kommune", "7999", "--udfoer")
    assert f"--svar 2=barn:{by.clara.pk}" in fejl
    assert "Filen er ikke gemt." in fejl
    ud, _ = koer("boern", fil(CLARA), "--kommune", "7999", "--udfoer", "--svar", f"2=barn:{by.clara.pk}")
    assert "Gennemført." in ud
    by.clara.refresh_from_db()
    assert by.clara.cpr == "9006244254"


def test_the_command_lists_faults(by: By, fil: Callable[..., str]) -> None:
    _, fejl = koer("boern", fil(NORA.replace("egern", "x")), "--kommune", "7999", "--udfoer")
    assert "Linje 2, enhedskode: Der er ingen enhed med den kode i kommunen." in fejl


@pytest.mark.parametrize(
    ("args", "grund"),
    [(("findesikke.csv", "--kommune", "7999"), "kan ikke læses"), (("x.csv", "--kommune", "0000"), "ingen kommune")],
)
def test_the_command_says_what_is_wrong(by: By, args: tuple[str, ...], grund: str) -> None:
    _, fejl = koer("boern", *args)
    assert grund in fejl
