"""Where the server keeps its things."""

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from kachehri.engines.postgres.layout import LONGEST_SOCKET_PATH, SOCKET_NAME, Layout, escaped

names = st.text(alphabet="ab-%._ ش", min_size=1, max_size=40).filter(lambda s: s.strip("."))
paths = st.lists(names, min_size=1, max_size=12).map(lambda parts: Path("/", *parts))


@given(paths, paths)
def test_different_folders_never_share_a_name(one: Path, other: Path) -> None:
    assert (escaped(one) == escaped(other)) == (one == other)


@given(paths)
def test_a_name_is_one_short_folder_name(path: Path) -> None:
    assert "/" not in escaped(path)
    assert len(escaped(path).encode()) <= 200


@given(paths, st.booleans())
def test_a_socket_path_is_never_longer_than_the_system_allows(path: Path, root: bool) -> None:
    socket = Layout(path, root).socket / SOCKET_NAME
    assert len(str(socket).encode()) <= LONGEST_SOCKET_PATH


def test_root_keeps_data_where_another_user_can_reach_it() -> None:
    assert Layout(Path("/root/var"), root=True).data == Path("/var/lib/kachehri/root-var/data")
    assert Layout(Path("/home/z/var"), root=False).data == Path("/home/z/var/postgres/data")
