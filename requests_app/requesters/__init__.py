"""Records of requesters: who asks, which requests are theirs, how to reach them."""
