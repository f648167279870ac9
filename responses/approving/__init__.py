"""The approver's desk: a response read, commented on and approved part by part."""
