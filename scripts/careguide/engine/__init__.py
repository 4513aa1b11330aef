"""What runs the rules: how a rule declares itself, how rules are found, run and acknowledged."""
