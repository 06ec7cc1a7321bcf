"""The bytes of Cap'n Proto: frames, pointers and limits."""
