// Remove at most $limit rows of views of $release; gives how many.
MATCH (row:ViewRow {release: $release})
WHERE row.view IS NOT NULL AND row.key IS NOT NULL
WITH row LIMIT $limit
DELETE row
RETURN count(*);
