"""The Merkle log of RFC 6962 (section 2.1; verification as in RFC 9162): hashes, roots and proofs.

A leaf is `leaf_hash(content)`; every function below takes leaf hashes of 32 bytes, never contents.
`Frontier` is the right edge of a growing tree: it appends in O(log n) space and can be stored.
Pictures: docs/algorithms/merkle.md.
"""

from collections.abc import Iterable, Sequence
from hashlib import sha256

HASH_SIZE = 32
EMPTY_ROOT = sha256(b"").digest()


def leaf_hash(content: bytes) -> bytes:
    """Hash of a leaf. The byte 0 keeps leaves apart from nodes."""
    return sha256(b"\x00" + content).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """Hash of an inner node over its two children. The byte 1 keeps nodes apart from leaves."""
    return sha256(b"\x01" + left + right).digest()


def root(leaves: Iterable[bytes]) -> bytes:
    """Root over these leaf hashes; the hash of nothing for an empty log."""
    frontier = Frontier()
    for leaf in leaves:
        frontier.append(leaf)
    return frontier.root()


class Frontier:
    """The roots of the complete subtrees at the right edge of a log of `size` leaves.

    One for each 1 in the binary form of `size`, the largest first: 6 = 110 has one over four
    leaves and one over two.
    """

    def __init__(self) -> None:
        self.size = 0
        self._edge: list[bytes] = []

    def append(self, leaf: bytes) -> None:
        """Add one leaf hash: every pair of equal subtrees that it completes becomes one."""
        if len(leaf) != HASH_SIZE:
            raise ValueError(f"a leaf hash has {HASH_SIZE} bytes, not {len(leaf)}")
        node, remaining = leaf, self.size
        while remaining & 1:
            node = node_hash(self._edge.pop(), node)
            remaining >>= 1
        self._edge.append(node)
        self.size += 1

    def root(self) -> bytes:
        """Root of the log so far."""
        if not self._edge:
            return EMPTY_ROOT
        *larger, node = self._edge
        for left in reversed(larger):
            node = node_hash(left, node)
        return node

    def dump(self) -> bytes:
        """The hashes one after the other, to be stored beside `size`."""
        return b"".join(self._edge)

    @classmethod
    def load(cls, size: int, dumped: bytes) -> "Frontier":
        """The frontier that was stored. Raises ValueError if the bytes do not fit the size."""
        if size < 0 or len(dumped) != HASH_SIZE * size.bit_count():
            raise ValueError(f"{len(dumped)} bytes are no frontier of a log of {size} leaves")
        frontier = cls()
        frontier.size = size
        frontier._edge = [dumped[at : at + HASH_SIZE] for at in range(0, len(dumped), HASH_SIZE)]
        return frontier


def inclusion_proof(leaves: Sequence[bytes], index: int) -> list[bytes]:
    """The hashes that lead from leaf `index` to the root over all `leaves`, the nearest first."""
    if not 0 <= index < len(leaves):
        raise ValueError(f"no leaf {index} in a log of {len(leaves)}")
    if len(leaves) == 1:
        return []
    split = _split(len(leaves))
    left, right = leaves[:split], leaves[split:]
    if index < split:
        return [*inclusion_proof(left, index), root(right)]
    return [*inclusion_proof(right, index - split), root(left)]


def consistency_proof(leaves: Sequence[bytes], old_size: int) -> list[bytes]:
    """The hashes that show that the log of `leaves` begins with its first `old_size`, unchanged."""
    if not 0 <= old_size <= len(leaves):
        raise ValueError(f"a log of {len(leaves)} leaves never had {old_size}")
    return _subproof(leaves, old_size, whole=True) if old_size else []


def _subproof(leaves: Sequence[bytes], old_size: int, *, whole: bool) -> list[bytes]:
    """`whole`: this subtree is the old log itself, whose root the verifier knows."""
    if old_size == len(leaves):
        return [] if whole else [root(leaves)]
    split = _split(len(leaves))
    left, right = leaves[:split], leaves[split:]
    if old_size <= split:
        return [*_subproof(left, old_size, whole=whole), root(right)]
    return [*_subproof(right, old_size - split, whole=False), root(left)]


def _split(size: int) -> int:
    """The largest power of two below `size`: how many leaves the left subtree has."""
    return 1 << (size - 1).bit_length() - 1


def verify_inclusion(
    *, leaf: bytes, index: int, size: int, proof: Sequence[bytes], root: bytes
) -> bool:
    """Whether `proof` leads from `leaf` at `index` to the `root` of a log of `size` leaves."""
    if not 0 <= index < size:
        return False
    node, at, last = leaf, index, size - 1
    for sibling in proof:
        if last == 0:
            return False
        if at & 1 or at == last:
            node = node_hash(sibling, node)
            at, last = _up_to_left_edge(at, last)
        else:
            node = node_hash(node, sibling)
        at, last = at >> 1, last >> 1
    return last == 0 and node == root


def _up_to_left_edge(at: int, last: int) -> tuple[int, int]:
    """Skip the levels on which a node at the right edge has no sibling."""
    while at and not at & 1:
        at, last = at >> 1, last >> 1
    return at, last


def verify_consistency(
    *, old_size: int, new_size: int, proof: Sequence[bytes], old_root: bytes, new_root: bytes
) -> bool:
    """Whether `proof` shows that the new log begins with all of the old one."""
    if not 0 <= old_size <= new_size:
        return False
    if old_size in {0, new_size}:
        expected = EMPTY_ROOT if old_size == 0 else new_root
        return not proof and old_root == expected
    # An old log that is one complete subtree is where the proof starts, and is left out of it.
    path = [old_root, *proof] if old_size.bit_count() == 1 else list(proof)
    if not path:
        return False
    return _walk_both(path, old_size - 1, new_size - 1) == (old_root, new_root)


def _walk_both(path: list[bytes], at: int, last: int) -> tuple[bytes, bytes] | None:
    """Rebuild both roots from one path; None if the path is too long or too short."""
    while at & 1:
        at, last = at >> 1, last >> 1
    old = new = path[0]
    for sibling in path[1:]:
        if last == 0:
            return None
        if at & 1 or at == last:
            old, new = node_hash(sibling, old), node_hash(sibling, new)
            at, last = _up_to_left_edge(at, last)
        else:
            new = node_hash(new, sibling)
        at, last = at >> 1, last >> 1
    return (old, new) if last == 0 else None
