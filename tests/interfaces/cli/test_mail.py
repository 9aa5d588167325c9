"""`kachehri mail`: says where it listens, keeps a mail, and stops when it is told to."""

import os
import re
import signal
import smtplib
import subprocess
import sys

import pytest

from kachehri.engines.post.models import Arrival

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]


def test_it_receives_until_it_is_told_to_stop():
    process = subprocess.Popen(
        [sys.executable, "-m", "kachehri.interfaces.cli.main", "mail", "--port", "0"],
        env={**os.environ, "DJANGO_SETTINGS_MODULE": "kachehri.site.settings"},
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        assert process.stdout is not None
        told = re.search(r"by LMTP at 127.0.0.1 port (\d+)", process.stdout.readline())
        assert told is not None
        with smtplib.LMTP("127.0.0.1", int(told[1])) as line:
            line.sendmail("a@mail.example", ["complaints@kachehri.example"], "Subject: x\r\n\r\ny")
        assert Arrival.objects.count() == 1
        process.send_signal(signal.SIGTERM)
        assert process.wait(15) == 0
    finally:
        process.kill()
        process.wait(10)
