"""Review: how far a guide has come, and the sign-offs that it gets."""
