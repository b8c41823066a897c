// Remove at most $limit entries of the ledger of $release; gives how many.
MATCH (row:Loss {release: $release})
WHERE row.number > 0
WITH row LIMIT $limit
DELETE row
RETURN count(*);
