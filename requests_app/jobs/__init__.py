"""The queue of durable work: jobs, e-mails and their health."""
