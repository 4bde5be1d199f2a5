"""The steps agreed with the parents: the list, what falls due, and what the family sees."""

import re
from collections.abc import Callable
from datetime import timedelta
from html import unescape
from io import BytesIO
from typing import Any

import pytest
from django.apps import apps
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pypdf import PdfReader

from opsporing.adgang.permissions import Denied
from opsporing.models import Frist, Log, Spaerring, User
from opsporing.spaerring import actions as spaerringer
from opsporing.tid import dato
from tests.cast import NU, By
from tests.factories.modtaget import indkommet, vurderet
from underretning.actions import skridt as actions
from underretning.actions.modtag import spaer
from underretning.fristtyper import SKRIDT
from underretning.models import Modtaget, Overgreb, Skridt

LogInd = Callable[[User], Client]
I_DAG = dato(NU)
SENEST_FORESPOERGSLER = 30


def side(modtaget: Modtaget, hvad: str = "skridt", *nr: int) -> str:
    return reverse(f"underretning:{hvad}", args=[modtaget.pk, *nr])


def tekst(svar: Any) -> str:
    indhold = svar.content.decode().split("<main", 1)[1].split("</main>", 1)[0]
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", indhold)).split())


def aftal(modtaget: Modtaget, by: User, ord_: str = "Læs en bog hver aften.", **mere: Any) -> Skridt:
    return actions.aftal_skridt(modtaget=modtaget, tekst=ord_, by=by, nu=NU, **mere)


def listen(modtaget: Modtaget) -> list[str]:
    return list(modtaget.skridt.filter(fjernet_at=None).order_by("nr").values_list("tekst", flat=True))


def forfalder(modtaget: Modtaget) -> int:
    return Frist.objects.aabne().filter(anledning=modtaget.anledning_id, kode=SKRIDT).count()


@pytest.fixture
def modtaget(by: By) -> Modtaget:
    return vurderet(by.barn, by.myndighed, by.socialraadgiver)


# ---- the list -------------------------------------------------------------------------------------------------------


def test_steps_stand_in_the_order_they_were_agreed_and_can_be_moved(by: By, modtaget: Modtaget) -> None:
    _, b, c = (aftal(modtaget, by.socialraadgiver, navn) for navn in ("A", "B", "C"))
    actions.flyt_skridt(skridt=c, op=True, by=by.socialraadgiver, nu=NU)
    assert listen(modtaget) == ["A", "C", "B"]
    actions.flyt_skridt(skridt=c, op=True, by=by.socialraadgiver, nu=NU)
    actions.flyt_skridt(skridt=c, op=True, by=by.socialraadgiver, nu=NU)
    assert listen(modtaget) == ["C", "A", "B"]
    actions.flyt_skridt(skridt=b, op=False, by=by.socialraadgiver, nu=NU)
    assert listen(modtaget) == ["C", "A", "B"]
    actions.flyt_skridt(skridt=c, op=False, by=by.socialraadgiver, nu=NU)
    assert listen(modtaget) == ["A", "C", "B"]


def test_a_step_that_was_taken_off_is_passed_over_and_stays_in_the_history(by: By, modtaget: Modtaget) -> None:
    _, b, c = (aftal(modtaget, by.socialraadgiver, navn) for navn in ("A", "B", "C"))
    actions.fjern_skridt(skridt=b, by=by.socialraadgiver, nu=NU)
    actions.flyt_skridt(skridt=c, op=True, by=by.socialraadgiver, nu=NU)
    assert listen(modtaget) == ["C", "A"]
    assert modtaget.skridt.get(pk=b.pk).fjernet_at == NU
    versioner = apps.get_model("underretning", "SkridtEvent").objects.filter(pgh_obj=b.pk)
    assert versioner.count() == 2
    with pytest.raises(Denied, match="taget af listen"):
        actions.klar_skridt(skridt=b, by=by.socialraadgiver, nu=NU)
    assert aftal(modtaget, by.socialraadgiver, "D").nr > c.nr


