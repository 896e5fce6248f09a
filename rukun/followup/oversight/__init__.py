"""What whoever oversees offices looks at: side by side, what is old and why, what was closed and is true."""
