"""What careguide is made with: the locked dependencies, and their licences."""
