"""Editorial lints and drafting profiles, one thought a test."""
