"""Find requests by any words that a person may read in them."""
