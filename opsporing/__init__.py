"""Opsporing: early detection of small children who are not thriving, for Danish municipalities."""

from opsporing.celery import app as celery_app

__all__ = ["celery_app"]
