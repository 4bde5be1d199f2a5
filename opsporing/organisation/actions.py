"""Actions on municipalities, units, people and their employments."""

from collections.abc import Callable, Collection
from datetime import date, datetime, timedelta
from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.db import transaction
from django.db.models import ProtectedError, Q
from django.utils import timezone

from opsporing import dansk, log
from opsporing.adgang.permissions import Denied
from opsporing.adgang.roller import Rolle
from opsporing.models import (
    JOURNALTYPER,
    Ansaettelse,
    Certificering,
    Enhed,
    Enhedstype,
    Grundlag,
    Kommune,
    Profilversion,
    Spaerring,
    Tilknytning,
    User,
)
from opsporing.models.bruger import ny_sessionsnoegle
from opsporing.organisation.certifikater import forny
from opsporing.organisation.metoder import check_can_certificere
from opsporing.profil import Praksisprofil

#: Name, contact, data protection officer, and where one calls about a child, within opening hours and outside them.
OM_KOMMUNEN = frozenset(
    {"navn", "kontakt", "dpo", "modtagelse_telefon", "modtagelse_aabningstid", "vagttelefon", "vagtnavn"}
)


#: What follows when somebody's employment, or whether she may sign in, changes: others add theirs in AppConfig.ready.
#: Each is called as f(brugere=<primary keys>, by=..., nu=...) inside the transaction of the change; an import calls it
#: once for everybody. What ends on a day to come is for the clock.
FOELGER_ANSATTE: list[Callable[..., None]] = []


def sig_om_ansatte(*, brugere: Collection[int], by: User | None, nu: datetime) -> None:
    """Tell others that these people's employments have changed."""
    for funktion in FOELGER_ANSATTE:
        funktion(brugere=brugere, by=by, nu=nu)


@transaction.atomic
def opret_kommune(*, navn: str, kode: str, nu: datetime, by: User | None = None) -> tuple[Kommune, Enhed]:
    """Make a municipality with the root of its tree and a first version of its profile (the defaults)."""
    kommune = Kommune.objects.create(navn=navn, kode=kode)
    rod = opret_enhed(kommune=kommune, type=Enhedstype.KOMMUNE, navn=navn, foraelder=None, by=by, nu=nu)
    gem_profil(kommune=kommune, profil=Praksisprofil(), grund="", by=by, nu=nu)
    log.record("opsporing.kommune_oprettet", by=by, nu=nu, objekt=kommune, kommune=kommune)
    return kommune, rod


@transaction.atomic
def ret_kommune(*, kommune: Kommune, by: User, nu: datetime, **felter: Any) -> Kommune:
    """Change what letters and pages say about the municipality (`OM_KOMMUNEN`)."""
    if not set(felter) <= OM_KOMMUNEN:
        raise ValueError("Kun det, breve og sider siger om kommunen, kan rettes.")
    kommune = Kommune.objects.select_for_update(of=("self",)).get(pk=kommune.pk)
    aendret = [navn for navn, vaerdi in felter.items() if getattr(kommune, navn) != vaerdi]
    if aendret:
        for navn in aendret:
            setattr(kommune, navn, felter[navn])
        kommune.save(update_fields=aendret)
        log.record("opsporing.kommune_rettet", by=by, nu=nu, objekt=kommune, felter=aendret, kommune=kommune)
    return kommune


@transaction.atomic
def gem_profil(*, kommune: Kommune, profil: Praksisprofil, grund: str, by: User | None, nu: datetime) -> Profilversion:
    """Make the profile the one in force, as a new version; older ones stay readable. Same content changes nothing."""
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
    """Change name, code or arena of a unit, or whether underretninger go there; its place in the tree stays, since
    records hang on it.
    """
    tilladt = {"navn", "kode", "arena", "modtager_underretninger"}
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
def lad_modtage(*, enhed: Enhed, by: User, nu: datetime) -> Enhed:
    """Let new underretninger to the municipality go to this unit, and to no other; what others have stays with them.

    Raises Denied for a unit that is not part of myndighed, or is closed.
    """
    enhed = Enhed.objects.select_for_update(of=("self",)).get(pk=enhed.pk)
    if enhed.type != Enhedstype.MYNDIGHED or enhed.nedlagt_at is not None:
        raise Denied("Underretninger kan kun gå til en myndighed, der er i brug.")
    andre = Enhed.objects.filter(kommune=enhed.kommune_id, modtager_underretninger=True).exclude(pk=enhed.pk)
    for anden in andre:
        ret_enhed(enhed=anden, by=by, nu=nu, modtager_underretninger=False)
    return ret_enhed(enhed=enhed, by=by, nu=nu, modtager_underretninger=True)


