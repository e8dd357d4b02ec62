"""From a log posterior to its modes and draws; knows no model: `modes.Problem` says what it needs."""
