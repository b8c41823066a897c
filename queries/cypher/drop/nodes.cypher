// Remove at most $limit nodes of $release; gives how many.
MATCH (node:Entity {release: $release})
WHERE node.number > 0
WITH node LIMIT $limit
DELETE node
RETURN count(*);
