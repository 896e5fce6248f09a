"""The crew: its page at the desk, its way in, and what its telephones ask and send."""
