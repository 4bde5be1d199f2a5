"""A leader's way through the pages: a team, its series, the agenda, who comes, the invitation, a move, an afbud."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse

from dialogmoeder.actions import dagsorden, plan
from dialogmoeder.actions.indkald import indkald
from dialogmoeder.fristtyper import FORBEREDELSE
from dialogmoeder.models import Indkaldelse, Moede, Moedestatus, Punkt, Slags, Team
from dialogmoeder.udsendelse import send_ventende, tag_naeste
from opsporing import moedeforslag
from opsporing.models import Frist, Log, User
from opsporing.moedeforslag import Moedeforslag
from opsporing.tid import dato
from tests.cast import By

LogInd = Callable[[User], Client]


def _sti(navn: str, *args: int) -> str:
    return reverse(f"dialogmoeder:{navn}", args=args)


@pytest.fixture
def forslag(by: By, monkeypatch: pytest.MonkeyPatch) -> None:
    """Bo is proposed, as an app would."""
    monkeypatch.setattr(
        moedeforslag,
        "FORSLAG",
        [lambda user, boern, nu: [Moedeforslag(by.bo.pk, "gul", "Øget opmærksomhed", dato(nu))]],
    )


def test_the_whole_way(by: By, log_ind: LogInd, forslag: None) -> None:
    leder = log_ind(by.leder)
    form = leder.get(_sti("team_ny"), {"slags": "adbb_team"}).context["form"]
    assert [form[felt].value() for felt in ("slags", "varer_minutter", "tovholder")] == ["adbb_team", 90, by.leder.pk]
    svar = leder.post(
        _sti("team_ny"),
        {
            "slags": "ressourceteam",
            "navn": "Ressourceteam Birken",
            "tovholder": by.leder.pk,
            "kadence_uger": 6,
            "tid": "09:00",
            "varer_minutter": 120,
            "punkt_minutter": 20,
            "smaa_minutter": 40,
        },
    )
    team = Team.objects.get()
    assert svar.url == _sti("team", team.pk)
    assert leder.post(_sti("medlem_tilfoej", team.pk), {"ansaettelse": by.ppr.ansat.pk}).status_code == 302
    side = leder.get(_sti("serie", team.pk), {"fra": "2026-11-24", "til": "2027-01-31"})
    dage = side.context["dage"]
    assert "Tirsdag 5. jan. 2027, uge 1" in side.text
    assert [dag.isoformat() for dag in dage] == ["2026-11-24", "2027-01-05"]
    leder.post(_sti("serie", team.pk) + "?fra=2026-11-24&til=2027-01-31", {"dage": [dage[0].isoformat()]})
    moede = Moede.objects.get()

    side = leder.get(_sti("dagsorden", moede.pk))
    assert "Øget opmærksomhed" in side.text
    leder.post(_sti("saet_paa", moede.pk), {"forslag": f"barn-{by.bo.pk}"})
    leder.post(
        _sti("saet_paa", moede.pk),
        {"art": "anonymt", "overskrift": "Ro om middagen", "minutter": 15, "forberedes_by": by.paedagog.pk},
    )
    bo, anonymt = Punkt.objects.order_by("nr")
    assert (bo.barn, bo.forslag, bo.smaa, anonymt.forberedes_by) == (by.bo, "gul", True, by.paedagog)
    # Taken off by a slip of the hand: it comes back with all that is written in it.
    leder.post(_sti("punkt_traek", bo.pk))
    side = leder.get(_sti("dagsorden", moede.pk))
    assert [punkt.pk for punkt, _ in side.context["taget_af"]] == [bo.pk]
    assert Log.objects.filter(haendelse="dialogmoeder.dagsorden_set").latest("pk").boern == [str(by.bo.pk)]
    assert _sti("saet_paa_igen", bo.pk) in side.text
    leder.post(_sti("saet_paa_igen", bo.pk))
    assert leder.get(_sti("dagsorden", moede.pk)).context["taget_af"] == []
    assert Frist.objects.aabne().filter(anledning=bo.anledning, kode=FORBEREDELSE).exists()
    leder.post(_sti("punkt_flyt", anonymt.pk), {"retning": "op"})
    side = leder.get(_sti("moede", moede.pk))
    assert [linje.titel for linje in side.context["linjer"]] == ["Et barn uden navn", "Bo Ærebo"]
    assert "35 af 120 minutter" in side.text
    set_ = Log.objects.filter(haendelse="dialogmoeder.moede_set").latest("pk")
    assert set_.boern == [str(by.bo.pk)]

    # Before anybody is told: who is; and one who has not been told is taken off without a question.
    assert f"{by.ppr.navn} får en e-mail" in side.text
    assert "Der er kun mødelederen" not in side.text
    leder.post(_sti("medlem_afslut", team.medlemmer.get(ansaettelse=by.ppr.ansat).pk))
    assert "Der er kun mødelederen på listen" in leder.get(_sti("moede", moede.pk)).text
    leder.post(_sti("medlem_tilfoej", team.pk), {"ansaettelse": by.ppr.ansat.pk})
    assert "<button" in leder.get(_sti("deltagere", moede.pk)).text.split("Tag af")[0].split("<tr>")[-1]

    leder.post(_sti("indkald", moede.pk))
    # From now on taking somebody off sends an e-mail, so that is said first, and nothing has happened yet.
    ppr_med = moede.deltagere.get(ansaettelse=by.ppr.ansat, fratraadt_at=None)
    tag_af = _sti("deltager_tag_af", ppr_med.pk)
    assert f'href="{tag_af}"' in leder.get(_sti("deltagere", moede.pk)).text
    assert "får en e-mail om ikke at skulle med" in leder.get(tag_af).text
    ud = _sti("medlem_afslut", team.medlemmer.get(ansaettelse=by.ppr.ansat, til=None).pk)
    assert "får en e-mail om dem, der er indkaldt til" in leder.get(ud).text
    assert not Indkaldelse.objects.filter(slags="afbud").exists()
    moede.refresh_from_db()
    assert moede.status == Moedestatus.INDKALDT
    ppr = log_ind(by.ppr)
    side = ppr.get(_sti("moede", moede.pk))
    assert "Lukket for dig" in side.text
    assert "Ærebo" not in side.text
    assert "Ro om middagen" in side.text
    ppr.post(_sti("kommer", moede.pk), {"kommer": "ja"})
    ppr_med.refresh_from_db()
    assert ppr_med.kommer is True
    assert ppr.get(_sti("dagsorden", moede.pk)).status_code == 403
    assert log_ind(by.leder2).get(_sti("moede", moede.pk)).status_code == 404
    for navn in ("liste", "moede_ny", "team_ny"):
        assert leder.get(_sti(navn)).status_code == 200
    for navn in ("moede_ret", "aflys", "deltagere"):
        assert leder.get(_sti(navn, moede.pk)).status_code == 200
    assert leder.get(_sti("punkt_ret", bo.pk)).status_code == 200
    assert leder.get(_sti("team_ret", team.pk)).status_code == 200
    # A team's own meetings are made under the team; one that follows up on them belongs to it.
    assert "ressourceteam" not in dict(leder.get(_sti("moede_ny")).context["form"].fields["slags"].choices)
    # What a team has planned far ahead stands under the team and not on everybody's list.
    plan.lav_serie(team=team, dage=[dato(by.nu + timedelta(days=120))], by=by.leder, nu=by.nu)
    assert leder.get(_sti("liste")).context["liste"].kommende[-1].moede == team.moeder.latest("planlagt_at")
    assert [x.moede for x in log_ind(by.paedagog).get(_sti("liste")).context["liste"].kommende] == [moede]
    opfoelgende = {"slags": "ressourceteam", "den": "2026-12-08", "klokken": "10:00", "varer_minutter": 60}
    leder.post(_sti("moede_ny") + f"?efter={moede.pk}", opfoelgende | {"moedeleder": by.leder.pk})
    assert {d.ansaettelse.user for d in team.moeder.latest("pk").deltagere.all()} == {by.leder, by.ppr}


def test_what_is_wrong_is_said_and_what_was_written_stays(by: By, log_ind: LogInd) -> None:
    leder = log_ind(by.leder)
    felter = {"slags": "netvaerksmoede", "den": "2026-10-01", "klokken": "09:00", "varer_minutter": 60}
    svar = leder.post(_sti("moede_ny"), felter | {"moedeleder": by.leder.pk, "formaal": "Hjælpes ad om hverdagen"})
    assert svar.status_code == 422
    assert "Tidspunktet er gået" in svar.text
    assert "Hjælpes ad om hverdagen" in svar.text
    assert not Moede.objects.exists()


def _kaldt(by: By) -> Moede:
    moede = plan.opret_moede(
        slags=Slags.SPARRINGSMOEDE,
        enhed=by.birken,
        moedeleder=by.leder,
        planlagt_at=by.nu + timedelta(days=20),
        formaal="Om Alma",
        sted="Hos Åkjær",
        by=by.leder,
        nu=by.nu,
    )
    dagsorden.saet_paa(moede=moede, art="barn", barn=by.alma, by=by.leder, nu=by.nu)
    return indkald(moede=moede, by=by.leder, nu=by.nu)


def test_the_email_says_when_and_nothing_about_whom(by: By) -> None:
    moede = _kaldt(by)
    assert send_ventende(nu=by.nu) == 1
    assert send_ventende(nu=by.nu) == 0
    brev = mail.outbox[0]
    kalender = brev.attachments[0].get_payload(decode=True).decode()
    assert brev.extra_headers["Message-ID"] == Indkaldelse.objects.get().message_id
    assert _sti("moede", moede.pk) in brev.body
    assert f"UID:moede-{moede.uid}@opsporing" in kalender
    assert "DTSTART:20261103T080000Z" in kalender
    alt = brev.subject + brev.body + kalender + str(brev.alternatives)
    assert not [ord_ for ord_ in ("Alma", "Åkjær", "Hos ", "LOCATION", "ATTENDEE") if ord_ in alt]


def test_a_sender_that_dies_leaves_its_email_to_the_next_with_the_same_name(by: By) -> None:
    _kaldt(by)
    taget = tag_naeste()
    assert taget is not None
    # The row is claimed: nobody else sends it until the claim has run out.
    assert tag_naeste() is None
    assert send_ventende(nu=by.nu) == 0
    Indkaldelse.objects.update(optaget_til=by.nu - timedelta(days=4000))
    assert send_ventende(nu=by.nu) == 1
    assert mail.outbox[0].extra_headers["Message-ID"] == taget.message_id
    assert Indkaldelse.objects.get().forsoeg == 2


def test_what_is_no_longer_so_is_not_sent(by: By) -> None:
    moede = _kaldt(by)
    plan.ret_moede(moede=moede, planlagt_at=moede.planlagt_at + timedelta(days=1), by=by.leder, nu=by.nu)
    assert send_ventende(nu=by.nu) == 1
    assert "4. november 2026" in mail.outbox[0].subject
    plan.aflys(moede=moede, grund="Sygdom", by=by.leder, nu=by.nu)
    assert send_ventende(nu=by.nu) == 1
    assert mail.outbox[1].subject.startswith("Aflyst:")
    assert "STATUS:CANCELLED" in mail.outbox[1].attachments[0].get_payload(decode=True).decode()
    assert Indkaldelse.objects.filter(opgivet_at__isnull=False).count() == 1
