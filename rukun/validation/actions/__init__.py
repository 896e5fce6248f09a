"""Accept a report, strike it out; contest a strike, and answer that; draw what is looked at, and read it again; take
one's own report back."""

from rukun.validation.actions.retracting import retract
from rukun.validation.actions.samples import accept_by_sample, draw_samples, frame_month, widen_samples
from rukun.validation.actions.seconds import read_again
from rukun.validation.actions.seeds import (
    commit_month,
    commit_own_seed,
    commit_seed,
    mix_seed,
    reveal_own_seed,
)
from rukun.validation.actions.verdicts import (
    accept,
    accept_many,
    appeal,
    escalate_appeals,
    rebuild_current,
    reject_appeal,
    strike,
    strike_many,
    uphold,
)
from rukun.validation.actions.withdrawing import take_back

__all__ = [
    "accept", "accept_by_sample", "accept_many", "appeal", "commit_month", "commit_own_seed", "commit_seed",
    "draw_samples", "escalate_appeals", "frame_month", "mix_seed", "read_again", "rebuild_current",
    "reject_appeal", "retract", "reveal_own_seed", "strike", "strike_many", "take_back", "uphold", "widen_samples",
]  # fmt: skip
