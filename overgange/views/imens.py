"""When something was ended or given on while somebody wrote in it: her words are on the page, to copy."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render

from opsporing.adgang.permissions import Denied
from opsporing.adgang.request import Request
from opsporing.models import Barn
from opsporing.skemaer.formular import Skemaformular
from opsporing.skemaer.pladsholdere import udfyld
from opsporing.skemaer.svar import valider
from opsporing.skemaer.visning import tekster


def skrevet(formular: Skemaformular) -> list[tuple[str, tuple[str, ...]]]:
    """What was changed in a posted form, question by question, in words."""
    aendringer: dict[str, Any] = formular.aendringer()
    renset = valider(formular.definition, aendringer, kladde=True).renset
    fundet = []
    for kode in aendringer:
        felt = formular.definition.felt(kode)
        ord_ = tekster(formular.definition, felt, renset.get(kode), formular.pladsholdere) if felt else ()
        if felt and ord_:
            fundet.append((udfyld(felt.tekst, formular.pladsholdere), ord_))
    return fundet


def ikke_gemt(request: Request, formular: Skemaformular, grund: Denied, barn: Barn, *, tilbage: str) -> HttpResponse:
    """The page with the words that were not saved. Raises `grund` again where nothing was written."""
    linjer = skrevet(formular)
    if not linjer:
        raise grund
    kontekst = {"linjer": linjer, "grund": str(grund), "barn": barn, "tilbage": tilbage}
    return render(request, "overgange/imens.html", kontekst, status=409)
