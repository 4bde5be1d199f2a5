"""Sending e-mail about reminders: which e-mails there are, who sends each, and what happens when it goes wrong.

An e-mail is a row first (`Udsendelse`). A sender claims it for a while, sends it, and writes that it is sent. A sender
that dies loses its claim, and the next one sends the same e-mail with the same Message-ID. So every e-mail is sent at
least once; a second copy is possible only when the sender dies, or loses the database, after the mail server has
accepted the message and before that is written. Reminders in the app exist exactly once whatever happens to e-mail.

Claims and pauses are wall time by the database's clock: they are about processes. What the rows are about is `nu`.
"""

import logging
import smtplib
import time
import uuid
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction
from django.db.models import Case, Count, Exists, F, OuterRef, Q, QuerySet, Subquery, When
from django.db.models.functions import Now
from django.template.loader import render_to_string
from django.urls import reverse

from opsporing.dansk import dag_ord, klokken
from opsporing.frister import rules
from opsporing.models import Ansaettelse, Frist, Paamindelse, Udsendelse, User
from opsporing.tid import DANMARK

logger = logging.getLogger(__name__)

#: One run ends after so many seconds; beat begins the next soon after.
HOEJST_SEKUNDER = 100

#: How the key of an e-mail begins that does not wait for the week's.
STRAKS = "straks-"

#: What a mail server or the way to it can answer with.
POSTFEJL = (smtplib.SMTPException, OSError)


class ServerNede(Exception):
    """The mail server could not be reached at all, so trying the next e-mail is no use."""


# Which e-mails there are ----------------------------------------------------------------------------------------------


def ny_message_id(om: str = "paamindelse") -> str:
    """A Message-ID of our own; every copy of the same e-mail carries it, so that a duplicate can be recognised."""
    return f"<{om}.{uuid.uuid4().hex}@{urlsplit(settings.ADRESSE).hostname or 'localhost'}>"


def opret_straks(*, modtager: User, noegle: str, paamindelser: Collection[int], nu: datetime) -> int:
    """Let an e-mail go at once about these reminders. Without an address there is none, and the app has to do."""
    if not modtager.email:
        return 0
    udsendelse, ny = Udsendelse.objects.get_or_create(
        modtager=modtager,
        noegle=noegle,
        defaults={"antal": len(paamindelser), "message_id": ny_message_id(), "oprettet_at": nu},
    )
    Paamindelse.objects.filter(pk__in=paamindelser).update(udsendelse=udsendelse)
    return int(ny)


@transaction.atomic
def opret_ugebreve(*, nu: datetime) -> int:
    """Make the week's e-mail for everybody who has reminders that no e-mail has told of; returns how many.

    One per person and ISO week in Denmark: it is made with the first reminder on a working day, and what comes later
    that week waits for the next. What has been read or done in the meantime is not counted.
    """
    if not rules.er_ugebrevstid(nu):
        return 0
    noegle = rules.ugenoegle(nu)
    venter = Paamindelse.objects.aktuelle().filter(udsendelse=None, set_at=None)
    personer = (
        venter.filter(modtager__is_active=True)
        .exclude(modtager__email="")
        .exclude(Exists(Udsendelse.objects.filter(modtager=OuterRef("modtager"), noegle=noegle)))
        .values("modtager")
        .annotate(antal=Count("pk"))
        .order_by("modtager")
    )
    nye = [
        Udsendelse(
            modtager_id=p["modtager"],
            noegle=noegle,
            antal=p["antal"],
            message_id=ny_message_id(),
            oprettet_at=nu,
        )
        for p in personer
    ]
    Udsendelse.objects.bulk_create(nye, ignore_conflicts=True)
    vores = Udsendelse.objects.filter(message_id__in=[u.message_id for u in nye])
    venter.filter(modtager__in=vores.values("modtager")).update(
        udsendelse=Subquery(vores.filter(modtager=OuterRef("modtager")).values("pk")[:1])
    )
    return vores.count()


def venter(*, kun_haster: bool = False) -> bool:
    """Whether an e-mail could be sent now; with `kun_haster` one that cannot wait."""
    ventende = _ventende()
    return (ventende.filter(noegle__startswith=STRAKS) if kun_haster else ventende).exists()


# Sending them ---------------------------------------------------------------------------------------------------------


def _ventende() -> QuerySet[Udsendelse]:
    return Udsendelse.objects.filter(Q(optaget_til=None) | Q(optaget_til__lt=Now()), sendt_at=None, opgivet_at=None)


@transaction.atomic
def tag_naeste() -> Udsendelse | None:
    """Claim the e-mail that has waited longest, for OPSPORING_POST_LEJE seconds; None when nothing waits.

    What cannot wait goes before the week's letters, of which there are thousands on a Monday morning. Rows that
    another sender is just claiming are passed over. `forsoeg` numbers the claim, so that a sender which has lost it
    cannot write on the row any more.
    """
    udsendelse = (
        _ventende()
        .select_for_update(skip_locked=True, of=("self",))
        .order_by(
            Case(When(noegle__startswith=STRAKS, then=0), default=1), F("optaget_til").asc(nulls_first=True), "pk"
        )
        .first()
    )
    if udsendelse is None:
        return None
    Udsendelse.objects.filter(pk=udsendelse.pk).update(
        optaget_til=Now() + timedelta(seconds=settings.POST_LEJE), forsoeg=F("forsoeg") + 1
    )
    return Udsendelse.objects.select_related("modtager").get(pk=udsendelse.pk)


