"""The command line and the page: a shell around the assistant."""
