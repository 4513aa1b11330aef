"""What careguide asks of the operating system, and what would be the same for any other program."""
