"""What training prints."""
