"""What the Makefile runs: setting up, comparing the locks, making the reference pages."""
