"""Speed, measured on this machine; never part of a test that can fail by the clock."""
