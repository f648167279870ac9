"""What pages and messages say of requests, worked out from what is stored."""
