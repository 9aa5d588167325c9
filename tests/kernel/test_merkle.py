"""The Merkle log against the published vectors, and against every change of a proof."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kachehri.kernel.merkle import (
    EMPTY_ROOT,
    Frontier,
    consistency_proof,
    inclusion_proof,
    leaf_hash,
    node_hash,
    root,
    verify_consistency,
    verify_inclusion,
)

# The test tree of the reference implementation of Certificate Transparency
# (google/certificate-transparency, merkletree/merkle_tree_test.cc).
CONTENTS = [
    bytes.fromhex(text)
    for text in (
        "",
        "00",
        "10",
        "2021",
        "3031",
        "40414243",
        "5051525354555657",
        "606162636465666768696a6b6c6d6e6f",
    )
]
LEAVES = [leaf_hash(content) for content in CONTENTS]
ROOTS = [
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]
INCLUSION = {
    (0, 8): ["96a296d2", "5f083f0a", "6b47aaf2"],
    (5, 8): ["bc1a0643", "ca854ea1", "d37ee418"],
    (2, 3): ["fac54203"],
    (1, 5): ["6e340b9c", "5f083f0a", "bc1a0643"],
}
CONSISTENCY = {
    (1, 8): ["96a296d2", "5f083f0a", "6b47aaf2"],
    (6, 8): ["0ebc5d34", "ca854ea1", "d37ee418"],
    (2, 5): ["5f083f0a", "bc1a0643"],
    (1, 1): [],
}


def short(hashes: list[bytes]) -> list[str]:
    return [one.hex()[:8] for one in hashes]


@pytest.mark.parametrize("size", range(9))
def test_the_published_roots_come_out(size: int) -> None:
    assert root(LEAVES[:size]).hex() == ROOTS[size]


def test_the_published_inclusion_proofs_come_out() -> None:
    got = {key: short(inclusion_proof(LEAVES[: key[1]], key[0])) for key in INCLUSION}
    assert got == INCLUSION


def test_the_published_consistency_proofs_come_out() -> None:
    got = {key: short(consistency_proof(LEAVES[: key[1]], key[0])) for key in CONSISTENCY}
    assert got == CONSISTENCY


def recursive_root(leaves: list[bytes]) -> bytes:
    """RFC 6962 section 2.1, word for word: MTH."""
    if not leaves:
        return EMPTY_ROOT
    if len(leaves) == 1:
        return leaves[0]
    k = 1
    while k * 2 < len(leaves):
        k *= 2
    return node_hash(recursive_root(leaves[:k]), recursive_root(leaves[k:]))


logs = st.integers(1, 70).map(lambda size: [leaf_hash(bytes([n])) for n in range(size)])


@given(logs)
def test_the_frontier_has_the_root_of_the_definition(leaves: list[bytes]) -> None:
    assert root(leaves) == recursive_root(leaves)


@given(logs, st.data())
def test_a_frontier_that_was_stored_goes_on_where_it_stopped(
    leaves: list[bytes], data: st.DataObject
) -> None:
    cut = data.draw(st.integers(0, len(leaves)))
    first = Frontier()
    for leaf in leaves[:cut]:
        first.append(leaf)
    second = Frontier.load(first.size, first.dump())
    for leaf in leaves[cut:]:
        second.append(leaf)
    assert (second.size, second.root()) == (len(leaves), root(leaves))


@pytest.mark.parametrize("size", [0, 1, 255, 256, 1000])
def test_a_frontier_is_no_larger_than_the_logarithm(size: int) -> None:
    frontier = Frontier()
    for _ in range(size):
        frontier.append(LEAVES[0])
    assert len(frontier.dump()) <= 32 * max(size.bit_length(), 0)


@pytest.mark.parametrize(("size", "length"), [(1, 0), (2, 64), (3, 32), (0, 32), (-1, 0)])
def test_bytes_that_do_not_fit_the_size_are_no_frontier(size: int, length: int) -> None:
    with pytest.raises(ValueError, match="frontier"):
        Frontier.load(size, bytes(length))


def test_a_leaf_that_is_not_a_hash_is_refused() -> None:
    with pytest.raises(ValueError, match="32 bytes"):
        Frontier().append(b"content")


@given(logs, st.data())
def test_every_leaf_can_be_proved(leaves: list[bytes], data: st.DataObject) -> None:
    index = data.draw(st.integers(0, len(leaves) - 1))
    proof = inclusion_proof(leaves, index)
    assert len(proof) <= (len(leaves) - 1).bit_length()
    assert verify_inclusion(
        leaf=leaves[index], index=index, size=len(leaves), proof=proof, root=root(leaves)
    )


@given(logs, st.data())
def test_every_older_log_can_be_proved(leaves: list[bytes], data: st.DataObject) -> None:
    old = data.draw(st.integers(0, len(leaves)))
    assert verify_consistency(
        old_size=old,
        new_size=len(leaves),
        proof=consistency_proof(leaves, old),
        old_root=root(leaves[:old]),
        new_root=root(leaves),
    )


def flipped(hashes: list[bytes], at: int, bit: int) -> list[bytes]:
    changed = bytearray(hashes[at])
    changed[bit // 8] ^= 1 << bit % 8
    return [*hashes[:at], bytes(changed), *hashes[at + 1 :]]


@st.composite
def tampered_inclusions(draw: st.DrawFn) -> dict[str, object]:
    """A good proof with one thing changed: leaf, place, size, a hash, one too many or too few."""
    leaves = draw(logs)
    index = draw(st.integers(0, len(leaves) - 1))
    proof = inclusion_proof(leaves, index)
    good = {
        "leaf": leaves[index],
        "index": index,
        "size": len(leaves),
        "proof": proof,
        "root": root(leaves),
    }
    bit = draw(st.integers(0, 255))
    changes: list[dict[str, object]] = [
        {"leaf": flipped([leaves[index]], 0, bit)[0]},
        {"root": flipped([root(leaves)], 0, bit)[0]},
        {"index": draw(st.integers(-2, len(leaves) + 2).filter(lambda n: n != index))},
        {"proof": [*proof, leaves[0]]},
    ]
    if proof:
        at = draw(st.integers(0, len(proof) - 1))
        changes += [{"proof": flipped(proof, at, bit)}, {"proof": proof[:at] + proof[at + 1 :]}]
    return good | draw(st.sampled_from(changes))


@settings(max_examples=300)
@given(tampered_inclusions())
def test_a_changed_inclusion_proof_fails(claim: dict[str, object]) -> None:
    assert not verify_inclusion(**claim)  # type: ignore[arg-type]


@settings(max_examples=300)
@given(logs, st.data())
def test_a_changed_consistency_proof_fails(leaves: list[bytes], data: st.DataObject) -> None:
    old = data.draw(st.integers(1, len(leaves)))
    proof, old_root, new_root = consistency_proof(leaves, old), root(leaves[:old]), root(leaves)
    bit = data.draw(st.integers(0, 255))
    bad_old, bad_new = flipped([old_root], 0, bit)[0], flipped([new_root], 0, bit)[0]
    changes = [(bad_old, new_root, proof), (old_root, bad_new, proof)]
    changes += [(old_root, new_root, [*proof, leaves[0]])]
    if proof:
        at = data.draw(st.integers(0, len(proof) - 1))
        changes += [(old_root, new_root, flipped(proof, at, bit))]
        changes += [(old_root, new_root, proof[:at] + proof[at + 1 :])]
    one, two, three = data.draw(st.sampled_from(changes))
    assert not verify_consistency(
        old_size=old, new_size=len(leaves), proof=three, old_root=one, new_root=two
    )


@given(logs, st.data())
def test_a_log_in_which_an_old_leaf_was_changed_is_not_consistent(
    leaves: list[bytes], data: st.DataObject
) -> None:
    old = data.draw(st.integers(1, len(leaves)))
    forged = flipped(leaves, data.draw(st.integers(0, old - 1)), 0)
    assert not verify_consistency(
        old_size=old,
        new_size=len(leaves),
        proof=consistency_proof(forged, old),
        old_root=root(leaves[:old]),
        new_root=root(forged),
    )


@given(logs, st.data())
def test_a_proof_does_not_pass_for_a_log_of_another_height(
    leaves: list[bytes], data: st.DataObject
) -> None:
    old = data.draw(st.integers(1, len(leaves)))
    larger = data.draw(st.integers(len(leaves) * 2, len(leaves) * 8))
    assert not verify_consistency(
        old_size=old,
        new_size=larger,
        proof=consistency_proof(leaves, old),
        old_root=root(leaves[:old]),
        new_root=root(leaves),
    )


def test_a_larger_log_never_came_before_a_smaller_one() -> None:
    assert not verify_consistency(
        old_size=3, new_size=2, proof=[], old_root=root(LEAVES[:3]), new_root=root(LEAVES[:2])
    )


def test_asking_for_what_the_log_does_not_have_is_a_mistake() -> None:
    with pytest.raises(ValueError, match="no leaf 8"):
        inclusion_proof(LEAVES, 8)
    with pytest.raises(ValueError, match="never had 9"):
        consistency_proof(LEAVES, 9)
