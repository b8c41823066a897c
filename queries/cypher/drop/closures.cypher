// Remove at most $limit closures of $release; gives how many.
MATCH (row:Closure {release: $release})
WHERE row.relation IS NOT NULL AND row.way IS NOT NULL AND row.id IS NOT NULL
WITH row LIMIT $limit
DELETE row
RETURN count(*);
