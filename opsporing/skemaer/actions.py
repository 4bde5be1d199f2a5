"""What can happen to forms: loaded from the apps, written by a municipality, published, retired."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from pathlib import Path

from django.apps import apps
from django.db import transaction
from django.db.models import Max

from opsporing.adgang.permissions import Denied, Permission, kraev
from opsporing.log import record
from opsporing.models import Kommune, Skema, Skemastatus, Skemaversion, User
from opsporing.skemaer.definition import (
    POSITIONER,
    Fejl,
    Skemadefinition,
    Skemafejl,
    fra_dict,
    fra_toml,
    til_dict,
)
from opsporing.skemaer.pladsholdere import i_definition

MAPPE = "skemaer"
#: What an app holds a municipality's own version of its form to, by the form's code; filled as the apps start.
EGNE_REGLER: dict[str, Callable[[Skemadefinition], Iterable[Fejl]]] = {}


class Foraeldet(Exception):
    """Somebody else has saved the draft since the page was made; `tekst` is what stands there now."""

    def __init__(self, tekst: str) -> None:
        super().__init__("Kladden er gemt af en anden imens.")
        self.tekst = tekst


def aftryk(toml: str) -> str:
    """What a page carries to say which text it was made from."""
    return sha256(toml.encode()).hexdigest()[:16]


@dataclass(frozen=True)
class Indlaest:
    """What loading the apps' forms did: codes of the forms that got a new version, and of the unchanged ones."""

    nye: tuple[str, ...]
    uaendrede: tuple[str, ...]


def filer() -> list[Path]:
    """Every form that ships with an installed app, in a steady order."""
    return [fil for app in apps.get_app_configs() for fil in sorted((Path(app.path) / MAPPE).glob("*.toml"))]


@transaction.atomic
def indlaes(*, nu: datetime, by: User | None = None, fra: Iterable[Path] | None = None) -> Indlaest:
    """Publish a new version of each form whose content has changed since the last one. Running it again does nothing.

    ``fra`` is for tests; otherwise the files are those of the installed apps. Raises Skemafejl, naming the file, and
    changes nothing when one of them is faulty.
    """
    nye: list[str] = []
    uaendrede: list[str] = []
    set_: dict[str, Path] = {}
    alle = list(filer() if fra is None else fra)
    publicerede = _publicerede_tekster(fil.stem for fil in alle)
    for fil in alle:
        toml = fil.read_text(encoding="utf-8")
        if publicerede.get(fil.stem) == toml and fil.stem not in set_:
            set_[fil.stem] = fil
            uaendrede.append(fil.stem)
            continue
        definition = _laes_fil(fil, toml)
        if definition.kode in set_:
            raise Skemafejl((Fejl(str(fil), f"„{definition.kode}“ er også i {set_[definition.kode]}."),))
        set_[definition.kode] = fil
        skema, _ = Skema.objects.get_or_create(kode=definition.kode, kommune=None, defaults={"navn": definition.navn})
        skema = Skema.objects.select_for_update().get(pk=skema.pk)
        seneste = skema.versioner.order_by("-nr").first()
        if seneste is not None and seneste.definition == til_dict(definition):
            uaendrede.append(definition.kode)
            continue
        if skema.navn != definition.navn:
            skema.navn = definition.navn
            skema.save(update_fields=["navn"])
        _publicer(_ny_version(skema, definition, toml, nu=nu), by=by, nu=nu)
        nye.append(definition.kode)
    return Indlaest(tuple(nye), tuple(uaendrede))


