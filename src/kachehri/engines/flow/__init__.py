"""Matters with a state and clocks: which states there are, when each clock ends, what follows."""
