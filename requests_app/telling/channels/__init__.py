"""Post notices to Teams or Slack, with a reference and a link only."""
