"""A form about one row that two people can have open at once: neither one's words are lost.

The form carries a fingerprint of the values it was made from. When the row has changed since, `opsporing.konflikt`
shows both versions and the writer chooses. `templates/_components/rettelse.html` draws either. A view that locks the
row before it reads the saved values lets nobody in between.
"""

import json
import zlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django import forms
from django.http import HttpRequest
from django.utils.timezone import localtime

from opsporing.konflikt import Felt, Konflikt, find, loes
from opsporing.models import Log, User

VERSION = "version"


@dataclass(frozen=True, slots=True)
class Rettelse:
    """What came of the request: the form (bound if posted), the fingerprint it builds on, and a conflict if any."""

    form: forms.BaseForm
    version: int
    konflikt: Konflikt | None = None

    @property
    def kan_gemmes(self) -> bool:
        """Whether the posted values are valid and nobody else's are overwritten."""
        return self.konflikt is None and self.form.is_bound and self.form.is_valid()


def laes(
    request: HttpRequest,
    lav_form: Callable[..., forms.BaseForm],
    felter: Sequence[Felt],
    gemt: Mapping[str, str],
    sidst: Callable[[], tuple[str, datetime]],
) -> Rettelse:
    """Read the request against the saved values `gemt`.

    `lav_form(data=..., initial=...)` makes the form; `sidst()` says who saved last and when, asked only in a conflict.
    """
    version = _aftryk(gemt)
    if request.method != "POST":
        return uroert(lav_form, gemt)
    if request.POST.get(VERSION) == str(version):
        valgt = loes(felter, dict(request.POST.lists()), dict(gemt))
        data: Any = {**gemt, **{n: v[0] if v else "" for n, v in valgt.items()}} if valgt else request.POST
        return Rettelse(lav_form(data=data, initial=dict(gemt)), version)
    form = lav_form(data=request.POST, initial=dict(gemt))
    mine = {f.navn: _skrevet(form, f.navn, request.POST.get(f.navn, "")) for f in felter}
    hvem, hvornaar = sidst()
    fundet = find(felter, mine, dict(gemt), hvem=hvem, hvornaar=localtime(hvornaar), version=version)
    # What the two wrote alike is no conflict.
    return Rettelse(form, version, fundet if fundet.forskelle else None)


def uroert(lav_form: Callable[..., forms.BaseForm], gemt: Mapping[str, str]) -> Rettelse:
    """The form as it is before anybody has written in it."""
    return Rettelse(lav_form(initial=dict(gemt)), _aftryk(gemt))


def _skrevet(form: forms.BaseForm, navn: str, raat: str) -> str:
    """What was typed as it is saved: a date can be written in several ways."""
    felt = form.fields.get(navn)
    try:
        dag = felt.to_python(raat) if isinstance(felt, forms.DateField) else None
    except forms.ValidationError:
        return raat
    return dag.isoformat() if dag else raat


def _aftryk(gemt: Mapping[str, str]) -> int:
    return zlib.crc32(json.dumps(gemt, sort_keys=True, default=str).encode())


def sidst_rettet(objekt: Any, nu: datetime, *haendelser: str, barn: bool = False) -> Callable[[], tuple[str, datetime]]:
    """Who last did one of the events to the row, read from the log; `barn` for a child, which is logged as one."""

    def hvem() -> tuple[str, datetime]:
        om = {"boern": [str(objekt.pk)]} if barn else {"objekt": f"{objekt._meta.label_lower}:{objekt.pk}"}
        post = Log.objects.filter(**om, haendelse__in=haendelser).last()
        if post is None:
            return "En anden", nu
        bruger = User.objects.filter(pk=post.bruger).first() if post.bruger else None
        return (bruger.navn if bruger else "En indlæsning"), post.nu

    return hvem
