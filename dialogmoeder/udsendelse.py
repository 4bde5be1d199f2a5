"""Sending the e-mails of meetings: who sends each, and what happens when it goes wrong.

They go as those about reminders do (`opsporing.frister.udsendelse`): each is a row that a sender claims, sends and
marks as sent. One that dies loses its claim, and the next sends the same e-mail with the same Message-ID. A second copy
is possible only when the sender dies after the mail server has taken the message and before that is written.

What is sent is read when it is sent: one about an earlier state of the meeting, or to somebody who has left since, is
given up. No e-mail says what a meeting is about, and the calendar file says when it is and nothing else.
"""

import logging
import time
from datetime import datetime, timedelta
from email.mime.text import MIMEText

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.db.models.functions import Now
from django.template.loader import render_to_string
from django.urls import reverse

from dialogmoeder.kalender import aftale
from dialogmoeder.models import Brevslags, Deltager, Indkaldelse, Moede, Moedestatus
from opsporing.dansk import dato_ord, klokken
from opsporing.frister.rules import OPGIVES_EFTER, pause
from opsporing.frister.udsendelse import HOEJST_SEKUNDER, POSTFEJL, ServerNede, luk, postkasse
from opsporing.models import Ansaettelse
from opsporing.profil import profil_for
from opsporing.tid import DANMARK

logger = logging.getLogger(__name__)

#: What an e-mail tells only as long as the meeting is on.
_KOM = frozenset({Brevslags.INDKALDT, Brevslags.FLYTTET})


def _ventende() -> QuerySet[Indkaldelse]:
    return Indkaldelse.objects.filter(Q(optaget_til=None) | Q(optaget_til__lt=Now()), sendt_at=None, opgivet_at=None)


def venter() -> bool:
    """Whether an e-mail could be sent now."""
    return _ventende().exists()


@transaction.atomic
def tag_naeste() -> Indkaldelse | None:
    """Claim the e-mail that has waited longest, for OPSPORING_POST_LEJE seconds; None when nothing waits."""
    brev = (
        _ventende()
        .select_for_update(skip_locked=True, of=("self",))
        .order_by(F("optaget_til").asc(nulls_first=True), "pk")
        .first()
    )
    if brev is None:
        return None
    Indkaldelse.objects.filter(pk=brev.pk).update(
        optaget_til=Now() + timedelta(seconds=settings.POST_LEJE), forsoeg=F("forsoeg") + 1
    )
    return Indkaldelse.objects.select_related(
        "moede__kommune__profil", "moede__team", "deltager__ansaettelse__user"
    ).get(pk=brev.pk)


def send_ventende(*, nu: datetime) -> int:
    """Send what waits, one after the other; returns how many the mail server accepted.

    Call it outside a transaction: each claim and each result must be committed by itself.
    """
    begyndt, sendt = time.monotonic(), 0
    with postkasse() as post:
        while time.monotonic() - begyndt < HOEJST_SEKUNDER:
            brev = tag_naeste()
            if brev is None:
                break
            try:
                sendt += _send(brev, post, nu)
            except ServerNede:
                logger.warning("The mail server cannot be reached; invitations that wait are sent by a later run.")
                break
    return sendt


def _send(brev: Indkaldelse, post: BaseEmailBackend, nu: datetime) -> bool:
    """Send one claimed e-mail, or give it up, or let it wait; True when the mail server accepted it."""
    hendes = brev.deltager.ansaettelse
    if hendes is None or not _gaelder_endnu(brev, hendes, nu):
        _skriv(brev, opgivet_at=nu)
        return False
    try:
        post.open()
    except POSTFEJL as fejl:
        _lad_vente(brev, fejl)
        raise ServerNede from fejl
    try:
        post.send_messages([_besked(brev, hendes, post, nu)])
    except POSTFEJL as fejl:
        _lad_vente(brev, fejl)
        # After an error the connection may be half-way through a message; the next e-mail gets a new one.
        luk(post)
        return False
    _skriv(brev, sendt_at=nu)
    return True


