"""What the pages of this app are made of: the columns of its lists."""
