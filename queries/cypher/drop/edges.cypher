// Remove at most $limit edges of $release; gives how many.
MATCH (node:Entity {release: $release})-[edge]->()
WHERE node.number > 0
WITH edge LIMIT $limit
DELETE edge
RETURN count(*);