@transaction.atomic
def opret_kommuneversion(*, skema: Skema, kommune: Kommune, toml: str, by: User, nu: datetime) -> Skemaversion:
    """Begin the municipality's own version of a form as a draft. ``skema`` is the common form it replaces.

    Raises Skemafejl for a faulty text, and Denied when there is a draft already.
    """
    kraev(by, Permission.SKEMA_ADMINISTRER)
    _check_kommune(by, kommune.pk)
    if skema.kommune_id is not None:
        raise Denied("Kommunens eget skema bygger på det fælles skema. Begynd derfra.")
    definition = _laes_egen(skema, toml)
    eget, _ = Skema.objects.get_or_create(kode=skema.kode, kommune=kommune, defaults={"navn": definition.navn})
    eget = Skema.objects.select_for_update().get(pk=eget.pk)
    if eget.versioner.filter(status=Skemastatus.KLADDE).exists():
        raise Denied("Der er allerede en kladde til skemaet. Ret den, eller slet den først.")
    version = _ny_version(eget, definition, toml, nu=nu)
    record("opsporing.skema_oprettet", by=by, nu=nu, objekt=version, kommune=kommune)
    return version


@transaction.atomic
def ret_kommuneversion(*, version: Skemaversion, toml: str, set_aftryk: str, by: User, nu: datetime) -> Skemaversion:
    """Replace the text of a draft by one that was written from the text with the fingerprint `set_aftryk`.

    Raises Skemafejl for a faulty text, Foraeldet when somebody else has saved since, and Denied for anything but a
    draft of one's own.
    """
    version = _laas_egen(version, by)
    if version.status != Skemastatus.KLADDE:
        raise Denied("Versionen er publiceret og kan ikke ændres. Lav en ny version.")
    if set_aftryk != aftryk(version.toml) and toml != version.toml:
        raise Foraeldet(version.toml)
    definition = _laes_egen(_faelles(version.skema), toml)
    version.definition, version.toml = til_dict(definition), toml
    version.save(update_fields=["definition", "toml"])
    record("opsporing.skema_rettet", by=by, nu=nu, objekt=version)
    return version


@transaction.atomic
def slet_kladde(*, version: Skemaversion, by: User, nu: datetime) -> None:
    """Throw a draft away. Raises Denied for anything but a draft of one's own."""
    version = _laas_egen(version, by)
    if version.status != Skemastatus.KLADDE:
        raise Denied("Kun en kladde kan slettes. En publiceret version kan tages ud af brug.")
    record("opsporing.skema_slettet", by=by, nu=nu, objekt=version)
    version.delete()


@transaction.atomic
def publicer(*, version: Skemaversion, by: User, nu: datetime) -> Skemaversion:
    """Put a draft to use. The version before it is retired; what is under way keeps the version it was begun with.

    Raises Denied for anything but a draft of one's own, and Skemafejl when the rules have become stricter since it was
    written.
    """
    version = _laas_egen(version, by)
    if version.status != Skemastatus.KLADDE:
        raise Denied("Versionen er allerede publiceret.")
    definition = _laes_egen(_faelles(version.skema), version.toml)
    version.skema.navn = definition.navn
    version.skema.save(update_fields=["navn"])
    _publicer(version, by=by, nu=nu)
    return version


@transaction.atomic
def udgaa(*, version: Skemaversion, by: User, nu: datetime) -> Skemaversion:
    """Take the municipality's own version out of use; the common form applies again.

    Raises Denied for anything but a published version of one's own.
    """
    version = _laas_egen(version, by)
    if version.status != Skemastatus.PUBLICERET:
        raise Denied("Kun en version, der er i brug, kan tages ud af brug.")
    _udgaa(version, by=by, nu=nu)
    return version


def _publicer(version: Skemaversion, *, by: User | None, nu: datetime) -> None:
    for afloest in version.skema.versioner.filter(status=Skemastatus.PUBLICERET).exclude(pk=version.pk):
        _udgaa(afloest, by=by, nu=nu)
    version.status = Skemastatus.PUBLICERET
    version.publiceret_at, version.publiceret_by = nu, by
    version.save(update_fields=["status", "publiceret_at", "publiceret_by"])
    record("opsporing.skema_publiceret", by=by, nu=nu, objekt=version)


def _udgaa(version: Skemaversion, *, by: User | None, nu: datetime) -> None:
    version.status, version.udgaaet_at = Skemastatus.UDGAAET, nu
    version.save(update_fields=["status", "udgaaet_at"])
    record("opsporing.skema_udgaaet", by=by, nu=nu, objekt=version)