def test_a_day_makes_it_due_until_it_is_ticked_and_again_when_the_tick_goes(by: By, modtaget: Modtaget) -> None:
    et = aftal(modtaget, by.socialraadgiver, senest_den=I_DAG + timedelta(days=7))
    assert forfalder(modtaget) == 1
    actions.klar_skridt(skridt=et, by=by.socialraadgiver, nu=NU)
    actions.klar_skridt(skridt=et, by=by.socialraadgiver, nu=NU)
    assert forfalder(modtaget) == 0
    assert Log.objects.filter(haendelse="underretning.skridt_klaret").count() == 1
    actions.fortryd_skridt(skridt=et, by=by.socialraadgiver, nu=NU)
    assert forfalder(modtaget) == 1
    actions.fjern_skridt(skridt=et, by=by.socialraadgiver, nu=NU)
    assert forfalder(modtaget) == 0


def test_a_step_without_a_day_falls_never_due(by: By, modtaget: Modtaget) -> None:
    aftal(modtaget, by.socialraadgiver)
    assert forfalder(modtaget) == 0


def test_words_and_a_day_to_come_are_asked_for(by: By, modtaget: Modtaget) -> None:
    with pytest.raises(Denied):
        aftal(modtaget, by.socialraadgiver, "  ")
    with pytest.raises(Denied, match="Dagen er gået"):
        aftal(modtaget, by.socialraadgiver, senest_den=I_DAG - timedelta(days=1))


def test_nothing_is_agreed_before_it_is_assessed_or_by_a_colleague(by: By, modtaget: Modtaget, kollega: User) -> None:
    with pytest.raises(Denied, match="når underretningen er vurderet"):
        aftal(indkommet(by.bo, by.myndighed), by.socialraadgiver)
    with pytest.raises(Denied, match="er ansvarlig"):
        aftal(modtaget, kollega)


# ---- the family -----------------------------------------------------------------------------------------------------

INTET_OM_SAGEN = ("Alma", "Åkjær", "nderretning", "mistanke", "overgreb", "Merete", "Frank", "Pia")


def test_the_family_sees_the_steps_and_nothing_else_of_the_case(by: By, modtaget: Modtaget, log_ind: LogInd) -> None:
    aftal(modtaget, by.socialraadgiver, "Læs en bog hver aften.", hvem="Mor", senest_den=I_DAG)
    client = log_ind(by.socialraadgiver)
    paa_skaermen = client.get(side(modtaget, "skridt_familie"))
    svar = client.get(side(modtaget, "skridt_udskriv"))
    laest = PdfReader(BytesIO(svar.content))
    paa_papir = " ".join("".join(s.extract_text() for s in laest.pages).split())
    for ord_ in (tekst(paa_skaermen), paa_papir):
        assert "Læs en bog hver aften." in ord_
        for ikke in (*INTET_OM_SAGEN, modtaget.kvitteringsnummer):
            assert ikke not in ord_
    assert "<nav" not in paa_skaermen.content.decode()
    assert laest.root_object["/MarkInfo"]["/Marked"]
    assert laest.root_object["/Lang"] == "da"
    assert svar["Content-Disposition"] == 'inline; filename="aftaler.pdf"'


def test_what_was_taken_off_is_not_shown_to_them(by: By, modtaget: Modtaget, log_ind: LogInd) -> None:
    et = aftal(modtaget, by.socialraadgiver, "Flyt til farmor.")
    actions.fjern_skridt(skridt=et, by=by.socialraadgiver, nu=NU)
    ord_ = tekst(log_ind(by.socialraadgiver).get(side(modtaget, "skridt_familie")))
    assert "farmor" not in ord_
    assert "ikke aftalt noget endnu" in ord_


