"""The pages of whoever oversees: figures side by side, what is old, the archive, audits, the month on paper."""
