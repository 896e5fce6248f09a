"""`python -m rukun.channels.cli` is the same as `rukun`."""

from rukun.channels.cli import main

main()
