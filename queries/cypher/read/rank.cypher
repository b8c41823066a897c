// Give the number of the last node of $release whose identifier is at most $id.
MATCH (node:Entity {release: $release})
WHERE node.id <= $id
RETURN node.number ORDER BY node.id DESC LIMIT 1;
