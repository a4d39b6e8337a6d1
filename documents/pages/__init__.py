"""What the pages of every app are given by documents."""
