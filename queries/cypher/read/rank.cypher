// Give the number of the last node of $release whose identifier is at most $id.
// The order names the whole index, constants too, so that the server reads it in order and stops.
MATCH (node:Entity {release: $release})
WHERE node.id <= $id
RETURN node.number ORDER BY node.release DESC, node.id DESC LIMIT 1;
