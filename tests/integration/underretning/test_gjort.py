"""What has been done stands on the page of the underretning in order; what is only begun does not."""

import re
from collections.abc import Callable
from html import unescape
from typing import Any

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from opsporing.models import User
from opsporing.tid import dato
from tests.cast import NU, By
from tests.factories.modtaget import vurderet
from underretning import gjort, sagside
from underretning.actions import brev, genvurdering, samtale, skridt
from underretning.models import Overgreb

LogInd = Callable[[User], Client]


def tekst(svar: Any) -> str:
    indhold = svar.content.decode().split("<main", 1)[1].split("</main>", 1)[0]
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", indhold)).split())


def test_the_page_of_the_underretning_tells_what_was_done(by: By, log_ind: LogInd) -> None:
    u, en = by.socialraadgiver, vurderet(by.barn, by.myndighed, by.socialraadgiver, hjaelp=True)
    client, side = log_ind(u), reverse("underretning:modtaget", args=[en.pk])
    kvittering = brev.dan_brev(modtaget=en, art="kvittering", by=u, nu=NU)
    genvurdering.begynd_genvurdering(modtaget=en, deltagere=[u], by=u, nu=NU)
    assert gjort.gjort(en) == ()
    assert "Det er gjort" not in tekst(client.get(side))
    brev.note_sendt(brev=kvittering, maade="digital_post", by=u, nu=NU)
    genvurdering.afslut_genvurdering(modtaget=en, passer=False, konklusion="Mere om morgenen.", by=u, nu=NU)
    samtale.registrer_samtale(
        modtaget=en, holdt_den=dato(NU), uden=True, hvem="Sofie", notat="»Far råber.«", by=u, nu=NU
    )
    et = skridt.aftal_skridt(modtaget=en, tekst="Læs en bog.", by=u, nu=NU)
    skridt.aftal_skridt(modtaget=en, tekst="Spis sammen.", by=u, nu=NU)
    skridt.klar_skridt(skridt=et, by=u, nu=NU)
    ord_ = tekst(client.get(side))
    for dele in (
        "Kvittering sendt (Digital Post)",
        "Genvurdering: hjælpen passer ikke længere",
        "Mere om morgenen.",
        "Samtale med barnet uden forældrene",
        "»Far råber.«",
        "1 af 2 klaret",
    ):
        assert dele in ord_


def test_it_costs_the_same_however_much_was_done(by: By) -> None:
    u, en = by.socialraadgiver, vurderet(by.barn, by.myndighed, by.socialraadgiver)

    def tal_med(antal: int) -> int:
        for _ in range(antal):
            samtale.undlad_samtale(modtaget=en, grund="modenhed", hvorfor="Ti ord.", by=u, nu=NU)
        en.refresh_from_db()
        with CaptureQueriesContext(connection) as spurgt:
            assert len(sagside.laes(en, u, NU).gjort) >= antal
        return len(spurgt)

    assert tal_med(1) == tal_med(49)


def test_a_talk_with_suspected_parents_there_does_not_look_done(by: By) -> None:
    u = by.socialraadgiver
    en = vurderet(by.barn, by.myndighed, u, overgreb=Overgreb.HJEMMET)
    ord_ = {"holdt_den": dato(NU), "hvem": "Sofie", "notat": "»Far råber.«", "by": u, "nu": NU}

    def tilstand() -> str:
        return next(o.tilstand for o in sagside.laes(en, u, NU).opgaver if "Samtale" in o.hvad)

    samtale.registrer_samtale(modtaget=en, uden=False, **ord_)
    assert tilstand() == "none"
    samtale.registrer_samtale(modtaget=en, uden=True, **ord_)
    assert tilstand() == "done"


def test_why_nothing_is_sent_is_something_done(by: By) -> None:
    u, en = by.socialraadgiver, vurderet(by.barn, by.myndighed, by.socialraadgiver)
    brev.undlad_brev(modtaget=en, art="kvittering", grund="Ringet op.", by=u, nu=NU)
    [linje] = gjort.gjort(en)
    assert (linje.hvad, linje.ord, linje.arg) == ("Kvittering sendes ikke", "Ringet op.", "kvittering")
