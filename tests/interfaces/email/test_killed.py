"""The receiver is killed in the middle of mails: what it accepted is there."""

import os
import smtplib
import subprocess
import sys
import threading
import time

import pytest

from kachehri.engines.post.models import Arrival

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow, pytest.mark.faults]
TO = "matter+4821-abcdefghijkm@kachehri.example"


def test_every_mail_that_was_accepted_is_there_after_a_kill():
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.interfaces.email.mail_process"],
        env={**os.environ, "DJANGO_SETTINGS_MODULE": "kachehri.site.settings"},
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    port = int(process.stdout.readline())
    accepted: list[str] = []

    def sender(name: int) -> None:
        try:
            with smtplib.LMTP("127.0.0.1", port, timeout=10) as line:
                for count in range(10_000):
                    own = f"{name}.{count}@mail.example"
                    line.sendmail("a@mail.example", [TO], f"Message-ID: <{own}>\r\n\r\nHello\r\n")
                    accepted.append(own)
        except (OSError, smtplib.SMTPException):
            return

    threads = [threading.Thread(target=sender, args=(name,)) for name in range(4)]
    for thread in threads:
        thread.start()
    time.sleep(1.5)
    process.kill()
    process.wait(10)
    for thread in threads:
        thread.join(15)
    kept = {one.split("#")[0] for one in Arrival.objects.values_list("external", flat=True)}
    assert len(accepted) > 20
    assert set(accepted) <= kept
