"""The state of guides, told in different formats."""
