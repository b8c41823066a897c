// Remove at most $limit words of $release; gives how many.
MATCH (row:Word {release: $release})
WHERE row.word IS NOT NULL
WITH row LIMIT $limit
DELETE row
RETURN count(*);
