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
from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Now
from django.template.loader import render_to_string
from django.urls import reverse

from opsporing.frister import rules
from opsporing.models import Ansaettelse, Paamindelse, Udsendelse, User

logger = logging.getLogger(__name__)

#: One run ends after so many seconds; beat begins the next soon after.
HOEJST_SEKUNDER = 100

#: What a mail server or the way to it can answer with.
POSTFEJL = (smtplib.SMTPException, OSError)


class ServerNede(Exception):
    """The mail server could not be reached at all, so trying the next e-mail is no use."""


# Which e-mails there are ----------------------------------------------------------------------------------------------


def ny_message_id() -> str:
    """A Message-ID of our own; every copy of the same e-mail carries it, so that a duplicate can be recognised."""
    return f"<paamindelse.{uuid.uuid4().hex}@{urlsplit(settings.ADRESSE).hostname or 'localhost'}>"


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


def venter() -> bool:
    """Whether an e-mail could be sent now."""
    return _ventende().exists()


# Sending them ---------------------------------------------------------------------------------------------------------


def _ventende() -> QuerySet[Udsendelse]:
    return Udsendelse.objects.filter(Q(optaget_til=None) | Q(optaget_til__lt=Now()), sendt_at=None, opgivet_at=None)


@transaction.atomic
def tag_naeste() -> Udsendelse | None:
    """Claim the e-mail that has waited longest, for OPSPORING_POST_LEJE seconds; None when nothing waits.

    Rows that another sender is just claiming are passed over. `forsoeg` numbers the claim, so that a sender which has
    lost it cannot write on the row any more.
    """
    udsendelse = (
        _ventende()
        .select_for_update(skip_locked=True, of=("self",))
        .order_by(F("optaget_til").asc(nulls_first=True), "pk")
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
    with _postkasse() as post:
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
def _postkasse() -> Iterator[BaseEmailBackend]:
    """One connection to the mail server for a whole run, opened by the first e-mail."""
    post = get_connection()
    try:
        yield post
    finally:
        _luk(post)


def _luk(post: BaseEmailBackend) -> None:
    try:
        post.close()
    except POSTFEJL:
        logger.info("The mail server had closed the connection already.")


def _send(udsendelse: Udsendelse, post: BaseEmailBackend, nu: datetime) -> bool:
    """Send one claimed e-mail, or give it up, or let it wait; True when the mail server accepted it."""
    antal = _antal_nu(udsendelse, nu)
    if antal == 0 or nu - udsendelse.oprettet_at > rules.OPGIVES_EFTER:
        _skriv(udsendelse, opgivet_at=nu, antal=antal)
        return False
    try:
        post.open()
    except POSTFEJL as fejl:
        _lad_vente(udsendelse, fejl)
        raise ServerNede from fejl
    try:
        post.send_messages([_brev(udsendelse, antal, post)])
    except POSTFEJL as fejl:
        _lad_vente(udsendelse, fejl)
        # After an error the connection may be half-way through a message; the next e-mail gets a new one.
        _luk(post)
        return False
    _skriv(udsendelse, sendt_at=nu, antal=antal)
    return True


def _antal_nu(udsendelse: Udsendelse, nu: datetime) -> int:
    """How many of its reminders still wait for the receiver; none when she has left or has no address."""
    user = udsendelse.modtager
    ansat = Ansaettelse.objects.gaeldende(nu).filter(pk=OuterRef("ansaettelse"))
    if not user.is_active or not user.email:
        return 0
    return udsendelse.paamindelser.aktuelle().filter(Exists(ansat), set_at=None).count()


def _brev(udsendelse: Udsendelse, antal: int, post: BaseEmailBackend) -> EmailMultiAlternatives:
    """The e-mail: a greeting, a count and a link. Never a child's name, a CPR number or a unit."""
    haster = udsendelse.noegle.startswith("straks-")
    indhold = {
        "fornavn": udsendelse.modtager.fornavn,
        "antal": antal,
        "haster": haster,
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


def _skriv(udsendelse: Udsendelse, **felter: object) -> None:
    """Write the outcome, unless another sender has taken the e-mail over in the meantime."""
    Udsendelse.objects.filter(pk=udsendelse.pk, forsoeg=udsendelse.forsoeg, sendt_at=None).update(**felter)


def _lad_vente(udsendelse: Udsendelse, fejl: BaseException) -> None:
    pause = rules.pause(udsendelse.forsoeg, timedelta(seconds=settings.POST_PAUSE))
    logger.warning(
        "E-mail %s could not be sent (%s), attempt %s; tried again in %s seconds.",
        udsendelse.pk,
        type(fejl).__name__,
        udsendelse.forsoeg,
        int(pause.total_seconds()),
    )
    _skriv(udsendelse, optaget_til=Now() + pause)
