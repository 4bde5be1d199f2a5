"""Sending when things break, in the real web process: with broker and mail down, and killed in the middle."""

import re
import threading
import time
from collections.abc import Iterator
from http.client import HTTPConnection, HTTPException
from io import BytesIO
from typing import Any, LiteralString
from urllib.parse import urlencode

import psycopg
import pytest
from pypdf import PdfReader

from opsporing import tid
from opsporing.boern import actions as boern
from opsporing.models import Anledning, Frist, Log
from tests import cast
from tests.factories.underretning import udfyldt
from tests.support.servers import Server, TestValkey, free_port, session_for
from underretning.models import Modtaget, Underretning

#: Seconds to wait for what must happen on a busy machine; a good run needs a few.
TAALMODIGHED = 60.0
#: Locks that somebody waits for, and all that are held or waited for: by whoever has begun something and not ended it.
VENTER: LiteralString = "NOT granted"
I_GANG: LiteralString = "true"


class Person:
    """Somebody signed in at the server: her cookies, and what she gets for an address."""

    def __init__(self, brugernavn: str, server: Server) -> None:
        self.adresse = server.url.removeprefix("http://")
        kage = session_for(brugernavn, server.url)
        self.kager = {kage["name"]: kage["value"]}

    def spoerg(self, metode: str, sti: str, felter: dict[str, str] | None = None) -> tuple[int, str, bytes]:
        """Status, where it sends her on to, and the page."""
        forbindelse = HTTPConnection(self.adresse, timeout=TAALMODIGHED)
        hoved = {"Cookie": "; ".join(f"{navn}={vaerdi}" for navn, vaerdi in self.kager.items())}
        if felter is not None:
            hoved["Content-Type"] = "application/x-www-form-urlencoded"
        try:
            forbindelse.request(metode, sti, urlencode(felter) if felter is not None else None, hoved)
            svar = forbindelse.getresponse()
            for kage in svar.headers.get_all("Set-Cookie") or []:
                navn, _, vaerdi = kage.partition(";")[0].partition("=")
                self.kager[navn] = vaerdi
            return svar.status, svar.headers.get("Location", ""), svar.read()
        finally:
            forbindelse.close()

    def laes_foer_hun_sender(self, underretning: Underretning) -> tuple[str, dict[str, str]]:
        """The last page before sending: its address, and what its form sends."""
        sti = f"/underretninger/{underretning.pk}/send/"
        status, _, side = self.spoerg("GET", sti)
        assert status == 200
        felter = dict(re.findall(r'type="hidden" name="(csrfmiddlewaretoken|stand)" value="([^"]*)"', side.decode()))
        assert felter.keys() == {"csrfmiddlewaretoken", "stand"}
        return sti, felter


@pytest.fixture
def server(databases: Any, valkey: TestValkey, django_db_blocker: Any) -> Iterator[Server]:
    """The product on a database of its own, after the broker was killed and with no mail server at its address."""
    en = Server(databases, "skemaer", 90, {"REDIS_URL": valkey.url, "EMAIL_URL": f"smtp://127.0.0.1:{free_port()}"})
    try:
        en.start()
        assert valkey.process is not None
        valkey.process.kill()
        with django_db_blocker.unblock(), en.connected():
            yield en
    finally:
        en.stop()


def klar() -> tuple[cast.By, Underretning]:
    """Prøveby, where Pia has written about two siblings and has only to send it."""
    nu = tid.nu()
    by = cast.byg(nu)
    boern.indskriv(barn=by.david, enhed=by.egern, by=None, nu=nu)
    return by, udfyldt(by.paedagog, [by.barn, by.david], nu=nu)


def spor() -> tuple[int, ...]:
    return Modtaget.objects.count(), Anledning.objects.count(), Frist.objects.count(), Log.objects.count()


def antal(kigger: psycopg.Connection, hvilke: LiteralString) -> int:
    """How many locks on the tables of the database that others have, or wait for."""
    her = "database = (SELECT oid FROM pg_database WHERE datname = current_database()) AND pid <> pg_backend_pid() AND "
    raekke = kigger.execute("SELECT count(*) FROM pg_locks WHERE " + her + hvilke).fetchone()
    assert raekke is not None
    return int(raekke[0])


def vent_paa(sandt: Any, hvad: str) -> None:
    udloeb = time.monotonic() + TAALMODIGHED
    while not sandt():
        if time.monotonic() > udloeb:
            pytest.fail(f"Det skete ikke: {hvad}")
        time.sleep(0.02)


def test_it_is_sent_while_broker_and_mail_are_down_and_whole_or_not_at_all_when_the_process_is_killed(
    server: Server, databases: Any, valkey: TestValkey
) -> None:
    by, foerste = klar()
    pia = Person("paedagog", server)

    # The power goes while it is being sent: it has been marked as sent, and waits to put the first child in the inbox.
    sti, felter = pia.laes_foer_hun_sender(foerste)
    foer = spor()
    adresse = databases.owner_url(server.database)
    with psycopg.connect(adresse) as ejer, psycopg.connect(adresse, autocommit=True) as kigger:
        ejer.execute("LOCK TABLE underretning_modtaget IN EXCLUSIVE MODE")
        svaret: list[str] = []

        def send() -> None:
            try:
                svaret.append(str(pia.spoerg("POST", sti, felter)[0]))
            except (HTTPException, OSError) as brudt:
                svaret.append(type(brudt).__name__)

        traad = threading.Thread(target=send)
        traad.start()
        vent_paa(lambda: antal(kigger, VENTER), "afsendelsen er i gang")
        server.kill()
        traad.join(TAALMODIGHED)
        assert svaret and not svaret[0].isdecimal()
        ejer.rollback()
        vent_paa(lambda: not antal(kigger, I_GANG), "databasen har sluppet den")
    assert spor() == foer
    assert Underretning.objects.get().status == "kladde"

    # She sends it again, from the page she has in front of her.
    server.serve()
    status, videre, _ = pia.spoerg("POST", sti, felter)
    assert (status, videre) == (302, f"/underretninger/{foerste.pk}/sendt/")
    nummer = Underretning.objects.get().kvitteringsnummer
    assert nummer
    assert not valkey.answers()
    status, _, side = pia.spoerg("GET", videre)
    assert status == 200 and nummer in side.decode()
    assert sorted(Modtaget.objects.values_list("barn", "kvitteringsnummer")) == sorted(
        (barn.pk, nummer) for barn in (by.barn, by.david)
    )
    assert Frist.objects.aabne().filter(kode="underretning.vurder").count() == 2
    status, _, pdf = pia.spoerg("GET", f"/underretninger/{foerste.pk}/kvittering/")
    assert status == 200
    assert nummer in "".join(ark.extract_text() for ark in PdfReader(BytesIO(pdf)).pages)

    # A second press, from the same page, gives the same receipt.
    assert pia.spoerg("POST", sti, felter)[:2] == (302, videre)
    assert Modtaget.objects.count() == 2
    assert Underretning.objects.get().kvitteringsnummer == nummer
