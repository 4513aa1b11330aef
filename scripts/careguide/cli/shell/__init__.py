"""What the commands stand in: how they are found, what they share, and what happens when one fails."""
