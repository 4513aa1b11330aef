"""What several formats are made of."""
