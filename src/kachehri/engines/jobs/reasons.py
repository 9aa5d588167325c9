"""Why work failed, in words for whoever asked. The traceback goes to the log and to nobody else."""

import errno

from django.utils.translation import gettext_noop

from kachehri.engines.access.reading import Refused
from kachehri.kernel.messages import Reason

from .kinds import JobProblem

DISK_FULL = gettext_noop(
    "The disk of the server is full. Nothing was half done. Make room, then ask for the work again."
)
NOT_ALLOWED_BY_DISK = gettext_noop(
    "The server may not write to its own folder. Nothing was half done. Ask whoever runs it to "
    "look at the folder's owner and rights."
)
UNEXPECTED = gettext_noop(
    "The work stopped because of a mistake in the program. Nothing was half done. If it happens "
    "again, tell whoever runs this server that job %(job)s failed; its log says where."
)


def plain_reason(error: Exception, job_id: int) -> Reason:
    """Return what to tell about an error."""
    if isinstance(error, JobProblem):
        return error.reason
    if isinstance(error, Refused) and error.verdict.reason:
        return error.verdict.reason
    if isinstance(error, OSError) and error.errno in (errno.ENOSPC, errno.EDQUOT):
        return Reason(DISK_FULL)
    if isinstance(error, PermissionError):
        return Reason(NOT_ALLOWED_BY_DISK)
    return Reason(UNEXPECTED, {"job": job_id})
