"""Working days: which they are, and counting them."""
