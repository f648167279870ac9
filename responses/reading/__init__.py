"""What pages say of responses, worked out from what is stored."""
