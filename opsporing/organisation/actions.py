"""Actions on municipalities, units, people and their employments."""

from datetime import date, datetime
from typing import Any

from django.db import transaction

from opsporing import log
from opsporing.adgang.permissions import Denied
from opsporing.adgang.roller import Rolle
from opsporing.models import JOURNALTYPER, Ansaettelse, Certificering, Enhed, Enhedstype, Kommune, Profilversion, User
from opsporing.models.bruger import ny_sessionsnoegle
from opsporing.profil import Praksisprofil


@transaction.atomic
def opret_kommune(*, navn: str, kode: str, nu: datetime, by: User | None = None) -> tuple[Kommune, Enhed]:
    """Make a municipality with the root of its tree and a first version of its profile (the defaults)."""
    kommune = Kommune.objects.create(navn=navn, kode=kode)
    rod = opret_enhed(kommune=kommune, type=Enhedstype.KOMMUNE, navn=navn, foraelder=None, by=by, nu=nu)
    gem_profil(kommune=kommune, profil=Praksisprofil(), grund="", by=by, nu=nu)
    log.record("opsporing.kommune_oprettet", by=by, nu=nu, objekt=kommune, kommune=kommune)
    return kommune, rod


@transaction.atomic
def gem_profil(*, kommune: Kommune, profil: Praksisprofil, grund: str, by: User | None, nu: datetime) -> Profilversion:
    """Make the profile the one in force, as a new version; the older ones stay readable. Same content changes nothing."""
    kommune_laast = Kommune.objects.select_for_update(of=("self",)).select_related("profil").get(pk=kommune.pk)
    data = profil.til_data()
    gaeldende = kommune_laast.profil
    if gaeldende is not None and gaeldende.data == data:
        return gaeldende
    version = Profilversion.objects.create(
        kommune=kommune,
        nr=(gaeldende.nr if gaeldende else 0) + 1,
        data=data,
        grund=grund,
        oprettet_at=nu,
        oprettet_by=by,
    )
    kommune_laast.profil = version
    kommune_laast.save(update_fields=["profil"])
    kommune.profil = version
    gammel = gaeldende.data if gaeldende else {}
    aendret = [k for k, v in data.items() if gammel.get(k) != v]
    log.record("opsporing.profil_gemt", by=by, nu=nu, objekt=version, felter=aendret, kommune=kommune)
    return version


@transaction.atomic
def opret_enhed(
    *,
    kommune: Kommune,
    type: str,
    navn: str,
    foraelder: Enhed | None,
    by: User | None,
    nu: datetime,
    arena: str = "",
    kode: str = "",
) -> Enhed:
    """Add a unit to the tree. Raises ValueError when the parent belongs to another municipality."""
    if foraelder is not None and foraelder.kommune_id != kommune.pk:
        raise ValueError("En enhed kan ikke ligge under en anden kommunes enhed.")
    enhed = Enhed.objects.create(kommune=kommune, type=type, navn=navn, foraelder=foraelder, arena=arena, kode=kode)
    enhed.sti = f"{foraelder.sti if foraelder else ''}{enhed.pk}."
    enhed.journalenhed_id = enhed.pk if type in JOURNALTYPER else (foraelder.journalenhed_id if foraelder else None)
    enhed.save(update_fields=["sti", "journalenhed"])
    log.record("opsporing.enhed_oprettet", by=by, nu=nu, objekt=enhed, kommune=kommune)
    return enhed


@transaction.atomic
def ret_enhed(*, enhed: Enhed, by: User, nu: datetime, **felter: Any) -> Enhed:
    """Change name, code, arena or closing of a unit; its place in the tree stays, since records hang on it."""
    tilladt = {"navn", "kode", "arena", "nedlagt_at"}
    if not set(felter) <= tilladt:
        raise ValueError(f"Kan ikke rettes: {', '.join(sorted(set(felter) - tilladt))}")
    enhed = Enhed.objects.select_for_update().get(pk=enhed.pk)
    aendret = [navn for navn, vaerdi in felter.items() if getattr(enhed, navn) != vaerdi]
    if aendret:
        for navn in aendret:
            setattr(enhed, navn, felter[navn])
        enhed.save(update_fields=aendret)
        log.record("opsporing.enhed_rettet", by=by, nu=nu, objekt=enhed, felter=aendret)
    return enhed


@transaction.atomic
def opret_bruger(
    *,
    kommune: Kommune,
    username: str,
    navn: str,
    by: User | None,
    nu: datetime,
    email: str = "",
    medarbejdernr: str = "",
    password: str | None = None,
) -> User:
    """Make a person who can sign in once she has a password; she may do nothing before she has an Ansaettelse."""
    user = User.objects.create_user(
        username, password, kommune=kommune, navn=navn, email=email, medarbejdernr=medarbejdernr
    )
    log.record("opsporing.bruger_oprettet", by=by, nu=nu, objekt=user, kommune=kommune)
    return user