@transaction.atomic
def nedlaeg_enhed(*, enhed: Enhed, by: User, nu: datetime) -> Enhed:
    """Close a unit for new children and staff; what was written there stays. Raises Denied while it is in use."""
    enhed = Enhed.objects.select_for_update(of=("self",)).get(pk=enhed.pk)
    if enhed.nedlagt_at is not None:
        return enhed
    if hindringer := hindrer_nedlaeggelse(enhed, nu):
        raise Denied(f"{enhed} kan ikke nedlægges endnu: {'; '.join(hindringer)}.")
    enhed.nedlagt_at = nu
    enhed.save(update_fields=["nedlagt_at"])
    log.record("opsporing.enhed_nedlagt", by=by, nu=nu, objekt=enhed)
    return enhed


def hindrer_nedlaeggelse(enhed: Enhed, nu: datetime) -> list[str]:
    """What still happens in the unit, now or later, as Danish phrases; empty when it can be closed."""
    hindringer = []
    if enhed.foraelder_id is None:
        hindringer.append("det er kommunen selv")
    if antal := enhed.boernene.filter(nedlagt_at=None).count():
        hindringer.append(f"{dansk.antal(antal, 'enhed', 'enheder')} under den er ikke nedlagt")
    ikke_slut = Q(til=None) | Q(til__gt=nu)
    # Access to a switch goes over to another myndighed by itself, and what is open to one employee or to the leader's
    # role ends with the employment.
    aabne = Tilknytning.objects.filter(ikke_slut, enhed=enhed, ansaettelse=None, rolle="").exclude(
        grundlag=Grundlag.SPAERRING
    )
    if antal := aabne.filter(barn__isnull=False).values("barn").distinct().count():
        hindringer.append(dansk.antal(antal, "barn hører til", "børn hører til"))
    if antal := aabne.filter(barn=None).values("anledning").distinct().count():
        hindringer.append(f"{dansk.antal(antal, 'sag', 'sager')} uden navn er ikke afsluttet")
    if antal := Ansaettelse.objects.filter(ikke_slut, enhed=enhed).values("user").distinct().count():
        hindringer.append(dansk.antal(antal, "medarbejder er ansat", "medarbejdere er ansat"))
    if antal := _spaerringer_kun_her(enhed):
        hindringer.append(f"{dansk.antal(antal, 'spærring', 'spærringer')} kan kun ophæves her")
    return hindringer


def _spaerringer_kun_her(enhed: Enhed) -> int:
    """How many switches that stand nobody could lift without this unit."""
    alle = Enhed.objects.filter(kommune=enhed.kommune_id, type=Enhedstype.MYNDIGHED, nedlagt_at=None)
    if list(alle) != [enhed]:
        return 0
    return Spaerring.objects.staaende().filter(kommune=enhed.kommune_id).count()


@transaction.atomic
def genaabn_enhed(*, enhed: Enhed, by: User, nu: datetime) -> Enhed:
    """Open a closed unit again. Raises Denied when the unit above it is closed."""
    enhed = Enhed.objects.select_for_update(of=("self",)).select_related("foraelder").get(pk=enhed.pk)
    if enhed.foraelder is not None and enhed.foraelder.nedlagt_at is not None:
        raise Denied(f"Åbn først {enhed.foraelder}, som den ligger under.")
    if enhed.nedlagt_at is not None:
        enhed.nedlagt_at = None
        enhed.save(update_fields=["nedlagt_at"])
        log.record("opsporing.enhed_genaabnet", by=by, nu=nu, objekt=enhed)
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
        username, password, kommune=kommune, navn=navn, email=email.lower(), medarbejdernr=medarbejdernr
    )
    log.record("opsporing.bruger_oprettet", by=by, nu=nu, objekt=user, kommune=kommune)
    return user


@transaction.atomic
def ret_bruger(*, user: User, by: User | None, nu: datetime, **felter: Any) -> User:
    """Change name, e-mail or staff number. A former e-mail opens nothing from that moment."""
    if not set(felter) <= {"navn", "email", "medarbejdernr"}:
        raise ValueError("Kun navn, e-mail og medarbejdernummer kan rettes.")
    user = User.objects.select_for_update(of=("self",)).get(pk=user.pk)
    if "email" in felter:
        felter["email"] = felter["email"].lower()
    aendret = [navn for navn, vaerdi in felter.items() if getattr(user, navn) != vaerdi]
    if aendret:
        for navn in aendret:
            setattr(user, navn, felter[navn])
        user.save(update_fields=aendret)
        if "email" in aendret:
            # allauth keeps a copy of its own, to which a new password could still be sent.
            EmailAddress.objects.filter(user=user).delete()
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
        sig_om_ansatte(brugere=[user.pk], by=by, nu=nu)
    return user


