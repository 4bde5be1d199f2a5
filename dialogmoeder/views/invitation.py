"""The invitation on paper, to one custody holder at a time."""

from django.http import Http404, HttpResponse
from django.views.decorators.http import require_GET

from dialogmoeder import invitation
from dialogmoeder import permissions_punkt as permissions
from dialogmoeder.kreds import laes
from dialogmoeder.views.hent import hent_punkt, log_punkt
from opsporing import tid
from opsporing.adgang.permissions import Denied, Permission, kraever
from opsporing.adgang.request import Request
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
    alle = invitation.breve(kreds, om)
    if alle.hindrer:
        raise Denied(" ".join(alle.hindrer))
    brev = next((b for b in alle.breve if b.person.pk == person), None)
    if brev is None:
        raise Http404
    if brev.grund:
        raise Denied(f"{brev.person.fornavn} {brev.grund}.")
    log_punkt(request, punkt, nu, "dialogmoeder.invitation_udskrevet")
    kontekst = invitation.brevet(kreds, om, brev, beskyttet=alle.beskyttet, nu=nu)
    pdf = render_pdf("dialogmoeder/invitation_udskrift.html", kontekst, titel="Invitation til møde")
    return pdf_svar(pdf, "invitation.pdf")
