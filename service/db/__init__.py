"""Opening the database, its tables through the versions, and what a transaction changed."""
