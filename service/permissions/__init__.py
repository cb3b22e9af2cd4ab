"""Who may do what: pure functions, each refusal with its sentence."""
