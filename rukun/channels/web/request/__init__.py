"""What every request passes through, before its page and after it: clock, actor, guard, refusals, log."""
