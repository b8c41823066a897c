"""Who may ask what of the API, how often, and what is told of it: authentication, permissions, rates, audit, logs."""
