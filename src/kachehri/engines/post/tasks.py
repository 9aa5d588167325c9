"""The rounds of the post: what came in is read, what waits goes out."""

from django.utils import timezone
from procrastinate.contrib.django import app

from kachehri.engines.accounts.queries import system_actor
from kachehri.engines.jobs.tasks import IF_THE_DATABASE_IS_AWAY

from . import actions

POST = "post"
"""The system actor that reads and sends."""
MOST = 3000
"""Messages in one round: the next one is soon."""


@app.periodic(cron="* * * * * */10")
@app.task(name="kachehri.post.read", queueing_lock="post-read", retry=IF_THE_DATABASE_IS_AWAY)
def read_arrivals(timestamp: int) -> None:
    """Read what came in."""
    now = timezone.now()
    actions.read(by=system_actor(POST, now), at=now, most=MOST)


@app.periodic(cron="* * * * * */10")
@app.task(name="kachehri.post.drain", queueing_lock="post-drain", retry=IF_THE_DATABASE_IS_AWAY)
def drain_outbox(timestamp: int) -> None:
    """Send what is due."""
    now = timezone.now()
    actions.drain(by=system_actor(POST, now), at=now, most=MOST)