@pytest.mark.parametrize("hvad", ["skridt_familie", "skridt_udskriv"])
def test_while_a_switch_stands_there_is_nothing_for_the_family_and_no_trace(
    by: By, modtaget: Modtaget, log_ind: LogInd, hvad: str
) -> None:
    aftal(modtaget, by.socialraadgiver)
    spaer(modtaget.anledning, Overgreb.TVIVL, by=by.socialraadgiver, nu=NU)
    client = log_ind(by.socialraadgiver)
    foer = Log.objects.count()
    svar = client.get(side(modtaget, hvad))
    assert svar.status_code == 403
    assert "Der står en spærring" in tekst(svar)
    assert "Læs en bog" not in svar.content.decode()
    assert not Log.objects.filter(haendelse__in=["underretning.skridt_vist", "underretning.skridt_udskrevet"]).exists()
    assert Log.objects.count() - foer <= 1
    assert side(modtaget, hvad) not in client.get(side(modtaget)).content.decode()
    spaerringer.ophaev(
        spaerring=Spaerring.objects.get(anledning=modtaget.anledning), grund="Afklaret.", by=by.socialraadgiver, nu=NU
    )
    assert client.get(side(modtaget, hvad)).status_code == 200


def test_a_switch_on_a_siblings_matter_in_the_same_underretning_stops_it_too(by: By, modtaget: Modtaget) -> None:
    bror = vurderet(by.david, by.myndighed, by.socialraadgiver, kvitteringsnummer=modtaget.kvitteringsnummer)
    spaer(bror.anledning, Overgreb.HJEMMET, by=by.socialraadgiver, nu=NU)
    with pytest.raises(Denied, match="spærring"):
        aftal(modtaget, by.socialraadgiver)


# ---- the page -------------------------------------------------------------------------------------------------------


def test_the_list_through_the_pages(by: By, modtaget: Modtaget, log_ind: LogInd) -> None:
    client = log_ind(by.socialraadgiver)
    assert "Her står de skridt" in tekst(client.get(side(modtaget)))
    nyt = {"tekst": "Læs en bog hver aften.", "hvem": "Far", "senest_den": I_DAG.isoformat()}
    assert client.post(side(modtaget), nyt).status_code == 302
    assert client.post(side(modtaget), nyt | {"tekst": "Spis sammen."}).status_code == 302
    et, andet = modtaget.skridt.order_by("nr")
    for hvad in ("skridt_klar", "skridt_fortryd", "skridt_klar"):
        assert client.post(side(modtaget, hvad, et.pk)).status_code == 302
    assert client.post(side(modtaget, "skridt_flyt", andet.pk)).status_code == 302
    assert client.post(side(modtaget, "skridt_flyt", andet.pk), {"ned": "1"}).status_code == 302
    assert client.post(side(modtaget, "skridt_fjern", andet.pk)).status_code == 302
    ord_ = tekst(client.get(side(modtaget)))
    assert "Klaret" in ord_
    assert "Taget af listen" in ord_
    assert listen(modtaget) == ["Læs en bog hver aften."]


def test_bad_input_loses_nothing(by: By, modtaget: Modtaget, log_ind: LogInd) -> None:
    i_gaar = (I_DAG - timedelta(days=1)).isoformat()
    svar = log_ind(by.socialraadgiver).post(
        side(modtaget), {"tekst": "Læs en bog.", "hvem": "Far", "senest_den": i_gaar}
    )
    assert svar.status_code == 422
    assert "Læs en bog." in svar.content.decode()
    assert "Dagen er gået" in tekst(svar)


def test_a_step_of_another_case_is_not_found(by: By, modtaget: Modtaget, log_ind: LogInd) -> None:
    andet = aftal(vurderet(by.bo, by.myndighed, by.socialraadgiver), by.socialraadgiver)
    for hvad in ("skridt_klar", "skridt_fortryd", "skridt_fjern", "skridt_flyt"):
        assert log_ind(by.socialraadgiver).post(side(modtaget, hvad, andet.pk)).status_code == 404


def test_the_page_costs_the_same_with_fifty_steps(by: By, modtaget: Modtaget, log_ind: LogInd) -> None:
    client = log_ind(by.socialraadgiver)
    aftal(modtaget, by.socialraadgiver)
    client.get(side(modtaget))
    with CaptureQueriesContext(connection) as en:
        client.get(side(modtaget))
    for nr in range(49):
        actions.klar_skridt(skridt=aftal(modtaget, by.socialraadgiver, f"Nr. {nr}"), by=by.socialraadgiver, nu=NU)
    with CaptureQueriesContext(connection) as mange:
        client.get(side(modtaget))
    assert len(mange) == len(en) <= SENEST_FORESPOERGSLER
