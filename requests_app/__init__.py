"""What was asked, by whom, and by when it must be answered."""
