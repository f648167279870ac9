"""Tell whether two texts are alike: copies, with small changes, of one text."""
