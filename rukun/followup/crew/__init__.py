"""The crew in the street: who is sent to what, the pass of a day, and what proves that something was done."""
