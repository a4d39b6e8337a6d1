"""What the pages and prints of paths show."""
