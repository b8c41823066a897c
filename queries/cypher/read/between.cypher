// Give the edges of node $one of $release that end at one of $others, in either direction.
// The last column says whether an edge enters the node.
MATCH (node:Entity {release: $release, number: $one})-[edge]-(other:Entity)
WHERE other.number IN $others
RETURN other.number, startNode(edge).id, endNode(edge).id, type(edge), edge.source, edge.record, edge.body,
    startNode(edge) <> node;
