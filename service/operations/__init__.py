"""Verbs of people and clocks; each runs inside one unit of work and commits nothing itself."""
