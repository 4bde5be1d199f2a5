"""The invitation on paper, to one custody holder at a time."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_GET, require_POST

from dialogmoeder import invitation
from dialogmoeder import permissions_punkt as permissions
from dialogmoeder.actions import foraeldre as actions
from dialogmoeder.kreds import laes
from dialogmoeder.views.hent import hent_punkt, log_punkt
from opsporing import tid
from opsporing.adgang.permissions import Permission, kraever
from opsporing.adgang.request import Request
from opsporing.models import Person
from opsporing.print import pdf_svar, render_pdf


@kraever(Permission.ORIENTERING_REGISTRER)
@require_GET
def invitation_udskriv(request: Request, pk: int, person: int) -> HttpResponse:
    """The letter to one of them as PDF, when the meeting is called and she has been told by mouth."""
    nu = tid.nu()
    punkt = hent_punkt(request, pk, nu)
    permissions.check_can_fortaelle(request.user, punkt, nu)
    kreds = laes(punkt.moede, nu, punkt=punkt)
    om = kreds.om(punkt)
    try:
        alle, brev = invitation.brevet_til(kreds, om, person)
    except LookupError as grund:
        raise Http404 from grund
    log_punkt(request, punkt, nu, "dialogmoeder.invitation_udskrevet")
    kontekst = invitation.brevet(kreds, om, brev, beskyttet=alle.beskyttet, nu=nu)
    pdf = render_pdf("dialogmoeder/invitation_udskrift.html", kontekst, titel="Invitation til møde")
    return pdf_svar(pdf, "invitation.pdf")


@kraever(Permission.ORIENTERING_REGISTRER)
@require_POST
def invitation_giv(request: Request, pk: int, person: int) -> HttpResponse:
    """Note that one of them has been given the letter today."""
    nu = tid.nu()
    punkt = hent_punkt(request, pk, nu)
    modtager = Person.objects.filter(pk=person, kommune=punkt.kommune_id).first()
    if modtager is None:
        raise Http404
    try:
        actions.giv_invitation(punkt=punkt, person=modtager, by=request.user, nu=nu)
    except LookupError as grund:
        raise Http404 from grund
    messages.success(request, f"Det er noteret, at {modtager.fornavn} har fået invitationen.")
    return redirect("dialogmoeder:foraeldre", punkt.pk)
