"""The tree of RFC 6962: known answers, and properties over trees of every size."""

from __future__ import annotations

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rukun.trail import merkle

# The eight leaves and roots that the reference implementation of RFC 6962 is tested with.
INPUTS = [bytes.fromhex(h) for h in (
    "", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f",
)]  # fmt: skip
ROOTS = [
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]
LEAVES = [merkle.leaf_hash(content) for content in INPUTS]

trees = st.lists(st.binary(max_size=8), min_size=1, max_size=70)


def test_the_root_of_no_leaves_is_the_hash_of_nothing() -> None:
    assert merkle.root_of([]) == hashlib.sha256().digest()


@pytest.mark.parametrize("size", range(1, 9))
def test_roots_are_those_of_the_reference_trees(size: int) -> None:
    assert merkle.root_of(LEAVES[:size]).hex() == ROOTS[size - 1]


@given(trees, st.data())
def test_every_leaf_is_proved_to_stand_in_the_tree(contents: list[bytes], data: st.DataObject) -> None:
    leaves = [merkle.leaf_hash(content) for content in contents]
    index = data.draw(st.integers(0, len(leaves) - 1))
    proof = merkle.inclusion_proof(leaves, index)
    assert merkle.includes(merkle.root_of(leaves), len(leaves), index, leaves[index], proof)


@given(trees, st.data())
def test_a_leaf_that_is_another_is_not_proved(contents: list[bytes], data: st.DataObject) -> None:
    leaves = [merkle.leaf_hash(content) for content in contents]
    index = data.draw(st.integers(0, len(leaves) - 1))
    proof = merkle.inclusion_proof(leaves, index)
    root = merkle.root_of(leaves)
    assert not merkle.includes(root, len(leaves), index, merkle.leaf_hash(b"never in any tree"), proof)
    assert not merkle.includes(root, len(leaves), len(leaves), leaves[index], proof)
    assert not merkle.includes(root, len(leaves), index, leaves[index], [*proof, root])


@given(trees, st.data())
def test_a_tree_that_only_grew_is_proved_and_one_that_was_rewritten_is_not(
    contents: list[bytes], data: st.DataObject
) -> None:
    leaves = [merkle.leaf_hash(content) for content in contents]
    first = data.draw(st.integers(1, len(leaves)))
    proof = merkle.consistency_proof(leaves, first)
    old, new = merkle.root_of(leaves[:first]), merkle.root_of(leaves)
    assert merkle.only_grew(first, old, len(leaves), new, proof)
    rewritten = merkle.root_of([merkle.leaf_hash(b"rewritten"), *leaves[1:first]])
    if rewritten != old:
        assert not merkle.only_grew(first, rewritten, len(leaves), new, proof)


@given(trees)
def test_a_frontier_grown_leaf_by_leaf_has_the_root_of_the_whole(contents: list[bytes]) -> None:
    frontier = merkle.Frontier()
    for number, content in enumerate(contents, start=1):
        frontier.append(merkle.leaf_hash(content))
        assert frontier.root == merkle.root_of(merkle.leaf_hash(c) for c in contents[:number])


def test_a_proof_for_a_leaf_beyond_the_tree_is_refused() -> None:
    with pytest.raises(IndexError):
        merkle.inclusion_proof(LEAVES, 8)
    with pytest.raises(IndexError):
        merkle.consistency_proof(LEAVES, 9)


SMALL = [merkle.leaf_hash(bytes([number])) for number in range(17)]


def test_in_every_small_tree_each_proof_holds_and_none_holds_in_a_tree_of_another_depth() -> None:
    for size in range(1, len(SMALL) + 1):
        root = merkle.root_of(SMALL[:size])
        for index in range(size):
            proof = merkle.inclusion_proof(SMALL[:size], index)
            assert merkle.includes(root, size, index, SMALL[index], proof)
            for other in (2 * size, 4 * size + 1, size // 2):
                assert not merkle.includes(root, other, index, SMALL[index], proof)
            for wrong in ([*proof, root], proof[:-1], [root, *proof]):
                assert wrong == proof or not merkle.includes(root, size, index, SMALL[index], wrong)
        assert not merkle.includes(root, size, size, SMALL[0], []) and not merkle.includes(root, size, -1, SMALL[0], [])


def test_in_every_small_tree_it_only_grew_from_each_smaller_one_and_from_nothing_else() -> None:
    roots = [merkle.root_of(SMALL[:size]) for size in range(len(SMALL) + 1)]
    for second in range(1, len(SMALL) + 1):
        for first in range(1, second + 1):
            proof = merkle.consistency_proof(SMALL[:second], first)
            assert merkle.only_grew(first, roots[first], second, roots[second], proof)
            assert not merkle.only_grew(first, roots[0], second, roots[second], proof)
            assert not merkle.only_grew(first, roots[first], second, roots[0], proof)
            assert not merkle.only_grew(first, roots[first], 4 * second + 1, roots[second], proof)
            assert not merkle.only_grew(first, roots[first], second, roots[second], [*proof, roots[second]])
            assert not proof or not merkle.only_grew(first, roots[first], second, roots[second], proof[:-1])
        assert not merkle.only_grew(0, roots[0], second, roots[second], [])
        assert not merkle.only_grew(second + 1, roots[second], second, roots[second], [])
    with pytest.raises(IndexError):
        merkle.consistency_proof(SMALL, 0)
