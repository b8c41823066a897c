// Count the ledger of $release by source and reason, of one $source and $reason where these are given.
MATCH (loss:Loss {release: $release})
WHERE loss.number > 0 AND $source IN ['', loss.source] AND $reason IN ['', loss.reason]
RETURN loss.source AS source, loss.reason AS reason, count(loss) AS losses ORDER BY source, reason;
