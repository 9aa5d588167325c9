"""Keys by number: sealed, opened, destroyed for ever; files sealed piece by piece."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kachehri.engines.vault import keyring, streams
from kachehri.engines.vault.keyring import KeyDestroyed, NotSound, Ring


@pytest.fixture
def ring(settings, tmp_path):
    settings.VAR = tmp_path
    return Ring("made-up")


def test_each_number_has_a_key_of_its_own_that_stays(ring):
    keys = [ring.key(number) for number in (0, 1, 65_535, 65_536)]
    assert len(set(keys)) == 4
    assert [Ring("made-up").key(number) for number in (0, 1, 65_535, 65_536)] == keys
    assert list(ring.keys([65_536, 0, 1])) == [keys[3], keys[0], keys[1]]
    with pytest.raises(ValueError, match="no key"):
        ring.key(-1)


def test_blocks_of_keys_are_readable_by_their_owner_alone(ring):
    ring.key(5)
    (block,) = [path for path in ring.folder.iterdir() if path.name != "destroyed"]
    assert block.stat().st_mode & 0o077 == 0
    assert block.stat().st_size == keyring.BLOCK * keyring.LENGTH


def test_a_destroyed_key_opens_nothing_and_its_neighbours_do(ring):
    sealed = {number: ring.seal(number, b"words", "raw") for number in (3, 4, 5)}
    ring.destroy([4])
    ring.destroy([4])
    with pytest.raises(KeyDestroyed):
        ring.open(4, *sealed[4], "raw")
    assert ring.is_destroyed(4)
    assert [ring.open(n, *sealed[n], "raw") for n in (3, 5)] == [b"words", b"words"]
    rows = [(number, *sealed[number]) for number in (3, 4, 5)]
    assert list(ring.open_many(rows, "raw")) == [b"words", None, b"words"]


def test_an_older_copy_of_the_keys_does_not_bring_back_what_was_destroyed(ring):
    sealed = ring.seal(4, b"words", "raw")
    block = ring.folder / "00000000"
    copy = block.read_bytes()
    ring.destroy([4])
    block.chmod(0o600)
    block.write_bytes(copy)
    with pytest.raises(KeyDestroyed):
        ring.open(4, *sealed, "raw")
    assert list(ring.keys([4])) == [None]


def test_a_crash_between_the_list_and_the_zeros_still_counts_as_destroyed(ring, monkeypatch):
    sealed = ring.seal(4, b"words", "raw")

    def crash(_number):
        raise OSError

    monkeypatch.setattr(ring, "_overwrite", crash)
    with pytest.raises(OSError):  # noqa: PT011  (any)
        ring.destroy([4])
    with pytest.raises(KeyDestroyed):
        Ring("made-up").open(4, *sealed, "raw")


def test_what_was_sealed_opens_only_where_it_belongs_and_unchanged(ring):
    nonce, sealed = ring.seal(1, b"words", "raw")
    for number, what, content in (
        (2, "raw", sealed),
        (1, "answers", sealed),
        (1, "raw", sealed[:-1] + bytes([sealed[-1] ^ 1])),
    ):
        with pytest.raises(NotSound):
            ring.open(number, nonce, content, what)


SIZES = st.sampled_from([0, 1, 100, streams.PIECE - 1, streams.PIECE, streams.PIECE + 1,
                         3 * streams.PIECE])  # fmt: skip


@given(size=SIZES, cut=st.integers(1, 4))
def test_a_file_of_any_size_comes_back_as_it_was(tmp_path_factory, size, cut):
    path = tmp_path_factory.mktemp("sealed") / "file"
    content = (b"made up " * (size // 8 + 1))[:size]
    step = max(1, size // cut)
    pieces = [content[at : at + step] for at in range(0, size, step)]
    assert streams.seal_file(path, b"k" * 32, pieces, "1|file|a") == size
    assert b"".join(streams.open_file(path, b"k" * 32, "1|file|a")) == content
    assert not size or content[:50] not in path.read_bytes()


def test_a_sealed_file_that_was_cut_changed_or_moved_does_not_open(tmp_path):
    path = tmp_path / "file"
    streams.seal_file(path, b"k" * 32, [bytes(streams.PIECE * 2 + 5)], "1|file|a")
    whole = path.read_bytes()
    piece = streams.PIECE + streams.TAG
    broken = [
        whole[: streams.PREFIX + 2 * piece],
        whole[:-1],
        whole[: streams.PREFIX] + whole[streams.PREFIX + piece :],
        whole[:-1] + bytes([whole[-1] ^ 1]),
        b"",
    ]
    for content in broken:
        path.write_bytes(content)
        with pytest.raises(NotSound):
            list(streams.open_file(path, b"k" * 32, "1|file|a"))
    path.write_bytes(whole)
    with pytest.raises(NotSound):
        list(streams.open_file(path, b"k" * 32, "2|file|a"))


def test_nothing_is_left_of_a_file_whose_writing_broke_off(tmp_path):
    def breaks_off():
        yield b"some"
        raise ConnectionError

    with pytest.raises(ConnectionError):
        streams.seal_file(tmp_path / "a" / "file", b"k" * 32, breaks_off(), "x")
    assert list((tmp_path / "a").iterdir()) == []
