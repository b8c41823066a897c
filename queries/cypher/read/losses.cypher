// List the ledger of $release: $limit losses after the first $after, of one $source and $reason where these are given.
// The order names the whole index, constants too, so that the server reads it in order and stops.
MATCH (loss:Loss {release: $release})
WHERE loss.number > 0 AND $source IN ['', loss.source] AND $reason IN ['', loss.reason]
RETURN loss.source, loss.record, loss.field, loss.text, loss.reason
ORDER BY loss.release, loss.number SKIP $after LIMIT $limit;
