"""Static files are collected once for each change, hashed and compressed."""

from pathlib import Path
from typing import Any

import pytest
from django.contrib.staticfiles.storage import staticfiles_storage

from kachehri.engines.pagekit import parts
from kachehri.engines.pagekit.static import collect


@pytest.fixture
def root(settings: Any, tmp_path: Path) -> Path:
    settings.STATIC_ROOT = tmp_path / "static"
    return Path(settings.STATIC_ROOT)


def test_a_second_call_does_nothing(root: Path) -> None:
    assert collect() is True
    assert collect() is False


def test_files_have_the_hash_of_their_content_in_their_name(root: Path) -> None:
    collect()
    sheet = next(root.glob("pagekit/kachehri.*.css"))
    assert sheet.with_suffix(".css.gz").is_file()
    font = next(root.glob("fonts/lateef-400.*.woff2"))
    assert f"../fonts/{font.name}" in sheet.read_text()


def test_only_parts_that_pages_use_are_served(root: Path) -> None:
    collect()
    assert len([*root.glob("fonts/*")]) == 2 * len([n for n in parts.FILES if "fonts/" in n])


def test_before_they_are_collected_files_go_by_their_plain_name() -> None:
    assert staticfiles_storage.stored_name("no-such-file.css") == "no-such-file.css"
