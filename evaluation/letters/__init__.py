"""What evaluation prints."""
