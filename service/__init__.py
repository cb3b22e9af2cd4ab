"""Everything with a database, a socket or a clock."""
