"""What somebody at the screen has done to a kept demo counts: what it makes impossible is left undone."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager

from django.core.exceptions import ObjectDoesNotExist, PermissionDenied, ValidationError
from django.db import IntegrityError, transaction

logger = logging.getLogger(__name__)

#: A role taken away, a unit closed, a child enrolled elsewhere, a file that no longer fits: all of it can be.
UMULIGT = (PermissionDenied, ValidationError, ObjectDoesNotExist, IntegrityError, LookupError, ValueError)


@contextmanager
def hvis_muligt(hvad: str, *, nyt: bool) -> Iterator[None]:
    """Inside, what cannot be is undone and left. Where nobody but us has been (`nyt`), nothing may fail."""
    if nyt:
        yield
        return
    try:
        with transaction.atomic():
            yield
    except UMULIGT as grund:
        logger.warning("Demoen lod noget ligge: %s (%s)", hvad, type(grund).__name__)
