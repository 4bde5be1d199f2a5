"""The log as data protection reads it: own municipality only, every search noted, no names on what parents get."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pypdf import PdfReader

from opsporing import anledning as anledninger
from opsporing import log
from opsporing.databeskyttelse import udskrift as udskrifter
from opsporing.databeskyttelse.soegning import Soegning, find
from opsporing.handlinger import actions as handlinger
from opsporing.log.haendelser import formaal, haendelser
from opsporing.models import Barn, Handling, Log
from opsporing.spaerring import actions as spaerringer
from tests.cast import By
from tests.factories.tid import NU

LogInd = Callable[..., Client]


def pdf_tekst(indhold: bytes) -> str:
    from io import BytesIO

    return " ".join(" ".join(side.extract_text().split()) for side in PdfReader(BytesIO(indhold)).pages)


@pytest.fixture
def opslag(by: By) -> None:
    """Pia looked at Alma today and yesterday, Per at Bo, Lone at both in a list; the neighbours at Nora."""
    log.record("opsporing.barn_set", by=by.paedagog, nu=NU, barn=by.alma)
    log.record("opsporing.barn_set", by=by.paedagog, nu=NU, barn=by.alma)
    log.record("opsporing.cpr_vist", by=by.paedagog, nu=NU - timedelta(days=1), barn=by.alma)
    log.record("opsporing.barn_set", by=by.paedagog2, nu=NU, barn=by.bo)
    log.record("opsporing.boern_vist", by=by.leder, nu=NU, boern=by.egernboern)
    log.record("trivsel.vurdering_oprettet", by=None, nu=NU, boern=[by.alma], kommune=by.kommune)
    log.record("opsporing.barn_set", by=by.naboby.paedagog, nu=NU, barn=by.naboby.barn)


def side(klient: Client, **valg: Any) -> str:
    svar = klient.get(reverse("log"), valg)
    assert svar.status_code == 200
    return svar.content.decode()


# Access ---------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("hvem", ["paedagog", "leder", "administrator", "forvaltning", "myndighedsleder"])
def test_only_data_protection_reads_the_log(hvem: str, by: By, log_ind: LogInd) -> None:
    klient = log_ind(by.bruger[hvem])
    assert klient.get(reverse("log")).status_code == 403
    assert klient.post(reverse("log_find_barn"), {"cpr": by.alma.cpr}).status_code == 403
    assert klient.get(reverse("log_udskriv", args=[by.alma.pk])).status_code == 403
    assert klient.get(reverse("historik", args=["opsporing.barn", by.alma.pk])).status_code == 403


def test_another_municipalitys_lines_children_and_records_are_not_there(by: By, opslag: None, log_ind: LogInd) -> None:
    klient = log_ind(by.naboby.databeskyttelse)
    tekst = side(klient)
    assert "Nanna Nabo" in tekst
    assert "Pia Bjerre" not in tekst
    assert "Alma" not in tekst
    assert klient.get(reverse("log"), {"barn": by.alma.pk}).status_code == 404
    assert klient.get(reverse("log_udskriv", args=[by.alma.pk])).status_code == 404
    assert klient.get(reverse("historik", args=["opsporing.barn", by.alma.pk])).status_code == 404
    svar = klient.post(reverse("log_find_barn"), {"cpr": by.alma.cpr})
    assert "Kommunen har intet barn med det nummer." in svar.content.decode()


# Searching ------------------------------------------------------------------------------------------------------------


def test_lines_are_told_in_words(by: By, opslag: None, log_ind: LogInd) -> None:
    tekst = side(log_ind(by.databeskyttelse))
    for ord_ in ("Pia Bjerre", "pædagog, Egern", "så barnets side", "Alma Åkjær", "Systemet", "oprettede en vurdering"):
        assert ord_ in tekst
    assert "Alma Åkjær, Bo Ærebo og Clara Østlund" in tekst


def test_lines_about_no_child_say_whom_or_what_they_were_about(by: By, log_ind: LogInd) -> None:
    klient = log_ind(by.databeskyttelse)
    assert "Signe Kvist, sundhedsplejerske, Distrikt Nord" in side(klient, haendelse="opsporing.ansaettelse_oprettet")
    assert "Børnehuset Birken" in side(klient, haendelse="opsporing.enhed_oprettet")


@pytest.mark.parametrize(
    ("soegning", "antal"),
    [
        ({}, 6),
        ({"fra": NU.date()}, 5),
        ({"til": NU.date() - timedelta(days=1)}, 1),
        ({"haendelse": "opsporing.barn_set"}, 3),
        ({"haendelse": "trivsel."}, 1),
        ({"medarbejder": "bjerre pia"}, 3),
        ({"medarbejder": "paedagog2"}, 1),
        ({"medarbejder": "ingen hedder det"}, 0),
        ({"barn": "alma"}, 5),
        ({"barn": "clara"}, 1),
        ({"enhed": "birken"}, 1),
    ],
)
def test_each_filter_finds_its_own(soegning: dict[str, Any], antal: int, by: By, opslag: None) -> None:
    valg = dict(soegning)
    if "barn" in valg:
        valg["barn"] = by.boern[valg["barn"]].pk
    if "enhed" in valg:
        valg["enhed"] = by.enhed[valg["enhed"]].pk
    fundet = find(by.kommune, Soegning(**valg)).filter(nu__gte=NU - timedelta(days=2))
    assert fundet.exclude(haendelse__in=["opsporing.log_soegt", "opsporing.logget_ind"]).count() == antal


def test_a_search_is_noted_with_what_was_shown_and_not_with_what_was_written(
    by: By, opslag: None, log_ind: LogInd
) -> None:
    side(log_ind(by.databeskyttelse), medarbejder="Pia", fra="14-10-2026")
    post = Log.objects.filter(haendelse="opsporing.log_soegt").latest("pk")
    assert (post.bruger, post.felter) == (str(by.databeskyttelse.pk), ["fra", "medarbejder"])
    assert str(by.alma.pk) in post.boern
    assert "Pia" not in repr([getattr(post, f.attname) for f in Log._meta.concrete_fields])


def test_a_child_is_found_by_a_number_that_stays_out_of_every_address(by: By, opslag: None, log_ind: LogInd) -> None:
    klient = log_ind(by.databeskyttelse)
    for skrevet in (by.alma.cpr, f"{by.alma.cpr[:6]}-{by.alma.cpr[6:]}"):
        svar = klient.post(reverse("log_find_barn"), {"cpr": skrevet})
        assert svar.headers["Location"] == f"{reverse('log')}?barn={by.alma.pk}"
    tekst = side(klient, barn=by.alma.pk)
    assert "Log for Alma Åkjær" in tekst
    assert by.alma.cpr not in tekst


@pytest.mark.parametrize("skrevet", ["", "123", "010924123x", "3113241234", "6109249999"])
def test_a_wrong_number_is_answered_in_danish_and_not_shown_again(skrevet: str, by: By, log_ind: LogInd) -> None:
    svar = log_ind(by.databeskyttelse).post(reverse("log_find_barn"), {"cpr": skrevet})
    tekst = svar.content.decode()
    assert svar.status_code == 422
    assert "form-error" in tekst
    assert not skrevet or f'value="{skrevet}"' not in tekst


@pytest.mark.parametrize(
    "valg",
    [
        {"fra": "31-02-2026"},
        {"fra": "2026-10-14", "til": "2026-10-01"},
        {"haendelse": "findes.ikke"},
        {"enhed": "999999"},
        {"barn": "x"},
        {"barn": "99999999999999999999"},
    ],
)
def test_bad_filters_show_nothing_and_say_why(valg: dict[str, str], by: By, opslag: None, log_ind: LogInd) -> None:
    foer = Log.objects.filter(haendelse="opsporing.log_soegt").count()
    svar = log_ind(by.databeskyttelse).get(reverse("log"), valg)
    assert svar.status_code == 422
    assert "Pia Bjerre" not in svar.content.decode()
    assert Log.objects.filter(haendelse="opsporing.log_soegt").count() == foer


def test_the_log_of_a_deleted_child_can_still_be_read(by: By, log_ind: LogInd) -> None:
    log.record("opsporing.barn_set", by=by.paedagog, nu=NU, barn=999_999)
    assert "barn nr. 999999 (slettet)" in side(log_ind(by.databeskyttelse))


def test_pages_are_fifty_lines_and_ask_the_same_for_many(by: By, log_ind: LogInd) -> None:
    klient = log_ind(by.databeskyttelse)
    side(klient)
    antal = []
    for mange in (1, 200):
        for n in range(mange):
            log.record("opsporing.barn_set", by=by.paedagog, nu=NU, barn=by.egernboern[n % 3])
        with CaptureQueriesContext(connection) as spurgt:
            tekst = side(klient, haendelse="opsporing.barn_set")
        antal.append(len(spurgt))
    assert antal[0] == antal[1] <= 14
    assert "Viser 1–50 af 201 linjer" in tekst
    assert "haendelse=opsporing.barn_set&amp;side=2" in tekst
    assert "Viser 51–100 af 201 linjer" in side(klient, haendelse="opsporing.barn_set", side=2)


# The parents' print ---------------------------------------------------------------------------------------------------


def test_parents_get_dates_purposes_unit_and_role_but_no_names(by: By, opslag: None, log_ind: LogInd) -> None:
    klient = log_ind(by.databeskyttelse)
    side_ = klient.get(reverse("log_udskriv", args=[by.alma.pk]))
    assert side_.status_code == 200
    svar = klient.post(reverse("log_udskriv", args=[by.alma.pk]), {})
    assert svar.headers["Content-Type"] == "application/pdf"
    assert "Alma" not in svar.headers["Content-Disposition"]
    tekst = pdf_tekst(svar.content)
    for ord_ in (
        "Opslag i oplysninger om Alma",
        "onsdag 14. oktober 2026",
        "tirsdag 13. oktober 2026",
        "Egern",
        "pædagog",
        "så barnets side (2 gange)",
        "Sikker identifikation af barnet",
        "Trivselsvurdering",
        "Kommunens system",
    ):
        assert ord_ in tekst
    for navn in ("Pia", "Bjerre", "Per ", "Lone", "Dina", "Bo Ærebo", by.alma.cpr[:6]):
        assert navn not in tekst
    assert Log.objects.get(haendelse="opsporing.log_udskrevet").boern == [str(by.alma.pk)]


def test_a_period_can_be_chosen(by: By, opslag: None, log_ind: LogInd) -> None:
    klient, adresse = log_ind(by.databeskyttelse), reverse("log_udskriv", args=[by.alma.pk])
    tekst = pdf_tekst(klient.post(adresse, {"fra": "2026-10-14", "til": "2026-10-14"}).content)
    assert "14. oktober 2026" in tekst
    assert "tirsdag 13. oktober" not in tekst
    svar = klient.post(adresse, {"fra": "2026-10-15", "til": "2026-10-14"})
    assert svar.status_code == 422
    assert "Der er ingen opslag i perioden." in pdf_tekst(klient.post(adresse, {"til": "2020-01-01"}).content)


@pytest.fixture
def spaerret(by: By) -> Any:
    """A matter about Alma that her parents must not know of, with traces of it in the log."""
    sag = anledninger.opret(kode="proeve", enhed=by.egern, barn=by.alma, nu=NU)
    log.record("opsporing.handling_set", by=by.leder, nu=NU, barn=by.alma, anledning=sag)
    log.record("opsporing.barn_set", by=by.socialraadgiver, nu=NU, barn=by.alma)
    return spaerringer.saet(anledning=sag, grund="mistanke", gennemses_om_dage=14, by=by.leder, nu=NU)


def test_what_the_parents_must_not_know_is_not_on_the_paper(
    by: By, opslag: None, spaerret: Any, log_ind: LogInd
) -> None:
    klient, adresse = log_ind(by.databeskyttelse), reverse("log_udskriv", args=[by.alma.pk])
    assert "Tal med familieafdelingen" in klient.get(adresse).content.decode()
    tekst = pdf_tekst(klient.post(adresse, {}).content)
    assert "så barnets side" in tekst
    for ord_ in ("spærr", "handling", "socialrådgiver", "Familieafdelingen", "udeladt"):
        assert ord_ not in tekst


def test_when_it_is_lifted_only_the_switch_itself_stays_unsaid(by: By, spaerret: Any) -> None:
    spaerringer.ophaev(spaerring=spaerret, grund="Afklaret", by=by.socialraadgiver, nu=NU)
    fundet = udskrifter.udskrift(by.kommune, by.alma, None, None)
    hvad = {o.hvad for dag in fundet.dage for o in dag.opslag}
    assert "så en handling" in hvad
    assert not [h for h in hvad if "spærr" in h]
    assert fundet.noget_udeladt


def test_a_protected_child_is_pointed_out_to_whoever_prints(by: By, log_ind: LogInd) -> None:
    Barn.objects.filter(pk=by.alma.pk).update(beskyttet=True)
    svar = log_ind(by.databeskyttelse).get(reverse("log_udskriv", args=[by.alma.pk]))
    assert "navne- og adressebeskyttelse" in svar.content.decode()


@pytest.mark.parametrize("kode", sorted(haendelser()))
def test_every_event_has_a_purpose_in_words(kode: str) -> None:
    assert formaal(kode)


# Who changed a record -------------------------------------------------------------------------------------------------


@pytest.fixture
def handling(by: By) -> Handling:
    sag = anledninger.opret(kode="proeve", enhed=by.egern, barn=by.alma, nu=NU)
    handling = handlinger.opret(
        anledning=sag,
        hvad="Hemmelige ord",
        ansvarlig=by.paedagog,
        opfoelgning_den=NU.date(),
        by=by.paedagog,
        nu=NU,
    )
    return handlinger.ret(handling=handling, rev=0, by=by.paedagog2, nu=NU, hvad="Andre hemmelige ord")


def test_changes_are_told_by_field_and_not_by_content(by: By, handling: Handling, log_ind: LogInd) -> None:
    klient = log_ind(by.paedagog)
    klient.post(
        reverse("handling:foelg_op", args=[handling.pk]),
        {"virkning": "hjalp", "videre": "slut", "version": handling.rev},
    )
    svar = log_ind(by.databeskyttelse).get(reverse("historik", args=["opsporing.handling", handling.pk]))
    tekst = svar.content.decode()
    assert "Pia Bjerre" in tekst
    assert "pædagog, Egern" in tekst
    assert "hvad gør vi?, rettet og rettet af" in tekst
    assert "afsluttet og afsluttet af" in tekst
    assert "hemmelige ord" not in tekst.lower()
    post = Log.objects.get(haendelse="opsporing.historik_set")
    assert (post.objekt, post.boern) == (f"opsporing.handling:{handling.pk}", [str(by.alma.pk)])


def test_a_line_of_the_log_leads_to_the_changes(by: By, handling: Handling, log_ind: LogInd) -> None:
    tekst = side(log_ind(by.databeskyttelse), haendelse="opsporing.handling_rettet")
    assert f'href="{reverse("historik", args=["opsporing.handling", handling.pk])}"' in tekst


@pytest.mark.parametrize("model", ["opsporing.log", "opsporing.opfoelgning", "findes.ikke", "x", "auth.group"])
def test_what_has_no_history_of_its_own_is_not_there(model: str, by: By, log_ind: LogInd) -> None:
    assert log_ind(by.databeskyttelse).get(reverse("historik", args=[model, 1])).status_code == 404
