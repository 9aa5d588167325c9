"""The made-up talks of the demonstration: quoted, coded by two, and said to be made up."""

from pathlib import Path
from typing import Any

import pytest
from tests.talks import AT
from tests.world import World

from kachehri.domains.forms.queries import voices, voices_codes, voices_quotes
from kachehri.engines.accounts.demonstration import ensure_demo_accounts
from kachehri.interfaces.cli.demonstrating_voices import write_voices
from kachehri.packs.pakistan.demonstration import voices as told


@pytest.mark.django_db
def test_talks_are_kept_once_and_say_that_they_are_made_up(
    kept_world: World, settings: Any, tmp_path: Path
) -> None:
    settings.FILES_ROOT = tmp_path / "files"
    ensure_demo_accounts(by=kept_world.setup, at=AT)
    assert write_voices(told, at=AT) == 2
    assert write_voices(told, at=AT) == 0
    talks = voices.talks(kept_world.setup).talks
    assert all("(made up)" in one.topics["en"] for one in talks)
    quotes = voices_quotes.printed(kept_world.larkana.id)
    assert len(quotes) == 5
    assert all(one.is_made_up and set(one.words) == {"en", "ur", "sd"} for one in quotes)
    assert quotes[0].profile == {"sex": "female", "age": "30-44"}
    twice = next(one for one in talks if "Dokri" in one.topics["en"])
    tasks = voices_codes.tasks(voices.texts(twice.id)[0].id)
    assert 0 < (voices_codes.agreement(*tasks).alpha or 0) < 1
    assert voices_quotes.published_knowledge(on=AT.date())[0].is_made_up
