// Remove at most $limit names of $release; gives how many.
MATCH (row:Name {release: $release})
WHERE row.number > 0
WITH row LIMIT $limit
DELETE row
RETURN count(*);