def _ny_version(skema: Skema, definition: Skemadefinition, toml: str, *, nu: datetime) -> Skemaversion:
    nr = (skema.versioner.aggregate(hoejeste=Max("nr"))["hoejeste"] or 0) + 1
    return Skemaversion.objects.create(
        skema=skema, nr=nr, definition=til_dict(definition), toml=toml, status=Skemastatus.KLADDE, oprettet_at=nu
    )


def _laas_egen(version: Skemaversion, by: User) -> Skemaversion:
    """Lock the version's form and read the version afresh; only the municipality's own may be changed by its people."""
    kraev(by, Permission.SKEMA_ADMINISTRER)
    Skema.objects.select_for_update().get(pk=version.skema_id)
    version = Skemaversion.objects.select_for_update(of=("self",)).select_related("skema").get(pk=version.pk)
    _check_kommune(by, version.skema.kommune_id)
    return version


def _check_kommune(by: User, kommune_id: int | None) -> None:
    if by.ansaettelse is None or by.ansaettelse.kommune_id != kommune_id:
        raise Denied("Du kan kun ændre din egen kommunes skemaer. Fælles skemaer følger med systemet.")


def _publicerede_tekster(koder: Iterable[str]) -> dict[str, str]:
    """The text of the newest version of each common form, in one query: what has not changed need not be read again."""
    versioner = Skemaversion.objects.filter(skema__kode__in=list(koder), skema__kommune=None).order_by("skema", "-nr")
    return dict(versioner.distinct("skema").values_list("skema__kode", "toml"))


def _faelles(eget: Skema) -> Skema:
    return Skema.objects.get(kode=eget.kode, kommune=None)


def _laes_fil(fil: Path, toml: str) -> Skemadefinition:
    try:
        definition = fra_toml(toml)
    except Skemafejl as grund:
        raise Skemafejl(tuple(Fejl(f"{fil.name}: {en.sted}", en.besked) for en in grund.fejl)) from grund
    if definition.kode != fil.stem:
        raise Skemafejl((Fejl(fil.name, f"Filen skal hedde „{definition.kode}.toml“ efter skemaets kode."),))
    return definition


def _laes_egen(faelles: Skema, toml: str) -> Skemadefinition:
    """Read a municipality's text and hold it against the common form.

    Words, signs and ages are the municipality's. Code, type, arena and dimensions stay, as numbers over time and the
    rules for a suggested position rest on them. The app the form belongs to may ask for more (`EGNE_REGLER`).
    """
    definition = fra_toml(toml)
    nyeste = faelles.versioner.exclude(status=Skemastatus.KLADDE).order_by("-nr").first()
    if nyeste is None:
        raise Denied("Det fælles skema er ikke publiceret endnu.")
    forbillede = fra_dict(nyeste.definition, streng=False)
    fejl = []
    for navn in ("kode", "type", "arena"):
        ventet = getattr(forbillede, navn)
        if getattr(definition, navn) != ventet:
            fejl.append(Fejl("skema", f"„{navn}“ skal være „{ventet}“ som i det fælles skema."))
    dimensioner = {sektion.kode for sektion in forbillede.dimensioner}
    egne = {sektion.kode for sektion in definition.dimensioner}
    fejl += [Fejl("", f"Dimensionen „{kode}“ mangler.") for kode in sorted(dimensioner - egne)]
    fejl += [
        Fejl(f"sektion „{kode}“", "Skemaet kan ikke have flere dimensioner end det fælles skema.")
        for kode in sorted(egne - dimensioner)
    ]
    kendte = {f"position.{kode}" for kode in POSITIONER} | i_definition(forbillede)
    fejl += [
        Fejl("", f"Pladsholderen „{navn}“ findes ikke. Du kan bruge: {', '.join(sorted(kendte))}.")
        for navn in sorted(i_definition(definition) - kendte)
    ]
    if forbillede.kode in EGNE_REGLER:
        fejl += EGNE_REGLER[forbillede.kode](definition)
    if fejl:
        raise Skemafejl(tuple(fejl))
    return definition
