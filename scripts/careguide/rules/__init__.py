"""The rules, one module per family: each function here that is declared as a rule checks one thing."""