@transaction.atomic
def ret_bruger(*, user: User, by: User | None, nu: datetime, **felter: Any) -> User:
    """Change name, e-mail or staff number."""
    if not set(felter) <= {"navn", "email", "medarbejdernr"}:
        raise ValueError("Kun navn, e-mail og medarbejdernummer kan rettes.")
    user = User.objects.select_for_update().get(pk=user.pk)
    aendret = [navn for navn, vaerdi in felter.items() if getattr(user, navn) != vaerdi]
    if aendret:
        for navn in aendret:
            setattr(user, navn, felter[navn])
        user.save(update_fields=aendret)
        log.record("opsporing.bruger_rettet", by=by, nu=nu, objekt=user, felter=aendret, kommune=user.kommune)
    return user


@transaction.atomic
def deaktiver_bruger(*, user: User, by: User | None, nu: datetime) -> User:
    """Shut a person out at once: her sessions end with the next request. Nobody deactivates herself."""
    if by is not None and by.pk == user.pk:
        raise Denied("Du kan ikke lukke dig selv ude.")
    user = User.objects.select_for_update().get(pk=user.pk)
    if user.is_active:
        user.is_active, user.deaktiveret_at, user.sessionsnoegle = False, nu, ny_sessionsnoegle()
        user.save(update_fields=["is_active", "deaktiveret_at", "sessionsnoegle"])
        log.record("opsporing.bruger_deaktiveret", by=by, nu=nu, objekt=user, kommune=user.kommune)
    return user


@transaction.atomic
def genaktiver_bruger(*, user: User, by: User, nu: datetime) -> User:
    """Let a person in again; her Ansaettelser decide what she then sees."""
    user = User.objects.select_for_update().get(pk=user.pk)
    if not user.is_active:
        user.is_active, user.deaktiveret_at = True, None
        user.save(update_fields=["is_active", "deaktiveret_at"])
        log.record("opsporing.bruger_genaktiveret", by=by, nu=nu, objekt=user, kommune=user.kommune)
    return user


@transaction.atomic
def log_ud_overalt(*, user: User, by: User, nu: datetime) -> User:
    """End every session of the person, this one included."""
    user = User.objects.select_for_update().get(pk=user.pk)
    user.sessionsnoegle = ny_sessionsnoegle()
    user.save(update_fields=["sessionsnoegle"])
    log.record("opsporing.logget_ud_overalt", by=by, nu=nu, objekt=user)
    return user


@transaction.atomic
def ansaet(
    *,
    user: User,
    enhed: Enhed,
    rolle: str,
    by: User | None,
    nu: datetime,
    fra: datetime | None = None,
    til: datetime | None = None,
) -> Ansaettelse:
    """Employ a person in a unit with a role. Nobody gives herself a right: raises Denied."""
    if by is not None and by.pk == user.pk:
        raise Denied("Du kan ikke give dig selv en ansættelse. Bed en anden administrator om det.")
    if rolle not in Rolle.values:
        raise ValueError(f"Ukendt rolle: {rolle}")
    ansaettelse = Ansaettelse.objects.create(
        kommune_id=enhed.kommune_id, user=user, enhed=enhed, rolle=rolle, fra=fra or nu, til=til
    )
    log.record("opsporing.ansaettelse_oprettet", by=by, nu=nu, objekt=ansaettelse, kommune=enhed.kommune)
    return ansaettelse


@transaction.atomic
def afslut_ansaettelse(*, ansaettelse: Ansaettelse, til: datetime, by: User | None, nu: datetime) -> Ansaettelse:
    """Let an employment end at `til`; with `nu` the person sees nothing through it from this second."""
    ansaettelse = Ansaettelse.objects.select_for_update(of=("self",)).get(pk=ansaettelse.pk)
    ansaettelse.til = max(til, ansaettelse.fra)
    ansaettelse.save(update_fields=["til"])
    log.record("opsporing.ansaettelse_afsluttet", by=by, nu=nu, objekt=ansaettelse)
    return ansaettelse


@transaction.atomic
def certificer(
    *,
    user: User,
    metode: str,
    udstedt_den: date,
    udloeber_den: date | None,
    by: User | None,
    nu: datetime,
    supervisor: str = "",
) -> Certificering:
    """Register that a person is trained in a method until `udloeber_den`."""
    certificering = Certificering.objects.create(
        kommune_id=user.kommune_id,
        user=user,
        metode=metode,
        udstedt_den=udstedt_den,
        udloeber_den=udloeber_den,
        supervisor=supervisor,
    )
    log.record("opsporing.certificering_registreret", by=by, nu=nu, objekt=certificering)
    return certificering
