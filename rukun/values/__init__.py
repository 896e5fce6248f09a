"""What the words mean that every package uses: rupiah, month, day, place, digest, code, refusal (pure Python)."""
