"""Proofs held to the reference: never a wrong proof, never a counterexample that does not fail."""
