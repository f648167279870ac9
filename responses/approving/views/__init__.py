"""Pages of the approver's desk."""
