"""The alarm clock, and the work it wakes somebody up for."""
