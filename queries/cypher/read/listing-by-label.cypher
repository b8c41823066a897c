// List $limit nodes of a $kind of $release in order of label, those after the place $place and, at that place, number $after.
// The order names the whole index, constants too, so that the server reads it in order and stops; CASE keeps it from parting the
// condition into two reads that it would then have to sort.
MATCH (node:Entity {release: $release, kind: $kind})
USING INDEX node:Entity(release, kind, place, number)
WHERE node.place >= $place AND node.number > 0
    AND CASE WHEN node.place = $place THEN node.number > $after ELSE true END
RETURN node.id, node.kind, node.label, node.body
ORDER BY node.release, node.kind, node.place, node.number LIMIT $limit;
