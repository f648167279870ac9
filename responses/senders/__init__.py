"""By what e-mails and post of an authority leave: settings, trials, services."""