@transaction.atomic
def genaktiver_bruger(*, user: User, by: User, nu: datetime) -> User:
    """Let a person in again; her Ansaettelser decide what she then sees."""
    user = User.objects.select_for_update().get(pk=user.pk)
    if not user.is_active:
        user.is_active, user.deaktiveret_at = True, None
        user.save(update_fields=["is_active", "deaktiveret_at"])
        log.record("opsporing.bruger_genaktiveret", by=by, nu=nu, objekt=user, kommune=user.kommune)
        sig_om_ansatte(brugere=[user.pk], by=by, nu=nu)
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
def nulstil_totrin(*, user: User, by: User, nu: datetime) -> User:
    """Take away all second factors of somebody who has lost hers, and end her sessions. Nobody does it for herself."""
    if by.pk == user.pk:
        raise Denied("Du kan ikke nulstille dit eget ekstra trin. Bed en anden administrator om det.")
    user = User.objects.select_for_update(of=("self",)).get(pk=user.pk)
    Authenticator.objects.filter(user=user).delete()
    user.sessionsnoegle = ny_sessionsnoegle()
    user.save(update_fields=["sessionsnoegle"])
    log.record("opsporing.totrin_nulstillet", by=by, nu=nu, objekt=user, kommune=user.kommune)
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
    """Employ a person in a unit with a role. Nobody gives herself a right: raises Denied.

    Raises ValueError for an unknown role and for a unit of another municipality than the person's.
    """
    if by is not None and by.pk == user.pk:
        raise Denied("Du kan ikke give dig selv en ansættelse. Bed en anden administrator om det.")
    if rolle not in Rolle.values:
        raise ValueError(f"Ukendt rolle: {rolle}")
    if user.kommune_id != enhed.kommune_id:
        raise ValueError("En person kan kun ansættes i sin egen kommune.")
    ansaettelse = Ansaettelse.objects.create(
        kommune_id=enhed.kommune_id, user=user, enhed=enhed, rolle=rolle, fra=fra or nu, til=til
    )
    log.record("opsporing.ansaettelse_oprettet", by=by, nu=nu, objekt=ansaettelse, kommune=enhed.kommune)
    if by is not None:
        # Where a municipality is set up nobody has left anything behind.
        sig_om_ansatte(brugere=[user.pk], by=by, nu=nu)
    return ansaettelse


@transaction.atomic
def afslut_ansaettelse(*, ansaettelse: Ansaettelse, til: datetime, by: User | None, nu: datetime) -> Ansaettelse:
    """Let an employment end at `til`; with `nu` the person sees nothing through it from this second.

    An administrator cannot end her own as such (raises Denied), so that a municipality never ends without one.
    """
    if by is not None and by.pk == ansaettelse.user_id and ansaettelse.rolle == Rolle.ADMINISTRATOR:
        raise Denied("Du kan ikke afslutte din egen ansættelse som administrator. Bed en anden administrator om det.")
    ansaettelse = Ansaettelse.objects.select_for_update(of=("self",)).get(pk=ansaettelse.pk)
    ansaettelse.til = max(til, ansaettelse.fra)
    ansaettelse.save(update_fields=["til"])
    log.record("opsporing.ansaettelse_afsluttet", by=by, nu=nu, objekt=ansaettelse)
    sig_om_ansatte(brugere=[ansaettelse.user_id], by=by, nu=nu)
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
    """Register that a person is trained in a method until `udloeber_den`. Raises Denied (`check_can_certificere`)."""
    check_can_certificere(by, user, metode, nu)
    certificering = Certificering.objects.create(
        kommune_id=user.kommune_id,
        user=user,
        metode=metode,
        udstedt_den=udstedt_den,
        udloeber_den=udloeber_den,
        supervisor=supervisor,
    )
    log.record("opsporing.certificering_registreret", by=by, nu=nu, objekt=certificering)
    forny(certificering, by=by, nu=nu)
    return certificering


@transaction.atomic
def afslut_certificering(*, certificering: Certificering, by: User, nu: datetime) -> Certificering:
    """Let a certificate count no longer from today. One that has hardly begun was a mistake and is taken away.

    Its last day, which it counts on, becomes yesterday. Raises Denied where it must be taken away and somebody's work
    already rests on it.
    """
    certificering = Certificering.objects.select_for_update(of=("self",)).get(pk=certificering.pk)
    i_gaar = timezone.localdate(nu) - timedelta(days=1)
    log.record("opsporing.certificering_afsluttet", by=by, nu=nu, objekt=certificering)
    if certificering.udstedt_den >= i_gaar:
        try:
            certificering.delete()
        except ProtectedError as fejl:
            raise Denied("Der er allerede afsluttet noget på det nye certifikat. Det kan ophøre om to dage.") from fejl
    else:
        certificering.udloeber_den = min(certificering.udloeber_den or i_gaar, i_gaar)
        certificering.save(update_fields=["udloeber_den"])
    return certificering