def send_ventende(*, nu: datetime) -> int:
    """Send what waits, one after the other; returns how many the mail server accepted.

    An e-mail that is refused is tried again after a pause. When the server cannot be reached, the rest waits for the
    next run. Call it outside a transaction: each claim and each result must be committed by itself.
    """
    begyndt, sendt = time.monotonic(), 0
    with postkasse() as post:
        while time.monotonic() - begyndt < HOEJST_SEKUNDER:
            udsendelse = tag_naeste()
            if udsendelse is None:
                break
            try:
                sendt += _send(udsendelse, post, nu)
            except ServerNede:
                logger.warning("The mail server cannot be reached; what waits is sent by a later run.")
                break
    return sendt


@contextmanager
def postkasse() -> Iterator[BaseEmailBackend]:
    """One connection to the mail server for a whole run, opened by the first e-mail."""
    post = get_connection()
    try:
        yield post
    finally:
        luk(post)


def luk(post: BaseEmailBackend) -> None:
    try:
        post.close()
    except POSTFEJL:
        logger.info("The mail server had closed the connection already.")


def _send(udsendelse: Udsendelse, post: BaseEmailBackend, nu: datetime) -> bool:
    """Send one claimed e-mail, or give it up, or let it wait; True when the mail server accepted it."""
    frister = _det_hun_mangler(udsendelse, nu)
    antal = len(frister)
    if antal == 0 or nu - udsendelse.oprettet_at > rules.OPGIVES_EFTER:
        _skriv(udsendelse, opgivet_at=nu, antal=antal)
        return False
    try:
        post.open()
    except POSTFEJL as fejl:
        _lad_vente(udsendelse, fejl)
        raise ServerNede from fejl
    try:
        post.send_messages([_brev(udsendelse, frister, post, nu)])
    except POSTFEJL as fejl:
        _lad_vente(udsendelse, fejl)
        # After an error the connection may be half-way through a message; the next e-mail gets a new one.
        luk(post)
        return False
    _skriv(udsendelse, sendt_at=nu, antal=antal)
    return True


def _det_hun_mangler(udsendelse: Udsendelse, nu: datetime) -> list[Frist]:
    """The deadlines of its reminders that still wait for the receiver; none when she has left, has no address, or may
    not see the matter any more. One query for each employment she is told under.
    """
    user = udsendelse.modtager
    if not user.is_active or not user.email:
        return []
    ansat = Ansaettelse.objects.gaeldende(nu).filter(pk__in=udsendelse.paamindelser.values("ansaettelse"))
    return [
        paamindelse.frist
        for ansaettelse in ansat.select_related("user", "enhed__kommune__profil", "enhed__journalenhed")
        for paamindelse in udsendelse.paamindelser.aktuelle()
        .for_user(user.vaelg(ansaettelse), nu)
        .filter(ansaettelse=ansaettelse, set_at=None)
        .select_related("frist")
    ]


def _brev(
    udsendelse: Udsendelse, frister: Collection[Frist], post: BaseEmailBackend, nu: datetime
) -> EmailMultiAlternatives:
    """The e-mail: a greeting, a count, the hour that is nearest, and a link. Never a child's name, a CPR number or a
    unit.
    """
    haster = udsendelse.noegle.startswith(STRAKS)
    klokkeslaet = _klokkeslaet(frister) if haster else None
    lokalt = klokkeslaet.astimezone(DANMARK) if klokkeslaet else None
    indhold = {
        "fornavn": udsendelse.modtager.fornavn,
        # The week's letter counts reminders; the other one tasks, of which one may be told on two occasions at once.
        "antal": len({f.pk for f in frister}) if haster else len(frister),
        "haster": haster,
        "frist": f"{dag_ord(lokalt)} {klokken(lokalt)}" if lokalt else "",
        "forbi": klokkeslaet is not None and klokkeslaet < nu,
        "adresse": f"{settings.ADRESSE}{reverse('paamindelser')}",
    }
    emne = render_to_string("frister/brev_emne.txt", indhold).strip()
    brev = EmailMultiAlternatives(
        subject=emne,
        body=render_to_string("frister/brev.txt", indhold),
        to=[udsendelse.modtager.email],
        headers={
            "Message-ID": udsendelse.message_id,
            "Auto-Submitted": "auto-generated",
            "X-Auto-Response-Suppress": "All",
        },
        connection=post,
    )
    brev.attach_alternative(render_to_string("frister/brev.html", indhold), "text/html")
    return brev


def _klokkeslaet(frister: Collection[Frist]) -> datetime | None:
    """The first of the deadlines that goes by the clock."""
    return min((f.forfalder_at for f in frister if not f.heldag), default=None)


def _skriv(udsendelse: Udsendelse, **felter: object) -> None:
    """Write the outcome, unless another sender has taken the e-mail over in the meantime."""
    Udsendelse.objects.filter(pk=udsendelse.pk, forsoeg=udsendelse.forsoeg, sendt_at=None).update(**felter)


def _lad_vente(udsendelse: Udsendelse, fejl: BaseException) -> None:
    laengste = rules.LAENGSTE_PAUSE_HASTER if udsendelse.noegle.startswith(STRAKS) else rules.LAENGSTE_PAUSE
    pause = rules.pause(udsendelse.forsoeg, timedelta(seconds=settings.POST_PAUSE), laengste)
    logger.warning(
        "E-mail %s could not be sent (%s), attempt %s; tried again in %s seconds.",
        udsendelse.pk,
        type(fejl).__name__,
        udsendelse.forsoeg,
        int(pause.total_seconds()),
    )
    _skriv(udsendelse, optaget_til=Now() + pause)
