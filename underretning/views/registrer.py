"""Registering what came by letter, telephone, police, hospital, citizens or another municipality."""

from datetime import datetime, timedelta

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from opsporing import tid
from opsporing.adgang.permissions import Denied, Permission, kraever
from opsporing.adgang.request import Request
from opsporing.dansk import tid_tilbage
from opsporing.tid import dato
from underretning.actions import registrer as actions
from underretning.forms_registrer import SOESKENDE, BarnForm, RegistrerForm
from underretning.models import Modtaget


@kraever(Permission.UNDERRETNING_MODTAG)
@require_http_methods(["GET", "POST"])
@transaction.atomic
def registrer(request: Request) -> HttpResponse:
    """One form; siblings have a few lines each."""
    nu = tid.nu()
    data = request.POST if request.method == "POST" else None
    form = RegistrerForm(data, kommune=request.user.ansat.enhed.kommune, nu=nu)
    soeskende = [BarnForm(data, prefix=f"soeskende-{nr}", i_dag=dato(nu), tomt=True) for nr in range(1, SOESKENDE + 1)]
    if data is not None and all([form.is_valid(), *(en.is_valid() for en in soeskende)]):
        boern = [form.data_om_barnet(), *(en.data_om_barnet() for en in soeskende if en.udfyldt())]
        try:
            with transaction.atomic():
                nye = actions.registrer(boern=boern, **form.felter(), by=request.user, nu=nu)
        except Denied as nej:
            form.add_error(None, str(nej))
        else:
            messages.success(request, _sagt(nye, nu))
            return redirect("underretning:modtaget", nye[0].pk)
    fejl = data is not None
    aabne = fejl and any(en.udfyldt() for en in soeskende)
    return render(
        request,
        "underretning/registrer.html",
        {"form": form, "soeskende": soeskende, "soeskende_aaben": aabne},
        status=422 if fejl else 200,
    )


def _sagt(nye: list[Modtaget], nu: datetime) -> str:
    """How much of the 24 hours is gone already."""
    om = "Den er registreret" if len(nye) == 1 else f"Den er registreret om {len(nye)} børn"
    gaaet = nu - nye[0].modtaget_at
    if gaaet < timedelta(minutes=1):
        return f"{om}. Du har 24 timer til at vurdere den."
    rest = tid_tilbage((nye[0].vurderes_senest_at - nu).total_seconds())
    timer, sekunder = divmod(int(gaaet.total_seconds()), 3600)
    ord_ = f"{timer} t. {sekunder // 60} min." if timer else f"{sekunder // 60} min."
    return f"{om}. {ord_} af de 24 timer er gået: {rest}."
