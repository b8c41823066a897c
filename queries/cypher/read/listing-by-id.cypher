// List $limit nodes of a $kind of $release in order of identifier, those after number $after.
// The order names the whole index, constants too, so that the server reads it in order and stops.
MATCH (node:Entity {release: $release, kind: $kind})
USING INDEX node:Entity(release, kind, number)
WHERE node.number > $after
RETURN node.id, node.kind, node.label, node.body ORDER BY node.release, node.kind, node.number LIMIT $limit;
