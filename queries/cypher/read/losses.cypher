// List the ledger of $release: $limit losses after the first $after, of one $source and $reason where these are given.
MATCH (loss:Loss {release: $release})
WHERE loss.number > 0 AND $source IN ['', loss.source] AND $reason IN ['', loss.reason]
RETURN loss.source, loss.record, loss.field, loss.text, loss.reason ORDER BY loss.number SKIP $after LIMIT $limit;