def _gaelder_endnu(brev: Indkaldelse, hendes: Ansaettelse, nu: datetime) -> bool:
    """Whether what it tells is still so, and whether she still works here and has an address."""
    deltager, moede = brev.deltager, brev.moede
    if nu - brev.oprettet_at > OPGIVES_EFTER or moede.planlagt_at <= nu:
        return False
    if not hendes.user.is_active or not hendes.user.email:
        return False
    if not Ansaettelse.objects.gaeldende(nu).filter(pk=hendes.pk).exists():
        return False
    if brev.slags in _KOM:
        paa = moede.status == Moedestatus.INDKALDT or moede.status == Moedestatus.I_GANG
        return paa and deltager.fratraadt_at is None and brev.sekvens == moede.sekvens
    if brev.slags == Brevslags.AFBUD:
        return not _er_med_igen(moede, deltager)
    return moede.status == Moedestatus.AFLYST


def _er_med_igen(moede: Moede, deltager: Deltager) -> bool:
    return moede.deltagere.filter(ansaettelse=deltager.ansaettelse_id, fratraadt_at=None).exists()


def _besked(brev: Indkaldelse, hendes: Ansaettelse, post: BaseEmailBackend, nu: datetime) -> EmailMultiAlternatives:
    """The e-mail: what kind of meeting, when, and a link that asks for a sign-in, with the appointment for a calendar.
    No child, no place, no purpose: what somebody writes in those can tell who it is about.
    """
    moede = brev.moede
    user = hendes.user
    lokalt = moede.planlagt_at.astimezone(DANMARK)
    slut = lokalt + timedelta(minutes=moede.varer_minutter)
    er_paa = brev.slags in _KOM
    # One who has left the meeting, or whose meeting is off, may not see it any more.
    side = reverse("dialogmoeder:moede", args=[moede.pk]) if er_paa else reverse("dialogmoeder:liste")
    adresse = f"{settings.ADRESSE}{side}"
    indhold = {
        "fornavn": user.fornavn,
        "slags": brev.slags,
        "navn": profil_for(moede.kommune).moeder[moede.slags]["navn"],
        "dag": dato_ord(lokalt),
        "klokken": f"{klokken(lokalt)} til {klokken(slut)}",
        "adresse": adresse,
    }
    besked = EmailMultiAlternatives(
        subject=render_to_string("dialogmoeder/brev_emne.txt", indhold).strip(),
        body=render_to_string("dialogmoeder/brev.txt", indhold),
        to=[user.email],
        headers={
            "Message-ID": brev.message_id,
            "Auto-Submitted": "auto-generated",
            "X-Auto-Response-Suppress": "All",
        },
        connection=post,
    )
    besked.attach_alternative(render_to_string("dialogmoeder/brev.html", indhold), "text/html")
    besked.attach(_kalenderfil(aftale(moede, adresse, nu, aflyst=not er_paa)))
    return besked


def _kalenderfil(fil: bytes) -> MIMEText:
    del_ = MIMEText(fil.decode(), "calendar", "utf-8")
    del_.set_param("method", "PUBLISH")
    del_.add_header("Content-Disposition", "attachment", filename="moede.ics")
    return del_


def _skriv(brev: Indkaldelse, **felter: object) -> None:
    """Write the outcome, unless another sender has taken the e-mail over in the meantime."""
    Indkaldelse.objects.filter(pk=brev.pk, forsoeg=brev.forsoeg, sendt_at=None, opgivet_at=None).update(**felter)


def _lad_vente(brev: Indkaldelse, fejl: BaseException) -> None:
    venter_i = pause(brev.forsoeg, timedelta(seconds=settings.POST_PAUSE))
    logger.warning(
        "Invitation %s could not be sent (%s), attempt %s; tried again in %s seconds.",
        brev.pk,
        type(fejl).__name__,
        brev.forsoeg,
        int(venter_i.total_seconds()),
    )
    _skriv(brev, optaget_til=Now() + venter_i)
