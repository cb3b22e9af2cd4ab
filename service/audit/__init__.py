"""Writing and verifying the ledger."""
